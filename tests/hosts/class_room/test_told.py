"""What may be said in a class, and what is told of everything else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.hosts.class_room.told import STATE_KEYS, answer_of, fitting_answer, read_json, state_of

HTML = "<img src=x onerror=alert(1)>"
WHOLE = {
    "lesson": "superior_cluneal_nerve_at_the_iliac_crest",
    "step": "where",
    "audience": "student",
    "language": "es",
    "view": {"position": [1, 2.5, 3], "focus": [0, 0, 0], "up": [0, 0, 1], "view": "posterior", "words": "from behind"},
    "shown": ["sacrum"],
    "hidden": ["skin", "fat"],
    "study": "kuniya_2014",
    "person": 7,
    "form": "female",
    "clip": {"plane": "axial", "at_mm": -12.5, "keep": "below"},
    "question": {
        "id": "q-1",
        "kind": "choose",
        "asks": "which_nerve",
        "text": "¿Cuál es?",
        "options": [{"id": "a", "text": "The first"}, {"id": 1}],
        "several": True,
        "on": "bone",
        "right": ["a"],
    },
    "closed": False,
    "told": {
        "pointer": [1, 2, 3],
        "drawing": [[[1, 2, 3], [4, 5, 6]], [[7, 8, 9]]],
        "inks": ["red", "blue"],
        "through": ["skin", "fat"],
        "ride": {"nerve": "superior_cluneal_nerve_medial_branch_right", "covers": ["skin"], "at": 0.25},
        "labels": False,
        "text": "Look here",
        "results": False,
    },
}


def sentences(found: pytest.ExceptionInfo[ProblemsFound]) -> str:
    return str(found.value)


def test_a_whole_state_is_kept_as_it_is() -> None:
    assert state_of(WHOLE) == WHOLE
    assert tuple(state_of(WHOLE)) == STATE_KEYS


def test_what_is_left_out_is_as_at_the_beginning() -> None:
    begun = state_of({})
    assert begun == {**dict.fromkeys(STATE_KEYS), "shown": [], "hidden": [], "closed": False}
    assert state_of({"lesson": None, "shown": None, "closed": None}) == begun


@pytest.mark.parametrize(
    ("part", "said", "kept"),
    [
        ("inks", [], []),
        ("inks", ["red"] * 50, ["red"] * 50),
        ("through", ["skin", "fat"], ["skin", "fat"]),
        ("labels", True, True),
        ("labels", False, False),
        ("text", "¿Dónde duele?", "¿Dónde duele?"),
        ("ride", {"nerve": "n", "covers": ["skin"], "at": 0.12345}, {"nerve": "n", "covers": ["skin"], "at": 0.123}),
        ("drawing", [[[1.23456, 2, 3]]], [[[1.235, 2.0, 3.0]]]),
        ("pointer", [0, 0, 0], [0, 0, 0]),
    ],
)
def test_what_is_told_besides_the_picture_is_kept_part_by_part(part: str, said: Any, kept: Any) -> None:
    assert state_of({"told": {part: said}})["told"] == {part: kept}


def test_a_part_that_is_null_is_as_one_that_is_not_told() -> None:
    assert state_of({"told": {"ride": None, "labels": None, "inks": None, "text": "Look"}})["told"] == {"text": "Look"}
    assert state_of({"told": {"ride": None}})["told"] == {}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("lesson", HTML),
        ("lesson", 7),
        ("lesson", "x" * 121),
        ("lesson", ""),
        ("step", "../x y"),
        ("audience", "teacher"),
        ("language", "english"),
        ("view", {"focus": [1, 2]}),
        ("view", {"focus": [1, 2, 1e9]}),
        ("view", {"position": [1, 2, 3]}),
        ("view", {"focus": [1, 2, True]}),
        ("view", {"focus": [0, 0, 0], "words": "\u202etxt"}),
        ("view", [1, 2, 3]),
        ("shown", "sacrum"),
        ("shown", ["a"] * 401),
        ("hidden", [HTML]),
        ("study", [1]),
        ("person", -1),
        ("person", 1.5),
        ("person", 2**40),
        ("person", True),
        ("form", "a b"),
        ("clip", {"keep": "below"}),
        ("clip", "x"),
        ("question", "q1"),
        ("question", {"id": "q"}),
        ("question", {"kind": "press"}),
        ("question", {"id": "q", "kind": "essay"}),
        ("question", {"id": "q", "kind": "choose", "options": [{"text": "no id"}]}),
        ("question", {"id": "q", "kind": "choose", "options": [{"id": "a"}, {"id": "a"}]}),
        ("question", {"id": "q", "kind": "choose", "options": [{"id": n} for n in range(41)]}),
        ("question", {"id": "q", "kind": "choose", "text": "two\nlines"}),
        ("question", {"id": "q", "kind": "choose", "text": "x" * 301}),
        ("question", {"id": "q", "kind": "press", "target": [1, 2]}),
        ("question", {"id": "q", "kind": "press", "on": "muscle"}),
        ("closed", "yes"),
        ("closed", 1),
        ("told", {"drawing": [[[1, 2, 3]] * 1000, [[1, 2, 3]] * 1000]}),
        ("told", {"drawing": [[]] * 51}),
        ("told", {"inks": "red"}),
        ("told", {"inks": ["red"] * 51}),
        ("told", {"inks": ["url(#x)"]}),
        ("told", {"through": "skin"}),
        ("told", {"through": ["skin"] * 401}),
        ("told", {"through": [HTML]}),
        ("told", {"labels": "on"}),
        ("told", {"labels": 1}),
        ("told", {"text": ["Look"]}),
        ("told", {"text": "two\nlines"}),
        ("told", {"ride": "along"}),
        ("told", {"ride": {"nerve": "n", "covers": []}}),
        ("told", {"ride": {"nerve": HTML, "covers": [], "at": 0}}),
        ("told", {"ride": {"nerve": "n", "covers": "skin", "at": 0}}),
        ("told", {"ride": {"nerve": "n", "covers": [], "at": "half"}}),
        ("told", {"ride": {"nerve": "n", "covers": [], "at": 0.5, "words": HTML}}),
        ("told", {"script": "x"}),
        ("told", {"results": True}),
        ("told", "look"),
    ],
)
def test_what_may_not_be_said_is_one_sentence_that_names_its_place(key: str, value: Any) -> None:
    with pytest.raises(ProblemsFound) as found:
        state_of({"lesson": "fine", key: value})
    assert len(found.value.problems) == 1
    assert sentences(found).startswith(f"state.{key}")
    assert len(sentences(found)) < 400
    assert sentences(found).isprintable()


def test_all_mistakes_are_told_at_once_with_the_nearest_name() -> None:
    with pytest.raises(ProblemsFound) as found:
        state_of({"lessn": "x", "audience": "studnt", "person": -1, "question": {"id": "q", "kind": "pres"}})
    told = sentences(found).splitlines()
    assert len(told) == 4
    assert told[0].endswith('did you mean "lesson"?')
    assert told[1].endswith('did you mean "student"?')
    assert told[3] == (
        'state.question.kind: found "pres"; allowed: choose, identify, order, find, press; did you mean "press"?'
    )


def test_however_much_is_wrong_little_is_told() -> None:
    with pytest.raises(ProblemsFound) as found:
        state_of({f"key {n}\n\ud800" + "x" * 1000: n for n in range(1000)})
    assert len(found.value.problems) <= 12
    assert len(sentences(found)) < 4000
    sentences(found).encode()


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 5000, b"NaN", b"[Infinity]", b"9" * 10_000, b"'x'", b"\x00"],
)
def test_what_is_no_json_is_one_sentence(body: bytes) -> None:
    with pytest.raises(ProblemsFound, match=r"^body: it is not JSON; allowed: one JSON object in UTF-8\.$"):
        read_json(body)


@pytest.mark.parametrize("body", [[], "x", 7, None, True, [{"lesson": "x"}]])
def test_what_is_no_object_is_no_answer_and_no_state(body: Any) -> None:
    with pytest.raises(ProblemsFound, match="found"):
        answer_of(body)
    if body is not None:
        with pytest.raises(ProblemsFound, match="found"):
            state_of(body)


def test_a_number_that_is_none_is_told() -> None:
    with pytest.raises(ProblemsFound, match="found no number"):
        state_of(json.loads('{"view": {"focus": [1e999, 0, 0]}}'))


# --- answers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "answer", "kept"),
    [
        ({"kind": "press"}, [1.26, -2, 3], [1.3, -2.0, 3.0]),
        ({"kind": "choose"}, "a", ["a"]),
        ({"kind": "choose", "options": [{"id": "a"}, {"id": "b"}]}, ["b", "a"], ["b", "a"]),
        ({"kind": "choose", "options": [{"id": 0}, {"id": 1}], "several": False}, 1, [1]),
        ({"kind": "order", "options": [{"id": "a"}, {"id": "b"}]}, ["b", "a"], ["b", "a"]),
        ({"kind": "order"}, [2, 0, 1], [2, 0, 1]),
        ({"kind": "identify"}, ["sacrum"], ["sacrum"]),
        ({"kind": "find"}, "sacrum", ["sacrum"]),
    ],
)
def test_an_answer_is_kept_in_one_form(question: dict[str, Any], answer: Any, kept: list[Any]) -> None:
    assert fitting_answer(answer, question) == kept


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ({"kind": "press"}, "sacrum"),
        ({"kind": "press"}, [1, 2]),
        ({"kind": "press"}, [1, 2, "3"]),
        ({"kind": "press"}, [1, 2, 1e12]),
        ({"kind": "press"}, {"at": [1, 2, 3]}),
        ({"kind": "choose"}, HTML),
        ({"kind": "choose"}, []),
        ({"kind": "choose"}, ["a", "a"]),
        ({"kind": "choose"}, ["a"] * 41),
        ({"kind": "choose"}, [["a"]]),
        ({"kind": "choose"}, None),
        ({"kind": "choose", "options": [{"id": "a"}]}, "b"),
        ({"kind": "choose", "options": [{"id": "a"}, {"id": "b"}], "several": False}, ["a", "b"]),
        ({"kind": "order", "options": [{"id": "a"}, {"id": "b"}]}, ["a"]),
        ({"kind": "identify"}, ["sacrum", "skin"]),
        ({"kind": "find"}, "=cmd|' /C calc'!A0"),
    ],
)
def test_an_answer_that_is_none_is_a_sentence(question: dict[str, Any], answer: Any) -> None:
    with pytest.raises(ProblemsFound, match=r"^answer") as found:
        fitting_answer(answer, question)
    assert sentences(found).isprintable()


@pytest.mark.parametrize("extra", [{"seat": "somebody"}, {"name": "Ann"}, {"html": HTML}])
def test_nothing_comes_with_an_answer(extra: dict[str, Any]) -> None:
    assert answer_of({"question": "q", "answer": "a"}) == ("q", "a")
    with pytest.raises(ProblemsFound, match=r"allowed: question, answer"):
        answer_of({"question": "q", "answer": "a", **extra})
