"""How well landmarks are found on bones that were not seen, how honest the stated doubt is, and what it takes.

``python -m benchmarks.pelvis_import [FOLDER ...]``: each FOLDER holds a real pelvis, a PLY file a bone under the
model's ids and ``landmarks.csv`` (name, side, x, y, z, RAS mm). Besides, the model's own forms are fitted by the other
sex's form, bent as other people are, turned, scaled, made noisy, thinned and cut into voxels. Each case runs in a
process of its own, so that its memory is its own.

``python -m benchmarks.pelvis_import --speed`` measures only how long files take from the command to the page's content:
three bones of 100,000 triangles each as STL, and as a label map of 512 x 512 x 400 voxels, of which a plain reader and
VTK's surface nets alone are measured too.
"""

from __future__ import annotations

import csv
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from benchmarks.measuring import report, tell_machine

if TYPE_CHECKING:
    from anatomy_viewer.modelling.imported.finding import FoundPelvis

Points = NDArray[np.float64]

MAIN = ("hip_bone_right", "hip_bone_left", "sacrum", "coccyx")
OTHER = {"female": "male", "male": "female"}
SEEDS = (1, 2, 3, 4)
BENT_MM = ((90.0, 5.0), (35.0, 2.0))
"""Over which reach, and by how much, a drawn person's bones differ from the form."""

VOXELS, VOXEL_MM = (512, 512, 400), 0.8
"""Of the label map."""

COLUMNS = "case                              median   mean  worst  within  seconds     MB"


@dataclass(frozen=True)
class Case:
    """A pelvis with known landmarks, and the form that is laid onto it."""

    name: str
    own: str
    source: str
    seed: int = 0
    change: str = ""


@dataclass(frozen=True)
class Result:
    """Errors of a case by landmark, whether each lies within its stated radius, seconds and MB."""

    errors: dict[str, float]
    radii: dict[str, float]
    seconds: float
    memory_mb: float

    @property
    def within(self) -> float:
        """Share of the landmarks that lie within their stated radius."""
        return float(np.mean([error <= self.radii[name] for name, error in self.errors.items()]))


def main() -> None:
    """Print the figures."""
    tell_machine()
    if sys.argv[1:] == ["--speed"]:
        speed()
        return
    folders = sys.argv[1:]
    real = [Case(Path(folder).name, "pooled", folder) for folder in folders]
    fresh = multiprocessing.get_context("spawn")
    everything: dict[str, list[Result]] = {"real": [], "own": []}
    print(COLUMNS)
    for case in real + cases():
        with fresh.Pool(1) as pool:
            result = pool.apply(measured, (case,))
        if not result.errors:
            continue
        everything["real" if case in real else "own"].append(result)
        tell(case.name, list(result.errors.values()), result.within, result.seconds, result.memory_mb)
    for kind, results in everything.items():
        if not results:
            continue
        errors = [error for result in results for error in result.errors.values()]
        within = float(np.mean([result.within for result in results]))
        tell(f"all, {kind}", errors, within, max(r.seconds for r in results), max(r.memory_mb for r in results))
        if kind == "real":
            report("median error of landmarks", f"{np.median(errors):.1f} mm", "3 mm", bool(np.median(errors) <= 3.0))
            report("mean error of landmarks", f"{np.mean(errors):.1f} mm", "4.5 mm", bool(np.mean(errors) <= 4.5))
    within = float(np.mean([result.within for results in everything.values() for result in results]))
    report("share within the stated radius", f"{within:.0%}", "85 to 100 %", within >= 0.85)
    speed()


