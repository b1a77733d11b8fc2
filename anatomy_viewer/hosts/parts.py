"""What a host carries: the page's template, script and style, the content, and the folder of surfaces."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anatomy_viewer.atlas.model import REBUILD
from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.teaching.messages import PRODUCT

__all__ = [
    "SURFACE_FILE",
    "PageParts",
    "content_script",
    "json_text",
    "model_file",
    "viewer_parts",
]

SURFACE_FILE = re.compile(r"[a-z0-9][a-z0-9_]*\.vtp")
"""The only names that a surface file may have: an id of the atlas and the ending."""


@dataclass(frozen=True)
class PageParts:
    """Everything a host needs to know about the page that it carries.

    Parameters
    ----------
    build
        Fills a trame server's layout with the page, and so names the libraries that it needs. Called with
        the trame server, which need not be started.
    client_script, style_sheet
        Files of the page.
    plugin
        Global name of the Vue plugin that the client script defines.
    content
        Returns the one JSON value that the page reads. Called with lesson ids, or None for all lessons, with
        the form of the pelvis, and with the forms whose surfaces travel inside the page, or None where they are
        asked for by address.
    surfaces
        By form, the folder that holds ``ID.vtp`` a structure and ``model.json``; the first is the one that the
        page begins with.
    title
        Title of the browser's tab.
    """

    build: Callable[[Any], None]
    client_script: Path
    style_sheet: Path
    plugin: str
    content: Callable[[Sequence[str] | None, str, Sequence[str] | None], Mapping[str, Any]]
    surfaces: Mapping[str, Path]
    title: str = PRODUCT

    @property
    def form(self) -> str:
        """The form that the page begins with."""
        return next(iter(self.surfaces))


def viewer_parts(extra_lessons: Sequence[Path] = ()) -> PageParts:
    """Return the viewer's own page, without compiling its content yet.

    Parameters
    ----------
    extra_lessons
        Lesson files to show besides the viewer's own.

    Raises
    ------
    ProblemsFound
        There is no folder of surfaces, or its ``model.json`` is missing or unreadable.
    """
    from anatomy_viewer.atlas.files import data_folder
    from anatomy_viewer.atlas.forms import DEFAULT_FORM, FORMS
    from anatomy_viewer.page import files, template

    built = data_folder("meshes") / "built"
    surfaces = {form.id: built / form.id for form in FORMS}
    model_file(surfaces[DEFAULT_FORM])  # told now, and not to the first reader

    def content(lessons: Sequence[str] | None, form: str, inside: Sequence[str] | None) -> Mapping[str, Any]:
        # The first reader pays for these imports, not the start.
        from anatomy_viewer.page.content import page_value
        from anatomy_viewer.teaching.content import page_content

        # A live page tells of a broken lesson and shows the rest; a file that is handed on holds everything.
        compiled = page_content(lessons, extra_lessons, form=form, complete=inside is not None)
        return page_value(compiled, surfaces[form], form, inside)

    return PageParts(
        build=template.build_page,
        client_script=files.CLIENT_SCRIPT,
        style_sheet=files.STYLE_SHEET,
        plugin=files.VUE_PLUGIN,
        content=content,
        surfaces=surfaces,
    )


def model_file(surfaces: Path) -> Mapping[str, Any]:
    """Return ``model.json`` as it stands, without the checks (and the imports) of the atlas.

    Raises
    ------
    ProblemsFound
        The file is missing, or it is none that ``atlas build`` wrote.
    """
    path = surfaces / "model.json"
    try:
        model = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ProblemsFound([Problem(str(path), f"the file is missing; {REBUILD}")]) from None
    except (OSError, ValueError) as fault:
        raise ProblemsFound([Problem(str(path), f"the file cannot be read ({fault}); {REBUILD}")]) from None
    if not isinstance(model, dict) or not isinstance(model.get("structures"), dict):
        raise ProblemsFound([Problem(str(path), f"the file names no structures; {REBUILD}")])
    return model


def content_script(content: Mapping[str, Any], others: Mapping[str, Mapping[str, Any]] | None = None) -> str:
    """Return the script that hands the content to the page, the same on both hosts.

    Parameters
    ----------
    content
        Any JSON value whose keys are strings. Not-a-number is refused, because no browser reads it.
    others
        The content of the other forms of the pelvis that travel inside the page, by form.
    """
    text = f"window.anatomyContent={json_text(content)};"
    if others:
        text += f"window.anatomyForms={json_text(others)};"
    # These two characters end a line inside a script in older browsers.
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def json_text(value: Any) -> str:
    """Return a JSON value as short as it can be written."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
