"""How the newest state reaches everyone: coalesced, at once for who comes late, and past who takes nothing."""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from anatomy_viewer.hosts.class_room import events, routes
from anatomy_viewer.hosts.class_room.codes import new_key
from anatomy_viewer.hosts.class_room.events import Audience, Follower
from anatomy_viewer.hosts.class_room.room import new_room
from anatomy_viewer.hosts.class_room.routes import ClassRoom
from anatomy_viewer.hosts.class_room.told import state_of

from ..wire import in_a_loop
from .pupils import PATIENCE_S

KEY = new_key()
BIG = {"drawing": [[[one / 7, one / 3, one / 9] for one in range(1500)]]}


class Seat:
    """The other end of a follower's connection."""

    def __init__(self, connection: socket.socket, follower: Follower) -> None:
        self.connection = connection
        self.follower = follower
        self.data = b""

    async def read(self) -> None:
        """Take what has come."""
        async with asyncio.timeout(PATIENCE_S):
            self.data += await asyncio.get_running_loop().sock_recv(self.connection, 1 << 20)

    async def until(self, text: bytes) -> None:
        """Take until something has come."""
        while text not in self.data:
            await self.read()

    @property
    def ids(self) -> list[int]:
        """The numbers of the states that came."""
        return [int(one) for one in re.findall(rb"^id: (\d+)$", self.data, re.MULTILINE)]


Enter = Callable[..., Awaitable[Seat]]


@asynccontextmanager
async def audience() -> AsyncIterator[tuple[Audience, Enter]]:
    """Make the followers of a class, and a way to come in."""
    made = Audience(new_room(KEY, time.time()))
    ends: list[socket.socket] = []

    async def enter(leading: bool = False, buffer: int | None = None) -> Seat:
        ours, theirs = socket.socketpair()
        theirs.setblocking(False)
        if buffer:
            theirs.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        ends.append(theirs)
        follower = Follower(made, leading, None, lambda: None)
        transport, _ = await asyncio.get_running_loop().create_connection(lambda: follower, sock=ours)
        follower.begin(transport, made.first(leading))
        return Seat(theirs, follower)

    yield made, enter
    made.close()
    for one in ends:
        one.close()
    await asyncio.sleep(0)


def told(made: Audience, times: int = 1, **state: Any) -> int:
    """Change the state so many times, and return its number."""
    for _ in range(times):
        made.change(made.room.changed(state_of(state), None))
    return made.room.revision


def run(work: Callable[[Audience, Enter], Awaitable[None]]) -> None:
    async def inside() -> None:
        async with audience() as (made, enter):
            await work(made, enter)

    in_a_loop(inside())


def test_whoever_comes_has_the_newest_state_at_once() -> None:
    async def work(made: Audience, enter: Enter) -> None:
        newest = told(made, 5, step="five")
        seat = await enter()
        await seat.until(b"\n\n")
        assert seat.data.startswith(b"retry: ")
        assert seat.ids == [newest]
        assert b'"step":"five"' in seat.data

    run(work)


def test_of_many_changes_the_newest_is_sent() -> None:
    async def work(made: Audience, enter: Enter) -> None:
        seats = [await enter() for _ in range(3)]
        expected = [made.room.revision]
        for _ in range(3):
            expected.append(told(made, 50))
            for seat in seats:
                await seat.until(b"id: %d\n" % expected[-1])
        assert all(seat.ids == expected for seat in seats)

    run(work)


def test_at_most_ten_changes_a_second_are_handed_on() -> None:
    async def work(made: Audience, enter: Enter) -> None:
        seat = await enter()
        loop = asyncio.get_running_loop()
        begun = loop.time()
        while loop.time() < begun + 0.6:
            told(made)
            await asyncio.sleep(0.005)
        last = told(made, step="last")
        await seat.until(b"id: %d\n" % last)
        seconds = loop.time() - begun
        assert 3 <= len(seat.ids) <= seconds * 10 + 3  # the first when they came, and one at either end

    run(work)


