"""Places named in the words of the anatomy: what every table of rules says where something is with.

A place is a rule that gives one point on the right side: so far from the midline on the crest, so far below a spine,
beside a tuberosity. A waypoint is a place in a layer, with how sure it is and where that is from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from anatomy_viewer.atlas.sources import Mark

Layer = Literal["free", "bone", "buttock", "over_ligament", "fat", "skin"]

LAYERS: tuple[str, ...] = get_args(Layer)

SUPERFICIAL: tuple[str, ...] = ("buttock", "fat", "skin")
"""Layers outside the muscles of the buttock, from the deep fascia to the skin."""

OFFSETS = ("lateral_mm", "caudal_mm", "posterior_mm", "midline_mm")
"""Numbers that every place may add: shifts away from the midline, downwards and backwards, or a fixed
distance from the midline in place of the sideways shift."""

REFERENCES = (
    "greater_trochanter",
    "greater_trochanter_top",
    "lesser_trochanter",
    "inferior_lateral_angle",
    "second_transverse_tubercle",
    "third_transverse_tubercle",
)
"""Names that rules may use beside the landmarks; measured places that carry no label in the model."""

FORAMINA = ("S1", "S2", "S3", "S4")
VERTEBRAE = ("T12", "L1", "L2", "L3", "L4", "L5")
DRAWN_VERTEBRAE = ("L3", "L4", "L5")
GLUTEAL_LINES = ("posterior_gluteal_line", "anterior_gluteal_line", "inferior_gluteal_line")
LUMBAR_FORAMINA = ("L2", "L3", "L4")
"""Intervertebral foramina above a vertebra that is drawn, named after the nerve that leaves there."""


@dataclass(frozen=True)
class _Kind:
    """What a kind of place is written with: names by field, numbers that must and that may be there."""

    names: Mapping[str, str] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


PLACES: Mapping[str, _Kind] = {
    "landmark": _Kind({"name": "anchor"}),
    "between": _Kind({"start": "anchor", "end": "anchor"}, ("share",)),
    "crest": _Kind({}, (), ("from_midline_mm", "beyond_mm", "above_mm")),
    "slant": _Kind({"name": "anchor"}, ("length_mm", "medial_angle_deg")),
    "foramen": _Kind({"level": "foramen"}),
    "lumbar_level": _Kind({"level": "vertebra"}),
    "intervertebral_foramen": _Kind({"level": "lumbar_foramen"}),
    "transverse_process": _Kind({"level": "drawn_vertebra"}, ("share",)),
    "gluteal_line": _Kind({"name": "gluteal_line"}, ("share",)),
    "course": _Kind({"nerve": "nerve"}, ("share",)),
    "ligament": _Kind({"name": "ligament"}, ("share",)),
}
"""The kinds of place. ``anchor`` is a landmark, a reference or a point of the file.

- ``landmark``: an anchor.
- ``between``: a share of the straight way from one anchor to another.
- ``crest``: on the top of the iliac crest at a straight distance from the midline, then further along it by
  ``beyond_mm``, then up (or, negative, down) by ``above_mm``.
- ``slant``: on bone, at a straight distance from an anchor, going down and towards the midline at an angle
  to the vertical in the frontal plane.
- ``foramen``: a posterior sacral foramen.
- ``lumbar_level``: tip of a transverse process; above L4 extrapolated by the distance from L5 to L4.
- ``intervertebral_foramen``: where the nerve of a level leaves between two vertebrae.
- ``transverse_process``: at a share of the way from the root of a transverse process to its tip.
- ``gluteal_line``: at a share of the way along a line of the outer face of the ilium, from the crest to the notch.
- ``course``: at a share of another nerve's length.
- ``ligament``: at a share of a ligament's length.
"""


@dataclass(frozen=True)
class Place:
    """A rule that gives one point on the right side.

    Parameters
    ----------
    kind
        A key of `PLACES`.
    names
        The landmarks, nerves and levels that the rule speaks of, by the rule's own field names.
    numbers
        Millimetres, degrees and shares, by field name.
    """

    kind: str
    names: Mapping[str, str]
    numbers: Mapping[str, float]

    @property
    def anchors(self) -> tuple[str, ...]:
        """The landmarks, references and points that it starts from."""
        kinds = PLACES[self.kind].names
        return tuple(name for key, name in self.names.items() if kinds[key] == "anchor")


@dataclass(frozen=True)
class Waypoint:
    """A place that a nerve passes, or where a site or a tender point is.

    Parameters
    ----------
    place
        Where.
    layer
        In which layer: ``free`` (as the place says), ``bone`` (on the bone, seen from behind), ``buttock``
        (on the deep fascia of the buttock), ``over_ligament`` (behind the ligament or, beside it, the bone), ``fat``
        (between the deep fascia and the skin), ``skin`` (just under the skin).
    lift_mm
        How far above the layer, for what lies between; negative is below it, in the muscle.
    mark
        How sure it is; ``not found`` stands for drawn by judgement.
    sources
        Keys of the sources.
    why
        The reason, or what was assumed.
    moves_with
        The site whose measured place it is, or that it follows, where another person has that site elsewhere.
    on
        The bone, without side, whose nearest place is taken; empty where the layer decides.
    moves_share
        How much of the site's way it follows.
    fat_share
        In the fat: the share of the way from the deep fascia, 0, to the skin, 1.
    """

    place: Place
    layer: Layer = "free"
    lift_mm: float = 0.0
    mark: Mark = "not found"
    sources: tuple[str, ...] = ()
    why: str = ""
    moves_with: str = ""
    on: str = ""
    moves_share: float = 1.0
    fat_share: float = 0.0
