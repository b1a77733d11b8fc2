"""Meshes as they come made closed surfaces: welded, wound, parted where they branch, their holes closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from anatomy_viewer.modelling.solids.distance_grid import open_or_branching_edges, signed_volume_mm3
from anatomy_viewer.modelling.solids.surface import Points, Surface, Triangles

WELD = 2.0**-20
"""Points nearer than about this share of the mesh's size count as one."""

LOOSE_WELD = 2e-4
"""The same for a mesh that is in pieces otherwise: about what five written digits leave."""

SOUP = 0.2
"""A mesh with a greater share of its edges open is loose triangles and no surface."""


@dataclass(frozen=True)
class Piece:
    """One connected surface, and what was mended in it.

    Parameters
    ----------
    surface
        Closed, wound outwards.
    holes
        How many openings were closed.
    hole_share
        The share of its area that had to be made up for that.
    """

    surface: Surface
    holes: int = 0
    hole_share: float = 0.0

    @property
    def volume(self) -> float:
        """What it holds, in the file's units."""
        return abs(signed_volume_mm3(self.surface))


@dataclass(frozen=True)
class Mended:
    """The surfaces of a mesh, the largest first, and what was wrong with it, counted."""

    pieces: tuple[Piece, ...]
    duplicate_faces: int = 0
    flipped_faces: int = 0
    inside_out: int = 0
    branching_edges: int = 0

    def faults(self) -> list[str]:
        """Return what was mended, as parts of a sentence."""
        holes = sum(piece.holes for piece in self.pieces)
        told = [
            (holes, "hole", "closed"),
            (self.duplicate_faces, "duplicate face", "taken away"),
            (self.flipped_faces, "flipped face", "turned"),
            (self.branching_edges, "edge between more than two faces", "parted"),
        ]
        said = [f"{count} {_plural(word, count)} {done}" for count, word, done in told if count]
        return [*said, "turned right side out"] if self.inside_out else said


class NotASurface(ValueError):
    """Raised for triangles that cannot be closed; the text says why, in words that go on after a colon."""


def mended(surface: Surface) -> Mended:
    """Return the closed surfaces that the triangles of a mesh make.

    Parameters
    ----------
    surface
        Triangles in any units, with points that need not be shared.

    Raises
    ------
    NotASurface
        Where they make none.
    """
    if not len(surface.triangles):
        raise NotASurface("there are no triangles")
    if not np.isfinite(surface.points).all():
        raise NotASurface("some places are no numbers")
    points, triangles = _welded(surface.points, surface.triangles, WELD)
    triangles, doubles = _single(triangles)
    if _open_share(triangles) > 0.01:
        closer, fewer = _welded(points, triangles, LOOSE_WELD, loosely=True)
        fewer, more = _single(fewer)
        if _open_share(fewer) < _open_share(triangles) / 2.0:
            points, triangles, doubles = closer, fewer, doubles + more
    share = _open_share(triangles)
    if share > SOUP:
        raise NotASurface(
            f"{share:.0%} of its edges belong to one triangle only: loose triangles that cannot be closed"
        )
    triangles, flaps = _without_flaps(triangles)
    triangles, flipped = _wound(triangles)
    points, triangles, branching = _parted(points, triangles)
    pieces, inside_out = [], 0
    for part in _connected(points, triangles):
        piece = closed(part)
        if piece is None:
            continue
        if signed_volume_mm3(piece.surface) < 0.0:
            inside_out += 1
            piece = replace(piece, surface=_turned(piece.surface))
        pieces.append(piece)
    if not pieces:
        raise NotASurface("its triangles enclose nothing")
    pieces.sort(key=lambda piece: -piece.volume)
    return Mended(tuple(pieces), doubles, flipped, inside_out, branching + flaps)


