"""Closed surfaces from nets of points: rings with a fan at either end, and the two faces of a sheet."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.modelling.solids.surface import Surface

Points = NDArray[np.float64]


def capped_rings(rings: Points, poles: Points | None = None) -> Surface:
    """Return the closed surface through (m, n, 3) rings of points with a fan at each end.

    Parameters
    ----------
    rings
        Rings of equally many points each, not repeating the first.
    poles
        (2, 3) float: the middles of the fans; by default the middles of the outer rings.
    """
    rows, around, _ = rings.shape
    number = np.arange(rows * around).reshape(rows, around)
    right = np.roll(number, -1, axis=1)
    a, b, c, d = number[:-1], right[:-1], number[1:], right[1:]
    sides = np.concatenate([np.stack([a, b, d], axis=-1), np.stack([a, d, c], axis=-1)]).reshape(-1, 3)
    first, last = rows * around, rows * around + 1
    fans = np.concatenate(
        [
            np.column_stack([np.full(around, first), right[0], number[0]]),
            np.column_stack([np.full(around, last), number[-1], right[-1]]),
        ]
    )
    ends = rings[[0, -1]].mean(axis=1) if poles is None else poles
    return Surface(np.vstack([rings.reshape(-1, 3), ends]), np.vstack([sides, fans]))


def between(low: Points, high: Points) -> Surface:
    """Return the closed surface between two faces of one net."""
    rows, columns, _ = low.shape
    number = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = number[:-1, :-1], number[:-1, 1:], number[1:, :-1], number[1:, 1:]
    top = np.concatenate([np.stack([a, c, b], axis=-1), np.stack([b, c, d], axis=-1)]).reshape(-1, 3)
    rim = np.concatenate([number[0, :-1], number[:-1, -1], number[-1, :0:-1], number[:0:-1, 0]])
    onward, below = np.roll(rim, -1), rim + rows * columns
    beyond = onward + rows * columns
    sides = np.concatenate([np.column_stack([rim, onward, beyond]), np.column_stack([rim, beyond, below])])
    points = np.concatenate([high.reshape(-1, 3), low.reshape(-1, 3)])
    return outward(Surface(points, np.concatenate([top, top[:, ::-1] + rows * columns, sides])))


def outward(surface: Surface) -> Surface:
    """Return a closed surface wound outward."""
    a, b, c = (surface.points[surface.triangles[:, k]] for k in range(3))
    if (a * np.cross(b, c)).sum() < 0.0:
        return Surface(surface.points, surface.triangles[:, ::-1], surface.colours)
    return surface
