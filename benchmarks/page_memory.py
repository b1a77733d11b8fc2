"""The memory of the page's process when everything has come, beside an earlier build.

python -m benchmarks.page_memory [ROUNDS] [COMMIT]
"""

from __future__ import annotations

import asyncio
import sys

from benchmarks.measuring import middle, processes_of, proportional_mib, report_ratio, tell_machine
from benchmarks.peers import BASELINE, NoPeer, earlier_viewer
from benchmarks.screen import chromium, open_viewer
from tests.running import viewer


async def memory_of(address: str) -> tuple[float, float]:
    """Return the memory of the page's process and of the one that draws, in MiB, in a browser that has just started."""
    async with chromium() as browser:
        page = await open_viewer(browser, address)
        session = await page.context.new_cdp_session(page)
        await session.send("HeapProfiler.collectGarbage")
        found = await processes_of(browser)
        # Empty ones wait for other pages.
        renderer = max(map(proportional_mib, found["renderer"]))
        return renderer, sum(map(proportional_mib, found.get("GPU", ())))


async def measure(rounds: int, commit: str) -> None:
    """Take turns and print the figures."""
    with viewer() as ours, earlier_viewer(commit) as earlier:
        taken: dict[str, list[tuple[float, float]]] = {"ours": [], "earlier": []}
        for _ in range(rounds):
            for name, running in (("ours", ours), ("earlier", earlier)):
                taken[name].append(await memory_of(running.page))
    page, drawing = ({name: [one[k] for one in values] for name, values in taken.items()} for k in (0, 1))
    report_ratio(f"memory of the page's process, beside {commit}", page["ours"], page["earlier"], 0.8, "MiB")
    told = f"{middle(drawing['ours']):.0f} MiB, beside {middle(drawing['earlier']):.0f} MiB"
    print(f"      the process that draws: {told}", flush=True)


def main(rounds: int, commit: str) -> None:
    """Print the figures."""
    tell_machine()
    try:
        asyncio.run(measure(rounds, commit))
    except NoPeer as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3, sys.argv[2] if len(sys.argv) > 2 else BASELINE)
