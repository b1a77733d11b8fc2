from __future__ import annotations

from pathlib import Path

import numpy as np

from anatomy_viewer.atlas.appearance import COLOURS
from anatomy_viewer.modelling.build import BONE_COLOUR, BONES, DISCS
from anatomy_viewer.modelling.solids.distance_grid import open_or_branching_edges, signed_volume_mm3
from anatomy_viewer.modelling.solids.files import write_pack
from tests.modelling.finished_bones import PROGRESS, bones


def test_all_bones_are_built_closed_and_outward() -> None:
    assert tuple(bones()) == (*BONES, *DISCS)
    for surface in bones().values():
        assert open_or_branching_edges(surface.triangles) == 0
        assert signed_volume_mm3(surface) > 0.0


def test_the_left_hip_bone_mirrors_the_right() -> None:
    right, left = bones()["hip_bone_right"], bones()["hip_bone_left"]
    assert np.array_equal(right.points * (-1.0, 1.0, 1.0), left.points)


def test_every_bone_is_shaded_from_its_plain_colour_down() -> None:
    for name, surface in bones().items():
        assert surface.colours is not None
        assert (surface.colours <= (COLOURS["cartilage"] if name in DISCS else BONE_COLOUR)).all()
        # A disc, smooth and without a hollow, has only the shade of the bones beside it.
        assert np.ptp(surface.colours[:, 0].astype(int)) > (10 if name in DISCS else 30)


def test_the_bones_keep_their_share_of_triangles_and_bytes(tmp_path: Path) -> None:
    assert sum(len(surface.triangles) for surface in bones().values()) <= 88_000
    assert len(write_pack(bones(), tmp_path / "bones.pack")) <= 200_000


def test_progress_runs_from_nothing_to_all() -> None:
    bones()
    shares = [share for _, share in PROGRESS]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert all(what for what, _ in PROGRESS)
