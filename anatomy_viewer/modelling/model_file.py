"""The built model as files: packs of surfaces and ``model.json``, the same bytes for the same model."""

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

from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.courses import Courses
from anatomy_viewer.atlas.model import Model, built_folder
from anatomy_viewer.atlas.writing import replace_file
from anatomy_viewer.modelling.assembly import Assembly
from anatomy_viewer.modelling.nerves.corridors import CrestGrid, doubt_shares, stain_rings
from anatomy_viewer.modelling.nerves.families import Parameter
from anatomy_viewer.modelling.soft_tissue.pressing import BackGrid
from anatomy_viewer.modelling.solids.files import may_be_replaced, read_pack, write_pack
from anatomy_viewer.modelling.solids.surface import Surface

Points = NDArray[np.float64]

FITTED = ("model_measure", "sex", "mean", "sd", "n", "unit")
"""Columns of ``measures.csv`` that a form is fitted to."""

DOUBT = "doubt_sd_mm"
"""What a corridor says of how unsure its landmarks make it, mm; only where they are unsure."""

MODEL_START = b'{\n"packs"'
"""How every ``model.json`` begins."""

FORMER_START = b'{\n"structures"'
"""How it began when each surface was a file."""

TEXTS = frozenset({"why", "note", "mark", "sources"})
"""Fields of the rules that say nothing about shape."""


def write_model(assembly: Assembly, atlas: Atlas, folder: Path, inputs_sha256: str) -> dict[str, Any]:
    """Write all surfaces and ``model.json`` into a folder and return the content of the latter.

    Packs that the former model had and this one has not are removed from the folder.

    Parameters
    ----------
    assembly, atlas
        The model, and the layers that say which surfaces travel together.
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
    former = _packs_in(folder / "model.json")
    pack_of = packs_of(atlas)
    packs: dict[str, Any] = {}
    for pack in dict.fromkeys(pack_of.values()):
        together = {name: surface for name, surface in assembly.surfaces.items() if pack_of[name] == pack}
        if together:
            file = write_pack(together, folder / f"{pack}.pack", assembly.corridors)
            packs[pack] = {"file": f"{pack}.pack", "bytes": len(file), "sha256": sha256(file).hexdigest()}
    structures: dict[str, Any] = {}
    for name, surface in assembly.surfaces.items():
        low, high = surface.points.min(axis=0), surface.points.max(axis=0)
        centre = (low + high) / 2.0
        structures[name] = {
            "pack": pack_of[name],
            "triangles": len(surface.triangles),
            "centre": _rounded(centre),
            "radius_mm": _number(np.linalg.norm(surface.points - centre, axis=1).max()),
            "anchor": _rounded(assembly.anchors[name]),
        }
    content = {
        "packs": packs,
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
        "twigs": {
            name: [[_rounded(place) for place in twig] for twig in twigs] for name, twigs in assembly.twigs.items()
        },
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
        "stain": _stain(any(DOUBT in record for record in assembly.corridors.values())),
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
    for pack in former - packs.keys():
        stray = folder / f"{pack}.pack"
        if stray.is_file() and may_be_replaced(stray):
            stray.unlink()
    return content


def packs_of(atlas: Atlas) -> dict[str, str]:
    """Return by structure id the pack that its surface travels in."""
    layers = {layer.id: layer for layer in atlas.layers}
    return {structure.id: layers[structure.layer].pack for structure in atlas.structures}


def built_surfaces(
    model: Model, meshes: Path | None = None, names: Collection[str] | None = None
) -> dict[str, Surface]:
    """Return the built surfaces of a model by structure id, RAS mm, or those of `names` only."""
    wanted = model.structures.keys() if names is None else names
    folder = built_folder(model.form, meshes) if meshes is not None else model.surfaces
    read: dict[str, Surface] = {}
    for pack in dict.fromkeys(model.structures[name].pack for name in wanted):
        inside = [name for name in wanted if model.structures[name].pack == pack]
        read |= read_pack(folder / model.packs[pack].file, inside)
    return {name: read[name] for name in wanted}


def foreign_files(folder: Path, packs: Collection[str]) -> list[Path]:
    """Return what has the name of a file that a build writes into a folder, and was not written by one.

    Parameters
    ----------
    folder
        The folder ``built/FORM``.
    packs
        The packs that a build writes.
    """
    model = folder / "model.json"
    foreign = [path for path in (folder / f"{pack}.pack" for pack in sorted(packs)) if not may_be_replaced(path)]
    if model.exists() and not (
        model.is_file() and (not (text := model.read_bytes()) or text.startswith((MODEL_START, FORMER_START)))
    ):
        foreign.append(model)
    return foreign


def _packs_in(path: Path) -> set[str]:
    """Return the packs that a former ``model.json`` names; none where there is no such file."""
    try:
        packs = json.loads(path.read_text(encoding="utf-8"))["packs"]
    except (OSError, ValueError, LookupError, TypeError):
        return set()
    return {name for name in packs if re.fullmatch(r"[a-z0-9_]+", name)} if isinstance(packs, dict) else set()


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "unit": parameter.unit,
        "values": [_number(value) for value in parameter.values],
        "usual": _number(parameter.usual),
        "shared_with": parameter.shared_with,
        "paths": [[[_number(value, 1) for value in place] for place in path] for path in parameter.paths],
    }


def _stain(doubted: bool) -> dict[str, Any]:
    """Return where the points of every stain are; ``beyond`` is how far the last of them lie in the second ring."""
    rings = [[_number(value, 4) for value in ring] for ring in zip(*stain_rings(doubted), strict=True)]
    return {"rings": rings} | ({"beyond": [_number(share) for share in doubt_shares()]} if doubted else {})


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
