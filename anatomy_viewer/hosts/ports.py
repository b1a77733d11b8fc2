"""Ports: whether the one that was asked for can be had, and which one is near where it cannot."""

from __future__ import annotations

import errno
import socket

from anatomy_viewer.atlas.problems import Problem, ProblemsFound

__all__ = ["check_address", "nearest_free_port"]

_LAST_PORT = 65535
_SEARCH_DISTANCE = 200


def check_address(host: str, port: int) -> None:
    """Refuse an address that the server could not listen on.

    Parameters
    ----------
    host
        Name or IP address of an interface of this computer.
    port
        TCP port, 0 for any free one.

    Raises
    ------
    ProblemsFound
        The port is out of range, taken or not permitted, or no interface has that address. The one
        sentence names the nearest free port where another port would help.
    """
    if not 0 <= port <= _LAST_PORT:
        raise ProblemsFound([Problem(f"port {port}", "there is no such port", f"0 to {_LAST_PORT}")])
    try:
        _bind_once(host, port)
    except OSError as fault:
        raise ProblemsFound([_problem(host, port, fault)]) from None


def nearest_free_port(host: str, port: int) -> int | None:
    """Return the free port nearest to `port`, upwards first, or None where none is free nearby.

    Parameters
    ----------
    host
        Name or IP address of an interface of this computer.
    port
        The port that cannot be had.
    """
    lowest = 1024
    for distance in range(1, _SEARCH_DISTANCE):
        for candidate in (port + distance, port - distance):
            if not lowest <= candidate <= _LAST_PORT:
                continue
            try:
                _bind_once(host, candidate)
            except OSError:
                continue
            return candidate
    return None


def _bind_once(host: str, port: int) -> None:
    """Bind and let go again, on every address that the name stands for."""
    addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    for family, kind, protocol, _, address in dict.fromkeys(addresses):
        with socket.socket(family, kind, protocol) as probe:
            # As the server does: otherwise a port counts as taken for a minute after it was closed.
            if hasattr(socket, "SO_REUSEPORT"):
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == getattr(socket, "AF_INET6", None):
                probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            probe.bind(address)
            probe.listen(1)


def _problem(host: str, port: int, fault: OSError) -> Problem:
    if isinstance(fault, socket.gaierror):
        return Problem(
            f"host {host}",
            "no computer is known by that name",
            "127.0.0.1 for this computer only, 0.0.0.0 for the whole network",
        )
    if fault.errno == errno.EADDRNOTAVAIL:
        return Problem(
            f"host {host}",
            "that address belongs to no network interface of this computer",
            "127.0.0.1 for this computer only, 0.0.0.0 for the whole network",
        )
    if fault.errno == errno.EADDRINUSE:
        found = f"another program already uses it on {host}"
    elif fault.errno == errno.EACCES:
        found = "this account may not open it"
    else:
        found = f"it cannot be opened ({fault.strerror or fault})"
    free = nearest_free_port(host, max(port, 1024))
    allowed = f"a free port, the nearest is {free} (--port {free})" if free else "a free port (--port 0 picks one)"
    return Problem(f"port {port}", found, allowed)
