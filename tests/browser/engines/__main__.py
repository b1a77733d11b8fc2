"""Look at an address in Firefox or WebKitGTK by hand: ``python -m tests.browser.engines firefox ADDRESS ...``."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from .engine import screen
from .firefox import Firefox
from .webkit import WebKit

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("engine", choices=("firefox", "webkit"))
parser.add_argument("address")
parser.add_argument("--size", default="1280x800")
parser.add_argument("--evaluate", action="append", default=[], metavar="EXPRESSION")
parser.add_argument("--screenshot", type=Path)
parser.add_argument("--print", type=Path)
given = parser.parse_args()
with tempfile.TemporaryDirectory() as name, screen() as display:
    engine = {"firefox": Firefox, "webkit": WebKit}[given.engine](Path(name), display)
    try:
        engine.resize(*map(int, given.size.split("x")))
        base, _, query = given.address.partition("?")
        engine.open(base, f"?{query}" if query else "")
        for expression in given.evaluate:
            print(engine.evaluate(expression))
        if given.screenshot:
            engine.settle()
            given.screenshot.write_bytes(engine.screenshot())
        if given.print:
            given.print.write_bytes(engine.printed())
        print("\n".join(engine.complaints()) or "no complaints")
    finally:
        engine.close()
