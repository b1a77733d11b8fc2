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
from PIL import Image
from playwright.sync_api import Browser

from ..running import ROOT, VIEWER, Running, started
from .conftest import LAPTOP, PHONE, READY_MS, Visit
from .test_access import problems_of

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

    @property
    def code(self) -> str:
        return self.running.links["Join"].partition("class=")[2]

    def picture(self) -> tuple[Image.Image, str]:
        """Save the picture of what was answered, and return it with its name."""
        with self.lead.page.expect_download() as download:
            self.press("Picture (PNG)")
        return Image.open(download.value.path()).convert("RGB"), download.value.suggested_filename

    def everyone_is_accessible(self, when: str) -> None:
        """Axe finds nothing on who leads and on who follows."""
        for one in (self.lead, self.followers[0]):
            assert problems_of(one) == [], when

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

    def put(self, prompt: str) -> None:
        """Put a question of the lesson."""
        self.press("Ask the class")
        self.lead.page.locator(".put-list button", has_text=prompt).first.click()
        self.lead.page.wait_for_selector(".asked-board", timeout=READY_MS)
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
    asking.press("Ask the class")
    assert problems_of(asking.lead) == [], "what may be asked"
    asking.press("Ask the class")
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
    picture, name = asking.picture()
    assert name.startswith(f"class-{asking.code}-press_")
    assert picture.width % 1200 == 0
    assert len(picture.resize((60, 60)).getcolors(3600)) > 50, "the model is on it"
    asking.end()


def share_of_bar(picture: Image.Image) -> float:
    """Return the longest run of the accent colour in a row of a picture, as a share of the room for bars."""
    accent, longest, scale = (11, 95, 102), 0, picture.width // 1200
    for y in range(0, picture.height, 12 * scale):
        run = 0
        for x in range(480 * scale, picture.width):
            near = all(abs(one - other) < 12 for one, other in zip(picture.getpixel((x, y)), accent, strict=True))
            run = run + 1 if near else 0
            longest = max(longest, run)
    return longest / (490 * scale)


def test_a_choice_is_changed_until_it_is_closed_and_text_stays_text(asking):
    asking.make("Choose", HOSTILE, Answers="<b>The</b> lateral branch\nThe medial branch")
    one, other = (follower.page for follower in asking.followers)
    assert one.locator(".quiz-prompt").inner_text() == HOSTILE
    one.get_by_role("button", name="<b>The</b> lateral branch").click()
    other.get_by_role("button", name="The medial branch").click()
    asking.counted(2)
    asking.everyone_is_accessible("a choice that is open")
    one.get_by_role("button", name="The medial branch").click()
    one.wait_for_selector("[aria-pressed=true]:has-text('The medial branch')")
    one.wait_for_function("document.querySelector('.asked-standing').textContent.startsWith('Your answer is in')")
    asking.press("See the answers")
    asking.lead.wait_until("document.querySelector('.asked-board .tally-bars')?.innerText.includes('2 · 100 %')")
    asking.show()
    assert share_of_bar(asking.picture()[0]) == pytest.approx(1, abs=0.01), "the picture's only full bar is full"
    assert one.locator(".tally-bars li").all_inner_texts()[1].split("\n")[0].startswith("The medial branch")
    assert "yours" in one.locator(".tally-bars li").nth(1).inner_text()
    for page in (one, other, asking.lead.page):
        assert page.evaluate("window.harmed") is None
        assert page.locator(".asked-card img, .asked-board img, .tally b").count() == 0
    asking.end()
    for visit in asking.followers:
        kept = visit.page.evaluate("localStorage['anatomy-viewer.progress'] ?? '{}'")
        assert not any(lesson["answers"] for lesson in json.loads(kept).get("lessons", {}).values())


