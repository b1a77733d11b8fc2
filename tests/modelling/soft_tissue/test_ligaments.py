from __future__ import annotations

import numpy as np
import pytest
import pyvista as pv

from anatomy_viewer.modelling.bones.bone_contact import BoneContact
from anatomy_viewer.modelling.soft_tissue.ligaments import BandShape, sheet_shape
from anatomy_viewer.modelling.solids.distance_grid import open_or_branching_edges, signed_volume_mm3
from anatomy_viewer.modelling.solids.surface import Surface
from tests.modelling.placed_courses import assembly, placing

SHEETS = (
    "long_posterior_sacroiliac_ligament",
    "short_posterior_sacroiliac_ligament",
    "sacrotuberous_ligament",
    "sacrospinous_ligament",
    "iliolumbar_ligament",
)
BANDS = (*SHEETS, "interosseous_sacroiliac_ligament")
ATTACHED_MM = 1.5
CUT_MM = 0.5


def straight() -> BandShape:
    sections = [np.array([[5.0, 0.0, z], [-5.0, 0.0, z]]) for z in (0.0, -20.0, -40.0)]
    return sheet_shape(sections, np.full(3, 2.0))


def test_a_straight_band_has_the_width_and_thickness_it_was_given() -> None:
    shape = straight()
    middle = shape.surface.points[np.abs(shape.surface.points[:, 2] + 20.0) < 3.0]
    assert np.ptp(middle[:, 0]) == pytest.approx(10.0, abs=0.1)
    assert np.ptp(middle[:, 1]) == pytest.approx(2.0, abs=0.05)
    assert np.allclose(shape.middle[:, 0], 0.0)
    assert open_or_branching_edges(shape.surface.triangles) == 0
    assert signed_volume_mm3(shape.surface) > 500.0


def test_a_band_is_laid_over_what_stands_in_its_way() -> None:
    round_mesh = pv.Sphere(radius=6.0, center=(0.0, 3.0, -20.0))
    ball = BoneContact({"ball": Surface(round_mesh.points, round_mesh.faces.reshape(-1, 4)[:, 1:])})
    sections = [np.array([[5.0, 0.0, z], [-5.0, 0.0, z]]) for z in (0.0, -20.0, -40.0)]
    shape = sheet_shape(sections, np.full(3, 2.0), ball)
    assert ball.distance(straight().surface.points).min() < -2.0
    assert ball.distance(shape.surface.points).min() > -CUT_MM
    assert np.allclose(shape.nets[0][[0, -1]], straight().nets[0][[0, -1]])


def test_an_end_is_brought_onto_the_bone() -> None:
    sections = [np.array([[5.0, 0.0, z], [-5.0, 0.0, z]]) for z in (0.0, -20.0, -40.0)]
    shape = sheet_shape(sections, np.full(3, 2.0), None, (lambda places: places + np.array([0.0, 4.0, 0.0]), None))
    assert np.allclose(shape.nets[0][0, :, 1], 4.0)
    assert np.allclose(shape.nets[0][-1, :, 1], 0.0)


@pytest.mark.parametrize("band", BANDS)
def test_ligaments_are_closed_and_wound_outward(band: str) -> None:
    surface = placing().band(band).surface
    assert open_or_branching_edges(surface.triangles) == 0
    assert signed_volume_mm3(surface) > 0.0


def bones_named(band: str, bundle: int, end: int) -> dict[str, Surface]:
    section = placing().rules.bands[band].bundles[bundle][end]
    names = [place.on for place in section.across]
    assert all(names), f"an end of {band} names no bone"
    return {key: surface for name in names for key, surface in placing().bone(name).items()}


@pytest.mark.parametrize("end", [0, -1])
@pytest.mark.parametrize("band", SHEETS)
def test_both_ends_of_a_ligament_lie_on_the_bones_it_names(band: str, end: int) -> None:
    for number, net in enumerate(placing().band(band).nets):
        contact = BoneContact(bones_named(band, number, end))
        assert np.abs(contact.distance(net[end])).max() < ATTACHED_MM


