from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
import pyvista as pv
from scipy.ndimage import label

from anatomy_viewer.modelling.bones.bone_contact import BoneContact
from anatomy_viewer.modelling.measures import obturator_rim
from anatomy_viewer.modelling.soft_tissue.muscles import muscle_shape
from anatomy_viewer.modelling.soft_tissue.skin_places import Skin
from anatomy_viewer.modelling.soft_tissue.surroundings import Surroundings
from anatomy_viewer.modelling.soft_tissue.tissues import build_muscles
from anatomy_viewer.modelling.solids.distance_grid import open_or_branching_edges, signed_volume_mm3
from anatomy_viewer.modelling.solids.quick_contact import QuickContact
from anatomy_viewer.modelling.solids.surface import Surface
from tests.modelling.placed_courses import built_bones, placing, rules, skeleton

NAMES = tuple(rules().muscles)
GLUTEAL = ("gluteus_minimus", "gluteus_medius", "gluteus_maximus")
AT_BONE_MM = 2.0
NEAR_MUSCLE_MM = (0.5, 4.0)
TRIANGLES = {
    "gluteus_maximus": 3600,
    "gluteus_medius": 2100,
    "obturator_internus": 1900,
    "iliotibial_tract": 1500,
    "gluteus_minimus": 1300,
}
OTHERS = 1100
FREE_ENDS = {"gluteus_maximus", "iliotibial_tract"}
"""What ends on more than bone alone: in another structure, or where the thigh is cut off."""
INTO_MUSCLE = {"inferior_gluteal_nerve", "middle_cluneal_nerve_upper_branch", "middle_cluneal_nerve_lower_branch"}
"""Nerves that gluteus maximus takes up or that come through it."""


@cache
def right_solids() -> dict[str, Surface]:
    bones = {name: bone for name, bone in built_bones().items() if not name.endswith("_left")}
    return {**bones, **{name: placing().band(name).surface for name in placing().rules.bands}}


def inside(surface: Surface, points: np.ndarray) -> np.ndarray:
    cloud = pv.PolyData(np.ascontiguousarray(points))
    return np.asarray(
        cloud.select_interior_points(surface.to_polydata(), method="cell_locator")["selected_points"], bool
    )


def everywhere(surface: Surface) -> np.ndarray:
    corners = surface.points[surface.triangles]
    return np.concatenate([surface.points, corners.mean(axis=1), (corners[:, 0] + corners[:, 1]) / 2.0])


def ends(name: str) -> dict[str, tuple[np.ndarray, np.ndarray, tuple[str, ...]]]:
    """Both faces of the first and the last row of each bundle, and the bones that all their places name."""
    shape, rule, found = placing().muscles[name], placing().rules.muscles[name], {}
    for number, (low, high, bundle) in enumerate(zip(shape.deep_faces, shape.outer_faces, rule.bundles, strict=True)):
        for word, row in (("origin", 0), ("insertion", -1)):
            bones = {way.on for way in bundle.sections[row].across}
            if "" not in bones:
                keys = tuple(key for bone in bones for key in placing().bone(bone))
                found[f"{word} {number}"] = (low[row], high[row], keys)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_muscle_is_closed_painted_and_small(name: str) -> None:
    surface = placing().muscles[name].surface
    assert open_or_branching_edges(surface.triangles) == 0
    assert signed_volume_mm3(surface) > 1000.0
    assert surface.colours is not None
    assert len(surface.triangles) <= TRIANGLES.get(name, OTHERS)


@pytest.mark.parametrize("name", NAMES)
def test_its_ends_lie_on_the_bones_that_they_name(name: str) -> None:
    found = ends(name)
    for what, (low, high, bones) in found.items():
        contact = BoneContact({key: built_bones()[key] for key in bones})
        gap = np.minimum(np.abs(contact.distance(low)), np.abs(contact.distance(high)))
        assert gap.max() <= AT_BONE_MM, what
    assert found or name in FREE_ENDS


def test_gluteus_maximus_arises_from_ilium_sacrum_coccyx_and_ligaments_and_reaches_the_femur() -> None:
    shape = placing().muscles["gluteus_maximus"]
    low = shape.deep_faces[0]
    solids = right_solids()
    first = BoneContact(solids).distance(low[0])
    assert np.abs(first).max() < 6.0
    assert (np.abs(first) < AT_BONE_MM).mean() > 0.6
    for bone in ("hip_bone_right", "sacrum", "coccyx"):
        assert BoneContact({bone: solids[bone]}).distance(low[0]).min() < AT_BONE_MM
    last = BoneContact({"femur_right": solids["femur_right"]}).distance(low[-1])
    assert (last < AT_BONE_MM).mean() > 0.3


def test_the_glutei_insert_at_the_greater_trochanter_in_their_order() -> None:
    trochanter = skeleton().anchor("greater_trochanter")
    medius, minimus = (placing().muscles[name].deep_faces[0][-1] for name in ("gluteus_medius", "gluteus_minimus"))
    for row in (medius, minimus):
        assert np.linalg.norm(row - trochanter, axis=1).max() < 40.0
    assert minimus[:, 1].mean() > medius[:, 1].mean() + 4.0
    assert medius[:, 0].mean() > minimus[:, 0].mean()


