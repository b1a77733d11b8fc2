"""Loop subdivision of a closed triangle cage, solved so that the limit surface passes through given points.

Plain Loop subdivision shrinks thin parts: the crest, the rims and the rami of a hip bone would lose
millimetres. Here the control points are unknowns. One sparse least-squares system asks that the limit
surface passes through the targets and that the control points' shift from the plain cage varies slowly,
which is the fairing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix, diags, eye, vstack
from scipy.sparse.linalg import splu

Points = NDArray[np.float64]
Triangles = NDArray[np.int32]


@dataclass(frozen=True)
class Edges:
    """The edges of a closed triangle mesh.

    Parameters
    ----------
    ends
        (e, 2) int: point indices, smaller one first, rows in lexicographic order.
    opposite
        (e, 2) int: the two points across the edge.
    of_triangle
        (m, 3) int: the edge between corners k and k + 1 of each triangle.
    """

    ends: NDArray[np.int64]
    opposite: NDArray[np.int64]
    of_triangle: NDArray[np.int64]


def edges_of(triangles: Triangles) -> Edges:
    """Return the edges of a closed mesh in an order that depends on the point indices only.

    Raises
    ------
    ValueError
        Where an edge is not shared by exactly two triangles.
    """
    corners = np.asarray(triangles, dtype=np.int64)
    sides = np.stack([corners, np.roll(corners, -1, axis=1)], axis=2).reshape(-1, 2)
    across = np.roll(corners, -2, axis=1).reshape(-1)
    ends, number, count = np.unique(np.sort(sides, axis=1), axis=0, return_inverse=True, return_counts=True)
    number = number.reshape(-1)
    if (count != 2).any():
        raise ValueError(f"{int((count != 2).sum())} edges are not shared by exactly two triangles")
    order = np.argsort(number, kind="stable")
    return Edges(ends, across[order].reshape(-1, 2), number.reshape(-1, 3))


def _neighbour_matrix(count: int, edges: Edges) -> csr_matrix:
    rows = np.concatenate([edges.ends[:, 0], edges.ends[:, 1]])
    columns = np.concatenate([edges.ends[:, 1], edges.ends[:, 0]])
    return coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(count, count)).tocsr()


def _even_weight(valence: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weight of each neighbour of a point of given valence.

    Sources
    -------
    Loop 1987, with the weights of the original thesis.
    """
    weight: NDArray[np.float64] = (5.0 / 8.0 - (3.0 / 8.0 + np.cos(2.0 * np.pi / valence) / 4.0) ** 2) / valence
    return weight


def refined(count: int, triangles: Triangles) -> tuple[csr_matrix, Triangles]:
    """Return one step of Loop subdivision: the matrix from old to new points, and the new triangles.

    Parameters
    ----------
    count
        Number of points n.
    triangles
        (m, 3) int of a closed mesh. New points are the n old ones, then one an edge in the order of
        `edges_of`.
    """
    edges = edges_of(triangles)
    neighbours = _neighbour_matrix(count, edges)
    valence = np.asarray(neighbours.sum(axis=1), dtype=float).ravel()
    beta = _even_weight(valence)
    even = diags(1.0 - valence * beta) + diags(beta) @ neighbours
    number = np.arange(len(edges.ends))
    rows = np.concatenate([number, number, number, number])
    columns = np.concatenate([edges.ends[:, 0], edges.ends[:, 1], edges.opposite[:, 0], edges.opposite[:, 1]])
    values = np.repeat([3.0 / 8.0, 1.0 / 8.0], 2 * len(number))
    odd = coo_matrix((values, (rows, columns)), shape=(len(number), count)).tocsr()
    a, b, c = np.asarray(triangles, dtype=np.int64).T
    ab, bc, ca = (edges.of_triangle + count).T
    children = np.stack([a, ab, ca, ab, b, bc, ca, bc, c, ab, bc, ca], axis=1).reshape(-1, 3)
    return vstack([even, odd]).tocsr(), children.astype(np.int32)


