"""A real nginx before the server, run by this account in a folder of its own, with one address a setting."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

_PATIENCE_S = 60.0
_MAIN = """
{user}
daemon off;
master_process on;
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections {connections}; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  proxy_cache_path {folder}/cache keys_zone=cache:1m;
  map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
{upstreams}
{servers}
}}
"""


# Under root its workers become another account, which may not enter this one's folders.
_USER = "user root root;" if hasattr(os, "getuid") and os.getuid() == 0 else ""


def server_program(name: str, package: str, untested: str) -> str:
    """Return a program; without it the test is skipped, or fails where CI asks for it."""
    program = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if program is None:
        reason = f"NO {name.upper()}: it is not installed (apt-get install {package}), so {untested} were NOT tested"
        if os.environ.get("ANATOMY_VIEWER_BROWSER_REQUIRED"):
            pytest.fail(reason)
        pytest.skip(reason)
    return program


def nginx_program() -> str:
    """Return nginx."""
    return server_program("nginx", "nginx-light", "proxies")


class Nginx:
    """A running nginx.

    Parameters
    ----------
    folder
        Its folder, empty.
    settings
        By name, the inside of a ``server`` block without its ``listen``.
    connections
        How many it takes at once.
    upstreams
        What stands beside the ``server`` blocks.
    workers
        How many processes do the work.
    """

    def __init__(
        self,
        folder: Path,
        settings: Mapping[str, str],
        connections: int = 256,
        upstreams: str = "",
        workers: int | str = 1,
    ) -> None:
        self._upstreams = upstreams
        self._workers = workers
        self._program = nginx_program()
        self._folder = folder
        self._connections = connections
        self._sockets = {name: free_port() for name in settings}
        self._write(settings)
        self._process = subprocess.Popen(
            [self._program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._wait_for(next(iter(settings)))

    @property
    def process(self) -> int:
        """Its first process."""
        return self._process.pid

    def address(self, name: str) -> str:
        """Return the address of a setting, without the slash at its end."""
        return f"{'https' if name.startswith('https') else 'http'}://127.0.0.1:{self._sockets[name]}"

    def change(self, settings: Mapping[str, str]) -> None:
        """Replace the settings, as ``nginx -s reload`` does, and wait until the new ones hold."""
        self._write(settings, mark := str(time.monotonic_ns()))
        self._process.send_signal(signal.SIGHUP)
        import urllib.request

        end = time.monotonic() + _PATIENCE_S
        while time.monotonic() < end:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{self._state}/") as answer:
                if answer.read().decode() == mark:
                    return
            time.sleep(0.05)
        raise AssertionError("nginx did not take the new settings")

    def stop(self) -> str:
        """End it and return what it complained of."""
        self._process.send_signal(signal.SIGTERM)
        self._process.communicate(timeout=_PATIENCE_S)
        return (self._folder / "error.log").read_text()

    def _write(self, settings: Mapping[str, str], mark: str = "begun") -> None:
        if not hasattr(self, "_state"):
            self._state = free_port()
        servers = [f"  server {{ listen 127.0.0.1:{self._state}; return 200 '{mark}'; }}"]
        for name, inside in settings.items():
            tls = " ssl http2" if name.startswith("https") else ""
            servers.append(f"  server {{\n    listen 127.0.0.1:{self._sockets[name]}{tls};\n{inside}\n  }}")
        (self._folder / "nginx.conf").write_text(
            _MAIN.format(
                user=_USER,
                folder=self._folder,
                connections=self._connections,
                workers=self._workers,
                upstreams=self._upstreams,
                servers="\n".join(servers),
            )
        )

    def _wait_for(self, name: str) -> None:
        end = time.monotonic() + _PATIENCE_S
        while time.monotonic() < end:
            if self._process.poll() is not None:
                raise AssertionError(f"nginx did not start: {self._process.communicate()[1]}")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self._sockets[name]), 1):
                return
            time.sleep(0.05)
        raise AssertionError("nginx did not start")


@contextlib.contextmanager
def running_nginx(
    folder: Path,
    settings: Mapping[str, str],
    connections: int = 256,
    upstreams: str = "",
    workers: int | str = 1,
) -> Iterator[Nginx]:
    """Run nginx with these settings."""
    folder.mkdir(parents=True, exist_ok=True)
    nginx = Nginx(folder, settings, connections, upstreams, workers)
    try:
        yield nginx
    finally:
        nginx.stop()


def certificate(folder: Path) -> tuple[Path, Path]:
    """Write a certificate that nobody trusts and its key."""
    program = shutil.which("openssl")
    assert program, "openssl is not installed (apt-get install openssl)"
    folder.mkdir(parents=True, exist_ok=True)
    made, key = folder / "cert.pem", folder / "key.pem"
    wanted = ("-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", key, "-out", made)
    subprocess.run([program, "req", "-x509", *map(str, wanted)], check=True, capture_output=True)
    return made, key


def free_port() -> int:
    """Return a port that is free and stays so: below those that the system gives to whoever asks for any."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
