"""Drawings of lessons: simple SVG files read strictly, so that nothing but shapes and words reaches the page.

A drawing is read as XML without any document type, compared with a short list of elements and attributes, and
written anew. What is not on the list is refused in words; colours are names that both themes of the page know.
What a drawing says stands in other languages in ``LANG/drawings.csv`` beside the lessons, found by its own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from xml.parsers import expat

from anatomy_viewer.atlas.problems import Problem, ProblemsFound, nearest_name
from anatomy_viewer.atlas.translations import needs_no_words, phrase_problems, read_phrases
from anatomy_viewer.teaching.lesson.translation import TRANSLATION_LANGUAGES

DRAWINGS_FOLDER = "drawings"
DRAWING_SUFFIX = ".svg"
DRAWING_WORDS = "drawings.csv"
LARGEST_DRAWING_BYTES = 64 * 1024
MOST_ELEMENTS = 400
DEEPEST_NESTING = 8

COLOURS = ("ink", "ink-soft", "line", "paper", "accent", "bone", "nerve", "muscle", "skin", "ligament")
"""The names that a drawing may use as ``var(--NAME)``; the page gives each a value for both themes."""

_NUMBERS = re.compile(r"[-+0-9eE.,\s]*")
_LENGTH = re.compile(r"[-+]?[0-9]*\.?[0-9]+")
_PATH = re.compile(r"[-+0-9eE.,\sMmLlHhVvCcSsQqTtAaZz]*")
_TRANSFORM = re.compile(r"(?:\s*(?:translate|rotate|scale)\([-+0-9eE.,\s]*\))*\s*")
_PAINT = re.compile(rf"none|currentColor|var\(--(?:{'|'.join(COLOURS)})\)")
_WORD = re.compile(r"[a-z0-9-]+")

_ATTRIBUTES: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(("fill", "stroke"), _PAINT),
    **dict.fromkeys(("stroke-dasharray",), _NUMBERS),
    **dict.fromkeys(("opacity", "fill-opacity", "stroke-opacity", "stroke-width", "font-size"), _LENGTH),
    **dict.fromkeys(("stroke-linecap", "stroke-linejoin", "fill-rule", "text-anchor", "font-weight"), _WORD),
    **dict.fromkeys(("font-style", "dominant-baseline"), _WORD),
    "transform": _TRANSFORM,
}
_OWN: dict[str, dict[str, re.Pattern[str]]] = {
    "svg": {"viewBox": _NUMBERS, "xmlns": re.compile(r"http://www\.w3\.org/2000/svg")},
    "g": {},
    "path": {"d": _PATH},
    "circle": dict.fromkeys(("cx", "cy", "r"), _LENGTH),
    "ellipse": dict.fromkeys(("cx", "cy", "rx", "ry"), _LENGTH),
    "rect": dict.fromkeys(("x", "y", "width", "height", "rx", "ry"), _LENGTH),
    "line": dict.fromkeys(("x1", "y1", "x2", "y2"), _LENGTH),
    "polyline": {"points": _NUMBERS},
    "polygon": {"points": _NUMBERS},
    "text": dict.fromkeys(("x", "y", "dx", "dy"), _LENGTH),
    "tspan": dict.fromkeys(("x", "y", "dx", "dy"), _LENGTH),
    "title": {},
    "desc": {},
}
_WITH_WORDS = ("text", "tspan", "title", "desc")


@dataclass(frozen=True)
class Drawing:
    """A drawing that may be shown.

    Parameters
    ----------
    id
        The name of its file without the suffix.
    title, description
        What it is, and what is to be seen on it, for those who do not see it.
    words
        The words written on it.
    svg
        The drawing as markup, to be put into the page as it is.
    local
        The same drawing in other languages.
    """

    id: str
    title: str
    description: str
    words: tuple[str, ...]
    svg: str
    local: Mapping[str, Drawing] = field(default_factory=dict)

    def in_language(self, language: str) -> Drawing:
        """Return the drawing in a language; this one where it has no words of that language."""
        return self.local.get(language, self)

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that it says in words."""
        return tuple(text for text in (self.title, self.description, *self.words) if not needs_no_words(text))


def drawing_paths(folder: Path) -> dict[str, Path]:
    """Return the drawing files beside the lessons of a folder, by id."""
    return {path.stem: path for path in sorted((folder / DRAWINGS_FOLDER).glob(f"*{DRAWING_SUFFIX}"))}


def drawing_words_problems(folder: Path) -> list[Problem]:
    """Return what is wrong with the words that the drawings of a folder have in other languages.

    Where no drawing is translated into a language, none need be.
    """
    drawings, _ = read_drawings(folder)
    texts = dict.fromkeys((text for drawing in drawings.values() for text in drawing.texts), True)
    problems: list[Problem] = []
    for language in TRANSLATION_LANGUAGES:
        if (path := folder / language / DRAWING_WORDS).is_file():
            before = len(problems)
            table = read_phrases(path, problems)
            if len(problems) == before:
                problems += phrase_problems(table, texts, language, "drawings/")
    return problems


def read_drawings(folder: Path) -> tuple[dict[str, Drawing], dict[str, tuple[Problem, ...]]]:
    """Return the drawings beside the lessons of a folder by id, and what is wrong with those that are refused."""
    found: dict[str, Drawing] = {}
    refused: dict[str, tuple[Problem, ...]] = {}
    paths = drawing_paths(folder)
    languages: tuple[str, ...] = TRANSLATION_LANGUAGES if paths else ()
    words = {language: own for language in languages if (own := _words_in(folder, language))}
    for name, path in paths.items():
        try:
            drawing = read_drawing(path)
            local = {language: read_drawing(path, own) for language, own in words.items()}
            found[name] = replace(drawing, local=local)
        except ProblemsFound as problems:
            refused[name] = problems.problems
    return found, refused


