"""The spread of a nerve's crossing over the crest: a soft stain on the bone, darkest in the middle.

The stain is an ellipse in two directions, along the crest and across it, bent onto the bone. Its colour
is the bone's own, darkened by the density of a normal distribution, with slight steps where 50, 90 and 95
% are held, and without an edge. Where stains overlap the denser one stands higher, so that the darkest is
seen.

Where landmarks are unsure, a second, paler ring beyond it ends where the stain would if its deviations held theirs too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d
from scipy.spatial import cKDTree

from anatomy_viewer.modelling.solids.lines import arc_lengths, unit
from anatomy_viewer.modelling.solids.quick_contact import QuickContact
from anatomy_viewer.modelling.solids.surface import Surface, closest_points
from anatomy_viewer.modelling.solids.trees import tree_of

Points = NDArray[np.float64]

STAIN_COLOUR = (84, 58, 150)
"""An ink violet: no tissue has it, so that a stain reads as something written on the bone or the skin."""
CONTOURS_SIGMA = (1.18, 2.15, 2.45)
"""Radii, in standard deviations, of the ellipses that hold 50, 90 and 95 % of a plane normal distribution."""

EDGE_SIGMA = 2.65
RADII_SIGMA = (0.0, 0.3, 0.6, 0.9, 1.14, 1.22, 1.5, 1.8, 2.11, 2.19, 2.41, 2.48, EDGE_SIGMA)
AROUND = 24
LEAST_LIFT_MM = 0.25
DENSE_LIFT_MM = 0.45
STEP_MM = 1.0
BESIDE_MM = 3.0
OFF_BONE_MM = 6.0
DOUBT_SHARES = (0.08, 0.85, 1.0)
DOUBT_STRENGTHS = (0.12, 0.12, 0.02)
"""Rings beyond the stain, from its edge (0) to where it ends with the landmarks' doubt (1), and how strong each is."""
WITHIN = 4
"""Into so many parts the edges of a triangle are split to see whether bone stands out through it."""
CLEARINGS = 6
FILM_STRENGTH = 0.3
"""How strong the edge of a stain is where it lies in a plane, farther than `OFF_BONE_MM` from bone."""

GRID_HALF_WIDTH_MM = 12.0
"""The largest deviation across the crest, 4.4 mm, times `EDGE_SIGMA`."""


@dataclass(frozen=True)
class CrestFrame:
    """Positions on the bone by distance along the crest and distance across it.

    Parameters
    ----------
    hip_bone
        The right hip bone.
    crest
        (n, 3) float: the top of its crest from the PSIS to the ASIS.
    """

    hip_bone: Surface
    crest: Points

    def on_bone(self, along_mm: NDArray[np.float64], across_mm: NDArray[np.float64]) -> Points:
        """Return (n, 3) points of the bone.

        Parameters
        ----------
        along_mm
            (n,) distance along the crest from the PSIS.
        across_mm
            (n,) distance over the bone from the top of the crest, positive to the outer side.
        """
        line = gaussian_filter1d(self.crest, 1.5, axis=0, mode="nearest")
        length = arc_lengths(line)
        start = np.column_stack([np.interp(along_mm, length, line[:, axis]) for axis in range(3)])
        slope = np.gradient(line, length, axis=0)
        tangent = unit(np.column_stack([np.interp(along_mm, length, slope[:, axis]) for axis in range(3)]))
        normals, tree = self.hip_bone.normals(), tree_of(self.hip_bone.points)
        points = closest_points(self.hip_bone, start)
        _, near = tree.query(points, k=12)
        up = unit(normals[near].mean(axis=1))
        # Tangents run forward; looking along them, the outer side of the right hip bone is to the right.
        heading = unit(np.cross(tangent, up))
        steps = max(1, int(np.ceil(np.abs(across_mm).max() / STEP_MM)))
        move = across_mm / steps
        for _ in range(steps):
            before = points
            points = closest_points(self.hip_bone, points + heading * move[:, None])
            went = points - before
            far = np.linalg.norm(went, axis=1) > 1e-6
            heading[far] = unit(went[far] * np.sign(move[far])[:, None])
        return points


