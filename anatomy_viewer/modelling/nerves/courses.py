"""Smooth centre lines of nerves on the finished bones, ligaments and muscles.

A centre line first goes through its waypoints as a spline; then it is bent as little as possible while it
stays clear of every bone and ligament, keeps its depth in the fat between two waypoints there, and still passes its
waypoints. Where it would bend too sharply it is stiffened, and leaves its waypoints a little before it bends more.

A twig, and a branch of another nerve, begins on its trunk, runs along with it for a few millimetres and then leaves
it, so that it branches at an acute angle.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline, PchipInterpolator
from scipy.linalg import solveh_banded

from anatomy_viewer.atlas.courses import Course, Courses, Twig
from anatomy_viewer.atlas.waypoints import SUPERFICIAL, Waypoint
from anatomy_viewer.modelling.bones.skeleton import Skeleton
from anatomy_viewer.modelling.nerves.cords import Cord, cords_of, drawn_radii
from anatomy_viewer.modelling.placing import RIM_MM
from anatomy_viewer.modelling.soft_tissue.tissues import SUPERFICIAL_MUSCLES, TissuePlacing
from anatomy_viewer.modelling.solids.lines import arc_lengths, at_length, bends, evenly, position
from anatomy_viewer.modelling.solids.quick_contact import Nearest, Remembered, exact_near

Points = NDArray[np.float64]

SPACING_MM = 2.0
FINE_SPACING_MM = 1.0

STIFFNESS = 120.0
"""Weight of bending against the pull of what the line has to touch, with points a millimetre apart."""

ROUNDS = 30
"""How often a line is bent while it is kept clear of what it must not touch."""

EXACT_ROUNDS = 6
"""How many of the last times with exact distances."""

BEND_OVER_MM = 5.0
SHARPEST_BEND = np.radians(27.0)
"""No line turns by more than this over `BEND_OVER_MM`; where it would, it is stiffened."""

STIFFER = 1.5
STIFFEST = 400.0
"""By how much a line is stiffened in each round where it bends too sharply, and at most."""

STIFFENED_MM = 5.0
"""How far on either side of a sharp bend."""

EASING_ROUNDS = 200
"""How often, at most, the finished line is eased where it still bends too sharply."""

WITH_TRUNK_MM = 4.0
"""How far a twig runs along with its trunk before it leaves it."""

QUICK_ROUNDS = 12
"""How often, nearly, for other people's lines."""


