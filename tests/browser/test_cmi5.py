"""A course on a cmi5 platform, in a browser: what a learner does there, and what the record store has of it afterwards.

Which record store that is, and why, stands in `tests/cmi5_platform.py`.
"""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from anatomy_viewer.page.package_wording import PACKAGE_WORDS

from ..cmi5_platform import LearningPlatform, Session, learning_platform, malformed, record_store
from ..hosts.still_server import still_server
from ..running import ROOT, VIEWER
from .conftest import LAPTOP, Visit

DRAWN = False
LESSON = """\
id: one_nerve
title: One nerve
summary: Where it crosses.
minutes: 2
audiences: [student]

steps:
  - id: the_crest
    title: The crest
    text: The crest ends behind under the dimple.
    view: posterior
    focus: [hip_bone_right]
    questions:
      - kind: choose
        id: where_it_ends
        prompt: Where does the crest end behind?
        options:
          - {id: dimple, text: Under the dimple, right: true}
          - {id: hip, text: In the hip joint, feedback: The joint lies lower and further to the front.}
        explain: The bump under the dimple is its end.
        sources: [GOLDMAN]
      - kind: order
        id: from_outside
        prompt: What comes first from outside?
        items: [Skin, Fat, Bone]
        explain: Skin, then fat, then bone.
        sources: [GOLDMAN]
  - id: the_crossing
    title: The crossing
    text: A nerve crosses the crest here.
    view: posterior
    markers: [scn_1_right]
    questions:
      - kind: press
        id: press_it
        prompt: Press where it crosses.
        target: scn_1_right
        explain: It lies on the edge of the bone.
        sources: [GOLDMAN]
"""
COURSE = """\
title: {en: A course in one lesson, es: Un curso de una lección}
audience: student
languages: [en, es]
lessons: [one_nerve]
pass_mark: 60
"""
SPACE = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"


@dataclass
class Launcher:
    """The platform, and where the course is."""

    platform: LearningPlatform
    content: str
    au: ET.Element

    def launch(self, **more: Any) -> tuple[str, Session]:
        """Return the address that a learner's browser is sent to, and the session."""
        unit = f"{self.content}/{self.au.findtext(f'{SPACE}url')}"
        return self.platform.launch(
            unit, self.au.get("id", ""), mastery=float(self.au.get("masteryScore", "nan")), **more
        )


