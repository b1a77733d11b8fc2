"""The still host for a web server: the page as a folder of files, for any server or pages host, under any folder.

Every file but the page itself and its service worker is named by its content, so a browser never mixes two exports,
and beside each text stand its compressed forms for servers that hand them out. The service worker
(``page/service_worker.js``) keeps all of it, so that the page opens again without a network.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from anatomy_viewer.atlas.problems import Problem, ProblemsFound
from anatomy_viewer.hosts.beforehand import compressed, content_hash
from anatomy_viewer.hosts.contents import CONTENT_ADDRESS, page_texts, part_name
from anatomy_viewer.hosts.mounting import client_script, early_script, joined_styles
from anatomy_viewer.hosts.parts import FIRST_PACKS, PageParts, json_text, viewer_parts
from anatomy_viewer.hosts.progress import progress_bar
from anatomy_viewer.hosts.shell import fetching_head, html_shell, still_loading
from anatomy_viewer.hosts.site_folder import check_folder, put_files
from anatomy_viewer.hosts.static import ENDINGS, built_page, carried_values, checked_address, read_surfaces
from anatomy_viewer.page.files import COMPONENT, SERVICE_WORKER, SITE_ICONS, UNPACKING_SCRIPT
from anatomy_viewer.page.wording import WORDS_BY_LANGUAGE

__all__ = ["Site", "check_site", "export_site", "is_folder"]

PAGE = "index.html"
WORKER = "service-worker.js"
_LAST = tuple(f"{name}{ending}" for name in (WORKER, PAGE) for ending in ("", ".gz", ".br"))
_TEXTS = (".css", ".html", ".js", ".json")
_EDITION = "0" * 16
_COLOURS = {"background_color": "#eceae6", "theme_color": "#155e63"}

_POLICY = (
    "default-src 'none'",
    # As on the live host: programs that drive a page look in it for what they wait for by text.
    # What is unpacked in the page is run from there.
    "script-src 'self' blob: 'unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
)


@dataclass(frozen=True)
class Site:
    """What an export into a folder wrote.

    Parameters
    ----------
    folder
        Where it stands.
    files
        The names of its files.
    size
        Its bytes, without the compressed forms.
    left
        Files of the former export that somebody has changed since, and that are left.
    """

    folder: Path
    files: tuple[str, ...]
    size: int
    left: tuple[str, ...]


def is_folder(place: str) -> bool:
    """Tell whether the place of an export means a folder: a folder is there, or the name ends in ``/`` or in nothing.

    Raises
    ------
    ProblemsFound
        The name ends in something that is neither a page's ending nor says that it is a folder.
    """
    path = Path(place)
    if place.endswith(("/", "\\")) or path.is_dir() or not path.suffix:
        return True
    if path.suffix.lower() in ENDINGS:
        return False
    allowed = f"a name that ends in {' or '.join(ENDINGS)} for one file, or in / for a folder, such as {path.stem}/"
    raise ProblemsFound([Problem(place, f'the name ends in "{path.suffix}"', allowed)])


def export_site(
    folder: Path | str,
    lessons: Sequence[str] | None = None,
    parts: PageParts | None = None,
    forms: Sequence[str] | None = None,
    address: str | None = None,
    component: bool = False,
    audience: str | None = None,
) -> Site:
    """Write the page with its lessons and surfaces as a folder for a web server.

    Parameters
    ----------
    folder
        The folder; made where it does not exist. What a former export wrote there is replaced, everything else stays.
    lessons, parts, forms, address, component, audience
        As for `static.export_page`.

    Raises
    ------
    ProblemsFound
        As for `static.export_page`, or the folder cannot be written to or holds a file of somebody else under a name
        that is needed.
    """
    target = Path(folder)
    stands_at = check_site(target, address, component)
    with progress_bar("Writing the site") as progress:
        progress("lessons", 0.0)
        page = parts or viewer_parts()
        values = carried_values(page, lessons, forms, stands_at, audience)
        progress("surfaces", 0.3)
        files = _files(page, values)
        if component:
            files[COMPONENT.name] = COMPONENT.read_bytes()
        progress("compressing", 0.4)
        contents = _with_compressed(files, lambda done: progress("compressing", 0.4 + 0.55 * done))
        progress("files", 0.95)
        left = put_files(target, contents, [name for name in _LAST if name in contents])
    return Site(target, tuple(contents), sum(map(len, files.values())), tuple(left))


def check_site(target: Path, address: str | None, component: bool = False) -> str | None:
    """Refuse a place or an address before any work is done; return the address as `published_address` does."""
    problems: list[Problem] = []
    try:
        check_folder(target, (PAGE, WORKER, COMPONENT.name)[: 3 if component else 2])
    except ProblemsFound as fault:
        problems += fault.problems
    return checked_address(address, problems)


class _Named(dict[str, bytes]):
    """Files by name, where a name says what is in the file."""

    def add(self, address: str, content: bytes, folder: str = "files/") -> str:
        """Take a file up and return its name."""
        path = PurePosixPath(address)
        name = f"{folder}{path.stem}.{content_hash(content)}{path.suffix}"
        self[name] = content
        return name


def _files(page: PageParts, values: Mapping[str, dict[str, Any]]) -> dict[str, bytes]:
    """Return by name every file of a site, the page and its service worker last."""
    files = _Named()
    packs: dict[str, str] = {}
    for form, value in values.items():
        surfaces = read_surfaces(page.surfaces[form])
        # What ends in .bin is handed out by every server; some refuse what they do not know.
        named = {name: files.add(f"{form}-{Path(name).stem}.bin", data) for name, data in surfaces.items()}
        packs = packs or {Path(name).stem: address for name, address in named.items()}
        for pack in value["packs"]:
            pack["url"] = named[PurePosixPath(pack["file"]).name]
    (form, first), *others = values.items()
    # The first part is made last and names the others, which have their names by then.
    texts = page_texts(first, dict(others), files.add)
    known = {
        str(part_name(address)): files.add(address, text)
        for address, text in texts.items()
        if address != CONTENT_ADDRESS
    }
    server, libraries = built_page(page)
    scripts = {
        files.add(libraries.joined_name, libraries.joined()): libraries.plugins[-1] if libraries.plugins else "Vue",
        files.add(CONTENT_ADDRESS, texts[CONTENT_ADDRESS]): "anatomyContent",
        files.add("client.js", client_script(page, server, libraries)): page.plugin,
    }
    style = files.add(page.style_sheet.name, joined_styles(page, libraries))
    early = files.add("mount.js", early_script(page, between=[UNPACKING_SCRIPT.read_text(encoding="utf-8")]))
    from_disk = {language: words["site"]["from_disk"] for language, words in WORDS_BY_LANGUAGE.items()}
    icons = {path.stem: files.add(path.name, path.read_bytes()) for path in sorted(SITE_ICONS.glob("*.png"))}
    manifest = files.add("manifest.json", _manifest(page.title, icons), folder="")
    head = [
        f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(_POLICY)}">',
        f'<meta name="anatomy-edition" content="{_EDITION}">',
        f'<meta name="theme-color" content="{_COLOURS["theme_color"]}">',
        f'<link rel="manifest" href="{manifest}">',
        f'<link rel="apple-touch-icon" href="{icons["touch-180"]}">',
        *fetching_head(
            [packs[name] for name in FIRST_PACKS if name in packs],
            style,
            {},  # the early script knows how they come
            early,
            {"parts": known, "scripts": scripts, "from-disk": from_disk},
        ),
    ]
    document = html_shell(page.title, head, still_loading()).encode()
    # What a system shows of an installed page it has taken itself.
    kept = {name: content for name, content in files.items() if not name.endswith(".png")}
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in kept.items()}
    worker = SERVICE_WORKER.read_text(encoding="utf-8")
    edition = content_hash(json.dumps(sums).encode() + document + worker.encode())
    files[WORKER] = f'const EDITION = "{edition}", FILES = {json_text(sums)};\n{worker}'.encode()
    files[PAGE] = document.replace(_EDITION.encode(), edition.encode(), 1)
    return dict(files)


def _manifest(title: str, icons: Mapping[str, str]) -> bytes:
    """Return the web app manifest, which stands beside the page."""
    kinds = {"icon-192": "any", "icon-512": "any", "maskable-512": "maskable"}
    return json_text(
        {
            "name": title,
            "short_name": title,
            "description": "An interactive atlas that teaches the cluneal nerves.",
            "lang": "en",
            "start_url": "./",
            "scope": "./",
            "display": "standalone",
            **_COLOURS,
            "icons": [
                {
                    "src": icons[name],
                    "sizes": "x".join([name.rpartition("-")[2]] * 2),
                    "type": "image/png",
                    "purpose": purpose,
                }
                for name, purpose in kinds.items()
            ],
        }
    ).encode()


def _with_compressed(files: Mapping[str, bytes], told: Callable[[float], None]) -> dict[str, bytes]:
    """Return files with the compressed forms of the texts among them beside them."""
    texts = {name: content for name, content in files.items() if PurePosixPath(name).suffix in _TEXTS}
    whole, done = sum(map(len, texts.values())), 0
    contents = dict(files)
    for name, content in texts.items():
        forms = compressed(content, brotli_quality=11, gzip_level=9)
        contents |= {f"{name}.gz": forms["gzip"], f"{name}.br": forms["br"]}
        done += len(content)
        told(done / whole)
    return contents
