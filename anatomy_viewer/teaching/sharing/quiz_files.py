"""Questions as files for other programs: GIFT for learning platforms, a deck of cards for Anki.

What needs the model cannot travel: `find` stays behind. `identify` travels with the place in words in place of the
picture, `order` as a matching question. `press` asks for the distance from the midline, straight and in millimetres,
where the point lies beside it, and becomes an open question in GIFT where it lies in the midline.

Anki replaces a learner's card, with all that the learner wrote into it, where the one in the file has a later time of
change. So each note has its own time, from `quiz_dates.py`, and nothing else in the file depends on the clock.
"""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from anatomy_viewer.atlas.descriptions import Audience
from anatomy_viewer.teaching.lesson import markdown
from anatomy_viewer.teaching.lesson.lesson import Lesson
from anatomy_viewer.teaching.lesson.question_texts import asked_audiences
from anatomy_viewer.teaching.lesson.questions import Choose, Find, Identify, Press, Question
from anatomy_viewer.teaching.lesson.red_flags import with_red_flags
from anatomy_viewer.teaching.lesson.texts import AudienceText
from anatomy_viewer.teaching.pictures.asking import name_of, place_of
from anatomy_viewer.teaching.pictures.geometry import from_midline_mm
from anatomy_viewer.teaching.pictures.messages import message
from anatomy_viewer.teaching.pictures.scene import Scene

__all__ = ["ANKI_FIELDS", "FIRST_TIME", "Answer", "Item", "fingerprint", "gift", "items_of", "write_deck"]

PRESS_TOLERANCE_MM = 10.0
"""How far an answer in millimetres may be off: about the deviation of the crossings themselves."""

FIRST_TIME = 1_767_225_600
"""When a question changed last that is not known to have changed: 2026-01-01, in seconds since 1970."""

ANKI_FIELDS = (
    *("Id", "Question", "Hint", "Answer", "Why", "Sources", "Lesson"),
    *("Picture", "Link", "My notes", "Extra 1", "Extra 2", "Extra 3", "Extra 4"),
)
"""The fields of a note, for good: notes that people have do not take part in a note type that got another one.

The first one tells notes apart, so that students' and clinicians' cards with one front are no duplicates. `My notes` is
the learner's; the rest of the second row is kept for later, and the card shows already what will stand there.
"""

_GIFT_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\~=#{}:"})
_NOTE_TYPES = {"en": 1_734_118_210, "es": 1_734_118_211}
_NOTE_TYPE_TIME = FIRST_TIME
"""When the cards' look changed last. A later one replaces what a learner made of it."""

