"""The HTML around the page, the same on both hosts: title, icon, and what stands there until it is drawn."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

__all__ = ["fetching_head", "html_shell", "still_loading"]

_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Crect width='32' height='32' rx='7' fill='%23155e63'/%3E"
    "%3Cpath d='M7 10c5-5 13-5 18 0' fill='none' stroke='%23f3ead8' stroke-width='3' "
    "stroke-linecap='round'/%3E"
    "%3Cpath d='M12 9c-1 6 1 9 0 15M20 9c1 6-1 9 0 15' fill='none' stroke='%23f4d631' stroke-width='2.5' "
    "stroke-linecap='round'/%3E%3C/svg%3E"
)

_WAITING_STYLE = (
    ":root{color-scheme:light dark}body{margin:0;background:#eceae6}"
    ".anatomy-waiting{position:fixed;inset:0;display:grid;place-content:center;margin:0;padding:16px;overflow:auto;"
    "font:16px/1.5 system-ui,sans-serif;color:#45423d}"
    ".anatomy-waiting p{max-width:36em;margin:8px 0}"
    # Seen only where nothing takes it away at once; nothing moves.
    ".anatomy-stopped:not([role]){animation:anatomy-stopped .4s}"
    "@keyframes anatomy-stopped{0%,99%{visibility:hidden}}"
    "@media(prefers-color-scheme:dark){body{background:#20242c}.anatomy-waiting{color:#c9c5bd}}"
)


def html_shell(
    title: str,
    head: Iterable[str] = (),
    end_of_body: Iterable[str] = (),
    waiting: str = "Loading the anatomy viewer …",
    language: str = "en",
    without_scripts: Mapping[str, str] | None = None,
    first_script: str = "",
) -> str:
    """Return an HTML document with an empty place for the page.

    Parameters
    ----------
    title
        Title of the browser's tab.
    head, end_of_body
        Elements, as HTML, that the host adds.
    waiting
        The sentence that stands there until the page is drawn.
    language
        Language of the document.
    without_scripts
        By language, the sentence that stands there in place of `waiting` until the first script takes it away. (What
        `noscript` holds is not shown where only a policy stops the scripts.)
    first_script
        JavaScript that does so.
    """
    place = f'<p class="anatomy-waiting" role="status">{escape(waiting)}</p>'
    after = '<noscript><p class="anatomy-waiting">This page is drawn with JavaScript.</p></noscript>'
    if without_scripts:
        told = "".join(f'<p lang="{escape(code)}">{escape(text)}</p>' for code, text in without_scripts.items())
        place = f'<div class="anatomy-waiting anatomy-stopped">{told}</div>'
        after = f"<script>{first_script}</script>"
    lines = [
        "<!doctype html>",
        f'<html lang="{escape(language)}">',
        "<head>",
        '<meta charset="utf-8">',
        # Zooming with two fingers stays possible.
        '<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">',
        f"<title>{escape(title)}</title>",
        '<meta name="description" content="An interactive atlas that teaches the cluneal nerves.">',
        f'<link rel="icon" href="{_ICON}">',
        f"<style>{_WAITING_STYLE}</style>",
        *head,
        "</head>",
        "<body>",
        f'<div id="app">{place}</div>',
        after,
        *end_of_body,
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines)


def fetching_head(
    packs: Sequence[str], style: str, scripts: Mapping[str, str], early: str, told: Mapping[str, Any]
) -> list[str]:
    """Return the elements of the head that name what the page begins with, so that nothing is found late.

    Addresses are whole where the folder under which the page stands is known: "/x" would ask for them outside "/x/".

    Parameters
    ----------
    packs
        Addresses of the packs of surfaces of the first picture.
    style
        Address of the style sheet.
    scripts
        By address, in their order, the global name that a script gives.
    early
        Address of the first script (`mounting.early_script`), which fetches the others and mounts the page.
    told
        By name, JSON values that it reads besides `packs`.
    """
    data = " ".join(
        f'data-{name}="{escape(json.dumps(value, ensure_ascii=False, separators=(",", ":")))}"'
        for name, value in {**told, "packs": packs}.items()
    )
    return [
        *(f'<link rel="preload" as="fetch" crossorigin="anonymous" href="{address}">' for address in packs[:1]),
        f'<link rel="stylesheet" href="{style}">',
        *(
            f'<link rel="preload" as="script" href="{address}" data-gives="{escape(gives)}">'
            for address, gives in scripts.items()
        ),
        f'<script async src="{early}" {data}></script>',
    ]


def still_loading() -> list[str]:
    """Return what is said, by the style alone, where the page's files do not come: nothing else would tell."""
    from anatomy_viewer.page.wording import WORDS_BY_LANGUAGE

    told = "".join(
        f'<span lang="{code}">{escape(str(words["still_loading"]))}</span>' for code, words in WORDS_BY_LANGUAGE.items()
    )
    style = (
        ".still-loading{position:fixed;inset:auto 0 0;display:grid;gap:8px;margin:0;padding:16px;text-align:center;"
        "font:16px/1.5 system-ui,sans-serif;color:#45423d;animation:still-loading 15s}"
        "@keyframes still-loading{0%,99%{visibility:hidden}}"
        "@media(prefers-color-scheme:dark){.still-loading{color:#c9c5bd}}"
        "body:not(:has(.anatomy-waiting)) .still-loading{display:none}"
    )
    return [f"<style>{style}</style>", f'<p class="still-loading">{told}</p>']
