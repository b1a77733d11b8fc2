"""Every rule of the checker has a planted fault that must make it speak, at the line of the fault."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from anatomy_viewer.teaching.checking import checker
from anatomy_viewer.teaching.checking.checker import RULES, check, check_file
from anatomy_viewer.teaching.lesson.reading import parse_document
from anatomy_viewer.teaching.pictures.scene import Scene
from tests.teaching.good_lesson import GOOD_LESSON
from tests.teaching.question_faults import QUESTION_FAULTS
from tests.teaching.small_scene import with_point

NAME = "lessons/crossing.yaml"


def told(text: str, scene: Scene, name: str = NAME) -> list[str]:
    """Return what the checker says about a lesson's text."""
    return [str(problem) for problem in check(parse_document(text, name), scene)]


def planted(old: str, new: str) -> str:
    """Return the good lesson with one piece replaced."""
    assert GOOD_LESSON.count(old) == 1, f"{old!r} stands {GOOD_LESSON.count(old)} times in the good lesson"
    return GOOD_LESSON.replace(old, new)


OWN_POINT = "points:\n  - "
AFTER_IT = "\nsteps:\n  - id: the_ruler"

FAULTS: dict[str, list[tuple[str, str, str]]] = {
    "file_name": [("id: crossing\n", "id: crossings\n", 'found "crossings" in the file crossing.yaml')],
    "duplicate_id": [
        (
            "- id: the_end",
            "- id: the_ruler",
            'the step id "the_ruler" stands there a second time, first in line 9',
        ),
        ("{id: along,", "{id: out,", 'the ruler id "out" stands there a second time'),
    ],
    "unknown_id": [
        (
            "[superior_cluneal_nerve_medial_branch_right]",
            "[superior_clunial_nerve_medial_branch_right]",
            'did you mean "superior_cluneal_nerve_medial_branch_right"?',
        ),
        ("[superior_cluneal_nerve_medial_branch_right]", "[scn_1_right]", '"scn_1_right" is a point'),
        ("[superior_cluneal_nerve_medial_branch_right]", '["*_front"]', 'the pattern "*_front" fits nothing'),
        ("markers: [scn_1_right]", "markers: [hip_bone_right]", '"hip_bone_right" is a structure'),
        ("- of: scn_1_right", "- of: scn_9_right", 'there is no structure, group or point "scn_9_right"'),
        ("view: posterior", "view: posteriour", 'there is no view "posteriour"'),
        ("view: posterior", "view: posterior\n    focus: [hip_bon_right]", 'did you mean "hip_bone_right"?'),
        ("from: psis_right", "from: psis_rigth", 'there is no point or `midline` "psis_rigth"'),
        (
            "corridors: [superior_cluneal_nerve_medial_branch_corridor_right]",
            "corridors: [hip_bone_right]",
            'there is no corridor "hip_bone_right"',
        ),
    ],
    "unknown_source": [
        (
            "midline.\n        sources: [LU98]",
            "midline.\n        sources: [LU89]",
            'there is no source "LU89"; allowed: a key of sources.csv; did you mean "LU98"?',
        )
    ],
    "unknown_measure": [
        (
            "sources: [LU98]\n        measure: crossing_from_midline",
            "sources: [LU98]\n        measure: crossing_from_middle",
            'there is no measure "crossing_from_middle"',
        )
    ],
    "broken_link": [
        ("(step:the_end)", "(step:the_and)", 'found a link to the step "the_and"'),
        ("(step:the_end)", "(lesson:other)", 'found a link to the lesson "other"'),
        ("(step:the_end)", "(source:LU89)", 'found a link to the source "LU89"'),
        ("(step:the_end)", "(https://example.org)", 'found a link to "https://example.org"'),
        ("(step:the_end)", "(javascript:x)", 'found a link to "javascript:x"'),
    ],
    "unsupported_markup": [("Point to it", "<b>Point</b> to it", "found HTML in a text")],
    "step_without_view": [
        ("    view: lateral_right\n", "", "the step has no view; allowed: posterior, lateral_right"),
        (
            "view: lateral_right",
            "view: lateral_right\n    pose: {direction: [0, -1, 0]}",
            "a view and a pose",
        ),
        ("view: lateral_right", "pose: {direction: [0, 0, 2]}", "direction and up give no camera"),
    ],
    "long_flight": [("view: lateral_right", "view: lateral_right\n    flight_ms: 1501", "the flight takes 1501 ms")],
    "highlighted_hidden": [
        (
            "markers: [scn_1_right]",
            "markers: [scn_1_right]\n    hide: [superior_cluneal_nerve_medial_branch_right]",
            '"superior_cluneal_nerve_medial_branch_right" is named there but hidden in this step',
        ),
        (
            "- of: scn_1_right\n        text: Crossing",
            "- middle_cluneal_nerve_upper_branch_right\n    hide: [middle_cluneal_nerves]",
            '"middle_cluneal_nerve_upper_branch_right" is named there but hidden',
        ),
    ],
    "ruler_contradicts_model": [
        (
            "to: scn_1_right, value_mm: 70}\n      - {id: along",
            "to: scn_1_right, value_mm: 72}\n      - {id: along",
            "found 72 mm, but the model measures 70.0 mm; allowed: 70 ± 1 mm",
        ),
        (
            "from: psis_right, to: scn_1_right",
            "from: midline, to: scn_1_right",
            "the crest does not reach the midline",
        ),
        ("from: psis_right, to: scn_1_right", "from: psis_left, to: scn_1_right", "nothing is measured"),
        (
            "kind: straight, from: midline, to: scn_1_right",
            "kind: straight, from: midline, to: midline",
            "nothing is",
        ),
    ],
    "unknown_study": [
        (
            "view: lateral_right",
            "view: lateral_right\n    study: lu89",
            'there is no study "lu89"; allowed: lu98; did you mean "lu98"?',
        ),
        (
            "view: lateral_right",
            "view: lateral_right\n    study: lu98\n    person: 3",
            "the step names a study and a person; allowed: one of them",
        ),
    ],
    "broken_point": [
        (
            "steps:\n  - id: the_ruler",
            OWN_POINT + "{id: halfway, along_the_crest_from: psis_right, mm: 40, name: Halfway}" + AFTER_IT,
            'the point "halfway" is named but no step uses it',
        ),
        (
            "steps:\n  - id: the_ruler",
            OWN_POINT + "{id: scn_1_left, along_the_crest_from: psis_right, mm: 40, name: Halfway}" + AFTER_IT,
            '"scn_1_left" is already the id of something',
        ),
        (
            "steps:\n  - id: the_ruler",
            OWN_POINT + "{id: halfway, along_the_crest_from: psis_rigth, mm: 40, name: Halfway}" + AFTER_IT,
            'there is no point "psis_rigth"; did you mean "psis_right"?',
        ),
        (
            "steps:\n  - id: the_ruler",
            OWN_POINT + "{id: halfway, along_the_crest_from: psis_right, mm: 200, name: Halfway}" + AFTER_IT,
            "200 mm along the crest from psis_right there is no crest",
        ),
    ],
    "broken_drawing": [
        (
            "view: lateral_right",
            "view: lateral_right\n    drawing: glades",
            'there is no drawing "glades"; allowed: the name of a file drawings/glades.svg',
        )
    ],
    "impossible_clip": [
        (
            "view: lateral_right",
            "view: lateral_right\n    clip: {plane: sagittal, keep: above}",
            'a sagittal plane has no side "above"; allowed: right or left',
        ),
        (
            "view: lateral_right",
            "view: lateral_right\n    clip: {plane: axial, keep: above}",
            "the midline places no axial plane",
        ),
        (
            "view: lateral_right",
            "view: lateral_right\n    clip: {plane: axial, keep: above, at: psis_rigth}",
            'did you mean "psis_right"?',
        ),
        (
            "view: lateral_right",
            "view: lateral_right\n    clip: {plane: axial, keep: above, at: psis_right, offset_mm: 290}",
            "the plane cuts nothing that is shown",
        ),
    ],
    "clipped_away": [
        (
            "markers: [scn_1_right]",
            "clip: {plane: sagittal, keep: left}\n    markers: [scn_1_right]",
            '"scn_1_right" lies on the side that the clip plane takes away',
        ),
    ],
    "outside_the_view": [
        ("zoom: 0.4", "zoom: 4", '"out" lies outside the view at 1280x800 (student)'),
        (
            "view: lateral_right",
            "view: posterior\n    zoom: 5\n    focus: [psis_right]\n"
            "    emphasise: [middle_cluneal_nerve_upper_branch_left]",
            '"middle_cluneal_nerve_upper_branch_left" lies outside the view',
        ),
    ],
    "label_overlap": [
        (
            "      - {id: along,",
            "".join(
                f"      - {{id: again_{k}, kind: straight, from: psis_right, to: scn_1_right, value_mm: 50}}\n"
                for k in range(12)
            )
            + "      - {id: along,",
            '"50 mm straight" and "50 mm straight" lie over each other at 1280x800 (student)',
        ),
        (
            "- of: scn_1_right\n        text: Crossing",
            "- {of: '*', text: One of the very many crossings that a crest may have here}",
            "there is no room for",
        ),
    ],
    "points_at_hidden_nerve": [
        (
            "[superior_cluneal_nerve_medial_branch_right]\n    corridors",
            "[superior_cluneal_nerve_lateral_branch_right]\n"
            "    hide: [superior_cluneal_nerve_medial_branch_right]\n    corridors",
            'the ruler ends at "scn_1_right", but its nerve superior_cluneal_nerve_medial_branch_right is hidden',
        ),
        (
            "[superior_cluneal_nerve_medial_branch_right]\n    corridors",
            "[superior_cluneal_nerve_lateral_branch_right]\n"
            "    hide: [superior_cluneal_nerve_medial_branch_right]\n    corridors",
            'the label names "scn_1_right", but its nerve superior_cluneal_nerve_medial_branch_right is hidden',
        ),
        (
            "zoom: 0.4",
            "zoom: 0.4\n    study: lu98",
            'the ruler ends at "scn_1_right", which the study or person moves elsewhere',
        ),
    ],
    "hurried": [
        ("zoom: 0.4", "zoom: 0.4\n    seconds: 3", "the step stays 3 s for 16 words of the patient"),
        (
            "view: lateral_right",
            "view: lateral_right\n    seconds: 3\n    flight_ms: 1501",
            "the camera flies for most",
        ),
        ("Point to it on a friend.", "Point to it. " * 400, "reading the texts of the student takes about 7 minutes"),
    ],
    "count_contradicts": [
        (
            "Point to it on a friend.",
            "It was there in 28 of 64 people.",
            '"28 of 64" is in no value or claim of this step',
        ),
        ("Point to it on a friend.", "It was there once (n = 15).", '"n = 15" is in no value or claim of this step'),
        ("Point to it on a friend.", "It is seen in one of five people.", '"one of five" is in no value'),
    ],
    "missing_audience_text": [
        ("      clinician: Ask for a teach-back.\n", "", "there is no text for the clinician"),
        (
            "title: The end",
            'title: {student: The end, clinician: The end, patient: ""}',
            "there is no title for the",
        ),
    ],
    "empty_alternative": [
        (
            "alternative: The right hip bone from the side, all nerves in place.",
            "alternative: ''",
            "says too little",
        ),
        (
            "alternative: The right hip bone from the side, all nerves in place.",
            "alternative: A hip",
            "says too little",
        ),
    ],
    "number_contradicts": [
        ("on the right, 70 mm", "on the right, 65 to 70 mm", '"65 mm" is in no ruler'),
        ("on the right, 70 mm", "on the right, −70 mm", '"−70 mm" is in no ruler'),
        ("People differ.", "Bend it by 30 degrees.", '"30 degrees" is in no ruler'),
        ("title: The end", "title: The end, 12 mm on", '"12 mm" is in no ruler, value or claim of this step'),
        ("nerve crosses the crest.\nminutes", "nerve crosses, 12 mm on.\nminutes", "value or claim of this lesson"),
        ("the upper edge of the hip bone", "the upper 12 mm of the hip bone", "value or claim of this lesson"),
        (
            "alternative: The right hip bone from the side, all nerves in place.",
            "alternative: The right hip bone from the side, all nerves 12 mm off.",
            '"12 mm" is in no ruler',
        ),
        (
            "to: scn_1_right, value_mm: 70}\n      - {id: along",
            "to: scn_1_right, value_mm: 70, text: 72 mm out}\n      - {id: along",
            '"72 mm" is in no ruler',
        ),
        ("on the right, 70 mm", "on the right, 65 mm", '"65 mm" is in no ruler, value or claim of this step'),
        ("about 7 cm", "about 5 cm", '"5 cm" is in no ruler'),
        ("People differ.", "It hurts in 40 % of people.", '"40 %" is in no ruler'),
        ("text: Crossing", "text: 50 mm out", '"50 mm" is in no ruler'),
    ],
    "figure_contradicts_measure": [
        ("lies 81 mm", "lies 85 mm", '"85 mm" is not what the measure crossing_from_midline gives'),
        ("81.0 ± 9.2 mm", "81.4 ± 9.2 mm", '"81.4 mm" is not what the measure crossing_from_midline gives'),
    ],
    "wrong_side": [
        (
            "crosses on the right",
            "crosses on the left",
            'the text says "left", but what it is about is on the right',
        ),
        ("text: Crossing", "text: Left crest", 'the text says "left"'),
        (
            "claims:\n      - text: The crossing lies",
            "claims:\n      - text: On the left it lies",
            'the text says "left"',
        ),
        ("zoom: 0.4", "zoom: 0.4\n    alternative: The crossing on the left, marked.", 'the text says "left"'),
        (
            "to: scn_1_right, value_mm: 70}\n      - {id: along",
            "to: scn_1_right, value_mm: 70, text: 70 mm on the left}\n      - {id: along",
            'the text says "left"',
        ),
        (
            "    view: lateral_right\n",
            "    view: lateral_right\n    questions:\n      - {kind: press, id: press_it, "
            "prompt: Press the left crossing., target: scn_1_right, explain: It lies on the crest., sources: [LU98]}\n",
            'the text says "left", but what it is about is on the right',
        ),
    ],
    "claim_without_source": [
        ("midline.\n        sources: [LU98]", "midline.\n        sources: []", "the claim has no source"),
        (
            "midline.\n        sources: [LU98]",
            "midline.\n        basis: standard_practice",
            "the claim has no source; allowed: at least one key of sources.csv, for standard practice too",
        ),
        ("9.2 mm, sources: [LU98]", "9.2 mm, sources: []", "the value has no source"),
    ],
    "clinical_sentence_without_claim": [
        (
            "Ask for a teach-back.",
            "A nerve block confirms it.",
            '"nerve block" makes this a clinical sentence',
        ),
        (
            "Ask for a teach-back.",
            "It is seen in one of five people.",
            '"one of five" makes this a clinical sentence',
        ),
    ],
    "hard_for_patients": [
        (
            "The nerve crosses the crest here. It lies about 7 cm from your spine. People differ.",
            "Irritation originates superficially. Anatomical variability is considerable. Examine.",
            "the patient text reads at grade",
        ),
        (
            "People differ.",
            "When you go out from it to the side with a thumb you will come to it soon.",
            "a patient sentence has 18 words",
        ),
        (
            "Show me the place with your thumb.",
            "Anatomical examination. " * 9,
            "all patient texts together read at",
        ),
    ],
    "unexplained_word": [("People differ.", "It leaves the fascia.", 'the medical word "fascia" is not explained')],
    "unused_word": [
        (
            "  crest: the upper",
            "  marrow: the inside of a bone\n  crest: the upper",
            '"marrow" is explained but no',
        )
    ],
    "forbidden_wording": [
        ("People differ.", "You have this pain.", 'found "You have" in a text for patients'),
        ("People differ.", "It is always there.", 'found "always"'),
        ("People differ.", "It never lies.", 'found "never"'),
        ("title: The end", "title: You've got it", 'found "You\'ve got"'),
    ],
    "named_by_colour": [
        ("Point to it on", "Point to the yellow line on", '"yellow line" names a thing by its colour alone'),
        ("Point to it on", "It is drawn in yellow on", '"drawn in yellow" names'),
    ],
    "unknown_red_flag": [
        (
            "title: The end",
            "red_flags: [fevr]\n    title: The end",
            'no red flag "fevr"; allowed: an id of red_flags.yaml, or one of its levels; did you mean "fever"?',
        ),
        (
            "title: The end",
            "title: {red_flag: now}",
            'there is no red flag "now"; allowed: an id of red_flags.yaml',
        ),
    ],
    "red_flag_in_other_words": [
        ("Point to it on", "A fever with it? Call a doctor today. Point to it on", '"fever" words a red flag anew'),
        ("title: The end", "title: Numb between the legs is an emergency", '"between the legs" words a red flag anew'),
        ("Point to it on", "Ask for fever, cancer and a bad fall. Point to it on", '"fever" words a red flag anew'),
    ],
}


