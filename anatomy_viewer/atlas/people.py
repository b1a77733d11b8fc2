"""Another person: a drawn arrangement of branches, tunnels and positions that keeps to the published frequencies.

How one side is drawn
---------------------
- The tunnel pattern comes first, from the eight counts of KUNIYA13. The sides of a person are drawn apart: nothing
  is known of how alike they are, but for the division of the posterior femoral cutaneous nerve (below).
- Whether the intermediate and the lateral branch are there comes from TUBBS10 (80 % and 75 %). A branch in a tunnel is
  there. Without a tunnel it is there in (p - t) / (1 - t) of sides, with p the share of sides that have the branch and
  t the share of sides on which it runs in a tunnel, so that over all sides both published shares hold. Beyond that
  the two branches are drawn independently; how they go together was not found.
- The medial branch crosses the crest at a normally distributed distance from the midline, with mean and deviation of
  SCN-1. The intermediate branch follows it along the crest by SCN-2's distance on average, the lateral branch the
  intermediate one by the rest of SCN-3's. The deviation of these gaps is not known. It is taken as large as the
  order medial, intermediate, lateral allows: a gap 2.5 deviations below its mean is one nerve's thickness. The gaps
  are laid along the crest from the mean medial crossing and then shifted sideways with the person's own. So the
  medial branch keeps its published figures, the mean gaps are the published ones, and the deviations of the other
  branches come out at about 11 mm, near the 10 mm that their stains borrow from the medial one.
- Positions of the other nerves are standard scores, independent of each other; no correlation was found. The
  posterior femoral cutaneous nerve and the inferior cluneal nerves share one score, since it was measured twice on
  the same nerve.
- Scores are cut off at 2.5 deviations. They are spread a little before that, so that the deviation after the cut is
  the published one.
- The division of the posterior femoral cutaneous nerve is drawn for both sides together, because it is known how
  often they are alike.

The same seed gives the same person on every machine: `random.Random.random` and nothing else is drawn from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, pi, sqrt
from random import Random
from statistics import NormalDist
from typing import Any, Literal

from anatomy_viewer.atlas.anatomies import CAUDAL, CROSSING, DISTAL, LATERAL, VARIANT, Anatomy, CrestLine
from anatomy_viewer.atlas.atlas import Atlas, read_atlas
from anatomy_viewer.atlas.studies import INFERIOR, INTERMEDIATE, LATERAL_BRANCH, MEDIAL, MIDDLE, PERINEAL, TRUNK
from anatomy_viewer.atlas.variants import CHOICES, shares_of

Side = Literal["right", "left"]
SIDES: tuple[Side, ...] = ("right", "left")

CUT_SD = 2.5
"""Scores beyond this many deviations are set to it."""

NERVE_MM = 1.1
"""Thickness of a superior cluneal nerve (TUBBS10): the least gap between two crossings along the crest."""

STEP_SD = 0.05
"""Scores are rounded to this; it is at most 0.75 mm, less than anything that was measured."""

STEP_MM = 0.1
"""Distances are rounded to this."""

COUNT = 1000
"""People that the page carries, seeds 1 to this."""

IN_TUNNEL: Mapping[str, tuple[str, ...]] = {
    pattern: {
        "none": (),
        "all": ("medial", "intermediate", "lateral"),
    }.get(pattern, tuple(pattern.split("_")))
    for pattern in CHOICES["tunnels"]
}
"""The branches that run in a tunnel, by pattern."""

TUNNELS = {
    "medial": "osteofibrous_tunnel",
    "intermediate": "osteofibrous_tunnel_intermediate",
    "lateral": "osteofibrous_tunnel_lateral",
}
"""The structure of each branch's tunnel, without side."""

BRANCHES = {"intermediate": INTERMEDIATE, "lateral": LATERAL_BRANCH}
"""The branches that may be missing."""


