"""What was compiled beforehand of the viewer's own page, in ``lessons/built``: nobody waits for it after a start.

It stands there under a key of everything that it is made of: lessons, tables, built models and the code that compiles
them. Where one of these has changed, the key is another, what stands there is not handed out, and the value is compiled
when it is asked for.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from anatomy_viewer.atlas.files import PACKAGE_FOLDER, data_folder

__all__ = ["Packed", "Sources", "compressed", "content_hash", "own_sources", "read_beforehand", "write_beforehand"]

INDEX = "index.json"

_MADE_OF = {
    "lessons": ("*.yaml", "*/*.yaml", "drawings/*.svg"),
    "meshes": ("tables/**/*.csv", "tables/**/*.yaml", "built/*/*.json"),
    "package": (
        "__init__.py",
        "atlas/**/*.py",
        "teaching/**/*.py",
        *(f"page/{name}.py" for name in ("content", "looks", "parting", "wording", "wording_es")),
        *(f"hosts/{name}.py" for name in ("beforehand", "contents", "parts")),
    ),
}


def content_hash(data: bytes) -> str:
    """Return the name of a content: 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(data).hexdigest()[:16]


def compressed(text: bytes, *, brotli_quality: int, gzip_level: int) -> dict[str, bytes]:
    """Return a text by coding, the same bytes each time."""
    import brotli

    return {
        "br": brotli.compress(text, mode=brotli.MODE_TEXT, quality=brotli_quality),
        "gzip": gzip.compress(text, compresslevel=gzip_level, mtime=0),
    }


@dataclass(frozen=True)
class Packed:
    """A text that need not be made.

    Parameters
    ----------
    name
        The name of its content.
    compressed
        The text, by gzip.
    """

    name: str
    compressed: bytes


@dataclass(frozen=True)
class Sources:
    """Where everything lies that the value is made of.

    Parameters
    ----------
    lessons, meshes
        The data folders.
    package
        The folder of the package.
    """

    lessons: Path
    meshes: Path
    package: Path = PACKAGE_FOLDER

    @property
    def folder(self) -> Path:
        """Where the compiled value stands."""
        return self.lessons / "built"

    def key(self) -> str:
        """Return the name of everything that the value is made of, as it is now.

        Surfaces count by their sizes, because the model file tells their sums; all else is read.
        """
        known = hashlib.sha256()
        for name, path in sorted(self._texts()):
            # A checkout may have other ends of lines.
            text = path.read_bytes().replace(b"\r\n", b"\n")
            known.update(f"{name}\0{len(text)}\0".encode() + text)
        for path in sorted(self.meshes.glob("built/*/*")):
            if path.suffix != ".json":
                known.update(f"{path.parent.name}/{path.name}\0{path.stat().st_size}\0".encode())
        return known.hexdigest()

    def _texts(self) -> Iterator[tuple[str, Path]]:
        for label, folder in (("lessons", self.lessons), ("meshes", self.meshes), ("package", self.package)):
            for path in (path for pattern in _MADE_OF[label] for path in folder.glob(pattern)):
                yield f"{label}/{path.relative_to(folder).as_posix()}", path


def own_sources() -> Sources:
    """Return where the viewer's own value comes from.

    Raises
    ------
    ProblemsFound
        There is no folder of lessons or of meshes.
    """
    return Sources(data_folder("lessons"), data_folder("meshes"))


def read_beforehand(sources: Sources | None = None) -> dict[str, Packed] | None:
    """Return by address what was compiled beforehand; None where that is not of the sources as they are."""
    sources = sources or own_sources()
    try:
        index = json.loads((sources.folder / INDEX).read_text(encoding="utf-8"))
        if index["key"] != sources.key():
            return None
        found = {}
        for address, known in index["texts"].items():
            data = (sources.folder / f"{address}.gz").read_bytes()
            if hashlib.sha256(data).hexdigest() != known["sha256"]:
                return None
            found[address] = Packed(known["name"], data)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found


def write_beforehand(key: str, texts: Mapping[str, bytes], folder: Path) -> None:
    """Write texts under a key into a folder that holds nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    index = folder / INDEX
    index.unlink(missing_ok=True)  # until all is written, nothing is
    for path in folder.glob("*.gz"):
        if path.stem not in texts:
            path.unlink()
    known = {}
    for address, text in sorted(texts.items()):
        data = gzip.compress(text, compresslevel=9, mtime=0)
        (folder / f"{address}.gz").write_bytes(data)
        known[address] = {"name": content_hash(text), "sha256": hashlib.sha256(data).hexdigest()}
    index.write_text(json.dumps({"key": key, "texts": known}, indent=1) + "\n", encoding="utf-8", newline="\n")
