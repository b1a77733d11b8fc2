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

OVER = 19
"""Cross-sections from one foot over the nerve to the other."""

ACROSS = 7
"""Points from one edge of the strap to the other, along the nerve."""

SUNK_MM = 1.4
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
    shifts = np.linspace(-half, half, ACROSS)
    turn = np.linspace(0.0, np.pi, OVER)
    middle, outwards = np.zeros((2, OVER, ACROSS, 3))
    for number, shift in enumerate(shifts):
        nerve = nerve_at(float(shift))
        _, away = bones.nearest(nerve[None])
        up = _unit(away[0] - (away[0] @ forward) * forward)
        sideways = np.cross(forward, up)
        feet = [
            closest_points(hip_bone, (nerve + side * rule.half_span_mm * sideways)[None])[0] for side in (-1.0, 1.0)
        ]
        crown = nerve + up * (outer_radius_mm + rule.gap_mm + rule.thickness_mm / 2.0)
        for step, t in enumerate(turn):
            share = (1.0 - np.cos(t)) / 2.0
            base = feet[0] + share * (feet[1] - feet[0])
            height = (crown - (feet[0] + feet[1]) / 2.0) @ up
            middle[step, number] = base + up * (height * np.sin(t) ** 0.85 - SUNK_MM * (1.0 - np.sin(t)) ** 3)
            outwards[step, number] = _unit(np.sin(t) * up - 0.8 * np.cos(t) * sideways)
    shell = rule.thickness_mm / 2.0 * outwards
    rings = np.concatenate([middle + shell, (middle - shell)[:, ::-1]], axis=1)
    return outward(capped_rings(rings))


def _unit(vector: Points) -> Points:
    result: Points = vector / np.linalg.norm(vector)
    return result
