"""The good lesson with a question of each kind, and a fault for each rule about questions."""

from __future__ import annotations

from tests.teaching.good_lesson import GOOD_LESSON

QUESTIONS = """\
    questions:
      - kind: choose
        id: how_far
        prompt: How far out does it cross?
        options:
          - {text: About 30 mm, feedback: That is far too near.}
          - {text: About 70 mm, right: true}
        explain: It crosses about 70 mm from the midline.
        sources: [LU98]
      - kind: press
        id: press_it
        prompt: Press where the nerve crosses.
        target: scn_1_right
        explain: It lies on the crest.
        sources: [LU98]
      - kind: identify
        id: name_it
        prompt: {student: What is lit?, clinician: What is lit?}
        target: superior_cluneal_nerve_medial_branch_right
        options:
          - of: superior_cluneal_nerve_medial_branch_right
          - {of: superior_cluneal_nerve_lateral_branch_right, feedback: That one crosses farther out.}
        explain: The inner one of the two.
        sources: [LU98]
      - kind: find
        id: find_it
        prompt: Click the nerve that crosses nearest to the spine.
        target: superior_cluneal_nerve_medial_branch_right
        feedback:
          - {of: superior_cluneal_nerve_lateral_branch_right, text: That one lies farther out.}
        explain: The inner one of the two.
        sources: [LU98]
      - kind: order
        id: in_order
        prompt: Put its way in order.
        items: [Spine, Muscle, Bone, Skin]
        explain: It begins at the spine.
        sources: [LU98]
"""

ASKING_LESSON = GOOD_LESSON.replace("  - id: the_end\n", f"{QUESTIONS}  - id: the_end\n")

QUESTION_FAULTS: dict[str, list[tuple[str, str, str]]] = {
    "duplicate_question": [("id: find_it", "id: name_it", 'the question id "name_it" stands there a second time')],
    "question_without_target": [
        (
            "prompt: Press where the nerve crosses.\n        target: scn_1_right",
            "prompt: Press where the nerve crosses.\n        target: scn_9_right",
            'there is no point "scn_9_right"',
        ),
        (
            "prompt: Press where the nerve crosses.\n        target: scn_1_right",
            "prompt: Press where the nerve crosses.\n        target: sacrum",
            '"sacrum" is a structure; allowed: a point to press',
        ),
        (
            "{of: superior_cluneal_nerve_lateral_branch_right, feedback",
            "{of: superior_clunial_nerve_lateral_branch_right, feedback",
            'did you mean "superior_cluneal_nerve_lateral_branch_right"?',
        ),
        (
            "{of: superior_cluneal_nerve_lateral_branch_right, text",
            '{of: "*_front", text',
            'the pattern "*_front" fits nothing',
        ),
    ],
    "question_without_right_answer": [
        ("{text: About 70 mm, right: true}", "{text: About 70 mm, feedback: No.}", "no answer is right"),
        (
            "- of: superior_cluneal_nerve_medial_branch_right\n          - {of: superior_cluneal_nerve_lateral",
            "- {of: sacrum, feedback: No.}\n          - {of: superior_cluneal_nerve_lateral",
            "is not among the names",
        ),
    ],
    "question_same_answers": [
        ("[Spine, Muscle, Bone, Skin]", "[Spine, Muscle, Bone, muscle]", "the same stands there twice"),
        ("{text: About 70 mm, right: true}", "{text: About 30 mm, right: true}", "the same stands there twice"),
        (
            "- {text: About 30 mm, feedback: That is far too near.}\n          - {text: About 70 mm",
            "- {id: far, text: About 30 mm, feedback: That is far too near.}\n          - {id: far, text: About 70 mm",
            'the answer id "far" stands there a second time',
        ),
    ],
    "question_without_feedback": [
        (
            "{text: About 30 mm, feedback: That is far too near.}",
            "{text: About 30 mm}",
            "this wrong answer says nothing to the student who chooses it",
        ),
        (
            "feedback: That one crosses farther out.}",
            "feedback: {student: That one crosses farther out.}}",
            "this wrong answer says nothing to the clinician who chooses it",
        ),
    ],
    "question_text_missing": [
        (
            "explain: It begins at the spine.",
            "explain: {student: It begins at the spine.}",
            "there is no text for the clinician, who is asked",
        ),
        ("prompt: Put its way in order.", "prompt: {student: ''}", "nobody is asked this"),
    ],
    "question_without_source": [
        (
            "explain: It begins at the spine.\n        sources: [LU98]",
            "explain: It begins at the spine.",
            "the question has no source",
        ),
        (
            "explain: It begins at the spine.\n        sources: [LU98]",
            "explain: It begins at the spine.\n        sources: [LU99]",
            'there is no source "LU99"',
        ),
    ],
    "question_out_of_reach": [
        (
            "nearest to the spine.\n        target: superior_cluneal_nerve_medial_branch_right",
            "nearest to the spine.\n        target: superior_cluneal_nerve_medial_branch_corridor_left",
            "is asked for but hidden in this step",
        ),
        (
            "prompt: Press where the nerve crosses.\n        target: scn_1_right",
            "prompt: Press where the nerve crosses.\n        target: coccyx_tip",
            'no finger reaches "coccyx_tip" through the skin; allowed: `on: bone`',
        ),
    ],
    "question_gives_itself_away": [
        (
            "prompt: {student: What is lit?, clinician: What is lit?}",
            "prompt: {student: Is the superior cluneal nerve medial branch lit?, clinician: What is lit?}",
            '"superior cluneal nerve medial branch" gives the answer away',
        ),
    ],
}
