"""The iliac crest as a curve: the line along its top from the PSIS to the ASIS, on the built surface."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.solids.surface import Surface

Points = NDArray[np.float64]

BONE = "hip_right"
SPACING_MM = 2.0
TOPS = ("crest_12_top_PSIS", *(f"crest_{k:02d}_top" for k in range(11, 0, -1)), "crest_00_top_ASIS")
"""Stations along the top, from the PSIS forward."""


def closest_points(surface: Surface, places: Points) -> Points:
    """Return the points of a surface (on its triangles) nearest to (n, 3) places, RAS mm."""
    _, found = surface.to_polydata().find_closest_cell(np.asarray(places, dtype=float), return_closest_point=True)
    return np.asarray(found, dtype=float).reshape(-1, 3)


def evenly_spaced(points: Points, spacing_mm: float) -> Points:
    """Return a polyline resampled by arc length; the ends stay, the spacing is the nearest that fits."""
    along = arc_lengths(points)
    count = max(2, round(float(along[-1]) / spacing_mm) + 1)
    wanted = np.linspace(0.0, float(along[-1]), count)
    return np.column_stack([np.interp(wanted, along, points[:, axis]) for axis in range(3)])


def crest_curve(surface: Surface, stations: Stations, spacing_mm: float = SPACING_MM) -> Points:
    """Return the top of the right iliac crest from PSIS to ASIS, (n, 3) float, RAS mm.

    Parameters
    ----------
    surface
        The finished right hip bone.
    stations
        The stations it was built from.
    spacing_mm
        Distance of neighbouring points along the curve, nearly.
    """
    tops = stations.points(BONE, TOPS)
    along = arc_lengths(tops)
    dense = CubicSpline(along, tops, axis=0)(np.linspace(0.0, float(along[-1]), 600))
    return closest_points(surface, evenly_spaced(closest_points(surface, dense), spacing_mm))


def arc_lengths(curve: Points) -> NDArray[np.float64]:
    """Return the distance from the curve's start to each of its points, along it, (n,) float, mm."""
    steps = np.linalg.norm(np.diff(curve, axis=0), axis=1)
    return np.concatenate([[0.0], np.cumsum(steps)])


def at_length(curve: Points, length_mm: float) -> Points:
    """Return the point of a curve at a distance from its start along it, (3,) float, RAS mm.

    Raises
    ------
    ValueError
        Where the curve is shorter than that, or the distance is negative.
    """
    along = arc_lengths(curve)
    if not 0.0 <= length_mm <= along[-1]:
        raise ValueError(f"{length_mm:.1f} mm lies outside the curve, which is {along[-1]:.1f} mm long")
    return np.array([np.interp(length_mm, along, curve[:, axis]) for axis in range(3)])


def at_midline_distance(curve: Points, distance_mm: float) -> Points:
    """Return the first point of a crest curve, going from the PSIS, at a straight distance from the midline.

    Parameters
    ----------
    curve
        (n, 3) float, RAS mm, of either side.
    distance_mm
        Absolute x of the point.

    Raises
    ------
    ValueError
        Where the crest never comes to that distance; the message says between which distances it runs.
    """
    lateral = np.abs(curve[:, 0])
    for k in range(len(curve) - 1):
        low, high = sorted((lateral[k], lateral[k + 1]))
        if low <= distance_mm <= high and high > low:
            share = (distance_mm - lateral[k]) / (lateral[k + 1] - lateral[k])
            point: Points = curve[k] + share * (curve[k + 1] - curve[k])
            return point
    raise ValueError(
        f"the crest runs {lateral.min():.1f} to {lateral.max():.1f} mm from the midline, never {distance_mm:.1f} mm"
    )


def position(curve: Points, place: Points) -> float:
    """Return how far along a curve its point nearest to a place lies, mm from the start."""
    along = arc_lengths(curve)
    start, step = curve[:-1], np.diff(curve, axis=0)
    length = np.maximum((step**2).sum(axis=1), 1e-12)
    share = np.clip(((np.asarray(place) - start) * step).sum(axis=1) / length, 0.0, 1.0)
    gap = np.linalg.norm(start + share[:, None] * step - place, axis=1)
    k = int(gap.argmin())
    return float(along[k] + share[k] * (along[k + 1] - along[k]))


def length(curve: Points, a: Points, b: Points) -> float:
    """Return the distance along a curve between the points of it nearest to two places, mm."""
    return abs(position(curve, b) - position(curve, a))
