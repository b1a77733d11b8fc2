"""What is fetched fails in every way that networks have, and comes in the end; meanwhile the page names it."""

from __future__ import annotations

import contextlib
import socketserver
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import pytest
from playwright.sync_api import Route

from ..counting import IN_PLACE
from .conftest import Visit

DRAWN = False
SMALL = (480, 320)
LOGIN = "<!doctype html><title>Sign in</title><form><input name=user></form>"


class _Bent(socketserver.BaseRequestHandler):
    """Answers that a well-made server never gives, each on its own path."""

    def handle(self) -> None:
        path = self.request.recv(65536).split(b" ")[1]
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nConnection: close\r\n"
        with contextlib.suppress(OSError):
            if path == b"/cut":
                self.request.sendall(head + b"Content-Length: 5000\r\n\r\n" + b"<?xml version" * 9)
            elif path == b"/short":
                self.request.sendall(head + b"\r\n" + b"<?xml version" * 9)
            elif path == b"/silent":
                self.server.over.wait(120)
            elif path == b"/stalled":
                self.request.sendall(head + b"Content-Length: 5000\r\n\r\n<?xml")
                self.server.over.wait(120)
            elif path == b"/endless":
                self.request.sendall(head + b"\r\n")
                while not self.server.over.wait(0.5):
                    self.request.sendall(b" ")
            elif path == b"/flood":
                self.request.sendall(head + b"\r\n")
                while not self.server.over.is_set():
                    self.request.sendall(b" " * 65536)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    over: threading.Event


@pytest.fixture(scope="module")
def bent() -> Iterator[str]:
    with _Server(("127.0.0.1", 0), _Bent) as server:
        server.over = threading.Event()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.over.set()
        server.shutdown()


def is_network_noise(text: str) -> bool:
    """The browser itself complains of each answer that failed; nothing else may."""
    return text.startswith("Failed to load resource")


class Faults:
    """Which packs get which faults, one a try; while one is listed, no request for it gets through."""

    def __init__(self, visit: Visit, bent: str) -> None:
        self.of: dict[str, str] = {}
        self.asked: list[str] = []
        self.once = False
        self._bent = bent
        visit.allowed_complaint = is_network_noise
        visit.page.route("**/surfaces/**", self._answer)
        visit.page.route("**/content-*.json*", self._answer)

    def _answer(self, route: Route) -> None:
        name = route.request.url.split("?")[0].rsplit("/", 1)[1].removesuffix(".pack")
        self.asked.append(name)
        faults = (self.of.pop(name, "") if self.once else self.of.get(name, "")).split()
        fault = faults[min(self.asked.count(name), len(faults)) - 1] if faults else None
        if fault is None:
            route.fallback()
        elif fault == "refused":
            route.abort("connectionrefused")
        elif fault.isdigit():
            route.fulfill(status=int(fault), body="Bad gateway")
        elif fault == "page":
            route.fulfill(status=200, content_type="text/html", body=LOGIN)
        elif fault == "plain":  # a page that calls itself something else
            route.fulfill(status=200, content_type="application/octet-stream", body=LOGIN)
        elif fault == "redirect":
            route.fulfill(status=302, headers={"Location": "/"})
        else:
            route.continue_(url=f"{self._bent}/{fault}")


@pytest.fixture
def faulty(visit: Callable[..., Visit], bent: str) -> Callable[..., tuple[Visit, Faults]]:
    def start(**of: str) -> tuple[Visit, Faults]:
        page = visit(SMALL)
        faults = Faults(page, bent)
        faults.of.update({name.replace("content_", "content-"): fault for name, fault in of.items()})
        return page, faults

    return start


def all_here(page: Visit) -> None:
    page.page.evaluate("void anatomyViewer.complete.then(() => { window.whole = true; })")
    page.wait_until("window.whole")


def try_again(page: Visit) -> None:
    """Press the notice's button, in one go: the page tries again by itself too, and may have taken it away by then."""
    page.page.evaluate("document.querySelector('.notice.missing button')?.click()")


def held_by(page: Visit, packs: Iterable[str], what: str = "id") -> list[str]:
    """The structures in some packs."""
    held = "([packs, what]) => anatomyContent.structures.filter(one => packs.includes(one.pack)).map(one => one[what])"
    return page.page.evaluate(held, [list(packs), what])


def test_what_fails_holds_up_nothing_is_named_and_comes_when_it_can(faulty, server_address):
    of = {
        "bones": "502 page plain",
        "home": "redirect cut refused",
        "layers": "short flood stalled",
        "marks": "silent endless",
    }
    page, faults = faulty(**of)
    page.open(server_address)
    wanted = held_by(page, of)
    assert len(wanted) > 100
    page.page.evaluate("void anatomyViewer.complete.then(() => { window.early = true; })")
    assert not page.page.locator(".loading").is_visible()
    page.wait_until("count => anatomyViewer.state().missing.length === count", len(wanted))
    assert set(page.state()["missing"]) == set(wanted)
    assert page.page.evaluate("window.early") is None
    told = page.page.locator(".notice.missing")
    text = told.inner_text()
    told.get_by_text("All that is not here").click()
    listed = told.locator("li").all_inner_texts()
    assert sorted(listed) == sorted(held_by(page, of, "name"))
    assert text.startswith("Not here yet")
    assert f"{len(wanted) - 1} more" in text
    assert listed[0] in text
    assert "pack" not in text
    page.page.get_by_role("button", name="Try again").wait_for()  # between two tries
    faults.of.clear()
    try_again(page)
    all_here(page)
    page.wait_until("anatomyViewer.state().missing.length === 0")
    assert told.count() == 0
    assert faults.asked.count("skin") == 1, "what came was asked for once"


