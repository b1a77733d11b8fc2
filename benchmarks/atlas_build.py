"""How long the tables take to become surfaces, in a copy of the folder of meshes."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.forms import DEFAULT_FORM
from anatomy_viewer.modelling.build import build_all
from benchmarks.measuring import report, tell_machine


def main() -> None:
    """Print the figures."""
    tell_machine()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "meshes"
        shutil.copytree(data_folder("meshes"), copy, ignore=shutil.ignore_patterns("built"))
        begun = time.perf_counter()
        build_all(copy)
        seconds = time.perf_counter() - begun
        files = list((copy / "built" / DEFAULT_FORM).glob("*.pack"))
        size = sum(path.stat().st_size for path in files) / 1e6
    report("atlas build", f"{seconds:.0f} s", "90 s on two cores", seconds <= 90)
    report("all surfaces of a form together", f"{size:.2f} MB in {len(files)} files", "4 MB", size <= 4)


if __name__ == "__main__":
    main()
