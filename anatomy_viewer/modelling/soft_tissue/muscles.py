"""Muscles as closed smooth surfaces between an origin and an insertion, packed on what lies deeper.

A muscle is a net of points, along its fibres and across them, with a thickness at each point. A muscle that lies *on*
deeper tissue is laid over it as a cloth would be, coming from outside; one that goes *among* others is pushed aside by
them. Muscles are made in the order of their table, deep before superficial, and none enters a bone, a ligament or a
muscle made before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import gaussian_filter

from anatomy_viewer.atlas.appearance import COLOURS
from anatomy_viewer.atlas.muscles import MuscleBundle, MuscleRule, MuscleSection
from anatomy_viewer.atlas.waypoints import Waypoint
from anatomy_viewer.modelling.placing import Placing
from anatomy_viewer.modelling.soft_tissue.surroundings import Surroundings
from anatomy_viewer.modelling.solids.ambient_occlusion import sky_seen
from anatomy_viewer.modelling.solids.lines import arc_lengths, unit
from anatomy_viewer.modelling.solids.nets import between
from anatomy_viewer.modelling.solids.quick_contact import Nearest, Remembered
from anatomy_viewer.modelling.solids.surface import Surface

Points = NDArray[np.float64]
Numbers = NDArray[np.float64]

CLEAR_MM = 0.5
"""How far a muscle stays off what lies deeper."""
ROOT_MM = 1.3
"""How far its ends may be off the bones that they are attached to."""
FOLLOWING = (0.5, 0.2)
"""How much the rows beside an end follow it."""
EDGE_MM = 0.7
"""Thickness of a muscle at its edges, where its two faces meet."""
NEAR_MM = 10.0
"""What is farther away than this is not looked at while a net is laid and cleared."""
NEXT_MM = 3.0
"""The same for the last times that a net is cleared."""
ROUNDS = 15
LAST_ROUNDS = 6
"""How often a net is pushed clear, and how many of the last times point by point, without its neighbours."""
DIVIDED = 3
"""Into how many parts, each way, the meshes are divided when it is looked for the last times whether they are clear."""
RIDGE_MM = 0.3
"""How far one fascicle stands out beside the next."""
TENDON_COLOUR = (228, 212, 190)
SHEET_COLOUR = (238, 232, 218)
"""Of what is tendon from one end to the other."""
SHADE = (0.62, 0.52, 0.50)
"""Share of red, green and blue that is left in the deepest shadow on muscle."""
CREST, FURROW = np.array([0.16, 0.26, 0.28]), np.array([0.22, 0.32, 0.32])
"""By what share a fascicle's crest is lighter, and the furrow beside it darker, than the muscle, in red, green, blue:
so much that the way of the fibres shows where the whole pelvis is in the picture, and a nerve's rim in a furrow too."""
SKY_DIRECTIONS = 32


@dataclass(frozen=True)
class MuscleShape:
    """A muscle's surface and the nets that it was made from.

    Parameters
    ----------
    surface
        Closed, wound outward, painted.
    deep_faces, outer_faces
        Of each bundle the (rows, columns, 3) points of either face, from the origin to the insertion and from the
        first edge to the second.
    """

    surface: Surface
    deep_faces: tuple[Points, ...]
    outer_faces: tuple[Points, ...]


def muscle_shapes(
    placing: Placing, rules: Mapping[str, MuscleRule], ligaments: Mapping[str, Surface]
) -> dict[str, MuscleShape]:
    """Return the shapes of muscles, right side, deep before superficial.

    Parameters
    ----------
    placing
        The bones, and what rules refer to.
    rules
        By name without side, in the order in which they are packed.
    ligaments
        Their surfaces by name without side, which no muscle enters.
    """
    bones = {name: bone for name, bone in placing.skeleton.bones.items() if not name.endswith("_left")}
    around = Surroundings({**bones, **ligaments})
    middle = placing.skeleton.anchor("acetabulum_centre") * (0.0, 1.0, 1.0)
    shapes = {}
    for name, rule in rules.items():
        shapes[name] = muscle_shape(placing, rule, around, middle)
        around.add(name, shapes[name].surface)
    return shapes


