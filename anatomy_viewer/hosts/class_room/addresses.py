"""Under which address others reach this computer, and from which one somebody asks."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from collections.abc import Callable, Iterable

__all__ = ["asked_from", "is_for_others", "reachable_host"]

# Addresses of documentation: no packet is sent, the system only says by which way it would go.
_AWAY = ((socket.AF_INET, "192.0.2.1"), (getattr(socket, "AF_INET6", socket.AF_INET), "2001:db8::1"))
_EVERYWHERE = ("0.0.0.0", "::", "")


def reachable_host(host: str) -> str:
    """Return the name or number by which others reach a server that listens on `host`.

    Parameters
    ----------
    host
        What it listens on; where that is every address of this computer, the one that leads out is taken.
    """
    if host not in _EVERYWHERE:
        return host
    for family, away in sorted(_AWAY, key=lambda one: (one[0] == socket.AF_INET) == (host == "::")):
        with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((away, 9))
            found = str(probe.getsockname()[0])
            if is_for_others(found):
                return found
    with contextlib.suppress(OSError):  # a network without a way out of it
        for _, _, _, _, address in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
            if is_for_others(str(address[0])):
                return str(address[0])
    return "::1" if host == "::" else "127.0.0.1"


def is_for_others(host: str) -> bool:
    """Tell whether an address may lead here from another computer."""
    if host.lower() == "localhost":
        return False
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return True
    return not (address.is_loopback or address.is_unspecified or address.is_link_local)


def asked_from(remote: str | None, forwarded: Iterable[str], trusts: Callable[[str | None], bool]) -> str | None:
    """Return the address that somebody asks from, behind as many proxies as are believed.

    Parameters
    ----------
    remote
        Who is connected.
    forwarded
        The addresses in ``X-Forwarded-For``, as they stand there: each proxy writes behind the others whom it was
        asked by.
    trusts
        Whether an address is that of a proxy that is believed.
    """
    address = remote
    for one in reversed([part.strip() for part in ",".join(forwarded).split(",") if part.strip()][-16:]):
        if not trusts(address):
            break
        if one.startswith("["):
            address = one[1:].partition("]")[0]
        else:
            address = one.partition(":")[0] if one.count(":") == 1 else one
    return address
