"""What may stand between a browser and the server: other names, a folder, a page around it, what a proxy says or not.

A *name* is the host of an address in lower case, with a port (``teach.example.org:8443``) or, where every port is
meant, without one. An *origin* is what a browser calls a page's: scheme, host and, where it is not the usual one, port.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from anatomy_viewer.atlas.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from aiohttp import web

__all__ = [
    "NAMING_HEADERS",
    "Network",
    "Reached",
    "base_path",
    "by_tls",
    "embedding_origins",
    "host_of",
    "leads_to",
    "missing_lines",
    "names_asked",
    "published_names",
    "reached",
    "rest_of_path",
    "trusted_networks",
    "written_base",
]

NAMING_HEADERS = ("Host", "Forwarded", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Proto")
"""The headers that tell under which name the browser asked, and how; all but the first count from a trusted proxy."""

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_PORTS = {"http": 80, "https": 443}
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?")
_FOLDER = re.compile(r"/([\w.~@:+!$()*,;=-]+/)*")


class Reached(NamedTuple):
    """How people reach the server.

    Parameters
    ----------
    names
        Under which names, as `published_names` returns them.
    base
        In which folder, as `base_path` returns it.
    embed
        From inside the pages of which origins.
    trusted
        The proxies that are believed when they say how the browser asked.
    """

    names: tuple[str, ...] = ()
    base: str = "/"
    embed: tuple[str, ...] = ()
    trusted: tuple[Network, ...] = ()


def reached(
    names: Iterable[str] = (), base: str = "/", embed: Iterable[str] = (), trusted: Iterable[str] = ()
) -> Reached:
    """Return how people reach the server, from what stands after the options.

    Raises
    ------
    ProblemsFound
        Something of it is wrong; all of it is told.
    """
    readers: tuple[tuple[Callable[[Any], Any], Any], ...] = (
        (published_names, names),
        (base_path, base),
        (embedding_origins, embed),
        (trusted_networks, trusted),
    )
    read: list[Any] = []
    problems: list[Problem] = []
    for reader, found in readers:
        try:
            read.append(reader(found))
        except ProblemsFound as fault:
            problems += fault.problems
    if problems:
        raise ProblemsFound(problems)
    return Reached(*read)


def published_names(found: Iterable[str]) -> tuple[str, ...]:
    """Return the names under which people reach the server, as they stand after ``--host-name``.

    Raises
    ------
    ProblemsFound
        Some are none; all of them are told.
    """
    names, problems = [], []
    for one in found:
        name = _name(one.strip())
        if name:
            names.append(name)
            continue
        meant = _name(urlsplit(f"//{one.strip().rpartition('://')[2]}").netloc) if "[" not in one else ""
        allowed = "a name with or without a port, such as teach.example.org or teach.example.org:8443"
        problems.append(Problem("--host-name", f'found "{one}"', allowed, meant or None))
    if problems:
        raise ProblemsFound(problems)
    return tuple(dict.fromkeys(names))


def base_path(found: str) -> str:
    """Return the folder of the server's address under which the page stands, with a slash at both ends.

    Parameters
    ----------
    found
        As it stands after ``--base-path``; the slash at its end may be missing.

    Raises
    ------
    ProblemsFound
        It is no folder of an address.
    """
    folder = _folder(found)
    if not folder or (found.strip() and not found.strip().startswith("/")):
        allowed = "the folder of the address under which the page stands, such as /cluneal/"
        meant = folder or _folder(found.partition("://")[2].partition("/")[2].partition("?")[0])
        raise ProblemsFound([Problem("--base-path", f'found "{found}"', allowed, meant if meant != "/" else None)])
    return folder


def embedding_origins(found: Iterable[str]) -> tuple[str, ...]:
    """Return the origins whose pages may show the page in a frame and ask it, as they stand after ``--embed``.

    Raises
    ------
    ProblemsFound
        Some are none; all of them are told.
    """
    origins, problems = [], []
    for one in found:
        origin = _origin(one.strip())
        if origin:
            origins.append(origin)
            continue
        scheme, _, rest = (one.strip() if "://" in one else f"https://{one.strip()}").partition("://")
        meant = _origin(f"{scheme}://{re.split('[/?#]', rest)[0].rpartition('@')[2]}")
        allowed = "scheme and name of the page around the viewer, without a path, such as https://moodle.example.org"
        problems.append(Problem("--embed", f'found "{one}"', allowed, meant or None))
    if problems:
        raise ProblemsFound(problems)
    return tuple(dict.fromkeys(origins))


def trusted_networks(found: Iterable[str]) -> tuple[Network, ...]:
    """Return the addresses of proxies that are believed, as they stand after ``--trusted-proxy``.

    Raises
    ------
    ProblemsFound
        Some are no addresses; all of them are told.
    """
    networks: list[Network] = []
    problems = []
    for one in found:
        try:
            networks.append(ipaddress.ip_network(one.strip()))
        except ValueError:
            allowed = "the address of the proxy as this server sees it, or a network, such as 127.0.0.1 or 10.0.0.0/8"
            problems.append(Problem("--trusted-proxy", f'found "{one}"', allowed, _network_around(one.strip())))
    if problems:
        raise ProblemsFound(problems)
    return tuple(dict.fromkeys(networks))


def _network_around(text: str) -> str | None:
    """Return the network of an address that says how long it is, or None."""
    try:
        return str(ipaddress.ip_network(text, strict=False))
    except ValueError:
        return None


def rest_of_path(path: str, base: str) -> str:
    """Return what a path asks for inside the page's folder, whether or not a proxy has taken the folder away."""
    rest = path[len(base) :] if path.startswith(base) else path
    return rest.lstrip("/")  # "location /x { proxy_pass http://here/; }" asks for //content.js


