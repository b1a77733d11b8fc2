from __future__ import annotations

import json
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from anatomy_viewer.atlas.model import read_model
from anatomy_viewer.modelling.nerves.families import (
    BRANCHES,
    LOWER,
    MIDDLE,
    PERINEAL,
    SUPERIOR,
    TRUNK,
    Families,
    Parameter,
    nerve_families,
    resampled_like,
)
from anatomy_viewer.modelling.solids.lines import position
from tests.modelling.nerves.test_twigs import MOST_BEND_DEG, bend_deg
from tests.modelling.placed_courses import MESHES, assembly, atlas, placing, skeleton

ALL = [
    (nerve.removesuffix("_right"), name)
    for nerve, family in read_model(MESHES).families.items()
    if nerve.endswith("_right")
    for name in family["parameters"]
]
"""What each test is called by: of the committed model, as placing them takes long."""


@cache
def families() -> Families:
    return nerve_families(placing(), atlas().site_by_id)


def parameter(nerve: str, name: str) -> Parameter:
    return families()[nerve][name]


def at_crossing(path: np.ndarray, site: str) -> np.ndarray:
    """Return the place of a path that the usual path has at a site."""
    usual = placing().path(next(nerve for nerve, one in SUPERIOR.items() if one == site))
    return path[int(np.linalg.norm(usual - placing().point(site), axis=1).argmin())]


def test_every_cluneal_nerve_has_its_parameters() -> None:
    cluneal = {
        name for name, course in placing().rules.courses.items() if "cluneal" in name or "femoral_cutaneous" in name
    }
    assert set(families()) == cluneal
    assert sorted(ALL) == sorted((nerve, name) for nerve, parameters in families().items() for name in parameters)
    for nerve in SUPERIOR:
        roots = {"roots"} if placing().rules.courses[nerve].other_start else set()
        assert set(families()[nerve]) == {"crossing_mm", *roots}
    assert set(families()[MIDDLE]) == {"lateral_sd", "caudal_sd", "variant"}
    assert set(families()[LOWER]) == {"variant"}
    assert set(families()[TRUNK]) == {"lateral_sd"}
    assert set(families()[PERINEAL]) == {"lateral_sd", "distal_sd"}


@pytest.mark.parametrize(("nerve", "name"), ALL)
def test_all_paths_of_a_nerve_have_as_many_points_as_the_drawn_one_which_is_among_them(nerve: str, name: str) -> None:
    one, usual = parameter(nerve, name), placing().path(nerve)
    assert list(one.values) == sorted(set(one.values))
    assert len(one.values) == len(one.paths) >= 2
    assert {len(path) for path in one.paths} == {len(usual)}
    drawn = one.paths[one.values.index(one.usual)]
    assert np.array_equal(drawn, usual)


@pytest.mark.parametrize(("nerve", "name"), ALL)
def test_no_path_of_another_person_runs_in_bone_or_kinks(nerve: str, name: str) -> None:
    for value, path in zip(parameter(nerve, name).values, parameter(nerve, name).paths, strict=True):
        assert placing().bones.distance(path).min() > placing().rules.courses[nerve].drawn_radius_mm - 0.4, value
        assert bend_deg(path).max() < MOST_BEND_DEG, value
        assert np.linalg.norm(np.diff(path, axis=0), axis=1).max() < 9.0, value


@pytest.mark.parametrize(("nerve", "name"), ALL)
def test_between_two_values_a_path_stays_out_of_the_bone(nerve: str, name: str) -> None:
    paths = parameter(nerve, name).paths
    if name in ("variant", "roots"):  # one or the other, nothing between
        return
    for first, second in pairwise(paths):
        assert placing().bones.distance((first + second) / 2.0).min() > 0.4


@pytest.mark.parametrize(("nerve", "site"), SUPERIOR.items())
def test_a_superior_branch_crosses_the_crest_at_the_distance_that_is_asked_for(nerve: str, site: str) -> None:
    one, crest = parameter(nerve, "crossing_mm"), skeleton().crest
    assert one.usual == pytest.approx(float(placing().point(site)[0]), abs=1e-6)
    ways = []
    for value, path in zip(one.values, one.paths, strict=True):
        to_crest = np.linalg.norm(path[:, None] - crest[None], axis=2).min(axis=1)
        place = path[int(to_crest.argmin())]
        assert place[0] == pytest.approx(value, abs=7.0)
        ways.append(position(crest, place))
    assert ways == sorted(ways)


