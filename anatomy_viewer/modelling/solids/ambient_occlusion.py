"""Baked ambient occlusion: how much of an overcast sky each point of the bones sees.

Foramina, notches and the far side of a process look darker when light comes from everywhere. This is worked
out once and multiplied into the colours, so that form reads without shadows. From each of many directions
the surfaces are projected onto a fine depth map (the nearest surface in each cell), and a point counts
as lit from there where nothing lies well in front of it.

Bones are looked at together and one at a time: a picture that leaves the hip bone out shows the head of the femur, and
it must not lie in the shade of a socket that is not there. So a bone is shaded by itself, and its neighbours take
only so much of the sky that joints still look closed.

Sources
-------
The uniform directions are a Fibonacci lattice (Gonzalez 2010); the depth-map test is Williams 1978.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.modelling.solids.surface import Points, Surface

Colour = tuple[int, int, int]
Progress = Callable[[str, float], None]

AT_ONCE = 8
"""How many directions a thread takes at a time."""

THREADS = 4

MOST_TAKEN = 0.3
"""The share of the sky that neighbours take at most, however close they are; of little shade nearly all is left."""

ALL_DIRECTIONS = 40
ALL_CELL_MM = 2.4
"""How finely the sky is looked at for the shade of neighbours, which is soft."""

_SHADE = np.array([0.52, 0.43, 0.35])
"""Share of red, green and blue that is left where no sky is seen: shadows on bone are warm."""


def sky_directions(count: int) -> Points:
    """Return evenly spread unit vectors, (count, 3)."""
    index = np.arange(count) + 0.5
    height = 1.0 - 2.0 * index / count
    turn = np.pi * (1.0 + 5.0**0.5) * index
    ring = np.sqrt(1.0 - height**2)
    return np.stack([ring * np.cos(turn), ring * np.sin(turn), height], axis=1)


def sky_seen(
    surfaces: Sequence[Surface],
    *,
    directions: int = 112,
    cell_mm: float = 1.2,
    progress: Progress | None = None,
) -> list[NDArray[np.float64]]:
    """Return for each surface the share of the sky that its points see, each (n,) from 0 to 1.

    Parameters
    ----------
    surfaces
        They shade themselves and each other.
    directions
        From how many directions light comes.
    cell_mm
        Size of a cell of the depth map; the surfaces are sampled finer than this.
    progress
        Called with what is done and the share of it, from 0 to 1.
    """
    points = np.vstack([surface.points for surface in surfaces])
    normals = np.vstack([surface.normals() for surface in surfaces])
    cover = np.vstack([_samples(surface, 0.75 * cell_mm) for surface in surfaces]).astype(np.float32)
    # A point is tested a little off its surface, so that it does not lie in its own shadow.
    lifted = (points + 0.6 * cell_mm * normals).astype(np.float32)
    sky = sky_directions(directions)

    def lit(first: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Sum what is seen, and what could be, over a few directions."""
        seen, total = np.zeros(len(points)), np.zeros(len(points))
        for direction in sky[first : first + AT_ONCE]:
            _add_light(direction, normals, cover, lifted, cell_mm, seen, total)
        return seen, total

    seen, total = np.zeros(len(points)), np.zeros(len(points))
    # In threads, since most of this is in NumPy; always summed in the same order, so that the last bits are the same.
    with ThreadPoolExecutor(min(THREADS, os.cpu_count() or 1)) as pool:
        for number, (part, whole) in enumerate(pool.map(lit, range(0, directions, AT_ONCE))):
            seen += part
            total += whole
            if progress is not None:
                progress("Shading the bones", min((number + 1) * AT_ONCE / directions, 1.0))
    share_seen = seen / np.maximum(total, 1e-9)
    ends = np.cumsum([len(surface.points) for surface in surfaces])[:-1]
    return [_evened(surface, part) for surface, part in zip(surfaces, np.split(share_seen, ends), strict=True)]


