"""Everything that a lesson can name, in one frozen value: structures, points, views, sources, measures.

The compiler and the checker look at a `Scene` and at nothing else, so they can be tried on a scene of five
things; `content.py` makes the real one from the atlas and the built model.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.atlas.appearance import Emphasis
from anatomy_viewer.atlas.forms import DEFAULT_FORM
from anatomy_viewer.atlas.problems import Problem
from anatomy_viewer.teaching.lesson.drawings import Drawing, read_drawings
from anatomy_viewer.teaching.lesson.lesson import CrestPoint
from anatomy_viewer.teaching.lesson.red_flags import RedFlags
from anatomy_viewer.teaching.pictures.geometry import SkinGrid, Sphere, along_curve_by, side_of

Points = NDArray[np.float64]

OWN_POINT = "own_point"
"""The kind of a point that a lesson names itself."""

POINT_REACH_MM = 12.0
"""How much around a bare point must fit the view: the point with its marker and a little bone."""


@dataclass(frozen=True)
class Thing:
    """A structure with a surface.

    Parameters
    ----------
    id, name, label, kind, side
        As in the atlas; `name` is the full English name with the side, `label` the short text of the scene.
    group, tag
        The nerve group and its letter, or None.
    centre, radius_mm
        The sphere around its surface, RAS mm.
    anchor
        A point on the surface for its label.
    """

    id: str
    name: str
    label: str
    kind: str
    side: str
    group: str | None
    tag: str | None
    centre: Points
    radius_mm: float
    anchor: Points


@dataclass(frozen=True)
class Spot:
    """A point: a landmark, a compression site or a tender point.

    Parameters
    ----------
    id, name, label, kind, side
        As in the atlas; `kind` is ``landmark``, ``site`` or ``tender_point``.
    at
        (3,) float, RAS mm.
    normal
        (3,) float, unit, away from the bone; the way backwards where the model has none.
    tag
        The letter of its nerve group, or None.
    on_skin
        (3,) float, RAS mm, where a finger presses to reach it; None where none does.
    skin_normal
        (3,) float, unit, out of the skin there.
    """

    id: str
    name: str
    label: str
    kind: str
    side: str
    at: Points
    normal: Points
    tag: str | None = None
    on_skin: Points | None = None
    skin_normal: Points | None = None


@dataclass(frozen=True)
class Spread:
    """How far the place of a nerve varies between people.

    Parameters
    ----------
    corridor
        The structure that is drawn for it.
    along
        The first of its two directions: ``crest``, ``lateral`` or ``caudal``.
    along_sd_mm, across_sd_mm
        Standard deviations in that direction and across it.
    contours_sigma
        Radii in deviations that hold 50, 90 and 95 % of people.
    """

    corridor: str
    along: str
    along_sd_mm: float
    across_sd_mm: float
    contours_sigma: tuple[float, ...]


@dataclass(frozen=True)
class NamedView:
    """A camera direction with a name; `direction` runs from what is looked at towards the eye."""

    id: str
    name: str
    direction: tuple[float, float, float]
    up: tuple[float, float, float]


@dataclass(frozen=True)
class Figures:
    """The figures of one atlas measure, for comparing with a text.

    Parameters
    ----------
    id, unit
        The measure's id and its unit; texts are compared where it is ``mm`` or ``%``.
    published
        Published numbers: the value, its deviation, its limits.
    model
        What the built model gives, or None.
    sources
        The sources of the published figures.
    """

    id: str
    unit: str
    published: tuple[float, ...]
    model: float | None
    sources: tuple[str, ...] = ()

    @property
    def figures(self) -> tuple[float, ...]:
        """The published figures and the model's."""
        return self.published if self.model is None else (*self.published, self.model)


