"""How easily Spanish reads, against words and formulas worked out by hand."""

from __future__ import annotations

import pytest

from anatomy_viewer.teaching.checking.readability_es import ease, syllables

SYLLABLES = {
    1: "piel muy bien cien es pie",
    2: "nervio túnel hueso cresta dolor día agua guerra causa",
    3: "espalda columna cadera ahora aguja cabeza ciática",
    4: "articular ligamento examinar",
}


@pytest.mark.parametrize(("count", "word"), [(n, word) for n, words in SYLLABLES.items() for word in words.split()])
def test_spanish_syllables_are_counted(count: int, word: str) -> None:
    assert syllables(word) == count


def test_reading_ease_follows_both_formulas() -> None:
    found = ease("El nervio va por la piel. Duele poco.")
    words, sentences, count = 8, 2, 1 + 2 + 1 + 1 + 1 + 1 + 2 + 2
    assert (found.words, found.sentences) == (words, sentences)
    assert found.fernandez_huerta == pytest.approx(206.84 - 60 * count / words - 1.02 * words / sentences, abs=0.06)
    assert found.inflesz == pytest.approx(206.835 - 62.3 * count / words - words / sentences, abs=0.06)
    assert ease("… 12 —").words == 0
