"""The layer ledger: which planes a nerve crosses on its way, in order, each with its source and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from anatomy_viewer.atlas.problems import Problem
from anatomy_viewer.atlas.sources import HOW_SURE, Mark
from anatomy_viewer.atlas.tables import Table, check_names, read_table

Relation = Literal[
    "from", "behind", "in front of", "above", "below", "through", "under", "over", "along", "between", "pierces", "into"
]

RELATIONS: tuple[str, ...] = get_args(Relation)

Unmet = Literal["", "above_model", "cut_off", "not_drawn", "sheet_ends"]

WHY_UNMET: Mapping[str, str] = {
    "above_model": "The model begins below.",
    "cut_off": "The drawn nerve is cut off before that.",
    "not_drawn": "What it passes is not drawn.",
    "sheet_ends": "The drawn sheet has joined the layer below it before the nerve comes through.",
}
"""Why the drawing does not show a row, in plain words, by what the table says."""


@dataclass(frozen=True)
class Plane:
    """One plane that a nerve crosses.

    Parameters
    ----------
    nerve
        Name of the nerve, without side.
    order
        Its number on the way, from the spine outwards, from 1.
    relation
        How the nerve passes.
    structure
        Name of the structure that it passes, without side; empty for one that is not drawn.
    also
        Name of the other structure, where it passes between two.
    words
        What it passes, in plain words, as it follows the relation: ``quadratus lumborum``.
    where
        Where on the way, in words; may be empty.
    mark
        How sure it is.
    share_from, share_to
        The part of the drawn nerve that it is said of, as shares of its length: there it is tested on the surfaces.
        Both, or neither where the drawing does not show the row.
    unmet
        Why the drawing does not show the row, a key of `WHY_UNMET`; empty where it does.
    sources
        Keys of the sources; empty only where nothing was found.
    via
        Keys of the second-hand sources in which it was read.
    note
        What to be careful about.
    """

    nerve: str
    order: int
    relation: Relation
    words: str
    mark: Mark
    structure: str = ""
    also: str = ""
    where: str = ""
    share_from: float | None = None
    share_to: float | None = None
    unmet: Unmet = ""
    sources: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    note: str = ""

    @property
    def how_sure(self) -> str:
        """The mark in plain words."""
        return HOW_SURE[self.mark]

    @property
    def caveats(self) -> tuple[str, ...]:
        """What to be careful about, and why the drawing does not show it."""
        return tuple(text for text in (self.note, WHY_UNMET.get(self.unmet, "")) if text)

    @property
    def passes(self) -> tuple[str, str]:
        """How the nerve passes, and what and where: ``Behind``, ``quadratus lumborum, from the spine to the crest``."""
        return self.relation[0].upper() + self.relation[1:], self.words + (f", {self.where}" if self.where else "")

    @property
    def text(self) -> str:
        """The row as a line of a card: ``Behind quadratus lumborum, from the spine to the crest``."""
        return " ".join(self.passes)


def read_ledger(
    path: Path, nerves: frozenset[str], structures: frozenset[str], source_keys: frozenset[str], problems: list[Problem]
) -> Table[Plane]:
    """Return the rows of ``layer_ledger.csv``; what is wrong is added to `problems`.

    Parameters
    ----------
    nerves
        Names of the nerves, without side.
    structures
        Names of all structures, without side.
    source_keys
        Keys of the sources.
    """
    table = read_table(path, Plane, problems)
    check_names(table, "nerve", nerves, "a nerve of structures.csv", problems)
    check_names(table, "structure", structures, "a name of structures.csv", problems)
    check_names(table, "also", structures, "a name of structures.csv", problems)
    check_names(table, "sources", source_keys, "a key of sources.csv", problems)
    check_names(table, "via", source_keys, "a key of sources.csv", problems)
    expected: dict[str, int] = {}
    for index, row in enumerate(table.rows):
        number = expected.get(row.nerve, 1)
        # A row that was refused leaves a gap that is no mistake of its own.
        if row.order != number and len(table.rows) == len(table.texts):
            problems.append(Problem(table.where(index, "order"), f"found {row.order}", f"{number}, in order"))
        expected[row.nerve] = row.order + 1
        if row.mark != "not found" and not row.sources:
            problems.append(Problem(table.where(index, "sources"), f"the cell is empty beside the mark {row.mark}"))
        shares = (row.share_from, row.share_to)
        if shares.count(None) != 1 and bool(row.unmet) == (bool(row.structure) and None not in shares):
            found = f'found "{row.unmet}"' if row.unmet else "the cell is empty"
            allowed = f"a structure and its shares, or why the drawing does not show it: {', '.join(WHY_UNMET)}"
            problems.append(Problem(table.where(index, "unmet"), found, allowed))
        if bool(row.also) != (row.relation == "between"):
            problems.append(Problem(table.where(index, "also"), f'found "{row.also}"', 'a name beside "between" only'))
        if None in shares:
            if shares != (None, None):
                problems.append(Problem(table.where(index, "share_to"), "one of the two shares is empty"))
        elif not 0.0 <= (row.share_from or 0.0) <= (row.share_to or 0.0) <= 1.0:
            problems.append(
                Problem(table.where(index, "share_from"), f"found {shares[0]:g} to {shares[1]:g}", "0 to 1, rising")
            )
    return table


def by_nerve(planes: Iterable[Plane]) -> Mapping[str, tuple[Plane, ...]]:
    """Return the rows of each nerve in their order."""
    found: dict[str, list[Plane]] = {}
    for plane in planes:
        found.setdefault(plane.nerve, []).append(plane)
    return {nerve: tuple(sorted(rows, key=lambda row: row.order)) for nerve, rows in found.items()}
