"""Built surfaces read back without a drawing library, from the files that the page draws."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.atlas.model import REBUILD, Model
from anatomy_viewer.atlas.packs import STEP_MM, PackDamaged, surfaces_in
from anatomy_viewer.atlas.problems import Problem, ProblemsFound

Drawn = tuple[NDArray[np.float64], NDArray[np.int64]]
"""Points (n, 3), RAS mm, and triangles (m, 3)."""


def read_surfaces(model: Model, folder: Path, names: Collection[str]) -> dict[str, Drawn]:
    """Return the points and the triangles of built surfaces by structure id.

    Parameters
    ----------
    model, folder
        The model, and the folder of its surfaces.
    names
        Ids of structures of the model.

    Raises
    ------
    ProblemsFound
        A file is missing or is not one that the build wrote.
    """
    found: dict[str, Drawn] = {}
    for pack in dict.fromkeys(model.structures[name].pack for name in names):
        path = folder / model.packs[pack].file
        inside = {name for name in names if model.structures[name].pack == pack}
        try:
            for name, one in surfaces_in(path.read_bytes(), inside):
                points = np.asarray(one.points).reshape(-1, 3) * STEP_MM
                found[name] = points, np.asarray(one.triangles, dtype=np.int64).reshape(-1, 3)
        except OSError as fault:
            problem = f"the surfaces cannot be read ({fault.strerror}); {REBUILD}"
            raise ProblemsFound([Problem(str(path), problem)]) from None
        except PackDamaged as fault:
            problem = f"these are no surfaces that were built ({fault}); {REBUILD}"
            raise ProblemsFound([Problem(str(path), problem)]) from None
        if missing := inside - found.keys():
            problem = f"the surface of {min(missing)} is not in it; {REBUILD}"
            raise ProblemsFound([Problem(str(path), problem)])
    return found
