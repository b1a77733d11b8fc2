"""Links, foreign requests, lost connections, damaged files."""

from __future__ import annotations

import shutil
from urllib.parse import urlsplit

import pytest

from .conftest import ROOT, running_viewer

FIRST_LESSON = "find_your_way"


def test_a_link_opens_its_lesson_step_and_audience(visit, address):
    page = visit((800, 500)).open(address)
    lesson, step = page.page.evaluate("[anatomyContent.lessons[0].id, anatomyContent.lessons[0].steps[3].id]")
    page = visit((800, 500)).open(address, f"?lesson={lesson}&step={step}&for=patient&lang=en")
    state = page.state()
    assert (state["lesson"], state["step"], state["audience"]) == (lesson, step, "patient")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?lesson=no_such_lesson", "There is no lesson “no_such_lesson” here."),
        ("?lesson={lesson}&step=nowhere", "has no step “nowhere”; showing its first step."),
        ("?for=surgeon", "This link asks for the audience “surgeon”."),
        ("?lang=tlh", "does not speak “tlh” yet"),
        ("?form=child", "There is no form “child” here."),
        ("?study=nobody19", "There is no study “nobody19” here."),
        ("?person=0", "People are numbered from 1 to"),
        ("?person=x", "there is no person “x”."),
    ],
)
def test_an_unknown_name_in_a_link_falls_back_with_a_notice(visit, address, query, words):
    page = visit((480, 320)).open(address, query.format(lesson=FIRST_LESSON))
    assert words in page.page.locator(".notices").inner_text()
    assert page.state()["visible"]


def test_the_address_follows_the_steps(visit, address):
    page = visit((480, 320)).open(address)
    page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id, 1)")
    step = page.page.evaluate("anatomyContent.lessons[0].steps[1].id")
    assert f"step={step}" in page.page.url


def test_no_request_leaves_the_server(visit, server_address):
    page = visit((480, 320)).open(server_address)
    page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id)")
    assert {urlsplit(one).netloc for one in page.requests} == {urlsplit(server_address).netloc}


def test_a_step_change_asks_nothing_of_the_server(visit, server_address):
    page = visit((480, 320)).open(server_address)
    page.page.evaluate("anatomyViewer.complete.then(() => true)")
    page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id)")
    asked = len(page.requests)
    frames: list[object] = []
    page.page.on("websocket", lambda socket: frames.append(socket))
    for _ in range(4):
        page.page.evaluate("anatomyViewer.next()")
        page.settle()
    assert len(page.requests) == asked
    assert frames == []


def test_the_exported_file_makes_no_request_at_all(visit, exported_page):
    page = visit((480, 320), offline=True).open(exported_page.as_uri())
    page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id, 4)")
    page.page.evaluate("anatomyViewer.select('sacrum')")
    assert [one for one in page.requests if not one.startswith("file:")] == []
    assert len(page.requests) == 1
    assert exported_page.stat().st_size <= 6_000_000


def test_a_lost_connection_is_said_in_words_and_recovers_without_losing_the_place(visit):
    page = visit((480, 320))
    page.allowed_complaint = lambda text: "WebSocket" in text or "ERR_CONNECTION" in text
    with running_viewer() as address:
        page.open(address)
        page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id, 2)")
        before = page.state()
    notice = page.page.locator(".connection")
    notice.wait_for()
    assert "Connection to the viewer lost" in notice.inner_text()
    page.page.evaluate("anatomyViewer.next(); anatomyViewer.back()")
    with running_viewer(port=urlsplit(address).port):
        notice.wait_for(state="detached")
        after = page.state()
    assert (after["lesson"], after["step"], after["camera"]) == (
        before["lesson"],
        before["step"],
        before["camera"],
    )


def copy_of_the_product(folder):
    for name in ("anatomy_viewer", "meshes", "lessons"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_a_missing_and_a_damaged_surface_are_named_and_the_rest_works(visit, tmp_path):
    product = copy_of_the_product(tmp_path)
    (product / "meshes/built/pooled/coccyx.vtp").unlink()
    damaged = product / "meshes/built/pooled/l5_vertebra.vtp"
    damaged.write_bytes(damaged.read_bytes()[:500])
    with running_viewer(folder=product) as address:
        page = visit((800, 500)).open(address)
        words = page.page.locator(".notices").inner_text()
        assert "coccyx.vtp) is missing, so it is not drawn." in words
        assert "l5_vertebra.vtp) is damaged" in words
        assert "sacrum" in page.state()["visible"]
        assert "coccyx" not in page.state()["visible"]
