from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import cast

import numpy as np
import pytest
from scipy.spatial import cKDTree

from anatomy_viewer.atlas.sexes import SexDifference, sex_differences
from anatomy_viewer.atlas.stations import read_population_landmarks
from anatomy_viewer.modelling.bones.femur import JOINT_SPACE_MM, femur_lines
from anatomy_viewer.modelling.bones.forms import (
    DOUBT,
    SEXES,
    FormFit,
    FormWarp,
    GridWarp,
    RoundHeadWarp,
    Sex,
    Span,
    landmark_differences,
    share_of_women,
)
from anatomy_viewer.modelling.bones.landmarks import acetabulum
from anatomy_viewer.modelling.bones.population import STATION_OF_LANDMARK, population_means
from anatomy_viewer.modelling.bones.skeleton import Skeleton
from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.build import Inputs, form_warps
from anatomy_viewer.modelling.form_spans import form_spans
from anatomy_viewer.modelling.solids.sphere import fitted_sphere
from anatomy_viewer.modelling.solids.surface import Surface, closest_points
from tests.modelling import placed_courses
from tests.modelling.finished_bones import TABLES, stations

POPULATION = tuple(read_population_landmarks(TABLES / "population_landmarks.csv"))
NEIGHBOURS = (
    ("sacrum", "hip_bone_right"),
    ("sacrum", "coccyx"),
    ("sacrum", "l5_vertebra"),
    ("l5_vertebra", "l4_vertebra"),
    ("femur_right", "hip_bone_right"),
)


@cache
def warps() -> dict[Sex, RoundHeadWarp]:
    inputs = Inputs(placed_courses.atlas(), placed_courses.placing().rules, stations(), POPULATION, "x")
    return form_warps(inputs, placed_courses.built_bones())


@cache
def carried(sex: Sex) -> tuple[dict[str, Surface], Stations]:
    bones = {name: warps()[sex].carried(bone) for name, bone in placed_courses.built_bones().items()}
    return bones, stations().carried(warps()[sex])


@cache
def differences() -> dict[str, SexDifference]:
    return sex_differences(placed_courses.atlas().measures)


@cache
def usual_spans() -> dict[str, Span]:
    return form_spans(placed_courses.placing())


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


def apart(name: str) -> float:
    """Return by how much a measure of the women's form is larger than that of the men's."""
    return spans_of("female")[name] - spans_of("male")[name]


def known(value: float, error: float) -> SexDifference:
    return SexDifference("inter_asis", (), value, error, 10.0)


def asis_span() -> Span:
    return Span(stations().point("hip_right", "crest_00_top_ASIS")[None], lambda p: 2.0 * float(p[0, 0]))


def distance_of(fit: FormFit, span: Span) -> float:
    return span.value(fit.warp("female")(span.places)) - span.value(fit.warp("male")(span.places))


def test_every_clear_difference_of_the_sexes_is_fitted() -> None:
    assert {name for name, one in differences().items() if one.clear} <= usual_spans().keys()


@pytest.mark.parametrize("name", [name for name, one in differences().items() if one.clear])
def test_the_forms_differ_in_the_direction_in_which_women_and_men_do(name: str) -> None:
    assert np.sign(apart(name)) == np.sign(differences()[name].value)


@pytest.mark.parametrize("name", [name for name, one in differences().items()])
def test_the_forms_differ_no_more_than_is_known(name: str) -> None:
    """A form keeps to what was found, within two errors or a share of what people of one sex differ in."""
    room = 2.0 * differences()[name].error + 0.35 * differences()[name].person_sd
    assert apart(name) == pytest.approx(differences()[name].shrunk, abs=room)


def test_where_the_sexes_overlap_so_that_nothing_can_be_said_the_forms_agree() -> None:
    for name, one in differences().items():
        if not one.clear:
            assert abs(apart(name)) < 0.3 * one.person_sd, name


