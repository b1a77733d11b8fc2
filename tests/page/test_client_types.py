"""The client's rooms under the eyes of TypeScript, which only reads them: no room is built."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from anatomy_viewer.page.client_script import read_rooms
from anatomy_viewer.page.files import CLIENT_SCRIPT
from tests.node import npm_packages, run_node

PACKAGES = {"typescript": "5.9.3", "vue": "3.5.13"}
CHECK = Path(__file__).with_name("check_types.cjs")


def told_of(folder: Path) -> list[str]:
    vue = npm_packages(PACKAGES) / "vue"
    answer = json.loads(run_node(PACKAGES, CHECK.read_text(encoding="utf-8"), folder, vue))
    assert answer["rooms"] == len(read_rooms(CLIENT_SCRIPT))
    assert answer["names"] > 400
    return answer["told"]


def test_every_room_asks_for_the_check():
    assert [room.name for room in read_rooms(CLIENT_SCRIPT) if not room.text.startswith("// @ts-check\n")] == []


def test_what_the_rooms_hand_each_other_fits():
    assert told_of(CLIENT_SCRIPT) == []


PLANTED = {
    "surfaces": (
        'const planted1 = () => waits("sacrum");',
        "'string' is not assignable to parameter of type 'Structure'",
    ),
    "lessons": ("const planted2 = () => here.lessonID;", "Property 'lessonID' does not exist on type 'Here'"),
    "rendering": ("const planted3 = () => { phase = 2; };", "Cannot assign to 'phase' because it is an import"),
    "boxes": ("export function planted4(reach) { return reach; }", "Parameter 'reach' implicitly has an 'any' type"),
    "state": ("const planted5 = () => cutActors();", "Cannot find name 'cutActors'"),
    "storage": ("const planted6 = () => length + 1;", "\"length\" is the browser's here, and vectors.js's once"),
    "notices": ("const castRay = () => 1;", '"castRay" stands in'),
}


def test_what_would_not_fit_is_told(tmp_path):
    folder = tmp_path / "client"
    shutil.copytree(CLIENT_SCRIPT, folder)
    for room, (planted, _) in PLANTED.items():
        with (folder / f"{room}.js").open("a", encoding="utf-8") as file:
            file.write(planted + "\n")
    told = told_of(folder)
    assert [[one for one in told if sentence in one] != [] for _, sentence in PLANTED.values()] == [True] * len(PLANTED)
    assert len(told) == len(PLANTED)