def _words_in(folder: Path, language: str) -> Mapping[str, str]:
    path = folder / language / DRAWING_WORDS
    return {row.english: row.translation for row in read_phrases(path, []).rows} if path.is_file() else {}


def read_drawing(path: Path, phrases: Mapping[str, str] | None = None) -> Drawing:
    """Return a drawing, with other words where `phrases` has some for its own.

    Raises
    ------
    ProblemsFound
        With everything in the file that a drawing may not hold.
    """
    name = f"{path.parent.name}/{path.name}"
    try:
        with path.open("rb") as stream:
            raw = stream.read(LARGEST_DRAWING_BYTES + 1)
    except OSError as error:
        raise ProblemsFound([Problem(name, f"the drawing cannot be read ({error.strerror})")]) from None
    if len(raw) > LARGEST_DRAWING_BYTES:
        raise ProblemsFound([Problem(name, "the drawing is too large", f"at most {LARGEST_DRAWING_BYTES // 1024} KB")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProblemsFound([Problem(name, f"byte {error.start} is not UTF-8 text", "UTF-8 text")]) from None
    return parse_drawing(text, path.stem, name, phrases)


def parse_drawing(
    text: str, drawing_id: str = "drawing", name: str = "drawing", phrases: Mapping[str, str] | None = None
) -> Drawing:
    """Return a drawing from its markup.

    Raises
    ------
    ProblemsFound
        As `read_drawing`.
    """
    reader = _Reader(name, phrases or {})
    try:
        reader.read(text)
    except expat.ExpatError as error:
        reader.problems.append(Problem(f"{name}:{error.lineno}", f"this is not XML: {expat.ErrorString(error.code)}"))
    except _Enough:
        pass
    else:
        reader.problems += reader.missing()
    if reader.problems:
        raise ProblemsFound(reader.problems)
    return Drawing(
        drawing_id,
        reader.said("".join(reader.words["title"])),
        reader.said("".join(reader.words["desc"])),
        tuple(" ".join(word.split()) for word in reader.written if word.strip()),
        "".join(reader.made),
    )


class _Enough(Exception):
    """Nothing further is read."""


class _Reader:
    def __init__(self, name: str, phrases: Mapping[str, str]) -> None:
        self.name = name
        self.phrases = phrases
        self.problems: list[Problem] = []
        self.made: list[str] = []
        self.open: list[str] = []
        self.words: dict[str, list[str]] = {"title": [], "desc": []}
        self.written: list[str] = []
        self.elements = 0
        self.view_box = ""
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = lambda *_: self._stop("a document type", "shapes and words alone")
        self.parser.ProcessingInstructionHandler = lambda *_: self._stop("an instruction", "shapes and words alone")

    def said(self, text: str) -> str:
        """Return words without the line ends of the file, in those of the other language where it has some."""
        plain = " ".join(text.split())
        return self.phrases.get(plain, plain)

    def read(self, text: str) -> None:
        self.parser.Parse(text, True)

    def missing(self) -> Iterator[Problem]:
        if not self.view_box:
            yield Problem(self.name, "the drawing has no viewBox", 'viewBox="0 0 320 200" on the svg element')
        for key, what in (("title", "what it is"), ("desc", "what is to be seen on it")):
            if not "".join(self.words[key]).strip():
                yield Problem(self.name, f"the drawing has no <{key}>", f"one that says {what}")

    def _say(self, found: str, allowed: str = "", nearest: str | None = None) -> None:
        self.problems.append(Problem(f"{self.name}:{self.parser.CurrentLineNumber}", found, allowed, nearest))

    def _stop(self, what: str, allowed: str) -> None:
        self._say(f"found {what}", allowed)
        raise _Enough

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            self._say(f"there are more than {MOST_ELEMENTS} elements", "a simpler drawing")
            raise _Enough
        if len(self.open) >= DEEPEST_NESTING:
            self._say(f"elements nest deeper than {DEEPEST_NESTING}", "less nesting")
            raise _Enough
        if element not in _OWN or (element == "svg") != (not self.open):
            self._say(f'found the element "{element}"', ", ".join(_OWN), nearest_name(element, _OWN))
        allowed = {**_ATTRIBUTES, **_OWN.get(element, {})}
        kept = []
        for key, value in attributes.items():
            if key not in allowed:
                self._say(f'found the attribute "{key}" on "{element}"', "", nearest_name(key, allowed))
            elif not allowed[key].fullmatch(value):
                meant = (
                    f"none, currentColor or var(--NAME) of {', '.join(COLOURS)}" if key in ("fill", "stroke") else ""
                )
                self._say(f'found {key}="{value[:40]}"', meant)
            elif key == "viewBox":
                self.view_box = value
            elif key != "xmlns":
                kept.append(f' {key}="{escape(value)}"')
        self.open.append(element)
        if element in self.words:
            return
        if element == "svg":
            kept = [f' viewBox="{escape(self.view_box)}" role="img"', *kept]
        self.made.append(f"<{element}{''.join(kept)}>")

    def _end(self, element: str) -> None:
        self.open.pop()
        if element in self.words:
            self.made.append(f"<{element}>{escape(self.said(''.join(self.words[element])))}</{element}>")
        else:
            self.made.append(f"</{element}>")

    def _text(self, text: str) -> None:
        inside = self.open[-1] if self.open else ""
        if inside in self.words:
            self.words[inside].append(text)
        elif inside in _WITH_WORDS:
            text = self.phrases.get(" ".join(text.split()), text)
            self.written.append(text)
            self.made.append(escape(text))
        elif text.strip():
            self._say(f'found the words "{text.strip()[:40]}" outside <text>', "words inside <text> or <tspan>")
