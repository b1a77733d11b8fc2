"""Bones that several test files look at, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from anatomy_viewer.atlas.stations import read_bone_stations, read_population_landmarks
from anatomy_viewer.modelling.bones.hip_bone import build_hip_bone
from anatomy_viewer.modelling.bones.stations import Stations, stations_of
from anatomy_viewer.modelling.build import model_stations as carried_stations
from anatomy_viewer.modelling.solids.surface import Surface

TABLES = Path(__file__).parents[2] / "meshes" / "tables"


@pytest.fixture(scope="session")
def measured_stations() -> Stations:
    return stations_of(read_bone_stations(TABLES / "bone_stations.csv"))


@pytest.fixture(scope="session")
def model_stations() -> Stations:
    return carried_stations(
        read_bone_stations(TABLES / "bone_stations.csv"), read_population_landmarks(TABLES / "population_landmarks.csv")
    )


@pytest.fixture(scope="session")
def right_hip_bone(model_stations: Stations) -> Surface:
    return build_hip_bone(model_stations)
