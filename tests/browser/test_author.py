"""Writing a lesson with the page beside the editor: each save shows, mistakes stand in place, a view becomes text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from anatomy_viewer.teaching.lesson.starter import starter_text

from ..running import VIEWER, started
from .conftest import Visit

pytestmark = pytest.mark.browser
DRAWN = False


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    path = tmp_path / "in_the_making.yaml"
    path.write_text(starter_text("in_the_making"))
    return path


@pytest.fixture
def address(lesson: Path) -> Iterator[str]:
    with started([*VIEWER, "lessons", "preview", str(lesson), "--no-browser"]) as running:
        yield running.page


def saved(visit: Visit, lesson: Path, text: str) -> None:
    """Save the lesson and wait until the page has heard of it."""
    visit.page.evaluate("window.heard = new Promise(done => anatomyViewer.on('preview', done)); null")
    lesson.write_text(text)
    visit.page.evaluate("heard.then(() => true)")


def test_each_save_shows_at_once_and_mistakes_stand_in_their_step(visit, address: str, lesson: Path) -> None:
    one = visit().open(address, "?lesson=in_the_making&step=the_crossing")
    one.wait_until("anatomyViewer.state().step === 'the_crossing'")
    saved(one, lesson, starter_text("in_the_making").replace("title: The crossing", "title: Where it crosses"))
    one.page.get_by_role("heading", name="Where it crosses").wait_for()
    assert one.state()["step"] == "the_crossing"

    broken = starter_text("in_the_making").replace("value_mm: 70", "value_mm: 55")
    saved(one, lesson, broken)
    one.page.locator(".step-card .problems").get_by_text("found 55 mm").wait_for()
    one.page.evaluate("anatomyViewer.goTo('in_the_making', 'the_crest')")
    assert one.page.locator(".step-card .problems").count() == 0
    one.page.get_by_role("button", name="Lessons and structures").click()
    one.page.get_by_role("button", name="Author").click()
    one.page.get_by_role("button", name="Show the step: the_crossing").click()
    assert one.state()["step"] == "the_crossing"

    saved(one, lesson, "id: [unclosed")
    one.page.get_by_text("this is not YAML").wait_for()
    assert one.state()["step"] == "the_crossing", "what was last understood stays"


def test_the_view_becomes_a_step_that_gives_the_same_picture(visit, address: str, lesson: Path) -> None:
    one = visit().open(address, "?lesson=in_the_making&step=the_crossing")
    one.wait_until("anatomyViewer.state().step === 'the_crossing'")
    one.page.get_by_role("button", name="Lessons and structures").click()
    one.page.get_by_role("button", name="Author").click()
    one.page.evaluate("anatomyViewer.show(['gluteus_maximus_right']); anatomyViewer.hide(['sacrum', 'coccyx'])")
    one.page.get_by_role("button", name="Turn left").click()
    one.page.get_by_role("button", name="Zoom in").click()
    one.settle()
    before = one.state()
    one.page.get_by_role("button", name="Write the step").click()
    text = one.page.locator(".author textarea")
    text.wait_for()
    written = text.input_value()
    saved(one, lesson, f"{starter_text('in_the_making')}\n{written}")
    one.page.evaluate("anatomyViewer.goTo('in_the_making', 'new_step')")
    after = one.state()
    assert sorted(after["visible"]) == sorted(before["visible"])
    assert after["emphasised"] == before["emphasised"]
    assert after["camera"]["words"] == before["camera"]["words"]
    for key in ("position", "focus"):
        assert after["camera"][key] == pytest.approx(before["camera"][key], abs=3.0)
