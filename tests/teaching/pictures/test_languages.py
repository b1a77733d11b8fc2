"""Pictures and words in another language."""

from __future__ import annotations

from dataclasses import replace

from anatomy_viewer.atlas import read_atlas
from anatomy_viewer.atlas.descriptions import AUDIENCES
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.names import names_of_things, read_local_descriptions, read_names
from anatomy_viewer.teaching.checking.translation_checker import numbers
from anatomy_viewer.teaching.lesson.reading import parse_document
from anatomy_viewer.teaching.lesson.translation import (
    translated,
    translation_of,
)
from anatomy_viewer.teaching.pictures import consult_es
from anatomy_viewer.teaching.pictures.compiler import compile_lesson
from anatomy_viewer.teaching.pictures.languages import scene_in, words_over
from anatomy_viewer.teaching.pictures.messages import MESSAGES
from anatomy_viewer.teaching.pictures.scene import Scene
from tests.teaching.good_translation import GOOD_TRANSLATION, lesson_in_english


def test_the_compiler_speaks_the_language_of_a_translated_lesson(scene: Scene) -> None:
    translation, _ = translation_of(parse_document(GOOD_TRANSLATION, "es/crossing.yaml"))
    assert translation is not None
    step = compile_lesson(translated(lesson_in_english(), translation), scene)["steps"][0]
    assert step["rulers"][0]["text"] == "70 mm desde la línea media, en línea recta"
    assert "Marcado: SCN-1, en el lado derecho, a 70 mm de la línea media" in step["alternative"]["student"]


def test_words_laid_over_the_english_give_the_other_language_again() -> None:
    english = {
        "a": [{"id": "x", "name": "one", "at": [1]}, {"id": "y", "name": "two", "at": [2]}],
        "b": ["p", "q"],
        "c": 3,
    }
    other = {
        "a": [{"id": "x", "name": "uno", "at": [1]}, {"id": "y", "name": "two", "at": [2]}],
        "b": ["p", "r"],
        "c": 3,
    }
    assert words_over(english, other) == {"a": {"x": {"name": "uno"}}, "b": {"1": "r"}}
    assert words_over(english, english) is None


def test_every_message_is_there_in_every_language_with_the_same_gaps() -> None:
    for language, messages in MESSAGES.items():
        assert messages.keys() == MESSAGES["en"].keys(), language


def test_every_thing_has_a_spanish_name() -> None:
    atlas = read_atlas()
    names = read_names("es", atlas)
    assert names_of_things(atlas) - names.keys() == set()


def test_the_spanish_descriptions_have_the_numbers_of_the_english_ones() -> None:
    atlas = read_atlas()
    told = read_local_descriptions("es", atlas)
    assert {"superior_cluneal_nerves", "hip_bone", "psis"} <= told.keys()
    for about, own in told.items():
        english = atlas.description_by_subject[about]
        for audience in AUDIENCES:
            spanish = numbers(getattr(own, audience), "es")
            assert spanish == numbers(english.text_for(audience), "en"), (about, audience)


def test_a_scene_in_spanish_names_things_points_views_and_groups(scene: Scene) -> None:
    atlas = read_atlas()
    own = scene_in("es", replace(scene, things={"sacrum": scene.things["sacrum"]}), atlas, read_names("es", atlas))
    assert own.things["sacrum"].name == "Sacro"
    assert own.spots["psis_left"].label == "EIPS"
    assert own.views["posterior"].name == "Desde detrás"


def test_show_me_where_it_hurts_has_spanish_words_for_every_area_and_every_line() -> None:
    tables = data_folder("meshes") / "tables"
    areas = [one["id"] for one in parse_document((tables / "usual_areas.yaml").read_text("utf-8")).data["areas"]]
    assert set(areas) == set(consult_es.AREAS)
    all_parts = parse_document((tables / "take_home.yaml").read_text("utf-8")).data["parts"]
    parts = [part for part in all_parts if "red_flags" not in part]
    assert {part["id"]: [bool(line.get("sure")) for line in part["lines"]] for part in parts} == {
        name: [bool(sure) for _, sure in lines] for name, (_, lines) in consult_es.TAKE_HOME.items()
    }
    assert {part["id"] for part in all_parts} - {part["id"] for part in parts} == {"help_now", "help_today"}
