"""The files that somebody names: folders walked, archives unpacked as far as the limits go."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from anatomy_viewer.modelling.imported import refusing
from anatomy_viewer.modelling.imported.refusing import refuse

MESHES = (".stl", ".ply", ".obj", ".vtp", ".glb")
LABEL_MAPS = (".nii", ".nii.gz", ".nrrd", ".seg.nrrd", ".dcm")
ENDINGS = (*MESHES, *LABEL_MAPS, ".zip")
KNOWN = "STL, PLY, OBJ, VTP, GLB, NIfTI (.nii, .nii.gz), NRRD, DICOM SEG (.dcm), or a ZIP file or folder of these"
BEGINS = {
    b"ply": (".ply",),
    b"glTF": (".glb",),
    b"NRRD": (".nrrd",),
    b"PK\x03\x04": (".zip",),
    b"<?xml": (".vtp",),
    b"<VTKFile": (".vtp",),
    b"\x1f\x8b": (".nii.gz",),
    b"solid ": (".stl", ".obj"),
    b"%PDF": (),
    b"\x89PNG": (),
    b"\xff\xd8\xff": (),
}
"""How files begin, and by which endings they are then known."""

PIECE = 1 << 20


def ending(path: Path) -> str:
    """Return the ending that says what a file is, in small letters, `.nii.gz` whole."""
    name = path.name.lower()
    return next((end for end in (".nii.gz", ".nii") if name.endswith(end)), path.suffix.lower())


def stem(path: Path) -> str:
    """Return a file's name without what says what it is."""
    name = path.name[: len(path.name) - len(ending(path))]
    return name[:-4] if name.lower().endswith(".seg") else name


def is_dicom(path: Path) -> bool:
    """Return whether a file begins as DICOM does, whatever its name."""
    try:
        with path.open("rb") as file:
            return file.read(132)[128:] == b"DICM"
    except OSError:
        return False


def as_told(where: str, folder: Path) -> str:
    """Return the files that a sentence names, those out of archives by their archive and not by where they lie now."""
    return re.sub(re.escape(str(folder)) + r"/\d+/([^/]+)/\d+/", r"\1/", where)


def _check_beginning(path: Path) -> None:
    """Refuse a file that begins as one of another sort does."""
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except OSError as fault:
        refuse(path, f"cannot be read ({fault.strerror or fault})", "a file that this account may read")
    ends = next((ends for begin, ends in BEGINS.items() if start.startswith(begin)), None)
    if ends is not None and ending(path) not in ends:
        sort = f"as one does that ends in {ends[0]}" if ends else "as no mesh and no label map does"
        refuse(path, f"ends in {ending(path)} but begins {sort}", KNOWN)


def all_files(given: Sequence[Path], folder: Path) -> list[Path]:
    """Return every file that can hold a bone among what somebody named.

    Parameters
    ----------
    given
        Files and folders; a folder means the files in it and below it.
    folder
        An empty folder for what comes out of archives.

    Raises
    ------
    ProblemsFound
        Where something is not there, is no such file, or comes to more than the limits allow.
    """
    found: list[Path] = []
    for path in given:
        if path.is_dir():
            inside = [file for file in sorted(path.rglob("*")) if file.is_file() and _may_hold_bone(file)]
            if not inside:
                refuse(path, "the folder holds no file that can be read", KNOWN)
        elif not path.exists():
            refuse(path, "there is no such file")
        elif not _may_hold_bone(path):
            refuse(
                path,
                f'found a file that ends in "{path.suffix}"' if path.suffix else "found a file of no known sort",
                KNOWN,
            )
        else:
            inside = [path]
        for file in inside:
            if ending(file) in ENDINGS and file.stat().st_size:
                _check_beginning(file)
            found += _unzipped(file, folder / str(len(found))) if ending(file) == ".zip" else [file]
            if len(found) > refusing.MAX_FILES:
                refuse(path, f"found more than {refusing.MAX_FILES} files", "the files of one pelvis")
    return found


def _may_hold_bone(path: Path) -> bool:
    return not path.name.startswith(".") and (ending(path) in ENDINGS or is_dicom(path))


def _unzipped(archive: Path, folder: Path) -> list[Path]:
    """Unpack what may hold a bone, counting what really comes out, and return the files."""
    found: list[Path] = []
    left = refusing.MAX_UNPACKED
    try:
        with zipfile.ZipFile(archive) as packed:
            for one in packed.infolist():
                # Only the last part of the name counts, so that nothing is written outside the folder.
                name = Path(one.filename.replace("\\", "/")).name
                if one.is_dir() or name.startswith(".") or ending(Path(name)) not in (*MESHES, *LABEL_MAPS):
                    continue
                if len(found) >= refusing.MAX_FILES:
                    refuse(archive, f"holds more than {refusing.MAX_FILES} files", "the files of one pelvis")
                place = folder / archive.name / str(len(found)) / name
                place.parent.mkdir(parents=True)
                with packed.open(one) as source, place.open("wb") as target:
                    while piece := source.read(PIECE):
                        left -= len(piece)
                        if left < 0:
                            refuse(archive, f"unpacks to more than {refusing.MAX_UNPACKED >> 20} MB", "less")
                        target.write(piece)
                found.append(place)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        refuse(archive, "is cut short, locked or no ZIP file")
    if not found:
        refuse(archive, "holds no file that can be read", KNOWN)
    return found


def unpacked_pieces(path: Path, start: int, sizes: Iterator[int], *, packed: bool) -> Iterator[bytes]:
    """Yield the bytes of a file in pieces of given sizes; a packed one is never unpacked further than asked for.

    Raises
    ------
    ProblemsFound
        Where the file ends before.
    """
    try:
        with _opened(path, packed=packed) as file:
            _skip(file, start)
            for size in sizes:
                piece = file.read(size)
                if len(piece) < size:
                    refuse(path, "the file is cut short")
                yield piece
    except (EOFError, zlib.error, gzip.BadGzipFile):
        refuse(path, "the file is cut short or damaged")


def _opened(path: Path, *, packed: bool) -> gzip.GzipFile | io.BufferedReader:
    return gzip.open(path, "rb") if packed else path.open("rb")


def _skip(file: gzip.GzipFile | io.BufferedReader, count: int) -> None:
    while count > 0 and (piece := file.read(min(count, PIECE))):
        count -= len(piece)
