"""The fat under the skin of loin, buttock and upper thigh: a closed body between the skin and what lies deeper.

Seen from an upright axis inside each half of the body both its faces are one distance for each angle and height: the
outer face lies just under the skin, the inner one just outside the deep fascia, the muscles and the bones. Where the
model has nothing under the skin, as at the thigh below its muscles, it is as thick as is told here. Its cut edges in
front, above and below show how thick it is.

Sources
-------
None measured this layer over the buttock: its thickness follows from the skin, whose depth over the PSIS and the ASIS
is MANTOVANI16, and is judgement elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import (
    distance_transform_edt,
    gaussian_filter,
    gaussian_filter1d,
    grey_closing,
    grey_erosion,
    map_coordinates,
    maximum_filter,
)

from anatomy_viewer.atlas.appearance import COLOURS
from anatomy_viewer.modelling.placing import Placing
from anatomy_viewer.modelling.soft_tissue.skin_places import Skin
from anatomy_viewer.modelling.solids.ambient_occlusion import sky_seen
from anatomy_viewer.modelling.solids.nets import between
from anatomy_viewer.modelling.solids.quick_contact import QuickContact
from anatomy_viewer.modelling.solids.surface import Surface

Points = NDArray[np.float64]
Numbers = NDArray[np.float64]

ROWS, COLUMNS = 48, 40
UNDER_SKIN_MM = 2.4
"""How far the outer face lies under the skin, which is about as thick as that."""
OFF_DEEP_MM = 1.4
"""How far the inner face stays off what lies deeper."""
THINNEST_MM = 1.0
BARE_MM = 16.0
"""How thick it is where the model has nothing under it; judgement."""
THICKEST_MM = 48.0
CUT_MM = 3.0
"""How far from the skin's own cuts it ends above and below."""
FRONT_DEG = -22.0
"""How far it reaches, as an angle before straight outwards."""
MIDLINE_MM = 0.1
DRAWN_IN_MM = 8.0
"""Behind, its edge is drawn to the midline where the skin there is nearer than this: so the two halves meet."""
NOT_UNDER_IT = ("skin", "fat", "nerve", "artery", "corridor", "territory")
"""Parts of the names of what has no say in how deep it reaches: nerves run in it."""
CELL_DEG, CELL_MM = 1.5, 3.0
CLOSED_CELLS = 9
STEEPEST, THINNED_CELLS = 0.32, 16
"""How much thicker it gets over its own width, and how many cells away what lies deeper thins it: so its inner face has
no ledges, which would show through it as folds."""
EVENED = (1.3, 0.9)
"""How far the outer face is evened, in rows and columns, where the skin steps back in its folds."""
LEAST_SKIN_MM = 2.1
"""There it comes nearer to the skin, but no nearer than this."""
FROM_MM = 400.0
AT_A_TIME = 50_000
"""So many of a million places are looked at together: all of them would take more memory than the rest of the model."""
LOBULE_MM = 9.0


def build_fat(placing: Placing, so_far: Mapping[str, Surface]) -> dict[str, Surface]:
    """Return the painted body of fat, right side, by its name without side; it needs the skin."""
    deep = {
        name: surface
        for name, surface in so_far.items()
        if not name.endswith("_left") and not any(part in name for part in NOT_UNDER_IT)
    }
    return {"superficial_fat": fat_body(so_far["skin"], QuickContact(deep.values()), _axis(placing))}


def _axis(placing: Placing) -> Points:
    """Return the place of the upright axis in the right half of the body, (2,) mm from the midline and forwards."""
    trochanter, psis = placing.skeleton.anchor("greater_trochanter"), placing.skeleton.anchor("psis")
    return np.array([0.48 * trochanter[0], 0.5 * (trochanter[1] + psis[1]) + 14.0])