def test_piriformis_arises_in_front_of_the_sacrum_and_leaves_above_the_ischial_spine() -> None:
    row = placing().muscles["piriformis"].deep_faces[0]
    assert row[0][:, 1].min() > skeleton().posterior_foramen("S3")[1]
    spine, notch = skeleton().anchor("ischial_spine"), skeleton().anchor("greater_sciatic_notch")
    beside = row[np.abs(row[..., 0].mean(axis=1) - spine[0]).argmin()]
    assert spine[2] < beside[:, 2].min()
    assert beside[:, 2].max() < notch[2] + 6.0


def test_the_lower_border_of_gluteus_maximus_is_where_the_inferior_nerves_turn() -> None:
    shape = placing().muscles["gluteus_maximus"]
    border = np.concatenate([shape.deep_faces[0][:, -1], shape.outer_faces[0][:, -1]])
    assert np.linalg.norm(border - placing().point("icn_4"), axis=1).min() < 8.0
    covered = shape.deep_faces[0].reshape(-1, 3)
    tuberosity = skeleton().anchor("ischial_tuberosity")
    near = np.hypot(covered[:, 0] - tuberosity[0], covered[:, 2] - tuberosity[2]) < 20.0
    assert near.any()
    assert covered[near][:, 1].max() < tuberosity[1]


@pytest.mark.parametrize("name", NAMES)
def test_no_muscle_enters_a_bone_a_ligament_or_a_deeper_muscle(name: str) -> None:
    before = NAMES[: NAMES.index(name)]
    solids = {**right_solids(), **{other: placing().muscles[other].surface for other in before}}
    places = everywhere(placing().muscles[name].surface)
    for other, solid in solids.items():
        low, high = solid.points.min(axis=0), solid.points.max(axis=0)
        near = places[((places > low - 1.0) & (places < high + 1.0)).all(axis=1)]
        if not len(near):
            continue
        deep = BoneContact({other: solid}).distance(near)
        allowed = 0.7 if other in placing().rules.bands else 0.35
        assert deep.min() > -allowed, (other, near[deep.argmin()])


def test_muscles_are_the_same_each_time() -> None:
    rule = placing().rules.muscles["piriformis"]
    around = Surroundings(right_solids())
    middle = skeleton().anchor("acetabulum_centre") * (0.0, 1.0, 1.0)
    first, second = (muscle_shape(placing(), rule, around, middle).surface for _ in range(2))
    assert (first.points == second.points).all()
    assert first.colours is not None
    assert second.colours is not None
    assert (first.colours == second.colours).all()


