"""The 3D view: one vtk.js representation a structure, and what is drawn over it."""

from __future__ import annotations

from trame.widgets import vtk

from .asking import asked_board, asked_chip
from .icons import icon
from .markup import Tag
from .tools import tools, view_title


def scene() -> None:
    """Add the 3D view with a representation for each structure, mounted once its surface may load.

    Every look-up (`viewer.appearance`) runs in the browser, so that turning a layer off or stepping through a
    lesson asks nothing of a server. The client script fills each with its surface: fetched, asked for again
    where that fails, or out of the page itself.
    """
    with Tag(
        "section",
        cls="stage",
        bind_class="{away: viewer.graphics !== 'here'}",
        role="region",
        bind_aria_label="viewer.content.words.view_region",
        tabindex="0",
        aria_describedby="view-instructions",
    ):
        with vtk.VtkView(
            ref="view",
            background=("[0, 0, 0]",),
            interactor_settings=("[]",),  # the client script moves the camera
        ):
            Tag("anatomy-stage")
            look = "viewer.appearance[structure.id]"
            with (
                Tag("template", v_for="structure in viewer.content.structures", bind_key="structure.id"),
                Tag(
                    "vtk-geometry-representation",
                    v_if="viewer.mounted(structure.id)",
                    bind_id="structure.id",
                    bind_actor=f"{look}?.actor",
                    bind_mapper=f"{look}?.mapper",
                    bind_property=f"{look}?.property",
                    **{"on_vue:mounted": "viewer.surfaceMounted(structure.id)"},
                ),
            ):
                Tag("vtk-polydata")
        Tag("svg", cls="drawings", aria_hidden="true")
        Tag("svg", cls="pen-layer", aria_hidden="true")
        _labels()
        Tag(
            "p",
            "{{ viewer.content.words.view_instructions }}",
            id="view-instructions",
            cls="for-screen-readers",
        )
        # Nothing turns here: on a software renderer an animation would take the time that the bones need.
        Tag(
            "p",
            "{{ viewer.content.words.drawing_bones }}",
            cls="loading",
            v_if="viewer.loading && viewer.graphics === 'here'",
            role="status",
        )
        with Tag("div", cls="no-picture", v_if="viewer.graphics !== 'here'", role="status"):
            Tag("p", "{{ viewer.content.words[viewer.graphics === 'none' ? 'picture_none' : 'picture_away'] }}")
            Tag(
                "button",
                "{{ viewer.content.words.draw_again }}",
                cls="secondary",
                v_if="viewer.graphics === 'lost'",
                on_click="viewer.drawAgain()",
            )
    with Tag(
        "p",
        cls="drawn-as",
        v_if="viewer.drawnAs.length && !viewer.training && !viewer.hiding",
        bind_data_covers="viewer.phone ? 'top' : null",
    ):
        Tag("span", "{{ viewer.drawnAs.join('; ') }}")
        with Tag(
            "button",
            cls="plain",
            bind_aria_label="viewer.content.words.back_to_usual",
            bind_title="viewer.content.words.back_to_usual",
            v_if="viewer.notUsual",
            on_click="viewer.usualAnatomy()",
        ):
            icon("close")
    with Tag("section", cls="for-screen-readers", bind_aria_label="viewer.content.words.picture_shows"):
        Tag("p", "{{ viewer.viewWords }}. {{ viewer.viewNote }}")
        Tag("p", v_if="viewer.step && !viewer.hiding", v_text="viewer.wording(viewer.step?.alternative)")
        with Tag("ul"):
            Tag(
                "li",
                "{{ label.text }}",
                v_for="label in viewer.labels",
                bind_key="label.id",
            )
            Tag(
                "li",
                "{{ ruler.text }}",
                v_for="ruler in viewer.rulers",
                bind_key="ruler.id",
            )
    Tag(
        "div",
        "{{ viewer.tooltip.name }}",
        cls="tooltip",
        v_if="viewer.tooltip",
        aria_hidden="true",
        bind_style="{transform: `translate(${viewer.tooltip.x + 14}px, ${viewer.tooltip.y + 16}px)`}",
    )


def _labels() -> None:
    with Tag("div", cls="labels", aria_hidden="true"):
        with Tag(
            "button",
            v_for="label in viewer.labels",
            bind_key="label.id",
            bind_data_label="label.id",
            cls="label",
            tabindex="-1",
            bind_class="[label.kind, {picked: viewer.selected === label.id}]",
            on_click="viewer.select(label.id)",
        ):
            Tag("span", "{{ label.tag }}", v_if="label.tag", cls="tag")
            Tag("span", "{{ label.text }}")
        Tag(
            "span",
            "{{ ruler.text }}",
            v_for="ruler in viewer.rulers",
            bind_key="ruler.id",
            bind_data_ruler="ruler.id",
            cls="ruler-text",
        )


