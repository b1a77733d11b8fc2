"""The door: what lies ready is answered there in one step, and nothing that the guard refuses comes through it."""

from __future__ import annotations

import asyncio
import gzip
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from anatomy_viewer.hosts.delivery import Delivery, accepted_coding
from anatomy_viewer.hosts.doorway import Doorway
from anatomy_viewer.hosts.guard import CONNECTION_ADDRESS, Entrance, allowed_hosts_for
from anatomy_viewer.hosts.proxies import trusted_networks

from .conftest import Running

TEXT = b"window.anatomy = 1;" * 9000
HOST = "127.0.0.1:8080"


class Door:
    """A door with one text and one file behind it, asked without a network."""

    def __init__(self, folder: Path, base: str = "/", host: str = "127.0.0.1", trusted: str = "") -> None:
        self.made = 0
        self.file = folder / "bones.pack"
        self.file.write_bytes(b"bones" * 100)
        self.delivery = Delivery()
        self.delivery.add_text("page/client.js", self._make, "text/javascript")
        self.delivery.add_file("surfaces/only/bones.pack", self.file)
        self.entrance = Entrance(allowed_hosts_for(host), base=base, trusted=trusted_networks(trusted.split()))
        self._door = Doorway(self.delivery, self.entrance, base, lambda: asyncio.Protocol())
        for address in ("page/client.js", "surfaces/only/bones.pack"):
            self.delivery.versioned(address)

    def _make(self) -> bytes:
        self.made += 1
        return TEXT

    def name(self, address: str = "page/client.js") -> str:
        return self.delivery.ready(address).name

    def ask(
        self,
        path: str = "/page/client.js",
        method: str = "GET",
        version: str = "1.1",
        end: str = "",
        remote: str = "127.0.0.1",
        **headers: str,
    ) -> tuple[int, dict[str, str], bytes, bool] | None:
        """Return status, headers and body of the answer and whether it is the last; None where it is aiohttp's turn."""
        lines = {"Host": HOST, **{name.replace("_", "-"): value for name, value in headers.items()}}
        told = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
        answer = self._door.answer(f"{method} {path} HTTP/{version}\r\n{told}\r\n{end}".encode("latin-1"), 8080, remote)
        if answer is None:
            return None
        head, body, last = answer
        first, *rest = head.decode().removesuffix("\r\n\r\n").split("\r\n")
        return int(first.split()[1]), dict(line.split(": ", 1) for line in rest), body, last


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return Door(tmp_path)


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.5, gzip", "gzip"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP;Q=0.8", "gzip"),
        ("br;q=0, gzip;q=0.1", "gzip"),
        ("br;q=0, gzip;q=0", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *", "gzip"),
        ("gzip;q=0.5, identity", ""),
        ("identity", ""),
        ("gzipped, brotli", ""),
        ("gzip;q=often", ""),
        ("", ""),
    ],
)
def test_the_coding_is_the_best_that_is_allowed(header: str, coding: str) -> None:
    assert accepted_coding(header, ("br", "gzip")) == coding


def test_what_is_forwarded_counts_from_a_trusted_address_alone(tmp_path: Path) -> None:
    door = Door(tmp_path, trusted="10.0.0.0/8 ::1")
    said = {"Accept_Encoding": "gzip", "X_Forwarded_Host": "localhost:9000", "X_Forwarded_Proto": "https"}

    def sockets(remote: str) -> list[str]:
        _, headers, _, _ = door.ask(remote=remote, **said)
        return [one for one in headers["Content-Security-Policy"].split() if one.startswith("ws")]

    stranger = [f"ws://{HOST}", f"wss://{HOST};"]
    trusted = [f"wss://{HOST}", "wss://localhost:9000;"]
    # In this order: what is remembered of the one says nothing of the other.
    for remote in ("10.1.2.3", "127.0.0.1", "::1", "11.0.0.1", "::ffff:10.1.2.3", "not an address"):
        assert sockets(remote) == (trusted if remote in ("10.1.2.3", "::1", "::ffff:10.1.2.3") else stranger), remote


