"""What a step says to each audience, and its picture in words."""

from __future__ import annotations

from typing import Any

from anatomy_viewer.teaching.lesson.texts import AudienceText
from anatomy_viewer.teaching.pictures.scene import Scene
from anatomy_viewer.teaching.pictures.words import generated_alternative
from tests.teaching.small_steps import compiled, step


def test_texts_come_as_safe_html_with_links_to_steps(lesson: dict[str, Any]) -> None:
    html = lesson["steps"][0]["html"]["clinician"]
    assert '<a href="?lesson=crossing&amp;step=the_end" data-step="the_end">the end</a>' in html


def test_a_word_is_explained_to_patients_where_it_stands_and_once_below(lesson: dict[str, Any]) -> None:
    first = lesson["steps"][0]["html"]
    assert '<dfn title="the upper edge of the hip bone">crest</dfn>' in first["patient"]
    assert first["patient"].endswith('<dl class="words"><dt>crest</dt><dd>the upper edge of the hip bone</dd></dl>')
    assert "dfn" not in first["clinician"]


def test_the_generated_alternative_tells_view_parts_places_and_lengths(lesson: dict[str, Any]) -> None:
    assert lesson["steps"][0]["alternative"]["student"] == (
        "From behind. "
        "Brought out: superior cluneal nerve medial branch, on the right. "
        "Also shown: sacrum; and hip bone, on both sides. "
        "Pale, for orientation: superior_cluneal_nerves, on the left; "
        "superior cluneal nerve lateral branch, on the right; "
        "and middle cluneal nerve upper branch, on both sides. "
        "Laid on the bone as a soft stain: superior cluneal nerve medial branch corridor, on the right. "
        "Marked: SCN-1, on the right, 70 mm from the midline, on the iliac crest. "
        "Measured: SCN-1 70 mm from the midline, straight; and 70 mm from PSIS to SCN-1, along the crest."
    )


def test_a_whole_group_is_named_once(scene: Scene) -> None:
    words = generated_alternative("en", step(emphasise=("superior_cluneal_nerves",)), scene)
    assert "Brought out: superior_cluneal_nerves, on both sides." in words


def test_an_author_s_alternative_is_kept(lesson: dict[str, Any]) -> None:
    assert lesson["steps"][1]["alternative"]["patient"] == "The right hip bone from the side, all nerves in place."


def test_a_step_stays_as_long_as_its_text_takes_unless_it_says_so(scene: Scene) -> None:
    long = AudienceText(student="word " * 64, clinician="word", patient="word " * 66)
    assert compiled(scene, text=long)["seconds"] == {"student": 24.0, "clinician": 8.0, "patient": 34.0}
    assert compiled(scene, text=long, seconds=12.0)["seconds"] == {"student": 12.0, "clinician": 12.0, "patient": 12.0}
