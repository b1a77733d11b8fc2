from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.modelling.nerves.territories import PAINTS, View
from anatomy_viewer.modelling.soft_tissue.skin_places import Skin
from tests.modelling.placed_courses import assembly, atlas, placing, rules

NAMES = tuple(rules().on_skin.territories)


def holds(name: str, place: np.ndarray, *, from_the_side: bool = False) -> float:
    """Return how fully the skin nearest to a place, or beside it, belongs to an area."""
    skin = Skin(assembly().surfaces["skin"])
    view = View.of(placing(), placing().rules.on_skin.territories[name], skin)
    at, _ = skin.nearest(place[None])
    if from_the_side:
        at, _, met = skin.first_met(place[None] + (300.0, 0.0, 0.0), np.array([-1.0, 0.0, 0.0]))
        assert met[0]
    return float(view.strength(view.flat(at))[0])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("side", ["right", "left"])
def test_an_area_lies_on_the_skin_within_a_millimetre(name: str, side: str) -> None:
    skin, area = Skin(assembly().surfaces["skin"]), assembly().surfaces[f"{name}_{side}"]
    at, normal = skin.nearest(area.points)
    height = ((area.points - at) * normal).sum(axis=1)
    assert height.min() > 0.2
    assert height.max() < 1.05
    assert len(area.triangles) <= 1500


@pytest.mark.parametrize("name", NAMES)
def test_an_area_fades_into_the_skin_at_its_edge(name: str) -> None:
    skin, area = Skin(assembly().surfaces["skin"]), assembly().surfaces[f"{name}_right"]
    view = View.of(placing(), placing().rules.on_skin.territories[name], skin)
    strength = view.strength(view.flat(area.points))
    assert area.colours is not None
    difference = np.abs(area.colours.astype(float) - skin.colour_at(area.points)).sum(axis=1)
    others = [other for other in NAMES if other != name]
    alone = np.ones(len(strength), dtype=bool)
    for other in others:
        seen = View.of(placing(), placing().rules.on_skin.territories[other], skin)
        alone &= seen.strength(seen.flat(area.points)) < 0.01
    edge = alone & (strength < 0.01)
    assert edge.any()
    assert difference[edge].max() < 12.0
    assert difference[strength > 0.95].mean() > 20.0


def test_areas_hold_the_skin_that_their_sources_name() -> None:
    anchor = placing().anchor
    assert holds("superior_cluneal_territory", placing().point("scn_2")) > 0.3
    assert holds("superior_cluneal_territory", anchor("greater_trochanter"), from_the_side=True) > 0.5
    assert holds("superior_cluneal_territory", anchor("ischial_tuberosity")) == 0.0
    assert holds("middle_cluneal_territory", placing().point("mcn_3")) > 0.8
    assert holds("middle_cluneal_territory", anchor("greater_trochanter")) == 0.0
    assert holds("inferior_cluneal_territory", placing().point("icn_4")) > 0.8
    assert holds("inferior_cluneal_territory", placing().point("scn_1")) == 0.0


def test_neighbours_overlap() -> None:
    skin = Skin(assembly().surfaces["skin"])
    views = {name: View.of(placing(), rule, skin) for name, rule in placing().rules.on_skin.territories.items()}
    for one, other in (("superior", "middle"), ("middle", "inferior")):
        area = assembly().surfaces[f"{one}_cluneal_territory_right"]
        second = views[f"{other}_cluneal_territory"]
        assert second.strength(second.flat(area.points)).max() > 0.2


def test_each_area_has_its_groups_colour_and_a_pattern_of_its_own() -> None:
    patterns = set()
    for name, paint in PAINTS.items():
        structure = atlas().structure_by_id[f"{name}_right"]
        assert structure.group is not None
        group = atlas().group_by_id[structure.group]
        assert "#{:02X}{:02X}{:02X}".format(*paint.colour) == group.colour.upper()
        patterns.add((group.line_pattern, len(paint.offsets)))
        assert len(paint.offsets) == {"plain": 0, "bands": 1, "pairs": 2}[group.line_pattern]
    assert len(patterns) == len(PAINTS)


@pytest.mark.parametrize("name", ["middle_cluneal_territory", "inferior_cluneal_territory"])
def test_marks_stand_out_from_their_ground(name: str) -> None:
    area, paint = assembly().surfaces[f"{name}_right"], PAINTS[name]
    assert area.colours is not None
    to_mark = np.linalg.norm(area.colours.astype(float) - np.array(paint.colour), axis=1)
    assert (to_mark < 70.0).sum() >= 12 * len(paint.mark)
    assert (to_mark > 100.0).sum() > 100
