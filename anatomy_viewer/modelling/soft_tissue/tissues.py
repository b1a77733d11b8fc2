"""Ligaments, muscles and the layers under the skin on finished bones, and places that refer to them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from anatomy_viewer.atlas.courses import Band, BandSection, Courses
from anatomy_viewer.modelling.bones.bone_contact import BoneContact
from anatomy_viewer.modelling.bones.skeleton import Skeleton
from anatomy_viewer.modelling.placing import RIM_MM, Placing
from anatomy_viewer.modelling.soft_tissue.erector_spinae import ErectorSpinae, erector_spinae
from anatomy_viewer.modelling.soft_tissue.gluteal_surface import GlutealSurface, gluteal_surface
from anatomy_viewer.modelling.soft_tissue.ligaments import BandShape, filling, joined, sheet_shape
from anatomy_viewer.modelling.soft_tissue.muscles import MuscleShape, muscle_shape, muscle_shapes
from anatomy_viewer.modelling.soft_tissue.pierced import Passage, pierced
from anatomy_viewer.modelling.soft_tissue.skin import bare_skin
from anatomy_viewer.modelling.soft_tissue.skin_places import Skin
from anatomy_viewer.modelling.soft_tissue.surroundings import Surroundings
from anatomy_viewer.modelling.solids.lines import unit
from anatomy_viewer.modelling.solids.quick_contact import QuickContact
from anatomy_viewer.modelling.solids.surface import Surface
from anatomy_viewer.modelling.solids.trees import tree_of

Points = NDArray[np.float64]

NOT_UNDER_COVERINGS = ("l3", "l4", "l5", "interpubic", "quadratus", "obturator", "gemellus", "hamstring")
"""What lies too deep, or elsewhere, to be met by a sheet laid over the buttock; leaving it out saves time."""

SUPERFICIAL_MUSCLES = ("gluteus_medius", "gluteus_maximus")
"""The muscles that the skin nerves of the buttock run over."""

JUST_UNDER_SKIN_MM = 4.0
"""How deep the middle line of a nerve ends under the skin."""


class TissuePlacing(Placing):
    """All rules of the course table on one skeleton, right side, with the ligaments and muscles; see `Placing`."""

    def __init__(self, rules: Courses, skeleton: Skeleton) -> None:
        super().__init__(rules, skeleton)
        self._bands: dict[str, BandShape] = {}

    @cached_property
    def buttock(self) -> GlutealSurface:
        """The layer under the skin of the buttock."""
        return gluteal_surface(self.skeleton)

    @cached_property
    def under_skin(self) -> GlutealSurface:
        """The same layer, outside gluteus medius and maximus: what the nerves of the skin run on."""
        shapes = [self.muscles[name] for name in SUPERFICIAL_MUSCLES if name in self.muscles]
        faces = [face for shape in shapes for face in shape.outer_faces]
        return self.buttock.over(faces) if faces else self.buttock

    @cached_property
    def skin(self) -> Skin:
        """The skin as bones, ligaments and muscles shape it, before it has its colours; no nerve has a say in it."""
        inside = {name: bone for name, bone in self.skeleton.bones.items() if not name.endswith("_left")}
        inside.update({name: self.band(name).surface for name in self.rules.bands})
        inside.update({name: shape.surface for name, shape in self.muscles.items()})
        inside.update(build_erector_spinae(self, inside))
        return Skin(bare_skin(self.skeleton, inside))

    @cached_property
    def quick_skin(self) -> tuple[cKDTree, Points, Points]:
        """The skin as (n, 3) points with unit normals, and a tree to find the nearest of them."""
        surface = self.skin.surface
        corners = surface.points[surface.triangles].mean(axis=1)
        normals = surface.normals()
        middle = unit(normals[surface.triangles].sum(axis=1))
        places = np.concatenate([surface.points, corners])
        return tree_of(places), places, np.concatenate([normals, middle])

    def in_fat(self, place: Points, share: float) -> Points:
        """Return the place at a share of the way from the deep fascia of the buttock to the skin, (3,) RAS mm."""
        deep = self.under_skin.seat_from_behind(place)
        return np.asarray(deep + share * (self.skin.nearest(deep[None])[0][0] - deep))

    def just_under_skin(self, place: Points) -> Points:
        """Return the place just under the skin, (3,) float, RAS mm."""
        deep = self.under_skin.seat_from_behind(place)
        at, outward = self.skin.nearest(deep[None])
        return np.asarray(at[0] - JUST_UNDER_SKIN_MM * outward[0])

    def fat_share(self, points: Points) -> tuple[NDArray[np.float64], NDArray[np.float64], Points]:
        """Return where (n, 3) points lie between the deep fascia, 0, and the skin, 1.

        Returns
        -------
        share
            (n,) float.
        thickness
            (n,) float, mm: from the fascia to the skin there.
        outward
            (n, 3) unit directions towards the skin.
        """
        above = self.under_skin.height(points)
        if self._nearly:
            tree, places, normals = self.quick_skin
            far, near = tree.query(points, k=4)
            weight = 1.0 / np.maximum(far, 0.5)[..., None]
            outward = unit((normals[near] * weight).sum(axis=1))
            at = (places[near] * weight).sum(axis=1) / weight.sum(axis=1)
        else:
            at, outward = self.skin.nearest(points)
        below = ((at - points) * outward).sum(axis=1)
        thickness = np.maximum(above + below, 1.0)
        return above / thickness, thickness, outward

    @cached_property
    def muscles(self) -> Mapping[str, MuscleShape]:
        """The muscles of the right side by name without side, deep before superficial."""
        return muscle_shapes(self, self.rules.muscles, {name: self.band(name).surface for name in self.rules.bands})

    @cached_property
    def erector_spinae(self) -> ErectorSpinae:
        """Erector spinae and multifidus of the right side."""
        return erector_spinae(self)

    @cached_property
    def bands(self) -> BoneContact:
        """The ligaments of the right side."""
        return BoneContact({name: self.band(name).surface for name in self.rules.bands})

    @cached_property
    def quick_bands(self) -> QuickContact:
        """The ligaments of the right side, measured nearly."""
        return QuickContact(self.band(name).surface for name in self.rules.bands)

    def bands_but(self, names: Collection[str]) -> BoneContact:
        """Return the ligaments of the right side without some."""
        return BoneContact({name: self.band(name).surface for name in self.rules.bands if name not in names})

    @cached_property
    def deep_muscles(self) -> QuickContact | None:
        """The muscles under gluteus medius and maximus, measured nearly, which nerves go round."""
        deep = [shape.surface for name, shape in self.muscles.items() if name not in SUPERFICIAL_MUSCLES]
        return QuickContact(deep) if deep else None

    @cached_property
    def outer_muscles(self) -> QuickContact | None:
        """Gluteus medius and maximus, measured nearly; nerves of the deep layer keep in front of them."""
        outer = [self.muscles[name].surface for name in SUPERFICIAL_MUSCLES if name in self.muscles]
        return QuickContact(outer) if outer else None

    @cached_property
    def ligaments(self) -> BoneContact:
        """The ligaments of the right side together with the bones."""
        bands = {name: self.band(name).surface for name in self.rules.bands}
        right = {name: bone for name, bone in self.skeleton.bones.items() if not name.endswith("_left")}
        return BoneContact({**right, **bands})

    def band(self, name: str) -> BandShape:
        """Return the shape of a ligament."""
        if name not in self._bands:
            self._bands[name] = self._band(self.rules.bands[name])
        return self._bands[name]

    def middle(self, ligament: str) -> Points:
        """Return the middle line of a ligament, (n, 3) float, RAS mm, from its upper end to its lower end."""
        return self.band(ligament).middle

    def _band(self, band: Band) -> BandShape:
        shapes = []
        for number, sections in enumerate(band.bundles):
            where = f"ligaments.{band.ligament}." + ("" if number == 0 else f"further[{number - 1}].")
            rows = [
                np.array(
                    [
                        self._seated(f"{where}sections[{k}]", place, section.thickness_mm / 2.0)
                        for place in section.across
                    ]
                )
                for k, section in enumerate(sections)
            ]
            thickness = np.array([section.thickness_mm for section in sections])
            if band.fills:
                names = {place.on for section in sections for place in section.across if place.on}
                bones = [surface for name in sorted(names) for surface in self.bone(name).values()]
                shapes.append(filling(rows, thickness, bones))
                continue
            ends = [self._end(section) for section in (sections[0], sections[-1])]
            shapes.append(sheet_shape(rows, thickness, self.bones, (ends[0], ends[1])))
        return joined(shapes)

    def _end(self, section: BandSection) -> Callable[[Points], Points] | None:
        """Return what brings places of an end onto the bones that it names."""
        names = tuple(dict.fromkeys(place.on for place in section.across if place.on))
        return (lambda places: self.on_bones(names, places)) if names else None


def build_muscles(placing: TissuePlacing, so_far: Mapping[str, Surface]) -> dict[str, Surface]:
    """Return the painted surfaces of all muscles of the table, right side, by name without side."""
    return {name: shape.surface for name, shape in placing.muscles.items()}


def build_erector_spinae(placing: TissuePlacing, so_far: Mapping[str, Surface]) -> dict[str, Surface]:
    """Return the painted surfaces of multifidus and erector spinae, right side, by name without side."""
    return {"multifidus": placing.erector_spinae.multifidus, "erector_spinae": placing.erector_spinae.surface}


def build_coverings(placing: TissuePlacing, so_far: Mapping[str, Surface]) -> dict[str, Surface]:
    """Return the painted sheets of fascia over all deeper tissue so far, right side, by name without side."""
    under = {
        name: surface
        for name, surface in so_far.items()
        if not name.endswith("_left") and not name.startswith(NOT_UNDER_COVERINGS)
    }
    around = Surroundings(under)
    middle = placing.skeleton.anchor("acetabulum_centre") * (0.0, 1.0, 1.0)
    passages = [
        Passage(placing.path(name), course.drawn_radius_mm + RIM_MM) for name, course in placing.rules.courses.items()
    ]
    found = {}
    for name, rule in placing.rules.coverings.items():
        shape = muscle_shape(placing, rule, around, middle)
        colours = shape.surface.colours
        if len(shape.deep_faces) != 1 or colours is None:
            raise ValueError(f"{name}: a sheet is one net")
        found[name] = pierced(shape.deep_faces[0], shape.outer_faces[0], colours, passages)
    return found
