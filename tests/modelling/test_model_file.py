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
from anatomy_viewer.atlas.packs import STEP_MM
from anatomy_viewer.modelling.model_file import built_surfaces, fingerprint, foreign_files, write_model
from anatomy_viewer.modelling.solids.files import read_pack
from tests.modelling.placed_courses import MESHES, assembly, atlas, built_bones

RULES = read_course_rules(atlas(), MESHES)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("meshes")
    write_model(assembly(), atlas(), folder / "built" / "pooled", "abc")
    return folder


def test_what_was_written_reads_back_complete(written: Path) -> None:
    model = read_model(written)
    assert model_problems(atlas(), model) == ()
    assert surface_problems(model, written) == ()
    assert model.inputs_sha256 == "abc"


def test_all_surfaces_together_keep_the_budget(written: Path) -> None:
    model = read_model(written)
    assert sum(structure.triangles for structure in model.structures.values()) <= 235_000
    assert sum(pack.bytes for pack in model.packs.values()) <= 400_000
    assert model.packs["bones"].bytes + model.packs["home"].bytes <= 250_000, "what one waits for"


def test_packs_are_few_and_hold_what_is_drawn_together(written: Path) -> None:
    model = read_model(written)
    assert list(model.packs) == ["bones", "home", "layers", "marks", "skin"]
    assert {model.structures[name].pack for name in built_bones()} == {"bones"}
    for pack in model.packs:
        inside = {name for name, one in model.structures.items() if one.pack == pack}
        assert set(read_pack(written / "built" / "pooled" / model.packs[pack].file)) == inside
    at_home = {layer.id for layer in atlas().layers if layer.at_home}
    for structure in atlas().structures:
        first = model.structures[structure.id].pack in ("bones", "home")
        assert first == (structure.layer in at_home), structure.id


def test_what_is_read_back_is_what_was_built(written: Path) -> None:
    model = read_model(written)
    for name, found in built_surfaces(model, written).items():
        wanted = assembly().surfaces[name]
        assert len(found.triangles) == len(wanted.triangles) == model.structures[name].triangles
        steps = np.round(wanted.points / STEP_MM) * STEP_MM
        if name in model.corridors:  # the page moves their points, by their numbers
            assert (found.points == steps).all(), name
            assert (found.colours == wanted.colours).all(), name
        (one, two) = (np.hstack([points, s.colours]) for points, s in ((found.points, found), (steps, wanted)))
        used = np.unique(wanted.triangles)
        assert (one[np.lexsort(one.T)] == two[used][np.lexsort(two[used].T)]).all(), name
    some = built_surfaces(model, written, ["skin", "sacrum"])
    assert list(some) == ["skin", "sacrum"]


def test_hashes_and_sizes_are_those_of_the_files(written: Path) -> None:
    for pack in read_model(written).packs.values():
        content = (written / "built" / "pooled" / pack.file).read_bytes()
        assert len(content) == pack.bytes
        assert sha256(content).hexdigest() == pack.sha256


def test_writing_twice_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    write_model(assembly(), atlas(), tmp_path, "abc")
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


def test_a_pack_that_the_former_model_had_is_removed_and_nothing_else(tmp_path: Path) -> None:
    pack = (MESHES / "built" / "pooled" / "skin.pack").read_bytes()
    (tmp_path / "model.json").write_text('{\n"packs": {"arms": {}, "hands": {}}}', encoding="utf-8")
    kept = {"mine.pack": pack, "hands.pack": b"a pack of another program", "notes.txt": b"kept"}
    for name, content in {**kept, "arms.pack": pack}.items():
        (tmp_path / name).write_bytes(content)
    write_model(assembly(), atlas(), tmp_path, "abc")
    assert not (tmp_path / "arms.pack").exists()
    assert {name: (tmp_path / name).read_bytes() for name in kept} == kept


def test_files_of_somebody_else_under_a_models_names_are_found(tmp_path: Path) -> None:
    ours = (MESHES / "built" / "pooled" / "bones.pack").read_bytes()
    assert foreign_files(tmp_path, ["bones"]) == []
    path = tmp_path / "bones.pack"
    for content, foreign in (
        (ours, []),
        (ours[: len(ours) // 2], []),
        (b"", []),
        (b"a pack of another program", [path]),
    ):
        path.write_bytes(content)
        assert foreign_files(tmp_path, ["bones"]) == foreign
    model = tmp_path / "model.json"
    for content, foreign in (
        ("", []),
        ('{\n"packs": {"bo', []),
        ('{\n"structures": {"sac', []),
        ('{"my": "model"}', [model]),
    ):
        model.write_text(content, encoding="utf-8")
        assert foreign_files(tmp_path, ["skin"]) == foreign


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
