"""Nerves as tubes: a yellow core cut to its group's line pattern, in a dark rim that is seen from within.

The rim's triangles wind inward. Where a viewer leaves out faces that turn away from it, only the far side
of the rim is drawn, and the nerve has a dark outline on every tissue. The pattern is part of the shape:
long dashes or short beads on a thin dark thread, so that the groups can be told apart without colour. The
thickness is larger than life: cluneal nerves measure about 0.8 to 1.6 mm across.

Sources
-------
Diameters: TUBBS10, KONNO17a, IWANAGA18. Colours: the usual tissue colour of nerves, and a near-black that
clears a contrast of 4 to 1 on bone, muscle and skin.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

from anatomy_viewer.atlas.appearance import COLOURS, NERVE_RIM
from anatomy_viewer.modelling.nerves.cords import Cord
from anatomy_viewer.modelling.solids.lines import arc_lengths
from anatomy_viewer.modelling.solids.nets import capped_rings
from anatomy_viewer.modelling.solids.surface import Surface

Points = NDArray[np.float64]
LinePattern = Literal["solid", "dashed", "dotted"]

CORE_COLOUR = COLOURS["nerve"]
RIM_COLOUR = NERVE_RIM
TRUNK_COLOUR = (247, 233, 158)
"""Nerves that are shown for orientation are paler than those that the atlas is about."""

SIDES = 8
RIM_SIDES = 6
"""Of a rim only the far side is seen, and only its edge."""

THREAD_RADIUS_MM = 0.5
THREAD_SIDES = 3
LONGEST_MM = 11.0
TURN_PER_RING = np.radians(12.0)
"""Rings stand this far apart where a line is straight, and closer where it bends by so much."""

BEAD_MM = 2.0
"""A piece whose straight part is shorter than this is drawn as a ball, long by as much."""

PIECES: dict[str, tuple[float, float]] = {"dashed": (8.5, 3.7), "dotted": (5.1, 4.1)}
"""Length of a piece and of the gap after it, mm, by line pattern; a solid line is one piece."""


def nerve_surface(
    cords: Sequence[Cord],
    rim_mm: float,
    pattern: LinePattern,
    colour: tuple[int, int, int] = CORE_COLOUR,
) -> Surface:
    """Return a nerve's core and rim as one coloured surface.

    Parameters
    ----------
    cords
        The trunk and its twigs.
    rim_mm
        How much farther out than the core the rim stands.
    pattern
        ``solid``, ``dashed`` or ``dotted``.
    colour
        Colour of the core.
    """
    coloured = []
    for cord in cords:
        total = float(arc_lengths(cord.path)[-1])
        wide = Cord(cord.path, cord.radii_mm + rim_mm)
        parts = pieces(total, pattern)
        for start, end in parts:
            coloured.append((tube(cord, start, end), colour))
            rim = tube(wide, start, end, overhang_mm=rim_mm, sides=RIM_SIDES)
            coloured.append((Surface(rim.points, rim.triangles[:, ::-1]), RIM_COLOUR))
        if len(parts) > 1:
            thread = Cord.even(cord.path, THREAD_RADIUS_MM)
            coloured.append((tube(thread, 0.0, total, sides=THREAD_SIDES), RIM_COLOUR))
    return joined(coloured)


def core_surface(cords: Sequence[Cord]) -> Surface:
    """Return a nerve's core as closed tubes without pattern or rim, for export."""
    tubes = [tube(cord, 0.0, float(arc_lengths(cord.path)[-1])) for cord in cords]
    starts = np.cumsum([0, *(len(one.points) for one in tubes[:-1])])
    return Surface(
        np.vstack([one.points for one in tubes]),
        np.vstack([one.triangles + start for one, start in zip(tubes, starts, strict=True)]),
    )


def pieces(length_mm: float, pattern: LinePattern) -> list[tuple[float, float]]:
    """Return start and end of each piece of a line, mm along it; it begins and ends with a piece."""
    if pattern == "solid":
        return [(0.0, length_mm)]
    piece, gap = PIECES[pattern]
    count = max(1, round((length_mm + gap) / (piece + gap)))
    scale = length_mm / (count * piece + (count - 1) * gap)
    starts = np.arange(count) * (piece + gap) * scale
    return [(float(start), float(start + piece * scale)) for start in starts]


