"""The body as a soft union of a trunk, two thighs and two buttocks, right half, as distances on a grid.

Their measures are taken from the bones' landmarks; the furrow of the back, the cleft and the folds come out of where
the parts meet. Their shape is judgement.

Sources
-------
Smooth minimum: I. Quilez, "Smooth minimum" (quadratic form).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import gaussian_filter1d, map_coordinates

from anatomy_viewer.modelling.bones.skeleton import Skeleton
from anatomy_viewer.modelling.solids.surface import Points, Surface

Field = NDArray[np.float64]

BELOW_TUBEROSITY_MM = 100.0
"""How far below the tip of the ischial tuberosity the thighs are cut off."""

ABOVE_SPINE_MM = 6.0
MOST_ABOVE_SPINE_MM = 25.0
"""How far above the highest vertebra the back is cut off: by the first, or so that it covers what lies inside, but no
more than the second."""

LEVELS_EVENED_MM = 13.0
"""Standard deviation of the blur of the body's measures along its height."""


@dataclass(frozen=True)
class Grid:
    """A regular grid over the right half of the body, from the midline outwards.

    Parameters
    ----------
    lower_mm
        (3,) first point; x is 0.
    step_mm
        (3,) steps; the last plane up lies in the upper cut.
    shape
        Number of points along x, y, z.
    """

    lower_mm: Points
    step_mm: Points
    shape: tuple[int, int, int]

    @classmethod
    def between(cls, lower_mm: Points, upper_mm: Points, spacing_mm: float) -> Grid:
        """Return the grid whose outer planes pass through two corners."""
        lower = np.asarray(lower_mm, dtype=float)
        extent = np.asarray(upper_mm, dtype=float) - lower
        x, y, z = (int(np.ceil(length / spacing_mm)) for length in extent)
        return cls(lower, extent / (x, y, z), (x + 1, y + 1, z + 1))

    def axes(self) -> tuple[Field, Field, Field]:
        """Return the positions of the planes along x, y and z, broadcast against each other."""
        x, y, z = (self.lower_mm[k] + self.step_mm[k] * np.arange(n) for k, n in enumerate(self.shape))
        return x[:, None, None], y[None, :, None], z[None, None, :]

    def sample(self, values: Field, points: Points) -> Field:
        """Return a field at any (n, 3) points of either side by linear interpolation."""
        place = (np.abs(points) * (1.0, 0.0, 0.0) + points * (0.0, 1.0, 1.0) - self.lower_mm) / self.step_mm
        return np.asarray(map_coordinates(values, place.T, order=1, mode="nearest"))


def soft_minimum(first: Field, second: Field, blend_mm: Field | float) -> Field:
    """Return the smaller of two fields, rounded where they differ by less than the blend."""
    blend = np.maximum(blend_mm, 1e-6)
    near = np.maximum(blend - np.abs(first - second), 0.0) / blend
    return np.asarray(np.minimum(first, second) - near * near * blend * 0.25)


def soft_maximum(first: Field, second: Field, blend_mm: Field | float) -> Field:
    """Return the larger of two fields, rounded where they differ by less than the blend."""
    return -soft_minimum(-first, -second, blend_mm)


@dataclass(frozen=True)
class Measures:
    """What the shape of the body is drawn from, RAS mm, right side and midline."""

    psis: Points
    asis: Points
    tubercle: Points
    summit: Points
    trochanter: Points
    tuberosity: Points
    coccyx: Points
    apex: Points
    symphysis: Points
    shaft: Points
    sacrum_back: float
    loin_back: float
    top: float
    bottom: float


def measures_of(skeleton: Skeleton, so_far: Mapping[str, Surface]) -> Measures:
    """Return the landmarks that the body's shape hangs on, and how far it reaches up and down."""
    bones = skeleton.bones
    sacrum = bones["sacrum"].points
    back = sacrum[sacrum[:, 2] > skeleton.anchor("psis")[2] - 45.0]
    spine = [bone.points for name, bone in bones.items() if name.endswith("_vertebra")]
    summit = max(float(points[:, 2].max()) for points in spine)
    highest = max(float(surface.points[:, 2].max()) for surface in so_far.values())
    return Measures(
        psis=skeleton.anchor("psis"),
        asis=skeleton.anchor("asis"),
        tubercle=skeleton.anchor("iliac_tubercle"),
        summit=skeleton.anchor("iliac_crest_summit"),
        trochanter=skeleton.anchor("greater_trochanter"),
        tuberosity=skeleton.anchor("ischial_tuberosity"),
        coccyx=skeleton.anchor("coccyx_tip"),
        apex=skeleton.anchor("sacral_apex"),
        symphysis=skeleton.anchor("symphysis_top"),
        shaft=skeleton.stations.point("femur_right", "shaft_centre_150mm_below_head"),
        sacrum_back=float(back[:, 1].min()),
        loin_back=min(
            float(skeleton.anchor("psis")[1]) - 6.0, min(float(points[:, 1].min()) for points in spine) - 13.0
        ),
        top=min(max(summit + ABOVE_SPINE_MM, highest + 3.0), summit + MOST_ABOVE_SPINE_MM),
        bottom=float(skeleton.anchor("ischial_tuberosity")[2]) - BELOW_TUBEROSITY_MM,
    )


