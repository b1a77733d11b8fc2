"""The Spanish words that the checker looks for in a text: findings, promises, colours, sides."""

from __future__ import annotations

import re
from typing import Final

from anatomy_viewer.teaching.checking.wording import first_sign

LONGEST_PATIENT_SENTENCE: Final = 18
"""In words; Spanish says with 18 what English says with 15."""

_COLOURS = (
    "amarill[oa]s?|roj[oa]s?|azul(?:es)?|verdes?|naranjas?|morad[oa]s?|rosas?|negr[oa]s?|blanc[oa]s?|gris(?:es)?|"
    "marr[oó]n(?:es)?|dorad[oa]s?|turquesas?"
)
_NAMELESS = (
    "líneas?|bandas?|puntos?|anillos?|zonas?|partes?|manchas?|marcas?|tubos?|cordones|cordón|cosas?|estructuras?|"
    "formas?|franjas?|caminos?|nervios?|huesos?|flechas?|color"
)
BY_COLOUR: Final = re.compile(
    rf"\b(?:{_NAMELESS})\s+(?:{_COLOURS})\b|\b(?:en|de)\s+(?:color\s+)?(?:{_COLOURS})\b", re.IGNORECASE
)
"""A thing that is named by its colour and by nothing else."""

FORBIDDEN: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (
        re.compile(
            r"\busted\s+(?:probablemente\s+|seguramente\s+|quizás?\s+)?(?:ya\s+)?tiene\b(?!\s+que\b)", re.IGNORECASE
        ),
        "«esto encaja» o «no encaja con la zona habitual»",
    ),
    (
        re.compile(r"\b(?:usted\s+)?(?:padece|sufre)\s+(?:de\s+)?\w|\bsu\s+diagnóstico\b", re.IGNORECASE),
        "«esto encaja con la zona habitual»",
    ),
    (re.compile(r"\bsiempre\b", re.IGNORECASE), "«a menudo» o «casi todas las veces»"),
    (re.compile(r"\b(?:nunca|jamás)\b", re.IGNORECASE), "«rara vez»"),
    (
        re.compile(r"\b(?:garantiza\w*|totalmente\s+segur[oa]|sin\s+(?:ningún\s+)?riesgos?)\b", re.IGNORECASE),
        "lo que hallaron los estudios, con sus límites",
    ),
)
"""What a text for patients must not say, and what it may say instead."""

MEDICAL_WORDS: Final = (
    "anestésico", "aponeurosis", "atrapamiento", "bloqueo nervioso", "bursitis", "cadáver", "caudal", "ciática",
    "cluneal", "craneal", "cresta", "cutáneo", "dermatoma", "dispersión", "distal", "dorsal", "especificidad",
    "espinosa", "fascia", "foramen", "glúteo", "ilíaca", "ilíaco", "inervación", "inferior", "lateral", "ligamento",
    "lumbar", "medial", "neuralgia", "neuropatía", "osteofibroso", "palpación", "palpar", "perineal", "piriforme",
    "placebo", "posterior", "proximal", "punto doloroso", "ramo", "sacro", "sacroilíaca", "sacroilíaco",
    "sensibilidad", "subcutáneo", "superior", "toracolumbar", "trocánter", "tuberosidad", "túnel", "vértebra",
)  # fmt: skip
"""Words that a patient meets for the first time here."""

_SIGNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bsilla\s+de\s+montar\b|\bentre\s+(?:las|sus)\s+piernas\b|\ben\s+silla\b|\bsilla\s+dormida\b"
        r"|\bgenitales\b|\bpérdida\s+(?:\w+\s+)?sexual\b",
        r"\bvejiga\b|\bintestinos?\b|\bincontinencia\b|\borinar\b|\borina\b|\bheces\b|\bdefecar\b|\besfínter\w*",
        r"\bdebilidad\b|\b(?:pierna|pie)\s+débil\b|\b(?:pierd\w+|perder)\s+fuerza\b|\bpérdida\s+de\s+fuerza\b"
        r"|\b(?:dos|ambas)\s+piernas\b",
        r"\bfiebre\b|\bescalofríos\b|\bsud(?:or|a)\w*|\bdefensas\b|\binmun\w+",
        r"\bcáncer\b|\b(?:pérdida\s+de\s+)?peso\s+perdido\b|\bpérdida\s+de\s+peso\b",
        r"\bcaída\s+fuerte\b|\bmala\s+caída\b|\bchoque\b|\baccidente\b|\btraumatismo\b|\bhuesos?\s+frágil(?:es)?\b"
        r"|\bpastillas\s+de\s+corticoides\b",
        r"\bdolor\s+(?:nocturno|de\s+noche)\b|\bde\s+noche\s+no\b",
    )
)
_URGENCY: Final = re.compile(
    r"\benseguida\b|\burgen\w+|\bde\s+inmediato\b|\binmediatamente\b|\bmismo\s+día\b|\bsin\s+demora\b"
    r"|\b(?:llame|vaya|avise|consulte|pregunte)\b[^.]{0,20}\bmédico\b|\bmédico\s+(?:ya|hoy)\b|\bhoy\s+(?:a\s+)?(?:un\s+)?médico\b"
    r"|\b(?:pida|pedir|busque|buscar|necesita\w*)\s+(?:ayuda|atención|un\s+médico)\b|\bayuda\s+ya\b|\bhospital\b"
    r"|\bno\s+(?:puede\w*\s+)?esper\w+|\bseñal(?:es)?\s+de\s+alarma\b",
    re.IGNORECASE,
)
_ENUMERATED: Final = 3


def red_flag_in(text: str) -> str | None:
    """Return the first sign of a plain Spanish text that tells what needs a doctor; None where it does not.

    Examples
    --------
    >>> red_flag_in("Fiebre con el dolor: llame hoy a un médico.")
    'Fiebre'
    """
    return first_sign(text, _SIGNS, _URGENCY, _ENUMERATED)


_SIDE = re.compile(r"\b(?:lado\s+|mano\s+|la\s+|hacia\s+)?(izquierd|derech)[oa]s?\b", re.IGNORECASE)
_NO_SIDE = re.compile(r"\btodo\s+derecho\b|\bderecho\s+a\b|\bderechos?\s+de\b", re.IGNORECASE)


def sides_said(text: str) -> set[str]:
    """Return which of ``left`` and ``right`` a Spanish text says as a side; «todo derecho» is none."""
    found = {word.lower() for word in _SIDE.findall(_NO_SIDE.sub("", text))}
    return {"left" if word == "izquierd" else "right" for word in found}
