from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from anatomy_viewer.atlas.forms import FORMS
from anatomy_viewer.modelling.bones.bone_contact import BoneContact
from anatomy_viewer.modelling.placing import RIM_MM
from anatomy_viewer.modelling.soft_tissue.pierced import Passage, pierced, way_through
from anatomy_viewer.modelling.solids.distance_grid import open_or_branching_edges
from anatomy_viewer.modelling.solids.nets import between
from anatomy_viewer.modelling.solids.surface import Surface
from tests.modelling.placed_courses import placing_of, tissues_of

PIERCING = (
    "middle_cluneal_nerve_upper_branch",
    "middle_cluneal_nerve_lower_branch",
    "inferior_cluneal_nerve_lateral_branch",
)


def euler(surface: Surface) -> int:
    """A closed surface with a hole through it has an Euler number lower by two for each hole."""
    a = surface.triangles
    edges = np.sort(np.concatenate([a[:, [0, 1]], a[:, [1, 2]], a[:, [2, 0]]]))
    return len(np.unique(a)) - len(np.unique(edges, axis=0)) + len(a)


@cache
def plate() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A flat sheet of 12 by 10 meshes of 5 mm, 1 mm thick, its outer face up, and its colours."""
    u, v = np.meshgrid(np.arange(13) * 5.0, np.arange(11) * 5.0, indexing="ij")
    low, high = (np.stack([u, v, np.full_like(u, z)], axis=-1) for z in (-0.5, 0.5))
    return low, high, np.full((2 * 13 * 11, 3), 240, dtype=np.uint8)


def straight(x: float, y: float, lean: float = 0.0) -> Passage:
    heights = np.linspace(-20.0, 20.0, 81)
    return Passage(np.column_stack([x + lean * heights, np.full(81, y), heights]), 1.5)


def test_lines_that_do_not_come_through_leave_the_sheet_as_it_is() -> None:
    low, high, colours = plate()
    above = Passage(np.column_stack([np.linspace(5, 55, 50), np.full(50, 22.0), np.full(50, 6.0)]), 1.5)
    surface = pierced(low, high, colours, [above, straight(-30.0, 20.0), straight(1.0, 20.0)])
    plain = between(low, high)
    assert euler(surface) == 2
    assert len(surface.triangles) == len(plain.triangles)
    assert surface.colours is not None
    assert (surface.colours == 240).all()


@pytest.mark.parametrize("ways", [[(22.0, 21.0)], [(20.0, 20.0), (40.0, 33.0)], [(24.0, 22.0), (33.0, 24.0)]])
def test_each_line_has_a_true_hole_with_a_raised_tinted_rim(ways: list[tuple[float, float]]) -> None:
    low, high, colours = plate()
    surface = pierced(low, high, colours, [straight(*way) for way in ways])
    assert open_or_branching_edges(surface.triangles) == 0
    assert euler(surface) == 2 - 2 * len(ways)
    assert surface.points[:, 2].max() == pytest.approx(0.5 + 0.6, abs=0.05)
    assert surface.points[:, 2].min() == pytest.approx(-0.5)
    assert surface.colours is not None
    assert (surface.colours[:, 2] < 170).sum() >= 2 * 20 * len(ways)
    for x, y in ways:
        across = np.linalg.norm(surface.points[:, :2] - (x, y), axis=1)
        assert 1.9 < across.min() < 3.2


def test_a_slanting_line_has_an_oval_along_its_slant() -> None:
    low, high, _ = plate()
    oval = way_through(low, high, straight(30.0, 25.0, lean=1.5))
    assert oval is not None
    ring = oval.ring(0.0) * 5.0
    assert np.ptp(ring[:, 0]) > 1.4 * np.ptp(ring[:, 1])


@pytest.mark.parametrize("form", [form.id for form in FORMS])
def test_the_deep_fascia_of_the_buttock_is_open_where_a_nerve_comes_through_it(form: str) -> None:
    fascia = tissues_of(form)["gluteal_fascia"]
    assert open_or_branching_edges(fascia.triangles) == 0
    assert euler(fascia) == 2 - 2 * len(PIERCING)
    contact, placed = BoneContact({"fascia": fascia}), placing_of(form)
    for nerve in PIERCING:
        course = placed.rules.courses[nerve]
        gap = contact.distance(placed.path(nerve))
        assert course.drawn_radius_mm + RIM_MM - 0.4 < gap.min() < course.drawn_radius_mm + RIM_MM + 1.5, nerve
        for twig in placed.twigs(nerve):
            assert contact.distance(twig).min() > 0.0, nerve
