"""The hip bone: a closed cage by rules from the stations' names, then a smooth surface through them.

The cage joins neighbouring stations, so it has the holes and folds of the bone but not its roundness. It is
subdivided, then made as smooth as it can be while it keeps to the stations and to curves through them along
crest, borders, rims and rami; edges such as the rim of the acetabulum stay edges. At last the cup is made a
sphere with its fossa. Stations that averaging has softened are brought out first; see `SHARPENED`.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.modelling.bones.hip_relief import with_relief
from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.solids.cage import CageBuilder
from anatomy_viewer.modelling.solids.fairing import faired, through
from anatomy_viewer.modelling.solids.sphere import fitted_sphere
from anatomy_viewer.modelling.solids.subdivision import limit_matrix, refined, solve_control_points, subdivision
from anatomy_viewer.modelling.solids.surface import Surface

Points = NDArray[np.float64]
Triangles = NDArray[np.int32]

BONE = "hip_right"
CREST_ANTERIOR, CREST_POSTERIOR = "crest_00_top_ASIS", "crest_12_top_PSIS"

ANTERIOR_BORDER = (
    "anterior_border_below_ASIS",
    "interspinous_notch",
    "anterior_border_above_AIIS",
    "AIIS",
    "anterior_border_below_AIIS",
    "acetabular_margin_anterior",
    "iliopubic_eminence",
    "pecten_pubis_lateral",
)
"""Front end of the wing's rows 1 to 8."""

POSTERIOR_BORDER = (
    "posterior_border_between_spines",
    "PIIS",
    "greater_sciatic_notch_1",
    "greater_sciatic_notch_2",
    "greater_sciatic_notch_3",
    "greater_sciatic_notch_apex",
    "greater_sciatic_notch_4",
    "ischial_spine",
)
"""Rear end of the wing's rows 1 to 8."""

OBTURATOR_SECTIONS = (
    "superior_ramus_root",
    "superior_ramus_mid",
    "superior_ramus_medial",
    "pubic_body_tubercle",
    "pubic_body_mid",
    "pubic_body_lower",
    "inferior_ramus_upper",
    "inferior_ramus_lower",
    "ischial_ramus",
    "tuberosity_lower",
    "tuberosity_mid",
    "tuberosity_upper",
    "ischial_body",
)
"""The cuts around the obturator foramen, from the superior ramus down and back to the ischium."""

SYMPHYSEAL_ENDS = {
    ("pubic_body_tubercle", 5): "symphyseal_face_superior",
    ("pubic_body_lower", 5): "symphyseal_face_inferior",
}
"""The upper and lower end of the symphyseal face: in which quad after which section they lie."""

OBTURATOR_RIM = ("obturator_rim_026", "obturator_rim_006", "obturator_rim_344", "obturator_rim_322")


