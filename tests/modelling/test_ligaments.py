from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.modelling.distance_grid import open_or_branching_edges, signed_volume_mm3
from anatomy_viewer.modelling.ligaments import band_shape
from tests.modelling.placed_courses import assembly, placing, skeleton

BANDS = ("long_posterior_sacroiliac_ligament", "sacrotuberous_ligament")


def test_a_straight_band_has_the_width_and_thickness_it_was_given() -> None:
    first = np.array([[5.0, 0.0, 0.0], [5.0, 0.0, -20.0], [5.0, 0.0, -40.0]])
    shape = band_shape(first, first * (-1.0, 1.0, 1.0), np.full(3, 2.0))
    middle = shape.surface.points[np.abs(shape.surface.points[:, 2] + 20.0) < 3.0]
    assert np.ptp(middle[:, 0]) == pytest.approx(10.0, abs=0.1)
    assert np.ptp(middle[:, 1]) == pytest.approx(2.0, abs=0.15)
    assert np.allclose(shape.middle[:, 0], 0.0)


@pytest.mark.parametrize("band", BANDS)
def test_ligaments_are_closed_and_wound_outward(band: str) -> None:
    surface = placing().band(band).surface
    assert open_or_branching_edges(surface.triangles) == 0
    assert signed_volume_mm3(surface) > 0.0


def test_the_long_ligament_has_its_published_length_thickness_and_slope() -> None:
    shape = placing().band("long_posterior_sacroiliac_ligament")
    way = shape.middle[-1] - shape.middle[0]
    assert np.linalg.norm(way) == pytest.approx(37.9, abs=2.4)
    assert shape.thickness_mm.mean() == pytest.approx(1.57, abs=0.01)
    assert np.degrees(np.arctan2(-way[0], -way[2])) == pytest.approx(18.5, abs=6.0)


@pytest.mark.parametrize(
    ("band", "upper", "lower"),
    [
        ("long_posterior_sacroiliac_ligament", "hip_bone_right", "sacrum"),
        ("sacrotuberous_ligament", "sacrum", "hip_bone_right"),
    ],
)
def test_ligaments_reach_the_bones_they_join(band: str, upper: str, lower: str) -> None:
    shape = placing().band(band)
    for name, end in ((upper, slice(0, 60)), (lower, slice(-60, None))):
        bone = skeleton().bones[name].points
        ring = shape.surface.points[end]
        assert np.linalg.norm(ring[:, None] - bone[None], axis=2).min() < 2.5


def test_the_sacrotuberous_ligament_is_narrowest_between_its_ends() -> None:
    points = placing().band("sacrotuberous_ligament").surface.points[:-2].reshape(-1, 14, 3)
    width = np.linalg.norm(points[:, 0] - points[:, 7], axis=1)
    waist = int(width[4:-4].argmin()) + 4
    assert width[4] > 2.0 * width[waist]


@pytest.mark.parametrize("band", BANDS)
def test_both_sides_mirror(band: str) -> None:
    right, left = (assembly().surfaces[f"{band}_{side}"] for side in ("right", "left"))
    assert np.array_equal(right.points * (-1.0, 1.0, 1.0), left.points)
