from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy.spatial import cKDTree

from anatomy_viewer.modelling.assembly import Assembly, assembled
from anatomy_viewer.modelling.bones.bone_contact import BoneContact
from anatomy_viewer.modelling.imported.checking import measure_rows, missing_bones, unusual
from anatomy_viewer.modelling.imported.doubt import doubt_mm, landmarks_behind, widened
from anatomy_viewer.modelling.imported.finding import FoundLandmark
from anatomy_viewer.modelling.imported.laid import other_side
from anatomy_viewer.modelling.imported.own import own_pelvis
from anatomy_viewer.modelling.imported.standing import _Together, bones_of, half_of, joined
from anatomy_viewer.modelling.solids.lines import MIRROR
from anatomy_viewer.modelling.solids.surface import Surface, closest_points
from tests.modelling.imported.other_people import found_on_woman, inputs

pytestmark = pytest.mark.xdist_group("imported")


@cache
def left_half() -> Assembly:
    """What stands on the left half of a woman's pelvis, as a right half."""
    half = half_of(found_on_woman(), bones_of(found_on_woman()), inputs().rules, "left")
    return assembled(inputs().atlas, inputs().rules, half.bones, half.stations, landmarks=half.landmarks)


def test_every_bone_and_disc_is_there_closed_and_shaded() -> None:
    bones = bones_of(found_on_woman())
    assert set(bones) == set(own_pelvis().bones)
    for name, bone in bones.items():
        assert bone.to_polydata().n_open_edges == 0, name
        assert bone.colours is not None, name
        assert bone.to_polydata().volume > 0.0, name
    hip = found_on_woman().laid.brought["hip_bone_left"]
    assert np.abs(closest_points(hip, bones["hip_bone_left"].points) - bones["hip_bone_left"].points).max() < 1.0


def test_a_femur_of_the_model_stands_in_the_brought_socket() -> None:
    bones, landmarks = bones_of(found_on_woman()), found_on_woman().landmarks
    for side in ("right", "left"):
        centre = landmarks[f"acetabulum_centre_{side}"].at
        inside = np.linalg.norm(bones[f"femur_{side}"].points - centre, axis=1)
        assert 18.0 < np.median(inside[inside < 30.0]) < 28.0
    top = own_pelvis().bones["l5_vertebra"].points
    assert bones["l5_vertebra"].points[:, 2].min() == pytest.approx(top[:, 2].min(), abs=20.0)


def test_the_left_half_is_the_right_half_of_the_mirror_image() -> None:
    bones = bones_of(found_on_woman())
    half = half_of(found_on_woman(), bones, inputs().rules, "left")
    assert (half.bones["hip_bone_right"].points == bones["hip_bone_left"].points * MIRROR).all()
    assert (half.landmarks["psis_right"] == found_on_woman().landmarks["psis_left"].at * MIRROR).all()
    on_bone = closest_points(half.bones["hip_bone_right"], half.stations.points("hip_right", ["AIIS", "crest_06_top"]))
    assert np.linalg.norm(on_bone - half.stations.points("hip_right", ["AIIS", "crest_06_top"]), axis=1).max() < 3.0


def test_nerves_run_on_the_brought_bone() -> None:
    half = left_half()
    bones = BoneContact({name: one for name, one in half.surfaces.items() if name in ("hip_bone_right", "sacrum")})
    crossing = half.points["scn_1_right"].at
    assert abs(bones.distance(crossing[None])[0]) < 4.0
    rule = inputs().rules.points["scn_1"].place.numbers["from_midline_mm"]
    assert abs(crossing[0]) == pytest.approx(rule, abs=2.0)
    for name, path in half.paths.items():
        if "cluneal" in name and name.endswith("_right"):
            assert bones.distance(path).min() > -2.5, name
    assert set(half.paths) == {one.id for one in inputs().atlas.structures if one.kind == "nerve"}


def test_two_halves_become_one_whole() -> None:
    half = left_half()
    bones = {name: half.surfaces[name] for name in own_pelvis().bones}
    ahead = np.array([0.0, 2.0, 0.0])
    moved = {name: replace(one, points=one.points + ahead) for name, one in half.surfaces.items()}
    whole = joined(half, replace(half, surfaces=moved), bones, half.landmarks)
    assert tuple(whole.surfaces) == tuple(half.surfaces)
    right, left = (whole.surfaces[f"superior_cluneal_nerve_medial_branch_{side}"] for side in ("right", "left"))
    assert cKDTree(left.points).query(right.points * MIRROR + ahead)[0].max() < 0.05
    skin = whole.surfaces["skin"].points
    middle = skin[np.abs(skin[:, 0]) < 1e-6]
    assert len(middle) > 50
    before = cKDTree(half.surfaces["skin"].points).query(skin)[0]
    assert 0.8 < before[np.abs(skin[:, 0]) < 1e-6].max() < 2.5  # each half meets the other halfway
    assert before[skin[:, 0] > 60.0].max() < 0.05
    assert whole.back_grid.y_mm.shape == (len(whole.back_grid.z_mm), len(whole.back_grid.x_mm))
    assert (whole.back_grid.x_mm == -whole.back_grid.x_mm[::-1]).all()


