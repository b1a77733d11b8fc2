"""A lesson under the checker: what was written, where, and every text in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from anatomy_viewer.atlas.descriptions import AUDIENCES
from anatomy_viewer.atlas.problems import Problem
from anatomy_viewer.teaching.lesson.lesson import Claim, Lesson, ReportedValue, Step
from anatomy_viewer.teaching.lesson.question_texts import question_texts
from anatomy_viewer.teaching.lesson.reading import Document, Path_
from anatomy_viewer.teaching.lesson.texts import AudienceText
from anatomy_viewer.teaching.pictures.scene import Scene


@dataclass(frozen=True)
class Checked:
    """A lesson under the checker: what was written, where, and what it may name.

    Parameters
    ----------
    lesson, document, scene
        The lesson as values, as a file, and the scene it is about.
    lessons
        Ids of all lessons, for links between them.
    asked_elsewhere
        By the id of a question the other lesson, of those that are checked together, that has one of that id too.
    """

    lesson: Lesson
    document: Document
    scene: Scene
    lessons: frozenset[str] = frozenset()
    asked_elsewhere: Mapping[str, str] = field(default_factory=dict)

    def problem(self, path: Path_, found: str, allowed: str = "", nearest: str | None = None) -> Problem:
        """Return a problem at a path of the file."""
        return Problem(self.document.where(path), found, allowed, nearest)

    def steps(self) -> Iterator[tuple[Path_, Step]]:
        """Yield each step with its path in the file."""
        raw = self.document.data.get("steps", []) if isinstance(self.document.data, dict) else []
        places = [index for index, step in enumerate(raw) if isinstance(step, dict)]
        used: set[int] = set()
        for step in self.lesson.steps:
            index = next((i for i in places if i not in used and raw[i].get("id") == step.id), None)
            if index is not None:
                used.add(index)
                yield ("steps", index), step

    def scene_of(self, step: Step) -> Scene:
        """Return the scene of the form of the pelvis that a step shows."""
        return self.scene.in_form(step.form)

    def texts(self) -> Iterator[Text]:
        """Yield every text that people read, with its place."""
        yield Text(("title",), None, self.lesson.title)
        yield Text(("summary",), None, self.lesson.summary)
        for word, meaning in self.lesson.words.items():
            yield Text(("words", word), None, meaning)
        for path, step in self.steps():
            yield from texts_of(path, step, lambda place: (*place, "student") not in self.document.lines)
            for where, audience, words, guess in question_texts(path, step, self.lesson):
                whole = where not in self.document.lines
                yield Text(where[:-1] if whole else where, audience, words, step, guess)
            drawing = self.scene.drawings.get(step.drawing or "")
            if drawing is not None:
                for words in (drawing.title, drawing.description, *drawing.words):
                    yield Text((*path, "drawing"), None, words, step)


@dataclass(frozen=True)
class Text:
    """A text with its path in the file; `audience` is None for a text that all audiences read.

    A `guess` is a wrong answer to a question: its numbers and sides need not be true.
    """

    path: Path_
    audience: str | None
    words: str
    step: Step | None = None
    guess: bool = False


Rule = Callable[[Checked], Iterator[Problem]]


def texts_of(path: Path_, step: Step, whole: Callable[[Path_], bool] = lambda path: False) -> Iterator[Text]:
    """Yield every text of a step; `whole` tells of a path whether one text stands there for all audiences."""
    pieces: list[tuple[str, AudienceText | None]] = [
        ("title", step.title),
        ("text", step.text),
        ("alternative", step.alternative),
    ]
    for key, texts in pieces:
        if texts is None:
            continue
        for audience in AUDIENCES:
            words = texts.for_audience(audience)
            if words:
                place = (*path, key) if whole((*path, key)) else (*path, key, audience)
                yield Text(place, audience, words, step)
    for index, label in enumerate(step.labels):
        if label.text is None:
            continue
        said = {audience: label.text.for_audience(audience) for audience in AUDIENCES}
        if len(set(said.values())) == 1:
            yield Text((*path, "labels", index, "text"), None, said["student"] or "", step)
            continue
        for name, words in said.items():
            if words:
                yield Text((*path, "labels", index, "text", name), name, words, step)
    for index, ruler in enumerate(step.rulers):
        if ruler.text:
            yield Text((*path, "rulers", index, "text"), None, ruler.text, step)
    for index, value in enumerate(step.values):
        yield Text((*path, "values", index, "label"), None, value.label, step)
        yield Text((*path, "values", index, "value"), None, value.value, step)
    for index, claim in enumerate(step.claims):
        yield Text((*path, "claims", index, "text"), None, claim.text, step)


def entries_of(checked: Checked) -> Iterator[tuple[Path_, Claim | ReportedValue]]:
    """Yield each value and claim with its path."""
    for path, step in checked.steps():
        for index, value in enumerate(step.values):
            yield (*path, "values", index), value
        for index, claim in enumerate(step.claims):
            yield (*path, "claims", index), claim


def line_of(problem: Problem) -> int:
    """Return the line that a problem stands in; 0 where it says none."""
    match = re.match(r"[^ ]*?:(\d+)", problem.where)
    return int(match.group(1)) if match else 0
