"""Those who follow a class, by the thousand in one process: when each state reached them, and their answers.

Followers are bare connections that come back by themselves, as a browser's do. What is asked of them comes as lines of
JSON on the standard input, and each line is answered with one.

When something reached a follower the kernel says (Linux, ``SO_TIMESTAMPNS``), not the moment at which this process came
to read it: thousands of readers in one process are later than what they read. In a class they are as many machines, and
here they would take the processor from the programs that are measured: so they run behind those, and where they are
told to ``pause`` they begin to read so long after the first of them was reached.

python -m benchmarks.class_crowd ADDRESS CODE FOLLOWERS DEAF   (DEAF of them read nothing more once they are there)
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import re
import select
import socket
import struct
import sys
import time
from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

ABREAST = 100
ROUND_MS = 100_000.0
"""Moments are told in ms within so many: a state tells the moment at which it was sent."""
_STAMP = re.compile(rb'"position": ?\[([\d.]+),')
_STEP = re.compile(rb'"step": ?"([^"]*)"')
_SEAT = re.compile(rb'"seat":"([^"]*)"')


_SO_TIMESTAMPNS = 35
_BEHIND = 5


def moment(seconds: float | None = None) -> float:
    """Return the moment, the same for all processes of this machine and for its kernel."""
    return (time.time() if seconds is None else seconds) * 1000 % ROUND_MS


class Follower:
    """One who follows.

    Parameters
    ----------
    crowd
        Whom it belongs to.
    """

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self._socket: socket.socket | None = None
        self._rest = b""
        self._lost = 0.0
        self.seat = ""
        self.step = ""
        self.there: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def enter(self) -> None:
        """Come in, again and again until it is let in."""
        loop = asyncio.get_running_loop()
        while not self._crowd.ending:
            with contextlib.suppress(OSError):
                async with self._crowd.gate:
                    await self._knock()
                    await asyncio.wait((self.there,), timeout=20)
                    if self.there.done() and not self.there.exception():
                        return
            if self.there.done():
                self.there = loop.create_future()
            await asyncio.sleep(random.uniform(0.5, 1.5))

    async def _knock(self) -> None:
        crowd, loop = self._crowd, asyncio.get_running_loop()
        seat = f"?seat={self.seat}" if self.seat else ""
        request = f"GET {crowd.path}/events{seat} HTTP/1.1\r\nHost: {crowd.host}:{crowd.port}\r\n\r\n"
        self.leave()
        made = socket.socket()
        made.setblocking(False)
        made.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)
        self._socket, self._rest = made, b""
        try:
            await loop.sock_connect(made, (crowd.host, crowd.port))
            await loop.sock_sendall(made, request.encode())
        except OSError:
            self.leave()
            raise
        crowd.listen_to(made.fileno(), self)

    def read(self) -> None:
        """Take what has come."""
        assert self._socket is not None
        try:
            data, notes, _, _ = self._socket.recvmsg(1 << 18, 64)
        except BlockingIOError:
            return
        except OSError:
            data, notes = b"", []
        now = moment()
        for _, kind, note in notes:
            if kind == _SO_TIMESTAMPNS:
                whole, parts = struct.unpack("qq", note)
                now = moment(whole + parts / 1e9)
        *blocks, self._rest = (self._rest + data).split(b"\n\n")
        states = [block for block in blocks if b"event: state" in block]
        self._crowd.together += max(0, len(states) - 1)
        for block in states:
            self._take(block, now if block is states[-1] else None)
        for block in blocks:
            if found := _SEAT.search(block):
                self.seat = found[1].decode()
        if not data or self._rest.endswith(b"0\r\n\r\n"):  # the events ended, nginx is still there
            self._end()

    def _take(self, block: bytes, now: float | None) -> None:
        """Take a state; where several were read together, when the last one came is known and no other."""
        crowd = self._crowd
        self.step = found[1].decode() if (found := _STEP.search(block)) else ""
        if now is not None and (stamp := _STAMP.search(block)):
            crowd.late.append((now - float(stamp[1])) % ROUND_MS)
        if self._lost:
            crowd.away.append(time.monotonic() - self._lost)
            self._lost = 0.0
        if not self.there.done():
            self.there.set_result(None)

    def _end(self) -> None:
        """Come back, if this was not the end."""
        self.leave()
        if not self.there.done():
            self.there.set_exception(ConnectionError("it was closed"))
            self.there.exception()
            return
        if self._crowd.ending:
            return
        self._crowd.losses += 1
        self._lost = time.monotonic()
        self.there = asyncio.get_running_loop().create_future()
        self._crowd.work.append(asyncio.ensure_future(self.enter()))

    def go_deaf(self) -> None:
        """Read nothing any more."""
        if self._socket is not None:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            self._crowd.listen_to(self._socket.fileno(), None)

    def leave(self) -> None:
        """End it."""
        if self._socket is not None:
            self._crowd.listen_to(self._socket.fileno(), None)
            self._socket.close()
            self._socket = None


class Crowd:
    """All who follow in this process.

    Parameters
    ----------
    address
        The server's.
    code
        The class's.
    """

    def __init__(self, address: str, code: str) -> None:
        parts = urlsplit(address)
        self.host, self.port = parts.hostname or "", parts.port or 80
        self.path = f"/class/{code}"
        self.gate = asyncio.Semaphore(ABREAST)
        self.late: list[float] = []
        self.away: list[float] = []
        self.work: list[asyncio.Future[None]] = []
        self.losses = 0
        self.together = 0
        self.ending = False
        self.hearing: list[Follower] = []
        self.deaf: list[Follower] = []
        self.pause = 0.0
        self._come = select.epoll()
        self._listening: dict[int, Follower] = {}
        asyncio.get_running_loop().add_reader(self._come.fileno(), self._has_come)

    def listen_to(self, descriptor: int, follower: Follower | None) -> None:
        """Read for a follower what comes there; for None nothing any more."""
        if self._listening.pop(descriptor, None) is not None:
            self._come.unregister(descriptor)
        if follower is not None:
            self._listening[descriptor] = follower
            self._come.register(descriptor, select.EPOLLIN)

    def _has_come(self) -> None:
        if not self.pause:
            self._read()
            return
        loop = asyncio.get_running_loop()
        loop.remove_reader(self._come.fileno())
        loop.call_later(self.pause, self._read_after_pause)

    def _read_after_pause(self) -> None:
        self._read()
        asyncio.get_running_loop().add_reader(self._come.fileno(), self._has_come)

    def _read(self) -> None:
        for descriptor, _ in self._come.poll(0, 10_000):
            if follower := self._listening.get(descriptor):
                follower.read()

    async def enter(self, followers: int, deaf: int) -> None:
        """Let all of them in."""
        everyone = [Follower(self) for _ in range(followers)]
        await asyncio.gather(*(one.enter() for one in everyone))
        self.deaf, self.hearing = everyone[:deaf], everyone[deaf:]
        for one in self.deaf:
            one.go_deaf()

    async def answer(self, question: str, seconds: float) -> dict[str, Any]:
        """Let each answer within so many seconds, again until it is told that it was taken; count what was told."""
        told: Counter[str] = Counter()

        async def one_answer(number: int, one: Follower) -> None:
            await asyncio.sleep(seconds * number / len(self.hearing))
            body = json.dumps({"question": question, "answer": [number % 1000, 0, 0]}).encode()
            lines = (
                f"POST {self.path}/answers HTTP/1.1",
                f"Host: {self.host}:{self.port}",
                f"Authorization: Bearer {one.seat}",
                "Content-Type: application/json",
                f"Content-Length: {len(body)}",
                "Connection: close",
            )
            head = "\r\n".join((*lines, "", ""))
            for _ in range(40):
                status = b""
                with contextlib.suppress(OSError):
                    reading, writing = await asyncio.open_connection(self.host, self.port)
                    writing.write(head.encode() + body)
                    with contextlib.suppress(TimeoutError):
                        status = (await asyncio.wait_for(reading.read(64), 10))[9:12]
                    writing.close()
                told[status.decode() or "lost"] += 1
                if status == b"204":
                    return
                await asyncio.sleep(0.25)
            told["never"] += 1

        begun = time.monotonic()
        await asyncio.gather(*(one_answer(number, one) for number, one in enumerate(self.hearing)))
        return {**told, "seconds": time.monotonic() - begun}

    def report(self) -> dict[str, Any]:
        """Return what was seen since the last report."""
        steps = Counter(one.step for one in self.hearing)
        told = {"late": self.late, "away": self.away, "losses": self.losses, "together": self.together}
        told["steps"] = dict(steps)
        self.late, self.away, self.losses, self.together = [], [], 0, 0
        return told

    async def churn(self, share: float) -> dict[str, Any]:
        """Let some leave and as many come."""
        leaving = random.sample(self.hearing, int(len(self.hearing) * share))
        for one in leaving:
            one.leave()
        coming = [Follower(self) for _ in leaving]
        staying = set(self.hearing) - set(leaving)
        self.hearing = [*staying, *coming]
        await asyncio.gather(*(one.enter() for one in coming))
        return {"left": len(leaving)}


async def main(address: str, code: str, followers: int, deaf: int) -> None:
    """Do what is asked on the standard input until it ends."""
    os.nice(_BEHIND)
    crowd = Crowd(address, code)
    await crowd.enter(followers, deaf)
    print(json.dumps({"there": followers}), flush=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        asked: Mapping[str, Any] = json.loads(line)
        if asked["do"] == "answer":
            told = await crowd.answer(asked["question"], asked["seconds"])
        elif asked["do"] == "pause":
            crowd.pause = asked["seconds"]
            told = {}
        elif asked["do"] == "churn":
            told = await crowd.churn(asked["share"])
        else:
            told = crowd.report()
        print(json.dumps(told), flush=True)
    crowd.ending = True


if __name__ == "__main__":
    from benchmarks.many_viewers import raise_file_limit

    raise_file_limit()
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
