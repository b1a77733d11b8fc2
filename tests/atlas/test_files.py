from pathlib import Path

import pytest

from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.problems import ProblemsFound


def test_a_checkout_has_its_data_beside_the_package(tmp_path: Path) -> None:
    (tmp_path / "meshes").mkdir()
    assert data_folder("meshes", tmp_path / "anatomy_viewer") == tmp_path / "meshes"


def test_an_installed_wheel_has_its_data_inside_the_package_and_prefers_it(tmp_path: Path) -> None:
    inside = tmp_path / "anatomy_viewer" / "lessons"
    inside.mkdir(parents=True)
    (tmp_path / "lessons").mkdir()
    assert data_folder("lessons", tmp_path / "anatomy_viewer") == inside


def test_a_missing_folder_is_told_in_one_sentence(tmp_path: Path) -> None:
    package = tmp_path / "anatomy_viewer"
    with pytest.raises(ProblemsFound) as found:
        data_folder("meshes", package)
    assert str(found.value) == (
        f"meshes: the folder is missing; allowed: {package / 'meshes'} (installed) or {tmp_path / 'meshes'} (checkout)."
    )


def test_a_folder_that_is_no_data_folder_is_refused() -> None:
    with pytest.raises(ValueError, match="'docs' is no data folder; there are meshes and lessons"):
        data_folder("docs")
