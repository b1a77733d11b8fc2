"""One of our bones laid onto a brought one: moved, turned and scaled, then bent as smoothly as it can be.

The bending is a random field with a Matérn covariance over three reaches: where a bone as a whole differs from ours,
where its parts do, and where its edges do. Each round asks which places of the two surfaces lie opposite each other,
both ways, looking at place and direction together so that the two sides of a thin wing are never taken for each
other; and then solves for the likeliest field. A place may slide along the surface, and hardly stand off it. What has
no partner, as where a bone is cut off, goes where its neighbours go.

Sources
-------
Umeyama 1991 (similarity); Besl and McKay 1992, Chen and Medioni 1992 (closest points, point to plane); Lüthi et al.
2018 (Gaussian process morphable models); Stein 1999 (the Matérn covariance).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve, cholesky, solve_triangular
from scipy.sparse import csr_array
from scipy.spatial import cKDTree
from threadpoolctl import threadpool_limits

from anatomy_viewer.modelling.bones.forms import alike
from anatomy_viewer.modelling.imported import fitting
from anatomy_viewer.modelling.solids.quick_contact import sampled
from anatomy_viewer.modelling.solids.surface import Surface
from anatomy_viewer.modelling.solids.trees import tree_of

Points = NDArray[np.float64]
Numbers = NDArray[np.float64]

REACHES_MM = (110.0, 45.0, 18.0)
"""Over these distances places of a bone differ alike from ours."""

DIFFERENCE_SD_MM = (6.0, 4.0, 2.0)
"""How far a place of a bone differs from ours over each reach, once bones are equally large."""

CENTRES = 170
"""On how many places of a bone its field hangs."""

FORWARD, BACKWARD = 800, 800
"""How many places of our bone, and of the brought one, look for their partner."""

SOUGHT_AMONG = 3000
"""Among so many places those are sought that lie evenly over a bone."""

OFFERED = 6000
"""Among so many places of our bone the brought one's look for theirs."""

CELL_MM = 2.2
"""Brought surfaces are looked at as places about this far apart."""

ALIKE = 0.45
"""Two places are partners only where the cosine between the directions of their surfaces is at least this."""

ROUNDS: tuple[tuple[float, float, float], ...] = (
    *((5.0, 25.0, 30.0),) * 5,
    *((3.0, 20.0, 22.0),) * 4,
    *((1.8, 14.0, 15.0),) * 4,
    *((1.0, 10.0, 10.0),) * 4,
    *((0.7, 8.0, 8.0),) * 3,
)
"""Of each round: how far a partner is off across the surface (mm, one deviation), how many millimetres one unit of
direction counts, and how far away a partner may be."""

NEIGHBOURS = 7
"""By so many places around it a place is judged to have a partner."""

CUT_MM2, CUT_MM, FLAT_STEP = 250.0, 0.6, 0.02
"""A bone is cut off where so much of its surface lies in one plane, that nearly, beyond which nothing lies."""

BORDER_MM = 4.0
"""So near to a cut nothing is a partner."""

SLIDES = 5.0
"""How many times farther a partner is off along the surface than across it."""

RIGID_ROUNDS = 24


@dataclass(frozen=True)
class Similarity:
    """A motion with one scale: ``scale * points @ rotation.T + shift``."""

    scale: float
    rotation: Points
    shift: Points

    def __call__(self, points: Points) -> Points:
        """Return where (n, 3) points go."""
        return np.asarray(self.scale * np.asarray(points) @ self.rotation.T + self.shift)

    def back(self, points: Points) -> Points:
        """Return where (n, 3) points come from."""
        return np.asarray((np.asarray(points) - self.shift) @ self.rotation / self.scale)

    @classmethod
    def of(cls, source: Points, target: Points, weights: Numbers | None = None, *, rigid: bool = False) -> Similarity:
        """Return the motion that brings (n, 3) source points nearest to their targets; never a mirror image."""
        share = np.full(len(source), 1.0 / len(source)) if weights is None else weights / weights.sum()
        a, b = share @ source, share @ target
        turn, stretch, other = np.linalg.svd((target - b).T @ ((source - a) * share[:, None]))
        sign = np.array([1.0, 1.0, np.sign(np.linalg.det(turn @ other))])
        rotation = turn * sign @ other
        scale = 1.0 if rigid else float((stretch * sign).sum() / (share @ ((source - a) ** 2).sum(axis=1)))
        return cls(scale, rotation, b - scale * a @ rotation.T)


