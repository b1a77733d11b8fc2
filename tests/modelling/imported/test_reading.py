"""What people have, read: every format, unit and frame; what is told of it, and what is refused."""

from __future__ import annotations

import gzip
import json
import struct
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import pyvista as pv
from scipy.spatial import cKDTree
from scipy.spatial.transform import Rotation

from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.modelling.imported import frames, refusing
from anatomy_viewer.modelling.imported.brought import BONES, UNITS, BroughtPelvis, Part
from anatomy_viewer.modelling.imported.fitting import best_pose
from anatomy_viewer.modelling.imported.label_surfaces import surfaces_of
from anatomy_viewer.modelling.imported.mesh_files import read_mesh
from anatomy_viewer.modelling.imported.names import bone_of
from anatomy_viewer.modelling.imported.reading import read_pelvis
from anatomy_viewer.modelling.imported.telling import model_size
from anatomy_viewer.modelling.imported.unpacking import all_files
from anatomy_viewer.modelling.solids.distance_grid import open_or_branching_edges, signed_volume_mm3
from anatomy_viewer.modelling.solids.mesh_formats import glb_bytes, ply_bytes
from anatomy_viewer.modelling.solids.surface import Surface, closest_points

from .bringing import (
    LPS,
    NUMBERS,
    PELVIS,
    TOTAL,
    dicom_seg,
    nifti,
    pelvis,
    plain_obj,
    plain_stl,
    small,
    stl,
    turned,
    voxels,
)

NAMES = {NUMBERS[bone]: TOTAL[bone] for bone in PELVIS}
SIZE, AXES = "The unit was worked out from the size of the bones: ", "The file does not say its axes: "


def check_bones(brought: BroughtPelvis, within_mm: float, *bones: str) -> None:
    """Each bone is closed, wound outwards, where the model's is, and there is no other."""
    assert list(brought.bones) == [bone for bone in BONES if bone in (bones or PELVIS)]
    for bone, data in brought.bones.items():
        surface = Surface(data.points, data.regular_faces)
        assert open_or_branching_edges(surface.triangles) == 0
        check_surface(bone, surface, within_mm)


def check_surface(bone: str, surface: Surface, within_mm: float) -> None:
    """It is where the model's bone is, wound outwards, and holds as much."""
    assert signed_volume_mm3(surface) == pytest.approx(signed_volume_mm3(small(bone)), rel=0.08)
    away = np.linalg.norm(closest_points(small(bone), surface.points) - surface.points, axis=1)
    assert np.percentile(away, 95) < within_mm, bone


def refused(*files: Path, **said: str) -> str:
    with pytest.raises(ProblemsFound) as found:
        read_pelvis(files, **said)
    return "\n".join(str(problem) for problem in found.value.problems)


def as_ply(folder: Path) -> list[Path]:
    for bone, surface in pelvis().items():
        (folder / f"{bone}.ply").write_bytes(ply_bytes(bone, surface))
    return [folder]


def as_obj(folder: Path) -> list[Path]:
    lines, first = ["# unit: mm"], 1
    for bone, surface in turned(pelvis(), LPS).items():
        lines += [f"o {TOTAL[bone]}", *("v {:.4f} {:.4f} {:.4f}".format(*place) for place in surface.points)]
        lines += ["f {0}//{0} {1}//{1} {2}//{2}".format(*corners) for corners in surface.triangles + first]
        first += len(surface.points)
    (folder / "bones.obj").write_text("\n".join(lines))
    return [folder / "bones.obj"]


def as_vtp(folder: Path) -> list[Path]:
    for bone, surface in turned(pelvis(), LPS).items():
        data = surface.to_polydata()
        data.field_data["SPACE"] = ["SPACE=LPS"]
        data.save(folder / f"{bone}.vtp")
    return [folder]


def as_glb(folder: Path) -> list[Path]:
    (folder / "bones.glb").write_bytes(glb_bytes(pelvis()))
    return [folder / "bones.glb"]


def as_draco(folder: Path) -> list[Path]:
    import trimesh

    (plain,) = as_glb(folder)
    packed = trimesh.exchange.gltf.export_glb(trimesh.load(plain), extension_draco=True)
    assert b"KHR_draco_mesh_compression" in packed
    plain.write_bytes(packed)
    return [plain]


