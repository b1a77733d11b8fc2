"""A browser that is not Chromium, driven as a person drives it.

In a test take the fixture ``engine``; each test that does runs once in Firefox and once in WebKitGTK::

    def test_something(engine, address):                    # address: the live server, and the exported file
        engine.open(address, "?lesson=ID&step=ID")          # returns when everything that the picture shows is drawn
        engine.evaluate("anatomyViewer.state().step")       # any expression; promises are waited for
        engine.wait_until("anatomyViewer.state().playing")
        engine.click(640, 400)                              # pointer, keys and wheel are trusted input
        engine.drag((640, 400), (500, 400))
        engine.keys("Escape")
        engine.screenshot()                                 # a PNG of what the window shows
        engine.printed()                                    # Ctrl+P: the PDF that the browser's own command writes
        engine.printed(lambda: engine.click_on("button"))   # the PDF that the page's own call writes

What the page says in the console fails the test at its end (``engine.complaints``). By hand::

    python -m tests.browser.engines firefox ADDRESS --size 1280x800 --screenshot FILE.png --print FILE.pdf
"""

from __future__ import annotations

import abc
import base64
import contextlib
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

READY_S = 90
AT_REST = """window.anatomyViewer?.atRest ? anatomyViewer.atRest()
  : new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"""
KEYS = {
    "Control": "\ue009",
    "Shift": "\ue008",
    "Alt": "\ue00a",
    "Escape": "\ue00c",
    "Enter": "\ue007",
    "Tab": "\ue004",
    "Backspace": "\ue003",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
}


class Missing(Exception):
    """What this machine lacks, in words."""


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """Start a screen that nobody sees and yield its name; neither engine draws in 3D without one."""
    try:
        process = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
    except FileNotFoundError:
        raise Missing("Xvfb is not installed (Debian: xvfb)") from None
    try:
        assert process.stdout is not None
        number = process.stdout.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        process.terminate()
        process.communicate(timeout=60)


