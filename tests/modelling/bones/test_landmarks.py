"""Landmarks lie on the surface, where their rules say, and where the population has them."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.atlas.stations import read_population_landmarks
from anatomy_viewer.modelling.assembly import model_landmarks
from anatomy_viewer.modelling.bones.bone_contact import BoneContact
from anatomy_viewer.modelling.bones.hip_bone import BONE
from anatomy_viewer.modelling.bones.landmarks import RULES, ExtremeRule, both_sides, extreme_point, hip_landmarks
from anatomy_viewer.modelling.bones.population import STATION_OF_LANDMARK, population_means
from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.solids.surface import Surface
from tests.modelling.finished_bones import TABLES, bones, stations

NAMES = {
    "asis",
    "aiis",
    "psis",
    "piis",
    "pubic_tubercle",
    "symphysis_top",
    "symphysis_bottom",
    "ischial_spine",
    "ischial_tuberosity",
    "greater_sciatic_notch",
    "iliac_crest_summit",
    "iliac_tubercle",
    "acetabulum_centre",
}


@pytest.fixture(scope="module")
def landmarks(right_hip_bone: Surface, model_stations: Stations) -> dict[str, np.ndarray]:
    return hip_landmarks(right_hip_bone, model_stations)


def test_every_landmark_of_the_hip_bone_is_found(landmarks: dict[str, np.ndarray]) -> None:
    assert set(landmarks) == NAMES


def test_landmarks_lie_on_the_surface_except_the_joint_centre(
    landmarks: dict[str, np.ndarray], right_hip_bone: Surface
) -> None:
    for name, place in landmarks.items():
        gap = np.linalg.norm(right_hip_bone.points - place, axis=1).min()
        assert gap > 15.0 if name == "acetabulum_centre" else gap < 1e-9, name


def test_extremes_of_the_whole_bone_are_found(landmarks: dict[str, np.ndarray], right_hip_bone: Surface) -> None:
    low, high = right_hip_bone.points.min(axis=0), right_hip_bone.points.max(axis=0)
    assert landmarks["iliac_crest_summit"][2] == high[2]
    assert landmarks["iliac_tubercle"][0] == high[0]
    assert landmarks["ischial_tuberosity"][2] == low[2]
    assert landmarks["psis"][1] == low[1]


def test_each_landmark_is_near_its_station(landmarks: dict[str, np.ndarray], model_stations: Stations) -> None:
    for name, rule in RULES.items():
        gap = np.linalg.norm(landmarks[name] - model_stations.point(BONE, rule.station))
        assert gap <= rule.radius_mm, name


@pytest.mark.parametrize(
    ("name", "mean_mm", "sd_mm"), [("asis", 235.0, 19.0), ("psis", 90.0, 9.0), ("ischial_spine", 102.0, 9.0)]
)
def test_breadths_between_the_sides_are_those_of_the_population(
    landmarks: dict[str, np.ndarray], name: str, mean_mm: float, sd_mm: float
) -> None:
    assert abs(2 * landmarks[name][0] - mean_mm) < sd_mm


@pytest.fixture(scope="module")
def finished() -> dict[str, np.ndarray]:
    found = model_landmarks(bones(), stations())
    plate = stations().points("sacrum", [f"S1_endplate_{k:02d}" for k in (0, 6)])
    return {**found, "sacral_center": plate.mean(axis=0)}


@pytest.mark.parametrize("name", sorted(STATION_OF_LANDMARK))
def test_every_landmark_of_the_population_lies_within_one_sd_on_each_axis(
    finished: dict[str, np.ndarray], name: str
) -> None:
    wanted = population_means(read_population_landmarks(TABLES / "population_landmarks.csv"))[name]
    place = finished.get(f"{name.lower()}_right", finished.get(name.lower()))
    assert place is not None
    axes = slice(1, 3) if wanted.mean[0] == 0.0 else slice(0, 3)
    score = (place - wanted.mean)[axes] / np.array(wanted.sd)[axes]
    assert np.abs(score).max() < 1.0, score


def test_every_landmark_lies_on_the_surface_that_it_names(finished: dict[str, np.ndarray]) -> None:
    surfaces = BoneContact({name: bone for name, bone in bones().items() if "intervertebral" not in name})
    for name, place in finished.items():
        if not name.startswith(("acetabulum_centre", "sacral_center")):
            assert abs(surfaces.distance(place[None])[0]) < 0.1, name
    disc = BoneContact({"disc": bones()["interpubic_disc"]})
    for name in ("symphysis_top", "symphysis_bottom"):
        assert finished[name][0] == 0.0
        assert abs(disc.distance(finished[name][None])[0]) < 0.1, name
        assert np.linalg.norm(finished[name] - finished[f"{name}_right"]) < 10.0


def test_the_aiis_are_as_far_apart_as_in_the_population(finished: dict[str, np.ndarray]) -> None:
    rows = read_population_landmarks(TABLES / "population_landmarks.csv")
    apart = [2.0 * population_means(rows, group)["AIIS"].mean[0] for group in ("F", "M")]
    # Women and men counted alike; the experts' standard error is 3 mm.
    assert 2.0 * finished["aiis_right"][0] == pytest.approx(np.mean(apart), abs=3.0)


def test_the_length_from_asis_to_psis_is_that_of_the_population(landmarks: dict[str, np.ndarray]) -> None:
    assert np.linalg.norm(landmarks["asis"] - landmarks["psis"]) == pytest.approx(165.0, abs=8.0)


def test_the_frame_holds_on_the_finished_bone(landmarks: dict[str, np.ndarray]) -> None:
    assert np.abs(landmarks["psis"][1:]).max() < 1.5
    assert landmarks["asis"][1] == pytest.approx(landmarks["pubic_tubercle"][1], abs=1.5)


def test_the_symphysis_is_as_high_as_an_adults(landmarks: dict[str, np.ndarray]) -> None:
    height = np.linalg.norm(landmarks["symphysis_top"] - landmarks["symphysis_bottom"])
    assert 33.0 <= height <= 46.0


def test_a_rule_stays_within_its_radius_and_falls_back_to_the_nearest_point() -> None:
    points = np.array([[0.0, 0, 0], [1, 0, 0], [0, 5, 0], [30, 0, 0]])
    surface = Surface(points, np.array([[0, 1, 2], [0, 2, 3]]))
    start = np.zeros(3)
    found = extreme_point(surface, start, ExtremeRule("any", (1.0, 0.0, 0.0), 10.0))
    np.testing.assert_allclose(found, [1, 0, 0])
    medial = extreme_point(surface, start, ExtremeRule("any", (1.0, 0.5, 0.0), 10.0, beside_joint_mm=0.5))
    np.testing.assert_allclose(medial, [0, 5, 0])
    alone = extreme_point(surface, np.array([40.0, 0, 0]), ExtremeRule("any", (1.0, 0.0, 0.0), 2.0))
    np.testing.assert_allclose(alone, [30, 0, 0])


def test_the_left_side_is_the_mirror(landmarks: dict[str, np.ndarray]) -> None:
    sides = both_sides(landmarks)
    assert len(sides) == 2 * len(NAMES)
    for name in NAMES:
        np.testing.assert_allclose(sides[f"{name}_left"] * (-1, 1, 1), sides[f"{name}_right"])
