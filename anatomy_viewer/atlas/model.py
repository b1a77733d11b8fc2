"""The built model: what ``atlas build`` wrote, read without any drawing library."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import isfinite
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from anatomy_viewer.atlas.distances import Point
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.forms import DEFAULT_FORM, FORM_BY_ID
from anatomy_viewer.atlas.problems import Problem, ProblemsFound, nearest_name
from anatomy_viewer.atlas.sites import PointKind

REBUILD = 'run "anatomy-viewer atlas build" to make it again'
Value = TypeVar("Value")


@dataclass(frozen=True)
class BuiltPack:
    """A file of surfaces, see `anatomy_viewer.atlas.packs`.

    Parameters
    ----------
    file
        Its name in the built folder.
    bytes
        Its size.
    sha256
        Its SHA-256, hexadecimal.
    """

    file: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class BuiltStructure:
    """The surface of a structure.

    Parameters
    ----------
    pack
        Id of the pack that it is in.
    triangles
        Number of triangles.
    centre, radius_mm
        The sphere around the surface, RAS mm.
    anchor
        A point on the surface for its label, RAS mm.
    """

    pack: str
    triangles: int
    centre: Point
    radius_mm: float
    anchor: Point


@dataclass(frozen=True)
class BuiltPoint:
    """A site or tender point in place.

    Parameters
    ----------
    kind
        ``site`` or ``tender_point``.
    at
        RAS mm.
    normal
        Unit vector away from the bone.
    """

    kind: PointKind
    at: Point
    normal: Point


@dataclass(frozen=True)
class PointOnSkin:
    """The skin over a point, the shortest way out.

    Parameters
    ----------
    at
        RAS mm.
    normal
        Unit vector out of the body there.
    depth_mm
        How far below the skin the point lies.
    """

    at: Point
    normal: Point
    depth_mm: float


@dataclass(frozen=True)
class SkinGrid:
    """The skin as it is seen from straight behind, RAS mm.

    Parameters
    ----------
    x_mm, z_mm
        The columns and the rows of the grid, two or more of each, rising.
    y_mm
        Where the skin is, row by row; None where there is none.
    """

    x_mm: tuple[float, ...]
    z_mm: tuple[float, ...]
    y_mm: tuple[float | None, ...]

    def y_at(self, x_mm: float, z_mm: float) -> float | None:
        """Return where the skin is at a place between those of the grid; None beyond the skin."""
        if not (self.x_mm[0] <= x_mm <= self.x_mm[-1] and self.z_mm[0] <= z_mm <= self.z_mm[-1]):
            return None
        column, u = _share_between(self.x_mm, x_mm)
        row, v = _share_between(self.z_mm, z_mm)
        found = 0.0
        for down, along, weight in (
            (0, 0, (1.0 - u) * (1.0 - v)),
            (0, 1, u * (1.0 - v)),
            (1, 0, (1.0 - u) * v),
            (1, 1, u * v),
        ):
            corner = self.y_mm[(row + down) * len(self.x_mm) + column + along]
            if corner is None:
                if weight > 0.0:
                    return None
                continue
            found += weight * corner
        return found

    def to_json(self) -> dict[str, list[float] | list[float | None]]:
        """Return the grid as the page reads it."""
        return {"x_mm": list(self.x_mm), "z_mm": list(self.z_mm), "y_mm": list(self.y_mm)}


def _share_between(levels: tuple[float, ...], value: float) -> tuple[int, float]:
    """Return the interval of rising levels that a value lies in, and its share of the way through."""
    low = min(max(bisect_right(levels, value) - 1, 0), len(levels) - 2)
    return low, (value - levels[low]) / (levels[low + 1] - levels[low])


@dataclass(frozen=True)
class Brought:
    """What is known of a pelvis that somebody brought.

    Parameters
    ----------
    taken, mirrored, completed
        Bones by structure id: those that stand in for what did not come, those that are the mirror image of the
        other side's, and those of which a part did not come.
    radius_95_mm
        By point id, how far the landmark may be off in 95 of 100 cases, mm.
    origin
        By point id, ``found`` on the bones, ``given`` by somebody, or ``taken`` with a bone of the model.
    """

    taken: frozenset[str]
    mirrored: frozenset[str]
    completed: frozenset[str]
    radius_95_mm: Mapping[str, float]
    origin: Mapping[str, str]


@dataclass(frozen=True)
class Model:
    """The built model of one form of the pelvis.

    Parameters
    ----------
    packs
        The files of surfaces, by id.
    structures
        By structure id.
    landmarks
        Position by point id such as ``psis_right``, RAS mm.
    points
        Sites and tender points by id such as ``scn_1_right``.
    paths
        Centre line by nerve id, proximal to distal, (n, 3) float, RAS mm.
    twigs
        Centre lines of a nerve's terminal branches by nerve id, each from the trunk outwards.
    curves
        By id; ``iliac_crest_right`` runs from PSIS to ASIS.
    corridors
        What the build wrote about each corridor, by id.
    measures
        Value by id of a model measure.
    inputs_sha256
        SHA-256 over the tables that the model was built from.
    families
        By nerve id: ``{"parameters": {name: {"unit", "values", "usual", "shared_with", "paths"}}}``, where the nerve
        runs for other values of what was measured; each path has as many points as that in `paths`.
    crest_grid
        By side: ``{"along_mm", "across_mm", "points", "normals"}``, places of the bone along and across the crest.
    stain
        ``{"rings": [[radius_sigma, angle, lift_mm], ...]}``, a row a point of every corridor, in its order.
    skin_grid
        The back of the skin; None where a model has no skin.
    points_on_skin
        The skin over each site, tender point and landmark that a finger can press on, by point id.
    form
        Id of the form, see `anatomy_viewer.atlas.forms`.
    folder
        Where it was read from, and its surfaces lie; None where it was not read from files.
    brought
        What is known of a brought pelvis; None for the model's own forms.
    """

    packs: Mapping[str, BuiltPack]
    structures: Mapping[str, BuiltStructure]
    landmarks: Mapping[str, Point]
    points: Mapping[str, BuiltPoint]
    paths: Mapping[str, tuple[Point, ...]]
    curves: Mapping[str, tuple[Point, ...]]
    corridors: Mapping[str, Any]
    measures: Mapping[str, float]
    inputs_sha256: str
    families: Mapping[str, Any] = field(default_factory=dict)
    crest_grid: Mapping[str, Any] = field(default_factory=dict)
    stain: Mapping[str, Any] = field(default_factory=dict)
    twigs: Mapping[str, tuple[tuple[Point, ...], ...]] = field(default_factory=dict)
    skin_grid: SkinGrid | None = None
    points_on_skin: Mapping[str, PointOnSkin] = field(default_factory=dict)
    form: str = DEFAULT_FORM
    folder: Path | None = None
    brought: Brought | None = None

    @property
    def surfaces(self) -> Path:
        """Where its surfaces lie, whether they are there or not."""
        return self.folder or built_folder(self.form)


def built_folder(form: str = DEFAULT_FORM, folder: Path | None = None) -> Path:
    """Return the folder of a form's surfaces and ``model.json``, whether it is there or not.

    Parameters
    ----------
    form
        Id of the form.
    folder
        The folder ``meshes``; by default that of this installation.

    Raises
    ------
    ProblemsFound
        Where there is no such form.
    """
    if form not in FORM_BY_ID:
        problem = Problem("form", f'found "{form}"', ", ".join(FORM_BY_ID), nearest_name(form, FORM_BY_ID))
        raise ProblemsFound([problem])
    return (folder or data_folder("meshes")) / "built" / form


def read_model(folder: Path | None = None, form: str = DEFAULT_FORM) -> Model:
    """Return the built model of a form of the pelvis.

    Parameters
    ----------
    folder
        The folder ``meshes``; by default that of this installation.
    form
        Id of the form; by default the average of women and men.

    Raises
    ------
    ProblemsFound
        Where there is no such form, or its ``model.json`` is missing or damaged; surfaces are not looked at,
        see `built_surfaces`.
    """
    return read_model_in(built_folder(form, folder), form)


def read_model_in(built: Path, form: str = DEFAULT_FORM) -> Model:
    """Return the built model in a folder with a ``model.json``, as `read_model`."""
    name = f"{built.parent.name}/{built.name}/model.json"
    try:
        text = (built / "model.json").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ProblemsFound([Problem(name, f"the file is missing; {REBUILD}")]) from None
    except (OSError, UnicodeDecodeError):
        raise ProblemsFound([Problem(name, f"the file cannot be read; {REBUILD}")]) from None
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        found = f"the file is damaged in line {error.lineno}; {REBUILD}"
        raise ProblemsFound([Problem(name, found)]) from None
    try:
        return replace(_model(content, form), folder=built)
    except _Damaged as damage:
        raise ProblemsFound([Problem(f"{name}: {damage.path}", f"{damage}; {REBUILD}")]) from None


class _Damaged(Exception):
    """A value of the model that is not what it must be."""

    def __init__(self, path: str, text: str) -> None:
        super().__init__(text)
        self.path = path


def _model(content: Any, form: str) -> Model:
    if not isinstance(content, dict):
        raise _Damaged("(whole file)", "found no table of names")
    packs = _each(content, "packs", _pack)
    structures = _each(content, "structures", _structure)
    for structure_id, structure in structures.items():
        if structure.pack not in packs:
            raise _Damaged(f"structures.{structure_id}.pack", f"there is no pack {structure.pack}")
    return Model(
        form=form,
        packs=packs,
        structures=structures,
        landmarks=_each(content, "landmarks", _point),
        points=_each(content, "points", _built_point),
        paths=_each(content, "paths", _curve),
        twigs=_each({"twigs": {}, **content}, "twigs", _curves),
        curves=_each(content, "curves", _curve),
        corridors=_each(content, "corridors", lambda path, value: value),
        measures=_each(content, "measures", _number),
        inputs_sha256=_text("inputs_sha256", content.get("inputs_sha256")),
        families=_each({"families": {}, **content}, "families", lambda path, value: value),
        crest_grid=_each({"crest_grid": {}, **content}, "crest_grid", lambda path, value: value),
        stain=_each({"stain": {}, **content}, "stain", lambda path, value: value),
        skin_grid=_skin_grid("skin_grid", content["skin_grid"]) if "skin_grid" in content else None,
        points_on_skin=_each({"points_on_skin": {}, **content}, "points_on_skin", _point_on_skin),
    )


def _each(content: dict[str, Any], key: str, read: Callable[[str, Any], Value]) -> dict[str, Value]:
    if key not in content:
        raise _Damaged(key, "the entry is missing")
    entries = content[key]
    if not isinstance(entries, dict):
        raise _Damaged(key, "found no table of names")
    return {name: read(f"{key}.{name}", value) for name, value in entries.items()}


def _field(path: str, value: Any, key: str, read: Callable[[str, Any], Value]) -> Value:
    if not isinstance(value, dict) or key not in value:
        raise _Damaged(f"{path}.{key}", "the entry is missing")
    return read(f"{path}.{key}", value[key])


def _pack(path: str, value: Any) -> BuiltPack:
    return BuiltPack(
        file=_field(path, value, "file", _file_name),
        bytes=_field(path, value, "bytes", _count),
        sha256=_field(path, value, "sha256", _text),
    )


def _structure(path: str, value: Any) -> BuiltStructure:
    return BuiltStructure(
        pack=_field(path, value, "pack", _text),
        triangles=_field(path, value, "triangles", _count),
        centre=_field(path, value, "centre", _point),
        radius_mm=_field(path, value, "radius_mm", _number),
        anchor=_field(path, value, "anchor", _point),
    )


def _built_point(path: str, value: Any) -> BuiltPoint:
    return BuiltPoint(
        kind=_field(path, value, "kind", _point_kind),
        at=_field(path, value, "at", _point),
        normal=_field(path, value, "normal", _point),
    )


def _point_on_skin(path: str, value: Any) -> PointOnSkin:
    return PointOnSkin(
        at=_field(path, value, "at", _point),
        normal=_field(path, value, "normal", _point),
        depth_mm=_field(path, value, "depth_mm", _number),
    )


def _skin_grid(path: str, value: Any) -> SkinGrid:
    x, z = (_field(path, value, key, _rising) for key in ("x_mm", "z_mm"))
    y = _field(path, value, "y_mm", _heights)
    if len(y) != len(x) * len(z):
        raise _Damaged(f"{path}.y_mm", f"found {len(y)} values instead of {len(x)} times {len(z)}")
    return SkinGrid(x, z, y)


def _rising(path: str, value: Any) -> tuple[float, ...]:
    if not isinstance(value, list) or len(value) < 2:
        raise _Damaged(path, "found no list of two numbers or more")
    numbers = tuple(_number(f"{path}.{index}", item) for index, item in enumerate(value))
    for index, (before, after) in enumerate(pairwise(numbers), start=1):
        if after <= before:
            raise _Damaged(f"{path}.{index}", f"found {after:g} after {before:g} instead of rising numbers")
    return numbers


def _heights(path: str, value: Any) -> tuple[float | None, ...]:
    if not isinstance(value, list):
        raise _Damaged(path, "found no list of numbers")
    return tuple(None if item is None else _number(f"{path}.{index}", item) for index, item in enumerate(value))


def _point_kind(path: str, value: Any) -> PointKind:
    for kind in get_args(PointKind):
        if value == kind:
            found: Literal["site", "tender_point"] = kind
            return found
    raise _Damaged(path, f"found {json.dumps(value)} instead of {' or '.join(get_args(PointKind))}")


def _file_name(path: str, value: Any) -> str:
    name = _text(path, value)
    if Path(name).name != name:
        raise _Damaged(path, f"found {json.dumps(value)} instead of a plain file name")
    return name


def _text(path: str, value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise _Damaged(path, f"found {json.dumps(value)} instead of a text")
    return value


def _count(path: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise _Damaged(path, f"found {json.dumps(value)} instead of a whole number above 0")
    return value


def _number(path: str, value: Any) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not isfinite(value):
        raise _Damaged(path, f"found {json.dumps(value)} instead of a number")
    return float(value)


def _point(path: str, value: Any) -> Point:
    if not isinstance(value, list) or len(value) != 3:
        raise _Damaged(path, "found no point of three numbers")
    x, y, z = (_number(path, item) for item in value)
    return (x, y, z)


def _curve(path: str, value: Any) -> tuple[Point, ...]:
    if not isinstance(value, list) or len(value) < 2:
        raise _Damaged(path, "found no curve of two points or more")
    return tuple(_point(f"{path}.{index}", item) for index, item in enumerate(value))


def _curves(path: str, value: Any) -> tuple[tuple[Point, ...], ...]:
    if not isinstance(value, list):
        raise _Damaged(path, "found no list of curves")
    return tuple(_curve(f"{path}.{index}", item) for index, item in enumerate(value))
