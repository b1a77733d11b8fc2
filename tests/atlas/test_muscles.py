from __future__ import annotations

from functools import partial
from pathlib import Path

from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.courses import read_course_rules
from tests.atlas.planted_rules import plant_in, problems_of

OF_THEIR_OWN = {"erector_spinae", "multifidus"}
"""Muscles that another builder makes."""


plant = partial(plant_in, "muscles.yaml")


def test_every_muscle_has_a_rule_that_says_what_is_judgement(atlas: Atlas) -> None:
    rules = read_course_rules(atlas).muscles
    sheets = {s.name for s in atlas.structures if s.kind == "fascia"}
    assert set(rules) - sheets == {s.name for s in atlas.structures if s.kind == "muscle"} - OF_THEIR_OWN
    for rule in rules.values():
        assert rule.note


def test_deep_muscles_stand_before_those_that_cover_them(atlas: Atlas) -> None:
    order = list(read_course_rules(atlas).muscles)
    assert order.index("gluteus_minimus") < order.index("gluteus_medius") < order.index("gluteus_maximus")
    assert order.index("piriformis") < order.index("gluteus_maximus")


def test_the_gluteal_muscles_arise_between_the_gluteal_lines(atlas: Atlas) -> None:
    def lines(muscle: str, section: int) -> set[str]:
        across = read_course_rules(atlas).muscles[muscle].bundles[0].sections[section].across
        return {way.place.names["name"] for way in across if way.place.kind == "gluteal_line"}

    assert lines("gluteus_minimus", 0) == {"anterior_gluteal_line"}
    assert lines("gluteus_minimus", 1) == {"inferior_gluteal_line"}
    assert lines("gluteus_medius", 0) == {"anterior_gluteal_line", "posterior_gluteal_line"}
    assert lines("gluteus_maximus", 0) == {"posterior_gluteal_line"}


def test_a_thickness_may_be_one_number_or_several(atlas: Atlas) -> None:
    sections = read_course_rules(atlas).muscles["gluteus_minimus"].bundles[0].sections
    assert len(sections[0].thickness_mm) == 1
    assert len(sections[1].thickness_mm) == 5


def test_wrong_names_and_numbers_are_told_with_their_line(meshes: Path, atlas: Atlas) -> None:
    bed = plant(meshes, 'bed: "on"', "bed: under")
    columns = plant(meshes, "columns: 38", "columns: 38.5")
    line = plant(meshes, "{name: inferior_gluteal_line, share: 0.06}", "{name: inferior_glutal_line, share: 0.06}")
    found = problems_of(meshes, atlas)
    assert len(found) == 3
    assert any(f"muscles.yaml:{bed}" in text and "among" in text for text in found)
    assert any("gluteus_maximus.columns" in text and "a whole number" in text for text in found), columns
    assert any(f"muscles.yaml:{line}" in text and "inferior_gluteal_line" in text for text in found)


def test_tendons_are_two_shares(meshes: Path, atlas: Atlas) -> None:
    plant(meshes, "tendon: [0.05, 0.16]", "tendon: [0.05]")
    plant(meshes, "tendon: [0.03, 0.22]", "tendon: [0.03, 1.22]")
    found = problems_of(meshes, atlas)
    assert any("gluteus_maximus.tendon" in text and "two shares" in text for text in found)
    assert any("gluteus_medius.tendon[1]" in text and "0 to 1" in text for text in found)


def test_a_missing_file_and_an_unknown_muscle_are_told(meshes: Path, atlas: Atlas) -> None:
    plant(meshes, "  piriformis:", "  pyriformis:")
    assert any("did you mean" in text and "piriformis" in text for text in problems_of(meshes, atlas))
    (meshes / "tables" / "muscles.yaml").unlink()
    assert any("muscles.yaml" in text and "the file is missing" in text for text in problems_of(meshes, atlas))


def test_every_artery_runs_beside_the_nerve_of_its_name(atlas: Atlas) -> None:
    arteries = read_course_rules(atlas).arteries
    assert set(arteries) == {s.name for s in atlas.structures if s.kind == "artery"}
    for name, rule in arteries.items():
        assert rule.beside == name.replace("artery", "nerve")
        assert rule.note


def test_an_artery_without_its_nerve_or_its_way_is_told(meshes: Path, atlas: Atlas) -> None:
    nerve = plant(meshes, "beside: superior_gluteal_nerve", "beside: superior_glutal_nerve")
    plant(meshes, "share_from: 0.0", "share_from: 0.9")
    plant(meshes, "    lateral_mm: -4\n    caudal_mm: 1\n", "")
    found = problems_of(meshes, atlas)
    assert any(f"muscles.yaml:{nerve}" in text and "superior_gluteal_nerve" in text for text in found)
    assert any("arteries.superior_gluteal_artery" in text and "share_from below share_to" in text for text in found)
    assert any(
        "arteries.inferior_gluteal_artery" in text and "the way off the nerve is missing" in text for text in found
    )


def test_a_covering_is_a_fascia_that_is_known(meshes: Path, atlas: Atlas) -> None:
    plant(meshes, "  gluteal_fascia:", "  glutaeal_fascia:")
    assert any("coverings" in text and "gluteal_fascia" in text for text in problems_of(meshes, atlas))