def as_quantised(folder: Path) -> list[Path]:
    """Places as normalised 16-bit numbers, put in their place by the nodes, as gltfpack and gltf-transform write."""
    (plain,) = as_glb(folder)
    content = plain.read_bytes()
    length = struct.unpack("<I", content[12:16])[0]
    about, binary = json.loads(content[20 : 20 + length]), bytearray(content[28 + length :])
    nodes = {node["name"]: node for node in about["nodes"]}
    for mesh in about["meshes"]:
        primitive = mesh["primitives"][0]
        primitive["attributes"] = {"POSITION": primitive["attributes"]["POSITION"]}
        accessor = about["accessors"][primitive["attributes"]["POSITION"]]
        view = about["bufferViews"][accessor["bufferView"]]
        places = np.frombuffer(bytes(binary), "<f4", accessor["count"] * 3, view["byteOffset"]).reshape(-1, 3)
        middle = (places.min(axis=0) + places.max(axis=0)) / 2.0
        reach = float(np.abs(places - middle).max())
        numbers = np.zeros((len(places), 4), "<i2")
        numbers[:, :3] = np.rint((places - middle) / reach * 32767)
        about["bufferViews"].append(
            {"buffer": 0, "byteOffset": len(binary), "byteLength": numbers.nbytes, "byteStride": 8, "target": 34962}
        )
        accessor.update(bufferView=len(about["bufferViews"]) - 1, componentType=5122, normalized=True)
        accessor.update({end: [int(one) for one in getattr(numbers[:, :3], end)(axis=0)] for end in ("min", "max")})
        nodes[mesh["name"]].update(translation=[float(one) for one in middle], scale=[reach] * 3)
        binary += numbers.tobytes()
    about["extensionsUsed"] = about["extensionsRequired"] = ["KHR_mesh_quantization"]
    about["buffers"][0]["byteLength"] = len(binary)
    text = json.dumps(about).encode()
    text += b" " * (-len(text) % 4)
    body = struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(binary), b"BIN\0") + bytes(binary)
    plain.write_bytes(struct.pack("<4sII", b"glTF", 2, 12 + len(body)) + body)
    return [plain]


