"""Whoever means ill to a class: nothing gets through, nothing falls over, everyone else goes on."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import io
import itertools
import json
import random
import socket
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import aiohttp
import pytest

from anatomy_viewer.hosts.class_room import routes
from anatomy_viewer.hosts.class_room.codes import CODE_LENGTH, LETTERS, new_key, new_seat, seats_secret_of
from anatomy_viewer.hosts.class_room.memory import MemoryStore

from ...running import ROOT, VIEWER, Running, resident_mib, start, stop
from ..wire import in_a_loop
from .pupils import PATIENCE_S, Course, course

HTML = "<script>alert(1)</script>"
PRESS = {"id": "q1", "kind": "press"}
CODES = 10_000
TRIED = 800
FILES = 400
"""Connections that the system lets the server have."""


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    limited = ["bash", "-c", 'ulimit -n "$0" && exec "$@"', str(FILES)]
    server = start([*limited, *VIEWER, "class", "--no-browser", "--port", "0"], ROOT)
    yield server
    assert server.process.poll() is None, "the server ended by itself"
    assert "Traceback" not in stop(server)[1]


def visit(running: Running, work: Callable[[Course], Awaitable[Any]]) -> Any:
    async def inside() -> Any:
        async with course(running) as made:
            return await work(made)

    return in_a_loop(inside())


def elsewhere(address: str) -> aiohttp.ClientSession:
    """Ask from another address of this computer."""
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(local_addr=(address, 0), limit=0))


def knock(made: Course, running: Running, address: str, buffer: int | None = None) -> tuple[bytes, socket.socket]:
    """Ask for the events as few do, from another address of this computer, and return the status."""
    one = socket.socket()
    one.settimeout(PATIENCE_S)
    if buffer:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    one.bind((address, 0))
    one.connect((running.host, running.port))
    one.sendall(f"GET /class/{made.code}/events HTTP/1.1\r\nHost: {running.host}:{running.port}\r\n\r\n".encode())
    return one.recv(12, socket.MSG_WAITALL)[9:12], one


# --- who may --------------------------------------------------------------------------------------------


def test_a_forged_key_leads_nowhere_and_the_right_one_goes_on(running: Running) -> None:
    async def work(made: Course) -> None:
        await made.tell(step="before")
        forged = ["", made.key[:-1], made.key + "A", made.key.swapcase(), new_key(), made.code, "null", HTML]
        async with made.follower() as one:
            await one.until("seat")
            for key in (*forged, one.seat):
                for method, what in (("POST", "state"), ("GET", "answers")):
                    answer = await made.ask(method, what, key, json={"step": "forged"} if method == "POST" else None)
                    assert answer[:2] in ((401, "key"), (429, "fast")), answer
            ways: list[dict[str, Any]] = [
                {"headers": {"Authorization": f"Basic {made.key}"}},
                {"url": f"{made.url('state')}?key={made.key}"},
            ]
            for way in ways:
                assert (await made.ask("POST", "state", json={"step": "forged"}, **way))[0] in (401, 429)
            assert (await made.ask("GET", "events", new_key()))[0] in (401, 429)
            assert (await made.tell(step="after"))[0] == 204  # whoever else guesses
            await one.until("state", step="after")
            assert "forged" not in str(one.events)

    visit(running, work)


def test_a_page_of_another_origin_may_nothing(running: Running) -> None:
    async def work(made: Course) -> None:
        ways = [
            {"Origin": "https://attacker.example"},
            {"Origin": "null"},
            {"Origin": "http://127.0.0.1:1"},
            {"Origin": f"http://attacker.example@127.0.0.1:{running.port}"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
        ]
        for headers, (method, what) in itertools.product(
            ways, (("GET", "events"), ("POST", "answers"), ("POST", "state"), ("GET", "answers"))
        ):
            answer = await made.ask(method, what, made.key, headers=headers, data="{}" if method == "POST" else None)
            assert answer[0] == 403, (headers, method, what)
        assert (await made.ask("OPTIONS", "state", headers=ways[0]))[0] == 405
        async with made.session.get(made.url("events"), headers={"Host": "attacker.example"}) as answer:
            assert answer.status == 421
        async with made.session.post(made.url("state"), headers=ways[0]) as answer:
            assert "Access-Control-Allow-Origin" not in answer.headers

    visit(running, work)


def test_nobody_answers_for_others(running: Running) -> None:
    async def work(made: Course) -> None:
        await made.tell(question=PRESS)
        async with made.follower() as one:
            await one.until("seat")
            forged = [
                None,
                "",
                one.seat[:-1] + ("A" if one.seat[-1] != "A" else "B"),
                "A" * 12 + one.seat[12:],
                new_seat(seats_secret_of(new_key())),
                made.key,
            ]
            for seat in forged:
                answer = await made.ask("POST", "answers", seat, json={"question": "q1", "answer": [1, 2, 3]})
                assert answer[:2] in ((401, "seat"), (429, "fast"))
            for extra in ({"seat": "other"}, {"answers": []}, {"__proto__": {}}):
                body = {"question": "q1", "answer": [1, 2, 3], **extra}
                assert (await made.ask("POST", "answers", one.seat, json=body))[0] == 400
            assert (await made.results())["count"] == 0
            assert (await made.answer(one.seat, "q1", [1, 2, 3]))[0] == 204
            assert (await made.results())["count"] == 1

    visit(running, work)


# --- what may come --------------------------------------------------------------------------------------


def test_bodies_that_are_none_are_one_sentence(running: Running) -> None:
    as_json = {"Content-Type": "application/json"}
    bodies: list[tuple[bytes, dict[str, str], int]] = [
        (b"", as_json, 400),
        (b"{", as_json, 400),
        (b"\xff\xfe\x00", as_json, 400),
        (b"[" * 4000, as_json, 400),
        (b'{"question":"q1","answer":NaN}', as_json, 400),
        (json.dumps({"question": HTML, "answer": HTML}).encode(), as_json, 400),
        (json.dumps({"question": "q1", "answer": HTML}).encode(), as_json, 400),
        (b'{"question":"q1","answer":[1,2,3]}', {"Content-Type": "text/plain"}, 415),
        (b"question=q1&answer=a", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        (gzip.compress(b"0" * 1_000_000), {**as_json, "Content-Encoding": "gzip"}, 415),
        (b"0" * 5000, as_json, 413),
        (b"0" * 5_000_000, as_json, 413),
    ]

    async def work(made: Course) -> None:
        await made.tell(question=PRESS)
        async with made.follower() as one:
            await one.until("seat")
        for place, (body, headers, status) in enumerate(bodies):
            if place % 6 == 5:  # a seat may not try faster
                async with made.follower() as one:
                    await one.until("seat")
            for what, token in (("answers", one.seat), ("state", made.key)):
                expected = 400 if (what, len(body), status) == ("state", 5000, 413) else status
                answer = await made.ask("POST", what, token, data=io.BytesIO(body), headers=headers)
                assert answer[0] == expected, (what, body[:40], answer)
                assert "<" not in answer[2]
                assert answer[2].endswith("\n")
        assert (await made.tell(step="still"))[0] == 204

    visit(running, work)


def test_html_in_an_answer_is_none_and_reaches_nobody(running: Running) -> None:
    said = {"HTML": HTML, "in a list": [HTML], "as a name": ["<b>"], "an object": {"id": HTML}, "a formula": ["=1+1"]}

    async def work(made: Course) -> None:
        async with made.follower(made.key) as presenter:
            for kind in ("choose", "identify", "order"):
                question = {"id": f"html_{kind}", "kind": kind}  # without options: what is named is anybody's
                assert (await made.tell(question=question))[0] == 204
                async with made.follower() as one:
                    await one.until("seat")
                for answer in said.values():
                    status, word, text = await made.answer(one.seat, question["id"], answer)
                    assert (status, word) == (400, "wrong"), answer
                    assert "<" not in text
                assert (await made.answer(one.seat, question["id"], "good"))[0] == 204
            table = (await made.ask("GET", "answers?as=csv", made.key))[2]
            await made.tell(step="html", question=question, closed=True, told={"results": True})
            await presenter.until("state", step="html")
            assert "<" not in table + str(presenter.events) + str(await made.results())
            assert "=1" not in table

    visit(running, work)


def test_a_body_without_an_end_is_cut_off(running: Running) -> None:
    sent = 0

    async def endless() -> Any:
        nonlocal sent
        while sent < 50_000_000:
            sent += 10_000
            yield b"0" * 10_000

    async def work(made: Course) -> None:
        try:
            answer = await made.ask(
                "POST", "state", made.key, data=endless(), headers={"Content-Type": "application/json"}
            )
        except (aiohttp.ClientError, ConnectionError):
            answer = (413, "", "")
        assert answer[0] == 413

    visit(running, work)


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "BODY_S", 0.05)

    class Slow:
        content_type = "application/json"
        headers: dict[str, str] = {}  # noqa: RUF012
        content_length = None

        class content:
            @staticmethod
            async def iter_any() -> Any:
                yield b"{"
                await asyncio.sleep(60)

    with pytest.raises(routes.Refused) as found:
        in_a_loop(routes._body(Slow(), 100))  # type: ignore[arg-type]
    assert found.value.status == 408


def test_a_seat_and_a_presenter_may_not_send_without_measure(running: Running) -> None:
    async def work(made: Course) -> None:
        await made.tell(question=PRESS)
        async with made.follower() as one, made.follower() as other:
            await one.until("seat")
            await other.until("seat")
            many = await asyncio.gather(*(made.answer(one.seat, "q1", [1, 2, n]) for n in range(40)))
            told = Counter(answer[:2] for answer in many)
            assert set(told) == {(204, ""), (429, "fast")}
            assert told[204, ""] < 30
            assert (await made.answer(other.seat, "q1", [1, 2, 3]))[0] == 204
        many = await asyncio.gather(*(made.tell(step=f"s{n}", question=PRESS) for n in range(300)))
        assert {one[0] for one in many} == {204, 429}

    visit(running, work)


# --- in great number ------------------------------------------------------------------------------------


def test_ten_thousand_codes_are_tried_and_none_is_told_apart() -> None:
    drawn = random.Random(2)

    async def work() -> None:
        room = routes.ClassRoom(MemoryStore(), new_key())
        await room._store.found(room.room)
        told: Counter[str] = Counter()
        right = 0
        for number in range(CODES):
            code = "".join(drawn.choices(LETTERS, k=CODE_LENGTH)) if number % 100 else room.room.code
            try:
                await room._audience(code, "attacker")
                right += 1
            except routes.Refused as refused:
                told[refused.word] += 1
        assert right <= 1, "it is found by none who has tried so many, though each hundredth is it"
        assert told["unknown"] < 150
        assert told.total() + right == CODES
        assert len(room._audiences) <= 1, "nothing is kept of what is none"
        assert await room._audience(room.room.code, "pupil")
        for number in range(CODES):  # many addresses that try together are slowed together
            with contextlib.suppress(routes.Refused):
                await room._audience("BCDFGHJK", f"attacker {number}")
        with pytest.raises(routes.Refused) as refused:
            await room._audience(room.room.code, "stranger")
        assert refused.value.word == "guessing"
        assert await room._audience(room.room.code, "pupil", room.room.new_seat()), "who has a seat is let in"

    in_a_loop(work())


def test_while_codes_are_tried_everyone_else_goes_on(running: Running) -> None:
    drawn = random.Random(1)

    async def work(made: Course) -> None:
        async def guess(session: aiohttp.ClientSession, count: int) -> Counter[tuple[int, str]]:
            told: Counter[tuple[int, str]] = Counter()
            for _ in range(count):
                code = "".join(drawn.choices(LETTERS, k=CODE_LENGTH))
                async with session.get(made.url("events", code)) as answer:
                    told[answer.status, answer.headers["Refusal"]] += 1
            return told

        async with made.follower() as one, made.follower(made.key) as presenter, elsewhere("127.0.0.3") as attacker:
            await one.until("seat")
            before = resident_mib(running.process.pid)
            told = sum(await asyncio.gather(*(guess(attacker, TRIED // 20) for _ in range(20))), Counter())
            assert told.total() == TRIED
            assert set(told) == {(404, "unknown"), (429, "guessing")}
            assert told[404, "unknown"] < 150
            refused = await Course(attacker, running).ask("GET", "events")
            assert refused[:2] == (429, "guessing"), "the right code is not told apart"
            assert "try again in" in refused[2]
            assert resident_mib(running.process.pid) - before < 20
            assert (await made.tell(step="on"))[0] == 204
            await one.until("state", step="on")
            await presenter.until("state", step="on")
            async with Course(attacker, running).follower(one.seat):  # a seat that is known is let in at once
                pass
            async with made.follower() as new:
                assert new.state["step"] == "on"

    visit(running, work)


def test_streams_by_the_thousand_from_one_address_leave_room_for_others(running: Running) -> None:
    most = int((FILES - routes.FILES_KEPT_FREE) * routes.OF_ONE_ADDRESS)
    address = "127.0.0.4"

    async def work(made: Course) -> None:
        loop = asyncio.get_running_loop()
        open_ones: list[socket.socket] = []
        async with made.follower() as early, made.follower(made.key) as presenter:
            told: Counter[bytes] = Counter()
            for _ in range(most + 60):
                status, one = await loop.run_in_executor(None, knock, made, running, address)
                told[status] += 1
                open_ones.append(one)
            assert told == {b"200": most, b"503": 60}
            async with elsewhere(address) as attacker:
                assert (await Course(attacker, running).ask("GET", "events"))[:2] == (503, "full")
            async with made.follower() as late:
                assert (await made.tell(step="on"))[0] == 204
                for follower in (early, late, presenter):
                    await follower.until("state", step="on")
                async with made.session.get(f"{running.address}/connection.json") as page:
                    assert page.status == 200
                for one in open_ones:
                    one.close()
                await presenter.until("room", here=2)
            async with elsewhere(address) as attacker, Course(attacker, running).follower():
                pass

    visit(running, work)


def test_a_seat_and_a_key_open_a_few_streams_and_no_more(running: Running) -> None:
    async def work(made: Course) -> None:
        async with made.follower() as one, contextlib.AsyncExitStack() as stack:
            await one.until("seat")
            for token, most, refused in (
                (one.seat, routes.STREAMS_OF_A_SEAT, (429, "fast")),
                (made.key, routes.PRESENTERS_AT_ONCE, (503, "full")),
            ):
                for _ in range(most):
                    await stack.enter_async_context(made.follower(token))
                assert (await made.ask("GET", "events", token))[:2] == refused
            async with made.follower():
                pass

    visit(running, work)


def test_who_stops_reading_slows_nobody(running: Running) -> None:
    drawing = {"drawing": [[[n / 7, n / 3, n / 9] for n in range(1500)]]}

    async def work(made: Course) -> None:
        loop = asyncio.get_running_loop()
        asked = [loop.run_in_executor(None, knock, made, running, "127.0.0.5", 4096) for _ in range(120)]
        deaf = await asyncio.gather(*asked)
        assert {status for status, _ in deaf} == {b"200"}
        async with made.follower() as good, made.follower(made.key) as presenter:
            before = resident_mib(running.process.pid)
            for number in range(25):
                while (await made.tell(step=f"n{number}", told=drawing))[0] != 204:  # twenty a second are taken
                    await asyncio.sleep(0.05)
                await good.until("state", step=f"n{number}")
            await presenter.until("room", here=121)
            assert resident_mib(running.process.pid) - before < 25, "all that was told to them would be a hundred"
        for _, one in deaf:
            one.close()

    visit(running, work)
