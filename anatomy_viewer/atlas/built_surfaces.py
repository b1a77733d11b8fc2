"""Whether a file of surfaces is the one that was built: asked before it is shown, exported or carried in a page."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Literal

from anatomy_viewer.atlas.model import REBUILD, Model, built_folder
from anatomy_viewer.atlas.problems import Problem


class SurfaceFault(Exception):
    """A file of surfaces that is not there, cannot be read or is not the one that was built; the text says which.

    Parameters
    ----------
    kind
        ``missing``, ``unreadable`` or ``damaged``.
    text
        The fault, and what makes the file again.
    bytes_found
        How long the file is.
    """

    def __init__(
        self, kind: Literal["missing", "unreadable", "damaged"], text: str, bytes_found: int | None = None
    ) -> None:
        super().__init__(f"the file {text}; {REBUILD}")
        self.kind, self.bytes_found = kind, bytes_found


def built_surface(path: Path, sha256_built: object) -> bytes:
    """Return the content of a file of surfaces as it was built.

    Parameters
    ----------
    path
        The file.
    sha256_built
        The hash that the model has of it.

    Raises
    ------
    SurfaceFault
        The file is not that.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise SurfaceFault("missing", "is missing") from None
    except OSError as fault:
        raise SurfaceFault("unreadable", f"cannot be read ({fault.strerror})") from None
    if sha256(content).hexdigest() != sha256_built:
        found = f"is damaged: its {len(content)} bytes are not those that were built"
        raise SurfaceFault("damaged", found, len(content))
    return content


def surface_problems(model: Model, folder: Path | None = None) -> tuple[Problem, ...]:
    """Return a problem for each file of surfaces of a model that is missing or differs from what was built.

    Parameters
    ----------
    folder
        The folder ``meshes``; by default that of this installation.
    """
    built = built_folder(model.form, folder) if folder is not None else model.surfaces
    problems = []
    for pack in model.packs.values():
        try:
            built_surface(built / pack.file, pack.sha256)
        except SurfaceFault as fault:
            problems.append(Problem(f"built/{model.form}/{pack.file}", str(fault)))
    return tuple(problems)
