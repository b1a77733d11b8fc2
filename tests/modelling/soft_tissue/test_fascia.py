from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from scipy.spatial import cKDTree

from anatomy_viewer.modelling.bones.bone_contact import BoneContact
from anatomy_viewer.modelling.placing import RIM_MM
from anatomy_viewer.modelling.soft_tissue.back_field import BackField, back_field
from anatomy_viewer.modelling.soft_tissue.erector_spinae import top_of_back
from anatomy_viewer.modelling.soft_tissue.fascia import BRANCHES, Sheet, back_sheets, joint, way_out
from anatomy_viewer.modelling.solids.distance_grid import open_or_branching_edges, signed_volume_mm3
from anatomy_viewer.modelling.solids.lines import arc_lengths, at_length, evenly_spaced, turns
from tests.modelling.placed_courses import assembly, placing

FASCIA, APONEUROSIS = "thoracolumbar_fascia", "latissimus_dorsi_aponeurosis"


@cache
def sheets() -> dict[str, Sheet]:
    surfaces = assembly().surfaces
    return back_sheets(placing(), [surfaces["erector_spinae_right"], surfaces["quadratus_lumborum_right"]])


def outer_radius(nerve: str) -> float:
    return placing().rules.courses[nerve].drawn_radius_mm + RIM_MM


@pytest.mark.parametrize(("name", "most"), [(FASCIA, 3500), (APONEUROSIS, 1800)])
def test_a_sheet_is_closed_wound_outward_painted_and_small(name: str, most: int) -> None:
    surface = sheets()[name].surface
    assert open_or_branching_edges(surface.triangles) == 0
    assert signed_volume_mm3(surface) > 0.0
    assert surface.colours is not None
    assert len(surface.triangles) <= most


def test_there_is_one_opening_for_each_branch_and_none_in_the_aponeurosis() -> None:
    assert [opening.nerve for opening in sheets()[FASCIA].openings] == list(BRANCHES)
    assert sheets()[APONEUROSIS].openings == ()


def test_an_opening_is_a_true_hole_of_the_sheet() -> None:
    """A closed surface with a hole through it has an Euler number lower by two for each hole."""
    surface = sheets()[FASCIA].surface
    edges = np.sort(
        np.concatenate([surface.triangles[:, [0, 1]], surface.triangles[:, [1, 2]], surface.triangles[:, [2, 0]]])
    )
    euler = len(np.unique(surface.triangles)) - len(np.unique(edges, axis=0)) + len(surface.triangles)
    assert euler == 2 - 2 * len(BRANCHES)


def test_each_nerve_goes_from_inside_to_outside_through_its_opening_without_touching() -> None:
    sheet = BoneContact({"sheet": sheets()[FASCIA].surface})
    for opening in sheets()[FASCIA].openings:
        path = placing().path(opening.nerve)
        assert sheet.distance(path).min() > outer_radius(opening.nerve) - 0.1
        through = np.linalg.norm(path - opening.middle, axis=1).argmin()
        ring = opening.outline - opening.middle
        normal = np.linalg.svd(ring)[2][2]
        before, behind = ((path[through + step] - opening.middle) @ normal for step in (-4, 4))
        assert before * behind < 0.0


def test_openings_stand_at_the_published_heights_against_the_crest() -> None:
    heights = {}
    for nerve in BRANCHES:
        heights[nerve] = at_length(placing().path(nerve), way_out(placing(), nerve))[2]
    medial, intermediate, lateral = BRANCHES
    assert heights[medial] - placing().point("scn_1")[2] == pytest.approx(-5.8, abs=0.2)
    assert heights[intermediate] == pytest.approx(placing().point("scn_2")[2], abs=0.6)
    assert heights[lateral] == pytest.approx(placing().point("scn_3")[2], abs=0.6)
    for opening in sheets()[FASCIA].openings:
        low, high = opening.outline[:, 2].min(), opening.outline[:, 2].max()
        assert low - 1.0 < heights[opening.nerve] < high + 1.0


def test_an_opening_is_a_small_oval() -> None:
    for opening in sheets()[FASCIA].openings:
        across = np.linalg.norm(opening.outline - opening.middle, axis=1)
        assert outer_radius(opening.nerve) < across.min()
        assert across.max() < 9.0


