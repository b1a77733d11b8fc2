"""Questions put to a class: the card that asks, what the class answered, and the board for the back row."""

from __future__ import annotations

from .icons import icon
from .markup import Later, Tag
from .questions import options, order, places, press_pad
from .sources import chips, citation

WORDS = "viewer.classroom.words.asking"
ASK = f"{WORDS}[viewer.classroom.over ? 'answers' : 'ask']"


def ask_button() -> None:
    """Add the button of who leads that opens what may be asked."""
    with Tag(
        "button",
        cls="plain ask-button",
        bind_aria_expanded="Boolean(viewer.asker.panel)",
        bind_title=ASK,
        v_if="!viewer.posed.told",
        on_click="viewer.asker.togglePanel()",
    ):
        icon("class_ask")
        Tag("span", f"{{{{ {ASK} }}}}")


def asked_chip() -> None:
    """Add the way back to a question that somebody has put aside."""
    Tag(
        "button",
        f"{{{{ {WORDS}[viewer.posed.closed ? 'question_now' : 'answer_now'] }}}}",
        cls="primary asked-chip",
        v_if="viewer.posed?.told && viewer.posed.aside",
        on_click="viewer.posed.comeBackToQuestion()",
    )


def asking_cards() -> None:
    """Add the cards of a class's question, in place of the step's."""
    _put_card()
    _asked_card()


def _put_card() -> None:
    """Add what may be asked: the lesson's questions, one made up, and what was asked before."""
    with (
        Later(v_if="viewer.asker?.panel && !viewer.posed.told && !viewer.card"),
        Tag("article", cls="card put-card", id="text", bind_aria_label=ASK),
    ):
        with Tag("div", cls="card-head"):
            Tag("h2", f"{{{{ {ASK} }}}}", cls="card-title", tabindex="-1")
            with Tag("button", cls="plain", bind_aria_label=f"{WORDS}.close", on_click="viewer.asker.togglePanel()"):
                icon("close")
        with Tag("div", cls="card-body", tabindex="0", role="group", bind_aria_label=ASK):
            with Tag("template", v_if="!viewer.classroom.over"):
                _questions_of_lesson()
                _made_up()
            Tag(
                "p",
                f"{{{{ {WORDS}.none_asked }}}}",
                cls="quiet",
                v_if="viewer.classroom.over && !viewer.asker.before.length",
            )
            with Tag("section", v_if="viewer.asker.before.length"):
                Tag("h3", f"{{{{ {WORDS}.before }}}}")
                with (
                    Tag("ul", cls="put-list"),
                    Tag("li", v_for="question in viewer.asker.before", bind_key="question.id"),
                    Tag(
                        "button",
                        "{{ question.text || question.id }}",
                        cls="row",
                        bind_aria_label=f"{WORDS}.again.replace('{{question}}', () => question.text || question.id)",
                        on_click="viewer.asker.putAgain(question)",
                    ),
                ):
                    pass
                Tag("button", f"{{{{ {WORDS}.table }}}}", cls="secondary", on_click="viewer.asker.saveTable()")


def _questions_of_lesson() -> None:
    with Tag("section"):
        Tag(
            "button",
            f"{{{{ {WORDS}.make_one }}}}",
            cls="secondary",
            v_if="viewer.asker.questions.length",
            on_click="viewer.asker.goToMaking()",
        )
        Tag("h3", f"{{{{ {WORDS}.of_lesson }}}}")
        Tag(
            "p",
            f"{{{{ viewer.lesson ? {WORDS}.none : {WORDS}.no_lesson }}}}",
            cls="quiet",
            v_if="!viewer.asker.questions.length",
        )
        with Tag("template", v_for="group in viewer.asker.questions", bind_key="group.step.id"):
            Tag(
                "p",
                f"{{{{ viewer.wording(group.step.title) }}}}{{{{ group.here ? ' · ' + {WORDS}.here : '' }}}}",
                cls="eyebrow",
            )
            with (
                Tag("ul", cls="put-list"),
                Tag("li", v_for="question in group.questions", bind_key="question.id"),
            ):
                Tag(
                    "button",
                    cls="row",
                    v_html="viewer.wording(question.prompt)",
                    on_click="viewer.asker.putQuestion(group.step, question)",
                )


