"""How a browser mounts the page: the same script on both hosts, which waits for nothing but the files before it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anatomy_viewer.hosts.libraries import Libraries
    from anatomy_viewer.hosts.parts import PageParts

__all__ = ["mount_script"]

_MOUNT = """
(() => {
  const folder = BASE;
  if (folder && `${window.location.pathname}/` === folder) { // what is asked for later would be asked for outside it
    window.location.replace(folder + window.location.search + window.location.hash);
    return;
  }
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
  for (const plugin of [PLUGINS]) app.use(plugin);
  app.mount("#app");
})();
"""


def mount_script(page: PageParts, server: Any, libraries: Libraries, live: bool = False, base: str = "") -> str:
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
    base
        The folder under which the page stands, such as ``/x/``, where that is known beforehand.
    """
    server.state.flush()
    state = {key: value for key, value in server.state.initial.items() if not key.startswith("trame__")}
    values = {
        "STATE": json.dumps(state),
        "TEMPLATE": json.dumps(server.state.trame__template_main),
        "PLUGINS": ", ".join([*libraries.plugins, f"window.{page.plugin}"]),
        "LIVE": json.dumps(live),
        "BASE": json.dumps(base),
    }
    return re.sub("|".join(values), lambda found: values[found[0]], _MOUNT)
