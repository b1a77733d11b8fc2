"""`cmi5.xml`: what a platform reads of a package, by the rules of the specification.

The published schema (CourseStructure.xsd) is in no package of PyPI or npm, so `faults` tells what section 13 of the
specification and that schema allow: which elements, in which order, with which attributes and values.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from anatomy_viewer.teaching.lesson.course import Course
from anatomy_viewer.teaching.library import read_shelf
from anatomy_viewer.teaching.sharing.course_structure import course_iri, course_structure
from anatomy_viewer.teaching.sharing.packages import Package, Unit, package_of

SPACE = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"
TEXTS = ["title", "description"]
CHILDREN = {
    "courseStructure": r"course (objectives )?((au|block) )+",
    "course": r"title description ",
    "block": r"title description (objectives )?((au|block) )+",
    "au": r"title description (objectives )?url (launchParameters )?(entitlementKey )?",
    "title": r"(langstring )+",
    "description": r"(langstring )+",
    "langstring": "",
    "url": "",
}
VALUES = {
    "moveOn": r"NotApplicable|Passed|Completed|CompletedAndPassed|CompletedOrPassed",
    "launchMethod": r"AnyWindow|OwnWindow",
    "masteryScore": r"[\d.]+",
    "activityType": r"https?://.+",
    "id": r".+",
}
ATTRIBUTES = {"course": {"id"}, "block": {"id"}, "au": set(VALUES), "langstring": {"lang"}}
REQUIRED = {"course": {"id"}, "block": {"id"}, "au": {"id"}, "langstring": {"lang"}}


def faults(document: bytes) -> list[str]:
    """What the specification does not allow in a course structure."""
    root = ET.fromstring(document)
    told: list[str] = []
    ids: list[str] = []
    for element in root.iter():
        name = element.tag.removeprefix(SPACE)
        if name not in CHILDREN:
            told.append(f"{element.tag} is not known")
            continue
        inside = "".join(f"{child.tag.removeprefix(SPACE)} " for child in element)
        if not re.fullmatch(CHILDREN[name], inside):
            told.append(f"{name} has {inside}")
        if not REQUIRED.get(name, set()) <= set(element.attrib) <= ATTRIBUTES.get(name, set()):
            told.append(f"{name} has the attributes {sorted(element.attrib)}")
        told += [
            f"{key} is {value}"
            for key, value in element.attrib.items()
            if key in VALUES and not re.fullmatch(VALUES[key], value)
        ]
        if "id" in element.attrib:
            ids.append(element.attrib["id"])
            if not re.fullmatch(r"urn:uuid:[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}", ids[-1]):
                told.append(f"{ids[-1]} is no absolute IRI")
        if "masteryScore" in element.attrib and not 0 <= Decimal(element.attrib["masteryScore"]) <= 1:
            told.append("the mastery score is none")
        if name in TEXTS:
            languages = [one.get("lang") for one in element]
            if len(set(languages)) < len(languages) or not all((one.text or "").strip() for one in element):
                told.append(f"{name} has the languages {languages}")
        if name == "url" and (
            element.text != (element.text or "").strip() or urlsplit(element.text).path != "index.html"
        ):
            told.append(f"the url is {element.text}")
    if len(set(ids)) < len(ids):
        told.append("an id stands there twice")
    return told


def units(document: bytes) -> list[ET.Element]:
    return list(ET.fromstring(document).iter(f"{SPACE}au"))


@pytest.fixture(scope="module")
def package() -> Package:
    texts = {"es": "Espaldas & <nervios>", "en": "Backs"}
    return Package("backs_1", texts, texts, (Unit("backs_1_all", texts, texts, questions=5),), 80)


def lessons(package: Package, **questions: int) -> Package:
    """The same with a unit for each lesson."""
    parts = [Unit(f"{package.id}_{id}", package.title, package.title, id, count) for id, count in questions.items()]
    return replace(package, units=tuple(parts))


def test_one_unit_of_everything(package):
    document = course_structure(package, ["index.html"])
    assert faults(document) == []
    (unit,) = units(document)
    assert {key: value for key, value in unit.attrib.items() if key != "id"} == {
        "moveOn": "Completed",
        "masteryScore": "0.8",
        "launchMethod": "AnyWindow",
        "activityType": "http://adlnet.gov/expapi/activities/course",
    }
    assert [(one.get("lang"), one.text) for one in unit.find(f"{SPACE}title") or ()] == list(package.title.items())
    assert ET.fromstring(document).find(f"{SPACE}course").get("id") == course_iri(package)


def test_a_unit_a_lesson_in_one_block(package):
    document = course_structure(lessons(package, first=2, second=0), ["index.html"])
    assert faults(document) == []
    assert [child.tag.removeprefix(SPACE) for child in ET.fromstring(document)] == ["course", "block"]
    first, second = units(document)
    assert first.findtext(f"{SPACE}url") == "index.html?lesson=first&unit=first"
    # Nobody can pass what asks nothing.
    assert (first.get("masteryScore"), second.get("masteryScore")) == ("0.8", None)


@pytest.mark.parametrize(
    ("mark", "complete", "questions", "wanted"),
    [
        (None, "steps", 5, ("Completed", None)),
        (55, "steps", 5, ("Completed", "0.55")),
        (100, "pass_mark", 5, ("Passed", "1")),
        (0, "pass_mark", 5, ("Passed", "0")),
        (80, "pass_mark", 0, ("Completed", None)),
    ],
)
def test_when_a_platform_lets_a_learner_move_on(package, mark, complete, questions, wanted):
    unit = replace(package.units[0], questions=questions)
    document = course_structure(replace(package, units=(unit,), pass_mark=mark, complete=complete), [])
    assert faults(document) == []
    assert (units(document)[0].get("moveOn"), units(document)[0].get("masteryScore")) == wanted


def test_ids_stay_and_are_no_others(package):
    one = course_structure(lessons(package, first=2, second=3), [])
    longer = course_structure(replace(lessons(package, first=2, second=3, third=1), pass_mark=50), [])
    assert [unit.get("id") for unit in units(longer)][:2] == [unit.get("id") for unit in units(one)]
    other = course_structure(lessons(replace(package, id="backs_2"), first=2, second=3), [])
    assert not {unit.get("id") for unit in units(other)} & {unit.get("id") for unit in units(one)}
    # A platform that has the course knows it by this.
    assert course_iri(package) == "urn:uuid:3b44965e-07e5-55ae-85b8-6da9337a1b5e"


def test_the_viewer_s_own_lessons():
    shelf = read_shelf()
    course = Course.model_validate({"title": "All", "lessons": tuple(one.id for one in shelf.lessons), "pass_mark": 60})
    for by_lesson in (False, True):
        package = package_of(shelf, course, by_lesson, "patient")
        assert faults(course_structure(package, [])) == []
        assert sum(unit.questions for unit in package.units) > 20
    assert {unit.questions for unit in package.units} != {0}


@pytest.mark.parametrize(
    ("told", "instead", "fault"),
    [
        ('moveOn="Completed"', 'moveOn="Done"', "moveOn is Done"),
        (" launchMethod", " title", "au has the attributes"),
        ("<url>index.html</url>", "", "au has title description "),
        ('lang="en"', 'lang="es"', "title has the languages"),
        ("urn:uuid:", "uuid:", "is no absolute IRI"),
        ('masteryScore="0.8"', 'masteryScore="8"', "the mastery score is none"),
        ("cmi5/v1/", "cmi5/", "is not known"),
    ],
)
def test_a_fault_is_seen(package, told, instead, fault):
    document = course_structure(package, []).decode()
    assert told in document
    assert any(fault in one for one in faults(document.replace(told, instead).encode()))
