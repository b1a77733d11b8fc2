"""The rooms of the client script under Node, without a browser."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from anatomy_viewer.page.class_wording import CLASS_WORDS
from anatomy_viewer.page.client_script import read_rooms
from anatomy_viewer.page.files import CLIENT_SCRIPT
from anatomy_viewer.page.wording import WORDS

from .node import run_node, told_apart

ROOM_TESTS = Path(__file__).parent / "page" / "rooms"


def ask_room(folder: Path, room: str, ask: str, told: Any) -> Any:
    """Return what a function makes of a room and of what it is told, both ways as JSON.

    Parameters
    ----------
    folder
        An empty folder, where the rooms are laid as the modules that they are.
    room
        Its name.
    ask
        A function in JavaScript of the room's exports and of `told`.
    told
        Anything that JSON can say.
    """
    lay_rooms(folder)
    (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")
    script = f"""
        const [room, told] = process.argv.slice(1);
        import(room).then((exports) => {{
          const answer = ({ask})(exports, JSON.parse(require("fs").readFileSync(told, "utf8")));
          console.log(JSON.stringify(answer));
        }});
    """
    return json.loads(run_node({}, script, (folder / f"{room}.js").as_uri(), folder / "told.json"))


def run_room_test(folder: Path, name: str) -> tuple[bool, str]:
    """Return whether a file of `ROOM_TESTS` passes under Node's own test runner, and what that said.

    Parameters
    ----------
    folder
        An empty folder, where the rooms are laid beside what tests them.
    name
        The file's name.
    """
    from anatomy_viewer.hosts.libraries import vue_script

    if shutil.which("node") is None:
        told_apart("NO NODE: it is not installed")
    lay_rooms(folder)
    for path in ROOM_TESTS.glob("*.mjs"):
        shutil.copyfile(path, folder / path.name)
    shutil.copyfile(vue_script(), folder / "vue.cjs")
    (folder / "words.json").write_text(json.dumps(WORDS), encoding="utf-8")
    (folder / "class_words.json").write_text(json.dumps(CLASS_WORDS), encoding="utf-8")
    command = ["node", "--import", "./page.mjs", "--test-reporter", "spec", "--test", name]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=120, check=False)
    return done.returncode == 0, done.stdout + done.stderr


def lay_rooms(folder: Path) -> None:
    """Write the rooms into a folder as the modules that they are."""
    for one in read_rooms(CLIENT_SCRIPT):
        (folder / f"{one.name}.js").write_text(one.text, encoding="utf-8")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
