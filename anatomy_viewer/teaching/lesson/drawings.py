"""Drawings of lessons: simple SVG files read strictly, so that nothing but shapes and words reaches the page.

A drawing is read as XML without any document type, compared with a short list of elements and attributes, and
written anew. What is not on the list is refused in words; colours are names that both themes of the page know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from pathlib import Path
from xml.parsers import expat

from anatomy_viewer.atlas.problems import Problem, ProblemsFound, nearest_name

DRAWINGS_FOLDER = "drawings"
DRAWING_SUFFIX = ".svg"
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
_MADE_WORDS = re.compile(r"(?P<title><title>[^<]*)|(?P<desc><desc>[^<]*)|>(?P<on_it>[^<]+)")
"""The words of a drawing that was written anew: its title, its description, and what is written on it."""


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
    """

    id: str
    title: str
    description: str
    words: tuple[str, ...]
    svg: str

    @property
    def in_language(self) -> tuple[str, ...]:
        """What is written on it in a language: its words, but for bare numbers and signs."""
        return tuple(word for word in self.words if _has_letters(word))

    def with_words(self, title: str, description: str, words: Sequence[str]) -> Drawing:
        """Return the same drawing with other words, those on it in order; where too few are given its own stay."""
        own = self.in_language
        given = (*words[: len(own)], *own[len(words) :])
        in_svg, in_list = iter(given), iter(given)

        def told(found: re.Match[str]) -> str:
            if found["title"]:
                return f"<title>{escape(title)}"
            if found["desc"]:
                return f"<desc>{escape(description)}"
            return f">{escape(next(in_svg))}" if _has_letters(unescape(found["on_it"])) else found.group()

        return replace(
            self,
            title=title,
            description=description,
            words=tuple(next(in_list) if _has_letters(word) else word for word in self.words),
            svg=_MADE_WORDS.sub(told, self.svg),
        )


def drawing_paths(folder: Path) -> dict[str, Path]:
    """Return the drawing files beside the lessons of a folder, by id."""
    return {path.stem: path for path in sorted((folder / DRAWINGS_FOLDER).glob(f"*{DRAWING_SUFFIX}"))}


def read_drawings(folder: Path) -> tuple[dict[str, Drawing], dict[str, tuple[Problem, ...]]]:
    """Return the drawings beside the lessons of a folder by id, and what is wrong with those that are refused."""
    found: dict[str, Drawing] = {}
    refused: dict[str, tuple[Problem, ...]] = {}
    for name, path in drawing_paths(folder).items():
        try:
            found[name] = read_drawing(path)
        except ProblemsFound as problems:
            refused[name] = problems.problems
    return found, refused


def read_drawing(path: Path) -> Drawing:
    """Return a drawing.

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
    return parse_drawing(text, path.stem, name)


def parse_drawing(text: str, drawing_id: str = "drawing", name: str = "drawing") -> Drawing:
    """Return a drawing from its markup.

    Raises
    ------
    ProblemsFound
        As `read_drawing`.
    """
    reader = _Reader(name)
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
        " ".join("".join(reader.words["title"]).split()),
        " ".join("".join(reader.words["desc"]).split()),
        tuple(" ".join(word.split()) for word in reader.written if word.strip()),
        "".join(reader.made),
    )


def _has_letters(words: str) -> bool:
    return any(letter.isalpha() for letter in words)


class _Enough(Exception):
    """Nothing further is read."""


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
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
            self.made.append(f"<{element}>{escape(' '.join(''.join(self.words[element]).split()))}</{element}>")
        else:
            self.made.append(f"</{element}>")

    def _text(self, text: str) -> None:
        inside = self.open[-1] if self.open else ""
        if inside in self.words:
            self.words[inside].append(text)
        elif inside in _WITH_WORDS:
            self.written.append(text)
            self.made.append(escape(text))
        elif text.strip():
            self._say(f'found the words "{text.strip()[:40]}" outside <text>', "words inside <text> or <tspan>")
