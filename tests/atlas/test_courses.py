from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.courses import known_names, read_course_rules, read_courses
from anatomy_viewer.atlas.problems import Problem
from tests.atlas.planted_rules import plant_in, problems_of

GROUP_OF_BRANCHES = {
    "superior_cluneal_nerve": 3,
    "middle_cluneal_nerve": 2,
    "inferior_cluneal_nerve": 3,
    "posterior_femoral_cutaneous_nerve": 1,
    "perineal_branch": 1,
}


plant = partial(plant_in, "courses.yaml")


def test_every_nerve_ligament_site_tunnel_and_corridor_has_a_rule(atlas: Atlas) -> None:
    rules, names = read_course_rules(atlas), known_names(atlas)
    assert set(rules.courses) == set(names.nerves)
    assert set(rules.bands) == set(names.ligaments)
    assert set(rules.points) == set(names.sites)
    assert set(rules.tunnels) == {name for name in names.fasciae if "tunnel" in name}
    assert set(rules.spreads) == set(names.corridors)
    for start, count in GROUP_OF_BRANCHES.items():
        assert sum(nerve.startswith(start) for nerve in rules.courses) == count


def test_each_waypoint_has_a_source_or_says_why_it_is_drawn_so(atlas: Atlas) -> None:
    for course in read_course_rules(atlas).courses.values():
        for waypoint in course.waypoints:
            assert waypoint.sources or waypoint.mark == "not found"
        assert any(waypoint.sources for waypoint in course.waypoints), course.nerve


def test_figures_come_from_the_table_of_sites(atlas: Atlas) -> None:
    rules = read_course_rules(atlas)
    site = atlas.site_by_id
    assert rules.points["scn_1"].place.numbers["from_midline_mm"] == site["scn_1"].lateral_mm == 70.0
    assert rules.points["mcn_1"].place.numbers["caudal_mm"] == site["mcn_1"].caudal_mm == 28.5
    assert rules.points["icn_4"].place.numbers["lateral_mm"] == site["icn_4"].lateral_mm == 45.8
    assert rules.spreads["superior_cluneal_nerve_medial_branch_corridor"].along_sd_mm == 10.0


def test_no_rule_names_a_coordinate(atlas: Atlas) -> None:
    for point in read_course_rules(atlas).points.values():
        assert not {"x", "y", "z", "x_mm", "y_mm", "z_mm"} & set(point.place.numbers)


def test_an_unknown_landmark_is_told_with_the_nearest_name(meshes: Path, atlas: Atlas) -> None:
    line = plant(meshes, "{name: ischial_spine, lateral_mm: 0", "{name: ischial_spin, lateral_mm: 0")
    [problem] = problems_of(meshes, atlas)
    assert problem.startswith(f'tables/courses.yaml:{line} points.icn_1.landmark.name: found "ischial_spin"; allowed: ')
    assert problem.endswith('did you mean "ischial_spine"?')


def test_an_unknown_kind_of_place_is_told(meshes: Path, atlas: Atlas) -> None:
    line = plant(meshes, "    crest: {from_midline_mm: scn_1.lateral_mm}", "    crust: {from_midline_mm: 70}")
    first, second, *_ = problems_of(meshes, atlas)
    assert first.startswith(f'tables/courses.yaml:{line} points.scn_1: found "crust"; allowed: the keys ')
    assert first.endswith('did you mean "crest"?')
    assert "points.scn_1: found none; allowed: exactly one of landmark, between, crest" in second


def test_a_number_that_the_sites_do_not_have_is_told(meshes: Path, atlas: Atlas) -> None:
    line = plant(meshes, "scn_2.along_crest_from_scn_1_mm", "scn_2.lateral_mm")
    [problem] = problems_of(meshes, atlas)
    assert problem == (
        f'tables/courses.yaml:{line} points.scn_2.crest.beyond_mm: found "scn_2.lateral_mm"; allowed: '
        "a column with a number for scn_2: above_crest_mm, above_crest_sd_mm, along_crest_from_scn_1_mm."
    )


def test_words_where_numbers_belong_are_told(meshes: Path, atlas: Atlas) -> None:
    plant(meshes, "share: 0.42", "share: 4.2")
    plant(meshes, "diameter_mm: 1.52", "diameter_mm: thick")
    found = problems_of(meshes, atlas)
    assert any("points.mcn_3.between.share: found 4.2; allowed: 0 to 1" in problem for problem in found)
    assert any('calibre[0].diameter_mm: found "thick"; allowed: a number, or site.column' in p for p in found)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("      - {share: 0, diameter_mm: 1.52,", "      - {share: 0.9, diameter_mm: 1.52,", "the shares do not rise"),
        (
            "        fat_share: 0.3\n",
            "",
            "found the layer fat; allowed: the layer fat beside fat_share, and only there",
        ),
        ("fat_share: 0.3\n", "fat_share: 1.3\n", "fat_share: found 1.3; allowed: 0 to 1"),
        ("      - share: 0.60\n", "      - share: 6.0\n", "twigs[0].share: found 6; allowed: 0 to 1"),
        ("        why: The inner part of its skin; by judgement.\n", "", "why is missing"),
        (
            "through: [sacrotuberous_ligament]",
            "through: [sacrotuberos_ligament]",
            'did you mean "sacrotuberous_ligament"?',
        ),
        ("to_life: true", "to_life: often", "to_life: found"),
    ],
)
def test_what_is_wrong_with_a_twig_or_a_calibre_is_told(
    meshes: Path, atlas: Atlas, old: str, new: str, told: str
) -> None:
    plant(meshes, old, new)
    assert any(told in problem for problem in problems_of(meshes, atlas))


