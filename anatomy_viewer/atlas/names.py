"""What things are called in other languages: ``tables/LANG/names.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.atlas.tables import check_names, check_unique, read_table


@dataclass(frozen=True)
class LocalName:
    """A name in another language.

    Parameters
    ----------
    about
        The name (without side) or id of a structure, group, layer, site or landmark.
    name, label
        Its full name, and the short text of the scene.
    synonyms
        Other names that readers of the language look for; none need be those of the English table.
    """

    about: str
    name: str
    label: str
    synonyms: tuple[str, ...] = ()


def names_of_things(atlas: Atlas) -> frozenset[str]:
    """Return everything that a table of names may name."""
    return frozenset(
        (
            *(one.name for one in atlas.structures),
            *(one.id for one in atlas.groups),
            *(one.id for one in atlas.layers),
            *(one.id for one in atlas.sites),
            *(one.name for one in atlas.landmarks),
        )
    )


def read_names(language: str, atlas: Atlas, folder: Path | None = None) -> Mapping[str, LocalName]:
    """Return the names of a language by what they are about; what is left out keeps its English name.

    Parameters
    ----------
    language
        Such as ``es``.
    atlas
        What may be named.
    folder
        The folder ``meshes``; by default that of this installation.

    Raises
    ------
    ProblemsFound
        Where the table is missing, names something unknown, or names it twice.
    """
    path = (folder or data_folder("meshes")) / "tables" / language / "names.csv"
    return _read(path, names_of_things(atlas))


@lru_cache(maxsize=8)
def _read(path: Path, known: frozenset[str]) -> Mapping[str, LocalName]:
    problems: list[Problem] = []
    table = read_table(path, LocalName, problems)
    check_unique(table, "about", problems)
    check_names(table, "about", known, "a name of structures, groups, layers, sites or landmarks", problems)
    if problems:
        raise ProblemsFound(problems)
    return MappingProxyType({row.about: row for row in table.rows})
