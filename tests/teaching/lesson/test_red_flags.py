"""The signs that need a doctor: one table, one wording everywhere."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from anatomy_viewer.atlas import read_atlas
from anatomy_viewer.atlas.descriptions import AUDIENCES
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.page import wording as page_wording
from anatomy_viewer.page import wording_es as page_wording_es
from anatomy_viewer.teaching.checking import wording, wording_es
from anatomy_viewer.teaching.checking.readability import HIGHEST_PATIENT_GRADE, grade
from anatomy_viewer.teaching.checking.readability_es import LOWEST_PATIENT_EASE, ease
from anatomy_viewer.teaching.content import page_content
from anatomy_viewer.teaching.lesson import markdown
from anatomy_viewer.teaching.lesson.questions import Choice
from anatomy_viewer.teaching.lesson.reading import lesson_of, parse_document, read_document
from anatomy_viewer.teaching.lesson.red_flags import LANGUAGES, RedFlags, read_red_flags, with_red_flags
from anatomy_viewer.teaching.lesson.texts import AudienceText
from anatomy_viewer.teaching.lesson.translation import TRANSLATION_LANGUAGES
from anatomy_viewer.teaching.pictures import consult_es, messages, messages_es
from anatomy_viewer.teaching.pictures.compiler import compile_lesson, seconds_of
from anatomy_viewer.teaching.pictures.scene import Scene
from anatomy_viewer.teaching.pictures.usual_areas import read_take_home
from anatomy_viewer.teaching.sharing.quiz_files import items_of
from tests.teaching.good_lesson import GOOD_LESSON
from tests.teaching.small_scene import RED_FLAGS

REPOSITORY = Path(__file__).parents[3]
WORDING = {"en": wording, "es": wording_es}

NAMED_BY_CLINICIANS = {
    "now": {
        *("saddle_numbness", "sexual_numbness", "changed_feeling", "retention", "incontinence", "both_legs"),
        *("growing_weakness", "serious_accident"),
    },
    "today": {
        *("fever", "night_sweats", "weak_immunity", "recent_procedure", "steroids", "bad_fall", "fragile_bone"),
        *("cancer", "weight_loss", "night_pain"),
    },
}


@pytest.fixture(scope="module")
def flags() -> RedFlags:
    return read_red_flags(read_atlas().source_by_key)


def test_the_table_has_every_sign_at_its_level_with_words_for_all(flags: RedFlags) -> None:
    for level, wanted in NAMED_BY_CLINICIANS.items():
        assert wanted <= {flag.id for flag in flags.named([level])}
    assert tuple(flags.levels) == ("now", "today", "soon")
    assert set(LANGUAGES) == {"en", *TRANSLATION_LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_patients_read_of_it_is_plain(flags: RedFlags, language: str) -> None:
    own = WORDING[language]
    texts = [flag.words(language).patient for flag in flags.flags.values()]
    texts += [getattr(level.title, language).patient for level in flags.levels.values()]
    for text in texts:
        assert [instead for pattern, instead in own.FORBIDDEN if pattern.search(text)] == [], text
        assert [term for term in own.MEDICAL_WORDS if f" {term} " in f" {text.lower()} "] == [], text
        for sentence in wording.sentences(text):
            assert len(sentence.split()) <= own.LONGEST_PATIENT_SENTENCE, sentence
    whole = " ".join(texts[: len(flags.flags)])
    if language == "en":
        assert grade(whole).highest <= HIGHEST_PATIENT_GRADE
    else:
        assert ease(whole).lowest >= LOWEST_PATIENT_EASE


def test_both_languages_say_the_same_numbers(flags: RedFlags) -> None:
    for flag in flags.flags.values():
        for audience in AUDIENCES:
            said = [sorted(filter(str.isdigit, flag.words(language).of(audience))) for language in LANGUAGES]
            assert said[0] == said[1], flag.id


def test_a_step_shows_the_words_of_the_table_and_its_sources(scene: Scene) -> None:
    text = GOOD_LESSON.replace("- id: the_end\n", "- id: the_end\n    red_flags: [now]\n")
    lesson, problems = lesson_of(parse_document(text, "lessons/crossing.yaml"))
    assert lesson is not None
    assert problems == []
    step = compile_lesson(lesson, scene)["steps"][-1]
    for audience in AUDIENCES:
        assert step["html"][audience].endswith(
            '<div class="red-flags"><section class="flags-now"><p><strong>Help now</strong></p>'
            "<ul><li>Fever, today</li></ul><p><small>Told</small></p></section></div>"
        )
    assert "LU98" in step["sources"]
    lines = RED_FLAGS.lines(["now"], "en", "patient")
    assert lines == ("Help now", "Fever, today", "Told")
    slow = " ".join(["word"] * 90)
    assert seconds_of(lesson.steps[-1], "patient", [slow]) > seconds_of(lesson.steps[-1], "patient")


def test_a_text_takes_its_words_in_the_language_of_the_lesson(scene: Scene) -> None:
    text = GOOD_LESSON.replace("title: The end", "title: {red_flag: fever}")
    lesson, problems = lesson_of(parse_document(text, "lessons/crossing.yaml"))
    assert lesson is not None
    assert problems == []
    assert with_red_flags(lesson, scene.red_flags).steps[-1].title.patient == "Fever, today"
    spanish = lesson.model_copy(update={"language": "es"})
    assert with_red_flags(spanish, scene.red_flags).steps[-1].title.patient == "Fiebre, hoy"
    assert with_red_flags(lesson, scene.red_flags).steps[0] is lesson.steps[0]


def test_an_answer_that_is_a_red_flag_has_its_id_and_travels_in_quiz_files(scene: Scene) -> None:
    assert Choice(text=AudienceText(red_flag="fever"), right=True).key == "fever"
    asked = """- id: the_end
    questions:
      - kind: choose
        id: which_one
        prompt: Which one?
        options:
          - {text: {red_flag: fever}, right: true}
          - {text: A sore spot, feedback: That can wait.}
        explain: So it is.
        sources: [LU98]
