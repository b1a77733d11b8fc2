"""A safe small part of Markdown: emphasis, lists, and links to steps, lessons and sources; no HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

_ALLOWED_RULES = [
    "paragraph",
    "list",
    "text",
    "newline",
    "escape",
    "emphasis",
    "link",
    "entity",
    "balance_pairs",
]
_TARGET = re.compile(r"^(step|lesson|source):([A-Za-z0-9_-]+)$")


@dataclass(frozen=True)
class Link:
    """A link in a text: what kind of place it leads to, which one, and the words it stands on.

    `kind` is ``step``, ``lesson`` or ``source``, or None where the target is nothing that a lesson may
    link to.
    """

    kind: str | None
    target: str
    words: str


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False})
    parser.enable(_ALLOWED_RULES, ignoreInvalid=True)
    # Every target is let through as a link so that the checker can name the wrong ones; `html` drops them.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def html(text: str, lesson_id: str = "") -> str:
    """Return a text as HTML.

    Parameters
    ----------
    text
        Markdown.
    lesson_id
        The lesson whose steps ``step:ID`` means.

    Returns
    -------
    str
        Paragraphs and lists. A link to a step carries ``data-step`` and an address with the lesson and the
        step; one to a lesson ``data-lesson``; one to a source ``data-source``. Any other link leaves only
        its words. HTML in the text appears as the characters it is written with.
    """
    tokens = _parser().parse(text.strip())
    _rewrite_links(tokens, lambda link: _attributes(link, lesson_id))
    return str(_parser().renderer.render(tokens, _parser().options, {})).strip()


def inline_html(text: str, lesson_id: str = "") -> str:
    """Return a text of one paragraph as HTML without the paragraph's own tags."""
    whole = html(text, lesson_id)
    if whole.startswith("<p>") and whole.endswith("</p>") and whole.count("<p>") == 1:
        return whole[3:-4]
    return whole


def plain(text: str) -> str:
    """Return the words of a text without markup; a list item ends as a sentence."""
    parts: list[str] = []
    for token in _parser().parse(text.strip()):
        if token.type == "inline":
            words = "".join(
                " " if child.type in ("softbreak", "hardbreak") else child.content
                for child in token.children or []
                if child.type in ("text", "softbreak", "hardbreak", "text_special")
            ).strip()
            parts.append(words if not words or words[-1] in ".!?:…" else f"{words}.")
    return "\n\n".join(parts)


def links(text: str) -> list[Link]:
    """Return the links of a text in order."""
    found: list[Link] = []
    for token in _parser().parse(text.strip()):
        children = token.children or []
        for index, child in enumerate(children):
            if child.type == "link_open":
                words = ""
                for after in children[index + 1 :]:
                    if after.type == "link_close":
                        break
                    words += after.content
                found.append(_link_of(str(child.attrGet("href") or ""), words))
    return found


def explained(made: str, words: Mapping[str, str], listed: Collection[str] = ()) -> str:
    """Return HTML in which words carry their explanations.

    Parameters
    ----------
    made
        HTML from `html`.
    words
        What each word means.
    listed
        The words whose meaning is also written out below the text, where it can be read without a pointer.

    Returns
    -------
    str
        The first place of each word is a ``dfn`` with the meaning as its title; a ``dl`` of class ``words``
        follows where there is something to write out.
    """
    for word in sorted(words, key=len, reverse=True):
        pattern = re.compile(rf"\b({re.escape(word)}(?:s|es)?)\b(?![^<]*</dfn>)(?![^<]*>)", re.IGNORECASE)
        if found := pattern.search(made):
            marked = f'<dfn title="{escape(words[word])}">{found.group()}</dfn>'
            made = made[: found.start()] + marked + made[found.end() :]
    entries = "".join(f"<dt>{escape(word)}</dt><dd>{escape(words[word])}</dd>" for word in words if word in listed)
    return f'{made}\n<dl class="words">{entries}</dl>' if entries else made


def uses(text: str, word: str) -> bool:
    """Tell whether a text uses a word, in the singular or with a plural s."""
    return re.search(rf"\b{re.escape(word)}(?:s|es)?\b", plain(text), re.IGNORECASE) is not None


def unsupported(text: str) -> list[str]:
    """Return, in words, the markup in a text that would appear as bare characters."""
    found = []
    if re.search(r"<[A-Za-z!/][^>]*>", text):
        found.append("HTML")
    if "![" in text:
        found.append("a picture")
    if re.search(r"`[^`]+`", text):
        found.append("code")
    if re.search(r"(?m)^\s{0,3}#{1,6}\s", text):
        found.append("a heading")
    return found


def _link_of(href: str, words: str) -> Link:
    address = unquote(href)
    match = _TARGET.match(address)
    return Link(match.group(1), match.group(2), words) if match else Link(None, address, words)


def _attributes(link: Link, lesson_id: str) -> dict[str, str | int | float] | None:
    if link.kind == "step":
        return {"href": f"?lesson={lesson_id}&step={link.target}", "data-step": link.target}
    if link.kind == "lesson":
        return {"href": f"?lesson={link.target}", "data-lesson": link.target}
    if link.kind == "source":
        return {"href": f"#source-{link.target}", "data-source": link.target}
    return None


def _rewrite_links(tokens: list[Token], attributes: Callable[[Link], dict[str, str | int | float] | None]) -> None:
    for token in tokens:
        if token.children is None:
            continue
        kept: list[Token] = []
        dropped = False
        for child in token.children:
            if child.type == "link_open":
                given = attributes(_link_of(str(child.attrGet("href") or ""), ""))
                dropped = given is None
                if given is None:
                    continue
                child.attrs = given
            elif child.type == "link_close" and dropped:
                dropped = False
                continue
            kept.append(child)
        token.children = kept
