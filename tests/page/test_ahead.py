"""What is begun ahead of the page, under Node: which packs, what is in them, and what becomes of a bad answer."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from anatomy_viewer.modelling.solids.packing import packed
from anatomy_viewer.modelling.solids.surface import Surface
from tests.node import run_node, told_apart
from tests.rooms import lay_rooms

ASK = """
const [folder, link, bitsPerMs, ...broken] = process.argv.slice(1), { readFileSync } = require("node:fs");
const asked = [];
globalThis.window = { setTimeout, anatomyLink: link };
globalThis.document = {
  baseURI: "https://anatomy.test/x/",
  currentScript: { dataset: { packs: JSON.stringify(["/x/bones.pack?v=1", "/x/home.pack?v=2"]) } },
};
globalThis.fetch = async (address) => {
  asked.push(address);
  if (broken.includes(address)) return new Response("<!doctype html>", { status: 502 });
  return new Response(readFileSync(`${folder}/one.pack`));
};
const bytes = (100 * Number(bitsPerMs)) / 8;
performance.getEntriesByName = () => [{ responseStart: 100, responseEnd: 200, encodedBodySize: bytes }];
(async () => {
  await import(`file://${folder}/ahead.js`);
  for (let turn = 0; turn < 20; turn += 1) await new Promise((next) => setImmediate(next));
  const found = {};
  for (const [address, { answer, surfaces }] of Object.entries(window.anatomyAhead)) {
    const bytes = (await (await answer).arrayBuffer()).byteLength; // it may still be read by who takes over
    found[address] = [bytes, await surfaces.then((all) => all.map((one) => one.id), (fault) => fault.message)];
  }
  console.log(JSON.stringify([asked, found]));
})();
"""
TRIANGLE = Surface(np.array([[0.0, 0, 0], [10, 0, 0], [0, 10, 0]]), np.array([[0, 1, 2]]))


@pytest.fixture
def asked(tmp_path: Path) -> Any:
    lay_rooms(tmp_path)
    (tmp_path / "one.pack").write_bytes(packed({"sacrum": TRIANGLE, "coccyx": TRIANGLE}))

    def ask(link: str = "", speed: int = 7000, *broken: str) -> list[Any]:
        if shutil.which("node") is None:
            told_apart("NO NODE: it is not installed")
        return list(json.loads(run_node({}, ASK, tmp_path, link, str(speed), *broken)))

    return ask


def test_the_bones_are_unpacked_ahead_and_the_rest_where_they_came_fast(asked, tmp_path):
    size, both = (tmp_path / "one.pack").stat().st_size, ["sacrum", "coccyx"]
    addresses, found = asked("?lesson=find_your_way")
    assert addresses == ["/x/bones.pack?v=1", "/x/home.pack?v=2"]
    assert found == {f"https://anatomy.test{address}": [size, both] for address in addresses}
    assert asked("", 5900)[0] == ["/x/bones.pack?v=1"], "the scripts have a slow line to themselves"


def test_nothing_is_asked_for_that_another_form_would_not_draw(asked):
    assert asked("?form=male") == [[], {}]


def test_an_answer_that_is_no_pack_is_left_to_who_takes_over(asked):
    _asked, found = asked("", 5900, "/x/bones.pack?v=1")
    assert found == {"https://anatomy.test/x/bones.pack?v=1": [15, "This does not begin as a pack of this version."]}
