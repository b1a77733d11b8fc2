"""The HTML around the page, the same on both hosts: title, icon, and what stands there until it is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

__all__ = ["html_shell"]

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
    ".anatomy-waiting{position:fixed;inset:0;display:grid;place-content:center;margin:0;padding:16px;"
    "font:16px/1.5 system-ui,sans-serif;color:#45423d}"
    "@media(prefers-color-scheme:dark){body{background:#20242c}.anatomy-waiting{color:#c9c5bd}}"
)


def html_shell(
    title: str,
    head: Iterable[str] = (),
    end_of_body: Iterable[str] = (),
    waiting: str = "Loading the anatomy viewer …",
    language: str = "en",
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
    """
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
        f'<div id="app"><p class="anatomy-waiting" role="status">{escape(waiting)}</p></div>',
        '<noscript><p class="anatomy-waiting">This page is drawn with JavaScript.</p></noscript>',
        *end_of_body,
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines)