def as_zip(folder: Path) -> list[Path]:
    files = as_ply(folder)[0].glob("*.ply")
    with zipfile.ZipFile(folder / "bones.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for file in files:
            packed.write(file, f"../../{file.name}")
    return [folder / "bones.zip"]


def as_nifti(folder: Path) -> list[Path]:
    return [nifti(folder / "all.nii.gz", *voxels(), NAMES)]


def as_classes(folder: Path) -> list[Path]:
    """One file a class in a folder, as TotalSegmentator writes them, stored from left to right."""
    labels, affine = voxels()
    back = affine @ np.diag([-1.0, 1.0, 1.0, 1.0])
    back[:3, 3] = affine[:3, 3] + [3.0 * (labels.shape[0] - 1), 0.0, 0.0]
    for bone in PELVIS:
        one = (labels[::-1] == NUMBERS[bone]).astype(np.uint8)
        nifti(folder / f"{TOTAL[bone]}.nii.gz", np.ascontiguousarray(one), back)
    nifti(folder / "liver.nii.gz", np.zeros_like(labels), affine)
    return [folder]


def as_nrrd(folder: Path) -> list[Path]:
    """Segments of 3D Slicer in two layers."""
    import nrrd

    labels, affine = voxels()
    layers = np.stack([labels == NUMBERS["hip_bone_left"], labels == NUMBERS["hip_bone_right"]]).astype(np.uint8)
    layers[1][labels == NUMBERS["sacrum"]] = 2
    header = {
        "space": "left-posterior-superior",
        "kinds": ["list", "domain", "domain", "domain"],
        "space directions": [[np.nan] * 3, *(LPS @ affine[:3, :3]).T.tolist()],
        "space origin": (LPS @ affine[:3, 3]).tolist(),
        "encoding": "gzip",
    }
    for number, (name, value, layer) in enumerate([("Left hip", 1, 0), ("Right hip", 1, 1), ("Sacrum", 2, 1)]):
        header |= {f"Segment{number}_Name": name, f"Segment{number}_LabelValue": str(value)}
        header |= {f"Segment{number}_Layer": str(layer)}
    nrrd.write(str(folder / "Segmentation.seg.nrrd"), layers, header)
    return [folder / "Segmentation.seg.nrrd"]


@cache
def dicom_bytes() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return dicom_seg(Path(folder) / "seg", *voxels(), NAMES).read_bytes()


def as_dicom(folder: Path) -> list[Path]:
    (folder / "seg").write_bytes(dicom_bytes())
    return [folder / "seg"]


@pytest.mark.parametrize(
    ("write", "axes", "unit"),
    [
        (as_ply, "RAS", "mm"),
        (as_obj, None, "mm"),
        (as_vtp, "LPS", None),
        (as_glb, "glTF", "m"),
        (as_draco, "glTF", "m"),
        (as_quantised, "glTF", "m"),
        (as_zip, "RAS", "mm"),
    ],
)
def test_meshes_are_read_with_the_frame_that_they_say(write, axes, unit, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    parts = [part for file in all_files(write(tmp_path), tmp_path / "out") for part in read_mesh(file)]
    assert {bone_of(part.name) for part in parts} == set(PELVIS)
    assert {(part.axes, part.unit) for part in parts} == {(axes, unit)}
    turn, mm = frames.AXES[axes or "LPS"], UNITS[unit or "mm"]
    for part in parts:
        places = mm * part.surface.points @ turn.T
        away = cKDTree(small(str(bone_of(part.name))).points).query(places)[0]
        assert away.max() < 0.1
        assert len(part.surface.triangles) == len(small(str(bone_of(part.name))).triangles)


@pytest.mark.parametrize(
    ("write", "axes"), [(as_nifti, "RAS"), (as_classes, "RAS"), (as_nrrd, "RAS"), (as_dicom, "LPS")]
)
def test_label_maps_are_read_by_name(write, axes, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    mended: list[str] = []
    parts = surfaces_of(all_files(write(tmp_path), tmp_path / "out"), mended, lambda *_: None)
    assert sorted(str(bone_of(part.name)) for part in parts) == sorted(PELVIS)
    assert {(part.axes, part.unit) for part in parts} == {(axes, "mm")}
    assert mended == []
    for part in parts:
        check_surface(
            str(bone_of(part.name)), Surface(part.surface.points @ frames.AXES[axes].T, part.surface.triangles), 1.4
        )


def test_a_whole_pelvis_is_read_from_a_label_map(tmp_path: Path) -> None:
    brought = read_pelvis(as_nifti(tmp_path))
    check_bones(brought, 1.4)
    assert (brought.worked_out, brought.assumed, brought.mended) == ([], [], [])


ISB = [[0, 1, 0], [0, 0, 1], [1, 0, 0]]
GLTF = [[-1, 0, 0], [0, 0, 1], [0, 1, 0]]
ASKEW = Rotation.from_euler("xyz", [50, 50, 50], degrees=True).as_matrix()


def stood(turn, scale: float, said: tuple[str | None, str | None] = (None, None), **given: str) -> frames.Frame:
    """The frame of the model's bones turned and scaled, when the model lies on them."""
    bones = turned(pelvis(), turn, scale)
    parts = [Part(bone, "file", surface, *said) for bone, surface in bones.items()]
    pose = best_pose(bones["sacrum"].points, small("sacrum").points)
    return frames.frame_of(parts, bones, pose, **given)


@pytest.mark.parametrize(
    ("turn", "scale", "unit", "axes"),
    [
        (np.eye(3), 1.0, "mm", "RAS"),
        (LPS, 0.1, "cm", "LPS"),
        (ISB, 0.001, "m", "ISB"),
        (GLTF, 1.2, "mm", "glTF"),
        (Rotation.from_euler("x", 30, degrees=True).as_matrix() @ LPS, 0.8, "mm", "LPS"),
    ],
)
def test_units_and_axes_are_worked_out_and_told(turn, scale, unit, axes) -> None:
    frame = stood(turn, scale)
    long = model_size("hip_bone_left") * scale * UNITS[unit]
    assert frame.worked_out == [
        f"The unit was worked out from the size of the bones: {unit}; the left hip bone is then {long:.0f} mm long.",
        f"The file does not say its axes: front, top and sides of the bones say {axes}.",
    ]
    assert (frame.mm, frame.turn.tolist()) == (UNITS[unit], frames.AXES[axes].tolist())


def test_what_the_file_says_counts_where_the_bones_agree() -> None:
    agreed = stood(LPS, 0.1, ("LPS", "cm"))
    assert (agreed.worked_out, agreed.mm, agreed.turn.tolist()) == ([], 10.0, LPS.tolist())
    wrong = stood(LPS, 1.0, ("RAS", "m"))
    assert (wrong.mm, wrong.turn.tolist()) == (1.0, LPS.tolist())
    assert wrong.worked_out == [
        "The file says m, but the size of the bones says mm: the left hip bone is then 212 mm long.",
        "The file says RAS, but front, top and sides of the bones say LPS.",
    ]


def test_what_somebody_says_counts_where_the_bones_allow_it() -> None:
    frame = stood(LPS, 0.1, ("RAS", "m"), units="cm", axes="LPS")
    assert (frame.worked_out, frame.mm, frame.turn.tolist()) == ([], 10.0, LPS.tolist())
    for given, why in [
        ({"units": "mm"}, "in mm the left hip bone would be 21 mm long, which no person's is; allowed: cm"),
        ({"axes": "RAS"}, "do not stand in RAS but x left, y backwards, z up; allowed: LPS, or no --axes"),
    ]:
        with pytest.raises(ProblemsFound) as found:
            stood(LPS, 0.1, **given)
        assert why in str(found.value)


def test_a_unit_or_frame_that_is_none_is_named(tmp_path: Path) -> None:
    files = stl(tmp_path, pelvis("hip_bone_left"))
    assert '--units: found "inch"; allowed: mm, cm, m' in refused(*files, units="inch")
    assert 'did you mean "LPS"' in refused(*files, axes="LPSS")


def test_bones_that_lie_askew_are_turned(tmp_path: Path) -> None:
    brought = read_pelvis(stl(tmp_path, turned(pelvis(), ASKEW, 1.0, (400.0, -90.0, 30.0))))
    assert brought.worked_out[-1] == f"{AXES}the bones lie askew, and were turned to stand as the model's do."
    for bone, data in brought.bones.items():
        assert np.ptp(data.points, axis=0) == pytest.approx(np.ptp(small(bone).points, axis=0), abs=2.0)


def test_one_mesh_of_all_bones_is_taken_apart_without_a_name(tmp_path: Path) -> None:
    bones = pelvis(*PELVIS, "coccyx", "l5_vertebra", "femur_right")
    whole = pv.merge([surface.to_polydata() for surface in turned(bones, LPS).values()])
    whole.extract_surface(algorithm=None).save(tmp_path / "scan.stl", recompute_normals=False)
    brought = read_pelvis([tmp_path / "scan.stl"])
    check_bones(brought, 0.2, *bones)
    assert (
        brought.worked_out[0]
        == "Which bone is which was worked out from shape and place: the file has no names for it."
    )


def test_a_pelvis_grown_into_one_is_parted(tmp_path: Path) -> None:
    from scipy import ndimage

    labels, affine = voxels()
    whole = ndimage.binary_closing(np.pad(labels > 0, 3), iterations=1)[3:-3, 3:-3, 3:-3]
    assert ndimage.label(whole)[1] == 1
    brought = read_pelvis([nifti(tmp_path / "scan.nii.gz", whole.astype(np.uint8), affine)])
    assert list(brought.bones) == list(PELVIS)
    assert "parted along the joints as the model's bones have them" in brought.worked_out[0]
    for bone, data in brought.bones.items():
        away = data.compute_implicit_distance(small(bone).to_polydata())["implicit_distance"]
        assert np.percentile(np.abs(away), 90) < 1.5
        assert open_or_branching_edges(data.regular_faces) == 0


def cut_off(surface: Surface, low: float, high: float) -> Surface:
    """What of a bone lies between two heights, closed by lids, as a scan that begins or ends too early has it."""
    data = surface.to_polydata()
    for height, up in ((low, 1.0), (high, -1.0)):
        data = data.clip_closed_surface(normal=(0.0, 0.0, up), origin=(0.0, 0.0, height)).triangulate().clean()
    return Surface(data.points, data.regular_faces)


@pytest.mark.parametrize(("low", "high"), [(-500.0, -10.0), (-90.0, 500.0)])
def test_hip_bones_that_a_scan_cuts_off_are_told_by_what_is_there(low: float, high: float, tmp_path: Path) -> None:
    hips = {bone: cut_off(small(bone), low, high) for bone in ("hip_bone_left", "hip_bone_right")}
    bones = {**hips, "sacrum": small("sacrum")}
    brought = read_pelvis(stl(tmp_path, turned(bones, LPS, 1.0)))
    assert list(brought.bones) == list(PELVIS)
    assert any("front, top and sides of the bones say LPS" in told for told in brought.worked_out)
    for bone, data in brought.bones.items():
        away = np.linalg.norm(closest_points(bones[bone], data.points) - data.points, axis=1)
        assert away.max() < 0.1
        assert signed_volume_mm3(Surface(data.points, data.regular_faces)) > 0.0
    mirrored = turned(bones, np.diag([-1.0, 1.0, 1.0]))
    assert "has the shape of the other side: mirrored" in refused(*stl(tmp_path, mirrored))
    if low > -100.0:
        (tmp_path / "nameless").mkdir()
        names = {bone: f"Segment_{number}" for number, bone in enumerate(bones)}
        assert list(read_pelvis(stl(tmp_path / "nameless", bones, names)).bones) == list(PELVIS)


def test_too_little_of_a_hip_bone_is_refused(tmp_path: Path) -> None:
    piece = {"hip_bone_left": cut_off(small("hip_bone_left"), -500.0, -105.0)}
    assert "what is called a hip bone" in refused(*stl(tmp_path, piece))


def test_a_single_hip_bone_is_enough(tmp_path: Path) -> None:
    brought = read_pelvis(stl(tmp_path, pelvis("hip_bone_right"), {"hip_bone_right": "scan"}))
    check_bones(brought, 0.2, "hip_bone_right")
    assert brought.missing == [bone for bone in BONES if bone != "hip_bone_right"]


def test_classes_without_names_are_told_apart_by_shape_and_never_by_number(tmp_path: Path) -> None:
    labels, affine = voxels()
    swapped = np.choose(np.searchsorted([25, 77, 78], labels), [25, 77, 78]).astype(np.uint8) * (labels > 0)
    swapped[labels == 25], swapped[labels == 77], swapped[labels == 78] = 78, 25, 77
    brought = read_pelvis([nifti(tmp_path / "x.nii.gz", swapped, affine)])
    check_bones(brought, 1.4)


def test_the_first_sacral_vertebra_of_an_atlas_is_part_of_the_sacrum(tmp_path: Path) -> None:
    labels, affine = voxels()
    parted = labels.copy()
    half = np.arange(labels.shape[2]) > 55
    parted[(labels == 25) & half] = 26
    assert (parted == 26).sum() > 500
    file = nifti(tmp_path / "x.nii.gz", parted, affine, NAMES | {26: "vertebrae_S1"})
    (sacrum,) = [part for part in surfaces_of([file], [], lambda *_: None) if part.name == "sacrum"]
    check_surface("sacrum", sacrum.surface, 1.4)


def test_voxels_of_which_nothing_says_where_they_lie_are_turned_by_their_shape(tmp_path: Path) -> None:
    labels, affine = voxels()
    back = np.ascontiguousarray(labels[::-1])
    brought = read_pelvis([nifti(tmp_path / "x.nii", back, affine, NAMES, codes=(0, 0), space="unknown")])
    assert brought.bones["hip_bone_right"].center[0] > brought.bones["hip_bone_left"].center[0] + 100.0
    assert brought.worked_out[0] == (
        "The file does not say which way its voxels are counted: the shape of the sides says."
    )


def test_thick_slices_are_filled_in_by_shape_and_told(tmp_path: Path) -> None:
    labels, affine = voxels((2.0, 2.0, 6.0))
    mended: list[str] = []
    for part in surfaces_of([nifti(tmp_path / "x.nii.gz", labels, affine, NAMES)], mended, lambda *_: None):
        check_surface(part.name, part.surface, 2.0)
    assert "Sacrum: slices 6 mm apart filled in between by shape." in mended


def test_what_the_edge_of_a_scan_cuts_off_is_told(tmp_path: Path) -> None:
    labels, affine = voxels()
    file = nifti(tmp_path / "x.nii.gz", np.ascontiguousarray(labels[:, :, :66]), affine, NAMES)
    mended: list[str] = []
    surfaces_of([file], mended, lambda *_: None)
    told = [line for line in mended if "cut off by the edge of the scan" in line]
    assert [line.partition(":")[0] for line in told] == ["Left hip bone", "Right hip bone"]


def test_islands_holes_and_hollows_are_mended_and_told(tmp_path: Path) -> None:
    bones = pelvis()
    hip = bones["hip_bone_left"]
    speck = pv.Sphere(radius=4.0, center=(0.0, 200.0, 0.0), theta_resolution=8, phi_resolution=8)
    inside = hip.points[hip.triangles].mean(axis=1)[0] - 4.0 * np.asarray(
        hip.to_polydata().compute_normals(auto_orient_normals=True).cell_normals[0]
    )
    hollow = pv.Sphere(radius=1.0, center=inside, theta_resolution=8, phi_resolution=8)
    data = pv.merge([Surface(hip.points, hip.triangles[3:]).to_polydata(), speck, hollow]).extract_surface(
        algorithm=None
    )
    bones["hip_bone_left"] = Surface(data.points, data.regular_faces)
    brought = read_pelvis(stl(tmp_path, bones))
    check_bones(brought, 0.2)
    (told,) = brought.mended
    assert "closed" in told
    assert "1 island taken away" in told
    assert "1 inner surface taken away" in told


def teapot(file: Path) -> Path:
    body = pv.Sphere(radius=60.0, theta_resolution=24, phi_resolution=24)
    spout = pv.Cylinder(center=(90.0, 0.0, 10.0), direction=(1.0, 0.0, 0.4), radius=10.0, height=60.0, resolution=16)
    pv.merge([body, spout.triangulate()]).extract_surface(algorithm=None).triangulate().save(file)
    return file


@pytest.mark.parametrize(
    ("thing", "why"),
    [
        ("teapot", "this is not a pelvis: nothing in it has the shape of a hip bone"),
        ("skull", "this is not a pelvis: nothing in it has the shape of a hip bone"),
        ("thigh", "this is not a pelvis: nothing in it has the shape of a hip bone"),
        ("femur", "found right femur and no hip bone; allowed: at least one hip bone"),
        ("teapot called a hip", "what is called a hip bone does not have the shape of one"),
        ("twice", "found the right hip bone twice: both have its shape; allowed: one of each side"),
        ("mirrored", "what is called the left hip bone has the shape of the other side: mirrored, or the sides"),
        ("giant", "of a size that no person has: 85"),
        ("apart", "the bones do not lie together as in one body"),
        ("soup", "loose triangles that cannot be closed"),
    ],
)
def test_what_is_no_pelvis_is_refused_in_a_sentence(thing: str, why: str, tmp_path: Path) -> None:
    right = small("hip_bone_right")
    match thing:
        case "teapot":
            files = [teapot(tmp_path / "scan.stl")]
        case "teapot called a hip":
            files = [teapot(tmp_path / "hip_left.stl")]
        case "skull":
            pv.ParametricEllipsoid(75, 95, 85, u_res=30, v_res=30, w_res=30).save(tmp_path / "scan.stl")
            files = [tmp_path / "scan.stl"]
        case "femur" | "thigh":
            files = stl(tmp_path, pelvis("femur_right"), {"femur_right": "femur_right" if thing == "femur" else "x"})
        case "twice":
            files = stl(tmp_path, {"hip_bone_left": right, "hip_bone_right": right})
        case "mirrored":
            files = stl(tmp_path, turned(pelvis(), np.diag([-1.0, 1.0, 1.0])))
        case "giant":
            files = stl(tmp_path, turned(pelvis(), np.eye(3), 4.0))
        case "apart":
            bones = pelvis()
            files = stl(
                tmp_path,
                {bone: Surface(one.points - one.points.mean(axis=0), one.triangles) for bone, one in bones.items()},
            )
        case "soup":
            corners = right.points[right.triangles] + np.random.default_rng(1).normal(
                0.0, 2.0, (len(right.triangles), 1, 3)
            )
            files = stl(
                tmp_path,
                {"hip_bone_right": Surface(corners.reshape(-1, 3), np.arange(corners.size // 3).reshape(-1, 3))},
            )
    assert why in refused(*files)


@pytest.mark.parametrize("write", [as_ply, as_vtp, as_draco, as_zip, as_nifti, as_nrrd, as_dicom])
@pytest.mark.parametrize("share", [0.0, 0.03, 0.6])
def test_a_file_cut_short_is_refused(write: Callable[[Path], list[Path]], share: float, tmp_path: Path) -> None:
    (file,) = write(tmp_path)
    file = next(file.glob("*left*")) if file.is_dir() else file
    content = file.read_bytes()
    cut = file.with_name(f"cut{file.name}")
    cut.write_bytes(content[: int(share * len(content))])
    told = refused(cut)
    assert told.startswith(f"{cut}: ")
    assert told.count("\n") == 0


def test_a_damaged_vtp_is_told_in_a_sentence_and_nothing_else(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    file = as_vtp(tmp_path)[0] / "sacrum.vtp"
    file.write_bytes(file.read_bytes().replace(b"<DataArray", b"<Da<aArray", 1))
    assert refused(file).endswith("the file is cut short or damaged.")
    assert (capfd.readouterr().err, caplog.text) == ("", "")


def test_every_file_that_is_cut_short_is_named(tmp_path: Path) -> None:
    files = stl(tmp_path, pelvis())
    for file in files[:2]:
        file.write_bytes(file.read_bytes()[:-30])
    assert [line.partition(": ")[0] for line in refused(*files).splitlines()] == [str(file) for file in files[:2]]


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("no bone", "holds none of the bones of a pelvis: liver, spleen"),
        ("picture", "has voxels from -1000 to 0: a picture"),
        ("shares", "its voxels are no whole numbers: a picture"),
        ("empty", "there is nothing in it: every voxel is 0"),
        ("flat", "has 20 x 20 x 1 voxels; allowed: a volume"),
        ("series", "has 4 axes of 20, 20, 20, 2 voxels; allowed: three axes"),
        ("specks", "its bones are a few voxels only"),
    ],
)
def test_a_label_map_without_bones_is_refused(fault: str, why: str, tmp_path: Path) -> None:
    labels = np.zeros((20, 20, 20), dtype=np.int16)
    names = {1: "liver", 2: "spleen"} if fault == "no bone" else {25: "sacrum", 78: "hip_right"}
    labels[5:9, 5:9, 5:9] = 1 if fault == "no bone" else 0
    if fault == "picture":
        labels[5:9] = -1000
    elif fault == "specks":
        labels[5:7, 5, 5] = 78
    elif fault == "shares":
        labels = np.full((20, 20, 20), 0.4, dtype=np.float32)
    elif fault == "flat":
        labels = labels[:, :, :1]
    elif fault == "series":
        labels = np.stack([labels, labels], axis=-1)
    assert why in refused(nifti(tmp_path / "x.nii.gz", labels, np.eye(4), names))


def test_a_picture_in_dicom_is_refused(tmp_path: Path) -> None:
    import pydicom

    file = dicom_seg(tmp_path / "seg.dcm", np.ones((4, 8, 4), np.uint8), np.eye(4), {1: "Sacrum"})
    picture = pydicom.dcmread(file)
    picture.Modality = "CT"
    picture.save_as(file)
    assert "is DICOM of the sort CT: a picture; allowed: a DICOM segmentation (SEG)" in refused(file)


def test_what_a_header_claims_is_counted_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = nifti(tmp_path / "x.nii.gz", np.zeros((4, 4, 4), np.uint8), np.eye(4))
    header = bytearray(gzip.decompress(file.read_bytes()))
    header[42:48] = struct.pack("<3h", 30000, 30000, 30000)
    file.write_bytes(gzip.compress(bytes(header)))
    assert "has 27,000,000,000,000 voxels; allowed: up to 3,221,225,472" in refused(file)
    header[42:48] = struct.pack("<3h", 1000, 1000, 1000)
    file.write_bytes(gzip.compress(bytes(header)))
    assert refused(file).endswith("the file is cut short.")
    monkeypatch.setattr(refusing, "MAX_MESH_BYTES", 1000)
    assert "found 0 MB; allowed: meshes up to 0 MB" in refused(*stl(tmp_path, pelvis("sacrum")))


def test_an_archive_is_unpacked_no_further_than_the_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusing, "MAX_UNPACKED", 1 << 20)
    monkeypatch.setattr(refusing, "MAX_FILES", 10)
    large, many = tmp_path / "large.zip", tmp_path / "many.zip"
    with zipfile.ZipFile(large, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("hip_left.stl", b"\0" * (3 << 20))
    with zipfile.ZipFile(many, "w") as packed:
        for number in range(11):
            packed.writestr(f"{number}.stl", b"x")
    assert "unpacks to more than 1 MB" in refused(large)
    assert "holds more than 10 files" in refused(many)


def test_a_large_label_map_is_read_in_slabs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from anatomy_viewer.modelling.imported import label_files

    (file,) = as_nifti(tmp_path)
    monkeypatch.setattr(label_files, "SLAB_BYTES", 40_000)
    slabs = [slab.shape[3] for _, slab in label_files.read_label_map(file).slabs()]
    assert len(slabs) > 10
    assert sum(slabs) == voxels()[0].shape[2]
    for part in surfaces_of([file], [], lambda *_: None):
        check_surface(part.name, part.surface, 1.4)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("none.stl", "there is no such file"),
        ("thing.pdf", 'found a file that ends in ".pdf"; allowed: STL, PLY, OBJ'),
        ("empty", "the folder holds no file that can be read; allowed: STL"),
    ],
)
def test_what_is_no_such_file_is_refused(name: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "thing.pdf").write_bytes(b"%PDF")
    (tmp_path / "empty").mkdir()
    assert why in refused(tmp_path / name)


def test_what_begins_as_another_sort_of_file_is_refused_and_told(tmp_path: Path) -> None:
    file = tmp_path / "hip_left.stl"
    file.write_bytes(ply_bytes("hip", small("hip_bone_left")))
    assert "ends in .stl but begins as one does that ends in .ply; allowed: STL" in refused(file)
    file.write_bytes(b"%PDF-1.7 a report of somebody")
    assert "ends in .stl but begins as no mesh and no label map does" in refused(file)


def test_a_sacrum_that_is_none_is_refused_by_its_name(tmp_path: Path) -> None:
    bones = {"hip_bone_left": small("hip_bone_left"), "sacrum": small("hip_bone_right")}
    assert refused(*stl(tmp_path, bones)).partition(": ")[2] == (
        "the bones do not lie together as in one body, or are not what they are called: sacrum; "
        "allowed: all bones in one frame, each with its own shape."
    )


def test_what_a_mac_packs_beside_each_file_is_left_aside(tmp_path: Path) -> None:
    (file,) = stl(tmp_path, pelvis("hip_bone_left"))
    with zipfile.ZipFile(tmp_path / "bones.zip", "w") as packed:
        packed.write(file, "Bones/hip_left.stl")
        packed.writestr("__MACOSX/Bones/._hip_left.stl", b"\x00\x05\x16\x07")
    assert list(read_pelvis([tmp_path / "bones.zip"]).bones) == ["hip_bone_left"]
    with zipfile.ZipFile(tmp_path / "bones.zip", "w") as packed:
        packed.writestr("Bones/hip_left.stl", b"x" * 99)
    assert refused(tmp_path / "bones.zip") == "bones.zip/hip_left.stl: the file is cut short or damaged."


def test_classes_that_the_scan_does_not_show_are_left_aside(tmp_path: Path) -> None:
    labels, affine = voxels()
    nifti(tmp_path / "hip_left.nii.gz", (labels == NUMBERS["hip_bone_left"]).astype(np.uint8), affine)
    nifti(tmp_path / "femur_left.nii.gz", np.zeros_like(labels), affine)
    assert list(read_pelvis([tmp_path]).bones) == ["hip_bone_left"]
    (tmp_path / "hip_left.nii.gz").unlink()
    assert refused(tmp_path).endswith("there is nothing in it: every voxel is 0; allowed: a label map with bones.")


@pytest.mark.parametrize("write", [plain_stl, plain_obj])
def test_a_comma_for_the_point_is_read(write: Callable[..., Path], tmp_path: Path) -> None:
    file = write(tmp_path / "hip_left", small("hip_bone_left"), "hip")
    file.write_text(file.read_text().replace(".", ","))
    (part,) = read_mesh(file)
    assert part.surface.points.max(axis=0) == pytest.approx(small("hip_bone_left").points.max(axis=0), abs=1e-3)


@pytest.mark.parametrize(
    ("write", "module"),
    [(as_glb, "trimesh"), (as_draco, "DracoPy"), (as_nifti, "nibabel"), (as_nrrd, "nrrd"), (as_dicom, "highdicom")],
)
def test_a_reader_that_is_missing_is_told_with_the_command_that_installs_it(
    write, module, tmp_path, monkeypatch
) -> None:
    import importlib.util

    files = write(tmp_path)
    real = importlib.util.find_spec
    monkeypatch.setattr("importlib.util.find_spec", lambda name, *rest: None if name == module else real(name, *rest))
    assert 'needs a reader that is not installed: pip install "anatomy-viewer[pelvis]"' in refused(*files)
