"""The cards that ask: the questions of a step, and "train the finger" with its summary."""

from __future__ import annotations

from .icons import icon
from .markup import Later, Tag
from .sources import chips, citation

WORDS = "viewer.content.words"


def questions_of_the_step() -> None:
    """Add what opens the questions of a step, with what was answered before."""
    with Tag("section", cls="quiz-entry", v_if="viewer.questions.length"):
        Tag("h3", f"{{{{ {WORDS}.quiz_title }}}}")
        with (
            Tag("ol"),
            Tag("li", v_for="(question, number) in viewer.questions", bind_key="question.id"),
            Tag("button", cls="quiz-open", on_click="viewer.ask(number)"),
        ):
            Tag("span", "{{ number + 1 }}", cls="number", bind_class="viewer.answered(question.id)")
            Tag("span", v_html="viewer.wording(question.prompt)")
            Tag(
                "small",
                f"{{{{ {WORDS}.quiz_marks[viewer.answered(question.id)] }}}}",
                v_if="viewer.answered(question.id)",
            )


def question_card() -> None:
    """Add the question that is open, in place of the step's text."""
    with Tag("div", cls="quiz", v_if="viewer.question"):
        with Tag("p", cls="eyebrow"):
            Tag(
                "span",
                f"{{{{ {WORDS}.quiz_number.replace('{{number}}', viewer.asking.number + 1)"
                ".replace('{count}', viewer.questions.length) }}",
            )
        Tag(
            "h2",
            cls="card-title quiz-prompt",
            tabindex="-1",
            v_html="viewer.wording(viewer.question.prompt)",
        )
        Tag(
            "p",
            f"{{{{ {WORDS}.needs_picture }}}}",
            cls="quiet",
            v_if="viewer.graphics !== 'here' && !['choose', 'order'].includes(viewer.question.kind)",
        )
        with Tag("details", cls="claims", v_if="viewer.question.hint && !viewer.asking.result"):
            Tag("summary", f"{{{{ {WORDS}.quiz_hint }}}}")
            Tag("p", v_html="viewer.wording(viewer.question.hint)")
        options()
        places()
        order()
        with Tag("div", v_if="viewer.question.kind === 'press' && !viewer.asking.result"):
            Tag("p", f"{{{{ {WORDS}.quiz_press_how[viewer.question.on] }}}}", cls="quiet")
            press_pad()
        _result()
        with Tag("div", cls="quiz-actions"):
            Tag(
                "button",
                f"{{{{ {WORDS}.quiz_back }}}}",
                cls="secondary",
                on_click="viewer.stopAsking()",
            )
            Tag(
                "button",
                f"{{{{ {WORDS}.quiz_again }}}}",
                cls="secondary",
                v_if="viewer.asking.result && !viewer.asking.result.right",
                on_click="viewer.ask(viewer.asking.number)",
            )
            Tag(
                "button",
                f"{{{{ {WORDS}.quiz_next }}}}",
                cls="primary",
                v_if="viewer.asking.result && viewer.asking.number < viewer.questions.length - 1",
                on_click="viewer.ask(viewer.asking.number + 1)",
            )


def options(send: str = f"{WORDS}.quiz_check") -> None:
    """Add the answers of choose and identify: buttons, or boxes to tick where several are right."""
    with Tag(
        "div",
        v_if="viewer.question.options",
        role="group",
        bind_aria_label=f"{WORDS}.quiz_answers",
        cls="quiz-options",
    ):
        Tag("p", f"{{{{ {WORDS}.quiz_several }}}}", cls="quiet", v_if="viewer.question.several")
        with Tag("div", v_for="option in viewer.question.options", bind_key="option.id"):
            with Tag(
                "button",
                cls="quiz-option",
                bind_class="viewer.optionMark(option)",
                bind_role="viewer.question.several ? 'checkbox' : null",
                bind_aria_checked="viewer.question.several ? String(Boolean(viewer.asking.chosen[option.id])) : null",
                bind_disabled="Boolean(viewer.asking.result || viewer.asking.put?.shut)",
                bind_aria_pressed=(
                    "viewer.asking.put && !viewer.question.several"
                    " ? String(Boolean(viewer.asking.chosen[option.id])) : null"
                ),
                on_click="viewer.choose(option)",
            ):
                Tag("span", cls="tick", aria_hidden="true", v_if="viewer.question.several")
                Tag("span", v_html="viewer.wording(option.text)")
                Tag(
                    "strong",
                    f"{{{{ {WORDS}.quiz_option_marks[viewer.optionMark(option)] }}}}",
                    v_if="viewer.optionMark(option) && viewer.asking.result",
                )
            Tag(
                "p",
                cls="quiz-feedback",
                v_if="viewer.asking.result && viewer.asking.chosen[option.id] && option.feedback",
                v_html="viewer.wording(option.feedback)",
            )
        Tag(
            "button",
            f"{{{{ {send} }}}}",
            cls="primary",
            v_if="viewer.question.several && !viewer.asking.result && !viewer.asking.put?.shut",
            bind_disabled="!Object.values(viewer.asking.chosen).some(Boolean)",
            on_click="viewer.check()",
        )


