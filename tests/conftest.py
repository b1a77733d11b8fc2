"""The one Chromium that most tests of the page share; tests/browser/engines has the other two."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from anatomy_viewer.hosts.compiling import CHROMIUM_NAMES, installed_chromium

from .running import launch_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MODELLING = Path(__file__).parent / "modelling"

# How long one example takes says how busy the machine is, nothing else.
settings.register_profile("any_machine", deadline=None)
settings.load_profile("any_machine")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    in_workers = bool(config.getoption("numprocesses", default=None))
    for item in items:
        if {"browser", "running_engine"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
        if in_workers:
            # What the tests of the modelling share, the placed model, takes longer to build than most of them to run.
            shares_model = item.path.is_relative_to(MODELLING) and item.path.stem != "test_build_all"
            item.add_marker(pytest.mark.xdist_group("modelling" if shares_model else item.path.stem))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium that draws in software; without one the test is skipped, or fails where CI asks for it."""
    from playwright.sync_api import sync_playwright

    if installed_chromium() is None:
        reason = f"NO BROWSER: none of {', '.join(CHROMIUM_NAMES)} is installed, so the page was NOT tested"
        if os.environ.get("ANATOMY_VIEWER_BROWSER_REQUIRED"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = launch_chromium(playwright.chromium)
        yield chromium
        chromium.close()
