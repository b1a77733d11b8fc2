"""Ports: whether the one that was asked for can be had, and which one is near where it cannot; and socket files."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

from anatomy_viewer.atlas.problems import Problem, ProblemsFound

__all__ = ["check_address", "nearest_free_port", "socket_file"]

_LAST_PORT = 65535
_SEARCH_DISTANCE = 200
_LONGEST_PATH = 107
_BACKLOG = 2048


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


@contextlib.contextmanager
def socket_file(path: Path) -> Iterator[socket.socket]:
    """Listen at a file of this computer, by which a proxy here reaches the server in half the time of a port.

    Whoever may ask a port of this computer may ask here. A file that a program left which has ended is replaced, and
    this one is gone at the end.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    ProblemsFound
        It cannot be had.
    """
    if not hasattr(socket, "AF_UNIX"):
        raise ProblemsFound([Problem("--socket", "this system has no socket files", "--port alone")])
    listening = socket.socket(socket.AF_UNIX)
    with listening:
        try:
            _take_file(listening, path)
        except OSError as fault:
            raise ProblemsFound([_problem_of_file(path, fault)]) from None
        own = path.stat().st_ino
        try:
            yield listening
        finally:
            with contextlib.suppress(OSError):
                if path.stat().st_ino == own:
                    path.unlink()


def _take_file(listening: socket.socket, path: Path) -> None:
    try:
        listening.bind(str(path))
    except OSError as fault:
        if fault.errno != errno.EADDRINUSE or not stat.S_ISSOCK(path.stat().st_mode):
            raise
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(1.0)
            try:
                probe.connect(str(path))
            except ConnectionRefusedError:
                path.unlink()
            else:
                raise
        listening.bind(str(path))
    path.chmod(0o666)
    listening.listen(_BACKLOG)


def _problem_of_file(path: Path, fault: OSError) -> Problem:
    new = "a file that is not there yet, in a folder that is"
    if len(os.fsencode(path)) > _LONGEST_PATH:
        found, new = f"the path is {len(os.fsencode(path))} bytes long", f"at most {_LONGEST_PATH}"
    elif fault.errno == errno.ENOENT:
        found = "there is no such folder"
    elif fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        found = "this account may not write there"
    elif fault.errno == errno.EADDRINUSE:
        listens = path.is_socket()
        found = "another program already listens there" if listens else "something else has that name"
    else:
        found = f"it cannot be opened ({fault.strerror or fault})"
    return Problem(f"--socket {path}", found, new)


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
