"""The whole model from the tables: the bones, shaded, and all that stands on them, written as files."""

from __future__ import annotations

import multiprocessing
import os
import queue
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from anatomy_viewer.atlas.appearance import COLOURS
from anatomy_viewer.atlas.atlas import Atlas, read_atlas
from anatomy_viewer.atlas.courses import Courses, read_course_rules
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.forms import DEFAULT_FORM, FORM_BY_ID, FORMS
from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.atlas.sexes import SexDifference, sex_differences
from anatomy_viewer.atlas.stations import (
    BoneStation,
    PopulationLandmark,
    read_bone_stations,
    read_population_landmarks,
)
from anatomy_viewer.modelling.assembly import Assembly, assembled, model_landmarks
from anatomy_viewer.modelling.bones.coccyx import build_coccyx
from anatomy_viewer.modelling.bones.crest import crest_curve
from anatomy_viewer.modelling.bones.discs import (
    build_interpubic_disc,
    build_intervertebral_disc,
    build_sacrococcygeal_disc,
    first_sacral_plate,
)
from anatomy_viewer.modelling.bones.femur import build_femur, femur_lines
from anatomy_viewer.modelling.bones.forms import SEXES, FormFit, GridWarp, RoundHeadWarp, Sex
from anatomy_viewer.modelling.bones.hip_bone import build_hip_bone
from anatomy_viewer.modelling.bones.population import fit_population_warp, population_means
from anatomy_viewer.modelling.bones.sacrum import build_sacrum
from anatomy_viewer.modelling.bones.settled import settled
from anatomy_viewer.modelling.bones.skeleton import Skeleton
from anatomy_viewer.modelling.bones.stations import Stations, stations_of
from anatomy_viewer.modelling.bones.vertebra import build_vertebra, stand_on_fourth, stand_on_sacrum
from anatomy_viewer.modelling.form_spans import form_spans
from anatomy_viewer.modelling.model_file import fingerprint, foreign_files, packs_of, write_model
from anatomy_viewer.modelling.nerves.courses import NervePlacing
from anatomy_viewer.modelling.solids.ambient_occlusion import shaded
from anatomy_viewer.modelling.solids.distance_grid import thinned
from anatomy_viewer.modelling.solids.surface import Surface

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
    "sacrococcygeal_disc",
    "interpubic_disc",
)
"""What fills the joints between the bones; built, warped and shaded with them."""
BONE_COLOUR = (236, 218, 178)
"""A pale warm bone, unless the caller names another."""


HIP_BONE_TRIANGLES = 18_500
"""The hip bone is thinned to this, by which no place moves more than a tenth of a millimetre."""


def model_stations(stations: Iterable[BoneStation], population: Iterable[PopulationLandmark]) -> Stations:
    """Return the measured stations carried onto the population, right side and midline, RAS mm."""
    measured, people = stations_of(stations), tuple(population)
    return settled(measured.warped(fit_population_warp(measured, population_means(people))), people)