def test_orders_are_ranked_and_a_clicker_goes_through_a_question(asking):
    """Page Down closes, shows and goes on, Page Up takes back; the lesson stays where it is until the question is over."""
    lead, step = asking.lead, asking.lead.state()["step"]
    asking.put("Put the way of these nerves in order")
    orders = []
    for number, one in enumerate(asking.followers):
        if number:
            one.page.locator(".quiz-order li").first.get_by_role("button", disabled=False).click()
        orders.append(one.page.locator(".quiz-order li span:nth-child(2)").all_inner_texts())
        one.page.locator(".asked-card").get_by_role("button", name="Send").click()
    assert orders[0] != orders[1]
    asking.counted(2)

    def stands(word: str) -> None:
        for one in [lead, *asking.followers]:
            one.wait_until("told => document.querySelector('.asked-stand')?.textContent === told", word)

    for key, word in (
        ("PageUp", "Open"),
        ("PageDown", "Closed"),
        ("PageUp", "Open"),
        ("PageDown", "Closed"),
        ("PageDown", "Shown to all"),
    ):
        lead.page.keyboard.press(key)
        stands(word)
    lead.page.keyboard.press("PageUp")
    stands("Closed")
    asking.everyone_is_accessible("an order that is closed")
    lead.page.keyboard.press("PageDown")
    stands("Shown to all")
    asking.everyone_is_accessible("an order that is shown")
    mean = {name: sum(order.index(name) + 1 for order in orders) / len(orders) for name in orders[0]}
    for page, where in ((lead.page, ".asked-board"), (asking.followers[1].page, ".asked-card")):
        page.wait_for_selector(f"{where} .tally-ranks li", timeout=READY_MS)
        rows = page.locator(f"{where} .tally-ranks li")
        names = page.locator(f"{where} .tally-ranks .tally-name > span").all_inner_texts()
        assert [mean[name] for name in names] == sorted(mean.values())
        for number, name in enumerate(names):
            counts = [int(told) for told in rows.nth(number).locator(".tally-places > span").all_inner_texts()]
            assert counts == [sum(order[place] == name for order in orders) for place in range(len(names))]
    assert asking.picture()[0].height > 600
    lead.page.keyboard.press("PageDown")
    for one in [lead, *asking.followers]:
        one.page.wait_for_selector(".asked-card", state="detached", timeout=READY_MS)
    assert lead.state()["step"] == step
    lead.page.keyboard.press("PageDown")
    lead.wait_until("told => anatomyViewer.state().step !== told", step)


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
        one.wait_until("document.querySelector('.legend')?.innerText.includes('over 50 %')")
    asking.lead.wait_until("anatomyViewer.atRest()")
    red, green, _ = colour_of(asking.lead, chosen[0]["id"])
    assert red > 2 * green, "what all have named is lit"
    asking.end()


def colour_of(visit: Visit, id: str) -> tuple[int, int, int]:
    """Return the colour that a structure has on the screen, as a middle of a few of its places."""
    spots = visit.page.evaluate(
        """id => { const spots = []; for (let y = 120; y < innerHeight - 120; y += 16) for (let x = 12; x < innerWidth; x += 16)
          if (spots.length < 15 && document.elementFromPoint(x, y)?.closest(".stage") && anatomyViewer.pick(x, y)?.id === id) spots.push([x, y]);
          return spots; }""",
        id,
    )
    picture = Image.open(io.BytesIO(visit.page.screenshot())).convert("RGB")
    seen = sorted((picture.getpixel(tuple(spot)) for spot in spots), key=sum)
    return seen[len(seen) // 2]


def test_after_the_class_who_led_it_has_its_answers_and_nobody_is_named(asking):
    lead = asking.lead.page
    lead.locator(".class-end").click()
    dialog = lead.get_by_role("dialog")
    with lead.expect_download() as download:
        dialog.get_by_role("button", name="All answers (CSV)").click()
    assert download.value.suggested_filename == f"class-{asking.code}.csv"
    table = download.value.path().read_text(encoding="utf-8-sig")
    assert table.replace("\r\n", "\n") == asking.results("?as=csv").replace("\r\n", "\n")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert list(rows[0]) == ["question", "kind", "text", "seat", "answer", "x_mm", "y_mm", "z_mm", "to_target_mm"]
    assert [row["kind"] for row in rows] == [kind for kind in ("press", "choose", "order", "find") for _ in range(2)]
    assert {row["seat"] for row in rows} == {"1", "2"}
    for one in asking.followers:
        seat = json.loads(one.page.evaluate("localStorage['anatomy-viewer.class-seat']"))["seat"]
        assert seat
        assert not any(part in table for part in seat.split(".") if len(part) > 3), (
            "a seat's token is nobody's business"
        )
    assert [row["answer"] for row in rows if row["kind"] == "choose"] == ["the_medial_branch"] * 2
    target = asking.lead.page.evaluate("anatomyContent.points.find(one => one.id === 'psis_right').on_skin.at")
    for row in rows[:2]:
        away = sum((float(row[f"{axis}_mm"]) - target[k]) ** 2 for k, axis in enumerate("xyz")) ** 0.5
        assert float(row["to_target_mm"]) == pytest.approx(away, abs=0.11)
    dialog.get_by_role("button", name="End the class").click()
    for one in [asking.lead, *asking.followers]:
        one.page.wait_for_selector(".class-bar.over", timeout=READY_MS)

    asking.press("What was answered")
    lead.locator(".put-list button", has_text="Where is the PSIS?").click()
    lead.wait_for_selector(".asked-board .tally-figures", timeout=READY_MS)
    assert lead.locator(".asked-actions button").all_inner_texts() == ["Done", "Picture (PNG)"]
    assert asking.followers[0].page.locator(".asked-card").count() == 0, "it is looked at by who led alone"
    assert problems_of(asking.lead) == []
    assert asking.picture()[1].startswith(f"class-{asking.code}-press_")
    asking.press("Done")
    lead.wait_for_selector(".asked-card", state="detached", timeout=READY_MS)
