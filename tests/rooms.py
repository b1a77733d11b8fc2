"""The rooms of the client script under Node, without a browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from anatomy_viewer.page.client_script import read_rooms
from anatomy_viewer.page.files import CLIENT_SCRIPT

from .node import run_node


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
    for one in read_rooms(CLIENT_SCRIPT):
        (folder / f"{one.name}.js").write_text(one.text, encoding="utf-8")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")
    script = f"""
        const [room, told] = process.argv.slice(1);
        import(room).then((exports) => {{
          const answer = ({ask})(exports, JSON.parse(require("fs").readFileSync(told, "utf8")));
          console.log(JSON.stringify(answer));
        }});
    """
    return json.loads(run_node({}, script, (folder / f"{room}.js").as_uri(), folder / "told.json"))
