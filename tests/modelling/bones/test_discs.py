from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial import cKDTree

from anatomy_viewer.modelling.bones.bone_contact import BoneContact
from anatomy_viewer.modelling.bones.sacrum import refined_edges
from anatomy_viewer.modelling.build import DISCS
from anatomy_viewer.modelling.solids.distance_grid import (
    MeshSolid,
    euler_characteristic,
    open_or_branching_edges,
    signed_volume_mm3,
)
from anatomy_viewer.modelling.solids.surface import Surface
from tests.modelling.finished_bones import bones

BETWEEN = {
    "l3_l4_intervertebral_disc": ("l4_vertebra", "l3_vertebra"),
    "l4_l5_intervertebral_disc": ("l5_vertebra", "l4_vertebra"),
    "l5_s1_intervertebral_disc": ("sacrum", "l5_vertebra"),
    "sacrococcygeal_disc": ("coccyx", "sacrum"),
    "interpubic_disc": ("hip_bone_left", "hip_bone_right"),
}


def gaps(disc: Surface, bone: Surface) -> np.ndarray:
    return BoneContact({"bone": bone}).distance(disc.points)


@pytest.mark.parametrize("name", DISCS)
def test_a_disc_is_closed_in_one_piece(name: str) -> None:
    surface = bones()[name]
    assert open_or_branching_edges(surface.triangles) == 0
    assert euler_characteristic(surface) == 2
    assert signed_volume_mm3(surface) > (150.0 if name == "sacrococcygeal_disc" else 1_000.0)


def test_all_discs_together_keep_their_budget() -> None:
    assert sum(len(bones()[name].triangles) for name in DISCS) <= 3_000


@pytest.mark.parametrize("name", DISCS)
def test_a_disc_fills_the_gap_and_cuts_no_bone(name: str) -> None:
    for neighbour in BETWEEN[name]:
        gap = gaps(bones()[name], bones()[neighbour])
        assert gap.min() > -0.1
        # A good part of it lies against the bone.
        assert (gap < 0.7).mean() > 0.15


@pytest.mark.parametrize("name", DISCS)
def test_no_bone_reaches_into_a_disc(name: str) -> None:
    disc = refined_edges(bones()[name], 1.2)
    for neighbour in BETWEEN[name]:
        points = bones()[neighbour].points
        near = points[cKDTree(disc.points).query(points, distance_upper_bound=3.0)[0] < 3.0]
        assert len(near) > (8 if name == "sacrococcygeal_disc" else 20)
        assert MeshSolid(disc).distance(near).min() > -0.1


@pytest.mark.parametrize("name", [name for name in DISCS if "intervertebral" in name])
def test_an_intervertebral_disc_is_higher_in_front(name: str) -> None:
    points = bones()[name].points
    centred = points - points.mean(axis=0)
    # The direction in which it is thinnest, turned up.
    up = np.linalg.svd(centred, full_matrices=False)[2][-1]
    central = centred[np.abs(centred[:, 0]) < 6.0]
    forward = central[:, 1]
    assert np.ptp(central[forward > 9.0] @ up) > np.ptp(central[forward < -9.0] @ up)


def test_the_interpubic_disc_is_as_wide_as_the_symphysis_of_the_source() -> None:
    # KOREA-SYM: 4.6 mm in men, 4.8 mm in women.
    surface = bones()["interpubic_disc"]
    hip = bones()["hip_bone_right"]
    assert 2.0 * hip.points[:, 0].min() == pytest.approx(4.7, abs=0.9)
    middle = surface.points.mean(axis=0)
    centre = np.linalg.norm((surface.points - middle)[:, 1:], axis=1) < 6.0
    assert np.ptp(surface.points[centre, 0]) == pytest.approx(4.2, abs=0.9)
