"""The right-hand cards: the step, the welcome, and the structure that was clicked."""

from __future__ import annotations

from .asking import asking_cards
from .author import author_problems
from .consult import picture_in_words, step_tools, where_button, where_card
from .course import course_words
from .icons import icon
from .markup import Later, Tag
from .questions import question_card, questions_of_the_step, training_card
from .sources import chips, citation


def cards() -> None:
    """Add the card column; on a phone it is a bottom sheet of three heights."""
    with Tag(
        "aside",
        cls="cards",
        bind_data_sheet="viewer.sheet",
        bind_data_covers="viewer.phone && !viewer.low ? 'bottom' : 'right'",
        bind_aria_label="viewer.content.words.text",
    ):
        with Tag(
            "button",
            cls="sheet-handle",
            v_if="viewer.phone",
            on_pointerdown="viewer.dragSheet($event)",
            on_keydown__enter="viewer.cycleSheet()",
            on_keydown__space__prevent="viewer.cycleSheet()",
            bind_aria_label="viewer.say('sheet', {height: viewer.content.words.sheets[viewer.sheet]})",
        ):
            Tag("span", aria_hidden="true")
        asking_cards()
        where_card()
        _step_card()
        _welcome_card()
        training_card()
        _info_card()


def _step_card() -> None:
    with (
        Later(v_if="viewer.step && !viewer.card && !viewer.consult.where && !viewer.training && !viewer.askingCard"),
        Tag(
            "article",
            cls="card step-card",
            id="text",
            bind_aria_label="viewer.content.words.step",
        ),
    ):
        with Tag(
            "div",
            cls="progress",
            role="progressbar",
            bind_aria_label="viewer.content.words.progress",
            aria_valuemin="1",
            bind_aria_valuemax="viewer.lesson.steps.length",
            bind_aria_valuenow="viewer.stepIndex + 1",
        ):
            Tag("div", bind_style="{width: viewer.progress * 100 + '%'}")
        with Tag(
            "div",
            cls="card-body",
            tabindex="0",
            bind_aria_label="viewer.question ? viewer.content.words.quiz_title : viewer.wording(viewer.step.title)",
            role="group",
        ):
            question_card()
            with Tag("template", v_else=True):
                with Tag("div", cls="step-line"):
                    Tag(
                        "p",
                        "{{ viewer.say('step_of', "
                        "{number: viewer.stepIndex + 1, count: viewer.lesson.steps.length}) }}",
                        cls="eyebrow",
                    )
                    with Tag(
                        "button",
                        cls="plain play",
                        bind_aria_label="viewer.playing ? viewer.content.words.pause : viewer.content.words.play",
                        bind_title="viewer.playing ? viewer.content.words.pause : viewer.content.words.play",
                        on_click="viewer.togglePlaying()",
                    ):
                        with Tag("template", v_if="viewer.playing"):
                            icon("pause")
                        with Tag("template", v_else=True):
                            icon("play")
                Tag(
                    "p",
                    "{{ viewer.content.words.lesson_in_english }}",
                    v_if="viewer.foreign(viewer.lesson, 'title')",
                    cls="untranslated",
                )
                Tag(
                    "p",
                    "{{ viewer.content.words.lesson_unread }}",
                    v_else_if="viewer.stepIndex === 0 && viewer.lesson.language !== 'en' && !viewer.lesson.read_by",
                    cls="quiet unread",
                )
                Tag(
                    "h2",
                    "{{ viewer.wording(viewer.step.title) }}",
                    cls="card-title",
                    bind_lang="viewer.foreign(viewer.lesson, 'title')",
                )
                author_problems()
                step_tools()
                Tag(
                    "figure",
                    cls="drawing",
                    v_if="viewer.step.drawing",
                    v_html="viewer.step.drawing.svg",
                    bind_key="viewer.step.drawing.id",
                )
                Tag(
                    "div",
                    v_html="viewer.wording(viewer.step.html)",
                    cls="prose",
                    bind_lang="viewer.foreign(viewer.lesson, 'title')",
                    on_click="viewer.followLink($event)",
                )
                with (
                    Tag(
                        "dl",
                        cls="values",
                        v_if="viewer.step.values.length",
                        bind_lang="viewer.foreign(viewer.lesson, 'title')",
                    ),
                    Tag("div", v_for="value in viewer.step.values", bind_key="value.label"),
                ):
                    Tag("dt", "{{ value.label }}")
                    Tag("dd", "{{ value.value }}")
                Tag(
                    "p",
                    "{{ viewer.content.words.numbers_of_others }}",
                    v_if="viewer.numbersOfOthers",
                    cls="quiet of-others",
                )
                with Tag(
                    "details",
                    cls="claims",
                    v_if="viewer.step.claims.length",
                    bind_key="viewer.step.id + viewer.audience",
                    bind_open="viewer.audience === 'clinician'",
                ):
                    Tag("summary", "{{ viewer.say('rests_on', {count: viewer.step.claims.length}) }}")
                    with (
                        Tag("ul"),
                        Tag(
                            "li",
                            v_for="(claim, number) in viewer.step.claims",
                            bind_key="number",
                        ),
                    ):
                        Tag("span", v_html="claim.html", bind_lang="viewer.foreign(viewer.lesson, 'title')")
                        Tag(
                            "small",
                            "{{ viewer.content.words.standard_practice }}",
                            v_if="claim.basis === 'standard_practice'",
                            cls="sure",
                        )
                        chips("claim.sources")
                    citation()
                picture_in_words()
                where_button("secondary wide", "viewer.audience === 'patient' && viewer.content.consult")
                questions_of_the_step()
        with Tag("div", cls="card-foot", v_if="!viewer.question"):
            with Tag(
                "button",
                cls="secondary",
                bind_aria_label="viewer.content.words.previous_step",
                bind_disabled="viewer.stepIndex === 0",
                on_click="viewer.back()",
            ):
                icon("previous")
                Tag("span", "{{ viewer.content.words.previous }}")
            # One button, so that the keyboard stays on it from one lesson to the next.
            with Tag(
                "button",
                cls="primary",
                bind_aria_label="viewer.content.words.next_step",
                v_bind="viewer.atTheEnd && viewer.lessonAfter"
                " ? {'aria-label': viewer.say('next_lesson_named', viewer.lessonAfter)} : {}",
                bind_disabled="viewer.atTheEnd && !viewer.lessonAfter",
                on_click="viewer.next()",
            ):
                Tag(
                    "span",
                    "{{ viewer.content.words[viewer.atTheEnd && viewer.lessonAfter ? 'next_lesson' : 'next'] }}",
                )
                icon("next")


