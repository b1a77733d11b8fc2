"""The store of many processes: classes in Redis.

A class is one hash with an expiry (``record``, ``said``, ``revision``, ``leads``, ``open``, ``over``); what changes is
published in its channel, whole, so that nobody has to ask again. Its answers are a hash a question, one field a seat:
the same answer twice is one, whichever process took it. Whether a question takes answers is asked in the same step that
keeps one. What this process has had confirmed it remembers, and tells again where Redis was away: it may have come back
with less than it had.

Sources
-------
The documentation of redis-py (``redis.asyncio``: connection pools, ``register_script``, ``PubSub``) and of Redis
(scripts run as one step; ``TIME`` inside them since 5).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, RedisError

from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.hosts.class_room.refusals import Refused, refusals
from anatomy_viewer.hosts.class_room.results import read_answer
from anatomy_viewer.hosts.class_room.room import MOST_ANSWER_BYTES, MOST_ANSWERS, MOST_QUESTIONS, Room, written
from anatomy_viewer.hosts.class_room.stores import Presence

__all__ = ["RedisStore"]

PATIENCE_S = 1.5
"""How long one answer of Redis is waited for."""
CONNECTIONS = 24
AT_ONCE = CONNECTIONS - 4
"""Questions to Redis at the same time; the others wait here, so that a crowd is not taken for a Redis that is away."""
REMEMBERED = 30_000
"""Answers that this process could tell again."""

_PREFIX = "anatomy-viewer:class"
_KEPT_AFTER_S = 3600
_HERE_FOR_MS = 7000
_TRY_AGAIN_S = 0.25
_ASK_AGAIN_S = 1.0
_AWAY = (RedisError, OSError)  # a timeout is one of either

_log = logging.getLogger(__name__)

# KEYS: class. ARGV: record, said, revision, leads, open, over, expires at, question id, question.
# The newer of two stays: a class is told again by each process that follows it.
_FOUND = """
local known = redis.call('HGET', KEYS[1], 'revision')
if known and (ARGV[10] == '' or tonumber(known) >= tonumber(ARGV[3])) then return 0 end
redis.call('HSET', KEYS[1], 'record', ARGV[1], 'said', ARGV[2], 'revision', ARGV[3], 'leads', ARGV[4],
  'open', ARGV[5], 'over', ARGV[6])
redis.call('EXPIREAT', KEYS[1], ARGV[7])
if ARGV[8] ~= '' and redis.call('HSETNX', KEYS[2], ARGV[8], ARGV[9]) == 1 then
  redis.call('RPUSH', KEYS[3], ARGV[8])
  redis.call('EXPIREAT', KEYS[2], ARGV[7])
  redis.call('EXPIREAT', KEYS[3], ARGV[7])
end
redis.call('PUBLISH', KEYS[1], cjson.encode({ARGV[3], ARGV[4], ARGV[2]}))
return 1
"""

# KEYS: class, questions, their order. ARGV: said, leads, open, over, question id, question, its kind, most questions.
_WRITE = """
if redis.call('EXISTS', KEYS[1]) == 0 then return 'unknown' end
if redis.call('HGET', KEYS[1], 'over') == '1' then return 'over' end
if ARGV[5] ~= '' then
  local before = redis.call('HGET', KEYS[2], ARGV[5])
  if before then
    if cjson.decode(before)['kind'] ~= ARGV[7] then return 'other_kind' end
  else
    if redis.call('HLEN', KEYS[2]) >= tonumber(ARGV[8]) then return 'questions' end
    redis.call('RPUSH', KEYS[3], ARGV[5])
  end
  redis.call('HSET', KEYS[2], ARGV[5], ARGV[6])
  local left = redis.call('TTL', KEYS[1])
  redis.call('EXPIRE', KEYS[2], left)
  redis.call('EXPIRE', KEYS[3], left)
