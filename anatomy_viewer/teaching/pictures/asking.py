"""Questions become what the page asks: the picture without the answer, the answer, and what is said to each choice."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import numpy as np

from anatomy_viewer.atlas.appearance import Emphasis
from anatomy_viewer.atlas.descriptions import AUDIENCES
from anatomy_viewer.teaching.lesson import markdown
from anatomy_viewer.teaching.lesson.lesson import Lesson, Step
from anatomy_viewer.teaching.lesson.questions import Choose, Find, Identify, Press, Question
from anatomy_viewer.teaching.lesson.texts import AudienceText
from anatomy_viewer.teaching.pictures.geometry import Points, from_midline_mm, rounded
from anatomy_viewer.teaching.pictures.messages import message
from anatomy_viewer.teaching.pictures.scene import Scene, Spot

__all__ = ["compiled_questions", "name_of", "picture_asked", "press_record", "training_record"]

Picture = dict[str, Emphasis]

SPREAD_REACH_MM = 20.0
"""A point nearer than this to the middle of its nerve's corridor lies where the corridor says."""

YARDSTICKS: tuple[dict[str, Any], ...] = (
    {"id": "one_examiner", "mm": 8, "sources": ["SIMMONDS92", "COOPERSTEIN16"]},
    {"id": "two_examiners", "mm": 25, "sources": ["SIMMONDS93", "COOPERSTEIN16"]},
)
"""How far apart marks on the PSIS lie: of one examiner who marks it twice, and of two examiners."""

TRAINED_POINT = "scn_1"
"""The point that "train the finger" asks for, without its side."""

TRAINED_VIEW_RADIUS_MM = 150.0


def compiled_questions(lesson: Lesson, step: Step, scene: Scene, picture: Picture) -> list[dict[str, Any]]:
    """Return the questions of a step as the page reads them; `questions.py` says what each holds."""
    made = []
    for question in step.questions:
        asked = picture_asked(question, picture, scene)
        try:
            answer = _answer(question, lesson, scene, asked)
        except KeyError:
            continue  # a name that the checker refuses
        made.append(
            {
                "id": question.id,
                "kind": question.kind,
                "prompt": _texts(question.prompt, lesson),
                "hint": _texts(question.hint, lesson),
                "explain": _texts(question.explain, lesson),
                "sources": [key for key in question.sources if key in scene.sources],
                "changes": {
                    name: [scene.opacity[scene.things[name].kind, word] if word != "hidden" else 0.0, word]
                    for name, word in asked.items()
                    if word != picture[name]
                },
                **answer,
            }
        )
    return made


def picture_asked(question: Question, picture: Picture, scene: Scene) -> Picture:
    """Return the picture while a question is open: without whatever would tell the answer.

    Press shows the skin, or the bones, alone. Identify brings out what it asks for and nothing else. Find shows
    alike whatever is of the kind that it asks for, and leaves pale what only stands around it. Choose and order
    leave the picture as it is.
    """
    if isinstance(question, Press):
        kinds = {"skin"} if question.on == "skin" else {"bone"}
        return {name: "plain" if thing.kind in kinds else "hidden" for name, thing in scene.things.items()}
    if isinstance(question, Find):
        kinds = {scene.things[name].kind for name in scene.structures_of(question.target)}
        return {
            name: "plain" if word == "emphasised" or (word == "faded" and scene.things[name].kind in kinds) else word
            for name, word in picture.items()
        }
    if isinstance(question, Identify):
        kind = scene.things[question.target].kind if question.target in scene.things else None
        told: Picture = {}
        for name, word in picture.items():
            alike = scene.things[name].kind == kind or word == "emphasised"
            told[name] = "faded" if alike and word != "hidden" else word
        return {**told, **({question.target: "emphasised"} if kind else {})}
    return dict(picture)


