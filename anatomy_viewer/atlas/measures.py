"""Published measures, and the measures of the model that they are compared with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from anatomy_viewer.atlas.problems import Problem
from anatomy_viewer.atlas.sources import Mark
from anatomy_viewer.atlas.tables import Table, check_names, check_unique, read_table

DistanceKind = Literal[
    "straight",
    "along the crest",
    "on the skin",
    "curved",
    "sideways",
    "upwards",
    "downwards",
    "thickness",
    "angle",
    "ratio",
    "not said",
]
Unit = Literal["mm", "deg", "percent", "ratio"]
Sex = Literal["male", "female", "mixed"]
RangeKind = Literal["smallest to largest", "mean ± 2 SD", "5th to 95th percentile", "as printed", "worked out"]


@dataclass(frozen=True)
class ModelMeasure:
    """A length, angle or ratio that the model has.

    Parameters
    ----------
    id
        The key of its value in ``model.json``.
    what
        What is measured, from where to where.
    kind
        Which kind of distance it is; ``sideways`` is away from the midline plane or the named point,
        ``upwards`` and ``downwards`` are along the body with the anterior pelvic plane upright.
    unit
        Its unit.
    """

    id: str
    what: str
    kind: DistanceKind
    unit: Unit


@dataclass(frozen=True)
class Measure:
    """A published measure.

    Parameters
    ----------
    id
        The model measure and the source: ``scn_1_from_midline_lu98``.
    what
        What was measured, in the study's terms.
    kind
        Which kind of distance the study says it is; mostly ``not said``.
    unit
        The unit of the numbers.
    model_measure
        Id of the model's measure that it is compared with.
    mark
        How sure the numbers are.
    sources
        Keys of the sources.
    via
        Keys of the second-hand sources in which it was read.
    mean, sd
        Mean and standard deviation; None where not published or not seen.
    low, high, range_kind
        A published range and what it is a range of.
    n, counted
        How many, and what was counted.
    sex
        Whose.
    conflict
        Why it disagrees with another source or should be read with care.
    reason
        Where the model lies beyond one deviation or outside the range: which source or definition it follows
        instead. Empty where the model agrees.
    """

    id: str
    what: str
    kind: DistanceKind
    unit: Unit
    model_measure: str
    mark: Mark
    sources: tuple[str, ...]
    sex: Sex = "mixed"
    via: tuple[str, ...] = ()
    mean: float | None = None
    sd: float | None = None
    low: float | None = None
    high: float | None = None
    range_kind: RangeKind | None = None
    n: int | None = None
    counted: str = ""
    conflict: str = ""
    reason: str = ""

    @property
    def form(self) -> str:
        """Id of the form of the pelvis that it is compared with: that of its sex, or the average."""
        return "pooled" if self.sex == "mixed" else self.sex

    @property
    def published(self) -> str:
        """The numbers in words: ``81 ± 9.2 mm``, ``70 to 80 mm``, ``not found``."""
        unit = {"mm": " mm", "deg": "°", "percent": " %", "ratio": ""}[self.unit]
        if self.mean is not None:
            spread = "" if self.sd is None else f" ± {self.sd:g}"
            return f"{self.mean:g}{spread}{unit}".replace("-", "−")
        if self.low is not None and self.high is not None:
            return f"{self.low:g} to {self.high:g}{unit}"
        return "not found"


def read_model_measures(path: Path, problems: list[Problem]) -> Table[ModelMeasure]:
    """Return the model's measures of ``model_measures.csv``; what is wrong is added to `problems`."""
    table = read_table(path, ModelMeasure, problems)
    check_unique(table, "id", problems)
    return table


def read_measures(
    path: Path,
    model_measures: Table[ModelMeasure],
    source_keys: frozenset[str],
    problems: list[Problem],
) -> Table[Measure]:
    """Return the published measures of ``measures.csv``; what is wrong is added to `problems`.

    Parameters
    ----------
    model_measures
        The model's measures that they may be compared with.
    source_keys
        The keys of the sources.
    """
    table = read_table(path, Measure, problems)
    check_unique(table, "id", problems)
    units = {measure.id: measure.unit for measure in model_measures.rows}
    check_names(table, "model_measure", model_measures.written("id"), "an id of model_measures.csv", problems)
    check_names(table, "sources", source_keys, "a key of sources.csv", problems)
    check_names(table, "via", source_keys, "a key of sources.csv", problems)
    for index, measure in enumerate(table.rows):
        unit = units.get(measure.model_measure, measure.unit)
        if measure.unit != unit:
            problems.append(
                Problem(
                    table.where(index, "unit"),
                    f'found "{measure.unit}"',
                    f'"{unit}", the unit of {measure.model_measure}',
                )
            )
        _check_numbers(table, index, measure, problems)
    return table


def _check_numbers(table: Table[Measure], index: int, measure: Measure, problems: list[Problem]) -> None:
    def refuse(column: str, found: str, allowed: str = "") -> None:
        problems.append(Problem(table.where(index, column), found, allowed))

    empty = measure.mean is None and measure.low is None and measure.high is None
    if empty and measure.mark != "not found":
        refuse("mean", "the row has neither a mean nor a range", 'a number, or the mark "not found"')
    if not empty and measure.mark == "not found":
        refuse("mark", 'found "not found" beside a number', "S, S2, R or D")
    if measure.sd is not None and (measure.mean is None or measure.sd <= 0):
        refuse("sd", f"found {measure.sd:g}", "a deviation above 0 beside a mean")
    if (measure.low is None) != (measure.high is None):
        refuse("low", "the range has one end only", "both low and high, or neither")
    elif measure.low is not None and measure.high is not None:
        if measure.low >= measure.high:
            refuse("low", f"found {measure.low:g} beside high {measure.high:g}", "low below high")
        if measure.range_kind is None:
            refuse("range_kind", "the cell is empty beside a range")
    if measure.n is not None and measure.n < 1:
        refuse("n", f"found {measure.n}", "1 or more")
