"""Nerve courses, ligaments, tunnels and spreads as rules about landmarks and surfaces, not as coordinates.

``courses.yaml`` says where a nerve runs in the words of the literature: so far from the midline on the
crest, so far below a spine, beside a tuberosity. The rules are written for one side; the other side is
the mirror image. What a place is written with: `waypoints`; how a table is read: `rule_reader`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.muscles import ArteryRule, MuscleRule, SoftTissueRules, soft_tissue_rules
from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.atlas.rule_reader import KnownNames, RuleReader, line_of, loaded, short_name, spelled
from anatomy_viewer.atlas.sources import Mark
from anatomy_viewer.atlas.territories import ON_SKIN, OnSkin, rules_on_skin
from anatomy_viewer.atlas.waypoints import Waypoint

THICKER_THAN_LIFE = 2.0
"""How many times thicker than life nerves are drawn, so that they can be seen: one number for all of them, but for
those whose course says that they are drawn as thick as they are."""


@dataclass(frozen=True)
class Calibre:
    """How thick a nerve is at a place, in life.

    Parameters
    ----------
    share
        The place as a share of the nerve's drawn length.
    diameter_mm
        Its diameter there.
    mark, sources, why
        How sure it is, where from, and what was assumed; ``not found`` stands for judgement.
    """

    share: float
    diameter_mm: float
    mark: Mark = "not found"
    sources: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Twig:
    """A terminal branch of a nerve besides the trunk's own end.

    Parameters
    ----------
    share
        Where it leaves the trunk, as a share of the trunk's length.
    waypoints
        The places that it passes after that, in order; the last is its end.
    why
        What guided it.
    """

    share: float
    waypoints: tuple[Waypoint, ...]
    why: str


@dataclass(frozen=True)
class Course:
    """How a nerve runs, from the spine outwards.

    Parameters
    ----------
    nerve
        The structure's name without the side.
    calibre
        How thick it is along its way, from its root to its end.
    waypoints
        The places that it passes in order.
    note
        What is simplified.
    twigs
        Its terminal branches, in the order in which they leave it.
    to_life
        Whether it is drawn as thick as it is, in place of `THICKER_THAN_LIFE` times.
    through
        The ligaments and muscles, without side, that it goes through; it keeps out of all others.
    other_start
        Where it begins instead, in as many of its first waypoints, where the literature is split on its root.
    """

    nerve: str
    calibre: tuple[Calibre, ...]
    waypoints: tuple[Waypoint, ...]
    note: str = ""
    twigs: tuple[Twig, ...] = ()
    to_life: bool = False
    through: tuple[str, ...] = ()
    other_start: tuple[Waypoint, ...] = ()

    @property
    def thicker(self) -> float:
        """How many times thicker than life it is drawn."""
        return 1.0 if self.to_life else THICKER_THAN_LIFE

    @property
    def drawn_radius_mm(self) -> float:
        """Half the thickness that it is drawn with where it is thickest."""
        return max(one.diameter_mm for one in self.calibre) * self.thicker / 2.0


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
    coverings: Mapping[str, MuscleRule] = field(default_factory=dict)
    arteries: Mapping[str, ArteryRule] = field(default_factory=dict)


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
        arteries=of_kind("artery"),
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
    soft = read_muscle_rules(tables / "muscles.yaml", known, rules.points, problems)
    rules = replace(rules, muscles=soft.muscles, coverings=soft.coverings, arteries=soft.arteries)
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
    data = loaded(path, problems)
    if len(problems) > before:
        return Courses({}, {}, {}, {}, {})
    return _CourseReader(short_name(path), known, problems).courses(data)


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
    data = loaded(path, problems)
    if len(problems) > before:
        return OnSkin()
    reader = RuleReader(short_name(path), known, problems, points)
    return rules_on_skin(reader, data, known.territories, known.skin_corridors, known.nerves)


def read_muscle_rules(
    path: Path, known: KnownNames, points: Collection[str], problems: list[Problem]
) -> SoftTissueRules:
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
    data = loaded(path, problems)
    if len(problems) > before:
        return SoftTissueRules()
    reader = RuleReader(short_name(path), known, problems, points)
    return soft_tissue_rules(reader, data, known.muscles, known.arteries)


class _CourseReader(RuleReader):
    """Reads the rules of ``courses.yaml``."""

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

    def course(self, nerve: str, value: Any, path: str, line: int) -> Course | None:
        item = self.mapping(
            value, path, line, ("calibre", "to_life", "through", "note", "waypoints", "other_start", "twigs")
        )
        if item is None:
            return None
        calibre = [
            self.calibre(entry, f"{path}.calibre[{index}]", at)
            for index, (entry, at) in enumerate(self.items(item, "calibre", path, line, least=1))
        ]
        shares = [one.share for one in calibre if one]
        if shares != sorted(shares):
            self.add(f"{path}.calibre", line_of(item, "calibre", line), "the shares do not rise", "rising shares")
        waypoints = self.waypoints(item, path, line, least=2)
        twigs = [
            self.twig(entry, f"{path}.twigs[{index}]", at)
            for index, (entry, at) in enumerate(self.items(item, "twigs", path, line, least=0))
        ]
        to_life = item.get("to_life", False)
        if not isinstance(to_life, bool):
            self.add(f"{path}.to_life", line_of(item, "to_life", line), f"found {spelled(to_life)}", "true or false")
        through = []
        for name, at in self.items(item, "through", path, line, least=0):
            if name in (*self.known.ligaments, *self.known.muscles):
                through.append(str(name))
            else:
                names = (*self.known.ligaments, *self.known.muscles)
                self.refuse(f"{path}.through", at, name, "a ligament or muscle of structures.csv", names)
        if not calibre or None in calibre or len(waypoints) < 2 or None in twigs:
            return None
        return Course(
            nerve,
            tuple(one for one in calibre if one),
            waypoints,
            str(item.get("note", "")),
            tuple(one for one in twigs if one),
            to_life is True,
            tuple(through),
            self.waypoints(item, path, line, least=0, key="other_start"),
        )

    def waypoints(
        self, item: Mapping[str, Any], path: str, line: int, least: int, key: str = "waypoints"
    ) -> tuple[Waypoint, ...]:
        """Return all waypoints of a course or a twig, or none where one of them is wrong."""
        found = [
            self.waypoint(entry, f"{path}.{key}[{index}]", at)
            for index, (entry, at) in enumerate(self.items(item, key, path, line, least=least))
        ]
        return () if None in found else tuple(waypoint for waypoint in found if waypoint)

    def calibre(self, value: Any, path: str, line: int) -> Calibre | None:
        item = self.mapping(value, path, line, ("share", "diameter_mm", "mark", "sources", "why"))
        if item is None:
            return None
        share = self.share(item, path, line)
        diameter = self.number(item, "diameter_mm", path, line, None, least=0.1)
        mark, sources = self.evidence(item, path, line)
        if share is None or diameter is None or mark is None:
            return None
        return Calibre(share, diameter, cast(Mark, mark), sources, str(item.get("why", "")))

    def twig(self, value: Any, path: str, line: int) -> Twig | None:
        item = self.mapping(value, path, line, ("share", "waypoints", "why"))
        if item is None:
            return None
        share, waypoints = self.share(item, path, line), self.waypoints(item, path, line, least=1)
        if not item.get("why"):
            self.add(path, line, "why is missing", "the reason, or what was assumed")
        if share is None or not waypoints:
            return None
        return Twig(share, waypoints, str(item.get("why", "")))

    def share(self, item: Mapping[str, Any], path: str, line: int) -> float | None:
        share = self.number(item, "share", path, line, None, least=0.0)
        if share is not None and share > 1.0:
            self.add(f"{path}.share", line_of(item, "share", line), f"found {share:g}", "0 to 1")
            return None
        return share

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
            self.add(f"{path}.fills", line_of(item, "fills", line), f"found {spelled(fills)}", "true or false")
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
        centre = self.waypoint(item.get("centre"), f"{path}.centre", line_of(item, "centre", line))
        along = self.number(item, "along_sd_mm", path, line, None, least=0.1)
        across = self.number(item, "across_sd_mm", path, line, None, least=0.1)
        direction = self.word(item, "along", path, line, ("crest", "lateral", "caudal"), "crest")
        mark, sources = self.evidence(item, path, line)
        if nerve is None or centre is None or along is None or across is None or mark is None or direction is None:
            return None
        note = str(item.get("note", ""))
        return SpreadRule(structure, nerve, centre, along, across, cast(Mark, mark), sources, note, direction)


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
        need(f"courses.{key}", (*course.waypoints, *course.other_start))
        # A twig may be placed from its own trunk, which is there before it.
        need(f"twigs of {key}", (place for twig in course.twigs for place in twig.waypoints))
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
