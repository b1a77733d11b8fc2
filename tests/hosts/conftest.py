"""Two spheres on disk, and a real server that hands them out, once for all tests of the hosts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..running import Running, start, stop
from .stand_in import write_spheres


def start_server(folder: Path, *arguments: str, **environment: str) -> Running:
    """Start the stand-in server and wait for the line that says that it is ready."""
    return start([sys.executable, "-m", "tests.hosts.stand_in", str(folder), *arguments], environment=environment)


@pytest.fixture(scope="session")
def spheres(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the stand-in page."""
    folder = tmp_path_factory.mktemp("spheres")
    write_spheres(folder)
    return folder


@pytest.fixture(scope="module")
def running(spheres: Path) -> Iterator[Running]:
    """Return a server that is ready, and expect it to be quiet and alive at the end."""
    server = start_server(spheres)
    yield server
    assert server.process.poll() is None, "the server ended by itself"
    out, errors = stop(server)
    assert (out, errors) == ("", "")
    assert server.process.returncode == 0
