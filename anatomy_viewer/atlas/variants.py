"""How often a thing is so or otherwise: the published frequencies that people are drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from anatomy_viewer.atlas.problems import Problem
from anatomy_viewer.atlas.sources import HOW_SURE, Mark
from anatomy_viewer.atlas.tables import Table, check_names, read_table

Use = Literal["drawn", "told", "not drawn"]

CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "tunnels": (
            "none",
            "medial",
            "intermediate",
            "lateral",
            "medial_intermediate",
            "medial_lateral",
            "intermediate_lateral",
            "all",
        ),
        "intermediate_branch": ("present", "absent"),
        "lateral_branch": ("present", "absent"),
        "middle_upper_branch": ("under", "over"),
        "middle_lower_branch": ("under", "over"),
        "perineal_branches": ("one", "two"),
        "trunk_division": ("classic", "high"),
        "trunk_division_of_both_sides": ("alike", "different"),
        "proximal_branch": ("present", "absent"),
    }
)
"""The choices that a person is drawn from and their options, in the order of the table."""


@dataclass(frozen=True)
class Variant:
    """One option of a choice and how often it was found.

    Parameters
    ----------
    choice
        What differs: ``tunnels``.
    option
        One way in which it may be: ``medial``.
    english
        The option as a clause: ``the medial branch runs in a tunnel``.
    counted
        What was counted: ``sides``.
    use
        ``drawn`` (a person's picture shows it), ``told`` (a person's note says it) or ``not drawn`` (on record only).
    mark
        How sure it is.
    sources
        Keys of the sources.
    count, of
        How many of how many; or
    percent
        the share, where only that was printed.
    note
        What to be careful about.
    """

    choice: str
    option: str
    english: str
    counted: str
    use: Use
    mark: Mark
    sources: tuple[str, ...]
    count: int | None = None
    of: int | None = None
    percent: float | None = None
    note: str = ""

    @property
    def how_sure(self) -> str:
        """The mark in plain words."""
        return HOW_SURE[self.mark]

    @property
    def share(self) -> float:
        """How often it is so, from 0 to 1."""
        if self.count is not None and self.of is not None:
            return self.count / self.of
        return (self.percent or 0.0) / 100.0

    @property
    def share_in_words(self) -> str:
        """How often it is so, as it was printed: ``25 of 109 sides of 59 cadavers, mean age 84.8``."""
        if self.count is not None and self.of is not None:
            return f"{self.count} of {self.of} {self.counted}"
        return f"{self.percent:g} % {self.counted}"


def read_variants(path: Path, source_keys: frozenset[str], problems: list[Problem]) -> Table[Variant]:
    """Return the options of ``variants.csv``; what is wrong is added to `problems`.

    Parameters
    ----------
    source_keys
        The keys of the sources.
    """
    before = len(problems)
    table = read_table(path, Variant, problems)
    check_names(table, "sources", source_keys, "a key of sources.csv", problems)
    total: dict[str, float] = {}
    options: dict[str, list[str]] = {}
    for index, row in enumerate(table.rows):
        counted = row.count is not None and row.of is not None
        if counted == (row.percent is not None) or (row.count is None) != (row.of is None):
            problems.append(
                Problem(
                    table.where(index, "count"),
                    "found neither or both of a count and a percentage",
                    "count and of, or percent",
                )
            )
        elif counted and not 0 <= (row.count or 0) <= (row.of or 0):
            problems.append(Problem(table.where(index, "count"), f"found {row.count}", f"a number from 0 to {row.of}"))
        elif row.percent is not None and not 0 <= row.percent <= 100:
            problems.append(Problem(table.where(index, "percent"), f"found {row.percent:g}", "a number from 0 to 100"))
        if row.option in options.setdefault(row.choice, []):
            problems.append(
                Problem(table.where(index, "option"), f'"{row.option}" stands there a second time', "each option once")
            )
        options[row.choice].append(row.option)
        total[row.choice] = total.get(row.choice, 0.0) + row.share
    if len(problems) > before:
        return table  # a row that could not be read is missing from its choice
    for choice, share in total.items():
        if abs(share - 1.0) > 1e-9:
            problems.append(
                Problem(
                    f"{table.name} ({choice})", f"the options add up to {share:.1%}", "options that add up to 100 %"
                )
            )
    for choice, wanted in CHOICES.items():
        if tuple(options.get(choice, ())) != wanted:
            problems.append(
                Problem(
                    f"{table.name} ({choice})",
                    f"found the options {', '.join(options.get(choice, ())) or 'none'}",
                    f"{', '.join(wanted)}, in this order",
                )
            )
    return table


def shares_of(variants: Iterable[Variant]) -> Mapping[str, Mapping[str, float]]:
    """Return how often each option is so, by choice and option, from 0 to 1."""
    found: dict[str, dict[str, float]] = {}
    for row in variants:
        found.setdefault(row.choice, {})[row.option] = row.share
    return MappingProxyType({choice: MappingProxyType(shares) for choice, shares in found.items()})
