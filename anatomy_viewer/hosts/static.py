"""The still host: the whole page as one HTML file that opens from a disk, with nothing to ask for.

The file holds the scripts and the later parts of the content compressed, the surfaces as they are, all as base64 text,
and a small script that unpacks them (`opening`). Unpacking uses what every current browser has built in
(``DecompressionStream``). The policy inside the file names each script by its SHA-256 and allows no request to
anywhere, and no making of code from text: the page's templates travel as functions (`compiling`).
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from anatomy_viewer.atlas.built_surfaces import SurfaceFault, built_surface
from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.atlas.writing import MARK, check_place, sealed_lines, written_whole
from anatomy_viewer.hosts.mounting import mount_script
from anatomy_viewer.hosts.opening import END, UNPACK, first_script, without_scripts
from anatomy_viewer.hosts.parts import (
    SURFACE_FILE,
    PageParts,
    content_script,
    json_text,
    model_file,
    viewer_parts,
)
from anatomy_viewer.hosts.progress import Progress, progress_bar
from anatomy_viewer.hosts.shell import html_shell
from anatomy_viewer.page.client_script import script_text
from anatomy_viewer.page.files import COMPONENT, EARLY_SCRIPT
from anatomy_viewer.page.parting import FIRST, laid, parted, said_once

if TYPE_CHECKING:
    from anatomy_viewer.hosts.libraries import Libraries

__all__ = [
    "LONGEST_ADDRESS",
    "built_page",
    "carried_values",
    "check_export",
    "checked_address",
    "export_page",
    "one_file",
    "published_address",
    "read_surfaces",
]

ENDINGS = (".html", ".htm")

ASKING = ("cmi5",)
"""The standards of learning platforms that go over the network; the others go by an object of the page around."""

LONGEST_ADDRESS = 150
"""In characters; with what names the view, a longer one makes a code that fills the foot of a sheet."""


def export_page(
    path: Path | str,
    lessons: Sequence[str] | None = None,
    parts: PageParts | None = None,
    forms: Sequence[str] | None = None,
    address: str | None = None,
    component: bool = False,
    audience: str | None = None,
) -> Path:
    """Write the page with its lessons and surfaces into one HTML file.

    Parameters
    ----------
    path
        The file to write. An export that stands there is replaced once the new one is complete; another file is
        left as it is.
    lessons
        Ids of the lessons to take along, or None for all.
    parts
        Another page than the viewer's own.
    forms
        The forms of the pelvis to take along; by default the one that the page begins with.
    address
        The address under which the file will stand, for the codes on printed sheets; None where it has none.
    component
        Whether to write the element that shows the page in others beside it.
    audience
        Whose texts the page begins with; by default its course's, else the students'.

    Returns
    -------
    Path
        The file that was written.

    Raises
    ------
    ProblemsFound
        The address is none, the file cannot be written there or would replace another, a lesson does not exist, or
        a surface is missing or damaged. All surfaces are looked at before any is complained about.
    """
    target = Path(path)
    element = target.with_name(COMPONENT.name)
    stands_at = check_export(target, address, component)
    with progress_bar("Writing the page") as progress:
        progress("lessons", 0.0)
        page = parts or viewer_parts()
        values = carried_values(page, lessons, forms, stands_at, audience)
        document = one_file(page, values, progress)
        progress("file", 0.95)
        with written_whole(target) as part:
            part.write_bytes(document.encode())
        if component:
            with written_whole(element, sealed_lines) as part:
                part.write_bytes(COMPONENT.read_bytes())
    return target


def one_file(page: PageParts, values: Mapping[str, dict[str, Any]], progress: Progress, platform: str = "") -> str:
    """Return the page with its surfaces as one HTML document.

    Parameters
    ----------
    page
        The page.
    values
        What `carried_values` returned.
    progress
        Told what is worked on, from 0.5 to 0.9.
    platform
        The learning platforms' standard that it speaks; empty for none.
    """
    carried, (first, *others) = tuple(values), values.values()
    parts = parted(first, dict(zip(carried[1:], others, strict=True)))
    begin = parts.pop(FIRST)
    for language in first.get("translations", {}):  # a file says nothing in another language first
        begin = laid(begin, parts.pop(language, {}))
    progress("surfaces", 0.5)
    surfaces = {f"{form}/{name}": data for form in carried for name, data in read_surfaces(page.surfaces[form]).items()}
    progress("libraries", 0.6)
    later = {name: json_text(said_once(part)) for name, part in parts.items()}
    if later:
        begin["parts"] = {name: {"address": None, "bytes": len(text.encode())} for name, text in later.items()}
    scripts, styles = _scripts_and_styles(page, content_script(begin), platform)
    return _document(page.title, scripts, styles, surfaces, later, progress, asks=platform in ASKING)


def check_export(target: Path, address: str | None, component: bool = False) -> str | None:
    """Refuse places or an address before any work is done; return the address as `published_address` does."""
    places = [(target, ENDINGS), (target.with_name(COMPONENT.name), (COMPONENT.suffix,))]
    problems: list[Problem] = []
    for place, endings in places[: 2 if component else 1]:
        try:
            check_place(place, endings, "page")
        except ProblemsFound as fault:
            problems += fault.problems
    return checked_address(address, problems)


def checked_address(address: str | None, problems: list[Problem]) -> str | None:
    """Return what `published_address` does, or raise what is wrong with it together with other problems."""
    stands_at = None
    try:
        stands_at = published_address(address) if address is not None else None
    except ProblemsFound as fault:
        problems = [*problems, *fault.problems]
    if problems:
        raise ProblemsFound(problems)
    return stands_at


def carried_values(
    page: PageParts,
    lessons: Sequence[str] | None,
    forms: Sequence[str] | None,
    address: str | None,
    audience: str | None = None,
    more: Mapping[str, Any] | None = None,
) -> dict[str, dict[str, Any]]:
    """Return by form, the first one first, the value of a page that takes its surfaces along.

    Parameters
    ----------
    page
        The page.
    lessons, forms
        As `export_page` has them.
    address
        What `published_address` returned, or None.
    audience
        As `export_page` has it.
    more
        What else it says.
    """
    carried = tuple(dict.fromkeys(forms or (page.form,)))
    known = {"address": address, "audience": audience}
    said = {key: value for key, value in known.items() if value is not None} | dict(more or {})
    return {form: {**page.content(list(lessons) if lessons else None, form, carried), **said} for form in carried}


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
    if len(address) > LONGEST_ADDRESS:
        raise ProblemsFound([Problem("--address", f"it has {len(address)} characters", f"at most {LONGEST_ADDRESS}")])
    return address


def read_surfaces(folder: Path) -> dict[str, bytes]:
    """Return every pack that the model names, by file name, each as the model describes it."""
    surfaces: dict[str, bytes] = {}
    problems: list[Problem] = []
    for pack, entry in model_file(folder)["packs"].items():
        name = entry.get("file") if isinstance(entry, dict) else None
        if not isinstance(name, str) or not SURFACE_FILE.fullmatch(name):
            where = f"{folder / 'model.json'}: packs.{pack}.file"
            problems.append(Problem(where, f"found {json.dumps(name)}", f"{pack}.pack"))
            continue
        try:
            surfaces[name] = built_surface(folder / name, entry.get("sha256"))
        except SurfaceFault as fault:
            problems.append(Problem(str(folder / name), str(fault)))
    if problems:
        raise ProblemsFound(problems)
    return surfaces


def built_page(page: PageParts) -> tuple[Any, Libraries]:
    """Return a trame server, not started, that holds the page, and the libraries that the page needs."""
    from trame.app import get_server

    from anatomy_viewer.hosts.libraries import libraries_of

    server = get_server(f"still-{uuid.uuid4()}", client_type="vue3")
    page.build(server)
    return server, libraries_of(server)


def _scripts_and_styles(page: PageParts, content: str, platform: str) -> tuple[list[str], list[str]]:
    """Return the scripts in the order in which they run, and the styles."""
    server, libraries = built_page(page)
    mount = mount_script(page, server, libraries)
    client = script_text(page.client_script, *([platform, "page"] if platform else []))
    styles = [path.read_text(encoding="utf-8") for path in (*libraries.styles.values(), page.style_sheet)]
    return [content, *libraries.texts(), client, mount], styles


def _document(
    title: str,
    scripts: Sequence[str],
    styles: Sequence[str],
    surfaces: dict[str, bytes],
    parts: dict[str, str],
    progress: Progress,
    asks: bool = False,
) -> str:
    """Return the HTML document; `asks` allows it to send requests."""
    # A browser sees line ends of inline scripts as \n only: the hashes must be of the same text.
    scripts = [text.replace("\r\n", "\n").replace("\r", "\n") for text in scripts]
    early, first = EARLY_SCRIPT.read_text(encoding="utf-8").replace("\r\n", "\n"), first_script()
    hashes = " ".join(f"'sha256-{_sha256(text)}'" for text in (first, early, UNPACK, *scripts))
    policy = "; ".join(
        (
            "default-src 'none'",
            # Nothing of ours is made from text, and the file runs where a platform forbids that. Programs that drive a
            # page look in it for what they wait for by text: the file itself does not shut them out.
            f"script-src {hashes} 'unsafe-eval'",
            "style-src 'unsafe-inline'",
            "img-src data: blob:",
            "worker-src blob:",
            *(["connect-src http: https:"] if asks else []),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    head = [
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="referrer" content="no-referrer">',
        f'<meta name="generator" content="{MARK}">',
        *(f"<style>{text.replace('</', '<' + chr(92) + '/')}</style>" for text in styles),
    ]
    blocks = [
        f'<script type="text/plain" data-surface="{name}">{base64.b64encode(data).decode()}</script>'
        for name, data in sorted(surfaces.items())
    ]
    blocks += [f'<script type="text/plain" data-part="{name}">{_packed(text)}</script>' for name, text in parts.items()]
    for index, text in enumerate(scripts):
        progress("libraries", 0.6 + 0.3 * index / len(scripts))
        blocks.append(f'<script type="text/plain" data-packed>{_packed(text)}</script>')
    return html_shell(
        title,
        head,
        [f"<script>{early}</script>", *blocks, f"<script>{UNPACK}</script>", END],
        without_scripts=without_scripts(),
        first_script=first,
    )


def _packed(text: str) -> str:
    return base64.b64encode(gzip.compress(text.encode(), compresslevel=9, mtime=0)).decode()


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