_FRONT = """<div class="question">{{Question}}</div>
{{#Picture}}<div>{{Picture}}</div>{{/Picture}}
{{#Hint}}<details><summary>HINT</summary>{{Hint}}</details>{{/Hint}}"""
_BACK = """{{FrontSide}}
<hr id="answer">
<div><b>{{Answer}}</b></div>
<p>{{Why}}</p>
{{#Extra 1}}<div>{{Extra 1}}</div>{{/Extra 1}}{{#Extra 2}}<div>{{Extra 2}}</div>{{/Extra 2}}
{{#Extra 3}}<div>{{Extra 3}}</div>{{/Extra 3}}{{#Extra 4}}<div>{{Extra 4}}</div>{{/Extra 4}}
{{#My notes}}<div class="notes">{{My notes}}</div>{{/My notes}}
<div class="small">{{Sources}}</div>
<div class="small">{{Lesson}}{{#Link}} · {{Link}}{{/Link}}</div>"""
_CARD_STYLE = """.card { font-family: sans-serif; font-size: 20px; line-height: 1.4; max-width: 40em; margin: 0 auto; }
.small { font-size: 14px; margin-top: 12px; }
.notes { border-inline-start: 3px solid; padding-inline-start: 8px; margin-top: 12px; }
summary { padding: 12px 0; cursor: pointer; }"""
_DECK_BASE = 1 << 30
_PACKED = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the package; a zip knows none before."""


@dataclass(frozen=True)
class Answer:
    """One of the answers of an item."""

    text: str
    right: bool
    feedback: str = ""


@dataclass(frozen=True)
class Item:
    """A question that needs no model.

    Parameters
    ----------
    id
        The same for the same question at every export: lesson, question and audience, and the language but for English.
    stem, explain, sources
        What is asked, what is said afterwards, and the sources in full.
    answers
        Of a choice; empty otherwise.
    order
        The things in their right order; empty otherwise.
    number
        The right number and how far one may be off, in millimetres; None otherwise.
    hint
        The help that may be opened before answering; empty where there is none.
    lesson
        The lesson's title.
    """

    id: str
    stem: str
    explain: str
    sources: tuple[str, ...]
    answers: tuple[Answer, ...] = ()
    order: tuple[str, ...] = ()
    number: tuple[float, float] | None = None
    lesson: str = field(default="", compare=False)
    hint: str = ""


def items_of(lesson: Lesson, scene: Scene, audience: Audience) -> tuple[Item, ...]:
    """Return the questions of a lesson that can be asked without the model, for one audience."""
    scene = scene.with_points(lesson.points)
    lesson = with_red_flags(lesson, scene.red_flags)
    items = []
    for step in lesson.steps:
        for question in step.questions:
            if audience not in asked_audiences(question, lesson) or isinstance(question, Find):
                continue
            items.append(_item(question, lesson, scene.in_form(step.form).with_points(lesson.points), audience))
    return tuple(items)


def _item(question: Question, lesson: Lesson, scene: Scene, audience: Audience) -> Item:
    def said(text: AudienceText | None) -> str:
        return " ".join(markdown.plain((text.for_audience(audience) if text is not None else "") or "").split())

    language = lesson.language
    stem = said(question.prompt)
    answers: tuple[Answer, ...] = ()
    order: tuple[str, ...] = ()
    number = None
    if isinstance(question, Choose):
        answers = tuple(Answer(said(one.text), one.right, said(one.feedback)) for one in question.options)
    elif isinstance(question, Identify):
        at = (
            scene.things[question.target].anchor if question.target in scene.things else scene.spots[question.target].at
        )
        stem = f"{stem} ({place_of(at, scene, language)})"
        answers = tuple(
            Answer(name_of(one.of, scene, language), one.of == question.target, said(one.feedback))
            for one in question.options
        )
    elif isinstance(question, Press):
        spot = scene.spots[question.target]
        if spot.side != "mid":
            stem = f"{stem} {message(language, 'quiz_off_midline')}"
            number = (round(from_midline_mm(spot.at)), PRESS_TOLERANCE_MM)
    else:
        order = tuple(said(item) for item in getattr(question, "items", ()))
    return Item(
        id=".".join((lesson.id, question.id, audience, *([] if language == "en" else [language]))),
        stem=stem,
        explain=said(question.explain),
        sources=tuple(scene.citations.get(key, key) for key in question.sources),
        answers=answers,
        order=order,
        number=number,
        lesson=lesson.title,
        hint=said(question.hint),
    )


def gift(items: Iterable[Item]) -> str:
    """Return items in the GIFT format of Moodle and others, a blank line between two."""
    return "\n\n".join(_gift_item(item) for item in items) + "\n"


def _gift_item(item: Item) -> str:
    lines: list[str] = []
    if item.order:
        # Some readers lose the escapes right of the arrow: the number stands there.
        lines = [f"={_marked(_without_arrow(words))} -> {place}" for place, words in enumerate(item.order, 1)]
    elif item.number is not None:
        value, off = item.number
        lines = [f"#{value:g}:{off:g}"]
    elif item.answers:
        right = sum(answer.right for answer in item.answers)
        for answer in item.answers:
            sign = "=" if answer.right else "~"
            if right > 1:
                share = 100 / right if answer.right else -100.0
                sign = f"~%{share:.5g}%"
            feedback = f"#{_marked(answer.feedback)}" if answer.feedback else ""
            lines.append(f"{sign}{_marked(_without_arrow(answer.text))}{feedback}")
    told = f"{item.explain} ({'; '.join(item.sources)})" if item.sources else item.explain
    body = "\n".join([*lines, f"####{_marked(told)}"])
    return f"::{_escaped(item.id)}::{_marked(item.stem)} {{\n{body}\n}}"


def _without_arrow(text: str) -> str:
    """Return an answer in which no reader takes an arrow for the sign of a matching pair; it cannot be escaped."""
    return text.replace("->", "→")


def _marked(text: str) -> str:
    """Return a text for GIFT, said to be plain where its beginning or a sign in it would else be markup."""
    return f"[plain]{_escaped(text)}" if re.search(r"^\s*[%\[]|[<&]", text) else _escaped(text)


def _escaped(text: str) -> str:
    return text.translate(_GIFT_SIGNS).replace("\n", "\\n")


def fingerprint(item: Item) -> str:
    """Return what changes with the content of an item's note, and with nothing else."""
    return sha256("\x1f".join((*_fields(item), *_tags(item))).encode()).hexdigest()[:16]


