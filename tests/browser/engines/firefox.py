"""Firefox, through the port for automation that it brings along (Marionette)."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from .engine import READY_S, Engine, Missing

PROGRAMS = ("firefox-esr", "firefox")
COMMANDS = {
    "navigate": "WebDriver:Navigate",
    "evaluate": "WebDriver:ExecuteAsyncScript",
    "act": "WebDriver:PerformActions",
    "screenshot": "WebDriver:TakeScreenshot",
}
PDF_PRINTER = "Mozilla Save to PDF"
SETTINGS: dict[str, bool | int | str] = {
    "marionette.port": 0,
    # Otherwise automation relaxes the rules on files, and the page is not tested as people open it.
    "remote.prefs.recommended": False,
    # What the page says goes to the log.
    "browser.dom.window.dump.enabled": True,
    "devtools.console.stdout.content": True,
    "devtools.console.stdout.chrome": False,
    # Drawn by the processor.
    "webgl.force-enabled": True,
    "ui.prefersReducedMotion": 1,
    # Printing asks nothing.
    "print.always_print_silent": True,
    "print_printer": PDF_PRINTER,
    # Nothing of its own comes up, and nothing is asked of the network.
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.aboutwelcome.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.preonboarding.enabled": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.search.update": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.enabled": False,
}


class Firefox(Engine):
    """One Firefox with a profile of its own."""

    name = "Firefox"

    def __init__(self, folder: Path, display: str) -> None:
        super().__init__(folder)
        program = next(filter(None, map(shutil.which, PROGRAMS)), None)
        if program is None:
            raise Missing(f"none of {', '.join(PROGRAMS)} is installed")
        profile = folder / "profile"
        profile.mkdir()
        lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});\n" for key, value in SETTINGS.items()]
        (profile / "user.js").write_text("".join(lines))
        with self.log.open("w") as log:
            self._process = subprocess.Popen(
                [
                    program,
                    "--marionette",
                    "--remote-allow-system-access",
                    "--no-remote",
                    "--profile",
                    str(profile),
                    "about:blank",
                ],
                env={**os.environ, "DISPLAY": display, "HOME": str(folder), "LIBGL_ALWAYS_SOFTWARE": "1"},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            self._number = 0
            self._socket = self._connected(profile / "MarionetteActivePort")
            self._reader = self._socket.makefile("rb")
            self._message()
            self.command("WebDriver:NewSession", capabilities={"alwaysMatch": {}})
            self.command("WebDriver:SetTimeouts", script=READY_S * 1000, pageLoad=READY_S * 1000)
        except BaseException:
            self._process.kill()
            raise

    def _connected(self, port: Path) -> socket.socket:
        until = time.monotonic() + READY_S
        while time.monotonic() < until and self._process.poll() is None:
            if port.exists() and port.read_text().strip():
                return socket.create_connection(("127.0.0.1", int(port.read_text())), timeout=2 * READY_S)
            time.sleep(0.1)
        raise AssertionError(f"Firefox did not start\n{self._log()}")

    def _message(self) -> Any:
        length = b""
        while (byte := self._reader.read(1)) != b":":
            if not byte:
                raise AssertionError(f"Firefox is gone\n{self._log()[-2000:]}")
            length += byte
        return json.loads(self._reader.read(int(length)))

    def command(self, name: str, **parameters: Any) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, COMMANDS.get(name, name), parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, _, problem, value = self._message()
        if problem:
            raise AssertionError(f"Firefox: {name}: {problem['error']}: {problem['message']}")
        return value["value"] if isinstance(value, dict) and list(value) == ["value"] else value

    def resize(self, width: int, height: int) -> None:
        """Give the page a window of its own of this size, however narrow."""
        self.in_browser("document.documentElement.style.minWidth = '0';")
        # What stands round the page may take other room in a window of another size: measured anew until it fits.
        for _ in range(5):
            here = self.evaluate("[outerWidth - innerWidth, outerHeight - innerHeight]")
            self.command("WebDriver:SetWindowRect", x=0, y=0, width=width + here[0], height=height + here[1])
            self.settle()
            size = self.evaluate("[innerWidth, innerHeight]")
            if size == [width, height]:
                return
        raise AssertionError(f"Firefox stays at {size} instead of {[width, height]}")

    def is_complaint(self, line: str) -> bool:
        # What Firefox itself says starts with a name; what a page says is in quotation marks or brackets.
        told = re.match(
            r"console\.(error|warn): [^\w\s]|JavaScript error: (http|file)|JavaScript warning: .*WebGL", line
        )
        # vtk.js asks how many bits a pixel has while a target of its own is half made.
        return bool(told) and "getParameter: Framebuffer not complete" not in line

    def in_browser(self, script: str, *arguments: Any) -> Any:
        """Run a script in the window around the page."""
        self.command("Marionette:SetContext", value="chrome")
        try:
            return self.command("WebDriver:ExecuteScript", script=script, args=list(arguments))
        finally:
            self.command("Marionette:SetContext", value="content")

    def _expect_print(self, target: Path) -> None:
        self.in_browser(
            """const [printer, file] = arguments, branch = Services.prefs.getBranch(`print.printer_${printer.replaceAll(' ', '_')}.`);
            branch.setBoolPref('print_to_file', true);
            branch.setStringPref('print_to_filename', file);
            branch.setStringPref('print_paper_id', 'iso_a4');""",
            PDF_PRINTER,
            str(target),
        )

    def _print(self, target: Path) -> None:
        self._expect_print(target)
        self.in_browser("document.getElementById('cmd_print').doCommand();")

    def close(self) -> None:
        self._reader.close()
        self._socket.close()
        self._process.terminate()
        self._process.wait(timeout=READY_S)
