"""Where the page puts labels and rulers, worked out without a browser: the twin of page/client/layout.js.

The checker asks it whether labels overlap or lie outside the view, on a laptop and on a phone. Boxes are in CSS
pixels of the window. A test puts the same cases to both twins, and one of the browser compares whole pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, radians, tan
from typing import Any

import numpy as np

from anatomy_viewer.atlas.forms import DEFAULT_FORM
from anatomy_viewer.teaching.pictures.geometry import Points
from anatomy_viewer.teaching.pictures.letters import text_width, wrapped

Spot = tuple[float, float]
"""A place in the window, CSS pixels from its left upper corner."""

VIEW_ANGLE_DEG = 30.0
FILL = 0.98
EDGE_PX = 10.0
FAR_OUTSIDE_PX = 40.0
"""A thing this far beyond the free area gets no label on the page."""
RULER_PHONE_PX = 156.0
"""A ruler's text breaks on a phone where it would be wider than this."""

"""Widths of letters as shares of the font size, regular and bold."""


@dataclass(frozen=True)
class Box:
    """A box in the window, CSS pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Its width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its height."""
        return self.bottom - self.top

    def overlaps(self, other: Box, by: float = 1.0) -> bool:
        """Tell whether two boxes share more than a hair's breadth."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > by
            and min(self.bottom, other.bottom) - max(self.top, other.top) > by
        )


@dataclass(frozen=True)
class Screen:
    """A window of one size, with what of it no panel covers.

    Parameters
    ----------
    name
        As messages name it.
    width, height
        CSS pixels.
    phone
        Whether the page takes its form for phones.
    free, free_for_patients
        The part that no panel covers; patients have a wider card.
    sign_left, sign_bottom
        The corner where the orientation sign stands.
    """

    name: str
    width: float
    height: float
    phone: bool
    free: Box
    free_for_patients: Box
    sign_left: float
    sign_bottom: float

    def free_for(self, audience: str, step: Mapping[str, Any]) -> Box:
        """Return the free part for an audience; on a phone what explains a step's picture stands beside it."""
        free = self.free_for_patients if audience == "patient" else self.free
        if not self.phone:
            return free
        rows = legend_rows(step)
        foot = [max(62.0, sum(rows) + 6.0)] if rows else []
        foot += [54.0] if step["clip"] else []
        whose = step["study"] or step["person"] or step["form"] not in (None, DEFAULT_FORM)
        return Box(
            free.left,
            free.top + (46.0 if whose else 0.0),
            free.right,
            self.sign_bottom - max(foot) if foot else free.bottom,
        )

    def label_px(self, audience: str) -> float:
        """Return the size of the letters on labels and rulers."""
        if audience == "patient":
            return 14.0 if self.phone else 16.0
        return 12.0 if self.phone else 13.0


LAPTOP = Screen("1280x800", 1280, 800, False, Box(0, 56, 830, 710), Box(0, 56, 750, 710), sign_left=16, sign_bottom=700)
PHONE = Screen(
    "390x844", 390, 844, True, Box(0, 108, 390, 415.8), Box(0, 108, 390, 415.8), sign_left=4, sign_bottom=411.8
)
SCREENS = (LAPTOP, PHONE)


@dataclass(frozen=True)
class Placed:
    """A label or a ruler's text with its box and the place in the window that it belongs to."""

    id: str
    what: str
    text: str
    box: Box
    spot: tuple[float, float]


@dataclass(frozen=True)
class Layout:
    """What stands where on one screen.

    Parameters
    ----------
    placed
        Labels and the texts of rulers.
    outside
        Ids of what is labelled, marked or measured but lies beyond the free area, so that the page shows it not
        at all or under a panel.
    """

    placed: tuple[Placed, ...]
    outside: tuple[str, ...]

    def overlaps(self) -> list[tuple[Placed, Placed]]:
        """Return the pairs that lie over each other."""
        return [
            (one, other)
            for index, one in enumerate(self.placed)
            for other in self.placed[index + 1 :]
            if one.box.overlaps(other.box)
        ]


