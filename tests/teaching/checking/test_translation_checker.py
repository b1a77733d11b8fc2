"""What a translation must keep to: each rule has a planted fault that must make it speak, at its line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from anatomy_viewer.teaching.checking.translation_checker import TRANSLATION_RULES, check_translation
from anatomy_viewer.teaching.lesson.drawings import parse_drawing
from anatomy_viewer.teaching.lesson.lesson import Lesson
from anatomy_viewer.teaching.lesson.reading import lesson_of, parse_document
from anatomy_viewer.teaching.lesson.translation import (
    translated,
    translation_of,
)
from anatomy_viewer.teaching.pictures.compiler import compile_lesson
from anatomy_viewer.teaching.pictures.scene import Scene
from tests.teaching.good_lesson import GOOD_LESSON
from tests.teaching.good_translation import GLIDE_IN_SPANISH, GOOD_TRANSLATION, lesson_in_english, planted


@pytest.fixture
def lesson() -> Lesson:
    return lesson_in_english()


def told(text: str, lesson: Lesson | None, scene: Scene, folder: Path, name: str = "es/crossing.yaml") -> list[str]:
    """Return what the checker says about a translation's text."""
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return [str(problem) for problem in check_translation(path, lesson, scene)]


def test_the_good_translation_has_no_problem(lesson: Lesson, scene: Scene, tmp_path: Path) -> None:
    assert told(GOOD_TRANSLATION, lesson, scene, tmp_path) == []


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
        ("La gente es distinta.", "Hay ramas laterales.", 'the medical word "lateral" is not explained'),
        ("  cresta: el borde", "  fascia: el borde", '"fascia" is explained but no patient text of a step uses it'),
    ],
    "forbidden_in_translation": [
        ("La gente es distinta.", "Usted tiene ese dolor.", 'found "Usted tiene"'),
        ("La gente es distinta.", "Nunca duele.", 'found "Nunca"'),
        ("La gente es distinta.", "Duele siempre.", 'found "siempre"'),
    ],
    "named_by_colour_in_translation": [("La gente es distinta.", "Es la línea roja.", "by its colour alone")],
    "red_flag_in_other_words_in_translation": [
        ("La gente es distinta.", "¿Fiebre? Llame hoy a un médico.", '"Fiebre" words a red flag anew'),
        ("La gente es distinta.", "¿No puede orinar? Pida ayuda.", '"orinar" words a red flag anew'),
    ],
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


def test_the_words_of_a_drawing_are_translated_and_checked_like_other_texts(scene: Scene, tmp_path: Path) -> None:
    found, problems = lesson_of(parse_document(GOOD_LESSON.replace("    zoom: 0.4\n", "    drawing: glide\n")))
    assert found is not None, problems
    drawn = scene.drawings["glide"].svg.replace("</desc>", "</desc><text>Nerve 40 mm</text><text>1</text>")
    scene = replace(scene, drawings={"glide": parse_drawing(drawn.replace(' role="img"', ""), "glide")})

    def of(drawing: str) -> list[str]:
        return told(planted("    labels:\n", f"{drawing}    labels:\n"), found, scene, tmp_path)

    good = f"    drawing: {GLIDE_IN_SPANISH[:-1]}, words: [Nervio 40 mm]}}\n"
    assert of(good) == []
    lacking = of("")
    assert [problem.split(": the text")[0].rpartition(" ")[2] for problem in lacking] == [
        f"steps.the_ruler.drawing.{place}" for place in ("title", "description", "words[0]")
    ]
    for old, new, words in (
        ("40 mm", "41 mm", "41 is not in the English text; 40 is missing"),
        ("40 mm]", "40 mm, otra]", "the lesson has no text here"),
        ("[Nervio 40 mm]", "[]", "steps.the_ruler.drawing.words.0 is missing"),
        ("Un nervio pasa", "Un nervio siempre pasa", 'found "siempre" in a text for patients'),
        ("Un nervio pasa", "Una línea roja pasa", "names a thing by its colour alone"),
    ):
        [problem] = of(good.replace(old, new))
        assert words in problem, problem
        assert problem.startswith("es/crossing.yaml:14 steps.the_ruler.drawing"), problem


def test_the_name_of_file_and_folder_must_be_those_of_the_lesson_and_language(
    lesson: Lesson, scene: Scene, tmp_path: Path
) -> None:
    problems = told(GOOD_TRANSLATION, lesson, scene, tmp_path, "es/other.yaml")
    assert problems == ['es/other.yaml:1 id: found "crossing" in the file es/other.yaml; allowed: other.']


def test_a_translation_without_a_lesson_is_one_sentence(scene: Scene, tmp_path: Path) -> None:
    [problem] = told(GOOD_TRANSLATION, None, scene, tmp_path)
    assert 'there is no lesson "crossing" to translate' in problem


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
    return GOOD_TRANSLATION.replace("  the_end:\n", f"{words}  the_end:\n")


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


def test_a_word_that_only_questions_use_is_explained_nowhere_on_the_page(scene: Scene, tmp_path: Path) -> None:
    [problem] = told(asked_in_spanish().replace("aquí la cresta.", "aquí."), asked(), scene, tmp_path)
    assert '"cresta" is explained but no patient text of a step uses it' in problem


def test_what_patients_read_of_questions_is_plain_too(scene: Scene, tmp_path: Path) -> None:
    [long] = told(
        asked_in_spanish("Demasiado lejos.", "Y la " + "y la ".join(["uña "] * 12) + "va."), asked(), scene, tmp_path
    )
    assert "questions.how_far.options[2].feedback.patient" in long
    assert 'a patient sentence has 37 words: "Y la uña y la uña …"; allowed: at most 18 words.' in long
    heavy = "Determinadas características individuales condicionan considerablemente localizaciones anatómicas."
    hard = told(asked_in_spanish("Cruza en la cresta.", " ".join([heavy] * 4)), asked(), scene, tmp_path)
    assert len(hard) == 1
    assert ":7 steps: all patient texts together read at " in hard[0]
    assert told(asked_in_spanish("Cruza en la cresta.", "Cruza en la cresta. " * 4), asked(), scene, tmp_path) == []


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
