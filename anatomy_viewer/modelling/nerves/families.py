"""Where a nerve runs in other people: its rules placed again with another value of a measured crossing.

A *parameter* of a nerve is one measured quantity that differs from person to person, such as the distance of its
crossing from the midline. For some values of it the nerve's rules are placed again, with bones and ligaments left as
they are. Every path that results has as many points as the path that is drawn, and the points stand for each other
waypoint by waypoint, so that a path for a value between two of the list is a mixture of its neighbours. For several
parameters the ways that the path moves are added.

- ``crossing_mm`` of the superior branches: straight distance of the crossing from the midline.
- ``lateral_sd``, ``caudal_sd`` of the upper middle branch: where it meets the long ligament, in standard deviations.
- ``roots`` of the medial and the lateral superior branch: 0 from the root that it is drawn from, 1 from the other's.
- ``variant`` of the middle branches: 0 under the ligament (as the upper is drawn), 1 over it (as the lower).
- ``lateral_sd`` of the posterior femoral cutaneous nerve: beside the tuberosity and at the border of gluteus maximus
  together, in standard deviations of each. Its branches leave it where it is, so that they have the same parameter
  and a person has one value for all of them (`Parameter.shared_with`).
- ``distal_sd`` of the perineal branch: where it crosses the hamstring tendon.

The lower middle branch has no other: no deviation was found for it. Twigs have no paths of their own here: the page
moves each point of a nerve's surface by the step of the nearest place of the trunk, so that they go with it.

Sources
-------
LOUBSER18, IWANAGA19b, LU98, KONNO17a, PFCN-HAM, by the table of sites. That the two distances of the posterior
femoral cutaneous nerve go together is judgement: they were measured on the same nerve, their correlation was not found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.atlas.anatomies import ROOTS
from anatomy_viewer.atlas.courses import Course, Courses
from anatomy_viewer.atlas.sites import Site
from anatomy_viewer.atlas.waypoints import Place, Waypoint
from anatomy_viewer.modelling.nerves.courses import NervePlacing
from anatomy_viewer.modelling.solids.lines import arc_lengths, mirrored

Points = NDArray[np.float64]

CROSSINGS_MM = (45.0, 55.0, 65.0, 75.0, 85.0, 95.0, 100.0, 105.0, 110.0, 115.0, 120.0)
REACH_MM = (-30.0, 35.0)
"""Crossings are looked at this much nearer to the midline and farther from it than the usual one."""

SIDEWAYS_SD = (-2.5, -1.0, 0.0, 1.0, 2.5)
DOWNWARDS_SD = (-2.0, -1.0, 0.0, 1.0, 1.75, 2.5)
"""Where the upper middle branch meets the long ligament; any higher it would have to turn back at its foramen."""

BESIDE_TUBEROSITY_SD = (-0.5, 0.0, 0.75, 1.5)
"""Short of the smallest and largest measured distances. Farther in, the nerve would swing round the tuberosity;
farther out, its branches would run back."""

BELOW_TUBEROSITY_SD = (-1.5, 0.0, 1.0, 2.5)
"""From the tip of the tuberosity down to where drawn people end; above the tip there is no tendon to cross."""

CREST_MARGIN_MM = 1.5
"""A crossing is at least this much farther from the midline than the crest's nearest point."""

SUPERIOR = {
    "superior_cluneal_nerve_medial_branch": "scn_1",
    "superior_cluneal_nerve_intermediate_branch": "scn_2",
    "superior_cluneal_nerve_lateral_branch": "scn_3",
}
"""The site that moves with each superior branch."""

MIDDLE = "middle_cluneal_nerve_upper_branch"
LOWER = "middle_cluneal_nerve_lower_branch"
UNDER_SHARE = 0.8
"""Where on the long ligament a lower branch that runs under it passes; judgement."""

TRUNK = "posterior_femoral_cutaneous_nerve"
PERINEAL = "perineal_branch_of_posterior_femoral_cutaneous_nerve"
BRANCHES = (
    "inferior_cluneal_nerve_medial_branch",
    "inferior_cluneal_nerve_intermediate_branch",
    "inferior_cluneal_nerve_lateral_branch",
    PERINEAL,
)
"""What leaves the posterior femoral cutaneous nerve and moves with it."""


@dataclass(frozen=True)
class Parameter:
    """A measured quantity of a nerve and its paths for some values of it.

    Parameters
    ----------
    unit
        ``mm``, ``sd`` (standard deviations from the published mean) or ``choice``.
    values
        In rising order; the value of the path that is drawn is among them.
    paths
        A path for each value, (n, 3) float, RAS mm, all with as many points as the path that is drawn.
    usual
        The value of the path that is drawn.
    shared_with
        The nerve, without side, whose parameter of this name has the same value in every person; empty for none.
    """

    unit: str
    values: tuple[float, ...]
    paths: tuple[Points, ...]
    usual: float
    shared_with: str = ""

    def mirrored(self) -> Parameter:
        """Return the same of the left side."""
        return replace(self, paths=tuple(mirrored(path) for path in self.paths))


