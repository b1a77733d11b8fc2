"""A lesson and a scene become a list of complete pictures: nothing is left for the page to work out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from anatomy_viewer.atlas.appearance import Emphasis
from anatomy_viewer.atlas.descriptions import Audience
from anatomy_viewer.teaching import markdown
from anatomy_viewer.teaching.geometry import (
    MeasuredLine,
    Points,
    along_curve,
    enclosing_sphere,
    from_midline_mm,
    straight_from_midline,
    straight_line,
    thinned,
)
from anatomy_viewer.teaching.lesson import MIDLINE, Label, Lesson, Ruler, Step
from anatomy_viewer.teaching.messages import listed, message
from anatomy_viewer.teaching.scene import Scene

SMALLEST_VIEW_RADIUS_MM = 45.0
ON_CREST_MM = 12.0
"""Nearer to the crest's line than this a point counts as on the crest (the nerve points lie up to it)."""

_ORDER: tuple[tuple[str, Emphasis], ...] = (
    ("isolate", "plain"),
    ("show", "plain"),
    ("fade", "faded"),
    ("emphasise", "emphasised"),
    ("hide", "hidden"),
)


def picture_of(step: Step, scene: Scene) -> dict[str, Emphasis]:
    """Return the emphasis of every structure in a step.

    A step with `isolate` begins empty, any other with the home picture; corridors appear when named. Where
    two lists name one structure, an exact id counts more than a group, a group more than a pattern; among
    equals the order is isolate, show, fade, emphasise, hide. Where something is emphasised, the others of
    its kind that nothing names step back.
    """
    picture: dict[str, Emphasis] = {
        name: "plain" if name in scene.home and not step.isolate else "hidden" for name in scene.things
    }
    weight = dict.fromkeys(scene.things, -1)
    for selector in step.corridors:
        for name in scene.structures_of(selector):
            picture[name], weight[name] = "plain", 0
    for key, emphasis in _ORDER:
        for selector in getattr(step, key):
            strength = _strength(selector, scene)
            for name in scene.structures_of(selector):
                if strength >= weight[name]:
                    picture[name], weight[name] = emphasis, strength
    spoken_of = {scene.things[name].kind for name, emphasis in picture.items() if emphasis == "emphasised"}
    for name, emphasis in picture.items():
        if emphasis == "plain" and weight[name] < 0 and scene.things[name].kind in spoken_of:
            picture[name] = "faded"
    return picture


def measured(ruler: Ruler, scene: Scene) -> MeasuredLine:
    """Return the line of a ruler on the model.

    Raises
    ------
    KeyError
        Where an end is unknown, both ends are the midline, or the crest does not join them.
    """
    if ruler.start == ruler.end == MIDLINE:
        raise KeyError(MIDLINE)
    if ruler.kind == "straight":
        if ruler.start == MIDLINE:
            return straight_from_midline(scene.spots[ruler.end].at)
        if ruler.end == MIDLINE:
            line = straight_from_midline(scene.spots[ruler.start].at)
            return MeasuredLine(line.points[::-1], line.length_mm)
        return straight_line(scene.spots[ruler.start].at, scene.spots[ruler.end].at)
    start, end = scene.spots[ruler.start].at, scene.spots[ruler.end].at
    return along_curve(scene.curves[scene.crest_at(start, end)], start, end)


def camera_of(step: Step, scene: Scene, picture: dict[str, Emphasis] | None = None) -> dict[str, Any]:
    """Return a step's camera: direction and up, the point looked at, the radius that must fit, the flight."""
    picture = picture if picture is not None else picture_of(step, scene)
    pose = step.pose
    if pose is not None:
        direction, up = pose.direction, pose.up
    else:
        view = scene.views.get(step.view or "") or next(iter(scene.views.values()))
        direction, up = view.direction, view.up
    spheres = scene.spheres_of(step.focus)
    if not spheres:
        spheres = scene.spheres_of([name for name, word in picture.items() if word == "emphasised"])
        spheres += scene.spheres_of(step.markers)
    if not spheres:
        spheres = scene.spheres_of([name for name, word in picture.items() if word != "hidden"])
    if not spheres:
        spheres = scene.spheres_of(scene.things)
    sphere = enclosing_sphere(spheres, SMALLEST_VIEW_RADIUS_MM)
    centre: Sequence[float] | Points = sphere.centre
    radius_mm = sphere.radius_mm / step.zoom
    if pose is not None and pose.focus_mm is not None:
        centre = pose.focus_mm
    if pose is not None and pose.radius_mm is not None:
        radius_mm = pose.radius_mm
    return {
        "direction": _unit(direction),
        "up": _unit(up),
        "focus": rounded(centre),
        "radius_mm": round(float(radius_mm), 2),
        "flight_ms": step.flight_ms,
    }


