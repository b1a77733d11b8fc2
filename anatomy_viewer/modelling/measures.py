"""What the finished model measures, for comparison with published figures.

Each entry of `RULES` is one measure of ``model_measures.csv`` that needs surfaces or stations; those that
follow from landmarks, points and curves alone are worked out where the comparison is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull, cKDTree
from scipy.spatial.distance import pdist

from anatomy_viewer.modelling.bones.coccyx import chain
from anatomy_viewer.modelling.bones.crest import at_midline_distance
from anatomy_viewer.modelling.bones.landmarks import acetabulum
from anatomy_viewer.modelling.nerves.corridors import CrestFrame
from anatomy_viewer.modelling.placing import Placing
from anatomy_viewer.modelling.soft_tissue.tissues import TissuePlacing
from anatomy_viewer.modelling.solids.lines import arc_lengths, at_length, position
from anatomy_viewer.modelling.solids.sphere import fitted_sphere
from anatomy_viewer.modelling.solids.surface import Surface, closest_points

Points = NDArray[np.float64]

JOINT_MM = 3.0
"""Ilium nearer to the sacrum than this belongs to the joint."""

SURFACE_MM = 0.5
"""A place of a surface that is nearer than this along a ray is where the ray began."""

AS_THICK_MM = 1.0
"""A place of the crest that is thinner than the thickest by this counts 2.7 times less as the thickest place: a caliper
reads no finer, and the crest is about as thick over a long stretch."""

MIDLINE_MM = 3.0
"""A point nearer to the midline plane than this lies in it."""

BESIDE_SYMPHYSIS_MM = 10.0
OF_INNERMOST_MM = 8.0
"""A place of the pubic bone no farther than this from the midline, or from its own innermost place, is beside the
symphysis: the gap of a person need not lie in the midline."""

INTO_SOCKET = np.array([-0.7, 0.0, 0.7])
HEAD_WITHIN_MM = 30.0
PIT_MM = 0.6
"""Which way the floor of the socket lies from the femoral head, how far from its centre the head reaches, and
how much deeper than the sphere its pit is."""

BELOW_TUBERCLE_MM = (5.0, 8.0, 11.0, 14.0, 17.0)
BELOW_CREST_MM = (5.0, 8.0, 11.0)
"""How far over the bone on either side of the top of the crest its thickness is taken. Behind, the bone soon
widens into the tuberosity above the joint, which is no crest."""


def measured(placing: TissuePlacing) -> dict[str, float]:
    """Return the value of each measure of `RULES` in the measure's unit, by id."""
    return {name: float(rule(placing)) for name, rule in RULES.items()}


def _bone(placing: Placing, name: str) -> Surface:
    return placing.skeleton.bones[name]


def _hip(placing: Placing) -> Surface:
    return _bone(placing, "hip_bone_right")


def _on_hip(placing: Placing, names: list[str]) -> Points:
    return closest_points(_hip(placing), placing.skeleton.stations.points("hip_right", names))


def _nearest(points: Points, place: Points) -> Points:
    return np.asarray(points[int(np.linalg.norm(points - place, axis=1).argmin())])


def _widest(points: Points) -> float:
    return float(pdist(points[ConvexHull(points).vertices]).max())


# Nerves and ligaments


def _above_crest(placing: Placing, site: str) -> float:
    """Return how far above the crest beside it a superior cluneal nerve comes through the fascia, mm."""
    rule = placing.rules.points[site]
    crest = placing.skeleton.crest
    first = position(crest, at_midline_distance(crest, rule.place.numbers["from_midline_mm"]))
    level = at_length(crest, first + rule.place.numbers.get("beyond_mm", 0.0))
    return float(placing.point(site)[2] - level[2])


def _medial_above_crest(placing: Placing) -> float:
    course = placing.rules.courses["superior_cluneal_nerve_medial_branch"]
    through = next(w for w in course.waypoints if w.place.numbers.get("above_mm", 0.0) < 0.0)
    return float(placing.place(through.place)[2] - placing.point("scn_1")[2])


