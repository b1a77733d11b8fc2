"""What authors see in an editor: the language server that editors use, with the schema and the lines of the guide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from anatomy_viewer.cli import main
from tests.language_server import Editor, editor
from tests.node import npm_packages

GUIDE = (Path(__file__).parents[2] / "docs" / "lesson-authoring.md").read_text(encoding="utf-8")
HERE = "@@"

LESSON = """\
id: first_steps
title: First steps
summary: A lesson for an editor.
minutes: 3
steps:
  - id: one
    title: One
    text: Words.
    view: posterior
    focus: [hip_bone_right]
    isolate: [inferior_cluneal_nerves]
    show: [sacrum]
    fade: [coccyx]
    emphasise: [superior_cluneal_nerve_*_branch_right]
    hide: [hip_bone_left]
    corridors: [superior_cluneal_nerve_medial_branch_corridor_right]
    markers:
      - psis_right
    labels:
      - psis_left
      - {of: scn_1_left, text: The crossing}
    form: female
    study: lu98
    clip: {plane: sagittal, at: scn_1_right, keep: left}
    rulers:
      - {id: out, kind: straight, from: midline, to: coccyx_tip, value_mm: 70}
    claims:
      - text: So it is.
        sources: [LU98]
        measure: scn_1_from_midline_lu98
    questions:
      - kind: press
        id: press_it
        prompt: Press it.
        target: asis_right
        explain: There.
        sources: [KUNIYA14]
      - kind: identify
        id: name_it
        prompt: Name it.
        target: asis_left
        options: [pubic_tubercle_left, {of: pubic_tubercle_right, feedback: No.}]
        explain: There.
        sources: [TUBBS10]
      - kind: find
        id: find_it
        prompt: Find it.
        target: femur_left
        feedback:
          - {of: femur_right, text: The other side.}
        explain: There.
        sources: [MAIGNE91]
"""
IDS = (
    *("posterior", "hip_bone_right", "inferior_cluneal_nerves", "sacrum", "coccyx"),
    *("superior_cluneal_nerve_*_branch_right", "hip_bone_left", "superior_cluneal_nerve_medial_branch_corridor_right"),
    *("psis_right", "psis_left", "scn_1_left", "female", "lu98", "scn_1_right", "midline", "coccyx_tip", "LU98"),
    *("scn_1_from_midline_lu98", "asis_right", "KUNIYA14", "asis_left", "pubic_tubercle_left", "pubic_tubercle_right"),
    *("TUBBS10", "femur_left", "femur_right", "MAIGNE91"),
)
"""Every id in the lesson, each in a place of its own."""

OWN_POINT = "points:\n  - {id: halfway, along_the_crest_from: psis_right, mm: 35, name: Half way}\nsteps:\n"
TRANSLATION = """\
id: first_steps
language: es
title: Primeros pasos
summary: Una lección.
steps:
  one:
    title: Uno
    text: Palabras.
    labels:
      psis_right: Aquí
"""
TRANSLATED_QUESTIONS = """\
id: first_steps
language: es
title: Primeros pasos
summary: Una lección.
points: {halfway: A medio camino}
steps:
  one:
    title: Uno
    text: Palabras.
    labels:
      scn_1_left: El cruce
    claims: [Así es.]
    questions:
      name_it:
        prompt: Diga su nombre.
        options:
          - {id: pubic_tubercle_left}
          - {id: pubic_tubercle_right, feedback: No.}
        explain: Ahí.
