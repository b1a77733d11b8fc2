from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.modelling.bones.bone_contact import BoneContact
from anatomy_viewer.modelling.bones.sacrum import endplate_axes, refined_edges
from anatomy_viewer.modelling.bones.skeleton import Skeleton
from anatomy_viewer.modelling.bones.vertebra import (
    L3,
    L4,
    L5,
    Vertebra,
    build_vertebra,
    stand_on_fourth,
    stand_on_sacrum,
)
from anatomy_viewer.modelling.solids.distance_grid import (
    MeshSolid,
    euler_characteristic,
    open_or_branching_edges,
    signed_volume_mm3,
)
from anatomy_viewer.modelling.solids.surface import Surface
from tests.modelling.finished_bones import bones, stations

NAMES = ("l3_vertebra", "l4_vertebra", "l5_vertebra")


@pytest.fixture(scope="module")
def standing() -> tuple[Vertebra, Vertebra, Vertebra]:
    fifth, fourth = stand_on_sacrum(stations())
    return fifth, fourth, stand_on_fourth(stations(), fourth)


@pytest.mark.parametrize("name", NAMES)
def test_a_vertebra_is_closed_with_its_canal_as_the_only_hole(name: str) -> None:
    surface = bones()[name]
    assert open_or_branching_edges(surface.triangles) == 0
    assert euler_characteristic(surface) == 0
    assert signed_volume_mm3(surface) > 0.0
    assert len(surface.triangles) <= 7_000


def test_the_same_stations_give_the_same_vertebra(standing: tuple[Vertebra, Vertebra, Vertebra]) -> None:
    fourth = standing[1]
    first, second = build_vertebra(fourth), build_vertebra(stand_on_sacrum(stations())[1])
    assert first.points.tobytes() == second.points.tobytes()
    assert first.triangles.tobytes() == second.triangles.tobytes()


def nearest(first: Surface, second: Surface) -> float:
    return float(MeshSolid(refined_edges(second, 1.2)).distance(first.points).min())


def test_the_bones_do_not_touch() -> None:
    found = bones()
    assert nearest(found["l5_vertebra"], found["sacrum"]) > 0.8
    assert nearest(found["l4_vertebra"], found["l5_vertebra"]) > 0.8
    assert nearest(found["l3_vertebra"], found["l4_vertebra"]) > 0.8
    assert nearest(found["l5_vertebra"], found["hip_bone_right"]) > 5.0


def test_the_facets_of_neighbours_face_each_other_closely() -> None:
    found = bones()
    assert nearest(found["l5_vertebra"], found["sacrum"]) < 3.0
    assert nearest(found["l4_vertebra"], found["l5_vertebra"]) < 3.0
    assert nearest(found["l3_vertebra"], found["l4_vertebra"]) < 3.0


@pytest.mark.parametrize(("upper", "lower"), [("l3_vertebra", "l4_vertebra"), ("l4_vertebra", "l5_vertebra")])
def test_each_facet_joint_is_a_face_and_not_a_point(upper: str, lower: str) -> None:
    points = bones()[upper].points
    gap = MeshSolid(refined_edges(bones()[lower], 1.2)).distance(points)
    close = points[(gap < 3.0) & (points[:, 0] > 5.0)]
    assert np.ptp(close[:, 2]) > 8.0
    assert np.hypot(np.ptp(close[:, 0]), np.ptp(close[:, 1])) > 7.0


def test_the_third_stands_over_the_fourth_by_the_height_of_its_disc(
    standing: tuple[Vertebra, Vertebra, Vertebra],
) -> None:
    plate = standing[1].upper_plate()
    height = (standing[2].bottom - plate.middle) @ plate.up
    assert height.max() == pytest.approx(L3.disc.front_mm, abs=2.0)
    assert height.min() == pytest.approx(L3.disc.back_mm, abs=2.0)


def test_the_third_has_the_longest_and_thinnest_transverse_processes() -> None:
    assert L3.transverse[-1][0] > max(L4.transverse[-1][0], L5.transverse[-1][0])
    assert max(L3.transverse_half_depth) < max(L4.transverse_half_depth)
    assert bones()["l3_vertebra"].points[:, 0].max() > bones()["l4_vertebra"].points[:, 0].max() + 2.0


def test_the_fifth_body_stands_over_the_endplate_by_the_height_of_its_disc(
    standing: tuple[Vertebra, Vertebra, Vertebra],
) -> None:
    fifth = standing[0]
    up, forward = endplate_axes(stations())
    front, back = stations().points("sacrum", ["S1_endplate_00", "S1_endplate_06"])
    height = (fifth.bottom - (front + back) / 2.0) @ up
    # The lower plate need not be as deep as the plate below it.
    assert height.max() == pytest.approx(L5.disc.front_mm, abs=2.0)
    assert height.min() == pytest.approx(L5.disc.back_mm, abs=2.0)
    shift = (fifth.bottom.mean(axis=0) - (front + back) / 2.0) @ forward
    assert abs(shift) < 4.0


