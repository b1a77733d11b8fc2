"""The viewer's own surfaces, as the reader in the browser takes them apart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from anatomy_viewer.atlas.files import data_folder

SURFACES = sorted((data_folder("meshes") / "built").glob("*/*.vtp"))


@pytest.mark.parametrize("path", SURFACES, ids=[f"{path.parent.name}-{path.stem}" for path in SURFACES])
def test_no_block_of_a_surface_ends_like_the_file_goes_on(path: Path) -> None:
    # vtk.js takes the first "line end, spaces, </AppendedData>" for the end of the data. Where the last
    # packed byte is itself a line end, it cuts the data short and the surface is not drawn ("Invalid typed
    # array length"). One byte more after the last block, which no reader looks at, tells the two apart.
    data = path.read_bytes()
    cut = re.search(rb"\n\s*</AppendedData>", data).start()
    lost = data.rindex(b"\n  </AppendedData>") - cut
    assert lost == 0, f"{path.name} loses {lost} bytes in the browser"
    assert b'<Array type="String" Name="SPACE"' in data[:400], "3D Slicer would turn right into left"


def test_there_are_surfaces_to_look_at() -> None:
    assert len(SURFACES) > 300