def test_tendons_are_paler_than_the_belly() -> None:
    shape = placing().muscles["gluteus_medius"]
    rows, columns, _ = shape.outer_faces[0].shape
    assert shape.surface.colours is not None
    blue = shape.surface.colours[: rows * columns, 2].reshape(rows, columns).astype(float)
    assert blue[-1].mean() > 1.4 * blue[rows // 2].mean()


def test_fascicles_differ_across_the_fibres_more_than_along_them() -> None:
    shape = placing().muscles["gluteus_maximus"]
    rows, columns, _ = shape.outer_faces[0].shape
    assert shape.surface.colours is not None
    red = shape.surface.colours[: rows * columns, 0].reshape(rows, columns)[7:13].astype(float)
    assert red.mean(axis=0).std() > 1.5 * red.std(axis=0).mean()


def test_all_muscles_of_the_table_are_built_by_name() -> None:
    assert tuple(build_muscles(placing(), {})) == NAMES


@pytest.mark.parametrize("nerve", rules().courses)
def test_nerves_under_the_skin_lie_just_outside_the_muscles(nerve: str) -> None:
    path, course = placing().path(nerve), placing().rules.courses[nerve]
    layers = [way.layer for way in course.waypoints]
    if layers[-2:] != ["buttock", "buttock"]:
        return
    pins = placing().pins(nerve)
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    first = next(k for k in range(len(layers)) if layers[k] == layers[min(k + 1, len(layers) - 1)] == "buttock")
    shown = path[along >= pins[first]]
    gap = BoneContact({name: placing().muscles[name].surface for name in GLUTEAL}).distance(shown)
    least, most = NEAR_MUSCLE_MM
    assert gap.min() >= least
    assert gap.min() <= most


@pytest.mark.parametrize("nerve", [name for name in rules().courses if name not in INTO_MUSCLE])
def test_no_nerve_runs_inside_a_muscle_of_the_buttock(nerve: str) -> None:
    path = placing().path(nerve)
    for name, shape in placing().muscles.items():
        if name == "quadratus_lumborum":
            continue
        held = inside(shape.surface, path)
        depth = BoneContact({name: shape.surface}).distance(path[held]) if held.any() else np.zeros(1)
        assert np.abs(depth).max() < 0.6, name


@pytest.mark.parametrize("nerve", ["sciatic_nerve", "posterior_femoral_cutaneous_nerve", "inferior_gluteal_nerve"])
def test_nerves_that_leave_below_piriformis_are_drawn_below_it(nerve: str) -> None:
    path = placing().path(nerve)
    spine = skeleton().anchor("ischial_spine")
    muscle = placing().muscles["piriformis"].deep_faces[0].reshape(-1, 3)
    out = path[(path[:, 1] < spine[1]) & (path[:, 2] > spine[2] - 25.0)]
    assert len(out)
    for place in out:
        beside = muscle[np.abs(muscle[:, 0] - place[0]) < 6.0]
        assert not len(beside) or place[2] < beside[:, 2].min() + 4.0


def test_the_short_rotators_lie_side_by_side_from_above_down() -> None:
    """Where they are halfway to the femur, each begins near where the one above it ends."""
    names = ("piriformis", "gemellus_superior", "obturator_internus", "gemellus_inferior", "quadratus_femoris")
    spine, femur = skeleton().anchor("ischial_spine"), skeleton().anchor("greater_trochanter_top")
    halfway = 0.55 * spine[0] + 0.45 * femur[0]
    spans = []
    for name in names:
        points = np.concatenate([face.reshape(-1, 3) for face in placing().muscles[name].outer_faces])
        here = points[np.abs(points[:, 0] - halfway) < 6.0]
        spans.append((float(here[:, 2].max()), float(here[:, 2].min())))
    for (_, low), (high, _) in pairwise(spans):
        assert low > high - 4.0
    for (_, low), (high, _) in pairwise(spans[1:]):
        assert low < high + 7.0


def test_the_tendon_of_obturator_internus_turns_round_the_lesser_notch() -> None:
    shape, spine = placing().muscles["obturator_internus"], skeleton().anchor("ischial_spine")
    middle = (shape.deep_faces[0] + shape.outer_faces[0])[:, shape.deep_faces[0].shape[1] // 2] / 2.0
    way = np.diff(middle, axis=0)
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    turned = np.degrees(np.arccos(np.clip(way[0] @ way[-1], -1.0, 1.0)))
    assert turned > 80.0
    turn = middle[int(middle[:, 1].argmin())]
    assert 4.0 < spine[2] - turn[2] < 26.0
    assert middle[0, 0] < spine[0] < middle[-1, 0]


def test_its_fan_covers_the_obturator_foramen_from_inside_and_the_outer_muscle_from_outside() -> None:
    """Rays through the middle of the foramen, square to the plane of its rim."""
    rim = obturator_rim(placing())[0]
    middle = rim.mean(axis=0)
    normal = np.linalg.svd(rim - middle)[2][2]
    normal *= np.sign(normal[0])
    inner, outer = (placing().muscles[f"obturator_{which}"].surface for which in ("internus", "externus"))
    places = middle + 0.6 * (rim - middle)
    for surface, way in ((inner, -normal), (outer, normal)):
        met = Skin(surface).first_met(places - 25.0 * way, way)[2]
        assert met.mean() > 0.8


def foramen_filled() -> float:
    """Return the share of the greater sciatic foramen, as one looks through it, that piriformis takes."""
    notch, spine, angle = (
        skeleton().anchor(n) for n in ("greater_sciatic_notch", "ischial_spine", "inferior_lateral_angle")
    )
    normal = np.cross(spine - notch, angle - notch)
    normal /= np.linalg.norm(normal)
    up = (notch - spine) / np.linalg.norm(notch - spine)
    across = np.cross(normal, up)
    middle = (notch + spine + angle) / 3.0
    cell, half = 2.0, 36

    def seen(surfaces: list[Surface]) -> np.ndarray:
        gap = QuickContact(surfaces).samples - middle
        gap = gap[np.abs(gap @ normal) < 60.0]
        cells = np.round(np.column_stack([gap @ across, gap @ up]) / cell).astype(int) + half
        grid = np.zeros((2 * half, 2 * half), dtype=bool)
        good = ((cells >= 0) & (cells < 2 * half)).all(axis=1)
        grid[cells[good, 0], cells[good, 1]] = True
        return grid

    solids = right_solids()
    border = [solids[n] for n in ("hip_bone_right", "sacrum", "sacrospinous_ligament", "sacrotuberous_ligament")]
    holes, _ = label(~seen(border))
    foramen = holes == holes[half, half]
    assert 150 < foramen.sum() * cell**2 < 3000
    return float((foramen & seen([placing().muscles["piriformis"].surface])).sum() / foramen.sum())


def test_piriformis_fills_the_foramen_but_for_the_ways_of_nerves() -> None:
    assert 0.55 < foramen_filled() < 0.95


def test_medius_and_maximus_end_without_a_gap() -> None:
    medius, maximus = (placing().muscles[name] for name in ("gluteus_medius", "gluteus_maximus"))
    bone = BoneContact({"femur": right_solids()["femur_right"]})
    assert bone.distance(medius.deep_faces[0][-1]).max() < 1.5
    tract = BoneContact({"tract": placing().muscles["iliotibial_tract"].surface})
    end = maximus.outer_faces[0][-1]
    upper, lower = end[: len(end) // 4], end[-len(end) // 3 :]
    assert np.abs(tract.distance(upper)).max() < 6.0
    assert np.abs(bone.distance(lower)).max() < 6.0
