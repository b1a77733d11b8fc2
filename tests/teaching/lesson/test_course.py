"""A course file: everything that is wrong with its form at once, and its words in each language."""

from __future__ import annotations

from pathlib import Path

import pytest

from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.teaching.lesson.course import Course, course_of, course_words, is_course, read_course
from anatomy_viewer.teaching.lesson.reading import parse_document

WHOLE = """\
title: {en: A week of backs, es: Una semana de espaldas}
institution: Example
audience: patient
languages: [es, en]
lessons: [find_your_way]
pass_mark: 60
complete: pass_mark
welcome: Press **before** you look, <b>friend</b>.
contact: anna.lee@uni.example, <x> or https://uni.example/a?x=1&y=2.
"""


def course(text: str) -> Course:
    made, problems = course_of(parse_document(text, "course.yaml"))
    assert [str(problem) for problem in problems] == []
    assert made is not None
    return made


def told(text: str) -> list[str]:
    made, problems = course_of(parse_document(text, "course.yaml"))
    assert made is None
    return [str(problem).removeprefix("course.yaml:") for problem in problems]


def test_the_words_come_in_each_language_with_what_they_are_in() -> None:
    made = course(WHOLE)
    spanish, english = (course_words(made, language) for language in ("es", "en"))
    assert (spanish["title"], english["title"]) == ("Una semana de espaldas", "A week of backs")
    assert (spanish["languages"]["title"], english["languages"]["title"]) == ("es", "en")
    # One text for all is in the language that the page begins with.
    assert english["languages"]["welcome"] == "es"
    assert (made.name, made.pass_mark, made.complete) == ("Una semana de espaldas", 60, "pass_mark")


def test_no_text_brings_markup_of_its_own_and_addresses_are_links() -> None:
    words = course_words(course(WHOLE), "en")
    assert words["welcome_html"] == "<p>Press <strong>before</strong> you look, &lt;b&gt;friend&lt;/b&gt;.</p>"
    assert words["contact_html"] == (
        '<a href="mailto:anna.lee@uni.example">anna.lee@uni.example</a>, &lt;x&gt; or '
        '<a href="https://uni.example/a?x=1&amp;y=2" target="_blank" rel="noopener">'
        "https://uni.example/a?x=1&amp;y=2</a>."
    )


def test_a_text_that_a_language_lacks_is_shown_in_another() -> None:
    words = course_words(course("title: {es: Espaldas}\nlanguages: [en, es]\nlessons: [a]\n"), "en")
    assert (words["title"], words["languages"]) == ("Espaldas", {"title": "es"})


def test_everything_that_is_wrong_is_told_at_once_with_its_line() -> None:
    found = told(
        "titel: x\naudience: patients\nlanguages: [en, en, de]\nlessons: [3]\npass_mark: 300\nwelcome: [a]\n"
        "contact: |\n  a\n  b\ninstitution: ''\n"
    )
    expected = [
        '1 titel: unknown key "titel"',
        '1: the key "title" is missing',
        '2 audience: found "patients"; allowed: student, clinician, patient; did you mean "patient"?',
        '3 languages[2]: found "de"; allowed: en, es.',
        "3 languages: a language stands there twice",
        "4 lessons[0]: found the number 3; allowed: text.",
        "5 pass_mark: found 300; allowed: at most 100.",
        "6 welcome: found a list; allowed: a text, or one for each of en, es.",
        "7 contact: the text has several lines; allowed: one line.",
        "10 institution: nothing stands there; allowed: some text.",
    ]
    for sentence in expected:
        assert any(one.startswith(sentence) for one in found), (sentence, found)
    assert len(found) == len(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: A\nlessons: []\n", "2 lessons: nothing stands there; allowed: at least one entry."),
        ("title: A\nlessons: [a]\npass_mark: -1\n", "3 pass_mark: found -1; allowed: at least 0."),
        ("title: A\nlessons: [a]\npass_mark: half\n", '3 pass_mark: found the text "half"; allowed: a whole number.'),
        ("title: A\nlessons: [a]\ncomplete: pass_mark\n", '3 complete: found "pass_mark", but no pass mark; allowed'),
        (f"title: {'a' * 91}\nlessons: [a]\n", "1 title: the text has 91 characters; allowed: at most 90."),
        ("title: {}\nlessons: [a]\n", "1 title: nothing stands there; allowed: some text."),
        ("title:\nlessons: [a]\n", "1 title: found nothing; allowed: a text, or one for each of en, es."),
        ("- a\n", "1: found no keys; allowed: a course with the keys title, lessons, …."),
    ],
)
def test_each_wrong_value_is_one_sentence(text: str, expected: str) -> None:
    (found,) = told(text)
    assert found.startswith(expected)


def test_a_course_is_told_from_a_lesson_by_what_stands_in_it(tmp_path: Path) -> None:
    for name, text, expected in (
        ("week.yaml", "title: A\nlessons: [a]\n", True),
        ("course.yaml", "title: A\n", True),
        ("course.yaml", "title: [\n", True),
        ("week.yaml", "title: [\n", False),
        ("course.yaml", "id: course\nsteps: []\n", False),
        ("lesson.yaml", "id: lesson\nsteps: []\nlessons: []\n", False),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert is_course(tmp_path / name) is expected, text


def test_a_place_that_holds_no_course_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").write_text("", encoding="utf-8")
    for name, expected in (
        ("none.yaml", "there is no such file"),
        ("empty.yaml", "a course with the keys title, lessons"),
        (".", "this is a folder"),
    ):
        with pytest.raises(ProblemsFound) as refused:
            read_course(tmp_path / name)
        assert expected in str(refused.value)