def test_the_sheets_end_on_the_bones_of_the_textbook() -> None:
    def ends(band: str) -> tuple[set[str], ...]:
        bundles = placing().rules.bands[band].bundles
        return tuple({place.on for place in bundle[end].across} for bundle in bundles for end in (0, -1))

    assert ends("long_posterior_sacroiliac_ligament") == ({"hip_bone"}, {"sacrum"})
    assert ends("short_posterior_sacroiliac_ligament") == ({"hip_bone"}, {"sacrum"})
    assert ends("sacrotuberous_ligament") == ({"hip_bone", "sacrum", "coccyx"}, {"hip_bone"})
    assert ends("sacrospinous_ligament") == ({"sacrum", "coccyx"}, {"hip_bone"})
    assert ends("iliolumbar_ligament") == ({"l5_vertebra"}, {"hip_bone"}, {"l4_vertebra"}, {"hip_bone"})


@pytest.mark.parametrize("band", SHEETS)
def test_the_middle_of_a_ligament_cuts_through_no_bone(band: str) -> None:
    shape = placing().band(band)
    start = 0
    for net in shape.nets:
        rows, columns, _ = net.shape
        faces = shape.surface.points[start : start + 2 * rows * columns].reshape(2, rows, columns, 3)
        start += 2 * rows * columns
        rooted = max(2, round(0.15 * rows))
        middle = faces[:, rooted : rows - rooted].reshape(-1, 3)
        assert placing().bones.distance(middle).min() > -CUT_MM
    assert start == len(shape.surface.points)


def test_the_interosseous_ligament_fills_the_cleft_against_both_bones() -> None:
    points = placing().band("interosseous_sacroiliac_ligament").surface.points
    for name in ("hip_bone", "sacrum"):
        gap = BoneContact(placing().bone(name)).distance(points)
        assert gap.min() > -0.2
        assert (gap < 0.8).mean() > 0.15
    assert points[:, 1].min() > placing().anchor("psis")[1]


def test_the_long_ligament_has_its_published_length_thickness_and_slope() -> None:
    shape = placing().band("long_posterior_sacroiliac_ligament")
    way = shape.middle[-1] - shape.middle[0]
    assert np.linalg.norm(way) == pytest.approx(37.9, abs=2.4)
    assert shape.thickness_mm.mean() == pytest.approx(1.57, abs=0.01)
    assert np.degrees(np.arctan2(-way[0], -way[2])) == pytest.approx(18.5, abs=6.0)


def test_the_long_ligament_lies_behind_the_upper_middle_nerve() -> None:
    nerve = placing().path("middle_cluneal_nerve_upper_branch")
    point = placing().point("mcn_1")
    passed = nerve[np.linalg.norm(nerve - point, axis=1).argmin()]
    ligament = BoneContact({"band": placing().band("long_posterior_sacroiliac_ligament").surface})
    back = ligament.back_of(float(passed[0]), float(passed[2]))
    assert back is not None
    assert back < passed[1]


def widths(net: np.ndarray) -> np.ndarray:
    return np.linalg.norm(np.diff(net, axis=1), axis=2).sum(axis=1)


def test_the_sacrotuberous_ligament_is_a_fan_that_narrows_and_widens_again() -> None:
    wide = widths(placing().band("sacrotuberous_ligament").nets[0])
    waist = int(wide.argmin())
    assert wide[0] > 3.0 * wide[waist]
    assert wide[-1] > 1.5 * wide[waist]
    assert 0.4 < waist / len(wide) < 0.9


def test_the_sacrospinous_ligament_is_a_triangle_in_front_of_the_sacrotuberous() -> None:
    net = placing().band("sacrospinous_ligament").nets[0]
    wide = widths(net)
    assert wide[0] > 2.5 * wide[-1]
    behind = BoneContact({"band": placing().band("sacrotuberous_ligament").surface})
    crossing = [(place, behind.back_of(place[0], place[2])) for place in net[2:].reshape(-1, 3)]
    over = [place[1] - back for place, back in crossing if back is not None]
    assert len(over) > 5
    assert min(over) > 0.0


@pytest.mark.parametrize("band", BANDS)
def test_both_sides_mirror(band: str) -> None:
    right, left = (assembly().surfaces[f"{band}_{side}"] for side in ("right", "left"))
    assert np.array_equal(right.points * (-1.0, 1.0, 1.0), left.points)


def test_all_ligaments_together_keep_their_budget() -> None:
    assert 2 * sum(len(placing().band(band).surface.triangles) for band in BANDS) <= 9_000
