"""Landmarks that somebody has marked: 3D Slicer markups (``.mrk.json``, ``.fcsv``) or a table (``.csv``).

A markups file says which way its axes point, and that is kept to: ``LPS`` or ``RAS``, in older files ``1`` or ``0``; an
``.fcsv`` that says nothing is of a Slicer that wrote RAS. A table has the columns ``name, side, x, y, z`` in RAS mm, as
``atlas export`` writes it, and may have ``error_mm``, how far a place may be off.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.atlas.landmarks import Landmark
from anatomy_viewer.atlas.problems import Problem, ProblemsFound, nearest_name

Points = NDArray[np.float64]

SIDES = {
    "right": "right",
    "r": "right",
    "rt": "right",
    "left": "left",
    "l": "left",
    "lt": "left",
    "mid": "mid",
    "m": "mid",
}
"""What people call a side."""

TO_RAS: Mapping[str, tuple[float, float, float]] = {
    "LPS": (-1.0, -1.0, 1.0),
    "1": (-1.0, -1.0, 1.0),
    "RAS": (1.0, 1.0, 1.0),
    "0": (1.0, 1.0, 1.0),
}
"""How a file's places become RAS, by what it says of its axes."""

UNITS_MM = {"mm": 1.0, "cm": 10.0, "m": 1000.0}

ENDINGS = "a file .mrk.json or .fcsv of 3D Slicer, or .csv with name,side,x,y,z"
FCSV_COLUMNS = "id,x,y,z,ow,ox,oy,oz,vis,sel,lock,label,desc,associatednodeid"
MOST_BYTES = 8_000_000
"""No file of landmarks is larger."""


@dataclass(frozen=True)
class Mark:
    """A landmark that somebody has marked.

    Parameters
    ----------
    at
        (3,) float, RAS mm, in the frame of the file of bones.
    error_mm
        How far it may be off, root mean square; 0 where nothing is said.
    where
        The place in the file, for sentences.
    """

    at: Points
    error_mm: float
    where: str


def read_marks(path: Path, landmarks: Iterable[Landmark]) -> dict[str, Mark]:
    """Return the landmarks of a file by point id.

    Parameters
    ----------
    path
        The file.
    landmarks
        The landmarks that there are.

    Raises
    ------
    ProblemsFound
        With everything that is wrong in the file.
    """
    kind = next((end for end in (".mrk.json", ".json", ".fcsv", ".csv") if path.name.lower().endswith(end)), None)
    if kind is None:
        raise ProblemsFound([Problem(str(path), "what kind of file it is cannot be told by its name", ENDINGS)])
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ProblemsFound([Problem(str(path), "the file is too large for landmarks", ENDINGS)])
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        raise ProblemsFound([Problem(str(path), f"the file cannot be read ({fault.strerror or fault})")]) from None
    except UnicodeDecodeError:
        raise ProblemsFound([Problem(str(path), "the file is no text", ENDINGS)]) from None
    problems: list[Problem] = []
    reader = {".fcsv": _of_fcsv, ".csv": _of_table}.get(kind, _of_markups)
    rows = reader(path, text, problems)
    known = _names(landmarks)
    result: dict[str, Mark] = {}
    for row in rows:
        point = _point(row, known, problems)
        if point is None:
            continue
        if not all(math.isfinite(value) for value in row.at):
            problems.append(Problem(row.where, f"the place of {point} is no three numbers", "x, y, z in mm"))
        elif point in result:
            problems.append(Problem(row.where, f"{point} is marked twice, first at {result[point].where}", "each once"))
        else:
            result[point] = Mark(np.array(row.at), row.error_mm, row.where)
    if not rows and not problems:
        problems.append(Problem(str(path), "no landmark is marked in the file", ENDINGS))
    if problems:
        raise ProblemsFound(problems)
    return result


@dataclass(frozen=True)
class _Row:
    where: str
    name: str
    side: str
    at: tuple[float, float, float]
    error_mm: float = 0.0


