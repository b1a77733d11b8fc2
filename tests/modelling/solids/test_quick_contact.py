from __future__ import annotations

import pickle

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from anatomy_viewer.modelling.bones.bone_contact import BoneContact
from anatomy_viewer.modelling.solids.lines import unit
from anatomy_viewer.modelling.solids.quick_contact import QuickContact, Remembered, exact_near, sampled
from anatomy_viewer.modelling.solids.surface import Surface, located
from anatomy_viewer.modelling.solids.trees import tree_of

Points = NDArray[np.float64]


def ball(radius: float = 20.0) -> Surface:
    import pyvista as pv

    mesh = pv.Icosphere(radius=radius, nsub=4)
    return Surface(mesh.points, mesh.regular_faces)


def test_only_what_has_moved_is_measured_anew() -> None:
    asked: list[int] = []

    def nearest(points: Points) -> tuple[NDArray[np.float64], Points]:
        asked.append(len(points))
        return np.linalg.norm(points, axis=1), unit(points)

    remembered = Remembered(nearest)
    points = np.random.default_rng(1).normal(size=(50, 3))
    remembered(points)
    remembered(points)
    moved = points.copy()
    moved[[3, 30]] += 1.0
    gap, away = remembered(moved)
    assert asked == [50, 2]
    assert np.array_equal(gap, np.linalg.norm(moved, axis=1))
    assert np.array_equal(away, unit(moved))
    points[7] += 1.0  # what was given before may be changed afterwards
    assert np.array_equal(remembered(moved)[0], gap)
    assert asked == [50, 2]


@pytest.mark.parametrize("start", [0.0, 15.5, 21.0, 60.0])
def test_distances_are_exact_wherever_a_line_may_be_too_near_and_deep_inside(start: float) -> None:
    surface = ball()
    exact = BoneContact({"ball": surface})
    line = np.column_stack([np.linspace(start, start + 40.0, 41), np.full(41, 0.3), np.full(41, 0.2)])
    room = np.full(len(line), 2.0)
    asked: list[int] = []

    def nearest(points: Points) -> tuple[NDArray[np.float64], Points]:
        asked.append(len(points))
        return exact.nearest(points)

    at, gap, away = exact_near(line, room, QuickContact([surface]), nearest)
    every, ways = exact.nearest(line)
    near = np.flatnonzero(every < room)
    assert set(near) <= set(at)
    assert np.array_equal(gap, every[at])
    assert np.array_equal(away, ways[at])
    assert sum(asked) < len(line)  # and elsewhere not asked for


def test_what_is_made_of_a_surface_is_made_once_and_stays_in_its_process() -> None:
    surface = ball()
    made: list[Surface] = []

    def make(one: Surface) -> int:
        made.append(one)
        return len(made)

    assert [surface.made(make), surface.made(make)] == [1, 1]
    assert surface.made(located) is surface.made(located)
    assert surface.made(sampled)[0] is surface.made(sampled)[0]
    assert surface.mirrored().made(make) == 2
    again = pickle.loads(pickle.dumps(surface))  # a locator cannot be pickled
    assert np.array_equal(again.points, surface.points)
    assert again.made(make) == 3


def test_the_nearest_places_of_a_surface_are_on_the_triangles_that_are_told() -> None:
    surface = ball()
    places = np.random.default_rng(2).normal(size=(30, 3)) * 30.0
    at, cells = surface.closest(places)
    corners = surface.points[surface.triangles[cells]]
    normal = unit(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]))
    assert np.abs(((at - corners[:, 0]) * normal).sum(axis=1)).max() < 1e-6
    assert np.linalg.norm(at, axis=1) == pytest.approx(20.0, abs=0.2)


def test_a_quick_tree_finds_the_same_places() -> None:
    points, _ = sampled(ball())
    places = np.random.default_rng(3).normal(size=(200, 3)) * 15.0
    for count in (1, 6):
        assert np.array_equal(tree_of(points).query(places, k=count)[0], cKDTree(points).query(places, k=count)[0])