class Eye:
    """A step's camera in one free area: it says where in the window a point of the scene is."""

    def __init__(self, camera: Mapping[str, Any], screen: Screen, free: Box) -> None:
        self._focus = np.array(camera["focus"], dtype=np.float64)
        self.direction = _unit(np.array(camera["direction"], dtype=np.float64))
        self._side = _unit(np.cross(np.array(camera["up"], dtype=np.float64), self.direction))
        self._up = np.cross(self.direction, self._side)
        margin = 1.0 if screen.phone else 0.94
        span = min(free.width * (1.12 if screen.phone else 1.0), free.height) * FILL * margin
        half_angle = tan(radians(VIEW_ANGLE_DEG / 2))
        self._distance = camera["radius_mm"] * screen.height / (span * half_angle)
        self._scale = screen.height / (2 * half_angle)
        self._middle = ((free.left + free.right) / 2, (free.top + free.bottom) / 2)
        self.reach_px = camera["radius_mm"] * self._scale / self._distance

    def spot(self, at: Sequence[float] | Points) -> tuple[float, float]:
        """Return where a point, (3,) RAS mm, is in the window."""
        arm = np.asarray(at, dtype=np.float64) - self._focus
        depth = max(self._distance - float(arm @ self.direction), 1.0)
        return (
            self._middle[0] + float(arm @ self._side) * self._scale / depth,
            self._middle[1] - float(arm @ self._up) * self._scale / depth,
        )

    def radius_px(self, at: Sequence[float] | Points, radius_mm: float) -> float:
        """Return how large a sphere around a point is in the window."""
        arm = np.asarray(at, dtype=np.float64) - self._focus
        return float(radius_mm * self._scale / max(self._distance - float(arm @ self.direction), 1.0))


def laid_out(
    step: Mapping[str, Any], screen: Screen, audience: str, signs: Sequence[Box] | None = None, view: str = ""
) -> Layout:
    """Return where the labels and rulers of a compiled step stand.

    Parameters
    ----------
    step
        A step as `compile_step` returns it.
    screen
        The window.
    audience
        Whose texts.
    signs
        The boxes of the orientation sign and of what stands above it; worked out from `view` when left out.
    view
        The name of the step's view.
    """
    free = screen.free_for(audience, step)
    eye = Eye(step["camera"], screen, free)
    taken = list(signs if signs is not None else sign_boxes(step, screen, view))
    outside = []
    for marker in step["markers"]:
        x, y = eye.spot(marker["at"])
        taken.append(_around(x, y, 11))
        if _beyond(free, x, y, 0.0):
            outside.append(marker["id"])
    placed, unmeasured = _rulers(step, screen, audience, free, eye, taken)
    outside = [*unmeasured, *outside]
    labels, far = _labels(step, screen, free, eye, taken, audience)
    return Layout((*placed, *labels), tuple(dict.fromkeys((*outside, *far))))


def sign_boxes(step: Mapping[str, Any], screen: Screen, view: str) -> list[Box]:
    """Return the box of the orientation sign, and of the legend where stains or areas are in the picture."""
    rows = legend_rows(step)
    if screen.phone and rows:
        tall = max(62.0, sum(rows) + 6.0)
        return [Box(screen.sign_left, screen.sign_bottom - tall, screen.width - 4, screen.sign_bottom)]
    size = 12.0 if screen.phone else 13.0
    room = 96.0 if screen.phone else 128.0
    words = "" if screen.phone else "The person's left is on your left."
    name, note = wrapped(view or "From above and behind", size, room, bold=True), wrapped(words, size, room)
    width, lines = max(name[0], note[0]), name[1] + (note[1] if words else 0)
    svg = 56.0 if screen.phone else 80.0
    tall = max(svg + 6.0, lines * size * 1.2 + 6.0) if screen.phone else max(svg + 10.0, lines * size * 1.35 + 10.0)
    wide = svg + width + (16.0 if screen.phone else 26.0)
    sign = Box(screen.sign_left, screen.sign_bottom - tall, screen.sign_left + wide, screen.sign_bottom)
    if not rows:
        return [sign]
    height = len(rows) * 35.2 + 12.0
    return [sign, Box(sign.left, sign.top - 8.0 - height, sign.left + 230.0, sign.top - 8.0)]


def legend_rows(step: Mapping[str, Any]) -> list[float]:
    """Return how high the rows are that say on a phone what the areas and the stains of a picture mean."""
    shown = [name for name, (opacity, word) in step["picture"].items() if opacity > 0 and word != "faded"]
    areas = {name.rpartition("_territory")[0] for name in shown} - {""}
    return [22.0] * len(areas) + ([32.8] if any("corridor" in name for name in shown) else [])


