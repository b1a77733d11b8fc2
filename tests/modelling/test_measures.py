from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest
import pyvista as pv
from scipy.spatial.transform import Rotation

from anatomy_viewer.modelling.measures import RULES, symphysis_back, symphysis_face, symphysis_front_and_back
from anatomy_viewer.modelling.nerves.courses import NervePlacing
from anatomy_viewer.modelling.solids.surface import Surface
from tests.modelling.placed_courses import assembly, atlas, placing


@cache
def values() -> Mapping[str, float]:
    return assembly().measures


def test_every_rule_measures_something_that_the_table_knows() -> None:
    assert set(RULES) <= {measure.id for measure in atlas().model_measures}
    assert all(math.isfinite(value) for value in values().values())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("scn_medial_above_crest", -5.8),
        ("scn_intermediate_above_crest", 2.2),
        ("scn_lateral_above_crest", 12.0),
        ("long_ligament_thickness", 1.57),
    ],
)
def test_measures_that_rules_set_have_the_published_value(name: str, value: float) -> None:
    assert values()[name] == pytest.approx(value, abs=0.05)


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("bi_iliac_breadth", 230.0, 300.0),
        ("innominate_height", 185.0, 225.0),
        ("acetabulum_radius", 22.0, 27.0),
        ("iliac_fossa_thickness", 3.0, 10.0),
        ("crest_thickness_at_tubercle", 12.0, 26.0),
        ("obturator_foramen_height", 40.0, 60.0),
        ("symphysis_gap", 2.0, 9.0),
        ("inlet_transverse", 105.0, 145.0),
        ("subpubic_angle", 55.0, 100.0),
        ("sacrum_breadth", 100.0, 128.0),
        ("sacral_slope", 18.0, 55.0),
        ("pelvic_incidence", 32.0, 74.0),
        ("psis_to_sciatic_notch", 35.0, 65.0),
    ],
)
def test_measures_of_the_bones_are_those_of_an_adult_pelvis(name: str, low: float, high: float) -> None:
    assert low <= values()[name] <= high


def test_pelvic_incidence_is_slope_and_tilt_together() -> None:
    assert values()["pelvic_incidence"] == pytest.approx(values()["sacral_slope"] + values()["pelvic_tilt"])


def test_the_gap_of_the_symphysis_is_measured_across_it_however_askew_it_lies() -> None:
    turn = Rotation.from_euler("z", 25.0, degrees=True).as_matrix()
    bones = {}
    for name, low, high in (("hip_bone_right", 1.5, 30.0), ("hip_bone_left", -30.0, -1.5)):
        block = pv.Box((low, high, -8.0, 8.0, -20.0, 20.0), level=9).triangulate().clean()
        bones[name] = Surface(block.points @ turn.T + (4.0, 130.0, -100.0), block.regular_faces)
    ends = {"symphysis_bottom": np.array([4.0, 130.0, -120.0]), "symphysis_top": np.array([4.0, 130.0, -80.0])}
    placing = SimpleNamespace(anchor=ends.__getitem__, skeleton=SimpleNamespace(bones=bones))
    assert RULES["symphysis_gap"](placing) == pytest.approx(3.0, abs=0.01)


def test_a_symphysis_that_lies_off_the_midline_is_measured() -> None:
    hip = placing().skeleton.bones["hip_bone_right"]
    aside = replace(hip, points=hip.points + np.array([15.0, 0.0, 0.0]))
    placed = NervePlacing(placing().rules, replace(placing().skeleton, bones={"hip_bone_right": aside}))
    for rule in (symphysis_face, symphysis_front_and_back, symphysis_back):
        off, there = rule(placed), rule(placing())
        assert np.abs((off - there)[..., 1:]).max() < 3.0
    assert symphysis_face(placed)[0] == pytest.approx(symphysis_face(placing())[0] + 15.0)
