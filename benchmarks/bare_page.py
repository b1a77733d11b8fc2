"""The bare page that figures are compared with, and what the scripts share.

The bare page draws the same files with the same widgets and nothing else: no labels, no panels, no lesson.
Figures of two pages are taken in turn, in the same minute, because machines differ and are shared.
"""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anatomy_viewer.atlas import read_atlas
from anatomy_viewer.atlas.forms import DEFAULT_FORM

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from anatomy_viewer.hosts.parts import PageParts

ROOT = Path(__file__).resolve().parents[1]
BONES = tuple(one.id for one in read_atlas().structures if one.kind == "bone")
VIEWER = (sys.executable, "-m", "anatomy_viewer", "--no-browser", "--port", "0")
VIEWPORT = {"width": 900, "height": 560}
"""A small window: in software a pixel costs as much as a triangle."""

CLIENT_SCRIPT = """
window.bare_page = { install(app) { app.config.globalProperties.content = window.anatomyContent; } };
"""


def bare_parts(folder: Path, ids: Sequence[str], surfaces: Path | None = None) -> PageParts:
    """Return a page that draws the surfaces of `ids` and has nothing else on it.

    Parameters
    ----------
    folder
        Where the page's two files are written.
    ids
        Structures to draw.
    surfaces
        The folder of surfaces, by default the viewer's.
    """
    from anatomy_viewer.atlas.files import data_folder
    from anatomy_viewer.hosts.parts import PageParts

    (folder / "client.js").write_text(CLIENT_SCRIPT)
    (folder / "style.css").write_text("html, body, #app, .page { height: 100%; margin: 0 }")

    def build(server: Any) -> None:
        from trame.ui.html import DivLayout
        from trame.widgets import vtk

        with (
            DivLayout(server, classes="page"),
            vtk.VtkView(ref="view", background=("[0.9, 0.9, 0.9]",)),
        ):
            for name in ids:
                with vtk.VtkGeometryRepresentation(id=name):
                    vtk.VtkReader(vtk_class="vtkXMLPolyDataReader", url=f"surfaces/{DEFAULT_FORM}/{name}.vtp")

    def content(_lessons: Sequence[str] | None, _form: str, _inside: Sequence[str] | None) -> Mapping[str, Any]:
        return {"structures": list(ids)}

    return PageParts(
        build=build,
        client_script=folder / "client.js",
        style_sheet=folder / "style.css",
        plugin="bare_page",
        content=content,
        surfaces={DEFAULT_FORM: surfaces or data_folder("meshes") / "built" / DEFAULT_FORM},
        title="Bare page",
    )


@dataclass(frozen=True)
class Started:
    """A server in its own process."""

    process: subprocess.Popen[str]
    address: str
    seconds: float

    def resident_mib(self) -> float:
        """Return the memory of the process in MiB (Linux)."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("the system gives no memory figure")

    def processor_seconds(self) -> float:
        """Return the processor time that the process has used (Linux)."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def started(command: Sequence[str]) -> Iterator[Started]:
    """Start a server that prints ``Ready: ADDRESS``, and end it afterwards."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline()
        seconds = time.perf_counter() - begun
        if not line.startswith("Ready: "):
            process.kill()
            raise RuntimeError(f"the server did not start: {line}{process.communicate()[1]}")
        yield Started(process, line.removeprefix("Ready: ").strip(), seconds)
    finally:
        process.terminate()
        process.communicate()


@contextlib.contextmanager
def bare_server(ids: Sequence[str] = BONES) -> Iterator[Started]:
    """Serve the bare page."""
    with started([sys.executable, "-m", "benchmarks.bare_page", *ids]) as server:
        yield server


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Open a headless Chromium that draws in software."""
    from playwright.sync_api import sync_playwright

    from anatomy_viewer.hosts.compiling import installed_chromium

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=installed_chromium(),
            args=["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
        )
        yield browser
        browser.close()


def open_viewer(browser: Browser, address: str) -> Page:
    """Open the viewer's page and wait until everything is drawn."""
    page = browser.new_page(viewport=VIEWPORT, reduced_motion="reduce")
    page.set_default_timeout(180_000)
    page.goto(address)
    page.wait_for_function("() => window.anatomyViewer !== undefined")
    page.evaluate("() => window.anatomyViewer.ready.then(() => true)")
    return page


def middle(values: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def report(name: str, figure: str, budget: str, kept: bool) -> None:
    """Print one line of the budget table."""
    print(f"{'ok  ' if kept else 'OVER'}  {name}: {figure}  (budget {budget})", flush=True)


def main(ids: Sequence[str]) -> None:
    """Serve the bare page until interrupted."""
    from anatomy_viewer.hosts.server import serve

    with tempfile.TemporaryDirectory() as folder:
        serve(port=0, open_browser=False, parts=bare_parts(Path(folder), ids))


def structure_ids() -> list[str]:
    """Return the ids of all structures that have a surface."""
    from anatomy_viewer.atlas.files import data_folder

    model = json.loads((data_folder("meshes") / "built" / DEFAULT_FORM / "model.json").read_text(encoding="utf-8"))
    return list(model["structures"])


if __name__ == "__main__":
    main(sys.argv[1:] or BONES)
