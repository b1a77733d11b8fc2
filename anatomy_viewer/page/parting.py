"""The value in parts, so that the first picture does not wait for what only a lesson or a card shows.

The first part is what the page begins with: everything to draw the home picture, the words, and of each lesson its
titles. Every other part is laid over it when it comes: the lessons, what cards and drawn people need, another
language, another form of the pelvis. All are written alike, as what they say otherwise, so one function of the
client script reads them. In a file, what is said several times stands once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["FIRST", "LATER", "begun", "laid", "over", "parted", "said_once", "spelled_out"]

FIRST = "first"
"""The part that the page begins with."""

LATER = ("lessons", "more")
"""The parts that come when the bones are drawn."""

_OF_A_LESSON = ("id", "title", "summary", "minutes", "language", "audiences", "points")
_OF_A_STEP = ("id", "title", "form", "study", "person")
_OF_A_CARD = ("what", "facts", "ledger")
_OF_A_STUDY = ("hidden", "shown", "placed", "spreads", "rows")
_MORE = ("sources", "paths", "rides", "families", "crest_grid", "stain", "stains_on_skin", "sexes")
_LEAST = 32
"""Characters; what is shorter is written again where it is said again."""

_SAME = object()


def parted(value: Mapping[str, Any], forms: Mapping[str, Mapping[str, Any]] | None = None) -> dict[str, dict[str, Any]]:
    """Return the parts of the page's value, by name; laid over `begun` one after the other they are it again.

    Parameters
    ----------
    value
        What `anatomy_viewer.page.content.page_value` returned, or any other value: what it lacks is in no part.
    forms
        The same for other forms of the pelvis, by form.

    Returns
    -------
    dict
        `FIRST`, those of `LATER` that hold something, each other language by its code, and each form by its id.
    """
    first = dict(value)
    more: dict[str, Any] = {}
    lessons: dict[str, Any] = {}
    for key in _MORE:
        if key in first:
            more[key], first[key] = first[key], {}
    for key, later in (("structures", _OF_A_CARD), ("points", _OF_A_CARD), ("studies", _OF_A_STUDY)):
        first[key], more[key] = _members(first.get(key), later)
    if "people" in first:
        first["people"] = {"count": value["people"]["count"]}
        more["people"] = {key: part for key, part in value["people"].items() if key != "count"}
    if "consult" in first:
        first["consult"], more["consult"] = {}, value["consult"]
    if all(isinstance(lesson, Mapping) and "steps" in lesson for lesson in value.get("lessons", ())):
        first["lessons"], lessons = _lessons(value.get("lessons", ()), value.get("home", {}).get("picture"))
    languages = {code: {"translations": {code: words}} for code, words in value.get("translations", {}).items()}
    if languages:
        first["translations"] = {code: _names_in(words) for code, words in value["translations"].items()}
    parts = {
        FIRST: {key: part for key, part in first.items() if key in value},
        "lessons": {"lessons": lessons},
        "more": {key: part for key, part in more.items() if key in value and part},
        **languages,
    }
    parts = {name: part for name, part in parts.items() if name == FIRST or any(part.values())}
    return parts | {form: _otherwise(value, other) for form, other in (forms or {}).items()}


def _members(things: Any, later: Iterable[str]) -> tuple[Any, dict[str, Any]]:
    """Return a list without what comes later, and that by the ids of the list's members."""
    if not isinstance(things, list) or not all("id" in one for one in things):
        return things, {}
    aside = {one["id"]: {key: one[key] for key in later if key in one} for one in things}
    return [{key: part for key, part in one.items() if key not in aside[one["id"]]} for one in things], aside


