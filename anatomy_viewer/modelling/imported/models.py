"""The model's own bones, to tell brought ones by."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from anatomy_viewer.modelling.imported.brought import BONES
from anatomy_viewer.modelling.imported.fitting import Cloud, cloud_of
from anatomy_viewer.modelling.imported.own import own_pelvis
from anatomy_viewer.modelling.solids.surface import Surface

WHOLE_PELVIS = ("hip_bone_left", "hip_bone_right", "sacrum", "coccyx")


@cache
def model_bones() -> Mapping[str, Surface]:
    """Return the average form's bones that a pelvis may bring, by id."""
    return MappingProxyType({bone: own_pelvis().bones[bone] for bone in BONES})


@cache
def model_clouds() -> Mapping[str, Cloud]:
    """Return places spread over each of them."""
    return MappingProxyType({bone: cloud_of(surface) for bone, surface in model_bones().items()})


@cache
def model_pelvis(*bones: str) -> Cloud:
    """Return places spread over several of them as one shape."""
    return cloud_of(model_bones()[bone] for bone in bones)