def _said(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def _names(landmarks: Iterable[Landmark]) -> dict[str, Landmark]:
    """Return each landmark that the model has by all that it is called."""
    known: dict[str, Landmark] = {}
    for landmark in landmarks:
        if landmark.in_model:
            for name in (landmark.name, landmark.english, landmark.label, landmark.latin):
                known.setdefault(_said(name), landmark)
    known.pop("", None)
    return known


def _point(row: _Row, known: Mapping[str, Landmark], problems: list[Problem]) -> str | None:
    """Return the point id that a row means; what is wrong with it is added to the problems."""
    words = _said(row.name).split("_")
    side = SIDES.get(_said(row.side)) if row.side else None
    if row.side and side is None:
        problems.append(Problem(row.where, f'found the side "{row.side}"', "right, left or mid"))
        return None
    if side is None:
        for place in (-1, 0):
            if len(words) > 1 and words[place] in SIDES:
                side = SIDES[words.pop(place)]
                break
    landmark = known.get("_".join(words))
    if landmark is None:
        near = nearest_name("_".join(words), {one.name for one in known.values()})
        problems.append(Problem(row.where, f'found the landmark "{row.name}"', "a landmark of the model", near))
        return None
    side = side or ("mid" if "mid" in landmark.sides else None)
    if side not in landmark.sides:
        found = f"{landmark.name} has no side" if side is None else f"{landmark.name} has the side {side}"
        problems.append(Problem(row.where, found, " or ".join(landmark.sides)))
        return None
    return landmark.name if side == "mid" else f"{landmark.name}_{side}"


def _floats(values: Iterable[object]) -> tuple[float, float, float]:
    try:
        x, y, z = (float(str(value).strip()) for value in values)
    except ValueError:
        return (math.nan, math.nan, math.nan)
    return (x, y, z)


def _turned(values: Iterable[object], signs: Iterable[float], unit_mm: float = 1.0) -> tuple[float, float, float]:
    x, y, z = (value * sign * unit_mm for value, sign in zip(_floats(values), signs, strict=True))
    return (x, y, z)


def _axes(said: object, where: str, problems: list[Problem]) -> tuple[float, float, float]:
    signs = TO_RAS.get(str(said).strip().upper())
    if signs is None:
        problems.append(Problem(where, f'found the axes "{said}"', "LPS or RAS"))
        return TO_RAS["RAS"]
    return signs


def _of_markups(path: Path, text: str, problems: list[Problem]) -> list[_Row]:
    try:
        content = json.loads(text)
        markups = content["markups"]
        assert isinstance(markups, list)
    except (ValueError, KeyError, TypeError, AssertionError, RecursionError):
        problems.append(Problem(str(path), "the file is no markups file of 3D Slicer", ENDINGS))
        return []
    rows: list[_Row] = []
    for number, markup in enumerate(markups):
        where = f"{path} markups[{number}]"
        if not isinstance(markup, dict) or not isinstance(markup.get("controlPoints"), list):
            problems.append(Problem(where, "it has no controlPoints"))
            continue
        signs = _axes(markup.get("coordinateSystem", "LPS"), f"{where}.coordinateSystem", problems)
        said = markup.get("coordinateUnits", "mm")
        unit = UNITS_MM.get(str(said[0] if isinstance(said, list) and said else said))
        if unit is None:
            problems.append(Problem(f"{where}.coordinateUnits", f'found "{said}"', "mm, cm or m"))
            continue
        rows += _control_points(markup["controlPoints"], where, signs, unit)
    return rows


def _control_points(points: list[Any], where: str, signs: tuple[float, float, float], unit_mm: float) -> Iterable[_Row]:
    for number, point in enumerate(points):
        here = f"{where}.controlPoints[{number}]"
        if not isinstance(point, dict):
            yield _Row(here, "", "", (math.nan,) * 3)
        elif point.get("positionStatus", "defined") == "defined":
            place = point.get("position")
            place = place if isinstance(place, list) and len(place) == 3 else [math.nan] * 3
            yield _Row(here, str(point.get("label", "")), "", _turned(place, signs, unit_mm))


def _of_fcsv(path: Path, text: str, problems: list[Problem]) -> list[_Row]:
    signs, columns, rows = TO_RAS["RAS"], FCSV_COLUMNS.split(","), []
    for number, line in enumerate(text.splitlines(), start=1):
        where = f"{path} line {number}"
        if line.startswith("#"):
            key, _, said = (part.strip() for part in line[1:].partition("="))
            if key.lower() == "coordinatesystem":
                signs = _axes(said, where, problems)
            elif key.lower() == "columns":
                columns = [name.strip().lower() for name in said.split(",")]
        elif line.strip():
            fields = dict(zip(columns, next(csv.reader([line])), strict=False))
            place = [fields.get(axis, "") for axis in "xyz"]
            rows.append(_Row(where, fields.get("label", ""), "", _turned(place, signs)))
    return rows


def _of_table(path: Path, text: str, problems: list[Problem]) -> list[_Row]:
    reader = csv.DictReader(io.StringIO(text))
    headings = {name.strip().lower(): name for name in reader.fieldnames or []}
    missing = [name for name in ("name", "x", "y", "z") if name not in headings]
    if missing:
        allowed = "name,side,x,y,z and, where it is known, error_mm"
        problems.append(Problem(f"{path} line 1", f"there is no column {', '.join(missing)}", allowed))
        return []
    rows = []
    for fields in reader:
        where = f"{path} line {reader.line_num}"
        values = {name: (fields.get(heading) or "").strip() for name, heading in headings.items()}
        error = _floats([values.get("error_mm") or "0"] * 3)[0]
        if not error >= 0.0:
            problems.append(Problem(where, f'found the error "{values["error_mm"]}"', "a number of mm, 0 or more"))
            error = 0.0
        rows.append(_Row(where, values["name"], values.get("side", ""), _floats(values[a] for a in "xyz"), error))
    return rows
