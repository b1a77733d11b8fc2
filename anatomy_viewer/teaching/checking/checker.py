"""What a lesson must keep to: one small function a rule, every breach told at once, with its line.

A rule takes a `Checked` (the lesson, its document, the scene) and yields problems. `RULES` lists them all;
the documentation and the tests read that list, so a rule without a planted fault fails a test.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

from anatomy_viewer.atlas.problems import Problem, ProblemsFound, nearest_name
from anatomy_viewer.teaching.checking.checked import Checked, Rule, Text, entries_of, texts_of
from anatomy_viewer.teaching.checking.figures import amounts, counts, nearest_figure, numbers_in
from anatomy_viewer.teaching.checking.picture_rules import (
    broken_drawing,
    broken_point,
    clipped_away,
    hurried,
    impossible_clip,
    label_overlap,
    outside_the_view,
    points_at_hidden_nerve,
    unknown_study,
)
from anatomy_viewer.teaching.checking.question_rules import RULES_OF_QUESTIONS
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
    sentences,
    sides_said,
)
from anatomy_viewer.teaching.lesson import markdown
from anatomy_viewer.teaching.lesson.lesson import (
    LONGEST_FLIGHT_MS,
    MIDLINE,
    Claim,
    Lesson,
    ReportedValue,
    Step,
)
from anatomy_viewer.teaching.lesson.question_texts import question_texts
from anatomy_viewer.teaching.lesson.reading import MOST_PROBLEMS, Document, Path_, lesson_of, read_document
from anatomy_viewer.teaching.pictures.lines import measured
from anatomy_viewer.teaching.pictures.picture import picture_of
from anatomy_viewer.teaching.pictures.scene import Scene

CURVE_GAP_MM = 15.0
"""A ruler along the crest whose end lies farther from the crest than this measures something else."""


def check(
    document: Document, scene: Scene, lessons: Iterable[str] = (), asked_elsewhere: Mapping[str, str] | None = None
) -> list[Problem]:
    """Return everything that is wrong with a lesson, in the order of its lines; see `Checked`."""
    lesson, problems = lesson_of(document)
    if lesson is not None:
        scene = replace(
            scene.with_points(lesson.points),
            forms={name: one.with_points(lesson.points) for name, one in _forms_of(lesson, scene).items()},
        )
        checked = Checked(lesson, document, scene, frozenset(lessons) | {lesson.id}, asked_elsewhere or {})
        for rule in RULES.values():
            problems += islice(rule(checked), MOST_PROBLEMS)
    # One text may serve several audiences: what is wrong with it is said once.
    return sorted(dict.fromkeys(problems), key=_line)


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


# --- names ---------------------------------------------------------------------------------------------


def unknown_id(checked: Checked) -> Iterator[Problem]:
    """An id, group or pattern that names nothing in the atlas, or a thing of the wrong sort for its key."""
    scene = checked.scene
    structures = (*scene.things, *scene.groups)
    points = tuple(scene.spots)
    corridors = tuple(name for name, thing in scene.things.items() if thing.kind == "corridor")
    for path, step in checked.steps():
        for key in ("isolate", "show", "fade", "emphasise", "hide"):
            for index, selector in enumerate(getattr(step, key)):
                if not scene.structures_of(selector):
                    kind = "point" if scene.points_of(selector) else None
                    yield _unknown(checked, (*path, key, index), selector, structures, "structure or group", kind)
        for index, selector in enumerate(step.corridors):
            if not set(scene.structures_of(selector)) & set(corridors):
                yield _unknown(checked, (*path, "corridors", index), selector, corridors, "corridor", None)
        for index, selector in enumerate(step.markers):
            if not scene.points_of(selector):
                kind = "structure" if scene.structures_of(selector) else None
                yield _unknown(checked, (*path, "markers", index), selector, points, "point", kind)
        for key, selectors in (("focus", step.focus), ("labels", tuple(label.of for label in step.labels))):
            for index, selector in enumerate(selectors):
                if not scene.structures_of(selector) and not scene.points_of(selector):
                    yield _unknown(
                        checked,
                        (*path, key, index),
                        selector,
                        (*structures, *points),
                        "structure, group or point",
                        None,
                    )
        for index, ruler in enumerate(step.rulers):
            for key, name in (("from", ruler.start), ("to", ruler.end)):
                if name != MIDLINE and name not in scene.spots:
                    kind = "structure" if name in scene.things else None
                    yield _unknown(
                        checked,
                        (*path, "rulers", index, key),
                        name,
                        (MIDLINE, *points),
                        "point or `midline`",
                        kind,
                    )
        if step.view is not None and step.view not in scene.views:
            yield checked.problem(
                (*path, "view"),
                f'there is no view "{step.view}"',
                ", ".join(scene.views),
                nearest_name(step.view, scene.views),
            )


def unknown_source(checked: Checked) -> Iterator[Problem]:
    """A source key that the atlas does not have."""
    for path, entry in entries_of(checked):
        for index, key in enumerate(entry.sources):
            if key not in checked.scene.sources:
                yield checked.problem(
                    (*path, "sources", index),
                    f'there is no source "{key}"',
                    "a key of sources.csv",
                    nearest_name(key, checked.scene.sources),
                )


def unknown_measure(checked: Checked) -> Iterator[Problem]:
    """A measure id that the atlas does not have."""
    for path, entry in entries_of(checked):
        if entry.measure is not None and entry.measure not in checked.scene.measures:
            yield checked.problem(
                (*path, "measure"),
                f'there is no measure "{entry.measure}"',
                "an id of measures.csv",
                nearest_name(entry.measure, checked.scene.measures),
            )


def duplicate_id(checked: Checked) -> Iterator[Problem]:
    """A step id, or a ruler id within a step, that stands twice."""
    raw = checked.document.data.get("steps", []) if isinstance(checked.document.data, dict) else []
    seen: dict[str, int] = {}
    for index, step in enumerate(raw):
        name = step.get("id") if isinstance(step, dict) else None
        if not isinstance(name, str):
            continue
        line = checked.document.lines.get(("steps", index, "id"), 1)
        if name in seen:
            yield Problem(
                f"{checked.document.path}:{line} steps[{index}].id",
                f'the step id "{name}" stands there a second time, first in line {seen[name]}',
                "each step id once",
            )
        seen.setdefault(name, line)
    for path, step_ in checked.steps():
        rulers: set[str] = set()
        for index, ruler in enumerate(step_.rulers):
            if ruler.id in rulers:
                yield checked.problem(
                    (*path, "rulers", index, "id"),
                    f'the ruler id "{ruler.id}" stands there a second time',
                    "each once",
                )
            rulers.add(ruler.id)


def file_name(checked: Checked) -> Iterator[Problem]:
    """A lesson in a file of another name."""
    name = checked.document.path.rpartition("/")[2]
    if name.endswith(".yaml") and name != f"{checked.lesson.id}.yaml":
        yield checked.problem(
            ("id",), f'found "{checked.lesson.id}" in the file {name}', f"{name.removesuffix('.yaml')}"
        )


def broken_link(checked: Checked) -> Iterator[Problem]:
    """A link to a step, lesson or source that is not there, or to anything else."""
    steps = [step.id for step in checked.lesson.steps]
    for text in checked.texts():
        for link in markdown.links(text.words):
            if link.kind is None:
                yield checked.problem(
                    text.path, f'found a link to "{link.target}"', "links to step:ID, lesson:ID or source:KEY"
                )
                continue
            names: Iterable[str] = {
                "step": steps,
                "lesson": checked.lessons,
                "source": checked.scene.sources,
            }[link.kind]
            if link.target not in names:
                yield checked.problem(
                    text.path,
                    f'found a link to the {link.kind} "{link.target}"',
                    f"a {link.kind} that is there",
                    nearest_name(link.target, names),
                )


def unsupported_markup(checked: Checked) -> Iterator[Problem]:
    """HTML, pictures, code or headings in a text."""
    for text in checked.texts():
        for what in markdown.unsupported(text.words):
            yield checked.problem(text.path, f"found {what} in a text", "emphasis, lists and links")


# --- the picture ---------------------------------------------------------------------------------------


def highlighted_hidden(checked: Checked) -> Iterator[Problem]:
    """Something that a step emphasises, labels or names as a corridor, and that is hidden all the same."""
    for path, step in checked.steps():
        picture = picture_of(step, checked.scene)
        for key, selectors in (
            ("emphasise", step.emphasise),
            ("corridors", step.corridors),
            ("labels", tuple(label.of for label in step.labels)),
        ):
            for index, selector in enumerate(selectors):
                names = checked.scene.structures_of(selector)
                hidden = [name for name in names if picture[name] == "hidden"]
                if hidden and (key != "labels" or len(hidden) == len(names)):
                    yield checked.problem(
                        (*path, key, index),
                        f'"{hidden[0]}" is named there but hidden in this step',
                        "what is visible; take it out of `hide` or name one side only",
                    )


def step_without_view(checked: Checked) -> Iterator[Problem]:
    """A step with neither a named view nor a pose, or with both."""
    for path, step in checked.steps():
        if step.view is None and step.pose is None:
            yield checked.problem(path, "the step has no view", ", ".join(checked.scene.views))
        if step.view is not None and step.pose is not None:
            yield checked.problem((*path, "pose"), "the step has a view and a pose", "one of them")
        if step.pose is not None and not _is_camera(step.pose.direction, step.pose.up):
            yield checked.problem(
                (*path, "pose"), "direction and up give no camera", "two directions that are not parallel"
            )


def long_flight(checked: Checked) -> Iterator[Problem]:
    """A camera flight that takes longer than people like to wait."""
    for path, step in checked.steps():
        if step.flight_ms > LONGEST_FLIGHT_MS:
            yield checked.problem(
                (*path, "flight_ms"), f"the flight takes {step.flight_ms} ms", f"at most {LONGEST_FLIGHT_MS}"
            )


def ruler_contradicts_model(checked: Checked) -> Iterator[Problem]:
    """A ruler whose value is not what the model measures, or that cannot be measured."""
    for path, step in checked.steps():
        for index, ruler in enumerate(step.rulers):
            where = (*path, "rulers", index)
            ends = (ruler.start, ruler.end)
            if any(name != MIDLINE and name not in checked.scene.spots for name in ends):
                continue
            if ruler.kind == "along_the_crest" and MIDLINE in ends:
                yield checked.problem(where, "the crest does not reach the midline", "two points of one crest")
                continue
            try:
                line = measured(ruler, checked.scene_of(step))
            except KeyError:
                yield checked.problem(
                    where,
                    f"nothing is measured from {ruler.start} to {ruler.end}",
                    "two different ends on one side",
                )
                continue
            if line.off_curve_mm > CURVE_GAP_MM:
                yield checked.problem(
                    where, f"an end lies {line.off_curve_mm:.0f} mm from the crest", "ends on the crest"
                )
            if abs(line.length_mm - ruler.value_mm) > ruler.tolerance_mm:
                yield checked.problem(
                    (*where, "value_mm"),
                    f"found {ruler.value_mm:g} mm, but the model measures {line.length_mm:.1f} mm",
                    f"{line.length_mm:.0f} ± {ruler.tolerance_mm:g} mm",
                )


# --- the words -----------------------------------------------------------------------------------------


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


def number_contradicts(checked: Checked) -> Iterator[Problem]:
    """A length, angle or percentage in a text that no ruler, value or claim gives; of its step, where it has one."""
    everywhere = _known_figures(checked.lesson.steps, checked.scene)
    for text in checked.texts():
        if text.guess or _is_evidence(text):
            continue
        known = everywhere if text.step is None else _known_figures([text.step], checked.scene)
        for amount in amounts(markdown.plain(text.words)):
            figures = known[amount.unit]
            if not amount.means(figures):
                near = nearest_figure(amount.value, figures)
                spelled = "it gives none" if near is None else f"the nearest is {near:g} {amount.unit}"
                yield checked.problem(
                    text.path,
                    f'"{amount.words}" is in no ruler, value or claim of this '
                    f"{'lesson' if text.step is None else 'step'} ({spelled})",
                    "figures that a ruler, value or claim of the step carries",
                )


def count_contradicts(checked: Checked) -> Iterator[Problem]:
    """A share such as "28 of 64", or a number of people such as n = 15, that no value or claim of the step gives."""
    for text in checked.texts():
        if text.step is None or _is_evidence(text):
            continue
        evidence = [markdown.plain(words) for words in _evidence_of(text.step)]
        given = [numbers_in(words) for words in evidence]
        shares = [amount.value / 100 for words in evidence for amount in amounts(words) if amount.unit == "%"]
        shares += [
            count.numbers[0] / count.numbers[1]
            for words in evidence
            for count in counts(words)
            if len(count.numbers) == 2
        ]
        for count in counts(markdown.plain(text.words)):
            if not any(set(count.numbers) <= numbers for numbers in given) and not count.is_share(shares):
                yield checked.problem(
                    text.path,
                    f'"{count.words}" is in no value or claim of this step',
                    "numbers that stand together in a value or claim",
                )


def figure_contradicts_measure(checked: Checked) -> Iterator[Problem]:
    """A value or claim that names a measure of the atlas and gives another figure."""
    for path, entry in entries_of(checked):
        measure = checked.scene.measures.get(entry.measure or "")
        if measure is None:
            continue
        key, words = ("text", entry.text) if isinstance(entry, Claim) else ("value", entry.value)
        for amount in amounts(markdown.plain(words)):
            if amount.unit == measure.unit and not amount.means(measure.figures):
                yield checked.problem(
                    (*path, key),
                    f'"{amount.words}" is not what the measure {measure.id} gives',
                    ", ".join(f"{figure:g}" for figure in measure.figures) + f" {measure.unit}",
                )


def wrong_side(checked: Checked) -> Iterator[Problem]:
    """A text that says left where everything it shows is right, or the other way round."""
    for text in checked.texts():
        if text.step is None or text.guess:
            continue
        said = sides_said(markdown.plain(text.words))
        shown = sides_shown(text, checked.scene)
        if len(said) == 1 and len(shown) == 1 and said != shown:
            yield checked.problem(
                text.path,
                f'the text says "{said.copy().pop()}", but what it is about is on the {shown.copy().pop()}',
                f'"{shown.copy().pop()}", or the other side in the picture',
            )


def claim_without_source(checked: Checked) -> Iterator[Problem]:
    """A claim or a value that names no source."""
    for path, entry in entries_of(checked):
        if not entry.sources:
            what = "claim" if isinstance(entry, Claim) else "value"
            yield checked.problem(
                path, f"the {what} has no source", "at least one key of sources.csv, for standard practice too"
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


RULES: Final[dict[str, Rule]] = {
    rule.__name__: rule
    for rule in (
        file_name,
        duplicate_id,
        unknown_id,
        unknown_source,
        unknown_measure,
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
        *RULES_OF_QUESTIONS,
    )
}
"""Every rule by its id; the first line of its docstring says what it refuses."""


def _line(problem: Problem) -> int:
    match = re.match(r"[^ ]*?:(\d+)", problem.where)
    return int(match.group(1)) if match else 0


def _unknown(
    checked: Checked, path: Path_, selector: str, names: Iterable[str], what: str, other: str | None
) -> Problem:
    if other is not None:
        return checked.problem(path, f'"{selector}" is a {other}', f"a {what}")
    if "*" in selector:
        return checked.problem(path, f'the pattern "{selector}" fits nothing', f"a pattern that fits a {what}")
    names = tuple(names)
    return checked.problem(path, f'there is no {what} "{selector}"', "", nearest_name(selector, names))


def _is_camera(direction: tuple[float, float, float], up: tuple[float, float, float]) -> bool:
    (a, b, c), (d, e, f) = direction, up
    cross = (b * f - c * e, c * d - a * f, a * e - b * d)
    lengths = [sum(part * part for part in vector) for vector in (direction, up, cross)]
    return all(lengths) and lengths[2] / (lengths[0] * lengths[1]) > 1e-4


def _is_evidence(text: Text) -> bool:
    return text.step is not None and text.path[2] in ("claims", "values")


def _evidence_of(step: Step) -> Iterator[str]:
    for claim in step.claims:
        yield claim.text
    for value in step.values:
        yield f"{value.label}. {value.value}"


def _known_figures(steps: Iterable[Step], scene: Scene) -> dict[str, list[float]]:
    steps = list(steps)
    known: dict[str, list[float]] = {"mm": [ruler.value_mm for step in steps for ruler in step.rulers]}
    known |= {"%": [], "°": []}
    entries: list[Claim | ReportedValue] = []
    for step in steps:
        entries += (*step.claims, *step.values)
    for entry in entries:
        words = entry.text if isinstance(entry, Claim) else entry.value
        for amount in amounts(markdown.plain(words)):
            known[amount.unit].append(amount.value)
        measure = scene.measures.get(entry.measure or "")
        if measure is not None and measure.unit in known:
            known[measure.unit] += measure.figures
    return known


def sides_shown(text: Text, scene: Scene) -> set[str]:
    """Return the sides of what a text is about: its label's, ruler's or question's, else what the step points at."""
    step = text.step
    if step is None:
        return set()
    names: list[str] = []
    if text.path[2] == "labels" and isinstance(text.path[3], int):
        selectors: tuple[str, ...] = (step.labels[text.path[3]].of,)
    elif text.path[2] == "rulers" and isinstance(text.path[3], int):
        ruler = step.rulers[text.path[3]]
        selectors = (ruler.start, ruler.end)
    elif target := _target_of(text, step):
        selectors = (target,)
    else:
        selectors = (*step.emphasise, *step.markers, *step.corridors, *(label.of for label in step.labels))
        selectors += tuple(name for ruler in step.rulers for name in (ruler.start, ruler.end))
        if not selectors:
            selectors = step.focus
    for selector in selectors:
        names += [*scene.structures_of(selector), *scene.points_of(selector)]
    return {scene.side(name) for name in names} - {"mid"}


def _target_of(text: Text, step: Step) -> str | None:
    """Return what a question asks for, where a text is its prompt, hint or reason."""
    match text.path[2:]:
        case ("questions", int(number), "prompt" | "hint" | "explain", *_):
            return getattr(step.questions[number], "target", None)
    return None


def _sentence(text: str) -> str:
    return text if not text or text[-1] in ".!?…:" else f"{text}."