end
local revision = redis.call('HINCRBY', KEYS[1], 'revision', 1)
redis.call('HSET', KEYS[1], 'said', ARGV[1], 'leads', ARGV[2], 'open', ARGV[3], 'over', ARGV[4])
redis.call('PUBLISH', KEYS[1], cjson.encode({tostring(revision), ARGV[2], ARGV[1]}))
return tostring(revision)
"""

# KEYS: class, answers to a question, bytes. ARGV: question id, seat, answer, most answers, most bytes.
_ANSWER = """
if redis.call('EXISTS', KEYS[1]) == 0 then return 'unknown' end
if redis.call('HGET', KEYS[1], 'over') == '1' then return 'over' end
if redis.call('HGET', KEYS[1], 'open') ~= ARGV[1] then return 'closed' end
local before = redis.call('HGET', KEYS[2], ARGV[2])
if not before and redis.call('HLEN', KEYS[2]) >= tonumber(ARGV[4]) then return 'full' end
local now = redis.call('TIME')
local stamp = string.format('%d%06d', now[1], now[2])
local kept = stamp .. ' ' .. ARGV[3]
local more = #kept - (before and #before or 0)
if redis.call('INCRBY', KEYS[3], more) > tonumber(ARGV[5]) then
  redis.call('DECRBY', KEYS[3], more)
  return 'full'
end
redis.call('HSET', KEYS[2], ARGV[2], kept)
local left = redis.call('TTL', KEYS[1])
redis.call('EXPIRE', KEYS[2], left)
redis.call('EXPIRE', KEYS[3], left)
return kept
"""

# KEYS: class, answers to a question. ARGV: seat, kept, ... The newer of two stays.
_AGAIN = """
local left = redis.call('TTL', KEYS[1])
if left < 0 then return 0 end
local told = 0
for place = 1, #ARGV, 2 do
  local before = redis.call('HGET', KEYS[2], ARGV[place])
  if not before or tonumber(string.match(before, '^%d+')) < tonumber(string.match(ARGV[place + 1], '^%d+')) then
    redis.call('HSET', KEYS[2], ARGV[place], ARGV[place + 1])
    told = told + 1
  end
end
redis.call('EXPIRE', KEYS[2], left)
return told
"""

# KEYS: class, questions, their order. ARGV: question id, question, ...
_ASKED = """
local left = redis.call('TTL', KEYS[1])
if left < 0 then return 0 end
for place = 1, #ARGV, 2 do
  if redis.call('HSETNX', KEYS[2], ARGV[place], ARGV[place + 1]) == 1 then
    redis.call('RPUSH', KEYS[3], ARGV[place])
  end
end
redis.call('EXPIRE', KEYS[2], left)
redis.call('EXPIRE', KEYS[3], left)
return 1
"""

# KEYS: class, who is here, answers to a question. ARGV: process, how many are here, for how long that counts.
_PRESENCE = """
local now = redis.call('TIME')
local ms = now[1] * 1000 + math.floor(now[2] / 1000)
local here = 0
if redis.call('EXISTS', KEYS[1]) == 1 then
  redis.call('HSET', KEYS[2], ARGV[1], ARGV[2] .. ' ' .. string.format('%d', ms))
  redis.call('EXPIRE', KEYS[2], 60)
end
local all = redis.call('HGETALL', KEYS[2])
for place = 1, #all, 2 do
  local count, at = string.match(all[place + 1], '^(%d+) (%d+)$')
  if ms - tonumber(at) > tonumber(ARGV[3]) then
    redis.call('HDEL', KEYS[2], all[place])
  else
    here = here + tonumber(count)
  end
