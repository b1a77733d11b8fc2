"""Stations are taken from the table's rows, asked for by name or group, and moved without being changed in place."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.atlas.stations import BoneStation
from anatomy_viewer.modelling.bones.stations import Points, Station, Stations, stations_of

ROWS = [
    BoneStation("sacrum", "ala", "ala_tip", 50.5, 60.0, -1.0, n=3, note="n = 3"),
    BoneStation("sacrum", "apex", "apex", 0.0, -2.0, -80.0, n=3),
    BoneStation("hip_right", "ala", "ala_tip", 1.0, 2.0, 3.0, n=3),
]


@pytest.fixture
def stations() -> Stations:
    return stations_of(ROWS)


def test_a_point_is_found_by_bone_and_name(stations: Stations) -> None:
    np.testing.assert_allclose(stations.point("sacrum", "ala_tip"), [50.5, 60.0, -1.0])
    np.testing.assert_allclose(stations.point("hip_right", "ala_tip"), [1.0, 2.0, 3.0])


def test_a_group_gives_names_and_positions_of_its_bone_only(stations: Stations) -> None:
    names, points = stations.group("sacrum", "ala")
    assert names == ["ala_tip"]
    np.testing.assert_allclose(points, [[50.5, 60.0, -1.0]])


def test_notes_are_kept_and_a_missing_note_is_an_empty_text(stations: Stations) -> None:
    assert stations.note("sacrum", "ala_tip") == "n = 3"
    assert stations.note("sacrum", "apex") == ""
    assert stations.note("hip_right", "ala_tip") == ""


def test_an_unknown_name_or_group_is_refused_by_name(stations: Stations) -> None:
    with pytest.raises(KeyError, match="sacrum has no station called promontory"):
        stations.point("sacrum", "promontory")
    with pytest.raises(KeyError, match="sacrum has no group of stations called crest; it has ala, apex"):
        stations.group("sacrum", "crest")


def test_two_stations_of_one_bone_with_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two stations of sacrum are called apex"):
        stations_of([*ROWS, ROWS[1]])


def test_warping_moves_every_bone_and_leaves_the_original_alone(stations: Stations) -> None:
    moved = stations.warped(lambda points: points + np.array([0.0, 0.0, 10.0]))
    assert moved.point("sacrum", "apex")[2] == pytest.approx(-70.0)
    assert moved.point("hip_right", "ala_tip")[2] == pytest.approx(13.0)
    assert stations.point("sacrum", "apex")[2] == pytest.approx(-80.0)
    assert moved.note("sacrum", "ala_tip") == "n = 3"


def test_moved_replaces_only_the_named_places(stations: Stations) -> None:
    moved = stations.moved("sacrum", {"apex": np.array([0.0, 1.0, 2.0])})
    np.testing.assert_allclose(moved.point("sacrum", "apex"), [0.0, 1.0, 2.0])
    np.testing.assert_allclose(moved.point("sacrum", "ala_tip"), stations.point("sacrum", "ala_tip"))


def test_what_is_worked_out_from_the_stations_of_a_form_is_carried_over_from_the_average() -> None:
    average = Stations((Station("sacrum", "landmark", "apex", (0.0, 1.0, -80.0)),))
    form = average.carried(lambda points: points + np.array([0.0, 2.0, 10.0]))

    def lower(stations: Stations) -> Points:
        return stations.points("sacrum", ["apex"]) * (1.0, 1.0, 2.0)

    assert form.point("sacrum", "apex") == pytest.approx([0.0, 3.0, -70.0])
    assert average.follow(lower)[0] == pytest.approx([0.0, 1.0, -160.0])
    assert form.follow(lower)[0] == pytest.approx([0.0, 3.0, -150.0])
