"""A step becomes one whole picture, whatever step came before it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from anatomy_viewer.atlas.appearance import TERRITORY_OVER_NERVES
from anatomy_viewer.teaching.lesson.lesson import Pose
from anatomy_viewer.teaching.pictures.picture import camera_of, compiled_picture, kept_away, picture_of
from anatomy_viewer.teaching.pictures.scene import Scene
from tests.teaching.small_scene import thing
from tests.teaching.small_steps import LATERAL, MEDIAL, step

CORRIDOR = "superior_cluneal_nerve_medial_branch_corridor_right"


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


def test_an_area_of_skin_lets_the_nerves_through_of_which_a_picture_speaks(scene: Scene) -> None:
    area = thing("superior_cluneal_territory", "territory", "right", None, (70.0, -40.0, 20.0))
    scene = replace(
        scene, things={**scene.things, area.id: area}, opacity={**scene.opacity, ("territory", "plain"): 0.85}
    )
    alone, above = (
        compiled_picture(picture_of(one, scene), scene)[area.id]
        for one in (step(show=(area.id,)), step(show=(area.id,), emphasise=(MEDIAL,)))
    )
    assert alone == [0.85, "plain"]
    assert above == [TERRITORY_OVER_NERVES, "plain"]


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
