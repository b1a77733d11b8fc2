"""The page inside a page of another origin: picture and text alone, asked by messages, and no trap for hand or keyboard."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Frame
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from ..running import ROOT, Running, viewer
from .conftest import READY_MS, Visit
from .test_access import problems_of

LESSON = "superior_cluneal_nerve_at_the_iliac_crest"
DOCS = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
ELEMENT, MESSAGES = re.findall(r"<!-- (?:element|messages) -->\n```html\n(.*?)```\n<!-- end -->", DOCS, re.DOTALL)
DRAWN = "window.anatomyViewer?.ready.then(() => true)"
HEARS = "window.heard = []; addEventListener('message', ({ origin, data }) => heard.push([origin, data])); 0"


class Courses:
    """A web server of courses: another origin than the viewer's, and a third one under the computer's other name."""

    def __init__(self) -> None:
        pages: dict[str, tuple[str, str]] = {}

        class Course(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                kind, body = pages.get(self.path.partition("?")[0], ("", ""))
                self.send_response(200 if kind else 404)
                self.send_header("Content-Type", f"{kind or 'text/plain'}; charset=utf-8")
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_words: object) -> None:
                """Nobody reads it."""

        self.pages = pages
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Course)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        self.stranger = f"http://localhost:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def page(self, body: str, path: str = "/course", kind: str = "text/html") -> str:
        self.pages[path] = (kind, body)
        return self.origin + path


@pytest.fixture(scope="module")
def courses() -> Iterator[Courses]:
    courses = Courses()
    courses.page("", "/favicon.ico", "image/x-icon")
    yield courses
    courses.server.shutdown()
    courses.server.server_close()


@pytest.fixture(scope="module")
def live(courses: Courses) -> Iterator[Running]:
    with viewer("--embed", courses.origin, "--base-path", "/anatomy/") as running:
        yield running


def framed(address: str, size: tuple[int, int] = (600, 400), more: str = "", height: int = 0) -> str:
    return (
        "<!doctype html><title>Course</title><body style='margin:0'><button>before</button>"
        f"<iframe title='viewer' style='border:0;display:block' width={size[0]} height={size[1]} {more} src='{address}'>"
        f"</iframe><button>after</button><div style='height:{height}px'></div>"
    )


def inner(page: Visit) -> Frame:
    page.wait_until("document.querySelector('iframe, cluneal-viewer')")
    while not (frames := [one for one in page.page.frames if one.parent_frame]):
        page.settle()
    frames[0].wait_for_function(DRAWN, timeout=READY_MS)
    return frames[0]


def test_the_element_of_the_docs_shows_the_lesson_and_is_asked(
    visit: Callable, courses: Courses, live: Running
) -> None:
    page = visit()
    page.allowed_complaint = lambda text: (
        "closed before the connection is established" in text
    )  # a frame that was taken away
    page.page.goto(courses.page(ELEMENT.replace("https://viewer.example.org/anatomy/", live.page)))
    frame = inner(page)
    frame.wait_for_function("lesson => anatomyViewer.state().lesson === lesson", arg=LESSON)
    page.page.get_by_role("button", name="Only the sacrum").click()
    frame.wait_for_function("anatomyViewer.state().visible.join() === 'sacrum'")
    assert page.page.evaluate("document.activeElement.tagName") == "BUTTON"
    frame.get_by_role("button", name="Next step").click()
    page.page.locator("p", has_text=f"{LESSON}: ").wait_for()

    kept = frame.evaluate("window.same = Math.random()")
    page.page.evaluate(
        "async (lesson) => { const one = document.querySelector('cluneal-viewer'); one.setAttribute('lesson', 'find_your_way');"
        " one.setAttribute('step', 'from_the_side'); one.removeAttribute('step'); one.setAttribute('lesson', lesson); }",
        LESSON,
    )
    frame.wait_for_function(f"anatomyViewer.state().lesson === '{LESSON}' && anatomyViewer.state().visible.length > 1")
    assert frame.evaluate("window.same") == kept, "another step loads nothing again"
    said = page.page.evaluate(
        "document.querySelector('cluneal-viewer').call('goTo', 'no_such_lesson').catch(({ message }) => message)"
    )
    assert said.startswith('no lesson "no_such_lesson"; there are: ')

    page.page.evaluate("document.querySelector('cluneal-viewer').setAttribute('for', 'patient')")
    page.wait_until(
        "document.querySelector('cluneal-viewer').call('state').then(({ audience }) => audience === 'patient')"
    )
    page.page.evaluate(
        "{ const one = document.querySelector('cluneal-viewer'); one.remove(); document.body.append(one); }"
    )
    page.wait_until(
        "document.querySelector('cluneal-viewer').call('chooseView', 'anterior').then(({ camera }) => camera?.view === 'anterior')"
    )


def test_the_messages_of_the_docs_go_to_a_step_and_no_stranger_is_answered(
    visit: Callable, courses: Courses, live: Running
) -> None:
    page = visit()
    text = MESSAGES.replace("https://viewer.example.org/anatomy/", live.page).replace(
        "https://viewer.example.org", live.address
    )
    page.page.goto(courses.page(text.replace("https://course.example.org", courses.origin), "/messages"))
    frame = inner(page)
    frame.wait_for_function("anatomyViewer.state().lesson")
    step = frame.evaluate("anatomyContent.lessons.find(({ id }) => id === anatomyViewer.state().lesson).steps[1].id")
    page.page.locator("p", has_text=step).wait_for()

    page.page.evaluate(HEARS)
    page.page.evaluate(
        """viewer => { const post = (said) => document.querySelector('iframe').contentWindow.postMessage(said, viewer);
        for (const odd of [null, 7, 'next', {}, [], { 'anatomy-viewer': 2, id: 1, call: 'next' }, { 'anatomy-viewer': 1, call: 'next' },
          { 'anatomy-viewer': 1, id: 2, call: 'constructor' }, { 'anatomy-viewer': 1, id: 3, call: 'next', with: 'x' },
          { 'anatomy-viewer': 1, id: {}, call: 'next' }]) post(odd);
        post({ 'anatomy-viewer': 1, id: 'wrong', call: 'show', with: [['no_such_thing']] });
        post({ 'anatomy-viewer': 1, id: 'ears', call: 'on', with: ['step', 'no such event'] });
        post({ 'anatomy-viewer': 1, id: 'last', call: 'back' }); }""",
        live.address,
    )
    page.wait_until("heard.some(([, { id }]) => id === 'last')")
    heard = page.page.evaluate("heard")
    assert {origin for origin, _ in heard} == {live.address}
    answers = {said["id"]: said for _, said in heard if "id" in said}
    assert list(answers) == ["wrong", "ears", "last"]
    assert answers["wrong"] == {
        "anatomy-viewer": 1,
        "id": "wrong",
        "call": "show",
        "error": "unknown id: no_such_thing",
        "language": "en",
    }
    assert answers["ears"]["result"] == ["step"]
    assert answers["last"]["result"]["step"] != step
    assert [said["detail"]["step"] for _, said in heard if said.get("event") == "step"] == [
        answers["last"]["result"]["step"]
    ]
    # Another window of the same origin is not the page around.
    page.page.evaluate(
        "address => { const one = document.createElement('iframe'); one.src = address; document.body.append(one); }",
        courses.page(
            "<script>parent.frames[0].postMessage({ 'anatomy-viewer': 1, id: 'sly', call: 'next' }, '*');"
            " parent.slyHasAsked = true;</script>",
            "/sly",
        ),
    )
    page.wait_until("window.slyHasAsked")
    page.page.evaluate(
        "document.querySelector('iframe').contentWindow.postMessage({ 'anatomy-viewer': 1, id: 'then', call: 'state' }, '*')"
    )
    page.wait_until("heard.some(([, { id }]) => id === 'then')")
    then = page.page.evaluate("heard.find(([, { id }]) => id === 'then')[1].result.step")
    assert then == answers["last"]["result"]["step"]
    assert "sly" not in page.page.evaluate("heard.map(([, { id }]) => id)")


def test_by_default_nobody_frames_the_live_page_and_a_stranger_never(
    visit: Callable, courses: Courses, live: Running, server_address: str
) -> None:
    page = visit()
    page.allowed_complaint = lambda text: "frame-ancestors" in text
    for around, address in ((courses.origin, server_address), (courses.stranger, live.page)):
        with page.page.expect_console_message(lambda said: "frame-ancestors" in said.text):
            page.page.goto(courses.page(framed(address)).replace(courses.origin, around))
        page.wait_until("document.querySelector('iframe').contentDocument === null")
        assert not any(one.url.startswith(address) for one in page.page.frames)


def test_a_file_answers_the_origin_that_its_link_names_and_says_only_ready_to_others(
    visit: Callable, courses: Courses, exported_page: Path
) -> None:
    """A page on the courses' own web server, but under its other name: so it is of another origin than what is around."""
    courses.page(exported_page.read_text(encoding="utf-8"), "/viewer.html")
    page = visit()
    post = (
        "origin => { window.heard = []; addEventListener('message', ({ data }) => { heard.push(data); if (data.event === 'ready')"
        " document.querySelector('iframe').contentWindow.postMessage({ 'anatomy-viewer': 1, id: 1, call: 'next' }, origin); }); }"
    )
    page.page.add_init_script(f"if (self === top) ({post})('{courses.stranger}')")
    link = f"{courses.stranger}/viewer.html?embed=1&lesson={LESSON}&for=clinician&embed-origin="
    page.page.goto(courses.page(framed(f"{link}https://course.example.org")))
    frame = inner(page)
    page.wait_until("heard.length")
    frame.evaluate("new Promise((done) => setTimeout(done))")
    assert [sorted(said) for said in page.page.evaluate("heard")] == [["anatomy-viewer", "calls", "event", "events"]]
    frame.wait_for_function("anatomyViewer.state().step")
    first = frame.evaluate("anatomyViewer.state().step")

    page.page.goto(courses.page(framed(f"{link}{courses.origin}")))
    frame = inner(page)
    page.wait_until("heard.some(({ id }) => id === 1)")
    frame.wait_for_function("first => ![null, first].includes(anatomyViewer.state().step)", arg=first)
    assert [frame.locator(one).count() for one in (".top-bar", ".view-bar", ".panel", ".menu")] == [0, 0, 0, 0]
    for width, height in ((600, 400), (390, 500)):
        page.page.evaluate(
            "size => Object.assign(document.querySelector('iframe'), size)", {"width": width, "height": height}
        )
        frame.wait_for_function("height => innerHeight === height", arg=height)
        frame.evaluate("anatomyViewer.atRest().then(() => true)")
        boxes = frame.evaluate(
            "['.stage', '.step-card', '.step-card .prose', '.whole-page', '.card-foot .primary']"
            ".map((one) => document.querySelector(one).getBoundingClientRect().toJSON())"
        )
        for box in boxes:
            assert box["width"] > 40
            assert -1 <= box["left"] < box["right"] <= width + 1
            assert -1 <= box["top"] < height - 20
        assert boxes[2]["top"] + 60 < boxes[4]["top"], "some lines of the text are there to read"

    whole = frame.locator(".whole-page")
    assert whole.get_attribute("target") == "_blank"
    assert "embed" not in whole.get_attribute("href")
    with page.page.context.expect_page() as opened:
        whole.click()
    alone = opened.value
    alone.wait_for_function(DRAWN, timeout=READY_MS)
    view = "(({ step, audience }) => [step, audience])(anatomyViewer.state())"
    alone.wait_for_function(f"there => ({view}).join() === there.join()", arg=frame.evaluate(view))
    assert alone.locator(".top-bar").count() == 1
    assert page.page.evaluate("history.length") <= 3, "steps inside make no entries of the page around"
    alone.goto(f"{link}{courses.origin}")
    alone.wait_for_function(DRAWN, timeout=READY_MS)
    assert problems_of(SimpleNamespace(page=alone)) == []