@dataclass(frozen=True)
class Population:
    """What people are drawn from.

    Parameters
    ----------
    shares
        How often each option is so, by choice and option.
    medial_mean_mm, medial_sd_mm
        The medial branch's crossing, straight from the midline.
    gap_mean_mm
        Mean way along the crest from the medial to the intermediate branch, and from there to the lateral one.
    clauses
        Each option in words, by choice and option.
    """

    shares: Mapping[str, Mapping[str, float]]
    medial_mean_mm: float
    medial_sd_mm: float
    gap_mean_mm: tuple[float, float]
    clauses: Mapping[str, Mapping[str, str]]

    @property
    def gap_sd_mm(self) -> tuple[float, float]:
        """The deviations of the gaps: as large as the order of the branches allows."""
        first, second = ((mean - NERVE_MM) / CUT_SD for mean in self.gap_mean_mm)
        return first, second

    def share_in_tunnel(self, branch: str) -> float:
        """Return the share of sides on which a branch runs in a tunnel, whatever the others do."""
        return sum(share for pattern, share in self.shares["tunnels"].items() if branch in IN_TUNNEL[pattern])

    def share_outside_tunnel(self, branch: str) -> float:
        """Return the share of sides that have a branch, among those on which it runs in no tunnel."""
        tunnel = self.share_in_tunnel(branch)
        return (self.shares[f"{branch}_branch"]["present"] - tunnel) / (1.0 - tunnel)

    @property
    def share_both_high(self) -> float:
        """The share of people whose posterior femoral cutaneous nerve divides high on both sides."""
        high, different = (
            self.shares["trunk_division"]["high"],
            self.shares["trunk_division_of_both_sides"]["different"],
        )
        return high - different / 2.0


def population_of(atlas: Atlas) -> Population:
    """Return what people are drawn from, by the tables."""
    first, second, third = (atlas.site_by_id[f"scn_{number}"] for number in (1, 2, 3))
    beyond = [site.along_crest_from_scn_1_mm for site in (second, third)]
    mean, sd = first.lateral_mm, first.lateral_sd_mm
    if mean is None or sd is None or beyond[0] is None or beyond[1] is None:
        raise ValueError("scn_1, scn_2 and scn_3 need their distances to draw people")
    clauses: dict[str, dict[str, str]] = {}
    for row in atlas.variants:
        clauses.setdefault(row.choice, {})[row.option] = row.english
    return Population(shares_of(atlas.variants), mean, sd, (beyond[0], beyond[1] - beyond[0]), clauses)


@lru_cache(maxsize=1)
def usual_population() -> Population:
    """Return what people of this installation are drawn from, read once."""
    return population_of(read_atlas())


@dataclass(frozen=True)
class PersonSide:
    """One side of a drawn person.

    Parameters
    ----------
    tunnels
        The tunnel pattern, an option of the choice ``tunnels``.
    intermediate_present, lateral_present
        Whether these branches of the superior nerves are there; the medial one is on every side.
    medial_mm
        Where the medial branch crosses the crest: straight distance from the midline, mm.
    gaps_mm
        Way along the crest from the medial crossing to the intermediate one, and from there to the lateral one, mm,
        where the medial branch crosses at its mean; drawn for branches that are missing too.
    middle_lateral_sd, middle_caudal_sd
        Where the upper middle branch passes the ligament, in deviations from the mean.
    middle_upper, middle_lower
        ``under`` (or through) the long ligament, or ``over`` it.
    trunk_lateral_sd
        The posterior femoral cutaneous nerve and the inferior cluneal nerves beside the tuberosity, in deviations.
    perineal_distal_sd
        Where the perineal branch crosses the hamstrings, in deviations, downwards.
    perineal_branches
        ``one`` or ``two``.
    trunk_division
        ``classic`` or ``high``.
    proximal_branch
        Whether an extra branch turns up over the lower outer gluteus maximus.
    """

    tunnels: str
    intermediate_present: bool
    lateral_present: bool
    medial_mm: float
    gaps_mm: tuple[float, float]
    middle_lateral_sd: float
    middle_caudal_sd: float
    middle_upper: str
    middle_lower: str
    trunk_lateral_sd: float
    perineal_distal_sd: float
    perineal_branches: str
    trunk_division: str
    proximal_branch: bool


@dataclass(frozen=True)
class Person:
    """A drawn person.

    Parameters
    ----------
    seed
        The number that the person is drawn from.
    right, left
        The sides.
    """

    seed: int
    right: PersonSide
    left: PersonSide

    def side(self, side: Side) -> PersonSide:
        """Return one side."""
        return self.right if side == "right" else self.left


def draw_person(seed: int, population: Population | None = None) -> Person:
    """Return the person of a seed; see the module's text for how.

    Parameters
    ----------
    seed
        Any whole number.
    population
        What people are drawn from; by default this installation's.
    """
    source = population or usual_population()
    chance = Random(seed)
    high, both = source.shares["trunk_division"]["high"], source.share_both_high
    lot = chance.random()
    right_high = lot < high
    left_high = lot < both or high <= lot < 2.0 * high - both
    return Person(seed, _draw_side(chance, source, right_high), _draw_side(chance, source, left_high))


