"""The value in parts: nothing is lost, and each part is as small as it was meant to be."""

from __future__ import annotations

import gzip
import json
from functools import reduce
from typing import Any

import pytest

from anatomy_viewer.page.parting import FIRST, begun, laid, over, parted, said_once, spelled_out


def text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


@pytest.mark.parametrize(
    ("base", "other"),
    [
        ({"a": 1, "b": [1, 2]}, {"a": 1, "b": [1, 3]}),
        ({"a": None}, {"a": 0}),
        ({"a": 1.0}, {"a": None}),
        ({"a": 1}, {"a": 1.0}),
        ({"a": True}, {"a": 1}),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1}}),
        ({"a": {"b": 1}}, {"a": {"b": 1, "c": {"d": 2}}}),
        ({"a": []}, {"a": {}}),
        ({"a": {}}, {"a": []}),
        ({"a": [{"id": "x", "at": 1}, {"id": "y", "at": 2}]}, {"a": [{"id": "x", "at": 1}, {"id": "y", "at": 3}]}),
        ({"a": [{"id": "x"}, {"id": "y"}]}, {"a": [{"id": "y"}, {"id": "x"}]}),
        ({"a": [{"id": "x"}, {"id": "x"}]}, {"a": [{"id": "x"}, {"id": "x", "b": 1}]}),
        ({"a": [1, 2, 3]}, {"a": [1, 2]}),
        ({"a": {"b": {"c": "long enough to be worth it", "d": 1}}}, {"a": {"b": {"c": "long enough to be worth it"}}}),
    ],
)
def test_what_is_laid_over_a_value_makes_the_other_of_it(base: Any, other: Any) -> None:
    assert text(laid(base, over(base, other))) == text(other)


def test_what_is_alike_is_not_said() -> None:
    assert over({"a": {"b": 1}, "c": 2}, {"a": {"b": 1}, "c": 3}) == {"c": 3}


def test_what_is_said_several_times_stands_once() -> None:
    long = "These words are longer than thirty-two characters."
    value = {"a": long, "b": [long, {"c": long, "d": [1, 2]}], "e": {"c": long, "d": [1, 2]}}
    told = said_once(value)
    assert json.dumps(told).count(long) == 1
    assert spelled_out(json.loads(json.dumps(told))) == value


def test_a_value_that_is_not_the_viewer_s_stays_whole() -> None:
    value = {"structures": {"a": {}}, "lessons": ["first", "second"], "hostile": "</script>"}
    assert parted(value) == {FIRST: value}
    assert begun(value) == value


BARS = {"content.js": 41, "content-lessons.json": 136, "content-more.json": 187, "content-es.json": 176}
"""Kilobytes by gzip, a twentieth above what they are with the lessons of today."""
BAR_OF_A_FORM = 144


@pytest.fixture(scope="module")
def values() -> dict[str, dict[str, Any]]:
    from anatomy_viewer.hosts.parts import viewer_parts

    page = viewer_parts()
    return {form: dict(page.content(None, form, None)) for form in page.surfaces}


@pytest.fixture(scope="module")
def parts(values: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    first, *others = values
    return parted(values[first], {form: values[form] for form in others})


def test_the_parts_put_together_are_the_value(values, parts) -> None:
    first, *others = values
    base = reduce(laid, [parts["lessons"], parts["more"], parts["es"]], begun(parts[FIRST]))
    assert text(base) == text(values[first])
    for form in others:
        assert text(laid(base, parts[form])) == text(values[form])


def test_no_part_is_needed_to_lay_another(values, parts) -> None:
    first = next(iter(values))
    for order in (["es", "more", "lessons"], ["more", "es", "lessons"]):
        assert text(reduce(laid, [parts[name] for name in order], begun(parts[FIRST]))) == text(values[first])


def test_each_text_says_its_part(parts) -> None:
    for part in parts.values():
        assert text(spelled_out(json.loads(json.dumps(said_once(part))))) == text(part)


def test_what_was_compiled_beforehand_is_this_value_and_small(values) -> None:
    from anatomy_viewer.hosts.beforehand import own_sources, read_beforehand
    from anatomy_viewer.hosts.contents import COMMAND, page_texts

    assert read_beforehand() is not None, f"run {COMMAND}"
    first, *others = values
    made = page_texts(values[first], {form: values[form] for form in others})
    folder = own_sources().folder
    assert {path.stem for path in folder.glob("*.gz")} == set(made)
    for address, its in made.items():
        packed = (folder / f"{address}.gz").read_bytes()
        assert gzip.decompress(packed) == its, f"{address}: run {COMMAND}"
        assert len(packed) <= 1000 * BARS.get(address, BAR_OF_A_FORM), address


def test_the_first_part_holds_what_the_home_picture_shows_and_no_more(parts) -> None:
    first = parts[FIRST]
    assert not {"facts", "ledger", "what"} & {key for one in first["structures"] for key in one}
    assert {"home", "structures", "views", "lights", "materials", "words", "groups", "layers"} <= set(first)
    assert first["sources"] == first["families"] == first["consult"] == {}
    assert {key for lesson in first["lessons"] for step in lesson["steps"] for key in step} <= {
        *("id", "title", "form", "study", "person")
    }
