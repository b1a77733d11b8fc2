from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import cast

import numpy as np
import pytest
from scipy.spatial import cKDTree

from anatomy_viewer.atlas.measures import Measure
from anatomy_viewer.atlas.stations import read_population_landmarks
from anatomy_viewer.modelling.bones.femur import JOINT_SPACE_MM, femur_lines
from anatomy_viewer.modelling.bones.forms import (
    SHARE,
    FormFit,
    FormWarp,
    GridWarp,
    RoundHeadWarp,
    Sex,
    Span,
    measure_bands,
    measured_direction,
)
from anatomy_viewer.modelling.bones.landmarks import acetabulum
from anatomy_viewer.modelling.bones.skeleton import Skeleton
from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.build import Inputs, form_bones
from anatomy_viewer.modelling.form_spans import form_spans
from anatomy_viewer.modelling.solids.sphere import fitted_sphere
from anatomy_viewer.modelling.solids.surface import Surface
from tests.modelling import placed_courses
from tests.modelling.finished_bones import TABLES, stations

POPULATION = tuple(read_population_landmarks(TABLES / "population_landmarks.csv"))
SEXES: tuple[Sex, ...] = ("male", "female")
NEIGHBOURS = (
    ("sacrum", "hip_bone_right"),
    ("sacrum", "coccyx"),
    ("sacrum", "l5_vertebra"),
    ("l5_vertebra", "l4_vertebra"),
    ("femur_right", "hip_bone_right"),
)


@cache
def carried(sex: Sex) -> tuple[dict[str, Surface], Stations]:
    placing = placed_courses.placing()
    inputs = Inputs(placed_courses.atlas(), placing.rules, stations(), POPULATION, "x")
    return form_bones(inputs, sex, placed_courses.built_bones())


@cache
def spans_of(sex: Sex) -> dict[str, float]:
    bones, own = carried(sex)
    usual = placed_courses.placing()
    skeleton = Skeleton(
        bones,
        placed_courses.model_landmarks(bones, own),
        own,
        placed_courses.crest_curve(bones["hip_bone_right"], own),
    )
    placing = type(usual)(usual.rules, skeleton)
    return {name: span.value(span.places) for name, span in form_spans(placing).items()}


def published(**values: object) -> Measure:
    usual: dict[str, object] = {
        "id": "x",
        "what": "A length",
        "kind": "straight",
        "unit": "mm",
        "model_measure": "length",
        "mark": "S",
        "sources": ("LU98",),
        "sex": "female",
    }
    return Measure(**{**usual, **values})  # type: ignore[arg-type]


def test_the_remark_of_a_station_tells_the_difference_between_women_and_men() -> None:
    direction, women, men = measured_direction("F-M -4.9 +1.0 -11.6 (nF=1 nM=3)") or (None, 0, 0)
    assert (women, men) == (1, 3)
    assert np.array(direction) == pytest.approx([-4.9, 1.0, -11.6])
    assert measured_direction("radius 23.2") is None


def test_bounds_are_those_that_all_series_of_a_sex_allow() -> None:
    series = (
        published(mean=100.0, sd=10.0),
        published(mean=108.0, sd=4.0),
        published(mean=300.0, sd=1.0, sex="male"),
        published(mean=50.0),
    )
    assert measure_bands(series, "female", 1.0)["length"].low == 104.0
    assert measure_bands(series, "female", 1.0)["length"].high == 110.0
    apart = (published(mean=100.0, sd=1.0), published(mean=110.0, sd=1.0))
    band = measure_bands(apart, "female", 1.0)["length"]
    assert band.low == band.high == 105.0


def test_a_length_in_many_people_counts_without_a_deviation_too() -> None:
    assert measure_bands([published(mean=100.0, n=49)], "female") == {}
    assert measure_bands([published(mean=100.0, n=50)], "female", 1.0)["length"].low == pytest.approx(94.0)


