"""The third to fifth lumbar vertebrae: bodies from measured endplates, arches and processes from anatomy.

The stations give the endplates, the tips of the processes and the laminae of one person. Those that the
automatic measurement missed (both pedicle centres, the lower articular process and the hind edge of the lower
endplate of L5) are replaced by the usual anatomy, and so is the way the vertebrae stand on each
other: each stands on the plate below with a wedge-shaped disc between, and each lower articular process lies
behind the upper one of its neighbour with a joint space. So L5 stays on the sacrum however the population
warp tilts it.

The measured bodies are narrower than the sacral endplate that they stand on and nearly round; they keep their depth,
height and tilt and take textbook width and outline.
No station of L3 was measured. It takes the endplates of L4, a little narrower and higher behind, and its arch
by judgement: narrower pedicles, joint faces nearer the midline and turned more sideways, the longest and
thinnest transverse processes of the three, and a spinous process that points more straight back.

Sources
-------
The measured stations (one person, n = 1); textbook proportions for the discs (about 13 mm high in front and
7 mm behind at L5/S1, 12 and 8 mm at L4/L5, 11 and 8 mm at L3/L4), pedicles, laminae, facets and processes, and for
all of L3, which are not in the tables (GRAY1918, recalled).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.interpolate import CubicSpline

from anatomy_viewer.modelling.bones.sacrum import (
    across_midline,
    closed_rows,
    endplate_axes,
    facet_of_sacrum,
    refined_edges,
)
from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.solids.distance_grid import (
    ROUND_THE_SKIN_MM,
    DistanceGrid,
    EllipticTube,
    MeshSolid,
    RoundedHull,
    Tube,
    grid_around,
    smooth_maximum,
)
from anatomy_viewer.modelling.solids.surface import Points, Surface

RIGHT = np.array([1.0, 0.0, 0.0])
FACET_GAP_MM = 1.6
"""Space between two articular processes, filled by cartilage in life."""
OUTLINE = np.array([(0.0, 0.0), (0.48, 0.06), (0.82, 0.24), (1.0, 0.54), (0.92, 0.83), (0.60, 1.0), (0.0, 0.96)])
"""An endplate's right half from front to back, as shares of its half width and of its depth: a kidney."""
WAIST_MM, RIM_MM = 3.2, 1.6
"""How much narrower a body is half-way up on each side than at its rims, and how high a rim is."""


@dataclass(frozen=True)
class Facet:
    """A joint face on the right side.

    Parameters
    ----------
    centre
        (3,) mm.
    facing
        (3,) unit vector out of the bone.
    """

    centre: Points
    facing: Points


@dataclass(frozen=True)
class Plate:
    """An endplate: its middle, its unit normal to the cranial side, its unit forward direction, its depth."""

    middle: Points
    up: Points
    forward: Points
    depth_mm: float


@dataclass(frozen=True)
class Disc:
    """The height of an intervertebral disc in front and behind, mm."""

    front_mm: float
    back_mm: float


@dataclass(frozen=True)
class Build:
    """What differs between L3, L4 and L5, in mm in the vertebra's own directions (right, forward, up).

    Parameters
    ----------
    name
        The vertebra whose measured endplates it takes.
    disc
        The disc below.
    half_widths
        Of the upper and the lower endplate.
    pedicle_half_width, pedicle_half_height
        Of the pedicle at its narrowest.
    transverse
        (n, 3) centre line of the right transverse process from pedicle to tip, from the body's middle.
    transverse_half_height, transverse_half_depth
        (n,) half axes along it.
    spinous_outline
        (n, 2) forward, up: the outline of the spinous process from the side, from the upper edge of its root round
        its hind edge to the lower edge of its root, from the body's middle; convex.
    spinous_half_thickness
        Of the blade.
    spinous_end
        Radius of its thickened end at the upper and the lower corner.
    lamina
        Height of its upper and its lower edge in the midline.
    superior_tip
        (3,) tip of the superior articular process.
    facing
        (right, forward) direction that the superior articular process faces, any length.
    higher_behind_mm
        How much higher the body is behind than the measured one.
    """

    name: str
    disc: Disc
    half_widths: tuple[float, float]
    pedicle_half_width: float
    pedicle_half_height: float
    transverse: tuple[tuple[float, float, float], ...]
    transverse_half_height: tuple[float, ...]
    transverse_half_depth: tuple[float, ...]
    spinous_outline: tuple[tuple[float, float], ...]
    spinous_half_thickness: float
    spinous_end: tuple[float, float]
    lamina: tuple[float, float]
    superior_tip: tuple[float, float, float]
    facing: tuple[float, float] = (-0.66, -0.75)
    higher_behind_mm: float = 0.0


