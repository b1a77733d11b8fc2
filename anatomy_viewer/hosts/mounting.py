"""How a browser mounts the page: the same script on both hosts, which waits for nothing but the files before it.

The live page fetches these files itself: one that a proxy has not let through (the content takes some seconds to
compile, and a proxy may be less patient) is asked for again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anatomy_viewer.hosts.libraries import Libraries
    from anatomy_viewer.hosts.parts import PageParts

__all__ = ["MOUNT_NAME", "client_script", "early_script", "fetching_script", "joined_styles", "mount_script"]

_MOUNT = """
(() => {
  const { createApp, ref } = window.Vue;
  const initial = STATE;
  const values = Object.fromEntries(Object.entries(initial).map(([key, value]) => [key, ref(value)]));
  // What a template may ask of trame, without a server behind it.
  const trame = {
    live: LIVE, client: null, refs: {}, utils: {}, trigger: async () => undefined,
    state: {
      state: initial,
      get: (key) => (key === undefined ? initial : values[key]?.value ?? initial[key]),
      set: (key, value) => { if (values[key]) values[key].value = value; },
      addListener: () => () => undefined, removeListener: () => undefined,
    },
  };
  window.trame = trame;
  const scope = { trame, window, utils: trame.utils, ...values };
  const app = createApp({ template: TEMPLATE, setup: () => scope });
  trame.app = app;
  app.provide("trame", trame);
  const plugins = [PLUGINS];
  if (!plugins.every(Boolean)) return; // the script that makes one has told its fault
  for (const plugin of plugins) app.use(plugin);
  app.mount("#app");
  if (window.anatomyOpening) window.anatomyOpening.mounted = document.getElementById("app").childElementCount > 0;
})();
"""

MOUNT_NAME = "anatomyMount"
"""The function that mounts the live page, defined before anything that may fail."""

_FETCH = """
(async () => {
  const folder = BASE, here = new URL(document.baseURI);
  const named = Boolean(here.username || here.password); // no fetch works beside "https://reader:word@…"
  here.username = here.password = "";
  const outside = `${here.pathname}/` === folder; // what is asked for later would be asked for outside the folder
  if (outside) here.pathname = folder;
  if (named || outside) {
    here.hash = window.location.hash;
    window.location.replace(here);
    return;
  }
  const place = window.anatomyPlace || ((address) => address);
  const fetched = async (address) => {
    const script = Object.assign(document.createElement("script"), { src: await place(address) });
    return new Promise((done) => {
      script.onload = () => done(true);
      script.onerror = () => done(false);
      document.head.append(script);
    });
  };
  for (const { href, dataset: { gives } } of document.querySelectorAll("link[data-gives]")) {
    // A proxy's own page in place of a script comes too, and gives nothing.
    let pause = 1000;
    while (!(await fetched(href)) || !(gives in window)) {
      await new Promise((done) => window.setTimeout(done, pause));
      pause = Math.min(2 * pause, 15000);
    }
  }
  await window.anatomyBegun;
  if (document.readyState === "loading") {
    await new Promise((done) => { document.addEventListener("DOMContentLoaded", done, { once: true }); });
  }
  window.MOUNT();
})();
"""


def fetching_script(base: str = "") -> str:
    """Return the script that fetches others one after the other, as often as it takes, and then mounts the page.

    The page's head names them, in their order: ``<link rel="preload" as="script" href="ADDRESS" data-gives="NAME">``,
    where a script that has come has given the global name.

    Parameters
    ----------
    base
        The folder under which the page stands, such as ``/x/``, where that is known beforehand.
    """
    values = {"MOUNT": MOUNT_NAME, "BASE": json.dumps(base)}
    return re.sub("|".join(values), lambda found: values[found[0]], _FETCH)


def mount_script(
    page: PageParts, server: Any, libraries: Libraries, live: bool = False, with_class: bool = False
) -> str:
    """Return the script that mounts the page, to be run after the libraries and the client script.

    Parameters
    ----------
    page
        The page.
    server
        A trame server that it was built on, started or not.
    libraries
        What its widgets need.
    live
        Whether a server stands behind the page, which the page may ask.
    with_class
        Whether classes are held here; only then the script has what a class shows.
    """
    from anatomy_viewer.hosts.compiling import compiled_template, without_class
    from anatomy_viewer.hosts.libraries import vue_script

    server.state.flush()
    state = {key: value for key, value in server.state.initial.items() if not key.startswith("trame__")}
    template = server.state.trame__template_main
    scripts = (vue_script(), *libraries.scripts.values())
    compiled = page.templates and compiled_template(template, scripts, page.templates)
    if compiled and not with_class:
        compiled = without_class(compiled[0], template, scripts), compiled[1]
    functions, template = compiled or ("", template)
    values = {
        "STATE": json.dumps(state),
        "TEMPLATE": json.dumps(template),
        "PLUGINS": ", ".join([*libraries.plugins, f"window.{page.plugin}"]),
        "LIVE": json.dumps(live),
    }
    return functions + re.sub("|".join(values), lambda found: values[found[0]], _MOUNT)


def early_script(page: PageParts, base: str = "", between: Iterable[str] = ()) -> bytes:
    """Return the first script of a page that fetches its files.

    Parameters
    ----------
    page
        The page.
    base
        As for `fetching_script`.
    between
        Scripts that run before what they fetch is asked for.
    """
    from anatomy_viewer.hosts.libraries import joined_scripts
    from anatomy_viewer.page.client_script import script_text
    from anatomy_viewer.page.files import EARLY_SCRIPT

    ahead = script_text(page.client_script, "ahead") if page.client_script.is_dir() else ""
    return joined_scripts((EARLY_SCRIPT.read_text(encoding="utf-8"), *between, ahead, fetching_script(base)))


def client_script(
    page: PageParts, server: Any, libraries: Libraries, live: bool = False, with_class: bool = False
) -> bytes:
    """Return the client script with the function that `fetching_script` calls.

    Parameters
    ----------
    page, server, libraries, live, with_class
        As of `mount_script`; only with a class the script has what takes part in one.
    """
    from anatomy_viewer.hosts.libraries import joined_scripts
    from anatomy_viewer.page.client_script import script_text

    scripts = [f"window.{MOUNT_NAME} = () => {{\n{mount_script(page, server, libraries, live, with_class)}\n}};"]
    if with_class:
        from anatomy_viewer.page.class_wording import CLASS_WORDS

        scripts.append(f"window.anatomyClassWords = {json.dumps(CLASS_WORDS)};")
    entries = ("seminar", "page") if with_class else ()
    return joined_scripts((*scripts, script_text(page.client_script, *entries)))


def joined_styles(page: PageParts, libraries: Libraries) -> bytes:
    """Return the libraries' styles and the page's own as one."""
    return b"\n".join(path.read_bytes() for path in (*libraries.styles.values(), page.style_sheet))