def limit_matrix(count: int, triangles: Triangles) -> csr_matrix:
    """Return the (n, n) matrix from control points to their places on the limit surface."""
    neighbours = _neighbour_matrix(count, edges_of(triangles))
    valence = np.asarray(neighbours.sum(axis=1), dtype=float).ravel()
    gamma = 1.0 / (3.0 / (8.0 * _even_weight(valence)) + valence)
    limit: csr_matrix = (diags(1.0 - valence * gamma) + diags(gamma) @ neighbours).tocsr()
    return limit


@dataclass(frozen=True)
class Subdivision:
    """A cage's refinement: fixed by the cage's triangles, applied to any positions of its points.

    Parameters
    ----------
    triangles
        (m, 3) int of the refined mesh.
    to_limit
        (n, c) sparse: from c control points to the n refined points, on the limit surface.
    paths
        For each edge (a, b) of the cage, smaller index first, the refined points along it from a to b, both
        ends included.
    """

    triangles: Triangles
    to_limit: csr_matrix
    paths: dict[tuple[int, int], list[int]]

    def path(self, a: int, b: int) -> list[int]:
        """Return the refined points along a cage edge, from a to b.

        Raises
        ------
        KeyError
            Where the cage has no such edge.
        """
        return self.paths[(a, b)] if a < b else self.paths[(b, a)][::-1]


def subdivision(count: int, triangles: Triangles, levels: int) -> Subdivision:
    """Return the refinement of a closed cage by some levels, with every point put on the limit surface.

    Parameters
    ----------
    count
        Number of the cage's points; they stay the first points of the refined mesh.
    triangles
        (m, 3) int; each level makes four triangles of one.
    levels
        Zero or more.
    """
    matrix, current, points = eye(count, format="csr"), np.asarray(triangles, dtype=np.int32), count
    ends = edges_of(current).ends
    paths = {(int(a), int(b)): [int(a), int(b)] for a, b in ends}
    for _ in range(levels):
        middle = {(int(a), int(b)): points + k for k, (a, b) in enumerate(edges_of(current).ends)}
        step, current = refined(points, current)
        for key, path in paths.items():
            longer = [path[0]]
            for a, b in pairwise(path):
                longer += [middle[(min(a, b), max(a, b))], b]
            paths[key] = longer
        matrix, points = step @ matrix, step.shape[0]
    return Subdivision(current, (limit_matrix(points, current) @ matrix).tocsr(), paths)


def umbrella(count: int, triangles: Triangles) -> csr_matrix:
    """Return the (n, n) matrix that gives each point minus the mean of its neighbours."""
    neighbours = _neighbour_matrix(count, edges_of(triangles))
    valence = np.asarray(neighbours.sum(axis=1), dtype=float).ravel()
    result: csr_matrix = (eye(count) - diags(1.0 / valence) @ neighbours).tocsr()
    return result


def solve_control_points(
    start: Points,
    triangles: Triangles,
    rows: Sequence[csr_matrix],
    targets: Sequence[Points],
    weights: Sequence[NDArray[np.float64]],
    fairing: float,
) -> Points:
    """Return control points whose limit surface passes the targets, near to a start in shape.

    Parameters
    ----------
    start
        (c, 3) float, mm: the plain control points.
    triangles
        Of the control mesh.
    rows
        Sparse (k, c) matrices that give places on the limit surface.
    targets
        (k, 3) float, mm, one block a matrix.
    weights
        (k,) float, one block a matrix; 1 is a firm wish.
    fairing
        Weight of the umbrella of the umbrella of the shift from the start; 0.01 is slight, 1 is strong.
    """
    smooth = umbrella(len(start), triangles)
    smooth = (smooth @ smooth) * np.sqrt(fairing)
    system, right = smooth.T @ smooth, np.zeros_like(start)
    for matrix, target, weight in zip(rows, targets, weights, strict=True):
        scaled = diags(weight) @ matrix
        system = system + scaled.T @ scaled
        right = right + scaled.T @ (weight[:, None] * (target - matrix @ start))
    system = system + 1e-9 * eye(len(start))
    shift: Points = splu(system.tocsc()).solve(right)
    return start + shift
