"""Skin nerves end in their skin: how deep, in whose area, how thick, how they branch and bend."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from anatomy_viewer.atlas.courses import THICKER_THAN_LIFE, Twig, read_course_rules
from anatomy_viewer.atlas.forms import FORMS
from anatomy_viewer.modelling.nerves.cords import Cord, cords_of, drawn_radii
from anatomy_viewer.modelling.nerves.territories import View
from anatomy_viewer.modelling.solids.lines import arc_lengths, at_share, bends, mirrored, position
from tests.modelling.placed_courses import MESHES, assembly, atlas, placing, placing_of, skin

IDS = [form.id for form in FORMS]
COURSES = read_course_rules(atlas(), MESHES).courses
GROUPS = {
    "superior_cluneal": "superior_cluneal_territory",
    "middle_cluneal": "middle_cluneal_territory",
    "inferior_cluneal": "inferior_cluneal_territory",
}
CLUNEAL = [nerve for nerve in COURSES if nerve.startswith(tuple(GROUPS))]
SKIN_NERVES = [*CLUNEAL, "perforating_cutaneous_nerve"]
LAST_MM, NEAR_SKIN_MM = 5.0, 8.0
MOST_BEND_DEG, OVER_MM = 35.0, 5.0


def lines(nerve: str, form: str) -> list[np.ndarray]:
    """Return a nerve's trunk and its twigs."""
    return [placing_of(form).path(nerve), *placing_of(form).twigs(nerve)]


def last_part(line: np.ndarray) -> np.ndarray:
    along = arc_lengths(line)
    wanted = np.linspace(along[-1] - LAST_MM, along[-1], 11)
    return np.column_stack([np.interp(wanted, along, line[:, axis]) for axis in range(3)])


def bend_deg(line: np.ndarray) -> np.ndarray:
    """Return the angle between the directions 2.5 mm before and behind each millimetre of a line, degrees."""
    along = arc_lengths(line)
    places = np.arange(OVER_MM / 2.0, along[-1] - OVER_MM / 2.0, 1.0)

    def at(wanted: np.ndarray) -> np.ndarray:
        return np.column_stack([np.interp(wanted, along, line[:, axis]) for axis in range(3)])

    def way(wanted: np.ndarray) -> np.ndarray:
        step = at(np.minimum(wanted + 0.8, along[-1])) - at(np.maximum(wanted - 0.8, 0.0))
        return np.asarray(step / np.linalg.norm(step, axis=1, keepdims=True))

    turned = (way(places - OVER_MM / 2.0) * way(places + OVER_MM / 2.0)).sum(axis=1)
    return np.degrees(np.arccos(np.clip(turned, -1.0, 1.0)))


@cache
def area(group: str, form: str) -> View:
    placed = placing_of(form)
    return View.of(placed, placed.rules.on_skin.territories[GROUPS[group]], placed.skin)


@pytest.mark.parametrize("form", IDS)
@pytest.mark.parametrize("nerve", SKIN_NERVES)
def test_the_last_part_of_every_end_lies_close_under_the_skin(nerve: str, form: str) -> None:
    for line in lines(nerve, form):
        part = last_part(line)
        at, outward = placing_of(form).skin.nearest(part)
        depth = ((at - part) * outward).sum(axis=1)
        assert depth.max() < NEAR_SKIN_MM
        assert depth.min() > 2.0


@pytest.mark.parametrize("nerve", SKIN_NERVES)
def test_ends_lie_close_under_the_skin_that_is_drawn(nerve: str) -> None:
    for line in lines(nerve, "pooled"):
        part = last_part(line)
        at, outward = skin().nearest(part)
        depth = ((at - part) * outward).sum(axis=1)
        assert 1.9 < depth.min() <= depth.max() < NEAR_SKIN_MM


