"""The third to fifth lumbar vertebrae: bodies from measured endplates, arches and processes from anatomy.

The stations give the endplates, the tips of the processes and the laminae of one person. Those that the
automatic measurement missed (both pedicle centres, the lower articular process and the hind edge of the lower
endplate of L5) are replaced by the usual anatomy, and so is the way the vertebrae stand on each
other: each stands on the plate below with a wedge-shaped disc between, and each lower articular process lies
behind the upper one of its neighbour with a joint space. So L5 stays on the sacrum however the population
warp tilts it.

No station of L3 was measured. It takes the endplates of L4, a little narrower and higher behind, and its arch
by judgement: narrower pedicles, joint faces nearer the midline and turned more sideways, the longest and
thinnest transverse processes of the three, and a spinous process that points more straight back.

Sources
-------
The measured stations (one person, n = 1); textbook proportions for the discs (about 13 mm high in front and
7 mm behind at L5/S1, 12 and 8 mm at L4/L5, 11 and 8 mm at L3/L4), pedicles, laminae and facets, and for all of
L3, which are not in the tables.
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
    Ellipsoid,
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
    pedicle_half_width, pedicle_half_height
        Of the pedicle at its narrowest.
    transverse
        (n, 3) centre line of the right transverse process from pedicle to tip, from the body's middle.
    transverse_half_height, transverse_half_depth
        (n,) half axes along it.
    spinous_outline
        (n, 2) forward, up: the outline of the spinous process from the side, from the body's middle.
    lamina_half_height
        Half the height of the lamina beside the midline.
    superior_tip
        (3,) tip of the superior articular process.
    facing
        (right, forward) direction that the superior articular process faces, any length.
    slimmer
        Share by which the body is narrower and shallower than the measured endplates.
    higher_behind_mm
        How much higher the body is behind than the measured one.
    """

    name: str
    disc: Disc
    pedicle_half_width: float
    pedicle_half_height: float
    transverse: tuple[tuple[float, float, float], ...]
    transverse_half_height: tuple[float, ...]
    transverse_half_depth: tuple[float, ...]
    spinous_outline: tuple[tuple[float, float], ...]
    lamina_half_height: float
    superior_tip: tuple[float, float, float]
    facing: tuple[float, float] = (-0.66, -0.75)
    slimmer: float = 0.0
    higher_behind_mm: float = 0.0


L5 = Build(
    name="L5",
    disc=Disc(13.0, 7.0),
    pedicle_half_width=7.2,
    pedicle_half_height=7.0,
    transverse=((17.0, -20.0, 4.0), (26.0, -24.5, 4.5), (37.0, -28.5, 7.0), (44.5, -30.5, 9.0)),
    transverse_half_height=(8.5, 7.0, 6.0, 4.4),
    transverse_half_depth=(8.5, 6.4, 4.8, 3.8),
    spinous_outline=(
        (-41.5, -7.0),
        (-49.0, -6.5),
        (-56.0, -9.5),
        (-57.0, -16.0),
        (-53.0, -20.5),
        (-44.0, -19.0),
    ),
    lamina_half_height=7.8,
    superior_tip=(21.0, -36.0, 16.5),
)
L4 = Build(
    name="L4",
    disc=Disc(12.0, 8.0),
    pedicle_half_width=5.2,
    pedicle_half_height=7.6,
    transverse=((17.0, -25.0, 3.0), (25.0, -29.0, 3.0), (34.0, -32.5, 4.0), (40.5, -34.5, 5.5)),
    transverse_half_height=(6.6, 5.6, 5.0, 4.2),
    transverse_half_depth=(4.6, 3.2, 2.8, 2.6),
    spinous_outline=(
        (-39.5, -7.5),
        (-48.0, -7.5),
        (-58.5, -11.5),
        (-61.0, -18.0),
        (-58.0, -25.0),
        (-44.0, -22.0),
    ),
    lamina_half_height=9.2,
    superior_tip=(18.5, -34.5, 15.0),
)
L3 = Build(
    name="L4",
    disc=Disc(11.0, 8.0),
    pedicle_half_width=4.6,
    pedicle_half_height=7.6,
    transverse=((16.0, -24.5, 3.5), (25.0, -28.5, 4.0), (36.0, -32.0, 4.5), (45.5, -34.0, 5.0)),
    transverse_half_height=(6.2, 5.4, 5.2, 4.4),
    transverse_half_depth=(4.2, 2.9, 2.5, 2.4),
    spinous_outline=(
        (-38.5, -5.5),
        (-48.0, -5.0),
        (-60.0, -8.0),
        (-63.0, -15.0),
        (-60.5, -23.5),
        (-44.0, -21.5),
    ),
    lamina_half_height=9.8,
    superior_tip=(17.4, -34.0, 15.5),
    facing=(-0.78, -0.62),
    slimmer=0.03,
    higher_behind_mm=2.6,
)
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
    top, bottom = ((ring * (1.0 - build.slimmer, 1.0 - build.slimmer, 1.0)) for ring in (top, bottom))
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


