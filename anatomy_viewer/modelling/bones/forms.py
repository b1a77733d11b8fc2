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
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.ndimage import map_coordinates, spline_filter

from anatomy_viewer.atlas.measures import Measure
from anatomy_viewer.atlas.stations import PopulationLandmark
from anatomy_viewer.modelling.bones.population import STATION_OF_LANDMARK, frame_motion, population_means
from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.solids.lines import MIRROR
from anatomy_viewer.modelling.solids.surface import Surface

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

HELD_MM = 0.1
"""How closely a measure is held at its bound, as a share of its moving 1 mm a mm."""

GRID_MM, MARGIN_MM = 12.0, 30.0
"""How far apart the nodes of a `GridWarp` are, and how far it reaches beyond the bones."""

NODE_DECIMALS = 3
"""Decimals of a millimetre that a node of a `GridWarp` keeps: the equations behind it are solved with another last bit
for every number of threads, and what is built on the bones must not depend on that."""

ROUND_TO_MM, ROUND_UNTIL_MM = 6.0, 34.0
"""How far beyond the femoral head its roundness is kept wholly, and from where the map is as it was fitted."""

CORNERS = np.array([(x, y, z) for x in (-1.0, 1.0) for y in (-1.0, 1.0) for z in (-1.0, 1.0)])
"""Ways to the corners of a cube."""

SETTLED_MM = 0.2
"""From how near to its bound a measure needs no further round, as `HELD_MM`."""

ROUNDS = 24
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


@dataclass(frozen=True)
class GridWarp:
    """A map to a form, read off a grid: as smooth, and many times as fast for many places.

    Parameters
    ----------
    low
        (3,) float, RAS mm: the corner of the grid; its first plane lies on the left of the midline.
    coefficients
        Cubic B-spline coefficients of the three displacements, (3, nx, ny, nz) float, `GRID_MM` apart.
    """

    low: Points
    coefficients: Points

    @classmethod
    def of(cls, warp: FormWarp, places: Points) -> GridWarp:
        """Return a map on a grid that reaches well beyond (n, 3) places and their mirror images."""
        right = np.abs(places[:, :1])
        reach = np.hstack([right, places[:, 1:]])
        low = np.array([-2.0 * GRID_MM, *(reach[:, 1:].min(axis=0) - MARGIN_MM)])
        counts = np.ceil((reach.max(axis=0) + MARGIN_MM - low) / GRID_MM).astype(int) + 1
        nodes = low + GRID_MM * np.stack(np.meshgrid(*map(np.arange, counts), indexing="ij"), axis=-1).reshape(-1, 3)
        moved = np.round((warp(nodes) - nodes).T.reshape(3, *counts), NODE_DECIMALS)
        return cls(low, np.array([spline_filter(axis, order=3, mode="mirror") for axis in moved]))

    def __call__(self, points: Points) -> Points:
        """Return where (n, 3) points go, RAS mm; mirrored points go to mirrored places."""
        points = np.asarray(points, dtype=float).reshape(-1, 3)
        side = np.where(points[:, :1] < 0.0, MIRROR, 1.0)
        where = ((points * side - self.low) / GRID_MM).T
        moved = [map_coordinates(axis, where, order=3, mode="mirror", prefilter=False) for axis in self.coefficients]
        return np.asarray(points + np.array(moved).T * side)

    def carried(self, surface: Surface) -> Surface:
        """Return a surface with its points carried over; triangles and colours stay."""
        return replace(surface, points=self(surface.points))


