"""A nerve as what is drawn of it: cords, each a centre line with the nerve's own radius along it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.modelling.solids.lines import mirrored


@dataclass(frozen=True)
class Cord:
    """One unbranched piece of a nerve: its trunk, or a twig.

    Parameters
    ----------
    path
        (n, 3) float, RAS mm: the centre line from the root outwards.
    radii_mm
        (n,) float: the radius that is drawn at each point of the line, larger than life by one factor.
    """

    path: NDArray[np.float64]
    radii_mm: NDArray[np.float64]

    @classmethod
    def even(cls, path: NDArray[np.float64], radius_mm: float) -> Cord:
        """Return a cord of one thickness."""
        return cls(path, np.full(len(path), radius_mm))

    def mirrored(self) -> Cord:
        """Return the same of the left side."""
        return Cord(mirrored(self.path), self.radii_mm)