def test_a_mark_of_a_source_without_a_source_is_told(meshes: Path, atlas: Atlas) -> None:
    plant(meshes, "    mark: S\n    sources: [KONNO17a]\n    why: Caudal", "    mark: S\n    why: Caudal")
    [problem] = problems_of(meshes, atlas)
    assert "points.mcn_1: no source beside the mark S; allowed: keys of sources.csv." in problem


def test_an_unknown_source_is_told(meshes: Path, atlas: Atlas) -> None:
    plant(meshes, "sources: [AOTA16]", "sources: [AOTA61]")
    [problem] = problems_of(meshes, atlas)
    assert 'found "AOTA61"; allowed: a key of sources.csv; did you mean "AOTA16"?' in problem


def test_a_missing_nerve_and_a_missing_site_are_told_together(meshes: Path, atlas: Atlas) -> None:
    plant(meshes, "  superior_cluneal_nerve_medial_branch:\n", "  superior_cluneal_nerve_media_branch:\n")
    plant(meshes, "  scn_tender_point:\n", "  scn_tender_pont:\n")
    found = problems_of(meshes, atlas)
    assert any('the nerve "superior_cluneal_nerve_medial_branch" has no course' in p for p in found)
    assert any('"scn_tender_point" of sites.csv has no place' in problem for problem in found)
    assert any('did you mean "scn_tender_point"?' in problem for problem in found)


def test_rules_that_go_round_in_a_circle_are_told(meshes: Path, atlas: Atlas) -> None:
    plant(
        meshes,
        "landmark: {name: ischial_tuberosity, lateral_mm: icn_4.lateral_mm, caudal_mm: 46, posterior_mm: 6}",
        "course: {nerve: posterior_femoral_cutaneous_nerve, share: 0.7}",
    )
    [problem] = problems_of(meshes, atlas)
    assert "the rules go round in a circle: " in problem
    assert "points.icn_4 -> courses.posterior_femoral_cutaneous_nerve" in problem


def test_a_file_that_is_no_yaml_is_told_with_its_line(meshes: Path, atlas: Atlas) -> None:
    path = meshes / "tables" / "courses.yaml"
    path.write_text("points:\n  scn_1: [70\n", encoding="utf-8")
    [problem] = problems_of(meshes, atlas)
    assert problem.startswith("tables/courses.yaml:3: the line is not YAML (")


def test_a_missing_file_is_told(meshes: Path, atlas: Atlas) -> None:
    (meshes / "tables" / "courses.yaml").unlink()
    assert problems_of(meshes, atlas) == ["tables/courses.yaml: the file is missing."]


def test_a_list_instead_of_a_mapping_is_told(tmp_path: Path, atlas: Atlas) -> None:
    path = tmp_path / "tables" / "courses.yaml"
    path.parent.mkdir()
    path.write_text("- one\n- two\n", encoding="utf-8")
    problems: list[Problem] = []
    read_courses(path, known_names(atlas), problems)
    assert [str(p) for p in problems] == [
        "tables/courses.yaml:1: found a list; allowed: the keys points, ligaments, courses, tunnels, spreads."
    ]


def problems_of_courses(meshes: Path, atlas: Atlas) -> list[str]:
    problems: list[Problem] = []
    read_courses(meshes / "tables" / "courses.yaml", known_names(atlas), problems)
    return [str(problem) for problem in problems]


def test_a_ligament_may_have_more_bundles_inner_places_and_bones_to_lie_on(meshes: Path, atlas: Atlas) -> None:
    problems: list[Problem] = []
    bands = read_courses(meshes / "tables" / "courses.yaml", known_names(atlas), problems).bands
    assert not problems
    assert len(bands["iliolumbar_ligament"].bundles) == 2
    assert bands["iliolumbar_ligament"].bundles[1][0].first_edge.on == "l4_vertebra"
    upper = bands["sacrotuberous_ligament"].sections[0]
    assert [place.on for place in upper.across] == ["hip_bone", "sacrum", "sacrum", "coccyx"]
    assert bands["interosseous_sacroiliac_ligament"].fills
    assert not bands["sacrotuberous_ligament"].fills


def test_every_end_of_a_ligament_names_its_bones(meshes: Path, atlas: Atlas) -> None:
    for band in read_courses(meshes / "tables" / "courses.yaml", known_names(atlas), []).bands.values():
        for sections in band.bundles:
            assert all(place.on for section in (sections[0], sections[-1]) for place in section.across), band.ligament


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("on: coccyx}", "on: cocyx}", '"coccyx"'),
        ("fills: true", "fills: maybe", "true or false"),
        ("    further:\n", "    furthermore:\n", '"further"'),
    ],
)
def test_a_wrong_word_in_a_ligament_is_told(meshes: Path, atlas: Atlas, old: str, new: str, told: str) -> None:
    line = plant(meshes, old, new)
    found = problems_of_courses(meshes, atlas)
    assert len(found) == 1
    assert f":{line}" in found[0]
    assert told in found[0]
