"""Sheets of fascia behind the back muscles, with the openings that the superior cluneal nerves come through.

A sheet is a cloth over angle and height (see `back_field`): held to the bones along its edges, stretched over all that
lies in front of it, over each nerve until the nerve comes through, and below the nerve from there on. Where nerve and
sheet meet there is an oval opening with a thicker rim.

Sources
-------
Heights of the openings against the crest: LU98, by the rules of the nerves. That branches leave at the lateral edge of
erector spinae: NIELSEN19; that they pierce the aponeurosis of latissimus dorsi: GRAY1918 (recalled). The size of the
openings was not found; the thickness of the sheets and the ways of their fibres are judgement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import gaussian_filter, maximum_filter
from scipy.spatial import Delaunay, cKDTree

from anatomy_viewer.atlas.appearance import COLOURS
from anatomy_viewer.modelling.placing import RIM_MM, Placing
from anatomy_viewer.modelling.soft_tissue.back_field import ARC_RADIUS_MM, EMPTY, BackField, back_field, stretched
from anatomy_viewer.modelling.soft_tissue.erector_spinae import spinous_tips, top_of_back
from anatomy_viewer.modelling.soft_tissue.pierced import RIM_COLOUR
from anatomy_viewer.modelling.soft_tissue.tunnels import tunnel_surface
from anatomy_viewer.modelling.solids.lines import arc_lengths, at_length, evenly, evenly_spaced, position
from anatomy_viewer.modelling.solids.nets import outward
from anatomy_viewer.modelling.solids.surface import Surface
from anatomy_viewer.modelling.solids.trees import tree_of

Points = NDArray[np.float64]
Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]

BRANCHES = tuple(f"superior_cluneal_nerve_{which}_branch" for which in ("medial", "intermediate", "lateral"))
BEFORE_THE_SHEETS = ("erector_spinae", "quadratus_lumborum")
HALF_THICKNESS_MM = 0.5
RIM_HALF_THICKNESS_MM = 0.95
RIM_WIDTH_MM = 1.3
OFF_MUSCLE_MM = 0.9
"""Free space between a sheet and what it lies on."""
BETWEEN_MM = 0.9
"""Free space between the two sheets."""
OFF_NERVE_MM = 0.4
"""Free space between a nerve's dark rim and the sheet over it, or the rim of its opening."""
JOINED_MM, JOINING_MM = 0.35, 10.0
"""How near the aponeurosis of latissimus dorsi comes to the fascia where it joins it, and over which length."""
THINNED = 0.3
"""Share of its thickness that is left there."""
TURN_MM = 1.5
"""How far before and behind its opening a nerve neither lifts the sheet nor holds it down."""
BEFORE_OPENING_MM, BEHIND_OPENING_MM = 8.0, 6.0
"""How far from its way out a nerve may be for its opening to make room for it."""
BELOW_RIM_MM, BELOW_OPENING_MM = 2.5, 11.0
"""How far below the rim of the crest the fascia is fixed, and at least how far below the middle of an opening."""
SUNK_MM = 0.2
"""How deep the middle of a sheet lies in the bone that it is attached to."""
DEEPEST_MM = 0.5
"""How deep it may lie in the bone where a nerve passes over it."""
DEEPEST_FACE_MM = 1.1
"""How deep its deep face may, which is hidden there."""
ALONG_MM, ACROSS_MM = 7.0, 3.0
"""Distances of a sheet's points along its fibres and across them."""
FINE_MM = 2.2
FINE_WITHIN_MM = 7.0
"""Near the ways out of the nerves a sheet's points are this close together."""
EDGE_STEP_MM = 3.4
PUSHES = 4
SLIVER_MM2 = 0.04
"""Triangles along a straight edge with less than half this area are left out."""
RIM_POINTS = 20
STREAK = (0.035, -0.075)
"""How much lighter and darker than its plain colour the strands of a sheet are."""