def test_the_doubt_of_landmarks_is_added_to_what_people_differ_by() -> None:
    rules = inputs().rules
    crest = rules.spreads["superior_cluneal_nerve_medial_branch_corridor"]
    assert landmarks_behind(rules, crest.centre.place) == {"psis", "asis"}
    assert landmarks_behind(rules, rules.spreads["inferior_cluneal_nerve_corridor"].centre.place) >= {
        "ischial_tuberosity"
    }
    sure = {name: FoundLandmark(np.zeros(3), 0.0, 0.0, "given") for name in ("psis_right", "asis_right")}
    doubtful = {name: FoundLandmark(np.zeros(3), 6.0, 10.0, "found") for name in sure}
    assert doubt_mm(frozenset({"psis", "asis"}), "right", sure) == 0.0
    assert doubt_mm(frozenset({"psis", "asis"}), "right", doubtful) == pytest.approx(6.0 / 3.0**0.5)
    record = {"superior_cluneal_nerve_medial_branch_corridor_right": {"along_sd_mm": 10.0, "across_sd_mm": 2.0}}
    wide = widened(record, rules, doubtful)["superior_cluneal_nerve_medial_branch_corridor_right"]
    assert wide["doubted_along_sd_mm"] == pytest.approx((100.0 + 12.0) ** 0.5)
    assert wide["doubted_across_sd_mm"] == pytest.approx(4.0)
    assert wide["along_sd_mm"] == 10.0
    same = widened(record, rules, sure)["superior_cluneal_nerve_medial_branch_corridor_right"]
    assert same["doubted_along_sd_mm"] == 10.0


def test_every_corridor_of_the_tables_hangs_on_landmarks_that_there_are() -> None:
    rules = inputs().rules
    names = {landmark.name for landmark in inputs().atlas.landmarks}
    for spread in (*rules.spreads.values(), *rules.on_skin.spreads.values()):
        behind = landmarks_behind(rules, spread.centre.place)
        assert behind
        assert behind <= names


def test_measures_stand_beside_people_of_the_sex() -> None:
    from anatomy_viewer.atlas.model import read_model

    atlas, model = inputs().atlas, read_model(form="female")
    rows = {row.measure.id: row for row in measure_rows(atlas, model, sex="female")}
    assert len(rows) > 40
    assert not any(name.startswith(("scn_", "skin_over")) for name in rows)
    asis = rows["inter_asis"]
    assert asis.z == pytest.approx((asis.value - asis.mean) / asis.sd)
    assert "z " in asis.sentence
    assert (
        rows["subpubic_angle"].mean
        > {r.measure.id: r for r in measure_rows(atlas, model, sex="male")}["subpubic_angle"].mean
    )
    without = {row.measure.id for row in measure_rows(atlas, model, ["sacrum"], "female")}
    assert "sacrum_length" not in without
    assert "inter_asis" in without


def test_what_is_unusual_is_told_and_the_usual_is_not() -> None:
    from anatomy_viewer.atlas.model import read_model

    atlas, model = inputs().atlas, read_model(form="female")
    landmarks = found_on_woman().landmarks
    rows = measure_rows(atlas, model, sex="female")
    wide = [
        replace(row, value=row.mean + 2.5 * row.sd)
        for row in rows
        if row.measure.id == "inter_asis" and row.mean and row.sd
    ]
    told = unusual(wide, {}, {})
    assert len(told) == 1
    assert "Between the ASIS" in told[0]
    assert "larger" in told[0]
    askew = {**landmarks, "psis_right": replace(landmarks["psis_right"], at=landmarks["psis_right"].at + 40.0)}
    assert any("right and left differ by" in one for one in unusual([], askew, {}))
    assert "coccyx" in missing_bones(landmarks)
    assert "sacrum" not in missing_bones(landmarks)
    assert other_side("psis_right") == "psis_left"
    assert other_side("sacrum") == "sacrum"


def half_sheet(levels: int, deep_mm: float) -> Surface:
    """The right half of a back: a sheet from the midline outwards, its points in so many levels."""
    across, up = np.meshgrid(np.linspace(0.0, 60.0, 13), np.linspace(-100.0, 80.0, levels))
    points = np.stack([across, -deep_mm + 0.002 * across**2, up], axis=-1).reshape(-1, 3)
    corner = (np.arange(levels - 1)[:, None] * 13 + np.arange(12)).reshape(-1, 1)
    return Surface(points, np.vstack([corner + np.array([0, 1, 14]), corner + np.array([0, 14, 13])]).astype(np.int32))


@pytest.mark.parametrize("levels", [(25, 41), (41, 25), (30, 30), (19, 90)])
def test_no_edge_shows_where_two_halves_of_skin_meet(levels: tuple[int, int]) -> None:
    right, left = half_sheet(levels[0], 90.0), half_sheet(levels[1], 93.0)
    skin = _Together.of(right, left).skin()
    edges = np.sort(np.concatenate([skin.triangles[:, [a, b]] for a, b in ((0, 1), (1, 2), (2, 0))]), axis=1)
    single, count = np.unique(edges, axis=0, return_counts=True)
    open_edges = single[count == 1]
    assert count.max() == 2
    assert not (np.abs(skin.points[open_edges][:, :, 0]) < 1e-6).all(axis=1).any()
    middle = skin.points[np.abs(skin.points[:, 0]) < 1e-6]
    assert len(np.unique(middle[:, 2])) == len(middle) >= min(levels)
    assert middle[:, 1] == pytest.approx(-91.5, abs=0.01)
    area = skin.to_polydata().area
    assert area == pytest.approx(right.to_polydata().area + left.to_polydata().area, rel=0.01)
    normals = skin.normals()[np.abs(skin.points[:, 0]) < 1e-6]
    assert np.abs(normals[:, 0]).max() < 0.1  # neither half has the midline's shading for itself