def muscle_shape(placing: Placing, rule: MuscleRule, around: Surroundings, middle: Points) -> MuscleShape:
    """Return the shape of one muscle.

    Parameters
    ----------
    placing
        What rules refer to.
    rule
        The muscle's rule.
    around
        What it must not enter.
    middle
        (3,) float, RAS mm: a place in the midline from which outside is away; its height does not matter.
    """
    deep, outer, surfaces = [], [], []
    for number, bundle in enumerate(rule.bundles):
        where = f"muscles.{rule.structure}." + ("" if number == 0 else f"further[{number - 1}].")
        net, thick = _net(placing, bundle, around, where)
        low, high = packed(net, thick, rule, around, middle)
        for row, section in ((0, bundle.sections[0]), (-1, bundle.sections[-1])):
            names = tuple(dict.fromkeys(key for way in section.across if way.on for key in placing.bone(way.on)))
            if names and all(way.on for way in section.across):
                _rejoin(low, high, row, names, around)
        deep.append(low)
        outer.append(high)
        surfaces.append(_painted(between(low, high), low, rule, number))
    return MuscleShape(_joined(surfaces), tuple(deep), tuple(outer))


def packed(
    net: Points, thick: Numbers, rule: MuscleRule, around: Surroundings, middle: Points
) -> tuple[Points, Points]:
    """Return the deep and the outer face of a net, clear of what is around, each (rows, columns, 3) float, RAS mm.

    Parameters
    ----------
    net
        (rows, columns, 3) float, RAS mm.
    thick
        (rows, columns) float, mm, before the edges are rounded.
    rule
        How it lies.
    around
        What it must not enter.
    middle
        See `muscle_shape`.
    """
    thick = _rounded_off(net, thick)
    up = _normals(net)
    centre = net.mean(axis=(0, 1))
    away = centre - np.array([0.0, middle[1], centre[2]])
    if float((up.mean(axis=(0, 1)) * away).sum()) < 0.0:
        up = -up
    share = rule.deep_share
    if rule.bed == "on":
        height = _draped(net, up, CLEAR_MM + share * thick, rule.reach_mm, around)
        net = net + height[..., None] * up
        fresh = _normals(net)
        fresh *= np.where((fresh * up).sum(axis=2, keepdims=True) < 0.0, -1.0, 1.0)
        up = unit(gaussian_filter(fresh + 0.5 * up, (1.5, 1.5, 0.0), mode="nearest"))
    ridge = _ridges(net, rule)
    low = net - (share * thick)[..., None] * up
    high = net + ((1.0 - share) * thick + ridge * np.minimum(1.0, thick / 6.0))[..., None] * up
    return _cleared(low, high, around)


def _net(placing: Placing, bundle: MuscleBundle, around: Surroundings, where: str) -> tuple[Points, Numbers]:
    """Return the net of a bundle before it is packed, and its thickness."""
    rows, columns = bundle.rows, bundle.columns
    count = len(bundle.sections)
    across, thick = np.zeros((count, columns, 3)), np.zeros((count, columns))
    for k, section in enumerate(bundle.sections):
        places = np.array([_place(placing, w, around, f"{where}sections[{k}]") for w in section.across])
        along = arc_lengths(places)
        wanted = np.linspace(0.0, along[-1], columns)
        across[k] = PchipInterpolator(along, places, axis=0)(wanted)
        given = np.asarray(section.thickness_mm)
        thick[k] = np.interp(np.linspace(0.0, 1.0, columns), np.linspace(0.0, 1.0, len(given)), given)
        if k in (0, count - 1):
            across[k] = _rooted(across[k], section, along, wanted, placing, around)
    steps = np.linalg.norm(np.diff(across, axis=0), axis=2).mean(axis=1)
    knots = np.concatenate([[0.0], np.cumsum(steps)])
    even = np.linspace(0.0, 1.0, rows)
    times = knots[-1] * (0.65 * even + 0.35 * 0.5 * (1.0 - np.cos(np.pi * even)))  # closer together at the ends
    net = np.asarray(PchipInterpolator(knots, across, axis=0)(times))
    smooth = gaussian_filter(net, (1.2, 0.8, 0.0), mode="nearest")
    keep = np.clip(1.0 - np.minimum(np.arange(rows), np.arange(rows)[::-1]) / 3.0, 0.0, 1.0)[:, None, None]
    return keep * net + (1.0 - keep) * smooth, np.asarray(PchipInterpolator(knots, thick, axis=0)(times))


