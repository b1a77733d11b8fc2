"""What a lesson file may say: frozen, strict values, every field described beside its type.

The JSON Schema for editors (`schema.py`), the key reference in docs/lesson-authoring.md and the error
messages all come from the descriptions here. Nothing in this module looks at an atlas: ids are plain words
until `checker.py` compares them.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from anatomy_viewer.atlas.descriptions import AUDIENCES, Audience
from anatomy_viewer.atlas.people import COUNT
from anatomy_viewer.teaching.lesson.questions import Question
from anatomy_viewer.teaching.lesson.texts import (
    ANY_PLACE,
    AtlasPoint,
    AudienceText,
    Corridors,
    Identifier,
    Measure,
    Places,
    PointOrMidline,
    Points,
    RedFlagId,
    SourceKey,
    Structures,
    Study,
    Value,
    View,
)

Language = Literal["en"]
RulerKind = Literal["straight", "along_the_crest", "on_the_skin"]
FormName = Literal["pooled", "female", "male"]
ClipPlane = Literal["sagittal", "coronal", "axial"]
Basis = Literal["study", "standard_practice"]
ClipSide = Literal["right", "left", "front", "back", "above", "below"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
MIDLINE = "midline"
LONGEST_FLIGHT_MS = 1500

Vector = tuple[float, float, float]

_PICTURE_WORD = (
    "Each entry is a structure id, a group id, or a pattern with `*`, such as `middle_cluneal_nerve_*_right`."
)


class Label(Value):
    """A label on the picture; a plain id stands for a label with that thing's own name."""

    of: Places = Field(description="The structure, group, pattern or point that the label names.")
    text: AudienceText | None = Field(
        default=None,
        description=(
            "What the label says, one text or one for each audience; its own name where there is none. Keep it short."
        ),
    )

    @model_validator(mode="before")
    @classmethod
    def _plain_id(cls, data: Any) -> Any:
        return {"of": data} if isinstance(data, str) else data

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [ANY_PLACE.marked({"type": "string"}), handler(core_schema)]}


class Ruler(Value):
    """A dimension line drawn in the scene; its value is measured on the model and must agree."""

    id: Identifier = Field(description="A name for this ruler, unique within its step.")
    kind: RulerKind = Field(
        description=(
            "What kind of distance: `straight` through space (from `midline` it is the shortest way from the "
            "midsagittal plane), `along_the_crest`, over the top of the iliac crest, or `on_the_skin`, the way of a "
            "tape laid over the skin of the back, straight as seen from behind."
        )
    )
    start: PointOrMidline = Field(
        alias="from", description="Where it begins: a point id (landmark, site, tender point) or `midline`."
    )
    end: PointOrMidline = Field(alias="to", description="Where it ends: a point id or `midline`.")
    value_mm: float = Field(
        gt=0, le=600, description="The length that the lesson teaches; the checker compares the model."
    )
    tolerance_mm: float = Field(
        default=1.0,
        gt=0,
        le=10,
        description="How far the model may be from `value_mm` before it is an error.",
    )
    text: str | None = Field(
        default=None,
        description="What the ruler says beside its value; made from its kind and ends when left out.",
    )


class Pose(Value):
    """An explicit camera for a picture that no named view gives."""

    direction: Vector = Field(
        description="From what is looked at towards the eye; RAS (x to the right, y forward, z up)."
    )
    up: Vector = Field(default=(0.0, 0.0, 1.0), description="Which way is up on the screen; RAS, any length.")
    focus_mm: Vector | None = Field(default=None, description="The point looked at, RAS mm; else `focus`.")
    radius_mm: float | None = Field(
        default=None,
        gt=5,
        le=600,
        description="Radius of the sphere that must fit the view; else from `focus`.",
    )