def compile_lesson(lesson: Lesson, scene: Scene) -> dict[str, Any]:
    """Return a lesson as the page reads it: each step a whole picture with its words.

    The lesson must have passed the checker: unknown ids are left out without a word here.
    """
    return {
        "id": lesson.id,
        "title": lesson.title,
        "summary": lesson.summary,
        "minutes": lesson.minutes,
        "language": lesson.language,
        "audiences": list(lesson.audiences),
        "words": dict(lesson.words),
        "steps": [compile_step(lesson, step, scene) for step in lesson.steps],
    }


def compile_step(lesson: Lesson, step: Step, scene: Scene) -> dict[str, Any]:
    """Return one step as the page reads it."""
    picture = picture_of(step, scene)
    rulers = [_compiled_ruler(ruler, scene, lesson.language) for ruler in step.rulers if _is_measurable(ruler, scene)]
    markers = [
        {
            "id": name,
            "kind": scene.spots[name].kind,
            "at": rounded(scene.spots[name].at),
            "normal": rounded(scene.spots[name].normal, 4),
            "text": scene.spots[name].label,
            "tag": scene.spots[name].tag,
        }
        for name in dict.fromkeys(name for word in step.markers for name in scene.points_of(word))
    ]
    keys = [key for claim in step.claims for key in claim.sources]
    keys += [key for value in step.values for key in value.sources]
    keys += [
        link.target
        for audience in lesson.audiences
        for link in markdown.links(step.text.for_audience(audience) or "")
        if link.kind == "source"
    ]
    return {
        "id": step.id,
        "title": {audience: step.title.for_audience(audience) or "" for audience in lesson.audiences},
        "html": {audience: html_of(lesson, step, audience) for audience in lesson.audiences},
        "alternative": {audience: alternative_of(lesson, step, scene, audience) for audience in lesson.audiences},
        "picture": compiled_picture(picture, scene),
        "camera": camera_of(step, scene, picture),
        "view": step.view or "",
        "labels": labels_of(step.labels, scene, picture),
        "rulers": rulers,
        "markers": markers,
        "values": [
            {"label": value.label, "value": value.value, "sources": list(value.sources)} for value in step.values
        ],
        "claims": [
            {"html": markdown.inline_html(claim.text, lesson.id), "sources": list(claim.sources)}
            for claim in step.claims
        ],
        "sources": list(dict.fromkeys(key for key in keys if key in scene.sources)),
    }


def html_of(lesson: Lesson, step: Step, audience: Audience) -> str:
    """Return a step's text as HTML; for patients the lesson's words carry their explanations.

    A word is written out below the text of the first step that uses it, and is explained on its own place in
    every step.
    """
    text = step.text.for_audience(audience) or ""
    made = markdown.html(text, lesson.id)
    if audience != "patient":
        return made
    before = [earlier.text.patient or "" for earlier in lesson.steps[: lesson.steps.index(step)]]
    new = [word for word in lesson.words if not any(markdown.uses(earlier, word) for earlier in before)]
    used = {word: meaning for word, meaning in lesson.words.items() if markdown.uses(text, word)}
    return markdown.explained(made, used, new)


def compiled_picture(picture: dict[str, Emphasis], scene: Scene) -> dict[str, list[Any]]:
    """Return a picture as the page reads it: for every structure its opacity and its emphasis."""
    return {
        name: [0.0 if word == "hidden" else scene.opacity[scene.things[name].kind, word], word]
        for name, word in picture.items()
    }


def labels_of(labels: Iterable[Label], scene: Scene, picture: dict[str, Emphasis]) -> list[dict[str, Any]]:
    """Return the labels of a picture; what is hidden has none."""
    found: dict[str, dict[str, Any]] = {}
    for label in labels:
        for name in scene.structures_of(label.of):
            thing = scene.things[name]
            if picture[name] != "hidden":
                found[name] = {
                    "id": name,
                    "text": label.text or thing.label,
                    "tag": thing.tag,
                    "at": rounded(thing.anchor),
                    "kind": thing.kind,
                }
        for name in scene.points_of(label.of):
            spot = scene.spots[name]
            found[name] = {
                "id": name,
                "text": label.text or spot.label,
                "tag": spot.tag,
                "at": rounded(spot.at),
                "kind": spot.kind,
            }
    return list(found.values())


def ruler_text(ruler: Ruler, value_mm: float, scene: Scene, language: str, ends: bool = False) -> str:
    """Return what a ruler says: ``70 mm from the midline, straight``, ``63 mm along the crest``.

    Parameters
    ----------
    ends
        Name the points at both ends too, for readers who do not see them.
    """
    if ruler.text is not None:
        return ruler.text
    value = f"{value_mm:.0f} mm"
    kind = message(language, ruler.kind)
    if MIDLINE in (ruler.start, ruler.end):
        text = f"{value} {message(language, 'from_midline')}, {kind}"
        other = ruler.end if ruler.start == MIDLINE else ruler.start
        return f"{scene.spots[other].label} {text}" if ends else text
    if not ends:
        return f"{value} {kind}"
    start, end = scene.spots[ruler.start].label, scene.spots[ruler.end].label
    return f"{value} {message(language, 'between', start=start, end=end)}, {kind}"


