"""What a step change takes: nothing of the server, and how long until the picture moves, beside an earlier build.

*First new frame*: from the call of ``next()`` to the first presented picture in which the model looks different; steps
that leave the model as it is are left out. *End*: to the first picture after which nothing changes that one sees. In a
class of old laptops (the page's processor slowed four times) a flight has fewer frames and the same end.

python -m benchmarks.step_change [ROUNDS] [COMMIT]
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
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
    """What the steps of one page took."""

    first_ms: list[float] = field(default_factory=list)
    end_ms: list[float] = field(default_factory=list)
    frames: list[float] = field(default_factory=list)


async def settled(page: Page, shown: list[Shown]) -> None:
    """Wait until the page presents nothing new."""
    await page.evaluate("() => window.drained()")
    while True:
        seen = shown[-1].data
        await asyncio.sleep(QUIET_S)
        if shown[-1].data == seen:  # the browser hands out what it has once more now and then
            return


async def walk(page: Page, taken: Steps) -> None:
    """Go through the first steps of the first lesson, each when the one before has come to rest."""
    async with watched(page) as shown:
        await page.evaluate(FIRST_STEP)
        await settled(page, shown)
        for _ in range(STEPS):
            before, number = shown[-1].picture(), len(shown)
            frames = await page.evaluate("() => window.framesDrawn.frames")
            begun = await page.evaluate(NEXT)
            await settled(page, shown)
            pictures = [(one.at, one.picture()) for one in shown[number:]]
            if not pictures or changed(before, pictures[-1][1]) < 0.02:
                continue
            last = pictures[-1][1]
            # The end is counted from the back: a flight may pass a picture that looks like its last.
            end = pictures[-1][0]
            for at, picture in reversed(pictures):
                if changed(picture, last) > 0.004:
                    break
                end = at
            first = next(at for at, picture in pictures if changed(before, picture) > 0.004)
            taken.first_ms.append(1000 * (first - begun))
            taken.end_ms.append(1000 * (end - begun))
            taken.frames.append(await page.evaluate("() => window.framesDrawn.frames") - frames)


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
            for _ in range(rounds):
                for name, page in pages.items():
                    await page.bring_to_front()
                    await walk(page, usual[name])
                    session = await slowed(page, OLD_LAPTOP)
                    await walk(page, old[name])
                    await session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    beside = f"beside {commit}"
    ours, earlier = usual["ours"], usual["earlier"]
    report_ratio(f"step change: first new frame, {beside}", ours.first_ms, earlier.first_ms, 0.75, "ms")
    report_ratio(f"step change: end of the flight, {beside}", ours.end_ms, earlier.end_ms, 1.05, "ms")
    report_ratio(f"step change on an old laptop: end, {beside}", old["ours"].end_ms, old["earlier"].end_ms, 1.05, "ms")
    for name in pages:
        frames = f"{middle(usual[name].frames):.0f} frames a flight, on an old laptop {middle(old[name].frames):.0f}"
        print(
            f"      {name}: {frames}; {len(usual[name].first_ms)} steps of {rounds * STEPS} move the model", flush=True
        )


def main(rounds: int, commit: str) -> None:
    """Print the figures."""
    tell_machine()
    try:
        asyncio.run(measure(rounds, commit))
    except NoPeer as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3, sys.argv[2] if len(sys.argv) > 2 else BASELINE)
