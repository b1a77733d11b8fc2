"""Nerve courses, ligaments, tunnels and spreads as rules about landmarks and surfaces, not as coordinates.

``courses.yaml`` says where a nerve runs in the words of the literature: so far from the midline on the
crest, so far below a spine, beside a tuberosity. The rules are written for one side; the other side is
the mirror image. A number may be given by name, ``scn_1.lateral_mm``, and is then read from
``sites.csv``, so that a published figure stands in one place only.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, cast, get_args

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.muscles import MuscleRule, muscle_rules
from anatomy_viewer.atlas.problems import Problem, ProblemsFound, nearest_name
from anatomy_viewer.atlas.sites import Site
from anatomy_viewer.atlas.sources import Mark
from anatomy_viewer.atlas.territories import ON_SKIN, OnSkin, rules_on_skin

Layer = Literal["free", "bone", "buttock", "over_ligament"]

LAYERS: tuple[str, ...] = get_args(Layer)
MARKS: tuple[str, ...] = get_args(Mark)

OFFSETS = ("lateral_mm", "caudal_mm", "posterior_mm", "midline_mm")
"""Numbers that every place may add: shifts away from the midline, downwards and backwards, or a fixed
distance from the midline in place of the sideways shift."""

REFERENCES = (
    "greater_trochanter",
    "greater_trochanter_top",
    "lesser_trochanter",
    "inferior_lateral_angle",
    "second_transverse_tubercle",
    "third_transverse_tubercle",
)
"""Names that rules may use beside the landmarks; measured places that carry no label in the model."""

FORAMINA = ("S1", "S2", "S3", "S4")
VERTEBRAE = ("T12", "L1", "L2", "L3", "L4", "L5")
DRAWN_VERTEBRAE = ("L3", "L4", "L5")
GLUTEAL_LINES = ("posterior_gluteal_line", "anterior_gluteal_line", "inferior_gluteal_line")
LUMBAR_FORAMINA = ("L2", "L3", "L4")
"""Intervertebral foramina above a vertebra that is drawn, named after the nerve that leaves there."""


@dataclass(frozen=True)
class _Kind:
    """What a kind of place is written with: names by field, numbers that must and that may be there."""

    names: Mapping[str, str] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


PLACES: Mapping[str, _Kind] = {
    "landmark": _Kind({"name": "anchor"}),
    "between": _Kind({"start": "anchor", "end": "anchor"}, ("share",)),
    "crest": _Kind({}, (), ("from_midline_mm", "beyond_mm", "above_mm")),
    "slant": _Kind({"name": "anchor"}, ("length_mm", "medial_angle_deg")),
    "foramen": _Kind({"level": "foramen"}),
    "lumbar_level": _Kind({"level": "vertebra"}),
    "intervertebral_foramen": _Kind({"level": "lumbar_foramen"}),
    "transverse_process": _Kind({"level": "drawn_vertebra"}, ("share",)),
    "gluteal_line": _Kind({"name": "gluteal_line"}, ("share",)),
    "course": _Kind({"nerve": "nerve"}, ("share",)),
    "ligament": _Kind({"name": "ligament"}, ("share",)),
}
"""The kinds of place. ``anchor`` is a landmark, a reference or a point of the file.

- ``landmark``: an anchor.
- ``between``: a share of the straight way from one anchor to another.
- ``crest``: on the top of the iliac crest at a straight distance from the midline, then further along it by
  ``beyond_mm``, then up (or, negative, down) by ``above_mm``.
- ``slant``: on bone, at a straight distance from an anchor, going down and towards the midline at an angle
  to the vertical in the frontal plane.
