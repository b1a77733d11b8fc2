"""What both stores have to do alike, and the rules of one class."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from redis.asyncio import Redis

from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.hosts.class_room import memory, redis_store
from anatomy_viewer.hosts.class_room.codes import new_key
from anatomy_viewer.hosts.class_room.memory import MemoryStore
from anatomy_viewer.hosts.class_room.refusals import Refused
from anatomy_viewer.hosts.class_room.room import LASTS_S, Room, new_room, page_id
from anatomy_viewer.hosts.class_room.routes import ClassRoom
from anatomy_viewer.hosts.class_room.stores import Store
from anatomy_viewer.hosts.class_room.told import state_of

from ..wire import in_a_loop
from .pupils import PATIENCE_S, RedisServer, redis_running

PRESS = {"id": "q1", "kind": "press"}
CHOOSE = {"id": "q2", "kind": "choose", "right": ["a"]}

Work = Callable[[Store, Room], Any]


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with redis_running(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(params=["memory", "redis"])
def hold(request: pytest.FixtureRequest) -> Callable[[Work], Any]:
    """Run `work` with a store and a class in it."""

    @asynccontextmanager
    async def store() -> AsyncIterator[Store]:
        made: Store = MemoryStore()
        if request.param == "redis":
            made = redis_store.RedisStore(request.getfixturevalue("redis").url)
        await made.begin()
        try:
            yield made
        finally:
            await made.end()

    def run(work: Work) -> Any:
        async def inside() -> Any:
            async with store() as made:
                room = new_room(new_key(), time.time())
                assert await made.found(room)
                return await work(made, room)

        return in_a_loop(inside())

    return run


async def refusal(work: Any) -> str:
    with pytest.raises(Refused) as found:
        await work
    return found.value.word


def test_what_is_told_is_read_again_and_heard(hold: Callable[[Work], Any]) -> None:
    async def work(store: Store, room: Room) -> None:
        heard: list[Room] = []
        await store.follow(room.code, heard.append)
        assert await store.read(room.code) == room
        for step in ("one", "two", "three"):
            told = await store.write(room.code, state_of({"step": step}), "laptop")
        assert told.revision == room.revision + 3
        async with asyncio.timeout(PATIENCE_S):
            while not heard or heard[-1].revision < told.revision:
                await asyncio.sleep(0.01)
        assert heard[-1] == told == await store.read(room.code)
        assert (told.said["step"], told.leads) == ("three", "laptop")
        await store.leave(room.code)
        before = len(heard)
        await store.write(room.code, state_of({"step": "four"}), None)
        assert len(heard) == before

    hold(work)


def test_a_code_is_given_once_and_an_unknown_one_is_none(hold: Callable[[Work], Any]) -> None:
    async def work(store: Store, room: Room) -> None:
        assert not await store.found(dataclasses.replace(room, seal="another"))
        assert await store.read(room.code) == room
        assert await store.read("BCDFGHJK") is None
        assert await refusal(store.write("BCDFGHJK", state_of({}), None)) == "unknown"
        assert await refusal(store.answer("BCDFGHJK", "q1", "s", "[]")) == "unknown"

    hold(work)


def test_a_seat_has_one_answer_and_may_change_it_until_it_is_closed(hold: Callable[[Work], Any]) -> None:
    async def work(store: Store, room: Room) -> None:
        assert await refusal(store.answer(room.code, "q1", "s1", "[1]")) in ("not_asked", "question_closed")
        await store.write(room.code, state_of({"question": PRESS}), None)
        for seat, answer in (("s1", "[1.0,2.0,3.0]"), ("s2", "[4.0,5.0,6.0]"), ("s1", "[7.0,8.0,9.0]")):
            await store.answer(room.code, "q1", seat, answer)
        assert await store.answers(room.code, "q1") == {"s1": [7.0, 8.0, 9.0], "s2": [4.0, 5.0, 6.0]}
        assert (await store.presence(room.code, 5, "q1"))[:2] == (5, 2)
        assert await refusal(store.answer(room.code, "q2", "s1", "[1]")) in ("not_asked", "question_closed")
        await store.write(room.code, state_of({"question": PRESS, "closed": True}), None)
        assert await refusal(store.answer(room.code, "q1", "s1", "[0.0,0.0,0.0]")) == "question_closed"
        await store.write(room.code, state_of({"question": CHOOSE}), None)
        await store.answer(room.code, "q2", "s1", '["a"]')
        assert await store.answers(room.code, "q1") == {"s1": [7.0, 8.0, 9.0], "s2": [4.0, 5.0, 6.0]}
        assert [one["id"] for one in await store.questions(room.code)] == ["q1", "q2"]
        assert (await store.questions(room.code))[1]["right"] == ["a"]

    hold(work)


def test_a_question_keeps_its_kind(hold: Callable[[Work], Any]) -> None:
    async def work(store: Store, room: Room) -> None:
        await store.write(room.code, state_of({"question": PRESS}), None)
        changed = state_of({"question": {**PRESS, "kind": "choose"}})
        assert await refusal(store.write(room.code, changed, None)) == "other_kind"
        await store.write(room.code, state_of({"question": {**PRESS, "target": [1, 2, 3]}}), None)
        assert (await store.questions(room.code))[0]["target"] == [1.0, 2.0, 3.0]

    hold(work)


def test_a_class_that_has_ended_takes_nothing_and_keeps_its_answers(hold: Callable[[Work], Any]) -> None:
    async def work(store: Store, room: Room) -> None:
        await store.write(room.code, state_of({"question": PRESS}), None)
        await store.answer(room.code, "q1", "s1", "[1.0,2.0,3.0]")
        told = await store.write(room.code, state_of({"closed": True}), None)
        assert told.over
        assert await refusal(store.write(room.code, state_of({}), None)) == "over"
        assert await refusal(store.answer(room.code, "q1", "s1", "[0.0,0.0,0.0]")) == "over"
        assert await store.answers(room.code, "q1") == {"s1": [1.0, 2.0, 3.0]}

    hold(work)


def test_a_store_keeps_so_much_and_no_more(hold: Callable[[Work], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (memory, redis_store):
        monkeypatch.setattr(module, "MOST_ANSWERS", 3)
        monkeypatch.setattr(module, "MOST_ANSWER_BYTES", 200)
        monkeypatch.setattr(module, "MOST_QUESTIONS", 2)

    async def work(store: Store, room: Room) -> None:
        await store.write(room.code, state_of({"question": PRESS}), None)
        for seat in "abc":
            await store.answer(room.code, "q1", seat, "[1]")
        assert await refusal(store.answer(room.code, "q1", "d", "[1]")) == "answers_full"
        await store.answer(room.code, "q1", "a", "[2]")
        assert await refusal(store.answer(room.code, "q1", "a", f'["{"x" * 300}"]')) == "answers_full"
        assert (await store.answers(room.code, "q1"))["a"] == [2]
        await store.write(room.code, state_of({"question": CHOOSE}), None)
        third = state_of({"question": {"id": "q3", "kind": "press"}})
        assert await refusal(store.write(room.code, third, None)) == "questions"

    hold(work)


def test_a_store_ends_at_whatever_moment_and_leaves_no_connection(redis: RedisServer) -> None:
    async def work(turns: int) -> None:
        store = redis_store.RedisStore(redis.url)
        await store.begin()
        for _ in range(turns):  # how far it has come with listening
            await asyncio.sleep(0)
        ended, _ = await asyncio.wait((asyncio.create_task(store.end()),), timeout=PATIENCE_S)
        assert ended, turns
        pool = store._redis.connection_pool
        assert not [one for one in (*pool._available_connections, *pool._in_use_connections) if one.is_connected]
        assert store._hearing is not None
        assert store._hearing.done()

    async def works() -> None:
        for turns in range(25):
            await work(turns)

    in_a_loop(works())


def test_whoever_is_followed_while_listening_begins_is_heard(redis: RedisServer) -> None:
    async def work(turns: int, room: Room) -> None:
        store = redis_store.RedisStore(redis.url)
        heard: list[Room] = []
        await store.begin()
        try:
            for _ in range(turns):
                await asyncio.sleep(0)
            await store.follow(room.code, heard.append)
            async with asyncio.timeout(PATIENCE_S):
                while store._ear is None or not heard:  # it has caught up
                    await store.write(room.code, state_of({}), None)
                    await asyncio.sleep(0.001)
                told = await store.write(room.code, state_of({"step": "last"}), None)
                while heard[-1].revision < told.revision:
                    await asyncio.sleep(0.001)
        finally:
            await store.end()

    async def works() -> None:
        room = new_room(new_key(), time.time())
        first = redis_store.RedisStore(redis.url)
        await first.begin()
        assert await first.found(room)
        await first.end()
        for turns in range(20):
            await work(turns, room)

    in_a_loop(works())


def test_who_followed_at_a_process_that_is_gone_is_no_longer_counted(
    redis: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work() -> None:
        here, gone = redis_store.RedisStore(redis.url), redis_store.RedisStore(redis.url)
        room = new_room(new_key(), time.time())
        await here.begin()
        try:
            assert await here.found(room)
            assert (await gone.presence(room.code, 7, None)).here == 7
            assert (await here.presence(room.code, 2, None)).here == 9
            await asyncio.sleep(0.01)
            monkeypatch.setattr(redis_store, "_HERE_FOR_MS", 5)
            assert (await here.presence(room.code, 2, None)).here == 2
            monkeypatch.undo()
            assert (await here.presence(room.code, 2, None)).here == 2, "nor later"
        finally:
            await here.end()
            await gone.end()

    in_a_loop(work())


def test_a_crowd_waits_for_its_turn_and_is_not_taken_for_a_redis_that_is_away(redis: RedisServer) -> None:
    async def work() -> None:
        store = redis_store.RedisStore(redis.url)
        asking, most, asked = 0, 0, 0

        async def ask(answer: Any) -> Any:
            nonlocal asking, most, asked
            asking, asked = asking + 1, asked + 1
            most = max(most, asking)
            await asyncio.sleep(0.001)
            asking -= 1
            if isinstance(answer, Exception):
                raise answer
            return answer

        def crowd(answer: Any) -> Any:
            return asyncio.gather(*(store._do(lambda: ask(answer)) for _ in range(200)), return_exceptions=True)

        assert await crowd("taken") == ["taken"] * 200
        assert most == redis_store.AT_ONCE < redis_store.CONNECTIONS
        asked = 0
        refused = await crowd(OSError("it is away"))
        assert {one.word for one in refused} == {"lost"}
        assert asked == redis_store.AT_ONCE, "nobody else waits for one that is away"

    in_a_loop(work())


def test_a_redis_that_hangs_is_as_one_that_is_gone(redis: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redis_store, "PATIENCE_S", 0.3)
    monkeypatch.setattr(redis_store, "_ASK_AGAIN_S", 0.05)

    async def until_lost(store: redis_store.RedisStore, lost: bool) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while store.lost is not lost:
                await asyncio.sleep(0.01)

    async def patiently(work: Callable[[], Any]) -> Any:
        """Do it again where a busy machine answered no sooner than one that hangs."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                with contextlib.suppress(Refused):
                    return await work()
                await asyncio.sleep(0.05)

    async def work() -> None:
        store = redis_store.RedisStore(redis.url)
        room = new_room(new_key(), time.time())
        heard: list[Room] = []
        await store.begin()
        try:
            await patiently(lambda: store.found(room))
            await store.follow(room.code, heard.append)
            before = await patiently(lambda: store.write(room.code, state_of({"step": "before"}), None))
            redis.halt()
            await until_lost(store, True)
            assert await store.read(room.code) == before, "who comes meanwhile sees what was told last"
            assert await refusal(store.write(room.code, state_of({"step": "while"}), None)) == "lost"
            assert await refusal(store.answer(room.code, "q1", "s", "[1]")) == "lost"
            redis.go_on()
            await until_lost(store, False)
            after = await patiently(lambda: store.write(room.code, state_of({"step": "after"}), None))
            async with asyncio.timeout(PATIENCE_S):
                while not heard or heard[-1].revision < after.revision:
                    await asyncio.sleep(0.01)
            assert heard[-1].said["step"] == "after"
        finally:
            redis.go_on()
            await store.end()

    in_a_loop(work())


