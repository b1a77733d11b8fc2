from collections.abc import Callable
from pathlib import Path

import pytest

from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.atlas.stations import read_bone_stations, read_population_landmarks


def test_the_stations_are_read_with_their_positions(meshes: Path) -> None:
    stations = read_bone_stations(meshes / "tables" / "bone_stations.csv")
    assert len(stations) == 701
    first = stations[0]
    assert (first.bone, first.group, first.name) == ("hip_right", "iliac_crest", "crest_00_top_ASIS")
    assert (first.x_mm, first.y_mm, first.z_mm, first.n) == (127.7, 149.9, -8.8, 4)


def test_the_population_is_read_for_all_and_for_each_sex(meshes: Path) -> None:
    landmarks = read_population_landmarks(meshes / "tables" / "population_landmarks.csv")
    assert {landmark.group: landmark.n for landmark in landmarks} == {"all": 19, "F": 6, "M": 13}
    asis = {x.side: x.x_mean for x in landmarks if x.group == "all" and x.name == "ASIS"}
    assert asis["R"] - asis["L"] == pytest.approx(235, abs=0.5)


def test_faults_of_the_stations_are_told_at_once(meshes: Path, plant: Callable[..., int]) -> None:
    path = meshes / "tables" / "bone_stations.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = lines[2].split(",")
    lines[2] = ",".join([*cells[:3], "wide", *cells[4:]])
    lines.append(lines[1])
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        read_bone_stations(path)
    assert [str(problem) for problem in found.value.problems] == [
        'tables/bone_stations.csv:3:4 (x_mm): found "wide"; allowed: a number such as 5.8.',
        f'tables/bone_stations.csv:{len(lines)}:3 (name): "hip_right crest_00_top_ASIS" '
        "stands there a second time, first in line 2; allowed: each bone, name once.",
    ]


def test_a_station_of_no_bone_is_told(meshes: Path, plant: Callable[..., int]) -> None:
    line = plant("bone_stations.csv", "hip_right", "n", "0")
    with pytest.raises(ProblemsFound) as found:
        read_bone_stations(meshes / "tables" / "bone_stations.csv")
    assert str(found.value) == f"tables/bone_stations.csv:{line}:10 (n): found 0; allowed: 1 or more."


def test_faults_of_the_population_are_told(meshes: Path, plant: Callable[..., int]) -> None:
    line = plant("population_landmarks.csv", "all", "x_sd", "-1")
    with pytest.raises(ProblemsFound) as found:
        read_population_landmarks(meshes / "tables" / "population_landmarks.csv")
    assert str(found.value) == (f"tables/population_landmarks.csv:{line}:8 (x_sd): found -1; allowed: 0 or more.")
