"""Files and texts over HTTP: compressed, with an ETag, and only those that were named beforehand.

There is no folder that is served. A request is looked up in a table, so no path leads anywhere else. What stands in
the table is read, named by its content and compressed once; an answer to a viewer touches no file.
"""

from __future__ import annotations

import asyncio
import functools
import gzip
import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

__all__ = ["Delivery", "Ready", "accepted_coding", "compressed_name", "content_hash"]

_REVALIDATE = "no-cache"
_FOR_A_YEAR = "public, max-age=31536000, immutable"

_BINARY = "application/octet-stream"
_KINDS = {
    ".js": "text/javascript",
    ".json": "application/json",
    ".css": "text/css",
    ".html": "text/html",
    ".vtp": _BINARY,
}

_WORTH_IT = 0.97
"""A binary file that compressing makes hardly smaller goes out as it is."""

_CODINGS = ("br", "gzip")
"""The best first."""


def content_hash(data: bytes) -> str:
    """Return the name of a content: 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(data).hexdigest()[:16]


def compressed_name(data: bytes) -> str:
    """Return the name of the file that may hold a content compressed with brotli, made beforehand."""
    return f"{content_hash(data)}.br"


@functools.lru_cache(maxsize=64)
def accepted_coding(header: str, codings: tuple[str, ...]) -> str:
    """Return the best of some codings that an ``Accept-Encoding`` allows, or nothing where it allows none.

    Parameters
    ----------
    header
        The header's value.
    codings
        What there is, the best first.
    """
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        key, _, value = weight.partition("=")
        try:
            weights[name.strip()] = float(value) if key.strip() == "q" else 1.0
        except ValueError:
            weights[name.strip()] = 0.0
    # x-gzip is its name of old (RFC 9110).
    allowed = {one: weights.get(one, weights.get(f"x-{one}", weights.get("*", 0.0))) for one in codings}
    best = max(allowed, key=lambda one: allowed[one], default="")  # of equals the first
    weight = allowed.get(best, 0.0)
    return best if weight > 0 and weight >= weights.get("identity", 0.0) else ""


@dataclass(frozen=True)
class Ready:
    """A content as it goes out.

    Parameters
    ----------
    name
        `content_hash` of the content.
    kind
        Its media type, as in the header.
    bodies
        By coding, what is sent; under "" what is sent to who takes none of them, where that lies ready too.
    """

    name: str
    kind: str
    bodies: Mapping[str, bytes]

    @functools.cached_property
    def codings(self) -> tuple[str, ...]:
        """The codings that there are, the best first."""
        return tuple(coding for coding in _CODINGS if coding in self.bodies)

    def headers(self, coding: str, versioned: bool) -> dict[str, str]:
        """Return the headers of an answer, all but its length.

        Parameters
        ----------
        coding
            The coding of the answer, or nothing.
        versioned
            Whether the content was asked for by its name, so that the answer may be kept for good.
        """
        headers = {
            "Content-Type": self.kind,
            "ETag": f'"{self.name}{coding and "-"}{coding}"',
            "Cache-Control": _FOR_A_YEAR if versioned else _REVALIDATE,
        }
        if self.codings:
            headers["Vary"] = "Accept-Encoding"
        if coding:
            headers["Content-Encoding"] = coding
        return headers

    def has(self, tags: Iterable[str]) -> bool:
        """Tell whether one of the entity tags in an ``If-None-Match``, without quotes, is one of this content's."""
        return any(tag == "*" or tag.partition("-")[0] == self.name for tag in tags)

    def is_asked(self, version: str) -> bool:
        """Tell whether the ``v`` of an address names this content."""
        return len(version) >= 8 and self.name.startswith(version)

    def body(self, coding: str) -> bytes:
        """Return what is sent in a coding; where it does not lie ready, that takes some milliseconds."""
        return self.bodies[coding] if coding in self.bodies else gzip.decompress(self.bodies["gzip"])


class Delivery:
    """A table of addresses and what is found there.

    Contents are made once, beside the event loop, and kept compressed: the libraries of the page are 2 MB as files
    and 0.5 MB here.

    Parameters
    ----------
    compressed
        Folders in which a content may lie compressed with brotli beforehand, under its `compressed_name`: that is
        too slow to be done at each start. Without such a file it goes out with gzip.
    """

    def __init__(self, compressed: Iterable[Path] = ()) -> None:
        self._sources: dict[str, Callable[[], bytes]] = {}
        self._kinds: dict[str, str] = {}
        self._ready: dict[str, Ready] = {}
        self._tasks: dict[str, asyncio.Task[Ready]] = {}
        self._compressed = tuple(compressed)
        self._making = threading.Lock()

    def add_file(self, address: str, path: Path) -> None:
        """Deliver a file at `address`, a path without a leading slash."""
        self.add_text(address, path.read_bytes, _KINDS.get(path.suffix, _BINARY))

    def add_text(self, address: str, make: Callable[[], bytes], kind: str) -> None:
        """Deliver what `make` returns, called once in a thread, at `address`.

        An exception of `make` reaches the request, and the next request tries again.
        """
        self._sources[address] = make
        self._kinds[address] = kind if kind == _BINARY else f"{kind}; charset=utf-8"

    def __contains__(self, address: str) -> bool:
        return address in self._sources

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def ready(self, address: str) -> Ready | None:
        """Return what is found at `address` if it lies ready."""
        return self._ready.get(address)

    def versioned(self, address: str) -> str:
        """Return `address` with the name of what is found there, which is made first; to be called in a thread."""
        return f"{address}?v={self._make(address).name}"

    def prepare(self, address: str) -> asyncio.Task[Ready]:
        """Start making what is found at `address`, if that has not begun."""
        task = self._tasks.get(address)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            task = asyncio.ensure_future(asyncio.to_thread(self._make, address))
            self._tasks[address] = task
        return task

    async def respond(self, request: web.Request, address: str) -> web.StreamResponse:
        """Answer with what is found at `address`, or with 304 where the viewer has it already."""
        # One viewer that goes away must not cancel the work that others wait for.
        ready = self._ready.get(address) or await asyncio.shield(self.prepare(address))
        coding = accepted_coding(request.headers.get("Accept-Encoding", ""), ready.codings)
        headers = ready.headers(coding, ready.is_asked(request.query.get("v", "")))
        if ready.has(tag.value for tag in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        whole = ready.bodies.get(coding)
        if whole is None:
            whole = await asyncio.to_thread(ready.body, coding)
        return web.Response(body=whole, headers=headers)

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
        asked = request.query.get("v", "")
        kept = name and len(asked) >= 8 and name.startswith(asked)
        headers = {
            "Content-Type": _KINDS.get(path.suffix, _BINARY),
            "Cache-Control": _FOR_A_YEAR if kept else _REVALIDATE,
        }
        return web.FileResponse(path, headers=headers)

    def _make(self, address: str) -> Ready:
        if address in self._ready:
            return self._ready[address]
        data = self._sources[address]()
        with self._making:  # one after the other: the event loop has its turn
            if address not in self._ready:
                self._ready[address] = self._compress(data, self._kinds[address])
            return self._ready[address]

    def _compress(self, data: bytes, kind: str) -> Ready:
        bodies = {"gzip": gzip.compress(data, compresslevel=6, mtime=0)}
        if kind == _BINARY and len(bodies["gzip"]) > _WORTH_IT * len(data):
            return Ready(content_hash(data), kind, {"": data})
        for folder in self._compressed:
            path = folder / compressed_name(data)
            if path.is_file():
                bodies["br"] = path.read_bytes()
        return Ready(content_hash(data), kind, bodies)
