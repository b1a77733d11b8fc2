"""All that stands on a brought pelvis, by the same rules as on the model's own.

The rules know a right side and its mirror image; a person has two sides that differ. So everything is built twice, on
the pelvis as it is and on its mirror image, and of each the right half is kept. The skin of both halves is brought
together in the midline.
"""

from __future__ import annotations

import multiprocessing
import queue
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from anatomy_viewer.atlas.atlas import Atlas, read_atlas
from anatomy_viewer.atlas.courses import Courses, read_course_rules
from anatomy_viewer.modelling.assembly import Assembly, assembled
from anatomy_viewer.modelling.bones.stations import Stations
from anatomy_viewer.modelling.imported.bending import Cloud
from anatomy_viewer.modelling.imported.doubt import doubts_of, widened
from anatomy_viewer.modelling.imported.finding import FoundPelvis
from anatomy_viewer.modelling.imported.laid import WHOLE, other_side
from anatomy_viewer.modelling.imported.memory import give_back_memory
from anatomy_viewer.modelling.soft_tissue.pressing import BackGrid, back_grid
from anatomy_viewer.modelling.soft_tissue.skin_places import Skin
from anatomy_viewer.modelling.solids.distance_grid import thinned_as_far_as_it_goes
from anatomy_viewer.modelling.solids.lines import MIRROR
from anatomy_viewer.modelling.solids.surface import Surface, Triangles, closest_points

Points = NDArray[np.float64]
Progress = Callable[[str, float], None]
Value = TypeVar("Value")

TRIANGLES: Mapping[str, int] = {"hip_bone_right": 18_500, "hip_bone_left": 18_500, "sacrum": 14_000}
OTHER_TRIANGLES = 6_000
"""Brought bones are thinned to this, as the model's own are."""

PALE = np.array([226.0, 232.0, 238.0])
PALE_SHARE = 0.6
"""What the colours of a bone that did not come with the pelvis go towards, and how far."""

BESIDE_MM = 4.0
"""Our bone that stands for a cut-off one is that bone as far as it lies beside it."""

LEVEL_MM = 70.0
"""So far from the cuts at waist and thighs the skin of both halves is brought to one height."""

MIDLINE_REACH_MM = 45.0
"""So far from the midline the skin of both halves is brought together."""


def bones_of(found: FoundPelvis) -> dict[str, Surface]:
    """Return bones and discs of a brought pelvis by structure id, RAS mm: its own, and the model's for what is missing.

    The brought ones are thinned and take their shading from the model's bones that lie on them. One that is cut off is
    ours as it lies on it. What is not of this pelvis is paler.
    """
    own, laid = found.laid.own.bones, found.laid
    cut_off = {name for name in own if name in laid.fits and laid.fits[name].paired < WHOLE}
    came = [name for name in own if name in laid.brought and name not in cut_off]

    def thin(name: str) -> Surface:
        return thinned_as_far_as_it_goes(laid.brought[name], TRIANGLES.get(name, OTHER_TRIANGLES))

    with ThreadPoolExecutor(2) as pool:  # nearly all of the time is spent where Python waits
        thinned = dict(zip(came, pool.map(thin, came), strict=True))
    result = {}
    for name, bone in own.items():
        if name in cut_off:
            result[name] = _paler_beyond(laid.fits[name].surface, laid.brought[name])
        elif name in thinned:
            result[name] = _shaded(thinned[name], laid.fits[name].surface)
        elif name in laid.taken:
            result[name] = _paler(replace(bone, points=laid.taken[name](bone.points)))
        else:
            result[name] = replace(bone, points=laid(bone.points))
        if name in laid.mirrored:
            result[name] = _paler(result[name])
    return result


def _paler(bone: Surface, share: Points | None = None) -> Surface:
    """Return a bone in paler colours; by `share` (n, 1) where only parts of it are."""
    assert bone.colours is not None
    pale = PALE_SHARE * (1.0 if share is None else share)
    return replace(bone, colours=np.round(bone.colours * (1.0 - pale) + PALE * pale).astype(np.uint8))


def _paler_beyond(bone: Surface, brought: Surface) -> Surface:
    """Return our bone that stands for a cut-off one, paler where that is not."""
    off = np.linalg.norm(closest_points(brought, bone.points) - bone.points, axis=1)
    return _paler(bone, np.clip((off - BESIDE_MM) / BESIDE_MM, 0.0, 1.0)[:, None])


