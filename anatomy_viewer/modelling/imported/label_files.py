"""Label maps out of NIfTI, NRRD and DICOM SEG files: which number means what, where the voxels lie, slab by slab.

The libraries read the headers. The voxels are read here in slabs, twice and never all at once, so that a file of
gigabytes takes no more memory than a small one; only DICOM SEG comes one segment at a time from its library.
"""

from __future__ import annotations

import bz2
import gzip
import logging
import re
import warnings
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.modelling.imported import refusing
from anatomy_viewer.modelling.imported.refusing import installed, refuse
from anatomy_viewer.modelling.imported.unpacking import ending, is_dicom, stem, unpacked_pieces

SLAB_BYTES = 24 << 20
CUT_SHORT = "the file is cut short or damaged"
PLAIN = "a label map of whole numbers from 0 to 65535"


@dataclass(frozen=True)
class Label:
    """One class of a label map.

    Attributes
    ----------
    name
        What the file calls it; empty where it does not say.
    value
        Its number; None for everything that is not 0.
    layer
        In which layer of the file it stands.
    """

    name: str
    value: int | None
    layer: int = 0


@dataclass(frozen=True)
class LabelMap:
    """A label map whose voxels are still in their file.

    Attributes
    ----------
    path
        The file.
    shape
        How many voxels along each axis.
    affine
        (4, 4): from voxel numbers to places in the file's own unit and axes.
    axes, unit
        What the file says of them; None where it says nothing.
    labels
        The classes that it names; empty where it names none.
    slabs
        Yields slabs along the last axis: the number of its first slice, and (layers, i, j, k) whole numbers.
    whole
        Whether it holds the slices of the scan without bone too, so that its edge is the scan's.
    """

    path: Path
    shape: tuple[int, int, int]
    affine: NDArray[np.float64]
    axes: str | None
    unit: str | None
    labels: tuple[Label, ...]
    slabs: Callable[[], Iterator[tuple[int, NDArray[Any]]]]
    whole: bool = True


def read_label_map(path: Path) -> LabelMap:
    """Return the label map of a file, its header read and its size checked.

    Raises
    ------
    ProblemsFound
        Where it is no label map, cut short or larger than the limits.
    """
    end = ending(path)
    if not path.stat().st_size:
        refuse(path, "the file is empty")
    if end in (".nii", ".nii.gz"):
        installed("nibabel", path, "NIfTI")
        return _nifti(path)
    if end == ".nrrd":
        installed("nrrd", path, "NRRD")
        return _nrrd(path)
    if not is_dicom(path):
        refuse(path, "begins as no DICOM file does", "a DICOM segmentation (SEG)")
    installed("highdicom", path, "DICOM SEG")
    return _dicom(path)


def _checked_shape(path: Path, sizes: Any) -> tuple[int, int, int]:
    shape = tuple(int(size) for size in sizes)
    if len(shape) != 3 or min(shape) < 1:
        refuse(path, f"has {len(shape)} axes of {', '.join(map(str, shape))} voxels", "three axes")
    if min(shape) < 4:
        refuse(path, f"has {shape[0]} x {shape[1]} x {shape[2]} voxels", "a volume: at least 4 along each axis")
    count = shape[0] * shape[1] * shape[2]
    if count > refusing.MAX_VOXELS:
        refuse(path, f"has {count:,} voxels", f"up to {refusing.MAX_VOXELS:,}")
    return shape


def _checked_affine(path: Path, affine: Any) -> NDArray[np.float64]:
    found = np.asarray(affine, dtype=float)
    if not np.isfinite(found).all() or abs(np.linalg.det(found[:3, :3])) < 1e-9:
        refuse(path, "its header does not say where the voxels lie")
    return found


def _whole(path: Path, values: NDArray[Any]) -> NDArray[Any]:
    """Return voxels as whole numbers, or refuse what is a picture."""
    if values.dtype.kind == "f":
        rounded = np.rint(values)
        if not (np.isfinite(values).all() and np.abs(values - rounded).max(initial=0.0) < 1e-3):
            refuse(path, "its voxels are no whole numbers: a picture", PLAIN)
        values = rounded
    low, high = values.min(initial=0), values.max(initial=0)
    if low < 0 or high > 65535:
        refuse(path, f"has voxels from {low:g} to {high:g}: a picture", PLAIN)
    return values if values.dtype == np.uint8 else values.astype(np.uint8 if high < 256 else np.uint16)