def tube(
    cord: Cord,
    start_mm: float,
    end_mm: float,
    overhang_mm: float = 0.0,
    sides: int = SIDES,
) -> Surface:
    """Return a closed tube with round ends along a part of a line, wound outward.

    Parameters
    ----------
    cord
        The line and its radius; the round ends lie within the part.
    start_mm, end_mm
        The part, as distances along the line.
    overhang_mm
        How far the ends reach beyond the part, straight on.
    sides
        How many sides it has around.
    """
    along = arc_lengths(cord.path)
    spline = CubicSpline(along, cord.path, axis=0)
    ends = np.interp([start_mm, end_mm], along, cord.radii_mm)
    middle = max(end_mm - start_mm - ends.sum() + 2.0 * overhang_mm, 0.02)
    first = (start_mm + end_mm + ends[0] - ends[1] - middle) / 2.0
    stations = np.array([first + middle / 2.0]) if middle < BEAD_MM else _stations(spline, along[-1], first, middle)
    count = len(stations)
    inside = np.clip(stations, 0.0, along[-1])
    radius = np.interp(inside, along, cord.radii_mm)
    tangent = spline(inside, 1)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    centre = spline(inside) + (stations - inside)[:, None] * tangent
    side, up = _frames(tangent)
    # A round end: one ring half-way over the shoulder, then the pole.
    shoulder = radius * np.sqrt(0.5)
    slack = middle / 2.0 if count == 1 else 0.0
    rows = [
        (centre[0] - tangent[0] * (shoulder[0] + slack), 0, shoulder[0]),
        *((centre[k], k, radius[k]) for k in range(count)),
        (centre[-1] + tangent[-1] * (shoulder[-1] + slack), count - 1, shoulder[-1]),
    ]
    angle = np.linspace(0.0, 2.0 * np.pi, sides, endpoint=False)
    rings = np.array(
        [place + size * (np.cos(angle)[:, None] * side[k] + np.sin(angle)[:, None] * up[k]) for place, k, size in rows]
    )
    reach = radius[[0, -1]] + slack
    poles = np.stack([centre[0] - tangent[0] * reach[0], centre[-1] + tangent[-1] * reach[1]])
    return capped_rings(rings, poles)


def joined(parts: Iterable[tuple[Surface, tuple[int, int, int]]]) -> Surface:
    """Return several surfaces, each in one colour, as one."""
    points, triangles, colours, count = [], [], [], 0
    for surface, colour in parts:
        points.append(surface.points)
        triangles.append(surface.triangles + count)
        colours.append(np.tile(np.array(colour, dtype=np.uint8), (len(surface.points), 1)))
        count += len(surface.points)
    return Surface(np.vstack(points), np.vstack(triangles), np.vstack(colours))


def _stations(spline: CubicSpline, length_mm: float, first_mm: float, middle_mm: float) -> NDArray[np.float64]:
    """Return where rings stand along a part of a line: closer together where it bends."""
    fine = np.linspace(first_mm, first_mm + middle_mm, max(3, round(middle_mm) + 1))
    inside = np.clip(fine, 0.0, length_mm)
    tangent = spline(inside, 1)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    turn = np.arccos(np.clip((tangent[1:] * tangent[:-1]).sum(axis=1), -1.0, 1.0))
    needed = np.concatenate([[0.0], np.cumsum(np.maximum(np.diff(fine) / LONGEST_MM, turn / TURN_PER_RING))])
    count = max(2, int(np.ceil(needed[-1])) + 1)
    return np.interp(np.linspace(0.0, needed[-1], count), needed, fine)


def _frames(tangent: Points) -> tuple[Points, Points]:
    """Return two unit directions square to each tangent and to each other, turning as little as possible."""
    side = np.empty_like(tangent)
    start = np.zeros(3)
    start[int(np.abs(tangent[0]).argmin())] = 1.0
    previous = start
    for k, direction in enumerate(tangent):
        square = previous - (previous @ direction) * direction
        side[k] = previous = square / np.linalg.norm(square)
    return side, np.cross(tangent, side)
