"""The forms of men and women: the finished bones of the average, carried by one smooth map of space.

The map is made from what groups of people have shown of how women differ from men, and from nothing else:

- the mean landmarks of the women and of the men among the CT subjects,
- the published measures of both sexes by one method in ``measures.csv``.

Each difference is shrunk by how unsure it is (`SexDifference.trust`). The map is the smoothest that meets them: the
best linear unbiased prediction of a random field. Women are carried one way along it and men the other, each as far
as the average is from them; where the sexes overlap so much that nothing can be said, the forms agree.

Every bone is carried by the same map, so that joints keep their gaps, nothing folds while the map keeps its
orientation, and topology and shading stay those of the average. What stands on the bones is placed again.

Sources
-------
Goldberger 1962 (best linear unbiased prediction); Stein 1999 (the Matérn covariance); Efron and Morris 1973
(shrinkage). Figures: ``measures.csv`` and ``population_landmarks.csv``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.ndimage import map_coordinates, spline_filter

from anatomy_viewer.atlas.sexes import SexDifference
from anatomy_viewer.atlas.stations import PopulationLandmark
from anatomy_viewer.modelling.bones.population import STATION_OF_LANDMARK, frame_motion, population_means
from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.solids.lines import MIRROR
from anatomy_viewer.modelling.solids.surface import Surface

Points = NDArray[np.float64]
Sex = Literal["male", "female"]

SEXES: tuple[Sex, ...] = ("male", "female")

DOUBT = 1.3
"""How much larger the error of a difference of landmarks is than its means say: groups of people differ, too. With 1.25
to 1.75 what landmarks and published measures say together is likeliest. The measures alone put the promontory of women
11 mm higher than that of men, against the PSIS; the 19 subjects put it 25 mm higher."""

SHARE_BOUNDS = (0.1, 0.9)
"""Between which shares the average is taken to stand on the way from men to women; both are behind it."""

REACHES_MM = (45.0, 130.0)
"""Over these distances places differ alike: the form of a part, and where the parts stand."""

DIFFERENCE_SD_MM = (4.0, 5.0)
"""How much women and men differ at a place over each reach once overall proportions are the same."""

STRAIN_SD = 0.06
"""How much the proportions of the sexes differ; breadths and lengths of section 6 differ by 1 to 10 %."""

SHIFT_SD_MM = 20.0
"""How much a form may be shifted as a whole; the frame takes it away again."""

HELD_MM = 0.1
"""How closely a measure is met, as a share of its moving 1 mm a mm."""

GRID_MM, MARGIN_MM = 12.0, 30.0
"""How far apart the nodes of a `GridWarp` are, and how far it reaches beyond the bones."""

NODE_DECIMALS = 3
"""Decimals of a millimetre that a node of a `GridWarp` keeps: the equations behind it are solved with another last bit
for every number of threads, and what is built on the bones must not depend on that."""

ROUND_TO_MM, ROUND_UNTIL_MM = 6.0, 34.0
"""How far beyond the femoral head its roundness is kept wholly, and from where the map is as it was fitted."""

CORNERS = np.array([(x, y, z) for x in (-1.0, 1.0) for y in (-1.0, 1.0) for z in (-1.0, 1.0)])
"""Ways to the corners of a cube."""

ROUNDS = 4
"""How often the measures are taken for straight lines about where the map carries their places."""


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


def alike(
    first: Points, second: Points, sd_mm: tuple[float, ...], reaches_mm: tuple[float, ...] = REACHES_MM
) -> Points:
    """Return the Matérn covariance (n, m) of smoothness 5/2 between places, one deviation a reach, mm²."""
    square = (first**2).sum(axis=1)[:, None] + (second**2).sum(axis=1)[None, :] - 2.0 * first @ second.T
    distance = np.sqrt(5.0 * np.maximum(square, 0.0))
    result: Points = np.zeros(square.shape)
    for reach, sd in zip(reaches_mm, sd_mm, strict=True):
        way = distance / reach
        result += sd**2 * (1.0 + way + way**2 / 3.0) * np.exp(-way)
    return result


def _covariance(first: Points, second: Points, middle: Points) -> Points:
    """Return how the differences of two sets of places go together, (n, m), mm²."""
    together = alike(first, second, DIFFERENCE_SD_MM)
    result: Points = SHIFT_SD_MM**2 + STRAIN_SD**2 * (first - middle) @ (second - middle).T + together
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


def landmark_differences(population: Sequence[PopulationLandmark]) -> dict[str, tuple[SexDifference, ...]]:
    """Return how far the landmarks of women lie from those of men, sideways, forwards and upwards, mm, by name.

    The deviation of one sex is taken from both together: six women say little of their own.

    Parameters
    ----------
    population
        The rows of ``population_landmarks.csv``; left and right of one person count once.
    """
    women, men = population_means(population, "F"), population_means(population, "M")
    counts = {group: max(row.n for row in population if row.group == group) for group in ("F", "M")}
    found = {}
    for name in women.keys() & men.keys():
        squares = np.square([women[name].sd, men[name].sd])
        sd = np.sqrt(np.array([counts["F"] - 1, counts["M"] - 1]) @ squares / (sum(counts.values()) - 2))
        error = DOUBT * sd * np.sqrt(1.0 / counts["F"] + 1.0 / counts["M"])
        way = np.subtract(women[name].mean, men[name].mean)
        found[name] = tuple(
            SexDifference(f"{name}_{axis}", (), float(way[k]), float(error[k]), float(sd[k]))
            for k, axis in enumerate("xyz")
        )
    return found


def share_of_women(stations: Stations, population: Sequence[PopulationLandmark]) -> float:
    """Return how far the average stands on the way from the men to the women among the CT subjects, 0 to 1.

    The landmarks say it together, each as far as it differs between the sexes and is known; so a form stays where it
    is when the average comes to stand nearer to women.

    Parameters
    ----------
    stations
        Of the average, in the model's frame.
    population
        The rows of ``population_landmarks.csv``.
    """
    men, along, across = population_means(population, "M"), 0.0, 0.0
    for name, rows in landmark_differences(population).items():
        if name not in STATION_OF_LANDMARK:
            continue
        away = stations.point(*STATION_OF_LANDMARK[name]) - men[name].mean
        for axis, row in enumerate(rows):
            if row.error > 0.0:
                along += float(away[axis]) * row.value / row.error**2
                across += row.value**2 / row.error**2
    return float(np.clip(along / across, *SHARE_BOUNDS))


def _block_diagonal(blocks: Sequence[Points]) -> Points:
    rows, columns = blocks[0].shape
    whole = np.zeros((rows * len(blocks), columns * len(blocks)))
    for number, block in enumerate(blocks):
        whole[number * rows : (number + 1) * rows, number * columns : (number + 1) * columns] = block
    return whole


@dataclass(frozen=True)
class FormFit:
    """How women differ from men at every place: a smooth field, hung on the places of what was measured.

    Parameters
    ----------
    centres
        (n, 3) float: places of the average on which the field hangs, right side and midline, RAS mm.
    weights
        (n, 3) float: weight of each centre, one column an axis.
    moved
        (n, 3) float: how far women lie from men at each centre, RAS mm.
    middle
        (3,) float: the place about which proportions change.
    frame
        (3, 3) float: PSIS, ASIS and pubic tubercle of the average, RAS mm.
    shares
        How far along the field each form stands from the average: men behind it, women ahead.
    """

    centres: Points
    weights: Points = field(repr=False)
    moved: Points = field(repr=False)
    middle: Points
    frame: Points
    shares: Mapping[Sex, float]

    @classmethod
    def of(
        cls,
        stations: Stations,
        population: Sequence[PopulationLandmark],
        differences: Mapping[str, SexDifference] = MappingProxyType({}),
        spans: Mapping[str, Span] = MappingProxyType({}),
    ) -> FormFit:
        """Return the smoothest field that meets the differences that groups of people have shown.

        Parameters
        ----------
        stations
            Of the average, in the model's frame.
        population
            The rows of ``population_landmarks.csv``.
        differences
            Of the sexes, by model measure; one without a span is left as it falls out.
        spans
            Measures as functions of places of the average, by model measure.
        """
        seen = {
            name: row for name, row in sorted(landmark_differences(population).items()) if name in STATION_OF_LANDMARK
        }
        fitted = [name for name in spans if name in differences]
        places = [stations.point(*STATION_OF_LANDMARK[name])[None] for name in seen] + [
            spans[name].places for name in fitted
        ]
        centres = np.vstack(places)
        count, first = len(centres), len(seen)
        own = {}
        for name in fitted:
            own[name] = slice(first, first + len(spans[name].places))
            first += len(spans[name].places)
        women_among = share_of_women(stations, population)
        shares: dict[Sex, float] = {"male": -women_among, "female": 1.0 - women_among}
        middle = centres.mean(axis=0) * (0.0, 1.0, 1.0)
        here, across = _covariance(centres, centres, middle), _covariance(centres, centres * MIRROR, middle)
        prior = _block_diagonal([here + sign * across for sign in MIRROR])
        wanted = np.array([[row.shrunk for row in rows] for rows in seen.values()]).T.reshape(-1)
        errors = np.array([[row.error for row in rows] for rows in seen.values()]).T
        # Whoever has one place high has its neighbours high too: they are no witnesses of their own.
        together = alike(centres[: len(seen)], centres[: len(seen)], (1.0, 0.0))
        noise = _block_diagonal([own[:, None] * together * own[None, :] for own in errors])
        lines = np.zeros((3 * len(seen), 3 * count))
        for axis in range(3):
            for number in range(len(seen)):
                lines[axis * len(seen) + number, axis * count + number] = 1.0
        moved, strength = np.zeros((count, 3)), np.zeros(3 * count)
        for _ in range(ROUNDS if fitted else 1):
            rows, aims, doubts = [lines], [wanted], []
            for name in fitted:
                span, way, difference = spans[name], moved[own[name]], differences[name]
                women, men = (span.places + shares[sex] * way for sex in ("female", "male"))
                slope = shares["female"] * span.slope(women) - shares["male"] * span.slope(men)
                row = np.zeros((count, 3))
                row[own[name]] = slope
                now = span.value(women) - span.value(men)
                rows.append(row.T.reshape(1, -1))
                aims.append(np.array([difference.shrunk - now + float((slope * way).sum())]))
                doubts.append(difference.error**2 + HELD_MM**2 * float((slope**2).sum()))
            taken = np.vstack(rows)
            spread = taken @ prior @ taken.T + np.diag([*np.full(len(noise), HELD_MM**2), *doubts])
            spread[: len(noise), : len(noise)] += noise
            strength = taken.T @ cho_solve(cho_factor(spread, lower=True), np.concatenate(aims))
            moved = (prior @ strength).reshape(3, count).T
        frame = [stations.point(*STATION_OF_LANDMARK[name]) for name in ("PSIS", "ASIS", "pubic_tubercle")]
        return cls(centres, strength.reshape(3, count).T, moved, middle, np.array(frame), shares)

    def warp(self, sex: Sex) -> FormWarp:
        """Return the map that carries the average to a form."""
        still = FormWarp(self.centres, self.shares[sex] * self.weights, self.middle, np.eye(3), np.zeros(3))
        rotation, shift = frame_motion(*still(self.frame))
        return replace(still, rotation=rotation, shift=shift)
