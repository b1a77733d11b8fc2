"""The browser libraries inside the installed packages, and where the page finds them.

Both hosts carry the same files: those that the trame modules of the page's widgets name, and trame's Vue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anatomy_viewer.hosts.needed import COMPONENTS, needed_part

__all__ = ["Libraries", "joined_scripts", "libraries_of", "vue_script"]

# The page uses the fonts of the system and draws its own icons: half a megabyte that nobody sees.
_UNUSED_STYLES = ("/mdi.css", "/roboto.css")

_PACKED_AS_ONE = (
    (re.compile(r"(\(function\(\w+,\w+\)\{[^\n]*?\}\)\(this,)(?=function\()"), "});"),
    (re.compile(r"((?:/\*.*?\*/\s*)?var \w+=)(?=function\()", re.DOTALL), "}({});"),
)
"""How a packed script begins before its function, and what follows from that function's last brace."""


@dataclass(frozen=True)
class Libraries:
    """What the widgets of a page need in the browser.

    Parameters
    ----------
    scripts, styles
        File by address, in loading order.
    plugins
        JavaScript expressions, each a Vue plugin.
    components
        What the page's template names of the library that draws, such as ``vtk-view``.
    """

    scripts: dict[str, Path]
    styles: dict[str, Path]
    plugins: tuple[str, ...]
    components: frozenset[str]

    @property
    def joined_name(self) -> str:
        """The file name of Vue and the scripts as one."""
        return f"{'-'.join(path.name.partition('.')[0] for path in (vue_script(), *self.scripts.values()))}.js"

    def texts(self) -> list[str]:
        """Return Vue and the scripts, each without what the page does without."""
        texts = [path.read_text(encoding="utf-8") for path in (vue_script(), *self.scripts.values())]
        return [needed_part(text) for text in texts] if self.components <= COMPONENTS else texts

    def joined(self) -> bytes:
        """Return Vue and the scripts as one script."""
        return joined_scripts(self.texts())


def libraries_of(server: Any) -> Libraries:
    """Return the libraries that the widgets of a trame server have asked for, and drop the unused styles.

    Parameters
    ----------
    server
        A trame server that a page has been built on.
    """
    server.state.trame__styles = [
        entry for entry in server.state.trame__styles if not _address(entry).endswith(_UNUSED_STYLES)
    ]
    folders = {
        name: Path(folder[0] if isinstance(folder, (list, tuple)) else folder) for name, folder in server.serve.items()
    }

    def files(*keys: str) -> dict[str, Path]:
        found = {}
        for key in keys:
            for entry in server.state[key]:
                folder, _, name = _address(entry).partition("/")
                if folder in folders:
                    found[_address(entry)] = folders[folder] / name
        return found

    return Libraries(
        scripts=files("trame__scripts", "trame__module_scripts"),
        styles=files("trame__styles"),
        plugins=tuple(_address(entry) for entry in server.state.trame__vue_use),
        components=frozenset(re.findall(r"<(vtk-[a-z0-9-]+)", server.state.trame__template_main)),
    )


def joined_scripts(scripts: Iterable[str]) -> bytes:
    """Return scripts as one, in their order; what one of them leaves open does not reach into the next."""
    return "\n;\n".join(map(_read_at_once, scripts)).encode()


def _read_at_once(script: str) -> str:
    """Return a script with the function that is all of it in parentheses, where it is packed as one.

    Browsers read a function only in outline until it is called, and then once more; what stands in parentheses they
    read whole beside the page's own work, while it comes. Where a script is packed in another way it stays as it is.
    """
    for opening, closing in _PACKED_AS_ONE:
        found = opening.match(script)
        if found and script.rstrip().endswith(closing):
            whole = script.rstrip()
            return f"{found[1]}({whole[found.end(1) : len(whole) - len(closing) + 1]}){closing[1:]}\n"
    return script


def vue_script() -> Path:
    """Return the production build of Vue with its template compiler."""
    from trame_client.module import vue3

    return Path(vue3.www) / "vue.global.js"


def _address(entry: str | list[Any] | tuple[Any, ...]) -> str:
    return entry if isinstance(entry, str) else str(entry[0])
