from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.atlas.courses import read_course_rules
from anatomy_viewer.modelling.nerves.courses import SPACING_MM
from anatomy_viewer.modelling.placing import RIM_MM
from anatomy_viewer.modelling.solids.lines import at_share, mirrored, turns
from tests.modelling.placed_courses import MESHES, assembly, atlas, placing, skeleton

NERVES = tuple(read_course_rules(atlas(), MESHES).courses)
SUPERIOR = tuple(name for name in NERVES if name.startswith("superior_cluneal"))
TOLERANCE_MM = 0.05


def steps_mm(path: np.ndarray) -> np.ndarray:
    return np.linalg.norm(np.diff(path, axis=0), axis=1)


def turns_deg(path: np.ndarray) -> np.ndarray:
    way = np.diff(path, axis=0)
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    return np.degrees(np.arccos(np.clip((way[1:] * way[:-1]).sum(axis=1), -1.0, 1.0)))


@pytest.mark.parametrize("nerve", NERVES)
def test_no_path_runs_through_a_bone_or_lets_its_rim_touch_the_inside(nerve: str) -> None:
    for cord in placing().cords(nerve):
        assert (placing().bones.distance(cord.path) >= cord.radii_mm + RIM_MM - TOLERANCE_MM).all()


def test_a_path_laid_through_the_bone_would_be_noticed() -> None:
    straight = np.linspace(skeleton().anchor("psis"), skeleton().anchor("asis"), 60)
    assert placing().bones.distance(straight).min() < -2.0


@pytest.mark.parametrize("nerve", SUPERIOR)
def test_superior_cluneal_nerves_touch_the_crest_where_they_cross_it(nerve: str) -> None:
    path = placing().path(nerve)
    radius = placing().rules.courses[nerve].drawn_radius_mm
    crest = skeleton().crest
    to_crest = np.linalg.norm(path[:, None] - crest[None], axis=2).min(axis=1)
    crossing = int(to_crest.argmin())
    assert placing().bones.distance(path[[crossing]])[0] <= radius + 1.0


@pytest.mark.parametrize("nerve", NERVES)
def test_paths_have_points_about_two_millimetres_apart_and_no_kinks(nerve: str) -> None:
    path = placing().path(nerve)
    assert abs(np.median(steps_mm(path)) - SPACING_MM) < 0.3
    assert steps_mm(path).max() < 3.2
    assert turns_deg(path).max() < 45.0


def test_superior_cluneal_nerves_run_from_the_spine_over_the_crest_down_the_buttock() -> None:
    level = skeleton().lumbar_level("L4")[2]
    top = max(bone.points[:, 2].max() for bone in skeleton().bones.values())
    for nerve in SUPERIOR:
        path = placing().path(nerve)
        assert level < path[0, 2] < top + 3.0
        assert placing().bones.distance(path[:1])[0] < 20.0
        assert path[-1, 2] < skeleton().anchor("psis")[2]
        assert path[-1, 0] > path[0, 0]


def test_the_lateral_branch_ends_near_the_greater_trochanter_and_nearest_of_all() -> None:
    trochanter = skeleton().anchor("greater_trochanter")
    gaps = {nerve: np.linalg.norm(placing().path(nerve)[-1] - trochanter) for nerve in SUPERIOR}
    nearest = min(gaps, key=lambda nerve: gaps[nerve])
    assert nearest == "superior_cluneal_nerve_lateral_branch"
    # It ends under the skin, which is thick there.
    assert gaps[nearest] < 75.0


def test_superior_branches_cross_the_crest_in_their_order_from_the_midline() -> None:
    from anatomy_viewer.modelling.solids.lines import position

    ways = []
    for branch in ("medial", "intermediate", "lateral"):
        path = placing().path(f"superior_cluneal_nerve_{branch}_branch")
        to_crest = np.linalg.norm(path[:, None] - skeleton().crest[None], axis=2)
        ways.append(position(skeleton().crest, path[int(to_crest.min(axis=1).argmin())]))
    assert ways == sorted(ways)
    assert ways[1] - ways[0] == pytest.approx(15.0, abs=3.0)
    assert ways[2] - ways[0] == pytest.approx(23.0, abs=3.0)


def test_the_upper_middle_cluneal_nerve_passes_in_front_of_the_long_ligament() -> None:
    path = placing().path("middle_cluneal_nerve_upper_branch")
    site = placing().point("mcn_1")
    below = path[int(np.linalg.norm(path - site, axis=1).argmin())]
    band = placing().band("long_posterior_sacroiliac_ligament")
    over = band.middle[int(np.linalg.norm(band.middle - below, axis=1).argmin())]
    assert over[1] < below[1] - 1.0
    assert np.hypot(*(over - below)[[0, 2]]) < 4.0


def test_the_lower_middle_cluneal_nerve_passes_behind_the_long_ligament() -> None:
    path = placing().path("middle_cluneal_nerve_lower_branch")
    band = placing().band("long_posterior_sacroiliac_ligament")
    crossing = at_share(band.middle, 0.94)
    place = path[int(np.linalg.norm((path - crossing)[:, [0, 2]], axis=1).argmin())]
    assert place[1] < crossing[1]


def test_no_middle_cluneal_nerve_runs_through_the_ligament_it_crosses() -> None:
    from anatomy_viewer.modelling.bones.bone_contact import BoneContact

    band = placing().band("long_posterior_sacroiliac_ligament").surface
    ligament = BoneContact({"ligament": band})
    for branch in ("upper", "lower"):
        course = placing().rules.courses[f"middle_cluneal_nerve_{branch}_branch"]
        gap = ligament.distance(placing().path(course.nerve)).min()
        assert gap > course.drawn_radius_mm - 0.4


