"""Areas of skin that the nerve groups serve, and spreads of the crossings on the skin, as rules.

``territories.yaml`` draws each area as an outline through places that are named in the words of the anatomy,
as someone sees them who looks at the body from a told direction. The outlines are judgement; the sources say
which parts of the skin belong to a group. A spread on the skin has its centre at a named place in the body, and
its measures are read from ``sites.csv``. Rules are written for one side.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast, get_args

from anatomy_viewer.atlas.rule_reader import RuleReader
from anatomy_viewer.atlas.sources import Mark
from anatomy_viewer.atlas.waypoints import Waypoint

Direction = Literal["crest", "lateral", "caudal"]

DIRECTIONS: tuple[str, ...] = get_args(Direction)
ON_SKIN = "_on_skin"
"""End of the name of a corridor that is drawn on the skin."""


@dataclass(frozen=True)
class TerritoryRule:
    """The area of skin that a nerve group serves, right side.

    Parameters
    ----------
    structure
        Its name without side.
    outline
        Places on its border, in order.
    seen_from_side_deg
        From where the outline is looked at: 0 is from behind, 90 from the right side.
    seen_from_below_deg
        How much from below; negative is from above.
    border_mm
        How wide the border is over which it fades.
    mark, sources, note
        How sure it is, keys of the sources, and what is simplified.
    """

    structure: str
    outline: tuple[Waypoint, ...]
    seen_from_side_deg: float
    seen_from_below_deg: float
    border_mm: float
    mark: Mark
    sources: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class SkinSpreadRule:
    """The spread of a nerve's crossing as it is drawn on the skin, right side.

    Parameters
    ----------
    structure, nerve
        The corridor, whose name ends with `ON_SKIN`, and its nerve, without side.
    centre
        The mean crossing in the body; the nearest skin over it is the centre of the drawing.
    along
        The first direction: forward along the crest, away from the midline, or down.
    along_sd_mm, across_sd_mm
        Standard deviations in the first direction and square to it.
    mark, sources, note
        How sure it is, keys of the sources, and what is simplified.
    """

    structure: str
    nerve: str
    centre: Waypoint
    along: Direction
    along_sd_mm: float
    across_sd_mm: float
    mark: Mark
    sources: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class OnSkin:
    """Everything in ``territories.yaml``, by name without side and in the order of the file."""

    territories: Mapping[str, TerritoryRule] = field(default_factory=dict)
    spreads: Mapping[str, SkinSpreadRule] = field(default_factory=dict)


def rules_on_skin(
    reader: RuleReader, data: Any, territories: Collection[str], corridors: Collection[str], nerves: Collection[str]
) -> OnSkin:
    """Return the rules that a YAML file holds; the reader collects what is wrong.

    Parameters
    ----------
    reader
        Knows the names that places may use and the file's name.
    data
        The file's content as plain mappings, lists and values.
    territories, corridors, nerves
        Names of structures without side; every territory and every corridor on the skin needs a rule.
    """
    whole = reader.mapping(data, "", 1, ("territories", "skin_spreads"))
    if whole is None:
        return OnSkin()
    areas: dict[str, TerritoryRule] = {}
    for key, value, line in reader.entries(whole, "territories", territories, "a territory of structures.csv"):
        if (area := _territory(reader, key, value, f"territories.{key}", line)) is not None:
            areas[key] = area
    spreads: dict[str, SkinSpreadRule] = {}
    for key, value, line in reader.entries(
        whole, "skin_spreads", corridors, "a corridor on the skin of structures.csv"
    ):
        if (spread := _spread(reader, key, value, f"skin_spreads.{key}", line, nerves)) is not None:
            spreads[key] = spread
    for section, wanted in (("territories", territories), ("skin_spreads", corridors)):
        written = whole.get(section)
        for name in wanted:
            if isinstance(written, Mapping) and name not in written:
                reader.add(section, 1, f'"{name}" of structures.csv has no rule', "")
    return OnSkin(areas, spreads)


def _territory(reader: RuleReader, structure: str, value: Any, path: str, line: int) -> TerritoryRule | None:
    keys = ("outline", "seen_from_side_deg", "seen_from_below_deg", "border_mm", "mark", "sources", "note")
    item = reader.mapping(value, path, line, keys)
    if item is None:
        return None
    outline = [
        reader.waypoint(entry, f"{path}.outline[{index}]", at)
        for index, (entry, at) in enumerate(reader.items(item, "outline", path, line, 3))
    ]
    side = reader.number(item, "seen_from_side_deg", path, line, 0.0)
    below = reader.number(item, "seen_from_below_deg", path, line, 0.0)
    border = reader.number(item, "border_mm", path, line, None, 1.0)
    mark, sources = reader.evidence(item, path, line)
    if len(outline) < 3 or None in outline or side is None or below is None or border is None or mark is None:
        return None
    places = tuple(place for place in outline if place is not None)
    note = str(item.get("note", ""))
    return TerritoryRule(structure, places, side, below, border, cast(Mark, mark), sources, note)


def _spread(
    reader: RuleReader, structure: str, value: Any, path: str, line: int, nerves: Collection[str]
) -> SkinSpreadRule | None:
    keys = ("nerve", "centre", "along", "along_sd_mm", "across_sd_mm", "mark", "sources", "note")
    item = reader.mapping(value, path, line, keys)
    if item is None:
        return None
    nerve = reader.word(item, "nerve", path, line, nerves, None)
    centre = reader.waypoint(item.get("centre"), f"{path}.centre", line)
    way = reader.word(item, "along", path, line, DIRECTIONS, None)
    along = reader.number(item, "along_sd_mm", path, line, None, 0.1)
    across = reader.number(item, "across_sd_mm", path, line, None, 0.1)
    mark, sources = reader.evidence(item, path, line)
    if nerve is None or centre is None or way is None or along is None or across is None or mark is None:
        return None
    direction, note = cast(Direction, way), str(item.get("note", ""))
    return SkinSpreadRule(structure, nerve, centre, direction, along, across, cast(Mark, mark), sources, note)
