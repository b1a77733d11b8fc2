"""In another page, in a frame without rights: the browser that knows its policies and origins best is not the only one."""

from __future__ import annotations

from ...running import viewer
from ..test_embedding import Courses, framed

LESSON = "superior_cluneal_nerve_at_the_iliac_crest"
ASKS = """<script>
  window.heard = {};
  addEventListener("message", ({ origin, data }) => {
    if (data["anatomy-viewer"] !== 1) return;
    const ask = (call) => document.querySelector("iframe").contentWindow.postMessage({ "anatomy-viewer": 1, id: call, call }, "*");
    if (data.event === "ready") { ask("ready"); ask("next"); }
    if (data.id) heard[data.id] = { origin, ...data };
  });
</script>"""


def test_a_frame_without_rights_draws_and_answers(engine):
    courses = Courses()
    courses.page("", "/favicon.ico", "image/x-icon")
    try:
        with viewer("--embed", courses.origin) as live:
            link = f"{live.page}?embed=1&lesson={LESSON}&embed-origin={courses.origin}"
            engine.go(courses.page(ASKS + framed(link, more='sandbox="allow-scripts"')))
            engine.wait_until("window.heard?.ready && window.heard.next")
            heard = engine.evaluate("heard.next")
            assert (heard["origin"], heard["result"]["missing"]) == ("null", [])
            assert heard["result"]["lesson"] == LESSON
    finally:
        courses.server.shutdown()
        courses.server.server_close()
