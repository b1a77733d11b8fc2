"""All eight bones from the tables, in the model's frame, shaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from anatomy_viewer.modelling.ambient_occlusion import shaded
from anatomy_viewer.modelling.coccyx import build_coccyx
from anatomy_viewer.modelling.distance_grid import thinned
from anatomy_viewer.modelling.hip_bone import build_hip_bone
from anatomy_viewer.modelling.population import fit_population_warp, read_population
from anatomy_viewer.modelling.sacrum import build_sacrum
from anatomy_viewer.modelling.stations import Stations, read_station_points
from anatomy_viewer.modelling.surface import Surface
from anatomy_viewer.modelling.vertebra import build_vertebra, stand_on_sacrum

Progress = Callable[[str, float], None]
Rows = Iterable[Mapping[str, Any]]

BONES = (
    "hip_bone_right",
    "hip_bone_left",
    "sacrum",
    "coccyx",
    "l4_vertebra",
    "l5_vertebra",
)
BONE_COLOUR = (236, 218, 178)
"""A pale warm bone, unless the caller names another."""


HIP_BONE_TRIANGLES = 30_000
"""The hip bone is thinned to this: its wing is smooth and needs fewer triangles than its cage gives."""


def model_stations(station_rows: Rows, population_rows: Rows) -> Stations:
    """Return the measured stations carried onto the population, right side and midline, RAS mm.

    Parameters
    ----------
    station_rows, population_rows
        Rows of the two tables as mappings; see `read_station_points` and `read_population`.
    """
    measured = read_station_points(station_rows)
    return measured.warped(fit_population_warp(measured, read_population(population_rows)))


def build_bones(
    stations: Stations,
    progress: Progress | None = None,
    *,
    bone_colour: tuple[int, int, int] = BONE_COLOUR,
    directions: int = 120,
) -> dict[str, Surface]:
    """Return the surface of every bone by structure id, closed, shaded, RAS mm.

    Parameters
    ----------
    stations
        In the model's frame; see `model_stations`.
    progress
        Called with what is being done and the share of the whole that is done, from 0 to 1.
    bone_colour
        Red, green, blue from 0 to 255, before shading.
    directions
        How many directions the shading takes light from; 0 leaves the shading out.
    """

    def say(what: str, share: float) -> None:
        if progress is not None:
            progress(what, share)

    say("Hip bones", 0.0)
    hip = thinned(build_hip_bone(stations), HIP_BONE_TRIANGLES)
    say("Sacrum", 0.12)
    sacrum = build_sacrum(stations, hip)
    say("Coccyx", 0.34)
    coccyx = build_coccyx(stations, sacrum)
    fifth, fourth = stand_on_sacrum(stations)
    say("Fifth lumbar vertebra", 0.38)
    l5_vertebra = build_vertebra(fifth, sacrum)
    say("Fourth lumbar vertebra", 0.47)
    l4_vertebra = build_vertebra(fourth, l5_vertebra)
    bones = dict(zip(BONES, (hip, hip.mirrored(), sacrum, coccyx, l4_vertebra, l5_vertebra), strict=True))
    if directions > 0:
        say("Shading the bones", 0.55)
        bones = shaded(
            bones,
            dict.fromkeys(bones, bone_colour),
            directions=directions,
            progress=lambda what, share: say(what, 0.55 + 0.45 * share),
        )
    say("Bones done", 1.0)
    return bones