def closed(surface: Surface) -> Piece | None:
    """Return a connected surface with its openings closed, or None where it encloses nothing.

    Parameters
    ----------
    surface
        Wound one way, no edge between more than two triangles, each point with one fan.
    """
    loops = list(_loops(surface.triangles))
    if not loops:
        return Piece(surface) if abs(signed_volume_mm3(surface)) > 0.0 else None
    area = float(_areas(surface.points, surface.triangles).sum())
    for cap in (_ears, _fan):
        points, caps = surface.points, []
        for loop in loops:
            points, made = cap(points, loop)
            caps.append(made)
        lids = np.vstack(caps).astype(np.int32)
        whole = Surface(points, np.vstack([surface.triangles, lids]))
        if open_or_branching_edges(whole.triangles) == 0 and abs(signed_volume_mm3(whole)) > 0.0:
            return Piece(whole, len(loops), float(_areas(points, lids).sum()) / area)
    return None


def joined(surfaces: list[Surface]) -> Surface:
    """Return several surfaces as one."""
    starts = np.cumsum([0, *(len(surface.points) for surface in surfaces)])
    return Surface(
        np.vstack([surface.points for surface in surfaces]),
        np.vstack([surface.triangles + start for surface, start in zip(surfaces, starts, strict=False)]),
    )


def _plural(words: str, count: int) -> str:
    first, gap, rest = words.partition(" between")
    return (first if count == 1 else f"{first}s") + gap + rest


def _areas(points: Points, triangles: Triangles) -> Points:
    a, b, c = (points[triangles[:, k]] for k in range(3))
    return np.asarray(np.linalg.norm(np.cross(b - a, c - a), axis=1) / 2.0)


def _turned(surface: Surface) -> Surface:
    return Surface(surface.points, surface.triangles[:, ::-1])


def _welded(points: Points, triangles: Triangles, share: float, *, loosely: bool = False) -> tuple[Points, Triangles]:
    """Return the mesh with points that lie on each other made one, and without triangles that lose their area."""
    low = points.min(axis=0)
    size = float((points.max(axis=0) - low).max()) or 1.0
    if loosely:
        pairs = cKDTree(points).query_pairs(size * share, output_type="ndarray")
        ones = np.ones(len(pairs), dtype=np.int8)
        graph = coo_matrix((ones, (pairs[:, 0], pairs[:, 1])), shape=(len(points),) * 2)
        number: NDArray[Any] = connected_components(graph, False)[1]
        _, first = np.unique(number, return_index=True)
    else:
        cells = np.rint((points - low) / (size * share)).astype(np.int64)
        keys = (cells[:, 0] << 42) | (cells[:, 1] << 21) | cells[:, 2]
        _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        number = inverse.reshape(-1)
    corners = number[triangles]
    flat = (corners[:, 0] == corners[:, 1]) | (corners[:, 1] == corners[:, 2]) | (corners[:, 2] == corners[:, 0])
    return points[first], corners[~flat].astype(np.int32)


def _single(triangles: Triangles) -> tuple[Triangles, int]:
    """Return each triangle once, whichever way round it comes, and how many were double.

    Two that lie on each other back to back, where the surface is whole without them, are both taken away: so thin
    walls of voxels come.
    """
    corners = np.sort(triangles, axis=1).astype(np.int64)
    size = int(corners.max(initial=0)) + 1
    key = (corners[:, 0] * size + corners[:, 1]) * size + corners[:, 2]
    _, first, count = np.unique(key, return_index=True, return_counts=True)
    kept = np.sort(first)
    found = triangles[kept]
    if len(kept) < len(triangles):
        twice = np.isin(kept, first[count == 2])
        order, _, sides, _ = _grouped(found)
        odd = np.zeros(found.size, dtype=bool)
        odd[order] = np.repeat(sides % 2 == 1, sides)
        found = found[~(twice & (odd.reshape(-1, 3).sum(axis=1) >= 2))]
    return found, len(triangles) - len(kept)


def _edges(triangles: Triangles) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Return of each side of each triangle (face by face) its two ends in order, and whether it runs upwards."""
    start = triangles.astype(np.int64).reshape(-1)
    end = np.roll(triangles, -1, axis=1).astype(np.int64).reshape(-1)
    return np.minimum(start, end), np.maximum(start, end), start < end


def _grouped(triangles: Triangles) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Return the sides sorted by edge, where each edge begins among them, how many sides it has, which run upwards."""
    low, high, up = _edges(triangles)
    key = low * (int(high.max(initial=0)) + 1) + high
    order = np.argsort(key, kind="stable")
    _, first, count = np.unique(key[order], return_index=True, return_counts=True)
    return order, first, count, up


