"""A lesson file read into a `Lesson`: safely, with line numbers, every problem at once.

YAML is composed into plain nodes and turned into text, numbers, lists and mappings here, so that nothing in
a file can name a Python type, share nodes or nest deeply enough to hurt.
"""

from __future__ import annotations

import io
import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    NodeEvent,
    ScalarEvent,
)
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from anatomy_viewer.atlas.problems import Problem, ProblemsFound, nearest_name
from anatomy_viewer.teaching.lesson.lesson import Lesson
from anatomy_viewer.teaching.lesson.questions import Question

LARGEST_FILE_BYTES = 256 * 1024
DEEPEST_NESTING = 20
MOST_NODES = 20_000
LONGEST_LIST = 100
MOST_PROBLEMS = 100
"""More are not told: whoever has so many looks at the first ones."""

ADVICE = MappingProxyType(
    {
        "'\\t'": "spaces at the beginning of a line, no tab",
        "mapping values are not allowed": 'a line set in as its neighbours are, and quotes around words with ": "',
        "expected <block end>": "lines of one list or one step set in alike",
    }
)
"""What to write instead, by what stands in the parser's words."""

LESSON_SUFFIX = ".yaml"

Key = str | int
Path_ = tuple[Key, ...]

_NULL, _BOOL, _INT, _FLOAT = (f"tag:yaml.org,2002:{word}" for word in ("null", "bool", "int", "float"))


@dataclass(frozen=True)
class Document:
    """A lesson file as plain data, and the line of everything in it.

    Parameters
    ----------
    path
        The file as messages name it.
    data
        Text, numbers, lists and mappings.
    lines
        The line, counted from 1, of each path such as ``("steps", 2, "emphasise", 0)``.
    """

    path: str
    data: Any
    lines: dict[Path_, int] = field(default_factory=dict)

    def where(self, path: Path_) -> str:
        """Return a place as messages name it: ``lessons/a.yaml:12 steps[2].emphasise[0]``."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        line = self.lines.get(known, 1)
        words = self.spell(path)
        return f"{self.path}:{line}" + (f" {words}" if words else "")

    def spell(self, path: Path_) -> str:
        """Return a path in words; a step is named by its id where it has one."""
        words = ""
        for index, key in enumerate(path):
            if isinstance(key, str):
                words += f".{key}" if words else key
                continue
            name = None
            if path[index - 1 : index] == ("steps",) and index == 1:
                steps = self.data.get("steps") if isinstance(self.data, dict) else None
                step = steps[key] if isinstance(steps, list) and key < len(steps) else None
                name = step.get("id") if isinstance(step, dict) else None
            words += f"[{name}]" if isinstance(name, str) else f"[{key}]"
        return words


def read_document(path: Path) -> Document:
    """Return the plain data of a lesson file.

    Parameters
    ----------
    path
        A UTF-8 YAML file of at most `LARGEST_FILE_BYTES`.

    Raises
    ------
    ProblemsFound
        Where the file is missing, too large, no text, no YAML, nested too deeply, or uses anchors, aliases,
        tags or a key twice.
    """
    name = _short_name(path)
    try:
        with path.open("rb") as stream:
            raw = stream.read(LARGEST_FILE_BYTES + 1)
    except FileNotFoundError:
        raise ProblemsFound([Problem(str(path), "there is no such file")]) from None
    except OSError as error:
        raise ProblemsFound([Problem(str(path), f"the file cannot be read ({error.strerror})")]) from None
    if len(raw) > LARGEST_FILE_BYTES:
        raise ProblemsFound([Problem(name, "the file is too large", f"at most {LARGEST_FILE_BYTES // 1024} KB")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProblemsFound([Problem(name, f"byte {error.start} is not UTF-8 text", "UTF-8 text")]) from None
    return parse_document(text, name)


@lru_cache(maxsize=64)
def parse_document(text: str, name: str = "lesson") -> Document:
    """Return the plain data of a lesson's text; whoever gets it changes nothing in it: the same text is parsed once.

    Parameters
    ----------
    text
        YAML.
    name
        What messages call the place.

    Raises
    ------
    ProblemsFound
        As `read_document`.
    """
    if control := re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text):
        line = text.count("\n", 0, control.start()) + 1
        raise ProblemsFound(
            [Problem(f"{name}:{line}", f"found the control character U+{ord(control.group()):04X}", "text")]
        )
    try:
        events: list[Event] = []
        problems = list(islice(_refusals(text, name, events), MOST_PROBLEMS))
        if problems:
            raise ProblemsFound(problems)
        node = _composed(events)
    except MarkedYAMLError as error:
        raise ProblemsFound([_not_yaml(error, name)]) from None
    except YAMLError as error:
        raise ProblemsFound([Problem(name, f"this is not YAML: {str(error).splitlines()[0]}")]) from None
    if node is None:
        raise ProblemsFound([Problem(name, "the file is empty", "a lesson with the keys id, title, steps, …")])
    reader = _Reader(name)
    data = reader.value(node, ())
    if reader.problems:
        raise ProblemsFound(reader.problems)
    return Document(name, data, reader.lines)


def _not_yaml(error: MarkedYAMLError, name: str) -> Problem:
    """Return what a parser's complaint means to people who do not know the format."""
    said, mark = error.problem or error.context or "", error.problem_mark or error.context_mark
    allowed = next((advice for sign, advice in ADVICE.items() if sign in said), "")
    if "quoted scalar" in (error.context or "") and error.context_mark:
        said, mark, allowed = "a quotation mark opens here and is not closed", error.context_mark, "a second \" or '"
    return Problem(f"{name}:{mark.line + 1 if mark else 1}", f"this is not YAML: {said}", allowed)


