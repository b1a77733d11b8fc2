"""What is known of a brought pelvis once its files are read: closed bones by name, and what was done to get there."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyvista as pv

    from anatomy_viewer.modelling.solids.surface import Surface

PELVIC_BONES = ("hip_bone_left", "hip_bone_right", "sacrum", "coccyx")
"""The bones of which at least some must come with a pelvis."""

NEIGHBOUR_BONES = ("l4_vertebra", "l5_vertebra", "femur_left", "femur_right")
"""Bones that may come with it."""

BONES: Mapping[str, str] = MappingProxyType(
    {
        "hip_bone_left": "left hip bone",
        "hip_bone_right": "right hip bone",
        "sacrum": "sacrum",
        "coccyx": "coccyx",
        "l4_vertebra": "L4 vertebra",
        "l5_vertebra": "L5 vertebra",
        "femur_left": "left femur",
        "femur_right": "right femur",
    }
)
"""The model's bones that a pelvis may bring, by id, as sentences call them."""

UNITS: Mapping[str, float] = MappingProxyType({"mm": 1.0, "cm": 10.0, "m": 1000.0})
"""Millimetres in each unit."""

SIZE_OF_PEOPLE = (0.72, 1.38)
"""How small and how large beside the model's an adult's bones can be."""


@dataclass(frozen=True)
class BroughtPelvis:
    """A pelvis that somebody brings, read, mended and turned.

    Attributes
    ----------
    bones
        Closed triangle meshes by the model's bone ids, wound outwards, in millimetres, in the file's own frame
        turned to RAS: +x right, +y anterior, +z superior, the origin where the file has it. Bones that did not
        come are missing here.
    worked_out
        What the file did not say and the anatomy did, a sentence each.
    assumed
        What neither said and was taken for granted, a sentence each.
    mended
        What was wrong with the meshes and is mended, a sentence each.
    """

    bones: dict[str, pv.PolyData]
    worked_out: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)

    @property
    def missing(self) -> list[str]:
        """Ids of the bones that did not come, in the model's order."""
        return [bone for bone in BONES if bone not in self.bones]


@dataclass(frozen=True)
class Part:
    """One mesh as a file has it.

    Attributes
    ----------
    name
        What the file calls it, or the file's own name; empty where neither says anything.
    source
        The file, for sentences that are printed and never kept.
    surface
        Its triangles, in the file's own units and axes.
    axes, unit
        What the file says of them; None where it says nothing.
    from_voxels
        Whether it was laid round voxels here: then what is mended in it is no fault of the file.
    """

    name: str
    source: str
    surface: Surface
    axes: str | None = None
    unit: str | None = None
    from_voxels: bool = False