def _slabs_of(shape: tuple[int, int, int], item: int, layers: int = 1) -> list[tuple[int, int]]:
    """Return the first slice of each slab and how many it has."""
    step = max(1, SLAB_BYTES // (shape[0] * shape[1] * item * layers))
    return [(first, min(step, shape[2] - first)) for first in range(0, shape[2], step)]


def _nifti(path: Path) -> LabelMap:
    import nibabel
    from nibabel.filebasedimages import ImageFileError
    from nibabel.spatialimages import HeaderDataError

    packed = ending(path) == ".nii.gz"
    start = next(unpacked_pieces(path, 0, iter([348]), packed=packed))
    offset = max(np.frombuffer(start[108:112], kind)[0] for kind in ("<f4", ">f4"))
    if not 0.0 <= np.frombuffer(start[108:112], "<f4")[0] <= 1e8 and not 0.0 <= offset <= 1e8:
        refuse(path, CUT_SHORT)
    quiet = logging.getLogger("nibabel.global")
    level, quiet.level = quiet.level, logging.CRITICAL + 1
    try:
        image: Any = nibabel.load(path)
        header = image.header
        kind, slope = header.get_data_dtype(), (image.dataobj.slope, image.dataobj.inter)
        sizes = list(header.get_data_shape())
        offset = int(image.dataobj.offset)
        said = [bool(int(header[code])) for code in ("sform_code", "qform_code")]
        space, _ = header.get_xyzt_units()
        affine = image.affine
        notes = [bytes(_content(one)).decode("utf-8", "replace") for one in header.extensions]
    except (ImageFileError, HeaderDataError, OSError, EOFError, ValueError, KeyError, zlib.error, TypeError):
        refuse(path, CUT_SHORT)
    finally:
        quiet.level = level
    if kind.kind not in "uif" or kind.itemsize > 8:
        refuse(path, f"has voxels of type {kind}", PLAIN)
    while len(sizes) > 3 and sizes[-1] == 1:
        sizes.pop()
    shape = _checked_shape(path, sizes)
    if not packed and path.stat().st_size < offset + kind.itemsize * shape[0] * shape[1] * shape[2]:
        refuse(path, "the file is cut short")
    scale, shift = slope

    def slabs() -> Iterator[tuple[int, NDArray[Any]]]:
        runs = _slabs_of(shape, kind.itemsize)
        lengths = (shape[0] * shape[1] * count * kind.itemsize for _, count in runs)
        for (first, count), piece in zip(runs, unpacked_pieces(path, offset, lengths, packed=packed), strict=True):
            values = np.frombuffer(piece, kind).reshape((shape[0], shape[1], count), order="F")
            if (scale, shift) != (1.0, 0.0):
                values = values * scale + shift
            yield first, _whole(path, values)[None]

    units = {"mm": ("mm", 1.0), "meter": ("m", 1.0), "micron": ("mm", 0.001)}
    unit, share = units.get(space, (None, 1.0))
    if not any(said):  # what the library then takes for granted is no more than the size of a voxel
        affine = np.diag([*np.linalg.norm(affine[:3, :3], axis=0), 1.0])
    affine = _checked_affine(path, affine) * np.array([[share], [share], [share], [1.0]])
    return LabelMap(
        path, shape, affine, "RAS" if any(said) else None, unit, tuple(_nifti_labels("".join(notes))), slabs
    )


def _content(extension: Any) -> bytes:
    content = extension.content if hasattr(extension, "content") else extension.get_content()
    return content if isinstance(content, bytes) else b""


def _nifti_labels(text: str) -> Iterator[Label]:
    """Yield the names in a NIfTI extension, as TotalSegmentator and Caret write them."""
    for attributes, name in re.findall(r"<Label\b([^>]*)>\s*(?:<!\[CDATA\[)?([^<\]]*)", text):
        key = re.search(r'\bKey\s*=\s*"(\d{1,5})"', attributes)
        if key and int(key[1]):
            yield Label(name.strip(), int(key[1]))


_SPACES = {"right": 0, "left": 0, "anterior": 1, "posterior": 1, "superior": 2, "inferior": 2}


def _nrrd(path: Path) -> LabelMap:
    import nrrd

    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            header: dict[str, Any] = nrrd.read_header(file)
            start = file.tell()
        kind = np.dtype(_NRRD_KINDS[str(header["type"])]).newbyteorder(">" if header.get("endian") == "big" else "<")
        sizes = [int(size) for size in header["sizes"]]
        encoding = _ENCODINGS[str(header["encoding"]).lower()]
    except (nrrd.NRRDError, ValueError, KeyError, IndexError, TypeError, OSError, OverflowError):
        refuse(
            path, "the header is damaged, or of a sort that is not read", "NRRD of whole numbers, raw, gzip or bzip2"
        )
    if header.get("data file") or header.get("datafile"):
        refuse(path, "keeps its voxels in another file", "NRRD in one file")
    layers = sizes.pop(0) if len(sizes) == 4 else 1
    shape = _checked_shape(path, sizes)
    if not 1 <= layers <= 64:
        refuse(path, f"has {layers} layers", "up to 64")
    needed = kind.itemsize * layers * shape[0] * shape[1] * shape[2]
    if encoding is None and path.stat().st_size < start + needed:
        refuse(path, "the file is cut short")
    directions = header.get("space directions")
    affine = np.eye(4)
    if directions is not None:
        rows = np.array(
            [[np.nan] * 3 if row is None else row for row in np.asarray(directions, dtype=object)], dtype=float
        )
        affine[:3, :3] = rows[np.isfinite(rows).all(axis=1)][:3].T
        origin = header.get("space origin")
        affine[:3, 3] = 0.0 if origin is None else origin
    elif header.get("spacings") is not None:
        affine[:3, :3] = np.diag([float(one) for one in header["spacings"]][-3:])
    affine = _checked_affine(path, affine)
    axes, turn = _nrrd_axes(str(header.get("space", "")))
    if turn is not None:
        affine = turn @ affine
    units = [str(one).strip('"').lower() for one in header.get("space units", [])]
    unit = {"mm": "mm", "cm": "cm", "m": "m"}.get(units[0]) if units else ("mm" if axes else None)

    def slabs() -> Iterator[tuple[int, NDArray[Any]]]:
        for first, piece, count in _nrrd_pieces(path, start, encoding, shape, layers, kind.itemsize):
            values = np.frombuffer(piece, kind).reshape((layers, shape[0], shape[1], count), order="F")
            yield first, _whole(path, values)

    return LabelMap(path, shape, affine, axes, unit, tuple(_nrrd_labels(header)), slabs)


_NRRD_KINDS = {
    **dict.fromkeys(("signed char", "int8", "int8_t"), "i1"),
    **dict.fromkeys(("uchar", "unsigned char", "uint8", "uint8_t"), "u1"),
    **dict.fromkeys(("short", "short int", "signed short", "signed short int", "int16", "int16_t"), "i2"),
    **dict.fromkeys(("ushort", "unsigned short", "unsigned short int", "uint16", "uint16_t"), "u2"),
    **dict.fromkeys(("int", "signed int", "int32", "int32_t"), "i4"),
    **dict.fromkeys(("uint", "unsigned int", "uint32", "uint32_t"), "u4"),
    **dict.fromkeys(("longlong", "long long", "signed long long", "int64", "int64_t"), "i8"),
    **dict.fromkeys(("ulonglong", "unsigned long long", "uint64", "uint64_t"), "u8"),
    "float": "f4",
    "double": "f8",
}
_ENCODINGS: dict[str, Any] = {"raw": None, "gzip": gzip, "gz": gzip, "bzip2": bz2, "bz2": bz2}


def _nrrd_axes(space: str) -> tuple[str | None, NDArray[np.float64] | None]:
    """Return the frame of a NRRD space, and what turns its places into RAS where it is another than RAS or LPS."""
    words = space.lower().split("-")
    long = {"ras": "right-anterior-superior", "lps": "left-posterior-superior", "las": "left-anterior-superior"}
    words = long.get(words[0], "-".join(words)).split("-")
    if len(words) < 3 or any(word not in _SPACES for word in words[:3]):
        return None, None
    turn = np.eye(4)
    turn[:3, :3] = 0.0
    for axis, word in enumerate(words[:3]):
        turn[_SPACES[word], axis] = 1.0 if word in ("right", "anterior", "superior") else -1.0
    return ("RAS", turn) if abs(np.linalg.det(turn)) > 0.5 else (None, None)


def _nrrd_labels(header: dict[str, Any]) -> Iterator[Label]:
    """Yield the segments that 3D Slicer names in a header."""
    for key in header:
        if found := re.fullmatch(r"Segment(\d+)_Name", key):
            number = found[1]
            value = str(header.get(f"Segment{number}_LabelValue", int(number) + 1))
            layer = str(header.get(f"Segment{number}_Layer", 0))
            if value.isdecimal() and layer.isdecimal():
                yield Label(str(header[key]), int(value), int(layer))


def _nrrd_pieces(
    path: Path, start: int, encoding: Any, shape: tuple[int, int, int], layers: int, item: int
) -> Iterator[tuple[int, bytes, int]]:
    try:
        with path.open("rb") as file:
            file.seek(start)
            voxels: IO[bytes] = file if encoding is None else encoding.open(file, "rb")
            for first, count in _slabs_of(shape, item, layers):
                size = layers * shape[0] * shape[1] * count * item
                piece = voxels.read(size)
                if len(piece) < size:
                    refuse(path, "the file is cut short")
                yield first, piece, count
    except (EOFError, OSError, zlib.error, ValueError):
        refuse(path, CUT_SHORT)


def _dicom(path: Path) -> LabelMap:
    """Return a DICOM segmentation. Nothing of its header is used but names of segments and where voxels lie."""
    import highdicom
    from pydicom import dcmread
    from pydicom.errors import InvalidDicomError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            head = dcmread(path, stop_before_pixels=True)
            sort, frames = str(head.get("Modality", "")), int(head.get("NumberOfFrames", 1))
            plane = int(head.get("Rows", 0)) * int(head.get("Columns", 0))
            if sort == "SEG" and frames * plane <= refusing.MAX_VOXELS:
                segmentation: Any = highdicom.seg.segread(path)
                geometry = segmentation.get_volume_geometry(allow_missing_positions=True)
                named = [
                    (int(n), _segment_name(segmentation.get_segment_description(n)))
                    for n in segmentation.segment_numbers
                ]
        except (
            InvalidDicomError,
            ValueError,
            KeyError,
            IndexError,
            TypeError,
            AttributeError,
            OSError,
            EOFError,
            RuntimeError,
        ):
            refuse(
                path, "cannot be read: cut short, damaged or of a sort that is not read", "a DICOM segmentation (SEG)"
            )
    if sort != "SEG":
        refuse(path, f"is DICOM of the sort {sort or 'unknown'}: a picture", "a DICOM segmentation (SEG)")
    if frames * plane > refusing.MAX_VOXELS:
        refuse(path, f"has {frames * plane:,} voxels", f"up to {refusing.MAX_VOXELS:,}")
    if geometry is None:
        refuse(path, "its slices do not lie behind each other at one distance", "one regular volume")
    sizes = _checked_shape(path, geometry.spatial_shape)
    # The library counts slices first; here they come last.
    order = np.array([[0, 0, 1, 0], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1]], dtype=float)
    affine = _checked_affine(path, np.asarray(geometry.affine) @ order)
    shape = (sizes[1], sizes[2], sizes[0])

    def slabs() -> Iterator[tuple[int, NDArray[Any]]]:
        step = max(1, SLAB_BYTES // (plane * max(1, len(named))))
        for first in range(0, sizes[0], step):
            last = min(first + step, sizes[0])
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    volume = segmentation.get_volume(
                        slice_start=first, slice_end=last, as_indices=True, allow_missing_positions=True
                    )
            except (ValueError, KeyError, IndexError, OSError, EOFError, RuntimeError, AttributeError, TypeError):
                refuse(path, CUT_SHORT)
            yield first, (np.moveaxis(volume.array, (3, 1, 2, 0), (0, 1, 2, 3)) > 0.5).astype(np.uint8)

    labels = tuple(Label(name, 1, layer) for layer, (_, name) in enumerate(named))
    return LabelMap(path, shape, affine, "LPS", "mm", labels, slabs, whole=False)


def _segment_name(segment: Any) -> str:
    """Return what a DICOM segment is called: by its label, else by what its codes mean, with their side."""
    from anatomy_viewer.modelling.imported.names import bone_of

    label = str(segment.get("SegmentLabel", ""))
    if bone_of(label):
        return label
    said = []
    for sequence in ("SegmentedPropertyTypeCodeSequence", "AnatomicRegionSequence"):
        for code in segment.get(sequence, []):
            said.append(str(code.get("CodeMeaning", "")))
            for modifier in ("SegmentedPropertyTypeModifierCodeSequence", "AnatomicRegionModifierSequence"):
                said += [str(one.get("CodeMeaning", "")) for one in code.get(modifier, [])]
    meant = " ".join(said)
    return meant if bone_of(meant) else label or meant


def file_label(found: LabelMap) -> Label:
    """Return the one class of a file whose own name says what it is."""
    return Label(stem(found.path), None)
