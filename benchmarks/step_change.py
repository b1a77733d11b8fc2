"""What the server does while a viewer goes through a lesson: nothing."""

from __future__ import annotations

from benchmarks.bare_page import VIEWER, chromium, open_viewer, report, started

WALK = """async () => {
    const viewer = window.anatomyViewer;
    let steps = 0;
    for (let before = null; before !== viewer.state().step; steps += 1) {
        before = viewer.state().step;
        viewer.next();
        await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
    }
    return steps - 1;
}"""


def main() -> None:
    """Print the figure."""
    with started(VIEWER) as server, chromium() as browser:
        page = open_viewer(browser, server.address)
        page.evaluate(
            """() => { const [lesson] = window.anatomyContent.lessons;
            return window.anatomyViewer.goTo(lesson.id, lesson.steps[0].id); }"""
        )
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        received: list[int] = []
        session.on(
            "Network.webSocketFrameReceived",
            lambda event: received.append(len(event["response"]["payloadData"])),
        )
        session.on("Network.dataReceived", lambda event: received.append(event["encodedDataLength"]))
        before = server.processor_seconds()
        steps = page.evaluate(WALK)
        used = server.processor_seconds() - before
    figure = f"{len(asked)} requests, {sum(received)} bytes, {used * 1000:.0f} ms of Python in {steps} steps"
    nothing = not asked and not received and used < 0.02
    report("step change: bytes from the server, work in Python", figure, "0; 0", nothing)


if __name__ == "__main__":
    main()
