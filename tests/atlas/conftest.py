"""A copy of the real tables in which a test can plant one fault."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from anatomy_viewer.atlas.atlas import Atlas, read_atlas
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.problems import ProblemsFound

Plant = Callable[[str, str, str, str], int]


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The atlas of this checkout."""
    return read_atlas()


@pytest.fixture
def meshes(tmp_path: Path) -> Path:
    """A folder ``meshes`` with a copy of the real tables."""
    folder = tmp_path / "meshes"
    shutil.copytree(data_folder("meshes") / "tables", folder / "tables")
    return folder


@pytest.fixture
def plant(meshes: Path) -> Plant:
    """Write a value into the cell of a row, named by its first cell, and return the row's line number."""

    def write(table: str, row: str, column: str, value: str) -> int:
        path = meshes / "tables" / table
        with path.open(newline="", encoding="utf-8") as stream:
            rows = list(csv.reader(stream))
        index = next(number for number, cells in enumerate(rows) if cells[0] == row)
        rows[index][rows[0].index(column)] = value
        with path.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)
        return index + 1

    return write


@pytest.fixture
def messages(meshes: Path) -> Callable[[], list[str]]:
    """Return the sentences of all problems of the planted tables; empty where they are fine."""

    def read() -> list[str]:
        try:
            read_atlas(meshes)
        except ProblemsFound as found:
            return [str(problem) for problem in found.problems]
        return []

    return read
