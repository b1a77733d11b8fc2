"""Solids as signed distances on a regular grid: blend, carve, and take the surface out again.

A bone such as the sacrum is a smooth block with holes, crests and knobs. Each of these is a *solid*:
something that gives the signed distance of any point to its skin, negative inside. Solids are joined with a
soft edge (smooth union) or cut out (smooth subtraction) on a grid, whose zero surface is the bone. The
distances are true distances, not a filled voxel image, so that the surface shows no steps.

Everything here is symmetric in x: the grid holds the half x >= 0, and the surface is mirrored, because the
tables give the right side and the midline.

Sources
-------
Smooth minimum: I. Quilez, "Smooth minimum" (the quadratic form). Surface: flying edges (Schroeder et al.
2015) as VTK has it. Smoothing without shrinking: Taubin 1995.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import ConvexHull, cKDTree

from anatomy_viewer.modelling.solids.surface import Points, Surface, Triangles
from anatomy_viewer.modelling.solids.trees import tree_of

Distances = NDArray[np.float64]

_FAR_MM = 12.0
"""Distances are only kept true up to here; beyond it only their sign and rough size matter."""

ROUND_THE_SKIN_MM = 4.0
"""Farther outside its skin than this, nothing changes where a solid's surface is taken."""


class Solid(Protocol):
    """Anything with an inside: a signed distance and a box that holds its skin."""

    def distance(self, points: Points) -> Distances:
        """Return the (n,) signed distances of (n, 3) points in mm, negative inside."""
        ...

    def bounds(self) -> tuple[Points, Points]:
        """Return the lower and upper corner, (3,) and (3,) mm, of a box round the skin."""
        ...


@dataclass(frozen=True)
class Tube:
    """A chain of round cones through given points, with a radius at each.

    Parameters
    ----------
    centres_mm
        (n, 3) centre line.
    radii_mm
        (n,) radius at each point.
    blend_mm
        How softly one segment runs into the next.
    """

    centres_mm: ArrayLike
    radii_mm: ArrayLike
    blend_mm: float = 0.5

    def distance(self, points: Points) -> Distances:
        centres = np.asarray(self.centres_mm, dtype=float).reshape(-1, 3)
        radii = np.broadcast_to(np.asarray(self.radii_mm, dtype=float), (len(centres),))
        if len(centres) == 1:
            return np.asarray(np.linalg.norm(points - centres[0], axis=1) - radii[0])
        found: Distances | None = None
        for start, end, radius, next_radius in zip(centres, centres[1:], radii, radii[1:], strict=False):
            along = end - start
            share = np.clip((points - start) @ along / max(float(along @ along), 1e-9), 0.0, 1.0)
            nearest = start + share[:, None] * along
            segment = np.linalg.norm(points - nearest, axis=1) - (radius + share * (next_radius - radius))
            found = segment if found is None else smooth_minimum(found, segment, self.blend_mm)
        assert found is not None
        return found

    def bounds(self) -> tuple[Points, Points]:
        centres = np.asarray(self.centres_mm, dtype=float).reshape(-1, 3)
        radii = np.broadcast_to(np.asarray(self.radii_mm, dtype=float), (len(centres),))[:, None]
        return (centres - radii).min(axis=0), (centres + radii).max(axis=0)


