"""What the tables say, in another language: ``tables/LANG/TABLE.csv``, an English text and its translation in each row.

A row is found by its English text as the page says it. So a text that several rows of a table share is translated once,
and a translation whose English was changed is told (`translation_problems`) and not shown: what has no words of its own
stays English.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.ledger import WHY_UNMET
from anatomy_viewer.atlas.problems import Problem, ProblemsFound, nearest_name
from anatomy_viewer.atlas.tables import Table, check_unique, read_table

__all__ = [
    "BAR",
    "ENGLISH",
    "TABLES",
    "Words",
    "check_translations",
    "needs_no_words",
    "numbers",
    "read_words",
    "texts_of",
    "translation_problems",
]

BAR = " | "
"""Between how a nerve passes and what it passes: a translation says where its own sentence is parted."""


@dataclass(frozen=True)
class Phrase:
    """A text of a table in another language.

    Parameters
    ----------
    english
        The text as the page says it.
    translation
        The same in the other language.
    """

    english: str
    translation: str


@dataclass(frozen=True)
class Words:
    """What the tables say, in one language.

    Parameters
    ----------
    language
        Such as ``es``.
    phrases
        The translation of each English text, by table.
    """

    language: str = "en"
    phrases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, table: str, english: str) -> str:
        """Return a text of a table; figures alone are written as the language writes them, all else stays English."""
        own = self.phrases.get(table, {}).get(english)
        if own is not None:
            return own
        return figures_in(self.language, english) if needs_no_words(english) else english


ENGLISH = Words()


def numbers(text: str, language: str) -> Counter[float]:
    """Return the numbers in digits; thousands with a comma in English, elsewhere a comma is a decimal sign."""
    if language == "en":
        return Counter(float(found.replace(",", "")) for found in _ENGLISH_NUMBER.findall(text))
    return Counter(float(re.sub(r"\s", "", found).replace(",", ".")) for found in _OTHER_NUMBER.findall(text))


_ENGLISH_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_OTHER_NUMBER = re.compile(r"\d{1,3}(?:[\u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
_FIGURES = re.compile(r"(?:[\d\s.,;±°%-]|mm[²³]?)*")
_NAME_IN_CAPITALS = re.compile(r"\b[A-Z]{3,}[A-Z0-9-]*\d+\w?\b")


def needs_no_words(text: str) -> bool:
    """Return whether a text is figures and units alone, which every language has."""
    return _FIGURES.fullmatch(text) is not None


def figures_in(language: str, text: str) -> str:
    """Return figures with the language's decimal sign: ``81,0 ± 9,2 mm``."""
    return text if language == "en" else re.sub(r"(?<=\d)\.(?=\d)", ",", text)


def texts_of(atlas: Atlas) -> Mapping[str, Mapping[str, bool]]:
    """Return every text of each table that the page says, and whether it has to be translated.

    References stay as they were published; where they hold words of this project they may be translated.
    """
    found: dict[str, dict[str, bool]] = {}
    for table, text, needed in _texts(atlas):
        if text and not needs_no_words(text):
            found.setdefault(table, {}).setdefault(text, needed)
    return found


def _texts(atlas: Atlas) -> Iterator[tuple[str, str, bool]]:
    def all_of(table: str, texts: Iterable[str]) -> Iterator[tuple[str, str, bool]]:
        yield from ((table, text, True) for text in texts)

    for told in atlas.descriptions:
        yield from all_of("descriptions", (told.student, told.clinician, told.patient))
    for fact in atlas.facts:
        yield from all_of("facts", (fact.label, fact.value, fact.sample, fact.note))
    yield from all_of("structures", (one.model_note for one in atlas.structures))
    for site in atlas.sites:
        yield from all_of("sites", (site.location, site.compressing_structure))
    for landmark in atlas.landmarks:
        yield from all_of("landmarks", (landmark.how_to_find, landmark.how_to_find_for_patients))
    for plane in atlas.ledger:
        yield from all_of("layer_ledger", (BAR.join(plane.passes), plane.note, WHY_UNMET.get(plane.unmet, "")))
    for study in atlas.studies:
        yield from all_of("studies", (study.title,))
        for crossing in study.crossings:
            kinds = (crossing.distance, crossing.length_kind, crossing.method)
            yield from all_of("studies", (*kinds, crossing.figure, crossing.sample, crossing.age, crossing.note))
    for alternative in atlas.alternatives:
        yield from all_of("alternatives", (alternative.name,))
        for finding in alternative.findings:
            yield from all_of("alternatives", (finding.about, finding.figure, finding.counted, finding.note))
    for variant in atlas.variants:
        if variant.use != "not drawn":
            yield from all_of("variants", (variant.english, variant.share_in_words, variant.note))
    for source in atlas.sources:
        yield from all_of("sources", (source.standing, source.how_read))
        yield "sources", source.citation, False


