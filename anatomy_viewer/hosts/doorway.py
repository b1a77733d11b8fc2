"""The server's door: what lies ready is handed out here, and everything else goes in to aiohttp.

When a lecture begins, a thousand browsers ask for the same dozen of contents within seconds. Such a request, whole,
plain and for an address of the table, is answered in one step: one look at its headers, one at the table, one write.
Whatever is out of the ordinary (another method, a refused name, a body, a range, two requests at once, a
websocket, an address that is not in the table or not made yet) is handed to aiohttp with its connection, unread:
there is one place that refuses.

Sources
-------
aiohttp's documentation of the low-level server: a `web.Server` makes protocols for ``loop.create_server``. Of wslink's
``WebAppServer`` its ``start``, ``stop`` and ``get_port`` are replaced; `guard` says which names are pinned.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Iterable
from email.utils import formatdate
from typing import cast

from aiohttp import web
from wslink.backends.aiohttp import WebAppServer

from anatomy_viewer.hosts.delivery import Delivery, Ready, accepted_coding
from anatomy_viewer.hosts.guard import Entrance, Named, is_written, own_port
from anatomy_viewer.hosts.proxies import NAMING_HEADERS

__all__ = ["Doorway", "OpenServer"]

BACKLOG = 2048
"""Connections that wait to be let in; the system may allow fewer."""

SECONDS_IDLE = 75.0
"""How long a connection may stay open without a request, here and at aiohttp; proxies keep theirs for a minute."""

SECONDS_ASKING = 20.0
"""How long the head of one request may take to come."""

_LONGEST_HEAD = 8190
_PIECE = 64 * 1024
_SMALL_PIECE = 16 * 1024
"""What is handed over at a time to who reads slowly: all else stays where everyone's bytes lie."""

_PLAIN = re.compile(
    rb"(GET|HEAD) (/[!-~]*) HTTP/1\.1\r\n((?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\r\n\0]*\r\n)+)\r\n", re.DOTALL
)
_VERSION = re.compile(rb"(?:v=([0-9a-f]{1,64}))?")
_TAG = re.compile(r'(?:W/)?"([^"]*)"|(\*)')

# With one of these a request is not plain; of the others, those that are read here may stand there once.
_NOT_PLAIN = frozenset(
    (
        b"content-length", b"transfer-encoding", b"expect", b"upgrade", b"range", b"if-range", b"if-match",
        b"if-unmodified-since", b"te", b"trailer",
    )
)  # fmt: skip
_READ = frozenset(
    (b"accept-encoding", b"if-none-match", b"connection", *(name.lower().encode() for name in NAMING_HEADERS))
)
_NAMES = {name.lower().encode(): name for name in NAMING_HEADERS}


class Doorway:
    """Makes what stands at each connection, to be handed to ``loop.create_server``.

    Parameters
    ----------
    delivery
        What may lie ready.
    addresses
        The addresses of it that are handed out here.
    entrance
        Under which names the server is asked.
    base
        The folder under which the page stands.
    inside
        Makes the protocols that everything else goes to.
    """

    def __init__(
        self,
        delivery: Delivery,
        addresses: Iterable[str],
        entrance: Entrance,
        base: str,
        inside: Callable[[], asyncio.Protocol],
    ) -> None:
        self.inside = inside
        self.visitors: set[_Visitor] = set()
        self._delivery = delivery
        self._entrance = entrance
        self._paths = {
            f"{folder}{'' if address == 'index.html' else address}".encode(): address
            for folder in ("/", base)
            for address in addresses
        }
        self._heads: dict[tuple[int, str, bool, bool], bytes] = {}
        self._lines: dict[int, tuple[dict[str, str], bytes]] = {}
        self._date = (0, b"")
        self._sweeping: asyncio.TimerHandle | None = None

    def __call__(self) -> asyncio.Protocol:
        return _Visitor(self)

    def answer(self, request: bytes, port: int) -> tuple[bytes, bytes, bool] | None:
        """Return the head and the body of an answer and whether it is the last, or None where aiohttp has to answer.

        Parameters
        ----------
        request
            All that has come.
        port
            The port that it came in by.
        """
        plain = _PLAIN.fullmatch(request)
        if plain is None or len(request) > _LONGEST_HEAD:
            return None
        path, _, query = plain[2].partition(b"?")
        address = self._paths.get(path)
        ready = address and self._delivery.ready(address)
        if not ready:
            return None
        headers: dict[bytes, bytes] = {}
        for line in plain[3].split(b"\r\n")[:-1]:
            name, _, value = line.partition(b":")
            name = name.lower()
            if name in _NOT_PLAIN or (name in headers and name in _READ):
                return None
            headers[name] = value.strip(b" \t")
        host = headers.get(b"host", b"").decode("latin-1")
        if not host or not is_written(host) or not self._entrance.admits(host):
            return None
        wish = headers.get(b"connection", b"").lower()
        if wish not in (b"", b"keep-alive", b"close"):
            return None
        version = _VERSION.fullmatch(query)
        if version is None and b"v=" in query:
            return None
        versioned = version is not None and version[1] is not None and ready.is_asked(version[1].decode())
        coding = accepted_coding(headers.get(b"accept-encoding", b"").decode("latin-1"), ready.codings)
        if coding not in ready.bodies:
            return None
        tags = _TAG.findall(headers.get(b"if-none-match", b"").decode("latin-1"))
        known = bool(tags) and ready.has(tag or star for tag, star in tags)
        named = Named({_NAMES[name]: headers[name].decode("latin-1") for name in _NAMES if name in headers})
        last = wish == b"close"
        head = b"".join(
            (
                self._head(ready, coding, versioned, known),
                self._guard_lines(self._entrance.headers_for(named, port)),
                self._date_line(),
                b"Connection: close\r\n\r\n" if last else b"\r\n",
            )
        )
        return head, b"" if known or plain[1] == b"HEAD" else ready.bodies[coding], last

    def watch(self) -> None:
        """Look after the connections from time to time, as long as there are any."""
        if self._sweeping is None and self.visitors:
            self._sweeping = asyncio.get_running_loop().call_later(SECONDS_ASKING / 2, self._sweep)

    def close(self) -> None:
        """Send everyone away who stands here."""
        if self._sweeping is not None:
            self._sweeping.cancel()
        for visitor in tuple(self.visitors):
            visitor.leave()

    def _sweep(self) -> None:
        self._sweeping = None
        now = asyncio.get_running_loop().time()
        for visitor in tuple(self.visitors):
            if now - visitor.since > (SECONDS_ASKING if visitor.rest else SECONDS_IDLE):
                visitor.leave()
        self.watch()

    def _head(self, ready: Ready, coding: str, versioned: bool, known: bool) -> bytes:
        """Return an answer's first lines, the same for everyone: made once."""
        key = (id(ready), coding, versioned, known)
        head = self._heads.get(key)
        if head is None:
            headers = ready.headers(coding, versioned)
            if not known:
                headers["Content-Length"] = str(len(ready.bodies[coding]))
            status = "304 Not Modified" if known else "200 OK"
            head = self._heads[key] = f"HTTP/1.1 {status}\r\n".encode() + _written(headers)
        return head

    def _guard_lines(self, headers: dict[str, str]) -> bytes:
        """Return what the guard says besides, as bytes; it hands out one and the same value for the same names."""
        kept = self._lines.get(id(headers))
        if kept is None or kept[0] is not headers:
            if len(self._lines) > 64:
                self._lines.clear()
            kept = self._lines[id(headers)] = (headers, _written(headers))
        return kept[1]

    def _date_line(self) -> bytes:
        now = int(time.time())
        if self._date[0] != now:
            self._date = (now, f"Date: {formatdate(now, usegmt=True)}\r\n".encode())
        return self._date[1]


