from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.modelling.bones.coccyx import LENGTH_MM, build_coccyx, chain
from anatomy_viewer.modelling.bones.sacrum import apex_block, refined_edges
from anatomy_viewer.modelling.solids.distance_grid import (
    MeshSolid,
    euler_characteristic,
    open_or_branching_edges,
    signed_volume_mm3,
)
from tests.modelling.finished_bones import bones, stations


def test_the_coccyx_is_one_closed_piece_without_holes() -> None:
    coccyx = bones()["coccyx"]
    assert open_or_branching_edges(coccyx.triangles) == 0
    assert euler_characteristic(coccyx) == 2
    assert signed_volume_mm3(coccyx) > 0.0
    assert len(coccyx.triangles) <= 3_100


def test_its_curved_length_is_as_published() -> None:
    way = np.vstack([apex_block(stations())[1], chain(stations())])
    length = np.linalg.norm(np.diff(way, axis=0), axis=1).sum()
    # WOON13: 44 +- 8 mm in men, 40 +- 8 mm in women.
    assert length == pytest.approx(LENGTH_MM, abs=3.0)
    assert 36.0 < LENGTH_MM < 48.0


def test_it_bends_forward_by_the_published_angle() -> None:
    line = chain(stations())
    first, last = line[1] - line[0], line[-1] - line[-2]
    first, last = first / np.linalg.norm(first), last / np.linalg.norm(last)
    bend = np.degrees(np.arccos(first @ last))
    # WOON13: 138 +- 25 and 147 +- 25 degrees between the first and the last piece.
    assert 180.0 - bend == pytest.approx(142.5, abs=25.0)
    assert last[1] > first[1]


def test_it_goes_on_from_the_sacrum_and_hooks_no_farther_than_that_bend() -> None:
    above, end = apex_block(stations())
    line = chain(stations())
    down, first = end - above, line[1] - line[0]
    assert np.degrees(np.arccos(down @ first / np.linalg.norm(down) / np.linalg.norm(first))) < 15.0
    assert 5.0 < line[-1][1] - end[1] < 20.0


def test_it_hangs_below_the_sacrum_without_touching_it() -> None:
    found = bones()
    distance = MeshSolid(refined_edges(found["sacrum"], 1.2)).distance(found["coccyx"].points)
    assert 0.8 < distance.min() < 3.0


def test_the_same_stations_give_the_same_coccyx() -> None:
    first, second = build_coccyx(stations()), build_coccyx(stations())
    assert first.points.tobytes() == second.points.tobytes()
    assert first.triangles.tobytes() == second.triangles.tobytes()
