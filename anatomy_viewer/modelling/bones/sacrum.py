"""The sacrum: a block lofted through thirteen measured sections, then carved and given its processes.

The sections (``section_S1_upper`` to ``section_S5_end``) lie across the bone and tilt with it, from about 30
degrees at S1-S3 to none at S5; their foramina and their canal are filled. So the block is lofted first, the
body of S1, the alae and the superior articular processes are set on top, the crests and cornua are raised,
and then the eight pairs of foramina, the sacral canal and the hiatus are cut out of it.

Where the model leaves its measurements
---------------------------------------
- Averaging three bones has softened the front ridge of the alae and the hollow behind the joint: the ridge is raised
  and the hollow deepened by some millimetres.
- It has softened the crests: the spinous tubercles of the median crest are raised by
  up to 4 mm, the transverse tubercles of the lateral crest by up to 3 mm and the intermediate crest by
  up to 2 mm above the mean surface. This is for teaching.
- The measured canal is too narrow below S2 (filled foramina and a closing hiatus disturbed it). Its depth
  and width are set from anatomy: 30 by 14 mm at S1, tapering to 11 by 5 mm above the hiatus, whose depth of
  5.4 +- 1.8 mm and intercornual distance of 12.4 +- 3.2 mm are published.
- Both halves are mirror images.
- The auricular surface is brought out to an even joint gap: ilium and sacrum were averaged over different
  people, and their means alone leave 2 to 9 mm between them.

Where the model keeps to its measurements though some series differ
--------------------------------------------------------------------
- Length (117 mm) and breadth (118 mm) lie above dry-bone series of 93 to 108 mm and 100 to 106 mm, but within the
  109 to 142 mm and 114 to 127 mm of pelvises on CT, from which the stations come. Dry series of smaller people
  measure another bone; shrinking the sacrum alone would open the joints by as much.
- The centres of the second posterior foramina are 40 mm apart and the first three lie 23 and 21 mm apart, against
  29.8, 14.2 and 12.8 mm in MCGRATH11. From edge to edge the model has 30 to 32, 12 and 12 mm, which agrees;
  the first lies 24.4 mm from the midline (KIM23: 24.1 +- 2.9). So the spacing is kept and the published
  distances are read as those between edges.

Sources
-------
The measured stations; NASTOULIS23 (hiatus), MCGRATH11 (posterior foramina), KIM23 (S1 foramen).
"""

from __future__ import annotations

import numpy as np
from scipy.interpolate import CubicSpline, PchipInterpolator

from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.solids.distance_grid import (
    ROUND_THE_SKIN_MM,
    DistanceGrid,
    Ellipsoid,
    EllipticTube,
    MeshSolid,
    RoundedHull,
    Tube,
    grid_around,
    signed_volume_mm3,
    smooth_maximum,
    smooth_minimum,
)
from anatomy_viewer.modelling.solids.lines import MIRROR
from anatomy_viewer.modelling.solids.surface import Points, Surface

SECTIONS = (
    "S1_upper", "S1_mid", "S1_lamina", "S1_lower", "S2_upper", "S2_mid", "S2_lower",
    "S3_upper", "S3_lower", "S4", "S5_upper", "S5_lower", "S5_end",
)  # fmt: skip
"""The sections from the base to the apex."""

HALF_OUTLINE = (
    "ant_mid", "ant_1", "ant_2", "ant_3", "ant_4", "ant_5", "lateral",
    "post_5", "post_4", "post_3", "post_2", "post_1", "post_mid",
)  # fmt: skip
"""The points of half a section, from the front of the midline round the right side to its back."""

FORAMINA = ("S1", "S2", "S3", "S4")

# Level, share of the way from the front to the back of the section, half width and half depth in mm.
_CANAL = (
    ("S1_lamina", 0.63, 15.0, 6.8),
    ("S2_upper", 0.56, 12.5, 5.6),
    ("S2_lower", 0.61, 11.0, 4.8),
    ("S3_upper", 0.62, 9.5, 4.2),
    ("S3_lower", 0.62, 8.5, 3.7),
    ("S4", 0.62, 7.0, 3.2),
    ("S5_upper", 0.72, 5.6, 2.6),
)

