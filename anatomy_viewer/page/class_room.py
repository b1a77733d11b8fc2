"""What a class has on the page: the presenter's bar, the line of who follows, the code, and where one points."""

from __future__ import annotations

from .asking import ask_button
from .icons import icon
from .markup import Later, Tag

WORDS = "viewer.classroom.words"
DIALOGS = "['class', 'class-phone', 'class-end']"


def class_room() -> None:
    """Add what only a page that takes part in a class shows."""
    with Later(v_if="viewer.classroom?.code || viewer.lectern?.asksCode"), Tag("div", cls="class-room"):
        _bar()
        Tag(
            "div",
            cls="class-pointer",
            v_if="viewer.pointing.spot",
            aria_hidden="true",
            bind_style="{transform: `translate(${viewer.pointing.spot.x}px, ${viewer.pointing.spot.y}px)`}",
        )
    with (
        Later(v_if=f"viewer.classroom && {DIALOGS}.includes(viewer.dialog)"),
        Tag("div", cls="veil", bind_class="viewer.dialog", on_click__self="viewer.closeDialog()"),
        Tag(
            "section",
            cls="dialog",
            role="dialog",
            aria_modal="true",
            aria_labelledby="dialog-title",
            on_keydown__tab="viewer.keepFocus($event)",
        ),
    ):
        _code_for_everyone()
        _other_device()
        _end()


def _bar() -> None:
    """Add the one bar below the page's own: what the presenter needs, or whether one follows."""
    with Tag(
        "section",
        cls="class-bar",
        data_covers="top",
        bind_aria_label=f"{WORDS}.bar",
        bind_class="viewer.lectern.standing",
    ):
        with Tag("template", v_if="viewer.classroom.role === 'lead' && !viewer.classroom.over"):
            with Tag(
                "button",
                cls="class-show",
                bind_aria_label=f"`${{{WORDS}.code}} ${{viewer.lectern.code}}. ${{{WORDS}.show_code}}`",
                bind_title=f"{WORDS}.show_code",
                on_click="viewer.lectern.showCode()",
            ):
                Tag("span", cls="class-qr", aria_hidden="true", v_html="viewer.lectern.drawing")
                Tag("strong", "{{ viewer.lectern.code }}")
            Tag("p", "{{ viewer.lectern.here }}", cls="class-here")
        _enter()
        Tag("p", "{{ viewer.lectern.sentence }}", cls="class-sentence", role="status", v_if="viewer.classroom.code")
        Tag(
            "button",
            f"{{{{ {WORDS}.offers[viewer.lectern.offer] }}}}",
            cls="secondary",
            v_if="viewer.lectern.offer && !viewer.lectern.asksCode",
            bind_title=f"['look_round', 'back'].includes(viewer.lectern.offer) ? {WORDS}.roam_key : null",
            on_click="viewer.lectern.takeOffer()",
        )
        with Tag("div", cls="class-tools", v_if="viewer.classroom.role === 'lead'"):
            ask_button()
            for name, act, shown, more in (
                ("point", "viewer.pointing.toggle()", "", {"bind_aria_pressed": "viewer.pointing.on"}),
                ("phone", "viewer.lectern.showPhone()", " && !viewer.phone", {}),
                ("end", "viewer.asker.lookBefore(); viewer.lectern.askEnd()", "", {}),
            ):
                with Tag(
                    "button",
                    cls=f"plain class-{name}",
                    v_if=f"!viewer.classroom.over{shown}",
                    bind_title=f"{WORDS}.{name}",
                    on_click=act,
                    **more,
                ):
                    icon(f"class_{name}")
                    Tag("span", f"{{{{ {WORDS}.{name} }}}}")


def _enter() -> None:
    """Add where the code is written by who has the page and not the link."""
    with Tag("form", cls="class-enter", v_if="viewer.lectern.asksCode", on_submit__prevent="viewer.lectern.enter()"):
        with Tag("label"):
            Tag("span", f"{{{{ {WORDS}.code }}}}")
            Tag(
                "input",
                type="text",
                maxlength="16",
                size="10",
                autocomplete="off",
                autocapitalize="characters",
                spellcheck="false",
                v_model="viewer.lectern.typed",
            )
        Tag("button", f"{{{{ {WORDS}.enter }}}}", type="submit", cls="secondary")
    with Tag(
        "button",
        cls="plain",
        v_if="!viewer.classroom.code",
        bind_aria_label=f"{WORDS}.stay_out",
        bind_title=f"{WORDS}.stay_out",
        on_click="viewer.lectern.stayOut = true",
    ):
        icon("close")


def _close(words: str) -> None:
    Tag("button", f"{{{{ {WORDS}.{words} }}}}", cls="secondary", data_first=True, on_click="viewer.closeDialog()")


def _code_for_everyone() -> None:
    """Add the code as large as the window, to be read and scanned from the back row."""
    with Tag("div", cls="class-code", v_if="viewer.dialog === 'class'"):
        Tag(
            "div",
            cls="class-qr",
            role="img",
            bind_aria_label=f"{WORDS}.scan",
            v_html="viewer.lectern.drawing",
        )
        with Tag("div", cls="class-join"):
            Tag("h2", f"{{{{ {WORDS}.join }}}}", id="dialog-title")
            Tag("p", "{{ viewer.lectern.linkSaid }}", cls="class-link")
            Tag("p", f"{{{{ {WORDS}.this_computer }}}}", v_if="viewer.lectern.isLocal", cls="hint")
            Tag("p", "{{ viewer.lectern.here }}", cls="class-here")
            _close("to_picture")
        Tag("p", "{{ viewer.lectern.code }}", cls="class-letters")


def _other_device() -> None:
    """Add how the presenter leads from another device, without showing everyone how."""
    with Tag("div", cls="dialog-body", v_if="viewer.dialog === 'class-phone'"):
        Tag("h2", f"{{{{ {WORDS}.phone }}}}", id="dialog-title", cls="card-title")
        Tag("p", f"{{{{ {WORDS}.phone_how }}}}")
        Tag("div", cls="class-qr", v_if="viewer.lectern.secret", role="img", v_html="viewer.lectern.secret")
        Tag("p", "{{ viewer.lectern.copied }}", cls="quiet")
        with Tag("div", cls="class-choice"):
            Tag("button", f"{{{{ {WORDS}.copy }}}}", cls="secondary", on_click="viewer.lectern.copyLead()")
            Tag("button", f"{{{{ {WORDS}.secret }}}}", cls="secondary", on_click="viewer.lectern.showSecret()")
            _close("close")


def _end() -> None:
    with Tag("div", cls="dialog-body", v_if="viewer.dialog === 'class-end'"):
        Tag("h2", f"{{{{ {WORDS}.end_sure }}}}", id="dialog-title", cls="card-title")
        Tag("p", f"{{{{ {WORDS}.end_what }}}}")
        with Tag("div", cls="class-choice"):
            _close("go_on")
            Tag(
                "button",
                f"{{{{ {WORDS}.asking.table }}}}",
                cls="secondary",
                v_if="viewer.asker.before.length",
                on_click="viewer.asker.saveTable()",
            )
            Tag("button", f"{{{{ {WORDS}.end }}}}", cls="primary", on_click="viewer.lectern.end()")