def fat_body(skin: Surface, deep: QuickContact, axis: Points) -> Surface:
    """Return the body of fat between a skin and what lies deeper, right side.

    Parameters
    ----------
    skin
        Both halves, as it is drawn.
    deep
        The right and midline surfaces that it lies outside of.
    axis
        (2,) float, RAS mm: x and y of an upright axis that everything is looked at from.
    """
    low, high = float(skin.points[:, 2].min()) + CUT_MM, float(skin.points[:, 2].max()) - CUT_MM
    angles = np.arange(np.radians(FRONT_DEG) - 0.2, np.radians(200.0), np.radians(CELL_DEG))
    heights = np.arange(low - 2 * CELL_MM, high + 2 * CELL_MM, CELL_MM)
    under = QuickContact([skin])
    outside = _filled(_reach(under, axis, angles, heights))
    inside = _reach(deep, axis, angles, heights)
    bare = outside - BARE_MM
    covered = np.isfinite(inside)
    closed = grey_closing(np.where(covered, inside, 0.0), size=(CLOSED_CELLS, CLOSED_CELLS))
    closed = maximum_filter(closed, 3)
    inside = np.where(closed > 0.0, np.maximum(closed, outside - THICKEST_MM), bare)
    inside = np.maximum(inside, gaussian_filter(inside, 2.0, mode="nearest"))
    inside = gaussian_filter(inside, 1.0, mode="nearest")
    inside = outside - _gently(outside - inside)
    level = _levels(outside[angles > 0.5], heights, low, high)
    last = _to_midline(outside, axis, angles, heights, level)
    share = np.linspace(0.0, 1.0, COLUMNS)
    turn = np.radians(FRONT_DEG) + share * (last[:, None] - np.radians(FRONT_DEG))
    place = np.stack([turn, np.repeat(level[:, None], COLUMNS, axis=1)])
    outer = _under(skin, axis, turn, level, _at(outside, angles, heights, place))
    inner = np.minimum(_at(inside, angles, heights, place) + OFF_DEEP_MM, outer - THINNEST_MM)
    faces = [_round(axis, turn, level, far) for far in (inner, outer)]
    _draw_in(faces, skin, deep)
    for _ in range(3):
        gap, away = deep.nearest(faces[0].reshape(-1, 3))
        faces[0] += (away * np.clip(OFF_DEEP_MM - gap, 0.0, 2.0)[:, None]).reshape(faces[0].shape)
    for face, least in zip(faces, (LEAST_SKIN_MM + THINNEST_MM, LEAST_SKIN_MM), strict=True):
        for _ in range(4):
            gap, away = under.nearest(face.reshape(-1, 3))
            face -= (away * np.clip(gap + least, 0.0, None)[:, None]).reshape(face.shape)
            face[..., 0] = np.maximum(face[..., 0], MIDLINE_MM)
    return _painted(between(faces[0], faces[1]), faces[1])


def _flat(points: Points, axis: Points) -> Points:
    """Return the angle from straight outwards towards the back, the height and the distance from the axis of points."""
    across, back = points[:, 0] - axis[0], axis[1] - points[:, 1]
    angle = np.arctan2(back, across)
    angle = np.where(angle < -np.pi / 2.0, angle + 2.0 * np.pi, angle)
    return np.column_stack([angle, points[:, 2], np.hypot(across, back)])


def _round(axis: Points, turn: Numbers, level: Numbers, far: Numbers) -> Points:
    height = np.broadcast_to(level[:, None], far.shape)
    return np.stack([axis[0] + far * np.cos(turn), axis[1] - far * np.sin(turn), height], axis=-1)


def _reach(surfaces: QuickContact, axis: Points, angles: Numbers, heights: Numbers) -> Numbers:
    """Return how far surfaces reach from the axis in each cell of angle and height, mm; -inf where there is none."""
    result = np.full((len(angles), len(heights)), -np.inf)
    for start in range(0, len(surfaces.samples), AT_A_TIME):
        places = surfaces.samples[start : start + AT_A_TIME]
        flat = _flat(places[places[:, 0] >= 0.0], axis)
        row = np.round((flat[:, 0] - angles[0]) / np.radians(CELL_DEG)).astype(int)
        column = np.round((flat[:, 1] - heights[0]) / CELL_MM).astype(int)
        good = (row >= 0) & (row < len(angles)) & (column >= 0) & (column < len(heights))
        np.maximum.at(result, (row[good], column[good]), flat[good, 2])
    return result


def _draw_in(faces: Sequence[Points], skin: Surface, deep: QuickContact) -> None:
    """Bring the last column of an inner and an outer face to the midline where the skin is just behind it."""
    inner, outer = faces
    starts = np.column_stack([np.full(len(outer), 0.4), outer[:, -1, 1] - FROM_MM, outer[:, -1, 2]])
    at, _, met = Skin(skin).first_met(starts, np.array([0.0, 1.0, 0.0]))
    behind = at[:, 1] + UNDER_SKIN_MM
    near = met & (np.abs(behind - outer[:, -1, 1]) < DRAWN_IN_MM) & (outer[:, -1, 0] < DRAWN_IN_MM)
    inside = behind + np.linalg.norm(outer[:, -1] - inner[:, -1], axis=1)
    beside = deep.samples[np.abs(deep.samples[:, 0]) < DRAWN_IN_MM]
    for row, level in enumerate(outer[:, -1, 2]):
        here = beside[np.abs(beside[:, 2] - level) < CELL_MM, 1]
        if len(here):
            inside[row] = min(inside[row], float(here.min()) - OFF_DEEP_MM)
    for face, y in ((outer, behind), (inner, np.maximum(inside, behind + THINNEST_MM))):
        face[near, -1, 0], face[near, -1, 1] = MIDLINE_MM, y[near]