@dataclass(frozen=True)
class Opening:
    """An oval opening of a sheet.

    Parameters
    ----------
    nerve
        Which nerve comes through it, without side.
    middle
        (3,) float, RAS mm.
    outline
        (n, 3) float, RAS mm: its edge, in the middle of the sheet's thickness.
    """

    nerve: str
    middle: Points
    outline: Points


@dataclass(frozen=True)
class Sheet:
    """A sheet of fascia of the right side.

    Parameters
    ----------
    surface
        Closed, wound outward, painted.
    openings
        In the order of the nerves, from medial to lateral.
    attached
        (n, 3) float, RAS mm: the part of its edge that is held to bone.
    """

    surface: Surface
    openings: tuple[Opening, ...]
    attached: Points


@dataclass(frozen=True)
class _Border:
    """The edge of a sheet over arc and height, from the midline below round to the midline above.

    ``line`` has arc, height and distance from the axis; ``held`` says where the cloth is held at that distance.
    """

    line: Points
    held: Mask
    bony: Mask


def build_fascia(placing: Placing, so_far: Mapping[str, Surface]) -> dict[str, Surface]:
    """Return the painted sheets of the back, right side, by name without side."""
    muscles = [so_far[f"{name}_right"] for name in BEFORE_THE_SHEETS if f"{name}_right" in so_far]
    sheets = back_sheets(placing, muscles)
    return {name: sheet.surface for name, sheet in sheets.items()}


def back_sheets(placing: Placing, muscles: Sequence[Surface]) -> dict[str, Sheet]:
    """Return the sheets of the back over some muscles, right side, by name without side, deep before superficial."""
    tips = spinous_tips(placing)
    low = float(placing.skeleton.posterior_foramen("S3")[2]) - 20.0
    field = back_field(placing.skeleton, low, top_of_back(placing) + 3.0)
    bones = [bone for name, bone in placing.skeleton.bones.items() if not name.endswith(("_left", "femur_right"))]
    reach = field.reach([*bones, *muscles])
    hip_bone = placing.skeleton.bones["hip_bone_right"]
    near, bare = field.reach([hip_bone]), field.reach([hip_bone], 1)
    hip = np.where(bare > EMPTY / 2.0, bare, near)
    border = _thoracolumbar_border(placing, field, hip, tips)
    # The strap of the tunnel that is drawn at home lies under the sheet.
    reach = np.maximum(reach, field.reach([_strap(placing)], 1))
    lowest = np.where(reach > EMPTY / 2.0, reach + OFF_MUSCLE_MM + HALF_THICKNESS_MM, 0.0)
    deep_cloth = _cloth(placing, field, lowest, border, bare)
    deep = _sheet(placing, field, deep_cloth, border, 24.0)
    below_the_cut = np.minimum(field.cells(), (np.inf, top_of_back(placing) - 1.0))
    covered = _inside(below_the_cut, border.line[:, :2]).reshape(deep_cloth.shape)
    line = joint(placing, field)
    far = np.asarray(cKDTree(evenly_spaced(line, 0.5)).query(field.cells())[0]).reshape(deep_cloth.shape)
    free = np.clip(far / JOINING_MM, 0.0, 1.0)
    apart = JOINED_MM + HALF_THICKNESS_MM + free * (HALF_THICKNESS_MM + BETWEEN_MM - JOINED_MM)
    over = np.where(covered, deep_cloth + apart, lowest + 0.4)
    on_fascia = np.column_stack([line, field.at(deep_cloth + HALF_THICKNESS_MM + JOINED_MM, line)])
    outer_border = _latissimus_border(placing, field, hip, tips, on_fascia, over)
    outer = _sheet(placing, field, _cloth(placing, field, over, outer_border, bare), outer_border, -28.0, line)
    return {"thoracolumbar_fascia": deep, "latissimus_dorsi_aponeurosis": outer}


