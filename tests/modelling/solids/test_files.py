from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from anatomy_viewer.atlas.packs import STEP_MM
from anatomy_viewer.modelling.solids.distance_grid import DistanceGrid, Ellipsoid, signed_volume_mm3
from anatomy_viewer.modelling.solids.files import may_be_replaced, read_pack, write_pack
from anatomy_viewer.modelling.solids.surface import Surface


@pytest.fixture(scope="module")
def egg() -> Surface:
    solid = Ellipsoid((0.0, 3.0, -2.0), np.eye(3), (12.0, 9.0, 15.0))
    grid = DistanceGrid.empty((-18.0, -18.0, -22.0), (18.0, 18.0, 18.0))
    surface = grid.union(solid).surface(3_000)
    red = np.clip(surface.points[:, 2] * 6.0 + 128.0, 0.0, 255.0)
    return Surface(surface.points, surface.triangles, np.stack([red, 255.0 - red, red * 0.0], axis=1).astype(np.uint8))


def by_place(surface: Surface) -> np.ndarray:
    rows = np.hstack([np.round(surface.points / STEP_MM), surface.colours])
    return rows[np.lexsort(rows.T)]


def test_a_surface_comes_back_as_it_was_written(egg: Surface, tmp_path: Path) -> None:
    file = write_pack({"egg": egg}, tmp_path / "eggs.pack")
    found = read_pack(tmp_path / "eggs.pack")["egg"]
    assert file == (tmp_path / "eggs.pack").read_bytes()
    assert len(found.triangles) == len(egg.triangles)
    assert by_place(found) == pytest.approx(by_place(egg))
    assert signed_volume_mm3(found) == pytest.approx(signed_volume_mm3(egg), rel=1e-3)


def test_the_same_surface_gives_the_same_bytes(egg: Surface, tmp_path: Path) -> None:
    assert write_pack({"egg": egg}, tmp_path / "one.pack") == write_pack({"egg": egg}, tmp_path / "two.pack")


def test_a_file_takes_less_than_three_bytes_a_triangle(egg: Surface, tmp_path: Path) -> None:
    assert len(write_pack({"egg": egg}, tmp_path / "eggs.pack")) < 3 * len(egg.triangles)


def test_points_lie_on_the_step_of_the_file(egg: Surface, tmp_path: Path) -> None:
    write_pack({"egg": egg}, tmp_path / "eggs.pack")
    steps = read_pack(tmp_path / "eggs.pack")["egg"].points / STEP_MM
    assert np.array_equal(steps, np.round(steps))


def test_only_what_is_wanted_is_read(egg: Surface, tmp_path: Path) -> None:
    write_pack({"egg_right": egg, "egg_left": egg.mirrored(), "other": egg}, tmp_path / "eggs.pack")
    assert list(read_pack(tmp_path / "eggs.pack", ["egg_left"])) == ["egg_left"]


def test_a_missing_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"none\.pack: there is no such file"):
        read_pack(tmp_path / "none.pack")


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[:50], lambda data: b"<VTKFile>" + data])
def test_a_file_that_is_no_pack_is_said_in_a_sentence(egg: Surface, tmp_path: Path, damage) -> None:
    path = tmp_path / "eggs.pack"
    path.write_bytes(damage(write_pack({"egg": egg}, path)))
    with pytest.raises(ValueError, match=r"eggs\.pack: it (is damaged|does not begin as a pack)"):
        read_pack(path)


def test_a_folder_that_does_not_exist_is_refused(egg: Surface, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="could not be written there"):
        write_pack({"egg": egg}, tmp_path / "nowhere" / "eggs.pack")


def test_only_what_was_written_here_may_be_replaced(egg: Surface, tmp_path: Path) -> None:
    path = tmp_path / "eggs.pack"
    assert may_be_replaced(path)
    file = write_pack({"egg": egg}, path)
    for content, ours in ((file, True), (file[:20], True), (b"", True), (b"anapack\x07", True), (b"anatomy", False)):
        path.write_bytes(content)
        assert may_be_replaced(path) is ours, content[:20]
    path.unlink()
    path.mkdir()
    assert not may_be_replaced(path)
