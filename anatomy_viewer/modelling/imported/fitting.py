"""A model's shape laid on a brought one: turned, moved and scaled, never mirrored, until the two lie on each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from scipy.spatial.transform import Rotation

from anatomy_viewer.modelling.solids.surface import Points, Surface
from anatomy_viewer.modelling.solids.trees import tree_of

COARSE, MIDDLE, FINE = 200, 500, 1000
"""How many places of a surface look for a partner: for a start, for one bone, for all together; partners are of all."""

ROUNDS = 40
STEADY = 1e-3
"""A pose that changes less than this from one round to the next is found."""

HOPELESS = 2.2
"""How many times farther apart than is good two shapes may be that are another sort of thing, however they are laid."""

KEPT = 0.8
"""The share of the places, those that lie nearest, that counts: a cropped bone has no partner for the rest."""

BEYOND = 4.0
"""Of bones that may be cut off a place of the model counts only where it is no more than so many times as far from the
brought one as that one's places are from the model: for what is cut off there is no partner."""


@dataclass(frozen=True)
class Pose:
    """How to turn, scale and move places: ``scale * places @ turn.T + shift``."""

    turn: Points
    scale: float
    shift: Points

    def __call__(self, places: Points) -> Points:
        """Return (n, 3) places, carried over."""
        return np.asarray(self.scale * places @ self.turn.T + self.shift)

    def back(self, places: Points) -> Points:
        """Return (n, 3) places, carried back."""
        return np.asarray((places - self.shift) @ self.turn / self.scale)


@dataclass(frozen=True)
class Cloud:
    """Places spread evenly over a surface."""

    places: Points

    @cached_property
    def tree(self) -> cKDTree:
        """The places, for looking up the nearest."""
        return tree_of(self.places)

    @cached_property
    def size(self) -> float:
        """The root mean square distance from their middle."""
        return float(np.sqrt(((self.places - self.places.mean(axis=0)) ** 2).sum(axis=1).mean()))


@dataclass(frozen=True)
class Fit:
    """How a brought shape lies on a model's.

    Attributes
    ----------
    pose
        From the brought one's frame into the model's.
    apart
        How far apart the two are there, root mean square of both ways over the places that count, in the model's mm.
    """

    pose: Pose
    apart: float


def cloud_of(surfaces: Surface | Iterable[Surface], count: int = FINE) -> Cloud:
    """Return places spread evenly over surfaces, the same each time."""
    rows = [surfaces] if isinstance(surfaces, Surface) else list(surfaces)
    corners = np.concatenate([surface.points[surface.triangles] for surface in rows])
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    random = np.random.default_rng(7)
    chosen = corners[random.choice(len(corners), count, p=area / area.sum())]
    share = np.sqrt(random.random((count, 1)))
    along = random.random((count, 1))
    return Cloud((1.0 - share) * chosen[:, 0] + share * ((1.0 - along) * chosen[:, 1] + along * chosen[:, 2]))


def best_pose(source: Points, target: Points, *, scaled: bool = True) -> Pose:
    """Return the pose that lays (n, 3) places on as many others, each on its partner (Umeyama 1991)."""
    low, high = source.mean(axis=0), target.mean(axis=0)
    here, there = source - low, target - high
    u, stretch, vt = np.linalg.svd(there.T @ here)
    flip = np.array([1.0, 1.0, np.sign(np.linalg.det(u @ vt))])
    turn = (u * flip) @ vt
    scale = float((stretch * flip).sum() / ((here**2).sum() or 1.0)) if scaled else 1.0
    return Pose(turn, scale, high - scale * turn @ low)


def laid(brought: Cloud, model: Cloud, start: Pose, rounds: int = ROUNDS, *, coarse: bool = False) -> Fit:
    """Return how a brought shape lies on a model's near a start: nearest places of both, again and again.

    Both ways count, so that nothing can shrink into a corner of the model.
    """
    count = COARSE if coarse else MIDDLE
    places, others = brought.places[:count], model.places[:count]
    pose = start
    for _ in range(rounds):
        there, gap = _partners(model.tree, pose(places))
        back, other_gap = _partners(brought.tree, pose.back(others))
        near, near_back = _nearest(gap), _nearest(other_gap * pose.scale)
        now = best_pose(
            np.vstack([places[near], brought.places[back][near_back]]),
            np.vstack([model.places[there][near], others[near_back]]),
        )
        change = float(np.abs(now.turn - pose.turn).max()) + abs(now.scale / pose.scale - 1.0)
        pose = now
        if change < STEADY:
            break
    return Fit(pose, apart(brought, model, pose))


def fitted(brought: Cloud, model: Cloud, good: float) -> Fit:
    """Return how a brought shape lies best on a model's, however it was turned, moved and scaled.

    Parameters
    ----------
    good
        How far apart, in the model's mm, two bones of one kind can be: once that is reached, other ways in which the
        main axes of the two can lie on each other are not tried.
    """
    best: Fit | None = None
    for every in (False, True):
        first = [laid(brought, model, start, 10, coarse=True) for start in _starts(brought, model, every)]
        first.sort(key=lambda fit: fit.apart)
        for start in first[:2]:
            now = laid(brought, model, start.pose)
            best = now if best is None or now.apart < best.apart else best
            if best.apart <= good:
                return best
        if best is not None and best.apart > HOPELESS * good:
            break
    assert best is not None
    return best


