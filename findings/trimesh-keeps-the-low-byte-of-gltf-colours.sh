#!/usr/bin/env bash
# trimesh 5.2.0: a glTF file whose COLOR_0 is normalised UNSIGNED_SHORT (glTF 2.0, 3.7.2.1 allows it) is read with
# its 16 bits a channel, but on export each value is cut to its low byte. Mid grey, 0x80FF of 0xFFFF (0.504), comes
# out as 0xFF of 0xFF: white; 0x8000 (0.500) as 0: black. Only multiples of 257 (the same byte twice) survive. Nothing is said.
# Who hands such files to others chooses values of the form 257 * n.
#
# Seen on 2026-11-29 with trimesh 5.2.0 and numpy 2.3.5 on Python 3.11. Exit status 1 when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet trimesh==5.2.0 numpy==2.3.5
cd "$folder"
venv/bin/python - <<'PYTHON'
import json
import struct
import sys

import numpy as np
import trimesh

written = np.array([0x0000, 0x8000, 0x80FF, 0x8080, 0xFFFF], "<u2")  # five greys; 0x8080 and 0xFFFF are multiples of 257
corners = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 2, 0]], "<f4")
faces = np.array([0, 1, 2, 1, 3, 2, 2, 3, 4, 0], "<u2")  # nine numbers, one to fill
colours = np.column_stack([written, written, written, np.full(5, 0xFFFF, "<u2")])
parts = [corners.tobytes(), colours.tobytes(), faces.tobytes()]
starts = [0, len(parts[0]), len(parts[0]) + len(parts[1])]
document = {
    "asset": {"version": "2.0"},
    "scene": 0,
    "scenes": [{"nodes": [0]}],
    "nodes": [{"mesh": 0}],
    "materials": [{}],
    "meshes": [{"primitives": [{"attributes": {"POSITION": 0, "COLOR_0": 1}, "indices": 2, "material": 0}]}],
    "buffers": [{"byteLength": sum(map(len, parts))}],
    "bufferViews": [
        {"buffer": 0, "byteOffset": start, "byteLength": len(part)} for start, part in zip(starts, parts, strict=True)
    ],
    "accessors": [
        {"bufferView": 0, "componentType": 5126, "count": 5, "type": "VEC3", "min": [0, 0, 0], "max": [1, 2, 0]},
        {"bufferView": 1, "componentType": 5123, "count": 5, "type": "VEC4", "normalized": True},
        {"bufferView": 2, "componentType": 5123, "count": 9, "type": "SCALAR"},
    ],
}


def glb(text: bytes, blob: bytes) -> bytes:
    text += b" " * (-len(text) % 4)
    head = struct.pack("<4sII", b"glTF", 2, 28 + len(text) + len(blob))
    return head + struct.pack("<II", len(text), 0x4E4F534A) + text + struct.pack("<II", len(blob), 0x004E4942) + blob


def red_of(data: bytes) -> tuple[int, list[int]]:
    """The component type of COLOR_0 and its red channel in corner order, read from the bytes themselves."""
    length = struct.unpack_from("<I", data, 12)[0]
    told = json.loads(data[20 : 20 + length])
    (primitive,) = told["meshes"][0]["primitives"]
    accessor = told["accessors"][primitive["attributes"]["COLOR_0"]]
    view = told["bufferViews"][accessor["bufferView"]]
    kind = {5121: "<u1", 5123: "<u2"}[accessor["componentType"]]
    start = 20 + length + 8 + view.get("byteOffset", 0) + accessor.get("byteOffset", 0)
    values = np.frombuffer(data, kind, 4 * accessor["count"], start).reshape(-1, 4)
    return accessor["componentType"], values[:, 0].tolist()


source = glb(json.dumps(document).encode(), b"".join(parts))
with open("greys.glb", "wb") as file:
    file.write(source)
kind, again = red_of(trimesh.load("greys.glb", process=False).export(file_type="glb"))
print(f"trimesh {trimesh.__version__}")
print("written, of 65535:", [hex(value) for value in written.tolist()])
print(f"exported (component type {kind}, of 255):", [hex(value) for value in again])
as_seen = kind == 5121 and again == [0x00, 0x00, 0xFF, 0x80, 0xFF]
print("as seen: the low byte of each" if as_seen else "CHANGED: no longer the low byte of each")
sys.exit(0 if as_seen else 1)
PYTHON
