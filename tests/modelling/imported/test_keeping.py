"""What is kept of a brought pelvis: whole or not at all, and nothing that names a person."""

from __future__ import annotations

import json
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from anatomy_viewer.cli import main
from anatomy_viewer.modelling.imported import keeping, placed, reading
from anatomy_viewer.modelling.imported.brought import BroughtPelvis
from anatomy_viewer.modelling.imported.keeping import FOLDER, found_pelvis, keep
from anatomy_viewer.modelling.solids.mesh_formats import glb_bytes

from .bringing import (
    DATE,
    NUMBER,
    NUMBERS,
    PELVIS,
    PERSON,
    TOTAL,
    dicom_seg,
    nifti,
    pelvis,
    plain_obj,
    plain_ply,
    plain_stl,
    plain_vtp,
    small,
    stl,
    voxels,
)

NAMES = {NUMBERS[bone]: TOTAL[bone] for bone in PELVIS}


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which pelvises are kept; what stands on the bones takes minutes and has tests of its own."""
    monkeypatch.setattr(placed, "place_and_tell", lambda brought, *_: (brought, None))
    monkeypatch.setattr(placed, "write_placed", lambda *_: None)
    monkeypatch.setenv(FOLDER, str(tmp_path / "kept"))
    return tmp_path / "kept"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["pelvis", *map(str, words)])


def brought() -> BroughtPelvis:
    return BroughtPelvis({bone: small(bone).to_polydata() for bone in PELVIS}, ["Worked."], [], ["Mended."])


def all_bytes(folder: Path) -> bytes:
    return b"\n".join(str(path).encode() + (path.read_bytes() if path.is_file() else b"") for path in folder.rglob("*"))


def test_a_pelvis_is_imported_listed_checked_and_removed(kept: Path, tmp_path: Path) -> None:
    files = stl(tmp_path, pelvis())
    done = run("import", *files, "--sex", "male")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith(f"Kept as pelvis: {kept / 'pelvis'}\nleft hip bone\t")
    assert "Not in it: coccyx, L4 vertebra" in done.stdout
    assert "Worked out: The unit was worked out from the size of the bones: mm" in done.stdout
    about = json.loads((kept / "pelvis" / keeping.ABOUT).read_text())
    assert (about["sex"], list(about["bones"])) == ("male", list(PELVIS))
    again = found_pelvis("pelvis").read()
    for bone in PELVIS:
        assert np.abs(again.bones[bone].points - small(bone).points[:1]).min() < 200.0
        assert again.bones[bone].volume == pytest.approx(small(bone).to_polydata().volume, rel=1e-3)
    assert run("list").stdout == "pelvis\tleft hip bone, right hip bone, sacrum\n"
    assert run("check", "pelvis").stdout == done.stdout.partition("\n")[2]
    wrong = run("remove", "pelvi")
    assert (wrong.exit_code, wrong.stderr) == (
        1,
        'pelvi: there is no such pelvis; allowed: pelvis; did you mean "pelvis"?\n',
    )
    assert run("remove", "pelvis").stdout == "Removed pelvis\n"
    assert list(kept.iterdir()) == []
    assert run("list").stdout == ""


def test_names_follow_each_other_and_nothing_is_written_over(kept: Path, tmp_path: Path) -> None:
    for name in ("pelvis", "pelvis_2"):
        assert keep(brought(), keeping.checked_place(None, None)).name == name
    assert "there is a pelvis" in run("import", tmp_path, "--name", "pelvis").stderr
    assert 'found "../x"; allowed: 1 to 40 small letters' in run("import", tmp_path, "--name", "../x").stderr
    assert "something is there already" in run("import", tmp_path, "--out", kept / "pelvis").stderr
    assert sorted(path.name for path in kept.iterdir()) == ["pelvis", "pelvis_2"]


def test_a_folder_of_ones_own_takes_it(kept: Path, tmp_path: Path) -> None:
    done = run("import", *stl(tmp_path, pelvis("hip_bone_left")), "--out", tmp_path / "mine")
    assert done.stdout.startswith(f"Wrote {tmp_path / 'mine'}\n")
    assert not kept.exists()
    assert "left hip bone" in run("check", tmp_path / "mine").stdout


@pytest.mark.parametrize("when", ["while reading", "while writing"])
def test_what_is_stopped_leaves_nothing(when: str, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    files = stl(tmp_path, pelvis("hip_bone_left"))
    if when == "while writing":
        monkeypatch.setattr(reading, "read_pelvis", lambda *_, **__: brought())
        written = iter([b"ply"])  # the first bone is written, the second is not
        monkeypatch.setattr(keeping, "ply_bytes", lambda *_: next(written, None) or stopped())
    else:
        monkeypatch.setattr(reading, "tell_apart", stopped)
    before = set(Path(reading.tempfile.gettempdir()).glob("anatomy-viewer-*"))
    done = run("import", *files)
    assert (done.exit_code, done.stderr) == (1, "Stopped; nothing is kept.\n")
    assert not kept.exists() or list(kept.iterdir()) == []
    assert set(Path(reading.tempfile.gettempdir()).glob("anatomy-viewer-*")) <= before


def test_what_is_refused_leaves_nothing(kept: Path, tmp_path: Path) -> None:
    file = tmp_path / "hip_left.stl"
    file.write_bytes(b"solid")
    done = run("import", file)
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", f"{file}: the file is cut short or damaged.\n")
    assert not kept.exists()


@pytest.mark.parametrize("fault", ["no bone", "no json", "version"])
def test_a_damaged_pelvis_is_told(fault: str, kept: Path) -> None:
    place = keep(brought(), kept / "mine").folder
    if fault == "no bone":
        (place / "sacrum.ply").unlink()
    elif fault == "no json":
        (place / keeping.ABOUT).write_text("{")
    else:
        about = json.loads((place / keeping.ABOUT).read_text())
        (place / keeping.ABOUT).write_text(json.dumps(about | {"version": 99}))
    told = "was kept by another version of the viewer (99)" if fault == "version" else "this pelvis is damaged"
    done = run("check", "mine")
    assert done.exit_code == 1
    assert told in done.stderr
    assert run("remove", "mine").exit_code == 0


def named_meshes(home: Path) -> Path:
    """A ZIP file of meshes of every sort that says whose they are wherever a mesh file can say anything."""
    said, files = f"{PERSON} {DATE} {NUMBER}", []
    for bone, write in zip((*PELVIS, "coccyx"), (plain_ply, plain_stl, plain_obj, plain_vtp), strict=True):
        files.append(write(home / f"{PERSON} {TOTAL[bone]}", small(bone), said))
    with zipfile.ZipFile(home / f"{PERSON}.zip", "w") as packed:
        packed.comment = said.encode()
        for file in files:
            packed.write(file, f"{PERSON} {DATE}/{file.name}")
    return home / f"{PERSON}.zip"


def named_glb(home: Path) -> Path:
    """A GLB file whose nodes, meshes, asset and extras say whose it is."""
    content = glb_bytes(pelvis("hip_bone_left"))
    length = struct.unpack("<I", content[12:16])[0]
    about, said = json.loads(content[20 : 20 + length]), f"{PERSON} {DATE} {NUMBER}"
    about["asset"] |= {"copyright": said, "generator": said, "extras": {"patient": said}}
    for one in (*about["nodes"], *about["meshes"]):
        one["name"] = f"{said} {one['name']}"
        one["extras"] = {"id": NUMBER}
    text = json.dumps(about).encode()
    text += b" " * (-len(text) % 4)
    body = struct.pack("<I4s", len(text), b"JSON") + text + content[20 + length :]
    file = home / f"{PERSON}.glb"
    file.write_bytes(struct.pack("<4sII", b"glTF", 2, 12 + len(body)) + body)
    return file


def named_nrrd(home: Path) -> Path:
    """A segmentation of 3D Slicer whose header and segments say whose it is."""
    import nrrd

    labels, affine = voxels()
    header = {
        "space": "right-anterior-superior",
        "space directions": affine[:3, :3].T.tolist(),
        "space origin": affine[:3, 3].tolist(),
        "content": PERSON,
        "PatientName": PERSON,
        "Segmentation_ConversionParameters": f"{DATE}|{NUMBER}",
    }
    for number, bone in enumerate(PELVIS):
        header[f"Segment{number}_Name"] = f"{TOTAL[bone]} {PERSON} {DATE}"
        header[f"Segment{number}_LabelValue"] = str(NUMBERS[bone])
        header[f"Segment{number}_Tags"] = f"PatientID:{NUMBER}"
    file = home / f"{PERSON}.seg.nrrd"
    nrrd.write(str(file), labels, header)
    return file


@pytest.mark.parametrize("sort", ["nifti", "dicom", "stl", "meshes", "glb", "nrrd"])
def test_nothing_that_names_a_person_is_kept(sort: str, kept: Path, tmp_path: Path) -> None:
    home = tmp_path / f"{PERSON}_{DATE}"
    home.mkdir()
    labels, affine = voxels()
    made = {"meshes": named_meshes, "glb": named_glb, "nrrd": named_nrrd}
    if sort in made:
        file = made[sort](home)
    elif sort == "nifti":
        said = {
            "descrip": PERSON.encode(),
            "aux_file": NUMBER.encode(),
            "db_name": DATE.encode(),
            "intent_name": b"Patricia",
        }
        file = nifti(home / f"{PERSON}.nii.gz", labels, affine, NAMES, header=said)
    elif sort == "dicom":
        file = dicom_seg(
            home / f"{NUMBER}.dcm", labels, affine, {77: f"Left hip {PERSON}", 78: "Right hip", 25: "Sacrum"}
        )
    else:
        (file,) = stl(home, pelvis("hip_bone_left"), {"hip_bone_left": f"{PERSON}_hip_left"})
    assert PERSON.encode() in all_bytes(home)
    done = run("import", file)
    assert done.exit_code == 0, done.stderr
    written = all_bytes(kept) + done.stdout.encode()
    assert b"hip_bone_left" in written
    for planted in (PERSON, "Patricia", "Planted", DATE, NUMBER, "4711"):
        assert planted.encode() not in written.replace(str(tmp_path).encode(), b"")
