"""A smooth surface under the skin of the buttock, for nerves to run on where there is no bone.

It is never drawn. A rounded hull over ilium, sacrum, greater trochanter, tuberosity and upper thigh,
drawn out by the bulge of gluteus maximus, stands for the layer of fat and fascia that the cluneal nerves
lie in. Its shape is judgement; published are only the places where nerves come to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import RectBivariateSpline
from scipy.spatial import ConvexHull

from anatomy_viewer.modelling.bones.skeleton import Skeleton
from anatomy_viewer.modelling.solids.lines import MIRROR, lengths, unit
from anatomy_viewer.modelling.solids.trees import tree_of

Points = NDArray[np.float64]

ROUNDING_MM = 3.0
"""How softly one flat side of the hull turns into the next."""

REST_MM = 6.0
"""Distance from the hull's rounded sides where the muscle does not bulge."""

BULGE_MM = 13.0
"""How far gluteus maximus stands out beyond the hull at its fullest."""

BULGE_HALF_WIDTHS_MM = (48.0, 60.0)
"""Sideways and up-and-down reach of the bulge, as standard deviations of a bell."""


ABOVE_MUSCLE_MM = 2.6
"""How far the layer lies outside the muscles: the drawn nerve's half thickness and a little fat."""

FINER = 4
"""Into how many parts the meshes of a muscle's face are divided, each way, before heights are measured over it."""


SEARCHES = (151, 41, 41, 41)
"""How many places are looked at in each search for the surface, each between two of the one before."""


class Overlay:
    """Heights over the outer faces of muscles, nearly.

    Parameters
    ----------
    faces
        Outer faces, each (rows, columns, 3) float, RAS mm.
    away_from
        (3,) float: a place that every face looks away from.
    """

    def __init__(self, faces: Sequence[Points], away_from: Points) -> None:
        places, normals = [], []
        for face in faces:
            fine = _finer(face)
            normal = np.cross(np.gradient(fine, axis=0), np.gradient(fine, axis=1))
            normal /= np.maximum(np.linalg.norm(normal, axis=2, keepdims=True), 1e-9)
            outside = (normal * (fine - away_from)).sum()
            places.append(fine.reshape(-1, 3))
            normals.append((normal if outside > 0.0 else -normal).reshape(-1, 3))
        self._places, self._normals = np.concatenate(places), np.concatenate(normals)
        self._tree = tree_of(self._places)

    def height(self, points: Points) -> tuple[NDArray[np.float64], Points]:
        """Return how far (n, 3) points stand outside the faces, (n,) mm, and the unit ways outwards, (n, 3).

        Beside a face the height is the distance from its border.
        """
        away, near = self._tree.query(points, k=6)
        weight = 1.0 / np.maximum(away, 0.2)
        weight /= weight.sum(axis=1, keepdims=True)
        normal = unit((self._normals[near] * weight[..., None]).sum(axis=1))
        gap = points - (self._places[near] * weight[..., None]).sum(axis=1)
        height = (gap * normal).sum(axis=1)
        aside = lengths(gap - height[:, None] * normal)
        return np.where(aside > 3.0, np.hypot(height, aside), height), normal


def _finer(face: Points) -> Points:
    """Return a net with its meshes divided, each way."""
    rows, columns, _ = face.shape
    u, v = np.arange(rows, dtype=float), np.arange(columns, dtype=float)
    fine_u = np.linspace(0.0, rows - 1.0, (rows - 1) * FINER + 1)
    fine_v = np.linspace(0.0, columns - 1.0, (columns - 1) * FINER + 1)
    axes = [RectBivariateSpline(u, v, face[..., axis], kx=1, ky=1)(fine_u, fine_v) for axis in range(3)]
    return np.stack(axes, axis=-1)