def speed() -> None:
    """Print what files take from the command to the page's content, in a process of their own and one for a side."""
    fresh = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        meshes, labels = write_meshes(folder), write_labels(folder)
        tasks = (
            ("300,000 triangles of STL", whole, meshes, 25.0, 1200.0),
            ("512 x 512 x 400 voxels", whole, labels, 60.0, 2500.0),
            ("the same, read and netted alone", netted, labels, 60.0, 2500.0),
        )
        for what, task, files, seconds, memory_mb in tasks:
            began = time.perf_counter()
            with ProcessPoolExecutor(1, mp_context=fresh) as pool:
                busy, used = pool.submit(task, files).result()
            took = time.perf_counter() - began
            figure = f"{took:.1f} s, {busy:.1f} s of processors, {used:.0f} MB"
            report(what, figure, f"{seconds:.0f} s, {memory_mb:.0f} MB", took <= seconds and used <= memory_mb)


def whole(files: Sequence[Path]) -> tuple[float, float]:
    """Return how many seconds processors are busy with everything on a pelvis in files, and the MB at most."""
    from anatomy_viewer.modelling.build import read_inputs
    from anatomy_viewer.modelling.imported.placed import placed, write_placed
    from anatomy_viewer.modelling.imported.reading import read_pelvis

    inputs = read_inputs()
    pelvis = placed(read_pelvis(files), inputs)
    with tempfile.TemporaryDirectory() as folder:
        write_placed(pelvis, inputs, Path(folder))
    return used_by_now()


def netted(files: Sequence[Path]) -> tuple[float, float]:
    """Return the same of a plain reader and VTK's surface nets."""
    import nibabel
    import pyvista as pv

    image = nibabel.load(files[0])
    voxels = np.asarray(image.dataobj)
    data = pv.ImageData(dimensions=voxels.shape, spacing=image.header.get_zooms())
    data["label"] = voxels.ravel(order="F")
    data.contour_labels(scalars="label", smoothing=True)
    return used_by_now()


def used_by_now() -> tuple[float, float]:
    """Return how many seconds this process and its children kept processors busy, and their MB at most."""
    use = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in use), sum(one.ru_maxrss for one in use) / 1024.0


def write_meshes(folder: Path) -> list[Path]:
    """Write three bones of a drawn person as STL, 100,000 triangles each."""
    bones, _ = pelvis_of(cases()[2])
    files = []
    for name in MAIN[:3]:
        fine = bones[name].to_polydata().subdivide(2, "loop")
        files.append(folder / f"{name}.stl")
        fine.decimate_pro(1.0 - 100_000 / fine.n_cells).save(files[-1])
    return files


def write_labels(folder: Path) -> list[Path]:
    """Write the same bones as a label map that names them."""
    import nibabel
    import pyvista as pv

    bones, _ = pelvis_of(cases()[2])
    size = np.array(VOXELS)
    every = np.concatenate([bones[name].points for name in MAIN[:3]])
    origin = (every.min(axis=0) + every.max(axis=0) - size * VOXEL_MM) / 2.0
    voxels = np.zeros(VOXELS, dtype=np.uint8)
    told = []
    for number, name in enumerate(MAIN[:3], 1):
        low, high = bones[name].points.min(axis=0), bones[name].points.max(axis=0)
        first, last = (
            np.floor((low - origin) / VOXEL_MM).astype(int),
            np.ceil((high - origin) / VOXEL_MM).astype(int) + 1,
        )
        box = pv.ImageData(dimensions=last - first, spacing=(VOXEL_MM,) * 3, origin=origin + first * VOXEL_MM)
        mask = bones[name].to_polydata().voxelize_binary_mask(reference_volume=box)
        inside = np.asarray(mask["mask"]).reshape(box.dimensions, order="F") > 0
        voxels[tuple(slice(a, b) for a, b in zip(first, last, strict=True))][inside] = number
        told.append(f'<Label Key="{number}">{name}</Label>')
    affine = np.diag([VOXEL_MM] * 3 + [1.0])
    affine[:3, 3] = origin
    image = nibabel.Nifti1Image(voxels, affine)
    image.header.set_xyzt_units("mm")
    image.header.extensions.append(nibabel.nifti1.Nifti1Extension(0, "".join(told).encode()))
    nibabel.save(image, folder / "labels.nii.gz")
    return [folder / "labels.nii.gz"]


