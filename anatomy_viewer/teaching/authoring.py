"""The other way round: what somebody has in view becomes the text of a step to paste into a lesson."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from anatomy_viewer.atlas.appearance import Emphasis
from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.teaching.lesson.lesson import Label, Pose, Step, Vector
from anatomy_viewer.teaching.lesson.texts import AudienceText
from anatomy_viewer.teaching.pictures.picture import camera_of, picture_of
from anatomy_viewer.teaching.pictures.scene import Scene

__all__ = ["InView", "in_view", "step_of_view", "step_text"]

SAME_DIRECTION = 0.9995
"""Cosine above which a camera looks from where a named view does."""

SAME_FRAME = 0.04
"""Share of the radius by which a frame may differ and still be the one that a focus gives."""

_LETTERS: dict[str, Emphasis] = {"h": "hidden", "f": "faded", "p": "plain", "e": "emphasised"}
_WORDS = (("hide", "hidden"), ("show", "plain"), ("fade", "faded"), ("emphasise", "emphasised"))
_STAND_IN = AudienceText(student="Text", clinician="Text", patient="Text")


class InView(BaseModel):
    """What a page has in view.

    Parameters
    ----------
    picture
        A letter for each structure in the order of the scene: hidden, faded, plain, emphasised.
    direction, up, focus_mm, radius_mm
        The camera; see `Pose`.
    labels, markers
        What is labelled and marked.
    selected
        What the open card is about.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    picture: str = Field(pattern=r"^[hfpe]*$", max_length=2000)
    direction: Vector
    up: Vector
    focus_mm: Vector
    radius_mm: float = Field(gt=0, le=2000)
    labels: tuple[str, ...] = Field(default=(), max_length=60)
    markers: tuple[str, ...] = Field(default=(), max_length=60)
    selected: str | None = None
    form: str | None = None
    study: str | None = None
    person: int | None = None


def in_view(text: str, scene: Scene) -> InView:
    """Return what a page says that it has in view.

    Raises
    ------
    ProblemsFound
        Where the text is no such value, or one for another scene.
    """
    try:
        view = InView.model_validate_json(text, strict=True)
    except ValidationError as error:
        raise ProblemsFound(
            [
                Problem(f"view {'.'.join(str(key) for key in one['loc'])}".strip(), one["msg"])
                for one in error.errors(include_url=False)
            ]
        ) from None
    problems = []
    if len(view.picture) != len(scene.things):
        problems.append(
            Problem("view picture", f"found {len(view.picture)} structures", f"the {len(scene.things)} of this atlas")
        )
    numbers = np.array([*view.direction, *view.up, *view.focus_mm])
    if not np.isfinite(numbers).all() or np.linalg.norm(np.cross(view.direction, view.up)) < 1e-6:
        problems.append(Problem("view", "direction and up give no camera"))
    if problems:
        raise ProblemsFound(problems)
    return view


def step_of_view(view: InView, scene: Scene, step: str = "new_step") -> Step:
    """Return the step whose picture is what is in view.

    Structures are named as shortly as gives just this picture: by groups, by patterns for both sides, else
    one by one. A named view and a focus stand in place of a pose where they give the same frame.
    """
    wanted: dict[str, Emphasis] = {
        name: _LETTERS[letter] for name, letter in zip(scene.things, view.picture, strict=True)
    }
    base = Step(
        id=step,
        title=_STAND_IN,
        text=_STAND_IN,
        labels=tuple(Label(of=name) for name in _known(view.labels, scene)),
        markers=tuple(name for name in view.markers if name in scene.spots),
        **_whose(view),
    )
    return _framed(_pictured(base, wanted, scene), view, scene)


def step_text(step: Step, audiences: Sequence[str], indent: int = 2) -> str:
    """Return a step as YAML that can be pasted under ``steps:``, with words to be replaced."""
    values = CommentedMap()
    values["id"] = step.id
    values["title"] = "Say in three words what one sees"
    values["text"] = CommentedMap({audience: _PLACEHOLDERS[audience] for audience in audiences})
    if step.view is not None:
        values["view"] = step.view
    if step.pose is not None:
        values["pose"] = CommentedMap(
            {key: _flow(value) if isinstance(value, tuple) else value for key, value in step.pose.model_dump().items()}
        )
    for key in ("focus", "isolate", "show", "fade", "emphasise", "hide", "markers"):
        if getattr(step, key):
            values[key] = _flow(getattr(step, key))
    if step.labels:
        values["labels"] = _flow(label.of for label in step.labels)
    for key in ("form", "study", "person"):
        if getattr(step, key, None) is not None:
            values[key] = getattr(step, key)
    writer = YAML()
    writer.indent(mapping=2, sequence=4, offset=indent)
    writer.width = 110
    stream = io.StringIO()
    writer.dump([values], stream)
    return stream.getvalue()


_PLACEHOLDERS = {
    "student": "Name what is shown, say why it matters and how to find it.",
    "clinician": "Say what it changes in the room, and its limits.",
    "patient": "One idea in short words.",
}