L5 = Build(
    name="L5",
    disc=Disc(13.0, 7.0),
    half_widths=(24.0, 24.2),
    pedicle_half_width=7.6,
    pedicle_half_height=6.6,
    transverse=((15.0, -18.0, 3.0), (25.0, -23.0, 4.0), (35.5, -27.5, 7.0), (42.5, -30.0, 9.8)),
    transverse_half_height=(9.4, 7.8, 6.2, 4.2),
    transverse_half_depth=(9.0, 6.6, 4.2, 2.4),
    spinous_outline=((-41.5, -4.0), (-49.0, -7.0), (-56.0, -10.5), (-58.5, -14.0), (-57.0, -19.0), (-53.0, -21.0),
                     (-44.0, -18.0)),
    spinous_half_thickness=1.4,
    spinous_end=(3.2, 4.0),
    lamina=(0.5, -16.5),
    superior_tip=(21.0, -36.0, 16.5),
)  # fmt: skip
L4 = Build(
    name="L4",
    disc=Disc(12.0, 8.0),
    half_widths=(23.4, 24.0),
    pedicle_half_width=5.2,
    pedicle_half_height=7.2,
    transverse=((15.0, -26.0, 4.0), (24.0, -30.0, 4.2), (33.0, -33.0, 5.2), (39.5, -35.0, 6.6)),
    transverse_half_height=(7.4, 5.4, 4.9, 3.6),
    transverse_half_depth=(4.8, 2.9, 2.3, 1.8),
    spinous_outline=((-39.5, -1.5), (-51.0, -5.5), (-61.5, -8.5), (-65.0, -12.0), (-65.0, -20.5), (-62.0, -25.0),
                     (-51.0, -24.5), (-42.0, -20.0)),
    spinous_half_thickness=1.4,
    spinous_end=(3.0, 4.6),
    lamina=(2.0, -19.0),
    superior_tip=(18.5, -34.5, 15.0),
)  # fmt: skip
L3 = Build(
    name="L4",
    disc=Disc(11.0, 8.0),
    half_widths=(22.4, 23.2),
    pedicle_half_width=4.6,
    pedicle_half_height=7.2,
    transverse=((14.5, -25.0, 4.0), (24.5, -29.0, 4.6), (36.0, -32.0, 5.2), (45.0, -33.8, 5.9)),
    transverse_half_height=(7.0, 5.3, 5.2, 3.9),
    transverse_half_depth=(4.4, 2.6, 2.1, 1.7),
    spinous_outline=((-38.5, -0.5), (-51.0, -3.5), (-63.0, -5.5), (-67.0, -9.0), (-67.0, -18.5), (-64.0, -23.5),
                     (-51.0, -23.5), (-41.5, -20.0)),
    spinous_half_thickness=1.4,
    spinous_end=(3.0, 4.6),
    lamina=(3.0, -19.5),
    superior_tip=(17.4, -34.0, 15.5),
    facing=(-0.78, -0.62),
    higher_behind_mm=2.6,
)  # fmt: skip
"""The third lumbar vertebra, by judgement and textbook proportion upon the measured endplates of the fourth."""


