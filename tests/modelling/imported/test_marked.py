from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from anatomy_viewer.atlas.atlas import read_atlas
from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.modelling.imported.brought import BroughtPelvis
from anatomy_viewer.modelling.imported.marked import Mark, read_marks
from anatomy_viewer.modelling.imported.placed import check_marks
from anatomy_viewer.modelling.markups import points_json
from tests.modelling.imported.other_people import laid_on_woman, woman

pytestmark = pytest.mark.xdist_group("imported")

LANDMARKS = read_atlas().landmarks


def written(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_what_the_viewer_exports_for_slicer_is_read_back(tmp_path: Path) -> None:
    places = {"psis_right": (41.0, -1.0, 2.0), "sacral_promontory": (0.0, 88.0, 10.0)}
    path = written(tmp_path, "l.mrk.json", points_json("landmarks", [(name, "", at) for name, at in places.items()]))
    marks = read_marks(path, LANDMARKS)
    assert {name: tuple(mark.at) for name, mark in marks.items()} == places
    assert all(mark.error_mm == 0.0 for mark in marks.values())


@pytest.mark.parametrize(("said", "signs"), [("RAS", 1.0), ("LPS", -1.0)])
def test_the_axes_and_units_that_a_markups_file_states_are_kept_to(tmp_path: Path, said: str, signs: float) -> None:
    points = [
        {"label": "Right PSIS", "position": [4.1, 0.2, 0.3]},
        {"label": "asis-L", "position": [1, 2, 3], "positionStatus": "undefined"},
    ]
    markup = {"type": "Fiducial", "coordinateSystem": said, "coordinateUnits": "cm", "controlPoints": points}
    marks = read_marks(written(tmp_path, "l.json", json.dumps({"markups": [markup]})), LANDMARKS)
    assert list(marks) == ["psis_right"]
    assert marks["psis_right"].at == pytest.approx([signs * 41.0, signs * 2.0, 3.0])


@pytest.mark.parametrize(
    ("head", "signs"), [("# CoordinateSystem = LPS\n", -1.0), ("# CoordinateSystem = 0\n", 1.0), ("", 1.0)]
)
def test_fcsv_of_old_and_new_slicers(tmp_path: Path, head: str, signs: float) -> None:
    row = "vtkMRMLMarkupsFiducialNode_0,-40.5,2,3,0,0,0,1,1,1,0,psis_left,,\n"
    marks = read_marks(written(tmp_path, "l.fcsv", f"# Markups fiducial file version = 4.11\n{head}{row}"), LANDMARKS)
    assert marks["psis_left"].at == pytest.approx([signs * -40.5, signs * 2.0, 3.0])


def test_a_table_may_state_how_sure_each_place_is(tmp_path: Path) -> None:
    text = "name,side,x,y,z,error_mm\nPSIS,right,40,-1,2,2.5\nsymphysis_top,mid,0,130,-90,\n"
    marks = read_marks(written(tmp_path, "l.csv", text), LANDMARKS)
    assert (marks["psis_right"].error_mm, marks["symphysis_top"].error_mm) == (2.5, 0.0)
    assert marks["psis_right"].at == pytest.approx([40.0, -1.0, 2.0])


def test_everything_that_is_wrong_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    rows = ("psiss,right,1,2,3", "psis,up,1,2,3", "asis,,1,2,3", "asis,left,1,x,3", "piis,left,1,2,3", "PIIS,l,1,2,3")
    text = "\n".join(("name,side,x,y,z", *rows, ""))
    path = written(tmp_path, "l.csv", text)
    with pytest.raises(ProblemsFound) as told:
        read_marks(path, LANDMARKS)
    sentences = [str(problem) for problem in told.value.problems]
    assert len(sentences) == 5
    assert 'line 2: found the landmark "psiss"' in sentences[0]
    assert 'did you mean "psis"?' in sentences[0]
    assert 'line 3: found the side "up"; allowed: right, left or mid' in sentences[1]
    assert "line 4: asis has no side; allowed: right or left" in sentences[2]
    assert "line 5: the place of asis_left is no three numbers" in sentences[3]
    assert "line 7: piis_left is marked twice, first at" in sentences[4]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("l.txt", "psis", "cannot be told by its name"),
        ("l.mrk.json", "{", "no markups file"),
        ("l.mrk.json", '{"markups": [{"coordinateSystem": "XYZ", "controlPoints": []}]}', 'found the axes "XYZ"'),
        ("l.csv", "name,x\npsis,1\n", "there is no column y, z"),
        ("l.csv", "name,side,x,y,z\n", "no landmark is marked"),
        ("l.csv", b"\xff\xfe\x00", "the file is no text"),
    ],
)
def test_what_is_no_file_of_landmarks_is_refused_in_one_sentence(
    tmp_path: Path, name: str, text: str | bytes, found: str
) -> None:
    with pytest.raises(ProblemsFound, match=found) as told:
        read_marks(written(tmp_path, name, text), LANDMARKS)
    assert len(told.value.problems) == 1


def test_landmarks_of_other_axes_are_refused_and_told_which() -> None:
    place = woman()[1]["psis_right"]
    check_marks({"psis_right": Mark(place + 3.0, 0.0, "file line 2")}, laid_on_woman())
    with pytest.raises(ProblemsFound, match=r"file line 2: psis_right lies \d+ mm from .*read as LPS it lies \d mm"):
        check_marks({"psis_right": Mark(place * (-1.0, -1.0, 1.0), 0.0, "file line 2")}, laid_on_woman())
    with pytest.raises(ProblemsFound) as told:
        check_marks({"psis_right": Mark(np.zeros(3), 0.0, "file line 2")}, laid_on_woman())
    assert "LPS" not in str(told.value)


def test_a_brought_pelvis_knows_what_did_not_come() -> None:
    assert "femur_right" in BroughtPelvis({}).missing
