"""A learning platform for the tests: a web server around the run-time `scorm-again`, which keeps what it is told."""

from __future__ import annotations

import json
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

RUNTIME = {"scorm-again": "3.4.3"}

LAUNCH = """<!doctype html><html lang="en"><title>Platform</title><link rel="icon" href="data:,">
<style>body{margin:0;display:grid;grid-template-rows:48px 1fr;height:100vh;font:16px sans-serif}
header{background:#234;color:#fff;padding:12px 16px;box-sizing:border-box}iframe{border:0;width:100%;height:100%}</style>
<header>My platform</header>
<script src="/runtime/RUNTIME.min.js"></script>
<script>
  window.told = [];
  const api = window.OBJECT = new CLASS({ lmsCommitUrl: "/commit", autocommit: false, logLevel: 5 });
  const kept = KEPT;
  if (kept) api.loadFromJSON(kept, "cmi");
  for (const name of NAMES) {
    const own = api[name].bind(api);
    api[name] = (...values) => { const answer = own(...values); window.told.push([name, ...values, answer]); return answer; };
  }
</script>
<iframe title="course" src="/course/index.html?PARAMETERS"></iframe></html>"""

KINDS = {
    "scorm12": ("scorm12", "API", "Scorm12API", "LMS", "Finish"),
    "scorm2004": ("scorm2004", "API_1484_11", "Scorm2004API", "", "Terminate"),
}


class Platform:
    """A server that launches a package and keeps what it was told last.

    Parameters
    ----------
    package
        The ZIP file.
    standard
        Its standard.
    runtime
        The folder of ``scorm-again``.
    """

    def __init__(self, package: Path, standard: str, runtime: Path) -> None:
        self.commits: list[dict[str, Any]] = []
        self.kept: dict[str, Any] | None = None
        self.refuses = False
        self.asked: list[str] = []
        platform = self
        with zipfile.ZipFile(package) as file:
            contents = {name: file.read(name) for name in file.namelist()}
        script, thing, made, prefix, end = KINDS[standard]
        names = [prefix + one for one in ("Initialize", "GetValue", "SetValue", "Commit", end)]

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                address = urlsplit(self.path)
                platform.asked.append(self.path)
                if address.path == "/launch":
                    given = parse_qs(address.query)
                    words = {
                        "RUNTIME": script,
                        "OBJECT": thing,
                        "CLASS": made,
                        "KEPT": json.dumps(platform.kept),
                        "NAMES": json.dumps(names),
                        "PARAMETERS": given.get("parameters", [""])[0],
                    }
                    text = LAUNCH
                    for key, value in words.items():
                        text = text.replace(key, value)
                    self.give(text.encode(), "text/html")
                elif address.path.startswith("/runtime/"):
                    self.give((runtime / "dist" / Path(address.path).name).read_bytes(), "text/javascript")
                elif (name := address.path.removeprefix("/course/")) in contents:
                    self.give(contents[name], "text/html")
                else:
                    self.give(b"", "text/plain", 404)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if platform.refuses:
                    self.give(b"{}", "application/json", 500)
                    return
                told = json.loads(body)
                platform.kept = told["cmi"]  # first: a test waits for the commit, and then changes what is kept
                platform.commits.append(told)
                self.give(b'{"result": true, "errorCode": 0}', "application/json")

            def give(self, body: bytes, kind: str, status: int = 200) -> None:
                self.send_response(status)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_words: object) -> None:
                """Nobody reads it."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """End it."""
        self.server.shutdown()
        self.server.server_close()
