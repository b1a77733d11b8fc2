"""The atlas and its built model set up as a `Scene`, and the layers and home picture of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

import numpy as np

from anatomy_viewer.atlas import Atlas, Model, read_model
from anatomy_viewer.atlas.appearance import APPEARANCE, DrawnKind, Emphasis
from anatomy_viewer.atlas.check import compare
from anatomy_viewer.atlas.forms import FORM_BY_ID
from anatomy_viewer.atlas.structures import Structure
from anatomy_viewer.atlas.translations import ENGLISH, Words
from anatomy_viewer.atlas.views import VIEWS
from anatomy_viewer.teaching.lesson.red_flags import read_red_flags
from anatomy_viewer.teaching.pictures.geometry import SkinGrid
from anatomy_viewer.teaching.pictures.scene import Figures, NamedView, Points, Scene, Spot, Spread, Thing

MEASURE_UNITS = {"mm": "mm", "percent": "%", "degrees": "°"}
BACKWARDS = np.array([0.0, -1.0, 0.0])


def layers_of(atlas: Atlas) -> dict[str, tuple[str, ...]]:
    """Return the ids of the structures of each layer that has any, in the atlas's order."""
    found = {layer.id: tuple(one.id for one in atlas.structures if one.layer == layer.id) for layer in atlas.layers}
    return {name: structures for name, structures in found.items() if structures}


def scene_of(atlas: Atlas, model: Model) -> Scene:
    """Return what lessons can name: everything of the atlas that the model has in place."""
    at_home = {layer.id for layer in atlas.layers if layer.at_home}
    return Scene(
        things={one.id: _thing(one, model) for one in atlas.structures if one.id in model.structures},
        spots=_spots(atlas, model),
        views={view.id: NamedView(view.id, view.name, view.direction, view.up) for view in VIEWS},
        groups={
            group.id: tuple(
                one.id
                for one in atlas.structures
                if one.group == group.id and one.kind == "nerve" and one.id in model.structures
            )
            for group in atlas.groups
        },
        group_names={group.id: group.english for group in atlas.groups},
        curves={name: np.array(curve, dtype=np.float64) for name, curve in model.curves.items()},
        sources=frozenset(atlas.source_by_key),
        home=frozenset(one.id for one in atlas.structures if one.layer in at_home),
        opacity={
            (kind, emphasis): APPEARANCE[kind, emphasis].opacity
            for kind in get_args(DrawnKind)
            for emphasis in get_args(Emphasis)
        },
        measures=_figures(atlas, model),
        studies={study.id: study.title for study in atlas.studies}
        | {alternative.id: alternative.name for alternative in atlas.alternatives},
        skin=_skin(model),
        spreads=_spreads(model),
        nerve_at={
            name: f"{site.nerves[0]}_{_side_of(name)}"
            for name, site in atlas.site_by_point.items()
            if site.nerves and f"{site.nerves[0]}_{_side_of(name)}" in model.structures
        },
        form=model.form,
        citations=citations_of(atlas, ENGLISH),
        red_flags=read_red_flags(atlas.source_by_key),
    )


def _spreads(model: Model) -> dict[str, Spread]:
    """Return how far each nerve's place varies on the bone or in the plane where it was measured."""
    return {
        entry["nerve"]: Spread(
            name,
            entry.get("along", "crest"),
            entry["along_sd_mm"],
            entry["across_sd_mm"],
            tuple(entry["contours_sigma"]),
        )
        for name, entry in model.corridors.items()
        if entry.get("surface") != "skin"
    }


def _skin(model: Model) -> SkinGrid | None:
    grid = model.skin_grid
    if grid is None:
        return None
    heights = np.array([np.nan if y is None else y for y in grid.y_mm], dtype=np.float64)
    return SkinGrid(np.array(grid.x_mm), np.array(grid.z_mm), heights.reshape(len(grid.z_mm), len(grid.x_mm)))


def _pressed_at(name: str, model: Model) -> tuple[Points | None, Points | None]:
    """Return where a finger meets the skin over a point, and the way out of the skin there."""
    point = model.points_on_skin.get(name)
    if point is None:
        return None, None
    return np.array(point.at, dtype=np.float64), np.array(point.normal, dtype=np.float64)


class ScenesOfForms(Mapping[str, Scene]):
    """The scenes of all forms of the pelvis by id, each read when it is first asked for."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._scenes: dict[str, Scene] = {}

    def __getitem__(self, form: str) -> Scene:
        if form not in FORM_BY_ID:
            raise KeyError(form)
        if form not in self._scenes:
            self._scenes[form] = scene_of(self._atlas, read_model(form=form))
        return self._scenes[form]

    def __iter__(self) -> Iterator[str]:
        return iter(FORM_BY_ID)

    def __len__(self) -> int:
        return len(FORM_BY_ID)


def _thing(structure: Structure, model: Model) -> Thing:
    built = model.structures[structure.id]
    return Thing(
        id=structure.id,
        name=structure.title,
        label=structure.label,
        kind=structure.kind,
        side=structure.side,
        group=structure.group,
        tag=structure.tag,
        centre=np.array(built.centre, dtype=np.float64),
        radius_mm=built.radius_mm,
        anchor=np.array(built.anchor, dtype=np.float64),
    )


def _spots(atlas: Atlas, model: Model) -> dict[str, Spot]:
    spots: dict[str, Spot] = {}
    tags = {group.id: group.tag for group in atlas.groups}
    for name, landmark in atlas.landmark_by_point.items():
        if name in model.landmarks:
            at = np.array(model.landmarks[name], dtype=np.float64)
            side = _side_of(name)
            spots[name] = Spot(
                name,
                landmark.english,
                landmark.label,
                "landmark",
                side,
                at,
                _outwards(at, side, model),
                None,
                *_pressed_at(name, model),
            )
    for name, site in atlas.site_by_point.items():
        if name in model.points:
            point = model.points[name]
            spots[name] = Spot(
                name,
                site.english,
                site.code,
                site.kind,
                _side_of(name),
                np.array(point.at, dtype=np.float64),
                np.array(point.normal, dtype=np.float64),
                tags[site.group],
                *_pressed_at(name, model),
            )
    return spots


def _side_of(point: str) -> str:
    ending = point.rpartition("_")[2]
    return ending if ending in ("right", "left") else "mid"


def _outwards(at: Points, side: str, model: Model) -> Points:
    """Return the way from the middle of a landmark's bone to it; backwards where there is no bone."""
    bone = model.structures.get("sacrum" if side == "mid" else f"hip_bone_{side}")
    away = at - np.array(bone.centre) if bone is not None else BACKWARDS
    length = float(np.linalg.norm(away))
    return away / length if length else BACKWARDS


def citations_of(atlas: Atlas, words: Words) -> dict[str, str]:
    """Return each reference in full, with its address where it has one, by the source's key."""
    return {one.key: f"{words.of('sources', one.citation)} {one.url}".rstrip() for one in atlas.sources}


def _figures(atlas: Atlas, model: Model) -> dict[str, Figures]:
    figures: dict[str, Figures] = {}
    for comparison in compare(atlas, model):
        measure = comparison.measure
        published = tuple(
            number for number in (measure.mean, measure.sd, measure.low, measure.high) if number is not None
        )
        figures[measure.id] = Figures(
            measure.id,
            MEASURE_UNITS.get(measure.unit, measure.unit),
            published,
            comparison.model_value,
            measure.sources,
        )
    return figures
