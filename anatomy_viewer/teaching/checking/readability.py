"""Reading grades of patient texts: Flesch-Kincaid and SMOG, counted here and offline.

Syllables are counted by rules with a short list of exceptions, because the pronouncing dictionaries that
other tools fetch need a network. Words that a lesson explains count as short words.

Sources
-------
Kincaid JP, Fishburne RP, Rogers RL, Chissom BS. Naval Technical Training Command Research Branch Report
8-75, 1975. McLaughlin GH. SMOG grading: a new readability formula. J Reading 1969;12:639-646.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

HIGHEST_PATIENT_GRADE = 8.0
HIGHEST_GRADE_IN_ALL = 10.0
"""Explained words do not count against the grade of a text, but not everything can be hard and explained."""

FEWEST_SENTENCES = 3
"""A text of fewer sentences is graded with the texts around it: alone its grade means nothing."""

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SENTENCE_END = re.compile(r"[.!?…]+(?=[\s\"'”’)]|$)|\n\s*\n|:(?=\s)")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|vs|approx|Dr)\.", re.IGNORECASE)

_EXCEPTIONS: dict[str, int] = {
    "area": 3, "areas": 3, "idea": 3, "ideas": 3, "being": 2, "doing": 2, "going": 2, "seeing": 2,
    "sciatica": 4, "people": 2, "every": 2, "everyone": 3, "everything": 3, "everyday": 3, "several": 3,
    "sometimes": 2, "something": 2, "someone": 2, "somewhere": 2, "sacroiliac": 5, "iliac": 3, "radiate": 3,
    "clothes": 1, "hour": 1, "hours": 1, "ones": 1, "once": 1, "whole": 1, "does": 1, "goes": 1, "shoes": 1,
    "toes": 1, "eyes": 1, "real": 2, "really": 2, "quiet": 2, "science": 2, "diet": 2, "lying": 2,
    "trying": 2, "trial": 2, "trials": 2, "usual": 3, "usually": 4, "visual": 3, "actual": 3,
    "actually": 4, "situation": 4, "cause": 1, "causes": 2, "because": 2, "bruise": 1, "difference": 3,
    "different": 3, "family": 3, "evening": 2, "business": 2, "chocolate": 2, "comfortable": 4, "nerve": 1,
    "nerves": 1, "themselves": 2, "himself": 2, "therefore": 2, "elsewhere": 2, "someplace": 2,
    "forearm": 2, "makeup": 2, "sideways": 2, "lifetime": 2, "homework": 2, "fire": 2, "tired": 2,
    "create": 2, "created": 3, "react": 2, "reality": 4, "poem": 2, "fluid": 2, "ruin": 2, "neuron": 2,
    "neural": 2, "mayor": 2, "our": 2, "ours": 2, "power": 2, "flower": 2, "lower": 2, "towards": 2,
    "toward": 2, "medicine": 3, "cannot": 2, "maybe": 2, "safely": 2, "closely": 2, "likely": 2,
    "rarely": 2, "merely": 2, "surely": 2, "widely": 2, "wisely": 2, "lonely": 2, "movement": 2,
    "movements": 2, "statement": 2, "basement": 2, "placement": 2, "hopeful": 2, "careful": 2,
    "carefully": 3, "useful": 2, "useless": 2, "safety": 2, "ninety": 2, "nineteen": 2, "homes": 1,
    "moreover": 3, "hereby": 2, "whereas": 2, "facet": 2, "biopsy": 3, "diagnosis": 4,
    "layer": 2, "layers": 2, "client": 2, "centre": 2, "centres": 2, "technique": 2, "language": 2,
    "specialist": 3, "posterior": 4, "earlier": 3, "anyone": 3, "beyond": 2, "rhythm": 2, "aches": 1,
    "cluneal": 3,
    "baseline": 2, "clinician": 3, "clinicians": 3, "cranial": 3, "millimetre": 4, "millimetres": 4,
}  # fmt: skip

_SILENT_ENDINGS = (
    r"[^aeiouy](?<![^aeiouy]l)e$",
    r"[^aeiouytd](?<![^aeiouy][lr])ed$",
    r"[^aeiouyscxzgh](?<![^aeiouy]l)es$",
    r"[^csw]hes$",
)


@dataclass(frozen=True)
class Grades:
    """How hard a text is to read, in American school grades.

    Parameters
    ----------
    flesch_kincaid, smog
        The two grades; both zero for a text without words.
    sentences, words, long_words
        What was counted; long words have three syllables or more and are not explained.
    """

    flesch_kincaid: float
    smog: float
    sentences: int
    words: int
    long_words: int

    @property
    def highest(self) -> float:
        """The worse of the two grades."""
        return max(self.flesch_kincaid, self.smog)


def syllables(word: str) -> int:
    """Return the number of syllables of an English word, at least 1.

    Examples
    --------
    >>> [syllables(word) for word in ("nerve", "tunnel", "medicine", "trapped")]
    [1, 2, 3, 1]
    """
    bare = re.sub(r"['’](?:s|t|d|m|ll|re|ve)?$", "", word.lower())
    if bare in _EXCEPTIONS:
        return _EXCEPTIONS[bare]
    bare = re.sub(r"[^a-z]", "", bare)
    groups = len(re.findall(r"[aeiouy]+", bare))
    if any(re.search(silent, bare) for silent in _SILENT_ENDINGS):
        groups -= 1
    groups += len(re.findall(r"i(?:a(?!l\b|n\b|lly\b)|o(?!n|us)|um|et)|eo(?!n\b)|ua(?!r|l\b)|yi|uou", bare))
    groups += len(re.findall(r"[^cstgx]ia[ln]\b|[^aeioucstgx]ious|[^qg]ual\b|[^aeiouy]i?sm\b", bare))
    if re.search(r"[a-z]{2}e(?:ly|ment|ments|ful|less|ness|thing|where)$", bare) and not re.search(
        r"(?:ele|[aeiouy]e)(?:ly|ment|ments|ful|less|ness)$", bare
    ):
        groups -= 1
    return max(1, groups)


def grade(text: str, explained: Iterable[str] = ()) -> Grades:
    """Return the reading grades of a plain text.

    Parameters
    ----------
    text
        Plain text, no markup.
    explained
        Words and phrases that the lesson explains; each counts as words of one syllable.

    Returns
    -------
    Grades
        Numbers written in digits count as words of one syllable, headings and paragraphs as sentences.
    """
    plain = _ABBREVIATION.sub("", text)
    for phrase in sorted(explained, key=len, reverse=True):
        pattern = rf"\b{re.escape(phrase)}(?:s|es)?\b"
        plain = re.sub(pattern, lambda found: " ".join("it" for _ in found.group().split()), plain, flags=re.I)
    sentences = sum(1 for part in _SENTENCE_END.split(plain) if _WORD.search(part))
    words = _WORD.findall(plain)
    numbers = len(_NUMBER.findall(plain))
    if not words or not sentences:
        return Grades(0.0, 0.0, 0, 0, 0)
    counts = [syllables(word) for word in words]
    total = len(words) + numbers
    long_words = sum(1 for count in counts if count >= 3)
    kincaid = 0.39 * total / sentences + 11.8 * (sum(counts) + numbers) / total - 15.59
    smog = 1.0430 * sqrt(30.0 * long_words / sentences) + 3.1291
    return Grades(round(max(kincaid, 0.0), 2), round(smog, 2), sentences, total, long_words)
