"""The lessons that there are: finding, listing, checking them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from anatomy_viewer.atlas import Problem, ProblemsFound, nearest_name, read_atlas, read_model
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.teaching.checking.checker import check
from anatomy_viewer.teaching.checking.question_rules import question_ids
from anatomy_viewer.teaching.checking.translation_checker import check_translation
from anatomy_viewer.teaching.lesson.files import is_lesson_name, lesson_file
from anatomy_viewer.teaching.lesson.lesson import Lesson
from anatomy_viewer.teaching.lesson.reading import LESSON_SUFFIX, read_document, read_lesson
from anatomy_viewer.teaching.lesson.shelf import Shelf
from anatomy_viewer.teaching.lesson.translation import Translation, language_of, read_translation, translation_paths
from anatomy_viewer.teaching.pictures.scene import Scene
from anatomy_viewer.teaching.pictures.staging import ScenesOfForms, scene_of


def lesson_paths(folder: Path | None = None) -> list[Path]:
    """Return the lesson files of a folder, by name; by default the viewer's own.

    Raises
    ------
    ProblemsFound
        Where the folder is missing.
    """
    folder = folder or data_folder("lessons")
    return sorted(path for path in folder.glob(f"*{LESSON_SUFFIX}") if path.is_file())


def read_shelf(wanted: Sequence[str] | None = None, extra: Iterable[Path] = (), folder: Path | None = None) -> Shelf:
    """Return lessons; a file that cannot be read leaves the others as they are.

    Parameters
    ----------
    wanted
        Ids of the lessons, in the order in which they shall come; all by default. Extra files always come. They are
        read as `lesson_meant` says.
    extra
        Files beside the viewer's own; one with the id of an own lesson takes its place.
    folder
        The folder of the lessons; by default the viewer's own.

    Raises
    ------
    ProblemsFound
        Where a wanted lesson is not there, or cannot be read.
    """
    extra = tuple(extra)
    found: dict[str, Lesson] = {}
    folders: dict[str, Path] = {}
    broken: dict[str, tuple[Problem, ...]] = {}
    beside = lesson_paths(folder)
    if wanted is not None:
        there = [path.stem for path in (*beside, *extra)]
        wanted = [lesson_meant(name, there) or name for name in wanted]
    for path in (*(path for path in beside if wanted is None or path.stem in wanted), *extra):
        try:
            lesson = read_lesson(path)
        except ProblemsFound as refused:
            broken[path.stem] = refused.problems
            continue
        found[lesson.id], folders[lesson.id] = lesson, path.parent
    translations, faults = _translations((folder or data_folder("lessons"), *(path.parent for path in extra)), folders)
    if wanted is None:
        in_order = sorted(found.values(), key=lambda lesson: (lesson.order, lesson.id))
        problems = (*(problem for each in broken.values() for problem in each), *faults)
        return Shelf(tuple(in_order), problems, translations, folders)
    known = tuple(dict.fromkeys((*(path.stem for path in beside), *found, *broken)))
    missing = [
        Problem(
            "lessons",
            f'there is no lesson "{name}"',
            ", ".join(known) or "no lesson at all",
            nearest_name(name, known) or _file_of(name),
        )
        for name in wanted
        if name not in known
    ]
    missing += [problem for name in wanted for problem in broken.get(name, ())]
    if missing:
        raise ProblemsFound(missing)
    extra_ids = {path.stem for path in extra}
    ids = dict.fromkeys((*wanted, *(name for name in found if name in extra_ids)))
    return Shelf(tuple(found[name] for name in ids), (), translations, folders)


def _file_of(id: str) -> str | None:
    """Return the lesson file of an id where one lies here: it is somebody's own, and is given by its name."""
    name = f"{id}{LESSON_SUFFIX}"
    return name if re.fullmatch(r"[a-z][a-z0-9_]*", id) and Path(name).is_file() else None


def lesson_meant(text: str, ids: Iterable[str], titles: Mapping[str, str] | None = None) -> str | None:
    """Return the lesson that a person means, or None where it is none of them.

    Parameters
    ----------
    text
        An id, in whatever capitals and with hyphens or blanks in it, in quotes or with a full stop; the name of its
        file; its title; or a link that names it.
    ids
        The lessons that there are.
    titles
        Their titles by id, where they are known.

    Examples
    --------
    >>> lesson_meant("Lessons/Find-Your-Way.yaml", ["find_your_way"])
    'find_your_way'
    """
    plain = unquote(unquote(text))
    in_link = re.search(r"[?&#;]lesson=([^&#;?]+)", plain, re.IGNORECASE)
    plain = in_link[1].replace("+", " ") if in_link else plain
    written = {_letters(one) for one in (plain, re.split(r"[/\\]", plain)[-1])}
    by_id = [id for id in ids if _letters(id) in written]
    return next(iter(by_id or [id for id, title in (titles or {}).items() if _letters(title) in written]), None)


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKD", re.sub(rf"\{LESSON_SUFFIX}\W*$", "", text)).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def _translations(
    folders: Iterable[Path], lies_in: Mapping[str, Path]
) -> tuple[tuple[Translation, ...], tuple[Problem, ...]]:
    """Return the translations in folders of lessons, and what is wrong with those that cannot be read.

    A lesson that lies elsewhere only has the same id: its words are others.
    """
    read: list[Translation] = []
    problems: list[Problem] = []
    for path in (path for folder in dict.fromkeys(folders) for path in translation_paths(folder)):
        if lies_in.get(path.stem, path.parent.parent) != path.parent.parent:
            continue
        try:
            read.append(read_translation(path))
        except ProblemsFound as refused:
            problems += refused.problems
    return tuple(read), tuple(problems)