class NervePlacing(TissuePlacing):
    """All rules of the course table on one skeleton, right side, with the nerves; see `Placing`."""

    def __init__(self, rules: Courses, skeleton: Skeleton) -> None:
        super().__init__(rules, skeleton)
        self._paths: dict[str, Points] = {}
        self._twigs: dict[str, tuple[Points, ...]] = {}
        self._pins: dict[str, tuple[float, ...]] = {}

    def elsewhere(self, rules: Courses, paths: Mapping[str, Points]) -> NervePlacing:
        """Return the same bones and ligaments with other rules for nerves and points, as in another person.

        Distances are measured nearly, so that many other people can be looked at; where a place has no bone in front
        of it, the nearest bone stands for it.

        Parameters
        ----------
        rules
            The other rules; those of ligaments are not looked at.
        paths
            Nerves whose paths are known, (n, 3) float, RAS mm by name.
        """
        for shared in ("bones", "muscles", "buttock", "under_skin", "skin", "bands", "ligaments"):
            getattr(self, shared)
        for shared in ("quick_bones", "quick_bands", "deep_muscles", "outer_muscles", "quick_skin"):
            getattr(self, shared)
        other = copy.copy(self)
        other.rules, other._nearly = rules, True
        other._points, other._paths, other._pins, other._twigs = {}, dict(paths), {}, {}
        return other

    def path(self, nerve: str) -> Points:
        """Return the centre line of a nerve, (n, 3) float, RAS mm, about `SPACING_MM` apart."""
        if nerve not in self._paths:
            self._paths[nerve] = self._path(self.rules.courses[nerve])
        return self._paths[nerve]

    def pins(self, nerve: str) -> tuple[float, ...]:
        """Return how far along a nerve's centre line it passes each of its waypoints, mm, rising."""
        self.path(nerve)
        return self._pins[nerve]

    def twigs(self, nerve: str) -> tuple[Points, ...]:
        """Return the centre lines of a nerve's twigs, each (n, 3) float, RAS mm, from the trunk outwards."""
        if nerve not in self._twigs:
            course = self.rules.courses[nerve]
            self._twigs[nerve] = tuple(self._twig(course, number) for number in range(len(course.twigs)))
        return self._twigs[nerve]

    def cords(self, nerve: str) -> list[Cord]:
        """Return what is drawn of a nerve: its trunk and its twigs, with their radii."""
        return cords_of(self.rules.courses[nerve], self.path(nerve), self.twigs(nerve))

    def _path(self, course: Course) -> Points:
        clear_mm = course.drawn_radius_mm + RIM_MM
        through = self._all_seated(f"courses.{course.nerve}", course.waypoints, clear_mm)
        layers: list[str] = [waypoint.layer for waypoint in course.waypoints]
        first = course.waypoints[0].place
        if first.kind == "course":
            start = _with_trunk(self.path(first.names["nerve"]), first.numbers["share"])
            through, layers = np.vstack([start, through[1:]]), ["free"] * len(start) + layers[1:]
        line, pins = _splined(through, FINE_SPACING_MM)
        depths = self._depths(layers, pins, through, len(line))
        path = self._relaxed(line, pins, through, depths, course, held=first.kind == "course")
        self._pins[course.nerve] = passed(path, through)
        return path

    def _twig(self, course: Course, number: int) -> Points:
        twig: Twig = course.twigs[number]
        start = _with_trunk(self.path(course.nerve), twig.share)
        rule = f"courses.{course.nerve}.twigs[{number}]"
        through = np.vstack([start, self._all_seated(rule, twig.waypoints, course.drawn_radius_mm)])
        line, pins = _splined(through, FINE_SPACING_MM)
        layers = ["buttock"] * len(start) + [waypoint.layer for waypoint in twig.waypoints]
        depths = self._depths(layers, pins, through, len(line))
        return self._relaxed(line, pins, through, depths, course, from_share=twig.share, held=True)

    def _all_seated(self, rule: str, waypoints: Sequence[Waypoint], clear_mm: float) -> Points:
        return np.array(
            [self._seated(f"{rule}.waypoints[{k}]", waypoint, clear_mm) for k, waypoint in enumerate(waypoints)]
        )

    def _depths(
        self, layers: Sequence[str], pins: NDArray[np.intp], through: Points, count: int
    ) -> NDArray[np.float64]:
        """Return where each of a line's points lies between the deep fascia and the skin, (count,) float.

        It is told between two waypoints outside the muscles, and not a number elsewhere.
        """
        result = np.full(count, np.nan)
        outside = [k for k, layer in enumerate(layers) if layer in SUPERFICIAL]
        if len(outside) < 2:
            return result
        share, _, _ = self.fat_share(through[outside])
        wanted = PchipInterpolator(pins[outside], share)
        for k, after in pairwise(outside):
            if after == k + 1:
                result[pins[k] : pins[after] + 1] = wanted(np.arange(pins[k], pins[after] + 1))
        return result

    def _relaxed(
        self,
        line: Points,
        pins: NDArray[np.intp],
        through: Points,
        depths: NDArray[np.float64],
        course: Course,
        from_share: float = 0.0,
        held: bool = False,
    ) -> Points:
        radii = drawn_radii(course, np.linspace(from_share, 1.0, len(line)))
        clear_mm, in_fat = radii + RIM_MM, ~np.isnan(depths)
        everywhere = np.ones(len(line), dtype=bool)
        others = self.bands_but(course.through) if set(course.through) & set(self.rules.bands) else None
        outer = None if set(course.through) & set(SUPERFICIAL_MUSCLES) else self.outer_muscles
        stiff = np.ones(len(line) - 2)
        exact_rounds = 0 if self._nearly else EXACT_ROUNDS
        rounds = ROUNDS if exact_rounds else QUICK_ROUNDS
        for left in range(rounds - 1, -1, -1):
            exact = left < exact_rounds
            target, weight = line.copy(), np.full(len(line), 0.02)
            if in_fat.any():
                share, thickness, outward = self.fat_share(line[in_fat])
                target[in_fat] += ((depths[in_fat] - share) * thickness)[:, None] * outward
                weight[in_fat] = 0.5
            stiffest = np.sqrt(np.concatenate([stiff[:1], stiff, stiff[-1:]]))
            for quick, contact, room, where in (
                (self.quick_bones, self.bones if exact else None, clear_mm, everywhere),
                (self.quick_bands, others or (self.bands if exact else None), radii, everywhere),
                (self.deep_muscles, None, clear_mm, everywhere),
                (outer, None, radii, ~in_fat),
            ):
                if quick is None or not where.any():
                    continue
                if contact is None:
                    at = np.flatnonzero(where)
                    gap, away = quick.nearest(line[at])
                else:
                    at, gap, away = exact_near(line, room, quick, contact.nearest)
                inside = gap < room[at]
                at, gap, away = at[inside], gap[inside], away[inside]
                target[at] += away * (room[at] - gap + 0.15)[:, None]
                weight[at] = 4.0 * stiffest[at]
            target[pins], weight[pins] = through, 60.0
            if held:
                weight[pins[0] : pins[2] + 1] = 6.0e4
            system = STIFFNESS * _bending(stiff)
            system[0] += weight
            line = solveh_banded(system, weight[:, None] * target, lower=True, check_finite=False)
            if left < rounds - 4:
                stiff = np.minimum(stiff * np.where(_near_sharp(line), STIFFER, 1.0)[1:-1], STIFFEST)
        path = evenly(line, SPACING_MM)
        room = np.interp(np.linspace(0.0, 1.0, len(path)), np.linspace(0.0, 1.0, len(line)), clear_mm)
        remembered = Remembered((self.quick_bones if self._nearly else self.bones).nearest)
        path = _cleared(path, room, remembered)
        for _ in range(EASING_ROUNDS):
            sharp = _near_sharp(path)[:, None]
            if not sharp.any():
                break
            between = (path[:-2] + path[2:]) / 2.0
            path[1:-1] = np.where(sharp[1:-1], 0.5 * path[1:-1] + 0.5 * between, path[1:-1])
            path = _cleared(path, room, remembered)
        return path


