"""Names of bones in the words of programs and people."""

from __future__ import annotations

import pytest

from anatomy_viewer.modelling.imported.names import WHOLE, bone_of


@pytest.mark.parametrize(
    ("name", "bone"),
    [
        ("hip_left", "hip_bone_left"),  # TotalSegmentator
        ("vertebrae_L5", "l5_vertebra"),
        ("vertebrae_S1", "sacrum"),
        ("vertebrae_L3", None),
        ("femur_right", "femur_right"),
        ("Hip bone.l", "hip_bone_left"),  # Z-Anatomy
        ("HipBone_R", "hip_bone_right"),
        ("Os coxae sinistrum", "hip_bone_left"),
        ("right innominate bone", "hip_bone_right"),
        ("Left pelvis", "hip_bone_left"),
        ("Hueso coxal derecho", "hip_bone_right"),
        ("Hüftbein links", "hip_bone_left"),
        ("Fémur izquierdo", "femur_left"),
        ("Kreuzbein", "sacrum"),
        ("Cóccix", "coccyx"),
        ("L4", "l4_vertebra"),
        ("fifth lumbar vertebra", "l5_vertebra"),
        ("lumbar vertebra 4", "l4_vertebra"),
        ("pelvis", WHOLE),
        ("hip", "hip_bone"),
        ("femur", "femur"),
        ("gluteus_maximus_left", None),
        ("hip flexor left", None),
        ("L5-S1 disc", None),
        ("left hip prosthesis", None),
        ("iliac_artery_left", None),
        ("Segment_1", None),
        ("", None),
    ],
)
def test_a_name_means_its_bone_and_nothing_else(name: str, bone: str | None) -> None:
    assert bone_of(name) == bone