def _welcome_card() -> None:
    with Tag(
        "article",
        cls="card welcome-card",
        v_if="!viewer.step && !viewer.card && !viewer.consult.where && !viewer.training && !viewer.askingCard",
        id="text",
        bind_aria_label="viewer.content.words.welcome_label",
    ):
        with Tag(
            "div", cls="card-body", tabindex="0", role="group", bind_aria_label="viewer.content.words.welcome_label"
        ):
            with Tag("template", v_if="viewer.course"):
                course_words()
            with Tag("template", v_else=True):
                Tag("p", "{{ viewer.content.product.name }}", cls="eyebrow")
                Tag("h2", "{{ viewer.content.words.welcome_title }}", cls="card-title")
                Tag("p", "{{ viewer.content.words.welcome[viewer.audience] }}", cls="prose")
            with Tag("ul", cls="key"), Tag("li", v_for="group in viewer.content.groups", bind_key="group.id"):
                with Tag(
                    "svg",
                    viewBox="0 0 66 14",
                    aria_hidden="true",
                    bind_class="`code-${group.pattern}`",
                ):
                    for part, start, height in (
                        ("rim", "5", "7"),
                        ("core", "5", "7"),
                        ("sheen", "5", "5.5"),
                        ("code", "10", "7"),
                    ):
                        Tag("line", cls=part, x1=start, y1=height, x2="61", y2=height)
                Tag("span", "{{ group.tag }}", cls="tag")
                Tag("span", "{{ group.name }}")
            Tag("p", "{{ viewer.content.words.explore_hint }}", cls="quiet")
            where_button("secondary wide")
        with (
            Tag("div", cls="card-foot"),
            Tag(
                "button",
                cls="primary wide",
                v_if="viewer.content.lessons.length",
                on_click="viewer.next()",
            ),
        ):
            Tag(
                "span",
                "{{ viewer.goesOn"
                " ? viewer.say('course_go_on', {title: viewer.goesOn.lesson.title, number: viewer.goesOn.number})"
                " : viewer.say('start', {title: viewer.firstLesson?.title}) }}",
            )
            icon("next")