def _diameter(placing: Placing, nerve: str) -> float:
    """Return the diameter in life that a nerve is drawn from half-way along it, mm."""
    calibre = placing.rules.courses[nerve].calibre
    return float(np.interp(0.5, [one.share for one in calibre], [one.diameter_mm for one in calibre]))


def _long_ligament_length(placing: TissuePlacing) -> float:
    middle = placing.band("long_posterior_sacroiliac_ligament").middle
    return float(np.linalg.norm(middle[-1] - middle[0]))


def _long_ligament_thickness(placing: TissuePlacing) -> float:
    return float(placing.band("long_posterior_sacroiliac_ligament").thickness_mm.mean())


# Foramina


def _rim_point(placing: Placing, level: str, edge: str) -> Points:
    return placing.skeleton.stations.point("sacrum", f"posterior_foramen_{level}_{edge}")


def _foramina_gap(placing: Placing, first: str, second: str) -> float:
    """Return the bone between the rims of two posterior foramina of one side, mm."""
    return float(np.linalg.norm(_rim_point(placing, first, "inferior") - _rim_point(placing, second, "superior")))


def _foramen_width(placing: Placing, level: str) -> float:
    return float(np.linalg.norm(_rim_point(placing, level, "lateral") - _rim_point(placing, level, "medial")))


def _psis_to_second_foramen(placing: Placing) -> float:
    """Return the way from the PSIS to the nearest edge of the second posterior foramen, mm."""
    rim = [_rim_point(placing, "S2", edge) for edge in ("lateral", "medial", "superior", "inferior")]
    return float(np.linalg.norm(np.array(rim) - placing.anchor("psis"), axis=1).min())


def _foramen_above_psis(placing: Placing, level: str) -> float:
    return float(placing.skeleton.posterior_foramen(level)[2] - placing.anchor("psis")[2])


def _superior_gluteal_distance(placing: Placing) -> float:
    """Return the shortest way from the PSIS to the superior gluteal nerve, mm; the vessels run beside it."""
    return float(np.linalg.norm(placing.path("superior_gluteal_nerve") - placing.anchor("psis"), axis=1).min())


# Hip bone


def joint_point(placing: Placing) -> Points:
    """Return the place of the sacroiliac joint that is nearest to the PSIS, (3,) float, RAS mm."""
    hip = _hip(placing).points
    gap, _ = cKDTree(_bone(placing, "sacrum").points).query(hip)
    return _nearest(hip[gap < JOINT_MM], placing.anchor("psis"))


def _joint_distance(placing: Placing) -> float:
    return float(np.linalg.norm(joint_point(placing) - placing.anchor("psis")))


def notch_point(placing: Placing) -> Points:
    """Return the place of the edge of the greater sciatic notch that is nearest to the PSIS, (3,) float, RAS mm."""
    names = [f"greater_sciatic_notch_{place}" for place in ("1", "2", "3", "apex")]
    edge = _on_hip(placing, names)
    steps = np.linspace(0.0, 1.0, 12)[:, None]
    line = np.vstack([a + steps * (b - a) for a, b in pairwise(edge)])
    return _nearest(closest_points(_hip(placing), line), placing.anchor("psis"))


def _notch_distance(placing: Placing) -> float:
    return float(np.linalg.norm(notch_point(placing) - placing.anchor("psis")))


def tuberosity_inner_edge(placing: Placing) -> Points:
    """Return the inner edge of the ischial tuberosity where both are farthest apart, (3,) float, RAS mm.

    That is the innermost place of the cut through the upper part of the tuberosity: pelvimetry measures the
    room between the bones.
    """
    ring = _on_hip(placing, [f"tuberosity_upper_{k}" for k in range(10)])
    return np.asarray(ring[ring[:, 0].argmin()])


