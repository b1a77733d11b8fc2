"""The crest's curve lies on the bone, runs from PSIS to ASIS, and can be measured along."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.modelling.bones import crest
from anatomy_viewer.modelling.bones.landmarks import hip_landmarks
from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.solids.lines import arc_lengths, position
from anatomy_viewer.modelling.solids.surface import Surface


@pytest.fixture(scope="module")
def curve(right_hip_bone: Surface, model_stations: Stations) -> np.ndarray:
    return crest.crest_curve(right_hip_bone, model_stations)


def test_the_curve_runs_from_psis_to_asis_in_steps_of_two_millimetres(
    curve: np.ndarray, right_hip_bone: Surface, model_stations: Stations
) -> None:
    landmarks = hip_landmarks(right_hip_bone, model_stations)
    assert np.linalg.norm(curve[0] - landmarks["psis"]) < 2.0
    assert np.linalg.norm(curve[-1] - landmarks["asis"]) < 2.0
    steps = np.linalg.norm(np.diff(curve, axis=0), axis=1)
    assert steps.min() > 1.5
    assert steps.max() < 2.5


def test_the_curve_lies_on_the_surface(curve: np.ndarray, right_hip_bone: Surface) -> None:
    np.testing.assert_allclose(crest.closest_points(right_hip_bone, curve), curve, atol=1e-4)


def test_the_curve_is_the_top_of_the_bone_where_the_crest_is_highest(
    curve: np.ndarray, right_hip_bone: Surface
) -> None:
    assert curve[:, 2].max() == pytest.approx(right_hip_bone.points[:, 2].max(), abs=1.0)


def test_the_crest_is_as_long_as_an_adults(curve: np.ndarray) -> None:
    assert 210.0 <= arc_lengths(curve)[-1] <= 256.0


def test_a_point_at_a_distance_from_the_midline_is_the_first_from_behind(curve: np.ndarray) -> None:
    point = crest.at_midline_distance(curve, 70.0)
    assert point[0] == pytest.approx(70.0)
    lateral = crest.at_midline_distance(curve, curve[-1, 0])
    assert position(curve, lateral) < position(curve, curve[-1]) - 20.0


def test_the_left_crest_is_measured_with_the_same_numbers(curve: np.ndarray) -> None:
    left = curve * (-1.0, 1.0, 1.0)
    np.testing.assert_allclose(
        crest.at_midline_distance(left, 70.0) * (-1, 1, 1), crest.at_midline_distance(curve, 70.0)
    )


def test_a_distance_beyond_the_crest_is_refused_with_its_range(curve: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"the crest runs \d+\.\d to \d+\.\d mm from the midline, never 10\.0 mm"):
        crest.at_midline_distance(curve, 10.0)
