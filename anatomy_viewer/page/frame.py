"""What stands around the anatomy: top bar, dialogs, notices and the line at the foot."""

from __future__ import annotations

from .icons import icon
from .markup import Later, Tag


def top_bar() -> None:
    """Add the bar with the product's name, the lesson's title and the page-wide switches."""
    Tag("a", "{{ viewer.content.words.skip_to_text }}", cls="skip", href="#text")
    Tag("h1", "{{ viewer.content.product.name }}", v_if="viewer.embed", cls="for-screen-readers")
    with Tag("header", cls="top-bar", v_if="!viewer.embed", data_covers="top"):
        with Tag(
            "button",
            cls="plain menu",
            bind_aria_expanded="Boolean(viewer.panel)",
            bind_aria_label="viewer.content.words.menu",
            on_click="viewer.togglePanel(viewer.panel || 'lessons')",
        ):
            icon("menu")
        Tag("h1", "{{ viewer.content.product.name }}", cls="product")
        Tag(
            "p",
            "{{ (viewer.lesson || viewer.course)?.title ?? viewer.content.words.explore }}",
            cls="lesson-name",
            bind_lang="viewer.lesson ? viewer.foreign(viewer.lesson, 'title') : viewer.courseLanguage('title')",
        )
        with Tag("div", cls="segmented audience", role="group", bind_aria_label="viewer.content.words.audience"):
            Tag(
                "button",
                "{{ viewer.content.words.audiences[name] }}",
                v_for="name in viewer.content.audiences",
                bind_key="name",
                bind_aria_pressed="viewer.audience === name",
                bind_disabled="Boolean(viewer.lesson) && !viewer.lesson.audiences.includes(name)",
                on_click="viewer.setAudience(name)",
            )
        with Tag(
            "select",
            cls="language",
            v_if="viewer.content.languages.length > 1",
            bind_aria_label="viewer.content.words.language",
            bind_title="viewer.content.words.language",
            bind_value="viewer.language",
            on_change="viewer.setLanguage($event.target.value)",
        ):
            Tag(
                "option",
                "{{ viewer.phone ? one.id.toUpperCase() : one.name }}",
                v_for="one in viewer.content.languages",
                bind_key="one.id",
                bind_value="one.id",
                bind_lang="one.id",
                bind_aria_label="one.name",
            )
        with Tag(
            "button",
            cls="plain labels-switch",
            bind_aria_label="viewer.content.words.labels",
            bind_title="viewer.content.words.labels + ' (L)'",
            bind_aria_pressed="viewer.labelsOn",
            on_click="viewer.labelsOn = !viewer.labelsOn",
        ):
            icon("labels")
        with Tag(
            "button",
            cls="plain",
            bind_aria_label="viewer.otherTheme",
            bind_title="viewer.otherTheme",
            on_click="viewer.toggleTheme()",
        ):
            icon("theme")
        with Tag(
            "button",
            cls="plain",
            bind_aria_label="viewer.content.words.help",
            bind_title="viewer.content.words.help + ' (?)'",
            on_click="viewer.showDialog('help')",
        ):
            icon("help")


def learning_line() -> None:
    """Add the line that says what this page is for and what it is not for, and the ways out of a page around it."""
    with Tag("footer", cls="learning-line", data_covers="bottom"):
        Tag("span", "{{ viewer.content.product.disclaimer.short }}")
        Tag(
            "button",
            "{{ viewer.content.words.more }}",
            cls="link",
            v_if="!viewer.embed",
            bind_aria_label="viewer.content.words.more_about",
            on_click="viewer.showDialog('about')",
        )
        with Tag(
            "a",
            cls="whole-page",
            v_if="viewer.embed && viewer.wholePage",
            bind_href="viewer.wholePage",
            bind_target="viewer.wholePlace",
            rel="noopener",
        ):
            icon("whole_page")
            Tag("span", "{{ viewer.content.words.whole_page }}")
        with Tag("a", cls="whole-page way-back", v_if="viewer.wayBack", bind_href="viewer.wayBack"):
            icon("arrow_left")
            Tag("span", "{{ viewer.content.words.back_to_course }}")
        with Tag(
            "button",
            cls="plain whole-screen",
            v_if="viewer.canFill",
            bind_aria_label="viewer.full ? viewer.content.words.leave_whole_screen : viewer.content.words.whole_screen",
            bind_title="viewer.full ? viewer.content.words.leave_whole_screen : viewer.content.words.whole_screen",
            on_click="viewer.toggleFull()",
        ):
            icon("whole_screen")


