"""What a probe over the crossing of the medial branch would meet: a plane through the model, as a drawing.

The plane holds the shortest way from the skin to the crossing and the way straight out from the midline. Its outlines
are where that plane cuts the surfaces of the average form, and its depths are measured along the middle of the probe.
`write_drawing` writes ``lessons/drawings/ultrasound_plane.svg``; a test compares it with the
model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.atlas import Model, read_model
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.teaching.pictures.drawn_surfaces import read_surfaces

__all__ = ["DRAWING", "UltrasoundPlane", "drawing_of", "plane_of", "write_drawing"]

Points = NDArray[np.float64]

DRAWING = "ultrasound_plane"
POINT = "scn_1_right"
NERVE = "superior_cluneal_nerve_medial_branch_right"
NERVE_RADIUS_MM = 1.5
SOLID = ("erector_spinae_right", "quadratus_lumborum_right", "gluteus_medius_right", "hip_bone_right")
SHEET = "thoracolumbar_fascia_right"

HALF_WIDTH_MM = 27.0
DEEPEST_MM = 56.0
PROBE_MM = 50.0
"""The length of an ordinary linear probe."""

_SCALE = 5.0
_LEFT, _TOP = 44.0, 62.0
_WIDTH, _HEIGHT = 462, 372


@dataclass(frozen=True)
class UltrasoundPlane:
    """A plane through the model.

    Parameters
    ----------
    outlines
        By structure closed or open lines, each (n, 2) mm: away from the midline, and deep from the skin's middle.
    skin
        (n, 2) mm, the skin from the midline's side outwards.
    nerve
        Where the nerve goes through the plane, mm.
    depths_mm
        Along the middle: ``fascia``, ``nerve`` and ``bone``.
    """

    outlines: Mapping[str, tuple[Points, ...]]
    skin: Points
    nerve: Points
    depths_mm: Mapping[str, float]


def plane_of(model: Model, folder: Path | None = None) -> UltrasoundPlane:
    """Return the plane through the crossing of the medial branch on the right.

    Parameters
    ----------
    model
        One form of the pelvis.
    folder
        Where its surfaces are; by default those of this installation.

    Raises
    ------
    KeyError
        Where the model has no such point, or none on the skin.
    """
    folder = folder or model.surfaces
    start = np.array(model.points_on_skin[POINT].at)
    deep = np.array(model.points[POINT].at) - start
    deep /= np.linalg.norm(deep)
    out = np.array([1.0, 0.0, 0.0]) - deep[0] * deep
    out /= np.linalg.norm(out)
    across = np.cross(out, deep)

    drawn = read_surfaces(model, folder, (*SOLID, SHEET, "skin"))

    def flat(points: Points) -> Points:
        return np.column_stack([(points - start) @ out, (points - start) @ deep])

    def cut(name: str) -> tuple[Points, ...]:
        points, triangles = drawn[name]
        return tuple(flat(line) for line in _section(points, triangles, (points - start) @ across))

    outlines = {name: cut(name) for name in (*SOLID, SHEET)}
    skin = max(cut("skin"), key=len)
    skin = skin[(np.abs(skin[:, 0]) <= HALF_WIDTH_MM + 6) & (skin[:, 1] < DEEPEST_MM / 2)]
    path = np.array(model.paths[NERVE])
    sides = (path - start) @ across
    step = int(np.flatnonzero(sides[:-1] * sides[1:] <= 0)[0])
    share = sides[step] / (sides[step] - sides[step + 1])
    nerve = flat((path[step] + share * (path[step + 1] - path[step]))[None])[0]
    return UltrasoundPlane(
        outlines,
        skin[np.argsort(skin[:, 0])],
        nerve,
        {
            "fascia": _first_depth(outlines[SHEET]),
            "nerve": float(nerve[1]),
            "bone": _first_depth(outlines["hip_bone_right"]),
        },
    )


def drawing_of(plane: UltrasoundPlane) -> str:
    """Return the plane as a drawing of a lesson."""
    fascia, nerve, bone = (round(plane.depths_mm[name]) for name in ("fascia", "nerve", "bone"))
    right, bottom = HALF_WIDTH_MM, DEEPEST_MM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}">',
        "<title>What a probe over the crest would meet on this model</title>",
        "<desc>A plane through the average model at the place where the medial branch crosses the crest on the right. "
        f"From the skin down under the middle of the probe: skin and fat to {fascia} mm, then the fascia, the nerve as "
        f"a dot at {nerve} mm, and the edge of the hip bone at {bone} mm. The muscle beside the spine lies on the "
        "left, towards the midline. A scale on the left counts the depth in steps of a centimetre.</desc>",
        _filled([*_inside(plane.skin), (right, bottom), (-right, bottom)], "skin", 0.28),
    ]
    for name in SOLID:
        paint, opacity = ("bone", 1.0) if name == "hip_bone_right" else ("muscle", 0.55)
        parts += [_filled(_clipped(line), paint, opacity) for line in plane.outlines[name] if len(_clipped(line)) > 2]
    parts += [_filled(_clipped(line), "ligament", 1.0) for line in plane.outlines[SHEET] if len(_clipped(line)) > 2]
    parts.append(_line(_inside(plane.skin), "ink", 2.4))
    x, y = _at(plane.nerve)
    parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{NERVE_RADIUS_MM * _SCALE:.1f}" fill="var(--nerve)"/>')
    probe_left, probe_top = _at((-PROBE_MM / 2, float(plane.skin[:, 1].min())))
    parts.append(
        f'<rect x="{probe_left:.1f}" y="{probe_top - 30:.1f}" width="{PROBE_MM * _SCALE:.1f}" height="20" rx="4" '
        'fill="none" stroke="var(--ink)" stroke-width="2"/>'
    )
    middle = _at((0.0, 0.0))[0]
    parts.append(
        f'<text x="{middle:.1f}" y="{probe_top - 13.8:.1f}" font-size="18" text-anchor="middle" fill="var(--ink)">'
        "Probe</text>"
    )
    parts.append(
        f'<path d="M{middle:.1f} {_at((0.0, 0.0))[1]:.1f}V{_at((0.0, bottom))[1]:.1f}" stroke="var(--ink-soft)" '
        'stroke-width="1.2" stroke-dasharray="3 4" fill="none"/>'
    )
    parts += _scale()
    parts += _names(fascia, nerve, bone)
    parts += [
        f'<text x="{_LEFT:.0f}" y="{_HEIGHT - 8}" font-size="18" fill="var(--ink)">to the midline</text>',
        f'<text x="{_LEFT + 2 * right * _SCALE:.0f}" y="{_HEIGHT - 8}" font-size="18" text-anchor="end" '
        'fill="var(--ink)">to the hip</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def write_drawing(path: Path | None = None) -> Path:
    """Write the drawing of the average form beside the lessons and return its path."""
    path = path or data_folder("lessons") / "drawings" / f"{DRAWING}.svg"
    path.write_text(drawing_of(plane_of(read_model())), encoding="utf-8")
    return path


def _names(fascia: int, nerve: int, bone: int) -> list[str]:
    """Return what lies where, written beside the picture with a line to its depth under the middle of the probe."""
    edge = _LEFT + 2 * HALF_WIDTH_MM * _SCALE
    told = (
        ("Skin, fat", fascia / 2),
        (f"Fascia {fascia} mm", fascia),
        (f"Nerve {nerve} mm", nerve),
        (f"Bone {bone} mm", bone),
    )
    made = []
    for name, depth in told:
        x, y = _at((0.0, depth))
        words = y + {"N": 0.0, "B": 13.0}.get(name[0], 5.0)
        if name != "Skin, fat":
            made.append(
                f'<path d="M{x:.1f} {y:.1f}H{edge:.0f}L{edge + 6:.0f} {words - 5:.1f}" stroke="var(--ink)" '
                'stroke-width="0.9" fill="none"/>'
            )
        made.append(f'<text x="{edge + 9:.0f}" y="{words:.1f}" font-size="18" fill="var(--ink)">{name}</text>')
    x, y = _at((-HALF_WIDTH_MM + 1.5, 32.0))
    made.append(f'<text x="{x:.1f}" y="{y:.1f}" font-size="18" fill="var(--ink)">Muscle</text>')
    return made


def _scale() -> list[str]:
    made = []
    tick, words = f"{_LEFT - 8:.0f}", f"{_LEFT - 11:.0f}"
    for depth in range(0, int(DEEPEST_MM) + 1, 10):
        y = _at((0.0, float(depth)))[1]
        made.append(f'<path d="M{tick} {y:.1f}H{_LEFT:.0f}" stroke="var(--ink)" stroke-width="1.4" fill="none"/>')
        at = f'x="{words}" y="{y + 4.5:.1f}"'
        made.append(f'<text {at} font-size="18" text-anchor="end" fill="var(--ink)">{depth}</text>')
    return made


def _section(points: Points, triangles: NDArray[np.int64], heights: Points) -> list[Points]:
    """Return the lines in which a plane cuts a surface, chained through the edges that they cross."""
    ends: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for corners in triangles[(heights[triangles].min(axis=1) < 0) & (heights[triangles].max(axis=1) > 0)].tolist():
        crossed = [
            (min(a, b), max(a, b))
            for a, b in zip(corners, [*corners[1:], corners[0]], strict=True)
            if heights[a] * heights[b] < 0
        ]
        if len(crossed) == 2:
            ends.setdefault(crossed[0], []).append(crossed[1])
            ends.setdefault(crossed[1], []).append(crossed[0])
    lines = []
    left = dict.fromkeys(sorted(ends, key=lambda edge: (len(ends[edge]), edge)))
    while left:
        at: tuple[int, int] | None = next(iter(left))
        line = []
        while at is not None:
            left.pop(at)
            line.append(at)
            at = next((edge for edge in ends[at] if edge in left), None)
        a, b = np.array(line).T
        share = (heights[a] / (heights[a] - heights[b]))[:, None]
        lines.append(points[a] + share * (points[b] - points[a]))
    return lines


def _first_depth(lines: Sequence[Points]) -> float:
    """Return where the middle of the probe first meets one of the closed lines."""
    found = []
    for line in lines:
        for (x, deep), (next_x, next_deep) in zip(line, np.roll(line, -1, axis=0), strict=True):
            if (x <= 0) != (next_x <= 0):
                found.append(deep - x * (next_deep - deep) / (next_x - x))
    return float(min(found))


def _inside(line: Points) -> list[tuple[float, float]]:
    """Return a line that goes outwards, cut at the sides of the picture."""
    places = np.concatenate([[-HALF_WIDTH_MM], line[np.abs(line[:, 0]) < HALF_WIDTH_MM, 0], [HALF_WIDTH_MM]])
    return [(float(x), float(np.interp(x, line[:, 0], line[:, 1]))) for x in places]


def _clipped(line: Points) -> list[tuple[float, float]]:
    """Return a closed line cut at the sides and the bottom of the picture."""
    polygon = [(float(x), float(y)) for x, y in line]
    for axis, limit, sign in ((0, HALF_WIDTH_MM, 1.0), (0, -HALF_WIDTH_MM, -1.0), (1, DEEPEST_MM, 1.0)):
        kept: list[tuple[float, float]] = []
        for here, there in zip(polygon, [*polygon[1:], *polygon[:1]], strict=True):
            over_here, over_there = (sign * (place[axis] - limit) > 0 for place in (here, there))
            if not over_here:
                kept.append(here)
            if over_here != over_there:
                share = (limit - here[axis]) / (there[axis] - here[axis])
                kept.append((here[0] + share * (there[0] - here[0]), here[1] + share * (there[1] - here[1])))
        polygon = kept
    return polygon


def _at(place: Sequence[float] | Points) -> tuple[float, float]:
    return _LEFT + (place[0] + HALF_WIDTH_MM) * _SCALE, _TOP + place[1] * _SCALE


def _path(places: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(_at, places))


def _filled(places: Sequence[tuple[float, float]], colour: str, opacity: float) -> str:
    return f'<path d="{_path(places)}Z" fill="var(--{colour})" fill-opacity="{opacity:g}" stroke="none"/>'


def _line(places: Sequence[tuple[float, float]], colour: str, width: float) -> str:
    return f'<path d="{_path(places)}" stroke="var(--{colour})" stroke-width="{width:g}" fill="none"/>'
