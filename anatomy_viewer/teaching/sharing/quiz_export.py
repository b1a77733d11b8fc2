"""The questions of lessons written into a file for another program."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from anatomy_viewer.atlas import Problem, ProblemsFound, read_atlas
from anatomy_viewer.atlas.descriptions import AUDIENCES, Audience
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.names import read_names
from anatomy_viewer.atlas.writing import sealed_lines, sealed_zip, written_whole
from anatomy_viewer.teaching.lesson.lesson import Lesson
from anatomy_viewer.teaching.lesson.shelf import Shelf
from anatomy_viewer.teaching.lesson.translation import TRANSLATION_LANGUAGES, translated
from anatomy_viewer.teaching.pictures.languages import scene_in
from anatomy_viewer.teaching.pictures.messages import message
from anatomy_viewer.teaching.pictures.scene import Scene
from anatomy_viewer.teaching.sharing.quiz_dates import DATES_FILE, Dated, dated, read_dates, write_dates
from anatomy_viewer.teaching.sharing.quiz_files import FIRST_TIME, Item, fingerprint, gift, items_of, write_deck

__all__ = ["Exported", "date_all", "export_quiz", "quiz_of", "update_dates"]


@dataclass(frozen=True)
class Exported:
    """What was written.

    Parameters
    ----------
    count
        How many questions.
    left_out
        Ids of the lessons that there are not in the language.
    dated
        The files in which the times of questions were written down anew.
    undated
        Those that could not be written.
    """

    count: int
    left_out: tuple[str, ...] = ()
    dated: tuple[Path, ...] = ()
    undated: tuple[Path, ...] = ()


def export_quiz(
    file: Path,
    shelf: Shelf,
    scene: Scene,
    audience: Audience = "student",
    language: str = "en",
    *,
    anki: bool = False,
    now: int | None = None,
) -> Exported:
    """Write the questions that need no model into a file, as GIFT or as a deck for Anki.

    Parameters
    ----------
    file
        The file to write.
    shelf
        The lessons.
    scene
        What they are about.
    audience, language
        Whose questions, in which language.
    anki
        A deck for Anki, and the times of its questions beside the lessons; GIFT otherwise.
    now
        Seconds since 1970.

    Raises
    ------
    ProblemsFound
        Where there is nothing to write, or what is known of the questions' times cannot be read.
    """
    quiz, left_out = quiz_of(shelf, scene, audience, language)
    items = [item for one in quiz.values() for item in one]
    if not items:
        missing = f" in the language {language}" if left_out else ""
        raise ProblemsFound(
            [Problem("questions", f"these lessons ask the {audience} nothing{missing} that can be written")]
        )
    if not anki:
        with written_whole(file, sealed_lines) as part:
            part.write_text(gift(items), encoding="utf-8", newline="\n")
        return Exported(len(items), left_out)
    since: dict[str, int] = {}
    kept: list[Path] = []
    unkept: list[Path] = []
    news: dict[Path, dict[str, Dated]] = {}
    for folder, own in quiz.items():
        known = read_dates(folder)
        told = _dated(own, known, now)
        since |= {name: one.since for name, one in told.items()}
        if {**known, **told} != known:
            news[folder] = {**known, **told}
    with written_whole(file, sealed_zip) as part:
        count = write_deck(items, part, message(language, f"deck_{audience}"), language, since)
    for folder, dates in news.items():
        try:
            write_dates(folder, dates)
            kept.append(folder / DATES_FILE)
        except OSError:
            unkept.append(folder / DATES_FILE)
    return Exported(count, left_out, tuple(kept), tuple(unkept))


def update_dates(shelf: Shelf, scene: Scene) -> None:
    """Write down what changed in the viewer's own questions: in a lesson, in its translation, or in the model."""
    write_dates(data_folder("lessons"), date_all(shelf, scene))


def date_all(shelf: Shelf, scene: Scene, now: int | None = None) -> dict[str, Dated]:
    """Return since when each of the viewer's own questions is as it is, for every audience and language."""
    known = read_dates(data_folder("lessons"))
    for language in ("en", *TRANSLATION_LANGUAGES):
        chosen, _ = _in_language(shelf, language)
        named = _named(scene, language, chosen)
        for audience in AUDIENCES:
            known |= _dated([item for lesson in chosen for item in items_of(lesson, named, audience)], known, now)
    return known


def _dated(items: Sequence[Item], known: Mapping[str, Dated], now: int | None) -> dict[str, Dated]:
    contents = {item.id: fingerprint(item) for item in items}
    return dated(contents, known, FIRST_TIME, int(time.time()) if now is None else now)


def quiz_of(
    shelf: Shelf, scene: Scene, audience: Audience, language: str
) -> tuple[dict[Path, list[Item]], tuple[str, ...]]:
    """Return questions by the folder of their lessons, and the ids of lessons that there are not in the language."""
    chosen, left_out = _in_language(shelf, language)
    scene = _named(scene, language, chosen)
    found: dict[Path, list[Item]] = {}
    for lesson in chosen:
        found.setdefault(shelf.folders[lesson.id], []).extend(items_of(lesson, scene, audience))
    return found, left_out


def _in_language(shelf: Shelf, language: str) -> tuple[list[Lesson], tuple[str, ...]]:
    """Return the lessons that there are in a language, and the ids of the others."""
    translations = {one.id: one for one in shelf.translations if one.language == language}
    chosen, left_out = [], []
    for lesson in shelf.lessons:
        if lesson.language == language:
            chosen.append(lesson)
        elif lesson.id in translations:
            chosen.append(translated(lesson, translations[lesson.id]))
        else:
            left_out.append(lesson.id)
    return chosen, tuple(left_out)


def _named(scene: Scene, language: str, lessons: Sequence[Lesson]) -> Scene:
    """Return what the lessons are about, with the names of a language in each form that they show."""
    if language == "en":
        return scene
    atlas = read_atlas()
    names = read_names(language, atlas)
    forms = {step.form for lesson in lessons for step in lesson.steps if step.form}
    return replace(
        scene_in(language, scene, atlas, names),
        forms={form: scene_in(language, scene.forms[form], atlas, names) for form in sorted(forms)},
    )