def hip_cage(stations: Stations) -> CageBuilder:
    """Return the cage of the right hip bone.

    Parameters
    ----------
    stations
        Stations of bone ``hip_right``.
    """
    cage = CageBuilder()

    def take(*names: str) -> list[str]:
        for name in names:
            if name not in cage.numbers:
                cage.add(name, stations.point(BONE, name))
        return list(names)

    def row(side: str, number: int, first: int = 0, last: int = 8) -> list[str]:
        return take(*(f"{side}_u{u}_v{number}" for u in range(first, last + 1)))

    inner_crest = [f"{k:02d}" for k in range(1, 12)]
    top = take(CREST_ANTERIOR, *(f"crest_{k}_top" for k in inner_crest), CREST_POSTERIOR)
    outer = take(CREST_ANTERIOR, *(f"crest_{k}_outer_lip" for k in inner_crest), CREST_POSTERIOR)
    inner = take(CREST_ANTERIOR, *(f"crest_{k}_inner_lip" for k in inner_crest), CREST_POSTERIOR)
    cage.strip(top, outer)
    cage.strip(top, inner)

    front, back = take(*ANTERIOR_BORDER), take(*POSTERIOR_BORDER)
    for side, lip in (("lateral", outer), ("medial", inner)):
        cage.zipper(lip, [front[0], *row(side, 1), back[0]])
        for number in range(2, 6):
            upper = [front[number - 2], *row(side, number - 1), back[number - 2]]
            lower = [front[number - 1], *row(side, number), back[number - 1]]
            cage.strip(upper, lower)
    for number in range(6, 9):
        upper = [front[number - 2], *row("medial", number - 1), back[number - 2]]
        lower = [front[number - 1], *row("medial", number), back[number - 1]]
        cage.strip(upper, lower)

    rings = [take(*(f"{section}_{k}" for k in range(10))) for section in OBTURATOR_SECTIONS]
    for section, (one, other) in zip(OBTURATOR_SECTIONS, pairwise(rings), strict=False):
        for k in range(10):
            corners = [one[k], one[(k + 1) % 10], other[(k + 1) % 10], other[k]]
            if (section, k) in SYMPHYSEAL_ENDS:
                cage.fan(take(SYMPHYSEAL_ENDS[section, k])[0], corners)
            else:
                cage.quad(*corners)
    root, body = rings[0], rings[-1]
    rim = take(*OBTURATOR_RIM)
    lesser = take("lesser_sciatic_notch")[0]
    spine, pecten = back[7], front[7]

    below_plate = [*root[5:], root[0], *rim, body[0], *reversed(body[5:]), lesser]
    cage.zipper([pecten, *row("medial", 8), spine], below_plate)

    sixth = row("lateral", 6, 0, 4)
    cage.strip([front[4], *row("lateral", 5, 0, 4)], [front[5], *sixth])
    cage.triangle("lateral_u4_v5", "lateral_u5_v5", sixth[4])
    cage.triangle(front[5], front[6], sixth[0])
    cage.triangle("lateral_u8_v5", back[4], back[5])
    around = [
        *sixth,
        *row("lateral", 5, 5, 8),
        back[5],
        back[6],
        spine,
        lesser,
        *reversed(body[:6]),
        *reversed(rim),
        *root[:6],
        pecten,
        front[6],
        sixth[0],
    ]
    clock = (2, 1, 0, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)
    rim_ring = take(*(f"acetabular_rim_{k:02d}" for k in clock))
    foot = ["acetabular_rim_05" if k == 5 else take(f"acetabular_rim_outer_{k:02d}")[0] for k in clock]
    cage.zipper(around, foot)
    cage.strip(foot, rim_ring)
    wall = ["acetabular_rim_05" if k == 5 else take(f"acetabular_wall_{k:02d}")[0] for k in clock]
    cage.strip(rim_ring, wall)
    floor = take(*(f"acetabular_floor_{k:02d}" for k in (2, 0, 10, 8, 6, 4, 2)))
    cage.zipper(wall, floor)
    cage.fan(take("acetabular_floor_centre")[0], floor[:-1])
    return cage


TUBEROSITY = "ischial_tuberosity_posterior"
"""The rearmost of the ischial tuberosity, which no section of the ischium meets."""

LUNATE = (
    *(f"acetabular_wall_{k:02d}" for k in (0, 1, 2, 3, 7, 8, 9, 10, 11)),
    *(f"acetabular_floor_{k:02d}" for k in (0, 2, 8, 10)),
)
"""Stations on the horseshoe of the acetabulum that carries the femoral head."""

FIRM = {CREST_ANTERIOR: 10.0, CREST_POSTERIOR: 10.0, "AIIS": 3.0, "ischial_spine": 5.0}
"""Stations that the surface meets more closely than others: those that frame and fingers rest on."""

LOOSE = {
    **{f"{side}_u{u}_v{number}": 0.25 for side in ("lateral", "medial") for u in range(1, 9) for number in range(1, 5)},
    **{f"{side}_u0_v{number}": 0.02 for side in ("lateral", "medial") for number in range(1, 6)},
    "anterior_border_below_ASIS": 0.1,
    "acetabular_rim_outer_03": 0.02,
    "acetabular_rim_outer_04": 0.02,
    "acetabular_rim_outer_06": 0.1,
}
"""Stations that the surface follows loosely, with their weights.

On the wing their scatter would show as waves; beside the front border and the cup's lower rim they crowd.
"""

EDGES = {
    **{f"acetabular_rim_{k:02d}": 0.003 for k in range(12)},
    **{f"crest_{k:02d}_{lip}_lip": 0.04 for k in range(1, 12) for lip in ("outer", "inner")},
    **{f"pubic_body_{part}": 0.05 for part in ("tubercle_5", "mid_5", "lower_5", "mid_6", "mid_7", "lower_6")},
    "ischial_spine": 0.02,
    CREST_ANTERIOR: 0.3,
}
"""Stations on edges, with the share of the fairing that is left there."""

VARIATION, BENDING = 4.0, 0.2
"""Weights of the fairing: round between stations, without swelling or sinking there."""

