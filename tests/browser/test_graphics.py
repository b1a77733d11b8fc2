"""The graphics are taken away and come back, or were never there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from ..running import CHROMIUM_FLAGS, launch_chromium
from .conftest import Visit

SMALL = (480, 320)
LESSON = "superior_cluneal_nerve_at_the_iliac_crest"

# One picture drawn now, as a sum over its pixels, and how many of them hold something.
PICTURE = """async () => {
  const one = () => {
    anatomyViewer.stats();
    const canvas = document.querySelector('.stage canvas'), gl = canvas.getContext('webgl2');
    const pixels = new Uint8Array(4 * canvas.width * canvas.height);
    gl.readPixels(0, 0, canvas.width, canvas.height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    let sum = 0, inked = 0;
    for (let k = 0; k < pixels.length; k += 1) { sum = (sum * 31 + pixels[k]) >>> 0; if (k % 4 === 3 && pixels[k]) inked += 1; }
    return [canvas.width, canvas.height, sum, inked];
  };
  // While the context is not whole yet nothing is drawn: look again then.
  let seen = one();
  for (let k = 0; k < 40 && !seen[3]; k += 1) { await new Promise(requestAnimationFrame); seen = one(); }
  return seen;
}"""
TAKE_AWAY = """() => { const gl = document.querySelector('.stage canvas').getContext('webgl2');
  window.taken = gl.getExtension('WEBGL_lose_context'); window.taken.loseContext(); }"""


def lose(page: Visit) -> None:
    page.page.evaluate(TAKE_AWAY)
    page.wait_until("anatomyViewer.state().graphics === 'lost'")


def give_back(page: Visit, how: str = "window.taken.restoreContext()") -> None:
    page.page.evaluate("() => { window.drawn = new Promise(done => anatomyViewer.on('graphics', done)); }")
    page.page.evaluate(f"() => {{ {how} }}")
    page.page.evaluate("drawn.then(() => true)")
    page.settle()


def labels_seen(page: Visit) -> int:
    return page.page.locator(".labels .label").evaluate_all("all => all.filter(one => one.checkVisibility()).length")


def test_a_lost_picture_is_told_and_comes_back_as_it_was(visit, address):
    page = visit(SMALL).open(address, f"?lesson={LESSON}&person=7")
    page.page.evaluate("void anatomyViewer.complete.then(() => { window.whole = true; })")
    page.wait_until("window.whole")
    page.page.evaluate("anatomyViewer.hide(['coccyx'])")
    page.settle()
    state, before = page.state(), page.page.evaluate(PICTURE)
    assert before[3] > 1000
    assert labels_seen(page) > 0
    for _ in range(2):
        lose(page)
        told = page.page.locator(".no-picture")
        assert "put the picture away" in told.inner_text()
        assert labels_seen(page) == 0
        give_back(page)
        assert told.count() == 0
        assert page.page.evaluate(PICTURE) == before
        assert labels_seen(page) > 0
        assert page.state() == state
    # What changes meanwhile is drawn afterwards.
    lose(page)
    page.page.evaluate("anatomyViewer.next()")
    give_back(page)
    after = page.page.evaluate(PICTURE)
    assert after[2:] != before[2:]
    page.page.evaluate("anatomyViewer.back()")
    page.page.evaluate("anatomyViewer.next()")
    page.settle()
    assert page.page.evaluate(PICTURE) == after
    # A browser that gives nothing back: the picture moves to a canvas of its own making.
    lose(page)
    give_back(page, "document.querySelector('.no-picture button').click()")
    assert page.page.evaluate(PICTURE) == after
    assert page.page.locator(".stage canvas").count() == 1
    # And this one may be lost too, while a plane cuts the picture and a question is open.
    lesson, step = page.page.evaluate(
        """() => {
          const { lesson } = anatomyViewer.state(), step = anatomyContent.lessons.find((one) => one.id === lesson).steps[2];
          step.clip = { plane: "sagittal", axis: 0, at_mm: 20, keep: -1, words: "cut open" };
          return [lesson, step.id];
        }"""
    )
    page.page.evaluate("([lesson, step]) => anatomyViewer.goTo(lesson, step)", [lesson, step])
    page.page.evaluate("anatomyViewer.moveClip(3)")
    page.settle()
    state, before = page.state(), page.page.evaluate(PICTURE)
    assert state["clip"]
    lose(page)
    give_back(page)
    assert page.page.evaluate(PICTURE) == before
    assert page.state() == state


def test_a_picture_lost_in_the_background_is_drawn_when_the_page_is_looked_at_again(visit, server_address):
    page = visit(SMALL)
    # Lost before the first picture: what loads meanwhile is there afterwards.
    page.page.add_init_script(
        """const asked = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
          const given = asked.call(this, kind, ...rest);
          if (kind === 'webgl2' && given && !window.once) { window.once = true; given.getExtension('WEBGL_lose_context').loseContext(); }
          return given;
        };"""
    )
    page.open(server_address)
    assert page.state()["graphics"] == "lost"
    give_back(page, "document.dispatchEvent(new Event('visibilitychange'))")
    assert page.state()["graphics"] == "here"
    assert page.page.evaluate(PICTURE)[3] > 1000


@pytest.fixture(scope="module")
def blind(browser: Browser) -> Iterator[Browser]:
    """A browser whose graphics are switched off."""
    flags = [flag for flag in CHROMIUM_FLAGS if "angle" not in flag and "swiftshader" not in flag]
    chromium = launch_chromium(
        browser.browser_type, [*flags, "--disable-gpu", "--disable-3d-apis", "--disable-software-rasterizer"]
    )
    yield chromium
    chromium.close()


def test_without_webgl_one_sentence_says_so_and_all_but_the_picture_works(blind, address):
    context = blind.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = Visit(context).open(address)
    page.page.evaluate("void anatomyViewer.complete.then(() => { window.whole = true; })")
    page.wait_until("window.whole")
    told = page.page.locator(".no-picture")
    assert told.inner_text().count(".") == 1
    assert "cannot draw the model" in told.inner_text()
    assert not page.page.locator(".loading").is_visible()
    assert labels_seen(page) == 0
    page.page.get_by_role("button", name="Start").first.click()
    page.page.get_by_role("button", name="Next step").click()
    assert page.page.locator(".step-card .prose").inner_text()
    # A question that needs no picture, answered; one that needs it says so.
    for kind in ("choose", "press"):
        where = page.page.evaluate(
            """kind => { for (const lesson of anatomyContent.lessons) for (const step of lesson.steps) {
              const number = (step.questions || []).filter(one => one.prompt.student).findIndex(one => one.kind === kind && !one.several);
              if (number >= 0) return [lesson.id, step.id, number]; } }""",
            kind,
        )
        page.page.evaluate(
            "([lesson, step, number]) => { anatomyViewer.goTo(lesson, step); anatomyViewer.ask(number); }", where
        )
        needs = page.page.get_by_text("This question needs the picture")
        if kind == "press":
            needs.wait_for()
            continue
        page.page.locator(".quiz-option").first.click()
        page.page.locator(".quiz-result").wait_for()
        assert needs.count() == 0
    page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id)")
    page.page.evaluate("anatomyViewer.select('sacrum')")
    assert "Sacrum" in page.page.locator(".info-card").inner_text()
    page.page.keyboard.press("Escape")
    page.page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    page.page.get_by_role("button", name="Print or save as PDF").click()
    page.page.locator(".print-dialog .primary").click()
    page.wait_until("window.printed")
    sheet = page.page.locator(".print-sheet")
    step = page.page.evaluate("anatomyContent.lessons[0].steps[0]")
    printed = sheet.evaluate("one => one.textContent")
    assert step["title"]["student"] in printed
    assert step["alternative"]["student"] in printed, "what the picture would show stands there in words"
    assert sheet.locator("article img").count() == 0
    page.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.page.evaluate("() => { const drag = document.querySelector('.stage'); drag.focus(); }")
    page.page.keyboard.press("ArrowLeft")
    page.page.mouse.move(300, 300)
    page.page.mouse.down()
    page.page.mouse.move(360, 300)
    page.page.mouse.up()
    page.settle()
    assert page.complaints == []
    context.close()
