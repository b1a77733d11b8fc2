from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.modelling import crest as crest_line
from anatomy_viewer.modelling.corridors import CONTOURS_SIGMA, CrestFrame, spread_surface, stain_strength
from anatomy_viewer.modelling.crest import closest_points
from anatomy_viewer.modelling.surface import Surface
from tests.modelling.placed_courses import assembly, built_bones, placing, skeleton

BRANCHES = ("medial", "intermediate", "lateral")


def corridor(branch: str) -> Surface:
    return assembly().surfaces[f"superior_cluneal_nerve_{branch}_branch_corridor_right"]


def test_the_stain_is_darkest_in_the_middle_and_gone_at_its_edge() -> None:
    strength = stain_strength(np.linspace(0.0, 2.65, 60))
    assert (np.diff(strength) <= 1e-9).all()
    assert strength[0] > 0.6
    assert strength[-1] == pytest.approx(0.0)


def test_the_stain_steps_where_50_90_and_95_per_cent_are_held() -> None:
    for contour in CONTOURS_SIGMA:
        inside, outside = stain_strength(np.array([contour - 0.001, contour + 0.001]))
        assert inside - outside > 0.03


@pytest.mark.parametrize("branch", BRANCHES)
def test_a_stain_lies_close_over_the_bone_and_within_its_triangles(branch: str) -> None:
    surface = corridor(branch)
    gap = placing().bones.distance(surface.points)
    assert gap.min() > 0.1
    assert gap.max() < 1.0
    assert len(surface.triangles) <= 1500


@pytest.mark.parametrize("branch", BRANCHES)
def test_a_stain_faces_away_from_the_bone(branch: str) -> None:
    surface = corridor(branch)
    out = placing().bones.distance(surface.points + 0.5 * surface.normals())
    assert (out > placing().bones.distance(surface.points)).mean() > 0.98


@pytest.mark.parametrize("branch", BRANCHES)
def test_a_stain_ends_in_the_bones_own_colour(branch: str) -> None:
    surface = corridor(branch)
    hip = built_bones()["hip_bone_right"]
    assert surface.colours is not None
    assert hip.colours is not None
    near = np.linalg.norm(surface.points[-48:, None] - hip.points[None], axis=2).argmin(axis=1)
    difference = np.abs(surface.colours[-48:].astype(int) - hip.colours[near].astype(int))
    assert np.median(difference) <= 8
    assert surface.colours[0].astype(int).sum() < surface.colours[-48:].astype(int).sum(axis=1).min()


def test_the_medial_stain_reaches_two_sigma_along_and_across_the_crest() -> None:
    surface, crest = corridor("medial"), skeleton().crest
    centre = crest_line.position(crest, placing().point("scn_1"))
    along = np.array([crest_line.position(crest, point) for point in surface.points[-48:]]) - centre
    assert along.max() == pytest.approx(26.5, abs=2.0)
    assert along.min() == pytest.approx(-26.5, abs=2.0)
    across = [np.linalg.norm(crest - point, axis=1).min() for point in surface.points]
    assert 4.0 < max(across) < 7.0


def test_crest_frame_goes_to_the_outer_side_for_positive_distances() -> None:
    frame = CrestFrame(built_bones()["hip_bone_right"], skeleton().crest)
    outer, inner = frame.on_bone(np.full(2, 60.0), np.array([8.0, -8.0]))
    assert outer[1] < inner[1]
    on = closest_points(frame.hip_bone, np.stack([outer, inner]))
    assert np.allclose(on, [outer, inner], atol=1e-3)


def test_a_bone_without_colours_is_refused() -> None:
    hip = built_bones()["hip_bone_right"]
    bare = CrestFrame(Surface(hip.points, hip.triangles), skeleton().crest)
    with pytest.raises(ValueError, match="a stain needs a bone with colours"):
        spread_surface(bare, 60.0, 10.0, 2.0)
