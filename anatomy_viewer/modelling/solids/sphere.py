"""Spheres through points: the acetabulum and the femoral head are measured and made with them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


def fitted_sphere(points: Points) -> tuple[Points, float]:
    """Return centre (3,) and radius of the least-squares sphere through (n, 3) points, mm.

    Sources
    -------
    The algebraic fit of Coope 1993, one linear system.

    Raises
    ------
    ValueError
        Where there are fewer than four points.
    """
    if len(points) < 4:
        raise ValueError(f"a sphere needs four points, there are {len(points)}")
    system = np.hstack([2.0 * points, np.ones((len(points), 1))])
    solution = np.linalg.lstsq(system, (points**2).sum(axis=1), rcond=None)[0]
    centre: Points = solution[:3]
    return centre, float(np.sqrt(solution[3] + centre @ centre))
