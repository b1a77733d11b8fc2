from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from anatomy_viewer.modelling.imported.bending import Cloud, Similarity, fitted, on_cut
from anatomy_viewer.modelling.imported.finding import RADIUS_95, bone_of, found
from anatomy_viewer.modelling.imported.laid import laid
from anatomy_viewer.modelling.imported.own import own_pelvis
from anatomy_viewer.modelling.solids.surface import Surface
from tests.modelling.imported.other_people import (
    SIZE,
    found_on_woman,
    laid_on_woman,
    stations,
    woman,
)

pytestmark = pytest.mark.xdist_group("imported")


def errors() -> dict[str, tuple[float, float]]:
    """How far each landmark that was found is off, and within what it is said to be."""
    pelvis, places = found_on_woman(), woman()[1]
    return {
        name: (float(np.linalg.norm(pelvis.motion.back(one.at[None])[0] - places[name])), one.radius_mm)
        for name, one in pelvis.landmarks.items()
        if one.origin == "found"
    }


def test_landmarks_of_somebody_else_are_found() -> None:
    off = [error for error, _ in errors().values()]
    assert len(off) >= 30
    assert np.median(off) < 2.0
    assert np.mean(off) < 3.0


def test_a_mans_bone_finds_the_places_of_a_womans() -> None:
    man, woman_s = own_pelvis("male"), own_pelvis("female")
    start = Similarity.of(man.bones["hip_bone_left"].points, man.bones["hip_bone_left"].points)
    fit = fitted(man.bones["hip_bone_left"], Cloud.of(woman_s.bones["hip_bone_left"]), start)
    names = [name for name in man.landmarks if bone_of(name) == "hip_bone_left" and "acetabulum" not in name]
    apart = [float(np.linalg.norm(man.landmarks[name] - woman_s.landmarks[name])) for name in names]
    off = [float(np.linalg.norm(fit(man.landmarks[name])[0] - woman_s.landmarks[name])) for name in names]
    assert np.mean(apart) > 2.5
    assert np.median(off) < 1.0
    assert max(off) < 6.0


def test_the_true_place_lies_within_the_stated_radius() -> None:
    assert np.mean([error <= radius for error, radius in errors().values()]) >= 0.85
    assert max(radius for _, radius in errors().values()) < 20.0


def test_a_pelvis_is_set_upright_however_its_file_has_it() -> None:
    at = {name: one.at for name, one in found_on_woman().landmarks.items()}
    assert np.allclose((at["psis_right"] + at["psis_left"]) / 2.0, 0.0, atol=1.0)
    front = (at["asis_right"] + at["asis_left"] - at["pubic_tubercle_right"] - at["pubic_tubercle_left"]) / 2.0
    assert abs(front[1]) < 1.5
    assert front[2] > 50.0
    assert at["asis_right"][0] > 70.0 > -70.0 > at["asis_left"][0]


def test_what_did_not_come_stands_beside_its_neighbour_and_is_told() -> None:
    pelvis, places = found_on_woman(), woman()[1]
    assert set(pelvis.laid.taken) == {
        *("coccyx", "l3_vertebra", "l4_vertebra", "l5_vertebra", "femur_right", "femur_left")
    }
    for name in ("coccyx_tip", "greater_trochanter_right", "greater_trochanter_left"):
        one = pelvis.landmarks[name]
        assert one.origin == "taken"
        assert one.radius_mm > 20.0
        assert np.linalg.norm(pelvis.motion.back(one.at[None])[0] - places[name]) < one.radius_mm


def test_where_two_ways_disagree_the_doubt_grows() -> None:
    from anatomy_viewer.modelling.imported.finding import EXPECTED, _stated, _weighed

    here = np.zeros(3)
    one, near, far = (_weighed(here, 3.0, np.array([apart, 0.0, 0.0]), 3.0, None) for apart in (0.0, 1.0, 12.0))
    assert near[1] == one[1]
    assert 2.0 < one[1] < 3.0
    assert far[1] > 2.0 * near[1]
    assert far[2] == 12.0
    surer, *_ = _weighed(here, 1.0, np.array([8.0, 0.0, 0.0]), 4.0, None)
    assert surer[0] < 1.0
    blunt, sharp = (_stated(here, 3.0, EXPECTED[name]) for name in ("aiis", "ischial_spine"))
    assert blunt.error_mm == pytest.approx(np.hypot(3.0, EXPECTED["aiis"].marked_mm))
    assert blunt.error_mm > 2.0 * sharp.error_mm  # those who mark it differ by more
    assert blunt.radius_mm == pytest.approx(RADIUS_95 * blunt.error_mm)


def test_a_landmark_that_somebody_marked_is_exact_and_sets_the_frame() -> None:
    psis = woman()[1]["psis_right"] + (3.0, -2.0, 1.0)
    pelvis = found(
        laid_on_woman(), stations(), {"psis_right": (psis, 0.0), "asis_left": (woman()[1]["asis_left"], 1.5)}
    )
    one, other = pelvis.landmarks["psis_right"], pelvis.landmarks["asis_left"]
    assert (one.origin, one.error_mm, one.radius_mm) == ("given", 0.0, 0.0)
    assert np.allclose(pelvis.motion.back(one.at[None])[0], psis, atol=1e-9)
    assert (other.origin, other.error_mm) == ("given", 1.5)
    assert np.allclose(pelvis.stations["right"].point("hip_right", "crest_12_top_PSIS"), one.at)
    assert not np.allclose(one.at, found_on_woman().landmarks["psis_right"].at, atol=0.5)


