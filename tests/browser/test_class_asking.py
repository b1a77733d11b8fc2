"""A class is asked: a question from open to shown, in real browsers."""

from __future__ import annotations

import csv
import io
import json
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser

from ..running import ROOT, VIEWER, Running, started
from .conftest import LAPTOP, PHONE, READY_MS, Visit

LESSON = "superior_cluneal_nerve_at_the_iliac_crest"
HOSTILE = 'Which <img src=x onerror="window.harmed = 1"> nerve?'


@dataclass
class Asking:
    """One class: its server, who leads it and two who follow."""

    running: Running
    lead: Visit
    followers: list[Visit]

    def results(self, query: str = "") -> str:
        """Return what the presenter reads of the answers."""
        code, key = self.running.links["Presenter"].partition("class=")[2].split("#key=")
        address = f"{self.running.address}/class/{code}/answers{query}"
        with urllib.request.urlopen(
            urllib.request.Request(address, headers={"Authorization": f"Bearer {key}"})
        ) as answer:
            return str(answer.read().decode())

    def asked(self) -> dict[str, Any]:
        return dict(json.loads(self.results()))

    def press(self, word: str) -> None:
        """Press a button of the presenter's card."""
        self.lead.page.get_by_role("button", name=word, exact=True).first.click()

    def make(self, kind: str, text: str, **fields: str) -> None:
        """Put a question that is made up."""
        page = self.lead.page
        self.press("Ask the class")
        page.get_by_role("group", name="Kind of question").get_by_role("button", name=kind).click()
        page.get_by_label("Question", exact=True).fill(text)
        for label, value in fields.items():
            field = page.get_by_label(label.replace("_", " "))
            field.select_option(value) if label == "Target" else field.fill(value)
        page.locator(".put-form [type=submit]").click()
        page.wait_for_selector(".asked-board", timeout=READY_MS)
        for one in self.followers:
            one.page.wait_for_selector(".asked-card", timeout=READY_MS)

    def counted(self, count: int) -> None:
        """Wait until the presenter sees how many have answered."""
        self.lead.wait_until(
            "told => document.querySelector('.board-count strong').textContent === told", f"{count} of 2"
        )

    def show(self) -> None:
        """Close the question and show what was answered to all."""
        self.press("Close the question")
        self.lead.page.wait_for_selector(".asked-board .tally", timeout=READY_MS)
        for one in self.followers:
            one.wait_until("document.querySelector('.asked-stand')?.textContent === 'Closed'")
            assert one.page.locator(".tally").count() == 0, "not before it is shown"
        self.press("Show to all")
        for one in self.followers:
            one.page.wait_for_selector(".asked-card .tally", timeout=READY_MS)

    def end(self) -> None:
        """Go on with the lesson."""
        self.press("Done")
        for one in [self.lead, *self.followers]:
            one.page.wait_for_selector(".asked-card", state="detached", timeout=READY_MS)


@pytest.fixture(scope="module")
def asking(browser: Browser) -> Iterator[Asking]:
    with started([*VIEWER, "class", "--no-browser", "--port", "0", "--lesson", LESSON], ROOT) as running:
        visits: list[Visit] = []
        for size, link in ((LAPTOP, "Presenter"), (PHONE, "Join"), (PHONE, "Join")):
            context = browser.new_context(
                viewport={"width": size[0], "height": size[1]}, has_touch=size[0] < 500, reduced_motion="reduce"
            )
            visits.append(Visit(context))
            visits[-1].page.goto(running.links[link], timeout=READY_MS)
        for visit in visits:
            visit.wait_until("window.anatomyViewer !== undefined")
            visit.page.evaluate("anatomyViewer.ready.then(() => true)")
        yield Asking(running, visits[0], visits[1:])
        complaints = [complaint for visit in visits for complaint in visit.complaints]
        for visit in visits:
            visit.page.context.close()
        assert not complaints, "\n".join(complaints)