@dataclass(frozen=True)
class EllipticTube:
    """A tube with an elliptic cross-section that may change its size, its turn and its roundness on the way.

    Parameters
    ----------
    centres_mm
        (n, 3) centre line.
    widths
        (n, 3) or (3,) directions of the first half axis; made square to the centre line.
    half_width_mm, half_depth_mm
        (n,) or one half axis along ``widths`` and across it.
    exponent
        2 is an ellipse; larger is squarer.
    dome
        How high the ends bulge, as a share of the smaller half axis there.
    """

    centres_mm: ArrayLike
    widths: ArrayLike
    half_width_mm: ArrayLike
    half_depth_mm: ArrayLike
    exponent: float = 2.0
    dome: float = 0.5

    def distance(self, points: Points) -> Distances:
        centres = np.asarray(self.centres_mm, dtype=float).reshape(-1, 3)
        count = len(centres)
        tangents = np.gradient(centres, axis=0)
        tangents /= np.linalg.norm(tangents, axis=1, keepdims=True)
        widths = np.broadcast_to(np.asarray(self.widths, dtype=float), (count, 3))
        widths = widths - (widths * tangents).sum(axis=1, keepdims=True) * tangents
        widths = widths / np.linalg.norm(widths, axis=1, keepdims=True)
        depths = np.cross(tangents, widths)
        half_width = np.broadcast_to(np.asarray(self.half_width_mm, dtype=float), (count,))
        half_depth = np.broadcast_to(np.asarray(self.half_depth_mm, dtype=float), (count,))
        best = np.full(len(points), np.inf)
        for k in range(count - 1):
            along = centres[k + 1] - centres[k]
            length = float(np.linalg.norm(along))
            free = (points - centres[k]) @ along / length**2
            share = np.clip(free, 0.0, 1.0)
            beyond = np.abs(free - share) * length
            offset = points - (centres[k] + share[:, None] * along)
            direction = widths[k] + share[:, None] * (widths[k + 1] - widths[k])
            across = depths[k] + share[:, None] * (depths[k + 1] - depths[k])
            a = half_width[k] + share * (half_width[k + 1] - half_width[k])
            b = half_depth[k] + share * (half_depth[k + 1] - half_depth[k])
            u = (offset * direction).sum(axis=1)
            v = (offset * across).sum(axis=1)
            # Past an inner joint the next piece goes on; past an end the tube closes with a low dome.
            ends = np.where(free < 0.0, k == 0, k == count - 2)
            dome = np.where(ends, beyond, 0.0)
            height = self.dome * np.minimum(a, b)
            power = self.exponent
            level = (np.abs(u) / a) ** power + (np.abs(v) / b) ** power + (dome / height) ** power
            level = level ** (1.0 / power)
            slope = np.sqrt((u / a**2) ** 2 + (v / b**2) ** 2 + (dome / height**2) ** 2)
            radial = level * (level - 1.0) / np.maximum(slope, 1e-9)
            radial = np.where(level < 1e-6, -np.minimum(a, b), np.maximum(radial, -np.minimum(a, b)))
            passed = np.where(ends, 0.0, beyond)
            best = np.minimum(best, np.where(radial > 0.0, np.hypot(radial, passed), radial + passed))
        return best

    def bounds(self) -> tuple[Points, Points]:
        centres = np.asarray(self.centres_mm, dtype=float).reshape(-1, 3)
        reach = float(np.max(self.half_width_mm) + np.max(self.half_depth_mm))
        return centres.min(axis=0) - reach, centres.max(axis=0) + reach


@dataclass(frozen=True)
class Ellipsoid:
    """An ellipsoid by its centre, three orthogonal directions (rows) and half axes."""

    centre_mm: ArrayLike
    axes: ArrayLike
    half_axes_mm: ArrayLike

    def distance(self, points: Points) -> Distances:
        axes = np.asarray(self.axes, dtype=float).reshape(3, 3)
        half = np.asarray(self.half_axes_mm, dtype=float)
        local = (points - np.asarray(self.centre_mm, dtype=float)) @ axes.T
        level = np.linalg.norm(local / half, axis=1)
        slope = np.linalg.norm(local / half**2, axis=1)
        exact = level * (level - 1.0) / np.maximum(slope, 1e-9)
        return np.asarray(np.where(level < 1e-6, -half.min(), exact))

    def bounds(self) -> tuple[Points, Points]:
        centre = np.asarray(self.centre_mm, dtype=float)
        reach = float(np.max(self.half_axes_mm))
        return centre - reach, centre + reach


@dataclass(frozen=True)
class RoundedHull:
    """The convex hull of points with its edges rounded off; the skin passes near the points.

    Parameters
    ----------
    corners_mm
        (n, 3) points, at least four that do not lie in one plane.
    rounding_mm
        Radius of the edges. The hull of the corners is drawn in a little less than this and grown again.
    """

    corners_mm: ArrayLike
    rounding_mm: float = 3.0

    def distance(self, points: Points) -> Distances:
        planes = ConvexHull(np.asarray(self.corners_mm, dtype=float)).equations
        planes = np.unique(planes.round(6), axis=0)
        # Faces that nearly share a plane count as one, or they would push the skin inwards.
        alike = np.clip((planes[:, :3] @ planes[:, :3].T - 0.85) / 0.15, 0.0, 1.0).sum(axis=1)
        # A soft maximum over the faces: exact on the faces, rounded where two or more meet.
        sharpness = 2.2 / self.rounding_mm
        values = points @ planes[:, :3].T + planes[:, 3]
        top = values.max(axis=1)
        total = (np.exp(sharpness * (values - top[:, None])) / alike).sum(axis=1)
        return np.asarray(top + np.log(np.maximum(total, 1.0 / len(planes))) / sharpness)

    def bounds(self) -> tuple[Points, Points]:
        corners = np.asarray(self.corners_mm, dtype=float)
        return corners.min(axis=0), corners.max(axis=0)