def test_a_redis_that_takes_nothing_is_told_before_anybody_is_let_in(redis: RedisServer) -> None:
    async def work() -> None:
        async with Redis.from_url(redis.url) as asked:
            await asked.config_set("min-replicas-to-write", 1)
            try:
                with pytest.raises(ProblemsFound) as found:
                    await ClassRoom(redis_store.RedisStore(redis.url), new_key()).begin()
            finally:
                await asked.config_set("min-replicas-to-write", 0)
        assert str(found.value.problems[0]) == (
            "--redis: Redis is there, and takes nothing; allowed: a Redis that may be written to."
        )

    in_a_loop(work())


def test_this_process_keeps_so_many_classes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST_CLASSES", 2)
    moment = [1000.0]
    first, second, third = (new_room(new_key(), 1000.0) for _ in range(3))

    async def work() -> None:
        store = MemoryStore(lambda: moment[0])
        assert [await store.found(one) for one in (first, second, third)] == [True, True, False]
        moment[0] += LASTS_S + 3601
        assert await store.found(third)
        assert await store.read(first.code) is None

    in_a_loop(work())


# --- the rules of one class -----------------------------------------------------------------------------


def test_a_class_ends_after_twelve_hours() -> None:
    room = new_room(new_key(), 1000.0, state_of({"question": PRESS}))
    assert room.refusal("q1", 1000.0 + 12 * 3600 - 1) is None
    ended = room.refusal("q1", 1000.0 + 12 * 3600)
    assert ended
    assert ended.word == "over"