def places(how: str = f"{WORDS}.quiz_find_how") -> None:
    """Add the numbered structures of a find question, for those who do not click on the model."""
    with Tag("div", v_if="viewer.question.kind === 'find' && !viewer.asking.result && !viewer.asking.put?.shut"):
        Tag("p", f"{{{{ {how} }}}}", cls="quiet")
        with Tag("div", cls="quiz-places", role="group", bind_aria_label=f"{WORDS}.quiz_places"):
            Tag(
                "button",
                "{{ number + 1 }}",
                v_for="(one, number) in viewer.question.among",
                bind_key="one.id",
                bind_aria_label=f"{WORDS}.quiz_place.replace('{{number}}', number + 1).replace('{{place}}', one.place)",
                bind_aria_pressed="(viewer.asking.put ? viewer.asking.chosenId : viewer.asking.pointed) === one.id",
                on_focus="viewer.pointAt(one.id)",
                on_mouseenter="viewer.pointAt(one.id)",
                on_click="viewer.found(one.id)",
            )
        Tag(
            "p",
            "{{ viewer.question.among.find((one) => one.id === (viewer.asking.pointed || viewer.asking.chosenId))"
            "?.place }}",
            cls="quiet",
            v_if="viewer.asking.pointed || viewer.asking.chosenId",
        )


def order(send: str = f"{WORDS}.quiz_check") -> None:
    """Add the things to put in order, each with buttons that move it, and what gives the order."""
    with Tag("div", v_if="viewer.question.kind === 'order'"):
        with (
            Tag("ol", cls="quiz-order", bind_aria_label=f"{WORDS}.quiz_order"),
            Tag(
                "li",
                v_for="(item, place) in viewer.asking.order",
                bind_key="item",
                bind_class="viewer.orderMark(place)",
            ),
        ):
            name_of = f"{WORDS}.{{}}.replace('{{item}}', viewer.plainText(viewer.question.items[item]))"
            Tag("span", "{{ place + 1 }}", cls="number")
            Tag("span", v_html="viewer.wording(viewer.question.items[item])")
            for by, word, name in ((-1, "quiz_up", "turn_up"), (1, "quiz_down", "turn_down")):
                with Tag(
                    "button",
                    cls="plain",
                    v_if="!viewer.asking.result && !viewer.asking.put?.shut",
                    bind_disabled="place === 0" if by < 0 else "place === viewer.asking.order.length - 1",
                    bind_aria_label=name_of.replace("{}", word),
                    on_click=f"viewer.reorder(place, {by})",
                ):
                    icon(name)
        Tag(
            "button",
            f"{{{{ {send} }}}}",
            cls="primary",
            v_if="!viewer.asking.result && !viewer.asking.put?.shut",
            on_click="viewer.check()",
        )


def press_pad() -> None:
    """Add what moves the cross-hair without a drag and presses there: five buttons."""
    with Tag("div", cls="press-pad", role="group", bind_aria_label=f"{WORDS}.press_pad"):
        for name, x, y in (("turn_up", 0, 1), ("turn_left", -1, 0), ("turn_right", 1, 0), ("turn_down", 0, -1)):
            with Tag(
                "button",
                cls=f"plain {name}",
                bind_aria_label=f"{WORDS}.press_{name}",
                on_click=f"viewer.moveCross({5 * x}, {5 * y})",
            ):
                icon({"turn_left": "previous", "turn_right": "next"}.get(name, name))
        Tag("button", f"{{{{ {WORDS}.press_here }}}}", cls="primary", on_click="viewer.pressHere()")
        Tag("p", "{{ viewer.cross?.words }}", cls="quiet", v_if="viewer.cross")


def _result() -> None:
    """Add what is said after the answer: right or not, the distance, the reason, the sources."""
    with Tag("div", cls="quiz-result", v_if="viewer.asking.result", tabindex="-1"):
        with Tag("p", cls="verdict", bind_class="viewer.asking.result.right ? 'right' : 'wrong'"):
            Tag("strong", "{{ viewer.asking.result.words }}")
        Tag("p", v_for="(line, number) in viewer.asking.result.lines", bind_key="number", v_html="line")
        Tag("p", v_html="viewer.wording(viewer.question.explain)")
        chips("viewer.asking.result.sources")
        citation()
        Tag("p", f"{{{{ {WORDS}.quiz_explore }}}}", cls="quiet")