def _shaded(bone: Surface, ours: Surface) -> Surface:
    """Return a bone with the colours of ours that lies on it."""
    assert ours.colours is not None
    nearest = Cloud(ours.points, ours.normals()).partners(bone.points, bone.normals(), 6.0)
    return replace(bone, colours=ours.colours[nearest])


@dataclass(frozen=True)
class Half:
    """What one half of a pelvis is built from, as a right half."""

    bones: Mapping[str, Surface]
    stations: Stations
    landmarks: Mapping[str, Points]
    doubts: Mapping[str, float]


def half_of(found: FoundPelvis, bones: Mapping[str, Surface], rules: Courses, side: str) -> Half:
    """Return a half of a brought pelvis; the left one as the right half of its mirror image."""
    doubts = doubts_of(rules, found.landmarks, side)
    places = {name: landmark.at for name, landmark in found.landmarks.items()}
    if side == "right":
        return Half(bones, found.stations["right"], places, doubts)
    return Half(
        {name: bones[other_side(name)].mirrored() for name in bones},
        found.stations["left"],
        {name: places[other_side(name)] * MIRROR for name in places},
        doubts,
    )


def stood(
    found: FoundPelvis,
    atlas: Atlas,
    rules: Courses,
    progress: Progress | None = None,
    *,
    other: OtherSide | None = None,
) -> Assembly:
    """Return the whole model on a brought pelvis.

    Parameters
    ----------
    found
        The pelvis with its landmarks.
    atlas, rules
        As the model's own forms are built from.
    progress
        Called with what is being done and the share of the whole that is done, from 0 to 1.
    other
        Builds the left side while the right one is built here; without it they are built one after the other.
    """
    bones = bones_of(found)
    shares = dict.fromkeys(SIDES, 0.0)

    def tell(side: str, what: str, share: float) -> None:
        shares[side] = share
        if other is not None:
            shares["left"] = other.share()
        if progress is not None:
            progress(what, sum(shares.values()) / len(shares))

    left = None if other is None else other.started(half_of(found, bones, rules, "left"))
    give_back_memory()  # the fits of the bones took much; what comes takes as much again
    built = {"right": _built(half_of(found, bones, rules, "right"), atlas, rules, partial(tell, "right"))}
    if left is None:
        built["left"] = _built(half_of(found, bones, rules, "left"), atlas, rules, partial(tell, "left"))
    else:
        while not left.done():
            wait([left], 0.2)
            tell("right", "Other side", 1.0)
        built["left"] = left.result()
    places = {name: landmark.at for name, landmark in found.landmarks.items()}
    whole = joined(built["right"], built["left"], bones, places)
    return replace(whole, corridors=widened(whole.corridors, rules, found.landmarks))


SIDES = ("right", "left")


def _built(half: Half, atlas: Atlas, rules: Courses, progress: Progress | None) -> Assembly:
    return assembled(atlas, rules, half.bones, half.stations, progress, landmarks=half.landmarks, doubts=half.doubts)


_heard: Any = None
"""In the process that builds the other side: where it tells how far it is."""


def _listen(heard: Any) -> None:
    global _heard
    _heard = heard


@cache
def _tables() -> tuple[Atlas, Courses]:
    atlas = read_atlas(None)
    return atlas, read_course_rules(atlas, None)


def _ready() -> None:
    """Load what the building of a side needs."""
    import pyvista  # noqa: F401

    _tables()


def _built_and_told(half: Half) -> Assembly:
    return _built(half, *_tables(), lambda what, share: _heard.put(share))


class OtherSide:
    """A process that builds one side; it starts, and loads VTK and the tables, while its side is got ready here."""

    def __enter__(self) -> OtherSide:
        # A forked copy of a process in which VTK and BLAS have threads may hang; a fresh one does not.
        fresh = multiprocessing.get_context("spawn")
        self._heard, self._share = fresh.Queue(), 0.0
        self._pool = ProcessPoolExecutor(1, mp_context=fresh, initializer=_listen, initargs=(self._heard,))
        self._pool.submit(_ready)
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def started(self, half: Half) -> Future[Assembly]:
        """Return what is going to stand on a half; the process reads the tables of this installation."""
        return self._pool.submit(_built_and_told, half)

    def share(self) -> float:
        """Return the share of it that is done."""
        while True:
            try:
                self._share = self._heard.get_nowait()
            except queue.Empty:
                return self._share


