from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial import cKDTree

from anatomy_viewer.modelling.placing import RIM_MM
from anatomy_viewer.modelling.soft_tissue.arteries import artery_path, artery_surface
from anatomy_viewer.modelling.solids.distance_grid import open_or_branching_edges, signed_volume_mm3
from anatomy_viewer.modelling.solids.lines import evenly, turns
from tests.modelling.placed_courses import placing, rules, skeleton

ARTERIES = tuple(rules().arteries)


def path_of(name: str) -> np.ndarray:
    return artery_path(placing(), placing().rules.arteries[name])


@pytest.mark.parametrize("name", ARTERIES)
def test_an_artery_is_a_closed_smooth_tube(name: str) -> None:
    surface = artery_surface(placing().rules.arteries[name], path_of(name))
    assert open_or_branching_edges(surface.triangles) == 0
    assert signed_volume_mm3(surface) > 100.0
    assert len(surface.triangles) < 1000
    assert surface.colours is not None
    assert np.degrees(turns(evenly(path_of(name), 5.0))).max() < 50.0


@pytest.mark.parametrize("name", ARTERIES)
def test_it_runs_beside_its_nerve_without_touching_it(name: str) -> None:
    rule = placing().rules.arteries[name]
    gap = cKDTree(evenly(placing().path(rule.beside), 0.3)).query(path_of(name))[0]
    least = placing().rules.courses[rule.beside].drawn_radius_mm + RIM_MM + rule.drawn_radius_mm
    assert gap.min() > least - 0.3
    assert gap.max() < least + 6.0


@pytest.mark.parametrize("name", ARTERIES)
def test_it_enters_no_bone_and_no_deep_muscle(name: str) -> None:
    radius = placing().rules.arteries[name].drawn_radius_mm
    assert placing().quick_bones.nearest(path_of(name))[0].min() > radius - 0.5
    muscles = placing().deep_muscles
    assert muscles is not None
    assert muscles.nearest(path_of(name))[0].min() > radius - 0.8


def test_the_superior_one_leaves_above_piriformis_and_the_inferior_one_below() -> None:
    muscle = placing().muscles["piriformis"]
    points = np.concatenate([face.reshape(-1, 3) for face in (*muscle.deep_faces, *muscle.outer_faces)])
    notch, spine = skeleton().anchor("greater_sciatic_notch"), skeleton().anchor("ischial_spine")
    for name, border in (("superior_gluteal_artery", notch), ("inferior_gluteal_artery", spine)):
        path = path_of(name)
        out = path[int(np.abs(path[:, 1] - border[1] + 12.0).argmin())]
        here = points[np.abs(points[:, 0] - out[0]) < 8.0]
        assert len(here), name
        assert out[2] > here[:, 2].mean() if border is notch else out[2] < here[:, 2].mean(), name