def _strap(placing: Placing) -> Surface:
    rule = placing.rules.tunnels["osteofibrous_tunnel"]
    outer = placing.rules.courses[rule.nerve].drawn_radius_mm + RIM_MM
    hip = placing.skeleton.bones["hip_bone_right"]
    return tunnel_surface(rule, placing.point(rule.point), placing.path(rule.nerve), outer, hip, placing.bones)


def way_out(placing: Placing, nerve: str) -> float:
    """Return how far along its path a superior branch comes to the height of its opening, mm."""
    path = placing.path(nerve)
    along = arc_lengths(path)
    level = float(placing.point(f"scn_{BRANCHES.index(nerve) + 1}")[2])
    if nerve == BRANCHES[0]:
        heights = [w.place.numbers.get("above_mm", 0.0) for w in placing.rules.courses[nerve].waypoints]
        level += next(height for height in heights if height < 0.0)
    k = int(np.flatnonzero(path[:, 2] <= level)[0])
    share = (path[k - 1, 2] - level) / max(path[k - 1, 2] - path[k, 2], 1e-9)
    return float(along[k - 1] + share * (along[k] - along[k - 1]))


def _thoracolumbar_border(placing: Placing, field: BackField, hip: Numbers, tips: Points) -> _Border:
    skeleton, third = placing.skeleton, placing.point("scn_3")
    crest, psis = skeleton.crest, skeleton.anchor("psis")
    last = position(crest, third) + 14.0
    along = arc_lengths(crest)
    upper = field.flat(crest[along <= last])
    # Along the crest it is fixed a little below the rim, further below where a branch comes through near the crest.
    drop = np.full(len(upper), BELOW_RIM_MM)
    for nerve in BRANCHES:
        out = field.flat(at_length(placing.path(nerve), way_out(placing, nerve))[None])[0]
        wanted = (upper[:, 1] - out[1] + BELOW_OPENING_MM - BELOW_RIM_MM).clip(0.0)
        drop = np.maximum(drop, BELOW_RIM_MM + wanted * np.exp(-0.5 * ((upper[:, 0] - out[0]) / 8.0) ** 2))
    on_crest = np.column_stack([upper[:, 0], upper[:, 1] - drop])
    end = at_length(crest, last)
    top = top_of_back(placing)
    raphe = field.flat(
        np.array(
            [
                end + np.array([0.0, -1.0, 3.0]),
                third + np.array([11.0, 4.0, 6.0]),
                (third[0] + 6.0, third[1] - 3.0, top),
            ]
        )
    )
    psis_flat = field.flat(psis[None])[0]
    bottom = float(skeleton.posterior_foramen("S3")[2]) - 8.0
    sacral = np.array([[0.6, bottom], [0.26 * psis_flat[0], bottom - 1.0], [0.8 * psis_flat[0], psis_flat[1] - 9.0]])
    parts = [
        (evenly_spaced(sacral, 6.0), False, False),
        (on_crest[::2], True, True),
        (evenly_spaced(raphe[:, :2], 4.0), False, False),
    ]
    sides = [(np.array([[0.6, top]]), False, False), (_midline_down(top, bottom), True, False)]
    return _bordered(field, hip, tips, [*parts, *sides])


def joint(placing: Placing, field: BackField) -> Points:
    """Return the line, over arc and height from the midline outwards, at which the aponeurosis joins the fascia."""
    third = placing.point("scn_3")
    fifth = float(placing.skeleton.lumbar_level("L5")[2])
    psis, third_flat = field.flat(placing.skeleton.anchor("psis")[None])[0], field.flat(third[None])[0]
    start = position(placing.skeleton.crest, third) + 14.0
    end = field.flat(at_length(placing.skeleton.crest, start)[None])[0]
    through = np.array(
        [
            [0.6, fifth - 30.0],
            [0.6 * psis[0], fifth - 22.0],
            [0.55 * third_flat[0], fifth + 2.0],
            [0.86 * third_flat[0], third_flat[1] + 10.0],
            [end[0] - 1.0, end[1] + 9.0],
        ]
    )
    arcs = np.arange(through[0, 0], through[-1, 0], 3.0)
    return np.column_stack([arcs, PchipInterpolator(through[:, 0], through[:, 1])(arcs)])


