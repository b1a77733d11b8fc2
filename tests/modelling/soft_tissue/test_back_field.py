from __future__ import annotations

import numpy as np

from anatomy_viewer.modelling.soft_tissue.back_field import EMPTY, BackField, stretched
from anatomy_viewer.modelling.solids.surface import Surface

FIELD = BackField(axis_y_mm=100.0, low_mm=0.0, high_mm=30.0)


def test_a_point_comes_back_from_its_arc_height_and_distance() -> None:
    points = np.array([[0.0, 10.0, 5.0], [40.0, 30.0, -7.0], [90.0, 60.0, 20.0]])
    np.testing.assert_allclose(FIELD.round(FIELD.flat(points)), points, atol=1e-9)


def test_a_wall_reaches_as_far_as_it_stands_from_the_axis_and_leaves_other_cells_empty() -> None:
    wall = Surface(
        np.array([[-20.0, 20.0, 5.0], [20.0, 20.0, 5.0], [20.0, 20.0, 25.0], [-20.0, 20.0, 25.0]]),
        np.array([[0, 1, 2], [0, 2, 3]]),
    )
    reach = FIELD.reach([wall], 1)
    straight_back = np.abs(FIELD.arcs).argmin()
    assert abs(reach[straight_back, np.abs(FIELD.heights - 15.0).argmin()] - 80.0) < 0.1
    assert reach[straight_back, 0] == EMPTY
    assert reach[-1, 10] == EMPTY


def test_a_cloth_lies_over_what_is_below_it_and_hangs_straight_elsewhere() -> None:
    shape = (41, 5)
    lowest = np.full(shape, EMPTY)
    lowest[20] = 10.0
    held = np.zeros(shape, dtype=bool)
    held[[0, -1]] = True
    cloth = stretched(lowest, np.full(shape, 1e3), held, np.zeros(shape), np.zeros(shape), 4000)
    np.testing.assert_allclose(cloth[20], 10.0)
    np.testing.assert_allclose(cloth[10], 5.0, atol=0.1)


def test_a_cloth_stays_below_a_limit_where_there_is_room() -> None:
    shape = (21, 5)
    held = np.zeros(shape, dtype=bool)
    held[[0, -1]] = True
    highest = np.full(shape, 1e3)
    highest[10] = -4.0
    cloth = stretched(np.full(shape, EMPTY), highest, held, np.zeros(shape), np.zeros(shape), 2000)
    np.testing.assert_allclose(cloth[10], -4.0)
