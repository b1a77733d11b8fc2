"""What is answered under ``class/CODE/``: who may, how much, and in which words not."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.hosts.class_room.addresses import asked_from
from anatomy_viewer.hosts.class_room.codes import SEAT_LENGTH, read_code
from anatomy_viewer.hosts.class_room.events import Audience, Follower, take_over
from anatomy_viewer.hosts.class_room.limits import Bucket, network_of
from anatomy_viewer.hosts.class_room.refusals import Refused, refusals
from anatomy_viewer.hosts.class_room.results import answers_csv, results_of
from anatomy_viewer.hosts.class_room.room import new_room, page_id, written
from anatomy_viewer.hosts.class_room.stores import Store
from anatomy_viewer.hosts.class_room.told import answer_of, fitting_answer, read_json, state_of
from anatomy_viewer.hosts.guard import Entrance, came_from, own_port

__all__ = ["ClassRoom"]

STATE_BYTES = 128 * 1024
ANSWER_BYTES = 4 * 1024
BODY_S = 10.0
"""How long a body may take to come."""

STREAMS_AT_ONCE = 8000
"""Connections with events that are open at the same time, where the system grants so many files."""
FILES_KEPT_FREE = 192
OF_ONE_ADDRESS = 0.75
"""How many of them one address may have: a lecture hall is one address, and so is somebody who means ill."""
STREAMS_OF_A_SEAT = 4
PRESENTERS_AT_ONCE = 16

PRESENCE_S = 0.4
REFRESH_S = 2.0
QUIET_CLASS_S = 60.0
"""A class that nobody follows here is no longer listened to after so long."""

SHOWN_LENGTH = 200
"""The longest key or seat that is looked at."""

REVIVED_FOR_S = 900.0
REVIVED_AT_ONCE = 4

_log = logging.getLogger(__name__)

_METHODS = {"events": ("GET",), "answers": ("GET", "POST"), "state": ("POST",)}
_KEPT_OUT = {"Cache-Control": "no-store"}
_STREAM = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store, no-transform",
    "X-Accel-Buffering": "no",
    "Connection": "close",
}


class ClassRoom:
    """Answers what a class asks.

    Parameters
    ----------
    store
        Where the classes are kept.
    key
        That of the class which this process begins.
    said
        What it is told at first.
    """

    def __init__(self, store: Store, key: str, said: Mapping[str, Any] | None = None) -> None:
        self.room = new_room(key, time.time(), said)
        self.join = self.presenter = ""
        """The links that others join by, told to who leads, and that who leads opens."""
        self._store = store
        self._audiences: dict[str, Audience] = {}
        self._making: dict[str, asyncio.Task[Audience | None]] = {}
        self._places: dict[str, int] = {}
        self._streams = 0
        self._most = STREAMS_AT_ONCE
        self._began = time.monotonic()
        self._revived = 0
        self._reviving = asyncio.Lock()
        self._working: list[asyncio.Task[None]] = []
        self._guesses = Bucket(60, 0.5)
        self._all_guesses = Bucket(2000, 200)
        self._joins = Bucket(3000, 500)
        self._new_seats = Bucket(6000, 5)
        self._wrong_keys = Bucket(20, 0.5)
        self._answers = Bucket(12, 2)
        self._all_answers = Bucket(6000, 1000)
        self._changes = Bucket(40, 20)

    async def begin(self) -> None:
        """Begin the class; `ProblemsFound` where the store cannot be had."""
        self._most = max(16, min(STREAMS_AT_ONCE, _files_granted() - FILES_KEPT_FREE))
        await self._store.begin()
        try:
            await self._store.found(self.room)
        except Refused:
            await self._store.end()
            said = "Redis is there, and takes nothing"
            raise ProblemsFound([Problem("--redis", said, "a Redis that may be written to")]) from None
        self._working = [asyncio.create_task(work) for work in (self._keep_up(), self._ask_around())]

    async def end(self) -> None:
        """Send everyone away; their pages come back when there is a server again."""
        for work in self._working:
            work.cancel()
        for audience in self._audiences.values():
            audience.close()
        await self._store.end()

    def methods(self, address: str) -> tuple[str, ...]:
        """Return the methods that an address has; none where it is none of a class."""
        parts = address.split("/")
        return _METHODS.get(parts[2], ()) if len(parts) == 3 and parts[0] == "class" else ()

    async def respond(self, request: web.Request, address: str, entrance: Entrance) -> web.StreamResponse:
        """Answer a request for an address of a class, by a method that it has."""
        _, code, what = address.split("/")
        forwarded = request.headers.getall("X-Forwarded-For", ())
        who = network_of(asked_from(came_from(request.remote), forwarded, entrance.trusts))
        works: dict[tuple[str, str], Callable[..., Awaitable[web.StreamResponse]]] = {
            ("GET", "events"): self._follow,
            ("POST", "state"): self._change,
            ("POST", "answers"): self._answer,
            ("GET", "answers"): self._results,
        }
        try:
            return await works[request.method, what](request, code, who, entrance)
        except Refused as refusal:
            return _refused(refusal)
        except ProblemsFound as found:
            return _refused(refusals.wrong("\n".join(map(str, found.problems))))

    # --- following ------------------------------------------------------------------------------------------

    async def _follow(self, request: web.Request, code: str, who: str, entrance: Entrance) -> web.StreamResponse:
        if wait := self._joins.take(who):
            raise refusals.too_fast(wait)
        shown = _shown(request) or request.query.get("seat", "")[:SHOWN_LENGTH]
        audience = await self._audience(code, who, shown)
        room = audience.room
        leading = bool(shown) and room.key_fits(shown)
        seat = room.seat(shown) if shown and not leading else None
        if _shown(request) and not leading and seat is None and len(shown) != SEAT_LENGTH:
            self._wrong_key(who)
            raise refusals.wrong_key()
        if room.is_over(time.time()):
            raise refusals.over()
        if leading:
            await self._tell_presence(audience)
        if request.transport is None or request.transport.is_closing():
            raise ConnectionResetError
        self._make_place(who, audience, leading, seat)
        given = None if leading or seat or self._new_seats.take(who) else room.new_seat()
        headers = {**_STREAM, **entrance.headers_for(request, own_port(request.transport))}
        head = "HTTP/1.1 200 OK\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items()) + "\r\n"
        follower = Follower(audience, leading, seat, lambda: self._left(who))
        take_over(request, follower, head.encode("latin-1") + audience.first(leading, given))
        return _TakenOver()

    def _make_place(self, who: str, audience: Audience, leading: bool, seat: str | None) -> None:
        """Count somebody who comes, or refuse; presenters have places of their own."""
        if leading:
            if len(audience.presenters) >= PRESENTERS_AT_ONCE:
                raise refusals.full()
        elif self._streams >= self._most or self._places.get(who, 0) >= self._most * OF_ONE_ADDRESS:
            raise refusals.full()
        elif seat is not None and audience.seats[seat] >= STREAMS_OF_A_SEAT:
            raise refusals.too_fast(5)
        self._streams += 1
        self._places[who] = self._places.get(who, 0) + 1

    def _left(self, who: str) -> None:
        self._streams -= 1
        self._places[who] -= 1
        if not self._places[who]:
            del self._places[who]

    async def _audience(self, code: str, who: str, shown: str = "") -> Audience:
        """Return the followers of a class, or refuse; whoever shows nothing of it pays for a code that is none."""
        written_code = read_code(code)
        audience = self._audiences.get(written_code or "")
        known = (
            audience is not None
            and bool(shown)
            and (audience.room.key_fits(shown) or audience.room.seat(shown) is not None)
        )
        if not known and (wait := self._guesses.take(who) or self._all_guesses.take("all")):
            raise refusals.guessing(wait)
        if audience is None and written_code is not None:
            audience = await self._made(written_code)
        if audience is None:
            raise refusals.unknown()
        if not known:
            self._guesses.give_back(who)
            self._all_guesses.give_back("all")
        audience.used = audience.time()
        return audience

    async def _made(self, code: str) -> Audience | None:
        """Return the followers of a class that nobody has followed here, once for all who ask meanwhile."""
        making = self._making.get(code)
        if making is None:
            making = self._making[code] = asyncio.create_task(self._make(code))
            making.add_done_callback(lambda _: self._making.pop(code, None))
        return await asyncio.shield(making)

    async def _make(self, code: str) -> Audience | None:
        room = await self._store.read(code)
        if room is None:
            return None
        audience = self._audiences[code] = Audience(room)
        await self._store.follow(code, audience.change)
        if (newest := await self._store.read(code)) is not None:
            audience.change(newest)
        return audience

    # --- leading --------------------------------------------------------------------------------------------

    async def _change(self, request: web.Request, code: str, who: str, _entrance: Entrance) -> web.StreamResponse:
        key = _shown(request)
        try:
            audience = await self._audience(code, who, key)
        except Refused as refusal:
            # A room full of pages that come back before their presenter has used up what may be guessed from there.
            revived = refusal.word in ("unknown", "guessing") and await self._revived_by(code, key, who)
            audience_made = await self._made(read_code(code) or "") if revived else None
            if audience_made is None:
                raise
            audience = audience_made
        if not audience.room.key_fits(key):
            self._wrong_key(who)
            raise refusals.wrong_key()
        if audience.room.is_over(time.time()):
            raise refusals.over()
        if wait := self._changes.take(audience.room.code):
            raise refusals.too_fast(wait)
        said = state_of(await _body(request, STATE_BYTES))
        asked = said["question"]
        if asked and (said["told"] or {}).get("results"):
            answers = await self._store.answers(audience.room.code, asked["id"])
            said["told"]["results"] = results_of(asked, answers.values())
        room = await self._store.write(audience.room.code, said, page_id(request.query.get("page")))
        audience.change(room)
        if room.over:
            audience.close()
        return web.Response(status=204, headers=_KEPT_OUT)

    async def _revived_by(self, code: str, key: str, who: str) -> bool:
        """Take up a class that its presenter shows to be theirs, where the process was started again meanwhile."""
        if not self._store.revives or not key or time.monotonic() - self._began > REVIVED_FOR_S:
            return False
        async with self._reviving:
            if self._revived >= REVIVED_AT_ONCE or self._wrong_keys.take(who):
                return False
            room = await asyncio.to_thread(new_room, key, time.time())
            if room.code != read_code(code):
                return False
            self._wrong_keys.give_back(who)
            if await self._store.found(room):
                self._revived += 1
                print(f"A class from before the start goes on: {room.code}", file=sys.stderr, flush=True)
        return True

    def _wrong_key(self, who: str) -> None:
        if wait := self._wrong_keys.take(who):
            raise refusals.too_fast(wait)

    # --- answering ------------------------------------------------------------------------------------------

    async def _answer(self, request: web.Request, code: str, who: str, _entrance: Entrance) -> web.StreamResponse:
        shown = _shown(request)
        audience = await self._audience(code, who, shown)
        seat = audience.room.seat(shown)
        if seat is None:
            self._wrong_key(who)
            raise refusals.wrong_seat()
        if wait := self._answers.take((audience.room.code, seat)) or self._all_answers.take(who):
            raise refusals.too_fast(wait)
        question, answer = answer_of(await _body(request, ANSWER_BYTES))
        room = audience.room
        if room.refusal(question, time.time()) is not None and (newest := await self._store.read(room.code)):
            room = newest  # the news of a question may come by another way than the answer to it
        if refusal := room.refusal(question, time.time()):
            raise refusal
        assert room.question is not None
        await self._store.answer(room.code, question, seat, written(fitting_answer(answer, room.question)))
        return web.Response(status=204, headers=_KEPT_OUT)

    async def _results(self, request: web.Request, code: str, who: str, _entrance: Entrance) -> web.StreamResponse:
        key = _shown(request)
        audience = await self._audience(code, who, key)
        room = audience.room
        if not room.key_fits(key):
            self._wrong_key(who)
            raise refusals.wrong_key()
        asked = {one["id"]: one for one in await self._store.questions(room.code)}
        if request.query.get("as") == "csv" or "text/csv" in request.headers.get("Accept", ""):
            kept = [(one, await self._store.answers(room.code, id)) for id, one in asked.items()]
            table = await asyncio.to_thread(answers_csv, kept)
            named = {"Content-Disposition": f'attachment; filename="class-{room.code}.csv"'}
            return web.Response(text=table, content_type="text/csv", charset="utf-8", headers={**_KEPT_OUT, **named})
        question = asked.get(request.query.get("question") or audience.asked or next(reversed(asked), ""))
        answers = list((await self._store.answers(room.code, question["id"])).values()) if question else []
        found = {
            "here": (await self._tell_presence(audience))["here"],
            "question": question,
            "open": question is not None and room.open == question["id"],
            "count": len(answers),
            "results": results_of(question, answers) if question else None,
            "answers": answers,
            "asked": list(asked),
        }
        return web.Response(text=written(found), content_type="application/json", headers=_KEPT_OUT)

    # --- from time to time ----------------------------------------------------------------------------------

    async def _tell_presence(self, audience: Audience) -> dict[str, Any]:
        """Ask the store how it stands in a class, and tell its presenters."""
        code, question = audience.room.code, audience.asked
        here, count = len(audience.followers), 0
        with contextlib.suppress(Refused):  # the store is lost, and that is told
            here, count, revision = await self._store.presence(code, here, question)
            if revision > audience.room.revision and (newest := await self._store.read(code)) is not None:
                audience.change(newest)
        told = {
            "here": here,
            "question": question,
            "count": count,
            "leads": audience.room.leads,
            "lost": self._store.lost,
            "join": self.join if code == self.room.code else self.join.replace(self.room.code, code),
        }
        audience.tell_presence(told)
        return told

    async def _keep_up(self) -> None:
        """Keep the connections of everyone, for good."""
        while True:
            await asyncio.sleep(1.0)
            for audience in list(self._audiences.values()):
                try:
                    self._look_after(audience)
                except Exception:
                    _log.exception("the connections of a class could not be looked after")

    @staticmethod
    def _look_after(audience: Audience) -> None:
        """Keep the connections of a class, and end them with it."""
        audience.look_after()
        if audience.room.is_over(time.time()):
            audience.close()

    async def _ask_around(self) -> None:
        """Ask the store from time to time how it stands, for good; it may keep this waiting, and nobody else."""
        asked = 0.0
        while True:
            await asyncio.sleep(PRESENCE_S)
            everyone = time.monotonic() - asked >= REFRESH_S
            asked = time.monotonic() if everyone else asked
            for code, audience in list(self._audiences.items()):
                try:
                    if everyone or audience.presenters:
                        await self._tell_presence(audience)
                    if audience.quiet_for() > QUIET_CLASS_S:
                        del self._audiences[code]
                        await self._store.leave(code)
                except Exception:
                    _log.exception("a class could not be looked after")


class _TakenOver(web.StreamResponse):
    """Stands for an answer that aiohttp has no part in any more."""

    async def prepare(self, request: web.BaseRequest) -> None:
        """Tell aiohttp that there is nobody to answer."""
        raise ConnectionResetError


async def _body(request: web.Request, most: int) -> Any:
    """Return what a request says in JSON, if it is that and no more than it may be."""
    if request.content_type != "application/json":
        raise Refused(415, "not_json", "Only JSON is taken here: Content-Type: application/json.")
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Refused(415, "compressed", "What is sent here is not compressed.")
    too_long = Refused(413, "too_long", f"That is too long; at most {most} bytes are taken.")
    if (request.content_length or 0) > most:
        raise too_long
    body = b""
    try:
        async with asyncio.timeout(BODY_S):
            async for part in request.content.iter_any():
                body += part
                if len(body) > most:
                    raise too_long
    except TimeoutError:
        raise Refused(408, "slow", f"That took too long to come; at most {BODY_S:.0f} s.") from None
    return read_json(body)


def _shown(request: web.Request) -> str:
    """Return what stands after ``Authorization: Bearer``, or nothing."""
    scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
    return shown.strip()[:SHOWN_LENGTH] if scheme.lower() == "bearer" else ""


def _refused(refusal: Refused) -> web.Response:
    headers = {**_KEPT_OUT, "Refusal": refusal.word}
    if refusal.wait:
        headers["Retry-After"] = str(refusal.wait)
    if refusal.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    response = web.Response(status=refusal.status, text=f"{refusal.sentence}\n", headers=headers)
    if refusal.status in (404, 408, 413, 429, 503):  # who is not served holds no connection
        response.force_close()
    return response


def _files_granted() -> int:
    """Return how many connections the system lets this process have."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return STREAMS_AT_ONCE + FILES_KEPT_FREE
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return STREAMS_AT_ONCE + FILES_KEPT_FREE if soft == resource.RLIM_INFINITY else soft