def _legend() -> None:
    """Add what the stains and the areas of skin mean, while they are in the picture."""
    with (
        Tag("div", cls="legend", v_if="viewer.legend.length"),
        Tag("p", v_for="row in viewer.legend", bind_key="row.id"),
    ):
        Tag("span", cls="swatch", bind_class="row.id", bind_style="{'--tint': row.colour}", aria_hidden="true")
        Tag("span", "{{ row.tag }}", v_if="row.tag", cls="tag")
        Tag("span", "{{ row.words }}")


def _orientation() -> None:
    with Tag("div", cls="orientation"):
        Tag(
            "svg",
            viewBox="-48 -48 96 96",
            role="img",
            bind_aria_label="viewer.say('orientation', {view: viewer.viewWords})",
        )
        with Tag("p"):
            Tag("strong", "{{ viewer.viewWords }}")
            Tag("span", "{{ viewer.viewNote }}")


def _clip_control() -> None:
    """Add the switch of the clip plane and the buttons that move it, while the step has one."""
    with Tag(
        "div",
        cls="clip-bar",
        v_if="viewer.clip && viewer.tool !== 'cut'",
        role="group",
        bind_aria_label="viewer.content.words.clip",
        bind_data_covers="viewer.phone ? 'bottom' : null",
    ):
        for name, label, action in (
            ("minus", "clip_back", "viewer.moveClip(-5)"),
            ("plus", "clip_on", "viewer.moveClip(5)"),
        ):
            if name == "plus":
                Tag(
                    "button",
                    "{{ viewer.content.words.clip_switch }}",
                    cls="chip",
                    bind_aria_pressed="viewer.clipOn",
                    bind_title="viewer.clipWords",
                    on_click="viewer.toggleClip()",
                )
            with Tag(
                "button",
                cls="nudge",
                bind_aria_label=f"viewer.content.words.{label}",
                bind_title=f"viewer.content.words.{label}",
                on_click=action,
            ):
                icon(name)


def view_controls() -> None:
    """Add the orientation sign, the named views, and the buttons that do what dragging and pinching do."""
    with Tag("div", cls="view-area"):
        with Tag(
            "div",
            cls="signs",
            bind_data_covers="(viewer.phone || viewer.embed) && viewer.legend.length ? 'bottom' : null",
        ):
            _legend()
            _orientation()
        with (
            Tag(
                "div",
                cls="view-bar",
                v_if="!viewer.embed",
                bind_data_covers="viewer.phone ? 'top' : 'bottom'",
                role="toolbar",
                bind_aria_label="viewer.content.words.views",
            ),
            Tag("div", cls="chips"),
        ):
            Tag(
                "button",
                "{{ viewer.content.words.view_chips[view.id] || view.name }}",
                v_for="view in viewer.content.views",
                bind_key="view.id",
                cls="chip",
                bind_aria_pressed="viewer.viewId === view.id",
                bind_aria_label="view.name",
                bind_title="view.key ? viewer.say('view_key', {view: view.name, key: view.key}) : view.name",
                on_click="viewer.chooseView(view.id)",
            )
        _clip_control()
        tools()
        view_title()
        asked_board()
        asked_chip()
        with Tag(
            "div",
            cls="nudges",
            bind_data_covers="viewer.tight ? null : viewer.phone && !(viewer.embed && !viewer.low) ? 'top' : 'right'",
            role="group",
            bind_aria_label="viewer.content.words.turn_and_zoom",
        ):
            for name, action in (
                ("turn_left", "viewer.turn(-15, 0)"),
                ("turn_right", "viewer.turn(15, 0)"),
                ("turn_up", "viewer.turn(0, -15)"),
                ("turn_down", "viewer.turn(0, 15)"),
                ("zoom_in", "viewer.zoom(1 / 1.25)"),
                ("zoom_out", "viewer.zoom(1.25)"),
                ("restore", "viewer.restoreStep()"),
            ):
                with Tag(
                    "button",
                    cls=f"nudge {name}",
                    bind_aria_label=f"viewer.content.words.{name}",
                    bind_title=f"viewer.content.words.{name}",
                    on_click=action,
                ):
                    icon(name)
