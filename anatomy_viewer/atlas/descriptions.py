"""Descriptions: what a thing is, in words for each audience."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from anatomy_viewer.atlas.problems import Problem
from anatomy_viewer.atlas.tables import Table, check_names, check_unique, read_table

Audience = Literal["student", "clinician", "patient"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)


@dataclass(frozen=True)
class Description:
    """What a structure, site, landmark or nerve group is.

    Parameters
    ----------
    about
        The name (without side) or id that it is about.
    student, clinician, patient
        The text for each audience.
    sources
        Keys of the sources of its claims; empty for plain definitions.
    """

    about: str
    student: str
    clinician: str
    patient: str
    sources: tuple[str, ...] = ()

    def text_for(self, audience: Audience) -> str:
        """Return the text for an audience."""
        return {"student": self.student, "clinician": self.clinician, "patient": self.patient}[audience]


def read_descriptions(
    path: Path, subjects: frozenset[str], source_keys: frozenset[str], problems: list[Problem]
) -> Table[Description]:
    """Return the descriptions of ``descriptions.csv``; what is wrong is added to `problems`.

    Parameters
    ----------
    subjects
        The names that must each be described once.
    source_keys
        The keys of the sources.
    """
    before = len(problems)
    table = read_table(path, Description, problems)
    check_unique(table, "about", problems)
    check_names(table, "about", subjects, "a name of structures, groups, sites or landmarks", problems)
    check_names(table, "sources", source_keys, "a key of sources.csv", problems)
    if len(problems) == before:
        missing = sorted(subjects - {description.about for description in table.rows})
        problems.extend(Problem(table.name, f'"{name}" has no description') for name in missing)
    return table
