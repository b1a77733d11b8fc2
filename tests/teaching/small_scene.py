"""A scene of a dozen things with round coordinates, so that expected numbers can be worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

import numpy as np

from anatomy_viewer.atlas.appearance import Emphasis
from anatomy_viewer.teaching.lesson.drawings import parse_drawing
from anatomy_viewer.teaching.lesson.red_flags import Flag, Level, RedFlags, Titles, Words
from anatomy_viewer.teaching.pictures.geometry import SkinGrid
from anatomy_viewer.teaching.pictures.scene import Figures, NamedView, Scene, Spot, Thing

DRAWING = (
    '<svg viewBox="0 0 40 20"><title>A glide</title><desc>A nerve slides over an edge.</desc>'
    '<path d="M0 10H40" stroke="var(--nerve)"/></svg>'
)
SIGN = {"right": 1.0, "left": -1.0, "mid": 0.0}
BRANCHES = ("medial", "lateral")


def thing(name: str, kind: str, side: str, group: str | None, at: tuple[float, float, float]) -> Thing:
    """Return a structure whose sphere and label anchor lie at one place."""
    place = np.array([at[0] * (SIGN[side] or 1.0), at[1], at[2]])
    title = name.replace("_", " ").capitalize()
    return Thing(
        id=name if side == "mid" else f"{name}_{side}",
        name=title if side == "mid" else f"{title}, {side}",
        label=title,
        kind=kind,
        side=side,
        group=group,
        tag="S" if group else None,
        centre=place,
        radius_mm={"bone": 60.0}.get(kind, 20.0),
        anchor=place + np.array([0.0, -2.0, 0.0]),
    )


def spot(name: str, kind: str, side: str, label: str, at: tuple[float, float, float]) -> Spot:
    """Return a point; `at` is on the right, or in the midline."""
    return Spot(
        id=name if side == "mid" else f"{name}_{side}",
        name=label,
        label=label,
        kind=kind,
        side=side,
        at=np.array([at[0] * (SIGN[side] or 1.0), at[1], at[2]]),
        normal=np.array([0.0, -1.0, 0.0]),
        tag="S" if kind != "landmark" else None,
    )


def _alike(words: str) -> Words:
    return Words(student=words, clinician=words, patient=words)


RED_FLAGS = RedFlags(
    {
        "now": Level(
            id="now", title=Titles(en=_alike("Help now"), es=_alike("Ayuda ya")), sure={"en": "Told", "es": "Dicho"}
        )
    },
    {
        "fever": Flag(
            id="fever",
            level="now",
            en=_alike("Fever, today"),
            es=_alike("Fiebre, hoy"),
            mark="S",
            sources=("LU98",),
        )
    },
)


def small_scene() -> Scene:
    """Return a pelvis of two crests that are right angles: 40 mm up from the PSIS, then 30 mm outwards."""
    things = [thing("sacrum", "bone", "mid", None, (0.0, 0.0, -30.0))]
    spots = [spot("coccyx_tip", "landmark", "mid", "Coccyx tip", (0.0, 10.0, -120.0))]
    curves = {}
    for side in ("right", "left"):
        things.append(thing("hip_bone", "bone", side, None, (80.0, 60.0, 0.0)))
        for number, branch in enumerate(BRANCHES):
            name = f"superior_cluneal_nerve_{branch}_branch"
            things.append(thing(name, "nerve", side, "superior_cluneal_nerves", (70.0 + 20 * number, 0.0, 40.0)))
        things.append(
            thing(
                "middle_cluneal_nerve_upper_branch",
                "nerve",
                side,
                "middle_cluneal_nerves",
                (36.0, -5.0, -28.0),
            )
        )
        corridor = "superior_cluneal_nerve_medial_branch_corridor"
        things.append(thing(corridor, "corridor", side, "superior_cluneal_nerves", (70.0, 0.0, 40.0)))
        spots.append(spot("psis", "landmark", side, "PSIS", (40.0, 0.0, 0.0)))
        spots.append(spot("scn_1", "site", side, "SCN-1", (70.0, 0.0, 40.0)))
        sign = SIGN[side]
        curves[f"iliac_crest_{side}"] = np.array(
            [[40.0 * sign, 0.0, 0.0], [40.0 * sign, 0.0, 40.0], [120.0 * sign, 0.0, 40.0]]
        )
    views = {
        "posterior": NamedView("posterior", "From behind", (0.0, -1.0, 0.0), (0.0, 0.0, 1.0)),
        "lateral_right": NamedView("lateral_right", "From the right", (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)),
    }
    opacity: dict[tuple[str, Emphasis], float] = {}
    for kind in ("bone", "nerve", "corridor"):
        for emphasis in get_args(Emphasis):
            opacity[kind, emphasis] = {"hidden": 0.0, "faded": 0.2}.get(emphasis, 1.0)
    return Scene(
        things={one.id: one for one in things},
        spots={one.id: one for one in spots},
        views=views,
        groups={
            group: tuple(one.id for one in things if one.group == group and one.kind == "nerve")
            for group in ("superior_cluneal_nerves", "middle_cluneal_nerves")
        },
        curves=curves,
        sources=frozenset({"LU98", "KUNIYA13", "KUNIYA14"}),
        home=frozenset(one.id for one in things if one.kind != "corridor"),
        opacity=opacity,
        studies={"lu98": "Lu 1998: 81 mm"},
        skin=SkinGrid(np.array([-150.0, 0.0, 150.0]), np.array([-150.0, 0.0, 150.0]), np.full((3, 3), -30.0)),
        nerve_at={f"scn_1_{side}": f"superior_cluneal_nerve_medial_branch_{side}" for side in ("right", "left")},
        drawings={"glide": parse_drawing(DRAWING, "glide")},
        red_flags=RED_FLAGS,
        measures={"crossing_from_midline": Figures("crossing_from_midline", "mm", (81.0, 9.2), 70.0, ("LU98",))},
    )


def with_point(scene: Scene, name: str, change: Callable[[Spot], Spot]) -> Scene:
    """Return a scene with one point changed."""
    return replace(scene, spots={**scene.spots, name: change(scene.spots[name])})
