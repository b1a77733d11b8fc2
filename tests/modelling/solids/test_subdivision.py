"""Loop subdivision keeps meshes closed, and solved control points reach their targets."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from anatomy_viewer.modelling.solids.subdivision import (
    edges_of,
    limit_matrix,
    refined,
    solve_control_points,
    subdivision,
)

OCTAHEDRON = np.array([[10, 0, 0], [-10, 0, 0], [0, 10, 0], [0, -10, 0], [0, 0, 10], [0, 0, -10]], dtype=float)
FACES = np.array(
    [[0, 2, 4], [2, 1, 4], [1, 3, 4], [3, 0, 4], [2, 0, 5], [1, 2, 5], [3, 1, 5], [0, 3, 5]], dtype=np.int32
)


def test_an_octahedron_has_twelve_edges_each_with_two_points_across() -> None:
    edges = edges_of(FACES)
    assert len(edges.ends) == 12
    for (a, b), across in zip(edges.ends, edges.opposite, strict=True):
        assert not {int(a), int(b)} & set(across.tolist())


def test_an_open_mesh_is_refused() -> None:
    with pytest.raises(ValueError, match="3 edges are not shared by exactly two triangles"):
        edges_of(FACES[:-1])


def test_a_step_makes_four_triangles_of_one_and_keeps_the_winding() -> None:
    step, finer = refined(6, FACES)
    points = step @ OCTAHEDRON
    assert finer.shape == (32, 3)
    assert points.shape == (18, 3)
    a, b, c = (points[finer[:, k]] for k in range(3))
    assert (np.einsum("ij,ij->i", a, np.cross(b, c)) > 0).all()


@pytest.mark.parametrize("levels", [0, 1, 3])
def test_the_limit_matrix_agrees_with_many_steps(levels: int) -> None:
    step, finer = refined(6, FACES)
    points, faces = step @ OCTAHEDRON, finer
    for _ in range(4):
        step, faces = refined(len(points), faces)
        points = step @ points
    exact = limit_matrix(len(points), faces) @ points
    found = subdivision(6, FACES, levels).to_limit @ OCTAHEDRON
    np.testing.assert_allclose(found[:6], exact[:6], atol=1e-9)


def test_rows_of_subdivision_matrices_sum_to_one() -> None:
    fine = subdivision(6, FACES, 2)
    np.testing.assert_allclose(np.asarray(fine.to_limit.sum(axis=1)).ravel(), 1.0)


def test_a_cage_edge_becomes_a_path_that_can_be_walked_both_ways() -> None:
    fine = subdivision(6, FACES, 2)
    path = fine.path(0, 2)
    assert len(path) == 5
    assert (path[0], path[-1]) == (0, 2)
    assert fine.path(2, 0) == path[::-1]
    edges = {tuple(end) for end in edges_of(fine.triangles).ends.tolist()}
    assert all((min(a, b), max(a, b)) in edges for a, b in pairwise(path))


def test_solved_control_points_put_the_limit_surface_on_its_targets() -> None:
    fine = subdivision(6, FACES, 2)
    rows = fine.to_limit[:6]
    assert np.linalg.norm(rows @ OCTAHEDRON - OCTAHEDRON, axis=1).min() > 1.0
    control = solve_control_points(OCTAHEDRON, FACES, [rows], [OCTAHEDRON], [np.ones(6)], 1e-6)
    np.testing.assert_allclose(rows @ control, OCTAHEDRON, atol=1e-3)


def test_the_same_cage_gives_the_same_bytes() -> None:
    one, other = subdivision(6, FACES, 3), subdivision(6, FACES.copy(), 3)
    assert one.triangles.tobytes() == other.triangles.tobytes()
    assert (one.to_limit @ OCTAHEDRON).tobytes() == (other.to_limit @ OCTAHEDRON).tobytes()
