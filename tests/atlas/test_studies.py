from collections.abc import Callable
from dataclasses import replace

import pytest

from anatomy_viewer.atlas.anatomies import CrestLine
from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.model import Model
from anatomy_viewer.atlas.studies import PLACES, Study, anatomy_of_study

Plant = Callable[[str, str, str, str], int]
Messages = Callable[[], list[str]]

MEDIAL = "superior_cluneal_nerve_medial_branch"
INTERMEDIATE = "superior_cluneal_nerve_intermediate_branch"
LATERAL = "superior_cluneal_nerve_lateral_branch"
BRANCHES = (MEDIAL, INTERMEDIATE, LATERAL)
CREST = ((45.0, 0.0, 0.0), (60.0, 10.0, 35.0), (90.0, 40.0, 60.0), (130.0, 110.0, 80.0))


@pytest.fixture(scope="module")
def model(atlas: Atlas) -> Model:
    """A model with a crest and stains, and with every structure of the tables by name only."""
    stains = {
        f"{nerve}_{stain}_{side}": {"across_sd_mm": across}
        for nerve, across in zip(BRANCHES, (2.0, 2.0, 4.4), strict=True)
        for stain in ("corridor", "corridor_on_skin")
        for side in ("right", "left")
    }
    names = [
        *atlas.structure_by_id,
        *(f"{nerve}_corridor_on_skin_{side}" for nerve in BRANCHES for side in ("right", "left")),
    ]
    return Model({}, dict.fromkeys(names), {}, {}, {}, {"iliac_crest_right": CREST}, stains, {}, "x")  # type: ignore[arg-type]


def study(atlas: Atlas, name: str) -> Study:
    return next(one for one in atlas.studies if one.id == name)


@pytest.mark.parametrize(
    ("row", "figure"),
    [
        # Every figure of the evidence for a crossing: mean, deviation, number.
        ("pooled_medial", (73, 11, 54)),
        ("pooled_psis", (61, 15, 75)),
        ("lu98_midline", (81.0, 9.2, 15)),
        ("lu98_psis", (64.7, 5.3, 15)),
        ("loubser18_midline", (72.1, 10.2, 27)),
        ("loubser18_psis", (69.6, 15.0, 27)),
        ("iwanaga19b_midline", (65.3, 8.2, 12)),
        ("iwanaga19b_psis", (45.2, 11.2, 12)),
        ("maigne91_midline", (70, None, 37)),
        ("kuniya14_midline", (70, None, 834)),
        ("sittitavornwong13_psis", (57, 12.2, 39)),
        ("tubbs10_medial", (50, None, 20)),
        ("tubbs10_intermediate", (65, None, 20)),
        ("tubbs10_lateral", (73, None, 20)),
        ("konno17a_midline", (36.0, 6.4, 10)),
        ("konno17a_caudal", (28.5, 11.2, 10)),
        ("aota16_caudal", (15, None, 1)),
        ("pfcn_ham_trunk", (30.5, 11.4, 15)),
        ("pfcn_ham_lateral", (45.8, 13.6, 15)),
        ("pfcn_ham_perineal", (24.1, 15.0, 15)),
    ],
)
def test_a_figure_is_the_published_one(atlas: Atlas, row: str, figure: tuple[float, float | None, int]) -> None:
    found = next(crossing for one in atlas.studies for crossing in one.crossings if crossing.id == row)
    assert (found.mean_mm, found.sd_mm, found.n) == figure


def test_the_pooled_figure_is_that_of_its_three_series(atlas: Atlas) -> None:
    rows = {crossing.id: crossing for one in atlas.studies for crossing in one.crossings}
    series = [rows["lu98_midline"], rows["loubser18_midline"], rows["iwanaga19b_midline"]]
    total = sum(row.n or 0 for row in series)
    mean = sum(row.mean_mm * (row.n or 0) for row in series) / total
    within = sum((row.sd_mm or 0) ** 2 * (row.n or 0) for row in series) / total
    between = sum((row.mean_mm - mean) ** 2 * (row.n or 0) for row in series) / total
    pooled = rows["pooled_medial"]
    assert total == pooled.n
    assert round(mean) == pooled.mean_mm
    assert round((within + between) ** 0.5) == pooled.sd_mm


def test_titles_say_who_what_and_on_how_many(atlas: Atlas) -> None:
    assert study(atlas, "lu98").title == "Lu 1998: 81 ± 9 mm, 15 cadavers"
    assert study(atlas, "tubbs10").title == "Tubbs 2010: 50, 65, 73 mm from the PSIS, 20 sides"
    assert study(atlas, "konno17a").title == (
        "Konno 2017 (middle): 36 ± 6, 29 ± 11 mm, 10 branches through the ligament, of 64"
    )


