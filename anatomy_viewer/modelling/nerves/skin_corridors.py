"""The spread of a nerve's crossing on the skin over it: a stain as on the bone, bent onto the skin.

The middle is the skin behind or below the mean crossing, as far from the midline as the crossing is. From there
straight ways over the skin run out in all directions, as far as the standard deviations in that direction say.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from anatomy_viewer.atlas.territories import SkinSpreadRule
from anatomy_viewer.modelling.nerves.corridors import (
    CONTOURS_SIGMA,
    DOUBT_SHARES,
    EDGE_SIGMA,
    STAIN_COLOUR,
    stain_strength,
    stain_triangles,
)
from anatomy_viewer.modelling.placing import Placing
from anatomy_viewer.modelling.soft_tissue.pressing import pressed
from anatomy_viewer.modelling.soft_tissue.skin_places import Skin, SkinPoint
from anatomy_viewer.modelling.solids.lines import arc_lengths, position, unit
from anatomy_viewer.modelling.solids.surface import Points, Surface

RADII_SIGMA = (0.0, 0.6, *(ring + step for ring in CONTOURS_SIGMA for step in (-0.04, 0.04)), 1.65, EDGE_SIGMA)
"""Rings: in pairs at each contour, so that its step is sharp."""

AROUND = 24
LEAST_LIFT_MM = 0.9
DENSE_LIFT_MM = 0.5
"""The denser stain stands higher, so that where stains overlap the darkest is seen."""

STEP_MM = 1.5


def build_skin_corridors(placing: Placing, so_far: Mapping[str, Surface]) -> dict[str, Surface]:
    """Return the stains of all crossings on the skin, right side, painted, by name."""
    skin = Skin(so_far["skin"])
    doubts = placing.skeleton.doubts
    return {
        name: spread_on_skin(placing, rule, skin, None if doubts is None else doubts[name])
        for name, rule in placing.rules.on_skin.spreads.items()
    }


def skin_corridor_records(placing: Placing, skin: Surface) -> dict[str, dict[str, object]]:
    """Return what the model says about each stain on the skin, both sides, by structure id."""
    pressed, records = Skin(skin), dict[str, dict[str, object]]()
    for name, rule in placing.rules.on_skin.spreads.items():
        centre = centre_on_skin(placing, rule, pressed)
        for side, sign in (("right", 1.0), ("left", -1.0)):
            records[f"{name}_{side}"] = {
                "nerve": f"{rule.nerve}_{side}",
                "surface": "skin",
                "centre": [round(float(value), 2) for value in centre.at * (sign, 1.0, 1.0)],
                "depth_mm": round(centre.depth_mm, 2),
                "along": rule.along,
                "along_sd_mm": rule.along_sd_mm,
                "across_sd_mm": rule.across_sd_mm,
                "contours_sigma": list(CONTOURS_SIGMA),
            }
    return records


def centre_on_skin(placing: Placing, rule: SkinSpreadRule, skin: Skin) -> SkinPoint:
    """Return the skin where a finger presses on the mean crossing."""
    return pressed(skin, placing.seat(rule.centre, 0.0))


def spread_on_skin(placing: Placing, rule: SkinSpreadRule, skin: Skin, doubt_mm: float | None = None) -> Surface:
    """Return the stain of one crossing, RAS mm, right side; with a second ring where the landmarks' doubt is told.

    Raises
    ------
    ValueError
        Where the skin has no colours to blend into.
    """
    if skin.surface.colours is None:
        raise ValueError("a stain needs a skin with colours")
    centre = centre_on_skin(placing, rule, skin)
    first = unit(_flat(_direction(placing, rule), centre.normal))
    second = np.cross(centre.normal, first)
    turn = np.linspace(0.0, 2.0 * np.pi, AROUND, endpoint=False)
    radii = np.array(sorted(RADII_SIGMA))

    def ways(along_sd_mm: float, across_sd_mm: float) -> Points:
        moves = np.column_stack([along_sd_mm * np.cos(turn), across_sd_mm * np.sin(turn)])
        return np.asarray(moves[:, :1] * first + moves[:, 1:] * second)

    usual = ways(rule.along_sd_mm, rule.across_sd_mm)
    steps = np.diff(radii)[:, None, None] * usual
    if doubt_mm is not None:
        widest = ways(float(np.hypot(rule.along_sd_mm, doubt_mm)), float(np.hypot(rule.across_sd_mm, doubt_mm)))
        beyond = np.diff((0.0, *DOUBT_SHARES))[:, None, None] * EDGE_SIGMA * (widest - usual)
        steps, radii = np.concatenate([steps, beyond]), np.concatenate([radii, [EDGE_SIGMA] * len(DOUBT_SHARES)])
    points, normals = _rays(skin, centre, steps)
    radius = np.concatenate([[0.0], np.repeat(radii[1:], AROUND)])
    strength = stain_strength(radius, doubt_mm is not None)[:, None]
    skin_colour = skin.colour_at(points)
    colours = skin_colour * (1.0 - strength) + np.array(STAIN_COLOUR) * strength
    triangles = stain_triangles(len(points))
    lift = LEAST_LIFT_MM + DENSE_LIFT_MM * (1.0 - radius / EDGE_SIGMA)[:, None]
    surface = Surface(points + lift * normals, triangles, np.round(colours).astype(np.uint8))
    if (surface.normals() * normals).sum() < 0.0:
        return Surface(surface.points, surface.triangles[:, ::-1], surface.colours)
    return surface


def _direction(placing: Placing, rule: SkinSpreadRule) -> Points:
    if rule.along == "lateral":
        return np.array([1.0, 0.0, 0.0])
    if rule.along == "caudal":
        return np.array([0.0, 0.0, -1.0])
    crest = placing.skeleton.crest
    along, here = arc_lengths(crest), position(crest, placing.seat(rule.centre, 0.0))
    before, after = (
        np.array([np.interp(here + step, along, crest[:, axis]) for axis in range(3)]) for step in (-8.0, 8.0)
    )
    return np.asarray(after - before)


def _rays(skin: Skin, centre: SkinPoint, ways: Points) -> tuple[Points, Points]:
    """Return points over the skin, ring by ring after the middle, and their normals.

    `ways` (rings, n, 3) are the n ways from each ring to the next.
    """
    place = np.repeat(centre.at[None], ways.shape[1], axis=0)
    heading = ways[0] / np.linalg.norm(ways[0], axis=1, keepdims=True)
    points, normals = [centre.at[None]], [centre.normal[None]]
    for length in np.linalg.norm(ways, axis=2):
        steps = max(1, int(np.ceil(length.max() / STEP_MM)))
        for _ in range(steps):
            at, normal = skin.nearest(place + heading * (length / steps)[:, None])
            heading = unit(_flat(heading, normal))
            place = at
        points.append(place)
        normals.append(normal)
    return np.vstack(points), np.vstack(normals)


def _flat(vectors: Points, normals: Points) -> Points:
    return np.asarray(vectors - (vectors * normals).sum(axis=-1, keepdims=True) * normals)
