"""The skin of the lower back, the buttocks and the upper thighs as one smooth surface.

The body is first a soft union of a trunk, two thighs and two buttocks whose measures are taken from the bones'
landmarks. Whatever lies inside, bones, muscles, nerves, is then laid under a least thickness of fat, the
furrow of the back, the cleft and the folds come out of where the parts meet, and over the PSIS and the ASIS
the surface is moved to the published depth. Between those places the shape is judgement.

Everything is worked out for the right half and mirrored, so that both sides are the same.

Sources
-------
Depth over the PSIS and the ASIS: MANTOVANI16. Smooth minimum: I. Quilez, "Smooth minimum" (quadratic form).
Surface: flying edges (Schroeder et al. 2015); thinning: Garland and Heckbert 1997, both as VTK has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import gaussian_filter, gaussian_filter1d, map_coordinates
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from anatomy_viewer.atlas.appearance import COLOURS
from anatomy_viewer.modelling.bones.skeleton import Skeleton
from anatomy_viewer.modelling.placing import Placing
from anatomy_viewer.modelling.solids.ambient_occlusion import sky_seen
from anatomy_viewer.modelling.solids.surface import Points, Surface, closest_points

if TYPE_CHECKING:
    import pyvista as pv
    from vtkmodules.vtkCommonDataModel import vtkStaticCellLocator

Field = NDArray[np.float64]

SPACING_MM = 4.0
"""Step of the grid on which the body is modelled."""

BELOW_TUBEROSITY_MM = 100.0
"""How far below the tip of the ischial tuberosity the thighs are cut off."""

ABOVE_SPINE_MM = 6.0
MOST_ABOVE_SPINE_MM = 25.0
"""How far above the highest vertebra the back is cut off: by the first, or so that it covers what lies inside, but no
more than the second."""

PSIS_DEPTH_MM = 19.6
ASIS_DEPTH_MM = 9.7
"""Mean depth of soft tissue over the spines (MANTOVANI16); SDs 10.9 and 7.0."""

DIMPLE_MM = 3.6
"""How much the skin dips over the PSIS, where it is tethered, below what is around it; judgement."""

FAT_MM = 6.0
"""Least thickness of skin and fat over whatever lies inside; judgement."""

REACH_MM = 40.0
"""So far beyond the body as its parts make it, tissue is still laid under the skin."""

CLEAR_MM = 2.0
"""Nothing inside comes nearer to the skin than this."""

EVENED_MM = 2.8
"""Standard deviation of the blur that rounds the seams of the parts."""

LEVELS_EVENED_MM = 13.0
"""Standard deviation of the blur of the body's measures along its height."""

HALF_TRIANGLES = 4_700
RIM_MM = 3.5
SKY_DIRECTIONS = 40
SHADED_SKIN = (138, 84, 70)
"""The skin where it sees no sky."""


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
            float(skeleton.anchor("psis")[1]) - 6.0, min(float(points[:, 1].min()) for points in spine) - 21.0
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


@dataclass(frozen=True)
class SkinPoint:
    """The place of the skin above a place inside the body.

    Parameters
    ----------
    at
        (3,) float, RAS mm: where the way out is shortest, which is along the skin's normal.
    normal
        (3,) unit direction out of the body there.
    depth_mm
        How far below the skin the inner place lies.
    """

    at: Points
    normal: Points
    depth_mm: float


