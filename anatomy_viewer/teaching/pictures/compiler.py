"""A lesson and a scene become a list of complete pictures: nothing is left for the page to work out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from anatomy_viewer.atlas.appearance import Emphasis
from anatomy_viewer.atlas.descriptions import AUDIENCES, Audience
from anatomy_viewer.atlas.forms import FORM_BY_ID
from anatomy_viewer.atlas.people import TUNNELS
from anatomy_viewer.teaching.lesson import markdown
from anatomy_viewer.teaching.lesson.lesson import MIDLINE, Clip, Label, Lesson, Ruler, Step
from anatomy_viewer.teaching.lesson.texts import AudienceText
from anatomy_viewer.teaching.pictures.asking import compiled_questions
from anatomy_viewer.teaching.pictures.geometry import (
    MeasuredLine,
    Points,
    Sphere,
    along_curve,
    enclosing_sphere,
    from_midline_mm,
    over_the_skin,
    straight_from_midline,
    straight_line,
    thinned,
)
from anatomy_viewer.teaching.pictures.messages import listed, message
from anatomy_viewer.teaching.pictures.scene import OWN_POINT, Scene, Spot

SMALLEST_VIEW_RADIUS_MM = 45.0
ON_CREST_MM = 12.0
"""Nearer to the crest's line than this a point counts as on the crest (the nerve points lie up to it)."""

CLIP_AXES = {"sagittal": 0, "coronal": 1, "axial": 2}
CLIP_SIDES: dict[str, tuple[int, int]] = {
    "right": (0, 1),
    "left": (0, -1),
    "front": (1, 1),
    "back": (1, -1),
    "above": (2, 1),
    "below": (2, -1),
}
"""The axis of each side of a plane and the way along it, RAS."""

WORDS_A_SECOND = 3.2
PATIENT_WORDS_A_SECOND = 2.2
SECONDS_TO_LOOK = 4.0
SHORTEST_STAY_SECONDS = 8.0

SKIN_LIFT_MM = 2.0
"""How far off the skin a ruler is drawn, so that the skin does not swallow it."""

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
        spheres += [
            Sphere(line.points[end], 0.0)
            for ruler in step.rulers
            if _is_measurable(ruler, scene)
            for line in (measured(ruler, scene),)
            for end in (0, -1)
        ]
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
    scene = scene.with_points(lesson.points)
    return {
        "id": lesson.id,
        "title": lesson.title,
        "summary": lesson.summary,
        "minutes": lesson.minutes,
        "language": lesson.language,
        "audiences": list(lesson.audiences),
        "words": dict(lesson.words),
        "points": [
            {"id": point.id, "name": point.name, "at": rounded(scene.spots[point.id].at), "side": scene.side(point.id)}
            for point in lesson.points
            if point.id in scene.spots
        ],
        "steps": [compile_step(lesson, step, scene) for step in lesson.steps],
    }