def test_what_one_woman_and_a_few_men_had_does_not_reach_a_form() -> None:
    silent = Stations(tuple(replace(station, note="") for station in stations().items))
    places = np.array([station.position for station in silent.items])
    usual, without = (FormFit.of(one, POPULATION).warp("female")(places) for one in (stations(), silent))
    assert np.array_equal(usual, without)


def test_a_difference_is_met_as_far_as_it_is_known() -> None:
    span = asis_span()
    free = distance_of(FormFit.of(stations(), POPULATION), span)
    sure, unsure, unknown = (
        distance_of(FormFit.of(stations(), POPULATION, {"inter_asis": known(20.0, error)}, {"inter_asis": span}), span)
        for error in (0.1, 10.0, 1000.0)
    )
    assert sure == pytest.approx(20.0, abs=0.6)
    assert free < unsure < sure
    assert unknown == pytest.approx(free, abs=0.6)


def test_landmarks_differ_by_the_spread_of_both_sexes_together() -> None:
    """Six women and thirteen men: error = sd √(1/6 + 1/13), and more because groups differ."""
    height = landmark_differences(POPULATION)["sacral_promontory"][2]
    assert height.value == pytest.approx(12.3 + 13.0)
    sd = np.sqrt((5 * 6.9**2 + 12 * 7.4**2) / 17)
    assert height.person_sd == pytest.approx(sd)
    assert height.error == pytest.approx(DOUBT * sd * np.sqrt(1 / 6 + 1 / 13))


def test_what_was_not_asked_is_told_better_than_by_no_difference_at_all() -> None:
    """Each fifth measure is left out and foretold from the others and the landmarks."""
    names = [name for name in usual_spans() if name in differences()]
    told, nothing, better = 0.0, 0.0, 0
    for first in range(5):
        held = names[first::5]
        rest = {name: one for name, one in differences().items() if name not in held}
        fit = FormFit.of(stations(), POPULATION, rest, usual_spans())
        for name in held:
            one, found = differences()[name], distance_of(fit, usual_spans()[name])
            told += ((found - one.value) / one.person_sd) ** 2
            nothing += (one.value / one.person_sd) ** 2
            better += abs(found - one.value) < abs(one.value)
    assert told < 0.6 * nothing
    assert better > 0.6 * len(names)


def test_mirrored_places_go_to_mirrored_places() -> None:
    warp = FormFit.of(stations(), POPULATION).warp("male")
    places = np.array([[60.0, 20.0, -30.0], [0.0, 70.0, 10.0]])
    mirror = np.array([-1.0, 1.0, 1.0])
    assert warp(places * mirror) == pytest.approx(warp(places) * mirror)
    assert warp(places)[1, 0] == pytest.approx(0.0, abs=1e-9)
    grid = GridWarp.of(warp, places)
    assert grid(places * mirror) == pytest.approx(grid(places) * mirror)


def test_the_grid_says_what_the_map_says() -> None:
    warp = FormFit.of(stations(), POPULATION).warp("female")
    places = np.array([station.position for station in stations().items])
    assert np.abs(GridWarp.of(warp, places)(places) - warp(places)).max() < 0.1


def test_the_last_bit_of_the_map_does_not_reach_the_grid() -> None:
    """How many threads solve the equations decides the last bits; what is built must not depend on it."""
    warp = FormFit.of(stations(), POPULATION).warp("female")
    places = np.array([station.position for station in stations().items])
    grid = GridWarp.of(warp, places)
    again = GridWarp.of(cast(FormWarp, lambda points: warp(points) + 1e-11 * np.cos(points)), places)
    assert np.array_equal(grid.coefficients, again.coefficients)