@dataclass(frozen=True)
class Cloud:
    """A surface as places a few millimetres apart, with the directions out of it.

    Parameters
    ----------
    points, normals
        (n, 3) float each, mm.
    border
        Which of them lie at the border of a cut, where what is nearest is not what is meant; None where nothing is cut.
    """

    points: Points
    normals: Points
    border: NDArray[np.bool_] | None = field(default=None, repr=False)
    _trees: dict[float, cKDTree] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, surface: Surface, cell_mm: float = CELL_MM) -> Cloud:
        """Return the places of a surface, one a cell and way of looking; of a bone that is cut off without the cut."""
        cut = on_cut(surface)
        points, normals = sampled(replace(surface, triangles=surface.triangles[~cut]))
        cells = np.hstack([np.floor(points / cell_mm), normals > 0.0]).astype(np.int64)
        _, which, count = np.unique(_one_number(cells), return_inverse=True, return_counts=True)

        def mean(values: Points) -> Points:
            return np.column_stack([np.bincount(which, values[:, axis]) for axis in range(3)]) / count[:, None]

        means = mean(normals)
        length = np.linalg.norm(means, axis=1)
        kept = length > 0.3  # where both sides of an edge share a cell there is no direction
        places = mean(points)[kept]
        border = np.zeros(len(places), dtype=bool)
        if cut.any():
            capped, _ = sampled(Surface(surface.points[surface.triangles[cut]].reshape(-1, 3), _apart(int(cut.sum()))))
            border = np.asarray(cKDTree(capped).query(places)[0]) < BORDER_MM
        return cls(places, means[kept] / length[kept, None], border)

    def partners(self, places: Points, directions: Points, direction_mm: float) -> NDArray[np.intp]:
        """Return for each place which of the cloud's is nearest in place and direction together."""
        if direction_mm not in self._trees:
            self._trees[direction_mm] = tree_of(np.hstack([self.points, direction_mm * self.normals]))
        _, found = self._trees[direction_mm].query(np.hstack([places, direction_mm * directions]))
        return np.asarray(found, dtype=np.intp)


@dataclass(frozen=True)
class BoneFit:
    """One of our bones on a brought one.

    Parameters
    ----------
    own
        Our bone.
    start
        How it is moved, turned and scaled first.
    surface
        Our bone as it lies on the brought one, RAS mm, with the triangles of `own`.
    gaps_mm
        How far places of our bone that have a partner lie off it at last, mm.
    partnered
        Which of the places of our bone that look for a partner have one.
    """

    own: Surface
    start: Similarity
    surface: Surface
    gaps_mm: Numbers = field(repr=False)
    partnered: NDArray[np.bool_] = field(repr=False)
    centres: Points = field(repr=False)
    weights: Points = field(repr=False)
    root: Points = field(repr=False)
    spread: Points = field(repr=False)
    looking: NDArray[np.intp] = field(repr=False)

    @property
    def paired(self) -> float:
        """Share of the places of our bone that have a partner: of a whole bone nearly all."""
        return float(self.partnered.mean())

    def paired_near(self, place: Points) -> float:
        """Return the share of those that have a partner among the places of our bone around one of its own, (3,)."""
        return float(self.partnered[self._looking.query(place, k=NEIGHBOURS)[1]].mean())

    @cached_property
    def _looking(self) -> cKDTree:
        return cKDTree(self.own.points[self.looking])

    @cached_property
    def gap_mm(self) -> float:
        """Root mean square of the gaps, mm."""
        return float(np.sqrt((self.gaps_mm**2).mean())) if len(self.gaps_mm) else np.inf

    def __call__(self, points: Points) -> Points:
        """Return where (n, 3) places on or near our bone are on the brought one, RAS mm."""
        start = self.start(np.asarray(points, dtype=float).reshape(-1, 3))
        return np.asarray(start + _basis(start, self.centres, self.root) @ self.weights)

    def doubt_mm(self, points: Points) -> Numbers:
        """Return how unsure the fit itself is of (n, 3) places of our bone, root mean square of the way, mm."""
        start = self.start(np.asarray(points, dtype=float).reshape(-1, 3))
        basis, size = _basis(start, self.centres, self.root), self.weights.shape[0]
        total = np.zeros(len(start))
        for axis in range(3):
            part = self.spread[axis * size : (axis + 1) * size, axis * size : (axis + 1) * size]
            total += ((basis @ part) * basis).sum(axis=1)
        beyond = _prior_variance() - (basis**2).sum(axis=1)
        return np.asarray(np.sqrt(total + 3.0 * np.maximum(beyond, 0.0)))


