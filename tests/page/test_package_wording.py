"""The sentences of packages: each in both languages, one sentence each, and each is said."""

from __future__ import annotations

import re

from anatomy_viewer.page.files import CLIENT_SCRIPT
from anatomy_viewer.page.package_wording import PACKAGE_WORDS
from anatomy_viewer.page.wording import LANGUAGE_NAMES


def test_every_sentence_is_there_in_every_language_and_is_said():
    assert set(PACKAGE_WORDS) == set(LANGUAGE_NAMES)
    (keys,) = {frozenset(words) for words in PACKAGE_WORDS.values()}
    script = (CLIENT_SCRIPT / "attempt.js").read_text(encoding="utf-8")
    assert set(re.findall(r'tellLearner\("(\w+)"\)', script)) == keys
    assert len({text for words in PACKAGE_WORDS.values() for text in words.values()}) == 2 * len(keys)
