"""Nerves as cords: a yellow core with its group's code painted round it, in a dark rim that is seen from within.

The rim's triangles wind inward. Where a viewer leaves out faces that turn away from it, only the far side of the rim is
drawn, and the nerve has a dark outline on every tissue. A cord is whole from end to end; its code is dark bands in the
colours of its points, sharp because the rings at a band's edges are there twice, and as far apart on a twig as on a
trunk. Bands are brown and not as dark as the rim, so that they lie within the outline and do not cut it into beads.

A twig begins on the line of the cord that it leaves. As long as it is hidden in it nothing is drawn of it, and it comes
out growing: trunk and twig join without a seam, and its code begins where they are apart. The thickness is larger than
life: cluneal nerves measure about 0.8 to 1.6 mm across.

Sources
-------
Diameters: TUBBS10, KONNO17a, IWANAGA18. Colours: the usual tissue colour of nerves, and a near-black that clears a
contrast of 4 to 1 on bone, muscle and skin. Widths and distances of the bands are judgement, looked at on pictures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.spatial import cKDTree

from anatomy_viewer.atlas.appearance import COLOURS, NERVE_BAND, NERVE_RIM, Colour
from anatomy_viewer.atlas.structures import LinePattern
from anatomy_viewer.modelling.nerves.cords import Cord
from anatomy_viewer.modelling.solids.lines import arc_lengths, evenly, frames
from anatomy_viewer.modelling.solids.nets import capped_rings
from anatomy_viewer.modelling.solids.surface import Surface

Points = NDArray[np.float64]
Numbers = NDArray[np.float64]

CORE_COLOUR = COLOURS["nerve"]
RIM_COLOUR = NERVE_RIM
BAND_COLOUR = NERVE_BAND
TRUNK_COLOUR = (247, 233, 158)
"""Nerves that are shown for orientation are paler than those that the atlas is about."""

SIDES, TWIG_SIDES = (8, 6), (6, 5)
TWIG_MM = 1.0
"""How many sides core and rim have; a cord whose radius is nowhere larger is a twig. Of a rim only the edge is seen."""

RIM_SHARE, LEAST_RIM_MM = 0.35, 0.25
"""A rim is no wider than this share of its cord's radius and a little more: a twig is not all rim."""

LONGEST_MM = 14.0
TURN_PER_RING = np.radians(16.0)
"""Rings stand this far apart where a line is straight, and closer where it bends by so much."""

MARKS: dict[LinePattern, tuple[tuple[float, float], ...]] = {
    "plain": (),
    "bands": ((0.0, 2.0),),
    "pairs": ((0.0, 1.7), (3.4, 5.1)),
}
"""The bands of one mark, from and to, mm along the cord."""

PERIOD_MM: dict[LinePattern, float] = {"plain": np.inf, "bands": 10.0, "pairs": 15.0}
"""From one mark to the next."""

CLEAR_END_MM = 2.5
"""No mark is nearer to an end of a cord, or to where it comes apart from another."""

GROWTH, GROWN_MM = 0.5, 2.0
"""By how much a twig and its rim grow in radius along its line where it comes out of its trunk, and how far."""

DENSE_MM = 0.5
"""How far apart the places are at which it is looked whether a twig has come out."""


def nerve_surface(
    cords: Sequence[Cord],
    rim_mm: float,
    pattern: LinePattern,
    colour: Colour = CORE_COLOUR,
) -> Surface:
    """Return a nerve's core and rim as one coloured surface.

    Parameters
    ----------
    cords
        The trunk and its twigs; a twig begins on the line of another cord.
    rim_mm
        How much farther out than the core the rim of a trunk stands; that of a thin twig stands nearer.
    pattern
        ``plain``, ``bands`` or ``pairs``.
    colour
        Colour of the core.
    """
    parts = []
    for piece in _pieces(cords):
        cord = piece.cord
        core_sides, rim_sides = TWIG_SIDES if float(cord.radii_mm.max()) <= TWIG_MM else SIDES
        parts.append(_tube(piece, np.zeros(len(cord.path)), core_sides, pattern, colour))
        wider = np.minimum(rim_mm, RIM_SHARE * cord.radii_mm + LEAST_RIM_MM)
        if piece.leaves:  # else its rim would stand out of the trunk where it begins
            wider = np.minimum(wider, GROWTH * arc_lengths(cord.path))
        rim = _tube(piece, wider, rim_sides, "plain", RIM_COLOUR)
        parts.append(Surface(rim.points, rim.triangles[:, ::-1], rim.colours))
    return _joined(parts)