def test_a_press_from_open_to_shown(asking):
    asking.make("Press here", "Where is the PSIS?", Target="psis_right")
    for steps, one in enumerate(asking.followers):
        page = one.page
        assert page.evaluate("anatomyViewer.state().visible") == ["skin"], "nothing tells the answer"
        one.wait_until("anatomyViewer.atRest()")
        page.get_by_role("button", name="Press here").click()  # brings the cross where there was none
        for _ in range(steps * 4):
            page.get_by_role("button", name="Cross up").click()
        page.get_by_role("button", name="Press here").click()
        one.wait_until("document.querySelector('.asked-standing')?.textContent.startsWith('Your answer is in')")
    asking.counted(2)
    assert asking.lead.page.locator(".one-press").count() == 0, "the answers are not seen while it is open"
    asking.show()
    found = asking.asked()
    assert (found["open"], found["count"]) == (False, 2)
    told = asking.lead.page.locator(".asked-board .tally-figures").inner_text()
    assert f"{int(found['results']['to_target']['mean_mm'] + 0.5)} mm" in told
    assert "8 mm" in told
    assert "25 mm" in told
    for one in [asking.lead, *asking.followers]:
        one.wait_until("document.querySelectorAll('.drawings .one-press').length === 2")
        assert one.page.locator(".drawings .press-middle").count() == 1
        assert one.page.locator(".drawings .target").count() == 1
    assert {"SIMMONDS92", "SIMMONDS93"} <= set(asking.lead.page.locator(".asked-card .source").all_inner_texts())
    with asking.lead.page.expect_download() as download:
        asking.press("Picture (PNG)")
    assert download.value.path().read_bytes()[:4] == b"\x89PNG"
    asking.end()


def test_a_choice_is_changed_until_it_is_closed_and_text_stays_text(asking):
    asking.make("Choose", HOSTILE, Answers="<b>The</b> lateral branch\nThe medial branch")
    one, other = (follower.page for follower in asking.followers)
    assert one.locator(".quiz-prompt").inner_text() == HOSTILE
    one.get_by_role("button", name="<b>The</b> lateral branch").click()
    other.get_by_role("button", name="The medial branch").click()
    asking.counted(2)
    one.get_by_role("button", name="The medial branch").click()
    one.wait_for_selector("[aria-pressed=true]:has-text('The medial branch')")
    one.wait_for_function("document.querySelector('.asked-standing').textContent.startsWith('Your answer is in')")
    asking.press("See the answers")
    asking.lead.wait_until("document.querySelector('.asked-board .tally-bars')?.innerText.includes('2 · 100 %')")
    asking.show()
    assert one.locator(".tally-bars li").all_inner_texts()[1].split("\n")[0].startswith("The medial branch")
    assert "yours" in one.locator(".tally-bars li").nth(1).inner_text()
    for page in (one, other, asking.lead.page):
        assert page.evaluate("window.harmed") is None
        assert page.locator(".asked-card img, .asked-board img, .tally b").count() == 0
    asking.end()
    for visit in asking.followers:
        kept = visit.page.evaluate("localStorage['anatomy-viewer.progress'] ?? '{}'")
        assert not any(lesson["answers"] for lesson in json.loads(kept).get("lessons", {}).values())


def test_structures_are_lit_by_their_share(asking):
    asking.make("Which structure", "Which bone carries the crest?")
    for one in asking.followers:
        one.page.get_by_role("group", name="Structures by number").get_by_role("button").first.click()
    asking.counted(2)
    asking.show()
    chosen = asking.asked()["results"]["chosen"]
    assert [row["count"] for row in chosen] == [2]
    for one in [asking.lead, *asking.followers]:
        assert chosen[0]["id"] in one.page.evaluate("anatomyViewer.state().visible")
        one.wait_until("document.querySelector('.labels').textContent.includes('100 %')")
        assert "over 50 %" in one.page.locator(".legend").inner_text()
    asking.end()
    rows = list(csv.DictReader(io.StringIO(asking.results("?as=csv"))))
    assert [(row["kind"], row["answer"]) for row in rows[-2:]] == [("find", chosen[0]["id"])] * 2
    assert {row["answer"] for row in rows if row["kind"] == "choose"} <= {"the_medial_branch"}