def read_lesson(path: Path) -> Lesson:
    """Return the lesson in a file, its form checked, its ids not yet compared with the atlas.

    Raises
    ------
    ProblemsFound
        With every problem of the file's form.
    """
    lesson, problems = lesson_of(read_document(path))
    if problems or lesson is None:
        raise ProblemsFound(problems)
    return lesson


def lesson_of(document: Document) -> tuple[Lesson | None, list[Problem]]:
    """Return the lesson of a document together with all problems of its form.

    Where parts are wrong they are left out and the rest is still returned, so that the checker can look at
    everything that can be understood. None where nothing is left.
    """
    problems: list[Problem] = []
    data = json.loads(json.dumps(document.data))
    if not isinstance(data, dict):
        return None, [Problem(document.where(()), f"found {_kind(data)}", "a lesson with the keys id, title, steps, …")]
    places = {("steps", i): i for i in range(len(data["steps"]))} if isinstance(data.get("steps"), list) else {}
    original = list(places.values())
    for round_ in range(4):
        try:
            return Lesson.model_validate_json(json.dumps(data), strict=True), problems
        except ValidationError as error:
            details = [detail for detail in error.errors(include_url=False) if not _follows(detail)]
        for detail in details[: MOST_PROBLEMS + 1]:
            path = _file_path(detail["loc"], original)
            if round_ == 0 or detail["type"] not in ("missing", "too_short"):
                problem = _problem_of(document, path, detail)
                if problem not in problems:
                    problems.append(problem)
        if not _leave_out(data, details, original):
            break
    return None, problems


def _short_name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}" if path.parent.name else path.name


def _refusals(text: str, name: str, events: list[Event]) -> Iterator[Problem]:
    """Yield what makes a file unsafe to compose, keeping its events; stops at the first depth or size refusal."""
    depth = nodes = documents = 0
    for event in YAML(typ="safe", pure=True).parse(io.StringIO(text)):
        events.append(event)
        line = event.start_mark.line + 1
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents == 2:
                yield Problem(f"{name}:{line}", "a second document begins", "one lesson a file")
                return
        if isinstance(event, CollectionEndEvent):
            depth -= 1
        if not isinstance(event, NodeEvent):
            continue
        nodes += 1
        if nodes > MOST_NODES:
            yield Problem(f"{name}:{line}", f"there are more than {MOST_NODES} entries", "a shorter lesson")
            return
        if isinstance(event, AliasEvent):
            yield Problem(f"{name}:{line}", f'found the alias "*{event.anchor}"', "everything written out")
        elif event.anchor is not None:
            yield Problem(f"{name}:{line}", f'found the anchor "&{event.anchor}"', "everything written out")
        if isinstance(event, CollectionStartEvent):
            depth += 1
            if depth > DEEPEST_NESTING:
                yield Problem(f"{name}:{line}", f"entries nest deeper than {DEEPEST_NESTING}", "less nesting")
                return
        tag = event.tag if isinstance(event, ScalarEvent | CollectionStartEvent) else None
        if tag is not None and str(tag) not in ("!", "None"):
            yield Problem(f"{name}:{line}", f'found the tag "{tag}"', "plain text, numbers, lists and keys")


class _Kept:
    """Hands the composer the events of a file that was parsed: parsing is most of the work, and done once."""

    def __init__(self, events: list[Event]) -> None:
        self.left = deque(events)

    def check_event(self, *kinds: type[Event]) -> bool:
        return bool(self.left) and (not kinds or isinstance(self.left[0], kinds))

    def peek_event(self) -> Event:
        return self.left[0]

    def get_event(self) -> Event:
        return self.left.popleft()


