"""Memory that is no longer used, given back."""

from __future__ import annotations

import contextlib
import ctypes


def give_back_memory() -> None:
    """Give what was freed back to the system: glibc keeps it, a part for each thread that ever used any.

    Other C libraries do it by themselves; there nothing is done.
    """
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
