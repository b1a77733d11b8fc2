"""Rules about what a step shows: is it in view, whole, readable, and on whose pelvis.

Each rule takes a `Checked` and yields problems, as those of `checker.py`, whose `RULES` lists them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from anatomy_viewer.atlas.problems import Problem, nearest_name
from anatomy_viewer.teaching.checking.checked import Checked
from anatomy_viewer.teaching.lesson.lesson import LONGEST_FLIGHT_MS, MIDLINE, Clip, Step
from anatomy_viewer.teaching.lesson.reading import Path_
from anatomy_viewer.teaching.pictures.clips import CLIP_AXES, CLIP_SIDES, clip_place_mm
from anatomy_viewer.teaching.pictures.compiler import compile_step
from anatomy_viewer.teaching.pictures.label_layout import SCREENS, Eye, Layout, Screen, laid_out
from anatomy_viewer.teaching.pictures.picture import picture_of
from anatomy_viewer.teaching.pictures.scene import OWN_POINT, Scene

FASTEST_WORDS_A_SECOND = 5.0
"""Nobody reads and looks faster than this."""

MINUTES_FACTOR = 2.0
"""A lesson that takes more than this many times the minutes that it names misleads."""

READING_WORDS_A_MINUTE = 180.0


def broken_drawing(checked: Checked) -> Iterator[Problem]:
    """A drawing that is not beside the lesson, or that holds what a drawing may not hold."""
    for path, step in checked.steps():
        name = step.drawing
        if name is None or name in checked.scene.drawings:
            continue
        if name in checked.scene.refused_drawings:
            for problem in checked.scene.refused_drawings[name]:
                yield checked.problem((*path, "drawing"), f"{problem.where}: {problem.found}", problem.allowed)
            continue
        known = (*checked.scene.drawings, *checked.scene.refused_drawings)
        yield checked.problem(
            (*path, "drawing"),
            f'there is no drawing "{name}"',
            f"the name of a file drawings/{name}.svg beside the lesson",
            nearest_name(name, known),
        )


def broken_point(checked: Checked) -> Iterator[Problem]:
    """A point of the lesson's own that cannot be placed, that nothing uses, or whose id something else has."""
    used = {name for _, step in checked.steps() for name in _selectors(step)}
    known = _without_own(checked)
    for index, point in enumerate(checked.lesson.points):
        where: Path_ = ("points", index)
        if point.id in known or point.id in checked.scene.things or point.id in checked.scene.groups:
            yield checked.problem((*where, "id"), f'"{point.id}" is already the id of something', "another id")
        elif point.along_the_crest_from not in known:
            yield checked.problem(
                (*where, "along_the_crest_from"),
                f'there is no point "{point.along_the_crest_from}"',
                "",
                nearest_name(point.along_the_crest_from, known),
            )
        elif point.id not in checked.scene.spots:
            yield checked.problem(
                (*where, "mm"),
                f"{point.mm:g} mm along the crest from {point.along_the_crest_from} there is no crest",
                "a shorter way, from a point on one side",
            )
        if point.id not in used:
            yield checked.problem(where, f'the point "{point.id}" is named but no step uses it', "")


def unknown_study(checked: Checked) -> Iterator[Problem]:
    """A study that the atlas does not have, or a study and a person in one step."""
    for path, step in checked.steps():
        if step.study is not None and step.study not in checked.scene.studies:
            yield checked.problem(
                (*path, "study"),
                f'there is no study "{step.study}"',
                ", ".join(checked.scene.studies) or "none",
                nearest_name(step.study, checked.scene.studies),
            )
        if step.study is not None and step.person is not None:
            yield checked.problem((*path, "person"), "the step names a study and a person", "one of them")


