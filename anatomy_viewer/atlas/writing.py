"""Files put in place whole, and never over somebody else's.

A file that a command writes for somebody carries a seal: the words of `MARK` with the SHA-256 of the file in place of
the zeros. What stands at a place is replaced only where its seal holds: then a command wrote it, and nobody has
changed it since.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import re
import secrets
import shutil
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from anatomy_viewer.atlas.problems import Problem, ProblemsFound

MARK = "anatomy-viewer sha256:" + "0" * 64
"""What a file holds where its seal goes."""

WRITABLE = "a folder that this account may write to"
_SEAL = re.compile(rb"anatomy-viewer sha256:([0-9a-f]{64})")


def sealed(content: bytes) -> bytes:
    """Return a file's content that holds `MARK` with the seal in the first one's place.

    Raises
    ------
    ValueError
        Where there is no mark.
    """
    end = content.index(MARK.encode()) + len(MARK)
    return content[: end - 64] + hashlib.sha256(content).hexdigest().encode() + content[end:]


def is_sealed(content: bytes) -> bool:
    """Return whether a content is one that `sealed` returned, not a byte changed."""
    seal = _SEAL.search(content)
    if seal is None:
        return False
    blank = content[: seal.start(1)] + b"0" * 64 + content[seal.end(1) :]
    return hashlib.sha256(blank).hexdigest().encode() == seal[1]


def sealed_lines(content: bytes) -> bytes:
    """Return text sealed in a comment line before it, for formats whose comments begin with ``//``."""
    return sealed(f"// Written by {MARK}\n\n".encode() + content)


def sealed_zip(content: bytes) -> bytes:
    """Return a ZIP file sealed in its comment."""
    packed = io.BytesIO(content)
    with zipfile.ZipFile(packed, "a") as file:
        file.comment = MARK.encode()
    return sealed(packed.getvalue())


def check_place(target: Path, endings: Collection[str], example: str) -> None:
    """Refuse a place that cannot take a file, before any work is done.

    Parameters
    ----------
    target
        Where the file shall stand.
    endings
        What its name may end in, in small letters.
    example
        A name that would do, without its ending.

    Raises
    ------
    ProblemsFound
        Where the place is a folder or is in none, its name ends in something else, the account may not write there,
        or a file stands there that no command wrote or that was changed since.
    """
    where, first, folder = str(target), next(iter(endings)), target.parent
    named = " or ".join(endings)
    try:
        if target.is_dir():
            raise _refused(where, "this is a folder", f"a file in it, such as {target / (example + first)}")
        if target.suffix.lower() not in endings:
            found = f'the name ends in "{target.suffix}"' if target.suffix else "the name has no ending"
            better = f"{target.stem.strip('.') or example}{first}"
            raise _refused(where, found, f"a name that ends in {named}, such as {better}")
        if folder.exists() and not folder.is_dir():
            raise _refused(where, f"{folder} is a file", "a folder that exists")
        if not folder.exists():
            raise _refused(where, f"the folder {folder} does not exist", "a folder that exists")
        check_own(target)
        if not os.access(target if target.exists() else folder, os.W_OK):
            raise PermissionError(13, "Permission denied")
    except OSError as fault:
        raise _unwritten(where, fault) from None


def check_own(target: Path) -> None:
    """Refuse to replace a file that no command wrote, or that was changed since.

    Raises
    ------
    ProblemsFound
        Where there is such a file.
    OSError
        Where it cannot be read.
    """
    if not target.exists() or (target.is_file() and is_sealed(target.read_bytes())):
        return
    found = "a file stands here that this program did not write, or that was changed since; it is left as it is"
    raise _refused(str(target), found, "a new name, or that of a file that this command wrote")


@contextlib.contextmanager
def written_whole(target: Path, seal: Callable[[bytes], bytes] = sealed) -> Iterator[Path]:
    """Give a place to write a file to, beside its own, and put it there, sealed, when it is complete.

    Parameters
    ----------
    target
        Where the file shall stand.
    seal
        Returns the content with its seal.

    Yields
    ------
    Path
        An empty file to be written.

    Raises
    ------
    ProblemsFound
        Where the file cannot be written, or one stands there that may not be replaced; what stands there is kept.
    """
    try:
        part = _part(target, b"")
        try:
            yield part
            content = seal(part.read_bytes())
            check_own(target)
            replace_file(target, content)
        finally:
            part.unlink(missing_ok=True)
    except OSError as fault:
        raise _unwritten(str(target), fault) from None


def create_file(target: Path, content: bytes) -> None:
    """Write a file that is not there yet, whole.

    Raises
    ------
    FileExistsError
        Where it is there already.
    OSError
        Where it cannot be written.
    """
    target.open("xb").close()  # the name is taken first: of two writers one is told
    try:
        replace_file(target, content)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def replace_file(target: Path, content: bytes) -> None:
    """Write a file beside its place and then put it there, so that no half of one is ever seen.

    Raises
    ------
    OSError
        Where it cannot be written; what stood there is kept.
    """
    replace_files({target: content})


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write files beside their places and, once all are written, put them there in their order.

    Raises
    ------
    OSError
        Where one cannot be written; what stood there is kept.
    """
    parts: dict[Path, Path] = {}
    try:
        for target, content in contents.items():
            place = Path(os.path.realpath(target))  # a link stays one
            parts[place] = _part(place, content)
        for place, part in parts.items():
            if place.exists():
                shutil.copymode(place, part)
            part.replace(place)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


def _part(target: Path, content: bytes) -> Path:
    """Write a file beside a place, under a name of its own, and return where."""
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        file = part.open("xb")
    except OSError as fault:
        raise OSError(fault.errno, fault.strerror, str(target)) from None
    try:
        with file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part


def _refused(where: str, found: str, allowed: str) -> ProblemsFound:
    return ProblemsFound([Problem(where, found, allowed)])


def _unwritten(where: str, fault: OSError) -> ProblemsFound:
    return _refused(where, f"the file cannot be written ({fault.strerror or fault})", WRITABLE)