def _rulers(
    step: Mapping[str, Any], screen: Screen, audience: str, free: Box, eye: Eye, taken: list[Box]
) -> tuple[list[Placed], list[str]]:
    size = screen.label_px(audience)
    placed, outside = [], []
    lines_drawn = [[eye.spot(point) for point in ruler["points"]] for ruler in step["rulers"]]
    for ruler, spots in zip(step["rulers"], lines_drawn, strict=True):
        if any(_beyond(free, x, y, 0.0) for x, y in (spots[0], spots[-1])):
            outside.append(ruler["id"])
        room = RULER_PHONE_PX - 16 if screen.phone else inf
        width, lines = wrapped(ruler["text"], size, room, bold=True)
        size_px = (width + 16, round(lines * size * (1.25 if screen.phone else 1.35) + 4))
        plate = plate_beside(spots, size_px, free, lines_drawn, taken)
        taken.append(plate)
        placed.append(Placed(ruler["id"], "ruler", ruler["text"], plate, middle_of(spots)))
    return placed, outside


def middle_of(spots: Sequence[Spot]) -> Spot:
    """Return the middle of a line: between the two points that its plate belongs to."""
    middle = (len(spots) - 1) // 2
    before, after = spots[middle], spots[min(middle + 1, len(spots) - 1)]
    return (before[0] + after[0]) / 2, (before[1] + after[1]) / 2


def plate_beside(
    spots: Sequence[Spot], size: tuple[float, float], free: Box, lines: Sequence[Sequence[Spot]], taken: Sequence[Box]
) -> Box:
    """Return the box of a ruler's text: near its line, and over as little as can be of what is there.

    Parameters
    ----------
    spots
        The ruler's line in the window.
    size
        Width and height of its text.
    free
        The part of the window that nothing covers.
    lines
        The lines of all rulers, this one among them.
    taken
        What stands already.
    """
    width, tall = size
    half, (x, y) = width / 2, middle_of(spots)
    ends = sorted((spots[0], spots[-1]), key=lambda end: end[0])
    places = [(x, y + 14), (x, y - tall - 14)]
    places += [(ends[0][0] - half - 16, ends[0][1] - tall / 2), (ends[1][0] + half + 16, ends[1][1] - tall / 2)]
    places += [(x + half + 14, y - tall / 2), (x - half - 14, y - tall / 2)]
    places += [(x, y + offset) for offset in (tall + 18, -2 * tall - 18, 2 * tall + 22, -3 * tall - 22)]
    wishes = []
    for wish, top in places:
        middle = min(free.right - half - 6, max(free.left + half + 6, wish))
        wishes.append(Box(middle - half, top, middle + half, top + tall))
    beside = [_around(*spot, 5) for line in lines for spot in _evenly(line)]
    in_the_way = [*taken, *beside, *(_around(*end, 8) for end in ends)]
    return min(wishes, key=lambda wish: _covered(wish, in_the_way, free))


