from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.modelling.distance_grid import (
    MeshSolid,
    euler_characteristic,
    open_or_branching_edges,
    signed_volume_mm3,
)
from anatomy_viewer.modelling.sacrum import endplate_axes, refined_edges
from anatomy_viewer.modelling.surface import Surface
from anatomy_viewer.modelling.vertebra import L4, L5, Vertebra, build_vertebra, stand_on_sacrum
from tests.modelling.finished_bones import bones, stations

NAMES = ("l4_vertebra", "l5_vertebra")


@pytest.fixture(scope="module")
def standing() -> tuple[Vertebra, Vertebra]:
    return stand_on_sacrum(stations())


@pytest.mark.parametrize("name", NAMES)
def test_a_vertebra_is_closed_with_its_canal_as_the_only_hole(name: str) -> None:
    surface = bones()[name]
    assert open_or_branching_edges(surface.triangles) == 0
    assert euler_characteristic(surface) == 0
    assert signed_volume_mm3(surface) > 0.0
    assert len(surface.triangles) <= 12_000


def test_the_same_stations_give_the_same_vertebra(standing: tuple[Vertebra, Vertebra]) -> None:
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
    assert nearest(found["l5_vertebra"], found["hip_bone_right"]) > 5.0


def test_the_facets_of_neighbours_face_each_other_closely() -> None:
    found = bones()
    assert nearest(found["l5_vertebra"], found["sacrum"]) < 3.0
    assert nearest(found["l4_vertebra"], found["l5_vertebra"]) < 3.0


def test_the_fifth_body_stands_over_the_endplate_by_the_height_of_its_disc(
    standing: tuple[Vertebra, Vertebra],
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


def test_the_lumbar_curve_leans_back_from_the_sacrum_up(standing: tuple[Vertebra, Vertebra]) -> None:
    fifth, fourth = standing
    sacral, lower, upper = (
        np.degrees(np.arctan2(up[1], up[2])) for up in (endplate_axes(stations())[0], fifth.axes[2], fourth.axes[2])
    )
    assert sacral > lower > upper > -15.0


@pytest.mark.parametrize(("name", "build"), [("l4_vertebra", L4), ("l5_vertebra", L5)])
def test_the_transverse_processes_end_where_the_table_says(name: str, build: object) -> None:
    tip = build.transverse[-1][0]  # type: ignore[attr-defined]
    assert bones()[name].points[:, 0].max() == pytest.approx(tip, abs=5.0)


def test_the_spinous_processes_point_backwards_in_the_midline() -> None:
    for name in NAMES:
        surface = bones()[name]
        rearmost = surface.points[int(surface.points[:, 1].argmin())]
        assert abs(rearmost[0]) < 4.0
