"""The package as a file: what is in it, how large it is, whose files it touches."""

from __future__ import annotations

import base64
import gzip
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from anatomy_viewer.atlas import writing
from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.hosts.package import checked_export, export_package
from anatomy_viewer.hosts.static import export_page
from anatomy_viewer.page.package_wording import PACKAGE_WORDS
from anatomy_viewer.teaching.lesson.shelf import Shelf
from anatomy_viewer.teaching.shelves import fitted

MOST_BYTES = 6_000_000
WAY, CREST = "find_your_way", "superior_cluneal_nerve_at_the_iliac_crest"
PACKED = re.compile(r'<script type="text/plain" data-packed>([^<]*)</script>')


@pytest.fixture(scope="module")
def two_lessons() -> Shelf:
    return fitted(None, [WAY, CREST], make_course=True)


@pytest.fixture(scope="module")
def package(two_lessons: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export_package(tmp_path_factory.mktemp("package") / "course.zip", "scorm12", two_lessons)


def scripts(document: str) -> str:
    return "\n".join(gzip.decompress(base64.b64decode(text)).decode() for text in PACKED.findall(document))


def page_of(package: Path) -> str:
    with zipfile.ZipFile(package) as file:
        return file.read("index.html").decode()


def test_all_lessons_stay_within_the_budget_and_every_file_is_listed(tmp_path):
    shelf = fitted(None, make_course=True)
    path = export_package(tmp_path / "course.zip", "scorm2004", shelf, by_lesson=True)
    assert path.stat().st_size < MOST_BYTES
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        manifest = ET.fromstring(file.read("imsmanifest.xml"))
        listed = [element.attrib["href"] for element in manifest.iter() if element.tag.endswith("}file")]
        assert sorted(["imsmanifest.xml", *listed]) == sorted(file.namelist())
    assert len([element for element in manifest.iter() if element.tag.endswith("}item")]) == len(shelf.lessons)


def test_the_page_in_it_speaks_its_standard_and_asks_for_nothing(package, two_lessons, tmp_path):
    document = page_of(package)
    text = scripts(document)
    assert "==== client/scorm12.js ====" in text
    assert "==== client/scorm2004.js ====" not in text
    assert PACKAGE_WORDS["es"]["unreached"] in text
    assert "connect-src" not in document
    other = page_of(export_package(tmp_path / "other.zip", "scorm2004", two_lessons))
    assert "==== client/scorm2004.js ====" in scripts(other)
    plain = export_page(tmp_path / "page.html", [WAY]).read_text(encoding="utf-8")
    assert not re.search(r"client/(attempt|scorm\w*|packing)\.js", scripts(plain))
    assert PACKAGE_WORDS["en"]["unreached"] not in scripts(plain)


def test_only_the_page_for_cmi5_may_ask_and_it_may_no_more(package, two_lessons, tmp_path):
    path = export_package(tmp_path / "course.zip", "cmi5", two_lessons, by_lesson=True)
    with zipfile.ZipFile(path) as file:
        assert sorted(file.namelist()) == ["cmi5.xml", "index.html"]
        structure = ET.fromstring(file.read("cmi5.xml"))
    text = scripts(page_of(path))
    (course,) = (one.attrib["id"] for one in structure if one.tag.endswith("}course"))
    assert f'"id":"{course}"' in text
    assert "==== client/visits.js ====" in text
    assert len([one for one in structure.iter() if one.tag.endswith("}au")]) == 2

    def rules(page: str) -> list[str]:
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
        return [re.sub(r"'sha256-[^']*' ", "", rule) for rule in policy[1].split("; ")]

    mine, others = rules(page_of(path)), rules(page_of(package))
    assert [rule for rule in mine if rule not in others] == ["connect-src http: https:"]
    assert [rule for rule in others if rule not in mine] == []


def test_it_is_the_same_each_time_and_replaces_its_like_only(package, two_lessons, tmp_path):
    again = export_package(tmp_path / "course.zip", "scorm12", two_lessons)
    assert again.read_bytes() == package.read_bytes()
    assert writing.is_sealed(again.read_bytes())
    changed = again.read_bytes() + b" "
    again.write_bytes(changed)
    with pytest.raises(ProblemsFound, match="this program did not write, or that was changed since"):
        export_package(again, "scorm12", two_lessons)
    assert again.read_bytes() == changed
    assert [path.name for path in tmp_path.iterdir()] == ["course.zip"]


def test_a_package_that_cannot_be_written_leaves_nothing(two_lessons, tmp_path, monkeypatch):
    def full(_contents: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "replace_files", full)
    with pytest.raises(ProblemsFound, match=r"the file cannot be written \(No space left on device\)"):
        export_package(tmp_path / "course.zip", "scorm12", two_lessons)
    assert list(tmp_path.iterdir()) == []


def asked(place: Path | str, **options: object) -> list[str]:
    with pytest.raises(ProblemsFound) as refused:
        checked_export(str(place), **options)
    return [str(problem).replace(f"{place}", "PLACE") for problem in refused.value.problems]


def test_everything_that_is_wrong_is_told_at_once(tmp_path):
    assert asked(tmp_path / "a.zip", unit="lesson", pass_mark="300", address="x") == [
        'PLACE: the name ends in ".zip", but there is no --package; allowed: --package scorm12 | scorm2004 | cmi5 for '
        "a learning platform, or a name that ends in .html or in /.",
        '--unit: found "lesson", but no --package; allowed: only packages have units.',
        '--pass: found "300"; allowed: a whole number, 0 to 100: so many of a hundred questions must be right.',
        "--pass: there is nothing to pass; allowed: with --course FILE or --package.",
        '--address: found "x"; allowed: an address without a query, such as https://example.org/cluneal.html.',
    ]
    assert asked(tmp_path / "no" / "a.html", standard="scorm12", component=True, pass_mark="70.5") == [
        'PLACE: the name ends in ".html"; allowed: a name that ends in .zip, such as a.zip.',
        "--component: it stands with --package, and a package is no part of another page; "
        "allowed: with a page or a folder only.",
        '--pass: found "70.5"; allowed: a whole number, 0 to 100: so many of a hundred questions must be right.',
    ]
    assert len(asked(tmp_path, standard="cmi5")) == 1
    for mark in ("-1", "101", "", "abc", "٧٠", "1e1"):
        assert len(asked(tmp_path / "a.zip", standard="cmi5", pass_mark=mark)) == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("place", "options", "kind"),
    [
        ("a.zip", {"standard": "scorm12", "unit": "lesson", "pass_mark": "0"}, "package"),
        ("A.ZIP", {"standard": "cmi5"}, "package"),
        ("a.html", {"pass_mark": "100", "course": True, "component": True}, "file"),
        ("a/", {}, "folder"),
    ],
)
def test_what_is_right_says_what_is_written(place, options, kind, tmp_path):
    found = checked_export(f"{tmp_path}/{place}", **options)
    assert found.kind == kind
    assert found.pass_mark == (int(options["pass_mark"]) if "pass_mark" in options else None)
