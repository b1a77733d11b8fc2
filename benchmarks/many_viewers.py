"""A lecture begins: a thousand people open the page at once. Beside nginx that hands out the files of an earlier build.

What each of them asks for is taken from a browser that opens the page, with the headers that it sends; websockets are
left out, nginx has none. The files of the earlier build are what its server answers. One nginx worker stands beside one
process of ours. A second lecture asks again for what browsers ask again: whether what they have is still right.

python -m benchmarks.many_viewers [VIEWERS] [ROUNDS] [COMMIT]
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest

from benchmarks.crowd import ABREAST
from benchmarks.measuring import processor_seconds, report, report_ratio, tell_machine, with_children
from benchmarks.peers import BASELINE, NoPeer, earlier_viewer
from benchmarks.screen import chromium, new_page
from tests.hosts.nginx import nginx_program, running_nginx
from tests.running import ROOT, Running, resident_mib, viewer

OWN_HEADERS = {"host", "connection", "if-none-match", "if-modified-since", "content-length"}
"""Headers that the crowd sends in its own way, or not at all."""
NGINX = """
  root {folder};
  gzip_static always;
  rewrite ^/$ /index.html;
  if ($arg_v) {{ rewrite ^ /kept$uri; }}
  location / {{ add_header Cache-Control no-cache; }}
  location /kept/ {{ internal; alias {folder}/; add_header Cache-Control "public, max-age=31536000, immutable"; }}
"""


@dataclass(frozen=True)
class Load:
    """What one lecture took.

    Parameters
    ----------
    seconds
        Until everybody had everything.
    processor_ms
        Of the server, a viewer.
    told
        How often which status came, and the bytes.
    """

    seconds: float
    processor_ms: float
    told: Mapping[str, float]


async def requests_of(address: str) -> list[dict[str, Any]]:
    """Return what a browser with an empty cache asks a page for, in its order, until the home picture is there."""
    async with chromium() as browser:
        return await _asked(browser, address)


async def _asked(browser: Any, address: str) -> list[dict[str, Any]]:
    page = await new_page(browser)
    asked: list[tuple[float, Any]] = []
    page.on("request", lambda request: asked.append((time.time(), request)))
    await page.goto(address)
    ready = await page.evaluate("() => window.anatomyViewer.ready.then(() => Date.now())") / 1000
    found = []
    for begun, request in asked:
        if begun > ready or not request.url.startswith(address):
            continue
        parts = urlsplit(request.url)
        headers = {name: value for name, value in (await request.all_headers()).items() if name not in OWN_HEADERS}
        headers = {name: value for name, value in headers.items() if not name.startswith(":")}
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        assert request.method == "GET", request.url
        found.append({"path": path, "headers": headers})
    return found


def answers_to(address: str, requests: Sequence[Mapping[str, Any]]) -> list[tuple[bytes, Mapping[str, str]]]:
    """Return the body of each answer as it comes over the line, and its headers."""
    found = []
    for request in requests:
        asked = urllib.request.Request(f"{address}{request['path']}", headers=dict(request["headers"]))
        with urllib.request.urlopen(asked, timeout=120) as answer:
            found.append((answer.read(), {name.lower(): value for name, value in answer.headers.items()}))
    return found


def asked_again(address: str, requests: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what a browser asks that has all of it: for each but what may be kept for good, whether it still holds."""
    again = []
    for request, (_, headers) in zip(requests, answers_to(address, requests), strict=True):
        if "immutable" in headers.get("cache-control", ""):
            continue
        tag = {"If-None-Match": headers["etag"]} if "etag" in headers else {}
        again.append({"path": request["path"], "headers": {**request["headers"], **tag}})
    return again


def write_files(folder: Path, address: str, requests: Sequence[Mapping[str, Any]]) -> None:
    """Write what a server answers as files that nginx hands out in the same form."""
    for request, (body, headers) in zip(requests, answers_to(address, requests), strict=True):
        path = request["path"].partition("?")[0].lstrip("/") or "index.html"
        target = folder / (f"{path}.gz" if headers.get("content-encoding") == "gzip" else path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)


