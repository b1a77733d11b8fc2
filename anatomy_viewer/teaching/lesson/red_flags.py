"""The signs that need a doctor, of ``red_flags.yaml``: each worded once, for every audience and language.

A step names them under ``red_flags``, a text takes the words of one by ``{red_flag: ID}``; `with_red_flags` writes them
in. The checker refuses other wordings in lessons, so that triage says one thing everywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import BaseModel, Field, ValidationError, model_validator

from anatomy_viewer.atlas.descriptions import AUDIENCES, Audience
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.problems import Problem, ProblemsFound, nearest_name
from anatomy_viewer.atlas.sources import Mark
from anatomy_viewer.teaching.lesson.lesson import Lesson, Step
from anatomy_viewer.teaching.lesson.reading import read_document
from anatomy_viewer.teaching.lesson.texts import AudienceText, Identifier, Value

LANGUAGES = ("en", "es")
"""The languages in which every flag has words."""


class Words(BaseModel, extra="forbid", frozen=True):
    """What one flag, or the heading of one level, says to each audience."""

    student: str = Field(min_length=1)
    clinician: str = Field(min_length=1)
    patient: str = Field(min_length=1)

    def of(self, audience: Audience) -> str:
        """Return the words for an audience."""
        return {"student": self.student, "clinician": self.clinician, "patient": self.patient}[audience]


class Titles(BaseModel, extra="forbid", frozen=True):
    """A heading by language."""

    en: Words
    es: Words


class Limits(BaseModel, extra="forbid", frozen=True):
    """What a level rests on, by language."""

    en: str = Field(min_length=1)
    es: str = Field(min_length=1)


class Level(BaseModel, extra="forbid", frozen=True):
    """How soon; `sure` says what the whole level rests on."""

    id: Identifier
    title: Titles
    sure: Limits


class Flag(BaseModel, extra="forbid", frozen=True):
    """One sign: how soon, its words by language and audience, how sure it is, and who says so."""

    id: Identifier
    level: Identifier
    en: Words
    es: Words
    mark: Mark
    sources: tuple[str, ...] = Field(min_length=1)

    def words(self, language: str) -> Words:
        """Return its words in a language."""
        return {"en": self.en, "es": self.es}[language]


class _Table(BaseModel, extra="forbid", frozen=True):
    levels: tuple[Level, ...] = Field(min_length=1)
    flags: tuple[Flag, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _has_each_id_once(self) -> _Table:
        names = [*(one.id for one in self.levels), *(one.id for one in self.flags)]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f'the id "{twice[0]}" stands twice')
        return self


@dataclass(frozen=True)
class RedFlags:
    """The table: levels from the most urgent on, and flags, by id in its order."""

    levels: Mapping[str, Level] = field(default_factory=dict)
    flags: Mapping[str, Flag] = field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        """What a step may name: levels, which stand for all their flags, and flags."""
        return (*self.levels, *self.flags)

    def named(self, names: Iterable[str]) -> tuple[Flag, ...]:
        """Return the flags that levels and flags name, in the order of the table; unknown names are left out."""
        wanted = set(names)
        return tuple(flag for flag in self.flags.values() if {flag.id, flag.level} & wanted)

    def by_level(self, names: Iterable[str]) -> tuple[tuple[Level, tuple[Flag, ...]], ...]:
        """Return the flags that are named under their levels, without the levels that have none of them."""
        flags = self.named(names)
        found = ((level, tuple(flag for flag in flags if flag.level == level.id)) for level in self.levels.values())
        return tuple((level, own) for level, own in found if own)

    def lines(self, names: Iterable[str], language: str, audience: Audience) -> tuple[str, ...]:
        """Return all that is read where flags are named: headings, flags, and what they rest on."""
        return tuple(
            line
            for level, flags in self.by_level(names)
            for line in (
                getattr(level.title, language).of(audience),
                *(flag.words(language).of(audience) for flag in flags),
                getattr(level.sure, language),
            )
        )

    def html(self, names: Iterable[str], language: str, audience: Audience) -> str:
        """Return flags as a box: under the heading of each level its list, and what it rests on."""
        parts = []
        for level, flags in self.by_level(names):
            items = "".join(f"<li>{escape(flag.words(language).of(audience), quote=False)}</li>" for flag in flags)
            title = escape(getattr(level.title, language).of(audience), quote=False)
            sure = escape(getattr(level.sure, language), quote=False)
            told = f"<p><strong>{title}</strong></p><ul>{items}</ul><p><small>{sure}</small></p>"
            parts.append(f'<section class="flags-{level.id}">{told}</section>')
        return f'<div class="red-flags">{"".join(parts)}</div>' if parts else ""

    def audience_text(self, name: str, language: str) -> AudienceText | None:
        """Return the words of one flag as the text of a lesson; None where there is no such flag."""
        flag = self.flags.get(name)
        if flag is None:
            return None
        words = flag.words(language)
        own: dict[str, str] = {audience: words.of(audience) for audience in AUDIENCES}
        return AudienceText(red_flag=name).model_copy(update=own)

    def all_words(self, language: str) -> frozenset[str]:
        """Return every wording that the table has in a language."""
        words = (
            *(flag.words(language) for flag in self.flags.values()),
            *(getattr(level.title, language) for level in self.levels.values()),
        )
        return frozenset(one.of(audience) for one in words for audience in AUDIENCES)


def read_red_flags(sources: Collection[str], path: Path | None = None) -> RedFlags:
    """Return the table of red flags.

    Parameters
    ----------
    sources
        Keys of the sources that the atlas has.
    path
        The file; by default that of this installation.

    Raises
    ------
    ProblemsFound
        With everything that is wrong in the file.
    """
    path = path or data_folder("meshes") / "tables" / "red_flags.yaml"
    document = read_document(path)
    try:
        table = _Table.model_validate(document.data)
    except ValidationError as error:
        raise ProblemsFound(
            [
                Problem(
                    document.where(tuple(detail["loc"])),
                    detail["msg"].removeprefix("Value error, "),
                    "what the head of the file says",
                )
                for detail in error.errors(include_url=False)
            ]
        ) from None
    levels = {level.id: level for level in table.levels}
    problems = []
    for place, flag in enumerate(table.flags):
        if flag.level not in levels:
            where = document.where(("flags", place, "level"))
            problems.append(
                Problem(where, f'there is no level "{flag.level}"', ", ".join(levels), nearest_name(flag.level, levels))
            )
        problems += [
            Problem(
                document.where(("flags", place, "sources", index)),
                f'there is no source "{key}"',
                "a key of sources.csv",
                nearest_name(key, sources),
            )
            for index, key in enumerate(flag.sources)
            if key not in sources
        ]
    if problems:
        raise ProblemsFound(problems)
    return RedFlags(levels, {flag.id: flag for flag in table.flags})


def with_red_flags(lesson: Lesson, flags: RedFlags) -> Lesson:
    """Return a lesson with the words of the table in every text that names a red flag, in the lesson's language."""
    return _filled(lesson, flags, lesson.language)


