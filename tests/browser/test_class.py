"""A class in real browsers: who leads, who follows, who looks round, and how each comes back."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser

from anatomy_viewer.page.wording import WORDS

from ..counting import COUNT_FRAMES
from ..running import ROOT, VIEWER, Running, start, stop
from .conftest import LAPTOP, PHONE, READY_MS, Visit

LESSON = "superior_cluneal_nerve_at_the_iliac_crest"
NERVE = "superior_cluneal_nerve_medial_branch_right"
PEN = WORDS["tools"]["pen"]
RIDE = WORDS["tools"]["ride"]
STEPS = ["where_it_hurts", "feel_the_crest", "find_the_psis"]


@dataclass
class ClassVisit:
    """One class that all tests here share: its server, who leads it and two who follow."""

    running: Running
    lead: Visit
    first: Visit
    second: Visit
    everyone: list[Visit] = field(default_factory=list)

    @property
    def code(self) -> str:
        return self.running.links["Join"].partition("class=")[2]

    @property
    def key(self) -> str:
        return self.running.links["Presenter"].partition("key=")[2]

    def tell(self, page: str = "another", **state: object) -> None:
        """Tell a state as another of the presenter's pages does."""
        address = f"{self.running.address}/class/{self.code}/state?page={page}"
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        with urllib.request.urlopen(urllib.request.Request(address, json.dumps(state).encode(), headers)) as answer:
            assert answer.status == 204


def standing(visit: Visit, word: str) -> None:
    """Wait until the bar says how it stands."""
    visit.page.wait_for_selector(f".class-bar.{word}", timeout=READY_MS)


def sees(visit: Visit, condition: str, argument: object = None) -> None:
    """Wait until a page's state is as it should be."""
    visit.page.wait_for_function(
        f"(told) => {{ const state = anatomyViewer.state(); return {condition}; }}", arg=argument, timeout=READY_MS
    )


def at_step(visit: Visit, step: str) -> None:
    sees(visit, "state.step === told", step)


@pytest.fixture(scope="module")
def lecture(browser: Browser) -> Iterator[ClassVisit]:
    running = start([*VIEWER, "class", "--no-browser", "--port", "0", "--lesson", LESSON], ROOT)
    visits: list[Visit] = []

    def open_page(size: tuple[int, int], link: str) -> Visit:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, has_touch=size[0] < 500, reduced_motion="reduce"
        )
        visits.append(Visit(context))
        visits[-1].page.add_init_script(COUNT_FRAMES)
        visits[-1].page.goto(link, timeout=READY_MS)
        visits[-1].wait_until("window.anatomyViewer !== undefined")
        visits[-1].page.evaluate("anatomyViewer.ready.then(() => true)")
        return visits[-1]

    try:
        lead = open_page(LAPTOP, running.links["Presenter"])
        at_step(lead, STEPS[0])
        lead.page.keyboard.press("PageDown")  # as a clicker does
        lead.page.evaluate("anatomyViewer.hide('sacrum')")
        at_step(lead, STEPS[1])
        one = ClassVisit(running, lead, *(open_page(PHONE, running.links["Join"]) for _ in range(2)))
        yield one
        complaints = [complaint for visit in visits for complaint in visit.complaints]
        assert not complaints, "\n".join(complaints)
    finally:
        for visit in visits:
            visit.page.context.close()
        if running.process.poll() is None:
            stop(running)


def test_the_key_is_in_no_address_and_nowhere_on_the_page(lecture):
    page, key = lecture.lead.page, lecture.key
    assert len(key) >= 22
    assert urlsplit(page.url).fragment == ""
    assert f"class={lecture.code}" in page.url
    told = page.evaluate("""async () => [document.documentElement.outerHTML, JSON.stringify(history.state),
        JSON.stringify(localStorage), window.anatomyLink, anatomyViewer.viewLink(), document.title].join()""")
    assert key not in told
    assert [one for one in lecture.lead.requests[1:] if key in one] == []
    assert f"class={lecture.code}" in lecture.first.page.url


def test_who_comes_late_has_the_picture_at_once(lecture):
    for visit in (lecture.first, lecture.second):
        standing(visit, "following")
        sees(
            visit, f"state.lesson === '{LESSON}' && state.step === told && !state.visible.includes('sacrum')", STEPS[1]
        )
    lecture.lead.page.wait_for_function("document.querySelector('.class-here').textContent === '2 here'")


