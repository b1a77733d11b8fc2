"""The landmarks of a brought pelvis: found by its shape and by our bones laid onto it, and how sure each is.

Two ways are gone. The fit says where the place of our bone lies on the brought one. The rule looks there for what an
examiner looks for, in the frame of the brought pelvis: the foremost, hindmost, highest point, the border's deepest
notch, the middle of the ball that the socket holds. The two are weighed by how well each is known to work; where they
disagree the doubt grows. A landmark that somebody gives wins over both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from anatomy_viewer.modelling.bones.hip_bone import LUNATE
from anatomy_viewer.modelling.bones.landmarks import RULES, ExtremeRule
from anatomy_viewer.modelling.bones.sacrum import endplate_axes
from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.imported.bending import Similarity
from anatomy_viewer.modelling.imported.laid import Laid, framed, stations_on
from anatomy_viewer.modelling.solids.lines import MIRROR
from anatomy_viewer.modelling.solids.quick_contact import sampled
from anatomy_viewer.modelling.solids.sphere import fitted_sphere
from anatomy_viewer.modelling.solids.surface import Surface, closest_points

Points = NDArray[np.float64]
Numbers = NDArray[np.float64]
Origin = Literal["found", "given", "taken"]


@dataclass(frozen=True)
class Expected:
    """How far each way of finding a landmark is off on people, root mean square, mm.

    Parameters
    ----------
    fit_mm, rule_mm
        Of the fit alone and of the rule alone.
    marked_mm
        How far the places of those who mark it differ, whatever is found: blunt landmarks have no one place.
    """

    fit_mm: float
    rule_mm: float
    marked_mm: float


EXPECTED: Mapping[str, Expected] = {
    "asis": Expected(4.5, 3.0, 2.8),
    "aiis": Expected(8.0, 8.0, 6.5),
    "psis": Expected(7.5, 4.0, 3.4),
    "piis": Expected(4.5, 5.0, 3.3),
    "pubic_tubercle": Expected(3.5, 4.0, 1.7),
    "symphysis_top": Expected(4.0, 3.5, 1.7),
    "symphysis_bottom": Expected(4.5, 4.5, 2.5),
    "ischial_spine": Expected(3.0, 2.5, 1.5),
    "ischial_tuberosity": Expected(4.5, 4.0, 3.0),
    "greater_sciatic_notch": Expected(9.0, 4.0, 3.0),
    "iliac_crest_summit": Expected(6.0, 5.0, 3.5),
    "iliac_tubercle": Expected(6.0, 4.5, 3.5),
    "acetabulum_centre": Expected(4.5, 2.5, 1.5),
    "sacral_promontory": Expected(3.0, 2.5, 1.5),
    "sacral_apex": Expected(4.5, 6.0, 2.5),
    "coccyx_tip": Expected(5.0, 3.0, 2.0),
    "greater_trochanter": Expected(6.0, 6.0, 3.0),
}
"""Of each landmark. Two experts who mark the same bones lie 1.5 to 4.8 mm from each other (`rater_rms` of the
population table), so that either is off the middle of both by 1.4 times less; where the table has no figure, what is
as blunt stands for it. Some mark the AIIS at the lower end of its knob, others a centimetre and more above."""

TAKEN_MM = 12.0
"""How far a landmark of a bone that is ours may be off, root mean square."""

RADIUS_95 = 2.0
"""A place is within this many times its error in 95 of 100 cases: 1.6 times where errors are normal and alike in all
directions, and more because some bones are unlike all others."""

UPRIGHT = ("asis", "pubic_tubercle", "psis")
"""The landmarks of both sides that say how a pelvis stands in the model's frame."""

SIDES = ("right", "left")

ROUNDS = 2
"""How often the pelvis is set upright by the landmarks found so far, and these are sought again."""

NOTCH_BAND_MM = 2.0
"""The height of the slices in which the hind border of the ilium is looked at."""

NEAR_LUNATE_MM, LEAST_OF_BALL = 5.0, 40
"""What of a bone lies so near to where our joint surface of the socket is laid is its own, if it is enough."""

ROUGH = 3.0
"""How many times farther than a socket is off a ball the middle of that ball may be off."""

BALL_MM = (19.0, 32.0)
"""Radii that a socket of a grown person has."""

HERE = 0.5
"""A bone has a landmark where at least this share of ours around it has a partner there."""

LOST = 2.5
"""How many times more than the fit says of itself a place is off where the bone is cut off."""

MARGIN_MM = (31.0, 62.0)
"""How far from the middle of our socket its surroundings lie."""


