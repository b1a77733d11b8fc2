import pytest

from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.cards import card_of
from anatomy_viewer.atlas.problems import ProblemsFound


def test_everything_that_can_be_named_has_a_card_with_words(atlas: Atlas) -> None:
    for name in atlas.ids:
        card = card_of(atlas, name)
        assert card.id == name
        assert card.what.student
        assert card.name


def test_the_card_of_a_nerve_has_its_names_numbers_and_its_groups_facts(atlas: Atlas) -> None:
    card = card_of(atlas, "superior_cluneal_nerve_medial_branch_left")
    assert card.name == "Superior cluneal nerve, medial branch, left"
    assert (card.kind, card.tag, card.latin) == ("nerve", "S", "Nervi clunium superiores")
    assert (card.ta2, card.ta2_of_whole) == (None, 6493)
    assert "superior clunial nerve" in card.synonyms
    assert "From the midline, medial branch" in [fact.label for fact in card.facts]
    assert "Spinal roots, in short" in [fact.label for fact in card.group_facts]


def test_the_card_of_a_site_tells_where_what_presses_and_what_is_not_known(atlas: Atlas) -> None:
    card = card_of(atlas, "scn_1_right")
    assert card.name == "SCN-1: Superior cluneal nerve, medial branch, at the iliac crest, right"
    assert card.pressed_by.startswith("Osteofibrous tunnel")
    assert card.where.startswith("On the iliac crest, about 70 mm")
    assert card.not_found.startswith("The size of the tunnel's opening")


def test_the_card_of_a_landmark_tells_how_to_find_it_by_hand(atlas: Atlas) -> None:
    card = card_of(atlas, "psis_right")
    assert (card.name, card.kind, card.ta2) == ("Posterior superior iliac spine, right", "landmark", 1329)
    assert "dimples" in card.how_to_find
    assert "dimples" in card.how_to_find_for_patients


def test_the_card_of_a_group_warns_of_the_motor_nerve(atlas: Atlas) -> None:
    card = card_of(atlas, "superior_cluneal_nerves")
    assert (card.kind, card.tag, card.ta2) == ("group", "S", 6493)
    assert card.caution.startswith("The superior gluteal nerve is a different nerve")


def test_the_sources_of_a_card_are_those_of_its_words_and_facts_once_each(atlas: Atlas) -> None:
    card = card_of(atlas, "mcn_1_right")
    keys = [source.key for source in card.sources]
    assert len(keys) == len(set(keys))
    assert set(keys) >= {"KONNO17a", "MURAKAMI08", "MCGRATH05"}


def test_an_unknown_id_is_told(atlas: Atlas) -> None:
    with pytest.raises(ProblemsFound, match='found the id "sacrumm"'):
        card_of(atlas, "sacrumm")
