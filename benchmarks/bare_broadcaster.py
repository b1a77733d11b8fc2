"""What a newcomer would write: a state that comes by POST goes to everyone who follows, with aiohttp alone.

python -m benchmarks.bare_broadcaster
"""

from __future__ import annotations

import asyncio
import socket

from aiohttp import web


def broadcaster() -> web.Application:
    """Return the application."""
    followers: set[web.StreamResponse] = set()
    newest = b"{}"

    async def follow(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        await response.write(b"event: state\ndata: " + newest + b"\n\n")
        followers.add(response)
        try:
            await asyncio.Event().wait()
        finally:
            followers.discard(response)
        return response

    async def change(request: web.Request) -> web.Response:
        nonlocal newest
        newest = await request.read()
        event = b"event: state\ndata: " + newest + b"\n\n"
        for one in list(followers):
            try:
                await one.write(event)
            except ConnectionError:
                followers.discard(one)
        return web.Response(status=204)

    app = web.Application()
    app.router.add_get("/class/{code}/events", follow)
    app.router.add_post("/class/{code}/state", change)
    return app


def main() -> None:
    """Serve it on a free port until interrupted."""
    from benchmarks.many_viewers import raise_file_limit

    raise_file_limit()
    with socket.create_server(("127.0.0.1", 0), backlog=2048) as listening:
        port = listening.getsockname()[1]
        app = broadcaster()

        async def tell(_app: web.Application) -> None:
            print(f"Ready: http://127.0.0.1:{port}/", flush=True)

        app.on_startup.append(tell)
        web.run_app(app, sock=listening, print=None, access_log=None, shutdown_timeout=1)


if __name__ == "__main__":
    main()
