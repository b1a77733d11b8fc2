from collections.abc import Callable
from pathlib import Path

import pytest

from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.variants import CHOICES, shares_of

Messages = Callable[[], list[str]]


def plant_option(meshes: Path, choice: str, option: str, column: str, value: str) -> int:
    """Write a value into the row of an option and return its line number."""
    import csv

    path = meshes / "tables" / "variants.csv"
    with path.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.reader(stream))
    index = next(number for number, cells in enumerate(rows) if cells[:2] == [choice, option])
    rows[index][rows[0].index(column)] = value
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)
    return index + 1


def test_the_tunnel_patterns_are_the_published_counts_of_109_sides(atlas: Atlas) -> None:
    rows = [row for row in atlas.variants if row.choice == "tunnels"]
    assert {row.option: row.count for row in rows} == {
        "none": 48,
        "medial": 25,
        "intermediate": 11,
        "lateral": 4,
        "medial_intermediate": 11,
        "medial_lateral": 2,
        "intermediate_lateral": 4,
        "all": 4,
    }
    assert {row.of for row in rows} == {109}


@pytest.mark.parametrize(("branch", "sides"), [("medial", 42), ("intermediate", 30), ("lateral", 14)])
def test_the_patterns_add_up_to_the_printed_total_of_each_branch(atlas: Atlas, branch: str, sides: int) -> None:
    counts = [
        row.count for row in atlas.variants if row.choice == "tunnels" and (branch in row.option or row.option == "all")
    ]
    assert sum(count or 0 for count in counts) == sides


@pytest.mark.parametrize(
    ("choice", "option", "share"),
    [
        ("intermediate_branch", "present", 0.80),
        ("lateral_branch", "present", 0.75),
        ("middle_upper_branch", "under", 10 / 64),
        ("perineal_branches", "one", 0.73),
        ("trunk_division", "high", 0.56),
        ("trunk_division_of_both_sides", "alike", 0.67),
        ("proximal_branch", "present", 0.41),
    ],
)
def test_a_share_is_the_published_one(atlas: Atlas, choice: str, option: str, share: float) -> None:
    assert shares_of(atlas.variants)[choice][option] == pytest.approx(share)


def test_every_choice_has_its_options_in_order_and_adds_up(atlas: Atlas) -> None:
    for choice, shares in shares_of(atlas.variants).items():
        assert sum(shares.values()) == pytest.approx(1.0)
        assert tuple(shares) == CHOICES.get(choice, tuple(shares))


def test_a_count_above_its_total_is_told(meshes: Path, messages: Messages) -> None:
    line = plant_option(meshes, "middle_upper_branch", "under", "count", "65")
    assert messages() == [f"tables/variants.csv:{line}:4 (count): found 65; allowed: a number from 0 to 64."]


def test_options_that_do_not_add_up_are_told(meshes: Path, messages: Messages) -> None:
    plant_option(meshes, "tunnels", "none", "count", "47")
    assert messages() == [
        "tables/variants.csv (tunnels): the options add up to 99.1%; allowed: options that add up to 100 %."
    ]


def test_an_option_that_people_are_not_drawn_from_is_told(meshes: Path, messages: Messages) -> None:
    plant_option(meshes, "perineal_branches", "two", "option", "three")
    assert messages() == [
        "tables/variants.csv (perineal_branches): found the options one, three; allowed: one, two, in this order."
    ]


def test_a_count_beside_a_percentage_and_an_unknown_source_are_told_at_once(meshes: Path, messages: Messages) -> None:
    first = plant_option(meshes, "perineal_branches", "one", "count", "11")
    second = plant_option(meshes, "groove", "absent", "sources", "IWANAGA19c")
    told = messages()
    assert len(told) == 2
    assert f'tables/variants.csv:{second}:10 (sources): found "IWANAGA19c"' in told[0]
    assert told[1] == (
        f"tables/variants.csv:{first}:4 (count): found neither or both of a count and a percentage; "
        "allowed: count and of, or percent."
    )
