from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from anatomy_viewer.modelling.nerves.cords import Cord
from anatomy_viewer.modelling.nerves.tubes import (
    CORE_COLOUR,
    PIECES,
    RIM_COLOUR,
    TRUNK_COLOUR,
    core_surface,
    nerve_surface,
    pieces,
    tube,
)
from anatomy_viewer.modelling.solids.distance_grid import open_or_branching_edges, signed_volume_mm3
from anatomy_viewer.modelling.solids.surface import Surface
from tests.modelling.placed_courses import assembly, atlas

ARC = np.array([[40.0 * np.sin(t), 0.0, 40.0 * np.cos(t)] for t in np.linspace(0.0, 1.5, 31)])
LENGTH = 60.0


def part(surface: Surface, colour: tuple[int, int, int]) -> Surface:
    assert surface.colours is not None
    of_colour = (surface.colours == colour).all(axis=1)
    return Surface(surface.points, surface.triangles[of_colour[surface.triangles].all(axis=1)])


def parts_of(surface: Surface) -> int:
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    t = surface.triangles
    rows, columns = np.concatenate([t[:, 0], t[:, 1]]), np.concatenate([t[:, 1], t[:, 2]])
    links = coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(surface.points),) * 2)
    label = connected_components(links, directed=False)[1]
    return len(np.unique(label[t[:, 0]]))


def test_a_tube_is_closed_outward_and_as_thick_as_asked() -> None:
    surface = core_surface([Cord.even(ARC, 1.5)])
    assert open_or_branching_edges(surface.triangles) == 0
    full = np.pi * 1.5**2 * (LENGTH - 3.0) + 4.0 / 3.0 * np.pi * 1.5**3
    assert 0.85 * full < signed_volume_mm3(surface) < full
    gap = np.linalg.norm(surface.points[:, None] - ARC[None], axis=2).min(axis=1)
    assert gap.max() < 1.5 + 0.75


def test_round_ends_stay_within_the_part_unless_they_are_to_overhang() -> None:
    straight = np.array([[0.0, 0.0, z] for z in range(0, 41, 2)])
    plain = tube(Cord.even(straight, 1.5), 10.0, 20.0).points[:, 2]
    assert (plain.min(), plain.max()) == pytest.approx((10.0, 20.0))
    longer = tube(Cord.even(straight, 1.5), 10.0, 20.0, overhang_mm=0.6).points[:, 2]
    assert (longer.min(), longer.max()) == pytest.approx((9.4, 20.6))


def test_a_short_bead_is_closed_and_as_long_as_asked() -> None:
    straight = np.array([[0.0, 0.0, z] for z in range(0, 41, 2)])
    bead = tube(Cord.even(straight, 1.3), 8.0, 12.0)
    assert open_or_branching_edges(bead.triangles) == 0
    assert np.ptp(bead.points[:, 2]) == pytest.approx(4.0)


@pytest.mark.parametrize("pattern", ["solid", "dashed", "dotted"])
def test_lines_begin_and_end_with_a_piece(pattern: str) -> None:
    found = pieces(LENGTH, pattern)  # type: ignore[arg-type]
    assert found[0][0] == pytest.approx(0.0)
    assert found[-1][1] == pytest.approx(LENGTH)
    assert all(end > start for start, end in found)
    assert all(b[0] > a[1] for a, b in pairwise(found))


def test_patterns_differ_in_the_number_of_their_pieces() -> None:
    counts = {
        pattern: parts_of(part(nerve_surface([Cord.even(ARC, 1.3)], 0.6, pattern), CORE_COLOUR))  # type: ignore[arg-type]
        for pattern in ("solid", "dashed", "dotted")
    }
    assert counts["solid"] == 1
    assert counts["dashed"] == round((LENGTH + PIECES["dashed"][1]) / sum(PIECES["dashed"]))
    assert counts["dotted"] > counts["dashed"]


@pytest.mark.parametrize("pattern", ["solid", "dashed", "dotted"])
def test_the_core_winds_outward_and_the_rim_inward_round_it(pattern: str) -> None:
    nerve = nerve_surface([Cord.even(ARC, 1.3)], 0.6, pattern)  # type: ignore[arg-type]
    core, rim = part(nerve, CORE_COLOUR), part(nerve, RIM_COLOUR)
    assert open_or_branching_edges(core.triangles) == 0
    assert open_or_branching_edges(rim.triangles) == 0
    assert signed_volume_mm3(core) > 0.0
    assert signed_volume_mm3(rim) < -signed_volume_mm3(core)


def test_all_nerves_together_stay_within_their_triangles() -> None:
    nerves = [s for s in atlas().structures if s.kind == "nerve"]
    trunks = [s.id for s in nerves if s.layer == "nerve_trunks"]
    others = [s.id for s in nerves if s.layer != "nerve_trunks"]
    assert sum(len(assembly().surfaces[name].triangles) for name in others) <= 27_000
    assert sum(len(assembly().surfaces[name].triangles) for name in trunks) <= 5_000


def test_each_nerve_has_its_groups_pattern_and_trunks_are_paler() -> None:
    for structure in atlas().structures:
        if structure.kind == "nerve" and structure.side == "right":
            trunk = structure.group is None
            core = part(assembly().surfaces[structure.id], TRUNK_COLOUR if trunk else CORE_COLOUR)
            solid = trunk or atlas().group_by_id[structure.group or ""].line_pattern == "solid"
            assert (parts_of(core) == 1) == solid
    assert sum(TRUNK_COLOUR) > sum(CORE_COLOUR)


def test_rings_stand_closer_where_a_line_bends() -> None:
    bent = 0.3 * ARC
    straight = np.array([[0.0, 0.0, 0.3 * z] for z in range(0, 61, 2)])
    few, many = (len(core_surface([Cord.even(line, 0.5)]).triangles) for line in (straight, bent))
    assert few < 0.7 * many
