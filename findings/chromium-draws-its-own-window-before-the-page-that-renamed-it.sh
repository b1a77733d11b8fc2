#!/usr/bin/env bash
# Chromium 156 (with its own window: not chrome-headless-shell) without a graphics card: a page that changes its title or
# its address draws its next picture later. The browser draws its own window anew (the tab's name, the address field)
# with the same one thread that draws pages, and that comes first: one more swap of the whole window, tens of milliseconds
# in software. A click handler that draws on a canvas and sets document.title or calls history.pushState is seen later
# than one that does either of them 150 ms after the picture; nothing on the page, in the console or in
# PerformanceObserver tells why. Times of presented pictures are those of Page.startScreencast.
#
# Seen on 2026-11-30, Debian's Chromium 156.0.8078.114 with SwiftShader on two cores, driven by playwright 1.65.2: 12 rounds,
# each way in turn. Exit status 1 when this changes, 0 with a word where there is no Chromium on the PATH.
set -euo pipefail
browser=$(command -v chromium || command -v google-chrome || true)
[ -n "$browser" ] || { echo "no Chromium here: nothing tried"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet playwright==1.65.2
BROWSER_TRIED="$browser" "$folder/venv/bin/python" - <<'PYTHON'
import asyncio
import os
import statistics
import sys

from playwright.async_api import async_playwright

PAGE = """<!doctype html><title>0</title><body style="margin:0"><canvas width=1280 height=700></canvas><script>
const gl = document.querySelector("canvas").getContext("webgl");
let turn = 0;
const tell = (how) => {
  if (how !== "address") document.title = `Title ${turn}`;
  if (how !== "title") history.pushState(null, "", `?place=${turn}`);
};
window.go = (how, later) => {
  turn += 1;
  const begun = Date.now();
  if (!later) tell(how); else setTimeout(tell, 150, how);
  // The page is at work for a moment before it draws, as pages are.
  setTimeout(() => requestAnimationFrame(() => { gl.clearColor(turn % 2, 0.5, 0, 1); gl.clear(gl.COLOR_BUFFER_BIT); }), 12);
  return begun / 1000;
};
</script>"""
ROUNDS = 12


async def main() -> int:
    async with async_playwright() as playwright:
        flags = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
        browser = await playwright.chromium.launch(executable_path=os.environ["BROWSER_TRIED"], args=flags)
        page = await browser.new_page(viewport={"width": 1280, "height": 800})
        await page.route("http://page.test/**", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
        await page.goto("http://page.test/")
        session = await page.context.new_cdp_session(page)
        seen: list[float] = []

        def take(event: dict) -> None:
            seen.append(event["metadata"]["timestamp"])
            asyncio.ensure_future(session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]}))

        session.on("Page.screencastFrame", take)
        await session.send("Page.startScreencast", {"format": "jpeg", "quality": 50})
        ways = [("both", False), ("both", True), ("title", False), ("address", False)]
        taken: dict[tuple[str, bool], list[float]] = {way: [] for way in ways}
        for number in range(ROUNDS + 2):
            for way in ways:
                await asyncio.sleep(0.6)
                seen.clear()
                begun = await page.evaluate("([how, later]) => go(how, later)", list(way))
                await asyncio.sleep(0.6)
                first = next((at for at in seen if at > begun), None)
                if number >= 2 and first is not None:
                    taken[way].append(1000 * (first - begun))
        print(browser.version)
        await browser.close()
    middle = {way: statistics.median(times) for way, times in taken.items()}
    for (how, later), time in middle.items():
        print(f"{how:8} {'after the picture' if later else 'before it':18} {time:6.0f} ms to the first picture")
    as_seen = middle["both", False] > 1.3 * middle["both", True]
    print("as seen: the window is drawn first" if as_seen else "CHANGED: the picture does not wait for the window")
    return 0 if as_seen else 1


sys.exit(asyncio.run(main()))
PYTHON
