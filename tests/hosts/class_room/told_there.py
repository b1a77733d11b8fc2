"""What docs/teaching-a-class.md tells people to type and to write, word for word."""

from __future__ import annotations

import re
import shlex
import textwrap
from pathlib import Path

from ...running import ROOT

DOCS = (ROOT / "docs" / "teaching-a-class.md").read_text(encoding="utf-8")
BLOCKS = {
    name: textwrap.dedent(text)
    for name, _, text in re.findall(
        r"^ *<!-- ([\w ]+) -->\n *```(\w+)\n(.*?)\n *```\n *<!-- end -->", DOCS, re.DOTALL | re.MULTILINE
    )
}
"""The blocks by what stands before them."""


def words(name: str) -> list[str]:
    """Return a command as its words."""
    return shlex.split(BLOCKS[name])


def options(name: str) -> list[str]:
    """Return what stands behind ``anatomy-viewer class`` in a command."""
    program, command, *rest = words(name)
    assert (program.rpartition("/")[2], command) == ("anatomy-viewer", "class")
    return rest


UNIT = BLOCKS["unit"]
SERVED = shlex.split(re.search(r"^ExecStart=(.*)$", UNIT, re.MULTILINE)[1])  # type: ignore[index]
"""The command of one process of many."""


FILE = "/run/anatomy-viewer-class-%i/socket"


def process(redis: str, file: Path, port: int = 0) -> list[str]:
    """Return the options of one process of many, with a Redis, a socket file and a port that are free."""
    own = {"%i": str(port), "redis://127.0.0.1:6379/0": redis, FILE: str(file)}
    assert set(own) <= set(SERVED)
    return [own.get(word, word) for word in SERVED[2:]]
