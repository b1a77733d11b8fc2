"""The upper end of the right femur: a head in the cup, the neck, both trochanters and a piece of shaft.

The head is a sphere about the centre of the hip joint, smaller than the cup by the joint space. The neck meets
the axis of the shaft at a textbook angle; its turn to the front follows from where the measured shaft stands.
The trochanters lie where one person's were measured. Everything else (crest and line between the trochanters,
the pit behind the neck, the rough line down the shaft, the pit of the head) is shaped by judgement. The shaft is
cut off flat and closed.

Sources
-------
The measured stations (one person, n = 1, carried onto the population). GOLDMAN: heads of 45.4 mm in men and
39.9 mm in women. Textbook: neck at 125 to 130 degrees to the shaft, turned forwards a little.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from anatomy_viewer.modelling.bones.landmarks import acetabulum
from anatomy_viewer.modelling.bones.sacrum import refined_edges
from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.solids.distance_grid import (
    ROUND_THE_SKIN_MM,
    DistanceGrid,
    Ellipsoid,
    EllipticTube,
    MeshSolid,
    RoundedHull,
    Tube,
    smooth_maximum,
)
from anatomy_viewer.modelling.solids.surface import Points, Surface, closest_points

BONE = "femur_right"
JOINT_SPACE_MM = 2.5
"""Between the head and the sphere of the cup: the cartilage of both, which is not drawn."""
NECK_ANGLE_DEG = 128.0
"""Between the axes of neck and shaft."""
BELOW_LESSER_TROCHANTER_MM = 74.0
"""How far below the tip of the lesser trochanter the shaft is cut off."""


@dataclass(frozen=True)
class Femur:
    """The lines that the right femur is shaped along, RAS mm.

    Parameters
    ----------
    head
        (3,) centre of the head, which is that of the hip joint.
    head_radius_mm
        Of the head.
    crossing
        (3,) where the axis of the neck meets that of the shaft.
    shaft
        (3,) unit direction of the shaft's axis, downwards.
    cut
        (3,) where the axis of the shaft is cut off.
    """

    head: Points
    head_radius_mm: float
    crossing: Points
    shaft: Points
    cut: Points

    @property
    def neck(self) -> Points:
        """Unit direction of the neck's axis, from the shaft to the head."""
        return _direction(self.head - self.crossing)

    @property
    def neck_angle_deg(self) -> float:
        """Angle between neck and shaft."""
        return float(np.degrees(np.arccos(self.neck @ self.shaft)))


def femur_lines(stations: Stations, hip: Surface) -> Femur:
    """Return the lines of the right femur under a finished right hip bone.

    Parameters
    ----------
    stations
        In the model's frame.
    hip
        The finished right hip bone, whose cup takes the head.
    """
    centre, cup_radius_mm = acetabulum(hip, stations)
    upper = stations.point(BONE, "shaft_centre_105mm_below_head")
    lower = stations.point(BONE, "shaft_centre_150mm_below_head")
    shaft = _direction(lower - upper)
    # The axis of the neck meets the shaft's at the wanted angle: where a triangle of that angle has its corner.
    along = (upper - centre) @ shaft
    across = float(np.linalg.norm(upper - along * shaft - centre))
    crossing = upper + (across / np.tan(np.radians(180.0 - NECK_ANGLE_DEG)) - along) * shaft
    lesser = stations.point(BONE, "lesser_trochanter_tip")
    cut = upper + ((lesser - upper) @ shaft + BELOW_LESSER_TROCHANTER_MM) * shaft
    return Femur(centre, cup_radius_mm - JOINT_SPACE_MM, crossing, shaft, cut)


def build_femur(stations: Stations, hip: Surface, *, triangle_budget: int = 4_400) -> Surface:
    """Return the upper end of the right femur, a closed surface, RAS mm.

    Parameters
    ----------
    stations
        In the model's frame.
    hip
        The finished right hip bone; the femur keeps a joint space from it.
    triangle_budget
        At most about this many triangles.
    """
    lines = femur_lines(stations, hip)
    grid = _shaped(stations, lines)
    gap = JOINT_SPACE_MM - 0.9 - grid.distances(MeshSolid(refined_edges(_near(hip, lines), 1.5)), ROUND_THE_SKIN_MM)
    grid = grid.with_values(smooth_maximum(grid.values, gap, 0.8)).smoothed(0.6)
    return grid.one_side(triangle_budget)


def greater_trochanter(femur: Surface, stations: Stations) -> Points:
    """Return the outermost place of the greater trochanter on the finished right femur, (3,) float, RAS mm."""
    return np.asarray(closest_points(femur, stations.point(BONE, "greater_trochanter_lateral")[None])[0])


