"""The page as one file: what is in it, that it opens from a disk, and what it refuses."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from anatomy_viewer.atlas import writing
from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.hosts.static import export_page, published_address
from anatomy_viewer.page import files

from .stand_in import HOSTILE, SPHERES, parts

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def exported(spheres: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export_page(tmp_path_factory.mktemp("export") / "page.html", parts=parts(spheres))


@pytest.fixture
def copy(spheres: Path, tmp_path: Path) -> Path:
    """Return a copy of the stand-in page's folder that a test may spoil."""
    folder = tmp_path / "copy"
    shutil.copytree(spheres, folder)
    return folder


def scripts_of(document: str) -> list[str]:
    packed = re.findall(r'<script type="text/plain" data-packed>([^<]*)</script>', document)
    return [gzip.decompress(base64.b64decode(text)).decode() for text in packed]


def test_the_element_for_other_pages_is_written_beside_the_page_and_over_nothing_else(
    spheres: Path, tmp_path: Path
) -> None:
    page, element = tmp_path / "page.html", tmp_path / "cluneal-viewer.js"
    export_page(page, parts=parts(spheres))
    assert not element.exists()
    for _ in range(2):  # over what it wrote itself
        export_page(page, parts=parts(spheres), component=True)
        assert writing.is_sealed(element.read_bytes())
        assert element.read_text(encoding="utf-8").endswith(files.COMPONENT.read_text(encoding="utf-8"))
    for path in (page, element):
        path.write_text("my own")
    with pytest.raises(ProblemsFound) as told:
        export_page(page, parts=parts(spheres), component=True)
    assert [one.where for one in told.value.problems] == [str(page), str(element)]
    assert page.read_text() == element.read_text() == "my own"


def test_the_element_is_short_and_names_what_the_docs_name() -> None:
    text = files.COMPONENT.read_text(encoding="utf-8")
    docs = (Path(__file__).parents[2] / "docs" / "embedding.md").read_text(encoding="utf-8")
    assert text.count("\n") <= 50
    for name in re.findall(r'"(\w+)"', re.search(r"observedAttributes = \[(.*)\]", text)[1]):
        assert f"`{name}`" in docs, name
    room = (files.CLIENT_SCRIPT / "embedding.js").read_text(encoding="utf-8")
    for kind in ("CALLS", "EVENTS"):
        for name in re.findall(r'"(\w+)"', re.search(rf"const {kind} = \[(.*?)\];", room, re.DOTALL)[1]):
            assert f"`{name}`" in docs, name
    assert f'meta[name="{files.EMBEDDED_BY}"]' in (files.CLIENT_SCRIPT / "framing.js").read_text(encoding="utf-8")


# --- what is in the file --------------------------------------------------------------------------------


def test_the_file_holds_content_libraries_client_and_surfaces(exported: Path, spheres: Path) -> None:
    document = exported.read_text(encoding="utf-8")
    content, vue, vtk, client, mount = scripts_of(document)
    assert json.loads(content.removeprefix("window.anatomyContent=").removesuffix(";"))["hostile"] == HOSTILE
    assert vue.startswith("/**\n* vue v3")
    assert "vtkXMLPolyDataReader" in vtk
    assert client == (spheres / "client.js").read_text()
    assert "vtk-geometry-representation" in mount
    for name in SPHERES:
        text = re.search(rf'data-surface="only/{name}\.pack">([^<]*)<', document)[1]
        assert base64.b64decode(text) == (spheres / "built" / f"{name}.pack").read_bytes()


def test_the_file_stays_within_the_libraries_and_four_thirds_of_the_surfaces(exported: Path) -> None:
    assert exported.stat().st_size < 1_000_000


