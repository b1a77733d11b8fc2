"""Which files are lessons, by their names and places."""

from __future__ import annotations

import re
from pathlib import Path

from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.teaching.lesson.reading import LESSON_SUFFIX
from anatomy_viewer.teaching.lesson.translation import language_of


def is_lesson_name(path: Path) -> bool:
    """Return whether somebody who writes this means a lesson file."""
    return path.suffix.lower() in (LESSON_SUFFIX, ".yml")


def lesson_file(path: Path) -> Path:
    """Return the path of a lesson file that can be previewed, whatever stands in it.

    Raises
    ------
    ProblemsFound
        Where there is no such file, its name cannot be a lesson's, or it is a translation.
    """
    if not path.is_file():
        found = "this is a folder" if path.is_dir() else "there is no such file"
        raise ProblemsFound([Problem(str(path), found, 'a lesson file; "lessons new" writes a first one')])
    if path.suffix != LESSON_SUFFIX or not re.fullmatch(r"[a-z][a-z0-9_]*", path.stem):
        allowed = f"a name of small letters, digits and underscores that ends in {LESSON_SUFFIX}"
        raise ProblemsFound([Problem(str(path), f'found the name "{path.name}"', allowed)])
    if language_of(path) is not None:
        allowed = f"the lesson itself, such as {path.parent.parent / path.name}"
        raise ProblemsFound([Problem(str(path), "this is a translation", allowed)])
    return path
