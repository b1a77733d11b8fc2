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
    says
        Its words, where they change.
    able
        When choosing it does anything; else the line says that it cannot.
    """

    id: str
    does: str
    shown: str = "true"
    says: str = ""
    able: str = "true"


ENTRIES: Final[tuple[Entry, ...]] = (
    Entry("undo", "viewer.undo()", says="viewer.undoWords", able="viewer.done.length"),
    Entry("redo", "viewer.redo()", says="viewer.redoWords", able="viewer.undone.length"),
    Entry("ruler", "viewer.takeTool('ruler')", "viewer.audience !== 'patient'"),
    Entry("cut", "viewer.takeTool('cut')", "viewer.audience !== 'patient'"),
    Entry("pen", "viewer.takeTool('pen')"),
    Entry("ride", "viewer.takeTool('ride')"),
    Entry("save_view", "viewer.askView()"),
    Entry("picture", "viewer.savePicture()"),
    Entry("copy_picture", "viewer.copyPicture()", shown="viewer.canCopyPicture"),
    Entry(
        "record_turntable",
        "viewer.takeTool('record_turntable')",
        shown="viewer.canFilm && viewer.audience !== 'patient'",
    ),
    Entry(
        "record_lesson",
        "viewer.takeTool('record_lesson')",
        shown="viewer.canFilm && viewer.lesson && viewer.audience !== 'patient'",
    ),
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
            with Tag(
                "button",
                cls="row",
                role="menuitem",
                tabindex="-1",
                v_if=None if entry.shown == "true" else entry.shown,
                bind_aria_disabled=None if entry.able == "true" else f"!({entry.able})",
                on_click=entry.does,
            ):
                icon(f"tool_{entry.id}")
                Tag("span", f"{{{{ {entry.says or f'viewer.content.words.tools.{entry.id}'} }}}}")
        Tag(
            "p",
            "{{ viewer.content.words.tools.film_not_here }}",
            v_if="!viewer.canFilm && viewer.audience !== 'patient'",
            cls="quiet",
            role="presentation",
        )


def view_title() -> None:
    """Add the title of a view that somebody has handed on, until it is closed or its step is left."""
    with Tag("p", cls="view-title", v_if="viewer.viewTitle && !viewer.hiding && !viewer.training"):
        Tag("span", "{{ viewer.viewTitle }}")
        with Tag(
            "button",
            cls="plain",
            bind_aria_label="viewer.content.words.tools.close_title",
            bind_title="viewer.content.words.tools.close_title",
            on_click="viewer.closeViewTitle()",
        ):
            icon("close")


def views_dialog() -> None:
    """Add the dialog that gives the view a title and a link, and lists those that this browser keeps."""
    words = "viewer.content.words.tools"
    with (
        Later(v_if="viewer.dialog === 'views'"),
        Tag("div", cls="veil", on_click__self="viewer.closeDialog()"),
        Tag(
            "section",
            cls="dialog views-dialog",
            role="dialog",
            aria_modal="true",
            aria_labelledby="views-title",
            on_keydown__tab="viewer.keepFocus($event)",
        ),
    ):
        with Tag("div", cls="card-head"):
            Tag("h2", f"{{{{ {words}.save_view }}}}", id="views-title", cls="card-title")
            with Tag(
                "button",
                cls="plain",
                bind_aria_label="viewer.content.words.close",
                on_click="viewer.closeDialog()",
            ):
                icon("close")
        with Tag("div", cls="dialog-body"):
            Tag("p", f"{{{{ {words}.view_what }}}}", cls="quiet")
            with Tag("form", cls="view-form", on_submit__prevent="viewer.saveView()"):
                with Tag("label"):
                    Tag("span", f"{{{{ {words}.view_name }}}}")
                    Tag(
                        "input",
                        type="text",
                        maxlength="80",
                        autocomplete="off",
                        data_first=True,
                        v_model="viewer.viewName",
                    )
                Tag("button", f"{{{{ {words}.view_make }}}}", type="submit", cls="primary")
            Tag("p", "{{ viewer.savedNote }}", cls="quiet", v_if="viewer.savedNote")
            Tag(
                "input",
                v_if="viewer.viewLink",
                cls="view-link",
                readonly=True,
                bind_value="viewer.viewLink",
                bind_aria_label=f"{words}.view_link",
                on_focus="$event.target.select()",
            )
            with Tag("section", v_if="viewer.savedViews.length", aria_labelledby="kept-views"):
                Tag("h3", f"{{{{ {words}.views_kept }}}}", id="kept-views")
                with Tag("ul", cls="kept-views"), Tag("li", v_for="view in viewer.savedViews", bind_key="view.words"):
                    Tag("button", "{{ view.title }}", cls="name", on_click="viewer.openView(view)")
                    for name, does in (
                        ("copy", "viewer.copyView(viewer.linkOf(view))"),
                        ("delete", "viewer.deleteView(view)"),
                    ):
                        with Tag(
                            "button",
                            cls="plain",
                            bind_aria_label=f"{words}.view_{name}.replace('{{title}}', () => view.title)",
                            bind_title=f"{words}.view_{name}.replace('{{title}}', () => view.title)",
                            on_click=does,
                        ):
                            icon("close" if name == "delete" else "tool_save_view")


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
        _record()
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


def _record() -> None:
    """Add how long a film lasts, the button that begins it, how far it is, and the way to keep it."""
    words, busy = "viewer.content.words.tools", "['drawing', 'recording'].includes(viewer.filmStage)"
    with Tag("div", cls="film-bar", v_if="['record_turntable', 'record_lesson'].includes(viewer.tool)"):
        for tool, model, choices in (
            ("record_turntable", "turnSeconds", (5, 10, 20)),
            ("record_lesson", "stepSeconds", (3, 5, 8)),
        ):
            with Tag("label", v_if=f"viewer.tool === '{tool}' && !{busy}"):
                Tag("span", f"{{{{ {words}.film_{'turn' if model == 'turnSeconds' else 'step'} }}}}")
                with Tag(
                    "select", bind_value=f"viewer.{model}", on_change=f"viewer.{model} = Number($event.target.value)"
                ):
                    for seconds in choices:
                        Tag("option", f"{seconds} s", bind_value=str(seconds))
        Tag("button", f"{{{{ {words}.film_start }}}}", v_if=f"!{busy}", cls="primary", on_click="viewer.startFilm()")
        Tag("progress", v_if=busy, max="1", bind_value="viewer.filmShare", bind_aria_label=f"{words}.film_progress")
        Tag("span", "{{ viewer.filmTold }}", v_if="viewer.filmTold")
        Tag("button", f"{{{{ {words}.film_stop }}}}", v_if=busy, cls="secondary", on_click="viewer.stopFilm()")
        Tag(
            "button",
            f"{{{{ {words}.film_save }}}}",
            v_if="viewer.filmStage === 'done' && viewer.film",
            cls="secondary",
            on_click="viewer.saveFilm()",
        )
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
