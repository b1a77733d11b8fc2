"""The page as a folder on a web server that knows nothing of it: what a first visit costs, no network, a newer export."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

from anatomy_viewer.hosts import site as site_module
from anatomy_viewer.hosts.site import export_site

from ..hosts.still_server import StillServer, still_server
from .conftest import LAPTOP, PHONE, Visit

DRAWN = False
OF_BONES = """document.addEventListener("anatomyviewer", ({ detail }) => detail.on("bones", () => {
  const asked = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  window.beforeBones = { bytes: asked.reduce((sum, one) => sum + one.transferSize, 0), workers: Boolean(navigator.serviceWorker.controller) };
  navigator.serviceWorker.getRegistrations().then(found => { window.beforeBones.registered = found.length; });
}));"""
KEPT = "navigator.serviceWorker.ready.then(() => true)"
EDITION = "document.querySelector('meta[name=anatomy-edition]').content"
ASKED = "performance.getEntriesByType('resource').map(one => new URL(one.name).pathname)"


@pytest.fixture(scope="module", autouse=True)
def _compressed_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site_module, "compressed", functools.cache(site_module.compressed))
        yield


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[StillServer, Path]]:
    """A web server and its folder, with the site in one below it."""
    folder = tmp_path_factory.mktemp("web")
    export_site(folder / "courses" / "anatomy")
    with still_server(folder) as server:
        yield server, folder


def open_at(visit: Visit, address: str, query: str = "") -> Visit:
    visit.page.add_init_script(OF_BONES)
    return visit.open(address, query)


def test_a_first_visit_is_cheap_and_the_next_needs_no_network(visit, web, exported_page):
    server, folder = web
    site = folder / "courses" / "anatomy"
    page = open_at(visit(PHONE), f"{server.address}/courses/anatomy/")
    page.wait_until("window.beforeBones?.registered !== undefined")
    before = page.page.evaluate("beforeBones")
    assert (before["workers"], before["registered"]) == (False, 0)
    assert before["bytes"] < 0.7 * exported_page.stat().st_size
    page.page.evaluate("anatomyViewer.complete.then(() => true)")
    page.page.evaluate(KEPT)
    worker = server.asked.index("/courses/anatomy/service-worker.js")
    assert [one for one in server.asked[:worker] if "manifest" in one or "content-es" in one] == []
    assert len(set(server.asked[: worker + 1])) == worker + 1  # nothing comes twice
    page.wait_until("document.querySelector('.notices').textContent.includes('without a network')")
    page.page.get_by_role("button", name="Dismiss").click()

    asked = len(server.asked)
    page.page.context.set_offline(True)
    page.page.reload()
    page.wait_until("window.anatomyViewer !== undefined")
    page.page.evaluate("anatomyViewer.complete.then(() => true)")
    lesson = page.page.evaluate("anatomyContent.lessons[0].id")
    page.page.evaluate("id => anatomyViewer.goTo(id)", lesson)
    steps = page.page.evaluate("anatomyContent.lessons[0].steps.map(one => one.id)")
    for step in steps:
        page.wait_until("step => anatomyViewer.state().step === step", step)
        if step != steps[-1]:
            page.page.get_by_role("button", name="Next step").click()
    page.page.get_by_label("Language").select_option("es")
    page.wait_until("document.querySelector('.step-card').textContent.includes('Paso')")
    page.page.goto(f"{server.address}/courses/anatomy/?lesson={lesson}&step={steps[2]}")
    page.wait_until("window.anatomyViewer !== undefined")
    page.page.evaluate("anatomyViewer.ready.then(() => true)")
    page.wait_until("step => anatomyViewer.state().step === step", steps[2])
    assert "without a network" not in page.page.locator(".notices").inner_text()  # said once
    # The browser looks for a newer worker by itself, past the network that was taken away.
    assert [one for one in server.asked[asked:] if not one.endswith("/service-worker.js")] == []
    assert sorted(site.parent.iterdir()) == [site]


def test_a_new_export_is_shown_whole_while_old_pages_go_on_and_are_told(visit, web):
    server, folder = web
    address = f"{server.address}/courses/anatomy/"
    old = open_at(visit(LAPTOP), address)
    old.wait_until("Boolean(navigator.serviceWorker.controller)")
    first = old.page.evaluate(EDITION)
    plain = visit(LAPTOP, service_workers="block")
    plain.allowed_complaint = lambda text: "404" in text or "blocked by Playwright" in text
    plain.open(address)

    written = export_site(folder / "courses" / "anatomy", ["do_no_harm"])
    new = Visit(old.page.context)
    new.open(address)
    second = new.page.evaluate(EDITION)
    assert second != first
    assert new.page.evaluate("anatomyContent.lessons.length") == 1
    new.page.evaluate("anatomyViewer.complete.then(() => true)")
    of_site = {path.removeprefix("/courses/anatomy/") for path in new.page.evaluate(ASKED)}
    assert {path for path in of_site if path.startswith("files/")} <= set(written.files)
    assert len(of_site) > 8

    # What is fetched now for the first time is gone from the server, but kept.
    old.wait_until("document.querySelector('.notice.site .secondary')")
    old.page.get_by_label("Language").select_option("es")
    old.wait_until("anatomyViewer.state().language === 'es'")
    old.page.locator(".notice.site", has_text="versión más reciente").wait_for()
    assert old.page.locator(".notice.missing").count() == 0
    assert (old.page.evaluate(EDITION), new.page.locator(".notice.site .secondary").count()) == (first, 0)
    new.page.close()
    old.page.get_by_role("button", name="Ver la más reciente").click()
    old.wait_until(f"window.anatomyViewer && {EDITION} === '{second}'")
    old.wait_until("caches.keys().then(names => names.length === 1)")
    old.page.context.set_offline(True)
    old.page.reload()
    old.wait_until("window.anatomyViewer !== undefined")
    assert old.page.evaluate(EDITION) == second
    assert not new.complaints

    # Nothing was kept here.
    plain.page.get_by_label("Language").select_option("es")
    plain.page.get_by_role("button", name="Show the newer one").click()
    plain.wait_until("window.anatomyContent?.lessons.length === 1")


def test_opened_from_a_disk_it_says_what_it_needs(browser, web):
    _, folder = web
    page = browser.new_page()
    page.goto((folder / "courses" / "anatomy" / "index.html").as_uri())
    page.wait_for_selector("text=This page is a folder for a web server")
    assert "Esta página es una carpeta para un servidor web" in page.inner_text("body")
    page.close()
