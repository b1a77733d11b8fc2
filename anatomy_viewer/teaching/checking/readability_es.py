"""Reading ease of Spanish patient texts: Fernández-Huerta and Szigriszt-Pazos on the INFLESZ scale.

Both formulas give points, where more is easier. Fernández-Huerta's 60 to 70 is the seventh to eighth school
year, 70 to 80 the sixth. INFLESZ calls 55 to 65 normal and 65 to 80 quite easy, and asks at least 55 of texts for
patients. This project keeps to the English bound of grade 8, with a little room: 65 on both.

Sources
-------
Fernández Huerta J. Medidas sencillas de lecturabilidad. Consigna 1959;214:29-32 (with the weight of 60 for a
word's syllables and 1.02 for a sentence's words). Szigriszt Pazos F. Sistemas predictivos de legibilidad del
mensaje escrito: fórmula de perspicuidad. Universidad Complutense, Madrid, 1993. Barrio-Cantalejo IM et al.
Validación de la escala INFLESZ para evaluar la legibilidad de los textos dirigidos a pacientes. Anales Sis San
Navarra 2008;31:135-152. All recalled, not checked in the sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

LOWEST_PATIENT_EASE = 65.0

_WORD = re.compile(r"[A-Za-zÁÉÍÓÚÜÑáéíóúüñ]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SENTENCE_END = re.compile(r"[.!?…]+(?=[\s\"'»”’)]|$)|\n\s*\n|:(?=\s)")
_STRONG = "aeoáéíóú"
"""Vowels that carry a syllable of their own; an accent on i or u parts it from its neighbour."""


@dataclass(frozen=True)
class Ease:
    """How easy a Spanish text is to read; both zero for a text without words.

    Parameters
    ----------
    fernandez_huerta, inflesz
        The two scores, 100 very easy, 0 very hard.
    sentences, words
        What was counted.
    """

    fernandez_huerta: float
    inflesz: float
    sentences: int
    words: int

    @property
    def lowest(self) -> float:
        """The worse of the two scores."""
        return min(self.fernandez_huerta, self.inflesz)


def syllables(word: str) -> int:
    """Return the number of syllables of a Spanish word, at least 1.

    Examples
    --------
    >>> [syllables(word) for word in ("nervio", "túnel", "día", "aguja", "piel", "ciudad", "muy")]
    [2, 2, 2, 3, 1, 2, 1]
    """
    bare = re.sub(r"([gq])u(?=[eiéí])", r"\1", word.lower())
    bare = re.sub(r"y\b", "i", bare)
    groups = re.findall(r"[aeiouáéíóúü]+", bare)
    return max(1, sum(max(1, sum(letter in _STRONG for letter in group)) for group in groups))


def ease(text: str, explained: Iterable[str] = ()) -> Ease:
    """Return the reading ease of a plain Spanish text.

    Parameters
    ----------
    text
        Plain text, no markup.
    explained
        Words and phrases that the lesson explains; each counts as words of one syllable.

    Returns
    -------
    Ease
        Numbers written in digits count as words of one syllable, headings and paragraphs as sentences.
    """
    plain = text
    for phrase in sorted(explained, key=len, reverse=True):
        pattern = rf"\b{re.escape(phrase)}(?:s|es)?\b"
        plain = re.sub(pattern, lambda found: " ".join("de" for _ in found.group().split()), plain, flags=re.I)
    sentences = sum(1 for part in _SENTENCE_END.split(plain) if _WORD.search(part))
    words = _WORD.findall(plain)
    numbers = len(_NUMBER.findall(plain))
    if not words or not sentences:
        return Ease(0.0, 0.0, 0, 0)
    total = len(words) + numbers
    per_word = (sum(syllables(word) for word in words) + numbers) / total
    per_sentence = total / sentences
    return Ease(
        round(206.84 - 60.0 * per_word - 1.02 * per_sentence, 1),
        round(206.835 - 62.3 * per_word - per_sentence, 1),
        sentences,
        total,
    )
