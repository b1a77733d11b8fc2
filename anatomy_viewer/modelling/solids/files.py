"""Surfaces as files: one `.vtp` a structure, small, the same bytes for the same surface.

The browser reads these files as they are, so they hold what it draws: points, triangles, normals and colours.
Points are rounded to 1/64 mm and normals to 1/127, and triangles that lie near each other follow each
other in the file, because all of this packs better.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.atlas.writing import replace_file
from anatomy_viewer.modelling.solids.surface import Surface

POINT_STEP_MM = 1.0 / 64.0
CELL_STEPS = 256
"""Neighbours within so many steps are written near each other: they compress better."""


def packed_order(surface: Surface) -> Surface:
    """Return the same surface with its triangles ordered by place and its points by first use.

    The order hangs on the places alone, in whole steps, and not on the order of what is given: which machine made the
    triangles cannot be seen from the result.
    """
    points, triangles = surface.points, surface.triangles
    steps = np.round(points / POINT_STEP_MM).astype(np.int64)
    rank = np.empty(len(points), dtype=np.int64)
    rank[np.lexsort(steps.T)] = np.arange(len(points))
    triangles = _begun_with_lowest(triangles, rank)
    middle = steps[triangles].sum(axis=1)
    cell = np.clip((middle - 3 * steps.min(axis=0)) // (3 * CELL_STEPS), 0, 1023)
    code = np.zeros(len(cell), dtype=np.int64)
    for bit in range(10):
        for axis in range(3):
            code |= ((cell[:, axis] >> bit) & 1) << (3 * bit + axis)
    rows = triangles[np.lexsort((*middle.T, code))]
    used, first = np.unique(rows.reshape(-1), return_index=True)
    order = used[np.argsort(first, kind="stable")]
    number = np.full(len(points), -1, dtype=np.int32)
    number[order] = np.arange(len(order), dtype=np.int32)
    rows = number[rows]
    colours = None if surface.colours is None else surface.colours[order]
    return Surface(points[order], _begun_with_lowest(rows, np.arange(len(order))), colours)


def _begun_with_lowest(triangles: NDArray[np.int32], rank: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return the triangles, each turned so that its corner of lowest rank comes first; the winding stays."""
    lowest = rank[triangles].argmin(axis=1)
    return np.asarray(triangles[np.arange(len(triangles))[:, None], (lowest[:, None] + np.arange(3)) % 3])


def write_surface(surface: Surface, path: str | Path, in_order: bool = False) -> int:
    """Write a surface to a `.vtp` file and return its size in bytes.

    The file is XML PolyData with zlib-packed blocks, Float32 points, Int32 connectivity, Int8 normals (the
    shader brings them to unit length) and, where the surface has them, uint8 RGB point scalars called
    ``colour``. Its field data say ``SPACE`` ``RAS``: 3D Slicer would turn right into left without. It holds no
    date: the same surface gives the same bytes.

    Parameters
    ----------
    surface
        What to write.
    path
        Where; the folder must exist.
    in_order
        Whether points and triangles keep their order, for surfaces whose points a viewer moves.

    Raises
    ------
    OSError
        Where the file cannot be written; what stood there is kept.
    """
    target = Path(path)
    if not target.parent.is_dir():
        raise OSError(f"{target}: the surface could not be written there")
    file = surface_bytes(surface, in_order)
    replace_file(target, file)
    return len(file)


