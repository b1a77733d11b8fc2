from __future__ import annotations

import dataclasses
import json
import shutil
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from anatomy_viewer.atlas.atlas import model_problems
from anatomy_viewer.atlas.built_surfaces import surface_problems
from anatomy_viewer.atlas.courses import read_course_rules
from anatomy_viewer.atlas.model import read_model
from anatomy_viewer.modelling.model_file import fingerprint, foreign_files, write_model
from tests.modelling.placed_courses import MESHES, assembly, atlas

RULES = read_course_rules(atlas(), MESHES)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("meshes")
    write_model(assembly(), folder / "built" / "pooled", "abc")
    return folder


def test_what_was_written_reads_back_complete(written: Path) -> None:
    model = read_model(written)
    assert model_problems(atlas(), model) == ()
    assert surface_problems(model, written) == ()
    assert model.inputs_sha256 == "abc"


def test_all_surfaces_together_keep_the_budget(written: Path) -> None:
    structures = read_model(written).structures.values()
    assert sum(structure.triangles for structure in structures) <= 220_000
    assert sum(structure.bytes for structure in structures) <= 4_000_000


def test_hashes_and_sizes_are_those_of_the_files(written: Path) -> None:
    for structure in read_model(written).structures.values():
        content = (written / "built" / "pooled" / structure.file).read_bytes()
        assert len(content) == structure.bytes
        assert sha256(content).hexdigest() == structure.sha256


def test_writing_twice_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    write_model(assembly(), tmp_path, "abc")
    for path in sorted((written / "built" / "pooled").iterdir()):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_anchors_lie_on_their_surfaces_and_spheres_hold_them(written: Path) -> None:
    for name, structure in read_model(written).structures.items():
        points = assembly().surfaces[name].points
        assert np.linalg.norm(points - structure.anchor, axis=1).min() < 6.0, name
        assert np.linalg.norm(points - structure.centre, axis=1).max() <= structure.radius_mm + 0.02


def test_curves_run_from_psis_to_asis_on_both_sides(written: Path) -> None:
    model = read_model(written)
    for side in ("right", "left"):
        curve = np.array(model.curves[f"iliac_crest_{side}"])
        assert np.linalg.norm(curve[0] - model.landmarks[f"psis_{side}"]) < 6.0
        assert np.linalg.norm(curve[-1] - model.landmarks[f"asis_{side}"]) < 6.0
        assert np.linalg.norm(np.diff(curve, axis=0), axis=1).max() < 3.0


def test_a_surface_that_the_former_model_had_is_removed_and_nothing_else(tmp_path: Path) -> None:
    surface = (MESHES / "built" / "pooled" / "sacrum.vtp").read_bytes()
    (tmp_path / "model.json").write_text('{\n"structures": {"humerus": {}, "scapula": {}}}', encoding="utf-8")
    kept = {"my_bone.vtp": surface, "scapula.vtp": b"<VTKFile of another program>", "notes.txt": b"kept"}
    for name, content in {**kept, "humerus.vtp": surface}.items():
        (tmp_path / name).write_bytes(content)
    write_model(assembly(), tmp_path, "abc")
    assert not (tmp_path / "humerus.vtp").exists()
    assert {name: (tmp_path / name).read_bytes() for name in kept} == kept


def test_files_of_somebody_else_under_a_models_names_are_found(tmp_path: Path) -> None:
    ours = (MESHES / "built" / "pooled" / "sacrum.vtp").read_bytes()
    assert foreign_files(tmp_path, ["sacrum"]) == []
    path = tmp_path / "sacrum.vtp"
    for content, foreign in ((ours, []), (ours[: len(ours) // 2], []), (b"", []), (b"<VTKFile>", [path])):
        path.write_bytes(content)
        assert foreign_files(tmp_path, ["sacrum"]) == foreign
    model = tmp_path / "model.json"
    for content, foreign in (("", []), ('{\n"structures": {"sac', []), ('{"my": "model"}', [model])):
        model.write_text(content, encoding="utf-8")
        assert foreign_files(tmp_path, ["coccyx"]) == foreign


def test_model_json_has_one_entry_a_line_and_two_decimals(written: Path) -> None:
    lines = (written / "built" / "pooled" / "model.json").read_text(encoding="utf-8").splitlines()
    place, on_skin = (
        json.loads("{" + line.rstrip(",") + "}")["psis_right"] for line in lines if line.startswith('  "psis_right"')
    )
    assert all(round(value, 2) == value for value in (*place, *on_skin["at"], on_skin["depth_mm"]))


def test_the_fingerprint_follows_numbers_and_not_words(tmp_path: Path) -> None:
    tables = tmp_path / "tables"
    shutil.copytree(MESHES / "tables", tables)
    before = fingerprint(tables, RULES)
    point = RULES.points["scn_1"]
    reworded = dataclasses.replace(RULES, points={**RULES.points, "scn_1": dataclasses.replace(point, why="")})
    assert fingerprint(tables, reworded) == before
    moved = dataclasses.replace(RULES, points={**RULES.points, "scn_1": dataclasses.replace(point, lift_mm=1.0)})
    assert fingerprint(tables, moved) != before
    with (tables / "bone_stations.csv").open("a", encoding="utf-8") as stream:
        stream.write("\n")
    assert fingerprint(tables, RULES) != before
    measures = tables / "measures.csv"
    told = fingerprint(tables, RULES)
    measures.write_text(measures.read_text(encoding="utf-8").replace("Follows", "Goes with"), encoding="utf-8")
    assert fingerprint(tables, RULES) == told
    text = measures.read_text(encoding="utf-8")
    measures.write_text(text.replace(",angle,87.3,6.6,", ",angle,80.3,6.6,"), encoding="utf-8")
    assert fingerprint(tables, RULES) != told
