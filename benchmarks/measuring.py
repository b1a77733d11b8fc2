"""What the scripts share: how often, in which order, what a process has used, and how a line is told.

Figures of two pages are taken in turn, in the same minute, because machines differ and are shared; of each the median
counts.
"""

from __future__ import annotations

import datetime
import itertools
import os
import platform
import statistics
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tests.running import ROOT

SIZE = {"width": 1280, "height": 800}
"""A laptop's window."""
MODEL_AT = 0.324
"""Where across that window the viewer shows the middle of the model: panels stand on the right."""
READY_MS = 180_000


def middle(values: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def report(name: str, figure: str, budget: str, kept: bool) -> None:
    """Print one line of the budget table."""
    print(f"{'ok  ' if kept else 'OVER'}  {name}: {figure}  (budget {budget})", flush=True)


def report_ratio(
    name: str, ours: Sequence[float], peer: Sequence[float], most: float, unit: str, least: bool = False
) -> None:
    """Print how many times what the peer takes we take, both middle values and their spans.

    Parameters
    ----------
    name
        What was measured, and beside what.
    ours, peer
        What was measured in turn.
    most
        The budget of the ratio.
    unit
        Of both.
    least
        Whether `most` is instead what the ratio has to reach.
    """
    ratio = middle(ours) / middle(peer) if middle(peer) else float("inf")
    figure = f"{ratio:.2f} x ({_span(ours)} {unit}, beside {_span(peer)} {unit})"
    kept = ratio >= most if least else ratio <= most
    report(name, figure, f"{'at least ' if least else ''}{most:g} x", kept)


def _span(values: Sequence[float]) -> str:
    digits = 0 if middle(values) >= 100 else 2
    low, high = min(values), max(values)
    return f"{middle(values):.{digits}f}" + (f" [{low:.{digits}f} to {high:.{digits}f}]" if len(values) > 1 else "")


def tell_machine() -> None:
    """Print the machine and the build that the figures are of."""
    model = next(
        (line.partition(": ")[2] for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor(),
    )
    memory = next((int(line.split()[1]) / 2**20 for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(
        f"      {datetime.date.today()}, build {commit_of('HEAD') or 'unknown'}: {os.cpu_count()} cores {model},"
        f" {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}; load when begun {load:.1f}",
        flush=True,
    )


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


def commit_of(name: str) -> str | None:
    """Return the short hash of a commit of this checkout, or None where it has none of that name."""
    command = ["git", "rev-parse", "--verify", "--quiet", "--short", f"{name}^{{commit}}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or None


def processor_seconds(processes: Iterable[int]) -> float:
    """Return the processor time that these processes have used together (Linux)."""
    used = 0
    for process in processes:
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        used += int(fields[11]) + int(fields[12])
    return used / os.sysconf("SC_CLK_TCK")


def with_children(process: int) -> list[int]:
    """Return a process and all that it has started (Linux)."""
    found = [process]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


def proportional_mib(process: int) -> float:
    """Return the memory of a process in MiB, what it shares with others in parts (Linux)."""
    for line in _lines(f"/proc/{process}/smaps_rollup"):
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("the system gives no memory figure")


async def processes_of(browser: Any) -> dict[str, list[int]]:
    """Return the process ids of a Chromium by what they are: ``browser``, ``renderer``, ``GPU`` and others."""
    session = await browser.new_browser_cdp_session()
    found: dict[str, list[int]] = {}
    for one in (await session.send("SystemInfo.getProcessInfo"))["processInfo"]:
        found.setdefault(one["type"], []).append(one["id"])
    await session.detach()
    return found


async def browser_seconds(browser: Any) -> float:
    """Return the processor time of all processes of a Chromium."""
    return processor_seconds(itertools.chain.from_iterable((await processes_of(browser)).values()))
