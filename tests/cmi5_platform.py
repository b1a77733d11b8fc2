"""A learning platform as cmi5 (Quartz, 1st edition) describes it, for packages to be launched from.

Statements go to a real learning record store: Ralph (``ralph-malph`` of PyPI, MIT, by France Université Numérique, kept
up to date), run in a process of its own, never shipped. It was taken because it comes from a package index in seconds,
keeps statements in a file, so needs no database, and refuses a second statement with the id of another (409). Other
well-kept stores (Learning Locker, SQL LRS, ADL's) need a database service or Java. One setting of it is changed:
version 5.1.0 makes its file anew at each request and answers 500 to the second one, so it is told to add to it.

Ralph has no state, agent profile or activity profile resource. Those, the launch and the rules of a cmi5 session are
made here, after the specification: `LearningPlatform` keeps documents in memory with their ETags (xAPI 1.0.3, 3.1),
hands each token out once (cmi5, 8.2), lets pages of other origins ask (CORS), and notes in `faults` what a statement
breaks of the rules for a session (cmi5, 9). Whether a statement is well formed is told by Ralph's own models and by
``xapi-validation`` of npm (GPL, asked in a process of its own), see `malformed`.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from .node import run_node

CATEGORIES = "https://w3id.org/xapi/cmi5/context/categories"
EXTENSIONS = "https://w3id.org/xapi/cmi5/context/extensions"
VERBS = "http://adlnet.gov/expapi/verbs"
HEADERS = "Authorization, Content-Type, X-Experience-API-Version, If-Match, If-None-Match"
_KEY = "platform:secret"


@contextlib.contextmanager
def record_store(folder: Path) -> Iterator[str]:
    """Start Ralph with its file in a folder and return the address of its statements."""
    import bcrypt

    user = {
        "agent": {"mbox": "mailto:platform@example.org"},
        "scopes": ["all"],
        "hash": bcrypt.hashpw(_KEY.partition(":")[2].encode(), bcrypt.gensalt(4)).decode(),
        "username": _KEY.partition(":")[0],
    }
    (folder / "auth.json").write_text(json.dumps([user]), encoding="utf-8")
    settings = {
        "RALPH_AUTH_FILE": str(folder / "auth.json"),
        "RALPH_RUNSERVER_BACKEND": "fs",
        "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(folder / "statements"),
    }
    command = [sys.executable, "-c", _RUN_RALPH]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    rest = threading.Thread(target=process.stderr.read, daemon=True)  # a full pipe would stop it
    try:
        late = threading.Timer(120, process.kill)
        late.start()
        said = ""
        for line in process.stderr:
            said += line
            if found := re.search(r"running on (http://[\d.:]+)", line):
                break
        else:
            raise AssertionError(f"Ralph did not start: {said}")
        late.cancel()
        rest.start()
        yield f"{found[1]}/xAPI/statements"
    finally:
        process.terminate()
        process.wait(60)
        if rest.ident is not None:
            rest.join(60)
        process.stderr.close()


_RUN_RALPH = """
import uvicorn
from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend
FSLRSBackend.default_operation_type = BaseOperationType.APPEND
uvicorn.run("ralph.api:app", port=0)
"""


def malformed(statements: list[dict[str, Any]]) -> list[str]:
    """Return what is wrong with the form of statements, as ``xapi-validation`` and Ralph's strict models see it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "statements.json"
        path.write_text(json.dumps(statements), encoding="utf-8")
        by_npm = run_node({"xapi-validation": "2.1.4"}, _ASK_NPM, path)
        by_ralph = subprocess.run(
            [sys.executable, "-c", _ASK_RALPH, str(path)], capture_output=True, text=True, timeout=120, check=True
        ).stdout
    return [*json.loads(by_npm), *json.loads(by_ralph)]


_ASK_NPM = """
const validate = require("xapi-validation").default;
const statements = JSON.parse(require("fs").readFileSync(process.argv[1]));
const said = ({ message, path, data }) => `${message}: ${path.join(".")} ${JSON.stringify(data)}`;
console.log(JSON.stringify(statements.flatMap((one) => validate(one)).map(said)));
"""
_ASK_RALPH = """
import json, sys
from pydantic import ValidationError
from ralph.models.xapi.base.statements import BaseXapiStatement
faults = []
for one in json.load(open(sys.argv[1], encoding="utf-8")):
    try:
        BaseXapiStatement.model_validate(one)
    except ValidationError as error:
        faults.append(str(error))
print(json.dumps(faults))
"""


