from __future__ import annotations

import csv
import json
import shutil
import struct
from pathlib import Path

import numpy as np
import pytest

from anatomy_viewer.atlas.model import read_model
from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.modelling.distance_grid import open_or_branching_edges, signed_volume_mm3
from anatomy_viewer.modelling.export import export_atlas, glb_bytes, stl_bytes, to_gltf
from anatomy_viewer.modelling.surface import Surface
from tests.modelling.placed_courses import MESHES

# Part of a letter R in the frontal plane, on the subject's right: a stem with an arm towards the midline.
LETTER_R = Surface(
    np.array([[100.0, 0.0, 0.0], [100.0, 0.0, 20.0], [90.0, 0.0, 20.0], [90.0, 0.0, 12.0]]),
    np.array([[0, 1, 2], [0, 2, 3]]),
)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "new" / "folder"
    export_atlas(folder, "ply")
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def read_ply(path: Path) -> Surface:
    import pyvista as pv

    mesh = pv.read(path)
    return Surface(np.asarray(mesh.points, dtype=float), mesh.faces.reshape(-1, 4)[:, 1:])


def test_there_is_one_mesh_a_structure_and_three_tables(exported: Path) -> None:
    structures = set(read_model().structures)
    assert {path.stem for path in exported.glob("*.ply")} == structures
    assert {path.name for path in exported.glob("*.csv")} == {"landmarks.csv", "points.csv", "paths.csv"}


def test_tables_have_the_promised_columns_and_the_models_places(exported: Path) -> None:
    model = read_model()
    landmarks = rows(exported / "landmarks.csv")
    assert list(landmarks[0]) == ["name", "side", "x", "y", "z"]
    places = {(row["name"], row["side"]): tuple(float(row[c]) for c in "xyz") for row in landmarks}
    assert places[("psis", "right")] == model.landmarks["psis_right"]
    assert places[("coccyx_tip", "mid")] == model.landmarks["coccyx_tip"]
    points = {row["id"]: row for row in rows(exported / "points.csv")}
    assert points["scn_1_right"]["kind"] == "site"
    assert float(points["scn_1_right"]["x"]) == pytest.approx(70.0)
    paths = rows(exported / "paths.csv")
    assert list(paths[0]) == ["structure", "index", "x", "y", "z"]
    assert {row["structure"] for row in paths} == set(model.paths)


def test_bones_and_nerves_are_exported_closed_and_wound_outward(exported: Path) -> None:
    for name in ("hip_bone_left", "sacrum", "superior_cluneal_nerve_medial_branch_left"):
        surface = read_ply(exported / f"{name}.ply")
        assert open_or_branching_edges(surface.triangles) == 0
        assert signed_volume_mm3(surface) > 0.0


def test_a_nerve_is_exported_as_one_plain_tube_along_its_path(exported: Path) -> None:
    surface = read_ply(exported / "inferior_cluneal_nerve_medial_branch_right.ply")
    path = np.array(read_model().paths["inferior_cluneal_nerve_medial_branch_right"])
    gap = np.linalg.norm(surface.points[:, None] - path[None], axis=2).min(axis=1)
    assert gap.max() < 1.3 + 0.9


def test_left_meshes_lie_on_the_left(exported: Path) -> None:
    assert read_ply(exported / "hip_bone_left.ply").points[:, 0].max() < 5.0
    assert read_ply(exported / "hip_bone_right.ply").points[:, 0].min() > -5.0


def test_gltf_keeps_the_letter_r_on_the_subjects_right_and_readable() -> None:
    document, blob = split_glb(glb_bytes(LETTER_R))
    accessor = document["accessors"][0]
    view = document["bufferViews"][accessor["bufferView"]]
    points = np.frombuffer(blob, "<f4", accessor["count"] * 3, view["byteOffset"]).reshape(-1, 3)
    # Right is -x, up is y, metres; the stem stays on the outer side of the arm.
    assert points[0] == pytest.approx([-0.1, 0.0, 0.0])
    assert points[1] == pytest.approx([-0.1, 0.02, 0.0])
    assert points[2] == pytest.approx([-0.09, 0.02, 0.0])
    assert np.linalg.det(to_gltf(np.eye(3))) == pytest.approx(1.0)
    assert accessor["min"] == pytest.approx([-0.1, 0.0, 0.0])


def split_glb(content: bytes) -> tuple[dict, bytes]:  # type: ignore[type-arg]
    magic, version, size = struct.unpack_from("<4sII", content)
    assert (magic, version, size) == (b"glTF", 2, len(content))
    length, kind = struct.unpack_from("<I4s", content, 12)
    assert kind == b"JSON"
    start = 20 + length
    blob_length, blob_kind = struct.unpack_from("<I4s", content, start)
    assert blob_kind == b"BIN\0"
    return json.loads(content[20:start]), content[start + 8 : start + 8 + blob_length]


def test_stl_has_a_facet_a_triangle_with_its_outward_normal() -> None:
    content = stl_bytes(LETTER_R)
    assert struct.unpack_from("<I", content, 80) == (2,)
    assert len(content) == 84 + 2 * 50
    assert struct.unpack_from("<3f", content, 84) == pytest.approx((0.0, -1.0, 0.0))


@pytest.mark.parametrize("file_format", ["stl", "glb"])
def test_the_other_formats_write_every_structure(file_format: str, tmp_path: Path) -> None:
    written = export_atlas(tmp_path, file_format)
    assert len([path for path in written if path.suffix == f".{file_format}"]) == len(read_model().structures)


def test_an_unknown_format_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        export_atlas(tmp_path, "gltb")
    assert str(found.value) == 'format: found "gltb"; allowed: ply, stl, glb; did you mean "glb"?'


def test_a_folder_that_is_a_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("here", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        export_atlas(tmp_path / "taken", "ply")
    assert str(found.value) == (
        f"{tmp_path / 'taken'}: the folder cannot be written (File exists); "
        "allowed: a folder that this account may write to."
    )


def test_a_damaged_surface_is_told_before_anything_is_written(tmp_path: Path) -> None:
    meshes = tmp_path / "meshes"
    shutil.copytree(MESHES, meshes)
    (meshes / "built" / "pooled" / "sacrum.vtp").write_bytes(b"damaged")
    with pytest.raises(ProblemsFound, match=r"built/pooled/sacrum\.vtp: the file has 7 bytes instead of"):
        export_atlas(tmp_path / "out", "ply", meshes)
    assert not (tmp_path / "out").exists()
