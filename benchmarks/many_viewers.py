"""A thousand viewers on one server: what each of them costs it.

python -m benchmarks.many_viewers [VIEWERS]
"""

from __future__ import annotations

import asyncio
import sys
import time

import aiohttp

from benchmarks.bare_page import VIEWER, Started, report, started

FILES = ("", "content.js", "page/client.js", "page/mount.js", "page/style.css", "surfaces/pooled/coccyx.vtp")


async def arrive(
    session: aiohttp.ClientSession, address: str, gate: asyncio.Semaphore
) -> aiohttp.ClientWebSocketResponse:
    """Load the page as a browser does, and stay."""
    async with gate:
        for name in FILES:
            async with session.get(address + name) as response:
                response.raise_for_status()
                await response.read()
        async with session.get(f"{address}connection.json") as response:
            key = (await response.json())["key"]
        return await session.ws_connect(f"{address}ws?key={key}")


async def crowd(server: Started, viewers: int) -> tuple[float, float, float]:
    """Return memory before and with all viewers in MiB, and the seconds in which they arrived."""
    gate = asyncio.Semaphore(50)
    connector = aiohttp.TCPConnector(limit=0, force_close=True)
    async with aiohttp.ClientSession(connector=connector) as session:
        first = await arrive(session, server.address, gate)  # pays for the content
        before = server.resident_mib()
        begun = time.perf_counter()
        sockets = await asyncio.gather(*(arrive(session, server.address, gate) for _ in range(viewers)))
        seconds = time.perf_counter() - begun
        after = server.resident_mib()
        async with session.get(f"{server.address}connection.json") as response:  # everyone is still served
            response.raise_for_status()
        await asyncio.gather(*(socket.close() for socket in sockets))
        await first.close()
    return before, after, seconds


def main(viewers: int) -> None:
    """Print the figures."""
    raise_file_limit()
    with started(VIEWER) as server:
        before, after, seconds = asyncio.run(crowd(server, viewers))
        used = server.processor_seconds()
    each = (after - before) * 1024 / viewers
    report(f"{viewers} viewers on one process, memory each", f"{each:.0f} KiB", "100 KiB", each <= 100)
    report(
        "the process with all of them",
        f"{after:.0f} MiB; all arrived in {seconds:.1f} s, {used / viewers * 1000:.1f} ms of processor each",
        "200 MB",
        after <= 200,
    )


def raise_file_limit() -> None:
    """Allow as many connections as the system grants."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
