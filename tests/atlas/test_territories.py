from __future__ import annotations

from functools import partial
from pathlib import Path

from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.courses import read_course_rules
from anatomy_viewer.atlas.territories import ON_SKIN
from tests.atlas.planted_rules import plant_in, problems_of

plant = partial(plant_in, "territories.yaml")


def test_every_territory_and_corridor_on_the_skin_has_a_rule_with_its_evidence(atlas: Atlas) -> None:
    rules = read_course_rules(atlas).on_skin
    assert set(rules.territories) == {s.name for s in atlas.structures if s.kind == "territory"}
    assert set(rules.spreads) == {s.name for s in atlas.structures if s.layer == "skin_spreads"}
    for rule in (*rules.territories.values(), *rules.spreads.values()):
        assert rule.sources
        assert rule.note


def test_a_spread_on_the_skin_has_the_deviations_of_the_sites(atlas: Atlas) -> None:
    spreads, site = read_course_rules(atlas).on_skin.spreads, atlas.site_by_id
    assert spreads[f"superior_cluneal_nerve_medial_branch_corridor{ON_SKIN}"].along_sd_mm == 10.0
    middle = spreads[f"middle_cluneal_nerve_upper_branch_corridor{ON_SKIN}"]
    assert (middle.along_sd_mm, middle.across_sd_mm) == (site["mcn_1"].lateral_sd_mm, site["mcn_1"].caudal_sd_mm)
    assert spreads[f"inferior_cluneal_nerve_corridor{ON_SKIN}"].along_sd_mm == site["icn_4"].lateral_sd_mm == 13.6


def test_a_width_of_drawing_is_said_to_be_one(atlas: Atlas) -> None:
    for rule in read_course_rules(atlas).on_skin.spreads.values():
        if rule.across_sd_mm == 5.0:
            assert "not found" in rule.note
            assert "width of the drawing" in rule.note


def test_wrong_names_and_numbers_are_told_with_their_line(meshes: Path, atlas: Atlas) -> None:
    side = plant(meshes, "along: lateral", "along: sideways")
    mark = plant(meshes, "border_mm: 16", "border_mm: wide")
    anchor = plant(meshes, "{name: greater_trochanter, caudal_mm: -34", "{name: great_trochanter, caudal_mm: -34")
    found = problems_of(meshes, atlas)
    assert len(found) == 3
    assert any(f"territories.yaml:{side}" in text and "lateral" in text for text in found)
    assert any(f"territories.yaml:{mark}" in text for text in found)
    assert any(f"territories.yaml:{anchor}" in text and "greater_trochanter" in text for text in found)


def test_a_missing_rule_and_a_missing_file_are_told(meshes: Path, atlas: Atlas) -> None:
    plant(meshes, "  middle_cluneal_territory:", "  midle_cluneal_territory:")
    found = problems_of(meshes, atlas)
    assert any('"middle_cluneal_territory" of structures.csv has no rule' in text for text in found)
    assert any("did you mean" in text and "middle_cluneal_territory" in text for text in found)
    (meshes / "tables" / "territories.yaml").unlink()
    assert any("the file is missing" in text for text in problems_of(meshes, atlas))
