"""Muscles as rules: cross-sections from the origin to the insertion, each with its places and its thickness.

``muscles.yaml`` says where a muscle begins and ends in the words of the anatomy, as ``courses.yaml`` does for nerves,
and what it lies on. The order of the file is the order from deep to superficial: no muscle enters one that stands
above it. Rules are written for one side; the other is its mirror image. ``coverings`` are sheets laid over the muscles
and the fascia of the back; ``arteries`` run beside a nerve.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast, get_args

from anatomy_viewer.atlas.rule_reader import RuleReader
from anatomy_viewer.atlas.sources import Mark
from anatomy_viewer.atlas.waypoints import Waypoint

Bed = Literal["on", "among"]

BEDS: tuple[str, ...] = get_args(Bed)
MOST_ROWS = 60


@dataclass(frozen=True)
class MuscleSection:
    """A cross-section of a muscle, square to its fibres.

    Parameters
    ----------
    across
        Places from the muscle's first edge to its second. In the first and in the last section these are what the
        fibres are attached to; where they name bones (``on``) the whole end lies on these bones.
    thickness_mm
        One number, or several spread evenly from the first edge to the second; the edges are rounded off besides.
    """

    across: tuple[Waypoint, ...]
    thickness_mm: tuple[float, ...]


@dataclass(frozen=True)
class MuscleBundle:
    """A part of a muscle with fibres from one line to another.

    Parameters
    ----------
    sections
        From the origin to the insertion.
    rows, columns
        How many points its net has along and across the fibres.
    """

    sections: tuple[MuscleSection, ...]
    rows: int
    columns: int


@dataclass(frozen=True)
class MuscleRule:
    """A muscle, or a sheet of fascia built like one.

    Parameters
    ----------
    structure
        The structure's name without side.
    bundles
        Its parts, the main one first.
    bed
        ``on``: it lies on what is deeper, as a cloth would that is laid over it from outside; ``among``: it goes
        between other structures and is only pushed aside by them.
    deep_share
        Which share of the thickness lies on the deep side of the places: 0 where the places are its deep face.
    tendon
        Shares of the fibres' length that are tendon at the origin and at the insertion; they are drawn paler.
    fibre_mm
        How wide the fascicles are that are drawn on it; 0 draws none.
    reach_mm
        How far off its way it may be moved at most by what it lies on.
    mark, sources, note
        How sure it is, keys of the sources, and what is simplified.
    """

    structure: str
    bundles: tuple[MuscleBundle, ...]
    bed: Bed
    deep_share: float
    tendon: tuple[float, float]
    fibre_mm: float
    reach_mm: float
    mark: Mark
    sources: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class ArteryRule:
    """An artery that runs beside a nerve.

    Parameters
    ----------
    structure, beside
        The artery's name and the nerve's, without side.
    drawn_radius_mm
        Half the thickness that it is drawn with.
    share_from, share_to
        Between which shares of the nerve's length it is drawn.
    lateral_mm, caudal_mm, posterior_mm
        The way on which it lies off the nerve; how far follows from the two thicknesses where this is less.
    mark, sources, note
        How sure it is, keys of the sources, and what is simplified.
    """

    structure: str
    beside: str
    drawn_radius_mm: float
    share_from: float
    share_to: float
    lateral_mm: float
    caudal_mm: float
    posterior_mm: float
    mark: Mark
    sources: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class SoftTissueRules:
    """What ``muscles.yaml`` holds.

    Parameters
    ----------
    muscles
        By name without side, deep before superficial.
    coverings
        Sheets of fascia laid over the muscles, by name without side.
    arteries
        By name without side.
    """

    muscles: Mapping[str, MuscleRule] = field(default_factory=dict)
    coverings: Mapping[str, MuscleRule] = field(default_factory=dict)
    arteries: Mapping[str, ArteryRule] = field(default_factory=dict)


def soft_tissue_rules(
    reader: RuleReader, data: Any, muscles: Collection[str], arteries: Collection[str]
) -> SoftTissueRules:
    """Return the rules that ``muscles.yaml`` holds; the reader collects what is wrong.

    Parameters
    ----------
    reader
        Knows the names that places may use and the file's name.
    data
        The file's content as plain mappings, lists and values.
    muscles
        Names of muscles and fasciae without side that the file may speak of.
    arteries
        Names of arteries without side.
    """
    whole = reader.mapping(data, "", 1, ("muscles", "coverings", "arteries"))
    if whole is None:
        return SoftTissueRules()

    def sheets(section: str) -> dict[str, MuscleRule]:
        return {
            key: rule
            for key, value, line in reader.entries(whole, section, muscles, "a muscle or fascia of structures.csv")
            if (rule := _muscle(reader, key, value, f"{section}.{key}", line)) is not None
        }

    return SoftTissueRules(
        sheets("muscles"),
        sheets("coverings"),
        {
            key: rule
            for key, value, line in reader.entries(whole, "arteries", arteries, "an artery of structures.csv")
            if (rule := _artery(reader, key, value, f"arteries.{key}", line)) is not None
        },
    )


def _muscle(reader: RuleReader, structure: str, value: Any, path: str, line: int) -> MuscleRule | None:
    keys = ("bed", "deep_share", "tendon", "fibre_mm", "reach_mm", "rows", "columns", "sections", "further")
    item = reader.mapping(value, path, line, (*keys, "mark", "sources", "note"))
    if item is None:
        return None
    bed = reader.word(item, "bed", path, line, BEDS, "on")
    share = _share(reader, item.get("deep_share", 0.0), f"{path}.deep_share", line)
    tendon = [
        _share(reader, entry, f"{path}.tendon[{index}]", at)
        for index, (entry, at) in enumerate(reader.items(item, "tendon", path, line, 0))
    ]
    if len(tendon) not in (0, 2):
        reader.add(f"{path}.tendon", line, f"found {len(tendon)} items", "two shares, of the origin and the insertion")
        return None
    fibre = reader.number(item, "fibre_mm", path, line, 0.0, 0.0)
    reach = reader.number(item, "reach_mm", path, line, 25.0, 0.0)
    mark, sources = reader.evidence(item, path, line)
    bundles = [_bundle(reader, item, path, line)]
    for index, (entry, at) in enumerate(reader.items(item, "further", path, line, 0)):
        here = f"{path}.further[{index}]"
        part = reader.mapping(entry, here, at, ("rows", "columns", "sections"))
        bundles.append(None if part is None else _bundle(reader, part, here, at))
    whole = tuple(bundle for bundle in bundles if bundle is not None)
    if len(whole) < len(bundles) or None in (bed, share, fibre, reach, mark) or None in tendon:
        return None
    ends = (tendon[0] or 0.0, tendon[1] or 0.0) if tendon else (0.0, 0.0)
    note = str(item.get("note", ""))
    return MuscleRule(
        structure,
        whole,
        cast(Bed, bed),
        share or 0.0,
        ends,
        fibre or 0.0,
        reach or 0.0,
        cast(Mark, mark),
        sources,
        note,
    )


def _artery(reader: RuleReader, structure: str, value: Any, path: str, line: int) -> ArteryRule | None:
    ways = ("lateral_mm", "caudal_mm", "posterior_mm")
    keys = ("beside", "drawn_radius_mm", "share_from", "share_to", *ways, "mark", "sources", "note")
    item = reader.mapping(value, path, line, keys)
    if item is None:
        return None
    beside = reader.word(item, "beside", path, line, reader.known.nerves, None)
    radius = reader.number(item, "drawn_radius_mm", path, line, None, 0.2)
    start = _share(reader, item.get("share_from", 0.0), f"{path}.share_from", line)
    end = _share(reader, item.get("share_to", 1.0), f"{path}.share_to", line)
    off = [reader.number(item, way, path, line, 0.0) for way in ways]
    mark, sources = reader.evidence(item, path, line)
    if start is not None and end is not None and start >= end:
        reader.add(path, line, f"found share_from {start:g} and share_to {end:g}", "share_from below share_to")
        return None
    if beside is None or radius is None or start is None or end is None or None in off or mark is None:
        return None
    lateral, caudal, posterior = (number or 0.0 for number in off)
    if not any((lateral, caudal, posterior)):
        reader.add(path, line, "the way off the nerve is missing", ", ".join(ways))
        return None
    note = str(item.get("note", ""))
    return ArteryRule(
        structure, beside, radius, start, end, lateral, caudal, posterior, cast(Mark, mark), sources, note
    )


def _bundle(reader: RuleReader, item: Mapping[str, Any], path: str, line: int) -> MuscleBundle | None:
    rows = reader.number(item, "rows", path, line, None, 4.0)
    columns = reader.number(item, "columns", path, line, None, 4.0)
    for key, count in (("rows", rows), ("columns", columns)):
        if count is not None and (count != int(count) or count > MOST_ROWS):
            reader.add(f"{path}.{key}", line, f"found {count:g}", f"a whole number up to {MOST_ROWS}")
            return None
    sections = [
        _section(reader, entry, f"{path}.sections[{index}]", at)
        for index, (entry, at) in enumerate(reader.items(item, "sections", path, line, 2))
    ]
    if rows is None or columns is None or len(sections) < 2 or None in sections:
        return None
    return MuscleBundle(tuple(section for section in sections if section), int(rows), int(columns))


def _section(reader: RuleReader, value: Any, path: str, line: int) -> MuscleSection | None:
    item = reader.mapping(value, path, line, ("across", "thickness_mm"))
    if item is None:
        return None
    across = [
        reader.waypoint(entry, f"{path}.across[{index}]", at)
        for index, (entry, at) in enumerate(reader.items(item, "across", path, line, 2))
    ]
    if isinstance(item.get("thickness_mm"), list):
        entries = [
            reader.number({"thickness_mm": entry}, "thickness_mm", f"{path}.thickness_mm[{index}]", at, None, 0.1)
            for index, (entry, at) in enumerate(reader.items(item, "thickness_mm", path, line, 2))
        ]
    else:
        entries = [reader.number(item, "thickness_mm", path, line, None, 0.1)]
    thickness = tuple(number for number in entries if number is not None)
    if len(across) < 2 or None in across or len(thickness) < len(entries):
        return None
    return MuscleSection(tuple(place for place in across if place is not None), thickness)


def _share(reader: RuleReader, value: Any, path: str, line: int) -> float | None:
    number = reader.number({"share": value}, "share", path, line, None, 0.0)
    if number is not None and number > 1.0:
        reader.add(path, line, f"found {number:g}", "0 to 1")
        return None
    return number
