"""Bones that several test files look at, each built once in a run."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from anatomy_viewer.modelling.build import build_bones, model_stations
from anatomy_viewer.modelling.stations import Stations
from anatomy_viewer.modelling.surface import Surface

TABLES = Path(__file__).parents[2] / "meshes" / "tables"
PROGRESS: list[tuple[str, float]] = []


@cache
def stations() -> Stations:
    with (
        (TABLES / "bone_stations.csv").open(newline="", encoding="utf-8") as measured,
        (TABLES / "population_landmarks.csv").open(newline="", encoding="utf-8") as population,
    ):
        return model_stations(csv.DictReader(measured), csv.DictReader(population))


@cache
def bones() -> dict[str, Surface]:
    return build_bones(stations(), lambda what, share: PROGRESS.append((what, share)), directions=12)