def spread_surface(
    frame: CrestFrame, centre_mm: float, along_sd_mm: float, across_sd_mm: float, doubt_mm: float | None = None
) -> Surface:
    """Return the stain of a crossing, RAS mm, right side.

    Parameters
    ----------
    frame
        The bone, with its baked colours, and its crest.
    centre_mm
        Distance of the mean crossing along the crest from the PSIS.
    along_sd_mm, across_sd_mm
        Standard deviations along and across the crest.
    doubt_mm
        That of the landmarks, for a second ring; None for none.

    Raises
    ------
    ValueError
        Where the bone has no colours to blend into.
    """
    radius, angle, _ = stain_rings(doubt_mm is not None)
    along = centre_mm + with_doubt(along_sd_mm, doubt_mm) * radius * np.cos(angle)
    across = with_doubt(across_sd_mm, doubt_mm) * radius * np.sin(angle)
    return stain_on(frame.hip_bone, frame.on_bone(along, across))


def spread_behind(
    bones: QuickContact,
    hip_bone: Surface,
    centre: Points,
    sideways_sd_mm: float,
    caudal_sd_mm: float,
    on_bone: bool,
    doubt_mm: float | None = None,
) -> Surface:
    """Return the stain of a crossing that is seen from behind, RAS mm, right side.

    Parameters
    ----------
    bones
        What it is laid on.
    hip_bone
        The bone whose colours it blends into.
    centre
        (3,) float: the mean crossing.
    sideways_sd_mm, caudal_sd_mm
        Standard deviations away from the midline and downwards.
    on_bone
        Whether the nerve runs on the bone; otherwise the stain lies in the frontal plane of the crossing, and on
        bone only where that stands out behind the plane.
    doubt_mm
        Standard deviation of the landmarks, for a second ring; None for none.
    """
    radius, angle, _ = stain_rings(doubt_mm is not None)
    sideways, caudal = with_doubt(sideways_sd_mm, doubt_mm), with_doubt(caudal_sd_mm, doubt_mm)
    places = np.column_stack(
        [
            centre[0] + sideways * radius * np.cos(angle),
            np.full(len(radius), centre[1]),
            centre[2] - caudal * radius * np.sin(angle),
        ]
    )
    behind = _back_of(bones.samples, places)
    if on_bone:
        found = np.isfinite(behind)
        _, near = cKDTree(places[found][:, [0, 2]]).query(places[:, [0, 2]])
        behind = behind[found][near]
    places[:, 1] = behind if on_bone else np.minimum(places[:, 1], np.where(np.isfinite(behind), behind, np.inf))
    places = _evened(places, 3)
    for _ in range(12):
        gap, away = bones.nearest(places)
        places = _evened(places + away * np.clip(LEAST_LIFT_MM - gap, 0.0, 2.0)[:, None], 1)
    gap, away = bones.nearest(places)
    places = places + away * np.clip(LEAST_LIFT_MM - gap, 0.0, None)[:, None]
    return stain_on(hip_bone, _cleared(places, bones), np.array([0.0, -1.0, 0.0]))


def _cleared(places: Points, bones: QuickContact) -> Points:
    """Return the points of a stain, moved backwards where bone would stand out through a triangle between them."""
    mesh = stain_triangles(len(places))
    steps = range(WITHIN + 1)
    shares = np.array([(i, j, WITHIN - i - j) for i in steps for j in steps if i + j <= WITHIN]) / WITHIN
    result = places.copy()
    for _ in range(CLEARINGS):
        gap, _ = bones.nearest(np.einsum("wk,tkx->twx", shares, result[mesh]).reshape(-1, 3))
        lacking = np.maximum(LEAST_LIFT_MM - gap, 0.0).reshape(len(mesh), -1).max(axis=1)
        if not lacking.any():
            break
        need = np.zeros(len(result))
        np.maximum.at(need, mesh, lacking[:, None])
        result[:, 1] -= need
    return result