@dataclass(frozen=True)
class GlutealSurface:
    """The layer under the skin of the buttock as the zero level of a smooth function.

    Parameters
    ----------
    normals, offsets
        (m, 3) and (m,): the sides of the hull; inside, ``normals @ point + offsets`` is negative.
    fullest
        (3,) RAS mm, right side: where the muscle bulges most.
    muscles
        The muscles that it lies outside of, where they have been made.
    """

    normals: Points
    offsets: NDArray[np.float64]
    fullest: Points
    muscles: Overlay | None = None

    def over(self, faces: Sequence[Points]) -> GlutealSurface:
        """Return the layer that lies outside muscles too, by their outer faces, each (rows, columns, 3) RAS mm."""
        return replace(self, muscles=Overlay(faces, np.array([0.0, 70.0, -90.0])))

    def height(self, points: Points) -> NDArray[np.float64]:
        """Return how far (n, 3) points stand outside the surface, (n,) mm; negative inside."""
        height, _ = self._with_slope(points)
        return height

    def outward(self, points: Points) -> Points:
        """Return the (n, 3) unit directions away from the body at points."""
        slope = self._with_slope(points)[1]
        direction: Points = slope / np.linalg.norm(slope, axis=1, keepdims=True)
        return direction

    def projected(self, points: Points, steps: int = 12) -> Points:
        """Return (n, 3) points moved along the shortest way, nearly, onto the surface, in so many steps."""
        points = np.asarray(points, dtype=float).reshape(-1, 3).copy()
        for _ in range(steps):
            height, slope = self._with_slope(points)
            points -= slope * (height / (slope**2).sum(axis=1))[:, None]
        return points

    def seat_from_behind(self, place: Points) -> Points:
        """Return the place moved forwards or backwards onto the surface, (3,) mm.

        Where the body's side is seen edge-on the place goes the shortest way instead.
        """
        place = np.asarray(place, dtype=float)
        far, near = place[1] - 150.0, place[1] + 150.0
        for steps in SEARCHES:
            ways = np.linspace(far, near, steps)
            line = np.column_stack([np.full(steps, place[0]), ways, np.full(steps, place[2])])
            inside = np.flatnonzero(self.height(line) < 0.0)
            if not len(inside) or inside[0] == 0:
                return np.asarray(self.projected(place)[0])
            far, near = ways[inside[0] - 1], ways[inside[0]]
        return np.array([place[0], far, place[2]])

    def _with_slope(self, points: Points) -> tuple[NDArray[np.float64], Points]:
        points = np.asarray(points, dtype=float).reshape(-1, 3)
        plane = points @ self.normals.T + self.offsets
        top = plane.max(axis=1, keepdims=True)
        weight = np.exp((plane - top) / ROUNDING_MM)
        total = weight.sum(axis=1)
        height = top[:, 0] + ROUNDING_MM * np.log(total)
        slope = (weight / total[:, None]) @ self.normals
        for side in (np.ones(3), MIRROR):
            gap = points - self.fullest * side
            wide, high = BULGE_HALF_WIDTHS_MM
            bell = BULGE_MM * np.exp(-0.5 * ((gap[:, 0] / wide) ** 2 + (gap[:, 2] / high) ** 2))
            height = height - bell
            slope[:, 0] += bell * gap[:, 0] / wide**2
            slope[:, 2] += bell * gap[:, 2] / high**2
        height = height - REST_MM
        if self.muscles is not None:
            above, outwards = self.muscles.height(points)
            nearer = above - ABOVE_MUSCLE_MM < height
            height = np.where(nearer, above - ABOVE_MUSCLE_MM, height)
            slope = np.where(nearer[:, None], outwards, slope)
        return height, slope


def gluteal_surface(skeleton: Skeleton) -> GlutealSurface:
    """Return the layer under the skin of the buttock over a skeleton."""
    crest = skeleton.crest[:: max(1, len(skeleton.crest) // 12)]
    tuberosity = skeleton.anchor("ischial_tuberosity")
    trochanter = skeleton.anchor("greater_trochanter")
    top_of_trochanter = skeleton.stations.point("femur_right", "greater_trochanter_top")
    thigh_mm = 110.0
    right = np.vstack(
        [
            crest,
            skeleton.anchor("psis"),
            skeleton.anchor("piis"),
            trochanter,
            top_of_trochanter,
            tuberosity,
            tuberosity + np.array([4.0, -8.0, -thigh_mm]),
            tuberosity + np.array([62.0, -12.0, -42.0]),
            tuberosity + np.array([52.0, -8.0, -thigh_mm]),
            trochanter + np.array([0.0, -8.0, -thigh_mm]),
            trochanter + np.array([0.0, 60.0, -thigh_mm]),
        ]
    )
    middle = np.vstack([_back_of(skeleton.bones["sacrum"].points), skeleton.anchor("coccyx_tip")])
    deep = np.array([[0.0, 120.0, 60.0], [0.0, 140.0, -150.0 - thigh_mm]])
    hull = ConvexHull(np.vstack([right, right * MIRROR, middle, deep]))
    sides = np.unique(hull.equations.round(6), axis=0)
    fullest = (skeleton.anchor("psis") + tuberosity) / 2.0 + (22.0, 0.0, -5.0)
    return GlutealSurface(sides[:, :3], sides[:, 3], fullest)


def _back_of(points: Points, levels: int = 6) -> Points:
    """Return the hindmost point of a bone at each of some levels, moved into the midline, (n, 3) mm."""
    edges = np.linspace(points[:, 2].min(), points[:, 2].max(), levels + 1)
    found = []
    for low, high in pairwise(edges):
        slab = points[(points[:, 2] >= low) & (points[:, 2] <= high)]
        found.append(slab[int(slab[:, 1].argmin())] * (0.0, 1.0, 1.0))
    return np.array(found)
