from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from anatomy_viewer.atlas.built_surfaces import SurfaceFault, built_surface, surface_problems
from anatomy_viewer.atlas.model import read_model

SURFACE = b"surface of a sacrum"
BUILT = sha256(SURFACE).hexdigest()
AGAIN = 'run "anatomy-viewer atlas build" to make it again'


def write(path: Path, content: bytes | None) -> None:
    """Write a surface file; None puts a folder in its place."""
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)


def test_the_surface_that_was_built_is_read(tmp_path: Path) -> None:
    write(tmp_path / "bones.pack", SURFACE)
    assert built_surface(tmp_path / "bones.pack", BUILT) == SURFACE


def test_a_surface_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SurfaceFault) as found:
        built_surface(tmp_path / "bones.pack", BUILT)
    assert (found.value.kind, str(found.value)) == ("missing", f"the file is missing; {AGAIN}")


@pytest.mark.parametrize(
    ("content", "kind", "message"),
    [
        (None, "unreadable", "the file cannot be read (Is a directory)"),
        (b"short", "damaged", "the file is damaged: its 5 bytes are not those that were built"),
        (SURFACE[::-1], "damaged", f"the file is damaged: its {len(SURFACE)} bytes are not those that were built"),
    ],
)
def test_another_surface_is_told_apart(tmp_path: Path, content: bytes | None, kind: str, message: str) -> None:
    write(tmp_path / "bones.pack", content)
    with pytest.raises(SurfaceFault) as found:
        built_surface(tmp_path / "bones.pack", BUILT)
    assert (found.value.kind, str(found.value)) == (kind, f"{message}; {AGAIN}")
    assert found.value.bytes_found == (len(content) if content else None)


def test_all_faults_of_a_model_are_told_at_once(tmp_path: Path) -> None:
    model = read_model()
    names = ("bones", "home", "skin")
    model = replace(model, packs={name: replace(model.packs[name], sha256=BUILT) for name in names})
    built = tmp_path / "built" / model.form
    built.mkdir(parents=True)
    write(built / "bones.pack", SURFACE)
    write(built / "home.pack", b"short")
    assert [str(problem) for problem in surface_problems(model, tmp_path)] == [
        f"built/pooled/home.pack: the file is damaged: its 5 bytes are not those that were built; {AGAIN}.",
        f"built/pooled/skin.pack: the file is missing; {AGAIN}.",
    ]
