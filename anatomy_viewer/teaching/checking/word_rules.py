"""Whether people can read it: the checker's rules about the words of each audience."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anatomy_viewer.atlas.problems import Problem
from anatomy_viewer.teaching.checking.checked import Checked, texts_of
from anatomy_viewer.teaching.checking.readability import (
    FEWEST_SENTENCES,
    HIGHEST_GRADE_IN_ALL,
    HIGHEST_PATIENT_GRADE,
    grade,
)
from anatomy_viewer.teaching.checking.wording import (
    BY_COLOUR,
    CLINICAL,
    FORBIDDEN,
    LONGEST_PATIENT_SENTENCE,
    MEDICAL_WORDS,
    red_flag_in,
    sentences,
)
from anatomy_viewer.teaching.lesson import markdown
from anatomy_viewer.teaching.lesson.question_texts import question_texts


def missing_audience_text(checked: Checked) -> Iterator[Problem]:
    """An audience of the lesson that a step leaves without a title or a text."""
    for path, step in checked.steps():
        for key, texts in (("title", step.title), ("text", step.text)):
            for audience in checked.lesson.audiences:
                if not (texts.for_audience(audience) or "").strip():
                    yield checked.problem(
                        (*path, key), f"there is no {key} for the {audience}", "one for each audience"
                    )


def empty_alternative(checked: Checked) -> Iterator[Problem]:
    """A text alternative that is written but empty, or that says next to nothing."""
    for path, step in checked.steps():
        if step.alternative is None:
            continue
        for audience in checked.lesson.audiences:
            words = step.alternative.for_audience(audience)
            if words is not None and len(words.split()) < 5:
                yield checked.problem(
                    (*path, "alternative"),
                    f"the text alternative for the {audience} says too little",
                    "the picture in words; leave the key out to have it made from the geometry",
                )


def clinical_sentence_without_claim(checked: Checked) -> Iterator[Problem]:
    """A sentence about findings, tests, treatment or how common something is, in a step without claims."""
    for path, step in checked.steps():
        if step.claims:
            continue
        for text in texts_of(path, step):
            for sentence in sentences(markdown.plain(text.words)):
                if found := CLINICAL.search(sentence):
                    yield checked.problem(
                        text.path,
                        f'"{found.group()}" makes this a clinical sentence, but the step has no claim',
                        "a claim with its sources",
                    )
                    break


def hard_for_patients(checked: Checked) -> Iterator[Problem]:
    """A patient text above reading grade 8 on Flesch-Kincaid or SMOG, words under `words` not counted."""
    if "patient" not in checked.lesson.audiences:
        return
    whole: list[str] = []
    for path, step in checked.steps():
        title, body = step.title.patient or "", step.text.patient or ""
        words = f"{_sentence(markdown.plain(title))}\n\n{markdown.plain(body)}"
        whole.append(words)
        grades = grade(words, checked.lesson.words)
        if grades.sentences >= FEWEST_SENTENCES and grades.highest > HIGHEST_PATIENT_GRADE:
            yield checked.problem(
                (*path, "text", "patient"),
                f"the patient text reads at grade {grades.flesch_kincaid:.1f} (Flesch-Kincaid) and "
                f"{grades.smog:.1f} (SMOG)",
                f"at most {HIGHEST_PATIENT_GRADE:g} on both; shorter sentences and words",
            )
        for sentence in sentences(markdown.plain(body)):
            count = len(sentence.split())
            if count > LONGEST_PATIENT_SENTENCE:
                yield checked.problem(
                    (*path, "text", "patient"),
                    f'a patient sentence has {count} words: "{" ".join(sentence.split()[:6])} …"',
                    f"at most {LONGEST_PATIENT_SENTENCE} words",
                )
        for where, audience, text, _ in question_texts(path, step, checked.lesson):
            if audience != "patient":
                continue
            whole.append(_sentence(markdown.plain(text)))
            for sentence in sentences(markdown.plain(text)):
                if (count := len(sentence.split())) > LONGEST_PATIENT_SENTENCE:
                    yield checked.problem(
                        where,
                        f'a patient sentence has {count} words: "{" ".join(sentence.split()[:6])} …"',
                        f"at most {LONGEST_PATIENT_SENTENCE} words",
                    )
    grades = grade("\n\n".join(whole), checked.lesson.words)
    if grades.highest > HIGHEST_PATIENT_GRADE:
        yield checked.problem(
            ("steps",),
            f"all patient texts together read at grade {grades.flesch_kincaid:.1f} (Flesch-Kincaid) and "
            f"{grades.smog:.1f} (SMOG)",
            f"at most {HIGHEST_PATIENT_GRADE:g} on both",
        )
    in_all = grade("\n\n".join(whole))
    if in_all.highest > HIGHEST_GRADE_IN_ALL:
        yield checked.problem(
            ("words",),
            f"with the explained words counted the patient texts read at grade {in_all.highest:.1f}",
            f"at most {HIGHEST_GRADE_IN_ALL:g}; fewer words that need explaining",
        )


def unexplained_word(checked: Checked) -> Iterator[Problem]:
    """A medical word in a patient text that the lesson does not explain under `words`."""
    if "patient" not in checked.lesson.audiences:
        return
    explained = " ; ".join(word.lower() for word in checked.lesson.words)
    for text in checked.texts():
        if text.audience != "patient":
            continue
        words = markdown.plain(text.words).lower()
        for term in MEDICAL_WORDS:
            if re.search(rf"\b{term}s?\b", words) and not re.search(rf"\b{term}s?\b", explained):
                yield checked.problem(
                    text.path,
                    f'the medical word "{term}" is not explained',
                    "a plain word, or an entry under `words`",
                )


def unused_word(checked: Checked) -> Iterator[Problem]:
    """A word explained under `words` that no patient text uses."""
    texts = " ".join(markdown.plain(text.words).lower() for text in checked.texts() if text.audience == "patient")
    for word in checked.lesson.words:
        if not re.search(rf"\b{re.escape(word.lower())}(?:s|es)?\b", texts):
            yield checked.problem(("words", word), f'"{word}" is explained but no patient text uses it', "")


def forbidden_wording(checked: Checked) -> Iterator[Problem]:
    """Wording that tells patients what they have, or that promises."""
    for text in checked.texts():
        if text.audience not in ("patient", None):
            continue
        if text.audience is None and text.path[0] == "steps" and text.path[2] in ("claims", "values"):
            continue
        for pattern, instead in FORBIDDEN:
            if found := pattern.search(markdown.plain(text.words)):
                yield checked.problem(text.path, f'found "{found.group()}" in a text for patients', instead)


def named_by_colour(checked: Checked) -> Iterator[Problem]:
    """A thing that a text names by its colour alone."""
    for text in checked.texts():
        if found := BY_COLOUR.search(markdown.plain(text.words)):
            yield checked.problem(
                text.path,
                f'"{found.group()}" names a thing by its colour alone',
                "its name, its letter or its place",
            )


def red_flag_in_other_words(checked: Checked) -> Iterator[Problem]:
    """A text that tells which signs need a doctor in words of its own, not in those of red_flags.yaml."""
    shared = checked.scene.red_flags.all_words("en")
    for text in checked.texts():
        if text.words not in shared and (found := red_flag_in(markdown.plain(text.words))):
            yield checked.problem(
                text.path,
                f'"{found}" words a red flag anew',
                "`red_flags` of the step, `red_flag` in place of a text, or a link to a step that has them",
            )


def _sentence(text: str) -> str:
    return text if not text or text[-1] in ".!?…:" else f"{text}."
