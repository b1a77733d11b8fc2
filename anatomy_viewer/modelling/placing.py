"""Rules of the course table evaluated on the finished bones: where a place, a waypoint, a site is.

What lies on the bones refers to places, and some places lie on what lies on the bones: at a share of a nerve or of a
ligament, or in a layer under the skin. These are asked for here and answered by the rooms above, each of which adds
what it knows: `soft_tissue.tissues` ligaments, muscles and layers, `nerves.courses` the nerves.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.atlas.courses import Courses
from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.atlas.waypoints import Place, Waypoint
from anatomy_viewer.modelling.bones.bone_contact import BoneContact
from anatomy_viewer.modelling.bones.crest import at_midline_distance
from anatomy_viewer.modelling.bones.skeleton import Skeleton
from anatomy_viewer.modelling.solids.lines import at_length, at_share, position
from anatomy_viewer.modelling.solids.quick_contact import QuickContact
from anatomy_viewer.modelling.solids.surface import Surface

Points = NDArray[np.float64]

RIM_MM = 0.6
"""How much thicker a nerve's dark rim is than its core; the rim, too, stays out of the bone."""


class Layer(Protocol):
    """A smooth layer round the body that places are brought onto."""

    def outward(self, points: Points) -> Points:
        """Return the (n, 3) unit directions away from the body at points."""

    def seat_from_behind(self, place: Points) -> Points:
        """Return the place moved forwards or backwards onto the layer, (3,) mm."""


class Placing(ABC):
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
        # Of other people distances are measured nearly, and where no bone is before a place the nearest stands for it.
        self._nearly = False

    @property
    @abstractmethod
    def buttock(self) -> Layer:
        """The layer under the skin of the buttock."""

    @property
    @abstractmethod
    def under_skin(self) -> Layer:
        """The same layer outside the muscles: what the nerves of the skin run on."""

    @property
    @abstractmethod
    def ligaments(self) -> BoneContact:
        """The ligaments of the right side together with the bones."""

    @abstractmethod
    def in_fat(self, place: Points, share: float) -> Points:
        """Return the place at a share of the way from the deep fascia of the buttock to the skin, (3,) RAS mm."""

    @abstractmethod
    def just_under_skin(self, place: Points) -> Points:
        """Return the place just under the skin, (3,) float, RAS mm."""

    @abstractmethod
    def middle(self, ligament: str) -> Points:
        """Return the middle line of a ligament, (n, 3) float, RAS mm."""

    @abstractmethod
    def path(self, nerve: str) -> Points:
        """Return the centre line of a nerve, (n, 3) float, RAS mm."""

    @cached_property
    def bones(self) -> BoneContact:
        """The bones that a nerve of the right side can meet."""
        return self.skeleton.contact()

    @cached_property
    def quick_bones(self) -> QuickContact:
        """The bones of the right side, measured nearly."""
        return QuickContact(bone for name, bone in self.skeleton.bones.items() if not name.endswith("_left"))

    def point(self, name: str) -> Points:
        """Return the place of a site or tender point, (3,) float, RAS mm."""
        if name not in self._points:
            self._points[name] = self._seated(f"points.{name}", self.rules.points[name], 0.0)
        return self._points[name]

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
            on_fascia = self.under_skin.seat_from_behind(place)
            if not waypoint.lift_mm:
                return on_fascia
            return np.asarray(on_fascia + waypoint.lift_mm * self.under_skin.outward(on_fascia[None])[0])
        if waypoint.layer == "fat":
            return self.in_fat(place, waypoint.fat_share)
        if waypoint.layer == "skin":
            return self.just_under_skin(place)
        if waypoint.layer == "over_ligament":
            return self.ligaments.seat_from_behind(place, lift)
        return place

    def _seated(self, rule: str, waypoint: Waypoint, radius_mm: float) -> Points:
        """Return where a waypoint is; a rule without an answer on these bones is a mistake in the table."""
        try:
            return self.seat(waypoint, radius_mm)
        except ValueError as error:
            if self._nearly:
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
            "ligament": lambda rule: at_share(self.middle(rule.names["name"]), rule.numbers["share"]),
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
        first = at_midline_distance(crest, numbers["from_midline_mm"])
        along = position(crest, first) + numbers.get("beyond_mm", 0.0)
        result = at_length(crest, along)
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