def vertebra_grid(vertebra: Vertebra, spacing_mm: float = 0.7) -> DistanceGrid:
    """Return the right half of a vertebra as signed distances."""
    build, place, axes = vertebra.build, vertebra.place, vertebra.axes
    right, forward, up = axes
    body = _body(vertebra)
    tips = place(np.vstack([build.transverse, [build.superior_tip], [(0.0, f, u) for f, u in build.spinous_outline]]))
    joint = vertebra.lower_joint
    grid = grid_around(np.vstack([body.points, tips, joint.centre[None] - 14.0 * up]), 10.0, spacing_mm)
    grid = grid.union(MeshSolid(body))

    hind = float(((vertebra.top - vertebra.middle) @ axes.T)[:, 1].min())
    tip = np.array(build.superior_tip)
    pillar = np.array([tip[0] - 2.0, tip[1] + 4.0, 2.0])
    # Pedicle: from the upper half of the body's hind edge back to the articular pillar.
    half_width, half_height = build.pedicle_half_width, build.pedicle_half_height
    pedicle = place(
        [
            (13.5, hind + 9.0, 3.5),
            (14.6, hind - 1.0, 3.8),
            pillar + np.array([0.0, 0.0, 1.0]),
            pillar + np.array([0.5, -4.0, -1.0]),
        ]
    )
    grid = grid.union(
        EllipticTube(
            pedicle,
            right,
            (half_width + 2.5, half_width, half_width, half_width - 1.0),
            (half_height + 2.0, half_height, half_height, half_height - 1.0),
        ),
        5.0,
    )

    # Superior articular process: a plate with a hollow face and the mammillary process on its hind edge.
    facet = vertebra.upper_facet()
    breadth = _direction(np.cross(up, facet.facing))
    top = place(tip) - 1.0 * up
    low = place(pillar) - 2.0 * up
    behind = facet.centre - 4.6 * facet.facing
    plate = np.array([low, behind, 0.35 * behind + 0.65 * top, top])
    grid = grid.union(EllipticTube(plate, breadth, (6.0, 7.6, 6.6, 3.8), (5.5, 4.6, 3.8, 2.6)), 4.0)
    knob = behind + 6.0 * (breadth if breadth @ forward < 0.0 else -breadth) - 0.5 * up
    grid = grid.union(Ellipsoid(knob, axes, (3.2, 3.4, 4.6)), 3.5)
    hollow = Tube(np.array([facet.centre - 6.0 * up, facet.centre + 14.0 * up]) + 10.6 * facet.facing, 11.0)
    grid = grid.subtract(hollow, 1.4)

    # Lamina: a plate from the pillar to the midline, leaning back and down, out of reach of the hollow face.
    root = build.spinous_outline[0]
    tall = 2.0 * build.lamina_half_height
    outer, inner = pillar[1] - 3.0, root[0] + 0.8
    # Below the waist between the joint processes its outer edge runs in towards the spinous process.
    lamina = [
        (x + draw, front - lean - depth, height)
        for x, front, draw_in in (
            (16.5, outer, 4.0),
            (9.0, 0.45 * outer + 0.55 * inner, 0.0),
            (-2.0, inner - 0.5, 0.0),
        )
        for lean, height, draw in (
            (0.0, -0.8 - 0.22 * (16.5 - x), 0.0),
            (0.24 * tall, -0.8 - tall + (0.5 * draw_in), -draw_in),
        )
        for depth in (0.0, 5.8)
    ]
    grid = grid.union(RoundedHull(place(lamina), 2.2), 5.0)

    # Spinous process: a thin plate with a thicker hind and lower edge.
    outline = np.array([(0.0, f, u) for f, u in build.spinous_outline])
    thickness = np.array([1.6, 1.5, 1.9, 2.6, 2.9, 2.2])[: len(outline)]
    keel = across_midline(place(outline + thickness[:, None] * RIGHT))
    grid = grid.union(RoundedHull(keel, 1.4), 4.5)
    edge = place([outline[2] + (0.0, 1.5, -1.5), outline[3] + (0.0, 1.8, 0.0), outline[4] + (0.0, 1.5, 1.5)])
    grid = grid.union(Tube(edge, (1.7, 2.4, 2.7)), 3.5)

    # Transverse process.
    along = place(build.transverse)
    grid = grid.union(EllipticTube(along, up, build.transverse_half_height, build.transverse_half_depth), 5.0)
    grid = grid.union(Tube(along[-2:], (build.transverse_half_depth[-2], build.transverse_half_depth[-1])), 4.0)

    # Inferior articular process: behind and inside the upper one of the bone below.
    cross = _direction(np.cross(up, joint.facing))
    seat = joint.centre + (FACET_GAP_MM + 3.4) * joint.facing
    start = place(pillar + np.array([-1.5, -6.5, -7.0]))
    end = seat - 5.5 * up
    blade = np.array([start, 0.4 * start + 0.6 * seat + 0.6 * joint.facing, seat + 0.5 * up, end])
    grid = grid.union(EllipticTube(blade, cross, (4.6, 6.2, 6.6, 4.4), (3.4, 4.2, 4.0, 3.0)), 6.0)

    # The vertebral canal is kept open, three-cornered and wide.
    front, back = hind - 1.0, root[0] + 1.6
    depths = 0.5 * (front - back) + np.array([-3.0, -2.4, 0.0, 2.0])
    heights = (26.0, 7.0, -8.0, -26.0)
    path = place([(0.0, front - depth, height) for depth, height in zip(depths, heights, strict=True)])
    return grid.subtract(EllipticTube(path, right, (11.4, 11.2, 11.6, 12.4), depths), 2.5)


