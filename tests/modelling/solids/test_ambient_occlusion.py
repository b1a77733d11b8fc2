from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.modelling.solids.ambient_occlusion import shaded, sky_directions, sky_seen, tinted
from anatomy_viewer.modelling.solids.distance_grid import DistanceGrid, Ellipsoid, Tube
from anatomy_viewer.modelling.solids.surface import Surface

BONE = (236, 218, 178)


def ball(x: float = 0.0, radius: float = 12.0) -> Surface:
    grid = DistanceGrid.empty((-radius - 4.0,) * 3, (radius + 4.0,) * 3)
    surface = grid.union(Ellipsoid((0.0, 0.0, 0.0), np.eye(3), (radius,) * 3)).surface(3_000)
    return Surface(surface.points + np.array([x, 0.0, 0.0]), surface.triangles)


def pitted_ball() -> Surface:
    grid = DistanceGrid.empty((-16.0,) * 3, (16.0,) * 3)
    grid = grid.union(Ellipsoid((0.0, 0.0, 0.0), np.eye(3), (12.0,) * 3))
    return grid.subtract(Tube([(0.0, 0.0, 2.0), (0.0, 0.0, 20.0)], 3.0), 1.0).surface(6_000)


def test_the_directions_are_spread_evenly() -> None:
    directions = sky_directions(200)
    assert np.linalg.norm(directions, axis=1) == pytest.approx(1.0)
    assert np.abs(directions.mean(axis=0)).max() < 0.01
    assert directions.T @ directions / 200.0 == pytest.approx(np.eye(3) / 3.0, abs=0.01)


def test_a_lone_ball_sees_the_whole_sky() -> None:
    seen = sky_seen([ball()], directions=48)[0]
    assert seen.min() > 0.9


def test_the_floor_of_a_pit_sees_little() -> None:
    surface = pitted_ball()
    seen = sky_seen([surface], directions=96)[0]
    radial = np.hypot(surface.points[:, 0], surface.points[:, 1])
    floor = (radial < 1.5) & (surface.points[:, 2] > -2.0) & (surface.points[:, 2] < 3.0)
    outside = surface.points[:, 2] < 0.0
    outside &= np.linalg.norm(surface.points, axis=1) > 11.0
    assert floor.any()
    assert seen[floor].max() < 0.4
    assert seen[outside].min() > 0.9


def test_neighbours_shade_each_other_where_they_face() -> None:
    left, right = sky_seen([ball(-13.0), ball(13.0)], directions=96)
    facing = ball(-13.0).points[:, 0] > -2.5
    averted = ball(-13.0).points[:, 0] < -22.0
    assert left[facing].mean() < 0.5
    assert left[averted].mean() > 0.95
    assert left.mean() == pytest.approx(right.mean(), abs=0.03)


def test_a_ball_that_a_socket_hides_is_still_bright_without_the_socket() -> None:
    grid = DistanceGrid.empty((-22.0,) * 3, (22.0,) * 3).union(Ellipsoid((0.0, 0.0, 0.0), np.eye(3), (18.0,) * 3))
    hollow = grid.subtract(Ellipsoid((0.0, 0.0, 0.0), np.eye(3), (13.0,) * 3), 0.5)
    socket = hollow.subtract(Tube([(0.0, 0.0, 5.0), (0.0, 0.0, 30.0)], 16.0), 0.5).surface(6_000)
    head = ball()
    held = sky_seen([head, socket], directions=96)[0] < 0.05
    assert held.sum() > 100
    bones = shaded({"head": head, "socket": socket}, {"head": BONE, "socket": BONE}, directions=96)
    apart = shaded({"head": head}, {"head": BONE}, directions=96)
    assert bones["head"].colours is not None
    assert apart["head"].colours is not None
    # Most of its light is left, and yet it is darker than where nothing lies near: the joint looks closed.
    share = bones["head"].colours[held].mean() / apart["head"].colours[held].mean()
    assert 0.75 < share < 0.92


def test_little_shade_of_neighbours_is_kept() -> None:
    floor = ball(radius=12.0)
    far = ball(34.0)
    alone, seen = sky_seen([floor], directions=96)[0], sky_seen([floor, far], directions=96)[0]
    little = (alone - seen > 0.02) & (alone - seen < 0.08)
    assert little.any()
    colours = shaded({"floor": floor, "far": far}, {"floor": BONE, "far": BONE}, directions=96)["floor"].colours
    assert colours is not None
    both = tinted(BONE, seen)[little].astype(float)
    assert colours[little].mean() == pytest.approx(both.mean(), abs=2.0)


def test_shade_only_darkens_and_warms() -> None:
    dark, half, light = tinted(BONE, np.array([0.0, 0.5, 1.0])).astype(int)
    assert tuple(light) == BONE
    assert (dark < half).all()
    assert (half < light).all()
    assert dark[2] / light[2] < dark[0] / light[0]


def test_shading_is_the_same_each_time_and_reports_its_progress() -> None:
    told: list[float] = []
    surfaces = {"ball": ball()}
    first = shaded(surfaces, {"ball": BONE}, directions=32, progress=lambda _, share: told.append(share))
    second = shaded(surfaces, {"ball": BONE}, directions=32)
    assert first["ball"].colours is not None
    assert second["ball"].colours is not None
    assert np.array_equal(first["ball"].colours, second["ball"].colours)
    assert told == sorted(told)
    assert told[-1] == 1.0
