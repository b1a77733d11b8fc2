"""Exported meshes read back by PyVista, and turned into the model's frame."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np

from anatomy_viewer.modelling.solids.surface import Surface


def read_mesh(path: Path) -> Surface:
    """Return the one mesh of a PLY or STL file as it stands there."""
    import pyvista as pv

    mesh = pv.read(path)
    colours = mesh.point_data.get("RGB")
    triangles = mesh.faces.reshape(-1, 4)[:, 1:]
    return Surface(np.asarray(mesh.points, dtype=float), triangles, None if colours is None else np.asarray(colours))


def in_slicer(path: Path) -> Surface:
    """Return the mesh of a PLY or STL file where 3D Slicer puts it, RAS mm, read by VTK's readers.

    Slicer (``vtkMRMLModelStorageNode``) looks for ``SPACE=RAS`` or ``SPACE=LPS`` in what the reader gives as header or
    comment, and takes LPS where there is neither.
    """
    from vtkmodules.util.numpy_support import vtk_to_numpy
    from vtkmodules.vtkIOGeometry import vtkSTLReader
    from vtkmodules.vtkIOPLY import vtkPLYReader

    reader = {".ply": vtkPLYReader, ".stl": vtkSTLReader}[path.suffix]()
    reader.SetFileName(str(path))
    reader.Update()
    mesh = reader.GetOutput()
    if path.suffix == ".ply":
        comments = reader.GetComments()
        said = [comments.GetValue(number) for number in range(comments.GetNumberOfValues())]
    else:
        said = [reader.GetHeader() or ""]
    space = next((space for text in said for space in ("RAS", "LPS") if f"SPACE={space}" in text), "LPS")
    points = vtk_to_numpy(mesh.GetPoints().GetData()).astype(float)
    triangles = vtk_to_numpy(mesh.GetPolys().GetConnectivityArray()).reshape(-1, 3)
    return Surface(points * ((1, 1, 1) if space == "RAS" else (-1, -1, 1)), triangles)


def read_glb(path: Path) -> dict[str, Surface]:
    """Return the meshes of a glTF file by name as they stand there: metres, y up, colours on a screen."""
    import pyvista as pv

    blocks = pv.read(path)
    names = [node["name"] for node in glb_document(path.read_bytes())[0]["nodes"] if "mesh" in node]
    found = []

    def walk(block: Any) -> None:
        if isinstance(block, pv.MultiBlock):
            for one in block:
                walk(one)
        elif block is not None:
            found.append(block)

    walk(blocks)
    assert len(found) == len(names)
    # PyVista names no mesh; a point of each tells which is which.
    starts = {name: first_point(path, name) for name in names}
    surfaces = {}
    for block in found:
        place = np.asarray(block.points[0])
        name = min(starts, key=lambda one: float(np.abs(starts[one] - place).max()))
        light = np.asarray(block.point_data["COLOR_0"])[:, :3] if "COLOR_0" in block.point_data else None
        colours = None if light is None else on_screen(light)
        surfaces[name] = Surface(np.asarray(block.points, dtype=float), block.faces.reshape(-1, 4)[:, 1:], colours)
    return surfaces


def on_screen(light: Any) -> Any:
    """Return linear light from 0 to 1 as screen colours from 0 to 255."""
    value = np.where(light <= 0.0031308, light * 12.92, 1.055 * np.power(np.maximum(light, 1e-9), 1 / 2.4) - 0.055)
    return np.round(value * 255.0).astype(np.uint8)


def first_point(path: Path, name: str) -> Any:
    document, blob = glb_document(path.read_bytes())
    mesh = next(one for one in document["meshes"] if one["name"] == name)
    accessor = document["accessors"][mesh["primitives"][0]["attributes"]["POSITION"]]
    return np.frombuffer(blob, "<f4", 3, document["bufferViews"][accessor["bufferView"]]["byteOffset"])


def glb_document(content: bytes) -> tuple[dict[str, Any], bytes]:
    """Return the JSON and the binary part of a glTF file."""
    magic, version, size = struct.unpack_from("<4sII", content)
    assert (magic, version, size) == (b"glTF", 2, len(content))
    length, kind = struct.unpack_from("<I4s", content, 12)
    assert kind == b"JSON"
    start = 20 + length
    blob_length, blob_kind = struct.unpack_from("<I4s", content, start)
    assert blob_kind == b"BIN\0"
    return json.loads(content[20:start]), content[start + 8 : start + 8 + blob_length]


def letters_seen(surface: Surface, forward: tuple[float, ...], up: tuple[float, ...], rows: int, columns: int) -> str:
    """Return what an eye behind a mesh sees of it, a character a square, in a right-handed space.

    Parameters
    ----------
    forward, up
        The anterior and the superior direction of the file's space; the eye looks along `forward`.
    rows, columns
        How many squares are looked at.
    """
    ahead, top = np.array(forward), np.array(up)
    right = np.cross(ahead, top)
    flat = np.column_stack([surface.points @ right, surface.points @ top])
    low, high = flat.min(axis=0), flat.max(axis=0)
    corners = flat[surface.triangles]
    lines = []
    for row in range(rows):
        line = ""
        for column in range(columns):
            # Beside the middle, where no two triangles of a square meet.
            share = np.array([(column + 0.45) / columns, 1.0 - (row + 0.4) / rows])
            line += "X" if _covered(low + share * (high - low), corners) else "."
        lines.append(line)
    return "\n".join(lines)


def _covered(place: Any, corners: Any) -> bool:
    ends = np.roll(corners, -1, axis=1)
    way, arm = ends - corners, place - corners
    turn = way[..., 0] * arm[..., 1] - way[..., 1] * arm[..., 0]
    size = np.abs(way[:, 0, 0] * way[:, 1, 1] - way[:, 0, 1] * way[:, 1, 0])
    inside = (turn > 0).all(axis=1) | (turn < 0).all(axis=1)
    return bool((inside & (size > 1e-12)).any())
