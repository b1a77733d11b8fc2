"""The forms of men and women: the finished bones of the average, carried by one smooth map of space.

The map is the best linear unbiased prediction of how a form differs from the average, given three kinds of
observations, each believed as far as it is known:

- the difference between the measured woman and the measured men at every station, which holds for a form only
  as far as one woman speaks for women,
- the mean landmarks of the women or men among the CT subjects, with their standard errors,
- the published measures of each sex in ``measures.csv``: a measure that lies farther from a published mean than
  `WITHIN_SD` deviations is moved to that bound, and no farther.

Every bone is carried by the same map, so that joints keep their gaps, nothing folds while the map keeps its
orientation, and topology and shading stay those of the average. What stands on the bones is placed again.

Sources
-------
Goldberger 1962 (best linear unbiased prediction); Stein 1999 (the Matérn covariance). Figures: ``measures.csv``,
``population_landmarks.csv``, and the remarks of ``bone_stations.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve

from anatomy_viewer.atlas.measures import Measure
from anatomy_viewer.atlas.stations import PopulationLandmark
from anatomy_viewer.modelling.population import (
    MIRROR,
    STATION_OF_LANDMARK,
    frame_motion,
    population_means,
)
from anatomy_viewer.modelling.stations import Stations
from anatomy_viewer.modelling.surface import Surface

Points = NDArray[np.float64]
Sex = Literal["male", "female"]

GROUP: Mapping[Sex, Literal["F", "M"]] = {"male": "M", "female": "F"}
"""The subjects of ``population_landmarks.csv`` that a form follows."""

SHARE: Mapping[Sex, float] = {"male": -0.3, "female": 0.7}
"""Where a form stands on the way from men to women, the average being nought: three in ten whom the average is
made of were women (6 of 19 CT subjects, 1 of 4 hips, 1 of 3 sacra)."""

REACHES_MM = (45.0, 130.0)
"""Over these distances places differ alike: the form of a part, and where the parts stand."""

DIFFERENCE_SD_MM = (4.0, 5.0)
"""How much women and men differ at a place over each reach once overall proportions are the same; judgement, after
the landmarks."""

PERSON_SD_MM = (4.0, 3.0)
"""How much one person differs from the mean of their sex at a place, over each reach: together the stations'
deviations of 5 mm."""

PERSON_STRAIN_SD: Mapping[str, float] = {"sacrum": 0.08}
"""How much the proportions of one person's bone differ from the mean of their sex, where that is much: sacra of
women are 93 ± 7 mm long [MYMENSINGH18]."""

UNSEEN_BONES = ("coccyx",)
"""Bones whose measured difference says nothing of the sexes: coccyges bend and end differently in everyone."""

STATION_NOISE_MM = 1.5
"""How well a station was found on its bone."""

STRAIN_SD = 0.06
"""How much the proportions of the sexes differ; breadths and lengths of section 6 differ by 1 to 10 %."""

SHIFT_SD_MM = 20.0
"""How much a form may be shifted as a whole; the frame takes it away again."""

ENOUGH, SIZE_SD = 50, 0.06
"""From how many people a length counts that was printed without a deviation, and the share of it that is taken
for one: breadths of adult pelvises vary by 6 to 7 % [GOLDMAN]."""

WITHIN_SD = 0.95
"""How far a form's measure may lie from a published mean, in published deviations."""

LANDMARK_WITHIN_SD = 0.8
"""How far a form's landmark is aimed from the mean of its group, in the deviations of that group."""

RATERS = 3
"""How many picks of a landmark stand behind the printed disagreement of the raters; judgement."""

HELD_MM = 0.15
"""How closely a measure is held at its bound, as a share of its moving 1 mm a mm."""

SETTLED_MM = 0.2
"""From how near to its bound a measure needs no further round, as `HELD_MM`."""

ROUNDS = 14
"""At most how often the measures are looked at."""

_DIRECTION = re.compile(r"F-M ([+-][\d.]+) ([+-][\d.]+) ([+-][\d.]+) \(nF=(\d+) nM=(\d+)\)")


