"""Pelvises that nobody has laid anything on: the model's forms as other files and other people would have them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.build import Inputs, read_inputs
from anatomy_viewer.modelling.imported.finding import FoundPelvis, found
from anatomy_viewer.modelling.imported.laid import Laid, laid
from anatomy_viewer.modelling.imported.own import own_pelvis
from anatomy_viewer.modelling.solids.surface import Surface

Points = NDArray[np.float64]

HIPS = ("hip_bone_right", "hip_bone_left")
TURN = Rotation.from_euler("xyz", (140.0, -35.0, 75.0), degrees=True).as_matrix()
SHIFT = np.array([210.0, -95.0, 800.0])
SIZE = 0.93


@cache
def inputs() -> Inputs:
    return read_inputs()


def stations() -> Stations:
    return inputs().stations


def uneven(points: Points) -> Points:
    """Another person: broader, shallower, bent smoothly, and not the same on both sides; in a frame of a file's own."""
    x, y, z = np.asarray(points).T
    moved = points * (1.05, 0.95, 1.02) + np.column_stack(
        [3.0 * np.sin(z / 40.0), 2.5 * np.cos(x / 50.0 + 1.0), 3.0 * np.sin(y / 35.0 + x / 90.0)]
    )
    return np.asarray(SIZE * moved @ TURN.T + SHIFT)


@cache
def woman() -> tuple[Mapping[str, Surface], Mapping[str, Points]]:
    """A woman's hip bones and sacrum with half a millimetre of noise, in a frame of a file's own, and her landmarks."""
    form, chance = own_pelvis("female"), np.random.default_rng(11)
    bones = {}
    for name in (*HIPS, "sacrum"):
        points = uneven(form.bones[name].points)
        bones[name] = Surface(points + 0.4 * chance.standard_normal(points.shape), form.bones[name].triangles)
    return bones, {name: uneven(place[None])[0] for name, place in form.landmarks.items()}


@cache
def laid_on_woman() -> Laid:
    return laid(own_pelvis(), woman()[0])


@cache
def found_on_woman() -> FoundPelvis:
    return found(laid_on_woman(), stations())
