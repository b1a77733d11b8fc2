"""Rulers, spheres and places, against lengths that can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anatomy_viewer.teaching.pictures.geometry import (
    SkinGrid,
    Sphere,
    along_curve,
    along_curve_by,
    enclosing_sphere,
    length_mm,
    over_the_skin,
    side_of,
    straight_from_midline,
    straight_line,
    thinned,
)

CORNER = np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 40.0], [30.0, 0.0, 40.0]])
COORDINATE = st.floats(-200, 200, allow_nan=False)


def test_a_straight_line_has_its_length() -> None:
    assert straight_line(np.zeros(3), np.array([3.0, 4.0, 12.0])).length_mm == pytest.approx(13.0)


def test_from_the_midline_is_the_shortest_way() -> None:
    line = straight_from_midline(np.array([-70.0, 20.0, 45.0]))
    assert line.length_mm == 70.0
    assert line.points.tolist() == [[0.0, 20.0, 45.0], [-70.0, 20.0, 45.0]]


def test_along_a_curve_goes_round_the_corner() -> None:
    line = along_curve(CORNER, np.array([0.0, 0.0, 10.0]), np.array([20.0, 0.0, 40.0]))
    assert line.length_mm == pytest.approx(30.0 + 20.0)
    assert line.points.tolist() == [[0.0, 0.0, 10.0], [0.0, 0.0, 40.0], [20.0, 0.0, 40.0]]
    assert line.off_curve_mm == pytest.approx(0.0)


def test_along_a_curve_backwards_runs_backwards() -> None:
    there = along_curve(CORNER, CORNER[0], CORNER[2])
    back = along_curve(CORNER, CORNER[2], CORNER[0])
    assert back.length_mm == there.length_mm == length_mm(CORNER)
    assert np.array_equal(back.points, there.points[::-1])


def test_a_point_beside_the_curve_tells_how_far() -> None:
    line = along_curve(CORNER, np.array([0.0, 7.0, 10.0]), np.array([0.0, 3.0, 20.0]))
    assert line.off_curve_mm == pytest.approx(7.0)
    assert line.length_mm == pytest.approx(10.0)


def test_the_same_place_twice_is_a_line_of_no_length() -> None:
    line = along_curve(CORNER, CORNER[1], CORNER[1])
    assert line.length_mm == 0.0
    assert line.points.shape == (2, 3)


@given(st.lists(st.tuples(COORDINATE, COORDINATE, COORDINATE), min_size=2, max_size=6, unique=True))
def test_a_piece_of_a_curve_is_as_long_as_its_points_say(points: list[tuple[float, float, float]]) -> None:
    curve = np.array(points)
    line = along_curve(curve, curve[0] + 5.0, curve[-1])
    assert length_mm(line.points) == pytest.approx(line.length_mm, abs=1e-6)
    assert line.length_mm <= length_mm(curve) + 1e-9


def test_thinning_keeps_ends_and_spacing() -> None:
    fine = along_curve(CORNER, CORNER[0], CORNER[2]).points
    coarse = thinned(fine, 10.0)
    assert coarse[0].tolist() == CORNER[0].tolist()
    assert coarse[-1].tolist() == CORNER[2].tolist()
    assert len(coarse) == 8


@given(
    st.lists(
        st.tuples(COORDINATE, COORDINATE, COORDINATE, st.floats(0, 90, allow_nan=False)),
        min_size=1,
        max_size=8,
    )
)
def test_the_sphere_holds_every_sphere_and_is_not_far_too_large(balls: list[tuple[float, ...]]) -> None:
    spheres = [Sphere(np.array(ball[:3]), ball[3]) for ball in balls]
    around = enclosing_sphere(spheres)
    for sphere in spheres:
        reach = float(np.linalg.norm(sphere.centre - around.centre)) + sphere.radius_mm
        assert reach <= around.radius_mm + 1e-6
    # No sphere around them can be smaller than half of the widest pair.
    widest = max(
        float(np.linalg.norm(one.centre - other.centre)) + one.radius_mm + other.radius_mm
        for one in spheres
        for other in spheres
    )
    assert around.radius_mm <= max(widest / 2 * 1.75, max(sphere.radius_mm for sphere in spheres)) + 1e-6


def test_nothing_to_look_at_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to look at"):
        enclosing_sphere([])


def test_the_subject_has_a_right_a_left_and_a_middle() -> None:
    assert [side_of(np.array([x, 0.0, 0.0])) for x in (5.0, -5.0, 1.0)] == ["right", "left", "mid"]


FLAT = SkinGrid(np.array([-100.0, 0.0, 100.0]), np.array([-100.0, 0.0, 100.0]), np.full((3, 3), -30.0))


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


def test_a_point_may_lie_backwards_along_the_crest_and_not_beyond_it() -> None:
    curve = np.array([[0.0, 0.0, 0.0], [100.0, 0.0, 0.0]])
    assert along_curve_by(curve, np.array([60.0, 5.0, 0.0]), -20.0).tolist() == [40.0, 0.0, 0.0]
    with pytest.raises(KeyError):
        along_curve_by(curve, np.array([60.0, 5.0, 0.0]), 50.0)
