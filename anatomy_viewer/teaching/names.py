"""What a lesson may name: structures, groups, points, views, studies, red flags and sources, each with its id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.model import Model
from anatomy_viewer.teaching.pictures.scene import Scene
from anatomy_viewer.teaching.pictures.staging import scene_of


@dataclass(frozen=True)
class Name:
    """Something that a lesson may name.

    Parameters
    ----------
    id
        What is written in the lesson.
    kind
        What it is: a kind of structure or point, ``group``, ``view``, ``study``, ``red flag`` or ``source``.
    title
        What people call it; the reference of a source.
    others
        Other words for it, which are searched too.
    """

    id: str
    kind: str
    title: str
    others: tuple[str, ...] = ()

    def has(self, words: Iterable[str]) -> bool:
        """Whether each word is a part of the id, of the kind or of one of the names, in capitals or not.

        Parameters
        ----------
        words
            Such as ``tuberosity``; without any, every name has them.
        """
        text = " ".join((self.id, self.kind, self.title, *self.others)).casefold()
        return all(word.casefold() in text for word in words)


def names(atlas: Atlas, model: Model) -> list[Name]:
    """Return whatever a lesson may name: structures first, then groups, points, views, studies, red flags, sources.

    Parameters
    ----------
    atlas
        The tables of the folder ``meshes``.
    model
        The built model, for the places of the points.
    """
    scene: Scene = scene_of(atlas, model)
    synonyms = {one.id: (*one.synonyms, one.latin) for one in atlas.structures}
    found = [Name(one.id, one.kind, one.name, synonyms.get(one.id, ())) for one in scene.things.values()]
    found += [Name(one.id, "group", one.english, (*one.synonyms, one.latin)) for one in atlas.groups]
    found += [Name(one.id, one.kind.replace("_", " "), one.name, (one.label,)) for one in scene.spots.values()]
    found += [Name(one.id, "view", one.name) for one in scene.views.values()]
    found += [Name(id, "study", title) for id, title in scene.studies.items()]
    found += [Name(one.id, "red flag", one.title.en.student) for one in scene.red_flags.levels.values()]
    found += [Name(one.id, "red flag", one.en.student) for one in scene.red_flags.flags.values()]
    found += [Name(one.key, "source", one.citation, (one.short,)) for one in atlas.sources]
    return found
