"""The shipped lessons, against the built model."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from anatomy_viewer.atlas import read_atlas, read_model
from anatomy_viewer.atlas.names import read_names
from anatomy_viewer.teaching.checking.checked import Checked
from anatomy_viewer.teaching.checking.picture_rules import label_overlap
from anatomy_viewer.teaching.checking.readability import HIGHEST_PATIENT_GRADE, grade
from anatomy_viewer.teaching.lesson import markdown
from anatomy_viewer.teaching.lesson.lesson import AUDIENCES, Lesson
from anatomy_viewer.teaching.lesson.reading import read_document
from anatomy_viewer.teaching.lesson.translation import translated
from anatomy_viewer.teaching.library import check_files, lesson_paths, list_lessons, read_shelf
from anatomy_viewer.teaching.pictures.compiler import compile_lesson
from anatomy_viewer.teaching.pictures.languages import scene_in
from anatomy_viewer.teaching.pictures.scene import Scene
from anatomy_viewer.teaching.pictures.staging import scene_of

CREST = "superior_cluneal_nerve_at_the_iliac_crest"


@pytest.fixture(scope="module")
def built_scene() -> Scene:
    return scene_of(read_atlas(), read_model())


@pytest.fixture(scope="module")
def crest_lesson() -> Lesson:
    return next(lesson for lesson in list_lessons() if lesson.id == CREST)


def test_every_shipped_lesson_passes_every_rule(built_scene: Scene) -> None:
    assert [str(problem) for problem in check_files(lesson_paths(), built_scene)] == []


def test_labels_and_rulers_have_room_in_every_language(built_scene: Scene) -> None:
    shelf, atlas = read_shelf(), read_atlas()
    found = []
    for translation in shelf.translations:
        scene = scene_in(translation.language, built_scene, atlas, read_names(translation.language, atlas))
        path = next(path for path in lesson_paths() if path.stem == translation.id)
        lesson = translated(next(lesson for lesson in shelf.lessons if lesson.id == translation.id), translation)
        found += list(label_overlap(Checked(lesson, read_document(path), scene)))
    assert len(shelf.translations) > 7
    assert [str(problem) for problem in found] == []


def test_no_question_id_stands_in_two_lessons() -> None:
    asked = [
        (question.id, lesson.id) for lesson in list_lessons() for step in lesson.steps for question in step.questions
    ]
    assert len({name for name, _ in asked}) == len(asked) > 50


def test_a_question_id_of_another_lesson_that_is_checked_with_it_is_told(built_scene: Scene, tmp_path: Path) -> None:
    text = next(path for path in lesson_paths() if path.stem == CREST).read_text(encoding="utf-8")
    copies = []
    for name in ("copy_one", "copy_two"):
        copies.append(tmp_path / f"{name}.yaml")
        copies[-1].write_text(text.replace(f"id: {CREST}", f"id: {name}", 1), encoding="utf-8")
    asked = re.findall(r"^        id: (\w+)$", text, re.MULTILINE)
    told = [str(one) for one in check_files(copies, built_scene)]
    assert len(told) == len(asked) > 3
    for name, one in zip(asked, told, strict=True):
        assert "/copy_two.yaml:" in one
        assert f'the lesson "copy_one" has a question "{name}" too; allowed: each once in all lessons' in one
    # A lesson that somebody made from one of the viewer's stands alone: answers are kept by lesson and question.
    assert check_files(copies[:1], built_scene) == []


def test_the_crest_lesson_is_complete_for_all_audiences(crest_lesson: Lesson) -> None:
    assert len(crest_lesson.steps) >= 8
    assert crest_lesson.audiences == AUDIENCES


def test_every_step_of_the_crest_lesson_stands_on_a_sourced_claim(crest_lesson: Lesson) -> None:
    for step in crest_lesson.steps:
        assert step.claims, step.id
        assert all(claim.sources for claim in step.claims)


def test_patient_texts_are_easy_even_with_explained_words_counted(crest_lesson: Lesson) -> None:
    texts = [markdown.plain(step.text.patient or "") for step in crest_lesson.steps]
    grades = grade("\n\n".join(texts))
    assert grades.flesch_kincaid <= HIGHEST_PATIENT_GRADE
    assert grades.smog <= HIGHEST_PATIENT_GRADE


def test_the_crest_lesson_measures_seventy_millimetres_from_the_midline_and_along_the_crest(
    crest_lesson: Lesson, built_scene: Scene
) -> None:
    compiled = compile_lesson(crest_lesson, built_scene)
    rulers = {(ruler["kind"], ruler["text"]) for step in compiled["steps"] for ruler in step["rulers"]}
    assert ("straight", "70 mm from the midline, straight") in rulers
    assert any(kind == "along_the_crest" for kind, _ in rulers)


def test_every_step_shows_nerves_or_points_it_speaks_of(crest_lesson: Lesson, built_scene: Scene) -> None:
    compiled = compile_lesson(crest_lesson, built_scene)
    json.dumps(compiled, allow_nan=False)
    for step in compiled["steps"]:
        emphasised = [name for name, (_, word) in step["picture"].items() if word == "emphasised"]
        assert emphasised or step["markers"], step["id"]
        assert step["labels"], step["id"]