def rim_top_and_bottom(placing: Placing) -> Points:
    """Return the middle of the upper and of the lower margin of the hip socket, (2, 3) float, RAS mm."""
    return _on_hip(placing, ["acetabular_rim_00", "acetabular_rim_06"])


def femoral_head_diameter(placing: Placing) -> float:
    """Return the diameter of the sphere through the part of the femoral head that looks into the socket, mm.

    The pit of the head is left out.
    """
    femur = _bone(placing, "femur_right").points
    away = femur - placing.anchor("acetabulum_centre")
    way = np.linalg.norm(away, axis=1)
    face = femur[(away @ INTO_SOCKET > 0.3 * way) & (way < HEAD_WITHIN_MM)]
    for _ in range(3):
        centre, radius = fitted_sphere(face)
        face = face[np.linalg.norm(face - centre, axis=1) > radius - PIT_MM]
    return 2.0 * fitted_sphere(face)[1]


def rim(placing: Placing) -> Points:
    """Return twelve places around the rim of the hip socket, (12, 3) float, RAS mm."""
    return _on_hip(placing, [f"acetabular_rim_{clock:02d}" for clock in range(12)])


def rim_anteversion_deg(rim: Points) -> float:
    """Return how far the plane of (n, 3) places of the socket's rim looks forward, degrees."""
    normal = np.linalg.svd(rim - rim.mean(axis=0))[2][2]
    normal = normal * np.sign(normal[0])
    return float(np.degrees(np.arctan2(normal[1], normal[0])))


def _through(surface: Surface, start: Points, inward: Points) -> float:
    """Return how thick a surface is below a point of it, going straight in, mm."""
    inward = inward / np.linalg.norm(inward)
    hits, _ = surface.to_polydata().ray_trace(start - 2.0 * inward, start + 60.0 * inward)
    ways = (np.asarray(hits) - start) @ inward
    beyond = ways[ways > SURFACE_MM]
    return float(beyond.min()) if len(beyond) else float("nan")


def _crest_thicknesses(placing: Placing, along_mm: Points, below_mm: tuple[float, ...]) -> NDArray[np.float64]:
    """Return the thickness of the iliac crest where it is thickest below its top, (n,) mm, at ways along it."""
    frame = CrestFrame(_hip(placing), placing.skeleton.crest)
    along, below = np.repeat(along_mm, len(below_mm)), np.tile(below_mm, len(along_mm))
    apart = np.linalg.norm(frame.on_bone(along, below) - frame.on_bone(along, -below), axis=1)
    return np.asarray(apart.reshape(len(along_mm), -1).max(axis=1))


def _tubercle_thickness(placing: Placing) -> float:
    along = position(placing.skeleton.crest, placing.anchor("iliac_tubercle"))
    return float(_crest_thicknesses(placing, np.array([along]), BELOW_TUBERCLE_MM)[0])


POSTERIOR_CREST_MM = np.arange(6.0, 66.0, 5.0)
"""Ways along the crest from the PSIS at which the thickness of its posterior part is taken."""


def _posterior_thickness(placing: Placing) -> float:
    return float(_crest_thicknesses(placing, POSTERIOR_CREST_MM, BELOW_CREST_MM).mean())


def thickest_place(placing: Placing) -> Points:
    """Return where the posterior crest is thickest, (3,) float, RAS mm: its places, each weighed by how thick it is."""
    thick = _crest_thicknesses(placing, POSTERIOR_CREST_MM, BELOW_CREST_MM)
    weight = np.exp((thick - thick.max()) / AS_THICK_MM)
    return at_length(placing.skeleton.crest, float(weight @ POSTERIOR_CREST_MM / weight.sum()))


def _thickest_from_psis(placing: Placing) -> float:
    return float(np.linalg.norm(thickest_place(placing) - placing.anchor("psis")))


