"""The finished bones with all that rules refer to: landmarks, references, crest, foramina, vertebrae."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.modelling.bone_contact import BoneContact
from anatomy_viewer.modelling.sacral_landmarks import posterior_foramina, transverse_tubercle
from anatomy_viewer.modelling.stations import Stations
from anatomy_viewer.modelling.surface import Surface
from anatomy_viewer.modelling.vertebra import stand_on_sacrum

Points = NDArray[np.float64]

MIRROR = np.array([-1.0, 1.0, 1.0])
LEVELS = ("L5", "L4", "L3", "L2", "L1", "T12")
UP = np.array([0.0, 0.0, 1.0])


@dataclass(frozen=True)
class Skeleton:
    """The bones of the model and the places on them.

    Parameters
    ----------
    bones
        Finished surfaces by structure id.
    landmarks
        Positions by point id (``psis_right``, ``coccyx_tip``), (3,) float, RAS mm.
    stations
        The stations that the bones were built from.
    crest
        (n, 3) float: the top of the right iliac crest from the PSIS to the ASIS.
    """

    bones: Mapping[str, Surface]
    landmarks: Mapping[str, Points]
    stations: Stations
    crest: Points

    def contact(self) -> BoneContact:
        """Return the distances to the bones that a nerve of the right side can meet."""
        return BoneContact({name: bone for name, bone in self.bones.items() if not name.endswith("_left")})

    def anchor(self, name: str) -> Points:
        """Return the right or midline place of a landmark or reference, (3,) float, RAS mm."""
        if name == "greater_trochanter":
            return self.stations.point("femur_right", "greater_trochanter_lateral")
        if name == "inferior_lateral_angle":
            return self.stations.point("sacrum", "inferior_lateral_angle")
        if name == "third_transverse_tubercle":
            return transverse_tubercle(self.bones["sacrum"], self.stations, "S3")
        return np.asarray(self.landmarks.get(f"{name}_right", self.landmarks.get(name)), dtype=float)

    def posterior_foramen(self, level: str) -> Points:
        """Return the centre of a right posterior sacral foramen's rim, (3,) float, RAS mm."""
        return posterior_foramina(self.stations)[f"posterior_sacral_foramen_{level.lower()}_right"]

    def lumbar_level(self, level: str) -> Points:
        """Return the tip of a right transverse process, (3,) float, RAS mm.

        Above L4 the levels follow at the distance of the middles of the bodies of L5 and L4, straight up: the
        lower lumbar curve turns back there.
        """
        fifth, fourth = stand_on_sacrum(self.stations)
        if level in ("L5", "L4"):
            vertebra = fifth if level == "L5" else fourth
            return np.asarray(vertebra.place(vertebra.build.transverse[-1:])[0])
        tip = fourth.place(fourth.build.transverse[-1:])[0]
        step = float(np.linalg.norm(fourth.middle - fifth.middle))
        return np.asarray(tip + UP * step * (LEVELS.index(level) - LEVELS.index("L4")))
