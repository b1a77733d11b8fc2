"""The one file under the policies of the places that show it: it works, or a true sentence says why it cannot."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from .conftest import PHONE

LESSON = "superior_cluneal_nerve_at_the_iliac_crest"


class Platform(BaseHTTPRequestHandler):
    """Hands out one page under the policy that the address asks for."""

    def __init__(self, document: str, *arguments: object) -> None:
        self.document = document
        super().__init__(*arguments)

    def do_GET(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        body = self.document
        if "nonce" in asked:
            body = body.replace("<script", f'<script nonce="{asked["nonce"][0]}"')
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        for policy in asked.get("policy", []):
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(body.encode())

    def log_message(self, *_words: object) -> None:
        """Nobody reads it."""


@pytest.fixture(scope="module")
def document(exported_page: Path) -> str:
    return exported_page.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def platform(document: str) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Platform, document))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def scripts_of(document: str) -> list[str]:
    return re.findall(r"<script>(.*?)</script>", document, flags=re.DOTALL)


def test_the_file_runs_its_own_scripts_and_no_other(document: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', document)[1]
    assert "'unsafe-inline'" not in re.search(r"script-src ([^;]*)", policy)[1]


RUNS = {
    # No request, no picture from data, no style inside the page, no code from text, every string vouched for.
    "strict": "default-src 'none'; script-src 'unsafe-inline'; require-trusted-types-for 'script'",
    "own names": "require-trusted-types-for 'script'; trusted-types vue default",
    "usual": "default-src 'self' 'unsafe-inline' data: blob:; sandbox allow-scripts",
    "nonce": "script-src 'nonce-a1'",
}


@pytest.mark.parametrize("name", RUNS)
def test_a_page_that_may_run_its_own_scripts_works(visit: Callable, platform: str, name: str) -> None:
    page = visit()
    # What the platform forbids is told by the browser; what the page does about it is looked at here.
    page.allowed_complaint = lambda text: (
        "image" in text or "inline style" in text or "TrustedScript" in text or "default-src" in text
    )
    query = {"policy": RUNS[name], "lesson": LESSON, "for": "patient", "lang": "es"}
    page.page.goto(f"{platform}?{urlencoded(query)}&nonce=a1")
    page.wait_until("window.anatomyViewer !== undefined")
    page.page.evaluate("anatomyViewer.ready.then(() => true)")
    assert page.state()["lesson"] == LESSON
    assert page.state()["language"] == "es"
    stage = page.page.locator(".stage").bounding_box()
    assert stage["height"] > 400, "the page has its styles"
    page.page.evaluate("anatomyViewer.next()")
    page.wait_until("document.querySelectorAll('.drawings .leader').length > 0")
    if name == "strict":  # parts that are compiled when they are first shown
        page.page.evaluate("anatomyViewer.select('sacrum')")
        page.page.locator(".info-card .card-title").wait_for()
        page.page.keyboard.press("Escape")
        page.page.keyboard.press("?")
        page.page.locator(".dialog").wait_for()


def urlencoded(query: dict[str, str]) -> str:
    from urllib.parse import urlencode

    return urlencode(query)


STOPPED = {
    "no script of the page's own": "script-src 'self'",
    "nothing but the platform's": "default-src 'self'",
    "a sandbox": "sandbox",
}


@pytest.mark.parametrize("name", STOPPED)
def test_a_sentence_that_needs_no_script_says_why(visit: Callable, platform: str, name: str) -> None:
    page = visit(PHONE)
    page.allowed_complaint = lambda text: True
    page.page.goto(f"{platform}?{urlencoded({'policy': STOPPED[name]})}")
    sentences = page.page.locator("#app .anatomy-waiting > p")
    sentences.first.wait_for()
    assert sentences.count() == 2
    for line, (language, words) in zip(
        sentences.all(), {"en": "none may run here", "es": "aquí no se permite ninguno"}.items(), strict=True
    ):
        assert line.get_attribute("lang") == language
        assert words in line.text_content()
        assert line.is_visible()
        box = line.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE[0]
    text = page.page.locator("body").inner_text()
    assert "open it in a browser" in text
    assert "allow-scripts" in text
    assert "Loading" not in text
    assert "damaged" not in text


HALF = {
    "one script of several": (lambda document: f"script-src {hash_of(scripts_of(document)[0])}", "(script-src-elem)"),
    "what unpacks and no more": (
        lambda document: f"script-src {' '.join(map(hash_of, scripts_of(document)))}",
        "(script-src-elem)",
    ),
    "no name for trusted types": (
        lambda document: "require-trusted-types-for 'script'; trusted-types 'none'",
        "trusted-types default vue",
    ),
}


@pytest.mark.parametrize("name", HALF)
def test_a_policy_that_lets_a_part_run_is_named(visit: Callable, platform: str, document: str, name: str) -> None:
    policy, words = HALF[name]
    page = visit(PHONE)
    page.allowed_complaint = lambda text: True
    page.page.goto(f"{platform}?{urlencoded({'policy': policy(document)})}")
    told = page.page.locator("#app .anatomy-waiting[role=alert]")
    told.wait_for()
    text = told.inner_text()
    assert "A policy of the place that shows this page" in text
    assert "Una política del lugar que muestra esta página" in text
    assert words in text
    assert "damaged" not in text


def test_the_sentence_is_never_seen_where_the_page_runs(visit: Callable, exported_page: Path) -> None:
    page = visit(PHONE)
    page.page.add_init_script(
        """window.seen = new Set();
        const look = () => {
          for (const one of document.querySelectorAll('.anatomy-waiting > p')) {
            if (getComputedStyle(one).visibility === 'visible') window.seen.add(one.textContent);
          }
          if (!window.anatomyViewer) requestAnimationFrame(look);
        };
        requestAnimationFrame(look);"""
    )
    page.open(exported_page.as_uri(), "?lang=es")
    assert set(page.page.evaluate("[...window.seen]")) <= {"Cargando el visor de anatomía …"}