def _draw_side(chance: Random, source: Population, high_division: bool) -> PersonSide:
    """Return one side; it takes the same number of draws whatever comes out, so that sides stay apart."""
    pattern = _option(chance.random(), source.shares["tunnels"])
    present = {
        branch: chance.random() < source.share_outside_tunnel(branch) or branch in IN_TUNNEL[pattern]
        for branch in BRANCHES
    }
    medial, first, second, lateral, caudal, trunk, perineal = (_score(chance.random()) for _ in range(7))
    gaps = [
        _rounded(mean + sd * score, STEP_MM)
        for mean, sd, score in zip(source.gap_mean_mm, source.gap_sd_mm, (first, second), strict=True)
    ]
    return PersonSide(
        tunnels=pattern,
        intermediate_present=present["intermediate"],
        lateral_present=present["lateral"],
        medial_mm=_rounded(source.medial_mean_mm + source.medial_sd_mm * medial, STEP_MM),
        gaps_mm=(gaps[0], gaps[1]),
        middle_lateral_sd=_rounded(lateral, STEP_SD),
        middle_caudal_sd=_rounded(caudal, STEP_SD),
        middle_upper=_option(chance.random(), source.shares["middle_upper_branch"]),
        middle_lower=_option(chance.random(), source.shares["middle_lower_branch"]),
        trunk_lateral_sd=_rounded(trunk, STEP_SD),
        perineal_distal_sd=_rounded(perineal, STEP_SD),
        perineal_branches=_option(chance.random(), source.shares["perineal_branches"]),
        trunk_division="high" if high_division else "classic",
        proximal_branch=_option(chance.random(), source.shares["proximal_branch"]) == "present",
    )


def _option(lot: float, shares: Mapping[str, float]) -> str:
    """Return the option that a lot from 0 to 1 falls on."""
    for option, share in shares.items():
        lot -= share
        if lot < 0.0:
            return option
    return option


def _score(lot: float) -> float:
    """Return a standard score, cut off at `CUT_SD`, with a deviation of 1 after the cut."""
    score = _widening() * NormalDist().inv_cdf(min(max(lot, 1e-12), 1.0 - 1e-12))
    return min(max(score, -CUT_SD), CUT_SD)


@lru_cache(maxsize=1)
def _widening() -> float:
    """Return the deviation before the cut that leaves a deviation of 1 after it."""
    low, high = 1.0, 1.2
    for _ in range(60):
        middle = (low + high) / 2.0
        edge = CUT_SD / middle
        outside = 1.0 - NormalDist().cdf(edge)
        inside = 1.0 - 2.0 * outside - 2.0 * edge * exp(-0.5 * edge**2) / sqrt(2.0 * pi)
        if middle**2 * inside + 2.0 * CUT_SD**2 * outside < 1.0:
            low = middle
        else:
            high = middle
    return low


def _rounded(value: float, step: float) -> float:
    return round(round(value / step) * step, 2)


def crossings_mm(
    half: PersonSide, crest: CrestLine, population: Population | None = None
) -> tuple[float, float, float]:
    """Return where the three superior branches cross: straight distances from the midline, mm.

    Parameters
    ----------
    half
        A side of a person.
    crest
        The crest; the gaps are laid along it from the mean medial crossing, and all is shifted sideways from there.
    population
        For the mean medial crossing; by default this installation's.
    """
    mean = (population or usual_population()).medial_mean_mm
    way, shift = crest.along(mean), half.medial_mm - mean
    inner, outer = (crest.from_midline(way + gap) + shift for gap in (half.gaps_mm[0], sum(half.gaps_mm)))
    return half.medial_mm, _rounded(inner, STEP_MM), _rounded(outer, STEP_MM)


