"""What a host carries: the page's template, script and style, the content, and the folder of surfaces."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from anatomy_viewer.atlas.model import REBUILD
from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.teaching.pictures.messages import PRODUCT

if TYPE_CHECKING:
    from anatomy_viewer.hosts.beforehand import Packed
    from anatomy_viewer.teaching.lesson.shelf import Shelf
    from anatomy_viewer.teaching.pictures.scene import Scene
    from anatomy_viewer.teaching.preview import LessonPreview

__all__ = [
    "FIRST_PACKS",
    "SURFACE_FILE",
    "Authoring",
    "PageParts",
    "Workshop",
    "content_script",
    "json_text",
    "model_file",
    "viewer_parts",
]

SURFACE_FILE = re.compile(r"[a-z0-9][a-z0-9_]*\.pack")
"""The only names that a file of surfaces may have: an id and the ending."""

FIRST_PACKS = ("bones", "home")
"""The packs of surfaces of the first picture; every picture waits for the first of them."""


class Authoring(Protocol):
    """What the live host answers to somebody who writes a lesson."""

    @property
    def lesson(self) -> str | None:
        """The id of the lesson that is being written, or None."""

    def version(self) -> str:
        """Return a name of the lesson file's present content."""

    def look(self, form: str) -> Mapping[str, Any]:
        """Return the lesson as it is now, on a form of the pelvis, and what is wrong with it."""

    def step(self, view: str, form: str) -> str:
        """Return what a page says it has in view as a step in YAML.

        Raises
        ------
        ProblemsFound
            Where `view` is none.
        """


@dataclass(frozen=True)
class PageParts:
    """Everything a host needs to know about the page that it carries.

    Parameters
    ----------
    build
        Fills a trame server's layout with the page, and so names the libraries that it needs. Called with
        the trame server, which need not be started.
    client_script
        The script of the page, or the folder of its rooms, which are joined into one.
    style_sheet
        A file of the page.
    plugin
        Global name of the Vue plugin that the client script defines.
    content
        Returns the one JSON value that the page reads. Called with lesson ids, or None for all lessons, with
        the form of the pelvis, and with the forms whose surfaces travel inside the page, or None where they are
        asked for by address.
    surfaces
        By form, the folder that holds ``ID.pack`` a pack of surfaces and ``model.json``; the first is the one that the
        page begins with.
    title
        Title of the browser's tab.
    authoring
        What the live host answers to somebody who writes a lesson; None where there is nothing to ask.
    templates
        The script that holds the page's templates as functions (`hosts.compiling`); None where a browser has to
        make them from text.
    beforehand
        Returns by address the texts of the content that were compiled beforehand (`hosts.contents`), or None where
        they are not of what they are made of now; None where nothing is compiled beforehand.
    """

    build: Callable[[Any], object]
    client_script: Path
    style_sheet: Path
    plugin: str
    content: Callable[[Sequence[str] | None, str, Sequence[str] | None], Mapping[str, Any]]
    surfaces: Mapping[str, Path]
    title: str = PRODUCT
    authoring: Authoring | None = None
    templates: Path | None = None
    beforehand: Callable[[], Mapping[str, Packed] | None] | None = None

    @property
    def form(self) -> str:
        """The form that the page begins with."""
        return next(iter(self.surfaces))