def training_entry() -> None:
    """Add the button that begins the training, and its best score, to the panel of lessons."""
    with (
        Tag("section", cls="training-entry", v_if="viewer.content.training"),
        Tag("button", cls="row", on_click="viewer.train()", bind_aria_current="Boolean(viewer.training)"),
    ):
        icon("focus")
        with Tag("span"):
            Tag("strong", f"{{{{ {WORDS}.train_title }}}}")
            Tag(
                "small",
                f"{{{{ viewer.bestTraining === null ? {WORDS}.train_summary "
                f": {WORDS}.train_best.replace('{{mm}}', viewer.bestTraining) }}}}",
            )


def progress_of_a_lesson() -> None:
    """Add what one has seen and answered of a lesson."""
    Tag("small", "{{ viewer.progressOf(lesson) }}", cls="lesson-progress", v_if="viewer.progressOf(lesson)")


def forget_progress() -> None:
    """Add the button that forgets everything that was kept."""
    with Tag("section", cls="forget", v_if="viewer.anyProgress"):
        Tag("p", f"{{{{ {WORDS}.progress_kept }}}}", cls="quiet")
        Tag("button", f"{{{{ {WORDS}.progress_forget }}}}", cls="secondary", on_click="viewer.forgetProgress()")


def training_card() -> None:
    """Add the card of the training: ten presses, what each one was, and the summary picture."""
    with (
        Later(v_if="viewer.training && !viewer.card"),
        Tag(
            "article",
            cls="card training-card",
            id="text",
            bind_aria_label=f"{WORDS}.train_title",
        ),
    ):
        with Tag(
            "div",
            cls="progress",
            role="progressbar",
            bind_aria_label=f"{WORDS}.train_title",
            aria_valuemin="0",
            aria_valuemax="10",
            bind_aria_valuenow="viewer.training.presses.length",
        ):
            Tag("div", bind_style="{width: viewer.training.presses.length * 10 + '%'}")
        with Tag("div", cls="card-body", tabindex="0", role="group", bind_aria_label=f"{WORDS}.train_title"):
            _one_press()
            _summary()
        with Tag("div", cls="card-foot"):
            Tag("button", f"{{{{ {WORDS}.train_end }}}}", cls="secondary", on_click="viewer.endTraining()")
            Tag(
                "button",
                f"{{{{ viewer.training.presses.length < 10 ? {WORDS}.train_next : {WORDS}.train_sum }}}}",
                cls="primary",
                v_if="viewer.training.shown",
                on_click="viewer.nextPress()",
            )
            Tag(
                "button",
                f"{{{{ viewer.training.received ? {WORDS}.train_same : {WORDS}.train_new }}}}",
                cls="primary",
                v_if="viewer.training.summary",
                on_click="viewer.train(viewer.training.received ? viewer.training.seed : undefined)",
            )


def _one_press() -> None:
    with Tag("div", v_if="!viewer.training.summary"):
        Tag("p", "{{ viewer.training.eyebrow }}", cls="eyebrow")
        Tag("h2", "{{ viewer.training.prompt }}", cls="card-title", tabindex="-1")
        Tag("p", f"{{{{ {WORDS}.needs_picture }}}}", cls="quiet", v_if="viewer.graphics !== 'here'")
        with Tag("div", v_if="!viewer.training.shown"):
            Tag("p", f"{{{{ {WORDS}.train_how }}}}", cls="prose", v_if="viewer.training.presses.length === 0")
            press_pad()
        with Tag("div", cls="quiz-result", v_else=True, tabindex="-1"):
            Tag("p", cls="verdict", v_html="viewer.training.shown.words")
            Tag("p", v_for="(line, number) in viewer.training.shown.lines", bind_key="number", v_html="line")


def _summary() -> None:
    with Tag("div", cls="training-summary", v_if="viewer.training.summary"):
        Tag(
            "p",
            f"{{{{ viewer.training.received ? {WORDS}.train_received : {WORDS}.train_done }}}}",
            cls="eyebrow",
        )
        Tag("h2", "{{ viewer.training.summary.title }}", cls="card-title", tabindex="-1")
        Tag(
            "svg",
            cls="training-plot",
            viewBox="-60 -60 120 120",
            role="img",
            bind_aria_label="viewer.training.summary.lines.join(' ')",
            v_html="viewer.training.summary.plot",
        )
        Tag("p", v_for="(line, number) in viewer.training.summary.lines", bind_key="number", v_text="line")
        chips("viewer.training.summary.sources")
        citation()
        with Tag("div", cls="share"):
            Tag("button", f"{{{{ {WORDS}.train_share }}}}", cls="secondary", on_click="viewer.shareTraining()")
            Tag(
                "input",
                readonly=True,
                v_if="viewer.training.link",
                bind_value="viewer.training.link",
                bind_aria_label=f"{WORDS}.train_link",
                on_focus="$event.target.select()",
            )
