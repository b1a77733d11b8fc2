"""The forms of the pelvis that are built: the average of women and men, men, women."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

DEFAULT_FORM = "pooled"


@dataclass(frozen=True)
class Form:
    """A form of the pelvis.

    Parameters
    ----------
    id
        Name of its folder in ``meshes/built`` and in links.
    name, short
        What people read: whole, and on a button.
    note
        What it rests on, in a sentence or two.
    sources
        Keys of the sources.
    """

    id: str
    name: str
    short: str
    note: str
    sources: tuple[str, ...]


FORMS = (
    Form(
        "pooled",
        "Average of women and men",
        "Average",
        "Four measured hip bones and three sacra, carried onto the mean landmarks of 19 CT subjects, 6 of them women.",
        ("OPENSIM", "GOLDMAN"),
    ),
    Form(
        "female",
        "Women",
        "Women",
        "The average carried onto the measured differences of women: a wider outlet and a shorter, broader sacrum. "
        "One woman's pelvis was measured all over and six by landmarks, so the form is rougher than it looks.",
        ("CT19", "GOLDMAN", "IJRAD-SPA", "PLOS23", "KELLER03", "MYMENSINGH18", "HTZONES"),
    ),
    Form(
        "male",
        "Men",
        "Men",
        "The average carried onto the measured differences of men: a narrower outlet and a longer sacrum. "
        "Two or three men's pelvises were measured all over and thirteen by landmarks.",
        ("CT19", "GOLDMAN", "IJRAD-SPA", "MYMENSINGH18", "HTZONES"),
    ),
)
"""In the order in which people choose them."""

FORM_BY_ID = MappingProxyType({form.id: form for form in FORMS})
