"""The one JSON value that the page reads: the atlas for the cards, and every lesson as whole pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from anatomy_viewer import __version__
from anatomy_viewer.atlas import Atlas, Model, Problem, ProblemsFound, read_atlas, read_model
from anatomy_viewer.atlas.alternatives import anatomy_of_alternative
from anatomy_viewer.atlas.anatomies import CrestLine
from anatomy_viewer.atlas.appearance import APPEARANCE
from anatomy_viewer.atlas.brought_form import read_form
from anatomy_viewer.atlas.check import UNITS
from anatomy_viewer.atlas.descriptions import AUDIENCES
from anatomy_viewer.atlas.facts import Fact
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.forms import DEFAULT_FORM
from anatomy_viewer.atlas.model import PointOnSkin
from anatomy_viewer.atlas.names import LocalName, read_names
from anatomy_viewer.atlas.people import TUNNELS, people_table, population_of
from anatomy_viewer.atlas.sexes import forms_apart
from anatomy_viewer.atlas.structures import Depth, Structure
from anatomy_viewer.atlas.studies import anatomy_of_study
from anatomy_viewer.atlas.translations import BAR, ENGLISH, Words, read_words
from anatomy_viewer.atlas.views import VIEWS
from anatomy_viewer.teaching.lesson.course import Course, course_words
from anatomy_viewer.teaching.lesson.lesson import Label, Lesson, Step
from anatomy_viewer.teaching.lesson.red_flags import flags_of_disclaimer
from anatomy_viewer.teaching.lesson.shelf import Shelf
from anatomy_viewer.teaching.lesson.texts import AudienceText
from anatomy_viewer.teaching.lesson.translation import Translation
from anatomy_viewer.teaching.library import check_files, lessons_and_files, read_shelf
from anatomy_viewer.teaching.pictures.asking import YARDSTICKS, training_record
from anatomy_viewer.teaching.pictures.compiler import compile_lesson
from anatomy_viewer.teaching.pictures.geometry import rounded
from anatomy_viewer.teaching.pictures.languages import (
    consult_in,
    scene_in,
    sexes_in,
    translations_of,
    words_over,
)
from anatomy_viewer.teaching.pictures.lines import labels_of
from anatomy_viewer.teaching.pictures.messages import DISCLAIMER_LONG, DISCLAIMER_SHORT, PRODUCT, how_sure, message
from anatomy_viewer.teaching.pictures.picture import camera_of, compiled_picture, picture_of
from anatomy_viewer.teaching.pictures.scene import Scene
from anatomy_viewer.teaching.pictures.staging import layers_of, scene_of
from anatomy_viewer.teaching.pictures.usual_areas import consult_content
from anatomy_viewer.teaching.pictures.words import place_in_words
from anatomy_viewer.teaching.shelves import picked

HOME = Step(
    id="home",
    title=AudienceText(student="Home"),
    text=AudienceText(student="Home"),
    view="posterior",
    focus=("hip_bone_*", "sacrum"),
    zoom=1.0,
    flight_ms=700,
    labels=(
        Label(of="superior_cluneal_nerve_medial_branch_right", text=AudienceText.for_all("Superior cluneal nerves")),
        Label(of="middle_cluneal_nerve_upper_branch_right", text=AudienceText.for_all("Middle cluneal nerves")),
        Label(
            of="inferior_cluneal_nerve_intermediate_branch_right", text=AudienceText.for_all("Inferior cluneal nerves")
        ),
        Label(of="sacrum"),
        Label(of="hip_bone_left"),
        Label(of="psis_left"),
    ),
)
"""What the page shows before any lesson."""


PEELS: tuple[tuple[Depth, str], ...] = (
    ("deep", "Bones, ligaments and nerves"),
    ("deep_muscle", "Deep muscles"),
    ("outer_muscle", "Outer muscles"),
    ("fascia", "Fascia"),
    ("fat", "Fat"),
    ("skin", "Skin"),
)
"""What can be peeled off from the outside, from the bones outwards."""

RIDDEN_EVERY = 3
"""Of the points of a course that is only ridden along, this one in so many is kept."""

BESIDE_MM = 12.0
"""A site farther from a nerve is not passed."""

APART_MM = 8.0
"""So far apart two rows of the ledger are told, where both are said of the same stretch."""

MOST_TOLD = 5
"""Of how many problems in lesson files the page tells; it is read by learners too."""

PLAINEST = 4
"""Of how many measures the page draws how far women and men are apart."""


def page_content(
    lessons: Sequence[str] | None = None,
    extra: Iterable[Path] = (),
    *,
    form: str = DEFAULT_FORM,
    pelvis: Path | None = None,
    complete: bool = False,
    shelf: Shelf | None = None,
    progress: Callable[[str, float], None] = lambda _what, _done: None,
) -> dict[str, Any]:
    """Return what the page reads, for the installed atlas, model and lessons.

    Parameters
    ----------
    lessons
        The lessons to carry, by id or by file; all by default.
    extra
        Lesson files beside the viewer's own.
    form
        The form of the pelvis that pictures and rulers are of.
    pelvis
        The folder of a brought pelvis, where there is one.
    complete
        Whether a broken lesson that nobody named is refused; else it is told under ``lesson_problems`` and
        left out.
    shelf
        The lessons that there are, in place of the viewer's own and of extra files; a course comes with them.
    progress
        Told of each lesson and the share that is done.

    Raises
    ------
    ProblemsFound
        Where the atlas or the model cannot be read, or a named lesson is not there or broken.
    """
    extra = list(extra)
    if shelf is None:
        if lessons is not None:
            lessons, files = lessons_and_files(lessons)
            if complete and (problems := check_files(files)):
                raise ProblemsFound(problems)
            extra += files
        shelf = read_shelf(lessons, extra)
    elif lessons is not None:
        shelf = picked(shelf, lessons)
    if complete and shelf.problems:
        raise ProblemsFound(shelf.problems)
    folders = (data_folder("lessons"), *dict.fromkeys((*shelf.folders.values(), *(path.parent for path in extra))))
    atlas, model = read_atlas(), read_form(form, pelvis)
    content = content_of(atlas, model, shelf.lessons, folders, shelf.translations, progress)
    scene = scene_of(atlas, model)
    consult = consult_content(atlas, model, scene)
    sexes = sexes_content(atlas, read_model(form="female"), read_model(form="male"))
    for language, words in content["translations"].items():
        words["consult"] = consult_in(language, consult, scene.red_flags)
        words["sexes"] = sexes_in(language, sexes)
    return {
        **with_course(content, shelf.course),
        "consult": consult,
        "sexes": sexes,
        "lesson_problems": _first_told(shelf.problems),
    }


def _first_told(problems: Sequence[Problem]) -> list[str]:
    more = len(problems) - MOST_TOLD
    told = [str(problem) for problem in problems[:MOST_TOLD]]
    return [*told, f"There are {more} more problems in lesson files; the check tells them all."] if more > 0 else told


def with_course(content: dict[str, Any], course: Course | None) -> dict[str, Any]:
    """Return what the page reads with a course, in every language that the course offers; without one as it was."""
    if course is None:
        return content
    words = course_words(course, "en")
    others = {
        language: {**told, "course": words_over(words, course_words(course, language)) or {}}
        for language, told in content["translations"].items()
    }
    how = {"audience": course.audience, "pass_mark": course.pass_mark, "complete": course.complete}
    return {**content, "course": {**words, **how, "offers": list(course.languages)}, "translations": others}


def content_of(
    atlas: Atlas,
    model: Model,
    lessons: Iterable[Lesson],
    folders: Iterable[Path] = (),
    translations: Iterable[Translation] = (),
    progress: Callable[[str, float], None] = lambda _what, _done: None,
) -> dict[str, Any]:
    """Return what the page reads, for a given atlas, model and lessons with the drawings in their folders.

    Returns
    -------
    dict
        A JSON value with ``product, structures, points, sources, views, groups, layers, home, lessons`` in English,
        and under ``translations`` the words of the other languages.
    """
    lessons = tuple(lessons)
    scene = scene_of(atlas, model)
    for folder in folders:
        scene = scene.with_drawings(folder)
    picture = picture_of(HOME, scene)
    structures = layers_of(atlas)
    content = {
        "product": {
            "name": PRODUCT,
            "version": __version__,
            "disclaimer": {
                "short": DISCLAIMER_SHORT,
                "long_html": DISCLAIMER_LONG,
                "flags_html": flags_of_disclaimer(scene.red_flags, "en"),
            },
        },
        "packs": [
            {"id": name, "file": pack.file, "bytes": pack.bytes, "sha256": pack.sha256}
            for name, pack in model.packs.items()
        ],
        "structures": _structures(atlas, model, scene, ENGLISH),
        "points": _points(atlas, model, scene, ENGLISH),
        "sources": _sources(atlas, ENGLISH),
        "views": [
            {
                "id": view.id,
                "name": view.name,
                "key": view.key,
                "direction": rounded(view.direction, 4),
                "up": rounded(view.up, 4),
                "note": view.note,
            }
            for view in VIEWS
        ],
        "groups": [
            {
                "id": group.id,
                "name": group.english,
                "tag": group.tag,
                "pattern": group.line_pattern,
                "colour": group.colour,
                "structures": list(scene.groups[group.id]),
            }
            for group in atlas.groups
        ],
        "layers": [
            {
                "id": layer.id,
                "name": layer.name,
                "depth": layer.depth,
                "structures": [name for name in structures[layer.id] if name in scene.things],
                "on": layer.at_home,
            }
            for layer in atlas.layers
            if any(name in scene.things for name in structures.get(layer.id, ()))
        ],
        "paths": {name: path_of(model, name) for name in model.paths},
        "rides": {name: passed_along(atlas, model, scene, name) for name in model.paths if name in scene.things},
        "families": model.families,
        "crest_grid": model.crest_grid,
        "stain": model.stain,
        "stains_on_skin": {
            name: {
                **{key: record[key] for key in ("centre", "along_sd_mm", "across_sd_mm")},
                "along_mm": model.corridors[name.replace("_on_skin", "")]["centre_along_mm"],
            }
            for name, record in model.corridors.items()
            if record["surface"] == "skin" and record["along"] == "crest"
        },
        "peels": [
            {"name": name, "layers": [layer.id for layer in atlas.layers if layer.depth == depth]}
            for depth, name in PEELS
        ],
        "yardsticks": YARDSTICKS,
        "training": training_record(scene),
        "studies": _studies(atlas, model, ENGLISH),
        "people": _people(atlas, model),
        "home": {
            "picture": compiled_picture(picture, scene),
            "camera": camera_of(HOME, scene, picture),
            "view": HOME.view,
            "labels": labels_of(HOME.labels, scene, picture),
        },
        "lessons": (compiled := _compiled(lessons, scene, progress)),
        "brought": _brought(model, compiled),
    }
    progress("other languages", 0.6)
    found = translations_of(content, atlas, scene, lessons, translations)
    for language, other in found.items():
        for key, part in _told_in(language, atlas, model, scene, content).items():
            other[key] = words_over(content[key], part) or {}
    return {**content, "translations": found}


_NUMBER_OF_OTHERS = re.compile(r"\d\s*(?:mm|cm|%|°|degrees)(?!\w)")
"""A number with its unit, as texts have it."""


def _brought(model: Model, lessons: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Return what is told of a brought pelvis only: how unsure crossings are, where texts have others' numbers."""
    if model.brought is None:
        return None
    numbered: dict[str, dict[str, list[str]]] = {}
    for lesson in lessons:
        for step in lesson["steps"]:
            texts = step["html"] if isinstance(step["html"], Mapping) else dict.fromkeys(AUDIENCES, step["html"])
            # People who are patients are not shown the values.
            told = {name for name in AUDIENCES if step["values"] and name != "patient"}
            told |= {name for name, text in texts.items() if _NUMBER_OF_OTHERS.search(text or "")}
            if told:
                numbered.setdefault(lesson["id"], {})[step["id"]] = [name for name in AUDIENCES if name in told]
    return {
        "numbers_of_others": numbered,
        "doubts_mm": {name: round(float(record["doubt_sd_mm"]), 2) for name, record in model.corridors.items()},
    }