end
return {here, redis.call('HLEN', KEYS[3]), redis.call('HGET', KEYS[1], 'revision') or '0'}
"""


class RedisStore:
    """Keeps classes in Redis.

    Parameters
    ----------
    url
        ``redis://``, ``rediss://`` or ``unix://``.

    Raises
    ------
    ProblemsFound
        It is no such address.
    """

    revives = False

    def __init__(self, url: str) -> None:
        self.lost = False
        self._where = _without_password(url)
        try:
            pool = BlockingConnectionPool.from_url(
                url,
                max_connections=CONNECTIONS,
                timeout=PATIENCE_S,
                socket_timeout=PATIENCE_S,
                socket_connect_timeout=PATIENCE_S,
                retry=Retry(NoBackoff(), 1),  # a connection from before Redis was started again
                decode_responses=True,
            )
        except (ValueError, TypeError) as fault:
            allowed = "redis://HOST:PORT/NUMBER, rediss:// or unix:///PATH"
            meant = f"redis://{url}" if "://" not in url and " " not in url and url else None
            raise ProblemsFound([Problem("--redis", f'found "{self._where}" ({fault})', allowed, meant)]) from None
        self._redis: Any = Redis.from_pool(pool)
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._me = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._listeners: dict[str, Callable[[Room], None]] = {}
        self._known: dict[str, Room] = {}
        self._early: dict[str, tuple[int, Mapping[str, Any], str | None]] = {}
        self._asked: dict[str, dict[str, str]] = {}
        self._mine: OrderedDict[tuple[str, str, str], str] = OrderedDict()
        self._subscribed: dict[str, asyncio.Event] = {}
        self._hearing: asyncio.Task[None] | None = None
        self._ear: Any = None
        self._scripts = {
            name: self._redis.register_script(text)
            for name, text in {
                "found": _FOUND,
                "write": _WRITE,
                "answer": _ANSWER,
                "again": _AGAIN,
                "asked": _ASKED,
                "presence": _PRESENCE,
            }.items()
        }

    async def begin(self) -> None:
        """Ask whether Redis is there, and listen to it from now on."""
        allowed = "the address of a Redis that runs, such as redis://127.0.0.1:6379"
        try:
            await self._redis.ping()
        except AuthenticationError:
            said = "Redis wants a password, or another one"
            raise ProblemsFound([Problem(f"--redis {self._where}", said, "redis://:PASSWORD@HOST:PORT")]) from None
        except _AWAY as fault:
            said = f"Redis cannot be reached there ({str(fault).rstrip('.')[:120] or type(fault).__name__})"
            raise ProblemsFound([Problem(f"--redis {self._where}", said, allowed)]) from None
        self._hearing = asyncio.create_task(self._hear())

    async def end(self) -> None:
        """Say that nobody is here any more, and let go."""
        while self._hearing is not None and not self._hearing.done():
            self._hearing.cancel()  # once is not enough: before Python 3.12 `asyncio.wait_for` may swallow it
            await asyncio.wait((self._hearing,), timeout=0.02)
        with contextlib.suppress(*_AWAY):
            async with asyncio.timeout(1):
                for code in self._listeners:
                    await self._redis.hdel(f"{_class(code)}:here", self._me)
        with contextlib.suppress(*_AWAY):
            await self._redis.aclose()

    async def found(self, room: Room) -> bool:
        """Keep a new class."""
        return bool(await self._do(lambda: self._keep(room, again=False)))

    async def read(self, code: str) -> Room | None:
        """Return a class; where Redis is away, as it was."""
        try:
            kept = await self._do(lambda: self._redis.hgetall(_class(code)))
        except Refused:
            if code in self._known:
                return self._known[code]
            raise
        return self._take(_room(kept)) if kept else None

    async def write(self, code: str, said: Mapping[str, Any], leads: str | None) -> Room:
        """Keep a state; everyone who listens is told, here too."""
        asked = said["question"]
        question = (asked["id"], written(asked), asked["kind"]) if asked else ("", "", "")
        state = (_open(said), "1" if said["closed"] and not asked else "0")
        keys, values = _keys(code), (written(said), leads or "", *state, *question, MOST_QUESTIONS)
        told = await self._do(lambda: self._scripts["write"](keys=keys, args=values))
        if not str(told).isdecimal():
            why: dict[str, Callable[[], Refused]] = {
                "over": refusals.over,
                "other_kind": refusals.other_kind,
                "questions": partial(refusals.too_many_questions, MOST_QUESTIONS),
            }
            raise why.get(told, refusals.unknown)()
        room = self._known.get(code) or await self.read(code)
        if room is None:
            raise refusals.unknown()
        return self._take(replace(room, revision=int(told), said=said, leads=leads))

    async def answer(self, code: str, question: str, seat: str, answer: str) -> None:
        """Keep an answer; Redis has it when this returns."""
        keys = (_class(code), f"{_class(code)}:answers:{question}", f"{_class(code)}:bytes")
        values = (question, seat, answer, MOST_ANSWERS, MOST_ANSWER_BYTES)
        told = await self._do(lambda: self._scripts["answer"](keys=keys, args=values))
        if " " not in told:
            raise {
                "over": refusals.over,
                "closed": refusals.question_closed,
                "full": refusals.answers_full,
            }.get(told, refusals.unknown)()
        self._mine[code, question, seat] = told
        self._mine.move_to_end((code, question, seat))
        if len(self._mine) > REMEMBERED:
            self._mine.popitem(last=False)

    async def answers(self, code: str, question: str) -> Mapping[str, Sequence[Any]]:
        """Return the answers to a question by seat."""
        kept = await self._do(lambda: self._redis.hgetall(f"{_class(code)}:answers:{question}"))
        return {seat: read_answer(text.partition(" ")[2]) for seat, text in kept.items()}

    async def questions(self, code: str) -> Sequence[Mapping[str, Any]]:
        """Return what was asked, in that order."""
        _, questions, order = _keys(code)
        kept = await self._do(lambda: self._redis.hgetall(questions))
        ids = await self._do(lambda: self._redis.lrange(order, 0, -1))
        return [json.loads(kept[id]) for id in dict.fromkeys(ids) if id in kept]

    async def presence(self, code: str, here: int, question: str | None) -> Presence:
        """Tell how many are here, and return how many are in all."""
        keys = (_class(code), f"{_class(code)}:here", f"{_class(code)}:answers:{question or ''}")
        values = (self._me, here, _HERE_FOR_MS)
        found = await self._do(lambda: self._scripts["presence"](keys=keys, args=values))
        return Presence(int(found[0]), int(found[1]), int(found[2]))

    async def follow(self, code: str, listen: Callable[[Room], None]) -> None:
        """Call `listen` at each change; when this returns, none is missed."""
        self._listeners[code] = listen
        if self._ear is None:  # it is subscribed to when there is an ear again
            return
        self._subscribed[code] = asyncio.Event()
        with contextlib.suppress(*_AWAY):
            async with asyncio.timeout(PATIENCE_S):
                await self._ear.subscribe(_class(code))
                await self._subscribed[code].wait()
        del self._subscribed[code]

    async def leave(self, code: str) -> None:
        """Call nobody any more."""
        self._listeners.pop(code, None)
        for kept in (self._known, self._early, self._asked):
            kept.pop(code, None)
        if self._ear is not None:
            with contextlib.suppress(*_AWAY):
                await self._ear.unsubscribe(_class(code))

    async def _do(self, ask: Callable[[], Any]) -> Any:
        """Ask Redis, and say it where it does not answer; nobody waits for one that is known to be away."""
        async with self._turns:
            if self.lost:
                raise refusals.lost()
            try:
                return await ask()
            except _AWAY as fault:
                self._note(fault)
                raise refusals.lost() from None

    def _note(self, fault: BaseException | None) -> None:
        """Take note of whether Redis is there, and say so in the server's window when that changes."""
        if bool(fault) != self.lost:
            self.lost = bool(fault)
            _log.warning("Redis at %s %s", self._where, f"does not answer: {fault}" if fault else "answers again")

    async def _hear(self) -> None:
        """Listen for changes, for good; after each silence tell again what was confirmed before it."""
        while True:
            ear = self._redis.pubsub()
            try:
                heard_of = {f"{_PREFIX}:nobody", *map(_class, self._listeners)}
                await ear.subscribe(*heard_of)
                self._ear = ear
                if missed := set(map(_class, self._listeners)) - heard_of:  # who came while it was begun
                    await ear.subscribe(*missed)
                for code in list(self._listeners):
                    await self._catch_up(code)
                self._note(None)
                heard = time.monotonic()
                while not self.lost:
                    message = await ear.get_message(timeout=_ASK_AGAIN_S)
                    if message is not None:
                        self._tell(message)
                    if time.monotonic() - heard > _ASK_AGAIN_S:
                        heard = time.monotonic()
                        await self._redis.ping()  # a Redis that hangs says nothing
            except asyncio.CancelledError:
                raise
            except _AWAY as fault:
                self._note(fault)
            except Exception:
                _log.exception("a message from Redis could not be read")
            finally:
                self._ear = None  # first: whoever subscribes by it while it closes would open it again
                with contextlib.suppress(*_AWAY):
                    await ear.aclose()
            await asyncio.sleep(_TRY_AGAIN_S)

    def _tell(self, message: Mapping[str, Any]) -> None:
        """Hand on a change."""
        code = str(message["channel"]).rpartition(":")[2].strip("{}")
        if message["type"] == "subscribe" and code in self._subscribed:
            self._subscribed[code].set()
        if message["type"] == "message" and code in self._listeners:
            revision, leads, said = json.loads(message["data"])
            self._early[code] = (int(revision), json.loads(said), leads or None)
            if code in self._known:
                self._listeners[code](self._take(self._known[code]))

    async def _catch_up(self, code: str) -> None:
        """Take up the newest state, or tell Redis that which it has lost; and what was answered here."""
        known = self._known.get(code)
        if known is not None and not known.is_over(time.time()):
            await self._keep(known, again=True)
            if asked := self._asked.get(code):
                await self._scripts["asked"](keys=_keys(code), args=[part for pair in asked.items() for part in pair])
            by_question: dict[str, list[str]] = {}
            for (of, question, seat), kept in list(self._mine.items()):
                if of == code:
                    by_question.setdefault(question, []).extend((seat, kept))
            for question, pairs in by_question.items():
                for start in range(0, len(pairs), 1000):
                    keys = (_class(code), f"{_class(code)}:answers:{question}")
                    await self._scripts["again"](keys=keys, args=pairs[start : start + 1000])
        kept_now = await self._redis.hgetall(_class(code))
        if kept_now and code in self._listeners:
            self._listeners[code](self._take(_room(kept_now)))

    async def _keep(self, room: Room, again: bool) -> Any:
        """Write a whole class."""
        record = {name: value for name, value in asdict(room).items() if name not in ("said", "revision", "leads")}
        asked = room.question
        question = (asked["id"], written(asked)) if asked else ("", "")
        values = (
            written(record),
            written(room.said),
            room.revision,
            room.leads or "",
            room.open or "",
            "1" if room.over else "0",
            int(room.ends) + _KEPT_AFTER_S,
            *question,
            "again" if again else "",
        )
        return await self._scripts["found"](keys=_keys(room.code), args=values)

    def _take(self, room: Room) -> Room:
        """Return a class with what was told last, and remember it where somebody listens."""
        code = room.code
        early = self._early.pop(code, None)
        if early is not None and early[0] > room.revision:
            room = replace(room, revision=early[0], said=early[1], leads=early[2])
        known = self._known.get(code)
        if known is not None and known.revision > room.revision:
            room = known
        if code in self._listeners:
            self._known[code] = room
            if room.question:
                self._asked.setdefault(code, {})[room.question["id"]] = written(room.question)
        return room


def _class(code: str) -> str:
    """Return the key of a class; what is in braces keeps all of its keys together in a cluster."""
    return f"{_PREFIX}:{{{code}}}"


def _keys(code: str) -> tuple[str, str, str]:
    return _class(code), f"{_class(code)}:questions", f"{_class(code)}:order"


def _open(said: Mapping[str, Any]) -> str:
    return said["question"]["id"] if said["question"] and not said["closed"] else ""


def _room(kept: Mapping[str, str]) -> Room:
    """Return a class as Redis has it."""
    record = json.loads(kept["record"])
    revision, leads = int(kept["revision"]), kept["leads"] or None
    return Room(**record, revision=revision, said=json.loads(kept["said"]), leads=leads)


def _without_password(url: str) -> str:
    """Return an address as it may be told."""
    try:
        parts = urlsplit(url)
        if "@" in parts.netloc:
            return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    except ValueError:
        return url.rpartition("@")[2]
    return url
