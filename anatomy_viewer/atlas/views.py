"""The named views: from where the model is looked at, in words."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

Direction = tuple[float, float, float]


@dataclass(frozen=True)
class View:
    """A named view.

    Parameters
    ----------
    id
        Such as ``posterior``; lessons name it.
    name
        What people read: ``From behind``.
    key
        The digit key that flies there.
    direction
        Unit vector from what is looked at to the eye, RAS.
    up
        Unit vector that points upwards on the screen, at right angles to `direction`, RAS.
    note
        Which side is where, in words.
    """

    id: str
    name: str
    key: str
    direction: Direction
    up: Direction
    note: str

    @property
    def right(self) -> Direction:
        """Unit vector that points to the right on the screen, RAS."""
        (dx, dy, dz), (ux, uy, uz) = self.direction, self.up
        return (uy * dz - uz * dy, uz * dx - ux * dz, ux * dy - uy * dx)


LEFT_IS_LEFT = "The person's left is on your left."
LEFT_IS_RIGHT = "The person's left is on your right."


def _turned(view: str, name: str, key: str, from_behind_deg: float, note: str) -> View:
    """Return a level view, turned about the body from behind towards the person's right."""
    angle = radians(from_behind_deg)
    return View(view, name, key, (sin(angle), -cos(angle), 0.0), (0.0, 0.0, 1.0), note)


def _raised(view: str, name: str, key: str, above_deg: float, note: str) -> View:
    """Return a view from behind in the midline, raised above the horizontal."""
    angle = radians(above_deg)
    return View(view, name, key, (0.0, -cos(angle), sin(angle)), (0.0, sin(angle), cos(angle)), note)


def _beside_the_couch(view: str, name: str, key: str, towards_right_deg: float, note: str) -> View:
    """Return the view of an examiner who stands at the right side of a person lying face down."""
    angle = radians(towards_right_deg)
    across = (-cos(angle), -sin(angle), 0.0)
    return View(view, name, key, (sin(angle), -cos(angle), 0.0), across, note)


VIEWS: tuple[View, ...] = (
    _turned("posterior", "From behind", "1", 0.0, LEFT_IS_LEFT),
    _turned("posterior_oblique_left", "From behind, slightly left", "2", -40.0, LEFT_IS_LEFT),
    _turned("posterior_oblique_right", "From behind, slightly right", "3", 40.0, LEFT_IS_LEFT),
    _turned("lateral_left", "From the left side", "4", -90.0, "The person's front is on your left."),
    _turned("lateral_right", "From the right side", "5", 90.0, "The person's front is on your right."),
    _raised("superior_posterior", "From above and behind, along the crest", "6", 50.0, LEFT_IS_LEFT),
    _raised("inferior", "From below and behind", "7", -60.0, LEFT_IS_LEFT),
    _beside_the_couch(
        "prone_as_examined",
        "Lying face down, as examined",
        "8",
        25.0,
        "You stand at the person's right side; the head is on your right.",
    ),
    _turned("anterior", "From the front", "9", 180.0, LEFT_IS_RIGHT),
)


def view(name: str) -> View:
    """Return the view with an id.

    Raises
    ------
    KeyError
        Where there is none.
    """
    for candidate in VIEWS:
        if candidate.id == name:
            return candidate
    raise KeyError(name)