@dataclass(frozen=True)
class FoundLandmark:
    """A landmark of a brought pelvis.

    Parameters
    ----------
    at
        (3,) float, mm, in the model's frame.
    error_mm
        How far it may be expected to be off, root mean square.
    radius_mm
        Within this of it the true place lies in 95 of 100 cases.
    origin
        ``found`` on the brought bone, ``given`` by somebody, or ``taken`` with a bone of the model's.
    apart_mm
        How far the two ways of finding it disagree; None where only one was gone.
    """

    at: Points
    error_mm: float
    radius_mm: float
    origin: Origin
    apart_mm: float | None = None


@dataclass(frozen=True)
class FoundPelvis:
    """A brought pelvis in the model's frame, with its landmarks.

    Parameters
    ----------
    laid
        Our pelvis on it.
    motion
        From the file's own frame into the model's, without scale.
    landmarks
        By point id.
    stations
        By side; those of the left as mirror images.
    """

    laid: Laid
    motion: Similarity
    landmarks: Mapping[str, FoundLandmark]
    stations: Mapping[str, Stations]


def found(laid: Laid, stations: Stations, given: Mapping[str, tuple[Points, float]] | None = None) -> FoundPelvis:
    """Return a brought pelvis set upright, with its landmarks.

    Parameters
    ----------
    laid
        Our pelvis on the brought one.
    stations
        Of our pelvis.
    given
        Landmarks that somebody has marked, by point id: place in the frame of the brought pelvis, and how far it may
        be off, mm.
    """
    given = given or {}
    motion = _motion(
        {name: laid_place(laid, name) for name in laid.own.landmarks} | {n: p for n, (p, _) in given.items()}
    )
    for _ in range(ROUNDS):
        upright = framed(laid, motion)
        on = {side: stations_on(upright, stations, side) for side in SIDES}
        landmarks = _found(upright, on, {name: (motion(place[None])[0], mm) for name, (place, mm) in given.items()})
        further = _motion({name: landmark.at for name, landmark in landmarks.items()})
        motion = Similarity(1.0, further.rotation @ motion.rotation, further(motion.shift[None])[0])
    upright = framed(laid, motion)
    moved = {name: _moved(landmark, further) for name, landmark in landmarks.items()}
    return FoundPelvis(
        upright, motion, moved, {side: _ending(stations_on(upright, stations, side), moved, side) for side in SIDES}
    )


def _ending(stations: Stations, landmarks: Mapping[str, FoundLandmark], side: str) -> Stations:
    """Return the stations of a side with the ends of the crest where the landmarks are."""
    turned = MIRROR if side == "left" else np.ones(3)
    ends = {RULES[name].station: landmarks[f"{name}_{side}"].at * turned for name in ("asis", "psis")}
    return replace(stations, items=stations.moved("hip_right", ends).items)


def _moved(landmark: FoundLandmark, motion: Similarity) -> FoundLandmark:
    return replace(landmark, at=motion(landmark.at[None])[0])


def bone_of(point: str) -> str:
    """Return the bone on which a landmark lies, by point id."""
    name = point.rsplit("_", 1)[0] if point.endswith(("_right", "_left")) else point
    side = point.rsplit("_", 1)[1] if name != point else ""
    if name == "greater_trochanter":
        return f"femur_{side}"
    if side:
        return f"hip_bone_{side}"
    if point.startswith("symphysis"):
        return "interpubic_disc"
    return "coccyx" if point == "coccyx_tip" else "sacrum"


def laid_place(laid: Laid, point: str) -> Points:
    """Return where our landmark lies on the brought pelvis by the fit alone, (3,) float."""
    place, bone = laid.own.landmarks[point][None], bone_of(point)
    if bone not in laid.maps:
        return np.asarray(laid(place)[0])
    there = laid.maps[bone](place)
    if point.startswith("acetabulum"):
        return socket_by_margin(laid, point.rsplit("_", 1)[1]) if bone in laid.fits else np.asarray(there[0])
    if bone not in laid.brought:
        return np.asarray(there[0])
    return np.asarray(closest_points(laid.brought[bone], there)[0])


def _motion(places: Mapping[str, Points]) -> Similarity:
    """Return the motion that sets a pelvis upright by its landmarks: right and left are those of the person."""
    asis, tubercle, psis = ((places[f"{name}_right"], places[f"{name}_left"]) for name in UPRIGHT)
    across = sum(weight * (right - left) for weight, (right, left) in ((2.0, asis), (1.0, psis), (1.0, tubercle)))
    x = across / np.linalg.norm(across)
    up = (asis[0] + asis[1] - tubercle[0] - tubercle[1]) / 2.0
    z = up - (up @ x) * x
    z /= np.linalg.norm(z)
    rotation = np.array([x, np.cross(z, x), z])
    return Similarity(1.0, rotation, -rotation @ (psis[0] + psis[1]) / 2.0)