def flags_of_disclaimer(flags: RedFlags, language: str) -> str:
    """Return the signs that need a doctor now or today, as the disclaimer lists them."""
    return flags.html(("now", "today"), language, "patient")


def texts_naming_flags(value: Any, path: tuple[str | int, ...] = ()) -> Iterable[tuple[tuple[str | int, ...], str]]:
    """Yield where a part of a lesson takes its words from the table: the path of the name, and the name."""
    if isinstance(value, Step):
        for place, name in enumerate(value.red_flags):
            yield (*path, "red_flags", place), name
    if isinstance(value, AudienceText):
        if value.red_flag is not None:
            yield (*path, "red_flag"), value.red_flag
    elif isinstance(value, Value):
        for name in type(value).model_fields:
            yield from texts_naming_flags(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for place, part in enumerate(value):
            yield from texts_naming_flags(part, (*path, place))


Part = TypeVar("Part")


def _filled(value: Part, flags: RedFlags, language: str) -> Part:
    made: Any = value
    if isinstance(value, AudienceText):
        if value.red_flag is not None:
            made = flags.audience_text(value.red_flag, language) or AudienceText(red_flag=value.red_flag)
    elif isinstance(value, Value):
        parts = {name: getattr(value, name) for name in type(value).model_fields}
        changed = {name: new for name, old in parts.items() if (new := _filled(old, flags, language)) is not old}
        made = value.model_copy(update=changed) if changed else value
    elif isinstance(value, tuple):
        items = tuple(_filled(part, flags, language) for part in value)
        made = value if all(new is old for new, old in zip(items, value, strict=True)) else items
    return cast("Part", made)
