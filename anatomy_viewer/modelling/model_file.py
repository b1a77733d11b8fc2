"""The built model as files: a surface a structure and ``model.json``, the same bytes for the same model."""

from __future__ import annotations

import csv
import dataclasses
import json
import re
from collections.abc import Collection, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.atlas.courses import Courses
from anatomy_viewer.atlas.writing import replace_file
from anatomy_viewer.modelling.assembly import Assembly
from anatomy_viewer.modelling.nerves.corridors import CrestGrid, stain_rings
from anatomy_viewer.modelling.nerves.families import Parameter
from anatomy_viewer.modelling.soft_tissue.pressing import BackGrid
from anatomy_viewer.modelling.solids.files import may_be_replaced, write_surface

Points = NDArray[np.float64]

FITTED = ("model_measure", "sex", "mean", "sd", "n", "unit")
"""Columns of ``measures.csv`` that a form is fitted to."""

MODEL_START = b'{\n"structures"'
"""How every ``model.json`` begins."""

TEXTS = frozenset({"why", "note", "mark", "sources"})
"""Fields of the rules that say nothing about shape."""


def write_model(assembly: Assembly, folder: Path, inputs_sha256: str) -> dict[str, Any]:
    """Write all surfaces and ``model.json`` into a folder and return the content of the latter.

    Surfaces that the former model had and this one has not are removed from the folder.

    Parameters
    ----------
    assembly
        The model.
    folder
        The folder ``built``; made where it does not exist.
    inputs_sha256
        See `fingerprint`.

    Raises
    ------
    OSError
        Where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    former = _names_in(folder / "model.json")
    structures: dict[str, Any] = {}
    for name, surface in assembly.surfaces.items():
        path = folder / f"{name}.vtp"
        size = write_surface(surface, path, in_order=name in assembly.corridors)
        low, high = surface.points.min(axis=0), surface.points.max(axis=0)
        centre = (low + high) / 2.0
        structures[name] = {
            "file": path.name,
            "triangles": len(surface.triangles),
            "bytes": size,
            "sha256": sha256(path.read_bytes()).hexdigest(),
            "centre": _rounded(centre),
            "radius_mm": _number(np.linalg.norm(surface.points - centre, axis=1).max()),
            "anchor": _rounded(assembly.anchors[name]),
        }
    content = {
        "structures": structures,
        "landmarks": {name: _rounded(place) for name, place in assembly.landmarks.items()},
        "points": {
            name: {
                "kind": "tender_point" if "tender_point" in name else "site",
                "at": _rounded(point.at),
                "normal": [_number(value, 4) for value in point.normal],
            }
            for name, point in assembly.points.items()
        },
        "paths": {name: [_rounded(place) for place in path] for name, path in assembly.paths.items()},
        "curves": {name: [_rounded(place) for place in curve] for name, curve in assembly.curves.items()},
        "corridors": {
            name: {key: _number(value) if isinstance(value, float) else value for key, value in entry.items()}
            for name, entry in assembly.corridors.items()
        },
        "families": {
            name: {"parameters": {key: _parameter(entry) for key, entry in parameters.items()}}
            for name, parameters in assembly.families.items()
        },
        "crest_grid": {side: _grid(grid) for side, grid in assembly.crest_grid.items()},
        "stain": {"rings": [[_number(value, 4) for value in ring] for ring in zip(*stain_rings(), strict=True)]},
        "skin_grid": _back(assembly.back_grid),
        "points_on_skin": {
            name: {
                "at": _rounded(point.at),
                "normal": [_number(value, 4) for value in point.normal],
                "depth_mm": _number(point.depth_mm),
            }
            for name, point in assembly.points_on_skin.items()
        },
        "measures": {name: _number(value) for name, value in sorted(assembly.measures.items())},
        "inputs_sha256": inputs_sha256,
    }
    replace_file(folder / "model.json", _text(content).encode())
    for name in former - assembly.surfaces.keys():
        stray = folder / f"{name}.vtp"
        if stray.is_file() and may_be_replaced(stray):
            stray.unlink()
    return content


def foreign_files(folder: Path, names: Collection[str]) -> list[Path]:
    """Return what has the name of a file that a build writes into a folder, and was not written by one.

    Parameters
    ----------
    folder
        The folder ``built/FORM``.
    names
        The structures that a build writes.
    """
    model = folder / "model.json"
    foreign = [path for path in (folder / f"{name}.vtp" for name in sorted(names)) if not may_be_replaced(path)]
    if model.exists() and not (model.is_file() and (not (text := model.read_bytes()) or text.startswith(MODEL_START))):
        foreign.append(model)
    return foreign


def _names_in(path: Path) -> set[str]:
    """Return the structures that a former ``model.json`` names; none where there is no such file."""
    try:
        structures = json.loads(path.read_text(encoding="utf-8"))["structures"]
    except (OSError, ValueError, LookupError, TypeError):
        return set()
    return {name for name in structures if re.fullmatch(r"[a-z0-9_]+", name)} if isinstance(structures, dict) else set()


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "unit": parameter.unit,
        "values": [_number(value) for value in parameter.values],
        "usual": _number(parameter.usual),
        "shared_with": parameter.shared_with,
        "paths": [[[_number(value, 1) for value in place] for place in path] for path in parameter.paths],
    }


def _grid(grid: CrestGrid) -> dict[str, Any]:
    return {
        "along_mm": _rounded(grid.along_mm),
        "across_mm": _rounded(grid.across_mm),
        "points": [_rounded(place) for place in grid.points],
        "normals": [[_number(value, 3) for value in normal] for normal in grid.normals],
    }


def _back(grid: BackGrid) -> dict[str, Any]:
    return {
        "x_mm": _rounded(grid.x_mm),
        "z_mm": _rounded(grid.z_mm),
        "y_mm": [None if np.isnan(value) else _number(value, 1) for value in grid.y_mm.ravel()],
    }


def fingerprint(tables: Path, rules: Courses) -> str:
    """Return the SHA-256 over all that shapes the model.

    Stations, population, numbers of the rules, and the published measures of each sex that forms are fitted to.
    """
    digest = sha256()
    for name in ("bone_stations.csv", "population_landmarks.csv"):
        digest.update((tables / name).read_bytes())
    with (tables / "measures.csv").open(encoding="utf-8", newline="") as stream:
        fitted = [[row[key] for key in FITTED] for row in csv.DictReader(stream) if row["sex"] != "mixed"]
    digest.update(json.dumps(fitted).encode())
    digest.update(json.dumps(_shape_of(rules), sort_keys=True).encode())
    return digest.hexdigest()


def _shape_of(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return _shape_of({field.name: getattr(value, field.name) for field in dataclasses.fields(value)})
    if isinstance(value, Mapping):
        return {key: _shape_of(item) for key, item in value.items() if key not in TEXTS}
    if isinstance(value, (list, tuple)):
        return [_shape_of(item) for item in value]
    return value


def _text(content: Mapping[str, Any]) -> str:
    """Return JSON with one entry a line, so that a change shows where it is."""
    sections = []
    for key, section in content.items():
        if not isinstance(section, Mapping):
            sections.append(f"{json.dumps(key)}: {json.dumps(section)}")
            continue
        entries = ",\n".join(
            f"  {json.dumps(name)}: {json.dumps(value, separators=(',', ':'))}" for name, value in section.items()
        )
        sections.append(f"{json.dumps(key)}: {{\n{entries}\n}}")
    return "{\n" + ",\n".join(sections) + "\n}\n"


def _rounded(place: Points) -> list[float]:
    return [_number(value) for value in place]


def _number(value: Any, digits: int = 2) -> float:
    # Adding nought turns a rounded -0.0 into 0.0.
    return round(float(value), digits) + 0.0
