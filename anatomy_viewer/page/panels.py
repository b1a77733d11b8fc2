"""The left panel: the lessons, and the structures with their layers."""

from __future__ import annotations

from math import exp

from .author import author_panel
from .consult import where_button
from .course import course_head
from .icons import icon
from .markup import Later, Tag
from .questions import forget_progress, progress_of_a_lesson, training_entry
from .sources import chips, citation

SD_PX, MIDDLE = 27.0, 130
CURVE = "M" + "L".join(f"{SD_PX * k / 6:.1f} {-38 * exp(-((k / 6) ** 2) / 2):.1f}" for k in range(-18, 19))
"""A normal curve over its foot, one deviation `SD_PX` wide, and where the middle between both sexes is drawn."""


def panels() -> None:
    """Add the panel of lessons and the panel of structures; one is open at a time."""
    with (
        Later(v_if="viewer.panel && !viewer.embed"),
        Tag(
            "nav",
            cls="panel",
            data_covers="left",
            bind_aria_label="viewer.content.words.panel_of",
        ),
    ):
        with Tag("div", cls="panel-head"):
            with Tag("div", cls="segmented", role="group", bind_aria_label="viewer.content.words.panel"):
                for name in ("lessons", "structures", "people"):
                    Tag(
                        "button",
                        f"{{{{ viewer.content.words.{name} }}}}",
                        bind_aria_pressed=f"viewer.panel === '{name}'",
                        on_click=f"viewer.panel = '{name}'",
                    )
                Tag(
                    "button",
                    "{{ viewer.content.words.author }}",
                    v_if="viewer.content.authoring",
                    bind_aria_pressed="viewer.panel === 'author'",
                    on_click="viewer.panel = 'author'",
                )
            with Tag(
                "button",
                cls="plain",
                bind_aria_label="viewer.content.words.close_panel",
                on_click="viewer.panel = null",
            ):
                icon("close")
        with Tag("div", cls="panel-body"):
            Tag(
                "p",
                "{{ viewer.content.words.hidden_while_asked }}",
                cls="hint",
                v_if="viewer.hiding && ['structures', 'people'].includes(viewer.panel)",
            )
            _lessons()
            _structures()
            _people()
            author_panel()


