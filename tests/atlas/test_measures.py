from collections.abc import Callable

import pytest

from anatomy_viewer.atlas.atlas import Atlas

Messages = Callable[[], list[str]]


@pytest.mark.parametrize(
    ("measure", "published", "n"),
    [
        ("scn_1_from_midline_lu98", "81 ± 9.2 mm", 15),
        ("scn_1_from_midline_loubser18", "72.1 ± 10.2 mm", 27),
        ("scn_1_from_midline_iwanaga19b", "65.3 ± 8.2 mm", 12),
        ("scn_1_from_midline_maigne91", "70 mm", 37),
        ("scn_1_from_psis_sittitavornwong13", "57 ± 12.2 mm", 39),
        ("scn_medial_above_crest_lu98", "−5.8 ± 1.8 mm", 15),
        ("mcn_1_below_psis_konno17a", "28.5 ± 11.2 mm", 10),
        ("icn_5_below_tuberosity_pfcn_ham", "24.1 ± 15 mm", 15),
        ("inter_asis_ct19", "235 ± 19 mm", 19),
        ("bi_iliac_breadth_goldman_female", "256.4 ± 17.8 mm", 520),
        ("asis_psis_tilt_preece08", "13 ± 5°", 30),
        ("obturator_foramen_ratio_ijrad_male", "0.55 ± 0.06", 50),
        ("sacral_index_mymensingh18_female", "111.3 ± 7.7 %", 91),
        ("crest_length_pelves7", "210 to 256 mm", None),
        ("scn_2_from_midline_not_found", "not found", None),
    ],
)
def test_a_measure_reads_as_published(atlas: Atlas, measure: str, published: str, n: int | None) -> None:
    (row,) = [row for row in atlas.measures if row.id == measure]
    assert (row.published, row.n) == (published, n)


def test_the_id_begins_with_the_model_measure_it_is_compared_with(atlas: Atlas) -> None:
    for measure in atlas.measures:
        assert measure.id.startswith(f"{measure.model_measure}_"), measure.id


def test_every_measure_of_the_model_has_a_published_row(atlas: Atlas) -> None:
    assert {measure.id for measure in atlas.model_measures} == {row.model_measure for row in atlas.measures}


def test_studies_that_lie_more_than_two_deviations_apart_give_a_reason(atlas: Atlas) -> None:
    for first in atlas.measures:
        for second in atlas.measures:
            if (
                first.model_measure == second.model_measure
                and first.sex == second.sex
                and first.mean is not None
                and first.sd is not None
                and second.mean is not None
                and abs(first.mean - second.mean) > 2 * first.sd
            ):
                assert first.conflict or second.conflict, (first.id, second.id)


ROW = "mcn_1_below_psis_konno17a"


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("unit", "deg", '9 (unit): found "deg"; allowed: "mm", the unit of mcn_1_below_psis.'),
        ("sd", "-1", "5 (sd): found -1; allowed: a deviation above 0 beside a mean."),
        ("low", "60", "6 (low): found 60 beside high 53.7; allowed: low below high."),
        ("high", "", "6 (low): the range has one end only; allowed: both low and high, or neither."),
        ("range_kind", "", "8 (range_kind): the cell is empty beside a range."),
        ("n", "0", "10 (n): found 0; allowed: 1 or more."),
        ("mark", "not found", '13 (mark): found "not found" beside a number; allowed: S, S2, R or D.'),
        (
            "model_measure",
            "mcn_1_below_pis",
            '16 (model_measure): found "mcn_1_below_pis"; allowed: an id of model_measures.csv; '
            'did you mean "mcn_1_below_psis"?',
        ),
        (
            "sources",
            "PFCN-HAMM",
            '14 (sources): found "PFCN-HAMM"; allowed: a key of sources.csv; did you mean "PFCN-HAM"?',
        ),
    ],
)
def test_a_planted_fault_is_told(
    plant: Callable[..., int], messages: Messages, column: str, value: str, message: str
) -> None:
    line = plant("measures.csv", ROW, column, value)
    assert messages() == [f"tables/measures.csv:{line}:{message}"]


def test_a_row_without_any_number_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("measures.csv", "inter_asis_opensim", "mean", "")
    assert messages() == [
        f"tables/measures.csv:{line}:4 (mean): the row has neither a mean nor a range; "
        'allowed: a number, or the mark "not found".'
    ]
