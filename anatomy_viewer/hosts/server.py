"""The live host: a trame server that hands out the page and then has nothing more to do.

Each viewer's state stays in that viewer's browser. The server keeps no session, answers every viewer with
the same bytes, and compiles the lessons when the first page asks for them. A page is mounted from what it has
fetched, as in the one file, and never waits for a websocket. Importing this module loads
neither trame nor aiohttp; starting the server loads no VTK, PyVista or SciPy.

Sources
-------
The private names of trame and wslink that are used here: ``on_server_bind`` hands over wslink's
``WebAppServer``, of which ``_default_routes`` (folders as they are) is emptied; the others are in `guard` and
`doorway`.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from anatomy_viewer.atlas.files import data_folder
from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.hosts.contents import CONTENT_ADDRESS, Contents
from anatomy_viewer.hosts.parts import (
    FIRST_PACKS,
    SURFACE_FILE,
    PageParts,
    model_file,
    viewer_parts,
)
from anatomy_viewer.hosts.ports import check_address, socket_file
from anatomy_viewer.hosts.proxies import Reached, reached, rest_of_path, written_base
from anatomy_viewer.hosts.shell import fetching_head, html_shell, still_loading
from anatomy_viewer.hosts.workbench import Workbench
from anatomy_viewer.page.files import COMPONENT, EMBEDDED_BY, pack_address

if TYPE_CHECKING:
    import socket

    from aiohttp import web

    from anatomy_viewer.hosts.class_room.routes import ClassRoom
    from anatomy_viewer.hosts.delivery import Delivery

__all__ = [
    "CONTENT_ADDRESS",
    "DEFAULT_HOST",
    "DEFAULT_PORT",
    "SURFACES_ADDRESS",
    "lesson_id",
    "serve",
]

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8080

SURFACES_ADDRESS = "surfaces"
_PAGE_ADDRESS = "page"
_MOUNT_ADDRESS = f"{_PAGE_ADDRESS}/mount.js"
_WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}
_SECONDS_TO_LEAVE = 2.0
_FILES = 8192
_FILES_OF_A_CLASS = 16384
"""Open connections that are asked of the system."""

# Stands in for the page where its content cannot be compiled; the page's own plugin does not replace it.
_PROBLEMS_SCRIPT = """
window.anatomyProblems = SENTENCES;
window.anatomyContent = null;
Object.defineProperty(window, "PLUGIN", { set() {}, get: () => ({ install(app) { app.mount = () => {
  const place = document.querySelector("#app .anatomy-waiting");
  place.style.whiteSpace = "pre-line";
  place.setAttribute("role", "alert");
  place.textContent = ["The lessons cannot be shown:", ...window.anatomyProblems].join("\\n");
}; } }) });
"""


def serve(
    host: str = DEFAULT_HOST,
    port: int = DEFAULT_PORT,
    open_browser: bool = True,
    lesson: str | None = None,
    ready: Callable[[str], None] | None = None,
    allowed_hosts: Iterable[str] = (),
    parts: PageParts | None = None,
    base: str = "/",
    embed: Iterable[str] = (),
    trusted: Iterable[str] = (),
    class_room: ClassRoom | None = None,
    file: Path | None = None,
) -> None:
    """Serve the page until the process is interrupted.

    Parameters
    ----------
    host
        Address to listen on. The default is this computer only; ``0.0.0.0`` is the whole network.
    port
        TCP port; 0 picks a free one.
    open_browser
        Whether to open the page in the browser of this computer.
    lesson
        Id of the lesson that the printed link opens; by default the one that is being written, if any.
    ready
        Called once with the page's address, as soon as a browser can load it. None prints it after
        ``Ready:``.
    allowed_hosts
        Names under which a proxy offers this server, with or without a port; without any, a server on this
        computer answers only under this computer's own names.
    parts
        Another page than the viewer's own.
    base
        Folder of the address under which a proxy offers the page, such as ``/x/``, whether or not the proxy takes
        it away.
    embed
        Origins whose pages may show the page in a frame and ask it; without any, nobody may.
    trusted
        Addresses of proxies that are believed when they say how the browser asked.
    class_room
        The class that is held beside the page, if one is.
    file
        A socket file by which a proxy on this computer may ask too.

    Raises
    ------
    ProblemsFound
        A name, the folder, an origin or a proxy's address is none, the address cannot be listened on, the lesson does
        not exist, or no surfaces were built.
    """
    way = reached(allowed_hosts, base, embed, trusted)
    check_address(host, port)
    _import_without_certificates()
    page = parts or viewer_parts()
    if lesson is not None:
        lesson = lesson_id(page, lesson)
    elif page.authoring is not None:
        lesson = page.authoring.lesson  # shown whatever is wrong with it
    announce = ready or (lambda address: print(f"Ready: {address}", flush=True))

    def tell(actual_port: int) -> None:
        address = page_address(host, actual_port, lesson, way.base)
        announce(address)
        if open_browser:
            _open_browser(class_room.presenter if class_room else address)

    try:
        with contextlib.ExitStack() as stack:
            besides = (stack.enter_context(socket_file(file)),) if file is not None else ()
            stack.enter_context(contextlib.suppress(KeyboardInterrupt))
            asyncio.run(_run(page, host, port, way, tell, class_room, besides))
    except OSError:
        check_address(host, port)  # someone else was faster: say the sentence
        raise


def page_address(host: str, port: int, lesson: str | None = None, base: str = "/") -> str:
    """Return the address under which a browser on this computer finds the page."""
    name = _WILDCARDS.get(host, host)
    if ":" in name:
        name = f"[{name}]"
    query = f"?{urlencode({'lesson': lesson})}" if lesson else ""
    return f"http://{name}:{port}{written_base(base) or '/'}{query}"


async def _run(
    page: PageParts,
    host: str,
    port: int,
    way: Reached,
    tell: Callable[[int], None],
    class_room: ClassRoom | None = None,
    besides: tuple[socket.socket, ...] = (),
) -> None:
    _raise_file_limit(_FILES_OF_A_CLASS if class_room else _FILES)
    if class_room is not None:
        await class_room.begin()
    server = _trame_server(page)
    bound: list[Any] = []

    def on_bind(app: Any) -> None:
        bound.append(app)
        app.besides = besides
        _prepare(app, server, page, host, way, class_room)

    server.controller.on_server_bind.add(on_bind)
    server.controller.on_server_ready.add(lambda **_state: tell(server.port))

    with _without_command_line():
        running = asyncio.ensure_future(
            server.start(
                port=port,
                host=host,
                timeout=0,  # an idle server stays
                exec_mode="coroutine",
                thread=True,  # signals are handled below
                open_browser=False,
                show_connection_info=False,
                backend="aiohttp",
            )
        )
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Windows has no signal handlers in its event loop and raises KeyboardInterrupt instead.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, stop.set)
    leaving = asyncio.ensure_future(stop.wait())
    await asyncio.wait((running, leaving), return_when=asyncio.FIRST_COMPLETED)
    leaving.cancel()
    if class_room is not None:
        await class_room.end()
    if running.done():
        running.result()
        return
    # A viewer that no longer answers must not keep the command from ending.
    with contextlib.suppress(asyncio.TimeoutError):
        await asyncio.wait_for(bound[0].stop(), _SECONDS_TO_LEAVE)
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


def _trame_server(page: PageParts) -> Any:
    """Return a trame server that holds the page's one template and nothing that changes."""
    from trame.app import get_server

    from anatomy_viewer.hosts.guard import MESSAGE_BYTES

    server = get_server(f"anatomy-viewer-{os.getpid()}", client_type="vue3")
    server.options["ws_max_msg_size"] = MESSAGE_BYTES
    server.options["log_network"] = None
    server.state.trame__title = page.title
    page.build(server)
    return server


