from collections.abc import Callable

import pytest

from anatomy_viewer.atlas.atlas import Atlas

Messages = Callable[[], list[str]]


def test_a_fact_says_how_sure_it_is_in_plain_words(atlas: Atlas) -> None:
    (fact,) = [fact for fact in atlas.facts_by_subject["osteofibrous_tunnel"] if fact.value == "Not found"]
    assert fact.label == "Size of the opening"
    assert fact.how_sure == "looked for, not found"


@pytest.mark.parametrize(
    ("about", "label", "value", "mark", "source"),
    [
        ("scn_1", "From the midline, medial branch", "81.0 ± 9.2 mm", "S", "LU98"),
        ("scn_1", "From the midline, superior cluneal nerve", "72.1 ± 10.2 mm", "S", "LOUBSER18"),
        ("scn_1", "From the midline, bony groove", "65.3 ± 8.2 mm", "S", "IWANAGA19b"),
        ("scn_1", "In an osteofibrous tunnel", "42 of 109 sides (39 %)", "S", "KUNIYA13"),
        ("scn_2", "In an osteofibrous tunnel", "30 of 109 sides (28 %)", "S", "KUNIYA13"),
        ("scn_3", "In an osteofibrous tunnel", "14 of 109 sides (13 %)", "S", "KUNIYA13"),
        ("mcn_1", "Penetration point, caudal to the PSIS", "28.5 ± 11.2 mm (9.1 to 53.7)", "S", "KONNO17a"),
        ("mcn_1", "Penetration point, from the midline", "36.0 ± 6.4 mm (23.5 to 45.2)", "S", "KONNO17a"),
        ("psis", "Same person twice", "8 ± 5 mm apart", "S", "SIMMONDS92"),
    ],
)
def test_key_figures_stand_as_published(
    atlas: Atlas, about: str, label: str, value: str, mark: str, source: str
) -> None:
    (fact,) = [fact for fact in atlas.facts_by_subject[about] if fact.label == label]
    assert (fact.value, fact.mark, fact.sources[0]) == (value, mark, source)


def test_the_tunnel_patterns_add_up_to_the_published_totals(atlas: Atlas) -> None:
    (fact,) = [fact for fact in atlas.facts_by_subject["osteofibrous_tunnel"] if fact.label == "Patterns"]
    counts = [int(word) for word in fact.value.replace(",", "").split() if word.isdigit()]
    medial, intermediate, lateral, both_mi, both_ml, both_il, three, none = counts
    assert sum(counts) == 109
    assert 109 - none == 61
    assert medial + both_mi + both_ml + three == 42
    assert intermediate + both_mi + both_il + three == 30
    assert lateral + both_ml + both_il + three == 14


def test_what_was_not_found_carries_no_number(atlas: Atlas) -> None:
    for fact in atlas.facts:
        if fact.mark == "not found":
            assert fact.value.lower().startswith("not found"), fact
            assert not any(letter.isdigit() for letter in fact.value), fact


def test_a_fact_about_nothing_known_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("facts.csv", "scn_4", "about", "scn_44")
    assert messages() == [
        f'tables/facts.csv:{line}:1 (about): found "scn_44"; '
        'allowed: a name of structures, groups, sites or landmarks; did you mean "scn_4"?'
    ]


def test_a_fact_without_a_source_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("facts.csv", "mcn_2", "sources", "")
    assert messages() == [f"tables/facts.csv:{line}:6 (sources): the cell is empty beside the mark S."]


def test_an_unknown_second_hand_source_is_told(plant: Callable[..., int], messages: Messages) -> None:
    line = plant("facts.csv", "psis", "via", "COOPERSTEIN17")
    assert messages() == [
        f'tables/facts.csv:{line}:7 (via): found "COOPERSTEIN17"; allowed: a key of sources.csv; '
        'did you mean "COOPERSTEIN16"?'
    ]
