"""A lesson while it is being written."""

from __future__ import annotations

from pathlib import Path

import pytest

from anatomy_viewer.atlas import ProblemsFound
from anatomy_viewer.teaching.lesson.files import lesson_file
from anatomy_viewer.teaching.preview import LessonPreview

from .good_lesson import GOOD_LESSON
from .small_scene import small_scene


@pytest.fixture
def path(tmp_path: Path) -> Path:
    written = tmp_path / "crossing.yaml"
    written.write_text(GOOD_LESSON)
    return written


def preview(path: Path) -> LessonPreview:
    return LessonPreview(path, lambda _form: small_scene(), ["other"])


def test_a_good_file_is_shown_without_problems(path: Path) -> None:
    look = preview(path).look("pooled").to_json()
    assert look["problems"] == []
    assert [step["id"] for step in look["lesson"]["steps"]] == ["the_ruler", "the_end"]


def test_the_version_changes_with_the_content_and_not_with_the_time(path: Path) -> None:
    before = preview(path).version()
    path.write_text(GOOD_LESSON)
    assert preview(path).version() == before
    path.write_text(GOOD_LESSON.replace("a friend", "somebody"))
    assert preview(path).version() != before


def test_what_can_be_understood_is_shown_and_each_problem_names_its_step(path: Path) -> None:
    path.write_text(
        GOOD_LESSON.replace("view: lateral_right", "view: lateral_rihgt").replace("to: scn_1", "to: scn_11")
    )
    look = preview(path).look("pooled").to_json()
    assert [step["id"] for step in look["lesson"]["steps"]] == ["the_ruler", "the_end"]
    assert {problem["step"] for problem in look["problems"]} == {"the_ruler", "the_end"}
    assert any('did you mean "lateral_right"?' in problem["text"] for problem in look["problems"])


def test_a_file_that_is_no_yaml_is_told_and_shows_nothing(path: Path) -> None:
    path.write_text("id: [unclosed")
    look = preview(path).look("pooled").to_json()
    assert look["lesson"] is None
    assert look["problems"][0]["step"] is None
    assert "crossing.yaml" in look["problems"][0]["text"]


def test_a_file_that_went_away_has_no_version(path: Path) -> None:
    path.unlink()
    assert preview(path).version() == ""
    assert "no such file" in str(preview(path).look("pooled").problems[0])


def test_links_to_the_other_lessons_are_no_problem(path: Path) -> None:
    path.write_text(GOOD_LESSON.replace("Point to it on a friend.", "Then read [the other](lesson:other)."))
    assert preview(path).look("pooled").problems == ()


@pytest.mark.parametrize("name", ["missing.yaml", "Big Name.yaml", "notes.txt", "folder.yaml"])
def test_what_cannot_be_a_lesson_file_is_refused_in_words(tmp_path: Path, name: str) -> None:
    if name == "folder.yaml":
        (tmp_path / name).mkdir()
    elif name != "missing.yaml":
        (tmp_path / name).write_text(GOOD_LESSON)
    with pytest.raises(ProblemsFound, match="allowed: a"):
        lesson_file(tmp_path / name)