@dataclass
class Session:
    """One launch of a unit."""

    registration: str
    activity: str
    mode: str = "Normal"
    mastery: float | None = None
    token: str = field(default_factory=lambda: base64.b64encode(uuid.uuid4().hex.encode()).decode())
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    asked: int = 0
    """How often its token was asked for."""
    verbs: list[str] = field(default_factory=list)
    """What cmi5 defines, as it was said."""
    allowed: int = 0
    """How many other statements were said."""


class LearningPlatform(ThreadingHTTPServer):
    """The platform's own server, at an origin of its own.

    Attributes
    ----------
    gone
        While True, the network is gone: every connection is cut without an answer.
    deaf
        While True, statements arrive and the answer gets lost.
    faults
        What statements broke of the rules of cmi5, in words.
    states
        The documents of the state resource by what names them.
    wishes
        The learner's preferences, or None where there are none.
    """

    daemon_threads = True

    def __init__(self, store: str) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.store = store
        self.gone = self.deaf = False
        self.faults: list[str] = []
        self.sessions: dict[str, Session] = {}
        self.states: dict[str, bytes] = {}
        self.wishes: dict[str, str] | None = None
        self.requests: list[str] = []
        self.taken: list[str] = []
        """The ids of statements as they came: some have the same moment."""
        self.actor = {"objectType": "Agent", "account": {"homePage": "https://lms.example.org", "name": "learner 7"}}
        self.lock = threading.RLock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def launch(
        self,
        unit: str,
        publisher: str,
        registration: str | None = None,
        mode: str = "Normal",
        mastery: float | None = None,
        back: bool = False,
    ) -> tuple[str, Session]:
        """Return the address to open a unit with, after all that a platform does before, and the session.

        Parameters
        ----------
        unit
            The address of the unit, as `cmi5.xml` has it.
        publisher
            Its id there.
        registration
            The learner's enrolment; a new one where None.
        mode, mastery
            As the launch data say.
        back
            Whether the page is told where to go back to.
        """
        known = registration or str(uuid.uuid4())
        activity = f"{self.address}/activities/{uuid.uuid5(uuid.NAMESPACE_URL, publisher)}"
        session = Session(known, activity, mode, mastery)
        self.sessions[session.token] = session
        template = {
            "contextActivities": {"grouping": [{"id": publisher}]},
            "extensions": {f"{EXTENSIONS}/sessionid": session.id},
            "platform": "a platform of tests",
        }
        data: dict[str, Any] = {"contextTemplate": template, "launchMode": mode, "moveOn": "Completed"}
        data |= {} if mastery is None else {"masteryScore": mastery}
        data |= {"returnURL": f"{self.address}/courses/7"} if back else {}
        self.states[self.state_name(session, "LMS.LaunchData")] = json.dumps(data).encode()
        launched = {
            "id": str(uuid.uuid4()),
            "actor": self.actor,
            "verb": {"id": f"{VERBS}/launched", "display": {"en": "launched"}},
            "object": {"objectType": "Activity", "id": activity},
            "context": {
                **template,
                "registration": known,
                "contextActivities": {**template["contextActivities"], "category": [{"id": f"{CATEGORIES}/cmi5"}]},
                "extensions": {
                    **template["extensions"],
                    f"{EXTENSIONS}/launchmode": mode,
                    f"{EXTENSIONS}/launchurl": unit,
                    f"{EXTENSIONS}/moveon": "Completed",
                },
            },
        }
        assert self.to_store("POST", "", json.dumps(launched).encode())[0] == 200
        words = {
            "endpoint": f"{self.address}/xapi/",
            "fetch": f"{self.address}/token?session={session.id}",
            "actor": json.dumps(self.actor),
            "registration": known,
            "activityId": activity,
        }
        return f"{unit}{'&' if '?' in unit else '?'}{urlencode(words)}", session

    def state_name(self, session: Session, state: str) -> str:
        return json.dumps([session.activity, session.registration, state])

    def state(self, session: Session) -> dict[str, Any]:
        """What the page keeps on the platform."""
        return json.loads(self.states[self.state_name(session, "anatomy-viewer")])

    def statements(self, session: Session | None = None) -> list[dict[str, Any]]:
        """What the store has of a session, or of all, in the order of their times."""
        found = json.loads(self.to_store("GET", "?limit=1000")[1])["statements"]
        own = [
            one
            for one in found
            if session is None or one["context"]["extensions"][f"{EXTENSIONS}/sessionid"] == session.id
        ]
        came = {one: place for place, one in enumerate(self.taken)}
        return sorted(own, key=lambda one: (one["timestamp"], came.get(one["id"], -1)))

    def verbs(self, session: Session) -> list[str]:
        """What was said in a session, by the last word of each verb, without what the platform itself said."""
        said = [one["verb"]["id"].rpartition("/")[2] for one in self.statements(session)]
        return [verb for verb in said if verb != "launched"]

    def to_store(self, method: str, query: str, body: bytes | None = None) -> tuple[int, bytes]:
        """Ask the store, as the platform."""
        headers = {
            "Authorization": f"Basic {base64.b64encode(_KEY.encode()).decode()}",
            "Content-Type": "application/json",
        }
        request = urllib.request.Request(self.store + query, body, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read()

    def hear(self, session: Session, body: bytes) -> tuple[int, bytes]:
        """Take statements of a page: those of a session that is over are refused, rules that they break are noted."""
        given = json.loads(body)
        statements = given if isinstance(given, list) else [given]
        with self.lock:
            ended = "terminated" in session.verbs
            status, answer = self.to_store("POST", "", body)
            if status not in (200, 204):
                self.faults.append(f"the store answered {status}: {answer.decode()}")
                return status, answer
            stored = json.loads(answer) if status == 200 else []
            for one in statements:
                if one["id"] in stored:
                    self.taken.append(one["id"])
                    self.faults += [f"{one['verb']['id']}: {fault}" for fault in self._broken(session, one, ended)]
            return status, answer

    def _broken(self, session: Session, one: dict[str, Any], ended: bool) -> Iterator[str]:
        """What a new statement breaks of the rules of a session."""
        verb, context, result = one["verb"]["id"], one["context"], one.get("result", {})
        name = verb.rpartition("/")[2]
        categories = [each["id"] for each in context["contextActivities"].get("category", [])]
        defined = f"{CATEGORIES}/cmi5" in categories
        registered = [s for s in self.sessions.values() if s.registration == session.registration]
        before = [said for s in registered if s.activity == session.activity for said in s.verbs]
        if ended:
            yield "after terminated"
        if one["actor"] != self.actor:
            yield "another actor"
        if context.get("registration") != session.registration:
            yield "no registration"
        if context["extensions"].get(f"{EXTENSIONS}/sessionid") != session.id or context.get("platform") is None:
            yield "the context template is not all there"
        if not [each for each in context["contextActivities"].get("grouping", []) if "id" in each]:
            yield "the publisher's id is gone"
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", one["timestamp"]):
            yield f"the time is {one['timestamp']}, not UTC"
        if (f"{CATEGORIES}/moveon" in categories) != (defined and bool({"success", "completion"} & set(result))):
            yield "the category moveon"
        if not session.verbs and name != "initialized":
            yield "before initialized"
        if not defined:
            session.allowed += 1
            return
        if one["object"]["id"] != session.activity:
            yield "the object is not the unit"
        if session.mode != "Normal" and name not in ("initialized", "terminated"):
            yield f"in {session.mode}"
        if name in session.verbs or (name in ("completed", "passed") and name in before):
            yield "said twice"
        if name in ("passed", "failed"):
            if {"passed", "failed"} & set(session.verbs) or (name == "failed" and "passed" in before):
                yield "judged twice"
            if context["extensions"].get(f"{EXTENSIONS}/masteryscore") != session.mastery:
                yield "without the mastery score"
            if (result["score"]["scaled"] >= (session.mastery or 0)) != (name == "passed"):
                yield f"a score of {result['score']}"
        elif "score" in result:
            yield "with a score"
        if result.get("success") != {"passed": True, "failed": False}.get(name):
            yield "its success"
        if result.get("completion") != {"completed": True}.get(name):
            yield "its completion"
        if name != "initialized" and "duration" not in result:
            yield "without a duration"
        session.verbs.append(name)


class _Answers(BaseHTTPRequestHandler):
    """What the platform answers to one request."""

    server: LearningPlatform
    protocol_version = "HTTP/1.1"

    def handle_one_request(self) -> None:
        with contextlib.suppress(ConnectionError):
            super().handle_one_request()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self, status: int, body: bytes = b"", kind: str = "application/json", **headers: str) -> None:
        self.send_response(status)
        if origin := self.headers.get("Origin"):
            self.send_header("Access-Control-Allow-Origin", origin)
            self.send_header("Access-Control-Expose-Headers", "ETag, X-Experience-API-Version")
        self.send_header("X-Experience-API-Version", "1.0.3")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if status != 204:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(b"" if status == 204 else body)

    def _do(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if self.server.gone:
            self.close_connection = True
            self.connection.close()
            return
        self.server.requests.append(f"{self.command} {parts.path}")
        if self.command == "OPTIONS":
            self._answer(204, Access_Control_Allow_Methods="GET, PUT, POST", Access_Control_Allow_Headers=HEADERS)
        elif parts.path == "/token":
            self._token(query.get("session", ""))
        elif parts.path.startswith("/xapi/"):
            self._resource(parts.path.removeprefix("/xapi/"), query, body)
        else:
            self._answer(200, b"<!doctype html><title>The course</title>The course", "text/html")

    do_GET = do_POST = do_PUT = do_OPTIONS = _do

    def _token(self, session: str) -> None:
        found = next((one for one in self.server.sessions.values() if one.id == session), None)
        if self.command != "POST" or found is None:
            self._answer(405 if found else 404)
            return
        found.asked += 1
        again = {"error-code": "1", "error-text": "The authorization token has already been returned."}
        self._answer(200, json.dumps({"auth-token": found.token} if found.asked == 1 else again).encode())

    def _resource(self, name: str, query: dict[str, str], body: bytes) -> None:
        platform = self.server
        session = platform.sessions.get((self.headers.get("Authorization") or "").removeprefix("Basic "))
        if session is None:
            self._answer(401)
        elif not (self.headers.get("X-Experience-API-Version") or "").startswith("1.0"):
            self._answer(400, b"the version of xAPI is missing", "text/plain")
        elif name == "statements" and self.command == "POST":
            deaf = platform.deaf  # as it was when this was asked: the store takes its time
            status, answer = platform.hear(session, body)
            if deaf:
                self.close_connection = True
                self.connection.close()
            else:
                self._answer(status, answer)
        elif name == "agents/profile" and query.get("profileId") == "cmi5LearnerPreferences":
            wishes = platform.wishes
            self._answer(404) if wishes is None else self._answer(200, json.dumps(wishes).encode())
        elif name == "activities/state":
            self._state(session, query, body)
        else:
            self._answer(404)

    def _state(self, session: Session, query: dict[str, str], body: bytes) -> None:
        states, name = self.server.states, self.server.state_name(session, query.get("stateId", ""))
        own = query.get("activityId") == session.activity and query.get("registration") == session.registration
        if not own or json.loads(query.get("agent", "null")) != self.server.actor:
            self._answer(403, b"of another learner", "text/plain")
        elif self.command == "GET":
            found = states.get(name)
            self._answer(404) if found is None else self._answer(200, found, ETag=_tag(found))
        elif query["stateId"] == "LMS.LaunchData":
            self.server.faults.append("the launch data were written to")
            self._answer(403)
        elif self.headers.get("If-Match") not in (None, _tag(states.get(name))):
            self._answer(412, b"written by another", "text/plain")
        else:
            json.loads(body)
            states[name] = body
            self._answer(204, ETag=_tag(body))


def _tag(document: bytes | None) -> str:
    return "" if document is None else f'"{hashlib.sha1(document).hexdigest()}"'


@contextlib.contextmanager
def learning_platform(store: str) -> Iterator[LearningPlatform]:
    """Start a platform whose statements go to a store."""
    platform = LearningPlatform(store)
    serving = threading.Thread(target=platform.serve_forever, daemon=True)
    serving.start()
    try:
        yield platform
    finally:
        platform.shutdown()
        platform.server_close()
