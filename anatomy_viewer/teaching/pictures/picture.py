"""What a step shows and from where: the emphasis of every structure, and the camera that fits it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from anatomy_viewer.atlas.appearance import TERRITORY_OVER_NERVES, Emphasis
from anatomy_viewer.atlas.people import TUNNELS
from anatomy_viewer.teaching.lesson.lesson import Step
from anatomy_viewer.teaching.pictures.geometry import Points, Sphere, enclosing_sphere, rounded, unit
from anatomy_viewer.teaching.pictures.lines import is_measurable, measured
from anatomy_viewer.teaching.pictures.scene import Scene

SMALLEST_VIEW_RADIUS_MM = 45.0

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


def _strength(selector: str, scene: Scene) -> int:
    if selector in scene.things:
        return 3
    return 2 if selector in scene.groups else 1


def compiled_picture(picture: dict[str, Emphasis], scene: Scene) -> dict[str, list[Any]]:
    """Return a picture as the page reads it: for every structure its opacity and its emphasis.

    An area of skin that nothing emphasises lets the nerves through of which the picture speaks.
    """
    nerves = any(word == "emphasised" and scene.things[name].kind == "nerve" for name, word in picture.items())

    def opacity_of(kind: str, word: Emphasis) -> float:
        if nerves and (kind, word) == ("territory", "plain"):
            return TERRITORY_OVER_NERVES
        return 0.0 if word == "hidden" else scene.opacity[kind, word]

    return {name: [opacity_of(scene.things[name].kind, word), word] for name, word in picture.items()}


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
            if is_measurable(ruler, scene)
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
        "direction": unit(direction),
        "up": unit(up),
        "focus": rounded(centre),
        "radius_mm": round(float(radius_mm), 2),
        "flight_ms": step.flight_ms,
    }
