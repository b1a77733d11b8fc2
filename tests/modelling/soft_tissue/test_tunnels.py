from __future__ import annotations

import numpy as np

from anatomy_viewer.modelling.bones.bone_contact import BoneContact
from anatomy_viewer.modelling.placing import RIM_MM
from anatomy_viewer.modelling.solids.distance_grid import open_or_branching_edges, signed_volume_mm3
from tests.modelling.placed_courses import assembly, placing

NERVE = "superior_cluneal_nerve_medial_branch"


def test_the_strap_is_closed_and_wound_outward() -> None:
    strap = assembly().surfaces["osteofibrous_tunnel_right"]
    assert open_or_branching_edges(strap.triangles) == 0
    assert signed_volume_mm3(strap) > 0.0


def test_the_nerve_runs_under_the_strap_without_touching_it() -> None:
    strap = BoneContact({"strap": assembly().surfaces["osteofibrous_tunnel_right"]})
    path = placing().path(NERVE)
    gap = strap.distance(path)
    outer = placing().rules.courses[NERVE].drawn_radius_mm + RIM_MM
    assert outer < gap.min() < outer + 2.5


def test_both_feet_are_sunk_into_the_bone_on_either_side_of_the_nerve() -> None:
    strap = assembly().surfaces["osteofibrous_tunnel_right"].points
    depth = placing().bones.distance(strap)
    sunk = strap[depth < -0.3]
    site = placing().point("scn_1")
    assert (sunk[:, 0] < site[0] - 2.0).any()
    assert (sunk[:, 0] > site[0] + 2.0).any()


def test_one_can_look_through_between_strap_and_bone() -> None:
    """Beside the nerve, half-way to a foot, there is free space above the bone and below the roof."""
    strap = BoneContact({"strap": assembly().surfaces["osteofibrous_tunnel_right"]})
    site = placing().point("scn_1")
    _, away = placing().bones.nearest((site + np.array([0.0, -0.5, 0.5]))[None])
    free = site + away[0] * 1.0 + np.array([2.6, 1.6, 1.2])
    assert placing().bones.distance(free[None])[0] > 0.2
    assert strap.distance(free[None])[0] > 0.2
