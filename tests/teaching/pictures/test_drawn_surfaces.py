import pytest

from anatomy_viewer.atlas import ProblemsFound, read_model
from anatomy_viewer.atlas.model import built_folder
from anatomy_viewer.teaching.pictures.drawn_surfaces import read_surface


@pytest.mark.parametrize("name", ["skin", "superior_cluneal_territory_right", "sacrum"])
def test_a_built_surface_is_read_back_as_the_model_describes_it(name):
    points, triangles = read_surface(built_folder() / f"{name}.vtp")
    built = read_model().structures[name]
    assert len(triangles) == built.triangles
    assert triangles.min() == 0
    assert triangles.max() == len(points) - 1
    low, high = points.min(axis=0), points.max(axis=0)
    assert all(a - 1 <= centre <= b + 1 for a, centre, b in zip(low, built.centre, high, strict=True))


@pytest.mark.parametrize("data", [b"", b"<VTKFile>", b'<AppendedData encoding="raw">_', b"\xff\xfe"])
def test_a_file_that_is_no_surface_gets_one_sentence(tmp_path, data):
    path = tmp_path / "skin.vtp"
    path.write_bytes(data)
    with pytest.raises(ProblemsFound, match="this is not a surface that was built"):
        read_surface(path)


def test_a_missing_surface_says_how_to_build_it(tmp_path):
    with pytest.raises(ProblemsFound, match="atlas build"):
        read_surface(tmp_path / "skin.vtp")
