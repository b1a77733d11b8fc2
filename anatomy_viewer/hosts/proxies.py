"""What may stand between a browser and the server: other names, a folder, headers that a proxy leaves out.

A *name* is the host of an address in lower case, with a port (``teach.example.org:8443``) or, where every port is
meant, without one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from anatomy_viewer.atlas.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from aiohttp import web

__all__ = [
    "NAMING_HEADERS",
    "base_path",
    "host_of",
    "leads_to",
    "missing_lines",
    "names_asked",
    "published_names",
    "rest_of_path",
    "written_base",
]

NAMING_HEADERS = ("Host", "Forwarded", "X-Forwarded-Host", "X-Forwarded-Port")
"""The headers that tell under which name the browser asked."""

_PORTS = {"http": 80, "https": 443}
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?")
_FOLDER = re.compile(r"/([\w.~@:+!$()*,;=-]+/)*")


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
        As it stands after ``--base-path``; the slashes at its ends may be missing.

    Raises
    ------
    ProblemsFound
        It is no folder of an address.
    """
    folder = _folder(found)
    if not folder:
        allowed = "the folder of the address under which the page stands, such as /cluneal/"
        meant = _folder(found.partition("://")[2].partition("/")[2].partition("?")[0])
        raise ProblemsFound([Problem("--base-path", f'found "{found}"', allowed, meant if meant != "/" else None)])
    return folder


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


def names_asked(headers: Mapping[str, str], own_port: int, allowed_hosts: Collection[str] | None) -> tuple[str, ...]:
    """Return the names under which a request says that the browser asked for this server.

    The Host header is one, without a port where a proxy leaves it out. What a proxy forwards counts only where
    the server may be reached under that name.

    Parameters
    ----------
    headers
        Those of the request, of which `NAMING_HEADERS` are read.
    own_port
        The port that it came in by.
    allowed_hosts
        The hosts under which the server may be reached, or None for all.
    """
    host = headers.get("Host", "").lower()
    if _port_of(host) is None and own_port in _PORTS.values():
        host = f"{host}:{own_port}"  # nobody left anything out
    forwarded = _forwarded(headers)
    return (host, *(name for name in forwarded if allowed_hosts is None or host_of(name) in allowed_hosts))


def _forwarded(headers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names that a proxy says the browser asked for (``Forwarded``, ``X-Forwarded-Host``)."""
    found = []
    # With several proxies in a row the first is the one that the browser asked.
    pairs = headers.get("Forwarded", "").split(",")[0].split(";")
    for key, _, value in (pair.strip().partition("=") for pair in pairs):
        if key.strip().lower() == "host":
            found.append(_name(value.strip().strip('"')))
    name = _name(headers.get("X-Forwarded-Host", "").split(",")[0].strip())
    port = headers.get("X-Forwarded-Port", "").split(",")[0].strip()
    found.append(f"{name}:{port}" if name and _port_of(name) is None and port.isdecimal() else name)
    return tuple(dict.fromkeys(filter(None, found)))


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
