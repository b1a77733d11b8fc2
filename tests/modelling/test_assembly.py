from __future__ import annotations

from scipy.spatial import cKDTree

from anatomy_viewer.atlas.appearance import COLOURS
from anatomy_viewer.modelling.assembly import model_landmarks
from tests.modelling.finished_bones import stations
from tests.modelling.placed_courses import HEARD, assembly, atlas, built_bones


def test_every_structure_point_and_landmark_of_the_tables_is_there() -> None:
    assert tuple(assembly().surfaces) == tuple(atlas().structure_by_id)
    assert set(assembly().points) == set(atlas().site_by_point)
    assert set(assembly().landmarks) == set(atlas().landmark_by_point)
    nerves = {s.id for s in atlas().structures if s.kind == "nerve"}
    assert set(assembly().paths) == set(assembly().cores) == nerves
    corridors = {s.id for s in atlas().structures if s.kind == "corridor"}
    assert set(assembly().corridors) == corridors


def test_left_surfaces_mirror_right_surfaces() -> None:
    for name, surface in assembly().surfaces.items():
        if name.endswith("_right"):
            left = assembly().surfaces[name.removesuffix("right") + "left"]
            gap, _ = cKDTree(left.points).query(surface.points * (-1.0, 1.0, 1.0))
            assert gap.max() < 0.02, name
            assert len(surface.triangles) == len(left.triangles)


def test_only_what_lies_on_the_midline_has_a_landmark_without_side() -> None:
    for name, place in model_landmarks(built_bones(), stations()).items():
        if not name.endswith(("_right", "_left")):
            assert abs(place[0]) < 1.5, name


def test_progress_runs_from_nothing_to_all() -> None:
    assert assembly().surfaces
    shares = [share for _, share in HEARD]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def test_every_surface_carries_its_colour() -> None:
    for structure in atlas().structures:
        colours = assembly().surfaces[structure.id].colours
        assert colours is not None, structure.id
        if structure.kind == "ligament":
            assert (colours == COLOURS[structure.kind]).all()
