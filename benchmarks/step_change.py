"""What a step change takes: nothing of the server, and how long until the picture moves, beside an earlier build.

*First new frame*: from the call of ``next()`` to the first presented picture in which the model looks different; steps
that leave the model as it is are left out. *End*: to the first picture after which nothing changes that one sees. Both
builds take each step in turn, and of each step the middle of its rounds counts. In a class of old laptops (the page's
processor slowed four times) a flight has fewer frames and the same end.

python -m benchmarks.step_change [ROUNDS] [COMMIT]
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.measuring import middle, processor_seconds, report, report_ratio, tell_machine
from benchmarks.peers import BASELINE, NoPeer, earlier_viewer
from benchmarks.screen import Shown, changed, chromium, open_viewer, watched
from tests.running import Running, viewer

if TYPE_CHECKING:
    from playwright.async_api import Browser, CDPSession, Page

STEPS = 4
QUIET_S = 1.2
OLD_LAPTOP = 4

FIRST_STEP = """() => {
  const [lesson] = window.anatomyContent.lessons;
  return window.anatomyViewer.goTo(lesson.id, lesson.steps[0].id);
}"""
NEXT = "() => { const now = Date.now(); window.anatomyViewer.next(); return now / 1000; }"
WALK = """async () => {
    const viewer = window.anatomyViewer;
    let steps = 0;
    for (let before = null; before !== viewer.state().step; steps += 1) {
        before = viewer.state().step;
        viewer.next();
        await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
    }
    return steps - 1;
}"""


@dataclass
class Steps:
    """What the steps of one page took, by their number."""

    first_ms: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    end_ms: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    frames: list[float] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many have moved the model."""
        return len(self.frames)


async def settled(page: Page, shown: list[Shown]) -> None:
    """Wait until the page presents nothing new."""
    await page.evaluate("() => window.drained()")
    seen = None
    while not shown or shown[-1].data != seen:  # the browser hands out what it has once more now and then
        seen = shown[-1].data if shown else None
        await asyncio.sleep(QUIET_S)


async def go_on(page: Page, number: int, taken: Steps) -> None:
    """Go one step on, from the step of this number, which has come to rest."""
    await page.bring_to_front()
    async with watched(page) as shown:
        await settled(page, shown)
        before, seen = shown[-1].picture(), len(shown)
        frames = await page.evaluate("() => window.framesDrawn.frames")
        begun = await page.evaluate(NEXT)
        await settled(page, shown)
        pictures = [(one.at, one.picture()) for one in shown[seen:]]
        if not pictures or changed(before, pictures[-1][1]) < 0.02:
            return
        last = pictures[-1][1]
        # The end is counted from the back: a flight may pass a picture that looks like its last.
        end = pictures[-1][0]
        for at, picture in reversed(pictures):
            if changed(picture, last) > 0.004:
                break
            end = at
        first = next(at for at, picture in pictures if changed(before, picture) > 0.004)
        taken.first_ms[number].append(1000 * (first - begun))
        taken.end_ms[number].append(1000 * (end - begun))
        taken.frames.append(await page.evaluate("() => window.framesDrawn.frames") - frames)


async def walk(pages: Mapping[str, Page], taken: Mapping[str, Steps], turn: int, rate: float) -> None:
    """Go through the first steps of the first lesson, the pages in turn at each step: the other's is a moment away."""
    slow = [await slowed(page, rate) for page in pages.values()]
    for page in pages.values():
        await page.bring_to_front()
        await page.evaluate(FIRST_STEP)
    for number in range(STEPS):
        names = list(pages)
        for name in names if (turn + number) % 2 else reversed(names):
            await go_on(pages[name], number, taken[name])
    for session in slow:
        await session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        await session.detach()


def middles(figures: Mapping[int, list[float]]) -> list[float]:
    """Return the middle of the rounds of each step: steps differ more than rounds do."""
    return [middle(rounds) for rounds in figures.values()]


async def slowed(page: Page, rate: float) -> CDPSession:
    """Let the page's own processor be so many times slower, while the session that is returned stays open."""
    session = await page.context.new_cdp_session(page)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    return session


async def tell_server(browser: Browser, server: Running) -> None:
    """Print what the server does while a viewer goes through a lesson: nothing."""
    page = await open_viewer(browser, server.page)
    await page.evaluate(FIRST_STEP)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    received: list[int] = []
    session.on("Network.webSocketFrameReceived", lambda event: received.append(len(event["response"]["payloadData"])))
    session.on("Network.dataReceived", lambda event: received.append(event["encodedDataLength"]))
    before = processor_seconds([server.process.pid])
    steps = await page.evaluate(WALK)
    used = processor_seconds([server.process.pid]) - before
    await page.context.close()
    figure = f"{len(asked)} requests, {sum(received)} bytes, {used * 1000:.0f} ms of Python in {steps} steps"
    nothing = not asked and not received and used < 0.02
    report("step change: bytes from the server, work in Python", figure, "0; 0", nothing)


async def measure(rounds: int, commit: str) -> None:
    """Take turns and print the figures."""
    async with chromium() as browser:
        with contextlib.ExitStack() as running:
            server = running.enter_context(viewer())
            await tell_server(browser, server)
            addresses = {"ours": server.page, "earlier": running.enter_context(earlier_viewer(commit)).page}
            pages = {name: await open_viewer(browser, address, still=False) for name, address in addresses.items()}
            usual = {name: Steps() for name in pages}
            old = {name: Steps() for name in pages}
            for turn in range(rounds):
                await walk(pages, usual, turn, 1)
                await walk(pages, old, turn, OLD_LAPTOP)
    beside = f"beside {commit}"
    ours, earlier = usual["ours"], usual["earlier"]
    for name, kind, budget in (("first new frame", "first_ms", 0.75), ("end of the flight", "end_ms", 1.05)):
        figures = [middles(getattr(one, kind)) for one in (ours, earlier)]
        report_ratio(f"step change: {name}, {beside}", *figures, budget, "ms")
    figures = [middles(old[name].end_ms) for name in pages]
    report_ratio(f"step change on an old laptop: end, {beside}", *figures, 1.05, "ms")
    for name in pages:
        frames = f"{middle(usual[name].frames):.0f} frames a flight, on an old laptop {middle(old[name].frames):.0f}"
        print(f"      {name}: {frames}; {usual[name].count} steps of {rounds * STEPS} move the model", flush=True)


def main(rounds: int, commit: str) -> None:
    """Print the figures."""
    tell_machine()
    try:
        asyncio.run(measure(rounds, commit))
    except NoPeer as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5, sys.argv[2] if len(sys.argv) > 2 else BASELINE)
