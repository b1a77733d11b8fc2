"""Lesson files are read safely, with a line for every problem and all problems at once."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from anatomy_viewer.atlas import ProblemsFound
from anatomy_viewer.teaching.lesson.lesson import Lesson
from anatomy_viewer.teaching.lesson.reading import (
    LARGEST_FILE_BYTES,
    MOST_NODES,
    MOST_PROBLEMS,
    keys_at,
    lesson_of,
    parse_document,
    read_document,
    read_lesson,
)
from tests.teaching.good_lesson import GOOD_LESSON

ATTACKS = {
    "anchors bomb": 'a: &a ["x"]\nb: &b [*a, *a]\nc: [*b, *b]\n',
    "deep list": "[" * 200_000,
    "deep mapping": "{a: " * 60_000,
    "deep blocks": "\n".join(" " * depth + "a:" for depth in range(600)),
    "many aliases": "a: &a x\nb: [" + "*a, " * 15_000 + "*a]\n",
    "merge key": "a: &a {b: 1}\nc: {<<: *a}\n",
    "list of a hundred thousand": "steps: [" + "1," * 100_000 + "1]\n",
    "list too long for a lesson": "steps: [" + "1," * 5_000 + "1]\n",
    "many keys": "".join(f"k{number}: 1\n" for number in range(25_000)),
    "python object": "a: !!python/object/apply:os.system [id]",
    "local tag": "a: !thing 1",
    "many entries": "- a\n" * 60_000,
    "open quote": '"' + "a" * 250_000,
    "control character": "a: b\x00c",
    "two documents": "a: 1\n---\nb: 2\n",
    "key twice": "a: 1\na: 2\n",
    "key that is a list": "[1, 2]: a\n",
    "not a number": "a: .nan\n",
    "nothing": "",
    "only a comment": "# nothing\n",
    "no yaml": "a: [1",
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_in_words(name: str) -> None:
    with pytest.raises(ProblemsFound) as refused:
        parse_document(ATTACKS[name], "lessons/x.yaml")
    for problem in refused.value.problems:
        assert str(problem).startswith("lessons/x.yaml")
        assert "Traceback" not in str(problem)


def test_whatever_is_wrong_a_hundred_problems_are_enough() -> None:
    for name in ("many aliases", "anchors bomb"):
        with pytest.raises(ProblemsFound) as refused:
            parse_document(ATTACKS[name])
        assert len(refused.value.problems) <= MOST_PROBLEMS
    _, problems = lesson_of(parse_document("id: x\nsteps:\n" + ("  - {id: 1, show: [" + "1, " * 99 + "1]}\n") * 90))
    assert len(problems) <= 5 * MOST_PROBLEMS


def test_a_huge_list_is_refused_before_it_is_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = 0
    usual = YAML.parse

    def counting(self: YAML, stream: object) -> Iterator[object]:
        nonlocal seen
        for event in usual(self, stream):
            seen += 1
            yield event

    monkeypatch.setattr(YAML, "parse", counting)
    for name in ("list of a hundred thousand", "deep list", "many entries", "many keys"):
        seen = 0
        with pytest.raises(ProblemsFound):
            parse_document(ATTACKS[name])
        assert seen <= MOST_NODES + 10


def test_a_list_that_no_lesson_needs_is_refused_with_its_line() -> None:
    with pytest.raises(ProblemsFound, match="x:2: the list has 101 entries; allowed: at most 100"):
        parse_document("id: a\nsteps: [" + "1," * 100 + "1]\n", "x")


def test_a_very_long_line_is_read_like_any_other() -> None:
    assert len(parse_document("a: " + "b" * 200_000).data["a"]) == 200_000


def test_anchors_and_aliases_are_named_with_their_lines() -> None:
    with pytest.raises(ProblemsFound) as refused:
        parse_document("a: &one [1]\nb: *one\n", "x.yaml")
    assert [str(problem) for problem in refused.value.problems] == [
        'x.yaml:1: found the anchor "&one"; allowed: everything written out.',
        'x.yaml:2: found the alias "*one"; allowed: everything written out.',
    ]


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_text("a: " + "b" * LARGEST_FILE_BYTES, encoding="utf-8")
    with pytest.raises(ProblemsFound, match="the file is too large; allowed: at most 256 KB"):
        read_document(path)


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "binary.yaml"
    path.write_bytes(b"id: \xff\xfe\x00")
    with pytest.raises(ProblemsFound, match="byte 4 is not UTF-8 text"):
        read_document(path)


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="the file cannot be read"):
        read_document(tmp_path)


def test_the_good_lesson_is_read_as_values(tmp_path: Path) -> None:
    path = tmp_path / "crossing.yaml"
    path.write_text(GOOD_LESSON, encoding="utf-8")
    lesson = read_lesson(path)
    assert lesson.steps[0].rulers[0].value_mm == 70
    assert lesson.steps[0].title.clinician == "The crossing, measured"
    assert lesson.steps[0].labels[0].of == "scn_1_right"
    with pytest.raises(ValueError, match="frozen"):
        lesson.minutes = 5  # type: ignore[misc]


def test_a_text_is_parsed_once_and_what_was_read_of_it_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []
    usual = YAML.parse

    def noting(self: YAML, stream: io.StringIO) -> Iterator[object]:
        parsed.append(stream.getvalue())
        yield from usual(self, stream)

    monkeypatch.setattr(YAML, "parse", noting)
    path = tmp_path / "read_twice.yaml"
    text = GOOD_LESSON.replace("zoom: 0.4", "zoom: 0.41")
    path.write_text(text, encoding="utf-8")
    first = read_lesson(path)
    before = json.dumps(read_document(path).data)
    assert lesson_of(read_document(path)) == (first, [])
    assert parsed == [text]
    assert json.dumps(read_document(path).data) == before
    path.write_text(text.replace("zoom: 0.41", "zoom: 0.42"), encoding="utf-8")
    assert read_lesson(path) != first
    assert len(parsed) == 2
    for _ in range(2):
        with pytest.raises(ProblemsFound, match="this is not YAML"):
            parse_document("a: [", "broken")


def test_all_problems_of_form_come_at_once_with_place_allowance_and_nearest_name() -> None:
    text = """\
