"""Stations: the named measured points that every bone of the model is built from.

A station is the mean position of one named place on a few real pelvises. The table holds the right side and
the midline only; the left side is its mirror. The builders ask for whole groups (a ring of a section, a row
of the iliac wing) or for single points, and never for a row of the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.atlas.stations import BoneStation

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Station:
    """One measured point.

    Parameters
    ----------
    bone, group, name
        What it belongs to and what it is called, such as ``hip_right``, ``iliac_crest``,
        ``crest_00_top_ASIS``.
    position
        x, y, z in RAS mm.
    note
        The remark of the table: a radius, an axis, a width.
    """

    bone: str
    group: str
    name: str
    position: tuple[float, float, float]
    note: str = ""


@dataclass(frozen=True)
class Stations:
    """All stations of a model, in the order of their table.

    Parameters
    ----------
    items
        The stations; bone and name together are unique.
    average, carry
        For a form that was carried over from the average: the stations of the average, and the map from it.

    Raises
    ------
    ValueError
        Where two stations of one bone share a name.
    """

    items: tuple[Station, ...]
    average: Stations | None = field(default=None, compare=False, repr=False)
    carry: Callable[[Points], Points] | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        index: dict[tuple[str, str], int] = {}
        for number, station in enumerate(self.items):
            key = (station.bone, station.name)
            if key in index:
                raise ValueError(f"two stations of {station.bone} are called {station.name}")
            index[key] = number
        object.__setattr__(self, "_index", index)

    def _number(self, bone: str, name: str) -> int:
        index: dict[tuple[str, str], int] = self.__dict__["_index"]
        try:
            return index[(bone, name)]
        except KeyError:
            raise KeyError(f"{bone} has no station called {name}") from None

    def bones(self) -> tuple[str, ...]:
        """Return the names of the bones, in the order of the table."""
        return tuple(dict.fromkeys(station.bone for station in self.items))

    def groups(self, bone: str) -> tuple[str, ...]:
        """Return the names of the groups of a bone, in the order of the table."""
        return tuple(dict.fromkeys(station.group for station in self.items if station.bone == bone))

    def group(self, bone: str, group: str) -> tuple[list[str], Points]:
        """Return the names of a group's stations and their positions, (n, 3) float, RAS mm.

        Raises
        ------
        KeyError
            Where the bone has no such group.
        """
        found = [station for station in self.items if station.bone == bone and station.group == group]
        if not found:
            raise KeyError(f"{bone} has no group of stations called {group}; it has {', '.join(self.groups(bone))}")
        return [station.name for station in found], np.array([station.position for station in found], dtype=float)

    def has(self, bone: str, name: str) -> bool:
        """Return whether a bone has a station of this name."""
        return (bone, name) in self.__dict__["_index"]

    def point(self, bone: str, name: str) -> Points:
        """Return the position of one station, (3,) float, RAS mm.

        Raises
        ------
        KeyError
            Where the bone has no such station.
        """
        return np.array(self.items[self._number(bone, name)].position, dtype=float)

    def points(self, bone: str, names: Iterable[str]) -> Points:
        """Return the positions of several stations of a bone, (n, 3) float, RAS mm."""
        return np.array([self.point(bone, name) for name in names], dtype=float).reshape(-1, 3)

    def note(self, bone: str, name: str) -> str:
        """Return the table's remark on one station, or an empty text.

        Raises
        ------
        KeyError
            Where the bone has no such station.
        """
        return self.items[self._number(bone, name)].note

    def warped(self, warp: Callable[[Points], Points]) -> Stations:
        """Return the stations with all positions carried through a map of (n, 3) points.

        Lengths written in notes (radii, widths) stay those of the measured bones.
        """
        moved = warp(np.array([station.position for station in self.items], dtype=float))
        return Stations(
            tuple(
                replace(station, position=(float(x), float(y), float(z)))
                for station, (x, y, z) in zip(self.items, moved, strict=True)
            )
        )

    def carried(self, carry: Callable[[Points], Points]) -> Stations:
        """Return the stations of a form to which the finished bones of these are carried by a map."""
        return replace(self.warped(carry), average=self, carry=carry)

    def follow(self, place: Callable[[Stations], Points]) -> Points:
        """Return places that are worked out from stations and belong to a finished bone, (n, 3) float, RAS mm.

        On a form they are worked out on the average, whose bones the form's are, and carried over.
        """
        if self.average is None or self.carry is None:
            return place(self)
        return self.carry(place(self.average))

    def moved(self, bone: str, places: Mapping[str, Points]) -> Stations:
        """Return the stations with some of a bone's positions replaced, keyed by name, (3,) float, RAS mm."""
        items = list(self.items)
        for name, place in places.items():
            number = self._number(bone, name)
            x, y, z = (float(value) for value in place)
            items[number] = replace(items[number], position=(x, y, z))
        return Stations(tuple(items))


def stations_of(rows: Iterable[BoneStation]) -> Stations:
    """Return the stations of the rows of ``bone_stations.csv``; spreads and counts are left behind."""
    return Stations(
        tuple(Station(row.bone, row.group, row.name, (row.x_mm, row.y_mm, row.z_mm), row.note) for row in rows)
    )
