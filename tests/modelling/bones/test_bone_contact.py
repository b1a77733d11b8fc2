from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.modelling.bones.bone_contact import FAR_MM, BoneContact
from anatomy_viewer.modelling.solids.surface import Surface

CORNERS = np.array([[x, y, z] for x in (-5.0, 5.0) for y in (-5.0, 5.0) for z in (-5.0, 5.0)])
SIDES = np.array(
    [
        [0, 1, 3], [0, 3, 2], [4, 6, 7], [4, 7, 5], [0, 4, 5], [0, 5, 1],
        [2, 3, 7], [2, 7, 6], [0, 2, 6], [0, 6, 4], [1, 5, 7], [1, 7, 3],
    ]
)  # fmt: skip
BLOCK = BoneContact({"block": Surface(CORNERS, SIDES)})


def test_distance_is_positive_outside_and_negative_inside() -> None:
    assert BLOCK.distance(np.array([[8.0, 0.5, 0.3], [3.0, 0.5, 0.3]])) == pytest.approx([3.0, -2.0])


def test_far_points_are_said_to_be_far() -> None:
    assert BLOCK.distance(np.array([[500.0, 0.0, 0.0]]))[0] == FAR_MM


def test_away_points_out_of_the_bone_from_both_sides() -> None:
    _, away = BLOCK.nearest(np.array([[8.0, 0.5, 0.3], [4.0, 0.5, 0.3]]))
    assert away == pytest.approx(np.array([[1.0, 0.0, 0.0], [1.0, 0.0, 0.0]]), abs=1e-6)


def test_the_back_of_the_bone_is_its_hindmost_place() -> None:
    assert BLOCK.back_of(1.0, 2.0) == pytest.approx(-5.0)
    assert BLOCK.back_of(9.0, 2.0) is None


def test_a_place_is_seated_a_lift_behind_the_bone() -> None:
    seat = BLOCK.seat_from_behind(np.array([1.0, 80.0, 2.0]), 1.9)
    assert seat == pytest.approx([1.0, -6.9, 2.0], abs=1e-3)


def test_a_place_without_bone_is_refused() -> None:
    with pytest.raises(ValueError, match=r"there is no bone in front of or behind the place 9\.0, 0\.0, 0\.0 mm"):
        BLOCK.seat_from_behind(np.array([9.0, 0.0, 0.0]), 1.0)
