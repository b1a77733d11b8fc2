"""A lesson and a scene become a list of complete pictures: nothing is left for the page to work out."""

from __future__ import annotations

from typing import Any

from anatomy_viewer.teaching.lesson import markdown
from anatomy_viewer.teaching.lesson.lesson import Lesson, Step
from anatomy_viewer.teaching.lesson.red_flags import with_red_flags
from anatomy_viewer.teaching.pictures.asking import compiled_questions
from anatomy_viewer.teaching.pictures.clips import compiled_clip
from anatomy_viewer.teaching.pictures.geometry import rounded
from anatomy_viewer.teaching.pictures.lines import compiled_ruler, is_measurable, labels_of, markers_of
from anatomy_viewer.teaching.pictures.picture import camera_of, compiled_picture, kept_away, picture_of
from anatomy_viewer.teaching.pictures.scene import Scene
from anatomy_viewer.teaching.pictures.words import alternative_of, html_of, seconds_of


def compile_lesson(lesson: Lesson, scene: Scene) -> dict[str, Any]:
    """Return a lesson as the page reads it: each step a whole picture with its words.

    The lesson must have passed the checker: unknown ids are left out without a word here.
    """
    scene = scene.with_points(lesson.points)
    lesson = with_red_flags(lesson, scene.red_flags)
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
    flags = {
        audience: scene.red_flags.lines(step.red_flags, lesson.language, audience) for audience in lesson.audiences
    }
    keys = [key for claim in step.claims for key in claim.sources]
    keys += [key for value in step.values for key in value.sources]
    keys += [
        link.target
        for audience in lesson.audiences
        for link in markdown.links(step.text.for_audience(audience) or "")
        if link.kind == "source"
    ]
    keys += [key for flag in scene.red_flags.named(step.red_flags) for key in flag.sources]
    return {
        "id": step.id,
        "title": {audience: step.title.for_audience(audience) or "" for audience in lesson.audiences},
        "html": {
            audience: html_of(lesson, step, audience) + scene.red_flags.html(step.red_flags, lesson.language, audience)
            for audience in lesson.audiences
        },
        "alternative": {audience: alternative_of(lesson, step, scene, audience) for audience in lesson.audiences},
        "picture": compiled_picture(picture, scene),
        "kept_away": kept_away(step, scene, picture),
        "camera": camera_of(step, scene, picture),
        "view": step.view or "",
        "form": step.form,
        "study": f"study_{step.study}" if step.study in scene.studies else None,
        "person": step.person,
        "clip": compiled_clip(step.clip, scene, lesson.language) if step.clip is not None else None,
        "seconds": {audience: seconds_of(step, audience, flags[audience]) for audience in lesson.audiences},
        "drawing": compiled_drawing(step, scene),
        "questions": compiled_questions(lesson, step, scene, picture),
        "labels": labels_of(step.labels, scene, picture),
        "rulers": [
            compiled_ruler(ruler, scene, lesson.language) for ruler in step.rulers if is_measurable(ruler, scene)
        ],
        "markers": markers_of(step, scene),
        "values": [
            {"label": value.label, "value": value.value, "sources": list(value.sources)} for value in step.values
        ],
        "claims": [
            {"html": markdown.inline_html(claim.text, lesson.id), "sources": list(claim.sources), "basis": claim.basis}
            for claim in step.claims
        ],
        "sources": list(dict.fromkeys(key for key in keys if key in scene.sources)),
    }


def compiled_drawing(step: Step, scene: Scene) -> dict[str, str] | None:
    """Return a step's drawing as the page reads it, or None where it has none or none can be shown."""
    drawing = scene.drawings.get(step.drawing or "")
    if drawing is None:
        return None
    return {"id": drawing.id, "title": drawing.title, "description": drawing.description, "svg": drawing.svg}