def test_a_distance_from_the_midline_moves_the_model_before_one_from_the_psis(atlas: Atlas) -> None:
    for one in atlas.studies:
        if any(crossing.distance == "from the midline" and crossing.moves for crossing in one.crossings):
            assert not any(crossing.distance == "from the PSIS" for crossing in one.moving), one.id
    assert [crossing.id for crossing in study(atlas, "sittitavornwong13").moving] == ["sittitavornwong13_psis"]


def test_a_study_from_the_psis_only_says_that_it_stands_apart(atlas: Atlas) -> None:
    for name in ("sittitavornwong13", "tubbs10"):
        assert all(
            "apart from the studies that count from the midline" in row.note for row in study(atlas, name).moving
        )


def test_one_study_of_each_group_is_at_rest(atlas: Atlas) -> None:
    resting = {one.group: one.id for one in atlas.studies if one.rest}
    assert resting == {
        "superior_cluneal_nerves": "rest",
        "middle_cluneal_nerves": "konno17a",
        "inferior_cluneal_nerves": "pfcn_ham",
    }
    assert {one.group for one in atlas.studies} == set(resting)


def test_a_study_moves_the_medial_branch_to_its_mean_and_the_others_with_it(atlas: Atlas, model: Model) -> None:
    crest = CrestLine(CREST)
    record = anatomy_of_study(study(atlas, "lu98"), atlas.site_by_id, model)
    for side in ("right", "left"):
        placed = [record.placed[f"{nerve}_{side}"]["crossing_mm"] for nerve in BRANCHES]
        assert placed[0] == 81.0
        assert crest.along(placed[1]) - crest.along(81.0) == pytest.approx(15.0, abs=0.2)
        assert crest.along(placed[2]) - crest.along(81.0) == pytest.approx(23.0, abs=0.2)
        spreads = [record.spreads[f"{nerve}_corridor_{side}"] for nerve in BRANCHES]
        assert [spread.centre_mm_from_midline for spread in spreads] == placed
        assert [spread.along_sd_mm for spread in spreads] == [9.2, 9.2, 9.2]
        assert [spread.across_sd_mm for spread in spreads] == [2.0, 2.0, 4.4]


def test_a_distance_from_the_psis_is_laid_along_the_crest(atlas: Atlas, model: Model) -> None:
    crest = CrestLine(CREST)
    record = anatomy_of_study(study(atlas, "tubbs10"), atlas.site_by_id, model)
    ways = [crest.along(record.placed[f"{nerve}_left"]["crossing_mm"]) for nerve in BRANCHES]
    assert ways == pytest.approx([50.0, 65.0, 73.0], abs=0.2)


def test_where_no_deviation_was_printed_no_stain_is_shown(atlas: Atlas, model: Model) -> None:
    for name in ("maigne91", "kuniya14", "tubbs10"):
        record = anatomy_of_study(study(atlas, name), atlas.site_by_id, model)
        assert record.spreads == {}
        assert {f"{nerve}_corridor_{side}" for nerve in BRANCHES for side in ("right", "left")} <= set(record.hidden)


def test_the_stain_on_the_skin_goes_with_the_one_on_the_crest(atlas: Atlas, model: Model) -> None:
    record = anatomy_of_study(study(atlas, "lu98"), atlas.site_by_id, model)
    on_bone, on_skin = f"{MEDIAL}_corridor_right", f"{MEDIAL}_corridor_on_skin_right"
    assert not {on_bone, on_skin} & set(record.hidden)
    assert record.spreads[on_skin].centre_mm_from_midline == record.spreads[on_bone].centre_mm_from_midline == 81.0
    assert record.spreads[on_skin].along_sd_mm == 9.2


def test_a_stain_that_nobody_gave_a_width_is_hidden_on_the_skin_too(atlas: Atlas, model: Model) -> None:
    assert (
        f"{MEDIAL}_corridor_on_skin_right" in anatomy_of_study(study(atlas, "maigne91"), atlas.site_by_id, model).hidden
    )


