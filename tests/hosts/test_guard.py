"""Attacks on a server that runs, and what is left of trame's methods."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import select
import struct
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import WSMsgType

from anatomy_viewer.hosts import guard

from ..running import Running, resident_mib, stop
from .conftest import start_server
from .wire import answer, call, deaf_viewer, frame, greet, in_a_loop, masked

Visit = Callable[[aiohttp.ClientSession], Awaitable[Any]]


def visit(work: Visit, **options: Any) -> Any:
    """Run `work` with an HTTP session."""

    async def run() -> Any:
        async with aiohttp.ClientSession(**options) as session:
            return await work(session)

    return in_a_loop(run())


def status_of(address: str, method: str = "GET", **options: Any) -> int:
    async def ask(session: aiohttp.ClientSession) -> int:
        async with session.request(method, address, allow_redirects=False, **options) as response:
            text = await response.text(errors="replace")
            assert "Traceback" not in text
            assert ".py" not in text or response.status == 200
            return response.status

    return visit(ask)


def handshake(address: str, **headers: str) -> int:
    """Return the status of a websocket handshake."""

    async def knock(session: aiohttp.ClientSession) -> int:
        try:
            async with session.ws_connect(f"{address}/ws", headers=headers):
                return 101
        except aiohttp.WSServerHandshakeError as refusal:
            return refusal.status

    return visit(knock)


# --- who may connect ------------------------------------------------------------------------------------


def test_the_page_of_this_server_may_open_the_websocket(running: Running) -> None:
    assert handshake(running.address, Origin=running.address) == 101


@pytest.mark.parametrize(
    "origin",
    [
        "https://attacker.example",
        "null",
        "http://127.0.0.1",  # the same computer, another program
        "http://127.0.0.1:1",
        "http://127.0.0.1.attacker.example:{port}",
        "http://attacker.example@127.0.0.1:{port}",
        "file://",
    ],
)
def test_a_page_of_another_origin_may_not_open_the_websocket(running: Running, origin: str) -> None:
    assert handshake(running.address, Origin=origin.format(port=running.port)) == 403


def test_a_browser_that_says_cross_site_may_not_open_the_websocket(running: Running) -> None:
    assert handshake(running.address, **{"Sec-Fetch-Site": "cross-site"}) == 403


def test_a_page_of_another_origin_does_not_get_the_key(running: Running) -> None:
    address = f"{running.address}/paraview/"
    assert status_of(address, "POST", headers={"Origin": "https://attacker.example"}) == 403
    assert status_of(address, "POST", headers={"Origin": running.address}) == 200


def test_the_key_is_not_the_one_that_trame_ships(running: Running) -> None:
    async def greet_with_the_shipped_key(session: aiohttp.ClientSession) -> Any:
        socket = await session.ws_connect(f"{running.address}/ws")
        await socket.send_bytes(frame(call("wslink.hello", {"secret": "wslink-secret"}, identity="system:c0:0")))
        return await answer(socket)

    assert "Authentication failed" in str(visit(greet_with_the_shipped_key))


@pytest.mark.parametrize("host", ["attacker.example", "attacker.example:{port}", "127.0.0.1.nip.example", ""])
def test_another_name_that_points_here_gets_nothing(running: Running, host: str) -> None:
    headers = {"Host": host.format(port=running.port)}
    for path in ("/", "/content.js", "/surfaces/only/sphere_left.pack", "/ws"):
        assert status_of(running.address + path, headers=headers) == 421
    assert status_of(f"{running.address}/paraview/", "POST", headers=headers) == 421


@pytest.mark.parametrize("host", ["localhost:{port}", "127.0.0.1:9999", "[::1]:{port}", "LOCALHOST"])
def test_the_names_of_this_computer_are_answered(running: Running, host: str) -> None:
    assert status_of(running.address, headers={"Host": host.format(port=running.port)}) == 200


def test_a_named_proxy_is_answered_too() -> None:
    assert guard.allowed_hosts_for("127.0.0.1", ["Anatomy.Example.org"]) >= {
        "anatomy.example.org",
        "localhost",
    }
    assert guard.allowed_hosts_for("0.0.0.0") is None


# --- what can be asked for ------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "REPORT"])
@pytest.mark.parametrize("path", ["/", "/content.js", "/surfaces/only/sphere_left.pack", "/ws"])
def test_nothing_but_reading_is_possible(running: Running, method: str, path: str) -> None:
    assert status_of(running.address + path, method) == 405


@pytest.mark.parametrize(
    "path",
    [
        "/surfaces",
        "/surfaces/",
        "/surfaces/only/model.json",
        "/surfaces/only/.hidden.pack",
        "/surfaces/only/../client.js",
        "/surfaces/only/..%2fclient.js",
        "/surfaces/only/%2e%2e/client.js",
        "/surfaces/only/..%5cclient.js",
        "/surfaces/only//etc/passwd",
        "/surfaces/only/sphere_left.pack/",
        "/surfaces/only/sphere_left.pack%00.txt",
        "/page/../../stand_in.py",
        "/page/",
        "/assets/",
        "/assets/../index.html",
        "/.git/config",
        "/__trame_vtk_2.11.17/",
        "//etc/passwd",
        "/etc/passwd",
        "/favicon.ico",
        "/loading.tpl",
    ],
)
def test_no_path_leads_anywhere_else(running: Running, path: str) -> None:
    from yarl import URL

    address = URL(f"{running.address}{path}", encoded=True)
    assert status_of(address) == 404  # type: ignore[arg-type]


def test_a_link_that_leads_out_of_the_folder_is_not_followed(running: Running, spheres: Path) -> None:
    link = spheres / "built" / "outside.pack"
    link.symlink_to("/etc/passwd")
    try:
        assert status_of(f"{running.address}/surfaces/only/outside.pack") == 404
    finally:
        link.unlink()


def test_every_answer_carries_the_headers(running: Running) -> None:
    async def ask(session: aiohttp.ClientSession) -> list[aiohttp.ClientResponse]:
        return [
            await session.get(running.address + path)
            for path in ("/", "/content.js", "/surfaces/only/sphere_left.pack", "/nowhere")
        ]

    for response in visit(ask):
        policy = dict(part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == "'self' 'unsafe-eval'"
        assert policy["frame-ancestors"] == "'none'"
        assert response.headers["X-Frame-Options"] == "DENY"
        local = f"127.0.0.1:{running.port}"
        assert policy["connect-src"] == f"'self' blob: data: ws://{local} wss://{local}"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in response.headers["Permissions-Policy"]
        assert "Access-Control-Allow-Origin" not in response.headers
        assert response.headers["Server"] == "anatomy-viewer"


def test_a_host_cannot_write_into_the_policy() -> None:
    from aiohttp.test_utils import make_mocked_request

    hostile = make_mocked_request("GET", "/", headers={"Host": "a.example; script-src *"})
    assert guard._policy_host(hostile) == ""


# --- what the websocket still does ----------------------------------------------------------------------


def test_the_websocket_gives_the_template_and_nothing_else(running: Running) -> None:
    async def work(session: aiohttp.ClientSession) -> None:
        socket = await greet(session, running.address)
        await socket.send_bytes(frame(call("trame.state.get")))
        state = (await answer(socket))["result"]["state"]
        assert "vtk-geometry-representation" in state["trame__template_main"]
        await socket.send_bytes(frame(call("trame.lifecycle.update", "server_exited", "more", "arguments")))
        assert (await answer(socket))["result"] is None

    visit(work)


REMOVED = [
    ("application.exit",),
    ("application.exit.later", 0),
    ("trame.state.update", [{"key": "trame__template_main", "value": "<script>alert(1)</script>"}]),
    ("trame.state.update", [{"key": "anything", "value": 1}]),
    ("trame.force.push", "trame__template_main"),
    ("trame.trigger", "anything", [], {}),
    ("trame.error.client", "text for the server's window"),
    ("viewport.image.push", {"view": -1}),
    ("__class__",),
    ("",),
]


@pytest.mark.parametrize("attempt", REMOVED, ids=[f"{name[0]}-{index}" for index, name in enumerate(REMOVED)])
def test_a_method_that_the_page_does_not_need_is_gone(running: Running, attempt: tuple[Any, ...]) -> None:
    async def work(session: aiohttp.ClientSession) -> None:
        victim = await greet(session, running.address)
        await victim.send_bytes(frame(call("trame.state.get")))
        before = (await answer(victim))["result"]
        attacker = await greet(session, running.address)
        await attacker.send_bytes(frame(call(*attempt)))
        reply = await answer(attacker)
        assert reply["error"]["code"] == -32601
        assert "data" not in reply["error"]
        await victim.send_bytes(frame(call("trame.state.get")))
        assert (await answer(victim))["result"] == before  # the next message is the answer: nothing was pushed

    visit(work)


def test_wrong_arguments_give_no_traceback(running: Running) -> None:
    async def work(session: aiohttp.ClientSession) -> None:
        socket = await greet(session, running.address)
        message = call("trame.state.get", 1, 2, 3)
        message["kwargs"] = {"self": 1, "nonsense": 2}
        await socket.send_bytes(frame(message))
        assert "trace" not in str(await answer(socket))

    visit(work)


def test_nothing_is_answered_before_the_greeting(running: Running) -> None:
    async def work(session: aiohttp.ClientSession) -> None:
        socket = await session.ws_connect(f"{running.address}/ws")
        for method in ("trame.state.get", "application.exit"):
            await socket.send_bytes(frame(call(method)))
            assert (await answer(socket))["error"]["message"].startswith("Unauthorized")

    visit(work)


NO_MESSAGES: list[bytes | str] = [
    b"",
    b"123456789012",
    frame(call("trame.state.get"), claimed=4_000_000_000),  # a header that claims gigabytes
    frame(call("trame.state.get"), offset=4_000_000_000),
    struct.pack("<III", 1, 0, 3_500_000_000) + b"x",  # the same in thirteen bytes
    struct.pack("<III", 1, 0, 1) + b"\xc1",
    frame(42),
    frame([1, 2, 3]),
    frame({"id": 42, "method": "trame.state.get"}),
    frame({"id": "rpc:c0:1"}),
    frame({"id": "rpc:c0:1", "method": ["unhashable"]}),
    frame(call("x" * guard.MESSAGE_BYTES)),
    "a text",
]


@pytest.mark.parametrize("greeted", [False, True], ids=["stranger", "viewer"])
@pytest.mark.parametrize("data", NO_MESSAGES, ids=range(len(NO_MESSAGES)))
def test_what_is_no_message_ends_that_connection_only(running: Running, data: bytes | str, greeted: bool) -> None:
    async def work(session: aiohttp.ClientSession) -> None:
        other = await greet(session, running.address)
        before = resident_mib(running.process.pid)
        if greeted:
            socket = await greet(session, running.address)
        else:
            socket = await session.ws_connect(f"{running.address}/ws")
        await (socket.send_str(data) if isinstance(data, str) else socket.send_bytes(data))
        message = await socket.receive(timeout=60)
        unauthorized = not greeted and message.type is WSMsgType.BINARY and b"Unauthorized" in message.data
        assert unauthorized or message.type in (WSMsgType.CLOSE, WSMsgType.CLOSED, WSMsgType.CLOSING)
        await other.send_bytes(frame(call("trame.state.get")))
        assert "result" in await answer(other)
        assert resident_mib(running.process.pid) - before < 20

    visit(work)


def test_a_message_over_the_limit_is_not_even_read(running: Running) -> None:
    async def work(session: aiohttp.ClientSession) -> None:
        socket = await greet(session, running.address)
        with contextlib.suppress(ConnectionError):  # the server hangs up in the middle of it
            await socket.send_bytes(bytes(4_000_000))
        assert (await socket.receive(timeout=60)).type in (WSMsgType.CLOSE, WSMsgType.CLOSED, WSMsgType.ERROR)

    visit(work)


def test_many_headers_that_claim_much_set_no_memory_aside(running: Running) -> None:
    async def work(session: aiohttp.ClientSession) -> None:
        before = resident_mib(running.process.pid)
        for identity in range(50):
            socket = await greet(session, running.address)
            await socket.send_bytes(struct.pack("<III", identity, 0, 100_000_000) + b"x")
        assert resident_mib(running.process.pid) - before < 30

    visit(work)


def test_a_viewer_that_stops_reading_keeps_nobody_waiting(running: Running) -> None:
    async def work(session: aiohttp.ClientSession) -> None:
        async with session.post(f"{running.address}/paraview/") as response:
            key = (await response.json())["secret"]
        with deaf_viewer(running) as stalled:
            stalled.sendall(masked(frame(call("wslink.hello", {"secret": key}, identity="system:c0:0"))))
            asked = masked(frame(call("trame.state.get"))) * 100
            # Its answers no longer fit into any buffer once the server reads no more questions.
            while await asyncio.to_thread(select.select, [], [stalled], [], 1.0) != ([], [], []):
                with contextlib.suppress(BlockingIOError):
                    stalled.send(asked)
            socket = await asyncio.wait_for(greet(session, running.address), 60)
            await socket.send_bytes(frame(call("trame.state.get")))
            assert "result" in await asyncio.wait_for(answer(socket), 60)

    visit(work)


def test_a_plain_request_to_the_websocket_leaves_nothing_behind(running: Running) -> None:
    for _ in range(20):
        assert status_of(f"{running.address}/ws") == 426


def test_a_viewer_that_leaves_before_the_greeting_leaves_nothing_behind() -> None:
    handler = guard.ViewerConnections.__new__(guard.ViewerConnections)
    handler.unchunkers = {}
    handler.serverProtocol = None
    in_a_loop(handler.onClose("never greeted"))
    assert handler.unchunkers == {}


def test_no_viewer_costs_the_memory_of_a_compressor(running: Running) -> None:
    async def work(session: aiohttp.ClientSession) -> None:
        async with session.ws_connect(f"{running.address}/ws", compress=15) as socket:
            assert socket.compress == 0

    visit(work)


def test_the_server_is_reached_under_any_name_only_when_it_listens_to_the_network(spheres: Path) -> None:
    server = start_server(spheres, "0.0.0.0")
    try:
        headers = {"Host": "lecture-room.example"}
        assert status_of(server.address, headers=headers) == 200
        assert handshake(server.address, Origin="http://attacker.example", **headers) == 403
        assert handshake(server.address, Origin="http://lecture-room.example", **headers) == 101
    finally:
        assert stop(server) == ("", "")


# --- the names that are not ours ------------------------------------------------------------------------


def test_the_private_names_that_the_guard_changes_still_exist() -> None:
    from trame.app import get_server
    from trame_server.protocol import CoreServer
    from wslink.backends.aiohttp import AioHttpWsHandler, WebAppServer
    from wslink.chunking import HEADER_LENGTH, UnChunker
    from wslink.protocol import WslinkHandler

    protocol = CoreServer.__new__(CoreServer)
    CoreServer.server = get_server("names", client_type="vue3")
    protocol.__init__()
    app = WebAppServer({"ws": {"ws": protocol}, "static": {"/": "."}, "timeout": 0})
    assert app._ws_handlers, "wslink keeps its websocket handlers elsewhere"
    assert app._default_routes, "wslink registers its folders elsewhere"
    assert app.config["timeout"] == 0
    handler = app._ws_handlers[0]
    assert type(handler) is AioHttpWsHandler
    for name in ("functionMap", "attachment_atomic", "unchunkers", "connections"):
        assert hasattr(handler, name), name
    for name in ("onConnect", "onMessage", "onClose", "sendWrappedError"):
        assert inspect.iscoroutinefunction(getattr(AioHttpWsHandler, name)), name
    assert list(inspect.signature(WslinkHandler.sendWrappedError).parameters)[1:] == [
        "rpcid",
        "code",
        "message",
        "data",
        "client_id",
    ]
    assert HEADER_LENGTH == 12
    assert {"process_chunk", "set_max_message_size", "release_pending_messages"} <= set(dir(UnChunker))
    assert {"trame.state.get", "trame.lifecycle.update", "application.exit"} <= set(handler.functionMap)
    assert callable(protocol.updateSecret)


def test_after_protection_two_methods_are_left() -> None:
    class App:
        _ws_handlers = ()

    handler = guard.ViewerConnections.__new__(guard.ViewerConnections)
    App._ws_handlers = (handler,)
    guard.protect_websocket(App, lambda: {"state": {}})
    assert set(handler.functionMap) == {"trame.state.get", "trame.lifecycle.update"}