@dataclass(frozen=True)
class Vertebra:
    """A vertebra in place: its directions, its endplate outlines and its joint faces.

    Parameters
    ----------
    build
        The measures it follows.
    middle
        (3,) middle of the body, mm.
    axes
        (3, 3) rows: right, forward, up.
    top, bottom
        (12, 3) outlines of the endplates, mm.
    lower_joint
        The face of the bone below that the inferior articular process lies behind.
    """

    build: Build
    middle: Points
    axes: Points
    top: Points
    bottom: Points
    lower_joint: Facet

    def place(self, local: object) -> Points:
        """Return (n, 3) points given in the vertebra's own directions as RAS mm."""
        return np.asarray(self.middle + np.asarray(local, dtype=float) @ self.axes)

    def upper_plate(self) -> Plate:
        """Return the upper endplate, on which the next vertebra stands."""
        forward = self.top[0] - self.top[6]
        depth = float(np.linalg.norm(forward))
        forward = forward / depth
        up = np.array([0.0, -forward[2], forward[1]])
        return Plate((self.top[0] + self.top[6]) / 2.0, up, forward, depth)

    def upper_facet(self) -> Facet:
        """Return the joint face of the superior articular process."""
        facing = _direction(np.array([*self.build.facing, 0.0]))
        tip = np.array(self.build.superior_tip)
        return Facet(self.place(tip + (-0.5, -1.0, -8.0) + 2.6 * facing), facing @ self.axes)


def stand(stations: Stations, build: Build, below: Plate, joint: Facet) -> Vertebra:
    """Return a vertebra standing on an endplate, with the shape of its measured body.

    Parameters
    ----------
    stations
        Right side and midline.
    build
        Measures of its arch.
    below
        The plate it stands on.
    joint
        The joint face behind which its inferior articular processes lie.
    """
    name = build.name
    top, bottom = (stations.points(name, [f"{name}_body_{end}_{k:02d}" for k in range(7)]) for end in ("top", "bottom"))
    forward = _direction(top[0] - top[6]) + _direction(bottom[0] - bottom[6])
    forward = _direction(forward * (0.0, 1.0, 1.0))
    axes = np.array([RIGHT, forward, [0.0, -forward[2], forward[1]]])
    middle = (top[0] + top[6] + bottom[0] + bottom[6]) / 4.0 * (0.0, 1.0, 1.0)
    top, bottom = (top - middle) @ axes.T, (bottom - middle) @ axes.T
    # Where the hind edge of the lower plate was missed, the outline is drawn out to where the upper one ends.
    wanted = max(top[:, 1].min() + 4.0, -17.0)
    lower_front, lower_back = bottom[:, 1].max(), bottom[:, 1].min()
    if lower_back > wanted:
        bottom[:, 1] = lower_front + (bottom[:, 1] - lower_front) * (wanted - lower_front) / (lower_back - lower_front)
    top, bottom = (_kidney(ring, half_width) for ring, half_width in zip((top, bottom), build.half_widths, strict=True))
    top[:, 2] += build.higher_behind_mm * (top[:, 1].max() - top[:, 1]) / np.ptp(top[:, 1])
    shift = np.array([0.0, (top[:, 1].min() + top[:, 1].max() + bottom[:, 1].min() + bottom[:, 1].max()) / 4.0, 0.0])
    top, bottom = _ring(top - shift), _ring(bottom - shift)

    # The lower plate lies over the plate below, leaning back by the wedge of the disc.
    lower_forward = _direction((bottom[0] - bottom[6]) * (0.0, 1.0, 1.0))
    wedge = np.arctan2(build.disc.front_mm - build.disc.back_mm, below.depth_mm)
    tilt = wedge - np.arctan2(lower_forward[2], lower_forward[1])
    turn_forward = np.cos(tilt) * below.forward + np.sin(tilt) * below.up
    turned = np.array([RIGHT, turn_forward, np.cross(RIGHT, turn_forward)])
    seat = below.middle + 0.5 * (build.disc.front_mm + build.disc.back_mm) * below.up
    seat = seat - 0.5 * below.forward
    place = seat - (bottom[0] + bottom[6]) / 2.0 @ turned
    return Vertebra(build, place, turned, place + top @ turned, place + bottom @ turned, joint)


def carried(vertebra: Vertebra, carry: Callable[[Points], Points]) -> Vertebra:
    """Return where a vertebra is after its finished bone was carried over by a map; its build stays."""
    middle, *ends = carry(np.vstack([vertebra.middle, vertebra.middle + 10.0 * vertebra.axes]))
    left, _, right = np.linalg.svd(np.array(ends) - middle)
    facet = carry(np.vstack([vertebra.lower_joint.centre, vertebra.lower_joint.centre + vertebra.lower_joint.facing]))
    joint = Facet(facet[0], _direction(facet[1] - facet[0]))
    return Vertebra(vertebra.build, middle, left @ right, carry(vertebra.top), carry(vertebra.bottom), joint)


