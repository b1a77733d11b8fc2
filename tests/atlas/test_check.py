from dataclasses import replace
from itertools import pairwise

import pytest

from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.check import HEADINGS, Comparison, compare, compare_forms, measured_on_points, rows
from anatomy_viewer.atlas.distances import Point
from anatomy_viewer.atlas.forms import FORMS
from anatomy_viewer.atlas.model import BuiltPoint, Model, read_model

CREST = ((45.0, 0.0, 0.0), (75.0, 0.0, 40.0), (75.0, 100.0, 40.0), (118.0, 146.0, -24.0))
RIGHT: dict[str, Point] = {
    "psis": (45.0, 0.0, 0.0),
    "asis": (118.0, 146.0, -24.0),
    "ischial_tuberosity": (60.0, 40.0, -130.0),
    "iliac_crest_summit": (75.0, 50.0, 45.0),
}
SITES: dict[str, Point] = {
    "scn_1": (69.0, 0.0, 32.0),
    "scn_2": (75.0, 5.0, 40.0),
    "mcn_1": (36.0, -2.0, -28.5),
    "icn_3": (90.5, 45.0, -120.0),
    "icn_5": (60.0, 50.0, -154.1),
}


def mirrored(point: Point) -> Point:
    return (-point[0], point[1], point[2])


def model(measures: dict[str, float] | None = None) -> Model:
    """A model of a few points, alike on both sides."""
    landmarks = {"sacral_promontory": (0.0, 78.0, -5.0), "symphysis_top": (0.0, 146.0, -100.0)}
    points = {}
    curves = {}
    for side, place in (("right", lambda p: p), ("left", mirrored)):
        landmarks.update({f"{name}_{side}": place(point) for name, point in RIGHT.items()})
        curves[f"iliac_crest_{side}"] = tuple(place(point) for point in CREST)
        for name, point in SITES.items():
            points[f"{name}_{side}"] = BuiltPoint("site", place(point), (0.0, -1.0, 0.0))
    return Model({}, {}, landmarks, points, {}, curves, {}, measures or {}, "x")


def comparison(atlas: Atlas, name: str, built: Model | None = None) -> Comparison:
    (found,) = [item for item in compare(atlas, built or model()) if item.measure.id == name]
    return found


def test_measures_follow_from_points_and_curves() -> None:
    values = measured_on_points(model())
    assert values["scn_1_from_midline"] == pytest.approx(69.0)
    assert values["scn_1_from_psis"] == pytest.approx(40.0)
    assert values["scn_1_from_psis_along_crest"] == pytest.approx(40.0)
    assert values["scn_1_to_scn_2"] == pytest.approx(10.0 + 5.0)
    assert values["mcn_1_below_psis"] == pytest.approx(28.5)
    assert values["icn_3_lateral_to_tuberosity"] == pytest.approx(30.5)
    assert values["icn_5_below_tuberosity"] == pytest.approx(24.1)
    assert values["inter_asis"] == pytest.approx(236.0)
    assert values["asis_to_psis"] == pytest.approx((73**2 + 146**2 + 24**2) ** 0.5)
    assert values["asis_psis_tilt"] == pytest.approx(8.4, abs=0.1)
    assert values["psis_above_asis"] == pytest.approx(24.0)
    assert values["crest_summit_above_promontory"] == pytest.approx(50.0)
    assert values["conjugate"] == pytest.approx((68**2 + 95**2) ** 0.5)
    assert values["crest_length"] == pytest.approx(50 + 100 + (43**2 + 46**2 + 64**2) ** 0.5)


def test_measures_whose_points_are_missing_are_left_out() -> None:
    values = measured_on_points(model())
    assert "scn_3_from_midline" not in values
    assert "interspinous" not in values
    assert measured_on_points(Model({}, {}, {}, {}, {}, {}, {}, {}, "x")) == {}


def test_every_measured_key_is_a_measure_of_the_model(atlas: Atlas) -> None:
    known = {measure.id for measure in atlas.model_measures}
    assert set(measured_on_points(model())) <= known


def test_the_z_score_counts_deviations_from_the_published_mean(atlas: Atlas) -> None:
    found = comparison(atlas, "scn_1_from_midline_lu98")
    assert found.model_value == pytest.approx(69.0)
    assert found.z == pytest.approx((69.0 - 81.0) / 9.2)
    assert found.verdict == "within 2 SD"
    assert comparison(atlas, "scn_1_from_midline_iwanaga19b").verdict == "within 1 SD"
    assert comparison(atlas, "scn_1_from_psis_lu98").verdict == "beyond 2 SD"