def test_inferior_branches_turn_up_from_below_their_parent() -> None:
    parent = placing().path("posterior_femoral_cutaneous_nerve")
    for branch in ("medial", "intermediate", "lateral"):
        path = placing().path(f"inferior_cluneal_nerve_{branch}_branch")
        assert np.linalg.norm(parent - path[0], axis=1).min() < 2.5
        assert path[:, 2].min() < path[0, 2]
        assert path[-1, 2] > path[:, 2].min() + 30.0
        assert placing().buttock.height(path[:1])[0] < -8.0
        assert placing().under_skin.height(path[-1:])[0] > 8.0


def test_the_posterior_femoral_cutaneous_nerve_leaves_through_the_greater_sciatic_foramen() -> None:
    path = placing().path("posterior_femoral_cutaneous_nerve")
    spine, piis = skeleton().anchor("ischial_spine"), skeleton().anchor("piis")
    assert spine[2] < placing().point("icn_1")[2] < piis[2]
    assert np.linalg.norm(path - placing().point("icn_1"), axis=1).min() < 3.0
    assert path[-1, 2] < skeleton().anchor("ischial_tuberosity")[2] - 50.0


@pytest.mark.parametrize(
    ("nerve", "waypoint", "height"),
    [
        ("superior_cluneal_nerve_medial_branch", 4, -5.8),
        ("superior_cluneal_nerve_intermediate_branch", 3, 2.2),
        ("superior_cluneal_nerve_lateral_branch", 2, 12.0),
    ],
)
def test_a_superior_branch_comes_through_the_fascia_at_the_published_height(
    nerve: str, waypoint: int, height: float
) -> None:
    from anatomy_viewer.modelling.bones.crest import at_midline_distance
    from anatomy_viewer.modelling.solids.lines import at_length, position

    rule = placing().rules.courses[nerve].waypoints[waypoint]
    numbers = rule.place.numbers
    assert numbers["above_mm"] == height
    crest = skeleton().crest
    along = position(crest, at_midline_distance(crest, numbers["from_midline_mm"])) + numbers.get("beyond_mm", 0.0)
    place = placing().seat(rule, placing().rules.courses[nerve].drawn_radius_mm + RIM_MM)
    assert place[2] - at_length(crest, along)[2] == pytest.approx(height, abs=0.05)
    path = placing().path(nerve)
    near = at_length(path, position(path, place))
    assert np.linalg.norm(near - place) < 0.8


@pytest.mark.parametrize("nerve", SUPERIOR)
def test_superior_branches_fall_all_the_way_without_a_bend_back(nerve: str) -> None:
    path = placing().path(nerve)
    assert (np.diff(path[:, 2]) < 0.2).all()
    assert np.degrees(turns(path)).max() < 25.0


def test_the_posterior_femoral_cutaneous_nerve_meets_both_measured_distances_on_one_straight_way() -> None:
    path = placing().path("posterior_femoral_cutaneous_nerve")
    for site in ("icn_3", "icn_4"):
        assert np.linalg.norm(path - placing().point(site), axis=1).min() < 1.5
    below = path[path[:, 2] < placing().point("icn_3")[2]]
    assert np.degrees(turns(below)).max() < 8.0


def test_the_sciatic_nerve_runs_between_tuberosity_and_trochanter_beside_the_cutaneous_nerve() -> None:
    path = placing().path("sciatic_nerve")
    tuberosity, trochanter = skeleton().anchor("ischial_tuberosity"), skeleton().anchor("greater_trochanter")
    there = path[int(np.abs(path[:, 2] - tuberosity[2]).argmin())]
    assert tuberosity[0] + 10.0 < there[0] < trochanter[0] - 10.0
    skin_nerve = placing().path("posterior_femoral_cutaneous_nerve")
    beside = skin_nerve[int(np.abs(skin_nerve[:, 2] - tuberosity[2]).argmin())]
    assert beside[0] < there[0]
    assert beside[1] < there[1]


def test_the_gluteal_motor_nerves_leave_above_and_below_the_middle_of_the_greater_sciatic_foramen() -> None:
    notch, spine = skeleton().anchor("greater_sciatic_notch"), skeleton().anchor("ischial_spine")
    upper, lower = (placing().path(f"{which}_gluteal_nerve") for which in ("superior", "inferior"))
    assert abs(upper[int(np.linalg.norm(upper - notch, axis=1).argmin()), 2] - notch[2]) < 12.0
    assert np.linalg.norm(lower - spine, axis=1).min() < np.linalg.norm(lower - notch, axis=1).min()
    assert upper[-1, 1] > 90.0 > lower[-1, 1]


def test_left_paths_mirror_right_paths() -> None:
    for name, path in assembly().paths.items():
        if name.endswith("_right"):
            left = assembly().paths[name.removesuffix("right") + "left"]
            assert np.array_equal(mirrored(path), left)


def test_in_the_fat_a_nerve_keeps_its_share_of_the_way_to_the_skin() -> None:
    for nerve, course in placing().rules.courses.items():
        for waypoint in course.waypoints:
            if waypoint.layer == "fat":
                place = placing().seat(waypoint, 0.0)
                share, thickness, _ = placing().fat_share(place[None])
                assert thickness[0] > 5.0
                assert share[0] == pytest.approx(waypoint.fat_share, abs=0.15)
                near = np.linalg.norm(placing().path(nerve) - place, axis=1)
                assert near.min() < 4.0