def test_what_the_presenter_does_reaches_everyone(lecture):
    lead, first = lecture.lead, lecture.first
    lead.page.evaluate("""() => { anatomyViewer.show('sacrum'); anatomyViewer.hide(['hip_bone_left']);
        anatomyViewer.cut({plane: 'axial', at_mm: 12.5, keep: -1}); anatomyViewer.choosePerson(7);
        anatomyViewer.chooseView('anterior'); }""")
    wanted = (
        "state.person === 7 && state.clip?.plane === 'axial' && state.clip.at_mm === 12.5 && state.clip.keep === -1"
    )
    for visit in (first, lecture.second):
        sees(visit, f"{wanted} && state.visible.includes('sacrum') && !state.visible.includes('hip_bone_left')")
        sees(visit, "state.camera.position[1] > state.camera.focus[1] + 200")
    lead.page.click(".audience button:nth-child(2)")
    sees(first, "state.audience === 'clinician'")
    lead.page.click(".audience button:nth-child(1)")
    sees(first, "state.audience === 'student' && state.person === 7 && state.clip === null")
    lead.page.evaluate("anatomyViewer.choosePerson(null)")
    sees(first, "state.person === null")


def test_one_camera_suits_windows_of_every_shape(lecture):
    """The sphere that fits is the same, whatever is free: what half the smaller side spans, in mm."""
    fits = """() => { const { camera } = anatomyViewer.state(), covers = [...document.querySelectorAll("[data-covers]")];
        const free = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
        for (const one of covers) { const box = one.getBoundingClientRect(), side = one.dataset.covers;
          if (!box.width || !box.height) continue;
          if (side === "left") free.left = Math.max(free.left, box.right);
          if (side === "right") free.right = Math.min(free.right, box.left);
          if (side === "top") free.top = Math.max(free.top, box.bottom);
          if (side === "bottom") free.bottom = Math.min(free.bottom, box.top); }
        const far = Math.hypot(...camera.position.map((part, k) => part - camera.focus[k]));
        const mm = 2 * far * Math.tan(Math.PI / 12) / innerHeight;
        return mm * Math.min(free.right - free.left, free.bottom - free.top) / 2; }"""
    for key in ("+", "+", "ArrowUp"):
        lecture.lead.page.keyboard.press(key)
    lecture.lead.page.evaluate("anatomyViewer.atRest()")
    spans = lecture.lead.page.evaluate(fits)
    lecture.first.page.wait_for_function(
        f"(wanted) => {{ const found = ({fits})(); return found > 0.85 * wanted && found < 1.15 * wanted; }}",
        arg=spans,
        timeout=READY_MS,
    )
    same = "(told) => { const { camera } = anatomyViewer.state(); return camera.focus.every((part, k) => Math.abs(part - told[k]) < 1); }"
    lecture.first.page.wait_for_function(same, arg=lecture.lead.state()["camera"]["focus"], timeout=READY_MS)


def test_pointer_and_drawing_are_seen_and_taken_away(lecture):
    lead, first = lecture.lead.page, lecture.first.page
    lead.click(".class-point")
    lead.mouse.move(430, 400)
    for page in (lead, first):
        page.wait_for_selector(".class-pointer", timeout=READY_MS)
    lead.keyboard.press("Escape")
    first.wait_for_selector(".class-pointer", state="detached", timeout=READY_MS)
    lead.click(".tools-button")
    lead.get_by_role("menuitem", name=PEN, exact=True).click()
    lead.mouse.move(380, 380)
    lead.mouse.down()
    for x in range(380, 480, 20):
        lead.mouse.move(x, 420)
    lead.mouse.up()
    drawn = "() => document.querySelectorAll('.pen-layer path').length"
    for page in (lead, first):
        page.wait_for_function(f"({drawn})() === 2", timeout=READY_MS)
    lead.keyboard.press("Control+z")
    first.wait_for_function(f"({drawn})() === 0", timeout=READY_MS)
    lead.keyboard.press("Escape")


