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


ENTRIES: Final[tuple[Entry, ...]] = (
    Entry("ruler", "viewer.takeTool('ruler')", "viewer.audience !== 'patient'"),
    Entry("cut", "viewer.takeTool('cut')", "viewer.audience !== 'patient'"),
    Entry("pen", "viewer.takeTool('pen')"),
    Entry("ride", "viewer.takeTool('ride')"),
)
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
        _ruler()
        _cut()
        _pen()
        _ride()
        with Tag(
            "button",
            cls="nudge tool-away",
            bind_aria_label="viewer.content.words.tools.put_away",
            bind_title="viewer.content.words.tools.put_away + ' (Esc)'",
            on_click="viewer.putAway()",
        ):
            icon("close")
    _cross()


def _nudge(name: str, label: str, action: str, **more: str) -> None:
    with Tag(
        "button",
        cls="nudge",
        bind_aria_label=f"viewer.content.words.tools.{label}",
        bind_title=f"viewer.content.words.tools.{label}",
        on_click=action,
        **more,
    ):
        icon(name)


def _cross() -> None:
    """Add the cross that arrows move, for a tool that is aimed."""
    with Tag(
        "svg",
        cls="aim",
        v_if="viewer.aim",
        viewBox="-18 -18 36 36",
        aria_hidden="true",
        bind_class="{inking: viewer.inking}",
        bind_style="{transform: `translate(${viewer.aim.x}px, ${viewer.aim.y}px)`}",
    ):
        for part in ("case", "line"):
            Tag("path", cls=part, d="M-16 0H-5M5 0H16M0-16V-5M0 5V16")
        Tag("circle", r="1.8")


def _ruler() -> None:
    with Tag("template", v_if="viewer.tool === 'ruler'"):
        Tag("span", "{{ viewer.rulerWords }}", cls="tool-words")
        _nudge("clear", "ruler_clear", "viewer.clearRuler()", v_if="viewer.rulerEnds.length")


def _cut() -> None:
    with Tag("template", v_if="viewer.tool === 'cut' && viewer.clip"):
        with Tag("div", cls="segmented", role="group", bind_aria_label="viewer.content.words.tools.cut_plane"):
            Tag(
                "button",
                "{{ viewer.content.words.clip_planes[plane] }}",
                v_for="plane in viewer.planes",
                bind_key="plane",
                bind_data_first="plane === viewer.clip.plane",
                bind_aria_pressed="viewer.clip.plane === plane",
                on_click="viewer.setPlane(plane)",
            )
        with Tag("div", cls="segmented tool-keep", role="group", bind_aria_label="viewer.content.words.tools.cut_keep"):
            Tag(
                "button",
                "{{ side.words }}",
                v_for="side in viewer.cutSides",
                bind_key="side.keep",
                bind_aria_pressed="viewer.clip.keep === side.keep",
                on_click="viewer.setKeep(side.keep)",
            )
        with Tag("div", cls="tool-slide"):
            for name, label, by in (("first_place", "cut_back_5", -5), ("previous", "cut_back_1", -1)):
                _nudge(name, label, f"viewer.nudgeCut({by})")
            Tag(
                "input",
                type="range",
                step="1",
                bind_min="viewer.cutRange.min",
                bind_max="viewer.cutRange.max",
                bind_value="viewer.clip.at_mm",
                bind_aria_label="viewer.content.words.tools.cut_where",
                bind_aria_valuetext="viewer.clipWords",
                on_input="viewer.setCutAt($event.target.value)",
            )
            for name, label, by in (("next", "cut_on_1", 1), ("last_place", "cut_on_5", 5)):
                _nudge(name, label, f"viewer.nudgeCut({by})")
        Tag("span", "{{ viewer.clipWords }}", cls="tool-words tool-last")
        Tag("button", "{{ viewer.content.words.tools.cut_end }}", cls="chip tool-keep", on_click="viewer.endCut()")


def _pen() -> None:
    with Tag("template", v_if="viewer.tool === 'pen'"):
        with (
            Tag("div", cls="inks", role="group", bind_aria_label="viewer.content.words.tools.pen_with"),
            Tag(
                "button",
                cls="nudge",
                v_for="ink in viewer.inks",
                bind_key="ink",
                bind_aria_label="viewer.content.words.tools.inks[ink]",
                bind_title="viewer.content.words.tools.inks[ink]",
                bind_aria_pressed="!viewer.erasing && viewer.ink === ink",
                on_click="viewer.takeInk(ink)",
            ),
        ):
            Tag("span", cls="ink", bind_class="ink")
        _nudge("eraser", "pen_eraser", "viewer.takeEraser()", bind_aria_pressed="viewer.erasing")
        _nudge("undo", "pen_undo", "viewer.undoStroke()", bind_disabled="!viewer.past.length")
        _nudge("clear", "pen_clear", "viewer.clearStrokes()", bind_disabled="!viewer.strokes.length")
        Tag(
            "button",
            "{{ viewer.content.words.tools.pen_back }}",
            cls="chip",
            v_if="viewer.penAway",
            on_click="viewer.backToStrokes()",
        )


def _ride() -> None:
    with Tag("template", v_if="viewer.tool === 'ride'"):
        with (
            Tag(
                "select",
                bind_aria_label="viewer.content.words.tools.ride_which",
                bind_value="viewer.rideOf",
                on_change="viewer.chooseRide($event.target.value)",
            ),
            Tag("optgroup", v_for="group in viewer.rideNerves", bind_key="group.id", bind_label="group.name"),
        ):
            Tag(
                "option",
                "{{ one.name }}",
                v_for="one in group.nerves",
                bind_key="one.id",
                bind_value="one.id",
            )
        with Tag("div", cls="tool-slide"):
            _nudge("first_place", "ride_previous", "viewer.stepRide(-1)")
            _nudge("ride_back", "ride_backward", "viewer.rideOn(-1)", bind_aria_pressed="viewer.rideWay === -1")
            with Tag(
                "button",
                cls="nudge",
                data_first=True,
                bind_aria_label="viewer.content.words.tools[viewer.rideWay ? 'ride_stop' : 'ride_forward']",
                bind_title="viewer.content.words.tools[viewer.rideWay ? 'ride_stop' : 'ride_forward']",
                on_click="viewer.togglePlay()",
            ):
                with Tag("template", v_if="viewer.rideWay"):
                    icon("pause")
                with Tag("template", v_else=True):
                    icon("play")
            _nudge("last_place", "ride_next", "viewer.stepRide(1)")
            Tag(
                "input",
                type="range",
                min="0",
                step="1",
                bind_max="viewer.rideLength",
                bind_value="Math.round(viewer.rideAt)",
                bind_aria_label="viewer.content.words.tools.ride_where",
                bind_aria_valuetext="viewer.rideWords",
                on_input="viewer.rideTo($event.target.value)",
            )
            with Tag(
                "select",
                cls="speed",
                bind_aria_label="viewer.content.words.tools.ride_speed",
                bind_title="viewer.content.words.tools.ride_speed",
                bind_value="viewer.rideSpeed",
                on_change="viewer.setSpeed($event.target.value)",
            ):
                Tag(
                    "option",
                    "{{ viewer.content.words.tools.ride_speeds[number] }}",
                    v_for="(speed, number) in viewer.speeds",
                    bind_key="speed",
                    bind_value="speed",
                )
        Tag("span", "{{ viewer.rideWords }}", cls="tool-words tool-last")
