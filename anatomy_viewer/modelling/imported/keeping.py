"""Where brought pelvises are kept: a folder each, whole or not at all, with nothing in it that names a person.

A folder holds one PLY file a bone (RAS mm) and ``pelvis.json``. No name of a file, of a segment or of a header goes
into either.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from anatomy_viewer.atlas.problems import Problem, ProblemsFound, nearest_name
from anatomy_viewer.modelling.bones.forms import Sex
from anatomy_viewer.modelling.imported.brought import BONES, BroughtPelvis
from anatomy_viewer.modelling.imported.refusing import refuse
from anatomy_viewer.modelling.solids.distance_grid import signed_volume_mm3
from anatomy_viewer.modelling.solids.mesh_formats import ply_bytes
from anatomy_viewer.modelling.solids.surface import Surface

ABOUT = "pelvis.json"
VERSION = 1
FOLDER = "ANATOMY_VIEWER_PELVISES"
"""The variable of the environment that names another folder for kept pelvises."""

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
NAME_SAID = "1 to 40 small letters, digits, - and _, such as pelvis_2"
WRITABLE = "a folder that this account may write to"


@dataclass(frozen=True)
class KeptPelvis:
    """What is kept of a brought pelvis, its bones left where they are.

    Attributes
    ----------
    folder
        Where it is.
    bones
        What is known of each bone, by id: its file, triangles, size and volume.
    sex
        ``female``, ``male``, or None where nobody said.
    worked_out, assumed, mended
        As in `BroughtPelvis`.
    """

    folder: Path
    bones: dict[str, Any]
    sex: Sex | None
    worked_out: list[str]
    assumed: list[str]
    mended: list[str]

    @property
    def name(self) -> str:
        """What it is called."""
        return self.folder.name

    def read(self) -> BroughtPelvis:
        """Return it with its bones."""
        import pyvista as pv

        bones = {bone: pv.read(self.folder / str(about["file"])) for bone, about in self.bones.items()}
        return BroughtPelvis(bones, self.worked_out, self.assumed, self.mended)


def pelvises_folder() -> Path:
    """Return the folder of this account that kept pelvises lie in."""
    from platformdirs import user_data_path

    return Path(os.environ[FOLDER]) if os.environ.get(FOLDER) else user_data_path("anatomy-viewer", False) / "pelvises"


def checked_place(name: str | None, out: Path | None) -> Path:
    """Return where a pelvis goes, before any work is done.

    Parameters
    ----------
    name
        What it shall be called; ``pelvis``, or the first ``pelvis_2`` … that is free, where left out.
    out
        A folder that shall be the pelvis; by default one among the kept ones.

    Raises
    ------
    ProblemsFound
        Where the name will not do, or something is there already.
    """
    if name is not None and not NAME.fullmatch(name):
        refuse("--name", f'found "{name}"', NAME_SAID)
    if out is not None:
        if name is not None:
            refuse("--out", "found --name too", "one of the two: the folder's own name is the name")
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            refuse(out, "something is there already", "a new or empty folder")
        return out
    folder = pelvises_folder()
    if name is None:
        taken = {one.name for one in folder.iterdir()} if folder.is_dir() else set()
        name = next(
            one
            for number in range(1, len(taken) + 2)
            if (one := f"pelvis_{number}" if number > 1 else "pelvis") not in taken
        )
    elif (folder / name).exists():
        refuse(
            "--name",
            f'there is a pelvis "{name}" already',
            f"another name, or first: anatomy-viewer pelvis remove {name}",
        )
    return folder / name


def keep(
    pelvis: BroughtPelvis, place: Path, sex: Sex | None = None, also: Callable[[Path], object] | None = None
) -> KeptPelvis:
    """Write a pelvis into a folder, beside it first and put there once it is whole.

    Parameters
    ----------
    pelvis
        Its bones, and what is told of them.
    place
        The folder.
    sex
        Whose it is, where that is known.
    also
        Writes what else belongs to it into the folder that it is given.

    Raises
    ------
    ProblemsFound
        Where it cannot be written; then nothing is kept.
    """
    part = place.parent / f".{secrets.token_hex(8)}.part"
    about: dict[str, Any] = {}
    try:
        part.mkdir(parents=True)
        for bone in BONES:
            if bone in pelvis.bones:
                data = pelvis.bones[bone]
                surface = Surface(data.points, data.regular_faces)
                (part / f"{bone}.ply").write_bytes(ply_bytes(bone, surface))
                about[bone] = {
                    "file": f"{bone}.ply",
                    "triangles": len(surface.triangles),
                    "size_mm": [round(float(size), 1) for size in np.ptp(surface.points, axis=0)],
                    "volume_cm3": round(signed_volume_mm3(surface) / 1000.0, 1),
                }
        content = {
            "version": VERSION,
            "frame": "RAS mm",
            "bones": about,
            "sex": sex,
            "worked_out": pelvis.worked_out,
            "assumed": pelvis.assumed,
            "mended": pelvis.mended,
        }
        if also is not None:
            also(part)
        (part / ABOUT).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        if place.is_dir():
            place.rmdir()
        part.replace(place)
    except OSError as fault:
        refuse(place, f"cannot be written ({fault.strerror or fault})", WRITABLE)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return read_kept(place)


def kept_pelvises() -> list[KeptPelvis]:
    """Return the kept pelvises by name."""
    folder = pelvises_folder()
    places = sorted(folder.iterdir()) if folder.is_dir() else []
    return [read_kept(place) for place in places if (place / ABOUT).is_file()]


def found_pelvis(name: str | Path) -> KeptPelvis:
    """Return the pelvis of a name, or in a folder.

    Raises
    ------
    ProblemsFound
        Where there is none.
    """
    place = pelvises_folder() / name if NAME.fullmatch(str(name)) else Path(name)
    if not (place / ABOUT).is_file() and (Path(name) / ABOUT).is_file():
        place = Path(name)
    if not (place / ABOUT).is_file():
        names = [one.name for one in kept_pelvises()]
        allowed = ", ".join(names) or "none is kept yet: anatomy-viewer pelvis import FILE..."
        raise ProblemsFound([Problem(str(name), "there is no such pelvis", allowed, nearest_name(str(name), names))])
    return read_kept(place)


def read_kept(place: Path) -> KeptPelvis:
    """Return the pelvis in a folder.

    Raises
    ------
    ProblemsFound
        Where it is damaged or of another version.
    """
    try:
        about = json.loads((place / ABOUT).read_text(encoding="utf-8"))
        version = about["version"]
        kept = KeptPelvis(place, about["bones"], about["sex"], about["worked_out"], about["assumed"], about["mended"])
        whole = all((place / one["file"]).is_file() for one in kept.bones.values())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        version, whole = None, False
    if version not in (None, VERSION):
        refuse(
            place,
            f"was kept by another version of the viewer ({version})",
            f"import it again; this one reads {VERSION}",
        )
    if not whole:
        refuse(place, "this pelvis is damaged", f"import it again, after: anatomy-viewer pelvis remove {place.name}")
    return kept


def remove(name: str) -> Path:
    """Take a kept pelvis away, and return where it was.

    Raises
    ------
    ProblemsFound
        Where there is none of that name, or it cannot be taken away.
    """
    place = pelvises_folder() / name
    if not NAME.fullmatch(name) or not (place / ABOUT).is_file():
        names = [one.name for one in pelvises_folder().iterdir()] if pelvises_folder().is_dir() else []
        names = [one for one in names if (pelvises_folder() / one / ABOUT).is_file()]
        raise ProblemsFound(
            [Problem(name, "there is no such pelvis", ", ".join(names) or "none is kept", nearest_name(name, names))]
        )
    gone = place.with_name(f".{secrets.token_hex(8)}.part")
    try:
        place.replace(gone)
    except OSError as fault:
        refuse(place, f"cannot be taken away ({fault.strerror or fault})", WRITABLE)
    shutil.rmtree(gone, ignore_errors=True)
    return place
