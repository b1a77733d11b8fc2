"""Bones that several test files look at, built once."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from anatomy_viewer.modelling.hip_bone import build_hip_bone
from anatomy_viewer.modelling.population import fit_population_warp, read_population
from anatomy_viewer.modelling.stations import Stations, read_station_points
from anatomy_viewer.modelling.surface import Surface

TABLES = Path(__file__).parents[2] / "meshes" / "tables"


@pytest.fixture(scope="session")
def measured_stations() -> Stations:
    with (TABLES / "bone_stations.csv").open(newline="", encoding="utf-8") as stream:
        return read_station_points(csv.DictReader(stream))


@pytest.fixture(scope="session")
def model_stations(measured_stations: Stations) -> Stations:
    with (TABLES / "population_landmarks.csv").open(newline="", encoding="utf-8") as stream:
        population = read_population(csv.DictReader(stream))
    return measured_stations.warped(fit_population_warp(measured_stations, population))


@pytest.fixture(scope="session")
def right_hip_bone(model_stations: Stations) -> Surface:
    return build_hip_bone(model_stations)
