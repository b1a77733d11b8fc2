"""What a click costs and whether it is exact: the page's ray cast, beside one over the built surfaces in Python.

The rays of a grid over the window. Where the page's projection lies in the window is fitted from its own hits; then
each ray is cast by VTK over the same surfaces, and what it meets first has to be the same structure at the same place.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.atlas import read_model
from benchmarks.measuring import MODEL_AT, SIZE, report, tell_machine
from benchmarks.screen import chromium, open_viewer
from tests.running import viewer

GRID = 24
EXACT_MM = 0.05
"""The page tells its hits in hundredths of a millimetre."""
GRAZING_PX = 0.6
"""Where the first thing is another within so much, the ray goes along an edge: neither answer is wrong."""

PICK = """(places) => places.map(([x, y]) => {
    const begun = performance.now();
    const found = window.anatomyViewer.pick(x, y);
    return [performance.now() - begun, found && found.id, found && found.at];
})"""


class Reference:
    """The first surface on a ray, by VTK.

    Parameters
    ----------
    structures
        Ids of what is shown.
    """

    def __init__(self, structures: Sequence[str]) -> None:
        from vtkmodules.vtkCommonCore import mutable
        from vtkmodules.vtkCommonDataModel import vtkStaticCellLocator

        from anatomy_viewer.modelling.model_file import built_surfaces

        self._mutable = mutable
        self._held: list[tuple[str, Any, Any]] = []
        for name, surface in built_surfaces(read_model(), names=structures).items():
            data = surface.to_polydata()
            locator = vtkStaticCellLocator()
            locator.SetDataSet(data)
            locator.BuildLocator()
            self._held.append((name, locator, data))

    def first(self, eye: NDArray[np.float64], direction: NDArray[np.float64]) -> tuple[str, float] | None:
        """Return what a ray meets first and how far from the eye, mm."""
        best: tuple[str, float] | None = None
        end = eye + 4000.0 * direction
        for name, locator, _ in self._held:
            part, where, within = self._mutable(0.0), [0.0] * 3, [0.0] * 3
            cell = self._mutable(0)
            if locator.IntersectWithLine(eye, end, 1e-9, part, where, within, self._mutable(0), cell):
                distance = float(np.dot(np.array(where) - eye, direction))
                if best is None or distance < best[1]:
                    best = name, distance
        return best


def axes_of(camera: dict[str, Any]) -> tuple[NDArray[np.float64], ...]:
    """Return the eye, and the directions right, up and forward."""
    eye, focus, up = (np.array(camera[name], dtype=float) for name in ("position", "focalPoint", "viewUp"))
    forward = (focus - eye) / np.linalg.norm(focus - eye)
    right = np.cross(forward, up)
    right /= np.linalg.norm(right)
    return eye, right, np.cross(right, forward), forward


async def measure() -> None:
    """Print the figures."""
    across = np.linspace(MODEL_AT - 0.2, MODEL_AT + 0.2, GRID) * SIZE["width"]
    down = np.linspace(0.14, 0.86, GRID) * SIZE["height"]
    places = np.array([(x, y) for y in down for x in across])
    with viewer() as running:
        async with chromium() as browser:
            page = await open_viewer(browser, running.page)
            first = await page.evaluate(PICK, [[SIZE["width"] * MODEL_AT, SIZE["height"] * 0.3]])
            found = await page.evaluate(PICK, places.tolist())
            camera = await page.evaluate("() => window.trame.refs.view.getCamera()")
            shown = await page.evaluate("() => window.anatomyViewer.state().visible")
            triangles = await page.evaluate("() => window.anatomyViewer.stats().triangles")
    taken = sorted(one[0] for one in found)
    slow = taken[int(len(taken) * 0.95)]
    hits = sum(one[1] is not None for one in found)
    figure = (
        f"{taken[len(taken) // 2]:.1f} ms, 95 of 100 within {slow:.1f} ms, the very first {first[0][0]:.0f} ms "
        f"({hits} of {len(found)} hit something; {triangles} triangles)"
    )
    report("pick", figure, "10 ms", slow <= 10)
    tell_exactness(places, found, camera, shown)


def tell_exactness(
    places: NDArray[np.float64], found: Sequence[Any], camera: dict[str, Any], shown: Sequence[str]
) -> None:
    """Print how far the page's hits are from VTK's."""
    eye, right, up, forward = axes_of(camera)
    hit = np.array([one[1] is not None for one in found])
    at = np.array([one[2] for one in found if one[1] is not None], dtype=float) - eye
    scale = SIZE["height"] / (2 * np.tan(np.radians(camera["viewAngle"]) / 2))
    seen = np.column_stack([at @ right, -(at @ up)]) / (at @ forward)[:, None] * scale
    centre = np.median(places[hit] - seen, axis=0)
    spread = float(np.abs(places[hit] - seen - centre).max())
    reference = Reference(shown)
    wrong, grazing, furthest = [], 0, 0.0

    def cast(place: NDArray[np.float64]) -> tuple[str, float] | None:
        x, y = (place - centre) / scale
        direction = forward + x * right - y * up
        return reference.first(eye, direction / np.linalg.norm(direction))

    for place, (_, name, where) in zip(places, found, strict=True):
        expected = cast(place)
        distance = None if where is None else float(np.linalg.norm(np.array(where) - eye))
        if expected is None and name is None:
            continue
        if expected and distance is not None and expected[0] == name and abs(expected[1] - distance) <= EXACT_MM:
            furthest = max(furthest, abs(expected[1] - distance))
            continue
        beside = [cast(place + GRAZING_PX * np.array(step)) for step in ((1, 0), (-1, 0), (0, 1), (0, -1))]
        if any((one and one[0]) == name for one in beside):
            grazing += 1
        else:
            wrong.append((place.round(1).tolist(), name, expected))
    figure = (
        f"{len(wrong)} of {len(places)} differ ({grazing} along an edge), hits within {furthest:.3f} mm of VTK's,"
        f" within {spread:.2f} px of where the window was pressed"
    )
    report("picks are exact", figure, f"none; {EXACT_MM} mm; 0.5 px", not wrong and spread <= 0.5)
    for one in wrong[:5]:
        print(f"      {one}", flush=True)


def main() -> None:
    """Print the figures."""
    tell_machine()
    asyncio.run(measure())


if __name__ == "__main__":
    main()
