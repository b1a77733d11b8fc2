"""Where the averaged stations are brought to what larger groups of people show.

The population warp carries the stations into the population, but lets them stay half a deviation from its means,
and the group behind it has twice as many men as women. Three places of the average are then off in one direction on
nearly everybody: the base of the sacrum is too low and too far forward, the anterior inferior spines stand too far
apart, and the ischial tuberosity ends too high. Each is moved alone, fading out around it, so that joints and the
rest of the bone stay where they were measured.

Sources
-------
CT19 (`population_landmarks.csv`): first sacral endplate, promontory, AIIS, ischial spine and pubic tubercle of six
women and thirteen men, women and men counted alike. OKAMOTO20 agrees for the sacral base: 38 +- 8 mm below the top of
the crest. How far around a place the move reaches is judgement.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.atlas.stations import PopulationLandmark
from anatomy_viewer.modelling.bones.population import STATION_OF_LANDMARK, population_means
from anatomy_viewer.modelling.bones.stations import Stations

Points = NDArray[np.float64]

ALONG_SACRUM_MM = (8.0, 62.0)
"""From here, measured down the sacrum from the middle of its base, the move of the base fades, and ends there."""
BESIDE_MIDLINE_MM = (26.0, 56.0)
"""The same sideways: the joint with the ilium keeps its place."""
AIIS_REACH_MM, TUBEROSITY_REACH_MM = 46.0, 44.0
"""How far the moves of the spine and of the tuberosity reach."""
KNOB_END_MM = 4.6
"""The landmark AIIS, at the lower end of the knob, lies this much nearer to the midline than the knob's station."""


def settled(stations: Stations, population: Iterable[PopulationLandmark]) -> Stations:
    """Return stations with the sacral base, the AIIS and the tuberosity where a population has them.

    Parameters
    ----------
    stations
        In the model's frame, carried by the population warp.
    population
        The rows of ``population_landmarks.csv``.
    """
    rows = tuple(population)
    women, men = population_means(rows, "F"), population_means(rows, "M")

    def off(name: str) -> Points:
        """How far the mean of women's and men's means lies from where the stations have a landmark, (3,) mm."""
        mean = (np.array(women[name].mean) + np.array(men[name].mean)) / 2.0
        return np.asarray(mean - stations.point(*STATION_OF_LANDMARK[name]))

    base = (off("sacral_center") + off("sacral_promontory")) / 2.0
    stations = stations.moved("sacrum", _faded_base(stations, base * (0.0, 1.0, 1.0)))
    inwards = min(0.0, float(off("AIIS")[0]) + KNOB_END_MM)
    lower = min(0.0, float(off("ischial_spine")[2] + off("pubic_tubercle")[2]) / 2.0)
    spine, lowest = stations.points("hip_right", ["AIIS", "tuberosity_mid_4"])
    moves: dict[str, Points] = {}
    for middle, move, reach in (
        (spine, np.array([inwards, 0.0, 0.0]), AIIS_REACH_MM),
        (lowest, np.array([0.0, 0.0, lower]), TUBEROSITY_REACH_MM),
    ):
        for station in stations.items:
            place = np.array(station.position)
            gap = float(np.linalg.norm(place - middle))
            if station.bone == "hip_right" and gap < reach and not station.name.startswith("acetabul"):
                moves[station.name] = place + (1.0 - (gap / reach) ** 2) ** 2 * move
    return stations.moved("hip_right", moves)


def _faded_base(stations: Stations, move: Points) -> dict[str, Points]:
    names = [station.name for station in stations.items if station.bone == "sacrum"]
    places = stations.points("sacrum", names)
    top, bottom = stations.points("sacrum", ["S1_endplate_centre", "S4_ant_mid"])
    down = (bottom - top) / np.linalg.norm(bottom - top)
    share = _fading((places - top) @ down, ALONG_SACRUM_MM) * _fading(places[:, 0], BESIDE_MIDLINE_MM)
    return dict(zip(names, places + share[:, None] * move, strict=True))


def _fading(values: NDArray[np.float64], between: tuple[float, float]) -> NDArray[np.float64]:
    part = np.clip((values - between[0]) / (between[1] - between[0]), 0.0, 1.0)
    return np.asarray(1.0 - part * part * (3.0 - 2.0 * part))