def test_a_frame_that_may_run_scripts_and_nothing_else_says_nothing_and_keeps_nothing(
    visit: Callable, courses: Courses, live: Running
) -> None:
    page = visit()
    page.page.add_init_script(f"if (self === top) {{ {HEARS} }}")
    link = f"{live.page}?embed=1&lesson={LESSON}&embed-origin={courses.origin}"
    page.page.goto(courses.page(framed(link, more='sandbox="allow-scripts"')))
    frame = inner(page)
    page.page.evaluate(
        "document.querySelector('iframe').contentWindow.postMessage({ 'anatomy-viewer': 1, id: 1, call: 'next' }, '*')"
    )
    page.wait_until("heard.some(([, { id }]) => id === 1)")
    assert page.page.evaluate("heard.map(([origin]) => origin)") == ["null", "null"]
    assert frame.evaluate("anatomyViewer.complete.then(() => anatomyViewer.state().missing)") == []
    assert frame.locator(".notice").count() == 0
    assert frame.locator(".whole-screen").count() == 0
    frame.locator(".whole-page").click()
    frame.wait_for_function("document.querySelector('.top-bar')", timeout=READY_MS)
    # A complaint of the console fails at the end.


@pytest.mark.parametrize("closed", ["display: none", "height: 0", "width: 0"])
def test_a_page_in_a_closed_part_of_a_course_shows_its_picture_once_that_opens(
    visit: Callable, courses: Courses, live: Running, closed: str
) -> None:
    page = visit(drawn=False)
    around = framed(f"{live.page}?embed=1&lesson={LESSON}")
    style = "style => { document.querySelector('iframe').style = `border:0;display:block;${style}`; }"
    camera = "anatomyViewer.atRest().then(() => JSON.stringify(anatomyViewer.state().camera))"
    page.page.goto(courses.page(around))
    frame = inner(page)
    usual = [frame.evaluate(camera), frame.evaluate(f"(anatomyViewer.next(), {camera})")]

    page.page.goto(courses.page(around.replace("display:block", f"display:block;{closed}")))
    frame = inner(page)
    page.page.evaluate(style, "")
    frame.wait_for_function(f"usual => {camera}.then((now) => now === usual)", arg=usual[0])
    page.page.evaluate(style, closed)
    frame.evaluate("(anatomyViewer.next(), 0)")
    page.page.evaluate(style, "")
    frame.wait_for_function(f"usual => {camera}.then((now) => now === usual)", arg=usual[1])


