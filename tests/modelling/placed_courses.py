"""The rules of the checkout placed on the bones that were built, once in a run.

Every worker collects all tests: what a test is called by comes from tables (`rules`, `atlas`), not from what is placed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from anatomy_viewer.atlas.atlas import Atlas, read_atlas
from anatomy_viewer.atlas.courses import Courses, read_course_rules
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.model import read_model
from anatomy_viewer.modelling.assembly import TISSUES, Assembly, assembled, model_landmarks
from anatomy_viewer.modelling.bones.crest import crest_curve
from anatomy_viewer.modelling.bones.skeleton import Skeleton
from anatomy_viewer.modelling.build import BONES, DISCS, form_bones, read_inputs
from anatomy_viewer.modelling.model_file import built_surfaces
from anatomy_viewer.modelling.nerves.courses import NervePlacing
from anatomy_viewer.modelling.placing import RIM_MM
from anatomy_viewer.modelling.soft_tissue.skin_places import Skin
from anatomy_viewer.modelling.soft_tissue.tunnels import tunnel_surface
from anatomy_viewer.modelling.solids.surface import Surface
from tests.modelling.finished_bones import stations

MESHES: Path = data_folder("meshes")
HEARD: list[tuple[str, float]] = []
"""How far the assembly was, as it told."""


@cache
def atlas() -> Atlas:
    return read_atlas(MESHES)


@cache
def built_bones() -> dict[str, Surface]:
    return built_surfaces(read_model(MESHES), MESHES, (*BONES, *DISCS))


@cache
def skeleton() -> Skeleton:
    bones = built_bones()
    crest = crest_curve(bones["hip_bone_right"], stations())
    return Skeleton(bones, model_landmarks(bones, stations()), stations(), crest)


@cache
def rules() -> Courses:
    return read_course_rules(atlas(), MESHES)


@cache
def placing() -> NervePlacing:
    return NervePlacing(rules(), skeleton())


@cache
def placing_of(form: str) -> NervePlacing:
    if form == "pooled":
        return placing()
    bones, own = form_bones(read_inputs(MESHES), form, built_bones())
    crest = crest_curve(bones["hip_bone_right"], own)
    own_skeleton = Skeleton(bones, model_landmarks(bones, own), own, crest)
    return NervePlacing(rules(), own_skeleton)


@cache
def tissues_of(form: str) -> dict[str, Surface]:
    """Return all bones and tissues of the right side and the midline of a form by name without side."""
    placed = placing_of(form)
    found = {name: bone for name, bone in placed.skeleton.bones.items() if not name.endswith("_left")}
    found.update({f"{name}_right": placed.band(name).surface for name in placed.rules.bands})
    for build in TISSUES:
        found.update({f"{name}_right": surface for name, surface in build(placed, found).items()})
    hip = placed.skeleton.bones["hip_bone_right"]
    for name, tunnel in placed.rules.tunnels.items():
        outer = placed.rules.courses[tunnel.nerve].drawn_radius_mm + RIM_MM
        place, path = placed.point(tunnel.point), placed.path(tunnel.nerve)
        found[name] = tunnel_surface(tunnel, place, path, outer, hip, placed.bones)
    return {name.removesuffix("_right"): surface for name, surface in found.items()}


@cache
def assembly() -> Assembly:
    return assembled(atlas(), rules(), built_bones(), stations(), lambda what, share: HEARD.append((what, share)))


@cache
def skin() -> Skin:
    return Skin(assembly().surfaces["skin"])
