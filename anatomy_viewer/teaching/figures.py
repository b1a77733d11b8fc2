"""The lengths and percentages that a text gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Unit = Literal["mm", "%"]

_NUMBER = r"\d+(?:\.\d+)?"
_UNIT = r"mm|millimetres?|cm|centimetres?|%|percent|per\s+cent"
_AMOUNT = re.compile(rf"({_NUMBER}(?:\s*(?:to|and|or|–|-|±|,)\s*{_NUMBER})*)[\s-]*({_UNIT})(?!\w)")


@dataclass(frozen=True)
class Amount:
    """A figure with its unit, as a text gives it.

    Parameters
    ----------
    value
        In millimetres or percent.
    unit
        ``mm`` or ``%``.
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


def amounts(text: str) -> Iterator[Amount]:
    """Yield every length and percentage of a plain text; ``1 to 2 cm`` and ``81 ± 9 mm`` give two.

    Examples
    --------
    >>> [amount.value for amount in amounts("from 1 to 2 cm, in 39 % of sides")]
    [10.0, 20.0, 39.0]
    """
    for found in _AMOUNT.finditer(text):
        unit = found.group(2)
        scale = 10.0 if unit[0] == "c" else 1.0
        for number in re.findall(_NUMBER, found.group(1)):
            last_digit = 10.0 ** -len(number.partition(".")[2])
            yield Amount(
                float(number) * scale,
                "mm" if unit[0] in "mc" else "%",
                last_digit * scale / 2 + 1e-9,
                f"{number} {unit}",
            )


def nearest_figure(value: float, figures: Iterable[float]) -> float | None:
    """Return the figure that is nearest to a value, or None where there are no figures."""
    return min(figures, key=lambda figure: abs(figure - value), default=None)