def _prior_variance() -> float:
    return float(sum(sd**2 for sd in DIFFERENCE_SD_MM))


def _covariance(first: Points, second: Points) -> Points:
    return alike(first, second, DIFFERENCE_SD_MM, REACHES_MM)


def _basis(points: Points, centres: Points, root: Points) -> Points:
    return np.asarray(solve_triangular(root, _covariance(centres, points), lower=True).T)


def on_cut(surface: Surface) -> NDArray[np.bool_]:
    """Return which triangles lie on a flat end of a bone, as where a scan stops: no bone is flat by itself."""
    cross = _crosses(surface.points, surface.triangles)
    twice = np.linalg.norm(cross, axis=1)
    normals = cross / np.maximum(twice, 1e-12)[:, None]
    heights = (normals * surface.points[surface.triangles[:, 0]]).sum(axis=1)
    keys = np.column_stack([np.round(normals / FLAT_STEP), np.round(heights / CUT_MM)]).astype(np.int64)
    _, which = np.unique(_one_number(keys), return_inverse=True)
    flat = np.zeros(len(twice), dtype=bool)
    for group in np.flatnonzero(np.bincount(which, twice / 2.0) > CUT_MM2):
        normal = normals[which == group].mean(axis=0)
        height = surface.points @ normal
        if height.max() - height[surface.triangles[which == group]].max() < CUT_MM:
            flat |= (normals @ normal > 1.0 - FLAT_STEP) & (
                height[surface.triangles].min(axis=1) > height.max() - CUT_MM
            )
    return flat


