"""Another language laid over the compiled content: only the words, the pictures stay as they are.

`words_over` gives what one JSON value says otherwise than another of the same shape, lists by the ids of their
members. The page lays the result over the English content; whatever has no words of its own stays English.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from anatomy_viewer.atlas import Atlas
from anatomy_viewer.atlas.names import LocalName, read_names
from anatomy_viewer.atlas.translations import Words, read_words
from anatomy_viewer.teaching.lesson.lesson import Lesson
from anatomy_viewer.teaching.lesson.red_flags import RedFlags, flags_of_disclaimer
from anatomy_viewer.teaching.lesson.translation import Translation, drawings_in, translated
from anatomy_viewer.teaching.pictures import consult_es, messages_es
from anatomy_viewer.teaching.pictures.compiler import compile_lesson
from anatomy_viewer.teaching.pictures.messages import how_sure, message
from anatomy_viewer.teaching.pictures.scene import Scene
from anatomy_viewer.teaching.pictures.staging import citations_of
from anatomy_viewer.teaching.pictures.usual_areas import lines_of_flags

__all__ = ["TRANSLATED_LANGUAGES", "consult_in", "scene_in", "sexes_in", "translations_of", "words_over"]

TRANSLATED_LANGUAGES = {"es": messages_es}
"""Where each language has its words."""

CONSULT = {"es": consult_es}
"""Where each language has the words of "show me where it hurts"."""


def words_over(english: Any, other: Any) -> Any:
    """Return what `other` says otherwise than `english`; None where they are alike.

    Parameters
    ----------
    english, other
        Two JSON values of the same shape.

    Returns
    -------
    object
        Of mappings the keys that differ; of lists whose members have ids the members that differ, by id, of
        others by place (as text, like every JSON key); else `other` itself.

    Examples
    --------
    >>> words_over({"id": "sacrum", "name": "Sacrum"}, {"id": "sacrum", "name": "Sacro"})
    {'name': 'Sacro'}
    """
    if english == other:
        return None
    if isinstance(english, dict) and isinstance(other, dict) and english.keys() == other.keys():
        parts = {key: words_over(part, other[key]) for key, part in english.items()}
        return {key: part for key, part in parts.items() if part is not None}
    if isinstance(english, list) and isinstance(other, list) and len(english) == len(other):
        names = [one.get("id", place) if isinstance(one, dict) else place for place, one in enumerate(english)]
        if len(set(names)) == len(names):
            members = [words_over(one, its) for one, its in zip(english, other, strict=True)]
            return {str(name): part for name, part in zip(names, members, strict=True) if part is not None}
    return other


def scene_in(language: str, scene: Scene, atlas: Atlas, names: Mapping[str, LocalName]) -> Scene:
    """Return a scene whose things, points, views, groups and studies have the names of another language."""
    subjects = {one.id: one.name for one in atlas.structures}
    views, words = TRANSLATED_LANGUAGES[language].VIEWS, read_words(language)
    return replace(
        scene,
        things={
            name: replace(thing, name=_sided(language, local.name, thing.side), label=local.label)
            if (local := names.get(subjects[name]))
            else thing
            for name, thing in scene.things.items()
        },
        spots={
            name: replace(spot, name=local.name, label=local.label)
            if name in (*atlas.site_by_point, *atlas.landmark_by_point) and (local := names.get(atlas.subject_of(name)))
            else spot
            for name, spot in scene.spots.items()
        },
        views={
            name: replace(view, name=views[name][0]) if name in views else view for name, view in scene.views.items()
        },
        group_names={group: names[group].name if group in names else name for group, name in scene.group_names.items()},
        citations=citations_of(atlas, words) if scene.citations else {},
        studies={name: _study_title(words, title) for name, title in scene.studies.items()},
    )


def translations_of(
    content: Mapping[str, Any],
    atlas: Atlas,
    scene: Scene,
    lessons: Iterable[Lesson],
    translations: Iterable[Translation],
) -> dict[str, dict[str, Any]]:
    """Return by language the words to be laid over the compiled content.

    Parameters
    ----------
    content
        The compiled content, in English.
    atlas, scene
        What it was compiled from.
    lessons
        The lessons in it.
    translations
        The lessons' translations; those of other lessons are not looked at.
    """
    by_id = {lesson.id: lesson for lesson in lessons}
    compiled = {lesson["id"]: lesson for lesson in content["lessons"]}
    found = {}
    for language, words in TRANSLATED_LANGUAGES.items():
        names = read_names(language, atlas)
        own = scene_in(language, scene, atlas, names)
        made = {
            name: compile_lesson(
                translated(by_id[name], translation),
                replace(own, drawings=drawings_in(by_id[name], translation, own.drawings)),
            )
            for translation in translations
            if translation.language == language and (name := translation.id) in by_id
        }
        found[language] = {
            "product": {
                "name": words.PRODUCT,
                "disclaimer": {
                    "short": words.DISCLAIMER_SHORT,
                    "long_html": words.DISCLAIMER_LONG,
                    "flags_html": flags_of_disclaimer(scene.red_flags, language),
                },
            },
            "views": {name: {"name": title, "note": note} for name, (title, note) in words.VIEWS.items()},
            "forms": {
                name: {"name": title, "short": short, "note": note}
                for name, (title, short, note) in words.FORMS.items()
            },
            "groups": {one["id"]: {"name": own.group_names[one["id"]]} for one in content["groups"]},
            "layers": {one["id"]: {"name": names[one["id"]].name} for one in content["layers"] if one["id"] in names},
            "peels": {str(k): {"name": name} for k, name in enumerate(words.PEELS.values())},
            "home": {
                "labels": {one["id"]: {"text": _label(own, one["id"], atlas)} for one in content["home"]["labels"]}
            },
            "lessons": {name: words_over(compiled[name], lesson) or {} for name, lesson in made.items()},
        }
        for translation in translations:
            if translation.read_by and translation.language == language and translation.id in made:
                found[language]["lessons"][translation.id]["read_by"] = translation.read_by
    return found


def consult_in(language: str, consult: Mapping[str, Any], flags: RedFlags) -> dict[str, Any]:
    """Return what "show me where it hurts" and the sheet that goes home say in another language, by the ids there."""
    words = CONSULT[language]
    told = {
        part["id"]: (
            getattr(flags.levels[part["red_flags"]].title, language).patient,
            tuple((line.text, line.sure) for line in lines_of_flags(part["red_flags"], language, flags)),
        )
        if part["red_flags"]
        else words.TAKE_HOME[part["id"]]
        for part in consult["take_home"]
        if part["red_flags"] or part["id"] in words.TAKE_HOME
    }
    return {
        "areas": {
            area["id"]: {**words.AREAS[area["id"]], "sure": how_sure(language, area["sure"])}
            for area in consult["areas"]
            if area["id"] in words.AREAS
        },
        "take_home": {
            part["id"]: {
                "title": told[part["id"]][0],
                "lines": {
                    str(k): {"text": text, **({"sure": sure} if sure else {})}
                    for k, (text, sure) in enumerate(told[part["id"]][1])
                },
            }
            for part in consult["take_home"]
            if part["id"] in told and len(told[part["id"]][1]) == len(part["lines"])
        },
    }


def sexes_in(language: str, sexes: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the measures in which women and men differ are called in another language, by their ids."""
    names = TRANSLATED_LANGUAGES[language].MEASURES
    return {"measures": {one["id"]: {"name": names[one["id"]]} for one in sexes["measures"] if one["id"] in names}}


def _label(scene: Scene, name: str, atlas: Atlas) -> str:
    """Return what the picture before any lesson says of a thing: a nerve by its group, all else by its label."""
    if name in scene.things:
        thing = scene.things[name]
        return scene.group_names[thing.group] if thing.group and thing.kind == "nerve" else thing.label
    return scene.spots[name].label


def _study_title(words: Words, title: str) -> str:
    own = words.of("studies", title)
    return own if own != title else words.of("alternatives", title)


def _sided(language: str, name: str, side: str) -> str:
    return name if side == "mid" else name + message(language, f"named_{side}")
