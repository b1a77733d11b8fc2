"""Translations: their form, their comparison with the lesson, and what they become on the page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from anatomy_viewer.atlas import Problem, read_atlas
from anatomy_viewer.atlas.descriptions import AUDIENCES
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.names import names_of_things, read_local_descriptions, read_names
from anatomy_viewer.teaching.checking.readability_es import ease, syllables
from anatomy_viewer.teaching.checking.translation_checker import TRANSLATION_RULES, check_translation, numbers
from anatomy_viewer.teaching.checking.wording_es import sides_said
from anatomy_viewer.teaching.lesson.lesson import Lesson
from anatomy_viewer.teaching.lesson.reading import lesson_of, parse_document, read_lesson
from anatomy_viewer.teaching.lesson.translation import (
    read_translation,
    texts_of_lesson,
    texts_of_translation,
    translated,
    translation_of,
    translation_paths,
)
from anatomy_viewer.teaching.library import lesson_files, read_shelf
from anatomy_viewer.teaching.pictures import consult_es
from anatomy_viewer.teaching.pictures.compiler import compile_lesson
from anatomy_viewer.teaching.pictures.languages import scene_in, words_over
from anatomy_viewer.teaching.pictures.messages import MESSAGES
from anatomy_viewer.teaching.pictures.scene import Scene
from anatomy_viewer.teaching.schema import translation_schema
from tests.teaching.good_lesson import GOOD_LESSON

LESSONS = Path(__file__).parents[3] / "lessons"

GOOD = """\
id: crossing
language: es
title: El cruce
summary: Dónde cruza el nervio la cresta.
words:
  cresta: el borde de arriba del hueso de la cadera
steps:
  the_ruler:
    title: El cruce, medido
    text:
      student: El ramo medial cruza en el lado derecho, a 70 mm de la línea media.
      clinician: Los estudios lo ponen a 81 mm, el modelo a 70 mm. Vea [el final](step:the_end).
      patient: El nervio cruza aquí la cresta. Está a unos 7 cm de la columna. La gente es distinta.
    labels:
      scn_1_right: Cruce
    values:
      - {label: Desde la línea media, value: "81,0 ± 9,2 mm"}
    claims:
      - El cruce está a 81 mm de la línea media.
  the_end:
    title: El final
    text:
      student: Señálelo en un compañero.
      clinician: Pida que se lo expliquen.
      patient: Muéstreme el lugar con el pulgar.
    alternative: El hueso coxal derecho de lado, con todos los nervios en su sitio.
"""


@pytest.fixture
def lesson() -> Lesson:
    found, problems = lesson_of(parse_document(GOOD_LESSON, "lessons/crossing.yaml"))
    assert found is not None
    assert problems == []
    return found


def told(text: str, lesson: Lesson | None, scene: Scene, folder: Path, name: str = "es/crossing.yaml") -> list[str]:
    """Return what the checker says about a translation's text."""
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return [str(problem) for problem in check_translation(path, lesson, scene)]


