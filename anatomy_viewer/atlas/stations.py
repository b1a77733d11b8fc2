"""Measured stations of the bones, and the landmarks of the population that the model must sit in.

Read only where the model is built; the page never needs them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.atlas.tables import Table, read_table


@dataclass(frozen=True)
class BoneStation:
    """A named point measured on real bones, right side or midline.

    Parameters
    ----------
    bone
        ``hip_right``, ``sacrum``, ``coccyx``, ``L4``, ``L5`` or ``femur_right``.
    group
        The row, ring or section that it belongs to.
    name
        Its name; bone and name together are unique.
    x_mm, y_mm, z_mm
        Mean position, RAS mm.
    sd_x, sd_y, sd_z
        Standard deviation over the bones, mm; None where a single bone was measured.
    n
        How many bones.
    note
        A radius, an axis, a width; how one woman's bone differs from those of men, for the record.
    """

    bone: Literal["hip_right", "sacrum", "coccyx", "L4", "L5", "femur_right"]
    group: str
    name: str
    x_mm: float
    y_mm: float
    z_mm: float
    n: int
    sd_x: float | None = None
    sd_y: float | None = None
    sd_z: float | None = None
    note: str = ""


@dataclass(frozen=True)
class PopulationLandmark:
    """Mean position of a landmark over a group of people.

    Parameters
    ----------
    group
        ``all``, ``F`` or ``M``.
    n
        How many people.
    name
        Such as ``ASIS``.
    side
        ``L``, ``R`` or ``M`` (midline).
    x_mean, y_mean, z_mean
        RAS mm.
    x_sd, y_sd, z_sd
        Standard deviations, mm.
    rater_rms
        How far the experts' picks scatter, root mean square, mm.
    """

    group: Literal["all", "F", "M"]
    n: int
    name: str
    side: Literal["L", "R", "M"]
    x_mean: float
    y_mean: float
    z_mean: float
    x_sd: float
    y_sd: float
    z_sd: float
    rater_rms: float


def read_bone_stations(path: Path) -> tuple[BoneStation, ...]:
    """Return the stations of ``bone_stations.csv``.

    Raises
    ------
    ProblemsFound
        With everything that is wrong with the table.
    """
    problems: list[Problem] = []
    table = read_table(path, BoneStation, problems)
    _refuse_repeats(table, ("bone", "name"), problems)
    for index, station in enumerate(table.rows):
        if station.n < 1:
            problems.append(Problem(table.where(index, "n"), f"found {station.n}", "1 or more"))
    if problems:
        raise ProblemsFound(problems)
    return table.rows


def read_population_landmarks(path: Path) -> tuple[PopulationLandmark, ...]:
    """Return the landmarks of ``population_landmarks.csv``.

    Raises
    ------
    ProblemsFound
        With everything that is wrong with the table.
    """
    problems: list[Problem] = []
    table = read_table(path, PopulationLandmark, problems)
    _refuse_repeats(table, ("group", "name", "side"), problems)
    for index, landmark in enumerate(table.rows):
        for column in ("x_sd", "y_sd", "z_sd", "rater_rms"):
            if getattr(landmark, column) < 0:
                found = f"found {getattr(landmark, column):g}"
                problems.append(Problem(table.where(index, column), found, "0 or more"))
    if problems:
        raise ProblemsFound(problems)
    return table.rows


def _refuse_repeats(
    table: Table[BoneStation] | Table[PopulationLandmark], columns: tuple[str, ...], problems: list[Problem]
) -> None:
    first: dict[tuple[str, ...], int] = {}
    for index, row in enumerate(table.rows):
        key = tuple(getattr(row, column) for column in columns)
        if key in first:
            problems.append(
                Problem(
                    table.where(index, "name"),
                    f'"{" ".join(key)}" stands there a second time, first in line {first[key]}',
                    f"each {', '.join(columns)} once",
                )
            )
        first.setdefault(key, table.lines[index])
