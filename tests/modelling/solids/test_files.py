from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from anatomy_viewer.modelling.solids.distance_grid import DistanceGrid, Ellipsoid, signed_volume_mm3
from anatomy_viewer.modelling.solids.files import (
    POINT_STEP_MM,
    packed_order,
    read_surface,
    write_surface,
)
from anatomy_viewer.modelling.solids.surface import Surface


@pytest.fixture(scope="module")
def egg() -> Surface:
    solid = Ellipsoid((0.0, 3.0, -2.0), np.eye(3), (12.0, 9.0, 15.0))
    grid = DistanceGrid.empty((-18.0, -18.0, -22.0), (18.0, 18.0, 18.0))
    surface = grid.union(solid).surface(3_000)
    red = np.clip(surface.points[:, 2] * 6.0 + 128.0, 0.0, 255.0)
    return Surface(surface.points, surface.triangles, np.stack([red, 255.0 - red, red * 0.0], axis=1).astype(np.uint8))


def by_place(surface: Surface) -> np.ndarray:
    rows = np.hstack([np.round(surface.points / POINT_STEP_MM), surface.colours])
    return rows[np.lexsort(rows.T)]


def test_a_surface_comes_back_as_it_was_written(egg: Surface, tmp_path: Path) -> None:
    size = write_surface(egg, tmp_path / "egg.vtp")
    found = read_surface(tmp_path / "egg.vtp")
    assert size == (tmp_path / "egg.vtp").stat().st_size
    assert len(found.triangles) == len(egg.triangles)
    assert by_place(found) == pytest.approx(by_place(egg))
    assert signed_volume_mm3(found) == pytest.approx(signed_volume_mm3(egg), rel=1e-3)


def test_the_same_surface_gives_the_same_bytes(egg: Surface, tmp_path: Path) -> None:
    write_surface(egg, tmp_path / "one.vtp")
    write_surface(egg, tmp_path / "two.vtp")
    assert (tmp_path / "one.vtp").read_bytes() == (tmp_path / "two.vtp").read_bytes()


def test_a_file_takes_less_than_a_dozen_bytes_a_triangle(egg: Surface, tmp_path: Path) -> None:
    assert write_surface(egg, tmp_path / "egg.vtp") < 12 * len(egg.triangles)


def test_points_lie_on_the_step_of_the_file(egg: Surface, tmp_path: Path) -> None:
    write_surface(egg, tmp_path / "egg.vtp")
    steps = read_surface(tmp_path / "egg.vtp").points / POINT_STEP_MM
    assert np.array_equal(steps, np.round(steps))


def test_packing_keeps_each_triangle_and_its_winding(egg: Surface) -> None:
    packed = packed_order(egg)
    before = {tuple(np.roll(row, -row.argmin(axis=0)[0], axis=0).ravel()) for row in egg.points[egg.triangles]}
    after = {tuple(np.roll(row, -row.argmin(axis=0)[0], axis=0).ravel()) for row in packed.points[packed.triangles]}
    assert before == after


def test_the_order_of_what_is_packed_leaves_no_trace(egg: Surface) -> None:
    chance = np.random.default_rng(5)
    places = chance.permutation(len(egg.points))
    number = np.argsort(places).astype(np.int32)
    rows = np.roll(number[egg.triangles], 1, axis=1)[chance.permutation(len(egg.triangles))]
    shuffled = Surface(egg.points[places], rows, None if egg.colours is None else egg.colours[places])
    one, other = packed_order(egg), packed_order(shuffled)
    assert np.array_equal(one.points, other.points)
    assert np.array_equal(one.triangles, other.triangles)


def test_the_browser_gets_what_it_reads(egg: Surface, tmp_path: Path) -> None:
    write_surface(egg, tmp_path / "egg.vtp")
    head = (tmp_path / "egg.vtp").read_bytes()[:3000].decode("latin-1")
    for text in (
        'compressor="vtkZLibDataCompressor"',
        'Name="colour"',
        'type="Int8" Name="Normals"',
        'encoding="raw"',
    ):
        assert text in head
    assert 'type="Int32" Name="connectivity"' in head[head.index("<Polys>") :]


def test_a_missing_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"none\.vtp: there is no such file"):
        read_surface(tmp_path / "none.vtp")


def test_a_folder_that_does_not_exist_is_refused(egg: Surface, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="could not be written there"):
        write_surface(egg, tmp_path / "nowhere" / "egg.vtp")


def test_packed_data_that_ends_in_a_line_end_stays_whole_in_the_browser(tmp_path):
    # 11,000 triangles: the check sum of their offsets ends in 0x0A, and it is the last byte of the data.
    corners = np.random.default_rng(3).random((3 * 11_000, 3))
    path = tmp_path / "many.vtp"
    write_surface(Surface(corners, np.arange(3 * 11_000).reshape(-1, 3)), path)
    file = path.read_bytes()
    end = re.search(rb"\n\s*</AppendedData>", file)  # as vtk.js looks for it
    assert end is not None
    assert file[end.start() - 1 : end.start()] == b"."
    assert len(read_surface(path).triangles) == 11_000
