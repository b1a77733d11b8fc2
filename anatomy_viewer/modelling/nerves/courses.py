"""Rules of the course table evaluated on the finished bones: places, and smooth centre lines of nerves.

A centre line first goes through its waypoints as a spline; then it is bent as little as possible while it
stays clear of every bone and ligament, keeps to the layer under the skin where both neighbours do, and
still passes its waypoints.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.linalg import solveh_banded

from anatomy_viewer.atlas.courses import Band, BandSection, Course, Courses, Place, Waypoint
from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.modelling.bones import crest as crest_line
from anatomy_viewer.modelling.bones.bone_contact import BoneContact
from anatomy_viewer.modelling.bones.skeleton import Skeleton
from anatomy_viewer.modelling.soft_tissue.gluteal_surface import GlutealSurface, gluteal_surface
from anatomy_viewer.modelling.soft_tissue.ligaments import BandShape, filling, joined, sheet_shape
from anatomy_viewer.modelling.soft_tissue.muscles import MuscleShape, muscle_shapes
from anatomy_viewer.modelling.solids.quick_contact import QuickContact
from anatomy_viewer.modelling.solids.surface import Surface

Points = NDArray[np.float64]

RIM_MM = 0.6
"""How much thicker a nerve's dark rim is than its core; the rim, too, stays out of the bone."""

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

SUPERFICIAL_MUSCLES = ("gluteus_medius", "gluteus_maximus")
"""The muscles that the skin nerves of the buttock run over."""

QUICK_ROUNDS = 12
"""How often, nearly, for other people's lines."""