def stand_on_sacrum(stations: Stations) -> tuple[Vertebra, Vertebra]:
    """Return L5 on the sacrum and L4 on L5."""
    up, forward = endplate_axes(stations)
    front, back = stations.points("sacrum", ["S1_endplate_00", "S1_endplate_06"])
    plate = Plate((front + back) / 2.0, up, forward, float(np.linalg.norm(front - back)))
    centre, facing = facet_of_sacrum(stations)
    fifth = stand(stations, L5, plate, Facet(centre, facing))
    return fifth, stand(stations, L4, fifth.upper_plate(), fifth.upper_facet())


def stand_on_fourth(stations: Stations, fourth: Vertebra) -> Vertebra:
    """Return L3 on L4; see `stand_on_sacrum` for L4."""
    return stand(stations, L3, fourth.upper_plate(), fourth.upper_facet())


def vertebra_grid(vertebra: Vertebra, spacing_mm: float = 0.75) -> DistanceGrid:
    """Return the right half of a vertebra as signed distances."""
    build, place, axes = vertebra.build, vertebra.place, vertebra.axes
    body = _body(vertebra)
    tips = place(np.vstack([build.transverse, [build.superior_tip], [(0.0, f, u) for f, u in build.spinous_outline]]))
    seat = vertebra.lower_joint.centre - 14.0 * axes[2]
    grid = grid_around(np.vstack([body.points, tips, seat[None]]), 10.0, spacing_mm)
    grid = grid.union(MeshSolid(body))
    grid = _with_arch(grid, vertebra)
    grid = _with_superior_process(grid, vertebra)
    grid = _with_spinous_process(grid, vertebra)
    grid = _with_transverse_process(grid, vertebra)
    grid = _with_inferior_process(grid, vertebra)

    # The vertebral canal is kept open, three-cornered and wide.
    hind = _hind(vertebra)
    front, back = hind - 1.0, build.spinous_outline[0][0] + 1.6
    depths = 0.5 * (front - back) + np.array([-3.0, -2.4, 0.0, 2.0])
    heights = (26.0, 7.0, -8.0, -26.0)
    path = place([(0.0, front - depth, height) for depth, height in zip(depths, heights, strict=True)])
    return grid.subtract(EllipticTube(path, axes[0], (11.4, 11.2, 11.6, 12.4), depths), 2.5)


def _hind(vertebra: Vertebra) -> float:
    """Where the upper edge of the body ends behind, from its middle."""
    return float(((vertebra.top - vertebra.middle) @ vertebra.axes.T)[:, 1].min())


def _isthmus(build: Build) -> Points:
    """The narrow part of the arch between the joint processes, from the body's middle."""
    across, behind, _ = build.superior_tip
    return np.array([across - 3.4, behind - 1.6, -4.5])


def _with_arch(grid: DistanceGrid, vertebra: Vertebra) -> DistanceGrid:
    """Pedicles from the upper half of the body, and laminae that slope down and back to the midline."""
    build, place, hind = vertebra.build, vertebra.place, _hind(vertebra)
    across, behind, _ = build.superior_tip
    root = build.spinous_outline[0][0]
    wide, high = build.pedicle_half_width, build.pedicle_half_height
    pedicle = place([(14.0, hind + 9.0, 3.5), (15.0, hind - 1.5, 4.0), (across - 2.4, behind + 5.0, 3.0),
                     (across - 2.6, behind, 0.0)])  # fmt: skip
    grid = grid.union(
        EllipticTube(pedicle, vertebra.axes[0], (wide + 2.0, wide, wide, 5.4), (high + 1.6, high, high - 0.6, 6.5)), 5.0
    )
    isthmus, (top, bottom) = _isthmus(build), build.lamina
    neck = place([(across - 2.6, behind + 1.0, 1.0), isthmus, isthmus - np.array([1.5, 2.6, 7.0])])
    grid = grid.union(EllipticTube(neck, vertebra.axes[0], (5.2, 4.9, 5.4), (4.2, 3.6, 3.6)), 4.0)
    lean = 0.26 * (top - bottom)
    edge = isthmus[0] + 1.0
    corners = []
    for x, front, high_at, low_at in (
        (edge, isthmus[1] + 2.2, -0.5, -10.5),
        (0.55 * edge, 0.5 * (isthmus[1] + root) + 1.6, top - 1.0, bottom + 2.0),
        (-1.5, root + 0.6, top - 2.5, bottom + 1.0),
    ):
        for height in (high_at, low_at):
            back = lean * (top - height) / (top - bottom)
            corners += [(x, front - back, height), (x, front - back - 5.6, height)]
    return grid.union(RoundedHull(place(corners), 2.4), 4.5)


