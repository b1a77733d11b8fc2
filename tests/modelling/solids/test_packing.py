"""What is packed comes back: any surface, closed or torn, with any colours, and no trace of who made it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anatomy_viewer.atlas.packs import STEP_MM, PackedSurface, names_in, surfaces_in
from anatomy_viewer.modelling.solids.packing import packed, place_order
from anatomy_viewer.modelling.solids.surface import Surface


def unit_sphere(rounds: int) -> Surface:
    """An octahedron whose triangles have been parted in four several times."""
    points = [(1.0, 0.0, 0.0), (-1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, -1.0, 0.0), (0.0, 0.0, 1.0), (0.0, 0.0, -1.0)]
    triangles = [(a, b, c) if (a + b + c) % 2 else (a, c, b) for a in (0, 1) for b in (2, 3) for c in (4, 5)]
    for _ in range(rounds):
        middle: dict[tuple[int, int], int] = {}

        def between(a: int, b: int, middle: dict[tuple[int, int], int] = middle) -> int:
            key = (min(a, b), max(a, b))
            if key not in middle:
                middle[key] = len(points)
                points.append(tuple(np.add(points[a], points[b]) / np.linalg.norm(np.add(points[a], points[b]))))
            return middle[key]

        parted = []
        for a, b, c in triangles:
            ab, bc, ca = between(a, b), between(b, c), between(c, a)
            parted += [(a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca)]
        triangles = parted
    return Surface(np.array(points), np.array(triangles))


def steps_of(surface: Surface) -> np.ndarray:
    return np.round(surface.points / STEP_MM).astype(int)


def corners_of(points: np.ndarray, triangles: np.ndarray, colours: np.ndarray | None) -> list[tuple]:
    """Every triangle as places and colours of its corners, begun with the lowest: no order is left but the winding."""
    rows = points if colours is None else np.hstack([points, colours])
    corners = [[tuple(rows[corner].tolist()) for corner in triangle] for triangle in triangles]
    return sorted(min(tuple(one[k:] + one[:k]) for k in range(3)) for one in corners)


def read(file: bytes) -> dict[str, PackedSurface]:
    return dict(surfaces_in(file))


def assert_same(found: PackedSurface, wanted: Surface, ordered: bool) -> None:
    points = np.asarray(found.points).reshape(-1, 3)
    triangles = np.asarray(found.triangles).reshape(-1, 3)
    colours = None if found.colours is None else np.frombuffer(found.colours, np.uint8).reshape(-1, 3)
    used = np.unique(wanted.triangles)
    assert len(points) == len(used)
    assert (colours is None) == (wanted.colours is None)
    assert corners_of(points, triangles, colours) == corners_of(steps_of(wanted), wanted.triangles, wanted.colours)
    if ordered:
        assert (points == steps_of(wanted)).all()
        assert colours is None or (colours == wanted.colours).all()


def assert_packs(surfaces: Mapping[str, Surface], in_order: tuple[str, ...] = ()) -> bytes:
    file = packed(surfaces, in_order)
    assert names_in(file) == tuple(surfaces)
    found = read(file)
    assert list(found) == list(surfaces)
    for name, surface in surfaces.items():
        assert_same(found[name], surface, name in in_order)
    return file


@st.composite
def soups(draw: st.DrawFn) -> Surface:
    """Few points and many triangles among them: edges of three sheets, both windings, pieces that hang by a point."""
    count = draw(st.integers(3, 9))
    corner = st.integers(0, count - 1)
    triangle = st.tuples(corner, corner, corner).filter(lambda one: len(set(one)) == 3)
    triangles = draw(st.lists(triangle, min_size=1, max_size=30))
    place = st.tuples(*(st.integers(-30000, 30000) for _ in range(3)))
    points = np.array(draw(st.lists(place, min_size=count, max_size=count)), dtype=float) * STEP_MM
    colours = None
    if draw(st.booleans()):
        shade = st.tuples(*(st.integers(0, 255) for _ in range(3)))
        colours = np.array(draw(st.lists(shade, min_size=count, max_size=count)), dtype=np.uint8)
    used, numbers = np.unique(np.array(triangles), return_inverse=True)
    return Surface(points[used], numbers.reshape(-1, 3), None if colours is None else colours[used])


@given(st.lists(soups(), min_size=1, max_size=3), st.booleans())
@settings(max_examples=150, deadline=None)
def test_whatever_is_packed_comes_back(surfaces: list[Surface], ordered: bool) -> None:
    named = {f"s{number}": surface for number, surface in enumerate(surfaces)}
    assert_packs(named, tuple(named) if ordered else ())


def test_closed_and_open_surfaces_come_back() -> None:
    ball = unit_sphere(3)
    ball = Surface(ball.points * 20.0, ball.triangles)
    cap = Surface(ball.points, ball.triangles[ball.points[ball.triangles][:, :, 2].min(axis=1) > 0.0])
    two = Surface(
        np.vstack([ball.points, ball.points + 50.0]), np.vstack([ball.triangles, ball.triangles + len(ball.points)])
    )
    assert_packs({"ball": ball, "cap": cap, "two": two})


def painted(surface: Surface, seed: int) -> Surface:
    shades = np.random.default_rng(seed).integers(0, 50, len(surface.points))
    return Surface(
        surface.points, surface.triangles, np.stack([shades * 5, shades * 4, shades], axis=1).astype(np.uint8)
    )


@pytest.mark.parametrize("in_order", [(), ("egg_right", "egg_left")])
def test_a_mirrored_surface_costs_nothing_and_its_own_colours_little(in_order: tuple[str, ...]) -> None:
    ball = unit_sphere(4)
    right = painted(Surface(ball.points * (20.0, 10.0, 5.0) + (60.0, 0.0, 0.0), ball.triangles), 1)
    alone = assert_packs({"egg_right": right}, in_order)
    left = right.mirrored()
    both = assert_packs({"egg_right": right, "egg_left": left}, in_order)
    assert len(both) < len(alone) + 60
    shaded = Surface(left.points, left.triangles, np.roll(left.colours, 1, axis=0))
    assert_packs({"egg_right": right, "egg_left": shaded}, in_order)


def test_a_left_one_that_is_no_mirror_is_packed_by_itself() -> None:
    ball = unit_sphere(2)
    right = Surface(ball.points * 20.0, ball.triangles)
    moved = right.points.copy()
    moved[0] += STEP_MM
    for left in (Surface(moved, right.triangles[:, ::-1]), Surface(right.points * (-1, 1, 1), right.triangles)):
        assert_packs({"egg_right": right, "egg_left": left})
        assert_packs({"egg_left": left, "egg_right": right})


def test_many_colours_and_far_places_fit() -> None:
    count = 900
    points = np.random.default_rng(3).integers(-100_000, 100_000, (count, 3)) * STEP_MM
    colours = np.random.default_rng(4).integers(0, 256, (count, 3)).astype(np.uint8)
    assert_packs({"far": Surface(points, np.arange(count).reshape(-1, 3), colours)})


def test_a_place_beyond_what_fits_is_refused() -> None:
    points = np.array([[0.0, 0.0, 0.0], [1e6, 0.0, 0.0], [0.0, 1.0, 0.0]])
    with pytest.raises(ValueError, match="the column x do not fit into 3 bytes"):
        packed({"far": Surface(points, np.array([[0, 1, 2]]))})


def test_a_point_of_no_triangle_has_no_place_in_an_order() -> None:
    with pytest.raises(ValueError, match="1 points belong to no triangle"):
        packed({"s": Surface(np.eye(3), np.array([[0, 1, 2]])[:, [0, 1, 0]])}, ("s",))


def test_the_order_of_what_is_packed_leaves_no_trace() -> None:
    ball = unit_sphere(3)
    egg = painted(Surface(ball.points * (12.0, 9.0, 15.0), ball.triangles), 2)
    chance = np.random.default_rng(5)
    places = chance.permutation(len(egg.points))
    number = np.argsort(places).astype(np.int32)
    rows = np.roll(number[egg.triangles], 1, axis=1)[chance.permutation(len(egg.triangles))]
    shuffled = Surface(egg.points[places], rows, egg.colours[places])
    assert packed({"egg": egg}) == packed({"egg": shuffled})
    order, triangles = place_order(egg)
    assert corners_of(egg.points[order], triangles, None) == corners_of(egg.points, egg.triangles, None)
