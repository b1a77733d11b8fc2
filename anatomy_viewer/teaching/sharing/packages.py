"""Packages for learning platforms: what is handed over, and the manifests of SCORM 1.2 and SCORM 2004 (3rd edition).

A manifest names no pass mark and no threshold of completion: a platform that knows one works success out by itself, and
the page has done so already, as the course says (ADR 0036).
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from io import BytesIO
from typing import Final
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from anatomy_viewer.atlas.descriptions import Audience
from anatomy_viewer.teaching.lesson.course import Course, text_in
from anatomy_viewer.teaching.lesson.lesson import Lesson
from anatomy_viewer.teaching.lesson.question_texts import asked_audiences
from anatomy_viewer.teaching.lesson.shelf import Shelf

__all__ = ["PAGE", "Package", "Unit", "package_of", "scorm12_manifest", "scorm2004_manifest", "xml_bytes", "zipped"]

PAGE: Final = "index.html"
"""The file that a platform opens."""

LONGEST_TITLE: Final = 200
LONGEST_DESCRIPTION: Final = 1000

_LESSONS: Final = {"en": "Lessons: {titles}", "es": "Lecciones: {titles}"}
_MORE: Final = {"en": "and {count} more", "es": "y {count} más"}


@dataclass(frozen=True)
class Unit:
    """What a learner starts on the platform: the whole course, or one lesson of it.

    Parameters
    ----------
    id
        Unique in the package, and the same in its next edition.
    title, description
        By language, the language that the page begins with first.
    lesson
        The id of the one lesson that is in it; None for all.
    questions
        How many of its questions count.
    """

    id: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    lesson: str | None = None
    questions: int = 0

    @property
    def parameters(self) -> str:
        """What follows the page's address."""
        return f"?{urlencode({'lesson': self.lesson, 'unit': self.lesson})}" if self.lesson else ""


@dataclass(frozen=True)
class Package:
    """A package, whatever the standard.

    Parameters
    ----------
    id
        Of small letters, digits and underscores, the same in its next edition.
    title, description
        By language, the language that the page begins with first.
    units
        In their order.
    pass_mark
        Of a hundred; None where there is none.
    complete
        When a unit counts as done: all ``steps`` seen, or the ``pass_mark`` reached.
    """

    id: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    units: tuple[Unit, ...]
    pass_mark: int | None = None
    complete: str = "steps"

    @property
    def language(self) -> str:
        """The language that the page begins with."""
        return next(iter(self.title))


def package_of(shelf: Shelf, course: Course, by_lesson: bool = False, audience: Audience = "student") -> Package:
    """Return the package of a course.

    Parameters
    ----------
    shelf
        Its lessons, in order, with their translations.
    course
        The course.
    by_lesson
        Whether each lesson is a unit of its own.
    audience
        Whose questions count.
    """
    languages: tuple[str, ...] = course.languages
    title = {language: text_in(course.title, language, course)[0] for language in languages}
    lessons = {lesson.id: _texts_of(lesson, shelf, languages) for lesson in shelf.lessons}
    description = {
        language: _list_of([titles[language] for titles, _ in lessons.values()], language) for language in languages
    }
    name = _id_of(title[languages[0]])
    counting = {lesson.id: _questions_of(lesson, audience) for lesson in shelf.lessons}
    units = [Unit(f"{name}_all", title, description, questions=sum(counting.values()))]
    if by_lesson:
        units = [Unit(f"{name}_{id}", *texts, id, counting[id]) for id, texts in lessons.items()]
    return Package(name, title, description, tuple(units), course.pass_mark, course.complete)


