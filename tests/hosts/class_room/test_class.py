"""A class held by the real command: its links, following, asking, ending, and a server that is started again."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from click.testing import CliRunner

from anatomy_viewer import cli
from anatomy_viewer.hosts import server
from anatomy_viewer.hosts.class_room.codes import code_of
from anatomy_viewer.hosts.class_room.told import STATE_KEYS

from ...running import ROOT, Running, stop
from ..nginx import free_port
from ..wire import in_a_loop
from .pupils import PATIENCE_S, Course, begin, class_running, course
from .told_there import BLOCKS, options

CHOOSE = {"id": "nerve", "kind": "choose", "options": [{"id": "a"}, {"id": "b"}], "several": False, "right": ["a"]}


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    begun = begin()
    yield begun
    assert begun.process.poll() is None, "the server ended by itself"
    out, errors = stop(begun)
    assert out == ""
    assert errors.count("\n") <= 1, errors


def visit(running: Running, work: Callable[[Course], Awaitable[Any]], at: str | None = None) -> Any:
    async def inside() -> Any:
        async with course(running, at) as made:
            return await work(made)

    return in_a_loop(inside())


# --- the command ----------------------------------------------------------------------------------------


def test_three_lines_say_where_to_lead_to_join_and_that_it_is_ready(running: Running) -> None:
    assert list(running.links) == ["Presenter", "Join"]
    join = running.links["Join"]
    assert re.fullmatch(rf"http://127\.0\.0\.1:{running.port}/\?class=[A-Z0-9]{{8}}", join)
    assert re.fullmatch(rf"{re.escape(join)}#key=[A-Za-z0-9_-]{{22}}", running.links["Presenter"])
    assert running.page == f"http://127.0.0.1:{running.port}/"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--address", "teach.example.org"), "--address: found"),
        (("--lesson", "what_it_feel_like"), 'did you mean "what_it_feels_like"?'),
        (("--redis", "localhost:6379"), "--redis: found"),
        (
            ("--redis", "redis://:secret@127.0.0.1:1/0"),
            "--redis redis://127.0.0.1:1/0: Redis cannot be reached there (",
        ),
        (("--host-name", "a b"), "--host-name: found"),
        (("--only-own",), "--only-own needs lessons of your own"),
    ],
)
def test_what_is_wrong_with_the_options_is_one_sentence(given: tuple[str, ...], told: str) -> None:
    with ThreadPoolExecutor(1) as thread:  # Playwright keeps an event loop going in the main thread
        done = thread.submit(CliRunner().invoke, cli.main, ["class", "--no-browser", "--port", "0", *given]).result()
    assert done.exit_code in (1, 2)
    assert done.stdout == ""
    assert told in done.stderr
    assert done.exit_code == 2 or done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr


def test_a_viewer_without_a_class_knows_nothing_of_one() -> None:
    code = (
        "import sys, anatomy_viewer.cli, anatomy_viewer.hosts.server, anatomy_viewer.hosts.guard\n"
        "print([name for name in sys.modules if 'class_room' in name or name.startswith('redis')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- following ------------------------------------------------------------------------------------------


def test_a_follower_has_the_whole_state_at_once_and_each_change(running: Running) -> None:
    async def work(made: Course) -> None:
        await made.tell(lesson="one", step="first", hidden=["skin"])
        async with made.follower() as early:
            assert [name for name, _ in early.events] == ["state"]
            assert tuple(early.state) == STATE_KEYS
            assert (early.state["step"], early.state["hidden"]) == ("first", ["skin"])
            view = {"position": [1.0, 2.0, 3.0], "focus": [0.0, 0.0, 0.0], "up": [0.0, 0.0, 1.0]}
            assert (await made.tell(lesson="one", step="second", view=view)) == (204, "", "")
            await early.until("state", step="second", view=view)
            async with made.follower() as late:
                assert late.state == early.state
                assert late.ids == early.ids[-1:]
            assert early.ids == sorted(set(early.ids))

    visit(running, work)


def test_a_seat_is_given_once_and_stays_the_same(running: Running) -> None:
    async def work(made: Course) -> None:
        async with made.follower() as one:
            await one.until("seat")
            seat = one.seat
        for url in (None, made.url(f"events?seat={seat}")):
            async with made.follower(*([] if url else [seat]), **({"url": url} if url else {})) as again:
                await made.tell(step=f"again {url}".replace(" ", "_")[:9])
                await again.until("state")
                assert [name for name, _ in again.events] == ["state", "state"]
        async with made.follower("A" * len(seat)) as stranger:
            await stranger.until("seat")
            assert stranger.seat != seat

    visit(running, work)


def test_the_presenter_is_told_how_many_are_here(running: Running) -> None:
    async def work(made: Course) -> None:
        async with made.follower(made.key) as presenter:
            room = await presenter.until("room", here=0)
            assert set(room) == {"here", "question", "count", "leads", "lost", "join"}
            assert room["join"] == running.links["Join"]
            async with made.follower(), made.follower():
                await presenter.until("room", here=2)
            await presenter.until("room", here=0)
            assert all(name != "seat" for name, _ in presenter.events)

    visit(running, work)


def test_of_two_pages_that_lead_the_last_one_wins_and_both_are_told(running: Running) -> None:
    async def work(made: Course) -> None:
        async with made.follower(made.key) as laptop, made.follower(made.key) as phone:
            for page, step in (("laptop", "a"), ("phone", "b"), ("laptop", "c")):
                url = made.url(f"state?page={page}")
                assert (await made.ask("POST", "state", made.key, url=url, json={"step": step}))[0] == 204
                for one in (laptop, phone):
                    await one.until("room", leads=page)
            assert laptop.state["step"] == phone.state["step"] == "c"

    visit(running, work)


def test_a_code_is_read_as_people_type_it(running: Running) -> None:
    async def work(made: Course) -> None:
        typed = f"{made.code[:4]}-{made.code[4:]}".lower()
        async with made.follower(url=made.url("events", typed)) as one:
            assert one.state

    visit(running, work)


def test_the_page_and_its_files_are_served_as_ever(running: Running) -> None:
    async def work(made: Course) -> None:
        for path, method, status in (("/", "GET", 200), ("/connection.json", "GET", 200), ("/", "POST", 405)):
            async with made.session.request(method, f"{made.address}{path}?class={made.code}") as answer:
                assert answer.status == status
        for path, method, allowed in (
            ("events", "POST", "GET"),
            ("state", "GET", "POST"),
            ("answers", "DELETE", "GET, POST"),
            ("events", "HEAD", "GET"),
        ):
            async with made.session.request(method, made.url(path)) as answer:
                assert (answer.status, answer.headers["Allow"]) == (405, allowed)
        assert (await made.ask("GET", "nothing"))[0] == 404

    visit(running, work)


# --- asking ---------------------------------------------------------------------------------------------


def test_a_question_from_open_to_shown(running: Running) -> None:
    async def work(made: Course) -> None:
        async with made.follower(made.key) as presenter, made.follower() as one, made.follower() as two:
            seats = []
            for pupil in (one, two):
                await pupil.until("seat")
                seats.append(pupil.seat)
            assert (await made.answer(seats[0], "nerve", "a"))[:2] == (409, "not_asked")
            await made.tell(step="ask", question=CHOOSE)
            asked = await one.until("state", step="ask")
            assert "right" not in asked["question"]
            for seat, answer in ((seats[0], "b"), (seats[1], "b"), (seats[0], "a"), (seats[0], "a")):
                assert await made.answer(seat, "nerve", answer) == (204, "", "")
            await presenter.until("room", question="nerve", count=2)
            wrong = await made.answer(seats[0], "nerve", "c")
            assert wrong[:2] == (400, "wrong")
            assert wrong[2] == 'answer[0]: found "c"; allowed: a, b.\n'
            found = await made.results()
            assert (found["open"], found["count"], sorted(found["answers"])) == (True, 2, [["a"], ["b"]])
            assert found["question"]["right"] == ["a"]
            await made.tell(step="closed", question=CHOOSE, closed=True)
            assert (await made.answer(seats[0], "nerve", "b"))[:2] == (409, "question_closed")
            await made.tell(step="shown", question=CHOOSE, closed=True, told={"results": True})
            shown = await two.until("state", step="shown")
            assert shown["told"]["results"] == {
                "count": 2,
                "chosen": [{"id": "a", "count": 1}, {"id": "b", "count": 1}],
            }
            assert shown["question"]["right"] == ["a"]
            await made.tell(step="on")
            found = await made.results()
            assert (found["open"], found["count"], found["asked"][-1]) == (False, 2, "nerve")

    visit(running, work)


def test_a_press_map_and_the_table_of_all_answers(running: Running) -> None:
    async def work(made: Course) -> None:
        question = {"id": "press", "kind": "press", "target": [0, 0, 0], "text": "Press the crest"}
        await made.tell(question=question)
        for place in ([3, 4, 0], [0, 0, 20], [0, 0, 30]):
            async with made.follower() as pupil:
                await pupil.until("seat")
                assert (await made.answer(pupil.seat, "press", place))[0] == 204
        found = await made.results("?question=press")
        assert found["results"]["mean"] == [1.0, 1.3, 16.7]
        assert found["results"]["to_target"]["within"] == [{"mm": 8, "count": 1}, {"mm": 25, "count": 2}]
        status, _, text = await made.ask("GET", "answers?as=csv", made.key)
        rows = [row for row in csv.DictReader(io.StringIO(text)) if row["question"] == "press"]
        assert status == 200
        assert sorted(row["to_target_mm"] for row in rows) == ["20.0", "30.0", "5.0"]
        assert all(pupil_free not in text for pupil_free in (made.key, "Bearer"))

    visit(running, work)


def test_a_state_that_may_not_be_told_changes_nothing(running: Running) -> None:
    async def work(made: Course) -> None:
        await made.tell(step="good")
        status, word, text = await made.tell(stp="x", person=-1)
        assert (status, word) == (400, "wrong")
        assert text.count("\n") == 2
        assert 'did you mean "step"?' in text
        async with made.follower() as one:
            assert one.state["step"] == "good"

    visit(running, work)


# --- ending, and beginning again ------------------------------------------------------------------------


def test_on_every_address_the_links_lead_there_and_a_class_that_is_ended_keeps_its_answers(tmp_path: Path) -> None:
    kept = tmp_path / "answers.csv"
    with class_running(*options("laptop"), "--embed", "https://lms.example.org") as running:
        host = urlsplit(running.links["Join"]).hostname or ""
        assert host != "0.0.0.0"
        assert urlsplit(running.links["Presenter"]).hostname == host

        async def work(made: Course) -> None:
            async with made.follower() as one:
                await one.until("seat")
                await made.tell(question=CHOOSE)
                await made.answer(one.seat, "nerve", "a")
                await made.tell(lesson="last", closed=True)
                await one.until("state", closed=True, question=None)
                await one.end()
                over = (410, "over", "This class has ended.\n")
                assert await made.ask("GET", "events") == over
                assert await made.answer(one.seat, "nerve", "a") == over
                assert await made.tell(step="again") == over
                assert (await made.results())["answers"] == [["a"]]
            for headers in (
                {"Origin": "null"},
                {"Origin": "https://lms.example.org"},
                {"Sec-Fetch-Site": "cross-site"},
            ):
                refused = await made.ask("GET", "events", headers=headers)
                assert refused[0] == 403, "who may frame the page may not join by itself"
            own = {"http://127.0.0.1:8080": made.address, "KEY": made.key, "CODE": made.code, "answers.csv": str(kept)}
            table = BLOCKS["table"]
            for told, ours in own.items():
                assert told in table
                table = table.replace(told, ours)
            await asyncio.to_thread(subprocess.run, table, shell=True, check=True, timeout=PATIENCE_S)
            assert [row["answer"] for row in csv.DictReader(io.StringIO(kept.read_text(encoding="utf-8")))] == ["a"]
            async with made.session.get(f"{made.address}/connection.json") as page:
                assert "frame-ancestors https://lms.example.org" in page.headers["Content-Security-Policy"]

        visit(running, work, at=f"http://{host}:{running.port}")


def test_a_class_is_held_with_the_lessons_and_the_course_that_serve_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[dict[str, Any]] = []
    shelves: list[Any] = []
    shelf = SimpleNamespace(
        form="female", beforehand=None, content=lambda lessons, *_: {"lessons": [{"id": f"own_{lessons[0]}"}]}
    )
    monkeypatch.setattr(cli, "live_parts", lambda *asked: shelves.append(asked) or shelf)
    monkeypatch.setattr(server, "serve", lambda **options: served.append(options))
    lessons, course_file = ("--lessons", "a.yaml", "--lessons", "folder", "--only-own"), ("--course", "course.yaml")
    others = ("--base-path", "/x/", "--embed", "https://lms.example.org", "--lesson", "first")
    for command in ("class", "serve"):
        for given in (lessons, course_file):
            done = CliRunner().invoke(cli.main, [command, "--no-browser", *given, *others])
            assert done.exit_code == 0, done.output
    assert shelves[:2] == shelves[2:]
    assert shelves[0] == (None, (Path("a.yaml"), Path("folder")), True, None, None)
    for held, shown in zip(served[:2], served[2:], strict=True):
        assert held["parts"] is shown["parts"] is shelf
        assert (held["base"], tuple(held["embed"])) == (shown["base"], tuple(shown["embed"])) == ("/x/", others[3:4])
        assert held["class_room"].room.said["lesson"] == "own_first", "it is looked for among these"


def test_behind_a_proxy_a_class_goes_on_after_a_restart_and_ends_with_the_program(tmp_path: Path) -> None:
    name, file = "teach.example.org", tmp_path / "socket"
    given = ("--base-path", "/x/", "--host-name", name, "--trusted-proxy", "127.0.0.1", "--socket", str(file))
    own = {"Host": name, "Origin": f"http://{name}", "X-Forwarded-For": "10.0.0.7"}
    port = free_port()  # that nobody is given while the server is away
    with class_running(*given, port=port) as running:
        old = running
        assert running.links["Join"].startswith(f"http://{name}/x/?class=")

        async def before(made: Course) -> str:
            for at in (running.address, f"{running.address}/x"):
                made.address = at
                async with made.follower(headers=own) as one:
                    await one.until("seat")
            async with aiohttp.ClientSession(connector=aiohttp.UnixConnector(str(file))) as by_file:
                proxied = Course(by_file, running)
                async with proxied.follower(one.seat, headers=own) as again:
                    assert again.state == one.state
                unknown = proxied.url("events", "BCDFGHJK")
                guess = {"url": unknown, "headers": {**own, "X-Forwarded-For": "10.0.0.9"}}
                while (await proxied.ask("GET", "events", **guess))[1] != "guessing":
                    pass
                assert (await proxied.ask("GET", "events", url=unknown, headers=own))[1] == "unknown", "somebody else"
            foreign = {**own, "Origin": "http://example.org"}
            assert (await made.ask("GET", "events", headers=foreign))[0] == 403
            assert (await made.tell(headers=own, step="far", question=CHOOSE))[0] == 204
            assert (await made.answer(one.seat, "nerve", "a", headers=own))[0] == 204
            return one.seat

        seat = visit(running, before)
        running.process.kill()
        running.process.communicate()
    assert file.exists(), "it was killed"
    with class_running(*given, port=port) as again:

        async def after(made: Course) -> None:
            assert (await made.ask("GET", "events", seat, headers=own))[:2] == (404, "unknown")
            forged = f"{made.key[:-1]}{'A' if made.key[-1] != 'A' else 'B'}"
            assert (await made.ask("POST", "state", forged, headers=own, json={}))[:2] == (404, "unknown")
            own_code = made.url("events", code_of(forged))
            nothing = await made.ask("GET", "events", url=own_code, headers=own)
            assert nothing[:2] == (404, "unknown"), "nor is one made for it"
            while (await made.ask("GET", "events", seat, headers=own))[1] != "guessing":
                pass  # a lecture hall is one address, and its pages come back before their presenter
            # A busy machine may have given time for another guess.
            while (found := await made.ask("POST", "state", forged, headers=own, json={}))[1] != "guessing":
                assert found[:2] == (404, "unknown")
            assert (await made.tell(headers=own, step="far", question=CHOOSE))[0] == 204
            async with made.follower(seat, headers=own) as one:
                assert one.state["step"] == "far"
                assert (await made.answer(seat, "nerve", "a", headers=own))[0] == 204
            assert (await made.results(headers=own))["count"] == 1

        visit(old, after, at=again.address)

        async def ending(made: Course) -> tuple[str, str]:
            async with made.follower(headers={**own, "X-Forwarded-For": "10.0.0.8"}) as one:
                assert one.state["step"] is None, "its own class knows nothing of the other"
                leaving = asyncio.get_running_loop().run_in_executor(None, stop, again)
                await one.end()
                return await leaving

        _, errors = visit(again, ending)
        assert again.process.returncode == 0
        assert not file.exists()
        assert f"A class from before the start goes on: {urlsplit(old.links['Join']).query[6:]}\n" in errors


def test_an_event_source_reads_it(running: Running) -> None:
    """Read the raw bytes as a browser's parser does."""

    async def work(made: Course) -> bytes:
        async with made.session.get(made.url("events"), headers={"Accept": "text/event-stream"}) as answer:
            assert answer.status == 200
            assert answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"
            assert "no-store" in answer.headers["Cache-Control"]
            assert answer.headers["X-Accel-Buffering"] == "no"
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert "Transfer-Encoding" not in answer.headers
            return await answer.content.readuntil(b"\n\n")

    block = visit(running, work)
    lines = block.decode().split("\n")
    assert [line.partition(":")[0] for line in lines] == ["retry", "event", "id", "data", "", ""]
    assert set(json.loads(lines[3][6:])) == set(STATE_KEYS)
