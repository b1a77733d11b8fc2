"""Each format read back by PyVista: the same points, faces, colours and names, and nothing mirrored."""

import json
from pathlib import Path

import numpy as np
import pytest

from anatomy_viewer.modelling.solids.distance_grid import signed_volume_mm3
from anatomy_viewer.modelling.solids.mesh_formats import Finish, glb_bytes, ply_bytes, stl_bytes, to_gltf, to_linear
from anatomy_viewer.modelling.solids.orientation_letter import letter_r
from anatomy_viewer.modelling.solids.surface import Surface
from tests.modelling.reading_back import glb_document, in_slicer, letters_seen, on_screen, read_glb, read_mesh
from tests.modelling.solids.test_orientation_letter import R
from tests.node import run_node

LETTER = letter_r((200.0, -40.0, 10.0))
COLOURED = Surface(
    LETTER.points, LETTER.triangles, np.arange(3 * len(LETTER.points), dtype=np.uint8).reshape(-1, 3) % 251
)
SINGLE = 2e-5
"""Half a step of a 4-byte number at 200 mm."""


def test_ply_comes_back_the_same(tmp_path: Path) -> None:
    path = tmp_path / "letter.ply"
    path.write_bytes(ply_bytes("letter", COLOURED))
    back = read_mesh(path)
    assert np.abs(back.points - COLOURED.points).max() < SINGLE
    assert (back.triangles == COLOURED.triangles).all()
    assert (back.colours == COLOURED.colours).all()
    assert b"comment name letter\n" in path.read_bytes()


def test_stl_comes_back_the_same(tmp_path: Path) -> None:
    path = tmp_path / "letter.stl"
    path.write_bytes(stl_bytes("letter", COLOURED))
    back = read_mesh(path)
    assert len(back.triangles) == len(COLOURED.triangles)
    assert signed_volume_mm3(back) == pytest.approx(signed_volume_mm3(COLOURED), rel=1e-4)
    same = np.sort(back.points[back.triangles].reshape(-1, 9), axis=0)
    assert np.abs(same - np.sort(COLOURED.points[COLOURED.triangles].reshape(-1, 9), axis=0)).max() < SINGLE
    assert path.read_bytes()[:80] == b"SPACE=RAS; mm; letter".ljust(80, b"\0")


def test_glb_comes_back_the_same_with_names_and_colours(tmp_path: Path) -> None:
    path = tmp_path / "letters.glb"
    other = Surface(COLOURED.points + np.array([0.0, 50.0, 0.0]), COLOURED.triangles, COLOURED.colours[::-1])
    path.write_bytes(glb_bytes({"first": COLOURED, "second": other}))
    back = read_glb(path)
    assert set(back) == {"first", "second"}
    for name, surface in (("first", COLOURED), ("second", other)):
        found = back[name]
        assert np.abs(found.points * 1000.0 - to_gltf(surface.points)).max() < SINGLE
        assert (found.triangles == surface.triangles).all()
        assert (found.colours == on_screen(np.round(to_linear(surface.colours) * 255.0) / 255.0)).all()


@pytest.mark.parametrize("name", ["r", "solid_" + "of_a_very_long_name_" * 5, "sacrum SPACE=LPS"])
def test_slicer_leaves_the_right_on_the_right(tmp_path: Path, name: str) -> None:
    (tmp_path / "r.ply").write_bytes(ply_bytes(name, LETTER))
    (tmp_path / "r.stl").write_bytes(stl_bytes(name, LETTER))
    for path in tmp_path.iterdir():
        found = in_slicer(path)
        for side in (np.min, np.max):
            assert side(found.points, axis=0) == pytest.approx(side(LETTER.points, axis=0), abs=0.01), path.name


