"""Questions in learners' own Anki: what they wrote stays until the question itself changes."""

from __future__ import annotations

import functools
import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from anatomy_viewer.atlas import ProblemsFound
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.teaching.library import checked_shelf, read_shelf, whole_scene
from anatomy_viewer.teaching.pictures.scene import Scene
from anatomy_viewer.teaching.sharing import quiz_export
from anatomy_viewer.teaching.sharing.quiz_dates import DATES_FILE, Dated, dated, read_dates, write_dates
from anatomy_viewer.teaching.sharing.quiz_export import Exported, date_all, export_quiz
from anatomy_viewer.teaching.sharing.quiz_files import ANKI_FIELDS, FIRST_TIME

# Read before any test: an export in a test may write the file.
DATED = (data_folder("lessons") / DATES_FILE).read_text(encoding="utf-8")
TO_UPDATE = (
    "from anatomy_viewer.teaching.library import read_shelf, whole_scene; "
    "from anatomy_viewer.teaching.sharing.quiz_export import update_dates; "
    "update_dates(read_shelf(), whole_scene())"
)


OWN_LESSON = (
    (data_folder("lessons") / "superior_cluneal_nerve_at_the_iliac_crest.yaml")
    .read_text(encoding="utf-8")
    .replace("id: superior_cluneal_nerve_at_the_iliac_crest", "id: crossing", 1)
)


@functools.cache
def everything() -> Scene:
    return whole_scene()


def export(file: Path, lessons: Sequence[str] = (), *asked: Any, **options: Any) -> Exported:
    """Write the questions of lessons, by id or by file, as the command does."""
    return export_quiz(file, checked_shelf(lessons, everything()), everything(), *asked, **options)