def path_of(model: Model, name: str) -> list[list[float]]:
    """Return the course of a nerve; thinned where no study and no person moves it."""
    path = model.paths[name]
    kept = path if name in model.families else (*path[:-1:RIDDEN_EVERY], path[-1])
    return [rounded(point, 1) for point in kept]


def passed_along(atlas: Atlas, model: Model, scene: Scene, name: str) -> list[list[Any]]:
    """Return what somebody who follows a nerve passes: its share of the way, its kind, and which.

    A row of the layer ledger by its number, within where it is said and clear of the one before; a site by its id,
    nearest to the nerve; the twigs at its end by how many leave together.
    """
    path = np.array(model.paths[name])
    ways = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])

    def share_of(place: Iterable[float]) -> tuple[float, float]:
        away = np.linalg.norm(path - np.array(list(place)), axis=1)
        return float(ways[away.argmin()] / ways[-1]), float(away.min())

    structure = next(one for one in atlas.structures if one.id == name)
    found: list[list[Any]] = []
    for point, site in atlas.site_by_point.items():
        if point in scene.spots and site.kind == "site" and structure.name in site.nerves:
            share, away = share_of(scene.spots[point].at)
            if scene.spots[point].side == structure.side and away < BESIDE_MM:
                found.append([share, "point", point])
    sites = [share for share, _, _ in found]
    furthest = -1.0
    for number, row in enumerate(atlas.ledger_by_nerve.get(structure.name, ())):
        if row.share_from is None or row.share_to is None:
            continue
        within = [share for share in sites if row.share_from <= share <= row.share_to]
        if row.relation == "from":
            wish = row.share_from
        elif row.structure == "hip_bone" and within:
            wish = within[0]  # the crossing is the site
        else:
            wish = (row.share_from + row.share_to) / 2
        furthest = max(wish, min(furthest + APART_MM / float(ways[-1]), row.share_to))
        found.append([furthest, "ledger", number])
    starts = [share_of(twig[0])[0] for twig in model.twigs.get(name, ())]
    found += [[share, "twigs", starts.count(share)] for share in sorted(set(starts))]
    return [[round(share, 3), kind, what] for share, kind, what in sorted(found, key=lambda one: one[0])]


