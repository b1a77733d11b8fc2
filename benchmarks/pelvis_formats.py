"""How well landmarks are found in every format that a pelvis comes in, and what each takes, a row a file.

``python -m benchmarks.pelvis_formats [FOLDER ...]``: the same pelvises as ``pelvis_import``, real ones from folders and
two drawn people, written as meshes, as label maps of 0.8, 1.5 and 3 mm, as one mesh grown together, and without names;
then read as the command reads them. A row says how far the landmarks are from where they are (median, mean, worst, mm),
the share within the stated radius, the seconds and MB of reading and finding.
"""

from __future__ import annotations

import functools
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.modelling.solids.mesh_formats import glb_bytes, ply_bytes
from anatomy_viewer.modelling.solids.surface import Surface
from benchmarks.measuring import tell_machine
from benchmarks.pelvis_import import COLUMNS, Case, cases, compared, pelvis_of, tell
from tests.modelling.imported.bringing import LPS, dicom_seg, nifti

Bones = Mapping[str, Surface]

DRAWN = (2, 3)
"""Which of the other benchmark's people are written as files: a man and a woman."""


def one_each(ending: str, bones: Bones, folder: Path) -> list[Path]:
    """Write a file a bone by VTK."""
    for name, bone in bones.items():
        bone.to_polydata().save(folder / f"{name}.{ending}")
    return [folder]


def as_ply(bones: Bones, folder: Path) -> list[Path]:
    """Write a PLY file a bone that says its frame."""
    for name, bone in bones.items():
        (folder / f"{name}.ply").write_bytes(ply_bytes(name, bone))
    return [folder]


def as_obj(bones: Bones, folder: Path) -> list[Path]:
    """Write all bones into one OBJ file, LPS cm, which it does not say."""
    lines, first = [], 1
    for name, bone in bones.items():
        lines += [f"o {name}", *("v {:.5f} {:.5f} {:.5f}".format(*place) for place in bone.points @ LPS / 10.0)]
        lines += ["f {} {} {}".format(*corners) for corners in bone.triangles + first]
        first += len(bone.points)
    (folder / "bones.obj").write_text("\n".join(lines))
    return [folder / "bones.obj"]


def as_glb(bones: Bones, folder: Path, *, draco: bool = False) -> list[Path]:
    """Write all bones into one GLB file, packed by Draco where that is asked for."""
    import trimesh

    file = folder / "bones.glb"
    file.write_bytes(glb_bytes(dict(bones)))
    if draco:
        file.write_bytes(trimesh.exchange.gltf.export_glb(trimesh.load(file), extension_draco=True))
    return [file]


def as_unnamed(bones: Bones, folder: Path) -> list[Path]:
    """Write all bones into one STL file, which has no names."""
    whole = functools.reduce(lambda one, other: one.append_polydata(other), (b.to_polydata() for b in bones.values()))
    whole.save(folder / "pelvis.stl")
    return [folder / "pelvis.stl"]


def labelled(bones: Bones, size_mm: float) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """Return a label map, numbered from 1, and its affine; a voxel is bone where half of it is."""
    import pyvista as pv

    points = np.vstack([bone.points for bone in bones.values()])
    low = points.min(axis=0) - 3.0 * size_mm
    shape = np.ceil((np.ptp(points, axis=0) + 6.0 * size_mm) / size_mm).astype(int)
    labels = np.zeros(shape, dtype=np.uint8)
    for number, bone in enumerate(bones.values(), 1):
        fine = pv.ImageData(dimensions=2 * shape, spacing=(size_mm / 2.0,) * 3, origin=low + size_mm / 4.0)
        mask = np.asarray(bone.to_polydata().voxelize_binary_mask(reference_volume=fine)["mask"])
        eighths = mask.reshape(tuple(2 * shape), order="F").astype(bool)
        share = eighths.reshape(shape[0], 2, shape[1], 2, shape[2], 2).mean(axis=(1, 3, 5))
        labels[share >= 0.5] = number
    affine = np.diag([size_mm] * 3 + [1.0])
    affine[:3, 3] = low + size_mm / 2.0
    return labels, affine


def as_nifti(size_mm: float, bones: Bones, folder: Path) -> list[Path]:
    """Write a label map as NIfTI that names its classes."""
    return [nifti(folder / "labels.nii.gz", *labelled(bones, size_mm), dict(enumerate(bones, 1)))]


def as_classes(bones: Bones, folder: Path) -> list[Path]:
    """Write a NIfTI file a bone into a folder, 1.5 mm."""
    labels, affine = labelled(bones, 1.5)
    for number, name in enumerate(bones, 1):
        nifti(folder / f"{name}.nii.gz", (labels == number).astype(np.uint8), affine)
    return [folder]


