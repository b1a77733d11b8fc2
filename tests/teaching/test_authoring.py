"""A view that becomes a step, and gives the same picture again."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anatomy_viewer.atlas import ProblemsFound, read_atlas, read_model
from anatomy_viewer.teaching.authoring import in_view, step_of_view, step_text
from anatomy_viewer.teaching.checking.checker import check
from anatomy_viewer.teaching.lesson.lesson import Step
from anatomy_viewer.teaching.lesson.reading import parse_document
from anatomy_viewer.teaching.pictures.picture import camera_of, picture_of
from anatomy_viewer.teaching.pictures.scene import Scene
from anatomy_viewer.teaching.pictures.staging import scene_of

from .small_scene import small_scene

SCENE = small_scene()
LETTER = {"hidden": "h", "faded": "f", "plain": "p", "emphasised": "e"}
CAMERA = {"direction": (0.3, -0.9, 0.2), "up": (0.0, 0.0, 1.0), "focus_mm": (10.0, 0.0, 5.0), "radius_mm": 120.0}


def letters(picture: dict[str, str], scene: Scene) -> str:
    return "".join(LETTER[picture[name]] for name in scene.things)


def seen(picture: str, scene: Scene = SCENE, **more: object) -> Step:
    return step_of_view(in_view(json.dumps({"picture": picture, **CAMERA, **more}), scene), scene)


def home(scene: Scene) -> dict[str, str]:
    return {name: "plain" if name in scene.home else "hidden" for name in scene.things}


@given(st.text("hfpe", min_size=len(SCENE.things), max_size=len(SCENE.things)))
@settings(max_examples=150)
def test_any_picture_comes_back_the_same(picture: str) -> None:
    assert letters(picture_of(seen(picture), SCENE), SCENE) == picture


def test_the_home_picture_needs_no_list_at_all() -> None:
    step = seen(letters(home(SCENE), SCENE))
    assert (step.isolate, step.show, step.fade, step.emphasise, step.hide) == ((), (), (), (), ())


def test_a_whole_group_and_both_sides_are_named_shortly() -> None:
    picture = home(SCENE)
    picture.update(dict.fromkeys(SCENE.groups["superior_cluneal_nerves"], "emphasised"))
    picture.update({name: "faded" for name in picture if name.startswith("hip_bone_")})
    step = seen(letters(picture, SCENE))
    assert (step.emphasise, step.fade) == (("superior_cluneal_nerves",), ("hip_bone_*",))


def test_what_steps_back_by_itself_is_not_named() -> None:
    picture = picture_of(
        seen(letters(home(SCENE), SCENE)).model_copy(update={"emphasise": ("middle_cluneal_nerves",)}), SCENE
    )
    step = seen(letters(picture, SCENE))
    assert (step.emphasise, step.fade, step.show) == (("middle_cluneal_nerves",), (), ())


def test_a_camera_that_no_view_gives_becomes_a_pose_with_its_numbers() -> None:
    step = seen(letters(home(SCENE), SCENE))
    assert step.view is None
    camera = camera_of(step, SCENE)
    assert np.allclose(camera["focus"], CAMERA["focus_mm"])
    assert camera["radius_mm"] == CAMERA["radius_mm"]
    assert np.allclose(
        camera["direction"], np.array(CAMERA["direction"]) / np.linalg.norm(CAMERA["direction"]), atol=2e-3
    )


def test_the_frame_of_a_named_view_becomes_that_view() -> None:
    scene = scene_of(read_atlas(), read_model())
    lesson = Step.model_validate(
        {"id": "a", "title": "A", "text": "A", "view": "posterior", "focus": ("hip_bone_right",)}
    )
    camera = camera_of(lesson, scene)
    picture = letters(home(scene), scene)
    given_ = {key: camera[key] for key in ("direction", "up", "radius_mm")}
    step = step_of_view(in_view(json.dumps({"picture": picture, "focus_mm": camera["focus"], **given_}), scene), scene)
    assert (step.view, step.pose) == ("posterior", None)
    assert np.allclose(camera_of(step, scene)["focus"], camera["focus"], atol=6.0)


def test_the_text_is_a_step_that_the_checker_takes() -> None:
    scene = scene_of(read_atlas(), read_model())
    picture = home(scene)
    picture["superior_cluneal_nerve_medial_branch_right"] = "emphasised"
    picture["gluteus_maximus_right"] = "faded"
    view = {"picture": letters(picture, scene), **CAMERA, "labels": ["sacrum", "psis_left"], "markers": ["psis_left"]}
    step = step_of_view(in_view(json.dumps(view), scene), scene)
    text = "id: pasted\ntitle: Pasted\nsummary: A view.\nminutes: 1\nsteps:\n" + step_text(
        step, ("student", "clinician", "patient")
    )
    assert [str(problem) for problem in check(parse_document(text, "pasted.yaml"), scene)] == []
    assert "psis_left" in text
    assert "superior_cluneal_nerve_medial_branch_right" in text


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"picture": "hp"}, "found 2 structures"),
        ({"up": CAMERA["direction"]}, "no camera"),
        ({"direction": (0.0, float("inf"), 0.0)}, "direction"),
        ({"more": 1}, "Extra inputs"),
    ],
)
def test_what_is_no_view_of_this_scene_is_refused(change: dict, told: str) -> None:
    value = {"picture": letters(home(SCENE), SCENE), **CAMERA, **change}
    with pytest.raises(ProblemsFound, match=told):
        in_view(json.dumps(value), SCENE)


def test_text_that_is_no_json_is_refused() -> None:
    with pytest.raises(ProblemsFound):
        in_view("<script>", SCENE)
