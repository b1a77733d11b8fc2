import json

import pytest

from anatomy_viewer.atlas.anatomies import Anatomy, CrestLine, Spread

# A crest that climbs at 45 degrees and turns back at its end.
CREST = [(40.0, 0.0, 0.0), (70.0, 0.0, 30.0), (100.0, 30.0, 30.0), (90.0, 60.0, 0.0)]


def test_way_and_distance_from_the_midline_are_each_others_reverse() -> None:
    line = CrestLine(CREST)
    for from_midline in (40.0, 41.0, 69.9, 70.0, 85.0, 99.9):
        assert line.from_midline(line.along(from_midline)) == pytest.approx(from_midline)


def test_the_way_is_counted_from_the_psis_along_the_line() -> None:
    line = CrestLine(CREST)
    assert line.along(40.0) == 0.0
    assert line.along(70.0) == pytest.approx(30.0 * 2**0.5)
    assert line.from_midline(30.0 * 2**0.5 + 21.0) == pytest.approx(70.0 + 21.0 / 2**0.5)


def test_nearer_to_the_midline_than_the_psis_the_line_goes_on_one_for_one() -> None:
    line = CrestLine(CREST)
    assert line.along(36.0) == pytest.approx(-4.0)
    assert line.from_midline(-4.0) == pytest.approx(36.0)


def test_beyond_the_widest_place_the_line_stays_there() -> None:
    line = CrestLine(CREST)
    assert line.from_midline(1000.0) == 100.0
    assert line.along(120.0) == pytest.approx(line.along(100.0))


def test_a_left_crest_counts_like_a_right_one() -> None:
    left = CrestLine([(-x, y, z) for x, y, z in CREST])
    assert left.along(77.0) == pytest.approx(CrestLine(CREST).along(77.0))


@pytest.mark.parametrize("points", [[(40.0, 0.0, 0.0)], [(40.0, 0.0, 0.0), (30.0, 5.0, 0.0)]])
def test_a_crest_that_leads_nowhere_is_refused(points: list[tuple[float, float, float]]) -> None:
    with pytest.raises(ValueError, match="the crest"):
        CrestLine(points)


def test_the_record_has_the_shape_that_the_page_reads() -> None:
    record = Anatomy(
        id="study_x",
        title="X",
        note="Y.",
        hidden=("a_right",),
        shown=("b_left",),
        placed={"nerve_right": {"crossing_mm": 70.0}},
        spreads={"corridor_right": Spread(70.0, 10.0, 2.0)},
    ).to_json()
    assert json.loads(json.dumps(record, allow_nan=False)) == {
        "id": "study_x",
        "title": "X",
        "note": "Y.",
        "hidden": ["a_right"],
        "shown": ["b_left"],
        "placed": {"nerve_right": {"crossing_mm": 70.0}},
        "spreads": {
            "corridor_right": {"centre_mm_from_midline": 70.0, "along_sd_mm": 10.0, "across_sd_mm": 2.0},
        },
    }
