"""The structures of the model: bones, nerves, ligaments, fascia and corridors, and the nerve groups."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from anatomy_viewer.atlas.problems import Problem
from anatomy_viewer.atlas.tables import Table, check_names, check_unique, read_table

Side = Literal["right", "left", "mid"]
Kind = Literal[
    "bone", "cartilage", "nerve", "artery", "ligament", "muscle", "fascia", "fat", "skin", "territory", "corridor"
]
Depth = Literal["deep", "ligament", "nerve", "deep_muscle", "outer_muscle", "fascia", "fat", "skin", "mark"]
Tag = Literal["S", "M", "I"]
LinePattern = Literal["plain", "bands", "pairs"]


@dataclass(frozen=True)
class Group:
    """A group of cluneal nerves.

    Parameters
    ----------
    id
        Such as ``superior_cluneal_nerves``.
    english, latin
        Names of the whole group.
    synonyms
        Other names that people search for.
    tag
        The letter that marks the group's nerves in the scene.
    line_pattern
        The code painted round the group's nerves: nothing, narrow dark bands, or bands in pairs.
    colour
        ``#RRGGBB``; a third cue after letter and pattern, for the page's interface.
    ta2
        Number in the Terminologia Anatomica, 2nd edition.
    ta98
        Number in the Terminologia Anatomica of 1998.
    not_to_be_confused_with
        A sentence on the nerve that is often meant by mistake.
    """

    id: str
    english: str
    latin: str
    synonyms: tuple[str, ...]
    tag: Tag
    line_pattern: LinePattern
    colour: str
    ta2: int
    ta98: str
    not_to_be_confused_with: str


@dataclass(frozen=True)
class Structure:
    """A thing with a surface of its own in the model.

    Parameters
    ----------
    id
        snake_case English, the side last: ``hip_bone_right``, ``sacrum``.
    name
        The id without the side; facts and descriptions are about a name.
    side
        ``right``, ``left`` or ``mid``, the subject's.
    kind
        What it is; decides how it is drawn.
    layer
        Id of the layer of ``layers.csv`` that it is switched on and off with.
    english, latin
        Names without the side. The Latin name of a branch is that of the nerve it belongs to.
    label
        The short text that the scene shows.
    synonyms
        Other names.
    group
        The nerve group that it belongs to, for cluneal nerves, their territories and corridors.
    tag
        The group's letter, where it belongs to one.
    follows
        Name of the nerve that it moves with where a person has that nerve elsewhere.
    ta2
        Its own number in Terminologia Anatomica 2; None where it is not known here.
    ta2_of_whole
        The number of the named structure that it is a part or branch of.
    model_note
        What is simplified or assumed in the model of it.
    """

    id: str
    name: str
    side: Side
    kind: Kind
    layer: str
    english: str
    label: str
    latin: str = ""
    synonyms: tuple[str, ...] = ()
    group: str | None = None
    tag: Tag | None = None
    follows: str | None = None
    ta2: int | None = None
    ta2_of_whole: int | None = None
    model_note: str = ""

    @property
    def title(self) -> str:
        """The English name with the side in words: ``Hip bone, right``."""
        return self.english if self.side == "mid" else f"{self.english}, {self.side}"


@dataclass(frozen=True)
class Layer:
    """Structures that a person switches on and off together.

    Parameters
    ----------
    id, name
        What it is called.
    at_home
        Whether the picture before any lesson shows it.
    depth
        Where it lies between bone and skin; what lies outside can be peeled off together.
    """

    id: str
    name: str
    at_home: bool
    depth: Depth

    @property
    def pack(self) -> str:
        """The pack that its surfaces travel in: the bones come first, then the rest of the first picture."""
        if self.at_home:
            return "bones" if self.depth == "deep" else "home"
        return {"skin": "skin", "mark": "marks"}.get(self.depth, "layers")


def read_layers(path: Path, problems: list[Problem]) -> Table[Layer]:
    """Return the layers of ``layers.csv``, in the order in which a person sees them."""
    table = read_table(path, Layer, problems)
    check_unique(table, "id", problems)
    return table


def id_of(name: str, side: Side) -> str:
    """Return the id of a name on a side: the side comes last, and mid has none."""
    return name if side == "mid" else f"{name}_{side}"


def read_groups(path: Path, problems: list[Problem]) -> Table[Group]:
    """Return the nerve groups of ``groups.csv``; what is wrong is added to `problems`."""
    table = read_table(path, Group, problems)
    check_unique(table, "id", problems)
    check_unique(table, "tag", problems)
    for index, group in enumerate(table.rows):
        if not _is_colour(group.colour):
            problems.append(Problem(table.where(index, "colour"), f'found "{group.colour}"', "#RRGGBB such as #0072B2"))
    return table


def read_structures(
    path: Path, groups: Table[Group], layers: Table[Layer], problems: list[Problem]
) -> Table[Structure]:
    """Return the structures of ``structures.csv``; what is wrong is added to `problems`.

    Parameters
    ----------
    groups
        The nerve groups that structures may belong to.
    layers
        The layers that structures belong to.
    """
    table = read_table(path, Structure, problems)
    check_unique(table, "id", problems)
    check_names(table, "group", groups.written("id"), "an id of groups.csv", problems)
    check_names(table, "layer", layers.written("id"), "an id of layers.csv", problems)
    check_names(table, "follows", table.written("name"), "a name of structures.csv", problems)
    tags = {group.id: group.tag for group in groups.rows}
    for index, structure in enumerate(table.rows):
        expected = id_of(structure.name, structure.side)
        if structure.id != expected:
            problems.append(Problem(table.where(index, "id"), f'found "{structure.id}"', f'"{expected}"'))
        if structure.kind in ("territory", "corridor") and structure.group is None:
            problems.append(
                Problem(
                    table.where(index, "group"),
                    f"the {structure.kind} belongs to no group",
                    f"one of {', '.join(tags)}",
                )
            )
        if structure.group in tags and structure.tag != tags[structure.group]:
            problems.append(
                Problem(
                    table.where(index, "tag"),
                    f'found "{structure.tag or ""}"',
                    f'"{tags[structure.group]}", the tag of {structure.group}',
                )
            )
    return table


def _is_colour(text: str) -> bool:
    return len(text) == 7 and text[0] == "#" and all(c in "0123456789ABCDEF" for c in text[1:])
