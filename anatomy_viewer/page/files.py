"""The page's own files, as both hosts carry them."""

from __future__ import annotations

from pathlib import Path

CLIENT_SCRIPT = Path(__file__).with_name("client")
EARLY_SCRIPT = Path(__file__).with_name("early.js")
COMPILED_TEMPLATES = Path(__file__).with_name("compiled.js")
STYLE_SHEET = Path(__file__).with_name("style.css")
VUE_PLUGIN = "anatomy_page"
