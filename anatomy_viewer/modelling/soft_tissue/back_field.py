"""The back as seen from inside: distances from an upright axis, over an angle and a height.

Erector spinae and the sheets of fascia behind it are heights over one net of cells. The axis stands in the midline in
front of the sacral promontory; an angle of 0 looks straight back, 90 degrees to the right. A place is then the
angle as an arc of a circle (mm), the height (mm), and how far it is from the axis (mm). What lies outside another
tissue there lies outside it in space too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import RegularGridInterpolator
from scipy.ndimage import grey_closing, maximum_filter
from scipy.spatial import cKDTree

from anatomy_viewer.modelling.bones.skeleton import Skeleton
from anatomy_viewer.modelling.solids.surface import Surface

Points = NDArray[np.float64]
Numbers = NDArray[np.float64]

ARC_RADIUS_MM = 120.0
"""Angles are told as arcs of a circle of this radius, about as far from the axis as the back is."""
CELL_MM = 1.5
WIDEST_DEG = 75.0
BEFORE_PROMONTORY_MM = 50.0
"""How far in front of the promontory the axis stands: so far that where the nerves pass the crest it is seen from
behind and the side, as its surface faces."""
SAMPLE_MM = 0.8
EMPTY = -1.0e3
"""Distance from the axis in a direction in which there is nothing."""
CLOSED_OVER_MM = 15.0
ROUNDS = 1500


@dataclass(frozen=True)
class BackField:
    """Cells over angle and height behind an upright axis.

    Parameters
    ----------
    axis_y_mm
        Where the axis stands in the midline.
    low_mm, high_mm
        Lowest and highest height of the cells.
    """

    axis_y_mm: float
    low_mm: float
    high_mm: float

    @property
    def arcs(self) -> Numbers:
        """The arcs of the cells, (n,) mm, from a little beyond the midline to the side."""
        return np.arange(-2.0 * CELL_MM, np.radians(WIDEST_DEG) * ARC_RADIUS_MM, CELL_MM)

    @property
    def heights(self) -> Numbers:
        """The heights of the cells, (m,) mm, from below."""
        return np.arange(self.low_mm, self.high_mm + CELL_MM, CELL_MM)

    def flat(self, points: Points) -> Points:
        """Return the (n, 3) arc, height and distance from the axis of points, all mm."""
        points = np.asarray(points, dtype=float).reshape(-1, 3)
        back = self.axis_y_mm - points[:, 1]
        arc = np.arctan2(points[:, 0], back) * ARC_RADIUS_MM
        return np.column_stack([arc, points[:, 2], np.hypot(points[:, 0], back)])

    def round(self, places: Points) -> Points:
        """Return the (n, 3) points, RAS mm, at arcs, heights and distances from the axis."""
        angle = places[:, 0] / ARC_RADIUS_MM
        sideways, back = places[:, 2] * np.sin(angle), places[:, 2] * np.cos(angle)
        return np.column_stack([sideways, self.axis_y_mm - back, places[:, 1]])

    def reach(self, surfaces: Iterable[Surface], cells: int = 3) -> Numbers:
        """Return how far surfaces reach from the axis in each cell, (n, m) mm, `EMPTY` where there is none.

        Parameters
        ----------
        surfaces
            What is looked at.
        cells
            A cell has the farthest of so many cells each way, itself in the middle.
        """
        result = np.full((len(self.arcs), len(self.heights)), EMPTY)
        for surface in surfaces:
            flat = self.flat(_samples(surface, self.low_mm - 2.0, self.high_mm + 2.0))
            row = np.round((flat[:, 0] - self.arcs[0]) / CELL_MM).astype(int)
            column = np.round((flat[:, 1] - self.low_mm) / CELL_MM).astype(int)
            inside = (row >= 0) & (row < result.shape[0]) & (column >= 0) & (column < result.shape[1])
            np.maximum.at(result, (row[inside], column[inside]), flat[inside, 2])
        return np.asarray(maximum_filter(result, size=cells))

    def bridged(self, reach: Numbers) -> Numbers:
        """Return how far surfaces reach with the gaps between them closed, as far as a cloth would close them."""
        size = round(CLOSED_OVER_MM / CELL_MM)
        return np.maximum(reach, np.asarray(grey_closing(reach, size=(size, size))))

    def at(self, values: Numbers, places: Points) -> Numbers:
        """Return the (k,) values of cells at (k, 2 or 3) arcs and heights, between the cells."""
        ask = np.column_stack(
            [np.clip(places[:, 0], self.arcs[0], self.arcs[-1]), np.clip(places[:, 1], self.low_mm, self.heights[-1])]
        )
        return np.asarray(RegularGridInterpolator((self.arcs, self.heights), values)(ask))

    def cells(self) -> Points:
        """Return the (n * m, 2) arcs and heights of all cells."""
        arcs, heights = np.meshgrid(self.arcs, self.heights, indexing="ij")
        return np.column_stack([arcs.ravel(), heights.ravel()])

    def near(self, line: Points, within_mm: float) -> tuple[NDArray[np.bool_], Numbers]:
        """Return which cells a line of arcs and heights passes within a distance, and the line's third number there.

        Parameters
        ----------
        line
            (k, 3) float: arc, height, and what is wanted of the nearest place.
        within_mm
            How near.
        """
        steps = max(2, int(np.linalg.norm(np.diff(line[:, :2], axis=0), axis=1).sum() / 0.5))
        share = np.linspace(0.0, len(line) - 1.0, steps)
        dense = np.column_stack([np.interp(share, np.arange(len(line)), line[:, k]) for k in range(3)])
        far, found = cKDTree(dense[:, :2]).query(self.cells())
        shape = (len(self.arcs), len(self.heights))
        return np.asarray(far <= within_mm).reshape(shape), dense[found, 2].reshape(shape)


def back_field(skeleton: Skeleton, low_mm: float, high_mm: float) -> BackField:
    """Return the cells behind a skeleton between two heights."""
    return BackField(float(skeleton.anchor("sacral_promontory")[1]) + BEFORE_PROMONTORY_MM, low_mm, high_mm)


def stretched(
    lowest: Numbers, highest: Numbers, held: NDArray[np.bool_], at: Numbers, start: Numbers, rounds: int = ROUNDS
) -> Numbers:
    """Return the heights of a cloth that is held in some cells and stretched between limits in all others.

    Parameters
    ----------
    lowest, highest
        What it may not go below and, where that leaves it room, not above, (n, m) mm.
    held, at
        Where it is held, and at which height.
    start
        Heights to begin with.
    rounds
        How often each cell is brought between its neighbours.
    """
    value = np.where(held, at, np.clip(start, lowest, np.maximum(highest, lowest)))
    limit = np.maximum(highest, lowest)
    for _ in range(rounds):
        wide = np.pad(value, 1, mode="edge")
        even = 0.25 * (wide[:-2, 1:-1] + wide[2:, 1:-1] + wide[1:-1, :-2] + wide[1:-1, 2:])
        value = np.where(held, at, np.clip(even, lowest, limit))
    return value


def _samples(surface: Surface, low_mm: float, high_mm: float) -> Points:
    """Return places of a surface's right half between two heights, close together."""
    corners = surface.points[surface.triangles]
    inside = (corners[:, :, 2].max(axis=1) > low_mm) & (corners[:, :, 2].min(axis=1) < high_mm)
    corners = corners[inside & (corners[:, :, 0].max(axis=1) > -4.0)]
    longest = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1, initial=0.0)
    parts = np.maximum(1, np.ceil(longest / SAMPLE_MM)).astype(int)
    found = [corners.reshape(-1, 3)]
    for count in np.unique(parts):
        i, j = np.meshgrid(np.arange(count + 1), np.arange(count + 1), indexing="ij")
        keep = i + j <= count
        weights = np.stack([i[keep], j[keep], count - i[keep] - j[keep]], axis=1) / count
        found.append(np.einsum("wk,tkx->twx", weights, corners[parts == count]).reshape(-1, 3))
    return np.vstack(found)
