"""Drawn people keep to what was published: ten thousand of them, with bounds worked out and not guessed."""

import json
import subprocess
import sys
from collections import Counter
from math import isqrt, sqrt
from statistics import NormalDist, correlation, fmean, pstdev

import pytest

from anatomy_viewer.atlas.anatomies import CrestLine
from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.people import (
    CUT_SD,
    IN_TUNNEL,
    NERVE_MM,
    SIDES,
    Person,
    PersonSide,
    Population,
    anatomy_of_person,
    crossings_mm,
    draw_person,
    people_table,
    person_from_table,
    population_of,
)

COUNT = 10_000
CREST = CrestLine([(47.0, 0.0, 0.0), (60.0, 10.0, 38.0), (90.0, 40.0, 65.0), (132.0, 110.0, 90.0)])

FIGURES = 60
"""How many figures are compared here, at most: each may miss by chance once in ten thousand runs of all of them."""
WIDE = NormalDist().inv_cdf(1.0 - 1e-4 / FIGURES / 2.0)
"""So many standard errors a figure may lie off; seeds are fixed, so a run that passes passes again."""


@pytest.fixture(scope="module")
def population(atlas: Atlas) -> Population:
    return population_of(atlas)


@pytest.fixture(scope="module")
def people(population: Population) -> list[Person]:
    return [draw_person(seed, population) for seed in range(1, COUNT + 1)]


@pytest.fixture(scope="module")
def halves(people: list[Person]) -> list[PersonSide]:
    return [person.side(side) for person in people for side in SIDES]


def holds(hits: int, count: int, share: float) -> bool:
    """Return whether so many hits of so many draws fit a share, by the binomial's standard error."""
    return abs(hits - count * share) <= WIDE * sqrt(count * share * (1.0 - share))


