"""What a translation must keep to: the ids, audiences, numbers, links and sides of its lesson, and plain words.

As in `checker.py` a rule takes what is checked and yields problems, `TRANSLATION_RULES` lists them all, and the
first line of a rule's docstring says what it refuses.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from anatomy_viewer.atlas.problems import Problem, ProblemsFound, nearest_name
from anatomy_viewer.atlas.translations import numbers
from anatomy_viewer.teaching.checking import wording_es
from anatomy_viewer.teaching.checking.checked import Text, line_of
from anatomy_viewer.teaching.checking.figure_rules import sides_shown
from anatomy_viewer.teaching.checking.readability import FEWEST_SENTENCES
from anatomy_viewer.teaching.checking.readability_es import LOWEST_PATIENT_EASE, ease
from anatomy_viewer.teaching.checking.wording import sentences
from anatomy_viewer.teaching.lesson import markdown
from anatomy_viewer.teaching.lesson.lesson import Lesson, Step
from anatomy_viewer.teaching.lesson.reading import Document, Path_, read_document
from anatomy_viewer.teaching.lesson.translation import (
    Translation,
    in_order_of,
    option_keys,
    places_of_options,
    texts_of_lesson,
    texts_of_translation,
    translation_of,
)
from anatomy_viewer.teaching.pictures.scene import Scene

WORDING: Final = {"es": wording_es}
"""What is looked for in each language."""


@dataclass(frozen=True)
class Compared:
    """A translation under the checker, beside its lesson.

    Parameters
    ----------
    translation, document
        The translation as values and as a file.
    lesson, scene
        The lesson, and what it is about.
    english, own
        The texts of both by their place in the translation.
    """

    translation: Translation
    document: Document
    lesson: Lesson
    scene: Scene
    english: Mapping[Path_, str]
    own: Mapping[Path_, str]

    def problem(self, path: Path_, found: str, allowed: str = "", nearest: str | None = None) -> Problem:
        """Return a problem at a place of the file."""
        return Problem(self.document.where(path), found, allowed, nearest)

    def pairs(self) -> Iterator[tuple[Path_, str, str]]:
        """Yield the place, the English text and its translation, without markup, where there are both."""
        for path, words in self.own.items():
            if path in self.english:
                yield path, markdown.plain(self.english[path]), markdown.plain(words)

    def for_patients(self) -> Iterator[tuple[Path_, str]]:
        """Yield what patients read: the texts of their own and those of everyone, but for figures and claims."""
        for path, words in self.own.items():
            if path[-1] == "patient" or len(path) == 1 or path[2:3] == ("drawing",):
                yield path, markdown.plain(words)


Rule = Callable[[Compared], Iterator[Problem]]


def check_translation(path: Path, lesson: Lesson | None, scene: Scene) -> list[Problem]:
    """Return everything that is wrong with a translation file.

    Parameters
    ----------
    path
        ``lessons/LANG/ID.yaml``.
    lesson
        The lesson that it translates, or None where there is none that can be read.
    scene
        What the lesson is about, with the drawings beside it.
    """
    try:
        document = read_document(path)
    except ProblemsFound as found:
        return list(found.problems)
    translation, problems = translation_of(document)
    if lesson is None:
        problems.append(Problem(document.where(()), f'there is no lesson "{path.stem}" to translate', "a lesson's id"))
    if translation is None or lesson is None:
        return problems
    problems += unknown_answers(translation, document, lesson)
    translation, document = in_order_of(lesson, translation, document)
    compared = Compared(
        translation,
        document,
        lesson,
        scene.with_points(lesson.points),
        texts_of_lesson(lesson, scene.drawings),
        texts_of_translation(translation, lesson.audiences),
    )
    problems += other_place(compared, path)
    for rule in TRANSLATION_RULES.values():
        problems += [problem for problem in rule(compared) if problem not in problems]
    return sorted(problems, key=line_of)


def other_place(compared: Compared, path: Path) -> Iterator[Problem]:
    """Yield where the id or the language is not that of the file's name and folder."""
    for key, found, wanted in (
        ("id", compared.translation.id, path.stem),
        ("language", str(compared.translation.language), path.parent.name),
    ):
        if found != wanted:
            yield compared.problem((key,), f'found "{found}" in the file {path.parent.name}/{path.name}', wanted)


