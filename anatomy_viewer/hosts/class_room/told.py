"""What may be said in a class: the state that its presenter tells, and the answers of its seats.

Everything is of a known kind and length, so that nothing else is kept or handed on: no text of a follower at all, and
of the presenter only what stands in `state_of`. All mistakes are told at once.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from anatomy_viewer.atlas.problems import Problem, ProblemsFound, nearest_name

__all__ = ["AUDIENCES", "KINDS", "STATE_KEYS", "answer_of", "fitting_answer", "read_json", "state_of"]

KINDS = ("choose", "identify", "order", "find", "press")
"""The kinds of questions, as the page names them."""

AUDIENCES = ("student", "clinician", "patient")

STATE_KEYS = (
    "lesson", "step", "audience", "language", "view", "shown", "hidden", "study", "person", "form", "clip",
    "question", "closed", "told",
)  # fmt: skip
"""What a state has, in the order in which it is told."""

_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:/-]{0,119}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
_FURTHEST_MM = 100_000.0
_MOST_IDS = 400
_MOST_OPTIONS = 40
_MOST_STROKES = 50
_MOST_DRAWN = 1500
_LONGEST_TEXT = 300
_MOST_PROBLEMS = 12
_SHOWN = 60
_PLACES = ("position", "direction", "focus", "up")
_LENGTHS = ("radius", "distance", "angle")

Read = Callable[[Any, str], Any]


def read_json(body: bytes) -> Any:
    """Return what a body says.

    Raises
    ------
    ProblemsFound
        It is not JSON, or holds what JSON has no word for.
    """

    def refuse(word: str) -> None:
        raise ValueError(word)

    try:
        return json.loads(body.decode("utf-8"), parse_constant=refuse)
    except (ValueError, RecursionError):
        raise ProblemsFound([Problem("body", "it is not JSON", "one JSON object in UTF-8")]) from None


class _Reading:
    """Reads values and collects what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, where: str, found: Any, allowed: str, names: Sequence[str] = ()) -> None:
        """Note a mistake; `found` is told in a few letters."""
        nearest = nearest_name(found[:_SHOWN], names) if names and isinstance(found, str) else None
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Problem(where, f"found {_told(found)}", allowed, nearest))

    def end(self) -> None:
        """Raise what was collected."""
        if self.problems:
            raise ProblemsFound(self.problems)

    def keys(self, value: Any, where: str, allowed: Sequence[str], needed: Sequence[str] = ()) -> Mapping[str, Any]:
        """Return an object that has no other keys than these, or an empty one."""
        if not isinstance(value, dict):
            self.wrong(where, value, f"an object with {', '.join(needed or allowed)}")
            return {}
        for key in [key for key in value if key not in allowed][:_MOST_PROBLEMS]:
            self.wrong(f"{where}.{key[:_SHOWN]}" if key.isprintable() else where, key, ", ".join(allowed), allowed)
        for key in needed:
            if key not in value:
                self.problems.append(Problem(f"{where}.{key}", "it is missing"))
        return value

    def name(self, value: Any, where: str) -> str | None:
        """Read the id of something."""
        if isinstance(value, str) and _ID.fullmatch(value):
            return value
        self.wrong(where, value, "an id: letters, digits and _.:/-, at most 120")
        return None

    def one_of(self, *allowed: str) -> Read:
        """Read one of a few words."""

        def read(value: Any, where: str) -> str | None:
            if isinstance(value, str) and value in allowed:
                return value
            self.wrong(where, value, ", ".join(allowed), allowed)
            return None

        return read

    def language(self, value: Any, where: str) -> str | None:
        """Read the code of a language."""
        if isinstance(value, str) and _LANGUAGE.fullmatch(value):
            return value
        self.wrong(where, value, "the code of a language, such as en or es")
        return None

    def yes(self, value: Any, where: str) -> bool:
        """Read true or false."""
        if not isinstance(value, bool):
            self.wrong(where, value, "true, false")
        return value is True

    def text(self, value: Any, where: str) -> str | None:
        """Read a short text of one line."""
        if isinstance(value, str) and len(value) <= _LONGEST_TEXT and value.isprintable():
            return value
        self.wrong(where, value, f"one line of at most {_LONGEST_TEXT} letters")
        return None

    def number(self, value: Any, where: str) -> float | None:
        """Read a number, to a thousandth."""
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= _FURTHEST_MM:
            return round(float(value), 3)
        self.wrong(where, value, f"a number between -{_FURTHEST_MM:.0f} and {_FURTHEST_MM:.0f}")
        return None

    def side(self, value: Any, where: str) -> Any:
        """Read which side of a cut stays: 1 the greater, -1 the lesser, or its name."""
        if isinstance(value, str):
            return self.name(value, where)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) == 1:
            return value
        self.wrong(where, value, "1, -1")
        return None

    def count(self, value: Any, where: str) -> int | None:
        """Read a whole number from 0 on."""
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31:
            return value
        self.wrong(where, value, "a whole number from 0 on")
        return None

    def point(self, value: Any, where: str) -> list[float | None] | None:
        """Read a place or a direction: three numbers."""
        if isinstance(value, list) and len(value) == 3:
            return [self.number(one, f"{where}[{place}]") for place, one in enumerate(value)]
        self.wrong(where, value, "three numbers, RAS mm")
        return None

    def many(self, read: Read, most: int) -> Read:
        """Read a list."""

        def reading(value: Any, where: str) -> list[Any] | None:
            if isinstance(value, list) and len(value) <= most:
                return [read(one, f"{where}[{place}]") for place, one in enumerate(value)]
            self.wrong(where, value, f"a list of at most {most}")
            return None

        return reading

    def parts(self, where: str, value: Any, reads: Mapping[str, Read], needed: Sequence[str] = ()) -> dict[str, Any]:
        """Read an object by its keys; what is null or left out is left out."""
        found = self.keys(value, where, tuple(reads), needed)
        return {key: read(found[key], f"{where}.{key}") for key, read in reads.items() if found.get(key) is not None}

    def view(self, value: Any, where: str) -> dict[str, Any] | None:
        """Read a camera: as the page tells its own, or as a step has it."""
        reads: dict[str, Read] = dict.fromkeys(_PLACES, self.point)
        reads |= dict.fromkeys(_LENGTHS, self.number) | {"view": self.name, "words": self.text}
        read = self.parts(where, value, reads)
        if isinstance(value, dict) and "focus" not in read:
            self.problems.append(Problem(f"{where}.focus", "it is missing"))
        return read

    def clip(self, value: Any, where: str) -> Any:
        """Read where the picture is cut."""
        if isinstance(value, dict):
            reads: dict[str, Read] = {"plane": self.name, "axis": self.item, "at_mm": self.number, "keep": self.side}
            return self.parts(where, value, reads, ("at_mm",))
        return self.number(value, where)

    def option(self, value: Any, where: str) -> dict[str, Any]:
        """Read what may be chosen or is to be put in order."""
        return self.parts(where, value, {"id": self.item, "text": self.text}, ("id",))

    def item(self, value: Any, where: str) -> str | int | None:
        """Read what an answer names: an id, or a number where there is none."""
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 100:
            return value
        return self.name(value, where)

    def target(self, value: Any, where: str) -> Any:
        """Read what is to be pressed or found: a place, or an id."""
        return self.name(value, where) if isinstance(value, str) else self.point(value, where)

    def question(self, value: Any, where: str) -> dict[str, Any]:
        """Read a question, of the lesson or made up."""
        reads: dict[str, Read] = {
            "id": self.name,
            "kind": self.one_of(*KINDS),
            "lesson": self.name,
            "step": self.name,
            "asks": self.name,
            "text": self.text,
            "options": self.many(self.option, _MOST_OPTIONS),
            "several": self.yes,
            "on": self.one_of("skin", "bone"),
            "target": self.target,
            "right": self.many(self.item, _MOST_OPTIONS),
        }
        read = self.parts(where, value, reads, ("id", "kind"))
        ids = [option.get("id") for option in read.get("options") or ()]
        for place, id in enumerate(ids):
            if id is not None and id in ids[:place]:
                self.wrong(f"{where}.options[{place}].id", id, "each id once")
        return read

    def ride(self, value: Any, where: str) -> dict[str, Any]:
        """Read a ride along a nerve: what lies over it, and which share of the way is behind."""
        reads: dict[str, Read] = {"nerve": self.name, "covers": self.many(self.name, _MOST_IDS), "at": self.number}
        return self.parts(where, value, reads, tuple(reads))

    def told(self, value: Any, where: str) -> dict[str, Any]:
        """Read what the presenter tells besides the picture."""
        reads: dict[str, Read] = {
            "pointer": self.point,
            "drawing": self.many(self.many(self.point, _MOST_DRAWN), _MOST_STROKES),
            "inks": self.many(self.name, _MOST_STROKES),
            "through": self.many(self.name, _MOST_IDS),
            "ride": self.ride,
            "labels": self.yes,
            "text": self.text,
            "results": self.yes,
        }
        read = self.parts(where, value, reads)
        drawn = sum(len(stroke or ()) for stroke in read.get("drawing") or ())
        if drawn > _MOST_DRAWN:
            self.wrong(f"{where}.drawing", f"{drawn} points", f"at most {_MOST_DRAWN} points in all")
        return read


