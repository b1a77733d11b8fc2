"""The first lesson that `lessons new` writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from anatomy_viewer.atlas import ProblemsFound, read_atlas, read_model
from anatomy_viewer.teaching.checking.checker import check_file
from anatomy_viewer.teaching.lesson.reading import read_lesson
from anatomy_viewer.teaching.lesson.starter import write_starter
from anatomy_viewer.teaching.pictures.staging import scene_of


def test_the_starter_passes_the_checker_as_it_is(tmp_path: Path) -> None:
    path = write_starter("my_first_lesson", tmp_path)
    assert check_file(path, scene_of(read_atlas(), read_model())) == []
    lesson = read_lesson(path)
    assert (lesson.id, lesson.title, len(lesson.steps)) == ("my_first_lesson", "My first lesson", 3)
    assert path.read_text().count("#") > 10, "it is commented"


def test_a_title_may_hold_anything_that_people_write(tmp_path: Path) -> None:
    title = 'Nerves: "small", # and \\ others'
    assert read_lesson(write_starter("titled", tmp_path, title)).title == title


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("precious")
    with pytest.raises(ProblemsFound, match="there already"):
        write_starter("mine", tmp_path)
    assert path.read_text() == "precious"


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as refused:
        write_starter("My Lesson", tmp_path / "missing", title="x" * 100)
    told = [str(problem) for problem in refused.value.problems]
    assert len(told) == 3
    assert told[0].endswith('did you mean "my_lesson"?')


def test_an_id_that_another_lesson_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="already"):
        write_starter("taken", tmp_path, taken=["taken"])
    assert list(tmp_path.iterdir()) == []
