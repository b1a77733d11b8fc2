"""Several processes that serve the same classes with a real Redis, and what happens when one of them is gone.

They run as docs/teaching-a-class.md says: with its options, its Redis, behind its nginx.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from ...running import Running
from ..nginx import certificate, running_nginx
from ..wire import in_a_loop
from .pupils import PATIENCE_S, Course, RedisServer, begin, class_running, course, redis_running
from .told_there import BLOCKS, FILE, process

NAME = "teach.example.org"
PRESS = {"id": "q1", "kind": "press"}
SEATS = 40


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with redis_running(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(scope="module")
def first_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("first") / "socket"


@pytest.fixture(scope="module")
def first(redis: RedisServer, first_file: Path) -> Iterator[Running]:
    with class_running(*process(redis.url, first_file)) as server:
        yield server


def behind_nginx(folder: Path, ports: Mapping[int, int], files: Mapping[int, Path]) -> tuple[str, str]:
    """Return the ``upstream`` blocks of the document and the inside of its ``server``, with what is free and ours."""
    made, key = certificate(folder / "tls")
    upstreams, _, inside = BLOCKS["nginx"].partition("server {\n  listen 443 ssl http2;\n")
    replaced = {
        f"/etc/ssl/certs/{NAME}.pem": str(made),
        f"/etc/ssl/private/{NAME}.key": str(key),
        **{f"127.0.0.1:{there}": f"127.0.0.1:{here}" for there, here in ports.items()},
        **{FILE.replace("%i", str(there)): str(here) for there, here in files.items()},
    }
    for words, own in replaced.items():
        assert words in upstreams + inside
        upstreams, inside = upstreams.replace(words, own), inside.replace(words, own)
    return upstreams, inside.removesuffix("}")


def visit(running: Running, work: Callable[[Course], Awaitable[Any]], at: str | None = None) -> Any:
    async def inside() -> Any:
        async with course(running, at) as made:
            return await work(made)

    return in_a_loop(inside())


def test_each_class_is_the_same_at_every_process_and_outlives_one(
    redis: RedisServer, first: Running, first_file: Path, tmp_path: Path
) -> None:
    second_file = tmp_path / "socket"
    second = begin(*process(redis.url, second_file))
    ports, files = {8081: first.port, 8082: second.port}, {8081: first_file, 8082: second_file}
    upstreams, settings = behind_nginx(tmp_path, ports, files)
    own = {"Host": NAME, "Origin": f"https://{NAME}"}

    async def work(made: Course, door: str) -> None:
        through = {"url": f"{door}/class/{made.code}/events", "headers": own, "ssl": False}
        processes = (first.address, second.address)
        begun_there = Course(made.session, second, first.address)
        assert (await begun_there.tell(step="elsewhere"))[0] == 204
        async with begun_there.follower() as one:
            assert one.state["step"] == "elsewhere"
        nothing = made.url("events", "BCDFGHJK")
        assert (await made.ask("GET", "events", url=nothing))[:2] == (404, "unknown")
        async with (
            made.follower(made.key) as presenter,
            made.follower(url=f"{second.address}/class/{made.code}/events") as far,
            made.follower(**through) as proxied,
        ):
            await far.until("seat")
            await proxied.until("seat")
            await made.tell(step="asked", question=PRESS)
            for one in (far, proxied):
                await one.until("state", step="asked")
            await presenter.until("room", here=2)

            seats = []
            for _ in range(SEATS):
                async with made.follower() as pupil:
                    await pupil.until("seat")
                    seats.append(pupil.seat)

            taken: set[int] = set()

            async def answer(number: int) -> None:
                for turn in range(2):  # again until it is taken: the same answer is one
                    with_ = Course(made.session, first, processes[(number + turn) % 2])
                    try:
                        status = (await with_.answer(seats[number], "q1", [number, 0, 0]))[0]
                    except (aiohttp.ClientError, ConnectionError):
                        continue
                    assert status == 204, status
                    taken.add(number)
                    return

            await asyncio.gather(*(answer(number) for number in range(SEATS // 2)))
            second.process.kill()  # in the middle of the question
            await asyncio.gather(*(answer(number) for number in range(SEATS)))
            await far.end()
            async with made.follower(far.seat) as back:
                assert back.state["step"] == "asked"
            async with made.follower(
                proxied.seat, url=f"{door}/class/{made.code}/events", headers=own, ssl=False
            ) as back:
                assert back.state["step"] == "asked", "nginx finds the other one"
            async with made.session.get(f"{door}/", headers=own, ssl=False) as page:
                assert page.status == 200
                assert f"wss://{NAME}" in page.headers["Content-Security-Policy"]
            await presenter.until("room", count=SEATS)
            found = await made.results()
            assert taken == set(range(SEATS))
            assert Counter(place[0] for place in found["answers"]) == Counter(float(n) for n in range(SEATS))

    try:
        with running_nginx(tmp_path / "nginx", {"https": settings}, upstreams=upstreams) as nginx:
            visit(first, lambda made: work(made, nginx.address("https")))
    finally:
        second.process.kill()
        second.process.communicate()


def test_a_lost_redis_is_told_and_everyone_keeps_the_picture(redis: RedisServer, first: Running) -> None:
    async def work(made: Course) -> None:
        async with made.follower(made.key) as presenter, made.follower() as one:
            await one.until("seat")
            await made.tell(step="before", question=PRESS)
            await one.until("state", step="before")
            assert (await made.answer(one.seat, "q1", [7, 7, 7]))[0] == 204
            redis.stop()
            await presenter.until("room", lost=True)
            assert (await made.answer(one.seat, "q1", [8, 8, 8]))[:2] == (503, "lost")
            assert (await made.tell(step="while"))[:2] == (503, "lost")
            async with made.follower() as late:  # who comes meanwhile sees what was told last
                assert late.state["step"] == "before"
            redis.begin()
            await presenter.until("room", lost=False)
            async with asyncio.timeout(PATIENCE_S):  # a busy Redis may be late once more
                while (await made.tell(step="after", question=PRESS))[0] != 204:
                    await asyncio.sleep(0.1)
            await one.until("state", step="after")
            assert [7.0, 7.0, 7.0] in (await made.results())["answers"]
            assert (await made.answer(one.seat, "q1", [9, 9, 9]))[0] == 204
            assert [9.0, 9.0, 9.0] in (await made.results())["answers"]
            assert one.ids == sorted(set(one.ids))

    visit(first, work)
