from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.modelling.soft_tissue.skin import ASIS_DEPTH_MM, PSIS_DEPTH_MM, skin_tones
from anatomy_viewer.modelling.soft_tissue.skin_places import skin_depth_mm
from anatomy_viewer.modelling.solids.distance_grid import open_or_branching_edges
from anatomy_viewer.modelling.solids.surface import Surface, closest_points
from tests.modelling.placed_courses import assembly, skeleton, skin

COVERS = ("skin", "territory", "on_skin")


def inside() -> dict[str, Surface]:
    return {
        name: surface
        for name, surface in assembly().surfaces.items()
        if not name.startswith("skin") and "territory" not in name and "_on_skin_" not in name
    }


def within_the_cuts(points: np.ndarray) -> np.ndarray:
    low, high = skin().surface.points[:, 2].min(), skin().surface.points[:, 2].max()
    return points[(points[:, 2] > low + 1.0) & (points[:, 2] < high - 1.0)]


@pytest.mark.parametrize(("landmark", "depth_mm"), [("psis", PSIS_DEPTH_MM), ("asis", ASIS_DEPTH_MM)])
@pytest.mark.parametrize("side", ["right", "left"])
def test_the_published_depth_is_met_the_shortest_way(landmark: str, depth_mm: float, side: str) -> None:
    place = skeleton().landmarks[f"{landmark}_{side}"]
    assert skin_depth_mm(skin().surface, place) == pytest.approx(depth_mm, abs=1.0)


def test_everything_lies_at_least_two_millimetres_under_the_skin() -> None:
    for name, surface in inside().items():
        if name.startswith("superficial_fat"):  # it reaches up to the skin: test_fat
            continue
        points = within_the_cuts(surface.points)
        at, normal = skin().nearest(points)
        # Deep inside the nearest skin may lie on the far side of a fold, where the normal tells nothing.
        depth = ((at - points) * normal).sum(axis=1)
        near = np.linalg.norm(at - points, axis=1) < 25.0
        if near.any():
            assert depth[near].min() > 1.9, name


def test_the_skin_is_the_same_on_both_sides() -> None:
    points = skin().surface.points
    mirrored = points * (-1.0, 1.0, 1.0)
    order, other = np.lexsort(points.round(6).T), np.lexsort(mirrored.round(6).T)
    assert np.allclose(points[order], mirrored[other], atol=1e-6)


def test_the_skin_is_one_sheet_with_three_straight_cuts_and_faces_outwards() -> None:
    surface = skin().surface
    assert 7_000 <= len(surface.triangles) <= 10_500
    points = surface.points
    low, high = points[:, 2].min(), points[:, 2].max()
    tuberosity = skeleton().landmarks["ischial_tuberosity_right"]
    assert low == pytest.approx(tuberosity[2] - 100.0, abs=0.5)
    assert high > skeleton().bones["l3_vertebra"].points[:, 2].max()
    centre = np.array([0.0, 60.0, -20.0])
    outward = ((points - centre) * surface.normals()).sum(axis=1)
    assert (outward > 0.0).mean() > 0.9
    # Only edges in the planes of the cuts are open.
    directed = np.concatenate([surface.triangles[:, [a, b]] for a, b in ((0, 1), (1, 2), (2, 0))]).astype(np.int64)
    code = directed[:, 0] * len(points) + directed[:, 1]
    lonely = directed[~np.isin(code, directed[:, 1] * len(points) + directed[:, 0])]
    assert len(lonely) == open_or_branching_edges(surface.triangles) // 2 or len(lonely) > 0
    heights = points[lonely][..., 2]
    assert (np.minimum(abs(heights - low), abs(heights - high)) < 1e-6).all()


def test_the_skin_dips_over_the_psis() -> None:
    psis = skeleton().landmarks["psis_right"]
    dimple = skin().above(psis)[0]
    across = np.cross(dimple.normal, (0.0, 0.0, 1.0))
    across /= np.linalg.norm(across)
    up = np.cross(across, dimple.normal)
    turn = np.linspace(0.0, 2.0 * np.pi, 12, endpoint=False)
    ring = dimple.at + 20.0 * (np.cos(turn)[:, None] * across + np.sin(turn)[:, None] * up)
    at, _ = skin().nearest(ring)
    assert ((at - dimple.at) @ dimple.normal).mean() > 0.8


def behind(x_mm: float, z_mm: float) -> float:
    """Return the y of the skin seen from behind."""
    at, _, met = skin().first_met(np.array([[x_mm, -300.0, z_mm]]), np.array([0.0, 1.0, 0.0]))
    assert met[0]
    return float(at[0, 1])


def test_there_are_a_furrow_a_cleft_and_a_fold() -> None:
    fourth = skeleton().lumbar_level("L4")[2]
    assert behind(0.0, fourth) > behind(32.0, fourth) + 3.0
    coccyx = skeleton().landmarks["coccyx_tip"]
    assert behind(0.0, coccyx[2]) > behind(60.0, coccyx[2]) + 25.0
    tuberosity = skeleton().landmarks["ischial_tuberosity_right"]
    line = np.array([behind(tuberosity[0], z) for z in np.arange(tuberosity[2] - 60.0, tuberosity[2] + 40.0, 2.0)])
    assert line.max() - line[-1] > 25.0
    assert tuberosity[2] - 40.0 < tuberosity[2] - 60.0 + 2.0 * np.diff(-line).argmax() < tuberosity[2] + 5.0


def test_the_way_out_to_the_skin_runs_along_its_normal() -> None:
    for name in ("ischial_tuberosity_right", "iliac_tubercle_left"):
        place = skeleton().landmarks[name]
        point = skin().above(place)[0]
        outward = (point.at - place) / point.depth_mm
        assert outward @ point.normal > 0.9
        assert closest_points(skin().surface, place[None])[0] == pytest.approx(point.at, abs=1e-3)


def test_tones_are_darker_where_less_sky_is_seen() -> None:
    tones = skin_tones(np.array([0.2, 0.5, 0.95])).astype(int).sum(axis=1)
    assert tones[0] < tones[1] < tones[2]
