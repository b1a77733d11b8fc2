"""The left panel: the lessons, and the structures with their layers."""

from __future__ import annotations

from .icons import icon
from .markup import Tag


def panels() -> None:
    """Add the panel of lessons and the panel of structures; one is open at a time."""
    with Tag(
        "nav",
        cls="panel",
        v_if="viewer.panel",
        data_covers="left",
        aria_label="Lessons, structures and people",
    ):
        with Tag("div", cls="panel-head"):
            with Tag("div", cls="segmented", role="group", aria_label="Panel"):
                for name, title in (
                    ("lessons", "Lessons"),
                    ("structures", "Structures"),
                    ("people", "People"),
                ):
                    Tag(
                        "button",
                        title,
                        bind_aria_pressed=f"viewer.panel === '{name}'",
                        on_click=f"viewer.panel = '{name}'",
                    )
            with Tag(
                "button",
                cls="plain",
                aria_label="Close the panel",
                on_click="viewer.panel = null",
            ):
                icon("close")
        with Tag("div", cls="panel-body"):
            _lessons()
            _structures()
            _people()


def _lessons() -> None:
    with Tag("div", v_if="viewer.panel === 'lessons'"):
        with Tag(
            "button",
            cls="row home",
            on_click="viewer.leaveLesson()",
            bind_aria_current="!viewer.lesson",
        ):
            icon("home")
            Tag("span", "Explore freely")
        with Tag(
            "section",
            v_for="lesson in viewer.content.lessons",
            bind_key="lesson.id",
            cls="lesson",
        ):
            with Tag(
                "button",
                cls="lesson-title",
                on_click="viewer.open(lesson.id)",
                bind_aria_current="viewer.lessonId === lesson.id",
            ):
                Tag("strong", "{{ lesson.title }}")
                Tag(
                    "small",
                    "{{ lesson.steps.length }} steps, about {{ lesson.minutes }} minutes",
                )
            Tag("p", "{{ lesson.summary }}", v_if="viewer.lessonId !== lesson.id")
            with (
                Tag("ol", v_if="viewer.lessonId === lesson.id"),
                Tag("li", v_for="(step, number) in lesson.steps", bind_key="step.id"),
                Tag(
                    "button",
                    bind_class="{done: number < viewer.stepIndex}",
                    bind_aria_current="step.id === viewer.stepId ? 'step' : null",
                    on_click="viewer.open(lesson.id, step.id)",
                ),
            ):
                Tag("span", "{{ number + 1 }}", cls="number")
                Tag("span", "{{ viewer.wording(step.title) }}")


def _structures() -> None:
    with Tag("div", v_if="viewer.panel === 'structures'"):
        with Tag("label", cls="search"):
            icon("search")
            Tag("span", "Find a structure", cls="for-screen-readers")
            Tag(
                "input",
                type="search",
                v_model="viewer.search",
                placeholder="Find: SCN, clunial, gluteal cutaneous …",
            )
        Tag(
            "p",
            "{{ viewer.content.words.motor_nerve_hint }}",
            cls="hint",
            v_if="viewer.motorHint",
        )
        with Tag("label", cls="peel"):
            Tag("span", "Peel: {{ viewer.peels[viewer.peelLevel].name }}")
            Tag(
                "input",
                type="range",
                min="0",
                step="1",
                bind_max="viewer.peels.length - 1",
                bind_value="viewer.peelLevel",
                bind_aria_valuetext="viewer.peels[viewer.peelLevel].name",
                on_input="viewer.peel($event.target.value)",
            )
        with Tag(
            "section",
            v_for="layer in viewer.content.layers",
            bind_key="layer.id",
            cls="layer",
        ):
            with Tag("div", cls="layer-row"):
                with Tag(
                    "button",
                    cls="switch",
                    role="switch",
                    bind_aria_checked="viewer.layerState(layer) === 'some' ? 'mixed' : viewer.layerState(layer) === 'on'",
                    on_click="viewer.toggleLayer(layer)",
                    bind_aria_label="'Show ' + layer.name",
                ):
                    Tag("span", cls="knob", bind_class="viewer.layerState(layer)")
                    Tag("strong", "{{ layer.name }}")
                with Tag(
                    "button",
                    cls="plain veil-switch",
                    bind_disabled="viewer.layerState(layer) === 'off'",
                    bind_aria_pressed="Boolean(viewer.veiled[layer.id])",
                    bind_aria_label="'See through ' + layer.name",
                    title="See through",
                    on_click="viewer.toggleVeil(layer)",
                ):
                    icon("see_through")
                with Tag(
                    "button",
                    cls="plain unfold",
                    bind_aria_expanded="Boolean(viewer.search || viewer.unfolded[layer.id])",
                    bind_aria_label="'List ' + layer.name",
                    on_click="viewer.unfold(layer.id)",
                ):
                    icon("unfold")
            with (
                Tag("ul", v_if="viewer.search || viewer.unfolded[layer.id]"),
                Tag(
                    "template",
                    v_for="id in layer.structures",
                    bind_key="id",
                ),
                Tag(
                    "li",
                    v_if="viewer.matches(viewer.structureOf(id))",
                    bind_class="{picked: viewer.selected === id}",
                ),
            ):
                with Tag(
                    "button",
                    cls="eye",
                    bind_aria_pressed="viewer.isVisible(id)",
                    bind_aria_label="'Show ' + viewer.structureOf(id).name",
                    on_click="viewer.toggleStructure(id)",
                ):
                    icon("eye")
                with Tag("button", cls="name", on_click="viewer.select(id)"):
                    Tag(
                        "span",
                        "{{ viewer.structureOf(id).tag }}",
                        v_if="viewer.structureOf(id).tag",
                        cls="tag",
                    )
                    Tag("span", "{{ viewer.structureOf(id).name }}")


def _people() -> None:
    """Add the choice of the pelvis, of the study whose figures place the nerves, and of a drawn person."""
    with Tag("div", cls="people", v_if="viewer.panel === 'people'"):
        with Tag("section"):
            Tag("h3", "Which pelvis", id="which-pelvis")
            with Tag("div", cls="segmented", role="group", aria_labelledby="which-pelvis"):
                Tag(
                    "button",
                    "{{ form.short }}",
                    v_for="form in viewer.content.forms",
                    bind_key="form.id",
                    bind_aria_pressed="viewer.form === form.id",
                    bind_disabled="viewer.formLoading",
                    on_click="viewer.chooseForm(form.id)",
                )
            Tag("p", "{{ viewer.formNote }}", cls="quiet")
