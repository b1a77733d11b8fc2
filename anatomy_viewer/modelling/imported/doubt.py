"""How unsure the landmarks of a brought pelvis make the places that hang on them.

A spread says where a nerve crosses in people whose bones are known. On a brought pelvis the landmarks from which the
crossing is measured are themselves off by something. Both are independent: their variances add.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from anatomy_viewer.atlas.courses import Courses
from anatomy_viewer.atlas.waypoints import Place
from anatomy_viewer.modelling.imported.finding import FoundLandmark
from anatomy_viewer.modelling.model_file import DOUBT

STANDS_FOR: Mapping[str, tuple[str, ...]] = {
    "greater_trochanter_top": ("greater_trochanter",),
    "lesser_trochanter": ("greater_trochanter",),
    "inferior_lateral_angle": ("sacral_apex",),
    "second_transverse_tubercle": ("sacral_promontory", "sacral_apex"),
    "third_transverse_tubercle": ("sacral_promontory", "sacral_apex"),
}
"""The landmarks by which the other places that rules refer to are found."""

BEHIND: Mapping[str, tuple[str, ...]] = {
    "crest": ("psis", "asis"),
    "foramen": ("sacral_promontory", "sacral_apex"),
    "lumbar_level": ("sacral_promontory",),
    "intervertebral_foramen": ("sacral_promontory",),
    "transverse_process": ("sacral_promontory",),
    "gluteal_line": ("psis", "asis", "greater_sciatic_notch"),
}
"""The landmarks by which a place of a kind that names none is found."""


def landmarks_behind(rules: Courses, place: Place) -> frozenset[str]:
    """Return the landmarks, without side, that a place is measured from."""
    names = set(BEHIND.get(place.kind, ()))
    for anchor in place.anchors:
        if anchor in rules.points:
            names |= landmarks_behind(rules, rules.points[anchor].place)
        else:
            names.update(STANDS_FOR.get(anchor, (anchor,)))
    if place.kind == "course":
        waypoints = rules.courses[place.names["nerve"]].waypoints
        nearest = waypoints[round(place.numbers["share"] * (len(waypoints) - 1))]
        names |= landmarks_behind(rules, nearest.place)
    if place.kind == "ligament":
        sections = rules.bands[place.names["name"]].sections
        for section in (sections[0], sections[-1]):
            names |= landmarks_behind(rules, section.first_edge.place)
    return frozenset(names)


def doubt_mm(names: frozenset[str], side: str, landmarks: Mapping[str, FoundLandmark]) -> float:
    """Return how far a place may be off in one direction because its landmarks are, one deviation, mm."""
    behind = [landmarks.get(f"{name}_{side}", landmarks.get(name)) for name in names]
    errors = [landmark.error_mm for landmark in behind if landmark is not None]
    return float(np.sqrt(np.mean(np.square(errors)) / 3.0)) if errors else 0.0


def doubts_of(rules: Courses, landmarks: Mapping[str, FoundLandmark], side: str) -> dict[str, float]:
    """Return by the name of each spread, on bone and on skin, how unsure its landmarks of a side make it, mm."""
    centres = {name: spread.centre.place for name, spread in rules.spreads.items()}
    centres.update((name, spread.centre.place) for name, spread in rules.on_skin.spreads.items())
    return {name: doubt_mm(landmarks_behind(rules, place), side, landmarks) for name, place in centres.items()}


def widened(
    corridors: Mapping[str, Mapping[str, object]], rules: Courses, landmarks: Mapping[str, FoundLandmark]
) -> dict[str, dict[str, object]]:
    """Return what the model says of each spread, with how wide it is once the landmarks' doubt is added.

    ``doubt_sd_mm`` is the landmarks' own, ``doubted_along_sd_mm`` and ``doubted_across_sd_mm`` are both together: the
    second, paler ring.
    """
    doubts = {side: doubts_of(rules, landmarks, side) for side in ("right", "left")}
    result = {}
    for name, record in corridors.items():
        structure, side = name.rsplit("_", 1)
        doubt = doubts[side][structure]
        result[name] = {
            **record,
            DOUBT: doubt,
            **{
                f"doubted_{key}": float(np.hypot(float(str(record[key])), doubt))
                for key in ("along_sd_mm", "across_sd_mm")
            },
        }
    return result
