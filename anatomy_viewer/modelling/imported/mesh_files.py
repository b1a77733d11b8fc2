"""Meshes out of STL, PLY, OBJ, VTP and GLB files, with what the files say of names, units and axes."""

from __future__ import annotations

import io
import json
import re
import struct
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from anatomy_viewer.modelling.imported import refusing
from anatomy_viewer.modelling.imported.brought import Part
from anatomy_viewer.modelling.imported.refusing import installed, refuse
from anatomy_viewer.modelling.imported.unpacking import ending, stem
from anatomy_viewer.modelling.solids.surface import Surface

FACET = np.dtype([("normal", "<f4", (3,)), ("corners", "<f4", (3, 3)), ("attribute", "<u2")])
CUT_SHORT = "the file is cut short or damaged"
FULL_SCALE = {5120: 127.0, 5121: 255.0, 5122: 32767.0, 5123: 65535.0}
"""What a normalised number of a glTF component type means by 1."""


def read_mesh(path: Path) -> list[Part]:
    """Return the meshes of a file.

    Raises
    ------
    ProblemsFound
        Where it is cut short, too large or has no triangles.
    """
    size = path.stat().st_size
    if size > refusing.MAX_MESH_BYTES:
        refuse(path, f"found {size >> 20} MB", f"meshes up to {refusing.MAX_MESH_BYTES >> 20} MB")
    if not size:
        refuse(path, "the file is empty")
    try:
        parts = list(_READERS[ending(path)](path))
    except OSError as fault:
        refuse(path, f"cannot be read ({fault.strerror or fault})")
    except (ValueError, TypeError, LookupError, AttributeError, NameError, ArithmeticError, RuntimeError, struct.error):
        refuse(path, CUT_SHORT)
    parts = [part for part in parts if len(part.surface.triangles)]
    if not parts:
        refuse(path, "there are no triangles in it")
    for part in parts:
        corners = part.surface.triangles
        if corners.min() < 0 or corners.max() >= len(part.surface.points):
            refuse(path, CUT_SHORT)
    return parts


def _said(text: str) -> tuple[str | None, str | None]:
    """Return the axes and the unit that a header names: 3D Slicer's words, and those of the viewer's own files."""
    axes = re.search(r"SPACE\s*=\s*(RAS|LPS)", text, re.IGNORECASE)
    unit = re.search(
        r"\b(?:units?\s*[=:]\s*)?(mm|cm|millimet(?:re|er)s?|centimet(?:re|er)s?|met(?:re|er)s?)\b", text, re.I
    )
    long = {"mil": "mm", "cen": "cm", "met": "m"}
    return axes and axes[1].upper(), unit and long.get(unit[1].lower()[:3], unit[1].lower())


def _stl(path: Path) -> Iterator[Part]:
    content = path.read_bytes()
    count = int.from_bytes(content[80:84], "little") if len(content) >= 84 else 0
    if len(content) >= 84 and len(content) >= 84 + count * FACET.itemsize > 84:
        facets = np.frombuffer(content, FACET, count, 84)
        axes, unit = _said(content[:80].decode("latin-1"))
        yield Part(stem(path), str(path), _loose(facets["corners"].astype(float)), axes, unit)
        return
    if not content[:512].lstrip().lower().startswith(b"solid") or b"facet" not in content[:2048].lower():
        raise ValueError("neither kind of STL")
    text = content.decode("latin-1")
    solids = re.split(r"^\s*solid\b", text, flags=re.MULTILINE | re.IGNORECASE)[1:]
    for solid in solids:
        title, _, body = solid.partition("\n")
        if not re.search(r"\bendsolid\b", body, re.IGNORECASE):
            raise ValueError("the end is missing")
        # Programs of some countries write a comma in the place of the point.
        lines = body.replace(",", ".").splitlines()
        numbers = [line.split()[1:4] for line in lines if line.lstrip().lower().startswith("vertex")]
        axes, unit = _said(title)
        name = stem(path) if len(solids) == 1 else title.strip()
        yield Part(name, str(path), _loose(np.array(numbers, dtype=float).reshape(-1, 3, 3)), axes, unit)


def _loose(corners: np.ndarray[Any, np.dtype[np.float64]]) -> Surface:
    return Surface(corners.reshape(-1, 3), np.arange(3 * len(corners), dtype=np.int32).reshape(-1, 3))


def _ply(path: Path) -> Iterator[Part]:
    import trimesh

    content = path.read_bytes()
    head, end, _ = content[:65536].partition(b"end_header")
    if not content.startswith(b"ply") or not end:
        raise ValueError("no PLY header")
    lines = head.decode("latin-1").splitlines()
    notes = "\n".join(line for line in lines if line.startswith(("comment", "obj_info")))
    counted = {words[1]: int(words[2]) for line in lines if (words := line.split())[:1] == ["element"]}
    if sum(counted.values()) > len(content):
        raise ValueError("more is announced than the file can hold")
    if not counted.get("face"):
        return
    if not re.search(r"^property \w+ x\s*$", head.decode("latin-1"), re.MULTILINE):
        refuse(path, "its points have no x, y and z")
    mesh = trimesh.load_mesh(io.BytesIO(content), file_type="ply", process=False)
    if len(mesh.faces) < counted.get("face", 0) or len(mesh.vertices) < counted.get("vertex", 0):
        raise ValueError("less is there than announced")
    yield Part(stem(path), str(path), Surface(mesh.vertices, mesh.faces), *_said(notes))