- ``foramen``: a posterior sacral foramen.
- ``lumbar_level``: tip of a transverse process; above L4 extrapolated by the distance from L5 to L4.
- ``intervertebral_foramen``: where the nerve of a level leaves between two vertebrae.
- ``transverse_process``: at a share of the way from the root of a transverse process to its tip.
- ``gluteal_line``: at a share of the way along a line of the outer face of the ilium, from the crest to the notch.
- ``course``: at a share of another nerve's length.
- ``ligament``: at a share of a ligament's length.
"""


@dataclass(frozen=True)
class Place:
    """A rule that gives one point on the right side.

    Parameters
    ----------
    kind
        A key of `PLACES`.
    names
        The landmarks, nerves and levels that the rule speaks of, by the rule's own field names.
    numbers
        Millimetres, degrees and shares, by field name.
    """

    kind: str
    names: Mapping[str, str]
    numbers: Mapping[str, float]

    @property
    def anchors(self) -> tuple[str, ...]:
        """The landmarks, references and points that it starts from."""
        kinds = PLACES[self.kind].names
        return tuple(name for key, name in self.names.items() if kinds[key] == "anchor")


@dataclass(frozen=True)
class Waypoint:
    """A place that a nerve passes, or where a site or a tender point is.

    Parameters
    ----------
    place
        Where.
    layer
        In which layer: ``free`` (as the place says), ``bone`` (on the bone, seen from behind), ``buttock``
        (under the skin of the buttock), ``over_ligament`` (behind the ligament or, beside it, the bone).
    lift_mm
        How far above the layer, for what lies between.
    mark
        How sure it is; ``not found`` stands for drawn by judgement.
    sources
        Keys of the sources.
    why
        The reason, or what was assumed.
    moves_with
        The site whose measured place it is, or that it follows, where another person has that site elsewhere.
    on
        The bone, without side, whose nearest place is taken; empty where the layer decides.
    moves_share
        How much of the site's way it follows.
    """

    place: Place
    layer: Layer = "free"
    lift_mm: float = 0.0
    mark: Mark = "not found"
    sources: tuple[str, ...] = ()
    why: str = ""
    moves_with: str = ""
    on: str = ""
    moves_share: float = 1.0


@dataclass(frozen=True)
class Course:
    """How a nerve runs, from the spine outwards.

    Parameters
    ----------
    nerve
        The structure's name without the side.
    drawn_radius_mm
        Half the thickness it is drawn with, which is larger than life.
    waypoints
        The places that it passes in order.
    note
        What is simplified.
    """

    nerve: str
    drawn_radius_mm: float
    waypoints: tuple[Waypoint, ...]
    note: str = ""


@dataclass(frozen=True)
class BandSection:
    """A cross-section of a flat ligament: its two edges, its thickness and, where it bends, places between.

    Where the places of an end name bones (`Waypoint.on`), the whole end lies on these bones.
    """

    first_edge: Waypoint
    second_edge: Waypoint
    thickness_mm: float
    inner: tuple[Waypoint, ...] = ()

    @property
    def across(self) -> tuple[Waypoint, ...]:
        """All its places from the first edge to the second."""
        return (self.first_edge, *self.inner, self.second_edge)


@dataclass(frozen=True)
class Band:
    """A ligament drawn as a flat band through cross-sections, from its upper end to its lower end.

    Parameters
    ----------
    ligament
        The structure's name without side.
    sections
        Of its main bundle.
    mark, sources, note
        How sure it is, where from, and what is simplified.
    further
        Sections of each further bundle.
    fills
        Whether it fills what the bones leave around the middles of its sections, as thick as they say, in place of
        being a band.
    """

    ligament: str
    sections: tuple[BandSection, ...]
    mark: Mark
    sources: tuple[str, ...]
    note: str = ""
    further: tuple[tuple[BandSection, ...], ...] = ()
    fills: bool = False

    @property
    def bundles(self) -> tuple[tuple[BandSection, ...], ...]:
        """The sections of all bundles, the main one first."""
        return (self.sections, *self.further)


@dataclass(frozen=True)
class TunnelRule:
    """A strap of fascia over a nerve where it passes a point of the crest.

    Parameters
    ----------
    structure, nerve, point
        What it is, which nerve runs through it, and the id (without side) of the point that it spans.
    length_mm, gap_mm, thickness_mm, half_span_mm
        Length along the nerve, space between the nerve and its roof, thickness of the roof, and distance of
        its feet from the nerve along the crest.
    """

    structure: str
    nerve: str
    point: str
    length_mm: float
    gap_mm: float
    thickness_mm: float
    half_span_mm: float
    mark: Mark
    sources: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class SpreadRule:
    """The spread of a nerve's crossing on the bone, or in the frontal plane where no bone is behind it.

    Parameters
    ----------
    structure, nerve
        The corridor and its nerve, without side.
    centre
        The place of the mean crossing.
    along_sd_mm, across_sd_mm
        Standard deviations in the first direction and square to it.
    along
        The first direction: ``crest`` (forward along it), ``lateral`` (away from the midline) or ``caudal`` (down).
    """

    structure: str
    nerve: str
    centre: Waypoint
    along_sd_mm: float
    across_sd_mm: float
    mark: Mark
    sources: tuple[str, ...]
    note: str = ""
    along: str = "crest"


@dataclass(frozen=True)
class Courses:
    """Everything in ``courses.yaml``, by name without side and in the order of the file."""

    points: Mapping[str, Waypoint]
    courses: Mapping[str, Course]
    bands: Mapping[str, Band]
    tunnels: Mapping[str, TunnelRule]
    spreads: Mapping[str, SpreadRule]
    on_skin: OnSkin = field(default_factory=OnSkin)
    muscles: Mapping[str, MuscleRule] = field(default_factory=dict)


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


def known_names(atlas: Atlas) -> KnownNames:
    """Return the names of an atlas that rules may use."""

    def of_kind(kind: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(s.name for s in atlas.structures if s.kind == kind))

    return KnownNames(
        landmarks=tuple(landmark.name for landmark in atlas.landmarks if landmark.in_model),
        nerves=of_kind("nerve"),
        ligaments=of_kind("ligament"),
        fasciae=of_kind("fascia"),
        corridors=tuple(name for name in of_kind("corridor") if not name.endswith(ON_SKIN)),
        skin_corridors=tuple(name for name in of_kind("corridor") if name.endswith(ON_SKIN)),
        territories=of_kind("territory"),
        sources=frozenset(atlas.source_by_key),
        sites=atlas.site_by_id,
        bones=of_kind("bone"),
        muscles=(*of_kind("muscle"), *of_kind("fascia")),
    )


def read_course_rules(atlas: Atlas, folder: Path | None = None) -> Courses:
    """Return the rules of the tables ``courses.yaml``, ``territories.yaml`` and ``muscles.yaml`` of an atlas.

    Parameters
    ----------
    atlas
        The atlas whose names the rules use.
    folder
        The folder ``meshes``; by default that of this installation.

    Raises
    ------
    ProblemsFound
        With everything that is wrong in the file.
    """
    problems: list[Problem] = []
    tables, known = (folder or data_folder("meshes")) / "tables", known_names(atlas)
    rules = read_courses(tables / "courses.yaml", known, problems)
    if problems and not rules.points:
        # What the other tables name would be unknown by the dozen.
        raise ProblemsFound(problems)
    rules = replace(rules, on_skin=read_rules_on_skin(tables / "territories.yaml", known, rules.points, problems))
    rules = replace(rules, muscles=read_muscle_rules(tables / "muscles.yaml", known, rules.points, problems))
    if problems:
        raise ProblemsFound(problems)
    return rules


def read_courses(path: Path, known: KnownNames, problems: list[Problem]) -> Courses:
    """Return the rules of ``courses.yaml``; what is wrong is added to `problems`.

    Parameters
    ----------
    path
        A UTF-8 YAML file.
    known
        The names that it may use.
    problems
        The list that receives the problems; where any is added, the result lacks what was wrong.
    """
    before = len(problems)
    data = _loaded(path, problems)
    if len(problems) > before:
        return Courses({}, {}, {}, {}, {})
    return _Reader(_short(path), known, problems).courses(data)


def read_rules_on_skin(path: Path, known: KnownNames, points: Collection[str], problems: list[Problem]) -> OnSkin:
    """Return the rules of ``territories.yaml``; what is wrong is added to `problems`.

    Parameters
    ----------
    path
        A UTF-8 YAML file.
    known
        The names that it may use.
    points
        The points of ``courses.yaml``, which places may start from.
    problems
        The list that receives the problems.
    """
    before = len(problems)
    data = _loaded(path, problems)
    if len(problems) > before:
        return OnSkin()
    reader = _Reader(_short(path), known, problems)
    reader.anchors |= set(points)
    return rules_on_skin(reader, data, known.territories, known.skin_corridors, known.nerves)


def read_muscle_rules(
    path: Path, known: KnownNames, points: Collection[str], problems: list[Problem]
) -> dict[str, MuscleRule]:
    """Return the rules of ``muscles.yaml``, deep before superficial; what is wrong is added to `problems`.

    Parameters
    ----------
    path
        A UTF-8 YAML file.
    known
        The names that it may use.
    points
        The points of ``courses.yaml``, which places may start from.
    problems
        The list that receives the problems.
    """
    before = len(problems)
    data = _loaded(path, problems)
    if len(problems) > before:
        return {}
    reader = _Reader(_short(path), known, problems)
    reader.anchors |= set(points)
    return muscle_rules(reader, data, known.muscles)


def _short(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _loaded(path: Path, problems: list[Problem]) -> Any:
    """Return what a YAML file holds; where it cannot be read a problem is added."""
    name = _short(path)
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


class _Reader:
    """Turns plain YAML into rules and collects what is wrong on the way."""

    def __init__(self, name: str, known: KnownNames, problems: list[Problem]) -> None:
        self.name, self.known, self.problems = name, known, problems
        self.anchors: set[str] = {*known.landmarks, *REFERENCES}

    def courses(self, data: Any) -> Courses:
        sections = ("points", "ligaments", "courses", "tunnels", "spreads")
        whole = self.mapping(data, "", 1, sections)
        if whole is None:
            return Courses({}, {}, {}, {}, {})
        found = {section: self.named(whole, section) for section in sections}
        self.anchors |= set(found["points"])
        points = {
            key: waypoint
            for key, value, line in self.entries(whole, "points", self.known.sites, "an id of sites.csv")
            if (waypoint := self.waypoint(value, f"points.{key}", line)) is not None
        }
        for missing in self.known.sites:
            if missing not in found["points"]:
                self.add("points", 1, f'"{missing}" of sites.csv has no place', "")
        bands = self.collected(whole, "ligaments", self.known.ligaments, self.band)
        courses = self.collected(whole, "courses", self.known.nerves, self.course)
        tunnels = self.collected(whole, "tunnels", self.known.fasciae, self.tunnel)
        spreads = self.collected(whole, "spreads", self.known.corridors, self.spread)
        for nerve in self.known.nerves:
            if nerve not in found["courses"]:
                self.add("courses", 1, f'the nerve "{nerve}" has no course', "")
        rules = Courses(points, courses, bands, tunnels, spreads)
        for circle in _circles(rules):
            self.add(circle[0], 1, f"the rules go round in a circle: {' -> '.join(circle)}", "")
        return rules

    def collected(self, whole: Any, section: str, names: Collection[str], read: Any) -> dict[str, Any]:
        return {
            key: rule
            for key, value, line in self.entries(whole, section, names, "a name of structures.csv")
            if (rule := read(key, value, f"{section}.{key}", line)) is not None
        }

    # rules

    def waypoint(self, value: Any, path: str, line: int) -> Waypoint | None:
        keys = (*PLACES, "layer", "lift_mm", "mark", "sources", "why", "moves_with", "moves_share", "on")
        item = self.mapping(value, path, line, keys)
        if item is None:
            return None
        kinds = [key for key in item if key in PLACES]
        if len(kinds) != 1:
            written = ", ".join(kinds) or "none"
            self.add(path, line, f"found {written}", f"exactly one of {', '.join(PLACES)}")
            return None
        place = self.place(kinds[0], item[kinds[0]], f"{path}.{kinds[0]}", _line(item, kinds[0], line))
        layer = self.word(item, "layer", path, line, LAYERS, "free")
        lift = self.number(item, "lift_mm", path, line, 0.0)
        mark, sources = self.evidence(item, path, line)
        moves_with = self.word(item, "moves_with", path, line, self.known.sites, "")
        share = self.number(item, "moves_share", path, line, 1.0, least=0.0)
        bone = self.word(item, "on", path, line, self.known.bones, "")
        if None in (place, layer, lift, mark, moves_with, share, bone):
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
            self.add(f"{path}.share", _line(item, "share", line), f"found {numbers['share']:g}", "0 to 1")
        return Place(kind, names, numbers) if len(self.problems) == before else None

    def course(self, nerve: str, value: Any, path: str, line: int) -> Course | None:
        item = self.mapping(value, path, line, ("drawn_radius_mm", "note", "waypoints"))
        if item is None:
            return None
        radius = self.number(item, "drawn_radius_mm", path, line, None, least=0.1)
        waypoints = [
            self.waypoint(entry, f"{path}.waypoints[{index}]", at)
            for index, (entry, at) in enumerate(self.items(item, "waypoints", path, line, least=2))
        ]
        if radius is None or len(waypoints) < 2 or None in waypoints:
            return None
        return Course(nerve, radius, tuple(w for w in waypoints if w), str(item.get("note", "")))

    def band(self, ligament: str, value: Any, path: str, line: int) -> Band | None:
        item = self.mapping(value, path, line, ("sections", "further", "fills", "mark", "sources", "note"))
        if item is None:
            return None
        mark, sources = self.evidence(item, path, line)
        sections = self.sections(item, "sections", path, line)
        further = []
        for index, (entry, at) in enumerate(self.items(item, "further", path, line, least=0)):
            here = f"{path}.further[{index}]"
            bundle = self.mapping(entry, here, at, ("sections",))
            if bundle is not None:
                further.append(self.sections(bundle, "sections", here, at))
        fills = item.get("fills", False)
        if not isinstance(fills, bool):
            self.add(f"{path}.fills", _line(item, "fills", line), f"found {_spelled(fills)}", "true or false")
        if mark is None or min(len(sections), *(len(bundle) for bundle in further), 2) < 2:
            return None
        note = str(item.get("note", ""))
        return Band(ligament, sections, cast(Mark, mark), sources, note, tuple(further), fills is True)

    def sections(self, item: Mapping[str, Any], key: str, path: str, line: int) -> tuple[BandSection, ...]:
        found = []
        for index, (entry, at) in enumerate(self.items(item, key, path, line, least=2)):
            here = f"{path}.{key}[{index}]"
            part = self.mapping(entry, here, at, ("first_edge", "inner", "second_edge", "thickness_mm"))
            if part is None:
                continue
            edges = [self.waypoint(part.get(name), f"{here}.{name}", at) for name in ("first_edge", "second_edge")]
            inner = [
                self.waypoint(place, f"{here}.inner[{number}]", where)
                for number, (place, where) in enumerate(self.items(part, "inner", here, at, least=0))
            ]
            thickness = self.number(part, "thickness_mm", here, at, None, least=0.1)
            if edges[0] and edges[1] and thickness and None not in inner:
                found.append(BandSection(edges[0], edges[1], thickness, tuple(place for place in inner if place)))
        return tuple(found)

    def tunnel(self, structure: str, value: Any, path: str, line: int) -> TunnelRule | None:
        sizes = ("length_mm", "gap_mm", "thickness_mm", "half_span_mm")
        item = self.mapping(value, path, line, ("nerve", "point", *sizes, "mark", "sources", "note"))
        if item is None:
            return None
        nerve = self.word(item, "nerve", path, line, self.known.nerves, None)
        point = self.word(item, "point", path, line, self.known.sites, None)
        numbers = [self.number(item, key, path, line, None, least=0.1) for key in sizes]
        mark, sources = self.evidence(item, path, line)
        if nerve is None or point is None or mark is None or None in numbers:
            return None
        length, gap, thickness, span = (number or 0.0 for number in numbers)
        note = str(item.get("note", ""))
        return TunnelRule(structure, nerve, point, length, gap, thickness, span, cast(Mark, mark), sources, note)

    def spread(self, structure: str, value: Any, path: str, line: int) -> SpreadRule | None:
        keys = ("nerve", "centre", "along", "along_sd_mm", "across_sd_mm", "mark", "sources", "note")
        item = self.mapping(value, path, line, keys)
        if item is None:
            return None
        nerve = self.word(item, "nerve", path, line, self.known.nerves, None)
        centre = self.waypoint(item.get("centre"), f"{path}.centre", _line(item, "centre", line))
        along = self.number(item, "along_sd_mm", path, line, None, least=0.1)
        across = self.number(item, "across_sd_mm", path, line, None, least=0.1)
        direction = self.word(item, "along", path, line, ("crest", "lateral", "caudal"), "crest")
        mark, sources = self.evidence(item, path, line)
        if nerve is None or centre is None or along is None or across is None or mark is None or direction is None:
            return None
        note = str(item.get("note", ""))
        return SpreadRule(structure, nerve, centre, along, across, cast(Mark, mark), sources, note, direction)

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

    # plain values

    def mapping(self, value: Any, path: str, line: int, keys: Iterable[str]) -> Mapping[str, Any] | None:
        keys = tuple(keys)
        if not isinstance(value, Mapping):
            self.add(path, line, f"found {_spelled(value)}", f"the keys {', '.join(keys)}")
            return None
        for key in value:
            if key not in keys:
                self.refuse(path, _line(value, key, line), key, f"the keys {', '.join(keys)}", keys)
        return value

    def named(self, whole: Mapping[str, Any], section: str) -> Mapping[str, Any]:
        value = whole.get(section, {})
        return value if isinstance(value, Mapping) else {}

    def entries(
        self, whole: Mapping[str, Any], section: str, names: Collection[str], what: str
    ) -> Iterator[tuple[str, Any, int]]:
        values = whole.get(section)
        if not isinstance(values, Mapping):
            self.add(section, _line(whole, section, 1), f"found {_spelled(values)}", "a mapping of names")
            return
        for key, value in values.items():
            line = _line(values, key, 1)
            if key not in names:
                self.refuse(section, line, key, what, names)
            yield str(key), value, line

    def items(self, item: Mapping[str, Any], key: str, path: str, line: int, least: int) -> Iterator[tuple[Any, int]]:
        value = item.get(key, [])
        at = _line(item, key, line)
        if not isinstance(value, list) or len(value) < least:
            found = f"{len(value)} items" if isinstance(value, list) else _spelled(value)
            self.add(f"{path}.{key}", at, f"found {found}", f"a list of at least {least}")
            return
        for index, entry in enumerate(value):
            yield entry, _line(value, index, at)

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
        self.refuse(f"{path}.{key}", _line(item, key, line), item[key], _listed(names), names)
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
        value, at, here = item[key], _line(item, key, line), f"{path}.{key}"
        if isinstance(value, str):
            value = self.published(value, here, at)
            if value is None:
                return None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            self.add(here, at, f"found {_spelled(value)}", "a number, or site.column of sites.csv")
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
        self.problems.append(Problem(where, f"found {_spelled(found)}", allowed, nearest))

    def add(self, path: str, line: int, found: str, allowed: str) -> None:
        where = f"{self.name}:{line}" + (f" {path}" if path else "")
        self.problems.append(Problem(where, found, allowed))


def _line(container: Any, key: Any, fallback: int) -> int:
    """Return the line of an entry; only what ruamel.yaml read knows its lines."""
    try:
        marks = container.lc
        place = marks.key(key) if isinstance(container, Mapping) else marks.item(key)
        return int(place[0]) + 1
    except (AttributeError, KeyError, TypeError, IndexError):
        return fallback


def _spelled(value: Any) -> str:
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


def _circles(rules: Courses) -> Iterator[list[str]]:
    """Yield each chain of rules that comes back to where it began."""
    needs: dict[str, set[str]] = {}

    def need(key: str, waypoints: Iterable[Waypoint]) -> None:
        found = needs.setdefault(key, set())
        for waypoint in waypoints:
            place = waypoint.place
            found.update(f"points.{anchor}" for anchor in place.anchors if anchor in rules.points)
            if place.kind == "course":
                found.add(f"courses.{place.names['nerve']}")
            if place.kind == "ligament":
                found.add(f"ligaments.{place.names['name']}")

    for key, point in rules.points.items():
        need(f"points.{key}", [point])
    for key, course in rules.courses.items():
        need(f"courses.{key}", course.waypoints)
    for key, band in rules.bands.items():
        need(
            f"ligaments.{key}", [place for sections in band.bundles for section in sections for place in section.across]
        )
    done: set[str] = set()

    def walk(key: str, chain: list[str]) -> Iterator[list[str]]:
        if key in chain:
            yield [*chain[chain.index(key) :], key]
            return
        if key in done:
            return
        for following in sorted(needs.get(key, ())):
            yield from walk(following, [*chain, key])
        done.add(key)

    for key in needs:
        yield from walk(key, [])
