"""What a step says about whose pelvis, whose nerves, cuts, time, drawings and points of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from anatomy_viewer.teaching.lesson.lesson import Clip, CrestPoint, Label, Lesson, Ruler, Step
from anatomy_viewer.teaching.lesson.texts import AudienceText
from anatomy_viewer.teaching.pictures.compiler import compile_lesson, compile_step
from anatomy_viewer.teaching.pictures.geometry import SkinGrid, along_curve_by, over_the_skin
from anatomy_viewer.teaching.pictures.lines import label_text
from anatomy_viewer.teaching.pictures.scene import Scene
from anatomy_viewer.teaching.pictures.words import generated_alternative

WORDS = AudienceText.for_all("Words")
FLAT = SkinGrid(np.array([-100.0, 0.0, 100.0]), np.array([-100.0, 0.0, 100.0]), np.full((3, 3), -30.0))


def lesson_of_one(**keys: Any) -> Lesson:
    """Return a lesson of one step with the given keys."""
    points = keys.pop("points", ())
    step = Step(**{"id": "one", "title": WORDS, "text": WORDS, "view": "posterior", **keys})
    return Lesson(id="one", title="One", summary="One.", minutes=1, points=points, steps=(step,))


def compiled(scene: Scene, **keys: Any) -> dict[str, Any]:
    lesson = lesson_of_one(**keys)
    return compile_step(lesson, lesson.steps[0], scene.with_points(lesson.points))


def told(scene: Scene, **keys: Any) -> str:
    lesson = lesson_of_one(**keys)
    return generated_alternative("en", lesson.steps[0], scene.with_points(lesson.points))


def test_whose_pelvis_and_whose_nerves_go_into_the_step_and_into_its_words(scene: Scene) -> None:
    step = compiled(scene, form="female", study="lu98")
    assert (step["form"], step["study"], step["person"]) == ("female", "study_lu98", None)
    assert "this form of the pelvis: Women." in told(scene, form="female")
    assert "Lu 1998: 81 mm" in told(scene, study="lu98")
    assert compiled(scene, person=17)["person"] == 17
    assert "person 17" in told(scene, person=17)


@pytest.mark.parametrize(
    ("clip", "axis", "at_mm", "keep", "words"),
    [
        (
            {"plane": "sagittal", "keep": "left", "offset_mm": 20.0},
            0,
            20.0,
            -1,
            "Cut open 20 mm to the right of the plane in the midline; what lies on the right is taken away",
        ),
        (
            {"plane": "axial", "keep": "below", "at": "scn_1_right"},
            2,
            40.0,
            -1,
            "Cut open through SCN-1, right; what lies above is taken away",
        ),
        (
            {"plane": "coronal", "keep": "front", "at": "psis_left", "offset_mm": -5.0},
            1,
            -5.0,
            1,
            "Cut open 5 mm behind the plane through PSIS, left; what lies behind is taken away",
        ),
    ],
)
def test_a_clip_plane_has_a_place_a_side_and_words(
    scene: Scene, clip: dict[str, Any], axis: int, at_mm: float, keep: int, words: str
) -> None:
    made = compiled(scene, clip=Clip(**clip))["clip"]
    assert (made["axis"], made["at_mm"], made["keep"]) == (axis, at_mm, keep)
    assert made["words"] == words
    assert words in told(scene, clip=Clip(**clip))


def test_a_ruler_on_the_skin_runs_over_it_and_is_drawn_off_it(scene: Scene) -> None:
    ruler = Ruler.model_validate(
        {"id": "tape", "kind": "on_the_skin", "from": "midline", "to": "scn_1_right", "value_mm": 70.0}
    )
    made = compiled(replace(scene, skin=FLAT), rulers=(ruler,))["rulers"][0]
    assert made["value_mm"] == 70.0
    assert made["text"] == "70 mm from the midline, on the skin"
    assert {point[1] for point in made["points"]} == {-32.0}
    assert made["ends"] == ["midline", "scn_1_right"]


def test_a_ruler_on_the_skin_begins_where_a_finger_presses(scene: Scene) -> None:
    spots = {**scene.spots, "scn_1_right": replace(scene.spots["scn_1_right"], on_skin=np.array([72.0, -30.0, 41.0]))}
    ruler = Ruler.model_validate(
        {"id": "tape", "kind": "on_the_skin", "from": "scn_1_right", "to": "midline", "value_mm": 72.0}
    )
    made = compiled(replace(scene, skin=FLAT, spots=spots), rulers=(ruler,))["rulers"][0]
    assert made["value_mm"] == 72.0
    assert made["points"][0] == [72.0, -32.0, 41.0]


def test_the_way_over_a_bulge_is_longer_and_over_a_hollow_straight() -> None:
    x = np.linspace(-100.0, 100.0, 201)
    bulge = SkinGrid(x, np.array([-10.0, 10.0]), np.tile(-np.sqrt(100.0**2 - np.clip(x, -99.9, 99.9) ** 2), (2, 1)))
    start, end = np.array([-50.0, 0.0, 0.0]), np.array([50.0, 0.0, 0.0])
    assert over_the_skin(bulge, start, end).length_mm == pytest.approx(100.0 * np.pi / 3, rel=0.002)
    hollow = SkinGrid(x, bulge.z_mm, -bulge.y_mm)
    assert over_the_skin(hollow, start, end).length_mm == pytest.approx(100.0, abs=0.01)


def test_where_there_is_no_skin_there_is_no_way() -> None:
    holed = replace(FLAT, y_mm=np.where(np.eye(3, dtype=bool), np.nan, FLAT.y_mm))
    with pytest.raises(KeyError):
        over_the_skin(holed, np.array([-50.0, 0.0, 10.0]), np.array([50.0, 0.0, 10.0]))
    with pytest.raises(KeyError):
        over_the_skin(FLAT, np.array([-150.0, 0.0, 0.0]), np.array([50.0, 0.0, 0.0]))


def test_a_point_of_the_lesson_s_own_is_like_any_other(scene: Scene) -> None:
    own = CrestPoint(id="halfway", along_the_crest_from="psis_right", mm=40.0, name="Halfway")
    ruler = Ruler.model_validate(
        {"id": "half", "kind": "along_the_crest", "from": "psis_right", "to": "halfway", "value_mm": 40.0}
    )
    keys: dict[str, Any] = {
        "points": (own,),
        "markers": ("halfway",),
        "labels": (Label(of="halfway"),),
        "rulers": (ruler,),
    }
    step = compiled(scene, **keys)
    assert step["markers"][0]["at"] == [40.0, 0.0, 40.0]
    assert step["labels"][0]["text"] == "Halfway"
    assert step["rulers"][0]["value_mm"] == 40.0
    assert "Halfway, on the right, 40 mm from the midline, on the iliac crest" in told(scene, **keys)
    whole = compile_lesson(lesson_of_one(**keys), scene)
    assert whole["points"] == [{"id": "halfway", "name": "Halfway", "at": [40.0, 0.0, 40.0], "side": "right"}]


def test_a_point_may_lie_backwards_along_the_crest_and_not_beyond_it() -> None:
    curve = np.array([[0.0, 0.0, 0.0], [100.0, 0.0, 0.0]])
    assert along_curve_by(curve, np.array([60.0, 5.0, 0.0]), -20.0).tolist() == [40.0, 0.0, 0.0]
    with pytest.raises(KeyError):
        along_curve_by(curve, np.array([60.0, 5.0, 0.0]), 50.0)


def test_a_drawing_goes_into_the_step_and_into_its_words(scene: Scene) -> None:
    assert compiled(scene, drawing="glide")["drawing"]["title"] == "A glide"
    assert "Beside it a drawing: A glide. A nerve slides over an edge." in told(scene, drawing="glide")
    assert compiled(scene, drawing="none_such")["drawing"] is None


def test_a_step_stays_as_long_as_its_text_takes_unless_it_says_so(scene: Scene) -> None:
    long = AudienceText(student="word " * 64, clinician="word", patient="word " * 66)
    assert compiled(scene, text=long)["seconds"] == {"student": 24.0, "clinician": 8.0, "patient": 34.0}
    assert compiled(scene, text=long, seconds=12.0)["seconds"] == {"student": 12.0, "clinician": 12.0, "patient": 12.0}


def test_a_label_says_its_own_thing_to_each_audience() -> None:
    assert label_text(None, "PSIS") == "PSIS"
    assert label_text(AudienceText.for_all("Dimple"), "PSIS") == "Dimple"
    assert label_text(AudienceText(patient="Dimple"), "PSIS") == {
        "student": "PSIS",
        "clinician": "PSIS",
        "patient": "Dimple",
    }


def test_groups_and_patterns_name_things_everywhere_but_in_rulers(scene: Scene) -> None:
    step = compiled(
        scene,
        focus=("superior_cluneal_nerves",),
        markers=("scn_*",),
        labels=(Label(of="middle_cluneal_nerves"), Label(of="psis_*")),
        corridors=("*_corridor_*",),
    )
    assert {marker["id"] for marker in step["markers"]} == {"scn_1_right", "scn_1_left"}
    named = {label["id"] for label in step["labels"]}
    assert named == {"psis_right", "psis_left"} | {
        f"middle_cluneal_nerve_upper_branch_{side}" for side in ("right", "left")
    }
    shown = {name for name, (opacity, _) in step["picture"].items() if opacity and "corridor" in name}
    assert len(shown) == 2
