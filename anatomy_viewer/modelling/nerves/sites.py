"""Sites and tender points in place, each with the direction away from the body."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.modelling.placing import Placing
from anatomy_viewer.modelling.solids.lines import mirrored

Points = NDArray[np.float64]

NEAR_BONE_MM = 4.0
"""A point nearer to bone than this faces away from the bone, the others away from the body."""


@dataclass(frozen=True)
class PlacedPoint:
    """Where a site or tender point is, RAS mm, and its unit normal, both (3,) float."""

    at: Points
    normal: Points


def placed_points(placing: Placing) -> dict[str, PlacedPoint]:
    """Return the sites and tender points of both sides by point id (``scn_1_right``)."""
    result = {}
    for name in placing.rules.points:
        at = placing.point(name)
        normal = _normal(placing, at)
        result[f"{name}_right"] = PlacedPoint(at, normal)
        result[f"{name}_left"] = PlacedPoint(mirrored(at), mirrored(normal))
    return result


def _normal(placing: Placing, at: Points) -> Points:
    outward: Points = placing.buttock.outward(at[None])[0]
    # A point on the bone lies neither in nor out: look from just outside.
    gap, away = placing.bones.nearest((at + 1.0 * outward)[None])
    if gap[0] < NEAR_BONE_MM and away[0] @ outward > 0.0:
        outward = away[0]
    return outward