def test_the_fascia_is_attached_to_the_spines_and_to_the_crest() -> None:
    edge = sheets()[FASCIA].attached
    crest = edge[edge[:, 0] > 5.0]
    assert len(crest) > 15
    assert np.abs(placing().bones.distance(crest)).max() < 2.0
    surface = sheets()[FASCIA].surface.points
    for name in ("l3_vertebra", "l4_vertebra", "l5_vertebra"):
        bone = placing().skeleton.bones[name].points
        tip = bone[int(bone[:, 1].argmin())]
        assert np.linalg.norm(surface - tip, axis=1).min() < 3.0


@pytest.mark.parametrize("name", [FASCIA, APONEUROSIS])
def test_no_sheet_is_sunk_deep_into_bone(name: str) -> None:
    assert placing().bones.distance(sheets()[name].surface.points).min() > -1.25


def test_the_aponeurosis_is_attached_to_the_crest_beside_the_fascia() -> None:
    edge = sheets()[APONEUROSIS].attached
    crest = edge[edge[:, 0] > 80.0]
    assert len(crest) >= 4
    assert np.abs(placing().bones.distance(crest)).max() < 2.0


@pytest.mark.parametrize("muscle", ["erector_spinae_right", "quadratus_lumborum_right"])
@pytest.mark.parametrize("name", [FASCIA, APONEUROSIS])
def test_sheets_lie_outside_the_muscles(name: str, muscle: str) -> None:
    surface = assembly().surfaces[muscle]
    assert BoneContact({"muscle": surface}).distance(sheets()[name].surface.points).min() > 0.25
    assert BoneContact({"sheet": sheets()[name].surface}).distance(surface.points).min() > 0.25


def test_the_aponeurosis_lies_outside_the_fascia() -> None:
    inner = BoneContact({"sheet": sheets()[FASCIA].surface})
    assert inner.distance(sheets()[APONEUROSIS].surface.points).min() > 0.1


def test_all_of_it_lies_under_the_skin() -> None:
    skin = BoneContact({"skin": assembly().surfaces["skin"]})
    for sheet in sheets().values():
        assert skin.distance(sheet.surface.points).max() < -2.0


def test_the_fascia_lies_over_the_strap_of_the_medial_tunnel() -> None:
    strap = assembly().surfaces["osteofibrous_tunnel_right"]
    assert BoneContact({"sheet": sheets()[FASCIA].surface}).distance(strap.points).min() > 0.1


def test_sheets_end_with_a_clean_edge_at_the_third_lumbar_level() -> None:
    top = placing().skeleton.lumbar_level("L3")[2]
    for sheet in sheets().values():
        points = sheet.surface.points
        assert points[:, 2].max() == pytest.approx(top, abs=0.8)


def test_a_nerve_comes_out_once() -> None:
    for nerve in BRANCHES:
        along = arc_lengths(placing().path(nerve))
        assert 20.0 < way_out(placing(), nerve) < along[-1] - 20.0


def test_the_lower_edge_of_the_aponeurosis_lies_on_the_fascia() -> None:
    """From the midline to the crest it has no free edge: it thins out and ends on the fascia under it."""
    outer, inner = sheets()[APONEUROSIS].surface, BoneContact({"sheet": sheets()[FASCIA].surface})
    field = joined_field()
    edge = joint(placing(), field)
    flat = field.flat(outer.points)[:, :2]
    near = cKDTree(evenly_spaced(edge[3:-4], 0.5)).query(flat)[0] < 1.5
    assert near.sum() > 30
    assert np.abs(inner.distance(outer.points[near])).max() < 0.9


def test_that_edge_is_one_smooth_line_without_scallops() -> None:
    field = joined_field()
    line = field.round(np.column_stack([joint(placing(), field), np.full(len(joint(placing(), field)), 120.0)]))
    assert np.degrees(turns(evenly_spaced(line, 6.0))).max() < 20.0


def joined_field() -> BackField:
    return back_field(placing().skeleton, placing().skeleton.posterior_foramen("S3")[2] - 20.0, top_of_back(placing()))
