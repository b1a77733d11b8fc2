"""The population warp: carries the measured stations onto the landmarks of a CT population.

The stations are means of a few large pelvises; expert-picked landmarks of nineteen CT subjects say where an
average pelvis has its spines, its pubic tubercles and its first sacral endplate. A thin-plate spline through
those landmarks moves everything at once, so that hip bones, sacrum, lumbar vertebrae and femur stay together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.atlas.stations import PopulationLandmark
from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.solids.lines import MIRROR

Points = NDArray[np.float64]


STATION_OF_LANDMARK = {
    "ASIS": ("hip_right", "crest_00_top_ASIS"),
    "AIIS": ("hip_right", "AIIS"),
    "pubic_tubercle": ("hip_right", "pubic_tubercle"),
    "PSIS": ("hip_right", "crest_12_top_PSIS"),
    "PIIS": ("hip_right", "PIIS"),
    "ischial_spine": ("hip_right", "ischial_spine"),
    "sacral_center": ("sacrum", "S1_endplate_centre"),
    "sacral_promontory": ("sacrum", "promontory"),
}
"""Which station is the place that the population table calls by its landmark's name."""

FRAME_LANDMARKS = ("ASIS", "PSIS", "pubic_tubercle")
"""The landmarks that define the frame."""

TOLERANCE_SD = 0.5
"""How far from the population's mean a landmark may stay, in the population's standard deviations.

The stations are first laid onto the population without changing their shape. A landmark that then lies
within the tolerance stays there; one that does not is carried to the edge of it. So the bones are deformed
no more than it takes to be an ordinary member of the population.
"""

BREADTH_OF_PSIS_SD = 0.1
"""The same for the distance of the PSIS from the midline.

Stations and experts mean the same place by it, and nineteen people know it better (standard error 1.1 mm) than four
hips of which one is a woman's (3.9 mm).
"""

FREE_LANDMARKS = ("AIIS",)
"""Landmarks that the spline does not pull, because the experts' place is not quite the station's.

The anterior inferior spine is a blunt knob, 2-3 cm long. The experts pick it 34 mm below the ASIS, at the knob's
lower end, and the station lies 28 mm below at its middle; pulling one onto the other would shear the whole
front of the ilium. The landmark on the finished bone is taken where the experts take it.
"""

FIT_SD_MM = 0.5
"""How closely the spline meets its targets, as a standard deviation in mm."""

FREEDOM_MM = 0.5
"""How freely the spline bends: the variance of its bending grows by this many square mm a mm of distance."""


@dataclass(frozen=True)
class PopulationMean:
    """Mean and spread of a landmark over a group of subjects, right side or midline.

    Parameters
    ----------
    name
        The landmark's name in the population table.
    mean, sd
        (3,) float, RAS mm; left and right averaged after mirroring, midline landmarks with x = 0.
    """

    name: str
    mean: tuple[float, float, float]
    sd: tuple[float, float, float]


def population_means(
    rows: Iterable[PopulationLandmark], group: Literal["all", "F", "M"] = "all"
) -> dict[str, PopulationMean]:
    """Return the landmarks of one group of subjects, made symmetric, keyed by name.

    Parameters
    ----------
    rows
        The rows of ``population_landmarks.csv``.
    group
        All subjects, the women or the men.

    Raises
    ------
    ValueError
        Where the table has no such group.
    """
    sides: dict[str, list[tuple[Points, Points]]] = {}
    for row in rows:
        if row.group != group:
            continue
        mean = np.array([row.x_mean, row.y_mean, row.z_mean])
        sd = np.array([row.x_sd, row.y_sd, row.z_sd])
        if row.side == "L":
            mean = mean * MIRROR
        elif row.side == "M":
            mean = mean * (0.0, 1.0, 1.0)
        sides.setdefault(row.name, []).append((mean, sd))
    if not sides:
        raise ValueError(f"the population table has no group called {group}")
    result = {}
    for name, found in sides.items():
        mean = np.mean([item[0] for item in found], axis=0)
        sd = np.sqrt(np.mean([item[1] ** 2 for item in found], axis=0))
        result[name] = PopulationMean(
            name,
            (float(mean[0]), float(mean[1]), float(mean[2])),
            (float(sd[0]), float(sd[1]), float(sd[2])),
        )
    return result


@dataclass(frozen=True)
class Warp:
    """A smooth, left-right symmetric map of space.

    Parameters
    ----------
    centres
        (n, 3) float, RAS mm: the points the spline hangs on, right and left.
    weights
        (n, 3) float: weight of each centre's distance function, one column an axis of the result.
    affine
        (4, 3) float: constant term and linear part.
    rotation, shift
        (3, 3) and (3,): the rigid motion applied last, which puts the result into the model's frame.
    """

    centres: Points
    weights: Points
    affine: Points
    rotation: Points
    shift: Points

    def _raw(self, points: Points) -> Points:
        distance = np.linalg.norm(points[:, None, :] - self.centres[None, :, :], axis=2)
        linear = np.hstack([np.ones((len(points), 1)), points]) @ self.affine
        result: Points = -distance @ self.weights + linear
        return result

    def __call__(self, points: Points) -> Points:
        """Return where (n, 3) points go, RAS mm; mirrored points go to mirrored places."""
        points = np.asarray(points, dtype=float).reshape(-1, 3)
        symmetric = (self._raw(points) + self._raw(points * MIRROR) * MIRROR) / 2.0
        result: Points = symmetric @ self.rotation.T + self.shift
        return result