def joined(right: Assembly, left: Assembly, bones: Mapping[str, Surface], landmarks: Mapping[str, Points]) -> Assembly:
    """Return one model of the right halves of a pelvis and of its mirror image."""

    def by_side(of_right: Mapping[str, Value], of_left: Mapping[str, Value]) -> dict[str, Value]:
        return {name: (of_left if name.endswith("left") else of_right)[name] for name in of_right}

    together = _Together.of(_half(right.surfaces["skin"]), _half(left.surfaces["skin"]))
    surfaces = by_side(right.surfaces, left.surfaces)
    for name in bones.keys() & surfaces.keys():
        surfaces[name] = bones[name]
    surfaces["skin"] = together.skin()
    for name, surface in surfaces.items():
        if name.endswith(("_right", "_left")) and (
            "territory" in name or name.endswith(("on_skin_right", "on_skin_left"))
        ):
            side = "left" if name.endswith("_left") else "right"
            surfaces[name] = replace(surface, points=together.moved(surface.points, side))
    skin = Skin(surfaces["skin"])
    return replace(
        right,
        surfaces=surfaces,
        anchors=by_side(right.anchors, left.anchors),
        landmarks={name: landmarks[name] for name in right.landmarks},
        points=by_side(right.points, left.points),
        paths=by_side(right.paths, left.paths),
        twigs=by_side(right.twigs, left.twigs),
        curves=by_side(right.curves, left.curves),
        corridors=by_side(right.corridors, left.corridors),
        measures={name: (right.measures[name] + left.measures[name]) / 2.0 for name in right.measures},
        cores=by_side(right.cores, left.cores),
        families=by_side(right.families, left.families),
        crest_grid=by_side(right.crest_grid, left.crest_grid),
        back_grid=_back(skin),
        points_on_skin=by_side(right.points_on_skin, left.points_on_skin),
    )