def as_nrrd(bones: Bones, folder: Path) -> list[Path]:
    """Write a segmentation as 3D Slicer does, 1.5 mm."""
    import nrrd

    labels, affine = labelled(bones, 1.5)
    header = {
        "space": "left-posterior-superior",
        "kinds": ["domain"] * 3,
        "space directions": (LPS @ affine[:3, :3]).T.tolist(),
        "space origin": (LPS @ affine[:3, 3]).tolist(),
        "encoding": "gzip",
    }
    for number, name in enumerate(bones):
        header |= {f"Segment{number}_Name": name, f"Segment{number}_LabelValue": str(number + 1)}
        header |= {f"Segment{number}_Layer": "0"}
    nrrd.write(str(folder / "bones.seg.nrrd"), labels, header)
    return [folder / "bones.seg.nrrd"]


def as_dicom(bones: Bones, folder: Path) -> list[Path]:
    """Write a DICOM segmentation, 1.5 mm."""
    labels, affine = labelled(bones, 1.5)
    return [dicom_seg(folder / "seg.dcm", labels, affine, dict(enumerate(bones, 1)))]


def as_grown_together(bones: Bones, folder: Path) -> list[Path]:
    """Write one STL surface round all bones, in which the gaps of the joints are closed."""
    import pyvista as pv
    from scipy.ndimage import binary_closing, gaussian_filter

    labels, affine = labelled(bones, 1.0)
    filled = binary_closing(np.pad(labels > 0, 6), iterations=3).astype(float)
    grid = pv.ImageData(dimensions=filled.shape, spacing=(1.0,) * 3, origin=affine[:3, 3] - 6.0)
    grid["part"] = gaussian_filter(filled, 0.7).ravel(order="F")
    grid.contour([0.5], scalars="part").extract_largest().triangulate().clean().save(folder / "pelvis.stl")
    return [folder / "pelvis.stl"]


FORMATS: Mapping[str, Callable[[Bones, Path], list[Path]]] = {
    "STL": functools.partial(one_each, "stl"),
    "PLY": as_ply,
    "VTP": functools.partial(one_each, "vtp"),
    "OBJ, LPS cm": as_obj,
    "GLB": as_glb,
    "GLB, Draco": functools.partial(as_glb, draco=True),
    "STL, no names": as_unnamed,
    "STL, grown together": as_grown_together,
    "NIfTI 0.8 mm": functools.partial(as_nifti, 0.8),
    "NIfTI 1.5 mm": functools.partial(as_nifti, 1.5),
    "NIfTI 3 mm": functools.partial(as_nifti, 3.0),
    "NIfTI a bone, 1.5 mm": as_classes,
    "NRRD 1.5 mm": as_nrrd,
    "DICOM SEG 1.5 mm": as_dicom,
}


def main() -> None:
    """Print the figures."""
    tell_machine()
    people = [Case(Path(folder).name, "pooled", folder) for folder in sys.argv[1:]]
    people += [cases()[number] for number in DRAWN]
    fresh = multiprocessing.get_context("spawn")
    print(COLUMNS)
    for person in people:
        for kind in FORMATS:
            with tempfile.TemporaryDirectory() as folder, fresh.Pool(1) as writer:
                files, places = writer.apply(written, (person, kind, Path(folder)))
                with fresh.Pool(1) as reader:  # so that its memory is its own
                    errors, within, seconds, memory_mb = reader.apply(read, (files, places))
            tell(f"{person.name[:14]}, {kind}", errors, within, seconds, memory_mb)


def written(person: Case, kind: str, folder: Path) -> tuple[list[Path], Mapping[str, NDArray[np.float64]]]:
    """Write a pelvis in a format; return the files, and where its landmarks truly are."""
    bones, places = pelvis_of(person)
    return FORMATS[kind]({name: bone for name, bone in bones.items() if name != "coccyx"}, folder), places


def read(files: list[Path], places: Mapping[str, NDArray[np.float64]]) -> tuple[list[float], float, float, float]:
    """Return errors of the landmarks, the share within their radius, seconds and MB."""
    from anatomy_viewer.modelling.build import read_inputs
    from anatomy_viewer.modelling.imported.placed import found_on
    from anatomy_viewer.modelling.imported.reading import read_pelvis

    began = time.perf_counter()
    pelvis = found_on(read_pelvis(files), read_inputs())
    seconds = time.perf_counter() - began
    result = compared(pelvis, places, seconds)
    return list(result.errors.values()), result.within, result.seconds, result.memory_mb


if __name__ == "__main__":
    main()
