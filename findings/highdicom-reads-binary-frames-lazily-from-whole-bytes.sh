#!/usr/bin/env bash
# highdicom 0.28.2 with pydicom 3.0.1: a DICOM segmentation of type BINARY packs the bits of all frames one after the other, so a
# frame of 7 x 9 pixels (63 bits) does not begin on a whole byte (DICOM PS3.5, 8.1.1). Read whole (segread(file)) it comes out as it went
# in; read lazily (segread(file, lazy_frame_retrieval=True)), as one does with large files, get_volume() raises
# "cannot reshape array ...". Frames of 8 x 8 and of 10 x 10 pixels (100 bits: every second one begins inside a byte) are read both ways.
# Who reads segmentations of any size reads them whole, or asks first whether rows x columns is a multiple of 8.
#
# Seen on 2026-11-30 on Python 3.11 with numpy 2.3.5. Exit status 1 when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet highdicom==0.28.2 pydicom==3.0.1 numpy==2.3.5
cd "$folder"
venv/bin/python - <<'PYTHON'
import sys

import highdicom as hd
import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sr.codedict import codes
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

FRAMES = 5


def slices(rows: int, columns: int) -> list[Dataset]:
    """The pictures that are segmented: nothing but what their standard asks for."""
    study, series, frame = generate_uid(), generate_uid(), generate_uid()
    made = []
    for number in range(FRAMES):
        one = Dataset()
        one.file_meta = FileMetaDataset()
        one.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        one.SOPClassUID, one.SOPInstanceUID = CTImageStorage, generate_uid()
        one.StudyInstanceUID, one.SeriesInstanceUID, one.FrameOfReferenceUID = study, series, frame
        one.PatientID = one.PatientName = one.PatientBirthDate = one.PatientSex = ""
        one.StudyDate = one.StudyTime = one.StudyID = one.AccessionNumber = one.ReferringPhysicianName = ""
        one.Modality, one.SeriesNumber, one.InstanceNumber = "CT", 1, number + 1
        one.PositionReferenceIndicator = ""
        one.Rows, one.Columns = rows, columns
        one.ImagePositionPatient = [0.0, 0.0, float(number)]
        one.ImageOrientationPatient = [1.0, 0.0, 0.0, 0.0, 1.0, 0.0]
        one.PixelSpacing, one.SliceThickness = [1.0, 1.0], 1.0
        one.SamplesPerPixel, one.PhotometricInterpretation = 1, "MONOCHROME2"
        one.BitsAllocated = one.BitsStored = 16
        one.HighBit, one.PixelRepresentation = 15, 0
        one.PixelData = bytes(2 * rows * columns)
        made.append(one)
    return made


def written(rows: int, columns: int) -> np.ndarray:
    """A segmentation of random voxels in seg.dcm; they are returned."""
    voxels = (np.random.default_rng(1).random((FRAMES, rows, columns)) > 0.5).astype(np.uint8)
    segment = hd.seg.SegmentDescription(
        segment_number=1,
        segment_label="bone",
        segmented_property_category=codes.SCT.AnatomicalStructure,
        segmented_property_type=codes.SCT.Bone,
        algorithm_type=hd.seg.SegmentAlgorithmTypeValues.MANUAL,
    )
    hd.seg.Segmentation(
        source_images=slices(rows, columns),
        pixel_array=voxels,
        segmentation_type=hd.seg.SegmentationTypeValues.BINARY,
        segment_descriptions=[segment],
        series_instance_uid=generate_uid(),
        series_number=2,
        sop_instance_uid=generate_uid(),
        instance_number=1,
        manufacturer="none",
        manufacturer_model_name="none",
        software_versions="1",
        device_serial_number="1",
    ).save_as("seg.dcm")
    return voxels


def read(lazily: bool, voxels: np.ndarray) -> str:
    try:
        volume = hd.seg.segread("seg.dcm", lazy_frame_retrieval=lazily).get_volume(combine_segments=True)
    except ValueError as fault:
        return "cannot reshape" if "cannot reshape" in str(fault) else str(fault)
    same = np.array_equal(volume.array, voxels) or np.array_equal(volume.array[::-1], voxels)
    return "as written" if same else "other voxels"


found = {}
for shape in ((8, 8), (10, 10), (7, 9)):
    voxels = written(*shape)
    found[shape] = read(False, voxels), read(True, voxels)
    print(f"{shape[0]} x {shape[1]}: whole: {found[shape][0]}; lazily: {found[shape][1]}")
as_seen = found == {
    (8, 8): ("as written", "as written"),
    (10, 10): ("as written", "as written"),
    (7, 9): ("as written", "cannot reshape"),
}
print("as seen" if as_seen else "CHANGED")
sys.exit(0 if as_seen else 1)
PYTHON
