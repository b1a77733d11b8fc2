"""Faults of meshes: mended and counted, or refused."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.modelling.imported.mending import NotASurface, mended
from anatomy_viewer.modelling.solids.distance_grid import open_or_branching_edges, signed_volume_mm3
from anatomy_viewer.modelling.solids.surface import Surface

from .bringing import small

BONE = "hip_bone_right"


def loose(surface: Surface) -> Surface:
    """The triangles alone, each with points of its own, as STL has them."""
    corners = surface.points[surface.triangles].reshape(-1, 3)
    return Surface(corners, np.arange(len(corners)).reshape(-1, 3))


def check_whole(surface: Surface, volume: float, within: float = 0.01) -> None:
    assert open_or_branching_edges(surface.triangles) == 0
    assert signed_volume_mm3(surface) == pytest.approx(volume, rel=within)


def faulty(kind: str) -> Surface:
    bone = small(BONE)
    triangles = bone.triangles.copy()
    if kind == "loose":
        return loose(bone)
    if kind == "written with five digits":
        return Surface(np.round(loose(bone).points * 1e-3, 5), loose(bone).triangles)
    if kind == "flipped":
        triangles[::9] = triangles[::9, ::-1]
    elif kind == "inside out":
        triangles = triangles[:, ::-1]
    elif kind == "double":
        triangles = np.vstack([triangles, triangles[:40], triangles[40:50, ::-1]])
    elif kind == "holes":
        triangles = np.delete(triangles, [10, 700, 1900], axis=0)
    elif kind == "branching":
        triangles = np.vstack([triangles, [[*triangles[0, :2], triangles[900, 0]]]])
    return Surface(bone.points, triangles)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("loose", []),
        ("written with five digits", None),
        ("flipped", ["278 flipped faces turned"]),
        ("inside out", ["turned right side out"]),
        ("double", ["50 duplicate faces taken away"]),
        ("holes", ["3 holes closed"]),
        ("branching", ["1 edge between more than two faces parted"]),
    ],
)
def test_what_can_be_mended_is_mended_and_told(kind: str, told: list[str] | None) -> None:
    surface = faulty(kind)
    found = mended(surface)
    scale = 1e-9 if kind.startswith("written") else 1.0
    check_whole(found.pieces[0].surface, signed_volume_mm3(small(BONE)) * scale)
    assert len(found.pieces) == 1
    if told is not None:
        assert found.faults() == told


def test_pieces_come_apart_the_largest_first() -> None:
    bone, island = small("sacrum"), small("coccyx")
    both = Surface(
        np.vstack([island.points, bone.points]), np.vstack([island.triangles, bone.triangles + len(island.points)])
    )
    volumes = [piece.volume for piece in mended(both).pieces]
    assert volumes == pytest.approx([signed_volume_mm3(bone), signed_volume_mm3(island)])


def test_solids_that_share_an_edge_come_apart_whole() -> None:
    cube = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)], dtype=float)
    quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    faces = np.array([face for a, b, c, d in quads for face in ((a, b, c), (a, c, d))])
    two = Surface(np.vstack([cube, cube + np.array([1.0, 1.0, 0.0])]), np.vstack([faces, faces + 8]))
    found = mended(two)
    assert [piece.volume for piece in found.pieces] == pytest.approx([1.0, 1.0])
    assert all(open_or_branching_edges(piece.surface.triangles) == 0 for piece in found.pieces)
    assert (found.branching_edges, found.flipped_faces) == (1, 0)


def test_a_cut_bone_gets_lids_that_are_flat() -> None:
    bone = small(BONE)
    middle = bone.points[bone.triangles].mean(axis=1)[:, 2]
    (piece, *_) = mended(Surface(bone.points, bone.triangles[middle < 20.0])).pieces
    assert open_or_branching_edges(piece.surface.triangles) == 0
    assert piece.hole_share > 0.02
    assert piece.surface.points[:, 2].max() < 30.0


@pytest.mark.parametrize(
    ("surface", "why"),
    [
        (Surface(np.zeros((0, 3)), np.zeros((0, 3))), "no triangles"),
        (Surface(np.array([[0.0, 0, np.nan], [1, 0, 0], [0, 1, 0]]), np.array([[0, 1, 2]])), "no numbers"),
        (
            Surface(
                loose(small("coccyx")).points
                + np.random.default_rng(1).normal(0, 2, (2000, 1, 3)).repeat(3, 1).reshape(-1, 3),
                loose(small("coccyx")).triangles,
            ),
            "100% of its edges belong to one triangle only",
        ),
    ],
)
def test_what_encloses_nothing_is_refused(surface: Surface, why: str) -> None:
    with pytest.raises(NotASurface, match=why):
        mended(surface)
