"""A triangle surface: the one kind of value the builders pass to each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pyvista as pv
    from vtkmodules.vtkCommonDataModel import vtkStaticCellLocator

Points = NDArray[np.float64]
Triangles = NDArray[np.int32]
Colours = NDArray[np.uint8]
Made = TypeVar("Made")


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

    def __getstate__(self) -> dict[str, Any]:
        # What was made of it for looking things up stays in the process where it was made.
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def made(self, make: Callable[[Surface], Made]) -> Made:
        """Return what a function makes of the surface; it is made once and kept with it."""
        kept: dict[Any, Any] = self.__dict__.setdefault("_made", {})
        if make not in kept:
            kept[make] = make(self)
        made: Made = kept[make]
        return made

    def mirrored(self) -> Surface:
        """Return the surface mirrored in the midsagittal plane (x -> -x), winding kept outward."""
        return replace(self, points=self.points * (-1.0, 1.0, 1.0), triangles=self.triangles[:, ::-1])

    def normals(self) -> Points:
        """Return the (n, 3) area-weighted unit normals of the points, pointing outward."""
        a, b, c = (self.points[self.triangles[:, k]] for k in range(3))
        cross = np.cross(b - a, c - a)
        at, each = self.triangles.T.reshape(-1), np.tile(cross.T, 3)
        total = np.column_stack([np.bincount(at, one, len(self.points)) for one in each])
        length = np.linalg.norm(total, axis=1, keepdims=True)
        return total / np.where(length == 0.0, 1.0, length)

    def closest(self, places: Points) -> tuple[Points, NDArray[np.int64]]:
        """Return the points of the triangles nearest to (n, 3) places, RAS mm, and on which triangle each lies."""
        from vtkmodules.vtkCommonCore import reference
        from vtkmodules.vtkCommonDataModel import vtkGenericCell

        cells_of: Any = self.made(located)
        cell, part, gap, generic = reference(0), reference(0), reference(0.0), vtkGenericCell()
        found = [0.0, 0.0, 0.0]
        places = np.asarray(places, dtype=float).reshape(-1, 3)
        at, cells = np.zeros_like(places), np.zeros(len(places), dtype=np.int64)
        for k, place in enumerate(places.tolist()):
            cells_of.FindClosestPoint(place, found, generic, cell, part, gap)
            at[k], cells[k] = found, int(cell)
        return at, cells

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


def located(surface: Surface) -> vtkStaticCellLocator:
    """Return what finds the triangles of a surface; ask `Surface.made` for it."""
    from vtkmodules.vtkCommonDataModel import vtkStaticCellLocator

    cells = vtkStaticCellLocator()
    cells.SetDataSet(surface.to_polydata())
    cells.BuildLocator()
    return cells


def closest_points(surface: Surface, places: Points) -> Points:
    """Return the points of a surface (on its triangles) nearest to (n, 3) places, RAS mm."""
    return surface.closest(places)[0]
