"""The built atlas as files for other programs: meshes, a letter that shows the sides, points, lines and tables.

PLY and glTF hold the surfaces as the page shows them, only that a nerve is a plain tube without line code and
rim. STL holds them closed, for printing: sheets become thin plates. Beside one mesh a structure, glTF has one file
with all of them, ``atlas.glb``. Points and lines come as CSV (RAS mm) and as 3D Slicer markups (LPS mm). Every file
says its frame: in its own header where the format has a place for it, and all in ``README.txt`` and ``about.json``.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np

from anatomy_viewer.atlas.appearance import APPEARANCE
from anatomy_viewer.atlas.atlas import Atlas, read_atlas
from anatomy_viewer.atlas.brought_form import read_brought_model
from anatomy_viewer.atlas.built_surfaces import surface_problems
from anatomy_viewer.atlas.courses import read_course_rules
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.forms import BROUGHT, DEFAULT_FORM
from anatomy_viewer.atlas.model import Model, read_model
from anatomy_viewer.atlas.problems import Problem, ProblemsFound, nearest_name
from anatomy_viewer.atlas.writing import MARK, WRITABLE, is_sealed, replace_files, sealed
from anatomy_viewer.modelling.markups import SPACE, curves_json, points_json
from anatomy_viewer.modelling.model_file import built_surfaces
from anatomy_viewer.modelling.nerves.cords import cords_of
from anatomy_viewer.modelling.nerves.tubes import CORE_COLOUR, core_surface
from anatomy_viewer.modelling.solids import orientation_letter
from anatomy_viewer.modelling.solids.mesh_formats import FRAME, Finish, glb_bytes, ply_bytes, stl_bytes
from anatomy_viewer.modelling.solids.printable import printable_surface
from anatomy_viewer.modelling.solids.surface import Surface

Format = Literal["ply", "stl", "glb"]
FORMATS: tuple[str, ...] = get_args(Format)
FILE_ENDINGS = (*(f".{name}" for name in FORMATS), ".gltf", ".obj", ".vtp", ".vtk", ".csv", ".json", ".zip")
"""What no folder for an export is meant to end in."""

ABOUT = "about.json"
"""What says what was exported, with the hash of every file that an export wrote into the folder."""

LETTER_GAP_MM = 15.0
"""How far to the right of everything else the letter stands."""

_README = Path(__file__).with_name("export_readme.txt")


def export_atlas(
    folder: Path,
    file_format: str = "ply",
    meshes: Path | None = None,
    form: str = DEFAULT_FORM,
    pelvis: Path | None = None,
) -> list[Path]:
    """Write the built atlas into a folder and return the files written.

    Parameters
    ----------
    folder
        Where; made where it does not exist. What an earlier export wrote there is replaced.
    file_format
        ``ply``, ``stl`` or ``glb``.
    meshes
        The folder ``meshes`` to read from; by default that of this installation.
    form
        The form of the pelvis.
    pelvis
        The folder of a brought pelvis, in its place.

    Raises
    ------
    ProblemsFound
        Where the format or the form is unknown, the built model is missing or damaged, or the folder cannot be
        written or holds files of somebody else under the names that are written.
    """
    if file_format not in FORMATS:
        nearest = nearest_name(file_format, FORMATS)
        raise ProblemsFound([Problem("format", f'found "{file_format}"', ", ".join(FORMATS), nearest)])
    if folder.suffix.lower() in FILE_ENDINGS and not folder.is_dir():
        found = f'the name ends in "{folder.suffix}", as a file\'s does'
        raise ProblemsFound([Problem(str(folder), found, f"a folder for one file a structure, such as {folder.stem}")])
    source = meshes or data_folder("meshes")
    model = read_model(source, form) if pelvis is None else read_brought_model(pelvis)
    problems = surface_problems(model)
    if problems:
        raise ProblemsFound(problems)
    atlas = read_atlas(source)
    surfaces = exported_surfaces(model, source)
    about = about_export(model, file_format)
    contents = mesh_files(surfaces, file_format, about, finishes_of(atlas))
    contents.update({name: _csv_bytes(rows) for name, rows in exported_tables(model).items()})
    contents.update(exported_markups(model, atlas))
    contents["README.txt"] = _README.read_bytes()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        kept = _kept(folder, contents, about["form"])
        hashes = kept | {name: sha256(content).hexdigest() for name, content in contents.items()}
        manifest = {**about, "written_by": MARK, "files": hashes}
        contents[ABOUT] = sealed((json.dumps(manifest, indent=1) + "\n").encode())
        replace_files({folder / name: content for name, content in contents.items()})
    except OSError as error:
        found = f"the folder cannot be written ({error.strerror})"
        raise ProblemsFound([Problem(str(folder), found, WRITABLE)]) from None
    return [folder / name for name in contents]


def _kept(folder: Path, names: Collection[str], form: str) -> dict[str, str]:
    """Return the hashes of what an earlier export left in a folder and this one does not write, by name.

    Raises
    ------
    ProblemsFound
        Where a file to be written stands there that no export wrote, or that was changed since; or where files of
        another form would stay beside those of this one.
    """
    there = [name for name in (*names, ABOUT) if (folder / name).exists() or (folder / name).is_symlink()]
    about = folder / ABOUT
    former = {}
    if about.is_file() and is_sealed(content := about.read_bytes()):
        former = json.loads(content)
        there.remove(ABOUT)
    hashes = former.get("files", {})
    foreign = [
        name
        for name in there
        if not (folder / name).is_file() or sha256((folder / name).read_bytes()).hexdigest() != hashes.get(name)
    ]
    if foreign:
        shown = ", ".join(foreign[:3]) + (f" and {len(foreign) - 3} more" if len(foreign) > 3 else "")
        found = f"files stand here that no export wrote, or that were changed since, and are left as they are: {shown}"
        raise ProblemsFound([Problem(str(folder), found, "a new folder, or one that only exports wrote into")])
    kept = {name: value for name, value in hashes.items() if name not in names and (folder / name).exists()}
    if kept and former["form"] != form:
        found = f'the folder holds the form "{former["form"]}" in another format'
        raise ProblemsFound([Problem(str(folder), found, f'another folder for the form "{form}"')])
    return kept


def mesh_files(
    surfaces: Mapping[str, Surface], file_format: str, about: Mapping[str, Any], finishes: Mapping[str, Finish]
) -> dict[str, bytes]:
    """Return the mesh files of surfaces by file name.

    Parameters
    ----------
    surfaces
        By structure id, RAS mm.
    file_format
        ``ply``, ``stl`` or ``glb``.
    about
        What a glTF file says of itself.
    finishes
        How each structure stands in the glTF file of all.
    """
    if file_format == "glb":
        single = {f"{name}.glb": glb_bytes({name: surface}, about) for name, surface in surfaces.items()}
        return {**single, "atlas.glb": glb_bytes(surfaces, about, finishes)}
    if file_format == "stl":
        return {f"{name}.stl": stl_bytes(name, printable_surface(surface)) for name, surface in surfaces.items()}
    return {f"{name}.ply": ply_bytes(name, surface) for name, surface in surfaces.items()}


def finishes_of(atlas: Atlas) -> dict[str, Finish]:
    """Return how each structure stands in a glTF file: see-through as on the page, and under the name of its layer."""
    return {
        structure.id: Finish(structure.kind, APPEARANCE[structure.kind, "plain"].opacity, f"layer_{structure.layer}")
        for structure in atlas.structures
    }


def about_export(model: Model, file_format: str) -> dict[str, Any]:
    """Return what the files say of themselves: form, frame and unit of the meshes and of the points."""
    frame = "metres, x left, y superior, z anterior" if file_format == "glb" else FRAME
    return {
        "form": model.form if model.brought is None else f"{model.form} {_sum_of(model)}",
        "meshes": frame,
        "csv": FRAME,
        "markups": f"millimetres, {SPACE}: x left, y posterior, z superior",
        "letter": f"{orientation_letter.NAME} stands on the right side of the body and reads R from behind",
        "use": "For learning and talking; simplified; not for diagnosis and not for guiding a needle.",
    } | ({"whose": f"{BROUGHT.name}; not for planning anything on a patient"} if model.brought is not None else {})


def _sum_of(model: Model) -> str:
    """Return what tells one brought pelvis from another, and nothing else of it."""
    return sha256("".join(sorted(pack.sha256 for pack in model.packs.values())).encode()).hexdigest()[:12]


def exported_surfaces(model: Model, meshes: Path) -> dict[str, Surface]:
    """Return the surface of each structure as it is exported, and the letter, by name, RAS mm."""
    courses = read_course_rules(read_atlas(meshes), meshes).courses
    surfaces = built_surfaces(model)
    for name in model.structures:
        nerve = name.rsplit("_", 1)[0]
        if name in model.paths and nerve in courses:
            twigs = [np.array(twig) for twig in model.twigs.get(name, ())]
            core = core_surface(cords_of(courses[nerve], np.array(model.paths[name]), twigs))
            colours = np.tile(np.array(CORE_COLOUR, dtype=np.uint8), (len(core.points), 1))
            surfaces[name] = Surface(core.points, core.triangles, colours)
    surfaces[orientation_letter.NAME] = letter_beside(surfaces)
    return surfaces


def letter_beside(surfaces: Mapping[str, Surface]) -> Surface:
    """Return the letter R to the right of everything, at the height of its middle and at its back, RAS mm."""
    low = np.min([surface.points.min(axis=0) for surface in surfaces.values()], axis=0)
    high = np.max([surface.points.max(axis=0) for surface in surfaces.values()], axis=0)
    width = orientation_letter.HEIGHT_MM * len(orientation_letter.PATTERN[0]) / len(orientation_letter.PATTERN)
    right = float(high[0]) + LETTER_GAP_MM + width / 2.0
    return orientation_letter.letter_r((right, float(low[1]), float(low[2] + high[2]) / 2.0))


def exported_markups(model: Model, atlas: Atlas) -> dict[str, bytes]:
    """Return the 3D Slicer markups by file name: landmarks, sites, tender points, the courses of the nerves."""
    landmarks = [
        (name, atlas.landmark_by_point[name].english if name in atlas.landmark_by_point else "", place)
        for name, place in model.landmarks.items()
    ]
    points = {
        kind: [
            (name, atlas.site_by_point[name].english if name in atlas.site_by_point else "", point.at)
            for name, point in model.points.items()
            if point.kind == kind
        ]
        for kind in ("site", "tender_point")
    }
    return {
        "landmarks.mrk.json": points_json("landmarks", landmarks),
        "sites.mrk.json": points_json("sites", points["site"]),
        "tender_points.mrk.json": points_json("tender_points", points["tender_point"]),
        "nerve_paths.mrk.json": curves_json(nerve_lines(model)),
    }


def nerve_lines(model: Model) -> dict[str, tuple[Sequence[float], ...]]:
    """Return the centre line of each nerve and, after it, of its twigs, RAS mm, by name with the side last."""
    lines: dict[str, tuple[Sequence[float], ...]] = {}
    for name, path in model.paths.items():
        nerve, side = name.rsplit("_", 1)
        lines[name] = path
        for number, twig in enumerate(model.twigs.get(name, ()), start=1):
            lines[f"{nerve}_twig_{number}_{side}"] = twig
    return lines


def exported_tables(model: Model) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of ``landmarks.csv``, ``points.csv`` and ``paths.csv``, headings first."""
    headings: tuple[str, ...] = ("name", "side", "x", "y", "z")
    landmarks: list[tuple[Any, ...]] = [(*_name_and_side(name), *place) for name, place in model.landmarks.items()]
    if model.brought is not None:
        headings += ("within_95_mm",)
        within = (model.brought.radius_95_mm.get(name, "") for name in model.landmarks)
        landmarks = [(*row, radius) for row, radius in zip(landmarks, within, strict=True)]
    points = [(name, point.kind, *point.at) for name, point in model.points.items()]
    paths = [(name, index, *place) for name, path in nerve_lines(model).items() for index, place in enumerate(path)]
    return {
        "landmarks.csv": [headings, *landmarks],
        "points.csv": [("id", "kind", "x", "y", "z"), *points],
        "paths.csv": [("structure", "index", "x", "y", "z"), *paths],
    }


def _name_and_side(point: str) -> tuple[str, str]:
    for side in ("right", "left"):
        if point.endswith(f"_{side}"):
            return point.removesuffix(f"_{side}"), side
    return point, "mid"


def _csv_bytes(rows: Iterable[tuple[Any, ...]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
