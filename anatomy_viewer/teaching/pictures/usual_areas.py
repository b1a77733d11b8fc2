"""Where it hurts: the usual areas of ``usual_areas.yaml`` laid on the skin, and what goes home from ``take_home.yaml``.

An area is compared with a spot cell by cell of the skin's grid as it is seen from behind, so that a browser only
looks a cell up. A cell outside an area but within `NEAR_MM` of it counts as near its edge: no border is known that
well, and nobody points that well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import ceil
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from anatomy_viewer.atlas.atlas import Atlas
from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.model import Model, SkinGrid
from anatomy_viewer.atlas.problems import Problem, ProblemsFound, nearest_name
from anatomy_viewer.atlas.sources import HOW_SURE, Mark
from anatomy_viewer.teaching.lesson.lesson import Step
from anatomy_viewer.teaching.lesson.reading import read_document
from anatomy_viewer.teaching.lesson.red_flags import RedFlags, read_red_flags
from anatomy_viewer.teaching.lesson.texts import AudienceText
from anatomy_viewer.teaching.pictures.drawn_surfaces import Drawn, read_surfaces
from anatomy_viewer.teaching.pictures.picture import camera_of, compiled_picture, picture_of
from anatomy_viewer.teaching.pictures.scene import Scene

Points = NDArray[np.float64]
Cells = NDArray[np.bool_]
Place = tuple[str, float, float]
"""The name of a landmark or point, mm away from the midline, mm up, as seen from behind."""

NEAR_MM = 12.0
"""How far from an area a spot still counts as near its edge: about half of what two examiners are apart."""
_LIFT_MM = 2.0
_CURVE_STEPS = 48

WHERE = Step(
    id="where_it_hurts",
    title=AudienceText(student="Where it hurts"),
    text=AudienceText(student="Where it hurts"),
    view="posterior",
    isolate=("skin",),
    focus=("skin",),
    zoom=1.15,
    flight_ms=700,
)
"""The picture on which a person marks a spot: the skin from behind and nothing else."""


class _Value(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Ellipse(_Value):
    """An ellipse on the skin, seen from behind: its middle and half its width and height."""

    at: Place
    across_mm: float = Field(gt=0, le=200)
    up_mm: float = Field(gt=0, le=200)


class Shape(_Value):
    """An ellipse or a rounded outline, one of the two."""

    ellipse: Ellipse | None = None
    outline: tuple[Place, ...] = ()

    @model_validator(mode="after")
    def _is_one(self) -> Shape:
        if (self.ellipse is None) == (len(self.outline) < 3):
            raise ValueError("found neither an ellipse nor an outline of three places or more, or both")
        return self


class Reference(_Value):
    """A step of a lesson that tells more."""

    lesson: str
    step: str


class UsualArea(_Value):
    """Where people point who have one kind of complaint, right side.

    Parameters
    ----------
    id, name, patient_name
        Its name, and what patients read.
    apart, patient_apart
        What would tell it from the others in one sentence, with its honest limits.
    drawn
        How its outline came about and what is simplified.
    mark, sources
        How sure it is, and keys of the sources.
    step
        The step of a lesson that tells more.
    side
        ``pair``, or ``mid`` for an area that stands once in the midline.
    structure
        Name without side of the area of skin that the model draws; else `shapes`.
    shapes
        Parts whose union is the area.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    patient_name: str
    apart: str
    patient_apart: str
    drawn: str
    mark: Mark
    sources: tuple[str, ...] = Field(min_length=1)
    step: Reference | None = None
    side: Literal["pair", "mid"] = "pair"
    structure: str | None = None
    shapes: tuple[Shape, ...] = ()

    @model_validator(mode="after")
    def _has_an_extent(self) -> UsualArea:
        if (self.structure is None) == (not self.shapes):
            raise ValueError("an area has a structure or shapes, one of the two")
        return self


class UsualAreas(_Value):
    """Everything in ``usual_areas.yaml``."""

    areas: tuple[UsualArea, ...] = Field(min_length=1)


class TakeHomeLine(_Value):
    """One line that goes home, its limits and the keys of its sources."""

    text: str
    sure: str = ""
    sources: tuple[str, ...] = Field(min_length=1)


class TakeHomePart(_Value):
    """Lines under one heading, and the lesson and step that tell them in full.

    In place of a heading and lines a part may name a level of ``red_flags.yaml``.
    """

    id: str
    title: str = ""
    lesson: str
    step: str | None = None
    lines: tuple[TakeHomeLine, ...] = ()
    red_flags: str | None = None

    @model_validator(mode="after")
    def _has_its_lines(self) -> TakeHomePart:
        if (self.red_flags is None) == (not self.title or not self.lines):
            raise ValueError("a part has a title and lines, or red_flags")
        if self.red_flags is not None and (self.title or self.lines):
            raise ValueError("found own words beside red_flags; they stand in red_flags.yaml")
        return self


