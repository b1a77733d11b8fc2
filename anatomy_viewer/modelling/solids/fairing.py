"""Fairing: the smoothest surface near to a start that passes through given places.

Smoothest means least variation of curvature: the integral of the squared gradient of the surface's
Laplacian, as one sparse system over all points. Between the places the surface is free, so flat bone comes
out flat and a ridge needs places along it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix, diags
from scipy.sparse.linalg import splu

Points = NDArray[np.float64]
Triangles = NDArray[np.int32]

LEAST_COTANGENT, GREATEST_COTANGENT = -3.0, 6.0
LEAST_AREA_SHARE = 0.05


def laplacian(points: Points, triangles: Triangles) -> tuple[csr_matrix, NDArray[np.float64]]:
    """Return the cotangent stiffness matrix (n, n) and the area around each point (n,), mm squared.

    Cotangents of very flat triangles are bounded and very small areas raised, so that slivers do no harm.

    Sources
    -------
    Pinkall and Polthier 1993.
    """
    count = len(points)
    corners = np.asarray(triangles, dtype=np.int64)
    rows, columns, values = [], [], []
    area = np.zeros(count)
    for k in range(3):
        a, b, c = corners[:, k], corners[:, (k + 1) % 3], corners[:, (k + 2) % 3]
        u, v = points[b] - points[a], points[c] - points[a]
        twice = np.linalg.norm(np.cross(u, v), axis=1)
        cotangent = (u * v).sum(axis=1) / np.maximum(twice, 1e-9)
        half = np.clip(cotangent, LEAST_COTANGENT, GREATEST_COTANGENT) / 2.0
        rows += [b, c]
        columns += [c, b]
        values += [half, half]
        np.add.at(area, a, twice / 6.0)
    weights = coo_matrix(
        (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape=(count, count)
    ).tocsr()
    stiffness = (diags(np.asarray(weights.sum(axis=1)).ravel()) - weights).tocsr()
    return stiffness, np.maximum(area, LEAST_AREA_SHARE * area.mean())


def faired(
    points: Points,
    triangles: Triangles,
    anchors: NDArray[np.int64],
    places: Points,
    weights: NDArray[np.float64],
    variation: float,
    bending: float,
    relaxed: NDArray[np.float64] | None = None,
) -> Points:
    """Return the points of the smoothest surface whose anchors lie near their places, (n, 3) float, mm.

    Parameters
    ----------
    points, triangles
        A closed mesh near to the result; its metric is used.
    anchors
        (k,) point indices, each at most once.
    places
        (k, 3) float, mm: where the anchors should lie.
    weights
        (k,) float: how firmly; 1 keeps a place within a few tenths of a millimetre.
    variation
        Weight of the variation of curvature: makes round shapes.
    bending
        Weight of the curvature itself: keeps the surface from swelling or sinking between anchors.
    relaxed
        (n,) float in (0, 1]: share of both weights that is left at each point; small values make edges.
    """
    matrix, area = laplacian(points, triangles)
    inverse = diags(1.0 / area)
    curvature = inverse @ matrix
    share = np.ones(len(points)) if relaxed is None else relaxed
    root = np.sqrt(share)
    pairs = -(diags(root) @ (matrix - diags(matrix.diagonal())) @ diags(root))
    differences = diags(np.asarray(pairs.sum(axis=1)).ravel()) - pairs
    energy = variation * (curvature.T @ differences @ curvature)
    energy = energy + bending * (curvature.T @ diags(area * share) @ curvature)
    hold = np.zeros(len(points))
    hold[anchors] = weights
    right = np.zeros_like(points)
    right[anchors] = weights[:, None] * places
    solution: Points = splu((energy + diags(hold)).tocsc()).solve(right)
    return solution


def through(knots: Points, parts: int, closed: bool) -> Points:
    """Return places along a smooth curve through knots, `parts` steps from each knot to the next.

    Parameters
    ----------
    knots
        (n, 3) float, mm; a closed curve does not repeat its first knot.
    parts
        Steps between neighbouring knots.
    closed
        Whether the last knot is followed by the first.

    Returns
    -------
    (steps, parts, 3) float: for each knot that has a next one, its own place and those before the next.

    Sources
    -------
    Centripetal Catmull-Rom splines: Yuksel, Schaefer and Keyser 2011 (no loops or overshoot between knots).
    """
    count = len(knots)
    if closed:
        before, after = np.roll(knots, 1, axis=0), np.roll(knots, -1, axis=0)
        beyond = np.roll(knots, -2, axis=0)
        p0, p1, p2, p3 = before, knots, after, beyond
    else:
        padded = np.vstack([2 * knots[0] - knots[1], knots, 2 * knots[-1] - knots[-2]])
        p0, p1, p2, p3 = (padded[k : k + count - 1] for k in range(4))
    t1 = np.maximum(np.linalg.norm(p1 - p0, axis=1, keepdims=True), 1e-9) ** 0.5
    t2 = t1 + np.maximum(np.linalg.norm(p2 - p1, axis=1, keepdims=True), 1e-9) ** 0.5
    t3 = t2 + np.maximum(np.linalg.norm(p3 - p2, axis=1, keepdims=True), 1e-9) ** 0.5
    result = []
    for part in range(parts):
        t = t1 + (t2 - t1) * (part / parts)
        a1 = (t1 - t) / t1 * p0 + t / t1 * p1
        a2 = (t2 - t) / (t2 - t1) * p1 + (t - t1) / (t2 - t1) * p2
        a3 = (t3 - t) / (t3 - t2) * p2 + (t - t2) / (t3 - t2) * p3
        b1 = (t2 - t) / t2 * a1 + t / t2 * a2
        b2 = (t3 - t) / (t3 - t1) * a2 + (t - t1) / (t3 - t1) * a3
        result.append((t2 - t) / (t2 - t1) * b1 + (t - t1) / (t2 - t1) * b2)
    return np.stack(result, axis=1)
