"""Files and texts over HTTP: compressed, with an ETag, and only those that were named beforehand.

There is no folder that is served. A request is looked up in a table, so no path leads anywhere else. What stands in
the table is read, named by its content and compressed once; an answer to a viewer touches no file.
"""

from __future__ import annotations

import asyncio
import functools
import gzip
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from aiohttp import web

from anatomy_viewer.hosts.beforehand import Packed, compressed, content_hash

__all__ = ["Delivery", "Ready", "accepted_coding"]

_REVALIDATE = "no-cache"
_FOR_A_YEAR = "public, max-age=31536000, immutable"

_BINARY = "application/octet-stream"
_KINDS = {
    ".js": "text/javascript",
    ".json": "application/json",
    ".css": "text/css",
    ".html": "text/html",
    ".pack": _BINARY,
}

_CODINGS = ("br", "gzip")
"""The best first."""
_BROTLI_QUALITY = 9
"""What is packed at every start must not take seconds; the libraries lose an eighth more than by gzip in 0.15 s."""


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
        name, _, told = part.partition(";")
        key, _, value = told.partition("=")
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


class _File(NamedTuple):
    """What a file is at a moment, so that one that has been replaced or taken away is noticed."""

    path: Path
    stamp: tuple[int, ...]

    @classmethod
    def of(cls, path: Path) -> _File:
        found = path.lstat()
        return cls(path, (found.st_mode, found.st_ino, found.st_size, found.st_mtime_ns))


class Delivery:
    """A table of addresses and what is found there.

    Contents are made once, beside the event loop, and kept compressed: the libraries of the page are 2 MB as files
    and 1 MB here.
    """

    def __init__(self) -> None:
        self._sources: dict[str, Callable[[], bytes | Packed]] = {}
        self._kinds: dict[str, str] = {}
        self._ready: dict[str, Ready] = {}
        self._tasks: dict[str, asyncio.Task[Ready]] = {}
        self._files: dict[str, _File] = {}
        self._making = threading.Lock()

    def add_file(self, address: str, path: Path) -> None:
        """Deliver a file at `address`, a path without a leading slash, as it is at the moment.

        It is read once; each answer asks the system whether it is still the same.
        """

        def read() -> bytes:
            before = _File.of(path)
            data = path.read_bytes()
            self._files[address] = before
            return data

        self.add_text(address, read, _KINDS.get(path.suffix, _BINARY))

    def add_text(self, address: str, make: Callable[[], bytes | Packed], kind: str) -> None:
        """Deliver what `make` returns, called once in a thread, at `address`.

        An exception of `make` reaches the request, and the next request tries again.
        """
        self._sources[address] = make
        self._kinds[address] = kind if kind == _BINARY else f"{kind}; charset=utf-8"

    def __contains__(self, address: str) -> bool:
        return address in self._sources

    def ready(self, address: str) -> Ready | None:
        """Return what is found at `address` if it lies ready."""
        found = self._ready.get(address)
        file = self._files.get(address) if found is not None else None
        if file is not None:
            try:
                same = _File.of(file.path) == file
            except OSError:
                same = False
            if not same:
                for known in (self._ready, self._files, self._tasks):
                    known.pop(address, None)
                return None
        return found

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

    def begin(self, addresses: Iterable[str]) -> None:
        """Make what is found at addresses beside the event loop; what fails is told to those who ask for it."""
        for address in addresses:
            self.prepare(address).add_done_callback(lambda done: done.cancelled() or done.exception())

    async def respond(self, request: web.Request, address: str) -> web.StreamResponse:
        """Answer with what is found at `address`, or with 304 where the viewer has it already."""
        # One viewer that goes away must not cancel the work that others wait for.
        ready = self.ready(address)
        if ready is None:
            ready = await asyncio.shield(self.prepare(address))
        coding = accepted_coding(request.headers.get("Accept-Encoding", ""), ready.codings)
        headers = ready.headers(coding, ready.is_asked(request.query.get("v", "")))
        if ready.has(tag.value for tag in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        whole = ready.bodies.get(coding)
        if whole is None:
            whole = await asyncio.to_thread(ready.body, coding)
        wanted = _part_wanted(request, len(whole), headers["ETag"])
        if wanted is None:
            return web.Response(body=whole, headers=headers)
        if not wanted:
            return web.Response(status=416, headers={"Content-Range": f"bytes */{len(whole)}"})
        headers["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{len(whole)}"
        return web.Response(status=206, body=whole[wanted.start : wanted.stop], headers=headers)

    def _make(self, address: str) -> Ready:
        if address in self._ready:
            return self._ready[address]
        made = self._sources[address]()
        with self._making:  # one after the other: the event loop has its turn
            if address not in self._ready:
                self._ready[address] = self._compress(made, self._kinds[address])
            return self._ready[address]

    def _compress(self, made: bytes | Packed, kind: str) -> Ready:
        if isinstance(made, Packed):
            return Ready(made.name, kind, {"gzip": made.compressed})
        if kind == _BINARY:  # its own format has seen to that
            return Ready(content_hash(made), kind, {"": made})
        return Ready(content_hash(made), kind, compressed(made, brotli_quality=_BROTLI_QUALITY, gzip_level=6))


def _part_wanted(request: web.Request, size: int, tag: str) -> range | None:
    """Return the part of `size` bytes that a request asks for, an empty one where there is none, None for the whole."""
    if "Range" not in request.headers or request.headers.get("If-Range", tag) != tag:
        return None
    try:
        wanted = request.http_range
    except ValueError:
        return None  # another unit, or several parts: the whole is an answer too
    return range(size)[wanted]