def _lessons() -> None:
    with Tag("div", v_if="viewer.panel === 'lessons'"):
        course_head()
        with Tag(
            "button",
            cls="row home",
            on_click="viewer.leaveLesson()",
            bind_aria_current="!viewer.lesson",
        ):
            icon("home")
            Tag("span", "{{ viewer.content.words.explore }}")
        where_button("row")
        training_entry()
        Tag(
            "p",
            "{{ viewer.content.words.loading_lessons }}",
            cls="quiet",
            v_if="!viewer.isHere('lessons')",
            role="status",
        )
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
                Tag("strong", "{{ lesson.title }}", bind_lang="viewer.foreign(lesson, 'title')")
                Tag(
                    "small",
                    "{{ viewer.say('lesson_size', {steps: lesson.steps.length, minutes: lesson.minutes}) }}",
                )
                progress_of_a_lesson()
            Tag(
                "p",
                "{{ lesson.summary }}",
                v_if="viewer.lessonId !== lesson.id",
                bind_lang="viewer.foreign(lesson, 'summary')",
            )
            with (
                Tag(
                    "ol",
                    v_if="viewer.lessonId === lesson.id && !viewer.hiding",
                    bind_lang="viewer.foreign(lesson, 'title')",
                ),
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
        forget_progress()


def _structures() -> None:
    with Tag("div", v_if="viewer.panel === 'structures' && !viewer.hiding"):
        with Tag("label", cls="search"):
            icon("search")
            Tag("span", "{{ viewer.content.words.find_structure }}", cls="for-screen-readers")
            Tag(
                "input",
                type="search",
                v_model="viewer.search",
                bind_placeholder="viewer.content.words.find_hint",
            )
        Tag(
            "p",
            "{{ viewer.content.words.motor_nerve_hint }}",
            cls="hint",
            v_if="viewer.motorHint",
        )
        with Tag("label", cls="peel"):
            Tag("span", "{{ viewer.say('peel', {name: viewer.peels[viewer.peelLevel].name}) }}")
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
                    bind_aria_checked="({on: true, off: false, some: 'mixed'})[viewer.layerState(layer)]",
                    on_click="viewer.toggleLayer(layer)",
                    bind_aria_label="viewer.say('show', {name: layer.name})",
                ):
                    Tag("span", cls="knob", bind_class="viewer.layerState(layer)")
                    Tag("strong", "{{ layer.name }}")
                with Tag(
                    "button",
                    cls="plain veil-switch",
                    bind_disabled="viewer.layerState(layer) === 'off'",
                    bind_aria_pressed="Boolean(viewer.veiled[layer.id])",
                    bind_aria_label="viewer.say('see_through_layer', {name: layer.name})",
                    bind_title="viewer.content.words.see_through",
                    on_click="viewer.toggleVeil(layer)",
                ):
                    icon("see_through")
                with Tag(
                    "button",
                    cls="plain unfold",
                    bind_aria_expanded="Boolean(viewer.search || viewer.unfolded[layer.id])",
                    bind_aria_label="viewer.say('list_layer', {name: layer.name})",
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
                    bind_aria_label="viewer.say('show', {name: viewer.structureOf(id).name})",
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
                    Tag(
                        "span",
                        "{{ viewer.structureOf(id).name }}",
                        bind_lang="viewer.foreign(viewer.structureOf(id), 'name')",
                    )


def _people() -> None:
    """Add the choice of the pelvis, of a drawn person, and of the study whose figures place the nerves."""
    with Tag("div", cls="people", v_if="viewer.panel === 'people' && !viewer.hiding"):
        _which_pelvis()
        _another_person()
        _whose_anatomy()


def _which_pelvis() -> None:
    with Tag("section"):
        Tag("h3", "{{ viewer.content.words.which_pelvis }}", id="which-pelvis")
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
    _sexes()


def _sexes() -> None:
    """Add how far women and men are apart: two curves a measure, and where the two forms stand under them."""
    with Tag("section", v_if="viewer.content.sexes && viewer.content.sexes.measures", aria_labelledby="sexes"):
        Tag("h3", "{{ viewer.content.words.sexes_title }}", id="sexes")
        Tag("p", "{{ viewer.say('sexes_nearer', viewer.content.sexes) }}", cls="quiet")
        with Tag("details", cls="sexes", open=True):
            Tag("summary", "{{ viewer.say('sexes_most', {shown: viewer.content.sexes.measures.length}) }}")
            with Tag("ul"), Tag("li", v_for="row in viewer.content.sexes.measures", bind_key="row.id"):
                Tag("strong", "{{ row.name }}")
                _two_curves()
                Tag("p", "{{ viewer.say('sexes_row', viewer.inNumbers(row)) }}", cls="quiet")
                chips("row.sources")
            Tag("p", "{{ viewer.content.words.sexes_marks }}", cls="quiet")
            with Tag("div", v_if="!viewer.studyId"):
                citation()


def _two_curves() -> None:
    """Add the curves of women and of men, their feet on one line, and a mark under each where the form stands."""
    with Tag("svg", viewBox=f"0 0 {2 * MIDDLE} 58", aria_hidden="true"):
        for sex, sign in (("women", 1), ("men", -1)):
            at = f"{MIDDLE} + {sign * SD_PX / 2} * row"
            Tag("path", d=CURVE, cls=sex, bind_transform=f"`translate(${{{at}.published}} 46)`")
            Tag("path", d="M0 1l5 9h-10z", cls=f"{sex} form", bind_transform=f"`translate(${{{at}.drawn}} 46)`")
            Tag(
                "text",
                f"{{{{ viewer.content.words.{sex} }}}}",
                y="16",
                bind_x=f"{at}.published + {sign * 26} * Math.sign(row.published)",
                bind_text_anchor=f"{sign} * row.published < 0 ? 'end' : 'start'",
            )


def _another_person() -> None:
    with Tag("section", v_if="viewer.content.people.count"):
        Tag("h3", "{{ viewer.content.words.another_person_title }}")
        Tag("p", "{{ viewer.content.words.another_person }}", cls="quiet")
        with Tag("div", cls="person-row"):
            with Tag("button", cls="primary", on_click="viewer.anotherPerson()"):
                icon("people")
                Tag("span", "{{ viewer.seed ? viewer.content.words.next_person : viewer.content.words.draw_person }}")
            with Tag("label", v_if="viewer.seed"):
                Tag("span", "{{ viewer.content.words.person_number }}")
                Tag(
                    "input",
                    type="number",
                    min="1",
                    bind_max="viewer.content.people.count",
                    bind_value="viewer.seed",
                    on_change="viewer.choosePerson(Number($event.target.value))",
                )
        with Tag("ul", cls="person-lines", v_if="viewer.seed", aria_live="polite"):
            Tag("li", "{{ line }}", v_for="line in viewer.anatomy.lines", bind_key="line")


def _whose_anatomy() -> None:
    with Tag("section", v_if="viewer.content.studies.length"):
        Tag("h3", "{{ viewer.content.words.whose_anatomy_title }}", id="whose-anatomy")
        Tag("p", "{{ viewer.content.words.whose_anatomy }}", cls="quiet")
        with (
            Tag("ul", cls="studies", aria_labelledby="whose-anatomy"),
            Tag("li", v_for="study in viewer.content.studies", bind_key="study.id"),
        ):
            Tag(
                "button",
                "{{ study.title }}",
                cls="study",
                bind_lang="viewer.foreign(study, 'title')",
                bind_aria_pressed="viewer.studyId === study.id",
                on_click="viewer.chooseStudy(study.id)",
            )
            with Tag("div", cls="study-rows", v_if="viewer.studyId === study.id"):
                with (
                    Tag("dl", bind_lang="viewer.foreign(study, 'rows')"),
                    Tag("div", v_for="(row, number) in study.rows", bind_key="number"),
                ):
                    Tag("dt", "{{ row.distance }}")
                    with Tag("dd"):
                        Tag("strong", "{{ row.figure + ' ' }}")
                        Tag(
                            "span",
                            "{{ row.kind ? row.kind + '; ' : '' }}"
                            "{{ [row.sample, row.age, row.method].filter(Boolean).join(', ') }}",
                        )
                        Tag(
                            "small",
                            "{{ row.moves ? '' : viewer.content.words.not_placing + ' ' }}{{ row.sure }}",
                            cls="sure",
                        )
                        chips("row.sources")
                Tag("p", "{{ study.note }}", cls="quiet", bind_lang="viewer.foreign(study, 'note')")
                citation()
