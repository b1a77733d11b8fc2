from __future__ import annotations

from functools import cache

import numpy as np

from anatomy_viewer.modelling.soft_tissue.fat import BARE_MM, COLUMNS, ROWS, THICKEST_MM, build_fat, fat_body
from anatomy_viewer.modelling.solids.distance_grid import open_or_branching_edges, signed_volume_mm3
from anatomy_viewer.modelling.solids.quick_contact import QuickContact
from anatomy_viewer.modelling.solids.surface import Surface, closest_points
from tests.modelling.placed_courses import assembly, placing

UNDER = ("gluteal_fascia_right", "gluteus_maximus_right", "gluteus_medius_right", "thoracolumbar_fascia_right")


@cache
def fat() -> Surface:
    return build_fat(placing(), assembly().surfaces)["superficial_fat"]


def faces() -> tuple[np.ndarray, np.ndarray]:
    """The outer and the inner face, as many points each, one under the other."""
    half = len(fat().points) // 2
    return fat().points[:half], fat().points[half:]


def test_it_is_closed_wound_outward_painted_and_small() -> None:
    assert open_or_branching_edges(fat().triangles) == 0
    assert signed_volume_mm3(fat()) > 500_000.0
    assert fat().colours is not None
    assert len(fat().triangles) < 9_000


def test_its_outer_face_lies_just_under_the_skin() -> None:
    outer, _ = faces()
    skin = assembly().surfaces["skin"]
    gap = QuickContact([skin]).nearest(outer)[0]
    assert gap.max() < -1.5
    depth = np.linalg.norm(closest_points(skin, outer) - outer, axis=1)
    assert np.median(depth) < 3.5
    assert np.quantile(depth, 0.9) < 6.0


def test_nothing_deeper_enters_it() -> None:
    body = QuickContact([fat()])
    for name in UNDER:
        gap = body.nearest(assembly().surfaces[name].points)[0]
        assert gap.min() > -2.5, name
        assert (gap < -0.5).mean() < 0.02, name


def test_its_thickness_is_what_lies_between() -> None:
    outer, inner = faces()
    thick = np.linalg.norm(outer - inner, axis=1)
    assert thick.min() > 0.5
    assert thick.max() < THICKEST_MM + 3.0
    over = (outer[:, 2] < -40.0) & (outer[:, 2] > -110.0) & (outer[:, 0] > 40.0) & (outer[:, 0] < 100.0)
    assert 8.0 < np.median(thick[over]) < 40.0


def test_where_the_model_has_nothing_under_the_skin_it_is_as_thick_as_told() -> None:
    turn = np.linspace(0.0, 2.0 * np.pi, 120, endpoint=False)
    heights = np.linspace(-60.0, 60.0, 40)
    round_ = np.stack(
        np.broadcast_arrays(60.0 + 60.0 * np.cos(turn)[:, None], 60.0 * np.sin(turn)[:, None], heights[None, :]),
        axis=-1,
    )
    number = np.arange(round_.shape[0] * round_.shape[1]).reshape(round_.shape[:2])
    a, b = number[:, :-1], np.roll(number, -1, axis=0)[:, :-1]
    c, d = number[:, 1:], np.roll(number, -1, axis=0)[:, 1:]
    sides = np.concatenate([np.stack([a, b, c], -1).reshape(-1, 3), np.stack([b, d, c], -1).reshape(-1, 3)])
    tube = Surface(round_.reshape(-1, 3), sides)
    speck = Surface(np.array([[60.0, 0.0, 0.0], [61.0, 0.0, 0.0], [60.0, 1.0, 0.0]]), np.array([[0, 1, 2]]))
    body = fat_body(tube, QuickContact([speck]), np.array([60.0, 0.0]))
    half = len(body.points) // 2
    far = np.hypot(body.points[:, 0] - 60.0, body.points[:, 1])
    away = (np.abs(body.points[:half, 2]) > 40.0) & (body.points[:half, 0] > 15.0)
    assert np.abs(far[:half][away] - far[half:][away] - (BARE_MM - 2.4)).max() < 2.5


def test_it_stays_on_its_side_and_meets_its_mirror_image_behind_the_sacrum() -> None:
    assert fat().points[:, 0].min() >= 0.0
    outer, _ = faces()
    behind = outer[(outer[:, 2] > -60.0) & (outer[:, 2] < 0.0)]
    assert behind[:, 0].min() < 1.0


def test_its_inner_face_has_no_ledges_that_would_show_through_it_as_folds() -> None:
    """A ledge has two edges at which the net turns by more than a right angle, or nearly."""
    net = faces()[1].reshape(ROWS, COLUMNS, 3)
    across, along = np.diff(net, axis=1), np.diff(net, axis=0)
    normal = np.cross(across[:-1], along[:, :-1])
    normal /= np.linalg.norm(normal, axis=2, keepdims=True)
    turned = [(normal[1:] * normal[:-1]).sum(axis=2), (normal[:, 1:] * normal[:, :-1]).sum(axis=2)]
    assert sum(int((turn < 0.2).sum()) for turn in turned) <= 4
