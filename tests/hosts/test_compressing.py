"""What is compressed beforehand: current, and what it says it is."""

from __future__ import annotations

import hashlib
import shutil
import subprocess

import pytest
from trame.app import get_server

from anatomy_viewer.hosts.beforehand import content_hash
from anatomy_viewer.hosts.compressing import COMMAND, COMPRESSED_FOLDER, compressed_file
from anatomy_viewer.hosts.libraries import libraries_of
from anatomy_viewer.page.template import build_page

from ..node import told_apart

REMEDY = f"the libraries of the page have changed: run {COMMAND}"
_UNPACK = """
const text = require("node:zlib").brotliDecompressSync(require("node:fs").readFileSync(process.argv[1]));
console.log(require("node:crypto").createHash("sha256").update(text).digest("hex"));
"""


@pytest.fixture(scope="module")
def libraries() -> bytes:
    server = get_server("compressed", client_type="vue3")
    build_page(server)
    return libraries_of(server).joined()


def test_the_libraries_as_they_are_stand_there_and_nothing_else(libraries: bytes) -> None:
    assert list(COMPRESSED_FOLDER.glob("*.br")) == [compressed_file(content_hash(libraries))], REMEDY


def test_it_holds_what_its_name_says(libraries: bytes) -> None:
    node = shutil.which("node")
    if node is None:
        told_apart("NO NODE: it is not installed")
    command = [node, "-e", _UNPACK, str(compressed_file(content_hash(libraries)))]
    found = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.strip()
    assert found == hashlib.sha256(libraries).hexdigest(), REMEDY
