"""Ligaments as flat bands: a closed surface lofted through cross-sections with rounded edges and ends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import gaussian_filter1d

from anatomy_viewer.modelling.crest import arc_lengths
from anatomy_viewer.modelling.surface import Surface

Points = NDArray[np.float64]

AROUND = 14
ALONG_SPACING_MM = 2.2
ROUND_END_MM = 3.0


@dataclass(frozen=True)
class BandShape:
    """A ligament's surface and its middle line.

    Parameters
    ----------
    surface
        Closed, wound outward.
    middle
        (n, 3) float, RAS mm, from the upper end to the lower end.
    thickness_mm
        (n,) float: thickness at each point of the middle line, measured before the ends are rounded off.
    """

    surface: Surface
    middle: Points
    thickness_mm: NDArray[np.float64]


def band_shape(first_edge: Points, second_edge: Points, thickness_mm: NDArray[np.float64]) -> BandShape:
    """Return the band between two edges.

    Parameters
    ----------
    first_edge, second_edge
        (n, 3) float, RAS mm: the edges at each cross-section, from the upper end to the lower.
    thickness_mm
        (n,) float: thickness at each cross-section.
    """
    knots = arc_lengths((first_edge + second_edge) / 2.0)
    count = max(8, round(float(knots[-1]) / ALONG_SPACING_MM) + 1)
    times = np.linspace(0.0, knots[-1], count)
    first, second = (_smooth(PchipInterpolator(knots, edge, axis=0)(times)) for edge in (first_edge, second_edge))
    thick = PchipInterpolator(knots, thickness_mm)(times)
    middle = (first + second) / 2.0
    to_end = np.minimum(times, times[-1] - times)
    rounded = np.sqrt(np.clip(1.0 - (1.0 - np.minimum(to_end / ROUND_END_MM, 1.0)) ** 2, 0.12, 1.0))
    across = (second - first) / 2.0 * rounded[:, None]
    up = np.cross(np.gradient(middle, axis=0), second - first)
    up /= np.linalg.norm(up, axis=1, keepdims=True)
    angle = np.linspace(0.0, 2.0 * np.pi, AROUND, endpoint=False)
    # A squared-off ellipse: flat faces, round edges.
    wide = np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** 0.75
    high = np.sign(np.sin(angle)) * np.abs(np.sin(angle)) ** 0.6
    half_thick = thick / 2.0 * np.minimum(1.0, 0.4 + rounded)
    rings = (
        middle[:, None, :]
        + wide[None, :, None] * across[:, None, :]
        + (high[None, :] * half_thick[:, None])[:, :, None] * up[:, None, :]
    )
    return BandShape(outward(capped_rings(rings)), middle, thick)


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


def outward(surface: Surface) -> Surface:
    """Return a closed surface wound outward."""
    a, b, c = (surface.points[surface.triangles[:, k]] for k in range(3))
    if (a * np.cross(b, c)).sum() < 0.0:
        return Surface(surface.points, surface.triangles[:, ::-1], surface.colours)
    return surface


def _smooth(edge: Points) -> Points:
    """Return an edge without the corners at its cross-sections; its ends stay."""
    result = np.asarray(gaussian_filter1d(edge, 2.0, axis=0, mode="nearest"))
    share = np.minimum(np.arange(len(edge)), np.arange(len(edge))[::-1]) / 4.0
    weight = np.clip(share, 0.0, 1.0)[:, None]
    blended: Points = weight * result + (1.0 - weight) * edge
    return blended
