"""What a file runs before the page is there: two short scripts, and what they say where the page cannot be.

The sentence that no script runs stands in the file, and the first script takes it away. It is written for any
browser and listens; the second unpacks the rest, the last of which mounts the page (`hosts.mounting`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from anatomy_viewer.page.wording import WORDS_BY_LANGUAGE

__all__ = ["END", "UNPACK", "first_script", "without_scripts"]

END = '<div id="anatomy-end" hidden></div>'
"""The last element of a file that is complete."""

_FIRST = """
window.anatomyOpening = (function () {
  var told = TOLD, app = document.getElementById("app"), place = app.firstChild, refused = "", fault = null;
  var own = /[?&]lang=(\\w\\w)/.exec(location.search), reader = own && told[own[1]] ? own[1] : "en";
  function say(key, what) {
    if (!document.body.contains(place)) app.appendChild(place);
    while (place.firstChild) place.removeChild(place.firstChild);
    place.setAttribute("role", key === "loading" ? "status" : "alert");
    for (var language in told) {
      if (key === "loading" && language !== reader) continue;
      var line = document.createElement("p");
      line.lang = language;
      line.textContent = told[language][key].replace(what ? "{what}" : " ({what})", what || "");
      place.appendChild(line);
    }
  }
  var opening = { say: say, unpacking: false, mounted: false, stopped: function () {
    if (opening.mounted) return;
    if (!document.getElementById("anatomy-end")) say("cut");
    else if (refused) say("policy", refused);
    else if (!opening.unpacking || (fault && fault.name === "SyntaxError")) say("old");
    else say("failed", fault ? fault.message || fault : "");
  } };
  say("loading");
  document.addEventListener("securitypolicyviolation", function (event) {
    if (event.disposition !== "report") refused = refused || event.effectiveDirective;
  });
  window.addEventListener("error", function (event) { fault = fault || event.error || event.message; });
  // What was refused is told a moment after.
  document.addEventListener("DOMContentLoaded", function () {
    setTimeout(function () { if (!opening.unpacking) opening.stopped(); }, 200);
  });
  return opening;
})();
"""

UNPACK = """
(async () => {
  const opening = window.anatomyOpening, { nonce } = document.currentScript;
  opening.unpacking = true;
  if (!window.DecompressionStream) { opening.say("old"); return; }
  // The browser may still be reading the last lines.
  const read = new Promise((done) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", done); else done();
  });
  let texts;
  const blocks = [...document.querySelectorAll("script[data-packed]")];
  try {
    window.anatomySurfaces = {};
    window.anatomyParts = {};
    for (const block of document.querySelectorAll("script[data-surface], script[data-part]")) {
      const { surface, part } = block.dataset;
      if (part) window.anatomyParts[part] = block.textContent; else window.anatomySurfaces[surface] = block.textContent;
      block.remove();
    }
    texts = await Promise.all(blocks.map(async (block) => {
      const bytes = Uint8Array.from(atob(block.textContent), (letter) => letter.charCodeAt(0));
      const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
      return new Response(plain).text();
    }));
    await read;
    if (!document.getElementById("anatomy-end")) throw new RangeError("the end of the file is missing");
  } catch (fault) {
    console.error(fault);
    await read;
    opening.say(document.getElementById("anatomy-end") ? "damaged" : "cut");
    return;
  }
  // A place that lets no style stand in a page still takes one from a script.
  for (const block of document.querySelectorAll("style")) {
    if (block.sheet || !document.adoptedStyleSheets) continue;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(block.textContent);
    document.adoptedStyleSheets.push(sheet);
  }
  // Where strings must be vouched for, the page's own texts are: its scripts by name, and what Python wrote as HTML.
  let trusted = (text) => text;
  try {
    const own = new Set(texts);
    const policy = window.trustedTypes?.createPolicy("default", {
      createHTML: (text) => text,
      createScript: (text) => (own.has(text) ? text : null),
    });
    if (policy) trusted = (text) => policy.createScript(text);
  } catch { /* it was not asked for, or is refused below */ }
  try {
    texts.forEach((text, index) => {
      const script = document.createElement("script");
      script.nonce = nonce;
      script.text = trusted(text);
      document.head.append(script);
      blocks[index].remove();
    });
  } catch (fault) {
    console.error(fault);
    opening.say("types");
    return;
  }
  if (!opening.mounted) setTimeout(opening.stopped, 200);
})();
"""


def first_script() -> str:
    """Return the script that runs first."""
    told = {language: words["opening"] for language, words in WORDS_BY_LANGUAGE.items()}
    return _FIRST.replace("TOLD", json.dumps(told, ensure_ascii=False).replace("</", "<\\/"))


def without_scripts() -> Mapping[str, str]:
    """Return by language what a reader sees where no script runs."""
    return {language: words["opening"]["stopped"] for language, words in WORDS_BY_LANGUAGE.items()}
