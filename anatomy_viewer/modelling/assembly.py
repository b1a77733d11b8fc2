"""All that stands on the bones, put together: landmarks, nerves, ligaments, spreads, sites, measures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.atlas.appearance import COLOURS, Colour
from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.courses import Courses, SpreadRule
from anatomy_viewer.atlas.structures import LinePattern
from anatomy_viewer.modelling.bones.crest import crest_curve
from anatomy_viewer.modelling.bones.femur import greater_trochanter
from anatomy_viewer.modelling.bones.landmarks import both_sides, hip_landmarks, symphysis_landmarks
from anatomy_viewer.modelling.bones.sacral_landmarks import sacral_landmarks
from anatomy_viewer.modelling.bones.skeleton import Skeleton
from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.measures import measured
from anatomy_viewer.modelling.nerves.corridors import (
    CONTOURS_SIGMA,
    EDGE_SIGMA,
    GRID_HALF_WIDTH_MM,
    CrestFrame,
    CrestGrid,
    crest_grid,
    spread_behind,
    spread_surface,
)
from anatomy_viewer.modelling.nerves.courses import NervePlacing
from anatomy_viewer.modelling.nerves.families import Families, nerve_families
from anatomy_viewer.modelling.nerves.families import both_sides as families_of_both_sides
from anatomy_viewer.modelling.nerves.sites import PlacedPoint, placed_points
from anatomy_viewer.modelling.nerves.skin_corridors import build_skin_corridors, skin_corridor_records
from anatomy_viewer.modelling.nerves.territories import build_territories
from anatomy_viewer.modelling.nerves.tubes import CORE_COLOUR, TRUNK_COLOUR, core_surface, nerve_surface
from anatomy_viewer.modelling.placing import RIM_MM
from anatomy_viewer.modelling.soft_tissue.arteries import build_arteries
from anatomy_viewer.modelling.soft_tissue.fascia import build_fascia
from anatomy_viewer.modelling.soft_tissue.fat import build_fat
from anatomy_viewer.modelling.soft_tissue.pressing import BackGrid, back_grid, points_on_skin
from anatomy_viewer.modelling.soft_tissue.skin import build_skin
from anatomy_viewer.modelling.soft_tissue.skin_places import Skin, SkinPoint, skin_measures
from anatomy_viewer.modelling.soft_tissue.tissues import build_coverings, build_erector_spinae, build_muscles
from anatomy_viewer.modelling.soft_tissue.tunnels import tunnel_surface
from anatomy_viewer.modelling.solids.lines import at_share, mirrored, position
from anatomy_viewer.modelling.solids.surface import Surface, closest_points

Points = NDArray[np.float64]
Progress = Callable[[str, float], None]

Tissue = Callable[[NervePlacing, Mapping[str, Surface]], Mapping[str, Surface]]
"""Builds tissues: takes what rules refer to and all surfaces so far by structure id, and returns painted
surfaces by name without the side. Those of a sided name are the right ones; the left are their mirror images."""

TISSUES: tuple[Tissue, ...] = (build_muscles, build_erector_spinae, build_fascia, build_coverings, build_arteries)
"""What is built from the bones outwards, before the nerves that run over it; deep before superficial. The arteries
come last, as they keep to nerves."""

COVERS: tuple[Tissue, ...] = (build_skin, build_fat, build_territories, build_skin_corridors)
"""What lies over the nerves: the skin, the fat under it, and what is drawn on it."""

ON_BONE_MM = 4.0
"""A crossing nearer than this to bone has its spread drawn on the bone."""


@dataclass(frozen=True)
class Assembly:
    """The model before it is written.

    Parameters
    ----------
    surfaces
        By structure id, in the order of the table of structures.
    anchors
        A point on each surface for its label, (3,) float, RAS mm.
    landmarks
        By point id.
    points
        Sites and tender points by point id.
    paths
        Centre line of each nerve by id.
    twigs
        Centre lines of the twigs of each nerve that has some, by id.
    curves
        ``iliac_crest_right`` and ``iliac_crest_left``.
    corridors
        What each spread is drawn from, by id.
    measures
        The model's value of each measure that needs more than landmarks and points, by id.
    cores
        Each nerve as a plain tube, for export.
    families
        Where each cluneal nerve runs in other people, by nerve id and parameter.
    crest_grid
        Places along and across the crest, by side.
    back_grid
        The skin as seen from behind.
    points_on_skin
        The skin over each site, tender point and landmark that a finger can press on, by point id.
    """

    surfaces: Mapping[str, Surface]
    anchors: Mapping[str, Points]
    landmarks: Mapping[str, Points]
    points: Mapping[str, PlacedPoint]
    paths: Mapping[str, Points]
    twigs: Mapping[str, tuple[Points, ...]]
    curves: Mapping[str, Points]
    corridors: Mapping[str, Mapping[str, object]]
    measures: Mapping[str, float]
    cores: Mapping[str, Surface]
    families: Families
    crest_grid: Mapping[str, CrestGrid]
    back_grid: BackGrid
    points_on_skin: Mapping[str, SkinPoint]


def assembled(
    atlas: Atlas,
    rules: Courses,
    bones: Mapping[str, Surface],
    stations: Stations,
    progress: Progress | None = None,
    *,
    landmarks: Mapping[str, Points] | None = None,
    doubts: Mapping[str, float] | None = None,
) -> Assembly:
    """Return the whole model on finished bones.

    Parameters
    ----------
    atlas
        For the order of the structures and the groups' line patterns.
    rules
        The course table.
    bones
        Finished surfaces by structure id.
    stations
        The stations that they were built from, in the model's frame.
    progress
        Called with what is being done and the share of it, from 0 to 1.
    landmarks
        By point id, where they are known from elsewhere; otherwise they are found on the bones.
    doubts
        Of each spread the deviation of the landmarks that it is placed by, mm, where they are unsure.
    """

    def say(what: str, share: float) -> None:
        if progress is not None:
            progress(what, share)

    say("Landmarks", 0.0)
    hip = bones["hip_bone_right"]
    if landmarks is None:
        landmarks = model_landmarks(bones, stations)
    skeleton = Skeleton(bones, landmarks, stations, crest_curve(hip, stations), doubts)
    placing = NervePlacing(rules, skeleton)
    surfaces: dict[str, Surface] = dict(bones)
    anchors: dict[str, Points] = _bone_anchors(skeleton)
    paths: dict[str, Points] = {}
    twigs: dict[str, tuple[Points, ...]] = {}
    cores: dict[str, Surface] = {}
    corridors: dict[str, Mapping[str, object]] = {}

    def both(name: str, surface: Surface, anchor: Points) -> None:
        surfaces[f"{name}_right"], surfaces[f"{name}_left"] = surface, surface.mirrored()
        anchors[f"{name}_right"], anchors[f"{name}_left"] = anchor, mirrored(anchor)

    say("Ligaments", 0.1)
    for name in rules.bands:
        shape = placing.band(name)
        both(
            name,
            painted(shape.surface, COLOURS["ligament"]),
            closest_points(shape.surface, at_share(shape.middle, 0.5) - (0.0, 9.0, 0.0))[0],
        )
    sided = {structure.name for structure in atlas.structures if structure.side != "mid"}

    def tissues(builders: tuple[Tissue, ...]) -> None:
        for build in builders:
            for name, surface in build(placing, surfaces).items():
                anchor = _hindmost(surface)
                if name in sided:
                    both(name, surface, anchor)
                else:
                    surfaces[name], anchors[name] = surface, anchor

    tissues(TISSUES)
    patterns = {structure.name: _pattern(atlas, structure.group) for structure in atlas.structures}
    layers = {structure.name: structure.layer for structure in atlas.structures}
    for number, name in enumerate(rules.courses):
        say("Nerves", 0.2 + 0.5 * number / len(rules.courses))
        path = placing.path(name)
        colour = TRUNK_COLOUR if layers[name] == "nerve_trunks" else CORE_COLOUR
        cords = placing.cords(name)
        surface, core = nerve_surface(cords, RIM_MM, patterns[name], colour), core_surface(cords)
        place = at_share(path, 0.7)
        outward = placing.buttock.outward(place[None])[0]
        both(name, surface, closest_points(core, (place + 3.0 * outward)[None])[0])
        for side, turned in (("right", False), ("left", True)):
            paths[f"{name}_{side}"] = mirrored(path) if turned else path
            if lines := placing.twigs(name):
                twigs[f"{name}_{side}"] = tuple(mirrored(line) if turned else line for line in lines)
            cores[f"{name}_{side}"] = core.mirrored() if turned else core
    say("Tunnels and spreads", 0.75)
    for name, tunnel in rules.tunnels.items():
        outer = rules.courses[tunnel.nerve].drawn_radius_mm + RIM_MM
        place = placing.point(tunnel.point)
        strap = tunnel_surface(tunnel, place, placing.path(tunnel.nerve), outer, hip, placing.bones)
        outward = placing.buttock.outward(place[None])[0] + (0.0, 0.0, 0.5)
        both(name, strap, closest_points(strap, (place + 15.0 * outward)[None])[0])
    say("Other people", 0.78)
    families = families_of_both_sides(nerve_families(placing, atlas.site_by_id))
    frame = CrestFrame(hip, skeleton.crest)
    grid = crest_grid(frame, half_width_mm=widest_across_mm(rules, doubts))
    for name, spread in rules.spreads.items():
        stain, where = laid(placing, frame, name, spread)
        both(name, stain, stain.points[0])
        for side in ("right", "left"):
            corridors[f"{name}_{side}"] = {
                "nerve": f"{spread.nerve}_{side}",
                **{key: value.format(side=side) if isinstance(value, str) else value for key, value in where.items()},
                "along_sd_mm": spread.along_sd_mm,
                "across_sd_mm": spread.across_sd_mm,
                "contours_sigma": list(CONTOURS_SIGMA),
            }
    say("Skin", 0.85)
    tissues(COVERS)
    corridors.update(skin_corridor_records(placing, surfaces["skin"]))
    say("Sites and measures", 0.9)
    points = placed_points(placing)
    skin = Skin(surfaces["skin"])
    felt = {name for name, landmark in atlas.landmark_by_point.items() if landmark.felt}
    pressed = {name: place for name, place in landmarks.items() if name in felt}
    measures = {**measured(placing), **skin_measures(surfaces["skin"], landmarks)}
    order = [structure.id for structure in atlas.structures if structure.id in surfaces]
    say("Model done", 1.0)
    return Assembly(
        surfaces={name: surfaces[name] for name in order},
        anchors={name: anchors[name] for name in order},
        landmarks={name: landmarks[name] for name in atlas.landmark_by_point if name in landmarks},
        points={name: points[name] for name in atlas.site_by_point},
        paths={name: paths[name] for name in order if name in paths},
        twigs={name: twigs[name] for name in order if name in twigs},
        curves={"iliac_crest_right": skeleton.crest, "iliac_crest_left": mirrored(skeleton.crest)},
        corridors={name: corridors[name] for name in order if name in corridors},
        measures=measures,
        cores=cores,
        families=families,
        crest_grid={"right": grid, "left": grid.mirrored()},
        back_grid=back_grid(skin),
        points_on_skin=points_on_skin(skin, pressed, {name: points[name].at for name in atlas.site_by_point}),
    )


def widest_across_mm(rules: Courses, doubts: Mapping[str, float] | None) -> float:
    """Return how far over the crest a stain may reach, mm, as a viewer lays it."""
    reach = [
        EDGE_SIGMA * float(np.hypot(spread.across_sd_mm, (doubts or {}).get(name, 0.0)))
        for name, spread in rules.spreads.items()
        if spread.along == "crest"
    ]
    return max(GRID_HALF_WIDTH_MM, 2.0 * float(np.ceil(max(reach, default=0.0) / 2.0)))


def laid(placing: NervePlacing, frame: CrestFrame, name: str, spread: SpreadRule) -> tuple[Surface, dict[str, object]]:
    """Return the stain of a spread, right side, and what the model says about where it is laid."""
    centre = placing.place(spread.centre.place)
    doubts = placing.skeleton.doubts
    doubt = None if doubts is None else doubts[name]
    if spread.along == "crest":
        along = position(placing.skeleton.crest, centre)
        surface = spread_surface(frame, along, spread.along_sd_mm, spread.across_sd_mm, doubt)
        return surface, {"surface": "crest", "curve": "iliac_crest_{side}", "centre_along_mm": along}
    sideways, caudal = spread.along_sd_mm, spread.across_sd_mm
    if spread.along == "caudal":
        sideways, caudal = caudal, sideways
    on_bone = abs(float(placing.bones.distance(centre[None])[0])) < ON_BONE_MM
    surface = spread_behind(placing.quick_bones, frame.hip_bone, centre, sideways, caudal, on_bone, doubt)
    return surface, {"surface": "bone" if on_bone else "frontal plane", "along": spread.along}


def model_landmarks(bones: Mapping[str, Surface], stations: Stations) -> dict[str, Points]:
    """Return the landmarks of both sides and the midline on finished bones, by point id, RAS mm."""
    hip = hip_landmarks(bones["hip_bone_right"], stations)
    midline = symphysis_landmarks(bones["interpubic_disc"], hip)
    midline.update(sacral_landmarks(bones["sacrum"], bones["coccyx"], stations))
    trochanter = greater_trochanter(bones["femur_right"], stations)
    return {**both_sides({**hip, "greater_trochanter": trochanter}), **midline}


def painted(surface: Surface, colour: Colour) -> Surface:
    """Return a surface in one colour."""
    return replace(surface, colours=np.tile(np.array(colour, dtype=np.uint8), (len(surface.points), 1)))


def _hindmost(surface: Surface) -> Points:
    """Return the point of a surface that is nearest to a point well behind its middle, for its label."""
    middle = (surface.points.min(axis=0) + surface.points.max(axis=0)) / 2.0
    return np.asarray(closest_points(surface, (middle - (0.0, 60.0, 0.0))[None])[0])


def _bone_anchors(skeleton: Skeleton) -> dict[str, Points]:
    """Return a point on each bone, seen from behind, for its label."""
    result = {}
    wing = (skeleton.anchor("iliac_crest_summit") + skeleton.anchor("greater_sciatic_notch")) / 2.0
    for name, bone in skeleton.bones.items():
        if name.startswith("hip_bone"):
            place = wing + np.array([22.0, -25.0, 8.0])
            result[name] = closest_points(bone, (place if name.endswith("right") else mirrored(place))[None])[0]
            continue
        middle = (bone.points.min(axis=0) + bone.points.max(axis=0)) / 2.0
        behind = np.array([middle[0], bone.points[:, 1].min() - 20.0, middle[2]])
        result[name] = closest_points(bone, behind[None])[0]
    return result


def _pattern(atlas: Atlas, group: str | None) -> LinePattern:
    return "plain" if group is None else atlas.group_by_id[group].line_pattern