def _latissimus_border(
    placing: Placing, field: BackField, hip: Numbers, tips: Points, lower: Points, over: Numbers
) -> _Border:
    """Return the edge of the aponeurosis: it joins the fascia below and lies on it along the midline."""
    skeleton, third = placing.skeleton, placing.point("scn_3")
    crest, top = skeleton.crest, top_of_back(placing)
    start = position(crest, third) + 14.0
    places = np.array([at_length(crest, start + step) for step in (1.0, 4.0, 7.0, 9.5, 12.0, 15.0)])
    on_crest = field.flat(places)
    end = places[-1]
    side = field.flat(np.array([end + np.array([2.0, -1.0, 8.0]), (end[0] + 4.0, end[1] - 5.0, top)]))
    bottom = float(lower[0, 1])
    parts = [(lower, True, False), (on_crest[:, :2] - (0.0, 1.0), True, True)]
    parts += [(evenly_spaced(side, 4.0), True, False), (np.array([[0.6, top]]), False, False)]
    midline = _midline_down(top, bottom)
    tip = np.interp(midline[:, 1], tips[:, 2], field.axis_y_mm - tips[:, 1])
    free = np.clip((midline[:, 1] - bottom) / JOINING_MM, 0.0, 1.0)
    least = tip + JOINED_MM + free * (HALF_THICKNESS_MM + BETWEEN_MM - JOINED_MM) + 2.0 * HALF_THICKNESS_MM
    midline = np.column_stack([midline, np.maximum(field.at(over, midline), least)])
    return _bordered(field, hip, tips, [*parts, (midline, True, False)])


def _midline_down(top: float, bottom: float) -> Points:
    heights = np.arange(top - EDGE_STEP_MM, bottom + 1.0, -EDGE_STEP_MM)
    return np.column_stack([np.full(len(heights), 0.6), heights])


def _bordered(
    field: BackField,
    hip: Numbers,
    tips: Points,
    parts: Sequence[tuple[Points, bool, bool]],
) -> _Border:
    """Return the edge through parts of it: places, whether the cloth is held there, and whether by the hip bone.

    Held parts lie on the hip bone, or at the distance that their places have, or on the tips of the spines.
    """
    over_tips = np.interp(field.heights, tips[:, 2], field.axis_y_mm - tips[:, 1])
    lines, held, bony = [], [], []
    for places, is_held, by_hip in parts:
        far = field.at(hip, places) - SUNK_MM if by_hip else np.zeros(len(places))
        if is_held and places.shape[1] == 3:
            far = places[:, 2]
        elif is_held and not by_hip:
            far = np.interp(places[:, 1], field.heights, over_tips) + HALF_THICKNESS_MM
        lines.append(np.column_stack([places[:, :2], far]))
        held.append(np.full(len(places), is_held))
        bony.append(np.full(len(places), by_hip))
    return _Border(np.vstack(lines), np.concatenate(held), np.concatenate(bony))


def _cloth(placing: Placing, field: BackField, lowest: Numbers, border: _Border, hip: Numbers) -> Numbers:
    """Return how far from the axis a cloth is that lies on what is below it and is held at its edge."""
    lowest = lowest.copy()
    highest = np.full_like(lowest, 1.0e3)
    for nerve in BRANCHES:
        path = placing.path(nerve)
        dense = evenly(path, 0.5)
        along = arc_lengths(dense)
        out = way_out(placing, nerve)
        clear = placing.rules.courses[nerve].drawn_radius_mm + RIM_MM + OFF_NERVE_MM + HALF_THICKNESS_MM
        before = dense[along < out - TURN_MM]
        behind = dense[(along > out + TURN_MM) & (along < out + 26.0)]
        lowest = np.maximum(lowest, _balls(field, before, clear, 1.0))
        highest = np.minimum(highest, -_balls(field, behind, clear, -1.0))
    shallow = np.where(hip > EMPTY / 2.0, hip - DEEPEST_MM, 0.0)
    lowest = np.where(highest < lowest, np.maximum(highest, shallow), lowest)
    held = np.zeros(lowest.shape, dtype=bool)
    at = np.zeros_like(lowest)
    for part in np.split(np.arange(len(border.held)), np.flatnonzero(np.diff(border.held)) + 1):
        if border.held[part[0]]:
            near, far = field.near(border.line[part], 1.1)
            at = np.where(near & ~held, far, at)
            held |= near
    start = maximum_filter(lowest, size=9)
    return gaussian_filter(stretched(lowest, highest, held, at, start), 1.0, mode="nearest")


