"""Bony landmarks: their names, and how a hand finds them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from anatomy_viewer.atlas.problems import Problem
from anatomy_viewer.atlas.sources import HOW_SURE, Mark
from anatomy_viewer.atlas.structures import Side, id_of
from anatomy_viewer.atlas.tables import Table, check_names, check_unique, read_table


@dataclass(frozen=True)
class Landmark:
    """A bony point that people measure from or press on.

    Parameters
    ----------
    name
        Such as ``psis``; the model's point ids add the side.
    sides
        The sides on which it exists.
    english, latin
        Its names.
    label
        The short text that the scene shows.
    in_model
        Whether the built model has its position.
    felt
        Whether a finger can press on it through the skin.
    how_to_find
        How to find it by hand, for students and clinicians.
    how_to_find_for_patients
        The same in plain words.
    mark
        How sure the way of finding it is; standard practice that no source was read for is ``R``.
    ta2
        Number in Terminologia Anatomica 2; None where it is not known here.
    sources
        Keys of the sources of the way of finding it.
    note
        What to be careful about.
    """

    name: str
    sides: tuple[Side, ...]
    english: str
    label: str
    in_model: bool
    felt: bool
    how_to_find: str
    how_to_find_for_patients: str
    mark: Mark
    latin: str = ""
    ta2: int | None = None
    sources: tuple[str, ...] = ()
    note: str = ""

    @property
    def how_sure(self) -> str:
        """The mark in plain words."""
        return HOW_SURE[self.mark]

    @property
    def point_ids(self) -> tuple[str, ...]:
        """The ids of its points, in the order of `sides`: ``psis_right``, ``psis_left``."""
        return tuple(id_of(self.name, side) for side in self.sides)


def read_landmarks(path: Path, source_keys: frozenset[str], problems: list[Problem]) -> Table[Landmark]:
    """Return the landmarks of ``landmarks.csv``; what is wrong is added to `problems`."""
    table = read_table(path, Landmark, problems)
    check_unique(table, "name", problems)
    check_names(table, "sources", source_keys, "a key of sources.csv", problems)
    for index, landmark in enumerate(table.rows):
        # The symphysis has an edge on either bone and a middle between them.
        allowed = ({"right", "left"}, {"mid"}, {"right", "left", "mid"})
        if set(landmark.sides) not in allowed or len(set(landmark.sides)) != len(landmark.sides):
            problems.append(
                Problem(
                    table.where(index, "sides"),
                    f'found "{";".join(landmark.sides)}"',
                    '"right;left", "mid" or "mid;right;left"',
                )
            )
        if landmark.mark in ("S", "S2") and not landmark.sources:
            problems.append(
                Problem(table.where(index, "sources"), f"the cell is empty beside the mark {landmark.mark}")
            )
    return table
