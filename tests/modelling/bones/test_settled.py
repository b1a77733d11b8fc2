"""Three places of the average stand where a population has them, and the joints stay where they were measured."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.atlas.stations import read_population_landmarks
from anatomy_viewer.modelling.bones.population import STATION_OF_LANDMARK, fit_population_warp, population_means
from anatomy_viewer.modelling.bones.settled import KNOB_END_MM, settled
from anatomy_viewer.modelling.bones.stations import Stations
from tests.modelling.finished_bones import TABLES

PEOPLE = tuple(read_population_landmarks(TABLES / "population_landmarks.csv"))


@pytest.fixture(scope="module")
def carried(measured_stations: Stations) -> Stations:
    return measured_stations.warped(fit_population_warp(measured_stations, population_means(PEOPLE)))


@pytest.fixture(scope="module")
def moved(carried: Stations) -> Stations:
    return settled(carried, PEOPLE)


def of_both(name: str) -> np.ndarray:
    """A landmark of the population with women and men counted alike."""
    return np.mean([population_means(PEOPLE, group)[name].mean for group in ("F", "M")], axis=0)


def test_the_sacral_base_stands_as_high_and_as_far_back_as_the_populations(carried: Stations, moved: Stations) -> None:
    for name in ("sacral_center", "sacral_promontory"):
        place = STATION_OF_LANDMARK[name]
        assert np.linalg.norm((moved.point(*place) - of_both(name))[1:]) < 1.0
        assert moved.point(*place)[2] > carried.point(*place)[2] + 2.0
        assert moved.point(*place)[1] < carried.point(*place)[1] - 1.0


def test_the_joint_and_the_lower_sacrum_keep_their_places(carried: Stations, moved: Stations) -> None:
    names = [f"sacral_auricular_{angle:03d}" for angle in (0, 45, 90, 135, 180, 225)]
    names += ["S4_ant_mid", "S5_end_post_mid", "apex", "sacral_hiatus_apex"]
    gap = np.linalg.norm(moved.points("sacrum", names) - carried.points("sacrum", names), axis=1)
    assert gap.max() < 0.8


def test_the_anterior_inferior_spine_comes_to_the_populations_distance(carried: Stations, moved: Stations) -> None:
    assert moved.point("hip_right", "AIIS")[0] - KNOB_END_MM == pytest.approx(of_both("AIIS")[0], abs=0.1)
    assert carried.point("hip_right", "AIIS")[0] > moved.point("hip_right", "AIIS")[0] + 3.0


def test_the_tuberosity_comes_down_and_the_acetabulum_stays(carried: Stations, moved: Stations) -> None:
    lower = carried.point("hip_right", "tuberosity_mid_4") - moved.point("hip_right", "tuberosity_mid_4")
    assert 3.0 < lower[2] < 7.0
    names = [station.name for station in carried.items if station.name.startswith("acetabul")]
    assert np.array_equal(moved.points("hip_right", names), carried.points("hip_right", names))


def test_a_population_like_the_stations_moves_nothing(moved: Stations) -> None:
    again = settled(moved, PEOPLE)
    for name in ("AIIS", "crest_00_top_ASIS"):
        assert np.allclose(again.point("hip_right", name), moved.point("hip_right", name), atol=1e-6)
