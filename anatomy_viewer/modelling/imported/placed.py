"""A brought pelvis from its bones to the whole model on it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.atlas.brought_form import LANDMARKS_FILE, about_landmarks
from anatomy_viewer.atlas.forms import BROUGHT
from anatomy_viewer.atlas.model import Model, read_model_in
from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.atlas.writing import replace_file
from anatomy_viewer.modelling.assembly import Assembly
from anatomy_viewer.modelling.build import Inputs
from anatomy_viewer.modelling.imported.brought import BONES, BroughtPelvis
from anatomy_viewer.modelling.imported.finding import FoundLandmark, FoundPelvis, bone_of, found, laid_place
from anatomy_viewer.modelling.imported.laid import WHOLE, Laid, laid
from anatomy_viewer.modelling.imported.marked import Mark
from anatomy_viewer.modelling.imported.own import own_pelvis
from anatomy_viewer.modelling.imported.standing import OtherSide, stood
from anatomy_viewer.modelling.model_file import write_model
from anatomy_viewer.modelling.solids.surface import Surface, closest_points

Points = NDArray[np.float64]
Progress = Callable[[str, float], None]

FOUND_SHARE = 0.25
"""Share of the whole time that the landmarks take."""

FAR_MM = 25.0
"""A landmark that somebody has marked lies no farther than this from its bone, or it is of another frame."""

IN_SPACE = ("acetabulum_centre", "symphysis_top", "symphysis_bottom")
"""Landmarks that lie on no bone."""


@dataclass(frozen=True)
class PlacedPelvis:
    """A brought pelvis and all that stands on it.

    Parameters
    ----------
    found
        Its bones and landmarks in the model's frame.
    assembly
        The whole model on it.
    worked_out, assumed
        What was done to get there, a sentence each, those of its reading first.
    """

    found: FoundPelvis
    assembly: Assembly
    worked_out: list[str]
    assumed: list[str]


def found_on(brought: BroughtPelvis, inputs: Inputs, marks: Mapping[str, Mark] | None = None) -> FoundPelvis:
    """Return the landmarks of a brought pelvis, set upright.

    Parameters
    ----------
    brought
        Its bones.
    inputs
        What the model is built from.
    marks
        Landmarks that somebody has marked, by point id, in the frame of the bones; they win over what is found.

    Raises
    ------
    ProblemsFound
        Where a marked landmark lies far from its bone.
    """
    bones = {name: Surface(mesh.points, mesh.regular_faces) for name, mesh in brought.bones.items()}
    pelvis = laid(own_pelvis(), bones)
    check_marks(marks or {}, pelvis)
    return found(pelvis, inputs.stations, {name: (mark.at, mark.error_mm) for name, mark in (marks or {}).items()})


def check_marks(marks: Mapping[str, Mark], pelvis: Laid) -> None:
    """Refuse marked landmarks that lie far from their bone, saying whether the axes are why."""
    problems = []
    for name, mark in marks.items():
        bone = pelvis.brought.get(bone_of(name))

        def gap(place: Points, bone: Surface | None = bone, name: str = name) -> float:
            if bone is None or name.startswith(IN_SPACE):
                return float(np.linalg.norm(place - laid_place(pelvis, name)))
            return float(np.linalg.norm(closest_points(bone, place[None])[0] - place))

        off = gap(mark.at)
        if off > FAR_MM:
            turned = gap(mark.at * (-1.0, -1.0, 1.0))
            hint = "a place in the frame of the bones, RAS mm"
            if turned < FAR_MM:
                hint += f"; read as LPS it lies {turned:.0f} mm from it"
            problems.append(Problem(mark.where, f"{name} lies {off:.0f} mm from where that bone has it", hint))
    if problems:
        raise ProblemsFound(problems)


def placed(
    brought: BroughtPelvis,
    inputs: Inputs,
    marks: Mapping[str, Mark] | None = None,
    progress: Progress | None = None,
    *,
    workers: int = 2,
) -> PlacedPelvis:
    """Return a brought pelvis with all that stands on it.

    Parameters
    ----------
    brought
        Its bones.
    inputs
        What the model is built from; see `anatomy_viewer.modelling.build.read_inputs`.
    marks
        Landmarks that somebody has marked, by point id.
    progress
        Called with what is being done and the share of the whole that is done, from 0 to 1.
    workers
        How many sides are put together at once; 1 stays in this process.
    """
    if progress is not None:
        progress("Finding landmarks", 0.0)
    later = None if progress is None else lambda what, share: progress(what, FOUND_SHARE + (1 - FOUND_SHARE) * share)
    with OtherSide() if workers > 1 else nullcontext() as other:
        pelvis = found_on(brought, inputs, marks)
        assembly = stood(pelvis, inputs.atlas, inputs.rules, later, other=other)
    return PlacedPelvis(pelvis, assembly, brought.worked_out + worked_out(pelvis), brought.assumed + assumed(pelvis))


def worked_out(pelvis: FoundPelvis) -> list[str]:
    """Return what the fit has shown, a sentence each."""
    turn = np.degrees(np.arccos(np.clip((np.trace(pelvis.motion.rotation) - 1.0) / 2.0, -1.0, 1.0)))
    landmarks = [one for one in pelvis.landmarks.values() if one.origin == "found"]
    told = [
        f"The pelvis was turned by {turn:.0f}° so that the plane through both ASIS and the pubic tubercles is upright, "
        "and its origin lies midway between the PSIS."
    ]
    if landmarks:
        errors = [one.error_mm for one in landmarks]
        told.append(
            f"{len(landmarks)} landmarks were found; each may be {min(errors):.0f} to {max(errors):.0f} mm off."
        )
    given = sum(one.origin == "given" for one in pelvis.landmarks.values())
    if given:
        told.append(f"{given} landmarks are those that were marked.")
    for name, fit in pelvis.laid.fits.items():
        if name not in pelvis.laid.mirrored and fit.paired < WHOLE:
            told.append(
                f"About {1.0 - fit.paired:.0%} of the {BONES[name]} is missing; the model's bone stands for it, bent "
                "to what is there, and what hangs on it is less sure."
            )
    return told


def assumed(pelvis: FoundPelvis) -> list[str]:
    """Return what stands for what did not come, a sentence each."""
    told = [f"The {BONES[name]} did not come: it is the mirror image of the other." for name in pelvis.laid.mirrored]
    names = [BONES.get(name, "L3 vertebra") for name in pelvis.laid.taken]
    if names:
        listed = ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1]
        told.append(f"Taken from the model and placed by its fit: {listed}.")
    return told


def write_placed(pelvis: PlacedPelvis, inputs: Inputs, folder: Path) -> dict[str, Any]:
    """Write the model on a brought pelvis into a folder, as the model's own forms are written, and its landmarks.

    ``landmarks.json`` says of each landmark where it is, how far it may be off, and whether it was found, marked by
    somebody, or came with a bone of the model.
    """
    content = write_model(pelvis.assembly, inputs.atlas, folder, inputs.fingerprint)
    about = {
        "landmarks": {
            name: {
                "at": [round(float(value), 2) for value in one.at],
                "error_mm": round(one.error_mm, 2),
                "radius_95_mm": round(one.radius_mm, 2),
                "origin": one.origin,
            }
            for name, one in pelvis.found.landmarks.items()
        },
        "taken": sorted(pelvis.found.laid.taken),
        "mirrored": sorted(pelvis.found.laid.mirrored),
        "completed": sorted(name for name, fit in pelvis.found.laid.fits.items() if fit.paired < WHOLE),
        "worked_out": pelvis.worked_out,
        "assumed": pelvis.assumed,
    }
    replace_file(folder / LANDMARKS_FILE, (json.dumps(about, indent=1) + "\n").encode())
    return content


def place_and_tell(
    brought: BroughtPelvis, inputs: Inputs, marks: Mapping[str, Mark] | None = None, progress: Progress | None = None
) -> tuple[BroughtPelvis, PlacedPelvis]:
    """Return a brought pelvis with what its placing has worked out and assumed, and all that stands on it."""
    try:
        pelvis = placed(brought, inputs, marks, progress)
    except ProblemsFound as fault:
        if any(not problem.where.startswith("tables/") for problem in fault.problems):
            raise
        raise ProblemsFound(
            [Problem("the pelvis", f"the nerves cannot be placed on it: {fault.problems[0].found}")]
        ) from None
    return replace(brought, worked_out=pelvis.worked_out, assumed=pelvis.assumed), pelvis


def read_placed(folder: Path) -> tuple[dict[str, FoundLandmark], Model]:
    """Return the landmarks and the model that `write_placed` wrote into a folder.

    Raises
    ------
    ProblemsFound
        Where they are damaged.
    """
    landmarks = {
        name: FoundLandmark(np.array(one["at"]), one["error_mm"], one["radius_95_mm"], one["origin"])
        for name, one in about_landmarks(folder)["landmarks"].items()
    }
    return landmarks, read_model_in(folder, BROUGHT.id)
