"""The server's door: what lies ready is handed out here, and everything else goes in to aiohttp.

When a lecture begins, a thousand browsers ask for the same dozen of contents within seconds. Such a request, whole,
plain and for an address of the table, is answered in one step: one look at its headers, one at the table, one write
of bytes that everyone shares. Whatever is out of the ordinary (another method, a refused name, a body, a range, two
requests at once, a websocket, an address that is not in the table or not made yet) is handed to aiohttp with its
connection, unread: there is one place that refuses.

Sources
-------
aiohttp's documentation of the low-level server: a `web.Server` makes the protocols of connections. Of wslink's
``WebAppServer`` its ``start``, ``stop`` and ``get_port`` are replaced; `guard` says which names are pinned.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import re
import socket
import time
from collections.abc import Callable
from email.utils import formatdate
from typing import NamedTuple, cast

from aiohttp import web
from wslink.backends.aiohttp import WebAppServer

from anatomy_viewer.hosts.delivery import Delivery, Ready, accepted_coding
from anatomy_viewer.hosts.guard import (
    CONNECTION_ADDRESS,
    GREETING_HEADERS,
    OWN_SITES,
    Entrance,
    Named,
    is_written,
)
from anatomy_viewer.hosts.proxies import NAMING_HEADERS

__all__ = ["Doorway", "OpenServer"]

BACKLOG = 2048
"""Connections that wait to be let in; the system may allow fewer."""

SECONDS_IDLE = 75.0
"""How long a connection may stay open without a request, here and at aiohttp; proxies keep theirs for a minute."""

SECONDS_ASKING = 20.0
"""How long the head of one request may take to come."""

_LONGEST_HEAD = 8190
_HEADS_KEPT = 256
_LET_IN_AT_ONCE = 128
_FULL = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)

_log = logging.getLogger(__name__)

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
    (
        b"accept-encoding",
        b"if-none-match",
        b"connection",
        b"sec-fetch-site",
        *(name.lower().encode() for name in NAMING_HEADERS),
    )
)
_NAMES = {name.lower().encode(): name for name in NAMING_HEADERS}


class _Asked(NamedTuple):
    """What the headers of a plain request say."""

    accepts: str
    tags: tuple[str, ...]
    last: bool
    own: bool
    """Whether it certainly comes from a page of this server, or from no page at all."""
    lines: bytes
    """What the guard says besides in the answer."""


class Doorway:
    """Lets connections in and answers those that ask for what lies ready.

    Parameters
    ----------
    delivery
        What may lie ready.
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
        entrance: Entrance,
        base: str,
        inside: Callable[[], asyncio.Protocol],
    ) -> None:
        self.inside = inside
        self.visitors: set[_Visitor] = set()
        self._delivery = delivery
        self._entrance = entrance
        self._folders = tuple(dict.fromkeys((base.encode(), b"/")))
        self._asked: dict[tuple[bytes, int, bool], _Asked] = {}
        self._heads: dict[tuple[str, str, bool, bool], bytes] = {}
        self._date = (0, b"")
        self._sweeping: asyncio.TimerHandle | None = None
        self._entering: set[asyncio.Task[object]] = set()

    def open(self, listening: socket.socket) -> None:
        """Let connections in that come to a listening socket.

        Raises
        ------
        NotImplementedError
            This event loop cannot wait for a socket (that of Windows).
        """
        listening.setblocking(False)
        with contextlib.suppress(OSError):  # connections have it from here where the system lets them
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        port = 0 if _is_file(listening) else int(listening.getsockname()[1])
        asyncio.get_running_loop().add_reader(listening.fileno(), self._let_in, listening, port)

    def answer(self, request: bytes, port: int, remote: str | None = None) -> tuple[bytes, bytes, bool] | None:
        """Return the head and the body of an answer and whether it is the last, or None where aiohttp has to answer.

        Parameters
        ----------
        request
            All that has come.
        port
            The port that it came in by.
        remote
            The address that it came from.
        """
        plain = _PLAIN.fullmatch(request)
        if plain is None or len(request) > _LONGEST_HEAD:
            return None
        method, target, lines = plain.groups()
        path, _, query = target.partition(b"?")
        folder = next(one for one in self._folders if path.startswith(one))
        address = path[len(folder) :].decode() or "index.html"
        greeted = address == CONNECTION_ADDRESS and not query
        ready = None if greeted else self._delivery.ready(address)
        if ready is None and not greeted:
            return None
        # A browser says the same each time, and a room full of browsers too.
        trusted = self._entrance.trusts(remote)
        asked = self._asked.get((lines, port, trusted)) or self._read(lines, port, remote, trusted)
        if asked is None or (greeted and not asked.own):
            return None
        end = b"Connection: close\r\n\r\n" if asked.last else b"\r\n"
        if ready is None:
            body = self._entrance.greeting()
            head = b"HTTP/1.1 200 OK\r\n" + _written({**GREETING_HEADERS, "Content-Length": str(len(body))})
            return head + asked.lines + self._date_line() + end, b"" if method == b"HEAD" else body, asked.last
        version = _VERSION.fullmatch(query)
        if version is None and b"v=" in query:
            return None
        versioned = version is not None and version[1] is not None and ready.is_asked(version[1].decode())
        coding = accepted_coding(asked.accepts, ready.codings)
        if coding not in ready.bodies:
            return None
        known = bool(asked.tags) and ready.has(asked.tags)
        head = b"".join((self._head(ready, coding, versioned, known), asked.lines, self._date_line(), end))
        return head, b"" if known or method == b"HEAD" else ready.bodies[coding], asked.last

    def hand_over(self, connection: socket.socket, data: bytes) -> None:
        """Let aiohttp go on with a connection of which `data` was read."""
        loop = asyncio.get_running_loop()
        task = loop.create_task(loop.connect_accepted_socket(lambda: _Entering(self.inside(), data), connection))
        self._entering.add(task)
        task.add_done_callback(self._entered)

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

    def _let_in(self, listening: socket.socket, port: int) -> None:
        for _ in range(_LET_IN_AT_ONCE):
            try:
                connection, address = listening.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError as fault:
                if fault.errno not in _FULL:
                    raise
                _log.warning("no more connections can be opened for the moment: %s", fault.strerror)
                loop = asyncio.get_running_loop()
                loop.remove_reader(listening.fileno())
                loop.call_later(1.0, self._open_again, listening)
                return
            connection.setblocking(False)
            visitor = _Visitor(self, connection, port, str(address[0]) if address else "")
            self.visitors.add(visitor)
            visitor.read()
        self.watch()

    def _open_again(self, listening: socket.socket) -> None:
        if listening.fileno() != -1:
            self.open(listening)

    def _entered(self, task: asyncio.Task[object]) -> None:
        self._entering.discard(task)
        if not task.cancelled() and (fault := task.exception()) is not None:
            _log.info("a connection was lost at the door: %s", fault)

    def _sweep(self) -> None:
        self._sweeping = None
        now = asyncio.get_running_loop().time()
        for visitor in tuple(self.visitors):
            if now - visitor.since > (SECONDS_ASKING if visitor.rest else SECONDS_IDLE):
                visitor.leave()
        self.watch()

    def _read(self, lines: bytes, port: int, remote: str | None, trusted: bool) -> _Asked | None:
        """Return what the headers of a request say, or None where it is not a plain one or the guard may refuse it."""
        headers: dict[bytes, bytes] = {}
        for line in lines.split(b"\r\n")[:-1]:
            name, _, value = line.partition(b":")
            name = name.lower()
            if name in _NOT_PLAIN or (name in headers and name in _READ):
                return None
            headers[name] = value.strip(b" \t")
        host = headers.get(b"host", b"").decode("latin-1")
        wish = headers.get(b"connection", b"keep-alive").lower()
        named = Named({_NAMES[name]: headers[name].decode("latin-1") for name in _NAMES if name in headers}, remote)
        if not host or not is_written(host) or not self._entrance.admits(named):
            return None
        if wish not in (b"keep-alive", b"close"):
            return None
        tags = _TAG.findall(headers.get(b"if-none-match", b"").decode("latin-1"))
        asked = _Asked(
            headers.get(b"accept-encoding", b"").decode("latin-1"),
            tuple(tag or star for tag, star in tags),
            wish == b"close",
            b"origin" not in headers and headers.get(b"sec-fetch-site", b"none").decode("latin-1") in OWN_SITES,
            _written(self._entrance.headers_for(named, port)),
        )
        if len(self._asked) >= _HEADS_KEPT:
            self._asked.clear()
        if len(lines) < _LONGEST_HEAD // 4:
            self._asked[lines, port, trusted] = asked
        return asked

    def _head(self, ready: Ready, coding: str, versioned: bool, known: bool) -> bytes:
        """Return an answer's first lines, the same for everyone: made once."""
        key = (f"{ready.kind} {ready.name}", coding, versioned, known)
        head = self._heads.get(key)
        if head is None:
            headers = ready.headers(coding, versioned)
            if not known:
                headers["Content-Length"] = str(len(ready.bodies[coding]))
            status = "304 Not Modified" if known else "200 OK"
            head = self._heads[key] = f"HTTP/1.1 {status}\r\n".encode() + _written(headers)
        return head

    def _date_line(self) -> bytes:
        now = int(time.time())
        if self._date[0] != now:
            self._date = (now, f"Date: {formatdate(now, usegmt=True)}\r\n".encode())
        return self._date[1]


