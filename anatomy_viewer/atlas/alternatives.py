"""What the literature describes otherwise than the model draws it, and may be looked at: other roots, another branch.

A row of ``alternatives.csv`` is one published figure of an alternative, and what it moves. Chosen in the page, an
alternative is an `Anatomy` like a study or a person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from anatomy_viewer.atlas.anatomies import ROOTS, SIDES, Anatomy
from anatomy_viewer.atlas.problems import Problem, nearest_name
from anatomy_viewer.atlas.sources import HOW_SURE, Mark
from anatomy_viewer.atlas.structures import Structure
from anatomy_viewer.atlas.tables import Table, check_names, check_together, read_table

MOVED = {
    "superior_cluneal_nerve_medial_branch": ROOTS,
    "superior_cluneal_nerve_lateral_branch": ROOTS,
}
"""The nerves that an alternative may move, and by which parameter of their family."""


@dataclass(frozen=True)
class Finding:
    """One published figure of an alternative.

    Parameters
    ----------
    alternative
        Its id, the same in all its rows, which follow each other.
    name
        What a person reads: ``L1 to the medial branch``.
    about
        What the figure tells: ``roots of the branch in the tunnel``.
    figure, counted
        As published, and on how many it rests; words where no figure was found.
    mark
        How sure it is.
    sources
        Keys of the sources.
    moves
        Nerves, without side, that are drawn otherwise.
    shows
        Structures, without side, that are drawn with it only.
    note
        What to be careful about.
    """

    alternative: str
    name: str
    about: str
    figure: str
    counted: str
    mark: Mark
    sources: tuple[str, ...]
    moves: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    note: str = ""

    @property
    def how_sure(self) -> str:
        """The mark in plain words."""
        return HOW_SURE[self.mark]


@dataclass(frozen=True)
class Alternative:
    """What the literature describes otherwise than it is drawn.

    Parameters
    ----------
    id, name
        Such as ``roots_l1_medial`` and ``L1 to the medial branch``.
    group
        The nerve group that it is about.
    findings
        Its rows, in the order of the table.
    """

    id: str
    name: str
    group: str
    findings: tuple[Finding, ...]


def read_alternatives(
    path: Path,
    structures: Table[Structure],
    source_keys: frozenset[str],
    studies: frozenset[str],
    problems: list[Problem],
) -> tuple[Alternative, ...]:
    """Return the alternatives of ``alternatives.csv``; what is wrong is added to `problems`.

    Parameters
    ----------
    structures
        The structures that a row may move or show.
    source_keys
        The keys of the sources.
    studies
        The ids of studies, which stand in one list with them.
    """
    table = read_table(path, Finding, problems)
    names = structures.written("name")
    check_names(table, "sources", source_keys, "a key of sources.csv", problems)
    check_names(table, "shows", names, "a name of structures.csv", problems)
    found: dict[str, list[Finding]] = {}
    check_together(table, "alternative", "an alternative", problems)
    for index, row in enumerate(table.rows):
        rows = found.setdefault(row.alternative, [])
        if rows and row.name != rows[0].name:
            told = "differs from the first row of the alternative"
            problems.append(Problem(table.where(index, "name"), told, f'"{rows[0].name}"'))
        if row.alternative in studies:
            told = f'"{row.alternative}" is a study of studies.csv'
            problems.append(Problem(table.where(index, "alternative"), told, "another id"))
        for nerve in row.moves:
            if nerve not in MOVED:
                told = f'found "{nerve}", of which no other way is drawn'
                allowed = " or ".join(MOVED)
                problems.append(Problem(table.where(index, "moves"), told, allowed, nearest_name(nerve, MOVED)))
        rows.append(row)
    for name, rows in found.items():
        if not any(row.moves or row.shows for row in rows):
            where = table.where(table.rows.index(rows[0]), "moves")
            problems.append(Problem(where, f'nothing is drawn otherwise by "{name}"', "a nerve in moves or shows"))
    group_of = {structure.name: structure.group for structure in structures.rows}
    return tuple(
        Alternative(name, rows[0].name, _group(rows, group_of) or "", tuple(rows)) for name, rows in found.items()
    )


def anatomy_of_alternative(alternative: Alternative) -> Anatomy:
    """Return what choosing an alternative does to the model."""
    moved = dict.fromkeys(nerve for finding in alternative.findings for nerve in finding.moves)
    shown = dict.fromkeys(name for finding in alternative.findings for name in finding.shows)
    return Anatomy(
        id=f"study_{alternative.id}",
        title=alternative.name,
        note=" ".join(dict.fromkeys(finding.note for finding in alternative.findings if finding.note)),
        hidden=(),
        shown=tuple(f"{name}_{side}" for name in shown for side in SIDES),
        placed={f"{nerve}_{side}": {MOVED[nerve]: 1.0} for nerve in moved for side in SIDES},
        spreads={},
    )


def _group(rows: Iterable[Finding], group_of: dict[str, str | None]) -> str | None:
    moved = (group_of.get(nerve) for row in rows for nerve in row.moves)
    return next((group for group in moved if group), None)