id: x
title: T
summary: S
minutes: a
stepz: 1
steps:
  - id: one
    title: One
    text: {student: a, clinicain: b}
    emphasize: [a]
    flight_ms: 1.5
    rulers:
      - {id: a, kind: curved, from: midline, to: b, value_mm: -1}
  - title: Two
    text: hello
  - id: three
    title: 3
    text: ok
    pose: {direction: [1, 2]}
"""
    lesson, problems = lesson_of(parse_document(text, "x.yaml"))
    told = [str(problem) for problem in problems]
    for expected in (
        'x.yaml:4 minutes: found the text "a"; allowed: a whole number.',
        'x.yaml:9 steps[one].text.clinicain: unknown key "clinicain"; allowed: student, clinician, patient, '
        'red_flag; did you mean "clinician"?',
        "x.yaml:11 steps[one].flight_ms: found the number 1.5; allowed: a whole number.",
        'x.yaml:13 steps[one].rulers[0].kind: found "curved"; allowed: straight, along_the_crest, on_the_skin.',
        "x.yaml:13 steps[one].rulers[0].value_mm: found -1; allowed: above 0.",
        'x.yaml:14 steps[1]: the key "id" is missing.',
        "x.yaml:17 steps[three].title: found the number 3; "
        "allowed: a text, or one for each of student, clinician, patient.",
        "x.yaml:19 steps[three].pose.direction: found 2 numbers; allowed: 3 numbers.",
    ):
        assert expected in told
    assert any(problem.startswith('x.yaml:10 steps[one].emphasize: unknown key "emphasize"') for problem in told)
    assert any(problem.endswith('did you mean "steps"?') for problem in told)
    assert len(told) == 10
    assert isinstance(lesson, Lesson)
    assert [step.id for step in lesson.steps] == ["one", "three"]


@pytest.mark.parametrize("text", ["5", "- a\n- b\n", "hello"])
def test_a_file_that_is_no_mapping_is_told_so(text: str) -> None:
    lesson, problems = lesson_of(parse_document(text, "x.yaml"))
    assert lesson is None
    assert "allowed: a lesson with the keys id, title, steps" in str(problems[0])


def test_keys_are_spelled_as_in_the_file() -> None:
    assert "from" in keys_at(("steps", 0, "rulers", 1))
    assert keys_at(("steps", 0, "nothing")) == []


@settings(max_examples=60)
@given(st.text(max_size=120))
def test_any_text_is_a_document_or_a_refusal_in_words(text: str) -> None:
    try:
        document = parse_document(text, "x.yaml")
    except ProblemsFound:
        return
    lesson, problems = lesson_of(document)
    assert lesson is not None or problems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'id: a\ntitle: "open\nminutes: 3\n',
            "lesson:2: this is not YAML: a quotation mark opens here and is not closed",
        ),
        (
            "id: a\nsteps:\n\t- id: b\n",
            "lesson:3: this is not YAML: found character '\\t' that cannot start any token; "
            "allowed: spaces at the beginning of a line, no tab.",
        ),
        ("id: a\ntitle: one: two\n", 'quotes around words with ": ".'),
    ],
)
def test_a_slip_of_the_keyboard_is_told_where_it_began_and_with_what_to_write(text: str, expected: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        parse_document(text)
    (problem,) = found.value.problems
    assert expected in str(problem)
