"""The live host: start, addresses, what it hands out, and how it ends."""

from __future__ import annotations

import asyncio
import dataclasses
import gzip
import hashlib
import json
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.hosts import server as live
from anatomy_viewer.hosts.ports import check_address, nearest_free_port

from ..running import ROOT, Running, started, stop
from .conftest import start_server
from .stand_in import HOSTILE, parts
from .wire import deaf_viewer, greet, in_a_loop

HEAVY = ("vtk", "vtkmodules", "pyvista", "scipy", "matplotlib")


def get(address: str, **options: Any) -> tuple[int, aiohttp.typedefs.LooseHeaders, bytes]:
    async def ask() -> Any:
        async with (
            aiohttp.ClientSession(auto_decompress=False, headers={"Accept-Encoding": "gzip"}) as session,
            session.get(address, **options) as response,
        ):
            return response.status, response.headers, await response.read()

    return in_a_loop(ask())


# --- start ----------------------------------------------------------------------------------------------


def test_starting_and_serving_a_page_loads_no_drawing_library(spheres: Path) -> None:
    program = f"""
import sys, urllib.request
from pathlib import Path
from anatomy_viewer.hosts.server import serve
from tests.hosts.stand_in import parts

def ready(address):
    loaded = sorted(name for name in {HEAVY!r} if name in sys.modules)
    print(f"Ready: {{address}}#{{loaded}}", flush=True)

serve(port=0, open_browser=False, ready=ready, parts=parts(Path({str(spheres)!r})))
"""
    with started([sys.executable, "-c", program]) as server:
        assert server.page.endswith("#[]")


