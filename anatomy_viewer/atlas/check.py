"""Each published measure beside what the model has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import atan2, degrees, hypot
from statistics import fmean

from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.distances import Point, along, downwards, length, sideways, straight
from anatomy_viewer.atlas.forms import DEFAULT_FORM, FORM_BY_ID
from anatomy_viewer.atlas.measures import Measure, ModelMeasure
from anatomy_viewer.atlas.model import Model
from anatomy_viewer.atlas.sources import HOW_SURE

UNITS = {"mm": "mm", "deg": "°", "percent": "%", "ratio": ""}


@dataclass(frozen=True)
class Comparison:
    """A published measure and the model's value.

    Parameters
    ----------
    measure
        The published measure.
    model_measure
        What the model measures for it.
    model_value
        In the measure's unit; None where the model does not measure it yet.
    form
        Id of the form of the model.
    """

    measure: Measure
    model_measure: ModelMeasure
    model_value: float | None
    form: str = DEFAULT_FORM

    @property
    def z(self) -> float | None:
        """How many standard deviations the model lies above the published mean; None without both."""
        if self.model_value is None or self.measure.mean is None or self.measure.sd is None:
            return None
        return (self.model_value - self.measure.mean) / self.measure.sd

    @property
    def agrees(self) -> bool | None:
        """Whether the model lies within one deviation and inside the range; None where nothing is to be compared."""
        measure, value, z = self.measure, self.model_value, self.z
        if value is None or measure.mark == "not found":
            return None
        if z is not None:
            return abs(z) <= 1.0
        if measure.low is not None and measure.high is not None:
            return measure.low <= value <= measure.high
        return None

    @property
    def verdict(self) -> str:
        """How the model compares, in words."""
        measure, value, z = self.measure, self.model_value, self.z
        if value is None:
            return "not measured in the model"
        if measure.mark == "not found":
            return "nothing published was found"
        if z is not None:
            for deviations in (1, 2):
                if abs(z) <= deviations:
                    return f"within {deviations} SD"
            return "beyond 2 SD"
        if measure.low is not None and measure.high is not None:
            return "inside the range" if measure.low <= value <= measure.high else "outside the range"
        if measure.mean is None:
            return "no spread published"
        apart = f"{abs(value - measure.mean):.1f} {UNITS[measure.unit]}".rstrip()
        return f"no spread published, {apart} apart"


HEADINGS = ("measure", "published", "on whom", "form", "model", "kind", "z", "verdict", "source", "note")
AS_ABOVE = "as above"


def compare(atlas: Atlas, model: Model) -> tuple[Comparison, ...]:
    """Return every published measure beside the value of one form, whatever its sex, in the order of the table.

    Values that the build wrote come first; the others are taken from landmarks, points and curves.
    """
    values = {**measured_on_points(model), **model.measures}
    by_id = {measure.id: measure for measure in atlas.model_measures}
    return tuple(
        Comparison(measure, by_id[measure.model_measure], values.get(measure.model_measure), model.form)
        for measure in atlas.measures
    )


def compare_forms(atlas: Atlas, models: Mapping[str, Model]) -> tuple[Comparison, ...]:
    """Return every published measure beside the form of those on whom it was measured, in the order of the table.

    Parameters
    ----------
    atlas
        The tables.
    models
        The built model of each form by the form's id. A measure of men is compared with the men's form, one of
        women with the women's, all others with the average.
    """
    found = {form: compare(atlas, model) for form, model in models.items()}
    return tuple(found[measure.form][number] for number, measure in enumerate(atlas.measures))


def rows(comparisons: tuple[Comparison, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the comparisons as rows of text, `HEADINGS` first; a note that repeats says so."""
    table: list[tuple[str, ...]] = [HEADINGS]
    note = ""
    for comparison in comparisons:
        measure = comparison.measure
        words = " ".join(part for part in ("" if comparison.agrees else measure.reason, measure.conflict) if part)
        repeated, note = bool(note) and words == note, words
        table.append((*_cells(comparison), AS_ABOVE if repeated else note))
    return tuple(table)


def _cells(comparison: Comparison) -> tuple[str, ...]:
    """Return the cells of a row but for the note."""
    measure, value, z = comparison.measure, comparison.model_value, comparison.z
    digits = 2 if measure.unit == "ratio" else 1
    number = "" if value is None else f"{value:.{digits}f} {UNITS[measure.unit]}"
    counted = " ".join(part for part in ("" if measure.n is None else str(measure.n), measure.counted) if part)
    sex = "" if measure.sex == "mixed" else measure.sex
    via = f" via {', '.join(measure.via)}" if measure.via else ""
    return (
        measure.what,
        measure.published,
        ", ".join(part for part in (counted, sex) if part),
        FORM_BY_ID[comparison.form].short,
        number.strip().replace(" °", "°").replace("-", "−"),
        comparison.model_measure.kind,
        "" if z is None else f"{z:+.1f}".replace("-", "−"),
        comparison.verdict,
        f"{', '.join(measure.sources)}{via} ({HOW_SURE[measure.mark]})",
    )


