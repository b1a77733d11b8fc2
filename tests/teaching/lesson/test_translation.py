"""Translations: their form, their texts by place, and the lesson with other words."""

from __future__ import annotations

from pathlib import Path

import pytest

from anatomy_viewer.atlas import Problem
from anatomy_viewer.teaching.lesson.drawings import read_drawings
from anatomy_viewer.teaching.lesson.lesson import Lesson
from anatomy_viewer.teaching.lesson.reading import parse_document, read_lesson
from anatomy_viewer.teaching.lesson.translation import (
    read_translation,
    texts_of_lesson,
    texts_of_translation,
    translated,
    translation_of,
    translation_paths,
)
from tests.teaching.good_translation import GOOD_TRANSLATION, lesson_in_english

LESSONS = Path(__file__).parents[3] / "lessons"


@pytest.fixture
def lesson() -> Lesson:
    return lesson_in_english()


def test_all_faults_of_form_are_told_at_once_with_the_nearest_key() -> None:
    text = (
        GOOD_TRANSLATION.replace("    labels:\n", "    lables:\n")
        .replace("language: es", "language: fr")
        .replace("summary", "sumary")
    )
    translation, problems = translation_of(parse_document(text, "es/crossing.yaml"))
    assert translation is None
    words = [str(problem) for problem in problems]
    assert any('unknown key "lables"' in one and 'did you mean "labels"' in one for one in words)
    assert any("language" in one and '"fr"' in one for one in words)
    assert any('the key "summary" is missing' in one for one in words)
    assert all(isinstance(problem, Problem) for problem in problems)


def test_both_files_give_their_texts_by_the_same_places(lesson: Lesson) -> None:
    translation, _ = translation_of(parse_document(GOOD_TRANSLATION, "es/crossing.yaml"))
    assert translation is not None
    assert texts_of_lesson(lesson).keys() == texts_of_translation(translation).keys()


def test_a_translated_lesson_keeps_everything_but_the_words(lesson: Lesson) -> None:
    translation, _ = translation_of(parse_document(GOOD_TRANSLATION, "es/crossing.yaml"))
    assert translation is not None
    other = translated(lesson, translation)
    assert other.title == "El cruce"
    assert other.steps[0].labels[0].text is not None
    assert other.steps[0].labels[0].text.patient == "Cruce"
    assert other.steps[0].claims[0].sources == lesson.steps[0].claims[0].sources
    for own, english in zip(other.steps, lesson.steps, strict=True):
        assert (own.id, own.view, own.emphasise, own.markers) == (
            english.id,
            english.view,
            english.emphasise,
            english.markers,
        )


@pytest.mark.parametrize("path", translation_paths(LESSONS), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_each_translation_has_the_ids_of_its_lesson_and_no_text_left_in_english(path: Path) -> None:
    english = texts_of_lesson(read_lesson(LESSONS / path.name), read_drawings(LESSONS)[0])
    own = texts_of_translation(read_translation(path))
    assert english.keys() == own.keys()
    left = {place for place, words in own.items() if words == english[place] and len(words.split()) > 4}
    assert left == set()