def test_hand_and_keyboard_go_on_to_the_page_around(visit: Callable, courses: Courses, live: Running) -> None:
    page = visit((390, 844))
    page.page.goto(
        courses.page(framed(f"{live.page}?embed=1&lesson={LESSON}", (390, 500), "allow='fullscreen'", height=6000))
    )
    frame = inner(page)
    client = page.page.context.new_cdp_session(page.page)
    distance = "(({ position: a, focus: b }) => Math.hypot(...a.map((v, k) => v - b[k])))(anatomyViewer.state().camera)"

    def swipe(kind: str = "touchMove") -> None:
        client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": 60, "y": 200}]})
        for k in range(1, 9) if kind == "touchMove" else ():
            client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": 60, "y": 200 - 10 * k}]})
        client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def back_to_the_top() -> None:
        page.wait_until(  # a finger that let go may still push the page for a while
            """(async () => {
              scrollTo(0, 0);
              for (const from = performance.now(); performance.now() < from + 600;) {
                await new Promise((next) => { requestAnimationFrame(next); });
                if (scrollY !== 0) return false;
              }
              return true;
            })()"""
        )

    swipe()
    page.wait_until("scrollY > 20")
    frame.locator(".tooltip", has_text="Tap the picture first").wait_for()
    back_to_the_top()
    swipe()  # a finger that scrolled has not taken the picture
    page.wait_until("scrollY > 20")
    back_to_the_top()
    swipe("tap")
    # The browser's own thread, which scrolls, hears with the next frame that the picture takes the finger now.
    frame.wait_for_function(
        """async () => {
          if (document.querySelector('.passes-scrolling')) return false;
          for (let k = 0; k < 3; k += 1) await new Promise((next) => { requestAnimationFrame(next); });
          return true;
        }"""
    )
    back_to_the_top()
    frame.evaluate("(anatomyViewer.select(null), 0)")  # what was tapped
    before = frame.evaluate("anatomyViewer.state().camera.position")
    turned = "before => anatomyViewer.state().camera.position.join() !== before.join()"
    for _ in range(12):  # a swipe that began before that thread knew still scrolls
        swipe()
        with contextlib.suppress(PlaywrightTimeout):
            frame.wait_for_function(turned, arg=before, timeout=4_000)
            break
        back_to_the_top()
    assert frame.evaluate(turned, before)
    assert page.page.evaluate("scrollY") == 0, "after a tap the finger turns the picture"
    frame.evaluate("anatomyViewer.atRest()")
    before = frame.evaluate(distance)
    # Over the text, too, once that has come to its end, and the browser's own thread knows that.
    body = frame.locator(".card-body").bounding_box()
    frame.evaluate(
        """async () => {
          const one = document.querySelector('.card-body');
          one.scrollTop = one.scrollHeight;
          for (let k = 0; k < 3; k += 1) await new Promise((next) => { requestAnimationFrame(next); });
        }"""
    )
    page.page.mouse.move(body["x"] + 60, body["y"] + body["height"] / 2)
    page.page.mouse.wheel(0, 150)
    page.wait_until("scrollY > 50")
    back_to_the_top()
    assert frame.evaluate(distance) == before

    page.page.get_by_role("button", name="before").focus()
    passed = []
    while page.page.evaluate("document.activeElement.textContent") != "after":
        page.page.keyboard.press("Tab")
        passed.append(frame.evaluate("document.hasFocus() ? document.activeElement.className : ''"))
        assert len(passed) < 30, passed
    assert {"stage", "whole-page"} <= {one.split()[0] for one in passed if one}
    page.page.keyboard.press("Shift+Tab")
    frame.locator(".stage").focus()
    page.page.keyboard.press("+")
    frame.wait_for_function(f"{distance} < {before} - 1")

    # Asked from outside, a card opens and the keyboard stays where it is.
    page.page.get_by_role("button", name="before").focus()
    page.page.evaluate(
        "viewer => document.querySelector('iframe').contentWindow.postMessage({ 'anatomy-viewer': 1, id: 1, call: 'select', with: ['sacrum'] }, viewer)",
        live.address,
    )
    frame.locator(".info-card").wait_for()
    page.settle()
    assert page.page.evaluate("document.activeElement.textContent") == "before"

    frame.locator(".info-card .plain").click()
    frame.get_by_role("button", name="Full screen").click()
    frame.wait_for_function("document.fullscreenElement !== null")
    frame.get_by_role("button", name="Leave full screen").press("Enter")
    frame.wait_for_function("document.fullscreenElement === null")
    frame.wait_for_function("document.hasFocus() && document.activeElement.className === 'plain whole-screen'")