def _back(skin: Skin) -> BackGrid:
    """Return the back of the skin of two sides that differ."""
    right, left = back_grid(skin), back_grid(Skin(skin.surface.mirrored()))
    columns = min(len(right.x_mm), len(left.x_mm)) // 2
    middle = {id(grid): len(grid.x_mm) // 2 for grid in (right, left)}
    y = np.hstack(
        [
            left.y_mm[:, middle[id(left)] + 1 : middle[id(left)] + 1 + columns][:, ::-1],
            right.y_mm[:, middle[id(right)] : middle[id(right)] + 1 + columns],
        ]
    )
    first = middle[id(right)] - columns
    return BackGrid(right.x_mm[first : first + 2 * columns + 1], right.z_mm, y)


def _half(skin: Surface) -> Surface:
    """Return the right half of a skin whose left is its mirror image."""
    kept = (skin.points[skin.triangles][:, :, 0] >= -1e-6).all(axis=1)
    used, numbers = np.unique(skin.triangles[kept], return_inverse=True)
    return Surface(
        skin.points[used], numbers.reshape(-1, 3).astype(np.int32), None if skin.colours is None else skin.colours[used]
    )


def _midline(half: Surface) -> Points:
    """Return places on the edges of a half in the midline, half a millimetre apart."""
    corners = half.triangles
    edges = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
    edges = edges[(np.abs(half.points[edges][:, :, 0]) < 1e-6).all(axis=1)]
    first, last = half.points[edges[:, 0]], half.points[edges[:, 1]]
    longest = float(np.linalg.norm(last - first, axis=1).max())
    shares = np.linspace(0.0, 1.0, max(2, int(longest / 0.5)))
    return np.asarray((first[:, None] + shares[:, None] * (last - first)[:, None]).reshape(-1, 3))


def _levelled(points: Points, ends: tuple[float, float], cuts: tuple[float, float]) -> Points:
    """Return places of a half with its two cuts brought to given heights, and less and less away from them."""
    result = points.copy()
    for end, cut in zip(ends, cuts, strict=True):
        near = 1.0 - np.clip(np.abs(points[:, 2] - end) / LEVEL_MM, 0.0, 1.0)
        result[:, 2] += (cut - end) * near * near * (3.0 - 2.0 * near)
    return result


@dataclass(frozen=True)
class _Together:
    """Two halves of a skin, each as a right half, and how far each is moved in the midline to meet the other."""

    halves: Mapping[str, Surface]
    ends: Mapping[str, tuple[float, float]]
    cuts: tuple[float, float]
    middles: Mapping[str, Points]
    moves: Mapping[str, Points]

    @classmethod
    def of(cls, right: Surface, left: Surface) -> _Together:
        halves = {"right": right, "left": left}
        ends = {side: (float(half.points[:, 2].min()), float(half.points[:, 2].max())) for side, half in halves.items()}
        low, high = np.mean([ends["right"], ends["left"]], axis=0)
        even = {
            side: replace(half, points=_levelled(half.points, ends[side], (low, high))) for side, half in halves.items()
        }
        middles = {side: half.points[np.abs(half.points[:, 0]) < 1e-6] for side, half in even.items()}
        moves = {}
        for side, other in (("right", "left"), ("left", "right")):
            line = _midline(even[other])
            moves[side] = (line[cKDTree(line).query(middles[side])[1]] - middles[side]) / 2.0
        return cls(halves, ends, (float(low), float(high)), middles, moves)

    def moved(self, points: Points, side: str) -> Points:
        """Return where (n, 3) places over a half's skin go, of the side where they are."""
        turned = MIRROR if side == "left" else np.ones(3)
        here = _levelled(points * turned, self.ends[side], self.cuts)
        gap, nearest = (np.asarray(one) for one in cKDTree(self.middles[side]).query(here, k=8))
        weight = 1.0 / np.maximum(gap, 0.3) ** 2
        move = (self.moves[side][nearest] * (weight / weight.sum(axis=1, keepdims=True))[:, :, None]).sum(axis=1)
        far = np.clip(gap[:, :1] / MIDLINE_REACH_MM, 0.0, 1.0)
        return np.asarray((here + move * (1.0 - far**2 * (3.0 - 2.0 * far))) * turned)

    def skin(self) -> Surface:
        """Return both halves in one surface: those of the right in the midline are the left's too, so that none shows.

        What runs between two places in the midline on the left is parted where the right has more places.
        """
        right, left = self.halves["right"], self.halves["left"].mirrored()
        points = self.moved(right.points, "right"), self.moved(left.points, "left")
        middle, other = (np.flatnonzero(np.abs(half.points[:, 0]) < 1e-6) for half in (right, left))
        numbers = np.arange(len(left.points)) + len(right.points)
        numbers[other] = middle[cKDTree(points[0][middle]).query(points[1][other])[1]]
        beside = _beside_in(right.triangles, middle)
        triangles = []
        for corners in numbers[left.triangles].tolist():
            if len(set(corners)) < 3:
                continue
            fans = [(a, b, c) for a, b, c in _turns(corners) if a in beside and b in beside]
            a, b, c = fans[0] if len(fans) == 1 else corners
            way = _way(beside, a, b) if len(fans) == 1 else [a, b]
            triangles += [(first, second, c) for first, second in pairwise(way)]
        colours = None
        if right.colours is not None and left.colours is not None:
            colours = np.vstack([right.colours, left.colours])
        used, renumbered = np.unique(np.vstack([right.triangles, triangles]), return_inverse=True)
        return Surface(
            np.vstack(points)[used],
            renumbered.reshape(-1, 3).astype(np.int32),
            None if colours is None else colours[used],
        )


def _turns(corners: list[int]) -> list[tuple[int, int, int]]:
    a, b, c = corners
    return [(a, b, c), (b, c, a), (c, a, b)]


def _beside_in(triangles: Triangles, middle: NDArray[np.intp]) -> dict[int, list[int]]:
    """Return which places in the midline lie beside each other on the edge of a half."""
    inside = set(middle.tolist())
    beside: dict[int, list[int]] = {place: [] for place in inside}
    for corners in triangles[np.isin(triangles, middle).sum(axis=1) == 2].tolist():
        a, b = (place for place in corners if place in inside)
        beside[a].append(b)
        beside[b].append(a)
    return beside


def _way(beside: Mapping[int, list[int]], start: int, end: int) -> list[int]:
    """Return the places from one in the midline to another along it, both ends too; only these where none leads on."""
    ways = [[start]]
    for _ in range(FARTHEST):
        ways = [[*way, further] for way in ways for further in beside[way[-1]] if further not in way]
        found = next((way for way in ways if way[-1] == end), None)
        if found is not None:
            return found
    return [start, end]


FARTHEST = 12
"""Between two neighbouring places in the midline of one half the other has no more than so many."""