def unknown_answers(translation: Translation, document: Document, lesson: Lesson) -> Iterator[Problem]:
    """Yield the answers that the lesson does not have, or that have no id while others of the question have one."""
    for step in lesson.steps:
        for question in step.questions:
            own = translation.steps[step.id].questions.get(question.id) if step.id in translation.steps else None
            if own is None:
                continue
            keys = option_keys(question)
            for index, (option, place) in enumerate(zip(own.options, places_of_options(question, own), strict=True)):
                where = document.where(("steps", step.id, "questions", question.id, "options", index))
                if option.id is None and place is None:
                    yield Problem(where, "this answer has no id, others of the question have one", ", ".join(keys))
                elif option.id is not None and option.id not in keys:
                    nearest = nearest_name(option.id, keys)
                    yield Problem(where, f'the question has no answer "{option.id}"', ", ".join(keys), nearest)
                elif place is None:
                    yield Problem(where, f'the answer "{option.id}" stands there a second time', "each once")


def unknown_place(compared: Compared) -> Iterator[Problem]:
    """A step, label, ruler, question or audience that the lesson does not have there."""
    steps = [step.id for step in compared.lesson.steps]
    for name in compared.translation.steps:
        if name not in steps:
            yield compared.problem(
                ("steps", name), f'the lesson has no step "{name}"', ", ".join(steps), nearest_name(name, steps)
            )
    for path in compared.own:
        if path not in compared.english and not (path[0] == "steps" and path[1] not in steps):
            yield compared.problem(path, "the lesson has no text here", "the texts of the lesson, and no others")


def untranslated(compared: Compared) -> Iterator[Problem]:
    """A text of the lesson that the translation lacks, for any of its audiences."""
    missing = [step.id for step in compared.lesson.steps if step.id not in compared.translation.steps]
    for name in missing:
        yield compared.problem(("steps",), f'the step "{name}" is missing')
    for path, words in compared.english.items():
        if path not in compared.own and not (path[0] == "steps" and path[1] in missing):
            place = ".".join(str(part) for part in path)
            yield compared.problem(path, f'the text {place} is missing: "{_beginning(words)}"', "its translation")
    if len(compared.translation.words) != len(compared.lesson.words):
        yield compared.problem(
            ("words",),
            f"{len(compared.translation.words)} words are explained",
            f"{len(compared.lesson.words)}, as in the lesson: {', '.join(compared.lesson.words)}",
        )


def other_numbers(compared: Compared) -> Iterator[Problem]:
    """A number that the lesson does not have in the same place, or one of its numbers left out."""
    for path, english, own in compared.pairs():
        wanted, found = numbers(english, "en"), numbers(own, compared.translation.language)
        if wanted != found:
            extra = ", ".join(f"{number:g}" for number in (found - wanted).elements())
            lacking = ", ".join(f"{number:g}" for number in (wanted - found).elements())
            told = [
                *([f"{extra} is not in the English text"] if extra else []),
                *([f"{lacking} is missing"] if lacking else []),
            ]
            yield compared.problem(path, "; ".join(told), "the numbers of the English text in the same place")


def other_links(compared: Compared) -> Iterator[Problem]:
    """A link that the lesson does not have in the same place, or one of its links left out."""
    for path, words in compared.own.items():
        wanted = Counter((link.kind, link.target) for link in markdown.links(compared.english.get(path, words)))
        found = Counter((link.kind, link.target) for link in markdown.links(words))
        if wanted != found:
            targets = ", ".join(f"{kind}:{target}" for kind, target in wanted) or "no link"
            yield compared.problem(path, "the links are not those of the English text", targets)


def translated_markup(compared: Compared) -> Iterator[Problem]:
    """HTML, pictures, code or headings in a text."""
    for path, words in compared.own.items():
        for what in markdown.unsupported(words):
            yield compared.problem(path, f"found {what} in a text", "emphasis, lists and links")


def wrong_side_in_translation(compared: Compared) -> Iterator[Problem]:
    """A text that says left where the English says right or the picture shows it, or the other way round."""
    wording = WORDING[compared.translation.language]
    steps = {step.id: (index, step) for index, step in enumerate(compared.lesson.steps)}
    for path, _, own in compared.pairs():
        said = wording.sides_said(own)
        if len(said) != 1 or path[0] != "steps" or path[1] not in steps:
            continue
        index, step = steps[str(path[1])]
        shown = sides_shown(Text(_place_in_lesson(path, index, step), None, own, step), compared.scene)
        if len(shown) == 1 and said != shown:
            yield compared.problem(
                path,
                f"the text says the {said.copy().pop()} side, but what it is about is on the {shown.copy().pop()}",
                "the side that the picture shows",
            )