def _found(
    laid: Laid, stations: Mapping[str, Stations], given: Mapping[str, tuple[Points, float]]
) -> dict[str, FoundLandmark]:
    result = {}
    for point in laid.own.landmarks:
        if point in given:
            place, mm = given[point]
            result[point] = FoundLandmark(place, mm, RADIUS_95 * mm, "given")
            continue
        bone = bone_of(point)
        if bone == "interpubic_disc":
            continue
        expected = EXPECTED[name_of(point)]
        by_fit = laid_place(laid, point)
        if bone not in laid.brought or bone in laid.mirrored:
            result[point] = _stated(by_fit, float(np.hypot(TAKEN_MM, expected.fit_mm)), expected, "taken")
            continue
        fit = laid.fits[bone]
        ours = laid.own.landmarks[point]
        if fit.paired_near(ours) < HERE:  # the bone is cut off here: it is where its neighbours say that it would be
            lost_mm = float(np.hypot(LOST * fit.doubt_mm(ours)[0], expected.fit_mm))
            result[point] = _stated(fit(ours)[0], lost_mm, expected)
            continue
        fit_mm = float(np.hypot(expected.fit_mm, fit.gap_mm))
        by_rule = _by_rule(laid, stations, point, by_fit)
        if by_rule is None:
            result[point] = _stated(by_fit, fit_mm, expected)
            continue
        rule_mm = expected.rule_mm
        if isinstance(by_rule, tuple):
            by_rule, rough = by_rule
            rule_mm = float(np.hypot(rule_mm, ROUGH * rough))
        surface = None if point.startswith("acetabulum") else laid.brought[bone]
        place, error, apart = _weighed(by_fit, fit_mm, by_rule, rule_mm, surface)
        result[point] = _stated(place, error, expected, apart_mm=apart)
    for name in ("symphysis_top", "symphysis_bottom"):
        if name in laid.own.landmarks and name not in result:
            edges = [laid.own.landmarks[point] for point in (name, f"{name}_right", f"{name}_left")]
            beyond = edges[0] - (edges[1] + edges[2]) / 2.0  # the disc stands out between the two edges
            between = _between(result[f"{name}_right"], result[f"{name}_left"])
            result[name] = replace(between, at=between.at + beyond)
    return result


def name_of(point: str) -> str:
    """Return the name of a landmark without its side."""
    return point.rsplit("_", 1)[0] if point.endswith(("_right", "_left")) else point


def _between(right: FoundLandmark, left: FoundLandmark) -> FoundLandmark:
    error = float(max(right.error_mm, left.error_mm))
    origin: Origin = "taken" if "taken" in (right.origin, left.origin) else right.origin
    return FoundLandmark((right.at + left.at) / 2.0, error, RADIUS_95 * error, origin)


def _stated(
    at: Points, off_mm: float, expected: Expected, origin: Origin = "found", apart_mm: float | None = None
) -> FoundLandmark:
    """Return a landmark with what is said of its doubt: how far it is off, and how far others mark it elsewhere."""
    error = float(np.hypot(off_mm, expected.marked_mm))
    return FoundLandmark(at, error, RADIUS_95 * error, origin, apart_mm)


def _weighed(
    by_fit: Points, fit_mm: float, by_rule: Points, rule_mm: float, bone: Surface | None
) -> tuple[Points, float, float]:
    """Return the mean of two ways, weighed by how sure each is, how far it is off, and how far the two are apart, mm.

    It is the further off the more they disagree.

    Sources
    -------
    Cochran 1954: the error of a weighted mean of results that differ by more than their own errors say is larger by
    the ratio (Birge 1932).
    """
    apart = float(np.linalg.norm(by_fit - by_rule))
    share = fit_mm**2 / (fit_mm**2 + rule_mm**2)
    place = by_fit + share * (by_rule - by_fit)
    if bone is not None:
        place = closest_points(bone, place[None])[0]
    alone = fit_mm * rule_mm / np.hypot(fit_mm, rule_mm)
    # Both look at one surface near one place, so that they are no two witnesses of their own.
    together = min(fit_mm, rule_mm) * SHARED + alone * (1.0 - SHARED)
    error = float(together * np.sqrt(max(1.0, apart**2 / (fit_mm**2 + rule_mm**2) * 2.0)))
    return place, error, apart


SHARED = 0.7
"""How much of the error of two ways is of both."""