def _gently(thick: Numbers) -> Numbers:
    """Return a thickness over angle and height that grows nowhere faster than is told, and is never more."""
    reach = np.arange(-THINNED_CELLS, THINNED_CELLS + 1)
    cone = STEEPEST * CELL_MM * np.hypot(reach[:, None], reach[None, :])
    # The stubs of this function leave out floats.
    gentle = grey_erosion(thick, structure=-cone, mode="nearest")  # type: ignore[call-overload]
    return np.asarray(np.minimum(gentle, gaussian_filter(gentle, 2.0, mode="nearest")))


def _levels(outside: Numbers, heights: Numbers, low: float, high: float) -> Numbers:
    """Return the heights of the rows, closer together where the skin turns in, (`ROWS`,) mm."""
    step = np.sqrt(CELL_MM**2 + np.clip(np.diff(gaussian_filter(outside, 1.0), axis=1), -9.0, 9.0) ** 2).mean(axis=0)
    along = np.concatenate([[0.0], np.cumsum(step)])
    first, last = np.interp([low, high], heights, along)
    return np.asarray(np.interp(np.linspace(first, last, ROWS), along, heights))


def _under(skin: Surface, axis: Points, turn: Numbers, level: Numbers, nearly: Numbers) -> Numbers:
    """Return how far from the axis the fat reaches under the skin at angles and heights, mm.

    Parameters
    ----------
    skin
        Both halves.
    axis
        See `fat_body`.
    turn, level
        (rows, columns) angles and (rows,) heights.
    nearly
        (rows, columns) what is taken where the right half of the skin is not met.
    """
    right = skin.triangles[(skin.points[skin.triangles][..., 0] > -1e-3).all(axis=1)]
    half = Skin(Surface(skin.points, right))
    starts = _round(axis, turn, level, np.full_like(turn, FROM_MM)).reshape(-1, 3)
    ways = np.stack([-np.cos(turn), np.sin(turn), np.zeros_like(turn)], axis=-1).reshape(-1, 3)
    at, _, met = half.first_met(starts, ways)
    far = np.where(met, np.linalg.norm(at - starts, axis=1), FROM_MM - nearly.ravel())
    exact = FROM_MM - far.reshape(turn.shape)
    # Between the thighs a ray may meet the far side of the body.
    exact = np.where(np.abs(exact - nearly) > 15.0, nearly, exact)
    return np.minimum(exact - LEAST_SKIN_MM, gaussian_filter(exact, EVENED, mode="nearest") - UNDER_SKIN_MM)


def _filled(reach: Numbers) -> Numbers:
    """Return a reach with its empty cells taken from the nearest full ones."""
    nearest = distance_transform_edt(~np.isfinite(reach), return_distances=False, return_indices=True)
    return np.asarray(reach[tuple(nearest)])


def _at(values: Numbers, angles: Numbers, heights: Numbers, place: Points) -> Numbers:
    cells = np.stack(
        [(place[0] - angles[0]) / (angles[1] - angles[0]), (place[1] - heights[0]) / (heights[1] - heights[0])]
    )
    return np.asarray(map_coordinates(values, cells, order=1, mode="nearest"))


def _to_midline(outside: Numbers, axis: Points, angles: Numbers, heights: Numbers, level: Numbers) -> Numbers:
    """Return the angle at which the skin comes to the midline behind, or, between the thighs, nearest to it."""
    across = axis[0] + outside * np.cos(angles)[:, None]
    found = np.full(len(heights), np.nan)
    for column in range(len(heights)):
        meets = np.flatnonzero((across[:, column] <= MIDLINE_MM) & (angles > np.pi / 2.0))
        if not len(meets):
            continue
        k = int(meets[0])
        over = (across[k - 1, column] - MIDLINE_MM) / max(across[k - 1, column] - across[k, column], 1e-6)
        found[column] = angles[k - 1] + min(over, 1.0) * (angles[k] - angles[k - 1])
    there = np.flatnonzero(np.isfinite(found))
    if not len(there):
        raise ValueError("the skin does not come to the midline behind")
    found = np.interp(np.arange(len(found)), there, found[there])
    return np.interp(level, heights, gaussian_filter1d(found, 2.0, mode="nearest"))


def _painted(surface: Surface, net: Points) -> Surface:
    """Return the body in the colour of fat, mottled as its lobules are, and darker where it sees less of the sky."""
    base = np.array(COLOURS["fat"], dtype=float)
    p = surface.points / LOBULE_MM
    lobules = np.sin(p[:, 0] * 2.3 + np.sin(p[:, 2] * 1.7)) * np.sin(p[:, 2] * 2.1 + np.sin(p[:, 1] * 1.9))
    seen = sky_seen([surface], directions=24, cell_mm=5.0)[0]
    light = 0.78 + 0.22 * np.clip((seen - 0.2) / 0.7, 0.0, 1.0)
    colours = base * ((1.0 + 0.05 * lobules) * light)[:, None]
    return Surface(surface.points, surface.triangles, np.round(np.clip(colours, 0.0, 255.0)).astype(np.uint8))
