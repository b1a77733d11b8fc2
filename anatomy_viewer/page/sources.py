"""What a figure rests on: a button for each source, and the source in full below."""

from __future__ import annotations

from .markup import Tag


def chips(sources: str) -> None:
    """Add a button a source key."""
    Tag(
        "button",
        "{{ key }}",
        v_for=f"key in {sources}",
        bind_key="key",
        cls="source",
        bind_aria_expanded="viewer.source === key",
        bind_aria_label="viewer.say('source', {key})",
        on_click="viewer.showSource(key)",
    )


def citation() -> None:
    """Add the source whose button was pressed, in full."""
    with Tag(
        "div",
        cls="citation",
        v_if="viewer.source && viewer.content.sources[viewer.source]",
        role="status",
    ):
        Tag("strong", "{{ viewer.source }}")
        Tag(
            "span",
            "{{ viewer.content.sources[viewer.source].text }}",
            bind_lang="viewer.foreign(viewer.content.sources[viewer.source], 'text')",
        )
        Tag(
            "a",
            "doi:{{ viewer.content.sources[viewer.source].doi }}",
            v_if="viewer.content.sources[viewer.source].doi",
            bind_href="'https://doi.org/' + viewer.content.sources[viewer.source].doi",
            target="_blank",
            rel="noreferrer noopener",
        )
        Tag(
            "small",
            "{{ viewer.content.sources[viewer.source].read }}",
            bind_lang="viewer.foreign(viewer.content.sources[viewer.source], 'read')",
        )