def build_vertebra(vertebra: Vertebra, below: Surface | None = None, *, triangle_budget: int = 7_000) -> Surface:
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
    """The body alone: both outlines, a waist between them, dished plates."""
    turn = np.linspace(0.0, 12.0, 160, endpoint=False)
    rings = []
    for ring in (vertebra.bottom, vertebra.top):
        closed = np.vstack([ring, ring[:1]])
        rings.append(CubicSpline(np.arange(13.0), closed, bc_type="periodic")(turn))
    low, high = rings
    rows = []
    for share in np.linspace(0.0, 1.0, 40):
        ring = low + share * (high - low)
        centre = (ring.min(axis=0) + ring.max(axis=0)) / 2.0
        # The rim flares within the last few millimetres; the waist is a little narrower than the rims.
        edge = min(share, 1.0 - share)
        waist = 0.105 * (1.0 - np.exp(-edge / 0.13))
        bevel = 0.05 * np.exp(-edge / 0.022)
        offset = (ring - centre) * (1.0 - waist - bevel)
        rows.append(centre + offset)
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


def _ring(half: Points) -> Points:
    """A whole outline of twelve points from the seven of its right half."""
    half = half * np.where(np.arange(7)[:, None] % 6 == 0, (0.0, 1.0, 1.0), 1.0)
    return np.vstack([half, half[-2:0:-1] * (-1.0, 1.0, 1.0)])


def _direction(vector: Points) -> Points:
    return np.asarray(vector / np.linalg.norm(vector))
