"""Surfaces of the bones in label maps: found slab by slab, each cut to its box, staircases smoothed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.modelling.imported import refusing
from anatomy_viewer.modelling.imported.brought import BONES, Part
from anatomy_viewer.modelling.imported.label_files import Label, LabelMap, file_label, read_label_map
from anatomy_viewer.modelling.imported.names import WHOLE, bone_of
from anatomy_viewer.modelling.imported.refusing import refuse
from anatomy_viewer.modelling.imported.unpacking import stem
from anatomy_viewer.modelling.solids.surface import Surface

THICK = 1.6
"""Slices so many times thicker than the voxels are wide are filled in between before a surface is laid."""

SMOOTHING = 5
"""How often the surface of the voxels is evened, each point kept within its voxel; more makes thin bone thinner."""

BONE_MM = (12.0, 520.0)
"""How large the box round an unnamed bone can be."""

FEWEST = 30
"""A bone of fewer voxels is none."""

Box = tuple[slice, slice, slice]


@dataclass(frozen=True)
class _Wanted:
    """What shall become one surface: the classes it is made of, and what it is called."""

    name: str
    labels: tuple[Label, ...]


def surfaces_of(files: Sequence[Path], noted: list[str], say: Callable[[str, float], None]) -> list[Part]:
    """Return the bones in label maps as meshes.

    Parameters
    ----------
    files
        Label maps; where any is called as a bone, those that are not are left aside unread.
    noted
        Takes up what was mended.

    Raises
    ------
    ProblemsFound
        Where one cannot be read, is a picture, or none has a bone.
    """
    by_name = [file for file in files if bone_of(stem(file))]
    chosen = by_name if len(files) > 1 and by_name else files
    parts: list[Part] = []
    problems: list[Problem] = []
    empty: list[Problem] = []
    for number, file in enumerate(chosen):
        try:
            parts += _surfaces(read_label_map(file), noted, _share_of(say, number, len(chosen)))
        except Nothing as found:
            empty += found.problems
        except ProblemsFound as found:
            problems += found.problems
    # A folder has a file for each class that there is, also for those that the scan does not show.
    if problems or not parts:
        raise ProblemsFound(problems or empty)
    return parts


class Nothing(ProblemsFound):
    """Raised for a label map in which there is no bone, or next to nothing of one."""


def _share_of(say: Callable[[str, float], None], number: int, count: int) -> Callable[[str, float], None]:
    return lambda what, share: say(what, (number + share) / count)


def _surfaces(found: LabelMap, noted: list[str], say: Callable[[str, float], None]) -> list[Part]:
    named = [label for label in found.labels if bone_of(label.name)]
    if found.labels and not named:
        names = ", ".join(dict.fromkeys(label.name or "(no name)" for label in found.labels[:6]))
        more = f" and {len(found.labels) - 6} more" if len(found.labels) > 6 else ""
        refuse(found.path, f"holds none of the bones of a pelvis: {names}{more}", ", ".join(BONES.values()))
    say("looking for the bones", 0.0)
    boxes = _boxes(found, lambda share: say("looking for the bones", 0.4 * share))
    if not boxes:
        raise Nothing([Problem(str(found.path), "there is nothing in it: every voxel is 0", "a label map with bones")])
    wanted = list(_wanted(found, named, boxes))
    if not wanted:
        refuse(found.path, "holds none of the bones of a pelvis", ", ".join(BONES.values()))
    round_each = [_round(found, boxes, one) for one in wanted]
    masks = _masks(found, wanted, round_each, lambda share: say("cutting the bones out", 0.4 + 0.3 * share))
    parts = []
    for number, (one, box, (mask, step)) in enumerate(zip(wanted, round_each, masks, strict=True)):
        say("laying surfaces", 0.7 + 0.3 * number / len(wanted))
        if mask.sum() < FEWEST:
            continue
        _note_cut(found, one, box, noted)
        surface = _laid(found, one, mask, box, step, noted)
        parts.append(Part(one.name, str(found.path), surface, found.axes, found.unit, True))
    if not parts:
        raise Nothing([Problem(str(found.path), "its bones are a few voxels only", ", ".join(BONES.values()))])
    return parts


def _boxes(found: LabelMap, say: Callable[[float], None]) -> dict[tuple[int, int], Box]:
    """Return the box round each class of each layer, by layer and number."""
    boxes: dict[tuple[int, int], Box] = {}
    for first, slab in found.slabs():
        say(first / found.shape[2])
        for layer, values in enumerate(slab):
            if not values.any():
                continue
            for number, box in enumerate(ndimage.find_objects(values), start=1):
                if box is None:
                    continue
                here = (box[0], box[1], slice(box[2].start + first, box[2].stop + first))
                old = boxes.get((layer, number))
                boxes[layer, number] = here if old is None else _union([old, here])
    return boxes


def _union(boxes: Sequence[Box]) -> Box:
    low = [min(box[axis].start for box in boxes) for axis in range(3)]
    high = [max(box[axis].stop for box in boxes) for axis in range(3)]
    return (slice(low[0], high[0]), slice(low[1], high[1]), slice(low[2], high[2]))


def _wanted(found: LabelMap, named: Sequence[Label], boxes: dict[tuple[int, int], Box]) -> list[_Wanted]:
    """Return what shall become a surface: classes by name, never by number alone; without names every one that may."""
    there = {number for _, number in boxes}
    if named:
        groups: dict[str, list[Label]] = {}
        for label in named:
            if (label.layer, label.value) in boxes:
                # The first sacral vertebra has a class of its own in some atlases: both are the sacrum.
                groups.setdefault(str(bone_of(label.name)), []).append(label)
        return [_Wanted("" if bone == WHOLE else bone, tuple(labels)) for bone, labels in groups.items()]
    if bone_of(stem(found.path)) or len(there) == 1:
        return [_Wanted(stem(found.path), (file_label(found),))]
    size = np.linalg.norm(found.affine[:3, :3], axis=0)
    fit = []
    for (layer, number), box in boxes.items():
        extent = max((side.stop - side.start) * mm for side, mm in zip(box, size, strict=True))
        if BONE_MM[0] <= extent <= BONE_MM[1] or found.unit != "mm":
            fit.append((extent, _Wanted("", (Label("", number, layer),))))
    return [one for _, one in sorted(fit, key=lambda one: -one[0])[:40]]


def _round(found: LabelMap, boxes: dict[tuple[int, int], Box], wanted: _Wanted) -> Box:
    return _union(
        [
            box
            for (layer, number), box in boxes.items()
            if any(label.value in (None, number) and label.layer == layer for label in wanted.labels)
        ]
    )


def _masks(
    found: LabelMap, wanted: Sequence[_Wanted], round_each: Sequence[Box], say: Callable[[float], None]
) -> list[tuple[NDArray[np.bool_], int]]:
    """Return of each surface-to-be its voxels within its box, and how many voxels one of them stands for, an axis."""
    steps, masks = [], []
    for box in round_each:
        shape = [side.stop - side.start for side in box]
        step = 1
        while np.prod([-(-side // step) for side in shape]) > refusing.MAX_BOX_VOXELS:
            step += 1
        steps.append(step)
        masks.append(np.zeros([-(-side // step) for side in shape], dtype=bool))
    for first, slab in found.slabs():
        say(first / found.shape[2])
        last = first + slab.shape[3]
        for one, box, step, mask in zip(wanted, round_each, steps, masks, strict=True):
            low, high = max(box[2].start, first), min(box[2].stop, last)
            low += -(low - box[2].start) % step
            if low >= high:
                continue
            for label in one.labels:
                here = slab[label.layer][box[0], box[1], low - first : high - first][::step, ::step, ::step]
                at = (low - box[2].start) // step
                mask[:, :, at : at + here.shape[2]] |= here > 0 if label.value is None else here == label.value
    return list(zip(masks, steps, strict=True))


def _note_cut(found: LabelMap, wanted: _Wanted, box: Box, noted: list[str]) -> None:
    """Tell of a bone that the edge of the scan cuts off."""
    if found.whole and any(side.start == 0 or side.stop == size for side, size in zip(box, found.shape, strict=True)):
        what = BONES.get(str(bone_of(wanted.name)), "a surface")
        noted.append(f"{what.capitalize()}: cut off by the edge of the scan, and closed there by a lid.")


def _laid(found: LabelMap, wanted: _Wanted, mask: NDArray[np.bool_], box: Box, step: int, noted: list[str]) -> Surface:
    """Return the surface of voxels in the file's own frame."""
    spacing = np.linalg.norm(found.affine[:3, :3], axis=0) * step
    mask = np.pad(mask, 1)
    shares = np.ones(3)
    if spacing.max() > THICK * spacing.min():
        axis = int(spacing.argmax())
        parts = int(np.ceil(spacing[axis] / spacing.min() - 0.01))
        mask = _filled_in(mask, axis, parts, spacing)
        shares[axis] = 1.0 / parts
        what = BONES.get(str(bone_of(wanted.name)), "a surface")
        noted.append(
            f"{what.capitalize()}: slices {spacing[axis] * _mm(found):.3g} mm apart filled in between by shape."
        )
    points, triangles = _nets(mask, spacing * shares)
    # From voxel numbers of the padded, filled box to those of the file.
    numbers = (points / (spacing * shares)) * shares - 1.0
    numbers = numbers * step + [side.start for side in box]
    places = numbers @ found.affine[:3, :3].T + found.affine[:3, 3]
    if np.linalg.det(found.affine[:3, :3]) < 0.0:
        triangles = triangles[:, ::-1]
    return Surface(places, triangles)