"""
    lesson, problems = lesson_of(parse_document(GOOD_LESSON.replace("- id: the_end\n", asked), "lessons/crossing.yaml"))
    assert lesson is not None
    assert problems == []
    [item] = [item for item in items_of(lesson, scene, "patient") if "which_one" in item.id]
    assert {answer.text for answer in item.answers} == {"Fever, today.", "A sore spot."}


def test_own_words_beside_a_red_flag_are_refused_in_one_sentence() -> None:
    text = GOOD_LESSON.replace("title: The end", "title: {red_flag: fever, patient: Fever}")
    _, problems = lesson_of(parse_document(text, "lessons/crossing.yaml"))
    assert len(problems) == 1
    assert "found red_flag beside other texts; its words stand in red_flags.yaml" in str(problems[0])


def test_every_mistake_in_the_table_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    words = "{student: A, clinician: A, patient: A}"
    head = f"levels:\n  - {{id: now, title: {{en: {words}, es: {words}}}, sure: {{en: a, es: b}}}}\nflags:\n"
    both = f"    en: {words}\n    es: {words}\n    mark: S\n"
    path = tmp_path / "red_flags.yaml"
    path.write_text(
        f"{head}  - id: fever\n    level: nwo\n{both}    sources: [LU89]\n"
        f"  - id: cancer\n    level: now\n{both}    sources: [LU98, NOBODY]\n",
        encoding="utf-8",
    )
    with pytest.raises(ProblemsFound) as found:
        read_red_flags({"LU98"}, path)
    told = [str(problem) for problem in found.value.problems]
    assert len(told) == 3
    assert 'red_flags.yaml:5 flags[0].level: there is no level "nwo"; allowed: now; did you mean "now"?' in told[0]
    assert 'there is no source "LU89"; allowed: a key of sources.csv; did you mean "LU98"?' in told[1]
    assert 'there is no source "NOBODY"' in told[2]

    path.write_text(f"{head}  - id: now\n    level: now\n{both}    sources: [LU98]\n", encoding="utf-8")
    with pytest.raises(ProblemsFound, match='the id "now" stands twice'):
        read_red_flags({"LU98"}, path)
    path.write_text(
        f"{head}  - id: fever\n    level: now\n    en: {words}\n    mark: S\n    sources: [LU98]\n", "utf-8"
    )
    with pytest.raises(ProblemsFound, match="es: Field required"):
        read_red_flags({"LU98"}, path)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _strings(part)


def _texts_outside_the_table() -> Iterator[tuple[str, str, str]]:
    """Yield language, place and text of all that people read beside lessons, which the checker reads."""
    tables = data_folder("meshes") / "tables"
    for name in ("usual_areas.yaml", "take_home.yaml"):
        for text in _strings(read_document(tables / name).data):
            yield "en", name, text
    for name in ("descriptions", "facts", "sites", "landmarks", "groups", "structures", "variants", "layer_ledger"):
        with (tables / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                yield from (("en", name, text) for text in row.values() if text)
    for path in tables.glob("es/*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                yield "es", f"es/{path.name}", row.get("translation", row.get("name", ""))
    for language, module in (
        ("en", messages),
        ("es", messages_es),
        ("es", consult_es),
        ("en", page_wording),
        ("es", page_wording_es),
    ):
        for name, value in vars(module).items():
            if not name.startswith("__"):
                parts = dict(value) if isinstance(value, Mapping) else value
                yield from ((language, f"{module.__name__}.{name}", text) for text in _strings(parts))


def test_no_red_flag_is_worded_a_second_time_anywhere() -> None:
    told = [
        (place, text)
        for language, place, text in _texts_outside_the_table()
        if WORDING[language].red_flag_in(markdown.plain(text))
    ]
    assert told == []


def test_the_sheet_and_the_disclaimer_say_what_the_lessons_say(flags: RedFlags) -> None:
    parts = {part.id: part for part in read_take_home(read_atlas())}
    for name, level in (("help_now", "now"), ("help_today", "today")):
        assert parts[name].title == flags.levels[level].title.en.patient
        assert [line.text for line in parts[name].lines] == [flag.en.patient for flag in flags.named([level])]
    content = page_content(["when_to_seek_help"])
    spanish = content["translations"]["es"]
    home = spanish["consult"]["take_home"]["help_now"]
    assert [line["text"] for line in home["lines"].values()] == [flag.es.patient for flag in flags.named(["now"])]
    assert home["title"] == flags.levels["now"].title.es.patient
    for language, product in (("en", content["product"]), ("es", spanish["product"])):
        for flag in flags.named(["now", "today"]):
            assert flag.words(language).patient in product["disclaimer"]["flags_html"]
    told = {step["id"]: step["html"]["patient"] for step in content["lessons"][0]["steps"]}
    for step, level in (("help_now", "now"), ("help_today", "today"), ("in_the_coming_weeks", "soon")):
        assert all(flag.en.patient in told[step] for flag in flags.named([level]))


def test_a_part_that_goes_home_has_lines_or_red_flags(tmp_path: Path) -> None:
    path = tmp_path / "take_home.yaml"
    path.write_text("parts:\n  - {id: help_now, lesson: a, red_flags: nwo}\n", encoding="utf-8")
    with pytest.raises(ProblemsFound, match=r'found "nwo"; allowed: a level of red_flags\.yaml'):
        read_take_home(read_atlas(), path)
    path.write_text("parts:\n  - {id: help_now, lesson: a}\n", encoding="utf-8")
    with pytest.raises(ProblemsFound, match="a part has a title and lines, or red_flags"):
        read_take_home(read_atlas(), path)


def test_a_scene_without_the_table_shows_no_flags(scene: Scene) -> None:
    bare = replace(scene, red_flags=RedFlags())
    assert bare.red_flags.html(["now"], "en", "patient") == ""


@pytest.mark.parametrize("name", ["skin_nerves", "leg_pain_alone", "imaging"])
def test_what_is_no_red_flag_may_be_said(name: str) -> None:
    said = {
        "skin_nerves": "A skin nerve moves no muscle, so a weak leg does not fit it.",
        "leg_pain_alone": "Pain into one leg occurs with these nerves; see a doctor about it next month.",
        "imaging": "MRI answers questions about fracture, tumour and infection.",
    }
    assert wording.red_flag_in(said[name]) is None