def test_a_ride_of_the_presenter_is_seen_by_who_follows(lecture):
    lead, first = lecture.lead, lecture.first
    lead.page.evaluate("id => anatomyViewer.show(['skin', id])", NERVE)
    sees(first, "state.visible.includes('skin')")
    lead.page.evaluate("id => anatomyViewer.select(id)", NERVE)
    lead.page.click(".tools-button")
    lead.page.get_by_role("menuitem", name=RIDE, exact=True).click()
    lead.wait_until("id => document.querySelector('.tool-bar select')?.value === id", NERVE)
    lead.page.evaluate("anatomyViewer.atRest()")
    said = "document.querySelector('.class-sentence').textContent"
    for _ in range(2):
        first.wait_until(f"told => {said}.includes(told)", lead.page.inner_text(".tool-words"))
        sees(first, "String(state.visible) === told", ",".join(lead.state()["visible"]))
        assert "skin" not in first.state()["visible"]
        before = lead.page.inner_text(".tool-words")
        lead.page.keyboard.press("ArrowRight")
        lead.wait_until("told => document.querySelector('.tool-words').innerText !== told", before)
    standing(first, "following")
    lead.page.keyboard.press("Escape")
    sees(first, "state.visible.includes('skin')")
    first.wait_until(f"{said} === 'You follow the class.'")
    lead.page.keyboard.press("r")
    sees(first, "!state.visible.includes('skin')")


def test_a_follower_looks_round_and_comes_back_with_one_key(lecture):
    lead, second = lecture.lead.page, lecture.second.page
    second.keyboard.press("ArrowRight")
    standing(lecture.second, "roaming")
    assert second.locator(".class-bar [role=status]").inner_text() == "You look around by yourself."
    second.evaluate("anatomyViewer.atRest().then(() => true)")
    before = lecture.second.state()["camera"]
    lead.keyboard.press("PageDown")
    at_step(lecture.first, STEPS[2])
    assert (lecture.second.state()["step"], lecture.second.state()["camera"]) == (STEPS[1], before)
    second.keyboard.press("c")
    standing(lecture.second, "following")
    at_step(lecture.second, STEPS[2])
    second.locator(".class-bar").get_by_role("button", name="Look around").click()
    standing(lecture.second, "roaming")
    second.locator(".class-bar").get_by_role("button", name="Back to the class").click()
    standing(lecture.second, "following")


def test_following_costs_no_frame_while_nothing_moves(lecture):
    """And of two pages that lead, the last is followed, also by the other; what one does leads again."""
    first, lead = lecture.first.page, lecture.lead.page
    first.evaluate("anatomyViewer.atRest()")
    frames = first.evaluate("drained()")
    told = first.evaluate(f"""async () => {{ const lines = (await (await fetch('class/{lecture.code}/events')).body.getReader().read()).value;
        return JSON.parse(/^data: (.*)$/m.exec(new TextDecoder().decode(lines))[1]); }}""")
    first.evaluate("""() => { const begin = window.requestAnimationFrame; window.frames_asked = 0;
        window.requestAnimationFrame = (act) => { window.frames_asked += 1; return begin.call(window, act); }; }""")
    for number in range(5):
        lecture.tell(**{**told, "told": {**(told["told"] or {}), "text": f"Number {number}."}})
        first.wait_for_function(
            f"document.querySelector('.class-sentence').textContent.includes('Number {number}.')",
            polling=30,
            timeout=READY_MS,
        )
    assert first.evaluate("[window.frames_asked, framesDrawn.frames]") == [0, frames]
    standing(lecture.lead, "elsewhere")
    lead.keyboard.press("PageUp")
    standing(lecture.lead, "leading")
    at_step(lecture.first, STEPS[1])
    first.wait_for_function("told => framesDrawn.frames > told", arg=frames, timeout=READY_MS)


def test_the_presenter_s_page_is_loaded_again_and_leads_on(lecture):
    lead = lecture.lead
    lead.page.reload(timeout=READY_MS)
    lead.wait_until("window.anatomyViewer !== undefined")
    lead.page.evaluate("anatomyViewer.ready.then(() => true)")
    at_step(lead, STEPS[1])
    standing(lead, "leading")
    lead.page.keyboard.press("PageDown")
    at_step(lecture.first, STEPS[2])


