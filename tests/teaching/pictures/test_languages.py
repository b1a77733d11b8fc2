"""Pictures and words in another language."""

from __future__ import annotations

from dataclasses import replace

from anatomy_viewer.atlas import read_atlas
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.names import names_of_things, read_names
from anatomy_viewer.atlas.translations import read_words
from anatomy_viewer.teaching.checking import wording_es
from anatomy_viewer.teaching.checking.readability_es import LOWEST_PATIENT_EASE, ease
from anatomy_viewer.teaching.checking.wording import sentences
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


def test_what_cards_tell_patients_in_spanish_is_plain_and_promises_nothing() -> None:
    atlas, words = read_atlas(), read_words("es")
    told = {one.about: words.of("descriptions", one.patient) for one in atlas.descriptions}
    told |= {f"by hand {one.name}": words.of("landmarks", one.how_to_find_for_patients) for one in atlas.landmarks}
    for about, text in told.items():
        assert ease(text).lowest >= LOWEST_PATIENT_EASE, about
        assert max(len(sentence.split()) for sentence in sentences(text)) <= wording_es.LONGEST_PATIENT_SENTENCE, about
        assert not any(pattern.search(text) for pattern, _ in wording_es.FORBIDDEN), about
    everything = [text for table in words.phrases.values() for text in table.values()]
    assert [text for text in everything if wording_es.BY_COLOUR.search(text)] == []


def test_a_scene_in_spanish_names_things_points_views_and_groups(scene: Scene) -> None:
    atlas = read_atlas()
    studies = {one.id: one.title for one in atlas.studies} | {one.id: one.name for one in atlas.alternatives}
    less = replace(scene, things={"sacrum": scene.things["sacrum"]}, studies=studies)
    own = scene_in("es", less, atlas, read_names("es", atlas))
    assert own.things["sacrum"].name == "Sacro"
    assert own.spots["psis_left"].label == "EIPS"
    assert own.views["posterior"].name == "Desde detrás"
    assert own.studies["lu98"] == "Lu 1998: 81 ± 9 mm, 15 cadáveres"
    assert own.studies["communication"] == "Una unión entre nervios superiores y medios"


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
