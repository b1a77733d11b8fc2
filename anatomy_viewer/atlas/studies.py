"""Whose anatomy? The published series of the crossings, and what choosing one does to the model.

A row of ``studies.csv`` is one distance of one nerve in one study. Where a study measured both from the midline
and from the PSIS, the midline figure moves the model, because the two do not fit one pelvis; the other is told
beside it. A study that has PSIS distances only is placed by them along the crest, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import floor
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from anatomy_viewer.atlas.anatomies import (
    CAUDAL,
    CROSSING,
    DISTAL,
    LATERAL,
    SIDES,
    VARIANT,
    Anatomy,
    CrestLine,
    Spread,
)
from anatomy_viewer.atlas.model import Model
from anatomy_viewer.atlas.problems import Problem, nearest_name
from anatomy_viewer.atlas.sites import Site
from anatomy_viewer.atlas.sources import HOW_SURE, Mark
from anatomy_viewer.atlas.structures import Structure
from anatomy_viewer.atlas.tables import Table, check_names, check_together, check_unique, read_table

Distance = Literal[
    "from the midline",
    "from the PSIS",
    "caudal to the PSIS",
    "lateral to the ischial tuberosity",
    "distal to the ischial tuberosity",
]
LengthKind = Literal["straight", "along the crest", "on the skin", "sideways", "downwards", "not said"]
Method = Literal["dissection", "CT", "clinical", "worked out", "chosen"]

MEDIAL = "superior_cluneal_nerve_medial_branch"
INTERMEDIATE = "superior_cluneal_nerve_intermediate_branch"
LATERAL_BRANCH = "superior_cluneal_nerve_lateral_branch"
SUPERIOR = (MEDIAL, INTERMEDIATE, LATERAL_BRANCH)
MIDDLE = "middle_cluneal_nerve_upper_branch"
TRUNK = "posterior_femoral_cutaneous_nerve"
INFERIOR = tuple(f"inferior_cluneal_nerve_{part}_branch" for part in ("medial", "intermediate", "lateral"))
PERINEAL = "perineal_branch_of_posterior_femoral_cutaneous_nerve"

BEYOND = {INTERMEDIATE: "scn_2", LATERAL_BRANCH: "scn_3"}
"""The site that says how far beyond the medial branch, along the crest, the other branches cross."""


@dataclass(frozen=True)
class Place:
    """How a published distance becomes a parameter of the model.

    Parameters
    ----------
    parameter
        Of the nerve's family.
    site
        The site whose own distance is the zero of the parameter, for parameters in standard deviations.
    axis
        Which of the site's distances that is.
    """

    parameter: str
    site: str = ""
    axis: Literal["lateral", "caudal", ""] = ""


PLACES: Mapping[tuple[str, Distance], Place] = MappingProxyType(
    {
        **{(nerve, "from the midline"): Place(CROSSING) for nerve in SUPERIOR},
        **{(nerve, "from the PSIS"): Place(CROSSING) for nerve in SUPERIOR},
        (MIDDLE, "from the midline"): Place(LATERAL, "mcn_1", "lateral"),
        (MIDDLE, "caudal to the PSIS"): Place(CAUDAL, "mcn_1", "caudal"),
        (TRUNK, "lateral to the ischial tuberosity"): Place(LATERAL, "icn_3", "lateral"),
        **{(nerve, "lateral to the ischial tuberosity"): Place(LATERAL, "icn_4", "lateral") for nerve in INFERIOR},
        (PERINEAL, "distal to the ischial tuberosity"): Place(DISTAL, "icn_5", "caudal"),
    }
)
"""Every distance that the model can be moved by, by nerve and kind of distance."""


@dataclass(frozen=True)
class Crossing:
    """One distance of one nerve in one study.

    Parameters
    ----------
    id
        Of the row: ``lu98_medial_midline``.
    study
        Short id of the study; rows of a study follow each other.
    name
        What a person reads: ``Lu 1998``; the same in every row of the study.
    nerve
        Name of the nerve without side.
    distance
        From where the distance counts.
    length_kind
        Straight, along the crest, on the skin; mostly not said.
    mean_mm, sd_mm
        What was found; no deviation where none was printed in what was read.
    n, counted
        How many, and of what: ``15`` and ``cadavers``.
    age
        The people's ages in words; empty where it was not seen.
    method
        How it was found.
    moves
        Whether this distance moves the model.
    rest
        Whether the study is what the model shows at rest; the same in every row of the study.
    mark
        How sure the figure is.
    sources
        Keys of the sources.
    note
        What to be careful about.
    """

    id: str
    study: str
    name: str
    nerve: str
    distance: Distance
    length_kind: LengthKind
    mean_mm: float
    counted: str
    method: Method
    moves: bool
    rest: bool
    mark: Mark
    sources: tuple[str, ...]
    note: str
    sd_mm: float | None = None
    n: int | None = None
    age: str = ""

    @property
    def how_sure(self) -> str:
        """The mark in plain words."""
        return HOW_SURE[self.mark]

    @property
    def figure(self) -> str:
        """Mean and deviation as printed: ``81.0 ± 9.2 mm``."""
        return f"{self.mean_mm:g} mm" if self.sd_mm is None else f"{self.mean_mm:.1f} ± {self.sd_mm:.1f} mm"

    @property
    def sample(self) -> str:
        """On how many it rests: ``15 cadavers``."""
        return self.counted if self.n is None else f"{self.n} {self.counted}"


@dataclass(frozen=True)
class Study:
    """All distances of one study.

    Parameters
    ----------
    id
        Such as ``lu98``.
    name
        Such as ``Lu 1998``.
    group
        The nerve group that it measured.
    crossings
        Its rows, in the order of the table.
    """

    id: str
    name: str
    group: str
    crossings: tuple[Crossing, ...]

    @cached_property
    def moving(self) -> tuple[Crossing, ...]:
        """The distances that move the model."""
        return tuple(crossing for crossing in self.crossings if crossing.moves)

    @property
    def rest(self) -> bool:
        """Whether it is what the model shows at rest."""
        return self.crossings[0].rest

    @property
    def title(self) -> str:
        """The study in one line: ``Lu 1998: 81 ± 9 mm, 15 cadavers``."""
        figures: list[str] = []
        for crossing in self.moving:
            figure = f"{_whole(crossing.mean_mm)}"
            if crossing.sd_mm is not None:
                figure += f" ± {_whole(crossing.sd_mm)}"
            if figure not in figures:
                figures.append(figure)
        where = {crossing.distance for crossing in self.moving}
        from_psis = " from the PSIS" if where == {"from the PSIS"} else ""
        return f"{self.name}: {', '.join(figures)} mm{from_psis}, {self.moving[0].sample}"


def read_studies(
    path: Path,
    structures: Table[Structure],
    sites: Table[Site],
    source_keys: frozenset[str],
    problems: list[Problem],
) -> tuple[Study, ...]:
    """Return the studies of ``studies.csv``; what is wrong is added to `problems`.

    Parameters
    ----------
    structures
        The nerves that a row may name.
    sites
        The sites whose distances are the model's own.
    source_keys
        The keys of the sources.
    """
    table = read_table(path, Crossing, problems)
    before = len(problems)
    check_unique(table, "id", problems)
    check_names(table, "nerve", structures.written("name"), "a name of structures.csv", problems)
    check_names(table, "sources", source_keys, "a key of sources.csv", problems)
    # A nerve whose own row could not be read has no group here; that is told by its table.
    group_of = {structure.name: structure.group for structure in structures.rows}
    _check_figures(table, problems)
    _check_studies(table, group_of, problems)
    if len(problems) == before:
        _check_rest(table, group_of, {site.id: site for site in sites.rows}, problems)
    found: dict[str, list[Crossing]] = {}
    for crossing in table.rows:
        found.setdefault(crossing.study, []).append(crossing)
    return tuple(
        Study(name, rows[0].name, group_of.get(rows[0].nerve) or "", tuple(rows)) for name, rows in found.items()
    )


def _check_figures(table: Table[Crossing], problems: list[Problem]) -> None:
    distances: dict[str, list[str]] = {}
    for nerve, distance in PLACES:
        distances.setdefault(nerve, []).append(distance)
    for index, row in enumerate(table.rows):
        if row.mean_mm <= 0:
            problems.append(Problem(table.where(index, "mean_mm"), f"found {row.mean_mm:g}", "a distance above 0"))
        if row.sd_mm is not None and row.sd_mm <= 0:
            problems.append(Problem(table.where(index, "sd_mm"), f"found {row.sd_mm:g}", "a deviation above 0"))
        if row.n is not None and row.n < 1:
            problems.append(Problem(table.where(index, "n"), f"found {row.n}", "a number of people or parts above 0"))
        if row.mark == "not found":
            problems.append(Problem(table.where(index, "mark"), 'found "not found" beside a figure', "S, S2, R or D"))
        if row.nerve in distances and row.distance not in distances[row.nerve]:
            problems.append(
                Problem(
                    table.where(index, "distance"),
                    f'found "{row.distance}" for {row.nerve}',
                    " or ".join(distances[row.nerve]),
                    nearest_name(row.distance, distances[row.nerve]),
                )
            )
        elif row.nerve not in distances:
            problems.append(
                Problem(
                    table.where(index, "nerve"),
                    f'found "{row.nerve}", whose place does not vary in the model',
                    f"one of {', '.join(distances)}",
                    nearest_name(row.nerve, distances),
                )
            )


def _check_studies(table: Table[Crossing], group_of: Mapping[str, str | None], problems: list[Problem]) -> None:
    first: dict[str, Crossing] = {}
    moved: dict[tuple[str, str, str], int] = {}
    midline = {(row.study, row.nerve) for row in table.rows if row.distance == "from the midline"}
    check_together(table, "study", "a study", problems)
    for index, row in enumerate(table.rows):
        start = first.setdefault(row.study, row)
        for column in ("name", "rest"):
            if getattr(row, column) != getattr(start, column):
                value = getattr(start, column)
                problems.append(
                    Problem(
                        table.where(index, column),
                        f"differs from the study's first row, {start.id}",
                        f'"{value}"' if isinstance(value, str) else ("yes" if value else "no"),
                    )
                )
        known = row.nerve in group_of and start.nerve in group_of
        if known and group_of[row.nerve] != group_of[start.nerve]:
            problems.append(
                Problem(
                    table.where(index, "nerve"),
                    f'"{row.nerve}" is of another group than the first row of {row.study}',
                    "nerves of one group in a study",
                )
            )
        if not row.moves:
            continue
        if row.distance == "from the PSIS" and (row.study, row.nerve) in midline:
            problems.append(
                Problem(
                    table.where(index, "moves"),
                    "a distance from the PSIS moves the model though the study has one from the midline",
                    "no",
                )
            )
            continue
        place = PLACES.get((row.nerve, row.distance))
        if place is None:
            continue
        key = (row.study, row.nerve, place.parameter)
        if key in moved:
            problems.append(
                Problem(
                    table.where(index, "moves"),
                    f"the crossing is moved a second time, first in line {moved[key]}",
                    "one distance that moves each crossing of a study",
                )
            )
        moved.setdefault(key, table.lines[index])
    for name, start in first.items():
        if not any(row.moves for row in table.rows if row.study == name):
            problems.append(
                Problem(
                    table.where(table.rows.index(start), "moves"),
                    f'nothing of the study "{name}" moves the model',
                    "yes in at least one row of a study",
                )
            )


def _check_rest(
    table: Table[Crossing], group_of: Mapping[str, str | None], sites: Mapping[str, Site], problems: list[Problem]
) -> None:
    resting: dict[str, str] = {}
    for index, row in enumerate(table.rows):
        if not row.rest or row.nerve not in group_of:
            continue
        group = group_of[row.nerve] or ""
        if resting.setdefault(group, row.study) != row.study:
            problems.append(
                Problem(
                    table.where(index, "rest"),
                    f'"{row.study}" rests beside "{resting[group]}"',
                    f"one study at rest for {group}",
                )
            )
        if not row.moves:
            continue
        place = PLACES[row.nerve, row.distance]
        site = sites.get("scn_1" if place.parameter == CROSSING else place.site)
        if site is None:
            continue
        axis = place.axis or "lateral"
        own = getattr(site, f"{axis}_mm"), getattr(site, f"{axis}_sd_mm")
        if (row.mean_mm, row.sd_mm) != own:
            problems.append(
                Problem(
                    table.where(index, "mean_mm"),
                    f"found {row.figure} for a study at rest",
                    f"the figure of {site.id} in sites.csv, {own[0]} ± {own[1]} mm",
                )
            )
    for group in sorted({group_of[row.nerve] or "" for row in table.rows if row.nerve in group_of} - set(resting)):
        problems.append(Problem(table.name, f"no study of {group} is at rest", "yes in the column rest of one study"))


def anatomy_of_study(study: Study, sites: Mapping[str, Site], model: Model) -> Anatomy:
    """Return what choosing a study does to the model.

    A superior branch that the study did not measure keeps its way along the crest from the medial branch, and
    borrows the medial branch's deviation, as it does at rest. Where no deviation was printed the stain is hidden:
    nobody knows how wide it is. The stain on the skin goes with the one on the bone where that lies on the crest;
    elsewhere it belongs to the figures at rest and is hidden with any other place.

    Parameters
    ----------
    study
        The study.
    sites
        The sites by id without side.
    model
        The built model: its crest, its stains and its structures.
    """
    placed: dict[str, dict[str, float]] = {}
    deviation: dict[str, float | None] = {}
    crest = CrestLine.of(model)
    for crossing in study.moving:
        place = PLACES[crossing.nerve, crossing.distance]
        deviation[crossing.nerve] = crossing.sd_mm
        values = placed.setdefault(crossing.nerve, {})
        if place.parameter != CROSSING:
            site = sites[place.site]
            mean, sd = getattr(site, f"{place.axis}_mm"), getattr(site, f"{place.axis}_sd_mm")
            values[place.parameter] = round((crossing.mean_mm - mean) / sd, 2)
        elif crossing.distance == "from the PSIS":
            values[CROSSING] = round(crest.from_midline(crossing.mean_mm), 1)
        else:
            values[CROSSING] = crossing.mean_mm
    if MEDIAL in placed:
        start = crest.along(placed[MEDIAL][CROSSING])
        for nerve, site_id in BEYOND.items():
            if nerve not in placed:
                beyond = sites[site_id].along_crest_from_scn_1_mm or 0.0
                placed[nerve] = {CROSSING: round(crest.from_midline(start + beyond), 1)}
                deviation[nerve] = deviation[MEDIAL]
    if MIDDLE in placed:
        # Figures of the long ligament are those of a branch that passes under or through it.
        placed[MIDDLE][VARIANT] = 0.0
    hidden: list[str] = []
    spreads: dict[str, Spread] = {}
    for nerve, values in placed.items():
        for side in SIDES:
            on_bone, on_skin = f"{nerve}_corridor_{side}", f"{nerve}_corridor_on_skin_{side}"
            sd = deviation[nerve]
            elsewhere = any(value for parameter, value in values.items() if parameter not in (CROSSING, VARIANT))
            if sd is None:
                hidden += [name for name in (on_bone, on_skin) if name in model.structures]
            elif CROSSING in values:
                for name in (on_bone, on_skin):
                    if name in model.corridors:
                        across = float(model.corridors[name]["across_sd_mm"])
                        spreads[name] = Spread(values[CROSSING], sd, across)
            elif elsewhere and on_skin in model.structures:
                hidden.append(on_skin)
    return Anatomy(
        id=f"study_{study.id}",
        title=study.title,
        note=" ".join(dict.fromkeys(crossing.note for crossing in study.crossings)),
        hidden=tuple(hidden),
        shown=(),
        placed={f"{nerve}_{side}": values for nerve, values in placed.items() for side in SIDES},
        spreads=spreads,
    )


def _whole(value: float) -> int:
    """Return the nearest whole number, a half upwards, as people round."""
    return floor(value + 0.5)
