"""What the page says on a learning platform; only packages carry it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PACKAGE_WORDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "en": {
            "unreached": (
                "The learning platform cannot be reached; go on, what you do is sent when it is back, so leave this "
                "page open."
            ),
            "outside": "This page was not opened by a learning platform: nothing is reported or kept.",
            "looking": "This is a look back: nothing that you do now is recorded.",
            "over": (
                "This page was loaded again, and for the learning platform this visit is over: what you do now is "
                "reported when you open the course there next."
            ),
            "closed": "The learning platform has closed this visit. To go on, open the course there again.",
        },
        "es": {
            "unreached": (
                "No se puede contactar con la plataforma de aprendizaje; siga, lo que haga se enviará cuando vuelva, "
                "así que deje abierta esta página."
            ),
            "outside": "Esta página no se abrió desde una plataforma de aprendizaje: no se comunica ni se guarda nada.",
            "looking": "Está repasando: nada de lo que haga ahora queda registrado.",
            "over": (
                "Esta página se cargó de nuevo y para la plataforma de aprendizaje esta visita terminó: lo que haga "
                "ahora se comunica la próxima vez que abra allí el curso."
            ),
            "closed": "La plataforma de aprendizaje ha cerrado esta visita. Para seguir, abra allí el curso de nuevo.",
        },
    }
)
"""By language; the keys are those that ``client/attempt.js`` asks for."""
