"""The schema, the key reference and the document for authors come from the models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import BaseModel

from anatomy_viewer.atlas import read_atlas, read_model
from anatomy_viewer.teaching.checking.checker import RULES, check
from anatomy_viewer.teaching.lesson.reading import parse_document, read_document, read_lesson
from anatomy_viewer.teaching.lesson.texts import NAMES_KEY
from anatomy_viewer.teaching.lesson.translation import language_of
from anatomy_viewer.teaching.library import lesson_files
from anatomy_viewer.teaching.pictures.staging import scene_of
from anatomy_viewer.teaching.reference import MODELS, authoring_parts, with_generated_parts
from anatomy_viewer.teaching.schema import schema, translation_schema
from tests.teaching.good_lesson import GOOD_LESSON
from tests.teaching.good_translation import GOOD_TRANSLATION, planted
from tests.teaching.stand_in_model import stand_in_model

ROOT = Path(__file__).resolve().parents[2]
AUTHORING = ROOT / "docs" / "lesson-authoring.md"
TO_UPDATE = (
    "from pathlib import Path; from anatomy_viewer.teaching.reference import *; "
    'p = Path("docs/lesson-authoring.md"); '
    "p.write_text(with_generated_parts(p.read_text(), authoring_parts()))"
)


def validator() -> Any:
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema())


def test_the_schema_accepts_the_good_lesson() -> None:
    assert list(validator().iter_errors(parse_document(GOOD_LESSON).data)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("view: posterior", "viev: posterior"),
        ("minutes: 3", "minutes: three"),
        ("kind: straight", "kind: curved"),
        ("id: crossing\n", "id: Crossing\n"),
        ("value_mm: 70}\n    values", "value_mm: -70}\n    values"),
        ("[student, clinician, patient]", "[student, nurse]"),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(old: str, new: str) -> None:
    assert old in GOOD_LESSON
    assert list(validator().iter_errors(parse_document(GOOD_LESSON.replace(old, new)).data))


@pytest.mark.parametrize("model", MODELS)
def test_every_key_is_described_beside_its_type(model: type[BaseModel]) -> None:
    for name, spec in model.model_fields.items():
        assert spec.description, f"{model.__name__}.{name}"


def test_every_rule_says_in_one_line_what_it_refuses() -> None:
    for name, rule in RULES.items():
        assert (rule.__doc__ or "").strip().endswith("."), name


def test_the_document_for_authors_is_up_to_date() -> None:
    text = AUTHORING.read_text(encoding="utf-8")
    assert text == with_generated_parts(text, authoring_parts()), f"run: python -c '{TO_UPDATE}'"


def test_a_document_without_a_place_for_a_part_is_refused() -> None:
    with pytest.raises(ValueError, match="no place for the keys"):
        with_generated_parts("nothing", {"keys": "x"})


def test_the_example_for_authors_passes_the_checker() -> None:
    text = AUTHORING.read_text(encoding="utf-8")
    example = text.partition("<!-- example: a test checks this lesson -->")[2].partition("```yaml\n")[2]
    atlas = read_atlas()
    scene = scene_of(atlas, stand_in_model(atlas))
    problems = check(parse_document(example.partition("```")[0], "lessons/first_steps.yaml"), scene)
    assert [str(problem) for problem in problems] == []


def test_the_schema_with_ids_accepts_every_shipped_lesson_and_translation_and_proposes_no_null() -> None:
    scene = scene_of(read_atlas(), read_model())
    schemas = {None: schema(scene), "es": translation_schema(scene)}
    for language, made in schemas.items():
        jsonschema.Draft202012Validator.check_schema(made)
        checked = jsonschema.Draft202012Validator(made)
        assert '"default": null' not in json.dumps(made)
        assert '"null"' not in json.dumps(made)
        for path in lesson_files([ROOT / "lessons"]):
            if language_of(path) == language:
                assert [error.message for error in checked.iter_errors(read_document(path).data)] == [], path


def test_every_key_that_names_something_lists_what_there_is() -> None:
    atlas = read_atlas()
    scene = scene_of(atlas, stand_in_model(atlas))
    made = schema(scene)
    step = made["$defs"]["Step"]["properties"]
    assert made["$defs"]["id_of_view"]["enum"] == list(scene.views)
    assert step["view"]["$ref"] == "#/$defs/id_of_view"
    for key in ("isolate", "show", "fade", "emphasise", "hide", "corridors", "focus", "markers"):
        first, other = step[key]["items"]["anyOf"]
        listed = made["$defs"][first["$ref"].rpartition("/")[2]]
        assert len(listed["enum"]) == len(listed["enumDescriptions"]) > 0
        assert other["$ref"] == "#/$defs/id_of_pattern"
    assert set(made["$defs"]["id_of_structure_or_group_or_point"]["enum"]) == {
        *scene.things,
        *scene.groups,
        *scene.spots,
    }
    for name, part in made["$defs"].items():
        assert NAMES_KEY not in json.dumps(part), name


def test_the_schema_of_one_translation_accepts_it_and_nothing_that_the_lesson_does_not_have() -> None:
    scene = scene_of(read_atlas(), read_model())
    for path in lesson_files([ROOT / "lessons"]):
        if language_of(path) is None:
            continue
        made = translation_schema(scene, read_lesson(ROOT / "lessons" / path.name))
        jsonschema.Draft202012Validator.check_schema(made)
        checked = jsonschema.Draft202012Validator(made)
        data = read_document(path).data
        assert [error.message for error in checked.iter_errors(data)] == []
        first = next(iter(data["steps"]))
        assert list(checked.iter_errors({**data, "steps": {**data["steps"], f"{first}x": data["steps"][first]}}))


def test_the_schema_of_translations_accepts_and_refuses_what_the_reader_does() -> None:
    validator = jsonschema.Draft202012Validator(translation_schema())
    assert list(validator.iter_errors(parse_document(GOOD_TRANSLATION).data)) == []
    for old, new in (("language: es", "language: fr"), ("    labels:\n", "    lables:\n"), ("id: crossing", "id: 7")):
        assert list(validator.iter_errors(parse_document(planted(old, new)).data)), new
