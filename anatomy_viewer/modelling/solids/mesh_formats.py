"""Surfaces as the bytes of PLY, STL and binary glTF.

Written here and not by a library, because what was tried loses something: VTK's exporters drop names or colours
and turn faces round while they recompute normals, and trimesh writes the colours as they are on a screen where glTF
asks for linear light.

PLY and STL keep the model's frame (RAS, millimetres) and say so in their headers in the words that 3D Slicer reads: it
takes a mesh that says nothing for one in LPS, where right is left. glTF has metres, y up and the front towards +z:
x = -R, y = S, z = A. Both frames are right-handed, so that nothing is mirrored.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.modelling.solids.surface import Surface

METRES = 0.001
FRAME = "millimetres, x right, y anterior, z superior"
SPACE = "SPACE=RAS"


@dataclass(frozen=True)
class Finish:
    """How a surface stands in a glTF file.

    Parameters
    ----------
    material
        Name of its material; surfaces of one name share it.
    opacity
        Of the material, from 0 to 1.
    parent
        Name of the node that it hangs under, so that a viewer can switch off many at once; none where it is empty.
    """

    material: str = "tissue"
    opacity: float = 1.0
    parent: str = ""


ARRAY_BUFFER, ELEMENT_BUFFER = 34962, 34963
FLOAT, UNSIGNED_SHORT, UNSIGNED_INT = 5126, 5123, 5125


def ply_bytes(name: str, surface: Surface) -> bytes:
    """Return a surface as binary PLY, RAS mm, with normals, and with colours where it has them.

    Parameters
    ----------
    name
        What it is; goes into the header as ``comment name``.
    surface
        What to write.
    """
    columns: list[tuple[str, str, Any]] = [
        *((axis, "float", surface.points[:, k]) for k, axis in enumerate(("x", "y", "z"))),
        *((axis, "float", surface.normals()[:, k]) for k, axis in enumerate(("nx", "ny", "nz"))),
    ]
    if surface.colours is not None:
        columns += [(c, "uchar", surface.colours[:, k]) for k, c in enumerate(("red", "green", "blue"))]
    points = np.zeros(
        len(surface.points), dtype=[(column, "<f4" if kind == "float" else "u1") for column, kind, _ in columns]
    )
    for column, _, values in columns:
        points[column] = values
    faces = np.zeros(len(surface.triangles), dtype=[("count", "u1"), ("corners", "<i4", (3,))])
    faces["count"], faces["corners"] = 3, surface.triangles
    header = [
        "ply",
        "format binary_little_endian 1.0",
        f"comment {SPACE}",
        f"comment name {name}",
        f"comment {FRAME}",
        f"element vertex {len(points)}",
        *(f"property {kind} {column}" for column, kind, _ in columns),
        f"element face {len(faces)}",
        "property list uchar int vertex_indices",
        "end_header",
    ]
    return ("\n".join(header) + "\n").encode("ascii") + points.tobytes() + faces.tobytes()


def stl_bytes(name: str, surface: Surface) -> bytes:
    """Return a surface as binary STL, RAS mm.

    Parameters
    ----------
    name
        What it is; the header of 80 bytes holds it, after the frame, as far as there is room.
    surface
        What to write.
    """
    corners = surface.points[surface.triangles]
    cross = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    length = np.linalg.norm(cross, axis=1, keepdims=True)
    facets = np.zeros(len(corners), dtype=[("normal", "<f4", (3,)), ("corners", "<f4", (3, 3)), ("attribute", "<u2")])
    facets["normal"] = cross / np.where(length == 0.0, 1.0, length)
    facets["corners"] = corners
    title = f"{SPACE}; mm; {name}".encode("ascii")[:80].ljust(80, b"\0")
    return title + struct.pack("<I", len(facets)) + facets.tobytes()


def glb_bytes(
    surfaces: Mapping[str, Surface],
    about: Mapping[str, Any] | None = None,
    finishes: Mapping[str, Finish] | None = None,
) -> bytes:
    """Return surfaces as one binary glTF 2.0 file: metres, y up, front towards +z; a named node each.

    Parameters
    ----------
    surfaces
        By name.
    about
        What goes into ``asset.extras``, such as which form it is.
    finishes
        How each stands in the file, by name; those that are not named are plain and hang under nothing.
    """
    views: list[dict[str, Any]] = []
    accessors: list[dict[str, Any]] = []
    content: list[bytes] = []
    place = 0

    def stored(values: NDArray[Any], kind: str, component: int, target: int) -> int:
        nonlocal place
        data = values.tobytes()
        views.append({"buffer": 0, "byteOffset": place, "byteLength": len(data), "target": target})
        accessors.append({"bufferView": len(views) - 1, "componentType": component, "count": len(values), "type": kind})
        content.append(data)
        place += len(data)
        return len(accessors) - 1

    meshes: list[dict[str, Any]] = []
    materials: list[dict[str, Any]] = []
    parents: dict[str, list[int]] = {}
    for name, surface in surfaces.items():
        points = to_gltf(surface.points * METRES).astype("<f4")
        attributes = {"POSITION": stored(points, "VEC3", FLOAT, ARRAY_BUFFER)}
        accessors[-1]["min"] = [float(value) for value in points.min(axis=0)]
        accessors[-1]["max"] = [float(value) for value in points.max(axis=0)]
        attributes["NORMAL"] = stored(to_gltf(surface.normals()).astype("<f4"), "VEC3", FLOAT, ARRAY_BUFFER)
        if surface.colours is not None:
            # What readers keep when they write the file again: floats, and colours without an alpha, they lose.
            attributes["COLOR_0"] = stored(_linear_shorts(surface.colours), "VEC4", UNSIGNED_SHORT, ARRAY_BUFFER)
            accessors[-1]["normalized"] = True
        corners = surface.triangles.astype("<u4").reshape(-1)
        indices = stored(corners, "SCALAR", UNSIGNED_INT, ELEMENT_BUFFER)
        finish = (finishes or {}).get(name, Finish())
        material = _material(finish)
        if material not in materials:
            materials.append(material)
        parents.setdefault(finish.parent, []).append(len(meshes))
        primitive = {"attributes": attributes, "indices": indices, "material": materials.index(material)}
        meshes.append({"name": name, "primitives": [primitive]})
    asset: dict[str, Any] = {"version": "2.0", "generator": "anatomy-viewer"}
    if about:
        asset["extras"] = dict(about)
    nodes: list[dict[str, Any]] = [{"name": mesh["name"], "mesh": number} for number, mesh in enumerate(meshes)]
    roots = parents.pop("", [])
    for name, children in parents.items():
        roots.append(len(nodes))
        nodes.append({"name": name, "children": children})
    document = {
        "asset": asset,
        "scene": 0,
        "scenes": [{"nodes": roots}],
        "nodes": nodes,
        "meshes": meshes,
        "materials": materials,
        "bufferViews": views,
        "accessors": accessors,
        "buffers": [{"byteLength": place}],
    }
    text = json.dumps(document, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    blob = b"".join(content)
    blob += b"\0" * (-len(blob) % 4)
    return b"".join(
        [
            struct.pack("<4sII", b"glTF", 2, 12 + 8 + len(text) + 8 + len(blob)),
            struct.pack("<I4s", len(text), b"JSON"),
            text,
            struct.pack("<I4s", len(blob), b"BIN\0"),
            blob,
        ]
    )


def _material(finish: Finish) -> dict[str, Any]:
    surface = {"baseColorFactor": [1.0, 1.0, 1.0, finish.opacity], "metallicFactor": 0.0, "roughnessFactor": 0.8}
    # Sheets such as fascia and skin are seen from both sides.
    material: dict[str, Any] = {"name": finish.material, "doubleSided": True, "pbrMetallicRoughness": surface}
    if finish.opacity < 1.0:
        material["alphaMode"] = "BLEND"
    return material


def _linear_shorts(colours: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """Return (n, 3) screen colours as (n, 4) linear light and full alpha, 0 to 65535, in steps of 257.

    Both bytes of a number are the same: trimesh keeps the lower one alone where it writes a file again.
    """
    light = np.round(to_linear(colours) * 255.0) * 257.0
    return np.column_stack([light, np.full(len(light), 65535.0)]).astype("<u2")


def to_gltf(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (n, 3) RAS vectors in glTF's axes: x = -R, y = S, z = A. Nothing is mirrored."""
    return np.column_stack([-vectors[:, 0], vectors[:, 2], vectors[:, 1]])


def to_linear(colours: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return (n, 3) screen colours from 0 to 255 as linear light from 0 to 1, as glTF wants them."""
    value = colours.astype(float) / 255.0
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
