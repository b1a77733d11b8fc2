"""Faults planted in the tables of rules, and what is then said about them."""

from __future__ import annotations

from pathlib import Path

import pytest

from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.courses import read_course_rules
from anatomy_viewer.atlas.problems import ProblemsFound


def plant_in(table: str, meshes: Path, old: str, new: str) -> int:
    """Replace the first occurrence of a text in a table of rules and return its line."""
    path = meshes / "tables" / table
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def problems_of(meshes: Path, atlas: Atlas) -> list[str]:
    """Return what is said about the rules, each problem as its sentence."""
    with pytest.raises(ProblemsFound) as found:
        read_course_rules(atlas, meshes)
    return [str(problem) for problem in found.value.problems]