class Clip(Value):
    """A plane that cuts everything open; what lies on its far side is not drawn."""

    plane: ClipPlane = Field(
        description="`sagittal` parts right from left, `coronal` front from back, `axial` above from below."
    )
    at: PointOrMidline = Field(
        default=MIDLINE, description="The point that the plane goes through: a point id, or `midline` (sagittal only)."
    )
    offset_mm: float = Field(
        default=0.0,
        ge=-300,
        le=300,
        description="How far from `at` the plane lies: towards the right, forwards or upwards; negative the other way.",
    )
    keep: ClipSide = Field(
        description=(
            "What stays: `right` or `left` of a sagittal plane, `front` or `back` of a coronal one, `above` or `below` "
            "an axial one."
        )
    )


class CrestPoint(Value):
    """A point that a lesson names itself: some way along the iliac crest from a known point."""

    id: Identifier = Field(
        description="Its name in this lesson, for `markers`, `labels`, `rulers`, `focus` and `clip`."
    )
    along_the_crest_from: AtlasPoint = Field(
        description="The point on or near a crest from which it is measured, for example `psis_right`."
    )
    mm: float = Field(
        ge=-250,
        le=250,
        description="How far along the crest, in millimetres, towards the ASIS; negative towards the PSIS.",
    )
    name: str = Field(min_length=1, max_length=60, description="What it is called, in labels and in words.")


class ReportedValue(Value):
    """A figure shown beside the text, with the sources that report it."""

    label: str = Field(description="What is counted or measured, and of what kind the distance is.")
    value: str = Field(
        max_length=24, description="The figure with its unit and spread; short, the label says the rest."
    )
    sources: tuple[SourceKey, ...] = Field(default=(), description="Source keys; at least one.")
    measure: Measure | None = Field(
        default=None,
        description="The atlas measure that this figure comes from; the checker compares the two.",
    )


class Claim(Value):
    """One sentence that the step stands on, with the sources that carry it."""

    text: str = Field(description="The claim in one sentence of our own, with its figures (Markdown).")
    sources: tuple[SourceKey, ...] = Field(default=(), description="Source keys; at least one.")
    basis: Basis = Field(
        default="study",
        description=(
            "What it rests on: a `study`, or `standard_practice`, done and taught without a study that shows it; its "
            "sources then are those that describe the practice, and the page says so."
        ),
    )
    measure: Measure | None = Field(
        default=None,
        description="The atlas measure that its figures come from; the checker compares the two.",
    )