def _balls(field: BackField, places: Points, radius_mm: float, sign: float) -> Numbers:
    """Return how far balls round places reach from the axis, or towards it with the other sign (then negative)."""
    flat = field.flat(places)
    result = np.full((len(field.arcs), len(field.heights)), EMPTY)
    around = int(np.ceil(2.0 * radius_mm / 1.0))
    for arc, height, far in flat:
        i = np.abs(field.arcs - arc).argmin()
        j = np.abs(field.heights - height).argmin()
        rows = slice(max(0, i - around), i + around + 1)
        columns = slice(max(0, j - around), j + around + 1)
        sideways = (field.arcs[rows] - arc) * far / ARC_RADIUS_MM
        gap = radius_mm**2 - sideways[:, None] ** 2 - (field.heights[columns] - height)[None, :] ** 2
        ball = np.where(gap >= 0.0, sign * far + np.sqrt(np.maximum(gap, 0.0)), EMPTY)
        result[rows, columns] = np.maximum(result[rows, columns], ball)
    return result


def _sheet(
    placing: Placing,
    field: BackField,
    cloth: Numbers,
    border: _Border,
    fibres_deg: float,
    thins_at: Points | None = None,
) -> Sheet:
    """Return the sheet on a cloth inside its edge, with its openings; it thins out towards where it joins another."""
    edge = evenly_spaced(np.vstack([border.line[:, :2], border.line[:1, :2]]), EDGE_STEP_MM)[:-1]
    ovals = [oval for nerve in BRANCHES if (oval := _oval(placing, field, cloth, nerve, edge)) is not None]
    angle = np.radians(fibres_deg)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    places, strand = _strands(edge, turn)
    fine = _fine(placing, field, edge)
    if len(fine):
        beside = cKDTree(fine).query(places)[0] > 0.8 * FINE_MM
        places = np.vstack([places[beside], fine])
        strand = np.concatenate([strand[beside], np.zeros(len(fine))])
    keep = cKDTree(edge).query(places)[0] > 1.6
    rings: list[Points] = []
    for middle, shape, _ in ovals:
        reach = np.linalg.norm((places - middle) @ np.linalg.inv(shape).T, axis=1)
        size = float(np.sqrt(np.linalg.norm(shape[0]) * np.linalg.norm(shape[1])))
        keep &= reach > 1.0 + 2.4 / size
        rings.extend(_ring(middle, shape, grow) for grow in (0.0, 0.55, RIM_WIDTH_MM))
    for number, (middle, shape, _) in enumerate(ovals):
        own = range(3 * number, 3 * number + 3)
        for k in [k for k in range(len(rings)) if k not in own]:
            reach = np.linalg.norm((rings[k] - middle) @ np.linalg.inv(shape).T, axis=1)
            rings[k] = rings[k][reach > 1.0 + 0.9 / np.sqrt(np.linalg.det(shape))]
    for k, ring in enumerate(rings):
        rings[k] = ring[_inside(ring, edge) & (cKDTree(edge).query(ring)[0] > 0.8)]
    places, strand = places[keep], strand[keep]
    flat = np.vstack([places, edge, *rings])
    tone = np.concatenate([strand, np.zeros(len(flat) - len(strand))])
    # Four places on a circle can be joined in two ways: rounded, they choose the same on every machine.
    stretched = ((flat @ turn.T) * (ACROSS_MM / ALONG_MM * 1.5, 1.0)).round(6)
    triangles: NDArray[np.intp] = np.asarray(Delaunay(stretched).simplices, dtype=np.intp)
    centres = flat[triangles].mean(axis=1)
    good = _inside(centres, edge)
    for middle, shape, _ in ovals:
        good &= np.linalg.norm((centres - middle) @ np.linalg.inv(shape).T, axis=1) > 0.985
    triangles = _one_way_round(triangles[good], flat)
    used, triangles = np.unique(triangles, return_inverse=True)
    triangles, copies = _fans_parted(triangles.reshape(-1, 3), len(used))
    used = used[copies]
    flat, tone = flat[used], tone[used]
    half, rim = _half_thickness(flat, ovals)
    if thins_at is not None:
        far = cKDTree(evenly_spaced(thins_at, 0.5)).query(flat)[0]
        half = half * (THINNED + (1.0 - THINNED) * np.clip(far / JOINING_MM, 0.0, 1.0))
    middle_face = _off_nerves(placing, _round(field, cloth, flat), triangles, half)
    surface = _out_of_bone(placing, _solid(middle_face, triangles, half))
    colours = _painted(tone, rim)
    openings = tuple(
        Opening(nerve, _round(field, cloth, middle[None])[0], _round(field, cloth, _ring(middle, shape, 0.0)))
        for middle, shape, nerve in ovals
    )
    attached = field.round(border.line[border.held & (border.bony | (border.line[:, 0] < 1.0))])
    return Sheet(Surface(surface.points, surface.triangles, np.vstack([colours, colours])), openings, attached)