def _answer(question: Question, lesson: Lesson, scene: Scene, asked: Picture) -> dict[str, Any]:
    language = lesson.language
    if isinstance(question, Press):
        return press_record(question.target, question.on, scene)
    if isinstance(question, Identify):
        spot = scene.spots.get(question.target)
        return {
            "lit": None if spot is None else _mark(spot),
            "target": question.target,
            "options": _shuffled(
                question.id,
                [
                    {
                        "id": option.of,
                        "text": _for_all(name_of(option.of, scene, language)),
                        "right": option.of == question.target,
                        "feedback": _texts(option.feedback, lesson),
                    }
                    for option in question.options
                ],
            ),
        }
    if isinstance(question, Find):
        right = list(scene.structures_of(question.target))
        kinds = {scene.things[name].kind for name in right}
        return {
            "right": right,
            "feedback": [
                {"ids": list(scene.structures_of(wrong.of)), "text": _texts(wrong.text, lesson)}
                for wrong in question.feedback
            ],
            "among": [
                {"id": name, "place": place_of(scene.things[name].anchor, scene, language)}
                for name, word in asked.items()
                if word != "hidden" and (name in right or scene.things[name].kind in kinds)
            ],
        }
    if isinstance(question, Choose):
        return {
            "several": sum(option.right for option in question.options) > 1,
            "options": _shuffled(
                question.id,
                [
                    {
                        "id": option.key,
                        "text": _texts(option.text, lesson),
                        "right": option.right,
                        "feedback": _texts(option.feedback, lesson),
                    }
                    for option in question.options
                ],
            ),
        }
    items = [_texts(item, lesson) for item in question.items]
    return {"items": items, "start": _mixed(question.id, len(items))}


def press_record(target: str, on: str, scene: Scene) -> dict[str, Any]:
    """Return the place to press, its directions and what is known of its spread.

    Raises
    ------
    KeyError
        Where the target is no point, or no finger reaches it on the skin.
    """
    spot = scene.spots[target]
    at = spot.on_skin if on == "skin" else spot.at
    if at is None:
        raise KeyError(target)
    normal = spot.skin_normal if on == "skin" and spot.skin_normal is not None else spot.normal
    view, axes = _view_towards(spot, normal)
    return {
        "target": target,
        "on": on,
        "at": rounded(at),
        "normal": rounded(normal, 4),
        "axes": axes,
        "spread": _spread(spot, normal, scene),
        "camera": _camera(view, scene),
    }


def training_record(scene: Scene) -> dict[str, Any] | None:
    """Return what "train the finger" asks for: the same point on both sides; None where there is no skin."""
    sides = {}
    for side in ("right", "left"):
        try:
            sides[side] = press_record(f"{TRAINED_POINT}_{side}", "skin", scene)
        except KeyError:
            return None
    skin = [name for name, thing in scene.things.items() if thing.kind == "skin"]
    return {"sides": sides, "only": skin}


def place_of(at: Points, scene: Scene, language: str) -> str:
    """Return where something is without its name: ``on the right, 70 mm from the midline, 40 mm above the PSIS``."""
    off = from_midline_mm(at)
    side = "mid" if off < 3 else "right" if at[0] > 0 else "left"
    words = message(language, f"side_{side}")
    if side != "mid":
        words += f", {message(language, 'place_off', distance=f'{off:.0f}')}"
    level = scene.spots.get("psis_right")
    if level is not None and (above := float(at[2] - level.at[2])):
        key = "place_above" if above > 0 else "place_below"
        words += f", {message(language, key, distance=f'{abs(above):.0f}')}"
    return words