def _told_in(language: str, atlas: Atlas, model: Model, scene: Scene, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return in another language what the tables tell, by its place in the content."""
    words, names = read_words(language), read_names(language, atlas)
    own = scene_in(language, scene, atlas, names)
    people = content["people"]
    return {
        "structures": _structures(atlas, model, own, words, names),
        "points": _points(atlas, model, own, words),
        "sources": _sources(atlas, words),
        "studies": _studies(atlas, model, words),
        "people": {
            **people,
            "columns": [
                {
                    **column,
                    "options": [{**one, "told": words.of("variants", one["told"])} for one in column["options"]],
                }
                if "options" in column
                else column
                for column in people["columns"]
            ],
            "frequencies": _frequencies(atlas, words),
        },
    }


def _compiled(lessons: Sequence[Lesson], scene: Scene, progress: Callable[[str, float], None]) -> list[dict[str, Any]]:
    made = []
    for number, lesson in enumerate(lessons):
        progress(lesson.title, 0.1 + 0.5 * number / len(lessons))
        made.append(compile_lesson(lesson, scene))
    return made


def sexes_content(atlas: Atlas, women: Model, men: Model) -> dict[str, Any]:
    """Return how far women and men are apart, and the two forms with them, as the page tells and draws it.

    Returns
    -------
    dict
        In how many measures with a published difference (``count``) the forms differ less than two women do
        (``nearer``), and of the plainest ``measures`` the deviations that women lie above men (``published``, and
        ``drawn`` of the forms), the share of the curves in common in percent, and lengths in the measure's unit.
    """
    told = [one for one in forms_apart(atlas, women, men) if one.published.clear]
    return {
        "count": len(told),
        "nearer": sum(one.less_than_two_women for one in told),
        "measures": [
            {
                "id": one.model_measure.id,
                "name": one.model_measure.what,
                "unit": UNITS[one.model_measure.unit],
                "published": round(one.published.value / one.published.person_sd, 2),
                "drawn": round(one.value / one.published.person_sd, 2),
                "apart": round(abs(one.published.value), 1),
                "forms": round(abs(one.value), 1),
                "two": round(one.published.two_women, 1),
                "shared": round(100.0 * one.published.overlap),
                "sources": list(dict.fromkeys(key for pair in one.published.pairs for key in pair[0].sources)),
            }
            for one in told[:PLAINEST]
        ],
    }


def _studies(atlas: Atlas, model: Model, words: Words) -> list[dict[str, Any]]:
    """Return whose anatomy may be chosen: the record that the page applies, and the study's figures in words."""

    def study_words(text: str) -> str:
        return words.of("studies", text)

    def other_words(text: str) -> str:
        return words.of("alternatives", text)

    return [
        {
            **anatomy_of_study(study, atlas.site_by_id, model).to_json(),
            "title": study_words(study.title),
            "note": " ".join(dict.fromkeys(study_words(crossing.note) for crossing in study.crossings)),
            "group": study.group,
            "rest": study.rest,
            "rows": [
                {
                    "nerve": crossing.nerve,
                    "distance": study_words(crossing.distance),
                    "kind": study_words(crossing.length_kind),
                    "figure": study_words(crossing.figure),
                    "sample": study_words(crossing.sample),
                    "age": study_words(crossing.age) or None,
                    "method": study_words(crossing.method),
                    "moves": crossing.moves,
                    "sure": how_sure(words.language, crossing.how_sure),
                    "sources": list(crossing.sources),
                }
                for crossing in study.crossings
            ],
        }
        for study in atlas.studies
    ] + [
        {
            **anatomy_of_alternative(alternative).to_json(),
            "title": other_words(alternative.name),
            "note": " ".join(dict.fromkeys(other_words(one.note) for one in alternative.findings if one.note)),
            "group": alternative.group,
            "rest": False,
            "rows": [
                {
                    "nerve": next(iter(finding.moves), None),
                    "distance": other_words(finding.about),
                    "kind": None,
                    "figure": other_words(finding.figure),
                    "sample": other_words(finding.counted),
                    "age": None,
                    "method": None,
                    "moves": True,
                    "sure": how_sure(words.language, finding.how_sure),
                    "sources": list(finding.sources),
                }
                for finding in alternative.findings
            ],
        }
        for alternative in atlas.alternatives
    ]


def _people(atlas: Atlas, model: Model) -> dict[str, Any]:
    """Return the drawn people, and how often each thing that differs among them was found."""
    table = people_table(crest=CrestLine.of(model), population=population_of(atlas))
    return {
        "count": len(table["rows"]),
        **table,
        "frequencies": _frequencies(atlas, ENGLISH),
    }


def _frequencies(atlas: Atlas, words: Words) -> list[dict[str, Any]]:
    return [
        {
            "what": words.of("variants", variant.english),
            "share": words.of("variants", variant.share_in_words),
            "drawn": variant.use == "drawn",
            "sure": how_sure(words.language, variant.how_sure),
            "sources": list(variant.sources),
            "note": words.of("variants", variant.note),
        }
        for variant in atlas.variants
        if variant.use != "not drawn"
    ]


def _sources(atlas: Atlas, words: Words) -> dict[str, Any]:
    return {
        source.key: {
            "text": words.of("sources", source.citation),
            "doi": source.doi or None,
            "pmid": source.pmid or None,
            "read": "; ".join(words.of("sources", text) for text in (source.standing, source.how_read)),
        }
        for source in atlas.sources
    }


def _structures(
    atlas: Atlas, model: Model, scene: Scene, words: Words, names: Mapping[str, LocalName] | None = None
) -> list[dict[str, Any]]:
    described = (name for one in atlas.alternatives for finding in one.findings for name in finding.shows)
    some_have, found = {*TUNNELS.values(), *described}, []
    for structure in atlas.structures:
        if structure.id not in scene.things:
            continue
        built = model.structures[structure.id]
        facts = list(atlas.facts_by_subject.get(structure.name, ()))
        # What is said of a group is not said of the trunk that it leaves.
        if structure.kind == "nerve" and structure.group is not None and "cluneal" in structure.name:
            facts += atlas.facts_by_subject.get(structure.group, ())
        rows = [_fact(fact, words) for fact in facts]
        if structure.model_note:
            rows.append(
                {
                    "label": message(words.language, "in_this_model"),
                    "value": words.of("structures", structure.model_note),
                    "sure": message(words.language, "drawn_so"),
                    "sources": [],
                }
            )
        if (standing := _standing(model, structure.id, words.language)) is not None:
            rows.insert(0, standing)
        found.append(
            {
                "id": structure.id,
                "name": scene.things[structure.id].name,
                "latin": structure.latin,
                "ta2": structure.ta2,
                "ta2_of_whole": structure.ta2_of_whole,
                "synonyms": list(structure.synonyms if names is None else _synonyms(names, structure.name)),
                "kind": structure.kind,
                "side": structure.side,
                "group": structure.group,
                "tag": structure.tag,
                "what": _what(atlas, words, structure.name, structure.group),
                "facts": rows,
                "ledger": _ledger(atlas, structure, scene, words),
                "pack": built.pack,
                "triangles": built.triangles,
                "anchor": rounded(built.anchor),
                "centre": rounded(built.centre),
                "radius_mm": built.radius_mm,
                "colour": list(APPEARANCE[structure.kind, "plain"].colour),
                "opacity": APPEARANCE[structure.kind, "plain"].opacity,
                "at_home": structure.id in scene.home,
                # Only some people have it: a layer that is switched on does not show it.
                "variant": structure.name in some_have,
                "follows": f"{structure.follows}_{structure.side}" if structure.follows else None,
            }
        )
    return found


def _standing(model: Model, name: str, language: str) -> dict[str, Any] | None:
    """Return what a card says of a bone or a spread on a brought pelvis that is not only of that pelvis."""
    if model.brought is None:
        return None
    value = ""
    for key in ("taken", "mirrored", "completed"):
        if name in getattr(model.brought, key):
            value = message(language, f"own_{key}")
    if name in model.corridors:
        value = message(language, "own_doubt", mm=f"{model.corridors[name]['doubt_sd_mm']:.1f}")
    return _of_this_pelvis(value, language) if value else None


def _of_this_pelvis(value: str, language: str) -> dict[str, Any]:
    label, sure = message(language, "on_this_pelvis"), message(language, "worked_out_here")
    return {"label": label, "value": value, "sure": sure, "sources": []}


def _synonyms(names: Mapping[str, LocalName], subject: str) -> tuple[str, ...]:
    return names[subject].synonyms if subject in names else ()


def _ledger(atlas: Atlas, structure: Structure, scene: Scene, words: Words) -> list[dict[str, Any]]:
    """Return the planes that a nerve crosses, in order, for its card."""
    rows = []
    for plane in atlas.ledger_by_nerve.get(structure.name, ()):
        ids = (f"{plane.structure}_{structure.side}", plane.structure)
        relation, _, what = words.of("layer_ledger", BAR.join(plane.passes)).partition(BAR)
        rows.append(
            {
                "relation": relation,
                "what": what,
                "structure": next((name for name in ids if name in scene.things), ""),
                "sure": how_sure(words.language, plane.how_sure),
                "sources": [*plane.sources, *plane.via],
                "note": " ".join(words.of("layer_ledger", text) for text in plane.caveats),
            }
        )
    return rows


def _points(atlas: Atlas, model: Model, scene: Scene, words: Words) -> list[dict[str, Any]]:
    found = []
    for name, spot in scene.spots.items():
        subject = atlas.subject_of(name)
        site = atlas.site_by_point.get(name)
        landmark = atlas.landmark_by_point.get(name)
        rows = [
            {
                "label": message(words.language, "in_this_model"),
                "value": place_in_words(name, scene, words.language).removeprefix(f"{spot.name}, "),
                "sure": message(words.language, "measured_here"),
                "sources": [],
            }
        ]
        if model.brought is not None and name in model.brought.radius_95_mm:
            within = f"{model.brought.radius_95_mm[name]:.0f}"
            rows.append(
                _of_this_pelvis(
                    message(words.language, f"own_point_{model.brought.origin[name]}", mm=within), words.language
                )
            )
        if site is not None:
            rows.insert(0, _row("where", words, "sites", site.location, site.how_sure, site.sources))
            if site.compressing_structure:
                rows.insert(0, _row("presses", words, "sites", site.compressing_structure, site.how_sure, site.sources))
        if landmark is not None:
            found_by = landmark.how_to_find
            rows.insert(0, _row("by_hand", words, "landmarks", found_by, landmark.how_sure, landmark.sources))
        rows += [_fact(fact, words) for fact in atlas.facts_by_subject.get(subject, ())]
        nerve = f"{site.nerves[0]}_{spot.side}" if site is not None and site.nerves else None
        side = "" if spot.side == "mid" else message(words.language, f"named_{spot.side}")
        found.append(
            {
                "id": name,
                "name": (spot.name if site is None else spot.label) + side,
                "kind": spot.kind,
                "side": spot.side,
                "tag": spot.tag,
                "group": site.group if site is not None else None,
                "at": rounded(spot.at),
                "normal": rounded(spot.normal, 4),
                "on_skin": _on_skin(model.points_on_skin.get(name)),
                "nerve": nerve if nerve in scene.things else None,
                "what": _what(atlas, words, subject, None, landmark.how_to_find_for_patients if landmark else ""),
                "facts": rows,
            }
        )
    return found


def _on_skin(point: PointOnSkin | None) -> dict[str, Any] | None:
    """Return the skin over a point, or None where a finger cannot press on it."""
    if point is None:
        return None
    return {"at": list(point.at), "normal": list(point.normal), "depth_mm": point.depth_mm}


def _what(atlas: Atlas, words: Words, subject: str, group: str | None, patient: str = "") -> dict[str, str]:
    description = atlas.description_by_subject.get(subject) or atlas.description_by_subject.get(group or "")
    texts: dict[str, str] = {
        audience: words.of("descriptions", description.text_for(audience)) if description is not None else ""
        for audience in AUDIENCES
    }
    if patient:
        texts["patient"] = f"{texts['patient']} {words.of('landmarks', patient)}".strip()
    return texts


def _fact(fact: Fact, words: Words) -> dict[str, Any]:
    label, value, sample, note = (words.of("facts", text) for text in (fact.label, fact.value, fact.sample, fact.note))
    value = f"{value} ({sample})" if sample else value
    return {
        "label": label,
        "value": f"{value}. {note}" if note else value,
        "sure": how_sure(words.language, fact.how_sure),
        "sources": [*fact.sources, *fact.via],
    }


def _row(label: str, words: Words, table: str, value: str, sure: str, sources: Sequence[str]) -> dict[str, Any]:
    return {
        "label": message(words.language, label),
        "value": words.of(table, value),
        "sure": how_sure(words.language, sure),
        "sources": list(sources),
    }