def measured_direction(note: str) -> tuple[Points, int, int] | None:
    """Return the female-minus-male difference (3,) of a station's remark, mm, and how many women and men.

    None where the remark has none.
    """
    found = _DIRECTION.search(note)
    if found is None:
        return None
    return np.array([float(value) for value in found.groups()[:3]]), int(found[4]), int(found[5])


@dataclass(frozen=True)
class FormWarp:
    """The smooth, left-right symmetric map from the average to a form.

    Parameters
    ----------
    centres
        (n, 3) float, RAS mm: places of the average on which the map hangs, right side and midline.
    weights
        (n, 3) float: weight of each centre, one column an axis.
    middle
        (3,) float: the place about which proportions change.
    rotation, shift
        (3, 3) and (3,): the rigid motion applied last, which puts the result into the model's frame.
    """

    centres: Points
    weights: Points
    middle: Points
    rotation: Points
    shift: Points

    def __call__(self, points: Points) -> Points:
        """Return where (n, 3) points go, RAS mm; mirrored points go to mirrored places."""
        points = np.asarray(points, dtype=float).reshape(-1, 3)
        moved = np.empty_like(points)
        for first in range(0, len(points), 4096):
            part = points[first : first + 4096]
            here = _covariance(part, self.centres, self.middle)
            across = _covariance(part, self.centres * MIRROR, self.middle)
            for axis in range(3):
                moved[first : first + 4096, axis] = (here + MIRROR[axis] * across) @ self.weights[:, axis]
        result: Points = (points + moved) @ self.rotation.T + self.shift
        return result

    def carried(self, surface: Surface) -> Surface:
        """Return a surface with its points carried over; triangles and colours stay."""
        return replace(surface, points=self(surface.points))


def _alike(first: Points, second: Points, sd_mm: tuple[float, ...]) -> Points:
    """Return the Matérn covariance (n, m) of smoothness 5/2 between places, one deviation a reach, mm²."""
    square = (first**2).sum(axis=1)[:, None] + (second**2).sum(axis=1)[None, :] - 2.0 * first @ second.T
    distance = np.sqrt(5.0 * np.maximum(square, 0.0))
    result: Points = np.zeros(square.shape)
    for reach, sd in zip(REACHES_MM, sd_mm, strict=True):
        way = distance / reach
        result += sd**2 * (1.0 + way + way**2 / 3.0) * np.exp(-way)
    return result


def _covariance(first: Points, second: Points, middle: Points) -> Points:
    """Return how the differences of two sets of places go together, (n, m), mm²."""
    alike = _alike(first, second, DIFFERENCE_SD_MM)
    result: Points = SHIFT_SD_MM**2 + STRAIN_SD**2 * (first - middle) @ (second - middle).T + alike
    return result


@dataclass(frozen=True)
class Span:
    """A measure as a function of a few places of the bones.

    Parameters
    ----------
    places
        (k, 3) float: places of the average, RAS mm.
    value
        The measure of (k, 3) places.
    """

    places: Points
    value: Callable[[Points], float]

    def slope(self, places: Points) -> Points:
        """Return how the value changes with each coordinate, (k, 3)."""
        slope = np.zeros_like(places)
        for index in np.ndindex(*places.shape):
            step = np.zeros_like(places)
            step[index] = 0.05
            slope[index] = (self.value(places + step) - self.value(places - step)) / 0.1
        return slope


@dataclass(frozen=True)
class Band:
    """Between which values a form's measure should lie."""

    low: float
    high: float


def measure_bands(measures: Iterable[Measure], sex: Sex, within_sd: float = WITHIN_SD) -> dict[str, Band]:
    """Return for each model measure the values that all published series of a sex allow.

    Of series without a deviation the lengths in at least `ENOUGH` people are taken with `SIZE_SD`. Where no value
    suits all, the bounds between them are taken as one value: half-way.

    Parameters
    ----------
    measures
        The published measures.
    sex
        Whose series are used.
    within_sd
        How far from a mean is allowed, in deviations.
    """
    bands: dict[str, Band] = {}
    for measure in measures:
        if measure.sex != sex or measure.mean is None:
            continue
        sd = measure.sd
        if sd is None and measure.unit == "mm" and (measure.n or 0) >= ENOUGH:
            sd = SIZE_SD * measure.mean
        if sd is None:
            continue
        low, high = measure.mean - within_sd * sd, measure.mean + within_sd * sd
        before = bands.get(measure.model_measure)
        if before is not None:
            low, high = max(low, before.low), min(high, before.high)
            if low > high:
                low = high = (low + high) / 2.0
        bands[measure.model_measure] = Band(low, high)
    return bands


