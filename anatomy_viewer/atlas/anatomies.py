"""Another anatomy on the same model: what a study or a drawn person moves, shows and hides.

Both compile to one record, `Anatomy`, which the page applies to whatever it shows. Crossings of the crest are
placed by their straight distance from the midline; `CrestLine` turns that into the way along the crest and back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist
from typing import Any

from anatomy_viewer.atlas.model import Model

SIDES = ("right", "left")

CROSSING = "crossing_mm"
"""Parameter of a superior branch: straight distance of its crossing from the midline, mm."""

LATERAL = "lateral_sd"
"""Parameter: how far to the side of the mean the nerve lies, in standard deviations."""

CAUDAL = "caudal_sd"
"""Parameter: how far below the mean the nerve lies, in standard deviations."""

DISTAL = "distal_sd"
"""Parameter of the perineal branch: how far below the mean it crosses the hamstrings, in standard deviations."""

VARIANT = "variant"
"""Parameter of the upper middle branch: 0 under or through the long ligament, 1 over it."""

ROOTS = "roots"
"""Parameter of the medial and the lateral superior branch: 0 from the root that is drawn, 1 from each other's."""


@dataclass(frozen=True)
class Spread:
    """Where the stain of a crossing lies and how large it is.

    Parameters
    ----------
    centre_mm_from_midline
        Straight distance of its middle from the midline, mm.
    along_sd_mm, across_sd_mm
        Standard deviations along and across the crest, mm.
    """

    centre_mm_from_midline: float
    along_sd_mm: float
    across_sd_mm: float


@dataclass(frozen=True)
class Anatomy:
    """One arrangement of the variable things of the model, both sides.

    Parameters
    ----------
    id
        ``study_lu98``, ``person_17``; it goes into links.
    title
        One line: who it is.
    note
        What it rests on, in sentences.
    hidden, shown
        Ids of structures that it hides, and that it shows though they are not always there.
    placed
        Value of each parameter by nerve id; the model's families say what a parameter does.
    spreads
        Where the stain of a crossing lies, by corridor id.
    """

    id: str
    title: str
    note: str
    hidden: tuple[str, ...]
    shown: tuple[str, ...]
    placed: Mapping[str, Mapping[str, float]]
    spreads: Mapping[str, Spread]

    def to_json(self) -> dict[str, Any]:
        """Return the record as a JSON value, the shape that the page reads."""
        return {
            "id": self.id,
            "title": self.title,
            "note": self.note,
            "hidden": list(self.hidden),
            "shown": list(self.shown),
            "placed": {nerve: dict(values) for nerve, values in self.placed.items()},
            "spreads": {
                corridor: {
                    "centre_mm_from_midline": spread.centre_mm_from_midline,
                    "along_sd_mm": spread.along_sd_mm,
                    "across_sd_mm": spread.across_sd_mm,
                }
                for corridor, spread in self.spreads.items()
            },
        }


class CrestLine:
    """The top of the iliac crest as a scale: distance from the midline against way along it from the PSIS.

    Parameters
    ----------
    points
        (n, 3), RAS mm, right side, from the PSIS outwards.

    Raises
    ------
    ValueError
        Where there are fewer than two points, or the line does not lead away from the midline.
    """

    def __init__(self, points: Sequence[Sequence[float]]) -> None:
        if len(points) < 2:
            raise ValueError(f"the crest has {len(points)} points, fewer than two")
        self._from_midline = [abs(points[0][0])]
        self._along = [0.0]
        way = 0.0
        for before, point in pairwise(points):
            way += dist(before, point)
            # Near the ASIS the crest turns back towards the midline; no nerve of this atlas crosses there.
            if abs(point[0]) > self._from_midline[-1]:
                self._from_midline.append(abs(point[0]))
                self._along.append(way)
        if len(self._along) < 2:
            raise ValueError("the crest does not lead away from the midline")

    @classmethod
    def of(cls, model: Model) -> CrestLine:
        """Return the right crest of a built model."""
        return cls(model.curves["iliac_crest_right"])

    def along(self, from_midline_mm: float) -> float:
        """Return the way along the crest from the PSIS, mm; negative for a place nearer to the midline than that."""
        return _interpolated(from_midline_mm, self._from_midline, self._along)

    def from_midline(self, along_mm: float) -> float:
        """Return the straight distance from the midline at a way along the crest from the PSIS, mm."""
        return _interpolated(along_mm, self._along, self._from_midline)


def _interpolated(value: float, known: Sequence[float], wanted: Sequence[float]) -> float:
    """Return the value of a rising line; before its start it goes on one for one, beyond its end it stays."""
    if value < known[0]:
        return wanted[0] + (value - known[0])
    if value >= known[-1]:
        return wanted[-1]
    place = bisect_right(known, value) - 1
    share = (value - known[place]) / (known[place + 1] - known[place])
    return wanted[place] + share * (wanted[place + 1] - wanted[place])
