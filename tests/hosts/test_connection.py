"""The server goes away and comes back under a page that is open in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..running import Running, stop
from .conftest import start_server
from .nginx import free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def open_page(browser: Browser, address: str) -> tuple[Page, list[str]]:
    """Open the page in a window of its own and wait until both spheres are drawn."""
    page = browser.new_page(viewport={"width": 320, "height": 240})
    messages: list[str] = []
    page.on("console", lambda message: messages.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: messages.append(f"error: {error}"))
    page.goto(address)
    page.wait_for_function(
        "() => window.standIn?.view?.renderer.getActors()"
        ".filter((actor) => actor.getMapper()?.getInputData()?.getNumberOfPoints() > 100).length >= 2",
        timeout=60_000,
    )
    return page, messages


def state(page: Page) -> dict[str, Any]:
    return page.evaluate(
        "() => ({step: standIn.viewer.step, mounted: standIn.mounted, lesson: standIn.viewer.lesson,"
        " camera: standIn.view.activeCamera.getPosition().map(Math.round),"
        " canvases: document.querySelectorAll('canvas').length, here: window.stillThisPage === true})"
    )


def test_the_page_opens_without_a_word_in_the_console(browser: Browser, running: Running) -> None:
    page, messages = open_page(browser, f"{running.address}/?lesson=first")
    # vtk.js says "No input!" of a surface that has not arrived when a frame is drawn.
    expected = ("info: Vue.use", "error: No input!")
    assert [text for text in messages if not text.startswith(expected)] == []
    assert state(page)["lesson"] == "first"
    page.close()


def test_losing_the_server_changes_nothing_but_a_notice_and_finding_it_takes_the_notice_away(
    browser: Browser, spheres: Path
) -> None:
    server = start_server(spheres, "127.0.0.1", str(free_port()))  # which nobody is given while it is away
    page, _ = open_page(browser, f"{server.address}/?lesson=first")
    page.evaluate(
        "() => { window.stillThisPage = true; standIn.viewer.step = 5;"
        " standIn.view.activeCamera.setPosition(40, 30, 20); }"
    )
    before = state(page)
    for _ in range(2):  # lost, found, lost again, found again
        stop(server)
        page.wait_for_selector(".notice", timeout=60_000)
        assert state(page) == before
        page.evaluate("() => { standIn.viewer.step = 6; }")
        page.wait_for_selector("text=Step 6")  # everything goes on without the server
        page.evaluate("() => { standIn.viewer.step = 5; }")
        page.wait_for_selector("text=Step 5")
        server = start_server(spheres, "127.0.0.1", str(server.port))
        page.wait_for_selector(".notice", state="detached", timeout=60_000)
        assert state(page) == before
    page.close()
    stop(server)


def test_a_link_cannot_send_the_page_to_another_server(browser: Browser, running: Running) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda websocket: asked.append(websocket.url))
    with page.expect_websocket() as opened:
        page.goto(f"{running.address}/?sessionURL=ws://attacker.example/ws")
    assert opened.value.url.startswith(f"ws://127.0.0.1:{running.port}/ws?key=")
    page.wait_for_function("() => !document.querySelector('#app .anatomy-waiting')", timeout=60_000)
    assert not [address for address in asked if "attacker" in address.partition("?")[0]]
    page.close()


def test_content_that_cannot_be_compiled_is_said_on_the_page(browser: Browser, spheres: Path) -> None:
    mark = spheres / "broken"
    mark.touch()
    server = start_server(spheres)
    try:
        page = browser.new_page()
        page.goto(server.address)
        page.wait_for_selector("text=did you mean", timeout=60_000)
        assert "lessons/first.yaml:3" in page.inner_text("[role=alert]")
        page.close()
    finally:
        mark.unlink()
        stop(server)
