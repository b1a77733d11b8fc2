"""A lesson while it is being written: what can be shown of it, and what is wrong with it, at each save."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.teaching.checking.checker import check
from anatomy_viewer.teaching.lesson.reading import lesson_of, read_document
from anatomy_viewer.teaching.pictures.compiler import compile_lesson
from anatomy_viewer.teaching.pictures.scene import Scene

__all__ = ["LessonPreview", "Sight"]


@dataclass(frozen=True)
class Sight:
    """One look at a lesson file.

    Parameters
    ----------
    version
        Changes with the file's content.
    problems
        Everything that is wrong with it.
    lesson
        The compiled lesson, of which wrong parts may be left out; None where nothing can be understood.
    """

    version: str
    problems: tuple[Problem, ...]
    lesson: dict[str, Any] | None

    def to_json(self) -> dict[str, Any]:
        """Return the look as the page reads it; each problem names its step where it has one."""
        return {
            "version": self.version,
            "problems": [{"step": _step_in(problem.where), "text": str(problem)} for problem in self.problems],
            "lesson": self.lesson,
        }


class LessonPreview:
    """Looks at one lesson file, as often as it is asked.

    Parameters
    ----------
    path
        The lesson file.
    scene_of_form
        Returns the scene of a form of the pelvis.
    lessons
        Ids of the other lessons, for links to them.
    """

    def __init__(self, path: Path, scene_of_form: Callable[[str], Scene], lessons: Iterable[str] = ()) -> None:
        self.path = path
        self._scene_of_form = scene_of_form
        self._lessons = frozenset(lessons)

    @property
    def lesson(self) -> str:
        """The id that the lesson has by its file."""
        return self.path.stem

    def version(self) -> str:
        """Return a name of the file's present content; "" where there is no file."""
        try:
            return hashlib.sha256(self.path.read_bytes()).hexdigest()[:16]
        except OSError:
            return ""

    def look(self, form: str) -> Sight:
        """Return what the file holds now, on one form of the pelvis."""
        version = self.version()
        try:
            document = read_document(self.path)
        except ProblemsFound as refused:
            return Sight(version, refused.problems, None)
        scene = self._scene_of_form(form).with_drawings(self.path.parent)
        lesson, _ = lesson_of(document)
        named = {step.form for step in lesson.steps if step.form} if lesson is not None else set()
        scene = replace(scene, forms={name: self._scene_of_form(name) for name in named})
        compiled = compile_lesson(lesson, scene) if lesson is not None else None
        return Sight(version, tuple(check(document, scene, self._lessons)), compiled)


def _step_in(where: str) -> str | None:
    found = re.search(r" steps\[([a-z][a-z0-9_]*)\]", where)
    return found.group(1) if found else None