def compile_step(lesson: Lesson, step: Step, scene: Scene) -> dict[str, Any]:
    """Return one step as the page reads it."""
    picture = picture_of(step, scene)
    rulers = [_compiled_ruler(ruler, scene, lesson.language) for ruler in step.rulers if _is_measurable(ruler, scene)]
    markers = [
        {
            "id": name,
            "kind": _drawn_kind(scene.spots[name]),
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
        "kept_away": kept_away(step, scene, picture),
        "camera": camera_of(step, scene, picture),
        "view": step.view or "",
        "form": step.form,
        "study": f"study_{step.study}" if step.study in scene.studies else None,
        "person": step.person,
        "clip": compiled_clip(step.clip, scene, lesson.language) if step.clip is not None else None,
        "seconds": {audience: seconds_of(step, audience) for audience in lesson.audiences},
        "drawing": compiled_drawing(step, scene),
        "questions": compiled_questions(lesson, step, scene, picture),
        "labels": labels_of(step.labels, scene, picture),
        "rulers": rulers,
        "markers": markers,
        "values": [
            {"label": value.label, "value": value.value, "sources": list(value.sources)} for value in step.values
        ],
        "claims": [
            {"html": markdown.inline_html(claim.text, lesson.id), "sources": list(claim.sources), "basis": claim.basis}
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


def kept_away(step: Step, scene: Scene, picture: dict[str, Emphasis]) -> list[str]:
    """Return what only some people have and a step hides by name, or by showing others alone.

    A drawn person who has it brings it into every other picture.
    """
    named = {name for selector in step.hide for name in scene.structures_of(selector)}
    return [
        name
        for name, word in picture.items()
        if word == "hidden" and (step.isolate or name in named) and name.rsplit("_", 1)[0] in TUNNELS.values()
    ]


def compiled_clip(clip: Clip, scene: Scene, language: str) -> dict[str, Any] | None:
    """Return a clip plane as the page reads it; None where its point is unknown.

    ``axis`` is 0, 1 or 2, ``at_mm`` the place of the plane on that axis, ``keep`` +1 or -1, the way along the axis
    that stays.
    """
    try:
        at_mm = clip_place_mm(clip, scene)
    except KeyError:
        return None
    return {
        "plane": clip.plane,
        "axis": CLIP_AXES[clip.plane],
        "at_mm": round(at_mm, 1),
        "keep": CLIP_SIDES[clip.keep][1],
        "words": clip_in_words(clip, scene, language),
    }


def clip_place_mm(clip: Clip, scene: Scene) -> float:
    """Return where a clip plane lies on its axis, RAS mm.

    Raises
    ------
    KeyError
        Where its point is unknown, or the midline is named for a plane that it does not place.
    """
    if clip.at == MIDLINE and clip.plane != "sagittal":
        raise KeyError(MIDLINE)
    base = 0.0 if clip.at == MIDLINE else float(scene.spots[clip.at].at[CLIP_AXES[clip.plane]])
    return base + clip.offset_mm


def clip_in_words(clip: Clip, scene: Scene, language: str) -> str:
    """Return what a clip plane does: ``cut open in the midline; what lies on the left is taken away``."""
    if clip.at == MIDLINE:
        place = message(language, "clip_midline")
    else:
        spot = scene.spots[clip.at]
        place = message(language, "clip_through", place=_with_side(spot.name, spot.side))
    if clip.offset_mm:
        axis = CLIP_AXES[clip.plane]
        way = next(side for side, (of, sign) in CLIP_SIDES.items() if of == axis and sign * clip.offset_mm > 0)
        place = message(
            language,
            "clip_beside",
            distance=f"{abs(clip.offset_mm):.0f}",
            way=message(language, f"way_{way}"),
            of=place,
        )
    gone = next(side for side, (of, sign) in CLIP_SIDES.items() if of == CLIP_SIDES[clip.keep][0] and side != clip.keep)
    return message(language, "clip", place=place, gone=message(language, f"lies_{gone}"))


def _with_side(name: str, side: str) -> str:
    return name if side == "mid" or name.endswith(side) else f"{name}, {side}"


def seconds_of(step: Step, audience: Audience) -> float:
    """Return how long a step stays for one audience while its lesson plays by itself."""
    if step.seconds is not None:
        return step.seconds
    words = len(markdown.plain(step.text.for_audience(audience) or "").split())
    pace = PATIENT_WORDS_A_SECOND if audience == "patient" else WORDS_A_SECOND
    return float(round(max(SHORTEST_STAY_SECONDS, SECONDS_TO_LOOK + words / pace)))


def compiled_drawing(step: Step, scene: Scene) -> dict[str, str] | None:
    """Return a step's drawing as the page reads it, or None where it has none or none can be shown."""
    drawing = scene.drawings.get(step.drawing or "")
    if drawing is None:
        return None
    return {"id": drawing.id, "title": drawing.title, "description": drawing.description, "svg": drawing.svg}


def label_text(text: AudienceText | None, own: str) -> str | dict[str, str]:
    """Return what a label says: one text, or one for each audience where they differ."""
    if text is None:
        return own
    words: dict[str, str] = {audience: text.for_audience(audience) or own for audience in AUDIENCES}
    return words if len(set(words.values())) > 1 else next(iter(words.values()))


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
    if step.clip is not None and (clip := compiled_clip(step.clip, scene, language)) is not None:
        parts.append(f"{clip['words']}.")
    parts += _whose(step, scene, language)
    if (drawing := scene.drawings.get(step.drawing or "")) is not None:
        parts.append(message(language, "drawing", title=drawing.title, description=drawing.description))
    return " ".join(parts)


def _whose(step: Step, scene: Scene, language: str) -> list[str]:
    """Return in words whose pelvis and whose nerves a step shows, where it says so."""
    told = []
    if step.form is not None:
        told.append(message(language, "form", form=FORM_BY_ID[step.form].name))
    if step.study in scene.studies:
        told.append(message(language, "study", study=scene.studies[step.study or ""]))
    elif step.person is not None:
        told.append(message(language, "person", number=step.person))
    return told


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


def _drawn_kind(spot: Spot) -> str:
    """Return how a point is marked: one of the lesson's own like a landmark."""
    return "landmark" if spot.kind == OWN_POINT else spot.kind


def _on_skin(name: str, scene: Scene) -> Points:
    spot = scene.spots[name]
    return spot.on_skin if spot.on_skin is not None else spot.at


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
        side = "" if thing.side == "mid" else message(language, f"named_{thing.side}")
        words.setdefault(_sentence_case(thing.name.removesuffix(side)), []).append(thing.side)
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