def _cleared(line: Points, clear_mm: NDArray[np.float64], nearest: Nearest) -> Points:
    """Return a line pushed out of the bones where it is too near, neighbours following a little."""
    for _ in range(60):
        gap, away = nearest(line)
        lacking = np.maximum(clear_mm - gap, 0.0)
        if lacking.max() < 1e-3:
            break
        push = away * lacking[:, None]
        spread = push.copy()
        spread[1:] += 0.35 * push[:-1]
        spread[:-1] += 0.35 * push[1:]
        line = line + 0.8 * spread
    return line


def _with_trunk(trunk: Points, share: float) -> Points:
    """Return the (3, 3) first points of what leaves a trunk at a share of its length: along with the trunk."""
    length = float(arc_lengths(trunk)[-1])
    ways = share * length + np.linspace(0.0, WITH_TRUNK_MM, 3)
    return np.array([at_length(trunk, min(float(way), length)) for way in ways])


def passed(line: Points, places: Points) -> tuple[float, ...]:
    """Return how far along a line it passes each of some places, mm; a later place is never passed earlier."""
    along = arc_lengths(line)
    found: list[float] = []
    start = 0
    for k, place in enumerate(places):
        left = len(places) - 1 - k
        end = max(len(line) - left, start + 1)
        nearest = start + int(np.linalg.norm(line[start:end] - place, axis=1).argmin())
        before = max(nearest - 1, 0)
        here = float(along[before]) + position(line[before : nearest + 2], place)
        found.append(max(here, found[-1] + 1e-6) if found else here)
        start = min(nearest + 1, len(line) - 1)
    return (0.0, *found[1:-1], float(along[-1]))


def _splined(through: Points, spacing_mm: float) -> tuple[Points, NDArray[np.intp]]:
    """Return a dense line through points and which of its points they are.

    Knots stand at the square root of the distances between the points, which keeps short and long gaps beside
    each other from making loops.
    """
    chord = np.linalg.norm(np.diff(through, axis=0), axis=1)
    knots = np.concatenate([[0.0], np.cumsum(np.sqrt(np.maximum(chord, 1e-6)))])
    spline = CubicSpline(knots, through, axis=0, bc_type="natural")
    counts = np.maximum(2, np.round(chord / spacing_mm).astype(int))
    times = [np.linspace(knots[k], knots[k + 1], counts[k], endpoint=False) for k in range(len(chord))]
    pins = np.concatenate([[0], np.cumsum(counts)])
    return np.asarray(spline(np.concatenate([*times, knots[-1:]]))), pins


def _near_sharp(line: Points) -> NDArray[np.bool_]:
    """Return which points of a line lie near a bend that is too sharp, (n,)."""
    along = arc_lengths(line)
    sharp = along[bends(line, BEND_OVER_MM) > SHARPEST_BEND]
    return np.asarray((np.abs(along[:, None] - sharp) <= STIFFENED_MM).any(axis=1))


def _bending(stiff: NDArray[np.float64]) -> Points:
    """Return the lower bands, (3, n), of the matrix of the sum of squared second differences of n points, weighted.

    Parameters
    ----------
    stiff
        The weight of each second difference, (n - 2,) float.
    """
    inner = len(stiff)
    bands = np.zeros((3, inner + 2))
    for shift, weight in enumerate((1.0, -2.0, 1.0)):
        bands[0, shift : shift + inner] += weight * weight * stiff
    bands[1, :inner] += -2.0 * stiff
    bands[1, 1 : inner + 1] += -2.0 * stiff
    bands[2, :inner] += stiff
    return bands
