from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anatomy_viewer.atlas.distances import (
    along,
    downwards,
    gap_to,
    length,
    place_at,
    sideways,
    straight,
    way_to,
)

CORNER = ((0.0, 0.0, 0.0), (10.0, 0.0, 0.0), (10.0, 10.0, 0.0))
NUMBERS = st.floats(-200, 200)
POINTS = st.tuples(NUMBERS, NUMBERS, NUMBERS)


def test_straight_is_shorter_than_along_a_bent_curve() -> None:
    assert straight(CORNER[0], CORNER[2]) == pytest.approx(200**0.5)
    assert along(CORNER, CORNER[0], CORNER[2]) == pytest.approx(20.0)
    assert along(CORNER, CORNER[2], CORNER[0]) == pytest.approx(20.0)


def test_the_length_of_a_fine_half_circle_is_pi_times_its_radius() -> None:
    from math import cos, sin

    half = [(50 * cos(pi * k / 400), 50 * sin(pi * k / 400), 0.0) for k in range(401)]
    assert length(half) == pytest.approx(50 * pi, rel=1e-4)


def test_points_beside_a_curve_are_counted_at_their_nearest_place() -> None:
    assert way_to(CORNER, (4.0, -3.0, 0.0)) == pytest.approx(4.0)
    assert gap_to(CORNER, (4.0, -3.0, 0.0)) == pytest.approx(3.0)
    assert way_to(CORNER, (-5.0, 0.0, 0.0)) == 0.0


def test_a_place_on_a_curve_is_found_by_its_way_and_ends_at_the_ends() -> None:
    assert place_at(CORNER, 12.0) == pytest.approx((10.0, 2.0, 0.0))
    assert place_at(CORNER, 99.0) == (10.0, 10.0, 0.0)
    assert place_at(CORNER, -3.0) == pytest.approx((0.0, 0.0, 0.0))


@given(st.floats(0, 20))
def test_way_and_place_undo_each_other(way: float) -> None:
    assert way_to(CORNER, place_at(CORNER, way)) == pytest.approx(way, abs=1e-9)


@given(POINTS, POINTS)
def test_sideways_is_the_same_for_mirrored_points(a: tuple[float, ...], b: tuple[float, ...]) -> None:
    mirrored = [(-p[0], p[1], p[2]) for p in (a, b)]
    assert sideways((a[0], a[1], a[2]), (b[0], b[1], b[2])) == sideways(*mirrored)


def test_sideways_counts_from_the_midline_and_downwards_counts_down() -> None:
    assert sideways((-45.0, 3.0, 1.0)) == 45.0
    assert sideways((-75.5, 0.0, 0.0), (-45.0, 9.0, 9.0)) == 30.5
    assert downwards((0.0, 0.0, 10.0), (5.0, 5.0, -18.5)) == 28.5


def test_a_curve_of_one_point_is_refused() -> None:
    with pytest.raises(ValueError, match="a curve needs two points or more, this one has 1"):
        way_to([(0.0, 0.0, 0.0)], (1.0, 1.0, 1.0))