def _whose(view: InView) -> dict[str, Any]:
    """Return form, study and person where they are chosen; a lesson names a study without the page's prefix."""
    study = view.study.removeprefix("study_") if view.study else None
    chosen = {"form": view.form, "study": study, "person": view.person}
    if view.study is not None:
        chosen["study"] = view.study.removeprefix("study_")
    return {key: value for key, value in chosen.items() if value is not None}


def _known(names: Iterable[str], scene: Scene) -> list[str]:
    return [name for name in dict.fromkeys(names) if name in scene.things or name in scene.spots]


def _pictured(base: Step, wanted: Mapping[str, Emphasis], scene: Scene) -> Step:
    """Return the shortest of the ways to name a picture."""
    home = picture_of(base, scene)
    shown = [name for name, word in wanted.items() if word != "hidden"]
    ways = []
    for alone in (False, True):
        lists: dict[str, list[str]] = {"isolate": shown if alone else []}
        for key, word in _WORDS:
            if key == "hide":
                lists[key] = [] if alone else [n for n in wanted if wanted[n] == word and home[n] != "hidden"]
            elif key == "show":
                lists[key] = [] if alone else [n for n in wanted if wanted[n] == word and home[n] == "hidden"]
            else:
                lists[key] = [n for n in wanted if wanted[n] == word]
        step = _settled(base, lists, wanted, scene)
        short = {key: _shortened(names, scene) for key, names in _lists(step).items()}
        shorter = base.model_copy(update={key: tuple(names) for key, names in short.items()})
        # What is emphasised makes the others of its kind step back by itself.
        ways += [one.model_copy(update={"fade": ()}) for one in (shorter, step)] + [shorter, step]
    ways = [one for one in ways if picture_of(one, scene) == wanted]
    return min(ways, key=lambda one: sum(len(name) for names in _lists(one).values() for name in names))


def _settled(base: Step, lists: dict[str, list[str]], wanted: Mapping[str, Emphasis], scene: Scene) -> Step:
    """Return the step that names things one by one, with those that would else step back."""
    step = base.model_copy(update={key: tuple(names) for key, names in lists.items()})
    made = picture_of(step, scene)
    for key, word in _WORDS:
        lists[key] += [name for name in wanted if wanted[name] == word and made[name] != word]
    return base.model_copy(update={key: tuple(dict.fromkeys(names)) for key, names in lists.items()})


def _lists(step: Step) -> dict[str, Sequence[str]]:
    return {key: getattr(step, key) for key in ("isolate", "show", "fade", "emphasise", "hide")}


def _shortened(names: Sequence[str], scene: Scene) -> list[str]:
    """Return groups and both-sided patterns in place of their members, where they name nothing else."""
    left, short = list(names), []
    for group, members in scene.groups.items():
        if len(members) > 1 and set(members) <= set(left):
            short.append(group)
            left = [name for name in left if name not in members]
    for name in list(left):
        pattern = f"{name.removesuffix('_right')}_*"
        pair = scene.structures_of(pattern) if name.endswith("_right") else ()
        if len(pair) == 2 and set(pair) <= set(left):
            short.append(pattern)
            left = [one for one in left if one not in pair]
    return short + left


def _framed(step: Step, view: InView, scene: Scene) -> Step:
    direction, up = (np.array(part) / np.linalg.norm(part) for part in (view.direction, view.up))
    for named in scene.views.values():
        towards = np.array(named.direction) / np.linalg.norm(named.direction)
        if float(direction @ towards) < SAME_DIRECTION:
            continue
        for focus in _focuses(step, view, scene):
            framed = step.model_copy(update={"view": named.id, "focus": focus})
            camera = camera_of(framed, scene)
            off = float(np.linalg.norm(np.array(camera["focus"]) - np.array(view.focus_mm)))
            if max(off, abs(camera["radius_mm"] - view.radius_mm)) <= SAME_FRAME * view.radius_mm:
                return framed
    pose = Pose(
        direction=_rounded(direction, 3),
        up=_rounded(up, 3),
        focus_mm=_rounded(np.array(view.focus_mm), 1),
        radius_mm=round(min(max(view.radius_mm, 6.0), 600.0), 1),
    )
    return step.model_copy(update={"pose": pose})


def _focuses(step: Step, view: InView, scene: Scene) -> list[tuple[str, ...]]:
    chosen = _known([view.selected] if view.selected else [], scene)
    named: list[tuple[str, ...]] = [tuple(names) for names in (chosen, step.emphasise, step.markers) if names]
    return [(), *named, ("hip_bone_*", "sacrum"), ("hip_bone_right",), ("hip_bone_left",)]


def _flow(values: Iterable[Any]) -> CommentedSeq:
    made = CommentedSeq(values)
    made.fa.set_flow_style()
    return made


def _rounded(values: Any, digits: int) -> Vector:
    x, y, z = (round(float(value), digits) + 0.0 for value in values)
    return (x, y, z)
