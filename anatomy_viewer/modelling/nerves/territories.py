"""The areas of skin that the nerve groups serve, laid on the skin and painted with a pattern each.

An area is an outline as seen from a told direction. It is meshed flat in that view, with the marks of its
pattern as edges of the mesh so that they are sharp, and thrown onto the skin. The superior group is an even
tint, the middle one dashes, the inferior one dashes in pairs, the code that is painted round their nerves; towards the
outline all of it fades into the skin, because no source gives a border.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.spatial import Delaunay, cKDTree

from anatomy_viewer.atlas.territories import TerritoryRule
from anatomy_viewer.modelling.placing import Placing
from anatomy_viewer.modelling.soft_tissue.skin_places import Skin
from anatomy_viewer.modelling.solids.surface import Points, Surface

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Paint:
    """How an area is painted.

    Parameters
    ----------
    colour
        The group's colour.
    tint
        Share of it in the ground.
    mark
        Corners of a dash around its middle, (n, 2) mm; empty for an even tint.
    offsets
        Where the dashes of one mark are around its middle, (k, 2) mm.
    spacing_mm
        Distance of the marks sideways and from row to row; each other row is shifted by half.
    ground_mm
        Distance of the mesh's points between the marks.
    """

    colour: Colour
    tint: float
    mark: NDArray[np.float64]
    offsets: NDArray[np.float64]
    spacing_mm: tuple[float, float]
    ground_mm: float


def _dash(half_length_mm: float, half_width_mm: float) -> NDArray[np.float64]:
    across = np.array([half_length_mm, 0.0, -half_length_mm])
    upper = np.column_stack([across, np.full(3, half_width_mm)])
    return np.vstack([upper, -upper])


_PAIR = ((0.0, 3.1), (0.0, -3.1))

PAINTS: Mapping[str, Paint] = {
    "superior_cluneal_territory": Paint((0, 114, 178), 0.44, np.zeros((0, 2)), np.zeros((0, 2)), (0.0, 0.0), 12.0),
    "middle_cluneal_territory": Paint((192, 74, 0), 0.16, _dash(7.0, 1.7), np.zeros((1, 2)), (28.0, 14.0), 11.0),
    "inferior_cluneal_territory": Paint((27, 27, 27), 0.08, _dash(6.5, 1.4), np.array(_PAIR), (40.0, 32.0), 15.0),
}
"""By name without side; the colours are those of the groups."""

MARK_SHARE = 0.74
LIFT_MM = 0.62
LEAD_MM = 0.14
"""Height over the skin, and how much more or less where one area has the lead over another."""

CLEAR_MM = 0.25
"""The skin's own edges come no nearer to an area than this."""

LEAST_FACING = 0.12
MOST_LIFT_MM = 0.98
EDGE_MM = 0.9
"""Over this width a mark turns into the ground."""

OUTLINE_MM = 7.5
"""Distance of the mesh's points along the outline."""


def build_territories(placing: Placing, so_far: Mapping[str, Surface]) -> dict[str, Surface]:
    """Return the areas of the right side, painted, by name."""
    skin = Skin(so_far["skin"])
    views = {name: View.of(placing, rule, skin) for name, rule in placing.rules.on_skin.territories.items()}
    return {name: _area(name, views, skin) for name in views}