def _round(field: BackField, cloth: Numbers, places: Points) -> Points:
    return field.round(np.column_stack([places, field.at(cloth, places)]))


def _oval(
    placing: Placing, field: BackField, cloth: Numbers, nerve: str, edge: Points
) -> tuple[Points, Points, str] | None:
    """Return the middle and the half axes (rows) of the opening for a nerve, over arc and height, or None."""
    path = placing.path(nerve)
    out = way_out(placing, nerve)
    along = arc_lengths(path)
    dense = evenly(path[(along > out - BEFORE_OPENING_MM) & (along < out + BEHIND_OPENING_MM)], 0.4)
    cross = field.flat(at_length(path, out)[None])[0]
    step = 0.4
    grid = np.stack(np.meshgrid(np.arange(-14.0, 14.0, step), np.arange(-14.0, 14.0, step), indexing="ij"), -1)
    places = cross[:2] + grid.reshape(-1, 2)
    gap = tree_of(dense).query(_round(field, cloth, places))[0]
    clear = placing.rules.courses[nerve].drawn_radius_mm + RIM_MM + OFF_NERVE_MM + HALF_THICKNESS_MM
    meets = places[(gap < clear) & _inside(places, edge)]
    if not len(meets):
        return None
    middle = meets.mean(axis=0)
    spread = np.cov((meets - middle).T) + 0.05 * np.eye(2)
    values, vectors = np.linalg.eigh(spread)
    shape = (vectors * np.sqrt(values)) @ vectors.T
    farthest = float(np.linalg.norm((meets - middle) @ np.linalg.inv(shape).T, axis=1).max())
    return middle, shape * farthest, nerve


def _ring(middle: Points, shape: Points, grow_mm: float) -> Points:
    turn = np.linspace(0.0, 2.0 * np.pi, RIM_POINTS, endpoint=False)
    round_ = np.column_stack([np.cos(turn), np.sin(turn)]) @ shape.T
    return np.asarray(middle + round_ + grow_mm * round_ / np.linalg.norm(round_, axis=1, keepdims=True))