# A missing key is told at what it is missing from, a grade of the whole lesson at its steps.
LINES_OFF = {
    "hurried": 35,
    "label_overlap": 8,
    "outside_the_view": 12,
    "points_at_hidden_nerve": 12,
    "hard_for_patients": 35,
    "step_without_view": 8,
    "missing_audience_text": 4,
    "highlighted_hidden": 3,
}


def test_the_good_lesson_has_no_fault(scene: Scene) -> None:
    assert told(GOOD_LESSON, scene) == []


def test_every_rule_has_a_planted_fault() -> None:
    assert set(FAULTS) | set(QUESTION_FAULTS) == set(RULES)


@pytest.mark.parametrize(
    ("rule", "old", "new", "expected"),
    [(rule, *fault) for rule, faults in FAULTS.items() for fault in faults],
)
def test_a_planted_fault_is_told(rule: str, old: str, new: str, expected: str, scene: Scene) -> None:
    problems = told(planted(old, new), scene)
    assert any(expected in problem for problem in problems), problems


@pytest.mark.parametrize("rule", sorted(FAULTS))
def test_without_its_rule_a_fault_goes_unseen(rule: str, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checker, "RULES", {name: one for name, one in RULES.items() if name != rule})
    for old, new, expected in FAULTS[rule]:
        assert not any(expected in problem for problem in told(planted(old, new), scene))


