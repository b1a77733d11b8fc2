"""A lesson in another language: a file of texts alone, keyed by the ids of the English lesson.

The picture, the numbers, the sources and the order of the steps stay those of the lesson; a translation in
``lessons/LANG/ID.yaml`` holds what people read, and nothing else. `texts_of_lesson` and
`texts_of_translation` give both files as texts by place, so that the checker compares them place by place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, cast, get_args

from pydantic import Field, ValidationError

from anatomy_viewer.atlas.descriptions import AUDIENCES, Audience
from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.teaching.lesson.drawings import Drawing
from anatomy_viewer.teaching.lesson.lesson import Label, Lesson, Step
from anatomy_viewer.teaching.lesson.question_texts import asked_audiences
from anatomy_viewer.teaching.lesson.questions import Choice, Question
from anatomy_viewer.teaching.lesson.reading import LESSON_SUFFIX, Document, Path_, form_problems, read_document
from anatomy_viewer.teaching.lesson.texts import AudienceText, Identifier, Places, Value

TranslationLanguage = Literal["es"]
TRANSLATION_LANGUAGES: tuple[TranslationLanguage, ...] = get_args(TranslationLanguage)


class TranslatedValue(Value):
    """A figure beside the text."""

    label: str = Field(description="What is counted or measured.")
    value: str = Field(max_length=24, description="The same figure, in the manner of the language.")


class TranslatedOption(Value):
    """One of the answers of a question."""

    id: Identifier | None = Field(
        default=None,
        description=(
            "Which answer: its `id`, of a name its `of`. With ids the order does not matter, without it is the "
            "lesson's."
        ),
    )
    text: AudienceText | None = Field(default=None, description="The answer, where the lesson writes one.")
    feedback: AudienceText | None = Field(default=None, description="What is said to whoever chooses it.")


class TranslatedQuestion(Value):
    """A question."""

    prompt: AudienceText = Field(description="What is asked.")
    hint: AudienceText | None = Field(default=None, description="The help, where the lesson has one.")
    explain: AudienceText = Field(description="Said after the answer.")
    options: tuple[TranslatedOption, ...] = Field(
        default=(), description="Of `choose` and `identify`: the answers, each with its id, or in the lesson's order."
    )
    feedback: tuple[AudienceText, ...] = Field(
        default=(), description="Of `find`: what is said about likely mistakes, in the lesson's order."
    )
    items: tuple[AudienceText, ...] = Field(
        default=(), description="Of `order`: the things, in the lesson's (right) order."
    )


class TranslatedDrawing(Value):
    """The words of a drawing; its lines stay those of the one file."""

    title: str = Field(description="What it is, as in the drawing's `<title>`.")
    description: str = Field(description="What is to be seen on it, as in its `<desc>`.")
    words: tuple[str, ...] = Field(
        default=(), description="The words written on it, in the drawing's order; bare numbers are left out."
    )


class TranslatedStep(Value):
    """The texts of one step."""

    title: AudienceText = Field(description="The heading, as in the lesson one for all or one for each audience.")
    text: AudienceText = Field(description="The text for each audience that the lesson has.")
    labels: dict[Places, AudienceText] = Field(
        default_factory=dict, description="The labels that have a text of their own, by what they name (`of`)."
    )
    rulers: dict[Identifier, str] = Field(
        default_factory=dict, description="The rulers that have a text of their own, by id."
    )
    values: tuple[TranslatedValue, ...] = Field(default=(), description="The figures, in the lesson's order.")
    claims: tuple[str, ...] = Field(default=(), description="The claims, in the lesson's order.")
    questions: dict[Identifier, TranslatedQuestion] = Field(default_factory=dict, description="The questions, by id.")
    alternative: AudienceText | None = Field(
        default=None, description="The picture in words, where the lesson writes one."
    )
    drawing: TranslatedDrawing | None = Field(
        default=None, description="The words of the step's drawing, where it has one."
    )


class Translation(Value):
    """A lesson's texts in another language."""

    id: Identifier = Field(description="The lesson's id; the file is called ID.yaml.")
    language: TranslationLanguage = Field(description="The language; the folder has the same name.")
    title: str = Field(min_length=1, max_length=90, description="The title.")
    summary: str = Field(min_length=1, max_length=400, description="One or two sentences: what one learns.")
    read_by: str | None = Field(
        default=None,
        min_length=1,
        max_length=120,
        description="The clinician, a native speaker, who has read it; left out, the page says that none has.",
    )
    words: dict[str, str] = Field(
        default_factory=dict,
        description="Medical words of the patients' texts, in this language, each explained once; as many as there.",
    )
    points: dict[Identifier, str] = Field(
        default_factory=dict, description="What the points of the lesson's own are called, by id."
    )
    steps: dict[Identifier, TranslatedStep] = Field(min_length=1, description="The texts of every step, by its id.")