def test_gltf_colours_are_whole_numbers_with_an_alpha() -> None:
    document, blob = glb_document(glb_bytes({"r": COLOURED}))
    accessor = document["accessors"][document["meshes"][0]["primitives"][0]["attributes"]["COLOR_0"]]
    assert (accessor["componentType"], accessor["type"], accessor["normalized"]) == (5123, "VEC4", True)
    start = document["bufferViews"][accessor["bufferView"]]["byteOffset"]
    values = np.frombuffer(blob, "<u2", accessor["count"] * 4, start).reshape(-1, 4)
    assert (values[:, 3] == 65535).all()
    assert np.abs(values[:, :3] / 65535.0 - to_linear(COLOURED.colours)).max() < 0.51 / 255.0


def test_gltf_colours_outlive_another_program(tmp_path: Path) -> None:
    """trimesh reads a file and writes it again, as people do who put models together: names, colours, opacity stay."""
    import trimesh

    plain = Surface(LETTER.points, LETTER.triangles)
    path, again = tmp_path / "letters.glb", tmp_path / "again.glb"
    finishes = {"first": Finish("skin", 0.5, "layer_skin")}
    path.write_bytes(glb_bytes({"first": COLOURED, "plain": plain}, finishes=finishes))
    again.write_bytes(trimesh.load(path).export(file_type="glb"))
    for source in (path, again):
        document, blob = glb_document(source.read_bytes())
        primitives = {mesh["name"]: mesh["primitives"][0]["attributes"] for mesh in document["meshes"]}
        assert set(primitives) == {"first", "plain"}
        assert "COLOR_0" not in primitives["plain"]
        accessor = document["accessors"][primitives["first"]["COLOR_0"]]
        most = {5121: 255.0, 5123: 65535.0}[accessor["componentType"]]
        view = document["bufferViews"][accessor["bufferView"]]
        start = view.get("byteOffset", 0) + accessor.get("byteOffset", 0)
        values = np.frombuffer(blob, "u1" if most == 255.0 else "<u2", accessor["count"] * 4, start).reshape(-1, 4)
        assert accessor["normalized"]
        assert np.abs(values[:, :3] / most - to_linear(COLOURED.colours)).max() < 0.51 / 255.0
        assert (values[:, 3] == most).all()
        number = next(mesh["primitives"][0]["material"] for mesh in document["meshes"] if mesh["name"] == "first")
        assert document["materials"][number]["alphaMode"] == "BLEND"
        opacity = document["materials"][number]["pbrMetallicRoughness"]["baseColorFactor"]
        assert opacity == pytest.approx([1.0, 1.0, 1.0, 0.5], abs=0.005)
    # And as one mesh in a format that has bytes.
    whole = trimesh.load(path, force="mesh")
    assert len(whole.export(file_type="ply")) > 0


def test_the_gltf_validator_finds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "letters.glb"
    finishes = {"first": Finish("skin", 0.5, "layer_skin")}
    path.write_bytes(glb_bytes({"first": COLOURED, "plain": LETTER}, {"form": "male"}, finishes))
    script = (
        "const validator = require('gltf-validator'), fs = require('fs');"
        "validator.validateBytes(new Uint8Array(fs.readFileSync(process.argv[1])))"
        ".then((report) => console.log(JSON.stringify(report.issues)));"
    )
    issues = json.loads(run_node({"gltf-validator": "2.0.0-dev.3.10"}, script, path))
    assert issues["messages"] == []
    assert [issues[kind] for kind in ("numErrors", "numWarnings", "numInfos", "numHints")] == [0, 0, 0, 0]


def test_the_letter_is_not_mirrored_in_any_format(tmp_path: Path) -> None:
    (tmp_path / "r.ply").write_bytes(ply_bytes("r", LETTER))
    (tmp_path / "r.stl").write_bytes(stl_bytes("r", LETTER))
    (tmp_path / "r.glb").write_bytes(glb_bytes({"r": LETTER}))
    # RAS: the front is +y and up is +z. glTF: the front is +z and up is +y. The body's right is forward times up.
    ras, gltf = ((0, 1, 0), (0, 0, 1)), ((0, 0, 1), (0, 1, 0))
    for surface, (forward, up) in (
        (read_mesh(tmp_path / "r.ply"), ras),
        (read_mesh(tmp_path / "r.stl"), ras),
        (read_glb(tmp_path / "r.glb")["r"], gltf),
    ):
        assert letters_seen(surface, forward, up, 7, 5) == R
        assert ((surface.points @ np.cross(forward, up)) > 0.0).all()
        assert signed_volume_mm3(surface) > 0.0


