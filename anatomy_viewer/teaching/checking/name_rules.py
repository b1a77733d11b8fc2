"""What a lesson may name, and how: the checker's rules about ids, sources, links and the file's own name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from anatomy_viewer.atlas.problems import Problem, nearest_name
from anatomy_viewer.teaching.checking.checked import Checked, entries_of
from anatomy_viewer.teaching.lesson import markdown
from anatomy_viewer.teaching.lesson.lesson import (
    MIDLINE,
)
from anatomy_viewer.teaching.lesson.reading import Path_
from anatomy_viewer.teaching.lesson.red_flags import texts_naming_flags


def file_name(checked: Checked) -> Iterator[Problem]:
    """A lesson in a file of another name."""
    name = checked.document.path.rpartition("/")[2]
    if name.endswith(".yaml") and name != f"{checked.lesson.id}.yaml":
        yield checked.problem(
            ("id",), f'found "{checked.lesson.id}" in the file {name}', f"{name.removesuffix('.yaml')}"
        )


def duplicate_id(checked: Checked) -> Iterator[Problem]:
    """A step id, or a ruler id within a step, that stands twice."""
    raw = checked.document.data.get("steps", []) if isinstance(checked.document.data, dict) else []
    seen: dict[str, int] = {}
    for index, step in enumerate(raw):
        name = step.get("id") if isinstance(step, dict) else None
        if not isinstance(name, str):
            continue
        line = checked.document.lines.get(("steps", index, "id"), 1)
        if name in seen:
            yield Problem(
                f"{checked.document.path}:{line} steps[{index}].id",
                f'the step id "{name}" stands there a second time, first in line {seen[name]}',
                "each step id once",
            )
        seen.setdefault(name, line)
    for path, step_ in checked.steps():
        rulers: set[str] = set()
        for index, ruler in enumerate(step_.rulers):
            if ruler.id in rulers:
                yield checked.problem(
                    (*path, "rulers", index, "id"),
                    f'the ruler id "{ruler.id}" stands there a second time',
                    "each once",
                )
            rulers.add(ruler.id)


def unknown_id(checked: Checked) -> Iterator[Problem]:
    """An id, group or pattern that names nothing in the atlas, or a thing of the wrong sort for its key."""
    scene = checked.scene
    structures = (*scene.things, *scene.groups)
    points = tuple(scene.spots)
    corridors = tuple(name for name, thing in scene.things.items() if thing.kind == "corridor")
    for path, step in checked.steps():
        for key in ("isolate", "show", "fade", "emphasise", "hide"):
            for index, selector in enumerate(getattr(step, key)):
                if not scene.structures_of(selector):
                    kind = "point" if scene.points_of(selector) else None
                    yield _unknown(checked, (*path, key, index), selector, structures, "structure or group", kind)
        for index, selector in enumerate(step.corridors):
            if not set(scene.structures_of(selector)) & set(corridors):
                yield _unknown(checked, (*path, "corridors", index), selector, corridors, "corridor", None)
        for index, selector in enumerate(step.markers):
            if not scene.points_of(selector):
                kind = "structure" if scene.structures_of(selector) else None
                yield _unknown(checked, (*path, "markers", index), selector, points, "point", kind)
        for key, selectors in (("focus", step.focus), ("labels", tuple(label.of for label in step.labels))):
            for index, selector in enumerate(selectors):
                if not scene.structures_of(selector) and not scene.points_of(selector):
                    yield _unknown(
                        checked,
                        (*path, key, index),
                        selector,
                        (*structures, *points),
                        "structure, group or point",
                        None,
                    )
        for index, ruler in enumerate(step.rulers):
            for key, name in (("from", ruler.start), ("to", ruler.end)):
                if name != MIDLINE and name not in scene.spots:
                    kind = "structure" if name in scene.things else None
                    yield _unknown(
                        checked,
                        (*path, "rulers", index, key),
                        name,
                        (MIDLINE, *points),
                        "point or `midline`",
                        kind,
                    )
        if step.view is not None and step.view not in scene.views:
            yield checked.problem(
                (*path, "view"),
                f'there is no view "{step.view}"',
                ", ".join(scene.views),
                nearest_name(step.view, scene.views),
            )


def unknown_source(checked: Checked) -> Iterator[Problem]:
    """A source key that the atlas does not have."""
    for path, entry in entries_of(checked):
        for index, key in enumerate(entry.sources):
            if key not in checked.scene.sources:
                yield checked.problem(
                    (*path, "sources", index),
                    f'there is no source "{key}"',
                    "a key of sources.csv",
                    nearest_name(key, checked.scene.sources),
                )


def unknown_measure(checked: Checked) -> Iterator[Problem]:
    """A measure id that the atlas does not have."""
    for path, entry in entries_of(checked):
        if entry.measure is not None and entry.measure not in checked.scene.measures:
            yield checked.problem(
                (*path, "measure"),
                f'there is no measure "{entry.measure}"',
                "an id of measures.csv",
                nearest_name(entry.measure, checked.scene.measures),
            )


def unknown_red_flag(checked: Checked) -> Iterator[Problem]:
    """A red flag that the table red_flags.yaml does not have."""
    flags = checked.scene.red_flags
    for path, step in checked.steps():
        for keys, name in texts_naming_flags(step):
            box = "red_flags" in keys
            known = flags.ids if box else tuple(flags.flags)
            if name not in known:
                yield checked.problem(
                    (*path, *keys),
                    f'there is no red flag "{name}"',
                    "an id of red_flags.yaml" + (", or one of its levels" if box else ""),
                    nearest_name(name, known),
                )


def broken_link(checked: Checked) -> Iterator[Problem]:
    """A link to a step, lesson or source that is not there, or to anything else."""
    steps = [step.id for step in checked.lesson.steps]
    for text in checked.texts():
        for link in markdown.links(text.words):
            if link.kind is None:
                yield checked.problem(
                    text.path, f'found a link to "{link.target}"', "links to step:ID, lesson:ID or source:KEY"
                )
                continue
            names: Iterable[str] = {
                "step": steps,
                "lesson": checked.lessons,
                "source": checked.scene.sources,
            }[link.kind]
            if link.target not in names:
                yield checked.problem(
                    text.path,
                    f'found a link to the {link.kind} "{link.target}"',
                    f"a {link.kind} that is there",
                    nearest_name(link.target, names),
                )


def unsupported_markup(checked: Checked) -> Iterator[Problem]:
    """HTML, pictures, code or headings in a text."""
    for text in checked.texts():
        for what in markdown.unsupported(text.words):
            yield checked.problem(text.path, f"found {what} in a text", "emphasis, lists and links")


def _unknown(
    checked: Checked, path: Path_, selector: str, names: Iterable[str], what: str, other: str | None
) -> Problem:
    if other is not None:
        return checked.problem(path, f'"{selector}" is a {other}', f"a {what}")
    if "*" in selector:
        return checked.problem(path, f'the pattern "{selector}" fits nothing', f"a pattern that fits a {what}")
    names = tuple(names)
    return checked.problem(path, f'there is no {what} "{selector}"', "", nearest_name(selector, names))