def _with_superior_process(grid: DistanceGrid, vertebra: Vertebra) -> DistanceGrid:
    """A plate with a hollow joint face, and the mammillary process on its hind edge."""
    build, place, (_, forward, up) = vertebra.build, vertebra.place, vertebra.axes
    facet = vertebra.upper_facet()
    breadth = _direction(np.cross(up, facet.facing))
    breadth = breadth if breadth @ forward < 0.0 else -breadth
    top = place(build.superior_tip) - 1.0 * up
    across, behind, _ = build.superior_tip
    low = place((across - 2.2, behind + 3.0, -1.5))
    back = facet.centre - 4.4 * facet.facing
    plate = np.array([low, back - 2.0 * up, 0.35 * back + 0.65 * top, top])
    grid = grid.union(EllipticTube(plate, breadth, (5.6, 7.8, 6.8, 3.8), (5.2, 4.3, 3.5, 2.4)), 4.0)
    hollow = Tube(np.array([facet.centre - 6.0 * up, facet.centre + 14.0 * up]) + 10.6 * facet.facing, 11.0)
    grid = grid.subtract(hollow, 1.4)
    knob = back - 1.6 * facet.facing + 6.4 * breadth
    return grid.union(Tube(np.array([knob - 3.0 * up, knob + 1.5 * breadth + 2.2 * up]), (2.6, 3.3)), 3.0)


def _with_spinous_process(grid: DistanceGrid, vertebra: Vertebra) -> DistanceGrid:
    """A broad flat blade with a thicker hind and lower edge."""
    build, place = vertebra.build, vertebra.place
    outline = np.array([(0.0, f, u) for f, u in build.spinous_outline])
    blade = across_midline(place(outline + build.spinous_half_thickness * RIGHT))
    grid = grid.union(RoundedHull(blade, 1.6), 6.0)
    upper, lower = build.spinous_end
    radii = np.linspace(upper, lower, len(outline) - 4)
    middle = outline.mean(axis=0)
    rear = [corner + radius * _direction(middle - corner) for corner, radius in zip(outline[2:-2], radii, strict=True)]
    return grid.union(Tube(place(rear), radii, 1.5), 4.0)


def _with_transverse_process(grid: DistanceGrid, vertebra: Vertebra) -> DistanceGrid:
    """A slender process that tapers and is flattened from front to back, with the accessory process at its root."""
    build, place = vertebra.build, vertebra.place
    along = np.array(build.transverse)
    grid = grid.union(
        EllipticTube(
            place(along), vertebra.axes[2], build.transverse_half_height, build.transverse_half_depth, dome=1.7
        ),
        5.0,
    )
    root = 0.55 * along[0] + 0.45 * along[1] - (0.0, build.transverse_half_depth[1] + 1.2, 3.2)
    return grid.union(Tube(place([root, root - (0.0, 1.8, 2.4)]), (2.2, 1.5)), 3.0)