@dataclass(frozen=True)
class _Seen:
    """Places whose differences were seen: (n, 3) places and differences, and the noise (3n, 3n) of the latter."""

    places: Points
    differences: Points
    noise: Points


def _stations_seen(stations: Stations, sex: Sex) -> _Seen:
    places, differences, shares, bones = [], [], [], []
    for station in stations.items:
        found = measured_direction(station.note)
        if found is None or station.bone in UNSEEN_BONES:
            continue
        direction, women, men = found
        places.append(station.position)
        differences.append(SHARE[sex] * direction)
        shares.append(abs(SHARE[sex]) * np.sqrt(1.0 / women + 1.0 / men))
        bones.append(station.bone)
    at, bone, spread = np.array(places, dtype=float), np.array(bones), np.array(shares)
    sizes = np.zeros((len(at), len(at)))
    for name in np.unique(bone):
        own = bone == name
        away = at[own] - at[own].mean(axis=0)
        sizes[np.ix_(own, own)] = PERSON_STRAIN_SD.get(str(name), 0.0) ** 2 * away @ away.T
    blocks = []
    for axis in range(3):
        person = _alike(at, at, PERSON_SD_MM) + MIRROR[axis] * _alike(at, at * MIRROR, PERSON_SD_MM) + sizes
        blocks.append(spread[:, None] * person * spread[None, :] + np.diag(STATION_NOISE_MM**2 * np.ones(len(at))))
    return _Seen(at, np.array(differences), _block_diagonal(blocks))


def _landmarks_seen(stations: Stations, population: Sequence[PopulationLandmark], sex: Sex) -> _Seen:
    everyone, group = population_means(population), population_means(population, GROUP[sex])
    places, differences, errors = [], [], []
    for name, (bone, station) in STATION_OF_LANDMARK.items():
        if name not in everyone or name not in group:
            continue
        place = stations.point(bone, station)
        mean, sd = np.array(group[name].mean), np.array(group[name].sd)
        aimed = place + mean - np.array(everyone[name].mean)
        aimed = np.clip(aimed, mean - LANDMARK_WITHIN_SD * sd, mean + LANDMARK_WITHIN_SD * sd)
        places.append(place)
        differences.append(aimed - place)
        picked = [row for row in population if row.group == GROUP[sex] and row.name == name]
        errors.append(np.sqrt(sd**2 / picked[0].n + np.mean([row.rater_rms**2 for row in picked]) / RATERS))
    noise = np.array(errors).T.reshape(-1)
    return _Seen(np.array(places), np.array(differences), np.diag(noise**2))


def _block_diagonal(blocks: Sequence[Points]) -> Points:
    size = sum(len(block) for block in blocks)
    whole, first = np.zeros((size, size)), 0
    for block in blocks:
        whole[first : first + len(block), first : first + len(block)] = block
        first += len(block)
    return whole


@dataclass(frozen=True)
class _Field:
    """What was seen without measures, prepared for adding measures as they become active."""

    centres: Points
    middle: Points
    prior: tuple[Points, Points, Points]
    factor: tuple[Points, bool]
    seen: Points
    rows: NDArray[np.intp]

    def solved(self, slopes: Points, wanted: Points, noise: Points) -> Points:
        """Return the weights (n, 3) where (m, n, 3) slopes times differences should be wanted (m,)."""
        count = len(self.centres)
        if len(wanted) == 0:
            weights = np.zeros((count, 3))
            answer = cho_solve(self.factor, self.seen)
            weights.T.reshape(-1)[:] = 0.0
            flat = np.zeros(3 * count)
            flat[self.rows] = answer
            return flat.reshape(3, count).T
        flat_slopes = slopes.transpose(0, 2, 1).reshape(len(wanted), -1)
        spread = np.hstack([flat_slopes[:, a * count : (a + 1) * count] @ self.prior[a] for a in range(3)])
        across = spread[:, self.rows]
        inner = cho_solve(self.factor, np.column_stack([across.T, self.seen]))
        schur = spread @ flat_slopes.T + np.diag(noise**2) - across @ inner[:, :-1]
        beta = np.linalg.solve(schur, wanted - across @ inner[:, -1])
        flat = flat_slopes.T @ beta
        flat[self.rows] += inner[:, -1] - inner[:, :-1] @ beta
        return flat.reshape(3, count).T


