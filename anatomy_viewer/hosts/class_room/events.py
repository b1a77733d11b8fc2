"""Everyone who follows one class at this process, and how the newest state reaches them: Server-Sent Events.

An event is written once for all. Nobody is waited for: who has not yet taken what was sent before gets nothing until
then, and then the newest only; who takes nothing for a while is let go. So what is kept of a follower is one connection
and at most the rest of one event.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import socket
from collections import Counter
from collections.abc import Callable
from typing import Any, cast

from anatomy_viewer.hosts.class_room.room import Room, written

__all__ = ["Audience", "Follower", "take_over"]

BETWEEN_CHANGES_S = 0.1
"""At most ten changes a second are handed on."""
QUIET_S = 12.0
"""After so long without an event comes a comment: proxies keep the connection, and it is seen to be alive."""
STALLED_S = 20.0
"""Who has taken nothing for so long is let go."""
UNANSWERED_MS = 30_000
"""A connection whose other end is gone without a word is given up after so long."""

_SENT_AHEAD = 32 * 1024
_MOST_HEARD = 16 * 1024
_AT_ONCE = 256
_EARLY_S = 0.05
_COMMENT = b": here\n\n"
_WRITES_BY_ITSELF = os.name == "posix"
"""Whether a connection is a file that may be written to; elsewhere its transport writes in its own way."""


class Follower(asyncio.Protocol):
    """One connection that the events go down.

    Parameters
    ----------
    audience
        Whom it belongs to.
    leading
        Whether it is the presenter's.
    seat
        Whose it is, where a seat was shown.
    gone
        Called once when it is closed.
    """

    __slots__ = (
        "_audience",
        "_behind",
        "_descriptor",
        "_gone",
        "_heard",
        "_missed",
        "_missed_presence",
        "_transport",
        "last",
        "leading",
        "seat",
        "told",
    )

    def __init__(self, audience: Audience, leading: bool, seat: str | None, gone: Callable[[], None]) -> None:
        self._audience = audience
        self._gone = gone
        self._transport: asyncio.Transport | None = None
        self._descriptor = -1
        self._behind: float | None = None
        self._missed = self._missed_presence = False
        self._heard = 0
        self.leading = leading
        self.seat = seat
        self.last = 0.0
        self.told = 0

    def begin(self, transport: asyncio.Transport, head: bytes) -> None:
        """Send the head of the answer and the first events, and stay."""
        self._transport = transport
        connection = transport.get_extra_info("socket")
        _limit(connection)
        transport.set_write_buffer_limits(high=0)
        if _WRITES_BY_ITSELF and connection is not None and transport.get_extra_info("sslcontext") is None:
            self._descriptor = connection.fileno()
        self._audience.enter(self)
        self.tell(head)

    def tell(self, data: bytes) -> bool:
        """Send an event, unless the one before is still on its way."""
        return self._tell(data, self._audience.time())

    def _tell(self, data: bytes, now: float) -> bool:
        if self._transport is None or self._behind is not None:
            return False
        self.last = now
        # Nothing waits in the transport: it would hand it on as it is, and take a while for it.
        if self._descriptor >= 0:
            try:
                sent = os.write(self._descriptor, data)
            except OSError:
                sent = 0  # the transport finds out why
            if sent == len(data):
                return True
            data = data[sent:]
        self._transport.write(data)
        return True

    def tell_state(self, data: bytes, revision: int, now: float) -> None:
        """Send a state, now or when the one before has left."""
        if self.told == revision:
            return
        self._missed = not self._tell(data, now)
        if not self._missed:
            self.told = revision

    def tell_presence(self) -> None:
        """Send how it stands in the room, now or when what was sent before has left."""
        self._missed_presence = not self.tell(self._audience.presence())

    def look_after(self, now: float) -> None:
        """Send a comment where it was quiet, and let go who takes nothing."""
        if self._behind is not None:
            if now - self._behind > STALLED_S and self._transport is not None:
                self._transport.abort()
        elif now - self.last >= QUIET_S:
            self.tell(_COMMENT)

    def close(self) -> None:
        """End the connection."""
        if self._transport is not None:
            if self._behind is None:
                self._transport.close()
            else:
                self._transport.abort()

    def pause_writing(self) -> None:
        """Something is left to send: the other end takes it slowly."""
        self._behind = self._audience.time()

    def resume_writing(self) -> None:
        """All has left."""
        self._behind = None
        if self._missed:
            audience = self._audience
            self.tell_state(audience.state(self.leading), audience.room.revision, audience.time())
        if self._missed_presence:
            self.tell_presence()

    def data_received(self, data: bytes) -> None:
        """Nothing is expected here, and little borne."""
        self._heard += len(data)
        if self._heard > _MOST_HEARD and self._transport is not None:
            self._transport.abort()

    def connection_lost(self, _fault: Exception | None) -> None:
        """The other end has left."""
        self._transport = None
        self._descriptor = -1
        self._audience.leave(self)
        self._gone()


class Audience:
    """The followers of one class at this process.

    Parameters
    ----------
    room
        The class as it is now.
    """

    def __init__(self, room: Room) -> None:
        self.room = room
        self.followers: set[Follower] = set()
        self.presenters: set[Follower] = set()
        self.seats: Counter[str] = Counter()
        self.asked: str | None = None
        """The question that is asked, or was asked last."""
        self._loop = asyncio.get_running_loop()
        self._texts: dict[bool, tuple[int, bytes]] = {}
        self._next = 0.0
        self._waiting: asyncio.Handle | None = None
        self._presence: dict[str, Any] = {}
        self._note_question()
        self.used = self.time()

    def time(self) -> float:
        """Return the seconds of the event loop."""
        return self._loop.time()

    def change(self, room: Room) -> None:
        """Take up the newest state, and hand it on as soon as may be."""
        if room.revision <= self.room.revision:
            return
        self.room = room
        self._note_question()
        if self._waiting is None:
            # A state that comes early, behind one that came late, is not kept back: on the whole it is ten a second.
            self._waiting = self._loop.call_at(max(self._next - _EARLY_S, self.time()), self._hand_on)

    def enter(self, follower: Follower) -> None:
        """Take somebody in."""
        (self.presenters if follower.leading else self.followers).add(follower)
        follower.told = self.room.revision
        if follower.seat is not None:
            self.seats[follower.seat] += 1

    def leave(self, follower: Follower) -> None:
        """Let somebody go."""
        self.presenters.discard(follower)
        self.followers.discard(follower)
        if follower.seat is not None:
            self.seats[follower.seat] -= 1
            if not self.seats[follower.seat]:
                del self.seats[follower.seat]
        self.used = self.time()

    def quiet_for(self) -> float:
        """Return for how many seconds nobody was here and nothing was asked."""
        return 0.0 if self.followers or self.presenters else self.time() - self.used

    def state(self, leading: bool) -> bytes:
        """Return the event of the newest state, made once."""
        revision, text = self._texts.get(leading, (0, b""))
        if revision != self.room.revision:
            text = self.room.event(leading)
            self._texts[leading] = (self.room.revision, text)
        return text

    def first(self, leading: bool, seat: str | None = None) -> bytes:
        """Return what somebody is told first: the picture, and which seat is theirs where it is a new one."""
        # Not all at once, where a process ends that thousands follow.
        told = f"retry: {random.randint(1000, 2500)}\n".encode() + self.state(leading)
        if seat is not None:
            told += f"event: seat\ndata: {written({'seat': seat})}\n\n".encode()
        if leading:
            told += self.presence()
        return told

    def tell_presence(self, presence: dict[str, Any]) -> None:
        """Tell who leads how it stands in the room, where that has changed."""
        if presence != self._presence:
            self._presence = presence
            for one in self.presenters:
                one.tell_presence()

    def look_after(self) -> None:
        """Keep the connections, and let go those that take nothing."""
        now = self.time()
        for one in (*self.presenters, *self.followers):
            one.look_after(now)

    def close(self) -> None:
        """Tell the last state and send everyone away."""
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = None
        for one in (*self.presenters, *self.followers):
            one.tell_state(self.state(one.leading), self.room.revision, self.time())
            one.close()

    def _note_question(self) -> None:
        if self.room.question:
            self.asked = self.room.question["id"]

    def presence(self) -> bytes:
        """Return the event of how it stands in the room."""
        return f"event: room\ndata: {written(self._presence)}\n\n".encode()

    def _hand_on(self) -> None:
        now = self.time()
        self._next = max(self._next, now) + BETWEEN_CHANGES_S
        self._go_on([*self.presenters, *self.followers], self.room)

    def _go_on(self, left: list[Follower], room: Room) -> None:
        """Tell some of them, and the others after whatever else waits."""
        revision, now, state = self.room.revision, self.time(), self.state(False)
        for one in left[:_AT_ONCE]:
            one.tell_state(self.state(True) if one.leading else state, revision, now)
        if len(left) > _AT_ONCE:
            self._waiting = self._loop.call_soon(self._go_on, left[_AT_ONCE:], room)
        elif self.room.revision > room.revision:
            self._waiting = self._loop.call_at(max(self._next - _EARLY_S, self.time()), self._hand_on)
        else:
            self._waiting = None


def _limit(connection: socket.socket | None) -> None:
    """Let the system keep little for one connection, and give up one that is dead."""
    if connection is None:
        return
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SENT_AHEAD)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNANSWERED_MS)


def take_over(request: Any, follower: Follower, head: bytes) -> None:
    """Take a connection from aiohttp, which would keep a task, a request and a parser for each.

    Parameters
    ----------
    request
        The request, which is not answered by aiohttp any more.
    follower
        Whom the connection is for from now on.
    head
        What is sent first.
    """
    inside, transport = request.protocol, cast(asyncio.Transport, request.transport)
    transport.set_protocol(follower)
    inside.transport = None  # else it would close the connection that it takes for lost
    inside.connection_lost(None)
    with contextlib.suppress(RuntimeError):
        transport.resume_reading()
    follower.begin(transport, head)