def _with_inferior_process(grid: DistanceGrid, vertebra: Vertebra) -> DistanceGrid:
    """A blade from the isthmus down to its place behind and inside the upper process of the bone below."""
    joint, up = vertebra.lower_joint, vertebra.axes[2]
    cross = _direction(np.cross(up, joint.facing))
    seat = joint.centre + (FACET_GAP_MM + 3.3) * joint.facing
    start = vertebra.place(_isthmus(vertebra.build) - np.array([1.2, 2.4, 4.0]))
    blade = np.array([start, 0.4 * start + 0.6 * seat + 0.6 * joint.facing, seat + 0.5 * up, seat - 5.5 * up])
    return grid.union(EllipticTube(blade, cross, (4.4, 5.8, 6.4, 4.2), (3.6, 4.0, 3.8, 2.8)), 5.0)


def build_vertebra(vertebra: Vertebra, below: Surface | None = None, *, triangle_budget: int = 5_600) -> Surface:
    """Return a vertebra, a closed surface, RAS mm.

    Parameters
    ----------
    vertebra
        In place, see `stand_on_sacrum`.
    below
        The bone below; where given, the vertebra is cut back to a joint space from it.
    triangle_budget
        At most about this many triangles.
    """
    grid = vertebra_grid(vertebra)
    if below is not None:
        gap = FACET_GAP_MM - grid.distances(MeshSolid(refined_edges(below, 1.2)), ROUND_THE_SKIN_MM)
        grid = grid.with_values(smooth_maximum(grid.values, gap, 0.6))
    return grid.smoothed(0.4).surface(triangle_budget)


def _body(vertebra: Vertebra) -> Surface:
    """The body alone: both outlines with their rims, a waist between them, dished plates."""
    turn = np.linspace(0.0, 12.0, 160, endpoint=False)
    rings = []
    for ring in (vertebra.bottom, vertebra.top):
        closed = np.vstack([ring, ring[:1]])
        rings.append(CubicSpline(np.arange(13.0), closed, bc_type="periodic")(turn))
    low, high = rings
    height = np.linalg.norm(high - low, axis=1, keepdims=True)
    rows = []
    for share in 0.5 - 0.5 * np.cos(np.linspace(0.0, np.pi, 48)):
        ring = low + share * (high - low)
        centre = (ring.min(axis=0) + ring.max(axis=0)) / 2.0
        offset = ring - centre
        out = offset / np.linalg.norm(offset, axis=1, keepdims=True)
        # The rim stands out as a bead of some millimetres; the waist is deepest at the sides, shallow behind.
        edge = min(share, 1.0 - share) * height
        deep = WAIST_MM * (1.0 - 0.55 * np.clip(-out @ vertebra.axes[1], 0.0, 1.0)[:, None])
        inset = deep * (1.0 - np.exp(-((np.clip(edge - RIM_MM, 0.0, None) / 4.0) ** 1.4)))
        rows.append(ring - (inset + 1.3 * np.exp(-edge / 0.9)) * out)
    up = vertebra.axes[2]
    caps = []
    for ring, side in ((rows[0], 1.0), (rows[-1], -1.0)):
        centre = (ring.min(axis=0) + ring.max(axis=0)) / 2.0
        cap = []
        for share in np.linspace(1.0, 0.0, 33)[1:]:
            dish = 1.7 * np.clip(1.0 - (share / 0.86) ** 2, 0.0, 1.0) ** 0.8 - 0.35 * np.exp(
                -(((share - 0.95) / 0.06) ** 2)
            )
            cap.append(centre + share * (ring - centre) + side * dish * up)
        caps.append(np.array(cap))
    return closed_rows(np.concatenate([caps[0][::-1], np.array(rows), caps[1]]))


def _kidney(half: Points, half_width_mm: float) -> Points:
    """The right half of an endplate of a given width, as deep and as tilted as the measured one, (7, 3)."""
    front, rear = half[0], half[6]
    across, back = OUTLINE.T
    return np.asarray(front + back[:, None] * (rear - front) + half_width_mm * across[:, None] * RIGHT)


def _ring(half: Points) -> Points:
    """A whole outline of twelve points from the seven of its right half."""
    half = half * np.where(np.arange(7)[:, None] % 6 == 0, (0.0, 1.0, 1.0), 1.0)
    return np.vstack([half, half[-2:0:-1] * (-1.0, 1.0, 1.0)])


def _direction(vector: Points) -> Points:
    return np.asarray(vector / np.linalg.norm(vector))
