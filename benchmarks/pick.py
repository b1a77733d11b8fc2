"""What a click costs: the ray cast over the visible surfaces."""

from __future__ import annotations

from benchmarks.bare_page import VIEWER, chromium, open_viewer, report, started

PICK = """() => {
    const { left, top, width, height } = document.querySelector("canvas").getBoundingClientRect();
    const taken = [];
    let hits = 0;
    for (let row = 1; row < 20; row += 1) for (let column = 1; column < 20; column += 1) {
        const begun = performance.now();
        const found = window.anatomyViewer.pick(left + (width * column) / 20, top + (height * row) / 20);
        taken.push(performance.now() - begun);
        hits += found ? 1 : 0;
    }
    return { first: taken[0], taken: taken.slice(1).sort((a, b) => a - b), hits };
}"""


def main() -> None:
    """Print the figure."""
    with started(VIEWER) as server, chromium() as browser:
        page = open_viewer(browser, server.address)
        result = page.evaluate(PICK)
        triangles = page.evaluate("() => window.anatomyViewer.stats().triangles")
    taken = result["taken"]
    usual, slow = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    figure = (
        f"{usual:.1f} ms, 95 of 100 within {slow:.1f} ms, the very first {result['first']:.0f} ms "
        f"({result['hits']} of {len(taken) + 1} hit something; {triangles} triangles)"
    )
    report("pick", figure, "10 ms", slow <= 10)


if __name__ == "__main__":
    main()