@pytest.mark.parametrize(("name", "axis", "sign", "site"), [("lateral_sd", 0, 1, 6.4), ("caudal_sd", 2, -1, 11.2)])
def test_the_upper_middle_branch_moves_by_its_deviations(name: str, axis: int, sign: int, site: float) -> None:
    one = parameter(MIDDLE, name)
    usual = placing().path(MIDDLE)
    index = int(np.linalg.norm(usual - placing().point("mcn_1"), axis=1).argmin())
    for value, path in zip(one.values, one.paths, strict=True):
        moved = sign * (path[index] - usual[index])[axis]
        assert moved == pytest.approx(value * site, abs=4.0)


def test_over_the_ligament_is_behind_it_and_under_is_in_front() -> None:
    band = placing().band("long_posterior_sacroiliac_ligament")
    for nerve in (MIDDLE, LOWER):
        under, over = parameter(nerve, "variant").paths
        gaps = np.linalg.norm((over - under), axis=1)
        index = int(gaps[: len(gaps) // 2].argmax())
        assert under[index, 1] > over[index, 1]
        assert np.linalg.norm(band.middle - over[index], axis=1).min() < 14.0


def test_branches_stay_on_their_parent_nerve_in_every_person() -> None:
    for nerve in BRANCHES:
        one, trunk = parameter(nerve, "lateral_sd"), parameter(TRUNK, "lateral_sd")
        assert one.values == trunk.values
        assert one.shared_with == TRUNK
        for path, parent in zip(one.paths, trunk.paths, strict=True):
            assert np.linalg.norm(parent - path[0], axis=1).min() < 2.5


def test_the_perineal_branch_crosses_farther_down_by_its_deviation() -> None:
    one, usual = parameter(PERINEAL, "distal_sd"), placing().path(PERINEAL)
    index = int(np.linalg.norm(usual - placing().point("icn_5"), axis=1).argmin())
    for value, path in zip(one.values, one.paths, strict=True):
        assert usual[index, 2] - path[index, 2] == pytest.approx(15.0 * value, abs=4.0)


def test_left_families_mirror_right_ones_and_stay_small() -> None:
    families = assembly().families
    assert {name.rsplit("_", 1)[1] for name in families} == {"right", "left"}
    for name, parameters in families.items():
        if name.endswith("_right"):
            other = families[name.removesuffix("right") + "left"]
            for key, one in parameters.items():
                for path, mirror in zip(one.paths, other[key].paths, strict=True):
                    assert np.array_equal(path * (-1.0, 1.0, 1.0), mirror)
    text = json.dumps([[np.round(p, 1).tolist() for p in one.paths] for ps in families.values() for one in ps.values()])
    assert len(text.replace(" ", "")) < 250_000


def test_a_path_is_resampled_waypoint_by_waypoint() -> None:
    line = np.array([[0.0, 0.0, 0.0], [10.0, 0.0, 0.0], [40.0, 0.0, 0.0]])
    pattern = np.array([[0.0, 0.0, float(z)] for z in range(0, 41, 2)])
    result = resampled_like(line, (0.0, 10.0, 40.0), pattern, (0.0, 20.0, 40.0))
    assert len(result) == len(pattern)
    assert result[10] == pytest.approx([10.0, 0.0, 0.0])
    assert result[15] == pytest.approx([25.0, 0.0, 0.0])


def test_the_roots_of_the_medial_and_the_lateral_branch_change_places_above_the_crest_only() -> None:
    medial, lateral = (f"superior_cluneal_nerve_{part}_branch" for part in ("medial", "lateral"))
    usual = {nerve: placing().path(nerve) for nerve in (medial, lateral)}
    other = {nerve: parameter(nerve, "roots").paths[1] for nerve in (medial, lateral)}
    assert usual[lateral][0][2] > usual[medial][0][2] + 25.0
    assert other[medial][0][2] > other[lateral][0][2] + 25.0
    for nerve in (medial, lateral):
        below = usual[nerve][:, 2] < float(placing().skeleton.crest[:, 2].max()) - 10.0
        assert np.linalg.norm(other[nerve] - usual[nerve], axis=1)[below].max() < 4.0
