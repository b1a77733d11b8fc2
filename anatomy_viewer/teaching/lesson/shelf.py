"""Lessons that were read together, with their translations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from anatomy_viewer.atlas.problems import Problem
from anatomy_viewer.teaching.lesson.course import Course
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
    course
        The course that they are of, if any: its title, for whom, in which languages, and its pass mark.
    replaced
        The files that take the place of the viewer's own lessons, by id.
    spare
        Ids of lessons that were given and that the course does not name.
    """

    lessons: tuple[Lesson, ...]
    problems: tuple[Problem, ...] = ()
    translations: tuple[Translation, ...] = ()
    folders: Mapping[str, Path] = field(default_factory=dict)
    course: Course | None = None
    replaced: Mapping[str, Path] = field(default_factory=dict)
    spare: tuple[str, ...] = ()

    def languages_of(self, lesson: Lesson) -> tuple[str, ...]:
        """Return the languages in which a lesson can be read: its own, and those of its translations."""
        return (lesson.language, *(one.language for one in self.translations if one.id == lesson.id))
