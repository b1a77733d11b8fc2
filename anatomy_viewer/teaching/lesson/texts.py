"""What every part of a lesson file is made of: strict values, names, and texts by audience."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, StringConstraints, model_validator
from pydantic_core import CoreSchema

from anatomy_viewer.atlas.descriptions import AUDIENCES, Audience

NAMES_KEY = "x-names"
"""The key by which a schema says what an id names; `schema.py` puts the ids there."""

NamedKind = Literal["structure", "group", "corridor", "point", "view", "study", "source", "measure", "red_flag"]


@dataclass(frozen=True)
class Names:
    """What an id names, noted in the schema for editors.

    Parameters
    ----------
    kinds
        The sorts of things.
    also
        Words besides.
    pattern
        Whether `*` may stand for any part of the id.
    own_points
        Whether it may be a point that the lesson names itself.
    """

    kinds: tuple[NamedKind, ...]
    also: tuple[str, ...] = ()
    pattern: bool = False
    own_points: bool = True

    def marked(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return a schema of a text with the note."""
        return {**schema, NAMES_KEY: asdict(self)}

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return self.marked(handler(core_schema))


ANY_PLACE = Names(("structure", "group", "point"), pattern=True)
ANY_THING = Names(("structure", "point"))

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]
Selector = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_*]+$", max_length=80)]
SourceKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]*$", max_length=40), Names(("source",))]
View = Annotated[Identifier, Names(("view",))]
Study = Annotated[Identifier, Names(("study",))]
Measure = Annotated[Identifier, Names(("measure",))]
Point = Annotated[Identifier, Names(("point",))]
RedFlagId = Annotated[Identifier, Names(("red_flag",))]
AtlasPoint = Annotated[Identifier, Names(("point",), own_points=False)]
PointOrMidline = Annotated[Identifier, Names(("point",), also=("midline",))]
StructureOrPoint = Annotated[Identifier, ANY_THING]
Structures = Annotated[Selector, Names(("structure", "group"), pattern=True)]
Corridors = Annotated[Selector, Names(("corridor",), pattern=True)]
Points = Annotated[Selector, Names(("point",), pattern=True)]
Places = Annotated[Selector, ANY_PLACE]


class Value(BaseModel):
    """A frozen value that refuses unknown keys and never guesses a type."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", use_attribute_docstrings=False)


class AudienceText(Value):
    """One text for each kind of reader; a single plain text counts for all of them."""

    student: str | None = Field(default=None, description="For students: names, reasons, how to find it.")
    clinician: str | None = Field(
        default=None, description="For clinicians: figures, limits, what it changes in the examination."
    )
    patient: str | None = Field(
        default=None,
        description=(
            "For patients: one idea, short sentences, reading grade 8 or lower, medical words explained once "
            "under `words`."
        ),
    )
    red_flag: RedFlagId | None = Field(
        default=None,
        description=(
            "In place of own texts: the red flag of red_flags.yaml whose words stand here, in the lesson's language."
        ),
    )

    @model_validator(mode="before")
    @classmethod
    def _one_text_for_all(cls, data: Any) -> Any:
        if isinstance(data, str):
            return dict.fromkeys(AUDIENCES, data)
        if isinstance(data, dict) and "red_flag" in data and len(data) > 1:
            raise ValueError("found red_flag beside other texts; its words stand in red_flags.yaml")
        return data

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, handler(core_schema)]}

    @classmethod
    def for_all(cls, text: str) -> AudienceText:
        """Return one text that counts for every audience."""
        return cls(student=text, clinician=text, patient=text)

    def for_audience(self, audience: Audience) -> str | None:
        """Return the text of one audience, or None where the file gives none."""
        return {"student": self.student, "clinician": self.clinician, "patient": self.patient}[audience]
