"""Every rule about questions has a planted fault that must make it speak."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from anatomy_viewer.teaching.checking import checker
from anatomy_viewer.teaching.checking.checker import RULES, check
from anatomy_viewer.teaching.lesson.reading import parse_document
from anatomy_viewer.teaching.pictures.geometry import SkinGrid
from anatomy_viewer.teaching.pictures.scene import Scene
from tests.teaching.question_faults import ASKING_LESSON, QUESTION_FAULTS
from tests.teaching.small_scene import with_point

PLANTED = [(rule, *fault) for rule, faults in QUESTION_FAULTS.items() for fault in faults]


@pytest.fixture
def pressed(scene: Scene) -> Scene:
    """The small scene with a skin 30 mm behind the crossing."""
    skin = SkinGrid(np.array([-150.0, 150.0]), np.array([-150.0, 150.0]), np.full((2, 2), -30.0))
    on_skin = np.array([70.0, -30.0, 40.0])
    return replace(with_point(scene, "scn_1_right", lambda spot: replace(spot, on_skin=on_skin)), skin=skin)


def told(text: str, scene: Scene) -> list[str]:
    return [str(problem) for problem in check(parse_document(text, "lessons/crossing.yaml"), scene)]


def planted(old: str, new: str) -> str:
    assert ASKING_LESSON.count(old) == 1, f"{old!r} stands {ASKING_LESSON.count(old)} times"
    return ASKING_LESSON.replace(old, new)


def test_a_lesson_with_a_question_of_each_kind_has_no_fault(pressed: Scene) -> None:
    assert told(ASKING_LESSON, pressed) == []


@pytest.mark.parametrize(("rule", "old", "new", "expected"), PLANTED)
def test_a_planted_fault_is_told_at_a_line_of_its_question(
    rule: str, old: str, new: str, expected: str, pressed: Scene
) -> None:
    found = [problem for problem in told(planted(old, new), pressed) if expected in problem]
    assert found
    assert all("questions[" in problem for problem in found)


@pytest.mark.parametrize(("rule", "old", "new", "expected"), PLANTED)
def test_without_its_rule_a_fault_goes_unseen(
    rule: str, old: str, new: str, expected: str, pressed: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checker, "RULES", {name: one for name, one in RULES.items() if name != rule})
    assert not any(expected in problem for problem in told(planted(old, new), pressed))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("explain: It crosses about 70 mm", "explain: It crosses about 54 mm", '"54 mm" is in no ruler'),
        ("explain: It lies on the crest.", "explain: It lies on the left crest.", 'the text says "left"'),
        ("prompt: Put its way", "prompt: You have pain. Put its way", "in a text for patients"),
        ("feedback: That is far too near.", "feedback: That is over the fascia.", 'the medical word "fascia"'),
        (
            "explain: It begins at the spine.",
            "explain: It begins at the spine and then it runs on and on and on through a lot of things to the skin.",
            "a patient sentence has",
        ),
    ],
)
def test_the_texts_of_questions_keep_to_the_rules_of_all_texts(
    old: str, new: str, expected: str, pressed: Scene
) -> None:
    assert any(expected in problem for problem in told(planted(old, new), pressed))


def test_a_wrong_answer_may_give_a_wrong_number(pressed: Scene) -> None:
    assert told(planted("text: About 30 mm", "text: About 33 mm on the left"), pressed) == []
