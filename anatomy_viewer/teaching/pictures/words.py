"""What a step says: its text, how long it takes to read, and its picture in words for whoever does not see it."""

from __future__ import annotations

from collections.abc import Sequence

from anatomy_viewer.atlas.descriptions import Audience
from anatomy_viewer.teaching.lesson import markdown
from anatomy_viewer.teaching.lesson.lesson import Lesson, Step
from anatomy_viewer.teaching.pictures.clips import compiled_clip
from anatomy_viewer.teaching.pictures.geometry import along_curve, from_midline_mm
from anatomy_viewer.teaching.pictures.lines import is_measurable, marked, measured, ruler_text
from anatomy_viewer.teaching.pictures.messages import form_name, listed, message
from anatomy_viewer.teaching.pictures.picture import picture_of
from anatomy_viewer.teaching.pictures.scene import Scene

ON_CREST_MM = 12.0
"""Nearer to the crest's line than this a point counts as on the crest (the nerve points lie up to it)."""

WORDS_A_SECOND = 3.2
PATIENT_WORDS_A_SECOND = 2.2
SECONDS_TO_LOOK = 4.0
SHORTEST_STAY_SECONDS = 8.0


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


def seconds_of(step: Step, audience: Audience, red_flags: Sequence[str] = ()) -> float:
    """Return how long a step, with the red flags below its text, stays for one audience while it plays by itself."""
    if step.seconds is not None:
        return step.seconds
    text = " ".join((markdown.plain(step.text.for_audience(audience) or ""), *red_flags))
    words = len(text.split())
    pace = PATIENT_WORDS_A_SECOND if audience == "patient" else WORDS_A_SECOND
    return float(round(max(SHORTEST_STAY_SECONDS, SECONDS_TO_LOOK + words / pace)))


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
    if points := marked(step, scene):
        places = [place_in_words(name, scene, language) for name in points]
        parts.append(message(language, "marked", things=listed(language, places)))
    lengths = [
        ruler_text(ruler, measured(ruler, scene).length_mm, scene, language, ends=True)
        for ruler in step.rulers
        if is_measurable(ruler, scene)
    ]
    if lengths:
        parts.append(message(language, "measured", things=listed(language, lengths)))
    if step.clip is not None and (clip := compiled_clip(step.clip, scene, language)) is not None:
        parts.append(f"{clip['words']}.")
    parts += _whose(step, scene, language)
    if (drawing := scene.drawings.get(step.drawing or "")) is not None:
        parts.append(message(language, "drawing", title=drawing.title, description=drawing.description))
    return " ".join(parts)


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


def _whose(step: Step, scene: Scene, language: str) -> list[str]:
    """Return in words whose pelvis and whose nerves a step shows, where it says so."""
    told = []
    if step.form is not None:
        told.append(message(language, "form", form=form_name(language, step.form)))
    if step.study in scene.studies:
        told.append(message(language, "study", study=scene.studies[step.study or ""]))
    elif step.person is not None:
        told.append(message(language, "person", number=step.person))
    return told


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
