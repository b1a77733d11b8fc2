"""A class under load: how late the state reaches everyone, and what is lost when something breaks.

Real processes on loopback: the command, its followers (`class_crowd`), and where it says so nginx and a Redis. A figure
of delivery is from sending a state to its last byte in the kernel at a follower. Beside it stands what a newcomer would
write with aiohttp alone (`bare_broadcaster`), in turn, in the same minute.

python -m benchmarks.class_load [SHARE [SECONDS]] [ROW ...]

SHARE of the followers is 1 by default; SECONDS that the state changes are 30 by default and SHARE of it, a soak is 240
times as long. The rows' names: one, two, answers, deaf, killed, redis, soak; all but soak by default.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from benchmarks.class_crowd import moment
from benchmarks.many_viewers import raise_file_limit
from benchmarks.measuring import middle, processor_seconds, report, report_ratio, tell_machine, with_children
from tests.hosts.class_room.pupils import RedisServer, begin, redis_program, redis_running
from tests.hosts.nginx import Nginx, nginx_program, running_nginx
from tests.running import ROOT, Running, resident_mib, started, stop

FOLLOWERS, LECTURE, STALLED, ANSWERS = 1000, 5000, 500, 5000
SECONDS = 30.0
ROUNDS = 3
BACK_S = 5.0
READ_AFTER = 0.4
"""After such a part of the time between two changes those who follow read what has come: nobody waits for them."""
KEPT_MIB = 12.0
"""By how much the memory of a process may grow in a soak, after its first third."""

UPSTREAMS = """
  upstream class_processes {{
    zone class 64k;
    least_conn;
{servers}
  }}
"""
DOOR = """
  location / {
    proxy_pass http://class_processes;
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_next_upstream error timeout;
    proxy_connect_timeout 2s;
  }