def state_of(body: Any) -> dict[str, Any]:
    """Return a state, whole, from what a presenter sent; what is left out is as at the beginning of a class.

    Raises
    ------
    ProblemsFound
        Something of it may not be said; all of it is told.
    """
    reading = _Reading()
    found = reading.keys({} if body is None else body, "state", STATE_KEYS)
    ids = reading.many(reading.name, _MOST_IDS)
    reads: dict[str, tuple[Read, Any]] = {
        "lesson": (reading.name, None),
        "step": (reading.name, None),
        "audience": (reading.one_of(*AUDIENCES), None),
        "language": (reading.language, None),
        "view": (reading.view, None),
        "shown": (ids, []),
        "hidden": (ids, []),
        "study": (reading.name, None),
        "person": (reading.count, None),
        "form": (reading.name, None),
        "clip": (reading.clip, None),
        "question": (reading.question, None),
        "closed": (reading.yes, False),
        "told": (reading.told, None),
    }
    state = {
        key: read(found[key], f"state.{key}") if found.get(key) is not None else default
        for key, (read, default) in reads.items()
    }
    if (state["told"] or {}).get("results") and not state["question"]:
        reading.problems.append(Problem("state.told.results", "there is no question", "false, or a question with it"))
    reading.end()
    return state


def answer_of(body: Any) -> tuple[str, Any]:
    """Return the id of a question and what is answered to it, from what a seat sent.

    Raises
    ------
    ProblemsFound
        It is not ``{question, answer}``.
    """
    reading = _Reading()
    found = reading.keys(body, "body", ("question", "answer"), ("question", "answer"))
    question = reading.name(found["question"], "body.question") if "question" in found else None
    reading.end()
    return str(question), found["answer"]


