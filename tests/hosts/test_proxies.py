"""The server behind a real nginx, under the settings that people write."""

from __future__ import annotations

import json
import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import aiohttp
import pytest

from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.hosts import proxies

from ..running import Running, stop
from .conftest import start_server
from .nginx import Nginx, certificate, running_nginx
from .wire import answer, call, frame, in_a_loop

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAME = "teach.example.org"
VERSION = "proxy_http_version 1.1;"
UPGRADE = "proxy_set_header Upgrade $http_upgrade;"
CONNECTION = 'proxy_set_header Connection "upgrade";'
SOCKETS = f"{VERSION} {UPGRADE} {CONNECTION}"


@dataclass(frozen=True)
class Setting:
    """What stands in a server block, where the page is then, and which lines are missing for a websocket."""

    block: str
    path: str = "/"
    missing: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    upstream: str = "plain"


def at_the_top(lines: str, **more: Any) -> Setting:
    return Setting(f"location / {{ proxy_pass http://PLAIN; {lines} }}", **more)


SETTINGS = {
    "nothing_but_proxy_pass": at_the_top("", missing=(VERSION, UPGRADE, CONNECTION)),
    "version_alone": at_the_top(VERSION, missing=(UPGRADE, CONNECTION)),
    "headers_without_the_version": at_the_top(f"{UPGRADE} {CONNECTION}"),  # nginx passes it on all the same
    "no_upgrade": at_the_top(f"{VERSION} {CONNECTION}", missing=(UPGRADE,)),
    "connection_is_closed": at_the_top(f"{VERSION} {UPGRADE}", missing=(CONNECTION,)),
    "host_of_the_server": at_the_top(SOCKETS),
    "mapped_connection": at_the_top(f"{VERSION} {UPGRADE} proxy_set_header Connection $connection_upgrade;"),
    "host_without_port": at_the_top(f"{SOCKETS} proxy_set_header Host $host;"),
    "host_as_it_came": at_the_top(f"{SOCKETS} proxy_set_header Host $http_host;"),
    "host_with_the_ports_of_nginx": at_the_top(f"{SOCKETS} proxy_set_header Host $host:$server_port;"),
    "x_forwarded": at_the_top(
        f"{SOCKETS} proxy_set_header X-Forwarded-Host $host; proxy_set_header X-Forwarded-Proto $scheme;"
        " proxy_set_header X-Forwarded-Port $server_port; proxy_set_header X-Forwarded-For $remote_addr;"
    ),
    "forwarded": at_the_top(f"{SOCKETS} proxy_set_header Forwarded 'for=$remote_addr;host=\"$http_host\";proto=http';"),
    "folder_taken_away": Setting(f"location /x/ {{ proxy_pass http://PLAIN/; {SOCKETS} }}", "/x/"),
    "folder_taken_away_without_its_slash": Setting(f"location /x {{ proxy_pass http://PLAIN/; {SOCKETS} }}", "/x/"),
    "folder_kept": Setting(f"location /x/ {{ proxy_pass http://NAMED; {SOCKETS} }}", "/x/"),
    "folder_kept_without_its_slash": Setting(f"location /x {{ proxy_pass http://NAMED; {SOCKETS} }}", "/x"),
    "folder_known_and_taken_away": Setting(f"location /x {{ proxy_pass http://NAMED/; {SOCKETS} }}", "/x"),
    "public_name": Setting(f"location / {{ proxy_pass http://NAMED; {SOCKETS} proxy_set_header Host {NAME}; }}"),
    "https_and_http2": Setting(
        "ssl_certificate CERTIFICATE; ssl_certificate_key KEY;"
        f" location / {{ proxy_pass http://PLAIN; {SOCKETS} proxy_set_header Host $host;"
        " proxy_set_header X-Forwarded-Proto https; }"
    ),
    "password": at_the_top(
        f"{SOCKETS} auth_basic closed; auth_basic_user_file PASSWORDS;",
        headers=(("Authorization", "Basic cmVhZGVyOndvcmQ="),),
    ),
    "compressing": at_the_top(f"{SOCKETS} gzip on; gzip_types *; gzip_min_length 1; gzip_proxied any;"),
    "nothing_compressed_behind": at_the_top(
        f'{SOCKETS} gzip on; gzip_types *; gzip_min_length 1; gzip_proxied any; proxy_set_header Accept-Encoding "";'
    ),
    "buffering_off": at_the_top(f"{SOCKETS} proxy_buffering off;"),
    "small_buffers": at_the_top(f"{SOCKETS} proxy_buffers 4 4k; proxy_buffer_size 4k; proxy_busy_buffers_size 8k;"),
    "impatient": at_the_top(f"{SOCKETS} proxy_read_timeout 1s;"),
    "cache": at_the_top(f"{SOCKETS} proxy_cache cache; proxy_cache_valid any 1m;"),
}
KINDS = (200, 403, 404, 502)