def _spline(source: Points, target: Points, sd_mm: Points, freedom_mm: float) -> tuple[Points, Points]:
    """Return weights (n, 3) and affine part (4, 3) of the smoothing spline with kernel -r.

    Each axis is the best linear unbiased prediction under measurement variances ``sd_mm ** 2`` (n, 3) and an
    intrinsic random field of variance ``2 * freedom_mm * r``, which is the biharmonic spline of three
    dimensions.

    Sources
    -------
    Duchon 1977 (splines minimising rotation-invariant semi-norms); Wahba 1990 (smoothing by error).
    """
    count = len(source)
    distance = np.linalg.norm(source[:, None, :] - source[None, :, :], axis=2)
    polynomial = np.hstack([np.ones((count, 1)), source])
    weights, affine = np.zeros((count, 3)), np.zeros((4, 3))
    for axis in range(3):
        system = np.zeros((count + 4, count + 4))
        system[:count, :count] = -distance + np.diag(sd_mm[:, axis] ** 2 / freedom_mm)
        system[:count, count:] = polynomial
        system[count:, :count] = polynomial.T
        right = np.concatenate([target[:, axis], np.zeros(4)])
        solution = np.linalg.solve(system, right)
        weights[:, axis], affine[:, axis] = solution[:count], solution[count:]
    return weights, affine


def frame_motion(psis: Points, asis: Points, pubic_tubercle: Points) -> tuple[Points, Points]:
    """Return the rotation (3, 3) and shift (3,) that put a symmetric pelvis into the model's frame.

    Parameters
    ----------
    psis, asis, pubic_tubercle
        (3,) float, RAS mm, of the right side. Afterwards the point midway between both PSIS is the origin and
        the plane through both ASIS and both pubic tubercles is vertical.
    """
    rise, run = asis[2] - pubic_tubercle[2], asis[1] - pubic_tubercle[1]
    angle = np.arctan2(run, rise)
    cosine, sine = np.cos(angle), np.sin(angle)
    rotation = np.array([[1.0, 0.0, 0.0], [0.0, cosine, -sine], [0.0, sine, cosine]])
    origin = np.array([0.0, psis[1], psis[2]])
    return rotation, -rotation @ origin


def _similarity(source: Points, target: Points, weight: NDArray[np.float64]) -> Points:
    """Return source points (n, 3) after the best weighted scaling, rotation and shift onto their targets.

    Sources
    -------
    Umeyama 1991.
    """
    share = weight / weight.sum()
    a, b = share @ source, share @ target
    u, stretch, vt = np.linalg.svd((target - b).T @ ((source - a) * share[:, None]))
    sign = np.diag([1.0, 1.0, np.sign(np.linalg.det(u @ vt))])
    rotation = u @ sign @ vt
    scale = np.trace(np.diag(stretch) @ sign) / (share @ ((source - a) ** 2).sum(axis=1))
    result: Points = scale * (source - a) @ rotation.T + b
    return result


def fit_population_warp(
    stations: Stations,
    population: Mapping[str, PopulationMean],
    tolerance_sd: float = TOLERANCE_SD,
    freedom_mm: float = FREEDOM_MM,
) -> Warp:
    """Return the warp that carries all stations into the population.

    Parameters
    ----------
    stations
        The measured stations; those named in ``STATION_OF_LANDMARK`` are used.
    population
        Symmetric means and SDs keyed by landmark name; see `population_means`.
    tolerance_sd
        How far from the mean a landmark may stay, in SDs; zero carries every landmark onto its mean.
    freedom_mm
        Freedom of the spline; larger follows every target more closely, smaller stays nearer to one affine
        map.

    Raises
    ------
    ValueError
        Where the population lacks one of the frame's landmarks.
    """
    missing = [name for name in FRAME_LANDMARKS if name not in population]
    if missing:
        raise ValueError(f"the population table lacks {', '.join(missing)}")
    found: list[Points] = []
    means: list[Points] = []
    spreads: list[Points] = []
    tolerances: list[Points] = []
    for name, (bone, station) in STATION_OF_LANDMARK.items():
        if name not in population or name in FREE_LANDMARKS:
            continue
        place = stations.point(bone, station)
        for mirror in (np.ones(3), MIRROR):
            if mirror[0] < 0.0 and abs(place[0]) < 1e-9:
                continue
            found.append(place * mirror)
            means.append(np.array(population[name].mean) * mirror)
            spreads.append(np.array(population[name].sd))
            breadth_sd = min(BREADTH_OF_PSIS_SD, tolerance_sd) if name == "PSIS" else tolerance_sd
            tolerances.append(np.array([breadth_sd, tolerance_sd, tolerance_sd]))
    source, mean, sd = np.array(found), np.array(means), np.array(spreads)
    laid = _similarity(source, mean, 1.0 / (sd**2).mean(axis=1))
    reach = np.array(tolerances) * sd
    target = mean + np.clip(laid - mean, -reach, reach)
    weights, affine = _spline(source, target, np.full(source.shape, FIT_SD_MM), freedom_mm)
    free = Warp(source, weights, affine, np.eye(3), np.zeros(3))
    psis, asis, tubercle = (
        free(stations.point(*STATION_OF_LANDMARK[name]))[0] for name in ("PSIS", "ASIS", "pubic_tubercle")
    )
    rotation, shift = frame_motion(psis, asis, tubercle)
    return Warp(source, weights, affine, rotation, shift)
