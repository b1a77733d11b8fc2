from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.modelling.bones.bone_contact import BoneContact
from anatomy_viewer.modelling.bones.sacral_landmarks import (
    posterior_foramina,
    sacral_landmarks,
    transverse_tubercle,
)
from anatomy_viewer.modelling.solids.surface import Points
from tests.modelling.finished_bones import bones, stations


@pytest.fixture(scope="module")
def found() -> dict[str, Points]:
    return sacral_landmarks(bones()["sacrum"], bones()["coccyx"], stations())


def test_the_landmarks_lie_on_their_bones_in_the_midline(found: dict[str, Points]) -> None:
    for name, bone in (("sacral_promontory", "sacrum"), ("sacral_apex", "sacrum"), ("coccyx_tip", "coccyx")):
        assert found[name][0] == 0.0
        assert abs(BoneContact({bone: bones()[bone]}).distance(found[name][None])[0]) < 0.01


def test_the_sacrum_is_as_long_as_real_ones(found: dict[str, Points]) -> None:
    assert 109.0 <= np.linalg.norm(found["sacral_promontory"] - found["sacral_apex"]) <= 142.0


def test_promontory_apex_and_tip_follow_each_other_downwards(found: dict[str, Points]) -> None:
    heights = [found[name][2] for name in ("sacral_promontory", "sacral_apex", "coccyx_tip")]
    assert heights == sorted(heights, reverse=True)
    assert found["coccyx_tip"][1] > found["sacral_apex"][1]


def test_the_foramina_approach_the_midline_downwards_on_both_sides() -> None:
    holes = posterior_foramina(stations())
    right = np.array([holes[f"posterior_sacral_foramen_s{k}_right"] for k in range(1, 5)])
    left = np.array([holes[f"posterior_sacral_foramen_s{k}_left"] for k in range(1, 5)])
    assert (np.diff(right[:, 0]) < 0.0).all()
    assert (np.diff(right[:, 2]) < 0.0).all()
    assert np.array_equal(right * (-1.0, 1.0, 1.0), left)


def test_the_third_tubercle_lies_beside_the_foramina_and_behind_them() -> None:
    tubercle = transverse_tubercle(bones()["sacrum"], stations(), "S3")
    hole = posterior_foramina(stations())["posterior_sacral_foramen_s3_right"]
    assert tubercle[0] > hole[0] + 2.0
    assert np.linalg.norm(tubercle - hole) < 20.0
    with pytest.raises(KeyError):
        transverse_tubercle(bones()["sacrum"], stations(), "S1")
