"""Which lessons are handed out, from the viewer's own, files of somebody else, and a course."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jsonschema
import pytest

from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.teaching.content import page_content
from anatomy_viewer.teaching.lesson.course import course_of
from anatomy_viewer.teaching.lesson.reading import read_document
from anatomy_viewer.teaching.lesson.shelf import Shelf
from anatomy_viewer.teaching.lesson.starter import starter_text
from anatomy_viewer.teaching.library import lesson_paths, whole_scene
from anatomy_viewer.teaching.pictures.scene import Scene
from anatomy_viewer.teaching.schema import course_schema
from anatomy_viewer.teaching.shelves import check_everything, own_shelf, picked, write_course_starter

SHIPPED = "find_your_way"
ROOT = Path(__file__).parents[2]


@cache
def scene() -> Scene:
    return whole_scene()


def shelf(*paths: Path, course: Path | None = None, only_own: bool = False) -> Shelf:
    return own_shelf(paths, course, only_own=only_own, scene=scene())


def refused(*paths: Path, course: Path | None = None, only_own: bool = False) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        shelf(*paths, course=course, only_own=only_own)
    return [str(problem) for problem in found.value.problems]


def lesson(folder: Path, id: str = "first_steps", old: str = "", new: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{id}.yaml"
    text = starter_text(id)
    assert old in text
    path.write_text(text.replace(old, new) if old else text, encoding="utf-8")
    return path


def course(folder: Path, text: str) -> Path:
    path = folder / "course.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def spanish_of(path: Path, title: str) -> None:
    """Put a translation beside a first lesson that differs from English in its title alone."""
    data = read_document(path).data
    (path.parent / "es").mkdir()
    lines = [f"id: {path.stem}", "language: es", f"title: {title}", "summary: Resumen.", "steps:"]
    for step in data["steps"]:
        lines += [f"  {step['id']}:", "    title: Paso", "    text: {student: Texto., patient: Texto.}"]
    (path.parent / "es" / path.name).write_text("\n".join(lines), encoding="utf-8")


def test_own_lessons_come_beside_the_viewers_or_alone(tmp_path: Path) -> None:
    path = lesson(tmp_path / "Año 1" / "mis lecciones")
    both, alone = shelf(path), shelf(path.parent, only_own=True)
    assert {one.id for one in both.lessons} == {"first_steps", *(one.stem for one in lesson_paths())}
    assert [one.id for one in alone.lessons] == ["first_steps"]
    assert (both.problems, both.replaced, alone.translations) == ((), {}, ())


def test_an_own_lesson_takes_the_place_of_the_viewers_with_nothing_left_of_it(tmp_path: Path) -> None:
    crest = "superior_cluneal_nerve_at_the_iliac_crest"
    taken = shelf(lesson(tmp_path, crest))
    assert taken.replaced == {crest: tmp_path / f"{crest}.yaml"}
    own = next(one for one in taken.lessons if one.id == crest)
    assert (len(own.steps), taken.languages_of(own)) == (3, ("en",))  # the viewer's has a translation
    assert len(taken.lessons) == len(lesson_paths())


def test_a_broken_lesson_is_told_with_its_lines_and_the_others_are_there(tmp_path: Path) -> None:
    lesson(tmp_path, "good")
    lesson(tmp_path, "bad", "psis_right", "psis_rigth")
    lesson(tmp_path, "worse", "steps:", "steps: [")
    found = shelf(tmp_path)
    assert {"good"} == {"good", "bad", "worse"} & {one.id for one in found.lessons}
    told = [str(problem) for problem in found.problems]
    assert any('bad.yaml:21 steps[the_crest].markers[0]: there is no point "psis_rigth"' in one for one in told), told
    assert any("worse.yaml:" in one and "not YAML" in one for one in told), told
    everything = refused(tmp_path / "bad.yaml", only_own=True)  # nothing is left
    assert all("bad.yaml" in one for one in everything)


def test_a_broken_lesson_does_not_bring_back_the_one_whose_place_it_takes(tmp_path: Path) -> None:
    found = shelf(lesson(tmp_path, SHIPPED, "psis_right", "psis_rigth"))
    assert SHIPPED not in {one.id for one in found.lessons}
    assert len(found.lessons) == len(lesson_paths()) - 1


def test_a_broken_translation_leaves_its_lesson_in_english(tmp_path: Path) -> None:
    spanish_of(path := lesson(tmp_path), "Primeros pasos")
    found = shelf(path)
    assert "first_steps" in {one.id for one in found.lessons}
    assert found.problems
    assert all("es/first_steps.yaml" in str(one) for one in found.problems)
    assert not [one for one in found.translations if one.id == "first_steps"]


def test_every_place_that_is_none_is_told_at_once(tmp_path: Path) -> None:
    lesson(tmp_path / "a")
    lesson(tmp_path / "b")
    (tmp_path / "empty").mkdir()
    (tmp_path / "a" / "note.txt").write_text("x", encoding="utf-8")
    week = course(tmp_path, "title: A\nlessons: [find_your_way]\n")
    places = [tmp_path / name for name in ("none.yaml", "empty", "a", "b", "a/note.txt")]
    told = refused(*places, week)
    for place, words in (
        (places[0], "there is no such file"),
        (places[1], "the folder holds no lesson"),
        (
            places[3] / "first_steps.yaml",
            f'there is a lesson "first_steps" in {places[2] / "first_steps.yaml"} already',
        ),
        (places[4], 'found the name "note.txt"'),
        (week, f"this is a course; allowed: --course {week}"),
    ):
        assert any(one.startswith(f"{place}: {words}") for one in told), (words, told)
    assert len(told) == 5
    assert len(shelf(places[2], places[2] / "first_steps.yaml", only_own=True).lessons) == 1  # one file twice


def test_a_course_has_its_lessons_in_its_order_from_everywhere(tmp_path: Path) -> None:
    lesson(tmp_path, "beside")
    lesson(tmp_path / "lessons", "in_the_folder")
    lesson(tmp_path / "week 2", "by_path")
    given = lesson(tmp_path.parent / "elsewhere", "given")
    spare = lesson(tmp_path.parent / "elsewhere", "spare")
    entries = ["by_path", SHIPPED, "beside", "in_the_folder", "given"]
    week = course(tmp_path, f"title: A\nlessons: [week 2/by_path.yaml, {', '.join(entries[1:])}]\n")
    found = shelf(given, spare, course=week)
    assert [one.id for one in found.lessons] == entries
    assert (found.spare, found.problems) == (("spare",), ())
    assert found.course is not None
    assert [one.id for one in picked(found, ["given", "BESIDE"]).lessons] == ["given", "beside"]
    with pytest.raises(ProblemsFound, match=r'there is no lesson "givn"; allowed: by_path.*did you mean "given"'):
        picked(found, ["givn"])


def test_a_course_tells_every_lesson_that_it_cannot_have_and_its_form_at_once(tmp_path: Path) -> None:
    lesson(tmp_path)
    week = course(
        tmp_path,
        "title: A\nlessons:\n  - first_step\n  - find_your_way\n  - find_your_way\n  - x.yaml\npass_mark: 300\n",
    )
    told = refused(tmp_path / "none.yaml", course=week)
    place = f"{tmp_path.name}/course.yaml"
    assert told[0].startswith(f"{tmp_path / 'none.yaml'}: there is no such file")
    assert [one.partition("; ")[0] for one in told[1:]] == [
        f'{place}:3 lessons[0]: there is no lesson "first_step"',
        f'{place}:5 lessons[2]: "find_your_way" stands there a second time',
        f"{place}:6 lessons[3]: {tmp_path / 'x.yaml'}: there is no such file",
        f"{place}:7 pass_mark: found 300",
    ]
    assert told[1].endswith('did you mean "first_steps"?')
    assert SHIPPED in told[1]
    (missing,) = refused(course=course(tmp_path, f"title: A\nlessons: [{SHIPPED}]\n"), only_own=True)
    assert f'there is no lesson "{SHIPPED}"; allowed: first_steps.' in missing


def test_a_course_and_its_lessons_have_to_go_together(tmp_path: Path) -> None:
    lesson(tmp_path)  # for students and patients, without a question
    week = course(
        tmp_path,
        "title: A\naudience: clinician\nlessons: [first_steps]\npass_mark: 50\n"
        "welcome: See [it](lesson:find_your_wax).\n",
    )
    audience, mark, link = refused(course=week)
    assert 'course.yaml:3 lessons[0]: "first_steps" has no texts for the audience clinician' in audience
    assert "course.yaml:4 pass_mark: there is a pass mark, but no lesson of this course asks a question" in mark
    assert 'course.yaml:5 welcome: found a link to "lesson:find_your_wax"' in link


def test_the_check_takes_courses_and_everything_that_they_bring(tmp_path: Path) -> None:
    path = lesson(tmp_path / "lessons")
    week = course(tmp_path, f"title: A\nlessons: [first_steps, {SHIPPED}]\n")
    counted = {"course": 1, "lesson": 1, "translation": 0}
    for given in ([week], [tmp_path]):
        assert check_everything(given) == counted
    assert check_everything([], week) == counted
    assert check_everything([path], week) == counted
    path.write_text(path.read_text(encoding="utf-8").replace("psis_right", "psis_rigth"), encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        check_everything([week])
    told = [str(problem) for problem in found.value.problems]
    assert len(told) == len(set(told))
    assert any("lessons/first_steps.yaml:21 " in one for one in told)


def test_the_first_course_works_as_it_is_and_has_the_lessons_beside_it(tmp_path: Path) -> None:
    lesson(tmp_path)
    path = write_course_starter(tmp_path, 'My "own" \\ course')
    found = shelf(course=path)
    assert found.course is not None
    assert found.course.name == 'My "own" \\ course'
    assert found.lessons[0].id == "first_steps"
    assert len(found.lessons) > 1
    before = path.read_bytes()
    for place, title, words in (
        (path, None, "the file is there already"),
        (tmp_path / "none" / "a.yaml", None, "there is no such folder"),
        (tmp_path / "b", "\n", "one line of at most"),
    ):
        with pytest.raises(ProblemsFound, match=words):
            write_course_starter(place, title)
    assert path.read_bytes() == before
    assert write_course_starter(tmp_path / "week").name == "week.yaml"


def test_the_schema_says_what_the_reader_says(tmp_path: Path) -> None:
    made = course_schema({SHIPPED: "Find your way"})
    jsonschema.Draft202012Validator.check_schema(made)
    checked = jsonschema.Draft202012Validator(made)
    assert '"null"' not in str(made)
    good = "title: {es: A}\nlessons: [find_your_way, own, a b/own.yaml]\npass_mark: 5\ncomplete: pass_mark\n"
    for text, fits in (
        (good, True),
        ("title: A\nlessons: [a]\naudience: patient\nlanguages: [es]\ncontact: x\nwelcome: |\n  a\n  b\n", True),
        (good.replace("title", "titel"), False),
        (good.replace("[find_your_way, own, a b/own.yaml]", "[Own]"), False),
        (good.replace("pass_mark: 5\n", ""), False),
        (good.replace(": 5", ": 101"), False),
        (good.replace("es: A", "fr: A"), False),
        (good.replace("{es: A}", '"a\\nb"'), False),
        (f"{good}contact: {'x' * 201}\n", False),
    ):
        document = read_document(course(tmp_path, text))
        assert (not list(checked.iter_errors(document.data))) is fits, text
        # An id that is none is told by the shelf, which knows the lessons.
        assert (course_of(document)[0] is not None) is (fits or "[Own]" in text), text


def test_the_course_for_authors_passes_the_check(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "lesson-authoring.md").read_text(encoding="utf-8")
    example = (
        text.partition("<!-- example: a test checks this course -->")[2].partition("```yaml\n")[2].partition("```")[0]
    )
    lesson(tmp_path)
    path = course(tmp_path, "\n".join(line.removeprefix("   ") for line in example.splitlines()))
    assert check_everything([], path)["course"] == 1


def test_the_page_reads_the_course_in_its_order_and_languages(tmp_path: Path) -> None:
    from anatomy_viewer.hosts.parts import viewer_parts

    lesson(tmp_path)
    week = course(
        tmp_path,
        f"title: {{en: Week, es: Semana}}\naudience: patient\nlanguages: [es]\n"
        f"lessons: [{SHIPPED}, first_steps]\npass_mark: 40\n",
    )
    told: list[float] = []
    page = viewer_parts(shelf=shelf(course=week), progress=lambda _what, done: told.append(done))
    assert (page.title, page.beforehand) == ("Semana", None)
    assert told == sorted(told)
    assert len(told) == 3
    value = page.content(None, page.form, None)
    assert [one["id"] for one in value["lessons"]] == [SHIPPED, "first_steps"]
    assert value["languages"] == [{"id": "es", "name": "Español"}]
    assert (value["course"]["title"], value["translations"]["es"]["course"]["title"]) == ("Week", "Semana")
    assert (value["course"]["audience"], value["course"]["pass_mark"]) == ("patient", 40)
    assert "course" not in page_content([SHIPPED])


def test_a_lesson_in_the_making_may_lead_to_the_lessons_beside_it(tmp_path: Path) -> None:
    from anatomy_viewer.hosts.parts import viewer_parts

    other = lesson(tmp_path / "others", "other")
    path = lesson(tmp_path, "first_steps", "under the dimple.", "under the dimple. See [more](lesson:other).")
    for shown, count in ((shelf(other), 0), (None, 1)):
        page = viewer_parts(path, shown)
        assert page.authoring is not None
        assert len(page.authoring.look(page.form)["problems"]) == count
