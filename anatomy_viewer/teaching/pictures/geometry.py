"""Where things are, in numbers and in words: rulers, camera spheres, places.

Everything is in RAS millimetres: +x to the subject's right, +y forward, +z up, x = 0 the midsagittal plane.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Side = str

MIDLINE_BAND_MM = 2.0
"""Nearer to the midsagittal plane than this a place is on the midline, on neither side."""


@dataclass(frozen=True)
class Sphere:
    """A sphere that must fit the view.

    Parameters
    ----------
    centre
        (3,) float, RAS mm.
    radius_mm
        At least 0.
    """

    centre: Points
    radius_mm: float


@dataclass(frozen=True)
class MeasuredLine:
    """A line in the scene with its length.

    Parameters
    ----------
    points
        (n, 3) float, RAS mm, from start to end; two points for a straight line.
    length_mm
        The length of the line.
    off_curve_mm
        How far the ends lie from the curve that the line follows; 0 for a straight line.
    """

    points: Points
    length_mm: float
    off_curve_mm: float = 0.0


def straight_line(start: Points, end: Points) -> MeasuredLine:
    """Return the straight line between two points, both (3,) float, RAS mm."""
    points = np.array([start, end], dtype=np.float64)
    return MeasuredLine(points, float(np.linalg.norm(points[1] - points[0])))


def straight_from_midline(point: Points) -> MeasuredLine:
    """Return the shortest line from the midsagittal plane to a point: horizontal, along x."""
    return straight_line(np.array([0.0, point[1], point[2]]), np.asarray(point, dtype=np.float64))


def length_mm(curve: Points) -> float:
    """Return the length of a curve of (n, 3) points."""
    return float(np.linalg.norm(np.diff(np.asarray(curve, dtype=np.float64), axis=0), axis=1).sum())


def along_curve(curve: Points, start: Points, end: Points) -> MeasuredLine:
    """Return the part of a curve between the two places on it that are nearest to two points.

    Parameters
    ----------
    curve
        (n, 3) float, RAS mm, n at least 2; for the iliac crest from PSIS to ASIS.
    start, end
        (3,) float, RAS mm; on the curve or near it.

    Returns
    -------
    MeasuredLine
        It begins and ends on the curve, runs from `start` to `end`, and tells in `off_curve_mm` how far the
        farther of the two points lies from the curve.
    """
    curve = np.asarray(curve, dtype=np.float64)
    first, last = _nearest_on(curve, start), _nearest_on(curve, end)
    reverse = first.way_mm > last.way_mm
    low, high = (last, first) if reverse else (first, last)
    between = curve[low.segment + 1 : high.segment + 1]
    points = np.vstack([low.at[None], between, high.at[None]])
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    points = points[np.concatenate([[True], steps > 1e-9])]
    if len(points) == 1:
        points = np.vstack([points, points])
    return MeasuredLine(
        points[::-1] if reverse else points, abs(last.way_mm - first.way_mm), max(first.gap_mm, last.gap_mm)
    )


@dataclass(frozen=True)
class SkinGrid:
    """The back of the skin as heights over a grid, seen from behind.

    Parameters
    ----------
    x_mm, z_mm
        (n,) and (m,) float, ascending, RAS mm.
    y_mm
        (m, n) float, RAS mm, a row for each z; NaN where there is no skin behind.
    """

    x_mm: Points
    z_mm: Points
    y_mm: Points

    def at(self, x_mm: float, z_mm: float) -> Points:
        """Return the point of the skin behind a place, (3,) float.

        Raises
        ------
        KeyError
            Where the grid has no skin there.
        """
        column, across = _cell(self.x_mm, x_mm)
        row, up = _cell(self.z_mm, z_mm)
        low = self.y_mm[row, column] * (1 - across) + self.y_mm[row, column + 1] * across
        high = self.y_mm[row + 1, column] * (1 - across) + self.y_mm[row + 1, column + 1] * across
        y_mm = float(low * (1 - up) + high * up)
        if not np.isfinite(y_mm):
            raise KeyError("skin")
        return np.array([x_mm, y_mm, z_mm])


def _cell(axis: Points, value: float) -> tuple[int, float]:
    if not axis[0] <= value <= axis[-1]:
        raise KeyError("skin")
    cell = min(int(np.searchsorted(axis, value, side="right")) - 1, len(axis) - 2)
    return cell, float((value - axis[cell]) / (axis[cell + 1] - axis[cell]))


SKIN_STEP_MM = 2.0


def over_the_skin(skin: SkinGrid, start: Points, end: Points) -> MeasuredLine:
    """Return the way over the skin from behind one point to behind another, as a tape lies.

    Parameters
    ----------
    skin
        The back of the skin.
    start, end
        (3,) float, RAS mm; each counts as the place of the skin straight behind it.

    Returns
    -------
    MeasuredLine
        A line that is straight as seen from behind and follows the skin. A tape bridges what is hollow, so no part
        of the line lies deeper than the straight way between two of its places.

    Raises
    ------
    KeyError
        Where there is no skin behind some part of the way.
    """
    (x0, _, z0), (x1, _, z1) = np.asarray(start, dtype=np.float64), np.asarray(end, dtype=np.float64)
    count = max(2, int(np.ceil(np.hypot(x1 - x0, z1 - z0) / SKIN_STEP_MM)) + 1)
    line = np.array([skin.at(x0 + (x1 - x0) * t, z0 + (z1 - z0) * t) for t in np.linspace(0.0, 1.0, count)])
    line = line[_outer_hull(np.linspace(0.0, 1.0, count), -line[:, 1])]
    return MeasuredLine(line, length_mm(line))


def _outer_hull(along: Points, height: Points) -> list[int]:
    """Return which points of a profile a string drawn tight over it touches."""
    kept: list[int] = []
    for index in range(len(along)):
        while len(kept) > 1:
            a, b = kept[-2], kept[-1]
            turn = (along[b] - along[a]) * (height[index] - height[a]) - (height[b] - height[a]) * (
                along[index] - along[a]
            )
            if turn < 0:
                break
            kept.pop()
        kept.append(index)
    return kept


def along_curve_by(curve: Points, start: Points, distance_mm: float) -> Points:
    """Return the point of a curve some way along it from the place nearest to a point; (3,) float.

    Raises
    ------
    KeyError
        Where the curve ends before.
    """
    curve = np.asarray(curve, dtype=np.float64)
    way = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(curve, axis=0), axis=1))])
    wanted = _nearest_on(curve, start).way_mm + distance_mm
    if not 0.0 <= wanted <= way[-1]:
        raise KeyError("curve")
    return np.array([np.interp(wanted, way, curve[:, axis]) for axis in range(3)])


def thinned(line: Points, spacing_mm: float = 4.0) -> Points:
    """Return fewer points of a curve, at most `spacing_mm` apart on the whole, both ends kept."""
    line = np.asarray(line, dtype=np.float64)
    way = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    count = max(2, int(np.ceil(way[-1] / spacing_mm)) + 1)
    wanted = np.linspace(0.0, way[-1], count)
    return np.column_stack([np.interp(wanted, way, line[:, axis]) for axis in range(3)])


def enclosing_sphere(spheres: Iterable[Sphere], smallest_mm: float = 0.0) -> Sphere:
    """Return a sphere around spheres, at least `smallest_mm` in radius; not always the smallest.

    Raises
    ------
    ValueError
        Where there is nothing to enclose.
    """
    given = list(spheres)
    if not given:
        raise ValueError("there is nothing to look at")
    centres = np.array([sphere.centre for sphere in given], dtype=np.float64)
    radii = np.array([sphere.radius_mm for sphere in given], dtype=np.float64)
    low, high = (centres - radii[:, None]).min(axis=0), (centres + radii[:, None]).max(axis=0)
    centre = (low + high) / 2.0
    # A few steps towards the farthest sphere tighten the box's centre (Badoiu and Clarkson 2003).
    for step in range(2, 40):
        reach = np.linalg.norm(centres - centre, axis=1) + radii
        far = int(reach.argmax())
        centre = centre + (centres[far] - centre) * (1.0 - radii[far] / reach[far]) / step if reach[far] else centre
    reach = float((np.linalg.norm(centres - centre, axis=1) + radii).max())
    box_centre = (low + high) / 2.0
    box_reach = float((np.linalg.norm(centres - box_centre, axis=1) + radii).max())
    if box_reach <= reach:
        centre, reach = box_centre, box_reach
    return Sphere(centre, max(reach, smallest_mm))


def side_of(point: Points) -> Side:
    """Return ``right``, ``left`` or ``mid``: the subject's side that a point lies on."""
    if abs(float(point[0])) < MIDLINE_BAND_MM:
        return "mid"
    return "right" if point[0] > 0 else "left"


