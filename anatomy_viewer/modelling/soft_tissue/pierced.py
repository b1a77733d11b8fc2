"""Openings of a sheet that is laid over muscles: a small oval with a raised rim for each nerve that comes through it.

The sheet is a net; round each way through a block of its meshes is laid anew, with the rings of the oval among its
points. What lies outside the blocks stays as it was.

Sources
-------
That there are openings follows from nerves on either side of a sheet; their size and the rims are judgement.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates
from scipy.spatial import Delaunay, cKDTree

from anatomy_viewer.modelling.solids.lines import arc_lengths, evenly, unit
from anatomy_viewer.modelling.solids.nets import outward
from anatomy_viewer.modelling.solids.surface import Surface

Points = NDArray[np.float64]
Numbers = NDArray[np.float64]
Indices = NDArray[np.intp]

RIM_COLOUR = np.array([226.0, 200.0, 160.0])
RINGS_MM = (0.0, 0.6, 1.4)
"""How far outside the opening's edge the rings of its rim run."""
RAISED_MM = (0.25, 0.6, 0.15)
"""How far each stands out of the sheet."""
SHARE = (1.0, 1.0, 0.7)
"""How much of the rim's colour each has."""
RING_POINTS = 20
OFF_NERVE_MM = 0.4
WITHIN_MM = 1.5
"""A line that passes a net sideways farther off than this does not come through it."""
NEAR_MM = 9.0
"""How much of a line, either way, an opening makes room for."""
FINER = 6
"""Into how many parts the meshes are divided, each way, where it is looked for a way through."""
STEP = 0.06
"""In meshes: how far apart the places are that an opening is found from."""
SLIVER = 1e-3


@dataclass(frozen=True)
class Passage:
    """A line that may come through a sheet.

    Parameters
    ----------
    line
        (n, 3) float, RAS mm.
    radius_mm
        How much room it needs on either side.
    """

    line: Points
    radius_mm: float


@dataclass(frozen=True)
class Oval:
    """An opening in the meshes of a net.

    Parameters
    ----------
    middle
        (2,) row and column.
    shape
        (2, 2) float: a unit circle times this, transposed, is its edge.
    mesh_mm
        (2,) how long a mesh is there, along the rows and along the columns.
    """

    middle: Points
    shape: Points
    mesh_mm: Points

    def ring(self, grow_mm: float) -> Points:
        """Return a ring so far outside its edge, (`RING_POINTS`, 2) rows and columns."""
        turn = np.linspace(0.0, 2.0 * np.pi, RING_POINTS, endpoint=False)
        edge = np.column_stack([np.cos(turn), np.sin(turn)]) @ self.shape.T
        in_mm = edge * self.mesh_mm
        return np.asarray(self.middle + edge * (1.0 + grow_mm / np.linalg.norm(in_mm, axis=1, keepdims=True)))

    def reach(self, places: Points) -> Numbers:
        """Return how far out of the middle places are, (n,) float, 1 at the edge."""
        return np.asarray(np.linalg.norm((places - self.middle) @ np.linalg.inv(self.shape).T, axis=1))