@dataclass(frozen=True)
class MeshSolid:
    """The inside of a closed, finely meshed surface with outward winding.

    The distance of a point is measured to the tangent planes of the nearest mesh points, which is smooth
    where the mesh is about as fine as the grid.
    """

    surface: Surface
    _tree: cKDTree = field(init=False, repr=False, compare=False)
    _normals: Points = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_tree", tree_of(self.surface.points))
        object.__setattr__(self, "_normals", self.surface.normals())

    def distance(self, points: Points) -> Distances:
        found, nearest = self._tree.query(points, k=6, workers=-1)
        reach: Distances = np.asarray(found)
        offset = points[:, None, :] - self.surface.points[nearest]
        heights = (offset * self._normals[nearest]).sum(axis=2)
        weights = 1.0 / (reach**2 + 0.05)
        height = (heights * weights).sum(axis=1) / weights.sum(axis=1)
        # Close by, the tangent planes are right; far off, only their side is, and the point's distance is.
        share = np.clip((reach[:, 0] - 2.0) / 2.0, 0.0, 1.0)
        return np.asarray((1.0 - share) * height + share * np.where(height < 0.0, -reach[:, 0], reach[:, 0]))

    def bounds(self) -> tuple[Points, Points]:
        return self.surface.points.min(axis=0), self.surface.points.max(axis=0)


def smooth_minimum(first: NDArray[np.floating], second: NDArray[np.floating], blend_mm: float) -> Distances:
    """Return the smaller of two distances, rounded where they differ by less than ``blend_mm``."""
    if blend_mm <= 0.0:
        return np.asarray(np.minimum(first, second))
    near = np.maximum(blend_mm - np.abs(first - second), 0.0) / blend_mm
    return np.asarray(np.minimum(first, second) - near * near * blend_mm * 0.25)


def smooth_maximum(first: NDArray[np.floating], second: NDArray[np.floating], blend_mm: float) -> Distances:
    """Return the larger of two distances, rounded where they differ by less than ``blend_mm``."""
    return -smooth_minimum(-first, -second, blend_mm)


