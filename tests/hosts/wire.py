"""A small client of wslink's protocol, honest or not."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import aiohttp
import msgpack


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


async def answer(socket: aiohttp.ClientWebSocketResponse) -> Any:
    """Return the next message, put together from its pieces."""
    pieces: dict[int, bytes] = {}
    while True:
        data = await socket.receive_bytes(timeout=10)
        _, offset, size = struct.unpack("<III", data[:12])
        pieces[offset] = data[12:]
        if sum(map(len, pieces.values())) >= size:
            return msgpack.unpackb(b"".join(pieces[place] for place in sorted(pieces)))


async def greet(session: aiohttp.ClientSession, address: str) -> aiohttp.ClientWebSocketResponse:
    """Connect as the page does: ask for the key, open the websocket, say hello."""
    async with session.post(f"{address}/paraview/", json={"application": "anatomy-viewer"}) as response:
        key = (await response.json())["secret"]
    socket = await session.ws_connect(f"{address}/ws")
    await socket.send_bytes(frame(call("wslink.hello", {"secret": key}, identity="system:c0:0")))
    reply = await answer(socket)
    assert "result" in reply, reply
    return socket
