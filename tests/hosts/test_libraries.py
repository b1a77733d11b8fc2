"""The browser libraries as the page loads them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from anatomy_viewer.hosts.libraries import joined_scripts, libraries_of, vue_script
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


def test_the_installed_libraries_are_packed_as_is_known():
    """Else a first visit waits about a tenth of a second longer, and nobody is told."""
    from trame.app import get_server

    from anatomy_viewer.page.template import build_page

    server: Any = get_server("libraries", client_type="vue3")
    build_page(server)
    libraries = libraries_of(server)
    sizes = [path.stat().st_size for path in (vue_script(), *libraries.scripts.values())]
    text = libraries.joined().decode()
    assert len(re.findall(r"(?:this,|var \w+=)\(function\(", text)) == sum(size > 100_000 for size in sizes) == 2