@pytest.fixture(scope="module")
def upstreams(spheres: Path) -> Iterator[dict[str, Running]]:
    """A server as it is started without a word, and one that was told of its name and folder."""
    servers = {
        "plain": start_server(spheres),
        "named": start_server(spheres, "127.0.0.1", "0", "/x/", NAME),
        "trusting": start_server(spheres, "127.0.0.1", "0", "/", NAME, TRUSTED="127.0.0.1 10.0.0.0/8"),
        "embedded": start_server(spheres, EMBED="https://course.example.org:8443 http://localhost:80"),
    }
    yield servers
    said = {name: stop(server) for name, server in servers.items()}
    assert said["named"] == said["trusting"] == ("", "")
    assert said["plain"][0] == ""


@pytest.fixture(scope="module")
def nginx(upstreams: dict[str, Running], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    folder = tmp_path_factory.mktemp("nginx")
    made, key = certificate(folder / "tls")
    (folder / "passwords").write_text("reader:{PLAIN}word\n")
    places = {
        "PLAIN": f"127.0.0.1:{upstreams['plain'].port}",
        "NAMED": f"127.0.0.1:{upstreams['named'].port}",
        "CERTIFICATE": str(made),
        "KEY": str(key),
        "PASSWORDS": str(folder / "passwords"),
    }
    blocks = {name: setting.block for name, setting in SETTINGS.items()}
    for status in KINDS:
        blocks[f"socket_{status}"] = f"{SETTINGS['host_as_it_came'].block} location = /ws {{ return {status}; }}"
    blocks["socket_closed"] = f"{SETTINGS['host_as_it_came'].block} location = /ws {{ return 444; }}"
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        hangs = f"location = /ws {{ proxy_pass http://127.0.0.1:{deaf.getsockname()[1]}; }}"
        blocks["socket_hangs"] = f"{SETTINGS['host_as_it_came'].block} {hangs}"
        filled = {
            name: re.sub("|".join(rf"\b{place}\b(?!}})" for place in places), lambda found: places[found[0]], block)
            for name, block in blocks.items()
        }
        with running_nginx(folder / "run", filled) as nginx:
            yield nginx


def test_a_name_that_nginx_makes_up_is_told_with_the_line_that_passes_the_right_one_on(
    upstreams: dict[str, Running], tmp_path: Path
) -> None:
    pool = f"location / {{ set $there 127.0.0.1:{upstreams['plain'].port}; proxy_pass http://$there; LINE }}"
    settings = {name: pool.replace("LINE", f"proxy_set_header Host {name};") for name in ("viewer", "$http_host")}
    with running_nginx(tmp_path / "nginx", settings) as nginx:

        async def visit() -> None:
            async with aiohttp.ClientSession() as session:
                status, _, said = await fetched(session, f"{nginx.address('viewer')}/")
                assert status == 421
                assert b"--host-name viewer" in said
                assert b"proxy_set_header Host $http_host;" in said
                assert (await fetched(session, f"{nginx.address('$http_host')}/"))[0] == 200

        in_a_loop(visit())


async def fetched(session: aiohttp.ClientSession, address: str) -> tuple[int, str, bytes]:
    async with session.get(address) as response:
        return response.status, str(response.url), await response.read()


async def shake_hands(session: aiohttp.ClientSession, address: str, **headers: str) -> tuple[int, str]:
    """Ask for the websocket as a browser does; return the status and, where it is refused, why."""
    asked = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        **headers,
    }
    async with session.get(address, headers=asked) as response:
        if response.status == 101:
            response.close()
            return 101, ""
        return response.status, await response.text()