Families = Mapping[str, Mapping[str, Parameter]]


def nerve_families(placing: NervePlacing, sites: Mapping[str, Site]) -> dict[str, dict[str, Parameter]]:
    """Return the parameters of each cluneal nerve of the right side, by name without side and by parameter.

    Parameters
    ----------
    placing
        The rules on the bones; the paths that are drawn come from it.
    sites
        Sites by id without side, for the means and deviations.
    """
    maker = _Maker(placing)
    found: dict[str, dict[str, Parameter]] = {
        nerve: {"crossing_mm": maker.crossing(nerve, site)}
        for nerve, site in SUPERIOR.items()
        if nerve in placing.rules.courses
    }
    for nerve in found:
        if placing.rules.courses[nerve].other_start:
            found[nerve][ROOTS] = maker.from_elsewhere(nerve)
    penetration = sites["mcn_1"]
    found[MIDDLE] = {
        "lateral_sd": maker.deviating(MIDDLE, _step("lateral_mm", penetration.lateral_sd_mm), "mcn_1", SIDEWAYS_SD),
        "caudal_sd": maker.deviating(MIDDLE, _step("caudal_mm", penetration.caudal_sd_mm), "mcn_1", DOWNWARDS_SD),
        "variant": maker.over_instead(),
    }
    found[LOWER] = {"variant": maker.under_instead()}
    found.update(maker.trunk_and_branches(sites))
    found[PERINEAL]["distal_sd"] = maker.deviating(
        PERINEAL, _step("caudal_mm", sites["icn_5"].caudal_sd_mm), "icn_5", BELOW_TUBEROSITY_SD
    )
    return found


def both_sides(families: Families) -> dict[str, dict[str, Parameter]]:
    """Return the parameters of both sides, by nerve id and by parameter."""
    return {
        f"{nerve}_{side}": {
            name: parameter if side == "right" else parameter.mirrored() for name, parameter in parameters.items()
        }
        for nerve, parameters in families.items()
        for side in ("right", "left")
    }


def resampled_like(path: Points, pins: Sequence[float], pattern: Points, pattern_pins: Sequence[float]) -> Points:
    """Return a path with as many points as another, each at the same share of the way between two waypoints.

    Parameters
    ----------
    path, pattern
        (m, 3) and (n, 3) float.
    pins, pattern_pins
        Distance along each of them at which it passes its waypoints, mm, rising and equally many.
    """
    along, there = arc_lengths(path), arc_lengths(pattern)
    wanted = np.interp(there, [0.0, *pattern_pins, there[-1]], [0.0, *pins, along[-1]])
    return np.column_stack([np.interp(wanted, along, path[:, axis]) for axis in range(3)])


Change = Callable[[Place, float], Place]
"""Changes a place for a value of a parameter."""


