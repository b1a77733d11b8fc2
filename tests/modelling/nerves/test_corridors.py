from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.modelling.nerves.corridors import (
    AROUND,
    CONTOURS_SIGMA,
    EDGE_SIGMA,
    CrestFrame,
    crest_grid,
    doubt_shares,
    spread_surface,
    stain_rings,
    stain_strength,
    with_doubt,
)
from anatomy_viewer.modelling.solids.lines import position
from anatomy_viewer.modelling.solids.surface import Surface, closest_points
from tests.modelling.placed_courses import assembly, built_bones, placing, skeleton

OTHERS = (
    "middle_cluneal_nerve_upper_branch_corridor",
    "posterior_femoral_cutaneous_nerve_corridor",
    "inferior_cluneal_nerve_corridor",
    "perineal_branch_of_posterior_femoral_cutaneous_nerve_corridor",
)
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
    assert 500 <= len(surface.triangles) <= 600


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
    near = np.linalg.norm(surface.points[-AROUND:, None] - hip.points[None], axis=2).argmin(axis=1)
    difference = np.abs(surface.colours[-AROUND:].astype(int) - hip.colours[near].astype(int))
    assert np.median(difference) <= 8
    assert surface.colours[0].astype(int).sum() < surface.colours[-AROUND:].astype(int).sum(axis=1).min()


def test_the_medial_stain_reaches_two_sigma_along_and_across_the_crest() -> None:
    surface, crest = corridor("medial"), skeleton().crest
    centre = position(crest, placing().point("scn_1"))
    along = np.array([position(crest, point) for point in surface.points[-AROUND:]]) - centre
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


def test_the_points_of_a_stain_are_the_middle_and_rings_from_the_inside_out() -> None:
    radius, angle, lift = stain_rings()
    assert len(radius) == len(corridor("medial").points)
    assert radius[0] == 0.0
    assert (np.diff(radius) >= 0.0).all()
    assert radius[-1] == EDGE_SIGMA
    assert np.allclose(angle[1 : 1 + AROUND], np.linspace(0.0, 2.0 * np.pi, AROUND, endpoint=False))
    assert (np.diff(lift) <= 0.0).all()
    assert lift.min() > 0.0


def test_a_viewer_can_lay_the_same_stain_from_the_grid() -> None:
    grid = assembly().crest_grid["right"]
    record = assembly().corridors["superior_cluneal_nerve_medial_branch_corridor_right"]
    radius, angle, lift = stain_rings()
    along = record["centre_along_mm"] + record["along_sd_mm"] * radius * np.cos(angle)
    across = record["across_sd_mm"] * radius * np.sin(angle)
    shape = (len(grid.along_mm), len(grid.across_mm))

    def laid(table: np.ndarray) -> np.ndarray:
        i = np.clip(np.searchsorted(grid.along_mm, along, side="right") - 1, 0, shape[0] - 2)
        j = np.clip(np.searchsorted(grid.across_mm, across, side="right") - 1, 0, shape[1] - 2)
        u = ((along - grid.along_mm[i]) / (grid.along_mm[i + 1] - grid.along_mm[i]))[:, None]
        v = ((across - grid.across_mm[j]) / (grid.across_mm[j + 1] - grid.across_mm[j]))[:, None]
        cube = table.reshape(*shape, 3)
        low = cube[i, j] * (1 - v) + cube[i, j + 1] * v
        return np.asarray(low * (1 - u) + (cube[i + 1, j] * (1 - v) + cube[i + 1, j + 1] * v) * u)

    normal = laid(grid.normals)
    made = laid(grid.points) + normal / np.linalg.norm(normal, axis=1, keepdims=True) * lift[:, None]
    gap = np.linalg.norm(made - corridor("medial").points, axis=1)
    assert np.median(gap) < 0.5
    assert gap.max() < 1.6


def test_the_left_grid_mirrors_the_right_one() -> None:
    right, left = assembly().crest_grid["right"], assembly().crest_grid["left"]
    assert np.array_equal(right.points * (-1.0, 1.0, 1.0), left.points)
    assert np.array_equal(right.along_mm, left.along_mm)
    frame = CrestFrame(built_bones()["hip_bone_right"], skeleton().crest)
    coarse = crest_grid(frame, 20.0, 6.0)
    assert np.abs(placing().bones.distance(coarse.points)).max() < 0.2


@pytest.mark.parametrize("name", OTHERS)
def test_stains_of_other_crossings_lie_outside_the_bone_around_their_mean(name: str) -> None:
    surface, rule = assembly().surfaces[f"{name}_right"], placing().rules.spreads[name]
    assert 500 <= len(surface.triangles) <= 600
    shares = np.array([(i, j, 6 - i - j) for i in range(7) for j in range(7 - i)]) / 6.0
    within = np.einsum("wk,tkx->twx", shares, surface.points[surface.triangles]).reshape(-1, 3)
    assert placing().bones.distance(within).min() > 0.1  # no bone stands out through it
    centre = placing().place(rule.centre.place)
    assert np.linalg.norm((surface.points[0] - centre)[[0, 2]]) < 1.5
    wide, high = np.ptp(surface.points[:, 0]) / 2.0, np.ptp(surface.points[:, 2]) / 2.0
    sideways, caudal = rule.along_sd_mm, rule.across_sd_mm
    if rule.along == "caudal":
        sideways, caudal = caudal, sideways
    assert wide == pytest.approx(EDGE_SIGMA * sideways, abs=2.5)
    assert high == pytest.approx(EDGE_SIGMA * caudal, abs=2.5)


def test_where_a_second_deviation_was_not_found_the_width_is_fixed_and_said_to_be() -> None:
    for name in OTHERS[1:]:
        rule = placing().rules.spreads[name]
        assert rule.across_sd_mm == 5.0
        assert "not found" in rule.note


def test_where_landmarks_are_unsure_a_paler_ring_ends_where_both_together_do() -> None:
    skeleton = placing().skeleton
    frame = CrestFrame(skeleton.bones["hip_bone_right"], skeleton.crest)
    plain, doubted = spread_surface(frame, 75.0, 10.0, 2.0), spread_surface(frame, 75.0, 10.0, 2.0, 3.0)
    inside = len(plain.points)
    assert np.abs(doubted.points[:inside] - plain.points).max() < 0.3  # it is walked to in shorter steps
    assert np.abs(doubted.colours[:inside].astype(int) - plain.colours).max() < 12
    assert len(doubted.points) == inside + len(doubt_shares())
    rim = doubted.points[-AROUND:]
    along = np.array([position(skeleton.crest, place) for place in rim[[0, AROUND // 2]]]) - 75.0
    assert np.abs(along) == pytest.approx(EDGE_SIGMA * np.hypot(10.0, 3.0), abs=3.0)
    wide = np.linalg.norm(rim[AROUND // 4] - rim[3 * AROUND // 4])
    usual = np.linalg.norm(plain.points[-AROUND + AROUND // 4] - plain.points[-AROUND + 3 * AROUND // 4])
    assert usual + 4.0 < wide < 2.0 * EDGE_SIGMA * np.hypot(2.0, 3.0) + 1.0
    strength = stain_strength(stain_rings(True)[0], True)
    ring = strength[-len(doubt_shares()) :]
    assert 0.0 < ring.max() < strength[:inside][stain_rings()[0] <= CONTOURS_SIGMA[1]].min()
    assert with_doubt(10.0, None).tolist() == [10.0] * inside