@pytest.mark.parametrize("rule", sorted(FAULTS))
def test_a_fault_is_told_at_its_own_line(rule: str, scene: Scene) -> None:
    for old, new, expected in FAULTS[rule]:
        text = planted(old, new)
        first = next(i for i, (a, b) in enumerate(zip(text, GOOD_LESSON, strict=False)) if a != b)
        line = text.count("\n", 0, first) + 1
        lines = [
            int(match.group(1))
            for problem in told(text, scene)
            if expected in problem and (match := re.match(r"lessons/crossing\.yaml:(\d+)", problem))
        ]
        assert any(abs(found - line) <= LINES_OFF.get(rule, 1) for found in lines), (line, lines)


def test_a_message_is_one_whole_sentence(scene: Scene) -> None:
    assert told(planted("view: posterior", "view: posteriour"), scene) == [
        "lessons/crossing.yaml:15 steps[the_ruler].view: "
        'there is no view "posteriour"; allowed: posterior, lateral_right; did you mean "posterior"?'
    ]


def test_all_problems_come_at_once_in_the_order_of_lines(scene: Scene) -> None:
    text = planted("view: posterior", "viev: posterior").replace("LU98", "LU89").replace("minutes: 3", "minutes: 0")
    problems = told(text, scene)
    lines = [int(problem.split(":")[1].split(" ")[0]) for problem in problems]
    assert lines == sorted(lines)
    assert any('unknown key "viev"' in problem for problem in problems)
    assert any("minutes" in problem for problem in problems)
    assert sum('there is no source "LU89"' in problem for problem in problems) == 2


