from __future__ import annotations

import numpy as np
import pytest
import pyvista as pv

from anatomy_viewer.modelling.soft_tissue.surroundings import FAR_MM, Surroundings
from anatomy_viewer.modelling.solids.surface import Surface


def ball(x: float, radius: float) -> Surface:
    data = pv.Icosphere(radius=radius, center=(x, 0.0, 0.0), nsub=4)
    return Surface(np.asarray(data.points, dtype=float), data.regular_faces.astype(np.int32))


BALLS = Surroundings({"small": ball(0.0, 10.0), "large": ball(40.0, 20.0)})


@pytest.mark.parametrize("away", [-9.0, -4.0, -0.5, 0.2, 1.0, 2.0, 5.0, 30.0])
def test_distances_to_a_ball_are_right_inside_and_outside(away: float) -> None:
    gap, way = BALLS.nearest(np.array([[-10.0 - away, 0.0, 0.0]]))
    assert gap[0] == pytest.approx(away, abs=0.12)
    assert way[0] == pytest.approx([-1.0, 0.0, 0.0], abs=0.06)


def test_the_nearest_of_several_counts() -> None:
    assert BALLS.distance(np.array([[14.0, 0.0, 0.0]]))[0] == pytest.approx(4.0, abs=0.1)
    assert BALLS.distance(np.array([[14.0, 0.0, 0.0]]), ("large",))[0] == pytest.approx(6.0, abs=0.1)


def test_what_is_far_away_has_no_direction() -> None:
    gap, way = BALLS.nearest(np.array([[0.0, 0.0, 300.0], [0.0, 0.0, 15.0]]), None, 4.0)
    assert list(gap) == [4.0, 4.0]
    assert not way.any()
    assert BALLS.distance(np.array([[0.0, 0.0, 300.0]]))[0] == FAR_MM


def test_points_are_brought_onto_a_surface() -> None:
    found = BALLS.onto(np.array([[0.0, 3.0, 4.0], [0.0, 30.0, 40.0]]), ("small",))
    assert np.linalg.norm(found, axis=1) == pytest.approx([10.0, 10.0], abs=0.1)


def test_more_can_be_added() -> None:
    around = Surroundings({"small": ball(0.0, 10.0)})
    place = np.array([[55.0, 0.0, 0.0]])
    before = around.distance(place)[0]
    around.add("large", ball(40.0, 20.0))
    assert around.distance(place)[0] == pytest.approx(-5.0, abs=0.1)
    assert before > 40.0
