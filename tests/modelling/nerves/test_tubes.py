from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from anatomy_viewer.atlas.structures import LinePattern
from anatomy_viewer.modelling.nerves.cords import Cord
from anatomy_viewer.modelling.nerves.tubes import (
    BAND_COLOUR,
    CORE_COLOUR,
    RIM_COLOUR,
    TRUNK_COLOUR,
    bands,
    core_surface,
    nerve_surface,
)
from anatomy_viewer.modelling.solids.distance_grid import open_or_branching_edges, signed_volume_mm3
from anatomy_viewer.modelling.solids.surface import Surface
from tests.modelling.placed_courses import assembly, atlas

ARC = np.array([[40.0 * np.sin(t), 0.0, 40.0 * np.cos(t)] for t in np.linspace(0.0, 1.5, 31)])
LENGTH = 60.0
RADIUS = 1.3
TRUNK = Cord.even(ARC, RADIUS)
SPREAD = np.linspace(0.0, 1.0, 21)
TWIGS = [
    Cord(ARC[-1] + SPREAD[:, None] * np.array([25.0, sideways, -4.0]), np.linspace(0.9, 0.4, 21))
    for sideways in (-14.0, 14.0)
]
SIDE_TWIG = Cord(ARC[15] + SPREAD[:, None] * np.array([4.0, 24.0, 4.0]), np.linspace(1.0, 0.4, 21))
_OFF = ARC[13] + SPREAD[1:, None] * (ARC[13] - ARC[12] + np.array([3.0, 20.0, 0.0]))
ALONG_TWIG = Cord(np.vstack([ARC[10:14], _OFF]), np.linspace(RADIUS, 0.5, 24))
"""As thick as its trunk, and along it before it leaves."""
TREE = [TRUNK, *TWIGS, SIDE_TWIG]
CODES: tuple[LinePattern, ...] = ("plain", "bands", "pairs")


def part(surface: Surface, *colours: tuple[int, int, int]) -> Surface:
    """Return the triangles all of whose corners have one of some colours, points at one place as one."""
    assert surface.colours is not None
    of_colour = np.any([(surface.colours == colour).all(axis=1) for colour in colours], axis=0)
    points, which = np.unique(surface.points.round(6), axis=0, return_inverse=True)
    return Surface(points, which.reshape(-1)[surface.triangles[of_colour[surface.triangles].all(axis=1)]])


def parts_of(surface: Surface) -> int:
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    t = surface.triangles
    rows, columns = np.concatenate([t[:, 0], t[:, 1]]), np.concatenate([t[:, 1], t[:, 2]])
    links = coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(surface.points),) * 2)
    label = connected_components(links, directed=False)[1]
    return len(np.unique(label[t[:, 0]]))


def dark_along(surface: Surface, path: np.ndarray, step_mm: float = 0.05) -> np.ndarray:
    """Return whether the core is dark at places along a straight cord, read from its painted triangles."""
    assert surface.colours is not None
    dark = (surface.colours == BAND_COLOUR).all(axis=1)[surface.triangles]
    assert (dark.all(axis=1) == dark.any(axis=1)).all(), "the edge of a band is blurred"
    way = (path[-1] - path[0]) / np.linalg.norm(path[-1] - path[0])
    along = ((surface.points - path[0]) @ way)[surface.triangles[dark.all(axis=1)]]
    places = np.arange(0.0, np.linalg.norm(path[-1] - path[0]), step_mm)
    return np.array([bool(((along.min(axis=1) <= at) & (along.max(axis=1) >= at)).any()) for at in places])