@dataclass(frozen=True)
class Skin:
    """The skin to press on.

    Parameters
    ----------
    surface
        The skin as it is drawn.
    """

    surface: Surface

    @cached_property
    def _sheet(self) -> pv.PolyData:
        return self.surface.to_polydata()

    @cached_property
    def _cells(self) -> vtkStaticCellLocator:
        from vtkmodules.vtkCommonDataModel import vtkStaticCellLocator

        cells = vtkStaticCellLocator()
        cells.SetDataSet(self._sheet)
        cells.BuildLocator()
        return cells

    @cached_property
    def _normals(self) -> Points:
        return self.surface.normals()

    def above(self, places: Points) -> list[SkinPoint]:
        """Return the place of the skin above each of (n, 3) places inside the body."""
        places = np.asarray(places, dtype=float).reshape(-1, 3)
        at, normal = self.nearest(places)
        depth = np.linalg.norm(places - at, axis=1)
        return [SkinPoint(a, n, float(d)) for a, n, d in zip(at, normal, depth, strict=True)]

    def nearest(self, places: Points) -> tuple[Points, Points]:
        """Return the (n, 3) points of the skin nearest to places and the smooth (n, 3) normals there."""
        at, cells = self._closest(places)
        return at, self._smooth(at, cells)

    def first_met(self, places: Points, direction: Points) -> tuple[Points, Points, NDArray[np.bool_]]:
        """Return where rays first meet the skin, the normals there, and whether they do at all.

        Parameters
        ----------
        places
            (n, 3) starts of the rays, RAS mm.
        direction
            Unit direction of the rays, (3,) or (n, 3).
        """
        from vtkmodules.vtkCommonCore import reference
        from vtkmodules.vtkCommonDataModel import vtkGenericCell

        cells_of: Any = self._cells
        share, part, cell, generic = reference(0.0), reference(0), reference(0), vtkGenericCell()
        found, local = [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]
        at, cells = np.zeros((len(places), 3)), np.zeros(len(places), dtype=np.int64)
        met = np.zeros(len(places), dtype=bool)
        for k, (start, end) in enumerate(zip(places, places + 1200.0 * direction, strict=True)):
            met[k] = bool(cells_of.IntersectWithLine(start, end, 1e-6, share, found, local, part, cell, generic))
            at[k], cells[k] = found, int(cell)
        return at, self._smooth(at, cells), met

    def colour_at(self, places: Points) -> Points:
        """Return the colour of the skin nearest to places, (n, 3) float from 0 to 255."""
        if self.surface.colours is None:
            raise ValueError("the skin has no colours")
        at, cells = self._closest(places)
        corners = self.surface.triangles[cells]
        share = _barycentric(at, self.surface.points[corners])
        return np.asarray((self.surface.colours[corners] * share[:, :, None]).sum(axis=1))

    def _closest(self, places: Points) -> tuple[Points, NDArray[np.int64]]:
        from vtkmodules.vtkCommonCore import reference
        from vtkmodules.vtkCommonDataModel import vtkGenericCell

        cells_of: Any = self._cells
        cell, part, gap, generic = reference(0), reference(0), reference(0.0), vtkGenericCell()
        found = [0.0, 0.0, 0.0]
        places = np.asarray(places, dtype=float).reshape(-1, 3)
        at, cells = np.zeros_like(places), np.zeros(len(places), dtype=np.int64)
        for k, place in enumerate(places):
            cells_of.FindClosestPoint(place, found, generic, cell, part, gap)
            at[k], cells[k] = found, int(cell)
        return at, cells

    def _smooth(self, at: Points, cells: NDArray[np.int64]) -> Points:
        corners = self.surface.triangles[cells]
        share = _barycentric(at, self.surface.points[corners])
        normal = (self._normals[corners] * share[:, :, None]).sum(axis=1)
        return np.asarray(normal / np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9))


def skin_depth_mm(skin: Surface, place: Points) -> float:
    """Return how far below the skin a place lies, the shortest way, mm."""
    return Skin(skin).above(place)[0].depth_mm


def skin_measures(skin: Surface, landmarks: Mapping[str, Points]) -> dict[str, float]:
    """Return how deep the spines of the right side lie under the skin, mm, by measure id."""
    return {f"skin_over_{name}": skin_depth_mm(skin, landmarks[f"{name}_right"]) for name in ("psis", "asis")}


def build_skin(placing: Placing, so_far: Mapping[str, Surface]) -> dict[str, Surface]:
    """Return the skin over everything so far, painted, by name."""
    return {"skin": skin_surface(placing.skeleton, so_far)}