def test_a_phone_that_was_away_catches_up_by_itself(lecture):
    first = lecture.first
    first.allowed_complaint = lambda text: "ERR_INTERNET_DISCONNECTED" in text or "WebSocket" in text
    first.page.context.set_offline(True)
    first.page.evaluate("window.dispatchEvent(new Event('online'))")  # what it holds is dead, and nobody is there
    standing(first, "gone")
    lecture.lead.page.keyboard.press("PageUp")
    at_step(lecture.second, STEPS[1])
    first.page.evaluate("anatomyViewer.back()")  # the page works
    at_step(first, STEPS[1])
    first.page.evaluate("anatomyViewer.back()")
    at_step(first, STEPS[0])
    first.page.context.set_offline(False)
    standing(first, "following")
    at_step(first, STEPS[1])


def test_who_has_the_page_and_no_link_writes_the_code(lecture, visit):
    page = visit(PHONE, drawn=False)
    page.allowed_complaint = lambda text: "404" in text  # of the code that is none
    page.open(lecture.running.page)
    field = page.page.get_by_label("Class code")
    field.fill("bcdf-ghjk")
    field.press("Enter")
    page.wait_until("document.querySelector('.class-sentence')?.textContent.includes('no class with this code')")
    field.fill(f"{lecture.code[:4]}-{lecture.code[4:]}".lower())
    page.page.get_by_role("button", name="Join", exact=True).click()
    page.wait_until("document.querySelector('.class-bar')?.classList.contains('following')")
    # The step that it follows to comes into the address beside the class, whichever is first.
    assert parse_qs(urlsplit(page.page.url).query)["class"] == [lecture.code]


def test_the_server_is_gone_and_comes_back_and_the_class_goes_on(lecture):
    everyone = (lecture.lead, lecture.first, lecture.second)
    for visit in everyone:
        visit.allowed_complaint = lambda text: True  # what cannot be reached is told in the console, each time
    stop(lecture.running)
    for visit in everyone:
        standing(visit, "gone")
    said = lecture.first.page.locator(".class-bar [role=status]").inner_text()
    assert said == "The class cannot be reached. Go on by yourself; you are back as soon as it is."
    assert lecture.first.page.locator(".notice.connection").count() == 0, "one sentence says it"
    lecture.lead.page.keyboard.press("PageDown")
    at_step(lecture.lead, STEPS[2])
    lecture.first.page.evaluate("anatomyViewer.back()")
    at_step(lecture.first, STEPS[0])
    port = str(urlsplit(lecture.running.address).port)
    running = start([*VIEWER, "class", "--no-browser", "--port", port], ROOT)
    try:
        assert running.links["Join"] != lecture.running.links["Join"]
        standing(lecture.lead, "leading")
        for visit in (lecture.first, lecture.second):
            standing(visit, "following")
            at_step(visit, STEPS[2])
        _the_class_ends(lecture)
    finally:
        stop(running)


def _the_class_ends(lecture: ClassVisit) -> None:
    """Show the code, end the class, and come to one that is none."""
    lead, second = lecture.lead.page, lecture.second.page
    lead.click(".class-show")
    dialog = lead.get_by_role("dialog")
    assert lecture.code in dialog.locator(".class-link").inner_text()
    assert dialog.locator(".class-letters").inner_text() == f"{lecture.code[:4]}-{lecture.code[4:]}"
    assert dialog.locator(".class-letters").bounding_box()["height"] > 100
    assert dialog.locator("svg path").count() == 2
    step = lecture.lead.state()["step"]
    lead.keyboard.press("PageDown")  # the clicker puts the code away, and the step has yet to be seen
    dialog.wait_for(state="detached")
    assert lecture.lead.state()["step"] == step
    lead.click(".class-end")
    dialog.get_by_role("button", name="End the class").click()
    for visit in (lecture.lead, lecture.first, lecture.second):
        standing(visit, "over")
    said = "The class is over. The page is yours: go on by yourself."
    assert second.locator(".class-bar [role=status]").inner_text() == said
    second.goto(f"{lecture.running.address}/?class=BCDF-GHJK#key=AAAAAAAAAAAAAAAAAAAAAA", timeout=READY_MS)
    standing(lecture.second, "refused")
    assert second.locator(".class-bar [role=status]").inner_text().startswith("There is no class with this code.")
    assert "key" not in second.url
