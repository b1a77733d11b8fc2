"""Questions leave the page as GIFT and as an Anki deck, and come back whole."""

from __future__ import annotations

import re
import sqlite3
import zipfile
from pathlib import Path

import pytest

from anatomy_viewer.teaching.quiz_files import Answer, Item, gift, items_of, write_deck
from anatomy_viewer.teaching.reading import lesson_of, parse_document
from anatomy_viewer.teaching.scene import Scene
from tests.teaching.question_faults import ASKING_LESSON

AWKWARD = r"50 % = half ~ {about} #1: a\b -> c"


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text).strip()


def read_gift(text: str) -> dict[str, dict]:
    """Read GIFT as its specification says; a sign after a backslash is plain text."""
    found = {}
    plain = r"(?:\\.|[^\\])"
    pattern = rf"::((?:\\.|[^\\:])*)::((?:\\.|[^\\{{])*)\{{({plain}*?)(?<!\\)\}}"
    for name, stem, body in re.findall(pattern, text, re.DOTALL):
        body, _, general = body.partition("####")
        entries = re.findall(r"^([=~#])((?:\\.|[^\\\n])*)$", body, re.MULTILINE)
        answers = []
        for sign, words in entries:
            if sign == "#":
                answers.append(("#", words, ""))
                continue
            parts = re.split(r"(?<!\\)#", words, maxsplit=1)
            answers.append((sign, unescaped(parts[0]), unescaped(parts[1]) if len(parts) > 1 else ""))
        found[unescaped(name)] = {"stem": unescaped(stem), "answers": answers, "general": unescaped(general)}
    return found


@pytest.fixture
def items(scene: Scene) -> dict[str, Item]:
    lesson, problems = lesson_of(parse_document(ASKING_LESSON))
    assert lesson is not None
    assert problems == []
    return {item.id.split(".")[1]: item for item in items_of(lesson, scene, "student")}


def test_find_stays_behind_and_the_others_travel(items: dict[str, Item]) -> None:
    assert set(items) == {"how_far", "press_it", "name_it", "in_order"}


def test_an_audience_that_is_not_asked_gets_nothing(scene: Scene) -> None:
    lesson, _ = lesson_of(parse_document(ASKING_LESSON))
    assert lesson is not None
    assert "crossing.name_it.patient" not in [item.id for item in items_of(lesson, scene, "patient")]


def test_a_press_asks_for_the_distance_on_the_model(items: dict[str, Item]) -> None:
    assert items["press_it"].number == (70, 10.0)


def test_identify_tells_the_place_in_words(items: dict[str, Item]) -> None:
    assert "on the right, 70 mm from the midline" in items["name_it"].stem


def test_gift_is_read_back_whole(items: dict[str, Item]) -> None:
    again = read_gift(gift(items.values()))
    assert set(again) == {item.id for item in items.values()}
    choice = again["crossing.how_far.student"]
    assert choice["stem"] == items["how_far"].stem
    assert [(sign, text) for sign, text, _ in choice["answers"]] == [
        ("=" if answer.right else "~", answer.text) for answer in items["how_far"].answers
    ]
    assert choice["answers"][0][2] == items["how_far"].answers[0].feedback
    assert items["how_far"].explain in choice["general"]
    assert again["crossing.press_it.student"]["answers"] == [("#", "70:10", "")]
    pairs = [text.split(" -> ") for _, text, _ in again["crossing.in_order.student"]["answers"]]
    assert pairs == [[str(place), words] for place, words in enumerate(items["in_order"].order, 1)]


def test_every_sign_of_gift_survives() -> None:
    item = Item("a.b.student", AWKWARD, AWKWARD, ("LU98",), (Answer(AWKWARD, True), Answer("No", False, AWKWARD)))
    again = read_gift(gift([item]))["a.b.student"]
    assert again["stem"] == AWKWARD
    assert [(text, feedback) for _, text, feedback in again["answers"]] == [(AWKWARD, ""), ("No", AWKWARD)]
    assert again["general"] == f"{AWKWARD} (LU98)"


def test_several_right_answers_share_the_points_and_a_wrong_one_takes_them() -> None:
    item = Item("a.b.student", "?", "!", (), (Answer("x", True), Answer("y", True), Answer("z", False, "no")))
    assert re.findall(r"~%(-?[\d.]+)%", gift([item])) == ["50", "50", "-100"]


def test_the_deck_is_a_zip_with_a_database_of_the_cards(items: dict[str, Item], tmp_path: Path) -> None:
    notes = []
    for name in ("one.apkg", "two.apkg"):
        assert write_deck(items.values(), tmp_path / name, "Cluneal nerves") == len(items)
        with zipfile.ZipFile(tmp_path / name) as packed:
            packed.extract("collection.anki2", tmp_path / name.removesuffix(".apkg"))
        with sqlite3.connect(tmp_path / name.removesuffix(".apkg") / "collection.anki2") as database:
            notes.append(database.execute("select guid, mid, flds from notes order by guid").fetchall())
            assert database.execute("select count(*) from cards").fetchone() == (len(items),)
    assert notes[0] == notes[1]
    fields = next(flds for _, _, flds in notes[0] if "How far out" in flds)
    assert "About 70 mm" in fields.split("\x1f")[1]
