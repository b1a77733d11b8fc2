"""Arteries beside nerves, as smooth closed tubes.

An artery keeps to the way of its nerve, moved off it by more than both are thick, and out of bone, ligament and muscle.
It has no measured place of its own.

Sources
-------
Which artery runs with which nerve: GRAY1918 (recalled). Thickness and distance are judgement.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from anatomy_viewer.atlas.appearance import COLOURS
from anatomy_viewer.atlas.muscles import ArteryRule
from anatomy_viewer.modelling.placing import RIM_MM
from anatomy_viewer.modelling.soft_tissue.tissues import TissuePlacing
from anatomy_viewer.modelling.solids.lines import arc_lengths, evenly, frames, unit
from anatomy_viewer.modelling.solids.nets import capped_rings, outward
from anatomy_viewer.modelling.solids.quick_contact import QuickContact
from anatomy_viewer.modelling.solids.surface import Surface

Points = NDArray[np.float64]

STEP_MM = 3.2
AROUND = 8
FREE_MM = 0.3
"""Free space between the artery and the nerve's dark rim, and between it and other tissue."""
ROUNDS = 30
ENTERED = "gluteus_maximus"
"""The muscle that an artery goes into with its nerve."""
ENDS_MM = 9.0
"""Over this length its cut end is drawn narrower."""


def build_arteries(placing: TissuePlacing, so_far: Mapping[str, Surface]) -> dict[str, Surface]:
    """Return the painted arteries, right side, by name without side."""
    return {name: artery_surface(rule, artery_path(placing, rule)) for name, rule in placing.rules.arteries.items()}


def artery_path(placing: TissuePlacing, rule: ArteryRule) -> Points:
    """Return the middle line of an artery, (n, 3) float, RAS mm."""
    nerve = placing.path(rule.beside)
    share = arc_lengths(nerve) / arc_lengths(nerve)[-1]
    dense = evenly(nerve, 0.5)
    nerve = nerve[(share >= rule.share_from) & (share <= rule.share_to)]
    least = placing.rules.courses[rule.beside].drawn_radius_mm + RIM_MM + rule.drawn_radius_mm + FREE_MM
    off = np.array([rule.lateral_mm, -rule.posterior_mm, -rule.caudal_mm])
    line = evenly(nerve, STEP_MM)
    along = unit(np.gradient(line, axis=0))
    way = unit(off - along * (along @ off)[:, None])
    line = line + way * max(least, float(np.linalg.norm(off)))
    clear = rule.drawn_radius_mm + FREE_MM
    muscles = QuickContact(shape.surface for name, shape in placing.muscles.items() if name != ENTERED)
    for left in range(ROUNDS, 0, -1):
        gaps = dense[np.linalg.norm(dense[None] - line[:, None], axis=2).argmin(axis=1)]
        aside = line - gaps
        far = np.linalg.norm(aside, axis=1, keepdims=True)
        line = line + aside / np.maximum(far, 1e-6) * np.clip(least - far, 0.0, 1.0)
        for contact in (muscles, placing.quick_bands, placing.quick_bones):
            gap, out = contact.nearest(line)
            line = line + out * np.clip(clear - gap, 0.0, 1.5)[:, None]
        if left > 6:
            line[1:-1] = gaussian_filter1d(line, 1.0, axis=0, mode="nearest")[1:-1]
    return line


def artery_surface(rule: ArteryRule, line: Points) -> Surface:
    """Return the closed tube round a line, painted, a little narrower at its end."""
    along = unit(np.gradient(line, axis=0))
    first = np.cross(along[0], (0.0, 0.0, 1.0))
    if np.linalg.norm(first) < 0.1:
        first = np.cross(along[0], (1.0, 0.0, 0.0))
    side, up = frames(along, first)
    left = arc_lengths(line)[-1] - arc_lengths(line)
    radius = rule.drawn_radius_mm * (0.72 + 0.28 * np.clip(left / ENDS_MM, 0.0, 1.0))
    turn = np.linspace(0.0, 2.0 * np.pi, AROUND, endpoint=False)
    rings = line[:, None] + radius[:, None, None] * (
        np.cos(turn)[None, :, None] * side[:, None] + np.sin(turn)[None, :, None] * up[:, None]
    )
    tube = outward(capped_rings(rings))
    return Surface(tube.points, tube.triangles, np.tile(np.array(COLOURS["artery"], np.uint8), (len(tube.points), 1)))