def core_surface(cords: Sequence[Cord]) -> Surface:
    """Return a nerve's core as closed tubes without code or rim, for export."""
    core = _joined(
        [_tube(piece, np.zeros(len(piece.cord.path)), SIDES[0], "plain", CORE_COLOUR) for piece in _pieces(cords)]
    )
    return Surface(core.points, core.triangles)


def bands(length_mm: float, pattern: LinePattern, apart_mm: float = 0.0) -> list[tuple[float, float]]:
    """Return from where to where each dark band of a cord goes, mm along it: whole marks, all equally far apart.

    Parameters
    ----------
    length_mm
        How long the cord is.
    pattern
        The code.
    apart_mm
        From where on the cord is apart from the one that it leaves; no mark lies before.
    """
    mark, period = MARKS[pattern], PERIOD_MM[pattern]
    room = length_mm - apart_mm - 2.0 * CLEAR_END_MM - (mark[-1][1] if mark else np.inf)
    if room < 0.0:
        return []
    count = int(room // period)
    first = apart_mm + CLEAR_END_MM + (room - count * period) / 2.0
    return [(first + k * period + start, first + k * period + end) for k in range(count + 1) for start, end in mark]


@dataclass(frozen=True)
class _Piece:
    """What is drawn of a cord.

    Parameters
    ----------
    cord
        The part of it that does not lie hidden in another.
    apart_mm
        From where on it is apart from that.
    leaves
        Whether it begins in another.
    goes_on
        Whether others begin at its end.
    """

    cord: Cord
    apart_mm: float = 0.0
    leaves: bool = False
    goes_on: bool = False


def _pieces(cords: Sequence[Cord]) -> list[_Piece]:
    found = []
    for number, cord in enumerate(cords):
        piece = _leaving(cord, cords[:number])
        near = (np.linalg.norm(other.path[0] - cord.path[-1]) < cord.radii_mm[-1] for other in cords[number + 1 :])
        found.append(replace(piece, goes_on=any(near)))
    return found


def _leaving(cord: Cord, earlier: Sequence[Cord]) -> _Piece:
    """Return what is drawn of a cord that may begin in one of some others."""
    if not earlier:
        return _Piece(cord)
    own = _dense(cord)
    outside = np.full(len(own.path), np.inf)
    for other in map(_dense, earlier):
        gap, near = cKDTree(other.path).query(own.path)
        outside = np.minimum(outside, gap - other.radii_mm[near])
    if outside[0] >= 0.0:
        return _Piece(cord)
    along = arc_lengths(own.path)
    shown = outside + own.radii_mm > 0.05
    first = max(int(shown.argmax()) - 1, 0) if shown.any() else 0
    apart = outside > own.radii_mm
    clear = along[int(apart.argmax())] if apart.any() else along[-1]
    come_out = along[first:] - along[first]
    radii = np.minimum(own.radii_mm[first:], GROWTH * come_out - 0.95 * outside[first])
    return _Piece(Cord(own.path[first:], radii), float(max(clear - along[first], 0.0)), leaves=True)


def _dense(cord: Cord) -> Cord:
    path = evenly(cord.path, DENSE_MM)
    share = [arc_lengths(line) / arc_lengths(line)[-1] for line in (cord.path, path)]
    return Cord(path, np.interp(share[1], share[0], cord.radii_mm))


def _tube(piece: _Piece, wider_mm: Numbers, sides: int, pattern: LinePattern, colour: Colour) -> Surface:
    """Return a closed tube round a cord, wound outward, coloured.

    A free end is round and lies within the cord's length, but for what the tube is wider; where a cord begins in
    another its end is flat; where others go on, its round end reaches over their beginnings.

    Parameters
    ----------
    piece
        The line, its radius, and how it begins and ends.
    wider_mm
        (n,) how much wider than the cord the tube is, at each of its points.
    sides
        How many sides it has around.
    pattern, colour
        The code that is painted round it, and its ground.
    """
    cord = piece.cord
    along = arc_lengths(cord.path)
    total = float(along[-1])
    spline = CubicSpline(along, cord.path, axis=0)
    inset = np.minimum(cord.radii_mm[[0, -1]], 0.45 * total) * (not piece.leaves, not piece.goes_on)
    stations, dark = _stations(spline, inset[0], total - inset[1], bands(total, pattern, piece.apart_mm))
    if piece.leaves and stations[1] > GROWN_MM:
        stations, dark = np.insert(stations, 1, GROWN_MM), np.insert(dark, 1, False)
    radius = np.interp(stations, along, cord.radii_mm + wider_mm)
    tangent = spline(stations, 1)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    centre = spline(stations)
    side, up = frames(tangent)
    angle = np.linspace(0.0, 2.0 * np.pi, sides, endpoint=False)
    way = np.cos(angle)[:, None] * side[:, None] + np.sin(angle)[:, None] * up[:, None]
    rings = centre[:, None] + radius[:, None, None] * way
    reach = radius[[0, -1]] * (0.0 if piece.leaves else 1.0, 1.0)
    poles = np.stack([centre[0] - tangent[0] * reach[0], centre[-1] + tangent[-1] * reach[1]])
    # A round end: one ring half-way over the shoulder, then the pole.
    shoulder = np.sqrt(0.5)
    over = [centre[-1] + shoulder * radius[-1] * (way[-1] + tangent[-1])]
    before = [] if piece.leaves else [centre[0] + shoulder * radius[0] * (way[0] - tangent[0])]
    shape = capped_rings(np.stack([*before, *rings, *over]), poles)
    painted = np.where(np.concatenate([[False] * len(before), dark, [False]])[:, None], BAND_COLOUR, colour)
    colours = np.vstack([np.repeat(painted, sides, axis=0), [colour, colour]]).astype(np.uint8)
    a, b, c = (shape.points[shape.triangles[:, k]] for k in range(3))
    flat = np.linalg.norm(np.cross(b - a, c - a), axis=1) < 1e-9  # between the two rings of an edge
    return Surface(shape.points, shape.triangles[~flat], colours)


def _stations(
    spline: CubicSpline, start_mm: float, end_mm: float, marks: Sequence[tuple[float, float]]
) -> tuple[Numbers, NDArray[np.bool_]]:
    """Return where rings stand along a line, and which are dark: closer where it bends, two at a band's edge."""
    fine = np.linspace(start_mm, end_mm, max(3, round(end_mm - start_mm) + 1))
    tangent = spline(fine, 1)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    turn = np.arccos(np.clip((tangent[1:] * tangent[:-1]).sum(axis=1), -1.0, 1.0))
    needed = np.concatenate([[0.0], np.cumsum(np.maximum(np.diff(fine) / LONGEST_MM, turn / TURN_PER_RING))])
    knots = [start_mm, *(edge for mark in marks for edge in mark), end_mm]
    stations, dark = [], []
    for number, (first, last) in enumerate(pairwise(knots)):
        low, high = np.interp([first, last], fine, needed)
        count = max(1, int(np.ceil(high - low - (0.2 if marks else 0.0))))
        stations.append(np.interp(np.linspace(low, high, count + 1), needed, fine))
        stations[-1][[0, -1]] = first, last
        dark.append(np.full(count + 1, number % 2 == 1))
    return np.concatenate(stations), np.concatenate(dark)


def _joined(parts: Sequence[Surface]) -> Surface:
    """Return several coloured surfaces as one."""
    starts = np.cumsum([0, *(len(part.points) for part in parts[:-1])])
    return Surface(
        np.vstack([part.points for part in parts]),
        np.vstack([part.triangles + start for part, start in zip(parts, starts, strict=True)]),
        np.vstack([part.colours for part in parts if part.colours is not None]),
    )