def _open_share(triangles: Triangles) -> float:
    if not len(triangles):
        return 1.0
    _, _, count, _ = _grouped(triangles)
    return float((count == 1).sum() / len(count))


def _without_flaps(triangles: Triangles) -> tuple[Triangles, int]:
    """Return triangles without those that only hang on an edge of two others, and how many edges they hung on."""
    gone = 0
    for _ in range(8):
        order, _, count, _ = _grouped(triangles)
        sides = np.empty(triangles.size, dtype=np.int64)
        sides[order] = np.repeat(count, count)
        of_face = sides.reshape(-1, 3)
        flaps = (of_face > 2).any(axis=1) & (of_face == 1).any(axis=1)
        if not flaps.any():
            break
        gone += int((of_face[flaps] > 2).sum())
        triangles = triangles[~flaps]
    return triangles, gone


def _wound(triangles: Triangles) -> tuple[Triangles, int]:
    """Return triangles wound as their neighbours are, and how many were turned for that.

    Each face stands twice in a graph, as it is and turned round; what must be wound alike is linked, so that a part of
    the graph is one way to wind a surface.
    """
    order, first, count, up = _grouped(triangles)
    two = first[count == 2]
    one, other = order[two], order[two + 1]
    alike = up[one] != up[other]
    one, other, faces = one // 3, other // 3, len(triangles)
    straight = np.where(alike, other, other + faces)
    crossed = np.where(alike, other + faces, other)
    graph = coo_matrix(
        (np.ones(2 * len(one), np.int8), (np.r_[one, one + faces], np.r_[straight, crossed])), shape=(2 * faces,) * 2
    )
    _, part = connected_components(graph, False)
    kept, turned = part[:faces], part[faces:]
    size = np.bincount(part, minlength=part.max() + 1)
    as_is = np.bincount(kept, minlength=len(size))
    # Of the two ways to wind a surface the one in which more faces stay as they are; the first where they are equal.
    better = (as_is[kept] > as_is[turned]) | ((as_is[kept] == as_is[turned]) & (kept <= turned))
    wound = triangles.copy()
    wound[~better] = wound[~better][:, ::-1]
    return wound, int((~better).sum())


