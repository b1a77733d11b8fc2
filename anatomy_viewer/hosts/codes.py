"""Codes that a phone reads: the address of a view as a QR code, on a sheet that goes home.

The live host draws one for a link of its own origin when it is asked; a file carries those of its steps where it
is told under which address it will stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.hosts.proxies import leads_to

__all__ = ["LONGEST_LINK", "code_of", "codes_of_lessons", "is_own_link", "published_address"]

LONGEST_LINK = 300
"""In characters; a longer one makes a code that a phone reads badly from paper."""

CODE_ADDRESS = "code.json"


def code_of(link: str) -> dict[str, Any]:
    """Return the QR code of a link.

    Parameters
    ----------
    link
        At most `LONGEST_LINK` characters.

    Returns
    -------
    dict
        ``{"size": n, "rows": [...]}``, the n cells of each row as a hexadecimal number, the first cell first.

    Raises
    ------
    ValueError
        The link is empty or too long.
    """
    import segno  # only needed once something is printed

    if not 0 < len(link) <= LONGEST_LINK:
        raise ValueError(f"a link has 1 to {LONGEST_LINK} characters, and this one {len(link)}")
    matrix = segno.make_qr(link, error="m").matrix
    return {"size": len(matrix), "rows": [f"{int(''.join(map(str, row)), 2):x}" for row in matrix]}


def is_own_link(link: str, *names: str) -> bool:
    """Tell whether a link leads to the host that is asked, under a name by which it is asked.

    Parameters
    ----------
    link
        As a browser wrote it.
    names
        Hosts with a port, or without one where every port is meant.
    """
    return link.isascii() and link.isprintable() and leads_to(link, names)


def published_address(address: str) -> str:
    """Return the address under which a file will stand, as links begin.

    Raises
    ------
    ProblemsFound
        It is no address that a phone could open.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    allowed = "an address without a query, such as https://example.org/cluneal.html"
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ProblemsFound([Problem("--address", f'found "{address}"', allowed)])
    if len(address) > LONGEST_LINK // 2:
        raise ProblemsFound([Problem("--address", f"it has {len(address)} characters", f"at most {LONGEST_LINK // 2}")])
    return address


def codes_of_lessons(address: str, lessons: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the codes of every step that a file carries, for each of its audiences, and of the marked skin.

    Parameters
    ----------
    address
        What `published_address` returned.
    lessons
        Compiled lessons.

    Returns
    -------
    dict
        ``{"address", "codes": {"lesson/step/audience" or "where" or "": code}}``.
    """
    codes = {"": code_of(address), "where": code_of(f"{address}?mode=where")}
    for lesson in lessons:
        for step in lesson["steps"]:
            for audience in lesson["audiences"]:
                query = urlencode({"lesson": lesson["id"], "step": step["id"], "for": audience})
                codes[f"{lesson['id']}/{step['id']}/{audience}"] = code_of(f"{address}?{query}")
    return {"address": address, "codes": codes}
