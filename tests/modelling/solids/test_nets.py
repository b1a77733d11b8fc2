from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.modelling.solids.distance_grid import open_or_branching_edges, signed_volume_mm3
from anatomy_viewer.modelling.solids.nets import between, capped_rings, outward

LOW = np.stack(np.meshgrid(np.arange(4.0), np.arange(3.0), [0.0], indexing="ij"), axis=-1)[:, :, 0]
HIGH = LOW + np.array([0.0, 0.0, 2.0])
SQUARE = np.array([[1.0, 1, 0], [-1, 1, 0], [-1, -1, 0], [1, -1, 0]])


@pytest.mark.parametrize(("low", "high"), [(LOW, HIGH), (HIGH, LOW)])
def test_the_faces_of_a_sheet_are_joined_all_round(low: np.ndarray, high: np.ndarray) -> None:
    surface = between(low, high)
    assert open_or_branching_edges(surface.triangles) == 0
    assert signed_volume_mm3(surface) == pytest.approx(3.0 * 2.0 * 2.0)


def test_rings_are_closed_at_both_ends_by_fans() -> None:
    surface = outward(capped_rings(np.array([SQUARE, SQUARE + np.array([0.0, 0.0, 5.0])])))
    assert open_or_branching_edges(surface.triangles) == 0
    assert signed_volume_mm3(surface) == pytest.approx(20.0)


def test_a_surface_wound_inward_is_turned_and_no_other() -> None:
    surface = between(LOW, HIGH)
    turned = outward(type(surface)(surface.points, surface.triangles[:, ::-1]))
    assert np.array_equal(turned.triangles, surface.triangles)
    assert outward(surface) is surface
