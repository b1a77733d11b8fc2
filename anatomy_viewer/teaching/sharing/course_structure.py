"""The course structure of cmi5 (Quartz, 1st edition, section 13): what a platform reads of a package, ``cmi5.xml``.

A platform gives every unit an id of its own and passes ours on as "the publisher's": it has to be an absolute IRI, the
same in the next edition and no other's. So each is a UUID (``urn:uuid:…``) made from the ids of the package.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from anatomy_viewer.teaching.sharing.packages import PAGE, Package, Unit, xml_bytes

__all__ = ["STRUCTURE", "course_iri", "course_structure"]

STRUCTURE: Final = "cmi5.xml"

_SPACE: Final = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
_ACTIVITIES: Final = "http://adlnet.gov/expapi/activities"
_OURS: Final = UUID("5d0f8c1e-6f0b-4a57-9a43-3f5c1b0f7a21")
"""The name space of the ids; another one would make every package a new course for the platforms that have it."""


def course_structure(package: Package, files: Sequence[str]) -> bytes:
    """Return ``cmi5.xml`` for a package: one unit of all lessons, or a block with a unit for each.

    Parameters
    ----------
    package
        The package.
    files
        The names of its other files, of which a course structure says nothing.
    """
    root = ET.Element(f"{{{_SPACE}}}courseStructure")
    course = ET.SubElement(root, f"{{{_SPACE}}}course", {"id": course_iri(package)})
    _texts(course, package.title, package.description)
    parent = root
    if any(unit.lesson for unit in package.units):
        parent = ET.SubElement(root, f"{{{_SPACE}}}block", {"id": _iri(package.id, "lessons")})
        _texts(parent, package.title, package.description)
    for unit in package.units:
        _unit(parent, package, unit)
    return xml_bytes(root, {_SPACE: ""})


def course_iri(package: Package) -> str:
    """Return the id of a course, from which those of its questions are made too."""
    return _iri(package.id)


def _iri(*names: str) -> str:
    return uuid5(_OURS, "/".join(names)).urn


def _unit(parent: ET.Element, package: Package, unit: Unit) -> None:
    judged = package.pass_mark is not None and unit.questions > 0
    said = {
        "id": _iri(package.id, "unit", unit.id),
        "moveOn": "Passed" if judged and package.complete == "pass_mark" else "Completed",
        "launchMethod": "AnyWindow",
        "activityType": f"{_ACTIVITIES}/{'lesson' if unit.lesson else 'course'}",
    }
    if judged and package.pass_mark is not None:
        said["masteryScore"] = f"{package.pass_mark / 100:g}"
    element = ET.SubElement(parent, f"{{{_SPACE}}}au", said)
    _texts(element, unit.title, unit.description)
    ET.SubElement(element, f"{{{_SPACE}}}url").text = PAGE + unit.parameters


def _texts(parent: ET.Element, title: Mapping[str, str], description: Mapping[str, str]) -> None:
    for name, texts in (("title", title), ("description", description)):
        element = ET.SubElement(parent, f"{{{_SPACE}}}{name}")
        for language, text in texts.items():
            ET.SubElement(element, f"{{{_SPACE}}}langstring", {"lang": language}).text = text
