from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from anatomy_viewer.atlas.courses import Courses
from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.atlas.waypoints import Place, Waypoint
from anatomy_viewer.modelling.bones.bone_contact import BoneContact
from anatomy_viewer.modelling.nerves.courses import NervePlacing
from anatomy_viewer.modelling.placing import Layer, Placing
from tests.modelling.placed_courses import placing, skeleton


class OnBones(Placing):
    """Places on bones alone: whatever lies on them is not there."""

    @property
    def buttock(self) -> Layer:
        raise LookupError("the layer under the skin")

    under_skin = buttock

    @property
    def ligaments(self) -> BoneContact:
        raise LookupError("ligaments")

    def in_fat(self, place: np.ndarray, share: float) -> np.ndarray:
        raise LookupError("fat")

    def just_under_skin(self, place: np.ndarray) -> np.ndarray:
        raise LookupError("the skin")

    def middle(self, ligament: str) -> np.ndarray:
        raise LookupError(ligament)

    def path(self, nerve: str) -> np.ndarray:
        raise LookupError(nerve)


def test_a_place_on_bone_needs_nothing_that_lies_on_it() -> None:
    bare, found = OnBones(placing().rules, skeleton()), []
    for name in placing().rules.points:
        try:
            place = bare.point(name)
        except LookupError:
            continue
        assert np.array_equal(place, placing().point(name)), name
        found.append(name)
    assert len(found) >= 6


def test_a_place_on_a_nerve_or_a_ligament_is_asked_of_the_rooms_above() -> None:
    bare = OnBones(placing().rules, skeleton())
    nerve, ligament = "sciatic_nerve", "sacrotuberous_ligament"
    for place, missing in (
        (Place("course", {"nerve": nerve}, {"share": 0.5}), nerve),
        (Place("ligament", {"name": ligament}, {"share": 0.5}), ligament),
    ):
        with pytest.raises(LookupError, match=missing):
            bare.place(place)
    middle = placing().band(ligament).middle
    assert np.array_equal(placing().place(Place("ligament", {"name": ligament}, {"share": 0.0})), middle[0])


def test_a_rule_without_an_answer_says_which_rule_it_is_and_what_the_crest_does() -> None:
    rules = placing().rules
    far = Waypoint(Place("crest", {}, {"from_midline_mm": 400.0}), "bone")
    faulty = Courses({**rules.points, "scn_1": far}, rules.courses, rules.bands, rules.tunnels, rules.spreads)
    with pytest.raises(ProblemsFound) as found:
        NervePlacing(faulty, skeleton()).point("scn_1")
    [problem] = found.value.problems
    assert str(problem).startswith("tables/courses.yaml points.scn_1: the crest runs ")
    assert str(problem).endswith("never 400.0 mm.")


def test_a_seat_where_there_is_no_bone_is_refused() -> None:
    nowhere = Waypoint(Place("landmark", {"name": "psis"}, {"caudal_mm": -300.0}), "bone")
    rules = dataclasses.replace(placing().rules, points={**placing().rules.points, "scn_1": nowhere})
    with pytest.raises(ProblemsFound, match=r"points\.scn_1: there is no bone"):
        NervePlacing(rules, skeleton()).point("scn_1")