def skin_surface(skeleton: Skeleton, so_far: Mapping[str, Surface]) -> Surface:
    """Return the skin, both sides, open at the waist and the thighs with a narrow flat rim there.

    Parameters
    ----------
    skeleton
        The finished bones and their landmarks.
    so_far
        Everything that lies under the skin, by structure id.
    """
    m = measures_of(skeleton, so_far)
    inside = _inside(so_far)
    reach = np.array([m.trochanter[0] + 62.0, m.asis[1] + 92.0, m.top])
    grid = Grid.between(np.array([0.0, m.sacrum_back - 84.0, m.bottom]), reach, SPACING_MM)
    field = _over_tissues(grid, body(grid, m), inside)
    field = gaussian_filter(field, EVENED_MM / grid.step_mm, mode=("reflect", "nearest", "nearest"))
    half = _extracted(grid, field)
    half = _to_depth(half, m.psis, PSIS_DEPTH_MM + DIMPLE_MM, 42.0)
    half = _to_depth(half, m.psis, PSIS_DEPTH_MM, 10.0)
    half = _to_depth(half, m.asis, ASIS_DEPTH_MM, 26.0)
    half = _thinned(half, HALF_TRIANGLES)
    half = _pushed_out(half, inside)
    for _ in range(2):
        half = _to_depth(half, m.psis, PSIS_DEPTH_MM, 12.0)
        half = _to_depth(half, m.asis, ASIS_DEPTH_MM, 20.0)
    rimmed = _rimmed(half)
    whole = _both_halves(rimmed)
    seen = sky_seen([whole], directions=SKY_DIRECTIONS, cell_mm=6.0)[0]
    return replace(whole, colours=skin_tones((seen + seen[_mirror_of(whole)]) / 2.0))


def skin_tones(seen: Field) -> NDArray[np.uint8]:
    """Return the skin's colour, warmer and darker where less of the sky is seen, (n, 3) uint8."""
    light = np.round(np.clip((seen - 0.25) / 0.65, 0.0, 1.0) ** 0.8 * 48.0)[:, None] / 48.0
    tone = np.array(SHADED_SKIN) + (np.array(COLOURS["skin"]) - np.array(SHADED_SKIN)) * light
    return np.asarray(np.round(tone), dtype=np.uint8)


def _inside(so_far: Mapping[str, Surface]) -> Points:
    """Return points that cover everything under the skin, on the right side, (n, 3) mm."""
    found = []
    for name, surface in so_far.items():
        if name.endswith("_left") or name == "skin":
            continue
        a, b, c = (surface.points[surface.triangles[:, k]] for k in range(3))
        found.append(surface.points)
        longest = np.max([np.linalg.norm(p - q, axis=1) for p, q in ((a, b), (b, c), (c, a))], axis=0)
        for share in ((1, 1, 1), (1, 1, 0), (0, 1, 1), (1, 0, 1), (4, 1, 1), (1, 4, 1), (1, 1, 4)):
            weight = np.array(share) / sum(share)
            large = longest > 3.0
            found.append(weight[0] * a[large] + weight[1] * b[large] + weight[2] * c[large])
    points = np.vstack(found)
    points[:, 0] = np.abs(points[:, 0])
    cube = np.floor((points - points.min(axis=0)) / 2.0).astype(np.int64)
    code = (cube[:, 0] * 4096 + cube[:, 1]) * 4096 + cube[:, 2]
    return np.asarray(points[np.unique(code, return_index=True)[1]])


def _over_tissues(grid: Grid, field: Field, inside: Points) -> Field:
    """Return the body's field swollen softly to lie over everything inside with a layer of fat."""
    near = np.nonzero((field > -16.0) & (field < REACH_MM))
    places = np.stack([grid.lower_mm[k] + grid.step_mm[k] * near[k] for k in range(3)], axis=1)
    # What lies deep inside the body has no say.
    shallow = inside[grid.sample(field, inside) > -16.0 - FAT_MM - 12.0]
    gap, _ = cKDTree(shallow).query(places, distance_upper_bound=REACH_MM, eps=0.02)
    lying = np.full(field.shape, REACH_MM)
    lying[near] = np.minimum(gap, REACH_MM)
    return soft_minimum(field, lying - FAT_MM, 10.0)


def _extracted(grid: Grid, field: Field) -> Surface:
    """Return the zero surface of the right half, open at the midline and at the cuts, wound outward."""
    from vtkmodules.util import numpy_support
    from vtkmodules.vtkCommonDataModel import vtkImageData
    from vtkmodules.vtkFiltersCore import vtkFlyingEdges3D

    image = vtkImageData()
    image.SetDimensions(*grid.shape)
    image.SetOrigin(*grid.lower_mm)
    image.SetSpacing(*grid.step_mm)
    safe = np.where(np.abs(field) < 1e-4, 1e-4, field)
    flat = numpy_support.numpy_to_vtk(np.ascontiguousarray(safe.transpose(2, 1, 0)).ravel(), deep=True)
    image.GetPointData().SetScalars(flat)
    edges = vtkFlyingEdges3D()
    edges.SetInputData(image)
    edges.SetValue(0, 0.0)
    edges.ComputeNormalsOff()
    edges.ComputeGradientsOff()
    edges.ComputeScalarsOff()
    edges.Update()
    found = edges.GetOutput()
    points = numpy_support.vtk_to_numpy(found.GetPoints().GetData()).astype(np.float64)
    triangles = numpy_support.vtk_to_numpy(found.GetPolys().GetConnectivityArray()).reshape(-1, 3)
    surface = _largest_part(Surface(points, triangles.astype(np.int32)))
    up = grid.sample(field, surface.points + surface.normals()) - grid.sample(field, surface.points)
    return replace(surface, triangles=surface.triangles[:, ::-1]) if up.sum() < 0.0 else surface


