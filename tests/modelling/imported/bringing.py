"""Files of a pelvis in every format, made from the viewer's own bones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyvista as pv
from numpy.typing import NDArray

from anatomy_viewer.modelling.imported.models import model_bones
from anatomy_viewer.modelling.solids.distance_grid import thinned
from anatomy_viewer.modelling.solids.mesh_formats import ply_bytes
from anatomy_viewer.modelling.solids.surface import Surface

PELVIS = ("hip_bone_left", "hip_bone_right", "sacrum")
NUMBERS = {"sacrum": 25, "hip_bone_left": 77, "hip_bone_right": 78, "coccyx": 3, "l5_vertebra": 27}
TOTAL = {
    "sacrum": "sacrum",
    "hip_bone_left": "hip_left",
    "hip_bone_right": "hip_right",
    "coccyx": "coccyx",
    "l5_vertebra": "vertebrae_L5",
}
LPS = np.diag([-1.0, -1.0, 1.0])


@cache
def small(bone: str) -> Surface:
    """One of the model's bones, of few triangles."""
    return thinned(model_bones()[bone], 2500)


def pelvis(*bones: str) -> dict[str, Surface]:
    return {bone: small(bone) for bone in bones or PELVIS}


def turned(
    bones: Mapping[str, Surface], turn: Any, scale: float = 1.0, shift: Sequence[float] = (0.0, 0.0, 0.0)
) -> dict[str, Surface]:
    """Bones carried by a proper turn; a mirroring one turns them inside out, as a program would leave them."""
    return {
        bone: Surface(scale * surface.points @ np.asarray(turn, dtype=float).T + shift, surface.triangles)
        for bone, surface in bones.items()
    }


def stl(folder: Path, bones: Mapping[str, Surface], names: Mapping[str, str] | None = None) -> list[Path]:
    """One binary STL file a bone that says nothing but its triangles."""
    files = []
    for bone, surface in bones.items():
        file = folder / f"{(names or TOTAL).get(bone, bone)}.stl"
        surface.to_polydata().save(str(file), recompute_normals=False)
        files.append(file)
    return files


@cache
def voxels(
    spacing: tuple[float, float, float] = (3.0, 3.0, 3.0), *bones: str
) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """A label map of bones and its affine, RAS mm: a voxel is bone where half of it is."""
    chosen = pelvis(*bones)
    points = np.vstack([surface.points for surface in chosen.values()])
    low, high = points.min(axis=0) - 6.0, points.max(axis=0) + 6.0
    shape = np.ceil((high - low) / spacing).astype(int)
    fine = 2
    labels = np.zeros(shape, dtype=np.uint8)
    for bone, surface in chosen.items():
        step = np.array(spacing) / fine
        image = pv.ImageData(dimensions=shape * fine, spacing=step, origin=low + step / 2.0)
        mask = pv.wrap(surface.to_polydata()).voxelize_binary_mask(reference_volume=image)["mask"]
        parts = np.asarray(mask).reshape(tuple(shape * fine), order="F").astype(float)
        share = parts.reshape(shape[0], fine, shape[1], fine, shape[2], fine).mean(axis=(1, 3, 5))
        labels[share >= 0.5] = NUMBERS[bone]
    affine = np.diag([*spacing, 1.0])
    affine[:3, 3] = low + np.array(spacing) / 2.0
    return labels, affine


def names_extension(names: Mapping[int, str]) -> Any:
    """The names of classes as TotalSegmentator writes them."""
    import nibabel

    rows = "".join(
        f'<Label Key="{number}" Red="1" Green="1" Blue="1" Alpha="1">{name}</Label>' for number, name in names.items()
    )
    table = f'<VolumeInformation Index="0"><LabelTable>{rows}</LabelTable></VolumeInformation>'
    text = f'<?xml version="1.0" encoding="UTF-8"?><CaretExtension>{table}</CaretExtension>'
    return nibabel.nifti1.Nifti1Extension(0, text.encode())


def nifti(
    file: Path,
    labels: NDArray[Any],
    affine: NDArray[np.float64],
    names: Mapping[int, str] | None = None,
    *,
    codes: tuple[int, int] = (1, 1),
    space: str = "mm",
    header: Mapping[str, Any] | None = None,
) -> Path:
    import nibabel

    image = nibabel.Nifti1Image(labels, affine)
    image.header.set_xyzt_units(space)
    image.set_sform(affine, codes[0])
    image.set_qform(affine, codes[1])
    if names:
        image.header.extensions.append(names_extension(names))
    for key, value in (header or {}).items():
        image.header[key] = value
    nibabel.save(image, file)
    return file


