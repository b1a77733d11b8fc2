"""Lines through points: how long they are, what lies where along them, and the same line through other points."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.linalg.lapack import dgtsv

Points = NDArray[np.float64]

MIRROR = np.array([-1.0, 1.0, 1.0])
"""What turns a place of one side into the same place of the other."""


def arc_lengths(curve: Points) -> NDArray[np.float64]:
    """Return the distance from the curve's start to each of its points, along it, (n,) float, mm."""
    return np.concatenate([[0.0], np.cumsum(lengths(curve[1:] - curve[:-1]))])


def at_length(curve: Points, length_mm: float) -> Points:
    """Return the point of a curve at a distance from its start along it, (3,) float, RAS mm.

    Raises
    ------
    ValueError
        Where the curve is shorter than that, or the distance is negative.
    """
    along = arc_lengths(curve)
    if not 0.0 <= length_mm <= along[-1]:
        raise ValueError(f"{length_mm:.1f} mm lies outside the curve, which is {along[-1]:.1f} mm long")
    return np.array([np.interp(length_mm, along, curve[:, axis]) for axis in range(3)])


def at_share(line: Points, share: float) -> Points:
    """Return the point at a share of a line's length, (3,) float, RAS mm."""
    return at_length(line, share * float(arc_lengths(line)[-1]))


def position(curve: Points, place: Points) -> float:
    """Return how far along a curve its point nearest to a place lies, mm from the start."""
    along = arc_lengths(curve)
    start, step = curve[:-1], np.diff(curve, axis=0)
    length = np.maximum((step**2).sum(axis=1), 1e-12)
    share = np.clip(((np.asarray(place) - start) * step).sum(axis=1) / length, 0.0, 1.0)
    gap = np.linalg.norm(start + share[:, None] * step - place, axis=1)
    k = int(gap.argmin())
    return float(along[k] + share[k] * (along[k + 1] - along[k]))


def evenly_spaced(points: Points, spacing_mm: float) -> Points:
    """Return a polyline resampled by arc length; the ends stay, the spacing is the nearest that fits."""
    along = arc_lengths(points)
    count = max(2, round(float(along[-1]) / spacing_mm) + 1)
    wanted = np.linspace(0.0, float(along[-1]), count)
    return np.column_stack([np.interp(wanted, along, points[:, axis]) for axis in range(points.shape[1])])


def evenly(line: Points, spacing_mm: float) -> Points:
    """Return a smooth line through points, resampled at an even distance near the wanted one."""
    along = arc_lengths(line)
    count = max(2, round(float(along[-1]) / spacing_mm) + 1)
    return _on_spline(along, _spline(along, line), np.linspace(0.0, along[-1], count))


def turns(line: Points) -> NDArray[np.float64]:
    """Return by how much a line turns at each of its inner points, (n - 2,) radians."""
    way = np.diff(line, axis=0)
    way = way / np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-9)
    return np.asarray(np.arccos(np.clip((way[1:] * way[:-1]).sum(axis=1), -1.0, 1.0)))


def bends(line: Points, over_mm: float) -> NDArray[np.float64]:
    """Return by how much a line's direction changes over a length of it around each point, (n,) radians.

    The directions are those half the length before and behind the point; nearer to an end than that, at the end.
    """
    along = arc_lengths(line)
    way = _spline(along, line)[:-1] * np.array([3.0, 2.0, 1.0])[:, None, None]
    before = unit(_on_spline(along, way, np.maximum(along - over_mm / 2.0, 0.0)))
    behind = unit(_on_spline(along, way, np.minimum(along + over_mm / 2.0, along[-1])))
    return np.asarray(np.arccos(np.clip((before * behind).sum(axis=1), -1.0, 1.0)))


