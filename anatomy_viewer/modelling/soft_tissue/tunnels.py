"""The osteofibrous tunnel: a strap of fascia over a nerve on the crest, rooted in the bone on both sides.

The strap is a low arch that runs out flat on the bone to both sides and opens towards both mouths, so that one sees the
nerve go in and come out; with the bone between its feet it makes the shallow gutter that the nerve runs in.

Sources
-------
That strap and crest form the tunnel: KUNIYA13, LU98; that the bone may have a groove there: IWANAGA19b. No size was
found; all measures are judgement.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.atlas.appearance import COLOURS
from anatomy_viewer.atlas.courses import TunnelRule
from anatomy_viewer.modelling.bones.bone_contact import BoneContact
from anatomy_viewer.modelling.solids.lines import arc_lengths, at_length, position
from anatomy_viewer.modelling.solids.nets import capped_rings, outward
from anatomy_viewer.modelling.solids.surface import Surface, closest_points

Points = NDArray[np.float64]

OVER = 17
"""Cross-sections from one foot over the nerve to the other."""

ACROSS = 8
"""Points from one edge of the strap to the other, along the nerve."""

SUNK_MM = 0.7
"""How deep the feet are sunk into the bone, so that no gap shows."""
FLARE_MM = 0.7
"""How much higher the roof is over either mouth than in the middle."""
SEARCH_MM = 26.0
"""How far from the named point the nerve may cross the bone."""
FIBRES = (1.0, 0.93)
FOOT_COLOUR = (232, 208, 166)


def tunnel_surface(
    rule: TunnelRule,
    place: Points,
    path: Points,
    outer_radius_mm: float,
    hip_bone: Surface,
    bones: BoneContact,
) -> Surface:
    """Return the strap over a nerve, closed, wound outward, painted, RAS mm.

    Parameters
    ----------
    rule
        Its measures.
    place
        (3,) float: the point of the nerve's course that it belongs to; the strap stands where the nerve is then
        nearest to bone.
    path
        (n, 3) float: the nerve's centre line.
    outer_radius_mm
        Radius of the nerve with its rim.
    hip_bone
        The right hip bone.
    bones
        Distances to the bones.
    """
    along = arc_lengths(path)

    def nerve_at(at: float) -> Points:
        return np.array([np.interp(at, along, path[:, axis]) for axis in range(3)])

    half = rule.length_mm / 2.0
    middle_mm = _on_the_rim(path, place, hip_bone)
    forward = _unit(nerve_at(middle_mm + half) - nerve_at(middle_mm - half))
    shares = np.linspace(-1.0, 1.0, ACROSS)
    # Closer together over the nerve, where the roof bends.
    over = np.sin(np.linspace(-0.5, 0.5, OVER) * np.pi * 0.8) / np.sin(0.4 * np.pi)
    middle = np.zeros((OVER, ACROSS, 3))
    for number, share in enumerate(shares):
        nerve = nerve_at(middle_mm + half * float(share))
        _, away = bones.nearest(nerve[None])
        up = _unit(away[0] - (away[0] @ forward) * forward)
        sideways = np.cross(forward, up)
        span = rule.half_span_mm * (1.0 + 0.25 * share**2)
        base = closest_points(hip_bone, nerve + span * over[:, None] * sideways)
        roof = outer_radius_mm + rule.gap_mm + FLARE_MM * share**4 + rule.thickness_mm / 2.0
        height = (nerve + up * roof - base[OVER // 2]) @ up
        arch = (1.0 - over**2) ** 1.4
        middle[:, number] = base + up * (height * arch - SUNK_MM * (1.0 - arch) ** 6)[:, None]
    outwards = _outwards(middle, path, middle_mm)
    foot = (np.abs(over) ** 4)[:, None, None]
    thick = rule.thickness_mm / 2.0 * (1.0 - 0.4 * foot)
    rings = np.concatenate([middle + thick * outwards, (middle - thick * outwards)[:, ::-1]], axis=1)
    surface = outward(capped_rings(rings))
    fibre = np.where(np.arange(ACROSS) % 2 == 0, *FIBRES)
    tone = np.concatenate([fibre, fibre[::-1]])[None, :, None] * np.array(COLOURS["fascia"], dtype=float)
    colours = (tone + foot * (np.array(FOOT_COLOUR) - tone)).reshape(-1, 3)
    ends = np.tile(np.array(FOOT_COLOUR, dtype=float), (2, 1))
    colours = np.round(np.clip(np.vstack([colours, ends]), 0.0, 255.0)).astype(np.uint8)
    return Surface(surface.points, surface.triangles, colours)


def _outwards(middle: Points, path: Points, at_mm: float) -> Points:
    """Return the unit normals of the strap's net, away from the nerve."""
    normal = np.cross(np.gradient(middle, axis=0), np.gradient(middle, axis=1))
    normal /= np.linalg.norm(normal, axis=2, keepdims=True)
    crown = middle[OVER // 2, ACROSS // 2] - at_length(path, at_mm)
    return normal if float(normal[OVER // 2, ACROSS // 2] @ crown) > 0.0 else -normal


def _on_the_rim(path: Points, place: Points, hip_bone: Surface) -> float:
    """Return how far along its path a nerve is nearest to the hip bone, from a place on, mm."""
    start = position(path, place)
    end = float(arc_lengths(path)[-1])
    steps = np.arange(start, min(start + SEARCH_MM, end), 0.5)
    places = np.array([at_length(path, step) for step in steps])
    gap = np.linalg.norm(closest_points(hip_bone, places) - places, axis=1)
    return float(steps[int(np.argmax(gap <= gap.min() + 0.3))])


def _unit(vector: Points) -> Points:
    result: Points = vector / np.linalg.norm(vector)
    return result