def test_a_measure_is_moved_to_its_bound_and_no_farther() -> None:
    asis = stations().point("hip_right", "crest_00_top_ASIS")
    span = Span(asis[None], lambda p: 2.0 * float(p[0, 0]))
    fit = FormFit.of(stations(), POPULATION, "female", {"inter_asis": span})
    free = span.value(fit.warp()(asis[None]))
    bands = measure_bands([published(model_measure="inter_asis", mean=free - 20.0, sd=10.0)], "female", 1.0)
    held = span.value(fit.warp(bands)(asis[None]))
    assert held == pytest.approx(free - 10.0, abs=0.5)
    wide = measure_bands([published(model_measure="inter_asis", mean=free, sd=10.0)], "female", 1.0)
    assert span.value(fit.warp(wide)(asis[None])) == pytest.approx(free)


def test_mirrored_places_go_to_mirrored_places() -> None:
    warp = FormFit.of(stations(), POPULATION, "male").warp()
    places = np.array([[60.0, 20.0, -30.0], [0.0, 70.0, 10.0]])
    mirror = np.array([-1.0, 1.0, 1.0])
    assert warp(places * mirror) == pytest.approx(warp(places) * mirror)
    assert warp(places)[1, 0] == pytest.approx(0.0, abs=1e-9)
    grid = GridWarp.of(warp, places)
    assert grid(places * mirror) == pytest.approx(grid(places) * mirror)


def test_the_grid_says_what_the_map_says() -> None:
    warp = FormFit.of(stations(), POPULATION, "female").warp()
    places = np.array([station.position for station in stations().items])
    assert np.abs(GridWarp.of(warp, places)(places) - warp(places)).max() < 0.1


def test_the_last_bit_of_the_map_does_not_reach_the_grid() -> None:
    """How many threads solve the equations decides the last bits; what is built must not depend on it."""
    warp = FormFit.of(stations(), POPULATION, "female").warp()
    places = np.array([station.position for station in stations().items])
    grid = GridWarp.of(warp, places)
    again = GridWarp.of(cast(FormWarp, lambda points: warp(points) + 1e-11 * np.cos(points)), places)
    assert np.array_equal(grid.coefficients, again.coefficients)


def test_men_and_women_differ_from_the_average_in_opposite_ways() -> None:
    pelvis = np.array([station.position for station in stations().items if station.bone == "hip_right"])
    female, male = (FormFit.of(stations(), POPULATION, sex).warp()(pelvis) - pelvis for sex in ("female", "male"))
    assert (female * male).sum() < 0.0
    assert np.linalg.norm(female) > np.linalg.norm(male)
    assert SHARE["female"] > 0.0 > SHARE["male"]


@pytest.mark.parametrize("sex", SEXES)
def test_no_triangle_is_turned_inside_out(sex: Sex) -> None:
    for name, bone in placed_courses.built_bones().items():
        form, before = carried(sex)[0][name], bone.points[bone.triangles]
        after = form.points[form.triangles]
        first, second = (np.cross(p[:, 1] - p[:, 0], p[:, 2] - p[:, 0]) for p in (before, after))
        sound = np.linalg.norm(first, axis=1) > 0.2  # twice the area; slivers have no way that they look
        assert ((first * second).sum(axis=1)[sound] > 0.0).all(), name
        assert np.array_equal(form.triangles, bone.triangles)


@pytest.mark.parametrize("sex", SEXES)
@pytest.mark.parametrize(("first", "second"), NEIGHBOURS)
def test_joints_keep_their_gaps(sex: Sex, first: str, second: str) -> None:
    usual, bones = placed_courses.built_bones(), carried(sex)[0]
    before, _ = cKDTree(usual[second].points).query(usual[first].points)
    near = before < 6.0
    after, _ = cKDTree(bones[second].points).query(bones[first].points[near])
    assert np.median(after / before[near]) == pytest.approx(1.0, abs=0.2)
    assert after.min() > 0.6 * before[near].min()