def _prepare(
    app: Any, server: Any, page: PageParts, host: str, way: Reached, class_room: ClassRoom | None = None
) -> None:
    """Put routes, checks and headers on wslink's application before it starts."""
    from aiohttp import web
    from trame_server.utils import clean_state

    from anatomy_viewer.hosts import guard
    from anatomy_viewer.hosts.delivery import Delivery
    from anatomy_viewer.hosts.doorway import Doorway, OpenServer

    # Compressing per viewer would cost each of them a quarter of a megabyte here.
    app.config["ws_compress"] = False
    app._default_routes = []
    delivery = Delivery()
    contents = Contents(page)
    parts = frozenset(contents.addresses)
    base = way.base
    at_once = _add_texts(delivery, server, page, contents, written_base(base), way.embed, class_room is not None)
    workbench = Workbench(page) if page.authoring is not None else None
    entrance = guard.Entrance(guard.allowed_hosts_for(host, way.names), *way)
    if class_room is not None:
        entrance.methods_of = class_room.methods
    server.protocol.updateSecret(entrance.key)

    async def get(request: web.Request) -> web.StreamResponse:
        if f"{request.path}/" == base:
            query = request.rel_url.raw_query_string
            raise web.HTTPPermanentRedirect(f"./{base.split('/')[-2]}/{query and '?'}{query}")
        address = rest_of_path(request.path, base) or "index.html"
        folder, _, rest = address.partition("/")
        form, _, name = rest.partition("/")
        if folder == SURFACES_ADDRESS and form in page.surfaces and SURFACE_FILE.fullmatch(name):
            return await _respond_with_surface(request, delivery, address, page.surfaces[form] / name)
        if address in delivery:
            if address == "index.html":
                delivery.begin((CONTENT_ADDRESS,))  # it is compiled while the browser still loads the libraries
            if address in parts:
                return await _respond_with_content(request, delivery, address, page.plugin)
            return await delivery.respond(request, address)
        if address == guard.CONNECTION_ADDRESS:
            return web.Response(body=entrance.greeting(), headers=guard.GREETING_HEADERS)
        if workbench is not None and workbench.answers(address):
            return await workbench.respond(request, address)
        if class_room is not None and class_room.methods(address):
            return await class_room.respond(request, address, entrance)
        if address.startswith(("?", "&")):  # the mark before the query was escaped on the way, or is another
            query = "&".join(filter(None, (address[1:], request.query_string)))
            raise web.HTTPFound(location=f"./?{quote(query, safe='=&%')}")
        raise web.HTTPNotFound

    async def launch(_request: web.Request) -> web.Response:
        # trame's own client asks here where the websocket is; another origin cannot read the answer.
        return web.json_response(
            {"sessionURL": f"ws://use_host{guard.WEBSOCKET_PATH}", "secret": entrance.key},
            headers={"Cache-Control": "no-store"},
        )

    app.app.router.add_post(guard.LAUNCHER_PATH, launch)
    for place in dict.fromkeys((f"/{guard.WEBSOCKET_PATH}", f"{base.rstrip('/')}{guard.WEBSOCKET_PATH}")):
        if place != guard.WEBSOCKET_PATH:
            app.app.router.add_get(place, app._ws_handlers[0].handleWsRequest)
    app.app.router.add_get("/{address:.*}", get)
    if class_room is not None:  # what may be sent where says the guard
        app.app.router.add_post("/{address:.*}", get)
    guard.protect_requests(app.app, entrance)
    app.__class__ = OpenServer
    app.door_for = lambda inside: Doorway(delivery, entrance, written_base(base) or "/", inside)
    for one in first_packs(page):
        address = one.partition("?")[0]
        delivery.add_file(address, page.surfaces[page.form] / address.rpartition("/")[2])
        delivery.begin((address,))
    delivery.begin(at_once)
    if page.beforehand is not None:
        server.controller.on_server_ready.add_task(lambda **_state: _begin_what_is_compiled(delivery, contents))

    def initial_state() -> dict[str, Any]:
        state = server.get_server_state()
        cleaned, _ = clean_state(state["state"])
        return {**state, "state": cleaned}

    guard.protect_websocket(app, initial_state)