ALA_RIDGE_MM = 1.5
"""How far the front ridge of an ala bows forward and up between the endplate and the joint, by judgement."""

JOINT_GAP_MM = 2.0
"""The space between the auricular surfaces of sacrum and ilium; 1-3 mm of cartilage cover both."""

FILL_MM = 6.0
"""How far the auricular surface may be brought out to the ilium: the two were averaged over different people."""


def section(stations: Stations, name: str) -> Points:
    """Return the whole outline of a section, (24, 3) mm: front of the midline, right, back, left."""
    half = stations.points("sacrum", [f"{name}_{place}" for place in HALF_OUTLINE])
    return np.vstack([half, half[-2:0:-1] * MIRROR])


def across_midline(points: Points) -> Points:
    """Return the points of the right side and the midline together with their mirror images."""
    points = np.asarray(points, dtype=float).reshape(-1, 3)
    lateral = points[points[:, 0] > 1e-6]
    return np.vstack([points, lateral * MIRROR])


def foramen_centre(stations: Stations, side: str, level: str) -> Points:
    """Return the centre of a measured foramen's rim on the right, (3,) mm.

    Parameters
    ----------
    side
        ``anterior`` or ``posterior``.
    level
        ``S1`` to ``S4``.
    """
    return np.asarray(_rim(stations, side, level).mean(axis=0))


def lofted_block(stations: Stations, around: int = 300, along: int = 150) -> Surface:
    """Return the sacrum without its holes and processes: the closed loft through all sections.

    Parameters
    ----------
    around, along
        How many points each ring and each length gets.
    """
    rings = np.array([section(stations, name) for name in SECTIONS])
    closed = np.concatenate([rings, rings[:, :1]], axis=1)
    turn = CubicSpline(np.arange(closed.shape[1]), closed, axis=1, bc_type="periodic")
    fine = turn(np.linspace(0.0, closed.shape[1] - 1.0, around, endpoint=False))
    step = np.linalg.norm(np.diff(rings, axis=0), axis=2).mean(axis=1)
    station = np.concatenate([[0.0], np.cumsum(step)])
    rows = PchipInterpolator(station, fine, axis=0)(np.linspace(0.0, station[-1], along))
    top, bottom = _cap(rows[0], 60), _cap(rows[-1], 12)
    # Caps are rows that shrink towards the middle of their section; the outermost is the ring itself.
    grid = np.concatenate([top[::-1], rows, bottom], axis=0)
    return closed_rows(grid)


def sacrum_grid(stations: Stations, spacing_mm: float = 0.8) -> DistanceGrid:
    """Return the right half of the sacrum as signed distances, before it is fitted to the ilium."""
    block = lofted_block(stations)
    processes = stations.points("sacrum", ["ala_ridge_mid", "S1_sup_articular_process_tip"])
    grid = grid_around(np.vstack([block.points, processes]), 9.0, spacing_mm)
    grid = grid.union(MeshSolid(block))
    grid = _with_first_body(grid, stations)
    grid = _with_alae(grid, stations)
    grid = _with_apex(grid, stations)
    grid = _with_crests(grid, stations)
    grid = _with_articular_processes(grid, stations)
    grid = _without_canal(grid, stations)
    grid = _without_foramina(grid, stations)
    return _with_cornua_and_hiatus(grid, stations)


def build_sacrum(
    stations: Stations, hip_bone_right: Surface | None = None, *, triangle_budget: int = 18_000
) -> Surface:
    """Return the sacrum, a closed surface, RAS mm.

    Parameters
    ----------
    stations
        Right side and midline; already carried onto the population where that is wanted.
    hip_bone_right
        Where given, the sacrum's auricular surface is fitted to it with a joint space of ``JOINT_GAP_MM``.
    triangle_budget
        At most about this many triangles.
    """
    grid = sacrum_grid(stations)
    if hip_bone_right is not None:
        grid = fitted_to_ilium(grid, stations, hip_bone_right)
    return grid.smoothed(0.45).surface(triangle_budget)


