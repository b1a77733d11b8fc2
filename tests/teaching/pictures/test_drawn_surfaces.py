import pytest

from anatomy_viewer.atlas import ProblemsFound, read_model
from anatomy_viewer.atlas.model import built_folder
from anatomy_viewer.teaching.pictures.drawn_surfaces import read_surfaces


def test_built_surfaces_are_read_back_as_the_model_describes_them():
    model = read_model()
    names = ["skin", "superior_cluneal_territory_left", "superior_cluneal_territory_right", "sacrum"]
    drawn = read_surfaces(model, built_folder(), names)
    assert set(drawn) == set(names)
    for name, (points, triangles) in drawn.items():
        built = model.structures[name]
        assert len(triangles) == built.triangles
        assert triangles.min() == 0
        assert triangles.max() == len(points) - 1
        low, high = points.min(axis=0), points.max(axis=0)
        assert all(a - 1 <= centre <= b + 1 for a, centre, b in zip(low, built.centre, high, strict=True))


@pytest.mark.parametrize("data", [b"", b"<VTKFile>", b"anapack\x01", b"anapack\x02", b"\xff\xfe"])
def test_a_file_that_is_no_pack_gets_one_sentence(tmp_path, data):
    (tmp_path / "skin.pack").write_bytes(data)
    with pytest.raises(ProblemsFound, match=r"skin\.pack: these are no surfaces that were built"):
        read_surfaces(read_model(), tmp_path, ["skin"])


def test_a_pack_of_another_name_does_not_hold_what_is_looked_for(tmp_path):
    (tmp_path / "skin.pack").write_bytes((built_folder() / "marks.pack").read_bytes())
    with pytest.raises(ProblemsFound, match="the surface of skin is not in it"):
        read_surfaces(read_model(), tmp_path, ["skin"])


def test_a_missing_surface_says_how_to_build_it(tmp_path):
    with pytest.raises(ProblemsFound, match="atlas build"):
        read_surfaces(read_model(), tmp_path, ["skin"])