def _info_card() -> None:
    with (
        Later(v_if="viewer.card"),
        Tag(
            "article",
            cls="card info-card",
            bind_key="viewer.card.id",
            bind_aria_label="viewer.content.words.structure",
        ),
    ):
        with Tag("div", cls="card-head"):
            with Tag("p", cls="eyebrow"):
                Tag("span", "{{ viewer.card.tag }}", v_if="viewer.card.tag", cls="tag")
                Tag(
                    "span",
                    "{{ viewer.content.words.kinds[viewer.card.kind] || viewer.card.kind }}",
                )
            with Tag(
                "button",
                cls="plain",
                bind_aria_label="viewer.content.words.close_card",
                on_click="viewer.select(null)",
            ):
                icon("close")
        with Tag(
            "div",
            cls="card-body",
            tabindex="0",
            role="group",
            bind_aria_label="viewer.card.name",
        ):
            Tag(
                "h2",
                "{{ viewer.card.name }}",
                cls="card-title",
                tabindex="-1",
                bind_lang="viewer.foreign(viewer.card, 'name')",
            )
            with Tag(
                "p",
                cls="names",
                v_if="viewer.audience !== 'patient' && viewer.card.latin",
            ):
                Tag("em", "{{ viewer.card.latin }}", v_if="viewer.card.latin", lang="la")
                Tag("span", "TA2 {{ viewer.card.ta2 }}", v_if="viewer.card.ta2")
                Tag(
                    "span",
                    "{{ viewer.say('part_of', {name: 'TA2 ' + viewer.card.ta2_of_whole}) }}",
                    v_else_if="viewer.card.ta2_of_whole",
                )
            with Tag(
                "p",
                cls="names quiet",
                v_if="viewer.audience !== 'patient' && viewer.card.synonyms?.length",
            ):
                Tag("span", "{{ viewer.say('also', {names: viewer.card.synonyms.join(', ')}) }}")
            Tag(
                "p",
                "{{ viewer.content.words.loading_card }}",
                cls="quiet",
                v_if="!viewer.isHere('more')",
                role="status",
            )
            Tag(
                "p",
                "{{ viewer.wording(viewer.card.what) }}",
                cls="prose",
                v_else=True,
                bind_lang="viewer.foreign(viewer.card, 'what')",
            )
            Tag(
                "p",
                "{{ viewer.content.words.partly_english }}",
                v_if="viewer.isHere('more') && viewer.foreign(viewer.card, 'what')",
                cls="untranslated",
            )
            _ledger()
            with (
                Tag(
                    "dl",
                    cls="facts",
                    bind_lang="viewer.foreign(viewer.card, 'facts')",
                    v_if="viewer.card.facts?.length && viewer.audience !== 'patient'",
                ),
                Tag(
                    "div",
                    v_for="(fact, number) in viewer.card.facts",
                    bind_key="number",
                ),
            ):
                Tag("dt", "{{ fact.label }}")
                with Tag("dd"):
                    Tag("span", "{{ fact.value }}")
                    Tag("small", "{{ fact.sure }}", cls="sure")
                    chips("fact.sources")
            citation()
        with Tag("div", cls="card-foot", v_if="viewer.card.file"):
            for name, label, action in (
                ("focus", "focus", "viewer.focusSelected()"),
                ("layers", "only_this", "viewer.isolateSelected()"),
                ("eye", "hide", "viewer.hideSelected()"),
            ):
                with Tag("button", cls="secondary", on_click=action):
                    icon(name)
                    Tag("span", f"{{{{ viewer.content.words.{label} }}}}")


def _ledger() -> None:
    """Add the layers that a nerve passes, from its origin to the skin."""
    with Tag("section", cls="ledger", v_if="viewer.card.ledger?.length && viewer.audience !== 'patient'"):
        Tag("h3", "{{ viewer.content.words.ledger }}")
        with (
            Tag("ol", bind_lang="viewer.foreign(viewer.card, 'ledger')"),
            Tag("li", v_for="(row, number) in viewer.card.ledger", bind_key="number"),
        ):
            with Tag("p"):
                Tag("strong", "{{ row.relation + ' ' }}")
                Tag(
                    "button",
                    "{{ row.what }}",
                    v_if="row.structure",
                    cls="link",
                    on_click="viewer.showWith(row.structure)",
                )
                Tag("span", "{{ row.what }}", v_else=True)
            Tag("span", "{{ row.note }}", v_if="row.note", cls="quiet")
            Tag("small", "{{ row.sure }}", cls="sure")
            chips("row.sources")
