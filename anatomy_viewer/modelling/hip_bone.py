"""The hip bone: one closed cage by rules from the stations' names, then a smooth surface through the stations."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.modelling.cage import CageBuilder
from anatomy_viewer.modelling.stations import Stations
from anatomy_viewer.modelling.subdivision import refined, solve_control_points, subdivision
from anatomy_viewer.modelling.surface import Surface

Points = NDArray[np.float64]
Triangles = NDArray[np.int32]

BONE = "hip_right"
CREST_ANTERIOR, CREST_POSTERIOR = "crest_00_top_ASIS", "crest_12_top_PSIS"
COLUMNS = range(9)

ANTERIOR_BORDER = (
    "anterior_border_below_ASIS",
    "interspinous_notch",
    "anterior_border_above_AIIS",
    "AIIS",
    "anterior_border_below_AIIS",
    "acetabular_margin_anterior",
    "iliopubic_eminence",
    "pecten_pubis_lateral",
)
"""Front end of the wing's rows 1 to 8."""

POSTERIOR_BORDER = (
    "posterior_border_between_spines",
    "PIIS",
    "greater_sciatic_notch_1",
    "greater_sciatic_notch_2",
    "greater_sciatic_notch_3",
    "greater_sciatic_notch_apex",
    "greater_sciatic_notch_4",
    "ischial_spine",
)
"""Rear end of the wing's rows 1 to 8."""

OBTURATOR_SECTIONS = (
    "superior_ramus_root",
    "superior_ramus_mid",
    "superior_ramus_medial",
    "pubic_body_tubercle",
    "pubic_body_mid",
    "pubic_body_lower",
    "inferior_ramus_upper",
    "inferior_ramus_lower",
    "ischial_ramus",
    "tuberosity_lower",
    "tuberosity_mid",
    "tuberosity_upper",
    "ischial_body",
)
"""The cuts around the obturator foramen, from the superior ramus down and back to the ischium."""

OBTURATOR_RIM = ("obturator_rim_026", "obturator_rim_006", "obturator_rim_344", "obturator_rim_322")


def hip_cage(stations: Stations) -> CageBuilder:
    """Return the cage of the right hip bone.

    Parameters
    ----------
    stations
        Stations of bone ``hip_right``.
    """
    cage = CageBuilder()

    def take(*names: str) -> list[str]:
        for name in names:
            if name not in cage.numbers:
                cage.add(name, stations.point(BONE, name))
        return list(names)

    def row(side: str, number: int, first: int = 0, last: int = 8) -> list[str]:
        return take(*(f"{side}_u{u}_v{number}" for u in range(first, last + 1)))

    inner_crest = [f"{k:02d}" for k in range(1, 12)]
    top = take(CREST_ANTERIOR, *(f"crest_{k}_top" for k in inner_crest), CREST_POSTERIOR)
    outer = take(CREST_ANTERIOR, *(f"crest_{k}_outer_lip" for k in inner_crest), CREST_POSTERIOR)
    inner = take(CREST_ANTERIOR, *(f"crest_{k}_inner_lip" for k in inner_crest), CREST_POSTERIOR)
    cage.strip(top, outer)
    cage.strip(top, inner)

    front, back = take(*ANTERIOR_BORDER), take(*POSTERIOR_BORDER)
    for side, lip in (("lateral", outer), ("medial", inner)):
        cage.zipper(lip, [front[0], *row(side, 1), back[0]])
        for number in range(2, 6):
            upper = [front[number - 2], *row(side, number - 1), back[number - 2]]
            lower = [front[number - 1], *row(side, number), back[number - 1]]
            cage.strip(upper, lower)
    for number in range(6, 9):
        upper = [front[number - 2], *row("medial", number - 1), back[number - 2]]
        lower = [front[number - 1], *row("medial", number), back[number - 1]]
        cage.strip(upper, lower)

    rings = [take(*(f"{section}_{k}" for k in range(10))) for section in OBTURATOR_SECTIONS]
    for one, other in pairwise(rings):
        cage.strip([*one, one[0]], [*other, other[0]])
    root, body = rings[0], rings[-1]
    rim = take(*OBTURATOR_RIM)
    lesser = take("lesser_sciatic_notch")[0]
    spine, pecten = back[7], front[7]

    below_plate = [*root[5:], root[0], *rim, body[0], *reversed(body[5:]), lesser]
    cage.zipper([pecten, *row("medial", 8), spine], below_plate)

    sixth = row("lateral", 6, 0, 4)
    cage.strip([front[4], *row("lateral", 5, 0, 4)], [front[5], *sixth])
    cage.triangle("lateral_u4_v5", "lateral_u5_v5", sixth[4])
    cage.triangle(front[5], front[6], sixth[0])
    cage.triangle("lateral_u8_v5", back[4], back[5])
    around = [
        *sixth,
        *row("lateral", 5, 5, 8),
        back[5],
        back[6],
        spine,
        lesser,
        *reversed(body[:6]),
        *reversed(rim),
        *root[:6],
        pecten,
        front[6],
        sixth[0],
    ]
    clock = (2, 1, 0, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)
    rim_ring = take(*(f"acetabular_rim_{k:02d}" for k in clock))
    foot = ["acetabular_rim_05" if k == 5 else take(f"acetabular_rim_outer_{k:02d}")[0] for k in clock]
    cage.zipper(around, foot)
    cage.strip(foot, rim_ring)
    wall = ["acetabular_rim_05" if k == 5 else take(f"acetabular_wall_{k:02d}")[0] for k in clock]
    cage.strip(rim_ring, wall)
    floor = take(*(f"acetabular_floor_{k:02d}" for k in (2, 0, 10, 8, 6, 4, 2)))
    cage.zipper(wall, floor)
    cage.fan(take("acetabular_floor_centre")[0], floor[:-1])
    return cage


def build_hip_bone(stations: Stations, levels: int = 3, fairing: float = 0.01) -> Surface:
    """Return the surface of the right hip bone."""
    cage = hip_cage(stations)
    points, triangles = cage.finished()
    step, control_triangles = refined(len(points), triangles)
    start = step @ points
    fine = subdivision(len(start), control_triangles, levels - 1)
    rows = fine.to_limit[: len(points)]
    control = solve_control_points(
        start, control_triangles, [rows], [points], [np.ones(len(points))], fairing
    )
    return Surface(fine.to_limit @ control, fine.triangles)