def tell(name: str, errors: list[float], within: float, seconds: float, memory_mb: float) -> None:
    """Print one row."""
    figures = f"{np.median(errors):6.1f} {np.mean(errors):6.1f} {np.max(errors):6.1f}"
    print(f"{name:32s} {figures} {within:7.0%} {seconds:8.1f} {memory_mb:6.0f}", flush=True)


def cases() -> list[Case]:
    """Return the pelvises made of the model's own forms."""
    found = [Case(f"{form} by {OTHER[form]}", OTHER[form], form) for form in OTHER]
    for seed in SEEDS:
        form = ("female", "male")[seed % 2]
        found.append(Case(f"drawn {seed} ({form})", "pooled", form, seed))
    changes = ("turned", "scaled", "noise 0.5 mm", "3,000 triangles", "voxels 0.8 mm", "voxels 1.5 mm", "voxels 3 mm")
    changes += ("no sacrum", "right side only", "crest cut off")
    found += [
        Case(f"drawn {number + 5}, {change}", "pooled", ("female", "male")[number % 2], number + 5, change)
        for number, change in enumerate(changes)
    ]
    return found


def measured(case: Case) -> Result:
    """Lay a form onto a pelvis and compare landmarks; in a process of its own."""
    from anatomy_viewer.atlas.forms import DEFAULT_FORM
    from anatomy_viewer.modelling.build import form_bones, read_inputs
    from anatomy_viewer.modelling.imported.finding import found
    from anatomy_viewer.modelling.imported.laid import laid
    from anatomy_viewer.modelling.imported.own import own_pelvis

    inputs = read_inputs()
    _, stations = form_bones(inputs, case.own, own_pelvis(DEFAULT_FORM).bones)
    bones, places = pelvis_of(case)
    own = own_pelvis(case.own)
    began = time.perf_counter()
    pelvis = found(laid(own, bones), stations)
    return compared(pelvis, places, time.perf_counter() - began)


def compared(pelvis: FoundPelvis, places: Mapping[str, Points], seconds: float) -> Result:
    """Return how far found landmarks are from where they truly are, with the memory of this process until now."""
    errors, radii = {}, {}
    for name, landmark in pelvis.landmarks.items():
        if name in places and landmark.origin == "found":
            errors[name] = float(np.linalg.norm(pelvis.motion.back(landmark.at[None])[0] - places[name]))
            radii[name] = landmark.radius_mm
    return Result(errors, radii, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0)


def pelvis_of(case: Case) -> tuple[dict[str, object], Mapping[str, Points]]:
    """Return the bones of a case as surfaces by id, and where its landmarks truly are."""
    from anatomy_viewer.modelling.imported.own import own_pelvis
    from anatomy_viewer.modelling.solids.surface import Surface

    if Path(case.source).is_dir():
        return read_folder(Path(case.source))
    form = own_pelvis(case.source)
    bend = bent(case.seed) if case.seed else (lambda points: points)
    bones = {name: Surface(bend(form.bones[name].points), form.bones[name].triangles) for name in MAIN}
    names = list(form.landmarks)
    places = dict(zip(names, bend(np.array([form.landmarks[name] for name in names])), strict=True))
    return changed(case.change, bones, places)


