"""What a visit needs: where it hurts, larger text, reading aloud, the picture in words, and a sheet to take home."""

from __future__ import annotations

from .icons import icon
from .markup import Later, Tag

_WORDS = "viewer.content.words.consult"


def where_card() -> None:
    """Add the card beside the skin: a spot is marked, and the usual areas that it touches are told."""
    with (
        Later(v_if="viewer.consult.where"),
        Tag(
            "article",
            cls="card where-card",
            id="text",
            bind_aria_label=f"{_WORDS}.where",
        ),
    ):
        with Tag("div", cls="card-head"):
            Tag("p", f"{{{{ {_WORDS}.where_eyebrow }}}}", cls="eyebrow")
            with Tag(
                "button",
                cls="plain",
                bind_aria_label=f"{_WORDS}.where_close",
                bind_title=f"{_WORDS}.where_close",
                on_click="viewer.consult.leave()",
            ):
                icon("close")
        with Tag("div", cls="card-body", tabindex="0", role="group", bind_aria_label=f"{_WORDS}.where"):
            Tag("h2", f"{{{{ {_WORDS}.where }}}}", cls="card-title", tabindex="-1")
            _tools("viewer.consult.spot")
            with Tag("div", cls="prose"):
                Tag("p", f"{{{{ {_WORDS}.where_how }}}}", v_if="!viewer.consult.spot")
                Tag("p", "{{ viewer.consult.placeWords }}", v_else=True, cls="spot-place")
            _cross_hair()
            with Tag("div", cls="where-found", v_if="viewer.consult.spot"):
                Tag("p", f"{{{{ {_WORDS}.nowhere }}}}", v_if="!viewer.consult.found.length", cls="prose")
                _areas("viewer.consult.inside", "fits")
                _areas("viewer.consult.near", "near")
                Tag("p", f"{{{{ {_WORDS}.order }}}}", v_if="viewer.consult.found.length", cls="quiet")
                _red_flags()
                Tag("p", f"{{{{ {_WORDS}.not_kept }}}}", cls="quiet")
        with Tag("div", cls="card-foot"):
            with Tag(
                "button",
                cls="secondary",
                bind_disabled="!viewer.consult.spot",
                on_click="viewer.consult.clear()",
            ):
                Tag("span", f"{{{{ {_WORDS}.clear }}}}")
            with Tag("button", cls="primary", on_click="viewer.consult.leave()"):
                Tag("span", f"{{{{ {_WORDS}.where_close }}}}")


def _cross_hair() -> None:
    """Add the buttons that do what a tap on the skin does, and move the mark."""
    with Tag("div", cls="cross-hair", role="group", bind_aria_label=f"{_WORDS}.move"):
        Tag(
            "button",
            f"{{{{ {_WORDS}.middle }}}}",
            v_if="!viewer.consult.spot",
            cls="secondary",
            on_click="viewer.consult.place(0, viewer.content.consult.dimples_mm)",
        )
        for arrow, across, up in (("left", -1, 0), ("right", 1, 0), ("up", 0, 1), ("down", 0, -1)):
            with Tag(
                "button",
                v_if="viewer.consult.spot",
                cls="nudge",
                bind_aria_label=f"{_WORDS}.move_{arrow}",
                bind_title=f"{_WORDS}.move_{arrow}",
                on_click=f"viewer.consult.nudge({across}, {up})",
            ):
                icon(f"arrow_{arrow}")


