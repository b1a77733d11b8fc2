"""A cage is joined from named rows and refuses to be finished while it has holes."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.modelling.solids.cage import CageBuilder


def tube(upper_count: int = 4, lower_count: int = 4) -> CageBuilder:
    """An upright tube between two rings, closed by fans."""
    cage = CageBuilder()
    for name, count, height in (("upper", upper_count, 10.0), ("lower", lower_count, 0.0)):
        for k in range(count):
            angle = 2 * np.pi * k / count
            cage.add(f"{name}_{k}", np.array([5 * np.cos(angle), 5 * np.sin(angle), height]))
        cage.add(f"{name}_centre", np.array([0.0, 0.0, height]))
        cage.fan(f"{name}_centre", [f"{name}_{k}" for k in range(count)])
    return cage


def ring(name: str, count: int) -> list[str]:
    return [f"{name}_{k % count}" for k in range(count + 1)]


def volume(points: np.ndarray, triangles: np.ndarray) -> float:
    a, b, c = (points[triangles[:, k]] for k in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)


def test_rows_of_equal_length_are_joined_into_a_closed_tube_that_faces_outward() -> None:
    cage = tube()
    cage.strip(ring("upper", 4), ring("lower", 4))
    points, triangles = cage.finished()
    assert len(triangles) == 4 + 4 + 8
    assert volume(points, triangles) == pytest.approx(5 * 10 * 10)


def test_rows_of_unequal_length_are_joined_by_a_zipper() -> None:
    cage = tube(6, 4)
    cage.zipper(ring("upper", 6), ring("lower", 4))
    points, triangles = cage.finished()
    assert len(triangles) == 6 + 4 + 10
    assert volume(points, triangles) > 0


def test_a_zipper_takes_the_short_way_across() -> None:
    cage = CageBuilder()
    for k in range(3):
        cage.add(f"a{k}", np.array([10.0 * k, 0.0, 0.0]))
    for k, x in enumerate((0.0, 1.0, 20.0)):
        cage.add(f"b{k}", np.array([x, 5.0, 0.0]))
    cage.zipper(["a0", "a1", "a2"], ["b0", "b1", "b2"])
    crossings = {frozenset((cage.names[i], cage.names[j])) for t in cage.triangles for i in t for j in t if i != j}
    assert frozenset(("a0", "b1")) in crossings
    assert frozenset(("a2", "b0")) not in crossings


def test_rows_of_unequal_length_cannot_be_joined_by_quads() -> None:
    cage = tube(6, 4)
    with pytest.raises(ValueError, match="rows of 7 and 5 points"):
        cage.strip(ring("upper", 6), ring("lower", 4))


def test_an_open_cage_is_refused_with_the_names_at_the_hole() -> None:
    with pytest.raises(ValueError, match=r"8 edges are not shared.*upper_0 - upper_1 \(1\)"):
        tube().finished()


def test_a_point_without_a_triangle_is_refused_by_name() -> None:
    cage = tube()
    cage.strip(ring("upper", 4), ring("lower", 4))
    cage.add("forgotten", np.zeros(3))
    with pytest.raises(ValueError, match="without a triangle: forgotten"):
        cage.finished()


def test_a_cage_in_two_parts_is_refused() -> None:
    cage = tube()
    cage.strip(ring("upper", 4), ring("lower", 4))
    corners = [cage.add(f"apart_{k}", np.array(p, dtype=float)) for k, p in enumerate(np.eye(4, 3) * 3 + 50)]
    for k in range(4):
        a, b, c = (corners[j] for j in range(4) if j != k)
        cage.triangle(a, b, c)
    with pytest.raises(ValueError, match="falls apart: 16 of 20"):
        cage.finished()


def test_a_name_is_given_once() -> None:
    cage = tube()
    with pytest.raises(ValueError, match="already has a point called upper_0"):
        cage.add("upper_0", np.zeros(3))
