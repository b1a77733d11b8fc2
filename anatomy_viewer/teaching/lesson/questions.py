"""Questions on the model: what a lesson file may ask, every field described beside its type.

A question is asked to the audiences that its prompt has a text for. As the page reads it (`compiled_questions`
of `asking.py`) each has ``id, kind, prompt, hint, explain, sources, changes`` and

- press: ``target, on, at, normal`` - the point and its place on the skin or the bone, RAS mm; ``axes:
  [{direction, more, less}]`` - two directions in which a press is told, each with the words for its two ways;
  ``spread: {along, across, sd_mm, contours: [[share, sigma]]}`` - what is published about the place's spread in two
  directions along the surface, or null; ``camera`` - where one looks from, the same frame for every place;
- identify: ``target``, ``lit`` (the mark of a point, or null where a structure is lit) and ``options: [{id, text,
  right, feedback}]``;
- find: ``right`` (ids), ``feedback: [{ids, text}]`` and ``among: [{id, place}]`` - what may be chosen without a
  pointer, told by its place and not by its name;
- choose: ``several`` and ``options: [{id, text, right, feedback}]``, ids as `Choice.key` makes them;
- order: ``items`` in their right order and ``start``, the order in which they are offered.

``changes`` says by id how the picture differs from the step's while the question is open: ``[opacity, emphasis]``.
Texts are HTML by audience; ``hint`` and ``feedback`` may be null.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from typing import Annotated, Any, Literal

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from anatomy_viewer.atlas.descriptions import AUDIENCES
from anatomy_viewer.teaching.lesson.texts import (
    ANY_THING,
    AudienceText,
    Identifier,
    Point,
    SourceKey,
    StructureOrPoint,
    Structures,
    Value,
)

__all__ = ["Choice", "Choose", "Find", "Identify", "NamedChoice", "Order", "Press", "Question", "WrongFind"]


class Asked(Value):
    """What every question has."""

    id: Identifier = Field(
        description=(
            "A name for this question that no other has, in this lesson or beside it: progress and quiz files use it."
        )
    )
    prompt: AudienceText = Field(
        description="What is asked. An audience without a text here is not asked; everything else needs its text then."
    )
    hint: AudienceText | None = Field(default=None, description="A help that may be opened before answering.")
    explain: AudienceText = Field(description="Said after the answer, right or wrong: the reason, and how to find it.")
    sources: tuple[SourceKey, ...] = Field(default=(), description="Source keys of what it teaches; at least one.")


class Press(Asked):
    """Press on the place with a finger; told in millimetres, with the spread of the place and of fingers."""

    kind: Literal["press"] = Field(description="What sort of question this is.")
    target: Point = Field(description="The point to press: a site, tender point or landmark.")
    on: Literal["skin", "bone"] = Field(
        default="skin",
        description="What the finger meets: the skin, with all beneath it hidden, or the bone with nerves hidden.",
    )


class NamedChoice(Value):
    """A name among which people choose; a plain id stands for one without a feedback of its own."""

    of: StructureOrPoint = Field(description="The structure or point whose name is offered.")
    feedback: AudienceText | None = Field(default=None, description="Said to whoever chooses it.")

    @model_validator(mode="before")
    @classmethod
    def _plain_id(cls, data: Any) -> Any:
        return {"of": data} if isinstance(data, str) else data

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [ANY_THING.marked({"type": "string"}), handler(core_schema)]}


class Identify(Asked):
    """Name what is lit."""

    kind: Literal["identify"] = Field(description="What sort of question this is.")
    target: StructureOrPoint = Field(description="The structure or point that is lit; it stands among the options.")
    options: tuple[NamedChoice, ...] = Field(min_length=2, max_length=6, description="The names that are offered.")


class WrongFind(Value):
    """What is said to whoever clicks something else."""

    of: Structures = Field(description="A structure, group or pattern that people take for it.")
    text: AudienceText = Field(description="What tells the two apart.")


class Find(Asked):
    """Click the structure on the model; the labels are hidden until then."""

    kind: Literal["find"] = Field(description="What sort of question this is.")
    target: Structures = Field(description="A structure, group or pattern; any of it is right.")
    feedback: tuple[WrongFind, ...] = Field(default=(), description="What is said about likely mistakes.")


class Choice(Value):
    """One of the answers."""

    id: Identifier | None = Field(
        default=None,
        description=(
            "A name that stays when the answer moves or is worded anew; records of answers and translations use it. "
            "Made from its words when left out."
        ),
    )
    text: AudienceText = Field(description="The answer.")
    right: bool = Field(default=False, description="Whether it is right.")
    feedback: AudienceText | None = Field(default=None, description="Said to whoever chooses it; wrong ones need it.")

    @property
    def key(self) -> str:
        """Its id, else one made from its words, in the first audience's text that there is, wherever it stands.

        Emphasis, capitals and spaces do not count; other words give another id.
        """
        if (name := self.id or self.text.red_flag) is not None:
            return name
        texts = (self.text.for_audience(audience) for audience in AUDIENCES)
        words = re.sub(r"[\s*_]+", " ", next((text for text in texts if text), "")).strip().casefold()
        plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
        slug = re.sub(r"[^a-z0-9]+", "_", plain)[:32].strip("_")
        start = slug if slug[:1].isalpha() else f"answer_{slug}".rstrip("_")
        # Signs that a slug loses tell answers apart too: "< 70 mm", "> 70 mm".
        return f"{start}_{sha256(words.encode()).hexdigest()[:6]}"


class Choose(Asked):
    """Choose among answers; where several are right, all of them and no other."""

    kind: Literal["choose"] = Field(description="What sort of question this is.")
    options: tuple[Choice, ...] = Field(min_length=2, max_length=6, description="The answers, one or more right.")


class Order(Asked):
    """Put things in order."""

    kind: Literal["order"] = Field(description="What sort of question this is.")
    items: tuple[AudienceText, ...] = Field(
        min_length=3, max_length=7, description="The things in their right order; the page offers them in another."
    )


Question = Annotated[Press | Identify | Find | Choose | Order, Field(discriminator="kind")]
