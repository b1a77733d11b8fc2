"""Measures of the pelvis as functions of a few places on the bones, so that a form can be fitted to them.

Each is taken between the places where `anatomy_viewer.modelling.measures` takes it on the average. On the form
itself the places may be others by then (another point may be the widest), which moves a value by a little only.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull
from scipy.spatial.distance import pdist, squareform

from anatomy_viewer.modelling import measures
from anatomy_viewer.modelling.bones.forms import Span
from anatomy_viewer.modelling.bones.population import frame_motion
from anatomy_viewer.modelling.placing import Placing

Points = NDArray[np.float64]

HEAD_DIRECTIONS = np.array([[1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0], [0, 0, 1], [0, 0, -1]], dtype=float)


def form_spans(placing: Placing) -> dict[str, Span]:
    """Return the measures that a form is fitted to, by id of the model measure.

    Parameters
    ----------
    placing
        The rules on the finished bones of the average.
    """
    skeleton = placing.skeleton
    hip, sacrum = skeleton.bones["hip_bone_right"], skeleton.bones["sacrum"]
    at = placing.anchor
    spans = {
        "inter_asis": _across(at("asis")),
        "inter_aiis": _across(at("aiis")),
        "interspinous": _across(at("ischial_spine")),
        "intertuberous": _across(measures.tuberosity_inner_edge(placing)),
        "bi_iliac_breadth": _across(_outermost(hip.points)),
        "asis_to_psis": _between(at("asis"), at("psis")),
        "innominate_height": _between(*_farthest_pair(hip.points)),
        "psis_to_sciatic_notch": _between(at("psis"), measures.notch_point(placing)),
        "psis_to_sacroiliac_joint": _between(at("psis"), measures.joint_point(placing)),
        "acetabulum_height": _between(*measures.rim_top_and_bottom(placing)),
        "obturator_foramen_ratio": _obturator(placing),
        "symphysis_depth": _between(*measures.symphysis_front_and_back(placing)),
        "subpubic_angle": Span(measures.subpubic_edge(placing), measures.angle_below_symphysis),
        "conjugate": _between(at("sacral_promontory"), at("symphysis_top")),
        "obstetric_conjugate": _between(at("sacral_promontory"), measures.symphysis_back(placing)),
        "inlet_transverse": _across(measures.inlet_point(placing)),
        "sagittal_outlet": _between(at("symphysis_bottom"), at("sacral_apex")),
        "mid_pelvis": _between(at("symphysis_bottom"), measures.top_of_last_vertebra(placing)),
        "sacrum_length": _between(at("sacral_promontory"), at("sacral_apex")),
        "sacrum_curved_length": Span(measures.sacrum_front(placing), _length),
        "sacrum_breadth": _across(_outermost(sacrum.points)),
        "sacral_index": Span(
            np.vstack([_outermost(sacrum.points), at("sacral_promontory"), at("sacral_apex")]),
            lambda p: 200.0 * float(p[0, 0] / np.linalg.norm(p[1] - p[2])),
        ),
        "s1_endplate_width": _across(_outermost(measures.endplate(placing))),
        "s1_endplate_depth": _between(measures.endplate(placing)[0], measures.endplate(placing)[6]),
        "auricular_height": _between(*_farthest_pair(skeleton.stations.group("sacrum", "auricular_surface")[1])),
    }
    upright = placing.skeleton.stations.points("hip_right", ["crest_00_top_ASIS", "pubic_tubercle"])
    plate = measures.endplate(placing)[[0, 6]]
    spans["sacral_slope"] = Span(np.vstack([upright, plate]), _slope_deg)
    spans["acetabular_anteversion"] = Span(
        np.vstack([upright, measures.rim(placing)]), lambda p: measures.rim_anteversion_deg(p[2:] @ _upright(p).T)
    )
    trochanter = skeleton.stations.point("femur_right", "greater_trochanter_top")
    spans["crest_summit_above_trochanter"] = Span(
        np.vstack([upright, at("iliac_crest_summit"), trochanter]), lambda p: float((_upright(p) @ (p[2] - p[3]))[2])
    )
    spans["hip_centre_from_midline"] = Span(at("acetabulum_centre")[None], lambda p: float(p[0, 0]))
    spans["thickest_posterior_crest_from_psis"] = _between(at("psis"), measures.thickest_place(placing))
    spans["symphysis_gap"] = _across(measures.symphysis_face(placing))
    spans["s1_foramen_from_midline"] = Span(skeleton.posterior_foramen("S1")[None], lambda p: float(p[0, 0]))
    spans["coccyx_angle"] = Span(measures.coccyx_line(placing), measures.coccyx_angle_deg)
    spans["coccyx_curved_length"] = Span(measures.coccyx_line(placing), _length)
    centre, radius = at("acetabulum_centre"), measures.femoral_head_diameter(placing) / 2.0
    spans["femoral_head_diameter"] = Span(
        centre + radius * HEAD_DIRECTIONS,
        lambda p: float(np.mean([np.linalg.norm(p[k] - p[k + 1]) for k in (0, 2, 4)])),
    )
    return spans


def _upright(places: Points) -> Points:
    """Return the turn (3, 3) after which the plane through ASIS and pubic tubercle, the first two places, stands."""
    return frame_motion(places[0], places[0], places[1])[0]


def _slope_deg(places: Points) -> float:
    """Return the slope of the line from the third place to the fourth, backwards and upwards, degrees."""
    back = _upright(places) @ (places[3] - places[2])
    return float(np.degrees(np.arctan2(back[2], -back[1])))


def _across(place: Points) -> Span:
    """Return the distance between a place and its mirror image."""
    return Span(place[None], lambda p: 2.0 * float(p[0, 0]))


def _between(first: Points, second: Points) -> Span:
    return Span(np.vstack([first, second]), lambda p: float(np.linalg.norm(p[0] - p[1])))


def _length(places: Points) -> float:
    return float(np.linalg.norm(np.diff(places, axis=0), axis=1).sum())


def _outermost(points: Points) -> Points:
    return np.asarray(points[int(points[:, 0].argmax())])


def _farthest_pair(points: Points) -> Points:
    corners = points[ConvexHull(points).vertices]
    first, second = np.unravel_index(int(squareform(pdist(corners)).argmax()), (len(corners), len(corners)))
    return corners[[first, second]]


def _obturator(placing: Placing) -> Span:
    """Return width by height of the obturator foramen, between the places of its rim that are farthest out."""
    rim, turn = measures.obturator_rim(placing)
    high, wide = (rim[[int((rim @ way).argmax()), int((rim @ way).argmin())]] for way in turn)
    ways = np.array(turn)

    def ratio(places: Points) -> float:
        return float(abs((places[2] - places[3]) @ ways[1]) / abs((places[0] - places[1]) @ ways[0]))

    return Span(np.vstack([high, wide]), ratio)
