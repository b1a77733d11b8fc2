"""In Spanish: the usual areas of ``usual_areas.yaml`` and what goes home of ``take_home.yaml``, by their ids."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Final

_DRAWN_BY_MODEL: Final = "La zona de piel que dibuja el modelo; sus bordes son una apreciación."


def _area(name: str, patient_name: str, apart: str, patient_apart: str, drawn: str) -> dict[str, Any]:
    return {
        "name": {"everyone": name, "patient": patient_name},
        "apart": {"everyone": apart, "patient": patient_apart},
        "drawn": drawn,
    }


AREAS: Final = MappingProxyType(
    {
        "thoracolumbar_junction": _area(
            "Unión toracolumbar",
            "Articulaciones más altas de la columna",
            "Duele al apretar la columna en T12 a L1, muy por encima de la molestia, y al rodar ahí el pliegue de "
            "piel; la cresta puede doler a la presión en ambos casos.",
            "Duele la propia columna, mucho más arriba, cerca de las últimas costillas.",
            "Cresta y parte alta de la nalga, como la fuente dice con palabras; en algunas personas añade la ingle y "
            "el trocánter, que no se dibujan.",
        ),
        "lumbar_facet_joints": _area(
            "Articulaciones facetarias lumbares",
            "Pequeñas articulaciones de la parte baja de la columna",
            "Ningún signo las distingue con certeza. Si quien explora aprieta la cresta a 70 mm de la línea media "
            "y vuelve la molestia, el nervio cluneal superior gana probabilidad; las articulaciones siguen siendo "
            "posibles.",
            "Ningún signo es seguro. Quien explora puede apretar el borde del hueso de la cadera y preguntar qué "
            "provoca. Las dos causas pueden seguir encajando.",
            "Parte baja de la espalda junto a la columna, nalga y trocánter; la fuente no halló un mapa fiable, así "
            "que el contorno es amplio.",
        ),
        "superior_cluneal_nerves": _area(
            "Nervios cluneales superiores",
            "Nervios altos de la piel de la nalga",
            "Lo que busca quien explora es que la molestia vuelva al apretar la cresta a 70 mm de la línea media; "
            "no se probó frente a las otras zonas de aquí.",
            "Quien explora aprieta el borde del hueso de la cadera y pregunta si es ese dolor. Un "
            "sí encajaría con este nervio, y también con otras causas.",
            _DRAWN_BY_MODEL,
        ),
        "middle_cluneal_nerves": _area(
            "Nervios cluneales medios",
            "Nervios medios de la piel de la nalga",
            "Dolor a la presión 15 mm por debajo de la EIPS en un paciente, unos 35 mm en series quirúrgicas "
            "según se recuerda, y peor al andar; un dedo no puede separarlo de la articulación sacroilíaca.",
            "Duele justo debajo del hoyuelo, y más al andar. Un dedo no puede distinguirlo de la articulación vecina.",
            _DRAWN_BY_MODEL,
        ),
        "sacroiliac_joint": _area(
            "Articulación sacroilíaca",
            "Articulación debajo del hoyuelo",
            "La persona señala con un dedo a menos de 20 mm de la EIPS; los nervios cluneales medios están en la misma "
            "franja.",
            "Quien tiene este dolor suele señalar el hoyuelo con un dedo. Ahí hay también dos nervios finos.",
            "Un círculo de 20 mm en torno a la EIPS y una franja de 30 por 100 mm debajo, ambos publicados; la franja "
            "se leyó en una fuente secundaria.",
        ),
        "deep_gluteal": _area(
            "Espacio glúteo profundo y piriforme",
            "Un músculo profundo de la nalga",
            "Peor al estar sentado y al tensar el piriforme, dolor a la presión cerca de la escotadura ciática mayor, "
            "elevación de la pierna recta limitada.",
            "Empeora al estar sentado, y lo que duele está hondo, no en la piel.",
            "La piel sobre la escotadura ciática mayor y el piriforme; la fuente da palabras, no un contorno.",
        ),
        "nerve_root": _area(
            "Raíz de L5 o S1",
            "Un nervio apretado en la columna (ciática)",
            "Una banda estrecha por debajo de la rodilla con pérdida de fuerza, un reflejo perdido o una elevación de "
            "la pierna recta positiva señalan una raíz; un nervio cluneal no mueve ningún músculo.",
            "A menudo baja de la rodilla. Una raíz puede quitar fuerza a la pierna. Los nervios finos de la piel no.",
            "Nalga y parte posterior del muslo hasta donde llega el modelo; recordado de la enseñanza general, y la "
            "banda de cada persona es más estrecha.",
        ),
        "greater_trochanter": _area(
            "Trocánter mayor",
            "El lado óseo de la cadera",
            "Quien explora puede hallar dolor a la presión en el propio hueso con la persona tumbada sobre el "
            "otro lado; rara vez baja de la rodilla. El punto doloroso del nervio está más arriba, en la cresta.",
            "Duele el propio bulto duro al lado de la cadera. El punto doloroso del nervio está más arriba.",
            "La piel sobre el trocánter hasta donde se ve desde detrás.",
        ),
        "coccyx": _area(
            "Cóccix",
            "Rabadilla",
            "Duele a la presión el propio cóccix, en la línea media; que duela al sentarse y al levantarse es "
            "enseñanza general, no se leyó ninguna fuente.",
            "Duele la propia punta de la rabadilla, en medio del pliegue.",
            "La piel sobre el cóccix, cuya longitud está publicada; el contorno es una apreciación.",
        ),
        "pudendal_nerve": _area(
            "Nervio pudendo",
            "Un nervio de la piel entre las piernas",
            "Se siente desde el ano hasta el pene o el clítoris, al estar sentado, y no despierta por la noche (leído "
            "en una fuente secundaria).",
            "El dolor está entre las piernas y viene al estar sentado. No despierta por la noche.",
            "Solo su parte de la zona interna baja de la nalga; el periné queda fuera del modelo.",
        ),
        "inferior_cluneal_nerves": _area(
            "Nervios cluneales inferiores",
            "Nervios bajos de la piel de la nalga",
            "Lo provocan los asientos duros, y duele a la presión el borde inferior del glúteo mayor junto al isquion "
            "(leído en una fuente secundaria).",
            "Lo provocan las sillas duras, junto al hueso sobre el que uno se sienta.",
            _DRAWN_BY_MODEL,
        ),
    }
)

TAKE_HOME: Final = MappingProxyType(
    {
        "self_care": (
            "Lo que puede hacer usted",
            (
                (
                    "Siga activo, en dosis pequeñas. Descanse cuando lo necesite y vuelva a moverse.",
                    "Consejo general para el dolor de espalda; no se probó en ningún estudio de estos nervios.",
                ),
                (
                    "Moverse puede doler. Ningún estudio que hayamos hallado muestra que dañe el nervio.",
                    "Los movimientos se citan como desencadenante, no como causa de daño.",
                ),
                (
                    "Solo hay una persona publicada con ejercicios en casa. Deje lo que lo empeore.",
                    "Un caso publicado con ocho semanas en casa.",
                ),
            ),
        ),
    }
)
"""Title and lines, each with how sure it is, in the order of the English ones; red flags have theirs in their table."""
