"""The relief of the hip bone: three gluteal lines, an auricular step and two knobs, on a bone that keeps its form."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial import cKDTree

from anatomy_viewer.modelling.bones.hip_relief import (
    AURICULAR_STEP_MM,
    BONE,
    GLUTEAL_LINES,
    gluteal_lines,
    with_relief,
)
from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.solids.surface import Surface


@pytest.fixture(scope="module")
def lines(right_hip_bone: Surface, model_stations: Stations) -> dict[str, np.ndarray]:
    return gluteal_lines(right_hip_bone, model_stations)


def test_there_are_three_gluteal_lines_on_the_outer_face(lines: dict[str, np.ndarray], right_hip_bone: Surface) -> None:
    assert set(lines) == {"anterior_gluteal_line", "posterior_gluteal_line", "inferior_gluteal_line"}
    tree = cKDTree(right_hip_bone.points)
    for name, line in lines.items():
        gap, number = tree.query(line)
        assert gap.max() < 3.0, name
        assert (right_hip_bone.normals()[number][:, 0] > -0.3).mean() > 0.95, name


def test_the_lines_lie_behind_one_another_and_above_the_socket(lines: dict[str, np.ndarray]) -> None:
    middle = {name: line[len(line) // 2] for name, line in lines.items()}
    assert middle["posterior_gluteal_line"][1] < middle["anterior_gluteal_line"][1]
    assert middle["inferior_gluteal_line"][2] < middle["anterior_gluteal_line"][2]


def test_the_posterior_line_starts_some_five_centimetres_in_front_of_the_psis(
    lines: dict[str, np.ndarray], model_stations: Stations
) -> None:
    psis = model_stations.point(BONE, "crest_12_top_PSIS")
    assert 30.0 < np.linalg.norm(lines["posterior_gluteal_line"][0] - psis) < 65.0


def test_a_line_stands_out_of_a_plain_surface_by_its_height(right_hip_bone: Surface, model_stations: Stations) -> None:
    again = with_relief(right_hip_bone, model_stations)
    rise = ((again.points - right_hip_bone.points) * right_hip_bone.normals()).sum(axis=1)
    line = gluteal_lines(right_hip_bone, model_stations)["anterior_gluteal_line"]
    on_line = cKDTree(right_hip_bone.points).query(line[len(line) // 4 : 3 * len(line) // 4])[1]
    assert rise[on_line].max() <= GLUTEAL_LINES["anterior_gluteal_line"].height_mm + 1e-6
    assert np.median(rise[on_line]) > 0.6 * GLUTEAL_LINES["anterior_gluteal_line"].height_mm
    assert np.abs(rise).max() < 3.5
    assert np.median(np.abs(rise)) < 0.05


def test_the_auricular_surface_stands_out_at_its_middle(right_hip_bone: Surface, model_stations: Stations) -> None:
    again = with_relief(right_hip_bone, model_stations)
    middle = model_stations.group(BONE, "auricular_surface")[1].mean(axis=0)
    number = int(((right_hip_bone.points - middle) ** 2).sum(axis=1).argmin())
    rise = float((again.points - right_hip_bone.points)[number] @ right_hip_bone.normals()[number])
    assert rise == pytest.approx(AURICULAR_STEP_MM, abs=0.7)


def test_a_knob_is_made_broader_and_not_longer(right_hip_bone: Surface, model_stations: Stations) -> None:
    again = with_relief(right_hip_bone, model_stations)
    assert again.points[:, 1].min() == pytest.approx(right_hip_bone.points[:, 1].min(), abs=0.6)
