"""A nerve as what is drawn of it: cords, each a centre line with the nerve's own radius along it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.atlas.courses import Course
from anatomy_viewer.modelling.solids.lines import arc_lengths, mirrored

TWIG_PART = 0.8
"""How thick a twig begins, as a part of its trunk where it leaves; judgement."""


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


def cords_of(course: Course, path: NDArray[np.float64], twigs: Sequence[NDArray[np.float64]] = ()) -> list[Cord]:
    """Return what is drawn of a nerve: its trunk, then its twigs, each tapering to its end.

    Parameters
    ----------
    course
        How thick it is, and where its twigs leave.
    path
        (n, 3) float, RAS mm: the trunk's centre line.
    twigs
        The centre lines of its twigs, in the order of the course, from where they leave.
    """
    along = arc_lengths(path)
    found = [Cord(path, drawn_radii(course, along / along[-1]))]
    # A model that was built before the table changed may have more of them, or fewer.
    for twig, line in zip(course.twigs, twigs, strict=False):
        ends = drawn_radii(course, np.array([twig.share, 1.0]))
        way = arc_lengths(line)
        start = max(TWIG_PART * ends[0], ends[1])
        found.append(Cord(line, start + (ends[1] - start) * way / way[-1]))
    return found


def drawn_radii(course: Course, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return half the thickness that a nerve is drawn with at (n,) shares of its length, (n,) float, mm."""
    known = np.array([(one.share, one.diameter_mm) for one in course.calibre])
    return np.asarray(np.interp(shares, known[:, 0], known[:, 1]) * course.thicker / 2.0)