def session_for(setting: Setting) -> aiohttp.ClientSession:
    nobodys = ssl.create_default_context()
    nobodys.check_hostname, nobodys.verify_mode = False, ssl.CERT_NONE
    return aiohttp.ClientSession(headers=dict(setting.headers), connector=aiohttp.TCPConnector(ssl=nobodys))


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_gives_the_whole_page_and_its_socket_or_the_missing_line(nginx: Nginx, name: str) -> None:
    setting = SETTINGS[name]
    origin = nginx.address(name)

    async def visit() -> None:
        async with session_for(setting) as session:
            status, here, body = await fetched(session, origin + setting.path)
            assert status == 200
            named = re.findall(r'(?:src|href)="(?!data:)([^"]+)"', body.decode())
            if "mount.js" in named[-1] and named[-1].startswith("/"):
                here = f"{origin}/x/"  # the page goes there by itself
            assert len(named) >= 5
            for _ in range(2):  # a cache answers the second time
                for one in (*named, "content-only.json", "surfaces/only/sphere_left.pack", "connection.json"):
                    status, _, body = await fetched(session, urljoin(here, one))
                    assert (status, len(body) > 20) == (200, True), one
            key = json.loads(body)["key"]

            socket_address = urljoin(here, "ws")
            if setting.missing:
                status, why = await shake_hands(session, f"{socket_address}?key={key}", Origin=origin)
                assert status == 426
                assert {line for line in (VERSION, UPGRADE, CONNECTION) if line in why} == set(setting.missing)
            else:
                async with session.ws_connect(f"{socket_address}?key={key}", origin=origin) as connection:
                    await connection.send_bytes(frame(call("wslink.hello", {"secret": key}, identity="system:c0:0")))
                    assert "result" in await answer(connection)
            stranger = await shake_hands(session, socket_address, Origin="https://attacker.example")
            assert stranger[0] == 403
            guessed = await shake_hands(session, f"{socket_address}?key=guessed", Origin="https://attacker.example")
            assert guessed[0] == 403

    in_a_loop(visit())


def test_the_missing_lines_are_told_once_in_the_servers_window_and_to_the_page(spheres: Path, tmp_path: Path) -> None:
    server = start_server(spheres)
    block = SETTINGS["version_alone"].block.replace("PLAIN", f"127.0.0.1:{server.port}")
    with running_nginx(tmp_path / "nginx", {"one": block}) as nginx:

        async def visit() -> None:
            async with aiohttp.ClientSession() as session:
                for _ in range(3):
                    await shake_hands(session, f"{nginx.address('one')}/ws", Origin=server.address)
                _, _, body = await fetched(session, f"{nginx.address('one')}/connection.json")
                assert json.loads(body)["missing"] == [UPGRADE, CONNECTION]

        in_a_loop(visit())
    _, errors = stop(server)
    assert errors.count("\n") == 1
    assert f"its settings lack: {UPGRADE} {CONNECTION} (" in errors


# --- names ------------------------------------------------------------------------------------------------


def ask(server: Running, path: str = "/ws", **headers: str) -> tuple[int, str]:
    async def visit() -> tuple[int, str]:
        async with aiohttp.ClientSession() as session:
            if path == "/ws":
                return await shake_hands(session, server.address + path, **headers)
            async with session.get(server.address + path, headers=headers, allow_redirects=False) as response:
                return response.status, response.headers.get("Location") or await response.text()

    return in_a_loop(visit())


@pytest.mark.parametrize("origin", [f"https://{NAME}", f"http://{NAME}:8443"])
@pytest.mark.parametrize("host", ["127.0.0.1:{port}", NAME, f"{NAME}:8443", "localhost"])
def test_a_given_name_may_connect_whatever_the_proxy_makes_of_host(
    upstreams: dict[str, Running], host: str, origin: str
) -> None:
    server = upstreams["named"]
    assert ask(server, Host=host.format(port=server.port), Origin=origin)[0] == 101


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://attacker.example"},
        {"Origin": f"https://{NAME}.attacker.example"},
        {"Origin": f"https://attacker.example@{NAME}"},
        {"Origin": "null"},
        {"Origin": f"https://{NAME}", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://attacker.example", "X-Forwarded-Host": "attacker.example"},
        {"Origin": "http://attacker.example", "Forwarded": "host=attacker.example"},
    ],
)
@pytest.mark.parametrize("name", ["plain", "named"])
def test_a_stranger_may_not_connect_whatever_it_says_it_was_forwarded_for(
    upstreams: dict[str, Running], name: str, headers: dict[str, str]
) -> None:
    assert ask(upstreams[name], **headers)[0] == 403
    assert ask(upstreams[name], "/connection.json", **headers)[0] == 403


