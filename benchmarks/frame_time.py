"""A frame while turning, beside the bare page with the same structures, camera and canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.bare_page import VIEWER, bare_server, chromium, middle, open_viewer, report, started

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROUNDS = 5
FRAMES = 6

# The camera moves, whatever listens to it runs, and a read pixel says that the picture is finished.
TURN = """async ([camera, frames]) => {
    const view = window.trame.refs.view;
    const gl = document.querySelector("canvas").getContext("webgl2");
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
        gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
        if (frame > 0) taken.push(performance.now() - begun);
    }
    return taken;
}"""

CANVAS = "() => { const canvas = document.querySelector('canvas'); return [canvas.width, canvas.height]; }"


def frames(page: Page, camera: dict[str, Any]) -> list[float]:
    """Return the milliseconds of some frames of a turn about the vertical axis."""
    return list(page.evaluate(TURN, [camera, FRAMES]))


def main() -> None:
    """Print the figure."""
    with started(VIEWER) as viewer, chromium() as browser:
        ours = open_viewer(browser, viewer.address)
        shown = ours.evaluate("() => window.anatomyViewer.state().visible")
        camera = ours.evaluate("() => window.trame.refs.view.getCamera()")
        canvas = ours.evaluate(CANVAS)
        with bare_server(shown) as bare:
            page = browser.new_page(viewport={"width": canvas[0], "height": canvas[1]})
            page.set_default_timeout(180_000)
            page.goto(bare.address, wait_until="networkidle")
            page.wait_for_selector("canvas")
            taken: dict[str, list[float]] = {"viewer": [], "bare": []}
            for _ in range(ROUNDS):
                taken["bare"] += frames(page, camera)
                taken["viewer"] += frames(ours, camera)
            sizes = (ours.evaluate(CANVAS), page.evaluate(CANVAS))
    ratio = middle(taken["viewer"]) / middle(taken["bare"])
    figure = (
        f"{ratio:.2f} x ({middle(taken['viewer']):.0f} ms, bare {middle(taken['bare']):.0f} ms; "
        f"{len(shown)} structures; canvases {sizes[0]} and {sizes[1]})"
    )
    report("a frame while turning, beside a bare page", figure, "1.1 x", ratio <= 1.1)


if __name__ == "__main__":
    main()
