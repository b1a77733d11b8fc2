"""The browser libraries as the page loads them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from anatomy_viewer.hosts.libraries import Libraries, joined_scripts, libraries_of, vue_script
from anatomy_viewer.hosts.needed import COMPONENTS, LEFT_OUT, needed_part
from tests.node import run_node

PACKED = {
    "umd": '(function(a,b){b(a.found={})})(this,function(a,b){"use strict";a.one=1});\n',
    "global": '/* of\nsomebody */var found=function(e){"use strict";e.one=1;return e}({});',
    "other": "var found={one:1};var f=function(a){return a};",
}


@pytest.mark.parametrize("kind", PACKED)
def test_a_script_that_is_one_function_is_read_at_once_and_does_what_it_did(kind):
    joined = joined_scripts([PACKED[kind], "var after = 2;"]).decode()
    assert ('(function(a,b){"use' in joined or "=(function(e)" in joined) == (kind != "other")
    ask = "new Function(process.argv[1] + ';console.log(found.one + after)').call(globalThis);"
    assert run_node({}, ask, joined).strip() == "3"


@pytest.fixture(scope="module")
def libraries() -> Libraries:
    from trame.app import get_server

    from anatomy_viewer.page.template import build_page

    server: Any = get_server("libraries", client_type="vue3")
    build_page(server)
    return libraries_of(server)


def test_the_installed_libraries_are_packed_as_is_known(libraries):
    """Else a first visit waits about a tenth of a second longer, and nobody is told."""
    sizes = [path.stat().st_size for path in (vue_script(), *libraries.scripts.values())]
    text = libraries.joined().decode()
    assert len(re.findall(r"(?:this,|var \w+=)\(function\(", text)) == sum(size > 100_000 for size in sizes) == 2


# What a script asks for and does not hold itself.
NAMES_FROM_OUTSIDE = """
  const { analyze } = require("eslint-scope"), { parse } = require("acorn"), { readFileSync } = require("fs");
  const outside = (text) => {
    const tree = parse(text, { ecmaVersion: 2022, ranges: true });
    return new Set(analyze(tree, { ecmaVersion: 2022 }).globalScope.through.map(({ identifier }) => identifier.name));
  };
  const [whole, needed] = process.argv.slice(1).map((path) => outside(readFileSync(path, "utf8")));
  console.log(JSON.stringify([[...needed].filter((name) => !whole.has(name)), whole.size]));
"""


def test_of_the_library_that_draws_a_third_goes_out_and_lacks_nothing_that_it_asks_for(libraries, tmp_path):
    (path,) = (path for path in libraries.scripts.values() if path.name == "trame-vtk.js")
    whole = path.read_text(encoding="utf-8")
    needed = needed_part(whole)
    assert len(needed) < 0.35 * len(whole), "a piece was not found: look through LEFT_OUT anew for this trame-vtk"
    assert needed in libraries.joined().decode().replace("(this,(function", "(this,function").replace("}));\n", "});\n")
    assert libraries.components == COMPONENTS
    other = replace(libraries, components=COMPONENTS | {"vtk-reader"})
    assert whole in other.texts(), "a page with another component gets all of it"
    assert not any(begins in needed for begins, _, instead in LEFT_OUT if begins not in instead)
    assert len(re.findall(r'"Name":"\w+","RGBPoints"', needed)) == 1
    short = tmp_path / "needed.js"
    short.write_text(needed, encoding="utf-8")
    packages = {"acorn": "8.19.0", "eslint-scope": "9.1.2"}
    lacking, asked = json.loads(run_node(packages, NAMES_FROM_OUTSIDE, path, short))
    assert (lacking, asked > 80) == ([], True)
    short.write_text(needed.replace("function Nd(", "function nobody(", 1), encoding="utf-8")
    assert json.loads(run_node(packages, NAMES_FROM_OUTSIDE, path, short))[0] == ["Nd"], "what is lacking is told"


@pytest.mark.parametrize("other", ["twice", "cut", "of another name"])
def test_a_library_that_is_not_the_known_one_goes_out_whole(libraries, other):
    whole = next(path for path in libraries.scripts.values() if path.name == "trame-vtk.js").read_text(encoding="utf-8")
    begins, follows, _ = LEFT_OUT[-1]
    text = {
        "twice": whole + begins,
        "cut": whole.replace(follows, ""),
        "of another name": whole.replace(LEFT_OUT[3][0], LEFT_OUT[3][0].replace("t", "s")),
    }[other]
    assert needed_part(text) == text