def _place(placing: Placing, waypoint: Waypoint, around: Surroundings, where: str) -> Points:
    """Return where a place of a muscle is; a bone that it names is found quickly, and left by its lift."""
    if not waypoint.on:
        return placing.seat(waypoint, 0.0)
    foot = around.onto(placing.place(waypoint.place)[None], tuple(placing.bone(waypoint.on)))
    away = around.nearest(foot, tuple(placing.bone(waypoint.on)))[1]
    return np.asarray(foot[0] + waypoint.lift_mm * away[0])


def _rooted(
    line: Points, section: MuscleSection, along: Numbers, wanted: Numbers, placing: Placing, around: Surroundings
) -> Points:
    """Return an end with all of it on the bones where its places name bones."""
    names = tuple(key for w in section.across if w.on for key in placing.bone(w.on))
    if not names:
        return line
    on = np.interp(wanted, along, [1.0 if w.on else 0.0 for w in section.across])
    share = np.clip(on, 0.0, 1.0)[:, None]
    return np.asarray(line + share * (around.onto(line, names) - line))


def _rounded_off(net: Points, thick: Numbers) -> Numbers:
    """Return the thickness of a net with its two edges rounded off."""
    step = np.linalg.norm(np.diff(net, axis=1), axis=2)
    start = np.concatenate([np.zeros((len(net), 1)), np.cumsum(step, axis=1)], axis=1)
    to_edge = np.minimum(start, start[:, -1:] - start)
    reach = np.minimum(1.1 * thick, 0.48 * start[:, -1:]) + 1e-6
    profile = np.sqrt(1.0 - (1.0 - np.clip(to_edge / reach, 0.0, 1.0)) ** 2)
    return np.asarray(np.minimum(EDGE_MM, thick) + np.maximum(thick - EDGE_MM, 0.0) * profile)


def _draped(net: Points, up: Points, need: Numbers, reach_mm: float, around: Surroundings) -> Numbers:
    """Return how far each point of a net is raised so that, coming from outside, it meets nothing before."""
    flat, way, wanted = net.reshape(-1, 3), up.reshape(-1, 3), need.ravel()
    height = np.full(len(flat), reach_mm)
    active = np.arange(len(flat))
    for _ in range(80):
        gap = around.distance(flat[active] + height[active, None] * way[active], None, NEAR_MM) - wanted[active]
        free = gap > 0.02
        active, gap = active[free], gap[free]
        height[active] -= np.clip(0.8 * gap, 0.1, 8.0)
        active = active[height[active] > 0.0]
        if not len(active):
            break
    raised = np.maximum(height, 0.0).reshape(need.shape)
    for sigma in (2.5, 1.5, 1.0):
        raised = np.maximum(raised, gaussian_filter(raised, sigma, mode="nearest"))
    return np.asarray(gaussian_filter(raised, 0.8, mode="nearest"))


def _cleared(low: Points, high: Points, around: Surroundings) -> tuple[Points, Points]:
    """Return two faces pushed out of what is around, at their points and in the middle of their meshes."""
    nearest = [Remembered(partial(around.nearest, within_mm=NEXT_MM)) for _ in (low, high)]
    for _ in range(ROUNDS - LAST_ROUNDS):
        pushes = [_push(face, partial(around.nearest, within_mm=NEAR_MM), 1) for face in (low, high)]
        if max(float(np.abs(push).max()) for push in pushes) < 0.02:
            break
        sizes = [np.linalg.norm(push, axis=2, keepdims=True) for push in pushes]
        both = np.where(sizes[0] >= sizes[1], pushes[0], pushes[1])
        even = gaussian_filter(both, (1.0, 1.0, 0.0), mode="nearest") * 1.4
        low, high = low + even, high + even
    for _ in range(LAST_ROUNDS):
        pushes = [_push(face, look, DIVIDED) for face, look in zip((low, high), nearest, strict=True)]
        low, high = low + 0.8 * pushes[0], high + 0.8 * pushes[1]
    return low, high


