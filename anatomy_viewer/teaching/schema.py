"""The JSON Schema of a lesson file and of a translation, from the models, with the ids of what there is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from anatomy_viewer.teaching.lesson.course import LONGEST, Course, CourseText
from anatomy_viewer.teaching.lesson.lesson import (
    Lesson,
    Step,
)
from anatomy_viewer.teaching.lesson.texts import NAMES_KEY
from anatomy_viewer.teaching.lesson.translation import (
    Translation,
    option_keys,
)
from anatomy_viewer.teaching.pictures.scene import Figures, Scene

SCHEMA_ID = "lesson.schema.json"
COURSE_SCHEMA_ID = "course.schema.json"
TRANSLATION_SCHEMA_ID = "translation.schema.json"


def schema(scene: Scene | None = None, lesson: Lesson | None = None) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a lesson file.

    Parameters
    ----------
    scene
        What lessons can name: editors then propose its ids and mark all others. Without a scene every id is any word.
    lesson
        The one lesson that it is for, with the points that it names itself; else a file that has points of its own may
        name any word where a point can stand.
    """
    return _for_editors(Lesson, SCHEMA_ID, scene, lesson)


def translation_schema(scene: Scene | None = None, lesson: Lesson | None = None) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a translation file; for one lesson, of what is translated there, by its ids.

    See `schema`.
    """
    made = _for_editors(Translation, TRANSLATION_SCHEMA_ID, scene, lesson)
    if lesson is None:
        return made
    steps = _named_values(
        made["properties"]["steps"], {step.id: _step_to_translate(step, made) for step in lesson.steps}
    )
    points = _named_values(made["properties"]["points"], {point.id: {"type": "string"} for point in lesson.points})
    return {**made, "properties": {**made["properties"], "steps": steps, "points": points}}


def course_schema(lessons: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a course file.

    Parameters
    ----------
    lessons
        The titles of the viewer's own lessons by id, which editors then propose; one's own are any id or file.
    """
    made = _tidied(Course.model_json_schema(by_alias=True), _Ids(None), own_points=False)
    properties = dict(made["properties"])
    entries = properties["lessons"]["items"]
    own = {"type": "string", "pattern": r"^([a-z][a-z0-9_]*|.+\.yaml)$"}
    if lessons:
        entries = {
            "anyOf": [{"title": "A lesson of the viewer", **_listed(lessons)}, {"title": "A lesson of yours", **own}]
        }
    properties["lessons"] = {**properties["lessons"], "items": entries, "uniqueItems": True}
    properties["languages"] = {**properties["languages"], "uniqueItems": True}
    for name, longest in LONGEST.items():
        text = {"type": "string"}
        of_text = {"minLength": 1, "maxLength": longest, **({} if name == "welcome" else {"pattern": r"^[^\n]*\n?$"})}
        properties[name] = {
            "description": properties[name]["description"],
            "anyOf": [
                {**text, **of_text},
                {
                    "type": "object",
                    "minProperties": 1,
                    "additionalProperties": False,
                    "properties": {
                        key: {"description": spec.description, **text, **of_text}
                        for key, spec in CourseText.model_fields.items()
                    },
                },
            ],
        }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": COURSE_SCHEMA_ID,
        "title": Course.__name__,
        **{key: part for key, part in made.items() if key != "$defs"},
        "properties": properties,
        "if": {"properties": {"complete": {"const": "pass_mark"}}, "required": ["complete"]},
        "then": {"required": ["pass_mark"]},
    }


