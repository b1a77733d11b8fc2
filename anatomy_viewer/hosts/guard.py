"""Who may ask the server for what: names and origins, methods, headers, and the websocket.

The page needs the websocket for nothing but to know at once whether the server is still there, so everything else
is taken away. For trame's own client one method is left that gives something (``trame.state.get``, the same frozen
answer for everyone) and one that does nothing (``trame.lifecycle.update``, which that client calls without waiting
for the answer and would report as an error if it were missing). There is no method left that changes, stops,
triggers or pushes anything.

Behind a proxy the server may hear of another name than the browser's, or of none, so comparing names cannot tell
its own page from a stranger's. But only its own page can read what it answers: the page reads a key at
``connection.json`` and shows it when it opens the websocket.

Some names used here are private to trame and wslink. Both are pinned, and ``tests/hosts/test_guard.py``
says which of the names are gone after a change of version.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import json
import logging
import secrets
import struct
import sys
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, NamedTuple

import msgpack
from aiohttp import WSCloseCode, web
from wslink.backends.aiohttp import AioHttpWsHandler
from wslink.chunking import HEADER_LENGTH

from anatomy_viewer.hosts.proxies import (
    NAMING_HEADERS,
    Network,
    by_tls,
    host_of,
    leads_to,
    missing_lines,
    names_asked,
    rest_of_path,
)

__all__ = [
    "CONNECTION_ADDRESS",
    "GREETING_HEADERS",
    "LAUNCHER_PATH",
    "MESSAGE_BYTES",
    "OWN_SITES",
    "WEBSOCKET_PATH",
    "Entrance",
    "Named",
    "ViewerConnections",
    "allowed_hosts_for",
    "came_from",
    "is_written",
    "own_port",
    "protect_requests",
    "protect_websocket",
]

MESSAGE_BYTES = 16 * 1024
"""The largest message that a viewer may send; the page's own are below 200 bytes."""

VIEWERS_AT_ONCE = 4000
"""Websockets that are open at the same time; one more is asked to come back later."""

WEBSOCKET_PATH = "/ws"
LAUNCHER_PATH = "/paraview/"
CONNECTION_ADDRESS = "connection.json"
GREETING_HEADERS = {"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store"}

_NAMES_KEPT = 64
_LONGEST_NAMES_KEPT = 512

OWN_SITES = ("same-origin", "none")
"""What a browser says in ``Sec-Fetch-Site`` of a request that no page of another site has made."""

_NOBODY = "'none'"

_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})

_log = logging.getLogger(__name__)

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), fullscreen=(self)"
    ),
    "Server": "anatomy-viewer",
}


class Named(NamedTuple):
    """A request of which only the headers are known, and who sent it."""

    headers: Mapping[str, str]
    remote: str | None = None