def fitted_to_ilium(grid: DistanceGrid, stations: Stations, hip_bone_right: Surface) -> DistanceGrid:
    """Return the sacrum with its auricular surface at an even joint space from the ilium, and nowhere nearer.

    Inside the auricular outline the bone is filled out by up to ``FILL_MM`` towards the ilium; everywhere it is
    cut back to the joint space.
    """
    hip = grid.distances(MeshSolid(refined_edges(hip_bone_right, 1.2)), FILL_MM + ROUND_THE_SKIN_MM)
    outside_gap = JOINT_GAP_MM - hip
    outline = stations.group("sacrum", "auricular_surface")[1]
    middle = outline.mean(axis=0)
    zone = grid.distances(RoundedHull(np.vstack([
        middle + 0.90 * (outline - middle) + (9.0, 0.0, 0.0),
        middle + 0.90 * (outline - middle) - (9.0, 0.0, 0.0),
    ]), 6.0))  # fmt: skip
    fill = smooth_maximum(smooth_maximum(grid.values - FILL_MM, zone, 2.0), outside_gap, 0.0)
    return grid.with_values(smooth_maximum(smooth_minimum(grid.values, fill, 3.0), outside_gap, 0.8))


def _with_first_body(grid: DistanceGrid, stations: Stations) -> DistanceGrid:
    plate = across_midline(stations.points("sacrum", [f"S1_endplate_{k:02d}" for k in range(7)]))
    up, forward = endplate_axes(stations)
    foot = stations.points("sacrum", [
        "S1_lamina_ant_mid", "S1_lamina_ant_1", "S1_lamina_ant_2", "S1_upper_ant_3",
        "S1_upper_post_1", "canal_S1_mid_front",
    ])  # fmt: skip
    middle = (plate[0] + plate[6]) / 2.0
    # A soft hull stays inside its corners; those of the rim are drawn a little outwards for that.
    rim = middle + 1.01 * (plate - middle) + 0.2 * up
    below = middle + 0.98 * (plate - middle) - 5.0 * up
    grid = grid.union(RoundedHull(np.vstack([rim, below, across_midline(foot)]), 2.2), 7.0)
    width = float(np.ptp(plate[:, 0]))
    depth = float(np.linalg.norm(plate[0] - plate[6]))
    axes = np.array([[1.0, 0.0, 0.0], forward, up])
    dish = Ellipsoid(middle + 9.0 * up, axes, (width * 0.44, depth * 0.43, 10.2))
    return grid.subtract(dish, 1.2)


def endplate_axes(stations: Stations) -> tuple[Points, Points]:
    """Return the unit normal of the first sacral endplate (cranial) and its forward direction, (3,) each."""
    plate = stations.points("sacrum", [f"S1_endplate_{k:02d}" for k in range(7)])
    forward = plate[0] - plate[6]
    forward = forward * (0.0, 1.0, 1.0) / np.linalg.norm(forward[1:])
    return np.array([0.0, -forward[2], forward[1]]), forward


def _with_alae(grid: DistanceGrid, stations: Stations) -> DistanceGrid:
    up, forward = endplate_axes(stations)
    ridge = stations.points("sacrum", ["ala_ridge_medial", "ala_ridge_mid", "ala_ridge_lateral"])
    front = stations.points("sacrum", ["ala_front_medial", "ala_front_lateral"])
    upper = stations.points(
        "sacrum", [f"S1_upper_{place}" for place in ("ant_4", "ant_5", "lateral", "post_5", "post_4")]
    )
    mid = stations.points("sacrum", [f"S1_mid_{place}" for place in ("ant_4", "lateral", "post_5")])
    crown = ridge[1:] - np.array([[2.0], [0.0]]) * up
    grid = grid.union(RoundedHull(np.vstack([crown, front, upper, mid]), 6.0), 9.0)
    # The upper face falls from the edge of the endplate and rises again to the ridge: a saddle.
    side, rear = stations.points("sacrum", ["S1_endplate_03", "S1_endplate_04"])
    root = np.array([side - 4.0 * up - 3.0 * forward, rear - 3.5 * up, side - 14.0 * up])
    saddle = RoundedHull(np.vstack([root, ridge[:2] - 1.5 * up, front[:1], upper[:1], upper[-1:], mid[:1]]), 4.0)
    grid = grid.union(saddle, 8.0)
    # Averaged over three people, whose alae lie up to a centimetre apart, the ridge between the true and the false
    # pelvis is nearly gone: it is raised again, from the edge of the endplate to the top of the joint face.
    inner, outer = stations.points("sacrum", ["S1_endplate_02", "sacral_auricular_045"])
    inner, outer = inner - 8.5 * up - 4.0 * forward, outer - np.array([5.0, 0.0, 0.0]) - 3.0 * up
    bow = 0.5 * (inner + outer) + ALA_RIDGE_MM * (forward + up)
    return grid.union(Tube(np.array([inner, bow, outer]), (5.5, 5.2, 4.8), 3.0), 9.0)


