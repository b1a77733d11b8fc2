"""Programs that tests and benchmarks run beside themselves: the server, and a Chromium that draws in software."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserType

ROOT = Path(__file__).resolve().parents[1]
VIEWER = (sys.executable, "-m", "anatomy_viewer")
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_READY_S = 120
_LINK = re.compile(r"(?!Ready:)(\w+): (http\S+)\n")
_LEAVE_S = 120  # what was begun in a thread, such as compiling lessons, comes to its end first


@dataclass(frozen=True)
class Running:
    """A server in its own process.

    Parameters
    ----------
    process
        The process, with pipes for what it prints.
    page
        The address of its page, as it was printed.
    seconds
        From the command to that line.
    links
        What was printed before that line, by its first word.
    """

    process: subprocess.Popen[str]
    page: str
    seconds: float
    links: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The address without folder, query and the slash at its end."""
        return f"http://{urlsplit(self.page).netloc}"

    @property
    def host(self) -> str:
        """The name or number of this computer in the address."""
        return urlsplit(self.page).netloc.rpartition(":")[0]

    @property
    def port(self) -> int:
        """The port that was found free, or was asked for."""
        return int(urlsplit(self.page).port or 80)


def start(command: Sequence[str], folder: Path = ROOT, environment: Mapping[str, str] | None = None) -> Running:
    """Start a program that prints ``Ready: ADDRESS``, after other links or not, and wait for that line.

    Parameters
    ----------
    command
        Program and arguments.
    folder
        Where it runs; ``python -m`` looks there first.
    environment
        Variables besides those of this process.

    Raises
    ------
    AssertionError
        It ended, said something else or nothing for too long; with all that it printed.
    """
    begun = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    late = threading.Timer(_READY_S, process.kill)  # nobody waits for good for a line that does not come
    late.start()
    links: dict[str, str] = {}
    while found := _LINK.fullmatch(line := process.stdout.readline()):
        links[found[1]] = found[2]
    late.cancel()
    if not line.startswith("Ready: http://"):
        rest = _rest_of(process)
        raise AssertionError(f"{' '.join(map(str, command))} did not start: {line}{''.join(rest)}")
    return Running(process, line.removeprefix("Ready: ").strip(), time.perf_counter() - begun, links)


def _rest_of(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Return what a program says until it ends; one that goes on after it said something else is ended."""
    try:
        return process.communicate(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.communicate()


def stop(running: Running) -> tuple[str, str]:
    """Interrupt the program as a person would, and return what else it printed, also as errors."""
    running.process.send_signal(signal.SIGINT)
    try:
        return running.process.communicate(timeout=_LEAVE_S)
    except subprocess.TimeoutExpired:
        running.process.kill()
        running.process.communicate()
        raise


@contextlib.contextmanager
def started(
    command: Sequence[str], folder: Path = ROOT, environment: Mapping[str, str] | None = None
) -> Iterator[Running]:
    """Start a program as `start` does, and end it afterwards."""
    running = start(command, folder, environment)
    try:
        yield running
    finally:
        stop(running)


def viewer(*options: str, folder: Path = ROOT, port: int = 0) -> contextlib.AbstractContextManager[Running]:
    """Start the viewer of a checkout, and end it afterwards."""
    return started([*VIEWER, "--no-browser", "--port", str(port), *options], folder)


def launch_chromium(
    kind: BrowserType, flags: Sequence[str] = CHROMIUM_FLAGS, program: str | None = None, **options: Any
) -> Browser:
    """Open this machine's Chromium, headless; it draws in software where the flags do not say otherwise.

    Parameters
    ----------
    kind
        Playwright's ``chromium``.
    flags
        Its switches.
    program
        Which one; by default the one that is installed.
    options
        What else Playwright's ``launch`` takes.
    """
    from anatomy_viewer.hosts.compiling import installed_chromium

    return kind.launch(executable_path=program or installed_chromium(), args=list(flags), **options)


def resident_mib(process: int) -> float:
    """Return the memory of a process in MiB (Linux)."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("the system gives no memory figure")
