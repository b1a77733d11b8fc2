"""How much a file may ask for, and how it is refused."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from anatomy_viewer.atlas.problems import Problem, ProblemsFound

MAX_FILES = 500
"""A folder of one-class label maps has 117."""

MAX_UNPACKED = 2 << 30
"""How many bytes an archive may come to; a label map is read in pieces and not kept."""

MAX_MESH_BYTES = 1 << 30
"""How large a file of a mesh may be: it is read as a whole."""

MAX_TRIANGLES = 8_000_000
"""How many triangles may come in all."""

MAX_VOXELS = 3 << 30
"""How many voxels a label map may have: it is read slice by slice, twice."""

MAX_BOX_VOXELS = 200_000_000
"""How many voxels the box round one bone may have once it is brought to the spacing that is needed."""


def refuse(where: str | Path, found: str, allowed: str = "", nearest: str | None = None) -> NoReturn:
    """Raise one problem."""
    raise ProblemsFound([Problem(str(where), found, allowed, nearest)])


def installed(module: str, where: str | Path, what: str) -> None:
    """Refuse a file whose reader is not installed, with the command that installs it.

    Parameters
    ----------
    module
        The package that reads it.
    where, what
        The file, and what sort of file it is.
    """
    from importlib.util import find_spec

    if find_spec(module) is None:
        refuse(where, f'{what} needs a reader that is not installed: pip install "anatomy-viewer[pelvis]"')
