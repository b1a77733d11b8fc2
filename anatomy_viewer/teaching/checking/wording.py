"""The English words that the checker looks for in a text: findings, promises, colours, sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

LONGEST_PATIENT_SENTENCE: Final = 15
"""In words."""

_COLOURS = "yellow|red|blue|green|orange|purple|violet|pink|black|white|grey|gray|brown|golden|teal|turquoise"
_NAMELESS = (
    "lines?|ones?|bands?|dots?|rings?|areas?|parts?|stains?|markers?|tubes?|cords?|patch(?:es)?|spots?|things?|"
    "structures?|shapes?|strips?|zones?|paths?|nerves?|bones?|points?|arrows?|colou?r"
)
BY_COLOUR: Final = re.compile(
    rf"\b(?:{_COLOURS})(?:\s+(?:and|or)\s+(?:{_COLOURS}))?\s+(?:{_NAMELESS})\b"
    rf"|\b(?:shown|drawn|marked|coloured|colored|painted|highlighted|lit)\s+(?:up\s+)?in\s+(?:{_COLOURS})\b",
    re.IGNORECASE,
)
"""A thing that is named by its colour and by nothing else."""

_MODAL = "probably|likely|clearly|surely|do|may|must|might"
FORBIDDEN: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (
        re.compile(rf"\byou(?:\s+(?:{_MODAL}))?\s+have\b(?!\s+to\b)", re.IGNORECASE),
        '"this fits" or "this does not fit the usual area"',
    ),
    (
        re.compile(r"\byou['’]ve\s+got\b|\byou\s+(?:are\s+)?suffer(?:ing)?\b|\byour\s+diagnosis\b", re.IGNORECASE),
        '"this fits the usual area"',
    ),
    (re.compile(r"\balways\b", re.IGNORECASE), '"often" or "mostly"'),
    (re.compile(r"\bnever\b", re.IGNORECASE), '"rarely" or "seldom"'),
    (
        re.compile(r"\b(?:guaranteed?|completely\s+safe|no\s+risk)\b", re.IGNORECASE),
        "what studies found, with its limits",
    ),
)
"""What a text for patients must not say, and what it may say instead."""

_SMALL_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)"
CLINICAL: Final = re.compile(
    r"\d\s?%|\bper\s?cent\b"
    rf"|\b{_SMALL_NUMBER}\s+(?:in|of|out\s+of)\s+(?:{_SMALL_NUMBER}|a\s+hundred)\b"
    r"|\b(?:stud(?:y|ies)|trials?|patients?\s+(?:with|who)|diagnos\w+|sensitivity|specificity|placebo|nerve\s+blocks?"
    r"|injections?|surgery|operation|radiofrequency|prevalence|syndrome|sciatica|entrapments?|red\s+flags?|cadavers?"
    r"|most\s+people)\b",
    re.IGNORECASE,
)
"""What makes a sentence one that needs a source somewhere in its step."""

MEDICAL_WORDS: Final = (
    "anaesthetic", "anterior", "bursitis", "cadaver", "caudal", "cluneal", "corridor", "cranial", "crest",
    "cutaneous", "dermatome", "distal", "dorsal", "entrapment", "entrapped", "fascia", "fasciae", "foramen",
    "foramina", "gluteal", "gluteus", "iliac", "inferior", "innervation", "lateral", "ligament", "lumbar",
    "medial", "nerve block", "neuralgia", "neuropathy", "osteofibrous", "palpate", "palpation",
    "paraspinal", "perineal", "piriformis", "placebo", "posterior", "proximal", "psis", "rami", "ramus",
    "sacral", "sacroiliac", "sacrum", "sciatica", "spinous", "subcutaneous", "superior", "tender point",
    "thoracolumbar", "tuberosity", "tunnel", "vertebra", "vertebrae",
)  # fmt: skip
"""Words that a patient meets for the first time here."""

_SIGNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bsaddle\b|\bbetween\s+(?:the|your|their)\s+legs\b|\b(?:genital\w*|perineal|perianal)\s+(?:numb|loss|feel)"
        r"|\bnumb\w*\s+(?:genitals?|private)|\bsexual\s+(?:loss|feel|funct|dysf|numb)",
        r"\bbladder\b|\bbowels?\b|\bincontinen\w+|\bpass(?:ing|es)?\s+(?:water|urine)\b|\b(?:urinary\s+)?retention\b"
        r"|\bsphincters?\b",
        r"\b(?:grow\w*|gets?|getting|new|sudden|progressive|severe)\s+(?:\w+\s+){0,2}weak\w*|\bweak(?:ness|er)\b"
        r"|\b(?:leg|foot|feet)\s+(?:\w+\s+){0,2}weak\b|\bweak\s+(?:leg|foot)\b|\bpower\s+(?:is\s+)?lost\b|\blost\s+power\b"
        r"|\bfoot\s+drops?\b|\bboth\s+legs\b",
        r"\bfever\b|\bshiver\w*|\bnight\s+sweats?\b|\bimmun\w+",
        r"\bcancer\b|\bweight\s+(?:loss|lost)\b|\blos\w+\s+weight\b",
        r"\b(?:bad|hard)\s+fall\b|\bcrash\b|\baccident\b|\btrauma\b|\b(?:fragile|brittle|weak|thin)\s+bones?\b"
        r"|\bsteroid\s+tablets\b",
        r"\b(?:unremitting|night)\s+(?:night\s+)?pain\b|\bpain\s+at\s+night\b|\bno\s+position\s+eases\b",
    )
)
_URGENCY: Final = re.compile(
    r"\bat\s+once\b|\bemergenc(?:y|ies)\b|\bstraight\s+away\b|\bright\s+away\b|\bimmediately\b|\burgent\w*"
    r"|\bsame[\s-]day\b|\bwithout\s+delay\b|\bwithin\s+(?:24\s+hours|a\s+day)\b|\b(?:cannot|can\s+not|do\s+not)\s+wait\b"
    r"|\b(?:call|see|tell|visit|ask)\s+(?:a|your|the)\s+doctor\b|\bneeds?\s+(?:a|your)\s+doctor\b|\bdoctor\s+(?:now|today|soon)\b"
    r"|\b(?:get|seek|ask\s+for)\s+help\b|\bhelp\s+(?:now|today)\b|\bneeds?\s+(?:help|care|a\s+scan)\b|\bhospital\b"
    r"|\bred\s+flags?\b",
    re.IGNORECASE,
)
_ENUMERATED: Final = 3
"""So many kinds of signs in one text make a list, whatever it says of haste."""


def red_flag_in(text: str) -> str | None:
    """Return the first sign of a plain text that tells what needs a doctor; None where it does not.

    It does where it names a sign and how soon, or signs of three kinds.

    Examples
    --------
    >>> red_flag_in("Fever with the pain: call a doctor today.")
    'Fever'
    >>> red_flag_in("Cluneal nerves make no leg weak.") is None
    True
    """
    return first_sign(text, _SIGNS, _URGENCY, _ENUMERATED)


def first_sign(text: str, signs: tuple[re.Pattern[str], ...], urgency: re.Pattern[str], enumerated: int) -> str | None:
    """Return the first sign of a text that says how soon too, or that has so many kinds of signs."""
    found = [match for pattern in signs if (match := pattern.search(text))]
    if found and (len(found) >= enumerated or urgency.search(text)):
        return min(found, key=lambda match: match.start()).group()
    return None


_SIDE = re.compile(
    r"\b(?:the|your|his|her|their|its|on|to|from|a|one)\s+(left|right)\b"
    r"(?!\s+(?:away|now|here|there|place|spot|word|way|time|answer|question|height|side\s+up|next|at|under|over"
    r"|(?:or|and)\s+(?:left|right)))"
    r"|\b(left|right)(?=\s+(?:hip|side|buttock|leg|crest|iliac|psis|nerve|branch|hand|thumb|half))",
    re.IGNORECASE,
)


def sides_said(text: str) -> set[str]:
    """Return which of ``left`` and ``right`` a text says as a side; "right away" is none."""
    return {word.lower() for pair in _SIDE.findall(text) for word in pair if word}


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a plain text; a colon ends one too."""
    for sentence in re.split(r"(?<=[.!?…:])\s+", text):
        if sentence.strip():
            yield sentence.strip()
