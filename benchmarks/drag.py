"""Turning the model by hand, drawn in software, beside a plain three.js page without antialiasing.

Both pages have the same meshes, camera and window, and the same hand: moves at 60 Hz that wait for nothing.

*Hand to pixel*: while the hand trembles about a place it jumps 140 px aside. From sending that move to the first
presented picture that is nearer to what is shown after the jump than to what was shown before it. Pictures that the
page had still to finish when the hand jumped count: they are what a hand waits for.

*Frames a second*: animation frames in which something was drawn, until the last is finished, while the hand swings.
*Processor a frame*: what all processes of the browser use meanwhile, by these frames.

python -m benchmarks.drag [ROUNDS]
"""

from __future__ import annotations

import asyncio
import itertools
import math
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.measuring import browser_seconds, middle, report, report_ratio, tell_machine
from benchmarks.peers import NoPeer, three_address, three_server
from benchmarks.screen import Hand, apart, chromium, open_three, open_viewer, watched
from tests.running import viewer

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

SWING_S = 5.0
PLATEAU_S = 2.5
JUMPS = 4
JUMP_PX = 140


@dataclass
class Taken:
    """What was measured of one page."""

    to_pixel_ms: list[float] = field(default_factory=list)
    frames_a_second: list[float] = field(default_factory=list)
    processor_ms: list[float] = field(default_factory=list)
    presented_a_second: list[float] = field(default_factory=list)


async def swing(browser: Browser, page: Page, taken: Taken) -> None:
    """Turn to and fro for a while."""
    hand = await Hand.of(page)
    x, y = await hand.free_place()
    beats = round(SWING_S * hand.RATE_HZ)
    places = [(x + 160 * math.sin(beat / hand.RATE_HZ * 2.2), y) for beat in range(beats)]
    before = await page.evaluate("() => window.drained()")
    used = await browser_seconds(browser)
    begun = time.perf_counter()
    hand.press(x, y)
    await hand.move(places)
    frames = await page.evaluate("() => window.drained()") - before
    seconds = time.perf_counter() - begun
    used = await browser_seconds(browser) - used
    await hand.let_go(*places[-1])
    taken.frames_a_second.append(frames / seconds)
    taken.processor_ms.append(1000 * used / max(frames, 1))


async def jump(page: Page, taken: Taken) -> None:
    """Tremble about a place, jump aside and back, and look when the screen follows."""
    hand = await Hand.of(page)
    x, y = await hand.free_place()
    jumped: list[float] = []
    async with watched(page) as shown:
        hand.press(x, y)
        await hand.move([(x + 30, y)])  # what hardly moves may be meant as a click
        for number in range(JUMPS + 1):
            if number:
                jumped.append(time.time())
            at = x + (number % 2) * JUMP_PX
            beats = round(PLATEAU_S * hand.RATE_HZ)
            await hand.move([(at + 2 * math.sin(beat / hand.RATE_HZ * 9), y) for beat in range(beats)])
        await hand.let_go(x, y)
        await page.evaluate("() => window.drained()")
    if not shown:
        raise RuntimeError("the browser presented nothing while the hand moved")
    pictures = [(one.at, one.picture()) for one in shown]
    steps = [b[0] for a, b in itertools.pairwise(pictures) if apart(a[1], b[1]) > 0]
    taken.presented_a_second.append(len(steps) / (pictures[-1][0] - pictures[0][0]))
    for number, then in enumerate(jumped):
        end = jumped[number + 1] if number + 1 < len(jumped) else pictures[-1][0] + 1
        old = [picture for at, picture in pictures if at <= then][-1:]
        new = [(at, picture) for at, picture in pictures if then < at < end]
        if not old or not new:
            continue
        last = new[-1][1]
        if apart(old[0], last) < 1.0:
            continue  # the picture did not follow before the next jump: told by the count
        first = next(at for at, picture in new if apart(picture, last) < apart(picture, old[0]))
        taken.to_pixel_ms.append(1000 * (first - then))


async def measure(rounds: int) -> None:
    """Take turns and print the figures."""
    with viewer() as running:
        async with chromium() as browser:
            page = await open_viewer(browser, running.page)
            home = await page.evaluate("() => window.anatomyViewer.state().visible")
            camera = await page.evaluate("() => window.trame.refs.view.getCamera()")
            with three_server(home) as three:
                pages = {"ours": page, "three": await open_three(browser, three_address(three, camera, False))}
                taken = {name: Taken() for name in pages}
                for _ in range(rounds):
                    for name, one in pages.items():
                        await one.bring_to_front()
                        await swing(browser, one, taken[name])
                        await jump(one, taken[name])
    ours, peer = taken["ours"], taken["three"]
    beside = "beside three.js without antialiasing"
    seen = [f"{len(one.to_pixel_ms)} of {rounds * JUMPS} jumps" for one in (ours, peer)]
    report_ratio(f"hand to pixel, {beside} ({', '.join(seen)})", ours.to_pixel_ms, peer.to_pixel_ms, 0.6, "ms")
    report_ratio(f"frames a second, {beside}", ours.frames_a_second, peer.frames_a_second, 0.9, "a second", least=True)
    report_ratio(f"processor a frame, {beside}", ours.processor_ms, peer.processor_ms, 1.0, "ms")
    presented = f"{middle(ours.presented_a_second):.1f} a second, beside {middle(peer.presented_a_second):.1f}"
    report("pictures presented while the hand jumped", presented, "told, not judged", True)


def main(rounds: int) -> None:
    """Print the figures."""
    tell_machine()
    try:
        asyncio.run(measure(rounds))
    except NoPeer as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4)