@pytest.mark.parametrize("form", IDS)
@pytest.mark.parametrize("group", GROUPS)
def test_nine_of_ten_ends_lie_in_the_area_of_their_group(group: str, form: str) -> None:
    ends = np.array([line[-1] for nerve in CLUNEAL if nerve.startswith(group) for line in lines(nerve, form)])
    view = area(group, form)
    at, _ = placing_of(form).skin.nearest(ends)
    assert view.holds(at).mean() >= 0.9
    assert view.holds(at + np.array([0.0, 0.0, 220.0])).mean() < 0.1


@pytest.mark.parametrize("nerve", CLUNEAL)
def test_every_branch_has_two_twigs_that_say_why_and_its_note_says_judgement(nerve: str) -> None:
    assert len(COURSES[nerve].twigs) >= 2
    assert all(twig.why for twig in COURSES[nerve].twigs)
    if "As the medial branch" not in COURSES[nerve].note:
        assert "judgement" in COURSES[nerve].note
    structure = next(one for one in atlas().structures if one.name == nerve)
    assert "twigs are judgement" in structure.model_note


@pytest.mark.parametrize("form", IDS)
@pytest.mark.parametrize("nerve", SKIN_NERVES)
def test_a_twig_begins_on_its_trunk_and_leaves_it_at_an_acute_angle(nerve: str, form: str) -> None:
    trunk = placing_of(form).path(nerve)
    length = arc_lengths(trunk)[-1]
    for rule, twig in zip(COURSES[nerve].twigs, placing_of(form).twigs(nerve), strict=True):
        start = at_share(trunk, rule.share)
        assert np.linalg.norm(twig[0] - start) < 0.5
        along = at_share(trunk, min(rule.share + 4.0 / length, 1.0)) - start
        leaving = twig[2] - twig[0]
        assert along @ leaving / np.linalg.norm(along) / np.linalg.norm(leaving) > np.cos(np.radians(20.0))
        away = twig[min(8, len(twig) - 1)] - twig[2]
        beside = at_share(trunk, min(rule.share + 0.01 + 12.0 / length, 1.0)) - start
        assert away @ beside > 0.0


@pytest.mark.parametrize("form", IDS)
@pytest.mark.parametrize("nerve", CLUNEAL)
def test_the_ends_of_a_branch_spread(nerve: str, form: str) -> None:
    ends = np.array([line[-1] for line in lines(nerve, form)])
    gaps = np.linalg.norm(ends[:, None] - ends[None], axis=2)[np.triu_indices(len(ends), 1)]
    assert gaps.min() > 8.0


@pytest.mark.parametrize("form", IDS)
@pytest.mark.parametrize("nerve", COURSES)
def test_no_nerve_bends_sharply(nerve: str, form: str) -> None:
    for line in lines(nerve, form):
        assert bend_deg(line).max() < MOST_BEND_DEG
        assert np.degrees(bends(line, OVER_MM)[2:-2]).max() < MOST_BEND_DEG


def test_a_sharp_bend_would_be_noticed() -> None:
    corner = np.array([[float(max(0, 10 - k)), float(max(0, k - 10)), 0.0] for k in range(21)])
    assert bend_deg(corner).max() > 60.0
    assert np.degrees(bends(corner, OVER_MM)).max() > 60.0


@pytest.mark.parametrize("nerve", COURSES)
def test_a_nerve_is_drawn_by_one_factor_from_its_diameter_and_tapers(nerve: str) -> None:
    course = COURSES[nerve]
    factor = 1.0 if course.to_life else THICKER_THAN_LIFE
    trunk, *twigs = placing().cords(nerve)
    assert trunk.radii_mm[0] == pytest.approx(course.calibre[0].diameter_mm * factor / 2.0)
    assert (np.diff(trunk.radii_mm) <= 1e-9).all()
    for rule, twig in zip(course.twigs, twigs, strict=True):
        there = float(drawn_radii(course, np.array([rule.share]))[0])
        assert twig.radii_mm[0] < there
        assert (np.diff(twig.radii_mm) <= 1e-9).all()
        assert twig.radii_mm[-1] == pytest.approx(trunk.radii_mm[-1])
    for one in course.calibre:
        assert bool(one.sources) == (one.mark != "not found")
        assert one.why or one.sources


