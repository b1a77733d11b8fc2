"""Every step of every lesson at both sizes; on the page without a server, which holds the same, the first lesson."""

from __future__ import annotations

import pytest

from .conftest import LAPTOP, PHONE

DRAWN = False
OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll('.label, .ruler-text')]
    .filter(one => getComputedStyle(one).visibility !== 'hidden')
    .map(one => ({ text: one.textContent.trim(), box: one.getBoundingClientRect() }));
  const found = [];
  boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => {
    const x = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
    const y = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
    if (x > 1 && y > 1) found.push(`${a.text} / ${b.text}`);
  }));
  return found;
}"""


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_each_step_shows_its_own_picture_text_and_labels_without_overlap(visit, address, size):
    page = visit(size).open(address)
    lessons = page.page.evaluate(
        "anatomyContent.lessons.map(one => ({id: one.id, audiences: one.audiences, steps: one.steps.map(step => step.id)}))"
    )
    assert lessons
    for lesson in lessons if address.startswith("http") else lessons[:1]:
        assert len(lesson["steps"]) >= 8
        page.page.evaluate("id => anatomyViewer.goTo(id)", lesson["id"])
        for number, step in enumerate(lesson["steps"]):
            state = page.state()
            assert (state["lesson"], state["step"]) == (lesson["id"], step)
            expected = page.page.evaluate(
                "([lesson, step]) => anatomyContent.lessons.find(one => one.id === lesson).steps.find(one => one.id === step)",
                [lesson["id"], step],
            )
            shown = {name for name, (opacity, _) in expected["picture"].items() if opacity > 0}
            lit = {name for name, (_, emphasis) in expected["picture"].items() if emphasis == "emphasised"}
            if expected["form"]:
                page.wait_until("form => anatomyViewer.state().form === form", expected["form"])
                state = page.state()
            # A study or a drawn person hides what it lacks and shows what only some have.
            whose = page.page.evaluate("anatomyViewer.anatomy()") or {"hidden": [], "shown": []}
            shown = (shown | (set(whose["shown"]) - set(expected["kept_away"]))) - set(whose["hidden"])
            assert set(state["visible"]) == shown
            assert set(state["emphasised"]) == lit & shown
            page.settle()
            assert page.page.locator(".step-card .card-title").inner_text() == expected["title"]["student"]
            assert page.page.locator(".eyebrow").first.inner_text() == f"Step {number + 1} of {len(lesson['steps'])}"
            assert page.page.evaluate(OVERLAPS) == [], step
            if number + 1 < len(lesson["steps"]):
                page.page.get_by_role("button", name="Next step").click()
        assert page.page.get_by_role("button", name="Next step").is_disabled()
        page.page.get_by_role("button", name="Previous step").click()
        assert page.state()["step"] == lesson["steps"][-2]


def test_each_audience_reads_its_own_text(visit, address):
    page = visit().open(address)
    lesson = page.page.evaluate("anatomyContent.lessons[0].id")
    page.page.evaluate("id => anatomyViewer.goTo(id)", lesson)
    texts = set()
    for audience in ("Student", "Clinician", "Patient"):
        page.page.get_by_role("button", name=audience, exact=True).click()
        assert page.state()["audience"] == audience.lower()
        texts.add(page.page.locator(".step-card .prose").inner_text())
    assert len(texts) == 3


def test_a_flight_eases_and_ends_on_time_at_the_step_s_camera(visit, server_address):
    page = visit((480, 320), still=False, drawn=True).open(server_address)
    lesson = page.page.evaluate("anatomyContent.lessons[0]")
    page.page.evaluate("id => anatomyViewer.goTo(id)", lesson["id"])
    started, ended = page.page.evaluate(
        """async () => {
          const begun = performance.now();
          anatomyViewer.next();
          await new Promise(done => anatomyViewer.on('camera', done));
          return [begun, performance.now()];
        }"""
    )
    camera = lesson["steps"][1]["camera"]
    assert page.state()["camera"]["focus"] == pytest.approx(camera["focus"], abs=0.05)
    # The flight itself, the pause until it counts as settled, and two frames of a slow software renderer.
    assert ended - started < camera["flight_ms"] + 140 + 2500


def test_with_reduced_motion_the_picture_cuts(visit, server_address):
    page = visit((480, 320)).open(server_address)
    lesson = page.page.evaluate("anatomyContent.lessons[0]")
    focus = page.page.evaluate(
        "id => { anatomyViewer.goTo(id, 1); return anatomyViewer.state().camera.focus }", lesson["id"]
    )
    assert focus == pytest.approx(lesson["steps"][1]["camera"]["focus"], abs=0.05)


def test_what_a_person_switched_is_forgotten_at_the_next_step(visit, server_address):
    page = visit((480, 320)).open(server_address)
    page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id)")
    page.page.evaluate("anatomyViewer.hide(['sacrum'])")
    assert "sacrum" not in page.state()["visible"]
    page.page.evaluate("anatomyViewer.next(); anatomyViewer.back()")
    assert "sacrum" in page.state()["visible"]