def anatomy_of_person(person: Person, crest: CrestLine, population: Population | None = None) -> Anatomy:
    """Return what a drawn person moves, shows and hides.

    Parameters
    ----------
    crest
        The crest along which the gaps are laid.
    population
        For the mean crossing and the words of the note; by default this installation's.
    """
    source = population or usual_population()
    clauses = source.clauses
    hidden: list[str] = []
    shown: list[str] = []
    placed: dict[str, Mapping[str, float]] = {}
    notes = []
    for side in SIDES:
        half = person.side(side)
        told = [clauses["tunnels"][half.tunnels]]
        for branch, tunnel in TUNNELS.items():
            (shown if branch in IN_TUNNEL[half.tunnels] else hidden).append(f"{tunnel}_{side}")
        for branch, present in (("intermediate", half.intermediate_present), ("lateral", half.lateral_present)):
            if not present:
                hidden += [f"{name}_{side}" for name in _of_branch(branch)]
                told.append(clauses[f"{branch}_branch"]["absent"])
        told.append(clauses["middle_upper_branch"][half.middle_upper])
        if half.middle_lower == "under":
            told.append(clauses["middle_lower_branch"]["under"])
        if half.perineal_branches == "two":
            told.append(clauses["perineal_branches"]["two"])
        told.append(clauses["trunk_division"][half.trunk_division])
        if half.proximal_branch:
            told.append(clauses["proximal_branch"]["present"])
        notes.append(f"{side.capitalize()}: {'; '.join(told)}.")
        medial, intermediate, lateral = crossings_mm(half, crest, source)
        variant = 0.0 if half.middle_upper == "under" else 1.0
        placed[f"{MEDIAL}_{side}"] = {CROSSING: medial}
        placed[f"{INTERMEDIATE}_{side}"] = {CROSSING: intermediate}
        placed[f"{LATERAL_BRANCH}_{side}"] = {CROSSING: lateral}
        placed[f"{MIDDLE}_{side}"] = {
            LATERAL: half.middle_lateral_sd,
            CAUDAL: half.middle_caudal_sd,
            VARIANT: variant,
        }
        for nerve in (TRUNK, *INFERIOR):
            placed[f"{nerve}_{side}"] = {LATERAL: half.trunk_lateral_sd}
        placed[f"{PERINEAL}_{side}"] = {LATERAL: half.trunk_lateral_sd, DISTAL: half.perineal_distal_sd}
    return Anatomy(
        id=f"person_{person.seed}",
        title=f"Person {person.seed}",
        note=" ".join(notes),
        hidden=tuple(hidden),
        shown=tuple(shown),
        placed=placed,
        spreads={},
    )


def _of_branch(branch: str) -> tuple[str, ...]:
    """Return the names of a missing branch and of its stains, without side."""
    nerve = BRANCHES[branch]
    return nerve, f"{nerve}_corridor", f"{nerve}_corridor_on_skin"


def people_table(
    count: int = COUNT, crest: CrestLine | None = None, population: Population | None = None
) -> dict[str, Any]:
    """Return people 1 to `count` as one compact JSON value.

    How to read it, in Python (`person_from_table`) and in the page alike::

        row = table.rows[seed - 1]
        for each side in table.sides:
            for each column in table.columns: take the next number of the row
                column.step:    for each nerve in column.nerves:
                                    placed[nerve + "_" + side][column.parameter] = number * column.step
                column.options: option = column.options[number]
                                hidden += option.hidden, shown += option.shown, each with "_" + side
                                for each [nerve, parameter, value] of option.placed:
                                    placed[nerve + "_" + side][parameter] = value
                                told += option.told, where it is not empty
            note += Side + ": " + told joined by "; " + "."

    `spreads` is empty: the stains are those of all people and stay. Ids of structures that a model lacks do nothing.

    Parameters
    ----------
    count
        How many people; the seeds are 1 to `count`.
    crest
        The crest along which the gaps are laid; by default that of the built pooled model.
    population
        What people are drawn from; by default this installation's.
    """
    source = population or usual_population()
    line = crest or _built_crest()
    return {
        "sides": list(SIDES),
        "columns": _columns(source),
        "rows": [
            [number for side in SIDES for number in _numbers(person.side(side), line, source)]
            for person in (draw_person(seed, source) for seed in range(1, count + 1))
        ],
    }


def _built_crest() -> CrestLine:
    from anatomy_viewer.atlas.model import read_model

    return CrestLine.of(read_model())


