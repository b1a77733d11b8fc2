"""Questions as files for other programs: GIFT for learning platforms, a deck of cards for Anki.

What needs the model cannot travel: `find` stays behind. `identify` travels with the place in words in place of the
picture, `order` as a matching question. `press` asks for the distance from the midline, straight and in millimetres,
where the point lies beside it, and becomes an open question in GIFT where it lies in the midline.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from pathlib import Path

from anatomy_viewer.atlas.descriptions import Audience
from anatomy_viewer.teaching import markdown
from anatomy_viewer.teaching.asking import asked_audiences, name_of, place_of
from anatomy_viewer.teaching.geometry import from_midline_mm
from anatomy_viewer.teaching.lesson import Lesson
from anatomy_viewer.teaching.questions import Choose, Find, Identify, Press, Question
from anatomy_viewer.teaching.scene import Scene
from anatomy_viewer.teaching.texts import AudienceText

__all__ = ["Answer", "Item", "gift", "items_of", "write_deck"]

PRESS_TOLERANCE_MM = 10.0
"""How far an answer in millimetres may be off: about the deviation of the crossings themselves."""

_GIFT_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\~=#{}:"})
_ANKI_MODEL = 1_734_118_209
_DECK_BASE = 1 << 30


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
        The same for the same question at every export: lesson, question and audience.
    stem, explain, sources
        What is asked, what is said afterwards, and the sources in full.
    answers
        Of a choice; empty otherwise.
    order
        The things in their right order; empty otherwise.
    number
        The right number and how far one may be off, in millimetres; None otherwise.
    """

    id: str
    stem: str
    explain: str
    sources: tuple[str, ...]
    answers: tuple[Answer, ...] = ()
    order: tuple[str, ...] = ()
    number: tuple[float, float] | None = None
    lesson: str = field(default="", compare=False)


def items_of(lesson: Lesson, scene: Scene, audience: Audience) -> tuple[Item, ...]:
    """Return the questions of a lesson that can be asked without the model, for one audience."""
    scene = scene.with_points(lesson.points)
    items = []
    for step in lesson.steps:
        for question in step.questions:
            if audience not in asked_audiences(question, lesson) or isinstance(question, Find):
                continue
            items.append(_item(question, lesson, scene.in_form(step.form), audience))
    return tuple(items)


def _item(question: Question, lesson: Lesson, scene: Scene, audience: Audience) -> Item:
    def said(text: AudienceText | None) -> str:
        return " ".join(markdown.plain((text.for_audience(audience) if text is not None else "") or "").split())

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
        stem = f"{stem} ({place_of(at, scene, lesson.language)})"
        answers = tuple(
            Answer(name_of(one.of, scene), one.of == question.target, said(one.feedback)) for one in question.options
        )
    elif isinstance(question, Press):
        spot = scene.spots[question.target]
        if spot.side != "mid":
            stem = f"{stem} On this model, how many millimetres from the midline is it, straight?"
            number = (round(from_midline_mm(spot.at)), PRESS_TOLERANCE_MM)
    else:
        order = tuple(said(item) for item in getattr(question, "items", ()))
    return Item(
        id=f"{lesson.id}.{question.id}.{audience}",
        stem=stem,
        explain=said(question.explain),
        sources=question.sources,
        answers=answers,
        order=order,
        number=number,
        lesson=lesson.title,
    )


def gift(items: Iterable[Item]) -> str:
    """Return items in the GIFT format of Moodle and others, a blank line between two."""
    return "\n\n".join(_gift_item(item) for item in items) + "\n"


def _gift_item(item: Item) -> str:
    lines: list[str] = []
    if item.order:
        lines = [f"={place} -> {_escaped(words)}" for place, words in enumerate(item.order, 1)]
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
            feedback = f"#{_escaped(answer.feedback)}" if answer.feedback else ""
            lines.append(f"{sign}{_escaped(answer.text)}{feedback}")
    told = f"{item.explain} ({', '.join(item.sources)})" if item.sources else item.explain
    body = "\n".join([*lines, f"####{_escaped(told)}"])
    return f"::{_escaped(item.id)}::{_escaped(item.stem)} {{\n{body}\n}}"


def _escaped(text: str) -> str:
    return text.translate(_GIFT_SIGNS).replace("\n", "\\n")


def write_deck(items: Iterable[Item], path: Path, name: str) -> int:
    """Write items as a deck for Anki and return how many cards it has; the ids stay the same at every export."""
    import genanki

    model = genanki.Model(
        _ANKI_MODEL,
        "Cluneal Nerve Viewer",
        fields=[{"name": "Question"}, {"name": "Answer"}, {"name": "Why"}, {"name": "Sources"}],
        templates=[
            {
                "name": "Card",
                "qfmt": "{{Question}}",
                "afmt": "{{FrontSide}}<hr id=answer><b>{{Answer}}</b><p>{{Why}}</p><p><small>{{Sources}}</small></p>",
            }
        ],
    )
    deck = genanki.Deck(_DECK_BASE + int(sha256(name.encode()).hexdigest()[:7], 16), name)
    count = 0
    for item in items:
        note = genanki.Note(
            model=model,
            fields=[_question_side(item), _answer_side(item), _html(item.explain), _html(", ".join(item.sources))],
            guid=sha256(item.id.encode()).hexdigest()[:20],
            tags=[item.id.partition(".")[0]],
        )
        deck.add_note(note)
        count += 1
    genanki.Package(deck).write_to_file(str(path))
    return count


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
    return escape(text, quote=False)