def _areas(rows: str, heading: str) -> None:
    with Tag("section", v_if=f"{rows}.length", cls=f"usual {heading}"):
        Tag("h3", f"{{{{ {_WORDS}.{heading} }}}}")
        with (
            Tag("ol"),
            Tag(
                "li",
                v_for=f"area in {rows}",
                bind_key="area.id + area.side",
                bind_class="{lit: viewer.consult.lit === area}",
                on_mouseenter="viewer.consult.light(area)",
                on_mouseleave="viewer.consult.light(null)",
            ),
        ):
            with Tag("p", cls="area-name"):
                Tag("span", "{{ area.tag }}", cls="area-tag", aria_hidden="true")
                Tag("strong", "{{ viewer.consult.wording(area.name) }}")
            Tag("p", "{{ viewer.consult.wording(area.apart) }}")
            Tag(
                "p",
                f"{{{{ area.drawn }}}} {{{{ {_WORDS}.read.replace('{{sure}}', area.sure) }}}}",
                cls="quiet",
                v_if="viewer.audience !== 'patient'",
            )
            with Tag("p", cls="area-links"):
                Tag(
                    "button",
                    f"{{{{ {_WORDS}.more }}}}",
                    v_if="viewer.consult.hasStep(area.step)",
                    cls="link",
                    bind_aria_label=f"{_WORDS}.more + ': ' + viewer.consult.wording(area.name)",
                    on_click="viewer.open(area.step.lesson, area.step.step)",
                )
                Tag(
                    "button",
                    "{{ key }}",
                    v_for="key in area.sources",
                    bind_key="key",
                    cls="source",
                    bind_aria_expanded="viewer.source === key",
                    bind_aria_label=f"{_WORDS}.source + ' ' + key",
                    on_click="viewer.showSource(key)",
                )
            Tag(
                "p",
                "{{ viewer.content.sources[viewer.source].text }}",
                v_if="area.sources.includes(viewer.source)",
                cls="citation",
                role="status",
            )


def _red_flags() -> None:
    with (
        Tag("section", cls="red-flags"),
        Tag("div", v_for="part in viewer.consult.redFlags", bind_key="part.id"),
    ):
        Tag("h3", "{{ part.title }}")
        with Tag("ul"):
            Tag("li", "{{ line.text }}", v_for="line in part.lines", bind_key="line.text")
        Tag(
            "button",
            f"{{{{ {_WORDS}.more }}}}",
            v_if="viewer.consult.hasStep(part)",
            cls="link",
            bind_aria_label=f"{_WORDS}.more + ': ' + part.title",
            on_click="viewer.open(part.lesson, part.step)",
        )


def where_button(style: str = "secondary", condition: str = "viewer.content.consult") -> None:
    """Add the button that begins "show me where it hurts"."""
    with Tag("button", cls=f"{style} where-button", v_if=condition, on_click="viewer.consult.begin()"):
        icon("where")
        Tag("span", f"{{{{ {_WORDS}.where }}}}")


def step_tools() -> None:
    """Add the row over a step's text: read aloud, larger and smaller, print."""
    _tools("true")


def _tools(printable: str) -> None:
    with Tag("div", cls="card-tools", role="group", bind_aria_label=f"{_WORDS}.tools"):
        with Tag(
            "button",
            v_if="viewer.consult.canRead",
            cls="plain",
            bind_aria_pressed="viewer.consult.reading",
            bind_aria_label=f"viewer.consult.reading ? {_WORDS}.stop_reading : {_WORDS}.read_aloud",
            bind_title=f"viewer.consult.reading ? {_WORDS}.stop_reading : {_WORDS}.read_aloud",
            on_click="viewer.consult.readAloud()",
        ):
            icon("aloud")
        for label, sign, by in (("smaller", "A−", -1), ("larger", "A+", 1)):
            Tag(
                "button",
                sign,
                v_if="viewer.audience === 'patient'",
                cls=f"plain size {label}",
                bind_aria_label=f"{_WORDS}.{label}",
                bind_title=f"{_WORDS}.{label}",
                bind_disabled=f"!viewer.consult.canResize({by})",
                on_click=f"viewer.consult.resize({by})",
            )
        with Tag(
            "button",
            v_if=printable,
            cls="plain print-button",
            bind_aria_label=f"{_WORDS}.print",
            bind_title=f"{_WORDS}.print",
            on_click="viewer.consult.askPrint()",
        ):
            icon("print")


def picture_in_words() -> None:
    """Add the text twin of the picture, on demand."""
    with Tag("details", cls="in-words", bind_key="viewer.stepId"):
        Tag("summary", f"{{{{ {_WORDS}.in_words }}}}")
        Tag("p", "{{ viewer.viewWords }}. {{ viewer.viewNote }}")
        Tag("p", "{{ viewer.wording(viewer.step.alternative) }}")
        with Tag("ul", v_if="viewer.consult.places.length"):
            Tag("li", "{{ line }}", v_for="line in viewer.consult.places", bind_key="line")