def together(
    brought: Mapping[str, Cloud], models: Mapping[str, Cloud], start: Pose, rounds: int = ROUNDS, count: int = FINE
) -> Fit:
    """Return how several bones, whole or cut off, lie as one body on the model's of the same ids, near a start.

    How far apart they are counts for the places of the brought ones alone.
    """
    pose = start
    for _ in range(rounds):
        source, target = [], []
        for bone, cloud in brought.items():
            places, others = cloud.places[:count], models[bone].places[:count]
            there, gap = _partners(models[bone].tree, pose(places))
            back, other = _partners(cloud.tree, pose.back(others))
            near, near_back = _nearest(gap), _nearest(other)
            far = BEYOND * float(np.sqrt((gap[near] ** 2).mean()))
            near_back = near_back[pose.scale * other[near_back] <= far]
            source += [places[near], cloud.places[back][near_back]]
            target += [models[bone].places[there][near], others[near_back]]
        now = best_pose(np.vstack(source), np.vstack(target))
        change = float(np.abs(now.turn - pose.turn).max()) + abs(now.scale / pose.scale - 1.0)
        pose = now
        if change < STEADY:
            break
    squares = [away_from(cloud, models[bone], pose) ** 2 for bone, cloud in brought.items()]
    return Fit(pose, float(np.sqrt(np.mean(squares))))


def away_from(brought: Cloud, model: Cloud, pose: Pose) -> float:
    """Return how far from a model's shape one lies that was carried over and may be cut off, root mean square, mm."""
    _, gap = _partners(model.tree, pose(brought.places))
    return float(np.sqrt((gap[_nearest(gap)] ** 2).mean()))


def covered(brought: Cloud, model: Cloud, pose: Pose, within_mm: float) -> float:
    """Return the share of a model's shape that lies no farther than this from one that was carried over."""
    _, gap = _partners(brought.tree, pose.back(model.places))
    return float((pose.scale * gap <= within_mm).mean())


def part_of(brought: Cloud, model: Cloud, mm: float) -> Fit:
    """Return how a shape that may be cut off at the top or below lies best on a model's, in steps of a right angle.

    Parameters
    ----------
    mm
        Millimetres in its unit: how large a cut shape is cannot be told from the shape alone.
    """
    found = []
    low, high = model.places[:, 2].min(), model.places[:, 2].max()
    for turn in Rotation.create_group("O").as_matrix():
        start = Pose(turn, mm, np.zeros(3))
        places = start(brought.places)
        height = float(np.ptp(places[:, 2]))
        for first in {low, max(low, (low + high - height) / 2.0), max(low, high - height)}:
            slab = model.places[(model.places[:, 2] >= first - 1.0) & (model.places[:, 2] <= first + height + 1.0)]
            shifted = replace(start, shift=slab.mean(axis=0) - places.mean(axis=0))
            found.append(together({"": brought}, {"": model}, shifted, 8, COARSE))
    found.sort(key=lambda fit: fit.apart)
    return min(
        (together({"": brought}, {"": model}, fit.pose) for fit in found[:TRIED_WHOLE]), key=lambda fit: fit.apart
    )


TRIED_WHOLE = 4
"""Of the ways in which a cut shape may lie so many, the best, are followed to their end."""


def apart(brought: Cloud, model: Cloud, pose: Pose) -> float:
    """Return how far apart a shape that was carried over and a model's are, as `Fit.apart` counts it."""
    _, gap = _partners(model.tree, pose(brought.places))
    _, other = _partners(brought.tree, pose.back(model.places))
    squares = np.r_[gap[_nearest(gap)], pose.scale * other[_nearest(other)]] ** 2
    return float(np.sqrt(squares.mean()))


def _starts(brought: Cloud, model: Cloud, every: bool) -> list[Pose]:
    """Return poses that lay the main axes of one shape on those of the other: by length (4), or in any way (24)."""
    here, there = _axes(brought.places), _axes(model.places)
    scale = model.size / brought.size
    low, high = brought.places.mean(axis=0), model.places.mean(axis=0)
    poses = []
    for turn in Rotation.create_group("O").as_matrix():
        if not every and np.abs(np.diag(turn)).min() < 0.5:
            continue
        whole = there @ turn @ here.T
        poses.append(Pose(whole, scale, high - scale * whole @ low))
    return poses


def _partners(tree: cKDTree, places: Points) -> tuple[NDArray[np.intp], Points]:
    gap, there = tree.query(places)
    return np.asarray(there), np.asarray(gap)


def _nearest(gap: Points) -> NDArray[np.intp]:
    return np.argpartition(gap, int(KEPT * len(gap)) - 1)[: int(KEPT * len(gap))]


def _axes(places: Points) -> Points:
    """Return the main axes of places as columns, right-handed."""
    _, axes = np.linalg.eigh(np.cov(places.T))
    axes[:, 2] *= np.sign(np.linalg.det(axes))
    return np.asarray(axes)