Places = Mapping[str, Point]
SidePlaces = Callable[[str], Point]


def measured_on_points(model: Model) -> dict[str, float]:
    """Return the model measures that follow from landmarks, points and curves alone.

    A measure of one side is the mean of both sides; one whose points are missing is left out.

    Returns
    -------
    dict
        Value in the measure's unit by id of the model measure.
    """
    places: Places = {**model.landmarks, **{name: point.at for name, point in model.points.items()}}
    values: dict[str, float] = {}
    for name, across in _ACROSS.items():
        right, left = places.get(f"{across}_right"), places.get(f"{across}_left")
        if right is not None and left is not None:
            values[name] = straight(right, left)
    for name, (start, end, rule) in _MIDLINE.items():
        if start in places and end in places:
            values[name] = rule(places[start], places[end])
    for name, side_rule in _SIDES.items():
        both = [_on_side(side_rule, side, places, model) for side in ("right", "left")]
        found = [value for value in both if value is not None]
        if found:
            values[name] = fmean(found)
    return values


def _on_side(
    rule: Callable[[SidePlaces, tuple[Point, ...]], float], side: str, places: Places, model: Model
) -> float | None:
    """Return the value of a rule on a side, or None where a point or curve it needs is missing."""

    def place(name: str) -> Point:
        return places[f"{name}_{side}"] if f"{name}_{side}" in places else places[name]

    try:
        return rule(place, model.curves.get(f"iliac_crest_{side}", ()))
    except (KeyError, _NoCurve):
        return None


class _NoCurve(Exception):
    """The model has no crest curve on this side."""


def _crest(curve: tuple[Point, ...]) -> tuple[Point, ...]:
    if len(curve) < 2:
        raise _NoCurve
    return curve


def _tilt_deg(asis: Point, psis: Point) -> float:
    return degrees(atan2(downwards(psis, asis), hypot(asis[0] - psis[0], asis[1] - psis[1])))


_ACROSS = {
    "inter_asis": "asis",
    "inter_aiis": "aiis",
    "inter_psis": "psis",
    "interspinous": "ischial_spine",
}
_MIDLINE: dict[str, tuple[str, str, Callable[[Point, Point], float]]] = {
    "conjugate": ("sacral_promontory", "symphysis_top", straight),
    "sagittal_outlet": ("symphysis_bottom", "sacral_apex", straight),
    "sacrum_length": ("sacral_promontory", "sacral_apex", straight),
}
_SIDES: dict[str, Callable[[SidePlaces, tuple[Point, ...]], float]] = {
    "scn_1_from_midline": lambda at, crest: sideways(at("scn_1")),
    "scn_2_from_midline": lambda at, crest: sideways(at("scn_2")),
    "scn_3_from_midline": lambda at, crest: sideways(at("scn_3")),
    "scn_tender_point_from_midline": lambda at, crest: sideways(at("scn_tender_point")),
    "mcn_1_from_midline": lambda at, crest: sideways(at("mcn_1")),
    "mcn_tender_point_from_midline": lambda at, crest: sideways(at("mcn_tender_point")),
    "scn_1_from_psis": lambda at, crest: straight(at("psis"), at("scn_1")),
    "scn_2_from_psis": lambda at, crest: straight(at("psis"), at("scn_2")),
    "scn_3_from_psis": lambda at, crest: straight(at("psis"), at("scn_3")),
    "scn_1_from_psis_along_crest": lambda at, crest: along(_crest(crest), at("psis"), at("scn_1")),
    "scn_1_to_scn_2": lambda at, crest: along(_crest(crest), at("scn_1"), at("scn_2")),
    "scn_1_to_scn_3": lambda at, crest: along(_crest(crest), at("scn_1"), at("scn_3")),
    "mcn_1_below_psis": lambda at, crest: downwards(at("psis"), at("mcn_1")),
    "mcn_2_below_psis": lambda at, crest: downwards(at("psis"), at("mcn_2")),
    "icn_3_lateral_to_tuberosity": lambda at, crest: sideways(at("icn_3"), at("ischial_tuberosity")),
    "icn_4_lateral_to_tuberosity": lambda at, crest: sideways(at("icn_4"), at("ischial_tuberosity")),
    "icn_5_below_tuberosity": lambda at, crest: downwards(at("ischial_tuberosity"), at("icn_5")),
    "asis_to_psis": lambda at, crest: straight(at("asis"), at("psis")),
    "asis_psis_tilt": lambda at, crest: _tilt_deg(at("asis"), at("psis")),
    "psis_above_asis": lambda at, crest: downwards(at("psis"), at("asis")),
    "hip_centre_from_midline": lambda at, crest: sideways(at("acetabulum_centre")),
    "crest_summit_above_psis": lambda at, crest: downwards(at("iliac_crest_summit"), at("psis")),
    "crest_summit_above_promontory": lambda at, crest: downwards(at("iliac_crest_summit"), at("sacral_promontory")),
    "crest_length": lambda at, crest: length(_crest(crest)),
}