def _step_to_translate(step: Step, made: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of the texts of one step, with the ids of what has a text there."""
    whole, question_of = made["$defs"]["TranslatedStep"], made["$defs"]["TranslatedQuestion"]
    text = {"$ref": "#/$defs/AudienceText"}
    keys = whole["properties"]
    questions = {}
    for question in step.questions:
        parts = question_of["properties"]
        option = made["$defs"]["TranslatedOption"]
        which = {**option["properties"]["id"], "enum": option_keys(question)}
        named = {**option, "properties": {**option["properties"], "id": which}}
        options = {**parts["options"], "items": named if which["enum"] else False}
        questions[question.id] = {**question_of, "properties": {**parts, "options": options}}
    own = {
        "labels": _named_values(keys["labels"], {label.of: text for label in step.labels if label.text is not None}),
        "rulers": _named_values(keys["rulers"], {one.id: {"type": "string"} for one in step.rulers if one.text}),
        "questions": _named_values(keys["questions"], questions),
        "drawing": keys["drawing"] if step.drawing else False,
    }
    return {**whole, "properties": {**keys, **own}}


def _named_values(whole: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of values by name with these names alone."""
    kept = {key: whole[key] for key in ("type", "description") if key in whole}
    return {**kept, "properties": dict(values), "additionalProperties": False}


def _for_editors(model: type[BaseModel], name: str, scene: Scene | None, lesson: Lesson | None) -> dict[str, Any]:
    if scene is not None and lesson is not None:
        scene = scene.with_points(lesson.points)
    ids = _Ids(scene)
    made = model.model_json_schema(by_alias=True)
    closed, open_ = (_tidied(made, ids, own_points) for own_points in (False, lesson is None))
    differing = _differing(closed["$defs"], open_["$defs"])
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": name,
        "title": made["title"],
        **closed,
        "$defs": {
            **closed["$defs"],
            **{f"{one}{_OPEN}": _referring(open_["$defs"][one], differing) for one in sorted(differing)},
            **ids.defined,
        },
    }
    steps = closed["properties"]["steps"], _referring(open_["properties"]["steps"], differing)
    if steps[0] != steps[1]:
        whole["properties"] = {**closed["properties"], "steps": {"description": steps[0]["description"]}}
        whole["if"] = {"required": ["points"]}
        whole["then"], whole["else"] = ({"properties": {"steps": each}} for each in reversed(steps))
    return whole


class _Ids:
    """The ids of a scene by what they name, each list once among a schema's definitions."""

    def __init__(self, scene: Scene | None) -> None:
        self.defined: dict[str, Any] = {}
        self._titles = _titles(scene) if scene is not None else None

    def schema_of(self, note: Mapping[str, Any], own_points: bool) -> dict[str, Any]:
        """Return the schema of an id with such a note; nothing where any word will do."""
        if self._titles is None:
            return {}
        titles = {name: title for kind in note["kinds"] for name, title in self._titles[kind].items()}
        titles |= dict.fromkeys(note["also"], "")
        words = [*note["kinds"], *note["also"]]
        list_of = self._define("_or_".join(words), {"title": _title(words), **_listed(titles)})
        ways = [list_of]
        if note["pattern"]:
            ways.append(self._define("pattern", _PATTERN))
        if own_points and note["own_points"] and "point" in note["kinds"]:
            ways.append(self._define("own_point", _OWN_POINT))
        return list_of if len(ways) == 1 else {"anyOf": ways}

    def _define(self, name: str, schema: dict[str, Any]) -> dict[str, Any]:
        self.defined[f"id_of_{name}"] = schema
        return {"$ref": f"#/$defs/id_of_{name}"}


_OPEN = "_with_own_points"
_PATTERN = {"title": "A pattern with *", "type": "string", "pattern": r"^[a-z0-9_]*\*[a-z0-9_*]*$", "maxLength": 80}
_OWN_POINT = {
    "title": "A point of the lesson's own",
    "type": "string",
    "pattern": r"^[a-z][a-z0-9_]*$",
    "maxLength": 80,
}


def _title(words: Sequence[str]) -> str:
    """Return kinds as words: ``Structure, group or point``."""
    told = " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
    return told[0].upper() + told[1:]


def _listed(titles: Mapping[str, str]) -> dict[str, Any]:
    return {"type": "string", "enum": list(titles), "enumDescriptions": list(titles.values())}


