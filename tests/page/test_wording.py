import re
from collections.abc import Iterator
from typing import Any

import pytest

from anatomy_viewer.page.client_script import script_text
from anatomy_viewer.page.files import CLIENT_SCRIPT
from anatomy_viewer.page.wording import LANGUAGE_NAMES, WORDS, WORDS_BY_LANGUAGE

OTHERS = [language for language in WORDS_BY_LANGUAGE if language != "en"]
SAME_IN_BOTH = {"author_file", "person_side"}
"""Sentences that are written alike in English and Spanish."""


def texts(words: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text with where it stands."""
    if isinstance(words, str):
        yield place, words
        return
    parts = words.items() if isinstance(words, dict) else enumerate(words)
    for key, part in parts:
        yield from texts(part, f"{place}.{key}" if place else str(key))


def gaps(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_every_language_has_a_name_and_english_is_the_first():
    assert list(LANGUAGE_NAMES) == list(WORDS_BY_LANGUAGE)
    assert next(iter(LANGUAGE_NAMES)) == "en"


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_every_word_and_none_that_english_lacks(language):
    own = {place for place, _ in texts(WORDS_BY_LANGUAGE[language])}
    english = {place for place, _ in texts(WORDS)}
    assert sorted(english - own) == [], "missing"
    assert sorted(own - english) == [], "unknown"


@pytest.mark.parametrize("language", OTHERS)
def test_the_gaps_of_a_sentence_are_the_same_in_every_language(language):
    own = dict(texts(WORDS_BY_LANGUAGE[language]))
    different = {place: (text, own[place]) for place, text in texts(WORDS) if gaps(text) != gaps(own.get(place, text))}
    assert different == {}


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_was_left_in_english(language):
    own = dict(texts(WORDS_BY_LANGUAGE[language]))
    left = {place for place, text in texts(WORDS) if own.get(place) == text and len(text) > 7}
    assert {place for place in left if not SAME_IN_BOTH & set(place.split("."))} == set()


def test_every_word_that_the_page_asks_for_is_there(template):
    script = script_text(CLIENT_SCRIPT)
    asked = set(re.findall(r"\bcontent\.words\.(\w+)", template + script))
    asked |= set(re.findall(r"\bsay\(\s*['\"](\w+)['\"]", template + script))
    assert {key for key in asked if key not in WORDS} == set()


def test_no_word_waits_unused(template):
    script = script_text(CLIENT_SCRIPT)
    in_python = {"still_loading", "surfaces_missing", "surfaces_damaged"}
    unused = {key for key in WORDS if not re.search(rf"\b{key}\b", template + script)}
    assert unused == in_python


def test_the_template_itself_says_nothing_in_any_language(template):
    visible = re.sub(r"\{\{.*?\}\}", "", template, flags=re.DOTALL)
    between = re.findall(r">([^<]*)<", visible)
    said = {text.strip() for text in between if re.search(r"[A-Za-z]{3,}", text) and "=" not in text}
    assert said == {"doi:"}
    names = re.findall(r'\s(?:aria-label|title|placeholder|alt)="([^"]*)"', visible)
    assert names == []
