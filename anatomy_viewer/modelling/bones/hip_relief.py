"""The fine relief of the hip bone: lines, rims and roughnesses that are lower than the stations are apart.

They are laid onto the finished form as shifts along its normals, a millimetre or less high. Where they run is
anatomy as every textbook draws it, in terms of the stations; how high they are is a choice for teaching.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.solids.fairing import through
from anatomy_viewer.modelling.solids.surface import Points, Surface, closest_points

BONE = "hip_right"


@dataclass(frozen=True)
class Ridge:
    """A line that stands out of the surface.

    Parameters
    ----------
    stations
        What it runs along: names of stations, or two of them for the middle between.
    height_mm
        How far it stands out; negative for a groove.
    half_width_mm
        Where it has fallen to six tenths of its height.
    """

    stations: tuple[str | tuple[str, str], ...]
    height_mm: float
    half_width_mm: float


GLUTEAL_LINES: Mapping[str, Ridge] = {
    "posterior_gluteal_line": Ridge(
        ("crest_10_outer_lip", ("lateral_u7_v1", "lateral_u8_v1"), "lateral_u8_v2", "lateral_u8_v3", "lateral_u8_v4"),
        0.7, 2.1,
    ),
    "anterior_gluteal_line": Ridge(
        ("crest_02_outer_lip", "lateral_u3_v1", "lateral_u4_v1", "lateral_u5_v2", "lateral_u6_v3", "lateral_u7_v4",
         ("lateral_u8_v5", "greater_sciatic_notch_3")),
        0.7, 2.1,
    ),
    "inferior_gluteal_line": Ridge(
        ("anterior_border_above_AIIS", "lateral_u2_v4", "lateral_u4_v4", "lateral_u6_v5",
         ("lateral_u8_v5", "greater_sciatic_notch_apex")),
        0.6, 2.1,
    ),
}  # fmt: skip
"""Between these lines the gluteal muscles arise: maximus behind the first, medius before it, minimus below the second.

The posterior line starts about 5 cm in front of the PSIS, the anterior about 4 cm behind the ASIS, the inferior just
above the AIIS; all three end at the greater sciatic notch.
"""

AURICULAR_STEP_MM, AURICULAR_EDGE_MM = 0.9, 2.2
"""How far the auricular surface stands out, and how wide its edge is."""

TUBEROSITY_BUMPS = (
    ("medial_u7_v1", 1.8, 5.5),
    ("medial_u8_v1", 1.4, 5.0),
    ("medial_u7_v2", -0.7, 4.0),
    ("medial_u6_v1", 1.4, 5.0),
)
"""The rough iliac tuberosity above and behind the auricular surface: station, height and half width in mm."""

KNOBS = (
    ("crest_12_top_PSIS", (0.0, -1.0, 0.0), 1.6, 6.5),
    ("PIIS", (0.0, -0.7, -0.7), 1.4, 5.5),
    ("AIIS", (0.0, 0.8, -0.6), 1.8, 6.5),
)
"""Ends of the ilium's borders that are thickened to knobs: station, where they point, mm to each side, half width.

A knob is made broader and not longer, so the landmark stays where it was measured.
"""


def line_of(stations: Stations, ridge: Ridge, steps: int = 24) -> Points:
    """Return a smooth curve through a ridge's stations, (n, 3) float, RAS mm, not yet on the surface."""
    knots = np.array([
        stations.point(BONE, place) if isinstance(place, str) else stations.points(BONE, place).mean(axis=0)
        for place in ridge.stations
    ])  # fmt: skip
    return np.vstack([through(knots, steps, closed=False).reshape(-1, 3), knots[-1]])


def gluteal_lines(surface: Surface, stations: Stations) -> dict[str, Points]:
    """Return the three gluteal lines on the finished right hip bone, (n, 3) float each, RAS mm, by name.

    Parameters
    ----------
    surface
        The finished right hip bone.
    stations
        The stations that it was built from.
    """
    return {name: closest_points(surface, line_of(stations, ridge)) for name, ridge in GLUTEAL_LINES.items()}