def test_who_takes_no_compression_gets_another_answer_with_a_name_of_its_own(door: Door) -> None:
    tags = set()
    for accepted, coding, unpacked in (("gzip, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress)):
        _, headers, body, _ = door.ask(Accept_Encoding=accepted)
        assert (headers["Content-Encoding"], unpacked(body)) == (coding, TEXT)
        assert headers["Vary"] == "Accept-Encoding"
        tags.add(headers["ETag"])
        for tag in (headers["ETag"], f'"else", W/{headers["ETag"]}'):
            assert door.ask(Accept_Encoding=accepted, If_None_Match=tag)[0] == 304
    assert len(tags) == 2


def test_a_thousand_answers_make_the_text_once_and_open_no_file(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr("builtins.open", lambda *words: opened.append(words))
    monkeypatch.setattr("io.open", lambda *words: opened.append(words))
    compressed: list[object] = []
    monkeypatch.setattr(gzip, "compress", lambda *words: compressed.append(words))
    monkeypatch.setattr("hashlib.sha256", lambda *words: compressed.append(words))
    bodies = {id(door.ask(Accept_Encoding="gzip")[2]) for _ in range(500)}
    bodies |= {id(door.ask("/surfaces/only/bones.pack")[2]) for _ in range(500)}
    assert door.ask(If_None_Match=f'"{door.name()}"', Accept_Encoding="gzip")[2] == b""
    assert (door.made, len(bodies), opened, compressed) == (1, 2, [], [])


def test_an_answer_says_how_long_it_is_and_how_long_it_may_be_kept(door: Door) -> None:
    status, headers, body, last = door.ask(Accept_Encoding="gzip", Connection="keep-alive")
    assert (status, last, gzip.decompress(body)) == (200, False, TEXT)
    assert headers["Content-Length"] == str(len(body))
    assert headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert headers["Cache-Control"] == "no-cache"
    assert headers["Date"].endswith(" GMT")
    kept = f"/page/client.js?v={door.name()}"
    assert "immutable" in door.ask(kept, Accept_Encoding="gzip")[1]["Cache-Control"]
    for other in ("0123456789abcdef", "", door.name()[:3]):
        assert (found := door.ask(f"/page/client.js?v={other}", Accept_Encoding="gzip")) is None or "no-cache" in found[
            1
        ]["Cache-Control"]


def test_asked_for_the_head_alone_the_body_stays_away(door: Door) -> None:
    _, whole, body, _ = door.ask(Accept_Encoding="gzip")
    status, headers, nothing, _ = door.ask(method="HEAD", Accept_Encoding="gzip")
    assert (status, nothing) == (200, b"")
    assert headers == whole
    assert headers["Content-Length"] == str(len(body))


def test_what_a_browser_has_is_not_sent_and_has_no_length(door: Door) -> None:
    for tag in (f'"{door.name()}-gzip"', "*", f'"other", "{door.name()}"'):
        status, headers, body, _ = door.ask(Accept_Encoding="gzip", If_None_Match=tag)
        assert (status, body) == (304, b"")
        assert "Content-Length" not in headers
        assert headers["ETag"] == f'"{door.name()}-gzip"'
    assert door.ask(Accept_Encoding="gzip", If_None_Match='"something-else"')[0] == 200


def test_who_closes_the_connection_is_told_so(door: Door) -> None:
    _, headers, _, last = door.ask(Accept_Encoding="gzip", Connection="close")
    assert last
    assert headers["Connection"] == "close"


@pytest.mark.parametrize(
    "asked",
    [
        {"Host": "attacker.example"},
        {"Host": "attacker.example:8080"},
        {"Host": ""},
        {"Host": f"attacker.example\r\nHost: {HOST}"},
        {"Host": "127.0.0.1; script-src *"},
        {"method": "POST"},
        {"method": "OPTIONS"},
        {"version": "1.0"},
        {"Content_Length": "3", "end": "abc"},
        {"Transfer_Encoding": "chunked"},
        {"Expect": "100-continue"},
        {"Upgrade": "websocket", "Connection": "Upgrade"},
        {"Range": "bytes=0-9"},
        {"Accept_Encoding": "identity"},
        {"Accept": "*/*\r\nHost: attacker.example"},
        {"Accept": "*/*\r\n folded: yes"},
        {"Accept": "*/*\nX-Bare: 1"},
        {"path": "//page/client.js"},
        {"path": "/page/../page/client.js"},
        {"path": "/page/client.js%00"},
        {"path": "/page/Client.js"},
        {"path": "/nowhere"},
        {"path": f"http://{HOST}/page/client.js"},
        {"end": "GET / HTTP/1.1\r\n\r\n"},
        {"path": f"/{CONNECTION_ADDRESS}", "Origin": f"http://{HOST}"},
        {"path": f"/{CONNECTION_ADDRESS}", "Sec_Fetch_Site": "cross-site"},
        {"path": f"/{CONNECTION_ADDRESS}", "Sec_Fetch_Site": "none\r\nSec-Fetch-Site: cross-site"},
        {"path": f"/{CONNECTION_ADDRESS}?key=x"},
    ],
    ids=str,
)
def test_what_is_out_of_the_ordinary_is_left_to_the_guard(door: Door, asked: dict[str, str]) -> None:
    usual = {"Accept_Encoding": "gzip"}
    assert door.ask(**usual) is not None
    assert door.ask(**{**usual, **asked}) is None
    assert door.ask(**usual) is not None


def test_the_greeting_is_for_this_server_s_own_page(door: Door) -> None:
    for site in ("same-origin", "none"):
        status, headers, body, _ = door.ask(f"/{CONNECTION_ADDRESS}", Sec_Fetch_Site=site)
        assert (status, body) == (200, door.entrance.greeting())
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Length"] == str(len(body))
        assert headers["Content-Type"].startswith("application/json")


def test_a_file_that_was_replaced_or_taken_away_is_no_longer_handed_out(door: Door) -> None:
    address = "/surfaces/only/bones.pack"
    assert door.ask(address)[2] == b"bones" * 100
    door.file.write_bytes(b"other bones")
    assert door.ask(address) is None
    door.delivery.versioned(address[1:])
    assert door.ask(address)[2] == b"other bones"
    door.file.unlink()
    assert door.ask(address) is None


def test_the_page_s_folder_may_be_there_or_not(tmp_path: Path) -> None:
    door = Door(tmp_path, "/x/")
    assert door.ask("/x/page/client.js", Accept_Encoding="gzip")[0] == 200
    assert door.ask("/page/client.js", Accept_Encoding="gzip")[0] == 200
    assert door.ask("/y/page/client.js", Accept_Encoding="gzip") is None


def test_any_name_is_fine_where_the_server_listens_to_the_network_and_few_are_remembered(tmp_path: Path) -> None:
    door = Door(tmp_path, host="0.0.0.0")
    for number in range(1000):
        _, headers, _, _ = door.ask(Host=f"room-{number}.example", Accept_Encoding="gzip")
        assert f"ws://room-{number}.example wss://room-{number}.example;" in headers["Content-Security-Policy"]
    assert len(door._door._asked) <= 256
    assert len(door.entrance._headers) <= 64


# --- a server that runs ---------------------------------------------------------------------------------


def ask_plainly(running: Running, *pieces: bytes) -> Iterator[bytes]:
    """Send pieces one after the other and return what comes until the server closes."""
    with socket.create_connection((running.host, running.port), timeout=60) as wire:
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            wire.sendall(piece)
        while part := wire.recv(65536):
            yield part


def request(running: Running, path: str, *lines: str) -> bytes:
    told = "".join(f"{line}\r\n" for line in (f"Host: {running.host}:{running.port}", *lines))
    return f"GET {path} HTTP/1.1\r\n{told}\r\n".encode()


def test_door_and_guard_say_the_same_of_every_answer(running: Running) -> None:
    plain = request(running, "/page/style.css", "Accept-Encoding: gzip", "Connection: close")
    by_aiohttp = request(running, "/page/style.css", "Accept-Encoding: gzip", "Connection: close", "TE: trailers")

    def headers(asked: bytes) -> dict[str, str]:
        head = b"".join(ask_plainly(running, asked)).partition(b"\r\n\r\n")[0].decode()
        assert head.startswith("HTTP/1.1 200 OK\r\n")
        return dict(sorted(line.split(": ", 1) for line in head.split("\r\n")[1:]))

    headers(plain)  # made
    first, second = headers(plain), headers(by_aiohttp)
    assert first.pop("Date")
    assert second.pop("Date")
    assert first == second
    assert first["Content-Security-Policy"]
    assert first["Server"] == "anatomy-viewer"


def test_a_request_in_pieces_two_at_once_and_a_long_answer_arrive_whole(running: Running) -> None:
    library = re.search(rb'href="(page/[^"]*vtk[^"]*)"', gzip.decompress(whole(running, "/")))[1].decode()
    last = request(running, f"/{library}", "Accept-Encoding: gzip", "Connection: close")
    expected = b"".join(ask_plainly(running, last)).partition(b"\r\n\r\n")[2]
    assert len(expected) > 400_000
    cut = len(last) // 2
    assert b"".join(ask_plainly(running, last[:cut], last[cut:])).endswith(expected)
    first = request(running, f"/{library}", "Accept-Encoding: gzip")
    together = b"".join(ask_plainly(running, first + last))
    assert together.count(b"HTTP/1.1 200 OK") == 2
    assert together.endswith(expected)
    assert b"".join(ask_plainly(running, first, last)).count(expected) == 2


def whole(running: Running, path: str) -> bytes:
    asked = request(running, path, "Accept-Encoding: gzip", "Connection: close")
    return b"".join(ask_plainly(running, asked)).partition(b"\r\n\r\n")[2]


def test_a_part_of_a_surface_can_be_asked_for(running: Running, spheres: Path) -> None:
    data = (spheres / "built" / "sphere_left.pack").read_bytes()
    path = "/surfaces/only/sphere_left.pack"
    answer = b"".join(ask_plainly(running, request(running, path, "Range: bytes=10-19", "Connection: close")))
    assert answer.startswith(b"HTTP/1.1 206 ")
    assert f"Content-Range: bytes 10-19/{len(data)}\r\n".encode() in answer
    assert answer.endswith(b"\r\n\r\n" + data[10:20])
    beyond = request(running, path, f"Range: bytes={len(data)}-", "Connection: close")
    assert b"".join(ask_plainly(running, beyond)).startswith(b"HTTP/1.1 416 ")


def test_a_thousand_who_knock_at_once_are_all_let_in(running: Running) -> None:
    wires = []
    try:
        for _ in range(600):
            wire = socket.socket()
            wire.setblocking(False)
            wire.connect_ex((running.host, running.port))
            wires.append(wire)
        asked = request(running, "/page/style.css", "Accept-Encoding: gzip", "Connection: close")
        for wire in wires:
            wire.settimeout(60)
            wire.sendall(asked)
        answers = [wire.recv(65536) for wire in wires]
    finally:
        for wire in wires:
            wire.close()
    assert {answer[:15] for answer in answers} == {b"HTTP/1.1 200 OK"}


def test_a_viewer_that_reads_slowly_keeps_nobody_waiting_and_costs_no_copy(running: Running) -> None:
    library = re.search(rb'href="(page/[^"]*vtk[^"]*)"', gzip.decompress(whole(running, "/")))[1].decode()
    asked = request(running, f"/{library}", "Accept-Encoding: gzip")
    whole(running, f"/{library}")
    before = memory_kib(running)
    slow = []
    try:
        for _ in range(100):
            wire = socket.socket()
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            wire.connect((running.host, running.port))
            wire.sendall(asked)
            slow.append(wire)
        assert whole(running, "/page/style.css")
        assert memory_kib(running) - before < 100 * 64, "a hundred who read slowly"
    finally:
        for wire in slow:
            wire.close()


def memory_kib(running: Running) -> int:
    text = Path(f"/proc/{running.process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s*(\d+)", text)[1])
