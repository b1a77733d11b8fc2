"""A first lesson and a first course to change: commented, and accepted by the checker as they are."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path

from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.atlas.writing import WRITABLE, create_file
from anatomy_viewer.teaching.lesson.reading import LESSON_SUFFIX

__all__ = ["starter_text", "write_course", "write_starter"]

_STARTER = Path(__file__).with_name("starter.yaml")
_COURSE = Path(__file__).with_name("course.yaml")
_LONGEST_TITLE = 90


def starter_text(lesson: str, title: str | None = None) -> str:
    """Return the text of a first lesson.

    Parameters
    ----------
    lesson
        The lesson's id.
    title
        Its title; made from the id when left out.
    """
    quoted = _quoted(title or lesson.replace("_", " ").capitalize())
    text = _STARTER.read_text(encoding="utf-8")
    return text.replace("LESSON_ID", lesson).replace("LESSON_TITLE", quoted)


def write_starter(lesson: str, folder: Path, title: str | None = None, taken: Collection[str] = ()) -> Path:
    """Write a first lesson as ``ID.yaml`` into a folder.

    Parameters
    ----------
    lesson
        The lesson's id: small letters, digits and underscores.
    folder
        An existing folder.
    title
        Its title; made from the id when left out.
    taken
        Ids that other lessons have.

    Returns
    -------
    Path
        The file that was written. A file that stands there is left alone.

    Raises
    ------
    ProblemsFound
        Where the id is none or taken, the title is empty or too long, the folder is missing or cannot be
        written to, or the file is there already.
    """
    problems = []
    path = folder / f"{lesson}{LESSON_SUFFIX}"
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,79}", lesson):
        nearest = re.sub(r"[^a-z0-9]+", "_", lesson.lower()).strip("_").lstrip("0123456789_")[:80]
        problems.append(
            Problem("ID", f'found "{lesson}"', "small letters, digits and underscores, a letter first", nearest or None)
        )
    elif lesson in taken:
        problems.append(Problem("ID", f'there is a lesson "{lesson}" already', "another id"))
    problems += _refused(title, folder)
    if problems:
        raise ProblemsFound(problems)
    return _written(path, starter_text(lesson, title), "a new id")


def write_course(path: Path, lessons: Sequence[str], title: str | None = None, audience: str | None = None) -> Path:
    """Write a first course with lessons into a file that is not there yet.

    Parameters
    ----------
    path
        The file.
    lessons
        Ids of lessons, in order.
    title
        Its title.
    audience
        Whom all these lessons are for; None where they have no audience in common.

    Raises
    ------
    ProblemsFound
        As `write_starter`.
    """
    if problems := _refused(title, path.parent):
        raise ProblemsFound(problems)
    text = _COURSE.read_text(encoding="utf-8").replace(
        "COURSE_TITLE", _quoted(title or "A course on the cluneal nerves")
    )
    text = text.replace("audience: AUDIENCE", f"audience: {audience}" if audience else "# audience: student")
    return _written(path, text.replace("  - LESSONS", "\n".join(f"  - {id}" for id in lessons)), "a new name")


def _refused(title: str | None, folder: Path) -> list[Problem]:
    """Return what is wrong with a title and with a folder."""
    problems = []
    if title is not None and (not title.strip() or len(title) > _LONGEST_TITLE or not title.isprintable()):
        problems.append(Problem("--title", f'found "{title[:40]}"', f"one line of at most {_LONGEST_TITLE} letters"))
    if not folder.is_dir():
        found = "this is a file" if folder.exists() else "there is no such folder"
        problems.append(Problem(str(folder), found, "a folder that exists"))
    return problems


def _written(path: Path, text: str, another: str) -> Path:
    """Write a file that is not there yet, or say why not."""
    try:
        create_file(path, text.encode())
    except FileExistsError:
        raise ProblemsFound([Problem(str(path), "the file is there already, and is left as it is", another)]) from None
    except OSError as fault:
        found = f"the file cannot be written ({fault.strerror})"
        raise ProblemsFound([Problem(str(path), found, WRITABLE)]) from None
    return path


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