def _view_towards(spot: Spot, normal: Points) -> tuple[str, list[dict[str, Any]]]:
    """Return the named view that looks at a place, and the two directions in which a press is told."""
    up = {"direction": [0.0, 0.0, 1.0], "more": "high", "less": "low"}
    sideways = 1.0 if spot.side != "left" else -1.0
    out = {"direction": [sideways, 0.0, 0.0], "more": "out", "less": "in"}
    if spot.side == "mid":
        out = {"direction": [1.0, 0.0, 0.0], "more": "right", "less": "left"}
    if float(normal[1]) <= -0.35 or spot.side == "mid":
        return "posterior" if float(normal[1]) < 0.5 else "anterior", [out, up]
    if float(normal[1]) > 0.5:
        return "anterior", [out, up]
    return f"lateral_{spot.side}", [{"direction": [0.0, 1.0, 0.0], "more": "front", "less": "back"}, up]


def _spread(spot: Spot, normal: Points, scene: Scene) -> dict[str, Any] | None:
    """Return the published spread around a crossing, along and across what it crosses; None where none is known."""
    spread = scene.spreads.get(scene.nerve_at.get(spot.id, ""))
    if spread is None or spread.corridor not in scene.things:
        return None
    if np.linalg.norm(scene.things[spread.corridor].centre - spot.at) > SPREAD_REACH_MM:
        return None
    along = _flat(_along(spread.along, spot, scene), normal)
    return {
        "along": rounded(along, 4),
        "across": rounded(np.cross(normal, along), 4),
        "sd_mm": [spread.along_sd_mm, spread.across_sd_mm],
        "contours": [[share, sigma] for share, sigma in zip((50, 90, 95), spread.contours_sigma, strict=False)],
    }


def _along(word: str, spot: Spot, scene: Scene) -> Points:
    if word == "caudal":
        return np.array([0.0, 0.0, -1.0])
    curve = scene.curves.get(f"iliac_crest_{spot.side}")
    if word == "crest" and curve is not None:
        nearest = int(np.argmin(np.linalg.norm(curve - spot.at, axis=1)))
        before, after = max(nearest - 2, 0), min(nearest + 2, len(curve) - 1)
        tangent: Points = curve[after] - curve[before]
        return tangent
    return np.array([-1.0 if spot.side == "left" else 1.0, 0.0, 0.0])


def _flat(direction: Points, normal: Points) -> Points:
    """Return a direction laid into the surface with that normal, unit length."""
    laid = direction - normal * float(direction @ normal)
    return laid / float(np.linalg.norm(laid))


def _camera(view: str, scene: Scene) -> dict[str, Any]:
    chosen = scene.views.get(view) or next(iter(scene.views.values()))
    # The same frame for every place: where one looks must not say where to press.
    return {
        "direction": rounded(chosen.direction, 4),
        "up": rounded(chosen.up, 4),
        "focus": [0.0, 20.0, -40.0],
        "radius_mm": TRAINED_VIEW_RADIUS_MM,
        "flight_ms": 600,
    }


def _mark(spot: Spot) -> dict[str, Any]:
    return {"id": spot.id, "kind": spot.kind, "at": rounded(spot.at), "normal": rounded(spot.normal, 4)}


def name_of(name: str, scene: Scene, language: str) -> str:
    """Return the name of a structure or a point, with its side in words of a language."""
    if name in scene.things:
        return scene.things[name].name
    spot = scene.spots[name]
    return spot.name if spot.side == "mid" else spot.name + message(language, f"named_{spot.side}")


def _texts(text: AudienceText | None, lesson: Lesson) -> dict[str, str] | None:
    """Return a text as inline HTML by audience; None where there is none."""
    if text is None:
        return None
    return {
        audience: markdown.inline_html(words, lesson.id)
        for audience in lesson.audiences
        if (words := text.for_audience(audience))
    }


def _for_all(words: str) -> dict[str, str]:
    return dict.fromkeys(AUDIENCES, words)


def _mixed(word: str, count: int) -> list[int]:
    """Return an order of things that says nothing about the right one, the same at every reading."""
    order = sorted(range(count), key=lambda number: sha256(f"{word} {number}".encode()).digest())
    return order if count < 2 or order != list(range(count)) else [*order[1:], order[0]]


def _shuffled(word: str, entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [entries[number] for number in _mixed(word, len(entries))]