def _fossa_thickness(placing: Placing) -> float:
    """Return the thickness of the wing at its thinnest near the middle of the fossa, mm."""
    hip = _hip(placing)
    names = [f"medial_u{u}_v{v}" for u in (3, 4, 5) for v in (2, 3, 4)]
    stations = placing.skeleton.stations
    known = [name for name in names if stations.has("hip_right", name)]
    places = _on_hip(placing, known)
    _, near = cKDTree(hip.points).query(places)
    normals = hip.normals()[near]
    return float(np.nanmin([_through(hip, p, -n) for p, n in zip(places, normals, strict=True)]))


_OBTURATOR = [
    f"{section}_0"
    for section in (
        "superior_ramus_root", "superior_ramus_mid", "superior_ramus_medial", "pubic_body_tubercle",
        "pubic_body_mid", "pubic_body_lower", "inferior_ramus_upper", "inferior_ramus_lower", "ischial_ramus",
        "tuberosity_lower", "tuberosity_mid", "tuberosity_upper", "ischial_body",
    )
]  # fmt: skip


def obturator_rim(placing: Placing) -> tuple[Points, tuple[Points, Points]]:
    """Return the rim of the obturator foramen, (n, 3) float, RAS mm, and the unit ways of its height and width."""
    rim = _on_hip(placing, _OBTURATOR)
    axes = np.linalg.svd(rim - rim.mean(axis=0))[2][:2]
    turn = np.linspace(0.0, np.pi, 180, endpoint=False)
    ways = np.column_stack([np.cos(turn), np.sin(turn)]) @ axes
    span = np.ptp(rim @ ways.T, axis=0)
    return rim, (ways[int(span.argmax())], ways[int(span.argmin())])


def _obturator(placing: Placing) -> tuple[float, float]:
    """Return the longer and the shorter diameter of the obturator foramen, mm."""
    rim, (high, wide) = obturator_rim(placing)
    return float(np.ptp(rim @ high)), float(np.ptp(rim @ wide))


def symphysis_face(placing: Placing) -> Points:
    """Return the innermost place of the right pubic bone half-way up the symphysis, (3,) float, RAS mm."""
    face = _symphysis_faces(placing)
    return np.asarray(face[face[:, 0].argmin()])


def _symphysis_faces(placing: Placing) -> Points:
    """Return the places of the right pubic bone half-way up the symphysis, (n, 3) float, RAS mm."""
    hip = _hip(placing).points
    low, high = placing.anchor("symphysis_bottom")[2], placing.anchor("symphysis_top")[2]
    hip = hip[np.abs(hip[:, 2] - (low + high) / 2.0) < 8.0]
    return np.asarray(hip[_beside_symphysis(hip)])


def _beside_symphysis(hip: Points) -> NDArray[np.bool_]:
    """Return which places of the right hip bone, low and in front, lie beside the symphysis."""
    return np.asarray(hip[:, 0] < max(BESIDE_SYMPHYSIS_MM, float(hip[:, 0].min()) + OF_INNERMOST_MM))


def _symphysis_gap(placing: Placing) -> float:
    """Return how near the two pubic bones come to each other half-way up the symphysis, mm.

    The gap of a person runs askew and beside the midline: what lies nearest says its width, not a plane.
    """
    face = _symphysis_faces(placing)
    return float(np.linalg.norm(closest_points(_bone(placing, "hip_bone_left"), face) - face, axis=1).min())


def symphysis_front_and_back(placing: Placing) -> Points:
    """Return the foremost and the hindmost place of the pubic body beside the symphysis, (2, 3) float, RAS mm.

    Both lie in a level plane half-way up the symphysis.
    """
    hip = _hip(placing).points
    level = (placing.anchor("symphysis_bottom")[2] + placing.anchor("symphysis_top")[2]) / 2.0
    face = hip[_beside_symphysis(hip) & (np.abs(hip[:, 2] - level) < 2.0)]
    return np.array([face[face[:, 1].argmax()], face[face[:, 1].argmin()]])


def _symphysis_depth(placing: Placing) -> float:
    front, back = symphysis_front_and_back(placing)
    return float(front[1] - back[1])


