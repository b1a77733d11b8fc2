"""What the page says of the course that its lessons are of, and of one's progress in it."""

from __future__ import annotations

from .markup import Tag

WORDS = "viewer.content.words"


def course_words() -> None:
    """Add to the welcome whose course it is, its title and welcome, how far one is, and whom to ask."""
    _institution()
    Tag("h2", "{{ viewer.course.title }}", cls="card-title", bind_lang="viewer.courseLanguage('title')")
    Tag(
        "div",
        cls="prose",
        v_if="viewer.course.welcome_html",
        v_html="viewer.course.welcome_html",
        bind_lang="viewer.courseLanguage('welcome')",
        on_click="viewer.followLink($event)",
    )
    _progress()
    _contact()


def course_head() -> None:
    """Add to the panel of lessons what they are lessons of."""
    with Tag("section", cls="course", v_if="viewer.course"):
        _institution()
        Tag("h2", "{{ viewer.course.title }}", bind_lang="viewer.courseLanguage('title')")
        _progress()
        _contact()


def _institution() -> None:
    Tag(
        "p",
        "{{ viewer.course.institution || viewer.content.product.name }}",
        cls="eyebrow",
        bind_lang="viewer.courseLanguage('institution')",
    )


def _progress() -> None:
    with Tag("div", cls="course-progress"):
        with Tag(
            "div",
            cls="progress",
            role="progressbar",
            bind_aria_label=f"{WORDS}.course_progress",
            aria_valuemin="0",
            bind_aria_valuemax="viewer.counts.steps",
            bind_aria_valuenow="viewer.counts.seen",
        ):
            Tag("div", bind_style="{width: 100 * viewer.counts.seen / viewer.counts.steps + '%'}")
        Tag("p", "{{ line }}", cls="quiet", v_for="line in viewer.progressWords", bind_key="line")


def _contact() -> None:
    Tag(
        "p",
        cls="quiet contact",
        v_if="viewer.course.contact_html",
        v_html="viewer.course.contact_html",
        bind_lang="viewer.courseLanguage('contact')",
    )
