"""Surfaces that a printer can fill: closed, each edge between exactly two triangles, wound outward.

A solid is kept as it is. A sheet, such as a fascia or a stain, becomes a thin plate: the sheet moved half the
thickness to either side along its normals, with a wall around its edges.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.modelling.solids.distance_grid import open_or_branching_edges, signed_volume_mm3
from anatomy_viewer.modelling.solids.surface import Surface

PLATE_MM = 1.0
"""Thickness of a sheet in print; about what a common printer can hold."""


def printable_surface(surface: Surface, plate_mm: float = PLATE_MM) -> Surface:
    """Return a surface as a closed one, RAS mm, with the colours kept.

    Parameters
    ----------
    surface
        A solid or a sheet; points that lie on each other count as one.
    plate_mm
        Thickness that a sheet gets.

    Raises
    ------
    ValueError
        Where the surface branches, so that it has no inside.
    """
    merged = welded(surface)
    if open_or_branching_edges(merged.triangles):
        merged = _plate(merged, plate_mm)
        if open_or_branching_edges(merged.triangles):
            raise ValueError("the surface branches: some edge lies between more than two triangles")
    if signed_volume_mm3(merged) < 0.0:
        return Surface(merged.points, merged.triangles[:, ::-1], merged.colours)
    return merged


def welded(surface: Surface) -> Surface:
    """Return a surface with points that lie on each other made one, and without triangles that lose their area."""
    points, first, number = np.unique(surface.points, axis=0, return_index=True, return_inverse=True)
    triangles = number.reshape(-1)[surface.triangles].astype(np.int32)
    flat = (
        (triangles[:, 0] == triangles[:, 1])
        | (triangles[:, 1] == triangles[:, 2])
        | (triangles[:, 2] == triangles[:, 0])
    )
    return Surface(points, triangles[~flat], None if surface.colours is None else surface.colours[first])


def _plate(sheet: Surface, plate_mm: float) -> Surface:
    sheet = _apart_at_pinches(sheet)
    count = len(sheet.points)
    shift = sheet.normals() * plate_mm / 2.0
    edges = _open_edges(sheet.triangles)
    start, end = edges[:, 0], edges[:, 1]
    walls = np.vstack(
        [np.column_stack([end, start, start + count]), np.column_stack([end, start + count, end + count])]
    )
    triangles = np.vstack([sheet.triangles, sheet.triangles[:, ::-1] + count, walls])
    colours = None if sheet.colours is None else np.vstack([sheet.colours, sheet.colours])
    return Surface(np.vstack([sheet.points + shift, sheet.points - shift]), triangles, colours)


def _open_edges(triangles: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the (k, 2) directed edges that no triangle takes in the other direction."""
    directed = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]).astype(np.int64)
    size = int(triangles.max()) + 1
    forward = directed[:, 0] * size + directed[:, 1]
    backward = directed[:, 1] * size + directed[:, 0]
    return directed[~np.isin(forward, backward)]


def _apart_at_pinches(sheet: Surface) -> Surface:
    """Return a sheet in which each point of an edge belongs to one edge line: fans that meet in a point are parted."""
    start = _open_edges(sheet.triangles)[:, 0]
    pinches = [int(point) for point in np.flatnonzero(np.bincount(start, minlength=len(sheet.points)) > 1)]
    if not pinches:
        return sheet
    triangles = sheet.triangles.copy()
    extra: list[int] = []
    for pinch in pinches:
        left = list(np.flatnonzero((triangles == pinch).any(axis=1)))
        fans = []
        while left:
            fan = [left.pop()]
            border = set(triangles[fan[0]]) - {pinch}
            grown = True
            while grown:
                grown = False
                for row in list(left):
                    if border & (set(triangles[row]) - {pinch}):
                        border |= set(triangles[row]) - {pinch}
                        fan.append(row)
                        left.remove(row)
                        grown = True
            fans.append(fan)
        for fan in fans[1:]:
            number = len(sheet.points) + len(extra)
            extra.append(pinch)
            for row in fan:
                triangles[row][triangles[row] == pinch] = number
    colours = None if sheet.colours is None else np.vstack([sheet.colours, sheet.colours[extra]])
    return Surface(np.vstack([sheet.points, sheet.points[extra]]), triangles, colours)
