"""The one table that decides how things look: (kind, emphasis) -> colour, rim, opacity, label.

Emphasis is light, not noise: what is spoken of keeps its colour and gets its label, the rest fades to a pale
ghost, and nothing is told by colour alone.

Sources
-------
Colours of nerve, artery and ligament follow the usual tissue colours; the near-black rim is what clears a luminance
contrast of 3 : 1 on every tissue, which the yellow of the nerve does not. The group colours and the tissues stay
apart in the three common colour-vision deficiencies; tests compute both. Fascia is drawn near-white, because the
grey-green that is often used for it is a ligament's to an eye that lacks red or green. A territory is painted in its
group's colour and pattern; the colour of its kind is that of its entry in lists.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from types import MappingProxyType
from typing import Literal, get_args

Colour = tuple[int, int, int]
DrawnKind = Literal[
    "bone",
    "cartilage",
    "nerve",
    "artery",
    "ligament",
    "muscle",
    "fascia",
    "fat",
    "skin",
    "territory",
    "corridor",
    "site",
    "landmark",
    "tender_point",
]
Emphasis = Literal["plain", "emphasised", "faded", "hidden"]
LabelStyle = Literal["none", "quiet", "strong"]


@dataclass(frozen=True)
class Appearance:
    """How a thing of one kind looks at one emphasis.

    Parameters
    ----------
    colour
        Red, green, blue from 0 to 255.
    rim
        Colour of the dark rim around it, or None where it has none.
    opacity
        From 0 (hidden) to 1.
    label
        ``none``, ``quiet`` (small, no frame) or ``strong`` (framed, with a leader line).
    """

    colour: Colour
    rim: Colour | None
    opacity: float
    label: LabelStyle


NERVE_RIM: Colour = (27, 27, 27)
NERVE_BAND: Colour = (128, 80, 18)
"""The bands of a group's line code: dark on the core, and yet not its rim."""
GHOST: Colour = (214, 212, 206)
"""What faded things turn to."""

COLOURS: MappingProxyType[DrawnKind, Colour] = MappingProxyType(
    {
        "bone": (236, 218, 178),
        "cartilage": (111, 184, 210),
        "nerve": (244, 214, 49),
        "artery": (210, 50, 30),
        "ligament": (183, 214, 211),
        "muscle": (192, 104, 88),
        "fascia": (245, 245, 241),
        "fat": (238, 189, 88),
        "skin": (205, 160, 138),
        "territory": (186, 160, 240),
        "corridor": (244, 214, 49),
        "site": (27, 27, 27),
        "landmark": (250, 248, 242),
        "tender_point": (192, 74, 0),
    }
)

TERRITORY_OVER_NERVES = 0.5
"""How opaque an area of skin is where a picture speaks of the nerves below it."""

QUIETLY_LABELLED: frozenset[DrawnKind] = frozenset({"nerve", "ligament", "site", "landmark", "tender_point"})
"""Kinds whose label is there, small, even where a picture does not speak of them."""

_RIMS: dict[DrawnKind, Colour] = {"nerve": NERVE_RIM, "landmark": NERVE_RIM, "tender_point": NERVE_RIM}
_OPACITY: dict[DrawnKind, tuple[float, float, float]] = {
    # plain, emphasised, faded
    "bone": (1.0, 1.0, 0.30),
    "cartilage": (1.0, 1.0, 0.25),
    "nerve": (1.0, 1.0, 0.25),
    "artery": (1.0, 1.0, 0.25),
    "ligament": (1.0, 1.0, 0.20),
    "muscle": (1.0, 1.0, 0.22),
    # So see-through that the dark rim of a nerve under one of them still clears 3 : 1 on a screen.
    "fascia": (0.36, 0.80, 0.15),
    "fat": (0.24, 0.80, 0.15),
    "skin": (0.28, 1.0, 0.18),
    "territory": (0.85, 1.0, 0.25),
    "corridor": (1.0, 1.0, 0.25),
    "site": (0.90, 1.0, 0.35),
    "landmark": (0.90, 1.0, 0.35),
    "tender_point": (0.90, 1.0, 0.35),
}


def _appearance(kind: DrawnKind, emphasis: Emphasis) -> Appearance:
    rim = _RIMS.get(kind)
    if emphasis == "hidden":
        return Appearance(COLOURS[kind], rim, 0.0, "none")
    plain, emphasised, faded = _OPACITY[kind]
    if emphasis == "faded":
        # The nerve keeps its colour when it fades, or it could not be told from a faded ligament.
        return Appearance(COLOURS[kind] if kind == "nerve" else GHOST, rim, faded, "none")
    if emphasis == "emphasised":
        return Appearance(COLOURS[kind], rim, emphasised, "strong")
    return Appearance(COLOURS[kind], rim, plain, "quiet" if kind in QUIETLY_LABELLED else "none")


APPEARANCE: MappingProxyType[tuple[DrawnKind, Emphasis], Appearance] = MappingProxyType(
    {
        (kind, emphasis): _appearance(kind, emphasis)
        for kind, emphasis in product(get_args(DrawnKind), get_args(Emphasis))
    }
)