def impossible_clip(checked: Checked) -> Iterator[Problem]:
    """A clip plane that keeps a side it does not have, goes through an unknown point, or cuts nothing."""
    for path, step in checked.steps():
        clip = step.clip
        if clip is None:
            continue
        where = (*path, "clip")
        axis = CLIP_AXES[clip.plane]
        sides = [side for side, (of, _) in CLIP_SIDES.items() if of == axis]
        if clip.keep not in sides:
            yield checked.problem(
                (*where, "keep"), f'a {clip.plane} plane has no side "{clip.keep}"', " or ".join(sides)
            )
            continue
        scene = checked.scene_of(step)
        try:
            at_mm = clip_place_mm(clip, scene)
        except KeyError:
            if clip.at == MIDLINE:
                yield checked.problem(where, f"the midline places no {clip.plane} plane", "`at` with a point id")
            else:
                yield checked.problem(
                    (*where, "at"), f'there is no point "{clip.at}"', "", nearest_name(clip.at, scene.spots)
                )
            continue
        shown = [scene.things[name] for name, word in picture_of(step, scene).items() if word != "hidden"]
        if not any(abs(thing.centre[axis] - at_mm) < thing.radius_mm for thing in shown):
            yield checked.problem(where, "the plane cuts nothing that is shown", "a plane through the picture")


def clipped_away(checked: Checked) -> Iterator[Problem]:
    """Something that a step emphasises, labels, marks or measures, on the side that its clip plane takes away."""
    for path, step in checked.steps():
        scene = checked.scene_of(step)
        if step.clip is None or (cut := _Cut.of(step.clip, scene)) is None:
            continue
        for key, selectors in _pointed_at(step):
            for index, selector in enumerate(selectors):
                names = [*scene.structures_of(selector), *scene.points_of(selector)]
                gone = [name for name in names if cut.takes(name, scene, whole=key == "emphasise")]
                if gone and len(gone) == len(names):
                    yield checked.problem(
                        (*path, key, index),
                        f'"{gone[0]}" lies on the side that the clip plane takes away',
                        "the other side under `keep`, or another plane",
                    )


def outside_the_view(checked: Checked) -> Iterator[Problem]:
    """Something emphasised, labelled, marked or measured that lies outside the view on a laptop or a phone."""
    for path, step, compiled, layouts in _laid_out(checked):
        scene = checked.scene_of(step)
        for screen, audience, layout in layouts:
            for name in layout.outside:
                yield checked.problem(
                    _place_of(name, path, step, scene),
                    f'"{name}" lies outside the view at {screen.name} ({audience})',
                    "a view, focus or zoom that takes it in",
                )
            free = screen.free_for(audience, compiled)
            eye = Eye(compiled["camera"], screen, free)
            for index, selector in enumerate(step.emphasise):
                seen = [
                    _in_view(scene, name, eye, free.left, free.top, free.right, free.bottom)
                    for name in scene.structures_of(selector)
                ]
                if seen and not any(seen):
                    yield checked.problem(
                        (*path, "emphasise", index),
                        f'"{selector}" lies outside the view at {screen.name} ({audience})',
                        "a view, focus or zoom that takes it in",
                    )


def label_overlap(checked: Checked) -> Iterator[Problem]:
    """Labels or rulers that lie over each other, or do not fit, at 1280x800 or 390x844."""
    for path, step, compiled, layouts in _laid_out(checked):
        scene = checked.scene_of(step)
        told: set[tuple[str, str, str]] = set()
        for screen, audience, layout in layouts:
            for one, other in layout.overlaps():
                if (screen.name, one.id, other.id) in told:
                    continue
                told.add((screen.name, one.id, other.id))
                yield checked.problem(
                    _place_of(other.id, path, step, scene),
                    f'"{one.text}" and "{other.text}" lie over each other at {screen.name} ({audience})',
                    "fewer or shorter labels, or another view",
                )
            free = screen.free_for(audience, compiled)
            for one in layout.placed:
                if one.box.top < free.top - 1 or one.box.bottom > free.bottom + 1:
                    yield checked.problem(
                        _place_of(one.id, path, step, scene),
                        f'there is no room for "{one.text}" at {screen.name} ({audience})',
                        "fewer labels",
                    )