def surface_bytes(surface: Surface, in_order: bool = False) -> bytes:
    """Return a surface as the bytes of a `.vtp` file; see `write_surface`."""
    from vtkmodules.util import numpy_support
    from vtkmodules.vtkCommonCore import vtkPoints, vtkStringArray
    from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
    from vtkmodules.vtkIOXML import vtkXMLPolyDataWriter

    packed = surface if in_order else packed_order(surface)
    rounded = (np.round(packed.points / POINT_STEP_MM) * POINT_STEP_MM).astype(np.float32)
    points = vtkPoints()
    points.SetData(numpy_support.numpy_to_vtk(rounded, deep=True))
    cells = vtkCellArray()
    offsets = np.arange(0, 3 * len(packed.triangles) + 1, 3, dtype=np.int32)
    cells.SetData(
        numpy_support.numpy_to_vtk(offsets, deep=True),
        numpy_support.numpy_to_vtk(packed.triangles.reshape(-1).astype(np.int32), deep=True),
    )
    data = vtkPolyData()
    data.SetPoints(points)
    data.SetPolys(cells)
    normals = numpy_support.numpy_to_vtk(np.round(packed.normals() * 127.0).astype(np.int8), deep=True)
    normals.SetName("Normals")
    data.GetPointData().SetNormals(normals)
    if packed.colours is not None:
        colours = numpy_support.numpy_to_vtk(np.ascontiguousarray(packed.colours, dtype=np.uint8), deep=True)
        colours.SetName("colour")
        data.GetPointData().SetScalars(colours)
    space = vtkStringArray()
    space.SetName("SPACE")
    space.InsertNextValue("RAS")
    data.GetFieldData().AddArray(space)

    writer = vtkXMLPolyDataWriter()
    writer.SetInputData(data)
    # Raw blocks after the XML are a quarter smaller than blocks written as text inside it.
    writer.SetDataModeToAppended()
    writer.EncodeAppendedDataOff()
    writer.SetIdTypeToInt32()
    writer.SetHeaderTypeToUInt32()
    writer.SetByteOrderToLittleEndian()
    writer.SetCompressorTypeToZLib()
    writer.SetCompressionLevel(9)
    # One block an array packs better than many.
    writer.SetBlockSize(1 << 22)
    with tempfile.TemporaryDirectory() as folder:  # the writer gives raw blocks to a file only
        path = Path(folder) / "surface.vtp"
        writer.SetFileName(str(path))
        if not writer.Write():
            raise OSError(f"{path}: the surface could not be written there")
        return with_a_visible_end(path.read_bytes())


def with_a_visible_end(file: bytes) -> bytes:
    """Return the file with one byte that is no white space after its packed data.

    vtk.js takes the first line end that only white space separates from ``</AppendedData>`` for the end of the
    data, and so loses a byte where the data itself ends with a line end. Readers find arrays by their offsets
    and lengths, so the byte more is not read.
    """
    end = file.rindex(b"\n", 0, file.rindex(b"</AppendedData>"))
    return file[:end] + b"." + file[end:]


def may_be_replaced(path: Path) -> bool:
    """Return whether a surface may be written to a place: it is free, or holds one that was written here.

    What was cut off counts as written here, so that building again mends it.
    """
    if not path.exists():
        return True
    if not path.is_file():
        return False
    with path.open("rb") as file:
        start = file.read(4096)
    return not start or (start.startswith(b'<VTKFile type="PolyData"') and b'type="Int8" Name="Normals"' in start)


def read_surface(path: str | Path) -> Surface:
    """Return the surface in a `.vtp` file.

    Raises
    ------
    FileNotFoundError
        Where there is no such file.
    ValueError
        Where the file holds no triangles.
    """
    from vtkmodules.util import numpy_support
    from vtkmodules.vtkIOXML import vtkXMLPolyDataReader

    target = Path(path)
    if not target.is_file():
        raise FileNotFoundError(f"{target}: there is no such file")
    reader = vtkXMLPolyDataReader()
    reader.SetFileName(str(target))
    reader.Update()
    data = reader.GetOutput()
    if data is None or data.GetNumberOfPolys() == 0:
        raise ValueError(f"{target}: the file holds no triangles")
    points: NDArray[np.float64] = numpy_support.vtk_to_numpy(data.GetPoints().GetData()).astype(np.float64)
    triangles = numpy_support.vtk_to_numpy(data.GetPolys().GetConnectivityArray()).reshape(-1, 3).astype(np.int32)
    colours = data.GetPointData().GetArray("colour")
    return Surface(points, triangles, None if colours is None else numpy_support.vtk_to_numpy(colours).copy())
