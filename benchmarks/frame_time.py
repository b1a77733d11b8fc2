"""A frame while turning, beside the bare page with the same structures, camera and canvas."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from benchmarks.bare_page import bare_server
from benchmarks.measuring import report_ratio, tell_machine
from benchmarks.screen import chromium, new_page, open_viewer
from tests.running import viewer

if TYPE_CHECKING:
    from playwright.async_api import Page

ROUNDS = 5
FRAMES = 6

# The camera moves, whatever listens to it runs, and a read pixel says that the picture is finished.
TURN = """async ([camera, frames]) => {
    const view = window.trame.refs.view;
    const offset = camera.position.map((value, axis) => value - camera.focalPoint[axis]);
    const taken = [];
    for (let frame = 0; frame <= frames; frame += 1) {
        const angle = 0.02 * frame;
        const turned = [
            offset[0] * Math.cos(angle) - offset[1] * Math.sin(angle),
            offset[0] * Math.sin(angle) + offset[1] * Math.cos(angle), offset[2]];
        const begun = performance.now();
        view.setCamera({ ...camera, position: turned.map((value, axis) => value + camera.focalPoint[axis]) });
        await new Promise((next) => setTimeout(() => requestAnimationFrame(next), 4));
        const { gl } = window.framesDrawn;
        gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
        if (frame > 0) taken.push(performance.now() - begun);
    }
    return taken;
}"""


async def frames(page: Page, camera: dict[str, Any]) -> list[float]:
    """Return the milliseconds of some frames of a turn about the vertical axis."""
    return list(await page.evaluate(TURN, [camera, FRAMES]))


async def measure() -> None:
    """Print the figure."""
    with viewer() as running:
        async with chromium() as browser:
            ours = await open_viewer(browser, running.page)
            shown = await ours.evaluate("() => window.anatomyViewer.state().visible")
            camera = await ours.evaluate("() => window.trame.refs.view.getCamera()")
            with bare_server(shown) as bare:
                page = await new_page(browser)
                await page.goto(bare.page, wait_until="networkidle")
                await page.wait_for_selector("canvas")
                taken: dict[str, list[float]] = {"viewer": [], "bare": []}
                for _ in range(ROUNDS):
                    for name, one in (("bare", page), ("viewer", ours)):
                        await one.bring_to_front()
                        taken[name] += await frames(one, camera)
    report_ratio("a frame while turning, beside a bare page", taken["viewer"], taken["bare"], 1.1, "ms")


def main() -> None:
    """Print the figure."""
    tell_machine()
    asyncio.run(measure())


if __name__ == "__main__":
    main()