def translation_of(document: Document) -> tuple[Translation | None, list[Problem]]:
    """Return the translation of a document with all problems of its form; None where there are any."""
    if not isinstance(document.data, dict):
        return None, [
            Problem(document.where(()), "found no keys", "a translation with the keys id, language, steps, …")
        ]
    try:
        return Translation.model_validate_json(json.dumps(document.data), strict=True), []
    except ValidationError as error:
        return None, form_problems(document, error, Translation)


def read_translation(path: Path) -> Translation:
    """Return the translation in a file, its form checked, not yet compared with its lesson.

    Raises
    ------
    ProblemsFound
        With every problem of the file's form.
    """
    translation, problems = translation_of(read_document(path))
    if translation is None:
        raise ProblemsFound(problems)
    return translation


def translation_paths(folder: Path) -> list[Path]:
    """Return the translation files beside the lessons of a folder, by language and name."""
    return [
        path
        for language in TRANSLATION_LANGUAGES
        for path in sorted((folder / language).glob(f"*{LESSON_SUFFIX}"))
        if path.is_file()
    ]


def language_of(path: Path) -> str | None:
    """Return the language of a translation file by its folder; None for a lesson."""
    return path.parent.name if path.parent.name in TRANSLATION_LANGUAGES else None


def texts_of_lesson(lesson: Lesson, drawings: Mapping[str, Drawing] | None = None) -> dict[Path_, str]:
    """Return every text of a lesson that a translation must have, by its place in the translation.

    Parameters
    ----------
    lesson
        The lesson.
    drawings
        Those beside it, by id.
    """
    found: dict[Path_, str] = {("title",): lesson.title, ("summary",): lesson.summary}
    found.update({("points", point.id): point.name for point in lesson.points})
    for step in lesson.steps:
        place: Path_ = ("steps", step.id)
        pieces: list[tuple[Path_, AudienceText | None]] = [
            ((*place, "title"), step.title),
            ((*place, "text"), step.text),
            ((*place, "alternative"), step.alternative),
            *(((*place, "labels", label.of), label.text) for label in step.labels),
        ]
        for path, texts in pieces:
            found.update(_by_audience(path, texts, lesson.audiences))
        for question in step.questions:
            for path, texts in _texts_of_question(question, place):
                found.update(_by_audience(path, texts, tuple(asked_audiences(question, lesson))))
        found.update({(*place, "rulers", ruler.id): ruler.text for ruler in step.rulers if ruler.text is not None})
        for index, value in enumerate(step.values):
            found[*place, "values", index, "label"] = value.label
            found[*place, "values", index, "value"] = value.value
        found.update({(*place, "claims", index): claim.text for index, claim in enumerate(step.claims)})
        if drawing := (drawings or {}).get(step.drawing or ""):
            found.update(_texts_of_drawing(place, drawing.title, drawing.description, drawing.in_language))
    return found


def _texts_of_drawing(place: Path_, title: str, description: str, words: Iterable[str]) -> Iterator[tuple[Path_, str]]:
    yield (*place, "drawing", "title"), title
    yield (*place, "drawing", "description"), description
    for index, word in enumerate(words):
        yield (*place, "drawing", "words", index), word


def _texts_of_question(question: Question, place: Path_) -> Iterator[tuple[Path_, AudienceText | None]]:
    path = (*place, "questions", question.id)
    yield (*path, "prompt"), question.prompt
    yield (*path, "hint"), question.hint
    yield (*path, "explain"), question.explain
    for index, option in enumerate(getattr(question, "options", ())):
        yield (*path, "options", index, "text"), getattr(option, "text", None)
        yield (*path, "options", index, "feedback"), option.feedback
    for index, wrong in enumerate(getattr(question, "feedback", ())):
        yield (*path, "feedback", index), wrong.text
    for index, item in enumerate(getattr(question, "items", ())):
        yield (*path, "items", index), item


