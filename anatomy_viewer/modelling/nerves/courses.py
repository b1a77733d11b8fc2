"""Smooth centre lines of nerves on the finished bones, ligaments and muscles.

A centre line first goes through its waypoints as a spline; then it is bent as little as possible while it
stays clear of every bone and ligament, keeps to the layer under the skin where both neighbours do, and
still passes its waypoints.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.linalg import solveh_banded

from anatomy_viewer.atlas.courses import Course, Courses
from anatomy_viewer.modelling.bones.skeleton import Skeleton
from anatomy_viewer.modelling.placing import RIM_MM
from anatomy_viewer.modelling.soft_tissue.tissues import TissuePlacing
from anatomy_viewer.modelling.solids.lines import arc_lengths, evenly, turns

Points = NDArray[np.float64]

SPACING_MM = 2.0
FINE_SPACING_MM = 1.0

STIFFNESS = 120.0
"""Weight of bending against the pull of what the line has to touch, with points a millimetre apart."""

ROUNDS = 30
"""How often a line is bent while it is kept clear of what it must not touch."""

EXACT_ROUNDS = 6
"""How many of the last times with exact distances."""

EASING_ROUNDS = 25
SHARPEST_TURN = np.radians(24.0)
"""A line that turns by more from one point to the next is eased there."""

QUICK_ROUNDS = 12
"""How often, nearly, for other people's lines."""


class NervePlacing(TissuePlacing):
    """All rules of the course table on one skeleton, right side, with the nerves; see `Placing`."""

    def __init__(self, rules: Courses, skeleton: Skeleton) -> None:
        super().__init__(rules, skeleton)
        self._paths: dict[str, Points] = {}
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
        for shared in ("bones", "muscles", "buttock", "under_skin", "bands", "ligaments"):
            getattr(self, shared)
        for shared in ("quick_bones", "quick_bands", "deep_muscles"):
            getattr(self, shared)
        other = copy.copy(self)
        other.rules, other._nearly = rules, True
        other._points, other._paths, other._pins = {}, dict(paths), {}
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

    def _path(self, course: Course) -> Points:
        clear_mm = course.drawn_radius_mm + RIM_MM
        through = np.array(
            [
                self._seated(f"courses.{course.nerve}.waypoints[{number}]", waypoint, clear_mm)
                for number, waypoint in enumerate(course.waypoints)
            ]
        )
        line, pins = _splined(through, FINE_SPACING_MM)
        superficial = _superficial(course, pins, len(line))
        path = self._relaxed(line, pins, through, superficial, course.drawn_radius_mm)
        self._pins[course.nerve] = passed(path, through)
        return path

    def _relaxed(
        self,
        line: Points,
        pins: NDArray[np.intp],
        through: Points,
        superficial: NDArray[np.bool_],
        radius_mm: float,
    ) -> Points:
        clear_mm = radius_mm + RIM_MM
        bending = _bending(len(line))
        exact_rounds = 0 if self._nearly else EXACT_ROUNDS
        for left in range(ROUNDS - 1, -1, -1) if exact_rounds else range(QUICK_ROUNDS - 1, -1, -1):
            exact = left < exact_rounds
            bones, bands = (self.bones, self.bands) if exact else (self.quick_bones, self.quick_bands)
            target, weight = line.copy(), np.full(len(line), 0.02)
            target[superficial] = self.under_skin.projected(line[superficial], 12 if exact else 3)
            weight[superficial] = 0.5
            gap, away = bones.nearest(line)
            inside = gap < clear_mm
            target[inside] += away[inside] * (clear_mm - gap[inside] + 0.15)[:, None]
            weight[inside] = 4.0
            gap, away = bands.nearest(line)
            inside = gap < radius_mm
            target[inside] += away[inside] * (radius_mm - gap[inside] + 0.1)[:, None]
            weight[inside] = 4.0
            if self.deep_muscles is not None:
                gap, away = self.deep_muscles.nearest(line)
                inside = gap < clear_mm
                target[inside] += away[inside] * (clear_mm - gap[inside] + 0.1)[:, None]
                weight[inside] = 4.0
            target[pins], weight[pins] = through, 60.0
            system = STIFFNESS * bending
            system[0] += weight
            line = solveh_banded(system, weight[:, None] * target, lower=True, check_finite=False)
        line = self._cleared(evenly(line, SPACING_MM), clear_mm)
        for _ in range(EASING_ROUNDS):
            sharp = turns(line) > SHARPEST_TURN
            if not sharp.any():
                break
            near = np.convolve(sharp, np.ones(5), mode="same")[:, None] > 0.0
            between = (line[:-2] + line[2:]) / 2.0
            line[1:-1] = np.where(near, 0.4 * line[1:-1] + 0.6 * between, line[1:-1])
            line = self._cleared(line, clear_mm)
        return line

    def _cleared(self, line: Points, clear_mm: float) -> Points:
        """Return a line pushed out of the bones where it is too near, neighbours following a little."""
        bones = self.quick_bones if self._nearly else self.bones
        for _ in range(60):
            gap, away = bones.nearest(line)
            lacking = np.maximum(clear_mm - gap, 0.0)
            if lacking.max() < 1e-3:
                break
            push = away * lacking[:, None]
            spread = push.copy()
            spread[1:] += 0.35 * push[:-1]
            spread[:-1] += 0.35 * push[1:]
            line = line + 0.8 * spread
        return line


def passed(line: Points, places: Points) -> tuple[float, ...]:
    """Return how far along a line it passes each of some places, mm; a later place is never passed earlier."""
    along = arc_lengths(line)
    found, start = [], 0
    for k, place in enumerate(places):
        left = len(places) - 1 - k
        end = max(len(line) - left, start + 1)
        nearest = start + int(np.linalg.norm(line[start:end] - place, axis=1).argmin())
        found.append(float(along[nearest]))
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


def _superficial(course: Course, pins: NDArray[np.intp], count: int) -> NDArray[np.bool_]:
    """Return which points of a line lie under the skin of the buttock: those between two waypoints there."""
    result = np.zeros(count, dtype=bool)
    for k in range(len(pins) - 1):
        if course.waypoints[k].layer == course.waypoints[k + 1].layer == "buttock":
            result[pins[k] : pins[k + 1] + 1] = True
    return result


def _bending(count: int) -> Points:
    """Return the lower bands, (3, n), of the matrix whose form is the sum of squared second differences of n points."""
    bands = np.zeros((3, count))
    inner = count - 2
    for shift, weight in enumerate((1.0, -2.0, 1.0)):
        bands[0, shift : shift + inner] += weight * weight
    bands[1, :inner] += -2.0
    bands[1, 1 : inner + 1] += -2.0
    bands[2, :inner] += 1.0
    return bands