def symphysis_back(placing: Placing) -> Points:
    """Return the midline place behind the symphysis that is nearest to the promontory, (3,) float, RAS mm."""
    hip = _hip(placing).points
    low = placing.anchor("symphysis_bottom")[2]
    beside = hip[_beside_symphysis(hip) & (hip[:, 2] > low) & (hip[:, 1] > placing.anchor("symphysis_top")[1] - 30.0)]
    return _nearest(beside, placing.anchor("sacral_promontory")) * (0.0, 1.0, 1.0)


def subpubic_edge(placing: Placing) -> Points:
    """Return three places along the lower edge of the right pubic arch, (3, 3) float, RAS mm."""
    return _on_hip(placing, ["inferior_ramus_upper_5", "inferior_ramus_lower_5", "ischial_ramus_5"])


def angle_below_symphysis(edge: Points) -> float:
    """Return the angle between the line along the right edge of the pubic arch and its mirror image, degrees."""
    slope = np.linalg.svd(edge - edge.mean(axis=0))[2][0]
    return 2.0 * float(np.degrees(np.arctan2(abs(slope[0]), np.hypot(slope[1], slope[2]))))


def inlet_point(placing: Placing) -> Points:
    """Return the right end of the greatest width between the arcuate lines, (3,) float, RAS mm.

    Between the sacroiliac joint and the pubic ramus each level cut of the hip bone has an innermost
    point; the line of those points at the pelvic brim, from the lower end of the auricular surface
    forward, is the inlet's side. Its level falls evenly from the ala of the sacrum to the top of the
    symphysis.
    """
    hip, skeleton = _hip(placing).points, placing.skeleton
    back = skeleton.stations.point("hip_right", "auricular_090")
    front = placing.anchor("symphysis_top")
    found = []
    for share in np.linspace(0.15, 0.7, 23):
        place = back + share * (front - back)
        near = hip[(np.abs(hip[:, 1] - place[1]) < 2.5) & (np.abs(hip[:, 2] - place[2]) < 4.0)]
        if len(near):
            found.append(near[near[:, 0].argmin()])
    return np.asarray(max(found, key=lambda place: float(place[0])))


# Sacrum and coccyx


def endplate(placing: Placing) -> Points:
    """Return the right half of the edge of the first sacral endplate from front to back, (7, 3) float, RAS mm."""
    return placing.skeleton.stations.points("sacrum", [f"S1_endplate_{k:02d}" for k in range(7)])


def _front_curve(surface: Surface, start: Points, end: Points, count: int = 12) -> Points:
    """Return a surface's front in the midline between two places, (n, 3) float, RAS mm, as a tape lies on it."""
    chord = (end - start) / np.linalg.norm(end - start)
    forward = np.cross(chord, (1.0, 0.0, 0.0))
    forward = forward * np.sign(forward[1])
    data, points = surface.to_polydata(), [start]
    for share in np.linspace(0.03, 0.97, count):
        place = start + share * (end - start) + (0.2, 0.0, 0.0)
        hits, _ = data.ray_trace(place + 60.0 * forward, place - 60.0 * forward)
        if len(hits):
            points.append(np.asarray(hits)[int((np.asarray(hits) @ forward).argmax())])
    return np.array([*points, end])


def sacrum_front(placing: Placing) -> Points:
    """Return the front of the sacrum in the midline from promontory to apex, (n, 3) float, RAS mm."""
    return _front_curve(_bone(placing, "sacrum"), placing.anchor("sacral_promontory"), placing.anchor("sacral_apex"))


def coccyx_line(placing: Placing) -> Points:
    """Return the line along the coccyx from the middle of its upper end to its tip, (n, 3) float, RAS mm."""
    coccyx, line = _bone(placing, "coccyx").points, chain(placing.skeleton.stations)
    down = (line[1] - line[0]) / np.linalg.norm(line[1] - line[0])
    near = coccyx[np.abs(coccyx[:, 0]) < MIDLINE_MM]
    start = line[0] + down * float(((near - line[0]) @ down).min())
    return np.vstack([start, line[:-1], placing.anchor("coccyx_tip")])


