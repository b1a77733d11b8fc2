"""The skin of the lower back, the buttocks and the upper thighs as one smooth surface.

The body is first a soft union of its parts (`body`). Whatever lies inside, bones, muscles, fascia, is then laid under a
least thickness of fat, and over the PSIS and the ASIS the surface is moved to the published depth. Between those places
the shape is judgement.

Everything is worked out for the right half and mirrored, so that both sides are the same.

Sources
-------
Depth over the PSIS and the ASIS: MANTOVANI16.
Surface: flying edges (Schroeder et al. 2015); thinning: Garland and Heckbert 1997, both as VTK has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from anatomy_viewer.atlas.appearance import COLOURS
from anatomy_viewer.modelling.bones.skeleton import Skeleton
from anatomy_viewer.modelling.placing import Placing
from anatomy_viewer.modelling.soft_tissue.body import Grid, body, measures_of, soft_minimum
from anatomy_viewer.modelling.solids.ambient_occlusion import sky_seen
from anatomy_viewer.modelling.solids.surface import Points, Surface, closest_points
from anatomy_viewer.modelling.solids.trees import tree_of

Field = NDArray[np.float64]

SPACING_MM = 4.0
"""Step of the grid on which the body is modelled."""

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

HALF_TRIANGLES = 4_700
FLAT_MM2 = 1e-5
"""A triangle with less than twice this area is none."""
RIM_MM = 3.5
SKY_DIRECTIONS = 40
SHADED_SKIN = (138, 84, 70)
"""The skin where it sees no sky."""


def build_skin(placing: Placing, so_far: Mapping[str, Surface]) -> dict[str, Surface]:
    """Return the skin over everything so far, painted, by name; nerves end under it and do not shape it."""
    nerves = {f"{nerve}_{side}" for nerve in placing.rules.courses for side in ("right", "left")}
    inside = {name: surface for name, surface in so_far.items() if name not in nerves}
    return {"skin": skin_surface(placing.skeleton, inside)}


def skin_surface(skeleton: Skeleton, so_far: Mapping[str, Surface]) -> Surface:
    """Return the skin as `bare_skin` with its colours."""
    whole = bare_skin(skeleton, so_far)
    seen = sky_seen([whole], directions=SKY_DIRECTIONS, cell_mm=6.0)[0]
    return replace(whole, colours=skin_tones((seen + seen[_mirror_of(whole)]) / 2.0))


def bare_skin(skeleton: Skeleton, so_far: Mapping[str, Surface]) -> Surface:
    """Return the skin without colours, both sides, open at the waist and the thighs with a narrow flat rim there.

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
    return _both_halves(_rimmed(half))


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
    surface = _welded(replace(surface, points=surface.points.round(3)))
    thin.SetInputData(surface.to_polydata())
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


def _welded(surface: Surface) -> Surface:
    """Return a surface without triangles that have no area: at the first of them thinning would stop."""
    for _ in range(4):
        points, number = np.unique(surface.points, axis=0, return_inverse=True)
        triangles = number.reshape(-1)[surface.triangles].astype(np.int32)
        apart = (triangles != np.roll(triangles, 1, axis=1)).all(axis=1)
        surface = Surface(points, triangles[apart])
        a, b, c = (surface.points[surface.triangles[:, k]] for k in range(3))
        flat = np.linalg.norm(np.cross(b - a, c - a), axis=1) < FLAT_MM2
        if not flat.any():
            break
        # Its shortest edge is drawn together, which takes the triangle away and the one across that edge.
        corners = surface.triangles[flat]
        edges = np.stack([np.linalg.norm(p - q, axis=1)[flat] for p, q in ((a, b), (b, c), (c, a))], axis=1)
        shortest = edges.argmin(axis=1)
        kept, lost = corners[np.arange(len(corners)), shortest], corners[np.arange(len(corners)), (shortest + 1) % 3]
        moved = surface.points.copy()
        moved[lost] = moved[kept]
        surface = replace(surface, points=moved)
    return surface


def _open_edges(triangles: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the directed edges that only one triangle has, (n, 2)."""
    directed = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]).astype(np.int64)
    size = int(triangles.max()) + 1
    lonely = ~np.isin(directed[:, 0] * size + directed[:, 1], directed[:, 1] * size + directed[:, 0])
    return directed[lonely]


def _pushed_out(surface: Surface, inside: Points) -> Surface:
    """Return the half moved outwards where something inside comes too near."""
    for _ in range(8):
        tree = tree_of(surface.points)
        reach, _ = tree.query(inside, distance_upper_bound=18.0)
        close = inside[np.isfinite(reach)]
        if not len(close):
            break
        at, cells = surface.closest(close)
        corners = surface.triangles[cells]
        a, b, c = (surface.points[corners[:, k]] for k in range(3))
        normal = np.cross(b - a, c - a)
        normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
        depth = ((at - close) * normal).sum(axis=1)
        gap = np.linalg.norm(at - close, axis=1)
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
