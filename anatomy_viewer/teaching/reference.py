"""What docs/lesson-authoring.md says of every key and every rule, from the models and the rules themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from anatomy_viewer.teaching.checking.checker import RULES
from anatomy_viewer.teaching.checking.translation_checker import TRANSLATION_RULES
from anatomy_viewer.teaching.lesson.course import Course, CourseText
from anatomy_viewer.teaching.lesson.lesson import (
    Claim,
    Clip,
    CrestPoint,
    Label,
    Lesson,
    Pose,
    ReportedValue,
    Ruler,
    Step,
)
from anatomy_viewer.teaching.lesson.questions import (
    Choice,
    Choose,
    Find,
    Identify,
    NamedChoice,
    Order,
    Press,
    Question,
    WrongFind,
)
from anatomy_viewer.teaching.lesson.texts import AudienceText
from anatomy_viewer.teaching.lesson.translation import (
    TranslatedDrawing,
    TranslatedOption,
    TranslatedQuestion,
    TranslatedStep,
    TranslatedValue,
    Translation,
)

COURSE_MODELS: tuple[type[BaseModel], ...] = (Course, CourseText)
TRANSLATION_MODELS: tuple[type[BaseModel], ...] = (
    Translation,
    TranslatedStep,
    TranslatedDrawing,
    TranslatedValue,
    TranslatedQuestion,
    TranslatedOption,
)
MODELS: tuple[type[BaseModel], ...] = (
    Lesson,
    Step,
    AudienceText,
    Label,
    Ruler,
    Pose,
    Clip,
    CrestPoint,
    ReportedValue,
    Claim,
    Press,
    Identify,
    NamedChoice,
    Find,
    WrongFind,
    Choose,
    Choice,
    Order,
)


def key_reference(models: tuple[type[BaseModel], ...] = MODELS) -> str:
    """Return the key reference as Markdown: one table a model, from the descriptions beside the types."""
    parts = []
    for model in models:
        summary = (model.__doc__ or "").strip().splitlines()[0]
        rows = [
            f"### {_HEADINGS[model]}",
            "",
            summary,
            "",
            "| key | holds | default | meaning |",
            "|---|---|---|---|",
        ]
        for name, spec in model.model_fields.items():
            default = "required" if spec.is_required() else _default(spec)
            meaning = (spec.description or "").replace("|", "\\|")
            rows.append(f"| `{spec.alias or name}` | {_holds(spec.annotation)} | {default} | {meaning} |")
        parts.append("\n".join(rows))
    return "\n\n".join(parts) + "\n"


_HEADINGS: dict[type[BaseModel], str] = {
    Lesson: "A lesson",
    Step: "A step",
    AudienceText: "Texts by audience",
    Label: "A label",
    Ruler: "A ruler",
    Pose: "A pose",
    Clip: "A clip plane",
    CrestPoint: "A point along the crest",
    ReportedValue: "A value",
    Claim: "A claim",
    Press: "A question: press",
    Identify: "A question: identify",
    NamedChoice: "A name to choose",
    Find: "A question: find",
    WrongFind: "A likely mistake",
    Choose: "A question: choose",
    Choice: "An answer",
    Order: "A question: order",
    Course: "A course",
    CourseText: "A text of the course",
    Translation: "A translation",
    TranslatedStep: "A translated step",
    TranslatedDrawing: "The words of a drawing",
    TranslatedValue: "A translated figure",
    TranslatedQuestion: "A translated question",
    TranslatedOption: "A translated answer",
}


def _default(spec: FieldInfo) -> str:
    default = spec.get_default(call_default_factory=True)
    if default is None or default in ((), {}):
        return "none"
    if isinstance(default, tuple):
        return "[" + ", ".join(f"{part:g}" if isinstance(part, float) else str(part) for part in default) + "]"
    return f"{default:g}" if isinstance(default, float) else str(default)


def _holds(annotation: Any) -> str:
    """Return in words what a field holds."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        heading = _HEADINGS[annotation].lower()
        return f"[{heading}](#{heading.replace(':', '').replace(' ', '-')})"
    if origin is dict and arguments[1] is not str:
        return f"ids, each with {_holds(arguments[1])}"
    if origin is dict:
        return "words with their texts"
    if origin is tuple and len(arguments) == 3:
        return "three numbers"
    if origin is tuple:
        return f"a list: {_holds(arguments[0])}"
    if arguments and all(isinstance(part, str) for part in arguments):
        return " or ".join(f"`{part}`" for part in arguments)
    if get_args(annotation) and annotation == Question:
        return " or ".join(_holds(one) for one in get_args(arguments[0]))
    inner = [part for part in arguments if part is not type(None)]
    # An annotated type comes with its constraints, which are no types.
    return _holds(inner[0])


_PLAIN: dict[Any, str] = {str: "text", int: "whole number", float: "number", bool: "true or false"}


def rule_reference(rules: Mapping[str, Callable[..., Any]]) -> str:
    """Return the checker's rules as a Markdown table: the id and the first line of the docstring."""
    rows = ["| rule | refuses |", "|---|---|"]
    for name, rule in rules.items():
        rows.append(f"| `{name}` | {(rule.__doc__ or '').strip().splitlines()[0]} |")
    return "\n".join(rows) + "\n"


def with_generated_parts(text: str, parts: Mapping[str, str]) -> str:
    """Return a document with its generated parts replaced.

    Parameters
    ----------
    text
        A Markdown document with ``<!-- NAME: generated, do not edit -->`` and ``<!-- end of NAME -->``.
    parts
        The text of each part by name.

    Raises
    ------
    ValueError
        Where the document lacks a part's marks.
    """
    for name, part in parts.items():
        start, end = f"<!-- {name}: generated, do not edit -->", f"<!-- end of {name} -->"
        if start not in text or end not in text:
            raise ValueError(f"the document has no place for the {name}")
        before, _, rest = text.partition(start)
        after = rest.partition(end)[2]
        text = f"{before}{start}\n\n{part.strip()}\n\n{end}{after}"
    return text


def authoring_parts() -> dict[str, str]:
    """Return the generated parts of docs/lesson-authoring.md."""
    return {
        "rules": rule_reference(RULES),
        "keys": key_reference(),
        "course keys": key_reference(COURSE_MODELS),
        "translation rules": rule_reference(TRANSLATION_RULES),
        "translation keys": key_reference(TRANSLATION_MODELS),
    }
