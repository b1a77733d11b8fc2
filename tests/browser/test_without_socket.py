"""The page behind a proxy that lets no websocket through: everything works, and one quiet line says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from anatomy_viewer.teaching.lesson.starter import starter_text

from ..hosts.nginx import running_nginx
from ..running import VIEWER, started
from .conftest import READY_MS
from .test_access import problems_of
from .test_print import prepared

pytestmark = pytest.mark.browser
DRAWN = False

SOCKETS = 'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";'
LINE = ".notice.refused"


def test_the_page_needs_no_socket_and_one_quiet_line_says_so(visit, tmp_path: Path) -> None:
    lesson = tmp_path / "in_the_making.yaml"
    lesson.write_text(starter_text("in_the_making"))
    with started([*VIEWER, "lessons", "preview", str(lesson), "--no-browser", "--base-path", "/x/"]) as running:

        def settings(lines: str = "") -> dict[str, str]:
            there = f"proxy_pass {running.address};"
            # It is less patient than the compiler of the content, too.
            return {
                "one": f"location /x {{ {there} {lines} }} location = /x/content.js {{ {there} proxy_read_timeout 1s; }}"
            }

        with running_nginx(tmp_path / "nginx", settings()) as nginx:
            page = visit()
            page.allowed_complaint = lambda text: "WebSocket connection to" in text or "504" in text
            page.open(f"{nginx.address('one')}/x", "?lesson=in_the_making&step=the_crossing")
            line = page.page.locator(LINE)
            line.wait_for()
            assert "lets no websocket through" in line.inner_text()
            line.get_by_text("Why?").click()
            assert line.locator("code").all_inner_texts() == [one.strip() + ";" for one in SOCKETS.split(";") if one]
            assert page.state()["step"] == "the_crossing"
            assert problems_of(page) == []

            # A save arrives without a socket, the picture can be walked, the code on paper leads to this address.
            page.page.evaluate("window.heard = new Promise(done => anatomyViewer.on('preview', done)); null")
            lesson.write_text(starter_text("in_the_making").replace("title: The crossing", "title: Where it crosses"))
            page.page.evaluate("heard.then(() => true)")
            page.page.get_by_role("heading", name="Where it crosses").wait_for()
            sheet = prepared(page)
            assert f"{nginx.address('one')}/x/?lesson=in_the_making&step=the_crossing" in sheet.text_content()
            assert sheet.locator(".qr path").count() == 2

            # It is read in the other language, and goes when the proxy has its lines.
            page.page.get_by_role("combobox").first.select_option("es")
            line.get_by_text("no deja pasar websockets").wait_for()
            nginx.change(settings(SOCKETS))
            line.wait_for(state="detached", timeout=60_000)

            # Who has put it away does not read it again at the next page.
            nginx.change(settings())
            page.page.reload()
            line.wait_for()
            line.get_by_role("button").click()
            assert line.count() == 0
            page.page.reload()
            page.wait_until("window.anatomyViewer !== undefined")
            for _ in range(2):
                with page.page.expect_response(lambda answer: "connection.json" in answer.url, timeout=READY_MS):
                    pass
            page.settle()
            assert line.count() == 0
