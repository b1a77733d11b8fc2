from __future__ import annotations

import numpy as np
import pytest

from tests.modelling.placed_courses import skeleton


def test_lumbar_levels_rise_evenly_above_l3() -> None:
    heights = [skeleton().lumbar_level(level)[2] for level in ("L3", "L2", "L1", "T12")]
    assert np.ptp(np.diff(heights)) < 1e-9
    assert 25.0 < heights[1] - heights[0] < 45.0


def test_transverse_processes_end_on_the_vertebrae() -> None:
    for level, bone in (("L4", "l4_vertebra"), ("L5", "l5_vertebra")):
        tip = skeleton().lumbar_level(level)
        assert np.linalg.norm(skeleton().bones[bone].points - tip, axis=1).min() < 6.0


def test_posterior_foramina_descend() -> None:
    heights = [skeleton().posterior_foramen(level)[2] for level in ("S1", "S2", "S3", "S4")]
    assert heights == sorted(heights, reverse=True)


def test_midline_and_side_anchors_are_found_by_name() -> None:
    assert skeleton().anchor("coccyx_tip")[0] == pytest.approx(0.0, abs=1.0)
    assert skeleton().anchor("psis")[0] > 30.0
    assert skeleton().anchor("greater_trochanter")[0] > skeleton().anchor("ischial_tuberosity")[0] + 60.0