def _one_number(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return one number a row, in the order of the rows: far quicker to sort than these."""
    low = rows.min(axis=0)
    return np.asarray(np.ravel_multi_index((rows - low).T, (rows.max(axis=0) - low + 1).tolist()))


def _apart(count: int) -> NDArray[np.int32]:
    """Return triangles that share no corner."""
    return np.arange(3 * count, dtype=np.int32).reshape(-1, 3)


def _crosses(points: Points, triangles: NDArray[np.int32]) -> Points:
    a, b, c = (points[triangles[:, k]] for k in range(3))
    return np.asarray(np.cross(b - a, c - a))


def _corners(triangles: NDArray[np.int32], count: int) -> csr_array:
    """Return which triangles meet at each point, as a matrix of ones."""
    rows, columns = triangles.reshape(-1), np.repeat(np.arange(len(triangles)), 3)
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=(count, len(triangles)))


def spread_out(points: Points, count: int) -> NDArray[np.intp]:
    """Return which points lie evenly over all: each the farthest from those before it, the first the lowest."""
    count = min(count, len(points))
    chosen = np.zeros(count, dtype=np.intp)
    chosen[0] = int(points[:, 2].argmin())
    gap = ((points - points[chosen[0]]) ** 2).sum(axis=1)
    for k in range(1, count):
        chosen[k] = int(gap.argmax())
        np.minimum(gap, ((points - points[chosen[k]]) ** 2).sum(axis=1), out=gap)
    return chosen


def moved_onto(
    own: Cloud, brought: Cloud, start: Similarity, *, rounds: int = RIGID_ROUNDS
) -> tuple[Similarity, float]:
    """Return the similarity that brings our bone onto a brought one, and the gap that stays, mm.

    Parameters
    ----------
    own, brought
        Both surfaces.
    start
        Where to begin. A bone that is cut off stays as large as this says: how long it was it does not show.
    """
    cut = brought.border is not None and bool(brought.border.any())
    fit, gap = start, np.inf
    tree = tree_of(brought.points)
    for turn in range(rounds):
        points, normals = fit(own.points), own.normals @ fit.rotation.T
        if turn < rounds // 3:  # from afar the place alone says which part is meant
            found = np.asarray(tree.query(points)[1], dtype=np.intp)
        else:
            found = brought.partners(points, normals, 15.0)
        way = brought.points[found] - points
        far = np.linalg.norm(way, axis=1)
        alike = (normals * brought.normals[found]).sum(axis=1) > (ALIKE if turn >= rounds // 3 else -1.0)
        if brought.border is not None:
            alike &= ~brought.border[found]
        near = alike & (far <= max(4.0, 3.0 * float(np.median(far[alike])))) if alike.any() else alike
        if near.sum() < 30:
            break
        gap = float(np.sqrt((far[near] ** 2).mean()))
        if cut:
            moved = Similarity.of(start.scale * own.points[near], brought.points[found[near]], rigid=True)
            fit = Similarity(start.scale, moved.rotation, moved.shift)
        else:
            fit = Similarity.of(own.points[near], brought.points[found[near]])
    return fit, gap


def fitted(own: Surface, brought: Cloud, start: Similarity) -> BoneFit:
    """Return our bone bent onto a brought one.

    Parameters
    ----------
    own
        Our bone, RAS mm.
    brought
        The other's surface.
    start
        How ours is moved, turned and scaled first.
    """
    rest = start(own.points)
    step = max(1, len(rest) // SOUGHT_AMONG)
    chosen = spread_out(rest[::step], max(FORWARD, CENTRES)) * step
    centres = rest[chosen[:CENTRES]]
    root = cholesky(_covariance(centres, centres) + 1e-6 * np.eye(len(centres)), lower=True)
    basis, size = _basis(rest, centres, root), len(centres)
    looking = chosen[:FORWARD]
    step = max(1, len(brought.points) // SOUGHT_AMONG)
    there = spread_out(brought.points[::step], BACKWARD) * step
    skip = max(1, len(rest) // OFFERED)
    corners = _corners(own.triangles, len(rest))
    weights = np.zeros((size, 3))
    precision = np.eye(3 * size)
    gaps, partnered = np.zeros(0), np.zeros(len(looking), dtype=bool)
    for across_mm, direction_mm, reach_mm in ROUNDS:
        bent = rest + basis @ weights
        normals = corners @ _crosses(bent, own.triangles)
        normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
        found = brought.partners(bent[looking], normals[looking], direction_mm)
        back = Cloud(bent[::skip], normals[::skip]).partners(
            brought.points[there], brought.normals[there], direction_mm
        )
        back = back * skip
        ours, theirs = np.concatenate([looking, back]), np.concatenate([found, there])
        way = brought.points[theirs] - bent[ours]
        direction = brought.normals[theirs]
        alike = (normals[ours] * direction).sum(axis=1)
        kept = (alike > ALIKE) & (np.linalg.norm(way, axis=1) < reach_mm)
        if brought.border is not None:
            kept &= ~brought.border[theirs]
        partnered = kept[: len(looking)]
        ours, theirs, direction = ours[kept], theirs[kept], direction[kept]
        height = (way[kept] * direction).sum(axis=1)
        gaps = np.linalg.norm(way[kept][: int(kept[: len(looking)].sum())], axis=1)
        trust = alike[kept] / (1.0 + (height / (4.0 * across_mm)) ** 2)
        target = brought.points[theirs] - rest[ours]
        part = basis[ours]
        along = trust / (SLIDES * across_mm) ** 2
        precision = np.eye(3 * size)
        flat = (part * along[:, None]).T @ part
        for axis in range(3):
            precision[axis * size : (axis + 1) * size, axis * size : (axis + 1) * size] += flat
        square = np.sqrt(trust * (1.0 - SLIDES**-2)) / across_mm
        rows = (part[:, None, :] * (direction * square[:, None])[:, :, None]).reshape(len(part), 3 * size)
        precision += rows.T @ rows
        right = (part.T @ (along[:, None] * target)).T.reshape(-1)
        right += rows.T @ (square * (direction * target).sum(axis=1))
        factor = cho_factor(precision, lower=True)
        weights = cho_solve(factor, right).reshape(3, size).T
    spread = cho_solve(cho_factor(precision, lower=True), np.eye(3 * size))
    surface = Surface(rest + basis @ weights, own.triangles, own.colours)
    return BoneFit(own, start, surface, gaps, partnered, centres, weights, root, spread, looking)


MAIN = ("hip_bone_right", "hip_bone_left", "sacrum")

WORKERS = 2
"""How many bones are bent at once."""

ALL_TOGETHER = 500
"""How many places of each main bone say how the whole lies."""

GOOD_MM = 6.0
"""Two pelvises that lie on each other are no farther apart than this."""


def laid_on(own: Mapping[str, Surface], brought: Mapping[str, Surface]) -> dict[str, BoneFit]:
    """Return how each of our bones lies on the brought bone of the same name.

    All bones together are laid onto theirs first, then each is moved alone and bent.

    Parameters
    ----------
    own, brought
        Closed surfaces by structure id; of the main bones at least one must be in both.
    """
    names = [name for name in own if name in brought]
    ours = {name: Cloud.of(own[name], 4.0) for name in names}
    theirs = {name: Cloud.of(brought[name]) for name in names}
    whole = _start(own, brought, names)

    def fit(name: str) -> BoneFit:
        start, _ = moved_onto(ours[name], theirs[name], whole)
        return fitted(own[name], theirs[name], start)

    # Nearly all of the time is spent where Python waits. Were each to multiply matrices in threads of its own besides,
    # these would wait for each other, and spend twice the work on it.
    with threadpool_limits(1, "blas"), ThreadPoolExecutor(WORKERS) as pool:
        return dict(zip(names, pool.map(fit, names), strict=True))


def _start(own: Mapping[str, Surface], brought: Mapping[str, Surface], names: Sequence[str]) -> Similarity:
    """Return how the whole of our bones lies on the brought ones, however these were turned, moved and scaled."""
    main = [name for name in MAIN if name in names] or list(names)
    ours = {name: fitting.cloud_of(own[name], ALL_TOGETHER) for name in main}
    theirs = {name: fitting.cloud_of(brought[name], ALL_TOGETHER) for name in main}
    if len(main) >= 3:
        middles = [np.array([cloud.places.mean(axis=0) for cloud in clouds.values()]) for clouds in (theirs, ours)]
        start = fitting.best_pose(middles[0], middles[1])
    else:
        whole = [fitting.cloud_of([bones[name] for name in main]) for bones in (brought, own)]
        start = fitting.fitted(whole[0], whole[1], GOOD_MM).pose
    # As they come out of reading they stand upright, and one that is cut off may say nothing else of how it lies.
    middle = [np.mean([cloud.places.mean(axis=0) for cloud in clouds.values()], axis=0) for clouds in (theirs, ours)]
    standing = fitting.Pose(np.eye(3), 1.0, middle[1] - middle[0])
    pose = min((fitting.together(theirs, ours, one) for one in (start, standing)), key=lambda fit: fit.apart).pose
    rotation = pose.turn.T
    return Similarity(1.0 / pose.scale, rotation, -rotation @ pose.shift / pose.scale)
