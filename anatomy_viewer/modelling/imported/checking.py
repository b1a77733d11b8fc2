"""What is told of a brought pelvis: each measure beside what groups of people have, and what was unusual."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pvariance

from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.check import UNITS, measured_on_points
from anatomy_viewer.atlas.measures import Measure, ModelMeasure
from anatomy_viewer.atlas.model import Model
from anatomy_viewer.modelling.bones.forms import Sex
from anatomy_viewer.modelling.imported.finding import FoundLandmark, bone_of, name_of

UNUSUAL_Z = 2.0
"""A measure is unusual where fewer than one person in twenty has it."""

UNEVEN_MM = 8.0
"""The sides of a person differ by less at the landmarks, after one is mirrored; more is told."""

OF_RULES = ("scn_", "mcn_", "icn_", "skin_over_", "long_ligament_", "psis_to_superior_gluteal")
"""How the measures begin that the model's rules decide and not the bones."""

BONE_OF_MEASURE: Mapping[str, str] = {
    "coccyx_curved_length": "coccyx",
    "coccyx_angle": "coccyx",
    "femoral_head_diameter": "femur_right",
    "crest_summit_above_trochanter": "femur_right",
    **dict.fromkeys(
        (
            *("sacrum_length", "sacrum_curved_length", "sacrum_breadth", "sacral_index", "auricular_height"),
            *("s1_endplate_width", "s1_endplate_depth", "sacral_slope", "sacral_orientation", "pelvic_incidence"),
            *("pelvic_tilt", "interauricular", "hiatus_height", "intercornual", "s2_foramina_apart"),
            *("s1_to_s2_foramen", "s2_to_s3_foramen", "s2_foramen_width", "s1_foramen_width", "conjugate"),
            *("s1_foramen_from_midline", "s1_foramen_above_psis", "s2_foramen_above_psis", "s3_foramen_above_psis"),
            *("psis_to_s2_foramen", "obstetric_conjugate", "sagittal_outlet", "mid_pelvis"),
            *("crest_summit_above_promontory", "crest_summit_above_sacral_base"),
        ),
        "sacrum",
    ),
}
"""The bone without which a measure says nothing of a person; of all others the hip bones."""


@dataclass(frozen=True)
class MeasureRow:
    """A measure of a brought pelvis beside a group of people.

    Parameters
    ----------
    measure
        What is measured.
    value
        Of the brought pelvis, in the measure's unit.
    mean, sd
        Of people; None where nothing is published.
    n
        How many people or sides stand behind it.
    sources
        Keys of the sources.
    """

    measure: ModelMeasure
    value: float
    mean: float | None = None
    sd: float | None = None
    n: int = 0
    sources: tuple[str, ...] = ()

    @property
    def z(self) -> float | None:
        """How many standard deviations it lies above the mean of people; None where these are not known."""
        return None if self.mean is None or not self.sd else (self.value - self.mean) / self.sd

    @property
    def unusual(self) -> bool:
        """Whether fewer than one person in twenty has it."""
        return self.z is not None and abs(self.z) > UNUSUAL_Z

    @property
    def sentence(self) -> str:
        """The row in words."""
        unit = UNITS[self.measure.unit]
        text = f"{self.measure.what}: {self.value:.1f} {unit}".rstrip()
        if self.z is None or self.mean is None or self.sd is None:
            return f"{text}; nothing to compare it with"
        return f"{text}; people {self.mean:.1f} ± {self.sd:.1f}, z {self.z:+.1f}".replace("-", "−")


