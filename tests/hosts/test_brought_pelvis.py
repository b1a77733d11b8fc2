"""A brought pelvis where a form of the model can be: on the page, in what is written, and what is wrong with one."""

from __future__ import annotations

import csv
import json
from functools import reduce
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from anatomy_viewer.atlas.forms import BROUGHT, FORMS
from anatomy_viewer.cli import main
from anatomy_viewer.hosts.parts import json_text, viewer_parts
from anatomy_viewer.hosts.static import export_page
from anatomy_viewer.page.parting import FIRST, begun, laid, parted
from tests.brought import DOUBT_MM, TAKEN, brought_pelvis

pytestmark = pytest.mark.xdist_group("brought")

LESSONS = ["superior_cluneal_nerve_at_the_iliac_crest"]
OF_ITS_OWNER = "A real pelvis, by permission of its owner"


@pytest.fixture(scope="module")
def pelvis(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return brought_pelvis(tmp_path_factory.mktemp("mrs_example") / "mrs_example")


@pytest.fixture(scope="module")
def page(pelvis: Path):
    return viewer_parts(pelvis=pelvis)


@pytest.fixture(scope="module")
def value(page) -> dict:
    return dict(page.content(LESSONS, "brought", ("brought",)))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def facts(value: dict, kind: str, name: str, language: str | None = None) -> list[str]:
    """What the card of a structure or point tells, and not of what."""
    if language is None:
        return [row["value"] for one in value[kind] if one["id"] == name for row in one["facts"]]
    rows = value["translations"][language][kind][name]["facts"]
    return [row["value"] for row in (rows.values() if isinstance(rows, dict) else rows) if "value" in row]


def test_the_page_begins_with_it_and_has_the_model_s_forms_beside(page) -> None:
    assert page.form == BROUGHT.id
    value = page.content(LESSONS, BROUGHT.id, None)
    assert [one["id"] for one in value["forms"]] == ["brought", *(form.id for form in FORMS)]
    assert [one.get("told") for one in value["forms"]] == [True, None, None, None]
    assert value["forms"][0]["name"] == OF_ITS_OWNER
    assert all(pack["url"].startswith("surfaces/brought/") for pack in value["packs"])
    assert page.beforehand is None


def test_its_cards_tell_what_is_not_of_it_and_how_unsure_it_is(value) -> None:
    for name in TAKEN:
        assert any("Taken from the model" in told for told in facts(value, "structures", name))
    assert any(told.startswith("Cut off.") for told in facts(value, "structures", "hip_bone_left"))
    told = facts(value, "structures", "sacrum")
    assert told
    assert not any("this pelvis" in one or "model, placed" in one for one in told)
    corridor = "superior_cluneal_nerve_medial_branch_corridor_right"
    assert any(f"{DOUBT_MM} mm" in told and "paler ring" in told for told in facts(value, "structures", corridor))
    assert any("within 6 mm in 95 of 100" in told for told in facts(value, "points", "psis_right"))
    assert any("Marked by whoever" in told for told in facts(value, "points", "asis_left"))
    assert any(
        "tomado del modelo" in told or "Se toma del modelo" in told
        for told in facts(value, "structures", "coccyx", "es")
    )
    assert value["translations"]["es"]["forms"]["brought"]["name"].startswith("Una pelvis real")


def test_a_step_whose_text_has_numbers_is_told_by_audience(value) -> None:
    numbers = value["brought"]["numbers_of_others"][LESSONS[0]]
    assert {"student", "clinician"} <= set(numbers["the_spread"])
    assert "student" not in numbers.get("feel_the_crest", [])
    assert value["brought"]["doubts_mm"]["superior_cluneal_nerve_medial_branch_corridor_left"] == DOUBT_MM


def test_rulers_measure_it_and_not_the_average(page, value) -> None:
    def ruler(form: str) -> list[float]:
        other = page.content(LESSONS, form, ("brought",))
        return [one["value_mm"] for step in other["lessons"][0]["steps"] for one in step["rulers"]]

    here = [one["value_mm"] for step in value["lessons"][0]["steps"] for one in step["rulers"]]
    assert here == ruler("female")
    assert here != ruler("pooled")


def test_its_value_and_those_of_the_forms_part_and_come_together(page, value) -> None:
    values = {form: dict(page.content(LESSONS, form, ("brought", "pooled"))) for form in ("brought", "pooled")}
    for first, other in (("brought", "pooled"), ("pooled", "brought")):
        parts = parted(values[first], {other: values[other]})
        base = reduce(laid, [parts["lessons"], parts["more"], parts["es"]], begun(parts[FIRST]))
        assert base == values[first]
        assert laid(base, parts[other]) == values[other]


def test_the_one_file_says_by_permission_of_its_owner_and_nothing_else_of_whose_it_is(page, value, tmp_path) -> None:
    target = tmp_path / "page.html"
    export_page(target, LESSONS, page)
    assert target.stat().st_size > 1e6
    assert "mrs_example" not in target.read_text(encoding="utf-8")
    # What is in it is compressed, and made of this value.
    assert [one["name"] for one in value["forms"]] == [OF_ITS_OWNER]
    assert "mrs_example" not in json_text(value)


def test_the_atlas_is_exported_with_how_unsure_its_landmarks_are(pelvis: Path, tmp_path: Path) -> None:
    result = run("atlas", "export", tmp_path / "out", "--pelvis", pelvis, "--format", "stl")
    assert result.exit_code == 0, result.output
    about = json.loads((tmp_path / "out" / "about.json").read_text(encoding="utf-8"))
    assert about["form"].startswith("brought ")
    assert about["whose"].startswith(OF_ITS_OWNER)
    assert "mrs_example" not in json.dumps(about)
    with (tmp_path / "out" / "landmarks.csv").open(encoding="utf-8", newline="") as stream:
        rows = {(row["name"], row["side"]): row for row in csv.DictReader(stream)}
    assert float(rows["psis", "right"]["within_95_mm"]) == 6.4
    assert run("atlas", "export", tmp_path / "two", "--pelvis", pelvis, "--form", "male").exit_code == 2


@pytest.mark.parametrize("command", [("serve",), ("class",), ("export", "page.html"), ("atlas", "export", "folder")])
def test_a_pelvis_that_is_not_there_is_told_by_each_command(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANATOMY_VIEWER_PELVISES", str(tmp_path / "kept"))
    brought_pelvis(tmp_path / "kept" / "demo")
    result = run(*command, "--pelvis", "demmo")
    assert result.exit_code == 1
    assert result.stderr.strip() == 'demmo: there is no such pelvis; allowed: demo; did you mean "demo"?'
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept"]


def test_a_damaged_one_and_one_of_other_tables_are_refused(tmp_path: Path) -> None:
    pelvis = brought_pelvis(tmp_path / "one")
    landmarks, model = pelvis / "model" / "landmarks.json", pelvis / "model" / "model.json"
    whole = landmarks.read_text(encoding="utf-8")
    landmarks.write_text(whole[:200], encoding="utf-8")
    result = run("export", tmp_path / "page.html", "--pelvis", pelvis)
    assert result.exit_code == 1
    assert "what was written of its landmarks is damaged" in result.stderr
    landmarks.write_text(whole, encoding="utf-8")
    content = json.loads(model.read_text(encoding="utf-8"))
    model.write_text(json.dumps({**content, "inputs_sha256": "0" * 64}), encoding="utf-8")
    result = run("export", tmp_path / "page.html", "--pelvis", pelvis)
    assert result.exit_code == 1
    assert "placed by another version of the tables" in result.stderr
    model.unlink()
    assert "import the pelvis again" in run("export", tmp_path / "page.html", "--pelvis", pelvis).stderr
    assert not (tmp_path / "page.html").exists()
