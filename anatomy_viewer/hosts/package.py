"""The page for learning platforms: a ZIP file with a manifest and the one file, which speaks their standard."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.atlas.writing import check_place, sealed_zip, written_whole
from anatomy_viewer.hosts.parts import viewer_parts
from anatomy_viewer.hosts.progress import progress_bar
from anatomy_viewer.hosts.site import check_site, is_folder
from anatomy_viewer.hosts.static import carried_values, check_export, checked_address, one_file
from anatomy_viewer.page.package_wording import PACKAGE_WORDS
from anatomy_viewer.teaching.sharing.standards import STANDARDS

if TYPE_CHECKING:
    from anatomy_viewer.atlas.descriptions import Audience
    from anatomy_viewer.teaching.lesson.shelf import Shelf
    from anatomy_viewer.teaching.sharing.standards import Standard

__all__ = ["ENDINGS", "Asked", "check_package", "checked_export", "export_package"]

ENDINGS = (".zip",)
HIGHEST_MARK = 100


def export_package(
    path: Path | str,
    standard: Standard,
    shelf: Shelf,
    forms: Sequence[str] | None = None,
    address: str | None = None,
    audience: Audience | None = None,
    by_lesson: bool = False,
    pelvis: Path | None = None,
) -> Path:
    """Write the page of a course as a package for learning platforms.

    Parameters
    ----------
    path
        The file to write. A package that stands there is replaced once the new one is complete; another file is left
        as it is.
    standard
        Which standard the platform speaks.
    shelf
        The lessons to take along, with their course.
    forms, address, audience
        As for `static.export_page`. The questions of `audience` are those that count.
    by_lesson
        Whether each lesson is a unit of its own.
    pelvis
        The folder of a brought pelvis, where it is taken along.

    Returns
    -------
    Path
        The file that was written.

    Raises
    ------
    ProblemsFound
        As for `static.export_page`; or the shelf has no course, or lessons that cannot be read.
    """
    from anatomy_viewer.teaching.sharing.course_structure import course_iri
    from anatomy_viewer.teaching.sharing.manifests import MANIFESTS
    from anatomy_viewer.teaching.sharing.packages import PAGE, package_of, zipped

    target = Path(path)
    stands_at = check_package(target, address)
    if shelf.problems:
        raise ProblemsFound(shelf.problems)
    if shelf.course is None:
        raise ProblemsFound([Problem(str(target), "the lessons have no course", "the lessons of a course")])
    with progress_bar("Writing the package") as progress:
        progress("lessons", 0.0)
        page = viewer_parts(shelf=shelf, pelvis=pelvis)
        counts_for = audience or shelf.course.audience or "student"
        package = package_of(shelf, shelf.course, by_lesson, counts_for)
        said = {
            "id": course_iri(package),
            "standard": standard,
            "audience": counts_for,
            "words": {k: dict(v) for k, v in PACKAGE_WORDS.items()},
        }
        values = carried_values(page, None, forms, stands_at, audience, {"package": said})
        document = one_file(page, values, progress, standard)
        progress("package", 0.9)
        name, manifest = MANIFESTS[standard]
        contents = {PAGE: document.encode()}
        described = manifest(package, list(contents))
        packed = zipped({name: described, **contents})
        progress("file", 0.95)
        with written_whole(target, sealed_zip) as part:
            part.write_bytes(packed)
    return target


@dataclass(frozen=True)
class Asked:
    """What an export is asked for, found to be right.

    Parameters
    ----------
    kind
        What is written.
    pass_mark
        Of a hundred, or None.
    """

    kind: Literal["file", "folder", "package"]
    pass_mark: int | None = None


def checked_export(
    place: str,
    *,
    standard: str | None = None,
    unit: str | None = None,
    pass_mark: str | None = None,
    address: str | None = None,
    component: bool = False,
    course: bool = False,
) -> Asked:
    """Look at all that an export is asked for, before any work is done.

    Parameters
    ----------
    place
        Where it shall be written.
    standard, unit
        Of a package, its standard, and what is a unit in it.
    pass_mark
        As it was given.
    address, component
        As for `static.export_page`.
    course
        Whether a course is given.

    Raises
    ------
    ProblemsFound
        With everything that is wrong.
    """
    problems: list[Problem] = []
    kind: Literal["file", "folder", "package"] = "package"
    if standard is None:
        if Path(place).suffix.lower() in ENDINGS and not Path(place).is_dir():
            found = f'the name ends in "{Path(place).suffix}", but there is no --package'
            allowed = f"--package {' | '.join(STANDARDS)} for a learning platform, or a name that ends in .html or in /"
            problems.append(Problem(place, found, allowed))
        else:
            try:
                kind = "folder" if is_folder(place) else "file"
                (check_site if kind == "folder" else check_export)(Path(place), None, component)
            except ProblemsFound as fault:
                problems += fault.problems
        if unit is not None:
            problems.append(Problem("--unit", f'found "{unit}", but no --package', "only packages have units"))
    else:
        try:
            check_package(Path(place), None)
        except ProblemsFound as fault:
            problems += fault.problems
        if component:
            found = "it stands with --package, and a package is no part of another page"
            problems.append(Problem("--component", found, "with a page or a folder only"))
    mark = None
    if pass_mark is not None:
        if re.fullmatch(r"\d{1,3}", pass_mark, re.ASCII) and int(pass_mark) <= HIGHEST_MARK:
            mark = int(pass_mark)
        else:
            allowed = f"a whole number, 0 to {HIGHEST_MARK}: so many of a hundred questions must be right"
            problems.append(Problem("--pass", f'found "{pass_mark}"', allowed))
        if standard is None and not course:
            problems.append(Problem("--pass", "there is nothing to pass", "with --course FILE or --package"))
    checked_address(address, problems)
    return Asked(kind, mark)


def check_package(target: Path, address: str | None) -> str | None:
    """Refuse a place or an address before any work is done; return the address as `published_address` does."""
    problems: list[Problem] = []
    try:
        check_place(target, ENDINGS, "course")
    except ProblemsFound as fault:
        problems += fault.problems
    return checked_address(address, problems)