TABLES = (
    "descriptions",
    "facts",
    "structures",
    "sites",
    "landmarks",
    "layer_ledger",
    "studies",
    "alternatives",
    "variants",
    "sources",
)
"""The tables whose texts are translated; what things are called stands in ``names.csv`` beside them."""


@lru_cache(maxsize=8)
def read_words(language: str, folder: Path | None = None) -> Words:
    """Return what the tables say in a language.

    Parameters
    ----------
    language
        Such as ``es``; in English the tables speak for themselves.
    folder
        The folder ``meshes``; by default that of this installation.

    Raises
    ------
    ProblemsFound
        Where a table is missing or cannot be read, or translates a text twice.
    """
    if language == "en":
        return ENGLISH
    return Words(
        language,
        {
            name: MappingProxyType({row.english: row.translation for row in table.rows})
            for name, table in _tables(language, folder or data_folder("meshes")).items()
        },
    )


def _tables(language: str, folder: Path) -> Mapping[str, Table[Phrase]]:
    problems: list[Problem] = []
    found = {name: _read_phrases(folder / "tables" / language / f"{name}.csv", problems) for name in TABLES}
    if problems:
        raise ProblemsFound(problems)
    return found


def _read_phrases(path: Path, problems: list[Problem]) -> Table[Phrase]:
    """Return a table of translations; what is wrong with it alone is added to `problems`."""
    table = read_table(path, Phrase, problems)
    check_unique(table, "english", problems)
    return table


def translation_problems(language: str, atlas: Atlas, folder: Path | None = None) -> tuple[Problem, ...]:
    """Return everything in which the translated tables and the English ones do not go together.

    Told are texts without a translation, translations of a text that the table does not say (any more), and those that
    have other figures, other names of sources, or another parting than their English.
    """
    texts, tables = texts_of(atlas), _tables(language, folder or data_folder("meshes"))
    return tuple(
        problem
        for name, table in tables.items()
        for problem in _phrase_problems(table, texts.get(name, {}), language, f"{name}.csv")
    )


def _phrase_problems(table: Table[Phrase], texts: Mapping[str, bool], language: str, source: str) -> Iterator[Problem]:
    """Yield everything in which a table of translations and what it translates do not go together.

    Parameters
    ----------
    texts
        Every text that may be translated, and whether it has to be.
    source
        Where the texts stand, in words.
    """
    known = {row.english for row in table.rows}
    lacking = [text for text, needed in texts.items() if needed and text not in known]
    for index, row in enumerate(table.rows):
        if row.english not in texts:
            told, nearest = (
                f"found {_quoted(row.english)}, which {source} does not say",
                nearest_name(row.english, lacking),
            )
            yield Problem(table.where(index, "english"), told, "a text that stands there now", nearest)
            continue
        for told, allowed in _differences(row, language):
            yield Problem(table.where(index, "translation"), told, allowed)
    for text in lacking:
        yield Problem(table.name, f"{_quoted(text)} of {source} has no translation")


def check_translations(atlas: Atlas, folder: Path | None = None) -> None:
    """Refuse tables that do not go together with their translations, in whatever language there is.

    Raises
    ------
    ProblemsFound
        With everything that `translation_problems` tells.
    """
    languages = sorted(path.parent.name for path in (folder or data_folder("meshes")).glob("tables/*/names.csv"))
    if problems := [found for one in languages for found in translation_problems(one, atlas, folder)]:
        raise ProblemsFound(problems)


def _differences(row: Phrase, language: str) -> Iterator[tuple[str, str]]:
    english, own = numbers(row.english, "en"), numbers(row.translation, language)
    if english != own:
        yield f"found the figures {_listed(own)}", f"those of the English: {_listed(english)}"
    names, others = (Counter(_NAME_IN_CAPITALS.findall(text)) for text in (row.english, row.translation))
    if names != others:
        yield f"found the names {', '.join(others) or 'none'}", f"those of the English: {', '.join(names) or 'none'}"
    if row.english.count(BAR) != row.translation.count(BAR):
        yield f"found {_quoted(row.translation)}", f'as many "{BAR.strip()}" as in the English'


def _listed(found: Counter[float]) -> str:
    return ", ".join(f"{number:g}" for number in sorted(found.elements())) or "none"


def _quoted(text: str) -> str:
    return f'"{text}"' if len(text) <= 80 else f'"{text[:79]}…"'
