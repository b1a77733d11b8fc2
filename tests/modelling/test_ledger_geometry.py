"""The drawn nerves keep to what the layer ledger says of them: every row, along the path, in every form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
import pytest

from anatomy_viewer.atlas.forms import FORMS
from anatomy_viewer.atlas.ledger import RELATIONS, WHY_UNMET, Plane
from anatomy_viewer.modelling.bones.bone_contact import BoneContact
from anatomy_viewer.modelling.nerves.courses import NervePlacing
from anatomy_viewer.modelling.soft_tissue.skin_places import Skin
from anatomy_viewer.modelling.solids.lines import arc_lengths
from tests.modelling.placed_courses import atlas, placing_of, tissues_of

IDS = [form.id for form in FORMS]
STEP_MM = 1.0
REACH_MM = 90.0
"""A structure farther away than this in a direction does not lie there."""

WITHIN_MM = 0.3
TOUCHING_MM = 1.0
BESIDE_MM = 8.0
MOST = 0.8

BACK, FRONT = np.array([0.0, -1.0, 0.0]), np.array([0.0, 1.0, 0.0])
UP, DOWN = np.array([0.0, 0.0, 1.0]), np.array([0.0, 0.0, -1.0])


class Passing:
    """How a part of a nerve lies to a structure.

    Parameters
    ----------
    placing
        The form.
    line
        (n, 3) float, RAS mm: the whole nerve.
    part
        (m, 3) float, RAS mm: the part that the row speaks of, a millimetre apart.
    name
        The structure.
    """

    def __init__(self, placing: NervePlacing, line: np.ndarray, part: np.ndarray, name: str, form: str) -> None:
        self.placing, self.line, self.part, self.name = placing, line, part, name
        surface = tissues_of(form).get(name)
        self.surface = surface
        if surface is not None:
            self.contact, self.rays = contact_of(name, form), rays_of(name, form)
            self.gap, self.away = self.contact.nearest(part)

    def towards(self, direction: np.ndarray) -> np.ndarray:
        """Return for each place whether the structure lies in a direction from it, (m,) bool."""
        at, _, met = self.rays.first_met(self.part, direction)
        return np.asarray(met & (np.linalg.norm(at - self.part, axis=1) < REACH_MM))

    def outward(self) -> np.ndarray:
        """Return the unit directions to the nearest skin, (m, 3)."""
        return np.asarray(self.placing.skin.nearest(self.part)[1])

    def out_of_it(self) -> bool:
        return bool((self.gap > -TOUCHING_MM).all())

    # Relations

    def starts_at(self) -> bool:
        if self.name in self.placing.rules.courses:
            return bool(np.linalg.norm(self.placing.path(self.name) - self.line[0], axis=1).min() < 1.2)
        return bool(contact_far(self.surface, self.line[0]) < 12.0)

    def inside(self) -> bool:
        return bool((self.gap < -WITHIN_MM).sum() >= 2)

    def through_sheet(self) -> bool:
        """It begins under the sheet and ends over it, and touches it nowhere."""
        skinwards = (self.away * self.outward()).sum(axis=1) * (self.gap < 30.0)
        crossed = skinwards[0] < 0.0 < skinwards[-1] or (
            bool(self.towards(self.outward())[: len(self.part) // 3].any()) and skinwards[-1] > 0.0
        )
        return bool(crossed and self.gap.min() > 0.0)

    def beside(self, direction: np.ndarray) -> bool:
        """Wherever the structure is on one of two opposite sides, it is on this one, and it is so for a while."""
        right, wrong = self.towards(direction), self.towards(-direction)
        return self.out_of_it() and right.sum() >= 3 and bool(right.sum() >= MOST * (right | wrong).sum())

    def over(self) -> bool:
        return (self.beside(-self.outward()) or self.beside(FRONT)) and not self.beside(BACK)

    def under(self) -> bool:
        return (self.beside(self.outward()) or self.beside(BACK)) and not self.beside(FRONT)

    def behind(self) -> bool:
        return self.beside(FRONT)

    def in_front(self) -> bool:
        return self.beside(BACK)

    def above(self) -> bool:
        return self.beside(DOWN)

    def below(self) -> bool:
        return self.beside(UP)

    def along(self) -> bool:
        return self.out_of_it() and bool((self.gap < BESIDE_MM).sum() >= 10)

    def ends_in(self) -> bool:
        return bool(self.contact.distance(self.line[-1:])[0] < 4.0)


@cache
def contact_of(name: str, form: str) -> BoneContact:
    return BoneContact({name: tissues_of(form)[name]})


@cache
def rays_of(name: str, form: str) -> Skin:
    return Skin(tissues_of(form)[name])


def contact_far(surface: object, place: np.ndarray) -> float:
    return float(np.linalg.norm(surface.points - place, axis=1).min())  # type: ignore[attr-defined]


CHECKS: Mapping[str, Callable[[Passing], bool]] = {
    "from": Passing.starts_at,
    "through": Passing.inside,
    "pierces": Passing.through_sheet,
    "over": Passing.over,
    "under": Passing.under,
    "behind": Passing.behind,
    "in front of": Passing.in_front,
    "above": Passing.above,
    "below": Passing.below,
    "along": Passing.along,
    "into": Passing.ends_in,
}


def part_of(line: np.ndarray, plane: Plane) -> np.ndarray:
    along = arc_lengths(line)
    wanted = np.arange(along[-1] * (plane.share_from or 0.0), along[-1] * (plane.share_to or 0.0) + 0.1, STEP_MM)
    return np.column_stack([np.interp(wanted, along, line[:, axis]) for axis in range(3)])


def holds(plane: Plane, form: str, moved_mm: np.ndarray | None = None) -> bool:
    """Return whether a row holds on the surfaces of a form, for the nerve moved by so much."""
    placed = placing_of(form)
    line = placed.path(plane.nerve) + (0.0 if moved_mm is None else moved_mm)
    part = part_of(line, plane)
    passing = Passing(placed, line, part, plane.structure, form)
    if plane.relation == "between":
        other = Passing(placed, line, part, plane.also, form)
        apart = (passing.away * other.away).sum(axis=1)
        near = (passing.gap < 30.0) & (other.gap < 30.0)
        return passing.out_of_it() and other.out_of_it() and bool((near & (apart < -0.2)).sum() >= 10)
    kind = atlas().structure_by_id.get(f"{plane.structure}_right")
    if plane.relation == "through" and kind is not None and kind.kind == "fascia":
        tunnel = "tunnel" in plane.structure
        return in_tunnel(passing) if tunnel else passing.through_sheet()
    return CHECKS[plane.relation](passing)


def in_tunnel(passing: Passing) -> bool:
    """Some of it lies under the strap, close to it, and none of it in it."""
    under = passing.towards(passing.outward()) & (passing.gap < 6.0)
    return bool(under.sum() >= 2 and passing.gap.min() > 0.0)


@pytest.mark.parametrize("form", IDS)
@pytest.mark.parametrize("plane", atlas().ledger, ids=lambda plane: f"{plane.nerve}-{plane.order}")
def test_a_nerve_passes_a_structure_as_the_ledger_says(plane: Plane, form: str) -> None:
    if plane.unmet:
        assert plane.unmet in WHY_UNMET
        assert WHY_UNMET[plane.unmet] in plane.caveats
        return
    assert holds(plane, form), plane.text


def test_every_relation_has_its_check() -> None:
    assert {*CHECKS, "between"} == set(RELATIONS)


def test_few_rows_are_not_shown() -> None:
    unmet = [plane for plane in atlas().ledger if plane.unmet]
    assert len(unmet) <= 11


@pytest.mark.parametrize(
    ("nerve", "order", "moved_mm"),
    [
        ("superior_cluneal_nerve_medial_branch", 2, (0.0, -60.0, 0.0)),
        ("superior_cluneal_nerve_medial_branch", 3, (0.0, 60.0, 0.0)),
        ("superior_cluneal_nerve_medial_branch", 7, (0.0, -10.0, 0.0)),
        ("superior_cluneal_nerve_medial_branch", 8, (0.0, 25.0, 0.0)),
        ("middle_cluneal_nerve_upper_branch", 4, (0.0, -10.0, 0.0)),
        ("middle_cluneal_nerve_lower_branch", 3, (0.0, 12.0, 0.0)),
        ("posterior_femoral_cutaneous_nerve", 2, (0.0, 0.0, 60.0)),
        ("posterior_femoral_cutaneous_nerve", 4, (0.0, -60.0, 0.0)),
        ("inferior_cluneal_nerve_medial_branch", 4, (0.0, 60.0, 0.0)),
        ("inferior_cluneal_nerve_medial_branch", 3, (0.0, 0.0, 60.0)),
        ("superior_gluteal_nerve", 1, (0.0, 0.0, -60.0)),
        ("superior_gluteal_nerve", 2, (30.0, 0.0, 0.0)),
    ],
)
def test_a_nerve_elsewhere_would_be_noticed(nerve: str, order: int, moved_mm: tuple[float, float, float]) -> None:
    plane = next(plane for plane in atlas().ledger if (plane.nerve, plane.order) == (nerve, order))
    assert not holds(plane, "pooled", np.array(moved_mm))
