"""How wide texts are on the page, worked out without a browser.

Widths of letters are those of DejaVu Sans, wider than most system fonts, so what fits here fits elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["BOLD_WIDTHS", "PLAIN_WIDTHS", "text_width", "wrapped"]


def _widths(letters: Mapping[int, str]) -> dict[str, float]:
    return {letter: width / 1000 for width, group in letters.items() for letter in group}


PLAIN_WIDTHS: Mapping[str, float] = _widths(
    {
        275: "'",
        278: "ijlí",
        295: "IJÍ",
        318: " ,.’",
        337: "/:;\\|",
        352: "f",
        361: "-",
        390: "()[]",
        392: "t",
        401: "!",
        411: "r",
        460: '"',
        500: "*_`–°",
        518: "“”",
        521: "s",
        525: "z",
        531: "?",
        550: "c",
        557: "L",
        575: "F",
        579: "k",
        592: "vxy",
        603: "P",
        611: "TY",
        612: "oó",
        613: "aá",
        615: "eé",
        630: "ß",
        632: "EÉ",
        634: "hnuúñü",
        635: "Sbdgpq",
        636: "$0123456789{}",
        656: "K",
        684: "AVÁ",
        685: "XZ",
        686: "B",
        695: "R",
        698: "C",
        732: "UÚ",
        748: "NÑ",
        752: "H",
        770: "D",
        775: "G",
        780: "&",
        787: "OQÓ",
        818: "w",
        838: "#+<=>^~±×",
        863: "M",
        950: "%",
        969: "½",
        974: "m",
        989: "W",
        1000: "@—…",
    }
)
BOLD_WIDTHS: Mapping[str, float] = _widths(
    {
        306: "'",
        343: "ijlí",
        348: " ",
        365: "/\\|",
        372: "IJÍ",
        380: ",.’",
        400: ":;",
        415: "-",
        435: "f",
        456: "!",
        457: "()[]",
        478: "t",
        493: "r",
        500: "_`–°",
        521: '"',
        523: "*",
        580: "?",
        582: "z",
        593: "c",
        595: "s",
        637: "L",
        645: "x",
        652: "vy",
        657: "“”",
        665: "k",
        675: "aá",
        678: "eé",
        682: "T",
        683: "EFÉ",
        687: "oó",
        696: "$0123456789",
        712: "hnu{}úñü",
        716: "bdgpq",
        719: "ß",
        720: "S",
        724: "Y",
        725: "Z",
        733: "P",
        734: "C",
        762: "B",
        770: "R",
        771: "X",
        774: "AVÁ",
        775: "K",
        812: "UÚ",
        821: "G",
        830: "D",
        837: "HNÑ",
        838: "#+<=>^~±×",
        850: "OQÓ",
        872: "&",
        924: "w",
        995: "M",
        1000: "@—…",
        1002: "%",
        1035: "½",
        1042: "m",
        1103: "W",
    }
)


def text_width(text: str, size_px: float, bold: bool = False) -> float:
    """Return how wide a text is on one line, in CSS pixels."""
    table, other = (BOLD_WIDTHS, 0.70) if bold else (PLAIN_WIDTHS, 0.62)
    return sum(table.get(letter, other) for letter in text) * size_px


def wrapped(text: str, size_px: float, room_px: float, bold: bool = False) -> tuple[float, int]:
    """Return the width and the number of lines of a text that breaks between words."""
    lines, line = 1, ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size_px, bold) > room_px:
            lines, line = lines + 1, word
        else:
            line = longer
    # A text that breaks takes all the room that there is.
    return (room_px, lines) if lines > 1 else (text_width(line, size_px, bold), 1)