def lecture(process: int, address: str, requests: Sequence[Mapping[str, Any]], viewers: int) -> Load:
    """Let everybody in at once, from a process of its own."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as listed:
        json.dump(list(requests), listed)
        listed.flush()
        before = processor_seconds(with_children(process))
        command = [sys.executable, "-m", "benchmarks.crowd", urlsplit(address).netloc, listed.name, str(viewers)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        used = processor_seconds(with_children(process)) - before
    if done.returncode:
        raise RuntimeError(done.stderr.strip()[-2000:])
    told = json.loads(done.stdout)
    wrong = {status: count for status, count in told.items() if status.isdigit() and status not in {"200", "304"}}
    if wrong:
        raise RuntimeError(f"{address} did not answer as it should: {wrong}")
    return Load(told.pop("seconds"), 1000 * used / viewers, told)


async def stay(server: Running, viewers: int) -> tuple[float, float]:
    """Return the memory before and with all viewers in MiB, each of them with a websocket."""
    gate = asyncio.Semaphore(50)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0, force_close=True)) as session:

        async def connect() -> aiohttp.ClientWebSocketResponse:
            async with gate:
                async with session.get(f"{server.address}/connection.json") as response:
                    key = (await response.json())["key"]
                return await session.ws_connect(f"{server.address}/ws?key={key}")

        first = await connect()
        before = resident_mib(server.process.pid)
        sockets = await asyncio.gather(*(connect() for _ in range(viewers)))
        after = resident_mib(server.process.pid)
        async with session.get(server.page) as response:  # everyone is still served
            response.raise_for_status()
        await asyncio.gather(*(socket.close() for socket in (first, *sockets)))
    return before, after


def tell_lectures(ours: Sequence[Load], nginx: Sequence[Load], viewers: int, what: str) -> None:
    """Print how our server stands beside nginx."""
    beside = "beside nginx with the earlier build's files"
    report_ratio(
        f"{what}: processor a viewer, {beside}",
        [one.processor_ms for one in ours],
        [one.processor_ms for one in nginx],
        1.0,
        "ms",
    )
    report_ratio(
        f"{what}: until all {viewers} are done, {beside}",
        [one.seconds for one in ours],
        [one.seconds for one in nginx],
        2.0,
        "s",
    )
    for name, loads in (("ours", ours), ("nginx", nginx)):
        told = {key: round(value / viewers, 3) for key, value in loads[0].told.items() if key != "bytes"}
        print(f"      {name}, a viewer: {told}, {loads[0].told['bytes'] / viewers / 1e6:.2f} MB", flush=True)


def main(viewers: int, rounds: int, commit: str) -> None:
    """Print the figures."""
    tell_machine()
    raise_file_limit()
    try:
        nginx_program()
    except (pytest.skip.Exception, pytest.fail.Exception) as reason:
        sys.exit(str(reason))
    with contextlib.ExitStack() as running:
        files = Path(running.enter_context(tempfile.TemporaryDirectory()))
        try:
            with earlier_viewer(commit) as earlier:
                theirs = asyncio.run(requests_of(earlier.page))
                write_files(files / "files", earlier.address, theirs)
        except NoPeer as reason:
            sys.exit(str(reason))
        settings = {"files": NGINX.format(folder=files / "files")}
        nginx = running.enter_context(running_nginx(files / "nginx", settings, connections=16_384))
        peer = nginx.address("files")
        server = running.enter_context(viewer())
        ours = asyncio.run(requests_of(server.page))
        print(f"      {len(ours)} requests a viewer, nginx {len(theirs)}; {ABREAST} viewers abreast", flush=True)
        taken: dict[str, list[Load]] = {"ours": [], "nginx": [], "ours again": [], "nginx again": []}
        again, again_nginx = asked_again(server.address, ours), asked_again(peer, theirs)
        for _ in range(rounds):
            taken["nginx"].append(lecture(nginx.process, peer, theirs, viewers))
            taken["ours"].append(lecture(server.process.pid, server.address, ours, viewers))
            taken["nginx again"].append(lecture(nginx.process, peer, again_nginx, viewers))
            taken["ours again"].append(lecture(server.process.pid, server.address, again, viewers))
        tell_lectures(taken["ours"], taken["nginx"], viewers, "a lecture")
        tell_lectures(taken["ours again"], taken["nginx again"], viewers, "the next one, with all in the cache")
        before, after = asyncio.run(stay(server, viewers))
    each = (after - before) * 1024 / viewers
    report(f"{viewers} viewers who stay on one process, memory each", f"{each:.0f} KiB", "100 KiB", each <= 100)
    report("the process with all of them", f"{after:.0f} MiB", "200 MB", after <= 200)


def raise_file_limit() -> None:
    """Allow as many connections as the system grants, to this process and those that it starts."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    viewers, rounds, commit = [*sys.argv[1:], *("1000", "3", BASELINE)[len(sys.argv) - 1 :]]
    main(int(viewers), int(rounds), commit)