class TakeHome(_Value):
    """Everything in ``take_home.yaml``."""

    parts: tuple[TakeHomePart, ...] = Field(min_length=1)


class _OnSkin(NamedTuple):
    """The lines round an area, each (n, 3) RAS mm, and the cells in it."""

    lines: list[Points]
    cells: Cells


Table = TypeVar("Table", bound=BaseModel)


def read_usual_areas(atlas: Atlas, places: Collection[str], path: Path | None = None) -> tuple[UsualArea, ...]:
    """Return the areas of ``usual_areas.yaml``.

    Parameters
    ----------
    atlas
        Knows the structures and the sources.
    places
        Names of landmarks and points without side that the model has.
    path
        The file; by default that of this installation.

    Raises
    ------
    ProblemsFound
        With everything that is wrong in the file.
    """
    path = path or data_folder("meshes") / "tables" / "usual_areas.yaml"
    table = _read(path, UsualAreas)
    names = {structure.name for structure in atlas.structures if structure.kind == "territory"}
    problems: list[Problem] = []
    seen: set[str] = set()
    for area in table.areas:
        where = f"tables/{path.name} areas[{area.id}]"
        if area.id in seen:
            problems.append(Problem(f"{where}.id", f'"{area.id}" stands twice', "each id once"))
        seen.add(area.id)
        problems += _unknown(area.sources, atlas.source_by_key, f"{where}.sources", "a key of sources.csv")
        if area.structure is not None:
            problems += _unknown([area.structure], names, f"{where}.structure", "a territory of structures.csv")
        spots = [
            spot
            for shape in area.shapes
            for spot in (shape.outline or (shape.ellipse.at,) if shape.ellipse else shape.outline)
        ]
        problems += _unknown([name for name, *_ in spots], places, f"{where}.shapes", "a landmark or a point")
    if problems:
        raise ProblemsFound(problems)
    return table.areas


def read_take_home(atlas: Atlas, path: Path | None = None) -> tuple[TakeHomePart, ...]:
    """Return the parts of ``take_home.yaml``; those that name a level of red flags have its heading and lines.

    Raises
    ------
    ProblemsFound
        With everything that is wrong in the file.
    """
    path = path or data_folder("meshes") / "tables" / "take_home.yaml"
    parts = _read(path, TakeHome).parts
    flags = read_red_flags(atlas.source_by_key)
    problems: list[Problem] = []
    for part in parts:
        if part.red_flags is not None:
            where = f"tables/{path.name} parts[{part.id}].red_flags"
            problems += _unknown([part.red_flags], flags.levels, where, "a level of red_flags.yaml")
        for index, line in enumerate(part.lines):
            where = f"tables/{path.name} parts[{part.id}].lines[{index}].sources"
            problems += _unknown(line.sources, atlas.source_by_key, where, "a key of sources.csv")
    if problems:
        raise ProblemsFound(problems)
    return tuple(part if part.red_flags is None else _with_flags(part, part.red_flags, flags) for part in parts)


def lines_of_flags(level: str, language: str, flags: RedFlags) -> tuple[TakeHomeLine, ...]:
    """Return the flags of a level as lines for patients; the last one says what they rest on."""
    own = flags.named([level])
    sure = getattr(flags.levels[level].sure, language)
    return tuple(
        TakeHomeLine(text=flag.words(language).patient, sure=sure if flag is own[-1] else "", sources=flag.sources)
        for flag in own
    )


def _with_flags(part: TakeHomePart, level: str, flags: RedFlags) -> TakeHomePart:
    title = flags.levels[level].title.en.patient
    return part.model_copy(update={"title": title, "lines": lines_of_flags(level, "en", flags)})


