"""The whole model from the tables: the bones, shaded, and all that stands on them, written as files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from anatomy_viewer.atlas.appearance import COLOURS
from anatomy_viewer.atlas.atlas import Atlas, read_atlas
from anatomy_viewer.atlas.courses import Courses, read_course_rules
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.atlas.stations import (
    BoneStation,
    PopulationLandmark,
    read_bone_stations,
    read_population_landmarks,
)
from anatomy_viewer.modelling.ambient_occlusion import shaded
from anatomy_viewer.modelling.assembly import Assembly, assembled
from anatomy_viewer.modelling.coccyx import build_coccyx
from anatomy_viewer.modelling.discs import build_interpubic_disc, build_intervertebral_disc, first_sacral_plate
from anatomy_viewer.modelling.distance_grid import thinned
from anatomy_viewer.modelling.femur import build_femur
from anatomy_viewer.modelling.hip_bone import build_hip_bone
from anatomy_viewer.modelling.model_file import fingerprint, write_model
from anatomy_viewer.modelling.population import fit_population_warp, population_means
from anatomy_viewer.modelling.sacrum import build_sacrum
from anatomy_viewer.modelling.stations import Stations, stations_of
from anatomy_viewer.modelling.surface import Surface
from anatomy_viewer.modelling.vertebra import build_vertebra, stand_on_fourth, stand_on_sacrum

Progress = Callable[[str, float], None]

BONES = (
    "hip_bone_right",
    "hip_bone_left",
    "sacrum",
    "coccyx",
    "l3_vertebra",
    "l4_vertebra",
    "l5_vertebra",
    "femur_right",
    "femur_left",
)
DISCS = (
    "l3_l4_intervertebral_disc",
    "l4_l5_intervertebral_disc",
    "l5_s1_intervertebral_disc",
    "interpubic_disc",
)
"""What fills the joints between the bones; built, warped and shaded with them."""
BONE_COLOUR = (236, 218, 178)
"""A pale warm bone, unless the caller names another."""


HIP_BONE_TRIANGLES = 25_000
"""The hip bone is thinned to this: its wing is smooth and needs fewer triangles than its cage gives."""


def model_stations(stations: Iterable[BoneStation], population: Iterable[PopulationLandmark]) -> Stations:
    """Return the measured stations carried onto the population, right side and midline, RAS mm."""
    measured = stations_of(stations)
    return measured.warped(fit_population_warp(measured, population_means(population)))


def build_bones(
    stations: Stations,
    progress: Progress | None = None,
    *,
    bone_colour: tuple[int, int, int] = BONE_COLOUR,
    directions: int = 112,
) -> dict[str, Surface]:
    """Return the surface of every bone and disc by structure id, closed, shaded, RAS mm.

    Parameters
    ----------
    stations
        In the model's frame; see `model_stations`.
    progress
        Called with what is being done and the share of the whole that is done, from 0 to 1.
    bone_colour
        Red, green, blue from 0 to 255, before shading.
    directions
        How many directions the shading takes light from; 0 leaves the shading out.
    """

    def say(what: str, share: float) -> None:
        if progress is not None:
            progress(what, share)

    say("Hip bones", 0.0)
    hip = thinned(build_hip_bone(stations), HIP_BONE_TRIANGLES)
    say("Sacrum", 0.12)
    sacrum = build_sacrum(stations, hip)
    say("Coccyx", 0.34)
    coccyx = build_coccyx(stations, sacrum)
    fifth, fourth = stand_on_sacrum(stations)
    third = stand_on_fourth(stations, fourth)
    say("Fifth lumbar vertebra", 0.38)
    l5_vertebra = build_vertebra(fifth, sacrum)
    say("Fourth lumbar vertebra", 0.44)
    l4_vertebra = build_vertebra(fourth, l5_vertebra)
    say("Third lumbar vertebra", 0.49)
    l3_vertebra = build_vertebra(third, l4_vertebra)
    say("Femurs and discs", 0.51)
    femur = build_femur(stations, hip)
    discs = (
        build_intervertebral_disc(fourth.top, third.bottom, l4_vertebra, l3_vertebra),
        build_intervertebral_disc(fifth.top, fourth.bottom, l5_vertebra, l4_vertebra),
        build_intervertebral_disc(first_sacral_plate(stations), fifth.bottom, sacrum, l5_vertebra),
        build_interpubic_disc(hip),
    )
    vertebrae = (l3_vertebra, l4_vertebra, l5_vertebra)
    surfaces = (hip, hip.mirrored(), sacrum, coccyx, *vertebrae, femur, femur.mirrored(), *discs)
    bones = dict(zip((*BONES, *DISCS), surfaces, strict=True))
    if directions > 0:
        say("Shading the bones", 0.55)
        bones = shaded(
            bones,
            {**dict.fromkeys(bones, bone_colour), **dict.fromkeys(DISCS, COLOURS["cartilage"])},
            directions=directions,
            progress=lambda what, share: say(what, 0.55 + 0.45 * share),
        )
    say("Bones done", 1.0)
    return bones


BONES_SHARE = 0.82
"""Share of the time of the whole build that the bones take."""


@dataclass(frozen=True)
class BuildSummary:
    """What a build wrote.

    Parameters
    ----------
    folder
        The folder of the files.
    structures, triangles, bytes
        How many surfaces, their triangles and their bytes, all together.
    """

    folder: Path
    structures: int
    triangles: int
    bytes: int

    def __str__(self) -> str:
        """Return the summary as one sentence."""
        size = f"{self.triangles:,} triangles, {self.bytes / 1e6:.1f} MB"
        return f"Wrote {self.structures} surfaces ({size}) and model.json into {self.folder}"


@dataclass(frozen=True)
class Inputs:
    """The tables of the folder ``meshes`` as the builders take them."""

    atlas: Atlas
    rules: Courses
    stations: Stations
    fingerprint: str


def read_inputs(folder: Path | None = None) -> Inputs:
    """Return what a model is built from.

    Parameters
    ----------
    folder
        The folder ``meshes``; by default that of this installation.

    Raises
    ------
    ProblemsFound
        With everything that is wrong in the tables.
    """
    meshes = folder or data_folder("meshes")
    atlas = read_atlas(meshes)
    rules = read_course_rules(atlas, meshes)
    tables = meshes / "tables"
    stations = model_stations(
        read_bone_stations(tables / "bone_stations.csv"),
        read_population_landmarks(tables / "population_landmarks.csv"),
    )
    return Inputs(atlas, rules, stations, fingerprint(tables, rules))


def build_model(inputs: Inputs, progress: Progress | None = None) -> Assembly:
    """Return the whole model: bones and all that stands on them."""

    def part(first: float, last: float) -> Progress | None:
        if progress is None:
            return None
        return lambda what, share: progress(what, first + (last - first) * share)

    bones = build_bones(inputs.stations, part(0.0, BONES_SHARE))
    return assembled(inputs.atlas, inputs.rules, bones, inputs.stations, part(BONES_SHARE, 1.0))


def build_all(folder: Path | None = None, progress: Progress | None = None) -> BuildSummary:
    """Build the model of a folder's tables and write its surfaces and ``model.json``.

    Parameters
    ----------
    folder
        The folder ``meshes``, with ``tables`` in it; by default that of this installation. The files go
        into its folder ``built``.
    progress
        Called with what is being done and the share of the whole that is done, from 0 to 1.

    Raises
    ------
    ProblemsFound
        With everything that is wrong in the tables, or where the folder cannot be written.
    """
    meshes = folder or data_folder("meshes")
    inputs = read_inputs(meshes)
    built = meshes / "built"
    try:
        built.mkdir(exist_ok=True)  # a folder that cannot be written is told before the work, not after it
        assembly = build_model(inputs, progress)
        written = write_model(assembly, built, inputs.fingerprint)["structures"].values()
    except OSError as fault:
        found = f"the surfaces cannot be written ({fault.strerror or fault})"
        raise ProblemsFound([Problem(str(built), found, "a folder that this account may write to")]) from None
    return BuildSummary(
        built,
        len(written),
        sum(entry["triangles"] for entry in written),
        sum(entry["bytes"] for entry in written),
    )