def _by_rule(
    laid: Laid, stations: Mapping[str, Stations], point: str, near: Points
) -> Points | tuple[Points, float] | None:
    """Return where the rule finds a landmark on the brought bone, (3,) float, or None where there is none.

    Of a ball it says besides how far the bone is from one, mm.
    """
    name, side = name_of(point), "left" if point.endswith("_left") else "right"
    turned = MIRROR if side == "left" else np.ones(3)
    bone = laid.brought[bone_of(point)]
    places = bone.points * turned
    on = stations[side]
    if name in RULES:
        rule = RULES[name]
        start = closest_points(bone, on.point("hip_right", rule.station)[None] * turned)[0] * turned
        return _farthest(places, start, rule) * turned
    if name == "greater_sciatic_notch":
        spine, piis = (laid_place(laid, f"{other}_{side}") * turned for other in ("ischial_spine", "piis"))
        return _notch(sampled(bone)[0] * turned, spine, piis, near * turned) * turned
    if name == "acetabulum_centre":
        ball = _ball(places, on)
        return None if ball is None else (ball[0] * turned, ball[1])
    if name == "sacral_promontory":
        up, forward = endplate_axes(on)
        return _ridge(places, on.point("sacrum", "S1_endplate_00"), forward + 0.35 * up, 8.0)
    if name == "coccyx_tip":
        return _ridge(places, near, np.array([0.0, 0.35, -0.95]), 12.0)
    return None


def _farthest(places: Points, start: Points, rule: ExtremeRule) -> Points:
    """Return the mean of the places that lie farthest in the rule's direction near a start: no single corner."""
    direction = np.array(rule.direction) / np.linalg.norm(rule.direction)
    near = np.linalg.norm(places - start, axis=1) <= rule.radius_mm
    if rule.beside_joint_mm is not None:
        near &= places[:, 0] <= places[near, 0].min(initial=start[0]) + rule.beside_joint_mm
    if not near.any():
        return start
    candidates = places[near]
    height = candidates @ direction
    top = candidates[height >= height.max() - FLAT_MM]
    return np.asarray(top.mean(axis=0))


FLAT_MM = 0.5
"""Places lower than the farthest by no more than this count as farthest too: so far noise and steps stand out."""


def _ridge(places: Points, start: Points, direction: Points, radius_mm: float) -> Points:
    """Return the farthest place near a start and near its midline."""
    near = (np.linalg.norm(places - start, axis=1) <= radius_mm) & (np.abs(places[:, 0] - start[0]) <= MIDLINE_MM)
    if not near.any():
        return start
    height = places[near] @ direction
    return np.asarray(places[near][height >= height.max() - FLAT_MM].mean(axis=0))


MIDLINE_MM = 3.0


def _notch(places: Points, spine: Points, piis: Points, near: Points) -> Points:
    """Return the foremost place of the hind border between the ischial spine and the PIIS, right side, (3,) float.

    The border is a centimetre broad there and says nothing of where in its breadth: that the fit says.
    """
    low, high = spine[2] + 0.15 * (piis[2] - spine[2]), piis[2] - 0.05 * (piis[2] - spine[2])
    band = np.flatnonzero((places[:, 2] > low) & (places[:, 2] < high))
    if not len(band):
        return near
    level = np.floor((places[band, 2] - low) / NOTCH_BAND_MM).astype(int)
    order = np.lexsort((places[band, 1], level))
    first = np.unique(level[order], return_index=True)[1]
    border = places[band[order[first]]]
    foremost = border[border[:, 1] >= border[:, 1].max() - FLAT_MM].mean(axis=0)
    return np.array([near[0], *foremost[1:]])


def _ball(places: Points, stations: Stations) -> tuple[Points, float] | None:
    """Return the middle of the ball that the socket holds, right side, and how round the socket is, mm; or None."""
    lunate = stations.points("hip_right", LUNATE)
    taken = places[cKDTree(lunate).query(places)[0] < NEAR_LUNATE_MM]
    if len(taken) < LEAST_OF_BALL:
        return None
    for _ in range(5):
        centre, radius = fitted_sphere(taken)
        off = np.abs(np.linalg.norm(taken - centre, axis=1) - radius)
        kept = off <= max(0.3, float(np.quantile(off, 0.85)))
        if kept.all():
            break
        taken = taken[kept]
    low, high = BALL_MM
    rough = float(np.sqrt(((np.linalg.norm(taken - centre, axis=1) - radius) ** 2).mean()))
    return (centre, rough) if low <= radius <= high else None


def socket_by_margin(laid: Laid, side: str) -> Points:
    """Return where our socket's middle lies by what surrounds the socket alone, (3,) float.

    A socket that its owner has filled, or that a femoral head has grown into on a scan, says nothing of its own.
    """
    name = f"hip_bone_{side}"
    own, middle = laid.own.bones[name].points, laid.own.landmarks[f"acetabulum_centre_{side}"]
    gap = np.linalg.norm(own - middle, axis=1)
    around = (gap > MARGIN_MM[0]) & (gap < MARGIN_MM[1])
    motion = Similarity.of(own[around], laid.fits[name].surface.points[around])
    return np.asarray(motion(middle[None])[0])