def _composed(events: list[Event]) -> Node | None:
    yaml = YAML(typ="safe", pure=True)
    yaml.Parser = lambda loader: _Kept(events)
    node: Node | None = yaml.composer.get_single_node()
    return node


class _Reader:
    """Turns composed nodes into plain values and notes the line of each."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Path_, int] = {}
        self.problems: list[Problem] = []

    def value(self, node: Node, path: Path_) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(path, line)
        if isinstance(node, MappingNode):
            values: dict[str, Any] = {}
            for key_node, value_node in node.value:
                key_line = key_node.start_mark.line + 1
                if not isinstance(key_node, ScalarNode):
                    self.problems.append(
                        Problem(f"{self.name}:{key_line}", "found a key that is no plain word", "a plain word")
                    )
                    continue
                key = str(key_node.value)
                if key in values:
                    self.problems.append(
                        Problem(
                            f"{self.name}:{key_line}",
                            f'the key "{key}" stands there a second time, first in line {self.lines[(*path, key)]}',
                            "each key once",
                        )
                    )
                    continue
                self.lines[(*path, key)] = key_line
                values[key] = self.value(value_node, (*path, key))
            return values
        if isinstance(node, SequenceNode):
            if len(node.value) > LONGEST_LIST:
                found = f"the list has {len(node.value)} entries"
                self.problems.append(Problem(f"{self.name}:{line}", found, f"at most {LONGEST_LIST}"))
                return []
            return [self.value(child, (*path, index)) for index, child in enumerate(node.value)]
        return self._scalar(node, line)

    def _scalar(self, node: Node, line: int) -> Any:
        text = str(node.value)
        tag = str(node.tag)
        try:
            if tag == _NULL:
                return None
            if tag == _BOOL:
                return text.lower() == "true"
            if tag == _INT:
                return int(text.replace("_", ""), 0) if text.lstrip("+-0_") else 0
            if tag == _FLOAT:
                number = float(text.replace("_", "").replace(".inf", "inf").replace(".nan", "nan").lower())
                if number - number != 0:
                    self.problems.append(
                        Problem(f"{self.name}:{line}", f'found "{text}"', "a finite number such as 70.5")
                    )
                    return 0.0
                return number
        except ValueError:
            return text
        return text


def _file_path(location: tuple[Key, ...], original: list[int]) -> Path_:
    """Return the path in the file of an error's location: parts that were left out count again."""
    path = tuple(location)
    if len(path) >= 2 and path[0] == "steps" and isinstance(path[1], int) and path[1] < len(original):
        path = ("steps", original[path[1]], *path[2:])
    if path and path[-1] == "[key]":
        path = path[:-1]
    return _without_kinds(path)


def _without_kinds(path: Path_) -> Path_:
    """Return an error's location without the kind of question, which it names beside the question's number."""
    return tuple(
        key for index, key in enumerate(path) if not (key in KINDS and path[index - 2 : index - 1] == ("questions",))
    )


KINDS = {get_args(one.model_fields["kind"].annotation)[0]: one for one in get_args(get_args(Question)[0])}
"""The kinds of question, by the word that a file uses."""


def _follows(detail: ErrorDetails) -> bool:
    """Tell whether an error only says that the entries of a list were refused one by one."""
    return detail["type"] == "too_short" and bool(detail["input"])


def _leave_out(data: dict[str, Any], details: list[ErrorDetails], original: list[int]) -> bool:
    """Take the wrong parts out of `data`; return whether anything can still be understood."""
    steps: set[int] = set()
    for detail in details:
        location = detail["loc"]
        if detail["type"] == "extra_forbidden":
            place: Any = data
            for key in _without_kinds(location)[:-1]:
                inside = isinstance(place, list) and isinstance(key, int) and key < len(place)
                place = place[key] if inside or (isinstance(place, dict) and key in place) else None
            if isinstance(place, dict):
                place.pop(str(location[-1]), None)
        elif len(location) >= 3 and location[0] == "steps" and isinstance(location[1], int):
            key = str(location[2])
            step = data["steps"][location[1]]
            if key in ("id", "title", "text"):
                if detail["type"] == "missing" or key == "id":
                    steps.add(location[1])
                elif isinstance(step, dict):
                    step[key] = {}
            elif isinstance(step, dict):
                step.pop(key, None)
        elif len(location) == 2 and location[0] == "steps" and isinstance(location[1], int):
            steps.add(location[1])
        elif location and location[0] in _STAND_INS:
            data[str(location[0])] = _STAND_INS[str(location[0])]
        elif location:
            data.pop(str(location[0]), None)
    for index in sorted(steps, reverse=True):
        del data["steps"][index]
        del original[index]
    return bool(data.get("steps"))