def _add_texts(
    delivery: Delivery,
    server: Any,
    page: PageParts,
    contents: Contents,
    base: str,
    embed: Iterable[str] = (),
    with_class: bool = False,
) -> tuple[str, ...]:
    """Name every text that the page loads, and return the addresses of those that can be made at once.

    What always goes together travels together: the libraries, which change with their versions, and what is the
    page's own, which changes with this program.
    """
    from anatomy_viewer.hosts.libraries import libraries_of
    from anatomy_viewer.hosts.mounting import client_script, early_script, joined_styles

    libraries = libraries_of(server)
    libraries_address = f"{_PAGE_ADDRESS}/{libraries.joined_name}"
    client_address = f"{_PAGE_ADDRESS}/client.js"
    style_address = f"{_PAGE_ADDRESS}/{page.style_sheet.name}"

    delivery.add_text(libraries_address, libraries.joined, "text/javascript")
    client = partial(client_script, page, server, libraries, live=True, with_class=with_class)
    delivery.add_text(client_address, client, "text/javascript")
    delivery.add_text(style_address, lambda: joined_styles(page, libraries), "text/css")
    delivery.add_text(_MOUNT_ADDRESS, lambda: early_script(page, base), "text/javascript")

    for address in contents.addresses:
        kind = "text/javascript" if address == CONTENT_ADDRESS else "application/json"
        delivery.add_text(address, partial(contents.text, address), kind)

    def index() -> bytes:
        known = {name: f"{base}{address}" for name, address in contents.begun().items()}
        packs = [f"{base}{address}" for address in first_packs(page)]
        # Named by what is there where that is made already: nobody waits for it here.
        made = delivery.ready(CONTENT_ADDRESS) is not None
        scripts = {
            delivery.versioned(libraries_address): libraries.plugins[-1] if libraries.plugins else "Vue",
            delivery.versioned(CONTENT_ADDRESS) if made else CONTENT_ADDRESS: "anatomyContent",
            delivery.versioned(client_address): page.plugin,
        }
        head = [
            *(f'<meta name="{EMBEDDED_BY}" content="{escape(origin)}">' for origin in embed),
            *fetching_head(
                packs,
                f"{base}{delivery.versioned(style_address)}",
                {f"{base}{address}": gives for address, gives in scripts.items()},
                f"{base}{delivery.versioned(_MOUNT_ADDRESS)}",
                {"parts": known},
            ),
        ]
        return html_shell(page.title, head, still_loading()).encode()

    delivery.add_text("index.html", index, "text/html")
    if embed:
        delivery.add_text(COMPONENT.name, COMPONENT.read_bytes, "text/javascript")
    return (libraries_address, client_address, style_address, _MOUNT_ADDRESS)


