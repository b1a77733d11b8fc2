"""How women and men differ: what published series say of it, and what the forms of the model have of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import pi, sqrt
from statistics import NormalDist

from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.check import measured_on_points
from anatomy_viewer.atlas.measures import Measure, ModelMeasure, Sex
from anatomy_viewer.atlas.model import Model

ENOUGH, SIZE_SD = 50, 0.06
"""From how many people a length counts that was printed without a deviation, and the share of it that is taken
for one: breadths of adult pelvises vary by 6 to 7 % [GOLDMAN]."""

UNTOLD = 30
"""How many people a series counts for that does not say how many of each sex it measured; by judgement, few."""


@dataclass(frozen=True)
class SexDifference:
    """How far the mean of women lies from the mean of men in one of the model's measures, by published series.

    Parameters
    ----------
    model_measure
        Id of the model's measure.
    pairs
        The series that were put together: women and men of one source, by one method.
    value
        Women minus men, in the unit of the measure.
    error
        Its standard error: of the means, and of what the series differ in beyond that.
    person_sd
        How much people of one sex differ, one standard deviation.
    """

    model_measure: str
    pairs: tuple[tuple[Measure, Measure], ...]
    value: float
    error: float
    person_sd: float

    @property
    def clear(self) -> bool:
        """Whether the difference exceeds its standard error."""
        return abs(self.value) > self.error

    @property
    def trust(self) -> float:
        """The share of the difference that a form carries, 0 to 1.

        What differs among measures is taken to be as large as what was found for this one; by Bayes' rule the mean
        of what is then true is the found difference times d² / (d² + error²): all of a sure one, next to nothing of
        one within its error (Efron and Morris 1973).
        """
        return self.value**2 / (self.value**2 + self.error**2)

    @property
    def shrunk(self) -> float:
        """The difference that a form is fitted to."""
        return self.trust * self.value

    @property
    def overlap(self) -> float:
        """The share of women and men whom this measure alone does not tell apart, 0 to 1.

        The area under both of two normal curves of deviation `person_sd` whose means differ by `value`.
        """
        return 2.0 * NormalDist().cdf(-abs(self.value) / (2.0 * self.person_sd))

    @property
    def two_women(self) -> float:
        """How far two women, or two men, taken at random lie from each other on average (2 SD / √π)."""
        return self.person_sd * 2.0 / sqrt(pi)


def sex_differences(measures: Iterable[Measure]) -> dict[str, SexDifference]:
    """Return what published series say of the difference of the sexes, by id of the model's measure.

    Only a series that measured both sexes by one method says how they differ: means of women in one country and of
    men in another differ for more reasons. Measures over skin are left out: women and men differ in fat. Of one source
    that prints several groups of the same people, the largest counts. Several sources are put together by their
    errors, with what they differ in beyond these as a further error.

    Parameters
    ----------
    measures
        The rows of ``measures.csv``.

    Sources
    -------
    DerSimonian and Laird 1986 (random effects).
    """
    series: dict[tuple[str, tuple[str, ...]], dict[str, dict[Sex, Measure]]] = {}
    for measure in measures:
        if measure.sex == "mixed" or measure.kind == "on the skin" or _spread(measure) is None:
            continue
        of_source = series.setdefault((measure.model_measure, measure.sources), {})
        of_source.setdefault(measure.id.removesuffix(f"_{measure.sex}"), {})[measure.sex] = measure
    pairs: dict[str, list[tuple[Measure, Measure]]] = {}
    for (model_measure, _), groups in series.items():
        both = [(group["female"], group["male"]) for group in groups.values() if len(group) == 2]
        if both:
            largest = max(both, key=lambda pair: _people(pair[0]) + _people(pair[1]))
            pairs.setdefault(model_measure, []).append(largest)
    return {name: _together(name, tuple(found)) for name, found in pairs.items()}


def _spread(measure: Measure) -> float | None:
    """Return the deviation of a series, printed or taken, or None where it has none."""
    if measure.mean is not None and measure.sd is None and measure.unit == "mm" and (measure.n or 0) >= ENOUGH:
        return SIZE_SD * measure.mean
    return measure.sd


def _people(measure: Measure) -> int:
    return measure.n or UNTOLD


def _together(name: str, pairs: tuple[tuple[Measure, Measure], ...]) -> SexDifference:
    found, variances, people, squares = [], [], 0, 0.0
    for pair in pairs:
        women, men = pair
        found.append((women.mean or 0.0) - (men.mean or 0.0))
        variances.append(sum((_spread(one) or 0.0) ** 2 / _people(one) for one in pair))
        people += sum(_people(one) for one in pair)
        squares += sum((_spread(one) or 0.0) ** 2 * _people(one) for one in pair)
    weights = [1.0 / variance for variance in variances]
    mean = sum(w * d for w, d in zip(weights, found, strict=True)) / sum(weights)
    scatter = sum(w * (d - mean) ** 2 for w, d in zip(weights, found, strict=True)) - (len(pairs) - 1)
    room = sum(weights) - sum(w * w for w in weights) / sum(weights)
    between = max(0.0, scatter / room) if room > 0.0 else 0.0
    weights = [1.0 / (variance + between) for variance in variances]
    value = sum(w * d for w, d in zip(weights, found, strict=True)) / sum(weights)
    return SexDifference(name, pairs, value, sqrt(1.0 / sum(weights)), sqrt(squares / people))


@dataclass(frozen=True)
class FormsApart:
    """A published difference of the sexes, and what the two forms have of it.

    Parameters
    ----------
    model_measure
        What is measured.
    published
        What the series of both sexes say.
    women, men
        What the two forms measure, in the unit of the measure.
    """

    model_measure: ModelMeasure
    published: SexDifference
    women: float
    men: float

    @property
    def value(self) -> float:
        """Women minus men, of the forms."""
        return self.women - self.men

    @property
    def less_than_two_women(self) -> bool:
        """Whether the forms differ less than two people of one sex do on average."""
        return abs(self.value) < self.published.two_women


def forms_apart(atlas: Atlas, women: Model, men: Model) -> tuple[FormsApart, ...]:
    """Return each published difference of the sexes that the forms are measured in, the plainest first.

    Plain is a difference that is large beside what people of one sex differ in.

    Parameters
    ----------
    atlas
        The tables.
    women, men
        The built models of the two forms.
    """
    values = [{**measured_on_points(model), **model.measures} for model in (women, men)]
    by_id = {measure.id: measure for measure in atlas.model_measures}
    found = [
        FormsApart(by_id[name], difference, values[0][name], values[1][name])
        for name, difference in sex_differences(atlas.measures).items()
        if name in values[0] and name in values[1]
    ]
    return tuple(sorted(found, key=lambda one: -abs(one.published.value) / one.published.person_sd))
