"""The author's panel: what is wrong with the lesson that is being written, and the view as a step to paste."""

from __future__ import annotations

from .icons import icon
from .markup import Tag


def author_panel() -> None:
    """Add the author's tab of the left panel; only the live host has it."""
    with Tag("div", cls="author", v_if="viewer.panel === 'author'"):
        with Tag("section", v_if="viewer.preview"):
            Tag("h3", "{{ viewer.content.words.author_file.replace('{name}', viewer.preview.lesson) }}")
            Tag(
                "p",
                "{{ viewer.preview.problems.length ? viewer.content.words.author_mend"
                " : viewer.content.words.author_fine }}",
                cls="quiet",
                role="status",
            )
            _problems("viewer.preview.problems")
        with Tag("section"):
            Tag("h3", "{{ viewer.content.words.author_step }}", id="author-step")
            Tag("p", "{{ viewer.content.words.author_how }}", cls="quiet")
            with Tag("button", cls="primary", on_click="viewer.writeStep()"):
                icon("lessons")
                Tag("span", "{{ viewer.content.words.author_write }}")
            Tag(
                "textarea",
                v_if="viewer.stepText",
                bind_value="viewer.stepText",
                readonly=True,
                rows="14",
                spellcheck="false",
                wrap="off",
                aria_labelledby="author-step",
                on_focus="$event.target.select()",
            )
            with Tag("button", cls="secondary", v_if="viewer.stepText", on_click="viewer.copyStep()"):
                Tag("span", "{{ viewer.content.words.author_copy }}")


def author_problems() -> None:
    """Add the problems of the shown step, in place, while its lesson is being written."""
    with Tag("div", cls="author-problems", v_if="viewer.stepProblems.length", role="status"):
        _problems("viewer.stepProblems")


def _problems(rows: str) -> None:
    with Tag("ul", cls="problems"), Tag("li", v_for=f"problem in {rows}", bind_key="problem.text"):
        Tag("span", "{{ problem.text }}")
        Tag(
            "button",
            "{{ viewer.content.words.author_go }}",
            v_if="problem.step && problem.step !== viewer.stepId",
            cls="link",
            bind_aria_label="viewer.content.words.author_go + ': ' + problem.step",
            on_click="viewer.goToProblem(problem)",
        )