def viewer_parts(
    lesson: Path | None = None,
    shelf: Shelf | None = None,
    progress: Callable[[str, float], None] | None = None,
    pelvis: Path | None = None,
) -> PageParts:
    """Return the viewer's own page, without compiling its content yet.

    Parameters
    ----------
    lesson
        A lesson file that is being written: it is shown besides the viewer's own, as far as it can be
        understood, and again at each save.
    shelf
        The lessons to hand out in place of the viewer's own, with their course; None for the viewer's own.
    progress
        Where the value of a shelf or of a brought pelvis shall be compiled now, what is told of it; else it is compiled
        when it is asked for.
    pelvis
        The folder of a brought pelvis, which the page begins with.

    Raises
    ------
    ProblemsFound
        There is no folder of surfaces, or its ``model.json`` is missing or unreadable.
    """
    from anatomy_viewer.atlas.brought_form import brought_folder
    from anatomy_viewer.atlas.files import data_folder
    from anatomy_viewer.atlas.forms import BROUGHT, FORMS
    from anatomy_viewer.hosts.beforehand import read_beforehand
    from anatomy_viewer.page import files, template

    built = data_folder("meshes") / "built"
    forms = FORMS if pelvis is None else (BROUGHT, *FORMS)
    surfaces = {form.id: built / form.id for form in FORMS}
    if pelvis is not None:
        surfaces = {BROUGHT.id: brought_folder(pelvis), **surfaces}
    first = forms[0].id
    model_file(surfaces[first])  # told now, and not to the first reader
    course = shelf.course if shelf is not None else None
    # Who takes a course learns; who writes looks at it by `lessons preview`, or serves the lessons without the course.
    writes = lesson is not None or course is None
    workshop = (
        Workshop(lesson, [one.id for one in shelf.lessons] if shelf is not None else None, pelvis) if writes else None
    )
    begun: dict[str, Mapping[str, Any]] = {}

    def content(lessons: Sequence[str] | None, form: str, inside: Sequence[str] | None) -> Mapping[str, Any]:
        # The first reader pays for these imports, not the start.
        from anatomy_viewer.page.content import page_value
        from anatomy_viewer.teaching.content import page_content

        compiled = begun.pop(form, None) if lessons is None else None
        if compiled is None:
            # A live page tells of a broken lesson and shows the rest; a file that is handed on holds everything.
            extra, complete = [lesson] if lesson else [], inside is not None
            compiled = page_content(lessons, extra, form=form, pelvis=pelvis, complete=complete, shelf=shelf)
        value = page_value(compiled, surfaces[form], form, inside, forms)
        return value if inside is not None or workshop is None else {**value, "authoring": {"lesson": workshop.lesson}}

    if progress is not None and (shelf is not None or pelvis is not None):
        from anatomy_viewer.teaching.content import page_content

        begun[first] = page_content(form=first, pelvis=pelvis, shelf=shelf, progress=progress)
    return PageParts(
        build=template.build_page,
        client_script=files.CLIENT_SCRIPT,
        style_sheet=files.STYLE_SHEET,
        plugin=files.VUE_PLUGIN,
        content=content,
        surfaces=surfaces,
        title=course.name if course is not None else PRODUCT,
        authoring=workshop,
        templates=files.COMPILED_TEMPLATES,
        beforehand=None if lesson or shelf is not None or pelvis is not None else read_beforehand,
    )


class Workshop:
    """The viewer's own `Authoring`; what it needs is imported when it is asked, and not at the start.

    Parameters
    ----------
    path
        The lesson file that is being written, or None.
    lessons
        Ids of the lessons that it may lead to; by default the viewer's own.
    pelvis
        The folder of a brought pelvis, where there is one.
    """

    def __init__(
        self, path: Path | None = None, lessons: Sequence[str] | None = None, pelvis: Path | None = None
    ) -> None:
        self._path, self._pelvis = path, pelvis
        self._lessons = lessons
        self._scenes: dict[str, Scene] = {}

    @property
    def lesson(self) -> str | None:
        """The id of the lesson that is being written, or None."""
        return self._path.stem if self._path else None

    def version(self) -> str:
        """Return a name of the lesson file's present content."""
        return self._preview().version()

    def look(self, form: str) -> Mapping[str, Any]:
        """Return the lesson as it is now, on a form of the pelvis, and what is wrong with it."""
        return self._preview().look(form).to_json()

    def step(self, view: str, form: str) -> str:
        """Return what a page says it has in view as a step in YAML."""
        from anatomy_viewer.teaching.authoring import in_view, step_of_view, step_text

        scene = self._scene(form)
        return step_text(step_of_view(in_view(view, scene), scene), ("student", "clinician", "patient"))

    def _preview(self) -> LessonPreview:
        from anatomy_viewer.teaching.library import lesson_paths
        from anatomy_viewer.teaching.preview import LessonPreview

        if self._path is None:
            raise LookupError("no lesson is being written")
        ids = self._lessons if self._lessons is not None else [path.stem for path in lesson_paths()]
        return LessonPreview(self._path, self._scene, ids)

    def _scene(self, form: str) -> Scene:
        from anatomy_viewer.atlas import read_atlas
        from anatomy_viewer.atlas.brought_form import read_form
        from anatomy_viewer.teaching.pictures.staging import scene_of

        if form not in self._scenes:
            self._scenes[form] = scene_of(read_atlas(), read_form(form, self._pelvis))
        return self._scenes[form]


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
    if not isinstance(model, dict) or not isinstance(model.get("packs"), dict):
        raise ProblemsFound([Problem(str(path), f"the file names no packs of surfaces; {REBUILD}")])
    return model


def content_script(content: Mapping[str, Any]) -> str:
    """Return the script that hands the first part of the content to the page, the same on both hosts.

    Parameters
    ----------
    content
        Any JSON value whose keys are strings. Not-a-number is refused, because no browser reads it.
    """
    text = f"window.anatomyContent={json_text(content)};"
    # These two characters end a line inside a script in older browsers.
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def json_text(value: Any) -> str:
    """Return a JSON value as short as it can be written."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
