"""The plane under a probe: what the model gives, and what the lesson and its drawing say."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from anatomy_viewer.atlas import read_model
from anatomy_viewer.teaching.lesson.drawings import parse_drawing
from anatomy_viewer.teaching.lesson.reading import lesson_of, read_document
from anatomy_viewer.teaching.pictures.ultrasound_plane import (
    DEEPEST_MM,
    DRAWING,
    HALF_WIDTH_MM,
    UltrasoundPlane,
    drawing_of,
    plane_of,
    write_drawing,
)

LESSONS = Path(__file__).parents[3] / "lessons"


@pytest.fixture(scope="module")
def plane() -> UltrasoundPlane:
    return plane_of(read_model())


def test_the_layers_come_in_their_order_from_the_skin_down(plane: UltrasoundPlane) -> None:
    depths = plane.depths_mm
    assert 0 < depths["fascia"] < depths["nerve"] < depths["bone"] < DEEPEST_MM
    point = read_model()
    way = np.array(point.points["scn_1_right"].at) - np.array(point.points_on_skin["scn_1_right"].at)
    assert depths["bone"] == pytest.approx(np.linalg.norm(way), abs=1.0)
    assert abs(plane.nerve[0]) < 3.0
    assert abs(float(np.interp(0.0, plane.skin[:, 0], plane.skin[:, 1]))) < 1.0


def test_muscle_lies_towards_the_midline_and_bone_outwards(plane: UltrasoundPlane) -> None:
    def within(name: str) -> np.ndarray:
        points = np.vstack(plane.outlines[name])
        return points[(np.abs(points[:, 0]) < HALF_WIDTH_MM) & (points[:, 1] < DEEPEST_MM)]

    assert within("erector_spinae_right")[:, 0].max() < 2.0
    assert within("hip_bone_right")[:, 0].min() > -5.0


def test_the_drawing_is_what_the_model_gives_and_may_be_shown(plane: UltrasoundPlane, tmp_path: Path) -> None:
    stored = (LESSONS / "drawings" / f"{DRAWING}.svg").read_text("utf-8")
    assert stored == drawing_of(plane), (
        "python -c 'from anatomy_viewer.teaching.pictures.ultrasound_plane import write_drawing; write_drawing()'"
    )
    drawing = parse_drawing(stored, DRAWING)
    assert {"Skin, fat", "Fascia 28 mm", "Nerve 40 mm", "Bone 42 mm", "Muscle"} <= set(drawing.words)
    assert write_drawing(tmp_path / "a.svg").read_text("utf-8") == stored


def test_the_lesson_says_the_depths_of_the_model(plane: UltrasoundPlane) -> None:
    lesson, _ = lesson_of(read_document(LESSONS / "how_it_is_confirmed.yaml"))
    assert lesson is not None
    step = next(step for step in lesson.steps if step.id == "ultrasound")
    assert step.drawing == DRAWING
    claim = next(claim.text for claim in step.claims if "measured on the model" in claim.text)
    told = [int(number) for number in re.findall(r"\b(\d+)(?=,| and| mm)", claim)][:3]
    assert told == [round(depth) for depth in _depths(plane)]


def test_the_page_of_evidence_says_them_too(plane: UltrasoundPlane) -> None:
    words = " ".join((LESSONS.parent / "docs" / "evidence.md").read_text("utf-8").split())
    told = re.search(r"Fascia, nerve and bone lie (\d+), (\d+) and (\d+) mm deep", words)
    assert told is not None
    assert [int(number) for number in told.groups()] == [round(depth) for depth in _depths(plane)]


def _depths(plane: UltrasoundPlane) -> list[float]:
    return [plane.depths_mm[name] for name in ("fascia", "nerve", "bone")]
