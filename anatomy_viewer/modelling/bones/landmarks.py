"""Landmarks of the hip bone, each found on the finished surface by a geometric rule.

A rule looks at the surface near a warped station and takes the point that lies farthest in the direction in
which an examiner or a reader of a scan would look for it. So a landmark is on the bone that is shown, however
the surface was smoothed, and not where the table happened to put a station.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.modelling.bones.hip_bone import BONE, LUNATE, POSTERIOR_BORDER, sharpened
from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.solids.fairing import through
from anatomy_viewer.modelling.solids.sphere import fitted_sphere
from anatomy_viewer.modelling.solids.surface import Surface, midline_points

Points = NDArray[np.float64]

MIRROR = np.array([-1.0, 1.0, 1.0])


@dataclass(frozen=True)
class ExtremeRule:
    """The point of the surface near a station that lies farthest in a direction.

    Parameters
    ----------
    station
        Name of the station of the right hip bone to start from.
    direction
        Where to look, RAS; need not be of unit length.
    radius_mm
        Points farther than this from the station are not considered.
    beside_joint_mm
        Where given, only points no farther from the midline than the bone's innermost point and this much are
        considered.
    """

    station: str
    direction: tuple[float, float, float]
    radius_mm: float
    beside_joint_mm: float | None = None


RULES: Mapping[str, ExtremeRule] = {
    "asis": ExtremeRule("crest_00_top_ASIS", (0.0, 1.0, 0.0), 12.0),
    "aiis": ExtremeRule("AIIS", (-0.3, 0.8, -0.6), 9.0),
    "psis": ExtremeRule("crest_12_top_PSIS", (0.0, -1.0, 0.0), 10.0),
    "piis": ExtremeRule("PIIS", (0.0, -0.7, -0.7), 8.0),
    "pubic_tubercle": ExtremeRule("pubic_tubercle", (0.5, 0.85, 0.15), 8.0),
    "symphysis_top": ExtremeRule("symphyseal_face_superior", (0.0, 0.0, 1.0), 18.0, 6.0),
    "symphysis_bottom": ExtremeRule("symphyseal_face_inferior", (0.0, -0.6, -0.8), 16.0, 6.0),
    "ischial_spine": ExtremeRule("ischial_spine", (-0.7, -0.7, 0.0), 8.0),
    "ischial_tuberosity": ExtremeRule("tuberosity_mid_4", (0.0, 0.0, -1.0), 30.0),
    "iliac_crest_summit": ExtremeRule("crest_07_top", (0.0, 0.0, 1.0), 40.0),
    "iliac_tubercle": ExtremeRule("crest_03_outer_lip", (1.0, 0.0, 0.0), 30.0),
}
"""How each landmark is found that is the farthest point in some direction.

ASIS and PSIS are the foremost and rearmost points of the crest's ends. The AIIS is the lower end of its blunt knob,
which is as far below the ASIS as the experts of the population table pick it. The summit is the crest's
highest and the tubercle its outermost point, the tuberosity is the lowest point of the bone.
"""


def nearest_point(surface: Surface, place: Points) -> Points:
    """Return the surface's point (a vertex) nearest to a place, (3,) float, RAS mm."""
    nearest: Points = surface.points[int(((surface.points - place) ** 2).sum(axis=1).argmin())]
    return nearest.copy()


def extreme_point(surface: Surface, start: Points, rule: ExtremeRule) -> Points:
    """Return the surface's point that a rule finds near a start, (3,) float, RAS mm."""
    near = ((surface.points - start) ** 2).sum(axis=1) <= rule.radius_mm**2
    if rule.beside_joint_mm is not None:
        near &= surface.points[:, 0] <= surface.points[:, 0].min() + rule.beside_joint_mm
    if not near.any():
        return nearest_point(surface, start)
    candidates = surface.points[near]
    farthest: Points = candidates[int((candidates @ np.array(rule.direction)).argmax())]
    return farthest.copy()


def acetabulum(surface: Surface, stations: Stations) -> tuple[Points, float]:
    """Return centre (3,) and radius of the sphere through the lunate surface of the cup, RAS mm.

    The centre is that of the hip joint. The lunate surface is what of the surface lies within 4 mm of its
    stations.
    """
    places = stations.points(BONE, LUNATE)
    distance = np.linalg.norm(surface.points[:, None, :] - places[None, :, :], axis=2).min(axis=1)
    return fitted_sphere(surface.points[distance < 4.0])


def greater_sciatic_notch(surface: Surface, stations: Stations) -> Points:
    """Return the foremost point of the border between PIIS and ischial spine, (3,) float, RAS mm."""
    knots = sharpened(stations).points(BONE, POSTERIOR_BORDER[1:])
    border = through(knots, 20, closed=False).reshape(-1, 3)
    return nearest_point(surface, border[int(border[:, 1].argmax())])


def hip_landmarks(surface: Surface, stations: Stations) -> dict[str, Points]:
    """Return the landmarks of the right hip bone, keyed by name, each (3,) float, RAS mm.

    Parameters
    ----------
    surface
        The finished right hip bone.
    stations
        The stations that the surface was built from.
    """
    found = {name: extreme_point(surface, stations.point(BONE, rule.station), rule) for name, rule in RULES.items()}
    found["greater_sciatic_notch"] = greater_sciatic_notch(surface, stations)
    found["acetabulum_centre"] = acetabulum(surface, stations)[0]
    return found


def symphysis_landmarks(disc: Surface, beside: Mapping[str, Points]) -> dict[str, Points]:
    """Return the ends of the symphysis in the midline, on the disc between the pubic bones, (3,) float, RAS mm.

    Parameters
    ----------
    disc
        The finished interpubic disc.
    beside
        The landmarks of the right hip bone.
    """
    section = midline_points(disc)
    found = {}
    for name in ("symphysis_top", "symphysis_bottom"):
        near = section[np.linalg.norm((section - beside[name])[:, 1:], axis=1) < RULES[name].radius_mm]
        found[name] = np.asarray(near[int((near @ np.array(RULES[name].direction)).argmax())])
    return found


def both_sides(landmarks: Mapping[str, Points]) -> dict[str, Points]:
    """Return right landmarks and their mirror images under the ids ``name_right`` and ``name_left``."""
    result = {f"{name}_right": place for name, place in landmarks.items()}
    result.update({f"{name}_left": place * MIRROR for name, place in landmarks.items()})
    return result