def _field(seen: Sequence[_Seen], more: Points) -> _Field:
    centres = np.vstack([*(item.places for item in seen), more])
    known = sum(len(item.places) for item in seen)
    middle = centres.mean(axis=0) * (0.0, 1.0, 1.0)
    here, across = _covariance(centres, centres, middle), _covariance(centres, centres * MIRROR, middle)
    prior = tuple(here + sign * across for sign in MIRROR)
    count = len(centres)
    rows = np.concatenate([np.arange(known) + axis * count for axis in range(3)])
    whole = _block_diagonal([block[:known, :known] for block in prior])
    first = 0
    for item in seen:
        size = len(item.places)
        own = np.concatenate([np.arange(first, first + size) + axis * known for axis in range(3)])
        whole[np.ix_(own, own)] += item.noise
        first += size
    differences = np.vstack([item.differences for item in seen]).T.reshape(-1)
    factor = cho_factor(whole + 1e-6 * np.eye(len(whole)), lower=True)
    return _Field(centres, middle, (prior[0], prior[1], prior[2]), factor, differences, rows)


def fit_form_warp(
    stations: Stations,
    population: Sequence[PopulationLandmark],
    sex: Sex,
    spans: Mapping[str, Span] | None = None,
    bands: Mapping[str, Band] | None = None,
) -> FormWarp:
    """Return the map that carries the average to a form.

    Parameters
    ----------
    stations
        Of the average, in the model's frame, with their remarks.
    population
        The rows of ``population_landmarks.csv``.
    sex
        Whose form.
    spans, bands
        Measures as functions of places, and between which values they should lie; by model measure. A
        measure without both is left as it falls out.
    """
    spans = {name: span for name, span in (spans or {}).items() if name in (bands or {})}
    names = list(spans)
    bounds = [(bands or {})[name] for name in names]
    more = np.vstack([np.zeros((0, 3)), *(spans[name].places for name in names)])
    field = _field([_stations_seen(stations, sex), _landmarks_seen(stations, population, sex)], more)
    count, first = len(field.centres), len(field.centres) - len(more)
    places: dict[str, slice] = {}
    for name in names:
        places[name] = slice(first, first + len(spans[name].places))
        first += len(spans[name].places)
    held: dict[str, float] = {}
    weights = field.solved(np.zeros((0, count, 3)), np.zeros(0), np.zeros(0))
    for _ in range(ROUNDS if names else 0):
        moved = np.stack([field.prior[axis] @ weights[:, axis] for axis in range(3)], axis=1)
        slopes, wanted, noise = [], [], []
        settled = True
        for name, band in zip(names, bounds, strict=True):
            span, own = spans[name], places[name]
            now = field.centres[own] + moved[own]
            value = span.value(now)
            slope = span.slope(now)
            size = float(np.linalg.norm(slope))
            if name not in held and not band.low <= value <= band.high:
                held[name] = band.low if value < band.low else band.high
            if name in held:
                settled = settled and abs(value - held[name]) <= SETTLED_MM * size
                row = np.zeros((count, 3))
                row[own] = slope / size
                slopes.append(row)
                wanted.append((held[name] - value) / size + float((row[own] * moved[own]).sum()))
                noise.append(HELD_MM)
        if settled and _ > 1:
            break
        weights = field.solved(np.array(slopes).reshape(-1, count, 3), np.array(wanted), np.array(noise))
    still = FormWarp(field.centres, weights, field.middle, np.eye(3), np.zeros(3))
    frame = [stations.point(*STATION_OF_LANDMARK[name]) for name in ("PSIS", "ASIS", "pubic_tubercle")]
    psis, asis, tubercle = still(np.array(frame))
    rotation, shift = frame_motion(psis, asis, tubercle)
    return replace(still, rotation=rotation, shift=shift)
