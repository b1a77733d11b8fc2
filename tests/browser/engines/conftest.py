"""Firefox and WebKitGTK against the real program, on both hosts."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from ..conftest import LAPTOP
from .engine import Engine, Missing, screen
from .firefox import Firefox
from .webkit import WebKit

ENGINES = {"firefox": Firefox, "webkit": WebKit}


@pytest.fixture(scope="session", params=list(ENGINES))
def running_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One window for all tests; where the browser is missing they are skipped, or fail where CI asks for them."""
    folder = tmp_path_factory.mktemp(request.param)
    try:
        with screen() as display:
            engine = ENGINES[request.param](folder, display)
            try:
                yield engine
            finally:
                engine.close()
    except Missing as missing:
        reason = f"NO {request.param.upper()}: {missing}, so the page was NOT tested in it"
        if os.environ.get("ANATOMY_VIEWER_BROWSER_REQUIRED"):
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture
def engine(running_engine: Engine) -> Iterator[Engine]:
    """The window as a newcomer finds it; every complaint in the console fails the test at its end."""
    running_engine.resize(*LAPTOP)
    running_engine.complaints()
    yield running_engine
    complaints = running_engine.complaints()
    running_engine.evaluate("localStorage.clear()")
    running_engine.go("about:blank")
    assert not complaints, "\n".join(complaints)