@pytest.mark.parametrize("sex", SEXES)
def test_the_head_of_the_femur_is_a_ball_in_a_round_cup(sex: Sex) -> None:
    usual, (bones, own) = placed_courses.built_bones(), carried(sex)
    lines = femur_lines(stations(), usual["hip_bone_right"])
    away = usual["femur_right"].points - lines.head
    distance = np.linalg.norm(away, axis=1)
    ball = (np.abs(distance - lines.head_radius_mm) < 0.6) & (away @ lines.neck > 0.2 * distance)
    centre, radius_mm = fitted_sphere(bones["femur_right"].points[ball])
    off = np.linalg.norm(bones["femur_right"].points[ball] - centre, axis=1) - radius_mm
    assert np.abs(off).max() < 1.0
    assert np.percentile(np.abs(off), 95) < 0.4
    cup_centre, cup_radius_mm = acetabulum(bones["hip_bone_right"], own)
    assert np.linalg.norm(cup_centre - centre) < 0.6
    assert cup_radius_mm - radius_mm == pytest.approx(JOINT_SPACE_MM, abs=0.4)


def test_far_from_the_joint_the_round_map_is_the_map_that_was_fitted() -> None:
    warp = GridWarp.of(FormFit.of(stations(), POPULATION, "female").warp(), np.array([[120.0, 150.0, 60.0]] * 2))
    centre = np.array([90.0, 90.0, -70.0])
    round_head = RoundHeadWarp.of(warp, centre, 22.0, np.array([0.0, 0.0, 1.0]))
    places = np.array([[90.0, 10.0, 10.0], [0.0, 60.0, 0.0], [-60.0, 20.0, 40.0]])
    assert round_head(places) == pytest.approx(warp(places))
    ball = centre + 22.0 * np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.0, -0.6, 0.8]])
    assert np.ptp(np.linalg.norm(round_head(ball) - round_head.centre, axis=1)) < 0.6
    mirror = np.array([-1.0, 1.0, 1.0])
    assert round_head(ball * mirror) == pytest.approx(round_head(ball) * mirror)


@pytest.mark.parametrize("sex", SEXES)
def test_the_frame_holds_on_a_form(sex: Sex) -> None:
    own = carried(sex)[1]
    psis, asis, tubercle = own.points("hip_right", ["crest_12_top_PSIS", "crest_00_top_ASIS", "pubic_tubercle"])
    assert psis[1:] == pytest.approx([0.0, 0.0], abs=0.1)
    assert asis[1] == pytest.approx(tubercle[1], abs=0.2)


@pytest.mark.parametrize("sex", SEXES)
def test_a_form_passes_the_measures_that_it_is_fitted_to(sex: Sex) -> None:
    values, outside = spans_of(sex), {}
    for measure in placed_courses.atlas().measures:
        if measure.sex == sex and measure.sd and measure.mean and measure.model_measure in values:
            z = (values[measure.model_measure] - measure.mean) / measure.sd
            if abs(z) > 1.0 and not measure.reason:
                outside[measure.id] = round(z, 2)
    assert outside == {}


def test_women_have_the_wider_outlet_and_the_shorter_broader_sacrum() -> None:
    men, women = spans_of("male"), spans_of("female")
    assert women["subpubic_angle"] > men["subpubic_angle"] + 12.0
    assert women["interspinous"] > men["interspinous"] + 5.0
    assert women["intertuberous"] > men["intertuberous"] + 8.0
    assert women["sacral_index"] > men["sacral_index"] + 5.0
    assert women["sacrum_length"] < men["sacrum_length"] - 5.0
    assert women["innominate_height"] < men["innominate_height"] - 8.0
    assert women["femoral_head_diameter"] < men["femoral_head_diameter"] - 2.0


def test_what_is_worked_out_from_stations_follows_the_bones() -> None:
    bones, own = carried("female")
    tip = placed_courses.model_landmarks(bones, own)["coccyx_tip"]
    assert np.linalg.norm(bones["coccyx"].points - tip, axis=1).min() < 3.0
    skeleton = replace(placed_courses.skeleton(), bones=bones, stations=own)
    for level in ("L5", "L4", "L3"):
        surface = bones[f"{level.lower()}_vertebra"].points
        assert np.linalg.norm(surface - skeleton.lumbar_level(level), axis=1).min() < 8.0
