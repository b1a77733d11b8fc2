"""WebKitGTK, as near to Safari as a test on Linux gets, through Debian's driver for it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from .engine import READY_S, Engine, Missing

PYTHON = "/usr/bin/python3"
WINDOW = Path(__file__).with_name("webkit_window.py")
IMPORTS = "import gi; gi.require_version('Gtk', '3.0'); gi.require_version('WebKit2', '4.1'); from gi.repository import Gtk, WebKit2"
COMMANDS = {
    "navigate": ("POST", "url"),
    "evaluate": ("POST", "execute/async"),
    "act": ("POST", "actions"),
    "screenshot": ("GET", "screenshot"),
}


class WebKit(Engine):
    """One WebKitGTK window, without anything around the page."""

    name = "WebKitGTK"

    def __init__(self, folder: Path, display: str, size: tuple[int, int] = (1280, 800)) -> None:
        super().__init__(folder)
        if shutil.which("WebKitWebDriver") is None:
            raise Missing("WebKitWebDriver is not installed (Debian: webkit2gtk-driver)")
        if subprocess.run([PYTHON, "-c", IMPORTS], capture_output=True, check=False).returncode:
            raise Missing(f"{PYTHON} cannot import WebKit2 4.1 (Debian: python3-gi, gir1.2-webkit2-4.1)")
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self._address = f"http://127.0.0.1:{port}/session"
        drawing = {"DISPLAY": display, "GDK_BACKEND": "x11", "LIBGL_ALWAYS_SOFTWARE": "1"}
        with self.log.open("w") as log:
            self._process = subprocess.Popen(
                ["WebKitWebDriver", f"--port={port}"],
                env={**os.environ, **drawing, "HOME": str(folder)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            self._wait_for(port)
            options = {"binary": str(WINDOW), "args": [str(folder), *map(str, size)]}
            answer = self._ask("POST", "", {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}})
            self._address += f"/{answer['sessionId']}"
            self._ask("POST", "timeouts", {"script": READY_S * 1000, "pageLoad": READY_S * 1000})
        except BaseException:
            self._process.kill()
            raise

    def _wait_for(self, port: int) -> None:
        until = time.monotonic() + READY_S
        while time.monotonic() < until and self._process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                return
            except ConnectionRefusedError:
                time.sleep(0.05)
        raise AssertionError(f"WebKitWebDriver did not start\n{self._log()}")

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        request = urllib.request.Request(
            f"{self._address}/{path}".rstrip("/"),
            data=None if body is None else json.dumps(body).encode(),
            method=method,
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=2 * READY_S) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(f"WebKitGTK: {path}: {error.read().decode()}\n{self._log()[-2000:]}") from None

    def command(self, name: str, **parameters: Any) -> Any:
        method, path = COMMANDS[name]
        return self._ask(method, path, parameters if method == "POST" else None)

    def resize(self, width: int, height: int) -> None:
        self._request(f"size {width} {height}")
        self.wait_until("([x, y]) => innerWidth === x && innerHeight === y", [width, height])

    def _request(self, words: str) -> None:
        written = self.folder / "request.part"
        written.write_text(words)
        written.rename(self.folder / "request")

    def is_complaint(self, line: str) -> bool:
        return line.startswith("COMPLAINT")

    def _expect_print(self, target: Path) -> None:
        (self.folder / "target").write_text(str(target))

    def _print(self, target: Path) -> None:
        self._expect_print(target)
        self._request("print")

    def close(self) -> None:
        with contextlib.suppress(AssertionError):  # it closes the window and then misses it
            self._ask("DELETE", "")
        self._process.terminate()
        self._process.wait(timeout=READY_S)
