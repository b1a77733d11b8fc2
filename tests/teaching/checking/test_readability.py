"""Reading grades, counted by hand where they can be."""

from __future__ import annotations

from math import sqrt

import pytest

from anatomy_viewer.teaching.checking.readability import grade, syllables

COUNTED = {
    1: "nerve bone crest trapped moved thumb press through once caused length string",
    2: "spinal tunnel buttock patient tissue table treated dimple lower people spreading needed",
    3: "iliac medial injection sensation hospital area several cluneal examine numbering",
    4: "posterior superior examiner sciatica anatomy irritation",
    5: "sacroiliac anatomical examination",
}


@pytest.mark.parametrize(("count", "word"), [(n, word) for n, words in COUNTED.items() for word in words.split()])
def test_syllables_are_counted(count: int, word: str) -> None:
    assert syllables(word) == count


def test_the_two_grades_follow_their_formulas() -> None:
    grades = grade("The nerve runs over the bone. It gives sensation. An examination helps.")
    words, sentences, total, long_words = 12, 3, 7 + 1 + 1 + 3 + 1 + 5 + 1, 2
    assert (grades.words, grades.sentences, grades.long_words) == (words, sentences, long_words)
    assert grades.flesch_kincaid == pytest.approx(0.39 * words / sentences + 11.8 * total / words - 15.59, abs=0.01)
    assert grades.smog == pytest.approx(1.0430 * sqrt(30 * long_words / sentences) + 3.1291, abs=0.01)


def test_explained_words_count_as_short() -> None:
    text = "The sacroiliac joint hurts. The sacroiliac joint is stiff. It may last."
    assert grade(text).smog > 7
    assert grade(text, ["sacroiliac joint"]).long_words == 0


def test_a_text_without_words_has_no_grade() -> None:
    assert grade("… 12 —").highest == 0.0


def test_headings_lists_and_abbreviations_do_not_break_sentences() -> None:
    assert grade("One thing.\n\nTwo things\n\nThree, e.g. this.").sentences == 3