@pytest.mark.parametrize("by_itself", [True, False], ids=["written past the transport", "by the transport"])
def test_who_reads_nothing_keeps_nobody_waiting_and_little_in_memory(
    monkeypatch: pytest.MonkeyPatch, by_itself: bool
) -> None:
    monkeypatch.setattr(events, "_WRITES_BY_ITSELF", by_itself)
    monkeypatch.setattr(events, "BETWEEN_CHANGES_S", 0.001)

    async def work(made: Audience, enter: Enter) -> None:
        deaf, good = await enter(buffer=4096), await enter()
        for number in range(60):
            last = told(made, told={**BIG, "text": str(number)})
            await good.until(b"id: %d\n" % last)
        assert len(good.ids) == 61
        transport: Any = deaf.follower._transport
        assert 0 < transport.get_write_buffer_size() <= len(made.state(False))
        # It reads again: the rest of what was begun, then the newest, nothing of what lies between.
        await deaf.until(b"id: %d\n" % last)
        assert len(deaf.ids) < 20
        assert deaf.ids[-1] == last
        assert deaf.ids == sorted(set(deaf.ids))

    run(work)


def test_a_presenter_that_reads_late_is_told_how_it_stands_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "BETWEEN_CHANGES_S", 0.001)

    async def work(made: Audience, enter: Enter) -> None:
        late, good = await enter(leading=True, buffer=4096), await enter()
        for number in range(40):
            await good.until(b"id: %d\n" % told(made, told={**BIG, "text": str(number)}))
        assert late.follower._behind is not None
        for here in (3, 2):
            made.tell_presence({"here": here})
        await late.until(b'{"here":2}\n\n')
        assert b'{"here":3}' not in late.data

    run(work)


def test_who_reads_nothing_for_long_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "BETWEEN_CHANGES_S", 0.001)

    async def work(made: Audience, enter: Enter) -> None:
        deaf, good = await enter(buffer=4096), await enter()
        for number in range(40):
            await good.until(b"id: %d\n" % told(made, told={**BIG, "text": str(number)}))
        made.look_after()
        assert deaf.follower in made.followers
        monkeypatch.setattr(events, "STALLED_S", 0.0)
        await asyncio.sleep(0.01)
        made.look_after()
        await asyncio.sleep(0.01)
        assert made.followers == {good.follower}
        assert good.follower._transport is not None

    run(work)


def test_a_comment_comes_where_it_was_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    assert events.QUIET_S + 1.5 < 15  # looked after once a second

    async def work(made: Audience, enter: Enter) -> None:
        seat, presenter = await enter(), await enter(leading=True)
        made.look_after()
        await seat.until(b"\n\n")
        assert b": here" not in seat.data
        monkeypatch.setattr(events, "QUIET_S", 0.0)
        made.look_after()
        await seat.until(b": here\n\n")
        await presenter.until(b": here\n\n")

    run(work)


def test_after_twelve_hours_everyone_is_told_the_last_state_and_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(made: Audience, enter: Enter) -> None:
        seats = [await enter(), await enter(leading=True)]
        last = told(made, step="last")
        moment = made.room.ends - 0.1
        monkeypatch.setattr(routes.time, "time", lambda: moment)
        ClassRoom._look_after(made)
        assert len(made.followers | made.presenters) == 2
        moment = made.room.ends
        ClassRoom._look_after(made)
        for seat in seats:
            with contextlib.suppress(ConnectionResetError):
                while b"id: %d\n" % last not in seat.data:
                    await seat.read()
        async with asyncio.timeout(PATIENCE_S):
            while made.followers or made.presenters:
                await asyncio.sleep(0.01)

    run(work)


def test_who_leaves_or_talks_is_forgotten() -> None:
    async def work(made: Audience, enter: Enter) -> None:
        leaves, talks = await enter(), await enter()
        leaves.connection.close()
        await asyncio.get_running_loop().sock_sendall(talks.connection, b"x" * 100_000)
        async with asyncio.timeout(PATIENCE_S):
            while made.followers:
                await asyncio.sleep(0.01)
        assert not made.seats

    run(work)


def test_an_older_state_is_no_news() -> None:
    async def work(made: Audience, enter: Enter) -> None:
        old = made.room
        seat = await enter()
        last = told(made, 2, step="new")
        await seat.until(b"id: %d\n" % last)
        made.change(old.changed(state_of({"step": "old"}), None))
        assert made.room.said["step"] == "new"

    run(work)


def test_many_are_told_in_turns_and_a_change_meanwhile_reaches_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_AT_ONCE", 2)

    async def work(made: Audience, enter: Enter) -> None:
        seats = [await enter() for _ in range(7)]
        first = told(made)
        while not any(seat.follower.told == first for seat in seats):
            await asyncio.sleep(0)
        assert sum(seat.follower.told == first for seat in seats) == 2, "others are let in between"
        last = told(made)
        for seat in seats:
            await seat.until(b"id: %d\n" % last)
        assert sum(first in seat.ids for seat in seats) == 2, "the others have the newest only"

    run(work)
