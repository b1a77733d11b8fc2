"""What docs/running.md says of nginx, word for word: the page in a folder, by TLS, compressed, with its websocket."""

from __future__ import annotations

import asyncio
import json
import re
import shlex
import socket
import ssl
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import aiohttp
import pytest

from ..running import ROOT, Running, viewer
from .nginx import Nginx, certificate, running_nginx
from .wire import answer, call, frame, in_a_loop

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DOCS = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
COMMAND = re.search(r"<!-- command -->\n```sh\n(.*?)\n```", DOCS, re.DOTALL)[1]
SERVER = re.search(r"<!-- nginx -->\n```nginx\nserver \{\n(.*?)\n\}\n```", DOCS, re.DOTALL)[1]
NAME = "teach.example.org"
PAPER = """async () => {
  dispatchEvent(new Event('beforeprint'));
  await Vue.nextTick();
  const sheet = document.querySelector('.print-sheet');
  return { address: sheet.querySelector('.address').textContent, code: sheet.querySelector('.qr').innerHTML };
}"""


@pytest.fixture(scope="module")
def upstream() -> Iterator[Running]:
    program, *options = shlex.split(COMMAND)
    assert program == "anatomy-viewer"
    with viewer(*options) as running:
        yield running


@pytest.fixture(scope="module")
def nginx(upstream: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    folder = tmp_path_factory.mktemp("docs")
    made, key = certificate(folder / "tls")
    replaced = {
        "  listen 443 ssl http2;\n": "",  # its own port, where it may listen
        f"/etc/ssl/certs/{NAME}.pem": str(made),
        f"/etc/ssl/private/{NAME}.key": str(key),
        "127.0.0.1:8080": f"127.0.0.1:{upstream.port}",
    }
    block = SERVER
    for words, own in replaced.items():
        assert block.count(words) == 1
        block = block.replace(words, own)
    with running_nginx(folder / "run", {"https": block}) as nginx:
        yield nginx


def test_the_page_comes_through_compressed_with_its_files_its_headers_and_its_socket(nginx: Nginx) -> None:
    page = f"{nginx.address('https')}/anatomy/"
    nobodys = ssl.create_default_context()
    nobodys.check_hostname, nobodys.verify_mode = False, ssl.CERT_NONE

    opened: list[socket.socket] = []

    def opening(address: tuple) -> socket.socket:
        family, kind, protocol, *_ = address
        opened.append(socket.socket(family, kind, protocol))
        return opened[-1]

    async def visit() -> None:
        connector = aiohttp.TCPConnector(ssl=nobodys, socket_factory=opening)
        asked = {"Host": NAME, "Accept-Encoding": "gzip"}
        async with aiohttp.ClientSession(connector=connector, headers=asked, auto_decompress=False) as session:
            async with session.get(page[:-1], params={"for": "patient"}, allow_redirects=False) as response:
                there = urljoin(page[:-1], response.headers["Location"])
                assert (response.status, there) == (308, f"{page}?for=patient")
            async with session.get(page) as response:
                assert response.status == 200
                policy = response.headers["Content-Security-Policy"]
                sockets = re.search(r"connect-src ([^;]*)", policy)[1].split()[3:]
                assert sockets == [f"wss://{NAME}"], "the browser asked by TLS and under this name"
                assert "frame-ancestors 'none'" in policy
            async with session.get(page, headers={"Accept-Encoding": "identity"}) as response:
                named = re.findall(r'(?:src|href)="(?!data:)([^"]+)"', await response.text())
            assert len(named) >= 5
            for one in named:
                async with session.get(urljoin(page, one)) as response:
                    assert response.status == 200, one
                    coded = response.headers.get("Content-Encoding")
                    assert coded == (None if ".pack" in one else "gzip"), one
            async with session.get(f"{page}nowhere") as response:
                assert (response.status, response.headers.get("Content-Type")) == (404, "text/plain; charset=utf-8")
            async with session.get(f"{page}connection.json", headers={"Accept-Encoding": "identity"}) as response:
                key = json.loads(await response.read())["key"]
            for origin, status in (("https://attacker.example", 403), (f"https://{NAME}", 101)):
                try:
                    async with session.ws_connect(f"{page}ws", origin=origin) as connection:
                        await connection.send_bytes(
                            frame(call("wslink.hello", {"secret": key}, identity="system:c0:0"))
                        )
                        assert "result" in await answer(connection)
                        found = 101
                except aiohttp.WSServerHandshakeError as fault:
                    found = fault.status
                assert found == status, origin
        async with asyncio.timeout(60):  # TLS says goodbye after the session is closed
            while any(one.fileno() >= 0 for one in opened):
                await asyncio.sleep(0.01)

    in_a_loop(visit())


def test_links_and_codes_of_the_page_lead_back_through_the_proxy(browser: Browser, nginx: Nginx) -> None:
    page = browser.new_page(viewport={"width": 900, "height": 600}, ignore_https_errors=True, reduced_motion="reduce")
    page.set_default_timeout(60_000)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    address = f"{nginx.address('https')}/anatomy/"
    with page.expect_websocket(lambda one: one.url.startswith(address.replace("https", "wss"))):
        page.goto(f"{address}?embed=1&lesson=what_it_feels_like&for=patient")
    page.wait_for_function("() => window.anatomyViewer?.ready.then(() => true)")
    assert urlsplit(page.url).path == "/anatomy/"
    whole = page.locator(".whole-page").get_attribute("href")
    assert whole.startswith(f"{address}?lesson=what_it_feels_like&step=")
    page.wait_for_function("() => !document.querySelector('.notice')")
    paper = page.evaluate(PAPER)
    assert paper["address"].startswith(f"{address}?lesson=what_it_feels_like&step=")
    assert "embed" not in paper["address"]
    assert paper["code"].startswith("<svg")
    page.close()
    assert not [one for one in complaints if "preload" not in one]