@dataclass(frozen=True)
class RoundHeadWarp:
    """A map to a form that leaves the hip joint round: head and cup grow or shrink alike in all directions.

    A smooth map stretches the ball as it stretches the pelvis around it; a real head stays a sphere in its cup. What
    the map does to the ball's shape is undone around the joint, and less and less away from it; its size becomes that
    which the map gives to the height of the cup, the size of the joint that most people were measured in.

    Parameters
    ----------
    warp
        The map as it is fitted.
    centre
        (3,) float, RAS mm: the centre of the right joint on the form.
    undone
        (3, 3) float: how a place moves by its way from the centre where the change of shape is undone wholly.
    radius_mm
        Of the head of the average.
    """

    warp: GridWarp
    centre: Points
    undone: Points
    radius_mm: float

    @classmethod
    def of(cls, warp: GridWarp, centre: Points, radius_mm: float, height: Points) -> RoundHeadWarp:
        """Return a map that keeps the ball about a centre of the average round, right side, RAS mm.

        Parameters
        ----------
        warp
            The map as it is fitted.
        centre
            (3,) float, RAS mm: the centre of the right joint on the average.
        radius_mm
            Of the head of the average.
        height
            (3,) float: the direction from the lower to the upper margin of the cup, of any length.
        """
        ways = np.vstack([np.eye(3), -np.eye(3), CORNERS])
        ways /= np.linalg.norm(ways, axis=1, keepdims=True)
        moved = warp(centre + radius_mm * ways)
        middle = moved.mean(axis=0)
        linear = np.linalg.lstsq(radius_mm * ways, moved - middle, rcond=None)[0].T
        turn, sizes, _ = np.linalg.svd(linear)
        size = np.linalg.norm(linear @ height) / np.linalg.norm(height)
        shape = turn @ np.diag(size / sizes) @ turn.T
        return cls(warp, middle.round(NODE_DECIMALS), (shape - np.eye(3)).round(6), radius_mm)

    def __call__(self, points: Points) -> Points:
        """Return where (n, 3) points go, RAS mm; mirrored points go to mirrored places."""
        points = np.asarray(points, dtype=float).reshape(-1, 3)
        side = np.where(points[:, :1] < 0.0, MIRROR, 1.0)
        away = self.warp(points * side) - self.centre
        beyond = np.linalg.norm(away, axis=1) - self.radius_mm
        share = np.clip((ROUND_UNTIL_MM - beyond) / (ROUND_UNTIL_MM - ROUND_TO_MM), 0.0, 1.0)
        eased = share * share * (3.0 - 2.0 * share)
        return np.asarray((self.centre + away + eased[:, None] * (away @ self.undone.T)) * side)

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
    rows, columns = blocks[0].shape
    whole = np.zeros((rows * len(blocks), columns * len(blocks)))
    for number, block in enumerate(blocks):
        whole[number * rows : (number + 1) * rows, number * columns : (number + 1) * columns] = block
    return whole


@dataclass(frozen=True)
class _Field:
    """What stations and landmarks say of the places of measures; coordinates go axis by axis.

    Parameters
    ----------
    centres
        (n + m, 3) places that were seen, and after them places of measures.
    middle
        (3,) place about which proportions change.
    seen
        (3n,) weights of the places that were seen, without measures.
    drawn
        (3n, 3m) how those weights give way to the weights of places of measures.
    mean, covariance
        (3m,) and (3m, 3m) of the differences at the places of measures, given what was seen.
    """

    centres: Points
    middle: Points
    seen: Points
    drawn: Points
    mean: Points
    covariance: Points

    def weights(self, pull: Points) -> Points:
        """Return the weights (n + m, 3) of all centres under (3m,) weights of the places of measures."""
        seen = (self.seen - self.drawn @ pull).reshape(3, -1)
        return np.hstack([seen, pull.reshape(3, -1)]).T


def _field(seen: Sequence[_Seen], more: Points) -> _Field:
    centres = np.vstack([*(item.places for item in seen), more])
    known = sum(len(item.places) for item in seen)
    middle = centres.mean(axis=0) * (0.0, 1.0, 1.0)
    here, across = _covariance(centres, centres, middle), _covariance(centres, centres * MIRROR, middle)
    prior = [here + sign * across for sign in MIRROR]
    whole = _block_diagonal([block[:known, :known] for block in prior])
    first = 0
    for item in seen:
        size = len(item.places)
        own = np.concatenate([np.arange(first, first + size) + axis * known for axis in range(3)])
        whole[np.ix_(own, own)] += item.noise
        first += size
    differences = np.vstack([item.differences for item in seen]).T.reshape(-1)
    between = _block_diagonal([block[:known, known:] for block in prior])
    factor = cho_factor(whole, lower=True)
    drawn = cho_solve(factor, between)
    weights = cho_solve(factor, differences)
    left = _block_diagonal([block[known:, known:] for block in prior]) - between.T @ drawn
    return _Field(centres, middle, weights, drawn, between.T @ weights, left)