def print_dialog() -> None:
    """Add the dialog that asks what the sheet shall hold."""
    with (
        Later(v_if="viewer.dialog === 'print'"),
        Tag("div", cls="veil", on_click__self="viewer.closeDialog()"),
        Tag(
            "section",
            cls="dialog print-dialog",
            role="dialog",
            aria_modal="true",
            aria_labelledby="print-title",
            on_keydown__tab="viewer.keepFocus($event)",
        ),
    ):
        with Tag("div", cls="card-head"):
            Tag("h2", f"{{{{ {_WORDS}.print }}}}", id="print-title", cls="card-title")
            with Tag(
                "button",
                cls="plain",
                bind_aria_label=f"{_WORDS}.close",
                on_click="viewer.closeDialog()",
            ):
                icon("close")
        with Tag("div", cls="dialog-body", v_if="viewer.consult.kept"):
            _kept_from_printing()
        with Tag("div", cls="dialog-body", v_else=True):
            Tag("p", f"{{{{ {_WORDS}.print_how }}}}", cls="prose")
            with Tag("div", cls="print-choice"):
                with Tag("button", cls="primary", data_first=True, on_click="viewer.consult.print('step')"):
                    icon("print")
                    Tag("span", f"{{{{ viewer.consult.where ? {_WORDS}.print_spot : {_WORDS}.print_step }}}}")
                with Tag(
                    "button",
                    cls="secondary",
                    v_if="viewer.lesson && !viewer.consult.where",
                    on_click="viewer.consult.print('lesson')",
                ):
                    Tag(
                        "span",
                        f"{{{{ {_WORDS}.print_lesson.replace('{{count}}', viewer.lesson.steps.length) }}}}",
                    )
            Tag("p", "{{ viewer.consult.preparing }}", cls="quiet", role="status")


def _kept_from_printing() -> None:
    """Add why nothing was printed, and what a frame that forbids it cannot forbid: another tab, a picture to save."""
    kept = "viewer.consult.kept"
    Tag(
        "p",
        f"{{{{ {kept}.address ? {_WORDS}.print_kept : {_WORDS}.print_kept_file }}}}",
        cls="prose",
        tabindex="-1",
        data_first=True,
    )
    with Tag("div", cls="share", v_if=f"{kept}.address"):
        Tag(
            "button",
            f"{{{{ {_WORDS}.print_alone }}}}",
            cls="primary",
            on_click="viewer.consult.openAlone()",
        )
        Tag("p", f"{{{{ {_WORDS}.print_kept_copy }}}}", cls="quiet")
        Tag(
            "input",
            readonly=True,
            bind_value=f"{kept}.address",
            bind_aria_label=f"{_WORDS}.print_address",
            on_focus="$event.target.select()",
        )
    with Tag("div", cls="print-pictures", v_if=f"{kept}.pictures.length"):
        Tag("p", f"{{{{ {_WORDS}.print_save }}}}", cls="prose")
        with Tag(
            "a",
            v_for=f"(page, number) in {kept}.pictures",
            bind_key="number",
            bind_href="page.picture",
            bind_download="`${number + 1}.jpg`",
        ):
            Tag("img", bind_src="page.picture", bind_alt="page.alternative")