def trunk(grid: Grid, m: Measures) -> Field:
    """Return the distance from the trunk without the buttocks, nearly, negative inside."""
    x, y, z = grid.axes()
    waist, hip = m.summit[2] + 48.0, m.trochanter[0]
    # Height; half width; y of the back beside the spine, of the front, of the widest place; depth of the furrow.
    rows = np.array(
        [
            (waist + 60.0, m.summit[0] + 57.0, m.loin_back + 2.0, m.asis[1] + 44.0, m.psis[1] + 92.0, 11.0),
            (waist, m.summit[0] + 49.0, m.loin_back, m.asis[1] + 43.0, m.psis[1] + 93.0, 12.0),
            (m.summit[2], m.tubercle[0] + 9.0, m.loin_back - 4.0, m.asis[1] + 41.0, m.psis[1] + 92.0, 11.0),
            (m.tubercle[2] + 6.0, m.tubercle[0] + 18.0, m.psis[1] - 18.0, m.asis[1] + 35.0, m.psis[1] + 84.0, 7.0),
            (m.asis[2], m.tubercle[0] + 25.0, m.sacrum_back - 9.0, m.asis[1] + 27.0, m.psis[1] + 84.0, 0.0),
            (m.asis[2] - 38.0, hip + 22.0, m.sacrum_back - 8.0, m.asis[1] + 18.0, m.psis[1] + 86.0, 0.0),
            (m.apex[2] - 2.0, hip + 26.0, m.apex[1] - 13.0, m.asis[1] + 11.0, m.psis[1] + 88.0, 0.0),
            (m.coccyx[2] - 4.0, hip + 28.0, m.coccyx[1] - 15.0, m.asis[1] + 6.0, m.psis[1] + 90.0, 0.0),
            (m.tuberosity[2], hip + 26.0, m.coccyx[1] + 18.0, m.asis[1] - 6.0, m.psis[1] + 92.0, 0.0),
            (m.bottom, hip + 16.0, m.coccyx[1] + 40.0, m.asis[1] - 20.0, m.psis[1] + 92.0, 0.0),
        ]
    )
    width, back, front, middle, furrow = _along(rows, z)
    half = np.where(y < middle, middle - back, front - middle)
    # Across the sacrum the back is flat; over the loins it turns forward sooner.
    flat = np.clip((m.summit[2] + 30.0 - z) / 80.0, 0.0, 1.0)
    exponent = np.where(y < middle, 2.25 + 0.45 * flat, 2.3)
    inside = (np.abs(x) / width) ** exponent + (np.abs(y - middle) / half) ** exponent
    level = inside ** (1.0 / exponent)
    radius = np.hypot(x, y - middle)
    field = radius * (1.0 - 1.0 / np.maximum(level, 1e-3))
    # The back muscles stand up beside the spine; between them runs the furrow.
    behind = np.clip((middle - 40.0 - y) / 40.0, 0.0, 1.0)
    field = field + behind * np.maximum(furrow, 0.0) * np.exp(-0.5 * (x / 17.0) ** 2)
    # Below, the trunk ends between the thighs; in front along the groin, which rises outwards.
    before = np.clip((y - middle) / 60.0, 0.0, 1.0)
    floor = m.tuberosity[2] + 2.0 + before * 0.62 * x
    return soft_maximum(_even(grid, field), 0.85 * (floor - z), 45.0)


