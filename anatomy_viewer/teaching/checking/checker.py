"""What a lesson must keep to: one small function a rule, every breach told at once, with its line.

A rule takes a `Checked` (the lesson, its document, the scene) and yields problems. `RULES` lists them all;
the documentation and the tests read that list, so a rule without a planted fault fails a test.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.teaching.checking.checked import Checked, Rule, line_of
from anatomy_viewer.teaching.checking.figure_rules import (
    claim_without_source,
    count_contradicts,
    figure_contradicts_measure,
    number_contradicts,
    ruler_contradicts_model,
    wrong_side,
)
from anatomy_viewer.teaching.checking.name_rules import (
    broken_link,
    duplicate_id,
    file_name,
    unknown_id,
    unknown_measure,
    unknown_red_flag,
    unknown_source,
    unsupported_markup,
)
from anatomy_viewer.teaching.checking.picture_rules import (
    broken_drawing,
    broken_point,
    clipped_away,
    highlighted_hidden,
    hurried,
    impossible_clip,
    label_overlap,
    long_flight,
    outside_the_view,
    points_at_hidden_nerve,
    step_without_view,
    unknown_study,
)
from anatomy_viewer.teaching.checking.question_rules import RULES_OF_QUESTIONS
from anatomy_viewer.teaching.checking.word_rules import (
    clinical_sentence_without_claim,
    empty_alternative,
    forbidden_wording,
    hard_for_patients,
    missing_audience_text,
    named_by_colour,
    red_flag_in_other_words,
    unexplained_word,
    unused_word,
)
from anatomy_viewer.teaching.lesson.lesson import (
    Lesson,
)
from anatomy_viewer.teaching.lesson.reading import MOST_PROBLEMS, Document, lesson_of, read_document
from anatomy_viewer.teaching.lesson.red_flags import with_red_flags
from anatomy_viewer.teaching.pictures.scene import Scene


def check(
    document: Document, scene: Scene, lessons: Iterable[str] = (), asked_elsewhere: Mapping[str, str] | None = None
) -> list[Problem]:
    """Return everything that is wrong with a lesson, in the order of its lines; see `Checked`."""
    lesson, problems = lesson_of(document)
    if lesson is not None:
        lesson = with_red_flags(lesson, scene.red_flags)
        scene = replace(
            scene.with_points(lesson.points),
            forms={name: one.with_points(lesson.points) for name, one in _forms_of(lesson, scene).items()},
        )
        checked = Checked(lesson, document, scene, frozenset(lessons) | {lesson.id}, asked_elsewhere or {})
        for rule in RULES.values():
            problems += islice(rule(checked), MOST_PROBLEMS)
    # One text may serve several audiences: what is wrong with it is said once.
    return sorted(dict.fromkeys(problems), key=line_of)


def _forms_of(lesson: Lesson, scene: Scene) -> dict[str, Scene]:
    """Return the scenes of the forms that a lesson shows; they are read only where one does."""
    return {name: scene.forms[name] for step in lesson.steps if (name := step.form) and name in scene.forms}


def check_file(path: Path, scene: Scene, lessons: Iterable[str] = ()) -> list[Problem]:
    """Return everything that is wrong with a lesson file."""
    try:
        document = read_document(path)
    except ProblemsFound as found:
        return list(found.problems)
    return check(document, scene.with_drawings(path.parent), lessons)


RULES: Final[dict[str, Rule]] = {
    rule.__name__: rule
    for rule in (
        file_name,
        duplicate_id,
        unknown_id,
        unknown_source,
        unknown_measure,
        unknown_red_flag,
        broken_link,
        unsupported_markup,
        step_without_view,
        long_flight,
        highlighted_hidden,
        unknown_study,
        broken_point,
        broken_drawing,
        impossible_clip,
        clipped_away,
        outside_the_view,
        label_overlap,
        ruler_contradicts_model,
        points_at_hidden_nerve,
        hurried,
        missing_audience_text,
        empty_alternative,
        number_contradicts,
        count_contradicts,
        figure_contradicts_measure,
        wrong_side,
        claim_without_source,
        clinical_sentence_without_claim,
        hard_for_patients,
        unexplained_word,
        unused_word,
        forbidden_wording,
        named_by_colour,
        red_flag_in_other_words,
        *RULES_OF_QUESTIONS,
    )
}
"""Every rule by its id; the first line of its docstring says what it refuses."""
