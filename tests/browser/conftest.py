"""A real Chromium against the real program, on both hosts."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).parents[2]
LAPTOP = (1280, 800)
PHONE = (390, 844)
READY_MS = 60_000


@contextlib.contextmanager
def running_viewer(*options: str, folder: Path = ROOT, port: int = 0) -> Iterator[str]:
    """Start the viewer and yield the address that it prints."""
    with running_command("--no-browser", "--port", str(port), *options, folder=folder) as address:
        yield address


@contextlib.contextmanager
def running_command(*words: str, folder: Path = ROOT) -> Iterator[str]:
    """Start a command that serves the page and yield the address that it prints."""
    command = [sys.executable, "-m", "anatomy_viewer", *words]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line.startswith("Ready: "):
            process.terminate()
            raise AssertionError(f"the viewer did not start: {line}{process.communicate(timeout=10)[1]}")
        yield line.removeprefix("Ready: ").strip()
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.fixture(scope="session")
def server_address() -> Iterator[str]:
    with running_viewer() as address:
        yield address


@pytest.fixture(scope="session")
def exported_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as one file, written by the real command."""
    target = tmp_path_factory.mktemp("export") / "viewer page.html"
    subprocess.run(
        [sys.executable, "-m", "anatomy_viewer", "export", str(target)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return target


@pytest.fixture(scope="session", params=["server", "file"])
def address(request: pytest.FixtureRequest) -> str:
    """Where the page is: on the live server, and as a file."""
    if request.param == "server":
        return str(request.getfixturevalue("server_address"))
    return str(request.getfixturevalue("exported_page").as_uri())


class Visit:
    """One page in a browser of its own, with what it asked for and what it complained of."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.allowed_complaint: Callable[[str], bool] = lambda text: False
        self.page.on("console", lambda message: self._hear(message.type, message.text, message.location.get("url", "")))
        self.page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def _hear(self, kind: str, text: str, url: str) -> None:
        # On a machine under load the scripts that were fetched early run later than Chromium expects.
        if kind not in {"error", "warning"} or "was preloaded using link preload" in text:
            return
        if not self.allowed_complaint(text):
            self.complaints.append(f"{kind}: {text} {url}")

    def open(self, address: str, query: str = "") -> Visit:
        self.page.goto(address.split("?")[0] + query)
        self.wait_until("window.anatomyViewer !== undefined")
        self.page.evaluate("anatomyViewer.ready.then(() => true)")
        return self

    def wait_until(self, condition: str, argument: object = None) -> None:
        self.page.wait_for_function(condition, arg=argument, timeout=READY_MS)

    def state(self) -> dict:
        return self.page.evaluate("anatomyViewer.state()")

    def settle(self) -> None:
        """Wait until two animation frames have passed, so that what was asked for is drawn."""
        self.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Open pages at a size; every complaint in the console fails the test at its end."""
    contexts: list[BrowserContext] = []
    visits: list[Visit] = []

    def start(size: tuple[int, int] = LAPTOP, *, still: bool = True, **options: object) -> Visit:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            has_touch=size[0] < 500,
            reduced_motion="reduce" if still else "no-preference",
            **options,
        )
        contexts.append(context)
        visits.append(Visit(context))
        return visits[-1]

    yield start
    complaints = [complaint for one in visits for complaint in one.complaints]
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)