def test_men_and_women_differ_from_the_average_in_opposite_ways() -> None:
    pelvis = np.array([station.position for station in stations().items if station.bone == "hip_right"])
    fit = FormFit.of(stations(), POPULATION)
    female, male = fit.warp("female")(pelvis) - pelvis, fit.warp("male")(pelvis) - pelvis
    assert (female * male).sum() < 0.0
    assert np.linalg.norm(female) / np.linalg.norm(male) == pytest.approx(
        fit.shares["female"] / -fit.shares["male"], rel=0.1
    )


def test_the_landmarks_of_the_average_tell_how_near_to_women_it_stands() -> None:
    """Landmarks a share of the way from men to women tell that share."""
    women, men = population_means(POPULATION, "F"), population_means(POPULATION, "M")

    def average(share: float) -> Stations:
        own = stations()
        for name, (bone, station) in STATION_OF_LANDMARK.items():
            place = (1.0 - share) * np.array(men[name].mean) + share * np.array(women[name].mean)
            own = own.moved(bone, {station: place})
        return own

    assert [share_of_women(average(share), POPULATION) for share in (0.2, 0.5)] == pytest.approx([0.2, 0.5])
    assert [share_of_women(average(share), POPULATION) for share in (-1.0, 2.0)] == pytest.approx([0.1, 0.9])
    assert 0.2 < share_of_women(stations(), POPULATION) < 0.6


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
    warp = GridWarp.of(FormFit.of(stations(), POPULATION).warp("female"), np.array([[120.0, 150.0, 60.0]] * 2))
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


def test_women_have_the_wider_outlet_and_the_shorter_broader_sacrum() -> None:
    men, women = spans_of("male"), spans_of("female")
    assert women["subpubic_angle"] > men["subpubic_angle"] + 12.0
    assert women["interspinous"] > men["interspinous"] + 5.0
    assert women["intertuberous"] > men["intertuberous"] + 2.0
    assert women["sacral_index"] > men["sacral_index"] + 5.0
    assert women["sacrum_length"] < men["sacrum_length"] - 5.0
    assert women["innominate_height"] < men["innominate_height"] - 8.0
    assert women["femoral_head_diameter"] < men["femoral_head_diameter"] - 2.0


STANDS_ON = {
    "sacral_promontory": "sacrum",
    "sacral_apex": "sacrum",
    "coccyx_tip": "coccyx",
    "greater_trochanter": "femur",
}
"""The structure that a landmark lies on, where it is not the hip bone."""
IN_NO_SURFACE = ("acetabulum_centre",)
IN_THE_JOINT = ("symphysis_top", "symphysis_bottom")
"""In the midline they stand for both bones and lie on the disc between them."""


@pytest.mark.parametrize("form", ["pooled", "female", "male"])
def test_every_landmark_lies_on_the_surface_that_it_names(form: str) -> None:
    bones, own = (placed_courses.built_bones(), stations()) if form == "pooled" else carried(cast(Sex, form))
    off = {}
    for point, place in placed_courses.model_landmarks(bones, own).items():
        name, _, side = point.rpartition("_")
        if side not in ("right", "left"):
            name, side = point, ""
        if name in IN_NO_SURFACE:
            continue
        if name in IN_THE_JOINT and not side:
            bone = "interpubic_disc"
        else:
            bone = STANDS_ON.get(name, "hip_bone") + (f"_{side}" if side else "")
        away = float(np.linalg.norm(closest_points(bones[bone], place[None])[0] - place))
        if away > 0.5:
            off[point] = round(away, 1)
    assert off == {}


def test_what_is_worked_out_from_stations_follows_the_bones() -> None:
    bones, own = carried("female")
    tip = placed_courses.model_landmarks(bones, own)["coccyx_tip"]
    assert np.linalg.norm(bones["coccyx"].points - tip, axis=1).min() < 3.0
    skeleton = replace(placed_courses.skeleton(), bones=bones, stations=own)
    for level in ("L5", "L4", "L3"):
        surface = bones[f"{level.lower()}_vertebra"].points
        assert np.linalg.norm(surface - skeleton.lumbar_level(level), axis=1).min() < 8.0