def planted(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, f"{old!r} stands {GOOD.count(old)} times in the good translation"
    return GOOD.replace(old, new)


def test_the_good_translation_has_no_problem(lesson: Lesson, scene: Scene, tmp_path: Path) -> None:
    assert told(GOOD, lesson, scene, tmp_path) == []


FAULTS: dict[str, list[tuple[str, str, str]]] = {
    "unknown_place": [
        ("  the_end:\n", "  the_ends:\n", 'the lesson has no step "the_ends"'),
        ("      scn_1_right: Cruce", "      scn_1_right: Cruce\n      psis_right: EIPS", "the lesson has no text here"),
        ("      - El cruce está", "      - Otra cosa.\n      - El cruce está", "the lesson has no text here"),
    ],
    "untranslated": [
        ("      student: Señálelo en un compañero.\n", "", "steps.the_end.text.student is missing"),
        ("    labels:\n      scn_1_right: Cruce\n", "", "labels.scn_1_right.student is missing"),
        ("words:\n  cresta: el borde de arriba del hueso de la cadera\n", "", "0 words are explained"),
    ],
    "other_numbers": [
        ("derecho, a 70 mm", "derecho, a 71 mm", "71 is not in the English text; 70 is missing"),
        ("81,0 ± 9,2 mm", "81,0 mm", "9.2 is missing"),
    ],
    "other_links": [("[el final](step:the_end)", "el final", "the links are not those of the English text")],
    "translated_markup": [("El ramo medial cruza", "<b>El ramo medial</b> cruza", "in a text")],
    "wrong_side_in_translation": [("lado derecho", "lado izquierdo", "the text says the left side")],
    "hard_for_patients_in_translation": [
        (
            "La gente es distinta.",
            "Lamentablemente determinadas características individuales condicionan considerablemente localizaciones.",
            "the patient text reads at",
        ),
        ("La gente es distinta.", "Y la " + "y la ".join(["uña "] * 12) + "va.", "a patient sentence has"),
    ],
    "unexplained_word_in_translation": [
        ("La gente es distinta.", "Es un ligamento.", 'the medical word "ligamento" is not explained'),
        ("  cresta: el borde", "  fascia: el borde", '"fascia" is explained but no patient text uses it'),
    ],
    "forbidden_in_translation": [
        ("La gente es distinta.", "Usted tiene ese dolor.", 'found "Usted tiene"'),
        ("La gente es distinta.", "Nunca duele.", 'found "Nunca"'),
        ("La gente es distinta.", "Duele siempre.", 'found "siempre"'),
    ],
    "named_by_colour_in_translation": [("La gente es distinta.", "Es la línea roja.", "by its colour alone")],
}


@pytest.mark.parametrize(
    ("rule", "old", "new", "words"), [(rule, *fault) for rule, faults in FAULTS.items() for fault in faults]
)
def test_a_planted_fault_is_told_at_its_line(
    rule: str, old: str, new: str, words: str, lesson: Lesson, scene: Scene, tmp_path: Path
) -> None:
    problems = told(planted(old, new), lesson, scene, tmp_path)
    assert any(words in problem for problem in problems), (rule, problems)
    assert all(problem.startswith("es/crossing.yaml:") for problem in problems)


def test_every_rule_has_a_planted_fault_and_one_line_about_it() -> None:
    assert set(FAULTS) == set(TRANSLATION_RULES)
    assert all((rule.__doc__ or "").strip().endswith(".") for rule in TRANSLATION_RULES.values())


def test_a_fault_is_told_with_the_line_where_it_stands(lesson: Lesson, scene: Scene, tmp_path: Path) -> None:
    [problem] = told(planted("derecho, a 70 mm", "derecho, a 71 mm"), lesson, scene, tmp_path)
    assert problem.startswith("es/crossing.yaml:11 steps.the_ruler.text.student: ")


def test_you_must_do_something_is_not_you_have_something(lesson: Lesson, scene: Scene, tmp_path: Path) -> None:
    assert told(planted("La gente es distinta.", "Usted tiene que mirar."), lesson, scene, tmp_path) == []


def test_the_name_of_file_and_folder_must_be_those_of_the_lesson_and_language(
    lesson: Lesson, scene: Scene, tmp_path: Path
) -> None:
    problems = told(GOOD, lesson, scene, tmp_path, "es/other.yaml")
    assert problems == ['es/other.yaml:1 id: found "crossing" in the file es/other.yaml; allowed: other.']


def test_a_translation_without_a_lesson_is_one_sentence(scene: Scene, tmp_path: Path) -> None:
    [problem] = told(GOOD, None, scene, tmp_path)
    assert 'there is no lesson "crossing" to translate' in problem


def test_all_faults_of_form_are_told_at_once_with_the_nearest_key() -> None:
    text = (
        GOOD.replace("    labels:\n", "    lables:\n")
        .replace("language: es", "language: fr")
        .replace("summary", "sumary")
    )
    translation, problems = translation_of(parse_document(text, "es/crossing.yaml"))
    assert translation is None
    words = [str(problem) for problem in problems]
    assert any('unknown key "lables"' in one and 'did you mean "labels"' in one for one in words)
    assert any("language" in one and '"fr"' in one for one in words)
    assert any('the key "summary" is missing' in one for one in words)
    assert all(isinstance(problem, Problem) for problem in problems)


def test_both_files_give_their_texts_by_the_same_places(lesson: Lesson) -> None:
    translation, _ = translation_of(parse_document(GOOD, "es/crossing.yaml"))
    assert translation is not None
    assert texts_of_lesson(lesson).keys() == texts_of_translation(translation).keys()


def test_a_translated_lesson_keeps_everything_but_the_words(lesson: Lesson) -> None:
    translation, _ = translation_of(parse_document(GOOD, "es/crossing.yaml"))
    assert translation is not None
    other = translated(lesson, translation)
    assert other.title == "El cruce"
    assert other.steps[0].labels[0].text is not None
    assert other.steps[0].labels[0].text.patient == "Cruce"
    assert other.steps[0].claims[0].sources == lesson.steps[0].claims[0].sources
    for own, english in zip(other.steps, lesson.steps, strict=True):
        assert (own.id, own.view, own.emphasise, own.markers) == (
            english.id,
            english.view,
            english.emphasise,
            english.markers,
        )


def test_the_compiler_speaks_the_language_of_a_translated_lesson(lesson: Lesson, scene: Scene) -> None:
    translation, _ = translation_of(parse_document(GOOD, "es/crossing.yaml"))
    assert translation is not None
    step = compile_lesson(translated(lesson, translation), scene)["steps"][0]
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
    parts = parse_document((tables / "take_home.yaml").read_text("utf-8")).data["parts"]
    assert {part["id"]: [bool(line.get("sure")) for line in part["lines"]] for part in parts} == {
        name: [bool(sure) for _, sure in lines] for name, (_, lines) in consult_es.TAKE_HOME.items()
    }


@pytest.mark.parametrize("path", translation_paths(LESSONS), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_each_translation_has_the_ids_of_its_lesson_and_no_text_left_in_english(path: Path) -> None:
    english = texts_of_lesson(read_lesson(LESSONS / path.name))
    own = texts_of_translation(read_translation(path))
    assert english.keys() == own.keys()
    left = {place for place, words in own.items() if words == english[place] and len(words.split()) > 4}
    assert left == set()


ASKING = """    questions:
      - kind: choose
        id: how_far
        prompt: How far out?
        options:
          - {id: near, text: In the middle, feedback: That is too near.}
          - {text: On the crest, right: true}
          - {id: flank, text: In the flank, feedback: That is too far.}
        explain: The crest is where it crosses.
        sources: [LU98]
"""
ASKING_ES = """    questions:
      how_far:
        prompt: ¿A qué distancia?
        options:
          - {id: flank, text: En el flanco, feedback: Demasiado lejos.}
          - {id: near, text: En el centro, feedback: Demasiado cerca.}
          - {id: KEY, text: En la cresta}
        explain: Cruza en la cresta.
"""


def asked(turned: bool = False) -> Lesson:
    rows = ASKING.splitlines(keepends=True)
    if turned:
        rows[5:8] = rows[7], rows[5], rows[6]
    text = GOOD_LESSON.replace("  - id: the_end\n", f"{''.join(rows)}  - id: the_end\n")
    found, problems = lesson_of(parse_document(text, "lessons/crossing.yaml"))
    assert (found is not None, problems) == (True, [])
    assert found is not None
    return found


def asked_in_spanish(old: str = "", new: str = "") -> str:
    assert old in ASKING_ES
    words = ASKING_ES.replace("KEY", asked().steps[0].questions[0].options[1].key).replace(old, new, 1)
    return GOOD.replace("  the_end:\n", f"{words}  the_end:\n")


@pytest.mark.parametrize("turned", [False, True])
def test_answers_with_ids_find_their_translation_in_any_order(turned: bool, scene: Scene, tmp_path: Path) -> None:
    lesson = asked(turned)
    assert told(asked_in_spanish(), lesson, scene, tmp_path) == []
    translation, _ = translation_of(parse_document(asked_in_spanish()))
    assert translation is not None
    english, spanish = (
        {
            one["id"]: one["text"]["student"]
            for one in compile_lesson(each, scene)["steps"][0]["questions"][0]["options"]
        }
        for each in (lesson, translated(lesson, translation))
    )
    words = {"In the middle": "En el centro", "On the crest": "En la cresta", "In the flank": "En el flanco"}
    assert set(english.values()) == set(words)
    assert spanish == {name: words[text] for name, text in english.items()}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("id: flank", "id: flnak", 'the question has no answer "flnak"; allowed: near, on_the_crest_'),
        ("id: flank", "id: near", 'the answer "near" stands there a second time'),
        ("id: flank, ", "", "this answer has no id, others of the question have one"),
        ("En el centro", "A 12 mm", "12 is not in the English text"),
    ],
)
def test_an_answer_that_is_none_of_the_lessons_is_told_at_its_line(
    old: str, new: str, expected: str, scene: Scene, tmp_path: Path
) -> None:
    text = asked_in_spanish(old, new)
    found = [problem for problem in told(text, asked(), scene, tmp_path) if expected in problem]
    assert found
    line = next(k for k, row in enumerate(text.splitlines(), 1) if (new or "{text: En el flanco") in row)
    if "second time" in expected:
        line += 1
    assert found[0].startswith(f"es/crossing.yaml:{line} ")


