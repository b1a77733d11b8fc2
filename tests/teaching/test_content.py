"""The one value that the page reads."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from anatomy_viewer.atlas import Atlas, ProblemsFound, read_atlas
from anatomy_viewer.atlas.sexes import sex_differences
from anatomy_viewer.teaching.content import PLAINEST, content_of, page_content, sexes_content
from anatomy_viewer.teaching.lesson.lesson import Lesson
from anatomy_viewer.teaching.lesson.reading import lesson_of, parse_document
from anatomy_viewer.teaching.lesson.translation import translation_of
from anatomy_viewer.teaching.pictures.messages_es import MEASURES
from tests.teaching.good_lesson import GOOD_LESSON
from tests.teaching.good_translation import GLIDE_IN_SPANISH, GOOD_TRANSLATION
from tests.teaching.small_scene import DRAWING
from tests.teaching.stand_in_model import stand_in_model


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return read_atlas()


@pytest.fixture(scope="module")
def content(atlas: Atlas) -> dict:
    lesson, problems = lesson_of(parse_document(GOOD_LESSON))
    assert isinstance(lesson, Lesson)
    assert problems == []
    return content_of(atlas, stand_in_model(atlas), [lesson])


def test_a_translation_says_who_has_read_it_where_somebody_has(atlas: Atlas, content: dict) -> None:
    lesson, _ = lesson_of(parse_document(GOOD_LESSON))
    assert lesson is not None
    told = []
    for text in (GOOD_TRANSLATION, GOOD_TRANSLATION.replace("words:\n", "read_by: Dra. Rut Vega\nwords:\n", 1)):
        translation, problems = translation_of(parse_document(text))
        assert translation is not None, problems
        made = content_of(atlas, stand_in_model(atlas), [lesson], translations=[translation])
        told.append(made["translations"]["es"]["lessons"]["crossing"].get("read_by"))
    assert told == [None, "Dra. Rut Vega"]


def test_the_value_is_json_with_the_keys_that_the_page_reads(content: dict) -> None:
    again = json.loads(json.dumps(content, allow_nan=False))
    assert list(again) == [
        "product",
        "packs",
        "structures",
        "points",
        "sources",
        "views",
        "groups",
        "layers",
        "paths",
        "rides",
        "families",
        "crest_grid",
        "stain",
        "stains_on_skin",
        "peels",
        "yardsticks",
        "training",
        "studies",
        "people",
        "home",
        "lessons",
        "brought",
        "translations",
    ]


def test_a_drawing_speaks_the_language_of_the_translation(atlas: Atlas, tmp_path: Path) -> None:
    (tmp_path / "drawings").mkdir()
    (tmp_path / "drawings" / "glide.svg").write_text(DRAWING, encoding="utf-8")
    lesson, _ = lesson_of(parse_document(GOOD_LESSON.replace("    zoom: 0.4\n", "    drawing: glide\n")))
    in_spanish = GOOD_TRANSLATION.replace("    labels:\n", f"    drawing: {GLIDE_IN_SPANISH}\n    labels:\n")
    translation, _ = translation_of(parse_document(in_spanish))
    assert lesson is not None
    assert translation is not None
    content = content_of(atlas, stand_in_model(atlas), [lesson], [tmp_path], [translation])
    english = content["lessons"][0]["steps"][0]
    spanish = content["translations"]["es"]["lessons"]["crossing"]["steps"]["the_ruler"]
    assert english["drawing"]["title"] == "A glide"
    assert spanish["drawing"]["title"] == "Un deslizamiento"
    assert "<desc>Un nervio pasa sobre un borde.</desc>" in spanish["drawing"]["svg"]
    assert "Un deslizamiento. Un nervio pasa sobre un borde." in spanish["alternative"]["patient"]


def test_every_picture_names_every_structure(content: dict) -> None:
    ids = [one["id"] for one in content["structures"]]
    pictures = [content["home"]["picture"], *(step["picture"] for step in content["lessons"][0]["steps"])]
    for picture in pictures:
        assert list(picture) == ids
        for opacity, emphasis in picture.values():
            assert 0 <= opacity <= 1
            assert (opacity == 0) == (emphasis == "hidden")


def test_every_structure_and_point_says_what_it_is_to_every_audience(content: dict) -> None:
    for one in content["structures"] + content["points"]:
        for audience in ("student", "clinician", "patient"):
            assert one["what"][audience], (one["id"], audience)


def test_every_source_that_is_cited_is_there(content: dict) -> None:
    cited = {
        key for one in content["structures"] + content["points"] for fact in one["facts"] for key in fact["sources"]
    }
    for step in content["lessons"][0]["steps"]:
        cited |= set(step["sources"])
        cited |= {key for claim in step["claims"] for key in claim["sources"]}
    assert cited <= set(content["sources"])
    assert len(cited) > 20


def test_each_nerve_carries_its_own_facts_before_those_of_its_group(content: dict, atlas: Atlas) -> None:
    nerve = next(one for one in content["structures"] if one["id"] == "superior_cluneal_nerve_medial_branch_right")
    own = atlas.facts_by_subject["superior_cluneal_nerve_medial_branch"]
    assert [fact["label"] for fact in nerve["facts"][: len(own)]] == [fact.label for fact in own]
    assert any(fact["label"] == "Spinal roots, in short" for fact in nerve["facts"][len(own) :])


def test_every_structure_is_in_one_layer_and_corridors_begin_hidden(content: dict) -> None:
    layered = [name for layer in content["layers"] for name in layer["structures"]]
    assert sorted(layered) == sorted(one["id"] for one in content["structures"])
    off = [name for layer in content["layers"] if not layer["on"] for name in layer["structures"]]
    assert {"superior_cluneal_nerve_medial_branch_corridor_right", "osteofibrous_tunnel_left"} <= set(off)
    assert all(content["home"]["picture"][name][1] == "hidden" for name in off)


def test_peeling_goes_from_the_skin_to_the_bones(content: dict) -> None:
    assert [peel["name"] for peel in content["peels"]][:1] == ["Bones, ligaments and nerves"]
    assert [peel["layers"] for peel in content["peels"]][1:] == [
        ["deep_muscles"],
        ["outer_muscles"],
        ["fascia"],
        ["superficial_fat"],
        ["skin"],
    ]


def test_the_home_labels_name_each_group_with_its_letter(content: dict) -> None:
    tags = {label["tag"] for label in content["home"]["labels"] if label["kind"] == "nerve"}
    assert tags == {"S", "M", "I"}


def test_a_point_tells_where_it_is_in_this_model(content: dict) -> None:
    point = next(one for one in content["points"] if one["id"] == "scn_1_right")
    values = {fact["label"]: fact["value"] for fact in point["facts"]}
    assert values["In this model"] == "on the right, 70 mm from the midline, on the iliac crest"
    assert point["nerve"] == "superior_cluneal_nerve_medial_branch_right"


def test_a_broken_lesson_refuses_what_must_be_complete(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.yaml"
    damaged.write_text("id: damaged\nsteps: 5\n", encoding="utf-8")
    assert any("damaged.yaml:2 steps" in told for told in page_content(extra=[damaged])["lesson_problems"])
    with pytest.raises(ProblemsFound, match=r"damaged\.yaml:2 steps"):
        page_content(extra=[damaged], complete=True)


def test_a_point_says_where_the_skin_over_it_is_unless_no_finger_reaches_it(content: dict, atlas: Atlas) -> None:
    points = {one["id"]: one for one in content["points"]}
    assert points["psis_right"]["on_skin"] == {"at": [45.0, -20.0, 0.0], "normal": [0.0, -1.0, 0.0], "depth_mm": 20.0}
    assert points["scn_1_left"]["on_skin"]["depth_mm"] == 20.0
    unreached = {name for name, one in points.items() if one["on_skin"] is None}
    assert unreached == {name for name, landmark in atlas.landmark_by_point.items() if not landmark.felt}


def test_what_only_some_people_have_is_told(content: dict) -> None:
    variants = {one["id"].rsplit("_", 1)[0] for one in content["structures"] if one["variant"]}
    assert variants == {
        "osteofibrous_tunnel",
        "osteofibrous_tunnel_intermediate",
        "osteofibrous_tunnel_lateral",
        "communicating_branch_of_superior_and_middle_nerves",
    }


def test_the_forms_are_told_beside_what_two_women_differ_in(atlas: Atlas) -> None:
    """Of one measure: its numbers follow from the table and from the models, and none is written in the page."""
    men = stand_in_model(atlas)
    women = replace(men, measures={**men.measures, "sacral_index": 107.0})
    told = sexes_content(atlas, women, replace(men, measures={**men.measures, "sacral_index": 93.0}))
    published = sex_differences(atlas.measures)
    index = next(one for one in told["measures"] if one["id"] == "sacral_index")
    assert index["forms"] == 14.0
    assert index["apart"] == round(published["sacral_index"].value, 1)
    assert index["two"] == round(published["sacral_index"].two_women, 1)
    assert index["drawn"] == pytest.approx(14.0 / published["sacral_index"].person_sd, abs=0.01)
    assert index["shared"] == round(100 * published["sacral_index"].overlap)
    assert len(told["measures"]) <= PLAINEST
    alike = sexes_content(atlas, women, women)
    assert alike["nearer"] == alike["count"] == told["count"] == told["nearer"] + 1


def test_every_measure_of_both_sexes_has_a_name_in_spanish(atlas: Atlas) -> None:
    assert sex_differences(atlas.measures).keys() == MEASURES.keys()