def test_gltf_axes_are_metres_left_up_front() -> None:
    assert to_gltf(np.array([[100.0, 20.0, 3.0]])) == pytest.approx(np.array([[-100.0, 3.0, 20.0]]))
    assert np.linalg.det(to_gltf(np.eye(3))) == pytest.approx(1.0)


def test_gltf_normals_point_outward_and_limits_are_told() -> None:
    document, blob = glb_document(glb_bytes({"r": LETTER}))
    attributes = document["meshes"][0]["primitives"][0]["attributes"]
    values = {}
    for name in ("POSITION", "NORMAL"):
        accessor = document["accessors"][attributes[name]]
        offset = document["bufferViews"][accessor["bufferView"]]["byteOffset"]
        values[name] = np.frombuffer(blob, "<f4", accessor["count"] * 3, offset).reshape(-1, 3)
        if name == "POSITION":
            assert accessor["min"] == pytest.approx(values[name].min(axis=0))
            assert accessor["max"] == pytest.approx(values[name].max(axis=0))
    assert np.linalg.norm(values["NORMAL"], axis=1) == pytest.approx(np.ones(len(LETTER.points)), abs=1e-6)
    middle = values["POSITION"].mean(axis=0)
    back = values["POSITION"][:, 2] < middle[2]
    assert (values["NORMAL"][back, 2] < 0).all()
    assert (values["NORMAL"][~back, 2] > 0).all()


def test_gltf_colours_are_linear_light() -> None:
    assert to_linear(np.array([[0, 188, 255]], dtype=np.uint8))[0] == pytest.approx([0.0, 0.503, 1.0], abs=0.001)
    every = np.arange(256, dtype=np.uint8).repeat(3).reshape(-1, 3)
    assert (on_screen(to_linear(every)) == every).all()


def test_gltf_nodes_hang_under_their_layer_and_share_a_material() -> None:
    finishes = {name: Finish("skin", 0.5, "layer_skin") for name in ("a", "b")}
    document, _ = glb_document(glb_bytes({"a": LETTER, "b": LETTER, "c": LETTER}, {"form": "male"}, finishes))
    nodes = document["nodes"]
    assert [node["name"] for node in nodes] == ["a", "b", "c", "layer_skin"]
    assert nodes[3]["children"] == [0, 1]
    assert document["scenes"][0]["nodes"] == [2, 3]
    assert [material["name"] for material in document["materials"]] == ["skin", "tissue"]
    assert document["materials"][0]["alphaMode"] == "BLEND"
    assert document["materials"][0]["pbrMetallicRoughness"]["baseColorFactor"] == [1.0, 1.0, 1.0, 0.5]
    assert document["asset"]["extras"] == {"form": "male"}


def test_stl_has_a_facet_a_triangle_with_its_outward_normal() -> None:
    flat = Surface(
        np.array([[100.0, 0.0, 0.0], [100.0, 0.0, 20.0], [90.0, 0.0, 20.0]]),
        np.array([[0, 1, 2]]),
    )
    content = stl_bytes("flat", flat)
    assert len(content) == 84 + 50
    assert np.frombuffer(content, "<f4", 3, 84) == pytest.approx([0.0, -1.0, 0.0])


def test_the_same_surface_gives_the_same_bytes() -> None:
    assert glb_bytes({"r": LETTER}) == glb_bytes({"r": LETTER})
    assert ply_bytes("r", LETTER) == ply_bytes("r", LETTER)
