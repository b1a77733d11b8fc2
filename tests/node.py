"""Programs of npm that tests ask for their opinion; people who use the viewer need none of them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest


def run_node(packages: Mapping[str, str], script: str, *arguments: str | Path) -> str:
    """Return what a script prints under Node with packages of npm; without npm the test is skipped, or fails in CI.

    Parameters
    ----------
    packages
        Exact versions by name.
    script
        CommonJS; ``require`` finds the packages.
    arguments
        What follows in ``process.argv`` from its second place.
    """
    command = ["node", "-e", script, *map(str, arguments)]
    surroundings = {**os.environ, "NODE_PATH": str(npm_packages(packages))}
    return subprocess.run(
        command, env=surroundings, capture_output=True, encoding="utf-8", timeout=120, check=True
    ).stdout


def npm_packages(packages: Mapping[str, str]) -> Path:
    """Return the ``node_modules`` that holds packages of npm, exact versions by name; see `run_node`."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        told_apart("NO NPM: node and npm are not installed")
    folder = Path(tempfile.gettempdir()) / "anatomy-viewer-npm" / "_".join(f"{k}@{v}" for k, v in packages.items())
    if not (folder / "done").exists():
        folder.mkdir(parents=True, exist_ok=True)
        wanted = [f"{name}@{version}" for name, version in packages.items()]
        command = ["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts", *wanted]
        done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
        if done.returncode:
            told_apart(f"NO NPM: the registry gave nothing ({done.stderr.strip()[-300:]})")
        (folder / "done").touch()
    return folder / "node_modules"


def told_apart(reason: str) -> None:
    """Skip a test with a loud reason, or fail it where CI asks for it."""
    if os.environ.get("ANATOMY_VIEWER_NPM_REQUIRED"):
        pytest.fail(reason)
    pytest.skip(f"{reason}, so nothing was asked of it")
