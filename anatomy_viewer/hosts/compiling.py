"""The page's templates as functions, made beforehand, so that a browser need not turn text into code.

Vue's own compiler makes them, once, whenever a widget of the page has changed. Run as a program, ``python -m
anatomy_viewer.hosts.compiling``, this module lets a Chromium run it and writes ``compiled.js`` anew (it needs the
test extra and an installed Chromium; nobody else does). Each function stands under a key of its template and of
the libraries' scripts: one that is not current is not found, and then the browser compiles as it always could.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from typing import Any

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

_LATER = re.compile(r'(<later-part v-if="[^"]*" template=")([^"]*)(")')
_OF_A_CLASS = re.compile(r'<later-part v-if="viewer\.(?:classroom|asker|posed)\b[^"]*" template="(\w+)"')
_PART = re.compile(r'<later-part [^>]* template="(\w+)"')
_KEY = re.compile(r'^"([0-9a-f]{16})": ', re.MULTILINE)
_COMPONENT = re.compile(r"<([a-z]+(?:-[a-z]+)+)[\s>]")

_SCRIPT = """\
/* Made by "python -m anatomy_viewer.hosts.compiling" from the widgets of the page. */
(() => {{
const functions = {{
{functions}
}};
const compile = window.Vue.compile;
window.Vue.registerRuntimeCompiler((template, options) => {{
  if (!functions[template]) return compile(template, options);
  const render = functions[template]();
  render._rc = true; // Vue looks names up for it as for what it compiles itself
  return render;
}});
}})();
"""

# Vue hands the text of its function to `Function`, in a page as anywhere.
_COMPILE = """(templates) => {
  const own = window.Function;
  return templates.map((template) => {
    let code;
    window.Function = (text) => { code = text; return own(text); };
    try { Vue.compile(template); } finally { window.Function = own; }
    return code;
  });
}"""

# Libraries bring templates of their own: those of the components that the page names, and of what these consist of.
_OF_COMPONENTS = """(names) => {
  const found = new Set();
  const add = ({ template, components }) => {
    if (template) found.add(template);
    Object.values(components || {}).forEach(add);
  };
  const hyphened = (name) => name.replace(/\\B[A-Z]/g, "-$&").toLowerCase();
  const app = new Proxy({}, { get: (_, key) => (name, value) => {
    if (key === "component" && names.includes(hyphened(name))) add(value);
    return app;
  } });
  for (const plugin of PLUGINS) plugin.install(app);
  return [...found];
}"""


def templates_of(template: str, scripts: Sequence[Path]) -> dict[str, str]:
    """Return the parts of a page that are shown later and then the page itself, each under its key.

    Parameters
    ----------
    template
        The page's template, with later parts as text in an attribute.
    scripts
        Vue with its compiler, and the libraries of the page.

    Returns
    -------
    dict
        Templates in which a later part is named by its key.
    """
    stem = b"".join(hashlib.sha256(path.read_bytes()).digest() for path in scripts)
    found: dict[str, str] = {}

    def add(text: str) -> str:
        text = _LATER.sub(lambda part: part[1] + add(unescape(part[2])) + part[3], text)
        key = hashlib.sha256(stem + text.encode()).hexdigest()[:16]
        found[key] = text
        return key

    add(template)
    return found


def compiled_template(template: str, scripts: Sequence[Path], compiled: Path) -> tuple[str, str] | None:
    """Return the script with a page's functions and the key of the page, where all of them are current.

    Parameters
    ----------
    template, scripts
        As in `templates_of`.
    compiled
        What `compile_templates` wrote. Run after Vue, it gives Vue these functions for their keys.
    """
    wanted = list(templates_of(template, scripts))
    script = compiled.read_text(encoding="utf-8")
    return (script, wanted[-1]) if set(wanted) <= set(_KEY.findall(script)) else None


def without_class(script: str, template: str, scripts: Sequence[Path]) -> str:
    """Return the script with a page's functions but for those of the parts that only a class shows.

    Parameters
    ----------
    script
        As `compiled_template` returned it.
    template, scripts
        As in `templates_of`.
    """
    found = templates_of(template, scripts)
    left_out = {key for text in found.values() for key in _OF_A_CLASS.findall(text)}
    while inside := {key for one in left_out for key in _PART.findall(found[one])} - left_out:
        left_out |= inside
    begins = [match.start() for match in _KEY.finditer(script)]
    ends = [*begins[1:], script.index("\n};\n", begins[-1]) + 1] if begins else []
    pieces = [(script[begin + 1 : begin + 17], begin, end) for begin, end in zip(begins, ends, strict=True)]
    for key, begin, end in reversed(pieces):
        if key in left_out:
            script = script[:begin] + script[end:]
    return script


def compile_templates(template: str, scripts: Sequence[Path], plugins: Sequence[str], page: Any) -> str:
    """Return the script with the functions of a page.

    Parameters
    ----------
    template, scripts
        As in `templates_of`.
    plugins
        JavaScript expressions, the libraries' Vue plugins.
    page
        A page of Playwright in which nothing runs yet.
    """
    for path in scripts:
        page.add_script_tag(path=str(path))
    wanted = templates_of(template, scripts)
    names = sorted({name for text in wanted.values() for name in _COMPONENT.findall(text)})
    own = page.evaluate(_OF_COMPONENTS.replace("PLUGINS", f"[{', '.join(plugins)}]"), names)
    wanted |= {text: text for text in own}
    functions = zip(wanted, page.evaluate(_COMPILE, list(wanted.values())), strict=True)
    return _SCRIPT.format(functions="\n".join(f"{json.dumps(key)}: () => {{\n{code}\n}}," for key, code in functions))


def installed_chromium() -> str | None:
    """Return the Chromium of this machine, or the one that ANATOMY_VIEWER_CHROMIUM names; None where there is none."""
    return os.environ.get("ANATOMY_VIEWER_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def main() -> None:
    """Write the functions of the viewer's own page."""
    import sys

    from playwright.sync_api import sync_playwright
    from trame.app import get_server

    from anatomy_viewer.hosts.libraries import libraries_of, vue_script
    from anatomy_viewer.page.files import COMPILED_TEMPLATES
    from anatomy_viewer.page.template import build_page

    program = installed_chromium()
    if program is None:
        sys.exit(f"none of {', '.join(CHROMIUM_NAMES)} is installed, and one of them has to run Vue's compiler")
    server = get_server("templates", client_type="vue3")
    build_page(server)
    server.state.flush()
    libraries = libraries_of(server)
    scripts = [vue_script(), *libraries.scripts.values()]
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=program, args=["--no-sandbox"]) as browser,
    ):
        text = compile_templates(server.state.trame__template_main, scripts, libraries.plugins, browser.new_page())
    COMPILED_TEMPLATES.write_text(text, encoding="utf-8", newline="\n")
    print(f"Wrote {COMPILED_TEMPLATES} ({len(text) / 1e3:.0f} kB)")


if __name__ == "__main__":
    main()
