"""The iliac crest as a curve: the line along its top from the PSIS to the ASIS, on the built surface."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.solids.lines import arc_lengths, evenly_spaced
from anatomy_viewer.modelling.solids.surface import Surface, closest_points

Points = NDArray[np.float64]

BONE = "hip_right"
SPACING_MM = 2.0
TOPS = ("crest_12_top_PSIS", *(f"crest_{k:02d}_top" for k in range(11, 0, -1)), "crest_00_top_ASIS")
"""Stations along the top, from the PSIS forward."""


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