def notices() -> None:
    """Add the notices, what is missing, the word about a lost connection, and the line for screen readers."""
    with Tag("div", cls="notices", role="status"):
        _connection()
        _site()
        with Tag("div", cls="notice missing", v_if="viewer.missing.length && viewer.graphics === 'here'"):
            with Tag("div"):
                Tag("p", "{{ viewer.say('missing', {names: viewer.missingWords}) }}")
                with Tag("details", v_if="viewer.missingFew.length !== viewer.missingNames.length"):
                    Tag("summary", "{{ viewer.content.words.missing_all }}")
                    with Tag("ul"):
                        Tag("li", "{{ name }}", v_for="name in viewer.missingNames", bind_key="name")
            Tag(
                "button",
                "{{ viewer.trying ? viewer.content.words.trying : viewer.content.words.try_again }}",
                cls="secondary",
                bind_aria_disabled="viewer.trying",
                on_click="viewer.tryAgain()",
            )
        Tag("p", "{{ viewer.awaiting }}", v_if="viewer.awaiting", cls="notice waiting")
        with Tag("p", v_for="notice in viewer.notices", bind_key="notice", cls="notice"):
            Tag("span", "{{ notice }}")
            with Tag(
                "button",
                cls="plain",
                bind_aria_label="viewer.content.words.dismiss",
                on_click="viewer.dismissNotice(notice)",
            ):
                icon("close")
        Tag("p", "{{ viewer.brief }}", v_if="viewer.brief", cls="notice brief", aria_hidden="true")
    Tag("p", "{{ viewer.announcement }}", cls="for-screen-readers", aria_live="polite")


def _connection() -> None:
    """Add the line about a server that is gone, and the quiet one about a proxy that lets no websocket through."""
    with Tag(
        "div",
        v_if="viewer.connectionNotice && !viewer.classroom?.code",
        cls="notice connection",
        bind_class="viewer.connectionNotice",
    ):
        with Tag("div"):
            Tag("p", "{{ viewer.content.words.connection[viewer.connectionNotice] }}")
            with Tag("details", v_if="viewer.linesToTell"):
                Tag("summary", "{{ viewer.content.words.connection.why }}")
                Tag("p", "{{ viewer.content.words.connection.missing }}")
                Tag("code", "{{ line }}", v_for="line in viewer.missingLines", bind_key="line", lang="en")
        with Tag(
            "button",
            cls="plain",
            bind_aria_label="viewer.content.words.dismiss",
            on_click="viewer.dismissConnection()",
        ):
            icon("close")


def _site() -> None:
    """Add what a site says: that it is kept on this device, and that it was replaced while its page is open."""
    with Tag("div", v_if="viewer.keptHere || viewer.newer", cls="notice site"):
        Tag("p", "{{ viewer.newer ? viewer.content.words.site.newer : viewer.content.words.site.kept }}")
        Tag(
            "button",
            "{{ viewer.content.words.site.reload }}",
            v_if="viewer.newer",
            cls="secondary",
            on_click="viewer.reload()",
        )
        with Tag("button", cls="plain", bind_aria_label="viewer.content.words.dismiss", on_click="viewer.stay()"):
            icon("close")


def dialogs() -> None:
    """Add the help dialog and the dialog about the product's limits and sources."""
    with (
        Later(v_if="['help', 'about'].includes(viewer.dialog)"),
        Tag("div", cls="veil", on_click__self="viewer.closeDialog()"),
        Tag(
            "section",
            cls="dialog",
            role="dialog",
            aria_modal="true",
            aria_labelledby="dialog-title",
            on_keydown__tab="viewer.keepFocus($event)",
        ),
    ):
        with Tag("div", cls="card-head"):
            Tag(
                "h2",
                "{{ viewer.dialog === 'help' ? viewer.content.words.help_title : viewer.content.words.about_title }}",
                id="dialog-title",
                cls="card-title",
            )
            with Tag(
                "button",
                cls="plain",
                data_first=True,
                bind_aria_label="viewer.content.words.close",
                on_click="viewer.closeDialog()",
            ):
                icon("close")
        with Tag("div", cls="dialog-body", v_if="viewer.dialog === 'help'"):
            with (
                Tag("dl", cls="keys"),
                Tag(
                    "div",
                    v_for="key in viewer.content.words.keys.concat(viewer.lectern?.keys || [])",
                    bind_key="key.keys",
                ),
            ):
                with Tag("dt"):
                    Tag("kbd", "{{ key.keys }}")
                Tag("dd", "{{ key.does }}")
            with Tag("label", cls="choice"):
                Tag(
                    "input",
                    type="checkbox",
                    bind_checked="viewer.lettersOn",
                    on_change="viewer.toggleLetters()",
                )
                Tag("span", "{{ viewer.content.words.single_letter_keys }}")
        with Tag("div", cls="dialog-body prose", v_else=True):
            Tag("div", v_html="viewer.content.product.disclaimer.long_html")
            Tag("div", v_html="viewer.content.product.disclaimer.flags_html")
            Tag("h3", "{{ viewer.content.words.sources }}")
            Tag("p", "{{ viewer.content.words.loading_card }}", v_if="!viewer.isHere('more')", role="status")
            with (
                Tag("ul", cls="bibliography"),
                Tag(
                    "li",
                    v_for="(source, key) in viewer.content.sources",
                    bind_key="key",
                ),
            ):
                Tag("strong", "{{ key }}")
                Tag("span", " {{ source.text }}", bind_lang="viewer.foreign(source, 'text')")
            Tag("p", "{{ viewer.say('version', {version: viewer.content.product.version}) }}", cls="quiet")
