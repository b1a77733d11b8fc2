"""The warp puts the measured stations into the population, symmetrically and in the model's frame."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from anatomy_viewer.atlas.stations import read_bone_stations, read_population_landmarks
from anatomy_viewer.modelling.bones.population import (
    FREE_LANDMARKS,
    STATION_OF_LANDMARK,
    PopulationMean,
    Warp,
    fit_population_warp,
    population_means,
)
from anatomy_viewer.modelling.bones.stations import Stations, stations_of
from anatomy_viewer.modelling.solids.lines import MIRROR

TABLES = Path(__file__).parents[3] / "meshes" / "tables"


@pytest.fixture(scope="module")
def stations() -> Stations:
    return stations_of(read_bone_stations(TABLES / "bone_stations.csv"))


@pytest.fixture(scope="module")
def population() -> dict[str, PopulationMean]:
    return population_means(read_population_landmarks(TABLES / "population_landmarks.csv"))


@pytest.fixture(scope="module")
def warp(stations: Stations, population: dict[str, PopulationMean]) -> Warp:
    return fit_population_warp(stations, population)


@pytest.fixture(scope="module")
def placed(stations: Stations, warp: Warp) -> Stations:
    return stations.warped(warp)


def test_sides_are_averaged_and_midline_landmarks_lie_in_the_midline(
    population: dict[str, PopulationMean],
) -> None:
    assert population["ASIS"].mean[0] == pytest.approx((117.4 + 117.7) / 2)
    assert population["sacral_promontory"].mean[0] == 0.0


def test_an_unknown_group_is_refused() -> None:
    with pytest.raises(ValueError, match="no group called X"):
        population_means(read_population_landmarks(TABLES / "population_landmarks.csv"), group="X")


def test_every_station_that_the_warp_pulls_is_met_within_one_sd(
    placed: Stations, population: dict[str, PopulationMean]
) -> None:
    for name, (bone, station) in STATION_OF_LANDMARK.items():
        if name in FREE_LANDMARKS:
            continue
        score = (placed.point(bone, station) - population[name].mean) / np.maximum(population[name].sd, 1e-9)
        assert np.abs(score[1:]).max() < 1.0, name
        assert abs(score[0]) < 1.0 or population[name].mean[0] == 0.0, name


@pytest.mark.parametrize(
    ("name", "mean_mm", "sd_mm"),
    [("crest_00_top_ASIS", 235.0, 19.0), ("crest_12_top_PSIS", 90.0, 9.0), ("ischial_spine", 102.0, 9.0)],
)
def test_breadths_lie_within_one_sd_of_the_population(
    placed: Stations, name: str, mean_mm: float, sd_mm: float
) -> None:
    assert abs(2 * placed.point("hip_right", name)[0] - mean_mm) < sd_mm


def test_the_frame_is_that_of_the_model(placed: Stations) -> None:
    psis = placed.point("hip_right", "crest_12_top_PSIS")
    asis, tubercle = (
        placed.point("hip_right", "crest_00_top_ASIS"),
        placed.point("hip_right", "pubic_tubercle"),
    )
    assert np.abs(psis[1:]).max() < 1e-6
    assert asis[1] == pytest.approx(tubercle[1], abs=1e-6)


def test_mirrored_points_go_to_mirrored_places(warp: Warp, stations: Stations) -> None:
    points = np.array([station.position for station in stations.items])
    np.testing.assert_allclose(warp(points * MIRROR), warp(points) * MIRROR, atol=1e-9)


def test_the_midline_stays_the_midline(warp: Warp) -> None:
    assert np.abs(warp(np.array([[0.0, 80.0, -10.0], [0.0, 0.0, -80.0], [0.0, 110.0, 90.0]]))[:, 0]).max() < 1e-9


def test_no_length_near_the_pelvis_is_squeezed_or_stretched_beyond_a_sixth(warp: Warp, stations: Stations) -> None:
    points = np.array([station.position for station in stations.items])
    jacobian = np.stack([(warp(points + step) - warp(points - step)) for step in np.eye(3) * 0.5], axis=2)
    stretch = np.linalg.svd(jacobian, compute_uv=False)
    assert stretch.min() > 5 / 6
    assert stretch.max() < 7 / 6


def test_a_population_without_a_frame_landmark_is_refused(
    stations: Stations, population: dict[str, PopulationMean]
) -> None:
    lacking = {name: mean for name, mean in population.items() if name != "PSIS"}
    with pytest.raises(ValueError, match="lacks PSIS"):
        fit_population_warp(stations, lacking)
