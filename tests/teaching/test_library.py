"""The lessons that there are: found, named as people name them, read with their translations."""

from __future__ import annotations

from pathlib import Path

import pytest

from anatomy_viewer.atlas import ProblemsFound
from anatomy_viewer.teaching.lesson.translation import translation_paths
from anatomy_viewer.teaching.library import lesson_files, lesson_meant, read_shelf
from tests.teaching.good_lesson import GOOD_LESSON

LESSONS = Path(__file__).parents[2] / "lessons"


def test_a_broken_lesson_leaves_the_others(tmp_path: Path) -> None:
    (tmp_path / "crossing.yaml").write_text(GOOD_LESSON, encoding="utf-8")
    (tmp_path / "damaged.yaml").write_text("id: damaged\nsteps: 5\n", encoding="utf-8")
    shelf = read_shelf(folder=tmp_path)
    assert [lesson.id for lesson in shelf.lessons] == ["crossing"]
    assert any("damaged.yaml:2 steps" in str(problem) for problem in shelf.problems)


def test_a_lesson_that_is_not_there_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "crossing.yaml").write_text(GOOD_LESSON, encoding="utf-8")
    with pytest.raises(ProblemsFound) as refused:
        read_shelf(["crosing"], folder=tmp_path)
    assert str(refused.value) == ('lessons: there is no lesson "crosing"; allowed: crossing; did you mean "crossing"?')


@pytest.mark.parametrize(
    "written",
    [
        "find_your_way",
        "Find-Your-Way",
        " find your way ",
        '"find_your_way".',
        "“find_your_way”",
        "find_your_way.yaml",
        "lessons/find_your_way.yaml",
        "C:\\lessons\\find_your_way.yaml",
        "find%20your%20way",
        "http://127.0.0.1:8080/?utm_source=x&lesson=find%2Dyour%2Dway&amp;step=the_psis",
        "Find the bones",
    ],
)
def test_a_lesson_is_known_by_whatever_names_it(written):
    known = {"find_your_way": "Find the bones", "find_your_way_back": "Back"}
    assert lesson_meant(written, known, known) == "find_your_way"
    assert lesson_meant("find_your_wa", known, known) is None
    assert lesson_meant("", known, known) is None


def test_an_extra_lesson_comes_beside_the_wanted_ones(tmp_path: Path) -> None:
    own, other = tmp_path / "own", tmp_path / "other"
    own.mkdir()
    other.mkdir()
    (own / "crossing.yaml").write_text(GOOD_LESSON, encoding="utf-8")
    extra = other / "mine.yaml"
    extra.write_text(GOOD_LESSON.replace("id: crossing\n", "id: mine\n"), encoding="utf-8")
    shelf = read_shelf(["crossing"], [extra], folder=own)
    assert [lesson.id for lesson in shelf.lessons] == ["crossing", "mine"]


def test_a_lesson_from_elsewhere_has_no_translation_of_the_one_whose_id_it_has(tmp_path: Path) -> None:
    crest = "superior_cluneal_nerve_at_the_iliac_crest"
    extra = tmp_path / f"{crest}.yaml"
    extra.write_text(GOOD_LESSON.replace("id: crossing\n", f"id: {crest}\n"), encoding="utf-8")
    shelf = read_shelf([crest], [extra])
    assert [len(lesson.steps) for lesson in shelf.lessons] == [2]
    assert [one.id for one in shelf.translations if one.id == crest] == []


def test_the_shelf_and_the_check_find_translations_beside_the_lessons() -> None:
    ids = {(one.language, one.id) for one in read_shelf().translations}
    assert {("es", "superior_cluneal_nerve_at_the_iliac_crest"), ("es", "when_to_seek_help")} <= ids
    assert set(translation_paths(LESSONS)) <= set(lesson_files([LESSONS]))
