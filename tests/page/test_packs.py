"""The page's own reader of packs, under Node, beside Python's: every shipped pack, and damage."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.packs import STEP_MM, surfaces_in
from anatomy_viewer.modelling.solids.packing import packed
from anatomy_viewer.modelling.solids.surface import Surface
from anatomy_viewer.page.files import CLIENT_SCRIPT
from tests.node import told_apart

PACKS = sorted((data_folder("meshes") / "built").glob("*/*.pack"))

READ = """
const [reader, ...paths] = process.argv.slice(1), { readFileSync, writeSync } = require("node:fs");
(async () => {
  const { surfacesIn } = await import(`file://${reader}`);
  for (const path of paths) {
    try {
      for (const one of await surfacesIn(new Uint8Array(readFileSync(path)))) {
        const parts = [one.points, one.cells, one.normals, one.colours].map((part) => part && [part.constructor.name,
          Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString("base64")]);
        console.log(JSON.stringify([path, one.id, parts]));
      }
    } catch (fault) { console.log(JSON.stringify([path, null, fault.message])); }
  }
})();
"""


def read_by_the_page(*paths: Path) -> list[tuple[str, str | None, Any]]:
    """What the page's reader makes of packs: (file, surface, its arrays), or (file, None, what it says)."""
    if shutil.which("node") is None:
        told_apart("NO NODE: node is not installed")
    command = ["node", "-e", READ, str(CLIENT_SCRIPT / "packs.js"), *map(str, paths)]
    lines = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=True).stdout.splitlines()
    return [tuple(json.loads(line)) for line in lines]


def arrays(parts: list[Any]) -> list[np.ndarray | None]:
    kinds = {"Float32Array": "<f4", "Uint16Array": "<u2", "Uint32Array": "<u4", "Int8Array": "i1", "Uint8Array": "u1"}
    return [part and np.frombuffer(base64.b64decode(part[1]), kinds[part[0]]) for part in parts]


@pytest.fixture(scope="module")
def read() -> dict[tuple[str, str], list[np.ndarray | None]]:
    return {(path, name): arrays(parts) for path, name, parts in read_by_the_page(*PACKS)}


@pytest.mark.parametrize("path", PACKS, ids=[f"{path.parent.name}-{path.stem}" for path in PACKS])
def test_every_pack_is_the_same_to_the_page_and_to_python(path: Path, read: dict[Any, Any]) -> None:
    names = []
    for name, one in surfaces_in(path.read_bytes()):
        names.append(name)
        points, cells, normals, colours = read[str(path), name]
        steps = np.asarray(one.points).reshape(-1, 3)
        triangles = np.asarray(one.triangles).reshape(-1, 3)
        assert (points == steps.astype(np.float64).ravel() * STEP_MM).all(), name
        assert (cells.reshape(-1, 4)[:, 0] == 3).all()
        assert (cells.reshape(-1, 4)[:, 1:] == triangles).all(), name
        assert (colours == np.frombuffer(one.colours, np.uint8)).all(), name
        wanted = Surface(steps, triangles).normals() * 127.0
        assert np.abs(normals.reshape(-1, 3) - wanted).max() <= 0.5 + 1e-6, name
    assert names == [name for file, name in read if file == str(path)]


def test_all_forms_have_the_same_packs() -> None:
    assert {path.stem for path in PACKS} == {"bones", "home", "layers", "marks", "skin"}
    assert len(PACKS) == 15


def test_numbers_beyond_two_bytes_and_no_colours_are_read(tmp_path: Path) -> None:
    count = 66_000
    points = np.random.default_rng(1).integers(-90_000, 90_000, (count, 3)) * STEP_MM
    (tmp_path / "many.pack").write_bytes(packed({"s": Surface(points, np.arange(count).reshape(-1, 3))}))
    ((_, name, parts),) = read_by_the_page(tmp_path / "many.pack")
    assert [part and part[0] for part in parts] == ["Float32Array", "Uint32Array", "Int8Array", None]
    ((_, one),) = surfaces_in((tmp_path / "many.pack").read_bytes())
    places, cells, _, _ = arrays(parts)
    assert name == "s"
    assert (places == np.asarray(one.points) * STEP_MM).all()
    assert (cells.reshape(-1, 4)[:, 1:].ravel() == np.asarray(one.triangles)).all()


def test_what_is_no_pack_is_refused_and_not_drawn(tmp_path: Path) -> None:
    good = PACKS[0].read_bytes()
    cases = {"empty": b"", "page": b"<!doctype html>", "newer": good[:7] + b"\x02" + good[8:], "cut": good[:-900]}
    cases["changed"] = good[:5000] + bytes([good[5000] ^ 8]) + good[5001:]
    for name, data in cases.items():
        (tmp_path / name).write_bytes(data)
    told = read_by_the_page(*(tmp_path / name for name in cases))
    assert [(Path(path).name, surface) for path, surface, _ in told] == [(name, None) for name in cases]
    assert "version" in told[2][2]
