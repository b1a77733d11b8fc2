"""What the lessons tell where studies disagree or are few: each figure stands there with who found it."""

from __future__ import annotations

from pathlib import Path

import pytest

from anatomy_viewer.atlas import read_atlas, read_model
from anatomy_viewer.teaching.lesson.lesson import Step
from anatomy_viewer.teaching.lesson.reading import read_lesson
from anatomy_viewer.teaching.pictures.usual_areas import read_usual_areas

LESSONS = Path(__file__).parents[2] / "lessons"

TOLD: dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]] = {
    ("the_treatment_ladder", "cutting_is_different"): (("32", "7", "5"), ("MCN-LT23",)),
    ("the_treatment_ladder", "heat_and_current"): (("8.6 to 2.4", "12 people"), ("NCT06240000", "DALESSANDRO25")),
    ("the_treatment_ladder", "how_to_read_the_ladder"): (("withdrawn",), ("NCT06240000", "NCT05423132")),
    ("the_treatment_ladder", "how_long_it_lasts"): (("7.7 days", "six"), ("RFTC-MCN", "GAUTAM22", "KUNIYA14", "WU23")),
    ("the_treatment_ladder", "what_can_go_wrong"): (
        ("5.8 %", "81 %", "8.2 %", "15 people"),
        ("BRINKS10", "NEAL18", "NAROUZE18", "JOTTARD19", "JONES25"),
    ),
    ("look_alikes_side_by_side", "the_names"): (("9 of 12",), ("IWANAGA18b",)),
    ("look_alikes_side_by_side", "others_not_to_miss"): (
        ("71 %", "28.6 %", "68 to 95"),
        ("LESHER08", "MSD-LSS", "SCHINDLER07", "CHEN02", "NICE-NG65"),
    ),
    ("how_it_is_confirmed", "two_minutes_more"): (("94 %", "78 %"), ("LASLETT05",)),
    ("how_it_is_confirmed", "ultrasound"): (("28, 40 and 42 mm",), ("MANTOVANI16", "WIKIMSK")),
    ("do_no_harm", "four_centimetres"): (("32 %", "9 %", "8 %"), ("IWANAGA19b", "SITTITAVORNWONG13")),
    ("do_no_harm", "below_the_spine"): (("76 mm",), ("SGN23",)),
    ("do_no_harm", "before_the_operation"): (("29.1 %",), ("KIM09",)),
    ("how_sure_are_we", "two_rulers_one_pelvis"): (("77.4 mm", "56.2 mm"), ("LU98", "IWANAGA19b")),
    ("self_care_and_prevention", "sitting"): (("15 articles",), ("CHIARAMONTE21",)),
}


def _step(lesson: str, name: str) -> Step:
    return next(step for step in read_lesson(LESSONS / f"{lesson}.yaml").steps if step.id == name)


@pytest.mark.parametrize("place", TOLD, ids=".".join)
def test_a_figure_stands_in_a_claim_with_those_who_found_it(place: tuple[str, str]) -> None:
    step = _step(*place)
    figures, sources = TOLD[place]
    entries = [*step.claims, *step.values]
    assert all(entry.sources for entry in entries)
    assert set(sources) <= {key for entry in entries for key in entry.sources}
    claimed = " ".join(claim.text for claim in step.claims)
    assert [figure for figure in figures if figure not in claimed] == []


def test_every_source_of_a_red_flag_or_a_new_fact_is_in_the_list() -> None:
    keys = read_atlas().source_by_key
    assert [key for _, sources in TOLD.values() for key in sources if key not in keys] == []


def test_where_it_hurts_predicts_nothing() -> None:
    model = read_model()
    known = {name.removesuffix("_right").removesuffix("_left") for name in (*model.landmarks, *model.points)}
    for area in read_usual_areas(read_atlas(), known):
        for text in (area.apart, area.patient_apart):
            assert "brings back" not in text, text
            assert "fits better" not in text, text


def test_the_superior_nerves_are_not_said_to_lie_on_gluteus_maximus() -> None:
    rows = [row for row in read_atlas().ledger if row.nerve.startswith("superior_cluneal_nerve")]
    assert rows
    assert [row for row in rows if row.words.startswith("gluteus maximus")] == []