def top_of_last_vertebra(placing: Placing) -> Points:
    """Return the front of the sacrum in the midline at the top of S5, (3,) float, RAS mm."""
    return _sacrum_station(placing, "S5_upper_ant_mid")


def coccyx_angle_deg(line: Points) -> float:
    """Return the angle between the first and the last piece of a `coccyx_line`, degrees; 180 is straight."""
    first, last = line[2] - line[0], line[-1] - line[-3]
    return 180.0 - float(np.degrees(np.arccos(first @ last / np.linalg.norm(first) / np.linalg.norm(last))))


def _sacrum_station(placing: Placing, name: str) -> Points:
    return placing.skeleton.stations.point("sacrum", name)


def _sacrum_breadth(placing: Placing) -> float:
    return 2.0 * float(_bone(placing, "sacrum").points[:, 0].max())


def _sacral_index(placing: Placing) -> float:
    length = np.linalg.norm(placing.anchor("sacral_promontory") - placing.anchor("sacral_apex"))
    return 100.0 * _sacrum_breadth(placing) / float(length)


def _auricular_height(placing: Placing) -> float:
    return _widest(placing.skeleton.stations.group("sacrum", "auricular_surface")[1])


def _plate_line(placing: Placing) -> tuple[Points, Points]:
    """Return the middle of the S1 endplate and its unit direction backwards."""
    plate = endplate(placing)
    back = plate[6] - plate[0]
    return (plate[0] + plate[6]) / 2.0, back / np.linalg.norm(back)


def _sacral_slope_deg(placing: Placing) -> float:
    _, back = _plate_line(placing)
    return float(np.degrees(np.arctan2(back[2], -back[1])))


def _pelvic_tilt_deg(placing: Placing) -> float:
    middle, _ = _plate_line(placing)
    up = middle - placing.anchor("acetabulum_centre")
    return float(np.degrees(np.arctan2(-up[1], up[2])))