def _back_of(samples: Points, places: Points) -> NDArray[np.float64]:
    """Return the y of the hindmost sample beside each of some places, seen from behind; infinite where none is."""
    tree = cKDTree(samples[:, [0, 2]])
    return np.array(
        [samples[near, 1].min() if near else np.inf for near in tree.query_ball_point(places[:, [0, 2]], BESIDE_MM)]
    )


def _evened(places: Points, times: int) -> Points:
    """Return the points of a stain with the depth of each drawn towards that of its neighbours."""
    rings = len(places) // AROUND
    result = places.copy()
    for _ in range(times):
        depth = result[1:, 1].reshape(rings, AROUND)
        inner = np.vstack([np.full((1, AROUND), result[0, 1]), depth[:-1]])
        outer = np.vstack([depth[1:], depth[-1:]])
        around = np.roll(depth, 1, axis=1) + np.roll(depth, -1, axis=1)
        result[0, 1] = 0.5 * result[0, 1] + 0.5 * depth[0].mean()
        result[1:, 1] = (0.4 * depth + 0.15 * (inner + outer + around)).reshape(-1)
    return result


def stain_on(bone: Surface, on_bone: Points, outward: Points | None = None) -> Surface:
    """Return a stain on a surface, blended into its colours.

    Parameters
    ----------
    bone
        The surface, with its baked colours.
    on_bone
        (n, 3) float, RAS mm: the places of the surface for the points of `stain_rings`, in that order, with or without
        the second ring.
    outward
        (3,) unit vector to lift it along; by default that of the surface at each point.

    Raises
    ------
    ValueError
        Where the surface has no colours to blend into.
    """
    if bone.colours is None:
        raise ValueError("a stain needs a bone with colours")
    doubted = len(on_bone) > 1 + (len(RADII_SIGMA) - 1) * AROUND
    radius, _, lift = stain_rings(doubted)
    tree = cKDTree(bone.points)
    distance, near = tree.query(on_bone, k=4)
    weight = 1.0 / np.maximum(distance, 1e-3)
    weight /= weight.sum(axis=1, keepdims=True)
    plain = (bone.colours[near].astype(float) * weight[:, :, None]).sum(axis=1)
    normal = unit((bone.normals()[near] * weight[:, :, None]).sum(axis=1))
    strength = stain_strength(radius, doubted)[:, None]
    if outward is not None:
        normal = np.tile(outward, (len(radius), 1))
        # Off the bone its edge has nothing to blend into.
        apart = np.clip(np.asarray(distance).min(axis=1) / OFF_BONE_MM, 0.0, 1.0)[:, None]
        strength = strength + apart * FILM_STRENGTH * (1.0 - strength)
    colours = np.round(plain * (1.0 - strength) + np.array(STAIN_COLOUR) * plain / 236.0 * strength)
    points = on_bone + normal * lift[:, None]
    return _facing(Surface(points, stain_triangles(len(points)), np.clip(colours, 0, 255).astype(np.uint8)), normal)


def stain_rings(doubted: bool = False) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return where each point of a stain is and how high it stands, in the fixed order of the points.

    The first point is the middle; then come the rings of `RADII_SIGMA` from the inside out, `AROUND` points each.

    Parameters
    ----------
    doubted
        Whether the rings of `DOUBT_SHARES` follow, of deviations that `with_doubt` widens.

    Returns
    -------
    radius_sigma
        (n,) distance from the middle, in standard deviations.
    angle
        (n,) radians from the first axis towards the second.
    lift_mm
        (n,) height over the surface.
    """
    turn = np.linspace(0.0, 2.0 * np.pi, AROUND, endpoint=False)
    radii = RADII_SIGMA[1:] + (EDGE_SIGMA,) * (len(DOUBT_SHARES) if doubted else 0)
    radius = np.concatenate([[0.0], np.repeat(radii, AROUND)])
    angle = np.concatenate([[0.0], np.tile(turn, len(radii))])
    return radius, angle, LEAST_LIFT_MM + DENSE_LIFT_MM * (1.0 - radius / EDGE_SIGMA)


def doubt_shares() -> NDArray[np.float64]:
    """Return how far beyond the stain the points of the second ring lie, in their order, from 0 to 1."""
    return np.repeat(DOUBT_SHARES, AROUND)


def with_doubt(sd_mm: float, doubt_mm: float | None) -> NDArray[np.float64]:
    """Return a standard deviation for each point of a stain; in the second ring with the landmarks', if told."""
    plain = np.full(1 + (len(RADII_SIGMA) - 1) * AROUND, sd_mm)
    if doubt_mm is None:
        return plain
    return np.concatenate([plain, sd_mm + (np.hypot(sd_mm, doubt_mm) - sd_mm) * doubt_shares()])


