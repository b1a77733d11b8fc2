"""What a class says: the same in both languages, and every refusal of the server in a sentence of the page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from anatomy_viewer.hosts.class_room import refusals
from anatomy_viewer.page.class_wording import CLASS_WORDS
from anatomy_viewer.page.files import CLIENT_SCRIPT
from anatomy_viewer.page.wording import LANGUAGE_NAMES


def shape(words: Any) -> Any:
    """Return the keys of words and the gaps of each sentence."""
    if isinstance(words, dict):
        return {key: shape(value) for key, value in words.items()}
    return [shape(one) for one in words] if isinstance(words, list) else sorted(re.findall(r"\{\w+\}", words))


def test_both_languages_have_every_sentence_with_its_gaps():
    assert set(CLASS_WORDS) == set(LANGUAGE_NAMES)
    english, spanish = (CLASS_WORDS[language] for language in ("en", "es"))
    assert shape(english) == shape(spanish)
    same = [key for key in english["standing"] if english["standing"][key] == spanish["standing"][key] != ""]
    assert same == [key for key in english["refused"] if english["refused"][key] == spanish["refused"][key]] == []


def test_every_refusal_that_a_page_may_meet_is_said():
    text = re.sub(r"\s+", " ", Path(refusals.__file__).read_text(encoding="utf-8"))
    words = set(re.findall(r"Refused\(\s?\d+, \"(\w+)\"", text))
    assert {"unknown", "full", "over", "key", "question_closed"} <= words
    assert words - {"seat"} <= set(CLASS_WORDS["en"]["refused"]), "a seat that is none is only dropped"


def test_how_a_class_stands_is_said_in_one_sentence():
    script = (CLIENT_SCRIPT / "lectern.js").read_text(encoding="utf-8")
    told = set(re.findall(r'"(over|gone|joining|lost|elsewhere|leading|roaming|following)"', script))
    assert told | {"gone_leading"} == set(CLASS_WORDS["en"]["standing"])
    offers = set(re.findall(r'(?:following|roaming|gone|refused|key): "(\w+)"', script))
    assert offers == set(CLASS_WORDS["en"]["offers"])
