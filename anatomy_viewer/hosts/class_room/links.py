"""The links of a class: where others find the page."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.hosts.class_room.addresses import reachable_host

__all__ = ["class_address", "page_for_others"]


def page_for_others(here: str, host: str, names: Sequence[str] = ()) -> str:
    """Return the address of the page for others, without what comes behind it.

    Parameters
    ----------
    here
        The address on this computer.
    host
        What the server listens on.
    names
        The names under which a proxy offers it, if there are any.
    """
    parts = urlsplit(here)
    if names:
        return f"http://{names[0].strip()}{parts.path}"
    name = reachable_host(host)
    if name != host or parts.hostname == host:
        name = f"[{name}]" if ":" in name else name
        return f"http://{name}:{parts.port}{parts.path}"
    return f"http://{parts.netloc}{parts.path}"


def class_address(found: str) -> str:
    """Return the address of the page that stands after ``--address``, as links begin with it.

    Raises
    ------
    ProblemsFound
        It is none.
    """
    try:
        parts = urlsplit(found.strip())
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc and not parts.fragment:
        return f"{parts.scheme}://{parts.hostname}{f':{port}' if port else ''}{parts.path.rstrip('/')}/"
    allowed = "the whole address of the page, such as https://teach.example.org/anatomy/"
    meant = f"https://{found.strip()}" if "://" not in found and found.strip() and " " not in found.strip() else None
    raise ProblemsFound([Problem("--address", f'found "{found}"', allowed, meant)])
