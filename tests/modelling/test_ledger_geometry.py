"""The drawn nerves keep to what the layer ledger says of them, wherever a row can be checked on surfaces."""

from __future__ import annotations

import numpy as np
import pytest

from anatomy_viewer.atlas.ledger import Plane
from anatomy_viewer.modelling.bones.bone_contact import BoneContact
from anatomy_viewer.modelling.solids.lines import arc_lengths
from anatomy_viewer.modelling.solids.surface import Surface
from tests.modelling.placed_courses import assembly, atlas, placing

TOUCHING_MM = 1.0
TURNED = ("over", "behind", "under", "in front of", "from")


def surface_of(name: str) -> Surface | None:
    surfaces = assembly().surfaces
    return surfaces.get(f"{name}_right", surfaces.get(name))


def checkable(plane: Plane) -> bool:
    return bool(plane.structure) and plane.share_from is not None and plane.relation in TURNED


ROWS = [plane for plane in atlas().ledger if checkable(plane)]


def part_of(plane: Plane) -> np.ndarray:
    path = placing().path(plane.nerve)
    share = arc_lengths(path) / arc_lengths(path)[-1]
    return path[(share >= (plane.share_from or 0.0) - 0.01) & (share <= (plane.share_to or 0.0) + 0.01)]


def hindmost(surface: Surface, places: np.ndarray) -> list[tuple[float, float]]:
    """Return (y of the place, y of the hindmost surface in front of or behind it), where there is one."""
    contact = BoneContact({"one": surface})
    found = [(place[1], contact.back_of(place[0], place[2])) for place in places]
    return [(y, back) for y, back in found if back is not None]


@pytest.mark.parametrize("plane", ROWS, ids=lambda plane: f"{plane.nerve}-{plane.order}")
def test_a_nerve_passes_a_structure_as_the_ledger_says(plane: Plane) -> None:
    path, surface = part_of(plane), surface_of(plane.structure)
    if plane.relation == "from":
        origin = placing().path(plane.structure) if plane.structure in placing().rules.courses else None
        near = origin if origin is not None else (surface.points if surface is not None else np.empty((0, 3)))
        assert np.linalg.norm(near - path[0], axis=1).min() < 8.0
        return
    if surface is None:
        pytest.skip(f"{plane.structure} has no surface")
    if plane.relation == "over":
        assert BoneContact({"one": surface}).distance(path).min() > -TOUCHING_MM
        return
    if plane.relation == "behind":
        pairs = hindmost(surface, path)
        assert pairs
        assert np.mean([y <= back + TOUCHING_MM for y, back in pairs]) > 0.8
        return
    # Under, or in front of: the structure is between the nerve and the eye behind.
    pairs = hindmost(surface, path)
    assert pairs
    assert np.mean([y >= back - TOUCHING_MM for y, back in pairs]) > 0.8


def test_some_rows_can_be_checked() -> None:
    assert sum(surface_of(plane.structure) is not None or plane.relation == "from" for plane in ROWS) >= 10


def test_a_nerve_on_the_wrong_side_would_be_noticed() -> None:
    path = part_of(next(plane for plane in ROWS if plane.relation == "under" and "ligament" in plane.structure))
    surface = surface_of("long_posterior_sacroiliac_ligament")
    assert surface is not None
    behind = path - np.array([0.0, 25.0, 0.0])
    assert all(y < back for y, back in hindmost(surface, behind))