def test_the_bound_is_one_that_a_wrong_share_does_not_keep() -> None:
    """A share that is off by two in a hundred would be found."""
    assert not holds(round(20_000 * 0.82), 20_000, 0.80)
    assert not holds(round(20_000 * 0.18), 20_000, 10 / 64)
    assert holds(20_000 * 4 // 5 + isqrt(20_000) // 3, 20_000, 0.80)


@pytest.mark.parametrize(
    ("pattern", "sides"),
    [
        ("none", 48),
        ("medial", 25),
        ("intermediate", 11),
        ("lateral", 4),
        ("medial_intermediate", 11),
        ("medial_lateral", 2),
        ("intermediate_lateral", 4),
        ("all", 4),
    ],
)
def test_each_tunnel_pattern_is_as_frequent_as_published(halves: list[PersonSide], pattern: str, sides: int) -> None:
    assert holds(sum(half.tunnels == pattern for half in halves), len(halves), sides / 109)


@pytest.mark.parametrize(("branch", "sides"), [("medial", 42), ("intermediate", 30), ("lateral", 14)])
def test_each_branch_is_in_a_tunnel_as_often_as_published(halves: list[PersonSide], branch: str, sides: int) -> None:
    assert holds(sum(branch in IN_TUNNEL[half.tunnels] for half in halves), len(halves), sides / 109)


def test_some_branch_is_in_a_tunnel_on_61_of_109_sides(halves: list[PersonSide]) -> None:
    assert holds(sum(bool(IN_TUNNEL[half.tunnels]) for half in halves), len(halves), 61 / 109)


def test_the_branches_are_there_as_often_as_published(halves: list[PersonSide]) -> None:
    assert holds(sum(half.intermediate_present for half in halves), len(halves), 16 / 20)
    assert holds(sum(half.lateral_present for half in halves), len(halves), 15 / 20)


def test_a_branch_in_a_tunnel_is_there(halves: list[PersonSide]) -> None:
    for half in halves:
        assert half.intermediate_present or "intermediate" not in IN_TUNNEL[half.tunnels]
        assert half.lateral_present or "lateral" not in IN_TUNNEL[half.tunnels]


def test_middle_branches_pass_the_ligament_as_often_as_published(halves: list[PersonSide]) -> None:
    assert holds(sum(half.middle_upper == "under" for half in halves), len(halves), 10 / 64)
    branches = [way for half in halves for way in (half.middle_upper, half.middle_lower)]
    assert holds(branches.count("under"), len(branches), 10 / 64)


def test_what_is_told_only_is_as_frequent_as_published(halves: list[PersonSide], people: list[Person]) -> None:
    assert holds(sum(half.perineal_branches == "one" for half in halves), len(halves), 0.73)
    assert holds(sum(half.proximal_branch for half in halves), len(halves), 0.41)
    for side in SIDES:
        assert holds(sum(person.side(side).trunk_division == "high" for person in people), len(people), 0.56)
    alike = sum(person.right.trunk_division == person.left.trunk_division for person in people)
    assert holds(alike, len(people), 0.67)


def test_the_medial_branch_keeps_its_published_mean_and_deviation(atlas: Atlas, halves: list[PersonSide]) -> None:
    site = atlas.site_by_id["scn_1"]
    check_normal([half.medial_mm for half in halves], site.lateral_mm, site.lateral_sd_mm)


@pytest.mark.parametrize(
    ("score", "site", "axis"),
    [
        ("middle_lateral_sd", "mcn_1", "lateral"),
        ("middle_caudal_sd", "mcn_1", "caudal"),
        ("trunk_lateral_sd", "icn_3", "lateral"),
        ("trunk_lateral_sd", "icn_4", "lateral"),
        ("perineal_distal_sd", "icn_5", "caudal"),
    ],
)
def test_positions_keep_their_published_mean_and_deviation(
    atlas: Atlas, halves: list[PersonSide], score: str, site: str, axis: str
) -> None:
    mean = getattr(atlas.site_by_id[site], f"{axis}_mm")
    deviation = getattr(atlas.site_by_id[site], f"{axis}_sd_mm")
    check_normal([mean + deviation * getattr(half, score) for half in halves], mean, deviation)


def check_normal(values: list[float], mean: float | None, deviation: float | None) -> None:
    assert mean is not None
    assert deviation is not None
    count = len(values)
    assert abs(fmean(values) - mean) <= WIDE * deviation / sqrt(count)
    # The tails are cut, so that the error of the deviation is below that of a normal distribution.
    assert abs(pstdev(values) - deviation) <= WIDE * deviation / sqrt(2.0 * count)
    assert all(abs(value - mean) <= CUT_SD * deviation + 1e-9 for value in values)


def test_the_gaps_along_the_crest_have_the_published_means(halves: list[PersonSide], population: Population) -> None:
    assert population.gap_mean_mm == (15.0, 8.0)
    for number, (mean, deviation) in enumerate(zip((15.0, 8.0), population.gap_sd_mm, strict=True)):
        gaps = [half.gaps_mm[number] for half in halves]
        assert abs(fmean(gaps) - mean) <= WIDE * deviation / sqrt(len(gaps))
        assert min(gaps) >= NERVE_MM - 0.05


def test_the_branches_cross_in_order_in_everyone(halves: list[PersonSide], population: Population) -> None:
    for half in halves:
        medial, intermediate, lateral = crossings_mm(half, CREST, population)
        assert medial < intermediate < lateral


def test_the_other_branches_cross_about_where_the_model_has_them(
    halves: list[PersonSide], population: Population
) -> None:
    crossings = [crossings_mm(half, CREST, population) for half in halves]
    way = CREST.along(70.0)
    for number, beyond in ((1, 15.0), (2, 23.0)):
        values = [crossing[number] for crossing in crossings]
        # The crest bends, so that the mean of the crossings is not exactly the crossing of the mean.
        assert fmean(values) == pytest.approx(CREST.from_midline(way + beyond), abs=0.5)
        assert 10.0 < pstdev(values) < 12.0


def test_the_same_seed_is_the_same_person_and_another_is_not(people: list[Person], population: Population) -> None:
    assert [draw_person(seed, population) for seed in range(1, 101)] == people[:100]
    assert len({(person.right, person.left) for person in people}) == COUNT


def test_the_same_seed_is_the_same_person_in_another_process(people: list[Person]) -> None:
    program = "from anatomy_viewer.atlas.people import draw_person; print(draw_person(2026))"
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == str(draw_person(2026))
    assert draw_person(2026) == people[2025]


def test_the_sides_are_independent(people: list[Person]) -> None:
    """Of both sides together: a correlation of zero, and both-sided frequencies that are products."""
    for name in ("medial_mm", "middle_lateral_sd", "middle_caudal_sd", "trunk_lateral_sd", "perineal_distal_sd"):
        right = [getattr(person.right, name) for person in people]
        left = [getattr(person.left, name) for person in people]
        assert abs(correlation(right, left)) <= WIDE / sqrt(COUNT), name
    pairs = Counter((person.right.tunnels == "none", person.left.tunnels == "none") for person in people)
    assert holds(pairs[True, True], COUNT, (48 / 109) ** 2)
    both = sum(person.right.intermediate_present and person.left.intermediate_present for person in people)
    assert holds(both, COUNT, 0.80**2)
    under = sum(person.right.middle_upper == person.left.middle_upper == "under" for person in people)
    assert holds(under, COUNT, (10 / 64) ** 2)


def test_positions_are_independent_of_each_other(halves: list[PersonSide]) -> None:
    names = ("medial_mm", "middle_lateral_sd", "middle_caudal_sd", "trunk_lateral_sd", "perineal_distal_sd")
    columns = {name: [getattr(half, name) for half in halves] for name in names}
    for number, first in enumerate(names):
        for second in names[number + 1 :]:
            assert abs(correlation(columns[first], columns[second])) <= WIDE / sqrt(len(halves)), (first, second)


def test_a_person_is_frozen(people: list[Person]) -> None:
    with pytest.raises(AttributeError):
        people[0].seed = 5  # type: ignore[misc]


def test_a_person_shows_tunnels_and_hides_what_is_missing(people: list[Person], population: Population) -> None:
    person = next(one for one in people if one.right.tunnels == "medial" and not one.right.lateral_present)
    record = anatomy_of_person(person, CREST, population)
    assert "osteofibrous_tunnel_right" in record.shown
    assert {"osteofibrous_tunnel_intermediate_right", "superior_cluneal_nerve_lateral_branch_right"} <= set(
        record.hidden
    )
    assert "Right: the medial branch runs in a tunnel; " in record.note
    assert "the lateral branch is missing" in record.note
    assert not set(record.shown) & set(record.hidden)


def test_a_person_names_structures_that_the_atlas_knows(atlas: Atlas, people: list[Person]) -> None:
    for person in people[:200]:
        record = anatomy_of_person(person, CREST)
        assert set(record.placed) <= set(atlas.structure_by_id)
        optional = {name for name in (*record.hidden, *record.shown) if name not in atlas.structure_by_id}
        assert all("_on_skin_" in name or "osteofibrous_tunnel_" in name for name in optional)


def test_the_table_gives_the_same_record_as_the_drawing(population: Population) -> None:
    table = json.loads(json.dumps(people_table(300, CREST, population), allow_nan=False))
    for seed in range(1, 301):
        drawn = anatomy_of_person(draw_person(seed, population), CREST, population)
        assert person_from_table(table, seed).to_json() == drawn.to_json()


def test_the_table_of_a_thousand_people_is_small(population: Population) -> None:
    text = json.dumps(people_table(crest=CREST, population=population), separators=(",", ":"))
    assert len(text) < 120_000
    assert len(json.loads(text)["rows"]) == 1000


@pytest.mark.parametrize("seed", [0, 21])
def test_a_seed_beyond_the_table_is_refused(population: Population, seed: int) -> None:
    with pytest.raises(IndexError, match=f"the seeds 1 to 20, not {seed}"):
        person_from_table(people_table(20, CREST, population), seed)
