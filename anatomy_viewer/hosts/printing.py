"""What is printed reaches a narrow code page whole: in words that it has, never broken off.

A console takes any letter. A file or a pipe on Windows takes those of one code page (cp1252, cp437), and what is not
among them would end the command in the middle of a line.
"""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata

__all__ = ["print_in_any_code_page"]

_PLAIN = {
    "\N{MINUS SIGN}": "-",
    "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{MULTIPLICATION SIGN}": "x",
    "\N{PLUS-MINUS SIGN}": "+/-",
    "\N{DIVISION SIGN}": "/",
    "\N{FRACTION SLASH}": "/",
    "\N{MICRO SIGN}": "u",
    "\N{GREEK SMALL LETTER MU}": "u",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{ALMOST EQUAL TO}": "~",
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{LEFTWARDS ARROW}": "<-",
    "\N{DEGREE SIGN}": " degrees",
    "\N{MIDDLE DOT}": "-",
    "\N{BULLET}": "-",
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}": '"',
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}": '"',
    "\N{INVERTED QUESTION MARK}": "?",
    "\N{INVERTED EXCLAMATION MARK}": "!",
    "\N{LATIN SMALL LETTER SHARP S}": "ss",
    "\N{LATIN SMALL LETTER AE}": "ae",
    "\N{LATIN CAPITAL LETTER AE}": "AE",
    "\N{LATIN SMALL LIGATURE OE}": "oe",
    "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    "\N{LATIN SMALL LETTER L WITH STROKE}": "l",
    "\N{LATIN CAPITAL LETTER L WITH STROKE}": "L",
    "\N{LATIN SMALL LETTER O WITH STROKE}": "o",
    "\N{LATIN CAPITAL LETTER O WITH STROKE}": "O",
}


def print_in_any_code_page() -> None:
    """Let standard output and standard error write every letter in some way, whatever their encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def _in_plain_letters(fault: UnicodeError) -> tuple[str, int]:
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    return "".join(map(_plain, fault.object[fault.start : fault.end])), fault.end


def _plain(letter: str) -> str:
    """Return a letter in ASCII: a sign in its place, the letter without its accent, or its number."""
    if letter in _PLAIN:
        return _PLAIN[letter]
    parts = "".join(_PLAIN.get(part, part) for part in unicodedata.normalize("NFKD", letter))
    return parts.encode("ascii", "ignore").decode() or ascii(letter)[1:-1]


_HANDLER = "anatomy_viewer.plain"
codecs.register_error(_HANDLER, _in_plain_letters)
