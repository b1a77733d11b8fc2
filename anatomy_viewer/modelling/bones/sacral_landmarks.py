"""Landmarks of sacrum and coccyx on the finished surfaces, and the named places other builders start from."""

from __future__ import annotations

import numpy as np

from anatomy_viewer.modelling.bones.coccyx import chain
from anatomy_viewer.modelling.bones.sacrum import FORAMINA, apex_block, endplate_axes, foramen_centre
from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.solids.lines import MIRROR
from anatomy_viewer.modelling.solids.surface import Points, Surface, midline_points

TRANSVERSE_TUBERCLES = {"S2": "lateral_crest_S1_S2", "S3": "lateral_crest_S2_S3", "S4": "lateral_crest_S3_S4"}
"""Station of the transverse tubercle of each sacral vertebra, on the lateral crest above its foramen."""


def sacral_landmarks(sacrum: Surface, coccyx: Surface, stations: Stations) -> dict[str, Points]:
    """Return the midline landmarks of sacrum and coccyx, (3,) float each, RAS mm, on the surfaces.

    ``sacral_promontory`` is the foremost point of the upper endplate's front edge, seen along the endplate;
    ``sacral_apex`` is the lowest point of the last sacral body; ``coccyx_tip`` is the end of the coccyx.

    Parameters
    ----------
    sacrum, coccyx
        The finished surfaces.
    stations
        The stations that they were built from.
    """
    up, forward = endplate_axes(stations)
    front = stations.point("sacrum", "S1_endplate_00")
    upper, end = apex_block(stations)
    line = chain(stations)
    return {
        "sacral_promontory": _farthest(sacrum, front, 8.0, forward + 0.35 * up),
        "sacral_apex": _farthest(sacrum, end, 8.0, end - upper),
        "coccyx_tip": _farthest(coccyx, line[-1], 8.0, line[-1] - line[-2]),
    }


def posterior_foramina(stations: Stations) -> dict[str, Points]:
    """Return the centres of the posterior foramina S1 to S4 on both sides, (3,) float each, RAS mm.

    The ids are ``posterior_sacral_foramen_s1_right`` and so on.
    """
    found = {}
    for level in FORAMINA:
        centre = foramen_centre(stations, "posterior", level)
        found[f"posterior_sacral_foramen_{level.lower()}_right"] = centre
        found[f"posterior_sacral_foramen_{level.lower()}_left"] = centre * MIRROR
    return found


def transverse_tubercle(sacrum: Surface, stations: Stations, level: str) -> Points:
    """Return the top of a right transverse tubercle of the lateral crest, (3,) float, RAS mm.

    Parameters
    ----------
    level
        ``S2``, ``S3`` or ``S4``. The long posterior sacroiliac ligament ends at the third.

    Raises
    ------
    KeyError
        Where the level is another.
    """
    start = stations.point("sacrum", TRANSVERSE_TUBERCLES[level])
    near = np.linalg.norm(sacrum.points - start, axis=1) < 7.0
    outward = sacrum.normals()[near].mean(axis=0)
    candidates = sacrum.points[near]
    return np.asarray(candidates[int((candidates @ outward).argmax())])


def _farthest(surface: Surface, start: Points, radius_mm: float, direction: Points) -> Points:
    """Return the surface's point in the midline within a radius of a start that lies farthest in a direction."""
    section = midline_points(surface)
    near = section[np.linalg.norm(section - start, axis=1) < radius_mm]
    if not len(near):
        raise ValueError("the surface does not meet the midline where the stations say that it ends")
    return np.asarray(near[int((near @ direction).argmax())])
