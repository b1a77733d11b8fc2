"""A raised letter R beside the right side of the body: where it reads R from behind, nothing is mirrored."""

from __future__ import annotations

import numpy as np

from anatomy_viewer.modelling.solids.surface import Surface

NAME = "orientation_letter_r"

PATTERN = (
    "XXXXX",
    "X...X",
    "X...X",
    "XXXXX",
    "X.XX.",
    "X..XX",
    "X...X",
)
"""The letter from behind, a character a square; squares meet in edges and never in corners only."""

HEIGHT_MM = 42.0
DEPTH_MM = 6.0
COLOUR = (27, 27, 27)


def letter_r(centre: tuple[float, float, float], height_mm: float = HEIGHT_MM, depth_mm: float = DEPTH_MM) -> Surface:
    """Return a solid letter R, RAS mm, that is read from behind: its stem is nearer to the midline than its bow.

    Parameters
    ----------
    centre
        Its middle; on the right side, x is positive.
    height_mm, depth_mm
        How high it is, and how far it is raised along y.
    """
    rows, columns = len(PATTERN), len(PATTERN[0])
    size = height_mm / rows
    filled = np.array([[cell == "X" for cell in row] for row in PATTERN])

    def is_filled(row: int, column: int) -> bool:
        return 0 <= row < rows and 0 <= column < columns and bool(filled[row, column])

    def number(row: int, column: int, layer: int) -> int:
        return (row * (columns + 1) + column) * 2 + layer

    points = np.array(
        [
            (
                centre[0] + (column - columns / 2.0) * size,
                centre[1] + (layer - 0.5) * depth_mm,
                centre[2] + (rows / 2.0 - row) * size,
            )
            for row in range(rows + 1)
            for column in range(columns + 1)
            for layer in (0, 1)
        ]
    )
    quads = []
    for row in range(rows):
        for column in range(columns):
            if not is_filled(row, column):
                continue
            # Corners from behind: top left, top right, bottom right, bottom left; layer 0 is behind, 1 in front.
            ring = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)]
            quads.append([number(*corner, 0) for corner in ring[::-1]])
            quads.append([number(*corner, 1) for corner in ring])
            for place, neighbour in enumerate(
                ((row - 1, column), (row, column + 1), (row + 1, column), (row, column - 1))
            ):
                if not is_filled(*neighbour):
                    start, end = ring[place], ring[(place + 1) % 4]
                    quads.append([number(*start, 0), number(*end, 0), number(*end, 1), number(*start, 1)])
    corners = np.array(quads)
    triangles = np.vstack([corners[:, [0, 1, 2]], corners[:, [0, 2, 3]]])
    used, renumbered = np.unique(triangles, return_inverse=True)
    colours = np.tile(np.array(COLOUR, dtype=np.uint8), (len(used), 1))
    return Surface(points[used], renumbered.reshape(-1, 3).astype(np.int32), colours)
