"""What soft tissue must not enter: signed distances to bones and deeper tissues, one solid at a time.

Each closed surface is a cloud of points with normals, close enough together that the tangent planes of the nearest
ones stand for the surface. Thousands of points are measured at once, and there is no limit to the distance, so that a
net that begins deep inside a bone finds its way out.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from anatomy_viewer.modelling.solids.lines import lengths
from anatomy_viewer.modelling.solids.surface import Surface

Points = NDArray[np.float64]
Numbers = NDArray[np.float64]

SAMPLE_MM = 1.8
"""Triangles with longer edges are sampled more densely."""
NEAREST = 4
"""How many tangent planes a distance is averaged over."""
FAR_MM = 60.0
"""What is farther away than this counts as that far."""


class Surroundings:
    """Signed distances to a set of closed surfaces, to which more can be added.

    Parameters
    ----------
    surfaces
        Closed surfaces with outward winding, by name.
    """

    def __init__(self, surfaces: Mapping[str, Surface]) -> None:
        self._solids: dict[str, _Solid] = {}
        for name, surface in surfaces.items():
            self.add(name, surface)

    def add(self, name: str, surface: Surface) -> None:
        """Add a closed surface."""
        self._solids[name] = surface.made(_Solid)

    def nearest(
        self, points: Points, names: tuple[str, ...] | None = None, within_mm: float = FAR_MM
    ) -> tuple[Numbers, Points]:
        """Return the (n,) distances to the nearest surface, negative inside, and the (n, 3) directions away from it.

        Parameters
        ----------
        points
            (n, 3) float, RAS mm.
        names
            The surfaces to look at; by default all.
        within_mm
            What is farther away counts as that far, with no direction: the nearer, the quicker.
        """
        points = np.asarray(points, dtype=float).reshape(-1, 3)
        best, away = np.full(len(points), within_mm), np.zeros_like(points)
        if not len(points):
            return best, away
        low, high = points.min(axis=0), points.max(axis=0)
        for name, solid in self._solids.items():
            if (names is not None and name not in names) or solid.beyond(low, high) >= within_mm:
                continue
            near = np.flatnonzero(solid.beyond_box(points) < best)
            if not len(near):
                continue
            distance, direction = solid.nearest(points[near], within_mm)
            closer = distance < best[near]
            best[near[closer]], away[near[closer]] = distance[closer], direction[closer]
        return best, away

    def distance(self, points: Points, names: tuple[str, ...] | None = None, within_mm: float = FAR_MM) -> Numbers:
        """Return the (n,) distances to the nearest surface, mm, negative inside; see `nearest`."""
        return self.nearest(points, names, within_mm)[0]

    def onto(self, points: Points, names: tuple[str, ...]) -> Points:
        """Return the places on some of the surfaces that are nearest to points, (n, 3) float, RAS mm."""
        result = np.asarray(points, dtype=float).reshape(-1, 3)
        for _ in range(3):
            gap, away = self.nearest(result, names)
            result = result - away * gap[:, None]
        return result


class _Solid:
    def __init__(self, surface: Surface) -> None:
        corners = surface.points[surface.triangles]
        cross = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        face = cross / np.maximum(np.linalg.norm(cross, axis=1, keepdims=True), 1e-12)
        edge = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)
        point_normals = surface.normals()
        points, normals = [surface.points], [point_normals]
        pieces = np.clip(np.ceil(edge / SAMPLE_MM), 1, 8).astype(int)
        for count in np.unique(pieces):
            which = pieces == count
            bent = point_normals[surface.triangles[which]]
            for i in range(count):
                for j in range(count - i):
                    a, b = (i + 1 / 3) / count, (j + 1 / 3) / count
                    weights = np.array([1.0 - a - b, a, b])
                    points.append(np.einsum("k,nkd->nd", weights, corners[which]))
                    normals.append(0.5 * face[which] + 0.5 * np.einsum("k,nkd->nd", weights, bent))
        self._points = np.concatenate(points)
        normal = np.concatenate(normals)
        self._normals = normal / np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-12)
        self._tree = cKDTree(self._points)
        self._low, self._high = surface.points.min(axis=0), surface.points.max(axis=0)

    def beyond(self, low: Points, high: Points) -> float:
        """Return how far a box lies from that of the solid."""
        return float(np.maximum(np.maximum(self._low - high, low - self._high), 0.0).max())

    def beyond_box(self, points: Points) -> Numbers:
        beyond = np.maximum(np.maximum(self._low - points, points - self._high), 0.0)
        return lengths(beyond)

    def nearest(self, points: Points, within_mm: float) -> tuple[Numbers, Points]:
        distance, direction = np.full(len(points), np.inf), np.zeros_like(points)
        query = self._tree.query(points, k=NEAREST, distance_upper_bound=within_mm)
        far, found = np.asarray(query[0]), np.asarray(query[1])
        close = np.flatnonzero(np.isfinite(far[:, 0]))
        distance[close], direction[close] = self._planes(points[close], far[close], found[close])
        return distance, direction

    def _planes(self, points: Points, far: Numbers, found: NDArray[np.intp]) -> tuple[Numbers, Points]:
        there = np.isfinite(far)
        found = np.where(there, found, 0)
        gap = points[:, None, :] - self._points[found]
        height = (gap * self._normals[found]).sum(axis=2)
        weight = np.where(there, 1.0 / (np.where(there, far, 1.0) ** 2 + 0.05), 0.0)
        weight = weight / weight.sum(axis=1, keepdims=True)
        level = (height * weight).sum(axis=1)
        normal = (self._normals[found] * weight[..., None]).sum(axis=1)
        normal /= np.maximum(lengths(normal), 1e-12)[:, None]
        # Away from the surface the way to the nearest point counts, near it the tangent planes.
        straight = gap[:, 0] / np.maximum(far[:, :1], 1e-9) * np.where(level < 0.0, -1.0, 1.0)[:, None]
        share = np.clip((far[:, 0] - 1.5) / 1.5, 0.0, 1.0)
        signed = np.where(level < 0.0, -far[:, 0], far[:, 0])
        direction = (1.0 - share)[:, None] * normal + share[:, None] * straight
        direction /= np.maximum(lengths(direction), 1e-12)[:, None]
        return (1.0 - share) * level + share * signed, direction