def measure_rows(
    atlas: Atlas, model: Model, missing: Iterable[str] = (), sex: Sex | None = None
) -> tuple[MeasureRow, ...]:
    """Return each measure of the bones of a brought pelvis beside people of its sex, in the order of the table.

    Parameters
    ----------
    atlas
        The tables.
    model
        The model on the brought pelvis, as it was written.
    missing
        Bones that did not come; what is measured on them is left out.
    sex
        Whose pelvis it is, where that is known; then only people of the sex are compared, where there are figures.
    """
    values = {**measured_on_points(model), **model.measures}
    gone = set(missing)
    rows = []
    for measure in atlas.model_measures:
        if measure.id.startswith(OF_RULES) or measure.id not in values:
            continue
        if BONE_OF_MEASURE.get(measure.id, "hip_bone_right") in gone:
            continue
        published = [one for one in atlas.measures if one.model_measure == measure.id and one.mean is not None]
        rows.append(_beside(measure, values[measure.id], [one for one in published if one.sd], sex))
    return tuple(rows)


def _beside(measure: ModelMeasure, value: float, published: Sequence[Measure], sex: Sex | None) -> MeasureRow:
    """Return a row beside all figures that fit the sex: the mean of their means, the spread within and between them."""
    of_sex = [one for one in published if one.sex == sex]
    chosen = of_sex or [one for one in published if one.sex == "mixed"] or list(published)
    if not chosen:
        return MeasureRow(measure, value)
    means = [one.mean for one in chosen if one.mean is not None]
    variance = fmean((one.sd or 0.0) ** 2 for one in chosen) + pvariance(means)
    sources = tuple(dict.fromkeys(key for one in chosen for key in one.sources))
    return MeasureRow(measure, value, fmean(means), variance**0.5, sum(one.n or 0 for one in chosen), sources)


def unusual(
    rows: Iterable[MeasureRow], landmarks: Mapping[str, FoundLandmark], titles: Mapping[str, str]
) -> tuple[str, ...]:
    """Return what is unusual about a pelvis, a sentence each.

    Parameters
    ----------
    rows
        Its measures.
    landmarks
        Its landmarks by point id.
    titles
        What each landmark is called, by name without side.
    """
    told = []
    for row in rows:
        if row.unusual and row.z is not None:
            way = "larger" if row.z > 0.0 else "smaller"
            told.append(f"{row.sentence}: {way} than nearly everybody has it.")
    for point, landmark in landmarks.items():
        other = landmarks.get(point.replace("_right", "_left"))
        if point.endswith("_right") and other is not None and "taken" not in (landmark.origin, other.origin):
            x, y, z = landmark.at - other.at * (-1.0, 1.0, 1.0)
            apart, doubt = float((x**2 + y**2 + z**2) ** 0.5), landmark.radius_mm + other.radius_mm
            if apart > max(UNEVEN_MM, doubt):
                title = titles.get(name_of(point), name_of(point))
                told.append(f"{title}: right and left differ by {apart:.0f} mm, more than the doubt about both.")
    return tuple(told)


def landmark_sentences(landmarks: Mapping[str, FoundLandmark], titles: Mapping[str, str]) -> tuple[str, ...]:
    """Return each landmark with its place and its doubt, a sentence each."""
    told = []
    for point, one in landmarks.items():
        side = point.removeprefix(name_of(point)).strip("_")
        x, y, z = one.at
        title = f"{titles.get(name_of(point), name_of(point))}{', ' if side else ''}{side}"
        doubt = {
            "given": f"as it was marked, ± {one.error_mm:.1f} mm",
            "found": f"found, may be {one.error_mm:.1f} mm off, 95 % within {one.radius_mm:.0f} mm",
            "taken": f"taken from the model, may be {one.error_mm:.0f} mm off",
        }[one.origin]
        told.append(f"{title}: {x:.1f}, {y:.1f}, {z:.1f}; {doubt}".replace("-", "−"))
    return tuple(told)


def missing_bones(landmarks: Mapping[str, FoundLandmark]) -> tuple[str, ...]:
    """Return the bones that did not come, by the landmarks that were taken with the model's."""
    return tuple(dict.fromkeys(bone_of(point) for point, one in landmarks.items() if one.origin == "taken"))