def written_base(base: str) -> str:
    """Return a folder as it stands in an address of the page, or nothing where the page stands at the top."""
    return quote(base, safe="/@:+!$()*,;=~") if base != "/" else ""


def host_of(name: str) -> str:
    """Return the host in a name or a Host header, without port and brackets, in lower case."""
    try:
        return (urlsplit(f"//{name}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def leads_to(address: str, names: Iterable[str]) -> bool:
    """Tell whether an origin or a link leads to one of the names."""
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS[parts.scheme]
    except (ValueError, KeyError):
        return False
    host = (parts.hostname or "").rstrip(".")
    if not host or "@" in parts.netloc:
        return False
    for name in names:
        known, known_port = host_of(name), _port_of(name)
        if known == host and known_port in (None, port):
            return True
    return False


def names_asked(
    headers: Mapping[str, str], own_port: int, allowed_hosts: Collection[str] | None, trusted: bool = False
) -> tuple[str, ...]:
    """Return the names under which a request says that the browser asked for this server.

    The Host header is one, without a port where a proxy leaves it out. What a proxy forwards counts only where
    the proxy is trusted and the server may be reached under that name.

    Parameters
    ----------
    headers
        Those of the request, of which `NAMING_HEADERS` are read.
    own_port
        The port that it came in by.
    allowed_hosts
        The hosts under which the server may be reached, or None for all.
    trusted
        Whether the request comes from a proxy that is believed.
    """
    host = headers.get("Host", "").lower()
    if _port_of(host) is None and own_port in _PORTS.values():
        host = f"{host}:{own_port}"  # nobody left anything out
    forwarded = _forwarded(headers) if trusted else ()
    return (host, *(name for name in forwarded if allowed_hosts is None or host_of(name) in allowed_hosts))


def _forwarded(headers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names that a proxy says the browser asked for (``Forwarded``, ``X-Forwarded-Host``)."""
    name, port = _name(_last(headers, "X-Forwarded-Host")), _last(headers, "X-Forwarded-Port")
    found = [_name(_words_of_forwarded(headers).get("host", ""))]
    found.append(f"{name}:{port}" if name and _port_of(name) is None and port.isdecimal() else name)
    return tuple(dict.fromkeys(filter(None, found)))


def by_tls(headers: Mapping[str, str]) -> bool:
    """Tell whether a proxy says that the browser asked by TLS (``Forwarded``, ``X-Forwarded-Proto``)."""
    said = _words_of_forwarded(headers).get("proto") or _last(headers, "X-Forwarded-Proto")
    return said.lower() in ("https", "wss")


def _words_of_forwarded(headers: Mapping[str, str]) -> dict[str, str]:
    pairs = (pair.strip().partition("=") for pair in _last(headers, "Forwarded").split(";"))
    return {key.strip().lower(): value.strip().strip('"') for key, _, value in pairs}


def _last(headers: Mapping[str, str], name: str) -> str:
    """Return what the proxy that asks has said: it writes behind what it was told itself, by whomever."""
    return headers.get(name, "").rpartition(",")[2].strip()


def missing_lines(request: web.Request) -> tuple[str, ...]:
    """Return the lines that nginx lacks where a request for the websocket comes without what makes it one."""
    headers = request.headers
    if "Sec-WebSocket-Key" not in headers:
        return ()
    lines = {
        "proxy_http_version 1.1;": request.version < (1, 1),
        "proxy_set_header Upgrade $http_upgrade;": headers.get("Upgrade", "").strip().lower() != "websocket",
        'proxy_set_header Connection "upgrade";': "upgrade" not in headers.get("Connection", "").lower(),
    }
    return tuple(line for line, missing in lines.items() if missing)


def _name(text: str) -> str:
    """Return a name as it is compared, or nothing where the text is none."""
    bare_address = text.count(":") > 1 and "[" not in text
    try:
        parts = urlsplit(f"//[{text}]" if bare_address else f"//{text}")
        host, port = parts.hostname or "", parts.port
        host = host if ":" in host else host.rstrip(".").encode("idna").decode()
    except ValueError:
        return ""
    if parts.path or parts.query or parts.fragment or "@" in parts.netloc or parts.netloc.endswith(":"):
        return ""
    if ":" in host:
        host = f"[{host}]"
    elif len(host) > 253 or not all(_LABEL.fullmatch(label) for label in host.split(".")):
        return ""
    return host if port is None else f"{host}:{port}"


def _origin(text: str) -> str:
    """Return an origin as a browser writes it, or nothing where the text is none."""
    scheme, mark, rest = text.partition("://")
    name, scheme = _name(rest) if mark else "", scheme.lower()
    if not name or scheme not in _PORTS:
        return ""
    return f"{scheme}://{name.removesuffix(f':{_PORTS[scheme]}')}"


def _folder(text: str) -> str:
    """Return a folder with a slash at both ends, or nothing where the text is none."""
    inner = unquote(text.strip().strip("/"))
    folder = f"/{inner}/" if inner else "/"
    return folder if _FOLDER.fullmatch(folder) and not {".", ".."} & set(folder.split("/")) else ""


def _port_of(name: str) -> int | None:
    try:
        return urlsplit(f"//{name}").port
    except ValueError:
        return None
