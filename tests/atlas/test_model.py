import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from anatomy_viewer.atlas.model import read_model
from anatomy_viewer.atlas.problems import ProblemsFound

SURFACE = b"surface of a sacrum"


@pytest.fixture
def content() -> dict[str, Any]:
    """A small, sound model."""
    return {
        "packs": {
            "bones": {"file": "bones.pack", "bytes": len(SURFACE), "sha256": hashlib.sha256(SURFACE).hexdigest()}
        },
        "structures": {
            "sacrum": {
                "pack": "bones",
                "triangles": 4,
                "centre": [0, 50.5, -20],
                "radius_mm": 70.25,
                "anchor": [0, 40, 0],
            }
        },
        "landmarks": {"psis_right": [45, 0, 0.5]},
        "points": {"scn_1_right": {"kind": "site", "at": [70, 20, 30], "normal": [0, -1, 0]}},
        "paths": {"superior_cluneal_nerve_medial_branch_right": [[50, 0, 90], [70, 20, 30]]},
        "curves": {"iliac_crest_right": [[45, 0, 0], [70, 20, 30], [118, 146, -24]]},
        "corridors": {},
        "families": {},
        "crest_grid": {},
        "skin_grid": {"x_mm": [-6, 0, 6], "z_mm": [-10, 10], "y_mm": [1, 2, 3, 5, 6, None]},
        "points_on_skin": {"psis_right": {"at": [46, -19, 1], "normal": [0, -1, 0], "depth_mm": 19.6}},
        "measures": {"iliac_fossa_thickness": 6.4},
        "inputs_sha256": "ab" * 32,
    }


@pytest.fixture
def build(tmp_path: Path) -> Callable[[Any], Path]:
    """Write a model, and the surface it names, into a folder ``meshes`` and return that folder."""

    def write(content: Any) -> Path:
        built = tmp_path / "built" / "pooled"
        built.mkdir(parents=True)
        text = content if isinstance(content, str) else json.dumps(content)
        (built / "model.json").write_text(text, encoding="utf-8")
        (built / "bones.pack").write_bytes(SURFACE)
        return tmp_path

    return write


def test_a_sound_model_is_read(content: dict[str, Any], build: Callable[[Any], Path]) -> None:
    model = read_model(build(content))
    assert model.structures["sacrum"].centre == (0.0, 50.5, -20.0)
    assert model.landmarks["psis_right"] == (45.0, 0.0, 0.5)
    assert model.points["scn_1_right"].kind == "site"
    assert model.curves["iliac_crest_right"][1] == (70.0, 20.0, 30.0)
    assert model.measures == {"iliac_fossa_thickness": 6.4}
    assert model.points_on_skin["psis_right"].depth_mm == 19.6


@pytest.mark.parametrize(
    ("x_mm", "z_mm", "y_mm"),
    [
        (0.0, -10.0, 2.0),
        (-3.0, 0.0, 3.5),
        (-6.0, 10.0, 5.0),
        (3.0, -10.0, 2.5),
        (3.0, 0.0, None),
        (7.0, 0.0, None),
        (0.0, 10.5, None),
    ],
)
def test_the_skin_is_found_between_the_places_of_the_grid(
    content: dict[str, Any], build: Callable[[Any], Path], x_mm: float, z_mm: float, y_mm: float | None
) -> None:
    grid = read_model(build(content)).skin_grid
    assert grid is not None
    assert grid.y_at(x_mm, z_mm) == y_mm
    assert grid.to_json() == {"x_mm": [-6, 0, 6], "z_mm": [-10, 10], "y_mm": [1, 2, 3, 5, 6, None]}


AGAIN = 'run "anatomy-viewer atlas build" to make it again'