def facet_of_sacrum(stations: Stations) -> tuple[Points, Points]:
    """Return the middle of the right superior articular face, (3,) mm, and the unit vector out of it."""
    up, forward = endplate_axes(stations)
    tip, medial, lateral = stations.points("sacrum", [
        f"S1_sup_articular_process_{place}" for place in ("tip", "medial", "lateral")
    ])  # fmt: skip
    right = np.array([1.0, 0.0, 0.0])
    facing = -0.80 * forward - 0.60 * right
    foot = (medial + lateral) / 2.0
    return foot + 0.45 * ((tip - foot) @ up) * up + 2.0 * right, facing


def _with_articular_processes(grid: DistanceGrid, stations: Stations) -> DistanceGrid:
    up, forward = endplate_axes(stations)
    tip, medial, lateral = stations.points("sacrum", [
        f"S1_sup_articular_process_{place}" for place in ("tip", "medial", "lateral")
    ])  # fmt: skip
    right = np.array([1.0, 0.0, 0.0])
    # The facet looks backwards and to the middle; the process is a curved plate in front of it.
    facing = -0.80 * forward - 0.60 * right
    breadth = np.cross(up, facing)
    foot = (medial + lateral) / 2.0
    top = foot + ((tip - foot) @ up - 1.0) * up + 1.5 * right
    base = foot - 10.0 * up + 3.0 * right
    middle = 0.45 * top + 0.55 * base + 1.0 * right
    path = np.array([base, middle, top - 4.0 * up, top]) - 2.5 * facing
    grid = grid.union(EllipticTube(path, breadth, (8.5, 8.5, 7.2, 4.4), (6.5, 5.2, 4.2, 3.0)), 4.0)
    face = EllipticTube(np.array([middle + 3.0 * up, top + 6.0 * up]) + facing * 9.5, breadth, (9.0, 9.0), (9.6, 10.4))
    return grid.subtract(face, 2.5)


