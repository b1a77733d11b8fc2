"""Bones that several test files look at, each built once in a run."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from anatomy_viewer.atlas.stations import read_bone_stations, read_population_landmarks
from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.build import build_bones, model_stations
from anatomy_viewer.modelling.solids.surface import Surface

TABLES = Path(__file__).parents[2] / "meshes" / "tables"
PROGRESS: list[tuple[str, float]] = []


@cache
def stations() -> Stations:
    return model_stations(
        read_bone_stations(TABLES / "bone_stations.csv"),
        read_population_landmarks(TABLES / "population_landmarks.csv"),
    )


@cache
def bones() -> dict[str, Surface]:
    return build_bones(stations(), lambda what, share: PROGRESS.append((what, share)), directions=12)