def test_one_hip_bone_alone_is_mirrored_in_its_sacrum() -> None:
    bones, _ = woman()
    pelvis = laid(own_pelvis(), {name: bones[name] for name in ("hip_bone_right", "sacrum")})
    assert pelvis.mirrored == ("hip_bone_left",)
    gap = np.linalg.norm(
        pelvis.fits["hip_bone_left"].surface.points.mean(axis=0) - bones["hip_bone_left"].points.mean(axis=0)
    )
    assert gap < 8.0  # the two sides of this woman differ
    landmarks = found(pelvis, stations()).landmarks
    assert {name for name, one in landmarks.items() if one.origin == "taken"} >= {"psis_left", "asis_left"}
    assert landmarks["psis_right"].origin == "found"
    middle = Cloud.of(pelvis.brought["hip_bone_left"])
    away = middle.points - pelvis.brought["hip_bone_left"].points.mean(axis=0)
    assert (away * middle.normals).sum() > 0.0  # wound outwards, not turned inside out


def test_a_fit_is_the_same_each_time_and_bends_no_more_than_it_must() -> None:
    own, bone = own_pelvis().bones["sacrum"], woman()[0]["sacrum"]
    start = laid_on_woman().fits["sacrum"].start
    fit = fitted(own, Cloud.of(bone), start)
    assert np.abs(fit.surface.points - laid_on_woman().fits["sacrum"].surface.points).max() < 1e-9
    assert fit.gap_mm < 1.5
    assert fit.paired > 0.95
    assert fit(own.points[::50]) == pytest.approx(fit.surface.points[::50], abs=1e-6)
    assert start.scale == pytest.approx(SIZE, rel=0.1)
    doubt = fit.doubt_mm(own.points[::200])
    assert (doubt > 0.1).all()
    assert (doubt < 8.0).all()


def test_what_is_cut_off_goes_where_its_neighbours_go() -> None:
    own, bone = own_pelvis().bones["hip_bone_right"], woman()[0]["hip_bone_right"]
    truth = woman()[1]["iliac_crest_summit_right"]
    lower = np.linalg.norm(bone.points[bone.triangles].mean(axis=1) - truth, axis=1) > 30.0
    cut = replace(bone, triangles=bone.triangles[lower])
    fit = fitted(own, Cloud.of(cut), laid_on_woman().fits["hip_bone_right"].start)
    summit = own_pelvis().landmarks["iliac_crest_summit_right"]
    assert fit.paired < laid_on_woman().fits["hip_bone_right"].paired
    assert np.linalg.norm(fit(summit)[0] - truth) < 12.0
    assert fit.doubt_mm(summit)[0] > 1.5 * laid_on_woman().fits["hip_bone_right"].doubt_mm(summit)[0]


def test_the_flat_end_of_a_bone_that_a_scan_cut_off_is_no_surface_of_it() -> None:
    form = own_pelvis("female")
    mesh = form.bones["hip_bone_right"].to_polydata()
    mesh = mesh.clip_closed_surface(normal=(0.0, 0.0, -1.0), origin=(0.0, 0.0, 25.0)).triangulate().clean()
    bone = Surface(mesh.points, mesh.regular_faces)
    cut = on_cut(bone)
    assert 10 < cut.sum() < 0.2 * len(cut)
    assert bone.points[bone.triangles[cut]][:, :, 2].min() > 24.0
    assert not on_cut(form.bones["hip_bone_right"]).any()
    summit = own_pelvis().landmarks["iliac_crest_summit_right"]
    away = form.landmarks["iliac_crest_summit_right"]
    start = Similarity(1.0, np.eye(3), np.zeros(3))
    fit = fitted(own_pelvis().bones["hip_bone_right"], Cloud.of(bone), start)
    assert fit.paired_near(summit) < 0.3
    assert fit.paired_near(own_pelvis().landmarks["ischial_spine_right"]) == 1.0
    assert fit(summit)[0, 2] > 40.0  # as high as the crest of a woman, not as high as the cut
    assert np.linalg.norm(fit(summit)[0] - away) < 15.0


def test_a_similarity_never_mirrors() -> None:
    chance = np.random.default_rng(3)
    source = chance.standard_normal((40, 3))
    fit = Similarity.of(source, source * (-1.0, 1.0, 1.0))
    assert np.linalg.det(fit.rotation) == pytest.approx(1.0)
    turned = Similarity(1.7, fit.rotation, np.array([3.0, 2.0, 1.0]))
    assert turned.back(turned(source)) == pytest.approx(source)
    again = Similarity.of(source, turned(source))
    assert again.scale == pytest.approx(1.7)
    assert np.allclose(again.rotation, turned.rotation)


def test_every_landmark_knows_its_bone() -> None:
    assert bone_of("psis_left") == "hip_bone_left"
    assert bone_of("greater_trochanter_right") == "femur_right"
    assert bone_of("coccyx_tip") == "coccyx"
    assert bone_of("sacral_apex") == "sacrum"
    assert set(found_on_woman().landmarks) == set(own_pelvis().landmarks)