def _with_crests(grid: DistanceGrid, stations: Stations) -> DistanceGrid:
    back = {name: _backward(stations, name) for name in SECTIONS}
    middle = {name: stations.point("sacrum", f"{name}_post_mid") for name in SECTIONS}
    ridge = np.array(
        [
            middle[name] - 1.6 * back[name]
            for name in ("S1_lamina", "S1_lower", "S2_upper", "S2_lower", "S3_upper", "S3_lower", "S4")
        ]
    )
    ridge = np.vstack([ridge, 0.45 * middle["S5_upper"] + 0.55 * middle["S4"] - 1.2 * back["S4"]])
    grid = grid.union(Tube(ridge * (0.0, 1.0, 1.0), (2.2, 2.6, 2.6, 2.5, 2.5, 2.7, 2.9, 2.6)), 8.0)
    tubercles = (
        # where along the midline of the back, how high in mm, half its length in mm
        (0.35 * middle["S1_lamina"] + 0.65 * middle["S1_lower"], back["S1_lower"], 4.0, 5.5),
        (0.45 * middle["S2_mid"] + 0.55 * middle["S2_lower"], back["S2_mid"], 3.6, 5.5),
        (middle["S3_lower"], back["S3_lower"], 3.2, 4.5),
        (0.9 * middle["S4"] + 0.1 * middle["S5_upper"], back["S4"], 2.6, 4.0),
    )
    for place, outward, height, half_length in tubercles:
        along = np.array([0.0, outward[2], -outward[1]])
        along = along * np.sign(along[2])
        foot = place - 4.0 * outward
        crown = place + (height - 2.1) * outward - 1.5 * along
        spine = np.array([
            crown + (half_length - 2.0) * along - 1.6 * outward, crown + 0.3 * outward,
            crown - (half_length - 2.5) * along - 0.2 * outward,
        ])  # fmt: skip
        root = np.array([foot + (half_length + 3.0) * along, foot - half_length * along])
        grid = grid.union(Tube(root, 2.8), 7.0).union(Tube(spine, (1.5, 1.8, 2.0), 1.0), 6.5)

    # Behind the auricular surface the bone is hollowed for the interosseous ligament.
    crest, rim = stations.points("sacrum", ["lateral_crest_S1_S2", "sacral_auricular_315"])
    low, high = stations.points("sacrum", ["S2_lower_post_5", "S1_lower_post_4"])
    top = stations.point("sacrum", "S1_upper_post_4") + np.array([3.0, 0.0, 0.0])
    line = np.array([0.5 * (low + crest), 0.5 * (crest + rim) + (1.5, 0.0, 0.0), high, top])
    shift = 2.6 * back["S2_upper"] + np.array([4.0, 0.0, 0.0])
    grid = grid.subtract(Tube(line + shift, (5.0, 7.0, 6.5, 5.0)), 8.0)

    # The upper edge of the lamina runs from the articular process up to the first spinous tubercle.
    horn = facet_of_sacrum(stations)[0] - 11.0 * endplate_axes(stations)[0] - (1.0, 0.0, 0.0)
    keel = middle["S1_lamina"] - 4.0 * back["S1_lamina"]
    bow = 0.5 * (horn + keel) + 1.0 * back["S1_lamina"]
    grid = grid.union(Tube(np.array([horn, bow, keel]), (4.6, 3.8, 3.6)), 5.0)

    inner = stations.group("sacrum", "intermediate_crest")[1]
    levels = ("S2_upper", "S3_upper", "S4")
    inner = np.array([point - 1.3 * back[level] for point, level in zip(inner, levels, strict=True)])
    start = stations.point("sacrum", "S1_lamina_post_2") - 2.0 * back["S1_lamina"]
    end = stations.point("sacrum", "S5_upper_post_1") + np.array([2.0, 0.0, 0.0]) - 1.5 * back["S5_upper"]
    grid = grid.union(Tube(np.vstack([start, inner, end]), (2.6, 2.8, 2.7, 2.6, 2.2)), 4.0)

    outer = stations.group("sacrum", "lateral_crest")[1]
    first = stations.point("sacrum", "S1_lamina_post_3") + np.array([4.0, 0.0, 0.0])
    outer_places = (
        (first, "S1_lower", 2.0),
        (outer[0], "S2_upper", 2.8),
        (outer[1], "S3_upper", 2.8),
        (outer[2], "S4", 2.2),
    )
    line = np.array([point - 2.2 * back[level] for point, level, _ in outer_places])
    angle = stations.point("sacrum", "inferior_lateral_angle") - (5.0, 0.0, 0.0) - 1.0 * back["S5_upper"]
    grid = grid.union(Tube(np.vstack([line, angle]), (3.0, 3.2, 3.0, 2.8, 2.4)), 5.0)
    for point, level, height in outer_places:
        along = np.array([0.0, back[level][2], -back[level][1]])
        knob = Ellipsoid(point - 2.2 * back[level], np.array([[1.0, 0.0, 0.0], along, back[level]]),
                         (4.6, 6.0, 2.2 + height))  # fmt: skip
        grid = grid.union(knob, 4.0)
    return grid


def _without_canal(grid: DistanceGrid, stations: Stations) -> DistanceGrid:
    up, forward = endplate_axes(stations)
    centres, half_widths, half_depths = [], [], []
    for name, share, half_width, half_depth in _CANAL:
        front, back = stations.points("sacrum", [f"{name}_ant_mid", f"{name}_post_mid"])
        centres.append(front + share * (back - front))
        half_widths.append(half_width)
        half_depths.append(half_depth)
    rear = stations.point("sacrum", "S1_endplate_06")
    mouth = rear - forward * (half_depths[0] + 2.2)
    path = np.array([mouth + 12.0 * up, mouth, *centres])
    widths = np.array([half_widths[0], half_widths[0], *half_widths])
    depths = np.array([half_depths[0] + 1.0, half_depths[0] + 0.4, *half_depths])
    canal = EllipticTube(path, np.array([1.0, 0.0, 0.0]), widths, depths, exponent=2.0)
    return grid.subtract(canal, 1.5)