class Placing:
    """All rules of the course table on one skeleton, right side.

    Parameters
    ----------
    rules
        The course table.
    skeleton
        The finished bones.

    Raises
    ------
    ProblemsFound
        By its methods, where a rule has no answer on these bones, such as a crest that never comes to a
        distance.
    """

    def __init__(self, rules: Courses, skeleton: Skeleton) -> None:
        self.rules, self.skeleton = rules, skeleton
        self._points: dict[str, Points] = {}
        self._paths: dict[str, Points] = {}
        self._pins: dict[str, tuple[float, ...]] = {}
        self._bands: dict[str, BandShape] = {}
        self._usual: Placing | None = None

    def elsewhere(self, rules: Courses, paths: Mapping[str, Points]) -> Placing:
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
        other.rules, other._usual = rules, self._usual or self
        other._points, other._paths, other._pins = {}, dict(paths), {}
        return other

    @cached_property
    def bones(self) -> BoneContact:
        """The bones that a nerve of the right side can meet."""
        return self.skeleton.contact()

    @cached_property
    def buttock(self) -> GlutealSurface:
        """The layer under the skin of the buttock."""
        return gluteal_surface(self.skeleton)

    @cached_property
    def under_skin(self) -> GlutealSurface:
        """The same layer, outside gluteus medius and maximus: what the nerves of the skin run on."""
        shapes = [self.muscles[name] for name in SUPERFICIAL_MUSCLES if name in self.muscles]
        faces = [face for shape in shapes for face in shape.outer_faces]
        return self.buttock.over(faces) if faces else self.buttock

    @cached_property
    def muscles(self) -> Mapping[str, MuscleShape]:
        """The muscles of the right side by name without side, deep before superficial."""
        return muscle_shapes(self, self.rules.muscles)

    @cached_property
    def bands(self) -> BoneContact:
        """The ligaments of the right side."""
        return BoneContact({name: self.band(name).surface for name in self.rules.bands})

    @cached_property
    def quick_bones(self) -> QuickContact:
        """The bones of the right side, measured nearly."""
        return QuickContact(bone for name, bone in self.skeleton.bones.items() if not name.endswith("_left"))

    @cached_property
    def quick_bands(self) -> QuickContact:
        """The ligaments of the right side, measured nearly."""
        return QuickContact(self.band(name).surface for name in self.rules.bands)

    @cached_property
    def deep_muscles(self) -> QuickContact | None:
        """The muscles under gluteus medius and maximus, measured nearly, which nerves go round."""
        deep = [shape.surface for name, shape in self.muscles.items() if name not in SUPERFICIAL_MUSCLES]
        return QuickContact(deep) if deep else None

    @cached_property
    def ligaments(self) -> BoneContact:
        """The ligaments of the right side together with the bones."""
        bands = {name: self.band(name).surface for name in self.rules.bands}
        right = {name: bone for name, bone in self.skeleton.bones.items() if not name.endswith("_left")}
        return BoneContact({**right, **bands})

    def point(self, name: str) -> Points:
        """Return the place of a site or tender point, (3,) float, RAS mm."""
        if name not in self._points:
            self._points[name] = self._seated(f"points.{name}", self.rules.points[name], 0.0)
        return self._points[name]

    def band(self, name: str) -> BandShape:
        """Return the shape of a ligament."""
        if name not in self._bands:
            self._bands[name] = self._band(self.rules.bands[name])
        return self._bands[name]

    def path(self, nerve: str) -> Points:
        """Return the centre line of a nerve, (n, 3) float, RAS mm, about `SPACING_MM` apart."""
        if nerve not in self._paths:
            self._paths[nerve] = self._path(self.rules.courses[nerve])
        return self._paths[nerve]

    def pins(self, nerve: str) -> tuple[float, ...]:
        """Return how far along a nerve's centre line it passes each of its waypoints, mm, rising."""
        self.path(nerve)
        return self._pins[nerve]

    def anchor(self, name: str) -> Points:
        """Return the place of a landmark, reference or point, (3,) float, RAS mm."""
        return self.point(name) if name in self.rules.points else self.skeleton.anchor(name)

    def seat(self, waypoint: Waypoint, radius_mm: float) -> Points:
        """Return where a waypoint is for something of a radius, (3,) float, RAS mm."""
        if waypoint.on and waypoint.place.kind == "slant":
            return self._slant(waypoint.place, BoneContact(self.bone(waypoint.on)))
        place = self.place(waypoint.place)
        if waypoint.on:
            return np.asarray(self.on_bones((waypoint.on,), place[None])[0])
        lift = waypoint.lift_mm + radius_mm
        if waypoint.layer == "bone":
            if waypoint.place.numbers.get("above_mm", 0.0) < 0.0:
                return self._lifted_at_height(place, lift)
            if waypoint.place.kind == "crest":
                return self._lifted_from_crest(place, lift)
            return self.bones.seat_from_behind(place, lift)
        if waypoint.layer == "buttock":
            return self.under_skin.seat_from_behind(place)
        if waypoint.layer == "over_ligament":
            return self.ligaments.seat_from_behind(place, lift)
        return place

    def _seated(self, rule: str, waypoint: Waypoint, radius_mm: float) -> Points:
        """Return where a waypoint is; a rule without an answer on these bones is a mistake in the table."""
        try:
            return self.seat(waypoint, radius_mm)
        except ValueError as error:
            if self._usual is not None:
                return self._beside_bone(self.place(waypoint.place), waypoint.lift_mm + radius_mm)
            raise ProblemsFound([Problem(f"tables/courses.yaml {rule}", str(error))]) from error

    def _beside_bone(self, place: Points, lift_mm: float) -> Points:
        gap, away = self.bones.nearest(place[None])
        return np.asarray(place + away[0] * (lift_mm - gap[0]))

    def place(self, place: Place) -> Points:
        """Return the place of a rule before it is seated in a layer, (3,) float, RAS mm."""
        kinds: Mapping[str, Callable[[Place], Points]] = {
            "landmark": lambda rule: self.anchor(rule.names["name"]),
            "between": self._between,
            "crest": self._on_crest,
            "slant": lambda rule: self._slant(rule, self.bones),
            "foramen": lambda rule: self.skeleton.posterior_foramen(rule.names["level"]),
            "lumbar_level": lambda rule: self.skeleton.lumbar_level(rule.names["level"]),
            "intervertebral_foramen": lambda rule: self.skeleton.intervertebral_foramen(rule.names["level"]),
            "transverse_process": lambda rule: self.skeleton.transverse_process(
                rule.names["level"], rule.numbers["share"]
            ),
            "gluteal_line": lambda rule: at_share(
                self.skeleton.gluteal_lines[rule.names["name"]], rule.numbers["share"]
            ),
            "course": lambda rule: at_share(self.path(rule.names["nerve"]), rule.numbers["share"]),
            "ligament": lambda rule: at_share(self.band(rule.names["name"]).middle, rule.numbers["share"]),
        }
        start = kinds[place.kind](place)
        numbers = place.numbers
        lateral, caudal, posterior = (numbers.get(f"{way}_mm", 0.0) for way in ("lateral", "caudal", "posterior"))
        result = start + np.array([lateral, -posterior, -caudal])
        if "midline_mm" in numbers:
            result[0] = numbers["midline_mm"]
        return np.asarray(result)

    def _between(self, rule: Place) -> Points:
        start, end = self.anchor(rule.names["start"]), self.anchor(rule.names["end"])
        return start + rule.numbers["share"] * (end - start)

    def _on_crest(self, rule: Place) -> Points:
        crest, numbers = self.skeleton.crest, rule.numbers
        first = crest_line.at_midline_distance(crest, numbers["from_midline_mm"])
        along = crest_line.position(crest, first) + numbers.get("beyond_mm", 0.0)
        result = crest_line.at_length(crest, along)
        above = numbers.get("above_mm", 0.0)
        if above >= 0.0:
            return np.asarray(result + np.array([0.0, 0.0, above]))
        return self._below_crest(result, -above)

    def _below_crest(self, crest_point: Points, below_mm: float) -> Points:
        """Return the place on the outer side of the ilium so far below a point of the crest, straight
        down the slope of the bone."""
        outer = self.buttock.outward(crest_point[None])[0]
        outer[2] = 0.0
        outer /= np.linalg.norm(outer)
        step = np.linspace(0.0, 12.0, 121)
        level = crest_point - np.array([0.0, 0.0, below_mm])
        line = level + step[:, None] * outer
        outside = np.flatnonzero(self.bones.distance(line) >= 0.0)
        return np.asarray(line[int(outside[0])] if len(outside) else line[0])

    def _lifted_from_crest(self, place: Points, lift_mm: float) -> Points:
        """Return a place on the crest lifted off the bone, away from the iliac wing."""
        result = place.copy()
        if lift_mm <= 0.0:
            return result
        _, away = self.bones.nearest(place[None] + self._off_crest(place) * 0.05)
        result = place + away[0] * lift_mm
        for _ in range(20):
            gap, away = self.bones.nearest(result[None])
            result = result + away[0] * (lift_mm - gap[0])
        return np.asarray(result)

    def _lifted_at_height(self, place: Points, lift_mm: float) -> Points:
        """Return a place lifted off the outer side of the ilium without changing its height."""
        outer = self.buttock.outward(place[None])[0] * (1.0, 1.0, 0.0)
        outer /= np.linalg.norm(outer)
        near, far = 0.0, 4.0 * lift_mm + 4.0
        for _ in range(30):
            middle = (near + far) / 2.0
            if self.bones.distance((place + middle * outer)[None])[0] < lift_mm:
                near = middle
            else:
                far = middle
        return np.asarray(place + far * outer)

    def _off_crest(self, place: Points) -> Points:
        outward = self.buttock.outward(place[None])[0] + np.array([0.0, 0.0, 0.6])
        direction: Points = outward / np.linalg.norm(outward)
        return direction

    def _slant(self, rule: Place, bones: BoneContact) -> Points:
        start, wanted = self.anchor(rule.names["name"]), rule.numbers["length_mm"]
        angle = np.radians(rule.numbers["medial_angle_deg"])
        direction = np.array([-np.sin(angle), 0.0, -np.cos(angle)])

        def seated(length_mm: float) -> Points:
            place = np.asarray(start + length_mm * direction)
            if bones.back_of(float(place[0]), float(place[2])) is None:  # beside the bone: its border is nearest
                gap, away = bones.nearest(place[None])
                return np.asarray(place - gap[0] * away[0])
            return bones.seat_from_behind(place, 0.0)

        low, high = 0.3 * wanted, wanted
        for _ in range(30):
            middle = (low + high) / 2.0
            low, high = (middle, high) if np.linalg.norm(seated(middle) - start) < wanted else (low, middle)
        return seated(low)

    def on_bones(self, names: Collection[str], places: Points) -> Points:
        """Return the nearest places on some right or midline bones, named without side, (n, 3) float, RAS mm."""
        bones = {key: surface for name in names for key, surface in self.bone(name).items()}
        gap, away = BoneContact(bones).nearest(places)
        return np.asarray(places - away * gap[:, None])

    def bone(self, name: str) -> dict[str, Surface]:
        """Return the right or midline bone of a name without side, by its id."""
        bones = self.skeleton.bones
        return {key: bones[key] for key in (f"{name}_right", name) if key in bones}

    def _band(self, band: Band) -> BandShape:
        shapes = []
        for number, sections in enumerate(band.bundles):
            where = f"ligaments.{band.ligament}." + ("" if number == 0 else f"further[{number - 1}].")
            rows = [
                np.array(
                    [
                        self._seated(f"{where}sections[{k}]", place, section.thickness_mm / 2.0)
                        for place in section.across
                    ]
                )
                for k, section in enumerate(sections)
            ]
            thickness = np.array([section.thickness_mm for section in sections])
            if band.fills:
                names = {place.on for section in sections for place in section.across if place.on}
                bones = [surface for name in sorted(names) for surface in self.bone(name).values()]
                shapes.append(filling(rows, thickness, bones))
                continue
            ends = [self._end(section) for section in (sections[0], sections[-1])]
            shapes.append(sheet_shape(rows, thickness, self.bones, (ends[0], ends[1])))
        return joined(shapes)

    def _end(self, section: BandSection) -> Callable[[Points], Points] | None:
        """Return what brings places of an end onto the bones that it names."""
        names = tuple(dict.fromkeys(place.on for place in section.across if place.on))
        return (lambda places: self.on_bones(names, places)) if names else None

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
        exact_rounds = EXACT_ROUNDS if self._usual is None else 0
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
        bones = self.bones if self._usual is None else self.quick_bones
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


