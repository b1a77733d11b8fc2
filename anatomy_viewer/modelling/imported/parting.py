"""Bones that came as one surface parted where their joints are.

The model's bones are bent to the surface, each over what it has of it. Where the joint has grown together, or the
file does not show it, there is nothing to go by but them: the cut runs where it is equally far into both of them, so
that it follows the joint as it is curved, and does not run straight across it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import cKDTree

from anatomy_viewer.modelling.imported.bending import Cloud, Similarity, fitted
from anatomy_viewer.modelling.imported.fitting import Pose
from anatomy_viewer.modelling.imported.mending import NotASurface, joined, mended
from anatomy_viewer.modelling.imported.models import model_bones
from anatomy_viewer.modelling.solids.quick_contact import sampled
from anatomy_viewer.modelling.solids.surface import Surface

Points = NDArray[np.float64]
Field = NDArray[np.float32]

SPACING_MM = 1.5
"""How fine the grid is in which bones are parted."""

COARSER = 2
"""So many times coarser it is looked at how deep a place lies in each bone."""

SKIN_MM = 2.5
"""Up to so far from the surface the distance from it is exact."""

ROUGHLY, CLOSE_MM = 1200, 14.0
"""By so many of its points it is seen which bone a place belongs to that lies nearer to it by more than this."""

OUTSIDE_MM = 50.0
"""What is neither in the surface nor near it belongs to no bone."""

CRUMB = 0.1
"""What holds less than this share of the largest piece of a bone is what the cut has left of another."""


def parted(surface: Surface, pose: Pose, poses: Mapping[str, Pose]) -> dict[str, Surface]:
    """Return the bones that one surface is made of, each closed where it was cut, in the surface's own frame.

    Parameters
    ----------
    surface
        Closed, in the file's own frame.
    pose
        From that frame into the model's.
    poses
        The same for each bone that it is made of, by id.
    """
    whole = Surface(pose(surface.points), surface.triangles)
    middles = surface.points[surface.triangles].mean(axis=1)
    gaps = [_gaps(model_bones()[bone].points[::4], own(middles))[0] for bone, own in poses.items()]
    nearest = np.stack(gaps).argmin(axis=0)
    bent = {}
    for number, (bone, own_pose) in enumerate(poses.items()):
        own = model_bones()[bone]
        # What is another bone's is left out: beyond a joint the two look alike.
        cloud = Cloud.of(Surface(whole.points, whole.triangles[nearest == number]))
        bent[bone] = fitted(own, cloud, Similarity.of(own.points, pose(own_pose.back(own.points)))).surface
    low = whole.points.min(axis=0) - 3.0 * SPACING_MM
    shape = np.ceil((whole.points.max(axis=0) + 3.0 * SPACING_MM - low) / SPACING_MM).astype(int) + 1
    depth = _distances(whole, low, shape)
    coarse = -(-shape // COARSER) + 1
    places = np.stack(np.meshgrid(*(np.arange(size) for size in coarse), indexing="ij"), -1).reshape(-1, 3)
    places = low + places * SPACING_MM * COARSER
    there = np.full(coarse, SKIN_MM, dtype=np.float32)
    seen = depth[::COARSER, ::COARSER, ::COARSER]
    there[tuple(slice(size) for size in seen.shape)] = seen
    near = np.flatnonzero(ndimage.grey_erosion(there, size=(3, 3, 3)).ravel() < SKIN_MM)
    into = _into(list(bent.values()), places[near])
    found = {}
    for number, bone in enumerate(bent):
        apart = np.full(len(places), OUTSIDE_MM, dtype=np.float32)
        apart[near] = into[number] - np.delete(into, number, axis=0).min(axis=0)
        between = _finer(apart.reshape(coarse), shape)
        pieces = _surfaces(np.maximum(depth, between), low)
        if pieces:
            found[bone] = joined([Surface(pose.back(piece.points), piece.triangles) for piece in pieces])
    return found


def _into(bones: Sequence[Surface], places: Points) -> Field:
    """Return how far outside each bone places lie, less than nothing inside: exactly where two come near each other."""
    result = np.stack([_gaps(one.points[:: max(1, len(one.points) // ROUGHLY)], places)[0] for one in bones])
    first, second = np.sort(result, axis=0)[:2]
    between = np.flatnonzero(second - first < CLOSE_MM)
    for number, one in enumerate(bones):
        cloud = Cloud.of(one)
        gap, nearest = _gaps(cloud.points, places[between])
        inside = ((places[between] - cloud.points[nearest]) * cloud.normals[nearest]).sum(axis=1) < 0.0
        result[number, between] = np.where(inside, -gap, gap)
    return result.astype(np.float32)


def _gaps(points: Points, places: Points) -> tuple[Points, NDArray[np.intp]]:
    gap, nearest = cKDTree(points, balanced_tree=False).query(places)
    return np.asarray(gap), np.asarray(nearest)


def _distances(surface: Surface, low: Points, shape: NDArray[np.int_]) -> Field:
    """Return the distance from a closed surface in a grid, exact near it, less than nothing inside."""
    import pyvista as pv

    image = pv.ImageData(dimensions=shape, spacing=(SPACING_MM,) * 3, origin=low)
    mask = np.asarray(surface.to_polydata().voxelize_binary_mask(reference_volume=image)["mask"])
    inside = mask.reshape(tuple(shape), order="F").astype(bool)
    rounds = int(np.ceil(SKIN_MM / SPACING_MM))
    skin = ndimage.binary_dilation(inside, iterations=rounds) & ~ndimage.binary_erosion(inside, iterations=rounds)
    result = np.where(inside, -SKIN_MM, SKIN_MM).astype(np.float32)
    points, normals = sampled(surface)
    places = low + np.argwhere(skin) * SPACING_MM
    gap, nearest = cKDTree(points).query(places)
    height = ((places - points[nearest]) * normals[nearest]).sum(axis=1)
    # Near an edge the direction of one place says little: there the filled grid says what is inside.
    sure = np.abs(height) > 0.5 * gap
    signed = np.where(sure, np.sign(height), np.where(inside[skin], -1.0, 1.0)) * gap
    result[skin] = np.clip(signed, -SKIN_MM, SKIN_MM)
    return result


def _finer(coarse: Field, shape: NDArray[np.int_]) -> Field:
    """Return a coarser grid's values at every place of the finer."""
    at = np.meshgrid(*(np.arange(size, dtype=np.float32) / COARSER for size in shape), indexing="ij")
    return np.asarray(ndimage.map_coordinates(coarse, at, order=1, output=np.float32))


def _surfaces(values: Field, low: Points) -> list[Surface]:
    """Return the closed surfaces round what is less than nothing, without crumbs."""
    import pyvista as pv

    grid = pv.ImageData(dimensions=values.shape, spacing=(SPACING_MM,) * 3, origin=low)
    grid["value"] = values.ravel(order="F")
    data = grid.contour([0.0], scalars="value", method="flying_edges")
    if not data.n_cells:
        return []
    try:
        pieces = mended(Surface(np.asarray(data.points, dtype=float), data.regular_faces)).pieces
    except NotASurface:
        return []
    return [piece.surface for piece in pieces if piece.volume > CRUMB * pieces[0].volume]
