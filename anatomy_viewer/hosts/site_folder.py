"""A folder of files that only exports write: what stands in it of somebody else stays, what a former export left goes.

The list of what is in it is sealed (`atlas.writing`) and tells the SHA-256 of every file. While files are put in place
it names those of the former export and of the new one, so the next export knows its own whatever happens.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.atlas.writing import MARK, WRITABLE, is_sealed, replace_files, sealed

__all__ = ["LIST", "check_folder", "put_files"]

LIST = "anatomy-viewer.json"
"""What says which files an export wrote."""

_MANY = 3


def check_folder(folder: Path, names: Collection[str]) -> None:
    """Refuse a place that cannot take an export, before any work is done.

    Parameters
    ----------
    folder
        Where the files shall stand.
    names
        Those of the files that are known beforehand.

    Raises
    ------
    ProblemsFound
        It is a file or lies in one, the account may not write there, or a file of somebody else has one of the names.
    """
    try:
        standing = next(place for place in (folder, *folder.parents) if place.exists() or place.is_symlink())
        if not standing.is_dir():
            found = "this is a file" if standing == folder else f"{standing} is a file"
            raise ProblemsFound([Problem(str(folder), found, "a folder, which is made where there is none")])
        if not os.access(standing, os.W_OK):
            raise PermissionError(13, "Permission denied")
        _check_own(folder, dict.fromkeys(names, b""), _former(folder))
    except OSError as fault:
        raise _unwritten(folder, fault) from None


def put_files(folder: Path, contents: Mapping[str, bytes], last: Sequence[str]) -> list[str]:
    """Write files into a folder and take away those of the former export.

    Parameters
    ----------
    folder
        Where; made where it does not exist.
    contents
        By name, with ``/`` between folders.
    last
        The names that lead to the others: they are put there after them. Until the first of these, the former
        export stands there whole.

    Returns
    -------
    list of str
        Files of the former export that somebody has changed since; they are left.

    Raises
    ------
    ProblemsFound
        The folder cannot be written to, or a file of somebody else has one of the names; nothing is changed then.
    """
    made: list[Path] = []
    fresh: list[Path] = []
    listed = b""
    begun = False
    try:
        former = _former(folder)
        _check_own(folder, contents, former)
        hashes = {name: [sha256(content).hexdigest()] for name, content in contents.items()}
        places = {name: folder / name for name in contents}
        for place in dict.fromkeys(path.parent for path in (*places.values(), folder / LIST)):
            made += _folders_made(place)
        fresh += [place for place in (folder / LIST, *places.values()) if not place.exists()]
        listed = b"" if folder / LIST in fresh else (folder / LIST).read_bytes()
        both = {name: former.get(name, []) + hashes.get(name, []) for name in (*former, *hashes)}
        replace_files({folder / LIST: _list(both)})
        replace_files({places[name]: content for name, content in contents.items() if name not in last})
        begun = True
        replace_files({places[name]: contents[name] for name in last})
        left = _cleared(folder, {name: known for name, known in former.items() if name not in contents})
        replace_files({folder / LIST: _list(hashes)})
    except BaseException as fault:
        if not begun:
            _undo(fresh, made)
            if listed:
                with contextlib.suppress(OSError):
                    replace_files({folder / LIST: listed})
        if isinstance(fault, OSError):
            raise _unwritten(folder, fault) from None
        raise
    return left


def _list(hashes: Mapping[str, list[str]]) -> bytes:
    written = {"written_by": MARK, "files": dict(sorted(hashes.items()))}
    return sealed((json.dumps(written, indent=1) + "\n").encode())


def _former(folder: Path) -> dict[str, list[str]]:
    """Return by name the hashes of what exports wrote, two where one was cut off."""
    path = folder / LIST
    if not path.is_file() or not is_sealed(content := path.read_bytes()):
        return {}
    return dict(json.loads(content)["files"])


def _check_own(folder: Path, contents: Mapping[str, bytes], former: Mapping[str, list[str]]) -> None:
    foreign = [name for name, content in contents.items() if _is_foreign(folder / name, content, former.get(name, []))]
    if (folder / LIST).exists() and not former:
        foreign.append(LIST)
    if foreign:
        shown = ", ".join(foreign[:_MANY]) + (f" and {len(foreign) - _MANY} more" if len(foreign) > _MANY else "")
        found = f"files stand here that no export wrote, or that were changed since, and are left as they are: {shown}"
        raise ProblemsFound([Problem(str(folder), found, "a new folder, or one where no file has these names")])


def _is_foreign(path: Path, content: bytes, known: Collection[str]) -> bool:
    if not path.exists() and not path.is_symlink():
        standing = next((place for place in path.parents if place.exists() or place.is_symlink()), path)
        return not standing.is_dir()
    if not path.is_file():
        return True
    there = path.read_bytes()
    return there != content and sha256(there).hexdigest() not in known


def _folders_made(place: Path) -> list[Path]:
    """Make a folder and those that it is in, and return which were made, the outermost first."""
    lacking = []
    while not place.exists():
        lacking.append(place)
        place = place.parent
    for one in reversed(lacking):
        one.mkdir()
    return lacking[::-1]


def _cleared(folder: Path, former: Mapping[str, list[str]]) -> list[str]:
    """Take away files that are as they were written, and return the names of the others."""
    left = []
    for name, known in former.items():
        path = folder / name
        if not path.is_file():
            continue
        if sha256(path.read_bytes()).hexdigest() in known:
            path.unlink()
        else:
            left.append(name)
    return left


def _undo(fresh: Sequence[Path], made: Sequence[Path]) -> None:
    for path in fresh:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
    for path in reversed(made):
        with contextlib.suppress(OSError):
            path.rmdir()


def _unwritten(folder: Path, fault: OSError) -> ProblemsFound:
    found = f"the folder cannot be written ({fault.strerror or fault})"
    return ProblemsFound([Problem(str(folder), found, WRITABLE)])
