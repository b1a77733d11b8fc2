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
        with Tag(
            "button",
            cls="nudge",
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
