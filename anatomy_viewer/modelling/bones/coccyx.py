"""The coccyx: four or five small vertebrae that hang from the sacral apex and curve forward.

The stations give the middle and the half width of each piece of three coccyges; the thickness and the
knobs are set from anatomy: the first piece carries two horns that reach up to the sacral cornua and two short
transverse processes, and each following piece is smaller, with a waist between the pieces.

Sources
-------
The measured stations; WOON13 (curved length 44 +- 8 mm in men, 40 +- 8 mm in women), YOON16 (angles).
"""

from __future__ import annotations

import numpy as np

from anatomy_viewer.modelling.bones.sacrum import apex_block, refined_edges
from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.solids.distance_grid import (
    DistanceGrid,
    Ellipsoid,
    MeshSolid,
    Tube,
    grid_around,
    smooth_maximum,
)
from anatomy_viewer.modelling.solids.surface import Points, Surface

JOINT_GAP_MM = 2.4
"""Space between sacrum and coccyx, filled by a thin disc."""

LENGTH_MM = 42.0
"""Curved length: the mean of 44 mm in men and 40 mm in women."""

BEND_DEG = 37.5
"""How much farther forward the last piece leans than the first.

The first goes on in the direction of the last sacral vertebra, by judgement: the measured chain, of three
differently bent bones, is nearly straight and hangs from another apex than this. The published angle between first
and last piece, 138-147 degrees, gives the bend.
"""

# Half width, half thickness and half height in mm of each piece, from the first to the last.
_PIECES = ((11.0, 4.6, 5.4), (8.6, 4.5, 5.4), (6.6, 4.0, 5.0), (5.0, 3.5, 4.4), (3.7, 3.0, 3.6))
_SHARES = (0.12, 0.33, 0.54, 0.74, 0.91, 1.0)


def chain(stations: Stations) -> Points:
    """Return the middles of the pieces from the first to the last and the tip, (6, 3) mm, in the midline.

    The chain begins a joint space under the sacral apex and bends forward evenly.
    """
    return stations.follow(_chain)


def _chain(stations: Stations) -> Points:
    above, end = apex_block(stations)
    down = (end - above) / np.linalg.norm(end - above)
    apex = end + (JOINT_GAP_MM + 0.4) * down
    share = np.linspace(0.0, 1.0, 101)
    lean = np.arctan2(down[1], -down[2]) + np.radians(BEND_DEG) * share
    step = LENGTH_MM / 100.0
    way = np.stack([np.zeros(101), np.sin(lean) * step, -np.cos(lean) * step], axis=1)
    curve = apex + np.vstack([np.zeros(3), np.cumsum(way[:-1], axis=0)])
    return np.asarray(curve[np.round(np.array(_SHARES) * 100).astype(int)])


def coccyx_grid(stations: Stations, spacing_mm: float = 0.6) -> DistanceGrid:
    """Return the right half of the coccyx as signed distances."""
    line = chain(stations)
    right = np.array([1.0, 0.0, 0.0])
    tangent = np.gradient(line, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    grid = grid_around(np.vstack([line, line + 14.0 * right]), 12.0, spacing_mm)
    for k, (half_width, half_thickness, half_height) in enumerate(_PIECES):
        back = np.cross(right, tangent[k])
        axes = np.array([right, back, tangent[k]])
        # Squarer than an ellipsoid: two halves side by side.
        for x in (0.30, -0.30):
            piece = Ellipsoid(line[k] + x * half_width * right, axes, (0.74 * half_width, half_thickness, half_height))
            grid = grid.union(piece, 4.0)
    down, back = tangent[0], np.cross(right, tangent[0])
    back = back if back[1] < 0.0 else -back
    wings = np.array(
        [
            line[0] + 5.0 * right - 0.5 * down,
            line[0] + 10.0 * right - 1.0 * down,
            line[0] + 13.5 * right - 0.2 * down,
        ]
    )
    grid = grid.union(Tube(wings, (3.0, 2.6, 1.9)), 3.0)
    horn = np.array([line[0] + 5.2 * right + 1.8 * back, line[0] + 5.6 * right + 3.6 * back - 4.5 * down,
                     line[0] + 5.8 * right + 4.0 * back - 7.5 * down])  # fmt: skip
    grid = grid.union(Tube(horn, (2.2, 1.9, 1.4)), 2.0)
    side = np.array([line[1] + 4.0 * right, line[1] + 8.6 * right - 0.8 * down])
    return grid.union(Tube(side, (2.6, 2.0)), 2.5).union(Tube(line, (3.8, 3.6, 3.2, 2.8, 2.3, 1.4)), 3.0)


def build_coccyx(stations: Stations, sacrum: Surface | None = None, *, triangle_budget: int = 2_000) -> Surface:
    """Return the coccyx, a closed surface, RAS mm.

    Parameters
    ----------
    stations
        Right side and midline.
    sacrum
        Where given, the coccyx is cut back to a joint space from it.
    triangle_budget
        At most about this many triangles.
    """
    grid = coccyx_grid(stations)
    if sacrum is not None:
        gap = JOINT_GAP_MM - grid.distances(MeshSolid(refined_edges(sacrum, 1.2)))
        grid = grid.with_values(smooth_maximum(grid.values, gap, 0.6))
    return grid.smoothed(0.35).surface(triangle_budget)