def list_lessons(folder: Path | None = None) -> tuple[Lesson, ...]:
    """Return all lessons of a folder, by default the viewer's own.

    Raises
    ------
    ProblemsFound
        With the problems of every file that cannot be read.
    """
    shelf = read_shelf(folder=folder)
    if shelf.problems:
        raise ProblemsFound(shelf.problems)
    return shelf.lessons


def lesson_files(paths: Iterable[Path]) -> list[Path]:
    """Return files as they are, and for a folder the lessons in it with their translations.

    Raises
    ------
    ProblemsFound
        Where a folder holds no lesson file.
    """
    files: list[Path] = []
    problems = []
    for path in paths:
        inside = [*lesson_paths(path), *translation_paths(path)] if path.is_dir() else [path]
        if not inside:
            problems.append(Problem(str(path), "the folder holds no lesson", f"files that end in {LESSON_SUFFIX}"))
        files += inside
    if problems:
        raise ProblemsFound(problems)
    return files


def lessons_and_files(wanted: Sequence[str]) -> tuple[list[str], list[Path]]:
    """Return the ids of wanted lessons, and the files of those that were given as files.

    Parameters
    ----------
    wanted
        Ids, and paths of lesson files.

    Raises
    ------
    ProblemsFound
        Where a file is missing, is a folder or a translation, or its name cannot be a lesson's.
    """
    ids: list[str] = []
    files: list[Path] = []
    problems: list[Problem] = []
    for name in wanted:
        path = Path(name)
        if is_lesson_name(path):
            try:
                files.append(lesson_file(path))
            except ProblemsFound as refused:
                problems += refused.problems
        ids.append(path.stem if is_lesson_name(path) else name)
    if problems:
        raise ProblemsFound(problems)
    return list(dict.fromkeys(ids)), list(dict.fromkeys(files))


def checked_shelf(wanted: Sequence[str], scene: Scene) -> Shelf:
    """Return lessons by id or by file, all where none is wanted; those given as files must pass the checker.

    Raises
    ------
    ProblemsFound
        Where one is not there or has problems.
    """
    ids, files = lessons_and_files(wanted)
    if found := check_files(files, scene):
        raise ProblemsFound(found)
    return read_shelf(ids or None, files)


def whole_scene() -> Scene:
    """Return what all lessons are about: the atlas and the built model, with every form of the pelvis."""
    atlas = read_atlas()
    return replace(scene_of(atlas, read_model()), forms=ScenesOfForms(atlas))


def check_files(files: Sequence[Path], scene: Scene | None = None) -> list[Problem]:
    """Return everything that is wrong with lesson files, in the order of files and lines.

    Parameters
    ----------
    files
        Lesson files; see `lesson_files`.
    scene
        What they are about; by default the atlas and the built model.

    Raises
    ------
    ProblemsFound
        Where the atlas or the built model cannot be read.
    """
    return [problem for _, found in problems_of_files(files, scene) for problem in found]


def problems_of_files(files: Sequence[Path], scene: Scene | None = None) -> Iterator[tuple[Path, list[Problem]]]:
    """Yield each file with everything that is wrong with it; see `check_files`."""
    scene = scene if scene is not None else whole_scene()
    ids = {path.stem for path in files if language_of(path) is None} | {path.stem for path in lesson_paths()}
    asked: dict[str, str] = {}
    for path in files:
        if language_of(path) is not None:
            yield path, list(check_translation(path, _lesson_beside(path), scene.with_drawings(path.parent.parent)))
            continue
        try:
            document = read_document(path)
        except ProblemsFound as found:
            yield path, list(found.problems)
            continue
        elsewhere = {name: lesson for name, lesson in asked.items() if lesson != path.stem}
        yield path, check(document, scene.with_drawings(path.parent), ids, elsewhere)
        asked |= {name: path.stem for name in question_ids(document) if name not in asked}


def _lesson_beside(translation: Path) -> Lesson | None:
    """Return the lesson of a translation file, or None where it cannot be read; the lesson's own check says why."""
    try:
        return read_lesson(translation.parent.parent / translation.name)
    except ProblemsFound:
        return None