def _made_up() -> None:
    making = "viewer.asker.making"
    with Tag("form", cls="put-form", on_submit__prevent="viewer.asker.putMade()"):
        Tag("h3", f"{{{{ {WORDS}.make }}}}")
        with Tag("div", cls="segmented", role="group", bind_aria_label=f"{WORDS}.kind"):
            for kind in ("press", "find", "choose"):
                Tag(
                    "button",
                    f"{{{{ {WORDS}.kinds.{kind} }}}}",
                    type="button",
                    bind_aria_pressed=f"{making}.kind === '{kind}'",
                    on_click=f"{making}.kind = '{kind}'; viewer.asker.wrong = ''",
                )
        with Tag("label"):
            Tag("span", f"{{{{ {WORDS}.text }}}}")
            Tag("input", type="text", maxlength="300", autocomplete="off", v_model=f"{making}.text")
        with Tag("template", v_if=f"{making}.kind === 'press'"):
            with Tag("div", cls="segmented", role="group", bind_aria_label=f"{WORDS}.on"):
                for on in ("skin", "bone"):
                    Tag(
                        "button",
                        f"{{{{ {WORDS}.ons.{on} }}}}",
                        type="button",
                        bind_aria_pressed=f"{making}.on === '{on}'",
                        on_click=f"{making}.on = '{on}'",
                    )
            with Tag("label"):
                Tag("span", f"{{{{ {WORDS}.target }}}}")
                with Tag("select", v_model=f"{making}.target"):
                    Tag("option", f"{{{{ {WORDS}.no_target }}}}", bind_value="null")
                    Tag(
                        "option",
                        "{{ point.name }}",
                        v_for="point in viewer.asker.targets",
                        bind_key="point.id",
                        bind_value="point.id",
                    )
        with Tag("template", v_if=f"{making}.kind === 'choose'"):
            with Tag("label"):
                Tag("span", f"{{{{ {WORDS}.lines }}}}")
                Tag("textarea", rows="4", v_model="viewer.asker.lines")
            with Tag("label", cls="put-several"):
                Tag("input", type="checkbox", v_model=f"{making}.several")
                Tag("span", f"{{{{ {WORDS}.several }}}}")
        Tag("p", "{{ viewer.asker.wrong }}", cls="put-wrong", v_if="viewer.asker.wrong", role="alert")
        Tag("button", f"{{{{ {WORDS}.put }}}}", type="submit", cls="primary")


def _asked_card() -> None:
    """Add the question as it stands: for who answers with what answers it, for who leads with what is done with it."""
    with (
        Later(v_if="viewer.posed?.open && !viewer.card"),
        Tag(
            "article",
            cls="card asked-card",
            id="text",
            bind_aria_label=f"{WORDS}.title",
            bind_class="{leads: viewer.posed.leads}",
        ),
        Tag("div", cls="card-body", tabindex="0", role="group", bind_aria_label=f"{WORDS}.title"),
    ):
        with Tag("p", cls="eyebrow"):
            Tag("span", f"{{{{ {WORDS}.title }}}}")
            _stand()
        Tag("h2", "{{ viewer.posed.prompt }}", cls="card-title quiz-prompt", tabindex="-1")
        Tag(
            "p",
            "{{ viewer.content.words.needs_picture }}",
            cls="quiet",
            v_if="viewer.graphics !== 'here' && ['find', 'press', 'identify'].includes(viewer.question.kind)",
        )
        with Tag("template", v_if="viewer.posed.leads"):
            _lead()
        with Tag("template", v_else=True):
            with Tag("template", v_if="!viewer.posed.shown"):
                _answer()
            Tag(
                "p",
                "{{ viewer.posed.standing }}",
                cls="asked-standing",
                role="status",
                v_if="viewer.posed.standing",
            )
        _answers("viewer.posed.seen && (!viewer.posed.leads || viewer.phone)")
        with Tag("template", v_if="viewer.posed.seen && viewer.posed.results"):
            chips("viewer.posed.sources")
            citation()
        Tag(
            "p",
            cls="prose",
            v_if="viewer.posed.shown && viewer.question.explain && !viewer.posed.leads",
            v_html="viewer.wording(viewer.question.explain)",
        )
        Tag(
            "button",
            f"{{{{ {WORDS}[viewer.posed.closed ? 'to_lesson' : 'later'] }}}}",
            cls="secondary",
            v_if="!viewer.posed.leads",
            on_click="viewer.posed.later()",
        )


def _stand() -> None:
    Tag(
        "span",
        f"{{{{ {WORDS}[viewer.posed.shown ? 'is_shown' : viewer.posed.closed ? 'is_closed' : 'is_open'] }}}}",
        cls="asked-stand",
    )


def _lead() -> None:
    going = "!viewer.classroom.over"
    with Tag("p", cls="asked-count"):
        Tag("strong", f"{{{{ {_COUNT} }}}}")
        Tag("span", f"{{{{ {WORDS}.have_answered }}}}")
    with Tag("div", cls="asked-actions"):
        for word, does, shown, look in (
            ("close_question", "closeQuestion()", f"{going} && !viewer.posed.closed", "primary"),
            ("show", "showToAll()", f"{going} && viewer.posed.closed && !viewer.posed.shown", "primary"),
            ("end", "endQuestion()", "viewer.classroom.over || viewer.posed.shown", "primary"),
            ("see", "see(true)", "!viewer.posed.seen", "secondary"),
            ("unsee", "see(false)", f"{going} && viewer.posed.seen && !viewer.posed.shown", "secondary"),
            ("show", "showToAll()", f"{going} && !viewer.posed.closed", "secondary"),
            ("hide", "hideFromAll()", f"{going} && viewer.posed.shown", "secondary"),
            ("open_again", "openAgain()", f"{going} && viewer.posed.closed", "secondary"),
            ("picture", "savePicture()", "viewer.posed.seen && viewer.posed.results", "secondary"),
            ("end", "endQuestion()", f"{going} && !viewer.posed.shown", "secondary"),
        ):
            Tag("button", f"{{{{ {WORDS}.{word} }}}}", cls=look, v_if=shown, on_click=f"viewer.asker.{does}")