def _add_light(
    direction: Points,
    normals: Points,
    cover: NDArray[np.float32],
    lifted: NDArray[np.float32],
    cell_mm: float,
    seen: NDArray[np.float64],
    total: NDArray[np.float64],
) -> None:
    """Add to each point how much of the sky it sees in a direction, and how much it could."""
    weight = normals @ direction
    facing = np.nonzero(weight > 0.02)[0]
    across, over = _square_to(direction)
    plane = np.stack([across, over], axis=1).astype(np.float32) / np.float32(cell_mm)
    flat, height = cover @ plane, cover @ direction.astype(np.float32)
    lower = flat.min(axis=0) - 2.0
    cells = (flat - lower).astype(np.int32)
    width = int(cells[:, 1].max()) + 3
    depth = np.full((int(cells[:, 0].max()) + 3) * width, -np.inf, dtype=np.float32)
    np.maximum.at(depth, cells[:, 0] * width + cells[:, 1], height)
    place = lifted[facing] @ plane - lower - 0.5
    base = np.floor(place).astype(np.int32)
    share = place - base
    own = lifted[facing] @ direction.astype(np.float32)
    light = np.zeros(len(facing))
    for i in (0, 1):
        for j in (0, 1):
            part = np.abs(1 - i - share[:, 0]) * np.abs(1 - j - share[:, 1])
            inside = np.clip(base + np.array([i, j]), 0, (len(depth) // width - 1, width - 1))
            front = depth[inside[:, 0] * width + inside[:, 1]] - own
            # The steeper the surface, the more its own neighbours stick out of the map.
            margin = cell_mm * (0.6 + 0.9 / np.maximum(weight[facing], 0.25))
            light += part * (1.0 - np.clip((front - margin) / cell_mm, 0.0, 1.0))
    seen[facing] += weight[facing] * light
    total[facing] += weight[facing]


def shaded(
    surfaces: Mapping[str, Surface],
    colours: Mapping[str, Colour],
    *,
    directions: int = 112,
    progress: Progress | None = None,
) -> dict[str, Surface]:
    """Return the surfaces with their plain colour darkened where little of the sky is seen, each most by itself.

    Parameters
    ----------
    surfaces, colours
        By structure id; colours as red, green, blue from 0 to 255.
    directions, progress
        See `sky_seen`.
    """
    names = list(surfaces)
    together = [surfaces[name] for name in names]
    if len(names) > 1:
        among = sky_seen(together, directions=min(directions, ALL_DIRECTIONS), cell_mm=ALL_CELL_MM)
    seen = []
    for number, surface in enumerate(together):

        def say(what: str, share: float, before: int = number) -> None:
            if progress is not None:
                progress(what, (before + share) / len(together))

        alone = sky_seen([surface], directions=directions, progress=say)[0]
        seen.append(alone - _taken(alone - among[number]) if len(names) > 1 else alone)
    return {
        name: Surface(surfaces[name].points, surfaces[name].triangles, tinted(colours[name], share))
        for name, share in zip(names, seen, strict=True)
    }


def _taken(by_others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how much of what others hide of the sky counts: nearly all of a little, never more than `MOST_TAKEN`."""
    return np.asarray(MOST_TAKEN * (1.0 - np.exp(-np.maximum(by_others, 0.0) / MOST_TAKEN)))


def tinted(colour: Colour, seen: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return a colour for each share of sky seen, (n, 3) uint8, in steps that the eye does not tell apart."""
    # Open convex bone sees nearly all of the sky; the scale is spread over what occurs on bones.
    tone = np.clip((seen - 0.12) / 0.80, 0.0, 1.0) ** 0.85
    tone = np.round(tone * 48.0) / 48.0
    share = _SHADE + (1.0 - _SHADE) * tone[:, None]
    return np.round(np.clip(np.asarray(colour, dtype=float) * share, 0.0, 255.0)).astype(np.uint8)


def _square_to(direction: Points) -> tuple[Points, Points]:
    helper = np.eye(3)[int(np.abs(direction).argmin())]
    across = np.cross(direction, helper)
    across /= np.linalg.norm(across)
    return across, np.cross(direction, across)


def _samples(surface: Surface, spacing_mm: float) -> Points:
    """Points that cover all triangles about as densely as the spacing."""
    corners = surface.points[surface.triangles]
    longest = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)
    parts = np.maximum(1, np.ceil(longest / spacing_mm).astype(int))
    found = [surface.points]
    for count in np.unique(parts):
        if count == 1:
            continue
        chosen = corners[parts == count]
        i, j = np.meshgrid(np.arange(count + 1), np.arange(count + 1), indexing="ij")
        keep = i + j <= count
        weights = np.stack([i[keep], j[keep], count - i[keep] - j[keep]], axis=1) / count
        found.append(np.einsum("wk,tkx->twx", weights, chosen).reshape(-1, 3))
    # Neighbouring triangles share their edges: one sample in each small cube is enough.
    samples = np.vstack(found)
    cube = np.floor((samples - samples.min(axis=0)) / (0.8 * spacing_mm)).astype(np.int64)
    code = (cube[:, 0] * (int(cube[:, 1].max()) + 1) + cube[:, 1]) * (int(cube[:, 2].max()) + 1) + cube[:, 2]
    _, first = np.unique(code, return_index=True)
    return np.asarray(samples[first])


def _evened(surface: Surface, values: NDArray[np.float64], passes: int = 2) -> NDArray[np.float64]:
    """Average each value with its neighbours', a few times."""
    triangles, count = surface.triangles, len(surface.points)
    pairs = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    degree = np.bincount(pairs.reshape(-1), minlength=count)
    for _ in range(passes):
        total = np.bincount(pairs[:, 0], weights=values[pairs[:, 1]], minlength=count)
        total += np.bincount(pairs[:, 1], weights=values[pairs[:, 0]], minlength=count)
        values = 0.5 * values + 0.5 * total / np.maximum(degree, 1)
    return values
