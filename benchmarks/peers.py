"""What the viewer is measured beside: an earlier build of itself, and a three.js page.

The three.js page gets the meshes of this checkout's build as one GLB: the same triangles, the same colours, the
structures that the home picture shows. three.js and what bundles it come from npm, for the benchmarks alone.
"""

from __future__ import annotations

import contextlib
import gzip
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode

import pytest

from benchmarks.measuring import MODEL_AT, commit_of
from tests.node import npm_packages
from tests.running import ROOT, Running, started, viewer

BASELINE = "13fca41"
"""The commit whose build is "before" in these figures; a script takes another as its first argument."""

PACKAGES = {"three": "0.187.0", "esbuild": "0.28.2"}
_PAGE = Path(__file__).with_name("three_page")


class NoPeer(Exception):
    """Why there is nothing to compare with, in a sentence."""


@contextlib.contextmanager
def earlier_checkout(commit: str = BASELINE) -> Iterator[Path]:
    """Yield a folder with the checkout of an earlier commit.

    Raises
    ------
    NoPeer
        This clone does not hold the commit.
    """
    if commit_of(commit) is None:
        raise NoPeer(f"NO EARLIER BUILD: this clone does not hold commit {commit} (git fetch --unshallow)")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "build"
        _git("worktree", "add", "--detach", "--force", str(place), commit)
        try:
            yield place
        finally:
            _git("worktree", "remove", "--force", str(place))


def _git(*words: str) -> None:
    subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True)


@contextlib.contextmanager
def earlier_viewer(commit: str = BASELINE) -> Iterator[Running]:
    """Serve the page of an earlier commit from a checkout of its own."""
    with earlier_checkout(commit) as folder, viewer(folder=folder) as running:
        yield running


@contextlib.contextmanager
def three_server(structures: Sequence[str]) -> Iterator[Running]:
    """Serve the three.js page with the surfaces of these structures.

    Raises
    ------
    NoPeer
        npm is not here, or gave nothing.
    """
    with tempfile.TemporaryDirectory() as folder:
        write_three_page(Path(folder), structures)
        with started([sys.executable, "-m", "benchmarks.peers", folder]) as running:
            yield running


def three_address(running: Running, camera: Mapping[str, Sequence[float] | float], antialias: bool) -> str:
    """Return the address of the three.js page with the viewer's camera, as vtk.js tells it."""
    numbers = [*camera["position"], *camera["focalPoint"], camera["viewAngle"]]  # type: ignore[misc]
    asked = {"camera": ",".join(f"{number:.3f}" for number in numbers), "at": str(MODEL_AT)}
    if antialias:
        asked["antialias"] = "1"
    return f"{running.page}?{urlencode(asked)}"


def write_three_page(folder: Path, structures: Sequence[str]) -> None:
    """Write the three.js page and its model, each also compressed."""
    from anatomy_viewer.atlas import read_model
    from anatomy_viewer.modelling.model_file import built_surfaces
    from anatomy_viewer.modelling.solids.mesh_formats import glb_bytes

    try:
        packages = npm_packages(PACKAGES)
    except (pytest.skip.Exception, pytest.fail.Exception) as reason:
        raise NoPeer(str(reason)) from None
    model = read_model()
    (folder / "model.glb").write_bytes(glb_bytes(built_surfaces(model, names=structures)))
    (folder / "index.html").write_bytes((_PAGE / "page.html").read_bytes())
    command = [
        str(packages / ".bin" / "esbuild"),
        str(_PAGE / "page.js"),
        "--bundle",
        "--minify",
        "--format=esm",
        f"--outfile={folder / 'page.js'}",
    ]
    subprocess.run(command, env={"NODE_PATH": str(packages), "PATH": "/usr/bin:/bin:/usr/local/bin"}, check=True)
    for path in list(folder.iterdir()):
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), 6))


def serve_folder(folder: Path) -> None:
    """Serve the files of a folder, compressed beforehand and held in memory, until interrupted."""
    from aiohttp import web

    kinds = {".html": "text/html", ".js": "text/javascript", ".glb": "model/gltf-binary"}
    held = {path.stem: (path.read_bytes(), kinds[Path(path.stem).suffix]) for path in folder.glob("*.gz")}

    async def respond(request: web.Request) -> web.Response:
        body, kind = held.get(request.path[1:] or "index.html") or (b"", "")
        if not kind:
            raise web.HTTPNotFound
        return web.Response(body=body, content_type=kind, headers={"Content-Encoding": "gzip"})

    async def tell(_app: web.Application) -> None:
        print(f"Ready: http://127.0.0.1:{port}/", flush=True)

    import socket

    app = web.Application()
    app.router.add_get("/{address:.*}", respond)
    app.on_startup.append(tell)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        web.run_app(app, sock=listening, print=None)


if __name__ == "__main__":
    serve_folder(Path(sys.argv[1]))
