"""Tools for whoever looks alone or stands before others: one button, its menu, and the bar of the tool in use."""

from __future__ import annotations

from typing import Final, NamedTuple

from .icons import icon
from .markup import Later, Tag


class Entry(NamedTuple):
    """A line of the menu.

    Attributes
    ----------
    id
        Its words are ``words.tools[id]``, its icon ``tool_ID``.
    does
        What the page does when it is chosen, as the template says it.
    shown
        When the line is there.
    """

    id: str
    does: str
    shown: str = "true"


ENTRIES: Final[tuple[Entry, ...]] = ()
"""The menu, in its order."""


def tools() -> None:
    """Add the button, the menu that it opens, and the bar of the tool that is in use."""
    with Tag("div", cls="tools", v_if="!viewer.embed && viewer.toolsHelp"):
        with Tag(
            "button",
            cls="nudge tools-button",
            bind_aria_label="viewer.content.words.tools.title",
            bind_title="viewer.content.words.tools.title + ' (T)'",
            bind_aria_expanded="viewer.toolMenu",
            aria_haspopup="menu",
            on_click="viewer.toggleTools()",
        ):
            icon("tools")
        _menu()
    _bar()


def _menu() -> None:
    with (
        Later(v_if="viewer.toolMenu"),
        Tag(
            "div",
            cls="tool-menu",
            role="menu",
            bind_aria_label="viewer.content.words.tools.title",
            on_keydown="viewer.moveInMenu($event)",
        ),
    ):
        for entry in ENTRIES:
            with Tag("button", cls="row", role="menuitem", tabindex="-1", v_if=entry.shown, on_click=entry.does):
                icon(f"tool_{entry.id}")
                Tag("span", f"{{{{ viewer.content.words.tools.{entry.id} }}}}")


def _bar() -> None:
    """Add the bar of the tool that is in use; each tool adds what it needs between its name and the way out."""
    with (
        Later(v_if="viewer.tool"),
        Tag(
            "div",
            cls="tool-bar",
            role="group",
            bind_aria_label="viewer.content.words.tools[viewer.tool]",
            bind_data_covers="viewer.phone ? 'bottom' : null",
        ),
    ):
        Tag("strong", "{{ viewer.content.words.tools[viewer.tool] }}")
        with Tag(
            "button",
            cls="nudge",
            bind_aria_label="viewer.content.words.tools.put_away",
            bind_title="viewer.content.words.tools.put_away + ' (Esc)'",
            on_click="viewer.putAway()",
        ):
            icon("close")
