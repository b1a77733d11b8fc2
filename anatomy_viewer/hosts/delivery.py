"""Files and texts over HTTP: compressed, with an ETag, and only those that were named beforehand.

There is no folder that is served. A request is looked up in a table, so no path leads anywhere else.
"""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable
from pathlib import Path

from aiohttp import web

from anatomy_viewer.hosts.beforehand import Packed, content_hash

__all__ = ["Delivery"]

_REVALIDATE = "no-cache"
_FOR_A_YEAR = "public, max-age=31536000, immutable"

_KINDS = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".vtp": "application/octet-stream",
}


class Delivery:
    """A table of addresses and what is found there.

    Texts are made once, when the first viewer asks, beside the event loop, and kept compressed: the four
    libraries of the page are 3 MB as files and 0.8 MB here.
    """

    def __init__(self) -> None:
        self._sources: dict[str, Callable[[], bytes | Packed]] = {}
        self._kinds: dict[str, str] = {}
        self._bodies: dict[str, asyncio.Task[Packed]] = {}

    def add_file(self, address: str, path: Path) -> None:
        """Deliver a text file at `address`, a path without a leading slash."""
        self.add_text(address, path.read_bytes, _KINDS[path.suffix])

    def add_text(self, address: str, make: Callable[[], bytes | Packed], kind: str) -> None:
        """Deliver what `make` returns, called once in a thread, at `address`.

        An exception of `make` reaches the request, and the next request tries again.
        """
        self._sources[address] = make
        self._kinds[address] = kind

    def __contains__(self, address: str) -> bool:
        return address in self._sources

    def prepare(self, address: str) -> asyncio.Task[Packed]:
        """Start making the text at `address`, if that has not begun."""
        task = self._bodies.get(address)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            task = asyncio.ensure_future(asyncio.to_thread(_make, self._sources[address]))
            self._bodies[address] = task
        return task

    async def respond(self, request: web.Request, address: str) -> web.StreamResponse:
        """Answer with the text at `address`, or with 304 where the viewer has it already."""
        # One viewer that goes away must not cancel the work that others wait for.
        body = await asyncio.shield(self.prepare(address))
        headers = {
            "ETag": f'"{body.name}"',
            "Cache-Control": _cache_rule(request, body.name),
            "Vary": "Accept-Encoding",
        }
        if any(tag.value in (body.name, "*") for tag in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"] = "gzip"
            data = body.compressed
        else:
            data = await asyncio.to_thread(gzip.decompress, body.compressed)
        return web.Response(
            body=data,
            headers=headers,
            content_type=self._kinds[address],
            charset="utf-8",
        )

    async def respond_with_file(self, request: web.Request, path: Path, name: str | None) -> web.StreamResponse:
        """Answer with a binary file as it lies there.

        Parameters
        ----------
        request
            A request whose ``?v=`` may carry the name of the content.
        path
            An existing file.
        name
            The name of its content where known: a request that carries it may keep the answer for good.
        """
        headers = {
            "Content-Type": _KINDS.get(path.suffix, "application/octet-stream"),
            "Cache-Control": _cache_rule(request, name),
        }
        return web.FileResponse(path, headers=headers)


def _make(source: Callable[[], bytes | Packed]) -> Packed:
    data = source()
    if isinstance(data, Packed):
        return data
    return Packed(
        name=content_hash(data),
        compressed=gzip.compress(data, compresslevel=6, mtime=0),
    )


def _cache_rule(request: web.Request, name: str | None) -> str:
    asked = request.query.get("v", "")
    return _FOR_A_YEAR if name and asked and len(asked) >= 8 and name.startswith(asked) else _REVALIDATE