def test_an_answer_that_is_wrong_once_is_asked_for_again_and_nothing_is_said(faulty, server_address):
    once = {"bones": "502", "home": "page", "skin": "cut"}
    page, faults = faulty(**once)
    faults.once = True
    page.page.add_init_script(
        """window.said = 0;
        document.addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
          if (document.querySelector('.notice')) window.said += 1;
        }).observe(document.body, { childList: true, subtree: true }));"""
    )
    page.open(server_address)
    assert set(held_by(page, ["bones", "home"])) == set(page.state()["visible"])
    all_here(page)
    assert page.page.evaluate("window.said") == 0
    asked = Counter(faults.asked)
    assert min(asked["bones"], asked["home"]) >= 2, "the browser itself asks for these, too, before the page does"
    assert [asked[name] for name in ("layers", "marks", "skin")] == [1, 1, 2]


def test_without_a_network_while_loading_all_comes_when_it_is_back(faulty, server_address):
    packs = ("bones", "home", "layers", "marks", "skin")
    page, faults = faulty(**dict.fromkeys(packs, "stalled"))
    page.allowed_complaint = lambda text: is_network_noise(text) or "WebSocket" in text
    page.page.goto(server_address)
    page.wait_until("window.anatomyViewer !== undefined")
    page.page.context.set_offline(True)
    faults.of.clear()
    page.wait_until("anatomyViewer.state().missing.length > 20")
    assert page.page.locator(".notice.missing").is_visible()
    assert page.page.evaluate("Promise.race([anatomyViewer.complete.then(() => 1), Promise.resolve(0)])") == 0
    page.page.context.set_offline(False)
    all_here(page)
    assert page.page.locator(".notice.missing").count() == 0
    assert page.state()["missing"] == []
    page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id)")
    assert page.state()["visible"]


def test_what_no_picture_shows_takes_no_place_where_the_rest_of_the_picture_came_after_the_bones(
    faulty, server_address
):
    page, faults = faulty(home="502")
    page.open(server_address)
    page.wait_until("anatomyViewer.state().visible.length > 5")
    faults.of.clear()
    try_again(page)
    all_here(page)
    page.page.evaluate("anatomyViewer.atRest()")
    shown = "anatomyContent.structures.filter(({ kind, at_home: home }) => kind === 'bone' || home).map(({ id }) => id).sort()"
    assert page.page.evaluate(IN_PLACE) == page.page.evaluate(shown)


def test_another_form_that_fails_is_named_and_never_mixed_with_the_one_before(faulty, server_address):
    page, faults = faulty()
    page.open(server_address)
    all_here(page)
    faults.of.update({"content-female.json": "page", "bones": "502"})
    page.page.evaluate("anatomyViewer.chooseForm('female')")
    told = page.page.locator(".notice.missing")
    name = page.page.evaluate("anatomyContent.forms.find(one => one.id === 'female').name")
    told.get_by_text(name).wait_for()
    assert page.state()["form"] != "female"
    del faults.of["content-female.json"]
    page.wait_until("anatomyViewer.state().form === 'female'")
    page.wait_until("anatomyViewer.state().missing.includes('sacrum')")
    told.get_by_text("All that is not here").click()
    assert "Sacrum" in told.inner_text()
    # The sacrum of the form before does not stand in for the one that fails.
    page.page.evaluate("anatomyViewer.isolate(['sacrum'])")
    seen = """() => { const box = document.querySelector('.stage').getBoundingClientRect(), found = [];
      for (let x = 10; x < box.width; x += 12) for (let y = 60; y < box.height; y += 12) found.push(anatomyViewer.pick(x, y)?.id);
      return found.filter(Boolean).length; }"""
    assert page.page.evaluate(seen) == 0
    faults.of.clear()
    try_again(page)
    page.wait_until("anatomyViewer.state().missing.length === 0")
    assert page.page.evaluate(seen) > 0


def test_a_file_with_a_damaged_pack_says_what_was_in_it_and_draws_the_rest(visit, exported_page, tmp_path):
    text = exported_page.read_text(encoding="utf-8")
    place = text.index(">", text.index('data-surface="pooled/bones.pack"')) + 4001
    # The same length, and no sign of it but the sum.
    letter = "A" if text[place] != "A" else "B"
    damaged = tmp_path / "damaged.html"
    damaged.write_text(text[:place] + letter + text[place + 1 :], encoding="utf-8")
    page = visit(SMALL).open(damaged.as_uri())
    all_here(page)
    told = page.page.locator(".notice").inner_text()
    assert all(name in told for name in held_by(page, ["bones"], "name"))
    assert page.page.locator(".notice").count() == 1
    assert page.state()["visible"] == held_by(page, ["home"])