@pytest.mark.parametrize("name", ["plain", "named"])
def test_a_name_that_only_a_header_forwards_opens_nothing(upstreams: dict[str, Running], name: str) -> None:
    status, said = ask(upstreams[name], "/", Host="attacker.example", **{"X-Forwarded-Host": "localhost"})
    assert status == 421
    assert "--host-name attacker.example (" in said


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "Forwarded"])
def test_what_a_trusted_proxy_forwards_counts_under_a_name_that_was_given(
    upstreams: dict[str, Running], header: str
) -> None:
    said = {"Forwarded": "host={}", "X-Forwarded-Host": "{}"}[header]
    forwarded = {"Origin": "http://localhost:9000", header: said.format("localhost:9000")}
    assert ask(upstreams["trusting"], **forwarded)[0] == 101
    assert ask(upstreams["plain"], **forwarded)[0] == 403
    assert ask(upstreams["trusting"], Origin="http://localhost:9000")[0] == 403
    stranger = {"Origin": "http://attacker.example", header: said.format("attacker.example")}
    assert ask(upstreams["trusting"], **stranger)[0] == 403
    # What somebody has told the proxy stands before what the proxy says.
    told = {"Origin": "http://localhost:9000", header: f"{said.format('localhost:9000')}, {said.format('127.0.0.1')}"}
    assert ask(upstreams["trusting"], **told)[0] == 403
    assert ask(upstreams["trusting"], "/", Host="pool", **{header: said.format(NAME)})[0] == 200
    assert ask(upstreams["plain"], "/", Host="pool", **{header: said.format("localhost")})[0] == 421


def test_an_origin_that_is_named_may_frame_the_page_and_a_frame_without_rights_gets_its_files(
    upstreams: dict[str, Running],
) -> None:
    async def visit() -> None:
        async with aiohttp.ClientSession() as session:
            for path in ("/", "/content.js", "/surfaces/only/sphere_left.pack", "/nowhere"):
                async with session.get(upstreams["embedded"].address + path) as response:
                    policy = response.headers["Content-Security-Policy"]
                    assert policy.endswith("; frame-ancestors https://course.example.org:8443 http://localhost")
                    there = upstreams["embedded"].address.removeprefix("http://")
                    assert f"script-src 'self' http://{there} https://{there} 'unsafe-eval'" in policy
                    assert "X-Frame-Options" not in response.headers
                    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
                    assert response.headers["Access-Control-Allow-Origin"] == "null"
            headers = {"Origin": "null", "Sec-Fetch-Site": "cross-site"}
            async with session.get(f"{upstreams['embedded'].address}/connection.json", headers=headers) as response:
                assert response.status == 403, "the key is for the page itself"
            async with session.get(f"{upstreams['embedded'].address}/") as response:
                named = re.findall(r'<meta name="anatomy-viewer-embedded-by" content="([^"]*)">', await response.text())
                assert named == ["https://course.example.org:8443", "http://localhost"]
            for server, status in (("embedded", 200), ("plain", 404)):
                assert (await fetched(session, f"{upstreams[server].address}/cluneal-viewer.js"))[0] == status

    in_a_loop(visit())


@pytest.mark.parametrize(
    ("found", "origin"),
    [
        ("https://Moodle.Example.org", "https://moodle.example.org"),
        (" https://moodle.example.org:443 ", "https://moodle.example.org"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("https://[2001:DB8::5]:8443", "https://[2001:db8::5]:8443"),
        ("https://anatomía.example", "https://xn--anatoma-dza.example"),
    ],
)
def test_an_origin_is_read_as_a_browser_writes_it(found: str, origin: str) -> None:
    assert proxies.embedding_origins([found, found]) == (origin,)


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("https://moodle.example.org/course/", "https://moodle.example.org"),
        ("https://moodle.example.org/", "https://moodle.example.org"),
        ("https://moodle.example.org?x=1", "https://moodle.example.org"),
        ("https://reader@moodle.example.org", "https://moodle.example.org"),
        ("moodle.example.org/course", "https://moodle.example.org"),
        ("https://*.example.org", None),
        ("ftp://moodle.example.org", None),
        ("https://", None),
        ("https://a b", None),
        ("null", "https://null"),
        ("*", None),
        ("'self'", None),
        ("https://a.example; script-src *", None),
        ("", None),
    ],
)
def test_what_is_no_origin_is_one_sentence_each(found: str, meant: str | None) -> None:
    with pytest.raises(ProblemsFound) as told:
        proxies.embedding_origins([found, "https://fine.example", "-"])
    first, second = told.value.problems
    assert (first.where, first.found, first.nearest) == ("--embed", f'found "{found}"', meant)
    assert second.found == 'found "-"'