RULES: Mapping[str, Callable[[TissuePlacing], float]] = {
    "scn_medial_above_crest": _medial_above_crest,
    "scn_intermediate_above_crest": lambda placing: _above_crest(placing, "scn_2"),
    "scn_lateral_above_crest": lambda placing: _above_crest(placing, "scn_3"),
    "scn_diameter": lambda placing: _diameter(placing, "superior_cluneal_nerve_medial_branch"),
    "mcn_diameter": lambda placing: _diameter(placing, "middle_cluneal_nerve_upper_branch"),
    "long_ligament_length": _long_ligament_length,
    "long_ligament_thickness": _long_ligament_thickness,
    "psis_to_s2_foramen": _psis_to_second_foramen,
    "s2_foramina_apart": lambda placing: 2.0 * _rim_point(placing, "S2", "medial")[0],
    "s1_to_s2_foramen": lambda placing: _foramina_gap(placing, "S1", "S2"),
    "s2_to_s3_foramen": lambda placing: _foramina_gap(placing, "S2", "S3"),
    "s2_foramen_width": lambda placing: _foramen_width(placing, "S2"),
    "s1_foramen_width": lambda placing: _foramen_width(placing, "S1"),
    "s1_foramen_above_psis": lambda placing: _foramen_above_psis(placing, "S1"),
    "s2_foramen_above_psis": lambda placing: _foramen_above_psis(placing, "S2"),
    "s3_foramen_above_psis": lambda placing: _foramen_above_psis(placing, "S3"),
    "psis_to_superior_gluteal_nerve": _superior_gluteal_distance,
    "s1_foramen_from_midline": lambda placing: placing.skeleton.posterior_foramen("S1")[0],
    "intertuberous": lambda placing: 2.0 * tuberosity_inner_edge(placing)[0],
    "bi_iliac_breadth": lambda placing: 2.0 * _hip(placing).points[:, 0].max(),
    "psis_to_sciatic_notch": _notch_distance,
    "psis_to_sacroiliac_joint": _joint_distance,
    "innominate_height": lambda placing: _widest(_hip(placing).points),
    "acetabulum_radius": lambda placing: acetabulum(_hip(placing), placing.skeleton.stations)[1],
    "acetabulum_height": lambda placing: float(np.linalg.norm(np.diff(rim_top_and_bottom(placing), axis=0))),
    "femoral_head_diameter": femoral_head_diameter,
    "acetabular_anteversion": lambda placing: rim_anteversion_deg(rim(placing)),
    "crest_thickness_at_tubercle": _tubercle_thickness,
    "posterior_crest_thickness": _posterior_thickness,
    "thickest_posterior_crest_from_psis": _thickest_from_psis,
    "iliac_fossa_thickness": _fossa_thickness,
    "obturator_foramen_height": lambda placing: _obturator(placing)[0],
    "obturator_foramen_width": lambda placing: _obturator(placing)[1],
    "obturator_foramen_ratio": lambda placing: _obturator(placing)[1] / _obturator(placing)[0],
    "symphysis_height": lambda placing: float(
        np.linalg.norm(placing.anchor("symphysis_top") - placing.anchor("symphysis_bottom"))
    ),
    "symphysis_gap": _symphysis_gap,
    "symphysis_depth": _symphysis_depth,
    "subpubic_angle": lambda placing: angle_below_symphysis(subpubic_edge(placing)),
    "obstetric_conjugate": lambda placing: float(
        np.linalg.norm(placing.anchor("sacral_promontory") - symphysis_back(placing))
    ),
    "inlet_transverse": lambda placing: 2.0 * inlet_point(placing)[0],
    "sacrum_curved_length": lambda placing: float(arc_lengths(sacrum_front(placing))[-1]),
    "sacrum_breadth": _sacrum_breadth,
    "sacral_index": _sacral_index,
    "s1_endplate_width": lambda placing: 2.0 * endplate(placing)[:, 0].max(),
    "s1_endplate_depth": lambda placing: float(np.linalg.norm(endplate(placing)[0] - endplate(placing)[6])),
    "auricular_height": _auricular_height,
    "interauricular": lambda placing: (
        2.0 * float(placing.skeleton.stations.group("sacrum", "auricular_surface")[1][:, 0].max())
    ),
    "crest_summit_above_sacral_base": lambda placing: float(
        placing.anchor("iliac_crest_summit")[2] - _plate_line(placing)[0][2]
    ),
    "crest_summit_above_trochanter": lambda placing: float(
        placing.anchor("iliac_crest_summit")[2]
        - placing.skeleton.stations.point("femur_right", "greater_trochanter_top")[2]
    ),
    "mid_pelvis": lambda placing: float(
        np.linalg.norm(placing.anchor("symphysis_bottom") - top_of_last_vertebra(placing))
    ),
    "hiatus_height": lambda placing: float(
        np.linalg.norm(_sacrum_station(placing, "sacral_hiatus_apex") - placing.anchor("sacral_apex"))
    ),
    "intercornual": lambda placing: 2.0 * float(_sacrum_station(placing, "sacral_cornu")[0]),
    "sacral_orientation": lambda placing: 90.0 - _sacral_slope_deg(placing),
    "coccyx_angle": lambda placing: coccyx_angle_deg(coccyx_line(placing)),
    "sacral_slope": _sacral_slope_deg,
    "pelvic_incidence": lambda placing: _sacral_slope_deg(placing) + _pelvic_tilt_deg(placing),
    "pelvic_tilt": _pelvic_tilt_deg,
    "coccyx_curved_length": lambda placing: float(arc_lengths(coccyx_line(placing))[-1]),
}
"""How each measure is taken on the model, by id."""
