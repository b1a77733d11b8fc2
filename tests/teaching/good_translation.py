"""A lesson and its good translation into Spanish, to plant faults in."""

from __future__ import annotations

from anatomy_viewer.teaching.lesson.lesson import Lesson
from anatomy_viewer.teaching.lesson.reading import lesson_of, parse_document
from tests.teaching.good_lesson import GOOD_LESSON

GOOD_TRANSLATION = """\
id: crossing
language: es
title: El cruce
summary: Dónde cruza el nervio la cresta.
words:
  cresta: el borde de arriba del hueso de la cadera
steps:
  the_ruler:
    title: El cruce, medido
    text:
      student: El ramo medial cruza en el lado derecho, a 70 mm de la línea media.
      clinician: Los estudios lo ponen a 81 mm, el modelo a 70 mm. Vea [el final](step:the_end).
      patient: El nervio cruza aquí la cresta. Está a unos 7 cm de la columna. La gente es distinta.
    labels:
      scn_1_right: Cruce
    values:
      - {label: Desde la línea media, value: "81,0 ± 9,2 mm"}
    claims:
      - El cruce está a 81 mm de la línea media.
  the_end:
    title: El final
    text:
      student: Señálelo en un compañero.
      clinician: Pida que se lo expliquen.
      patient: Muéstreme el lugar con el pulgar.
    alternative: El hueso coxal derecho de lado, con todos los nervios en su sitio.
"""

GLIDE_IN_SPANISH = "{title: Un deslizamiento, description: Un nervio pasa sobre un borde.}"
"""The words of the small scene's drawing, for a step that shows it."""


def lesson_in_english() -> Lesson:
    """Return the lesson that is translated."""
    found, problems = lesson_of(parse_document(GOOD_LESSON, "lessons/crossing.yaml"))
    assert found is not None
    assert problems == []
    return found


def planted(old: str, new: str) -> str:
    """Return the good translation with one piece replaced."""
    found = GOOD_TRANSLATION.count(old)
    assert found == 1, f"{old!r} stands {found} times in the good translation"
    return GOOD_TRANSLATION.replace(old, new)
