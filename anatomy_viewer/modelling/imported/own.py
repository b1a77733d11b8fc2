"""Our own pelvis as it is laid onto a brought one: the finished bones of a form, its landmarks, its stations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.atlas.forms import DEFAULT_FORM
from anatomy_viewer.atlas.model import read_model
from anatomy_viewer.modelling.solids.files import read_pack
from anatomy_viewer.modelling.solids.surface import Surface

Points = NDArray[np.float64]

PACK = "bones"


@dataclass(frozen=True)
class OwnPelvis:
    """A form of the model.

    Parameters
    ----------
    form
        Its id.
    bones
        Finished surfaces of bones and discs by structure id, RAS mm.
    landmarks
        By point id, (3,) float, RAS mm.
    """

    form: str
    bones: Mapping[str, Surface]
    landmarks: Mapping[str, Points]


@cache
def own_pelvis(form: str = DEFAULT_FORM, folder: Path | None = None) -> OwnPelvis:
    """Return a form of the model as it was built.

    Parameters
    ----------
    form
        Id of the form.
    folder
        The folder ``meshes``; by default that of this installation.
    """
    model = read_model(folder, form)
    bones = read_pack(model.surfaces / model.packs[PACK].file)
    return OwnPelvis(form, bones, {name: np.array(place) for name, place in model.landmarks.items()})