def _strands(edge: Points, turn: Points) -> tuple[Points, Numbers]:
    """Return places along straight strands of fibres over an edge's inside, and how light each is."""
    turned = edge @ turn.T
    low, high = turned.min(axis=0), turned.max(axis=0)
    found, tones = [], []
    for number, across in enumerate(np.arange(low[1], high[1], ACROSS_MM)):
        shift = (number % 2) * ALONG_MM / 2.0
        along = np.arange(low[0] + shift, high[0], ALONG_MM)
        found.append(np.column_stack([along, np.full(len(along), across)]))
        weave = 0.3 * np.where(np.arange(len(along)) % 2 == 0, 1.0, -1.0)
        tones.append((1.0 if number % 2 == 0 else -1.0) + weave)
    places = np.vstack(found) @ turn
    inside = _inside(places, edge)
    return places[inside], np.concatenate(tones)[inside]


def _fine(placing: Placing, field: BackField, edge: Points) -> Points:
    """Return places close together near the ways out of the nerves, over arc and height."""
    ways = []
    for nerve in BRANCHES:
        path, out = placing.path(nerve), way_out(placing, nerve)
        along = arc_lengths(path)
        ways.append(field.flat(evenly(path[(along > out - 9.0) & (along < out + 16.0)], 1.0))[:, :2])
    way = np.vstack(ways)
    low, high = way.min(axis=0) - FINE_WITHIN_MM, way.max(axis=0) + FINE_WITHIN_MM
    rows = np.arange(low[1], high[1], 0.87 * FINE_MM)
    lines = [
        np.column_stack([x := np.arange(low[0] + (k % 2) * FINE_MM / 2.0, high[0], FINE_MM), np.full(len(x), row)])
        for k, row in enumerate(rows)
    ]
    places = np.vstack(lines)
    return places[(cKDTree(way).query(places)[0] < FINE_WITHIN_MM) & _inside(places, edge)]


def _half_thickness(flat: Points, ovals: Sequence[tuple[Points, Points, str]]) -> tuple[Numbers, Numbers]:
    """Return half the thickness of a sheet at places, mm, and how much each belongs to an opening's rim, 0 to 1."""
    half, rim = np.full(len(flat), HALF_THICKNESS_MM), np.zeros(len(flat))
    for middle, shape, _ in ovals:
        outline = np.array([_ring(middle, shape, 0.0), _ring(middle, shape, 0.55), _ring(middle, shape, RIM_WIDTH_MM)])
        for ring, (thick, share) in zip(outline, ((0.55, 1.0), (RIM_HALF_THICKNESS_MM, 1.0), (0.7, 0.7)), strict=True):
            on = cKDTree(ring).query(flat)[0] < 0.05
            half[on], rim[on] = thick, share
    return half, rim


def _off_nerves(placing: Placing, middle: Points, triangles: NDArray[np.intp], half: Numbers) -> Points:
    """Return places of a sheet moved away from the nerves where they, or the triangles between them, are too near."""
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    lines = [(evenly(placing.path(nerve), 0.4), placing.rules.courses[nerve].drawn_radius_mm) for nerve in BRANCHES]
    for _ in range(PUSHES):
        for dense, radius in lines:
            clear = radius + RIM_MM + OFF_NERVE_MM
            places = np.vstack([middle, middle[edges].mean(axis=1)])
            gap, nearest = tree_of(dense).query(places)
            lacking = np.clip(clear + np.append(half, half[edges].mean(axis=1)) - gap, 0.0, 1.0)
            push = (lacking / np.maximum(gap, 1e-6))[:, None] * (places - dense[nearest])
            moved = push[: len(middle)]
            for end in (0, 1):
                at, by = edges[:, end], push[len(middle) :]
                larger = np.linalg.norm(by, axis=1) > np.linalg.norm(moved[at], axis=1)
                moved[at[larger]] = by[larger]
            middle = middle + moved
    return middle