def _lessons(
    lessons: Iterable[Mapping[str, Any]], home: Mapping[str, Any] | None
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return of each lesson what leads to its steps, and the rest by ids: of pictures what they show otherwise."""
    lead, rest = [], {}
    for lesson in lessons:
        steps = lesson["steps"]
        known = [{key: step[key] for key in _OF_A_STEP if step.get(key) is not None} for step in steps]
        own = {key: lesson[key] for key in _OF_A_LESSON if key in lesson}
        lead.append({**own, "steps": known})
        rest[lesson["id"]] = {
            **{key: part for key, part in lesson.items() if key not in own and key != "steps"},
            "steps": {
                step["id"]: {
                    key: _picture(home, part) if key == "picture" else part
                    for key, part in step.items()
                    if key not in its
                }
                for step, its in zip(steps, known, strict=True)
            },
        }
    return lead, rest


def _names_in(words: Mapping[str, Any]) -> dict[str, Any]:
    """Return what another language calls the things that a link may name."""
    found = {
        "words": {key: part for key, part in words.get("words", {}).items() if key == "audiences"},
        "forms": words.get("forms", {}),
        "lessons": {
            name: {
                **({"title": lesson["title"]} if "title" in lesson else {}),
                "steps": {
                    step: {"title": its["title"]} for step, its in lesson.get("steps", {}).items() if "title" in its
                },
            }
            for name, lesson in words.get("lessons", {}).items()
        },
    }
    return {key: part for key, part in found.items() if key in words}


def _picture(home: Mapping[str, Any] | None, picture: Any) -> Any:
    found = over(home, picture)
    return {} if found is _SAME else found


def begun(first: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the first part says before the others come: each step shows the home picture."""
    if not all(isinstance(lesson, Mapping) for lesson in first.get("lessons", ())):
        return dict(first)
    picture = first.get("home", {}).get("picture")
    return {
        **first,
        "lessons": [
            {**lesson, "steps": [{**step, "picture": picture} for step in lesson["steps"]]}
            for lesson in first.get("lessons", ())
        ],
    }


def _otherwise(value: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    found = over(value, other)
    if found is _SAME:
        return {}
    if found.keys() == {"="}:
        raise ValueError("a form of the pelvis lacks something that the others have")
    return dict(found)


def over(base: Any, other: Any) -> Any:
    """Return what has to be laid over one JSON value so that it becomes another.

    Returns
    -------
    object
        Of mappings the members that differ; of lists as long as each other the members that differ, by id where they
        have one, else by place; else the other value, a mapping as ``{"=": …}``. A mark of its own where both are
        alike.

    Examples
    --------
    >>> over({"id": "sacrum", "at": [1, 2, 3]}, {"id": "sacrum", "at": [1, 2, 4]})
    {'at': [1, 2, 4]}
    """
    found = other
    if isinstance(base, Mapping) and isinstance(other, Mapping):
        if base.keys() <= other.keys():
            found = {key: over(base[key], part) if key in base else part for key, part in other.items()}
    elif isinstance(base, list) and isinstance(other, list):
        names = _names(base)
        if len(base) == len(other) and names is not None and names == _names(other):
            found = dict(zip(names, map(over, base, other), strict=True))
    elif type(base) is type(other) and base == other:
        return _SAME
    if found is not other:
        found = {key: part for key, part in found.items() if part is not _SAME}
        if not found:
            return _SAME
        # Of numbers in a row that nearly all differ, each would bring its place along.
        if isinstance(found, dict) and (isinstance(other, Mapping) or len(_text(found)) < len(_text(other))):
            return found
    return {"=": other} if isinstance(other, Mapping) else other


def _names(members: list[Any]) -> list[str] | None:
    """Return by what the members of a list are found again, or None where that is not certain."""
    names = [str(one["id"] if isinstance(one, Mapping) and "id" in one else k) for k, one in enumerate(members)]
    return names if len(set(names)) == len(names) else None


def laid(value: Any, part: Any) -> Any:
    """Return a JSON value with a part laid over it, as the client script does (`laid`)."""
    if not isinstance(part, Mapping):
        return part
    if part.keys() == {"="}:
        return part["="]
    if isinstance(value, list):
        return [
            laid(one, part[name]) if name in part else one for one, name in zip(value, _names(value) or (), strict=True)
        ]
    if not isinstance(value, Mapping):
        return part
    return {**value, **{key: laid(value.get(key), its) for key, its in part.items()}}


def said_once(value: Any) -> dict[str, Any]:
    """Return a JSON value in which whatever is said several times stands once.

    Returns
    -------
    dict
        ``said``, a list of values, and ``value``, in which ``{"$": k}`` stands for the member k of that list; so it
        does in the list itself, for members before it.
    """
    times: Counter[str] = Counter()

    def count(part: Any) -> None:
        if not isinstance(part, (Mapping, list, str)):
            return
        text = _text(part)
        if len(text) < _LEAST:
            return
        times[text] += 1
        if times[text] == 1:
            for member in part.values() if isinstance(part, Mapping) else part if isinstance(part, list) else ():
                count(member)

    said: list[Any] = []
    places: dict[str, int] = {}

    def written(part: Any) -> Any:
        if not isinstance(part, (Mapping, list, str)):
            return part
        text = _text(part)
        if text in places:
            return {"$": places[text]}
        if isinstance(part, Mapping):
            made: Any = {key: written(member) for key, member in part.items()}
        else:
            made = part if isinstance(part, str) else [written(member) for member in part]
        if times[text] < 2:
            return made
        said.append(made)
        places[text] = len(said) - 1
        return {"$": places[text]}

    count(value)
    made = written(value)
    return {"said": said, "value": made}


def spelled_out(text: Mapping[str, Any]) -> Any:
    """Return the value that `said_once` wrote."""
    said: list[Any] = []

    def read(part: Any) -> Any:
        if isinstance(part, Mapping):
            return said[part["$"]] if part.keys() == {"$"} else {key: read(member) for key, member in part.items()}
        return [read(member) for member in part] if isinstance(part, list) else part

    for part in text["said"]:
        said.append(read(part))
    return read(text["value"])


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
