"""Erector spinae, and multifidus under it: a body each a side between the spinous processes and iliocostalis' edge.

Multifidus lies on the sacrum, the laminae and the joints; the deep face of erector spinae lies on it and, further
out, on the bones; its outer face bulges between the tips of the spinous processes and its lateral edge.
Below it narrows along the iliac crest and over the sacrum; above it is cut off at L3.

Sources
-------
That the superior branches leave at its lateral edge is NIELSEN19, that they pierce iliocostalis is IWANAGA18. Its
breadth, how far it bulges and where its tendon begins are judgement: no measured section was read. That multifidus
lies under its tendon on the back of the sacrum and the laminae is GRAY1918 (recalled); its breadth is judgement.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import gaussian_filter

from anatomy_viewer.atlas.appearance import COLOURS
from anatomy_viewer.modelling.bones.crest import at_midline_distance
from anatomy_viewer.modelling.placing import Placing
from anatomy_viewer.modelling.soft_tissue.back_field import ARC_RADIUS_MM, EMPTY, BackField, back_field
from anatomy_viewer.modelling.solids.ambient_occlusion import sky_seen
from anatomy_viewer.modelling.solids.lines import at_length, position
from anatomy_viewer.modelling.solids.nets import between
from anatomy_viewer.modelling.solids.surface import Surface

Points = NDArray[np.float64]
Numbers = NDArray[np.float64]

ROWS, COLUMNS = 34, 19
CLEAR_MM = 0.5
"""How far the deep face stays off the bones."""
EDGE_MM = 1.0
"""Thickness at the lateral edge."""
EDGE_ROOM_MM = 8.0
"""How far the lateral edge may be moved off the sacrum that it lies on."""
FURROW_MM = 4.5
"""How far from the midline it begins, beside the spinous processes."""
BEHIND_TIPS_MM = -3.0
"""How far it stands out behind the tips of the spinous processes there; negative is in front of them."""
BELOW_THIRD_FORAMEN_MM = 20.0
"""How far below the third sacral foramen it ends."""
BEFORE_TIPS_MM = 5.0
"""How far in front of the tips of the transverse processes its deep face may come."""
SHARES = np.array([0.0, 0.07, 0.2, 0.38, 0.58, 0.78, 0.92, 1.0])
BULGE = np.array([0.0, 0.42, 0.78, 1.0, 0.99, 0.80, 0.42, 0.0])
"""How the outer face stands out from its medial to its lateral edge, as shares of its highest place."""
MULTIFIDUS_COLUMNS = 13
MULTIFIDUS_WIDE_MM = (30.0, 34.0, 27.0)
"""How far from the midline multifidus reaches, as an arc: at the PSIS, at L5 and at L3."""
BESIDE_CREST_MM = 3.0
"""So much further out than erector spinae it begins, beside the spinous processes."""
MULTIFIDUS_SHARE = 0.8
"""At most this share of the breadth of erector spinae."""
LEAST_MM = 0.5
"""Its thickness at its edges."""
COVER_MM = (2.2, 6.0)
"""Thickness of erector spinae over the medial and over the lateral edge of multifidus."""
TENDON_COLOUR = (228, 212, 190)
SHADE = np.array([0.62, 0.52, 0.50])
FASCICLE_COLUMNS = 3


@dataclass(frozen=True)
class ErectorSpinae:
    """Erector spinae of the right side.

    Parameters
    ----------
    surface
        Closed, wound outward, painted.
    multifidus
        The muscle under it, closed, wound outward, painted.
    lateral_edge
        (n, 3) float, RAS mm: the lateral edge of iliocostalis, from below.
    top_mm
        The height at which it is cut off.
    """

    surface: Surface
    multifidus: Surface
    lateral_edge: Points
    top_mm: float


def top_of_back(placing: Placing) -> float:
    """Return the height at which the tissues of the back are cut off: the transverse process of L3, mm."""
    return float(placing.skeleton.lumbar_level("L3")[2])


def erector_spinae(placing: Placing) -> ErectorSpinae:
    """Return erector spinae on the bones, right side."""
    skeleton = placing.skeleton
    foramen = skeleton.posterior_foramen("S3")
    low, top = float(foramen[2]) - BELOW_THIRD_FORAMEN_MM, top_of_back(placing)
    field = back_field(skeleton, low - 6.0, top + 3.0)
    heights = np.linspace(low, top, ROWS)
    edge = lateral_edge(placing, heights)
    middle = midline(placing, field, heights)
    reach = field.bridged(field.reach(_bones(placing)))
    reach = np.where(reach > EMPTY / 2.0, reach, 0.0)
    even = np.maximum(reach, gaussian_filter(reach, 1.2, mode="nearest"))
    edge_flat, middle_flat = field.flat(edge), field.flat(middle)
    share = np.linspace(0.0, 1.0, COLUMNS)
    wide = PchipInterpolator(SHARES, BULGE)(share)
    stands = _bulge(placing, heights)
    arc = middle_flat[:, :1] + share * (edge_flat[:, :1] - middle_flat[:, :1])
    start = middle_flat[:, 2:] + BEHIND_TIPS_MM
    outer = start + share * (edge_flat[:, 2:] + EDGE_MM - start) + stands[:, None] * wide
    places = np.stack([arc, np.repeat(heights[:, None], COLUMNS, axis=1), outer], axis=-1)
    bed = field.at(even, places.reshape(-1, 3)).reshape(arc.shape) + CLEAR_MM
    bed = np.maximum(bed, _plane_of_processes(placing, field, arc, heights))
    deep = bed + share**6 * (edge_flat[:, 2:] - bed)
    on_sacrum = heights < skeleton.anchor("psis")[2] - 8.0
    room = np.where(on_sacrum, EDGE_ROOM_MM, 0.0)
    deep[:, -1] = np.maximum(deep[:, -1], np.minimum(bed[:, -1], deep[:, -1] + room))
    deep[:, 1:-1] = np.maximum(bed[:, 1:-1], gaussian_filter(deep, (1.0, 0.8), mode="nearest")[:, 1:-1])
    wide_mm = _multifidus_breadth(placing, heights, arc)
    under, top_face = _multifidus_faces(arc, bed, outer, wide_mm)
    lifted = np.array([np.interp(arc[k], under[k], top_face[k, :, 1], left=0.0, right=0.0) for k in range(ROWS)])
    deep = np.maximum(deep, lifted + CLEAR_MM)
    outer = np.maximum(outer, deep + EDGE_MM * np.clip(share / 0.12, 0.03, 1.0))
    streak = np.resize([1.0, -0.4, -0.6], COLUMNS)
    outer[:, 1:-1] += 0.25 * streak[1:-1]
    places[..., 2] = outer
    low_face = np.stack([arc, places[..., 1], deep], axis=-1)
    faces = [field.round(face.reshape(-1, 3)).reshape(face.shape) for face in (low_face, places)]
    surface = between(faces[0], faces[1])
    level = np.repeat(heights[:, None], MULTIFIDUS_COLUMNS, axis=1)
    layers = [np.stack([under, level, top_face[..., k]], axis=-1) for k in (0, 1)]
    below, above = (field.round(face.reshape(-1, 3)).reshape(face.shape) for face in layers)
    multifidus = _fleshy(between(below, above), np.resize([1.0, -0.4, -0.6], MULTIFIDUS_COLUMNS))
    return ErectorSpinae(_painted(surface, share, heights, streak, placing), multifidus, edge, top)


def _multifidus_breadth(placing: Placing, heights: Numbers, arc: Numbers) -> Numbers:
    """Return how far from its medial edge multifidus reaches at heights, (n,) mm along the arc."""
    skeleton = placing.skeleton
    knots = [skeleton.anchor("psis")[2], skeleton.lumbar_level("L5")[2], top_of_back(placing)]
    wide = np.interp(heights, knots, MULTIFIDUS_WIDE_MM)
    return np.asarray(np.minimum(wide, MULTIFIDUS_SHARE * (arc[:, -1] - arc[:, 0])))


def _multifidus_faces(arc: Numbers, bed: Numbers, outer: Numbers, wide_mm: Numbers) -> tuple[Numbers, Numbers]:
    """Return the arcs of multifidus' net and the distances of its deep and its outer face from the axis.

    Parameters
    ----------
    arc, bed, outer
        Of the net of erector spinae: arcs, what it lies on, and its outer face, (rows, columns) mm.
    wide_mm
        (rows,) the breadth of multifidus.
    """
    share = np.linspace(0.0, 1.0, MULTIFIDUS_COLUMNS)
    under = arc[:, :1] + BESIDE_CREST_MM + (wide_mm[:, None] - BESIDE_CREST_MM) * share
    faces = np.zeros((*under.shape, 2))
    cover = COVER_MM[0] + (COVER_MM[1] - COVER_MM[0]) * share**2
    for k in range(len(arc)):
        on, above = (np.interp(under[k], arc[k], face[k]) for face in (bed, outer))
        room = (above - cover - CLEAR_MM - on) * np.sqrt((1.0 - share**3) * np.clip(share / 0.25, 0.0, 1.0))
        faces[k, :, 0], faces[k, :, 1] = on, on + np.maximum(room, LEAST_MM)
    even = gaussian_filter(faces[..., 1], (1.0, 0.6), mode="nearest")
    faces[..., 1] = np.maximum(np.minimum(faces[..., 1], even), faces[..., 0] + LEAST_MM)
    return under, faces


def _fleshy(surface: Surface, streak: Numbers) -> Surface:
    """Return a muscle between two faces of one net in its colour, with its bundles and its shadows."""
    tone = np.array(COLOURS["muscle"], dtype=float) * (1.0 + 0.11 * streak)[None, :, None]
    rows = len(surface.points) // (2 * len(streak))
    colours = np.tile(tone, (2 * rows, 1, 1)).reshape(-1, 3)
    seen = sky_seen([surface], directions=24, cell_mm=2.5)[0]
    light = np.clip((seen - 0.15) / 0.75, 0.0, 1.0)[:, None]
    colours = np.clip(colours * (SHADE + (1.0 - SHADE) * light), 0.0, 255.0)
    return Surface(surface.points, surface.triangles, np.round(colours).astype(np.uint8))


def lateral_edge(placing: Placing, heights: Numbers) -> Points:
    """Return the lateral edge of iliocostalis at heights, (n, 3) float, RAS mm.

    It begins on the back of the sacrum, rises medial to the PSIS and along the crest to just medial of the crossing of
    the medial branch, leaves the crest there, and passes just medial to where the other branches come through.
    """
    skeleton = placing.skeleton
    crest = skeleton.crest
    psis = skeleton.anchor("psis")
    first, second, third = (placing.point(f"scn_{number}") for number in (1, 2, 3))
    along = position(crest, at_midline_distance(crest, float(first[0]) - 4.0))
    foramen = skeleton.posterior_foramen("S3")
    on_crest = [at_length(crest, share * along) + np.array([-1.5, 0.0, 1.0]) for share in (0.30, 0.55, 0.8, 1.0)]
    top = top_of_back(placing)
    knots = np.array(
        [
            foramen + np.array([-8.0, -9.0, -BELOW_THIRD_FORAMEN_MM]),
            foramen + np.array([1.0, -4.0, -4.0]),
            psis + np.array([-14.0, 3.0, -16.0]),
            psis + np.array([-4.5, 0.5, 0.0]),
            *on_crest,
            second + np.array([-6.0, -4.0, 5.0]),
            third + np.array([-3.0, -5.0, 8.0]),
            (third[0] - 2.0, third[1] - 7.0, top + 1.0),
        ]
    )
    knots = knots[np.argsort(knots[:, 2])]
    keep = np.concatenate([[True], np.diff(knots[:, 2]) > 0.5])
    knots = knots[keep]
    return np.column_stack([PchipInterpolator(knots[:, 2], knots[:, :2])(heights), heights])


def midline(placing: Placing, field: BackField, heights: Numbers) -> Points:
    """Return the line over the tips of the spinous processes at heights, a little beside the midline, (n, 3) mm.

    Between two tips it goes straight, as the ligament between them does; above the highest it goes straight up.
    """
    tips = spinous_tips(placing)
    depth = np.interp(heights, tips[:, 2], tips[:, 1])
    return np.column_stack([np.full(len(heights), FURROW_MM), depth, heights])


def spinous_tips(placing: Placing) -> Points:
    """Return the tips of the spinous processes and of the median sacral crest, (n, 3) float, RAS mm, from below."""
    bones = placing.skeleton.bones
    found = []
    sacrum = bones["sacrum"].points
    near = sacrum[np.abs(sacrum[:, 0]) < 4.0]
    for low in np.arange(near[:, 2].min(), near[:, 2].max() - 18.0, 12.0):
        slab = near[(near[:, 2] >= low) & (near[:, 2] < low + 12.0)]
        if len(slab):
            found.append(slab[int(slab[:, 1].argmin())])
    for name in ("l5_vertebra", "l4_vertebra", "l3_vertebra"):
        points = bones[name].points
        near = points[np.abs(points[:, 0]) < 5.0]
        hindmost = near[near[:, 1] < near[:, 1].min() + 2.0]
        found.extend([hindmost[int(hindmost[:, 2].argmin())], hindmost[int(hindmost[:, 2].argmax())]])
    tips = np.array(found) * (0.0, 1.0, 1.0)
    return tips[np.argsort(tips[:, 2])]


def _bones(placing: Placing) -> list[Surface]:
    return [bone for name, bone in placing.skeleton.bones.items() if not name.endswith(("_left", "femur_right"))]


def _plane_of_processes(placing: Placing, field: BackField, arc: Numbers, heights: Numbers) -> Numbers:
    """Return how far from the axis the plane of the transverse processes is; no part of the muscle is before it."""
    tips = np.array([placing.skeleton.lumbar_level(level) for level in ("L5", "L4", "L3")])
    depth = np.interp(heights, tips[:, 2], tips[:, 1]) + BEFORE_TIPS_MM
    return np.asarray((field.axis_y_mm - depth)[:, None] / np.cos(np.minimum(arc / ARC_RADIUS_MM, 1.2)))


def _bulge(placing: Placing, heights: Numbers) -> Numbers:
    """Return how far the outer face stands out beyond a straight line from edge to edge at heights, (n,) mm."""
    skeleton = placing.skeleton
    psis, crossing = skeleton.anchor("psis"), placing.point("scn_1")
    foramen, top = skeleton.posterior_foramen("S3"), top_of_back(placing)
    knots = np.array([foramen[2] - 20.0, foramen[2], psis[2], (psis[2] + crossing[2]) / 2.0, crossing[2], top])
    return np.asarray(PchipInterpolator(knots, [1.0, 3.0, 7.0, 10.0, 13.0, 14.5])(heights))


def _painted(surface: Surface, share: Numbers, heights: Numbers, streak: Numbers, placing: Placing) -> Surface:
    """Return the surface in the colour of muscle, with the pale tendon that covers it below and medially."""
    crossing = float(placing.point("scn_1")[2])
    above = (heights - crossing)[:, None]
    # The tendon reaches highest beside the midline and leaves iliocostalis fleshy.
    border = 30.0 - 75.0 * share**1.1 + 9.0 * streak
    pale = np.clip((border - above) / 14.0 + 0.5, 0.0, 1.0)
    tone = np.array(COLOURS["muscle"], dtype=float) * (1.0 + 0.20 * streak)[None, :, None]
    tendon = np.array(TENDON_COLOUR, dtype=float) * (1.0 + 0.06 * streak)[None, :, None]
    outer = tone + pale[..., None] * (tendon - tone)
    inner = np.broadcast_to(np.array(COLOURS["muscle"], dtype=float), outer.shape)
    colours = np.concatenate([outer.reshape(-1, 3), inner.reshape(-1, 3)])
    seen = sky_seen([surface], directions=24, cell_mm=2.5)[0]
    light = np.clip((seen - 0.15) / 0.75, 0.0, 1.0)[:, None]
    colours = np.clip(colours * (SHADE + (1.0 - SHADE) * light), 0.0, 255.0)
    return Surface(surface.points, surface.triangles, np.round(colours).astype(np.uint8))