@pytest.mark.parametrize(
    ("found", "meant"), [("10.0.0.1/8", "10.0.0.0/8"), ("nginx", None), ("", None), ("10.0.0.0/40", None)]
)
def test_what_is_no_address_of_a_proxy_is_one_sentence(found: str, meant: str | None) -> None:
    with pytest.raises(ProblemsFound) as told:
        proxies.trusted_networks([found, "::1"])
    assert [(one.found, one.nearest) for one in told.value.problems] == [(f'found "{found}"', meant)]


def test_a_page_without_its_last_slash_is_sent_on_inside_whatever_stands_before(upstreams: dict[str, Running]) -> None:
    status, place = ask(upstreams["named"], "/x?lesson=first&for=patient")
    assert (status, place) == (308, "./x/?lesson=first&for=patient")


def test_a_folder_that_was_not_taken_away_is_said(upstreams: dict[str, Running]) -> None:
    status, said = ask(upstreams["plain"], "/cluneal/")
    assert status == 404
    assert "--base-path /cluneal/" in said


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ("Teach.Example.org", "teach.example.org"),
        (" teach.example.org:8443 ", "teach.example.org:8443"),
        ("teach.example.org.", "teach.example.org"),
        ("192.168.0.7:80", "192.168.0.7:80"),
        ("::1", "[::1]"),
        ("[2001:DB8::5]:8443", "[2001:db8::5]:8443"),
        ("anatomía.example", "xn--anatoma-dza.example"),
    ],
)
def test_a_name_is_read_with_or_without_a_port(found: str, name: str) -> None:
    assert proxies.published_names([found]) == (name,)


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("https://teach.example.org/x/", "teach.example.org"),
        ("teach.example.org/x", "teach.example.org"),
        ("*.example.org", None),
        ("", None),
        ("teach example", None),
        ("a:99999", None),
        ("reader@teach.example.org", None),
        ("[::1", None),
    ],
)
def test_what_is_no_name_is_one_sentence_each(found: str, meant: str | None) -> None:
    with pytest.raises(ProblemsFound) as told:
        proxies.published_names([found, "fine.example", "-"])
    first, second = told.value.problems
    assert (first.found, first.nearest) == (f'found "{found}"', meant)
    assert second.found == 'found "-"'


@pytest.mark.parametrize("found", ["/x/", "/x"])
def test_a_folder_is_read_with_or_without_its_last_slash(found: str) -> None:
    assert proxies.base_path(found) == "/x/"


@pytest.mark.parametrize(("found", "base"), [("", "/"), ("/", "/"), ("/user/jo%40b.org/8080", "/user/jo@b.org/8080/")])
def test_a_folder_may_be_none_or_deep(found: str, base: str) -> None:
    assert proxies.base_path(found) == base


@pytest.mark.parametrize(
    "found", ["https://teach.example.org/x", "x", "x/", "/x/../y", "/x//y", "/x?y", '/"><script>', "/a b/"]
)
def test_what_is_no_folder_is_one_sentence(found: str) -> None:
    with pytest.raises(ProblemsFound, match=r"--base-path: found .*; allowed: the folder") as told:
        proxies.base_path(found)
    assert told.value.problems[0].nearest == ("/x/" if found in ("https://teach.example.org/x", "x", "x/") else None)


# --- in a browser -----------------------------------------------------------------------------------------

DRAWN = (
    "() => window.standIn?.view?.renderer.getActors()"
    ".filter((actor) => actor.getMapper()?.getInputData()?.getNumberOfPoints() > 100).length >= 2"
)


def opened(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 320, "height": 240}, ignore_https_errors=True)
    page.goto(address)
    page.wait_for_function(DRAWN, timeout=60_000)
    return page


NO_SOCKET = ("nothing_but_proxy_pass", *(f"socket_{status}" for status in KINDS), "socket_closed", "socket_hangs")


@pytest.fixture(scope="module")
def without_a_socket(browser: Browser, nginx: Nginx) -> Iterator[dict[str, Page]]:
    """A page behind each proxy that lets no websocket through: they wait most of the time, so together."""
    pages = {name: opened(browser, f"{nginx.address(name)}/?lesson=first") for name in NO_SOCKET}
    yield pages
    for page in pages.values():
        page.close()  # those whose test did not