def _push(face: Points, nearest: Nearest, parts: int) -> Points:
    """Return how far each point of a face has to move so that it, and what lies beside it, are clear.

    Parameters
    ----------
    face
        (rows, columns, 3) float, RAS mm.
    nearest
        Says how far points are from what it must not enter, and the ways away from that.
    parts
        Into how many parts, each way, the meshes are divided; all their corners are looked at.
    """
    fine = _divided(face, parts)
    gap, away = nearest(fine.reshape(-1, 3))
    lacking = np.clip(CLEAR_MM - gap, 0.0, 3.0).reshape(fine.shape[:2])
    ways = away.reshape(fine.shape)
    push, most = np.zeros_like(face), np.zeros(face.shape[:2])
    side = parts - 1
    lack = np.pad(lacking, side)
    way = np.pad(ways, ((side, side), (side, side), (0, 0)))
    last = (side + fine.shape[0], side + fine.shape[1])
    for i in range(-side, side + 1):
        for j in range(-side, side + 1):
            here = (slice(side + i, last[0] + i, parts), slice(side + j, last[1] + j, parts))
            more = lack[here] > most
            most = np.where(more, lack[here], most)
            push = np.where(more[..., None], way[here] * lack[here][..., None], push)
    return push


def _divided(face: Points, parts: int) -> Points:
    """Return a net with its meshes divided, each way."""
    for axis in (0, 1):
        count = face.shape[axis]
        at = np.linspace(0.0, count - 1.0, (count - 1) * parts + 1)
        below = np.minimum(at.astype(int), count - 2)
        share = np.expand_dims(at - below, (1, 2) if axis == 0 else (0, 2))
        face = np.take(face, below, axis) * (1.0 - share) + np.take(face, below + 1, axis) * share
    return face


def _rejoin(low: Points, high: Points, row: int, names: tuple[str, ...], around: Surroundings) -> None:
    """Bring an end that was pushed or raised off its bones back to them, both faces in place."""
    (below, way_below), (above, way_above) = (around.nearest(face[row], names) for face in (low, high))
    nearer = np.abs(below) <= np.abs(above)
    gap, away = np.where(nearer, below, above), np.where(nearer[:, None], way_below, way_above)
    back = away * np.maximum(gap - ROOT_MM, 0.0)[:, None]
    low[row] -= back
    high[row] -= back
    for step, share in enumerate(FOLLOWING, 1):
        beside = step if row == 0 else row - step
        room = np.minimum(*(around.nearest(face[beside], names)[0] for face in (low, high))) - ROOT_MM
        size = np.linalg.norm(back, axis=1)
        move = back * (np.clip(np.minimum(share * size, room), 0.0, None) / np.maximum(size, 1e-9))[:, None]
        low[beside] -= move
        high[beside] -= move


def _painted(surface: Surface, net: Points, rule: MuscleRule, seed: int) -> Surface:
    """Return a muscle's surface with its fascicles and its tendons in the colours of its points."""
    rows, columns, _ = net.shape
    step = np.linalg.norm(np.diff(net, axis=0), axis=2).mean(axis=1)
    along = (np.concatenate([[0.0], np.cumsum(step)]) / max(float(step.sum()), 1e-9))[:, None]
    streak = _streaks(net, rule, seed)
    base = np.array(COLOURS["muscle" if rule.fibre_mm > 0.0 else "fascia"], dtype=float)
    strong = np.clip(1.3 * streak, -1.0, 1.0)[..., None]
    tone = base * (1.0 + strong * np.where(strong < 0.0, FURROW, CREST))
    fringe = 0.35 * streak
    pale = np.zeros((rows, columns))
    for share, distance in zip(rule.tendon, (along, 1.0 - along), strict=True):
        if share > 0.0:
            edge = share * (1.0 + fringe)
            pale = np.maximum(pale, _smooth_step((edge - distance) / (0.5 * share) + 0.5))
    tendon = SHEET_COLOUR if rule.tendon == (1.0, 1.0) else TENDON_COLOUR
    tone += pale[..., None] * (np.array(tendon) * (1.0 + 0.08 * streak)[..., None] - tone)
    colours = np.concatenate([tone.reshape(-1, 3), tone.reshape(-1, 3)])
    seen = sky_seen([surface], directions=SKY_DIRECTIONS, cell_mm=2.5)[0]
    light = np.clip((seen - 0.15) / 0.75, 0.0, 1.0)[:, None]
    colours = colours * (np.array(SHADE) + (1.0 - np.array(SHADE)) * light)
    return replace(surface, colours=np.round(np.clip(colours, 0.0, 255.0)).astype(np.uint8))


