from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.modelling.solids.distance_grid import (
    DistanceGrid,
    Ellipsoid,
    EllipticTube,
    MeshSolid,
    RoundedHull,
    Tube,
    euler_characteristic,
    grid_around,
    open_or_branching_edges,
    signed_volume_mm3,
    smooth_maximum,
    smooth_minimum,
    thinned,
)
from anatomy_viewer.modelling.solids.surface import Surface

BALL = Ellipsoid((0.0, 0.0, 0.0), np.eye(3), (10.0, 10.0, 10.0))
BUDGET = 4_000


def grid_with(*solids: object, reach: float = 16.0, spacing: float = 0.8) -> DistanceGrid:
    grid = DistanceGrid.empty((-reach,) * 3, (reach,) * 3, spacing)
    for solid in solids:
        grid = grid.union(solid)  # type: ignore[arg-type]
    return grid


@pytest.fixture(scope="module")
def ball() -> Surface:
    return grid_with(BALL).surface(BUDGET)


def test_a_ball_comes_out_closed_outward_and_of_its_size(ball: Surface) -> None:
    assert open_or_branching_edges(ball.triangles) == 0
    assert euler_characteristic(ball) == 2
    assert signed_volume_mm3(ball) == pytest.approx(4.0 / 3.0 * np.pi * 1000.0, rel=0.02)
    assert np.linalg.norm(ball.points, axis=1) == pytest.approx(10.0, abs=0.12)


def test_a_ball_has_no_voxel_steps(ball: Surface) -> None:
    outward = ball.points / np.linalg.norm(ball.points, axis=1, keepdims=True)
    angle_deg = np.degrees(np.arccos(np.clip((ball.normals() * outward).sum(axis=1), -1.0, 1.0)))
    assert angle_deg.max() < 5.0


def test_the_same_solids_give_the_same_surface(ball: Surface) -> None:
    again = grid_with(BALL).surface(BUDGET)
    assert again.points.tobytes() == ball.points.tobytes()
    assert again.triangles.tobytes() == ball.triangles.tobytes()


def test_the_triangle_budget_is_kept_without_tearing() -> None:
    fine = grid_with(BALL).surface(1_000_000)
    coarse = thinned(fine, 600)
    assert len(fine.triangles) > BUDGET
    assert len(coarse.triangles) <= 620
    assert open_or_branching_edges(coarse.triangles) == 0


def test_a_hole_through_a_ball_makes_a_ring() -> None:
    hole = Tube([(0.0, 0.0, -20.0), (0.0, 0.0, 20.0)], 3.0)
    ring = grid_with(BALL).subtract(hole, 1.0).surface(BUDGET)
    assert euler_characteristic(ring) == 0
    assert open_or_branching_edges(ring.triangles) == 0


def test_a_solid_on_the_right_is_mirrored_to_the_left() -> None:
    knob = Tube([(8.0, 0.0, 0.0), (13.0, 0.0, 0.0)], 2.0)
    surface = grid_with(BALL, knob).surface(BUDGET)
    assert surface.points[:, 0].min() == pytest.approx(-surface.points[:, 0].max(), abs=0.15)
    assert surface.points[:, 0].max() == pytest.approx(15.0, abs=0.4)


def test_pieces_that_hang_loose_are_left_out() -> None:
    surface = grid_with(BALL, Tube([(0.0, 13.5, 0.0)], 1.0)).surface(BUDGET)
    assert surface.points[:, 1].max() < 10.5


def test_a_solid_that_reaches_the_edge_of_its_grid_is_refused() -> None:
    with pytest.raises(ValueError, match="the solid reaches the edge of its grid; make the grid larger"):
        grid_with(BALL, reach=9.0).surface(BUDGET)


def test_smooth_seams_only_change_what_lies_near_both() -> None:
    first, second = np.array([0.0, 0.0, -3.0]), np.array([0.0, 5.0, 4.0])
    assert smooth_minimum(first, second, 2.0) == pytest.approx([-0.5, 0.0, -3.0])
    assert smooth_maximum(first, second, 2.0) == pytest.approx([0.5, 5.0, 4.0])
    assert smooth_minimum(first, second, 0.0) == pytest.approx(np.minimum(first, second))


