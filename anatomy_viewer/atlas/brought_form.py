"""A pelvis that somebody brought, with the model on it, as the other forms are read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from anatomy_viewer.atlas.forms import BROUGHT
from anatomy_viewer.atlas.model import REBUILD, Brought, Model, read_model, read_model_in
from anatomy_viewer.atlas.problems import Problem, ProblemsFound

LANDMARKS_FILE = "landmarks.json"

ANEW = "import the pelvis again"


def brought_folder(pelvis: Path) -> Path:
    """Return the folder of the surfaces and of ``model.json`` in that of a brought pelvis."""
    return pelvis / "model"


def read_brought_model(pelvis: Path) -> Model:
    """Return the model on a brought pelvis.

    Parameters
    ----------
    pelvis
        Its folder, as ``anatomy-viewer pelvis import`` writes it.

    Raises
    ------
    ProblemsFound
        Where something in it is missing or damaged.
    """
    try:
        model = read_model_in(brought_folder(pelvis), BROUGHT.id)
    except ProblemsFound as fault:
        told = [replace(one, found=one.found.replace(REBUILD, ANEW)) for one in fault.problems]
        raise ProblemsFound(told) from None
    about = about_landmarks(brought_folder(pelvis))
    landmarks = about["landmarks"]
    return replace(
        model,
        brought=Brought(
            taken=frozenset(about["taken"]),
            mirrored=frozenset(about["mirrored"]),
            completed=frozenset(about.get("completed", ())),
            radius_95_mm={name: float(one["radius_95_mm"]) for name, one in landmarks.items()},
            origin={name: str(one["origin"]) for name, one in landmarks.items()},
        ),
    )


def about_landmarks(folder: Path) -> dict[str, Any]:
    """Return what was written of a brought pelvis's landmarks beside its model.

    Raises
    ------
    ProblemsFound
        Where it is damaged.
    """
    try:
        about = json.loads((folder / LANDMARKS_FILE).read_text(encoding="utf-8"))
        for one in about["landmarks"].values():
            float(one["radius_95_mm"]), float(one["error_mm"]), one["at"], one["origin"]
        about["taken"], about["mirrored"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        found = "what was written of its landmarks is damaged"
        raise ProblemsFound([Problem(str(folder / LANDMARKS_FILE), found, ANEW)]) from None
    return dict(about)


def read_form(form: str, pelvis: Path | None = None) -> Model:
    """Return the model of a form of the pelvis, the brought one among them.

    Parameters
    ----------
    form
        Id of the form.
    pelvis
        The folder of the brought one.

    Raises
    ------
    ProblemsFound
        As `anatomy_viewer.atlas.model.read_model`.
    """
    return read_brought_model(pelvis) if pelvis is not None and form == BROUGHT.id else read_model(form=form)
