"""What a question must keep to: the checker's rules about questions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anatomy_viewer.atlas.problems import Problem, nearest_name
from anatomy_viewer.teaching.checking.checked import Checked
from anatomy_viewer.teaching.lesson import markdown
from anatomy_viewer.teaching.lesson.lesson import Lesson, Step
from anatomy_viewer.teaching.lesson.question_texts import asked_audiences, pieces_of
from anatomy_viewer.teaching.lesson.questions import Choose, Find, Identify, Order, Press, Question
from anatomy_viewer.teaching.lesson.reading import Document, Path_
from anatomy_viewer.teaching.lesson.texts import AudienceText
from anatomy_viewer.teaching.pictures.picture import picture_of


def questions_of(checked: Checked) -> Iterator[tuple[Path_, Step, Question]]:
    """Yield each question of a lesson with its path and its step."""
    for path, step in checked.steps():
        for number, question in enumerate(step.questions):
            yield (*path, "questions", number), step, question


def question_ids(document: Document) -> Iterator[str]:
    """Yield the ids of the questions in a lesson file, whatever else is wrong with it."""
    steps = document.data.get("steps") if isinstance(document.data, dict) else None
    for step in steps if isinstance(steps, list) else ():
        questions = step.get("questions") if isinstance(step, dict) else None
        for question in questions if isinstance(questions, list) else ():
            if isinstance(question, dict) and isinstance(question.get("id"), str):
                yield question["id"]


def duplicate_question(checked: Checked) -> Iterator[Problem]:
    """A question id that stands twice in a lesson, or in another one that is checked with it."""
    seen: set[str] = set()
    for path, _, question in questions_of(checked):
        if question.id in checked.asked_elsewhere:
            other = checked.asked_elsewhere[question.id]
            yield checked.problem(
                (*path, "id"), f'the lesson "{other}" has a question "{question.id}" too', "each once in all lessons"
            )
        if question.id in seen:
            yield checked.problem(
                (*path, "id"), f'the question id "{question.id}" stands there a second time', "each once in a lesson"
            )
        seen.add(question.id)


def question_without_target(checked: Checked) -> Iterator[Problem]:
    """A question about something that the atlas does not have, or about a thing of the wrong sort."""
    scene = checked.scene
    both = (*scene.things, *scene.spots)
    for path, _, question in questions_of(checked):
        if isinstance(question, Press) and question.target not in scene.spots:
            if question.target in scene.things:
                yield checked.problem((*path, "target"), f'"{question.target}" is a structure', "a point to press")
            else:
                yield _unknown(checked, (*path, "target"), question.target, tuple(scene.spots), "point")
        elif isinstance(question, Identify):
            if question.target not in both:
                yield _unknown(checked, (*path, "target"), question.target, both, "structure or point")
            for index, option in enumerate(question.options):
                if option.of not in both:
                    yield _unknown(checked, (*path, "options", index, "of"), option.of, both, "structure or point")
        elif isinstance(question, Find):
            selectors: list[tuple[Path_, str]] = [(("target",), question.target)]
            selectors += [(("feedback", index, "of"), wrong.of) for index, wrong in enumerate(question.feedback)]
            for keys, selector in selectors:
                if not scene.structures_of(selector):
                    yield _unknown(
                        checked, (*path, *keys), selector, (*scene.things, *scene.groups), "structure or group"
                    )


def question_without_right_answer(checked: Checked) -> Iterator[Problem]:
    """A question in which no answer is right: nothing marked right, or the target not among the names."""
    for path, _, question in questions_of(checked):
        if isinstance(question, Choose) and not any(option.right for option in question.options):
            yield checked.problem((*path, "options"), "no answer is right", "`right: true` on one or more")
        if isinstance(question, Identify) and question.target not in [option.of for option in question.options]:
            yield checked.problem(
                (*path, "options"), f'the target "{question.target}" is not among the names', "the target among them"
            )


def question_same_answers(checked: Checked) -> Iterator[Problem]:
    """Two answers, names or things to order that are the same, or two answers with one id."""
    for path, _, question in questions_of(checked):
        if isinstance(question, Identify):
            key, entries = "options", [[option.of] for option in question.options]
        elif isinstance(question, Choose):
            key = "options"
            entries = [_words(option.text, checked.lesson, question) for option in question.options]
        elif isinstance(question, Order):
            key, entries = "items", [_words(item, checked.lesson, question) for item in question.items]
        else:
            continue
        for index, words in enumerate(entries):
            for other in entries[:index]:
                if any(one and one == two for one, two in zip(words, other, strict=True)):
                    yield checked.problem((*path, key, index), "the same stands there twice", "each once")
                    break
        named = [option.id for option in question.options] if isinstance(question, Choose) else []
        for index, name in enumerate(named):
            if name is not None and name in named[:index]:
                yield checked.problem(
                    (*path, key, index, "id"), f'the answer id "{name}" stands there a second time', "each once"
                )


def question_without_feedback(checked: Checked) -> Iterator[Problem]:
    """A wrong answer to choose or identify that says nothing to whoever chooses it, or an empty text."""
    for path, _, question in questions_of(checked):
        if isinstance(question, Choose):
            options = [(option.right, option.feedback) for option in question.options]
        elif isinstance(question, Identify):
            options = [(option.of == question.target, option.feedback) for option in question.options]
        else:
            continue
        for index, (right, feedback) in enumerate(options):
            for audience in asked_audiences(question, checked.lesson):
                said = feedback.for_audience(audience) if feedback is not None else None
                if not right and not (said or "").strip():
                    yield checked.problem(
                        (*path, "options", index),
                        f"this wrong answer says nothing to the {audience} who chooses it",
                        "`feedback`: what tells it from the right one",
                    )


def question_text_missing(checked: Checked) -> Iterator[Problem]:
    """A question that nobody is asked, or one without its reason or an answer for an audience that is asked."""
    for path, _, question in questions_of(checked):
        audiences = asked_audiences(question, checked.lesson)
        if not audiences:
            yield checked.problem((*path, "prompt"), "nobody is asked this", "a prompt for an audience of the lesson")
        for audience in audiences:
            for keys, text, _ in pieces_of(question):
                if text is None or keys[-1] == "feedback" or keys == ("hint",):
                    continue
                if not (text.for_audience(audience) or "").strip():
                    yield checked.problem(
                        (*path, *keys), f"there is no text for the {audience}, who is asked", "one for each audience"
                    )


def question_without_source(checked: Checked) -> Iterator[Problem]:
    """A question that names no source for what it teaches, or one that the atlas does not have."""
    for path, _, question in questions_of(checked):
        if not question.sources:
            yield checked.problem(path, "the question has no source", "at least one key of sources.csv")
        for index, key in enumerate(question.sources):
            if key not in checked.scene.sources:
                yield checked.problem(
                    (*path, "sources", index),
                    f'there is no source "{key}"',
                    "a key of sources.csv",
                    nearest_name(key, checked.scene.sources),
                )


def question_out_of_reach(checked: Checked) -> Iterator[Problem]:
    """A place to press that no finger reaches on the skin, or something to find or name that the step hides."""
    for path, step, question in questions_of(checked):
        scene = checked.scene.in_form(step.form)
        if isinstance(question, Press):
            spot = scene.spots.get(question.target)
            if spot is not None and question.on == "skin" and scene.skin is not None and spot.on_skin is None:
                yield checked.problem(
                    (*path, "target"), f'no finger reaches "{question.target}" through the skin', "`on: bone`"
                )
        elif isinstance(question, Find | Identify):
            picture = picture_of(step, scene)
            names = scene.structures_of(question.target)
            if names and all(picture[name] == "hidden" for name in names):
                yield checked.problem(
                    (*path, "target"),
                    f'"{names[0]}" is asked for but hidden in this step',
                    "what the step shows; show it, or ask in another step",
                )


def question_gives_itself_away(checked: Checked) -> Iterator[Problem]:
    """An identify question whose prompt or hint names the answer."""
    scene = checked.scene
    for path, _, question in questions_of(checked):
        if not isinstance(question, Identify):
            continue
        one = scene.things.get(question.target) or scene.spots.get(question.target)
        if one is None:
            continue
        names = {one.label.lower(), one.name.removesuffix(f", {one.side}").lower()}
        for key, text in (("prompt", question.prompt), ("hint", question.hint)):
            for audience in asked_audiences(question, checked.lesson):
                words = markdown.plain((text.for_audience(audience) if text is not None else "") or "").lower()
                told = next((name for name in names if re.search(rf"\b{re.escape(name)}\b", words)), None)
                if told is not None:
                    yield checked.problem(
                        (*path, key), f'"{told}" gives the answer away', "a place or a course instead"
                    )
                    break


RULES_OF_QUESTIONS = (
    duplicate_question,
    question_without_target,
    question_without_right_answer,
    question_same_answers,
    question_without_feedback,
    question_text_missing,
    question_without_source,
    question_out_of_reach,
    question_gives_itself_away,
)


def _words(text: AudienceText, lesson: Lesson, question: Question) -> list[str]:
    return [(text.for_audience(audience) or "").strip().lower() for audience in asked_audiences(question, lesson)]


def _unknown(checked: Checked, path: Path_, name: str, names: tuple[str, ...], what: str) -> Problem:
    if "*" in name:
        return checked.problem(path, f'the pattern "{name}" fits nothing', f"a pattern that fits a {what}")
    return checked.problem(path, f'there is no {what} "{name}"', "", nearest_name(name, names))
