"""Where the data folders are: beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

from pathlib import Path

from anatomy_viewer.atlas.problems import Problem, ProblemsFound

PACKAGE_FOLDER = Path(__file__).resolve().parents[1]
DATA_FOLDERS = ("meshes", "lessons")


def data_folder(name: str, package_folder: Path = PACKAGE_FOLDER) -> Path:
    """Return the folder of the meshes or of the lessons.

    An installed wheel carries the folder inside the package; a checkout has it beside the package.

    Parameters
    ----------
    name
        ``meshes`` or ``lessons``.
    package_folder
        The folder of the package ``anatomy_viewer``.

    Raises
    ------
    ProblemsFound
        Where neither place has the folder.
    ValueError
        Where `name` is none of `DATA_FOLDERS`.
    """
    if name not in DATA_FOLDERS:
        raise ValueError(f"{name!r} is no data folder; there are {' and '.join(DATA_FOLDERS)}")
    inside, beside = package_folder / name, package_folder.parent / name
    for folder in (inside, beside):
        if folder.is_dir():
            return folder
    raise ProblemsFound([Problem(name, "the folder is missing", f"{inside} (installed) or {beside} (checkout)")])
