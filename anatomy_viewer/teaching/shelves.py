"""Which lessons are handed out: the viewer's own, lessons of somebody else, and a course's in its order."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from anatomy_viewer.atlas import Problem, ProblemsFound, nearest_name
from anatomy_viewer.atlas.descriptions import AUDIENCES, Audience
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.teaching.lesson.course import COURSE_NAME, Course, CourseText, course_of, is_course, read_course
from anatomy_viewer.teaching.lesson.files import is_lesson_name, lesson_file
from anatomy_viewer.teaching.lesson.lesson import Lesson
from anatomy_viewer.teaching.lesson.markdown import links
from anatomy_viewer.teaching.lesson.reading import LESSON_SUFFIX, LONGEST_LIST, Document, read_lesson
from anatomy_viewer.teaching.lesson.shelf import Shelf
from anatomy_viewer.teaching.lesson.starter import write_course
from anatomy_viewer.teaching.lesson.translation import Translation, language_of, read_translation, translation_paths
from anatomy_viewer.teaching.library import (
    check_files,
    checked_shelf,
    lesson_files,
    lesson_meant,
    lesson_paths,
    problems_of_files,
    read_shelf,
    whole_scene,
)
from anatomy_viewer.teaching.pictures.scene import Scene

__all__ = ["OwnFiles", "check_everything", "fitted", "own_files", "own_shelf", "picked", "write_course_starter"]

FIRST_SHIPPED = 3
"""How many of the viewer's own lessons a first course has."""

ALL_LESSONS = {"en": "The cluneal nerves", "es": "Los nervios cluneales"}
"""What a course of all lessons is called that nobody gave a title."""

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class OwnFiles:
    """The files that somebody hands out.

    Parameters
    ----------
    lessons
        The lesson files by id, in the order in which they were given; of a course, those that it names.
    course
        The course, and where it stands.
    order
        Of a course, the ids of its lessons.
    spare
        Ids of lessons that were given and that the course does not name.
    """

    lessons: Mapping[str, Path]
    course: Course | None = None
    document: Document | None = None
    order: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()

    @property
    def translations(self) -> list[Path]:
        """The translation files of the lessons, beside them."""
        folders = dict.fromkeys(path.parent for path in self.lessons.values())
        own = {(path.parent, path.name) for path in self.lessons.values()}
        return [
            path for folder in folders for path in translation_paths(folder) if (path.parent.parent, path.name) in own
        ]


def own_files(paths: Iterable[Path] = (), course: Path | None = None, *, only_own: bool = False) -> OwnFiles:
    """Return the lesson files at places, and the course with the files that it names.

    Parameters
    ----------
    paths
        Lesson files, and folders of them.
    course
        A course file.
    only_own
        Whether the viewer's own lessons are left out.

    Raises
    ------
    ProblemsFound
        Where something is not there, is no lesson or no course, or two files have one id; all at once.
    """
    problems: list[Problem] = []
    found: dict[str, Path] = {}
    for path in paths:
        inside: list[Path] = [path]
        if path.is_dir():
            inside = [one for one in lesson_paths(path) if not is_course(one)]
            if not inside:
                problems.append(Problem(str(path), "the folder holds no lesson", f"files that end in {LESSON_SUFFIX}"))
        else:
            try:
                lesson_file(path)
                if is_course(path):
                    raise ProblemsFound([Problem(str(path), "this is a course", f"--course {path}")])
            except ProblemsFound as refused:
                problems += refused.problems
                continue
        for one in inside:
            other = found.setdefault(one.stem, one)
            if other.resolve() != one.resolve():
                problems.append(Problem(str(one), f'there is a lesson "{one.stem}" in {other} already', "each id once"))
    if course is None:
        if problems:
            raise ProblemsFound(problems)
        return OwnFiles(found)
    try:
        document = read_course(course)
    except ProblemsFound as refused:
        raise ProblemsFound([*problems, *refused.problems]) from None
    told, form_problems = course_of(document)
    shipped = [] if only_own else [path.stem for path in lesson_paths()]
    named, order, missing = _named(document, course.parent, found, shipped)
    problems += sorted((*form_problems, *missing), key=_line_of)
    if problems or told is None:
        raise ProblemsFound(problems)
    files = {id: path for id, path in {**found, **named}.items() if id in order}
    return OwnFiles(files, told, document, order, tuple(id for id in found if id not in order))


