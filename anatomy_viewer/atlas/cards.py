"""Cards: everything the atlas can say about one thing, put together for reading."""

from __future__ import annotations

from dataclasses import dataclass, replace

from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.descriptions import Description
from anatomy_viewer.atlas.facts import Fact
from anatomy_viewer.atlas.landmarks import Landmark
from anatomy_viewer.atlas.sites import Site
from anatomy_viewer.atlas.sources import Source
from anatomy_viewer.atlas.structures import Group, Structure


@dataclass(frozen=True)
class Card:
    """What is shown about a structure, site, tender point, landmark or nerve group.

    Parameters
    ----------
    id
        The id that was asked for.
    name
        English name with the side in words.
    kind
        ``bone``, ``nerve``, ``ligament``, ``fascia``, ``corridor``, ``site``, ``tender_point``,
        ``landmark`` or ``group``.
    what
        What it is, for each audience.
    latin
        Latin name, or empty.
    synonyms
        Other names.
    tag
        The letter of the nerve group, or empty.
    ta2, ta2_of_whole
        Its own number in Terminologia Anatomica 2, and that of the named structure it is a part of.
    how_to_find, how_to_find_for_patients
        How a hand finds it; empty where it is no landmark.
    where
        The location in words, for sites and tender points.
    pressed_by
        What may press on the nerve there, for sites.
    not_found
        What was looked for and not found.
    facts
        Facts about it.
    group_facts
        Facts about its nerve group.
    caution
        What is simplified in the model of it, or what to be careful about.
    sources
        Every source that the card rests on, in the order of first mention.
    """

    id: str
    name: str
    kind: str
    what: Description
    latin: str = ""
    synonyms: tuple[str, ...] = ()
    tag: str = ""
    ta2: int | None = None
    ta2_of_whole: int | None = None
    how_to_find: str = ""
    how_to_find_for_patients: str = ""
    where: str = ""
    pressed_by: str = ""
    not_found: str = ""
    facts: tuple[Fact, ...] = ()
    group_facts: tuple[Fact, ...] = ()
    caution: str = ""
    sources: tuple[Source, ...] = ()


def card_of(atlas: Atlas, name: str) -> Card:
    """Return the card of a structure, point, landmark or nerve group.

    Parameters
    ----------
    name
        An id with its side (``hip_bone_right``, ``scn_1_left``, ``psis_right``), or one without.

    Raises
    ------
    ProblemsFound
        Where the atlas does not know the id.
    """
    subject = atlas.subject_of(name)
    if name in atlas.structure_by_id:
        card = _of_structure(atlas, atlas.structure_by_id[name])
    elif subject in atlas.site_by_id:
        card = _of_site(atlas, atlas.site_by_id[subject])
    elif subject in atlas.landmark_by_name:
        card = _of_landmark(atlas, atlas.landmark_by_name[subject])
    elif subject in atlas.group_by_id:
        card = _of_group(atlas, atlas.group_by_id[subject])
    else:
        card = _of_structure(atlas, next(item for item in atlas.structures if item.name == subject))
    side = next((side for side in ("right", "left") if name == f"{subject}_{side}"), "")
    keys = [key for fact in (*card.facts, *card.group_facts) for key in (*fact.sources, *fact.via)]
    known = [source.key for source in card.sources]
    return replace(
        card,
        id=name,
        name=f"{card.name}, {side}" if side else card.name,
        sources=tuple(atlas.source_by_key[key] for key in dict.fromkeys([*card.what.sources, *known, *keys])),
    )


def _of_structure(atlas: Atlas, structure: Structure) -> Card:
    return Card(
        id=structure.id,
        name=structure.english,
        kind=structure.kind,
        what=atlas.description_by_subject[structure.name],
        latin=structure.latin,
        synonyms=structure.synonyms,
        tag=structure.tag or "",
        ta2=structure.ta2,
        ta2_of_whole=structure.ta2_of_whole,
        facts=_facts(atlas, structure.name),
        group_facts=_facts(atlas, structure.group),
        caution=structure.model_note,
    )


def _of_site(atlas: Atlas, site: Site) -> Card:
    return Card(
        id=site.id,
        name=f"{site.code}: {site.english}" if site.kind == "site" else site.english,
        kind=site.kind,
        what=atlas.description_by_subject[site.id],
        tag=atlas.group_by_id[site.group].tag,
        where=site.location,
        pressed_by=site.compressing_structure,
        not_found=site.not_found,
        facts=_facts(atlas, site.id),
        group_facts=_facts(atlas, site.group),
        sources=_sources(atlas, site.sources),
    )


def _of_landmark(atlas: Atlas, landmark: Landmark) -> Card:
    return Card(
        id=landmark.name,
        name=landmark.english,
        kind="landmark",
        what=atlas.description_by_subject[landmark.name],
        latin=landmark.latin,
        ta2=landmark.ta2,
        how_to_find=landmark.how_to_find,
        how_to_find_for_patients=landmark.how_to_find_for_patients,
        facts=_facts(atlas, landmark.name),
        caution=landmark.note,
        sources=_sources(atlas, landmark.sources),
    )


def _of_group(atlas: Atlas, group: Group) -> Card:
    return Card(
        id=group.id,
        name=group.english,
        kind="group",
        what=atlas.description_by_subject[group.id],
        latin=group.latin,
        synonyms=group.synonyms,
        tag=group.tag,
        ta2=group.ta2,
        facts=_facts(atlas, group.id),
        caution=group.not_to_be_confused_with,
    )


def _facts(atlas: Atlas, subject: str | None) -> tuple[Fact, ...]:
    return atlas.facts_by_subject.get(subject, ()) if subject else ()


def _sources(atlas: Atlas, keys: tuple[str, ...]) -> tuple[Source, ...]:
    return tuple(atlas.source_by_key[key] for key in keys)