@dataclass(frozen=True)
class Scene:
    """What lessons are checked against and compiled from.

    Parameters
    ----------
    things, spots, views, measures
        By id, in the order of the atlas.
    groups, group_names
        Ids of the nerves of each group, and its name.
    curves
        By id, (n, 3) float, RAS mm: ``iliac_crest_right`` from PSIS to ASIS.
    sources, citations
        Keys of the sources, and by key the reference in full.
    home
        Ids of the structures that a picture begins with.
    opacity
        Opacity by (kind, emphasis); 0 where hidden.
    studies
        Title by id of the studies that can place the nerves.
    skin
        The back of the skin, or None where the model has none.
    spreads
        How far a nerve's place varies, by the nerve's id.
    nerve_at
        By id of a point, the nerve that it moves with where a study or a person places it elsewhere.
    drawings, refused_drawings
        The drawings that steps can show, by id, and what is wrong with the others.
    red_flags
        The signs that need a doctor, in the words that all lessons share.
    form, forms
        Which form of the pelvis this is, and the scenes of all forms by id.
    """

    things: Mapping[str, Thing]
    spots: Mapping[str, Spot]
    views: Mapping[str, NamedView]
    groups: Mapping[str, tuple[str, ...]]
    curves: Mapping[str, Points]
    sources: frozenset[str]
    home: frozenset[str]
    opacity: Mapping[tuple[str, Emphasis], float]
    measures: Mapping[str, Figures] = field(default_factory=dict)
    group_names: Mapping[str, str] = field(default_factory=dict)
    studies: Mapping[str, str] = field(default_factory=dict)
    skin: SkinGrid | None = None
    spreads: Mapping[str, Spread] = field(default_factory=dict)
    nerve_at: Mapping[str, str] = field(default_factory=dict)
    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    refused_drawings: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    form: str = DEFAULT_FORM
    forms: Mapping[str, Scene] = field(default_factory=dict)
    citations: Mapping[str, str] = field(default_factory=dict)
    red_flags: RedFlags = field(default_factory=RedFlags)

    def in_form(self, form: str | None) -> Scene:
        """Return the scene of a form of the pelvis; this one where none is named or it is not at hand."""
        return self.forms.get(form or self.form, self)

    def structures_of(self, selector: str) -> tuple[str, ...]:
        """Return the ids of the structures that an id, a group or a pattern names, in the atlas's order."""
        if selector in self.things:
            return (selector,)
        if selector in self.groups:
            return self.groups[selector]
        if "*" in selector:
            return tuple(name for name in self.things if fnmatchcase(name, selector))
        return ()

    def points_of(self, selector: str) -> tuple[str, ...]:
        """Return the ids of the points that an id or a pattern names."""
        if selector in self.spots:
            return (selector,)
        if "*" in selector:
            return tuple(name for name in self.spots if fnmatchcase(name, selector))
        return ()

    def sphere_of(self, name: str) -> Sphere:
        """Return the sphere around a structure or a point."""
        if name in self.things:
            return Sphere(self.things[name].centre, self.things[name].radius_mm)
        return Sphere(self.spots[name].at, POINT_REACH_MM)

    def spheres_of(self, selectors: Iterable[str]) -> list[Sphere]:
        """Return the spheres of everything that selectors name."""
        names = dict.fromkeys(
            name for selector in selectors for name in (*self.structures_of(selector), *self.points_of(selector))
        )
        return [self.sphere_of(name) for name in names]

    def side(self, name: str) -> str:
        """Return the side of a structure or a point."""
        if name in self.things:
            return self.things[name].side
        return self.spots[name].side if name in self.spots else "mid"

    def with_drawings(self, folder: Path) -> Scene:
        """Return this scene with the drawings beside the lessons of a folder."""
        drawings, refused = read_drawings(folder)
        if not drawings and not refused:
            return self
        return replace(
            self,
            drawings={**self.drawings, **drawings},
            refused_drawings={**self.refused_drawings, **refused},
        )

    def with_points(self, points: Iterable[CrestPoint]) -> Scene:
        """Return this scene with the points that a lesson names itself; those that cannot be placed are left out."""
        spots = dict(self.spots)
        for point in points:
            if point.id in self.spots or point.id in self.things:
                continue
            try:
                spots[point.id] = self._along_the_crest(point)
            except KeyError:
                continue
        return self if len(spots) == len(self.spots) else replace(self, spots=spots)

    def _along_the_crest(self, point: CrestPoint) -> Spot:
        start = self.spots[point.along_the_crest_from]
        at = along_curve_by(self.curves[self.crest_at(start.at)], start.at, point.mm)
        return Spot(point.id, point.name, point.name, OWN_POINT, start.side, at, start.normal)

    def crest_at(self, *points: Points) -> str:
        """Return the id of the iliac crest on the side of the points.

        Raises
        ------
        KeyError
            Where the points are not all on one side, or the scene has no crest there.
        """
        sides = {side_of(point) for point in points}
        name = f"iliac_crest_{sides.pop()}" if len(sides) == 1 else "iliac_crest_mid"
        if name not in self.curves:
            raise KeyError(name)
        return name
