"""The bare page that figures are compared with: the same files drawn by the same widgets, and nothing else."""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anatomy_viewer.atlas import read_atlas, read_model
from anatomy_viewer.atlas.forms import DEFAULT_FORM
from tests.running import Running, started

if TYPE_CHECKING:
    from anatomy_viewer.hosts.parts import PageParts

BONES = tuple(one.id for one in read_atlas().structures if one.kind == "bone")

CLIENT_SCRIPT = """
window.bare_page = { install(app) { app.config.globalProperties.content = window.anatomyContent; } };
"""


def bare_parts(folder: Path, ids: Sequence[str]) -> PageParts:
    """Return a page that draws the surfaces of `ids` and has nothing else on it.

    Parameters
    ----------
    folder
        Where the page's two files are written.
    ids
        Structures to draw, each as a file that vtk.js reads by itself.
    """
    from anatomy_viewer.hosts.parts import PageParts
    from anatomy_viewer.modelling.model_file import built_surfaces

    surfaces = folder / "surfaces"
    surfaces.mkdir(exist_ok=True)
    for name, surface in built_surfaces(read_model(), names=ids).items():
        data = surface.to_polydata()
        data.point_data.active_normals = surface.normals().astype("float32")
        data.point_data["colour"] = surface.colours
        data.save(surfaces / f"{name}.vtp")
        (surfaces / f"{name}.vtp").rename(surfaces / f"{name}.pack")  # what a server hands out has this ending

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
                    vtk.VtkReader(vtk_class="vtkXMLPolyDataReader", url=f"surfaces/{DEFAULT_FORM}/{name}.pack")

    def content(_lessons: Sequence[str] | None, _form: str, _inside: Sequence[str] | None) -> Mapping[str, Any]:
        return {"structures": list(ids)}

    return PageParts(
        build=build,
        client_script=folder / "client.js",
        style_sheet=folder / "style.css",
        plugin="bare_page",
        content=content,
        surfaces={DEFAULT_FORM: surfaces},
        title="Bare page",
    )


@contextlib.contextmanager
def bare_server(ids: Sequence[str] = BONES) -> Iterator[Running]:
    """Serve the bare page."""
    with started([sys.executable, "-m", "benchmarks.bare_page", *ids]) as server:
        yield server


def main(ids: Sequence[str]) -> None:
    """Serve the bare page until interrupted."""
    from anatomy_viewer.hosts.server import serve

    with tempfile.TemporaryDirectory() as folder:
        serve(port=0, open_browser=False, parts=bare_parts(Path(folder), ids))


if __name__ == "__main__":
    main(sys.argv[1:] or BONES)
