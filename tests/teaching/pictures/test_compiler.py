"""A lesson becomes what the page reads: each step whole, with everything that it names."""

from __future__ import annotations

from typing import Any

from anatomy_viewer.teaching.lesson.lesson import CrestPoint, Label, Ruler
from anatomy_viewer.teaching.pictures.compiler import compile_lesson
from anatomy_viewer.teaching.pictures.scene import Scene
from tests.teaching.small_steps import compiled, good_lesson, lesson_of_one, told


def test_every_audience_of_the_lesson_and_no_other_has_its_texts(lesson: dict[str, Any], scene: Scene) -> None:
    assert list(lesson["steps"][0]["html"]) == ["student", "clinician", "patient"]
    for_students = good_lesson().model_copy(update={"audiences": ("student",)})
    assert list(compile_lesson(for_students, scene)["steps"][0]["title"]) == ["student"]


def test_the_same_lesson_compiles_to_the_same_value(scene: Scene) -> None:
    assert compile_lesson(good_lesson(), scene) == compile_lesson(good_lesson(), scene)


def test_whose_pelvis_and_whose_nerves_go_into_the_step_and_into_its_words(scene: Scene) -> None:
    step = compiled(scene, form="female", study="lu98")
    assert (step["form"], step["study"], step["person"]) == ("female", "study_lu98", None)
    assert "this form of the pelvis: Women." in told(scene, form="female")
    assert "Lu 1998: 81 mm" in told(scene, study="lu98")
    assert compiled(scene, person=17)["person"] == 17
    assert "person 17" in told(scene, person=17)


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


def test_a_drawing_goes_into_the_step_and_into_its_words(scene: Scene) -> None:
    assert compiled(scene, drawing="glide")["drawing"]["title"] == "A glide"
    assert "Beside it a drawing: A glide. A nerve slides over an edge." in told(scene, drawing="glide")
    assert compiled(scene, drawing="none_such")["drawing"] is None


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