def _without_foramina(grid: DistanceGrid, stations: Stations) -> DistanceGrid:
    right = np.array([1.0, 0.0, 0.0])
    for level in FORAMINA:
        front_rim, back_rim = _rim(stations, "anterior", level), _rim(stations, "posterior", level)
        front, back = front_rim.mean(axis=0), back_rim.mean(axis=0)
        wide = [float(np.linalg.norm(rim[0] - rim[1])) / 2.0 for rim in (front_rim, back_rim)]
        high = [
            min(float(np.linalg.norm(rim[2] - rim[3])) / 2.0, 1.25 * half)
            for rim, half in zip((front_rim, back_rim), wide, strict=True)
        ]
        front_wide, front_high = 0.88 * wide[0], 0.88 * high[0]
        # Published widths of the posterior foramina: 8.4 mm at S1, 7.5 mm at S2.
        back_wide = min(0.85 * wide[1], 4.1)
        back_high = min(0.85 * high[1], 1.25 * back_wide)
        axis = (back - front) / np.linalg.norm(back - front)
        # Both open into the canal at the middle, so the way through bends inwards.
        bend = front + 0.5 * (back - front) - min(3.0, 0.2 * front[0]) * right
        path = np.array([front - 6.0 * axis, front, bend, back, back + 4.0 * axis])
        hole = EllipticTube(
            path, right,
            (front_wide + 1.5, front_wide, 0.75 * back_wide, back_wide, back_wide + 1.2),
            (front_high + 1.5, front_high, 0.85 * back_wide, back_high, back_high + 1.2),
        )  # fmt: skip
        grid = grid.subtract(hole, 2.2)
        if level == "S4":
            continue
        # In front the foramina run out into shallow grooves for the nerves, sideways and down.
        name = {"S1": "S1_lower", "S2": "S2_lower", "S3": "S3_lower"}[level]
        outward = -_backward(stations, name)
        lateral = stations.point("sacrum", f"{name}_lateral")
        shares = np.array([0.0, 0.16, 0.32])[:, None]
        run = front + shares * ((lateral - front) * (1.0, 0.0, 0.0)) + np.array([2.2, 4.2, 6.4])[:, None] * outward
        run = run - shares * 10.0 * np.cross(right, outward) * np.sign(np.cross(right, outward)[2])
        grid = grid.subtract(Tube(run, front_high * np.array([0.85, 0.75, 0.65])), 4.0)
    return grid


def apex_block(stations: Stations) -> tuple[Points, Points]:
    """Return the upper and lower middle of the last sacral body, (3,) mm each; the lower one is the apex."""
    front, back = stations.points("sacrum", ["S5_upper_ant_mid", "S5_upper_post_mid"])
    upper = (0.55 * front + 0.45 * back) * (0.0, 1.0, 1.0)
    end = stations.points("sacrum", ["S5_end_ant_mid", "S5_end_post_mid"]).mean(axis=0) * (0.0, 1.0, 1.0)
    return upper, end + 5.0 * (end - upper) / np.linalg.norm(end - upper)


def _with_apex(grid: DistanceGrid, stations: Stations) -> DistanceGrid:
    # Sections that end at different heights average to a point; the apex is a broad oval face for the coccyx.
    upper, end = apex_block(stations)
    path = np.array([upper, 0.45 * upper + 0.55 * end, 0.1 * upper + 0.9 * end])
    right = np.array([1.0, 0.0, 0.0])
    block = EllipticTube(path, right, (15.0, 11.8, 9.6), (4.8, 4.8, 4.5), exponent=2.2, dome=0.8)
    return grid.union(block, 4.0)


