"""In Spanish: what the compiler puts into a picture, and the names of views, forms and what can be peeled off."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

SPANISH: Final = MappingProxyType(
    {
        "straight": "en línea recta",
        "along_the_crest": "a lo largo de la cresta",
        "on_the_skin": "sobre la piel",
        "from_midline": "desde la línea media",
        "between": "de {start} a {end}",
        "midline": "la línea media",
        "side_right": "en el lado derecho",
        "side_left": "en el lado izquierdo",
        "side_mid": "en la línea media",
        "both_sides": "en ambos lados",
        "named_right": ", lado derecho",
        "named_left": ", lado izquierdo",
        "view": "{view}.",
        "emphasised": "Destacado: {things}.",
        "shown": "También se muestra: {things}.",
        "faded": "Pálido, como orientación: {things}.",
        "marked": "Marcado: {things}.",
        "spread": "Sobre el hueso, como una mancha difusa: {things}.",
        "measured": "Medido: {things}.",
        "clip": "Corte {place}; se retira lo que queda {gone}",
        "clip_midline": "por la línea media",
        "clip_through": "por {place}",
        "clip_beside": "a {distance} mm {way} del plano {of}",
        "way_right": "a la derecha",
        "way_left": "a la izquierda",
        "way_front": "por delante",
        "way_back": "por detrás",
        "way_above": "por encima",
        "way_below": "por debajo",
        "lies_right": "a la derecha",
        "lies_left": "a la izquierda",
        "lies_front": "delante",
        "lies_back": "detrás",
        "lies_above": "encima",
        "lies_below": "debajo",
        "form": "Se muestra en esta forma de la pelvis: {form}.",
        "study": "Los nervios están donde los encontró un estudio: {study}.",
        "person": "Los nervios están como en la persona {number}, sacada al azar de las frecuencias publicadas.",
        "drawing": "Al lado hay un dibujo: {title}. {description}",
        "place": "{name}, {side}, a {distance} mm de la línea media",
        "place_mid": "{name}, en la línea media",
        "place_off": "a {distance} mm de la línea media",
        "place_above": "{distance} mm por encima del nivel de la EIPS",
        "place_below": "{distance} mm por debajo del nivel de la EIPS",
        "on_crest": "sobre la cresta ilíaca",
        "and": "y",
        "quiz_off_midline": "En este modelo, ¿a cuántos milímetros de la línea media está, en línea recta?",
        "quiz_hint": "Pista",
        "deck_student": "Nervios cluneales::Estudiantes",
        "deck_clinician": "Nervios cluneales::Clínicos",
        "deck_patient": "Nervios cluneales::Pacientes",
        "in_this_model": "En este modelo",
        "measured_here": "medido en este modelo",
        "on_this_pelvis": "En esta pelvis",
        "worked_out_here": "calculado en estos huesos",
        "own_taken": "No vino con esta pelvis. Se toma del modelo, se coloca junto a su vecino y se dibuja más pálido.",
        "own_mirrored": "No vino con esta pelvis. Es la imagen especular del otro lado, dibujada más pálida.",
        "own_completed": "Está cortado. Lo que falta es el hueso del modelo, doblado hacia lo que hay y dibujado más "
        "pálido.",
        "own_doubt": "Los puntos de referencia que lo sitúan añaden {mm} mm de duda (una desviación estándar): es lo "
        "que suma el anillo más pálido.",
        "own_point_found": "Hallado en sus huesos: el lugar verdadero está a menos de {mm} mm en 95 de cada 100 casos.",
        "own_point_given": "Marcado por quien trajo esta pelvis; el lugar verdadero está a menos de {mm} mm en 95 de "
        "cada 100 casos.",
        "own_point_taken": "En un hueso tomado del modelo; el lugar verdadero está a menos de {mm} mm en 95 de cada "
        "100 casos.",
        "drawn_so": "cómo se dibuja aquí",
        "where": "Dónde",
        "presses": "Qué puede presionar el nervio",
        "by_hand": "Con la mano",
    }
)

PRODUCT: Final = "Visor de los nervios cluneales"
DISCLAIMER_SHORT: Final = "Para aprender y conversar; no para diagnosticar ni para guiar una aguja."
DISCLAIMER_LONG: Final = (
    "<p>Este visor sirve para aprender y para hablar de anatomía. No diagnostica, y no debe guiar una aguja, una "
    "incisión ni un tornillo.</p>"
    "<p>El modelo está simplificado: sus huesos son promedios de unas pocas pelvis medidas, y sus nervios se dibujan "
    "con reglas a partir de distancias publicadas. Las personas difieren de él y entre sí, a menudo en "
    "centímetros; donde un cruce puede variar se muestra su dispersión, e incluso esa dispersión se apoya en estudios "
    "pequeños, casi todos con cuerpos de edad avanzada.</p>"
    "<p>Cada cifra nombra su fuente y dice con qué certeza se sabe: leída en el estudio, leída en una fuente "
    "secundaria, recordada, o calculada a partir de cifras publicadas. También se dice lo que se buscó y no se "
    "encontró.</p>"
    "<p>Los textos en español son una traducción que todavía no ha leído ningún clínico de lengua española. Los "
    "títulos de las fuentes quedan en su idioma.</p>"
)

_LEFT_IS_LEFT = "La izquierda de la persona queda a la izquierda de la imagen."
_LEFT_IS_RIGHT = "La izquierda de la persona queda a la derecha de la imagen."
VIEWS: Final = MappingProxyType(
    {
        "posterior": ("Desde detrás", _LEFT_IS_LEFT),
        "posterior_oblique_left": ("Desde detrás, algo a la izquierda", _LEFT_IS_LEFT),
        "posterior_oblique_right": ("Desde detrás, algo a la derecha", _LEFT_IS_LEFT),
        "lateral_left": ("Desde el lado izquierdo", "La parte delantera de la persona queda a la izquierda."),
        "lateral_right": ("Desde el lado derecho", "La parte delantera de la persona queda a la derecha."),
        "superior_posterior": ("Desde arriba y detrás, a lo largo de la cresta", _LEFT_IS_LEFT),
        "inferior": ("Desde abajo y detrás", _LEFT_IS_LEFT),
        "prone_as_examined": (
            "Boca abajo, como se explora",
            "Usted está en el lado derecho de la persona; la cabeza queda a la derecha.",
        ),
        "anterior": ("Desde delante", _LEFT_IS_RIGHT),
    }
)
"""By the id of a view: its name and which side is where."""

PEELS: Final = MappingProxyType(
    {
        "deep": "Huesos, ligamentos y nervios",
        "deep_muscle": "Músculos profundos",
        "outer_muscle": "Músculos superficiales",
        "fascia": "Fascia",
        "fat": "Grasa",
        "skin": "Piel",
    }
)

MEASURES: Final = MappingProxyType(
    {
        "s1_foramen_from_midline": "Primer agujero sacro posterior desde el plano medio",
        "inter_asis": "Entre las EIAS",
        "inter_aiis": "Entre las EIAI",
        "asis_to_psis": "De la EIAS a la EIPS de un lado",
        "bi_iliac_breadth": "Distancia máxima entre los bordes externos de las crestas",
        "psis_to_sciatic_notch": "De la EIPS al punto más cercano de la escotadura ciática mayor",
        "psis_to_sacroiliac_joint": "De la EIPS a la articulación sacroilíaca, lo más corto",
        "hip_centre_from_midline": "Centro de la cadera desde el plano medio",
        "innominate_height": "Altura máxima del hueso coxal",
        "femoral_head_diameter": "Diámetro de la cabeza del fémur",
        "acetabulum_height": "Del borde superior al inferior del acetábulo",
        "acetabular_anteversion": "Giro del acetábulo hacia delante",
        "thickest_posterior_crest_from_psis": "Lugar más grueso de la cresta posterior, distancia a la EIPS",
        "obturator_foramen_ratio": "Anchura del agujero obturador dividida por su altura",
        "symphysis_gap": "Anchura de la hendidura de la sínfisis",
        "symphysis_depth": "Profundidad de la sínfisis de delante atrás",
        "subpubic_angle": "Ángulo por debajo de la sínfisis",
        "conjugate": "Del promontorio al borde superior de la sínfisis",
        "sacrum_length": "Del promontorio al vértice del sacro",
        "sacrum_breadth": "Anchura máxima del sacro",
        "sacrum_curved_length": "Del promontorio al vértice por delante del sacro",
        "sacral_index": "Anchura del sacro dividida por su longitud recta",
        "s1_endplate_depth": "Profundidad del platillo superior de S1 de delante atrás",
        "coccyx_curved_length": "Longitud del cóccix siguiendo su curva",
        "sacral_slope": "Platillo superior de S1 respecto a la horizontal",
        "coccyx_angle": "Ángulo entre la primera y la última pieza del cóccix",
        "crest_summit_above_trochanter": "Punto más alto de la cresta por encima del trocánter mayor",
    }
)
"""The measures in which women and men were compared, by id."""

FORMS: Final = MappingProxyType(
    {
        "pooled": (
            "Promedio de mujeres y hombres",
            "Promedio",
            "Cuatro huesos coxales y tres sacros medidos, llevados a los puntos medios de 19 personas con TC, 6 de "
            "ellas mujeres.",
        ),
        "female": (
            "Mujeres",
            "Mujeres",
            "El promedio, movido según lo que se ha encontrado distinto entre grupos de mujeres y de hombres: ángulo "
            "más abierto bajo la sínfisis, sacro más corto y ancho, caderas más pequeñas. Es una media de mujeres y "
            "no una mujer.",
        ),
        "male": (
            "Hombres",
            "Hombres",
            "El promedio, movido según lo que se ha encontrado distinto entre grupos de mujeres y de hombres: ángulo "
            "más cerrado bajo la sínfisis, sacro más largo y estrecho, caderas más grandes. Es una media de "
            "hombres y no un hombre.",
        ),
        "brought": (
            "Una pelvis real, con permiso de su titular",
            "Pelvis real",
            "Una pelvis real, con permiso de su titular. Sus huesos están donde están; todo lo demás se coloca según "
            "las reglas de este modelo, y donde los puntos de referencia son inseguros, también lo es lo que depende "
            "de ellos. Para enseñar, no para planificar nada en un paciente.",
        ),
    }
)
"""By the id of a form: its name, the word on its button, and what it rests on."""

HOW_SURE: Final = MappingProxyType(
    {
        "read in the source": "leído en la fuente",
        "read in a second-hand source": "leído en una fuente secundaria",
        "recalled, not checked in a source": "recordado, no comprobado en una fuente",
        "worked out from published figures or public data": "calculado a partir de cifras o datos públicos",
        "looked for, not found": "buscado, no encontrado",
        "measured on this model": "medido en este modelo",
        "how it is drawn here": "cómo se dibuja aquí",
    }
)
"""How sure a figure is, by the English words for it."""