def thigh(grid: Grid, m: Measures) -> Field:
    """Return the distance from the right thigh, nearly, negative inside."""
    x, y, z = grid.axes()
    hip = m.trochanter[0]
    # Height; x of the inner and the outer side; y of the back and the front.
    rows = np.array(
        [
            (m.bottom - 5.0, 12.0, hip + 15.0, m.tuberosity[1] - 54.0, m.shaft[1] + 60.0),
            (m.tuberosity[2] - 50.0, 4.0, hip + 22.0, m.tuberosity[1] - 64.0, m.shaft[1] + 56.0),
            (m.tuberosity[2] - 5.0, 0.0, hip + 27.0, m.tuberosity[1] - 66.0, m.shaft[1] + 46.0),
            (m.trochanter[2], -2.0, hip + 28.0, m.tuberosity[1] - 58.0, m.shaft[1] + 34.0),
            (m.asis[2] - 20.0, 10.0, hip + 20.0, m.tuberosity[1] - 40.0, m.shaft[1] + 14.0),
        ]
    )
    inner, outside, back, front = _along(rows, z)
    centre_x, half_x = (inner + outside) / 2.0, (outside - inner) / 2.0
    centre_y, half_y = (back + front) / 2.0, (front - back) / 2.0
    level = ((np.abs(x - centre_x) / half_x) ** 2.2 + (np.abs(y - centre_y) / half_y) ** 2.2) ** (1.0 / 2.2)
    field = np.hypot(x - centre_x, y - centre_y) * (1.0 - 1.0 / np.maximum(level, 1e-3))
    return soft_maximum(_even(grid, field), z - (m.asis[2] - 30.0) + 0.0 * (x + y), 80.0)


def buttock(grid: Grid, m: Measures) -> Field:
    """Return the distance from the right buttock, nearly, negative inside."""
    x, y, z = grid.axes()
    low, high = m.tuberosity[2] - 20.0, m.psis[2] - 22.0
    centre = np.array([0.49 * m.trochanter[0], m.tuberosity[1] - 48.0, 0.62 * low + 0.38 * high])
    # The muscle runs down and outwards: the mass leans that way. It is fuller below than above.
    lean = np.radians(16.0)
    u = (x - centre[0]) * np.cos(lean) + (z - centre[2]) * np.sin(lean)
    w = -(x - centre[0]) * np.sin(lean) + (z - centre[2]) * np.cos(lean)
    v = y - centre[1] + 0.0 * z
    tall = np.where(w > 0.0, high - centre[2], centre[2] - low)
    power = 2.3
    level = (
        (np.abs(u) / (0.48 * m.trochanter[0])) ** power + (np.abs(v) / 66.0) ** power + (np.abs(w) / tall) ** power
    ) ** (1.0 / power)
    field = np.sqrt(u**2 + v**2 + w**2) * (1.0 - 1.0 / np.maximum(level, 1e-3))
    return _even(grid, field)


def _along(rows: Field, z: Field) -> Field:
    """Return the columns of a table after its first, (k, 1, 1, n), evened between and constant beyond its rows.

    On some pelvises two levels nearly meet: the rows are joined without overshoot and blurred along the height.
    """
    rows = rows[np.argsort(rows[:, 0])]
    rows = rows[np.concatenate([[True], np.diff(rows[:, 0]) > 1.0])]
    step = 2.0
    level = np.arange(rows[0, 0] - 60.0, rows[-1, 0] + 60.0, step)
    columns = PchipInterpolator(rows[:, 0], rows[:, 1:])(np.clip(level, rows[0, 0], rows[-1, 0]))
    columns = gaussian_filter1d(columns, LEVELS_EVENED_MM / step, axis=0, mode="nearest")
    found = [np.interp(z.ravel(), level, column) for column in columns.T]
    return np.array(found)[:, None, None, :]


def _even(grid: Grid, field: Field) -> Field:
    """Return a field divided by its slope, which makes it a distance near its surface."""
    parts = np.gradient(field, *grid.step_mm)
    slope = np.sqrt(sum(part**2 for part in parts))
    return np.asarray(field / np.clip(slope, 0.35, 3.0))


def body(grid: Grid, m: Measures) -> Field:
    """Return the distance from the body as its parts make it, nearly, negative inside."""
    x, y, z = grid.axes()
    torso, leg, seat = trunk(grid, m), thigh(grid, m), buttock(grid, m)
    whole = soft_minimum(torso, leg, 30.0 + 25.0 * np.clip((y - m.trochanter[1]) / 50.0, 0.0, 1.0) + 0.0 * (x + z))
    # Above and at the side the buttock runs out softly; below, over the thigh, it ends in the fold.
    low = m.tuberosity[2] - 16.0
    under = 1.0 / (1.0 + np.exp((z - low - 18.0) / 7.0))
    inner = 1.0 / (1.0 + np.exp((x - 0.72 * m.trochanter[0]) / 10.0))
    blend = 46.0 - 40.0 * under * inner
    near_cleft = np.exp(-0.5 * (x / 20.0) ** 2) / (1.0 + np.exp((z - m.psis[2] + 62.0) / 9.0))
    blend = np.maximum(blend - 36.0 * near_cleft, 6.0)
    return soft_minimum(whole, seat, blend)