def consult_content(atlas: Atlas, model: Model, scene: Scene, folder: Path | None = None) -> dict[str, Any]:
    """Return what the page looks up to tell which usual areas a spot on the skin belongs to, and what goes home.

    Parameters
    ----------
    atlas, model, scene
        The atlas, and the model of one form and its scene.
    folder
        The folder of the form's surfaces; by default that of this installation.

    Returns
    -------
    dict
        ``{"scene", "grid", "dimples_mm", "near_mm", "areas", "take_home"}``. An area on one side of the body has
        ``lines`` on the skin, RAS mm, and ``inside`` and ``near``, runs ``[first cell, how many]`` over the grid row
        by row. Where the model has no grid of the skin ``grid`` is None and there are no areas.
    """
    grid = model.skin_grid
    areas: list[dict[str, Any]] = []
    if grid is not None:
        sided = [*model.landmarks, *model.points]
        known = {name.removesuffix("_right").removesuffix("_left") for name in sided}
        sides = [
            (area, side)
            for area in read_usual_areas(atlas, known)
            for side in (("mid",) if area.side == "mid" else ("left", "right"))
        ]
        names = [f"{area.structure}_{side}" for area, side in sides if area.structure is not None]
        drawn = read_surfaces(model, folder or model.surfaces, names)
        for area, side in sides:
            areas.append(_compiled(area, side, laid_on_skin(area, side, model, grid, drawn), grid))
        areas.sort(key=lambda area: -area["middle_mm"])
    picture = picture_of(WHERE, scene)
    psis = model.landmarks.get("psis_right", (0.0, 0.0, 0.0))
    return {
        "scene": {
            "picture": compiled_picture(picture, scene),
            "camera": camera_of(WHERE, scene, picture),
            "view": WHERE.view,
            "labels": [],
        },
        "grid": grid.to_json() if grid is not None else None,
        "dimples_mm": round(psis[2], 1),
        "near_mm": NEAR_MM,
        "areas": areas,
        "take_home": [part.model_dump() for part in read_take_home(atlas)],
    }


def laid_on_skin(area: UsualArea, side: str, model: Model, grid: SkinGrid, drawn: Mapping[str, Drawn]) -> _OnSkin:
    """Return an area's lines on the skin and the cells of the grid that lie in it.

    Parameters
    ----------
    area
        The area.
    side
        ``right``, ``left`` or ``mid``.
    model, grid, drawn
        The model, its grid of the skin, and the surfaces of the areas that have one.
    """
    x, z = np.meshgrid(grid.x_mm, grid.z_mm)
    skin = _skin_y(grid)
    lines: list[Points] = []
    cells = np.zeros(x.shape, dtype=bool)
    if area.structure is not None:
        points, triangles = drawn[f"{area.structure}_{side}"]
        lines.append(_rim(points, triangles))
        cells |= _covered(points, triangles, x, z)
    for shape in area.shapes:
        flat = _flat(shape, side, model)
        lines.append(_on_grid(flat, grid, skin))
        cells |= _inside(flat, x, z)
    return _OnSkin(lines, cells & np.isfinite(skin))


def near_cells(cells: Cells, grid: SkinGrid, reach_mm: float = NEAR_MM) -> Cells:
    """Return the cells of the skin outside an area that lie within a reach of it, seen from behind."""
    across, up = grid.x_mm[1] - grid.x_mm[0], grid.z_mm[1] - grid.z_mm[0]
    wide, high = ceil(reach_mm / across), ceil(reach_mm / up)
    padded = np.pad(cells, ((high, high), (wide, wide)))
    grown = np.zeros_like(cells)
    rows, columns = cells.shape
    for down in range(-high, high + 1):
        for along in range(-wide, wide + 1):
            if np.hypot(along * across, down * up) <= reach_mm:
                grown |= padded[high + down : high + down + rows, wide + along : wide + along + columns]
    return np.asarray(grown & ~cells & np.isfinite(_skin_y(grid)))


def runs(cells: Cells) -> list[list[int]]:
    """Return the cells that are set, row by row, as ``[first cell, how many]``.

    Examples
    --------
    >>> runs(np.array([[False, True, True], [True, False, True]]))
    [[1, 3], [5, 1]]
    """
    flat = np.concatenate([[False], cells.ravel(), [False]])
    turns = np.flatnonzero(flat[1:] != flat[:-1])
    return [[int(start), int(end - start)] for start, end in turns.reshape(-1, 2)]


def _compiled(area: UsualArea, side: str, on_skin: _OnSkin, grid: SkinGrid) -> dict[str, Any]:
    rows = np.flatnonzero(on_skin.cells.any(axis=1))
    middle = float(np.mean([grid.z_mm[row] for row in rows])) if len(rows) else float(on_skin.lines[0][:, 2].mean())
    return {
        "id": area.id,
        "side": side,
        "name": {"everyone": area.name, "patient": area.patient_name},
        "apart": {"everyone": area.apart, "patient": area.patient_apart},
        "drawn": area.drawn,
        "sure": HOW_SURE[area.mark],
        "sources": list(area.sources),
        "step": area.step.model_dump() if area.step else None,
        "middle_mm": round(middle, 1),
        "lines": [np.round(line, 1).tolist() for line in on_skin.lines],
        "inside": runs(on_skin.cells),
        "near": runs(near_cells(on_skin.cells, grid)),
    }


