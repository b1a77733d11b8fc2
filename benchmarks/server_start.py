"""From the command to the open port, and the memory of the server, beside a bare trame program."""

from __future__ import annotations

import sys
import urllib.request

from benchmarks.measuring import middle, report, tell_machine
from tests.running import VIEWER, resident_mib, started

ROUNDS = 7

BARE = """
from trame.app import get_server
from trame.ui.html import DivLayout
from trame.widgets import vtk
server = get_server("bare", client_type="vue3")
with DivLayout(server):
    vtk.VtkView()
def ready(**_):
    print(f"Ready: http://127.0.0.1:{server.port}/", flush=True)
server.controller.on_server_ready.add(ready)
server.start(port=0, host="127.0.0.1", open_browser=False, show_connection_info=False, timeout=0)
"""


def main() -> None:
    """Print the figures."""
    tell_machine()
    seconds: dict[str, list[float]] = {"viewer": [], "bare": []}
    memory: dict[str, list[float]] = {"viewer": [], "bare": [], "viewer with its content compiled": []}
    commands = {"viewer": (*VIEWER, "--no-browser", "--port", "0"), "bare": (sys.executable, "-c", BARE)}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            with started(command) as server:
                seconds[name].append(server.seconds)
                memory[name].append(resident_mib(server.process.pid))
                if name == "viewer":
                    urllib.request.urlopen(f"{server.address}/content.js").read()
                    memory["viewer with its content compiled"].append(resident_mib(server.process.pid))
    taken = {name: middle(values) for name, values in seconds.items()}
    held = {name: middle(values) for name, values in memory.items()}
    figure = f"{taken['viewer']:.2f} s (bare {taken['bare']:.2f} s)"
    report("command to port open", figure, "1 s", taken["viewer"] <= 1)
    figure = f"{held['viewer']:.0f} MiB (bare {held['bare']:.0f} MiB)"
    report("memory when open", figure, "80 MB", held["viewer"] <= 80)
    compiled = held["viewer with its content compiled"]
    report("memory with the content compiled", f"{compiled:.0f} MiB", "100 MB", compiled <= 100)


if __name__ == "__main__":
    main()