def fitting_answer(answer: Any, question: Mapping[str, Any]) -> list[Any]:
    """Return an answer as it is kept: the ids that were chosen or found, the items in order, or the place of a press.

    Parameters
    ----------
    answer
        What a seat sent; one thing may stand without its list.
    question
        What is asked.

    Raises
    ------
    ProblemsFound
        It is none to this question.
    """
    reading = _Reading()
    if question["kind"] == "press":
        place = reading.point(answer, "answer")
        reading.end()
        return [round(float(one or 0.0), 1) for one in place or ()]
    items = answer if isinstance(answer, list) else [answer]
    read = reading.many(reading.item, _MOST_OPTIONS)(items, "answer") or []
    reading.end()
    ids = [option["id"] for option in question.get("options") or ()]
    for number, item in enumerate(read):
        if ids and item not in ids:
            names = [one for one in ids if isinstance(one, str)]
            reading.wrong(f"answer[{number}]", item, ", ".join(map(str, ids)), names)
        elif item in read[:number]:
            reading.wrong(f"answer[{number}]", item, "each once")
    if len(read) != 1 and (question["kind"] in ("identify", "find") or _takes_one(question)):
        reading.wrong("answer", f"{len(read)} answers", "one")
    elif question["kind"] == "order" and ids and len(read) < len(ids) and not reading.problems:
        reading.wrong("answer", f"{len(read)} of {len(ids)}", "all of them, in order")
    elif not read:
        reading.wrong("answer", "nothing", "at least one")
    reading.end()
    return read


def _takes_one(question: Mapping[str, Any]) -> bool:
    return question["kind"] == "choose" and question.get("several") is False


def _told(found: Any) -> str:
    """Return what was found in a few letters that can do no harm."""
    if isinstance(found, dict | list):
        return f"{'an object' if isinstance(found, dict) else 'a list'} with {len(found)}"
    if isinstance(found, float) and not math.isfinite(found):
        return "no number"
    written = json.dumps(found, ensure_ascii=not (isinstance(found, str) and found.isprintable()))
    written = written.replace("<", "‹").replace(">", "›")
    return written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"
