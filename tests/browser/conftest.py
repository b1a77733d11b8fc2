"""A real Chromium against the real program, on both hosts."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from ..running import ROOT, VIEWER, viewer

LAPTOP = (1280, 800)
PHONE = (390, 844)
READY_MS = 60_000
OF_A_SLOW_MACHINE = (
    "was preloaded using link preload",  # scripts that were fetched early run later than Chromium expects
    "GPU stall due to ReadPixels",  # the picture goes into a page that is put together without a graphics card
)
# The page lives as ever, only the 3D picture stays empty: most of the time of a test is its drawing in software.
NOTHING_DRAWN = """{
  for (const name of ["drawArrays", "drawElements"]) WebGL2RenderingContext.prototype[name] = () => {};
  const { getContext, setAttribute } = HTMLCanvasElement.prototype, emptied = new WeakSet();
  HTMLCanvasElement.prototype.getContext = function (kind, ...how) {
    if (kind.startsWith("webgl")) emptied.add(this);
    return getContext.call(this, kind, ...how);
  };
  HTMLCanvasElement.prototype.setAttribute = function (name, value) {
    return setAttribute.call(this, name, emptied.has(this) && ["width", "height"].includes(name) ? 8 : value);
  };
}"""


@pytest.fixture(scope="session")
def server_address() -> Iterator[str]:
    with viewer() as running:
        yield running.page


@pytest.fixture(scope="session")
def exported_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as one file, written by the real command."""
    target = tmp_path_factory.mktemp("export") / "viewer page.html"
    subprocess.run(
        [*VIEWER, "export", str(target)],
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
        context.set_default_timeout(READY_MS)  # of clicks and downloads too: a busy machine takes its time
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.allowed_complaint: Callable[[str], bool] = lambda text: False
        self.page.on("console", lambda message: self._hear(message.type, message.text, message.location.get("url", "")))
        self.page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def _hear(self, kind: str, text: str, url: str) -> None:
        if kind not in {"error", "warning"} or any(words in text for words in OF_A_SLOW_MACHINE):
            return
        if not self.allowed_complaint(text):
            self.complaints.append(f"{kind}: {text} {url}")

    def open(self, address: str, query: str = "") -> Visit:
        self.page.goto(address.split("?")[0] + query, timeout=READY_MS)
        self.wait_until("window.anatomyViewer !== undefined")
        self.page.evaluate("anatomyViewer.ready.then(() => true)")
        return self

    def wait_until(self, condition: str, argument: object = None) -> None:
        self.page.wait_for_function(condition, arg=argument, timeout=READY_MS)

    def state(self) -> dict:
        return self.page.evaluate("anatomyViewer.state()")

    def settle(self) -> None:
        """Wait until two animation frames have passed, so that what was asked for is in the page."""
        self.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")


@pytest.fixture
def visit(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Open pages at a size; every complaint in the console fails the test at its end.

    The picture is drawn if not told otherwise: by ``DRAWN = False`` in a file whose tests look at no picture, or for a page.
    """
    contexts: list[BrowserContext] = []
    visits: list[Visit] = []

    def start(
        size: tuple[int, int] = LAPTOP, *, still: bool = True, drawn: bool | None = None, **options: object
    ) -> Visit:
        empty = not (getattr(request.module, "DRAWN", True) if drawn is None else drawn)
        context = (request.getfixturevalue("quick_browser") if empty else browser).new_context(
            viewport={"width": size[0], "height": size[1]},
            has_touch=size[0] < 500,
            reduced_motion="reduce" if still else "no-preference",
            **options,
        )
        if empty:
            context.add_init_script(NOTHING_DRAWN)
        contexts.append(context)
        visits.append(Visit(context))
        return visits[-1]

    yield start
    complaints = [complaint for one in visits for complaint in one.complaints]
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)
