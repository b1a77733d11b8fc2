"""The content comes in parts: the home picture waits for the first only, and what needs another waits for that."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route

from .conftest import Visit
from .test_loading import is_network_noise

SMALL = (900, 600)
CREST = "superior_cluneal_nerve_at_the_iliac_crest"
SLOW_LINE = """performance.getEntriesByType = () => [
  { transferSize: 100000, encodedBodySize: 100000, responseStart: 0, responseEnd: 1000 }];"""


def content_of(visit: Visit) -> list[str]:
    """Return the parts that a page has asked for."""
    names = [address.rsplit("/", 1)[1].split("?")[0] for address in visit.requests]
    return [name for name in names if name.startswith("content")]


SEEN = """(() => {
  const { left, top, width, height } = document.querySelector('.stage').getBoundingClientRect(), found = [];
  for (let x = 10; x < width; x += 12) {
    for (let y = 10; y < height; y += 12) found.push(anatomyViewer.pick(left + x, top + y)?.id);
  }
  return [...new Set(found.filter(Boolean))]; })()"""


def open_lessons(page: Visit) -> None:
    if not page.page.locator(".panel").count():
        page.page.locator(".menu").click()


class Held:
    """Requests for a part that stay without an answer until they are let go."""

    def __init__(self, visit: Visit, pattern: str) -> None:
        self._routes: list[Route] = []
        self._open = False
        visit.page.route(pattern, self._hold)

    def _hold(self, route: Route) -> None:
        if self._open:
            route.fallback()
        else:
            self._routes.append(route)

    def let_go(self) -> None:
        self._open = True
        for route in self._routes:
            route.fallback()
        self._routes.clear()


def test_the_home_picture_is_there_before_the_lessons_and_what_needs_them_waits(visit, server_address) -> None:
    page = visit(SMALL)
    page.page.add_init_script(SLOW_LINE)
    lessons, more = Held(page, "**/content-lessons.json*"), Held(page, "**/content-more.json*")
    page.open(server_address)  # ready: the home picture is drawn
    state = page.state()
    assert "superior_cluneal_nerve_medial_branch_right" in state["visible"]
    assert (state["missing"], state["lesson"]) == ([], None)
    assert set(page.page.evaluate(SEEN)) >= {"sacrum", "hip_bone_left"}
    # What has come says so: names and titles are there, the rest is on its way.
    assert page.page.evaluate("anatomyContent.lessons.map(one => one.steps.length)").count(0) == 0
    page.page.evaluate("anatomyViewer.select('sacrum')")
    card = page.page.locator(".info-card")
    assert "The rest is loading …" in card.inner_text()
    page.page.evaluate("anatomyViewer.select(null)")
    panel = page.page.locator(".panel")
    open_lessons(page)
    assert "The lessons are loading …" in panel.inner_text()
    # In the order in which it was asked for, once it can be.
    page.page.evaluate(f"anatomyViewer.goTo('{CREST}'); anatomyViewer.next(); anatomyViewer.choosePerson(3)")
    title = page.page.evaluate(f"anatomyContent.lessons.find(one => one.id === '{CREST}').title")
    page.page.locator(".notice", has_text=f"Loading “{title}” …").wait_for()
    assert page.state()["lesson"] is None
    with pytest.raises(Exception, match='no lesson "nowhere"'):
        page.page.evaluate("anatomyViewer.goTo('nowhere')")
    lessons.let_go()
    page.wait_until(f"anatomyViewer.state().lesson === '{CREST}'")
    second = page.page.evaluate(f"anatomyContent.lessons.find(one => one.id === '{CREST}').steps[1].id")
    assert page.state()["step"] == second
    assert "The lessons are loading …" not in panel.inner_text()
    assert page.state()["person"] is None
    more.let_go()
    page.wait_until("anatomyViewer.state().person === 3")
    page.page.evaluate("anatomyViewer.select('sacrum')")
    assert "The rest is loading …" not in card.inner_text()
    page.page.evaluate("anatomyViewer.complete.then(() => 1)")
    # Three requests for everything, none for a language that nobody speaks or a form that nobody chose.
    assert sorted(content_of(page)) == ["content-lessons.json", "content-more.json", "content.js"]
    assert page.page.locator(".notice").count() == 0


def test_on_a_fast_line_everything_is_there_when_the_page_is_ready(visit, server_address) -> None:
    page = visit(SMALL).open(server_address)
    page.page.evaluate(f"anatomyViewer.goTo('{CREST}', 1); anatomyViewer.choosePerson(3)")
    state = page.state()
    assert (state["lesson"], state["person"]) == (CREST, 3)


BEGINNING = """
window.beginning = {};
document.addEventListener("anatomyviewer", ({ detail }) => detail.on("bones", () => {
  const { lesson, step, language } = detail.state();
  window.beginning.bones = [lesson, step, language];
}));
new MutationObserver(() => {
  const title = document.querySelector(".viewer");
  if (title && !window.beginning.lang) window.beginning.lang = document.documentElement.lang;
}).observe(document, { childList: true, subtree: true });
"""


def test_a_link_to_a_step_in_spanish_is_drawn_so_at_once(visit, server_address) -> None:
    page = visit(SMALL)
    page.page.add_init_script(BEGINNING)
    page.open(server_address, f"?lesson={CREST}&step=3&lang=es")
    third = page.page.evaluate(f"anatomyContent.lessons.find(one => one.id === '{CREST}').steps[2].id")
    assert page.page.evaluate("window.beginning") == {"bones": [CREST, third, "es"], "lang": "es"}
    # In parallel with the scripts: all that the link needs was asked for before the page was mounted and greeted the server.
    names = [address.split("?")[0].rsplit("/", 1)[1] for address in page.requests]
    early = [name for name in names[: names.index("connection.json")] if name.startswith("content")]
    assert set(early) == {"content.js", "content-lessons.json", "content-es.json"}
    page.page.evaluate("anatomyViewer.complete.then(() => 1)")
    assert sorted(set(content_of(page))) == [
        *("content-es.json", "content-lessons.json", "content-more.json", "content.js")
    ]


def test_a_part_that_fails_is_named_asked_for_again_and_comes(visit, server_address) -> None:
    page = visit(SMALL)
    page.allowed_complaint = is_network_noise
    tries: list[int] = []
    failing = [True]

    def answer(route: Route) -> None:
        tries.append(1)
        if failing[0]:
            route.fulfill(status=502, body="Bad gateway")
        else:
            route.fallback()

    page.page.route("**/content-lessons.json*", answer)
    page.page.goto(f"{server_address}?lesson={CREST}")
    told = page.page.locator(".notice.missing")
    told.get_by_text("the lessons").wait_for()
    assert len(tries) >= 2
    # The home picture is drawn in the meantime, and the address still says what was asked for.
    page.page.evaluate("anatomyViewer.ready.then(() => 1)")
    assert page.state()["lesson"] is None
    assert f"lesson={CREST}" in page.page.url
    failing[0] = False
    # In one go: the page asks again by itself too, and takes the button away.
    page.page.evaluate("document.querySelector('.notice.missing button')?.click()")
    page.wait_until(f"anatomyViewer.state().lesson === '{CREST}'")
    told.wait_for(state="detached")


def test_who_goes_elsewhere_is_not_taken_to_what_comes_late(visit, server_address) -> None:
    page = visit(SMALL)
    page.page.add_init_script(SLOW_LINE)
    lessons = Held(page, "**/content-lessons.json*")
    page.open(server_address)
    page.page.evaluate(f"anatomyViewer.goTo('{CREST}')")
    page.page.locator(".notice.waiting").wait_for()
    open_lessons(page)
    page.page.locator(".row.home").click()
    assert page.page.locator(".notice.waiting").count() == 0
    lessons.let_go()
    page.page.evaluate("anatomyViewer.complete.then(() => 1)")
    assert page.state()["lesson"] is None


def test_another_language_comes_when_it_is_chosen(visit, server_address) -> None:
    page = visit(SMALL)
    spanish = Held(page, "**/content-es.json*")
    page.open(server_address)
    page.page.select_option("select.language", "es")
    page.page.locator(".notice.waiting").wait_for()
    assert page.state()["language"] == "en"
    spanish.let_go()
    page.wait_until("anatomyViewer.state().language === 'es'")
    assert page.page.evaluate("document.documentElement.lang") == "es"


def test_a_file_carries_its_parts_and_reads_them_when_they_are_needed(visit, exported_page) -> None:
    page = visit(SMALL).open(exported_page.as_uri())
    page.page.evaluate("anatomyViewer.complete.then(() => 1)")
    assert page.page.evaluate("Object.keys(window.anatomyParts)") == []
    assert page.page.evaluate("anatomyContent.lessons.every(one => one.steps.every(step => step.html))")
    assert [address for address in page.requests if not address.startswith(("file:", "data:", "blob:"))] == []
