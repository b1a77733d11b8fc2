"""The built atlas as files for other programs: one mesh a structure, tables of landmarks, points and paths.

Meshes are written here and not by VTK, whose writers turn faces round while they recompute normals. PLY
and STL keep the model's frame (RAS, millimetres). glTF has metres, y up and the front towards +z: x = -R,
y = S, z = A. A nerve is exported as its plain core, without line pattern and rim.
"""

from __future__ import annotations

import csv
import io
import json
import struct
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.atlas.atlas import read_atlas
from anatomy_viewer.atlas.courses import read_course_rules
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.model import Model, built_folder, read_model, surface_problems
from anatomy_viewer.atlas.problems import Problem, ProblemsFound, nearest_name
from anatomy_viewer.modelling.files import read_surface
from anatomy_viewer.modelling.surface import Surface
from anatomy_viewer.modelling.tubes import CORE_COLOUR, core_surface

Format = Literal["ply", "stl", "glb"]
FORMATS: tuple[str, ...] = get_args(Format)
METRES = 0.001


def export_atlas(folder: Path, file_format: str = "ply", meshes: Path | None = None) -> list[Path]:
    """Write the built atlas into a folder and return the files written.

    Parameters
    ----------
    folder
        Where; made where it does not exist.
    file_format
        ``ply``, ``stl`` or ``glb``.
    meshes
        The folder ``meshes`` to read from; by default that of this installation.

    Raises
    ------
    ProblemsFound
        Where the format is unknown, the built model is missing or damaged, or the folder cannot be written.
    """
    if file_format not in FORMATS:
        nearest = nearest_name(file_format, FORMATS)
        raise ProblemsFound([Problem("format", f'found "{file_format}"', ", ".join(FORMATS), nearest)])
    source = meshes or data_folder("meshes")
    model = read_model(source)
    problems = surface_problems(model, source)
    if problems:
        raise ProblemsFound(problems)
    surfaces = exported_surfaces(model, source)
    writers: Mapping[str, Callable[[Surface], bytes]] = {"ply": ply_bytes, "stl": stl_bytes, "glb": glb_bytes}
    contents = {f"{name}.{file_format}": writers[file_format](surface) for name, surface in surfaces.items()}
    contents.update({name: _csv_bytes(rows) for name, rows in exported_tables(model).items()})
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            (folder / name).write_bytes(content)
            written.append(folder / name)
    except OSError as error:
        found = f"the folder cannot be written ({error.strerror})"
        raise ProblemsFound([Problem(str(folder), found, "a folder that this account may write to")]) from None
    return written


def exported_surfaces(model: Model, meshes: Path) -> dict[str, Surface]:
    """Return the surface of each structure as it is exported, by id, RAS mm."""
    radius_mm = {
        name: course.drawn_radius_mm for name, course in read_course_rules(read_atlas(meshes), meshes).courses.items()
    }
    surfaces = {}
    for name, built in model.structures.items():
        if name in model.paths:
            core = core_surface(np.array(model.paths[name]), radius_mm[name.rsplit("_", 1)[0]])
            colours = np.tile(np.array(CORE_COLOUR, dtype=np.uint8), (len(core.points), 1))
            surfaces[name] = Surface(core.points, core.triangles, colours)
        else:
            surfaces[name] = read_surface(built_folder(model.form, meshes) / built.file)
    return surfaces


