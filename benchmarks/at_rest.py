"""What the page does while nothing moves: nothing. At home, in a step of a lesson, and after a drag."""

from __future__ import annotations

import asyncio
import itertools
import sys
from typing import TYPE_CHECKING

from benchmarks.measuring import browser_seconds, report, tell_machine
from benchmarks.screen import Hand, chromium, open_viewer, watched
from benchmarks.step_change import FIRST_STEP, settled
from tests.running import viewer

if TYPE_CHECKING:
    from playwright.async_api import Browser, CDPSession, Page


async def script_ms(session: CDPSession) -> float:
    """Return for how long scripts of the page have run."""
    metrics = (await session.send("Performance.getMetrics"))["metrics"]
    return 1000 * float(next(one["value"] for one in metrics if one["name"] == "ScriptDuration"))


async def rest(browser: Browser, page: Page, name: str, seconds: float) -> None:
    """Watch the page for a while and print what it did."""
    session = await page.context.new_cdp_session(page)
    await session.send("Performance.enable")
    async with watched(page) as shown:
        await settled(page, shown)
        seen = len(shown) - 1
        await asyncio.sleep(seconds)
        presented = sum(one.data != other.data for one, other in itertools.pairwise(shown[seen:]))
    frames = await page.evaluate("() => window.drained()")
    # Nothing of ours runs in the page between these two readings.
    ran, used = await script_ms(session), await browser_seconds(browser)
    await asyncio.sleep(seconds)
    ran, used = await script_ms(session) - ran, await browser_seconds(browser) - used
    frames = await page.evaluate("() => window.framesDrawn.frames") - frames
    await session.detach()
    figure = (
        f"{frames} frames drawn, {presented} pictures presented, {ran:.1f} ms of script in {seconds:g} s"
        f" ({1000 * used / seconds:.0f} ms of processor a second in all of the browser)"
    )
    report(f"at rest, {name}", figure, "0; 0; 0", not frames and not presented and ran < 0.1)


async def measure(seconds: float) -> None:
    """Print the figures."""
    with viewer() as running:
        async with chromium() as browser:
            page = await open_viewer(browser, running.page, still=False)
            await rest(browser, page, "at home", seconds)
            await page.evaluate(FIRST_STEP)
            await rest(browser, page, "in a step of a lesson", seconds)
            hand = await Hand.of(page)
            x, y = await hand.free_place()
            hand.press(x, y)
            await hand.move([(x + beat, y) for beat in range(60)])
            await hand.let_go(x + 60, y)
            await rest(browser, page, "after a drag", seconds)


def main(seconds: float) -> None:
    """Print the figures."""
    tell_machine()
    asyncio.run(measure(seconds))


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 5)