@dataclass(frozen=True)
class View:
    """An outline as it is seen from a direction.

    Parameters
    ----------
    across, up, towards
        (3,) unit directions: to the right and up in the picture, and towards the one who looks.
    outline
        (n, 2) mm, closed and dense.
    border_mm
        Width over which it fades.
    """

    across: Points
    up: Points
    towards: Points
    outline: NDArray[np.float64]
    border_mm: float

    @classmethod
    def of(cls, placing: Placing, rule: TerritoryRule, skin: Skin) -> View:
        """Return a rule's outline, its places lifted to the nearest skin."""
        side, below = np.radians(rule.seen_from_side_deg), np.radians(rule.seen_from_below_deg)
        towards = np.array(
            [np.sin(side) * np.cos(below), -np.cos(side) * np.cos(below), -np.sin(below)],
        )
        across = np.array([np.cos(side), np.sin(side), 0.0])
        up = np.cross(across, towards) * -1.0
        knots, _ = skin.nearest(np.array([placing.seat(place, 0.0) for place in rule.outline]))
        flat = np.column_stack([knots @ across, knots @ up])
        closed = np.vstack([flat, flat[:1]])
        along = np.concatenate([[0.0], np.cumsum(np.sqrt(np.linalg.norm(np.diff(closed, axis=0), axis=1)))])
        dense = CubicSpline(along, closed, bc_type="periodic")(np.linspace(0.0, along[-1], 1200)[:-1])
        return cls(across, up, towards, dense, rule.border_mm)

    def flat(self, points: Points) -> NDArray[np.float64]:
        """Return (n, 3) points as they are seen, (n, 2) mm."""
        return np.column_stack([points @ self.across, points @ self.up])

    def strength(self, flat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how fully seen places belong to the area: 1 well inside, 0 on the outline and outside."""
        gap, _ = cKDTree(self.outline).query(flat)
        share = np.clip(np.where(_inside(self.outline, flat), gap, 0.0) / self.border_mm, 0.0, 1.0)
        return np.asarray(share * share * (3.0 - 2.0 * share))


def _area(name: str, views: Mapping[str, View], skin: Skin) -> Surface:
    view, paint = views[name], PAINTS[name]
    flat, mark = _points(view, paint)
    mesh: NDArray[np.int64] = Delaunay(flat).simplices.astype(np.int64)
    middle = flat[mesh].mean(axis=1)
    mesh = mesh[_inside(view.outline, middle)]
    start = flat[:, :1] * view.across + flat[:, 1:] * view.up
    places, normals, met = skin.first_met(start + 600.0 * view.towards, -view.towards)
    # Skin that turns away from the one who looks is left out.
    met &= normals @ view.towards > LEAST_FACING
    mesh = mesh[met[mesh].all(axis=1)]
    kept, renumbered = np.unique(mesh, return_inverse=True)
    flat, mark, places, normals = flat[kept], mark[kept], places[kept], normals[kept]
    mesh = renumbered.reshape(-1, 3).astype(np.int64)
    ground, elsewhere = skin.colour_at(places), np.zeros(len(places))
    for other, seen in views.items():
        if other != name:
            facing = np.clip(normals @ seen.towards / 0.3, 0.0, 1.0)
            there = seen.strength(seen.flat(places)) * facing
            elsewhere = np.maximum(elsewhere, there)
            ground = _tinted(ground, PAINTS[other], PAINTS[other].tint * there)
    strength = view.strength(flat)
    # Where areas overlap, the one that is further inside lies on top and shows its pattern.
    ahead = np.clip(strength - elsewhere, -1.0, 1.0)
    lead = np.bincount(mark, weights=ahead) / np.maximum(np.bincount(mark), 1)
    drawn = (mark > 0) & (lead[mark] > 0.0)
    colours = _tinted(ground, paint, np.where(drawn, MARK_SHARE * strength**0.5, paint.tint * strength))
    lift = LIFT_MM + LEAD_MM * ahead
    points = _cleared(places, normals, lift, mesh, skin)
    surface = Surface(points, mesh.astype(np.int32), np.round(colours).astype(np.uint8))
    if (surface.normals() @ view.towards).sum() < 0.0:
        return Surface(surface.points, surface.triangles[:, ::-1], surface.colours)
    return surface


def _cleared(places: Points, normals: Points, lift: NDArray[np.float64], mesh: NDArray[np.int64], skin: Skin) -> Points:
    """Return the points lifted off the skin, more where a triangle would dip under one of the skin's edges."""
    shares = np.array([[1, 1, 1], [1, 1, 0], [0, 1, 1], [1, 0, 1]])
    shares = shares / shares.sum(axis=1, keepdims=True)
    lift = lift.copy()
    for _ in range(3):
        points = places + lift[:, None] * normals
        tests = (points[mesh][:, None] * shares[None, :, :, None]).sum(axis=2).reshape(-1, 3)
        at, away = skin.nearest(tests)
        lacking = (CLEAR_MM - ((tests - at) * away).sum(axis=1)).reshape(len(mesh), -1).max(axis=1)
        low = lacking > 0.0
        if not low.any():
            break
        need = np.zeros(len(lift))
        np.maximum.at(need, mesh[low].ravel(), np.repeat(lacking[low], 3))
        lift = np.minimum(lift + need, MOST_LIFT_MM)
    return places + lift[:, None] * normals


def _tinted(ground: Points, paint: Paint, share: NDArray[np.float64]) -> Points:
    return np.asarray(ground * (1.0 - share[:, None]) + np.array(paint.colour) * share[:, None])


def _points(view: View, paint: Paint) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the mesh's points in the picture, and for each the number of its mark, 0 for the ground."""
    length = np.linalg.norm(np.diff(np.vstack([view.outline, view.outline[:1]]), axis=0), axis=1)
    along = np.concatenate([[0.0], np.cumsum(length)])
    wanted = np.linspace(0.0, along[-1], round(along[-1] / OUTLINE_MM) + 1)[:-1]
    closed = np.vstack([view.outline, view.outline[:1]])
    edge = np.column_stack([np.interp(wanted, along, closed[:, k]) for k in (0, 1)])
    # Two lines inside the outline carry the fading border.
    way = np.roll(edge, -1, axis=0) - np.roll(edge, 1, axis=0)
    inwards = np.column_stack([-way[:, 1], way[:, 0]]) / np.linalg.norm(way, axis=1, keepdims=True)
    if not _inside(view.outline, edge + inwards).mean() > 0.5:
        inwards = -inwards
    border = [edge + share * view.border_mm * inwards for share in (0.45, 0.95)]
    inner = cKDTree(view.outline)
    marks = np.zeros((0, 2))
    frames = np.zeros((0, 2))
    if len(paint.mark):
        middles = _lattice(view.outline, *paint.spacing_mm)
        gap, _ = inner.query(middles)
        corners, framed = (
            (paint.offsets[:, None] + dash).reshape(-1, 2) for dash in (paint.mark, _widened(paint.mark))
        )
        reach = float(np.linalg.norm(corners, axis=1).max())
        middles = middles[_inside(view.outline, middles) & (gap > reach + 2.0)]
        marks = (middles[:, None] + corners).reshape(-1, 2)
        frames = (middles[:, None] + framed).reshape(-1, 2)
    drawn = np.vstack([frames, marks])
    lines = [
        line[_inside(view.outline, line) & (inner.query(line)[0] > 0.8 * share * view.border_mm)]
        for line, share in zip(border, (0.45, 0.95), strict=True)
    ]
    ground = _lattice(view.outline, paint.ground_mm, 0.866 * paint.ground_mm)
    ground = ground[_inside(view.outline, ground) & (inner.query(ground)[0] > 0.95 * view.border_mm)]
    lines[1] = _apart(lines[1], [lines[0]], 0.5 * OUTLINE_MM)
    ground = _apart(ground, lines, 0.5 * paint.ground_mm)
    if len(drawn):
        lines = [_apart(line, [drawn], 0.4 * OUTLINE_MM) for line in lines]
        ground = _apart(ground, [drawn], 0.4 * paint.ground_mm)
    points = np.vstack([edge, *lines, frames, ground, marks])
    mark = np.zeros(len(points), dtype=np.int64)
    if len(marks):
        mark[-len(marks) :] = 1 + np.arange(len(marks)) // (len(paint.offsets) * len(paint.mark))
    return points, mark


def _apart(points: NDArray[np.float64], others: list[NDArray[np.float64]], least_mm: float) -> NDArray[np.float64]:
    """Return those points that lie farther than this from others."""
    return np.asarray(points[cKDTree(np.vstack(others)).query(points)[0] > least_mm])


def _widened(mark: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the corners of a mark moved outwards by the width of its edge."""
    way = np.roll(mark, -1, axis=0) - np.roll(mark, 1, axis=0)
    out = np.column_stack([way[:, 1], -way[:, 0]])
    return np.asarray(mark + EDGE_MM * out / np.linalg.norm(out, axis=1, keepdims=True))


def _lattice(outline: NDArray[np.float64], wide: float, high: float) -> NDArray[np.float64]:
    low, top = outline.min(axis=0), outline.max(axis=0)
    rows = np.arange(low[1], top[1] + high, high)
    columns = np.arange(low[0] - wide, top[0] + wide, wide)
    grid = [
        np.column_stack([columns + (0.5 * wide if k % 2 else 0.0), np.full(len(columns), y)])
        for k, y in enumerate(rows)
    ]
    return np.vstack(grid)


def _inside(outline: NDArray[np.float64], places: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return whether (n, 2) places lie inside a closed line, by counting crossings to the right."""
    x, y = places[:, :1], places[:, 1:]
    a, b = outline, np.roll(outline, -1, axis=0)
    crosses = (a[:, 1] > y) != (b[:, 1] > y)
    rise = np.where(b[:, 1] == a[:, 1], 1.0, b[:, 1] - a[:, 1])
    at = a[:, 0] + (y - a[:, 1]) / rise * (b[:, 0] - a[:, 0])
    return np.asarray((crosses & (x < at)).sum(axis=1) % 2 == 1)
