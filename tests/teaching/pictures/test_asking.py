"""Questions are compiled without their answers in the picture, and with everything that is said afterwards."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from anatomy_viewer.teaching.lesson.questions import Choice, Find
from anatomy_viewer.teaching.lesson.reading import lesson_of, parse_document
from anatomy_viewer.teaching.lesson.texts import AudienceText
from anatomy_viewer.teaching.pictures.asking import name_of, picture_asked, place_of, press_record, training_record
from anatomy_viewer.teaching.pictures.compiler import compile_lesson
from anatomy_viewer.teaching.pictures.scene import Scene, Spread
from tests.teaching.question_faults import ASKING_LESSON
from tests.teaching.small_scene import thing, with_point

CORRIDOR = "superior_cluneal_nerve_medial_branch_corridor_right"
NERVE = "superior_cluneal_nerve_medial_branch_right"


@pytest.fixture
def pressed(scene: Scene) -> Scene:
    """The small scene with skin over both crossings and a spread of 10 by 2 mm."""
    for side, sign in (("right", 1.0), ("left", -1.0)):
        at, out = np.array([70.0 * sign, -30.0, 40.0]), np.array([0.0, -1.0, 0.0])
        scene = with_point(
            scene, f"scn_1_{side}", lambda spot, at=at, out=out: replace(spot, on_skin=at, skin_normal=out)
        )
    skin = thing("skin", "skin", "mid", None, (0.0, -30.0, 0.0))
    opacity = {**scene.opacity, ("skin", "plain"): 1.0, ("skin", "hidden"): 0.0}
    return replace(
        scene,
        things={**scene.things, "skin": skin},
        opacity=opacity,
        nerve_at={"scn_1_right": NERVE},
        spreads={NERVE: Spread(CORRIDOR, "crest", 10.0, 2.0, (1.18, 2.15, 2.45))},
    )


@pytest.fixture
def asked(pressed: Scene) -> dict[str, dict[str, Any]]:
    lesson, problems = lesson_of(parse_document(ASKING_LESSON))
    assert lesson is not None
    assert not problems
    return {one["id"]: one for one in compile_lesson(lesson, pressed)["steps"][0]["questions"]}


def test_all_five_kinds_are_compiled(asked: dict[str, Any]) -> None:
    assert [one["kind"] for one in asked.values()] == ["choose", "press", "identify", "find", "order"]


def test_an_audience_without_a_prompt_has_none(asked: dict[str, Any]) -> None:
    assert set(asked["name_it"]["prompt"]) == {"student", "clinician"}


def test_press_shows_nothing_but_the_skin(asked: dict[str, Any]) -> None:
    changes = asked["press_it"]["changes"]
    assert changes["skin"] == [1.0, "plain"]
    assert {emphasis for name, (_, emphasis) in changes.items() if name != "skin"} == {"hidden"}


def test_press_knows_its_place_its_directions_and_its_spread(asked: dict[str, Any]) -> None:
    record = asked["press_it"]
    assert record["at"] == [70.0, -30.0, 40.0]
    assert [(axis["direction"], axis["more"]) for axis in record["axes"]] == [([1, 0, 0], "out"), ([0, 0, 1], "high")]
    assert record["spread"]["sd_mm"] == [10.0, 2.0]
    assert record["spread"]["contours"] == [[50, 1.18], [90, 2.15], [95, 2.45]]
    assert abs(np.dot(record["spread"]["along"], record["normal"])) < 1e-3


def test_a_left_target_counts_outwards_to_the_left(pressed: Scene) -> None:
    assert press_record("scn_1_left", "skin", pressed)["axes"][0]["direction"] == [-1.0, 0.0, 0.0]


def test_a_point_far_from_its_corridor_has_no_spread(pressed: Scene) -> None:
    moved = with_point(pressed, "scn_1_right", lambda spot: replace(spot, at=np.array([70.0, 0.0, 70.0])))
    assert press_record("scn_1_right", "skin", moved)["spread"] is None


def test_identify_brings_out_only_what_it_asks_for(asked: dict[str, Any], pressed: Scene) -> None:
    lesson, _ = lesson_of(parse_document(ASKING_LESSON))
    assert lesson is not None
    question = next(one for one in lesson.steps[0].questions if one.id == "name_it")
    picture = picture_asked(question, dict.fromkeys(pressed.things, "plain"), pressed)
    assert [name for name, word in picture.items() if word == "emphasised"] == [NERVE]
    assert picture["superior_cluneal_nerve_medial_branch_left"] == "faded"
    assert picture["sacrum"] == "plain"
    assert [one["right"] for one in asked["name_it"]["options"]].count(True) == 1


def test_find_shows_all_alike_and_numbers_what_may_be_chosen(asked: dict[str, Any]) -> None:
    question = asked["find_it"]
    assert question["changes"][NERVE][1] == "plain"
    assert question["right"] == [NERVE]
    assert NERVE in [one["id"] for one in question["among"]]
    assert all("cluneal" not in one["place"] for one in question["among"])


def test_find_leaves_pale_what_only_stands_around_what_it_asks_for(pressed: Scene) -> None:
    words = AudienceText.for_all("Words")
    question = Find(id="find_it", kind="find", prompt=words, explain=words, target=NERVE)
    other = "superior_cluneal_nerve_medial_branch_left"
    told = {**dict.fromkeys(pressed.things, "plain"), NERVE: "faded", other: "emphasised", "skin": "faded"}
    picture = picture_asked(question, told | {"sacrum": "hidden"}, pressed)
    assert (picture[NERVE], picture[other]) == ("plain", "plain")
    assert (picture["skin"], picture["sacrum"]) == ("faded", "hidden")


NEAR = "- {text: About 30 mm, feedback: That is far too near.}"
FAR = "- {text: About 70 mm, right: true}"


def answers_of(text: str, scene: Scene) -> dict[str, bool]:
    lesson, problems = lesson_of(parse_document(text))
    assert (lesson is not None, problems) == (True, [])
    assert lesson is not None
    return {one["id"]: one["right"] for one in compile_lesson(lesson, scene)["steps"][0]["questions"][0]["options"]}


def test_the_ids_of_answers_stay_when_an_author_turns_their_order(pressed: Scene) -> None:
    own = answers_of(ASKING_LESSON, pressed)
    gap = "\n          "
    assert NEAR + gap + FAR in ASKING_LESSON
    assert answers_of(ASKING_LESSON.replace(NEAR + gap + FAR, FAR + gap + NEAR), pressed) == own
    assert (
        answers_of(ASKING_LESSON.replace(NEAR, f"- {{text: 12 mm, feedback: No.}}{gap}{NEAR}"), pressed).items()
        > own.items()
    )
    assert sorted(own.values()) == [False, True]


def test_the_id_of_an_answer_follows_its_words_unless_it_has_one_of_its_own(pressed: Scene) -> None:
    own = answers_of(ASKING_LESSON, pressed)
    dressed = answers_of(ASKING_LESSON.replace("About 70 mm", "about  **70** mm"), pressed)
    assert dressed == own
    reworded = answers_of(ASKING_LESSON.replace("About 70 mm", "Some 70 mm"), pressed)
    assert len(reworded.keys() & own.keys()) == 1
    named = ASKING_LESSON.replace("{text: About 70 mm", "{id: far, text: About 70 mm")
    assert answers_of(named.replace("About 70 mm", "Some 70 mm"), pressed)["far"]


def test_answers_that_differ_in_a_sign_alone_have_different_ids() -> None:
    texts = ("< 70 mm", "> 70 mm", "70 mm", "±", "Más de 70 mm", "A very long answer that goes on and on, left")
    keys = {Choice(text=AudienceText.for_all(text)).key for text in (*texts, texts[-1].replace("left", "right"))}
    assert len(keys) == len(texts) + 1
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,79}", key) for key in keys)
    told_apart = AudienceText(student="70 mm", clinician="Seven centimetres")
    assert Choice(text=told_apart).key == Choice(text=AudienceText.for_all("70 mm")).key


def test_order_is_offered_in_another_order(asked: dict[str, Any]) -> None:
    start = asked["in_order"]["start"]
    assert sorted(start) == [0, 1, 2, 3]
    assert start != [0, 1, 2, 3]


def test_a_place_is_told_without_a_name(pressed: Scene) -> None:
    assert place_of(np.array([-70.0, 0.0, 40.0]), pressed, "en") == (
        "on the left, 70 mm from the midline, 40 mm above the level of the PSIS"
    )


def test_a_name_to_choose_has_its_side_in_the_language_of_the_lesson(pressed: Scene) -> None:
    assert name_of("scn_1_left", pressed, "en").endswith(", left")
    assert name_of("scn_1_left", pressed, "es").endswith(", lado izquierdo")
    assert name_of("coccyx_tip", pressed, "es") == pressed.spots["coccyx_tip"].name


def test_the_training_asks_on_both_sides_and_is_left_out_without_skin(scene: Scene, pressed: Scene) -> None:
    record = training_record(pressed)
    assert record is not None
    assert set(record["sides"]) == {"right", "left"}
    assert record["only"] == ["skin"]
    assert training_record(scene) is None
