"""Packages on a learning platform, whose run-time is `scorm-again`: begun, left without a word, gone on with."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Frame

from anatomy_viewer.hosts.package import export_package
from anatomy_viewer.teaching.shelves import fitted

from ..node import npm_packages
from .conftest import LAPTOP, PHONE, READY_MS, Visit
from .learning_platform import RUNTIME, Platform

DRAWN = False


CREST, WAY = "superior_cluneal_nerve_at_the_iliac_crest", "find_your_way"
NOTICES = "document.querySelector('.notices').textContent"


@pytest.fixture
def launched(tmp_path: Path) -> Iterator[Callable[[str], Platform]]:
    """Export a package of two lessons and put a platform of its standard around it."""
    runtime = npm_packages(RUNTIME) / "scorm-again"
    platforms: list[Platform] = []

    def launch(standard: str, by_lesson: bool = False) -> Platform:
        shelf = fitted(None, [CREST, WAY], pass_mark=10, make_course=True)
        how = {"by_lesson": True, "audience": "clinician"} if by_lesson else {}
        package = export_package(tmp_path / "course.zip", standard, shelf, **how)
        platforms.append(Platform(package, standard, runtime))
        return platforms[-1]

    yield launch
    for one in platforms:
        one.stop()


def course(page: Visit, platform: Platform, parameters: str = "") -> Frame:
    page.page.goto(f"{platform.address}/launch?parameters={parameters}")
    while not (frames := [one for one in page.page.frames if one.parent_frame]):
        page.settle()
    (frame,) = frames
    frame.wait_for_function("window.anatomyViewer?.ready.then(() => true)", timeout=READY_MS)
    return frame


def arrived(platform: Platform, count: int) -> dict:
    """Wait for a commit; what a page sends while it goes comes when it likes."""
    end = time.monotonic() + READY_MS / 1000
    while len(platform.commits) < count and time.monotonic() < end:
        time.sleep(0.02)
    assert len(platform.commits) == count
    return platform.commits[-1]["cmi"]


def went(frame: Frame, lesson: str, step: str) -> None:
    frame.wait_for_function(
        "([lesson, step]) => anatomyViewer.state().lesson === lesson && anatomyViewer.state().step === step",
        arg=[lesson, step],
        timeout=READY_MS,
    )


def test_scorm_12_from_the_first_launch_to_a_look_back(visit, launched):
    platform = launched("scorm12")
    page = visit(LAPTOP)
    frame = course(page, platform)
    frame.get_by_role("button", name="Start: The superior cluneal nerve").click()
    went(frame, CREST, "where_it_hurts")
    asked = len(platform.asked)
    frame.get_by_role("button", name="Next step").click()
    went(frame, CREST, "feel_the_crest")
    frame.evaluate(f"anatomyViewer.goTo('{CREST}', 'the_tunnel'); anatomyViewer.ask(0)")
    assert (platform.commits, len(platform.asked)) == ([], asked), "a step asks the platform for nothing"
    frame.get_by_role("button", name="A common way for this nerve to run").click()
    told = arrived(platform, 1)
    answer = told["interactions"]["0"]
    assert (answer["id"], answer["type"], answer["student_response"]) == (
        f"{CREST}/what_a_tunnel_means",
        "choice",
        "common_way",
    )
    assert (answer["result"], answer["correct_responses"]["0"]["pattern"]) == ("correct", "common_way")
    assert told["core"]["lesson_status"] == "incomplete"
    assert told["core"]["score"]["raw"] == "9"
    frame.evaluate("anatomyViewer.next()")
    went(frame, CREST, "the_spread")
    page.page.goto("about:blank")  # the window goes, and says nothing
    told = arrived(platform, 2)
    assert told["core"]["lesson_location"] == f"{CREST}/the_spread"
    assert re.fullmatch(r"1\.[\w-]+", told["suspend_data"])
    assert float(told["core"]["session_time"].rpartition(":")[2]) > 0

    frame = course(page, platform)
    went(frame, CREST, "the_spread")
    frame.evaluate(
        "([lesson, step]) => { anatomyViewer.goTo(lesson, step); anatomyViewer.ask(0); anatomyViewer.press(anatomyContent"
        ".lessons.find(({ id }) => id === lesson).steps.find(({ id }) => id === step).questions[0].at); }",
        [CREST, "find_the_psis"],
    )
    told = arrived(platform, 3)
    press = told["interactions"]["1"]
    assert (press["id"], press["type"], press["result"]) == (f"{CREST}/press_the_psis", "numeric", "correct")
    assert float(press["student_response"]) < 1
    assert told["core"]["score"]["raw"] == "18", "two of eleven: the first one stands"
    lessons = frame.evaluate("anatomyContent.lessons.map(({ id, steps }) => [id, steps.map((step) => step.id)])")
    frame.evaluate(
        "lessons => { for (const [id, steps] of lessons) for (const step of steps) anatomyViewer.goTo(id, step); }",
        lessons,
    )
    told = arrived(platform, 4)
    assert told["core"]["lesson_status"] == "passed", "all steps seen, and enough right"
    page.page.goto("about:blank")
    arrived(platform, 5)

    platform.kept["core"]["lesson_mode"] = "review"
    before = {**platform.kept["core"]}
    frame = course(page, platform)
    went(frame, WAY, "show_me")
    page.page.get_by_text("My platform").wait_for()
    frame.wait_for_function(f"{NOTICES}.includes('nothing that you do now is recorded')")
    frame.evaluate(f"anatomyViewer.goTo('{CREST}', 'the_tunnel'); anatomyViewer.ask(0)")
    frame.get_by_role("button", name="That the nerve is trapped").click()
    frame.wait_for_function("anatomyViewer.state().result")
    page.page.evaluate("new Promise((done) => setTimeout(done))")
    assert page.page.evaluate("told.filter(([name]) => /SetValue|Commit/.test(name))") == []
    page.page.goto("about:blank")
    told = arrived(platform, 6)
    assert {key: told["core"][key] for key in ("lesson_status", "lesson_location", "score")} == {
        key: before[key] for key in ("lesson_status", "lesson_location", "score")
    }


def test_scorm_2004_on_a_phone_a_unit_a_lesson_when_the_platform_is_away(visit, launched):
    platform = launched("scorm2004", by_lesson=True)
    page = visit(PHONE)
    page.allowed_complaint = lambda text: "500" in text or "commit" in text.lower()
    frame = course(page, platform, "lesson%3D" + WAY + "%26unit%3D" + WAY)
    went(frame, WAY, "words_for_where")
    assert frame.evaluate("anatomyContent.lessons.map(({ id }) => id)") == [WAY]
    assert frame.evaluate("anatomyViewer.state().audience") == "clinician"
    platform.refuses = True
    frame.evaluate(f"anatomyViewer.goTo('{WAY}', 'the_crest_line'); anatomyViewer.ask(0)")
    option = frame.evaluate(
        "anatomyContent.lessons[0].steps.find(({ id }) => id === 'the_crest_line').questions[0].options.findIndex(({ right }) => right)"
    )
    frame.locator(".quiz-option").nth(option).click()
    frame.wait_for_function(f"{NOTICES}.includes('The learning platform cannot be reached')")
    frame.evaluate("anatomyViewer.next()")
    went(frame, WAY, "the_psis")
    platform.refuses = False
    told = arrived(platform, 1)
    frame.wait_for_function(f"{NOTICES} === ''")
    answer = told["interactions"]["0"]
    assert (answer["id"], answer["type"], answer["result"]) == (f"{WAY}/felt_level", "choice", "correct")
    assert answer["description"].startswith("{lang=en}")
    assert answer["learner_response"] == answer["correct_responses"]["0"]["pattern"]
    assert (told["completion_status"], told["success_status"]) == ("incomplete", "passed")
    assert (told["score"]["raw"], told["score"]["scaled"]) == ("25", "0.25")
    assert told["location"] == f"{WAY}/the_psis"
    page.page.evaluate("document.querySelector('iframe').remove()")  # a platform that takes the frame away
    told = arrived(platform, 2)
    assert re.fullmatch(r"PT0H\d+M\d+(\.\d\d?)?S", told["session_time"])

    frame = course(page, platform, "lesson%3D" + WAY + "%26unit%3D" + WAY)
    went(frame, WAY, "the_psis")
    assert page.page.evaluate("told.filter(([name, key]) => name === 'GetValue' && /_count/.test(key))") == [
        ["GetValue", "cmi.interactions._count", "1"]
    ]

    page.page.goto(f"{platform.address}/course/index.html?lang=es")
    page.wait_until("window.anatomyViewer?.ready.then(() => true)")
    page.wait_until(f"{NOTICES}.includes('Esta página no se abrió desde una plataforma de aprendizaje')")
    assert page.page.evaluate("anatomyContent.lessons.length") == 2