def _titles(scene: Scene) -> dict[str, dict[str, str]]:
    """Return what is named, by kind and id, with what people call it."""
    spots = {spot.id: spot.name if spot.side == "mid" else f"{spot.name}, {spot.side}" for spot in scene.spots.values()}
    return {
        "structure": {thing.id: thing.name for thing in scene.things.values()},
        "corridor": {thing.id: thing.name for thing in scene.things.values() if thing.kind == "corridor"},
        "group": {name: scene.group_names.get(name, name) for name in scene.groups},
        "point": spots,
        "view": {view.id: view.name for view in scene.views.values()},
        "study": dict(scene.studies),
        "source": {key: scene.citations.get(key, "") for key in sorted(scene.sources)},
        "measure": {name: _measured(one) for name, one in scene.measures.items()},
        "red_flag": {
            **{level.id: level.title.en.student for level in scene.red_flags.levels.values()},
            **{flag.id: flag.en.student for flag in scene.red_flags.flags.values()},
        },
    }


def _measured(figures: Figures) -> str:
    return f"{' / '.join(f'{value:g}' for value in figures.published)} {figures.unit}; {', '.join(figures.sources)}"


def _tidied(node: Any, ids: _Ids, own_points: bool) -> Any:
    """Return a part of a schema with its ids, and without what editors would propose or show for nothing.

    A value that may be left out needs no `null`: editors would propose it. Titles are pydantic's, of the key's name.
    """
    if isinstance(node, list):
        return [_tidied(part, ids, own_points) for part in node]
    if not isinstance(node, dict):
        return node
    made = {
        key: {name: _tidied(one, ids, own_points) for name, one in part.items()}
        if key in ("properties", "$defs", "patternProperties")
        else _tidied(part, ids, own_points)
        for key, part in node.items()
        if not (key == "title" and isinstance(part, str)) and not (key == "default" and part in (None, [], {}))
    }
    if NAMES_KEY in made:
        listed = ids.schema_of(made.pop(NAMES_KEY), own_points)
        if listed:
            made = {key: part for key, part in made.items() if key not in ("type", "pattern", "maxLength")} | listed
    if {"type": "null"} in made.get("anyOf", ()):
        ways = [way for way in made.pop("anyOf") if way != {"type": "null"}]
        made |= ways[0] if len(ways) == 1 else {"anyOf": ways}
    if "anyOf" in made:
        made["anyOf"] = [
            way for each in made["anyOf"] for way in (each["anyOf"] if each.keys() == {"anyOf"} else [each])
        ]
    if _is_of_ids(made.get("items")) and "description" in made:
        made["items"] = {"description": made["description"], **made["items"]}
    if "patternProperties" in made and _is_of_ids(made.get("propertyNames")):
        # Editors propose names only where any name may stand.
        (made["additionalProperties"],) = made.pop("patternProperties").values()
    elif "patternProperties" in made:
        made.setdefault("additionalProperties", False)
    return made


def _is_of_ids(node: Any) -> bool:
    return isinstance(node, dict) and any("id_of_" in way.get("$ref", "") for way in node.get("anyOf", [node]))


def _differing(closed: Mapping[str, Any], open_: Mapping[str, Any]) -> set[str]:
    """Return the definitions that say other things in the two, by themselves or by what they refer to."""
    found = {name for name in closed if closed[name] != open_[name]}
    while True:
        more = {name for name in closed if name not in found and _references(closed[name]) & found}
        if not more:
            return found
        found |= more


def _references(node: Any) -> set[str]:
    if isinstance(node, dict):
        own = {node["$ref"].rpartition("/")[2]} if isinstance(node.get("$ref"), str) else set()
        return own.union(*map(_references, node.values()))
    return set().union(*map(_references, node)) if isinstance(node, list) else set()


def _referring(node: Any, differing: Collection[str]) -> Any:
    """Return a part of a schema that refers to the definitions for files with points of their own."""
    if isinstance(node, list):
        return [_referring(part, differing) for part in node]
    if not isinstance(node, dict):
        return (
            f"{node}{_OPEN}" if isinstance(node, str) and node.rpartition("/")[2] in differing and "/" in node else node
        )
    return {key: _referring(part, differing) for key, part in node.items()}