@dataclass(frozen=True)
class CrestGrid:
    """Places of the bone at distances along the crest and across it, for viewers that lay stains themselves.

    Parameters
    ----------
    along_mm, across_mm
        (a,) and (b,) the distances, rising; across is positive to the outer side.
    points, normals
        (a * b, 3) float, RAS mm and unit vectors off the bone; those of one distance along follow each other.
    """

    along_mm: NDArray[np.float64]
    across_mm: NDArray[np.float64]
    points: Points
    normals: Points

    def mirrored(self) -> CrestGrid:
        """Return the same of the left side."""
        turned = np.array([-1.0, 1.0, 1.0])
        return CrestGrid(self.along_mm, self.across_mm, self.points * turned, self.normals * turned)


def crest_grid(
    frame: CrestFrame,
    step_along_mm: float = 4.0,
    step_across_mm: float = 2.0,
    half_width_mm: float = GRID_HALF_WIDTH_MM,
) -> CrestGrid:
    """Return the grid over the whole crest, RAS mm, right side."""
    length = float(arc_lengths(frame.crest)[-1])
    along = np.linspace(0.0, length, round(length / step_along_mm) + 1)
    across = np.arange(-half_width_mm, half_width_mm + 0.1, step_across_mm)
    points = np.empty((len(along), len(across), 3))
    for number, distance in enumerate(across):
        points[:, number] = frame.on_bone(along, np.full(len(along), distance))
    flat = points.reshape(-1, 3)
    _, near = tree_of(frame.hip_bone.points).query(flat, k=6)
    return CrestGrid(along, across, flat, unit(frame.hip_bone.normals()[near].mean(axis=1)))


def stain_strength(radius_sigma: NDArray[np.float64], doubted: bool = False) -> NDArray[np.float64]:
    """Return how strongly the stain covers the bone at a distance in standard deviations, 0 to 1.

    Where it is `doubted`, the last of them are those of the second ring.
    """
    density = np.exp(-0.5 * radius_sigma**2)
    inner, middle, outer = (radius_sigma <= contour for contour in CONTOURS_SIGMA)
    strength = 0.5 * density + 0.10 * inner + 0.09 * middle + 0.06 * outer
    fade = np.clip((EDGE_SIGMA - radius_sigma) / (EDGE_SIGMA - CONTOURS_SIGMA[2]), 0.0, 1.0)
    result = np.asarray(strength * fade)
    if doubted:
        beyond = np.repeat(DOUBT_STRENGTHS, AROUND)
        result[-len(beyond) :] = beyond
    return result


def stain_triangles(points: int) -> NDArray[np.int32]:
    """Return the triangles between the middle of a stain of so many points and the rings around it, (m, 3)."""
    number = 1 + np.arange(points - 1).reshape(-1, AROUND)
    right = np.roll(number, -1, axis=1)
    inner = np.column_stack([np.zeros(AROUND, dtype=int), number[0], right[0]])
    a, b, c, d = number[:-1], right[:-1], number[1:], right[1:]
    rings = np.concatenate([np.stack([a, c, d], axis=-1), np.stack([a, d, b], axis=-1)]).reshape(-1, 3)
    return np.vstack([inner, rings]).astype(np.int32)


def _facing(surface: Surface, normal: Points) -> Surface:
    if (surface.normals() * normal).sum() < 0.0:
        return Surface(surface.points, surface.triangles[:, ::-1], surface.colours)
    return surface