def first_packs(page: PageParts) -> list[str]:
    """Return the addresses of the packs of the first picture, as the content names them; none without the bones."""
    folder = page.surfaces[page.form]
    try:
        packs = model_file(folder)["packs"]
    except ProblemsFound:
        return []
    there = [name for name in FIRST_PACKS if name in packs and (folder / packs[name]["file"]).is_file()]
    if FIRST_PACKS[0] not in there:
        return []
    return [pack_address(page.form, packs[name]["file"], packs[name]["sha256"]) for name in there]


async def _begin_what_is_compiled(delivery: Delivery, contents: Contents) -> None:
    """Take up what was compiled beforehand, if it is current, and the page that names it."""
    known = await asyncio.to_thread(contents.begun)
    if known:
        delivery.begin((CONTENT_ADDRESS, *(address.partition("?")[0] for address in known.values())))
        await asyncio.wait([delivery.prepare(CONTENT_ADDRESS)])
        delivery.begin(("index.html",))


async def _respond_with_content(
    request: web.Request, delivery: Delivery, address: str, plugin: str
) -> web.StreamResponse:
    from aiohttp import web

    try:
        return await delivery.respond(request, address)
    except LookupError:
        raise web.HTTPNotFound from None
    except ProblemsFound as fault:
        sentences = [str(problem) for problem in fault.problems]
        kept = {"Cache-Control": "no-store"}  # a reload after the mistake is mended finds the content
        if address != CONTENT_ADDRESS:
            return web.Response(status=503, text="\n".join(sentences), headers=kept)
        print("\n".join(sentences), file=sys.stderr, flush=True)
        return web.Response(
            text=_PROBLEMS_SCRIPT.replace("PLUGIN", plugin).replace("SENTENCES", json.dumps(sentences)),
            content_type="text/javascript",
            headers=kept,
        )


async def _respond_with_surface(
    request: web.Request, delivery: Delivery, address: str, path: Path
) -> web.StreamResponse:
    """Answer with a file of surfaces, or say in a sentence that it is missing."""
    from aiohttp import web

    if not path.is_symlink():
        if address not in delivery:
            delivery.add_file(address, path)
        with contextlib.suppress(OSError):
            return await delivery.respond(request, address)
    sentence = f'The file {path.name} is missing; the command "anatomy-viewer atlas build" makes it.\n'
    return web.Response(status=404, text=sentence, headers={"Cache-Control": "no-store"})


def lesson_id(page: PageParts, lesson: str) -> str:
    """Return the id of a lesson as the content has it, however it was written; refuse one that it does not have."""
    if page.beforehand is not None and f"{lesson}.yaml" in {path.name for path in data_folder("lessons").iterdir()}:
        return lesson  # of the viewer's own: nobody waits until all of them are compiled
    first = page.content([lesson], page.form, None)["lessons"][0]
    return str(first["id"] if isinstance(first, Mapping) else first)


def _import_without_certificates() -> None:
    """Import aiohttp without what it reads for asking other hosts, which a server never does.

    It parses the certificates of the system while it is imported: a quarter of the time to the open port.
    Where this process did ask another host over TLS, it would trust none.
    """
    if "aiohttp" in sys.modules:
        return
    kept = {name: os.environ.get(name) for name in ("SSL_CERT_FILE", "SSL_CERT_DIR")}
    os.environ.update(dict.fromkeys(kept, os.devnull))
    try:
        import aiohttp  # noqa: F401
    finally:
        for name, value in kept.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _open_browser(address: str) -> None:
    import threading
    import webbrowser

    # Some browsers are opened by a program that ends only when the browser does.
    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _raise_file_limit(most: int) -> None:
    """Allow so many open connections, or as many as the system grants this account."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


@contextlib.contextmanager
def _without_command_line() -> Iterator[None]:
    """Keep trame from reading this program's arguments and its own environment variables as options."""
    arguments = sys.argv
    environment = {
        name: os.environ.pop(name)
        for name in (
            "TRAME_ARGS",
            "TRAME_BACKEND",
            "TRAME_DEFAULT_HOST",
            "WSLINK_HTTP_HEADERS",
        )
        if name in os.environ
    }
    sys.argv = arguments[:1]
    try:
        yield
    finally:
        sys.argv = arguments
        os.environ.update(environment)
