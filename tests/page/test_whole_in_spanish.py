"""All that the page says is said in Spanish: the whole value is walked, and what stays English is listed here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.translations import needs_no_words, read_words
from anatomy_viewer.page.content import page_value
from anatomy_viewer.page.parting import FIRST, parted
from anatomy_viewer.teaching.content import page_content
from anatomy_viewer.teaching.lesson.translation import texts_of_translation
from anatomy_viewer.teaching.library import read_shelf

STAYS = {
    "sources/*/text": "references as they were published",
    "structures/*/latin": "Latin names",
    "languages/*/name": "each language by its own name",
    "lessons/*/markers/*/text": "codes of sites",
    "lessons/*/words/*": "explained words, by the word: the Spanish ones stand beside them",
}
"""What people read and stays as it is, and why."""

KEYS = (
    "*/id",
    "*/ids/*",
    "*/sources/*",
    "*/structures/*",
    "*/structure",
    "*/view",
    "view",
    "form",
    "*/pattern",
    "*/depth",
    "*/pack",
    "*/side",
    "*/group",
    "*/target",
    "*/follows",
    "*/nerve",
    "*/nerves/*",
    "*/hidden/*",
    "*/shown/*",
    "*/kept_away/*",
    "*/parameter",
    "*/shared_with",
    "*/unit",
    "*/doi",
    "*/on",
    "*/right/*",
    "*/placed/*",
    "*/layers/*",
    "*/audiences/*",
    "audiences/*",
    "*/picture/*/*",
    "*/changes/*/*",
    "*/axes/*/less",
    "*/axes/*/more",
    "*/ends/*",
    "*/basis",
    "people/sides/*",
    "rides/*/*/*",
    "training/only/*",
    "packs/*",
    "consult/*/red_flags",
    "consult/*/lesson",
    "consult/*/step",
    "*/form",
    "*/study",
    "rides/*",
    "points/*/kind",
    "structures/*/kind",
    "*/labels/*/kind",
    "*/markers/*/kind",
    "*/questions/*/kind",
    "*/rulers/*/kind",
    "*/lit/kind",
    "lessons/*/language",
    "home/view",
)
"""Where the value holds ids and keys that the page looks up and nobody reads, by their paths."""


@pytest.fixture(scope="module")
def value() -> dict[str, Any]:
    return page_value(page_content(), data_folder("meshes") / "built" / "pooled")


def said(own: Any, other: Any, path: str = "") -> Iterator[tuple[str, str, Any]]:
    """Yield each text of a value with its path and what is laid over it."""
    if isinstance(own, str):
        yield path, own, other
        return
    members = own.items() if isinstance(own, dict) else enumerate(own) if isinstance(own, list) else ()
    for key, part in members:
        name = str(part["id"]) if isinstance(own, list) and isinstance(part, dict) and "id" in part else str(key)
        if isinstance(other, list):
            laid = other[int(key)] if int(key) < len(other) else ""  # a list that travels whole
        else:
            laid = other.get(name) if isinstance(other, dict) else None
        yield from said(part, laid, f"{path}/{name}" if path else name)


def is_label(text: str) -> bool:
    """Tell whether a text is a word or two, which may be written alike in both languages."""
    return len(text.split()) <= 3


def english_left(value: dict[str, Any]) -> list[tuple[str, str]]:
    """Return every text with a word in it that has no Spanish and stands on no list, with its path."""
    words = value["translations"]["es"]
    alike = {own for table in read_words("es").phrases.values() for own, other in table.items() if own == other}
    alike |= {
        text for one in read_shelf().translations for text in texts_of_translation(one).values() if is_label(text)
    }
    lessons = [one for one in value["lessons"] if one["id"] in words["lessons"]]
    content = {key: part for key, part in value.items() if key not in ("translations", "words")}
    return [
        (path, text)
        for path, text, other in said({**content, "lessons": lessons}, words)
        if other is None
        and re.search(r"[^\W\d_]{3}", text)
        and not needs_no_words(text)
        and text not in alike
        and not any(fnmatchcase(path, known) for known in (*KEYS, *STAYS))
    ]


def test_every_text_of_the_page_is_there_in_spanish(value: dict[str, Any]) -> None:
    assert english_left(value) == []
    assert len(list(said(value["structures"], {}))) > 5000


def test_a_text_without_its_spanish_is_found_wherever_it_stands(value: dict[str, Any]) -> None:
    own = value["translations"]["es"]
    less = {
        **own,
        "structures": {**own["structures"], "sacrum": {**own["structures"]["sacrum"], "facts": {}}},
        "studies": {name: {**study, "title": None} for name, study in own["studies"].items()},
        "people": {},
    }
    found = {path for path, _ in english_left({**value, "translations": {"es": less}})}
    assert {"structures/sacrum/facts/0/label", "studies/study_lu98/title", "people/columns/0/options/1/told"} <= found


def test_a_new_text_of_the_value_is_found_before_anybody_thinks_of_it(value: dict[str, Any]) -> None:
    assert english_left({**value, "hint": "Press here."}) == [("hint", "Press here.")]


def test_no_lesson_loses_its_translation(value: dict[str, Any]) -> None:
    lessons = {one["id"] for one in value["lessons"]}
    assert lessons == value["translations"]["es"]["lessons"].keys()


def test_figures_have_a_comma_in_spanish(value: dict[str, Any]) -> None:
    own = value["translations"]["es"]
    points = [
        (path, other)
        for key in ("structures", "points", "studies", "people")
        for path, _, other in said(value[key], own[key], key)
        if isinstance(other, str) and re.search(r"(?<![\d.])\d+\.\d+ ?(?:mm|%|°|±)", other)
    ]
    assert points == []


def test_surfaces_that_are_missing_are_told_in_spanish_too(tmp_path: Path) -> None:
    found = page_value(page_content(lessons=[]), tmp_path)
    assert found["packs"][0]["problem"].startswith("The file bones.pack is missing")
    own = found["translations"]["es"]["packs"]["bones"]["problem"]
    assert own.startswith("Falta el archivo bones.pack, así que no se dibujan: Hueso coxal, lado derecho;")


def test_spanish_travels_in_its_own_part(value: dict[str, Any]) -> None:
    parts = parted(value)
    assert "cadáveres" not in str(parts[FIRST])
    assert "cadáveres" in str(parts["es"])