def read_folder(folder: Path) -> tuple[dict[str, object], Mapping[str, Points]]:
    """Return the bones and landmarks of a folder."""
    import pyvista as pv

    from anatomy_viewer.modelling.imported.brought import BONES
    from anatomy_viewer.modelling.solids.surface import Surface

    bones = {}
    for name in BONES:
        if (folder / f"{name}.ply").is_file():
            mesh = pv.read(folder / f"{name}.ply").triangulate().clean()
            bones[name] = Surface(mesh.points, mesh.regular_faces)
    places = {}
    with (folder / "landmarks.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name = row["name"] if row["side"] == "mid" else f"{row['name']}_{row['side']}"
            places[name] = np.array([float(row[axis]) for axis in "xyz"])
    return bones, places


def bent(seed: int) -> Callable[[Points], Points]:
    """Return a smooth map as from one person to another: proportions, and parts; both sides differ."""
    chance = np.random.default_rng(seed)
    stretch = np.diag(1.0 + 0.05 * chance.standard_normal(3)) + 0.015 * chance.standard_normal((3, 3))
    waves = []
    for reach, sd in BENT_MM:
        ways = chance.standard_normal((60, 3)) / reach
        waves.append(
            (ways, chance.uniform(0.0, 2.0 * np.pi, 60), sd * np.sqrt(2.0 / 60.0) * chance.standard_normal((60, 3)))
        )

    def bend(points: Points) -> Points:
        moved = np.asarray(points) @ stretch.T
        for ways, phases, heights in waves:
            moved = moved + np.cos(points @ ways.T + phases) @ heights
        return np.asarray(moved)

    return bend


def changed(
    change: str, bones: dict[str, object], places: dict[str, Points]
) -> tuple[dict[str, object], Mapping[str, Points]]:
    """Return a pelvis as somebody's file has it."""
    from scipy.spatial.transform import Rotation

    from anatomy_viewer.modelling.solids.distance_grid import thinned
    from anatomy_viewer.modelling.solids.surface import Surface

    if change in ("turned", "scaled"):
        turn = (
            Rotation.from_euler("xyz", (140.0, -35.0, 75.0), degrees=True).as_matrix()
            if change == "turned"
            else np.eye(3)
        )
        size = 0.86 if change == "scaled" else 1.0
        shift = np.array([210.0, -95.0, 800.0])
        moved = {name: Surface(size * bone.points @ turn.T + shift, bone.triangles) for name, bone in bones.items()}
        return moved, {name: size * turn @ place + shift for name, place in places.items()}
    if change.startswith("noise"):
        chance = np.random.default_rng(7)
        return {
            name: Surface(bone.points + 0.5 * chance.standard_normal(bone.points.shape), bone.triangles)
            for name, bone in bones.items()
        }, places
    if change.endswith("triangles"):
        return {name: thinned(bone, 3000) for name, bone in bones.items()}, places
    if change.startswith("voxels"):
        size = float(change.split()[1])
        return {name: voxelised(bone, size) for name, bone in bones.items()}, places
    if change == "no sacrum":
        return {name: bone for name, bone in bones.items() if name.startswith("hip")}, places
    if change == "right side only":
        return {name: bone for name, bone in bones.items() if name in ("hip_bone_right", "sacrum")}, places
    if change == "crest cut off":
        return {name: cut(bone, 25.0) if name.startswith("hip") else bone for name, bone in bones.items()}, places
    return bones, places


def cut(bone: object, top_mm: float) -> object:
    """Return a bone without what lies above a height, closed, as at the end of a scan."""
    from anatomy_viewer.modelling.solids.surface import Surface

    mesh = (
        bone.to_polydata().clip_closed_surface(normal=(0.0, 0.0, -1.0), origin=(0.0, 0.0, top_mm)).triangulate().clean()
    )
    return Surface(mesh.points, mesh.regular_faces)


def voxelised(bone: object, size_mm: float) -> object:
    """Return a bone cut into voxels, each as far filled as the bone fills it, and drawn anew."""
    import pyvista as pv
    from scipy.ndimage import gaussian_filter

    from anatomy_viewer.modelling.solids.surface import Surface

    mask = bone.to_polydata().voxelize_binary_mask(spacing=(size_mm / 2.0,) * 3)
    filled = np.pad(np.asarray(mask["mask"]).reshape(mask.dimensions, order="F").astype(float), 4)
    part = gaussian_filter(filled, 1.0)[::2, ::2, ::2]
    grid = pv.ImageData(dimensions=part.shape, spacing=(size_mm,) * 3, origin=np.array(mask.origin) - 2.0 * size_mm)
    grid["part"] = np.round(part, 1).ravel(order="F")
    mesh = grid.contour([0.45], scalars="part").extract_largest().triangulate().clean()
    return Surface(mesh.points, mesh.regular_faces)


if __name__ == "__main__":
    main()