@dataclass
class Entrance:
    """Under which names and where the server is reached, and what its own page shows to be let in.

    Parameters
    ----------
    allowed_hosts
        What `allowed_hosts_for` returned.
    names
        The names that were given for it, with their ports where those were given too.
    base
        The folder under which the page stands.
    embed
        The origins whose pages may show this server's in a frame.
    trusted
        The proxies that are believed when they say how the browser asked.
    key
        What only a page of this server can have read.
    """

    allowed_hosts: frozenset[str] | None
    names: tuple[str, ...] = ()
    base: str = "/"
    embed: tuple[str, ...] = ()
    trusted: tuple[Network, ...] = ()
    key: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    methods_of: Callable[[str], tuple[str, ...]] = field(default=lambda _address: ())
    """The methods of an address that only the server's own page may ask; none where it is an ordinary one."""
    missing: tuple[str, ...] = ()
    """The lines that the proxy lacks from which the last crippled websocket came."""
    _said: set[tuple[str, ...]] = field(default_factory=set)
    _headers: dict[tuple[object, ...], dict[str, str]] = field(default_factory=dict)

    def names_of(self, request: web.Request | Named, port: int) -> tuple[str, ...]:
        """Return the names under which the browser may have asked, by this port."""
        trusted = self.trusts(came_from(request.remote))
        return (*names_asked(request.headers, port, self.allowed_hosts, trusted), *self.names)

    def trusts(self, remote: str | None) -> bool:
        """Tell whether an address is that of a proxy that is believed."""
        if not self.trusted:
            return False
        try:
            address = ipaddress.ip_address((remote or "").partition("%")[0])
        except ValueError:
            return False
        address = getattr(address, "ipv4_mapped", None) or address
        return any(address in network for network in self.trusted)

    def admits(self, request: web.Request | Named) -> bool:
        """Tell whether the server may be asked under the name in a Host header, or under the one that it stands for."""
        if self.allowed_hosts is None or host_of(request.headers.get("Host", "")) in self.allowed_hosts:
            return True
        return (
            self.trusts(came_from(request.remote))
            and len(names_asked(request.headers, 0, self.allowed_hosts, True)) > 1
        )

    def headers_for(self, request: web.Request | Named, port: int) -> dict[str, str]:
        """Return what every answer to a request says besides, the same for the same names and port."""
        trusted = self.trusts(came_from(request.remote))
        key = (port, trusted, *(request.headers.get(name, "") for name in NAMING_HEADERS))
        known = self._headers.get(key)
        if known is None:
            hosts = (_policy_host(request), *self.names_of(request, port)[1:])
            policy = content_security_policy(*hosts, embed=self.embed, tls=trusted and by_tls(request.headers))
            known = {**_HEADERS, "Content-Security-Policy": policy}
            if self.embed:
                del known["X-Frame-Options"]  # it knows no names
                # A frame without rights has an origin of its own, so to its own files it is a stranger.
                known |= {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "null"}
            # A stranger may ask under as many names as it likes.
            if len(self._headers) >= _NAMES_KEPT:
                self._headers.clear()
            if sum(len(str(part)) for part in key) <= _LONGEST_NAMES_KEPT:
                self._headers[key] = known
        return known

    def shown(self, request: web.Request) -> bool:
        """Tell whether a request carries the key."""
        return secrets.compare_digest(request.query.get("key", "").encode(), self.key.encode())

    def greeting(self) -> bytes:
        """Return what only a page of this server may read, as JSON."""
        return json.dumps({"key": self.key, "missing": self.missing}).encode()

    def miss(self, lines: tuple[str, ...]) -> None:
        """Remember the lines that a proxy lacks, and say them once in the server's own window."""
        if not lines:
            return
        self.missing = lines
        if lines not in self._said:
            self._said.add(lines)
            print(missing_sentence(lines), file=sys.stderr, flush=True)


def missing_sentence(lines: Iterable[str]) -> str:
    """Return what whoever runs the proxy should know."""
    return (
        "A proxy lets no websocket through; the page works without. For nginx, its settings lack: "
        f"{' '.join(lines)} (docs/running.md)"
    )


def content_security_policy(*hosts: str, embed: tuple[str, ...] = (), tls: bool = False) -> str:
    """Return the policy for a page that came from `hosts` (name and port, as the browser wrote it, or "").

    Vue compiles the template in the browser and the page's shell has a style element of its own, hence
    ``unsafe-eval`` and the inline styles. No script stands inside the page. Nothing leads to another host. Only pages
    of the origins in `embed` may show it in a frame; where it came by TLS, so does its websocket.
    """
    # Not every browser counts a websocket of the same host as 'self'.
    named = [host for host in dict.fromkeys(hosts) if host]
    ends = ("s",) if tls else ("", "s")
    sockets = "".join(f" ws{end}://{host}" for host in named for end in ends)
    # In a frame without rights WebKit takes 'self' for nobody.
    own = "'self'" + "".join(f" http{end}://{host}" for host in named for end in ends if embed)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {own} 'unsafe-eval'",
            f"style-src {own} 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            f"connect-src {own} blob: data:{sockets}",
            "base-uri 'self'",
            "form-action 'none'",
            f"frame-ancestors {' '.join(embed) or _NOBODY}",
        )
    )


def allowed_hosts_for(host: str, more: Iterable[str] = ()) -> frozenset[str] | None:
    """Return the names under which the server answers, or None where every name is fine.

    A server that listens on this computer only must not be reached under a stranger's name: a page out
    there could let its own name point here and read everything (DNS rebinding).

    Parameters
    ----------
    host
        The address that the server listens on.
    more
        Further names, for instance the public one of a proxy before the server. A port does not count here.
    """
    names = {name for name in map(host_of, map(str.strip, more)) if name}
    if _is_loopback(host):
        return frozenset(names | _LOCAL_NAMES | {host.lower()})
    return frozenset(names | _LOCAL_NAMES) if names else None


def came_from(remote: str | None) -> str | None:
    """Return the address that a request came from; by a socket file there is none, and it is this computer's."""
    return "127.0.0.1" if remote == "" else remote


