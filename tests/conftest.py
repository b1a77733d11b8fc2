"""The one Chromium that most tests of the page share; tests/browser/engines has the other two."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from anatomy_viewer.hosts.compiling import CHROMIUM_NAMES, installed_chromium

from .running import CHROMIUM_FLAGS, launch_chromium

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter
    from playwright.sync_api import Browser, BrowserType

TESTS = Path(__file__).parent
# What these share takes longer to make than most of their tests to run: placed models, hosts of their own, engines.
TOGETHER = {
    TESTS / "modelling": "modelling",
    TESTS / "browser" / "engines": "engines",
    **{
        TESTS / "browser" / f"test_{name}.py": name
        for name in (
            "class",
            "class_asking",
            "cmi5",
            "cost",
            "course",
            "embedding",
            "learning_platforms",
            "loading",
            "paper_codes",
            "policies",
            "site",
            "step_keys",
        )
    },
}

# How long one example takes says how busy the machine is, nothing else.
settings.register_profile("any_machine", deadline=None)
settings.load_profile("any_machine")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what needs a browser, and what stays together: xdist reads the groups before any later hook is called."""
    if {"browser", "running_engine"} & set(getattr(item, "fixturenames", ())):
        item.add_marker(pytest.mark.browser)
        if os.environ.get("CI"):  # of five thousand one in a few runs meets a moment that nobody foresaw: told, below
            item.add_marker(pytest.mark.flaky(reruns=1))
    if "PYTEST_XDIST_WORKER" in os.environ and (group := group_of(item.path)):
        item.add_marker(pytest.mark.xdist_group(group))


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Tell what failed and passed when it was run once more: a fault of the test or of the page, to be found."""
    for report in terminalreporter.stats.get("rerun", []):
        terminalreporter.section(f"FAILED ONCE: {report.nodeid}")
        terminalreporter.write_line(report.longreprtext)


def group_of(path: Path) -> str | None:
    """Return the group of a test file: tests of one group run in one worker, the largest groups first."""
    for place, name in TOGETHER.items():
        if path.is_relative_to(place):
            return name
    return None if path.is_relative_to(TESTS / "browser") else path.stem


@pytest.fixture(scope="session")
def chromium() -> Iterator[BrowserType]:
    """Playwright's Chromium; where none is installed the test is skipped, or fails where CI asks for it."""
    from playwright.sync_api import sync_playwright

    if installed_chromium() is None:
        reason = f"NO BROWSER: none of {', '.join(CHROMIUM_NAMES)} is installed, so the page was NOT tested"
        if os.environ.get("ANATOMY_VIEWER_BROWSER_REQUIRED"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def browser(chromium: BrowserType) -> Iterator[Browser]:
    """A headless Chromium that draws in software."""
    opened = launch_chromium(chromium)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def quick_browser(chromium: BrowserType) -> Iterator[Browser]:
    """One for pages whose 3D picture stays empty: it puts them together without what stands for a graphics card."""
    opened = launch_chromium(chromium, (*CHROMIUM_FLAGS, "--disable-gpu-compositing"))
    yield opened
    opened.close()
