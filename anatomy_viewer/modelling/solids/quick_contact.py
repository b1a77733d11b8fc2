"""Distances to surfaces, nearly and quickly: good to about a tenth of a millimetre close to them.

Where hundreds of lines have to be kept out of the bones, exact distances take too long. Here a surface is a cloud of
points with normals, close enough together that the plane through the nearest one stands for the surface.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.modelling.solids.surface import Surface
from anatomy_viewer.modelling.solids.trees import tree_of

Points = NDArray[np.float64]
Nearest = Callable[[Points], tuple[NDArray[np.float64], Points]]
"""Says of (n, 3) points how far each is from something, (n,), and the (n, 3) ways away from it."""

SAMPLE_MM = 1.6
"""Triangles with longer edges are sampled more densely."""

SURE_MM = 3.0
"""By less than this a distance that is nearly right is wrong."""

REACH_MM = 8.0
"""Beyond this nothing is looked at: what is farther away is far."""


class QuickContact:
    """Signed distances to a set of closed surfaces, nearly.

    Parameters
    ----------
    surfaces
        Closed surfaces with outward winding.
    """

    def __init__(self, surfaces: Iterable[Surface]) -> None:
        samples, normals = zip(*(sampled(surface) for surface in surfaces), strict=True)
        self._points, self._normals = _together(samples), _together(normals)
        self._tree = tree_of(self._points)

    @property
    def samples(self) -> Points:
        """The (n, 3) points that stand for the surfaces."""
        return self._points

    def nearest(self, points: Points) -> tuple[NDArray[np.float64], Points]:
        """Return the (n,) distances to the nearest surface, negative inside, and the (n, 3) directions away from it.

        Where every surface is farther than `REACH_MM` the distance is that and the direction is zero.
        """
        points = np.asarray(points, dtype=float).reshape(-1, 3)
        far, near = (np.asarray(one) for one in self._tree.query(points, distance_upper_bound=REACH_MM))
        found = np.isfinite(far)
        distance, away = np.full(len(points), REACH_MM), np.zeros_like(points)
        gap, normal = points[found] - self._points[near[found]], self._normals[near[found]]
        height = (gap * normal).sum(axis=1)
        # Off to the side of a sharp edge the way to the point itself counts, not the height over its plane.
        aside = np.sqrt(np.maximum(far[found] ** 2 - height**2, 0.0))
        round_edge = (height > 0.0) & (aside > SAMPLE_MM)
        distance[found] = np.where(round_edge, far[found], height)
        direction = np.where(round_edge[:, None], gap / np.maximum(far[found], 1e-9)[:, None], normal)
        away[found] = direction
        return distance, away


class Remembered:
    """Distances of the same points again and again: only those that have moved are measured anew."""

    def __init__(self, nearest: Nearest) -> None:
        self._nearest = nearest
        self._points, self._gap, self._away = np.zeros((0, 3)), np.zeros(0), np.zeros((0, 3))

    def __call__(self, points: Points) -> tuple[NDArray[np.float64], Points]:
        """Return the (n,) distances of points and the (n, 3) ways; not to be changed."""
        if len(points) != len(self._points):
            self._points = np.full_like(points, np.nan)
            self._gap, self._away = np.zeros(len(points)), np.zeros_like(points)
        moved = np.flatnonzero((points != self._points).any(axis=1))
        if len(moved):
            self._gap[moved], self._away[moved] = self._nearest(points[moved])
            self._points = points.copy()
        return self._gap, self._away


def exact_near(
    line: Points, room: NDArray[np.float64], quick: QuickContact, exact: Nearest
) -> tuple[NDArray[np.intp], NDArray[np.float64], Points]:
    """Return which points of a line may be nearer to surfaces than their room, with exact distances and ways.

    Parameters
    ----------
    line
        (n, 3) float, a millimetre or two apart.
    room
        (n,) float, mm.
    quick, exact
        Both measure to the same surfaces, or the exact one to some of them.
    """
    gap, _ = quick.nearest(line)
    near = gap < room + SURE_MM
    # Where nothing is looked at a line is far outside, or deep inside: it cannot change from one to the other there.
    far = gap >= REACH_MM
    for start in np.flatnonzero(far & ~np.append(False, far[:-1])):
        stop = start + int(np.append(~far[start:], True).argmax())
        near[start:stop] = exact(line[start : start + 1])[0][0] < 0.0
    at = np.flatnonzero(near)
    return at, *exact(line[at])


def _together(parts: Sequence[Points]) -> Points:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def sampled(surface: Surface) -> tuple[Points, Points]:
    """Return points on a surface, at most about `SAMPLE_MM` apart, and their unit normals."""
    corners = surface.points[surface.triangles]
    cross = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normal = cross / np.maximum(np.linalg.norm(cross, axis=1, keepdims=True), 1e-12)
    edge = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)
    points, normals = [surface.points], [surface.normals()]
    pieces = np.clip(np.ceil(edge / SAMPLE_MM), 1, 12).astype(int)
    for count in np.unique(pieces):
        which = pieces == count
        for i in range(count):
            for j in range(count - i):
                a, b = (i + 1 / 3) / count, (j + 1 / 3) / count
                weights = np.array([1.0 - a - b, a, b])
                points.append(np.einsum("k,nkd->nd", weights, corners[which]))
                normals.append(normal[which])
    return np.concatenate(points), np.concatenate(normals)
