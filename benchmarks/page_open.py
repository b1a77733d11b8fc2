"""From opening the address to the bones and to the whole home picture, with an empty cache.

Beside a three.js page with antialiasing that reads one GLB, beside the bare page, and beside an earlier build; also on
a slow line. What counts is what the screen shows (`benchmarks.screen`): the *bones* from the first picture in which
half of the model is as in the end (nerves and ligaments lie over the rest), the *whole* from the first one after which
nothing changes that one sees.

The slow line is Chromium's own (1.5 Mbit/s, each answer 300 ms late), on the page and on what it fetches.

python -m benchmarks.page_open [ROUNDS] [COMMIT]
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.bare_page import bare_server
from benchmarks.measuring import middle, report, report_ratio, tell_machine
from benchmarks.peers import BASELINE, NoPeer, earlier_viewer, three_address, three_server
from benchmarks.screen import Shown, changed, chromium, model_in, new_page, open_viewer, watched
from tests.counting import Line
from tests.running import viewer

if TYPE_CHECKING:
    from playwright.async_api import Browser

SLOW = {
    "offline": False,
    "latency": 300,
    "downloadThroughput": 1.5e6 / 8,
    "uploadThroughput": 1.5e6 / 8,
    "connectionType": "cellular3g",
}
QUIET_S = 1.5
"""A page has opened when it has said so and then presents nothing for so long."""

TOLD = """document.addEventListener("anatomyviewer", ({ detail }) => {
  window.told = {};
  for (const event of ["bones", "ready"]) detail.on(event, () => { window.told[event] = performance.now(); });
});"""
OPENED = {
    "viewer": "() => window.anatomyViewer?.complete?.then(() => true)",
    "three": "() => window.peerDrawn === true",
    "bare": """() => window.anatomyContent && performance.getEntriesByType("resource")
        .filter((entry) => /surfaces\\/.*pack/.test(entry.name) && entry.responseEnd > 0).length
        >= window.anatomyContent.structures.length""",
}


@dataclass(frozen=True)
class Opening:
    """What one visit took.

    Parameters
    ----------
    bones_ms, whole_ms
        From the navigation to what the screen shows.
    told_ms
        What the page says of the same two, in its own events; None where it says nothing.
    requests, bytes
        Begun, and come over the line, until the page said that the picture was there; the screen may follow later.
    requests_in_all
        Also what follows it.
    """

    bones_ms: float
    whole_ms: float
    told_ms: tuple[float, float] | None
    requests: int
    bytes: float
    requests_in_all: int


async def open_once(browser: Browser, kind: str, address: str, slow: bool = False) -> Opening:
    """Open a page with an empty cache and see when it is there."""
    page = await new_page(browser)
    await page.add_init_script(TOLD)
    session = await page.context.new_cdp_session(page)
    line = Line()
    line.listen(session)
    await session.send("Network.enable")
    if slow:
        await session.send("Network.emulateNetworkConditions", SLOW)
    async with watched(page) as shown:
        await page.goto(address, wait_until="commit")
        await page.wait_for_function(OPENED[kind])
        await page.evaluate("() => window.drained()")
        while True:
            before = shown[-1].data, len(line.begun)
            await asyncio.sleep(QUIET_S)
            if (shown[-1].data, len(line.begun)) == before:
                break
        begun = await page.evaluate("() => performance.timeOrigin") / 1000
        told = await page.evaluate("() => window.told ? [window.told.bones, window.told.ready] : null")
        workers = len(page.workers)
    await page.context.close()
    if slow and workers:
        print(f"      {kind}: {workers} workers fetch for themselves, at full speed", flush=True)
    bones, whole = moments(shown)
    there = begun + told[1] / 1000 if told else whole
    return Opening(
        bones_ms=1000 * (bones - begun),
        whole_ms=1000 * (whole - begun),
        told_ms=tuple(told) if told else None,
        requests=line.requests_until(there),
        bytes=line.bytes_until(there),
        requests_in_all=len(line.begun),
    )


def moments(shown: list[Shown]) -> tuple[float, float]:
    """Return when the bones were there, and when everything was."""
    last = shown[-1].picture()
    # The window before the page may be of another size.
    pictures = [(one.at, picture) for one in shown if (picture := one.picture()).shape == last.shape]
    model = model_in(last)
    if model.mean() < 0.1:
        raise RuntimeError("the page shows no model")
    bones = next(at for at, picture in pictures if changed(picture, last, model) < 0.5)
    whole = pictures[-1][0]
    for at, picture in reversed(pictures):
        if changed(picture, last) > 0.004:
            break
        whole = at
    return bones, whole


async def measure(rounds: int, commit: str) -> None:
    """Take turns and print the figures."""
    async with chromium() as browser:
        with contextlib.ExitStack() as running:
            ours = running.enter_context(viewer())
            page = await open_viewer(browser, ours.page)
            home = await page.evaluate("() => window.anatomyViewer.state().visible")
            camera = await page.evaluate("() => window.trame.refs.view.getCamera()")
            await page.context.close()
            three = running.enter_context(three_server(home))
            bare = running.enter_context(bare_server())
            pages = {
                "ours": ("viewer", ours.page),
                "three": ("three", three_address(three, camera, True)),
                "bare": ("bare", bare.page),
            }
            try:
                pages["earlier"] = ("viewer", running.enter_context(earlier_viewer(commit)).page)
            except NoPeer as reason:
                print(f"      {reason}; not compared with it", flush=True)
            for kind, address in pages.values():  # the content is compiled, the libraries are packed
                await open_once(browser, kind, address)
            usual = await taken(browser, pages, rounds, slow=False)
            slow = await taken(browser, {k: v for k, v in pages.items() if k != "bare"}, max(1, rounds // 2), slow=True)
        tell_beside(usual, slow, commit)
        await tell_first_viewer(browser, max(1, rounds // 2))


async def taken(
    browser: Browser, pages: Mapping[str, tuple[str, str]], rounds: int, slow: bool
) -> dict[str, list[Opening]]:
    """Open the pages in turn."""
    found: dict[str, list[Opening]] = {name: [] for name in pages}
    for _ in range(rounds):
        for name, (kind, address) in pages.items():
            found[name].append(await open_once(browser, kind, address, slow))
    return found


def bones_of(openings: list[Opening]) -> list[float]:
    """Return when the bones were there, ms."""
    return [one.bones_ms for one in openings]


def whole_of(openings: list[Opening]) -> list[float]:
    """Return when everything was there, ms."""
    return [one.whole_ms for one in openings]


def tell_beside(usual: Mapping[str, list[Opening]], slow: Mapping[str, list[Opening]], commit: str) -> None:
    """Print the lines that compare pages, and the counts."""
    ours, three = usual["ours"], usual["three"]
    report_ratio("bones, beside three.js that reads one GLB", bones_of(ours), bones_of(three), 1.4, "ms")
    report_ratio("whole home picture, beside the same", whole_of(ours), whole_of(three), 1.5, "ms")
    report_ratio("bones, beside a bare page", bones_of(ours), bones_of(usual["bare"]), 1.3, "ms")
    if "earlier" in usual:
        beside = f"beside {commit}"
        report_ratio(f"whole home picture, {beside}", whole_of(ours), whole_of(usual["earlier"]), 1.0, "ms")
        report_ratio(f"slow line: bones, {beside}", bones_of(slow["ours"]), bones_of(slow["earlier"]), 0.45, "ms")
        report_ratio(f"slow line: whole, {beside}", whole_of(slow["ours"]), whole_of(slow["earlier"]), 0.45, "ms")
    report_ratio("slow line: whole, beside three.js", whole_of(slow["ours"]), whole_of(slow["three"]), 1.5, "ms")
    for name, openings in usual.items():
        requests, size = max(one.requests for one in openings), max(one.bytes for one in openings) / 1e6
        in_all = max(one.requests_in_all for one in openings)
        figure = f"{requests} requests, {size:.2f} MB; {in_all} requests in all"
        judged = name == "ours"
        kept = not judged or (requests <= 14 and size <= 1.25 and in_all <= 20)
        report(f"to the home picture, {name}", figure, "14, 1.25 MB; 20" if judged else "told, not judged", kept)
        if openings[0].told_ms:
            bones, ready = (middle([one.told_ms[k] for one in openings if one.told_ms]) for k in (0, 1))
            print(f"      {name} says of itself: bones {bones:.0f} ms, ready {ready:.0f} ms", flush=True)


async def tell_first_viewer(browser: Browser, rounds: int) -> None:
    """Open the page of servers that have just started, twice each."""
    first, second = [], []
    for _ in range(rounds):
        with viewer() as running:
            first.append((await open_once(browser, "viewer", running.page)).whole_ms)
            second.append((await open_once(browser, "viewer", running.page)).whole_ms)
    report_ratio("whole home picture: the first viewer after a start, beside the second", first, second, 1.1, "ms")


def main(rounds: int, commit: str) -> None:
    """Print the figures."""
    tell_machine()
    try:
        asyncio.run(measure(rounds, commit))
    except NoPeer as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5, sys.argv[2] if len(sys.argv) > 2 else BASELINE)