"""


def with_instead(text: str, old: str, new: str) -> tuple[str, int, int]:
    """Return a text with another word in one place, and the line and column of it."""
    pattern = rf"(?<=[ \[{{]){re.escape(old)}(?=[,}}\]\n:])"
    assert len(re.findall(pattern, text)) == 1, old
    marked = re.sub(pattern, HERE, text)
    line = next(number for number, row in enumerate(marked.splitlines()) if HERE in row)
    column = marked.splitlines()[line].index(HERE)
    return marked.replace(HERE, new), line, column


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which somebody has done what the guide says."""
    made = tmp_path_factory.mktemp("author")
    (made / "lessons" / "es").mkdir(parents=True)
    commands = re.findall(r"^    anatomy-viewer (lessons schema.*) > (\S+)$", GUIDE, re.MULTILINE)
    assert len(commands) == 2
    for command, file in commands:
        printed = CliRunner().invoke(main, command.split())
        assert printed.exit_code == 0, printed.output
        assert printed.stdout.isascii()
        (made / file).write_text(printed.stdout, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def at_work(folder: Path) -> Iterator[Editor]:
    program = npm_packages({"yaml-language-server": "2.0.0"}) / "yaml-language-server"
    with editor(["node", str(program / "bin" / "yaml-language-server"), "--stdio"], folder) as found:
        yield found


def first_line(translation: bool) -> str:
    """Return the guide's first line for a lesson or a translation."""
    lesson, translated = re.findall(r"^    (# yaml-language-server: \S+)$", GUIDE, re.MULTILINE)
    return f"{translated if translation else lesson}\n"


@pytest.fixture
def lesson(folder: Path) -> Path:
    return folder / "lessons" / "first_steps.yaml"


def told(marks: list[dict[str, Any]]) -> list[int]:
    return sorted(mark["range"]["start"]["line"] for mark in marks)


def test_every_misspelt_id_gets_a_mark_and_real_ones_are_proposed(at_work: Editor, lesson: Path) -> None:
    good = first_line(translation=False) + LESSON
    assert at_work.marks(lesson, good) == []
    for name in IDS:
        letters = name.replace("_*_", "_")
        misspelt = letters[:-2] + letters[-1] + letters[-2] + "x"
        text, line, column = with_instead(good, name, misspelt)
        assert told(at_work.marks(lesson, text)) == [line], name
        text, line, column = with_instead(good, name, "")
        at_work.marks(lesson, text)
        proposed = {one["insertText"] for one in at_work.proposals(lesson, line, column)}
        assert "null" not in proposed, name
        assert name in proposed or "*" in name, name
        assert len(proposed) >= 3, name
    text, line, column = with_instead(good, "superior_cluneal_nerve_*_branch_right", "")
    at_work.marks(lesson, text)
    assert "middle_cluneal_nerves" in {one["insertText"] for one in at_work.proposals(lesson, line, column)}


def test_a_key_is_proposed_told_and_marked_when_misspelt(at_work: Editor, lesson: Path) -> None:
    good = first_line(translation=False) + LESSON
    at_work.marks(lesson, good)
    for name, words in (("psis_left", "Posterior superior iliac spine, left"), ("posterior", "From behind")):
        _, line, column = with_instead(good, name, name)
        assert words in at_work.hover(lesson, line, column + 1)
    line = next(number for number, row in enumerate(good.splitlines()) if row.startswith("    emphasise:"))
    assert "What the step speaks of" in at_work.hover(lesson, line, 6)
    text = good.replace("    emphasise:", "    emphasize:")
    assert told(at_work.marks(lesson, text)) == [line]
    text = good.replace("    form: female\n", "    \n")
    at_work.marks(lesson, text)
    line = text.splitlines().index("    ")
    assert {"form", "pose", "flight_ms"} <= {one["label"] for one in at_work.proposals(lesson, line, 4)}


def test_a_point_of_the_lessons_own_may_be_named_where_points_can(at_work: Editor, lesson: Path) -> None:
    good = (first_line(translation=False) + LESSON).replace("steps:\n", OWN_POINT, 1)
    good = good.replace("halfway, along_the_crest_from: psis_right", "halfway, along_the_crest_from: aiis_left")
    for name in ("psis_right", "hip_bone_right", "psis_left", "scn_1_right", "midline", "asis_right", "asis_left"):
        text, line, column = with_instead(good, name, "halfway")
        assert at_work.marks(lesson, text) == [], name
        text, line, column = with_instead(good, name, "")
        at_work.marks(lesson, text)
        assert name in {one["insertText"] for one in at_work.proposals(lesson, line, column)}
    for name in ("posterior", "sacrum", "femur_left", "LU98", "aiis_left"):
        text, line, _ = with_instead(good, name, "halfway")
        assert told(at_work.marks(lesson, text)) == [line], name
    text, line, _ = with_instead(first_line(translation=False) + LESSON, "psis_right", "halfway")
    assert told(at_work.marks(lesson, text)) == [line]


def test_a_translation_is_marked_and_completed_too(at_work: Editor, folder: Path) -> None:
    path = folder / "lessons" / "es" / "first_steps.yaml"
    good = first_line(translation=True) + TRANSLATION
    assert at_work.marks(path, good) == []
    for old, new in (("psis_right", "psis_rigth"), ("es", "fr"), ("labels", "lables")):
        text, line, _ = with_instead(good, old, new)
        assert told(at_work.marks(path, text)) == [line]
    text, line, column = with_instead(good, "psis_right: Aquí\n".rstrip(), "")
    at_work.marks(path, text)
    assert "psis_right" in {one["label"] for one in at_work.proposals(path, line, column)}
    own = good.replace("steps:\n", "points: {halfway: A medio camino}\nsteps:\n").replace("psis_right", "halfway")
    assert at_work.marks(path, own) == []


def test_a_schema_for_one_lesson_knows_its_points_and_what_is_translated_in_it(
    at_work: Editor, folder: Path, lesson: Path
) -> None:
    own = LESSON.replace("steps:\n", OWN_POINT, 1).replace("[hip_bone_right]", "[halfway]")
    file = folder / "lessons" / "first_steps.yaml"
    file.write_text(own, encoding="utf-8")
    for name, more in (("one.schema.json", ()), ("one_translated.schema.json", ("--translation",))):
        printed = CliRunner().invoke(main, ["lessons", "schema", "--lesson", str(file), *more])
        assert printed.exit_code == 0, printed.output
        (folder / "lessons" / name).write_text(printed.stdout, encoding="utf-8")
    file.unlink()
    good = "# yaml-language-server: $schema=one.schema.json\n" + own
    assert at_work.marks(lesson, good) == []
    marked = good.replace("focus: [halfway]", "focus: [halfwya]")
    assert told(at_work.marks(lesson, marked)) == [next(k for k, row in enumerate(good.splitlines()) if "focus" in row)]
    path = folder / "lessons" / "es" / "first_steps.yaml"
    good = "# yaml-language-server: $schema=../one_translated.schema.json\n" + TRANSLATED_QUESTIONS
    assert at_work.marks(path, good) == []
    for old in ("one", "scn_1_left", "name_it", "pubic_tubercle_left", "halfway"):
        text, line, column = with_instead(good, old, f"{old[:-1]}x")
        assert line in told(at_work.marks(path, text)), old
    text, line, column = with_instead(good, "pubic_tubercle_left", "")
    at_work.marks(path, text)
    assert "pubic_tubercle_right" in {one["label"] for one in at_work.proposals(path, line, column)}


def test_a_schema_that_is_not_where_the_line_says_is_told(at_work: Editor, folder: Path) -> None:
    text = "# yaml-language-server: $schema=elsewhere.json\n" + LESSON
    (mark,) = at_work.marks(folder / "lessons" / "other.yaml", text)
    assert "Unable to load schema" in mark["message"]
