"""The value compiled beforehand: handed out as it stands, and never when it is not current."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from anatomy_viewer.atlas.files import PACKAGE_FOLDER, data_folder
from anatomy_viewer.hosts.beforehand import (
    Sources,
    content_hash,
    own_sources,
    read_beforehand,
    write_beforehand,
)
from anatomy_viewer.hosts.contents import COMMAND, CONTENT_ADDRESS, Contents, part_address
from anatomy_viewer.hosts.parts import PageParts, viewer_parts

TEXTS = {CONTENT_ADDRESS: b"window.anatomyContent={};", part_address("lessons"): b'{"said":[],"value":{}}'}


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    """A few of the viewer's own sources in folders that a test may change, with texts compiled of them."""
    copy = Sources(tmp_path / "lessons", tmp_path / "meshes", tmp_path / "package")
    shutil.copytree(data_folder("lessons"), copy.lessons, ignore=shutil.ignore_patterns("built"))
    shutil.copytree(data_folder("meshes") / "tables", copy.meshes / "tables")
    (copy.meshes / "built" / "pooled").mkdir(parents=True)
    for name in ("model.json", "bones.pack"):
        shutil.copy(data_folder("meshes") / "built" / "pooled" / name, copy.meshes / "built" / "pooled" / name)
    for folder in ("atlas", "teaching", "page", "hosts"):
        shutil.copytree(PACKAGE_FOLDER / folder, copy.package / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PACKAGE_FOLDER / "__init__.py", copy.package / "__init__.py")
    write_beforehand(copy.key(), TEXTS, copy.folder)
    return copy


