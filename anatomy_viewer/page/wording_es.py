"""The interface's words in Spanish, with the keys and the gaps of `wording.WORDS`."""

from __future__ import annotations

from typing import Any

SPANISH: dict[str, Any] = {
    "opening": {
        "loading": "Cargando el visor de anatomía …",
        "stopped": (
            "Esta página se dibuja con scripts y aquí no se permite ninguno: lo impide la política de una "
            "plataforma de aprendizaje, una vista previa o un ajuste del navegador. Guarde el archivo y "
            "ábralo en un navegador. O pida a quien administra la plataforma que permita los scripts que el "
            "archivo lleva dentro (script-src 'unsafe-inline'; en un marco, sandbox allow-scripts)."
        ),
        "policy": (
            "Una política del lugar que muestra esta página impide una parte de ella ({what}). Guarde el "
            "archivo y ábralo en un navegador. O pida a quien administra la plataforma que permita los "
            "scripts que nombran las primeras líneas del archivo."
        ),
        "types": (
            "Una política del lugar que muestra esta página impide sus scripts (require-trusted-types-for). "
            "Guarde el archivo y ábralo en un navegador. O pida a quien administra la plataforma que permita "
            "los nombres que usa: trusted-types default vue."
        ),
        "old": (
            "Este navegador es demasiado antiguo para esta página. La abre un Chrome, Edge, Firefox o Safari actual."
        ),
        "cut": "Este archivo no está completo: le falta el final. Vuelva a conseguirlo.",
        "damaged": "Este archivo está dañado: no se pudo desempaquetar. Vuelva a conseguirlo.",
        "failed": (
            "Esta página no pudo empezar en este navegador ({what}). La abre un Chrome, Edge, Firefox o Safari actual."
        ),
    },
    "skip_to_text": "Ir al texto",
    "language": "Idioma (Language)",
    "menu": "Lecciones y estructuras",
    "explore": "Exploración libre",
    "audience": "Destinatarios",
    "labels": "Rótulos",
    "light_theme": "Tema claro",
    "dark_theme": "Tema oscuro",
    "help": "Ayuda",
    "help_title": "Cómo moverse y encontrar las cosas",
    "about_title": "Para qué sirve esto",
    "more": "Más",
    "more_about": "Más sobre para qué sirve esto",
    "dismiss": "Descartar",
    "close": "Cerrar",
    "single_letter_keys": "Teclas de una sola letra",
    "sources": "Fuentes",
    "version": "Versión {version}",
    "panel": "Panel",
    "panel_of": "Lecciones, estructuras y personas",
    "lessons": "Lecciones",
    "structures": "Estructuras",
    "people": "Personas",
    "close_panel": "Cerrar el panel",
    "lesson_size": "{steps} pasos, unos {minutes} minutos",
    "lesson_in_english": "Esta lección todavía no está traducida; el texto está en inglés.",
    "lesson_unread": "Ningún clínico de lengua materna española ha leído todavía esta traducción.",
    "partly_english": "Algunos detalles de esta ficha todavía no están traducidos y aparecen en inglés.",
    "find_structure": "Buscar una estructura",
    "find_hint": "Buscar: SCN, clunial, glúteo cutáneo …",
    "peel": "Capas: {name}",
    "show": "Mostrar {name}",
    "see_through": "Ver a través",
    "see_through_layer": "Ver a través: {name}",
    "list_layer": "Lista: {name}",
    "which_pelvis": "Qué pelvis",
    "sexes_title": "Cuánto se separan mujeres y hombres",
    "sexes_nearer": (
        "En {nearer} de {count} medidas distintas, estas dos formas se diferencian menos que dos mujeres en promedio."
    ),
    "sexes_most": "Las {shown} que más difieren",
    "sexes_row": (
        "Diferencia publicada {apart}\u00a0{unit}, de estas formas {forms}\u00a0{unit}, "
        "de dos mujeres {two}\u00a0{unit}. Las curvas comparten el {shared}\u00a0%."
    ),
    "sexes_marks": "Un triángulo marca dónde está cada una de las dos formas.",
    "women": "Mujeres",
    "men": "Hombres",
    "another_person_title": "Otra persona",
    "next_person": "Siguiente persona",
    "draw_person": "Sortear una persona",
    "person_number": "Persona",
    "person_side": "{side}: {told}.",
    "sides": {"right": "Lado derecho", "left": "Lado izquierdo"},
    "whose_anatomy_title": "¿La anatomía de quién?",
    "not_placing": "No se usa para situar el nervio.",
    "text": "Texto",
    "sheet": "Altura del panel de texto: {height}. Cambiarla",
    "sheets": {"peek": "baja", "half": "media", "full": "completa"},
    "step": "Paso",
    "step_of": "Paso {number} de {count}",
    "progress": "Progreso",
    "rests_on": "En qué se basa ({count})",
    "previous_step": "Paso anterior",
    "previous": "Anterior",
    "next_step": "Paso siguiente",
    "next": "Siguiente",
    "welcome_label": "Bienvenida",
    "start": "Empezar: {title}",
    "course_go_on": "Continuar: {title}, paso {number}",
    "course_progress": "Su avance en el curso",
    "course_steps": "{done} de {lessons} lecciones completas, {seen} de {steps} pasos vistos",
    "course_mark": "Para aprobar: el {mark} % de todas las preguntas bien a la primera; por ahora, el {score} %",
    "course_passed": "Aprobado: {score} % de todas las preguntas bien a la primera; se pedía el {mark} %",
    "next_lesson": "Lección siguiente",
    "next_lesson_named": "Lección siguiente: {title}",
    "structure": "Estructura",
    "close_card": "Cerrar la ficha",
    "part_of": "parte de {name}",
    "also": "También: {names}",
    "focus": "Enfocar",
    "only_this": "Solo esto",
    "hide": "Ocultar",
    "source": "Fuente {key}",
    "view_region": "Vista 3D",
    "drawing_bones": "Dibujando los huesos …",
    "picture_away": "Este dispositivo ha retirado la imagen por un momento. Se dibujará de nuevo en cuanto lo permita.",
    "picture_back": "La imagen ha vuelto.",
    "picture_none": (
        "Este navegador no puede dibujar el modelo (WebGL está desactivado o falta); los textos, las preguntas y la "
        "impresión funcionan."
    ),
    "draw_again": "Dibujar de nuevo",
    "needs_picture": "Esta pregunta necesita la imagen del modelo.",
    "back_to_usual": "Volver a la imagen habitual",
    "picture_shows": "Lo que muestra la imagen",
    "orientation": "Orientación: {view}",
    "orientation_letters": {"front": "A", "behind": "P", "right": "D", "left": "Iz", "above": "S", "below": "In"},
    "views": "Vistas",
    "view_key": "{view} (tecla {key})",
    "view_as_drawn": "tal como está dibujada",
    "turn_and_zoom": "Girar y acercar",
    "turn_left": "Girar a la izquierda",
    "turn_right": "Girar a la derecha",
    "turn_up": "Girar hacia arriba",
    "turn_down": "Girar hacia abajo",
    "zoom_in": "Acercar",
    "zoom_out": "Alejar",
    "restore": "Volver a la imagen del paso",
    "ways": {
        "behind": "detrás",
        "front": "delante",
        "right": "la derecha",
        "left": "la izquierda",
        "above": "arriba",
        "below": "abajo",
    },
    "from_one": "desde {first}",
    "from_both": "desde {first} y {second}",
    "announce_step": "Paso {number} de {count}: {title}. Vista: {view}. {picture}",
    "announce_view": "Vista: {view}",
    "announce_language": "La página está en español.",
    "link_audience": "Este enlace pide los destinatarios «{found}». Solo hay {allowed}; se muestra {shown}.",
    "link_language": "Este visor todavía no habla «{found}»; habla {allowed}. Se muestra en inglés.",
    "link_form": "Aquí no hay ninguna forma «{found}». Las que hay son {allowed}.",
    "link_study": "Aquí no hay ningún estudio «{found}». El panel Personas los enumera.",
    "link_person": "Las personas van numeradas del 1 al {count}; no hay ninguna persona «{found}».",
    "link_step_alone": "Este enlace nombra el paso «{found}» sin su lección.",
    "link_lesson": "Aquí no hay ninguna lección «{found}». La lista muestra todas las que hay.",
    "link_step": "«{lesson}» no tiene ningún paso «{found}»; se muestra el primero.",
    "link_mode": "Este enlace pide el modo «{found}». Solo hay uno, «where».",
    "link_twice": "Este enlace nombra más de un «{word}»; se muestra «{shown}».",
    "link_not_for": "«{lesson}» no tiene texto para los destinatarios {found}; se muestra {shown}.",
    "link_nearest": "¿Quería decir «{name}»?",
    "surfaces_missing": "Falta el archivo {file}, así que no se dibujan: {names}.",
    "surfaces_damaged": (
        "El archivo {file} está dañado: sus {found} bytes no son los {built} que se generaron. «anatomy-viewer "
        "atlas build» lo vuelve a generar. No se dibujan: {names}."
    ),
    "audiences": {"student": "Estudiante", "clinician": "Clínico", "patient": "Paciente"},
    "kinds": {
        "bone": "Hueso",
        "nerve": "Nervio",
        "artery": "Arteria",
        "cartilage": "Cartílago",
        "ligament": "Ligamento",
        "muscle": "Músculo",
        "fascia": "Fascia",
        "fat": "Grasa",
        "skin": "Piel",
        "territory": "Zona de piel que inerva un grupo de nervios",
        "corridor": "Dónde puede estar el cruce",
        "site": "Lugar de compresión",
        "landmark": "Punto de referencia",
        "tender_point": "Punto doloroso",
    },
    "their_left_on_left": "La izquierda de la persona queda a la izquierda de la imagen.",
    "their_left_on_right": "La izquierda de la persona queda a la derecha de la imagen.",
    "view_chips": {
        "posterior": "Detrás",
        "posterior_oblique_left": "Detrás, izq.",
        "posterior_oblique_right": "Detrás, der.",
        "lateral_left": "Izquierda",
        "lateral_right": "Derecha",
        "superior_posterior": "Cresta",
        "inferior": "Abajo",
        "prone_as_examined": "Boca abajo",
        "anterior": "Delante",
    },
    "view_instructions": (
        "Las flechas giran el modelo, más y menos lo acercan o alejan, los números eligen una vista. "
        "Haga clic en una estructura o tóquela para leer sobre ella. El tabulador sale de la vista."
    ),
    "welcome_title": "Tres nervios pequeños que a menudo se confunden con la espalda",
    "welcome": {
        "student": (
            "Los nervios cluneales recogen la sensibilidad de la piel de la nalga. Gire la pelvis, haga clic en lo "
            "que vea y siga una lección para aprender dónde cruza cada uno el hueso y el ligamento, y con qué "
            "certeza se sabe."
        ),
        "clinician": (
            "Trayectos, puntos de cruce y referencias palpables de los nervios cluneales, cada uno con su "
            "dispersión publicada y su fuente. Siga una lección con un paciente, o haga clic en una estructura para "
            "ver sus cifras."
        ),
        "patient": (
            "Estos son los pequeños nervios que sienten la piel de la nalga. Pueden irritarse donde cruzan el borde "
            "del hueso de la cadera. Empiece la lección, o toque un nervio para ver su nombre."
        ),
    },
    "tools": {"title": "Herramientas", "put_away": "Guardar la herramienta"},
    "whole_page": "Página completa",
    "whole_screen": "Pantalla completa",
    "leave_whole_screen": "Salir de la pantalla completa",
    "touch_hint": "Toque primero la imagen: después un dedo la gira",
    "wheel_hint": "Haga clic primero en la imagen: después la rueda la acerca",
    "explore_hint": (
        "Arrastre para girar. Use la rueda o pellizque para acercarse. Haga clic en un hueso, un nervio o un rótulo "
        "para leer sobre él."
    ),
    "hidden_while_asked": "Hay una pregunta abierta. Los nombres y las cifras vuelven al contestarla.",
    "motor_nerve_hint": (
        "Los nervios glúteos superior e inferior son nervios motores de los músculos glúteos: otros nervios, de "
        "nombre parecido. Los nervios cluneales (cutáneos glúteos) que se muestran aquí solo van a la piel."
    ),
    "still_loading": (
        "Aún cargando. Si no llega nada, algo en el camino retiene los archivos de la página, o a la dirección le "
        "falta una / al final."
    ),
    "connection": {
        "lost": "Se ha perdido la conexión con el visor. Aquí todo sigue funcionando; se vuelve a intentar.",
        "refused": "Sin conexión en directo: algo intermedio no deja pasar websockets. Todo funciona igual.",
        "why": "¿Por qué?",
        "missing": "Para quien lleva el proxy: en nginx, a su configuración le faltan estas líneas.",
    },
    "site": {
        "kept": "A partir de ahora esta página se abre aquí también sin red.",
        "newer": "Hay una versión más reciente de esta página. Esta sigue tal como está.",
        "reload": "Ver la más reciente",
        "from_disk": (
            "Esta página es una carpeta para un servidor web, y el navegador no lee carpetas de un disco. Ponga la "
            "carpeta en un servidor web, o haga un solo archivo que se abre desde un disco: "
            "anatomy-viewer export page.html"
        ),
    },
    "territory_of": "Piel de los {group}",
    "stain": "Dónde está el cruce: 50, 90, 95 % de las personas",
    "plain_legend": {
        "superior_cluneal_nerves": "Piel de los nervios de arriba",
        "middle_cluneal_nerves": "Piel de los nervios de en medio",
        "inferior_cluneal_nerves": "Piel de los nervios de abajo",
        "stain": "Por dónde cruza un nervio en la mitad, en 9 de 10, en 19 de 20 personas",
    },
    "ledger": "El camino, capa a capa",
    "person": "Persona {number}, sacada al azar",
    "usual_anatomy": "La imagen habitual",
    "another_person": (
        "Las personas son distintas. Esto saca una persona al azar a partir de las frecuencias publicadas: dónde "
        "cruza cada ramo, cuáles van por un túnel, cuáles faltan. No es nadie real."
    ),
    "whose_anatomy": "Elija un estudio: los nervios pasan a donde los tenían sus sujetos, con su propia dispersión.",
    "standard_practice": "Práctica habitual, sin un estudio que la demuestre.",
    "form_not_here": "Este paso es para otra forma de la pelvis, que esta página no lleva.",
    "drawn_form": "Forma de la pelvis: {form}",
    "clip": "Plano de corte",
    "clip_switch": "Abierto",
    "clip_back": "Mover el plano de corte 5 mm hacia atrás",
    "clip_on": "Mover el plano de corte 5 mm hacia delante",
    "clip_off": "El plano de corte está desactivado; todo está entero.",
    "clip_moved": "El plano de corte {plane} está {mm} mm más {way} que en este paso.",
    "clip_planes": {"sagittal": "sagital", "coronal": "coronal", "axial": "axial"},
    "clip_ways": {
        "sagittal": ["a la izquierda", "a la derecha"],
        "coronal": ["atrás", "adelante"],
        "axial": ["abajo", "arriba"],
    },
    "play": "Reproducir la lección",
    "pause": "Pausa",
    "playing": "La lección avanza sola. Cualquier tecla o toque la detiene.",
    "paused": "La lección vuelve a esperar.",
    "missing": "Aún no ha llegado y se vuelve a pedir: {names}.",
    "missing_more": "{names}; y {count} más",
    "missing_all": "Todo lo que falta",
    "missing_now": "No se ha podido cargar una parte del modelo. Se vuelve a pedir.",
    "missing_here": "Ya están todas las partes del modelo.",
    "missing_on_paper": "Falta en esta imagen, porque no se ha podido cargar: {names}.",
    "try_again": "Intentarlo de nuevo",
    "trying": "Intentándolo …",
    "answer_none": "no ha llegado respuesta.",
    "answer_cut": "la respuesta no estaba entera.",
    "answer_refused": "la respuesta ha sido {status}.",
    "answer_is_a_page": "ha llegado una página web en lugar de la respuesta; quizá esta red le pide identificarse.",
    "part_names": {"lessons": "las lecciones", "more": "lo que dicen las fichas y las personas"},
    "loading_part": "Un momento: se está cargando lo que ha pedido …",
    "loading_lesson": "Cargando «{title}» …",
    "loading_lessons": "Se están cargando las lecciones …",
    "loading_card": "Se está cargando lo demás …",
    "part_unreadable": "Este archivo está dañado: no se puede leer {name}.",
    "form_unreadable": "No se ha podido cargar «{name}»; la pelvis se queda como está.",
    "surfaces_unreadable": "Una parte de este archivo está dañada y no se dibujan: {names}. Todo lo demás funciona.",
    "author": "Autor",
    "author_file": "{name}.yaml",
    "author_fine": "No se ha encontrado ningún problema. Cada vez que guarde se verá aquí enseguida.",
    "author_mend": "Cada vez que guarde se vuelve a revisar. Por corregir:",
    "author_go": "Mostrar el paso",
    "author_step": "Esta vista como paso",
    "author_how": (
        "Gire el modelo, muestre y oculte lo que quiera y lleve después el texto a su lección, debajo de «steps». "
        "Da exactamente esta imagen; las palabras las pone usted."
    ),
    "author_write": "Escribir el paso",
    "author_copy": "Copiar",
    "author_copied": "El paso está en el portapapeles.",
    "author_by_hand": "El navegador no deja copiar a esta página; seleccione el texto y cópielo.",
    "author_unwritten": "No se ha podido escribir el paso: {why}",
    "consult": {
        "where": "Muéstreme dónde duele",
        "where_eyebrow": "La piel vista por detrás",
        "where_how": (
            "Toque la piel o haga clic donde duele. Con el teclado: ponga una marca y muévala con las flechas. "
            "La página nombra entonces las zonas habituales de ese lugar. A menudo hay varias."
        ),
        "where_close": "Volver",
        "middle": "Poner una marca en el centro",
        "move": "Mover la marca",
        "move_left": "Mover la marca a la izquierda",
        "move_right": "Mover la marca a la derecha",
        "move_up": "Mover la marca hacia arriba",
        "move_down": "Mover la marca hacia abajo",
        "clear": "Quitar la marca",
        "miss": "Eso no está en la piel de la espalda. Marque un lugar que se vea por detrás.",
        "place_middle": "En el centro, {height}.",
        "place_right": "A la derecha de la persona, a {away} del centro, {height}.",
        "place_left": "A la izquierda de la persona, a {away} del centro, {height}.",
        "above": "{far} por encima de los hoyuelos",
        "below": "{far} por debajo de los hoyuelos",
        "level": "a la altura de los hoyuelos",
        "fits": "Encaja en la zona habitual de",
        "near": "Cerca del borde de la zona habitual de",
        "nowhere": (
            "Este lugar no encaja en ninguna zona habitual que conozca esta página. Eso no dice nada del dolor. "
            "Las personas son distintas y la lista es corta. Muestre el lugar a quien le explore."
        ),
        "order": (
            "En orden de arriba abajo del cuerpo. La lista no dice qué es probable. El lugar por sí solo no dice "
            "la causa, y puede haber más de una."
        ),
        "not_kept": "La marca no se guarda ni se envía.",
        "read": "Grado de certeza: {sure}.",
        "more": "Más sobre esto",
        "source": "Fuente",
        "tools": "Leer e imprimir",
        "read_aloud": "Leer en voz alta",
        "stop_reading": "Dejar de leer",
        "larger": "Texto más grande",
        "smaller": "Texto más pequeño",
        "text_size": "Tamaño del texto: {percent} %",
        "in_words": "La imagen en palabras",
        "at_middle": "en el centro",
        "at_right": "a la derecha, a {away} del centro",
        "at_left": "a la izquierda, a {away} del centro",
        "print": "Imprimir o guardar en PDF",
        "print_how": (
            "Una hoja con la imagen, su texto, lo que puede hacer usted, cuándo pedir ayuda y las fuentes. "
            "En la ventana que se abre elija una impresora o «Guardar como PDF»."
        ),
        "print_step": "Este paso",
        "print_spot": "Esta marca",
        "print_lesson": "La lección entera ({count} pasos)",
        "preparing": "Dibujando la imagen {number} de {count} …",
        "print_welcome": "La pelvis y los nervios de su piel",
        "print_kept": (
            "No se ha imprimido nada: el marco en el que está esta página no permite imprimir. "
            "Abra la página en una pestaña propia e imprímala allí."
        ),
        "print_kept_file": (
            "No se ha imprimido nada: el marco en el que está esta página no permite imprimir. "
            "Pida el archivo y, abierto por sí solo, imprímalo."
        ),
        "print_alone": "Abrir en una pestaña propia",
        "print_kept_copy": (
            "Si no se abre ninguna pestaña, el marco tampoco permite eso: copie esta dirección en una."
        ),
        "print_address": "Dirección de esta página",
        "print_save": "La imagen se puede guardar: manténgala pulsada o haga clic en ella con el botón derecho.",
        "close": "Cerrar",
        "open_here": "Esta vista en el visor:",
        "open_local": "Esta vista en el visor. La dirección solo funciona en este ordenador:",
        "open_long": "Esta vista en el visor. La dirección es demasiado larga para un código:",
        "open_file": (
            "Esta hoja se imprimió desde un archivo. Un archivo no tiene una dirección que un teléfono pueda abrir, "
            "así que no lleva código."
        ),
        "sources": "Fuentes",
        "version": "Versión",
    },
    "quiz_title": "Pruébelo",
    "quiz_number": "Pregunta {number} de {count}",
    "quiz_marks": {"right": "bien", "wrong": "aún no"},
    "quiz_hint": "Una pista",
    "quiz_answers": "Respuestas",
    "quiz_several": "Hay más de una correcta.",
    "quiz_option_marks": {"right": "Correcta", "wrong": "Esta no", "missed": "Esta también"},
    "quiz_check": "Comprobar",
    "quiz_back": "Volver al paso",
    "quiz_again": "Otra vez",
    "quiz_next": "Siguiente pregunta",
    "quiz_right": "Correcto.",
    "quiz_wrong": "Aún no.",
    "quiz_explore": "Todo está abierto de nuevo: gire el modelo, haga clic en lo que ve.",
    "quiz_you_chose": "Eligió: {name}.",
    "quiz_nothing_hit": "No hay nada en ese lugar. Haga clic en el modelo.",
    "quiz_find_how": "Haga clic en el modelo o recorra los números: cada uno queda rodeado mientras está en él.",
    "quiz_places": "Estructuras por número",
    "quiz_place": "Estructura {number}: {place}",
    "quiz_order": "Su orden",
    "quiz_up": "Subir: {item}",
    "quiz_down": "Bajar: {item}",
    "quiz_order_right": "{count} de {all} están en su lugar. Arriba está el orden correcto.",
    "quiz_press_how": {
        "skin": "Toque la piel donde presionaría. O mueva la cruz con los botones o las flechas.",
        "bone": "Toque el hueso donde presionaría. O mueva la cruz con los botones o las flechas.",
    },
    "press_pad": "Mover la cruz y presionar",
    "press_turn_up": "Cruz hacia arriba",
    "press_turn_down": "Cruz hacia abajo",
    "press_turn_left": "Cruz hacia la izquierda de la imagen",
    "press_turn_right": "Cruz hacia la derecha de la imagen",
    "press_here": "Presionar aquí",
    "press_place": "{off} mm {side} de la línea media, {height} mm {way} del nivel de la EIPS",
    "press_sides": {
        "right": "a la derecha",
        "left": "a la izquierda",
        "above": "por encima",
        "below": "por debajo",
    },
    "press_missed": "No hay nada que presionar en ese lugar.",
    "press_distance": "A {mm} mm",
    "press_directions": {
        "out": "demasiado hacia fuera",
        "in": "demasiado cerca de la línea media",
        "right": "demasiado a la derecha",
        "left": "demasiado a la izquierda",
        "high": "demasiado arriba",
        "low": "demasiado abajo",
        "front": "demasiado adelante",
        "back": "demasiado atrás",
    },
    "press_on_it": "En el punto.",
    "press_inside": "Su presión queda dentro del área que contiene al {share} % de las personas.",
    "press_outside": "Su presión queda fuera del área que contiene al 95 % de las personas.",
    "press_no_spread": "No se halló cuánto varía este lugar entre personas; solo se dibuja el error de los dedos.",
    "press_yardsticks": {
        "one_examiner": "Tan cerca como un examinador que marca dos veces la EIPS (8 mm).",
        "two_examiners": "Tan cerca como dos examinadores que marcan la EIPS (25 mm).",
        "neither": "Dos examinadores que marcan la EIPS distan 25 mm; esto queda más lejos.",
    },
    "train_title": "Entrenar el dedo",
    "train_summary": "Diez presiones en diez personas al azar",
    "train_best": "Diez presiones. Su mejor serie: {mm} mm de media",
    "train_eyebrow": "Presión {number} de 10, persona {person}",
    "train_prompt": {
        "right": "Presione donde el ramo medial del nervio cluneal superior cruza la cresta en el lado derecho",
        "left": "Presione donde el ramo medial del nervio cluneal superior cruza la cresta en el lado izquierdo",
    },
    "train_how": (
        "Diez personas, sacadas al azar de cifras publicadas. Huesos y piel son los mismos en todas; el nervio está "
        "en otro lugar en cada una. Solo se ve la piel. Tras cada presión aparece el nervio de esa persona."
    ),
    "train_next": "Siguiente persona",
    "train_sum": "Ver las diez",
    "train_end": "Terminar",
    "train_new": "Diez personas nuevas",
    "train_same": "Probar con las mismas diez",
    "train_done": "Las diez presiones",
    "train_received": "Compartido con usted: diez presiones de otra persona",
    "train_result": "{mm} mm de distancia media",
    "train_bias": "Vistas desde el nervio, las presiones quedaron de media {parts}.",
    "train_no_bias": "De media las presiones quedaron sobre el nervio, sin desviarse hacia ningún lado.",
    "train_directions": {
        "out": "{mm} mm hacia fuera",
        "in": "{mm} mm hacia la línea media",
        "high": "{mm} mm por encima",
        "low": "{mm} mm por debajo",
    },
    "train_scatter": "Alrededor de su propio centro se dispersan {mm} mm.",
    "train_counts": "{near} de 10 quedan a menos de 8 mm (un examinador que marca dos veces la EIPS), "
    "{fair} a menos de 25 mm (dos examinadores).",
    "train_mean_place": "Presionar siempre el lugar habitual habría dado {mm} mm de media: las personas difieren.",
    "train_plot_out": "fuera",
    "train_plot_in": "línea media",
    "train_plot_up": "arriba",
    "train_plot_down": "abajo",
    "train_share": "Copiar un enlace a este resultado",
    "train_link": "Enlace a este resultado",
    "train_copied": "El enlace está en el portapapeles. Contiene las diez presiones y nada más.",
    "train_bad_link": "No se pudo leer el entrenamiento de este enlace; está en la lista de lecciones.",
    "progress_steps": "{seen} de {all} pasos vistos",
    "progress_questions": "{right} de {all} preguntas bien a la primera",
    "progress_kept": "Lo que ha visto y respondido se guarda solo en este navegador.",
    "progress_forget": "Olvidar mi progreso",
    "progress_forgotten": "Su progreso se ha olvidado.",
    "and": "y",
    "keys": [
        {"keys": "Arrastrar, o flechas", "does": "Girar el modelo"},
        {"keys": "Rueda, pellizco, + y −", "does": "Acercarse, alejarse"},
        {"keys": "Mayúsculas y arrastrar, Mayúsculas y flechas", "does": "Desplazar la imagen"},
        {"keys": "Clic o toque", "does": "Leer sobre una estructura"},
        {"keys": "N y P", "does": "Paso siguiente y anterior (también Av Pág y Re Pág)"},
        {"keys": "1 a 9", "does": "Vistas con nombre"},
        {
            "keys": "F, H, I",
            "does": "Enfocar, ocultar o aislar la estructura cuya ficha está abierta",
        },
        {"keys": "R", "does": "Volver a la imagen del paso"},
        {"keys": "L", "does": "Poner o quitar los rótulos"},
        {"keys": "T", "does": "Herramientas"},
        {"keys": "Escape", "does": "Cerrar una ficha o una ventana"},
        {"keys": "?", "does": "Esta ayuda"},
    ],
}