def _columns(source: Population) -> list[dict[str, Any]]:
    """Return what each number of a side means, in the order of `_numbers`."""
    clauses = source.clauses

    def measured(parameter: str, step: float, *nerves: str) -> dict[str, Any]:
        return {"nerves": list(nerves), "parameter": parameter, "step": step}

    def options(choice: str, told: tuple[str, ...]) -> dict[str, Any]:
        names = CHOICES[choice]
        return {"options": [_effect(told=clauses[choice][name] if name in told else "") for name in names]}

    return [
        {
            "options": [
                _effect(
                    told=clauses["tunnels"][pattern],
                    shown=[tunnel for branch, tunnel in TUNNELS.items() if branch in IN_TUNNEL[pattern]],
                    hidden=[tunnel for branch, tunnel in TUNNELS.items() if branch not in IN_TUNNEL[pattern]],
                )
                for pattern in CHOICES["tunnels"]
            ]
        },
        *(
            {
                "options": [
                    _effect(),
                    _effect(told=clauses[f"{branch}_branch"]["absent"], hidden=list(_of_branch(branch))),
                ]
            }
            for branch in BRANCHES
        ),
        measured(CROSSING, STEP_MM, MEDIAL),
        measured(CROSSING, STEP_MM, INTERMEDIATE),
        measured(CROSSING, STEP_MM, LATERAL_BRANCH),
        measured(LATERAL, STEP_SD, MIDDLE),
        measured(CAUDAL, STEP_SD, MIDDLE),
        {
            "options": [
                _effect(told=clauses["middle_upper_branch"][name], placed=[[MIDDLE, VARIANT, float(value)]])
                for value, name in enumerate(CHOICES["middle_upper_branch"])
            ]
        },
        options("middle_lower_branch", ("under",)),
        measured(LATERAL, STEP_SD, TRUNK, *INFERIOR, PERINEAL),
        measured(DISTAL, STEP_SD, PERINEAL),
        options("perineal_branches", ("two",)),
        options("trunk_division", CHOICES["trunk_division"]),
        options("proximal_branch", ("present",)),
    ]


def _effect(
    told: str = "",
    hidden: list[str] | None = None,
    shown: list[str] | None = None,
    placed: list[list[Any]] | None = None,
) -> dict[str, Any]:
    return {"told": told, "hidden": hidden or [], "shown": shown or [], "placed": placed or []}


def _numbers(half: PersonSide, crest: CrestLine, source: Population) -> list[int]:
    """Return one side as whole numbers, one for each of `_columns`."""
    crossings = crossings_mm(half, crest, source)

    def place(choice: str, option: str) -> int:
        return CHOICES[choice].index(option)

    return [
        place("tunnels", half.tunnels),
        int(not half.intermediate_present),
        int(not half.lateral_present),
        *(round(crossing / STEP_MM) for crossing in crossings),
        round(half.middle_lateral_sd / STEP_SD),
        round(half.middle_caudal_sd / STEP_SD),
        place("middle_upper_branch", half.middle_upper),
        place("middle_lower_branch", half.middle_lower),
        round(half.trunk_lateral_sd / STEP_SD),
        round(half.perineal_distal_sd / STEP_SD),
        place("perineal_branches", half.perineal_branches),
        place("trunk_division", half.trunk_division),
        place("proximal_branch", "present" if half.proximal_branch else "absent"),
    ]


def person_from_table(table: Mapping[str, Any], seed: int) -> Anatomy:
    """Return the record of a person of the table, read as `people_table` says.

    Raises
    ------
    IndexError
        Where the table holds no person of that seed.
    """
    if not 1 <= seed <= len(table["rows"]):
        raise IndexError(f"the table holds the seeds 1 to {len(table['rows'])}, not {seed}")
    numbers = iter(table["rows"][seed - 1])
    hidden: list[str] = []
    shown: list[str] = []
    placed: dict[str, dict[str, float]] = {}
    notes = []
    for side in table["sides"]:
        told = []
        for column in table["columns"]:
            number = next(numbers)
            if "step" in column:
                for nerve in column["nerves"]:
                    placed.setdefault(f"{nerve}_{side}", {})[column["parameter"]] = round(number * column["step"], 2)
                continue
            option = column["options"][number]
            hidden += [f"{name}_{side}" for name in option["hidden"]]
            shown += [f"{name}_{side}" for name in option["shown"]]
            for nerve, parameter, value in option["placed"]:
                placed.setdefault(f"{nerve}_{side}", {})[parameter] = value
            if option["told"]:
                told.append(option["told"])
        notes.append(f"{side.capitalize()}: {'; '.join(told)}.")
    return Anatomy(
        id=f"person_{seed}",
        title=f"Person {seed}",
        note=" ".join(notes),
        hidden=tuple(hidden),
        shown=tuple(shown),
        placed=placed,
        spreads={},
    )
