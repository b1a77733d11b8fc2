"""Programs from npm that tests drive; where there is no npm the test is skipped with a loud reason, in CI it fails."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def npm_installed(folder: Path, *packages: str) -> Path:
    """Return the ``node_modules`` of a folder with packages installed, each ``NAME@VERSION``; they run no scripts."""
    npm = shutil.which("npm")
    command = ["--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *packages]
    if npm is None:
        _without(f"no npm is installed, so {', '.join(packages)} did NOT look at what we write")
    done = subprocess.run([str(npm), "install", *command], capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        _without(f"npm could not install {', '.join(packages)}: {done.stderr.strip()[-300:]}")
    return folder / "node_modules"


def _without(reason: str) -> None:
    if os.environ.get("ANATOMY_VIEWER_NPM_REQUIRED"):
        pytest.fail(f"NO NPM: {reason}")
    pytest.skip(f"NO NPM: {reason}")