def test_nothing_in_the_file_leads_to_the_network(exported: Path) -> None:
    document = exported.read_text(encoding="utf-8")
    assert re.findall(r'<[^>]+\b(?:src|href)="(?!data:)', document) == []
    policy = html.unescape(re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', document)[1])
    rules = dict(part.split(" ", 1) for part in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert "connect-src" not in rules
    assert "'unsafe-inline'" not in rules["script-src"]
    assert "http" not in policy


def test_the_policy_names_every_script_by_its_content(exported: Path) -> None:
    document = exported.read_text(encoding="utf-8")
    running = re.findall(r"<script>(.*?)</script>", document, flags=re.DOTALL)
    assert len(running) == 3
    for text in (*scripts_of(document), *running):
        name = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{name}'" in document


def test_hostile_content_cannot_leave_its_script(exported: Path) -> None:
    document = exported.read_text(encoding="utf-8")
    assert "hacked" not in document
    assert document.count("</script>") == document.count("<script")


def test_the_same_input_gives_the_same_file(exported: Path, spheres: Path, tmp_path: Path) -> None:
    again = export_page(tmp_path / "again.html", parts=parts(spheres))
    assert again.read_bytes() == exported.read_bytes()


def test_only_the_lessons_asked_for_travel_along(spheres: Path, tmp_path: Path) -> None:
    page = export_page(tmp_path / "one.html", ["second"], parts=parts(spheres))
    content = scripts_of(page.read_text(encoding="utf-8"))[0]
    assert '"lessons":["second"]' in content


# --- what is refused ------------------------------------------------------------------------------------


def refusal(path: Path, folder: Path, lessons: list[str] | None = None) -> list[str]:
    with pytest.raises(ProblemsFound) as refused:
        export_page(path, lessons, parts=parts(folder))
    return [str(problem) for problem in refused.value.problems]


def test_unknown_lessons_are_all_named(spheres: Path, tmp_path: Path) -> None:
    sentences = refusal(tmp_path / "page.html", spheres, ["first", "thrid", "fourth"])
    assert len(sentences) == 2
    assert all("first, second" in sentence for sentence in sentences)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_file(spheres: Path, tmp_path: Path) -> None:
    (sentence,) = refusal(tmp_path, spheres)
    inside = tmp_path / "page.html"
    assert sentence == f"{tmp_path}: this is a folder; allowed: a file in it, such as {inside}."


def test_a_missing_folder_is_named(spheres: Path, tmp_path: Path) -> None:
    path = tmp_path / "missing" / "page.html"
    (sentence,) = refusal(path, spheres)
    assert sentence.startswith(f"{path}: the folder {path.parent} does not exist")


def test_a_file_in_place_of_the_folder_is_named(spheres: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (sentence,) = refusal(tmp_path / "file" / "page.html", spheres)
    assert f"{tmp_path / 'file'} is a file" in sentence


@pytest.mark.parametrize(("name", "found"), [("page.pdf", '".pdf"'), ("page", "no ending")])
def test_a_name_that_no_browser_opens_is_refused(spheres: Path, tmp_path: Path, name: str, found: str) -> None:
    (sentence,) = refusal(tmp_path / name, spheres)
    assert found in sentence
    assert "page.html" in sentence


def test_a_folder_that_takes_no_file_is_said_in_one_sentence(
    spheres: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if writing.os.geteuid() == 0:  # this account may write everywhere but there
        path = Path("/proc/page.html")
    else:
        tmp_path.chmod(0o500)
        path = tmp_path / "page.html"
    (sentence,) = refusal(path, spheres)
    assert sentence.startswith(f"{path}: the file cannot be written (")


def test_every_missing_and_damaged_surface_is_named_at_once(copy: Path, tmp_path: Path) -> None:
    left, right = (copy / "built" / f"{name}.pack" for name in SPHERES)
    left.unlink()
    data = bytearray(right.read_bytes())
    data[len(data) // 2] ^= 1
    right.write_bytes(data)
    sentences = refusal(tmp_path / "page.html", copy)
    assert len(sentences) == 2
    assert sentences[0].startswith(f"{left}: the file is missing")
    assert sentences[1].startswith(f"{right}: the file is damaged")
    assert not (tmp_path / "page.html").exists()


@pytest.mark.parametrize("name", ["../../etc/passwd", "sphere_left.stl", 5, None])
def test_a_model_that_names_no_surface_file_is_refused(copy: Path, tmp_path: Path, name: object) -> None:
    path = copy / "built" / "model.json"
    model = json.loads(path.read_text())
    model["packs"]["sphere_left"]["file"] = name
    path.write_text(json.dumps(model))
    (sentence,) = refusal(tmp_path / "page.html", copy)
    assert "model.json: packs.sphere_left.file" in sentence
    assert "sphere_left.pack" in sentence


def test_a_file_that_stands_there_is_kept_when_the_new_one_fails(
    exported: Path, spheres: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "page.html"
    shutil.copyfile(exported, path)

    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", fail)
    (sentence,) = refusal(path, spheres, ["first"])
    assert "No space left on device" in sentence
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]
    assert path.read_bytes() == exported.read_bytes()


def test_an_export_takes_the_place_of_an_export_and_of_nothing_else(
    exported: Path, spheres: Path, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    shutil.copyfile(exported, path)
    assert export_page(path, ["first"], parts=parts(spheres)).read_bytes() != exported.read_bytes()
    for content in (exported.read_bytes().replace(b"Two spheres", b"My spheres"), b"<p>My own page</p>", b""):
        path.write_bytes(content)
        (sentence,) = refusal(path, spheres)
        assert sentence.startswith(f"{path}: a file stands here that this program did not write, or that was changed")
        assert path.read_bytes() == content


@pytest.mark.parametrize("address", ["page.html", "ftp://a/b", "https://a/?b=1", "https://", "http://[", "https://a#b"])
def test_what_no_phone_could_open_is_no_address(address: str) -> None:
    with pytest.raises(ProblemsFound, match="an address without a query"):
        published_address(address)


def test_an_address_that_leaves_no_room_for_the_view_is_refused() -> None:
    with pytest.raises(ProblemsFound, match="at most 150"):
        published_address("https://a.org/" + "x" * 150)


# --- in a browser ---------------------------------------------------------------------------------------


def test_the_file_opens_from_a_disk_without_a_request(exported: Path, browser: Browser) -> None:
    context = browser.new_context(offline=True, viewport={"width": 320, "height": 240})
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    address = f"{exported.as_uri()}?lesson=second&step=3"
    page.goto(address)
    page.wait_for_function(
        "() => window.standIn?.view?.renderer.getActors()"
        ".filter((actor) => actor.getMapper()?.getInputData()?.getNumberOfPoints() > 100).length >= 2",
        timeout=60_000,
    )
    assert asked == [address]
    assert said == []
    assert page.evaluate("() => standIn.viewer.lesson") == "second"
    assert page.evaluate("() => standIn.content.hostile") == HOSTILE
    assert page.evaluate("() => window.hacked") is None
    page.wait_for_selector("text=Step 0")
    page.evaluate("() => { standIn.viewer.step = 4; }")
    page.wait_for_selector("text=Step 4")
    context.close()


def told(browser: Browser, path: Path, document: str, before: str = "") -> str:
    """Return what a page says in place of itself, once it does."""
    path.write_text(document, encoding="utf-8")
    page = browser.new_page()
    page.add_init_script(before)
    page.goto(path.as_uri())
    sentences = page.locator("#app > .anatomy-waiting[role=alert]")
    sentences.wait_for(timeout=60_000)
    text = sentences.inner_text()
    page.close()
    return text


def test_a_damaged_file_says_so(exported: Path, tmp_path: Path, browser: Browser) -> None:
    document = exported.read_text(encoding="utf-8")
    place = document.index("data-packed>") + len("data-packed>")
    damaged = document[: place + 40] + "AAAA" + document[place + 44 :]
    text = told(browser, tmp_path / "damaged.html", damaged)
    assert "This file is damaged" in text
    assert "Este archivo está dañado" in text


@pytest.mark.parametrize("mark", ["data-surface", "data-packed", "const opening", "</script>\n<div id"])
def test_a_file_without_its_end_says_so(exported: Path, tmp_path: Path, browser: Browser, mark: str) -> None:
    document = exported.read_text(encoding="utf-8")
    cut = document[: document.rindex(mark) + len(mark)]
    assert "This file is not complete" in told(browser, tmp_path / "cut.html", cut)


@pytest.mark.parametrize("lacks", ["delete window.DecompressionStream", "delete window.URLSearchParams"])
def test_what_a_browser_lacks_is_not_called_damage(
    exported: Path, tmp_path: Path, browser: Browser, lacks: str
) -> None:
    text = told(browser, tmp_path / "old.html", exported.read_text(encoding="utf-8"), lacks)
    assert "A current Chrome, Edge, Firefox or Safari opens it." in text
    assert "damaged" not in text


def test_a_browser_that_cannot_read_the_scripts_is_told_that_it_is_old(
    exported: Path, tmp_path: Path, browser: Browser
) -> None:
    document = exported.read_text(encoding="utf-8")
    tomorrow = document.replace("const opening = window", "const opening ?=> window")
    policy = re.search(r'<meta http-equiv="Content-Security-Policy"[^>]*>', document)[0]
    text = told(browser, tmp_path / "tomorrow.html", tomorrow.replace(policy, ""))
    assert "This browser is too old for this page." in text


def test_the_first_script_is_read_by_any_browser(exported: Path) -> None:
    first = re.search(r"<script>(.*?)</script>", exported.read_text(encoding="utf-8"), flags=re.DOTALL)[1]
    for newer in ("=>", "`", "const ", "let ", "?.", "??", "...", "async "):
        assert newer not in re.sub(r'"(?:[^"\\]|\\.)*"', '""', first)