def _streaks(net: Points, rule: MuscleRule, seed: int = 0) -> Numbers:
    """Return how light the fascicles are, (rows, columns) float from -1 to 1, changing slowly along the fibres."""
    rows, columns, _ = net.shape
    if rule.fibre_mm <= 0.0:
        return np.zeros((rows, columns))
    place = _across_mm(net) / rule.fibre_mm
    along = np.linspace(0.0, 3.0, rows)[:, None]
    coarse = _noise(place[None] / 2.7 + 0.25 * along, 7 + seed)
    fine = _noise(place[None] + 0.15 * np.sin(along * 2.0), 31 + seed)
    drift = _noise(along + place[None] * 0.9, 57 + seed)
    return np.clip(0.85 * fine + 0.45 * coarse + 0.25 * drift, -1.0, 1.0)


def _ridges(net: Points, rule: MuscleRule) -> Numbers:
    """Return how far the fascicles stand out, (rows, columns) float, mm; not at the ends."""
    rows = len(net)
    ends = np.minimum(np.arange(rows), np.arange(rows)[::-1])[:, None] / max(rows / 5.0, 1.0)
    return RIDGE_MM * np.clip(ends, 0.0, 1.0) * _streaks(net, rule)


def _across_mm(net: Points) -> Numbers:
    """Return how far each column lies from the first edge where the net is widest, (columns,) float, mm."""
    step = np.linalg.norm(np.diff(net, axis=1), axis=2)
    return np.concatenate([[0.0], np.cumsum(step[int(step.sum(axis=1).argmax())])])


def _noise(at: Numbers, seed: int) -> Numbers:
    """Return smooth noise from -1 to 1 at places of a line, the same at each call."""
    cell = np.floor(at)
    share = at - cell
    share = share * share * (3.0 - 2.0 * share)

    def value(number: Numbers) -> Numbers:
        mixed = (number.astype(np.int64) * 73856093) ^ (seed * 19349663)
        mixed = ((mixed ^ (mixed >> 13)) * 1274126177) & 0x7FFFFFFF
        return np.asarray((mixed ^ (mixed >> 16)) % 2001 / 1000.0 - 1.0)

    return (1.0 - share) * value(cell) + share * value(cell + 1.0)


def _smooth_step(share: Numbers) -> Numbers:
    share = np.clip(share, 0.0, 1.0)
    return share * share * (3.0 - 2.0 * share)


def _normals(net: Points) -> Points:
    """Return the unit normals of a net, (rows, columns, 3), without its small unevenness."""
    even = gaussian_filter(net, (1.5, 1.5, 0.0), mode="nearest")
    normal = np.cross(np.gradient(even, axis=0), np.gradient(even, axis=1))
    return unit(gaussian_filter(unit(normal), (1.0, 1.0, 0.0), mode="nearest"))


def _joined(parts: Sequence[Surface]) -> Surface:
    """Return several painted surfaces as one."""
    if len(parts) == 1:
        return parts[0]
    starts = np.cumsum([0, *(len(part.points) for part in parts)])
    triangles = [part.triangles + start for part, start in zip(parts, starts, strict=False)]
    colours = np.concatenate([part.colours for part in parts if part.colours is not None])
    return Surface(np.concatenate([part.points for part in parts]), np.concatenate(triangles), colours)