def write_deck(
    items: Iterable[Item], path: Path, name: str, language: str = "en", changed: Mapping[str, int] | None = None
) -> int:
    """Write items as a deck for Anki and return how many cards it has.

    The same items give the same bytes; ids stay the same at every export.

    Parameters
    ----------
    items
        Of one audience and language.
    path
        The file to write.
    name
        The deck, with the decks that it lies in: ``Cluneal nerves::Students``.
    language
        Of the words on the card itself.
    changed
        By an item's id when its content last changed, in seconds since 1970; `FIRST_TIME` for others.
    """
    import genanki

    class NoteType(genanki.Model):  # type: ignore[misc]
        def to_json(self, timestamp: float, deck_id: int) -> Any:
            return super().to_json(_NOTE_TYPE_TIME, deck_id)

    class Note(genanki.Note):  # type: ignore[misc]
        time = FIRST_TIME
        number = 0

        def write_to_db(self, cursor: Any, timestamp: float, deck_id: int, id_gen: Any) -> None:
            super().write_to_db(cursor, self.time, deck_id, itertools.count(self.number))

    note_type = NoteType(
        _NOTE_TYPES[language],
        "Cluneal Nerve Viewer" if language == "en" else f"Cluneal Nerve Viewer ({language})",
        fields=[{"name": field_name} for field_name in ANKI_FIELDS],
        templates=[{"name": "Card", "qfmt": _FRONT.replace("HINT", message(language, "quiz_hint")), "afmt": _BACK}],
        css=_CARD_STYLE,
        sort_field_index=ANKI_FIELDS.index("Question"),
    )
    deck = genanki.Deck(_DECK_BASE + int(sha256(name.encode()).hexdigest()[:7], 16), name)
    numbers: set[int] = set()
    for item in items:
        # With the note type in it: Anki refuses to update a note that has another one.
        guid = sha256(f"{_NOTE_TYPES[language]} {item.id}".encode()).hexdigest()
        note = Note(model=note_type, fields=_fields(item), guid=guid[:20], tags=_tags(item))
        note.time = (changed or {}).get(item.id, FIRST_TIME)
        # Two numbers, for the note and its card; Anki reads them as milliseconds since 1970.
        note.number = FIRST_TIME * 1000 + 2 * int(guid[:8], 16)
        while note.number in numbers:
            note.number += 2
        numbers.add(note.number)
        deck.add_note(note)
    stamped = io.BytesIO()
    genanki.Package(deck).write_to_file(stamped, timestamp=FIRST_TIME)
    unstamped = io.BytesIO()
    with zipfile.ZipFile(stamped) as packed, zipfile.ZipFile(unstamped, "w") as package:
        for inside in packed.namelist():
            entry = zipfile.ZipInfo(inside, _PACKED)
            entry.create_system = 3
            package.writestr(entry, packed.read(inside), zipfile.ZIP_DEFLATED)
    path.write_bytes(unstamped.getvalue())
    return len(numbers)


def _fields(item: Item) -> list[str]:
    told = {
        "Id": item.id,
        "Question": _question_side(item),
        "Hint": _html(item.hint),
        "Answer": _answer_side(item),
        "Why": _html(item.explain),
        "Sources": "<br>".join(_linked(source) for source in item.sources),
        "Lesson": _html(item.lesson),
    }
    return [told.get(name, "") for name in ANKI_FIELDS]


def _tags(item: Item) -> list[str]:
    """Return the tags of a note: its lesson, its audience, and its language but for English."""
    lesson, _, *others = item.id.split(".")
    return [lesson, *others]


def _linked(source: str) -> str:
    return re.sub(r"https://\S+$", lambda found: f'<a href="{found[0]}">{found[0]}</a>', _html(source))


def _question_side(item: Item) -> str:
    offered = [answer.text for answer in item.answers] or sorted(item.order)
    rows = "".join(f"<li>{_html(words)}</li>" for words in offered)
    return f"{_html(item.stem)}<ul>{rows}</ul>" if rows else _html(item.stem)


def _answer_side(item: Item) -> str:
    if item.number is not None:
        value, off = item.number
        return f"{value:g} mm (± {off:g} mm)"
    if item.order:
        return "<ol>" + "".join(f"<li>{_html(words)}</li>" for words in item.order) + "</ol>"
    return "<br>".join(_html(answer.text) for answer in item.answers if answer.right)


def _html(text: str) -> str:
    """Return a text as HTML; Anki reads signs of its own in square brackets."""
    return escape(text).replace("[", "&#91;")
