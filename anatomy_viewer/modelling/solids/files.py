"""Files of surfaces: see `anatomy_viewer.atlas.packs` for what is in one, and `packing` for how it gets there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import numpy as np

from anatomy_viewer.atlas.packs import MAGIC, STEP_MM, surfaces_in
from anatomy_viewer.atlas.writing import replace_file
from anatomy_viewer.modelling.solids.packing import packed
from anatomy_viewer.modelling.solids.surface import Surface


def write_pack(surfaces: Mapping[str, Surface], path: str | Path, in_order: Collection[str] = ()) -> bytes:
    """Write surfaces to one file and return what is in it.

    Parameters
    ----------
    surfaces, in_order
        See `packing.packed`.
    path
        Where; the folder must exist.

    Raises
    ------
    OSError
        Where the file cannot be written; what stood there is kept.
    """
    target = Path(path)
    if not target.parent.is_dir():
        raise OSError(f"{target}: the surfaces could not be written there")
    file = packed(surfaces, in_order)
    replace_file(target, file)
    return file


def may_be_replaced(path: Path) -> bool:
    """Return whether a pack may be written to a place: it is free, or holds one that was written here.

    What was cut off counts as written here, so that building again mends it, and so does another version.
    """
    if not path.exists():
        return True
    if not path.is_file():
        return False
    with path.open("rb") as file:
        start = file.read(len(MAGIC))
    return MAGIC[:-1].startswith(start[: len(MAGIC) - 1])


def read_pack(path: str | Path, names: Collection[str] | None = None) -> dict[str, Surface]:
    """Return the surfaces in a file by id, RAS mm, or those of `names` only.

    Raises
    ------
    FileNotFoundError
        Where there is no such file.
    ValueError
        Where the file is no pack.
    """
    target = Path(path)
    if not target.is_file():
        raise FileNotFoundError(f"{target}: there is no such file")
    try:
        return {
            name: Surface(
                np.asarray(one.points).reshape(-1, 3) * STEP_MM,
                np.asarray(one.triangles).reshape(-1, 3),
                None if one.colours is None else np.frombuffer(one.colours, np.uint8).reshape(-1, 3),
            )
            for name, one in surfaces_in(target.read_bytes(), names)
        }
    except ValueError as fault:
        raise ValueError(f"{target}: {fault}") from None