PERSON, DATE, NUMBER = "Planted^Patricia", "19610412", "PLANTED-4711"
"""What a header says of somebody, and nothing that is written may."""


def dicom_seg(file: Path, labels: NDArray[np.uint8], affine: NDArray[np.float64], names: Mapping[int, str]) -> Path:
    """A DICOM segmentation of a label map by highdicom, of a CT that names a person."""
    import highdicom
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.sr.codedict import codes
    from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

    spacing = np.diag(affine)[:3]
    first = LPS @ affine[:3, 3]
    study, series, frame = generate_uid(), generate_uid(), generate_uid()
    slices = []
    for k in range(labels.shape[2]):
        one = Dataset()
        one.file_meta = FileMetaDataset()
        one.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        one.SOPClassUID, one.SOPInstanceUID = CTImageStorage, generate_uid()
        one.StudyInstanceUID, one.SeriesInstanceUID, one.FrameOfReferenceUID = study, series, frame
        one.PatientName, one.PatientID, one.PatientBirthDate, one.PatientSex = PERSON, NUMBER, DATE, "F"
        one.StudyDate, one.StudyTime, one.AccessionNumber, one.StudyID = DATE, "120000", NUMBER, NUMBER
        one.Modality, one.InstanceNumber, one.SeriesNumber = "CT", k + 1, 1
        one.Rows, one.Columns = labels.shape[1], labels.shape[0]
        one.PixelSpacing, one.SliceThickness = [spacing[1], spacing[0]], spacing[2]
        one.ImageOrientationPatient = [-1.0, 0.0, 0.0, 0.0, -1.0, 0.0]
        one.ImagePositionPatient = [first[0], first[1], first[2] + k * spacing[2]]
        one.PositionReferenceIndicator = ""
        one.ReferringPhysicianName = PERSON
        slices.append(one)
    descriptions = [
        highdicom.seg.SegmentDescription(
            number,
            name,
            codes.SCT.Bone,
            codes.SCT.Bone,
            highdicom.seg.SegmentAlgorithmTypeValues.MANUAL,
        )
        for number, name in enumerate(names.values(), start=1)
    ]
    planes = np.moveaxis(np.stack([labels == value for value in names]), (0, 3, 2, 1), (3, 0, 1, 2)).astype(np.uint8)
    segmentation = highdicom.seg.Segmentation(
        slices, planes, "BINARY", descriptions, generate_uid(), 2, generate_uid(), 1, "m", "n", "1", NUMBER
    )
    segmentation.save_as(file)
    return file


def plain_ply(place: Path, bone: Surface, said: str) -> Path:
    content = ply_bytes("x", bone).replace(b"\ncomment ", f"\ncomment {said}\nobj_info {said}\ncomment ".encode(), 1)
    file = place.with_name(f"{place.name}.ply")
    file.write_bytes(content)
    return file


def plain_stl(place: Path, bone: Surface, said: str) -> Path:
    corners = bone.points[bone.triangles]
    facets = (
        "facet normal 0 0 0\nouter loop\n"
        + "".join("vertex {:.4f} {:.4f} {:.4f}\n".format(*place) for place in facet)
        + "endloop\nendfacet\n"
        for facet in corners
    )
    file = place.with_name(f"{place.name}.stl")
    file.write_text(f"solid {said}\n{''.join(facets)}endsolid {said}\n")
    return file


def plain_obj(place: Path, bone: Surface, said: str) -> Path:
    lines = [f"# {said}", f"mtllib {said}.mtl", f"o {said} sacrum", f"usemtl {said}"]
    lines += ["v {:.4f} {:.4f} {:.4f}".format(*one) for one in bone.points]
    lines += ["f {} {} {}".format(*one) for one in bone.triangles + 1]
    file = place.with_name(f"{place.name}.obj")
    file.write_text("\n".join(lines))
    return file


def plain_vtp(place: Path, bone: Surface, said: str) -> Path:
    data = bone.to_polydata()
    data.field_data["PatientName"] = [said]
    data.point_data[said] = np.zeros(data.n_points)
    file = place.with_name(f"{place.name}.vtp")
    data.save(file)
    return file
