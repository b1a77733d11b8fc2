"""A course file: which lessons in which order, for whom, and the words around them.

Like a lesson file it is YAML with strict keys, read with line numbers and every problem at once. Whether there are the
lessons that it names is for the shelf to say (`teaching.shelves`).
"""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, GetJsonSchemaHandler, StringConstraints, ValidationError, model_validator
from pydantic_core import CoreSchema

from anatomy_viewer.atlas.descriptions import Audience
from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.teaching.lesson.lesson import LANGUAGES
from anatomy_viewer.teaching.lesson.markdown import html
from anatomy_viewer.teaching.lesson.reading import Document, form_problems, read_document
from anatomy_viewer.teaching.lesson.texts import Value
from anatomy_viewer.teaching.lesson.translation import TRANSLATION_LANGUAGES

__all__ = [
    "COURSE_LANGUAGES",
    "COURSE_NAME",
    "Course",
    "CourseText",
    "course_of",
    "course_words",
    "is_course",
    "read_course",
    "text_in",
]

CourseLanguage = Literal["en", "es"]
COURSE_LANGUAGES: tuple[CourseLanguage, ...] = get_args(CourseLanguage)
assert set(COURSE_LANGUAGES) == {*LANGUAGES, *TRANSLATION_LANGUAGES}
COURSE_NAME = "course.yaml"

LONGEST = {"title": 90, "institution": 120, "welcome": 1500, "contact": 200}
"""Of each text, in characters: what a phone shows without a scroll of its own, and what learning platforms take."""

_KEYS = "a course with the keys title, lessons, …"
_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)")


class CourseText(Value):
    """A text of the course; a single plain one counts for every language."""

    en: str | None = Field(default=None, description="In English.")
    es: str | None = Field(default=None, description="In Spanish.")

    @model_validator(mode="before")
    @classmethod
    def _one_text_for_all(cls, data: Any) -> Any:
        if isinstance(data, str):
            return dict.fromkeys(COURSE_LANGUAGES, data)
        if not isinstance(data, dict):
            found = "nothing" if data is None else "a list" if isinstance(data, list) else json.dumps(data)
            raise ValueError(f"found {found}; allowed: a text, or one for each of {', '.join(COURSE_LANGUAGES)}")
        return data

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, handler(core_schema)]}


class Course(Value):
    """A course: lessons of one's own and the viewer's, in one's own order, with the words that learners read first."""

    title: CourseText = Field(description="The title, as learners read it; at most 90 characters.")
    institution: CourseText | None = Field(
        default=None, description="Whose course it is, in one line; at most 120 characters."
    )
    audience: Audience | None = Field(
        default=None, description="Whose texts the page begins with; every lesson must be for them."
    )
    languages: tuple[CourseLanguage, ...] = Field(
        default=COURSE_LANGUAGES,
        min_length=1,
        description="The languages that are offered; the page begins with the first.",
    )
    lessons: tuple[Annotated[str, StringConstraints(min_length=1)], ...] = Field(
        min_length=1,
        description=(
            "The lessons, in order: the id of a lesson beside this file (or in the folder `lessons` there), of one "
            "given with `--lessons`, or of the viewer's own; or the path of a lesson file, seen from this one."
        ),
    )
    pass_mark: int | None = Field(
        default=None, ge=0, le=100, description="How many of a hundred questions must be right to pass."
    )
    complete: Literal["steps", "pass_mark"] = Field(
        default="steps",
        description="When the course counts as done: all `steps` seen, or the `pass_mark` reached.",
    )
    welcome: CourseText | None = Field(
        default=None,
        description="What learners read before the first lesson (Markdown: emphasis, lists); at most 1500 characters.",
    )
    contact: CourseText | None = Field(
        default=None,
        description="Whom to ask, in one line; at most 200 characters. Mail and web addresses become links.",
    )

    @property
    def name(self) -> str:
        """The title in the language that the page begins with."""
        return text_in(self.title, self.languages[0], self)[0]


def is_course(path: Path) -> bool:
    """Return whether a YAML file is a course and no lesson: by what stands in it, else by its name."""
    try:
        data = read_document(path).data
    except ProblemsFound:
        return path.name == COURSE_NAME
    return isinstance(data, dict) and "steps" not in data and ("lessons" in data or path.name == COURSE_NAME)


