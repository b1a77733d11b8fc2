"""Everything that the tables say, read once into one frozen value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from anatomy_viewer.atlas.alternatives import Alternative, read_alternatives
from anatomy_viewer.atlas.descriptions import Description, read_descriptions
from anatomy_viewer.atlas.facts import Fact, read_facts
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.landmarks import Landmark, read_landmarks
from anatomy_viewer.atlas.ledger import Plane, by_nerve, read_ledger
from anatomy_viewer.atlas.measures import Measure, ModelMeasure, read_measures, read_model_measures
from anatomy_viewer.atlas.model import Model
from anatomy_viewer.atlas.problems import Problem, ProblemsFound, nearest_name
from anatomy_viewer.atlas.sites import Site, read_sites
from anatomy_viewer.atlas.sources import Source, read_sources
from anatomy_viewer.atlas.structures import Group, Layer, Structure, read_groups, read_layers, read_structures
from anatomy_viewer.atlas.studies import Study, read_studies
from anatomy_viewer.atlas.variants import Variant, read_variants

TABLES = (
    "groups.csv",
    "layers.csv",
    "structures.csv",
    "sources.csv",
    "sites.csv",
    "landmarks.csv",
    "facts.csv",
    "descriptions.csv",
    "model_measures.csv",
    "measures.csv",
    "studies.csv",
    "alternatives.csv",
    "variants.csv",
    "layer_ledger.csv",
)
"""The tables of an atlas, in the order in which they are read."""


@dataclass(frozen=True)
class Atlas:
    """What is true, from the tables.

    Parameters
    ----------
    groups, layers, structures, sites, landmarks, facts, descriptions, model_measures, measures, sources
        The rows of the tables, each in the order of its file.
    studies
        The published series of the crossings.
    alternatives
        What the literature describes otherwise than it is drawn.
    variants
        How often a thing is so or otherwise.
    ledger
        The planes that nerves cross, in the order of the file.
    """

    groups: tuple[Group, ...]
    layers: tuple[Layer, ...]
    structures: tuple[Structure, ...]
    sites: tuple[Site, ...]
    landmarks: tuple[Landmark, ...]
    facts: tuple[Fact, ...]
    descriptions: tuple[Description, ...]
    model_measures: tuple[ModelMeasure, ...]
    measures: tuple[Measure, ...]
    sources: tuple[Source, ...]
    studies: tuple[Study, ...]
    alternatives: tuple[Alternative, ...]
    variants: tuple[Variant, ...]
    ledger: tuple[Plane, ...]

    @cached_property
    def structure_by_id(self) -> Mapping[str, Structure]:
        """Structures by id (``hip_bone_right``)."""
        return MappingProxyType({structure.id: structure for structure in self.structures})

    @cached_property
    def group_by_id(self) -> Mapping[str, Group]:
        """Nerve groups by id."""
        return MappingProxyType({group.id: group for group in self.groups})

    @cached_property
    def site_by_point(self) -> Mapping[str, Site]:
        """Sites and tender points by point id (``scn_1_right``)."""
        return MappingProxyType({point: site for site in self.sites for point in site.point_ids})

    @cached_property
    def site_by_id(self) -> Mapping[str, Site]:
        """Sites and tender points by id without the side (``scn_1``)."""
        return MappingProxyType({site.id: site for site in self.sites})

    @cached_property
    def landmark_by_name(self) -> Mapping[str, Landmark]:
        """Landmarks by name without the side (``psis``), those that the model lacks included."""
        return MappingProxyType({landmark.name: landmark for landmark in self.landmarks})

    @cached_property
    def landmark_by_point(self) -> Mapping[str, Landmark]:
        """Landmarks that the model has, by point id (``psis_right``, ``coccyx_tip``)."""
        return MappingProxyType(
            {point: landmark for landmark in self.landmarks if landmark.in_model for point in landmark.point_ids}
        )

    @cached_property
    def source_by_key(self) -> Mapping[str, Source]:
        """Sources by key."""
        return MappingProxyType({source.key: source for source in self.sources})

    @cached_property
    def description_by_subject(self) -> Mapping[str, Description]:
        """Descriptions by the name or id that they are about."""
        return MappingProxyType({description.about: description for description in self.descriptions})

    @cached_property
    def ledger_by_nerve(self) -> Mapping[str, tuple[Plane, ...]]:
        """The planes that each nerve crosses, in order, by the nerve's name without side."""
        return MappingProxyType(dict(by_nerve(self.ledger)))

    @cached_property
    def facts_by_subject(self) -> Mapping[str, tuple[Fact, ...]]:
        """Facts by the name or id that they are about, in the order of the table."""
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            found.setdefault(fact.about, []).append(fact)
        return MappingProxyType({subject: tuple(facts) for subject, facts in found.items()})

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every id that a lesson, a link or a pick may name: structures, points, landmarks and groups."""
        return frozenset([*self.structure_by_id, *self.site_by_point, *self.landmark_by_point, *self.group_by_id])

    def subject_of(self, name: str) -> str:
        """Return what facts and descriptions call a thing: ``hip_bone`` for ``hip_bone_right``.

        Raises
        ------
        ProblemsFound
            Where the atlas does not know the id.
        """
        if name in self.structure_by_id:
            return self.structure_by_id[name].name
        if name in self.site_by_point:
            return self.site_by_point[name].id
        if name in self.landmark_by_point:
            return self.landmark_by_point[name].name
        if name in self.description_by_subject:
            return name
        raise ProblemsFound(
            [
                Problem(
                    "atlas",
                    f'found the id "{name}"',
                    "an id of a structure, site, landmark or nerve group",
                    nearest_name(name, sorted(self.ids)),
                )
            ]
        )


def read_atlas(folder: Path | None = None) -> Atlas:
    """Return the atlas that the tables hold.

    Parameters
    ----------
    folder
        The folder ``meshes``; by default that of this installation.

    Raises
    ------
    ProblemsFound
        With everything that is wrong in all tables.
    """
    tables = (folder or data_folder("meshes")) / "tables"
    problems = [Problem(f"tables/{name}", "the file is missing") for name in TABLES if not (tables / name).is_file()]
    if problems:
        # What the other tables name would be unknown by the hundred.
        raise ProblemsFound(problems)
    groups = read_groups(tables / "groups.csv", problems)
    group_ids = groups.written("id")
    layers = read_layers(tables / "layers.csv", problems)
    structures = read_structures(tables / "structures.csv", groups, layers, problems)
    names = structures.written("name")
    sources = read_sources(tables / "sources.csv", problems)
    keys = sources.written("key")
    sites = read_sites(tables / "sites.csv", group_ids, names, keys, problems)
    landmarks = read_landmarks(tables / "landmarks.csv", keys, problems)
    subjects = group_ids | names | sites.written("id") | landmarks.written("name")
    facts = read_facts(tables / "facts.csv", subjects, keys, problems)
    descriptions = read_descriptions(tables / "descriptions.csv", subjects, keys, problems)
    model_measures = read_model_measures(tables / "model_measures.csv", problems)
    measures = read_measures(tables / "measures.csv", model_measures, keys, problems)
    studies = read_studies(tables / "studies.csv", structures, sites, keys, problems)
    study_ids = frozenset(study.id for study in studies)
    alternatives = read_alternatives(tables / "alternatives.csv", structures, keys, study_ids, problems)
    variants = read_variants(tables / "variants.csv", keys, problems)
    nerves = frozenset(structure.name for structure in structures.rows if structure.kind == "nerve")
    ledger = read_ledger(tables / "layer_ledger.csv", nerves, names, keys, problems)
    if not problems:
        problems.extend(_clashes(structures.rows, sites.rows, landmarks.rows, groups.rows))
    if problems:
        raise ProblemsFound(problems)
    return Atlas(
        groups.rows,
        layers.rows,
        structures.rows,
        sites.rows,
        landmarks.rows,
        facts.rows,
        descriptions.rows,
        model_measures.rows,
        measures.rows,
        sources.rows,
        studies,
        alternatives,
        variants.rows,
        ledger.rows,
    )


def model_problems(atlas: Atlas, model: Model) -> tuple[Problem, ...]:
    """Return a problem for each thing of the tables that the built model lacks, or has and should not."""
    place = f"built/{model.form}/model.json"
    pressed = (*(name for name, one in atlas.landmark_by_point.items() if one.felt), *atlas.site_by_point)
    return tuple(
        problem
        for what, wanted, found in (
            ("structures", atlas.structure_by_id, model.structures),
            ("points", atlas.site_by_point, model.points),
            ("landmarks", atlas.landmark_by_point, model.landmarks),
            ("points_on_skin", pressed, model.points_on_skin),
        )
        for problem in (
            *(
                Problem(f"{place}: {what}", f'"{name}" of the tables is missing; run "anatomy-viewer atlas build"')
                for name in wanted
                if name not in found
            ),
            *(
                Problem(
                    f"{place}: {what}",
                    f'found "{name}", which the tables do not know',
                    nearest=nearest_name(name, [item for item in wanted if item not in found]),
                )
                for name in found
                if name not in wanted
            ),
        )
    )


def _clashes(
    structures: Iterable[Structure],
    sites: Iterable[Site],
    landmarks: Iterable[Landmark],
    groups: Iterable[Group],
) -> list[Problem]:
    """Return a problem for each id that two tables use for different things."""
    owners: dict[str, str] = {}
    problems = []
    for table, ids in (
        ("structures.csv", [structure.id for structure in structures]),
        ("groups.csv", [group.id for group in groups]),
        ("sites.csv", [point for site in sites for point in site.point_ids]),
        ("landmarks.csv", [point for landmark in landmarks for point in landmark.point_ids]),
    ):
        for name in ids:
            if name in owners and owners[name] != table:
                problems.append(Problem(f"tables/{table}", f'the id "{name}" is also used by {owners[name]}'))
            owners.setdefault(name, table)
    return problems