def damage(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """Return a function that sets (or with ``...`` deletes) one value of a model."""

    def apply(content: dict[str, Any]) -> None:
        *parents, last = path.split("/")
        place: Any = content
        for name in parents:
            place = place[name]
        if value is ...:
            del place[last]
        else:
            place[last] = value

    return apply


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("paths", ..., "built/pooled/model.json: paths: the entry is missing"),
        ("landmarks", [], "built/pooled/model.json: landmarks: found no table of names"),
        (
            "landmarks/psis_right",
            [1, 2],
            "built/pooled/model.json: landmarks.psis_right: found no point of three numbers",
        ),
        (
            "landmarks/psis_right",
            [1, 2, "x"],
            'built/pooled/model.json: landmarks.psis_right: found "x" instead of a number',
        ),
        (
            "landmarks/psis_right",
            [1, 2, float("nan")],
            "built/pooled/model.json: landmarks.psis_right: found NaN instead of a number",
        ),
        (
            "points/scn_1_right/kind",
            "spot",
            'built/pooled/model.json: points.scn_1_right.kind: found "spot" instead of site or tender_point',
        ),
        ("points/scn_1_right/at", ..., "built/pooled/model.json: points.scn_1_right.at: the entry is missing"),
        (
            "curves/iliac_crest_right",
            [[0, 0, 0]],
            "built/pooled/model.json: curves.iliac_crest_right: found no curve of two points or more",
        ),
        (
            "structures/sacrum/triangles",
            0,
            "built/pooled/model.json: structures.sacrum.triangles: found 0 instead of a whole number above 0",
        ),
        (
            "packs/bones/file",
            "../secret",
            'built/pooled/model.json: packs.bones.file: found "../secret" instead of a plain file name',
        ),
        (
            "skin_grid/z_mm",
            [10, 10],
            "built/pooled/model.json: skin_grid.z_mm.1: found 10 after 10 instead of rising numbers",
        ),
        ("skin_grid/x_mm", [1], "built/pooled/model.json: skin_grid.x_mm: found no list of two numbers or more"),
        ("skin_grid/y_mm", [1], "built/pooled/model.json: skin_grid.y_mm: found 1 values instead of 3 times 2"),
        (
            "points_on_skin/psis_right/depth_mm",
            "deep",
            'built/pooled/model.json: points_on_skin.psis_right.depth_mm: found "deep" instead of a number',
        ),
        ("measures/iliac_fossa_thickness", True, None),
        ("inputs_sha256", "", 'built/pooled/model.json: inputs_sha256: found "" instead of a text'),
    ],
)
def test_damage_is_told_in_one_sentence(
    content: dict[str, Any], build: Callable[[Any], Path], path: str, value: Any, message: str | None
) -> None:
    damage(path, value)(content)
    message = message or "built/pooled/model.json: measures.iliac_fossa_thickness: found true instead of a number"
    with pytest.raises(ProblemsFound) as found:
        read_model(build(content))
    assert str(found.value) == f"{message}; {AGAIN}."


def test_a_cut_off_file_is_told_with_its_line(build: Callable[[Any], Path]) -> None:
    with pytest.raises(ProblemsFound) as found:
        read_model(build('{"structures": {},\n"landmarks": {'))
    assert str(found.value) == f"built/pooled/model.json: the file is damaged in line 2; {AGAIN}."


def test_a_file_that_is_a_list_is_told(build: Callable[[Any], Path]) -> None:
    with pytest.raises(ProblemsFound) as found:
        read_model(build("[]"))
    assert str(found.value) == f"built/pooled/model.json: (whole file): found no table of names; {AGAIN}."


def test_a_missing_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        read_model(tmp_path)
    assert str(found.value) == f"built/pooled/model.json: the file is missing; {AGAIN}."


def test_bytes_that_are_no_text_are_told(build: Callable[[Any], Path], content: dict[str, Any]) -> None:
    folder = build(content)
    (folder / "built" / "pooled" / "model.json").write_bytes(b"\xff\xfe{}")
    with pytest.raises(ProblemsFound) as found:
        read_model(folder)
    assert str(found.value) == f"built/pooled/model.json: the file cannot be read; {AGAIN}."
