"""Lengths between points and along curves, each of one kind: straight, along a curve, or along one axis."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import dist

Point = tuple[float, float, float]
Curve = Sequence[Point]


def straight(start: Point, end: Point) -> float:
    """Return the straight distance of two points, mm."""
    return dist(start, end)


def sideways(start: Point, end: Point = (0.0, 0.0, 0.0)) -> float:
    """Return how much further from the midline plane `start` is than `end`, mm."""
    return abs(start[0]) - abs(end[0])


def downwards(start: Point, end: Point) -> float:
    """Return how far `end` lies below `start`, mm; negative where it lies above."""
    return start[2] - end[2]


def length(curve: Curve) -> float:
    """Return the length of a curve through (n, 3) points, mm."""
    return sum(dist(a, b) for a, b in pairwise(curve))


def way_to(curve: Curve, point: Point) -> float:
    """Return the way along a curve from its start to the place nearest to a point, mm.

    Raises
    ------
    ValueError
        Where the curve has fewer than two points.
    """
    return _nearest(curve, point)[1]


def gap_to(curve: Curve, point: Point) -> float:
    """Return the straight distance from a point to the nearest place of a curve, mm."""
    return _nearest(curve, point)[0]


def along(curve: Curve, start: Point, end: Point) -> float:
    """Return the way along a curve from the place nearest to `start` to that nearest to `end`, mm."""
    return abs(way_to(curve, end) - way_to(curve, start))


def place_at(curve: Curve, way_mm: float) -> Point:
    """Return the place on a curve after a way from its start; beyond an end it is that end."""
    left = way_mm
    for a, b in pairwise(curve):
        step = dist(a, b)
        if left <= step and step > 0.0:
            share = max(0.0, left / step)
            return (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]), a[2] + share * (b[2] - a[2]))
        left -= step
    return curve[-1]


def _nearest(curve: Curve, point: Point) -> tuple[float, float]:
    """Return (gap, way) of the place on a curve nearest to a point."""
    if len(curve) < 2:
        raise ValueError(f"a curve needs two points or more, this one has {len(curve)}")
    best = (float("inf"), 0.0)
    walked = 0.0
    for a, b in pairwise(curve):
        step = dist(a, b)
        if step > 0.0:
            share = sum((p - s) * (e - s) for p, s, e in zip(point, a, b, strict=True)) / step**2
            share = min(1.0, max(0.0, share))
            place = tuple(s + share * (e - s) for s, e in zip(a, b, strict=True))
            best = min(best, (dist(point, place), walked + share * step))
        walked += step
    return best
