"""What a page draws and what it fetches, counted from outside, for tests and benchmarks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Drawing counts once an animation frame, whichever buffer it goes to; `drained` waits until all is finished that was
# asked for, a frame included that waits for the one before.
COUNT_FRAMES = """(() => {
  const drawn = window.framesDrawn = { frames: 0, last: -1, at: 0, gl: null };
  for (const kind of [window.WebGLRenderingContext, window.WebGL2RenderingContext]) {
    const names = Object.getOwnPropertyNames(kind.prototype);
    for (const name of names.filter((one) => /^draw(Arrays|Elem|Range)/.test(one))) {
      const draw = kind.prototype[name];
      kind.prototype[name] = function (...values) {
        const now = document.timeline.currentTime;
        if (now !== drawn.last) { drawn.last = now; drawn.frames += 1; drawn.at = performance.now(); }
        drawn.gl = this;
        return draw.apply(this, values);
      };
    }
  }
  const twoFrames = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  window.drained = async () => {
    await twoFrames();
    for (let before = -1, quiet = 0, turn = 0; quiet < 3 && turn < 30; turn += 1) {  // at rest it is drawn once more
      quiet = before === drawn.frames ? quiet + 1 : 0;
      before = drawn.frames;
      drawn.gl?.readPixels(0, 0, 1, 1, drawn.gl.RGBA, drawn.gl.UNSIGNED_BYTE, new Uint8Array(4));
      await twoFrames();
    }
    return drawn.frames;
  };
})();"""


# The structures whose surfaces are in place, whether they are seen or not.
IN_PLACE = """() => {
  const found = [], through = (node) => {
    if (!node) return;
    if (node.component && "mapper" in (node.props || {})) found.push(node.props.id);
    through(node.component?.subTree);
    for (const inner of Array.isArray(node.children) ? node.children : []) through(inner);
  };
  through(document.getElementById("app")._vnode);
  return found.sort();
}"""


class Line:
    """What goes over the line for a page, with times in seconds since 1970."""

    def __init__(self) -> None:
        self.begun: list[float] = []
        self.come: list[tuple[float, float]] = []
        self._asked: dict[str, float] = {}
        self._since_1970 = 0.0

    def listen(self, session: Any) -> None:
        """Take up what a session of the browser tells of its network."""
        session.on("Network.requestWillBeSent", self._take_request)
        session.on("Network.responseReceived", self._take_head)
        session.on("Network.dataReceived", self._take_data)

    def _take_request(self, event: Mapping[str, Any]) -> None:
        if event["request"]["url"].startswith("http"):
            self._since_1970 = event["wallTime"] - event["timestamp"]
            self.begun.append(event["wallTime"])
            self._asked[event["requestId"]] = event["wallTime"]

    def _take_head(self, event: Mapping[str, Any]) -> None:
        if event["requestId"] in self._asked:
            self.come.append((event["timestamp"] + self._since_1970, event["response"]["encodedDataLength"]))

    def _take_data(self, event: Mapping[str, Any]) -> None:
        if event["requestId"] in self._asked:
            self.come.append((event["timestamp"] + self._since_1970, event["encodedDataLength"]))

    def requests_until(self, moment: float) -> int:
        """Return how many requests had begun by then."""
        return sum(at <= moment for at in self.begun)

    def bytes_until(self, moment: float) -> float:
        """Return how many bytes had come by then, heads included."""
        return sum(size for at, size in self.come if at <= moment)
