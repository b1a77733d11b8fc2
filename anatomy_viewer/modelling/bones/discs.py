"""The discs: between the lumbar vertebrae and the sacrum, above the coccyx, and between the pubic bones.

A disc fills the space that the finished bones leave. It is first drawn as a block that reaches a little into both
bones and bulges over their edges; then the bones, with a sliver of room, are taken away from it. So it fits
dished plates however they are shaped, and never cuts into a bone.

Sources
-------
The heights of the discs are those of `vertebra`; that they bulge by one to two millimetres is judgement. The width
of the disc between the pubic bones is that of the space between them (KOREA-SYM: 4.6 mm in men, 4.8 mm in
women); how far it stands out beyond the bone is judgement.
"""

from __future__ import annotations

import numpy as np
from scipy.interpolate import CubicSpline

from anatomy_viewer.modelling.bones.coccyx import chain
from anatomy_viewer.modelling.bones.sacrum import across_midline, apex_block, closed_rows, refined_edges
from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.solids.distance_grid import (
    ROUND_THE_SKIN_MM,
    MeshSolid,
    RoundedHull,
    grid_around,
    smooth_maximum,
)
from anatomy_viewer.modelling.solids.surface import Points, Surface

ROOM_MM = 0.45
"""Between a disc and the bones, so that neither shows through the other when they are thinned."""
BULGE_MM = 1.6
"""How far a disc stands out beyond the edges of its plates half-way between them."""
INTO_BONE_MM = 3.5
"""How far the block reaches into the bones before they are taken away: more than a plate is dished."""
APEX_HALF_AXES_MM = (8.6, 4.3)
"""Of the oval that the sacral apex turns to the coccyx, sideways and from front to back."""
SYMPHYSIS_REACH_MM = 5.0
"""Bone this near to the midline forms the symphysis."""


def build_intervertebral_disc(
    lower_plate: Points,
    upper_plate: Points,
    below: Surface,
    above: Surface,
    *,
    triangle_budget: int = 690,
    bulge_mm: float = BULGE_MM,
    into_bone_mm: float = INTO_BONE_MM,
    room_mm: float = ROOM_MM,
    spacing_mm: float = 0.6,
) -> Surface:
    """Return the disc between two vertebrae, a closed surface, RAS mm.

    Parameters
    ----------
    lower_plate
        (12, 3) outline of the upper endplate of the bone below, from the front over the right.
    upper_plate
        (12, 3) outline of the lower endplate of the bone above, likewise.
    below, above
        The finished bones.
    triangle_budget
        At most about this many triangles.
    bulge_mm, into_bone_mm, room_mm
        See `BULGE_MM`, `INTO_BONE_MM` and `ROOM_MM`.
    spacing_mm
        Of the grid that it is shaped in.
    """
    block = _block(lower_plate, upper_plate, bulge_mm, into_bone_mm)
    grid = grid_around(block.points, 4.0, spacing_mm).union(MeshSolid(block))
    for bone in (below, above):
        away = grid.distances(MeshSolid(_nearby(bone, block)), ROUND_THE_SKIN_MM)
        grid = grid.with_values(_without(grid.values, away, room_mm))
    return grid.smoothed(0.3).surface(triangle_budget)


def first_sacral_plate(stations: Stations) -> Points:
    """Return the outline of the sacrum's endplate as `build_intervertebral_disc` takes it, (12, 3)."""
    half = stations.points("sacrum", [f"S1_endplate_{k:02d}" for k in range(7)])
    return np.vstack([half, half[-2:0:-1] * (-1.0, 1.0, 1.0)])


def build_sacrococcygeal_disc(stations: Stations, sacrum: Surface, coccyx: Surface) -> Surface:
    """Return the thin disc between the sacral apex and the coccyx, a closed surface, RAS mm.

    Parameters
    ----------
    stations
        Right side and midline.
    sacrum, coccyx
        The finished bones.
    """
    upper, apex = apex_block(stations)
    line = chain(stations)
    first = line[0] - 0.5 * (line[1] - line[0])
    lower = _oval(first, line[1] - line[0])
    return build_intervertebral_disc(
        lower,
        _oval(apex, apex - upper),
        coccyx,
        sacrum,
        triangle_budget=400,
        bulge_mm=0.5,
        into_bone_mm=2.2,
        room_mm=0.24,
        spacing_mm=0.4,
    )