ALONG_CURVE = 0.3
"""How firmly the surface follows the curves between stations, beside 1 for the stations themselves."""

FOSSA_DEPTH_MM, FOSSA_RADIUS_MM, FOSSA_SLOPE_MM = 2.5, 11.5, 4.0
"""The acetabular fossa: depth below the articular sphere, half-width, and width of its slope."""

AROUND_RAMUS = 0.05
"""The same for the rings around the rami, which only keep the rami round."""

SYMPHYSIS_HALF_WIDTH_MM, SYMPHYSIS_ROUNDING_MM = 1.7, 1.5
"""Least distance of the symphyseal face from the midline, and how softly the face bends into the bone."""

AWAY, TOWARDS = 1.0, -1.0

SHARPENED: tuple[tuple[str, float, float, tuple[str, ...]], ...] = (
    ("AIIS", 2.5, AWAY, ("anterior_border_above_AIIS", "anterior_border_below_AIIS")),
    ("anterior_border_above_AIIS", 2.0, TOWARDS, ("lateral_u1_v3", "medial_u1_v3")),
    ("interspinous_notch", 1.0, TOWARDS, ("lateral_u1_v2", "medial_u1_v2")),
    ("ischial_spine", 3.0, AWAY, ("medial_u7_v8", "lesser_sciatic_notch", "greater_sciatic_notch_4")),
    ("greater_sciatic_notch_4", 2.5, TOWARDS, ("acetabular_rim_outer_09", "medial_u6_v7")),
    ("greater_sciatic_notch_apex", 1.5, TOWARDS, ("lateral_u7_v5", "medial_u7_v6")),
    ("lesser_sciatic_notch", 2.5, TOWARDS, ("acetabular_rim_outer_08", "medial_u6_v8")),
    ("PIIS", 1.0, AWAY, ("posterior_border_between_spines", "greater_sciatic_notch_1")),
    (
        "posterior_border_between_spines",
        2.0,
        TOWARDS,
        ("lateral_u8_v1", "medial_u8_v1", "lateral_u8_v2", "medial_u8_v2"),
    ),
    ("acetabular_rim_05", 3.0, TOWARDS, ("acetabular_floor_04", "acetabular_floor_06")),
    ("acetabular_rim_04", 1.0, AWAY, ("acetabular_floor_04",)),
    ("acetabular_rim_06", 1.0, AWAY, ("acetabular_floor_06",)),
    ("crest_01_outer_lip", 0.5, AWAY, ("crest_01_inner_lip",)),
    ("crest_02_outer_lip", 1.6, AWAY, ("crest_02_inner_lip",)),
    ("crest_03_outer_lip", 2.5, AWAY, ("crest_03_inner_lip",)),
    ("crest_04_outer_lip", 1.8, AWAY, ("crest_04_inner_lip",)),
    ("crest_05_outer_lip", 0.7, AWAY, ("crest_05_inner_lip",)),
    ("pubic_body_tubercle_4", 1.5, AWAY, ("pubic_body_tubercle_1", "pubic_body_tubercle_8")),
    ("iliopubic_eminence", 1.5, AWAY, ("acetabular_floor_centre",)),
    ("tuberosity_mid_5", 1.5, AWAY, ("tuberosity_mid_0",)),
    ("tuberosity_upper_3", 3.0, AWAY, ("tuberosity_upper_8",)),
    ("tuberosity_upper_4", 3.0, AWAY, ("obturator_rim_026", "tuberosity_upper_0")),
    ("tuberosity_upper_5", 2.0, AWAY, ("tuberosity_upper_0",)),
    ("ischial_body_3", 3.0, AWAY, ("ischial_body_8",)),
    ("ischial_body_4", 3.0, AWAY, ("ischial_body_9", "ischial_body_0")),
    ("crest_10_outer_lip", 1.5, TOWARDS, ("crest_10_inner_lip",)),
    ("crest_11_outer_lip", 1.5, TOWARDS, ("crest_11_inner_lip",)),
)
"""What averaging has softened and is brought back: station, mm, away from or towards other stations' mean.

Knobs and spines of several people never lie in quite the same place, so their mean is lower than each of
them, and a mean notch is shallower. The amounts (0.5 to 3 mm) are a choice for teaching and are not measured.
"""


