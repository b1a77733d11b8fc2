"""Lessons of one small step, compiled and put in words."""

from __future__ import annotations

from typing import Any

from anatomy_viewer.teaching.lesson.lesson import Lesson, Step
from anatomy_viewer.teaching.lesson.reading import lesson_of, parse_document
from anatomy_viewer.teaching.lesson.texts import AudienceText
from anatomy_viewer.teaching.pictures.compiler import compile_step
from anatomy_viewer.teaching.pictures.scene import Scene
from anatomy_viewer.teaching.pictures.words import generated_alternative
from tests.teaching.good_lesson import GOOD_LESSON

MEDIAL, LATERAL = (f"superior_cluneal_nerve_{branch}_branch_right" for branch in ("medial", "lateral"))
WORDS = AudienceText.for_all("Words")


def step(**keys: Any) -> Step:
    """Return a step with a view and the given keys."""
    return Step(**{"id": "one", "title": WORDS, "text": WORDS, "view": "posterior", **keys})


def lesson_of_one(**keys: Any) -> Lesson:
    """Return a lesson of one step with the given keys."""
    points = keys.pop("points", ())
    return Lesson(id="one", title="One", summary="One.", minutes=1, points=points, steps=(step(**keys),))


def compiled(scene: Scene, **keys: Any) -> dict[str, Any]:
    """Return a step with the given keys as the page reads it."""
    lesson = lesson_of_one(**keys)
    return compile_step(lesson, lesson.steps[0], scene.with_points(lesson.points))


def told(scene: Scene, **keys: Any) -> str:
    """Return the picture of a step with the given keys in words."""
    lesson = lesson_of_one(**keys)
    return generated_alternative("en", lesson.steps[0], scene.with_points(lesson.points))


def good_lesson() -> Lesson:
    """Return the lesson that the checker's tests plant faults in."""
    lesson, _ = lesson_of(parse_document(GOOD_LESSON))
    assert lesson is not None
    return lesson