class _Maker:
    """Places rules again; bones, skin layer and ligaments are those of the usual person."""

    def __init__(self, placing: NervePlacing) -> None:
        self.placing = placing

    def crossing(self, nerve: str, site: str) -> Parameter:
        placing = self.placing
        usual = float(placing.place(placing.rules.points[site].place)[0])
        crest = placing.skeleton.crest
        nearest, farthest = float(crest[:, 0].min()) + CREST_MARGIN_MM, float(crest[:, 0].max()) - CREST_MARGIN_MM
        low, high = max(nearest, usual + REACH_MM[0]), min(farthest, usual + REACH_MM[1])
        values = sorted({low, *(value for value in CROSSINGS_MM if low < value <= high), usual})

        def change(place: Place, value: float) -> Place:
            if place.kind != "crest":
                return place
            return replace(place, numbers={**place.numbers, "from_midline_mm": value, "beyond_mm": 0.0})

        paths = tuple(
            placing.path(nerve) if value == usual else self.again(nerve, change, value, (site,)) for value in values
        )
        return Parameter("mm", tuple(values), paths, usual)

    def deviating(self, nerve: str, change: Change, site: str, values: tuple[float, ...]) -> Parameter:
        paths = tuple(
            self.placing.path(nerve) if value == 0.0 else self.again(nerve, change, value, (site,)) for value in values
        )
        return Parameter("sd", values, paths, 0.0)

    def from_elsewhere(self, nerve: str) -> Parameter:
        """A superior branch from the other root that is published for it."""
        course = self.placing.rules.courses[nerve]
        waypoints = (*course.other_start, *course.waypoints[len(course.other_start) :])
        other = self.varied({nerve: replace(course, waypoints=waypoints)}, {}, {})
        return Parameter("choice", (0.0, 1.0), (self.placing.path(nerve), self.like(other, nerve)), 0.0)

    def over_instead(self) -> Parameter:
        """The upper middle branch over the long ligament instead of under it."""
        course = self.placing.rules.courses[MIDDLE]
        over = tuple(
            replace(waypoint, layer="over_ligament", lift_mm=0.3)
            if waypoint.moves_with == "mcn_1" and waypoint.layer == "bone"
            else waypoint
            for waypoint in course.waypoints
        )
        other = self.varied({MIDDLE: replace(course, waypoints=over)}, {}, {})
        return Parameter("choice", (0.0, 1.0), (self.placing.path(MIDDLE), self.like(other, MIDDLE)), 0.0)

    def under_instead(self) -> Parameter:
        """The lower middle branch under the long ligament instead of over it, where the ligament arches."""
        course = self.placing.rules.courses[LOWER]
        under = tuple(
            replace(
                waypoint,
                layer="bone",
                lift_mm=0.0,
                place=replace(waypoint.place, numbers={**waypoint.place.numbers, "share": UNDER_SHARE}),
            )
            if waypoint.place.kind == "ligament"
            else waypoint
            for waypoint in course.waypoints
        )
        other = self.varied({LOWER: replace(course, waypoints=under)}, {}, {})
        return Parameter("choice", (0.0, 1.0), (self.like(other, LOWER), self.placing.path(LOWER)), 1.0)

    def trunk_and_branches(self, sites: Mapping[str, Site]) -> dict[str, dict[str, Parameter]]:
        steps = {
            "icn_3": _step("lateral_mm", sites["icn_3"].lateral_sd_mm),
            "icn_4": _step("lateral_mm", sites["icn_4"].lateral_sd_mm),
        }
        nerves = (TRUNK, *BRANCHES)
        paths: dict[str, list[Points]] = {nerve: [] for nerve in nerves}
        rules = self.placing.rules
        for value in BESIDE_TUBEROSITY_SD:
            if value == 0.0:
                for nerve in nerves:
                    paths[nerve].append(self.placing.path(nerve))
                continue
            points, trunk = dict(rules.points), rules.courses[TRUNK]
            for site, change in steps.items():
                points[site] = replace(points[site], place=change(points[site].place, value))
            waypoints = tuple(
                replace(waypoint, place=steps[waypoint.moves_with](waypoint.place, value))
                if waypoint.moves_with in steps
                else waypoint
                for waypoint in trunk.waypoints
            )
            other = self.varied({TRUNK: replace(trunk, waypoints=waypoints)}, points, {})
            for nerve in nerves:
                paths[nerve].append(self.like(other, nerve))
        return {
            nerve: {
                "lateral_sd": Parameter(
                    "sd", BESIDE_TUBEROSITY_SD, tuple(paths[nerve]), 0.0, shared_with="" if nerve == TRUNK else TRUNK
                )
            }
            for nerve in nerves
        }

    def again(self, nerve: str, change: Change, value: float, points: tuple[str, ...]) -> Points:
        """Return a nerve's path with its rules, and those of some points, changed for a value."""
        rules = self.placing.rules
        course = rules.courses[nerve]
        moved = tuple(
            replace(waypoint, place=change(waypoint.place, value * waypoint.moves_share))
            if waypoint.moves_with in points or (waypoint.place.kind == "crest" and not waypoint.moves_with)
            else waypoint
            for waypoint in course.waypoints
        )
        places = {name: replace(rules.points[name], place=change(rules.points[name].place, value)) for name in points}
        others = {name: self.placing.path(name) for name in _parents(course)}
        return self.like(self.varied({nerve: replace(course, waypoints=moved)}, places, others), nerve)

    def varied(
        self, courses: Mapping[str, Course], points: Mapping[str, Waypoint], paths: Mapping[str, Points]
    ) -> NervePlacing:
        rules = self.placing.rules
        changed: Courses = replace(rules, courses={**rules.courses, **courses}, points={**rules.points, **points})
        return self.placing.elsewhere(changed, paths)

    def like(self, other: NervePlacing, nerve: str) -> Points:
        usual = self.placing
        return resampled_like(other.path(nerve), other.pins(nerve), usual.path(nerve), usual.pins(nerve))


def _step(number: str, deviation_mm: float | None) -> Change:
    """Return the change of a place by so many standard deviations of one of its numbers."""
    step = deviation_mm or 0.0

    def change(place: Place, value: float) -> Place:
        if number == "lateral_mm" and "midline_mm" in place.numbers:
            return replace(place, numbers={**place.numbers, "midline_mm": place.numbers["midline_mm"] + value * step})
        return replace(place, numbers={**place.numbers, number: place.numbers.get(number, 0.0) + value * step})

    return change


def _parents(course: Course) -> Iterable[str]:
    return {waypoint.place.names["nerve"] for waypoint in course.waypoints if waypoint.place.kind == "course"}
