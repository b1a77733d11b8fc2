"""What is met on the way in from behind, in the committed surfaces of every form."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from anatomy_viewer.atlas.forms import FORMS
from anatomy_viewer.atlas.model import read_model
from anatomy_viewer.modelling.model_file import built_surfaces
from anatomy_viewer.modelling.soft_tissue.skin_places import Skin
from anatomy_viewer.modelling.solids.quick_contact import QuickContact
from anatomy_viewer.modelling.solids.surface import Surface
from tests.modelling.placed_courses import MESHES

FORM_IDS = tuple(form.id for form in FORMS)
LAYERS: dict[str, tuple[str, ...]] = {
    "bone": ("hip_bone_right", "sacrum", "coccyx", "femur_right"),
    "deep muscles": (
        "piriformis_right",
        "obturator_internus_right",
        "gemellus_superior_right",
        "gemellus_inferior_right",
        "quadratus_femoris_right",
        "gluteus_minimus_right",
    ),
    "glutei": ("gluteus_medius_right", "gluteus_maximus_right"),
    "deep fascia": ("gluteal_fascia_right",),
    "fat": ("superficial_fat_right",),
    "skin": ("skin",),
}
FORWARDS = np.array([0.0, 1.0, 0.0])


@cache
def surfaces(form: str) -> dict[str, Surface]:
    names = tuple(name for layer in LAYERS.values() for name in layer)
    return built_surfaces(read_model(MESHES, form=form), MESHES, names)


def joined(parts: list[Surface]) -> Surface:
    starts = np.cumsum([0, *(len(part.points) for part in parts)])
    triangles = [part.triangles + start for part, start in zip(parts, starts, strict=False)]
    return Surface(np.concatenate([part.points for part in parts]), np.concatenate(triangles))


@cache
def met(form: str) -> dict[str, np.ndarray]:
    """How far forwards (mm) each layer is first met by rays over the buttock; NaN where it is not."""
    maximus = surfaces(form)["gluteus_maximus_right"].points
    low, high = maximus.min(axis=0), maximus.max(axis=0)
    x, z = np.meshgrid(np.arange(low[0] + 12.0, high[0] - 10.0, 8.0), np.arange(low[2] + 30.0, high[2] - 12.0, 8.0))
    starts = np.column_stack([x.ravel(), np.full(x.size, low[1] - 150.0), z.ravel()])
    found = {}
    for layer, names in LAYERS.items():
        at, _, there = Skin(joined([surfaces(form)[name] for name in names])).first_met(starts, FORWARDS)
        found[layer] = np.where(there, at[:, 1], np.nan)
    return found


@pytest.mark.parametrize("form", FORM_IDS)
def test_from_behind_the_layers_come_in_their_order(form: str) -> None:
    at = met(form)
    over = np.isfinite(at["glutei"])
    assert over.sum() > 100
    for outer, inner, least in (
        ("skin", "fat", 0.5),
        ("fat", "deep fascia", 0.5),
        ("deep fascia", "glutei", 0.1),
        ("glutei", "deep muscles", 0.1),
        ("glutei", "bone", 0.1),
    ):
        both = over & np.isfinite(at[outer]) & np.isfinite(at[inner])
        assert both.sum() > 40, (outer, inner)
        wrong = at[inner][both] - at[outer][both] < least
        assert wrong.mean() < 0.02, (outer, inner, float(wrong.mean()))


@pytest.mark.parametrize("form", FORM_IDS)
def test_fascia_and_fat_cover_the_glutei(form: str) -> None:
    at = met(form)
    over = np.isfinite(at["glutei"])
    assert np.isfinite(at["deep fascia"][over]).mean() > 0.9
    assert np.isfinite(at["fat"][over]).mean() > 0.99


@pytest.mark.parametrize("form", FORM_IDS)
def test_the_deep_fascia_keeps_close_to_the_muscles_and_out_of_them(form: str) -> None:
    muscles = QuickContact([surfaces(form)[name] for name in LAYERS["glutei"]])
    gap = muscles.nearest(surfaces(form)["gluteal_fascia_right"].points)[0]
    assert gap.min() > -0.9
    assert (gap < -0.5).mean() < 0.01
    assert (gap < 4.0).mean() > 0.6