def changed(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n# changed\n")


def test_what_is_current_is_handed_out_as_it_stands(sources: Sources) -> None:
    found = read_beforehand(sources)
    assert found is not None
    assert {address: gzip.decompress(one.compressed) for address, one in found.items()} == TEXTS
    assert {address: one.name for address, one in found.items()} == {
        address: content_hash(text) for address, text in TEXTS.items()
    }


CHANGES: dict[str, Callable[[Sources], None]] = {
    "a lesson": lambda one: changed(one.lessons / "find_your_way.yaml"),
    "a translation": lambda one: changed(one.lessons / "es" / "when_to_seek_help.yaml"),
    "another translation": lambda one: (one.lessons / "es" / "one_more.yaml").touch(),
    "a lesson less": lambda one: (one.lessons / "find_your_way.yaml").unlink(),
    "a drawing": lambda one: changed(one.lessons / "drawings" / "nerve_glide.svg"),
    "a table": lambda one: changed(one.meshes / "tables" / "structures.csv"),
    "the model": lambda one: changed(one.meshes / "built" / "pooled" / "model.json"),
    "a surface": lambda one: changed(one.meshes / "built" / "pooled" / "bones.pack"),
    "a surface less": lambda one: (one.meshes / "built" / "pooled" / "bones.pack").unlink(),
    "the compiler": lambda one: changed(one.package / "teaching" / "pictures" / "compiler.py"),
    "a word of the page": lambda one: changed(one.package / "page" / "wording_es.py"),
    "a text less": lambda one: (one.folder / f"{CONTENT_ADDRESS}.gz").unlink(),
    "a text": lambda one: changed(one.folder / f"{CONTENT_ADDRESS}.gz"),
    "the index": lambda one: (one.folder / "index.json").write_text("{"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_nothing_old_is_handed_out(sources: Sources, change: str) -> None:
    CHANGES[change](sources)
    assert read_beforehand(sources) is None


def test_other_ends_of_lines_change_nothing(sources: Sources) -> None:
    lesson = sources.lessons / "find_your_way.yaml"
    lesson.write_bytes(lesson.read_bytes().replace(b"\n", b"\r\n"))
    assert read_beforehand(sources) is not None


def test_what_stands_there_is_that_of_the_sources_as_they_are() -> None:
    assert read_beforehand() is not None, f"lessons, tables or the code that compiles them have changed: run {COMMAND}"


def test_every_module_that_compiles_counts(tmp_path: Path) -> None:
    """What is imported to compile the value is part of its key."""
    program = (
        "import sys; from anatomy_viewer.hosts.contents import page_texts; from anatomy_viewer.hosts.parts import *;"
        "page = viewer_parts(); page_texts(page.content(['when_to_seek_help'], page.form, None), {});"
        "print('\\n'.join(str(one.__file__) for name, one in sys.modules.items() if name.startswith('anatomy_viewer')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    used = {Path(line).relative_to(PACKAGE_FOLDER).as_posix() for line in done.stdout.split()}
    counted = {name.removeprefix("package/") for name, _ in own_sources()._texts()}
    widgets = {name for name in used if name.startswith("page/")} - counted
    assert "teaching/content.py" in used
    assert used - counted - widgets <= {"hosts/__init__.py", "page/__init__.py"}
    # What draws the page is imported with it, and says nothing of its value.
    content = ("page/content.py", "page/looks.py", "page/parting.py", "page/wording.py", "page/wording_es.py")
    assert set(content) <= counted


def test_the_page_of_somebody_who_writes_a_lesson_is_compiled_at_once(tmp_path: Path) -> None:
    assert viewer_parts().beforehand is not None
    assert viewer_parts(tmp_path / "mine.yaml").beforehand is None


def test_building_the_atlas_compiles_the_content_anew(monkeypatch: pytest.MonkeyPatch, sources: Sources) -> None:
    from click.testing import CliRunner

    from anatomy_viewer import cli
    from anatomy_viewer.hosts import contents
    from anatomy_viewer.modelling import build

    def built(**_: object) -> str:
        changed(sources.meshes / "built" / "pooled" / "model.json")
        return "Built."

    monkeypatch.setattr(build, "build_all", built)
    monkeypatch.setattr(contents, "own_sources", lambda: sources)
    monkeypatch.setattr(contents, "compile_beforehand", lambda: {CONTENT_ADDRESS: b"window.anatomyContent={1};"})
    done = CliRunner().invoke(cli.main, ["atlas", "build"])
    assert (done.exit_code, done.output) == (0, "Built.\n")
    found = read_beforehand(sources)
    assert found is not None
    assert {address: gzip.decompress(one.compressed) for address, one in found.items()} == {
        CONTENT_ADDRESS: b"window.anatomyContent={1};"
    }


class Counting:
    """A page whose value is compiled as often as it says."""

    def __init__(self) -> None:
        self.compiled: list[str] = []

    def parts(self, beforehand: object = None) -> PageParts:
        def content(_lessons: object, form: str, _inside: object) -> dict:
            self.compiled.append(form)
            return {
                "packs": [{"id": "bones", "file": f"{form}.pack"}],
                "structures": [{"id": "sacrum", "what": {"student": "A bone."}}],
                "home": {"picture": {"sacrum": [1.0, "plain"]}},
                "lessons": [{"id": "one", "title": "One", "steps": [{"id": "first", "title": "First", "html": "x"}]}],
                "translations": {"es": {"lessons": {"one": {"title": "Uno"}}}},
            }

        return PageParts(
            build=lambda _: None,
            client_script=Path(),
            style_sheet=Path(),
            plugin="page",
            content=content,
            surfaces={"pooled": Path(), "female": Path()},
            beforehand=beforehand,  # type: ignore[arg-type]
        )


def test_the_value_is_compiled_once_for_all_its_parts_and_a_form_when_somebody_asks() -> None:
    counting = Counting()
    contents = Contents(counting.parts())
    assert contents.begun() == {}
    script = contents.text(CONTENT_ADDRESS)
    assert isinstance(script, bytes)
    first = json.loads(script.removeprefix(b"window.anatomyContent=").removesuffix(b";"))
    assert set(first["parts"]) == {"lessons", "more", "es", "female"}
    for name, one in first["parts"].items():
        address, _, version = one["address"].partition("?v=")
        text = contents.text(address)
        assert isinstance(text, bytes)
        if name != "female":  # made when somebody asks
            assert (version, one["bytes"]) == (content_hash(text), len(text))
    assert counting.compiled == ["pooled", "female"]
    female = json.loads(contents.text("content-female.json"))
    assert female["value"] == {"packs": {"bones": {"file": "female.pack"}}}
    assert json.loads(contents.text("content-pooled.json"))["value"] == {}
    with pytest.raises(LookupError):
        contents.text("content-en.json")


def test_what_was_compiled_beforehand_is_not_compiled_again(sources: Sources) -> None:
    counting, asked = Counting(), []

    def beforehand() -> object:
        asked.append(1)
        return read_beforehand(sources)

    contents = Contents(counting.parts(beforehand))
    assert contents.begun() == {"lessons": f"content-lessons.json?v={content_hash(TEXTS['content-lessons.json'])}"}
    assert contents.text(CONTENT_ADDRESS).name == content_hash(TEXTS[CONTENT_ADDRESS])  # type: ignore[union-attr]
    assert (counting.compiled, asked) == ([], [1])


def test_where_it_is_not_current_the_value_is_compiled() -> None:
    counting = Counting()
    assert isinstance(Contents(counting.parts(lambda: None)).text(CONTENT_ADDRESS), bytes)
    assert counting.compiled == ["pooled"]
