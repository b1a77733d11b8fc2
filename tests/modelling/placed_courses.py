"""The rules of the checkout placed on the bones that were built, once in a run."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from anatomy_viewer.atlas.atlas import Atlas, read_atlas
from anatomy_viewer.atlas.courses import read_course_rules
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.model import read_model
from anatomy_viewer.modelling.assembly import Assembly, assembled, model_landmarks
from anatomy_viewer.modelling.bones.crest import crest_curve
from anatomy_viewer.modelling.bones.skeleton import Skeleton
from anatomy_viewer.modelling.build import BONES, DISCS
from anatomy_viewer.modelling.model_file import built_surfaces
from anatomy_viewer.modelling.nerves.courses import NervePlacing
from anatomy_viewer.modelling.soft_tissue.skin_places import Skin
from anatomy_viewer.modelling.solids.surface import Surface
from tests.modelling.finished_bones import stations

MESHES: Path = data_folder("meshes")


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
def placing() -> NervePlacing:
    return NervePlacing(read_course_rules(atlas(), MESHES), skeleton())


@cache
def assembly() -> Assembly:
    rules = read_course_rules(atlas(), MESHES)
    return assembled(atlas(), rules, built_bones(), stations())


@cache
def skin() -> Skin:
    return Skin(assembly().surfaces["skin"])