def test_importing_the_host_loads_neither_trame_nor_aiohttp() -> None:
    program = (
        "import sys, anatomy_viewer.hosts.server;"
        "slow = {'trame', 'trame_server', 'aiohttp', 'wslink', 'numpy', 'pydantic'};"
        "print(sorted(slow & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_page_can_be_loaded_as_soon_as_the_line_is_printed(running: Running) -> None:
    status, headers, body = get(f"{running.address}/?lesson=first")
    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert b"<title>Two spheres</title>" in gzip.decompress(body)


def test_an_idle_server_is_told_not_to_stop(spheres: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from wslink import server as wslink_server

    reached: list[dict[str, Any]] = []

    class Enough(Exception):
        pass

    def create(config: dict[str, Any], **_options: Any) -> None:
        reached.append(config)
        raise Enough

    monkeypatch.setattr(wslink_server, "create_webserver", create)
    monkeypatch.setattr(sys, "argv", ["anatomy-viewer", "--timeout", "3", "--host", "0.0.0.0", "--content", "/"])
    monkeypatch.setenv("TRAME_ARGS", "--timeout 5 --port 1")
    with pytest.raises(Enough):
        in_a_loop(live._run(parts(spheres), "127.0.0.1", 0, (), lambda _port: None))
    assert reached[0]["timeout"] == 0
    assert (reached[0]["host"], reached[0]["port"]) == ("127.0.0.1", 0)
    assert reached[0]["static"]["/"].endswith("vue3-www")
    assert sys.argv[1] == "--timeout"


def test_the_server_stays_when_the_last_viewer_leaves(running: Running) -> None:
    async def come_and_go() -> None:
        async with aiohttp.ClientSession() as session:
            await (await greet(session, running.address)).close()

    in_a_loop(come_and_go())
    assert get(running.address)[0] == 200


@pytest.mark.parametrize(
    ("host", "lesson", "address"),
    [
        ("127.0.0.1", None, "http://127.0.0.1:80/"),
        ("localhost", "a b", "http://localhost:80/?lesson=a+b"),
        ("0.0.0.0", None, "http://127.0.0.1:80/"),
        ("::", "first", "http://[::1]:80/?lesson=first"),
        ("2001:db8::5", None, "http://[2001:db8::5]:80/"),
    ],
)
def test_the_printed_address_is_one_that_a_browser_here_can_open(host: str, lesson: str | None, address: str) -> None:
    assert live.page_address(host, 80, lesson) == address
    assert live.page_address(host, 80, lesson, "/x/") == address.replace(":80/", ":80/x/")


def test_an_interrupt_ends_it_quietly_even_with_viewers(spheres: Path) -> None:
    server = start_server(spheres)

    async def interrupt() -> tuple[str, str]:
        async with aiohttp.ClientSession() as session:
            viewers = [await greet(session, server.address) for _ in range(5)]
            with deaf_viewer(server):  # does not even say goodbye
                begun = time.monotonic()
                printed = await asyncio.to_thread(stop, server)
            assert time.monotonic() - begun < 6
            assert len(viewers) == 5
            return printed

    assert in_a_loop(interrupt()) == ("", "")
    assert server.process.returncode == 0


def test_what_is_meant_for_other_trame_programs_does_not_reach_this_one(spheres: Path) -> None:
    server = start_server(spheres, TRAME_ARGS="--authKeyFile /missing --port 1", TRAME_BACKEND="tornado")
    assert get(server.address)[0] == 200
    assert stop(server) == ("", "")


# --- addresses that cannot be had -----------------------------------------------------------------------


def run_to_the_end(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.hosts.stand_in", str(folder), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_taken_port_is_one_sentence_that_names_a_free_one(spheres: Path, running: Running) -> None:
    done = run_to_the_end(spheres, "127.0.0.1", str(running.port))
    assert done.returncode == 1
    assert done.stdout == ""
    sentence = done.stderr.strip()
    assert "\n" not in sentence
    assert sentence.startswith(f"port {running.port}: another program already uses it on 127.0.0.1; allowed: ")
    free = int(sentence.rpartition("--port ")[2].rstrip(").").strip())
    check_address("127.0.0.1", free)


def test_the_nearest_free_port_is_near_and_free() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        free = nearest_free_port("127.0.0.1", port)
        assert free is not None
        assert 0 < abs(free - port) < 200
        check_address("127.0.0.1", free)


@pytest.mark.parametrize("host", ["no-such-name.invalid", "203.0.113.7"])
def test_a_host_that_is_not_this_computer_is_one_sentence(spheres: Path, host: str) -> None:
    done = run_to_the_end(spheres, host, "0")
    assert done.returncode == 1
    assert done.stderr.startswith(f"host {host}: ")
    assert done.stderr.count("\n") == 1
    assert "127.0.0.1" in done.stderr


@pytest.mark.parametrize("port", [-1, 65536, 123456])
def test_a_port_that_does_not_exist_is_one_sentence(port: int) -> None:
    with pytest.raises(ProblemsFound, match=f"port {port}: there is no such port; allowed: 0 to 65535"):
        check_address("127.0.0.1", port)


def test_an_unknown_lesson_is_refused_before_the_port_is_opened(spheres: Path) -> None:
    with pytest.raises(ProblemsFound, match="first, second"):
        live.serve(port=0, open_browser=False, lesson="frist", parts=parts(spheres))


# --- what is handed out ---------------------------------------------------------------------------------


def test_everything_the_page_names_can_be_fetched(running: Running) -> None:
    import re

    page = gzip.decompress(get(running.address)[2]).decode()
    addresses = re.findall(r'(?:src|href)="(?!data:)([^"]+)"', page)
    assert any("trame-vtk" in address for address in addresses)
    assert not [address for address in addresses if address.startswith("/") or ":" in address]
    assert addresses[-1].startswith("page/mount.js?v=")
    for address in addresses:
        status, headers, body = get(f"{running.address}/{address}")
        assert status == 200, address
        assert headers["Content-Encoding"] == "gzip"
        assert len(gzip.decompress(body)) > 50


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("%3Flesson%3Dfirst%26step%3Dsecond", "./?lesson=first&step=second"),
        ("&for=patient", "./?for=patient"),
        ("%3Flesson=first?utm_source=x", "./?lesson=first&utm_source=x"),
        ("%3F//elsewhere.test", "./?//elsewhere.test"),
    ],
)
def test_a_query_whose_mark_was_escaped_leads_to_the_page(running: Running, asked: str, leads_to: str) -> None:
    from yarl import URL

    address = URL(f"{running.address}/{asked}", encoded=True)
    status, headers, _ = get(address, allow_redirects=False)
    assert (status, headers["Location"]) == (302, leads_to)


def test_the_printed_link_has_the_id_of_a_lesson_that_was_written_otherwise(spheres: Path) -> None:
    page = dataclasses.replace(parts(spheres), content=lambda *_: {"lessons": [{"id": "first"}]})
    assert live.lesson_id(page, "First.yaml") == "first"
    own = dataclasses.replace(page, beforehand=lambda: None)
    assert live.lesson_id(own, "what_it_feels_like") == "what_it_feels_like", "without compiling anything"
    for other in ("no_such_lesson", "What_it_feels_like", "es/what_it_feels_like"):
        assert live.lesson_id(own, other) == "first", "the content says what it is"


def test_the_content_reaches_the_page_as_one_value(running: Running) -> None:
    script = gzip.decompress(get(f"{running.address}/content.js")[2]).decode()
    value = json.loads(script.removeprefix("window.anatomyContent=").removesuffix(";"))
    assert value["lessons"] == ["first", "second"]
    assert value["hostile"] == HOSTILE
    assert "\u2028" not in script


def test_a_browser_that_takes_no_gzip_gets_plain_text(running: Running) -> None:
    _, headers, body = get(f"{running.address}/content.js", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in headers
    assert body.startswith(b"window.anatomyContent=")


@pytest.mark.parametrize("address", ["/", "/content.js", "/page/style.css", "/surfaces/only/sphere_left.pack"])
def test_what_a_browser_has_already_is_not_sent_again(running: Running, address: str) -> None:
    _, headers, _ = get(running.address + address)
    assert headers["Cache-Control"] == "no-cache"
    status, _, body = get(running.address + address, headers={"If-None-Match": headers["ETag"]})
    assert (status, body) == (304, b"")
    status, _, _ = get(running.address + address, headers={"If-None-Match": '"something-else"'})
    assert status == 200


def test_a_surface_asked_for_by_its_content_may_be_kept_for_good(running: Running, spheres: Path) -> None:
    data = (spheres / "built" / "sphere_left.pack").read_bytes()
    name = hashlib.sha256(data).hexdigest()[:16]
    address = f"{running.address}/surfaces/only/sphere_left.pack"
    status, headers, body = get(f"{address}?v={name}")
    assert (status, body) == (200, data)
    assert "immutable" in headers["Cache-Control"]
    for other in ("0123456789abcdef", "", name[:3]):
        assert get(f"{address}?v={other}")[1]["Cache-Control"] == "no-cache"


def test_the_packs_of_the_first_picture_are_named_by_the_page_where_there_are_bones(
    spheres: Path, tmp_path: Path
) -> None:
    entry = {"bones.pack": "0123456789abcdef", "home.pack": "fedcba9876543210", "skin.pack": "00112233445566"}
    packs = {name.partition(".")[0]: {"file": name, "sha256": digest} for name, digest in entry.items()}
    (tmp_path / "model.json").write_text(json.dumps({"structures": {}, "packs": packs}))
    for name in entry:
        (tmp_path / name).touch()
    page = dataclasses.replace(parts(spheres), surfaces={"only": tmp_path})
    first = ["surfaces/only/bones.pack?v=0123456789ab", "surfaces/only/home.pack?v=fedcba987654"]
    assert live.first_packs(page) == first
    (tmp_path / "home.pack").unlink()
    assert live.first_packs(page) == first[:1]
    (tmp_path / "bones.pack").unlink()  # the page says so, and asks for nothing
    assert live.first_packs(page) == []


def test_a_missing_surface_is_said_in_one_sentence_and_the_rest_works(spheres: Path, running: Running) -> None:
    surface = spheres / "built" / "sphere_left.pack"
    aside = surface.rename(surface.with_suffix(".aside"))
    try:
        status, _, body = get(f"{running.address}/surfaces/only/sphere_left.pack")
        assert status == 404
        assert body.decode().startswith("The file sphere_left.pack is missing; ")
        assert get(f"{running.address}/surfaces/only/sphere_right.pack")[0] == 200
    finally:
        aside.rename(surface)


def test_content_that_cannot_be_compiled_is_told_and_tried_again(spheres: Path) -> None:
    server = start_server(spheres)
    mark = spheres / "broken"
    mark.touch()
    try:
        status, headers, body = get(f"{server.address}/content.js")
        assert (status, headers["Cache-Control"]) == (200, "no-store")
        assert b'did you mean \\"steps\\"?' in body
        mark.unlink()
        assert gzip.decompress(get(f"{server.address}/content.js")[2]).startswith(b'window.anatomyContent={"')
    finally:
        mark.unlink(missing_ok=True)
        _, errors = stop(server)
    assert errors == 'lessons/first.yaml:3: found "stepps"; allowed: steps; did you mean "steps"?\n'


def test_a_server_without_a_model_says_so(tmp_path: Path) -> None:
    from anatomy_viewer.hosts.parts import model_file

    with pytest.raises(ProblemsFound, match="the file is missing"):
        model_file(tmp_path)
    (tmp_path / "model.json").write_text("{")
    with pytest.raises(ProblemsFound, match="the file cannot be read"):
        model_file(tmp_path)
    (tmp_path / "model.json").write_text("[]")
    with pytest.raises(ProblemsFound, match="the file names no packs of surfaces"):
        model_file(tmp_path)