def _texts_of(lesson: Lesson, shelf: Shelf, languages: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return a lesson's title and summary by language; its own words stand in for a translation that is not there."""
    told = {one.language: one for one in shelf.translations if one.id == lesson.id}
    titles = {language: (told[language].title if language in told else None) or lesson.title for language in languages}
    summaries = {
        language: (told[language].summary if language in told else None) or lesson.summary or titles[language]
        for language in languages
    }
    return titles, {language: text[:LONGEST_DESCRIPTION] for language, text in summaries.items()}


def _questions_of(lesson: Lesson, audience: Audience) -> int:
    """Return how many questions a lesson asks of an audience, or of its first where it is not for that one."""
    who = audience if audience in lesson.audiences else lesson.audiences[0]
    return sum(who in asked_audiences(question, lesson) for step in lesson.steps for question in step.questions)


def _list_of(titles: Sequence[str], language: str) -> str:
    """Return the titles as one sentence, as many as there is room for."""
    for count in range(len(titles), 0, -1):
        more = [_MORE[language].format(count=len(titles) - count)] if count < len(titles) else []
        text = _LESSONS[language].format(titles="; ".join([*titles[:count], *more]))
        if len(text) <= LONGEST_DESCRIPTION:
            return text
    return titles[0][:LONGEST_DESCRIPTION]


def _id_of(title: str) -> str:
    """Return an id that a title makes: its Latin letters for people, a sum so that no two titles share it."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40].strip("_")
    return f"{words or 'course'}_{sha256(title.encode()).hexdigest()[:8]}"


_IMSCP12 = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_ADLCP12 = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
_IMSMD12 = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
_IMSCP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_ADLCP = "http://www.adlnet.org/xsd/adlcp_v1p3"
_IMSSS = "http://www.imsglobal.org/xsd/imsss"
_LOM = "http://ltsc.ieee.org/xsd/LOM"
_XML = "http://www.w3.org/XML/1998/namespace"


def scorm12_manifest(package: Package, files: Sequence[str]) -> bytes:
    """Return ``imsmanifest.xml`` of SCORM 1.2 for a package with these files."""
    root = ET.Element(f"{{{_IMSCP12}}}manifest", {"identifier": f"manifest_{package.id}", "version": "1.0"})
    _metadata12(_schema(root, _IMSCP12, "1.2"), title=package.title, description=package.description)
    organization = _organization(root, _IMSCP12, package)
    for unit in package.units:
        item = _item(organization, _IMSCP12, unit, package.language)
        _metadata12(ET.SubElement(item, f"{{{_IMSCP12}}}metadata"), title=unit.title, description=unit.description)
    _resource(root, _IMSCP12, f"{{{_ADLCP12}}}scormtype", files)
    return xml_bytes(root, {_IMSCP12: "", _ADLCP12: "adlcp", _IMSMD12: "imsmd"})


def scorm2004_manifest(package: Package, files: Sequence[str]) -> bytes:
    """Return ``imsmanifest.xml`` of SCORM 2004, 3rd edition, for a package with these files."""
    root = ET.Element(f"{{{_IMSCP}}}manifest", {"identifier": f"manifest_{package.id}", "version": "1.0"})
    _metadata2004(_schema(root, _IMSCP, "2004 3rd Edition"), title=package.title, description=package.description)
    organization = _organization(root, _IMSCP, package)
    for unit in package.units:
        item = _item(organization, _IMSCP, unit, package.language)
        _metadata2004(ET.SubElement(item, f"{{{_IMSCP}}}metadata"), title=unit.title, description=unit.description)
        # Without it the platform takes a unit that was opened as done.
        said = {"completionSetByContent": "true", "objectiveSetByContent": "true"}
        ET.SubElement(ET.SubElement(item, f"{{{_IMSSS}}}sequencing"), f"{{{_IMSSS}}}deliveryControls", said)
    sequencing = ET.SubElement(organization, f"{{{_IMSSS}}}sequencing")
    ET.SubElement(sequencing, f"{{{_IMSSS}}}controlMode", {"choice": "true", "flow": "true"})
    _resource(root, _IMSCP, f"{{{_ADLCP}}}scormType", files)
    return xml_bytes(root, {_IMSCP: "", _ADLCP: "adlcp", _IMSSS: "imsss", _LOM: "lom"})


def _schema(root: ET.Element, space: str, version: str) -> ET.Element:
    metadata = ET.SubElement(root, f"{{{space}}}metadata")
    ET.SubElement(metadata, f"{{{space}}}schema").text = "ADL SCORM"
    ET.SubElement(metadata, f"{{{space}}}schemaversion").text = version
    return metadata


def _organization(root: ET.Element, space: str, package: Package) -> ET.Element:
    name = f"organization_{package.id}"
    organization = ET.SubElement(
        ET.SubElement(root, f"{{{space}}}organizations", {"default": name}),
        f"{{{space}}}organization",
        {"identifier": name},
    )
    ET.SubElement(organization, f"{{{space}}}title").text = package.title[package.language][:LONGEST_TITLE]
    return organization


def _item(organization: ET.Element, space: str, unit: Unit, language: str) -> ET.Element:
    said = {"identifier": f"item_{unit.id}", "identifierref": "page", "isvisible": "true"}
    if unit.parameters:
        said["parameters"] = unit.parameters
    item = ET.SubElement(organization, f"{{{space}}}item", said)
    ET.SubElement(item, f"{{{space}}}title").text = unit.title[language][:LONGEST_TITLE]
    return item


def _resource(root: ET.Element, space: str, kind: str, files: Sequence[str]) -> None:
    said = {"identifier": "page", "type": "webcontent", kind: "sco", "href": PAGE}
    resource = ET.SubElement(ET.SubElement(root, f"{{{space}}}resources"), f"{{{space}}}resource", said)
    for name in files:
        ET.SubElement(resource, f"{{{space}}}file", {"href": name})


def _metadata(
    metadata: ET.Element,
    space: str,
    text_as: str,
    language_as: str,
    title: Mapping[str, str],
    description: Mapping[str, str],
) -> None:
    """Add title, languages and description; the editions of LOM differ in how they write a text and its language."""
    general = ET.SubElement(ET.SubElement(metadata, f"{{{space}}}lom"), f"{{{space}}}general")

    def tell(name: str, texts: Mapping[str, str]) -> None:
        told = ET.SubElement(general, f"{{{space}}}{name}")
        for language, text in texts.items():
            ET.SubElement(told, f"{{{space}}}{text_as}", {language_as: language}).text = text

    tell("title", title)
    for language in title:
        ET.SubElement(general, f"{{{space}}}language").text = language
    tell("description", description)


_metadata12 = partial(_metadata, space=_IMSMD12, text_as="langstring", language_as=f"{{{_XML}}}lang")
_metadata2004 = partial(_metadata, space=_LOM, text_as="string", language_as="language")


def xml_bytes(root: ET.Element, prefixes: Mapping[str, str]) -> bytes:
    """Return a document with these prefixes by namespace; the namespace without one is the default."""
    for element in root.iter():
        space, _, name = element.tag[1:].rpartition("}")
        element.tag = f"{prefixes[space]}:{name}" if prefixes[space] else name
        for key in [key for key in element.attrib if key.startswith("{") and not key.startswith(f"{{{_XML}}}")]:
            space, _, name = key[1:].rpartition("}")
            element.attrib[f"{prefixes[space]}:{name}"] = element.attrib.pop(key)
    for space, prefix in prefixes.items():
        root.set(f"xmlns:{prefix}" if prefix else "xmlns", space)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def zipped(contents: Mapping[str, bytes]) -> bytes:
    """Return files as a ZIP file, the same bytes for the same files."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            file.writestr(entry, content)
    return packed.getvalue()
