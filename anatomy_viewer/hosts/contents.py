"""What a page fetches of its value: the script of the first part, and the other parts as JSON, each at an address.

They were compiled beforehand (`beforehand`), or are compiled when the first page asks, beside the event loop. Their
addresses carry a name of their content, and the first part tells them.

Run as a program, ``python -m anatomy_viewer.hosts.contents``, this module compiles them beforehand (``anatomy-viewer
atlas build`` does so too).
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.hosts.beforehand import Packed, Sources, content_hash, own_sources, write_beforehand
from anatomy_viewer.hosts.parts import PageParts, content_script, json_text, viewer_parts

__all__ = [
    "COMMAND",
    "CONTENT_ADDRESS",
    "Contents",
    "compile_beforehand",
    "page_texts",
    "part_address",
    "write_contents",
]

COMMAND = "python -m anatomy_viewer.hosts.contents"
CONTENT_ADDRESS = "content.js"


def part_address(name: str) -> str:
    """Return where a part is found, by its name."""
    return f"content-{name}.json"


def part_name(address: str) -> str | None:
    """Return the name of the part at an address; None for the script of the first."""
    return None if address == CONTENT_ADDRESS else PurePosixPath(address).stem.removeprefix("content-")


def versioned(address: str, text: bytes) -> str:
    """Return the address that a live page asks for: it changes with what is found there."""
    return f"{address}?v={content_hash(text)}"


def page_texts(
    value: Mapping[str, Any],
    forms: Mapping[str, Mapping[str, Any] | None],
    asked_for: Callable[[str, bytes], str] = versioned,
) -> dict[str, bytes]:
    """Return by address the texts of a page's value.

    Parameters
    ----------
    value
        What `PageParts.content` returned for the form that the page begins with.
    forms
        The same for the other forms; None where it is made when somebody asks.
    asked_for
        Returns the address that the page asks for, by the address here and the text.

    Returns
    -------
    dict
        The script of the first part, which comes last and tells the addresses of the others.
    """
    from anatomy_viewer.page.parting import FIRST, parted, said_once

    parts = parted(value, {form: other for form, other in forms.items() if other is not None})
    texts = {part_address(name): json_text(said_once(part)).encode() for name, part in parts.items() if name != FIRST}
    record: dict[str, Any] = {form: {"address": part_address(form), "bytes": 0} for form in forms}
    for address, text in texts.items():
        record[str(part_name(address))] = {"address": asked_for(address, text), "bytes": len(text)}
    first = parts[FIRST] | ({"parts": record} if record else {})
    return {**texts, CONTENT_ADDRESS: content_script(first).encode()}


class Contents:
    """The texts of one page's value, made at most once.

    Parameters
    ----------
    page
        The page.
    """

    def __init__(self, page: PageParts) -> None:
        self._page = page
        self._others = [form for form in page.surfaces if form != page.form]
        self._lock = threading.Lock()
        self._looking = threading.Lock()  # the page is named by what is there, while the rest may still be compiled
        self._ready: Mapping[str, Packed] | None = None
        self._looked = False
        self._value: Mapping[str, Any] | None = None
        self._texts: dict[str, bytes] = {}

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address at which something may be found."""
        from anatomy_viewer.page.parting import LATER
        from anatomy_viewer.page.wording import LANGUAGE_NAMES

        names = (*LATER, *LANGUAGE_NAMES, *self._page.surfaces)
        return (CONTENT_ADDRESS, *map(part_address, names))

    def begun(self) -> dict[str, str]:
        """Return by name the addresses of the parts where they are known before anything is compiled."""
        found = self._found() or {}
        return {
            name: f"{address}?v={ready.name}"
            for address, ready in found.items()
            if (name := part_name(address)) is not None
        }

    def text(self, address: str) -> bytes | Packed:
        """Return what is found at an address.

        Raises
        ------
        ProblemsFound
            The value cannot be compiled.
        LookupError
            The value has no such part.
        """
        from anatomy_viewer.page.parting import said_once

        name = part_name(address)
        if name == self._page.form:  # it says nothing otherwise
            return json_text(said_once({})).encode()
        found = self._found()
        if found is not None:
            return found[address]
        with self._lock:
            if self._value is None:
                value = self._page.content(None, self._page.form, None)
                self._texts = page_texts(value, dict.fromkeys(self._others))
                self._value = value
            if name in self._others and address not in self._texts:
                other = self._page.content(None, name, None)
                self._texts[address] = page_texts(self._value, {name: other})[address]
            return self._texts[address]

    def _found(self) -> Mapping[str, Packed] | None:
        if self._page.beforehand is None:
            return None
        with self._looking:
            if not self._looked:
                self._ready = self._page.beforehand()
                self._looked = True
        return self._ready


def compile_beforehand() -> dict[str, bytes]:
    """Compile the value of the viewer's own page and return its texts by address.

    Raises
    ------
    ProblemsFound
        A lesson is broken, or a surface is missing or damaged.
    """
    page = viewer_parts()
    values = {form: page.content(None, form, None) for form in page.surfaces}
    problems = {
        *(told for value in values.values() for told in value["lesson_problems"]),
        *(one["problem"] for value in values.values() for one in value["packs"] if one["problem"]),
    }
    if problems:
        raise ProblemsFound([Problem("lessons/built", told) for told in sorted(problems)])
    return page_texts(values.pop(page.form), values)


def write_contents(sources: Sources | None = None) -> Path:
    """Compile the value of the viewer's own page, write its texts, and return their folder.

    Parameters
    ----------
    sources
        What it is made of; by default the viewer's own.

    Raises
    ------
    ProblemsFound
        A lesson is broken, a surface is missing or damaged, or the folder cannot be written to.
    """
    sources = sources or own_sources()
    key = sources.key()  # what changes meanwhile makes another
    texts = compile_beforehand()
    try:
        write_beforehand(key, texts, sources.folder)
    except OSError as fault:
        found = f"the compiled content cannot be written ({fault.strerror or fault})"
        raise ProblemsFound([Problem(str(sources.folder), found, "a folder that this account may write to")]) from None
    return sources.folder


def main() -> None:
    """Compile the value of the viewer's own page beforehand."""
    try:
        folder = write_contents()
    except ProblemsFound as found:
        sys.exit(str(found))
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(f"Wrote {folder} ({size / 1e3:.0f} kB)")


if __name__ == "__main__":
    main()
