"""Packs of surfaces, written: see `anatomy_viewer.atlas.packs` for what is in one."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.atlas.packs import (
    AFTER,
    BEFORE,
    MAGIC,
    NEW,
    NOTHING,
    OLD,
    START_NEW,
    START_OLD,
    STEP_MM,
)
from anatomy_viewer.modelling.solids.surface import Surface

Numbers = NDArray[np.int64]

CELL_STEPS = 256
"""Triangles within so many steps of each other come near each other."""

_WIDTHS = {"ops": 1, "refs": 2, "order": 2, "palette": 3, "tints": 2, "x": 3, "y": 3, "z": 3}
"""Bytes a number in each column."""


@dataclass
class _Growth:
    """How a surface is grown: what is written, and in which order its points come."""

    ops: list[int] = field(default_factory=list)
    refs: list[int] = field(default_factory=list)
    order: list[int] = field(default_factory=list)
    parents: list[tuple[int, int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class _Written:
    """A surface that stands in the pack already: its points in the order in which they are read, and their tints."""

    order: Numbers
    palette: Numbers
    tints: Numbers


def packed(surfaces: Mapping[str, Surface], in_order: Collection[str] = ()) -> bytes:
    """Return a pack of surfaces; the same surfaces give the same bytes.

    Points are rounded to whole steps. A surface on the left that mirrors the one on the right before it is written
    as its mirror.

    Parameters
    ----------
    surfaces
        By id, in the order in which they are read.
    in_order
        Ids of those whose points keep their order, because a viewer moves them. The others' points and triangles
        come in an order that hangs on their places alone: which machine made them cannot be seen.
    """
    columns: dict[str, list[Numbers]] = {name: [] for name in _WIDTHS}
    entries: list[dict[str, Any]] = []
    written: dict[str, _Written] = {}
    twins = {left: right for left in surfaces if (right := _twin(left, surfaces)) is not None}
    for name, surface in surfaces.items():
        entry: dict[str, Any] = {"id": name, "points": len(surface.points), "triangles": len(surface.triangles)}
        entries.append(entry)
        if name in twins:
            entry["mirrors"] = twins[name]
            other = written[twins[name]]
            if surface.colours is not None:
                tints = _tints(surface, other.palette)[other.order]
                if (tints != other.tints).any():
                    entry["tinted"] = True
                    columns["tints"].append(_unsigned(tints - other.tints))
            continue
        order, triangles = (None, surface.triangles) if name in in_order else place_order(surface)
        growth = _growth(triangles, len(surface.points) if order is None else len(order))
        read = np.asarray(growth.order) if order is None else order[growth.order]
        entry["points"] = len(read)
        steps = _steps(surface)[read]
        a, b, c = np.asarray(growth.parents).T
        guess = np.where((a < 0)[:, None], 0, steps[a] + steps[b] - steps[c])
        for axis, column in enumerate("xyz"):
            columns[column].append(_unsigned((steps - guess)[:, axis]))
        columns["ops"].append(np.asarray(growth.ops))
        columns["refs"].append(np.asarray(growth.refs, dtype=np.int64))
        palette = tints = np.empty(0, dtype=np.int64)
        if surface.colours is not None:
            palette = np.unique(np.concatenate([_colours(surfaces[one]) for one in (name, _left(name, twins)) if one]))
            tints = _tints(surface, palette)[read]
            entry["palette"] = len(palette)
            columns["palette"].append(palette)
            columns["tints"].append(_unsigned(tints - np.where(a < 0, 0, (tints[a] + tints[b]) >> 1)))
        if order is None:
            entry["ordered"] = True
            columns["order"].append(_unsigned(np.diff(read, prepend=-1)))
            tints = tints[np.argsort(read)] if len(tints) else tints
            read = np.arange(len(read))
        written[name] = _Written(read, palette, tints)
    return _file(entries, {name: np.concatenate([np.empty(0, np.int64), *parts]) for name, parts in columns.items()})


def place_order(surface: Surface) -> tuple[Numbers, NDArray[np.int32]]:
    """Return the points of a surface by first use, and its triangles ordered by place and numbered anew.

    The order hangs on the places alone, in whole steps, and not on the order of what is given.
    """
    steps, triangles = _steps(surface), surface.triangles
    rank = np.empty(len(steps), dtype=np.int64)
    rank[np.lexsort(steps.T)] = np.arange(len(steps))
    triangles = _begun_with_lowest(triangles, rank)
    middle = steps[triangles].sum(axis=1)
    cell = np.clip((middle - 3 * steps.min(axis=0)) // (3 * CELL_STEPS), 0, 1023)
    code = np.zeros(len(cell), dtype=np.int64)
    for bit in range(10):
        for axis in range(3):
            code |= ((cell[:, axis] >> bit) & 1) << (3 * bit + axis)
    rows = triangles[np.lexsort((*middle.T, code))]
    used, first = np.unique(rows.reshape(-1), return_index=True)
    order = used[np.argsort(first, kind="stable")]
    number = np.full(len(steps), -1, dtype=np.int32)
    number[order] = np.arange(len(order), dtype=np.int32)
    return order.astype(np.int64), _begun_with_lowest(number[rows], np.arange(len(order)))


def _begun_with_lowest(triangles: NDArray[np.int32], rank: Numbers) -> NDArray[np.int32]:
    """Return the triangles, each turned so that its corner of lowest rank comes first; the winding stays."""
    lowest = rank[triangles].argmin(axis=1)
    return np.asarray(triangles[np.arange(len(triangles))[:, None], (lowest[:, None] + np.arange(3)) % 3])


def _steps(surface: Surface) -> Numbers:
    return np.round(surface.points / STEP_MM).astype(np.int64)


def _unsigned(values: Numbers) -> Numbers:
    return np.where(values < 0, -2 * values - 1, 2 * values)


def _colours(surface: Surface) -> Numbers:
    """Return one number a point, ordered by brightness and then by what a pack has for the colour."""
    assert surface.colours is not None
    red, green, blue = surface.colours.astype(np.int64).T
    return np.asarray((red + green + blue) << 24 | red | green << 8 | blue << 16)


def _tints(surface: Surface, palette: Numbers) -> Numbers:
    return np.searchsorted(palette, _colours(surface)).astype(np.int64)


def _twin(name: str, surfaces: Mapping[str, Surface]) -> str | None:
    """Return which surface before a left one it mirrors, point by point."""
    right = f"{name.removesuffix('_left')}_right"
    if not name.endswith("_left") or right not in surfaces or list(surfaces).index(right) > list(surfaces).index(name):
        return None
    one, other = surfaces[name], surfaces[right]
    if one.points.shape != other.points.shape or one.triangles.shape != other.triangles.shape:
        return None
    if (one.colours is None) != (other.colours is None):
        return None
    turned = _begun_with_lowest(one.triangles[:, ::-1], np.arange(len(one.points)))
    same = np.array_equal(turned, _begun_with_lowest(other.triangles, np.arange(len(one.points))))
    return right if same and np.array_equal(_steps(one) * (-1, 1, 1), _steps(other)) else None


def _left(name: str, twins: Mapping[str, str]) -> str | None:
    return next((left for left, right in twins.items() if right == name), None)


def _growth(triangles: NDArray[np.int32], count: int) -> _Growth:
    """Return how a surface is grown, its ring kept as the reader keeps it (`anatomy_viewer.atlas.packs`)."""
    rows = triangles.tolist()
    begins, ends, corners_beyond = (np.roll(triangles, -k, axis=1).astype(np.int64).reshape(-1) for k in range(3))
    edges = (begins * count + ends).tolist()
    there = list(zip(np.repeat(np.arange(len(rows)), 3).tolist(), corners_beyond.tolist(), strict=True))
    # Backwards, so that of several triangles at an edge the first stays; further ones are looked up where it is done.
    beyond_edge = dict(zip(reversed(edges), reversed(there), strict=True))
    further: dict[int, list[tuple[int, int]]] = {}
    if len(beyond_edge) < len(edges):
        for key, one in zip(edges, there, strict=True):
            if beyond_edge[key] != one:
                further.setdefault(key, []).append(one)
    growth = _Growth()
    ops, refs, order = growth.ops, growth.refs, growth.order
    number_of = [-1] * count
    start: list[int] = []
    after: list[int] = []
    before: list[int] = []
    across: list[int] = []
    is_open: list[bool] = []
    edge_at = [-1] * count
    to_do: list[int] = []
    done = [False] * len(rows)
    left, first_left = len(rows), 0

    def grow(point: int, parents: tuple[int, int, int]) -> None:
        number_of[point] = len(order)
        order.append(point)
        growth.parents.append(parents)

    while left:
        if not to_do:
            while done[first_left]:
                first_left += 1
            corners = rows[first_left]
            done[first_left] = True
            near = len(order) - 1
            for corner in corners:
                if number_of[corner] < 0:
                    ops.append(START_NEW)
                    grow(corner, (near, near, near))
                else:
                    ops.append(START_OLD)
                    refs.append(len(order) - 1 - number_of[corner])
                near = number_of[corner]
            first = len(start)
            for k in range(3):
                edge_at[corners[k]] = first + k
                after.append(first + (k + 1) % 3)
                before.append(first + (k + 2) % 3)
                across.append(corners[(k + 2) % 3])
            start += corners
            is_open += (True, True, True)
            to_do += (first, first + 1, first + 2)
            left -= 1
            continue
        edge = to_do.pop()
        if not is_open[edge]:
            continue
        is_open[edge] = False
        a, beyond = start[edge], after[edge]
        b = start[beyond]
        found = beyond_edge.get(b * count + a)
        if found is not None and done[found[0]]:
            found = next((one for one in further.get(b * count + a, ()) if not done[one[0]]), None)
        if found is None:
            ops.append(NOTHING)
            continue
        number, c = found
        done[number] = True
        left -= 1
        if start[before[edge]] == c:
            ops.append(BEFORE)
            other = before[edge]
            after[other], before[beyond], across[other], is_open[other] = beyond, other, a, True
            to_do.append(other)
            if edge_at[a] == edge:
                edge_at[a] = -1
        elif start[after[beyond]] == c:
            ops.append(AFTER)
            other = after[beyond]
            after[edge], before[other], across[edge], is_open[edge], is_open[beyond] = other, edge, b, True, False
            to_do.append(edge)
            if edge_at[b] == beyond:
                edge_at[b] = -1
        else:
            added, other = len(start), -1
            if number_of[c] < 0:
                ops.append(NEW)
                grow(c, (number_of[a], number_of[b], number_of[across[edge]]))
            else:
                ops.append(OLD)
                refs.append(len(order) - 1 - number_of[c])
                other = edge_at[c]
            if other < 0:
                before.append(edge)
                after[edge] = added
            else:
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
    if len(order) != count:
        raise ValueError(f"{count - len(order)} points belong to no triangle")
    return growth


def _file(entries: list[dict[str, Any]], columns: Mapping[str, Numbers]) -> bytes:
    for name, values in columns.items():
        if len(values) and values.max() >> 8 * _WIDTHS[name] and name != "palette":
            raise ValueError(f"the numbers of the column {name} do not fit into {_WIDTHS[name]} bytes")
    header = json.dumps(
        {
            "space": "RAS",
            "step_mm": STEP_MM,
            "columns": [[name, len(values), _WIDTHS[name]] for name, values in columns.items()],
            "surfaces": entries,
        },
        separators=(",", ":"),
    ).encode()
    squeeze = zlib.compressobj(9)
    parts = [MAGIC, squeeze.compress(len(header).to_bytes(4, "little") + header)]
    for name, values in columns.items():
        for plane in range(_WIDTHS[name]):
            # Each plane has its own statistics, so each begins a block of its own.
            parts.append(squeeze.flush(zlib.Z_BLOCK))
            parts.append(squeeze.compress((values >> 8 * plane & 255).astype(np.uint8).tobytes()))
    return b"".join([*parts, squeeze.flush()])
