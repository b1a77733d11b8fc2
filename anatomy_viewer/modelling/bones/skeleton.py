"""The finished bones with all that rules refer to: landmarks, references, crest, foramina, vertebrae."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.modelling.bones.bone_contact import BoneContact
from anatomy_viewer.modelling.bones.hip_relief import gluteal_lines
from anatomy_viewer.modelling.bones.sacral_landmarks import posterior_foramina, transverse_tubercle
from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.bones.vertebra import Vertebra, carried, stand_on_fourth, stand_on_sacrum
from anatomy_viewer.modelling.solids.lines import arc_lengths, at_length
from anatomy_viewer.modelling.solids.surface import Surface

Points = NDArray[np.float64]

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
    doubts
        How unsure the landmarks make the place of each spread, by its name, one standard deviation in one direction,
        mm; None where the landmarks are certain.
    """

    bones: Mapping[str, Surface]
    landmarks: Mapping[str, Points]
    stations: Stations
    crest: Points
    doubts: Mapping[str, float] | None = None

    def contact(self) -> BoneContact:
        """Return the distances to the bones that a nerve of the right side can meet."""
        return BoneContact({name: bone for name, bone in self.bones.items() if not name.endswith("_left")})

    def anchor(self, name: str) -> Points:
        """Return the right or midline place of a landmark or reference, (3,) float, RAS mm."""
        if name == "greater_trochanter":
            return self.stations.point("femur_right", "greater_trochanter_lateral")
        if name == "greater_trochanter_top":
            return self.stations.point("femur_right", "greater_trochanter_top")
        if name == "lesser_trochanter":
            return self.stations.point("femur_right", "lesser_trochanter_tip")
        if name == "inferior_lateral_angle":
            return self.stations.point("sacrum", "inferior_lateral_angle")
        if name == "second_transverse_tubercle":
            return transverse_tubercle(self.bones["sacrum"], self.stations, "S2")
        if name == "third_transverse_tubercle":
            return transverse_tubercle(self.bones["sacrum"], self.stations, "S3")
        return np.asarray(self.landmarks.get(f"{name}_right", self.landmarks.get(name)), dtype=float)

    def posterior_foramen(self, level: str) -> Points:
        """Return the centre of a right posterior sacral foramen's rim, (3,) float, RAS mm."""
        return posterior_foramina(self.stations)[f"posterior_sacral_foramen_{level.lower()}_right"]

    @cached_property
    def gluteal_lines(self) -> Mapping[str, Points]:
        """The lines on the outer face of the right ilium between which the gluteal muscles arise, by name."""
        return gluteal_lines(self.bones["hip_bone_right"], self.stations)

    @cached_property
    def vertebrae(self) -> Mapping[str, Vertebra]:
        """The lumbar vertebrae that are drawn, by level, as they stand on each other."""
        stations = self.stations.average or self.stations
        fifth, fourth = stand_on_sacrum(stations)
        standing = {"L5": fifth, "L4": fourth, "L3": stand_on_fourth(stations, fourth)}
        carry = self.stations.carry
        return standing if carry is None else {level: carried(each, carry) for level, each in standing.items()}

    def lumbar_level(self, level: str) -> Points:
        """Return the tip of a right transverse process, (3,) float, RAS mm.

        Above L3 the levels follow at the distance of the middles of the bodies of L4 and L3, straight up: the lower
        lumbar curve turns back there.
        """
        if level in self.vertebrae:
            return self.transverse_process(level, 1.0)
        step = float(np.linalg.norm(self.vertebrae["L3"].middle - self.vertebrae["L4"].middle))
        above = LEVELS.index(level) - LEVELS.index("L3")
        return np.asarray(self.transverse_process("L3", 1.0) + UP * step * above)

    def transverse_process(self, level: str, share: float) -> Points:
        """Return a place within a right transverse process at a share of its length from the root, (3,), RAS mm."""
        vertebra = self.vertebrae[level]
        return at_length(line := vertebra.place(vertebra.build.transverse), share * float(arc_lengths(line)[-1]))

    def intervertebral_foramen(self, level: str) -> Points:
        """Return where the right nerve of a level leaves, above the pedicle of the next vertebra, (3,), RAS mm."""
        below = self.vertebrae[LEVELS[LEVELS.index(level) - 1]]
        back = float(((below.top - below.middle) @ below.axes.T)[:, 1].min())
        return np.asarray(below.place([(18.0, back - 4.0, 19.5)])[0])
