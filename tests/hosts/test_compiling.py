"""The page's templates as functions: current, and what Vue's own compiler makes of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from anatomy_viewer.hosts.compiling import compile_templates, compiled_template, templates_of, without_class
from anatomy_viewer.hosts.libraries import libraries_of, vue_script
from anatomy_viewer.page.files import COMPILED_TEMPLATES
from anatomy_viewer.page.template import build_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REMEDY = "the page's widgets or its libraries have changed: run python -m anatomy_viewer.hosts.compiling"


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    from trame.app import get_server

    server = get_server("compiled", client_type="vue3")
    build_page(server)
    server.state.flush()
    libraries = libraries_of(server)
    return {
        "template": server.state.trame__template_main,
        "scripts": [vue_script(), *libraries.scripts.values()],
        "plugins": libraries.plugins,
    }


def test_the_functions_are_those_of_the_page_as_it_is(page: dict[str, Any]) -> None:
    found = compiled_template(page["template"], page["scripts"], COMPILED_TEMPLATES)
    assert found is not None, REMEDY
    script, key = found
    assert f'"{key}": () => {{' in script


def test_nothing_stands_there_that_the_page_has_no_longer(page: dict[str, Any]) -> None:
    keys = re.findall(r'^"([0-9a-f]{16})": ', COMPILED_TEMPLATES.read_text(encoding="utf-8"), re.MULTILINE)
    assert keys == list(templates_of(page["template"], page["scripts"])), REMEDY


def test_vue_s_compiler_makes_the_same_of_them_today(page: dict[str, Any], browser: Browser) -> None:
    empty = browser.new_page()
    made = compile_templates(page["template"], page["scripts"], page["plugins"], empty)
    empty.close()
    assert made == COMPILED_TEMPLATES.read_text(encoding="utf-8"), REMEDY


def test_later_parts_are_named_by_their_keys(page: dict[str, Any]) -> None:
    *parts, whole = templates_of(page["template"], page["scripts"]).items()
    assert len(parts) == page["template"].count("<later-part ")
    assert re.findall(r' template="([^"]*)"', whole[1]) == [key for key, _ in parts]
    assert all("&quot;" not in text.partition(">")[0] for _, text in parts)


def test_what_only_a_class_shows_goes_out_only_where_classes_are_held(page: dict[str, Any]) -> None:
    found = templates_of(page["template"], page["scripts"])
    compiled = compiled_template(page["template"], page["scripts"], COMPILED_TEMPLATES)
    assert compiled is not None, REMEDY
    script = compiled[0]
    rest = without_class(script, page["template"], page["scripts"])
    written, left = (re.findall(r'^"([0-9a-f]{16})": ', text, re.MULTILINE) for text in (script, rest))
    gone = [key for key in written if key not in left]
    assert [key for key in written if key in left] == left
    assert "class-bar" in "".join(found[key] for key in gone)
    assert [key for key in [*found][:-1] if "viewer.classroom.words" in found[key] and key not in gone] == []
    assert re.sub(r'^"(?:' + "|".join(gone) + r')": .*?\n\},\n', "", script, flags=re.MULTILINE | re.DOTALL) == rest


def test_a_part_inside_a_part_has_a_key_too(tmp_path: Path) -> None:
    inner = '<later-part v-if="a &gt; 1" template="&lt;p title=&quot;b&quot;&gt;&lt;/p&gt;"></later-part>'
    outer = inner.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").replace(">", "&gt;")
    script = tmp_path / "vue.js"
    script.write_text("")
    found = templates_of(f'<div><later-part v-if="c" template="{outer}"></later-part></div>', [script])
    inmost, between, whole = found
    assert found[inmost] == '<p title="b"></p>'
    assert found[between] == f'<later-part v-if="a &gt; 1" template="{inmost}"></later-part>'
    assert found[whole] == f'<div><later-part v-if="c" template="{between}"></later-part></div>'


def test_a_page_or_a_library_that_has_changed_finds_no_functions(page: dict[str, Any], tmp_path: Path) -> None:
    assert compiled_template(page["template"] + " ", page["scripts"], COMPILED_TEMPLATES) is None
    other = tmp_path / "vue.js"
    other.write_bytes(vue_script().read_bytes() + b"\n")
    assert compiled_template(page["template"], [other, *page["scripts"][1:]], COMPILED_TEMPLATES) is None
