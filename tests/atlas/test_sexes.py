from __future__ import annotations

from math import pi, sqrt

import pytest

from anatomy_viewer.atlas.atlas import read_atlas
from anatomy_viewer.atlas.measures import Measure
from anatomy_viewer.atlas.model import read_model
from anatomy_viewer.atlas.sexes import SexDifference, forms_apart, sex_differences


def series(sex: str, mean: float | None, sd: float | None = 2.0, n: int | None = 50, **more: object) -> Measure:
    usual: dict[str, object] = {
        "id": f"length_x_{sex}",
        "what": "A length",
        "kind": "straight",
        "unit": "deg",
        "model_measure": "length",
        "mark": "S",
        "sources": ("LU98",),
    }
    return Measure(**{**usual, "sex": sex, "mean": mean, "sd": sd, "n": n, **more})  # type: ignore[arg-type]


def test_only_a_series_of_both_sexes_says_how_they_differ() -> None:
    women, men = series("female", 10.0), series("male", 14.0)
    assert sex_differences([women]) == {}
    assert sex_differences([women, series("male", 14.0, sources=("TUBBS10",))]) == {}
    found = sex_differences([women, men, series("mixed", 99.0)])["length"]
    assert found.value == -4.0
    assert found.error == pytest.approx(sqrt(2 * 2.0**2 / 50))
    assert found.person_sd == pytest.approx(2.0)
    assert found.clear


def test_a_measure_over_skin_or_without_a_spread_says_nothing() -> None:
    assert sex_differences([series(sex, 10.0, kind="on the skin") for sex in ("female", "male")]) == {}
    assert sex_differences([series(sex, 10.0, None, 5) for sex in ("female", "male")]) == {}


def test_of_one_source_the_largest_group_counts() -> None:
    rows = [series("female", 10.0, n=500), series("male", 14.0, n=500)]
    rows += [series(sex, 10.0, id=f"length_europe_{sex}") for sex in ("female", "male")]
    found = sex_differences(rows)["length"]
    assert found.value == -4.0
    assert [pair[0].n for pair in found.pairs] == [500]


def test_sources_that_disagree_are_less_sure_together() -> None:
    rows = [series("female", 10.0), series("male", 14.0)]
    for agreeing, other in ((True, 4.0), (False, 14.0)):
        more = [
            series(sex, mean, id=f"length_y_{sex}", sources=("TUBBS10",))
            for sex, mean in (("female", 10.0), ("male", 10.0 + other))
        ]
        one = sex_differences([*rows, *more])["length"]
        assert one.value == pytest.approx(-(4.0 + other) / 2)
        assert (one.error < 0.3) is agreeing


def test_a_difference_is_shrunk_by_how_unsure_it_is() -> None:
    sure, even, lost = (SexDifference("x", (), -4.0, error, 5.0) for error in (0.04, 4.0, 40.0))
    assert sure.shrunk == pytest.approx(-4.0, abs=0.01)
    assert even.shrunk == pytest.approx(-2.0)
    assert not lost.clear
    assert abs(lost.shrunk) < 0.05


def test_overlap_is_the_area_under_both_curves() -> None:
    assert SexDifference("x", (), 0.0, 1.0, 5.0).overlap == pytest.approx(1.0)
    assert SexDifference("x", (), 10.0, 1.0, 5.0).overlap == pytest.approx(0.3173, abs=1e-4)
    assert SexDifference("x", (), 10.0, 1.0, 5.0).two_women == pytest.approx(10.0 / sqrt(pi))


def test_the_built_forms_differ_in_the_direction_in_which_women_and_men_do() -> None:
    wrong = {
        one.model_measure.id: (one.published.value, round(one.value, 2))
        for one in forms_apart(read_atlas(), read_model(form="female"), read_model(form="male"))
        if one.published.clear and one.value * one.published.value <= 0.0
    }
    assert wrong == {}


def test_every_clear_difference_is_measured_in_the_forms() -> None:
    atlas = read_atlas()
    told = {one.model_measure.id for one in forms_apart(atlas, read_model(form="female"), read_model(form="male"))}
    assert told == sex_differences(atlas.measures).keys()