def _fans_parted(triangles: NDArray[np.intp], count: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return triangles in which no two parts of a net hang together by a point only, and what each point copies."""
    triangles, copies = triangles.copy(), list(range(count))
    known: dict[tuple[int, int], int] = {}
    for a, b, c in triangles.tolist():
        for edge in ((a, b), (b, c), (c, a)):
            known[(min(edge), max(edge))] = known.get((min(edge), max(edge)), 0) + 1
    ends = np.bincount([point for edge, uses in known.items() if uses == 1 for point in edge], minlength=count)
    for point in np.flatnonzero(ends > 2):
        around = [int(k) for k in np.flatnonzero((triangles == point).any(axis=1))]
        first = True
        while around:
            fan = [around.pop()]
            others = set(triangles[fan[0]].tolist()) - {int(point)}
            while grown := [k for k in around if others & (set(triangles[k].tolist()) - {int(point)})]:
                for k in grown:
                    around.remove(k)
                    others |= set(triangles[k].tolist()) - {int(point)}
                fan += grown
            if not first:
                copies.append(int(point))
                for k in fan:
                    triangles[k][triangles[k] == point] = len(copies) - 1
            first = False
    return triangles, np.array(copies)


def _one_way_round(triangles: NDArray[np.intp], flat: Points) -> NDArray[np.intp]:
    """Return triangles of a plane that all go round so that their normals point away from the axis; no slivers."""
    a, b, c = (flat[triangles[:, k]] for k in range(3))
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    turned = np.where((area < 0.0)[:, None], triangles[:, ::-1], triangles)
    return np.asarray(turned[np.abs(area) > SLIVER_MM2])


def _solid(middle: Points, triangles: NDArray[np.intp], half: Numbers) -> Surface:
    """Return the closed surface at half thicknesses on either side of a net of triangles."""
    count = len(middle)
    a, b, c = (middle[triangles[:, k]] for k in range(3))
    cross = np.cross(b - a, c - a)
    normal = np.zeros_like(middle)
    for corner in range(3):
        np.add.at(normal, triangles[:, corner], cross)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-12)
    outer, inner = middle + half[:, None] * normal, middle - half[:, None] * normal
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    known = {(int(i), int(j)) for i, j in edges}
    rim = np.array([(i, j) for i, j in known if (j, i) not in known])
    rim = rim[np.lexsort((rim[:, 1], rim[:, 0]))]
    i, j = rim[:, 0], rim[:, 1]
    sides = np.concatenate([np.column_stack([j, i, i + count]), np.column_stack([j, i + count, j + count])])
    faces = np.concatenate([triangles, triangles[:, ::-1] + count, sides])
    return outward(Surface(np.vstack([outer, inner]), faces))


def _out_of_bone(placing: Placing, sheet: Surface) -> Surface:
    """Return a sheet thinner where its deep face would lie deeper in the bone than it is allowed to."""
    gap, away = placing.bones.nearest(sheet.points)
    return replace(sheet, points=sheet.points + np.clip(-gap - DEEPEST_FACE_MM, 0.0, None)[:, None] * away)


def _painted(tone: Numbers, rim: Numbers) -> NDArray[np.uint8]:
    base = np.array(COLOURS["fascia"], dtype=float)
    share = np.where(tone > 0.0, STREAK[0], -STREAK[1]) * tone
    colours = base * (1.0 + share)[:, None]
    colours += rim[:, None] * (RIM_COLOUR - colours)
    return np.round(np.clip(colours, 0.0, 255.0)).astype(np.uint8)


def _inside(places: Points, edge: Points) -> Mask:
    """Return which places lie inside a closed line, over arc and height."""
    result = np.zeros(len(places), dtype=bool)
    x, y = places[:, 0], places[:, 1]
    for (x0, y0), (x1, y1) in zip(edge, np.roll(edge, -1, axis=0), strict=True):
        crosses = (y0 > y) != (y1 > y)
        with np.errstate(divide="ignore", invalid="ignore"):
            result ^= crosses & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
    return result
