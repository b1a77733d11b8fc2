"""A course with a lesson of somebody's own, handed out by both hosts: its words, its order, and where one goes on."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from anatomy_viewer.teaching.lesson.starter import starter_text

from ..running import ROOT, VIEWER, started
from .conftest import LAPTOP, PHONE, Visit

DRAWN = False
CREST = "superior_cluneal_nerve_at_the_iliac_crest"
COURSE = f"""\
title: {{en: A week of backs, es: Una semana de espaldas}}
institution: Universidad de Ejemplo
audience: patient
languages: [es, en]
lessons: [first_steps, {CREST}]
pass_mark: 60
welcome: {{en: Press **before** you look., es: Toque **antes** de mirar.}}
contact: Preguntas a anna.lee@uni.example
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that nobody may write to, with spaces and accents in its name."""
    path = tmp_path_factory.mktemp("course") / "Año 1, lección é"
    path.mkdir()
    (path / "first_steps.yaml").write_text(starter_text("first_steps"), encoding="utf-8")
    (path / "course.yaml").write_text(COURSE, encoding="utf-8")
    path.chmod(0o555)
    return path


@pytest.fixture(scope="module", params=["server", "file"])
def address(request: pytest.FixtureRequest, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    course = str(folder / "course.yaml")
    if request.param == "file":
        page = tmp_path_factory.mktemp("export") / "la página.html"
        subprocess.run([*VIEWER, "export", str(page), "--course", course], cwd=ROOT, check=True, capture_output=True)
        yield page.as_uri()
        return
    with started([*VIEWER, "--no-browser", "--port", "0", "--course", course]) as running:
        yield running.page


def went(page: Visit, lesson: str, step: str) -> None:
    page.wait_until(
        "([lesson, step]) => anatomyViewer.state().lesson === lesson && anatomyViewer.state().step === step",
        [lesson, step],
    )


def test_a_course_is_begun_and_gone_on_with(visit, address: str) -> None:
    one = visit(PHONE if address.startswith("file") else LAPTOP).open(address)
    page = one.page
    state = one.state()
    assert (state["lesson"], state["audience"], state["language"]) == (None, "patient", "es")
    assert page.title() == "Una semana de espaldas"
    welcome = page.get_by_role("article", name="Bienvenida")
    assert welcome.get_by_role("heading").first.inner_text() == "Una semana de espaldas"
    for words in ("Universidad de Ejemplo", "Toque antes de mirar.", "0 de 2 lecciones completas"):
        assert words in welcome.inner_text()
    assert (
        welcome.get_by_role("link", name="anna.lee@uni.example").get_attribute("href") == "mailto:anna.lee@uni.example"
    )
    assert page.get_by_label("Idioma").locator("option").all_inner_texts() in (["Español", "English"], ["ES", "EN"])

    welcome.get_by_role("button", name="Empezar: First steps").click()
    went(one, "first_steps", "the_crest")
    page.evaluate("anatomyViewer.goTo('first_steps', 'show_it')")
    went(one, "first_steps", "show_it")
    page.get_by_role("button", name="Lección siguiente").click()
    one.wait_until("lesson => anatomyViewer.state().lesson === lesson", CREST)
    page.get_by_role("button", name="Paso siguiente").click()
    one.wait_until("anatomyViewer.state().step === 'feel_the_crest'")

    page.goto("about:blank")
    one.open(address, "?lang=en")
    one.wait_until("document.title === 'A week of backs'")
    bar = page.get_by_role("progressbar", name="How far you are in the course").first
    assert (bar.get_attribute("aria-valuenow"), bar.get_attribute("aria-valuemax")) == ("4", "15")
    assert "Press before you look." in page.get_by_role("article", name="Welcome").inner_text()
    assert page.get_by_text("Universidad de Ejemplo").first.get_attribute("lang") == "es"
    if not page.get_by_role("navigation").count():
        page.get_by_role("button", name="Lessons and structures").click()
    panel = page.get_by_role("navigation")
    panel.locator(".lesson-title strong").nth(1).wait_for()
    titles = panel.locator(".lesson-title strong").all_inner_texts()
    assert titles == ["First steps", "The superior cluneal nerve at the iliac crest"]
    assert panel.get_by_role("heading", name="A week of backs").is_visible()
    assert panel.get_by_role("button", name="Author").count() == 0  # learners write no lessons
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Go on: The superior cluneal nerve at the iliac crest, step 2").click()
    went(one, CREST, "feel_the_crest")
    # A lesson that the course does not have is told, and nothing breaks.
    one.open(address, "?lesson=find_your_way&lang=en")
    page.locator(".notices", has_text="There is no lesson “find_your_way” here.").wait_for()
