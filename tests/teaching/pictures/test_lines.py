"""Rulers, labels and marks stand where the model has them, and say so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from anatomy_viewer.teaching.lesson.lesson import Label, Ruler
from anatomy_viewer.teaching.lesson.texts import AudienceText
from anatomy_viewer.teaching.pictures.geometry import SkinGrid
from anatomy_viewer.teaching.pictures.lines import label_text
from anatomy_viewer.teaching.pictures.scene import Scene
from tests.teaching.small_steps import LATERAL, MEDIAL, compiled

FLAT = SkinGrid(np.array([-100.0, 0.0, 100.0]), np.array([-100.0, 0.0, 100.0]), np.full((3, 3), -30.0))


def test_rulers_carry_the_model_s_own_lengths_and_say_their_kind(lesson: dict[str, Any]) -> None:
    straight, along = lesson["steps"][0]["rulers"]
    assert (straight["value_mm"], straight["text"]) == (70.0, "70 mm from the midline, straight")
    assert straight["points"] == [[0.0, 0.0, 40.0], [70.0, 0.0, 40.0]]
    assert (along["value_mm"], along["text"]) == (70.0, "70 mm along the crest")
    assert along["points"][0] == [40.0, 0.0, 0.0]
    assert along["points"][-1] == [70.0, 0.0, 40.0]


def test_a_ruler_knows_what_it_says_where_its_end_has_moved(lesson: dict[str, Any]) -> None:
    rulers = lesson["steps"][0]["rulers"]
    assert [one["said"] for one in rulers] == ["{mm} mm from the midline, straight", "{mm} mm along the crest"]


def test_labels_and_markers_stand_at_their_points(lesson: dict[str, Any]) -> None:
    first = lesson["steps"][0]
    assert first["labels"] == [
        {"id": "scn_1_right", "text": "Crossing", "tag": "S", "at": [70.0, 0.0, 40.0], "kind": "site"}
    ]
    assert first["markers"][0]["at"] == [70.0, 0.0, 40.0]


def test_a_hidden_structure_has_no_label(scene: Scene) -> None:
    made = compiled(scene, hide=(MEDIAL,), labels=(Label(of=MEDIAL), Label(of=LATERAL)))
    assert [label["id"] for label in made["labels"]] == [LATERAL]


def test_a_ruler_on_the_skin_runs_over_it_and_is_drawn_off_it(scene: Scene) -> None:
    ruler = Ruler.model_validate(
        {"id": "tape", "kind": "on_the_skin", "from": "midline", "to": "scn_1_right", "value_mm": 70.0}
    )
    made = compiled(replace(scene, skin=FLAT), rulers=(ruler,))["rulers"][0]
    assert made["value_mm"] == 70.0
    assert made["text"] == "70 mm from the midline, on the skin"
    assert {point[1] for point in made["points"]} == {-32.0}
    assert made["ends"] == ["midline", "scn_1_right"]


def test_a_ruler_on_the_skin_begins_where_a_finger_presses(scene: Scene) -> None:
    spots = {**scene.spots, "scn_1_right": replace(scene.spots["scn_1_right"], on_skin=np.array([72.0, -30.0, 41.0]))}
    ruler = Ruler.model_validate(
        {"id": "tape", "kind": "on_the_skin", "from": "scn_1_right", "to": "midline", "value_mm": 72.0}
    )
    made = compiled(replace(scene, skin=FLAT, spots=spots), rulers=(ruler,))["rulers"][0]
    assert made["value_mm"] == 72.0
    assert made["points"][0] == [72.0, -32.0, 41.0]


def test_a_label_says_its_own_thing_to_each_audience() -> None:
    assert label_text(None, "PSIS") == "PSIS"
    assert label_text(AudienceText.for_all("Dimple"), "PSIS") == "Dimple"
    assert label_text(AudienceText(patient="Dimple"), "PSIS") == {
        "student": "PSIS",
        "clinician": "PSIS",
        "patient": "Dimple",
    }
