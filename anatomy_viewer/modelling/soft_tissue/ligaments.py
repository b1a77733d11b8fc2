"""Ligaments as flat sheets: closed surfaces through cross-sections, held to the bones at their ends only.

A sheet is a net of points from end to end and from edge to edge. Its ends are brought onto the bones they name;
what lies between is pushed out of every bone that it would cut, as a cord laid over it would be. A ligament that fills
a cleft is what the bones leave of a rounded body.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import gaussian_filter, gaussian_filter1d

from anatomy_viewer.modelling.bones.bone_contact import BoneContact
from anatomy_viewer.modelling.bones.sacrum import refined_edges
from anatomy_viewer.modelling.solids.distance_grid import DistanceGrid, MeshSolid, Tube, smooth_maximum
from anatomy_viewer.modelling.solids.lines import arc_lengths
from anatomy_viewer.modelling.solids.nets import outward
from anatomy_viewer.modelling.solids.surface import Surface

Points = NDArray[np.float64]
Numbers = NDArray[np.float64]
OntoBone = Callable[[Points], Points]

ALONG_SPACING_MM = 2.6
ACROSS_SPACING_MM = 4.6
ROUND_END_MM = 3.0
CLEAR_MM = 0.35
"""How far the faces of a sheet stay off the bone between its ends."""
ROOTED_MM = 5.0
"""How far from an end a sheet may still sink into the bone that it is rooted in."""
ROUNDS = 14
FILLING_TRIANGLES = 700
FILLING_ROOM_MM = 0.3
CLEFT_MM = 13.0
"""A ligament that fills a cleft ends where its bones are farther from each other than this, by judgement."""


@dataclass(frozen=True)
class BandShape:
    """A ligament's surface and its middle line.

    Parameters
    ----------
    surface
        Closed, wound outward.
    middle
        (n, 3) float, RAS mm, from the upper end to the lower end of its main bundle.
    thickness_mm
        (n,) float: thickness at each point of the middle line, measured before the ends are rounded off.
    nets
        Of each bundle the (n, m, 3) points half-way between its faces, from the upper end to the lower and from the
        first edge to the second; empty for a ligament that fills a cleft.
    """

    surface: Surface
    middle: Points
    thickness_mm: Numbers
    nets: tuple[Points, ...] = ()


def sheet_shape(
    sections: Sequence[Points],
    thickness_mm: Numbers,
    bones: BoneContact | None = None,
    ends: tuple[OntoBone | None, OntoBone | None] = (None, None),
) -> BandShape:
    """Return the sheet through cross-sections.

    Parameters
    ----------
    sections
        From the upper end to the lower: (k, 3) places from the first edge to the second, RAS mm, k at least 2.
    thickness_mm
        Thickness at each cross-section.
    bones
        What it must not cut between its ends.
    ends
        What brings (n, 3) places onto the bone at the upper and at the lower end.
    """
    widest = max(float(arc_lengths(section)[-1]) for section in sections)
    columns = int(np.clip(round(widest / ACROSS_SPACING_MM) + 1, 5, 9))
    across = np.array([_evenly(section, columns) for section in sections])
    steps = np.linalg.norm(np.diff(across, axis=0), axis=2).mean(axis=1)
    knots = np.concatenate([[0.0], np.cumsum(steps)])
    count = max(9, round(float(knots[-1]) / ALONG_SPACING_MM) + 1)
    times = np.linspace(0.0, knots[-1], count)
    net = _smooth(np.asarray(PchipInterpolator(knots, across, axis=0)(times)))
    thick = np.asarray(PchipInterpolator(knots, thickness_mm)(times))
    to_end = np.minimum(times, times[-1] - times)
    for row, onto in zip((0, -1), ends, strict=True):
        if onto is not None:
            moved = onto(net[row]) - net[row]
            share = np.clip(1.0 - np.abs(times - times[row]) / 8.0, 0.0, 1.0)
            net = net + share[:, None, None] * moved[None]
    if bones is not None:
        need = (thick / 2.0 + CLEAR_MM) * np.clip(to_end / ROOTED_MM, 0.0, 1.0)
        net = _cleared(net, need, bones)
    return BandShape(_between_faces(net, thick, to_end), net[:, columns // 2], thick, (net,))


def filling(sections: Sequence[Points], thickness_mm: Numbers, bones: Sequence[Surface]) -> BandShape:
    """Return what bones leave of a rounded body along the middles of cross-sections.

    Parameters
    ----------
    sections
        From one end to the other: (k, 3) places, RAS mm.
    thickness_mm
        Of the body at each cross-section.
    bones
        The bones between which it lies; what is far from any of them is left out.
    """
    line = np.array([section.mean(axis=0) for section in sections])
    body = Tube(line, thickness_mm / 2.0, 4.0)
    low, high = body.bounds()
    grid = DistanceGrid.box(low - 4.0, high + 4.0, 0.8).union(body)
    across = np.full(grid.values.shape, -CLEFT_MM)
    for bone in bones:
        near = np.asarray(((bone.points > low - 14.0) & (bone.points < high + 14.0)).all(axis=1))
        inside = np.asarray(near[bone.triangles].any(axis=1))
        kept, renumbered = np.unique(bone.triangles[inside], return_inverse=True)
        part = Surface(bone.points[kept], renumbered.reshape(-1, 3).astype(np.int32))
        away = grid.distances(MeshSolid(refined_edges(part, 1.4)))
        across = across + away
        grid = grid.with_values(smooth_maximum(grid.values, FILLING_ROOM_MM - away, 0.8))
    # Only where the bones are near to each other: the sum of both distances is the width of the cleft.
    grid = grid.with_values(smooth_maximum(grid.values, 0.5 * across, 2.0))
    surface = grid.smoothed(0.5).one_side(FILLING_TRIANGLES)
    return BandShape(surface, line, thickness_mm)


def joined(shapes: Sequence[BandShape]) -> BandShape:
    """Return the bundles of one ligament as one shape; its middle is that of the first."""
    if len(shapes) == 1:
        return shapes[0]
    starts = np.cumsum([0, *(len(shape.surface.points) for shape in shapes)])
    points = np.concatenate([shape.surface.points for shape in shapes])
    triangles = [shape.surface.triangles + start for shape, start in zip(shapes, starts, strict=False)]
    first = shapes[0]
    nets = tuple(net for shape in shapes for net in shape.nets)
    return BandShape(Surface(points, np.concatenate(triangles)), first.middle, first.thickness_mm, nets)


def _evenly(section: Points, count: int) -> Points:
    """Return a cross-section as evenly spaced places."""
    along = arc_lengths(section)
    return np.asarray(PchipInterpolator(along, section, axis=0)(np.linspace(0.0, along[-1], count)))


def _cleared(net: Points, need_mm: Numbers, bones: BoneContact) -> Points:
    """Return a net pushed out of the bones, its neighbouring points following; its ends stay."""
    shift = np.zeros_like(net)
    for turn in range(ROUNDS):
        gap, away = bones.nearest((net + shift).reshape(-1, 3))
        lacking = np.clip(need_mm[:, None] - gap.reshape(net.shape[:2]), 0.0, 4.0)
        lacking[[0, -1]] = 0.0
        if lacking.max() < 0.05:
            break
        shift = shift + away.reshape(net.shape) * lacking[..., None]
        if turn < ROUNDS - 3:
            even = gaussian_filter(shift, (1.2, 0.8, 0.0), mode="nearest")
            even[[0, -1]] = 0.0
            shift = even
    return net + shift


def _between_faces(net: Points, thickness_mm: Numbers, to_end_mm: Numbers) -> Surface:
    """Return the closed surface round a net, thin at its edges."""
    rows, columns, _ = net.shape
    normal = np.cross(np.gradient(net, axis=0), np.gradient(net, axis=1))
    normal /= np.maximum(np.linalg.norm(normal, axis=2, keepdims=True), 1e-9)
    edge = np.minimum(np.arange(columns), np.arange(columns)[::-1])
    taper = np.minimum(1.0, 0.35 + 0.65 * edge)
    end = 0.45 + 0.55 * np.clip(to_end_mm / ROUND_END_MM, 0.0, 1.0)
    half = (thickness_mm / 2.0 * end)[:, None] * taper[None]
    faces = [net + half[..., None] * normal, net - half[..., None] * normal]
    number = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = number[:-1, :-1], number[:-1, 1:], number[1:, :-1], number[1:, 1:]
    top = np.concatenate([np.stack([a, c, b], axis=-1), np.stack([b, c, d], axis=-1)]).reshape(-1, 3)
    rim = np.concatenate([number[0, :-1], number[:-1, -1], number[-1, :0:-1], number[:0:-1, 0]])
    onward, below = np.roll(rim, -1), rim + rows * columns
    onward_below = onward + rows * columns
    sides = np.concatenate([np.column_stack([rim, onward, onward_below]), np.column_stack([rim, onward_below, below])])
    bottom = top[:, ::-1] + rows * columns
    points = np.concatenate([face.reshape(-1, 3) for face in faces])
    return outward(Surface(points, np.concatenate([top, bottom, sides])))


def _smooth(net: Points) -> Points:
    """Return a net without the corners at its cross-sections; its ends stay."""
    result = np.asarray(gaussian_filter1d(net, 2.0, axis=0, mode="nearest"))
    share = np.minimum(np.arange(len(net)), np.arange(len(net))[::-1]) / 4.0
    weight = np.clip(share, 0.0, 1.0)[:, None, None]
    blended: Points = weight * result + (1.0 - weight) * net
    return blended