class _Visitor:
    """One connection, until it asks for something that is not answered here."""

    __slots__ = ("_connection", "_door", "_last", "_left", "_port", "_reading", "_remote", "rest", "since")

    def __init__(self, door: Doorway, connection: socket.socket, port: int, remote: str) -> None:
        self._door = door
        self._connection = connection
        self._port = port
        self._remote = remote
        self._left: list[memoryview] = []
        self._last = self._reading = False
        self.rest = b""
        self.since = asyncio.get_running_loop().time()

    def read(self) -> None:
        """Take in what has come, and answer it or hand it over."""
        try:
            data = self._connection.recv(_LONGEST_HEAD + 1)
        except (BlockingIOError, InterruptedError):
            self._wait()
            return
        except OSError:
            data = b""
        if not data:
            self.leave()
            return
        if self.rest:
            data = self.rest + data
        else:
            self.since = asyncio.get_running_loop().time()
        answer = self._door.answer(data, self._port, self._remote)
        if answer is not None:
            self.rest = b""
            head, body, self._last = answer
            self._left = [memoryview(head), memoryview(body)]
            self._send()
        elif b"\r\n\r\n" not in data and len(data) <= _LONGEST_HEAD:
            self.rest = data  # more of it is on its way
            self._wait()
        else:
            self._forget()
            self._door.hand_over(self._connection, data)

    def leave(self) -> None:
        """End the connection."""
        self._forget()
        self._connection.close()

    def _send(self) -> None:
        """Send on; a viewer that reads slowly keeps nothing here but its place in everyone's bytes."""
        try:
            sent = self._connection.sendmsg(self._left)
        except (BlockingIOError, InterruptedError):
            sent = 0
        except OSError:
            self.leave()
            return
        while self._left and sent >= len(self._left[0]):
            sent -= len(self._left.pop(0))
        if self._left:
            self._left[0] = self._left[0][sent:]
            self._stop_reading()  # one request after the other
            asyncio.get_running_loop().add_writer(self._connection.fileno(), self._send_on)
        elif self._last:
            self.leave()
        else:
            self._wait()

    def _send_on(self) -> None:
        loop = asyncio.get_running_loop()
        self.since = loop.time()
        loop.remove_writer(self._connection.fileno())
        self._send()

    def _wait(self) -> None:
        if not self._reading:
            self._reading = True
            asyncio.get_running_loop().add_reader(self._connection.fileno(), self.read)

    def _stop_reading(self) -> None:
        if self._reading:
            self._reading = False
            asyncio.get_running_loop().remove_reader(self._connection.fileno())

    def _forget(self) -> None:
        self._door.visitors.discard(self)
        self._stop_reading()
        if self._left:
            asyncio.get_running_loop().remove_writer(self._connection.fileno())
            self._left = []