@pytest.mark.parametrize("name", NO_SOCKET)
def test_the_page_opens_without_a_socket_and_says_so_once(without_a_socket: dict[str, Page], name: str) -> None:
    page = without_a_socket[name]
    page.wait_for_function("() => standIn.viewer.refused", timeout=60_000)
    page.wait_for_function("() => standIn.told.length > 3", timeout=60_000)  # it goes on trying
    told = page.evaluate("() => standIn.told.map(([connected, refused]) => `${connected} ${refused}`)")
    assert list(dict.fromkeys(told)) == ["true false", "true true"]
    assert told == sorted(told), "the line came and went"
    if name == "nothing_but_proxy_pass":
        assert page.evaluate("() => standIn.told.at(-1)[2]") == list(SETTINGS[name].missing)
    page.close()


@pytest.mark.parametrize("name", ["folder_taken_away", "folder_kept_without_its_slash", "folder_known_and_taken_away"])
def test_the_page_opens_in_a_folder_with_its_socket(browser: Browser, nginx: Nginx, name: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 240})
    with page.expect_websocket(lambda one: "/x/ws?" in one.url):
        page.goto(f"{nginx.address(name)}{SETTINGS[name].path}?lesson=first")
    page.wait_for_function(DRAWN, timeout=60_000)
    assert urlsplit(page.url).path == "/x/"
    assert page.evaluate("() => standIn.viewer.lesson") == "first"
    page.wait_for_function("() => standIn.told.length > 1")
    assert not page.evaluate("() => standIn.viewer.refused")
    page.close()


@pytest.mark.parametrize("name", ["https_and_http2", "impatient"])
def test_the_socket_stays_or_comes_again_without_a_word(browser: Browser, nginx: Nginx, name: str) -> None:
    page = opened(browser, nginx.address(name))
    page.wait_for_function("() => standIn.told.length > 3 || location.protocol === 'https:'", timeout=60_000)
    page.wait_for_function("() => standIn.told.length > 1", timeout=60_000)
    assert page.evaluate("() => standIn.told.every(([connected, refused]) => connected && !refused)")
    page.close()


def test_a_password_in_the_address_leaves_it(browser: Browser, nginx: Nginx) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 240})
    with page.expect_websocket():
        page.goto(f"{nginx.address('password').replace('//', '//reader:word@')}/?lesson=first#here")
        page.wait_for_function("() => !document.baseURI.includes('@')")
    page.wait_for_function(DRAWN, timeout=60_000)
    assert page.evaluate("fetch('content-only.json').then((answer) => answer.status)") == 200
    assert page.url == f"{nginx.address('password')}/?lesson=first#here"
    page.close()


@pytest.mark.parametrize("answer", ["return 504;", "default_type text/html; return 200 '<h1>Log in</h1>';"])
def test_a_file_of_the_page_that_does_not_come_is_asked_for_again(
    browser: Browser, upstreams: dict[str, Running], tmp_path: Path, answer: str
) -> None:
    way = f"location / {{ proxy_pass http://127.0.0.1:{upstreams['plain'].port}; }}"
    lost = f"{way} location = /content.js {{ {answer} }} location = /page/vue-trame-vtk.js {{ {answer} }}"
    with running_nginx(tmp_path / "nginx", {"one": lost}) as nginx:
        page = browser.new_page(viewport={"width": 320, "height": 240})
        asked: list[str] = []
        page.on("response", lambda response: asked.append(urlsplit(response.url).path))
        page.goto(nginx.address("one"))
        with page.expect_response("**/page/vue-trame-vtk.js*"):
            pass
        nginx.change({"one": way})
        page.wait_for_function(DRAWN, timeout=60_000)
        assert asked.count("/page/vue-trame-vtk.js") > 1
        page.close()


def test_where_the_files_of_the_page_do_not_come_a_sentence_says_so_after_a_while(
    browser: Browser, nginx: Nginx
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 240})
    page.goto(f"{nginx.address('folder_taken_away_without_its_slash')}/x")  # its files are asked for outside /x/
    told = page.locator(".still-loading")
    assert not told.is_visible()
    page.evaluate("() => document.getAnimations().forEach((one) => one.finish())")
    assert told.is_visible()
    assert "lacks a / at its end" in told.inner_text()
    assert told.locator("[lang=es]").count() == 1
    page.close()

    page = opened(browser, nginx.address("host_as_it_came"))
    page.evaluate("() => document.getAnimations().forEach((one) => one.finish())")
    assert not page.locator(".still-loading").is_visible()
    page.close()