def from_midline_mm(point: Points) -> float:
    """Return the straight distance of a point from the midsagittal plane."""
    return abs(float(point[0]))


@dataclass(frozen=True)
class _OnCurve:
    at: Points
    segment: int
    way_mm: float
    gap_mm: float


def _nearest_on(curve: Points, point: Points) -> _OnCurve:
    starts, along = curve[:-1], np.diff(curve, axis=0)
    squared = np.einsum("ij,ij->i", along, along)
    share = np.einsum("ij,ij->i", np.asarray(point) - starts, along) / np.where(squared == 0, 1.0, squared)
    places = starts + np.clip(share, 0.0, 1.0)[:, None] * along
    gaps = np.linalg.norm(places - point, axis=1)
    segment = int(gaps.argmin())
    before = float(np.sqrt(squared[:segment]).sum())
    return _OnCurve(
        places[segment],
        segment,
        before + float(np.linalg.norm(places[segment] - starts[segment])),
        float(gaps[segment]),
    )


def rounded(values: Sequence[float] | Points, digits: int = 2) -> list[float]:
    """Return numbers as JSON carries them, without a negative zero."""
    return [round(float(value), digits) + 0.0 for value in values]


def unit(vector: Sequence[float]) -> list[float]:
    """Return a direction as JSON carries it, of length 1; from the front where it has no length."""
    array = np.asarray(vector, dtype=np.float64)
    norm = float(np.linalg.norm(array))
    return rounded(array / norm if norm else np.array([0.0, -1.0, 0.0]), 4)
