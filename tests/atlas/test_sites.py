from collections.abc import Callable

import pytest

from anatomy_viewer.atlas.atlas import Atlas

Messages = Callable[[], list[str]]


def test_all_sites_and_tender_points_of_the_evidence_are_there(atlas: Atlas) -> None:
    sites = [site.code for site in atlas.sites if site.kind == "site"]
    assert sites == [
        *(f"SCN-{number}" for number in range(1, 6)),
        *(f"MCN-{number}" for number in range(1, 4)),
        *(f"ICN-{number}" for number in range(1, 6)),
    ]
    tender = [site.id for site in atlas.sites if site.kind == "tender_point"]
    assert tender == ["scn_tender_point", "mcn_tender_point", "icn_tender_point"]


@pytest.mark.parametrize(
    ("site", "numbers"),
    [
        # id, (lateral, sd), (caudal, sd), (above the crest, sd), along the crest from SCN-1
        ("scn_1", ((70, 10), (None, None), (-5.8, 1.8), 0)),
        ("scn_2", ((None, None), (None, None), (2.2, 1.8), 15)),
        ("scn_3", ((None, None), (None, None), (12.0, 4.4), 23)),
        ("scn_4", ((None, None), (None, None), (None, None), None)),
        ("mcn_1", ((36.0, 6.4), (28.5, 11.2), (None, None), None)),
        ("mcn_2", ((None, None), (15, None), (None, None), None)),
        ("icn_3", ((30.5, 11.4), (None, None), (None, None), None)),
        ("icn_4", ((45.8, 13.6), (None, None), (None, None), None)),
        ("icn_5", ((None, None), (24.1, 15.0), (None, None), None)),
        ("scn_tender_point", ((70, None), (None, None), (None, None), None)),
    ],
)
def test_a_site_stands_where_the_literature_says(
    atlas: Atlas, site: str, numbers: tuple[tuple[float, float], ...]
) -> None:
    row = atlas.site_by_id[site]
    assert (
        (row.lateral_mm, row.lateral_sd_mm),
        (row.caudal_mm, row.caudal_sd_mm),
        (row.above_crest_mm, row.above_crest_sd_mm),
        row.along_crest_from_scn_1_mm,
    ) == numbers


def test_sites_without_a_published_distance_say_not_found_or_tell_what_is_known(atlas: Atlas) -> None:
    for code in ("scn_4", "mcn_3", "icn_1", "icn_2"):
        assert atlas.site_by_id[code].not_found, code
        assert atlas.site_by_id[code].lateral_mm is None, code


def test_the_default_of_scn_1_is_marked_as_worked_out(atlas: Atlas) -> None:
    assert atlas.site_by_id["scn_1"].mark == "D"
    assert atlas.site_by_id["mcn_1"].mark == "S"


def test_a_site_has_one_point_on_each_side(atlas: Atlas) -> None:
    assert atlas.site_by_id["icn_5"].point_ids == ("icn_5_right", "icn_5_left")


def test_an_unknown_nerve_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("sites.csv", "scn_1", "nerves", "superior_cluneal_nerve_medial_brunch")
    assert messages() == [
        f'tables/sites.csv:{line}:6 (nerves): found "superior_cluneal_nerve_medial_brunch"; '
        'allowed: a name of structures.csv; did you mean "superior_cluneal_nerve_medial_branch"?'
    ]


def test_an_unknown_source_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("sites.csv", "mcn_1", "sources", "KONNO17c")
    (message,) = messages()
    assert message.startswith(
        f'tables/sites.csv:{line}:20 (sources): found "KONNO17c"; allowed: a key of sources.csv; did you mean'
    )


def test_a_repeated_code_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("sites.csv", "scn_2", "code", "SCN-1")
    assert messages() == [
        f'tables/sites.csv:{line}:2 (code): "SCN-1" stands there a second time, first in line {line - 1}; '
        "allowed: each code once."
    ]


def test_a_deviation_without_a_value_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("sites.csv", "mcn_2", "lateral_sd_mm", "3")
    assert messages() == [
        f"tables/sites.csv:{line}:11 (lateral_sd_mm): found 3; "
        "allowed: a deviation above 0 beside a value of lateral_mm."
    ]


def test_a_deviation_of_zero_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("sites.csv", "scn_3", "above_crest_sd_mm", "0")
    assert messages() == [
        f"tables/sites.csv:{line}:17 (above_crest_sd_mm): found 0; "
        "allowed: a deviation above 0 beside a value of above_crest_mm."
    ]


def test_a_distance_from_nowhere_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("sites.csv", "icn_5", "caudal_from", "")
    assert messages() == [f"tables/sites.csv:{line}:15 (caudal_from): the cell is empty beside a value of caudal_mm."]
