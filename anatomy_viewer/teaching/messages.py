"""The few words that the compiler itself puts into a picture, by language."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

_ENGLISH: Final = {
    "straight": "straight",
    "along_the_crest": "along the crest",
    "from_midline": "from the midline",
    "ruler": "{value} {kind} {between}",
    "between": "from {start} to {end}",
    "midline": "the midline",
    "side_right": "on the right",
    "side_left": "on the left",
    "side_mid": "in the midline",
    "both_sides": "on both sides",
    "view": "{view}.",
    "emphasised": "Brought out: {things}.",
    "shown": "Also shown: {things}.",
    "faded": "Pale, for orientation: {things}.",
    "marked": "Marked: {things}.",
    "spread": "Laid on the bone as a soft stain: {things}.",
    "measured": "Measured: {things}.",
    "place": "{name}, {side}, {distance} mm from the midline",
    "place_mid": "{name}, in the midline",
    "on_crest": "on the iliac crest",
    "and": "and",
}

MESSAGES: Final = MappingProxyType({"en": MappingProxyType(_ENGLISH)})


def message(language: str, key: str, **values: object) -> str:
    """Return a message in a language with its gaps filled.

    Raises
    ------
    KeyError
        Where the language or the key is unknown.
    """
    return MESSAGES[language][key].format(**values)


def listed(language: str, words: list[str]) -> str:
    """Return words as a list in a sentence: ``a, b and c``; with semicolons where a word holds a comma."""
    if len(words) < 2:
        return "".join(words)
    gap = "; " if any("," in word for word in words) else ", "
    join = gap if gap == "; " else " "
    return f"{gap.join(words[:-1])}{join}{message(language, 'and')} {words[-1]}"
