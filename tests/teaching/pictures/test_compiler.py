"""A step becomes one whole picture, whatever step came before it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from anatomy_viewer.teaching.lesson.lesson import Label, Lesson, Pose, Step
from anatomy_viewer.teaching.lesson.reading import lesson_of, parse_document
from anatomy_viewer.teaching.lesson.texts import AudienceText
from anatomy_viewer.teaching.pictures.compiler import compile_lesson
from anatomy_viewer.teaching.pictures.picture import camera_of, kept_away, picture_of
from anatomy_viewer.teaching.pictures.scene import Scene
from anatomy_viewer.teaching.pictures.words import generated_alternative
from tests.teaching.good_lesson import GOOD_LESSON
from tests.teaching.small_scene import thing

MEDIAL, LATERAL = (f"superior_cluneal_nerve_{branch}_branch_right" for branch in ("medial", "lateral"))
CORRIDOR = "superior_cluneal_nerve_medial_branch_corridor_right"


def step(**keys: Any) -> Step:
    """Return a step with a view and the given keys."""
    words = AudienceText(student="Words", clinician="Words", patient="Words")
    return Step(**{"id": "one", "title": words, "text": words, "view": "posterior", **keys})


@pytest.fixture
def compiled(scene: Scene) -> dict[str, Any]:
    lesson, _ = lesson_of(parse_document(GOOD_LESSON))
    assert isinstance(lesson, Lesson)
    return compile_lesson(lesson, scene)


def test_without_a_word_the_picture_is_the_home_picture(scene: Scene) -> None:
    picture = picture_of(step(), scene)
    assert picture["hip_bone_right"] == "plain"
    assert picture[CORRIDOR] == "hidden"


def test_what_is_emphasised_makes_others_of_its_kind_step_back(scene: Scene) -> None:
    picture = picture_of(step(emphasise=(MEDIAL,), show=(LATERAL,)), scene)
    assert picture[MEDIAL] == "emphasised"
    assert picture[LATERAL] == "plain"
    assert picture["middle_cluneal_nerve_upper_branch_right"] == "faded"
    assert picture["hip_bone_right"] == "plain"


def test_isolate_hides_everything_else(scene: Scene) -> None:
    picture = picture_of(step(isolate=("hip_bone_right",), emphasise=(MEDIAL,)), scene)
    assert {name for name, word in picture.items() if word != "hidden"} == {"hip_bone_right", MEDIAL}


def test_an_exact_id_counts_more_than_a_group_and_a_group_more_than_a_pattern(scene: Scene) -> None:
    picture = picture_of(step(hide=("*_right",), show=("superior_cluneal_nerves",), fade=(MEDIAL,)), scene)
    assert picture[MEDIAL] == "faded"
    assert picture[LATERAL] == "plain"
    assert picture["hip_bone_right"] == "hidden"
    assert picture["hip_bone_left"] == "plain"


def test_a_named_corridor_is_shown(scene: Scene) -> None:
    assert picture_of(step(corridors=(CORRIDOR,)), scene)[CORRIDOR] == "plain"


def test_the_camera_holds_what_is_emphasised_and_marked(scene: Scene) -> None:
    camera = camera_of(step(emphasise=(MEDIAL,), markers=("psis_right",)), scene)
    centre = np.array(camera["focus"])
    for place, radius in ((scene.things[MEDIAL].centre, 20.0), (scene.spots["psis_right"].at, 12.0)):
        assert np.linalg.norm(place - centre) + radius <= camera["radius_mm"] + 0.02
    assert camera["direction"] == [0.0, -1.0, 0.0]


def test_zoom_brings_the_camera_nearer(scene: Scene) -> None:
    near, far = (camera_of(step(zoom=zoom), scene)["radius_mm"] for zoom in (2.0, 1.0))
    assert near == pytest.approx(far / 2, abs=0.01)


def test_a_pose_is_taken_as_it_stands(scene: Scene) -> None:
    pose = Pose(direction=(0.0, -2.0, 0.0), focus_mm=(1.0, 2.0, 3.0), radius_mm=50.0)
    camera = camera_of(step(view=None, pose=pose), scene)
    assert camera == {
        "direction": [0.0, -1.0, 0.0],
        "up": [0.0, 0.0, 1.0],
        "focus": [1.0, 2.0, 3.0],
        "radius_mm": 50.0,
        "flight_ms": 900,
    }


def test_rulers_carry_the_model_s_own_lengths_and_say_their_kind(compiled: dict[str, Any]) -> None:
    straight, along = compiled["steps"][0]["rulers"]
    assert (straight["value_mm"], straight["text"]) == (70.0, "70 mm from the midline, straight")
    assert straight["points"] == [[0.0, 0.0, 40.0], [70.0, 0.0, 40.0]]
    assert (along["value_mm"], along["text"]) == (70.0, "70 mm along the crest")
    assert along["points"][0] == [40.0, 0.0, 0.0]
    assert along["points"][-1] == [70.0, 0.0, 40.0]


def test_a_ruler_knows_what_it_says_where_its_end_has_moved(compiled: dict[str, Any]) -> None:
    rulers = compiled["steps"][0]["rulers"]
    assert [one["said"] for one in rulers] == ["{mm} mm from the midline, straight", "{mm} mm along the crest"]


def test_a_tunnel_that_a_step_hides_or_leaves_out_is_kept_from_people_who_have_one(scene: Scene) -> None:
    tunnel = "osteofibrous_tunnel_right"
    with_tunnel = replace(scene, things={**scene.things, tunnel: thing(tunnel, "ligament", "right", None, (70, 0, 40))})
    for keys, kept in (
        ({}, []),
        ({"hide": ("osteofibrous_tunnel_*",)}, [tunnel]),
        ({"isolate": ("sacrum",)}, [tunnel]),
        ({"isolate": ("sacrum",), "show": (tunnel,)}, []),
    ):
        one = step(**keys)
        assert kept_away(one, with_tunnel, picture_of(one, with_tunnel)) == kept


def test_labels_and_markers_stand_at_their_points(compiled: dict[str, Any]) -> None:
    first = compiled["steps"][0]
    assert first["labels"] == [
        {"id": "scn_1_right", "text": "Crossing", "tag": "S", "at": [70.0, 0.0, 40.0], "kind": "site"}
    ]
    assert first["markers"][0]["at"] == [70.0, 0.0, 40.0]


def test_a_hidden_structure_has_no_label(scene: Scene) -> None:
    lesson, _ = lesson_of(parse_document(GOOD_LESSON))
    assert lesson is not None
    one = step(hide=(MEDIAL,), labels=(Label(of=MEDIAL), Label(of=LATERAL)))
    compiled = compile_lesson(lesson.model_copy(update={"steps": (one,)}), scene)
    assert [label["id"] for label in compiled["steps"][0]["labels"]] == [LATERAL]


def test_texts_come_as_safe_html_with_links_to_steps(compiled: dict[str, Any]) -> None:
    html = compiled["steps"][0]["html"]["clinician"]
    assert '<a href="?lesson=crossing&amp;step=the_end" data-step="the_end">the end</a>' in html


def test_a_word_is_explained_to_patients_where_it_stands_and_once_below(compiled: dict[str, Any]) -> None:
    first = compiled["steps"][0]["html"]
    assert '<dfn title="the upper edge of the hip bone">crest</dfn>' in first["patient"]
    assert first["patient"].endswith('<dl class="words"><dt>crest</dt><dd>the upper edge of the hip bone</dd></dl>')
    assert "dfn" not in first["clinician"]


def test_every_audience_of_the_lesson_and_no_other_has_its_texts(compiled: dict[str, Any], scene: Scene) -> None:
    assert list(compiled["steps"][0]["html"]) == ["student", "clinician", "patient"]
    lesson, _ = lesson_of(parse_document(GOOD_LESSON.replace("[student, clinician, patient]", "[student]")))
    assert lesson is not None
    assert list(compile_lesson(lesson, scene)["steps"][0]["title"]) == ["student"]


def test_the_generated_alternative_tells_view_parts_places_and_lengths(compiled: dict[str, Any]) -> None:
    assert compiled["steps"][0]["alternative"]["student"] == (
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


def test_an_author_s_alternative_is_kept(compiled: dict[str, Any]) -> None:
    assert compiled["steps"][1]["alternative"]["patient"] == "The right hip bone from the side, all nerves in place."


def test_the_same_lesson_compiles_to_the_same_value(scene: Scene) -> None:
    lesson, _ = lesson_of(parse_document(GOOD_LESSON))
    assert lesson is not None
    assert compile_lesson(lesson, scene) == compile_lesson(lesson, scene)