@pytest.mark.parametrize(
    ("point", "distance"),
    [
        ((3.0, 0.0, 0.0), -2.0),
        ((7.0, 0.0, 0.0), 2.0),
        ((0.0, 4.0, 0.0), 2.0),
        ((0.0, 0.0, 0.0), -2.0),
    ],
)
def test_an_elliptic_tube_measures_along_its_axes(point: tuple[float, ...], distance: float) -> None:
    tube = EllipticTube([(0.0, 0.0, -9.0), (0.0, 0.0, 0.0), (0.0, 0.0, 9.0)], (1.0, 0.0, 0.0), 5.0, 2.0)
    assert tube.distance(np.array([point]))[0] == pytest.approx(distance, abs=0.05)


def test_a_hull_passes_through_its_faces_however_many_triangles_they_have() -> None:
    side = np.linspace(-10.0, 10.0, 5)
    corners = np.stack(np.meshgrid(side, side, side), axis=-1).reshape(-1, 3)
    hull = RoundedHull(corners + 0.01 * np.sin(7.0 * corners), 2.0)
    faces = np.array([(10.0, 0.0, 0.0), (0.0, -10.0, 0.0), (0.0, 0.0, 10.0)])
    assert hull.distance(faces) == pytest.approx(0.0, abs=0.25)
    assert hull.distance(np.array([(10.0, 10.0, 10.0)]))[0] > 0.8


def test_distances_to_a_mesh_are_those_to_its_solid() -> None:
    mesh = MeshSolid(grid_with(BALL).surface(1_000_000))
    points = np.array([(0.0, 0.0, 9.0), (0.0, 12.0, 0.0), (7.0, 7.0, 7.0), (0.0, 0.0, 3.0)])
    expected = np.linalg.norm(points, axis=1) - 10.0
    assert mesh.distance(points) == pytest.approx(expected, abs=0.1)


def test_open_and_branching_edges_are_found() -> None:
    closed = np.array([(0, 2, 1), (0, 1, 3), (1, 2, 3), (2, 0, 3)], dtype=np.int32)
    assert open_or_branching_edges(closed) == 0
    assert open_or_branching_edges(closed[:3]) > 0
    assert open_or_branching_edges(np.vstack([closed, closed[:1]])) > 0
    flipped = closed.copy()
    flipped[0] = flipped[0, ::-1]
    assert open_or_branching_edges(flipped) > 0


def test_a_solid_beside_the_midline_is_taken_out_once_and_not_mirrored() -> None:
    ball = Tube([(20.0, 0.0, 0.0)], (6.0,))
    surface = DistanceGrid.box((8.0, -12.0, -12.0), (32.0, 12.0, 12.0), 0.8).union(ball).one_side(5_000)
    assert open_or_branching_edges(surface.triangles) == 0
    assert surface.points[:, 0].min() == pytest.approx(14.0, abs=0.3)
    assert signed_volume_mm3(surface) == pytest.approx(4.0 / 3.0 * np.pi * 6.0**3, rel=0.03)


def test_a_solid_that_touches_the_edge_of_its_box_is_refused() -> None:
    grid = DistanceGrid.box((16.0, -12.0, -12.0), (32.0, 12.0, 12.0), 0.8).union(Tube([(20.0, 0.0, 0.0)], (6.0,)))
    with pytest.raises(ValueError, match="edge of its grid"):
        grid.one_side(5_000)
    with pytest.raises(ValueError, match="midline"):
        DistanceGrid.box((-4.0, 0.0, 0.0), (4.0, 8.0, 8.0))


def test_distances_are_true_where_they_are_asked_for() -> None:
    grid = grid_around([[-10.0, -10.0, -10.0], [10.0, 10.0, 10.0]], 8.0, 1.0).union(Tube([[0.0, 0.0, 0.0]], 8.0))
    other = Tube([[0.0, 0.0, 12.0]], 6.0)
    everywhere, near = grid.distances(other), grid.distances(other, 2.0)
    close = grid.values < 2.0
    assert np.array_equal(everywhere[close], near[close])
    assert not np.array_equal(everywhere, near)


def test_edges_are_counted_that_are_open_or_shared_by_too_many() -> None:
    whole = np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3], [2, 0, 3]], dtype=np.int32)
    assert open_or_branching_edges(whole) == 0
    assert open_or_branching_edges(whole[:3]) == 6  # three open edges, each counted for either direction
    assert open_or_branching_edges(np.vstack([whole, whole[:1]])) == 3
    turned = whole.copy()
    turned[0] = turned[0, ::-1]
    assert open_or_branching_edges(turned) == 9  # three are run through twice one way, and never the other