def _shaped(stations: Stations, lines: Femur, spacing_mm: float = 1.0) -> DistanceGrid:
    head, radius, neck, shaft = lines.head, lines.head_radius_mm, lines.neck, lines.shaft
    names = ("greater_trochanter_top", "greater_trochanter_lateral", "lesser_trochanter_tip")
    top, lateral, lesser = stations.points(BONE, names)
    front = _direction(np.cross(neck, shaft))
    front = front * np.sign(front[1])
    out = _direction(np.cross(front, shaft))
    out = out * np.sign(out[0])
    corners = np.array([head - radius, head + radius, top, lateral, lesser, lines.cut])
    grid = DistanceGrid.box(corners.min(axis=0) - 22.0, corners.max(axis=0) + 22.0, spacing_mm)

    def at(below_crossing_mm: float, outward_mm: float = 0.0, forward_mm: float = 0.0) -> Points:
        """A place by its height under the crossing, sideways and forwards of the shaft's axis."""
        return np.asarray(lines.crossing + below_crossing_mm * shaft + outward_mm * out + forward_mm * front)

    length = float((lines.cut - lines.crossing) @ shaft)
    # Shaft, wider above; the measured mean radius is about 15 mm.
    grid = grid.union(
        EllipticTube(
            [at(2.0, 1.0), at(22.0, 0.5), at(45.0), at(70.0), at(length + 12.0)],
            out,
            (18.5, 18.0, 15.8, 14.6, 14.0),
            (14.0, 15.2, 15.0, 14.5, 14.2),
        )
    )
    # Neck, higher than deep, narrowest under the head, flaring into the bone between the trochanters.
    reach = float((head - lines.crossing) @ neck)
    places = [lines.crossing + share * reach * neck for share in (-0.10, 0.25, 0.50, 0.66, 0.95)]
    places[0] = places[0] + 2.0 * shaft
    grid = grid.union(
        EllipticTube(places, np.cross(front, neck), (23.0, 18.5, 14.8, 14.4, 15.5), (14.0, 12.6, 11.4, 11.8, 14.0)), 9.0
    )
    # The buttress on the inner side, from the neck down to the shaft.
    inner = lines.crossing + 0.42 * reach * neck + 11.5 * _downward(neck, shaft)
    grid = grid.union(Tube([inner, at(30.0, -9.0), at(56.0, -4.5)], (6.0, 9.0, 10.0)), 10.0)
    grid = grid.union(Ellipsoid(head, np.eye(3), (radius,) * 3), 2.2)

    # Greater trochanter: a squarish block out from the shaft, its top leaning back and in over the neck.
    block = np.array(
        [
            lateral + 4.5 * out - 2.0 * shaft,
            lateral + 13.0 * front - 1.5 * out + 2.0 * shaft,
            lateral - 10.0 * front + 0.5 * out - 4.0 * shaft,
            lateral + 20.0 * shaft - 6.5 * out,
            top - 5.5 * shaft - 3.0 * front + 1.0 * out,
            top - 12.0 * front + 5.0 * out + 1.0 * shaft,
            top + 14.0 * front + 6.0 * out + 4.0 * shaft,
            top - 10.0 * front - 6.0 * out + 3.0 * shaft,
            top + 13.0 * front - 5.0 * out + 10.0 * shaft,
            at(16.0, 6.0, 11.0),
            at(18.0, 6.0, -12.0),
            at(34.0, 12.0, 0.0),
        ]
    )
    grid = grid.union(RoundedHull(block, 5.0), 5.0)
    # The pit on its inner side, above the back of the neck.
    pit = top + 12.0 * shaft - 14.0 * out - 6.5 * front
    grid = grid.subtract(Ellipsoid(pit, np.array([out, front, shaft]), (6.5, 7.0, 9.0)), 6.0)

    # Lesser trochanter: a blunt cone behind and inside, and the crest that joins it to the greater one.
    base = at(float((lesser - lines.crossing) @ shaft) + 1.0, -3.0, -4.0)
    grid = grid.union(
        Tube([base, 0.45 * base + 0.55 * lesser, lesser + 3.6 * _direction(base - lesser)], (13.0, 9.5, 4.4)), 5.0
    )
    hind = top - 8.5 * front - 3.5 * out + 10.0 * shaft
    middle = 0.5 * (hind + lesser) + 6.0 * out - 5.0 * front
    grid = grid.union(
        Tube([hind, 0.5 * (hind + middle) - 0.5 * front, middle, lesser + 5.0 * out], (5.0, 4.6, 4.4, 4.0), 2.0), 6.0
    )
    # The low line in front, the ridge for gluteus maximus and the rough line down the back of the shaft.
    line = [at(-4.0, 12.0, 11.5), at(12.0, 3.0, 13.6), at(32.0, -8.0, 11.6)]
    grid = grid.union(Tube(line, (2.8, 2.4, 2.0), 1.5), 6.0)
    rough = [at(34.0, 8.5, -12.5), at(56.0, 4.0, -14.2), at(80.0, 1.0, -14.6), at(length + 12.0, 0.0, -14.4)]
    grid = grid.union(Tube(rough, (2.4, 2.6, 2.6, 2.6), 1.5), 5.0)
    # The pit of the head for its ligament, a little behind and below the axis.
    fovea = head + radius * _direction(neck - 0.18 * front + 0.22 * _downward(neck, shaft))
    grid = grid.subtract(Ellipsoid(fovea, np.eye(3), (4.5, 4.5, 4.5)), 2.0)
    end = _points(grid) @ shaft - lines.cut @ shaft
    return grid.with_values(smooth_maximum(grid.values, end.reshape(grid.values.shape), 1.2))


def _points(grid: DistanceGrid) -> Points:
    axes = [grid.lower_mm[k] + grid.spacing_mm * np.arange(count) for k, count in enumerate(grid.values.shape)]
    return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)


def _near(hip: Surface, lines: Femur) -> Surface:
    """The part of the hip bone that the femur could meet; what is open there faces away from it."""
    inside = (np.linalg.norm(hip.points - lines.head, axis=1) < 75.0)[hip.triangles].all(axis=1)
    kept, renumbered = np.unique(hip.triangles[inside], return_inverse=True)
    return Surface(hip.points[kept], renumbered.reshape(-1, 3).astype(np.int32))


def _downward(neck: Points, shaft: Points) -> Points:
    """Square to the neck, in the plane of neck and shaft, downwards."""
    return _direction(shaft - (shaft @ neck) * neck)


def _direction(vector: Points) -> Points:
    return np.asarray(vector / np.linalg.norm(vector))