def _with_cornua_and_hiatus(grid: DistanceGrid, stations: Stations) -> DistanceGrid:
    apex, floor, cornu = stations.points("sacrum", ["sacral_hiatus_apex", "sacral_hiatus_floor", "sacral_cornu"])
    back = _backward(stations, "S5_upper")
    down = (floor - apex) / np.linalg.norm(floor - apex)
    x = np.array([1.0, 0.0, 0.0])
    horn = np.array([
        stations.point("sacrum", "S5_upper_post_2") - 1.5 * back - 1.0 * x,
        cornu + 1.5 * x - 3.0 * down + 0.4 * back,
        cornu + 0.7 * x + 2.0 * down + 0.6 * back,
    ])  # fmt: skip
    grid = grid.union(Tube(horn, (2.8, 2.9, 2.1)), 3.5)
    front, rear = stations.points("sacrum", ["S5_upper_ant_mid", "S5_upper_post_mid"])
    start = front + 0.72 * (rear - front)
    notch = EllipticTube(
        np.array([start - 4.0 * down, start + 2.0 * down + 0.6 * back,
                  floor - 2.0 * down + 2.6 * back, floor + 9.0 * down + 5.0 * back]),
        x, (4.2, 4.0, 5.0, 5.6), (2.4, 3.2, 4.2, 4.6),
    )  # fmt: skip
    return grid.subtract(notch, 1.2)


def _backward(stations: Stations, name: str) -> Points:
    front, back = stations.points("sacrum", [f"{name}_ant_mid", f"{name}_post_mid"])
    direction = (back - front) * (0.0, 1.0, 1.0)
    return np.asarray(direction / np.linalg.norm(direction))


def _rim(stations: Stations, side: str, level: str) -> Points:
    return stations.points("sacrum", [
        f"{side}_foramen_{level}_{place}" for place in ("lateral", "medial", "superior", "inferior")
    ])  # fmt: skip


class _Grown:
    """A solid grown outward by a length."""

    def __init__(self, solid: RoundedHull, by_mm: float) -> None:
        self.solid, self.by_mm = solid, by_mm

    def distance(self, points: Points) -> Points:
        return self.solid.distance(points) - self.by_mm

    def bounds(self) -> tuple[Points, Points]:
        lower, upper = self.solid.bounds()
        return lower - self.by_mm, upper + self.by_mm


def _cap(ring: Points, steps: int) -> Points:
    """Rows that shrink a ring to its middle, without the ring itself, (steps, n, 3)."""
    middle = (ring.min(axis=0) + ring.max(axis=0)) / 2.0 * (0.0, 1.0, 1.0)
    shares = np.linspace(1.0, 0.0, steps + 1)[1:, None, None]
    return np.asarray(middle + shares * (ring - middle))


def closed_rows(grid: Points) -> Surface:
    """Triangulate rows of rings whose first and last row are single points repeated."""
    rows, around = grid.shape[:2]
    index = np.arange(rows * around).reshape(rows, around)
    following = np.roll(index, -1, axis=1)
    quads = np.stack([index[:-1], following[:-1], following[1:], index[1:]], axis=-1).reshape(-1, 4)
    triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    # The repeated points of a pole become one, and the triangles without area go.
    number = index.copy()
    number[0], number[-1] = index[0, 0], index[-1, 0]
    triangles = number.reshape(-1)[triangles]
    sound = (
        (triangles[:, 0] != triangles[:, 1])
        & (triangles[:, 1] != triangles[:, 2])
        & (triangles[:, 2] != triangles[:, 0])
    )
    kept, renumbered = np.unique(triangles[sound], return_inverse=True)
    surface = Surface(grid.reshape(-1, 3)[kept], renumbered.reshape(-1, 3).astype(np.int32))
    return surface if signed_volume_mm3(surface) > 0.0 else Surface(surface.points, surface.triangles[:, ::-1])


def refined_edges(surface: Surface, longest_edge_mm: float) -> Surface:
    """Halve the edges of a surface (all at once) until the mean edge is short enough."""
    points, triangles = surface.points, surface.triangles
    for _ in range(3):
        edge = np.linalg.norm(points[triangles[:, 0]] - points[triangles[:, 1]], axis=1).mean()
        if edge <= longest_edge_mm:
            break
        pairs = np.sort(np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]), axis=1)
        unique, inverse = np.unique(pairs, axis=0, return_inverse=True)
        ab, bc, ca = (inverse.reshape(3, -1) + len(points)).astype(np.int32)
        a, b, c = triangles.T
        points = np.vstack([points, points[unique].mean(axis=1)])
        triangles = np.concatenate([np.stack(t, axis=1) for t in ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))])
    return Surface(points, triangles)
