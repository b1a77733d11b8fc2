"""Packs: the surfaces that are drawn together as one small file, read with the standard library.

A pack is the eight bytes of `MAGIC`, whose last is the version, and one zlib stream. In the stream are the length of a
header (unsigned 32 bits, little-endian), the header (JSON, UTF-8), and columns of whole numbers one after the other,
each as its lowest bytes, then its next ones. The header has::

    {"space": "RAS", "step_mm": 0.015625,
     "columns": [["ops", count, bytes a number], ...],
     "surfaces": [{"id", "points", "triangles", "ordered"?, "palette"?, "mirrors"?, "tinted"?}, ...]}

A surface is grown triangle by triangle from a first one: its border is a ring of directed edges, and an *op* says what
lies beyond the edge that was opened last: a triangle with a new point, with the point before or after the edge in the
ring, with an old point (counted back from the newest, in *refs*), or nothing. When no edge is open, an op for each
corner says whether the next triangle begins with a new or an old point. A new point is written as its distance in steps
from where the parallelogram over the edge would have it (*x*, *y*, *z*; signed numbers alternate: 0, -1, 1, -2 …). An
ordered surface gives each point its place besides (*order*, from the place before). Colours are numbers of a palette
(*palette*, red + 256 green + 65536 blue), as differences (*tints*) from the mean of the ends of the edge. A surface
that mirrors an earlier one of the pack is that one with x and winding turned over, and with tints of its own where it
is tinted, as differences from the other's.

The client script reads the same (``page/client/packs.js``); ``docs/adr/0028`` says why.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["MAGIC", "STEP_MM", "PackDamaged", "PackedSurface", "names_in", "surfaces_in"]

MAGIC = b"anapack\x01"
STEP_MM = 1.0 / 64.0
"""Points lie on whole steps."""

NEW, BEFORE, AFTER, OLD, NOTHING, START_NEW, START_OLD = range(7)
"""The ops."""


class PackDamaged(ValueError):
    """What was read is no pack that the build wrote."""


@dataclass(frozen=True)
class PackedSurface:
    """A surface of a pack.

    Parameters
    ----------
    points
        Three whole numbers a point, in steps of `STEP_MM`, RAS.
    triangles
        Three numbers of points a triangle, counter-clockwise seen from outside.
    colours
        Red, green, blue a point; None where it has no colours of its own.
    """

    points: array[int]
    triangles: array[int]
    colours: bytes | None


@dataclass(frozen=True)
class _Read:
    points: array[int]
    triangles: array[int]
    palette: list[bytes]
    tints: list[int]

    def surface(self) -> PackedSurface:
        colours = b"".join([self.palette[tint] for tint in self.tints]) if self.palette else None
        return PackedSurface(self.points, self.triangles, colours)


def surfaces_in(data: bytes, names: Collection[str] | None = None) -> Iterator[tuple[str, PackedSurface]]:
    """Yield the surfaces of a pack by id, one after the other.

    Parameters
    ----------
    data
        The file.
    names
        Which are wanted: what comes after the last of them is not read. None for all.

    Raises
    ------
    PackDamaged
        Where the file is no pack of this version, or is cut off or changed.
    """
    wanted = None if names is None else set(names)
    read: dict[str, _Read] = {}
    try:
        header, columns = _opened(data)
        for entry in header["surfaces"]:
            if wanted is not None and not wanted:
                return
            name = entry["id"]
            grown = _mirrored(read[entry["mirrors"]], entry, columns) if "mirrors" in entry else _grown(entry, columns)
            read[name] = grown
            if wanted is None or name in wanted:
                if wanted is not None:
                    wanted.remove(name)
                yield name, grown.surface()
    except _FAULTS as fault:
        raise _damaged(fault) from None


def names_in(data: bytes) -> tuple[str, ...]:
    """Return the ids of the surfaces of a pack; see `surfaces_in`."""
    try:
        return tuple(entry["id"] for entry in _opened(data)[0]["surfaces"])
    except _FAULTS as fault:
        raise _damaged(fault) from None


_FAULTS = (LookupError, TypeError, ValueError, OverflowError, StopIteration, zlib.error)


def _damaged(fault: BaseException) -> PackDamaged:
    return fault if isinstance(fault, PackDamaged) else PackDamaged(f"it is damaged: {fault or type(fault).__name__}")


def _opened(data: bytes) -> tuple[Any, dict[str, Iterator[int]]]:
    """Return the header and the columns by name."""
    if data[: len(MAGIC)] != MAGIC:
        raise PackDamaged("it does not begin as a pack of this version")
    plain = zlib.decompress(data[len(MAGIC) :])
    at = 4 + int.from_bytes(plain[:4], "little")
    header = json.loads(plain[4:at])
    columns = {}
    for name, count, width in header["columns"]:
        planes = [plain[at + k * count : at + (k + 1) * count] for k in range(width)]
        at += width * count
        values = list(planes[0])
        for k, plane in enumerate(planes[1:], 1):
            if any(plane):
                values = [value | high << 8 * k for value, high in zip(values, plane, strict=True)]
        columns[name] = iter(values)
    return header, columns


def _signed(value: int) -> int:
    return value >> 1 ^ -(value & 1)


def _palette(entry: Any, columns: dict[str, Iterator[int]]) -> list[bytes]:
    return [next(columns["palette"]).to_bytes(3, "little") for _ in range(entry.get("palette", 0))]


def _mirrored(other: _Read, entry: Any, columns: dict[str, Iterator[int]]) -> _Read:
    points, triangles, tints = other.points[:], other.triangles[:], other.tints
    points[0::3] = array("i", [-x for x in points[0::3]])
    triangles[1::3], triangles[2::3] = triangles[2::3], triangles[1::3]
    if "tinted" in entry:
        column = columns["tints"]
        tints = [tint + _signed(next(column)) for tint in tints]
    return _Read(points, triangles, other.palette, tints)


def _grown(entry: Any, columns: dict[str, Iterator[int]]) -> _Read:
    ops, refs = columns["ops"], columns["refs"]
    dx, dy, dz, dt = (columns[name] for name in ("x", "y", "z", "tints"))
    palette = _palette(entry, columns)
    xs: list[int] = []
    ys: list[int] = []
    zs: list[int] = []
    tints: list[int] = []

    def grow(a: int, b: int, c: int) -> int:
        """Add a point, written from where the parallelogram over the edge from `a` to `b` beyond `c` would have it."""
        x, y, z = next(dx), next(dy), next(dz)
        xs.append((xs[a] + xs[b] - xs[c] if a >= 0 else 0) + (x >> 1 ^ -(x & 1)))
        ys.append((ys[a] + ys[b] - ys[c] if a >= 0 else 0) + (y >> 1 ^ -(y & 1)))
        zs.append((zs[a] + zs[b] - zs[c] if a >= 0 else 0) + (z >> 1 ^ -(z & 1)))
        if palette:
            tints.append((tints[a] + tints[b] >> 1 if a >= 0 else 0) + _signed(next(dt)))
        return len(xs) - 1

    # The ring: where each edge begins, the edges after and before it, the corner across from it, whether it is open.
    start: list[int] = []
    after: list[int] = []
    before: list[int] = []
    across: list[int] = []
    is_open: list[bool] = []
    edge_at = [-1] * entry["points"]
    to_do: list[int] = []
    triangles = array("i")
    left = entry["triangles"]
    while left:
        if not to_do:
            corners: list[int] = []
            for _ in range(3):
                near = corners[-1] if corners else len(xs) - 1
                corners.append(grow(near, near, near) if next(ops) == START_NEW else len(xs) - 1 - next(refs))
            first = len(start)
            for k in range(3):
                edge_at[corners[k]] = first + k
                after.append(first + (k + 1) % 3)
                before.append(first + (k + 2) % 3)
                across.append(corners[(k + 2) % 3])
            start += corners
            is_open += (True, True, True)
            to_do += (first, first + 1, first + 2)
            triangles.extend(corners)
            left -= 1
            continue
        edge = to_do.pop()
        if not is_open[edge]:
            continue
        is_open[edge] = False
        op = next(ops)
        if op == NOTHING:
            continue
        a, beyond = start[edge], after[edge]
        b = start[beyond]
        if op == BEFORE:
            other = before[edge]
            c = start[other]
            after[other], before[beyond], across[other], is_open[other] = beyond, other, a, True
            to_do.append(other)
            if edge_at[a] == edge:
                edge_at[a] = -1
        elif op == AFTER:
            other = after[beyond]
            c = start[other]
            after[edge], before[other], across[edge], is_open[edge], is_open[beyond] = other, edge, b, True, False
            to_do.append(edge)
            if edge_at[b] == beyond:
                edge_at[b] = -1
        else:
            added, other = len(start), -1
            if op == NEW:
                c = grow(a, b, across[edge])
            else:
                c = len(xs) - 1 - next(refs)
                other = edge_at[c]
            if other < 0:
                before.append(edge)
                after[edge] = added
            else:  # the ring is parted in two there, or two rings become one
                before.append(before[other])
                after[before[other]] = added
                after[edge], before[other] = other, edge
            after.append(beyond)
            before[beyond] = added
            start.append(c)
            across.append(a)
            across[edge] = b
            is_open.append(True)
            is_open[edge] = True
            edge_at[c] = added
            to_do += (added, edge)
        triangles.extend((b, a, c))
        left -= 1
    if "ordered" in entry:
        place, places = -1, []
        for _ in xs:
            place += _signed(next(columns["order"]))
            places.append(place)
        triangles = array("i", [places[corner] for corner in triangles])
        back = sorted(range(len(places)), key=places.__getitem__)
        xs, ys, zs = ([values[k] for k in back] for values in (xs, ys, zs))
        tints = [tints[k] for k in back] if tints else tints
    if len(xs) != entry["points"]:
        raise PackDamaged(f"it has {len(xs)} points instead of {entry['points']} in {entry['id']}")
    points = array("i", bytes(12 * len(xs)))
    points[0::3], points[1::3], points[2::3] = array("i", xs), array("i", ys), array("i", zs)
    return _Read(points, triangles, palette, tints)