def test_closed_means_the_question_where_there_is_one() -> None:
    room = new_room(new_key(), 0.0)
    asked = room.changed(state_of({"question": PRESS, "closed": True}), None)
    assert not asked.over
    assert asked.refusal("q1", 0.0).word == "question_closed"  # type: ignore[union-attr]
    assert room.changed(state_of({"closed": True}), None).over


def test_what_would_give_an_answer_away_is_for_who_leads_until_it_is_shown() -> None:
    question = {**CHOOSE, "target": "sacrum"}
    room = new_room(new_key(), 0.0, state_of({"question": question}))
    assert b'"right"' in room.event(leading=True)
    assert b'"target"' in room.event(leading=True)
    assert b'"right"' not in room.event()
    assert b'"target"' not in room.event()
    shown = room.changed(state_of({"question": question, "told": {"results": True}}), None)
    assert b'"right":["a"]' in shown.event()


def test_an_event_is_one_line_whatever_is_said() -> None:
    said = (
        state_of({"told": {"text": "ñ \u00a0 « </script>"}}) if False else state_of({"told": {"text": "ñ «</script>"}})
    )
    event = new_room(new_key(), 0.0, said).event()
    assert event.count(b"\n") == 4
    assert event.isascii()
    assert event.startswith(b"event: state\nid: ")


def test_revisions_grow_over_a_restart() -> None:
    key = new_key()
    before = new_room(key, 1000.0)
    for _ in range(300):  # a class that changed ten times a second for half a minute
        before = before.changed(before.said, None)
    again = new_room(key, 1031.0)
    assert again.code == before.code
    assert again.revision > before.revision
    assert again.seat(before.new_seat())


@pytest.mark.parametrize(
    ("name", "kept"), [("laptop-1", "laptop-1"), ("", None), (None, None), ("a b", None), ("x" * 25, None)]
)
def test_a_page_has_a_short_name_or_none(name: str | None, kept: str | None) -> None:
    assert page_id(name) == kept
