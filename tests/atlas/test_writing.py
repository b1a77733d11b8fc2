"""Files put in place whole, and never over somebody else's."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.atlas.writing import (
    MARK,
    WRITABLE,
    check_place,
    create_file,
    is_sealed,
    replace_files,
    sealed,
    sealed_lines,
    sealed_zip,
    written_whole,
)


def refusal(path: Path) -> str:
    with pytest.raises(ProblemsFound) as refused:
        check_place(path, (".gift", ".txt"), "quiz")
    (problem,) = refused.value.problems
    return str(problem)


def write(path: Path, text: str, meanwhile: Callable[[], object] = lambda: None) -> None:
    with written_whole(path, sealed_lines) as part:
        assert part.parent == path.parent
        part.write_text(text)
        meanwhile()


def full_disk(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_seal_breaks_with_any_byte_that_changes() -> None:
    content = sealed(f"before {MARK} after".encode())
    assert is_sealed(content)
    assert MARK.encode() not in content
    for place in range(len(content)):
        changed = bytearray(content)
        changed[place] ^= 1
        assert not is_sealed(bytes(changed)), place
    assert not is_sealed(content + b" more")
    assert not is_sealed(b"nothing here")
    assert not is_sealed(MARK.encode())


def test_text_and_zip_files_are_sealed_in_their_comments(tmp_path: Path) -> None:
    text = sealed_lines(b"words\n")
    assert is_sealed(text)
    head, _, rest = text.partition(b"\n\n")
    assert (head[:32], rest) == (b"// Written by anatomy-viewer sha", b"words\n")
    path = tmp_path / "deck.apkg"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("one", "words")
    path.write_bytes(sealed_zip(path.read_bytes()))
    assert is_sealed(path.read_bytes())
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        assert packed.read("one") == b"words"


def test_a_place_that_takes_no_file_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "mine.gift").write_text("::1:: Mine {T}")
    (tmp_path / "folder.gift").mkdir()
    (tmp_path / "lost.gift").symlink_to(tmp_path / "nowhere" / "lost.gift")
    os.mkfifo(tmp_path / "pipe.gift")
    kinds = "allowed: a name that ends in .gift or .txt, such as"
    for name, told in {
        "": f": this is a folder; allowed: a file in it, such as {tmp_path / 'quiz.gift'}.",
        "folder.gift": f": this is a folder; allowed: a file in it, such as {tmp_path / 'folder.gift' / 'quiz.gift'}.",
        "quiz.md": f': the name ends in ".md"; {kinds} quiz.gift.',
        "quiz": f": the name has no ending; {kinds} quiz.gift.",
        ".gift": f": the name has no ending; {kinds} gift.gift.",
        "quiz.gift.": ": the name ",
        "file/quiz.gift": f": {tmp_path / 'file'} is a file; allowed: a folder that exists.",
        "none/quiz.gift": f": the folder {tmp_path / 'none'} does not exist; allowed: a folder that exists.",
        "mine.gift": ": a file stands here that this program did not write, or that was changed since; it is left",
        "pipe.gift": ": a file stands here that this program did not write",
        "x" * 300 + ".gift": ": the file cannot be written (File name too long); allowed: a folder that this account",
    }.items():
        sentence = refusal(tmp_path / name)
        assert sentence.startswith(str(tmp_path / name) + told), sentence
        assert "\n" not in sentence
    for name in ("new.gift", "NEW.GIFT", "two.parts.txt"):
        check_place(tmp_path / name, (".gift", ".txt"), "quiz")


def test_a_place_that_may_not_be_written_is_told_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = {tmp_path / "old.gift"}
    (tmp_path / "old.gift").write_bytes(sealed_lines(b""))
    monkeypatch.setattr(os, "access", lambda path, _: path not in locked)  # this account may write everywhere
    check_place(tmp_path / "new.gift", (".gift",), "quiz")
    assert refusal(tmp_path / "old.gift").endswith(
        "the file cannot be written (Permission denied); allowed: " + WRITABLE + "."
    )
    locked.add(tmp_path)
    assert "(Permission denied)" in refusal(tmp_path / "new.gift")


def test_a_file_comes_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "quiz.gift"
    write(path, "first", lambda: path.exists() and pytest.fail("it stands there before it is complete"))
    first = path.read_bytes()
    assert first.endswith(b"first")
    with pytest.raises(ProblemsFound, match="No space left on device"):
        write(path, "half", full_disk)
    with pytest.raises(KeyError):
        write(path, "half", lambda: {}["anything"])
    assert path.read_bytes() == first
    write(path, "second")
    assert path.read_bytes().endswith(b"second")
    assert [one.name for one in tmp_path.iterdir()] == ["quiz.gift"]


def test_a_file_that_came_meanwhile_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "quiz.gift"
    with pytest.raises(ProblemsFound, match="did not write"):
        write(path, "ours", lambda: path.write_text("theirs"))
    assert path.read_text() == "theirs"


def test_a_link_stays_a_link_and_rights_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.gift", tmp_path / "link.gift"
    real.write_bytes(sealed_lines(b"old"))
    real.chmod(0o640)
    link.symlink_to(real)
    write(link, "new")
    assert link.is_symlink()
    assert real.read_bytes().endswith(b"new")
    assert real.stat().st_mode & 0o777 == 0o640


def test_many_files_come_all_or_none(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("old")
    with pytest.raises(OSError, match="two"):
        replace_files({tmp_path / "one": b"new", tmp_path / "none" / "two": b"new"})
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"one": "old"}


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_file(tmp_path / "new", b"first")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "new", b"second")
    assert (tmp_path / "new").read_text() == "first"
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        create_file(tmp_path / "half", b"second")
    assert [path.name for path in tmp_path.iterdir()] == ["new"]