def _place(place: Place, side: str, model: Model) -> tuple[float, float]:
    name, outwards, up = place
    sign = -1.0 if side == "left" else 1.0
    for key in (f"{name}_right", name):
        if key in model.landmarks:
            at = model.landmarks[key]
            break
        if key in model.points:
            at = model.points[key].at
            break
    else:
        raise KeyError(name)
    return sign * (at[0] + outwards), at[2] + up


def _flat(shape: Shape, side: str, model: Model) -> Points:
    """Return a shape as a closed line of (x, z), mm, seen from behind."""
    if shape.ellipse is not None:
        x, z = _place(shape.ellipse.at, side, model)
        turn = np.linspace(0.0, 2.0 * np.pi, _CURVE_STEPS, endpoint=False)
        return np.column_stack([x + shape.ellipse.across_mm * np.cos(turn), z + shape.ellipse.up_mm * np.sin(turn)])
    line = np.array([_place(place, side, model) for place in shape.outline])
    for _ in range(3):  # each round cuts the corners at a quarter of their sides
        after = np.roll(line, -1, axis=0)
        line = np.stack([0.75 * line + 0.25 * after, 0.25 * line + 0.75 * after], axis=1).reshape(-1, 2)
    return line


def _skin_y(grid: SkinGrid) -> Points:
    values = [np.nan if y is None else y for y in grid.y_mm]
    return np.array(values, dtype=np.float64).reshape(len(grid.z_mm), len(grid.x_mm))


def _on_grid(flat: Points, grid: SkinGrid, skin: Points) -> Points:
    """Return a flat line laid on the skin; what leads beyond its edge is drawn in to the edge."""
    x, z = np.meshgrid(grid.x_mm, grid.z_mm)
    known = np.isfinite(skin)
    places = np.column_stack([x[known], skin[known], z[known]])
    line = []
    for across, up in flat:
        y = grid.y_at(float(across), float(up))
        if y is not None:
            line.append([across, y - _LIFT_MM, up])
            continue
        nearest = places[np.argmin(np.hypot(places[:, 0] - across, places[:, 2] - up))]
        line.append([nearest[0], nearest[1] - _LIFT_MM, nearest[2]])
    return np.array(line)


def _inside(flat: Points, x: Points, z: Points) -> Cells:
    """Return which places lie inside a closed line, by counting its crossings to the right of each."""
    found = np.zeros(x.shape, dtype=bool)
    for (ax, az), (bx, bz) in zip(flat, np.roll(flat, -1, axis=0), strict=True):
        if az == bz:
            continue
        crosses = (az > z) != (bz > z)
        found ^= crosses & (x < ax + (z - az) / (bz - az) * (bx - ax))
    return found


def _covered(points: Points, triangles: NDArray[np.int64], x: Points, z: Points) -> Cells:
    """Return which places a surface covers, seen from behind, whichever way it faces."""
    found = np.zeros(x.shape, dtype=bool)
    columns, rows = x[0], z[:, 0]
    for a, b, c in points[triangles][:, :, [0, 2]]:
        low, high = np.minimum(np.minimum(a, b), c), np.maximum(np.maximum(a, b), c)
        i0, i1 = np.searchsorted(columns, low[0]), np.searchsorted(columns, high[0], side="right")
        j0, j1 = np.searchsorted(rows, low[1]), np.searchsorted(rows, high[1], side="right")
        if i0 < i1 and j0 < j1:
            found[j0:j1, i0:i1] |= _inside(np.array([a, b, c]), x[j0:j1, i0:i1], z[j0:j1, i0:i1])
    return found


def _rim(points: Points, triangles: NDArray[np.int64]) -> Points:
    """Return the longest closed line round a surface, through every third of its points."""
    edges = np.vstack([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]).tolist()
    known = {tuple(edge) for edge in edges}
    follows = {start: end for start, end in edges if (end, start) not in known}
    longest: list[int] = []
    while follows:
        start = next(iter(follows))
        line, at = [start], follows.pop(start)
        while at != start and at in follows:
            line.append(at)
            at = follows.pop(at)
        longest = max(longest, line, key=len)
    return np.asarray(points[longest[::3]] + np.array([0.0, -_LIFT_MM, 0.0]))


def _read(path: Path, kind: type[Table]) -> Table:
    document = read_document(path)
    try:
        return kind.model_validate(document.data)
    except ValidationError as error:
        raise ProblemsFound(
            [
                Problem(
                    document.where(tuple(detail["loc"])),
                    detail["msg"].removeprefix("Value error, "),
                    "what the head of the file says",
                )
                for detail in error.errors(include_url=False)
            ]
        ) from None


def _unknown(
    words: Sequence[str], known: Collection[str] | Mapping[str, Any], where: str, what: str
) -> Iterable[Problem]:
    for word in dict.fromkeys(words):
        if word not in known:
            yield Problem(where, f'found "{word}"', what, nearest_name(word, known))