def with_relief(surface: Surface, stations: Stations) -> Surface:
    """Return the right hip bone with its relief, the same triangles.

    Parameters
    ----------
    surface
        The form without relief.
    stations
        The stations that it was built from.
    """
    points, normals = surface.points, surface.normals()
    height = np.zeros(len(points))
    lateral, medial = normals[:, 0] > 0.1, normals[:, 0] < 0.0
    for ridge in GLUTEAL_LINES.values():
        line = closest_points(surface, line_of(stations, ridge))
        found = cKDTree(line).query(points)
        distance = np.asarray(found[0], dtype=float)
        share = np.asarray(found[1], dtype=float) / (len(line) - 1.0)
        taper = np.clip(np.minimum(share, 1.0 - share) / 0.08, 0.0, 1.0)
        height += np.where(lateral, ridge.height_mm * taper * _bell(distance, ridge.half_width_mm), 0.0)
    depth = depth_inside(points, through(stations.group(BONE, "auricular_surface")[1], 12, closed=True).reshape(-1, 3))
    step = np.clip((depth + AURICULAR_EDGE_MM / 2.0) / AURICULAR_EDGE_MM, 0.0, 1.0)
    height += np.where(medial, AURICULAR_STEP_MM * step * step * (3.0 - 2.0 * step), 0.0)
    for name, bump_mm, half_mm in TUBEROSITY_BUMPS:
        distance = np.linalg.norm(points - stations.point(BONE, name), axis=1)
        height += np.where(medial, bump_mm * _bell(distance, half_mm), 0.0)
    shift = height[:, None] * normals
    for name, direction, thick_mm, half_mm in KNOBS:
        end = np.array(direction) / np.linalg.norm(direction)
        middle = stations.point(BONE, name) - 2.0 * end
        swell = thick_mm * _bell(np.linalg.norm(points - middle, axis=1), half_mm)
        shift += swell[:, None] * (normals - (normals @ end)[:, None] * end)
    return Surface(points + shift, surface.triangles)


def _bell(distance: NDArray[np.float64], half_mm: float) -> NDArray[np.float64]:
    result: NDArray[np.float64] = np.exp(-0.5 * (distance / half_mm) ** 2)
    return result


def depth_inside(points: Points, outline: Points) -> NDArray[np.float64]:
    """Return how far inside a nearly flat closed outline points lie, seen along its normal; mm, negative outside.

    Points more than 12 mm off its plane count as far outside.
    """
    middle = outline.mean(axis=0)
    axes = np.linalg.svd(outline - middle, full_matrices=False)[2]
    flat, border = (points - middle) @ axes[:2].T, (outline - middle) @ axes[:2].T
    inside = _in_polygon(flat, border)
    distance = cKDTree(_dense(border)).query(flat)[0]
    off = np.abs((points - middle) @ axes[2]) > 12.0
    result: NDArray[np.float64] = np.where(off, -99.0, np.where(inside, distance, -distance))
    return result


def _dense(border: Points) -> Points:
    ends = np.roll(border, -1, axis=0)
    return np.vstack([border + share * (ends - border) for share in np.linspace(0.0, 1.0, 8, endpoint=False)])


def _in_polygon(places: Points, border: Sequence[Points] | Points) -> NDArray[np.bool_]:
    inside = np.zeros(len(places), dtype=bool)
    x, y = places.T
    for a, b in zip(np.asarray(border), np.roll(np.asarray(border), -1, axis=0), strict=True):
        crosses = (a[1] > y) != (b[1] > y)
        slope = (b[0] - a[0]) / (b[1] - a[1]) if b[1] != a[1] else 0.0
        inside ^= crosses & (x < a[0] + slope * (y - a[1]))
    return inside
