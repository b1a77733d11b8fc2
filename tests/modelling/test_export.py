"""The whole atlas written out and read back."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from anatomy_viewer.atlas import writing
from anatomy_viewer.atlas.atlas import read_atlas
from anatomy_viewer.atlas.model import built_folder, read_model
from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.modelling.export import export_atlas, exported_surfaces, letter_beside
from anatomy_viewer.modelling.solids.distance_grid import open_or_branching_edges, signed_volume_mm3
from anatomy_viewer.modelling.solids.files import read_pack
from anatomy_viewer.modelling.solids.mesh_formats import to_gltf
from anatomy_viewer.modelling.solids.orientation_letter import NAME, letter_r
from anatomy_viewer.modelling.solids.printable import printable_surface
from anatomy_viewer.modelling.solids.surface import Surface
from tests.modelling.placed_courses import MESHES
from tests.modelling.reading_back import glb_document, in_slicer, letters_seen, read_glb, read_mesh
from tests.modelling.solids.test_orientation_letter import R

SINGLE = 4e-5
"""A step of a 4-byte number at a few hundred millimetres."""


@pytest.fixture(scope="module")
def surfaces() -> dict[str, Surface]:
    return exported_surfaces(read_model(), MESHES)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "new" / "folder"
    export_atlas(folder, "ply")
    return folder


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stl")
    export_atlas(folder, "stl")
    return folder


@pytest.fixture(scope="module")
def glb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("glb")
    export_atlas(folder, "glb")
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_there_is_one_mesh_a_structure_a_letter_and_the_points(exported: Path) -> None:
    assert {path.stem for path in exported.glob("*.ply")} == {*read_model().structures, NAME}
    assert {path.name for path in exported.iterdir() if path.suffix != ".ply"} == {
        "landmarks.csv",
        "points.csv",
        "paths.csv",
        "landmarks.mrk.json",
        "sites.mrk.json",
        "tender_points.mrk.json",
        "nerve_paths.mrk.json",
        "about.json",
        "README.txt",
    }


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
    twigs = {
        f"{name.rsplit('_', 1)[0]}_twig_{number}_{name.rsplit('_', 1)[1]}": twig
        for name, some in model.twigs.items()
        for number, twig in enumerate(some, start=1)
    }
    assert {row["structure"] for row in paths} == {*model.paths, *twigs}
    assert len([one for one in twigs if one.startswith("superior_cluneal_nerve_medial_branch_twig_")]) >= 4
    assert all(row["structure"].endswith(("_right", "_left")) for row in paths)
    for name, twig in twigs.items():
        rows_of = [row for row in paths if row["structure"] == name]
        assert [int(row["index"]) for row in rows_of] == list(range(len(twig)))
        assert tuple(float(rows_of[-1][axis]) for axis in "xyz") == twig[-1]


def test_every_structure_comes_back_from_ply_the_same(exported: Path, surfaces: dict[str, Surface]) -> None:
    for name, surface in surfaces.items():
        back = read_mesh(exported / f"{name}.ply")
        assert np.abs(back.points - surface.points).max() < SINGLE, name
        assert (back.triangles == surface.triangles).all(), name
        assert (back.colours is None) == (surface.colours is None), name
        assert surface.colours is None or (back.colours == surface.colours).all(), name


def test_every_structure_comes_back_from_glb_the_same(glb: Path, surfaces: dict[str, Surface]) -> None:
    back = read_glb(glb / "atlas.glb")
    assert set(back) == set(surfaces)
    for name, surface in surfaces.items():
        assert np.abs(back[name].points * 1000.0 - to_gltf(surface.points)).max() < SINGLE, name
        assert (back[name].triangles == surface.triangles).all(), name
        if surface.colours is not None:
            off = np.abs(back[name].colours.astype(int) - surface.colours)
            # Light is written in 256 steps, coarse in the dark; of one dark colour a whole channel is off if any is.
            many = len(np.unique(surface.colours, axis=0)) > 10
            assert (off.max() <= 2, (off > 1).mean() < (0.2 if many else 0.34)) == (True, True), name


def test_every_structure_is_printed_closed_and_wound_outward(printed: Path, surfaces: dict[str, Surface]) -> None:
    for name, surface in surfaces.items():
        closed = printable_surface(surface)
        assert open_or_branching_edges(closed.triangles) == 0, name
        # The file holds no neighbours; points that were one are found again by their place.
        back = printable_surface(read_mesh(printed / f"{name}.stl"))
        assert open_or_branching_edges(back.triangles) == 0, name
        assert signed_volume_mm3(back) == pytest.approx(signed_volume_mm3(closed), rel=1e-3), name
        assert signed_volume_mm3(back) > 0.0, name


def test_bones_muscles_ligaments_and_nerves_are_solids_already(surfaces: dict[str, Surface]) -> None:
    structures = read_atlas().structure_by_id
    for name, surface in surfaces.items():
        if name in structures and structures[name].kind in ("bone", "nerve", "ligament", "cartilage"):
            assert len(printable_surface(surface).triangles) == len(surface.triangles), name


def test_a_nerve_is_exported_as_one_plain_tube_along_its_path(exported: Path) -> None:
    surface = read_mesh(exported / "inferior_cluneal_nerve_medial_branch_right.ply")
    model, name = read_model(), "inferior_cluneal_nerve_medial_branch_right"
    path = np.vstack([model.paths[name], *model.twigs[name]])
    gap = np.linalg.norm(surface.points[:, None] - path[None], axis=2).min(axis=1)
    assert gap.max() < 1.3 + 0.9


def test_left_meshes_lie_on_the_left(exported: Path) -> None:
    assert read_mesh(exported / "hip_bone_left.ply").points[:, 0].max() < 5.0
    assert read_mesh(exported / "hip_bone_right.ply").points[:, 0].min() > -5.0


def test_the_letter_stands_on_the_right_and_reads_r_in_every_format(exported: Path, printed: Path, glb: Path) -> None:
    ras, gltf = ((0, 1, 0), (0, 0, 1)), ((0, 0, 1), (0, 1, 0))
    for letter, bone, (forward, up) in (
        (read_mesh(exported / f"{NAME}.ply"), read_mesh(exported / "hip_bone_right.ply"), ras),
        (read_mesh(printed / f"{NAME}.stl"), read_mesh(printed / "hip_bone_right.stl"), ras),
        (read_glb(glb / f"{NAME}.glb")[NAME], read_glb(glb / "hip_bone_right.glb")["hip_bone_right"], gltf),
    ):
        right = np.cross(forward, up)
        assert (letter.points @ right).min() > (bone.points @ right).max()
        assert letters_seen(letter, forward, up, 7, 5) == R


def nearest_mm(points: np.ndarray, place: list[float]) -> float:
    return float(np.linalg.norm(points - np.array(place), axis=1).min())


def test_slicer_lays_every_mesh_on_the_points_of_its_own_side(exported: Path, printed: Path, glb: Path) -> None:
    """Meshes of every format, where 3D Slicer puts them, beside the points of the tables and of the markups."""
    points = {row["id"]: [float(row[axis]) for axis in "xyz"] for row in rows(exported / "points.csv")}
    marked = {}
    for name in ("landmarks", "sites", "tender_points"):
        (markup,) = json.loads((exported / f"{name}.mrk.json").read_text(encoding="utf-8"))["markups"]
        turn = np.array({"LPS": (-1, -1, 1), "RAS": (1, 1, 1)}[markup["coordinateSystem"]])
        marked |= {point["label"]: list(turn * point["position"]) for point in markup["controlPoints"]}
    assert points == {name: pytest.approx(marked[name]) for name in points}
    for side, other in (("right", "left"), ("left", "right")):
        folders = {".ply": exported, ".stl": printed}
        files = [folder / f"hip_bone_{side}{end}" for end, folder in folders.items()]
        bones = [in_slicer(path) for path in files]
        (gltf,) = read_glb(glb / f"hip_bone_{side}.glb").values()
        x, y, z = gltf.points.T * 1000.0  # metres: left, up, front
        for bone in (*(bone.points for bone in bones), np.column_stack([-x, z, y])):
            assert nearest_mm(bone, points[f"scn_1_{side}"]) < 2.0
            assert nearest_mm(bone, marked[f"psis_{side}"]) < 2.0
            assert nearest_mm(bone, points[f"scn_1_{other}"]) > 100.0


def test_slicer_turns_no_mesh_of_any_format(exported: Path, printed: Path, surfaces: dict[str, Surface]) -> None:
    places = {
        path: path.stem for folder, end in ((exported, "ply"), (printed, "stl")) for path in folder.glob(f"*.{end}")
    }
    assert len(places) == 2 * len(surfaces)
    for path, name in places.items():
        found, wanted = in_slicer(path).points, surfaces[name].points
        # A plate is half a millimetre larger on either side; a nerve is built with its rim.
        assert found.min(axis=0) == pytest.approx(wanted.min(axis=0), abs=1.5), path
        assert found.max(axis=0) == pytest.approx(wanted.max(axis=0), abs=1.5), path


def test_exporting_again_replaces_what_an_export_wrote(tmp_path: Path) -> None:
    for file_format in ("stl", "ply", "stl"):
        export_atlas(tmp_path, file_format)
    assert len(list(tmp_path.glob("*.ply"))) == len(list(tmp_path.glob("*.stl"))) > 100
    assert json.loads((tmp_path / "about.json").read_text(encoding="utf-8"))["form"] == "pooled"
    # Meshes of one form beside points of another would be wrong anatomy.
    with pytest.raises(ProblemsFound, match='the folder holds the form "pooled" in another format; allowed: another'):
        export_atlas(tmp_path, "ply", form="male")


@pytest.mark.parametrize("name", ["points.csv", "about.json", "sacrum.ply", "README.txt", "landmarks.mrk.json"])
def test_an_export_leaves_the_files_of_somebody_else(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("{}", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        export_atlas(tmp_path, "ply")
    assert str(found.value) == (
        f"{tmp_path}: files stand here that no export wrote, or that were changed since, and are left as they are: "
        f"{name}; allowed: a new folder, or one that only exports wrote into."
    )
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {
        name: "{}",
        "notes.txt": "mine",
    }


def test_an_export_leaves_what_was_changed_since_and_folders(tmp_path: Path) -> None:
    export_atlas(tmp_path, "ply")
    before = (tmp_path / "points.csv").read_bytes()
    (tmp_path / "points.csv").write_bytes(before + b"my_point,site,1,2,3\n")
    (tmp_path / "sacrum.ply").unlink()
    (tmp_path / "sacrum.ply").mkdir()
    with pytest.raises(ProblemsFound, match=r"as they are: sacrum\.ply, points\.csv; allowed"):
        export_atlas(tmp_path, "ply")
    assert (tmp_path / "points.csv").read_bytes().startswith(before)
    assert (tmp_path / "points.csv").read_bytes().endswith(b"my_point,site,1,2,3\n")


def test_a_failing_disk_leaves_the_former_export_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export_atlas(tmp_path, "ply")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    synced: list[int] = []

    def fail(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == 50:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", fail)
    with pytest.raises(ProblemsFound, match="No space left on device"):
        export_atlas(tmp_path, "stl")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_letter_touches_nothing() -> None:
    block = letter_r((80.0, 0.0, 5.0))
    letter = letter_beside({"block": block})
    assert letter.points[:, 0].min() == pytest.approx(block.points[:, 0].max() + 15.0)


def test_markups_hold_the_models_places_in_lps(exported: Path) -> None:
    model = read_model()
    found = {}
    for name in ("landmarks", "sites", "tender_points"):
        (markup,) = json.loads((exported / f"{name}.mrk.json").read_text(encoding="utf-8"))["markups"]
        assert markup["coordinateSystem"] == "LPS"
        found.update({point["label"]: point["position"] for point in markup["controlPoints"]})
    wanted = {**model.landmarks, **{name: point.at for name, point in model.points.items()}}
    assert set(found) == set(wanted)
    for name, (x, y, z) in wanted.items():
        assert found[name] == pytest.approx([-x, -y, z]), name
    assert found["psis_right"][0] < 0.0 < found["psis_left"][0]
    curves = json.loads((exported / "nerve_paths.mrk.json").read_text(encoding="utf-8"))["markups"]
    assert {curve["name"] for curve in curves} >= set(model.paths)
    assert len(curves) == len(model.paths) + sum(len(twigs) for twigs in model.twigs.values())


def test_the_files_say_which_form_and_frame_they_hold(exported: Path, glb: Path) -> None:
    about = json.loads((exported / "about.json").read_text(encoding="utf-8"))
    assert about["form"] == "pooled"
    assert about["meshes"] == "millimetres, x right, y anterior, z superior"
    document, _ = glb_document((glb / "atlas.glb").read_bytes())
    assert document["asset"]["extras"]["meshes"] == "metres, x left, y superior, z anterior"


def test_another_form_is_read_from_its_own_folder(tmp_path: Path) -> None:
    meshes = tmp_path / "meshes"
    shutil.copytree(MESHES / "tables", meshes / "tables")
    shutil.copytree(built_folder("pooled", MESHES), built_folder("female", meshes))
    export_atlas(tmp_path / "out", "ply", meshes, form="female")
    assert json.loads((tmp_path / "out" / "about.json").read_text(encoding="utf-8"))["form"] == "female"
    same = read_pack(built_folder("female", meshes) / "bones.pack")["sacrum"]
    assert np.abs(read_mesh(tmp_path / "out" / "sacrum.ply").points - same.points).max() < SINGLE
    with pytest.raises(ProblemsFound, match=r"built/male/model\.json: the file is missing"):
        export_atlas(tmp_path / "out", "ply", meshes, form="male")


def test_an_unknown_form_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        export_atlas(tmp_path, "ply", form="femal")
    assert str(found.value) == 'form: found "femal"; allowed: pooled, female, male; did you mean "female"?'


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


@pytest.mark.parametrize("name", ["model.glb", "Pelvis.STL", "points.csv"])
def test_the_name_of_a_file_makes_no_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        export_atlas(tmp_path / name, "ply")
    stem, end = name.split(".")
    assert str(found.value) == (
        f'{tmp_path / name}: the name ends in ".{end}", as a file\'s does; '
        f"allowed: a folder for one file a structure, such as {stem}."
    )
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_surface_is_told_before_anything_is_written(tmp_path: Path) -> None:
    meshes = tmp_path / "meshes"
    shutil.copytree(MESHES, meshes)
    (meshes / "built" / "pooled" / "bones.pack").write_bytes(b"damaged")
    with pytest.raises(ProblemsFound, match=r"built/pooled/bones\.pack: the file is damaged: its 7 bytes"):
        export_atlas(tmp_path / "out", "ply", meshes)
    assert not (tmp_path / "out").exists()