def _oval(middle: Points, down: Points) -> Points:
    """The outline of the apex's face about a middle, square to a direction, (12, 3), from the front over the right."""
    forward = np.cross(down, (-1.0, 0.0, 0.0))
    forward = forward / np.linalg.norm(forward)
    turn = np.linspace(0.0, 2.0 * np.pi, 12, endpoint=False)[:, None]
    wide, deep = APEX_HALF_AXES_MM
    return np.asarray(middle + deep * np.cos(turn) * forward + wide * np.sin(turn) * np.array([1.0, 0.0, 0.0]))


def build_interpubic_disc(hip: Surface, *, triangle_budget: int = 500) -> Surface:
    """Return the disc between the pubic bones, a closed surface, RAS mm.

    Parameters
    ----------
    hip
        The finished right hip bone; the left is its mirror image.
    triangle_budget
        At most about this many triangles.
    """
    face = hip.points[hip.points[:, 0] < SYMPHYSIS_REACH_MM]
    middle = face.mean(axis=0)
    # The face a little drawn in at its ends, a little beyond it in front, where the ligaments thicken it.
    outline = face * (0.0, 1.0, 1.0)
    outline = outline + np.where(outline[:, 1:2] > middle[1], (0.0, 0.8, 0.0), (0.0, -0.2, 0.0))
    corners = across_midline(outline + np.array([SYMPHYSIS_REACH_MM + 2.0, 0.0, 0.0]))
    grid = grid_around(corners, 4.0, 0.5).union(RoundedHull(_hull_corners(corners), 2.0))
    away = grid.distances(MeshSolid(refined_edges(_cut(hip, 40.0), 1.2)), ROUND_THE_SKIN_MM)
    grid = grid.with_values(_without(grid.values, away))
    # Nothing of it beyond the face: where the bone falls away from the midline the disc ends.
    x = grid.lower_mm[0] + grid.spacing_mm * np.arange(grid.values.shape[0])
    side = np.broadcast_to((x - (SYMPHYSIS_REACH_MM - 1.5))[:, None, None], grid.values.shape)
    return grid.with_values(smooth_maximum(grid.values, side, 1.0)).smoothed(0.3).surface(triangle_budget)


def _without(values: np.ndarray, bone: np.ndarray, room_mm: float = ROOM_MM) -> Points:
    return smooth_maximum(values, room_mm - bone, 0.3)


def _block(lower: Points, upper: Points, bulge_mm: float, into_bone_mm: float) -> Surface:
    """The block between two outlines, bulging between them and reaching into the bones."""
    turn = np.linspace(0.0, 12.0, 120, endpoint=False)
    rings = [
        CubicSpline(np.arange(13.0), np.vstack([ring, ring[:1]]), bc_type="periodic")(turn) for ring in (lower, upper)
    ]
    low, high = rings
    height = float(np.linalg.norm(high.mean(axis=0) - low.mean(axis=0)))
    reach = into_bone_mm / height
    rows = []
    for share in np.linspace(-reach, 1.0 + reach, 25):
        ring = low + share * (high - low)
        centre = (ring.min(axis=0) + ring.max(axis=0)) / 2.0
        within = np.clip(share, 0.0, 1.0)
        out = 4.0 * within * (1.0 - within) * bulge_mm - 0.5 * bulge_mm
        offset = ring - centre
        size = np.linalg.norm(offset, axis=1, keepdims=True)
        rows.append(centre + offset * (1.0 + out / size))
    caps = []
    for ring in (rows[0], rows[-1]):
        centre = (ring.min(axis=0) + ring.max(axis=0)) / 2.0
        caps.append(np.array([centre + share * (ring - centre) for share in np.linspace(1.0, 0.0, 21)[1:]]))
    return closed_rows(np.concatenate([caps[0][::-1], np.array(rows), caps[1]]))


def _nearby(bone: Surface, block: Surface) -> Surface:
    """The part of a bone near a block, finely meshed; it is open only far from the block."""
    low, high = block.points.min(axis=0) - 12.0, block.points.max(axis=0) + 12.0
    return refined_edges(_kept(bone, ((bone.points > low) & (bone.points < high)).all(axis=1)), 1.2)


def _cut(bone: Surface, beyond_mm: float) -> Surface:
    return _kept(bone, bone.points[:, 0] < beyond_mm)


def _kept(bone: Surface, points: np.ndarray) -> Surface:
    inside = points[bone.triangles].any(axis=1)
    kept, renumbered = np.unique(bone.triangles[inside], return_inverse=True)
    return Surface(bone.points[kept], renumbered.reshape(-1, 3).astype(np.int32))


def _hull_corners(points: Points) -> Points:
    from scipy.spatial import ConvexHull

    return np.asarray(points[ConvexHull(points).vertices])