@pytest.fixture(scope="module")
def launcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launcher]:
    """The course as the real command packs it, on a server of its own, launched by a platform at another origin."""
    folder = tmp_path_factory.mktemp("cmi5")
    (folder / "one_nerve.yaml").write_text(LESSON, encoding="utf-8")
    (folder / "course.yaml").write_text(COURSE, encoding="utf-8")
    packed = folder / "course.zip"
    subprocess.run(
        [*VIEWER, "export", str(packed), "--package", "cmi5", "--course", str(folder / "course.yaml")],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    with zipfile.ZipFile(packed) as file:
        file.extractall(folder / "content")
    (au,) = ET.parse(folder / "content" / "cmi5.xml").getroot().findall(f"{SPACE}au")
    with (
        record_store(folder) as store,
        learning_platform(store) as platform,
        still_server(folder / "content") as content,
    ):
        yield Launcher(platform, content.address, au)


@pytest.fixture(autouse=True)
def _no_rule_is_broken(launcher: Launcher) -> Iterator[None]:
    launcher.platform.gone = launcher.platform.deaf = False
    launcher.platform.wishes = None
    yield
    assert launcher.platform.faults == []


def opened(visit: Any, address: str) -> Visit:
    """Open a launch address: it has a query of its own."""
    page = visit(LAPTOP)
    # A browser notes what is not there yet, and what does not arrive.
    page.allowed_complaint = lambda text: "404 (Not Found)" in text or "net::ERR" in text or "Failed to fetch" in text
    page.page.goto(address)
    page.wait_until("window.anatomyViewer !== undefined")
    page.wait_until("anatomyViewer.ready.then(() => true)")
    return page


def until(condition: Any, page: Visit) -> None:
    """Wait until the platform has what it shall have; the page goes on meanwhile, and tries again once a minute."""
    for _ in range(2400):
        if condition():
            return
        page.page.wait_for_timeout(50)
    raise AssertionError("the platform did not get it")


def ask(page: Visit, number: int) -> None:
    page.page.locator(".quiz-open").nth(number).click()
    page.page.locator(".quiz-prompt").wait_for()


def choose(page: Visit, name: str) -> None:
    ask(page, 0)
    page.page.get_by_role("button", name=name).click()
    page.page.locator(".quiz-result").wait_for()


def go_to(page: Visit, step: str) -> None:
    page.page.evaluate("step => anatomyViewer.goTo('one_nerve', step)", step)
    page.wait_until("step => anatomyViewer.state().step === step", step)


def told(page: Visit, text: str, there: bool = True) -> None:
    """Wait until a notice says something, or none does any more."""
    has = "([text, there]) => document.querySelector('.notices')?.textContent.includes(text) === there"
    page.wait_until(has, [text, there])


SAYS = PACKAGE_WORDS["en"]


def test_a_whole_visit_with_a_network_that_comes_and_goes(visit, launcher):
    platform = launcher.platform
    platform.wishes = {"languagePreference": "fr-FR,es-MX"}
    address, session = launcher.launch(back=True)
    one = opened(visit, address)
    page = one.page
    one.wait_until("anatomyViewer.state().language === 'es'")
    page.get_by_label("Idioma").select_option("en")
    assert session.verbs == ["initialized"]

    go_to(one, "the_crest")
    choose(one, "In the hip joint")
    until(lambda: session.allowed == 1, one)
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("button", name="Under the dimple").click()
    until(lambda: session.allowed == 2, one)
    go_to(one, "the_crossing")
    until(lambda: session.verbs[-1] == "completed", one)

    # What arrives counts, though the platform's answer is lost; without a network all is kept, and comes once.
    platform.deaf = True
    ask(one, 0)
    page.evaluate("anatomyViewer.press([70, -5, 56])")
    told(one, SAYS["unreached"])
    platform.gone, platform.deaf = True, False
    page.evaluate("window.dispatchEvent(new Event('online'))")
    one.settle()
    told(one, SAYS["unreached"])
    platform.gone = False
    page.evaluate("window.dispatchEvent(new Event('online'))")
    told(one, SAYS["unreached"], False)

    way_back = page.get_by_role("link", name="Back to the course")
    way_back.click()
    page.wait_for_url(f"{platform.address}/courses/7")
    until(lambda: session.verbs[-1] == "terminated", one)
    said = platform.statements(session)
    assert platform.verbs(session) == ["initialized", "answered", "answered", "completed", "answered", "terminated"]
    assert (session.asked, malformed(said)) == (1, [])
    wrong, right, press = [one for one in said if one["verb"]["id"].endswith("answered")]
    assert (wrong["result"]["success"], wrong["result"]["response"]) == (False, "hip")
    assert (right["result"]["success"], right["result"]["response"]) == (True, "dimple")
    assert right["object"]["definition"]["correctResponsesPattern"] == ["dimple"]
    assert right["object"]["definition"]["description"] == {"en": "Where does the crest end behind?"}
    assert press["object"]["definition"]["interactionType"] == "numeric"
    assert press["object"]["id"].endswith("#one_nerve/press_it")
    assert 0 <= float(press["result"]["response"]) < 25
    assert platform.state(session)["completed"]

    # The next visit goes on where that one was, and what was reached is not said again.
    platform.wishes = {"languagePreference": "en"}
    address, later = launcher.launch(registration=session.registration)
    two = opened(visit, address)
    two.wait_until("anatomyViewer.state().step === 'the_crossing'")
    go_to(two, "the_crest")
    ask(two, 1)
    for place, words in enumerate(("Skin", "Fat", "Bone")):
        while words not in two.page.locator(".quiz-order li").nth(place).inner_text():
            two.page.get_by_role("button", name=f"Move up: {words}").press("Enter")
    two.page.get_by_role("button", name="Check").click()
    until(lambda: later.verbs[-1] == "passed", two)
    two.page.goto("about:blank")
    until(lambda: later.verbs[-1] == "terminated", two)
    assert platform.verbs(later) == ["initialized", "answered", "passed", "terminated"]
    _, order, passed, _ = platform.statements(later)[-4:]
    assert (order["object"]["definition"]["interactionType"], order["result"]["response"]) == (
        "sequencing",
        "1[,]2[,]3",
    )
    assert passed["result"]["score"] == {"scaled": 0.66, "raw": 66, "min": 0, "max": 100}

    # A look back tells nothing.
    address, review = launcher.launch(registration=session.registration, mode="Review")
    two.page.goto(address)
    told(two, SAYS["looking"])
    before = platform.state(later)  # the last word of a page that goes may come behind its statements
    choose(two, "In the hip joint")
    two.page.goto("about:blank")
    until(lambda: review.verbs[-1:] == ["terminated"], two)
    assert (platform.verbs(review), platform.state(review)) == (["initialized", "terminated"], before)


def test_a_page_that_is_loaded_again_and_a_platform_that_is_late(visit, launcher):
    platform = launcher.platform
    platform.gone = True
    address, session = launcher.launch()
    one = opened(visit, address)
    told(one, SAYS["unreached"])
    go_to(one, "the_crest")
    choose(one, "Under the dimple")
    platform.gone = False
    until(lambda: session.allowed == 1, one)
    told(one, SAYS["unreached"], False)

    # For the platform a visit is over when its page goes; what is done on it afterwards belongs to the next one.
    one.page.reload()
    told(one, SAYS["over"])
    one.wait_until("anatomyViewer.state().step === 'the_crest'")
    ask(one, 1)
    one.page.get_by_role("button", name="Check").click()
    until(lambda: platform.requests.count("PUT /xapi/activities/state") > 2, one)
    one.page.goto("about:blank")
    until(lambda: session.verbs[-1] == "terminated", one)
    assert platform.verbs(session) == ["initialized", "answered", "terminated"]
    address, later = launcher.launch(registration=session.registration)
    one.page.goto(address)
    until(lambda: later.allowed == 1, one)
    assert (session.asked, session.allowed) == (1, 1)


def test_outside_a_platform_it_says_so_and_nothing_else_happens(visit, launcher):
    page = opened(visit, f"{launcher.content}/index.html")
    told(page, SAYS["outside"])
    assert page.page.get_by_role("link", name="Back to the course").count() == 0
    assert not [one for one in page.requests if not one.startswith((launcher.content, "data:", "blob:"))]