def own_port(transport: asyncio.BaseTransport | None) -> int:
    """Return the port by which a connection came in."""
    socket = transport and transport.get_extra_info("sockname")
    return int(socket[1]) if isinstance(socket, tuple) and len(socket) > 1 else 0  # a socket file has a name


def protect_requests(app: web.Application, entrance: Entrance) -> None:
    """Put the checks of every request, and the headers of every answer, on an aiohttp application.

    Parameters
    ----------
    app
        The application, not started yet.
    entrance
        Whom it lets in.
    """

    @web.middleware
    async def check(
        request: web.Request,
        handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        refusal = _refusal(request, entrance)
        if refusal is not None:
            return refusal
        try:
            return await handler(request)
        except web.HTTPNotFound:
            return _plain(404, _nothing_here(request.path))
        except web.HTTPException as answer:
            return answer if answer.status < 400 else _plain(answer.status, "This cannot be answered.")
        except (ConnectionError, TimeoutError):
            raise
        except Exception:
            _log.exception("a request could not be answered: %s", request.path[:200])
            return _plain(500, "The server could not answer. Its own window says why.")

    async def write_headers(request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(entrance.headers_for(request, own_port(request.transport)))

    app.middlewares.append(check)
    app.on_response_prepare.append(write_headers)


def protect_websocket(app: Any, initial_state: Callable[[], dict[str, Any]]) -> None:
    """Leave nothing on the websocket but what the page needs.

    Parameters
    ----------
    app
        wslink's web application, bound but not started.
    initial_state
        Returns trame's state as the page gets it, asked for once.
    """
    frozen: list[dict[str, Any]] = []

    def state_get(_owner: object, *_args: object, **_options: object) -> dict[str, Any]:
        if not frozen:
            frozen.append(initial_state())
        return frozen[0]

    def lifecycle_update(_owner: object, *_args: object, **_options: object) -> None:
        """Nothing happens when a viewer comes or goes."""

    for handler in app._ws_handlers:
        handler.__class__ = ViewerConnections
        handler.attachment_atomic = _NoQueue()
        handler.functionMap = {
            "trame.state.get": (None, state_get),
            "trame.lifecycle.update": (None, lifecycle_update),
        }


class ViewerConnections(AioHttpWsHandler):  # type: ignore[misc]
    """wslink's handler of websockets, with limits. `protect_websocket` turns the handlers into it."""

    async def onConnect(self, request: web.Request, client_id: str) -> None:
        """Greet a viewer, and take only whole, small messages from it."""
        await super().onConnect(request, client_id)
        self.unchunkers[client_id] = WholeMessages()
        if len(self.connections) > VIEWERS_AT_ONCE:
            await self.connections[client_id].close(code=WSCloseCode.TRY_AGAIN_LATER, message=b"full")

    async def onMessage(self, is_binary: bool, msg: Any, client_id: str) -> None:
        """Answer a message, and show out whoever sends what is none."""
        try:
            if not is_binary:
                raise ValueError("not a binary frame")
            await super().onMessage(is_binary, msg, client_id)
        except (ConnectionError, TimeoutError):
            raise
        except Exception as fault:
            _log.info("a viewer was shown out: %s", fault)
            connection = self.connections.get(client_id)
            if connection is not None:
                await connection.close(code=WSCloseCode.POLICY_VIOLATION, message=b"message not understood")

    async def onClose(self, client_id: str) -> None:
        """Forget a viewer, one that never came as far as the greeting too."""
        self.unchunkers.setdefault(client_id, None)
        await super().onClose(client_id)

    async def sendWrappedMessage(self, *message: Any, **options: Any) -> None:
        """Send an answer, which nobody misses where the viewer has just left."""
        with contextlib.suppress(ConnectionError):
            await super().sendWrappedMessage(*message, **options)

    async def sendWrappedError(
        self,
        rpcid: Any,
        code: int,
        message: str,
        data: Any = None,
        client_id: str | None = None,
    ) -> None:
        """Send wslink's error without what would come with it: method names and tracebacks."""
        with contextlib.suppress(ConnectionError):
            await super().sendWrappedError(rpcid, code, message, None, client_id)


class WholeMessages:
    """Reads messages that arrive in one piece.

    wslink cuts large messages into pieces and sets memory aside for the size that the first piece claims,
    up to 4 GB after the greeting, as often as a viewer likes. The page sends nothing that needs cutting.
    """

    def set_max_message_size(self, size: int) -> None:
        """Stay at the limit, whatever wslink asks for after the greeting."""

    def release_pending_messages(self) -> None:
        """Nothing is ever pending."""

    def process_chunk(self, chunk: bytes) -> Any:
        """Return the message inside `chunk`, a header of 12 bytes and the content.

        Raises
        ------
        ValueError
            The header claims another size than what came, the message is too large, or it is none.
        """
        if len(chunk) < HEADER_LENGTH or len(chunk) > MESSAGE_BYTES + HEADER_LENGTH:
            raise ValueError(f"a message of {len(chunk)} bytes")
        _, offset, size = struct.unpack("<III", chunk[:HEADER_LENGTH])
        content = chunk[HEADER_LENGTH:]
        if offset != 0 or size != len(content):
            raise ValueError(f"{len(content)} bytes that claim to be {size} from {offset} on")
        message = msgpack.unpackb(content)
        if not isinstance(message, dict) or not isinstance(message.get("id"), str):
            raise ValueError("no message of this protocol")
        return message


class _NoQueue:
    """Stands where wslink keeps one lock for the answers to all viewers.

    With that lock a viewer that stops reading in the middle of its answer keeps everyone else waiting. It
    is there because compressed frames may not overlap on one connection; compression is off here, and a
    connection's own messages are answered one after the other.
    """

    async def __aenter__(self) -> None:
        return None

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None


def _refusal(request: web.Request, entrance: Entrance) -> web.Response | None:
    """Return the answer to a request that is not to be served, or None."""
    if not entrance.admits(request):
        return _plain(421, _no_such_name(host_of(request.headers.get("Host", ""))))
    address = rest_of_path(request.path, entrance.base)
    is_launcher = address == LAUNCHER_PATH[1:]
    is_websocket = address == WEBSOCKET_PATH[1:]
    own = entrance.methods_of(address)
    if request.method not in (own or ("GET", "HEAD")) and not (is_launcher and request.method == "POST"):
        answer = _plain(405, "That is not possible here." if own else "Only reading is possible here.")
        answer.headers["Allow"] = "POST" if is_launcher else ", ".join(own or ("GET", "HEAD"))
        return answer
    is_entrance = is_launcher or is_websocket or address == CONNECTION_ADDRESS or bool(own)
    if is_entrance and not _from_own_page(request, entrance):
        return _plain(403, "Only this server's own page may connect.")
    if is_websocket and not web.WebSocketResponse().can_prepare(request).ok:
        lines = missing_lines(request)
        entrance.miss(lines)
        said = "This address speaks the websocket protocol only."
        return _plain(426, f"{said} {missing_sentence(lines)}" if lines else said)
    return None


def _from_own_page(request: web.Request, entrance: Entrance) -> bool:
    """Tell whether a request comes from a page of this server, or from no page at all."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in OWN_SITES:
        return False
    origins = request.headers.getall("Origin", [])
    if not origins or entrance.shown(request):
        return len(origins) <= 1
    return len(origins) == 1 and leads_to(origins[0], entrance.names_of(request, own_port(request.transport)))


def _no_such_name(host: str) -> str:
    """Return what a stranger under another name reads, and whoever has just put a proxy before the server."""
    said = "This server does not answer under that name."
    if not is_written(host) or not host:
        return said
    return (
        f"{said} Whoever runs it can allow it when starting it: --host-name {host} (where nginx made that name up, "
        "its settings lack: proxy_set_header Host $http_host; see docs/running.md)"
    )


def _nothing_here(path: str) -> str:
    """Return what stands where nothing is, with a hint for a folder that a proxy has not taken away."""
    said = "There is nothing here."
    if not path.endswith("/") or not is_written(path.replace("/", "")):
        return said
    return (
        f"{said} Where a proxy offers this server under {path}, it takes that folder away "
        f'(nginx: "proxy_pass" with a slash at its end), or the server is started with --base-path {path}'
    )


def _policy_host(request: web.Request | Named) -> str:
    """Return the name and port for the policy; a name that could end the directive is left out."""
    host = request.headers.get("Host", "")
    return host if is_written(host) else ""


def is_written(name: str) -> bool:
    """Tell whether a name holds nothing but what names are written with: no other could end a directive."""
    return name.isascii() and all(letter.isalnum() or letter in ".-:[]_" for letter in name)


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _plain(status: int, sentence: str) -> web.Response:
    return web.Response(status=status, text=f"{sentence}\n", headers={"Cache-Control": "no-store"})
