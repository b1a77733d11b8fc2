"""Drawings hold shapes and words alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.teaching.lesson.drawings import (
    DEEPEST_NESTING,
    LARGEST_DRAWING_BYTES,
    MOST_ELEMENTS,
    parse_drawing,
    read_drawing,
    read_drawings,
)

INSIDE = "<title>A glide</title><desc>A nerve slides over an edge.</desc>"
PATH = '<path d="M0 1L2 3" stroke="var(--nerve)"/>'
GOOD = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{INSIDE}{PATH}</svg>'


def refused(text: str) -> str:
    """Return all that is said about a drawing."""
    with pytest.raises(ProblemsFound) as found:
        parse_drawing(text)
    return "\n".join(str(problem) for problem in found.value.problems)


def drawn(inside: str) -> str:
    return f'<svg viewBox="0 0 40 20">{INSIDE}{inside}</svg>'


def test_a_drawing_is_written_anew_with_its_title_and_description() -> None:
    drawing = parse_drawing(GOOD, "glide")
    assert (drawing.id, drawing.title, drawing.description) == ("glide", "A glide", "A nerve slides over an edge.")
    assert drawing.svg.startswith('<svg viewBox="0 0 40 20" role="img"><title>A glide</title>')
    assert '<path d="M0 1L2 3" stroke="var(--nerve)"></path>' in drawing.svg


def test_words_on_a_drawing_are_kept_and_escaped() -> None:
    drawing = parse_drawing(drawn('<text x="1" y="2">a &lt;b&gt; &amp; <tspan>c</tspan></text>'))
    assert drawing.words == ("a <b> &", "c")
    assert "a &lt;b&gt; &amp; <tspan>c</tspan>" in drawing.svg


def test_a_drawing_takes_the_words_of_a_language_and_keeps_numbers_and_lines() -> None:
    written = '<text x="1" y="2">1</text><text x="3" y="2">Nerve &amp; <tspan>edge</tspan></text><text>&amp;</text>'
    drawing = parse_drawing(drawn(written + PATH))
    assert drawing.in_language == ("Nerve &", "edge")
    other = drawing.with_words("Un <desliz>", "Un nervio pasa.", ("Nervio & co", "borde"))
    assert (other.title, other.description) == ("Un <desliz>", "Un nervio pasa.")
    assert other.words == ("1", "Nervio & co", "borde", "&")
    assert other.svg == (
        '<svg viewBox="0 0 40 20" role="img"><title>Un &lt;desliz&gt;</title><desc>Un nervio pasa.</desc>'
        '<text x="1" y="2">1</text><text x="3" y="2">Nervio &amp; co<tspan>borde</tspan></text><text>&amp;</text>'
        '<path d="M0 1L2 3" stroke="var(--nerve)"></path></svg>'
    )
    assert drawing.with_words("Un desliz", "Un nervio pasa.", ("Nervio",)).words == ("1", "Nervio", "edge", "&")
    assert drawing.with_words("a", "b", ("c", "d", "e")).words == ("1", "c", "d", "&")


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<script>alert(1)</script>", 'found the element "script"'),
        ('<image href="x.png"/>', 'found the element "image"'),
        ('<use href="#a"/>', 'found the element "use"'),
        (
            '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
            'found the element "foreignObject"',
        ),
        ("<style>*{}</style>", 'found the element "style"'),
        ('<path d="M0 0" onclick="x()"/>', 'found the attribute "onclick" on "path"'),
        ('<path d="M0 0" style="fill:red"/>', 'found the attribute "style"'),
        ('<path d="M0 0" class="x"/>', 'found the attribute "class"'),
        ('<path d="M0 0" fill="red"/>', 'found fill="red"; allowed: none, currentColor or var(--NAME) of ink'),
        ('<path d="M0 0" fill="url(#x)"/>', 'found fill="url(#x)"'),
        ('<path d="javascript:x"/>', 'found d="javascript:x"'),
        ('<circle r="10%"/>', 'found r="10%"'),
        ("loose words", 'found the words "loose words" outside <text>'),
        ('<svg viewBox="0 0 1 1"></svg>', 'found the element "svg"'),
        ("<?xml-stylesheet href='x'?>", "found an instruction"),
        ("<circl r='1'/>", 'did you mean "circle"?'),
    ],
)
def test_anything_but_shapes_and_words_is_refused(inside: str, expected: str) -> None:
    assert expected in refused(drawn(inside))


def test_a_document_type_is_refused_before_any_entity_is_read() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;&a;">]>' + drawn("<text>&b;</text>")
    assert refused(bomb) == "drawing:1: found a document type; allowed: shapes and words alone."


def test_depth_and_number_of_elements_are_limited_and_the_rest_is_not_read() -> None:
    deep = refused(drawn("<g>" * 5000 + "</g>" * 5000))
    assert deep == f"drawing:1: elements nest deeper than {DEEPEST_NESTING}; allowed: less nesting."
    many = refused(drawn("<g/>" * 5000))
    assert many == f"drawing:1: there are more than {MOST_ELEMENTS} elements; allowed: a simpler drawing."


def test_what_a_drawing_lacks_is_told_all_at_once() -> None:
    told = refused("<svg></svg>")
    assert "has no viewBox" in told
    assert "has no <title>" in told
    assert "has no <desc>" in told


def test_no_xml_is_one_sentence_with_its_line() -> None:
    assert refused("<svg>\n<g>") == "drawing:2: this is not XML: no element found."


def test_a_file_that_is_too_large_or_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.svg"
    path.write_bytes(b"<svg>" + b" " * LARGEST_DRAWING_BYTES)
    with pytest.raises(ProblemsFound, match="too large"):
        read_drawing(path)
    path.write_bytes(b"\xff\xfe<svg>")
    with pytest.raises(ProblemsFound, match="not UTF-8"):
        read_drawing(path)


def test_the_drawings_of_a_folder_come_with_what_is_wrong_with_the_others(tmp_path: Path) -> None:
    (tmp_path / "drawings").mkdir()
    (tmp_path / "drawings" / "glide.svg").write_text(GOOD)
    (tmp_path / "drawings" / "bad.svg").write_text(drawn("<script/>"))
    good, bad = read_drawings(tmp_path)
    assert list(good) == ["glide"]
    assert list(bad) == ["bad"]
    assert 'found the element "script"' in str(bad["bad"][0])
