"""The value the page reads: compiled lessons and atlas, with the page's own words and lamps."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from anatomy_viewer.atlas.built_surfaces import SurfaceFault, built_surface
from anatomy_viewer.atlas.descriptions import AUDIENCES
from anatomy_viewer.atlas.forms import BROUGHT, DEFAULT_FORM, FORMS, Form

from .files import pack_address
from .looks import GHOST_COLOUR, LIGHTS, MATERIALS
from .wording import LANGUAGE_NAMES, WORDS, WORDS_BY_LANGUAGE


def page_value(
    compiled: Mapping[str, Any],
    surfaces: Path,
    form: str = DEFAULT_FORM,
    inside: Collection[str] | None = None,
    forms: Sequence[Form] = FORMS,
) -> dict[str, Any]:
    """Return everything the client script looks up.

    Parameters
    ----------
    compiled
        What `anatomy_viewer.teaching.content.page_content` returned.
    surfaces
        The folder that holds the built surfaces of the form; a file that is missing or is not the one that
        was built is reported on the page in words, and what it holds is not drawn.
    form
        The form of the pelvis.
    inside
        The forms whose surfaces travel inside the page, so that nothing gets an address; None where all are
        asked for.
    forms
        The forms that people may choose, in their order.

    Returns
    -------
    dict
        A JSON value.
    """
    packs = []
    told: dict[str, dict[str, Any]] = {}
    for pack in compiled["packs"]:
        held = {
            structure["id"]: structure["name"]
            for structure in compiled["structures"]
            if structure["pack"] == pack["id"]
        }
        problem = pack_problem(pack, list(held.values()), surfaces)
        for language, words in compiled.get("translations", {}).items() if problem else ():
            own = words.get("structures", {})
            names = [own.get(one, {}).get("name", name) for one, name in held.items()]
            problem_told = pack_problem(pack, names, surfaces, language)
            told.setdefault(language, {})[pack["id"]] = {"problem": problem_told}
        address = None if inside is not None or problem else pack_address(form, pack["file"], pack["sha256"])
        packs.append({**pack, "file": f"{form}/{pack['file']}", "url": address, "problem": problem})
    offered = compiled["course"]["offers"] if "course" in compiled else list(LANGUAGE_NAMES)
    return {
        **compiled,
        "packs": packs,
        "form": form,
        "forms": [
            {
                "id": one.id,
                "name": one.name,
                "short": one.short,
                "note": one.note,
                "sources": one.sources,
                **({"told": True} if one is BROUGHT else {}),
            }
            for one in forms
            if inside is None or one.id in inside
        ],
        "audiences": AUDIENCES,
        "languages": [{"id": code, "name": LANGUAGE_NAMES[code]} for code in offered],
        "materials": MATERIALS,
        "lights": LIGHTS,
        "ghost_colour": GHOST_COLOUR,
        "words": WORDS,
        "translations": {
            language: {
                **compiled.get("translations", {}).get(language, {}),
                **({"packs": told[language]} if language in told else {}),
                "words": words,
            }
            for language, words in WORDS_BY_LANGUAGE.items()
            if words is not WORDS and language in offered
        },
    }


def pack_problem(pack: Mapping[str, Any], held: Sequence[str], surfaces: Path, language: str = "en") -> str | None:
    """Return one sentence if the surfaces of a pack cannot be shown, else None.

    Parameters
    ----------
    pack
        Its ``file``, ``bytes`` and ``sha256``.
    held
        The names of the structures in it.
    surfaces
        The folder that it is in.
    language
        The language of the sentence.
    """
    try:
        built_surface(surfaces / pack["file"], pack["sha256"])
    except SurfaceFault as fault:
        told = {**pack, "names": "; ".join(held), "found": fault.bytes_found, "built": pack["bytes"]}
        words = WORDS_BY_LANGUAGE[language]
        return str(words["surfaces_damaged" if fault.kind == "damaged" else "surfaces_missing"]).format_map(told)
    return None
