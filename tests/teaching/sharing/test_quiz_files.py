"""Questions leave the page as GIFT and as an Anki deck, and come back whole."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from anatomy_viewer.teaching.lesson.reading import lesson_of, parse_document
from anatomy_viewer.teaching.pictures.scene import Scene
from anatomy_viewer.teaching.sharing.quiz_files import FIRST_TIME, Answer, Item, fingerprint, gift, items_of, write_deck
from tests.node import npm_packages
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
    assert pairs == [[words, str(place)] for place, words in enumerate(items["in_order"].order, 1)]


def test_every_sign_of_gift_survives() -> None:
    item = Item("a.b.student", AWKWARD, AWKWARD, ("LU98",), (Answer(AWKWARD, True), Answer("No", False, AWKWARD)))
    again = read_gift(gift([item]))["a.b.student"]
    assert again["stem"] == AWKWARD
    assert [(text, feedback) for _, text, feedback in again["answers"]] == [
        (AWKWARD.replace("->", "→"), ""),
        ("No", AWKWARD),
    ]
    assert again["general"] == f"{AWKWARD} (LU98)"


def test_several_right_answers_share_the_points_and_a_wrong_one_takes_them() -> None:
    item = Item("a.b.student", "?", "!", (), (Answer("x", True), Answer("y", True), Answer("z", False, "no")))
    assert re.findall(r"~%(-?[\d.]+)%", gift([item])) == ["50", "50", "-100"]


TRAPS = (
    Item("a.one.student", AWKWARD, AWKWARD, ("LU98",), (Answer("left -> right", True), Answer("No", False, AWKWARD))),
    Item(
        "a.two.student",
        "% of [html] <b>",
        "[markdown] x",
        (),
        (Answer("%50% do", True), Answer("[html]<b>", False, "%-")),
    ),
    Item("a.three.student", "// in order: a", "e", (), order=("one: two", "b = c -> d", "%3", "[plain] {x}")),
    Item("a.four.student", "All", "e", (), (Answer("TRUE", True), Answer("F", True), Answer("# ~", True))),
    Item("a.five.student", "Say it", "e", ()),
    Item("a.six.student", "How far", "e", (), number=(70, 10)),
)


def test_a_parser_of_others_reads_every_question_as_it_was(
    items: dict[str, Item],
) -> None:
    package = npm_packages({"gift-pegjs": "1.0.2"}) / "gift-pegjs"
    entry = json.loads((package / "package.json").read_text(encoding="utf-8"))["main"]
    wanted = [*items.values(), *TRAPS]
    done = subprocess.run(
        ["node", Path(__file__).with_name("read_gift.mjs"), (package / entry).as_uri()],
        input=gift(wanted),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    read = json.loads(done.stdout)
    kinds = {"one": "MC", "two": "MC", "three": "Matching", "four": "MC", "five": "Essay", "six": "Numerical"}
    kinds |= {"how_far": "MC", "name_it": "MC", "press_it": "Numerical", "in_order": "Matching"}
    assert [(one["title"], one["type"]) for one in read] == [(item.id, kinds[item.id.split(".")[1]]) for item in wanted]
    for item, one in zip(wanted, read, strict=True):
        told = f"{item.explain} ({'; '.join(item.sources)})" if item.sources else item.explain
        assert (one["stem"]["text"], one["globalFeedback"]["text"]) == (item.stem, told)
        if item.answers:
            assert [choice["text"]["text"] for choice in one["choices"]] == [
                answer.text.replace("->", "→") for answer in item.answers
            ]
            assert [(choice["feedback"] or {"text": ""})["text"] for choice in one["choices"]] == [
                answer.feedback for answer in item.answers
            ]
            right = [choice["isCorrect"] or (choice["weight"] or 0) > 0 for choice in one["choices"]]
            assert right == [answer.right for answer in item.answers]
        if item.order:
            assert [(pair["subquestion"]["text"], pair["subanswer"]) for pair in one["matchPairs"]] == [
                (words.replace("->", "→"), str(place)) for place, words in enumerate(item.order, 1)
            ]


def test_sources_are_told_in_full(scene: Scene) -> None:
    lesson, _ = lesson_of(parse_document(ASKING_LESSON))
    assert lesson is not None
    full = "Lu J, Ebraheim NA. Clin Orthop 1998 https://doi.org/10.1000/x_(1)"
    told = items_of(lesson, replace(scene, citations={"LU98": full}), "student")
    assert {item.sources for item in told} == {(full,)}
    assert full in read_gift(gift(told[:1]))[told[0].id]["general"]


def test_the_same_questions_give_the_same_bytes_and_none_of_them_is_of_today(
    items: dict[str, Item], tmp_path: Path
) -> None:
    written = []
    for name in ("one.apkg", "two.apkg"):
        assert write_deck(items.values(), tmp_path / name, "Cluneal nerves::Students") == len(items)
        written.append((tmp_path / name).read_bytes())
        with zipfile.ZipFile(tmp_path / name) as packed:
            assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert written[0] == written[1]
    times = notes_of(tmp_path / "one.apkg", "mod")
    assert set(times.values()) == {FIRST_TIME}
    with closing(sqlite3.connect(tmp_path / "one" / "collection.anki2")) as database:
        (types,) = database.execute("select models from col").fetchone()
    # A later time would replace what a learner made of the cards' look.
    assert [one["mod"] for one in json.loads(types).values() if one["name"] == "Cluneal Nerve Viewer"] == [FIRST_TIME]
    changed = {items["how_far"].id: FIRST_TIME + 5}
    write_deck(items.values(), tmp_path / "three.apkg", "Cluneal nerves::Students", changed=changed)
    assert notes_of(tmp_path / "three.apkg", "mod") == times | changed


def test_the_numbers_of_notes_do_not_depend_on_the_other_questions(items: dict[str, Item], tmp_path: Path) -> None:
    write_deck(items.values(), tmp_path / "all.apkg", "Cluneal nerves")
    write_deck([items["in_order"]], tmp_path / "one.apkg", "Cluneal nerves")
    for column in ("id", "guid", "flds"):
        alone, together = (notes_of(tmp_path / name, column) for name in ("one.apkg", "all.apkg"))
        assert alone.items() <= together.items()
        assert len(set(together.values())) == len(items)


def test_what_changes_with_the_content_of_a_note_does_so_for_each_part_of_it(items: dict[str, Item]) -> None:
    one = items["how_far"]
    parts = [
        {"stem": "Else?"},
        {"explain": "Else."},
        {"sources": ("Else",)},
        {"hint": "Else."},
        {"lesson": "Else"},
        {"answers": one.answers[:1]},
        {"number": (1.0, 2.0)},
    ]
    assert len({fingerprint(replace(one, **part)) for part in [{}, *parts]}) == len(parts) + 1
    assert fingerprint(one) == fingerprint(replace(one))


def notes_of(path: Path, column: str) -> dict[str, object]:
    """Return a column of the notes in a deck by what stands first in each note."""
    with zipfile.ZipFile(path) as packed:
        packed.extract("collection.anki2", path.with_suffix(""))
    with closing(sqlite3.connect(path.with_suffix("") / "collection.anki2")) as database:
        rows = database.execute(f"select flds, {column} from notes").fetchall()
    return {flds.split("\x1f")[0]: value for flds, value in rows}
