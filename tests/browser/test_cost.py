"""What a visit costs, in counts: what comes over the line, and nothing while nothing moves. One visit serves all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, CDPSession

from ..counting import COUNT_FRAMES, IN_PLACE, Line
from .conftest import LAPTOP, Visit

WATCHED_MS = 1500


@dataclass(frozen=True)
class Paid:
    """A visit to the home picture, with the moment at which the page said that it was there, in seconds since 1970."""

    visit: Visit
    line: Line
    session: CDPSession
    ready: float


@pytest.fixture(scope="module")
def paid(browser: Browser, server_address: str) -> Iterator[Paid]:
    context = browser.new_context(viewport={"width": LAPTOP[0], "height": LAPTOP[1]})
    visit = Visit(context)
    visit.page.add_init_script(COUNT_FRAMES)
    session = context.new_cdp_session(visit.page)
    line = Line()
    line.listen(session)
    session.send("Network.enable")
    session.send("Performance.enable")
    visit.open(server_address)
    ready = visit.page.evaluate("Date.now() / 1000")
    visit.page.evaluate("anatomyViewer.complete.then(() => true)")
    visit.page.evaluate("drained()")
    yield Paid(visit, line, session, ready)
    context.close()


def rested(paid: Paid) -> tuple[int, float]:
    """Return how many frames were drawn, and how many milliseconds of script ran, while nobody did anything."""

    def script_ms() -> float:
        metrics = paid.session.send("Performance.getMetrics")["metrics"]
        return 1000 * next(one["value"] for one in metrics if one["name"] == "ScriptDuration")

    paid.visit.page.wait_for_timeout(1000)  # what follows a change is over: labels behind bones, the picture at rest
    paid.visit.page.evaluate("drained()")
    frames = paid.visit.page.evaluate("framesDrawn.frames")
    ran = script_ms()
    paid.visit.page.wait_for_timeout(WATCHED_MS)  # that nothing happens is seen only by waiting
    ran = script_ms() - ran
    return paid.visit.page.evaluate("framesDrawn.frames") - frames, ran


def test_nothing_is_drawn_and_no_script_runs_at_home_while_nothing_moves(paid: Paid) -> None:
    assert rested(paid) == (0, 0.0)


def test_what_is_drawn_is_counted(paid: Paid) -> None:
    frames = paid.visit.page.evaluate("framesDrawn.frames")
    paid.visit.page.evaluate("anatomyViewer.hide('coccyx')")
    assert paid.visit.page.evaluate("drained()") > frames


def test_the_home_picture_needs_few_requests_and_bytes(paid: Paid) -> None:
    assert paid.line.requests_until(paid.ready) <= 14
    assert paid.line.bytes_until(paid.ready) <= 1.25e6


def test_what_no_picture_shows_has_come_and_takes_no_place_until_the_next_step_shows_it(paid: Paid) -> None:
    page = paid.visit.page
    shown = "ids => anatomyContent.structures.filter(({ id, kind, at_home: home }) => kind === 'bone' || home || ids.includes(id)).map(({ id }) => id).sort()"
    assert page.evaluate(IN_PLACE) == page.evaluate(shown, [])
    lesson, number = page.evaluate("""(() => {
      const beyond = (step) => Object.entries(step.picture).some(([id, [opacity]]) => opacity > 0 && !structure(id).at_home && structure(id).kind !== "bone");
      const structure = (id) => anatomyContent.structures.find((one) => one.id === id);
      for (const { id, steps } of anatomyContent.lessons) for (let k = 1; k < steps.length; k += 1) if (!beyond(steps[k - 1]) && beyond(steps[k])) return [id, k];
    })()""")
    page.evaluate("([lesson, step]) => anatomyViewer.goTo(lesson, step)", [lesson, number - 1])
    next_step = page.evaluate(
        "([lesson, step]) => Object.entries(anatomyContent.lessons.find(({ id }) => id === lesson).steps[step].picture).filter(([, [opacity]]) => opacity > 0).map(([id]) => id)",
        [lesson, number],
    )
    page.wait_for_function(
        f"ids => {{ const there = ({IN_PLACE})(); return ids.every((id) => there.includes(id)); }}", arg=next_step
    )
    page.evaluate("drained()")


def test_nothing_is_drawn_and_no_script_runs_in_a_lesson_while_nothing_moves(paid: Paid) -> None:
    paid.visit.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id, 0)")
    assert rested(paid) == (0, 0.0)


def test_all_that_ever_comes_is_a_handful_of_requests_whatever_layers_there_are(paid: Paid) -> None:
    paid.visit.page.evaluate("anatomyViewer.show(anatomyContent.structures.map(one => one.id))")
    paid.visit.page.evaluate("drained()")
    assert len(paid.line.begun) <= 20
