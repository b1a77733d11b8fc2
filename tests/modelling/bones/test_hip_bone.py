"""The hip bone is one closed surface with the openings, hollows, thicknesses and knobs of a hip bone."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial import cKDTree

from anatomy_viewer.modelling.bones.hip_bone import (
    BONE,
    OBTURATOR_RIM,
    OBTURATOR_SECTIONS,
    SHARPENED,
    build_hip_bone,
    hip_cage,
    hip_curves,
    sharpened,
)
from anatomy_viewer.modelling.bones.landmarks import acetabulum
from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.solids.subdivision import edges_of
from anatomy_viewer.modelling.solids.surface import Surface


def thickness_mm(surface: Surface, place: np.ndarray) -> float:
    """Straight through the bone, from the surface's point nearest to a place, against its normal."""
    number = int(((surface.points - place) ** 2).sum(axis=1).argmin())
    start, inward = surface.points[number], -surface.normals()[number]
    hits, _ = surface.to_polydata().ray_trace(start + 0.05 * inward, start + 80.0 * inward)
    return float(np.linalg.norm(hits[0] - start))


def piercing_edges(surface: Surface) -> int:
    """How many edges go through triangles that they do not touch."""
    points, triangles = surface.points, surface.triangles
    ends = edges_of(triangles).ends
    centres, middles = points[triangles].mean(axis=1), points[ends].mean(axis=1)
    radius = np.linalg.norm(points[triangles] - centres[:, None], axis=2).max(axis=1)
    half = np.linalg.norm(points[ends[:, 0]] - points[ends[:, 1]], axis=1) / 2
    tree = cKDTree(centres)
    count = 0
    for block in np.array_split(np.arange(len(ends)), 1 + len(ends) // 2000):
        near = tree.query_ball_point(middles[block], half[block] + np.quantile(radius, 0.9995))
        edge = np.repeat(block, [len(found) for found in near])
        face = np.concatenate([np.array(found, dtype=int) for found in near])
        close = ((middles[edge] - centres[face]) ** 2).sum(axis=1) <= (half[edge] + radius[face]) ** 2
        edge, face = edge[close], face[close]
        apart = ~(triangles[face][:, :, None] == ends[edge][:, None, :]).any(axis=(1, 2))
        edge, face = edge[apart], face[apart]
        start, step = points[ends[edge, 0]], points[ends[edge, 1]] - points[ends[edge, 0]]
        a, b, c = (points[triangles[face, k]] for k in range(3))
        normal = np.cross(b - a, c - a)
        slope = (step * normal).sum(axis=1)
        steep = np.abs(slope) > 1e-12
        share = ((a - start) * normal).sum(axis=1) / np.where(steep, slope, 1.0)
        hit = start + share[:, None] * step
        through = steep & (share > 0) & (share < 1)
        for one, other in ((a, b), (b, c), (c, a)):
            through &= (np.cross(other - one, hit - one) * normal).sum(axis=1) > 0
        count += int(through.sum())
    return count


def test_the_cage_is_closed_with_one_hole_through_it(model_stations: Stations) -> None:
    points, triangles = hip_cage(model_stations).finished()
    assert len(points) - len(edges_of(triangles).ends) + len(triangles) == 0


def test_every_curve_runs_along_edges_of_the_cage(model_stations: Stations) -> None:
    cage = hip_cage(model_stations)
    edges = {tuple(end) for end in edges_of(cage.finished()[1]).ends.tolist()}
    for names, closed, _ in hip_curves():
        numbers = [cage.numbers[name] for name in names]
        for a, b in zip(numbers, numbers[1:] + (numbers[:1] if closed else []), strict=False):
            assert (min(a, b), max(a, b)) in edges, (cage.names[a], cage.names[b])


def test_the_surface_is_closed_with_the_obturator_foramen_as_its_only_hole(right_hip_bone: Surface) -> None:
    edges = edges_of(right_hip_bone.triangles)
    assert len(right_hip_bone.points) - len(edges.ends) + len(right_hip_bone.triangles) == 0


def test_the_surface_faces_outward(right_hip_bone: Surface) -> None:
    a, b, c = (right_hip_bone.points[right_hip_bone.triangles[:, k]] for k in range(3))
    assert np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6 > 200_000


def test_the_surface_does_not_cross_itself(right_hip_bone: Surface) -> None:
    assert piercing_edges(right_hip_bone) == 0


def test_a_fold_would_be_noticed() -> None:
    points = np.array([[0, 0, 0], [10, 0, 0], [0, 10, 0], [2, 2, 8], [2, 2, 20]], dtype=float)
    tent = np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3], [2, 0, 3]])
    assert piercing_edges(Surface(points[[0, 1, 2, 3]], tent)) == 0
    pushed = np.vstack([points[[0, 1, 2, 3]], points[[0, 1, 2, 4]] - (0.5, 0.5, 4.0)])
    assert piercing_edges(Surface(pushed, np.vstack([tent, tent + 4]))) > 0


