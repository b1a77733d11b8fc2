"""A triangle surface: the one kind of value the builders pass to each other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pyvista as pv

Points = NDArray[np.float64]
Triangles = NDArray[np.int32]
Colours = NDArray[np.uint8]


@dataclass(frozen=True)
class Surface:
    """A triangulated surface with outward winding.

    Parameters
    ----------
    points
        (n, 3) float, RAS mm.
    triangles
        (m, 3) int, rows of point indices, counter-clockwise seen from outside.
    colours
        (n, 3) uint8 RGB a point, or None where the kind's plain colour is used.
    """

    points: Points
    triangles: Triangles
    colours: Colours | None = field(default=None)

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", np.ascontiguousarray(self.points, dtype=np.float64).reshape(-1, 3))
        object.__setattr__(self, "triangles", np.ascontiguousarray(self.triangles, dtype=np.int32).reshape(-1, 3))
        if self.colours is not None and len(self.colours) != len(self.points):
            raise ValueError(f"{len(self.colours)} colours for {len(self.points)} points")

    def mirrored(self) -> Surface:
        """Return the surface mirrored in the midsagittal plane (x -> -x), winding kept outward."""
        return replace(self, points=self.points * (-1.0, 1.0, 1.0), triangles=self.triangles[:, ::-1])

    def normals(self) -> Points:
        """Return the (n, 3) area-weighted unit normals of the points, pointing outward."""
        a, b, c = (self.points[self.triangles[:, k]] for k in range(3))
        cross = np.cross(b - a, c - a)
        total = np.zeros_like(self.points)
        for corner in range(3):
            np.add.at(total, self.triangles[:, corner], cross)
        length = np.linalg.norm(total, axis=1, keepdims=True)
        return total / np.where(length == 0.0, 1.0, length)

    def to_polydata(self) -> pv.PolyData:
        """Return the surface as PyVista data with the points and triangles only."""
        import pyvista as pv

        faces = np.hstack([np.full((len(self.triangles), 1), 3), self.triangles]).ravel()
        return pv.PolyData(self.points, faces)


def midline_points(surface: Surface) -> Points:
    """Return where the edges of a surface meet the midsagittal plane, (n, 3) float, RAS mm, with x = 0."""
    corners = surface.triangles
    ends = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
    first, second = surface.points[ends[:, 0]], surface.points[ends[:, 1]]
    across = (first[:, 0] <= 0.0) & (second[:, 0] > 0.0)
    first, second = first[across], second[across]
    share = first[:, :1] / (first[:, :1] - second[:, :1])
    return np.asarray((first + share * (second - first)) * (0.0, 1.0, 1.0))


def closest_points(surface: Surface, places: Points) -> Points:
    """Return the points of a surface (on its triangles) nearest to (n, 3) places, RAS mm."""
    _, found = surface.to_polydata().find_closest_cell(np.asarray(places, dtype=float), return_closest_point=True)
    return np.asarray(found, dtype=float).reshape(-1, 3)