_COUNT = (
    f"viewer.classroom.over ? viewer.posed.counted : {WORDS}.count.replace('{{count}}', viewer.posed.count)"
    ".replace('{here}', viewer.classroom.room?.here ?? 0)"
)


def _answer() -> None:
    """Add the page's own controls for questions; what they give goes to the class."""
    send = f"{WORDS}.send"
    options(send)
    places(f"{WORDS}.find_where")
    order(send)
    with Tag("div", v_if="viewer.question.kind === 'press' && !viewer.posed.closed"):
        Tag("p", f"{{{{ {WORDS}.press_where }}}}", cls="quiet")
        press_pad()


def _answers(when: str) -> None:
    """Add what the class answered: bars, ranks, or the figures of presses."""
    with Tag("div", cls="tally", v_if=f"{when} && viewer.posed.results"):
        Tag("p", "{{ viewer.posed.counted }}", cls="tally-count")
        with (
            Tag("ul", cls="tally-bars", v_if="viewer.posed.bars.length", bind_aria_label=f"{WORDS}.are_shown"),
            Tag(
                "li",
                v_for="row in viewer.posed.bars",
                bind_key="row.id",
                bind_class="{right: row.right, own: row.own}",
            ),
        ):
            with Tag("span", cls="tally-name"):
                Tag("span", "{{ row.name }}")
                Tag("em", f"{{{{ ' ✓ ' + {WORDS}.right }}}}", v_if="row.right")
                Tag("em", f"{{{{ ' · ' + {WORDS}.yours }}}}", v_if="row.own")
            with Tag("span", cls="tally-bar", aria_hidden="true"):
                Tag("i", bind_style="{width: row.percent + '%', '--tint': row.colour}")
            Tag(
                "strong",
                f"{{{{ {WORDS}.bar.replace('{{count}}', row.count).replace('{{percent}}', row.percent) }}}}",
            )
        with (
            Tag("ol", cls="tally-ranks", v_if="viewer.posed.ranks.length", bind_aria_label=f"{WORDS}.are_shown"),
            Tag("li", v_for="row in viewer.posed.ranks", bind_key="row.id"),
        ):
            Tag("span", "{{ row.rank }}", cls="number")
            with Tag("span", cls="tally-name"):
                Tag("span", "{{ row.name }}")
                Tag("small", f"{{{{ {WORDS}.rank_mean.replace('{{mean}}', row.mean) }}}}")
            with Tag("span", cls="tally-places", role="list", bind_aria_label=f"{WORDS}.rank_places"):
                Tag(
                    "span",
                    "{{ one.count }}",
                    v_for="one in row.places",
                    bind_key="one.place",
                    role="listitem",
                    bind_class="{right: one.right, most: one.percent > 50}",
                    bind_style="{'--share': one.percent + '%'}",
                    bind_aria_label=(
                        f"{WORDS}.rank_place.replace('{{count}}', one.count).replace('{{place}}', one.place)"
                        f" + (one.right ? ', ' + {WORDS}.right : '')"
                    ),
                )
        with (
            Tag("dl", cls="tally-figures", v_if="viewer.posed.figures.length"),
            Tag("div", v_for="(row, number) in viewer.posed.figures", bind_key="number"),
        ):
            Tag("dt", "{{ row.value }}")
            Tag("dd", "{{ row.words }}")
        # On a phone the map has all the room over the card, and what its signs mean stands here.
        with (
            Tag("div", cls="tally-signs", v_if="viewer.phone && viewer.posed.figures.length"),
            Tag("p", v_for="row in viewer.legend", bind_key="row.id"),
        ):
            Tag("span", cls="swatch", bind_class="row.id", aria_hidden="true")
            Tag("span", "{{ row.words }}")


def asked_board() -> None:
    """Add the question and its answers as large as the back row needs them, over the picture of who leads."""
    with (
        Later(v_if="viewer.posed?.open && viewer.posed.leads && !viewer.phone"),
        Tag(
            "section",
            cls="asked-board",
            bind_aria_label=f"{WORDS}.title",
            bind_class="viewer.question.kind",
            data_covers="top",
        ),
    ):
        with Tag("div", cls="board-head"):
            Tag("p", "{{ viewer.posed.prompt }}", cls="board-prompt")
            with Tag("p", cls="board-count"):
                Tag("strong", f"{{{{ {_COUNT} }}}}")
                _stand()
        with (
            Tag(
                "ul",
                cls="board-options",
                v_if="!viewer.posed.seen && (viewer.question.options || viewer.question.items)",
            ),
            Tag(
                "li",
                v_for="(one, number) in viewer.question.options || viewer.question.items",
                bind_key="one.id ?? number",
            ),
        ):
            Tag("span", v_html="viewer.wording(one.text ?? one)")
        _answers("viewer.posed.seen")