def turns(line: Points) -> NDArray[np.float64]:
    """Return by how much a line turns at each of its inner points, (n - 2,) radians."""
    way = np.diff(line, axis=0)
    way = way / np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-9)
    return np.asarray(np.arccos(np.clip((way[1:] * way[:-1]).sum(axis=1), -1.0, 1.0)))


def mirrored(points: Points) -> Points:
    """Return (..., 3) places of the right side mirrored to the left."""
    return np.asarray(points * np.array([-1.0, 1.0, 1.0]))


def evenly(line: Points, spacing_mm: float) -> Points:
    """Return a smooth line through points, resampled at an even distance near the wanted one."""
    along = crest_line.arc_lengths(line)
    count = max(2, round(float(along[-1]) / spacing_mm) + 1)
    return np.asarray(CubicSpline(along, line, axis=0)(np.linspace(0.0, along[-1], count)))


def at_share(line: Points, share: float) -> Points:
    """Return the point at a share of a line's length, (3,) float, RAS mm."""
    return crest_line.at_length(line, share * float(crest_line.arc_lengths(line)[-1]))


def passed(line: Points, places: Points) -> tuple[float, ...]:
    """Return how far along a line it passes each of some places, mm; a later place is never passed earlier."""
    along = crest_line.arc_lengths(line)
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
