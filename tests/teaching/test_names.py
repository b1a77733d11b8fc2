"""What a lesson may name, and how it is found."""

from __future__ import annotations

from collections import Counter

import pytest

from anatomy_viewer.atlas import read_atlas, read_model
from anatomy_viewer.teaching.names import Name, names


@pytest.fixture(scope="module")
def all_names() -> list[Name]:
    return names(read_atlas(), read_model())


def ids(found: list[Name], *words: str) -> list[str]:
    return [name.id for name in found if name.has(words)]


def test_whatever_a_lesson_may_name_is_there_once(all_names: list[Name]) -> None:
    atlas = read_atlas()
    counted = Counter((name.kind, name.id) for name in all_names)
    assert set(counted.values()) == {1}
    assert {name.id for name in all_names} >= {
        *(one.id for one in atlas.structures),
        *atlas.group_by_id,
        *(one.key for one in atlas.sources),
        "psis_right",
        "scn_1_left",
        "posterior",
        "lu98",
    }


def test_words_are_found_in_ids_names_synonyms_and_latin_in_capitals_or_not(all_names: list[Name]) -> None:
    assert ids(all_names, "tuberosity", "right") == [
        name for name in ids(all_names, "TUBEROSITY") if name.endswith("_right")
    ]
    assert "ischial_tuberosity_right" in ids(all_names, "tuberosity", "right")
    assert "superior_cluneal_nerves" in ids(all_names, "clunium", "group")
    assert ids(all_names, "source", "kuniya 2013") == ["KUNIYA13"]


def test_every_word_must_fit(all_names: list[Name]) -> None:
    assert ids(all_names, "psis")
    assert ids(all_names, "psis", "quark") == []
