"""A Chromium that draws in software, a hand that does not wait for it, and what people see on its screen.

What a page says of itself does not count here. The browser hands out every picture that it presents, with the time at
which it did (``Page.startScreencast``); the same for every page, at the same small cost. Frames are counted at WebGL:
an animation frame in which something was drawn is one.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import io
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.measuring import MODEL_AT, READY_MS, SIZE
from tests.counting import COUNT_FRAMES
from tests.running import launch_chromium

if TYPE_CHECKING:
    from playwright.async_api import Browser, CDPSession, Page

Picture = NDArray[np.int16]

MIDDLE = (slice(0.12, 0.86), slice(0.21, 0.48))
"""The part of the window, down and across, in which the home picture has nothing but the model and its lines."""
BLOCK = 4
SEEN = 16
"""A block of `BLOCK` by `BLOCK` pixels has changed where a colour differs by more on average, of 255: an antialiased
edge, or packing as JPEG, is no change."""


@contextlib.asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Open a headless Chromium that draws in software."""
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await launch_chromium(playwright.chromium)  # type: ignore[misc]
        yield browser
        await browser.close()


async def new_page(browser: Browser, still: bool = True) -> Page:
    """Open an empty page with an empty cache, in which frames are counted.

    Parameters
    ----------
    browser
        Where.
    still
        Whether the visitor wants reduced motion.
    """
    context = await browser.new_context(viewport=SIZE, reduced_motion="reduce" if still else "no-preference")
    page = await context.new_page()
    page.set_default_timeout(READY_MS)
    await page.add_init_script(COUNT_FRAMES)
    return page


async def open_viewer(browser: Browser, address: str, still: bool = True) -> Page:
    """Open the viewer and wait until everything is drawn and has come."""
    page = await new_page(browser, still)
    await page.goto(address)
    await page.evaluate("() => window.anatomyViewer.ready.then(() => window.anatomyViewer.complete).then(() => true)")
    await page.evaluate("() => window.drained()")
    return page


async def open_three(browser: Browser, address: str) -> Page:
    """Open the three.js page and wait until its model is drawn."""
    page = await new_page(browser)
    await page.goto(address)
    await page.wait_for_function("() => window.peerDrawn")
    await page.evaluate("() => window.drained()")
    return page


@dataclass(frozen=True)
class Shown:
    """One presented picture.

    Parameters
    ----------
    at
        When, in seconds since 1970.
    data
        As JPEG.
    """

    at: float
    data: bytes

    def picture(self, part: tuple[slice, slice] = MIDDLE) -> Picture:
        """Return a part of it, rows by columns by colours, from 0 to 255."""
        from PIL import Image

        pixels = np.asarray(Image.open(io.BytesIO(self.data)).convert("RGB"), dtype=np.int16)
        down, across = (
            slice(round(one.start * size), round(one.stop * size))
            for one, size in zip(part, pixels.shape[:2], strict=True)
        )
        return pixels[down, across]


def blocks(picture: Picture) -> Picture:
    """Return the averages over blocks of pixels."""
    rows, columns = (size // BLOCK for size in picture.shape[:2])
    whole = picture[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK, 3)
    return whole.mean(axis=(1, 3)).astype(np.int16)


def changed(one: Picture, other: Picture, where: NDArray[np.bool_] | None = None) -> float:
    """Return the part of the blocks that differ so that one sees it, of all or of some."""
    differs = np.abs(blocks(one) - blocks(other)).max(axis=2) > SEEN
    return float((differs if where is None else differs[where]).mean())


def model_in(picture: Picture) -> NDArray[np.bool_]:
    """Return the blocks of a picture that hold the model: what stands behind it is light."""
    return np.asarray(blocks(picture).min(axis=2) < 195)


def apart(one: Picture, other: Picture) -> float:
    """Return how far two pictures are from each other."""
    return float(np.abs(one - other).mean())


@contextlib.asynccontextmanager
async def watched(page: Page) -> AsyncIterator[list[Shown]]:
    """Yield a list that takes up every picture that the page presents meanwhile."""
    session: CDPSession = await page.context.new_cdp_session(page)
    shown: list[Shown] = []
    acknowledged: set[asyncio.Task[Any]] = set()

    def take(event: dict[str, Any]) -> None:
        shown.append(Shown(event["metadata"]["timestamp"], base64.b64decode(event["data"])))
        task = asyncio.ensure_future(
            _unless_gone(session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]}))
        )
        acknowledged.add(task)
        task.add_done_callback(acknowledged.discard)

    session.on("Page.screencastFrame", take)
    await session.send("Page.startScreencast", {"format": "jpeg", "quality": 80})
    try:
        yield shown
    finally:
        await _unless_gone(session.send("Page.stopScreencast"))
        await _unless_gone(session.detach())


async def _unless_gone(work: Any) -> None:
    from playwright.async_api import Error

    with contextlib.suppress(Error):
        await work


class Hand:
    """A pointer that moves on whatever the page does, as a hand does: moves are sent and not waited for."""

    RATE_HZ = 60

    def __init__(self, page: Page, session: CDPSession) -> None:
        self._page = page
        self._session = session
        self._sent: list[asyncio.Task[Any]] = []

    @classmethod
    async def of(cls, page: Page) -> Hand:
        """Return the hand of a page."""
        return cls(page, await page.context.new_cdp_session(page))

    def _send(self, kind: str, x: float, y: float, pressed: bool) -> None:
        event = {
            "type": kind,
            "x": x,
            "y": y,
            "button": "left",
            "buttons": int(pressed),
            "clickCount": int(kind != "mouseMoved"),
        }
        self._sent.append(asyncio.ensure_future(self._session.send("Input.dispatchMouseEvent", event)))

    def press(self, x: float, y: float) -> None:
        """Press at a place of the window."""
        self._send("mousePressed", x, y, True)

    async def free_place(self) -> tuple[float, float]:
        """Return a place on the model where no label, panel or button would take the press."""
        found: list[float] | None = await self._page.evaluate(
            """([x, height]) => {
              for (let part = 0.3; part < 0.8; part += 0.02) {
                const there = document.elementFromPoint(x, part * height);
                if (there?.matches("canvas") || there?.querySelector("canvas")) return [x, part * height];
              }
              return null;
            }""",
            [SIZE["width"] * MODEL_AT, SIZE["height"]],
        )
        if found is None:
            raise RuntimeError("the page leaves no free place to press the model")
        return found[0], found[1]

    async def move(self, places: Sequence[tuple[float, float]]) -> None:
        """Go through these places, one at each beat."""
        begun = time.perf_counter()
        for number, (x, y) in enumerate(places, 1):
            self._send("mouseMoved", x, y, True)
            await asyncio.sleep(max(0.0, begun + number / self.RATE_HZ - time.perf_counter()))

    async def let_go(self, x: float, y: float) -> None:
        """Let go, and wait until the page has heard of everything."""
        self._send("mouseReleased", x, y, False)
        await asyncio.gather(*self._sent)
        self._sent.clear()
