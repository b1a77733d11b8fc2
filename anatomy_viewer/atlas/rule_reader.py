"""A table of rules in YAML read into values, with everything that is wrong in it collected on the way.

What a kind of rule holds stands beside it, in `courses`, `muscles` and `territories`; here is what all of them are
written with: mappings and lists, words, numbers, evidence and waypoints. A number may be given by name,
``scn_1.lateral_mm``, and is then read from ``sites.csv``, so that a published figure stands in one place only.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from anatomy_viewer.atlas.problems import Problem, nearest_name
from anatomy_viewer.atlas.sites import Site
from anatomy_viewer.atlas.sources import Mark
from anatomy_viewer.atlas.waypoints import (
    DRAWN_VERTEBRAE,
    FORAMINA,
    GLUTEAL_LINES,
    LAYERS,
    LUMBAR_FORAMINA,
    OFFSETS,
    PLACES,
    REFERENCES,
    VERTEBRAE,
    Layer,
    Place,
    Waypoint,
)

MARKS: tuple[str, ...] = get_args(Mark)


@dataclass(frozen=True)
class KnownNames:
    """The names that the file may use.

    Parameters
    ----------
    landmarks
        Names of landmarks without side.
    nerves, ligaments, fasciae, corridors, skin_corridors, territories
        Names of structures without side.
    sources
        Keys of the sources.
    sites
        Sites and tender points by id without side; each of them needs a point in the file.
    """

    landmarks: Collection[str]
    nerves: Collection[str]
    ligaments: Collection[str]
    fasciae: Collection[str]
    corridors: Collection[str]
    skin_corridors: Collection[str]
    territories: Collection[str]
    sources: Collection[str]
    sites: Mapping[str, Site]
    bones: Collection[str] = ()
    muscles: Collection[str] = ()
    arteries: Collection[str] = ()


def loaded(path: Path, problems: list[Problem]) -> Any:
    """Return what a YAML file holds; where it cannot be read a problem is added."""
    name = short_name(path)
    try:
        data = YAML(typ="rt").load(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        problems.append(Problem(name, "the file is missing"))
        return None
    except UnicodeDecodeError as error:
        problems.append(Problem(name, f"byte {error.start} is not UTF-8 text", "a UTF-8 YAML file"))
        return None
    except OSError as error:
        problems.append(Problem(name, f"the file cannot be read ({error.strerror})"))
        return None
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.append(Problem(f"{name}:{line}", f"the line is not YAML ({error.problem})"))
        return None
    except YAMLError:
        problems.append(Problem(name, "the file is not YAML"))
        return None
    return data


def short_name(path: Path) -> str:
    """Return how problems name a table: its folder and its own name."""
    return f"{path.parent.name}/{path.name}"


class RuleReader:
    """Turns plain YAML into rules and collects what is wrong on the way.

    Parameters
    ----------
    name
        How problems name the table.
    known
        The names that it may use.
    problems
        The list that receives the problems.
    anchors
        Points of other tables that places may start from.
    """

    def __init__(self, name: str, known: KnownNames, problems: list[Problem], anchors: Collection[str] = ()) -> None:
        self.name, self.known, self.problems = name, known, problems
        self.anchors: set[str] = {*known.landmarks, *REFERENCES, *anchors}

    def waypoint(self, value: Any, path: str, line: int) -> Waypoint | None:
        keys = (*PLACES, "layer", "lift_mm", "mark", "sources", "why", "moves_with", "moves_share", "on", "fat_share")
        item = self.mapping(value, path, line, keys)
        if item is None:
            return None
        kinds = [key for key in item if key in PLACES]
        if len(kinds) != 1:
            written = ", ".join(kinds) or "none"
            self.add(path, line, f"found {written}", f"exactly one of {', '.join(PLACES)}")
            return None
        place = self.place(kinds[0], item[kinds[0]], f"{path}.{kinds[0]}", line_of(item, kinds[0], line))
        layer = self.word(item, "layer", path, line, LAYERS, "free")
        lift = self.number(item, "lift_mm", path, line, 0.0)
        mark, sources = self.evidence(item, path, line)
        moves_with = self.word(item, "moves_with", path, line, self.known.sites, "")
        share = self.number(item, "moves_share", path, line, 1.0, least=0.0)
        bone = self.word(item, "on", path, line, self.known.bones, "")
        in_fat = self.number(item, "fat_share", path, line, 0.0, least=0.0)
        if in_fat is not None and in_fat > 1.0:
            self.add(f"{path}.fat_share", line_of(item, "fat_share", line), f"found {in_fat:g}", "0 to 1")
        if (layer == "fat") != ("fat_share" in item) and layer is not None:
            self.add(path, line, f"found the layer {layer}", "the layer fat beside fat_share, and only there")
        if None in (place, layer, lift, mark, moves_with, share, bone, in_fat):
            return None
        assert place is not None
        assert lift is not None
        why = str(item.get("why", ""))
        return Waypoint(
            place,
            cast(Layer, layer),
            lift,
            cast(Mark, mark),
            sources,
            why,
            moves_with or "",
            bone or "",
            1.0 if share is None else share,
            in_fat or 0.0,
        )

    def place(self, kind: str, value: Any, path: str, line: int) -> Place | None:
        rule = PLACES[kind]
        allowed = (*rule.names, *rule.needed, *rule.optional, *OFFSETS)
        item = self.mapping(value, path, line, allowed)
        if item is None:
            return None
        before = len(self.problems)
        names, numbers = {}, {}
        for key, what in rule.names.items():
            names[key] = self.word(item, key, path, line, self.names_of(what), None) or ""
        for key in rule.needed:
            numbers[key] = self.number(item, key, path, line, None) or 0.0
        for key in (*rule.optional, *OFFSETS):
            if key in item:
                numbers[key] = self.number(item, key, path, line, None) or 0.0
        if kind == "crest" and "from_midline_mm" not in numbers:
            self.add(path, line, "from_midline_mm is missing", "a number of millimetres")
        if "midline_mm" in numbers and "lateral_mm" in numbers:
            self.add(path, line, "found lateral_mm beside midline_mm", "one of the two")
        if "share" in numbers and not 0.0 <= numbers["share"] <= 1.0:
            self.add(f"{path}.share", line_of(item, "share", line), f"found {numbers['share']:g}", "0 to 1")
        return Place(kind, names, numbers) if len(self.problems) == before else None

    def evidence(self, item: Mapping[str, Any], path: str, line: int) -> tuple[str | None, tuple[str, ...]]:
        mark = self.word(item, "mark", path, line, MARKS, "not found")
        sources = []
        for entry, at in self.items(item, "sources", path, line, least=0):
            if entry in self.known.sources:
                sources.append(str(entry))
            else:
                self.refuse(f"{path}.sources", at, entry, "a key of sources.csv", self.known.sources)
        if mark in ("S", "S2", "D") and not item.get("sources"):
            self.add(path, line, f"no source beside the mark {mark}", "keys of sources.csv")
        return mark, tuple(sources)

    def mapping(self, value: Any, path: str, line: int, keys: Iterable[str]) -> Mapping[str, Any] | None:
        keys = tuple(keys)
        if not isinstance(value, Mapping):
            self.add(path, line, f"found {spelled(value)}", f"the keys {', '.join(keys)}")
            return None
        for key in value:
            if key not in keys:
                self.refuse(path, line_of(value, key, line), key, f"the keys {', '.join(keys)}", keys)
        return value

    def named(self, whole: Mapping[str, Any], section: str) -> Mapping[str, Any]:
        value = whole.get(section, {})
        return value if isinstance(value, Mapping) else {}

    def entries(
        self, whole: Mapping[str, Any], section: str, names: Collection[str], what: str
    ) -> Iterator[tuple[str, Any, int]]:
        values = whole.get(section)
        if not isinstance(values, Mapping):
            self.add(section, line_of(whole, section, 1), f"found {spelled(values)}", "a mapping of names")
            return
        for key, value in values.items():
            line = line_of(values, key, 1)
            if key not in names:
                self.refuse(section, line, key, what, names)
            yield str(key), value, line

    def items(self, item: Mapping[str, Any], key: str, path: str, line: int, least: int) -> Iterator[tuple[Any, int]]:
        value = item.get(key, [])
        at = line_of(item, key, line)
        if not isinstance(value, list) or len(value) < least:
            found = f"{len(value)} items" if isinstance(value, list) else spelled(value)
            self.add(f"{path}.{key}", at, f"found {found}", f"a list of at least {least}")
            return
        for index, entry in enumerate(value):
            yield entry, line_of(value, index, at)

    def word(
        self,
        item: Mapping[str, Any],
        key: str,
        path: str,
        line: int,
        names: Collection[str],
        default: str | None,
    ) -> str | None:
        if key not in item:
            if default is None:
                self.add(path, line, f"{key} is missing", _listed(names))
            return default
        if item[key] in names:
            return str(item[key])
        self.refuse(f"{path}.{key}", line_of(item, key, line), item[key], _listed(names), names)
        return None

    def number(
        self,
        item: Mapping[str, Any],
        key: str,
        path: str,
        line: int,
        default: float | None,
        least: float | None = None,
    ) -> float | None:
        if key not in item:
            if default is None:
                self.add(path, line, f"{key} is missing", "a number")
            return default
        value, at, here = item[key], line_of(item, key, line), f"{path}.{key}"
        if isinstance(value, str):
            value = self.published(value, here, at)
            if value is None:
                return None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            self.add(here, at, f"found {spelled(value)}", "a number, or site.column of sites.csv")
            return None
        if least is not None and value < least:
            self.add(here, at, f"found {value:g}", f"at least {least:g}")
            return None
        return float(value)

    def published(self, text: str, path: str, line: int) -> float | None:
        """Return the number that ``site.column`` names; a leading minus turns its sign."""
        sign = -1.0 if text.startswith("-") else 1.0
        site, _, column = text.lstrip("-").partition(".")
        if site not in self.known.sites:
            self.refuse(path, line, text, "a number, or site.column of sites.csv", self.known.sites)
            return None
        value = getattr(self.known.sites[site], column, None)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            numeric = [
                name
                for name in Site.__dataclass_fields__
                if name.endswith("_mm") and getattr(self.known.sites[site], name) is not None
            ]
            self.refuse(path, line, text, f"a column with a number for {site}: {_listed(numeric)}", numeric, column)
            return None
        return sign * value

    def names_of(self, what: str) -> Collection[str]:
        return {
            "anchor": self.anchors,
            "foramen": FORAMINA,
            "vertebra": VERTEBRAE,
            "drawn_vertebra": DRAWN_VERTEBRAE,
            "lumbar_foramen": LUMBAR_FORAMINA,
            "gluteal_line": GLUTEAL_LINES,
            "nerve": self.known.nerves,
            "ligament": self.known.ligaments,
        }[what]

    def refuse(
        self, path: str, line: int, found: Any, allowed: str, names: Iterable[str], word: str | None = None
    ) -> None:
        nearest = nearest_name(word or str(found), names)
        where = f"{self.name}:{line}" + (f" {path}" if path else "")
        self.problems.append(Problem(where, f"found {spelled(found)}", allowed, nearest))

    def add(self, path: str, line: int, found: str, allowed: str) -> None:
        where = f"{self.name}:{line}" + (f" {path}" if path else "")
        self.problems.append(Problem(where, found, allowed))


def line_of(container: Any, key: Any, fallback: int) -> int:
    """Return the line of an entry; only what ruamel.yaml read knows its lines."""
    try:
        marks = container.lc
        place = marks.key(key) if isinstance(container, Mapping) else marks.item(key)
        return int(place[0]) + 1
    except (AttributeError, KeyError, TypeError, IndexError):
        return fallback


def spelled(value: Any) -> str:
    """Return a value of a table as problems tell it."""
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _listed(names: Collection[str]) -> str:
    ordered = sorted(names)
    return ", ".join(ordered) if len(ordered) <= 12 else f"{', '.join(ordered[:11])} and {len(ordered) - 11} more"
