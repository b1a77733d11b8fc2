"""The skin as a finger meets it: a grid of the back, and the skin over each point that is pressed."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.modelling.soft_tissue.pressing import SPACING_MM, BackGrid, back_grid, pressed
from anatomy_viewer.modelling.soft_tissue.skin_places import Skin
from tests.modelling import placed_courses
from tests.modelling.placed_courses import assembly, atlas


@pytest.fixture(scope="module")
def skin() -> Skin:
    return placed_courses.skin()


@pytest.fixture(scope="module")
def grid() -> BackGrid:
    return assembly().back_grid


def test_the_grid_covers_the_back_from_side_to_side_and_from_cut_to_cut(grid: BackGrid, skin: Skin) -> None:
    low, high = skin.surface.points.min(axis=0), skin.surface.points.max(axis=0)
    assert grid.x_mm[0] - low[0] < SPACING_MM
    assert high[0] - grid.x_mm[-1] < SPACING_MM
    assert (grid.z_mm[0], grid.z_mm[-1]) == pytest.approx((low[2], high[2]), abs=0.6)
    assert grid.y_mm.shape == (len(grid.z_mm), len(grid.x_mm))
    # Between the thighs and beside the waist there is none; over the sacrum there is.
    assert 0.02 < np.isnan(grid.y_mm).mean() < 0.3
    assert not np.isnan(grid.y_mm[np.abs(grid.z_mm) < 60.0][:, np.abs(grid.x_mm) < 100.0]).any()


def test_both_sides_of_the_grid_are_the_same(grid: BackGrid) -> None:
    assert np.array_equal(grid.x_mm, -grid.x_mm[::-1])
    assert np.array_equal(grid.y_mm, grid.y_mm[:, ::-1], equal_nan=True)


def test_every_place_of_the_grid_lies_on_the_skin_and_faces_backwards(grid: BackGrid, skin: Skin) -> None:
    x, z = np.meshgrid(grid.x_mm, grid.z_mm)
    places = np.column_stack([x.ravel(), grid.y_mm.ravel(), z.ravel()])
    places = places[~np.isnan(places[:, 1])]
    at, normal = skin.nearest(places)
    assert np.abs(at - places).max() < 0.05
    assert (normal[:, 1] < 0.1).mean() > 0.99


def test_a_finer_grid_passes_through_the_coarser_one(skin: Skin) -> None:
    coarse, fine = back_grid(skin, 24.0), back_grid(skin, 12.0)
    shared = np.isin(fine.x_mm, coarse.x_mm)
    for row, height in enumerate(coarse.z_mm):
        if height in fine.z_mm:
            again = fine.y_mm[list(fine.z_mm).index(height)][shared]
            assert np.allclose(again, coarse.y_mm[row][: len(again)], atol=0.01, equal_nan=True)


def test_every_point_that_a_finger_can_press_has_its_place_on_the_skin() -> None:
    felt = {name for name, landmark in atlas().landmark_by_point.items() if landmark.felt}
    assert set(assembly().points_on_skin) == felt | set(atlas().site_by_point)


def test_a_point_lies_its_depth_below_its_place_on_the_skin() -> None:
    inner = {**assembly().landmarks, **{name: point.at for name, point in assembly().points.items()}}
    for name, point in assembly().points_on_skin.items():
        assert np.linalg.norm(point.at - inner[name]) == pytest.approx(point.depth_mm, abs=0.01)
        assert (point.at - inner[name]) @ point.normal > 0.6 * point.depth_mm, name
        assert 2.0 < point.depth_mm < 90.0, name


@pytest.mark.parametrize("name", [name for name in atlas().site_by_point if name.endswith("_right")])
def test_a_site_is_pressed_as_far_from_the_midline_as_it_is_the_shortest_way(name: str, skin: Skin) -> None:
    place, point = assembly().points[name].at, assembly().points_on_skin[name]
    assert point.at[0] == pytest.approx(place[0], abs=0.01)
    straight, _, met = skin.first_met(place[None], np.array([0.0, -1.0, 0.0]))
    assert met[0]
    assert point.depth_mm <= np.linalg.norm(straight[0] - place) + 0.01


def test_no_point_beside_the_midline_is_pressed_within_the_cleft() -> None:
    for name, point in assembly().points_on_skin.items():
        if name.endswith("_right"):
            assert point.normal[0] > -0.5, name


def test_a_ray_may_start_within_the_body(skin: Skin) -> None:
    within = np.array([60.0, 60.0, 0.0])
    point = pressed(skin, within)
    assert point.at[1] < 0.0
    assert point.depth_mm == pytest.approx(np.linalg.norm(point.at - within))


def test_both_sides_lie_equally_deep() -> None:
    found = assembly().points_on_skin
    for name, point in found.items():
        if name.endswith("_right"):
            other = found[f"{name.removesuffix('_right')}_left"]
            assert other.at * (-1.0, 1.0, 1.0) == pytest.approx(point.at, abs=0.05)
            assert other.depth_mm == pytest.approx(point.depth_mm, abs=0.05)