def _line_of(problem: Problem) -> int:
    line = re.search(r":(\d+)(?: |$)", problem.where)
    return int(line[1]) if line else 0


def _named(
    document: Document, folder: Path, given: Mapping[str, Path], shipped: Sequence[str]
) -> tuple[dict[str, Path], tuple[str, ...], list[Problem]]:
    """Return the files that a course names beside those that were given, the ids in its order, and what is wrong."""
    entries = document.data.get("lessons") if isinstance(document.data, dict) else None
    files: dict[str, Path] = {}
    order: list[str] = []
    problems: list[Problem] = []
    beside = _beside(folder)
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        if not isinstance(entry, str) or not entry.strip():
            continue  # told of the form
        where, id = document.where(("lessons", number)), entry
        if is_lesson_name(Path(entry)):
            try:
                files[id := Path(entry).stem] = lesson_file(folder / entry)
            except ProblemsFound as refused:
                problems += [Problem(f"{where}: {one.where}", one.found, one.allowed) for one in refused.problems]
                continue
            if id in given and given[id].resolve() != files[id].resolve():
                problems.append(Problem(where, f'there is a lesson "{id}" in {given[id]} already', "each id once"))
        elif id not in given and id in beside:
            files[id] = beside[id]
        elif id not in given and id not in shipped:
            known = tuple(dict.fromkeys((*given, *beside, *shipped)))
            found = f'there is no lesson "{id}"'
            problems.append(Problem(where, found, ", ".join(known) or "no lesson at all", nearest_name(id, known)))
            continue
        if id in order:
            problems.append(Problem(where, f'"{id}" stands there a second time', "each lesson once"))
        order.append(id)
    return files, tuple(order), problems


def _beside(folder: Path) -> dict[str, Path]:
    """Return the lesson files beside a course, or in the folder of lessons there, by id."""
    paths = (*lesson_paths(folder), *lesson_paths(folder / "lessons"))
    found: dict[str, Path] = {}
    for path in paths:
        if re.fullmatch(r"[a-z][a-z0-9_]*", path.stem) and not is_course(path):
            found.setdefault(path.stem, path)
    return found


def own_shelf(
    paths: Iterable[Path] = (),
    course: Path | None = None,
    *,
    only_own: bool = False,
    scene: Scene | None = None,
    progress: Progress = lambda _what, _done: None,
) -> Shelf:
    """Return the lessons that somebody hands out, checked, with the viewer's own.

    Parameters
    ----------
    paths, course, only_own
        See `own_files`.
    scene
        What lessons are about; by default the atlas and the built model.
    progress
        Told of each file and the share that is done.

    Returns
    -------
    Shelf
        What the checker refuses is left out, and told under `Shelf.problems`; a lesson with the id of one of the
        viewer's own takes its place (`Shelf.replaced`).

    Raises
    ------
    ProblemsFound
        As `own_files`; where the course and its lessons do not go together; or where no lesson is left.
    """
    files = own_files(paths, course, only_own=only_own)
    shipped = [] if only_own else [path.stem for path in lesson_paths()]
    wanted = [id for id in shipped if id not in files.lessons and (id in files.order or files.course is None)]
    theirs = read_shelf(wanted) if wanted and files.course else read_shelf() if wanted else Shelf(())
    scene = scene if scene is not None else whole_scene()
    lessons: dict[str, Lesson] = {one.id: one for one in theirs.lessons if one.id in wanted}
    translations = [one for one in theirs.translations if one.id in lessons]
    folders = {id: folder for id, folder in theirs.folders.items() if id in lessons}
    problems: list[Problem] = list(theirs.problems)
    checked = [*files.lessons.values(), *files.translations]
    read: list[Translation] = []
    for number, (path, faults) in enumerate(problems_of_files(checked, scene)):
        progress(path.name, number / len(checked))
        problems += faults
        if path in files.lessons.values():
            if not faults:
                lessons[path.stem], folders[path.stem] = read_lesson(path), path.parent
        elif path.stem in lessons and not faults:
            read.append(read_translation(path))
    in_order = sorted(lessons.values(), key=lambda lesson: (lesson.order, lesson.id))
    if files.course is not None:
        in_order = [lessons[id] for id in files.order if id in lessons]
    if not in_order:
        raise ProblemsFound(problems or [Problem("lessons", "there is none")])
    shelf = Shelf(
        tuple(in_order),
        tuple(problems),
        (*translations, *read),
        folders,
        files.course,
        {id: path for id, path in files.lessons.items() if id in shipped},
        files.spare,
    )
    if files.document is not None and (unfit := _unfit(shelf, files.document, files.order)):
        raise ProblemsFound([*problems, *unfit])
    return shelf