def test_the_factor_stands_on_every_card_of_a_nerve() -> None:
    for structure in atlas().structures:
        if structure.kind == "nerve" and not COURSES[structure.name].to_life:
            assert f"Drawn {THICKER_THAN_LIFE:g} times thicker" in structure.model_note, structure.id


def test_a_twig_tapers_from_where_it_leaves() -> None:
    course = COURSES["superior_cluneal_nerve_medial_branch"]
    line = np.column_stack([np.zeros(51), np.zeros(51), np.arange(51.0)])
    cords = cords_of(course, line, [line[::2]] * len(course.twigs))
    assert all(isinstance(cord, Cord) and len(cord.path) == len(cord.radii_mm) for cord in cords)
    assert cords[1].radii_mm[0] > cords[2].radii_mm[0] > cords[2].radii_mm[-1]


@pytest.mark.parametrize("form", IDS)
def test_the_posterior_femoral_cutaneous_nerve_runs_inside_and_behind_the_sciatic_down_to_the_thigh(form: str) -> None:
    skin_nerve, sciatic = (
        placing_of(form).path(name) for name in ("posterior_femoral_cutaneous_nerve", "sciatic_nerve")
    )
    spine = placing_of(form).anchor("ischial_spine")[2]
    heights = np.arange(spine - 8.0, max(skin_nerve[-1, 2], sciatic[-1, 2]) + 2.0, -4.0)
    assert len(heights) > 25
    for height in heights:
        one, other = (line[int(np.abs(line[:, 2] - height).argmin())] for line in (skin_nerve, sciatic))
        assert one[0] < other[0]
        assert one[1] < other[1]


@pytest.mark.parametrize("form", IDS)
def test_the_superior_gluteal_nerve_leaves_at_the_roof_of_the_notch(form: str) -> None:
    path, roof = placing_of(form).path("superior_gluteal_nerve"), placing_of(form).anchor("greater_sciatic_notch")
    assert np.linalg.norm(path - roof, axis=1).min() < 7.0


@pytest.mark.parametrize("form", IDS)
def test_middle_branches_go_outwards_and_down_after_the_ligament(form: str) -> None:
    for branch in ("upper", "lower"):
        path = placing_of(form).path(f"middle_cluneal_nerve_{branch}_branch")
        middle = placing_of(form).middle("long_posterior_sacroiliac_ligament")
        passed = position(path, middle[int(np.linalg.norm(middle[:, None] - path[None], axis=2).min(axis=1).argmin())])
        after = path[arc_lengths(path) > passed]
        assert after[-1, 0] - after[0, 0] > 12.0
        assert after[0, 2] - after[-1, 2] > 25.0


@pytest.mark.parametrize("form", IDS)
def test_inferior_branches_climb_after_their_bend(form: str) -> None:
    for branch in ("medial", "intermediate", "lateral"):
        path = placing_of(form).path(f"inferior_cluneal_nerve_{branch}_branch")
        lowest = int(path[:, 2].argmin())
        assert 5 < lowest < len(path) - 15
        assert path[-1, 2] - path[lowest, 2] > 30.0
        assert path[-1, 1] < path[lowest, 1] < path[0, 1]


def test_left_twigs_mirror_right_ones() -> None:
    twigs = assembly().twigs
    assert {name.rsplit("_", 1)[0] for name in twigs} == {nerve for nerve, one in COURSES.items() if one.twigs}
    for name, right in twigs.items():
        if name.endswith("_right"):
            for one, other in zip(right, twigs[name.removesuffix("right") + "left"], strict=True):
                assert np.array_equal(mirrored(one), other)


def test_twig_is_a_rule_with_a_share() -> None:
    assert all(0.0 < twig.share < 1.0 for one in COURSES.values() for twig in one.twigs if isinstance(twig, Twig))