class _Entering(asyncio.Protocol):
    """Goes in with what was read at the door, and lets aiohttp take over."""

    def __init__(self, inside: asyncio.Protocol, data: bytes) -> None:
        self._inside = inside
        self._data = data

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.set_protocol(self._inside)
        self._inside.connection_made(transport)
        self._inside.data_received(self._data)


class OpenServer(WebAppServer):  # type: ignore[misc]
    """wslink's web application behind a `Doorway`. `hosts.server` turns the application into it."""

    door_for: Callable[[web.Server], Doorway]
    besides: tuple[socket.socket, ...] = ()
    """Sockets that listen already, beside the port."""

    async def start(self, port_callback: Callable[[int], None] | None = None) -> None:
        """Listen until the server is stopped."""
        self._runner = web.AppRunner(
            self.app,
            handle_signals=self.handle_signals,
            access_log=None,
            keepalive_timeout=SECONDS_IDLE,
            auto_decompress=False,  # nothing that is sent here needs it, and little can become much
        )
        await self._runner.setup()
        inside = cast(web.Server, self._runner.server)
        self._door = self.door_for(inside)
        self._without_door: list[asyncio.Server] = []
        self._listening = [*await _listening(self.host, self.port), *self.besides]
        for one in self._listening:
            try:
                self._door.open(one)
            except NotImplementedError:
                loop = asyncio.get_running_loop()
                self._without_door.append(await loop.create_server(inside, sock=one, backlog=BACKLOG))
        if port_callback is not None:
            port_callback(self.get_port())
        self.shutdown_schedule()
        await self.completion

    def get_port(self) -> int:
        """Return the port that is listened on."""
        return int(self._listening[0].getsockname()[1])

    async def stop(self) -> None:
        """Stop listening and send everyone away."""
        loop = asyncio.get_running_loop()
        for server in self._without_door:
            server.close()
        for one in self._listening if not self._without_door else ():
            loop.remove_reader(one.fileno())
            one.close()
        self._door.close()
        await super().stop()


def _is_file(listening: socket.socket) -> bool:
    """Tell whether a socket is a file of this computer."""
    return listening.family == getattr(socket, "AF_UNIX", None)


async def _listening(host: str, port: int) -> list[socket.socket]:
    """Return a listening socket for each address of a host."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    sockets: list[socket.socket] = []
    try:
        for family, address in dict.fromkeys((one[0], one[4]) for one in found):
            # The system gives the first a free port where none is asked for; the others take the same.
            same = (address[0], sockets[0].getsockname()[1] if sockets else port, *address[2:])
            sockets.append(socket.create_server(same, family=family, backlog=BACKLOG))
    except OSError:
        for one in sockets:
            one.close()
        raise
    return sockets


def _written(headers: dict[str, str]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode("latin-1")
