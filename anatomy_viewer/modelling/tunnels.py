"""The osteofibrous tunnel: a strap of fascia over a nerve on the crest, fixed to the bone at both feet."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.atlas.courses import TunnelRule
from anatomy_viewer.modelling import crest as crest_line
from anatomy_viewer.modelling.bone_contact import BoneContact
from anatomy_viewer.modelling.crest import arc_lengths, closest_points
from anatomy_viewer.modelling.ligaments import capped_rings, outward
from anatomy_viewer.modelling.surface import Surface

Points = NDArray[np.float64]

OVER = 17
"""Cross-sections from one foot over the nerve to the other."""

AROUND = 16
SUNK_MM = 1.2
"""How deep the feet are sunk into the bone, so that no gap shows."""


def tunnel_surface(
    rule: TunnelRule,
    place: Points,
    path: Points,
    outer_radius_mm: float,
    hip_bone: Surface,
    bones: BoneContact,
) -> Surface:
    """Return the strap over a nerve, closed, wound outward, RAS mm.

    Parameters
    ----------
    rule
        Its measures.
    place
        (3,) float: the point of the crest that it spans.
    path
        (n, 3) float: the nerve's centre line.
    outer_radius_mm
        Radius of the nerve with its rim.
    hip_bone
        The right hip bone.
    bones
        Distances to the bones.
    """
    middle_mm = crest_line.position(path, place)
    along = arc_lengths(path)

    def nerve_at(shift_mm: float) -> Points:
        at = middle_mm + shift_mm
        return np.array([np.interp(at, along, path[:, axis]) for axis in range(3)])

    half = rule.length_mm / 2.0
    forward = _unit(nerve_at(half) - nerve_at(-half))
    _, away = bones.nearest(nerve_at(0.0)[None])
    up = _unit(away[0] - (away[0] @ forward) * forward)
    sideways = np.cross(forward, up)
    # Half an ellipse over the nerve; the feet are wider than the crown, like the ends of a strap.
    turn = np.linspace(0.0, np.pi, OVER)
    roof = outer_radius_mm + rule.gap_mm + rule.thickness_mm / 2.0
    angle = np.linspace(0.0, 2.0 * np.pi, AROUND, endpoint=False)
    flat = np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** 0.55
    thick = np.sign(np.sin(angle)) * np.abs(np.sin(angle)) ** 0.7
    feet = {
        side: closest_points(hip_bone, (nerve_at(0.0) + side * rule.half_span_mm * sideways)[None])[0]
        for side in (-1.0, 1.0)
    }
    rings = []
    for t in turn:
        side = -np.cos(t)
        rise = np.sin(t)
        foot = feet[-1.0] + (feet[1.0] - feet[-1.0]) * (side + 1.0) / 2.0
        crown = nerve_at(0.0) + up * roof + sideways * side * rule.half_span_mm
        centre = foot + (crown - foot) * rise**0.8
        centre = centre - up * SUNK_MM * (1.0 - rise) ** 2
        outwards = _unit(up * rise + sideways * side * 0.9)
        length = half * (1.0 + 0.35 * (1.0 - rise) ** 2)
        rings.append(
            centre + flat[:, None] * length * forward + thick[:, None] * rule.thickness_mm / 2.0 * outwards
        )
    return outward(capped_rings(np.array(rings)))


def _unit(vector: Points) -> Points:
    result: Points = vector / np.linalg.norm(vector)
    return result
