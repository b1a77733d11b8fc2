"""The figures that a text gives: lengths, angles, percentages, and counts such as "28 of 64"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Unit = Literal["mm", "%", "°"]

_NUMBER = r"(?:(?<![\w.)–-])[-−])?\d+(?:\.\d+)?"
_UNIT = r"mm|millimetres?|cm|centimetres?|%|percent|per\s+cent|°|degrees?"
_AMOUNT = re.compile(rf"({_NUMBER}(?:\s*(?:to|and|or|–|-|±|,)\s*{_NUMBER})*)[\s-]*({_UNIT})(?!\w)")

_UP_TO_TWELVE = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "a hundred": 100, "a thousand": 1000}
_WORDS = {word: value for value, word in enumerate(_UP_TO_TWELVE, start=1)} | _TENS
_COUNT = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_RATIO = re.compile(
    rf"(?<!every )(?<!each )(?<!person )(?<![\w.,])({_COUNT})\s+(?:out\s+of|of|in)\s+"
    rf"((?:the|these|those|all)\s+)?({_COUNT})\b(?!\s*(?:mm|cm|%|°)|[.]\d)",
    re.IGNORECASE,
)
_SIZE = re.compile(rf"\bn\s*=\s*({_COUNT})\b", re.IGNORECASE)
_ANY_COUNT = re.compile(rf"(?<![\w.])({_COUNT})(?![\w]|\.\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Amount:
    """A figure with its unit, as a text gives it.

    Parameters
    ----------
    value
        In millimetres, degrees or percent; negative where a minus sign stands before it.
    unit
        ``mm``, ``°`` or ``%``.
    rounding
        How far a figure may be from `value` and still be the one that is meant: half of the last digit.
    words
        As it is written: ``7 cm``.
    """

    value: float
    unit: Unit
    rounding: float
    words: str

    def means(self, figures: Iterable[float]) -> bool:
        """Tell whether one of `figures`, in the same unit, is this amount."""
        return any(abs(self.value - figure) <= self.rounding for figure in figures)


@dataclass(frozen=True)
class Count:
    """How many of how many, or how many there were: ``28 of 64``, ``n = 15``.

    Parameters
    ----------
    numbers
        The numbers in it.
    words
        As it is written.
    """

    numbers: tuple[int, ...]
    words: str

    @property
    def share(self) -> float | None:
        """The part of the whole, or None where it is no share."""
        return self.numbers[0] / self.numbers[1] if len(self.numbers) == 2 and self.numbers[1] else None

    def is_share(self, shares: Iterable[float]) -> bool:
        """Tell whether this is one of `shares`, of 1, as far as such small numbers can say it."""
        own = self.share
        if own is None:
            return False
        return any(abs(own - share) <= min(0.5 / self.numbers[1], 0.05) + 1e-9 for share in shares)


def amounts(text: str) -> Iterator[Amount]:
    """Yield every length, angle and percentage of a plain text; ``1 to 2 cm`` and ``81 ± 9 mm`` give two.

    Examples
    --------
    >>> [amount.value for amount in amounts("from 1 to 2 cm, in 39 % of sides, turned by −20°")]
    [10.0, 20.0, 39.0, -20.0]
    """
    for found in _AMOUNT.finditer(text):
        unit = found.group(2)
        scale = 10.0 if unit[0] == "c" else 1.0
        for number in re.findall(_NUMBER, found.group(1)):
            last_digit = 10.0 ** -len(number.partition(".")[2])
            yield Amount(
                float(number.replace("−", "-")) * scale,
                "mm" if unit[0] in "mc" else "°" if unit[0] in "°d" else "%",
                last_digit * scale / 2 + 1e-9,
                f"{number} {unit}",
            )


def counts(text: str) -> Iterator[Count]:
    """Yield every share of a whole and every sample size of a plain text.

    Examples
    --------
    >>> [count.numbers for count in counts("in 28 of 64 sides (n = 15), one in five people")]
    [(28, 64), (1, 5), (15,)]
    """
    for found in _RATIO.finditer(text):
        part, whole = (_number(found.group(index)) for index in (1, 3))
        # "two of the three" points back to three things that were named, and counts no people.
        if part <= whole and not (found.group(2) and found.group(3).isalpha()):
            yield Count((part, whole), found.group())
    for found in _SIZE.finditer(text):
        yield Count((_number(found.group(1)),), found.group())


def numbers_in(text: str) -> set[int]:
    """Return every whole number of a plain text, in digits or in words."""
    return {_number(found.group(1)) for found in _ANY_COUNT.finditer(text)}


def _number(word: str) -> int:
    return _WORDS.get(word.lower()) or int(word.replace(",", ""))


def nearest_figure(value: float, figures: Iterable[float]) -> float | None:
    """Return the figure that is nearest to a value, or None where there are no figures."""
    return min(figures, key=lambda figure: abs(figure - value), default=None)
