"""A page of two spheres in the shape of the viewer's own, so that the hosts are tested on their own.

Run as a program it serves that page: ``python -m tests.hosts.stand_in FOLDER [HOST] [PORT] [BASE] [NAME ...]``, to
pages of the origins in ``EMBED`` and behind the proxies in ``TRUSTED``, where the environment has these.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.hosts.parts import PageParts
from anatomy_viewer.hosts.server import serve
from anatomy_viewer.page import files

SPHERES = ("sphere_left", "sphere_right")
LESSONS = ("first", "second")
HOSTILE = "</script><script>window.hacked=1</script><!-- <script> \u2028 </style>"

CLIENT_SCRIPT = """
(() => {
  const { inject, reactive } = window.Vue;
  const content = window.anatomyContent;
  const embedded = window.anatomySurfaces || null;
  const pack = (id) => content.packs.find((one) => one.id === id);
  const link = new URLSearchParams(window.location.search);
  const viewer = reactive({
    lesson: link.get("lesson"), step: 0, connected: true, refused: false,
    url(id) { return embedded ? undefined : pack(id).url || `surfaces/only/${pack(id).file}`; },
    bytes(id) { return embedded ? embedded[`only/${pack(id).file}`] : undefined; },
  });
  window.standIn = { viewer, mounted: 0, view: null, content, told: [] };
  const Stage = {
    setup() {
      const view = inject("view");
      view.resetCamera = () => {}; // as on the page: it would frame what has come when all of it has
      window.standIn.view = view;
      window.standIn.mounted += 1;
      return () => null;
    },
  };
  CONNECTION
  window.stand_in_page = {
    install(app) {
      app.config.globalProperties.viewer = viewer;
      app.component("stand-in-stage", Stage);
      keepPageWithoutConnection(window.trame, (connected, { refused, missing }) => {
        Object.assign(viewer, { connected, refused });
        window.standIn.told.push([connected, refused, missing || []]);
      });
    },
  };
})();
"""

STYLE_SHEET = "html, body, #app, .page { height: 100%; margin: 0 } .page { position: relative }"


def connection_script() -> str:
    """Return the client script's own function, so that it is tested and not a copy of it."""
    script = (files.CLIENT_SCRIPT / "connection.js").read_text(encoding="utf-8")
    start = script.index("function keepPageWithoutConnection(")
    return script[start : script.index("\n}\n", start) + 2]


def write_spheres(folder: Path) -> Path:
    """Write two spheres with their model.json, and the page's files; return the folder of surfaces."""
    import hashlib

    import pyvista

    surfaces = folder / "built"
    surfaces.mkdir(parents=True)
    packs = {}
    for index, name in enumerate(SPHERES):
        mesh = pyvista.Sphere(
            radius=1.0,
            center=(2.5 * index, 0, 0),
            theta_resolution=24,
            phi_resolution=24,
        )
        written = surfaces / f"{name}.vtp"
        mesh.save(written)
        path = written.replace(written.with_suffix(".pack"))  # a host looks at no file's inside
        data = path.read_bytes()
        packs[name] = {"file": path.name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    (surfaces / "model.json").write_text(json.dumps({"packs": packs}))
    (folder / "client.js").write_text(CLIENT_SCRIPT.replace("CONNECTION", connection_script()))
    (folder / "style.css").write_text(STYLE_SHEET)
    return surfaces


def fill(server: Any) -> str:
    """Fill the trame server's layout with the two spheres."""
    from trame.ui.html import DivLayout
    from trame.widgets import html, vtk

    with DivLayout(server, classes="page") as layout:
        html.P("Step {{ viewer.step }}", classes="step")
        html.P("Connection lost.", v_if="!viewer.connected", classes="notice")
        with vtk.VtkView(ref="view", background=("[0.9, 0.9, 0.9]",)):
            html.Div("", raw_attrs=["is='vue:stand-in-stage'"])
            for name in SPHERES:
                with vtk.VtkGeometryRepresentation(id=name, property=("{color: [0.9, 0.8, 0.2]}",)):
                    vtk.VtkReader(
                        vtk_class="vtkXMLPolyDataReader",
                        url=(f"viewer.url('{name}')",),
                        parse_as_array_buffer=(f"viewer.bytes('{name}')",),
                    )
    return str(layout.html)


def parts(folder: Path) -> PageParts:
    """Return the stand-in page whose files `write_spheres` wrote into `folder`."""
    surfaces = folder / "built"

    def content(lessons: Sequence[str] | None, _form: str, _inside: Sequence[str] | None) -> Mapping[str, Any]:
        problems = [
            Problem("--lesson", f'found "{one}"', "first, second") for one in lessons or () if one not in LESSONS
        ]
        if problems:
            raise ProblemsFound(problems)
        if (folder / "broken").exists():
            raise ProblemsFound([Problem("lessons/first.yaml:3", 'found "stepps"', "steps", "steps")])
        packs = json.loads((surfaces / "model.json").read_text())["packs"]
        return {
            "packs": [{"id": name, **pack} for name, pack in packs.items()],
            "lessons": list(lessons or LESSONS),
            "hostile": HOSTILE,
        }

    return PageParts(
        build=fill,
        client_script=folder / "client.js",
        style_sheet=folder / "style.css",
        plugin="stand_in_page",
        content=content,
        surfaces={"only": surfaces},
        title="Two spheres",
    )


if __name__ == "__main__":
    try:
        serve(
            host=sys.argv[2] if len(sys.argv) > 2 else "127.0.0.1",
            port=int(sys.argv[3]) if len(sys.argv) > 3 else 0,
            open_browser=False,
            parts=parts(Path(sys.argv[1])),
            base=sys.argv[4] if len(sys.argv) > 4 else "/",
            allowed_hosts=sys.argv[5:],
            embed=os.environ.get("EMBED", "").split(),
            trusted=os.environ.get("TRUSTED", "").split(),
        )
    except ProblemsFound as fault:
        print(fault, file=sys.stderr)
        sys.exit(1)
