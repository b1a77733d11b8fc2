"""How near a point is to the bones, and where the bone is, seen from behind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.modelling.solids.lines import lengths
from anatomy_viewer.modelling.solids.surface import Surface

Points = NDArray[np.float64]

FAR_MM = 30.0
"""Bones farther away than this are left out of account."""


class BoneContact:
    """Signed distances to a set of closed surfaces.

    Parameters
    ----------
    surfaces
        Closed surfaces with outward winding, by name.
    """

    def __init__(self, surfaces: Mapping[str, Surface]) -> None:
        self._surfaces = dict(surfaces)
        self._distances: dict[str, Any] = {}
        self._boxes: dict[str, tuple[Points, Points]] = {}
        for name, surface in self._surfaces.items():
            self._distances[name] = surface.made(_signed_distance)
            self._boxes[name] = (surface.points.min(axis=0), surface.points.max(axis=0))

    def nearest(self, points: Points) -> tuple[NDArray[np.float64], Points]:
        """Return the distance to the nearest bone and the direction away from it.

        Parameters
        ----------
        points
            (n, 3) float, RAS mm.

        Returns
        -------
        distance
            (n,) float, mm, negative inside a bone; at most `FAR_MM`.
        away
            (n, 3) unit directions out of that bone; zero where every bone is far.
        """
        points = np.asarray(points, dtype=float).reshape(-1, 3)
        best = np.full(len(points), FAR_MM)
        away = np.zeros_like(points)
        foot = [0.0, 0.0, 0.0]
        for name, distance in self._distances.items():
            low, high = self._boxes[name]
            beyond = np.maximum(np.maximum(low - points, points - high), 0.0)
            near = np.flatnonzero(lengths(beyond) < best)
            if not len(near):
                continue
            values, feet = np.empty(len(near)), np.empty((len(near), 3))
            for row, place in enumerate(points[near].tolist()):
                values[row] = distance.EvaluateFunctionAndGetClosestPoint(place, foot)
                feet[row] = foot
            nearer = values < best[near]
            near, values, gap = near[nearer], values[nearer], points[near[nearer]] - feet[nearer]
            length = np.sqrt([way.dot(way) for way in gap])
            best[near] = values
            apart = length > 1e-6
            away[near[apart]] = gap[apart] / length[apart, None] * np.sign(values[apart])[:, None]
            for k in near[~apart]:
                away[k] = distance.FunctionGradient(*points[k])
        return best, away

    def distance(self, points: Points) -> NDArray[np.float64]:
        """Return the (n,) signed distances to the nearest bone, mm, negative inside, at most `FAR_MM`."""
        return self.nearest(points)[0]

    def back_of(self, x_mm: float, z_mm: float) -> float | None:
        """Return the y of the hindmost bone at a place of the frontal plane, or None where there is none."""
        place = np.array([x_mm, z_mm])
        hindmost = None
        for surface in self._surfaces.values():
            low, high, corner, first, second = surface.made(_shadow)
            inside = np.flatnonzero(((low <= place) & (place <= high)).all(axis=1))
            if not len(inside):
                continue
            a, e, f = corner[inside], first[inside], second[inside]
            determinant = e[:, 0] * f[:, 2] - e[:, 2] * f[:, 0]
            safe = np.where(np.abs(determinant) < 1e-12, np.inf, determinant)
            dx, dz = x_mm - a[:, 0], z_mm - a[:, 2]
            u = (dx * f[:, 2] - dz * f[:, 0]) / safe
            v = (e[:, 0] * dz - e[:, 2] * dx) / safe
            hit = (u >= -1e-9) & (v >= -1e-9) & (u + v <= 1 + 1e-9) & np.isfinite(safe)
            if hit.any():
                y = float((a[hit, 1] + u[hit] * e[hit, 1] + v[hit] * f[hit, 1]).min())
                hindmost = y if hindmost is None else min(hindmost, y)
        return hindmost

    def seat_from_behind(self, place: Points, lift_mm: float) -> Points:
        """Return the place moved forwards or backwards until it stands a lift behind the bone, (3,) mm.

        Raises
        ------
        ValueError
            Where there is no bone in front of the place.
        """
        back = self.back_of(float(place[0]), float(place[2]))
        if back is None:
            x, y, z = place
            raise ValueError(f"there is no bone in front of or behind the place {x:.1f}, {y:.1f}, {z:.1f} mm")
        near, far = back, back - 4.0 * lift_mm - 0.5
        if lift_mm <= 0.0:
            return np.array([place[0], back, place[2]])
        for _ in range(30):
            middle = (near + far) / 2.0
            if self.distance(np.array([[place[0], middle, place[2]]]))[0] < lift_mm:
                near = middle
            else:
                far = middle
        return np.array([place[0], far, place[2]])


def _signed_distance(surface: Surface) -> Any:
    from vtkmodules.vtkFiltersCore import vtkImplicitPolyDataDistance

    distance = vtkImplicitPolyDataDistance()
    distance.SetInput(surface.to_polydata())
    return distance


def _shadow(surface: Surface) -> tuple[Points, Points, Points, Points, Points]:
    """Return the boxes of the triangles in the frontal plane, low and high, and their corner and two sides."""
    a, b, c = (surface.points[surface.triangles[:, k]] for k in range(3))
    corners = np.stack([a, b, c])[..., [0, 2]]
    return corners.min(axis=0), corners.max(axis=0), a, b - a, c - a
