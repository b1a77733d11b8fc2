"""The page as a folder for a web server: what is in it, whose files it touches, and how a server hands it out."""

from __future__ import annotations

import functools
import gzip
import hashlib
import html
import json
import re
import shutil
import struct
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from anatomy_viewer.atlas import writing
from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.hosts import site as site_module
from anatomy_viewer.hosts import site_folder
from anatomy_viewer.hosts.site import Site, export_site, is_folder
from anatomy_viewer.hosts.site_folder import LIST

from .nginx import running_nginx
from .stand_in import SPHERES, parts

DOCS = Path(__file__).parents[2] / "docs"
BY_NAME = {"index.html", "service-worker.js", LIST}


@pytest.fixture(scope="module", autouse=True)
def _compressed_once() -> Iterator[None]:
    """The libraries are the same in all exports of these tests, and compressing them takes most of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site_module, "compressed", functools.cache(site_module.compressed))
        yield


@pytest.fixture(scope="module")
def site(spheres: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export_site(tmp_path_factory.mktemp("export") / "site", parts=parts(spheres)).folder


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    """Return a copy of the site that a test may spoil."""
    return Path(shutil.copytree(site, tmp_path / "site"))


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in (".gz", ".br")
    }


def everything(folder: Path) -> dict[str, bytes | None]:
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def export(folder: Path, spheres: Path, *lessons: str) -> Site:
    return export_site(folder, lessons or None, parts=parts(spheres))


def refusal(folder: Path, spheres: Path) -> str:
    with pytest.raises(ProblemsFound) as refused:
        export(folder, spheres)
    (problem,) = refused.value.problems
    return str(problem)


# --- what is in the folder ------------------------------------------------------------------------------


def test_every_file_but_the_first_ones_is_named_by_its_content(site: Path) -> None:
    files = files_of(site)
    for name in files.keys() - BY_NAME:
        assert re.search(r"\.([0-9a-f]{16})\.\w+$", name)[1] == hashlib.sha256(files[name]).hexdigest()[:16]
    assert files.keys() > BY_NAME
    assert len(files) > 12


def test_the_compressed_forms_hold_the_same(site: Path) -> None:
    texts = [path for path in site.rglob("*") if path.suffix in (".js", ".css", ".html", ".json") and path.name != LIST]
    assert len(texts) == 8
    for path in texts:
        assert gzip.decompress(path.with_name(f"{path.name}.gz").read_bytes()) == path.read_bytes()
        assert brotli.decompress(path.with_name(f"{path.name}.br").read_bytes()) == path.read_bytes()


def test_the_page_names_its_files_from_where_it_stands_and_runs_no_script_of_its_own(site: Path) -> None:
    document = (site / "index.html").read_text(encoding="utf-8")
    named = re.findall(r'(?:href|src)="(?!data:)([^"]*)"', document)
    scripts = json.loads(html.unescape(re.search(r'data-scripts="([^"]*)"', document)[1]))
    assert len(named) >= 4
    for name in (*named, *scripts):
        assert (site / name).is_file(), name
    assert list(scripts.values())[1:] == ["anatomyContent", "stand_in_page"]
    assert re.findall(r"<script(?![^>]* src=)", document) == []
    policy = html.unescape(re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', document)[1])
    rules = dict(part.split(" ", 1) for part in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["connect-src"] == "'self'"
    assert "'unsafe-inline'" not in rules["script-src"]
    assert "http" not in policy


def test_the_content_names_the_surfaces(site: Path, spheres: Path) -> None:
    (text,) = (content for name, content in files_of(site).items() if name.startswith("files/content."))
    packs = json.loads(text.decode().removeprefix("window.anatomyContent=").removesuffix(";"))["packs"]
    for pack, name in zip(packs, SPHERES, strict=True):
        assert (site / pack["url"]).read_bytes() == (spheres / "built" / f"{name}.pack").read_bytes()


def test_the_manifest_stays_where_the_page_is_and_its_icons_are_what_it_says(site: Path) -> None:
    document = (site / "index.html").read_text(encoding="utf-8")
    manifest = json.loads((site / re.search(r'rel="manifest" href="([^"]*)"', document)[1]).read_text())
    assert (manifest["name"], manifest["start_url"], manifest["scope"]) == ("Two spheres", "./", "./")
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        data = (site / icon["src"]).read_bytes()
        assert data.startswith(b"\x89PNG")
        assert icon["sizes"] == "{}x{}".format(*struct.unpack(">II", data[16:24]))
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}


def test_the_worker_keeps_every_file_of_its_edition_by_its_sum(site: Path) -> None:
    files = files_of(site)
    worker = files["service-worker.js"].decode()
    edition, listed = re.match(r'const EDITION = "(\w{16})", FILES = (\{.*\});\n', worker).groups()
    assert json.loads(listed) == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in files.items()
        if name not in BY_NAME and not name.endswith(".png")
    }
    assert f'<meta name="anatomy-edition" content="{edition}">' in files["index.html"].decode()


def test_the_same_input_gives_the_same_files(site: Path, spheres: Path, tmp_path: Path) -> None:
    assert everything(export(tmp_path / "again", spheres).folder) == everything(site)


def test_another_content_is_another_edition(site: Path, spheres: Path, tmp_path: Path) -> None:
    other = export(tmp_path / "other", spheres, "first").folder
    named = [re.search(r'EDITION = "(\w+)"', (one / "service-worker.js").read_text())[1] for one in (site, other)]
    assert named[0] != named[1]


# --- which place means a folder -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "folder"),
    [("site/", True), ("site", True), ("page.html", False), ("page.HTM", False), ("site.html/", True), ("v1.2/", True)],
)
def test_the_name_says_whether_a_folder_is_meant(place: str, folder: bool) -> None:
    assert is_folder(place) is folder


def test_a_folder_that_is_there_is_one_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "site.html").mkdir()
    assert is_folder(str(tmp_path / "site.html"))


def test_a_name_that_means_neither_is_told_both() -> None:
    told = r'ends in "\.pdf"; allowed: .*\.html or \.htm for one file, or in / for a folder, such as page/'
    with pytest.raises(ProblemsFound, match=told):
        is_folder("page.pdf")


# --- whose files it touches -----------------------------------------------------------------------------


def test_an_export_takes_the_place_of_an_export_and_leaves_what_others_put_there(copy: Path, spheres: Path) -> None:
    before = set(files_of(copy))
    others = {"robots.txt": b"mine", "files/notes.txt": b"mine too", "course/index.html": b"<p>Mine</p>"}
    for name, content in others.items():
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_bytes(content)
    written = export(copy, spheres, "first")
    there = everything(copy)
    assert {name: there[name] for name in others} == others
    assert {name for name in there if there[name] is not None} == {*others, *written.files, LIST}
    gone = before - there.keys()
    assert len(gone) == 1
    assert gone.pop().startswith("files/content.")


def test_a_file_of_the_former_export_that_was_changed_stays_and_is_told(copy: Path, spheres: Path) -> None:
    (content,) = (path for path in (copy / "files").glob("content.*.js"))
    content.write_bytes(b"changed by hand")
    written = export(copy, spheres, "first")
    assert written.left == (f"files/{content.name}",)
    assert content.read_bytes() == b"changed by hand"


@pytest.mark.parametrize("name", ["index.html", "service-worker.js.gz", LIST])
@pytest.mark.parametrize("former", [True, False], ids=["changed", "somebody's"])
def test_a_file_of_somebody_else_stays_with_everything_else(
    site: Path, spheres: Path, tmp_path: Path, name: str, former: bool
) -> None:
    folder = tmp_path / "site"
    if former:
        shutil.copytree(site, folder)
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"<p>Mine</p>")
    before = everything(folder)
    sentence = refusal(folder, spheres)
    assert sentence.startswith(f"{folder}: files stand here that no export wrote, or that were changed since")
    assert name in sentence
    assert everything(folder) == before


@pytest.mark.parametrize("inside", [False, True])
def test_a_file_in_place_of_the_folder_is_told(spheres: Path, tmp_path: Path, inside: bool) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    folder = tmp_path / "file" / "site" if inside else tmp_path / "file"
    found = f"{tmp_path / 'file'} is a file" if inside else "this is a file"
    assert refusal(folder, spheres).startswith(f"{folder}: {found}; allowed: a folder")
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_a_folder_that_takes_no_file_is_told_in_one_sentence(spheres: Path, tmp_path: Path) -> None:
    if writing.os.geteuid() == 0:  # this account may write everywhere but there
        folder = Path("/proc/site")
    else:
        tmp_path.chmod(0o500)
        folder = tmp_path / "site"
    assert refusal(folder, spheres).startswith(f"{folder}: the folder cannot be written (")


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "Ctrl+C"])
@pytest.mark.parametrize("there", [True, False], ids=["over an export", "in a new folder"])
def test_what_fails_half_way_leaves_what_was_there(
    site: Path, spheres: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException, there: bool
) -> None:
    folder = tmp_path / "deep" / "site"
    if there:
        shutil.copytree(site, folder)
        former = everything(folder)
    replace = Path.replace
    put: list[Path] = []

    def fail(self: Path, target: Path) -> Path:
        if target.suffix == ".bin" or "content." in target.name:
            raise fault
        put.append(target)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises((ProblemsFound, KeyboardInterrupt)):
        export(folder, spheres, "first")
    monkeypatch.undo()
    assert put
    if not there:
        assert list(tmp_path.iterdir()) == []
        return
    assert everything(folder) == former
    assert export(folder, spheres, "first").left == ()


def test_what_an_export_left_that_was_cut_off_goes_with_the_next(
    copy: Path, spheres: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_folder, "_undo", lambda *_: None)  # as where the power went
    replace = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if target.name == "index.html":
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(KeyboardInterrupt):
        export(copy, spheres, "first")
    monkeypatch.setattr(Path, "replace", replace)
    assert len(list((copy / "files").glob("content.*.js"))) == 2
    export(copy, spheres, "second")
    assert len(list((copy / "files").glob("content.*.js"))) == 1


# --- handed out by nginx --------------------------------------------------------------------------------


def test_nginx_hands_out_the_compressed_forms_as_the_docs_say(site: Path, tmp_path: Path) -> None:
    page = (DOCS / "web-site.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```nginx\n(.*?)```", page, flags=re.DOTALL)
    settings = block.replace("/srv/www/anatomy/", f"{site}/")
    assert settings != block
    with running_nginx(tmp_path / "nginx", {"site": settings}) as nginx:
        for name in ("", *(path.relative_to(site).as_posix() for path in site.glob("files/*.[jb]*"))):
            if name.endswith((".gz", ".br")):
                continue
            request = urllib.request.Request(
                f"{nginx.address('site')}/anatomy/{name}", headers={"Accept-Encoding": "gzip"}
            )
            with urllib.request.urlopen(request) as answer:
                body = answer.read()
                packed = answer.headers.get("Content-Encoding") == "gzip"
                kept = answer.headers.get("Cache-Control")
            file = site / (name or "index.html")
            assert packed is not name.endswith(".bin")
            assert (gzip.decompress(body) if packed else body) == file.read_bytes()
            assert kept == ("public, max-age=31536000, immutable" if name else "no-cache")
