"""From opening the address to all bones drawn, beside the bare page with the same files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.bare_page import VIEWER, VIEWPORT, bare_server, chromium, middle, report, started

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROUNDS = 5

LOADED = {
    "bare": """() => window.anatomyContent && performance.getEntriesByType("resource")
        .filter((entry) => /surfaces\\/.*vtp/.test(entry.name) && entry.responseEnd > 0).length
        >= window.anatomyContent.structures.length""",
    "viewer": "() => window.anatomyViewer !== undefined && !document.querySelector('.loading')",
}

# The condition is looked at often and cheaply; a read pixel says that the picture is finished.
WATCH = """(loaded) => new Promise((done) => {
    const timer = setInterval(async () => {
        if (!document.querySelector("canvas") || !eval(loaded)()) return;
        clearInterval(timer);
        await new Promise((next) => setTimeout(() => requestAnimationFrame(next), 20));
        const gl = document.querySelector("canvas").getContext("webgl2");
        gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
        done(performance.now());
    }, 10);
})"""


def open_once(browser: Browser, name: str, address: str) -> float:
    """Return the milliseconds from navigation to the finished picture, with an empty cache."""
    context = browser.new_context(viewport=VIEWPORT, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(180_000)
    page.goto(address, wait_until="commit")
    taken = page.evaluate(WATCH, f"({LOADED[name]})")
    context.close()
    return float(taken)


def main() -> None:
    """Print the figure."""
    taken: dict[str, list[float]] = {"bare": [], "viewer": []}
    with bare_server() as bare, started(VIEWER) as viewer, chromium() as browser:
        addresses = {"bare": bare.address, "viewer": viewer.address}
        for name, address in addresses.items():  # the content is compiled, the libraries are packed
            open_once(browser, name, address)
        for _ in range(ROUNDS):
            for name, address in addresses.items():
                taken[name].append(open_once(browser, name, address))
    ratio = middle(taken["viewer"]) / middle(taken["bare"])
    figure = f"{ratio:.2f} x ({middle(taken['viewer']):.0f} ms, bare {middle(taken['bare']):.0f} ms)"
    report("page open to all bones drawn, beside a bare page", figure, "1.3 x", ratio <= 1.3)


if __name__ == "__main__":
    main()