def texts_of_translation(translation: Translation, audiences: tuple[str, ...] = AUDIENCES) -> dict[Path_, str]:
    """Return every text of a translation by its place."""
    found: dict[Path_, str] = {("title",): translation.title, ("summary",): translation.summary}
    found.update({("points", name): words for name, words in translation.points.items()})
    for name, step in translation.steps.items():
        place: Path_ = ("steps", name)
        pieces: list[tuple[Path_, AudienceText | None]] = [
            ((*place, "title"), step.title),
            ((*place, "text"), step.text),
            ((*place, "alternative"), step.alternative),
            *(((*place, "labels", of), text) for of, text in step.labels.items()),
        ]
        for path, texts in pieces:
            found.update(_by_audience(path, texts, audiences))
        for asked, question in step.questions.items():
            path = (*place, "questions", asked)
            pieces = [
                ((*path, "prompt"), question.prompt),
                ((*path, "hint"), question.hint),
                ((*path, "explain"), question.explain),
                *(((*path, "options", index, "text"), option.text) for index, option in enumerate(question.options)),
                *(
                    ((*path, "options", index, "feedback"), option.feedback)
                    for index, option in enumerate(question.options)
                ),
                *(((*path, "feedback", index), text) for index, text in enumerate(question.feedback)),
                *(((*path, "items", index), text) for index, text in enumerate(question.items)),
            ]
            told = tuple(audience for audience in audiences if question.prompt.for_audience(cast(Audience, audience)))
            for path, texts in pieces:
                found.update(_by_audience(path, texts, told))
        found.update({(*place, "rulers", ruler): words for ruler, words in step.rulers.items()})
        for index, value in enumerate(step.values):
            found[*place, "values", index, "label"] = value.label
            found[*place, "values", index, "value"] = value.value
        found.update({(*place, "claims", index): words for index, words in enumerate(step.claims)})
        if (drawn := step.drawing) is not None:
            found.update(_texts_of_drawing(place, drawn.title, drawn.description, drawn.words))
    return found


def _by_audience(path: Path_, texts: AudienceText | None, audiences: tuple[str, ...]) -> dict[Path_, str]:
    if texts is None:
        return {}
    by_audience = {audience: texts.for_audience(audience) for audience in AUDIENCES if audience in audiences}
    return {(*path, audience): words for audience, words in by_audience.items() if words}


def translated(lesson: Lesson, translation: Translation) -> Lesson:
    """Return a lesson with the texts of a translation in place of its own; all else is as it was.

    A text that the translation lacks stays English. The lesson's language becomes the translation's.
    """
    return lesson.model_copy(
        update={
            "language": translation.language,
            "title": translation.title,
            "summary": translation.summary,
            "words": dict(translation.words),
            "points": tuple(
                point.model_copy(update={"name": translation.points.get(point.id, point.name)})
                for point in lesson.points
            ),
            "steps": tuple(
                _translated_step(step, translation.steps[step.id]) if step.id in translation.steps else step
                for step in lesson.steps
            ),
        }
    )


def drawings_in(lesson: Lesson, translation: Translation, drawings: Mapping[str, Drawing]) -> dict[str, Drawing]:
    """Return drawings by id, those of a lesson's steps with the words of its translation."""
    found = dict(drawings)
    for step in lesson.steps:
        words = translation.steps[step.id].drawing if step.id in translation.steps else None
        if words is not None and (drawing := drawings.get(step.drawing or "")):
            found[drawing.id] = drawing.with_words(words.title, words.description, words.words)
    return found