def read_course(path: Path) -> Document:
    """Return the plain data of a course file, as `read_document` does of a lesson's."""
    if path.is_dir():
        beside = path / COURSE_NAME
        found = f"a file, such as {beside}" if beside.is_file() else "a course file"
        raise ProblemsFound(
            [Problem(str(path), "this is a folder", f'{found}; "lessons new-course" writes a first one')]
        )
    try:
        return read_document(path)
    except ProblemsFound as refused:
        raise ProblemsFound(
            [
                Problem(one.where, one.found, one.allowed.replace("a lesson with the keys id, title, steps, …", _KEYS))
                if one.found != "there is no such file"
                else Problem(one.where, one.found, '"lessons new-course" writes a first one')
                for one in refused.problems
            ]
        ) from None


def course_of(document: Document) -> tuple[Course | None, list[Problem]]:
    """Return the course of a document with all problems of its form; None where there are any."""
    if not isinstance(document.data, dict):
        return None, [Problem(document.where(()), "found no keys", _KEYS)]
    problems = [problem for name in LONGEST for problem in _problems_of_text(document, name)]
    languages = document.data.get("languages")
    if isinstance(languages, list) and len({*map(str, languages)}) < len(languages):
        problems.append(Problem(document.where(("languages",)), "a language stands there twice", "each once"))
    if document.data.get("complete") == "pass_mark" and document.data.get("pass_mark") is None:
        problems.append(
            Problem(document.where(("complete",)), 'found "pass_mark", but no pass mark', "pass_mark: 0 to 100")
        )
    try:
        course = Course.model_validate_json(json.dumps(document.data), strict=True)
    except ValidationError as error:
        return None, form_problems(document, error, Course) + problems
    return (None if problems else course), problems


def _problems_of_text(document: Document, name: str) -> list[Problem]:
    """Return what is wrong with the length and the lines of a text."""
    given = document.data.get(name)
    texts: dict[tuple[str, ...], Any] = {(name,): given}
    if isinstance(given, dict):
        texts = {(name, str(key)): text for key, text in given.items()}
        if not given:
            return [Problem(document.where((name,)), "nothing stands there", "some text")]
    problems = []
    for place, text in texts.items():
        if not isinstance(text, str):
            continue
        if not text.strip():
            problems.append(Problem(document.where(place), "nothing stands there", "some text"))
        elif len(text.strip()) > LONGEST[name]:
            found = f"the text has {len(text.strip())} characters"
            problems.append(Problem(document.where(place), found, f"at most {LONGEST[name]}"))
        elif name != "welcome" and "\n" in text.strip():
            problems.append(Problem(document.where(place), "the text has several lines", "one line"))
    return problems


def text_in(text: CourseText, language: str, course: Course) -> tuple[str, str]:
    """Return a text in a language, or in the next one that it has, and which that is."""
    first = course.languages[0]
    if text.en == text.es:
        return str(text.en).strip(), first
    for one in (language, first, *COURSE_LANGUAGES):
        if found := getattr(text, one, None):
            return str(found).strip(), one
    return "", first


def course_words(course: Course, language: str) -> dict[str, Any]:
    """Return what the page shows of a course's texts in a language: words, HTML, and of each its language."""
    given = {name: getattr(course, name) for name in LONGEST}
    told = {name: text_in(text, language, course) for name, text in given.items() if text is not None}
    words: dict[str, Any] = {name: text for name, (text, _) in told.items() if name in ("title", "institution")}
    if "welcome" in told:
        words["welcome_html"] = html(told["welcome"][0])
    if "contact" in told:
        words["contact_html"] = _with_links(told["contact"][0])
    return {**words, "languages": {name: language for name, (_, language) in told.items()}}


def _with_links(text: str) -> str:
    """Return a line as HTML in which mail and web addresses are links."""
    made, done = "", 0
    for found in _ADDRESS.finditer(text):
        address = escape(found[0])
        goes_to = f'mailto:{address}"' if found["mail"] else f'{address}" target="_blank" rel="noopener"'
        made += f'{escape(text[done : found.start()])}<a href="{goes_to}>{address}</a>'
        done = found.end()
    return made + escape(text[done:])
