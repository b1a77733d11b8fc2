"""A small client of wslink's protocol, honest or not."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import aiohttp
import msgpack

if TYPE_CHECKING:
    from ..running import Running


def in_a_loop(work: Coroutine[Any, Any, Any]) -> Any:
    """Run `work` in an event loop of its own thread: Playwright keeps one going in the main thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def frame(message: object, identity: int = 7, offset: int = 0, claimed: int | None = None) -> bytes:
    """Return a message as it goes over the wire; `claimed` is the size that its header tells."""
    content = msgpack.packb(message)
    return struct.pack("<III", identity, offset, len(content) if claimed is None else claimed) + content


def call(method: str, *arguments: object, identity: str = "rpc:c0:1") -> dict[str, object]:
    """Return a call as trame's client writes it."""
    return {"wslink": "1.0", "id": identity, "method": method, "args": list(arguments), "kwargs": {}}


async def answer(connection: aiohttp.ClientWebSocketResponse) -> Any:
    """Return the next message, put together from its pieces."""
    pieces: dict[int, bytes] = {}
    while True:
        data = await connection.receive_bytes(timeout=60)
        _, offset, size = struct.unpack("<III", data[:12])
        pieces[offset] = data[12:]
        if sum(map(len, pieces.values())) >= size:
            return msgpack.unpackb(b"".join(pieces[place] for place in sorted(pieces)))


async def greet(session: aiohttp.ClientSession, address: str) -> aiohttp.ClientWebSocketResponse:
    """Connect as the page does: ask for the key, open the websocket, say hello."""
    async with session.post(f"{address}/paraview/", json={"application": "anatomy-viewer"}) as response:
        key = (await response.json())["secret"]
    connection = await session.ws_connect(f"{address}/ws")
    await connection.send_bytes(frame(call("wslink.hello", {"secret": key}, identity="system:c0:0")))
    reply = await answer(connection)
    assert "result" in reply, reply
    return connection


def masked(content: bytes) -> bytes:
    """Return a client's binary websocket frame with a mask of zeros."""
    size = len(content)
    length = bytes([0x80 | size]) if size < 126 else bytes([0x80 | 126]) + struct.pack(">H", size)
    return b"\x82" + length + bytes(4) + content


@contextlib.contextmanager
def deaf_viewer(server: Running) -> Iterator[socket.socket]:
    """Open a websocket that nobody reads from or answers a farewell on; the socket does not block."""
    with socket.socket() as viewer:
        viewer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        viewer.connect((server.host, server.port))
        viewer.sendall(
            f"GET /ws HTTP/1.1\r\nHost: {server.host}:{server.port}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n".encode()
        )
        assert b"101" in viewer.recv(64)
        viewer.setblocking(False)
        yield viewer