def _mm(found: LabelMap) -> float:
    return {"m": 1000.0, "cm": 10.0}.get(found.unit or "mm", 1.0)


def _filled_in(mask: NDArray[np.bool_], axis: int, parts: int, spacing: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return voxels with slices between those that are there: as far inside or outside as halfway between them."""
    slices = np.moveaxis(mask, axis, 0)
    wide = np.delete(spacing, axis)
    depth = np.stack([_depth(one, wide) for one in slices])
    at = np.arange((len(slices) - 1) * parts + 1) / parts
    low = np.minimum(at.astype(int), len(slices) - 2)
    share = (at - low)[:, None, None].astype(np.float32)
    return np.moveaxis(depth[low] * (1.0 - share) + depth[low + 1] * share > 0.0, 0, axis)


def _depth(one: NDArray[np.bool_], wide: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return how deep inside a slice's outline each voxel lies, less than nothing outside."""
    if not one.any():
        return np.full(one.shape, -3.0 * wide.max(), dtype=np.float32)
    inside = ndimage.distance_transform_edt(one, sampling=wide)
    outside = ndimage.distance_transform_edt(~one, sampling=wide)
    return np.asarray(inside - outside, dtype=np.float32)


def _nets(mask: NDArray[np.bool_], spacing: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[Any]]:
    """Return the surface nets of voxels (VTK), evened within them; the points in the unit of the spacing."""
    import pyvista as pv
    from vtkmodules.vtkFiltersCore import vtkSurfaceNets3D

    image = pv.ImageData(dimensions=mask.shape, spacing=tuple(spacing))
    image["label"] = mask.astype(np.uint8).ravel(order="F")
    nets = vtkSurfaceNets3D()
    nets.SetInputData(image)
    nets.SetValue(0, 1)
    nets.SetOutputMeshTypeToTriangles()
    nets.SmoothingOn()
    nets.AutomaticSmoothingConstraintsOn()
    nets.GetSmoother().SetNumberOfIterations(SMOOTHING)
    nets.Update()
    data = pv.wrap(nets.GetOutput())
    return np.asarray(data.points, dtype=float), np.asarray(data.regular_faces)