def _unfit(shelf: Shelf, document: Document, order: Sequence[str]) -> list[Problem]:
    """Return where a course and its lessons do not go together."""
    course = shelf.course
    assert course is not None
    problems = []
    for lesson in shelf.lessons:
        if course.audience is not None and course.audience not in lesson.audiences:
            where = document.where(("lessons", order.index(lesson.id)))
            found = f'"{lesson.id}" has no texts for the audience {course.audience} of this course'
            problems.append(
                Problem(where, found, f"lessons for {course.audience}; this one is for {', '.join(lesson.audiences)}")
            )
    asked = any(step.questions for lesson in shelf.lessons for step in lesson.steps)
    if course.pass_mark is not None and not asked and not shelf.problems:
        found = "there is a pass mark, but no lesson of this course asks a question"
        problems.append(Problem(document.where(("pass_mark",)), found, "no pass mark, or lessons with questions"))
    for text in dict.fromkeys((course.welcome.en, course.welcome.es) if course.welcome is not None else ()):
        for link in links(text or ""):
            if link.kind != "lesson" or link.target not in order:
                found = f'found a link to "{link.target if link.kind is None else f"{link.kind}:{link.target}"}"'
                allowed = "links to lesson:ID of a lesson of this course"
                problems.append(Problem(document.where(("welcome",)), found, allowed, nearest_name(link.target, order)))
    return problems


def picked(shelf: Shelf, wanted: Sequence[str]) -> Shelf:
    """Return some of the lessons of a shelf, in the order in which they are wanted; see `library.lesson_meant`.

    Raises
    ------
    ProblemsFound
        Where one is not on the shelf.
    """
    lessons = {one.id: one for one in shelf.lessons}
    meant = {name: lesson_meant(name, lessons) for name in wanted}
    missing = [
        Problem("lessons", f'there is no lesson "{name}"', ", ".join(lessons), nearest_name(name, lessons))
        for name, id in meant.items()
        if id is None
    ]
    if missing:
        raise ProblemsFound(missing)
    ids = dict.fromkeys(id for id in meant.values() if id is not None)
    return replace(shelf, lessons=tuple(lessons[id] for id in ids))