def place_in_words(name: str, scene: Scene, language: str) -> str:
    """Return where a point is: ``SCN-1, on the right, 70 mm from the midline, on the iliac crest``."""
    spot = scene.spots[name]
    if spot.side == "mid":
        return message(language, "place_mid", name=spot.name)
    words = message(
        language,
        "place",
        name=spot.name,
        side=message(language, f"side_{spot.side}"),
        distance=f"{from_midline_mm(spot.at):.0f}",
    )
    crest = scene.curves.get(f"iliac_crest_{spot.side}")
    if crest is not None and along_curve(crest, spot.at, spot.at).off_curve_mm <= ON_CREST_MM:
        words += f", {message(language, 'on_crest')}"
    return words


def alternative_of(lesson: Lesson, step: Step, scene: Scene, audience: Audience) -> str:
    """Return the picture in words: the author's, or one made from the geometry."""
    written = step.alternative.for_audience(audience) if step.alternative is not None else None
    return markdown.plain(written) if written else generated_alternative(lesson.language, step, scene)


def generated_alternative(language: str, step: Step, scene: Scene) -> str:
    """Return what a step's picture shows, in words made from the scene's geometry."""
    picture = picture_of(step, scene)
    parts: list[str] = []
    view = scene.views.get(step.view or "")
    if view is not None:
        parts.append(message(language, "view", view=view.name))
    corridors = [name for name, word in picture.items() if word != "hidden" and _is_corridor(name, scene)]
    for key, wanted in (("emphasised", "emphasised"), ("shown", "plain"), ("faded", "faded")):
        names = [name for name, word in picture.items() if word == wanted and name not in corridors]
        if names:
            parts.append(message(language, key, things=_named(names, scene, language)))
    if corridors:
        parts.append(message(language, "spread", things=_named(corridors, scene, language)))
    marked = dict.fromkeys(name for word in step.markers for name in scene.points_of(word))
    if marked:
        places = [place_in_words(name, scene, language) for name in marked]
        parts.append(message(language, "marked", things=listed(language, places)))
    lengths = [
        ruler_text(ruler, measured(ruler, scene).length_mm, scene, language, ends=True)
        for ruler in step.rulers
        if _is_measurable(ruler, scene)
    ]
    if lengths:
        parts.append(message(language, "measured", things=listed(language, lengths)))
    return " ".join(parts)


def _strength(selector: str, scene: Scene) -> int:
    if selector in scene.things:
        return 3
    return 2 if selector in scene.groups else 1


def _is_measurable(ruler: Ruler, scene: Scene) -> bool:
    try:
        measured(ruler, scene)
    except KeyError:
        return False
    return True


def _compiled_ruler(ruler: Ruler, scene: Scene, language: str) -> dict[str, Any]:
    line = measured(ruler, scene)
    points = line.points if ruler.kind == "straight" else thinned(line.points)
    return {
        "id": ruler.id,
        "kind": ruler.kind,
        "points": [rounded(point) for point in points],
        "value_mm": round(line.length_mm, 1),
        "text": ruler_text(ruler, line.length_mm, scene, language),
    }


def _is_corridor(name: str, scene: Scene) -> bool:
    return scene.things[name].kind == "corridor"


def _named(names: list[str], scene: Scene, language: str) -> str:
    """Return structures in words: a whole nerve group by its name, a pair of both sides as one."""
    left = list(names)
    words: dict[str, list[str]] = {}
    for group, members in scene.groups.items():
        for side in ("right", "left"):
            ours = [name for name in members if scene.side(name) == side]
            if len(ours) > 1 and set(ours) <= set(left):
                left = [name for name in left if name not in ours]
                words.setdefault(_sentence_case(scene.group_names.get(group, group)), []).append(side)
    for name in left:
        thing = scene.things[name]
        words.setdefault(_sentence_case(thing.name.removesuffix(f", {thing.side}")), []).append(thing.side)
    said = []
    for word, sides in words.items():
        place = "both_sides" if len(sides) == 2 else f"side_{sides[0]}"
        said.append(word if sides == ["mid"] else f"{word}, {message(language, place)}")
    return listed(language, said)


def _sentence_case(name: str) -> str:
    return name if name[:2].isupper() or name[1:2].isdigit() else name[:1].lower() + name[1:]


def rounded(values: Sequence[float] | Points, digits: int = 2) -> list[float]:
    """Return numbers as JSON carries them, without a negative zero."""
    return [round(float(value), digits) + 0.0 for value in values]


def _unit(vector: Sequence[float]) -> list[float]:
    array = np.asarray(vector, dtype=np.float64)
    norm = float(np.linalg.norm(array))
    return rounded(array / norm if norm else np.array([0.0, -1.0, 0.0]), 4)
