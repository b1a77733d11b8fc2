"""Cages: closed coarse triangle meshes that are put together strip by strip from named points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Triangles = NDArray[np.int32]


@dataclass
class CageBuilder:
    """Collects named points and the triangles between them.

    Winding does not matter while building: `finished` turns all triangles outward.
    """

    names: list[str] = field(default_factory=list)
    places: list[Points] = field(default_factory=list)
    triangles: list[tuple[int, int, int]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, place: Points) -> str:
        """Add a point and return its name.

        Raises
        ------
        ValueError
            Where the name is taken.
        """
        if name in self.numbers:
            raise ValueError(f"the cage already has a point called {name}")
        self.numbers[name] = len(self.names)
        self.names.append(name)
        self.places.append(np.asarray(place, dtype=float))
        return name

    def place(self, name: str) -> Points:
        """Return a point's position, (3,) float, mm."""
        return self.places[self.numbers[name]]

    def move(self, name: str, place: Points) -> None:
        """Put a point elsewhere."""
        self.places[self.numbers[name]] = np.asarray(place, dtype=float)

    def triangle(self, a: str, b: str, c: str) -> None:
        """Add a triangle; one with a repeated corner is left out."""
        if len({a, b, c}) == 3:
            self.triangles.append((self.numbers[a], self.numbers[b], self.numbers[c]))

    def distance(self, a: str, b: str) -> float:
        """Return the distance of two points in mm."""
        return float(np.linalg.norm(self.place(a) - self.place(b)))

    def quad(self, a: str, b: str, c: str, d: str) -> None:
        """Add the two triangles of a quad a-b-c-d, split along its shorter diagonal."""
        if self.distance(a, c) <= self.distance(b, d):
            self.triangle(a, b, c)
            self.triangle(a, c, d)
        else:
            self.triangle(a, b, d)
            self.triangle(b, c, d)

    def strip(self, upper: Sequence[str], lower: Sequence[str]) -> None:
        """Join two rows of equal length by quads.

        Raises
        ------
        ValueError
            Where the rows differ in length.
        """
        if len(upper) != len(lower):
            raise ValueError(f"rows of {len(upper)} and {len(lower)} points cannot be joined by quads")
        for k in range(len(upper) - 1):
            self.quad(upper[k], upper[k + 1], lower[k + 1], lower[k])

    def zipper(self, upper: Sequence[str], lower: Sequence[str]) -> None:
        """Join two rows of any lengths by the triangles with the least sum of squared cross edges.

        The rows run the same way; their first and last points are joined by edges.
        """
        n, m = len(upper), len(lower)
        gap = np.array([[self.distance(a, b) ** 2 for b in lower] for a in upper])
        cost = np.full((n, m), np.inf)
        came = np.zeros((n, m), dtype=int)
        cost[0, 0] = gap[0, 0]
        for i in range(n):
            for j in range(m):
                if i > 0 and cost[i - 1, j] + gap[i, j] < cost[i, j]:
                    cost[i, j], came[i, j] = cost[i - 1, j] + gap[i, j], 0
                if j > 0 and cost[i, j - 1] + gap[i, j] < cost[i, j]:
                    cost[i, j], came[i, j] = cost[i, j - 1] + gap[i, j], 1
        i, j = n - 1, m - 1
        while i > 0 or j > 0:
            if came[i, j] == 0:
                self.triangle(upper[i - 1], upper[i], lower[j])
                i -= 1
            else:
                self.triangle(upper[i], lower[j - 1], lower[j])
                j -= 1

    def fan(self, centre: str, ring: Sequence[str]) -> None:
        """Join a closed ring to one point inside it."""
        for k in range(len(ring)):
            self.triangle(centre, ring[k], ring[(k + 1) % len(ring)])

    def finished(self) -> tuple[Points, Triangles]:
        """Return points (n, 3) and triangles (m, 3), all wound outward.

        Raises
        ------
        ValueError
            Where an edge is not shared by exactly two triangles, a point is unused, or the cage falls apart.
        """
        return np.array(self.places), outward(np.array(self.places), self.triangles, self.names)


def outward(points: Points, triangles: Sequence[tuple[int, int, int]], names: Sequence[str]) -> Triangles:
    """Return triangles of a closed mesh turned to face outward, in their given order.

    Raises
    ------
    ValueError
        Where the mesh is not one closed surface; the message names the points of some faulty edges.
    """
    faces = [list(triangle) for triangle in triangles]
    of_edge: dict[tuple[int, int], list[int]] = {}
    for number, face in enumerate(faces):
        for k in range(3):
            a, b = face[k], face[(k + 1) % 3]
            of_edge.setdefault((min(a, b), max(a, b)), []).append(number)
    faulty = [edge for edge, found in of_edge.items() if len(found) != 2]
    if faulty:
        some = "; ".join(f"{names[a]} - {names[b]} ({len(of_edge[(a, b)])})" for a, b in faulty[:12])
        raise ValueError(f"{len(faulty)} edges are not shared by exactly two triangles: {some}")
    unused = sorted(set(range(len(points))) - {corner for face in faces for corner in face})
    if unused:
        raise ValueError(f"points without a triangle: {', '.join(names[k] for k in unused)}")
    seen, queue = {0}, [0]
    while queue:
        face = faces[queue.pop()]
        for k in range(3):
            a, b = face[k], face[(k + 1) % 3]
            for number in of_edge[(min(a, b), max(a, b))]:
                if number in seen:
                    continue
                other = faces[number]
                if any(other[j] == a and other[(j + 1) % 3] == b for j in range(3)):
                    other.reverse()
                seen.add(number)
                queue.append(number)
    if len(seen) != len(faces):
        raise ValueError(f"the cage falls apart: {len(seen)} of {len(faces)} triangles hang together")
    result = np.array(faces, dtype=np.int32)
    corners = points[result]
    if np.einsum("ij,ij->i", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])).sum() < 0.0:
        result = result[:, ::-1]
    return np.ascontiguousarray(result)
