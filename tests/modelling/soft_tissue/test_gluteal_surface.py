from __future__ import annotations

import numpy as np
import pytest

from tests.modelling.placed_courses import built_bones, placing, skeleton


def test_the_surface_lies_outside_the_iliac_wing_and_the_sacrum_behind() -> None:
    for name in ("hip_bone_right", "sacrum"):
        behind = built_bones()[name].points
        behind = behind[(behind[:, 1] < 30.0) & (behind[:, 2] < 40.0)]
        assert placing().buttock.height(behind).max() < 2.0


def test_it_is_the_same_on_both_sides() -> None:
    points = np.array([[70.0, 0.0, -60.0], [110.0, 40.0, -20.0], [90.0, 20.0, -150.0]])
    assert placing().buttock.height(points * (-1.0, 1.0, 1.0)) == pytest.approx(placing().buttock.height(points))


def test_projected_points_lie_on_it() -> None:
    points = np.array([[70.0, -20.0, -60.0], [110.0, 60.0, -20.0], [90.0, 10.0, -150.0]])
    assert np.abs(placing().buttock.height(placing().buttock.projected(points))).max() < 0.05


def test_seats_from_behind_keep_their_place_in_the_frontal_plane() -> None:
    seat = placing().buttock.seat_from_behind(np.array([75.0, 40.0, -60.0]))
    assert seat[[0, 2]] == pytest.approx([75.0, -60.0])
    assert abs(placing().buttock.height(seat[None])[0]) < 0.05


def test_it_bulges_over_gluteus_maximus_but_stays_near_the_body() -> None:
    middle = (skeleton().anchor("psis") + skeleton().anchor("ischial_tuberosity")) / 2.0
    seat = placing().buttock.seat_from_behind(middle + np.array([22.0, 0.0, 0.0]))
    assert 5.0 < middle[1] - seat[1] < 60.0
