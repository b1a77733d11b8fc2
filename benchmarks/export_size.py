"""The size of the page as one file, and what it is made of."""

from __future__ import annotations

import re
import tempfile
import time
from pathlib import Path

from anatomy_viewer.hosts.static import export_page
from benchmarks.measuring import report, tell_machine


def main() -> None:
    """Print the figures."""
    tell_machine()
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        path = export_page(Path(folder) / "page.html")
        seconds = time.perf_counter() - begun
        document = path.read_text(encoding="utf-8")
        size = path.stat().st_size / 1e6
    surfaces = sum(map(len, re.findall(r'data-surface="[^"]*">([^<]*)<', document))) / 1e6
    packed = [len(text) / 1e6 for text in re.findall(r"data-packed>([^<]*)<", document)]
    report(
        "one-file export",
        f"{size:.2f} MB in {seconds:.1f} s (surfaces {surfaces:.2f}, content {packed[0]:.2f}, "
        f"scripts {sum(packed[1:]):.2f})",
        "4 MB",
        size <= 4,
    )


if __name__ == "__main__":
    main()
