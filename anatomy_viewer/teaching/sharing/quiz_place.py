"""Where the questions of lessons are written, and in which format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.atlas.writing import check_place
from anatomy_viewer.teaching.lesson.files import is_lesson_name, lesson_file

__all__ = ["QUIZ_ENDINGS", "quiz_place"]

QUIZ_ENDINGS = {"gift": (".gift", ".txt"), "anki": (".apkg",)}


def quiz_place(paths: Sequence[Path], file_format: str | None = None) -> tuple[list[Path], Path, str]:
    """Return the lesson files among paths, the file to write, and its format.

    Parameters
    ----------
    paths
        Lesson files, which end in .yaml, and at most one file to write; it stands beside the first lesson where it is
        left out.
    file_format
        ``gift`` or ``anki``; by the file's name when left out.

    Raises
    ------
    ProblemsFound
        Where a lesson file is not there, there are several files to write, or the place cannot take the file.
    """
    own = [path for path in paths if is_lesson_name(path) and not path.is_dir()]
    targets = [path for path in paths if path not in own]
    problems: list[Problem] = []
    for path in own:
        try:
            lesson_file(path)
        except ProblemsFound as refused:
            problems += refused.problems
    if len(paths) > 1:
        allowed = "lesson files that end in .yaml, and one file to write"
        problems += [Problem(str(path), "this is a folder", allowed) for path in targets if path.is_dir()]
    if len(targets) > 1 and not problems:
        found = f"there are {len(targets)} files to write: {', '.join(map(str, targets))}"
        problems.append(Problem("FILE", found, "one, after lesson files that end in .yaml"))
    if problems:
        raise ProblemsFound(problems)
    endings = QUIZ_ENDINGS[file_format] if file_format else [end for each in QUIZ_ENDINGS.values() for end in each]
    target = targets[0] if targets else own[0].with_suffix(endings[0])
    check_place(target, endings, "quiz")
    anki = target.suffix.lower() in QUIZ_ENDINGS["anki"]
    return own, target, "anki" if anki else "gift"