def test_studies_at_rest_leave_every_nerve_where_it_is(atlas: Atlas, model: Model) -> None:
    placed = {}
    for one in atlas.studies:
        if one.rest:
            placed.update(anatomy_of_study(one, atlas.site_by_id, model).placed)
    crossing = placed.pop(f"{MEDIAL}_right")
    assert crossing == placed.pop(f"{MEDIAL}_left") == {"crossing_mm": atlas.site_by_id["scn_1"].lateral_mm}
    scores = [value for values in placed.values() for name, value in values.items() if name != "crossing_mm"]
    assert scores == [0.0] * 2 * (3 + 1 + 3 + 1)


def test_a_tender_point_of_the_middle_nerve_is_placed_in_deviations(atlas: Atlas, model: Model) -> None:
    record = anatomy_of_study(study(atlas, "aota16"), atlas.site_by_id, model)
    placed = record.placed["middle_cluneal_nerve_upper_branch_right"]
    assert placed["caudal_sd"] == pytest.approx((15 - 28.5) / 11.2, abs=0.005)
    assert 28.5 + placed["caudal_sd"] * 11.2 == pytest.approx(15, abs=0.1)


def test_every_place_names_a_site_that_has_its_distance(atlas: Atlas) -> None:
    for (nerve, distance), place in PLACES.items():
        if place.site:
            site = atlas.site_by_id[place.site]
            assert getattr(site, f"{place.axis}_sd_mm") is not None, (nerve, distance)


def test_a_study_is_frozen(atlas: Atlas) -> None:
    one = study(atlas, "lu98")
    assert replace(one, name="Other").crossings == one.crossings
    with pytest.raises(AttributeError):
        one.name = "Other"  # type: ignore[misc]


def test_a_psis_distance_that_moves_beside_a_midline_one_is_told(plant: Plant, messages: Messages) -> None:
    line = plant("studies.csv", "lu98_psis", "moves", "yes")
    assert messages() == [
        f"tables/studies.csv:{line}:13 (moves): a distance from the PSIS moves the model though the study has one "
        "from the midline; allowed: no."
    ]


def test_a_study_at_rest_that_is_not_the_models_own_figure_is_told(plant: Plant, messages: Messages) -> None:
    line = plant("studies.csv", "rest_medial", "mean_mm", "71")
    assert messages() == [
        f"tables/studies.csv:{line}:7 (mean_mm): found 71.0 ± 10.0 mm for a study at rest; "
        "allowed: the figure of scn_1 in sites.csv, 70.0 ± 10.0 mm."
    ]


def test_a_distance_that_a_nerve_does_not_have_is_told(plant: Plant, messages: Messages) -> None:
    line = plant("studies.csv", "maigne91_midline", "distance", "caudal to the PSIS")
    assert messages() == [
        f'tables/studies.csv:{line}:5 (distance): found "caudal to the PSIS" for {MEDIAL}; '
        'allowed: from the midline or from the PSIS; did you mean "from the PSIS"?'
    ]


def test_all_faults_of_the_table_are_told_at_once(plant: Plant, messages: Messages) -> None:
    source = plant("studies.csv", "lu98_midline", "sources", "LU99")
    deviation = plant("studies.csv", "loubser18_midline", "sd_mm", "-1")
    number = plant("studies.csv", "kuniya14_midline", "n", "0")
    name = plant("studies.csv", "iwanaga19b_psis", "name", "Iwanaga")
    told = messages()
    assert len(told) == 4
    assert told[0].startswith(f'tables/studies.csv:{source}:16 (sources): found "LU99"; allowed: a key of sources.csv')
    assert told[1] == f"tables/studies.csv:{deviation}:8 (sd_mm): found -1; allowed: a deviation above 0."
    assert told[2] == (f"tables/studies.csv:{number}:9 (n): found 0; allowed: a number of people or parts above 0.")
    assert told[3] == (
        f"tables/studies.csv:{name}:3 (name): differs from the study's first row, iwanaga19b_midline; "
        'allowed: "Iwanaga 2019 (groove)".'
    )


def test_a_study_of_which_nothing_moves_the_model_is_told(plant: Plant, messages: Messages) -> None:
    line = plant("studies.csv", "maigne91_midline", "moves", "no")
    assert messages() == [
        f'tables/studies.csv:{line}:13 (moves): nothing of the study "maigne91" moves the model; '
        "allowed: yes in at least one row of a study."
    ]


def test_two_studies_at_rest_are_told(plant: Plant, messages: Messages) -> None:
    line = plant("studies.csv", "aota16_caudal", "rest", "yes")
    assert messages()[0] == (
        f'tables/studies.csv:{line}:14 (rest): "aota16" rests beside "konno17a"; '
        "allowed: one study at rest for middle_cluneal_nerves."
    )
