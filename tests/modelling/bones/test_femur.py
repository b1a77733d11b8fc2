from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.modelling.bones.bone_contact import BoneContact
from anatomy_viewer.modelling.bones.femur import JOINT_SPACE_MM, Femur, femur_lines
from anatomy_viewer.modelling.bones.landmarks import acetabulum
from anatomy_viewer.modelling.solids.distance_grid import (
    euler_characteristic,
    open_or_branching_edges,
    signed_volume_mm3,
)
from tests.modelling.finished_bones import bones, stations


@pytest.fixture(scope="module")
def lines() -> Femur:
    return femur_lines(stations(), bones()["hip_bone_right"])


def test_the_femur_is_closed_without_a_hole_and_keeps_its_budget() -> None:
    surface = bones()["femur_right"]
    assert open_or_branching_edges(surface.triangles) == 0
    assert euler_characteristic(surface) == 2
    assert signed_volume_mm3(surface) > 0.0
    assert len(surface.triangles) <= 6_000


def test_the_left_femur_mirrors_the_right() -> None:
    right, left = bones()["femur_right"], bones()["femur_left"]
    assert np.array_equal(right.points * (-1.0, 1.0, 1.0), left.points)


def test_the_head_is_a_sphere_about_the_centre_of_the_cup(lines: Femur) -> None:
    surface = bones()["femur_right"]
    centre, cup_radius_mm = acetabulum(bones()["hip_bone_right"], stations())
    away = surface.points - centre
    distance = np.linalg.norm(away, axis=1)
    upper = (away @ lines.neck) > 0.35 * distance
    # The pit of the head for its ligament is the only dent.
    assert np.median(distance[upper]) == pytest.approx(cup_radius_mm - JOINT_SPACE_MM, abs=0.3)
    assert distance[upper].max() < cup_radius_mm - JOINT_SPACE_MM + 0.6
    assert (distance[upper] < cup_radius_mm - JOINT_SPACE_MM - 0.8).mean() < 0.15


def test_a_joint_space_separates_head_and_cup() -> None:
    femur, hip = bones()["femur_right"], bones()["hip_bone_right"]
    assert BoneContact({"hip": hip}).distance(femur.points).min() > 1.0
    centre, cup_radius_mm = acetabulum(hip, stations())
    cup = hip.points[np.linalg.norm(hip.points - centre, axis=1) < cup_radius_mm + 0.7]
    gap = BoneContact({"femur": femur}).distance(cup)
    assert gap.min() > 1.0
    assert np.median(gap) < 3.2


def test_the_neck_stands_at_a_textbook_angle_and_turns_a_little_to_the_front(lines: Femur) -> None:
    assert 125.0 <= lines.neck_angle_deg <= 130.0
    square = lines.neck - (lines.neck @ lines.shaft) * lines.shaft
    assert 5.0 < np.degrees(np.arctan2(square[1], -square[0])) < 25.0


@pytest.mark.parametrize("name", ["greater_trochanter_top", "greater_trochanter_lateral", "lesser_trochanter_tip"])
def test_the_trochanters_are_where_they_were_measured(name: str) -> None:
    place = stations().point("femur_right", name)
    assert abs(BoneContact({"femur": bones()["femur_right"]}).distance(place[None])[0]) < 2.5


def test_the_shaft_ends_flat_well_below_the_lesser_trochanter(lines: Femur) -> None:
    surface = bones()["femur_right"]
    along = (surface.points - lines.cut) @ lines.shaft
    assert along.max() < 0.5
    a, b, c = (surface.points[surface.triangles[:, k]] for k in range(3))
    cross = np.cross(b - a, c - a)
    flat = (along[surface.triangles].min(axis=1) > -1.0) & (cross @ lines.shaft > 0.97 * np.linalg.norm(cross, axis=1))
    assert 0.5 * np.linalg.norm(cross[flat], axis=1).sum() > 350.0
    lesser = stations().point("femur_right", "lesser_trochanter_tip")
    assert 60.0 <= (lines.cut - lesser) @ lines.shaft <= 90.0


def test_the_neck_is_narrower_than_the_head(lines: Femur) -> None:
    surface = bones()["femur_right"]
    along = (surface.points - lines.head) @ lines.neck
    off = np.linalg.norm(surface.points - lines.head - along[:, None] * lines.neck, axis=1)
    neck = off[(along < -20.0) & (along > -24.0)]
    assert np.median(neck) < 0.8 * lines.head_radius_mm
