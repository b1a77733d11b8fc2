"""The forms of the pelvis that are built (the average of women and men, men, women), and that of a brought one."""

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
        "The average, moved by what groups of women and men have been found to differ in: a wider angle below the "
        "symphysis, a shorter and broader sacrum, smaller hip joints. A mean of women, and no woman.",
        ("CT19", "GOLDMAN", "IJRAD-SPA", "KOREA-SYM", "MYPELVIS", "MYMENSINGH18", "HTZONES", "WOON13"),
    ),
    Form(
        "male",
        "Men",
        "Men",
        "The average, moved by what groups of women and men have been found to differ in: a narrower angle below the "
        "symphysis, a longer and narrower sacrum, larger hip joints. A mean of men, and no man.",
        ("CT19", "GOLDMAN", "IJRAD-SPA", "KOREA-SYM", "MYPELVIS", "MYMENSINGH18", "HTZONES", "WOON13"),
    ),
)
"""In the order in which people choose them."""

BROUGHT = Form(
    "brought",
    "A real pelvis, by permission of its owner",
    "Real pelvis",
    "A real pelvis, by permission of its owner. Its bones are where they are; everything on them is placed by the "
    "rules of this model, and where landmarks are unsure, so is what hangs on them. For teaching, not for planning "
    "anything on a patient.",
    (),
)
"""A pelvis that somebody brings (`anatomy_viewer.atlas.brought_form`); nothing more is said of whose it is."""

FORM_BY_ID = MappingProxyType({form.id: form for form in FORMS})
