"""Texts become safe HTML: emphasis, lists and links inside the viewer, nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anatomy_viewer.teaching.lesson.markdown import Link, explained, html, inline_html, links, plain, unsupported


def test_emphasis_lists_and_links_are_kept() -> None:
    assert html("A *b* **c**\n\n- [d](step:e)\n- [f](source:LU98)", "one") == (
        "<p>A <em>b</em> <strong>c</strong></p>\n<ul>\n"
        '<li><a href="?lesson=one&amp;step=e" data-step="e">d</a></li>\n'
        '<li><a href="#source-LU98" data-source="LU98">f</a></li>\n</ul>'
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](data:text/html;base64,xx)",
        "[a](https://example.org)",
        "![a](https://example.org/a.png)",
        '[a](step:one" onclick="alert(1))',
        "<https://example.org>",
        "[a]: https://example.org\n\n[a]",
    ],
)
def test_nothing_else_comes_through(text: str) -> None:
    made = html(text, "one")
    assert set(re.findall(r"<(\w+)", made)) <= {"p"}
    assert "href" not in made


@given(st.text(alphabet='<>"&[]()!*_-:/\\ abstepjavscript1\n', max_size=80))
def test_any_text_gives_only_harmless_tags(text: str) -> None:
    made = html(text, "one")
    assert set(re.findall(r"<(\w+)", made)) <= {"p", "em", "strong", "ul", "ol", "li", "a", "br"}
    for address in re.findall(r'href="([^"]*)"', made):
        assert re.fullmatch(r"\?lesson=[\w-]+(&amp;step=[\w-]+)?|#source-[\w-]+", address)


def test_links_are_listed_with_the_wrong_ones() -> None:
    assert links("[a](step:b) and [c](https://d.e)") == [
        Link("step", "b", "a"),
        Link(None, "https://d.e", "c"),
    ]


def test_plain_words_have_no_markup_and_list_items_end() -> None:
    assert plain("A *b*\nc.\n\n- d\n- [e](step:f)") == "A b c.\n\nd.\n\ne."


def test_one_paragraph_stands_without_its_tags() -> None:
    assert inline_html("5 < 6, *so*") == "5 &lt; 6, <em>so</em>"


def test_markup_that_would_show_as_characters_is_named() -> None:
    assert unsupported("<b>a</b> ![c](d) `e`\n# f") == ["HTML", "a picture", "code", "a heading"]
    assert unsupported("5 < 6 and 7 > 4") == []


def test_words_are_explained_outside_of_tags_only() -> None:
    made = explained(html("See [crest](step:crest) and *nerve block*.", "one"), {"crest": 'a "b"', "nerve block": "c"})
    assert made == (
        '<p>See <a href="?lesson=one&amp;step=crest" data-step="crest">'
        '<dfn title="a &quot;b&quot;">crest</dfn></a> '
        'and <em><dfn title="c">nerve block</dfn></em>.</p>'
    )


def test_a_word_inside_an_explained_phrase_is_left_alone() -> None:
    made = explained("<p>A nerve block and a block.</p>", {"nerve block": "c", "block": "d"})
    assert made == '<p>A <dfn title="c">nerve block</dfn> and a <dfn title="d">block</dfn>.</p>'