def points_at_hidden_nerve(checked: Checked) -> Iterator[Problem]:
    """A ruler, label or mark at a point of a nerve in a step that hides the nerve or moves it elsewhere."""
    for path, step in checked.steps():
        scene = checked.scene_of(step)
        picture = picture_of(step, scene)
        elsewhere = step.study is not None or step.person is not None
        for index, ruler in enumerate(step.rulers):
            for key, name in (("from", ruler.start), ("to", ruler.end)):
                nerve = scene.nerve_at.get(name)
                if nerve is None:
                    continue
                if picture.get(nerve) == "hidden" and scene.spots[name].kind == "site":
                    yield checked.problem(
                        (*path, "rulers", index, key),
                        f'the ruler ends at "{name}", but its nerve {nerve} is hidden in this step',
                        "the nerve in the picture, or a point of the bone",
                    )
                elif elsewhere:
                    yield checked.problem(
                        (*path, "rulers", index, key),
                        f'the ruler ends at "{name}", which the study or person moves elsewhere',
                        "a ruler between landmarks, or a step on the usual picture",
                    )
        for index, label in enumerate(step.labels):
            names = scene.points_of(label.of)
            hidden = [name for name in names if picture.get(scene.nerve_at.get(name, "")) == "hidden"]
            if hidden and len(hidden) == len(names) and scene.spots[hidden[0]].kind == "site":
                yield checked.problem(
                    (*path, "labels", index),
                    f'the label names "{hidden[0]}", but its nerve {scene.nerve_at[hidden[0]]} is hidden in this step',
                    "the nerve in the picture, or a label at the bone",
                )


def hurried(checked: Checked) -> Iterator[Problem]:
    """A step that stays for less time than its text takes to read, or a lesson that takes far longer than it says."""
    for path, step in checked.steps():
        for audience in checked.lesson.audiences:
            words = len((step.text.for_audience(audience) or "").split())
            if step.seconds is not None and words / FASTEST_WORDS_A_SECOND > step.seconds:
                yield checked.problem(
                    (*path, "seconds"),
                    f"the step stays {step.seconds:g} s for {words} words of the {audience}",
                    f"at least {words / FASTEST_WORDS_A_SECOND:.0f}; leave the key out to have it reckoned",
                )
        if step.seconds is not None and step.flight_ms > 500 * step.seconds:
            yield checked.problem((*path, "seconds"), "the camera flies for most of the step's time", "a longer stay")
    for audience in checked.lesson.audiences:
        words = sum(len((step.text.for_audience(audience) or "").split()) for step in checked.lesson.steps)
        minutes = words / READING_WORDS_A_MINUTE
        if minutes > MINUTES_FACTOR * checked.lesson.minutes:
            yield checked.problem(
                ("minutes",),
                f"reading the texts of the {audience} takes about {minutes:.0f} minutes, "
                f"but the lesson says {checked.lesson.minutes}",
                f"at least {minutes / MINUTES_FACTOR:.0f}",
            )


class _Cut:
    def __init__(self, axis: int, at_mm: float, keep: int) -> None:
        self._axis, self._at_mm, self._keep = axis, at_mm, keep

    @classmethod
    def of(cls, clip: Clip, scene: Scene) -> _Cut | None:
        axis, keep = CLIP_SIDES[clip.keep]
        if axis != CLIP_AXES[clip.plane]:
            return None
        try:
            return cls(axis, clip_place_mm(clip, scene), keep)
        except KeyError:
            return None

    def takes(self, name: str, scene: Scene, whole: bool) -> bool:
        """Tell whether a thing is taken away: its label's place, or with `whole` all of it."""
        thing = scene.things.get(name)
        if thing is None:
            return self._depth(scene.spots[name].at) < -0.5
        if whole:
            return self._depth(thing.centre) + thing.radius_mm < 0
        return self._depth(thing.anchor) < -0.5

    def _depth(self, at: Any) -> float:
        return float(at[self._axis] - self._at_mm) * self._keep


def _pointed_at(step: Step) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "emphasise", step.emphasise
    yield "markers", step.markers
    yield "labels", tuple(label.of for label in step.labels)


def _selectors(step: Step) -> Iterator[str]:
    yield from (*step.markers, *step.focus, *(label.of for label in step.labels))
    for ruler in step.rulers:
        yield from (ruler.start, ruler.end)
    if step.clip is not None:
        yield step.clip.at


def _without_own(checked: Checked) -> set[str]:
    """Return the ids of the points that the atlas has."""
    return {name for name, spot in checked.scene.spots.items() if spot.kind != OWN_POINT}


Laid = tuple[Path_, Step, Mapping[str, Any], list[tuple[Screen, str, Layout]]]