def _obj(path: Path) -> Iterator[Part]:
    """Yield the objects or groups of an OBJ file: its places and faces alone, which are all that is needed."""
    points: list[list[float]] = []
    name, faces = "", dict[str, list[tuple[int, int, int]]]()
    notes = []
    with path.open(encoding="latin-1") as file:
        for line in file:
            match line.split():
                case ["v", x, y, z, *_]:
                    points.append([float(one.replace(",", ".")) for one in (x, y, z)])
                case ["f", *corners]:
                    numbers = [int(corner.partition("/")[0]) for corner in corners]
                    places = [number - 1 if number > 0 else len(points) + number for number in numbers]
                    if len(places) < 3 or min(places) < 0:
                        raise ValueError("a face without its points")
                    faces.setdefault(name, []).extend((places[0], b, c) for b, c in pairwise(places[1:]))
                case ["o" | "g", *words]:
                    name = " ".join(words)
                case [first, *_] if first.startswith("#"):
                    notes.append(line)
    axes, unit = _said("".join(notes[:50]))
    every = np.array(points, dtype=float).reshape(-1, 3)
    for group, rows in faces.items():
        triangles = np.array(rows)
        if triangles.max() >= len(every):
            raise ValueError("a face without its points")
        used, renumbered = np.unique(triangles, return_inverse=True)
        called = stem(path) if len(faces) == 1 else group
        yield Part(called, str(path), Surface(every[used], renumbered.reshape(-1, 3).astype(np.int32)), axes, unit)


def _vtp(path: Path) -> Iterator[Part]:
    import pyvista as pv
    from vtkmodules.vtkCommonCore import vtkObject
    from vtkmodules.vtkIOXML import vtkXMLPolyDataReader

    content = path.read_bytes()
    if b"PolyData" not in content[:4096] or b"</VTKFile>" not in content[-256:]:
        raise ValueError("no whole VTP file")
    reader = vtkXMLPolyDataReader()
    reader.SetFileName(str(path))
    shown = vtkObject.GetGlobalWarningDisplay()
    vtkObject.GlobalWarningDisplayOff()  # else VTK prints what it cannot read, beside the sentence that says so
    try:
        reader.Update()
    finally:
        vtkObject.SetGlobalWarningDisplay(shown)
    data = pv.wrap(reader.GetOutput())
    if reader.GetErrorCode() or not data.n_points:
        raise ValueError("VTK cannot read it")
    notes = " ".join(f"{name}={' '.join(map(str, data.field_data[name]))}" for name in data.field_data)
    data = data.triangulate()
    yield Part(stem(path), str(path), Surface(data.points, data.regular_faces), *_said(notes))


def _glb(path: Path) -> Iterator[Part]:
    import trimesh

    content = path.read_bytes()
    if content[:4] != b"glTF" or struct.unpack("<I", content[8:12])[0] > len(content):
        raise ValueError("no whole GLB file")
    length = struct.unpack("<I", content[12:16])[0]
    about = json.loads(content[20 : 20 + length])
    needed = set(about.get("extensionsRequired", [])) - {"KHR_draco_mesh_compression", "KHR_mesh_quantization"}
    unread = sorted(name for name in needed if "compression" in name.lower())
    if unread:
        refuse(
            path,
            f"is compressed by {', '.join(unread)}",
            "KHR_draco_mesh_compression, KHR_mesh_quantization, or neither",
        )
    if "KHR_draco_mesh_compression" in about.get("extensionsUsed", []):
        installed("DracoPy", path, "GLB compressed by Draco")
    scene = trimesh.load_scene(io.BytesIO(_with_full_scales(content, length, about)), file_type="glb", process=False)
    for node in scene.graph.nodes_geometry:
        turn, geometry = scene.graph[node]
        mesh = scene.geometry[geometry]
        if not hasattr(mesh, "faces"):
            continue
        places = np.asarray(mesh.vertices, dtype=float) @ turn[:3, :3].T + turn[:3, 3]
        triangles = np.asarray(mesh.faces)
        if np.linalg.det(turn[:3, :3]) < 0.0:  # mirrored by its node: the winding follows
            triangles = triangles[:, ::-1]
        name = str(node) if len(scene.graph.nodes_geometry) > 1 else f"{node} {geometry} {stem(path)}"
        yield Part(name, str(path), Surface(places, triangles), "glTF", "m")


def _with_full_scales(content: bytes, length: int, about: dict[str, Any]) -> bytes:
    """Return a GLB file whose normalised places are scaled by its nodes: trimesh takes them for plain numbers."""
    accessors, meshes, nodes = about.get("accessors", []), about.get("meshes", []), about.get("nodes", [])
    scales = {}
    for number, mesh in enumerate(meshes):
        for primitive in mesh.get("primitives", []):
            place = accessors[primitive["attributes"]["POSITION"]] if "POSITION" in primitive["attributes"] else {}
            if place.get("normalized") and place.get("componentType") in FULL_SCALE:
                scales[number] = 1.0 / FULL_SCALE[place["componentType"]]
    if not scales:
        return content
    for node in list(nodes):
        if node.get("mesh") in scales:
            share = scales[node["mesh"]]
            nodes.append({"mesh": node.pop("mesh"), "scale": [share] * 3, "name": node.pop("name", "")})
            node.setdefault("children", []).append(len(nodes) - 1)
    text = json.dumps(about).encode()
    text += b" " * (-len(text) % 4)
    body = struct.pack("<I4s", len(text), b"JSON") + text + content[20 + length :]
    return struct.pack("<4sII", b"glTF", 2, 12 + len(body)) + body


def _with_trimesh(read: Any, what: str) -> Any:
    def reader(path: Path) -> Iterator[Part]:
        installed("trimesh", path, what)
        yield from read(path)

    return reader


_READERS: dict[str, Any] = {
    ".stl": _stl,
    ".ply": _with_trimesh(_ply, "PLY"),
    ".obj": _obj,
    ".vtp": _vtp,
    ".glb": _with_trimesh(_glb, "GLB"),
}