"""


class Course:
    """One class that is led here.

    Parameters
    ----------
    address
        Where it is asked for.
    running
        Who has begun it; without one anybody may lead it.
    """

    def __init__(self, address: str, running: Running | None = None) -> None:
        link = urlsplit(running.links["Presenter"]) if running else urlsplit("?class=BCDFGHJK#key=none")
        self.address = address
        self.code = parse_qs(link.query)["class"][0]
        self._key = parse_qs(link.fragment)["key"][0]
        self._url = f"{address}/class/{self.code}"

    async def ask(self, session: aiohttp.ClientSession, method: str, what: str, body: Any = None) -> tuple[int, bytes]:
        """Ask as who leads."""
        headers = {"Authorization": f"Bearer {self._key}"}
        async with session.request(method, f"{self._url}/{what}", json=body, headers=headers) as answer:
            return answer.status, await answer.read()

    async def tell(self, session: aiohttp.ClientSession, step: str, **more: Any) -> int:
        """Tell a state with the moment."""
        view = {"position": [round(moment(), 3), 0.0, 0.0], "focus": [0.0, 0.0, 0.0], "up": [0.0, 0.0, 1.0]}
        state = {"lesson": "one", "step": step, "audience": "student", "language": "en", "view": view, **more}
        return (await self.ask(session, "POST", "state", state))[0]


class Pupils:
    """Processes of followers.

    Parameters
    ----------
    processes
        Those that run `class_crowd`.
    """

    def __init__(self, processes: Sequence[asyncio.subprocess.Process]) -> None:
        self._processes = processes

    async def do(self, **asked: Any) -> list[Any]:
        """Ask all of them for something at the same time."""
        for one in self._processes:
            assert one.stdin is not None
            one.stdin.write(json.dumps(asked).encode() + b"\n")
        return [await _line(one) for one in self._processes]

    async def report(self) -> dict[str, Any]:
        """Return what all of them have seen since they were asked last."""
        told = await self.do(do="report")
        steps: Counter[str] = sum((Counter(one["steps"]) for one in told), Counter())
        late = sorted(ms for one in told for ms in one["late"])
        away = [seconds for one in told for seconds in one["away"]]
        counted = {name: sum(one[name] for one in told) for name in ("losses", "together")}
        return {"late": late, "away": away, "steps": steps, **counted}

    @property
    def ids(self) -> list[int]:
        """The processes."""
        return [one.pid for one in self._processes]


async def _line(process: asyncio.subprocess.Process) -> Any:
    assert process.stdout is not None
    line = await process.stdout.readline()
    if not line:
        raise RuntimeError("those who follow have ended")
    return json.loads(line)


@contextlib.asynccontextmanager
async def following(course: Course, followers: int, deaf: int = 0) -> AsyncIterator[Pupils]:
    """Let so many follow, in processes of at most 2,500."""
    many = max(1, round(followers / 2500))
    command = [sys.executable, "-m", "benchmarks.class_crowd", course.address, course.code]
    processes = [
        await asyncio.create_subprocess_exec(
            *command,
            str(followers // many),
            str(deaf // many),
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=1 << 28,
        )
        for _ in range(many)
    ]
    try:
        for one in processes:
            await _line(one)
        yield Pupils(processes)
    finally:
        for one in processes:
            assert one.stdin is not None
            one.stdin.close()
        await asyncio.gather(*(one.wait() for one in processes))


async def turned(course: Course, pupils: Pupils, seconds: float, a_second: float, **more: Any) -> dict[str, Any]:
    """Change the state so often for so long, and return what those who follow have seen."""
    await pupils.do(do="pause", seconds=READ_AFTER / a_second)
    await pupils.report()
    count = max(2, round(seconds * a_second))
    async with aiohttp.ClientSession() as session:
        begun = time.monotonic()
        refused: Counter[int] = Counter()
        for number in range(count):
            await asyncio.sleep(max(0.0, begun + number / a_second - time.monotonic()))
            refused[await course.tell(session, f"s{number}", **more)] += 1
    await asyncio.sleep(1.0)
    seen = await pupils.report()
    await pupils.do(do="pause", seconds=0.0)
    return {**seen, "last": f"s{count - 1}", "told": dict(refused)}


def p95(late: Sequence[float]) -> float:
    """Return the time within which 95 of 100 states were delivered."""
    return late[int(len(late) * 0.95)] if late else float("inf")


def everyone_at(seen: dict[str, Any]) -> bool:
    """Tell whether all have the last state."""
    return set(seen["steps"]) == {seen["last"]}


def _together(told: Iterable[Mapping[str, float]]) -> Counter[str]:
    """Return what several processes have counted."""
    return sum((Counter(one) for one in told), Counter())


# --- the rows -------------------------------------------------------------------------------------------


async def one_process(share: float, seconds: float) -> float:
    """Measure one process beside the bare broadcaster; return its p95."""
    followers = int(FOLLOWERS * share)
    ours, bare, used, ends = [], [], [], []
    with started([sys.executable, "-m", "benchmarks.bare_broadcaster"]) as peer, _class() as running:
        memory = await _memory(running, followers)
        for _ in range(ROUNDS):
            for course, taken in ((Course(peer.address), bare), (Course(running.address, running), ours)):
                async with following(course, followers) as pupils:
                    before = processor_seconds([running.process.pid])
                    seen = await turned(course, pupils, seconds, 10)
                    taken.append(p95(seen["late"]))
                    if taken is ours:
                        used.append(processor_seconds([running.process.pid]) - before)
                        ends.append(everyone_at(seen))
    name = f"one process, {followers} followers, 10 changes a second for {seconds:.0f} s"
    report_ratio(f"{name}: p95 of delivery, beside a bare broadcaster", ours, bare, 1.3, "ms")
    report(f"{name}: everyone has the end state", str(ends), "all", all(ends))
    busy = 100 * middle(used) / seconds
    print(f"      processor {busy:.0f} % of a core, memory a follower {memory:.1f} KiB", flush=True)
    return middle(ours)


async def _memory(running: Running, followers: int) -> float:
    before = resident_mib(running.process.pid)
    async with following(Course(running.address, running), followers):
        return (resident_mib(running.process.pid) - before) * 1024 / followers


async def two_processes(share: float, seconds: float, alone_ms: float) -> None:
    """Measure a lecture at two processes."""
    followers = int(LECTURE * share)
    with _lecture() as (door, running, redis, nginx):
        course = Course(door, running[0])
        async with following(course, followers) as pupils:
            parts = {
                "a class": [one.process.pid for one in running],
                "nginx": with_children(nginx.process),
                "redis": [redis.process.pid],
                "who follows": pupils.ids,
            }
            before = {name: processor_seconds(ids) for name, ids in parts.items()}
            seen = await turned(course, pupils, seconds, 1)
            used = {name: processor_seconds(ids) - before[name] for name, ids in parts.items()}
    name = f"two processes behind nginx with Redis, {followers} followers, a change a second"
    report_ratio(
        f"{name}: p95, beside one process with {int(FOLLOWERS * share)}", [p95(seen["late"])], [alone_ms], 2, "ms"
    )
    report(f"{name}: everyone has the end state", str(seen["steps"].most_common(3)), "all", everyone_at(seen))
    delivered = max(1, followers * round(seconds))
    told = ", ".join(f"{part} {1e6 * spent / delivered:.0f}" for part, spent in used.items())
    print(f"      processor a follower and change, in us: {told}; {_told_late(seen)}", flush=True)


def _told_late(seen: Mapping[str, Any]) -> str:
    """Return how the times of delivery lie, and how many are not known because two states were read together."""
    late = seen["late"]
    if not late:
        return "nothing came"
    at = {share: late[min(len(late) - 1, len(late) * share // 100)] for share in (5, 50, 95, 100)}
    shares = ", ".join(f"{share} % {ms:.0f}" for share, ms in at.items())
    return f"ms within which came {shares}; {seen['together']} not known of {len(late) + seen['together']}"


async def answers(share: float, _seconds: float) -> None:
    """Let thousands answer within ten seconds."""
    count, seconds = int(ANSWERS * share), 10.0
    with _class() as running:
        course = Course(running.address, running)
        async with following(course, count) as pupils, aiohttp.ClientSession() as session:
            await course.tell(session, "asked", question={"id": "q1", "kind": "press"})
            told = _together(await pupils.do(do="answer", question="q1", seconds=seconds))
            begun = time.monotonic()
            found = json.loads((await course.ask(session, "GET", "answers"))[1])
            waited = time.monotonic() - begun
    right = found["count"] == count == told["204"] and waited <= 1
    figure = f"{told['204']} taken, {found['count']} counted after {waited:.2f} s, {told['seconds'] / 2:.1f} s"
    report(f"{count} answers in {seconds:.0f} s", figure, "each once, right within 1 s", right)


async def deaf(share: float, seconds: float) -> None:
    """Let many stop reading, and measure the others."""
    followers, stalled = int(FOLLOWERS * share), int(STALLED * share)
    drawing = {"told": {"drawing": [[[float(n), float(n), float(n)] for n in range(150)]]}}
    without, with_them = [], []
    with _class() as running:
        course = Course(running.address, running)
        for _ in range(ROUNDS):
            for silent, taken in ((0, without), (stalled, with_them)):
                async with following(course, followers + silent, silent) as pupils:
                    taken.append(p95((await turned(course, pupils, seconds / 2, 10, **drawing))["late"]))
        memory = resident_mib(running.process.pid)
    name = f"{stalled} followers that stop reading: the p95 of {followers} others, beside without them"
    report_ratio(name, with_them, without, 1.2, "ms")
    print(f"      the process then has {memory:.0f} MiB", flush=True)


async def killed(share: float, _seconds: float) -> None:
    """End one of two processes at once in the middle of a question."""
    followers = int(LECTURE * share / 2)
    with _lecture() as (door, running, _, _):
        course = Course(door, running[0])
        async with following(course, followers) as pupils, aiohttp.ClientSession() as session:
            await course.tell(session, "asked", question={"id": "q1", "kind": "press"})
            asking = asyncio.create_task(pupils.do(do="answer", question="q1", seconds=6.0))
            await asyncio.sleep(2.0)
            running[1].process.kill()
            told = _together(await asking)
            await asyncio.sleep(BACK_S)
            seen = await pupils.report()
            found = json.loads((await course.ask(session, "GET", "answers"))[1])
    longest = max(seen["away"], default=0.0)
    back = set(seen["steps"]) == {"asked"} and len(seen["away"]) == seen["losses"] > 0 and longest <= BACK_S
    name = f"kill -9 of one of two processes, {followers} followers"
    figure = f"{len(seen['away'])} of {seen['losses']}, the last after {longest:.1f} s"
    report(f"{name}: back at the step", figure, f"{BACK_S:.0f} s", back)
    right = found["count"] == told["204"] == followers
    figure = f"{told['204']} taken, {found['count']} counted ({dict(told)})"
    report(f"{name}: answers", figure, "none lost, none twice", right)


async def redis_stopped(share: float, _seconds: float) -> None:
    """End Redis for a while."""
    followers, seconds = int(FOLLOWERS * share), 10.0
    with _lecture() as (door, running, redis, _):
        course = Course(door, running[0])
        async with following(course, followers) as pupils, aiohttp.ClientSession() as session:
            await course.tell(session, "before")
            await pupils.report()
            redis.stop()
            await asyncio.sleep(seconds)
            meanwhile = await pupils.report()
            lost = (await course.ask(session, "POST", "state", {}))[0]
            redis.begin()
            begun = time.monotonic()
            while await course.tell(session, "after") != 204 and time.monotonic() - begun < 30:
                await asyncio.sleep(0.1)
            waited = time.monotonic() - begun
            await asyncio.sleep(1.0)
            seen = await pupils.report()
    kept = meanwhile["losses"] == 0 and set(meanwhile["steps"]) == {"before"} and lost == 503
    name = f"Redis stopped for {seconds:.0f} s, {followers} followers"
    report(f"{name}: the picture stays", f"{meanwhile['losses']} lost, told with {lost}", "none; told", kept)
    report(f"{name}: all go on", f"{dict(seen['steps'])} after {waited:.1f} s", "all", set(seen["steps"]) == {"after"})


async def soak(share: float, seconds: float) -> None:
    """Let people come and go, and look at the memory."""
    followers, seconds = int(FOLLOWERS * share) // 2, 240 * seconds
    memory: list[float] = []
    with _class() as running:
        course = Course(running.address, running)
        async with following(course, followers) as pupils, aiohttp.ClientSession() as session:
            end, number = time.monotonic() + seconds, 0
            while time.monotonic() < end:
                number += 1
                question = {"id": f"q{number // 40 % 150}", "kind": "press"}
                await course.tell(session, f"s{number}", question=question)
                if number % 40 == 20:
                    await pupils.do(do="answer", question=question["id"], seconds=2.0)
                await pupils.do(do="churn", share=0.05)
                await pupils.report()
                memory.append(resident_mib(running.process.pid))
                await asyncio.sleep(0.2)
    third = len(memory) // 3
    then, last = max(memory[third : 2 * third]), max(memory[2 * third :])
    figure = f"{memory[0]:.0f} MiB at first, {then:.0f} then, {last:.0f} at last"
    name = f"{seconds / 60:.0f} min with joins and leaves"
    report(name, figure, f"at most {KEPT_MIB:.0f} MiB more", last - then <= KEPT_MIB)


# --- who runs -------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _class(*options: str) -> Iterator[Running]:
    running = begin(*options)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            stop(running)


@contextlib.contextmanager
def _lecture() -> Iterator[tuple[str, tuple[Running, Running], RedisServer, Nginx]]:
    """Run two processes with a Redis behind nginx, and yield the address of their door."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        redis = stack.enter_context(redis_running(folder / "redis"))
        options = ("--redis", redis.url, "--trusted-proxy", "127.0.0.1")
        files = [folder / name for name in ("first", "second")]
        first, second = (stack.enter_context(_class(*options, "--socket", str(one))) for one in files)
        servers = "\n".join(f"    server unix:{one} max_fails=1 fail_timeout=2s;" for one in files)
        upstreams = UPSTREAMS.format(servers=servers)
        nginx = stack.enter_context(running_nginx(folder / "nginx", {"door": DOOR}, 16_384, upstreams, "auto"))
        yield nginx.address("door"), (first, second), redis, nginx


async def main(share: float, seconds: float, rows: Sequence[str]) -> None:
    """Print the figures."""
    tell_machine()
    raise_file_limit()
    alone = await one_process(share, seconds) if {"one", "two"} & set(rows) else 0.0
    if "two" in rows:
        await two_processes(share, seconds, alone)
    others = {"answers": answers, "deaf": deaf, "killed": killed, "redis": redis_stopped, "soak": soak}
    for name in rows:
        if name in others:
            await others[name](share, seconds)


if __name__ == "__main__":
    try:
        nginx_program()
        redis_program()
    except (pytest.skip.Exception, pytest.fail.Exception) as reason:
        sys.exit(str(reason))
    asked = sys.argv[1:]
    numbers = [float(one) for one in asked if one.replace(".", "", 1).isdecimal()]
    part, *length = numbers or [1.0]
    rows = asked[len(numbers) :]
    asyncio.run(main(part, *length or [SECONDS * part], rows or ("one", "two", "answers", "deaf", "killed", "redis")))