def test_the_surface_passes_near_its_stations(right_hip_bone: Surface, model_stations: Stations) -> None:
    wanted = sharpened(model_stations)
    names = [name for name in hip_cage(model_stations).names if not name.startswith("acetabular")]
    gap = cKDTree(right_hip_bone.points).query(wanted.points(BONE, names))[0]
    assert gap.mean() < 0.8
    assert np.quantile(gap, 0.95) < 1.5


def test_the_acetabulum_is_a_cup_of_an_adults_radius(right_hip_bone: Surface, model_stations: Stations) -> None:
    centre, radius_mm = acetabulum(right_hip_bone, model_stations)
    assert 22.0 <= radius_mm <= 26.0
    rim = model_stations.points(BONE, [f"acetabular_rim_{k:02d}" for k in (0, 2, 8, 10)])
    floor = model_stations.point(BONE, "acetabular_floor_centre")
    inward = (floor - centre) / np.linalg.norm(floor - centre)
    depth = (rim - centre) @ inward
    assert radius_mm - depth.mean() > 15.0


def test_the_acetabular_fossa_lies_below_the_sphere(right_hip_bone: Surface, model_stations: Stations) -> None:
    centre, radius_mm = acetabulum(right_hip_bone, model_stations)
    for name, least, most in (
        ("acetabular_floor_centre", 1.5, 4.0),
        ("acetabular_wall_00", -1.0, 1.5),
        ("acetabular_wall_09", -1.0, 1.5),
    ):
        away = model_stations.point(BONE, name) - centre
        along = away / np.linalg.norm(away)
        arms = right_hip_bone.points - centre
        length = np.linalg.norm(arms, axis=1)
        nearby = (arms @ along / length > np.cos(0.1)) & (length < 28.5)
        assert least < length[nearby].mean() - radius_mm < most, name


def test_the_obturator_foramen_is_open_and_of_an_adults_size(right_hip_bone: Surface, model_stations: Stations) -> None:
    rim = model_stations.points(BONE, [*(f"{section}_0" for section in OBTURATOR_SECTIONS), *OBTURATOR_RIM])
    centre, axes = rim.mean(axis=0), np.linalg.svd(rim - rim.mean(axis=0))[2]
    mesh = right_hip_bone.to_polydata()

    def blocked(along_mm: float, direction: np.ndarray) -> bool:
        place = centre + along_mm * direction
        return len(mesh.ray_trace(place - 60 * axes[2], place + 60 * axes[2])[0]) > 0

    spans = []
    for angle in np.radians(np.arange(0, 180, 15)):
        direction = np.cos(angle) * axes[0] + np.sin(angle) * axes[1]
        reach = [next(step for step in range(60) if blocked(way * step, direction)) for way in (1, -1)]
        spans.append(sum(reach))
    assert 46 <= max(spans) <= 57
    assert 31 <= min(spans) <= 41


def test_the_wing_is_thin_in_its_fossa_and_thick_at_the_tubercle(
    right_hip_bone: Surface, model_stations: Stations
) -> None:
    middle = min(
        thickness_mm(right_hip_bone, model_stations.point(BONE, f"lateral_u{u}_v{v}")) for u in (4, 5) for v in (2, 3)
    )
    assert 4.8 <= middle <= 8.0
    lips = sharpened(model_stations).points(BONE, ["crest_03_outer_lip", "crest_03_inner_lip"])
    assert 16.6 <= np.linalg.norm(lips[0] - lips[1]) <= 26.2


def test_the_symphyseal_faces_leave_room_for_the_disc(right_hip_bone: Surface) -> None:
    width_mm = 2 * right_hip_bone.points[:, 0].min()
    assert 4.6 - 1.6 <= width_mm <= 4.8 + 2.3


def test_sharpening_moves_each_named_station_by_its_amount_and_no_other(model_stations: Stations) -> None:
    moved = sharpened(model_stations)
    amounts = {name: amount_mm for name, amount_mm, _, _ in SHARPENED}
    for station in model_stations.items:
        gap = float(np.linalg.norm(moved.point(station.bone, station.name) - station.position))
        wanted = amounts.get(station.name, 0.0) if station.bone == BONE else 0.0
        assert gap == pytest.approx(wanted, abs=1e-9), station.name


def test_the_same_stations_give_the_same_bytes(right_hip_bone: Surface, model_stations: Stations) -> None:
    again = build_hip_bone(model_stations)
    assert again.points.tobytes() == right_hip_bone.points.tobytes()
    assert again.triangles.tobytes() == right_hip_bone.triangles.tobytes()
