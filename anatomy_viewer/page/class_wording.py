"""What the page says in a class; only a host that holds classes carries it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .asking_wording import ASKING_WORDS

CLASS_WORDS: Final[Mapping[str, Mapping[str, Any]]] = {
    "en": {
        "asking": ASKING_WORDS["en"],
        "refused": {
            "kept": "Your answer is kept and sent as soon as the class can be reached again.",
            "failed": "The class did not take that.",
        },
    },
    "es": {
        "asking": ASKING_WORDS["es"],
        "refused": {
            "kept": "Su respuesta se guarda y se envía en cuanto se pueda contactar de nuevo con la clase.",
            "failed": "La clase no lo ha aceptado.",
        },
    },
}
"""By language; templates read ``viewer.classroom.words``, rooms of the client script ``classroom.words``."""