@dataclass(frozen=True)
class DistanceGrid:
    """Signed distances on a regular grid over the half space x >= 0.

    Parameters
    ----------
    lower_mm
        (3,) first grid point; its x is half a step, so that no point lies in the mirror plane.
    spacing_mm
        Step of the grid.
    values
        (nx, ny, nz) float32, mm, negative inside.
    """

    lower_mm: Points
    spacing_mm: float
    values: NDArray[np.float32]

    @classmethod
    def empty(cls, lower_mm: ArrayLike, upper_mm: ArrayLike, spacing_mm: float = 0.8) -> DistanceGrid:
        """Return a grid with nothing inside, from x = 0 to the upper corner's x."""
        lower = np.floor(np.asarray(lower_mm, dtype=float) / spacing_mm) * spacing_mm
        lower[0] = spacing_mm / 2.0
        shape = tuple(int(n) for n in np.ceil((np.asarray(upper_mm, dtype=float) - lower) / spacing_mm) + 1)
        return cls(lower, spacing_mm, np.full(shape, _FAR_MM, dtype=np.float32))

    @classmethod
    def box(cls, lower_mm: ArrayLike, upper_mm: ArrayLike, spacing_mm: float = 0.8) -> DistanceGrid:
        """Return a grid with nothing inside from corner to corner, for a bone beside the midline.

        Its surface is taken with `one_side`.

        Raises
        ------
        ValueError
            Where the box does not lie on the right of the midline.
        """
        lower = np.floor(np.asarray(lower_mm, dtype=float) / spacing_mm) * spacing_mm
        if lower[0] < 0.0:
            raise ValueError("the grid of a bone beside the midline reaches over it")
        shape = tuple(int(n) for n in np.ceil((np.asarray(upper_mm, dtype=float) - lower) / spacing_mm) + 1)
        return cls(lower, spacing_mm, np.full(shape, _FAR_MM, dtype=np.float32))

    def union(self, solid: Solid, blend_mm: float = 0.0) -> DistanceGrid:
        """Return the grid with the solid added, its seam rounded over about ``blend_mm``."""
        return self._combined(solid, blend_mm, sign=1)

    def subtract(self, solid: Solid, blend_mm: float = 0.0) -> DistanceGrid:
        """Return the grid with the solid cut out, the rim of the cut rounded over about ``blend_mm``."""
        return self._combined(solid, blend_mm, sign=-1)

    def distances(self, solid: Solid, within_mm: float | None = None) -> NDArray[np.float32]:
        """Return the solid's distance at each grid point, true near the skin, nearly elsewhere, (nx, ny, nz).

        Parameters
        ----------
        solid
            What is measured to.
        within_mm
            Where given, the distance is only true at points that lie no farther outside the grid's own skin.
        """
        # First every fourth point, then the points near the skin.
        step = 4
        axes = [self.lower_mm[k] + self.spacing_mm * np.arange(n) for k, n in enumerate(self.values.shape)]
        coarse_axes = [
            self.lower_mm[k] + self.spacing_mm * step * np.arange(-(-n // step) + 1)
            for k, n in enumerate(self.values.shape)
        ]
        coarse_points = np.stack(np.meshgrid(*coarse_axes, indexing="ij"), axis=-1)
        coarse = solid.distance(coarse_points.reshape(-1, 3)).reshape(coarse_points.shape[:3])
        coarse = np.clip(coarse, -_FAR_MM, _FAR_MM)
        fine = _upsampled(coarse, step, self.values.shape)
        close = np.abs(fine) < 5.0 + 2.0 * self.spacing_mm
        near = np.nonzero(close if within_mm is None else close & (self.values < within_mm))
        points = np.stack([axes[k][near[k]] for k in range(3)], axis=1)
        fine[near] = solid.distance(points)
        return fine.astype(np.float32)

    def with_values(self, values: NDArray[np.floating]) -> DistanceGrid:
        """Return the grid with other distances of the same shape."""
        return replace(self, values=np.asarray(values, dtype=np.float32).reshape(self.values.shape))

    def smoothed(self, sigma_mm: float) -> DistanceGrid:
        """Return the grid blurred by a Gaussian, mirrored at x = 0, which rounds every edge a little."""
        from scipy.ndimage import gaussian_filter

        return self.with_values(gaussian_filter(self.values, sigma_mm / self.spacing_mm, mode="reflect"))

    def sample(self, points: Points) -> Distances:
        """Return the distance at any (n, 3) points by linear interpolation; x counts as its size."""
        from scipy.ndimage import map_coordinates

        mirrored = np.abs(points[:, :1])
        index = (np.hstack([mirrored, points[:, 1:]]) - self.lower_mm) / self.spacing_mm
        return np.asarray(map_coordinates(self.values.astype(np.float64), index.T, order=1, mode="nearest"))

    def surface(self, triangle_budget: int, *, smoothing_passes: int = 5) -> Surface:
        """Return the whole zero surface, both sides of the midline, closed and wound outward.

        Parameters
        ----------
        triangle_budget
            At most about this many triangles are kept; flat parts lose theirs first.
        smoothing_passes
            Passes of smoothing before the thinning, each one step in and one step out.

        Raises
        ------
        ValueError
            Where the solid touches the edge of the grid, so that its surface would be open.
        """
        values = self.values
        faces = (values[-1], values[:, 0], values[:, -1], values[:, :, 0], values[:, :, -1])
        if min(float(face.min()) for face in faces) <= 0.0:
            raise ValueError("the solid reaches the edge of its grid; make the grid larger")
        whole = np.concatenate([values[::-1], values], axis=0)
        lower = self.lower_mm.copy()
        lower[0] = -self.lower_mm[0] - (values.shape[0] - 1) * self.spacing_mm
        return _extracted(whole, lower, self.spacing_mm, triangle_budget, smoothing_passes)

    def one_side(self, triangle_budget: int, *, smoothing_passes: int = 5) -> Surface:
        """Return the zero surface as it is in the grid, not mirrored, closed and wound outward.

        Parameters
        ----------
        triangle_budget, smoothing_passes
            As of `surface`.

        Raises
        ------
        ValueError
            Where the solid touches the edge of the grid, so that its surface would be open.
        """
        values = self.values
        faces = (values[0], values[-1], values[:, 0], values[:, -1], values[:, :, 0], values[:, :, -1])
        if min(float(face.min()) for face in faces) <= 0.0:
            raise ValueError("the solid reaches the edge of its grid; make the grid larger")
        return _extracted(values, self.lower_mm, self.spacing_mm, triangle_budget, smoothing_passes)

    def _combined(self, solid: Solid, blend_mm: float, sign: int) -> DistanceGrid:
        margin = max(3.0, 1.5 * blend_mm) + self.spacing_mm
        lower, upper = solid.bounds()
        first = np.floor((lower - margin - self.lower_mm) / self.spacing_mm).astype(int)
        last = np.ceil((upper + margin - self.lower_mm) / self.spacing_mm).astype(int) + 1
        first = np.clip(first, 0, self.values.shape)
        last = np.clip(last, 0, self.values.shape)
        if (last <= first).any():
            return self
        block = tuple(slice(int(a), int(b)) for a, b in zip(first, last, strict=True))
        part = replace(self, lower_mm=self.lower_mm + first * self.spacing_mm, values=self.values[block])
        added = part.distances(solid)
        values = self.values.copy()
        if sign > 0:
            values[block] = smooth_minimum(part.values, added, blend_mm)
        else:
            values[block] = smooth_maximum(part.values, -added, blend_mm)
        return replace(self, values=values)


def _upsampled(coarse: Distances, step: int, shape: tuple[int, ...]) -> Distances:
    """Linear interpolation of every step-th value to all grid points."""
    fine = coarse
    for axis, count in enumerate(shape):
        position = np.arange(count) / step
        below = np.minimum(position.astype(int), fine.shape[axis] - 2)
        share_shape = [1, 1, 1]
        share_shape[axis] = count
        share = (position - below).reshape(share_shape)
        fine = np.take(fine, below, axis=axis) * (1.0 - share) + np.take(fine, below + 1, axis=axis) * share
    return fine


def _extracted(values: NDArray[np.float32], lower: Points, spacing: float, budget: int, passes: int) -> Surface:
    from vtkmodules.util import numpy_support
    from vtkmodules.vtkCommonDataModel import vtkImageData
    from vtkmodules.vtkFiltersCore import vtkFlyingEdges3D

    image = vtkImageData()
    image.SetDimensions(*values.shape)
    image.SetOrigin(*lower)
    image.SetSpacing(spacing, spacing, spacing)
    # A value of exactly nought would put several points in one place.
    safe = np.where(np.abs(values) < 1e-4, np.float32(1e-4), values)
    flat = numpy_support.numpy_to_vtk(np.ascontiguousarray(safe.transpose(2, 1, 0)).ravel(), deep=True)
    flat.SetName("distance")
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
    surface = Surface(points, triangles.astype(np.int32))
    if signed_volume_mm3(surface) < 0.0:
        surface = replace(surface, triangles=surface.triangles[:, ::-1])
    return thinned_as_far_as_it_goes(_evened(_largest_part(surface), passes), budget)


def _evened(surface: Surface, passes: int) -> Surface:
    """Smooth a closed surface without shrinking it.

    VTK's filters for this gather neighbours in threads, in no fixed order, and the last bits of their sums
    would decide which triangles are thinned away; so the sums are taken here.
    """
    from scipy.sparse import coo_matrix, diags

    triangles, count = surface.triangles, len(surface.points)
    first = triangles.reshape(-1)
    second = triangles[:, [1, 2, 0]].reshape(-1)
    # In a closed surface each edge is met once in either direction.
    links = coo_matrix((np.ones(len(first)), (first, second)), shape=(count, count)).tocsr()
    mean = diags(1.0 / np.maximum(np.asarray(links.sum(axis=1)).ravel(), 1.0)) @ links
    points = surface.points
    for _ in range(passes):
        for step in (0.5, -0.53):
            points = points + step * (mean @ points - points)
    return replace(surface, points=points)


def thinned_as_far_as_it_goes(surface: Surface, triangle_budget: int) -> Surface:
    """Return a closed surface as `thinned`, with twice the triangles, and twice again, where fewer would tear it."""
    budget = triangle_budget
    while budget < len(surface.triangles):
        try:
            return thinned(surface, budget)
        except ValueError:
            budget *= 2
    return surface


def thinned(surface: Surface, triangle_budget: int) -> Surface:
    """Return a closed surface with at most about so many triangles; flat parts lose theirs first.

    Sources
    -------
    Quadric error metrics: Garland and Heckbert 1997, as VTK has it.

    Raises
    ------
    ValueError
        Where the thinned surface would no longer be closed.
    """
    from vtkmodules.util import numpy_support
    from vtkmodules.vtkCommonCore import vtkPoints
    from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
    from vtkmodules.vtkFiltersCore import vtkQuadricDecimation

    if len(surface.triangles) <= triangle_budget:
        return surface
    points = vtkPoints()
    points.SetData(numpy_support.numpy_to_vtk(surface.points, deep=True))
    cells = vtkCellArray()
    offsets = np.arange(0, 3 * len(surface.triangles) + 1, 3, dtype=np.int64)
    corners = np.ascontiguousarray(surface.triangles.reshape(-1), dtype=np.int64)
    cells.SetData(
        numpy_support.numpy_to_vtkIdTypeArray(offsets, deep=True),
        numpy_support.numpy_to_vtkIdTypeArray(corners, deep=True),
    )
    data = vtkPolyData()
    data.SetPoints(points)
    data.SetPolys(cells)
    thin = vtkQuadricDecimation()
    thin.SetInputData(data)
    thin.SetTargetReduction(1.0 - triangle_budget / len(surface.triangles))
    thin.VolumePreservationOn()
    thin.Update()
    found = thin.GetOutput()
    places = numpy_support.vtk_to_numpy(found.GetPoints().GetData()).astype(np.float64)
    triangles = numpy_support.vtk_to_numpy(found.GetPolys().GetConnectivityArray()).reshape(-1, 3)
    kept, renumbered = np.unique(triangles, return_inverse=True)
    result = Surface(places[kept], renumbered.reshape(-1, 3).astype(np.int32))
    if open_or_branching_edges(result.triangles):
        raise ValueError(f"thinning to {triangle_budget} triangles would tear the surface; allow it more")
    return result


def _largest_part(surface: Surface) -> Surface:
    """Keep the connected part with most points, and only the points that its triangles use."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    count = len(surface.points)
    first, second = surface.triangles[:, :2].T
    third = surface.triangles[:, 2]
    rows, columns = np.concatenate([first, second]), np.concatenate([second, third])
    links = coo_matrix((np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(count, count))
    _, part = connected_components(links, directed=False)
    used = np.bincount(part[surface.triangles[:, 0]])
    triangles = surface.triangles[part[surface.triangles[:, 0]] == int(used.argmax())]
    kept, renumbered = np.unique(triangles, return_inverse=True)
    return Surface(surface.points[kept], renumbered.reshape(-1, 3).astype(np.int32))


def signed_volume_mm3(surface: Surface) -> float:
    """Return the volume inside a closed surface in mm3, positive where it is wound outward."""
    a, b, c = (surface.points[surface.triangles[:, k]] for k in range(3))
    return float((a * np.cross(b, c)).sum() / 6.0)


def open_or_branching_edges(triangles: Triangles) -> int:
    """Return how many edges are not shared by exactly two triangles in opposite directions."""
    directed = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]).astype(np.int64)
    size = int(triangles.max()) + 1
    # Sorted, which is many times quicker for so many than to put them into a table of those that were met.
    forward, backward = np.sort(directed[:, 0] * size + directed[:, 1]), np.sort(directed[:, 1] * size + directed[:, 0])
    again = forward[1:] == forward[:-1]
    if not again.any() and np.array_equal(forward, backward):
        return 0
    forward, count = np.unique_counts(forward)
    backward = np.unique(backward)
    return int(len(np.setxor1d(forward, backward, assume_unique=True)) + (count > 1).sum())


def euler_characteristic(surface: Surface) -> int:
    """Return points - edges + triangles: 2 for a closed ball, 2 less for each tunnel through it."""
    edges = np.sort(
        np.concatenate([surface.triangles[:, [0, 1]], surface.triangles[:, [1, 2]], surface.triangles[:, [2, 0]]]),
        axis=1,
    )
    return len(np.unique(surface.triangles)) - len(np.unique(edges, axis=0)) + len(surface.triangles)


def grid_around(points: Sequence[ArrayLike] | ArrayLike, margin_mm: float, spacing_mm: float = 0.8) -> DistanceGrid:
    """Return an empty grid that holds the right half of the points with a margin."""
    every = np.asarray(points, dtype=float).reshape(-1, 3)
    return DistanceGrid.empty(every.min(axis=0) - margin_mm, every.max(axis=0) + margin_mm, spacing_mm)