def _parted(points: Points, triangles: Triangles) -> tuple[Points, Triangles, int]:
    """Return a mesh in which each edge has at most two faces and each point one fan, and how many edges branched.

    Corners of faces that are neighbours across an edge are one point; nothing else is. Where more than two faces meet
    in an edge, those are neighbours that bound the same piece of the solid: next to each other round the edge.
    """
    order, first, count, up = _grouped(triangles)
    two = first[count == 2]
    one, other = order[two], order[two + 1]
    fit = up[one] != up[other]
    pairs = [np.column_stack([one[fit], other[fit]])]
    branching = np.flatnonzero(count > 2)
    for edge in branching:
        sides = order[first[edge] : first[edge] + count[edge]]
        pairs.append(_neighbours(points, triangles, sides, up[sides]))
    one, other = np.vstack(pairs).astype(np.int64).T
    after = np.array([1, 2, 0])

    def end(side: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.asarray(side - side % 3 + after[side % 3])

    rows, columns = np.r_[one, end(one)], np.r_[end(other), other]
    corners = triangles.size
    graph = coo_matrix((np.ones(len(rows), np.int8), (rows, columns)), shape=(corners, corners))
    _, number = connected_components(graph, False)
    _, first_corner = np.unique(number, return_index=True)
    return points[triangles.reshape(-1)[first_corner]], number.reshape(-1, 3).astype(np.int32), len(branching)


def _neighbours(
    points: Points, triangles: Triangles, sides: NDArray[np.int64], up: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Return which sides of one edge belong together, (k, 2): a downward and the next upward one round it."""
    corners = triangles.reshape(-1)
    start, third = corners[sides], corners[sides - sides % 3 + (sides % 3 + 2) % 3]
    ends = corners[sides - sides % 3 + (sides % 3 + 1) % 3]
    low = np.where(up, start, ends)[0]
    along = points[np.where(up, ends, start)[0]] - points[low]
    along = along / (np.linalg.norm(along) or 1.0)
    away = points[third] - points[low]
    away = away - np.outer(away @ along, along)
    across = away[0] / (np.linalg.norm(away[0]) or 1.0)
    angle = np.arctan2(away @ np.cross(along, across), away @ across) % (2.0 * np.pi)
    pairs, waiting = [], list(np.argsort(angle, kind="stable"))
    while len(waiting) > 1:
        # The inside of an upward face lies on the side of smaller angles seen along the edge.
        at = next((k for k, side in enumerate(waiting) if not up[side] and up[waiting[(k + 1) % len(waiting)]]), None)
        if at is None:
            break
        one, other = waiting[at], waiting[(at + 1) % len(waiting)]
        pairs.append((sides[one], sides[other]))
        waiting = [side for side in waiting if side not in (one, other)]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _connected(points: Points, triangles: Triangles) -> Iterator[Surface]:
    """Yield the connected parts of a mesh, each with the points that it uses."""
    rows, columns = triangles[:, [0, 1]].reshape(-1), triangles[:, [1, 2]].reshape(-1)
    graph = coo_matrix((np.ones(len(rows), np.int8), (rows, columns)), shape=(len(points),) * 2)
    parts, number = connected_components(graph, False)
    of_face = number[triangles[:, 0]]
    order = np.argsort(of_face, kind="stable")
    ends = np.cumsum(np.bincount(of_face, minlength=parts))
    for start, stop in zip(np.r_[0, ends[:-1]], ends, strict=True):
        if stop - start < 4:
            continue
        faces = triangles[order[start:stop]]
        used, renumbered = np.unique(faces, return_inverse=True)
        yield Surface(points[used], renumbered.reshape(-1, 3).astype(np.int32))


def _loops(triangles: Triangles) -> Iterator[NDArray[np.int64]]:
    """Yield the openings of a mesh, each as its points in the order in which a lid would take them."""
    order, first, count, _ = _grouped(triangles)
    sides = order[first[count == 1]]
    corners = triangles.reshape(-1)
    start, end = corners[sides], corners[sides - sides % 3 + (sides % 3 + 1) % 3]
    # A lid takes an edge the other way round than its neighbour does.
    following = dict(zip(end.tolist(), start.tolist(), strict=True))
    while following:
        place = next(iter(following))
        loop = []
        while place in following:
            loop.append(place)
            place = following.pop(place)
        if len(loop) > 2:
            yield np.array(loop, dtype=np.int64)


def _fan(points: Points, loop: NDArray[np.int64]) -> tuple[Points, NDArray[np.int64]]:
    """Return a lid of triangles round the middle of an opening, and the points with that middle."""
    if len(loop) == 3:
        return points, loop[None]
    middle = np.full(len(loop), len(points))
    lid = np.column_stack([loop, np.roll(loop, -1), middle])
    return np.vstack([points, points[loop].mean(axis=0)]), lid


def _ears(points: Points, loop: NDArray[np.int64]) -> tuple[Points, NDArray[np.int64]]:
    """Return a lid without new points, as VTK cuts a polygon into triangles; a fan where it cannot."""
    from vtkmodules.vtkCommonCore import vtkIdList
    from vtkmodules.vtkCommonDataModel import vtkPolygon

    if not 3 < len(loop) <= 2000:
        return _fan(points, loop)
    polygon, lid = vtkPolygon(), vtkIdList()
    polygon.GetPoints().SetNumberOfPoints(len(loop))
    polygon.GetPointIds().SetNumberOfIds(len(loop))
    for place, point in enumerate(loop):
        polygon.GetPoints().SetPoint(place, points[point])
        polygon.GetPointIds().SetId(place, place)
    if not polygon.EarCutTriangulation(lid) or lid.GetNumberOfIds() != 3 * (len(loop) - 2):
        return _fan(points, loop)
    corners = np.array([lid.GetId(k) for k in range(lid.GetNumberOfIds())]).reshape(-1, 3)
    return points, loop[corners]
