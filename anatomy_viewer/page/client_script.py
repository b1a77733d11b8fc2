"""The client script: its rooms, one ES module each in ``client/``, joined into the one script that both hosts carry.

It begins with the room ``page``; what begins with ``ahead`` is a script of its own, which runs before. A package for a
learning platform begins with its adapter's room and then with ``page``. A room stands after those that it imports.
What is joined is one function in strict mode: the imports go, and so does the word ``export``, so a name means the same
in its room and here as long as no two rooms have it (ADR 0026).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Room", "in_order", "joined", "read_rooms", "script_text"]

_IMPORT = re.compile(r'^import \{\s*([\w$]+(?:,\s*[\w$]+)*),?\s*\} from "\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async function|function|const|let) )", re.MULTILINE)
_MODULE_WORDS = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_ABOUT = re.compile(r"(?:// @ts-check\n)?/\*(.*?)\*/", re.DOTALL)
_AT_THE_MARGIN = re.compile(r"^(?:/\*.*?\*/|//[^\n]*)\n", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Room:
    """A module of the client script.

    Parameters
    ----------
    name
        Its file's name without the ending.
    text
        Its text as it stands in the file.
    """

    name: str
    text: str

    @property
    def imports(self) -> Mapping[str, tuple[str, ...]]:
        """The names that it takes from other rooms, by room."""
        return {room: tuple(re.findall(r"[\w$]+", names)) for names, room in _IMPORT.findall(self.text)}

    @property
    def about(self) -> str:
        """What one finds in it, as its first comment says."""
        found = _ABOUT.match(self.text)
        return " ".join(found[1].split()) if found else ""

    @property
    def body(self) -> str:
        """Its text within the one script, without the comments at the margin: they are a third of it.

        Raises
        ------
        ValueError
            A line of it imports or exports in another way than joining knows.
        """
        body = _AT_THE_MARGIN.sub("", _EXPORT.sub("", _IMPORT.sub("", self.text)))
        left = _MODULE_WORDS.search(body)
        if left:
            raise ValueError(
                f'client/{self.name}.js: found "{left[0]}"; allowed: import {{ name }} from "./room.js"; '
                "and export before a function, const or let"
            )
        return re.sub(r"\n{2,}", "\n", body).lstrip("\n")


def script_text(path: Path, *entries: str) -> str:
    """Return a client script: a file as it is; of a folder of rooms the entries (the page) and those that they need."""
    return joined(read_rooms(path), *(entries or ("page",))) if path.is_dir() else path.read_text(encoding="utf-8")


def read_rooms(folder: Path) -> list[Room]:
    """Return the rooms of a folder by name."""
    return [Room(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.js"))]


def joined(rooms: list[Room], *entries: str) -> str:
    """Return rooms as one script that leaves no name behind but those on ``window``; see `in_order`."""
    parts = [f"/* ==== client/{room.name}.js ==== */\n{room.body}" for room in in_order(rooms, *entries)]
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();\n"


def in_order(rooms: list[Room], *entries: str) -> list[Room]:
    """Return rooms, all or some entries and those that they need, so that each stands after those that it imports.

    Raises
    ------
    ValueError
        A room imports one that there is not, or some import each other in a circle.
    """
    by_name = {room.name: room for room in rooms}
    order: dict[str, Room] = {}

    def add(name: str, way: tuple[str, ...]) -> None:
        if name in way:
            raise ValueError(f"rooms import each other: {' -> '.join((*way[way.index(name) :], name))}")
        if name not in by_name:
            raise ValueError(f"client/{way[-1]}.js imports from client/{name}.js, which is not there")
        if name not in order:
            for other in sorted(by_name[name].imports):
                add(other, (*way, name))
            order[name] = by_name[name]

    for name in entries or sorted(by_name):
        add(name, ())
    return list(order.values())
