"""Whom a question is asked, and the texts that people read in it."""

from __future__ import annotations

from collections.abc import Iterator

from anatomy_viewer.atlas.descriptions import Audience
from anatomy_viewer.teaching.lesson.lesson import Lesson, Step
from anatomy_viewer.teaching.lesson.questions import Choose, Find, Identify, Order, Question
from anatomy_viewer.teaching.lesson.reading import Path_
from anatomy_viewer.teaching.lesson.texts import AudienceText


def asked_audiences(question: Question, lesson: Lesson) -> list[Audience]:
    """Return the audiences of a lesson that a question is asked to: those with a prompt."""
    return [audience for audience in lesson.audiences if (question.prompt.for_audience(audience) or "").strip()]


def question_texts(path: Path_, step: Step, lesson: Lesson) -> Iterator[tuple[Path_, Audience, str, bool]]:
    """Yield every text of a step's questions: path, audience, words, and whether it is a wrong answer."""
    for number, question in enumerate(step.questions):
        place = (*path, "questions", number)
        for audience in asked_audiences(question, lesson):
            for keys, text, guess in pieces_of(question):
                if text is not None and (words := text.for_audience(audience)):
                    yield (*place, *keys, audience), audience, words, guess


def pieces_of(question: Question) -> Iterator[tuple[Path_, AudienceText | None, bool]]:
    """Yield every text that a question can have: its keys, the text, and whether it is a wrong answer."""
    yield ("prompt",), question.prompt, False
    yield ("hint",), question.hint, False
    yield ("explain",), question.explain, False
    if isinstance(question, Identify):
        for index, named in enumerate(question.options):
            yield ("options", index, "feedback"), named.feedback, False
    elif isinstance(question, Find):
        for index, wrong in enumerate(question.feedback):
            yield ("feedback", index, "text"), wrong.text, False
    elif isinstance(question, Choose):
        for index, choice in enumerate(question.options):
            yield ("options", index, "text"), choice.text, not choice.right
            yield ("options", index, "feedback"), choice.feedback, False
    elif isinstance(question, Order):
        for index, item in enumerate(question.items):
            yield ("items", index), item, False