def test_the_shelf_and_the_check_find_translations_beside_the_lessons() -> None:
    ids = {(one.language, one.id) for one in read_shelf().translations}
    assert {("es", "superior_cluneal_nerve_at_the_iliac_crest"), ("es", "when_to_seek_help")} <= ids
    assert set(translation_paths(LESSONS)) <= set(lesson_files([LESSONS]))


def test_the_schema_of_translations_accepts_and_refuses_what_the_reader_does() -> None:
    validator = Draft202012Validator(translation_schema())
    assert list(validator.iter_errors(parse_document(GOOD).data)) == []
    for old, new in (("language: es", "language: fr"), ("    labels:\n", "    lables:\n"), ("id: crossing", "id: 7")):
        assert list(validator.iter_errors(parse_document(planted(old, new)).data)), new


SYLLABLES = {
    1: "piel muy bien cien es pie",
    2: "nervio túnel hueso cresta dolor día agua guerra causa",
    3: "espalda columna cadera ahora aguja cabeza ciática",
    4: "articular ligamento examinar",
}


@pytest.mark.parametrize(("count", "word"), [(n, word) for n, words in SYLLABLES.items() for word in words.split()])
def test_spanish_syllables_are_counted(count: int, word: str) -> None:
    assert syllables(word) == count


def test_reading_ease_follows_both_formulas() -> None:
    found = ease("El nervio va por la piel. Duele poco.")
    words, sentences, count = 8, 2, 1 + 2 + 1 + 1 + 1 + 1 + 2 + 2
    assert (found.words, found.sentences) == (words, sentences)
    assert found.fernandez_huerta == pytest.approx(206.84 - 60 * count / words - 1.02 * words / sentences, abs=0.06)
    assert found.inflesz == pytest.approx(206.835 - 62.3 * count / words - words / sentences, abs=0.06)
    assert ease("… 12 —").words == 0


def test_sides_are_found_in_spanish() -> None:
    assert sides_said("En el lado derecho, junto a la cresta izquierda.") == {"left", "right"}
    assert sides_said("Siga todo derecho.") == set()