class Step(Value):
    """One whole picture with its words. Nothing carries over from the step before."""

    id: Identifier = Field(description="A name that stays when steps move: links and progress use it.")
    title: AudienceText = Field(description="The heading: one text for everyone, or one for each audience.")
    text: AudienceText = Field(
        description=(
            "Two to four sentences for each audience (Markdown: emphasis, lists, links to `step:ID`, "
            "`lesson:ID` and `source:KEY`)."
        )
    )
    red_flags: tuple[RedFlagId, ...] = Field(
        default=(),
        description=(
            "Signs that need a doctor, shown in a box below the text: ids of red_flags.yaml, or `now`, `today`, `soon` "
            "for all of a level. Their words come from that table, for each audience and language."
        ),
    )
    view: View | None = Field(default=None, description="A named view, for example `posterior`.")
    pose: Pose | None = Field(default=None, description="An explicit camera in place of `view`.")
    focus: tuple[Places, ...] = Field(
        default=(),
        description=(
            "What must fit the view: structures, groups, patterns, points. When left out: what is marked, "
            "measured and emphasised, else everything that is visible."
        ),
    )
    zoom: float = Field(default=1.0, ge=0.2, le=5, description="Above 1 nearer, below 1 with more around it.")
    form: FormName | None = Field(
        default=None,
        description=(
            "The form of the pelvis that the step is shown on; the viewer's own choice when left out. Rulers are "
            "measured on it."
        ),
    )
    study: Study | None = Field(
        default=None,
        description="Whose anatomy: an id of studies.csv, such as `lu98`, or of alternatives.csv, which moves nerves.",
    )
    person: int | None = Field(
        default=None,
        ge=1,
        le=COUNT,
        description="A drawn person's number, in place of `study`: the nerves lie where chance has put them.",
    )
    clip: Clip | None = Field(default=None, description="A plane that cuts the picture open.")
    seconds: float | None = Field(
        default=None,
        ge=3,
        le=180,
        description=(
            "How long the step stays when the lesson plays by itself; from the length of the text when left out."
        ),
    )
    drawing: Identifier | None = Field(
        default=None,
        description=(
            "A drawing shown above the text: `ID` for the file `drawings/ID.svg` beside the lesson. See *Drawings*."
        ),
    )
    flight_ms: int = Field(
        default=900,
        ge=0,
        description=f"How long the camera flies here, in milliseconds; at most {LONGEST_FLIGHT_MS}.",
    )
    isolate: tuple[Structures, ...] = Field(
        default=(),
        description=f"Begin with these alone, everything else hidden; otherwise begin with the home picture. "
        f"{_PICTURE_WORD}",
    )
    show: tuple[Structures, ...] = Field(default=(), description=f"Shown as they are. {_PICTURE_WORD}")
    fade: tuple[Structures, ...] = Field(default=(), description=f"Shown as a pale ghost. {_PICTURE_WORD}")
    emphasise: tuple[Structures, ...] = Field(
        default=(),
        description=(
            f"What the step speaks of; whatever else of the same kind is not under `show` steps back. {_PICTURE_WORD}"
        ),
    )
    hide: tuple[Structures, ...] = Field(default=(), description=f"Not shown. {_PICTURE_WORD}")
    corridors: tuple[Corridors, ...] = Field(
        default=(),
        description="Corridors to lay on the bone: the spread of a position. Corridor ids or patterns.",
    )
    markers: tuple[Points, ...] = Field(
        default=(), description="Points to mark: landmarks, sites, tender points. Point ids or patterns."
    )
    labels: tuple[Label, ...] = Field(default=(), description="Labels: ids, or `{of: ID, text: words}`.")
    rulers: tuple[Ruler, ...] = Field(default=(), description="Dimension lines, measured on the model.")
    values: tuple[ReportedValue, ...] = Field(default=(), description="Published figures beside the text.")
    claims: tuple[Claim, ...] = Field(default=(), description="What the step states, each with its sources.")
    questions: tuple[Question, ...] = Field(
        default=(), description="What is asked when the step has been read. See *Questions*."
    )
    alternative: AudienceText | None = Field(
        default=None,
        description="The picture in words for those who cannot see it; made from the geometry when left out.",
    )


class Lesson(Value):
    """A lesson: a few words about it and its steps in order."""

    id: Identifier = Field(description="The lesson's id; the file is called ID.yaml.")
    title: str = Field(min_length=1, max_length=90, description="The title, as people read it in the list.")
    summary: str = Field(min_length=1, max_length=400, description="One or two sentences: what one learns.")
    minutes: int = Field(ge=1, le=90, description="How long it takes, in minutes.")
    order: int = Field(default=100, ge=1, le=999, description="Its place in the list: lower numbers come first.")
    language: Language = Field(default="en", description="The language of its texts.")
    audiences: tuple[Audience, ...] = Field(
        default=AUDIENCES,
        min_length=1,
        description="Who it is for. Every audience named here must have its own text in every step.",
    )
    words: dict[str, str] = Field(
        default_factory=dict,
        description=(
            "Medical words that patients meet here, each explained once in plain words. They do not count "
            "against the reading grade, and the page explains them."
        ),
    )
    points: tuple[CrestPoint, ...] = Field(
        default=(), description="Points that the lesson names itself, by their way along the crest."
    )
    steps: tuple[Step, ...] = Field(min_length=1, description="The steps, in order.")
