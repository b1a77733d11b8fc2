"""Places on a finished skin: what lies over a place in the body, from behind or the nearest way, and how deep it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.modelling.solids.lines import cross, unit
from anatomy_viewer.modelling.solids.surface import Points, Surface, located

Field = NDArray[np.float64]


@dataclass(frozen=True)
class SkinPoint:
    """The place of the skin above a place inside the body.

    Parameters
    ----------
    at
        (3,) float, RAS mm: where the way out is shortest, which is along the skin's normal.
    normal
        (3,) unit direction out of the body there.
    depth_mm
        How far below the skin the inner place lies.
    """

    at: Points
    normal: Points
    depth_mm: float


@dataclass(frozen=True)
class Skin:
    """The skin to press on.

    Parameters
    ----------
    surface
        The skin as it is drawn.
    """

    surface: Surface

    @cached_property
    def _normals(self) -> Points:
        return self.surface.normals()

    def above(self, places: Points) -> list[SkinPoint]:
        """Return the place of the skin above each of (n, 3) places inside the body."""
        places = np.asarray(places, dtype=float).reshape(-1, 3)
        at, normal = self.nearest(places)
        depth = np.linalg.norm(places - at, axis=1)
        return [SkinPoint(a, n, float(d)) for a, n, d in zip(at, normal, depth, strict=True)]

    def nearest(self, places: Points) -> tuple[Points, Points]:
        """Return the (n, 3) points of the skin nearest to places and the smooth (n, 3) normals there."""
        at, cells = self.surface.closest(places)
        return at, self._smooth(at, cells)

    def first_met(self, places: Points, direction: Points) -> tuple[Points, Points, NDArray[np.bool_]]:
        """Return where rays first meet the skin, the normals there, and whether they do at all.

        Parameters
        ----------
        places
            (n, 3) starts of the rays, RAS mm.
        direction
            Unit direction of the rays, (3,) or (n, 3).
        """
        from vtkmodules.vtkCommonCore import reference
        from vtkmodules.vtkCommonDataModel import vtkGenericCell

        cells_of: Any = self.surface.made(located)
        share, part, cell, generic = reference(0.0), reference(0), reference(0), vtkGenericCell()
        found, local = [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]
        at, cells = np.zeros((len(places), 3)), np.zeros(len(places), dtype=np.int64)
        met = np.zeros(len(places), dtype=bool)
        for k, (start, end) in enumerate(zip(places, places + 1200.0 * direction, strict=True)):
            met[k] = bool(cells_of.IntersectWithLine(start, end, 1e-6, share, found, local, part, cell, generic))
            at[k], cells[k] = found, int(cell)
        return at, self._smooth(at, cells), met

    def colour_at(self, places: Points) -> Points:
        """Return the colour of the skin nearest to places, (n, 3) float from 0 to 255."""
        if self.surface.colours is None:
            raise ValueError("the skin has no colours")
        at, cells = self.surface.closest(places)
        corners = self.surface.triangles[cells]
        share = _barycentric(at, self.surface.points[corners])
        return np.asarray((self.surface.colours[corners] * share[:, :, None]).sum(axis=1))

    def _smooth(self, at: Points, cells: NDArray[np.int64]) -> Points:
        corners = self.surface.triangles[cells]
        share = _barycentric(at, self.surface.points[corners])
        normal = (self._normals[corners] * share[:, :, None]).sum(axis=1)
        return unit(normal)


def skin_depth_mm(skin: Surface, place: Points) -> float:
    """Return how far below the skin a place lies, the shortest way, mm."""
    return Skin(skin).above(place)[0].depth_mm


def skin_measures(skin: Surface, landmarks: Mapping[str, Points]) -> dict[str, float]:
    """Return how deep the spines of the right side lie under the skin, mm, by measure id."""
    return {f"skin_over_{name}": skin_depth_mm(skin, landmarks[f"{name}_right"]) for name in ("psis", "asis")}


def _barycentric(places: Points, corners: Points) -> Points:
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    total = cross(b - a, c - a)
    area = np.maximum((total**2).sum(axis=1), 1e-12)
    u = (cross(c - b, places - b) * total).sum(axis=1) / area
    v = (cross(a - c, places - c) * total).sum(axis=1) / area
    share = np.clip(np.column_stack([u, v, 1.0 - u - v]), 0.0, 1.0)
    return np.asarray(share / share.sum(axis=1, keepdims=True))
