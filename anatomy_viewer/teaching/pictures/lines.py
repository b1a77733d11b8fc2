"""What is drawn over a picture: rulers with their lengths, labels with their lines, and the marks of points."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from anatomy_viewer.atlas.appearance import Emphasis
from anatomy_viewer.atlas.descriptions import AUDIENCES
from anatomy_viewer.teaching.lesson.lesson import MIDLINE, Label, Ruler, Step
from anatomy_viewer.teaching.lesson.texts import AudienceText
from anatomy_viewer.teaching.pictures.geometry import (
    MeasuredLine,
    Points,
    along_curve,
    over_the_skin,
    rounded,
    straight_from_midline,
    straight_line,
    thinned,
)
from anatomy_viewer.teaching.pictures.messages import message
from anatomy_viewer.teaching.pictures.scene import OWN_POINT, Scene, Spot

SKIN_LIFT_MM = 2.0
"""How far off the skin a ruler is drawn, so that the skin does not swallow it."""


def measured(ruler: Ruler, scene: Scene) -> MeasuredLine:
    """Return the line of a ruler on the model.

    Raises
    ------
    KeyError
        Where an end is unknown, both ends are the midline, the crest does not join them, or there is no skin there.
    """
    if ruler.start == ruler.end:
        raise KeyError(ruler.start)
    if ruler.kind == "on_the_skin":
        if scene.skin is None:
            raise KeyError("skin")
        pressed = [_on_skin(name, scene) for name in (ruler.start, ruler.end) if name != MIDLINE]
        if len(pressed) == 2:
            return over_the_skin(scene.skin, *pressed)
        middle = np.array([0.0, pressed[0][1], pressed[0][2]])
        ends = (middle, pressed[0]) if ruler.start == MIDLINE else (pressed[0], middle)
        return over_the_skin(scene.skin, *ends)
    if ruler.kind == "straight":
        if ruler.start == MIDLINE:
            return straight_from_midline(scene.spots[ruler.end].at)
        if ruler.end == MIDLINE:
            line = straight_from_midline(scene.spots[ruler.start].at)
            return MeasuredLine(line.points[::-1], line.length_mm)
        return straight_line(scene.spots[ruler.start].at, scene.spots[ruler.end].at)
    start, end = scene.spots[ruler.start].at, scene.spots[ruler.end].at
    return along_curve(scene.curves[scene.crest_at(start, end)], start, end)


def is_measurable(ruler: Ruler, scene: Scene) -> bool:
    """Return whether the model has a line for a ruler."""
    try:
        measured(ruler, scene)
    except KeyError:
        return False
    return True


def compiled_ruler(ruler: Ruler, scene: Scene, language: str) -> dict[str, Any]:
    """Return a ruler as the page reads it."""
    line = measured(ruler, scene)
    points = line.points if ruler.kind == "straight" else thinned(line.points)
    if ruler.kind == "on_the_skin":
        points = points - np.array([0.0, SKIN_LIFT_MM, 0.0])
    return {
        "id": ruler.id,
        "kind": ruler.kind,
        "ends": [ruler.start, ruler.end],
        "points": [rounded(point) for point in points],
        "value_mm": round(line.length_mm, 1),
        "text": ruler_text(ruler, line.length_mm, scene, language),
        # What it says where a study or a person has moved an end.
        "said": ruler_text(ruler.model_copy(update={"text": None}), None, scene, language),
    }


def ruler_text(ruler: Ruler, value_mm: float | None, scene: Scene, language: str, ends: bool = False) -> str:
    """Return what a ruler says: ``70 mm from the midline, straight``, ``63 mm along the crest``.

    Parameters
    ----------
    value_mm
        The length; None leaves a gap for it, written ``{mm}``.
    ends
        Name the points at both ends too, for readers who do not see them.
    """
    if ruler.text is not None:
        return ruler.text
    value = "{mm} mm" if value_mm is None else f"{value_mm:.0f} mm"
    kind = message(language, ruler.kind)
    if MIDLINE in (ruler.start, ruler.end):
        text = f"{value} {message(language, 'from_midline')}, {kind}"
        other = ruler.end if ruler.start == MIDLINE else ruler.start
        return f"{scene.spots[other].label} {text}" if ends else text
    if not ends:
        return f"{value} {kind}"
    start, end = scene.spots[ruler.start].label, scene.spots[ruler.end].label
    return f"{value} {message(language, 'between', start=start, end=end)}, {kind}"


def labels_of(labels: Iterable[Label], scene: Scene, picture: dict[str, Emphasis]) -> list[dict[str, Any]]:
    """Return the labels of a picture; what is hidden has none."""
    found: dict[str, dict[str, Any]] = {}
    for label in labels:
        for name in scene.structures_of(label.of):
            thing = scene.things[name]
            if picture[name] != "hidden":
                found[name] = {
                    "id": name,
                    "text": label_text(label.text, thing.label),
                    "tag": thing.tag,
                    "at": rounded(thing.anchor),
                    "kind": thing.kind,
                }
        for name in scene.points_of(label.of):
            spot = scene.spots[name]
            found[name] = {
                "id": name,
                "text": label_text(label.text, spot.label),
                "tag": spot.tag,
                "at": rounded(spot.at),
                "kind": _drawn_kind(spot),
            }
    return list(found.values())


def label_text(text: AudienceText | None, own: str) -> str | dict[str, str]:
    """Return what a label says: one text, or one for each audience where they differ."""
    if text is None:
        return own
    words: dict[str, str] = {audience: text.for_audience(audience) or own for audience in AUDIENCES}
    return words if len(set(words.values())) > 1 else next(iter(words.values()))


def markers_of(step: Step, scene: Scene) -> list[dict[str, Any]]:
    """Return the marks of a step's points as the page reads them, each point once."""
    return [
        {
            "id": name,
            "kind": _drawn_kind(scene.spots[name]),
            "at": rounded(scene.spots[name].at),
            "normal": rounded(scene.spots[name].normal, 4),
            "text": scene.spots[name].label,
            "tag": scene.spots[name].tag,
        }
        for name in marked(step, scene)
    ]


def marked(step: Step, scene: Scene) -> list[str]:
    """Return the points that a step marks, each once."""
    return list(dict.fromkeys(name for word in step.markers for name in scene.points_of(word)))


def _drawn_kind(spot: Spot) -> str:
    """Return how a point is marked: one of the lesson's own like a landmark."""
    return "landmark" if spot.kind == OWN_POINT else spot.kind


def _on_skin(name: str, scene: Scene) -> Points:
    spot = scene.spots[name]
    return spot.on_skin if spot.on_skin is not None else spot.at