def _largest_part(surface: Surface) -> Surface:
    """Keep the connected part with most triangles, which is the outer one."""
    count, rows = len(surface.points), surface.triangles[:, [0, 1]].ravel()
    columns = surface.triangles[:, [1, 2]].ravel()
    links = coo_matrix((np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(count, count))
    _, part = connected_components(links, directed=False)
    chosen = int(np.bincount(part[surface.triangles[:, 0]]).argmax())
    kept, renumbered = np.unique(surface.triangles[part[surface.triangles[:, 0]] == chosen], return_inverse=True)
    return Surface(surface.points[kept], renumbered.reshape(-1, 3).astype(np.int32))


def _to_depth(surface: Surface, bone: Points, depth_mm: float, reach_mm: float) -> Surface:
    """Return the surface moved in or out around a bone point until it lies the wanted depth away.

    Parameters
    ----------
    surface
        The right half.
    bone
        (3,) float, RAS mm.
    depth_mm
        Wanted shortest distance.
    reach_mm
        Standard deviation of the bell by which the move fades.
    """
    for _ in range(12):
        at = closest_points(surface, bone[None])[0]
        lacking = depth_mm - float(np.linalg.norm(at - bone))
        if abs(lacking) < 0.02:
            break
        outward = (at - bone) / np.linalg.norm(at - bone)
        gap = np.linalg.norm(surface.points - at, axis=1)
        move = lacking * np.exp(-0.5 * (gap / reach_mm) ** 2)
        surface = _moved(surface, np.outer(move, outward))
    return surface


def _moved(surface: Surface, move: Points) -> Surface:
    """Return the half moved, its open edges kept in their planes."""
    points = surface.points + move
    for axis, level in ((0, 0.0), (2, surface.points[:, 2].min()), (2, surface.points[:, 2].max())):
        edge = np.abs(surface.points[:, axis] - level) < 1e-6
        points[edge, axis] = level
    return replace(surface, points=points)


def _thinned(surface: Surface, triangles: int) -> Surface:
    """Return the half with about so many triangles; flat parts lose theirs first, open edges stay straight."""
    from vtkmodules.util import numpy_support
    from vtkmodules.vtkFiltersCore import vtkQuadricDecimation

    thin = vtkQuadricDecimation()
    # Which of two equally flat places goes first must not hang on a last bit.
    thin.SetInputData(replace(surface, points=surface.points.round(3)).to_polydata())
    thin.SetTargetReduction(1.0 - triangles / len(surface.triangles))
    thin.VolumePreservationOn()
    thin.Update()
    found = thin.GetOutput()
    points = numpy_support.vtk_to_numpy(found.GetPoints().GetData()).astype(np.float64)
    corners = numpy_support.vtk_to_numpy(found.GetPolys().GetConnectivityArray()).reshape(-1, 3)
    kept, renumbered = np.unique(corners, return_inverse=True)
    points, corners = points[kept], renumbered.reshape(-1, 3).astype(np.int32)
    low, high = surface.points[:, 2].min(), surface.points[:, 2].max()
    edge = np.unique(_open_edges(corners))
    for axis, level in ((0, 0.0), (2, low), (2, high)):
        near = edge[np.abs(points[edge, axis] - level) < 2.0]
        points[near, axis] = level
    return Surface(points, corners)


def _open_edges(triangles: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the directed edges that only one triangle has, (n, 2)."""
    directed = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]).astype(np.int64)
    size = int(triangles.max()) + 1
    lonely = ~np.isin(directed[:, 0] * size + directed[:, 1], directed[:, 1] * size + directed[:, 0])
    return directed[lonely]


def _pushed_out(surface: Surface, inside: Points) -> Surface:
    """Return the half moved outwards where something inside comes too near."""
    for _ in range(8):
        tree = cKDTree(surface.points)
        reach, _ = tree.query(inside, distance_upper_bound=18.0)
        close = inside[np.isfinite(reach)]
        if not len(close):
            break
        cells, at = surface.to_polydata().find_closest_cell(close, return_closest_point=True)
        corners = surface.triangles[cells]
        a, b, c = (surface.points[corners[:, k]] for k in range(3))
        normal = np.cross(b - a, c - a)
        normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
        depth = ((np.asarray(at) - close) * normal).sum(axis=1)
        gap = np.linalg.norm(np.asarray(at) - close, axis=1)
        deep = np.where(depth < 0.0, -gap, gap)
        lacking = CLEAR_MM + 0.4 - deep
        short = lacking > 0.0
        if not short.any():
            break
        need = np.zeros(len(surface.points))
        np.maximum.at(need, corners[short].ravel(), np.repeat(lacking[short], 3))
        need = np.maximum(need, _neighbour_mean(surface, need))
        surface = _moved(surface, surface.normals() * need[:, None])
    return surface


def _neighbour_mean(surface: Surface, values: Field) -> Field:
    rows = np.concatenate([surface.triangles[:, k] for k in (0, 1, 2, 1, 2, 0)])
    columns = np.concatenate([surface.triangles[:, k] for k in (1, 2, 0, 0, 1, 2)])
    total = np.bincount(rows, weights=values[columns], minlength=len(values))
    return np.asarray(total / np.maximum(np.bincount(rows, minlength=len(values)), 1))


def _rimmed(surface: Surface) -> Surface:
    """Return the half with a narrow flat band inwards along the cuts, as if the skin had a thickness."""
    edges = _open_edges(surface.triangles)
    points, triangles = [surface.points], [surface.triangles]
    count = len(surface.points)
    for level in (surface.points[:, 2].min(), surface.points[:, 2].max()):
        ring = edges[(np.abs(surface.points[edges][..., 2] - level) < 1e-6).all(axis=1)]
        along = surface.points[ring[:, 1]] - surface.points[ring[:, 0]]
        # The surface lies to the left of its open edges; seen from outside, inwards is across the normal.
        across = np.column_stack([-along[:, 1], along[:, 0], np.zeros(len(along))])
        used, number = np.unique(ring, return_inverse=True)
        number = number.reshape(-1, 2)
        inward = np.zeros((len(used), 3))
        for k in (0, 1):
            np.add.at(inward, number[:, k], across)
        normal = surface.normals()[used] * (1.0, 1.0, 0.0)
        inward *= -np.sign((inward * normal).sum(axis=1, keepdims=True))
        middle = surface.points[used, 0] == 0.0
        inward[middle, 0] = 0.0
        inward /= np.maximum(np.linalg.norm(inward, axis=1, keepdims=True), 1e-9)
        outer = surface.points[used]
        points += [outer, outer + RIM_MM * inward]
        a, b = count + number[:, 0], count + number[:, 1]
        c, d = a + len(used), b + len(used)
        triangles += [np.column_stack([b, a, c]), np.column_stack([b, c, d])]
        count += 2 * len(used)
    return Surface(np.vstack(points), np.vstack(triangles).astype(np.int32))


def _both_halves(half: Surface) -> Surface:
    """Return the half and its mirror image, sewn together along the midline."""
    middle = half.points[:, 0] == 0.0
    number = np.arange(len(half.points))
    other = number.copy()
    other[~middle] = len(half.points) + np.arange(int((~middle).sum()))
    mirrored = half.points[~middle] * (-1.0, 1.0, 1.0)
    return Surface(
        np.vstack([half.points, mirrored]), np.vstack([half.triangles, other[half.triangles][:, ::-1]]).astype(np.int32)
    )


def _mirror_of(whole: Surface) -> NDArray[np.intp]:
    """Return for each point the number of its mirror image."""
    _, found = cKDTree(whole.points).query(whole.points * (-1.0, 1.0, 1.0))
    return np.asarray(found)


def _barycentric(places: Points, corners: Points) -> Points:
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    total = np.cross(b - a, c - a)
    area = np.maximum((total**2).sum(axis=1), 1e-12)
    u = (np.cross(c - b, places - b) * total).sum(axis=1) / area
    v = (np.cross(a - c, places - c) * total).sum(axis=1) / area
    share = np.clip(np.column_stack([u, v, 1.0 - u - v]), 0.0, 1.0)
    return np.asarray(share / share.sum(axis=1, keepdims=True))