def hard_for_patients_in_translation(compared: Compared) -> Iterator[Problem]:
    """A patient text below 65 points of reading ease on Fernández-Huerta or INFLESZ, or with a long sentence."""
    wording = WORDING[compared.translation.language]
    explained = compared.translation.words
    if "patient" not in compared.lesson.audiences:
        return
    whole = []
    for name, step in compared.translation.steps.items():
        body = markdown.plain(step.text.patient or "")
        if not body:
            continue
        words = f"{markdown.plain(step.title.patient or '').rstrip('.')}.\n\n{body}"
        whole.append(words)
        found = ease(words, explained)
        if found.sentences >= FEWEST_SENTENCES and found.lowest < LOWEST_PATIENT_EASE:
            yield compared.problem(
                ("steps", name, "text", "patient"),
                f"the patient text reads at {found.fernandez_huerta:g} (Fernández-Huerta) and "
                f"{found.inflesz:g} (INFLESZ)",
                f"at least {LOWEST_PATIENT_EASE:g} on both; shorter sentences and words",
            )
    for path, text in compared.for_patients():
        if path[2:] != ("text", "patient") and path[2:3] != ("questions",):
            continue
        if path[2] == "questions":
            whole.append(f"{text.rstrip('.')}.")
        for sentence in sentences(text):
            if (count := len(sentence.split())) > wording.LONGEST_PATIENT_SENTENCE:
                yield compared.problem(
                    path,
                    f'a patient sentence has {count} words: "{_beginning(sentence)}"',
                    f"at most {wording.LONGEST_PATIENT_SENTENCE} words",
                )
    found = ease("\n\n".join(whole), explained)
    if found.sentences >= FEWEST_SENTENCES and found.lowest < LOWEST_PATIENT_EASE:
        yield compared.problem(
            ("steps",),
            f"all patient texts together read at {found.fernandez_huerta:g} (Fernández-Huerta) and "
            f"{found.inflesz:g} (INFLESZ)",
            f"at least {LOWEST_PATIENT_EASE:g} on both; shorter sentences and words",
        )


def unexplained_word_in_translation(compared: Compared) -> Iterator[Problem]:
    """A medical word in a patient text that the translation does not explain, or an explained one not used."""
    explained = " ; ".join(word.lower() for word in compared.translation.words)
    texts = [(path, words.lower()) for path, words in compared.for_patients() if path[-1] == "patient"]
    for path, words in texts:
        if path[2] == "labels":
            continue
        for term in WORDING[compared.translation.language].MEDICAL_WORDS:
            if re.search(rf"\b{term}(?:e?s)?\b", words) and not re.search(rf"\b{term}(?:e?s)?\b", explained):
                yield compared.problem(
                    path, f'the medical word "{term}" is not explained', "a plain word, or an entry under `words`"
                )
    for word in compared.translation.words:
        if not any(markdown.uses(step.text.patient or "", word) for step in compared.translation.steps.values()):
            yield compared.problem(("words", word), f'"{word}" is explained but no patient text of a step uses it')


def forbidden_in_translation(compared: Compared) -> Iterator[Problem]:
    """Wording that tells patients what they have, or that promises."""
    for path, words in compared.for_patients():
        for pattern, instead in WORDING[compared.translation.language].FORBIDDEN:
            if found := pattern.search(words):
                yield compared.problem(path, f'found "{found.group()}" in a text for patients', instead)


def named_by_colour_in_translation(compared: Compared) -> Iterator[Problem]:
    """A thing that a text names by its colour alone."""
    for path, words in compared.own.items():
        if found := WORDING[compared.translation.language].BY_COLOUR.search(markdown.plain(words)):
            yield compared.problem(
                path, f'"{found.group()}" names a thing by its colour alone', "its name, its letter or its place"
            )


def red_flag_in_other_words_in_translation(compared: Compared) -> Iterator[Problem]:
    """A text that tells which signs need a doctor in words of its own, not in those of red_flags.yaml."""
    language = compared.translation.language
    shared = compared.scene.red_flags.all_words(language)
    for path, words in compared.own.items():
        if words not in shared and (found := WORDING[language].red_flag_in(markdown.plain(words))):
            yield compared.problem(
                path, f'"{found}" words a red flag anew', "`red_flag` as in the lesson, or words without the signs"
            )


TRANSLATION_RULES: Final[dict[str, Rule]] = {
    rule.__name__: rule
    for rule in (
        unknown_place,
        untranslated,
        other_numbers,
        other_links,
        translated_markup,
        wrong_side_in_translation,
        hard_for_patients_in_translation,
        unexplained_word_in_translation,
        forbidden_in_translation,
        named_by_colour_in_translation,
        red_flag_in_other_words_in_translation,
    )
}
"""Every rule by its id."""


def _place_in_lesson(path: Path_, index: int, step: Step) -> Path_:
    """Return the place in the lesson of a place in its translation: labels and rulers stand there in lists."""
    place: Path_ = ("steps", index, *path[2:])
    if path[2] == "labels":
        return (*place[:3], next(k for k, label in enumerate(step.labels) if label.of == path[3]), "text")
    if path[2] == "rulers":
        return (*place[:3], next(k for k, ruler in enumerate(step.rulers) if ruler.id == path[3]), "text")
    return place


def _beginning(words: str) -> str:
    return " ".join(words.split()[:6]) + " …"