def pierced(low: Points, high: Points, colours: NDArray[np.uint8], passages: Iterable[Passage]) -> Surface:
    """Return the closed painted surface between two faces of a net, open where lines come through it.

    Parameters
    ----------
    low, high
        (rows, columns, 3) float, RAS mm: the deep and the outer face.
    colours
        (2 * rows * columns, 3): of the outer face, then of the deep one.
    passages
        Lines; those that do not come through, or only at its border, leave it as it is.
    """
    ovals = [oval for passage in passages if (oval := way_through(low, high, passage)) is not None]
    rows, columns, _ = low.shape
    number = np.arange(rows * columns).reshape(rows, columns)
    whole = np.ones((rows - 1, columns - 1), dtype=bool)
    flat = [np.stack(np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij"), -1).reshape(-1, 2).astype(float)]
    raised, tinted = [np.zeros(rows * columns)], [np.zeros(rows * columns)]
    patches: list[Indices] = []
    count = rows * columns
    for (first, last), inside in _blocks(ovals, whole.shape):
        whole[first[0] : last[0], first[1] : last[1]] = False
        kept = number[first[0] : last[0] + 1, first[1] : last[1] + 1].ravel()
        edge = (flat[0][kept] == first).any(axis=1) | (flat[0][kept] == last).any(axis=1)
        outer = np.min([_outside(oval, flat[0][kept]) for oval in inside], axis=0)
        kept = kept[edge | (outer > RINGS_MM[-1] + 1.2)]
        rings = [oval.ring(grow) for oval in inside for grow in RINGS_MM]
        places = np.vstack([flat[0][kept], *rings])
        ids = np.concatenate([kept, count + np.arange(len(places) - len(kept))])
        count += len(places) - len(kept)
        flat.append(places[len(kept) :])
        raised.append(np.tile(np.repeat(RAISED_MM, RING_POINTS), len(inside)))
        tinted.append(np.tile(np.repeat(SHARE, RING_POINTS), len(inside)))
        patches.append(ids[_laid_anew(places, inside)])
    a, b, c, d = number[:-1, :-1][whole], number[:-1, 1:][whole], number[1:, :-1][whole], number[1:, 1:][whole]
    top = np.concatenate([np.column_stack([a, c, b]), np.column_stack([b, c, d]), *patches])
    used, top = np.unique(top, return_inverse=True)
    place = np.vstack(flat)[used]
    outer_face, deep_face = _at(high, place), _at(low, place)
    outer_face = outer_face + np.concatenate(raised)[used, None] * unit(outer_face - deep_face)
    tint = np.concatenate(tinted)[used, None]
    painted = colours.astype(float).reshape(2, rows, columns, 3)
    both = np.vstack([colour + tint * (RIM_COLOUR - colour) for colour in (_at(face, place) for face in painted)])
    surface = _closed(outer_face, deep_face, top.reshape(-1, 3))
    return Surface(surface.points, surface.triangles, np.round(np.clip(both, 0.0, 255.0)).astype(np.uint8))


def way_through(low: Points, high: Points, passage: Passage) -> Oval | None:
    """Return the opening that a line needs where it comes through a sheet first, or None where it does not.

    Parameters
    ----------
    low, high
        See `pierced`.
    passage
        The line.
    """
    middle, up = (low + high) / 2.0, unit(high - low)
    rows, columns, _ = low.shape
    fine = np.stack(
        np.meshgrid(
            np.linspace(0, rows - 1, (rows - 1) * FINER + 1), np.linspace(0, columns - 1, (columns - 1) * FINER + 1)
        ),
        -1,
    ).reshape(-1, 2)
    line = evenly(passage.line, 0.4)
    samples = _at(middle, fine)
    near = np.asarray(cKDTree(samples).query(line)[1])
    gap = line - samples[near]
    height = (gap * _at(up, fine[near])).sum(axis=1)
    aside = np.sqrt(np.maximum((gap**2).sum(axis=1) - height**2, 0.0))
    crosses = np.flatnonzero((height[:-1] * height[1:] <= 0.0) & (aside[:-1] < WITHIN_MM) & (aside[1:] < WITHIN_MM))
    if not len(crosses):
        return None
    at = int(crosses[0])
    place = fine[near[at]]
    along = arc_lengths(line)
    part = line[np.abs(along - along[at]) < NEAR_MM]
    cells = np.arange(-3.0, 3.0, STEP)
    around = place + np.stack(np.meshgrid(cells, cells, indexing="ij"), -1).reshape(-1, 2)
    around = around[((around > 0.0) & (around < (rows - 1, columns - 1))).all(axis=1)]
    half = float(np.linalg.norm(high - low, axis=2).mean()) / 2.0
    needs = around[cKDTree(part).query(_at(middle, around))[0] < passage.radius_mm + OFF_NERVE_MM + half]
    if len(needs) < 3:
        return None
    step = np.eye(2) * 0.5
    mesh = np.array([np.linalg.norm(_at(middle, place[None] + s) - _at(middle, place[None] - s)) for s in step])
    centre = needs.mean(axis=0)
    values, vectors = np.linalg.eigh(np.cov(((needs - centre) * mesh).T) + 0.05 * np.eye(2))
    round_ = (vectors * np.sqrt(values)) @ vectors.T
    farthest = float(np.linalg.norm(((needs - centre) * mesh) @ np.linalg.inv(round_).T, axis=1).max())
    oval = Oval(centre, (round_ * farthest) / mesh[:, None], mesh)
    first, last = _block(oval)
    return oval if (first >= 0).all() and (last <= (rows - 1, columns - 1)).all() else None


def _at(values: Numbers, places: Points) -> Numbers:
    """Return the values of a net's points, (rows, columns, k), at rows and columns between them, (n, k)."""
    parts = [map_coordinates(values[..., k], places.T, order=1, mode="nearest") for k in range(values.shape[2])]
    return np.stack(parts, axis=-1)


def _outside(oval: Oval, places: Points) -> Numbers:
    """Return nearly how far outside an opening's edge places are, (n,) mm."""
    ring = oval.ring(0.0)
    far = np.asarray(cKDTree(ring * oval.mesh_mm).query(places * oval.mesh_mm)[0])
    return np.where(oval.reach(places) < 1.0, -far, far)


def _block(oval: Oval) -> tuple[Indices, Indices]:
    """Return the first and the last row and column of the meshes that are laid anew for an opening."""
    rim = oval.ring(RINGS_MM[-1] + 0.8)
    return np.floor(rim.min(axis=0)).astype(np.intp), np.ceil(rim.max(axis=0)).astype(np.intp)


def _blocks(ovals: Sequence[Oval], meshes: tuple[int, ...]) -> list[tuple[tuple[Indices, Indices], list[Oval]]]:
    """Return the blocks of meshes that are laid anew, none of which overlap, each with its openings."""
    found: list[tuple[tuple[Indices, Indices], list[Oval]]] = []
    for oval in ovals:
        block, inside = _block(oval), [oval]
        while touching := [k for k, ((low, high), _) in enumerate(found) if _overlap(block, (low, high))]:
            (low, high), others = found.pop(touching[0])
            block, inside = (np.minimum(block[0], low), np.maximum(block[1], high)), [*others, *inside]
        found.append((block, inside))
    return found


def _overlap(first: tuple[Indices, Indices], second: tuple[Indices, Indices]) -> bool:
    return bool((first[0] < second[1]).all() and (second[0] < first[1]).all())


def _laid_anew(places: Points, ovals: Sequence[Oval]) -> Indices:
    """Return triangles over rows and columns that leave openings free, all the same way round."""
    scaled = (places * ovals[0].mesh_mm).round(6)
    triangles: Indices = np.asarray(Delaunay(scaled).simplices, dtype=np.intp)
    centres = places[triangles].mean(axis=1)
    good = np.min([oval.reach(centres) for oval in ovals], axis=0) > 0.985
    a, b, c = (scaled[triangles[:, k]] for k in range(3))
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    turned = np.where((area < 0.0)[:, None], triangles[:, ::-1], triangles)
    return np.asarray(turned[good & (np.abs(area) > SLIVER)])


def _closed(outer_face: Points, deep_face: Points, top: Indices) -> Surface:
    """Return the closed surface between two faces over the same triangles, with a wall along each free edge."""
    count = len(outer_face)
    edges = np.concatenate([top[:, [0, 1]], top[:, [1, 2]], top[:, [2, 0]]])
    known = {(int(i), int(j)) for i, j in edges}
    rim = np.array(sorted((i, j) for i, j in known if (j, i) not in known))
    i, j = rim[:, 0], rim[:, 1]
    walls = np.concatenate([np.column_stack([j, i, i + count]), np.column_stack([j, i + count, j + count])])
    faces = np.concatenate([top, top[:, ::-1] + count, walls])
    return outward(Surface(np.vstack([outer_face, deep_face]), faces))