_STAND_INS: dict[str, Any] = {"id": "lesson", "title": "Lesson", "summary": "Lesson.", "minutes": 1}

_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "keys with texts",
    "model_type": "a mapping of keys",
    "model_attributes_type": "a mapping of keys",
    "finite_number": "a finite number",
}


def form_problems(document: Document, error: ValidationError, model: type[BaseModel]) -> list[Problem]:
    """Return everything that is wrong with the form of a document that holds a value of `model`."""
    problems: list[Problem] = []
    for detail in error.errors(include_url=False):
        if _follows(detail):
            continue
        path = tuple(key for key in detail["loc"] if key != "[key]")
        problem = _problem_of(document, path, detail, model)
        if problem not in problems:
            problems.append(problem)
    return problems


def _problem_of(document: Document, path: Path_, detail: ErrorDetails, model: type[BaseModel] = Lesson) -> Problem:
    """Return one of pydantic's errors as a sentence of ours."""
    where = document.where(path)
    kind, context, value = detail["type"], detail.get("ctx", {}), detail["input"]
    last = str(path[-1]) if path else "lesson"
    if kind == "extra_forbidden":
        names = keys_at(detail["loc"][:-1], model)
        return Problem(where, f'unknown key "{last}"', ", ".join(names), nearest_name(last, names))
    if kind == "value_error":
        return Problem(where, detail["msg"].removeprefix("Value error, "))
    if kind == "missing" and isinstance(path[-1], int):
        return Problem(document.where(path[:-1]), f"found {path[-1]} numbers", "3 numbers")
    if kind == "missing":
        return Problem(document.where(path[:-1]), f'the key "{last}" is missing')
    if kind == "union_tag_not_found":
        return Problem(document.where(path), 'the key "kind" is missing', ", ".join(KINDS))
    if kind == "union_tag_invalid":
        found = str(context.get("tag"))
        return Problem(
            document.where((*path, "kind")), f'found "{found}"', ", ".join(KINDS), nearest_name(found, KINDS)
        )
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        nearest = nearest_name(value, words) if isinstance(value, str) else None
        return Problem(where, f"found {_quoted(value)}", ", ".join(words), nearest)
    if kind == "string_pattern_mismatch":
        return Problem(where, f"found {_quoted(value)}", _PATTERN_WORDS.get(str(context.get("pattern")), "an id"))
    if kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
        sign, limit = next(
            (words, context[key])
            for key, words in (("gt", "above"), ("ge", "at least"), ("lt", "below"), ("le", "at most"))
            if key in context
        )
        return Problem(where, f"found {value}", f"{sign} {limit:g}")
    if kind in ("too_short", "string_too_short"):
        return Problem(where, "nothing stands there", "at least one entry" if kind == "too_short" else "some text")
    if kind == "string_too_long":
        return Problem(where, "the text is too long", f"at most {context['max_length']} characters")
    if kind == "too_long":
        return Problem(where, f"found {len(value)} numbers", "3 numbers")
    if kind == "model_type" and last in ("title", "text", "alternative"):
        return Problem(where, f"found {_kind(value)}", "a text, or one for each of student, clinician, patient")
    return Problem(where, f"found {_kind(value)}", _EXPECTED.get(kind, detail["msg"]))


_PATTERN_WORDS = {
    r"^[a-z][a-z0-9_]*$": "small letters, digits and underscores, a letter first",
    r"^[a-z0-9_*]+$": "an id of small letters, digits and underscores, with * for any part of it",
    r"^[A-Za-z][A-Za-z0-9-]*$": "a source key such as LU98",
}


def _quoted(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else _kind(value)


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'the text "{value if len(value) <= 40 else value[:39] + "…"}"'
    if isinstance(value, int | float):
        return f"the number {value:g}"
    return "a list" if isinstance(value, list | tuple) else "a mapping of keys"


def keys_at(path: Path_, root: type[BaseModel] = Lesson) -> list[str]:
    """Return the keys that a lesson file may have at a path, as they are written in the file."""
    model: Any = root
    named = False
    for key in path:
        if isinstance(key, int) or named:
            named = False
            continue
        if key in KINDS and model in KINDS.values():
            model = KINDS[key]
            continue
        fields = {spec.alias or name: spec for name, spec in model.model_fields.items()}
        if key not in fields:
            return []
        named = get_origin(fields[key].annotation) is dict
        model = _model_in(fields[key].annotation)
        if model is None:
            return []
    return [spec.alias or name for name, spec in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return annotation if issubclass(annotation, BaseModel) else None
    for argument in get_args(annotation):
        found = _model_in(argument)
        if found is not None:
            return found
    return None
