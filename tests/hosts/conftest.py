"""Two spheres on disk, and a real server that hands them out, once for all tests of the hosts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from .stand_in import write_spheres

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Running:
    """A server in its own process."""

    process: subprocess.Popen[str]
    host: str
    port: int

    @property
    def address(self) -> str:
        """The page's address without the slash at its end."""
        return f"http://{self.host}:{self.port}"


def start_server(folder: Path, *arguments: str, **environment: str) -> Running:
    """Start the stand-in server and wait for the line that says that it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.hosts.stand_in", str(folder), *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    line = process.stdout.readline()
    if not line.startswith("Ready: http://"):
        raise AssertionError(f"no server: {line}{process.communicate()[1]}")
    host, _, port = line.removeprefix("Ready: http://").strip().split("/")[0].rpartition(":")
    return Running(process, host, int(port))


def stop_server(running: Running) -> tuple[str, str]:
    """Interrupt the server as a person would, and return what else it printed."""
    import signal

    running.process.send_signal(signal.SIGINT)
    return running.process.communicate(timeout=20)


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
    out, errors = stop_server(server)
    assert (out, errors) == ("", "")
    assert server.process.returncode == 0
