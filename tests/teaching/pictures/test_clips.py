"""A plane that cuts the model open has a place, a side and words."""

from __future__ import annotations

from typing import Any

import pytest

from anatomy_viewer.teaching.lesson.lesson import Clip
from anatomy_viewer.teaching.pictures.scene import Scene
from tests.teaching.small_steps import compiled, told


@pytest.mark.parametrize(
    ("clip", "axis", "at_mm", "keep", "words"),
    [
        (
            {"plane": "sagittal", "keep": "left", "offset_mm": 20.0},
            0,
            20.0,
            -1,
            "Cut open 20 mm to the right of the plane in the midline; what lies on the right is taken away",
        ),
        (
            {"plane": "axial", "keep": "below", "at": "scn_1_right"},
            2,
            40.0,
            -1,
            "Cut open through SCN-1, right; what lies above is taken away",
        ),
        (
            {"plane": "coronal", "keep": "front", "at": "psis_left", "offset_mm": -5.0},
            1,
            -5.0,
            1,
            "Cut open 5 mm behind the plane through PSIS, left; what lies behind is taken away",
        ),
    ],
)
def test_a_clip_plane_has_a_place_a_side_and_words(
    scene: Scene, clip: dict[str, Any], axis: int, at_mm: float, keep: int, words: str
) -> None:
    made = compiled(scene, clip=Clip(**clip))["clip"]
    assert (made["axis"], made["at_mm"], made["keep"]) == (axis, at_mm, keep)
    assert made["words"] == words
    assert words in told(scene, clip=Clip(**clip))