def test_the_lumbar_curve_leans_back_from_the_sacrum_up(standing: tuple[Vertebra, Vertebra, Vertebra]) -> None:
    ups = (endplate_axes(stations())[0], *(vertebra.axes[2] for vertebra in standing))
    sacral, fifth, fourth, third = (np.degrees(np.arctan2(up[1], up[2])) for up in ups)
    assert sacral > fifth > fourth > third > -20.0


SHAPED = ((0, "l5_vertebra"), (1, "l4_vertebra"), (2, "l3_vertebra"))


def own_places(vertebra: Vertebra, name: str) -> np.ndarray:
    """The points of a vertebra right, forward and up of its middle."""
    return np.asarray((bones()[name].points - vertebra.middle) @ vertebra.axes.T)


@pytest.mark.parametrize(("number", "name"), SHAPED)
def test_a_body_has_rims_and_a_waist(standing: tuple[Vertebra, Vertebra, Vertebra], number: int, name: str) -> None:
    places = own_places(standing[number], name)
    front = places[(places[:, 1] > 0.0) & (np.abs(places[:, 0]) < 30.0)]
    upper, waist, lower = (
        np.ptp(front[(front[:, 2] > low) & (front[:, 2] < high)], axis=0)
        for low, high in ((9.0, 16.0), (-4.0, -1.0), (-16.0, -9.0))
    )
    for rim in (upper, lower):
        assert 3.0 < rim[0] - waist[0] < 9.0
        assert rim[1] - waist[1] > 1.5


@pytest.mark.parametrize(("number", "name"), SHAPED[1:])
def test_a_transverse_process_tapers_and_is_flattened_from_front_to_back(
    standing: tuple[Vertebra, Vertebra, Vertebra], number: int, name: str
) -> None:
    places, tip = own_places(standing[number], name), standing[number].build.transverse[-1][0]
    near, far = (np.ptp(places[np.abs(places[:, 0] - x) < 1.5], axis=0) for x in (tip - 5.0, tip - 1.0))
    assert near[2] > far[2] + 0.8
    assert near[2] > 1.6 * near[1]


@pytest.mark.parametrize(("number", "name"), SHAPED[1:])
def test_a_spinous_process_is_a_blade_with_a_thicker_end(
    standing: tuple[Vertebra, Vertebra, Vertebra], number: int, name: str
) -> None:
    places = own_places(standing[number], name)
    end, blade = (
        np.ptp(places[(places[:, 1] - places[:, 1].min() > first) & (places[:, 1] - places[:, 1].min() < last)], axis=0)
        for first, last in ((0.5, 5.0), (12.0, 14.0))
    )
    assert end[0] > blade[0] + 1.0
    assert blade[2] > 2.0 * blade[0]


@pytest.mark.parametrize("level", ["L3", "L4"])
def test_the_way_out_of_a_nerve_is_open(level: str) -> None:
    skeleton = placed_skeleton()
    place = skeleton.intervertebral_foramen(level)
    assert BoneContact(bones()).distance(place[None])[0] > 3.5
    # Sideways it stays open, and the pedicles stand above and below it.
    beside = place + np.arange(0.0, 16.0, 3.0)[:, None] * (1.0, 0.0, 0.0)
    assert BoneContact(bones()).distance(beside).min() > 2.0
    for way in (1.0, -1.0):
        up = place + way * np.arange(0.0, 22.0, 1.0)[:, None] * (0.0, 0.0, 1.0)
        assert BoneContact(bones()).distance(up).min() < 0.0


def placed_skeleton() -> Skeleton:
    found = bones()
    return Skeleton(found, {}, stations(), np.zeros((2, 3)))


@pytest.mark.parametrize(("name", "build"), [("l3_vertebra", L3), ("l4_vertebra", L4), ("l5_vertebra", L5)])
def test_the_transverse_processes_end_where_the_table_says(name: str, build: object) -> None:
    tip = build.transverse[-1][0]  # type: ignore[attr-defined]
    assert bones()[name].points[:, 0].max() == pytest.approx(tip, abs=5.0)


def test_the_spinous_processes_point_backwards_in_the_midline() -> None:
    for name in NAMES:
        surface = bones()[name]
        rearmost = surface.points[int(surface.points[:, 1].argmin())]
        assert abs(rearmost[0]) < 4.0