def _evenly(spots: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return places along a line that is given by two points or more."""
    at = np.linspace(0.0, len(spots) - 1.0, 13)
    known = np.arange(len(spots))
    across, down = np.array(spots).T
    return list(zip(np.interp(at, known, across), np.interp(at, known, down), strict=True))


def _around(x: float, y: float, reach: float) -> Box:
    return Box(x - reach, y - reach, x + reach, y + reach)


def _covered(one: Box, others: Sequence[Box], free: Box) -> float:
    """Return how much a box covers of others, with what of it lies above or below the free part."""
    outside = max(0.0, free.top + 4 - one.top, one.bottom + 4 - free.bottom) * one.width
    return outside + sum(
        max(0.0, min(one.right, other.right) - max(one.left, other.left))
        * max(0.0, min(one.bottom, other.bottom) - max(one.top, other.top) + 2)
        for other in others
    )


@dataclass
class Item:
    """A label of a known size, and the place in the window that it belongs to.

    Parameters
    ----------
    id, text
        Which label.
    spot
        What it names.
    width, height
        Its size, CSS pixels.
    x, y
        Its left upper corner, once it is laid out.
    """

    id: str
    text: str
    spot: Spot
    width: float
    height: float
    x: float = 0.0
    y: float = 0.0


def label_size(text: str, tag: str | None, screen: Screen, audience: str = "student") -> tuple[float, float]:
    """Return the width and height of a label."""
    size = screen.label_px(audience)
    padding, most = (16.0, 0.34 * screen.width) if screen.phone else (20.0, 190.0)
    badge = max(18.0, text_width(tag, 12.0, bold=True) + 8) + 6 if tag else 0.0
    room = most - padding - 2 - badge
    width, lines = wrapped(text, size, room)
    tall = max(lines * size * 1.3, 18.0 if tag else 0.0) + (4 if screen.phone else 8) + 2
    return round(width + badge + padding + 2), round(tall)


def _labels(
    step: Mapping[str, Any], screen: Screen, free: Box, eye: Eye, taken: list[Box], audience: str
) -> tuple[list[Placed], list[str]]:
    items = []
    outside = []
    for label in step["labels"]:
        said = label["text"]
        text = said if isinstance(said, str) else said[audience]
        spot = eye.spot(label["at"])
        if _beyond(free, *spot, 0.0):
            outside.append(label["id"])
        if _beyond(free, *spot, FAR_OUTSIDE_PX):
            continue
        width, height = label_size(text, label["tag"], screen, audience)
        items.append(Item(label["id"], text, spot, width, height))
    placed = [
        Placed(item.id, "label", item.text, Box(item.x, item.y, item.x + item.width, item.y + item.height), item.spot)
        for item in in_columns(items, free, eye.reach_px, taken)
    ]
    return placed, outside


def in_columns(items: Sequence[Item], free: Box, reach_px: float, taken: Sequence[Box]) -> list[Item]:
    """Put labels in two columns beside the model, none over another.

    Parameters
    ----------
    items
        The labels; their corners are set.
    free
        The part of the window that nothing covers.
    reach_px
        How far the model reaches from the middle.
    taken
        What stands already.

    Returns
    -------
    list
        The labels down the left column, then down the right one.
    """
    middle = (free.left + free.right) / 2
    columns: dict[str, list[Item]] = {"left": [], "right": []}
    for item in items:
        columns["left" if item.spot[0] < middle else "right"].append(item)
    capacity = (free.height - 16) / 34
    for one, other in (("left", "right"), ("right", "left")):
        columns[one].sort(key=lambda item: -abs(item.spot[0] - middle))
        while len(columns[one]) > capacity and len(columns[other]) < capacity:
            columns[other].append(columns[one].pop())
    for side, column in columns.items():
        for item in column:
            if side == "left":
                wish = min(middle - reach_px - 18, item.spot[0] - 36) - item.width
                item.x = max(free.left + EDGE_PX, wish)
            else:
                wish = max(middle + reach_px + 18, item.spot[0] + 36) + item.width
                item.x = min(free.right - EDGE_PX, wish) - item.width
        left = min((item.x for item in column), default=inf)
        right = max((item.x + item.width for item in column), default=-inf)
        beside = [box for box in taken if box.left < right and box.right > left]
        _stack(column, free.top + 8, free.bottom - 8, 6, beside)
    return [*columns["left"], *columns["right"]]


def _stack(items: list[Item], top: float, bottom: float, gap: float, taken: Sequence[Box]) -> None:
    """Spread boxes down a column, each as near to its wish as can be, around what is already there."""

    def met(item: Item, y: float) -> Box | None:
        return next((box for box in taken if y < box.bottom + gap and y + item.height + gap > box.top), None)

    items.sort(key=lambda item: item.spot[1])
    floor = top
    for item in items:
        item.y = max(item.spot[1] - item.height / 2, floor)
        while box := met(item, item.y):
            item.y = box.bottom + gap + 0.01
        floor = item.y + item.height + gap
    ceiling = bottom
    for item in reversed(items):
        item.y = min(item.y, ceiling - item.height)
        while box := met(item, item.y):
            item.y = box.top - gap - item.height - 0.01
        ceiling = item.y - gap


def _beyond(free: Box, x: float, y: float, by: float) -> bool:
    return x < free.left - by or x > free.right + by or y < free.top - by or y > free.bottom + by


def _unit(vector: Points) -> Points:
    size = float(np.linalg.norm(vector))
    return np.asarray(vector / size if size else vector, dtype=np.float64)