def test_ranges_and_bare_means_have_no_z_score(atlas: Atlas) -> None:
    inside = comparison(atlas, "crest_length_pelves7")
    assert (inside.z, inside.verdict) == (None, "inside the range")
    assert comparison(atlas, "scn_1_from_psis_geometry").verdict == "outside the range"
    assert comparison(atlas, "scn_1_from_psis_tubbs10").verdict.startswith("no spread published, ")
    assert comparison(atlas, "scn_1_from_psis_tubbs10").verdict.endswith(" mm apart")


def test_what_is_missing_on_either_side_says_so(atlas: Atlas) -> None:
    assert comparison(atlas, "scn_3_from_psis_tubbs10").verdict == "not measured in the model"
    assert comparison(atlas, "scn_2_from_midline_not_found").verdict == "nothing published was found"


def test_a_value_that_the_build_measured_comes_first(atlas: Atlas) -> None:
    built = model({"crest_length": 300.0})
    found = comparison(atlas, "crest_length_pelves7", built)
    assert (found.model_value, found.verdict) == (300.0, "outside the range")


def test_the_rows_are_plain_text_under_headings(atlas: Atlas) -> None:
    table = rows(compare(atlas, model()))
    assert table[0] == HEADINGS
    assert len(table) == len(atlas.measures) + 1
    assert {len(row) for row in table} == {len(HEADINGS)}
    (row,) = [row for row in table if row[0] == "Medial branch from the midline"]
    assert row[:9] == (
        "Medial branch from the midline",
        "81 ± 9.2 mm",
        "15 cadavers",
        "Average",
        "69.0 mm",
        "sideways",
        "−1.3",
        "within 2 SD",
        "LU98 (read in the source)",
    )
    assert "Studies differ by 16 mm" in row[9]


def test_a_note_that_repeats_the_row_above_is_not_printed_again(atlas: Atlas) -> None:
    notes = [row[9] for row in rows(compare(atlas, model()))]
    assert "as above" in notes
    for above, note in pairwise(notes):
        assert not note or note == "as above" or note != above


def test_a_measure_is_compared_with_the_form_of_those_on_whom_it_was_measured(atlas: Atlas) -> None:
    models = {
        form: replace(model({"subpubic_angle": value}), form=form)
        for form, value in (("pooled", 75.0), ("male", 68.0), ("female", 88.0))
    }
    found = {item.measure.id: item for item in compare_forms(atlas, models)}
    assert [item.measure for item in found.values()] == list(atlas.measures)
    assert found["subpubic_angle_ijrad_male"].model_value == 68.0
    assert found["subpubic_angle_plos23_female"].model_value == 88.0
    assert found["subpubic_angle_plos23_female"].form == "female"
    assert found["scn_1_from_midline_lu98"].form == "pooled"


def test_a_reason_is_printed_only_where_the_model_does_not_agree(atlas: Atlas) -> None:
    published = replace(comparison(atlas, "scn_1_from_midline_lu98").measure, reason="Follows another.", conflict="")
    far = replace(comparison(atlas, "scn_1_from_midline_lu98"), measure=published)
    near = replace(far, model_value=80.0)
    assert (far.agrees, near.agrees) == (False, True)
    assert [row[9] for row in rows((far, near))[1:]] == ["Follows another.", ""]


def test_where_the_built_model_lies_elsewhere_the_table_says_why_and_nowhere_else(atlas: Atlas) -> None:
    found = compare_forms(atlas, {form.id: read_model(form=form.id) for form in FORMS})
    assert [item.measure.id for item in found if item.model_value is None] == []
    assert [item.measure.id for item in found if item.agrees is False and not item.measure.reason] == []
    assert [item.measure.id for item in found if item.agrees is not False and item.measure.reason] == []


def test_a_reason_names_the_source_that_the_model_follows_or_what_was_measured_otherwise(atlas: Atlas) -> None:
    keys = {source.key for source in atlas.sources}
    for measure in atlas.measures:
        if measure.reason:
            own = set(measure.sources)
            assert any(key in measure.reason for key in keys - own) or "measured" in measure.reason, measure.id