@dataclass(frozen=True)
class FormFit:
    """What is known of a form, ready to be brought between the bounds of its measures.

    Parameters
    ----------
    field
        What stations and landmarks say.
    spans
        Measures as functions of places of the average, by model measure.
    places
        Which places of measures each span is taken between, of those of all spans in turn.
    frame
        (3, 3) float: PSIS, ASIS and pubic tubercle of the average, RAS mm.
    """

    field: _Field
    spans: Mapping[str, Span]
    places: Mapping[str, slice]
    frame: Points

    @classmethod
    def of(
        cls,
        stations: Stations,
        population: Sequence[PopulationLandmark],
        sex: Sex,
        spans: Mapping[str, Span] = MappingProxyType({}),
    ) -> FormFit:
        """Return what is known of a form.

        Parameters
        ----------
        stations
            Of the average, in the model's frame, with their remarks.
        population
            The rows of ``population_landmarks.csv``.
        sex
            Whose form.
        spans
            Measures as functions of places of the average, by model measure.
        """
        more = np.vstack([np.zeros((0, 3)), *(span.places for span in spans.values())])
        field = _field([_stations_seen(stations, sex), _landmarks_seen(stations, population, sex)], more)
        first = 0
        places: dict[str, slice] = {}
        for name, span in spans.items():
            places[name] = slice(first, first + len(span.places))
            first += len(span.places)
        frame = [stations.point(*STATION_OF_LANDMARK[name]) for name in ("PSIS", "ASIS", "pubic_tubercle")]
        return cls(field, spans, places, np.array(frame))

    def warp(self, bands: Mapping[str, Band] = MappingProxyType({})) -> FormWarp:
        """Return the map that carries the average to the form.

        Parameters
        ----------
        bands
            Between which values measures should lie, by model measure; one without a span is left as it falls out.
        """
        field = self.field
        count = len(field.mean) // 3
        at = field.centres[len(field.centres) - count :]
        held: dict[str, float] = {}
        pull = np.zeros(3 * count)
        for _ in range(ROUNDS):
            moved = (field.mean + field.covariance @ pull).reshape(3, count).T
            slopes, wanted, pulled, settled = [], [], [], True
            for name in (name for name in self.spans if name in bands):
                span, band, own = self.spans[name], bands[name], self.places[name]
                now = at[own] + moved[own]
                value = span.value(now)
                if name not in held and not band.low <= value <= band.high:
                    held[name] = band.low if value < band.low else band.high
                    settled = False
                if name not in held:
                    continue
                slope = span.slope(now)
                size = float(np.linalg.norm(slope))
                settled = settled and abs(value - held[name]) <= SETTLED_MM * size
                pulled.append((name, 1.0 if held[name] == band.low else -1.0))
                row = np.zeros((count, 3))
                row[own] = slope / size
                slopes.append(row.T.reshape(-1))
                wanted.append((held[name] - value) / size + float((row[own] * moved[own]).sum()))
            if settled:
                break
            sloped = np.array(slopes)
            spread = sloped @ field.covariance @ sloped.T + HELD_MM**2 * np.eye(len(wanted))
            strength = np.linalg.solve(spread, np.array(wanted) - sloped @ field.mean)
            pull = sloped.T @ strength
            for (name, inwards), strong in zip(pulled, strength, strict=True):
                if inwards * strong < 0.0 and bands[name].low < bands[name].high:
                    del held[name]  # the others would leave it inside its bounds by themselves
        still = FormWarp(field.centres, field.weights(pull), field.middle, np.eye(3), np.zeros(3))
        rotation, shift = frame_motion(*still(self.frame))
        return replace(still, rotation=rotation, shift=shift)