def sharpened(stations: Stations) -> Stations:
    """Return the stations with the hip bone's spines, knobs and notches brought out by up to 3 mm."""
    places = {}
    for name, amount_mm, way, others in SHARPENED:
        direction = stations.point(BONE, name) - stations.points(BONE, others).mean(axis=0)
        places[name] = stations.point(BONE, name) + way * amount_mm * direction / np.linalg.norm(direction)
    return stations.moved(BONE, places)


CROWDED = {1: 0.4, 2: 0.4, 3: 0.4, 4: 0.25, 5: 0.2}
"""How far the first points of the wing's rows 1 to 5 move towards the second ones."""


def spread(stations: Stations) -> Stations:
    """Return the stations with the wing's first column moved back from the front border.

    The points of that column lie on the rounded border itself; triangles between the two would be slivers.
    """
    places = {}
    for side in ("lateral", "medial"):
        for number, share in CROWDED.items():
            first = stations.point(BONE, f"{side}_u0_v{number}")
            second = stations.point(BONE, f"{side}_u1_v{number}")
            places[f"{side}_u0_v{number}"] = first + share * (second - first)
    return stations.moved(BONE, places)


def hip_curves() -> list[tuple[list[str], bool, float]]:
    """Return the lines that stay lines: stations in order, whether the line closes, how firmly it is kept.

    Along them the surface follows a smooth curve through the stations, so that crest, lips, borders, rims
    and rami are even between stations; everywhere else the surface is as smooth as it can be.
    """
    inner_crest = [f"{k:02d}" for k in range(1, 12)]
    silhouette = [
        CREST_ANTERIOR,
        *ANTERIOR_BORDER,
        *(f"{section}_5" for section in OBTURATOR_SECTIONS),
        "lesser_sciatic_notch",
        *reversed(POSTERIOR_BORDER),
        CREST_POSTERIOR,
        *(f"crest_{k}_top" for k in reversed(inner_crest)),
    ]
    foramen = [*(f"{section}_0" for section in OBTURATOR_SECTIONS), *reversed(OBTURATOR_RIM)]
    cup = [f"acetabular_rim_{k:02d}" for k in range(12)]
    lines = [(silhouette, True, ALONG_CURVE), (foramen, True, ALONG_CURVE), (cup, True, ALONG_CURVE)]
    for lip in ("outer", "inner"):
        lines.append(
            (
                [CREST_ANTERIOR, *(f"crest_{k}_{lip}_lip" for k in inner_crest), CREST_POSTERIOR],
                False,
                ALONG_CURVE,
            )
        )
    for k in (1, 2, 3, 4, 6, 7, 8, 9):
        lines.append(([f"{section}_{k}" for section in OBTURATOR_SECTIONS], False, ALONG_CURVE))
    for section in OBTURATOR_SECTIONS:
        lines.append(([f"{section}_{k}" for k in range(10)], True, AROUND_RAMUS))
    return lines


def build_hip_bone(stations: Stations, variation: float = VARIATION, bending: float = BENDING) -> Surface:
    """Return the surface of the right hip bone, closed, about 45,000 triangles; the left is its mirror.

    The order of points and triangles depends on the stations' names only.

    Parameters
    ----------
    stations
        Stations of bone ``hip_right``, RAS mm, in the model's frame.
    variation, bending
        Weights of the fairing; see `faired`.

    Raises
    ------
    KeyError
        Where a station that the cage needs is missing.
    """
    cage = hip_cage(spread(sharpened(stations)))
    points, triangles = cage.finished()
    fine = subdivision(len(points), triangles, 2)
    to_stations = fine.to_limit[: len(points)]
    control = solve_control_points(points, triangles, [to_stations], [points], [np.ones(len(points))], 0.01)
    surface = fine.to_limit @ control
    relaxed = np.ones(len(surface))
    places = {k: (points[k], LOOSE.get(name, FIRM.get(name, 1.0))) for k, name in enumerate(cage.names)}
    for names, closed, kept in hip_curves():
        numbers = [cage.numbers[name] for name in names]
        steps = through(points[numbers], 4, closed)
        following = numbers[1:] + numbers[:1] if closed else numbers[1:]
        for a, b, step in zip(numbers, following, steps, strict=False):
            path = fine.path(a, b)
            firmness = kept * min(LOOSE.get(cage.names[k], 1.0) for k in (a, b))
            for number, place in zip(path[1:-1], step[1:], strict=True):
                places[number] = (place, firmness)
            share = [EDGES.get(cage.names[k], 1.0) for k in (a, b)]
            for number, part in zip(path, np.linspace(0.0, 1.0, len(path)), strict=True):
                blended = float(np.exp((1 - part) * np.log(share[0]) + part * np.log(share[1])))
                relaxed[number] = min(relaxed[number], blended)
    loose = [*stations.group(BONE, "symphyseal_face")[0], *stations.group(BONE, "auricular_surface")[0], TUBEROSITY]
    for name in loose:
        place = stations.point(BONE, name)
        number = int(((surface - place) ** 2).sum(axis=1).argmin())
        places.setdefault(number, (place, 1.0))
    anchors = np.array(sorted(places), dtype=np.int64)
    targets = np.array([places[int(k)][0] for k in anchors])
    weights = np.array([places[int(k)][1] for k in anchors])
    for _ in range(2):
        surface = faired(surface, fine.triangles, anchors, targets, weights, variation, bending, relaxed)
    step, finer = refined(len(surface), fine.triangles)
    to_finer = limit_matrix(step.shape[0], finer) @ step
    inside = np.array([name.startswith(("acetabular_wall", "acetabular_floor")) for name in cage.names], dtype=float)
    hollow = hollowed(to_finer @ surface, to_finer @ (fine.to_limit @ inside), stations)
    return with_relief(Surface(clear_of_midline(hollow), finer), stations)


