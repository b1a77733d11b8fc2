"""What is compressed beforehand with brotli: the browser libraries, which change with their versions alone.

Brotli makes them a fifth smaller than gzip, in seconds that nobody should wait for at each start. Run as a program,
``python -m anatomy_viewer.hosts.compressing``, this module writes them anew (it needs the package ``brotli``; nobody
else does). A file is named by what is in it: one that is not current is not found, and then gzip has to do.
"""

from __future__ import annotations

import sys
from pathlib import Path

from anatomy_viewer.hosts.beforehand import content_hash

__all__ = ["COMMAND", "COMPRESSED_FOLDER", "compressed_file"]

COMMAND = "python -m anatomy_viewer.hosts.compressing"
COMPRESSED_FOLDER = Path(__file__).with_name("compressed")


def compressed_file(name: str) -> Path:
    """Return where the compressed form of a content stands, by the name of the content."""
    return COMPRESSED_FOLDER / f"{name}.br"


def main() -> None:
    """Compress the libraries of the viewer's own page."""
    try:
        import brotli
    except ImportError:
        sys.exit("the package brotli is not installed (pip install brotli)")
    from trame.app import get_server

    from anatomy_viewer.hosts.libraries import libraries_of
    from anatomy_viewer.page.template import build_page

    server = get_server("libraries", client_type="vue3")
    build_page(server)
    text = libraries_of(server).joined()
    target = compressed_file(content_hash(text))
    COMPRESSED_FOLDER.mkdir(exist_ok=True)
    for old in COMPRESSED_FOLDER.glob("*.br"):
        old.unlink()
    target.write_bytes(brotli.compress(text, quality=11, lgwin=22))
    print(f"Wrote {target} ({target.stat().st_size / 1e3:.0f} kB of {len(text) / 1e3:.0f})")


if __name__ == "__main__":
    main()
