"""Facts: the figures and findings that a card shows, each with its source and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from anatomy_viewer.atlas.problems import Problem
from anatomy_viewer.atlas.sources import HOW_SURE, Mark
from anatomy_viewer.atlas.tables import Table, check_names, read_table


@dataclass(frozen=True)
class Fact:
    """One published figure or finding about a structure, site, landmark or nerve group.

    Parameters
    ----------
    about
        The name (without side) or id that it is about.
    label
        What it says something about: ``From the midline, medial branch``.
    value
        What was found, units included.
    mark
        How sure it is.
    sample
        On how many people, bodies or sides it rests.
    sources
        Keys of the sources; empty only where nothing was found.
    via
        Keys of the second-hand sources in which it was read.
    note
        What to be careful about, such as a conflict with another study.
    """

    about: str
    label: str
    value: str
    mark: Mark
    sample: str = ""
    sources: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    note: str = ""

    @property
    def how_sure(self) -> str:
        """The mark in plain words."""
        return HOW_SURE[self.mark]


def read_facts(
    path: Path, subjects: frozenset[str], source_keys: frozenset[str], problems: list[Problem]
) -> Table[Fact]:
    """Return the facts of ``facts.csv``; what is wrong is added to `problems`.

    Parameters
    ----------
    subjects
        The names that a fact may be about.
    source_keys
        The keys of the sources.
    """
    table = read_table(path, Fact, problems)
    check_names(table, "about", subjects, "a name of structures, groups, sites or landmarks", problems)
    check_names(table, "sources", source_keys, "a key of sources.csv", problems)
    check_names(table, "via", source_keys, "a key of sources.csv", problems)
    for index, fact in enumerate(table.rows):
        if fact.mark != "not found" and not fact.sources:
            problems.append(Problem(table.where(index, "sources"), f"the cell is empty beside the mark {fact.mark}"))
    return table
