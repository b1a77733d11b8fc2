"""Many viewers who load the page at once, as browsers do: the entrance first, then the rest on six kept connections.

A process of its own, so that its work is not the server's; it reads no more of an answer than where it ends.

python -m benchmarks.crowd HOST:PORT FILE VIEWERS   (FILE: a JSON list of {path, headers})
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

CONNECTIONS = 6
"""What a browser opens to one host."""
ABREAST = 100
"""So many load at the same time; who comes later waits at the door, as in a browser whose connections are taken."""
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)


class Wire(asyncio.Protocol):
    """One connection, on which one request follows another."""

    def __init__(self) -> None:
        self._transport: asyncio.WriteTransport | None = None
        self._answer: asyncio.Future[bytes] | None = None
        self._head = b""
        self._left: int | None = None
        self.bytes = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]

    def connection_lost(self, error: Exception | None) -> None:
        if self._answer and not self._answer.done():
            self._answer.set_exception(error or ConnectionError("the server closed the connection"))

    async def ask(self, request: bytes) -> bytes:
        """Send a request and return the status of its answer when all of it has come."""
        assert self._transport is not None
        self._head, self._left = b"", None
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def data_received(self, data: bytes) -> None:
        self.bytes += len(data)
        if self._left is None:
            self._head += data
            end = self._head.find(b"\r\n\r\n")
            if end < 0:
                return
            length = _LENGTH.search(self._head, 0, end)
            if length is None and _CHUNKED.search(self._head, 0, end):
                self._left = -1
            else:
                self._left = int(length[1]) if length and self._head[9:12] != b"304" else 0
            data = self._head[end + 4 :]
        if self._left < 0:
            finished = data.endswith(b"0\r\n\r\n")
        else:
            self._left -= len(data)
            finished = self._left <= 0
        if finished and self._answer and not self._answer.done():
            self._answer.set_result(self._head[9:12])

    def close(self) -> None:
        """Close the connection."""
        if self._transport:
            self._transport.close()


def as_sent(request: Mapping[str, Any], host: str) -> bytes:
    """Return a request as it goes over the line."""
    headers = "".join(f"{name}: {value}\r\n" for name, value in request["headers"].items())
    return f"GET {request['path']} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n".encode()


async def load(host: str, requests: Sequence[bytes], gate: asyncio.Semaphore, told: Counter[str]) -> None:
    """Load the page once."""
    name, _, port = host.partition(":")
    loop = asyncio.get_running_loop()

    async def connect() -> Wire:
        return (await loop.create_connection(Wire, name, int(port)))[1]

    async def work(wire: Wire | None, waiting: Iterable[bytes]) -> None:
        for request in waiting:
            wire = wire or await connect()
            told[(await wire.ask(request)).decode()] += 1
        if wire is not None:
            told["bytes"] += wire.bytes
            wire.close()

    async with gate:
        first = await connect()
        told[(await first.ask(requests[0])).decode()] += 1
        waiting = iter(requests[1:])
        await asyncio.gather(work(first, waiting), *(work(None, waiting) for _ in range(CONNECTIONS - 1)))


async def crowd(host: str, requests: Sequence[Mapping[str, Any]], viewers: int) -> dict[str, float]:
    """Return how often which status came, the bytes, and the seconds until all viewers had everything."""
    sent = [as_sent(request, host) for request in requests]
    gate = asyncio.Semaphore(ABREAST)
    told: Counter[str] = Counter()
    begun = time.perf_counter()
    await asyncio.gather(*(load(host, sent, gate, told) for _ in range(viewers)))
    return {**told, "seconds": time.perf_counter() - begun}


if __name__ == "__main__":
    listed = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    print(json.dumps(asyncio.run(crowd(sys.argv[1], listed, int(sys.argv[3])))))