def _laid_out(checked: Checked) -> Iterator[Laid]:
    """Yield each step that can be compiled with its layouts: every screen, every audience that sees another one."""
    for path, step in checked.steps():
        if step.view is not None and step.view not in checked.scene.views:
            continue
        if step.view is None and (
            step.pose is None or np.linalg.norm(np.cross(step.pose.direction, step.pose.up)) < 1e-6
        ):
            continue
        scene = checked.scene_of(step)
        compiled = compile_step(checked.lesson, step, scene)
        view = scene.views[step.view].name if step.view else ""
        layouts: list[tuple[Screen, str, Layout]] = []
        for screen in SCREENS:
            for audience in checked.lesson.audiences:
                layout = laid_out(compiled, screen, audience, view=view)
                if all(layout != other for of, _, other in layouts if of is screen):
                    layouts.append((screen, audience, layout))
        yield path, step, compiled, layouts


def _in_view(scene: Scene, name: str, eye: Eye, left: float, top: float, right: float, bottom: float) -> bool:
    thing = scene.things[name]
    radius = eye.radius_px(thing.centre, thing.radius_mm)
    places = [(eye.spot(thing.centre), 0.6 * radius), (eye.spot(thing.anchor), 0.0)]
    return any(left - reach <= x <= right + reach and top - reach <= y <= bottom + reach for (x, y), reach in places)


def _place_of(name: str, path: Path_, step: Step, scene: Scene) -> Path_:
    """Return the path of the key by which a step shows a label, ruler or mark."""
    for index, ruler in enumerate(step.rulers):
        if ruler.id == name:
            return (*path, "rulers", index)
    for key, selectors in (("labels", tuple(label.of for label in step.labels)), ("markers", step.markers)):
        for index, selector in enumerate(selectors):
            if name in scene.structures_of(selector) or name in scene.points_of(selector):
                return (*path, key, index)
    return path


__all__ = [
    "broken_drawing",
    "broken_point",
    "clipped_away",
    "hurried",
    "impossible_clip",
    "label_overlap",
    "outside_the_view",
    "points_at_hidden_nerve",
    "unknown_study",
]


def highlighted_hidden(checked: Checked) -> Iterator[Problem]:
    """Something that a step emphasises, labels or names as a corridor, and that is hidden all the same."""
    for path, step in checked.steps():
        picture = picture_of(step, checked.scene)
        for key, selectors in (
            ("emphasise", step.emphasise),
            ("corridors", step.corridors),
            ("labels", tuple(label.of for label in step.labels)),
        ):
            for index, selector in enumerate(selectors):
                names = checked.scene.structures_of(selector)
                hidden = [name for name in names if picture[name] == "hidden"]
                if hidden and (key != "labels" or len(hidden) == len(names)):
                    yield checked.problem(
                        (*path, key, index),
                        f'"{hidden[0]}" is named there but hidden in this step',
                        "what is visible; take it out of `hide` or name one side only",
                    )


def step_without_view(checked: Checked) -> Iterator[Problem]:
    """A step with neither a named view nor a pose, or with both."""
    for path, step in checked.steps():
        if step.view is None and step.pose is None:
            yield checked.problem(path, "the step has no view", ", ".join(checked.scene.views))
        if step.view is not None and step.pose is not None:
            yield checked.problem((*path, "pose"), "the step has a view and a pose", "one of them")
        if step.pose is not None and not _is_camera(step.pose.direction, step.pose.up):
            yield checked.problem(
                (*path, "pose"), "direction and up give no camera", "two directions that are not parallel"
            )


def long_flight(checked: Checked) -> Iterator[Problem]:
    """A camera flight that takes longer than people like to wait."""
    for path, step in checked.steps():
        if step.flight_ms > LONGEST_FLIGHT_MS:
            yield checked.problem(
                (*path, "flight_ms"), f"the flight takes {step.flight_ms} ms", f"at most {LONGEST_FLIGHT_MS}"
            )


def _is_camera(direction: tuple[float, float, float], up: tuple[float, float, float]) -> bool:
    (a, b, c), (d, e, f) = direction, up
    cross = (b * f - c * e, c * d - a * f, a * e - b * d)
    lengths = [sum(part * part for part in vector) for vector in (direction, up, cross)]
    return all(lengths) and lengths[2] / (lengths[0] * lengths[1]) > 1e-4
