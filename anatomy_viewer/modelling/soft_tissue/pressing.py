"""Where a finger meets the body: the back of the skin as a grid of heights, and the skin over each point."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.modelling.soft_tissue.skin_places import Skin, SkinPoint
from anatomy_viewer.modelling.solids.surface import Points

SPACING_MM = 6.0
START_BEHIND_MM = 60.0
WAYS_DEG = (-40.0, 85.0)
"""A finger presses from straight behind (0), from as much above as the first and from as much below as the second."""

FACES_THE_MIDLINE = 0.4
"""Skin whose normal points so much towards the midline lies in the cleft or on the inner side of the thigh."""

FORWARDS = np.array([0.0, 1.0, 0.0])


@dataclass(frozen=True)
class BackGrid:
    """The skin as it is seen from straight behind, RAS mm.

    Parameters
    ----------
    x_mm, z_mm
        (a,) and (b,) rising; the same places on both sides of the midline.
    y_mm
        (b, a) where the skin is; NaN where there is none.
    """

    x_mm: NDArray[np.float64]
    z_mm: NDArray[np.float64]
    y_mm: NDArray[np.float64]


def back_grid(skin: Skin, spacing_mm: float = SPACING_MM) -> BackGrid:
    """Return the back of the skin on a grid that covers it, as nearly as the spacing allows."""
    low, high = skin.surface.points.min(axis=0), skin.surface.points.max(axis=0)
    columns = int(high[0] // spacing_mm)
    x = spacing_mm * np.arange(-columns, columns + 1, dtype=np.float64)
    # Just within the cuts: a ray in their plane runs along the rim.
    rows = round((high[2] - low[2]) / spacing_mm)
    z: NDArray[np.float64] = np.linspace(low[2] + 0.5, high[2] - 0.5, rows + 1)
    half = x[columns:]
    across, up = np.meshgrid(half, z)
    starts = np.column_stack([across.ravel(), np.full(across.size, low[1] - START_BEHIND_MM), up.ravel()])
    at, _, met = skin.first_met(starts, FORWARDS)
    behind = np.where(met, at[:, 1], np.nan).reshape(across.shape)
    return BackGrid(x, z, np.hstack([behind[:, :0:-1], behind]))


def points_on_skin(skin: Skin, landmarks: Mapping[str, Points], points: Mapping[str, Points]) -> dict[str, SkinPoint]:
    """Return the skin over each place by its name.

    Over a landmark that is the nearest skin, unless that lies in the cleft. Sites and tender points are told by
    how far they lie from the midline: they are pressed where they are, from behind or below, not from the side.

    Parameters
    ----------
    skin
        The skin.
    landmarks
        The bony landmarks that are felt, RAS mm.
    points
        The sites and tender points, RAS mm.
    """
    found = {name: skin.above(place)[0] for name, place in landmarks.items()}
    for name, point in found.items():
        side = np.sign(round(landmarks[name][0]))
        if side * point.normal[0] < -FACES_THE_MIDLINE:
            found[name] = pressed(skin, landmarks[name])
    return {**found, **{name: pressed(skin, place) for name, place in points.items()}}


def pressed(skin: Skin, place: Points) -> SkinPoint:
    """Return the skin nearest to a place among what lies behind or below it, as far from the midline as it is."""
    best = 0.0
    for step in (5.0, 1.0, 0.2):
        reach = WAYS_DEG if step == 5.0 else (max(best - 5.0 * step, WAYS_DEG[0]), min(best + 5.0 * step, WAYS_DEG[1]))
        turns = np.arange(reach[0], reach[1] + step / 2.0, step)
        angle = np.radians(turns)
        ways = np.column_stack([np.zeros(len(turns)), -np.cos(angle), -np.sin(angle)])
        at, normal, met = skin.first_met(np.tile(place, (len(turns), 1)), ways)
        depth = np.where(met, np.linalg.norm(at - place, axis=1), np.inf)
        least = int(depth.argmin())
        best = float(turns[least])
    return SkinPoint(at[least], normal[least], float(depth[least]))
