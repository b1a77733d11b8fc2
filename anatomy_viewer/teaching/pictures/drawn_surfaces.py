"""A built surface read back without a drawing library: its points and triangles, from the file that the page draws.

The files are XML PolyData as ``atlas build`` writes them: arrays appended as raw bytes, compressed block by block.
"""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.atlas.model import REBUILD
from anatomy_viewer.atlas.problems import Problem, ProblemsFound

_KINDS = {"Float32": "<f4", "Float64": "<f8", "Int32": "<i4", "Int64": "<i8", "UInt8": "<u1", "Int8": "<i1"}
_START = b'<AppendedData encoding="raw">'


def read_surface(path: Path) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the points (n, 3), RAS mm, and the triangles (m, 3) of a built surface.

    Parameters
    ----------
    path
        A file ``ID.vtp`` of a built folder.

    Raises
    ------
    ProblemsFound
        The file is missing or is not one that the build wrote.
    """
    try:
        data = path.read_bytes()
        header, raw = data.split(_START, 1)
        text, blocks = header.decode("ascii"), raw[raw.index(b"_") + 1 :]
        points = _array(text, "Points", blocks).reshape(-1, 3).astype(np.float64)
        polygons = text[text.index("<Polys>") :]
        triangles = _array(polygons, "connectivity", blocks).reshape(-1, 3).astype(np.int64)
    except OSError as fault:
        raise ProblemsFound([Problem(str(path), f"the surface cannot be read ({fault.strerror}); {REBUILD}")]) from None
    except (ValueError, KeyError, IndexError, zlib.error) as fault:
        raise ProblemsFound(
            [Problem(str(path), f"this is not a surface that was built ({fault}); {REBUILD}")]
        ) from None
    return points, triangles


def _array(text: str, name: str, blocks: bytes) -> NDArray[np.generic]:
    found = re.search(rf'<DataArray type="(\w+)" Name="{name}"[^>]*?offset="(\d+)"', text)
    if found is None:
        raise ValueError(f"it has no {name}")
    start = int(found[2])
    count = int(np.frombuffer(blocks, "<u4", 1, start)[0])
    sizes = np.frombuffer(blocks, "<u4", count, start + 12)
    at, parts = start + 12 + 4 * count, []
    for size in sizes.tolist():
        parts.append(zlib.decompress(blocks[at : at + size]))
        at += size
    return np.frombuffer(b"".join(parts), _KINDS[found[1]])