def in_anki(folder: Path, *steps: str) -> list[dict[str, Any]]:
    """Return what Anki's own collection holds after each step, see `anki_collection.py`."""
    if importlib.util.find_spec("anki") is None:
        reason = "NO ANKI: it is not installed, so what an import does to learners' cards was NOT tested"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    script = Path(__file__).with_name("anki_collection.py")
    done = subprocess.run(
        [sys.executable, script, folder / "learner.anki2", *steps],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: list[dict[str, Any]] = json.loads(done.stdout)
    return told


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A lesson of somebody's own."""
    path = tmp_path / "mine" / "crossing.yaml"
    path.parent.mkdir()
    path.write_text(OWN_LESSON, encoding="utf-8")
    return path


def test_a_learners_words_stay_until_the_question_changes(own: Path, tmp_path: Path) -> None:
    decks = [tmp_path / f"{number}.apkg" for number in range(4)]
    first = export(decks[0], [str(own)], anki=True)
    assert first.dated == (own.parent / DATES_FILE,)
    # Saved again, elsewhere, without the file of dates: the same content is the same deck.
    copy = tmp_path / "copy" / own.name
    copy.parent.mkdir()
    copy.write_text(OWN_LESSON, encoding="utf-8")
    assert export(decks[1], [str(copy)], anki=True).count == first.count
    assert decks[0].read_bytes() == decks[1].read_bytes()
    own.write_text(OWN_LESSON.replace("Of the three on the crest it is", "Of all of them it is"), encoding="utf-8")
    later = int(time.time()) + 60
    assert export(decks[2], [str(own)], anki=True, now=later).dated == (own.parent / DATES_FILE,)
    assert export(decks[3], [str(own)], anki=True, now=later + 60).dated == ()
    assert decks[2].read_bytes() == decks[3].read_bytes()

    same, changed = "crossing.what_a_tunnel_means.student", "crossing.the_lit_branch.student"
    steps = [f"import:{decks[0]}", f"write:{same}:my hint:mine", f"write:{changed}:my hint:mine"]
    seen = in_anki(tmp_path, *steps, *(f"import:{deck}" for deck in decks[1:]))
    assert seen[0]["counts"] == {"new": first.count, "updated": 0, "duplicate": 0, "conflicting": 0}
    for look in seen[3:]:
        assert look["notes"][same]["fields"]["My notes"] == "my hint"
        assert look["notes"][same]["tags"] == ["crossing", "mine", "student"]
        assert len(look["notes"]) == first.count
    assert "my hint" in seen[3]["notes"][same]["back"]
    assert seen[3]["notes"][changed] == seen[2]["notes"][changed]
    assert [look["counts"]["updated"] for look in seen[3:]] == [0, 1, 0]
    assert seen[4]["notes"][changed]["fields"]["Why"].startswith("Of all of them it is")
    assert {tuple(note["fields"]) for note in seen[0]["notes"].values()} == {ANKI_FIELDS}


def test_each_audience_and_language_has_a_deck_and_no_card_is_there_twice(tmp_path: Path) -> None:
    lesson = "when_to_seek_help"
    asked = [("student", "en"), ("clinician", "en"), ("student", "es")]
    decks = [tmp_path / f"{audience}_{language}.apkg" for audience, language in asked]
    counts = [
        export(deck, [lesson], audience, language, anki=True).count
        for deck, (audience, language) in zip(decks, asked, strict=True)
    ]
    seen = in_anki(tmp_path, *(f"import:{deck}" for deck in decks))
    assert [look["counts"]["new"] for look in seen] == counts
    notes = seen[-1]["notes"].values()
    names = ["Cluneal nerves::Students", "Cluneal nerves::Clinicians", "Nervios cluneales::Estudiantes"]
    assert [sum(note["decks"] == [name] for note in notes) for name in names] == counts
    assert not any(note["duplicate"] for note in notes)
    fronts = [note["fields"]["Question"] for note in notes]
    assert len(set(fronts)) < len(fronts), "students and clinicians are asked some things in the same words"
    for (audience, _), name in zip(asked, names, strict=True):
        assert all(audience in note["tags"] for note in notes if note["decks"] == [name])


def test_questions_in_spanish_are_spanish_and_say_what_is_left_out(tmp_path: Path) -> None:
    file, shelf = tmp_path / "es.gift", read_shelf()
    some = replace(shelf, translations=tuple(one for one in shelf.translations if one.id != "find_your_way"))
    written = export_quiz(file, some, everything(), language="es")
    text = file.read_text(encoding="utf-8")
    assert text.count("https") > 10, "sources are told in full"
    assert text.count("::") == 2 * written.count > 10
    assert "¿a cuántos milímetros de la línea media está, en línea recta?" in text
    assert "lado derecho" in text
    for english in ("On this model", ", right", ", left", "from the midline"):
        assert english not in text
    assert written.left_out == ("find_your_way",)
    assert export(tmp_path / "all.gift", language="es").left_out == ()


def test_the_dates_of_the_shipped_questions_are_up_to_date() -> None:
    now = date_all(read_shelf(), everything(), now=0)
    written = {row.split(",")[0]: row.split(",")[1] for row in DATED.splitlines()[1:]}
    stale = [name for name, one in now.items() if written.get(name) != one.content]
    assert stale == [], f"run: python -c '{TO_UPDATE}'"


def test_a_time_moves_with_the_content_and_always_on() -> None:
    known = dated({"a": "1", "b": "1"}, {}, FIRST_TIME, 9)
    assert known == {"a": Dated("1", FIRST_TIME), "b": Dated("1", FIRST_TIME)}
    assert dated({"a": "1"}, known, FIRST_TIME, FIRST_TIME + 9) == {"a": Dated("1", FIRST_TIME)}
    second = dated({"a": "2"}, known, FIRST_TIME, FIRST_TIME - 9)
    assert second == {"a": Dated("2", FIRST_TIME + 1)}
    assert dated({"a": "1"}, second, FIRST_TIME, FIRST_TIME)["a"].since == FIRST_TIME + 2


def test_dates_come_back_and_a_foreign_file_is_left_alone(own: Path, tmp_path: Path) -> None:
    dates = {"b.c.student": Dated("0123456789abcdef", FIRST_TIME + 1), "a.c.patient.es": Dated("0" * 16, FIRST_TIME)}
    write_dates(tmp_path, dates)
    assert read_dates(tmp_path) == dates
    for text, place in (("name,age\nAda,36\n", ":1"), ("", ":1"), ("id,content,since\na.b.c,xyz,today\n", ":2")):
        (own.parent / DATES_FILE).write_text(text, encoding="utf-8")
        with pytest.raises(ProblemsFound) as refused:
            export(tmp_path / "deck.apkg", [str(own)], anki=True)
        assert str(refused.value.problems[0]).startswith(f"{own.parent / DATES_FILE}{place}: found ")
        assert (own.parent / DATES_FILE).read_text(encoding="utf-8") == text
        assert not (tmp_path / "deck.apkg").exists()


def test_dates_that_cannot_be_kept_are_told_and_the_deck_is_written(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(folder: Path, dates: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(quiz_export, "write_dates", full)
    written = export(tmp_path / "deck.apkg", [str(own)], anki=True)
    assert (written.dated, written.undated) == ((), (own.parent / DATES_FILE,))
    assert (tmp_path / "deck.apkg").exists()


def test_gift_needs_no_dates(own: Path, tmp_path: Path) -> None:
    export(tmp_path / "questions.gift", [str(own)])
    assert [path.name for path in own.parent.iterdir()] == [own.name]