def runs(dark: np.ndarray, step_mm: float = 0.05) -> list[tuple[float, float]]:
    """Return from where to where each dark run goes, mm."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], dark.astype(int), [0]])))
    return [(start * step_mm, end * step_mm) for start, end in edges.reshape(-1, 2)]


def test_a_tube_is_closed_outward_and_as_thick_as_asked() -> None:
    surface = core_surface([Cord.even(ARC, 1.5)])
    assert open_or_branching_edges(surface.triangles) == 0
    full = np.pi * 1.5**2 * (LENGTH - 3.0) + 4.0 / 3.0 * np.pi * 1.5**3
    assert 0.85 * full < signed_volume_mm3(surface) < full
    gap = np.linalg.norm(surface.points[:, None] - ARC[None], axis=2).min(axis=1)
    assert gap.max() < 1.5 + 0.75


def test_free_ends_are_round_and_lie_within_the_cord_but_for_the_rim() -> None:
    straight = np.array([[0.0, 0.0, z] for z in range(0, 41, 2)])
    nerve = nerve_surface([Cord.even(straight, 1.5)], 0.6, "plain")
    core, rim = part(nerve, CORE_COLOUR).points[:, 2], nerve.points[:, 2]
    assert nerve.colours is not None
    core = nerve.points[(nerve.colours == CORE_COLOUR).all(axis=1), 2]
    assert (core.min(), core.max()) == pytest.approx((0.0, 40.0))
    assert (rim.min(), rim.max()) == pytest.approx((-0.6, 40.6))


@pytest.mark.parametrize("code", CODES)
def test_a_nerve_is_one_cord_from_end_to_end_whatever_its_code(code: LinePattern) -> None:
    nerve = nerve_surface([TRUNK], 0.6, code)
    core, rim = part(nerve, CORE_COLOUR, BAND_COLOUR), part(nerve, RIM_COLOUR)
    for whole in (core, rim):
        assert parts_of(whole) == 1
        assert open_or_branching_edges(whole.triangles) == 0
    assert signed_volume_mm3(core) > 0.0
    assert signed_volume_mm3(rim) < -signed_volume_mm3(core)


@pytest.mark.parametrize("length", [4.0, 9.0, 17.0, 60.0, 143.0])
@pytest.mark.parametrize("code", CODES)
def test_marks_are_whole_equally_far_apart_and_clear_of_the_ends(length: float, code: LinePattern) -> None:
    found = bands(length, code)
    assert bool(found) == (length > {"plain": np.inf, "bands": 7.0, "pairs": 10.2}[code])
    if found:
        assert found[0][0] == pytest.approx(length - found[-1][1])
        assert found[0][0] >= 2.5
        assert all(later[0] > sooner[1] for sooner, later in pairwise(found))
        assert len(found) % (2 if code == "pairs" else 1) == 0


@pytest.mark.parametrize("radius", [0.5, 1.3])
def test_the_codes_differ_in_grey_on_trunks_and_twigs(radius: float) -> None:
    straight = np.array([[0.0, 0.0, z] for z in np.linspace(0.0, 80.0, 41)])
    share, gaps = {}, {}
    for code in CODES:
        dark = dark_along(nerve_surface([Cord.even(straight, radius)], 0.6, code), straight)
        found = runs(dark)
        share[code] = dark.mean()
        gaps[code] = np.diff([start for start, _ in found]).round(1)
        assert all(1.5 < end - start < 2.3 for start, end in found)
    assert share["plain"] == 0.0
    assert 0.15 < share["bands"] < 0.30
    assert 0.15 < share["pairs"] < 0.30
    assert np.ptp(gaps["bands"]) < 0.15
    assert gaps["pairs"][0::2].max() < 0.4 * gaps["pairs"][1::2].min()

    def grey(colour: tuple[int, int, int]) -> float:
        light = np.array(colour) / 255.0
        return float(
            np.where(light <= 0.04045, light / 12.92, ((light + 0.055) / 1.055) ** 2.4) @ (0.2126, 0.7152, 0.0722)
        )

    assert (grey(CORE_COLOUR) + 0.05) / (grey(BAND_COLOUR) + 0.05) > 4.5
    assert grey(BAND_COLOUR) > 3.0 * grey(RIM_COLOUR)


def test_twigs_begin_inside_their_trunk_and_leave_no_edge_on_it() -> None:
    """Looked at from all round, nothing of a twig's first end, nor of the trunk's last, stands out of the other."""
    for twig in (*TWIGS, SIDE_TWIG, ALONG_TWIG):
        core = core_surface([TRUNK, twig])
        first = len(core_surface([TRUNK]).points)
        start = core.points[first : first + 8]
        gap = np.linalg.norm(start[:, None] - ARC[None], axis=2).min(axis=1)
        assert gap.max() < RADIUS
    tree, alone = core_surface(TREE), core_surface([TRUNK])
    there, before = (np.linalg.norm(one.points - ARC[-1], axis=1) for one in (tree, alone))
    assert (there < RADIUS + 0.01).sum() > (before < RADIUS + 0.01).sum()
    full = np.isclose(there, RADIUS, atol=0.01)
    assert full.sum() >= 8, "the trunk keeps its thickness to where its twigs go on"


def test_a_twigs_rim_is_thinner_than_its_trunks() -> None:
    def width(cord: Cord) -> float:
        nerve = nerve_surface([cord], 0.6, "plain")
        assert nerve.colours is not None
        dark = (nerve.colours == RIM_COLOUR).all(axis=1)
        middle = cord.path[len(cord.path) // 2]
        near = np.linalg.norm(nerve.points - middle, axis=1) < 12.0
        axis = (cord.path[-1] - cord.path[0]) / np.linalg.norm(cord.path[-1] - cord.path[0])
        off = nerve.points - middle
        radius = np.linalg.norm(off - (off @ axis)[:, None] * axis, axis=1)
        return float(radius[dark & near].max() - radius[~dark & near].max())

    straight = np.array([[0.0, 0.0, z] for z in range(0, 41, 2)])
    assert width(Cord.even(straight, 1.3)) == pytest.approx(0.6)
    assert 0.25 < width(Cord.even(straight, 0.4)) < 0.42


def test_a_twigs_rim_begins_inside_its_trunk() -> None:
    for twig in (*TWIGS, SIDE_TWIG):
        tree, alone = nerve_surface([TRUNK, twig], 0.6, "plain"), nerve_surface([TRUNK], 0.6, "plain")
        points, triangles = tree.points, tree.triangles[len(alone.triangles) :] - len(alone.points)
        points = points[len(alone.points) :]
        assert tree.colours is not None
        dark = (tree.colours[len(alone.points) :] == RIM_COLOUR).all(axis=1)
        first = [a for a in np.flatnonzero(dark) if np.linalg.norm(points[a] - twig.path[0]) < RADIUS]
        assert len(first) >= 5
        assert dark[triangles[np.isin(triangles, first).any(axis=1)]].all()
        inside = np.linalg.norm(points[first][:, None] - ARC[None], axis=2).min(axis=1)
        assert inside.max() < RADIUS


def test_all_nerves_together_stay_within_their_triangles() -> None:
    at_home = {layer.id for layer in atlas().layers if layer.at_home}
    nerves = [s for s in atlas().structures if s.kind == "nerve"]
    count = {structure.id: len(assembly().surfaces[structure.id].triangles) for structure in nerves}
    assert sum(count[structure.id] for structure in nerves if structure.layer in at_home) <= 30_000
    assert sum(count.values()) <= 36_000


def test_each_nerve_has_its_groups_code_and_trunks_are_paler() -> None:
    for structure in atlas().structures:
        if structure.kind == "nerve" and structure.side == "right":
            surface = assembly().surfaces[structure.id]
            assert surface.colours is not None
            colours = {tuple(int(part) for part in colour) for colour in np.unique(surface.colours, axis=0)}
            code = "plain" if structure.group is None else atlas().group_by_id[structure.group].line_pattern
            assert (BAND_COLOUR in colours) == (code != "plain"), structure.id
            assert (TRUNK_COLOUR if structure.group is None else CORE_COLOUR) in colours, structure.id
    assert sum(TRUNK_COLOUR) > sum(CORE_COLOUR)


def test_rings_stand_closer_where_a_line_bends() -> None:
    bent = 0.3 * ARC
    straight = np.array([[0.0, 0.0, 0.3 * z] for z in range(0, 61, 2)])
    few, many = (len(core_surface([Cord.even(line, 0.5)]).triangles) for line in (straight, bent))
    assert few < 0.7 * many
