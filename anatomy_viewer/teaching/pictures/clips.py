"""A plane that a step cuts the model open with: where it lies, what stays, and what that is in words."""

from __future__ import annotations

from typing import Any

from anatomy_viewer.teaching.lesson.lesson import MIDLINE, Clip
from anatomy_viewer.teaching.pictures.messages import message
from anatomy_viewer.teaching.pictures.scene import Scene

CLIP_AXES = {"sagittal": 0, "coronal": 1, "axial": 2}
CLIP_SIDES: dict[str, tuple[int, int]] = {
    "right": (0, 1),
    "left": (0, -1),
    "front": (1, 1),
    "back": (1, -1),
    "above": (2, 1),
    "below": (2, -1),
}
"""The axis of each side of a plane and the way along it, RAS."""


def compiled_clip(clip: Clip, scene: Scene, language: str) -> dict[str, Any] | None:
    """Return a clip plane as the page reads it; None where its point is unknown.

    ``axis`` is 0, 1 or 2, ``at_mm`` the place of the plane on that axis, ``keep`` +1 or -1, the way along the axis
    that stays.
    """
    try:
        at_mm = clip_place_mm(clip, scene)
    except KeyError:
        return None
    return {
        "plane": clip.plane,
        "axis": CLIP_AXES[clip.plane],
        "at_mm": round(at_mm, 1),
        "keep": CLIP_SIDES[clip.keep][1],
        "words": clip_in_words(clip, scene, language),
    }


def clip_place_mm(clip: Clip, scene: Scene) -> float:
    """Return where a clip plane lies on its axis, RAS mm.

    Raises
    ------
    KeyError
        Where its point is unknown, or the midline is named for a plane that it does not place.
    """
    if clip.at == MIDLINE and clip.plane != "sagittal":
        raise KeyError(MIDLINE)
    base = 0.0 if clip.at == MIDLINE else float(scene.spots[clip.at].at[CLIP_AXES[clip.plane]])
    return base + clip.offset_mm


def clip_in_words(clip: Clip, scene: Scene, language: str) -> str:
    """Return what a clip plane does: ``cut open in the midline; what lies on the left is taken away``."""
    if clip.at == MIDLINE:
        place = message(language, "clip_midline")
    else:
        spot = scene.spots[clip.at]
        place = message(language, "clip_through", place=_with_side(spot.name, spot.side))
    if clip.offset_mm:
        axis = CLIP_AXES[clip.plane]
        way = next(side for side, (of, sign) in CLIP_SIDES.items() if of == axis and sign * clip.offset_mm > 0)
        place = message(
            language,
            "clip_beside",
            distance=f"{abs(clip.offset_mm):.0f}",
            way=message(language, f"way_{way}"),
            of=place,
        )
    gone = next(side for side, (of, sign) in CLIP_SIDES.items() if of == CLIP_SIDES[clip.keep][0] and side != clip.keep)
    return message(language, "clip", place=place, gone=message(language, f"lies_{gone}"))


def _with_side(name: str, side: str) -> str:
    return name if side == "mid" or name.endswith(side) else f"{name}, {side}"
