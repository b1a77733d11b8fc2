"""Lessons that were read together, with their translations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from anatomy_viewer.atlas.problems import Problem
from anatomy_viewer.teaching.lesson.lesson import Lesson
from anatomy_viewer.teaching.lesson.translation import Translation


@dataclass(frozen=True)
class Shelf:
    """The lessons that could be read, and what was wrong with the others.

    Parameters
    ----------
    lessons
        In their own order, or in the order in which they were wanted.
    problems
        The problems of the files that could not be read.
    translations
        The translations beside the lessons.
    folders
        Where the file of each lesson lies, by id.
    """

    lessons: tuple[Lesson, ...]
    problems: tuple[Problem, ...] = ()
    translations: tuple[Translation, ...] = ()
    folders: Mapping[str, Path] = field(default_factory=dict)