def _translated_step(step: Step, words: TranslatedStep) -> Step:
    return step.model_copy(
        update={
            "title": words.title,
            "text": words.text,
            "alternative": words.alternative or step.alternative,
            "labels": tuple(_translated_label(label, words.labels) for label in step.labels),
            "rulers": tuple(
                ruler.model_copy(update={"text": words.rulers.get(ruler.id, ruler.text)}) for ruler in step.rulers
            ),
            "values": tuple(
                value.model_copy(update={"label": own.label, "value": own.value})
                for value, own in _paired(step.values, words.values)
            ),
            "claims": tuple(
                claim.model_copy(update={"text": own}) if isinstance(own, str) else claim
                for claim, own in _paired(step.claims, words.claims)
            ),
            "questions": tuple(
                _translated_question(question, words.questions[question.id])
                if question.id in words.questions
                else question
                for question in step.questions
            ),
        }
    )


def _translated_label(label: Label, words: Mapping[str, AudienceText]) -> Label:
    return label if label.text is None else label.model_copy(update={"text": words.get(label.of, label.text)})


def _translated_question(question: Any, words: TranslatedQuestion) -> Any:
    """Return a question of any kind with other texts."""
    update: dict[str, Any] = {"prompt": words.prompt, "explain": words.explain, "hint": words.hint or question.hint}
    if hasattr(question, "options"):
        by_place = dict(zip(places_of_options(question, words), words.options, strict=True))
        update["options"] = tuple(
            _translated_option(option, by_place.get(place)) for place, option in enumerate(question.options)
        )
    if hasattr(question, "feedback"):
        update["feedback"] = tuple(
            wrong.model_copy(update={"text": own}) if isinstance(own, AudienceText) else wrong
            for wrong, own in _paired(question.feedback, words.feedback)
        )
    if hasattr(question, "items"):
        update["items"] = tuple(own for _, own in _paired(question.items, words.items))
    return question.model_copy(update=update)


def _translated_option(option: Any, words: TranslatedOption | None) -> Any:
    """Return an answer with other texts; the id that is made from its English words stays."""
    told = {key: text for key in ("text", "feedback") if (text := getattr(words, key, None)) is not None}
    return option.model_copy(update={**({"id": option.key} if isinstance(option, Choice) else {}), **told})


def option_keys(question: Any) -> list[str]:
    """Return the ids of a question's answers; those of names are what they name."""
    options = getattr(question, "options", ())
    return [option.key if isinstance(option, Choice) else option.of for option in options]


def places_of_options(question: Any, words: TranslatedQuestion) -> list[int | None]:
    """Return which of the lesson's answers each translated one is; None where it is none of them, or a second time."""
    if all(option.id is None for option in words.options):
        return list(range(len(words.options)))
    left: list[str | None] = list(option_keys(question))
    places: list[int | None] = []
    for option in words.options:
        place = left.index(option.id) if option.id in left and option.id is not None else None
        if place is not None:
            left[place] = None
        places.append(place)
    return places


def in_order_of(lesson: Lesson, translation: Translation, document: Document) -> tuple[Translation, Document]:
    """Return a translation and the lines of its file with the answers in the lesson's order.

    Answers that the lesson does not have are left out; those that the translation lacks stand there without words.
    """
    steps = dict(translation.steps)
    lines = dict(document.lines)
    for step in lesson.steps:
        for question in step.questions:
            words = steps[step.id].questions.get(question.id) if step.id in steps else None
            if words is None or all(option.id is None for option in words.options):
                continue
            places = places_of_options(question, words)
            by_place = dict(zip(places, words.options, strict=True))
            ordered = tuple(by_place.get(place, TranslatedOption()) for place in range(len(option_keys(question))))
            questions = {
                **steps[step.id].questions,
                question.id: words.model_copy(update={"options": ordered}),
            }
            steps[step.id] = steps[step.id].model_copy(update={"questions": questions})
            at: Path_ = ("steps", step.id, "questions", question.id, "options")
            lines = {path: line for path, line in lines.items() if path[:5] != at or len(path) == 5}
            for path, line in document.lines.items():
                place = places[path[5]] if path[:5] == at and len(path) > 5 and isinstance(path[5], int) else None
                if place is not None:
                    lines[*at, place, *path[6:]] = line
    return translation.model_copy(update={"steps": steps}), replace(document, lines=lines)


def _paired(own: tuple[Any, ...], words: tuple[Any, ...]) -> Iterator[tuple[Any, Any]]:
    """Yield each part of the lesson with its words; with itself where the translation ends too soon."""
    for index, part in enumerate(own):
        yield part, words[index] if index < len(words) else part