def exported_tables(model: Model) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of ``landmarks.csv``, ``points.csv`` and ``paths.csv``, headings first."""
    landmarks = [(*_name_and_side(name), *place) for name, place in model.landmarks.items()]
    points = [(name, point.kind, *point.at) for name, point in model.points.items()]
    paths = [(name, index, *place) for name, path in model.paths.items() for index, place in enumerate(path)]
    return {
        "landmarks.csv": [("name", "side", "x", "y", "z"), *landmarks],
        "points.csv": [("id", "kind", "x", "y", "z"), *points],
        "paths.csv": [("structure", "index", "x", "y", "z"), *paths],
    }


def ply_bytes(surface: Surface) -> bytes:
    """Return a surface as binary PLY, RAS mm, with colours where it has them."""
    fields: list[tuple[str, Any]] = [("x", "<f4"), ("y", "<f4"), ("z", "<f4")]
    properties = ["property float x", "property float y", "property float z"]
    if surface.colours is not None:
        fields += [(name, "u1") for name in ("red", "green", "blue")]
        properties += [f"property uchar {name}" for name in ("red", "green", "blue")]
    points = np.zeros(len(surface.points), dtype=fields)
    for axis, name in enumerate("xyz"):
        points[name] = surface.points[:, axis]
    if surface.colours is not None:
        for channel, name in enumerate(("red", "green", "blue")):
            points[name] = surface.colours[:, channel]
    faces = np.zeros(len(surface.triangles), dtype=[("count", "u1"), ("corners", "<i4", (3,))])
    faces["count"], faces["corners"] = 3, surface.triangles
    header = [
        "ply",
        "format binary_little_endian 1.0",
        "comment millimetres, x right, y anterior, z superior",
        f"element vertex {len(points)}",
        *properties,
        f"element face {len(faces)}",
        "property list uchar int vertex_indices",
        "end_header",
    ]
    return ("\n".join(header) + "\n").encode("ascii") + points.tobytes() + faces.tobytes()


def stl_bytes(surface: Surface) -> bytes:
    """Return a surface as binary STL, RAS mm."""
    corners = surface.points[surface.triangles]
    cross = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    length = np.linalg.norm(cross, axis=1, keepdims=True)
    facets = np.zeros(len(corners), dtype=[("normal", "<f4", (3,)), ("corners", "<f4", (3, 3)), ("attribute", "<u2")])
    facets["normal"] = cross / np.where(length == 0.0, 1.0, length)
    facets["corners"] = corners
    title = b"millimetres, x right, y anterior, z superior".ljust(80, b"\0")
    return title + struct.pack("<I", len(facets)) + facets.tobytes()


def glb_bytes(surface: Surface) -> bytes:
    """Return a surface as binary glTF 2.0: metres, y up, front towards +z."""
    points = to_gltf(surface.points * METRES).astype("<f4")
    parts: list[tuple[str, NDArray[Any], str, int, int]] = [
        ("POSITION", points, "VEC3", 5126, 34962),
        ("NORMAL", to_gltf(surface.normals()).astype("<f4"), "VEC3", 5126, 34962),
    ]
    if surface.colours is not None:
        parts.append(("COLOR_0", _linear(surface.colours).astype("<f4"), "VEC3", 5126, 34962))
    parts.append(("indices", surface.triangles.astype("<u4").reshape(-1), "SCALAR", 5125, 34963))
    views, accessors, blob = [], [], b""
    for number, (name, values, kind, component, target) in enumerate(parts):
        content = values.tobytes()
        views.append({"buffer": 0, "byteOffset": len(blob), "byteLength": len(content), "target": target})
        accessor: dict[str, Any] = {
            "bufferView": number, "componentType": component, "count": len(values), "type": kind
        }  # fmt: skip
        if name == "POSITION":
            accessor["min"] = [float(value) for value in values.min(axis=0)]
            accessor["max"] = [float(value) for value in values.max(axis=0)]
        accessors.append(accessor)
        blob += content
    attributes = {name: number for number, (name, *_) in enumerate(parts) if name != "indices"}
    document = {
        "asset": {"version": "2.0", "generator": "anatomy-viewer"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": attributes, "indices": len(parts) - 1, "material": 0}]}],
        "materials": [{"pbrMetallicRoughness": {"metallicFactor": 0.0, "roughnessFactor": 0.8}}],
        "bufferViews": views,
        "accessors": accessors,
        "buffers": [{"byteLength": len(blob)}],
    }
    text = json.dumps(document, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    blob += b"\0" * (-len(blob) % 4)
    size = 12 + 8 + len(text) + 8 + len(blob)
    return b"".join(
        [
            struct.pack("<4sII", b"glTF", 2, size),
            struct.pack("<I4s", len(text), b"JSON"),
            text,
            struct.pack("<I4s", len(blob), b"BIN\0"),
            blob,
        ]
    )


def to_gltf(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (n, 3) RAS vectors in glTF's axes: x = -R, y = S, z = A. Nothing is mirrored."""
    return np.column_stack([-vectors[:, 0], vectors[:, 2], vectors[:, 1]])


def _linear(colours: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return (n, 3) colours from 0 to 1 in linear light, as glTF wants them."""
    value = colours.astype(float) / 255.0
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def _name_and_side(point: str) -> tuple[str, str]:
    for side in ("right", "left"):
        if point.endswith(f"_{side}"):
            return point.removesuffix(f"_{side}"), side
    return point, "mid"


def _csv_bytes(rows: Iterable[tuple[Any, ...]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
