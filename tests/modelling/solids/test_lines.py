from __future__ import annotations

import numpy as np
import pytest
from scipy.interpolate import CubicSpline

from anatomy_viewer.modelling.solids.lines import (
    arc_lengths,
    at_length,
    at_share,
    bends,
    cross,
    evenly,
    evenly_spaced,
    lengths,
    position,
    turns,
    unit,
)

BENT = np.array([[0.0, 0, 0], [10, 0, 0], [10, 10, 0]])


def test_lengths_along_a_bent_line_add_up() -> None:
    start, end = (position(BENT, np.array(place)) for place in ([2.0, 1, 0], [11.0, 4, 0]))
    assert end - start == pytest.approx(12.0)
    np.testing.assert_allclose(at_length(BENT, 13.0), [10, 3, 0])
    np.testing.assert_allclose(at_share(BENT, 0.65), [10, 3, 0])
    with pytest.raises(ValueError, match=r"25\.0 mm lies outside the curve, which is 20\.0 mm long"):
        at_length(BENT, 25.0)


def test_a_line_says_by_how_much_it_turns() -> None:
    np.testing.assert_allclose(np.degrees(turns(BENT)), [90.0])


@pytest.mark.parametrize("axes", [2, 3])
def test_a_polyline_is_resampled_at_even_distances(axes: int) -> None:
    line = np.array([[0.0, 0, 0], [1, 0, 0], [10, 0, 0]])[:, :axes]
    np.testing.assert_allclose(evenly_spaced(line, 2.0)[:, 0], [0, 2, 4, 6, 8, 10])
    assert evenly_spaced(line, 2.0).shape == (6, axes)


def test_directions_have_length_one_or_none() -> None:
    np.testing.assert_allclose(unit(np.array([[3.0, 0, 4], [0, 0, 0]])), [[0.6, 0, 0.8], [0, 0, 0]])


def test_a_line_is_resampled_evenly_and_keeps_its_ends() -> None:
    line = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [7.0, 0.0, 0.0], [20.0, 0.0, 0.0]])
    even = evenly(line, 2.0)
    assert len(even) == 11
    assert np.allclose(even[[0, -1]], line[[0, -1]])
    assert np.allclose(np.diff(even[:, 0]), 2.0, atol=0.01)


@pytest.mark.parametrize("count", [3, 4, 5, 40])
def test_splines_are_those_of_scipy(count: int) -> None:
    line = np.cumsum(np.random.default_rng(count).normal(size=(count, 3)) + np.array([1.0, 0.0, 0.0]), axis=0)
    along = arc_lengths(line)
    spline = CubicSpline(along, line, axis=0)
    even = evenly(line, 0.3)
    assert np.array_equal(even, spline(np.linspace(0.0, along[-1], len(even))))
    before = unit(spline(np.maximum(along - 2.0, 0.0), 1))
    behind = unit(spline(np.minimum(along + 2.0, along[-1]), 1))
    wanted = np.arccos(np.clip((before * behind).sum(axis=1), -1.0, 1.0))
    np.testing.assert_allclose(bends(line, 4.0), wanted, atol=1e-9)


def test_a_spline_needs_places_that_follow_each_other() -> None:
    with pytest.raises(ValueError, match="increasing"):
        evenly(np.array([[0.0, 0, 0], [1, 0, 0], [1, 0, 0], [2, 0, 0], [3, 0, 0]]), 1.0)


def test_lengths_and_cross_products_are_those_of_numpy() -> None:
    first, second = np.random.default_rng(4).normal(size=(2, 5, 7, 3))
    assert np.array_equal(lengths(first), np.linalg.norm(first, axis=-1))
    assert np.array_equal(lengths(first[..., :2]), np.linalg.norm(first[..., :2], axis=-1))
    assert np.array_equal(cross(first, second), np.cross(first, second))
