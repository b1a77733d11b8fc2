"""Whether what a lesson says is so: the checker's rules about figures, sides, claims and their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from anatomy_viewer.atlas.problems import Problem
from anatomy_viewer.teaching.checking.checked import Checked, Text, entries_of
from anatomy_viewer.teaching.checking.figures import amounts, counts, nearest_figure, numbers_in
from anatomy_viewer.teaching.checking.wording import (
    sides_said,
)
from anatomy_viewer.teaching.lesson import markdown
from anatomy_viewer.teaching.lesson.lesson import (
    MIDLINE,
    Claim,
    ReportedValue,
    Step,
)
from anatomy_viewer.teaching.pictures.lines import measured
from anatomy_viewer.teaching.pictures.scene import Scene

CURVE_GAP_MM = 15.0
"""A ruler along the crest whose end lies farther from the crest than this measures something else."""


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


def _target_of(text: Text, step: Step) -> str | None:
    """Return what a question asks for, where a text is its prompt, hint or reason."""
    match text.path[2:]:
        case ("questions", int(number), "prompt" | "hint" | "explain", *_):
            return getattr(step.questions[number], "target", None)
    return None
