"""Our whole pelvis laid onto a brought one: each bone on its own, what did not come beside its neighbour, one frame.

A bone that did not come is our own, moved as the part of its neighbour that it stands on was moved: a femur as the
socket, the lumbar vertebrae as the base of the sacrum, the coccyx as its apex. A hip bone that did not come is the
mirror image of the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.modelling.bones.stations import Station, Stations
from anatomy_viewer.modelling.imported.bending import BoneFit, Similarity, laid_on
from anatomy_viewer.modelling.imported.own import OwnPelvis
from anatomy_viewer.modelling.solids.lines import MIRROR
from anatomy_viewer.modelling.solids.surface import Surface
from anatomy_viewer.modelling.solids.trees import tree_of

Points = NDArray[np.float64]
Numbers = NDArray[np.float64]
Carry = Callable[[Points], Points]

BONE_OF_STATIONS = {
    "hip_right": "hip_bone_right",
    "sacrum": "sacrum",
    "coccyx": "coccyx",
    "L5": "l5_vertebra",
    "L4": "l4_vertebra",
    "femur_right": "femur_right",
}
"""The bone of the model on which the stations of each bone of the table lie."""

STANDS_ON = {
    "sacrum": ("hip_bone_right", "hip_bone_left"),
    "coccyx": ("sacrum",),
    "l5_vertebra": ("sacrum",),
    "l4_vertebra": ("l5_vertebra",),
    "l3_vertebra": ("l4_vertebra",),
    "femur_right": ("hip_bone_right",),
    "femur_left": ("hip_bone_left",),
}
"""Beside which bones one that did not come is placed."""

WHOLE = 0.93
"""Of a whole bone at least this share of ours finds its partner."""

BESIDE_MM = 45.0
"""So far from a bone that did not come its neighbour says how it is moved; at least its `BESIDE_COUNT` nearest."""

BESIDE_COUNT = 300

BLEND_MM = 4.0
"""Between bones a place goes with the nearer ones; this much farther away a bone counts for a third."""


def other_side(name: str) -> str:
    """Return the id of the same bone or point of the other side; one of the midline is its own."""
    for side, other in (("right", "left"), ("left", "right")):
        if name.endswith(f"_{side}"):
            return f"{name.removesuffix(side)}{other}"
    return name


@dataclass(frozen=True)
class Laid:
    """Our pelvis on a brought one, in the frame of the brought one.

    Parameters
    ----------
    own
        Our pelvis.
    fits
        Of each of our bones that has a brought one.
    brought
        The brought bones by structure id.
    taken
        The map of each bone that is ours.
    mirrored
        Bones that are the mirror image of the other side's.
    """

    own: OwnPelvis
    fits: Mapping[str, BoneFit]
    brought: Mapping[str, Surface]
    taken: Mapping[str, Similarity]
    mirrored: tuple[str, ...]

    @cached_property
    def maps(self) -> dict[str, Carry]:
        """How each of our bones goes to where it is on the brought pelvis."""
        return {**self.fits, **self.taken}

    @cached_property
    def _trees(self) -> dict[str, cKDTree]:
        return {name: tree_of(self.own.bones[name].points) for name in self.maps}

    def __call__(self, points: Points) -> Points:
        """Return where (n, 3) places of our pelvis are on the brought one: each goes with the bones it is near."""
        points = np.asarray(points, dtype=float).reshape(-1, 3)
        names = list(self.maps)
        gaps = np.array([self._trees[name].query(points)[0] for name in names])
        shares = np.exp(-np.minimum((gaps - gaps.min(axis=0)) / BLEND_MM, 40.0))
        shares /= shares.sum(axis=0)
        result = np.zeros_like(points)
        for name, share in zip(names, shares, strict=True):
            near = share > 1e-3
            if near.any():
                result[near] += share[near, None] * self.maps[name](points[near])
        kept = np.where(shares > 1e-3, shares, 0.0).sum(axis=0)
        return np.asarray(result / kept[:, None])


def laid(own: OwnPelvis, brought: Mapping[str, Surface]) -> Laid:
    """Return our pelvis laid onto a brought one.

    Parameters
    ----------
    own
        Our pelvis.
    brought
        Closed surfaces by structure id, RAS mm; at least a hip bone.

    Raises
    ------
    ProblemsFound
        Where there is no hip bone.
    """
    bones = dict(brought)
    if not any(name.startswith("hip_bone") for name in bones):
        raise ProblemsFound([Problem("the pelvis", "there is no hip bone in it", "at least one hip bone")])
    fits = laid_on(own.bones, bones)
    mirrored = []
    for name in ("hip_bone_right", "hip_bone_left"):
        there = other_side(name)
        if name not in bones and there in bones:
            bones[name] = _reflected(bones[there], fits, there)
            fits[name] = _reflected_fit(own, fits[there], bones[there], bones[name])
            mirrored.append(name)
    taken: dict[str, Similarity] = {}
    for name in STANDS_ON:
        if name in fits:
            continue
        taken[name] = _beside(own, name, {**fits, **taken}, STANDS_ON[name])
    return Laid(own, fits, bones, taken, tuple(mirrored))


def _beside(own: OwnPelvis, name: str, maps: Mapping[str, Carry], neighbours: Iterable[str]) -> Similarity:
    source, target = [], []
    tree = tree_of(own.bones[name].points)
    for neighbour in neighbours:
        if neighbour not in maps:
            continue
        points = own.bones[neighbour].points
        gap = np.asarray(tree.query(points)[0])
        near = gap <= max(BESIDE_MM, float(np.sort(gap)[min(BESIDE_COUNT, len(gap)) - 1]))
        source.append(points[near])
        target.append(maps[neighbour](points[near]))
    return Similarity.of(np.vstack(source), np.vstack(target))


def _plane(fits: Mapping[str, BoneFit], there: str) -> Similarity:
    """Return how the midsagittal plane of ours lies: by the sacrum and the hip bone that came."""
    names = [name for name in ("sacrum", there) if name in fits]
    return Similarity.of(
        np.vstack([fits[name].own.points for name in names]), np.vstack([fits[name].surface.points for name in names])
    )


def _reflected(bone: Surface, fits: Mapping[str, BoneFit], there: str) -> Surface:
    plane = _plane(fits, there)
    return replace(
        bone, points=plane(plane.back(bone.points) * MIRROR), triangles=bone.triangles[:, ::-1], colours=None
    )


def _reflected_fit(own: OwnPelvis, fit: BoneFit, bone: Surface, image: Surface) -> BoneFit:
    motion = Similarity.of(bone.points * MIRROR, image.points, rigid=True)
    start = Similarity(
        fit.start.scale,
        motion.rotation @ (fit.start.rotation * MIRROR * MIRROR[:, None]),
        motion(fit.start.shift[None] * MIRROR)[0],
    )
    other = own.bones[_own_of(own, fit)]
    turn = motion.rotation * MIRROR
    size = fit.weights.shape[0]
    big = np.kron(turn, np.eye(size))
    return replace(
        fit,
        own=other,
        start=start,
        surface=Surface(motion(fit.surface.points * MIRROR), fit.surface.triangles[:, ::-1], fit.surface.colours),
        centres=motion(fit.centres * MIRROR),
        weights=fit.weights @ turn.T,
        spread=big @ fit.spread @ big.T,
    )


def _own_of(own: OwnPelvis, fit: BoneFit) -> str:
    return other_side(next(name for name, bone in own.bones.items() if bone is fit.own))


@dataclass(frozen=True)
class OnSide:
    """The map of our pelvis onto a brought one, or onto its mirror image where the side is ``left``."""

    laid: Laid
    side: str

    def __call__(self, points: Points) -> Points:
        """Return where (n, 3) places go."""
        turned = np.ones(3) if self.side == "right" else MIRROR
        return self.laid(np.asarray(points).reshape(-1, 3) * turned) * turned


def stations_on(laid: Laid, stations: Stations, side: str) -> Stations:
    """Return our stations on the brought pelvis; those of the left side as the mirror images of its places.

    Parameters
    ----------
    laid
        Our pelvis on the brought one, in the model's frame.
    stations
        Of our pelvis.
    side
        ``right`` or ``left``.
    """
    turned = np.ones(3) if side == "right" else MIRROR
    items: list[Station] = []
    for bone in stations.bones():
        name = BONE_OF_STATIONS[bone]
        to = laid.maps[name if side == "right" else other_side(name)]
        rows = [station for station in stations.items if station.bone == bone]
        places = to(np.array([station.position for station in rows]) * turned) * turned
        items += [
            replace(row, position=(float(x), float(y), float(z))) for row, (x, y, z) in zip(rows, places, strict=True)
        ]
    return Stations(tuple(items), stations, OnSide(laid, side))


def framed(laid: Laid, motion: Similarity) -> Laid:
    """Return the same after a motion without scale of the brought pelvis."""

    def moved(first: Similarity) -> Similarity:
        return Similarity(first.scale, motion.rotation @ first.rotation, motion(first.shift[None])[0])

    return Laid(
        laid.own,
        {name: _moved_fit(fit, motion) for name, fit in laid.fits.items()},
        {name: replace(bone, points=motion(bone.points)) for name, bone in laid.brought.items()},
        {name: moved(carry) for name, carry in laid.taken.items()},
        laid.mirrored,
    )


def _moved_fit(fit: BoneFit, motion: Similarity) -> BoneFit:
    start = Similarity(fit.start.scale, motion.rotation @ fit.start.rotation, motion(fit.start.shift[None])[0])
    big = np.kron(motion.rotation, np.eye(fit.weights.shape[0]))
    return replace(
        fit,
        start=start,
        surface=replace(fit.surface, points=motion(fit.surface.points)),
        centres=motion(fit.centres),
        weights=fit.weights @ motion.rotation.T,
        spread=big @ fit.spread @ big.T,
    )
