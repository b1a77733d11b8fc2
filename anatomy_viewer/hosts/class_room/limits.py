"""How much one address or one seat may ask: buckets that fill again."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable, Hashable

__all__ = ["Bucket", "network_of"]


class Bucket:
    """A bucket for each who asks, all of one size.

    Parameters
    ----------
    size
        How much may be asked at once.
    per_second
        How fast it fills again.
    clock
        Seconds that only grow.
    most
        For how many a bucket is kept; that of who was quiet longest is forgotten.
    """

    def __init__(
        self,
        size: float,
        per_second: float,
        clock: Callable[[], float] = time.monotonic,
        most: int = 50_000,
    ) -> None:
        self._size = size
        self._per_second = per_second
        self._clock = clock
        self._most = most
        self._left: dict[Hashable, tuple[float, float]] = {}

    def take(self, who: Hashable) -> float:
        """Take one out and return 0, or return the seconds until there is one."""
        now = self._clock()
        left, since = self._left.pop(who, (self._size, now))  # put in again at the end: the oldest stands first
        left = min(self._size, left + (now - since) * self._per_second)
        wait = 0.0 if left >= 1 else (1 - left) / self._per_second
        if len(self._left) >= self._most:
            del self._left[next(iter(self._left))]
        self._left[who] = (left if wait else left - 1, now)
        return wait

    def give_back(self, who: Hashable) -> None:
        """Put one back that was taken for nothing."""
        if who in self._left:
            left, since = self._left[who]
            self._left[who] = (min(self._size, left + 1), since)

    def __len__(self) -> int:
        """Return for how many a bucket is kept."""
        return len(self._left)


def network_of(address: str | None) -> str:
    """Return whom an address counts for: an IPv4 address itself, an IPv6 address its network, of which it has all.

    Examples
    --------
    >>> network_of("::ffff:10.0.0.7"), network_of("2001:db8:1:2:3::4")
    ('10.0.0.7', '2001:db8:1:2::/64')
    """
    try:
        found = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