class _Visitor(asyncio.Protocol):
    """One connection, until it asks for something that is not answered here."""

    __slots__ = ("_door", "_full", "_last", "_left", "_port", "_transport", "rest", "since")

    def __init__(self, door: Doorway) -> None:
        self._door = door
        self._left: memoryview | None = None
        self._full = self._last = False
        self.rest = b""
        self.since = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        # What one connection keeps here is never more than a piece.
        self._transport.set_write_buffer_limits(high=0)
        self._port = own_port(transport)
        self.since = asyncio.get_running_loop().time()
        self._door.visitors.add(self)
        self._door.watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._door.visitors.discard(self)
        self._left = None

    def data_received(self, data: bytes) -> None:
        if self.rest:
            data = self.rest + data
        else:
            self.since = asyncio.get_running_loop().time()
        answer = self._door.answer(data, self._port)
        if answer is not None:
            self.rest = b""
            self._send(*answer)
        elif b"\r\n\r\n" not in data and len(data) <= _LONGEST_HEAD:
            self.rest = data  # the rest of it is on its way
        else:
            self._hand_over(data)

    def pause_writing(self) -> None:
        self._full = True

    def resume_writing(self) -> None:
        self._full = False
        self.since = asyncio.get_running_loop().time()
        if self._left is not None:
            self._send_on(_SMALL_PIECE)

    def leave(self) -> None:
        """End the connection at once."""
        self._transport.abort()

    def _send(self, head: bytes, body: bytes, last: bool) -> None:
        self._last = last
        if len(body) <= _PIECE:
            self._transport.write(head + body)
            if last:
                self._transport.close()
            return
        self._left = memoryview(body)
        self._transport.write(head + body[: _PIECE - len(head)])
        self._left = self._left[_PIECE - len(head) :]
        self._send_on(_PIECE)
        if self._left is not None:
            self._transport.pause_reading()

    def _send_on(self, piece: int) -> None:
        while self._left is not None and not self._full:
            part, self._left = self._left[:piece], self._left[piece:]
            self._transport.write(part)
            if not self._left:
                self._left = None
                if self._last:
                    self._transport.close()
                else:
                    self._transport.resume_reading()

    def _hand_over(self, data: bytes) -> None:
        self._door.visitors.discard(self)
        inside = self._door.inside()
        self._transport.set_write_buffer_limits()
        self._transport.set_protocol(inside)
        inside.connection_made(self._transport)
        inside.data_received(data)


class OpenServer(WebAppServer):  # type: ignore[misc]
    """wslink's web application behind a `Doorway`. `hosts.server` turns the application into it."""

    door_for: Callable[[web.Server], Doorway]

    async def start(self, port_callback: Callable[[int], None] | None = None) -> None:
        """Listen until the server is stopped."""
        self._runner = web.AppRunner(
            self.app, handle_signals=self.handle_signals, access_log=None, keepalive_timeout=SECONDS_IDLE
        )
        await self._runner.setup()
        server = cast(web.Server, self._runner.server)
        self._door = self.door_for(server)
        loop = asyncio.get_running_loop()
        self._listening = await loop.create_server(
            self._door, self.host, self.port, ssl=self.ssl_context, backlog=BACKLOG
        )
        if port_callback is not None:
            port_callback(self.get_port())
        self.shutdown_schedule()
        await self.completion

    def get_port(self) -> int:
        """Return the port that is listened on."""
        return int(self._listening.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Stop listening and send everyone away."""
        self._listening.close()
        self._door.close()
        await super().stop()


def _written(headers: dict[str, str]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode("latin-1")