class Engine(abc.ABC):
    """One window of one browser; the two kinds differ in how a command travels and in how a print is made."""

    name: str

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log.txt"
        self._read = 0
        self._heard: list[str] = []

    @abc.abstractmethod
    def command(self, name: str, **parameters: Any) -> Any:
        """Carry out one command of the WebDriver protocol and return its value."""

    @abc.abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Give the page a window of its own of this size in CSS pixels."""

    @abc.abstractmethod
    def is_complaint(self, line: str) -> bool:
        """Say whether a line of the browser's log is an error or a warning of the page."""

    @abc.abstractmethod
    def _print(self, target: Path) -> None:
        """Ask for what Ctrl+P does, into this file."""

    @abc.abstractmethod
    def _expect_print(self, target: Path) -> None:
        """Say where the next print goes that the page itself asks for."""

    @abc.abstractmethod
    def close(self) -> None:
        """End the browser."""

    # --- the page -------------------------------------------------------------------------------------

    def go(self, address: str) -> None:
        """Go to an address; what breaks off because the page before is left counts for nothing."""
        self._heard += self._new_complaints()
        self.command("navigate", url="about:blank")
        self._new_complaints()
        self.command("navigate", url=address)

    def open(self, address: str, query: str = "") -> Engine:
        """Open the viewer and wait until everything that the picture shows is drawn."""
        self.go(address.split("?")[0] + query)
        self.wait_until("window.anatomyViewer !== undefined")
        self.evaluate("anatomyViewer.ready.then(() => true)")
        return self

    def evaluate(self, expression: str, *arguments: Any) -> Any:
        """Return what an expression of the page gives; where it is a function it is called with the arguments."""
        script = f"""
            const done = arguments[arguments.length - 1], given = [...arguments].slice(0, -1);
            (async () => {{ const value = ({expression}); return typeof value === 'function' ? value(...given) : value; }})()
              .then(value => done({{ value: value === undefined ? null : value }}), error => done({{ error: `${{error}} ${{error.stack}}` }}));
        """
        answer = self.command("evaluate", script=script, args=list(arguments))
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer["value"]

    def wait_until(self, condition: str, *arguments: Any, seconds: float = READY_S) -> None:
        """Wait until an expression of the page holds."""
        until = time.monotonic() + seconds
        while not self.evaluate(condition, *arguments):
            if time.monotonic() > until:
                raise AssertionError(f"{self.name}: after {seconds} s still not: {condition}\n{self._log()[-2000:]}")
            time.sleep(0.05)

    def state(self) -> dict[str, Any]:
        """Return the state of the viewer."""
        return self.evaluate("anatomyViewer.state()")

    def settle(self) -> None:
        """Wait until what was asked for is drawn and nothing moves any more."""
        self.evaluate(AT_REST)

    def centre(self, selector: str) -> tuple[float, float]:
        """Wait for an element, bring it into view, and return its middle in CSS pixels."""
        self.wait_until("one => document.querySelector(one) !== null", selector)
        x, y = self.evaluate(
            """one => { const here = document.querySelector(one); here.scrollIntoView({ block: 'nearest' });
              const box = here.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }""",
            selector,
        )
        return x, y

    def text(self, selector: str) -> str:
        """Return the words of an element as they are shown."""
        return self.evaluate("one => document.querySelector(one)?.innerText ?? ''", selector)

    # --- a hand ---------------------------------------------------------------------------------------

    def click(self, x: float, y: float) -> None:
        """Press and let go at a place of the window."""
        self.drag((x, y))

    def click_on(self, selector: str) -> None:
        """Press the middle of an element."""
        self.click(*self.centre(selector))

    def drag(self, *places: tuple[float, float]) -> None:
        """Press at the first place, go through the others, and let go at the last."""
        start, *way = [self._to(x, y) for x, y in places]
        self._point([start, {"type": "pointerDown", "button": 0}, *way, {"type": "pointerUp", "button": 0}])

    def move(self, x: float, y: float) -> None:
        """Move the pointer to a place without pressing."""
        self._point([self._to(x, y)])

    @staticmethod
    def _to(x: float, y: float) -> dict[str, Any]:
        return {"type": "pointerMove", "x": round(x), "y": round(y), "duration": 20, "origin": "viewport"}

    def _point(self, actions: list[dict[str, Any]]) -> None:
        pointer = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}}
        self.command("act", actions=[{**pointer, "actions": actions}])

    def keys(self, *names: str) -> None:
        """Hold the keys down in this order and let them go."""
        keys = [KEYS.get(name, name) for name in names]
        actions = [{"type": "keyDown", "value": key} for key in keys]
        actions += [{"type": "keyUp", "value": key} for key in reversed(keys)]
        self.command("act", actions=[{"type": "key", "id": "keyboard", "actions": actions}])

    # --- what comes out -------------------------------------------------------------------------------

    def screenshot(self) -> bytes:
        """Return a PNG of what the window shows."""
        return base64.b64decode(self.command("screenshot"))

    def printed(self, by: Callable[[], object] | None = None) -> bytes:
        """Return the PDF of the browser's own command, or of what makes the page call for printing."""
        target = self.folder / f"print-{time.monotonic_ns()}.pdf"
        if by is None:
            self._print(target)
        else:
            self._expect_print(target)
            by()
        until = time.monotonic() + READY_S
        while not (target.exists() and b"%%EOF" in target.read_bytes()[-32:]):
            if time.monotonic() > until:
                raise AssertionError(f"{self.name} printed nothing\n{self._log()[-2000:]}")
            time.sleep(0.1)
        return target.read_bytes()

    def _log(self) -> str:
        return self.log.read_text(errors="replace")

    def complaints(self) -> list[str]:
        """Return what the page complained of since the last call."""
        heard, self._heard = [*self._heard, *self._new_complaints()], []
        return heard

    def _new_complaints(self) -> list[str]:
        new = self._log()[self._read :]
        self._read += len(new)
        return [line for line in new.splitlines() if self.is_complaint(line)]