def build_bones(
    stations: Stations,
    progress: Progress | None = None,
    *,
    bone_colour: tuple[int, int, int] = BONE_COLOUR,
    directions: int = 112,
    elsewhere: Executor | None = None,
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
    elsewhere
        What builds beside this process the bones that wait for no other, where there is something.
    """

    def say(what: str, share: float) -> None:
        if progress is not None:
            progress(what, share)

    def begun(build: Callable[..., Surface], *given: object) -> Callable[[], Surface]:
        return partial(build, *given) if elsewhere is None else elsewhere.submit(build, *given).result

    say("Hip bones", 0.0)
    hip = thinned(build_hip_bone(stations), HIP_BONE_TRIANGLES)
    femur, symphysis = begun(build_femur, stations, hip), begun(build_interpubic_disc, hip)
    say("Sacrum", 0.12)
    sacrum = build_sacrum(stations, hip)
    say("Coccyx", 0.34)
    coccyx = build_coccyx(stations, sacrum)
    last = begun(build_sacrococcygeal_disc, stations, sacrum, coccyx)
    fifth, fourth = stand_on_sacrum(stations)
    third = stand_on_fourth(stations, fourth)
    say("Fifth lumbar vertebra", 0.38)
    l5_vertebra = build_vertebra(fifth, sacrum)
    lowest = begun(build_intervertebral_disc, first_sacral_plate(stations), fifth.bottom, sacrum, l5_vertebra)
    say("Fourth lumbar vertebra", 0.44)
    l4_vertebra = build_vertebra(fourth, l5_vertebra)
    middle = begun(build_intervertebral_disc, fifth.top, fourth.bottom, l5_vertebra, l4_vertebra)
    say("Third lumbar vertebra", 0.49)
    l3_vertebra = build_vertebra(third, l4_vertebra)
    say("Femurs and discs", 0.51)
    upper = build_intervertebral_disc(fourth.top, third.bottom, l4_vertebra, l3_vertebra)
    vertebrae, right_femur = (l3_vertebra, l4_vertebra, l5_vertebra), femur()
    legs, discs = (right_femur, right_femur.mirrored()), (upper, middle(), lowest(), last(), symphysis())
    surfaces = (hip, hip.mirrored(), sacrum, coccyx, *vertebrae, *legs, *discs)
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


BONES_SHARE = 0.5
"""Share of the time of the whole build that the bones take."""

LEAD_ROUNDS = 2
"""How often the differences are aimed anew by what they become where measures are taken anew on the forms: a form may
be widest or longest elsewhere than the average is, and the joint is kept round after the fit."""

AIMED = 0.25
"""How sure a difference is that all evidence together tells, beside its own error, when forms are aimed at it anew."""

MEASURED_BONES = ("hip_bone_right", "interpubic_disc", "sacrum", "coccyx", "femur_right")
"""The bones between whose places the measures of a form are taken."""

FORM_SHARE = 0.15
"""Share of the time of a form other than the average that its map takes."""

WORKERS = len(FORMS)
"""How many forms are put together at once, each in a process of its own; they take about equally long, so that two
processors share three of them well."""


@dataclass(frozen=True)
class BuildSummary:
    """What a build wrote.

    Parameters
    ----------
    folder
        The folder ``built``, which has a folder a form.
    forms
        The forms that were written.
    structures, triangles, bytes
        How many surfaces, their triangles and their bytes, all forms together.
    """

    folder: Path
    forms: tuple[str, ...]
    structures: int
    triangles: int
    bytes: int

    def __str__(self) -> str:
        """Return the summary as one sentence."""
        size = f"{self.triangles:,} triangles, {self.bytes / 1e6:.1f} MB"
        forms = ", ".join(self.forms)
        return f"Wrote {self.structures} surfaces ({size}) and a model.json each of {forms} into {self.folder}"


@dataclass(frozen=True)
class Inputs:
    """The tables of the folder ``meshes`` as the builders take them."""

    atlas: Atlas
    rules: Courses
    stations: Stations
    population: tuple[PopulationLandmark, ...]
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
    population = tuple(read_population_landmarks(tables / "population_landmarks.csv"))
    stations = model_stations(read_bone_stations(tables / "bone_stations.csv"), population)
    return Inputs(atlas, rules, stations, population, fingerprint(tables, rules))


def form_bones(
    inputs: Inputs,
    form: str,
    bones: Mapping[str, Surface],
    progress: Progress | None = None,
    warps: Mapping[Sex, RoundHeadWarp] | None = None,
) -> tuple[dict[str, Surface], Stations]:
    """Return the bones of a form and the stations that belong to them.

    Parameters
    ----------
    inputs
        The tables.
    form
        Id of the form; the average's bones are returned as they are.
    bones
        The finished bones of the average.
    progress
        Called with what is being done and the share of the whole that is done, from 0 to 1.
    warps
        What `form_warps` gives, where it is there already.
    """
    if form not in ("male", "female"):
        return dict(bones), inputs.stations
    if progress is not None:
        progress(f"Fitting the form of {FORM_BY_ID[form].name.lower()}", 0.0)
    warp = (warps or form_warps(inputs, bones))["female" if form == "female" else "male"]
    return {name: warp.carried(bone) for name, bone in bones.items()}, inputs.stations.carried(warp)


def form_warps(inputs: Inputs, bones: Mapping[str, Surface]) -> dict[Sex, RoundHeadWarp]:
    """Return the maps that carry the average to women and to men.

    Parameters
    ----------
    inputs
        The tables.
    bones
        The finished bones of the average.
    """
    differences = sex_differences(inputs.atlas.measures)
    spans = form_spans(_placing(inputs, bones, inputs.stations))
    places = np.vstack([bone.points for bone in bones.values()])
    joint = femur_lines(inputs.stations, bones["hip_bone_right"])
    top, bottom = spans["acetabulum_height"].places
    wanted: Mapping[str, SexDifference] = differences
    told: dict[str, float] = {}
    warps: dict[Sex, RoundHeadWarp] = {}
    for turn in range(LEAD_ROUNDS + 1):
        fit = FormFit.of(inputs.stations, inputs.population, wanted, spans)
        there, carried = {}, {}
        for sex in SEXES:
            smooth = GridWarp.of(fit.warp(sex), places)
            warps[sex] = RoundHeadWarp.of(smooth, joint.head, joint.head_radius_mm, top - bottom)
            if turn < LEAD_ROUNDS:
                measured = {name: warps[sex].carried(bones[name]) for name in MEASURED_BONES}
                anew = form_spans(_placing(inputs, measured, inputs.stations.carried(warps[sex])))
                there[sex] = {name: span.value(span.places) for name, span in anew.items()}
                carried[sex] = {name: span.value(smooth(span.places)) for name, span in spans.items()}
        if turn < LEAD_ROUNDS:
            aimed = {}
            for name in spans.keys() & differences.keys():
                now = carried["female"][name] - carried["male"][name]
                told.setdefault(name, now)
                lead = there["female"][name] - there["male"][name] - now
                error = differences[name].error * AIMED
                aimed[name] = replace(differences[name], value=told[name] - lead, error=error)
            wanted = aimed
    return warps


def _placing(inputs: Inputs, bones: Mapping[str, Surface], stations: Stations) -> NervePlacing:
    crest = crest_curve(bones["hip_bone_right"], stations)
    return NervePlacing(inputs.rules, Skeleton(bones, model_landmarks(bones, stations), stations, crest))


def build_model(
    inputs: Inputs,
    form: str = DEFAULT_FORM,
    progress: Progress | None = None,
    *,
    bones: Mapping[str, Surface] | None = None,
    warps: Mapping[Sex, RoundHeadWarp] | None = None,
) -> Assembly:
    """Return the whole model of a form: bones and all that stands on them.

    Parameters
    ----------
    inputs
        The tables; see `read_inputs`.
    form
        Id of the form.
    progress
        Called with what is being done and the share of the whole that is done, from 0 to 1.
    bones
        The finished bones of the average, where they have been built already.
    warps
        The maps from them to women and men, where they are there already.
    """
    shares = (BONES_SHARE if bones is None else 0.0, 0.0)
    shares = (shares[0], shares[0] + (1.0 - shares[0]) * (FORM_SHARE if form != DEFAULT_FORM else 0.0))
    average = build_bones(inputs.stations, _part(progress, 0.0, shares[0])) if bones is None else bones
    own, stations = form_bones(inputs, form, average, _part(progress, *shares), warps)
    return assembled(inputs.atlas, inputs.rules, own, stations, _part(progress, shares[1], 1.0))


def _part(progress: Progress | None, first: float, last: float) -> Progress | None:
    if progress is None:
        return None
    return lambda what, share: progress(what, first + (last - first) * share)


def build_all(folder: Path | None = None, progress: Progress | None = None, *, workers: int = WORKERS) -> BuildSummary:
    """Build every form of a folder's tables and write its surfaces and ``model.json``.

    Parameters
    ----------
    folder
        The folder ``meshes``, with ``tables`` in it; by default that of this installation. The files of a
        form go into ``built/FORM``.
    progress
        Called with what is being done and the share of the whole that is done, from 0 to 1.
    workers
        How many forms are put together at once, each in a process of its own; 1 stays in this process. The
        files are the same.

    Raises
    ------
    ProblemsFound
        With everything that is wrong in the tables, or where the folder cannot be written or holds files of
        somebody else under the names of packs.
    """
    meshes = folder or data_folder("meshes")
    inputs = read_inputs(meshes)
    built = meshes / "built"
    forms = [form.id for form in FORMS]
    try:
        for form in forms:  # a folder that cannot be written is told before the work, not after it
            (built / form).mkdir(parents=True, exist_ok=True)
            if not os.access(built / form, os.W_OK):
                raise PermissionError(13, "Permission denied")
        packs = set(packs_of(inputs.atlas).values())
        foreign = [path for form in forms for path in foreign_files(built / form, packs)]
        if foreign:
            found = "no build wrote this file; it is left as it is"
            raise ProblemsFound([Problem(str(path), found, "another folder for it") for path in foreign])
        told = _Told(_part(progress, BONES_SHARE, 1.0), forms)

        def average(elsewhere: Executor | None = None) -> dict[str, Surface]:
            return build_bones(inputs.stations, _part(progress, 0.0, BONES_SHARE), elsewhere=elsewhere)

        if workers > 1:
            written = _written_by_workers(inputs, meshes, average, forms, workers, told)
        else:
            bones = average()
            warps = form_warps(inputs, bones)
            written = [_written(meshes, form, bones, told.of(form), warps) for form in forms]
    except OSError as fault:
        found = f"the surfaces cannot be written ({fault.strerror or fault})"
        raise ProblemsFound([Problem(str(built), found, "a folder that this account may write to")]) from None
    return BuildSummary(
        built,
        tuple(forms),
        sum(count for count, _, _ in written),
        sum(triangles for _, triangles, _ in written),
        sum(size for _, _, size in written),
    )


class _Told:
    """Tells the progress of several forms as one: the mean of theirs, never less than before."""

    def __init__(self, progress: Progress | None, forms: Iterable[str]) -> None:
        self._progress = progress
        self._shares = dict.fromkeys(forms, 0.0)

    def of(self, form: str) -> Progress:
        def tell(what: str, share: float) -> None:
            self._shares[form] = max(self._shares[form], share)
            if self._progress is not None:
                mean = sum(self._shares.values()) / len(self._shares)
                self._progress(f"{FORM_BY_ID[form].short}: {what}", mean)

        return tell


def _written(
    meshes: Path,
    form: str,
    bones: Mapping[str, Surface],
    progress: Progress | None,
    warps: Mapping[Sex, RoundHeadWarp] | None,
) -> tuple[int, int, int]:
    """Build a form on finished bones of the average, write it; return surfaces, triangles, bytes."""
    inputs = read_inputs(meshes)
    assembly = build_model(inputs, form, progress, bones=bones, warps=warps)
    content = write_model(assembly, inputs.atlas, meshes / "built" / form, inputs.fingerprint)
    structures, packs = content["structures"].values(), content["packs"].values()
    return len(structures), sum(one["triangles"] for one in structures), sum(pack["bytes"] for pack in packs)


_heard: Any = None
"""In a process that builds a form: where it tells how far it is."""


def _listen(heard: Any) -> None:
    global _heard
    _heard = heard


def _ready() -> None:
    """Load what the building of a form needs."""
    import pyvista  # noqa: F401


def _written_and_told(
    meshes: Path, form: str, bones: Mapping[str, Surface], warps: Mapping[Sex, RoundHeadWarp] | None
) -> tuple[int, int, int]:
    return _written(meshes, form, bones, lambda what, share: _heard.put((form, what, share)), warps)


def _written_by_workers(
    inputs: Inputs,
    meshes: Path,
    average: Callable[[Executor], Mapping[str, Surface]],
    forms: Sequence[str],
    workers: int,
    told: _Told,
) -> list[tuple[int, int, int]]:
    # A forked copy of a process in which VTK and BLAS have threads may hang; a fresh one does not.
    fresh = multiprocessing.get_context("spawn")
    heard = fresh.Queue()
    with ProcessPoolExecutor(workers, mp_context=fresh, initializer=_listen, initargs=(heard,)) as pool:
        for _ in range(workers):  # they start, and load VTK, while the bones are built
            pool.submit(_ready)
        bones = average(pool)
        # Women and men wait for the maps to both of them, which are fitted together; the average needs none.
        started = {form: pool.submit(_written_and_told, meshes, form, bones, None) for form in forms[:1]}
        warps = form_warps(inputs, bones)
        started.update({form: pool.submit(_written_and_told, meshes, form, bones, warps) for form in forms[1:]})
        running = [started[form] for form in forms]
        while not all(future.done() for future in running):
            try:
                form, what, share = heard.get(timeout=0.2)
            except queue.Empty:
                continue
            told.of(form)(what, share)
        results = [future.result() for future in running]
    for form in forms:
        told.of(form)("Written", 1.0)
    return results
