"""Those who take part in a class: somebody who leads, and seats that follow and answer, all by HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp

from ...running import ROOT, VIEWER, Running, start, stop
from ..nginx import free_port, server_program
from .told_there import words

PATIENCE_S = 60.0
_PLAIN: Mapping[str, str] = {}


def begin(*options: str, port: int = 0) -> Running:
    """Start the real command and wait for its three lines."""
    return start([*VIEWER, "class", "--no-browser", "--port", str(port), *options], ROOT)


@contextlib.contextmanager
def class_running(*options: str, port: int = 0) -> Iterator[Running]:
    """Hold a class, and end it afterwards, unless it was ended before."""
    running = begin(*options, port=port)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            stop(running)


class Course:
    """What belongs to one class: its address, its code and its key.

    Parameters
    ----------
    session
        Asks.
    running
        The server that has begun it.
    at
        Another server that serves it too.
    """

    def __init__(self, session: aiohttp.ClientSession, running: Running, at: str | None = None) -> None:
        link = urlsplit(running.links["Presenter"])
        self.session = session
        self.address = at or running.address
        self.code = parse_qs(link.query)["class"][0]
        self.key = parse_qs(link.fragment)["key"][0]

    def url(self, what: str, code: str | None = None) -> str:
        """Return the address of something of the class."""
        return f"{self.address}/class/{code or self.code}/{what}"

    async def ask(self, method: str, what: str, token: str | None = None, **options: Any) -> tuple[int, str, str]:
        """Return status, word of refusal and text of an answer."""
        headers = {**options.pop("headers", {}), **({"Authorization": f"Bearer {token}"} if token else {})}
        url = options.pop("url", None) or self.url(what)
        async with self.session.request(method, url, headers=headers, **options) as response:
            text = await response.text(errors="replace")
            assert "Traceback" not in text
            return response.status, response.headers.get("Refusal", ""), text

    async def tell(self, headers: Mapping[str, str] = _PLAIN, **state: Any) -> tuple[int, str, str]:
        """Tell a state as the presenter."""
        return await self.ask("POST", "state", self.key, headers=headers, json=state)

    async def answer(
        self, seat: str, question: str, answer: Any, headers: Mapping[str, str] = _PLAIN
    ) -> tuple[int, str, str]:
        """Answer as a seat."""
        return await self.ask("POST", "answers", seat, headers=headers, json={"question": question, "answer": answer})

    async def results(self, query: str = "", headers: Mapping[str, str] = _PLAIN) -> Any:
        """Return what the presenter reads of the answers."""
        status, _, text = await self.ask("GET", f"answers{query}", self.key, headers=headers)
        assert status == 200, text
        return json.loads(text)

    @contextlib.asynccontextmanager
    async def follower(self, token: str | None = None, **options: Any) -> AsyncIterator[Follower]:
        """Follow; the first state has come."""
        headers = {**options.pop("headers", {}), **({"Authorization": f"Bearer {token}"} if token else {})}
        timeout = aiohttp.ClientTimeout(total=None, sock_read=PATIENCE_S)
        async with self.session.get(
            options.pop("url", self.url("events")), headers=headers, timeout=timeout, **options
        ) as response:
            follower = Follower(response)
            assert response.status == 200, await response.text()
            await follower.until("state")
            yield follower


class Follower:
    """Reads the events of a class.

    Parameters
    ----------
    response
        The answer, open.
    """

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response
        self.events: list[tuple[str, Any]] = []
        self.ids: list[int] = []
        self.comments = 0

    @property
    def state(self) -> Mapping[str, Any]:
        """The newest state."""
        return next(data for name, data in reversed(self.events) if name == "state")

    @property
    def seat(self) -> str:
        """The token that was given."""
        return str(next(data["seat"] for name, data in self.events if name == "seat"))

    async def read(self) -> tuple[str, Any]:
        """Return the next event."""
        name, data = "message", ""
        while True:
            line = (await self._response.content.readline()).decode()
            if not line:
                raise ConnectionResetError("the events ended")
            line = line.rstrip("\n")
            field, _, value = line.partition(": ")
            if not line and data:
                self.events.append((name, json.loads(data)))
                return self.events[-1]
            if line.startswith(":"):
                self.comments += 1
                return "comment", None
            if field == "event":
                name = value
            elif field == "data":
                data += value
            elif field == "id":
                self.ids.append(int(value))

    async def until(self, name: str, **values: Any) -> Any:
        """Read on until an event of this name has these values."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                found, data = await self.read()
                if found == name and all(data.get(key) == value for key, value in values.items()):
                    return data

    async def end(self) -> None:
        """Read on until the server ends it."""
        async with asyncio.timeout(PATIENCE_S):
            with contextlib.suppress(ConnectionResetError, aiohttp.ClientError):
                while True:
                    await self.read()


@contextlib.asynccontextmanager
async def course(running: Running, at: str | None = None) -> AsyncIterator[Course]:
    """Ask for the class of a server."""
    opened: list[socket.socket] = []

    def opening(address: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, *_ = address
        opened.append(socket.socket(family, kind, protocol))
        return opened[-1]

    connector = aiohttp.TCPConnector(limit=0, socket_factory=opening)
    # Events where a refusal was expected do not end by themselves.
    async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=PATIENCE_S)) as session:
        yield Course(session, running, at)
    async with asyncio.timeout(PATIENCE_S):  # TLS says goodbye after the session is closed
        while any(one.fileno() >= 0 for one in opened):
            await asyncio.sleep(0.001)


def redis_program() -> str:
    """Return redis-server."""
    return server_program("redis-server", "redis-server", "several processes")


class RedisServer:
    """A Redis of one's own, that keeps nothing when it ends.

    Parameters
    ----------
    folder
        Its folder.
    """

    def __init__(self, folder: Path) -> None:
        self._program = redis_program()
        self._folder = folder
        self.port = free_port()
        self.begin()

    @property
    def url(self) -> str:
        """Its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def begin(self) -> None:
        """Start it and wait until it listens."""
        program, *told = words("redis")
        assert program == "redis-server"
        options = [str(self.port) if word == "6379" else word for word in told]
        assert options != told
        self.process = subprocess.Popen(
            [self._program, *options, "--dir", str(self._folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.02)
        raise AssertionError("redis-server did not start")

    def stop(self) -> None:
        """End it at once; what it held is gone."""
        self.process.kill()
        self.process.wait(PATIENCE_S)

    def halt(self) -> None:
        """Let it do nothing, as on a machine that hangs."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it go on."""
        self.process.send_signal(signal.SIGCONT)


@contextlib.contextmanager
def redis_running(folder: Path) -> Iterator[RedisServer]:
    """Run a Redis."""
    folder.mkdir(parents=True, exist_ok=True)
    server = RedisServer(folder)
    try:
        yield server
    finally:
        server.go_on()
        server.stop()