def clear_of_midline(points: Points) -> Points:
    """Return the points (n, 3) of a right hip bone with the symphyseal face flattened off at its distance.

    Farther than some millimetres from the midline nothing moves by more than a tenth of a millimetre.

    Sources
    -------
    KOREA-SYM: the symphysis is 4.6 mm wide on average in men and 4.8 mm in women.
    """
    result = points.copy()
    beyond = points[:, 0] - SYMPHYSIS_HALF_WIDTH_MM
    smooth = np.sqrt(beyond**2 + SYMPHYSIS_ROUNDING_MM**2)
    result[:, 0] = SYMPHYSIS_HALF_WIDTH_MM + (beyond + smooth) / 2.0
    return result


def smooth_step(values: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    """Return 0 below low, 1 above high, and a smooth rise between."""
    part = np.clip((values - low) / (high - low), 0.0, 1.0)
    result: NDArray[np.float64] = part * part * (3.0 - 2.0 * part)
    return result


def hollowed(points: Points, inside: NDArray[np.float64], stations: Stations) -> Points:
    """Return the points with the cup of the acetabulum made a true sphere and its fossa sunk below it.

    The sphere is the least-squares one through the stations of the articular wall and upper floor. The
    fossa runs from the floor's middle down to the acetabular notch; what is left around it is the horseshoe
    of the lunate surface.

    Parameters
    ----------
    points
        (n, 3) float, RAS mm.
    inside
        (n,) float: 1 well inside the cup, falling to 0 at its rim.
    stations
        The stations that the surface was built from.
    """
    centre, radius_mm = fitted_sphere(stations.points(BONE, LUNATE))
    rim = stations.points(BONE, [f"acetabular_rim_{k:02d}" for k in range(12) if k != 5])
    inward = np.linalg.svd(rim - rim.mean(axis=0))[2][2]
    inward = inward * np.sign(inward @ (stations.point(BONE, "acetabular_floor_centre") - centre))
    notch = stations.point(BONE, "acetabular_rim_05") - centre
    end_mm = radius_mm * float(np.arctan2(np.linalg.norm(np.cross(inward, notch)), inward @ notch))
    towards = notch - inward * (inward @ notch)
    towards = towards / np.linalg.norm(towards)
    across = np.cross(inward, towards)

    arm = points - centre
    distance = np.maximum(np.linalg.norm(arm, axis=1), 1e-9)
    depth, along, aside = arm @ inward, arm @ towards, arm @ across
    lateral = np.maximum(np.hypot(along, aside), 1e-9)
    unrolled = radius_mm * np.arctan2(lateral, depth)
    u, v = unrolled * along / lateral, unrolled * aside / lateral
    gap = np.hypot(u - np.clip(u, 1.0, end_mm), v)
    half = FOSSA_SLOPE_MM / 2.0
    sunk = FOSSA_DEPTH_MM * (1.0 - smooth_step(gap, FOSSA_RADIUS_MM - half, FOSSA_RADIUS_MM + half))
    share = smooth_step(inside, 0.2, 0.95)
    wanted = distance + share * (radius_mm + sunk - distance)
    result: Points = centre + arm * (wanted / distance)[:, None]
    return result