def test_what_is_wrong_with_a_text_for_all_audiences_is_told_once(scene: Scene) -> None:
    lines = told(planted("title: The end\n", "title: The end at 55 mm\n"), scene)
    assert sum("55 mm" in line for line in lines) == 1


def test_a_ruler_whose_end_is_far_from_the_crest_is_refused(scene: Scene) -> None:
    moved = with_point(scene, "scn_1_right", lambda spot: replace(spot, at=spot.at + np.array([0.0, 40.0, 0.0])))
    assert any("an end lies 40 mm from the crest" in problem for problem in told(GOOD_LESSON, moved))


def test_a_moved_nerve_makes_the_lesson_red(scene: Scene) -> None:
    moved = with_point(scene, "scn_1_right", lambda spot: replace(spot, at=np.array([74.0, 0.0, 40.0])))
    assert any("the model measures 74.0 mm" in problem for problem in told(GOOD_LESSON, moved))


def test_a_lesson_cannot_explain_its_way_out_of_hard_words(scene: Scene) -> None:
    hard = "Osteofibrous compression neuropathy. " * 9
    text = planted("Show me the place with your thumb.", hard).replace(
        "words:\n", "words:\n  osteofibrous compression neuropathy: a squeezed nerve\n"
    )
    problems = told(text, scene)
    assert any("with the explained words counted the patient texts read at grade" in problem for problem in problems)
    assert not any("all patient texts together" in problem for problem in problems)


def test_right_as_an_answer_is_not_a_side(scene: Scene) -> None:
    text = planted("Point to it on a friend.", "Get the right answer, right now, to the left or right.")
    assert told(text, scene) == []


def test_a_file_that_cannot_be_read_is_one_sentence(scene: Scene, tmp_path: Path) -> None:
    problems = check_file(tmp_path / "none.yaml", scene)
    assert [str(problem) for problem in problems] == [f"{tmp_path / 'none.yaml'}: there is no such file."]