def print_sheet() -> None:
    """Add the sheet that is printed in place of the page; on the screen nobody sees it."""
    with (
        Tag("at-once"),
        Later(v_if="viewer.consult.sheet"),
        Tag("div", cls="print-sheet"),
    ):
        with Tag("header"):
            Tag("p", "{{ viewer.content.product.name }} · {{ viewer.consult.sheet.date }}", cls="sheet-head")
            Tag("h1", "{{ viewer.consult.sheet.title }}", bind_lang="viewer.consult.sheet.lang")
        with Tag("article", v_for="(page, number) in viewer.consult.sheet.pages", bind_key="number"):
            Tag("h2", "{{ page.title }}", v_if="page.title", bind_lang="page.lang")
            with Tag("figure", v_if="page.picture"):
                Tag("img", bind_src="page.picture", bind_alt="page.alternative", decoding="sync")
                with Tag("figcaption"):
                    Tag("span", "{{ page.view }}")
                    Tag("strong", "{{ page.whose.join('; ') }}", v_if="page.whose.length", cls="sheet-whose")
                    with Tag("span", v_for="row in page.legend", bind_key="row.id", cls="legend-row"):
                        Tag("i", cls="swatch", bind_class="row.id", bind_style="{'--tint': row.colour}")
                        Tag("span", "{{ row.words }}")
            Tag("p", "{{ page.alternative }}", v_if="!page.picture && page.alternative")
            Tag("p", "{{ page.missing }}", v_if="page.missing")
            Tag("p", "{{ page.whose.join('; ') }}", v_if="!page.picture && page.whose.length", cls="sheet-whose")
            Tag("div", v_if="page.drawing", v_html="page.drawing", cls="sheet-drawing")
            Tag("div", v_html="page.html", cls="prose", bind_lang="page.lang")
            with Tag("ul", v_if="page.options.length", cls="sheet-options"):
                Tag("li", v_for="(option, place) in page.options", bind_key="place", v_html="option")
            with (
                Tag("dl", v_if="page.values.length", bind_lang="page.lang"),
                Tag("div", v_for="value in page.values", bind_key="value.label"),
            ):
                Tag("dt", "{{ value.label }}")
                Tag("dd", "{{ value.value }}")
            _whose_lines()
            with (
                Tag("section", v_for="part in page.areas", bind_key="part.title"),
            ):
                Tag("h2", "{{ part.title }}", cls="minor")
                with Tag("ul"), Tag("li", v_for="row in part.rows", bind_key="row.name"):
                    Tag("strong", "{{ row.name }}. ")
                    Tag("span", "{{ row.apart }}")
        with (
            Tag("div", cls="sheet-home", v_if="viewer.consult.sheet.home.length"),
            Tag("section", v_for="part in viewer.consult.sheet.home", bind_key="part.id"),
        ):
            Tag("h2", "{{ part.title }}", cls="minor")
            with Tag("ul"), Tag("li", v_for="line in part.lines", bind_key="line.text"):
                Tag("span", "{{ line.text }}")
                Tag("small", " {{ line.sure }}", v_if="line.sure")
        with Tag("footer"):
            with Tag("div", cls="sheet-link"):
                Tag("div", v_if="viewer.consult.sheet.code", v_html="viewer.consult.sheet.code", cls="qr")
                with Tag("div"):
                    Tag("p", "{{ viewer.consult.sheet.linkNote }}")
                    Tag("p", "{{ viewer.consult.sheet.link }}", cls="address")
            Tag("p", "{{ viewer.content.product.disclaimer.short }}", cls="sheet-disclaimer")
            Tag(
                "div",
                v_if="viewer.consult.sheet.home.length",
                v_html="viewer.content.product.disclaimer.long_html",
                cls="sheet-disclaimer long",
            )
            with Tag("section", v_if="viewer.consult.sheet.sources.length"):
                Tag("h2", f"{{{{ {_WORDS}.sources }}}}", cls="minor")
                with (
                    Tag("ul", cls="sheet-sources"),
                    Tag("li", v_for="source in viewer.consult.sheet.sources", bind_key="source.key"),
                ):
                    Tag("strong", "{{ source.key }} ")
                    Tag(
                        "span", "{{ source.text }} {{ source.doi ? 'doi:' + source.doi : '' }}", bind_lang="source.lang"
                    )
                    Tag("span", " ({{ source.read }})")
            Tag("p", f"{{{{ {_WORDS}.version }}}} {{{{ viewer.content.product.version }}}}", cls="quiet")


def _whose_lines() -> None:
    """Add what the panel of people tells of the study or the person that is drawn."""
    with Tag("ul", v_if="page.lines.length", cls="sheet-lines"):
        Tag("li", "{{ line }}", v_for="line in page.lines", bind_key="line")
    with Tag("ul", v_if="page.rows.length", cls="sheet-lines", bind_lang="page.rowsLang"):
        with Tag("li", v_for="(row, place) in page.rows", bind_key="place"):
            Tag("span", "{{ row.distance }}: ")
            Tag("strong", "{{ row.figure + ' ' }}")
            Tag(
                "span",
                "{{ row.kind ? row.kind + '; ' : '' }}"
                "{{ [row.sample, row.age, row.method].filter(Boolean).join(', ') }} ",
            )
            Tag("small", "{{ row.moves ? '' : viewer.content.words.not_placing + ' ' }}{{ row.sure }}")
        Tag("li", "{{ page.note }}", v_if="page.note")