def fitted(
    shelf: Shelf | None,
    lessons: Sequence[str] = (),
    *,
    pass_mark: int | None = None,
    audience: Audience | None = None,
    make_course: bool = False,
) -> Shelf:
    """Return the lessons that are handed out, with what their course says otherwise.

    Parameters
    ----------
    shelf
        Those that there are; None for the viewer's own.
    lessons
        Which of them, by id or as a file; all where there is none.
    pass_mark, audience
        What the course says of these; None leaves what it says.
    make_course
        Whether lessons that no course has named shall be one, under their own title or the viewer's.

    Raises
    ------
    ProblemsFound
        Where a lesson is not there, cannot be read, or is not for that audience.
    """
    if shelf is None:
        shelf = checked_shelf(list(lessons), whole_scene()) if lessons else read_shelf()
    elif lessons:
        shelf = picked(shelf, lessons)
    if shelf.problems:
        raise ProblemsFound(shelf.problems)
    if audience is not None and (others := [one.id for one in shelf.lessons if audience not in one.audiences]):
        fitting = [name for name in AUDIENCES if all(name in one.audiences for one in shelf.lessons)]
        found = f'found "{audience}", but not for them: {", ".join(others)}'
        raise ProblemsFound([Problem("--for", found, ", ".join(fitting) or "lessons that have an audience in common")])
    course = shelf.course
    if course is None:
        if not make_course:
            return shelf
        titles = dict(ALL_LESSONS)
        if len(shelf.lessons) == 1:
            (lesson,) = shelf.lessons
            translated: dict[str, str] = {one.language: one.title for one in shelf.translations if one.id == lesson.id}
            titles = {lesson.language: lesson.title, **translated}
        course = Course(title=CourseText(**titles), lessons=tuple(one.id for one in shelf.lessons))
    changed = {"pass_mark": pass_mark, "audience": audience}
    update = {key: value for key, value in changed.items() if value is not None}
    return replace(shelf, course=course.model_copy(update=update))


def check_everything(paths: Sequence[Path], course: Path | None = None, *, only_own: bool = False) -> dict[str, int]:
    """Check lesson files, their translations and courses, and return how many of each there were.

    Parameters
    ----------
    paths
        Lesson files, translations, course files, and folders of them; the viewer's own lessons where there is nothing.
    course, only_own
        See `own_files`; what is given otherwise may be in the course.

    Raises
    ------
    ProblemsFound
        With everything that is wrong, a folder that holds none among it.
    """
    scene = whole_scene()
    places = lesson_files(paths if paths or course is not None else [data_folder("lessons")])
    shipped = data_folder("lessons")
    courses = [path for path in places if path.parent != shipped and path.is_file() and is_course(path)]
    files = [path for path in places if path not in courses]
    given = [path for path in files if language_of(path) is None and path.suffix == LESSON_SUFFIX and path.is_file()]
    courses += [course] if course is not None and course not in courses else []
    problems: list[Problem] = []
    for one in courses:
        try:
            own = own_files(given, one, only_own=only_own)
            files += [path for path in (*own.lessons.values(), *own.translations) if path not in files]
            own_shelf(given, one, only_own=only_own, scene=scene)
        except ProblemsFound as refused:
            problems += refused.problems
    problems += check_files(files, scene)
    if problems:
        raise ProblemsFound(dict.fromkeys(problems))
    translations = sum(language_of(path) is not None for path in files)
    return {"course": len(courses), "lesson": len(files) - translations, "translation": translations}


def write_course_starter(file: Path, title: str | None = None) -> Path:
    """Write a first course, with the lessons that lie beside it before some of the viewer's own.

    Parameters
    ----------
    file
        The file to write, with or without its ending; or a folder, for ``course.yaml`` in it.
    title
        Its title.

    Returns
    -------
    Path
        The file that was written. A file that stands there is left alone.

    Raises
    ------
    ProblemsFound
        Where the title cannot be one, the folder is missing or cannot be written to, or the file is there already.
    """
    path = (
        file / COURSE_NAME if file.is_dir() else file if is_lesson_name(file) else file.with_name(f"{file.name}.yaml")
    )
    beside = list(_beside(path.parent).values())
    lessons = list(read_shelf().lessons[:FIRST_SHIPPED])
    ids = [one.stem for one in beside if one.stem not in {lesson.id for lesson in lessons}]
    for one in beside:
        with contextlib.suppress(ProblemsFound):
            lessons.append(read_lesson(one))
    shared = [audience for audience in AUDIENCES if all(audience in one.audiences for one in lessons)]
    ids += [one.id for one in lessons if one.id not in ids]
    return write_course(path, ids[:LONGEST_LIST], title, shared[0] if shared else None)
