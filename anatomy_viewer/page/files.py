"""The page's own files, as both hosts carry them."""

from __future__ import annotations

from pathlib import Path

CLIENT_SCRIPT = Path(__file__).with_name("client")
EARLY_SCRIPT = Path(__file__).with_name("early.js")
UNPACKING_SCRIPT = Path(__file__).with_name("unpacking.js")
SERVICE_WORKER = Path(__file__).with_name("service_worker.js")
SITE_ICONS = Path(__file__).with_name("site_icons")
COMPILED_TEMPLATES = Path(__file__).with_name("compiled.js")
COMPONENT = Path(__file__).with_name("cluneal-viewer.js")
STYLE_SHEET = Path(__file__).with_name("style.css")
VUE_PLUGIN = "anatomy_page"
EMBEDDED_BY = "anatomy-viewer-embedded-by"
"""The name of the elements in the head with the origins whose pages may ask the page, where a server knows them."""


def pack_address(form: str, file: str, sha256: str) -> str:
    """Return the address of a file of surfaces of a form, which changes with its content."""
    return f"surfaces/{form}/{file}?v={sha256[:12]}"
