"""Compression sites of the cluneal nerves and the points that a finger presses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from anatomy_viewer.atlas.problems import Problem
from anatomy_viewer.atlas.sources import HOW_SURE, Mark
from anatomy_viewer.atlas.structures import Side
from anatomy_viewer.atlas.tables import Table, check_names, check_unique, read_table

PointKind = Literal["site", "tender_point"]
SIDES: tuple[Side, ...] = ("right", "left")


@dataclass(frozen=True)
class Site:
    """A place where a nerve may be compressed, or where pressure is felt; one on each side.

    Distances are published means in millimetres. "Lateral" counts from the midline or from the named
    landmark, as `lateral_from` says; "caudal" counts downwards from `caudal_from`.

    Parameters
    ----------
    id
        Without the side: ``scn_1``, ``mcn_tender_point``. The model's points add the side.
    code
        The short name on the page, such as ``SCN-1``.
    kind
        ``site`` or ``tender_point``.
    english
        Its name.
    group
        The nerve group.
    nerves
        Names (without side) of the structures concerned.
    compressing_structure
        What may press on the nerve there; empty for tender points.
    location
        Where it is, in words.
    lateral_mm, lateral_sd_mm, lateral_from
        Distance to the side, its standard deviation, and what it is counted from.
    caudal_mm, caudal_sd_mm, caudal_from
        Distance downwards, its standard deviation, and what it is counted from.
    above_crest_mm, above_crest_sd_mm
        Height of the nerve's way through the fascia above the level of the crest; negative is below.
    along_crest_from_scn_1_mm
        Way along the crest from SCN-1, outwards.
    mark
        How sure the location is.
    not_found
        What was looked for and not found.
    sources
        Keys of the sources.
    """

    id: str
    code: str
    kind: PointKind
    english: str
    group: str
    nerves: tuple[str, ...]
    location: str
    mark: Mark
    sources: tuple[str, ...]
    compressing_structure: str = ""
    lateral_mm: float | None = None
    lateral_sd_mm: float | None = None
    lateral_from: str = ""
    caudal_mm: float | None = None
    caudal_sd_mm: float | None = None
    caudal_from: str = ""
    above_crest_mm: float | None = None
    above_crest_sd_mm: float | None = None
    along_crest_from_scn_1_mm: float | None = None
    not_found: str = ""

    @property
    def how_sure(self) -> str:
        """The mark in plain words."""
        return HOW_SURE[self.mark]

    @property
    def point_ids(self) -> tuple[str, ...]:
        """The ids of its points in the model, right before left."""
        return tuple(f"{self.id}_{side}" for side in SIDES)


def read_sites(
    path: Path,
    groups: frozenset[str],
    structure_names: frozenset[str],
    source_keys: frozenset[str],
    problems: list[Problem],
) -> Table[Site]:
    """Return the sites and tender points of ``sites.csv``; what is wrong is added to `problems`.

    Parameters
    ----------
    groups, structure_names, source_keys
        The names that the table may refer to.
    """
    table = read_table(path, Site, problems)
    check_unique(table, "id", problems)
    check_unique(table, "code", problems)
    check_names(table, "group", groups, "an id of groups.csv", problems)
    check_names(table, "nerves", structure_names, "a name of structures.csv", problems)
    check_names(table, "sources", source_keys, "a key of sources.csv", problems)
    for index, site in enumerate(table.rows):
        for distance, spread, origin in (
            ("lateral_mm", "lateral_sd_mm", "lateral_from"),
            ("caudal_mm", "caudal_sd_mm", "caudal_from"),
            ("above_crest_mm", "above_crest_sd_mm", None),
        ):
            given = getattr(site, distance)
            deviation = getattr(site, spread)
            if deviation is not None and (given is None or deviation <= 0):
                problems.append(
                    Problem(
                        table.where(index, spread),
                        f"found {deviation:g}",
                        f"a deviation above 0 beside a value of {distance}",
                    )
                )
            if origin and given is not None and not getattr(site, origin):
                problems.append(Problem(table.where(index, origin), f"the cell is empty beside a value of {distance}"))
    return table