def _spline(at: NDArray[np.float64], values: Points) -> NDArray[np.float64]:
    """Return the coefficients, (4, n - 1, 3), of the cubic spline through (n, 3) values, no knot at either end.

    It is SciPy's ``CubicSpline``, without its checks, which take ten times as long where there are a hundred points.
    """
    step = np.diff(at)
    if len(at) < 4 or not (step > 0.0).all():
        return np.asarray(CubicSpline(at, values, axis=0).c)
    wide = step[:, None]
    slope = np.diff(values, axis=0) / wide
    above, middle, below = np.empty(len(step)), np.empty(len(at)), np.empty(len(step))
    right = np.empty_like(values)
    middle[1:-1] = 2.0 * (step[:-1] + step[1:])
    above[1:], below[:-1] = step[:-1], step[1:]
    right[1:-1] = 3.0 * (wide[1:] * slope[:-1] + wide[:-1] * slope[1:])
    first, last = at[2] - at[0], at[-1] - at[-3]
    middle[0], above[0] = step[1], first
    right[0] = ((wide[0] + 2.0 * first) * wide[1] * slope[0] + wide[0] ** 2 * slope[1]) / first
    middle[-1], below[-1] = step[-2], last
    right[-1] = (wide[-1] ** 2 * slope[-2] + (2.0 * last + wide[-1]) * wide[-2] * slope[-1]) / last
    way = dgtsv(below, middle, above, right)[3]
    bend = (way[:-1] + way[1:] - 2.0 * slope) / wide
    return np.stack([bend / wide, (slope - way[:-1]) / wide - bend, way[:-1], values[:-1]])


def _on_spline(at: NDArray[np.float64], coefficients: NDArray[np.float64], wanted: NDArray[np.float64]) -> Points:
    """Return the (n, 3) values of a spline, or of its derivative, at places along it."""
    piece = np.clip(np.searchsorted(at, wanted, side="right") - 1, 0, len(at) - 2)
    beyond = (wanted - at[piece])[:, None]
    power, result = np.ones_like(beyond), np.zeros((len(wanted), coefficients.shape[2]))
    for one in coefficients[::-1]:
        result += one[piece] * power
        power = power * beyond
    return result


def frames(tangent: Points, start: Points | None = None) -> tuple[Points, Points]:
    """Return two unit directions square to each tangent and to each other, turning as little as possible.

    Parameters
    ----------
    tangent
        (n, 3) unit directions along a line.
    start
        (3,) where the first of the two points at the line's start, nearly; by default along the axis that lies
        least along the line there.
    """
    side = np.empty_like(tangent)
    if start is None:
        start = np.zeros(3)
        start[int(np.abs(tangent[0]).argmin())] = 1.0
    previous = start
    for k, direction in enumerate(tangent):
        square = previous - (previous @ direction) * direction
        side[k] = previous = square / np.linalg.norm(square)
    return side, np.cross(tangent, side)


def mirrored(points: Points) -> Points:
    """Return (..., 3) places of the right side mirrored to the left."""
    return np.asarray(points * MIRROR)


def unit(vectors: Points) -> Points:
    """Return (..., 3) directions of length 1; those of no length stay so."""
    return np.asarray(vectors / np.maximum(lengths(vectors), 1e-9)[..., None])


def lengths(vectors: Points) -> NDArray[np.float64]:
    """Return the (...) lengths of (..., k) vectors: as NumPy's norm, which takes thrice as long for a hundred."""
    square = vectors * vectors
    total = square[..., 0]
    for axis in range(1, square.shape[-1]):
        total = total + square[..., axis]
    return np.asarray(np.sqrt(total))


def cross(first: Points, second: Points) -> Points:
    """Return the (..., 3) cross products of vectors: as NumPy's, which takes thrice as long for a hundred."""
    a, b, c = first[..., 0], first[..., 1], first[..., 2]
    d, e, f = second[..., 0], second[..., 1], second[..., 2]
    return np.stack([b * f - c * e, c * d - a * f, a * e - b * d], axis=-1)
