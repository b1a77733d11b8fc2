from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from anatomy_viewer.modelling.bones.bone_contact import BoneContact
from anatomy_viewer.modelling.soft_tissue.erector_spinae import ErectorSpinae, erector_spinae
from anatomy_viewer.modelling.solids.distance_grid import open_or_branching_edges, signed_volume_mm3
from tests.modelling.placed_courses import assembly, placing

BRANCHES = [f"superior_cluneal_nerve_{which}_branch" for which in ("medial", "intermediate", "lateral")]


@cache
def muscle() -> ErectorSpinae:
    return erector_spinae(placing())


@cache
def distance() -> BoneContact:
    return BoneContact({"muscle": muscle().surface})


def test_it_is_closed_wound_outward_painted_and_small() -> None:
    surface = muscle().surface
    assert open_or_branching_edges(surface.triangles) == 0
    assert signed_volume_mm3(surface) > 0.0
    assert surface.colours is not None
    assert len(surface.triangles) <= 2600


def test_it_is_cut_off_flat_at_the_third_lumbar_transverse_process() -> None:
    points = muscle().surface.points
    top = placing().skeleton.lumbar_level("L3")[2]
    assert points[:, 2].max() == pytest.approx(top, abs=1e-6)
    assert (np.abs(points[:, 2] - top) < 1e-6).sum() > 20


def test_its_lateral_edge_is_seven_to_nine_centimetres_from_the_midline_above_the_crest() -> None:
    edge = muscle().lateral_edge
    above = edge[edge[:, 2] > placing().point("scn_2")[2] + 6.0]
    assert ((above[:, 0] > 70.0) & (above[:, 0] < 90.0)).all()


def test_its_edge_lies_on_hip_bone_and_sacrum_below_the_crossing_of_the_medial_branch() -> None:
    edge = muscle().lateral_edge
    heights = (placing().skeleton.anchor("psis")[2], placing().point("scn_1")[2] - 4.0)
    along_crest = edge[(edge[:, 2] > heights[0]) & (edge[:, 2] < heights[1])]
    assert np.abs(placing().bones.distance(along_crest)).max() < 4.0
    near = np.linalg.norm(along_crest[:, None] - placing().skeleton.crest[None], axis=2).min(axis=1)
    assert near.max() < 6.0


def test_it_stays_out_of_the_bones() -> None:
    surface = muscle().surface
    assert placing().bones.distance(surface.points).min() > -0.6


def test_the_medial_and_the_intermediate_branch_pierce_its_lateral_part() -> None:
    for nerve in BRANCHES[:2]:
        path = placing().path(nerve)
        inside = np.flatnonzero(distance().distance(path) < 0.0)
        assert len(inside) > 5
        last = path[inside[-1]]
        edge = muscle().lateral_edge
        at = int(np.abs(edge[:, 2] - last[2]).argmin())
        # No source says how far from the edge a branch comes out; this is the outer sixth of the muscle, iliocostalis.
        assert abs(last[0] - edge[at, 0]) < 12.5
        assert abs(last[0] - edge[at, 0]) < edge[at, 0] / 6.0


def test_the_lateral_branch_passes_close_in_front_of_its_lateral_part() -> None:
    path = placing().path(BRANCHES[2])
    beside = path[(path[:, 2] > placing().point("scn_3")[2]) & (path[:, 2] < muscle().top_mm - 4.0)]
    gap = distance().distance(beside)
    assert gap.min() < 4.0


def test_all_three_run_behind_quadratus_lumborum() -> None:
    front = BoneContact({"muscle": assembly().surfaces["quadratus_lumborum_right"]})
    for nerve in BRANCHES:
        path = placing().path(nerve)
        outer = placing().rules.courses[nerve].drawn_radius_mm
        gap, away = front.nearest(path)
        assert gap.min() > outer
        assert away[int(gap.argmin())][1] < 0.3


def test_quadratus_lumborum_stands_on_the_crest() -> None:
    points = assembly().surfaces["quadratus_lumborum_right"].points
    lowest = points[points[:, 2] < points[:, 2].min() + 3.0]
    assert placing().bones.distance(lowest).min() < 2.0
